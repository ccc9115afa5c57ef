"""`scp status`: where the plan stands, what blocks it, how much is written, and what to do now."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from scp import requirements
from scp.commands.check import printed
from scp.commands.common import Json, PlanRoot, say, today, width, wrapped
from scp.commands.interrupted import complete
from scp.commands.owed import owed, owed_in_words
from scp.commands.versions import At, plan_and_files
from scp.finding import Finding, Level, State
from scp.history import Repository
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.repository import find_root
from scp.requirements import Report
from scp.requirements.words import count

app = typer.Typer()

SHOWN = (
    State.MET,
    State.ATTESTED,
    State.STALE,
    State.NOT_DUE,
    State.NOT_APPLICABLE,
    State.WAIVED,
    State.NO_RULE,
)
ALWAYS = (State.MET, State.NOT_DUE)
MOST_BLOCKING = 4
MOST_COLUMNS = 6
NONE = "–"
TOGETHER = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Deadline:
    """A day by which something must be done."""

    day: date
    what: str
    source: str


@dataclass(frozen=True)
class Standing:
    """Where a plan stands on a day: what it owes, the stage that comes next, what blocks it, and what is due by when."""

    plan: Plan
    report: Report
    coming: Stage
    blocking: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def first(self) -> Finding | None:
        """What is to be done now: what blocks the next stage, then what is owed."""
        owing = (each for each in self.report.findings if each.level > Level.NOTE)
        return next(iter([*self.blocking, *owing]), None)


def standing(plan: Plan, day: date) -> Standing:
    """Where *plan* stands on *day*."""
    report = requirements.check(plan, day=day)
    coming = requirements.due_stage(plan)
    gates = requirements.gates(plan, coming, day) if coming.is_made else ()
    blocking = tuple({each.problem: each for each in gates}.values())
    return Standing(plan, report, coming, blocking, tuple(_deadlines(plan, day)))


@app.command()
def status(plan: PlanRoot = None, at: At = None, as_json: Json = False) -> None:
    """Show the stage, what blocks the next one, the duties, deadlines and how much is written."""
    root = find_root(Path.cwd(), plan)
    with Repository.find(root) or nullcontext() as repository:
        if repository:
            complete(repository)
    given = printed(*plan_and_files(root, at))
    day = today()
    stands = standing(given, day)
    report, coming, first = stands.report, stands.coming, stands.first
    blocking, deadlines = stands.blocking, stands.deadlines
    if as_json:
        say(json.dumps(_values(given, report, coming, blocking, deadlines, first), ensure_ascii=False, indent=2))
        return
    say(wrapped(f"{given.title}, edition {given.edition}{f', as it was at {at}' if at is not None else ''}"))
    _row("Stage", stage_of(given))
    _tell_next(coming, blocking)
    _row("Owed", f"{owed_in_words(report)} (scplan check)")
    _row("Duties", f"{duties_of(report)}   catalogue of {requirements.edition_in_words()}")
    for number, each in enumerate(deadlines):
        _row(
            "" if number else "Deadlines",
            f"by {in_words(each.day)}   {each.what}   {each.source}   {away(each.day, day)}",
        )
    _tell_coverage(given)
    _tell_first(first, len(report.findings))


def _row(label: str, text: str) -> None:
    say(wrapped(text, f"{label:<11}", " " * 13).replace(TOGETHER, " "))


def stage_of(plan: Plan) -> str:
    """The stage that the plan has reached, since when and by which decision."""
    if plan.stage is None:
        return "not begun: the proposals are being written"
    record = plan.standing[-1]
    decision = f" ({record.decision})" if record.decision else ""
    return f"{record.name} since {in_words(record.date)}{decision}"


def _tell_next(coming: Stage, blocking: Sequence[Finding]) -> None:
    _row("Next", f"{coming_words(coming, blocking)}{'   scplan draft plan' if coming.is_made and not blocking else ''}")
    for each in blocking[:MOST_BLOCKING]:
        say(wrapped(f"{each.problem.what}   {each.source}", " " * 13, " " * 15))
    if len(blocking) > MOST_BLOCKING:
        say(f"{' ' * 13}and {len(blocking) - MOST_BLOCKING} more: scplan draft plan")


def coming_words(coming: Stage, blocking: Sequence[Finding]) -> str:
    """What comes next, and how much stands in its way."""
    if coming is Stage.REVIEW:
        return "review: one is open"
    if not coming.is_made:
        return "in force: put it into effect, report each year, review it in time"
    if not blocking:
        return f"{coming}: nothing blocks it"
    return f"{coming}: {'1 thing blocks' if len(blocking) == 1 else f'{len(blocking)} things block'} it"


def duties_of(report: Report) -> str:
    """How many requirements have each state."""
    shown = [each for each in SHOWN if report.counts[each] or each in ALWAYS]
    return " · ".join(f"{report.counts[each]} {each.words}".replace(" ", TOGETHER) for each in shown)


def _deadlines(plan: Plan, day: date) -> Iterator[Deadline]:
    """The review, and what is being waited for, soonest first."""
    found = [
        Deadline(each.closes, f"views on the {each.stage.words}", "s33")
        for each in plan.rounds
        if each.closes and each.closes >= day and each == plan.round(each.stage)
    ]
    found += [
        Deadline(each.due, f"information asked for: {each.what}", "s34")
        for each in plan.information_requests.information_requests
        if each.due and not each.met
    ]
    review = requirements.deadline(plan, day)
    if review:
        found.append(Deadline(review, f"review of {_in_force(plan, day)}", "s37(1)"))
    yield from sorted(found, key=lambda each: each.day)


def _in_force(plan: Plan, day: date) -> str:
    start = plan.period.start
    return "the plan in force" if start is None or start > day else "this plan"


def away(day: date, today: date) -> str:
    """How far *day* is from *today*."""
    days = (day - today).days
    if days == 0:
        return "today"
    months = abs((day.year - today.year) * 12 + day.month - today.month)
    length = "1 day" if abs(days) == 1 else f"{abs(days)} days" if abs(days) < 62 else f"{months} months"
    return f"in {length}" if days > 0 else f"{length} ago"


# coverage


def _tell_coverage(plan: Plan) -> None:
    if not plan.localities or not plan.care_groups:
        say()
        say(wrapped("There is no coverage to show yet: a plan needs localities and care groups (scplan add)."))
        return
    say()
    names, rows = coverage(plan)
    lines = list(_as_table(names, rows)) if len(names) <= MOST_COLUMNS else []
    for line in lines or _as_list(names, rows):
        say(line)
    if any(NONE in words for _, words in rows):
        say(f"{' ' * 11}{NONE} nothing is set out for the group there")


def coverage(plan: Plan) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The care groups, and for each locality its name and how far the arrangements for each group are written."""
    names = [group.short or group.name for group in plan.care_groups]
    return names, [
        (_short_name(plan, each.name), [_word(plan, each.id, group.id) for group in plan.care_groups])
        for each in plan.localities
    ]


def _word(plan: Plan, locality: str, group: str) -> str:
    place = plan.locality(locality)
    found = place.status_for(group) if place else None
    return found.words if found else NONE


def _short_name(plan: Plan, name: str) -> str:
    """*name* without the name of the area, where every locality begins with it."""
    lead = f"{plan.record.authority.area} "
    return name.removeprefix(lead) if all(each.name.startswith(lead) for each in plan.localities) else name


def _as_table(names: Sequence[str], rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """Care groups across and localities down, their names folded; nothing where that is too wide."""
    sizes = [max(8, *(len(word) for word in name.split())) for name in names]
    room = width() - sum(sizes) - 2 * len(sizes)
    longest = max(len(word) for name, _ in rows for word in name.split())
    if room < longest:
        return
    label = max(9, longest, min(room, max(len(name) for name, _ in rows)))
    if label > room:
        return
    yield from _lines("", names, label, sizes)
    for name, words in rows:
        yield from _lines(name, words, label, sizes)


def _lines(name: str, cells: Sequence[str], label: int, sizes: Sequence[int]) -> Iterator[str]:
    """One row of the table, each cell folded to its column."""
    columns = [textwrap.wrap(cell, size) for cell, size in zip([name, *cells], [label, *sizes], strict=True)]
    for number in range(max(map(len, columns))):
        parts = [column[number] if number < len(column) else "" for column in columns]
        yield "  ".join(f"{part:<{size}}" for part, size in zip(parts, [label, *sizes], strict=True)).rstrip()


def _as_list(names: Sequence[str], rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """A paragraph for each locality: which care groups are how far."""
    for name, words in rows:
        yield wrapped(name, "", "  ")
        for word in dict.fromkeys(words):
            groups = [group for group, each in zip(names, words, strict=True) if each == word]
            yield wrapped(" · ".join(groups), f"  {word:<9}", " " * 11)


def _tell_first(first: Finding | None, notes: int) -> None:
    """What is owed first; a note asks for nothing, so where there are only *notes* they are counted."""
    say()
    if first is None:
        _row("Do now", "nothing is owed; scplan draft plan shows the next stage")
        if notes:
            say(wrapped(f"{count(notes, 'note is', 'notes are')} worth reading: scplan check --all", " " * 13))
        return
    place = f"{first.problem.at}   " if first.problem.at.path else ""
    _row("Do now", f"{place}{first.problem.what}")
    if first.problem.mend:
        say(wrapped(first.problem.mend, " " * 13))


# for programs


def _values(
    plan: Plan,
    report: Report,
    coming: Stage,
    blocking: Sequence[Finding],
    deadlines: Sequence[Deadline],
    first: Finding | None,
) -> dict[str, Any]:
    last = plan.standing[-1] if plan.standing else None
    return {
        "schema": 1,
        "title": plan.title,
        "edition": plan.edition,
        "as_of": report.day.isoformat(),
        "catalogue": report.catalogue,
        "stage": {"stage": str(last.stage), "name": last.name, "date": last.date.isoformat(), "decision": last.decision}
        if last
        else None,
        "next": {"stage": str(coming), "blocked": [_finding(each) for each in blocking]},
        "owed": {level.word: count for level, count in owed(report).items()},
        "duties": {state.value: count for state, count in report.counts.items()},
        "deadlines": [{"day": each.day.isoformat(), "what": each.what, "source": each.source} for each in deadlines],
        "coverage": {
            place.id: {group.id: _status(plan, place.id, group.id) for group in plan.care_groups}
            for place in plan.localities
        },
        "do_now": _finding(first) if first else None,
    }


def _status(plan: Plan, locality: str, group: str) -> str | None:
    place = plan.locality(locality)
    found = place.status_for(group) if place else None
    return found.value if found else None


def _finding(finding: Finding) -> dict[str, Any]:
    at = finding.problem.at
    return {
        "requirement": finding.id,
        "path": at.path,
        "line": at.line or None,
        "what": finding.problem.what,
        "mend": finding.problem.mend,
        "source": finding.source,
    }
