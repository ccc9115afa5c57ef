"""Days: when a stage was made, and whether an act was done in time to count."""

from __future__ import annotations

import re
from datetime import date

from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.requirements.registry import When
from scp.requirements.words import made

YEAR = re.compile(r"[12][0-9]{3}-[0-9]{2}")
MEND = "Correct the day if it is wrong. It counts once it has come, and not from before the document was there."


def reached_on(plan: Plan, stage: Stage, when: When) -> date | None:
    """The day on which *stage* was made; None where it was not, or is only now being made."""
    record = None if when.making and stage >= when.stage else plan.reached(stage)
    return record.date if record else None


def stage_day(plan: Plan, stage: Stage, when: When) -> date:
    """The day on which *stage* was made; the day of judging where it is only now being made."""
    return reached_on(plan, stage, when) or when.day


def done_by(plan: Plan, when: When, day: date | None, on: Stage | None = None) -> bool:
    """Whether an act of *day* counts: done by now and, where it was done on the document of stage *on*, not before it."""
    return day is not None and not why_not(plan, when, day, on)


def why_not(plan: Plan, when: When, day: date, on: Stage | None = None) -> str:
    """Why an act of *day* does not count, to follow the day in a sentence; nothing where it does."""
    if day > counted_until(plan, when):
        return "a day that is still to come"
    since = reached_on(plan, on, when) if on else None
    if on and since and day < since:
        return f"before the {on.words} {made(on, past=True)} ({in_words(since)})"
    return ""


def counted_until(plan: Plan, when: When) -> date:
    """The last day of which acts count: that of judging, or of the last stage made where the records are further on."""
    if when.making:
        return when.day
    until = when.day
    for each in plan.standing:
        if each.date > until and each.stage <= when.stage:
            until = each.date
    return until


def financial_year(day: date) -> str:
    """The financial year of *day*, from 1 April to 31 March, as 2027-28."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def end_of_year(year: str) -> date | None:
    """The last day of a financial year written as 2027-28; None where it is not written so."""
    first, _, second = year.partition("-")
    if not YEAR.fullmatch(year) or f"{(int(first) + 1) % 100:02}" != second:
        return None
    return date(int(first) + 1, 3, 31)
