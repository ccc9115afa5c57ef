"""How many things a plan owes, counted once for every command as `scp check` counts them."""

from __future__ import annotations

from scp.commands.check import problems
from scp.documents.glyphs import missing
from scp.finding import Level
from scp.model.plan import Plan
from scp.requirements import Report


def printed(plan: Plan) -> Plan:
    """*plan* with what cannot be printed among its problems, as it is judged by every command."""
    return plan.replace(problems=(*plan.problems, *missing(plan)))


def owed(report: Report) -> dict[Level, int]:
    """How many problems there are of each level; one that breaches several duties counts once, at its weightiest."""
    groups = problems(report)
    return {level: sum(group[0].level is level for group in groups) for level in Level}


def owed_in_words(report: Report) -> str:
    """The beginning of the last line of `scp check`: `7 owed to the law, 4 to guidance`."""
    numbers = owed(report)
    return f"{numbers[Level.LAW]} owed to the law, {numbers[Level.GUIDANCE]} to guidance"
