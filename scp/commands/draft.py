"""`scp draft`: the stages of the plan, each a commit and a tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated

import typer

from scp import history
from scp.commands.calling import Group
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
from scp.commands.draft_diff import diff
from scp.commands.draft_told import (
    print_json,
    tell_done,
    tell_prospect,
    tell_record,
    tell_status,
    tell_verification,
    tell_withdrawn,
)
from scp.commands.interrupted import complete
from scp.commands.planned import planned, read_planned, refuse_what_differs, write_planned
from scp.commands.prospect import (
    Prospect,
    look_ahead,
    look_back,
    next_or_refuse,
    next_stage,
    obstacles,
    since_final,
)
from scp.commands.signing import Wanted, signature, wanted
from scp.history import Author, Repository, Signers, tag_name
from scp.model.stage import stage_name, standing
from scp.problem import Location, PlanError, Problem, Refusal, misuse
from scp.repository import FolderSource, MappingSource, find_root, load_plan
from scp.repository.layout import PLAN
from scp.repository.stages import read_asks, read_edition, read_stages

app = typer.Typer(cls=Group, no_args_is_help=True, add_completion=False)

NO_EDITION = Problem(
    Location(PLAN), "names no edition, so its stages cannot be found", "Write it as in `edition: 2027-2030`."
)
EXAMPLES = {"--decision": "IJB 2026-12-11 item 7", "--reason": "The figures of 2027-28 were wrong"}

Date = Annotated[
    date | None,
    typer.Option("--date", parser=day, metavar="DAY", help="The day the stage was reached.", show_default="today"),
]
Decision = Annotated[
    str | None,
    typer.Option("--decision", metavar="TEXT", help="The decision that it rests on, with its reference."),
]
Again = Annotated[
    bool,
    typer.Option("--again", help="Make the stage that stands once more, with the next number, instead of the next."),
]
Sign = Annotated[bool, typer.Option("--sign", help="Let git sign the commits and the tag with your key.")]
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
        print_json(
            {
                "schema": 1,
                "edition": found.edition,
                "stages": [
                    {
                        **record.model_dump(mode="json"),
                        "name": record.key,
                        "tag": tag_name(found.edition, record.key) if record.key in tags else None,
                    }
                    for record in found.stages.stages
                ],
                "next": prospect.name if prospect else None,
                "blocked": len(prospect.blocked) if prospect else 0,
                "unsaved": list(unsaved),
            }
        )
        return
    tell_status(found, tags, unsaved, prospect)


@app.command("plan")
def show_plan(
    plan: PlanRoot = None,
    date: Date = None,
    decision: Decision = None,
    again: Again = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Keep what would be done in this file, for advance --planned.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what the next advance would do, and what stands in its way. Nothing of the plan is changed.

    Exit status: 0 shown, 2 wrong usage or an unreadable plan, 3 refused.
    """
    root = find_root(Path.cwd(), plan)
    reason = _one_line(decision)
    with Repository.open(root) as repository:
        complete(repository)
        if out is not None:
            move = _move(repository, date, again)
            prospect = move.prospect
            in_the_way = (*obstacles(repository, prospect.tag), *move.unsigned(True))
            write_planned(repository, out, planned(prospect, move.head, move.tree, reason, again))
        else:
            found = load_plan(FolderSource(root))
            stage, number = next_or_refuse(found, again)
            in_the_way = tuple(obstacles(repository, tag_name(found.edition, stage_name(stage, number))))
            if in_the_way:
                prospect = look_ahead(found, stage, date or today(), since_final(repository, found, stage), number)
            else:
                move = _move(repository, date, again)
                prospect, in_the_way = move.prospect, tuple(move.unsigned(True))
    if as_json:
        print_json(prospect.as_json(in_the_way))
        return
    tell_prospect(prospect, in_the_way, date is not None, reason)
    if prospect.blocked or in_the_way:
        say('Nothing was changed. When nothing blocks: scplan draft advance --decision "…"')
    elif out is not None:
        say(f"Nothing was changed, and nothing blocks. To do exactly this: scplan draft advance --planned {out}")
    else:
        say('Nothing was changed, and nothing blocks: scplan draft advance --decision "…"')


@app.command()
def advance(
    plan: PlanRoot = None,
    date: Date = None,
    decision: Decision = None,
    again: Again = False,
    planned_file: Annotated[
        Path | None,
        typer.Option(
            "--planned",
            metavar="FILE",
            help="Do exactly what draft plan --out kept in this file, or nothing.",
            show_default=False,
        ),
    ] = None,
    sign: Sign = False,
    author: By = None,
    dry_run: DryRun = False,
) -> None:
    """Make the next stage: a record, the check report, a commit and a tag.

    Exit status: 0 done, 2 wrong usage or an unreadable plan, 3 refused, with all that stands in the way.
    """
    root = find_root(Path.cwd(), plan)
    reason = _one_line(decision)
    who = Author.parse(author) if author else None
    day, kept = date, None
    if planned_file is not None:
        if date is not None or decision is not None or again:
            raise misuse("--planned says day, decision and stage itself", "Leave --date, --decision and --again out.")
        kept, day, decision, again = read_planned(planned_file)
        reason = _one_line(decision)
    with Repository.open(root) as repository:
        complete(repository)
        repository.refuse_unless_on_branch()
        repository.identity(who)
        move = _move(repository, day, again)
        prospect = move.prospect
        if kept is not None and planned_file is not None:
            refuse_what_differs(planned_file, kept, planned(prospect, move.head, move.tree, reason, again))
        history.refuse_tag_in_the_way(repository, prospect.tag)
        if dry_run:
            tell_prospect(prospect, tuple(move.unsigned(sign)), day is not None, reason, sign)
        prospect.refuse_what_blocks()
        _do(move, reason, None, who, sign, dry_run)
    if not dry_run:
        tell_done(prospect, day is not None, reason, sign)


@app.command()
def withdraw(
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the stage is taken back.")],
    plan: PlanRoot = None,
    date: Annotated[
        date | None,
        typer.Option("--date", parser=day, metavar="DAY", help="The day it was taken back.", show_default="today"),
    ] = None,
    decision: Decision = None,
    sign: Sign = False,
    author: By = None,
    dry_run: DryRun = False,
) -> None:
    """Take back the stage that stands: a record says so, and nothing is deleted. Its number is never used again.

    Exit status: 0 done, 2 wrong usage or an unreadable plan, 3 refused; what is published cannot be taken back.
    """
    root = find_root(Path.cwd(), plan)
    why, by = _one_line(reason, "--reason"), _one_line(decision)
    who = Author.parse(author) if author else None
    with Repository.open(root) as repository:
        complete(repository)
        repository.refuse_unless_on_branch()
        repository.identity(who)
        move = _move(repository, date, back=True)
        prospect = move.prospect
        history.refuse_tag_in_the_way(repository, prospect.tag)
        prospect.refuse_what_blocks()
        _do(move, by, why, who, sign, dry_run)
    tell_withdrawn(prospect, why or "", by, sign, dry_run)


@app.command("sign")
def sign_stage(
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="The post that signs, for example chief-officer.")
    ],
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help="The SSH key of the post.", show_default="the one that git signs with"
        ),
    ] = None,
    again: Again = False,
    plan: PlanRoot = None,
    author: By = None,
) -> None:
    """Sign the plan as it is saved now, for a post, as the stage that comes next.

    What is signed is the edition, the name of the stage and the digest of the plan's files; a change of any file
    needs a new signature. Exit status: 0 signed, 2 wrong usage or an unreadable plan, 3 refused.
    """
    root = find_root(Path.cwd(), plan)
    who = Author.parse(author) if author else None
    with Repository.open(root) as repository:
        complete(repository)
        repository.refuse_unless_on_branch()
        repository.identity(who)
        move = _move(repository, None, again)
        prospect = move.prospect
        step = signature(repository, prospect, move.wanted, move.head, move.tree, role, key)
        history.advance(repository, move.head, (step,), who)
    say(wrapped(f"{role} has signed {prospect.key}, as the plan is saved now: {', '.join(step.files)}"))
    tell("A change of any file of the plan needs a new signature. Send it to the shared copy: scplan send")


@app.command("list")
def list_stages(plan: PlanRoot = None, as_json: Json = False) -> None:
    """List every stage that was reached or taken back, with its decision, its tag and who signed it."""
    root = find_root(Path.cwd(), plan)
    with Repository.open(root) as repository:
        complete(repository)
        head = repository.refuse_unless_whole()
        edition = _edition(repository, head)
        found = history.verify(repository, edition, read_stages, read_asks)
        tags = repository.tags(edition)
    stands = {record.key for record in standing(found.records)}
    rows = [
        {
            **record.model_dump(mode="json"),
            "name": record.key,
            "stands": record.key in stands,
            "tag": tag_name(edition, record.key) if record.key in tags else None,
            "tag_signed": record.key in tags and tags[record.key].signed,
            "signed_by": found.signed_by.get(record.key),
        }
        for record in found.records
    ]
    if as_json:
        print_json({"schema": 1, "edition": edition, "stages": rows})
        return
    if not rows:
        say("No stage was reached yet. See what the first needs: scplan draft plan")
    for record, row in zip(found.records, rows, strict=True):
        tell_record(record, row, edition)
    if not found.agrees:
        tell("Something does not agree with the plan's history: scplan draft verify")


@app.command()
def verify(
    plan: PlanRoot = None,
    bundle: Annotated[
        Path | None,
        typer.Option(
            "--bundle", metavar="FILE", help="Verify what a file of git bundle create holds.", show_default=False
        ),
    ] = None,
    allowed_signers: Annotated[
        Path | None,
        typer.Option(
            "--allowed-signers",
            metavar="FILE",
            help="Whose signatures count first: names and SSH keys, or GPG public keys.",
            show_default="the first that the plan itself named",
        ),
    ] = None,
    signed: Annotated[
        bool, typer.Option("--signed", help="Fail unless each stage is signed by somebody whose signature counts.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold the stages that the plan claims against its history. Works without a network, on any full copy.

    (Whether documents are those that the plan makes is another question: scplan verify DIR.)

    Exit status: 0 everything agrees, 1 something does not, 2 wrong usage, 3 the history is not all here.
    """
    first = Signers.read(allowed_signers) if allowed_signers is not None else None
    with Repository.unbundled(bundle) if bundle is not None else Repository.open(find_root(Path.cwd(), plan)) as where:
        if bundle is None:
            complete(where)
        head = where.refuse_unless_whole()
        edition = _edition(where, head)
        found = history.verify(where, edition, read_stages, read_asks, first)
    if as_json:
        print_json(
            {
                "schema": 1,
                "edition": edition,
                "commit": head,
                "result": "authentic" if found.authentic else "consistent" if found.agrees else "does not agree",
                "stages": [record.key for record in found.records],
                "signed_by": dict(found.signed_by),
                "first_signers": found.first or None,
                "looks": [
                    {"outcome": each.outcome.value, "about": each.about, "what": each.what} for each in found.looks
                ],
            }
        )
    else:
        tell_verification(found)
    if not found.agrees or (signed and not found.authentic):
        raise typer.Exit(1)


def _edition(repository: Repository, head: str) -> str:
    """The edition of the plan in *head*, whose stages are looked at."""
    edition = read_edition(repository.file_at(head, PLAN) or b"")
    if edition is None:
        raise PlanError([NO_EDITION])
    return edition


@dataclass(frozen=True)
class _Move:
    """What is to be done, and upon which saved state of the plan."""

    repository: Repository
    prospect: Prospect
    head: str
    tree: str
    files: Mapping[str, bytes]

    @cached_property
    def wanted(self) -> Wanted:
        return wanted(self.repository, self.prospect, self.head, self.files)

    def unsigned(self, signing: bool) -> Iterator[Refusal]:
        """What of the signatures stands in the way."""
        try:
            need = self.wanted
        except Refusal as refusal:
            yield refusal
            return
        yield from need.obstacles(self.prospect, self.tree, self.files, signing)


def _move(repository: Repository, given: date | None, again: bool = False, back: bool = False) -> _Move:
    """The next move, judged by the plan as it is saved; a refusal where something is not saved."""
    head = repository.refuse_unless_whole()
    repository.refuse_if_unsaved()
    entries = repository.entries(head)
    files = repository.read(entries)
    found = load_plan(MappingSource(files))
    on = given or today()
    if back:
        prospect = look_back(found, on)
    else:
        stage, number = next_or_refuse(found, again)
        prospect = look_ahead(found, stage, on, since_final(repository, found, stage), number)
    return _Move(repository, prospect, head, history.tree_digest(entries, files), files)


def _do(move: _Move, decision: str | None, reason: str | None, who: Author | None, sign: bool, dry_run: bool) -> None:
    """Make the move, unless a signature is missing or it is only to be shown."""
    for refusal in move.unsigned(sign):
        raise refusal
    if dry_run:
        say("Nothing was changed.")
        return
    steps = move.prospect.steps(move.files, move.tree, decision, reason)
    accept = partial(move.wanted.accept, move.repository)
    history.advance(move.repository, move.head, steps, who, sign, accept)


app.command()(diff)


def _one_line(text: str | None, option: str = "--decision") -> str | None:
    if text is None:
        return None
    folded = " ".join(text.split())
    if not folded or not folded.isprintable():
        raise misuse(
            f"{option} is empty or holds a sign that cannot be printed",
            f'Write it as in {option} "{EXAMPLES[option]}".',
        )
    return folded
