"""`scp draft`: the stages of the plan, each a commit and a tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from scp import history
from scp.commands.common import (
    DryRun,
    Json,
    PlanRoot,
    day,
    json_text,
    say,
    tell,
    today,
    wrapped,
)
from scp.commands.draft_diff import diff
from scp.commands.interrupted import complete
from scp.commands.owed import owed, owed_in_words
from scp.commands.prospect import Prospect, look_ahead, next_or_refuse, next_stage, obstacles, since_final
from scp.finding import Level
from scp.history import Author, Outcome, Repository, tag_name
from scp.model.plan import Plan
from scp.model.stage import MADE, Stage, StageRecord
from scp.model.words import in_words
from scp.problem import Location, PlanError, Problem, Refusal, misuse
from scp.repository import FolderSource, MappingSource, find_root, load_plan
from scp.repository.layout import PLAN
from scp.repository.stages import read_edition, read_stages

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command()(diff)

NO_EDITION = Problem(
    Location(PLAN), "names no edition, so its stages cannot be found", "Write it as in `edition: 2027-2030`."
)
MARKS = {Outcome.AGREES: "✓", Outcome.NOTE: "!", Outcome.FAILS: "✗"}

Date = Annotated[
    date | None,
    typer.Option("--date", parser=day, metavar="DAY", help="The day the stage was reached.", show_default="today"),
]
Decision = Annotated[
    str | None,
    typer.Option("--decision", metavar="TEXT", help="The decision that it rests on, with its reference."),
]
By = Annotated[
    str | None,
    typer.Option("--author", metavar="'NAME <MAIL>'", help="Who does it, where it is not the one whom git knows."),
]


@app.command()
def status(plan: PlanRoot = None, as_json: Json = False) -> None:
    """Show the stages that were reached, and the next."""
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        repository.refuse_if_shallow()
        found = load_plan(FolderSource(root))
        tags = repository.tags(found.edition)
        unsaved = repository.unsaved()
        stage = next_stage(found)
        prospect = look_ahead(found, stage, today()) if stage else None
    if as_json:
        _print_json(
            {
                "schema": 1,
                "edition": found.edition,
                "stages": [
                    {
                        **record.model_dump(mode="json"),
                        "tag": tag_name(found.edition, record.stage) if str(record.stage) in tags else None,
                    }
                    for record in found.stages.stages
                ],
                "next": str(stage) if stage else None,
                "blocked": len(prospect.blocked) if prospect else 0,
                "unsaved": list(unsaved),
            }
        )
        return
    _tell_status(found, tags, unsaved, prospect)


@app.command("plan")
def show_plan(plan: PlanRoot = None, date: Date = None, as_json: Json = False) -> None:
    """Show what the next advance would do, and what stands in its way. Nothing is changed."""
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        found = load_plan(FolderSource(root))
        stage = next_or_refuse(found)
        prospect = look_ahead(found, stage, date or today(), since_final(repository, found, stage))
        in_the_way = tuple(obstacles(repository, prospect))
    if as_json:
        _print_json(prospect.as_json(in_the_way))
        return
    _tell_prospect(prospect, in_the_way, date is not None)
    if prospect.blocked or in_the_way:
        say('Nothing was changed. When nothing blocks: scplan draft advance --decision "…"')
    else:
        say('Nothing was changed, and nothing blocks: scplan draft advance --decision "…"')


@app.command()
def advance(
    plan: PlanRoot = None,
    date: Date = None,
    decision: Decision = None,
    author: By = None,
    dry_run: DryRun = False,
) -> None:
    """Make the next stage: a record, the check report, a commit and a tag.

    Exit status: 0 done, 2 wrong usage or an unreadable plan, 3 refused, with all that stands in the way.
    """
    root = find_root(Path.cwd(), plan)
    reason = _one_line(decision)
    who = Author.parse(author) if author else None
    with Repository.open(root) as repository:
        complete(repository)
        repository.refuse_unless_on_branch()
        head = repository.refuse_unless_whole()
        repository.refuse_if_unsaved()
        repository.identity(who)
        entries = repository.entries(head)
        files = repository.read(entries)
        found = load_plan(MappingSource(files))
        stage = next_or_refuse(found)
        prospect = look_ahead(found, stage, date or today(), since_final(repository, found, stage))
        history.refuse_tag_in_the_way(repository, prospect.tag)
        if dry_run:
            _tell_prospect(prospect, (), date is not None, reason)
        prospect.refuse_what_blocks()
        if dry_run:
            say("Nothing was changed.")
            return
        steps = prospect.steps(files, history.tree_digest(entries, files), reason)
        history.advance(repository, head, steps, who)
    _tell_done(prospect, date is not None, reason)


@app.command()
def verify(plan: PlanRoot = None, as_json: Json = False) -> None:
    """Hold the stages that the plan claims against its history. Works without a network, on any full copy.

    Exit status: 0 everything agrees, 1 something does not.
    """
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        head = repository.refuse_unless_whole()
        edition = read_edition(repository.file_at(head, PLAN) or b"")
        if edition is None:
            raise PlanError([NO_EDITION])
        found = history.verify(repository, edition, read_stages)
    if as_json:
        _print_json(
            {
                "schema": 1,
                "edition": edition,
                "result": "consistent" if found.agrees else "does not agree",
                "signed": found.signed,
                "stages": list(found.stages),
                "looks": [
                    {"outcome": each.outcome.value, "about": each.about, "what": each.what} for each in found.looks
                ],
            }
        )
    else:
        _tell_verification(found)
    if not found.agrees:
        raise typer.Exit(1)


def _one_line(text: str | None) -> str | None:
    if text is None:
        return None
    folded = " ".join(text.split())
    if not folded or not folded.isprintable():
        raise misuse(
            "--decision is empty or holds a sign that cannot be printed",
            'Write it as in --decision "IJB 2026-12-11 item 7".',
        )
    return folded


# telling


def _rows(label: str, texts: Iterable[str]) -> None:
    """*texts* below one another, with *label* before the first."""
    for text in texts:
        inset = " " * (15 + len(text) - len(text.lstrip()))
        say(wrapped(text, f"  {label:<12} ", inset))
        label = ""


def _tell_prospect(
    prospect: Prospect, in_the_way: tuple[Refusal, ...], day_given: bool, decision: str | None = None
) -> None:
    record, report = prospect.writes
    say(f"{prospect.plan.stage or 'nothing yet'} → {prospect.stage}")
    _rows("day", [f"{in_words(prospect.day)}{'' if day_given else ', which is today (another: --date)'}"])
    _rows("decision", [decision or "none will be recorded, unless you give it: --decision"])
    _rows("will write", [f"{record} (1 record), {report}"])
    _rows("will tag", [f"{prospect.tag} at the new commit, not signed"])
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


def _tell_done(prospect: Prospect, day_given: bool, decision: str | None) -> None:
    record, report = prospect.writes
    say(f"{prospect.plan.stage or 'nothing yet'} → {prospect.stage}, {in_words(prospect.day)}")
    if not day_given:
        _rows("day", [f"{in_words(prospect.day)}, which is today, as no --date was given"])
    _rows("decision", [decision or "none is recorded; give it next time with --decision"])
    _rows("wrote", [f"{record} (1 record), {report}"])
    _rows("tagged", [f"{prospect.tag}, not signed"])
    if prospect.scaffold:
        _rows("laid out", [_folders(prospect.scaffold)])
    _rows("open", [f"! {prospect.not_as_final}"] if prospect.since_final else [])
    if owed(prospect.report)[Level.LAW]:
        _rows("owed", [f"! {owed_in_words(prospect.report)}, all the same: scplan check --for {prospect.stage}"])
    _rows("after this", prospect.after)
    if prospect.stage is Stage.PUBLISHED:
        tell("To make the published documents: scplan build --at published")
    tell("Send it to the shared copy: scplan send")


def _tell_status(
    plan: Plan, tags: Mapping[str, history.Tag], unsaved: tuple[str, ...], prospect: Prospect | None
) -> None:
    say(wrapped(f"{plan.title}, edition {plan.edition}"))
    _rows("reached", [_reached(plan, record, tags) for record in plan.stages.stages] or ["nothing yet"])
    if prospect:
        _rows("next", [f"{prospect.stage}: {_how_many(prospect)} (scplan draft plan)"])
        later = [str(stage) for stage in MADE if stage > prospect.stage]
        _rows("then", [", ".join(later)] if later else [])
    else:
        _rows("next", ["its review, which leads to the proposals of a new edition (2014 Act s37)"])
    _rows("not saved", [", ".join(history.named(unsaved))] if unsaved else [])


def _reached(plan: Plan, record: StageRecord, tags: Mapping[str, history.Tag]) -> str:
    """One stage with its day, its decision and its tag."""
    decision = f" ({record.decision})" if record.decision else ""
    tag = tag_name(plan.edition, record.stage)
    here = f"tag {tag}" if str(record.stage) in tags else f"but its tag {tag} is not here (git fetch --tags)"
    return f"{record.stage} on {in_words(record.date)}{decision}, {here}"


def _how_many(prospect: Prospect) -> str:
    match len(prospect.blocked):
        case 0:
            return "nothing blocks it"
        case 1:
            return "1 thing blocks it"
        case count:
            return f"{count} things block it"


def _tell_verification(found: history.Verification) -> None:
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
    elif not found.stages:
        say("No stage was reached yet, so there is nothing to hold against the history.")
    else:
        stages = "1 stage agrees" if len(found.stages) == 1 else f"{len(found.stages)} stages agree"
        signed = (
            "signatures are there, and this version does not judge them"
            if found.signed
            else "nothing is signed, so this shows that it fits together, not who made it"
        )
        say(wrapped(f"Consistent: {stages} with the plan's history. Not shown to be authentic: {signed}."))


def _print_json(value: Any) -> None:
    typer.echo(json_text(value))
