"""Where each value of a YAML text stands, to the character, for edits that touch nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, get_args, get_origin

import yaml

from scp.model.record import Names, Record, Refers
from scp.problem import Location, PlanError, Problem
from scp.repository.check_places import markers
from scp.repository.record import scalar as value_of_scalar

FRONT = re.compile(r"\A---[^\S\n]*\n(?P<front>(?:.*\n)*?)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)")

try:
    _LOADER: Any = yaml.CLoader
except AttributeError:
    _LOADER = yaml.Loader


@dataclass
class Node:
    """One value: a scalar, a list or a mapping; where it starts and ends (a block with its last value).

    *column* is where a block's keys or dashes stand. A key of a mapping is a node too.
    """

    kind: str
    start: int
    end: int
    column: int
    flow: bool = False
    value: Any = None
    items: list[Node] = field(default_factory=list)
    keys: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of *key*, in a mapping that has it."""
        return next((value for name, value in self.pairs() if name.value == key), None)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys of a mapping with their values."""
        return zip(self.keys, self.items, strict=True)

    @property
    def plain(self) -> Any:
        """The value itself, as the loader reads it but for the lines."""
        if self.kind == "list":
            return [each.plain for each in self.items]
        if self.kind == "mapping":
            return {key.value: value.plain for key, value in self.pairs()}
        return self.value


@dataclass(frozen=True)
class Text:
    """A file as text that can be put back to the byte: mark of encoding, words, place of its YAML."""

    path: str
    mark: str
    text: str
    start: int
    end: int

    @classmethod
    def of(cls, path: str, content: bytes) -> Text:
        """The text of a file; of a Markdown file, its front matter is the YAML."""
        text = content.decode("utf-8")
        mark = text[:1] if text.startswith("\ufeff") else ""
        text = text[len(mark) :]
        if path.endswith((".yaml", ".yml")):
            return cls(path, mark, text, 0, len(text))
        found = FRONT.match(text) if path.endswith(".md") else None
        return cls(path, mark, text, *(found.span("front") if found else (0, 0)))

    @property
    def yaml(self) -> Node | None:
        """The values of the YAML, with their places in the whole text."""
        return nodes(self.text[self.start : self.end], self.start)

    def line(self, position: int) -> int:
        """The line of a place in the text, counted from 1."""
        return self.text.count("\n", 0, position) + 1

    def spliced(self, edits: list[tuple[int, int, str]]) -> bytes:
        """The file with each (start, end, words) of *edits* put in place."""
        return (self.mark + splice(self.text, edits)).encode()


def splice(text: str, edits: list[tuple[int, int, str]]) -> str:
    """*text* with each (start, end, words) of *edits* put in place; they must not overlap."""
    parts, last = [], 0
    for start, end, words in sorted(edits):
        assert start >= last, "two edits overlap"
        parts += [text[last:start], words]
        last = end
    return "".join([*parts, text[last:]])


def nodes(text: str, offset: int = 0) -> Node | None:
    """The values of *text*, their places counted from *offset*; None where it holds none."""
    loader = _LOADER(text)
    try:
        events: Iterator[Any] = iter(loader.get_event, None)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return _node(events, next(events), text, offset)
        return None
    except yaml.YAMLError as error:
        raise PlanError([Problem(Location(""), f"cannot be read as YAML ({error})")]) from None
    finally:
        loader.dispose()


def _node(events: Iterator[Any], event: Any, text: str, offset: int) -> Node:
    start, column, end = event.start_mark.index, event.start_mark.column, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        value = value_of_scalar(event.value) if event.implicit[0] and not event.style else event.value
        if event.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Node("scalar", start + offset, end + offset, column, bool(event.style in ("'", '"')), value)
    flow = bool(event.flow_style)
    is_list = isinstance(event, yaml.SequenceStartEvent)
    found = Node("list" if is_list else "mapping", start + offset, 0, column, flow)
    inner: Any = next(events)
    while not isinstance(inner, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        if is_list:
            found.items.append(_node(events, inner, text, offset))
        else:
            key = _node(events, inner, text, offset)
            if key.value is None or isinstance(key.value, bool | Decimal):
                key.value = inner.value
            found.keys.append(key)
            found.items.append(_node(events, next(events), text, offset))
        inner = next(events)
    closing: Any = inner
    found.end = closing.end_mark.index + offset if flow or not found.items else found.items[-1].end
    return found


@dataclass(frozen=True)
class Pointer:
    """A written value that names something: what it must name, and the list and record that it is in."""

    marker: Refers | Names
    node: Node
    holder: Node | None
    record: Node
    rows: Node | None


def pointers(model: type[Record], node: Node | None, rows: Node | None = None) -> Iterator[Pointer]:
    """Every value of *node*, written as *model* asks, that names something."""
    if node is None or node.kind != "mapping":
        return
    for key, value in node.pairs():
        named = model.model_fields.get(key.value) if isinstance(key.value, str) else None
        if named is None:
            continue
        for where, marker in markers(model, key.value):
            for each, holder in _scalars(value, where):
                yield Pointer(marker, each, holder, node, rows)
        for inner in models_in(named.annotation):
            for each in _records(value, named.annotation):
                yield from pointers(inner, each, value if value.kind == "list" else None)


def models_in(annotation: Any) -> list[type[Record]]:
    """The kinds of record that a field can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [model for inner in get_args(annotation) for model in models_in(inner)]


def _scalars(value: Node, where: str) -> Iterator[tuple[Node, Node | None]]:
    if value.kind == "mapping":
        for each in value.keys if where == "key" else value.items:
            yield each, None
    elif where == "value" and value.kind == "list":
        for each in value.items:
            yield each, value
    elif where == "value":
        yield value, None


def _records(value: Node, annotation: Any) -> list[Node]:
    if value.kind == "list":
        return value.items
    return value.items if get_origin(annotation) is dict else [value]
