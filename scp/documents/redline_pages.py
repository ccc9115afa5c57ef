"""The redline as documents: pages to read (web and PDF), and the whole text with marks for Word.

In pages every mark stands on words: the inline nodes ``ins`` and ``del``, *quiet* where the words before them have said
which it is, and blocks ``marked``, which say once what was done to all that they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from scp.documents.document import Chapter, Copy, Document, Picture
from scp.documents.marked_blocks import has_marks, whole
from scp.documents.marked_text import DEL, INS
from scp.documents.nodes import Node, words
from scp.documents.redline import FROM, TO, Change, Kind, Part, Redline, RedlineChapter, relinked
from scp.documents.redline_pictures import paths_in, pictures_of
from scp.model.words import in_words

NAME = "redline"
LIST = "what-changed"
MARKED = {INS: "Inserted", DEL: "Deleted"}
GROUPS = {
    Kind.CHANGED: "Sections that were changed",
    Kind.MOVED_AND_CHANGED: "Sections that were moved and changed",
    Kind.MOVED: "Sections that were moved",
    Kind.ADDED: "Sections that are new",
    Kind.REMOVED: "Sections that were taken out",
}


@dataclass(frozen=True)
class Versions:
    """What the two versions are called, for example draft-1 and draft-2."""

    old: str
    new: str


def to_read(redline: Redline, called: Versions, whole_text: bool = False) -> Document:
    """The list of changes, then each section that changed (with *whole_text* every section), marked."""
    shown = [each for each in redline.chapters if each.is_changed or whole_text]
    chapters = [_listed(redline, called), *(_chapter(each, redline, whole_text) for each in shown)]
    ids = {each.id for each in chapters} | set(_ids([node for each in chapters for node in each.nodes]))
    settled = [
        replace(each, nodes=tuple(_noted(_outlined(relinked(each.nodes, lambda id: id if id in ids else None)))))
        for each in chapters
    ]
    return _dressed(redline, called, settled)


def to_track(redline: Redline, called: Versions) -> Document:
    """The whole text with marks for Word: all accepted it is the new version, all rejected the old."""
    return _dressed(redline, called, [_tracked(each) for each in redline.chapters])


def _dressed(redline: Redline, called: Versions, chapters: Sequence[Chapter]) -> Document:
    new = redline.new
    shown = paths_in([each.nodes for each in chapters])
    copy = Copy(
        f"Changes from {called.old} to {called.new}", new.copy.day, commit=new.copy.commit, unsaved=new.copy.unsaved
    )
    pictures: tuple[Picture, ...] = pictures_of(redline.old, new, shown)
    return replace(
        new,
        name=NAME,
        title=f"What changed: {new.title}",
        copy=copy,
        chapters=tuple(chapters),
        pictures=(*pictures, *([new.logo] if new.logo and new.logo not in pictures else [])),
        about=f"Every change from {called.old} ({in_words(redline.old.copy.day)}) to {called.new} ({in_words(new.copy.day)}).",
        layout="plan",
        sheets=(),
    )


def to_show(nodes: Sequence[Node]) -> list[Node]:
    """Blocks with marks, such as those of `changed_words`, as the web and PDF writers take them (token ``scp_nodes``)."""
    shown: list[Node] = _noted(list(_shown(nodes)))
    return shown


# what changed, in words


def _text(value: str) -> Node:
    return {"t": "text", "v": value}


def _p(*nodes: Node) -> Node:
    return {"t": "p", "c": list(nodes)}


def _listed(redline: Redline, called: Versions) -> Chapter:
    """The list of changes: values first, then sections by what became of them, then what did not change."""
    nodes: list[Node] = [
        _p(
            _text(
                f"This compares {called.old}, of {in_words(redline.old.copy.day)}, with {called.new}, of "
                f"{in_words(redline.new.copy.day)}."
            )
        ),
        _p(
            _text("Words that came are underlined and have the word inserted before them: "),
            {"t": INS, "c": [_text("like this")]},
            _text(". Words that went are struck through and have the word deleted before them: "),
            {"t": DEL, "c": [_text("like this")]},
            _text("."),
        ),
    ]
    values = [each for each in redline.changes if not each.address]
    if values:
        nodes += _group("Facts, money and days", "values", values)
    for kind, title in GROUPS.items():
        found = [each for each in redline.changes if each.kind is kind and each.address]
        if found:
            nodes += _group(title, kind.value, found)
    if not redline.changes:
        nodes.append(_p(_text("Nothing changed.")))
    same = [each for each in redline.chapters if not each.is_changed]
    if same:
        nodes.append(_heading("No change", "no-change"))
        nodes.append(_p(_text("These chapters are as they were.")))
        nodes.append(
            {"t": "ul", "items": [[_p({"t": "to", "id": each.id, "c": [_text(each.title)]})] for each in same]}
        )
    return Chapter(LIST, "What changed", "", (), tuple(nodes))


def _heading(title: str, anchor: str) -> Node:
    return {"t": "h", "level": 2, "id": f"{LIST}/{anchor}", "c": [_text(title)]}


def _group(title: str, anchor: str, changes: Sequence[Change]) -> list[Node]:
    return [_heading(title, anchor), {"t": "ul", "items": [_item(each) for each in changes]}]


def _item(change: Change) -> list[Node]:
    """One change, with a link on the title of its section."""
    head, quote, rest = change.sentence.partition("“")
    named, close, tail = rest.partition("”")
    if change.address and close:
        line = [_text(head), {"t": "to", "id": change.address, "c": [_text(f"“{named}”")]}, _text(tail)]
    else:
        line = [_text(f"{head}{quote}{rest}.")]
    made = [_p(*(each for each in line if each.get("v") != ""))]
    if change.details:
        made.append({"t": "ul", "items": [[_p(_text(each))] for each in change.details]})
    return made


# pages


def _chapter(chapter: RedlineChapter, redline: Redline, whole_text: bool) -> Chapter:
    nodes: list[Node] = []
    if chapter.mark == FROM:
        there = next(each for each in redline.chapters if each.move == chapter.move and each.mark == TO)
        moved = _p(_text("This chapter stood here. It was moved: "), _to(there.id, there.title), _text("."))
        return Chapter(chapter.id, f"{chapter.title} (moved)", "", (), (_box(moved),))
    if chapter.mark == TO:
        nodes.append(_box(_p(_text("This chapter was moved here."))))
    if chapter.mark in MARKED:
        nodes.append(_box(_p(_text(f"{MARKED[chapter.mark]}: this whole chapter."))))
    elif has_marks(chapter.heading):
        nodes.append(_p({"t": "strong", "c": [_text("Title: ")]}, *chapter.heading))
    whole_moved = chapter.mark == TO
    for shown, group in groupby(chapter.parts, key=lambda each: whole_text or _is_shown(each, chapter)):
        parts = list(group)
        if shown:
            for part in parts:
                nodes += _part(part, chapter, redline, quiet=whole_moved)
        else:
            # What begins a chapter stands under the chapter's own title.
            titles = (each.title if each.title != chapter.title else "the beginning of this chapter" for each in parts)
            nodes.append(_p({"t": "em", "c": [_text(f"No change: {'; '.join(dict.fromkeys(titles))}.")]}))
    title = f"{chapter.title} ({MARKED[chapter.mark].lower()})" if chapter.mark in MARKED else chapter.title
    return Chapter(chapter.id, title, "" if chapter.mark == DEL else chapter.number, (), tuple(nodes))


def _is_shown(part: Part, chapter: RedlineChapter) -> bool:
    if chapter.mark == TO and part.mark == TO:
        return part.is_changed
    return bool(part.mark) or part.is_changed


def _part(part: Part, chapter: RedlineChapter, redline: Redline, quiet: bool) -> Iterator[Node]:
    match part.mark:
        case "ins" | "del":
            yield from _shown(whole(part.nodes, part.mark))
        case "moved-from":
            yield {"t": "place", "id": part.address}
            yield _box(
                _p(_text("Moved: "), _to(part.other, f"“{part.title}”"), _text(" stood here, and now stands there."))
            )
        case "moved-to":
            there = next((home for home in redline.chapters for each in home.parts if _is_origin(each, part)), None)
            went = f" from “{there.title}”" if there and there.title != chapter.title else ""
            head = [node for node in part.nodes if node["t"] == "place"]
            yield from head
            if not quiet:
                yield _box(_p(_text(f"Moved here{went}: “{part.title}”.")))
            yield from _shown([node for node in part.nodes if node["t"] != "place"])
        case _:
            yield from _shown(part.nodes)


def _is_origin(part: Part, moved: Part) -> bool:
    return part.mark == FROM and part.move == moved.move


def _to(id: str, title: str) -> Node:
    return {"t": "to", "id": id, "c": [_text(title)]} if id else _text(title)


def _box(*nodes: Node) -> Node:
    return {"t": "box", "c": list(nodes)}


def _shown(nodes: Sequence[Node]) -> Iterator[Node]:
    """Blocks with each mark on the words themselves, and blocks that share a mark in one that says it."""
    for mark, group in groupby(nodes, key=lambda each: each.get("mark", "")):
        if not mark:
            yield from (_inside(each) for each in group)
            continue
        inside = list(group)
        while inside and inside[0]["t"] == "place":
            yield _bare(inside.pop(0))
        if inside:
            yield {"t": "marked", "mark": mark, "c": [_all(_bare(each), mark) for each in inside]}


def _bare(node: Node) -> Node:
    return {key: value for key, value in node.items() if key not in ("mark", "marks", "cols")}


def _inside(node: Node) -> Node:
    """A block that is not marked whole."""
    match node["t"]:
        case "ul" | "ol":
            return {**node, "items": [_item_shown(item) for item in node["items"]]}
        case "quote" | "box":
            return {**node, "c": list(_shown(node["c"]))}
        case "table" if "marks" in node:
            rows = [_row(row, mark) if mark else row for row, mark in zip(node["rows"], node["marks"], strict=True)]
            return {**_bare(node), "rows": rows}
    return node


def _item_shown(item: Sequence[Node]) -> list[Node]:
    marks = {node.get("mark", "") for node in item}
    if len(marks) != 1 or not (mark := marks.pop()):
        return list(_shown(item))
    first, *rest = [_all(_bare(node), mark) for node in item]
    return [_said(first), *rest]


def _said(node: Node) -> Node:
    """A paragraph whose mark says which it is; any other block stays quiet."""
    if node["t"] == "p":
        return {**node, "c": [{key: value for key, value in each.items() if key != "quiet"} for each in node["c"]]}
    return node


def _row(row: Sequence[list[Node]], mark: str) -> list[list[Node]]:
    """A row that came or went: every word of it marked, and the first cell says which."""
    cells = [_quiet(cell, mark) for cell in row]
    named = next((number for number, cell in enumerate(row) if words(cell).strip()), 0)
    cells[named] = [{"t": mark, "row": True, "c": row[named]}]
    return cells


def _quiet(nodes: list[Node], mark: str) -> list[Node]:
    return [{"t": mark, "quiet": True, "c": nodes}] if nodes else []


def _all(node: Node, mark: str) -> Node:
    """A block with every word of it marked."""
    match node["t"]:
        case "p" | "h":
            return {**node, "c": _quiet(node["c"], mark)}
        case "ul" | "ol":
            return {**node, "items": [[_all(each, mark) for each in item] for item in node["items"]]}
        case "quote" | "box":
            return {**node, "c": [_all(each, mark) for each in node["c"]]}
        case "table":
            return {
                **node,
                "turned": False,
                "head": [_quiet(cell, mark) for cell in node["head"]],
                "rows": [[_quiet(cell, mark) for cell in row] for row in node["rows"]],
            }
        case "point":
            return {**node, "lines": [_quiet(line, mark) for line in node["lines"]]}
    return node


def _noted(value: Any, mark: str = "") -> Any:
    """Nodes whose footnotes, where they came or went with the words about them, say so in their own words too."""
    if isinstance(value, list):
        return [_noted(each, mark) for each in value]
    if not isinstance(value, dict):
        return value
    inside = value["t"] if value.get("t") in (INS, DEL) else mark
    made = {key: _noted(each, inside) for key, each in value.items()}
    if mark and made.get("t") == "note":
        made["c"] = [{"t": mark, "c": made["c"]}]
    return made


def _ids(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if node["t"] in ("h", "place"):
            yield node["id"]
        if node["t"] in ("quote", "box", "marked"):
            yield from _ids(node["c"])


def _outlined(nodes: Sequence[Node], last: list[int] | None = None) -> list[Node]:
    """The blocks with no heading that skips a level, since sections before it may be left out."""
    last = last if last is not None else [1]
    made = []
    for node in nodes:
        if node["t"] == "h":
            last[0] = min(node["level"], last[0] + 1)
            node = {**node, "level": last[0]}
        elif node["t"] == "marked":
            node = {**node, "c": _outlined(node["c"], last)}
        made.append(node)
    return made


# Word


def _tracked(chapter: RedlineChapter) -> Chapter:
    nodes: list[Node] = []
    for part in chapter.parts:
        if part.mark in (INS, DEL):
            nodes += whole(part.nodes, part.mark)
        elif part.mark:
            nodes.append({"t": "moved", "mark": part.mark, "move": part.move, "c": list(part.nodes)})
        else:
            nodes += part.nodes
    heading = {"t": "h", "level": 1, "c": list(chapter.heading), "mark": chapter.mark, "move": chapter.move}
    return Chapter(chapter.id, chapter.title, chapter.number, (), tuple(nodes), heading)
