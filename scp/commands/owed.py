"""How many things a plan owes, counted once for every command."""

from __future__ import annotations

from scp.finding import Finding, Level, Report
from scp.requirements.words import count


def owed(report: Report) -> dict[Level, int]:
    """How many problems there are of each level; one that breaches several duties counts once, at its weightiest.

    What is owed to the authority's own requirements, or to the rules of easy read, is not among them.
    """
    groups = [group for group in report.problems if not is_local(group[0]) and not group[0].weight]
    return {level: sum(group[0].level is level for group in groups) for level in Level}


def is_local(finding: Finding) -> bool:
    """Whether it is owed to a requirement that the authority set itself."""
    return finding.requirement is not None and finding.requirement.is_local


def owed_in_words(report: Report) -> str:
    """The beginning of the last line of `scp check`: `7 owed to the law, 4 to guidance`."""
    numbers = owed(report)
    return f"{numbers[Level.LAW]} owed to the law, {numbers[Level.GUIDANCE]} to guidance"


def all_in_words(report: Report) -> str:
    """As `owed_in_words`, with the notes, what is owed to the authority's own requirements and what to easy read."""
    notes = count(owed(report)[Level.NOTE], "note")
    local = sum(is_local(group[0]) for group in report.problems)
    easy = sum(bool(group[0].weight) for group in report.problems)
    return (
        f"{owed_in_words(report)}, {notes}"
        + (f", {local} to your own requirements" if local else "")
        + (f", {easy} to easy read" if easy else "")
    )
