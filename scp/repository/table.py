"""A CSV file of the plan: its rows by heading, each with its line, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence

from scp.model.record import Mapping
from scp.problem import Location, PlanError, Problem
from scp.repository.record import is_like, nearest

MOST_COLUMNS = 100
LONGEST_CELL = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""A cell that begins so would be worked out as a formula by a spreadsheet; we put an apostrophe before it."""


def read_table(path: str, text: str, known: Sequence[str], needed: Collection[str], what: str) -> list[Mapping]:
    """The rows of *text* as mappings of the *known* columns; an empty cell is None. *what* the table is: "the lines".

    `PlanError` with a fault for each row or column that is not sound.
    """
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    problems: list[Problem] = []
    rows: list[Mapping] = []
    columns: list[str] | None = None
    previous = 0
    try:
        for row in reader:
            line, previous = previous + 1, reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = [cell.strip() for cell in row]
                problems += _column_problems(path, line, columns, known, needed, what)
                if problems:
                    break
                continue
            if len(row) != len(columns):
                problems.append(
                    Problem(
                        Location(path, line),
                        f"has {len(row)} cells where the heading has {len(columns)}",
                        "Look for a comma too many or too few; put text that holds a comma in quotes.",
                    )
                )
                continue
            values = Mapping(Location(path, line))
            for column, cell in zip(columns, row, strict=True):
                values.lines[column] = line
                values[column] = _shown(cell.strip()) or None
            rows.append(values)
    except csv.Error:
        problems.append(
            Problem(
                Location(path, max(reader.line_num, 1)),
                "cannot be read as a table",
                "Look for quotes that are opened and never closed, and for a cell of more than 100,000 signs.",
            )
        )
    if problems:
        raise PlanError(problems)
    return rows


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file that `read_table` reads back, and that is safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_kept(cell) for cell in row])
    return out.getvalue()


def _kept(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _shown(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _column_problems(
    path: str, line: int, columns: Sequence[str], known: Sequence[str], needed: Collection[str], what: str
) -> Iterator[Problem]:
    if len(columns) > MOST_COLUMNS:
        yield Problem(Location(path, line), f"has {len(columns):,} columns", f"The columns are {', '.join(known)}.")
        return
    for column in columns:
        if column not in known:
            near = nearest(column, known, 1)
            yield Problem(
                Location(path, line),
                f"'{column}' is not a column of {what}" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"The columns are {', '.join(known)}.",
            )
        elif columns.count(column) > 1:
            yield Problem(Location(path, line), f"the column '{column}' stands here twice", "Keep one of the two.")
    for name in needed:
        if name not in columns and not is_like(name, [each for each in columns if each not in known]):
            yield Problem(
                Location(path, line), f"the column '{name}' is missing", f"The columns are {', '.join(known)}."
            )
