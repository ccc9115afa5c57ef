"""`finance/lines.csv`: one row for each amount and year."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from scp.model.finance import KINDS, FinanceLine
from scp.model.record import Mapping
from scp.problem import Location, PlanError, Problem
from scp.repository.record import build, is_like, nearest

YEAR = re.compile(r"\d{4}-\d{2}")


def read_lines(path: str, text: str) -> Iterator[FinanceLine]:
    """The rows of *text* as finance lines; `PlanError` with a fault for each row or column that is not sound."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    problems: list[Problem] = []
    lines: list[FinanceLine] = []
    columns: list[str] | None = None
    known = list(FinanceLine.model_fields)
    previous = 0
    try:
        for row in reader:
            line, previous = previous + 1, reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = [cell.strip() for cell in row]
                problems += _column_problems(path, line, columns, known)
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
                values[column] = cell.strip() or None
            try:
                record = build(FinanceLine, values, path)
                faults = _odd_words(record)
                problems += faults
                lines.append(record)
            except PlanError as error:
                problems += error.problems
    except csv.Error:
        problems.append(
            Problem(
                Location(path, reader.line_num),
                "cannot be read as a table",
                "Look for quotes that are opened and never closed.",
            )
        )
    if problems:
        raise PlanError(problems)
    yield from lines


def _column_problems(path: str, line: int, columns: list[str], known: list[str]) -> Iterator[Problem]:
    if len(columns) > 100:
        yield Problem(Location(path, line), f"has {len(columns):,} columns", f"The columns are {', '.join(known)}.")
        return
    for column in columns:
        if column not in known:
            near = nearest(column, known, 1)
            yield Problem(
                Location(path, line),
                f"'{column}' is not a column of the finance lines" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"The columns are {', '.join(known)}.",
            )
        elif columns.count(column) > 1:
            yield Problem(Location(path, line), f"the column '{column}' stands here twice", "Keep one of the two.")
    for name in ("id", "year", "title", "kind", "amount"):
        if name not in columns and not is_like(name, [each for each in columns if each not in known]):
            yield Problem(
                Location(path, line), f"the column '{name}' is missing", f"The columns are {', '.join(known)}."
            )


def _odd_words(record: FinanceLine) -> list[Problem]:
    problems = []
    if not YEAR.fullmatch(record.year) or (int(record.year[2:4]) + 1) % 100 != int(record.year[5:]):
        problems.append(
            Problem(record.at, f"'year' is '{record.year}', not a financial year", "Write it as in 2027-28.")
        )
    if record.kind not in KINDS:
        near = nearest(record.kind, KINDS, 1)
        problems.append(
            Problem(
                record.at,
                f"'kind' is '{record.kind}'" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"It must be one of {', '.join(KINDS)}.",
            )
        )
    return problems
