"""Edits of one YAML file that touch the record they are about and no other line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from scp.problem import Location, PlanError, Problem
from scp.repository.marks import Node, Text, nodes, splice
from scp.repository.record import read_yaml
from scp.repository.written import block, word


def append_record(
    text: str, key: str, record: Mapping[str, Any], path: str = "", notes: Mapping[str, str] = MappingProxyType({})
) -> str:
    """*text* with *record* added as the last of the list *key*; every other line stays as it is.

    Keys of the record that are still empty are followed by what *notes* says of them.
    """
    top = nodes(text)
    place = top.get(key) if top and top.kind == "mapping" else None
    if (top is not None and (top.kind != "mapping" or top.flow)) or (place is not None and not _can_take(place)):
        raise _cannot(path, f"`{key}` is not written as a list with one entry after another")
    eol = "\r\n" if "\r\n" in text else "\n"
    if place is None:
        lead = "" if not text or text.endswith("\n") else eol
        edits = [(len(text), len(text), lead + _lines(f"{key}:\n" + entry(record, 2, notes), eol))]
    elif place.kind == "list" and place.items:
        end = _line_end(text, place.end)
        edits = [(end, end, _after(text, end, entry(record, place.column, notes), eol))]
    else:
        end = _line_end(text, place.end)
        indent = (top.column if top else 0) + 2
        edits = [(place.start, place.end, ""), (end, end, _after(text, end, entry(record, indent, notes), eol))]
        before = len(text[: place.start].rstrip(" "))
        if place.start < place.end:  # the [] goes, and the space before it
            edits[0] = (before, place.end, "")
    wanted = _plain(read_yaml(path, text)) or {}
    wanted[key] = [*(wanted.get(key) or []), _as_read(record)]
    return verified(path, splice(text, edits), wanted)


def update_record(text: str, key: str, id: str, changes: Mapping[str, Any], path: str = "") -> str:
    """*text* with *changes* to the record called *id* in the list *key*; every other line stays as it is."""
    return set_keys(text, changes, path, key, {"id": id})


def set_keys(
    text: str, changes: Mapping[str, Any], path: str = "", key: str = "", which: Mapping[str, Any] | int = 0
) -> str:
    """*text* with *changes* to what it says itself or, where *key* is given, to a record of that list; every other
    line stays as it is. *which* is the number of the record, from 0, or values that it alone has."""
    top = nodes(text)
    wanted = _plain(read_yaml(path, text)) or {}
    target, holder = wanted, top
    if key:
        place = top.get(key) if top and top.kind == "mapping" else None
        found = [
            (number, each)
            for number, each in enumerate(place.items if place and place.kind == "list" else ())
            if each.kind == "mapping" and (number == which if isinstance(which, int) else _has(each, which))
        ]
        if len(found) != 1:
            called = str(which) if isinstance(which, int) else " and ".join(f"'{value}'" for value in which.values())
            raise _cannot(path, f"`{key}` holds no single record called {called}")
        number, holder = found[0]
        target = wanted[key][number]
    if holder is not None and holder.kind != "mapping":
        raise _cannot(path, "it is not written as `key: value`")
    eol = "\r\n" if "\r\n" in text else "\n"
    edits: list[tuple[int, int, str]] = []
    added: dict[str, Any] = {}
    for name, value in changes.items():
        target[name] = _as_read(value)
        node = holder.get(name) if holder else None
        if node is None:
            added[name] = value
        elif node.plain != _as_read(value):
            edits.append(_replaced(text, node, _inline(value)))
    if added and holder is not None and holder.flow:
        words = ", ".join(f"{name}: {_inline(value)}" for name, value in added.items())
        end = holder.end - 1
        while text[end - 1] in " \t\r\n,":
            end -= 1
        edits.append((end, end, f", {words}" if holder.keys else words))
    elif added:
        end = _line_end(text, holder.end) if holder else len(text)
        edits.append((end, end, _after(text, end, block(_for_ruamel(added), holder.column if holder else 0), eol)))
    return verified(path, splice(text, edits), wanted)


def _has(record: Node, values: Mapping[str, Any]) -> bool:
    return all((own := record.get(name)) and own.plain == values[name] for name in values)


def remove_record(text: str, key: str, id: str, path: str = "") -> str:
    """*text* without the record called *id* of the list *key*."""
    top = nodes(text)
    place = top.get(key) if top and top.kind == "mapping" else None
    found = [
        number
        for number, each in enumerate(place.items if place else ())
        if each.kind == "mapping" and (name := each.get("id")) and name.value == id
    ]
    if not place or len(found) != 1:
        raise _cannot(path, f"`{key}` holds no single record called '{id}'")
    wanted = _plain(read_yaml(path, text))
    del wanted[key][found[0]]
    return verified(path, splice(text, without_items(text, place, found)), wanted)


def without_items(text: str, place: Node, numbers: list[int]) -> list[tuple[int, int, str]]:
    """The edits that take the items *numbers* out of a list, and leave `[]` where none is left."""
    if len(numbers) == len(place.items):
        return [_emptied(text, place)]
    if place.flow:
        return [_flow_item(place, number, numbers) for number in numbers]
    edits = []
    for number in numbers:
        start = _line_start(text, place.items[number].start)
        edits.append((start, _next_line(text, place.items[number].end), ""))
    return edits


def _emptied(text: str, place: Node) -> tuple[int, int, str]:
    if place.flow:
        return place.start, place.end, "[]"
    before = len(text[: place.start].rstrip())
    head = text[before : place.start]
    if "#" in head or "\n" not in head:
        raise _cannot("", "the last entry of a list with notes before it")
    return before, place.end, " []"


def _flow_item(place: Node, number: int, numbers: list[int]) -> tuple[int, int, str]:
    """One item with the comma after it or, where no later one stays, before it."""
    item = place.items[number]
    later = [each for each in range(number + 1, len(place.items)) if each not in numbers]
    if later:
        return item.start, place.items[number + 1].start, ""
    return place.items[number - 1].end, item.end, ""


def without_entry(text: str, mapping: Node, key: str) -> list[tuple[int, int, str]]:
    """The edit that takes *key* with its value out of a mapping, and leaves `{}` where none is left."""
    name, value = next((name, value) for name, value in mapping.pairs() if name.value == key)
    if len(mapping.keys) == 1:
        before = len(text[: mapping.start].rstrip())
        return [(before, mapping.end, " {}")]
    return [(_line_start(text, name.start), _next_line(text, value.end), "")]


def verified(path: str, text: str, wanted: Any) -> str:
    """*text*, once it has been read again and says what was *wanted*; otherwise nothing is changed."""
    try:
        found = _plain(read_yaml(path, text))
    except PlanError:
        found = None
    if found != wanted:
        raise _cannot(path, "it is written in a way that cannot be added to without touching other lines")
    return text


def _cannot(path: str, why: str) -> PlanError:
    return PlanError([Problem(Location(path), f"was not changed: {why}", "Make the change by hand, in any editor.")])


def _can_take(place: Node) -> bool:
    if place.kind == "scalar":
        return place.value is None
    return place.kind == "list" and (not place.items if place.flow else True)


def entry(record: Mapping[str, Any], indent: int, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """*record* as an entry of a list whose dashes stand at *indent*, with a note after each key left empty."""
    lines = block(_for_ruamel(record), indent + 2).split("\n")
    for number, line in enumerate(lines):
        key, colon, value = line.strip().partition(":")
        if colon and value.strip() in ("", "[]", "{}") and record.get(key, "") in (None, (), [], {}) and key in notes:
            lines[number] = f"{line}  # {notes[key]}"
    return " " * indent + "- " + "\n".join(lines)[indent + 2 :]


def _lines(words: str, eol: str) -> str:
    return words.replace("\n", eol)


def _after(text: str, end: int, words: str, eol: str) -> str:
    """*words* as lines to put in at *end*, the start of a line or the end of a text without one."""
    lead = "" if end == 0 or text[end - 1] == "\n" else eol
    return lead + _lines(words, eol)


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    """The start of the line after the one in which the value before *position* ends."""
    last = max(len(text[:position].rstrip()), 1) - 1
    found = text.find("\n", last)
    return len(text) if found < 0 else found + 1


_next_line = _line_end


def _replaced(text: str, node: Node, words: str) -> tuple[int, int, str]:
    if node.start == node.end:  # a key without a value: a space belongs between
        return node.start, node.end, f" {words}"
    if (node.kind == "scalar" and "\n" in text[node.start : node.end]) or (node.kind != "scalar" and not node.flow):
        before = len(text[: node.start].rstrip())
        return before, node.end, f" {words}"
    return node.start, node.end, words


def _inline(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(each) for each in value)}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return word(value) if isinstance(value, str) else str(_as_read(value))


def _for_ruamel(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _for_ruamel(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_for_ruamel(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    return value


def _as_read(value: Any) -> Any:
    """*value* as the loader will read it from YAML."""
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _plain(tree: Any) -> Any:
    """*tree* without its lines."""
    if isinstance(tree, dict):
        return {key: _plain(each) for key, each in tree.items()}
    return [_plain(each) for each in tree] if isinstance(tree, list) else tree


def add_arrangement(path: str, content: bytes, key: str, entry: Mapping[str, Any], lines: list[str]) -> bytes:
    """A locality's file with an arrangement more: *entry* at its head under *key*, and *lines* at its end."""
    file = Text.of(path, content)
    tree = file.yaml
    if tree is None or tree.kind != "mapping":
        raise _cannot(path, "it holds no record at its head")
    text, eol = file.text, "\r\n" if "\r\n" in file.text else "\n"
    place = tree.get("arrangements")
    edits: list[tuple[int, int, str]] = []
    if place is None:
        edits.append((file.end, file.end, _lines(block({"arrangements": {key: _for_ruamel(entry)}}, tree.column), eol)))
    elif place.kind == "mapping" and place.keys and not place.flow:
        end = _line_end(text, place.end)
        edits.append((end, end, _lines(block({key: _for_ruamel(entry)}, place.column), eol)))
    elif place.plain in (None, {}):
        end = _line_end(text, place.end)
        before = len(text[: place.start].rstrip(" ")) if place.start < place.end else place.start
        edits += [
            (before, place.end, ""),
            (end, end, _lines(block({key: _for_ruamel(entry)}, tree.column + 2), eol)),
        ]
    else:
        raise _cannot(path, "its arrangements are written in one line, with brackets")
    edits.append((len(text), len(text), ("" if text.endswith("\n") else eol) + eol.join(lines) + eol))
    wanted = _plain(read_yaml(path, text[file.start : file.end]))
    wanted["arrangements"] = {**(wanted.get("arrangements") or {}), key: _as_read(entry)}
    new = file.spliced(edits)
    after = Text.of(path, new)
    verified(path, after.text[after.start : after.end], wanted)
    return new
