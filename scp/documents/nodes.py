"""The chapters of a document as a tree of plain nodes: what the PDF and Word writers walk.

Each node is a mapping with its kind under ``t``: blocks such as ``p``, ``h``, ``ul``, ``table`` and ``figure``, and within
them ``text``, ``em``, ``strong``, ``link`` (to an address), ``to`` (to a place in the document) and ``note``.
In a redline there are ``ins`` and ``del`` too, and blocks and table rows carry marks: see `redline`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from scp.documents.document import Chapter, Document
from scp.documents.glyphs import printable
from scp.documents.words import TICK
from scp.model.text import plain_text

WIDEST = 10
SHORT = 18
PADDING = 3
ROOM = 80
"""Letters that stand beside one another in a row of a table, on a page that is not turned."""
MOST = 86
"""Letters of the longest words of a row, beyond which they stand on a turned page."""
FOLDED = 13
"""Letters to which a column of sentences may be folded, where its words are not longer."""
HYPHEN = re.compile(r"-(?=\w)")
"""Where a line may end within a word."""
LONGEST_WORD = 30
"""Letters after which a word is broken, where there is no room for it."""
Node = dict[str, Any]


def blocks(document: Document, ends: bool = False) -> list[list[Node]]:
    """The blocks of each chapter of *document*, in order; where *ends* is asked for, with the end of each section."""
    ids = {
        f"{chapter.id}/{token.attrs['id']}"
        for chapter in document.chapters
        for token in chapter.tokens
        if token.type in ("heading_open", "scp_place")
    } | {chapter.id for chapter in document.chapters}
    return [[*chapter.nodes] if chapter.nodes else _Walk(chapter, ids, ends).blocks() for chapter in document.chapters]


def words(nodes: Sequence[Node]) -> str:
    """The words of a run of inline nodes, without the notes."""
    parts = []
    for node in nodes:
        match node["t"]:
            case "text" | "code" | "lang":
                parts.append(node["v"])
            case "br":
                parts.append(" ")
            case "image":
                parts.append(node["alt"])
            case "note":
                pass
            case _:
                parts.append(words(node["c"]))
    return "".join(parts)


def ticks(items: Sequence[Sequence[Node]]) -> bool:
    """Whether each item of a list begins with a box to tick, which stands in the place of a bullet."""
    return bool(items) and all(
        item
        and item[0]["t"] == "p"
        and item[0]["c"]
        and item[0]["c"][0]["t"] == "text"
        and item[0]["c"][0]["v"].startswith(TICK)
        for item in items
    )


class _Walk:
    """One chapter's tokens as nodes."""

    def __init__(self, chapter: Chapter, ids: set[str], ends: bool) -> None:
        self.chapter = chapter
        self.ends = ends
        self.tokens = chapter.tokens
        self.ids = ids
        self.position = 0
        self.notes = self._footnotes()

    def blocks(self, until: str = "") -> list[Node]:
        found: list[Node] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == until:
                break
            found += self._block(token)
        return found

    def _block(self, token: Token) -> list[Node]:
        match token.type:
            case "heading_open":
                inline = self._take()
                self.position += 1
                return [
                    {
                        "t": "h",
                        "level": int(token.tag[1]),
                        "id": self._id(token),
                        "written": "path" in token.meta,
                        "c": self._inlines(inline.children or []),
                    }
                ]
            case "paragraph_open":
                return self._paragraph()
            case "bullet_list_open":
                return [{"t": "ul", "items": self._items("bullet_list_close")}]
            case "ordered_list_open":
                return [
                    {"t": "ol", "start": int(token.attrs.get("start", 1)), "items": self._items("ordered_list_close")}
                ]
            case "blockquote_open":
                return [{"t": "quote", "c": self.blocks("blockquote_close")}]
            case "fence" | "code_block":
                return [{"t": "code", "v": token.content}]
            case "hr":
                return [{"t": "hr"}]
            case "table_open":
                return [self._table(token)]
            case "scp_place":
                place = {"place": token.meta["place"], "section": token.meta["title"]}
                return [{"t": "place", "id": self._id(token), **place, **({"ends": True} if self.ends else {})}]
            case "scp_place_end" if self.ends:
                return [{"t": "end", "place": token.meta["place"]}]
            case "scp_note_open":
                return [{"t": "box", "c": self.blocks("scp_note_close")}]
            case "scp_nodes":
                return list(token.meta["nodes"])
            case "scp_point":
                return [self._point(token)]
            case "scp_room":
                return [{"t": "room", "lines": token.meta["lines"]}]
            case "footnote_block_open":
                self.blocks("footnote_block_close")
                return []
            case "inline":
                return [{"t": "p", "c": self._inlines(token.children or [])}]
        return []

    def _take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def _id(self, token: Token) -> str:
        return f"{self.chapter.id}/{token.attrs['id']}"

    def _paragraph(self) -> list[Node]:
        inline = self._take()
        self.position += 1
        children = inline.children or []
        pictures = [child for child in children if child.type == "image"]
        if (
            len(pictures) == 1
            and all(child is pictures[0] or not child.content.strip() for child in children)
            and "picture" in pictures[0].meta
        ):
            return [
                {
                    "t": "figure",
                    "path": f"pictures/{pictures[0].meta['picture']}",
                    "alt": _alt(pictures[0]),
                    "caption": "",
                    "width": 0.8,
                }
            ]
        return [{"t": "p", "c": self._inlines(children)}]

    def _items(self, end: str) -> list[list[Node]]:
        items = []
        while self.position < len(self.tokens):
            token = self._take()
            if token.type == end:
                break
            if token.type == "list_item_open":
                items.append(self.blocks("list_item_close"))
        return items

    def _table(self, opening: Token) -> Node:
        head: list[list[Node]] = []
        rows: list[list[list[Node]]] = []
        texts: list[list[str]] = []
        align: list[str] = []
        heading = False
        while (token := self._take()).type != "table_close":
            if token.type == "thead_open":
                heading = True
            elif token.type == "thead_close":
                heading = False
            elif token.type == "tr_open" and not heading:
                rows.append([])
                texts.append([])
            elif token.type in ("th_open", "td_open"):
                inline = self._take()
                cell = self._inlines(inline.children or [])
                if heading:
                    head.append(cell)
                    texts = texts or [[]]
                    texts[0].append(plain_text(inline))
                    style = str(token.attrs.get("style", ""))
                    align.append("right" if "right" in style else "center" if "center" in style else "left")
                else:
                    rows[-1].append(cell)
                    texts[-1].append(plain_text(inline))
        columns = [[row[column] for row in texts if column < len(row)] for column in range(len(head))]
        widths = _widths(columns, align)
        return {
            "t": "table",
            "head": head,
            "rows": rows,
            "align": align,
            "widths": widths,
            "turned": len(head) > WIDEST or sum(map(_folded, columns)) > MOST,
            "rowheads": opening.meta.get("rowheads", False),
        }

    def _point(self, token: Token) -> Node:
        picture = next((child for child in token.children or () if child.type == "image"), None)
        known = picture is not None and "picture" in picture.meta
        return {
            "t": "point",
            "path": f"pictures/{picture.meta['picture']}" if known and picture else "",
            # A picture that is described by no words repeats those beside it.
            "alt": _alt(picture) if picture and plain_text(picture).strip() else "",
            "small": token.meta.get("size") == "small",
            "lines": [self._inlines(line) for line in token.meta["lines"]],
        }

    def _footnotes(self) -> dict[tuple[str, int], list[Node]]:
        notes: dict[tuple[str, int], list[Node]] = {}
        current: list[Token] = []
        key: tuple[str, int] | None = None
        for token in self.tokens:
            if token.type == "footnote_open":
                key, current = (str(token.meta.get("prefix", "")), int(token.meta["id"])), []
            elif token.type == "footnote_close" and key is not None:
                nodes: list[Node] = []
                for inline in current:
                    nodes += ([{"t": "br"}] if nodes else []) + self._inlines(inline.children or [], noted=False)
                notes[key] = nodes
                key = None
            elif key is not None and token.type == "inline":
                current.append(token)
        return notes

    def _inlines(self, children: Sequence[Token], noted: bool = True) -> list[Node]:
        stack: list[tuple[Node | None, list[Node]]] = [(None, [])]
        for child in children:
            nodes = stack[-1][1]
            match child.type:
                case "text":
                    nodes.append({"t": "text", "v": child.content})
                case "scp_lang":
                    nodes.append({"t": "lang", "lang": child.meta["lang"], "v": child.content})
                case "softbreak":
                    nodes.append({"t": "text", "v": " "})
                case "hardbreak":
                    nodes.append({"t": "br"})
                case "code_inline":
                    nodes.append({"t": "code", "v": child.content})
                case "em_open" | "strong_open" | "s_open":
                    stack.append(({"t": child.type.removesuffix("_open")}, []))
                case "link_open":
                    stack.append((self._link(child), []))
                case "em_close" | "strong_close" | "s_close" | "link_close":
                    opening, inside = stack.pop()
                    if opening is None or opening["t"] == "plain" or not inside:
                        stack[-1][1].extend(inside)
                    else:
                        stack[-1][1].append({**opening, "c": inside})
                case "image":
                    nodes.append(self._image(child))
                case "footnote_ref" if noted:
                    key = (str(child.meta.get("prefix", "")), int(child.meta["id"]))
                    nodes.append({"t": "note", "c": self.notes.get(key, [])})
        while len(stack) > 1:
            _, inside = stack.pop()
            stack[-1][1].extend(inside)
        return stack[0][1]

    def _link(self, token: Token) -> Node:
        if "to" not in token.meta:
            return {"t": "link", "href": str(token.attrs.get("href", ""))}
        if token.meta["to"] is None:
            return {"t": "plain"}
        page, anchor = token.meta["to"]
        id = f"{page}/{anchor}" if anchor else page
        return {"t": "to", "id": id} if id in self.ids else {"t": "plain"}

    def _image(self, token: Token) -> Node:
        alt = _alt(token)
        if "picture" not in token.meta:
            return {"t": "text", "v": f"[Picture: {alt if plain_text(token).strip() else 'no description'}]"}
        return {"t": "image", "path": f"pictures/{token.meta['picture']}", "alt": alt}


def _alt(picture: Token) -> str:
    """What a picture shows, in signs that can be printed; PDF/UA refuses a picture without words."""
    return printable(plain_text(picture)).strip() or "Picture"


def _widths(columns: list[list[str]], align: list[str]) -> list[float]:
    """Shares of the width for each column; 0 is as wide as its content."""
    widths: list[float] = []
    for cells, side in zip(columns, align, strict=True):
        longest = max((len(cell) for cell in cells), default=1)
        if side == "right" or longest <= SHORT:
            widths.append(0)
        else:
            widths.append(round(min(max(longest, 20), 150) ** 0.6, 2))
    if not any(widths) and "right" in align:
        widths[0] = 1
    elif not any(widths):
        # Short words alone: shared out, so that no row is torn apart.
        widths = [float(max(*map(len, cells), SHORT // 2)) for cells in columns]
    whole = sum(
        min(max(map(len, cells), default=1), SHORT) if share else max(map(len, cells), default=1)
        for cells, share in zip(columns, widths, strict=True)
    )
    return widths if whole <= ROOM else _shared(columns, widths)


def _shared(columns: Sequence[Sequence[str]], wants: Sequence[float]) -> list[float]:
    """Shares of a full width: each column has what it needs at least, and the rest goes to those with the most to say."""
    floors = [float(_folded(cells) + PADDING) for cells in columns]
    wanting = [number for number, want in enumerate(wants) if want]
    while wanting:
        rest = ROOM + PADDING * len(columns) - sum(each for at, each in enumerate(floors) if at not in wanting)
        each_part = rest / sum(wants[at] for at in wanting)
        served = [at for at in wanting if wants[at] * each_part <= floors[at]]
        if not served:
            return [round(wants[at] * each_part, 2) if at in wanting else each for at, each in enumerate(floors)]
        wanting = [at for at in wanting if at not in served]
    return floors


def narrowest(columns: Sequence[Sequence[str]]) -> list[int]:
    """The letters that each column needs at least: heads are folded between words, and short cells are not."""
    return [
        max(
            *(min(len(word), LONGEST_WORD) for cell in cells for word in cell.split() or [""]),
            *(min(len(cell), SHORT) for cell in cells[1:]),
            1,
            1,
        )
        for cells in columns
    ]


def _folded(cells: Sequence[str]) -> int:
    """The letters that a column needs where every column is as narrow as can still be read."""
    longest = max(map(len, cells[1:]), default=0)
    word = max((min(len(word), LONGEST_WORD) for cell in cells for word in HYPHEN.sub("- ", cell).split()), default=1)
    return max(word, min(longest, SHORT) if longest <= SHORT else FOLDED)
