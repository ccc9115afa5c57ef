"""The chain from need to result as a workbook: a row for each priority, each link, and what hangs on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.documents.document import Cell, Copy, Document, Sheet
from scp.documents.trace_picture import in_words
from scp.documents.writers.xlsx import write_xlsx
from scp.model.plan import Plan
from scp.model.trace import Step, Trace

LINK_HEADS = ("Priority", "Priority id", "Step", "Name", "Id", "File", "Line")
LOOSE_HEADS = ("What", "Name", "Id", "File", "Line")


def trace_workbook(plan: Plan, trace: Trace, day: date) -> bytes:
    """The workbook, the same bytes for the same plan and day."""
    steps = [step for step in Step if step is not Step.PRIORITY]
    chain = Sheet(
        "Chain",
        ("Priority", *(f"{step.many[0].upper()}{step.many[1:]}" for step in steps)),
        tuple(
            (each.name, *("; ".join(one.name for one in trace.reached(each, step)) for step in steps))
            for each in trace.of(Step.PRIORITY)
        ),
        "What belongs to each priority at each step, from the need that it answers to its results",
    )
    sheets = (
        chain,
        Sheet("Links", LINK_HEADS, tuple(_links(trace)), "Each record with the priority on which it hangs"),
        Sheet("Loose ends", LOOSE_HEADS, tuple(_loose(trace)), "What hangs on no priority, or has nothing at a step"),
    )
    document = Document(
        "trace",
        f"{plan.title}: from need to result",
        plan.record.authority.name,
        plan.edition,
        Copy("The plan as it stands", day),
        (),
        about=in_words(trace),
        sheets=sheets,
    )
    made = write_xlsx(document)
    if made is None:
        raise ValueError("a workbook with three sheets was not made")
    return made


def _links(trace: Trace) -> Iterator[tuple[Cell, ...]]:
    for priority in trace.of(Step.PRIORITY):
        for step in Step:
            for each in trace.reached(priority, step) if step is not Step.PRIORITY else ():
                at = each.at
                yield priority.name, priority.id, step.words, each.name, each.id, at.path, at.line or None


def _loose(trace: Trace) -> Iterator[tuple[Cell, ...]]:
    for each in trace.orphans:
        yield f"{each.step.words} on no priority", each.name, each.id, each.at.path, each.at.line or None
    for link, step in trace.gaps:
        yield f"no {step.many}", link.name, link.id, link.at.path, link.at.line or None
