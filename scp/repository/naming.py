"""What a name of the plan stands for, and every place that says it, to the character."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scp.model.care_group import CareGroup
from scp.model.consultation import Round
from scp.model.easy_read import EasyReadPart
from scp.model.finance import FinanceLine
from scp.model.locality import Locality
from scp.model.plan import NarrativeSection, Plan, PlanRecord
from scp.model.record import Record, Refers
from scp.model.responses import Themes
from scp.problem import Location, PlanError, Problem, Refusal
from scp.repository import layout
from scp.repository.check_places import markers
from scp.repository.load import load_plan
from scp.repository.marks import Node, Pointer, Text, pointers
from scp.repository.narrative import REFERENCE, read_markdown
from scp.repository.source import MappingSource
from scp.repository.written import like

FILE_KINDS: dict[str, tuple[re.Pattern[str], type[Record]]] = {
    "locality": (layout.LOCALITY, Locality),
    "care-group": (layout.CARE_GROUP, CareGroup),
    "section": (layout.NARRATIVE, NarrativeSection),
    "easy-read": (layout.EASY_READ, EasyReadPart),
}
REGISTER_KINDS = {each.kind: each.name for each in layout.REGISTERS if "id" in each.item.model_fields}
WORDS = {
    "easy-read": "easy-read part",
    "attestation": "signed judgement",
    "seat": "seat of the planning group",
}
KINDS = (*FILE_KINDS, "arrangement", *REGISTER_KINDS, "finance-line")
LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^()\s<>#]*)(?:#(?P<anchor>[^()\s<>]*))?"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>#]+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Named:
    """Something that has a name of its own: a file, a record, an arrangement, a finance line."""

    kind: str
    id: str
    at: Location

    @property
    def path(self) -> str:
        return self.at.path

    @property
    def word(self) -> str:
        return WORDS.get(self.kind, self.kind.replace("-", " "))


@dataclass(frozen=True)
class Mention:
    """A place that says a name: the stretch of text, what replaces it, and where it stands in the YAML."""

    path: str
    line: int
    start: int
    end: int
    words: str
    pointer: Pointer | None = None
    defines: bool = False

    @property
    def at(self) -> Location:
        return Location(self.path, self.line)


@dataclass(frozen=True)
class Change:
    """New files (None takes one away) and every line that changes in them."""

    files: Mapping[str, bytes | None]
    places: tuple[Location, ...]


def everything_named(plan: Plan) -> Iterator[Named]:
    """Everything in *plan* that has a name of its own."""
    for locality in plan.localities:
        yield Named("locality", locality.id, Location(locality.path))
        for anchor, arrangement in locality.arrangements.items():
            yield Named("arrangement", anchor, Location(locality.path, arrangement.at.line))
    for group in plan.care_groups:
        yield Named("care-group", group.id, Location(group.path))
    for section in plan.narrative:
        yield Named("section", section.id, Location(section.path))
    for part in plan.easy_read:
        yield Named("easy-read", part.id, Location(part.path))
    for kind, name in REGISTER_KINDS.items():
        register = layout.register(name)
        for record in register.records(plan):
            yield Named(kind, getattr(record, "id"), record.at)  # noqa: B009
    seen = set()
    for line in plan.finance.lines:
        if line.id not in seen:
            yield Named("finance-line", line.id, line.at)
        seen.add(line.id)


def find(plan: Plan, text: str, kind: str | None = None) -> list[Named]:
    """What *text* may stand for: a name, or a place such as `localities/east.md#carers`."""
    path, _, anchor = text.partition("#")
    found = []
    for each in everything_named(plan):
        is_file = each.kind in FILE_KINDS
        by_place = each.path == path and (is_file if not anchor else not is_file and each.id == anchor)
        by_name = each.id == text and each.kind != "arrangement"
        by_stem = is_file and posixpath.basename(each.path) in (text, f"{text}.md")
        if (
            by_place or by_name or by_stem or (kind == "arrangement" and each.kind == kind and each.id == text)
        ) and kind in (None, each.kind):
            found.append(each)
    return found


# the places that say a name


class Naming:
    """A plan's files as text, with every place that says the name of *target*."""

    def __init__(self, contents: Mapping[str, bytes], plan: Plan, target: Named, new: str) -> None:
        self.contents = contents
        self.plan = plan
        self.target = target
        self.new = new
        self.texts = {
            path: Text.of(path, content)
            for path, content in contents.items()
            if path.endswith((".yaml", ".md", ".csv")) and self._is_read(path)
        }

    @staticmethod
    def _is_read(path: str) -> bool:
        return path == layout.LINES or model_of(path) is not None

    @property
    def new_path(self) -> str:
        """Where the target's file lies under its new name."""
        if self.target.kind not in FILE_KINDS:
            return self.target.path
        folder, _, name = self.target.path.rpartition("/")
        return f"{folder}/{name.removesuffix('.md').removesuffix(self.target.id)}{self.new}.md"

    def mentions(self) -> list[Mention]:
        """Every place that says the name, in order."""
        found = [mention for text in self.texts.values() for mention in self._in(text)]
        once = {
            (each.path, each.start): each
            for each in sorted(found, key=lambda each: (each.path, each.start, not each.defines))
        }
        return sorted(once.values(), key=lambda each: (each.path, each.start))

    def _in(self, text: Text) -> Iterator[Mention]:
        if text.path == layout.LINES:
            yield from self._in_table(text)
            return
        model = model_of(text.path)
        assert model is not None
        tree = text.yaml
        yield from self._defined_in(text, tree)
        for pointer in pointers(model, tree):
            if isinstance(pointer.marker, Refers) and isinstance(pointer.node.value, str):
                new = self._renamed(pointer.marker.kind, pointer.node.value)
                if new is not None:
                    yield self._mention(text, pointer.node, new, pointer)
        for found in REFERENCE.finditer(text.text):
            name = found.group(1).strip()
            renamed = self._renamed_reference(name)
            if renamed is not None:
                start = found.start(1) + found.group(1).index(name)
                yield Mention(text.path, text.line(start), start, start + len(name), renamed)
        if text.path.endswith(".md"):
            yield from self._linked_in(text)

    def _mention(
        self, text: Text, node: Node, new: str, pointer: Pointer | None = None, defines: bool = False
    ) -> Mention:
        words = like(new, text.text[node.start : node.end])
        return Mention(text.path, text.line(node.start), node.start, node.end, words, pointer, defines)

    def _renamed(self, kind: str, value: str) -> str | None:
        """*value*, the name of something of *kind*, under the new name; None where it is not the target's."""
        if kind == self.target.kind:
            return self.new if value == self.target.id else None
        if kind != "place":
            return None
        path, sign, anchor = value.partition("#")
        if path != self.target.path:
            return None
        if self.target.kind in FILE_KINDS:
            return f"{self.new_path}{sign}{anchor}"
        return f"{path}#{self.new}" if anchor == self.target.id and self.target.kind != "finance-line" else None

    def _renamed_reference(self, name: str) -> str | None:
        old, new, parts = self.target.id, self.new, name.split(".")
        match self.target.kind, parts:
            case ("locality" | "care-group") as kind, [first, second, *rest] if first == kind and second == old:
                return ".".join([first, new, *rest])
            case "care-group", ["finance", year, last] if last == old:
                return f"finance.{year}.{new}"
            case "fact", [only] if only == old:
                return new
        return None

    def _defined_in(self, text: Text, tree: Node | None) -> Iterator[Mention]:
        if text.path != self.target.path or tree is None:
            return
        if self.target.kind == "arrangement":
            entries = tree.get("arrangements")
            for key in entries.keys if entries else ():
                if key.value == self.target.id:
                    yield self._mention(text, key, self.new, defines=True)
            for heading in headings(text, self.contents[text.path]):
                if heading.anchor == self.target.id:
                    start = text.text.rindex(f"{{#{heading.anchor}", heading.start, heading.end) + 2
                    end = start + len(heading.anchor)
                    yield Mention(text.path, text.line(start), start, end, self.new, defines=True)
        elif self.target.kind in REGISTER_KINDS:
            rows = tree.get(layout.register(REGISTER_KINDS[self.target.kind]).items)
            for row in rows.items if rows else ():
                name = row.get("id")
                if name is not None and name.value == self.target.id:
                    yield self._mention(text, name, self.new, defines=True)

    def _linked_in(self, text: Text) -> Iterator[Mention]:
        folder = posixpath.dirname(text.path)
        for found in LINK.finditer(text.text, text.end):
            group = "inline" if found["inline"] is not None else "defined"
            link = found[group]
            meant = text.path if not link else posixpath.normpath(posixpath.join(folder, link))
            if self.target.path not in (meant, posixpath.normpath(link) if link else ""):
                continue
            if self.target.kind in FILE_KINDS and link:
                end = found.end(group)
                start = end - len(posixpath.basename(self.target.path))
                yield Mention(text.path, text.line(start), start, end, posixpath.basename(self.new_path))
            elif self.target.kind == "arrangement" and found["anchor"] == self.target.id:
                start, end = found.span("anchor")
                yield Mention(text.path, text.line(start), start, end, self.new)

    def _in_table(self, text: Text) -> Iterator[Mention]:
        columns: list[str] = []
        for row in table(text):
            values = [each.value for each in row]
            if not any(values):
                continue
            if not columns:
                columns = values
                continue
            for column, cell in zip(columns, row, strict=False):
                defines = column == "id" and self.target.kind == "finance-line"
                refers = [
                    marker
                    for _, marker in markers(FinanceLine, column)
                    if isinstance(marker, Refers) and marker.kind == self.target.kind
                ]
                if cell.value == self.target.id and (defines or refers):
                    start = cell.start + text.text[cell.start : cell.end].index(cell.value)
                    yield Mention(text.path, text.line(start), start, start + len(cell.value), self.new, None, defines)


@dataclass(frozen=True)
class Heading:
    """A heading that begins a part of a locality's text: its short name, and where it stands."""

    anchor: str
    start: int
    end: int


def headings(text: Text, content: bytes) -> list[Heading]:
    """The headings of level 2, as the loader sees them: what stands in a block of code is none."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.text)), len(text.text)]
    return [
        Heading(str(token.meta.get("anchor", "")), starts[token.map[0]], starts[token.map[1]])
        for token in read_markdown(text.path, content).tokens
        if token.type == "heading_open" and token.level == 0 and token.meta.get("level") == 2 and token.map
    ]


@dataclass(frozen=True)
class Cell:
    """A cell of a table and where it stands."""

    value: str
    start: int
    end: int


CELL = {sign: re.compile(rf'"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^{sign}\r\n]*)') for sign in ",;"}


def table(text: Text) -> list[list[Cell]]:
    """The cells of a table; `PlanError` where they are not as the loader reads them."""
    first = text.text.split("\n", 1)[0]
    sign = ";" if first.count(";") > first.count(",") else ","
    rows, row, position = [], [], 0
    while position < len(text.text):
        found = CELL[sign].match(text.text, position)
        assert found is not None
        value = found["quoted"].replace('""', '"') if found["quoted"] is not None else found["bare"]
        row.append(Cell(value.strip(), found.start(), found.end()))
        position = found.end()
        if text.text[position : position + 1] == sign:
            position += 1
            if position < len(text.text):
                continue
            row.append(Cell("", position, position))
        newline = re.compile(r"\r?\n|\Z").match(text.text, position)
        if newline is None:
            break
        rows.append(row)
        row, position = [], newline.end()
    read = [[cell.strip() for cell in each] for each in csv.reader(io.StringIO(text.text), delimiter=sign)]
    if [[cell.value for cell in each] for each in rows if any(cell.value for cell in each)] != [
        each for each in read if any(each)
    ]:
        raise PlanError(
            [
                Problem(
                    Location(text.path),
                    "is written in a way that cannot be changed without touching other lines",
                    "Make the change by hand, in a spreadsheet or editor.",
                )
            ]
        )
    return rows


def model_of(path: str) -> type[Record] | None:
    """The kind of record that the YAML of a file holds."""
    if path == layout.PLAN:
        return PlanRecord
    for pattern, model in FILE_KINDS.values():
        if pattern.fullmatch(path):
            return model
    if layout.ROUND.fullmatch(path):
        return Round
    if layout.THEMES.fullmatch(path):
        return Themes
    return next((each.model for each in layout.REGISTERS if each.path == path and each.path != layout.STAGES), None)


def loaded_with(contents: Mapping[str, bytes], files: Mapping[str, bytes | None]) -> Plan:
    """The plan with *files* in it; refused, with the faults, where it could not be read."""
    together = {path: content for path, content in {**contents, **files}.items() if content is not None}
    try:
        return load_plan(MappingSource(together))
    except PlanError as error:
        raise Refusal(
            "the plan could not be read afterwards, so nothing was changed.",
            "Mend these first, or make the change by hand.",
            [str(each).replace("\n    ", " ") for each in error.problems],
        ) from None
