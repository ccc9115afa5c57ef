"""What was changed in a Word copy without a mark: paragraphs that are not those of the copy as it was built."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from scp.model.responses import Mark
from scp.model.text import paragraph_digest
from scp.repository.word_flow import Paragraph
from scp.repository.word_review import Found, Review, short, tail

MOST_PAIRS = 100_000
BESIDE = 3
"""Words that are quoted on each side of those that changed."""


def untracked(review: Review, words: Mapping[str, str], who: str) -> tuple[Found, ...]:
    """Each change without a mark, as one of *who*.

    *words* holds paragraphs of the built copy by their digests; of one that is not there, the passage stays empty.
    """
    if review.origin is None:
        return ()
    now = [paragraph_digest(each.text) for each in review.texts]
    found = []
    for old, new in _differences(review.origin.digests, now):
        for number in range(max(len(old), len(new))):
            was = words.get(old[number], "") if number < len(old) else ""
            fresh = review.texts[new[number]] if number < len(new) else None
            before = review.texts[min(new.start, len(review.texts)) - 1] if new.start and review.texts else None
            found.append(_change(was, fresh, before, who))
    return tuple(each for each in found if each.said or each.passage)


def is_changed(review: Review) -> bool:
    """Whether any paragraph is not as it was built."""
    return review.origin is not None and review.origin.digests != tuple(
        paragraph_digest(each.text) for each in review.texts
    )


def _change(was: str, fresh: Paragraph | None, before: Paragraph | None, who: str) -> Found:
    """One paragraph that was another before, that is new, or that is gone."""
    near = fresh or before
    old, new = was.split(), fresh.text.split() if fresh else []
    first = last = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if old and new:
        first, last = max(0, first - BESIDE), max(0, last - BESIDE)
    passage, said = " ".join(old[first : len(old) - last]), " ".join(new[first : len(new) - last])
    start = len(" ".join(old[:first])) + (1 if first else 0)
    return Found(
        Mark.REPLACEMENT if was and fresh else Mark.DELETION if was else Mark.INSERTION,
        who,
        near.place if near else "",
        near.under if near else "",
        short(passage) if was or not before else tail(" ".join(before.text.split())),
        short(said),
        tracked=False,
        kind="untracked",
        words=said,
        block=" ".join(old),
        start=start,
        end=start + len(passage),
        whole=bool(was and not fresh),
        simple=bool(was),
    )


def _differences(built: Sequence[str], now: Sequence[str]) -> Iterator[tuple[Sequence[str], range]]:
    """The paragraphs of the built copy that are not there any more, each stretch with those that stand there now.

    Paragraphs that stand once in both hold the two side by side; what lies between is compared on its own.
    """
    last_old = last_new = 0
    for old, new in [*_anchors(built, now), (len(built), len(now))]:
        yield from _between(built[last_old:old], now[last_new:new], last_new)
        last_old, last_new = old + 1, new + 1


def _anchors(built: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Where the paragraphs stand that are there once in both, as many as keep their order (a longest rising chain)."""
    counts, others = Counter(built), Counter(now)
    places = {each: number for number, each in enumerate(now) if others[each] == 1}
    pairs = [(number, places[each]) for number, each in enumerate(built) if counts[each] == 1 and each in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, new) in enumerate(pairs):
        depth = bisect_left(ends, new)
        ends[depth : depth + 1] = [new]
        last[depth : depth + 1] = [number]
        before.append(last[depth - 1] if depth else -1)
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(old: Sequence[str], new: Sequence[str], at: int) -> Iterator[tuple[Sequence[str], range]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new, at = old[start : len(old) - end], new[start : len(new) - end], at + start
    counts = Counter(new)
    if not old and not new:
        return
    if sum(counts[each] for each in old) > MOST_PAIRS:
        yield old, range(at, at + len(new))
        return
    for kind, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[one:two], range(at + three, at + four)
