"""What came after a copy of the plan: that a later stage was reached, or that another plan took its place."""

from __future__ import annotations

from collections.abc import Iterator

from scp.documents.document import Notice
from scp.model.plan import Plan
from scp.model.stage import Stage, StageRecord
from scp.model.words import in_words


def notices(plan: Plan, now: Plan, stage: str = "") -> tuple[Notice, ...]:
    """What to say above every page of *plan*, a copy of the stage called *stage* or of none, as the plan stands *now*."""
    return tuple(_notices(plan, now, stage))


def _notices(plan: Plan, now: Plan, stage: str) -> Iterator[Notice]:
    if now.edition != plan.edition:
        later = now.reached(Stage.PUBLISHED)
        if later:
            url = now.publication.url or "" if now.publication else ""
            yield Notice(f"Edition {plan.edition} was replaced.", f"{now.title}, edition {now.edition}", url)
        return
    by = now.publication.superseded_by if now.publication else None
    if by:
        day = f" on {in_words(by.day)}" if by.day else ""
        yield Notice(f"This plan was replaced{day}. The plan in its place:", by.title, by.url or "")
    reached = {record.name for record in plan.standing}
    later_records = [record for record in now.standing if record.name not in reached]
    if later_records:
        last = later_records[-1]
        here = _here(plan, stage)
        url = now.publication.url or "" if now.publication and last.stage is Stage.PUBLISHED else ""
        yield Notice(f"{here} {_told(last)}", "Read the published plan" if url else "", url)


def _here(plan: Plan, stage: str) -> str:
    record = next((each for each in plan.standing if each.name == stage), None)
    if record is None:
        return "This is an earlier working copy."
    return f"This is the {record.words}." if record.stage is not Stage.PROPOSALS else "These are the proposals."


def _told(record: StageRecord) -> str:
    """What happened later, and when."""
    day = in_words(record.date)
    match record.stage:
        case Stage.PUBLISHED:
            return f"The plan was published on {day}."
        case Stage.FINAL:
            return f"The final plan was decided on {day}."
        case Stage.PROPOSALS:
            return f"The proposals were made on {day}."
    return f"The {record.words} was made on {day}."
