"""How the stages of a plan are told: before a move, after it, and what verifying found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import typer

from scp import history
from scp.commands.common import json_text, say, tell, wrapped
from scp.commands.owed import owed, owed_in_words
from scp.commands.prospect import Prospect
from scp.finding import Level
from scp.history import Outcome, tag_name
from scp.model.plan import Plan
from scp.model.stage import MADE, Stage, StageRecord
from scp.model.words import in_words
from scp.problem import Refusal

MARKS = {Outcome.AGREES: "✓", Outcome.NOTE: "!", Outcome.FAILS: "✗"}


def _rows(label: str, texts: Iterable[str]) -> None:
    """*texts* below one another, with *label* before the first."""
    for text in texts:
        inset = " " * (15 + len(text) - len(text.lstrip()))
        say(wrapped(text, f"  {label:<12} ", inset))
        label = ""


def tell_prospect(
    prospect: Prospect,
    in_the_way: tuple[Refusal, ...],
    day_given: bool,
    decision: str | None = None,
    sign: bool = False,
) -> None:
    record, report = prospect.writes
    say(f"{prospect.before or 'nothing yet'} → {prospect.name}")
    _rows("day", [f"{in_words(prospect.day)}{'' if day_given else ', which is today (another: --date)'}"])
    _rows("decision", [decision or "none will be recorded, unless you give it: --decision"])
    _rows("will write", [f"{record} (1 record), {report}"])
    _rows("will tag", [f"{prospect.tag} at the new commit, {'signed' if sign else 'not signed (--sign)'}"])
    if prospect.scaffold:
        _rows("then", [f"scaffold {_folders(prospect.scaffold)} in a commit of its own"])
    _rows("blocked", _blocking(prospect, in_the_way))
    _rows("open", (f"! {text}" for text in prospect.open))
    _rows("after this", prospect.after)


def _blocking(prospect: Prospect, in_the_way: tuple[Refusal, ...]) -> Iterator[str]:
    """Each thing in the way, and below it how to mend it."""
    for refusal in in_the_way:
        yield f"✗ {refusal.what} {'; '.join(refusal.details)}".rstrip()
        yield f"  {refusal.mend}"
    for problem in prospect.blocked:
        yield f"✗ {prospect.line(problem)}"
        if problem.mend:
            yield f"  {problem.mend}"


def _folders(paths: Mapping[str, bytes]) -> str:
    """Files by the folder they lie in: `consultation/draft-1/ (2 files), facts.yaml`."""
    counted: dict[str, int] = {}
    for path in paths:
        folder = f"{path.rsplit('/', 1)[0]}/" if "/" in path else path
        counted[folder] = counted.get(folder, 0) + 1
    return ", ".join(
        f"{name} ({count} {'file' if count == 1 else 'files'})" if name.endswith("/") else name
        for name, count in counted.items()
    )


def tell_done(prospect: Prospect, day_given: bool, decision: str | None, sign: bool) -> None:
    record, report = prospect.writes
    say(f"{prospect.before or 'nothing yet'} → {prospect.name}, {in_words(prospect.day)}")
    if not day_given:
        _rows("day", [f"{in_words(prospect.day)}, which is today, as no --date was given"])
    _rows("decision", [decision or "none is recorded; give it next time with --decision"])
    _rows("wrote", [f"{record} (1 record), {report}"])
    _rows("tagged", [f"{prospect.tag}, {'signed' if sign else 'not signed'}"])
    if prospect.scaffold:
        _rows("laid out", [_folders(prospect.scaffold)])
    _rows("open", [f"! {prospect.not_as_final}"] if prospect.since_final else [])
    if owed(prospect.report)[Level.LAW]:
        _rows("owed", [f"! {owed_in_words(prospect.report)}, all the same: scplan check --for {prospect.stage}"])
    _rows("after this", prospect.after)
    if prospect.stage is Stage.PUBLISHED:
        tell("To make the published documents: scplan build --at published")
    tell("Send it to the shared copy: scplan send")


def tell_withdrawn(prospect: Prospect, reason: str, decision: str | None, sign: bool, dry_run: bool) -> None:
    record, report = prospect.writes
    after = prospect.plan.standing[:-1]
    say(f"{prospect.name} {'would be' if dry_run else 'is'} withdrawn, {in_words(prospect.day)}")
    _rows("reason", [reason])
    _rows("decision", [decision] if decision else [])
    _rows("will write" if dry_run else "wrote", [f"{record} (1 record), {report}"])
    _rows("will tag" if dry_run else "tagged", [f"{prospect.tag}, {'signed' if sign else 'not signed'}"])
    if prospect.scaffold:
        _rows("then" if dry_run else "laid out", [_folders(prospect.scaffold)])
    _rows("stands", [f"{after[-1].name} of {in_words(after[-1].date)}" if after else "no stage"])
    if not dry_run:
        tell("Nothing was deleted: tag and record of what was withdrawn stay. Send it: scplan send")


def tell_record(record: StageRecord, row: Mapping[str, Any], edition: str) -> None:
    """One record, with what is known of its tag."""
    state = "takes it back" if record.withdrawn else "stands" if row["stands"] else "withdrawn"
    say(f"{record.key}, {in_words(record.date)}, {state}")
    _rows("decision", [record.decision] if record.decision else [])
    _rows("reason", [record.reason] if record.reason else [])
    _rows("tag", [row["tag"] or f"{tag_name(edition, record.key)} is not here (git fetch --tags)"])
    if row["signed_by"]:
        _rows("signed by", [row["signed_by"]])
    elif row["tag_signed"]:
        _rows("signed by", ["somebody whose signature does not count: scplan draft verify"])


def tell_status(
    plan: Plan, tags: Mapping[str, history.Tag], unsaved: tuple[str, ...], prospect: Prospect | None
) -> None:
    say(wrapped(f"{plan.title}, edition {plan.edition}"))
    _rows("reached", [_reached(plan, record, tags) for record in plan.stages.stages] or ["nothing yet"])
    if prospect:
        _rows("next", [f"{prospect.name}: {_how_many(prospect)} (scplan draft plan)"])
        later = [str(stage) for stage in MADE if stage > prospect.stage]
        _rows("then", [", ".join(later)] if later else [])
    else:
        _rows("next", ["its review, which leads to the proposals of a new edition (2014 Act s37)"])
    _rows("not saved", [", ".join(history.named(unsaved))] if unsaved else [])


def _reached(plan: Plan, record: StageRecord, tags: Mapping[str, history.Tag]) -> str:
    """One stage with its day, its decision and its tag."""
    decision = f" ({record.decision})" if record.decision else ""
    tag = tag_name(plan.edition, record.key)
    here = f"tag {tag}" if record.key in tags else f"but its tag {tag} is not here (git fetch --tags)"
    return f"{record.name}{' withdrawn' if record.withdrawn else ''} on {in_words(record.date)}{decision}, {here}"


def _how_many(prospect: Prospect) -> str:
    match len(prospect.blocked):
        case 0:
            return "nothing blocks it"
        case 1:
            return "1 thing blocks it"
        case count:
            return f"{count} things block it"


def tell_verification(found: history.Verification) -> None:
    for each in found.looks:
        say(wrapped(f"{MARKS[each.outcome]} {each.about}: {each.what}", "", "    "))
    if not found.agrees:
        count = sum(each.outcome is Outcome.FAILS for each in found.looks)
        say(
            wrapped(
                f"Does not agree: {count} {'fault' if count == 1 else 'faults'}. "
                "Somebody changed what only scplan draft writes, or this copy is not complete."
            )
        )
    elif not found.records:
        say("No stage was reached yet, so there is nothing to hold against the history.")
    else:
        stages = "1 stage agrees" if len(found.records) == 1 else f"{len(found.records)} stages agree"
        say(
            wrapped(
                f"{'Authentic' if found.authentic else 'Consistent'}: {stages} with the plan's history. {_whose(found)}"
            )
        )


def _whose(found: history.Verification) -> str:
    """What is shown of who made the stages, and on whose signatures that rests."""
    believed = f"The signatures believed first are {found.first}."
    if found.authentic:
        return f"Each is signed by somebody whose signature counts. {believed} Whether they are the right ones, a person must know."
    if not found.signed_by:
        return "Not shown to be authentic: nothing is signed by anybody whose signature counts, so this shows that it fits together, not who made it."
    unsigned = [record.key for record in found.records if record.key not in found.signed_by]
    return (
        f"Not shown to be authentic: {', '.join(unsigned)} is not signed by anybody whose signature counts. {believed}"
    )


def print_json(value: Any) -> None:
    typer.echo(json_text(value))
