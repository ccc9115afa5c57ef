"""The text of a Word file as one row of pieces: what stood there, what was put in and taken out, and by whom.

A piece is a stretch of words, the end of a paragraph, or a wall between blocks (the edge of a cell, a table or a box).
The words that were kept or taken out are the text before the review; those that were kept or put in, the text after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from lxml import etree

WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
MATH = {
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
}
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SECTION = re.compile(r"(s_[0-9a-f]{12})(?:_\d+)?")
CHANGES = {"ins", "del", "moveFrom", "moveTo"}
SIGNS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
EMBEDDED = {"altChunk", "subDoc"}
PICTURES = {"drawing", "pict", "object"}
FORMATTING = re.compile(r"[a-zA-Z]+(?:Change)")
LONGEST_FIELD = 40


class State(Enum):
    """What became of a piece."""

    KEPT = "kept"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose change it is: put in or taken out, by whom, when, and the name of the move that it is part of."""

    state: State
    who: str = ""
    day: date | None = None
    move: str | None = None


KEPT = Hand(State.KEPT)


@dataclass(slots=True)
class Piece:
    """A stretch of words, the end of a paragraph or a wall.

    *shape* counts the paragraphs of the file, *number* those before the review, in which it stands from *start* on.
    """

    text: str
    hand: Hand
    place: str
    row: int = 0
    struck: Hand | None = None
    shape: int = -1
    number: int = -1
    start: int = 0

    @property
    def is_wall(self) -> bool:
        return not self.text

    @property
    def is_end(self) -> bool:
        return self.text == "\n"


@dataclass(slots=True)
class Shape:
    """How a paragraph of the file looks: the level of its heading (0 for none), and whether Word makes it afresh."""

    end: Hand = KEPT
    heading: int = 0
    made_afresh: bool = False
    in_table: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it was before the review, and the heading that it stands under."""

    text: str
    shape: Shape
    place: str
    under: str = ""


@dataclass(slots=True)
class Row:
    """A row of a table that was put in or taken out, and its pieces by cell."""

    hand: Hand
    cells: list[list[Piece]] = field(default_factory=list)


@dataclass
class Flow:
    """One part of the file, for example the body or the footnotes, or one text box."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)


@dataclass
class Flows:
    """All text of a file, and what else was found in it."""

    flows: list[Flow] = field(default_factory=list)
    ranges: dict[str, tuple[Flow, int, int]] = field(default_factory=dict)
    referred: dict[str, tuple[Flow, int]] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    marks: set[str] = field(default_factory=set)


@lru_cache(maxsize=4096)
def local(tag: str) -> tuple[str, str]:
    """The name of an element and the family that it belongs to: "w", "m", "mc" or none of ours."""
    space, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return name, "w" if space in WORD else "m" if space in MATH else "mc" if space == COMPATIBLE else ""


def value(element: Any, name: str) -> str:
    """An attribute of Word's own, in either of its two namespaces."""
    for space in WORD:
        if (found := element.get(f"{{{space}}}{name}")) is not None:
            return str(found)
    return ""


def day_of(element: Any) -> date | None:
    """The day of a change, where it tells one."""
    said = value(element, "date")[:10]
    try:
        return date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None
    except ValueError:
        return None


def who_of(element: Any) -> str:
    return " ".join(value(element, "author").split())


class Reader:
    """Reads part after part of one file into flows; never by recursion, since a file may nest as deep as it likes."""

    def __init__(self, headings: Mapping[str, int]) -> None:
        self.found = Flows()
        self.headings = headings
        self.rows = 0

    def read(self, root: Any, kind: str, place: str = "") -> None:
        """One part, or one footnote that stands in the section *place*."""
        self.flow = Flow(kind)
        self.found.flows.append(self.flow)
        self.place = place
        self.outer: list[tuple[Flow, list[int]]] = []
        self.open: list[int] = []
        self.hands: list[Hand] = []
        self.row_hands: list[tuple[int, Hand | None]] = []
        self.bookmarks: dict[str, str] = {}
        self.moves: dict[str, str] = {}
        self.fields: list[str] = []
        self.tables = 0
        _bound(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            name, family = local(element.tag)
            if event == "end":
                self._ends(name, family, element)
            elif self._starts(name, family, element) is False:
                walk.skip_subtree()
        self._wall()

    # reading, element by element

    def _starts(self, name: str, family: str, element: Any) -> bool | None:
        """Take note of an element; False where nothing within it is text."""
        if family == "mc":
            return name != "Fallback"
        if family == "m":
            if name == "t":
                self._words(element.text or "")
            return None
        if family != "w":
            return None
        if name in ("t", "delText"):
            self._words(element.text or "")
        elif name in SIGNS:
            self._words(SIGNS[name]) if local(element.getparent().tag)[0] == "r" else None
        elif name == "sym":
            self._words(_sign(value(element, "char")))
        elif name in CHANGES:
            return self._change(name, element)
        elif name == "p":
            self.open.append(len(self.flow.shapes))
            self.flow.shapes.append(Shape(made_afresh=self._in_contents(), in_table=self.tables > 0))
        elif name == "pStyle" and self.open:
            self.flow.shapes[self.open[-1]].heading = self.headings.get(value(element, "val"), 0)
        elif name == "tbl":
            self.tables += 1
            self._wall()
        elif name == "tr":
            self.row_hands.append((0, None))
        elif name in ("cellIns", "cellDel", "cellMerge"):
            self.found.counts["cells"] += 1
        elif name in ("bookmarkStart", "bookmarkEnd"):
            self._bookmark(element)
        elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            self._comment(name, value(element, "id"))
        elif name in ("moveFromRangeStart", "moveToRangeStart"):
            self.moves[value(element, "id")] = value(element, "name")
        elif name in ("moveFromRangeEnd", "moveToRangeEnd"):
            self.moves.pop(value(element, "id"), None)
        elif name in ("footnoteReference", "endnoteReference"):
            self.found.notes.setdefault((name[:-9], value(element, "id")), self._place())
        elif name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name in ("instrText", "delInstrText"):
            if self.fields:
                self.fields[-1] = (self.fields[-1] + (element.text or ""))[:LONGEST_FIELD]
        elif name in EMBEDDED:
            self.found.counts["embedded"] += 1
        elif name in PICTURES:
            self.found.counts["pictures"] += 1
            if self.hands and self.hands[-1].state is not State.KEPT:
                self.found.counts["pictures put in" if self.hands[-1].state is State.IN else "pictures taken out"] += 1
        elif name == "txbxContent":
            self.found.counts["text boxes"] += 1
            self.outer.append((self.flow, self.open))
            self.flow, self.open = Flow("text box"), []
            self.found.flows.append(self.flow)
        elif FORMATTING.fullmatch(name):
            self.found.counts["formatting"] += 1
            return False
        elif value(element, "author") and not name.endswith("RangeStart"):
            self.found.counts["other"] += 1
        return None

    def _ends(self, name: str, family: str, element: Any) -> None:
        if family != "w":
            return
        if name in CHANGES and self.hands and self._is_run_change(element):
            self.hands.pop()
        elif name == "p" and self.open:
            self._paragraph_ends()
        elif name == "tc":
            self._wall()
            if self.row_hands and (row := self.flow.rows.get(self.row_hands[-1][0])):
                row.cells.append([])
        elif name == "tr" and self.row_hands:
            self.row_hands.pop()
            self._wall()
        elif name == "tbl":
            self.tables -= 1
            self._wall()
        elif name == "txbxContent" and self.outer:
            self._wall()
            self.flow, self.open = self.outer.pop()

    def _change(self, name: str, element: Any) -> bool | None:
        """A run of words, the end of a paragraph or a row of a table that was put in or taken out."""
        hand = self._hand(name, element)
        parent = local(element.getparent().tag)[0] if element.getparent() is not None else ""
        if parent == "trPr":
            if self.row_hands and hand.state is not State.KEPT:
                self.rows += 1
                self.row_hands[-1] = (self.rows, hand)
                self.flow.rows[self.rows] = Row(hand, [[]])
            return False
        if parent == "rPr":
            above = element.getparent().getparent()
            if above is not None and local(above.tag)[0] == "pPr" and self.open:
                self.flow.shapes[self.open[-1]].end = hand
            else:
                self.found.counts["other"] += 1
            return False
        if parent == "numPr":
            self.found.counts["formatting"] += 1
            return False
        self.hands.append(hand)
        return None

    @staticmethod
    def _is_run_change(element: Any) -> bool:
        parent = element.getparent()
        return parent is None or local(parent.tag)[0] not in ("trPr", "rPr", "numPr")

    def _hand(self, name: str, element: Any) -> Hand:
        state = State.IN if name in ("ins", "moveTo") else State.OUT
        move = next(reversed(self.moves.values()), "") if name in ("moveFrom", "moveTo") else None
        return Hand(state, who_of(element), day_of(element), move)

    def _words(self, text: str) -> None:
        if not text or not self.open:
            return
        text = text.replace("\n", " ").replace("\r", " ")
        number, row = self.row_hands[-1] if self.row_hands else (0, None)
        hand, struck = KEPT, None
        for each in self.hands:
            if hand.state is State.IN and each.state is State.OUT:
                struck = each
            else:
                hand, struck = each, None
        if row is not None and (hand is KEPT or hand.who == row.who or hand.state is not row.state):
            struck = hand if row.state is State.IN and hand.state is State.OUT else struck
            hand = row
        self._put(Piece(text, hand, self._place(), number if hand is row else 0, struck, self.open[-1]))

    def _paragraph_ends(self) -> None:
        ended = self.open.pop()
        shape = self.flow.shapes[ended]
        shape.made_afresh = shape.made_afresh or self._in_contents()
        number, row = self.row_hands[-1] if self.row_hands else (0, None)
        end = shape.end
        if end.move is not None:  # the range that names the move opens after the properties that tell of it
            last = self.flow.pieces[-1] if self.flow.pieces else None
            moved = last.hand.move if last is not None and last.shape == ended else None
            end = replace(end, move=moved or next(reversed(self.moves.values()), ""))
        self._put(Piece("\n", row or end, self._place(), number, None, ended))

    def _put(self, piece: Piece) -> None:
        self.flow.pieces.append(piece)
        if piece.row and (row := self.flow.rows.get(piece.row)):
            row.cells[-1].append(piece)

    def _wall(self) -> None:
        if self.flow.pieces and not self.flow.pieces[-1].is_wall:
            self.flow.pieces.append(Piece("", KEPT, self._place()))

    # where it stands

    def _place(self) -> str:
        return next(reversed(self.bookmarks.values()), self.place)

    def _bookmark(self, element: Any) -> None:
        opens, closes = element.get(OPENS, ""), element.get(CLOSES, "")
        if opens != closes and (match := SECTION.fullmatch(opens)):
            self.bookmarks[opens] = match[1]
            self.found.marks.add(match[1])
        self.bookmarks.pop(closes, None)

    def _comment(self, name: str, id: str) -> None:
        here = len(self.flow.pieces)
        if name == "commentRangeStart":
            self.found.ranges.setdefault(id, (self.flow, here, here))
        elif name == "commentRangeEnd":
            flow, start, _ = self.found.ranges.get(id, (self.flow, here, here))
            if flow is self.flow:
                self.found.ranges[id] = (flow, start, here)
        else:
            self.found.referred.setdefault(id, (self.flow, here))

    # fields

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            afresh = self._in_contents()
            self.fields.pop()
            if afresh and self.open:
                self.flow.shapes[self.open[-1]].made_afresh = True

    def _in_contents(self) -> bool:
        """Whether this is the list of contents, which Word makes afresh."""
        return bool(self.fields) and self.fields[0].split()[:1] == ["TOC"]


OPENS, CLOSES = "opens", "closes"


def _bound(root: Any) -> None:
    """Note on the first and the last mark of each section that a section begins and ends there.

    LibreOffice writes a bookmark over several paragraphs as two of one name, so that names count and not pairs.
    """
    begun: dict[str, str] = {}
    last: dict[str, Any] = {}
    for space in WORD:
        for element in root.iter(f"{{{space}}}bookmarkStart", f"{{{space}}}bookmarkEnd"):
            id, name = value(element, "id"), value(element, "name")
            if local(element.tag)[0] == "bookmarkStart":
                if not SECTION.fullmatch(name):
                    begun.pop(id, None)
                    continue
                if name not in last:
                    element.set(OPENS, name)
                begun[id] = name
            elif id not in begun:
                continue
            last[begun[id]] = element
    for name, element in last.items():
        element.set(CLOSES, name)


def _sign(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 32 <= number < 0xD800 or 0xE000 <= number < 0x110000 else ""
