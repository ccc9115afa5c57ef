"""`scp check`: what the plan still owes to the Act and its guidance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import Json, PlanRoot, day, say, today, wrapped
from scp.documents.glyphs import missing
from scp.finding import Finding, Level, State
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.repository import FolderSource, find_root, load_plan
from scp.requirements.check import Report, report_json
from scp.requirements.check import check as judge

app = typer.Typer()


class Failing(Enum):
    """The least level at which the check fails."""

    LAW = "law"
    GUIDANCE = "guidance"
    NOTE = "note"
    NEVER = "never"


class Format(Enum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"


@app.command()
def check(
    plan: PlanRoot = None,
    stage: Annotated[
        Stage | None, typer.Option("--for", help="Judge what this stage needs.", show_default="the next stage")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Judge as on this day, written as in 2027-04-01.", show_default="today"),
    ] = None,
    fail_on: Annotated[Failing, typer.Option(help="Exit with 1 at findings of this level or above.")] = Failing.LAW,
    everything: Annotated[bool, typer.Option("--all", help="Print the notes as well.")] = False,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
    as_json: Json = False,
) -> None:
    """List what the plan still owes to the Act and its guidance.

    Exit status: 0 nothing at or above the failing level, 1 something is, 2 the plan could not be read.
    """
    judged = load_plan(FolderSource(find_root(Path.cwd(), plan)))
    judged = judged.replace(problems=(*judged.problems, *missing(judged)))
    report = judge(judged, stage, day(as_of) if as_of else today())
    if as_json or format is Format.JSON:
        typer.echo(json.dumps(report_json(report, judged), indent=1, ensure_ascii=False))
    else:
        for line in text(report, everything):
            say(line)
    if fail_on is not Failing.NEVER and report.fails(Level[fail_on.name]):
        raise typer.Exit(1)


def text(report: Report, everything: bool) -> Iterator[str]:
    """The report as people read it: each problem once, under the weightiest duty that it breaches."""
    yield f"Judged for the {report.stage.words}, on {in_words(report.day)}"
    yield ""
    groups = problems(report)
    for findings in groups:
        if everything or findings[0].level > Level.NOTE:
            yield from _block(findings)
            yield ""
    yield from _summary(report, groups)


def problems(report: Report) -> list[list[Finding]]:
    """The findings, those of one problem together and the weightiest first."""
    groups: dict[Problem, list[Finding]] = {}
    for each in report.findings:
        groups.setdefault(each.problem, []).append(each)
    return list(groups.values())


def _block(findings: list[Finding]) -> Iterator[str]:
    first = findings[0]
    problem, duty = first.problem, first.requirement
    place = f"{problem.at}  " if problem.at.path else ""
    yield wrapped(f"{place}{problem.what}", hanging="  ")
    if duty is None:
        yield wrapped(f"{first.level.word} · {first.id}", "  ")
    else:
        yield wrapped(duty.title.rstrip(".") + ".", "  ")
        yield wrapped(f"{duty.short} · {first.level.word} · due at {duty.stage} · {duty.id}", "  ")
    others = [each.requirement.id for each in findings[1:] if each.requirement]
    if others:
        yield wrapped(f"also {', '.join(others)}", "  ")
    if problem.mend:
        yield wrapped(problem.mend, "  ")


def _summary(report: Report, groups: list[list[Finding]]) -> Iterator[str]:
    numbers = {level: sum(group[0].level is level for group in groups) for level in Level}
    notes = numbers[Level.NOTE]
    line = (
        f"{numbers[Level.LAW]} owed to the law, {numbers[Level.GUIDANCE]} to guidance, "
        f"{notes} {'note' if notes == 1 else 'notes'} (scplan check --all)."
    )
    if report.later_stage and report.later:
        line += f" Due at {report.later_stage}: {report.later} more."
    yield wrapped(line)
    yield wrapped(f"{report.counts[State.NO_RULE]} requirements of the catalogue have no rule yet.")
