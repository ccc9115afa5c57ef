"""How many things a plan owes, counted once for every command as `scp check` counts them."""

from __future__ import annotations

from scp.commands.check import problems
from scp.finding import Level
from scp.requirements import Report


def owed(report: Report) -> dict[Level, int]:
    """How many problems there are of each level; one that breaches several duties counts once, at its weightiest."""
    groups = problems(report)
    return {level: sum(group[0].level is level for group in groups) for level in Level}


def owed_in_words(report: Report) -> str:
    """The beginning of the last line of `scp check`: `7 owed to the law, 4 to guidance`."""
    numbers = owed(report)
    return f"{numbers[Level.LAW]} owed to the law, {numbers[Level.GUIDANCE]} to guidance"
