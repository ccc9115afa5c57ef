"""What changed between two versions of one document: by section, block, sentence and word.

Both are documents of the same kind, so that tables, facts and sums are compared as they are printed. A section is known
by its place, so that one which went elsewhere has moved and was not deleted and inserted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from scp.documents.document import Document
from scp.documents.likeness import Work, overlap, rising
from scp.documents.marked_blocks import (
    Unit,
    accepted,
    compared_blocks,
    has_marks,
    is_marked,
    rejected,
    texts,
)
from scp.documents.marked_text import DEL, INS, atoms, compared
from scp.documents.nodes import Node, blocks, words
from scp.documents.redline_pictures import told_apart

FROM, TO = "moved-from", "moved-to"
OLD, NEW = (DEL, FROM), (INS, TO)
RENAMED = 0.6
MOST_PAIRS = 2_500
MOST_DETAILS = 12
LONGEST_QUOTE = 80
T = TypeVar("T")


class Kind(Enum):
    """What became of a section or a value."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    MOVED_AND_CHANGED = "moved-and-changed"


@dataclass(frozen=True)
class Change:
    """One change in words. *place* is the section's (empty where it is generated), *address* where it stands in the redline.

    *details* are the cells of tables that changed, each as "name: old became new".
    """

    kind: Kind
    title: str
    place: str
    address: str
    sentence: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A section of a chapter. *nodes* hold marks where the section was changed; *mark* says what became of the whole.

    A section that moved stands twice: as it was (`moved-from`) and as it is (`moved-to`), with one name of the *move*.
    """

    title: str
    place: str
    address: str
    nodes: tuple[Node, ...] = field(repr=False)
    mark: str = ""
    move: str = ""
    other: str = ""

    @cached_property
    def is_changed(self) -> bool:
        """Whether anything inside it changed."""
        return self.mark != FROM and is_marked(self.nodes)


@dataclass(frozen=True)
class RedlineChapter:
    """A chapter of both versions, or of one; a chapter that moved stands twice, as a part does."""

    id: str
    title: str
    number: str
    heading: tuple[Node, ...]
    parts: tuple[Part, ...]
    mark: str = ""
    move: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to show in it."""
        return bool(self.mark) or has_marks(self.heading) or any(each.mark or each.is_changed for each in self.parts)


@dataclass(frozen=True)
class Redline:
    """The two versions, the chapters of both with marks, and the list of changes.

    *old* and *new* hold the pictures, told apart where one name stands for two.
    """

    old: Document
    new: Document
    chapters: tuple[RedlineChapter, ...]
    changes: tuple[Change, ...]

    @property
    def parts(self) -> Iterator[Part]:
        return (part for chapter in self.chapters for part in chapter.parts)

    def only(self, part: Part, cut: Part | None = None) -> Redline:
        """The redline of one section alone, or of what was *cut* of it."""
        chapter = next(each for each in self.chapters if part in each.parts)
        return replace(self, chapters=(replace(chapter, parts=(cut or part,)),), changes=())

    def with_values(self, changes: Sequence[Change]) -> Redline:
        """The redline with the *changes* of facts and sums before those of the text."""
        return replace(self, changes=(*changes, *self.changes))

    def anchor(self, place: str) -> str:
        """`chapter/anchor` at which the section of *place* stands now, or stood; empty where there is none."""
        found = _standing(self, place)
        return found[0].address if found else ""


def compare(old: Document, new: Document) -> Redline:
    """The redline from *old* to *new*, two versions of one kind of document.

    The work is bounded: what is too much to compare is shown as deleted and inserted whole.
    """
    old, new = told_apart(old, new)
    return _Comparison(old, new).redline()


def changed_words(redline: Redline, place: str) -> list[Node]:
    """The changed blocks of the section of *place*, each cut to the sentences about a mark; none where nothing changed.

    A place that is a whole file stands for the sections in it where it is none itself. They stand at `redline.anchor`.
    Links within the document and pictures are words here, so that the blocks can stand in another document; there
    `redline_pages.to_show` makes of them what the writers take.
    """
    found: list[Node] = []
    for part in _standing(redline, place):
        if part.mark in (INS, DEL):
            found += [{**node, "mark": part.mark} for node in part.nodes if node["t"] not in ("place", "h")]
            continue
        if part.mark == TO:
            found.append({"t": "p", "c": [{"t": "em", "c": [{"t": "text", "v": f"{part.title} was moved."}]}]})
        found += [_trimmed(node) for node in part.nodes if is_marked([node])]
    blocks: list[Node] = _in_words(relinked(found, lambda id: None))
    return blocks


def _in_words(value: Any) -> Any:
    """Nodes with each picture as what it shows."""
    if isinstance(value, list):
        return [_in_words(each) for each in value]
    if not isinstance(value, dict):
        return value
    shows: Node = {"t": "text", "v": f"[Picture: {value.get('alt', '')}]"}
    match value.get("t"):
        case "image":
            return shows
        case "figure":
            return {"t": "p", "c": [shows], **({"mark": value["mark"]} if "mark" in value else {})}
        case "point":
            return {**{key: _in_words(each) for key, each in value.items()}, "path": ""}
    return {key: _in_words(each) for key, each in value.items()}


def _standing(redline: Redline, place: str) -> list[Part]:
    parts = [each for each in redline.parts if each.mark != FROM]
    return [each for each in parts if each.place == place] or [
        each for each in parts if each.place.partition("#")[0] == place
    ]


def _trimmed(node: Node) -> Node:
    """A block with what is far from any mark left out."""
    match node["t"]:
        case "p" if "mark" not in node:
            return {**node, "c": _near(node["c"])}
        case "ul" if "mark" not in node:
            items = [item for item in node["items"] if is_marked(item)]
            return {**node, "items": [[_trimmed(each) for each in item if is_marked([each])] for item in items]}
        case "ol" if "mark" not in node:
            # A number is the item's own: what is left out would give it another.
            return node
        case "quote" | "box" if "mark" not in node:
            return {**node, "c": [_trimmed(each) for each in node["c"] if is_marked([each])]}
        case "table" if "mark" not in node and not any(node.get("cols", ())):
            marks = node.get("marks", [""] * len(node["rows"]))
            kept = [
                (row, mark)
                for row, mark in zip(node["rows"], marks, strict=True)
                if mark or any(has_marks(cell) for cell in row)
            ]
            if has_marks([each for head in node["head"] for each in head]):
                return node
            return {**node, "rows": [row for row, _ in kept], "marks": [mark for _, mark in kept]}
    return node


DOTS: Node = {"t": "text", "v": "… "}
AWAY = 160


def _near(nodes: Sequence[Node]) -> list[Node]:
    """Inline nodes whose long unmarked stretches of text are cut, at a word, a little way from the marks."""
    made: list[Node] = []
    for number, node in enumerate(nodes):
        text = node.get("v", "") if node["t"] == "text" else ""
        first, last = number == 0, number == len(nodes) - 1
        if len(text) <= AWAY * (1 if first or last else 2):
            made.append(node)
            continue
        head = "" if first else text[:AWAY].rsplit(" ", 1)[0]
        tail = "" if last else text[-AWAY:].partition(" ")[2]
        made.append({"t": "text", "v": f"{head}{' … ' if head else '… '}{tail}" if tail else f"{head} …"})
    return made


# comparing


@dataclass
class _Section:
    """A section of one version: *chapter* and *number* are where it stands, *was* what it is paired with."""

    chapter: int
    title: str
    place: str
    id: str
    nodes: list[Node]
    place_id: str = ""
    number: int = 0
    other: _Section | None = field(default=None, repr=False)
    move: str = ""

    @cached_property
    def unit(self) -> Unit:
        return Unit(self.nodes)

    @property
    def weight(self) -> int:
        return self.unit.bag.total() + 1

    @property
    def marked(self) -> list[Node]:
        """Its blocks, with the address of its place before them."""
        return [{"t": "place", "id": self.place_id}, *self.nodes] if self.place_id else self.nodes


@dataclass
class _Chapter:
    """A chapter of one version and its sections."""

    id: str
    title: str
    number: str
    sections: list[_Section]
    other: int | None = None

    @property
    def key(self) -> str:
        """What it is known by: the place that it begins with, or its title."""
        return (self.sections[0].place if self.sections else "") or self.title

    @property
    def places(self) -> set[str]:
        return {each.place for each in self.sections if each.place}


def _chapters(document: Document) -> list[_Chapter]:
    """The chapters with their sections: what stands under a heading of the template, or at a place."""
    made = []
    for number, (chapter, nodes) in enumerate(zip(document.chapters, blocks(document), strict=True)):
        found = [_Section(number, chapter.title, "", chapter.id, [])]
        for node in nodes:
            here = found[-1]
            if node["t"] == "place":
                if here.place or any(each["t"] != "h" or each.get("written") for each in here.nodes):
                    here = _Section(number, node.get("section", ""), "", node["id"], [])
                    found.append(here)
                here.place, here.place_id = node.get("place", ""), node["id"]
            elif node["t"] == "h" and not node.get("written"):
                found.append(_Section(number, words(node["c"]), "", node["id"], [node]))
            else:
                here.nodes.append(node)
        sections = [each for each in found if each.nodes or each.place]
        for position, each in enumerate(sections):
            each.number = position
        made.append(_Chapter(chapter.id, chapter.title, chapter.number, sections))
    return made


class _Comparison:
    """Two versions on the way to their redline."""

    def __init__(self, old: Document, new: Document) -> None:
        self.versions = (old, new)
        self.work = Work()
        self.old, self.new = _chapters(old), _chapters(new)
        self.moves = 0
        self.targets: dict[str, str] = {}
        self.ids: set[str] = set()

    def redline(self) -> Redline:
        self._pair_chapters()
        self._pair_sections()
        chapters = tuple(_linked(each, self.ids, self.targets) for each in self._settled(self._merged_chapters()))
        return Redline(*self.versions, chapters, tuple(_changes(chapters)))

    # what became of which

    def _pair_chapters(self) -> None:
        for key in (lambda each: each.key, lambda each: each.title, lambda each: _bare(each.title)):
            left = [[each for each in side if each.other is None] for side in (self.old, self.new)]
            for before, after in _same(left[0], left[1], key):
                self._join(before, after)
        # A chapter under another title: most of its sections went to one that is new.
        for after in [each for each in self.new if each.other is None and each.places]:
            likely = [each for each in self.old if each.other is None and each.places]
            best = max(likely, key=lambda each: len(each.places & after.places), default=None)
            if best and len(best.places & after.places) * 2 > max(len(best.places), len(after.places)):
                self._join(best, after)

    def _join(self, before: _Chapter, after: _Chapter) -> None:
        before.other, after.other = self.new.index(after), self.old.index(before)

    def _pair_sections(self) -> None:
        def within(section: _Section, side: int) -> int | None:
            """The chapter of the new version in which a section is, or would be."""
            return section.chapter if side else self.old[section.chapter].other

        keys: list[Callable[[_Section, int], object]] = [
            lambda each, side: each.place or None,
            lambda each, side: None if each.place or within(each, side) is None else (within(each, side), each.title),
            lambda each, side: None if within(each, side) is None else (within(each, side), _bare(each.title)),
            lambda each, side: each.title,
        ]
        for key in keys:
            left = [[each for each in side if each.other is None] for side in self._every]
            named = [[(key(each, number), each) for each in side] for number, side in enumerate(left)]
            kept = [[pair for pair in side if pair[0] is not None] for side in named]
            for (_, before), (_, after) in _same(kept[0], kept[1], lambda pair: pair[0]):
                before.other, after.other = after, before
        left = [[each for each in side if each.other is None] for side in self._every]
        if len(left[0]) * len(left[1]) > MOST_PAIRS or not self.work.take(
            sum(len(before.unit.bag) + len(after.unit.bag) for before in left[0] for after in left[1])
        ):
            return
        scores = [
            (overlap(before.unit.bag, after.unit.bag), i, j)
            for i, before in enumerate(left[0])
            for j, after in enumerate(left[1])
        ]
        for score, i, j in sorted(scores, key=lambda each: (-each[0], each[1:])):
            before, after = left[0][i], left[1][j]
            if score >= RENAMED and before.unit.bag and before.other is None and after.other is None:
                before.other, after.other = after, before

    @property
    def _every(self) -> list[list[_Section]]:
        return [[section for chapter in side for section in chapter.sections] for side in (self.old, self.new)]

    # one order for both

    def _merged_chapters(self) -> Iterator[RedlineChapter]:
        pairs = [(i, each.other) for i, each in enumerate(self.old) if each.other is not None]
        weights = [sum(section.weight for section in self.old[i].sections) + 1 for i, _ in pairs]
        kept = [pairs[each] for each in rising([j for _, j in pairs], weights)]
        moves = {pair: self._move() for pair in pairs if pair not in kept}
        names = {i: name for (i, _), name in moves.items()}, {j: name for (_, j), name in moves.items()}
        for i, j in _in_turn(len(self.old), len(self.new), kept):
            before = self.old[i] if i is not None else None
            after = self.new[j] if j is not None else None
            if before and after:
                heading = self._heading(before, after)
                yield RedlineChapter(after.id, after.title, after.number, heading, tuple(self._parts(before, after)))
            elif before and i is not None:
                mark, move = (FROM, names[0][i]) if i in names[0] else (DEL, "")
                heading = ({"t": "text", "v": before.title},)
                parts = tuple(self._gone(each) for each in before.sections)
                yield RedlineChapter(before.id, before.title, before.number, heading, parts, mark, move)
            elif after and j is not None:
                mark, move = (TO, names[1][j]) if j in names[1] else (INS, "")
                heading = ({"t": "text", "v": after.title},)
                if after.other is not None:
                    heading = self._heading(self.old[after.other], after)
                parts = tuple(self._come(each) for each in after.sections)
                yield RedlineChapter(after.id, after.title, after.number, heading, parts, mark, move)

    def _heading(self, before: _Chapter, after: _Chapter) -> tuple[Node, ...]:
        old, new = [{"t": "text", "v": before.title}], [{"t": "text", "v": after.title}]
        return tuple(compared(old, new, self.work)[0])

    def _parts(self, before: _Chapter, after: _Chapter) -> Iterator[Part]:
        chapter = after.sections[0].chapter if after.sections else -1
        pairs = [
            (each.number, each.other.number) for each in before.sections if each.other and each.other.chapter == chapter
        ]
        weights = [before.sections[i].weight for i, _ in pairs]
        kept = [pairs[each] for each in rising([j for _, j in pairs], weights)]
        for i, j in _in_turn(len(before.sections), len(after.sections), kept):
            if i is not None and j is not None:
                old, new = before.sections[i], after.sections[j]
                nodes = compared_blocks(old.nodes, new.nodes, self.work)
                yield self._part(new, nodes)
            elif i is not None:
                yield self._gone(before.sections[i])
            elif j is not None:
                yield self._come(after.sections[j])

    def _gone(self, section: _Section) -> Part:
        if section.other is None:
            return self._part(section, section.nodes, DEL)
        return self._part(section, section.nodes, FROM, self._move_of(section, section.other), section.other.id)

    def _come(self, section: _Section) -> Part:
        if section.other is None:
            return self._part(section, section.nodes, INS)
        nodes = compared_blocks(section.other.nodes, section.nodes, self.work)
        return self._part(section, nodes, TO, self._move_of(section, section.other), section.other.id)

    @staticmethod
    def _part(section: _Section, nodes: Sequence[Node], mark: str = "", move: str = "", other: str = "") -> Part:
        placed = [{"t": "place", "id": section.place_id}] if section.place_id else []
        return Part(section.title, section.place, section.id, (*placed, *nodes), mark, move, other)

    def _move_of(self, one: _Section, other: _Section) -> str:
        if not one.move:
            one.move = other.move = self._move()
        return one.move

    def _move(self) -> str:
        self.moves += 1
        return f"move{self.moves}"

    # addresses

    def _settled(self, chapters: Iterator[RedlineChapter]) -> list[RedlineChapter]:
        """The chapters with an address of its own for each thing: what is gone gives way to what stands."""
        made = list(chapters)
        self.ids = {chapter.id for chapter in made if chapter.mark not in OLD}
        for chapter in made:
            for part in chapter.parts:
                if chapter.mark not in OLD and part.mark not in OLD:
                    self.ids |= {node["id"] for node in part.nodes if "id" in node and node.get("mark") != DEL}
        for side in self.old:
            for section in side.sections:
                if section.other is not None:
                    self.targets[section.id] = self.targets[section.place_id] = section.other.id
            if side.other is not None:
                self.targets[side.id] = self.new[side.other].id
        return [self._addressed(chapter) for chapter in made]

    def _addressed(self, chapter: RedlineChapter) -> RedlineChapter:
        id = chapter.id
        if chapter.mark in OLD:
            id = self._fresh(f"was-{chapter.id}", chapter.id)
        parts = []
        for part in chapter.parts:
            nodes = []
            for node in part.nodes:
                if "id" in node and (part.mark in OLD or node.get("mark") == DEL):
                    anchor = node["id"].partition("/")[2] or "part"
                    node = {**node, "id": self._fresh(f"{id}/was-{anchor}", node["id"])}
                nodes.append(node)
            address = part.address
            if part.mark in OLD:
                address = next((node["id"] for node in nodes if "id" in node), id)
            parts.append(replace(part, address=address, nodes=tuple(nodes)))
        return replace(chapter, id=id, parts=tuple(parts))

    def _fresh(self, wanted: str, old: str) -> str:
        found, number = wanted, 2
        while found in self.ids:
            found, number = f"{wanted}-{number}", number + 1
        self.ids.add(found)
        self.targets.setdefault(old, found)
        return found


def _bare(title: str) -> str:
    """A title without its numbers and signs: Priority 2: Home is Priority 1: Home."""
    return " ".join(re.findall(r"[^\W\d_]+", title.casefold()))


def _same(old: Sequence[T], new: Sequence[T], key: Callable[[T], object]) -> Iterator[tuple[T, T]]:
    """The things of two versions that have one key; where several have it, in their order."""
    waiting: dict[object, list[T]] = {}
    for each in new:
        waiting.setdefault(key(each), []).append(each)
    for found in waiting.values():
        found.reverse()
    for each in old:
        if key(each) and waiting.get(key(each)):
            yield each, waiting[key(each)].pop()


def _in_turn(old: int, new: int, kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int | None, int | None]]:
    """Each place of both versions in one order: what is gone before what came, between what stayed."""
    a = c = 0
    for b, d in [*kept, (old, new)]:
        yield from ((i, None) for i in range(a, b))
        yield from ((None, j) for j in range(c, d))
        if b < old:
            yield b, d
        a, c = b + 1, d + 1


def _linked(chapter: RedlineChapter, ids: set[str], targets: dict[str, str]) -> RedlineChapter:
    """The chapter with its links led to where their targets stand now."""

    def to(id: str) -> str | None:
        return id if id in ids else targets.get(id)

    parts = (
        replace(
            part,
            nodes=tuple(relinked(part.nodes, to)),
            other=to(part.other) or "",
        )
        for part in chapter.parts
    )
    return replace(chapter, parts=tuple(parts))


def relinked(nodes: Sequence[Node], to: Callable[[str], str | None]) -> list[Node]:
    """Blocks or inline nodes whose links within the document lead to what *to* says, or are none where it says None."""
    made: list[Node] = []
    for node in nodes:
        if node["t"] == "to":
            target = to(node["id"])
            inside = relinked(node["c"], to)
            made += inside if target is None else [{**node, "id": target, "c": inside}]
            continue
        fresh = dict(node)
        for key in ("c", "head"):
            if key in node:
                fresh[key] = relinked(node[key], to) if key == "c" else [relinked(cell, to) for cell in node[key]]
        for key in ("items", "lines"):
            if key in node:
                fresh[key] = [relinked(each, to) for each in node[key]]
        if "rows" in node:
            fresh["rows"] = [[relinked(cell, to) for cell in row] for row in node["rows"]]
        made.append(fresh)
    return made


# telling


def _changes(chapters: Sequence[RedlineChapter]) -> Iterator[Change]:
    """Each change of a section in words; a chapter that came, went or moved is told once for the sections in it."""
    titles = {part.address: (chapter, part) for chapter in chapters for part in chapter.parts}
    for chapter in chapters:
        if chapter.mark == FROM:
            continue
        whole = chapter.mark in (INS, DEL, TO)
        if whole or has_marks(chapter.heading):
            yield _chapter_change(chapter)
        for part in chapter.parts:
            if part.mark == FROM or (whole and part.mark in (INS, DEL)):
                continue
            told = _part_change(chapter, part, titles, moved=part.mark == TO and not _went_along(chapter, part, titles))
            if told is not None:
                yield told


def _went_along(chapter: RedlineChapter, part: Part, titles: dict[str, tuple[RedlineChapter, Part]]) -> bool:
    """Whether a section that moved only went with its chapter."""
    there = next((home for home, each in titles.values() if each.move == part.move and each.mark == FROM), None)
    return chapter.mark == TO and there is not None and there.move == chapter.move


def _chapter_change(chapter: RedlineChapter) -> Change:
    title = chapter.title
    place = next((each.place for each in chapter.parts if each.place), "")
    if chapter.mark == INS:
        kind, said = Kind.ADDED, f"The chapter {_quoted(title)} is new ({_size(chapter.parts)})."
    elif chapter.mark == DEL:
        kind, said = Kind.REMOVED, f"The chapter {_quoted(title)} was taken out ({_size(chapter.parts)})."
    elif chapter.mark == TO:
        renamed = has_marks(chapter.heading)
        kind = Kind.MOVED_AND_CHANGED if renamed else Kind.MOVED
        said = f"The chapter {_quoted(title)} was moved{_renamed(chapter) if renamed else ''}."
    else:
        kind, said = Kind.CHANGED, f"The chapter {_quoted(title)} has another title{_renamed(chapter)}."
    return Change(kind, title, place, chapter.id, said)


def _renamed(chapter: RedlineChapter) -> str:
    was = words(rejected([{"t": "p", "c": list(chapter.heading)}])[0]["c"])
    return f"; it was called {_quoted(was)}"


def _size(parts: Sequence[Part]) -> str:
    return _number(sum(_count(part.nodes) for part in parts), "word", "words")


def _part_change(
    chapter: RedlineChapter, part: Part, titles: dict[str, tuple[RedlineChapter, Part]], moved: bool
) -> Change | None:
    name = _quoted(part.title)
    within = f" in {_quoted(chapter.title)}" if part.title != chapter.title else ""
    if part.mark == INS:
        said = f"{name}{within} is new ({_number(_count(part.nodes), 'word', 'words')})."
        return Change(Kind.ADDED, part.title, part.place, part.address, said)
    if part.mark == DEL:
        said = f"{name}{within} was taken out ({_number(_count(part.nodes), 'word', 'words')})."
        return Change(Kind.REMOVED, part.title, part.place, part.address, said)
    if not part.is_changed and not moved:
        return None
    details = tuple(_details(part.nodes))
    if moved:
        there = next((home for home, each in titles.values() if each.move == part.move and each.mark == FROM), None)
        went = f" from {_quoted(there.title)}" if there and there.title != chapter.title else ""
        said = f"{name} was moved{went}{' to' if went else ' within'} {_quoted(chapter.title)}"
        if part.is_changed:
            said = f"{said} and changed: {_counts(part.nodes)}."
            return Change(Kind.MOVED_AND_CHANGED, part.title, part.place, part.address, said, details)
        return Change(Kind.MOVED, part.title, part.place, part.address, f"{said}.")
    said = f"{name}{within} was changed: {_counts(part.nodes)}."
    return Change(Kind.CHANGED, part.title, part.place, part.address, said, details)


def _quoted(text: str) -> str:
    return f"“{_cut(text)}”"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _count(nodes: Sequence[Node]) -> int:
    return sum(atom.is_word for run in texts(nodes) for atom in atoms(run))


def _counts(nodes: Sequence[Node]) -> str:
    """How many words went and came, and how many rows and columns of tables."""
    gone, come = _words_of(rejected(nodes)), _words_of(accepted(nodes))
    deleted, inserted = sum(_marked_words(nodes, DEL)), sum(_marked_words(nodes, INS))
    said = []
    if deleted and inserted:
        said.append(f"{_number(deleted, 'word', 'words')} deleted and {inserted:,} inserted")
    elif deleted or inserted:
        said.append(f"{_number(deleted or inserted, 'word', 'words')} {'deleted' if deleted else 'inserted'}")
    elif gone == come:
        said.append("a sign, a picture or the layout")
    for key, one in (("marks", "row"), ("cols", "column")):
        for mark, done in ((DEL, "deleted"), (INS, "inserted")):
            count = sum(node.get(key, []).count(mark) for node in _tables(nodes))
            if count:
                said.append(f"{_number(count, f'table {one}', f'table {one}s')} {done}")
    return ", ".join(said) or "a sign, a picture or the layout"


def _words_of(nodes: Sequence[Node]) -> list[str]:
    return [atom.key for run in texts(nodes) for atom in atoms(run) if atom.is_word]


def _marked_words(nodes: Sequence[Node], mark: str) -> Iterator[int]:
    """The number of words with *mark*, block by block."""
    for node in nodes:
        if node.get("mark"):
            yield _count([node]) if node["mark"] == mark else 0
            continue
        for item in node.get("items", ()):
            yield from _marked_words(item, mark)
        if node["t"] in ("quote", "box"):
            yield from _marked_words(node["c"], mark)
        elif node["t"] == "table":
            marks = node.get("marks", [""] * len(node["rows"]))
            for row, on_row in zip(node["rows"], marks, strict=True):
                for cell in row:
                    yield _count([{"t": "p", "c": cell}]) if on_row == mark else _within(cell, mark)
            for cell in node["head"]:
                yield _within(cell, mark)
        else:
            for run in texts([node]):
                yield _within(run, mark)


def _within(nodes: Sequence[Node], mark: str) -> int:
    """The number of words with *mark* in inline nodes."""
    return sum(
        _count([{"t": "p", "c": node["c"]}]) if node["t"] == mark else _within(node["c"], mark)
        for node in nodes
        if "c" in node
    )


def _tables(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node["t"] == "table":
            yield node
        for item in node.get("items", ()):
            yield from _tables(item)
        if node["t"] in ("quote", "box"):
            yield from _tables(node["c"])


def _details(nodes: Sequence[Node]) -> Iterator[str]:
    """The short cells of tables that changed: "Row, column: old became new". No more than a few."""
    found = [text for table in _tables(nodes) if not table.get("mark") for text in _cells(table)]
    yield from found[:MOST_DETAILS]
    if len(found) > MOST_DETAILS:
        yield f"and {_number(len(found) - MOST_DETAILS, 'cell', 'cells')} more"


def _cells(table: Node) -> Iterator[str]:
    marks = table.get("marks", [""] * len(table["rows"]))
    cols = table.get("cols", [""] * len(table["head"]))
    heads = [_plain(cell, DEL) for cell in table["head"]]
    for row, mark in zip(table["rows"], marks, strict=True):
        if mark:
            continue
        name = _plain(row[0], DEL) if row else ""
        for column, cell in enumerate(row):
            if cols[column] or not has_marks(cell):
                continue
            old, new = _plain(cell, INS), _plain(cell, DEL)
            if max(len(old), len(new)) > LONGEST_QUOTE:
                continue
            label = ", ".join(dict.fromkeys(filter(None, (name if column else "", heads[column]))))
            yield f"{_cut(label)}: {old or 'nothing'} became {new or 'nothing'}"


def _plain(cell: Sequence[Node], gone: str) -> str:
    resolved = (accepted if gone == DEL else rejected)([{"t": "p", "c": list(cell)}])
    return " ".join(words(resolved[0]["c"]).split())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
