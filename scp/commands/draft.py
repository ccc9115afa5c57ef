"""`scp draft`: the stages of the plan, each a commit and a tag."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scp import history
from scp.commands.common import (
    DryRun,
    Json,
    PlanRoot,
    day,
    say,
    tell,
    today,
    wrapped,
)
from scp.commands.interrupted import complete
from scp.finding import Level, State
from scp.history import Author, Outcome, Repository, Step, report_path, tag_name
from scp.model.plan import Plan
from scp.model.stage import MADE, Stage, StageRecord, Stages
from scp.problem import Location, PlanError, Problem, Refusal, misuse
from scp.reference import catalogue
from scp.repository import FolderSource, MappingSource, find_root, load_plan
from scp.repository.layout import PLAN, STAGES
from scp.repository.references import in_words
from scp.repository.stages import append_stage, read_edition, read_stages

if TYPE_CHECKING:
    from scp.requirements.check import Report

app = typer.Typer(no_args_is_help=True)

PUBLICATION = "publication.yaml"
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


@dataclass(frozen=True)
class Prospect:
    """The next stage of a plan: what stands in the way, what is open, and what advancing would write."""

    plan: Plan
    stage: Stage
    day: date
    report: Report
    blocked: tuple[Problem, ...]
    sources: Mapping[Problem, str]
    scaffold: Mapping[str, bytes]

    @property
    def tag(self) -> str:
        return tag_name(self.plan.edition, self.stage)


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
        stage = _next(found)
        prospect = _prospect(found, stage, today()) if stage else None
    if as_json:
        _print_json({
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
        })
        return
    _tell_status(found, tags, unsaved, prospect)


@app.command("plan")
def show_plan(plan: PlanRoot = None, date: Date = None, as_json: Json = False) -> None:
    """Show what the next advance would do, and what stands in its way. Nothing is changed."""
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        found = load_plan(FolderSource(root))
        prospect = _prospect(found, _next_or_refuse(found), date or today())
        obstacles = list(_obstacles(repository, prospect))
    if as_json:
        _print_json(_as_json(prospect, obstacles))
        return
    _tell_prospect(prospect, obstacles)
    say("Nothing was changed." + (
        "" if prospect.blocked or obstacles else ' Nothing blocks: scplan draft advance --decision "…"'))


@app.command()
def advance(
    plan: PlanRoot = None, date: Date = None, decision: Decision = None, author: By = None, dry_run: DryRun = False
) -> None:
    """Make the next stage: a record, the check report, a commit and a tag.

    Exit status: 0 done, 2 wrong usage or an unreadable plan, 3 refused, with everything that stands in the way.
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
        stage = _next_or_refuse(found)
        prospect = _prospect(found, stage, date or today())
        _refuse_tags_of_others(repository, prospect)
        if dry_run:
            _tell_prospect(prospect, [])
        _refuse_what_blocks(prospect)
        if dry_run:
            say("Nothing was changed.")
            return
        steps = _steps(prospect, files, history.tree_digest(entries, files), reason)
        history.advance(repository, head, steps, who)
    _tell_done(prospect)


@app.command()
def verify(plan: PlanRoot = None, as_json: Json = False) -> None:
    """Hold the stages that the plan claims against its history. Works without a network, on any full copy.

    Exit status: 0 everything agrees, 1 something does not.
    """
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        head = repository.refuse_unless_whole()
        edition = read_edition(repository.file_at(head, PLAN) or b"")
        if edition is None:
            raise PlanError([Problem(Location(PLAN), "names no edition, so its stages cannot be found", "Write it as in `edition: 2027-2030`.")])
        found = history.verify(repository, edition, read_stages)
    if as_json:
        _print_json({
            "schema": 1,
            "edition": edition,
            "result": "consistent" if found.agrees else "does not agree",
            "signed": found.signed,
            "stages": list(found.stages),
            "looks": [{"outcome": each.outcome.value, "about": each.about, "what": each.what} for each in found.looks],
        })
    else:
        _tell_verification(found)
    if not found.agrees:
        raise typer.Exit(1)


# judging


def _next(plan: Plan) -> Stage | None:
    """The next stage to be made; None once the plan is published."""
    if plan.stage is None:
        return MADE[0]
    following = plan.stage.next
    return following if following in MADE else None


def _next_or_refuse(plan: Plan) -> Stage:
    stage = _next(plan)
    if stage is None:
        raise Refusal(
            f"edition {plan.edition} is published, and that is its last stage.",
            "What comes next is its review, which leads to the proposals of a new edition (2014 Act s37).",
        )
    return stage


def _prospect(plan: Plan, stage: Stage, day: date) -> Prospect:
    from scp.repository.scaffold import scaffold_next
    from scp.requirements.check import check, gates

    problems = [*_wrong_day(plan, stage, day), *_missing_publication(plan, stage)]
    found = gates(plan, stage, day)
    after = plan.replace(stages=Stages(stages=(
        *plan.stages.stages, StageRecord(stage=stage, date=day, tree="sha256:", check="sha256:"))))
    return Prospect(
        plan, stage, day, check(plan, stage, day),
        (*problems, *(each.problem for each in found)),
        {each.problem: each.source for each in found},
        scaffold_next(after, stage),
    )


def _wrong_day(plan: Plan, stage: Stage, day: date) -> Iterator[Problem]:
    last = plan.stages.stages[-1] if plan.stages.stages else None
    if last and day < last.date:
        yield Problem(
            last.at_key("date"), f"{stage} cannot be reached on {in_words(day)}, before {last.stage} ({in_words(last.date)})",
            f"Give the day on which it was reached: --date {last.date} or later.")
    if day > today():
        yield Problem(
            Location(""), f"{in_words(day)} has not come yet", "A stage is recorded on the day it is reached, or later with --date.")


def _missing_publication(plan: Plan, stage: Stage) -> Iterator[Problem]:
    if stage is Stage.PUBLISHED and plan.publication is None:
        yield Problem(
            Location(PUBLICATION), "is missing: it says when and where the plan was published",
            "Write it, beginning with `published: 2027-04-01` and `url: https://…`.")


def _obstacles(repository: Repository, prospect: Prospect) -> Iterator[Refusal]:
    """What stands in the way of an advance whatever the plan says."""
    for look in (
        repository.refuse_unless_on_branch,
        repository.refuse_unless_whole,
        repository.refuse_if_unsaved,
        lambda: repository.identity(None),
        lambda: _refuse_tags_of_others(repository, prospect),
    ):
        try:
            look()
        except Refusal as refusal:
            yield refusal


def _refuse_tags_of_others(repository: Repository, prospect: Prospect) -> None:
    history.refuse_tag_in_the_way(repository, prospect.tag)


def _refuse_what_blocks(prospect: Prospect) -> None:
    blocked = prospect.blocked
    if not blocked:
        return
    count = "1 thing stands" if len(blocked) == 1 else f"{len(blocked)} things stand"
    details = []
    for problem in blocked:
        details.append(f"✗ {_line(prospect, problem)}")
        if problem.mend:
            details.append(f"  {problem.mend}")
    raise Refusal(
        f"{count} in the way of {prospect.stage}. Nothing was changed.",
        "Mend what is named, save, then try again: scplan draft advance",
        details,
    )


def _line(prospect: Prospect, problem: Problem) -> str:
    """What blocks, by which source, at which place."""
    place = f"{problem.at}: " if problem.at.path else ""
    source = prospect.sources.get(problem)
    return f"{place}{problem.what}" + (f"  ({source})" if source else "")


def _one_line(text: str | None) -> str | None:
    if text is None:
        return None
    folded = " ".join(text.split())
    if not folded or not folded.isprintable():
        raise misuse("--decision is empty or holds a sign that cannot be printed", 'Write it as in --decision "IJB 2026-12-11 item 7".')
    return folded


# making the stage


def _steps(prospect: Prospect, files: Mapping[str, bytes], tree: str, decision: str | None) -> tuple[Step, ...]:
    from scp.requirements.check import report_json

    plan, stage = prospect.plan, prospect.stage
    report = (json.dumps(report_json(prospect.report, plan), indent=1, ensure_ascii=False) + "\n").encode()
    record = StageRecord(
        stage=stage, date=prospect.day, decision=decision, tree=tree, check=history.sha256(report), catalogue=catalogue.edition())
    trailers = history.stage_trailers(record)
    title = " ".join("".join(sign for sign in plan.title if sign.isprintable() or sign.isspace()).split())
    made = Step(
        {STAGES: append_stage(files.get(STAGES), record), report_path(stage): report},
        history.with_trailers(f"Reach {stage}: {stage.words} of {in_words(prospect.day)}", trailers),
        prospect.tag,
        history.with_trailers(f"{title}, edition {plan.edition}: {stage.words} of {in_words(prospect.day)}.", trailers),
    )
    scaffold = {path: content for path, content in prospect.scaffold.items() if path not in files}
    if not scaffold:
        return (made,)
    following = stage.next
    for_stage = f"Lay out what {following} needs" if following in MADE else "Lay out what follows publication"
    return made, Step(scaffold, f"{for_stage}\n")


# telling


def _row(label: str, text: str) -> None:
    say(wrapped(text, f"  {label:<12} ", " " * 15))


def _tell_prospect(prospect: Prospect, obstacles: list[Refusal]) -> None:
    plan, stage = prospect.plan, prospect.stage
    say(f"{plan.stage or 'nothing yet'} → {stage}")
    _row("will write", f"{STAGES} (1 record), {report_path(stage)}")
    _row("will tag", f"{prospect.tag} at the new commit, not signed")
    if prospect.scaffold:
        _row("then", f"scaffold {_folders(prospect.scaffold)} in a commit of its own")
    label = "blocked"
    for refusal in obstacles:
        _row(label, f"✗ {refusal.what}" + "".join(f" {each};" for each in refusal.details).rstrip(";"))
        if refusal.mend:
            _row("", f"  {refusal.mend}")
        label = ""
    for problem in prospect.blocked:
        _row(label, f"✗ {_line(prospect, problem)}")
        if problem.mend:
            _row("", f"  {problem.mend}")
        label = ""
    label = "open"
    for text in _open(prospect):
        _row(label, f"! {text}")
        label = ""
    label = "after this"
    for text in _after(stage):
        _row(label, text)
        label = ""


def _folders(paths: Mapping[str, bytes]) -> str:
    """Files by the folder they lie in: `consultation/draft-1/ (2 files), facts.yaml`."""
    counted: dict[str, int] = {}
    for path in paths:
        folder = f"{path.rsplit('/', 1)[0]}/" if "/" in path else path
        counted[folder] = counted.get(folder, 0) + 1
    return ", ".join(
        f"{name} ({count} {'file' if count == 1 else 'files'})" if name.endswith("/") else name
        for name, count in counted.items())


def _open(prospect: Prospect) -> Iterator[str]:
    """What does not block and is worth knowing before the stage is made."""
    stale = prospect.report.counts[State.STALE]
    if stale:
        yield "1 signed judgement has changed since it was signed" if stale == 1 else (
            f"{stale} signed judgements have changed since they were signed")
    blocked = set(prospect.blocked)
    owed = {each.id for each in prospect.report.findings if each.level is Level.LAW and each.problem not in blocked}
    owed -= {id for id, state in prospect.report.states.items() if state is State.STALE}
    if owed:
        count = "1 duty is" if len(owed) == 1 else f"{len(owed)} duties are"
        yield f"{count} owed to the law besides (scplan check --for {prospect.stage})"


def _after(stage: Stage) -> Iterator[str]:
    """The duties of law that come between this stage and the next."""
    for entry in catalogue.entries():
        if entry.holds == "before-next" and entry.stage == str(stage) and entry.level == "law":
            yield f"{entry.title}  ({entry.short})"


def _tell_done(prospect: Prospect) -> None:
    plan, stage = prospect.plan, prospect.stage
    say(f"{plan.stage or 'nothing yet'} → {stage}, {in_words(prospect.day)}")
    _row("wrote", f"{STAGES} (1 record), {report_path(stage)}")
    _row("tagged", f"{prospect.tag}, not signed")
    if prospect.scaffold:
        _row("laid out", _folders(prospect.scaffold))
    label = "after this"
    for text in _after(stage):
        _row(label, text)
        label = ""
    tell("Send it to the shared copy: scplan send")


def _tell_status(
    plan: Plan, tags: Mapping[str, history.Tag], unsaved: tuple[str, ...], prospect: Prospect | None
) -> None:
    say(wrapped(f"{plan.title}, edition {plan.edition}"))
    for record in plan.stages.stages:
        text = f"{record.stage} on {in_words(record.date)}"
        text += f" ({record.decision})" if record.decision else ""
        name = tag_name(plan.edition, record.stage)
        text += f", tag {name}" if str(record.stage) in tags else f", but its tag {name} is not here (git fetch --tags)"
        _row("reached" if record is plan.stages.stages[0] else "", text)
    if not plan.stages.stages:
        _row("reached", "nothing yet")
    if prospect:
        count = len(prospect.blocked)
        blocks = "nothing blocks it" if not count else "1 thing blocks it" if count == 1 else f"{count} things block it"
        _row("next", f"{prospect.stage}: {blocks} (scplan draft plan)")
        later = [str(stage) for stage in MADE if stage > prospect.stage]
        if later:
            _row("then", ", ".join(later))
    else:
        _row("next", "its review, which leads to the proposals of a new edition (2014 Act s37)")
    if unsaved:
        _row("not saved", ", ".join(history.named(unsaved)))


def _tell_verification(found: history.Verification) -> None:
    for each in found.looks:
        say(wrapped(f"{MARKS[each.outcome]} {each.about}: {each.what}", "", "    "))
    if not found.agrees:
        count = sum(each.outcome is Outcome.FAILS for each in found.looks)
        say(wrapped(f"Does not agree: {count} {'fault' if count == 1 else 'faults'}. "
                    "Somebody changed what only scplan draft writes, or this copy is not complete."))
    elif not found.stages:
        say("No stage was reached yet, so there is nothing to hold against the history.")
    else:
        stages = "1 stage agrees" if len(found.stages) == 1 else f"{len(found.stages)} stages agree"
        signed = ("signatures are there, and this version does not judge them" if found.signed
                  else "nothing is signed, so this shows that it fits together, not who made it")
        say(wrapped(f"Consistent: {stages} with the plan's history. Not shown to be authentic: {signed}."))


def _as_json(prospect: Prospect, obstacles: list[Refusal]) -> dict[str, Any]:
    return {
        "schema": 1,
        "edition": prospect.plan.edition,
        "from": str(prospect.plan.stage) if prospect.plan.stage else None,
        "to": str(prospect.stage),
        "date": prospect.day.isoformat(),
        "tag": prospect.tag,
        "writes": [STAGES, report_path(prospect.stage)],
        "then": sorted(prospect.scaffold),
        "obstacles": [{"what": each.what, "details": list(each.details), "mend": each.mend} for each in obstacles],
        "blocked": [
            {"what": each.what, "source": prospect.sources.get(each, ""), "path": each.at.path, "line": each.at.line or None,
             "mend": each.mend}
            for each in prospect.blocked
        ],
        "open": list(_open(prospect)),
        "after": list(_after(prospect.stage)),
    }


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False))
