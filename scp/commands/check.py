"""`scp check`: what the plan still owes to the Act and its guidance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import Json, PlanRoot, day_of, json_text, say, shown, today, wrapped
from scp.commands.owed import all_in_words, is_local
from scp.commands.personal_data import Read, personal_data
from scp.commands.versions import At, plan_and_files
from scp.documents.figures import wrong_figures
from scp.documents.fonts import own_fonts
from scp.documents.glyphs import missing
from scp.finding import Effect, Finding, Level, Report, State
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, misuse
from scp.repository import find_root
from scp.requirements.catalogue import edition_in_words
from scp.requirements.check import check as judge
from scp.requirements.check import due_stage, gates
from scp.requirements.words import count, due_words, stage_words

app = typer.Typer()

MOST_ALIKE = 3
MOST_GUIDANCE = 10


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
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    CSV = "csv"


@app.command()
def check(
    plan: PlanRoot = None,
    stage: Annotated[
        Stage | None, typer.Option("--for", help="Judge what this stage needs.", show_default="the next stage")
    ] = None,
    at: At = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Judge as on this day, written as in 2027-04-01.", show_default="today"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="STAGE|REF", help="Only findings that were not there at this stage or commit."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="PATTERN",
            help="Only these: an id (act-33-*), a level (law), a file or a folder; may be given several times.",
        ),
    ] = None,
    fail_on: Annotated[Failing, typer.Option(help="Exit with 1 at findings of this level or above.")] = Failing.LAW,
    in_history: Annotated[
        bool, typer.Option("--history", help="Look for personal data only, in all that was ever saved.")
    ] = False,
    raw: Annotated[
        Path | None,
        typer.Option(
            "--raw", metavar="FILE", help="Look only for the names and other personal data of this file of responses."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Print all guidance, the notes and what is in the baseline as well.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
    as_json: Json = False,
) -> None:
    """List what the plan still owes to the Act and its guidance.

    With --history or --raw it looks for personal data instead, and exits with 1 where it finds any.

    Exit status: 0 nothing at or above the failing level, 1 something is, 2 the plan could not be read or the command
    was used wrongly, 3 there is no history to look back in.
    """
    if as_json and format not in (Format.TEXT, Format.JSON):
        raise misuse(f"--json and --format {format.value} were both given", "Give one of the two.")
    if in_history or raw is not None:
        if stage or at or as_of or since or select or everything or format not in (Format.TEXT, Format.JSON):
            raise misuse("--history and --raw look for personal data only", "Give them with --json or --plan at most.")
        from scp.commands.personal_search import look

        look(plan, raw, in_history, as_json or format is Format.JSON)
        return
    root = find_root(Path.cwd(), plan)
    judged = printed(*plan_and_files(root, at))
    report = judge(judged, stage, day_of("--as-of", as_of) if as_of else today())
    if at is not None:
        report = replace(report, at=at)
    if since is not None or select:
        from scp.requirements import narrow

        if since is not None:
            before = judge(printed(*plan_and_files(root, since)), report.stage, report.day)
            report = narrow.since(report, before, since)
        report = narrow.selected(report, select or (), judged.files)
    if format is Format.TEXT and not as_json:
        for line in text(report, everything, blocking(judged, report)):
            say(line)
    else:
        typer.echo(written(report, judged, Format.JSON if as_json else format), nl=False)
    if fail_on is not Failing.NEVER and report.fails(Level[fail_on.name]):
        raise typer.Exit(1)


def printed(plan: Plan, read: Read) -> Plan:
    """*plan*, whose files *read* gives, as every command judges it.

    Among its problems is then what cannot be printed, and what personal data stand in it.
    """
    fonts, unusable = own_fonts(plan, read)
    found = (*unusable, *missing(plan, fonts.signs), *wrong_figures(plan), *personal_data(plan, read))
    return plan.replace(problems=(*plan.problems, *found))


def written(report: Report, plan: Plan, format: Format) -> str:
    """The report in a form that programs read; each form's writer is imported when it is asked for."""
    match format:
        case Format.SARIF:
            from scp.requirements.reports.sarif import sarif

            return _json(sarif(report))
        case Format.JUNIT:
            from scp.requirements.reports.junit import junit

            return shown(junit(report))
        case Format.GITHUB:
            from scp.requirements.reports.github import github

            return shown("".join(f"{line}\n" for line in github(report)))
        case Format.CSV:
            from scp.requirements.reports.table import table

            return shown(table(report))
        case _:
            from scp.requirements.reports.values import report_json

            return _json(report_json(report, plan))


def _json(values: object) -> str:
    return json_text(values) + "\n"


Group = tuple[Finding, ...]
"""The findings of one problem, the weightiest first."""

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
    yield from _head(report)
    yield ""
    groups = report.problems
    shown = [group for group in groups if everything or _is_shown(report, group)]
    heading = ""
    guidance = {False: 0, True: 0}
    left_off = {False: 0, True: 0}
    for alike in _alike(sorted(shown, key=lambda group: _order(report, group, blocks)), report, blocks):
        first = alike[0]
        guidance[bool(first[0].weight)] += first[0].level is Level.GUIDANCE
        if guidance[bool(first[0].weight)] > MOST_GUIDANCE and first[0].level is Level.GUIDANCE and not everything:
            left_off[bool(first[0].weight)] += len(alike)
            continue
        if (words := heading_of(first, blocks)) != heading:
            heading = words
            yield heading
            yield ""
        if len(alike) > MOST_ALIKE:
            yield from _block(report, first, blocks)
            yield _and_more(alike[1:])
            yield ""
        else:
            for group in alike:
                yield from _block(report, group, blocks)
                yield ""
    if left_off[False]:
        yield wrapped(f"and {left_off[False]} more owed to guidance: scplan check --all")
    if left_off[True]:
        yield wrapped(f"and {left_off[True]} more for easy read: scplan easy-read check")
    if any(left_off.values()):
        yield ""
    yield from _waivers(report)
    yield from _summary(report)
    asking = [group for group in shown if group[0].level > Level.NOTE]
    if len(asking) > 1:
        first = min(asking, key=lambda group: _order(report, group, blocks))
        place = f"{first[0].problem.at}  " if first[0].problem.at.path else ""
        yield wrapped(f"Begin with {place}{first[0].problem.what}", "", "  ")


def _head(report: Report) -> Iterator[str]:
    yield wrapped(f"Judged for the {report.stage.words}, on {in_words(report.day)}, catalogue of {edition_in_words()}")
    if report.at:
        yield wrapped(f"The plan as it was at {report.at}")
    if report.selected:
        yield wrapped(f"Only {', '.join(report.selected)}")
    if report.since:
        already = count(report.since.already, "finding was", "findings were")
        yield wrapped(f"Only what was not there at {report.since.ref}; {already} there already")


def _is_shown(report: Report, findings: Group) -> bool:
    """Whether it is printed without --all: law always, guidance where it is not in the baseline."""
    level = findings[0].level
    return level is Level.LAW or (level is Level.GUIDANCE and not all(map(report.in_baseline, findings)))


def heading_of(findings: Group, blocks: Blocking) -> str:
    """To what *findings* are owed, or what they stand in the way of."""
    stage = _blocked(findings, blocks)
    if stage is not None:
        return f"Stands in the way of the {stage.words}"
    if is_local(findings[0]):
        return "Owed to your own requirements"
    if findings[0].weight:
        return "To make the easy-read summary easier to read"
    return {Level.LAW: "Owed to the law", Level.GUIDANCE: "Owed to guidance", Level.NOTE: "Worth knowing"}[
        findings[0].level
    ]


def _blocked(findings: Group, blocks: Blocking) -> Stage | None:
    """The first stage that the problem of *findings* stands in the way of."""
    return min((blocks[key] for each in findings if (key := (each.id, each.problem.at)) in blocks), default=None)


def _order(report: Report, findings: Group, blocks: Blocking) -> tuple[bool, Stage, int, bool, bool, bool]:
    """The next stage's blocks first, then those of later ones, other law, guidance and notes; new before known."""
    stage = _blocked(findings, blocks)
    known = all(map(report.in_baseline, findings))
    return (
        stage is None,
        stage or Stage.PROPOSALS,
        -findings[0].level,
        is_local(findings[0]),
        bool(findings[0].weight),
        known,
    )


def _alike(groups: Iterable[Group], report: Report, blocks: Blocking) -> Iterable[list[Group]]:
    """The problems that breach the same duties and are mended in the same words, together."""
    found: dict[object, list[Group]] = {}
    for group in groups:
        first = group[0]
        known = all(map(report.in_baseline, group))
        key = (tuple(each.id for each in group), first.level, first.problem.mend, _blocked(group, blocks), known)
        found.setdefault(key, []).append(group)
    for together in found.values():
        yield from [together] if len(together) > MOST_ALIKE else [[each] for each in together]


def _and_more(groups: Sequence[Group]) -> str:
    places = dict.fromkeys(str(group[0].problem.at) for group in groups if group[0].problem.at.path)
    where = f": {', '.join(places)}" if places else ""
    return wrapped(f"and {len(groups)} more of the same kind{where}", "  ")


def _block(report: Report, findings: Group, blocks: Blocking) -> Iterator[str]:
    first = findings[0]
    problem, duty = first.problem, first.requirement
    place = f"{problem.at}  " if problem.at.path else ""
    known = " · in the baseline" if all(map(report.in_baseline, findings)) else ""
    yield wrapped(f"{place}{problem.what}", hanging="  ")
    if duty is None:
        yield wrapped(f"{first.level.word} · {first.id}{known}", "  ")
    else:
        stage = _blocked(findings, blocks)
        level = first.weight or first.level.word
        due = f"due {due_words(duty)}" if stage is None else f"blocks {stage}"
        yield wrapped(duty.title.rstrip(".") + ".", "  ")
        yield wrapped(f"{duty.short} · {level} · {due} · {duty.id}{known}", "  ")
    others = [each.requirement.id for each in findings[1:] if each.requirement]
    if others:
        yield wrapped(f"also {', '.join(others)}", "  ")
    if first.caveat:
        yield wrapped(first.caveat, "  ")
    if problem.mend:
        yield wrapped(problem.mend, "  ")


def _waivers(report: Report) -> Iterator[str]:
    """Every waiver, with what it does, until when, who answers for it and why."""
    if not report.waivers:
        return
    yield "Waived"
    for each in report.waivers:
        waiver = each.waiver
        effect = "" if each.effect is Effect.IN_USE else f" ({each.effect.value})"
        until = f"until {in_words(waiver.expires)}, {waiver.owner}"
        yield wrapped(f"{waiver.id}{effect}  {until}: {waiver.reason}", "  ", "    ")
    yield ""


def _summary(report: Report) -> Iterator[str]:
    """How much is owed: of what was selected where something was, else by the plan."""
    line = f"{all_in_words(report)} (scplan check --all)."
    if report.selected:
        if report.ids:
            counts = Counter(report.states[id] for id in report.ids)
            said = ", ".join(f"{counts[state]} {state.words}" for state in State if counts[state])
            yield wrapped(f"Of the {count(len(report.ids), 'requirement')} selected: {said}.")
        yield wrapped(f"In what was selected: {line}")
        known = sum(all(map(report.in_baseline, group)) for group in report.problems)
        if known:
            yield wrapped(f"Of these {known} {'is' if known == 1 else 'are'} in the baseline.")
        if report.easy_read:
            yield wrapped(report.easy_read.in_words)
        return
    if report.later_stage and report.later:
        line += f" Due {stage_words(report.later_stage)}: {report.later} more."
    for start, more in sorted(Counter(report.until.values()).items()):
        line += f" Judged from {in_words(start)}: {more} more."
    yield wrapped(line)
    if report.total:
        drawn = f" of {in_words(report.baseline.day)}" if report.baseline.day else ""
        yield wrapped(
            f"Of the {count(report.total, 'problem')} in the baseline{drawn} {report.left or 'none'} "
            f"{'is' if report.left < 2 else 'are'} left; they are owed, and do not fail the check."
        )
    if report.easy_read:
        yield wrapped(report.easy_read.in_words)
    if report.local:
        owed = sum(each.state in (State.OWED, State.STALE) for each in report.local)
        yield wrapped(
            f"Of {count(len(report.local), 'requirement')} of your own {owed or 'none'} {'is' if owed < 2 else 'are'} owed."
        )
