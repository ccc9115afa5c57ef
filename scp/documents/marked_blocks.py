"""Blocks with marks: which paragraphs, list items, table rows and columns were deleted or inserted, or changed inside.

A block that was deleted or inserted whole has ``mark``: ``del`` or ``ins``. A table may have ``marks``, one a row, and
``cols``, one a column, each empty, ``del`` or ``ins``. What was changed inside holds inline ``del`` and ``ins``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from scp.documents.likeness import Work, common, overlap, pairs
from scp.documents.marked_text import DEL, INS, Atom, atoms, bag, compared
from scp.documents.nodes import WIDEST, Node

ALIKE = 0.4
HOLDER_ALIKE = 0.25
HELD = 0.8
FEWEST_HELD = 6
ROW_ALIKE = 0.4
SAME_HEAD = 0.45
HOLDERS = ("ul", "ol", "quote", "box", "table", "point")


class Unit:
    """A block, or the blocks of a list item, with what is compared of it."""

    def __init__(self, nodes: Sequence[Node], item: bool = False) -> None:
        self.nodes = list(nodes)
        self.item = item

    @property
    def kind(self) -> tuple[object, ...]:
        """What must be the same in two blocks that are compared inside."""
        if self.item:
            return ("item",)
        first = self.nodes[0] if len(self.nodes) == 1 else {"t": ""}
        return (first["t"], first.get("start"), first.get("path"))

    @cached_property
    def atoms(self) -> list[Atom]:
        return [atom for run in texts(self.nodes) for atom in atoms(run)]

    @cached_property
    def key(self) -> str:
        return "\x1e".join(_keys(self.nodes))

    @cached_property
    def bag(self) -> Counter[str]:
        return bag(self.atoms)

    @cached_property
    def lead(self) -> Counter[str]:
        """The words of the first block."""
        return Unit(self.nodes[:1]).bag


def texts(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Each run of inline nodes in *nodes*, in the order of reading."""
    for node in nodes:
        match node["t"]:
            case "p" | "h":
                yield node["c"]
            case "ul" | "ol":
                for item in node["items"]:
                    yield from texts(item)
            case "quote" | "box" | "moved":
                yield from texts(node["c"])
            case "table":
                yield from node["head"]
                for row in node["rows"]:
                    yield from row
            case "point":
                yield from node["lines"]
            case "code":
                yield [{"t": "text", "v": node["v"]}]
            case "figure" if node["caption"]:
                yield [{"t": "text", "v": node["caption"]}]


def _keys(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        match node["t"]:
            case "p" | "h":
                yield node["t"] + _key(node["c"])
            case "ul" | "ol":
                for item in node["items"]:
                    yield f"{node['t']}{node.get('start', '')}"
                    yield from _keys(item)
                yield "end"
            case "quote" | "box":
                yield node["t"]
                yield from _keys(node["c"])
                yield "end"
            case "table":
                yield "\x1d".join(map(_key, node["head"]))
                for row in node["rows"]:
                    yield "\x1d".join(map(_key, row))
                yield "end"
            case "point":
                yield f"{node['path']}\x1d{node['alt']}\x1d" + "\x1d".join(map(_key, node["lines"]))
            case "figure":
                yield f"{node['path']}\x1d{node['alt']}\x1d{node['caption']}"
            case "code":
                yield f"code{node['v']}"
            case kind:
                yield kind


def _key(nodes: Sequence[Node]) -> str:
    return "\x1f".join(each.full_key for each in atoms(nodes))


def whole(nodes: Sequence[Node], mark: str) -> list[Node]:
    """The blocks, each deleted or inserted whole."""
    return [{**node, "mark": mark} for node in nodes]


def compared_blocks(old: Sequence[Node], new: Sequence[Node], work: Work) -> list[Node]:
    """*new* with marks against *old*, and what was deleted where it stood."""
    return [
        node for made in _merged([Unit([each]) for each in old], [Unit([each]) for each in new], work) for node in made
    ]


def _merged(old: Sequence[Unit], new: Sequence[Unit], work: Work) -> Iterator[list[Node]]:
    """The blocks of each unit, in turn; a unit that was changed inside, or kept, once."""
    found = pairs(
        [each.key for each in old],
        [each.key for each in new],
        lambda i, j: _likeness(old[i], new[j]),
        lambda i, j: len(old[i].bag) + len(new[j].bag) + 1,
        HOLDER_ALIKE,
        work,
    )
    a = c = 0
    for b, d in [*found, (len(old), len(new))]:
        yield from (whole(each.nodes, DEL) for each in old[a:b])
        yield from (whole(each.nodes, INS) for each in new[c:d])
        if b < len(old):
            yield _inside(old[b], new[d], work)
        a, c = b + 1, d + 1


def _likeness(old: Unit, new: Unit) -> float:
    """How alike two units are: 0 where they are not to be compared inside."""
    if old.kind != new.kind:
        return 0.0
    if old.kind[0] in ("figure", "code", "hr"):
        return 0.0
    score = overlap(old.bag, new.bag)
    if old.item:
        return (score + overlap(old.lead, new.lead)) / 2
    if old.kind[0] in HOLDERS:
        return score
    smaller = min(old.bag.total(), new.bag.total())
    if score < ALIKE and smaller >= FEWEST_HELD:
        shared = score * (old.bag.total() + new.bag.total()) / 2
        return ALIKE if shared >= HELD * smaller else 0.0
    return score if score >= ALIKE else 0.0


def _inside(old: Unit, new: Unit, work: Work) -> list[Node]:
    if old.key == new.key:
        return new.nodes
    if old.item and [each["t"] for each in (*old.nodes[:1], *new.nodes[:1])] == ["p", "p"]:
        # The first paragraph of an item stands beside its bullet or number, and stays one paragraph.
        lead = {**new.nodes[0], "c": compared(old.nodes[0]["c"], new.nodes[0]["c"], work)[0]}
        return [lead, *compared_blocks(old.nodes[1:], new.nodes[1:], work)]
    if len(old.nodes) != 1 or len(new.nodes) != 1 or old.nodes[0]["t"] != new.nodes[0]["t"]:
        return compared_blocks(old.nodes, new.nodes, work)
    before, after = old.nodes[0], new.nodes[0]
    match after["t"]:
        case "p":
            marked, kept = compared(before["c"], after["c"], work)
            return [{**after, "c": marked}] if kept else [*whole([before], DEL), *whole([after], INS)]
        case "h":
            return [{**after, "c": compared(before["c"], after["c"], work)[0]}]
        case "ul" | "ol":
            was, now = ([Unit(item, item=True) for item in each["items"]] for each in (before, after))
            return [{**after, "items": list(_merged(was, now, work))}]
        case "quote" | "box":
            return [{**after, "c": compared_blocks(before["c"], after["c"], work)}]
        case "table":
            return _table(before, after, work)
        case "point":
            return _point(before, after, work)
    return [*whole([before], DEL), *whole([after], INS)]


def _point(old: Node, new: Node, work: Work) -> list[Node]:
    """An easy-read point whose picture is the same: its sentences one by one."""
    if old["alt"] != new["alt"] or (not new["alt"] and old["path"] != new["path"]):
        return [*whole([old], DEL), *whole([new], INS)]
    lines = compared_blocks(
        [{"t": "p", "c": line} for line in old["lines"]], [{"t": "p", "c": line} for line in new["lines"]], work
    )
    return [
        {**new, "lines": [[{"t": each["mark"], "c": each["c"]}] if "mark" in each else each["c"] for each in lines]}
    ]


# tables


def _table(old: Node, new: Node, work: Work) -> list[Node]:
    """The table with marks on rows, columns and in cells; whole where fewer than half of its columns are left."""
    columns = _columns(old, new, work)
    kept = sum(i is not None and j is not None for i, j in columns)
    if kept * 2 < max(len(old["head"]), len(new["head"])):
        return [*whole([old], DEL), *whole([new], INS)]

    def cell(before: Sequence[list[Node]] | None, after: Sequence[list[Node]] | None, column: int) -> list[Node]:
        i, j = columns[column]
        was = _at(before, i)
        now = _at(after, j)
        if before is None or after is None:
            return now if before is None else was
        if j is None:
            return [{"t": DEL, "c": was}] if was else []
        if i is None:
            return [{"t": INS, "c": now}] if now else []
        return compared(was, now, work)[0]

    rows: list[list[list[Node]]] = []
    marks: list[str] = []
    for before, after in _rows(old, new, columns, work):
        marks.append(INS if before is None else DEL if after is None else "")
        rows.append([cell(before, after, column) for column in range(len(columns))])
    return [
        {
            **new,
            "head": [cell(old["head"], new["head"], column) for column in range(len(columns))],
            "rows": rows,
            "marks": marks,
            "cols": [INS if i is None else DEL if j is None else "" for i, j in columns],
            "align": [new["align"][j] if j is not None else old["align"][i or 0] for i, j in columns],
            "widths": [new["widths"][j] if j is not None else old["widths"][i or 0] for i, j in columns],
            "turned": new["turned"] or len(columns) > WIDEST,
        }
    ]


def _at(row: Sequence[list[Node]] | None, column: int | None) -> list[Node]:
    return row[column] if row is not None and column is not None and column < len(row) else []


def _columns(old: Node, new: Node, work: Work) -> list[tuple[int | None, int | None]]:
    """Which column of the old table each of the new one is; those without a partner stand alone."""

    def column(table: Node, number: int) -> Unit:
        return Unit([{"t": "p", "c": _at(row, number)} for row in (table["head"], *table["rows"])])

    found = common(_heads(old), _heads(new), work)
    made: list[tuple[int | None, int | None]] = []
    a = c = 0
    for b, d in [*found, (len(old["head"]), len(new["head"]))]:
        if b - a == d - c:
            # As many left as came: the same columns with other headings, if what they hold is alike.
            for i, j in zip(range(a, b), range(c, d), strict=True):
                alike = len(old["head"]) == len(new["head"]) == 1 or _same_column(column(old, i), column(new, j))
                made += [(i, j)] if alike else [(i, None), (None, j)]
        else:
            made += [(i, None) for i in range(a, b)]
            made += [(None, j) for j in range(c, d)]
        if b < len(old["head"]):
            made.append((b, d))
        a, c = b + 1, d + 1
    return made


def _heads(table: Node) -> list[str]:
    """The headings of the columns, told apart where two are the same."""
    seen: Counter[str] = Counter()
    heads = []
    for head in table["head"]:
        key = _key(head)
        heads.append(f"{key}\x1c{seen[key]}")
        seen[key] += 1
    return heads


def _same_column(old: Unit, new: Unit) -> bool:
    return overlap(old.bag, new.bag) >= ALIKE


def _rows(
    old: Node, new: Node, columns: Sequence[tuple[int | None, int | None]], work: Work
) -> Iterator[tuple[Sequence[list[Node]] | None, Sequence[list[Node]] | None]]:
    """Each row that was, with the one that it became; None where it is alone."""
    both = [(i, j) for i, j in columns if i is not None and j is not None]
    before = [[_key(_at(row, i)) for i, _ in both] for row in old["rows"]]
    after = [[_key(_at(row, j)) for _, j in both] for row in new["rows"]]
    bags = [[bag([atom for cell in row for atom in atoms(cell)]) for row in table["rows"]] for table in (old, new)]

    def like(i: int, j: int) -> float:
        named = bool(before[i] and before[i][0] and before[i][0] == after[j][0])
        cells = sum(was == now for was, now in zip(before[i], after[j], strict=True)) / max(len(both), 1)
        return min(1.0, max(cells, overlap(bags[0][i], bags[1][j])) + (SAME_HEAD if named else 0.0))

    found = pairs(
        ["\x1d".join(row) for row in before],
        ["\x1d".join(row) for row in after],
        like,
        lambda i, j: len(both) + len(bags[0][i]) + len(bags[1][j]) + 1,
        ROW_ALIKE,
        work,
    )
    a = c = 0
    for b, d in [*found, (len(before), len(after))]:
        yield from ((row, None) for row in old["rows"][a:b])
        yield from ((None, row) for row in new["rows"][c:d])
        if b < len(before):
            yield old["rows"][b], new["rows"][d]
        a, c = b + 1, d + 1


# what the marks say


def accepted(nodes: Sequence[Node]) -> list[Node]:
    """The blocks as they are once every mark is accepted."""
    return _resolved(nodes, DEL, INS)


def rejected(nodes: Sequence[Node]) -> list[Node]:
    """The blocks as they were: every mark rejected."""
    return _resolved(nodes, INS, DEL)


def _resolved(nodes: Sequence[Node], gone: str, kept: str) -> list[Node]:
    made = []
    for node in nodes:
        if node.get("mark") == gone:
            continue
        fresh = {key: value for key, value in node.items() if key not in ("mark", "marks", "cols")}
        if node.get("mark") == kept:
            made.append(fresh)
            continue
        match node["t"]:
            case "p" | "h":
                fresh["c"] = _words_left(node["c"], gone)
            case "ul" | "ol":
                fresh["items"] = [left for item in node["items"] if (left := _resolved(item, gone, kept)) or not item]
            case "quote" | "box":
                fresh["c"] = _resolved(node["c"], gone, kept)
            case "point":
                fresh["lines"] = [left for line in node["lines"] if (left := _words_left(line, gone)) or not line]
            case "table":
                cols = [
                    number for number, mark in enumerate(node.get("cols") or [""] * len(node["head"])) if mark != gone
                ]
                marks = node.get("marks", [""] * len(node["rows"]))
                fresh["head"] = [_words_left(node["head"][each], gone) for each in cols]
                fresh["rows"] = [
                    [_words_left(row[each], gone) for each in cols if each < len(row)]
                    for row, mark in zip(node["rows"], marks, strict=True)
                    if mark != gone
                ]
                for key in ("align", "widths"):
                    fresh[key] = [node[key][each] for each in cols]
        made.append(fresh)
    return made


def _words_left(nodes: Sequence[Node], gone: str) -> list[Node]:
    made: list[Node] = []
    for node in nodes:
        if node["t"] in (INS, DEL):
            made += [] if node["t"] == gone else _words_left(node["c"], gone)
        elif "c" in node:
            made.append({**node, "c": _words_left(node["c"], gone)})
        else:
            made.append(node)
    return made


def is_marked(nodes: Sequence[Node]) -> bool:
    """Whether there is any mark in the blocks."""
    return any(
        "mark" in node
        or any(node.get("marks", ()))
        or any(node.get("cols", ()))
        or any(is_marked(item) for item in node.get("items", ()))
        or (node["t"] in ("quote", "box", "moved") and is_marked(node["c"]))
        for node in nodes
    ) or any(has_marks(run) for run in texts(nodes))


def has_marks(nodes: Sequence[Node]) -> bool:
    """Whether there is any mark in the inline nodes."""
    return any(node["t"] in (INS, DEL) or ("c" in node and has_marks(node["c"])) for node in nodes)
