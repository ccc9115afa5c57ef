"""A change that somebody made in a Word copy, made in the plan's own text: where it can be done without doubt, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markdown_it.token import Token

from scp.model.plan import Plan
from scp.model.responses import Mark
from scp.model.text import Section, is_figure, plain_text
from scp.problem import PlanError
from scp.repository.load import load_plan
from scp.repository.marks import Text
from scp.repository.raw_table import without_controls
from scp.repository.source import MappingSource
from scp.repository.word_review import Found

WINDOWS = (40, 24, 12, 6, 3, 1)
"""Signs on each side of a change by which its place in the source is found."""
BESIDE = ((30, 30), (12, 12), (30, 4), (4, 30))
"""Signs before and after a change by which it is found in a paragraph that was changed since."""
GAP = r"(?:[ \t]*\r?\n[ \t>]*|[ \t]+)"
MEANINGFUL = re.compile(r"([\\`*_\[\]<>#|~&])")
POINT = re.compile(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)")
LEAF = ("paragraph", "heading")
BY_HAND = "make it by hand"
THERE = "the section reads so already"


Reading = tuple[str, str, tuple[str, ...]]
"""A block as it reads: its words, what it is, and the marks within it."""


class CannotApply(Exception):
    """Why a change is left to people, in words that follow "r-0007.3 was not made: "."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, point or cell of a section, with its lines in the file, counted from 0, the last left out."""

    text: str
    kind: str
    first: int
    last: int
    marks: tuple[str, ...]

    @property
    def reading(self) -> Reading:
        return self.text, self.kind, self.marks


def reword(contents: Mapping[str, bytes], plan: Plan, change: Found) -> tuple[Plan, dict[str, bytes]]:
    """The plan and the file after *change*; `CannotApply` where it is not plain what would have to be written.

    The file is read again, and must then say what the reviewer wrote, and for the rest what it said before.
    """
    _refuse_kind(change)
    section = next((each for each in plan.sections if each.place == change.place), None)
    if section is None:
        raise CannotApply("its section is not in the plan any more")
    blocks = list(_blocks(section))
    drawn = any(is_figure(child) for token in section.tokens for child in token.children or ())
    number, new = _target(blocks, change, drawn)
    text = Text.of(section.path, contents[section.path])
    reasons = []
    for words in dict.fromkeys((change.words, MEANINGFUL.sub(r"\\\1", change.words))):
        wanted, edit = _edit(blocks, number, new, change, text.text, words)
        made = {section.path: text.spliced([edit])}
        try:
            after = load_plan(MappingSource({**contents, **made}))
        except PlanError:
            reasons.append("the plan could not be read afterwards")
            continue
        if _same_elsewhere(plan, after, section, wanted):
            return after, made
        reasons.append("the words would be read as marks of Markdown")
    raise CannotApply(f"{reasons[-1]}; {BY_HAND}")


def _refuse_kind(change: Found) -> None:
    if change.mark is Mark.COMMENT:
        raise CannotApply("it is a comment, which says what to think of and not what to write")
    if change.mark is Mark.MOVE:
        raise CannotApply(f"it moves words from one place to another; {BY_HAND}")
    if change.kind == "row":
        raise CannotApply(f"it is a row of a table; {BY_HAND}")
    if not change.place:
        raise CannotApply("it is in text that is made from the plan's records, so the record must be changed")
    if change.kind == "struck":
        raise CannotApply("it takes out words that another reviewer put in")
    if change.mark is not Mark.INSERTION and not change.simple:
        raise CannotApply(f"it joins or parts paragraphs; {BY_HAND}")
    if without_controls(change.words) != change.words:
        raise CannotApply(f"the new words hold signs that cannot be seen; {BY_HAND}")
    if "{{" in change.words:
        raise CannotApply("the new words hold {{, which would be read as a name to be filled in")


def _blocks(section: Section) -> Iterator[Block]:
    """What can be changed in a section, in order."""
    around: list[Token] = []
    for token in section.tokens:
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1 and around:
            around.pop()
        elif token.type == "inline" and token.map and around:
            marks = tuple(each.type for each in token.children or () if each.type not in ("text", "softbreak"))
            yield Block(_folded(plain_text(token)), _kind(around), token.map[0], token.map[1], marks)


def _kind(around: list[Token]) -> str:
    types = [each.type.removesuffix("_open") for each in around]
    if len(types) == 1 and types[0] in LEAF:
        return types[0]
    return "item" if types[-1] == "paragraph" and types[-2] == "list_item" else types[0]


def _target(blocks: list[Block], change: Found, drawn: bool) -> tuple[int, str]:
    """Which block the change is in, and how that is to read.

    It is the one that reads as its paragraph did or, where that was changed since, the only one that holds the words
    of the change and those beside it. Where figures are *drawn* in the section, their words are not among its own.
    """
    wanted = _folded(change.block)
    after = _folded(change.block[: change.start] + change.words + change.block[change.end :])
    if "\n" not in change.words and after not in ("", wanted) and any(each.text == after for each in blocks):
        raise CannotApply(THERE)
    found = [number for number, each in enumerate(blocks) if wanted and each.text == wanted]
    if len(found) > 1:
        raise CannotApply(f"its paragraph stands {len(found)} times in the section")
    if found:
        return found[0], after
    if change.words.endswith("\n") and change.start == 0:
        found = [number for number, each in enumerate(blocks) if each.text == _folded(change.before)]
        if len(found) == 1:
            return found[0], after
    if "\n" not in change.words and change.simple and not change.whole:
        for before, behind in BESIDE:
            left = change.block[max(0, change.start - before) : change.start]
            right = change.block[change.end : change.end + behind]
            old = _squeezed(left + change.block[change.start : change.end] + right)
            counts = [each.text.count(old) for each in blocks]
            if old.strip() and sum(counts) == 1:
                number = counts.index(1)
                return number, _folded(blocks[number].text.replace(old, _squeezed(left + change.words + right)))
    made = ", or belongs to a figure, which is made from the plan's records" if drawn else ""
    raise CannotApply(f"its passage is not in the section any more, or was changed since{made}")


def rebased(change: Found, made: Found) -> Found:
    """*change* as it is once *made* was made: another one in the same paragraph has its place moved along."""
    if (change.place, change.block) != (made.place, made.block) or "\n" in made.words or made.whole:
        return change
    block = made.block[: made.start] + made.words + made.block[made.end :]
    if change.start >= made.end:
        longer = len(made.words) - (made.end - made.start)
        return replace(change, block=block, start=change.start + longer, end=change.end + longer)
    return replace(change, block=block) if change.end <= made.start else change


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


Edit = tuple[int, int, str]


def _edit(
    blocks: list[Block], number: int, new: str, change: Found, text: str, words: str
) -> tuple[list[Reading], Edit]:
    """What the blocks must be afterwards, as text and marks, and the one edit of the file that should do it."""
    block = blocks[number]
    before = [each.reading for each in blocks]
    lines = _starts(text)
    start, end = lines[block.first], lines[min(block.last, len(lines) - 1)]
    eol = "\r\n" if "\r\n" in text else "\n"
    if change.mark is Mark.INSERTION and "\n" in words:
        return _new_paragraphs(before, number, block, change, text, words, (start, end), eol)
    if change.whole and block.text == _folded(change.block):
        return _without(before, number, block, text, (start, end))
    if new == block.text:
        raise CannotApply(THERE)
    first, last = _span(block.text, new)
    source = text[start:end]
    place = _located(source, block.text, first, last)
    if place is None:
        raise CannotApply(_why(source, block))
    put = new[first : len(new) - (len(block.text) - last)]
    if words != change.words:
        put = MEANINGFUL.sub(r"\\\1", put)
    wanted = [*before[:number], (new, block.kind, block.marks), *before[number + 1 :]]
    return wanted, (start + place[0], start + place[1], put)


def _new_paragraphs(
    before: list[Reading],
    number: int,
    block: Block,
    change: Found,
    text: str,
    words: str,
    span: tuple[int, int],
    eol: str,
) -> tuple[list[Reading], Edit]:
    made = [line.strip() for line in words.split("\n") if line.strip()]
    said = [_folded(line) for line in change.words.split("\n") if line.strip()]
    if block.kind not in (*LEAF, "item"):
        raise CannotApply(f"it is a new paragraph in a table or a quotation; {BY_HAND}")
    own = block.text == _folded(change.block)
    ends = own and change.start >= len(change.block.rstrip())
    if not ends and not (change.start == 0 and words.endswith("\n")):
        raise CannotApply(f"it parts a paragraph in two; {BY_HAND}")
    if ends and not words.startswith("\n"):
        raise CannotApply(f"it goes on in a paragraph and adds another; {BY_HAND}")
    kind = "item" if block.kind == "item" else "paragraph"
    fresh: list[Reading] = [(each, kind, ()) for each in said]
    gap = f"{eol}{eol}"
    beside = before[number + 1 :][: len(said)] if ends or not own else before[max(0, number - len(said)) : number]
    if [text for text, *_ in beside] == said:
        raise CannotApply(THERE)
    if kind == "item":
        if not ends or _indent(text, span[1]) > _indent(text, span[0]):
            raise CannotApply(f"it is a new point where it is not plain which list it belongs to; {BY_HAND}")
        body = len(text[: span[1]].rstrip())
        points = "".join(f"{eol}{_marker(text[span[0] : span[1]], place)}{each}" for place, each in enumerate(made, 1))
        return [*before[: number + 1], *fresh, *before[number + 1 :]], (body, body, points)
    if ends or not own:
        body = len(text[: span[1]].rstrip())
        wanted = [*before[: number + 1], *fresh, *before[number + 1 :]]
        return wanted, (body, body, "".join(f"{gap}{each}" for each in made))
    return [*before[:number], *fresh, *before[number:]], (span[0], span[0], "".join(f"{each}{gap}" for each in made))


def _without(
    before: list[Reading], number: int, block: Block, text: str, span: tuple[int, int]
) -> tuple[list[Reading], Edit]:
    if block.kind == "heading":
        raise CannotApply(f"it takes out a heading, by which records may name the part; {BY_HAND}")
    if block.kind not in ("paragraph", "item"):
        raise CannotApply(f"it empties a cell of a table or a part of a quotation; {BY_HAND}")
    end = span[1]
    if block.kind == "item" and _indent(text, end) > _indent(text, span[0]):
        raise CannotApply(f"it takes out a point that has more below it; {BY_HAND}")
    while block.kind == "paragraph" and (blank := re.compile(r"[ \t]*\r?\n").match(text, end)):
        end = blank.end()
    return [*before[:number], *before[number + 1 :]], (span[0], end, "")


def _marker(source: str, further: int) -> str:
    """What stands before the words of a point that is *further* points after the one in *source*."""
    match = POINT.match(source)
    if match is None:
        raise CannotApply(f"its list is written in a way of its own; {BY_HAND}")
    indent, sign, number, after, gap = match.groups()
    return f"{indent}{sign or f'{int(number) + further}{after}'}{gap}"


def _indent(text: str, start: int) -> int:
    """How far in the words of a line stand; 0 for an empty one."""
    line = text[start:].partition("\n")[0]
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _span(old: str, new: str) -> tuple[int, int]:
    """From which sign to which *old* is not as *new*, whole words where it can be."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return first, len(old) - last


def _located(source: str, old: str, first: int, last: int) -> tuple[int, int] | None:
    """Where signs *first* to *last* of the words *old* stand in their *source*; None where marks stand between."""
    for window in WINDOWS:
        left, right = old[max(0, first - window) : first], old[last : last + window]
        middle = old[first:last]
        pattern = f"{_pattern(left)}(?P<middle>{_pattern(middle)}){_pattern(right)}"
        there = [each.start("middle") for each in _overlapping(_pattern(left, False), middle, right, old)]
        found = list(re.finditer(f"(?={pattern})", source))
        if there and len(there) == len(found):
            return found[there.index(first)].span("middle")
    return None


def _overlapping(left: str, middle: str, right: str, old: str) -> Iterator[re.Match[str]]:
    return re.finditer(f"(?={left}(?P<middle>{re.escape(middle)}){re.escape(right)})", old)


def _pattern(words: str, gaps: bool = True) -> str:
    return "".join(GAP if gaps and each == " " else re.escape(each) for each in words)


def _why(source: str, block: Block) -> str:
    if "{{" in source:
        return "it is at a value that the plan fills in ({{ … }}); change the value, or " + BY_HAND
    if block.marks:
        return f"it is at words that are marked, such as a link, a note or bold type; {BY_HAND}"
    return f"its words are written otherwise in the file; {BY_HAND}"


def _same_elsewhere(before: Plan, after: Plan, section: Section, wanted: list[Reading]) -> bool:
    """Whether the section says what was *wanted*, and every other section what it said before."""
    if [each.place for each in before.sections] != [each.place for each in after.sections]:
        return False
    for old, new in zip(before.sections, after.sections, strict=True):
        if old.place == section.place:
            if [each.reading for each in _blocks(new)] != wanted:
                return False
        elif old.path == section.path and old.plain != new.plain:
            return False
    return True


def _starts(text: str) -> list[int]:
    """Where each line begins, and where the last one ends."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return [*starts, len(text)]


def _folded(text: str) -> str:
    return " ".join(text.split())
