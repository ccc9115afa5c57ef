"""How much room each column of a table wants on a web page."""

from __future__ import annotations

from collections.abc import Sequence

WORDS, PROSE = 16, 60
"""Letters in the longest cell of a column from which on it holds words, and from which on it holds sentences."""


def column_looks(cells: Sequence[Sequence[str]]) -> list[str]:
    """For each column of *cells*, row by row with the heads first: "", "words" or "prose"."""
    looks = []
    for number in range(len(cells[0]) if cells else 0):
        body = max((len(row[number]) for row in cells[1:] if number < len(row)), default=0)
        longest = max(body, len(cells[0][number]) // 2)
        looks.append("prose" if longest > PROSE else "words" if longest > WORDS else "")
    return looks
