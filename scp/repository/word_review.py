"""A review in Word: each tracked change and comment of a copy that `scp build` made, with its section and its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from typing import Any

from scp.model.responses import Mark
from scp.model.text import ORIGIN, Section, bookmark, plain_text
from scp.repository.word_flow import Flow, Flows, Paragraph, Piece, Reader, Shape, State, local, value, who_of
from scp.repository.word_package import Package

MOST_MARKS = 20_000
LONGEST = 4_000
AROUND = 60
"""Signs of a passage or a text that are kept at most, and of the words around a place that quote it."""
SAYS_LITTLE = 12
"""A passage of so few signs tells no section."""
MOST_PARAGRAPHS = 100_000
PLACE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.md(?:#[a-z0-9-]+)?")
CUT = " […]"
EXTENDED = "commentsExtended"
PARTS = {"header": "header", "footer": "footer"}
NOTES = ("footnote", "endnote")


@dataclass(frozen=True)
class Origin:
    """What the file says of the copy that it is; each text empty where it does not say."""

    document: str = ""
    authority: str = ""
    edition: str = ""
    tool: str = ""
    label: str = ""
    day: str = ""
    stage: str = ""
    commit: str = ""
    tree: str = ""
    unsaved: bool = False
    pictures: int = 0
    sections: Mapping[str, str] = field(default_factory=dict)
    digests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One change or comment. *block* is the paragraph before the review, the change its signs *start* to *end*.

    *before* and *after* are the paragraphs around it; *words* what was put in, with a line end for each new paragraph.
    """

    mark: Mark
    who: str
    place: str
    heading: str
    passage: str
    said: str
    day: date | None = None
    gone: bool = False
    tracked: bool = True
    kind: str = ""
    words: str = ""
    block: str = ""
    start: int = 0
    end: int = 0
    whole: bool = False
    simple: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Review:
    """All that was found in a file: *found* in the order of the text, *counts* of what is told and not taken over."""

    origin: Origin | None
    found: tuple[Found, ...]
    counts: Mapping[str, int]
    texts: tuple[Paragraph, ...]
    missing: tuple[str, ...] = ()


def read_review(name: str, content: bytes, sections: Iterable[Section]) -> Review:
    """The review in the Word file called *name*; *sections* are those of the plan, by which lost bookmarks are found.

    `PlanError` where the file cannot be read, is no copy of a plan, or holds more than a review would.
    """
    package = Package(name, content)
    sections = tuple(sections)
    origin = _origin(package)
    reader = Reader(_headings(package))
    _read(package, reader)
    flows = reader.found
    places = {bookmark(each.place): each.place for each in sections}
    places |= {mark: place for mark, place in (origin.sections if origin else {}).items()}
    if origin is None and not flows.marks & places.keys():
        raise package.unreadable(
            "is no copy of this plan: it names neither a plan nor one of its sections",
            "Only a Word file that scplan build made can be read back, and not one whose text was copied to another file.",
        )
    settled = _Settled(flows, places)
    found = list(islice(chain(settled.changes(), _comments(package, settled)), MOST_MARKS + 1))
    if len(found) > MOST_MARKS:
        raise package.unreadable(f"holds more than {MOST_MARKS:,} changes and comments, which no review has")
    expected = set(origin.sections) if origin else set()
    missing = {places[mark] for mark in expected - flows.marks}
    lost = _Lost(sections, missing)
    found = [lost.placed(each) for each in found]
    found = [each for each in found if each.said or each.passage]
    return Review(origin, tuple(found), _counted(flows, origin), tuple(settled.texts()), tuple(sorted(missing)))


# the file


def _origin(package: Package) -> Origin | None:
    for _, root in package.roots_of(package.main, "customXml"):
        if root.tag != f"{{{ORIGIN}}}copy":
            continue
        said = {key: str(root.get(key, "")) for key in Origin.__dataclass_fields__ if key in TEXTS}
        named = {each.get("bookmark", ""): each.get("place", "") for each in root if each.tag == f"{{{ORIGIN}}}section"}
        digests = "".join(each.text or "" for each in root if each.tag == f"{{{ORIGIN}}}paragraphs").split()
        pictures = root.get("pictures", "")
        return Origin(
            **said,
            unsaved=root.get("unsaved") == "yes",
            pictures=int(pictures) if pictures.isascii() and pictures.isdigit() and len(pictures) < 6 else 0,
            sections={
                mark: place for mark, place in named.items() if PLACE.fullmatch(place) and bookmark(place) == mark[:14]
            },
            digests=tuple(digests[:MOST_PARAGRAPHS]),
        )
    return None


TEXTS = ("document", "authority", "edition", "tool", "label", "day", "stage", "commit", "tree")


def _headings(package: Package) -> dict[str, int]:
    """The level of each style that is a heading's, by the style's id: programs that save a file again rename them."""
    found = {}
    for _, root in package.roots_of(package.main, "styles"):
        for style in root:
            name = next((value(each, "val") for each in style if local(str(each.tag)) == ("name", "w")), "").lower()
            if name.startswith("heading ") and name[8:] in ("1", "2", "3", "4", "5", "6"):
                found[value(style, "styleId")] = int(name[8:])
    return found


def _read(package: Package, reader: Reader) -> None:
    reader.read(package.root(package.main), "body")
    places = dict(reader.found.notes)
    for kind in NOTES:
        for _, root in package.roots_of(package.main, f"{kind}s"):
            for note in root:
                if isinstance(note.tag, str) and value(note, "type") in ("", "normal"):
                    reader.read(note, kind, places.get((kind, value(note, "id")), ""))
    for kind in PARTS:
        for _, root in package.roots_of(package.main, kind):
            reader.read(root, kind)


def _counted(flows: Flows, origin: Origin | None) -> dict[str, int]:
    counts = Counter(flows.counts)
    shown = counts.pop("pictures", 0)
    if origin and shown != origin.pictures:
        counts["pictures more" if shown > origin.pictures else "pictures fewer"] = abs(shown - origin.pictures)
    return dict(counts)


# from pieces to changes


class _Settled:
    """The flows of a file with the paragraphs before the review laid under their pieces."""

    def __init__(self, flows: Flows, places: Mapping[str, str]) -> None:
        self.flows = flows
        self.places = places
        for flow in flows.flows:
            self._settle(flow)

    def texts(self) -> Iterator[Paragraph]:
        """The paragraphs that the built copy had too: of the body and of the footnotes, without the contents."""
        for flow in self.flows.flows:
            if flow.kind in ("body", "text box", *NOTES):
                yield from (each for each in flow.paragraphs if each.text.strip() and not each.shape.made_afresh)

    def changes(self) -> Iterator[Found]:
        for flow in self.flows.flows:
            yield from self._changes(flow)

    def _settle(self, flow: Flow) -> None:
        heading = ""
        texts: list[str] = []
        length, shape, begun, place = 0, -1, False, ""

        def ends() -> None:
            nonlocal heading, length, shape, begun, place
            text = "".join(texts)
            look = flow.shapes[shape] if shape >= 0 else Shape()
            if look.heading and text.strip():
                heading = " ".join(text.split())
            flow.paragraphs.append(Paragraph(text, look, place, heading))
            texts.clear()
            length, shape, begun, place = 0, -1, False, ""

        for piece in flow.pieces:
            piece.place = self.places.get(piece.place, "")
            piece.number, piece.start = len(flow.paragraphs), length
            if piece.is_wall:
                if begun:
                    ends()
                continue
            begun = True
            if piece.hand.state is State.IN:
                continue
            if shape < 0:
                shape, place = piece.shape, piece.place
            if piece.is_end:
                ends()
            else:
                texts.append(piece.text)
                length += len(piece.text)
        flow.paragraphs.append(Paragraph("", Shape(), "", heading))

    def _changes(self, flow: Flow) -> Iterator[Found]:
        moves: dict[tuple[str, str], list[list[Piece]]] = defaultdict(list)
        arrived: dict[tuple[str, str], list[list[Piece]]] = defaultdict(list)
        done: set[int] = set()
        for group in _groups(flow.pieces):
            first = group[0]
            if first.row:
                if first.row not in done:
                    done.add(first.row)
                    yield self._row(flow, first.row)
            elif first.hand.move is not None:
                kept = moves if first.hand.state is State.OUT else arrived
                kept[(first.hand.who, first.hand.move)].append(group)
            else:
                for part in _cut(group):
                    yield from self._group(flow, part)
            yield from self._struck(flow, group)
        yield from self._moves(flow, moves, arrived)

    def _group(self, flow: Flow, group: Sequence[Piece]) -> Iterator[Found]:
        first, last = group[0], group[-1]
        out = "".join(each.text for each in group if each.hand.state is State.OUT)
        put = "".join(each.text for each in group if each.hand.state is State.IN)
        block = flow.paragraphs[first.number]
        same = last.number == first.number
        start = first.start
        end = start + len(out.removesuffix("\n")) if same else len(block.text)
        whole = bool(out) and not put and same and start == 0 and end == len(block.text)
        mark = Mark.REPLACEMENT if out.strip() and put.strip() else Mark.DELETION if out.strip() else Mark.INSERTION
        passage, said = out.strip(), put.strip()
        if not passage and not said:
            before, after = self._around(flow, first, last)
            passage = _joined(before, out, after)
            said = _joined(before, put, after)
            mark = Mark.REPLACEMENT
            if " ".join(passage.split()) == " ".join(said.split()) and "\n" not in out + put:
                self.flows.counts["white space"] += 1
                return
        elif not passage:
            before, after = self._around(flow, first, last)
            passage = _joined(before, "", after)
        yield self._found(
            flow,
            mark,
            group,
            passage,
            said,
            words=put,
            start=start,
            end=end,
            whole=whole,
            simple=same and not ("\n" in out and not whole),
        )

    def _found(self, flow: Flow, mark: Mark, group: Sequence[Piece], passage: str, said: str, **more: Any) -> Found:
        first = group[0]
        block = flow.paragraphs[first.number]
        around = flow.paragraphs[max(0, first.number - 1)].text if first.number else ""
        later = flow.paragraphs[first.number + 1].text if first.number + 1 < len(flow.paragraphs) else ""
        values: dict[str, Any] = {
            "kind": "table" if block.shape.in_table else flow.kind,
            "block": block.text,
            "before": around,
            "after": later,
            **more,
        }
        place = next((each.place for each in group if each.place), "") or block.place
        return Found(mark, first.hand.who, place, block.under, short(passage), short(said), first.hand.day, **values)

    def _row(self, flow: Flow, number: int) -> Found:
        row = flow.rows[number]
        cells = [" ".join("".join(each.text for each in cell).split()) for cell in row.cells[:-1] or row.cells]
        text = " | ".join(cells)
        pieces = [piece for cell in row.cells for piece in cell]
        put = row.hand.state is State.IN
        near = self._beside(flow, pieces[0]) if put else ""
        mark = Mark.INSERTION if put else Mark.DELETION
        return self._found(flow, mark, pieces, near if put else text, text if put else "", kind="row")

    def _moves(
        self,
        flow: Flow,
        moves: Mapping[tuple[str, str], list[list[Piece]]],
        arrived: Mapping[tuple[str, str], list[list[Piece]]],
    ) -> Iterator[Found]:
        """Each move once, at the place that the words left; one whose other half is missing as what it then is."""
        for key, groups in moves.items():
            left = [piece for group in groups for piece in group]
            there = [piece for group in arrived.get(key, ()) for piece in group]
            text = "".join(piece.text for piece in left)
            if not there:
                yield self._found(flow, Mark.DELETION, left, text.strip(), "")
                continue
            near = self._beside(flow, there[0])
            to = f"Move this to stand after: {near}" if near else "Move this to the beginning."
            put = "".join(piece.text for piece in there)
            yield self._found(flow, Mark.MOVE, left, text.strip(), to, words=put, kind="move")
        for key, groups in arrived.items():
            if key not in moves:
                for group in groups:
                    yield from self._group(flow, group)

    def _struck(self, flow: Flow, group: Sequence[Piece]) -> Iterator[Found]:
        """Words that one person put in and another took out again: they are no words of the draft."""
        gone: list[Piece] = []
        for piece in [*group, None]:
            if piece is not None and piece.struck is not None and (not gone or gone[0].struck == piece.struck):
                gone.append(piece)
                continue
            if gone and (hand := gone[0].struck) is not None and hand.who != gone[0].hand.who:
                text = "".join(each.text for each in gone).strip()
                made = self._found(flow, Mark.DELETION, gone, text, "", kind="struck")
                yield replace(made, who=hand.who, day=hand.day, gone=True)
            gone = [piece] if piece is not None and piece.struck is not None else []

    def _around(self, flow: Flow, first: Piece, last: Piece) -> tuple[str, str]:
        """The words just before and just after a place, from the paragraph before the review."""
        before = flow.paragraphs[first.number].text[: first.start]
        taken = 0 if last.hand.state is State.IN or last.is_end else len(last.text)
        ended = last.is_end and last.hand.state is State.OUT
        number = last.number + 1 if ended else last.number
        after = flow.paragraphs[number].text[0 if ended else last.start + taken :]
        if not before.strip() and not after.strip():
            before = self._beside(flow, first)
        return tail(before), head(after)

    def _beside(self, flow: Flow, piece: Piece) -> str:
        """The last words that stood before a place."""
        for number in range(piece.number, max(-1, piece.number - 20), -1):
            text = flow.paragraphs[number].text
            text = text[: piece.start] if number == piece.number else text
            if text.strip():
                return tail(text).strip()
        return ""


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces next to each other that one person changed."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.is_wall or not _goes_on(group[-1], piece)):
            yield group
            group = []
        if not piece.is_wall and piece.hand.state is not State.KEPT:
            group.append(piece)
    if group:
        yield group


def _goes_on(last: Piece, piece: Piece) -> bool:
    one, other = last.hand, piece.hand
    if other.state is State.KEPT or one.who != other.who or one.move != other.move or last.row != piece.row:
        return False
    return one.move is None or one.state is other.state


def _cut(group: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """A group, parted after each paragraph that it takes out whole."""
    begin = 0
    for number, piece in enumerate(group):
        whole = all(each.hand.state is State.OUT for each in group[begin : begin + 1]) and group[begin].start == 0
        if piece.is_end and piece.hand.state is State.OUT and whole and group[begin].number == piece.number:
            if all(each.hand.state is State.OUT for each in group[begin : number + 1]):
                yield group[begin : number + 1]
                begin = number + 1
    if begin < len(group):
        yield group[begin:]


# comments


def _comments(package: Package, settled: _Settled) -> Iterator[Found]:
    """Each comment, and each reply with what it replies to."""
    notes: dict[str, tuple[str, str]] = {}
    paragraphs: dict[str, str] = {}
    for _, root in package.roots_of(package.main, "comments"):
        for element in root:
            if isinstance(element.tag, str) and local(element.tag) == ("comment", "w"):
                id = value(element, "id")
                notes[id] = (who_of(element), _words_of(element))
                for each in element.iter():
                    if isinstance(each.tag, str) and local(each.tag) == ("p", "w"):
                        paragraphs[_attribute(each, "paraId")] = id
    parents, resolved = _threads(package, paragraphs)
    for id, (who, said) in notes.items():
        if not said.strip():
            settled.flows.counts["empty comments"] += 1
            continue
        parent = parents.get(id)
        flow, passage, piece = _passage(settled.flows, id if id in settled.flows.ranges or not parent else parent)
        text = said.strip()
        if parent and parent in notes:
            text = f"(In reply to: {head(notes[parent][1], 80).strip()}) {text}"
            settled.flows.counts["replies"] += 1
        if id in resolved:
            settled.flows.counts["resolved"] += 1
        paragraph = flow.paragraphs[piece.number] if flow and piece else Paragraph("", Shape(), "")
        yield Found(
            Mark.COMMENT,
            who,
            (piece.place if piece else "") or paragraph.place,
            paragraph.under,
            short(passage),
            short(text),
            None,
            gone=flow is None,
            kind=flow.kind if flow else "",
            block=paragraph.text,
        )


def _threads(package: Package, paragraphs: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """What each comment replies to, and those that were marked as resolved."""
    parents, resolved = {}, set()
    for _, root in package.roots_of(package.main, EXTENDED):
        for each in root:
            id = paragraphs.get(_attribute(each, "paraId"))
            if id is None:
                continue
            parent = paragraphs.get(_attribute(each, "paraIdParent"))
            if parent is not None and parent != id:
                parents[id] = parent
            if _attribute(each, "done") in ("1", "true"):
                resolved.add(id)
    return parents, resolved


def _passage(flows: Flows, id: str) -> tuple[Flow | None, str, Piece | None]:
    """The words that a comment stands at; where it marks none, the paragraph that it stands in."""
    if id in flows.ranges:
        flow, start, end = flows.ranges[id]
        pieces = flow.pieces[start:end] if end - start < MOST_MARKS else flow.pieces[start : start + MOST_MARKS]
        text = _taken(pieces, State.IN) or _taken(pieces, State.OUT)
        if text.strip():
            return flow, text.strip(), next((each for each in pieces if not each.is_wall), pieces[0])
        here = start
    elif id in flows.referred:
        flow, here = flows.referred[id]
    else:
        return None, "", None
    near = [each for each in flow.pieces[max(0, here - 1) : here + 1] if not each.is_wall] or flow.pieces[-1:]
    if not near:
        return flow, "", None
    return flow, flow.paragraphs[near[0].number].text.strip(), near[0]


def _taken(pieces: Iterable[Piece], left_out: State) -> str:
    texts, length = [], 0
    for piece in pieces:
        if piece.hand.state is not left_out:
            texts.append(piece.text or "\n")
            length += len(texts[-1])
        if length > LONGEST:
            break
    return "".join(texts)


def _attribute(element: Any, name: str) -> str:
    """An attribute of whichever of Word's later namespaces."""
    return next((str(said) for key, said in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _words_of(element: Any) -> str:
    parts: list[str] = []
    for each in element.iter():
        if isinstance(each.tag, str):
            name, family = local(each.tag)
            if family == "w" and name == "t":
                parts.append(each.text or "")
            elif family == "w" and name in ("br", "tab"):
                parts.append(" ")
            elif family == "w" and name == "p" and parts:
                parts.append("\n")
    return "".join(parts)


# places


class _Lost:
    """The sections whose bookmark is not in the file, by what their words and headings are."""

    def __init__(self, sections: Iterable[Section], missing: set[str]) -> None:
        lost = [each for each in sections if each.place in missing]
        self.texts = {each.place: each.plain for each in lost}
        self.blocks = _by_words((each.place, _blocks(each)) for each in lost)
        self.titles = _by_words((each.place, {each.title, *_titles(each)}) for each in lost)

    def placed(self, found: Found) -> Found:
        """*found* with its section, where only one of those that are lost has its paragraph, its words or its heading."""
        if found.place or not self.texts:
            return found
        passage = _folded(found.passage)
        quoted = [place for place, text in self.texts.items() if len(passage) > SAYS_LITTLE and passage in text]
        for places in (self.blocks.get(_folded(found.block), ()), quoted, self.titles.get(found.heading, ())):
            if len(places) == 1:
                return replace(found, place=next(iter(places)))
        return found


def _by_words(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """The places by each of their texts."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, texts in named:
        for text in filter(None, texts):
            found[text].add(place)
    return dict(found)


def _blocks(section: Section) -> set[str]:
    return {_folded(plain_text(each)) for each in section.tokens if each.type == "inline"}


def _titles(section: Section) -> Iterator[str]:
    for opening, inline in zip(section.tokens, section.tokens[1:], strict=False):
        if opening.type == "heading_open":
            yield _folded(plain_text(inline))


# words


def _folded(text: str) -> str:
    return " ".join(text.split())


def short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def tail(text: str, length: int = AROUND) -> str:
    """The last words of *text*, none of them cut."""
    if len(text) <= length:
        return text
    cut = text[-length:]
    return cut.partition(" ")[2] or cut


def head(text: str, length: int = AROUND) -> str:
    """The first words of *text*, none of them cut."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return cut.rpartition(" ")[0] or cut


def _joined(before: str, middle: str, after: str) -> str:
    return (before + middle + after).strip(" \t")
