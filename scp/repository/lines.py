"""`finance/lines.csv`: one row for each amount and year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scp.model.finance import KINDS, FinanceLine
from scp.problem import PlanError, Problem
from scp.repository.record import build, nearest
from scp.repository.table import read_table

YEAR = re.compile(r"\d{4}-\d{2}")
NEEDED = ("id", "year", "title", "kind", "amount")


def read_lines(path: str, text: str) -> Iterator[FinanceLine]:
    """The rows of *text* as finance lines; `PlanError` with a fault for each row or column that is not sound."""
    problems: list[Problem] = []
    lines: list[FinanceLine] = []
    for values in read_table(path, text, list(FinanceLine.model_fields), NEEDED, "the finance lines"):
        try:
            record = build(FinanceLine, values, path)
            problems += _odd_words(record)
            lines.append(record)
        except PlanError as error:
            problems += error.problems
    if problems:
        raise PlanError(problems)
    yield from lines


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
