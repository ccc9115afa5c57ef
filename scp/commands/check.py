"""`scp check`: what the plan still owes to the Act and its guidance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import Json, PlanRoot, day, say, today, wrapped
from scp.documents.glyphs import missing
from scp.finding import Finding, Level, Report, State
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.repository import FolderSource, find_root, load_plan
from scp.requirements.check import check as judge
from scp.requirements.check import due_stage, gates, report_json
from scp.requirements.words import count, due_words, stage_words

app = typer.Typer()

MOST_ALIKE = 3


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
        for line in text(report, everything, blocking(judged, report)):
            say(line)
    if fail_on is not Failing.NEVER and report.fails(Level[fail_on.name]):
        raise typer.Exit(1)


Blocking = Mapping[tuple[str, Location], Stage]
"""The first stage that a finding stands in the way of, by the finding's id and place."""


def blocking(plan: Plan, report: Report) -> Blocking:
    """What of *report* stands in the way of a stage, from the next to be made to the one judged for."""
    found: dict[tuple[str, Location], Stage] = {}
    for stage in Stage:
        if due_stage(plan) <= stage <= report.stage:
            for each in gates(plan, stage, report.day):
                found.setdefault((each.id, each.problem.at), stage)
    return found


def text(report: Report, everything: bool, blocks: Blocking) -> Iterator[str]:
    """The report as people read it: each problem once, under the weightiest duty that it breaches.

    What blocks a stage comes first; what is wrong in the same way in many places is told once, with the places.
    """
    yield f"Judged for the {report.stage.words}, on {in_words(report.day)}"
    yield ""
    groups = problems(report)
    printed = [group for group in groups if everything or group[0].level > Level.NOTE]
    for alike in _alike(sorted(printed, key=lambda group: _order(group, blocks)), blocks):
        if len(alike) > MOST_ALIKE:
            yield from _block(alike[0], blocks)
            yield _and_more(alike[1:])
            yield ""
        else:
            for group in alike:
                yield from _block(group, blocks)
                yield ""
    yield from _summary(report, groups)


def _blocked(findings: list[Finding], blocks: Blocking) -> Stage | None:
    """The first stage that the problem of *findings* stands in the way of."""
    return min((blocks[key] for each in findings if (key := (each.id, each.problem.at)) in blocks), default=None)


def _order(findings: list[Finding], blocks: Blocking) -> tuple[bool, Stage, int]:
    """The next stage's blocks first, then those of later ones, other law, guidance and notes."""
    stage = _blocked(findings, blocks)
    return stage is None, stage or Stage.PROPOSALS, -findings[0].level


def _alike(groups: list[list[Finding]], blocks: Blocking) -> Iterable[list[list[Finding]]]:
    """The problems that breach the same duties and are mended in the same words, together."""
    found: dict[object, list[list[Finding]]] = {}
    for group in groups:
        first = group[0]
        key = (tuple(each.id for each in group), first.level, first.problem.mend, _blocked(group, blocks))
        found.setdefault(key, []).append(group)
    for together in found.values():
        yield from [together] if len(together) > MOST_ALIKE else [[each] for each in together]


def _and_more(groups: list[list[Finding]]) -> str:
    places = dict.fromkeys(str(group[0].problem.at) for group in groups if group[0].problem.at.path)
    where = f": {', '.join(places)}" if places else ""
    return wrapped(f"and {len(groups)} more of the same kind{where}", "  ")


def problems(report: Report) -> list[list[Finding]]:
    """The findings, those of one problem together and the weightiest first."""
    groups: dict[Problem, list[Finding]] = {}
    for each in report.findings:
        groups.setdefault(each.problem, []).append(each)
    return list(groups.values())


def _block(findings: list[Finding], blocks: Blocking) -> Iterator[str]:
    first = findings[0]
    problem, duty = first.problem, first.requirement
    place = f"{problem.at}  " if problem.at.path else ""
    yield wrapped(f"{place}{problem.what}", hanging="  ")
    if duty is None:
        yield wrapped(f"{first.level.word} · {first.id}", "  ")
    else:
        stage = _blocked(findings, blocks)
        due = f"due {due_words(duty)}" if stage is None else f"blocks {stage}"
        yield wrapped(duty.title.rstrip(".") + ".", "  ")
        yield wrapped(f"{duty.short} · {first.level.word} · {due} · {duty.id}", "  ")
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
        line += f" Due {stage_words(report.later_stage)}: {report.later} more."
    yield wrapped(line)
    unruled = report.counts[State.NO_RULE]
    yield wrapped(
        f"{count(unruled, 'requirement')} of the catalogue {'has' if unruled == 1 else 'have'} no rule yet. "
        f"{'It is' if unruled == 1 else 'They are'} not judged here: read {'it' if unruled == 1 else 'them'} with "
        "scplan explain, or the list in the manual."
    )
