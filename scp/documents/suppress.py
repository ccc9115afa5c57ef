"""Counts of people in a table, with those hidden by which somebody could be known, or which would give one away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

SMALL = 5
"""A count above nought and below this is hidden, as public bodies in Scotland usually do."""

Mask = list[list[bool]]
Line = list[tuple[int, int]]


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """*counts* with the total of each row at its end, and of each column below."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def hidden(table: Sequence[Sequence[int]]) -> Mask:
    """Which cells of a table with totals are not shown: small ones, and as many more as keep each row and column from
    giving one of them away. Where that cannot be, none is shown.

    Every row and column of the table ends with its total; the last cell of all is the number of everybody, which is
    taken for known, as it is that every row and column that is printed holds somebody.
    """
    mask = [[0 < count < SMALL for count in row] for row in table]
    if 0 < table[-1][-1] < SMALL:
        return _all(table)
    lines = [*_lines(table)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            covered = [cell for cell in line if mask[cell[0]][cell[1]]]
            if not covered or (len(covered) > 1 and _spread(table, line, covered) >= SMALL):
                continue
            left = [cell for cell in line if not mask[cell[0]][cell[1]] and not _is_everybody(table, cell)]
            if not left:
                return _all(table)
            row, column = min(left, key=lambda cell: (_at(table, cell) == 0, _is_total(table, cell), _at(table, cell)))
            mask[row][column] = changed = True
    return mask


def _all(table: Sequence[Sequence[int]]) -> Mask:
    return [[True for _ in row] for row in table]


def _lines(table: Sequence[Sequence[int]]) -> Iterator[Line]:
    """Each row and each column, its total at the end."""
    rows, columns = len(table), len(table[0])
    return chain(
        ([(row, column) for column in range(columns)] for row in range(rows)),
        ([(row, column) for row in range(rows)] for column in range(columns)),
    )


def _spread(table: Sequence[Sequence[int]], line: Line, covered: Line) -> int:
    """How many people the hidden parts of a line hold together, which anybody can work out by taking away.

    Beyond the one in each that a reader may take for certain.
    """
    parts = [_at(table, cell) for cell in covered if cell != line[-1]]
    return SMALL if line[-1] in covered else sum(parts) - len(parts) + 1


def _at(table: Sequence[Sequence[int]], cell: tuple[int, int]) -> int:
    return table[cell[0]][cell[1]]


def _is_everybody(table: Sequence[Sequence[int]], cell: tuple[int, int]) -> bool:
    return cell == (len(table) - 1, len(table[0]) - 1)


def _is_total(table: Sequence[Sequence[int]], cell: tuple[int, int]) -> bool:
    return cell[0] == len(table) - 1 or cell[1] == len(table[0]) - 1
