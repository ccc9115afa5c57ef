"""What of an old sequence stands in a new one: found with bounded work, however hostile the two are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

Pairs = list[tuple[int, int]]
MOST_WORK = 30_000_000
"""Steps of comparison in one redline, some seconds; what is left over is shown as whole parts."""
MOST_CELLS = 60_000
MOST_LIKES = 4_000
NEVER = 0.0


class Work:
    """How much comparing may still be done. It counts steps and not time, so that each run gives the same result."""

    def __init__(self, left: int = MOST_WORK) -> None:
        self.left = left

    def take(self, steps: int) -> bool:
        """Whether there is enough left for *steps*, which are then used up."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def common(old: Sequence[Hashable], new: Sequence[Hashable], work: Work) -> Pairs:
    """The places (old, new), rising in both, at which the two hold the same.

    Equal ends first, then a longest common part where that is small, or else what occurs once in each (patience
    diff). In a large stretch where everything occurs often, nothing is paired but the ends.
    """
    found: Pairs = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        cells = (b - a) * (d - c)
        if cells <= MOST_CELLS and work.take(cells):
            found += [(a + i, c + j) for i, j in _longest(old[a:b], new[c:d])]
        elif work.take((b - a) + (d - c)):
            anchors = _anchors(old, new, a, b, c, d)
            if anchors:
                found += anchors
                before = (a, c)
                for i, j in anchors:
                    waiting.append((before[0], i, before[1], j))
                    before = (i + 1, j + 1)
                waiting.append((before[0], b, before[1], d))
    return sorted(found)


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """The places of a longest common subsequence."""
    width = len(new) + 1
    rows = [[0] * width]
    for each in reversed(old):
        below, row = rows[-1], [0] * width
        for j in range(width - 2, -1, -1):
            if each == new[j]:
                row[j] = below[j + 1] + 1
            else:
                down, right = below[j], row[j + 1]
                row[j] = down if down >= right else right
        rows.append(row)
    rows.reverse()
    found: Pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> Pairs:
    """What occurs once in each stretch, as far as it stands in the same order."""
    counts, others = Counter(old[a:b]), Counter(new[c:d])
    places = {new[j]: j for j in range(c, d) if others[new[j]] == 1}
    pairs = [(i, places[old[i]]) for i in range(a, b) if counts[old[i]] == 1 and old[i] in places]
    kept = rising([j for _, j in pairs])
    return [pairs[each] for each in kept]


def rising(values: Sequence[int], weights: Sequence[int] | None = None) -> list[int]:
    """The positions of a heaviest part of *values*, all different, that rises; each weighs 1 unless *weights* say."""
    order = sorted(values)
    best = [(0, -1)] * (len(values) + 1)
    before = [-1] * len(values)
    last = (0, -1)
    for position, value in enumerate(values):
        rank = bisect_left(order, value) + 1
        top, each = (0, -1), rank - 1
        while each > 0:
            top = max(top, best[each], key=lambda found: found[0])
            each -= each & -each
        before[position] = top[1]
        sum_here = (top[0] + (weights[position] if weights else 1), position)
        last = max(last, sum_here, key=lambda found: found[0])
        each = rank
        while each <= len(values):
            best[each] = max(best[each], sum_here, key=lambda found: found[0])
            each += each & -each
    kept = []
    position = last[1]
    while position >= 0:
        kept.append(position)
        position = before[position]
    return kept[::-1]


def pairs(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    like: Callable[[int, int], float],
    cost: Callable[[int, int], int],
    least: float,
    work: Work,
) -> Pairs:
    """The places (old, new), rising in both, that hold the same, and between those the ones that are most alike.

    *like* says how alike two places are, from 0 to 1, and counts from *least* up. *cost* is the steps that it takes.
    """
    same = common(old, new, work)
    found: Pairs = []
    a = c = 0
    for b, d in [*same, (len(old), len(new))]:
        if a < b and c < d:
            found += _alike(a, b, c, d, like, cost, least, work)
        if b < len(old):
            found.append((b, d))
        a, c = b + 1, d + 1
    return found


def _alike(
    a: int,
    b: int,
    c: int,
    d: int,
    like: Callable[[int, int], float],
    cost: Callable[[int, int], int],
    least: float,
    work: Work,
) -> Pairs:
    """The pairs of one gap that are alike together the most; in a large gap only those at the same place in it."""
    many, more = b - a, d - c
    if many * more > MOST_LIKES:
        if many != more or not work.take(sum(cost(a + n, c + n) for n in range(many))):
            return []
        return [(a + n, c + n) for n in range(many) if like(a + n, c + n) >= least]
    if not work.take(sum(cost(i, j) for i in range(a, b) for j in range(c, d))):
        return []
    scores = [[score if (score := like(i, j)) >= least else NEVER for j in range(c, d)] for i in range(a, b)]
    best = [[0.0] * (more + 1) for _ in range(many + 1)]
    for i in range(many - 1, -1, -1):
        for j in range(more - 1, -1, -1):
            taken = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else NEVER
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    found: Pairs = []
    i = j = 0
    while i < many and j < more:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def overlap(old: Counter[str], new: Counter[str]) -> float:
    """The share of words that two bags have in common, from 0 to 1; nothing is like nothing."""
    many, more = old.total(), new.total()
    if not many or not more:
        return 1.0 if many == more else 0.0
    smaller, larger = (old, new) if len(old) <= len(new) else (new, old)
    shared = sum(min(count, larger[word]) for word, count in smaller.items() if word in larger)
    return 2 * shared / (many + more)
