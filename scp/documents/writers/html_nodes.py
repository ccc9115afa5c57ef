"""Nodes as HTML: the pages of a redline, with what was inserted and deleted told in words as well as by its look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from scp.documents.document import Document
from scp.documents.measure import measured
from scp.documents.nodes import Node, ticks, words
from scp.documents.writers.columns import column_looks
from scp.documents.writers.direction import direction, set_apart

SAID = {"ins": "inserted", "del": "deleted"}
HOLDERS = ("quote", "box", "marked")
ENDS = {"ins": "end of insertion", "del": "end of deletion"}


def write_nodes(
    nodes: Sequence[Node], title: str, prefix: str = "", sizes: Mapping[str, str] | None = None, tables: int = 0
) -> str:
    """The body of a page, or of a part of one, called *title*.

    *prefix* sets its footnotes apart from others, and *tables* is the number of those that stand before it. *sizes* are
    the attributes that tell a page how large each picture is, by the picture's name.
    """
    writer = _Writer(title, prefix, sizes or {}, tables)
    return writer.blocks(nodes) + writer.footnotes()


def headings(nodes: Sequence[Node]) -> tuple[tuple[str, str], ...]:
    """The (address within the page, words) of each heading of level 2."""
    found: list[tuple[str, str]] = []
    for node in nodes:
        if node["t"] == "h" and node["level"] == 2:
            found.append((_anchor(node["id"]), words(node["c"])))
        elif node["t"] == "marked":
            found += headings(node["c"])
    return tuple(found)


def count_tables(nodes: Sequence[Node]) -> int:
    """The number of tables that are written for *nodes*."""
    found = 0
    for node in nodes:
        found += node["t"] == "table"
        for inside in (*node.get("items", ()), *([node["c"]] if node["t"] in HOLDERS else ())):
            found += count_tables(inside)
    return found


def _anchor(id: str) -> str:
    return str(id).partition("/")[2]


class _Writer:
    """One page."""

    def __init__(self, title: str, prefix: str, sizes: Mapping[str, str], tables: int) -> None:
        self.heading = title
        self.prefix = prefix
        self.sizes = sizes
        self.tables = tables
        self.notes: list[str] = []

    def blocks(self, nodes: Sequence[Node]) -> str:
        return "".join(self._block(node) for node in nodes)

    def footnotes(self) -> str:
        if not self.notes:
            return ""
        items = "".join(
            f'<li id="fn-{self.prefix}{number}" value="{number}"><p>{note} <a class="back" href="#fnref-{self.prefix}{number}" '
            f'aria-label="Back to note {number} in the text">↩</a></p></li>\n'
            for number, note in enumerate(self.notes, start=1)
        )
        return f'<div class="footnotes"><p class="footnotes-title">Notes</p><ol>\n{items}</ol></div>\n'

    def _block(self, node: Node) -> str:
        match node["t"]:
            case "p":
                return f"<p{direction(words(node['c']))}>{self._inlines(node['c'])}</p>\n"
            case "h":
                self.heading = words(node["c"])
                tag = f"h{min(node['level'], 6)}"
                return f'<{tag} id="{escape(_anchor(node["id"]))}">{self._inlines(node["c"])}</{tag}>\n'
            case "ul":
                look = ' class="ticks"' if ticks(node["items"]) else ""
                return f"<ul{look}>\n{self._items(node)}</ul>\n"
            case "ol":
                start = f' start="{node["start"]}"' if node["start"] != 1 else ""
                return f"<ol{start}>\n{self._items(node)}</ol>\n"
            case "quote":
                return f"<blockquote>\n{self.blocks(node['c'])}</blockquote>\n"
            case "box":
                return f'<div class="note">\n{self.blocks(node["c"])}</div>\n'
            case "marked":
                said = SAID[node["mark"]].capitalize()
                return (
                    f'<div class="marked marked-{node["mark"]}">\n<p class="marked-said"><span class="mark">{said}:</span></p>\n'
                    f'{self.blocks(node["c"])}<p class="unseen">{ENDS[node["mark"]].capitalize()}.</p>\n</div>\n'
                )
            case "code":
                return f"<pre><code>{escape(node['v'])}</code></pre>\n"
            case "hr":
                return "<hr>\n"
            case "place":
                return f'<span class="place" id="{escape(_anchor(node["id"]))}"></span>\n'
            case "table":
                return self._table(node)
            case "figure":
                caption = f"<figcaption>{escape(node['caption'])}</figcaption>" if node["caption"] else ""
                drawn = ' class="drawn"' if "size" in node else ""
                return f"<figure{drawn}>{self._picture(node)}{caption}</figure>\n"
            case "point":
                picture = self._picture(node) if node["path"] else ""
                lines = "".join(f"<p>{self._inlines(line)}</p>" for line in node["lines"])
                return f'<div class="point"><div class="point-picture">{picture}</div><div class="point-words">{lines}</div></div>\n'
        raise ValueError(f"unknown block {node['t']}")

    def _items(self, node: Node) -> str:
        return "".join(f"<li>{self._item(item)}</li>\n" for item in node["items"])

    def _item(self, item: Sequence[Node]) -> str:
        """A list item: a paragraph alone in it stands without a tag of its own."""
        if len(item) == 1 and item[0]["t"] == "p":
            return self._inlines(item[0]["c"])
        return self.blocks(item)

    def _table(self, node: Node) -> str:
        self.tables += 1
        name = f"Table {self.tables}: {self.heading}"
        sides = [' class="number"' if side == "right" else "" for side in node["align"]]
        looks = column_looks([[words(cell) for cell in row] for row in (node["head"], *node["rows"])])
        head = "".join(
            f'<th scope="col"{side or (f" class={chr(34)}{look}{chr(34)}" if look else "")}>{self._inlines(cell)}</th>\n'
            for cell, side, look in zip(node["head"], sides, looks, strict=True)
        )
        rows = []
        for row in node["rows"]:
            cells = [*row, *([[]] * (len(sides) - len(row)))]
            made = "".join(
                f'<th scope="row">{self._inlines(cell)}</th>\n'
                if node["rowheads"] and number == 0
                else f"<td{side}>{self._inlines(cell)}</td>\n"
                for number, (cell, side) in enumerate(zip(cells, sides, strict=False))
            )
            rows.append(f"<tr>{made}</tr>\n")
        return (
            f'<section class="table" tabindex="0" aria-label="{escape(name)}"><table>\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table></section>\n"
        )

    def _inlines(self, nodes: Sequence[Node]) -> str:
        return "".join(self._inline(node) for node in nodes)

    def _inline(self, node: Node) -> str:
        match node["t"]:
            case "text":
                return set_apart(escape(node["v"], quote=False))
            case "code":
                return f"<code>{escape(node['v'], quote=False)}</code>"
            case "br":
                return "<br>\n"
            case "em" | "strong" | "s":
                return f"<{node['t']}>{self._inlines(node['c'])}</{node['t']}>"
            case "link":
                return f'<a href="{escape(node["href"])}">{self._inlines(node["c"])}</a>'
            case "to":
                page, _, anchor = node["id"].partition("/")
                return f'<a href="{escape(page)}.html{"#" + escape(anchor) if anchor else ""}">{self._inlines(node["c"])}</a>'
            case "image":
                return self._picture(node)
            case "note":
                return self._note(node)
            case "ins" | "del":
                return self._marked(node)
        raise ValueError(f"unknown inline {node['t']}")

    def _marked(self, node: Node) -> str:
        """What was inserted or deleted, with a word before it that can be seen and one after it that can be heard."""
        kind = node["t"]
        inside = self._inlines(node["c"])
        if node.get("quiet"):
            return f"<{kind}>{inside}</{kind}>"
        said = f"row {SAID[kind]}" if node.get("row") else SAID[kind]
        return (
            f'<{kind}><span class="mark">{said}</span><span class="unseen">: </span>{inside}'
            f'<span class="unseen"> ({ENDS[kind]}) </span></{kind}>'
        )

    def _note(self, node: Node) -> str:
        self.notes.append("")
        number = len(self.notes)
        self.notes[number - 1] = self._inlines(node["c"])
        name = f"{self.prefix}{number}"
        return f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}" aria-label="Note {number}">{number}</a></sup>'

    def _picture(self, node: Node) -> str:
        known = ' width="{}" height="{}"'.format(*node["size"]) if "size" in node else ""
        size = known or self.sizes.get(str(node["path"]).rpartition("/")[2], "")
        return f'<img src="{escape(node["path"])}" alt="{escape(node["alt"])}"{size}>'


def picture_sizes(document: Document) -> dict[str, str]:
    """For each picture of *document* whose size can be read, the attributes that tell it to a page."""
    found = {picture.name: measured(picture.content) for picture in document.pictures}
    return {name: f' width="{size[0]}" height="{size[1]}"' for name, size in found.items() if size}
