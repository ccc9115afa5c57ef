"""A run of text with marks: what of its old words was deleted, and what was inserted in the new ones.

Marks are the inline nodes ``ins`` and ``del``, always outermost, so that a link or an emphasis may be cut in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scp.documents.likeness import Work, common, overlap, pairs
from scp.documents.nodes import Node
from scp.documents.sentences import ends, words

INS, DEL = "ins", "del"
NOTE = "\x1dnote"
LEAST = 0.5
"""How alike two sentences are at least, if words are marked in them and not the whole."""
COMMON_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "in",
        "is",
        "it",
        "its",
        "may",
        "more",
        "must",
        "not",
        "of",
        "on",
        "or",
        "our",
        "shall",
        "should",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, sign or picture of a text. Two are the same where *key* is: emphasis does not count, an address does."""

    key: str
    text: str
    leaf: Node
    wraps: tuple[Node, ...]

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum() or self.text[-1:].isalnum() or self.leaf["t"] in ("note", "image", "code")

    @property
    def full_key(self) -> str:
        """The key, and of a note its words too."""
        return self.key + "".join(each.full_key for each in atoms(self.leaf["c"])) if self.key == NOTE else self.key


def atoms(nodes: Sequence[Node]) -> list[Atom]:
    """Inline nodes without marks as atoms."""
    return list(_atoms(nodes, (), ""))


def _atoms(nodes: Sequence[Node], wraps: tuple[Node, ...], dress: str) -> Iterator[Atom]:
    for node in nodes:
        match node["t"]:
            case "text":
                for word in words(node["v"]):
                    yield Atom(f"{word}{dress}", word, {"t": "text", "v": word}, wraps)
            case "code":
                yield Atom(f"\x1dcode{node['v']}{dress}", node["v"], node, wraps)
            case "br":
                yield Atom("\x1dbr", "\n", node, wraps)
            case "image":
                yield Atom(f"\x1dimage{node['path']}\x1d{node['alt']}", "", node, wraps)
            case "note":
                yield Atom(NOTE, "", node, wraps)
            case kind:
                more = {"link": f"\x1d{node.get('href', '')}", "s": "\x1ds"}.get(kind, "")
                wrap = {key: value for key, value in node.items() if key != "c"}
                yield from _atoms(node["c"], (*wraps, wrap), dress + more)


def bag(found: Sequence[Atom]) -> Counter[str]:
    """The words that say something, and how often each; all of them where there is no such word."""
    every = Counter(each.text.casefold() or each.key for each in found if each.is_word)
    telling = Counter({word: count for word, count in every.items() if word not in COMMON_WORDS})
    return telling or every


def compared(old: Sequence[Node], new: Sequence[Node], work: Work) -> tuple[list[Node], bool]:
    """*new* with marks against *old*, and whether any word of *old* was kept."""
    before, after = atoms(old), atoms(new)
    if [each.full_key for each in before] == [each.full_key for each in after]:
        return [*new], True
    marked = _sentences(before, after, work)
    kept = any(not mark and atom.is_word for mark, atom in marked)
    return rebuilt(marked), kept


Marked = list[tuple[str, Atom]]


def _sentences(old: list[Atom], new: list[Atom], work: Work) -> Marked:
    before, after = _cut(old), _cut(new)
    bags = [
        [Counter(each.text.casefold() for each in part if each.is_word) for part in side] for side in (before, after)
    ]
    found = pairs(
        ["\x1c".join(each.full_key for each in part) for part in before],
        ["\x1c".join(each.full_key for each in part) for part in after],
        lambda i, j: overlap(bags[0][i], bags[1][j]),
        lambda i, j: len(before[i]) + len(after[j]),
        LEAST,
        work,
    )
    marked: Marked = []
    a = c = 0
    for b, d in [*found, (len(before), len(after))]:
        marked += [(DEL, atom) for part in before[a:b] for atom in part]
        marked += [(INS, atom) for part in after[c:d] for atom in part]
        if b < len(before):
            marked += _words(before[b], after[d], work)
        a, c = b + 1, d + 1
    return marked


def _cut(found: list[Atom]) -> list[list[Atom]]:
    """The atoms of each sentence; a note goes with the sentence that it follows."""
    cuts = ends("".join(each.text for each in found))
    parts: list[list[Atom]] = [[]]
    place = 0
    for atom in found:
        if cuts and place >= cuts[0] and parts[-1]:
            parts.append([])
            while cuts and place >= cuts[0]:
                cuts.pop(0)
        parts[-1].append(atom)
        place += len(atom.text)
    return [part for part in parts if part]


def _words(old: list[Atom], new: list[Atom], work: Work) -> Marked:
    """One sentence: the words that changed, or the whole where more than half of them did."""
    found = common([each.key for each in old], [each.key for each in new], work)
    stretches = _stretches(old, new, found)
    kept = sum(_count(each.new) for each in stretches if each.kept)
    if kept * 2 < LEAST * (_count(old) + _count(new)):
        return [*((DEL, atom) for atom in old), *((INS, atom) for atom in new)]
    marked: Marked = []
    for each in stretches:
        if each.kept:
            marked += [("", _noted(before, after, work)) for before, after in zip(each.old, each.new, strict=True)]
        else:
            marked += [(DEL, atom) for atom in each.old]
            marked += [(INS, atom) for atom in each.new]
    return marked


@dataclass
class _Stretch:
    kept: bool
    old: list[Atom]
    new: list[Atom]

    @property
    def weight(self) -> int:
        return max(_count(self.old), _count(self.new))


def _count(found: Sequence[Atom]) -> int:
    return sum(each.is_word for each in found)


def _stretches(old: list[Atom], new: list[Atom], found: list[tuple[int, int]]) -> list[_Stretch]:
    """What was kept and what changed, in turn; a few kept words between two changes as long go with them."""
    made: list[_Stretch] = []
    a = c = 0
    for b, d in [*found, (len(old), len(new))]:
        if a < b or c < d:
            made.append(_Stretch(False, old[a:b], new[c:d]))
        if b < len(old):
            if made and made[-1].kept:
                made[-1].old.append(old[b])
                made[-1].new.append(new[d])
            else:
                made.append(_Stretch(True, [old[b]], [new[d]]))
        a, c = b + 1, d + 1
    joined: list[_Stretch] = []
    for place, each in enumerate(made):
        between = each.kept and joined and place + 1 < len(made)
        if (between and each.weight <= min(joined[-1].weight, made[place + 1].weight)) or (
            joined and not each.kept and not joined[-1].kept
        ):
            joined[-1].old += each.old
            joined[-1].new += each.new
        else:
            joined.append(each)
    return joined


def _noted(old: Atom, new: Atom, work: Work) -> Atom:
    """The atom as it is now; of a note whose words changed, with marks inside it."""
    if new.key != NOTE or old.full_key == new.full_key:
        return new
    return Atom(new.key, new.text, {"t": "note", "c": compared(old.leaf["c"], new.leaf["c"], work)[0]}, new.wraps)


def rebuilt(marked: Marked) -> list[Node]:
    """Atoms as inline nodes, each stretch of one mark in a node of its own."""
    nodes: list[Node] = []
    for mark, group in groupby(marked, key=lambda each: each[0]):
        inside = _nested([atom for _, atom in group], 0)
        nodes += [{"t": mark, "c": inside}] if mark else inside
    return nodes


def _nested(found: list[Atom], depth: int) -> list[Node]:
    nodes: list[Node] = []
    for wrap, group in groupby(found, key=lambda each: each.wraps[depth] if len(each.wraps) > depth else None):
        inside = list(group)
        if wrap is not None:
            nodes.append({**wrap, "c": _nested(inside, depth + 1)})
            continue
        for atom in inside:
            if atom.leaf["t"] == "text" and nodes and nodes[-1]["t"] == "text":
                nodes[-1] = {"t": "text", "v": nodes[-1]["v"] + atom.leaf["v"]}
            else:
                nodes.append(atom.leaf)
    return nodes
