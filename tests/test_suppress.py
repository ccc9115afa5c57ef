"""Small numbers of people: none is shown, and none can be worked out from what is."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scp.documents.suppress import SMALL, hidden, with_totals


def shown(counts):
    table = with_totals(counts)
    mask = hidden(table)
    return [
        ["–" if gone else count for count, gone in zip(row, hides, strict=True)]
        for row, hides in zip(table, mask, strict=True)
    ]


def test_a_table_without_small_numbers_is_shown_whole():
    assert shown([[10, 20], [30, 0]]) == [[10, 20, 30], [30, 0, 30], [40, 20, 60]]


def test_a_second_cell_goes_where_one_alone_could_be_worked_out():
    assert shown([[2, 20, 9]]) == [["–", 20, "–", 31], ["–", 20, "–", 31]]


def test_two_small_cells_that_add_up_to_little_take_a_third_with_them():
    assert shown([[1, 1, 9, 30]])[0] == ["–", "–", "–", 30, 41]


def ways(published, most):
    """Every table of counts that would be published as *published*."""
    rows, columns = len(published) - 1, len(published[0]) - 1
    for cells in product(range(most + 1), repeat=rows * columns):
        counts = [list(cells[row * columns : (row + 1) * columns]) for row in range(rows)]
        table = with_totals(counts)
        if all(
            said in ("–", count)
            for row, told in zip(table, published, strict=True)
            for count, said in zip(row, told, strict=True)
        ):
            yield table


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_small_number_can_be_worked_out(counts):
    """Whoever knows only what is published finds at least two tables that fit, for each small count."""
    table, published = with_totals(counts), shown(counts)
    possible = list(ways(published, 10))
    assert table in possible
    for row, line in enumerate(table):
        for column, count in enumerate(line):
            if 0 < count < SMALL:
                assert published[row][column] == "–"
                assert len({each[row][column] for each in possible}) > 1


def bounds(table, mask):
    """What each cell can be at least and at most, for who knows how many answered and that no printed line is empty."""
    rows, columns, everybody = len(table), len(table[0]), table[-1][-1]
    low, high = [], []
    for row in range(rows):
        for column in range(columns):
            shown = not mask[row][column] or (row, column) == (rows - 1, columns - 1)
            is_total = row == rows - 1 or column == columns - 1
            low.append(table[row][column] if shown else int(is_total))
            high.append(table[row][column] if shown else everybody)
    lines = [[row * columns + column for column in range(columns)] for row in range(rows)]
    lines += [[row * columns + column for row in range(rows)] for column in range(columns)]
    before = None
    while before != (low, high):
        before = [*low], [*high]
        for *parts, total in lines:
            low[total] = max(low[total], sum(low[each] for each in parts))
            high[total] = min(high[total], sum(high[each] for each in parts))
            for each in parts:
                low[each] = max(low[each], low[total] - sum(high[one] for one in parts if one != each))
                high[each] = min(high[each], high[total] - sum(low[one] for one in parts if one != each))
    return zip([count for row in table for count in row], low, high, strict=True)


@settings(deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width).filter(any), min_size=1, max_size=5
        )
    )
)
@example([[1], [1], [1], [1], [1]])
@example([[3, 0], [0, 30]])
def test_the_number_of_all_responses_gives_no_small_number_away(counts):
    """That number stands elsewhere in the statement, and each group that is listed sent at least one."""
    used = [column for column in range(len(counts[0])) if any(row[column] for row in counts)]
    table = with_totals([[row[column] for column in used] for row in counts])
    mask = hidden(table)
    if not all(map(all, mask)):
        assert all(low < high for count, low, high in bounds(table, mask) if 0 < count < SMALL)


@pytest.mark.parametrize("counts", [[[0, 0], [0, 0]], [[1, 0], [0, 0]], [[4]], [[]]])
def test_tables_of_next_to_nobody_end(counts):
    table = with_totals(counts)
    assert all(
        hides
        for row, mask in zip(table, hidden(table), strict=True)
        for count, hides in zip(row, mask, strict=True)
        if 0 < count < SMALL
    )
