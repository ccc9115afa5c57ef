"""`scp save`: every change in words, then all of it kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scp import history
from scp.commands.common import DryRun, PlanRoot, say, tell, wrapped
from scp.commands.in_words import Told, one_line, tell_change
from scp.commands.interrupted import complete
from scp.commands.personal_data import new_in
from scp.history import Author, Kind, Repository
from scp.problem import PlanError, Refusal, misuse
from scp.repository import FolderSource, find_root, load_plan
from scp.repository.schema import FOLDER, schemas_line

app = typer.Typer(add_completion=False)

VERBS = {Kind.NEW: "Add", Kind.CHANGED: "Change", Kind.REMOVED: "Remove", Kind.RENAMED: "Rename"}
LONGEST = 72
SCHEMAS = f"{FOLDER}/"


@app.command()
def save(
    message: Annotated[
        str | None,
        typer.Option(
            "-m",
            "--message",
            metavar="TEXT",
            help="What the change is about.",
            show_default="made from the changes",
        ),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(metavar="'NAME <MAIL>'", help="Who made the change, where it is not the one whom git knows."),
    ] = None,
    keep_personal_data: Annotated[
        str | None,
        typer.Option(
            metavar="REASON", help="Save although personal data stand in the changes; the reason is kept with them."
        ),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Show every change in words, then keep them all, new files included.

    A plan with faults is saved too: work is never lost. Personal data are not, unless with a reason. Where git is joining two versions, this finishes it. Exit status: 0 saved, or nothing to save; 3 refused.
    """
    root = find_root(Path.cwd(), plan)
    who = Author.parse(author) if author else None
    if message is not None and (not message.strip() or "\0" in message):
        raise misuse("the message is empty", 'Say in a few words what changed: -m "New wording for carers".')
    with Repository.open(root) as repository:
        complete(repository)
        repository.lock()
        repository.refuse_unless_on_branch(may_merge=True)
        merging = repository.merging
        if merging:
            history.refuse_if_markers(repository)
        both = repository.unmerged() if merging else []
        changes = history.changes(repository)
        told = [tell_change(change) for change in changes]
        if not told and not merging:
            say("Nothing to save: everything is as it was saved last.")
            return
        if not dry_run:
            repository.identity(who)
        for each in told:
            if not each.path.startswith(SCHEMAS):
                say(wrapped(f"{each.what:<9}{each.path}   {each.words}".rstrip(), "", " " * 9))
        if schemas := sum(each.path.startswith(SCHEMAS) for each in told):
            say(schemas_line(schemas))
        if both:
            say(wrapped(f"Both of you changed {', '.join(history.named(both))}: kept as it stands here now.", "", "  "))
        if not keep_personal_data:
            _refuse_personal_data(new_in(root, changes))
        if dry_run:
            say("Nothing was saved yet.")
            return
        given = f"{message.strip()}\n" if message else ""
        text = given or (message_of_merge(told) if merging else message_of(told))
        if keep_personal_data:
            text = f"{text}\nPersonal-data-kept: {one_line(keep_personal_data, 500)}\n"
        repository.save(text, who)
    say(f"Saved {'1 file' if len(told) == 1 else f'{len(told)} files'}.")
    if merging:
        say("Your version and the other one are joined now. Send it: scplan send")
    _tell_faults(root)


def _refuse_personal_data(places: list[str]) -> None:
    """A refusal where the changes bring personal data: once saved, they stay in the history."""
    if places:
        raise Refusal(
            "the changes hold personal data, and what is saved stays in the history for good.",
            "Take them out. An address of a body or post that the public may have is listed, with the reason, in "
            "registers/public-addresses.yaml: scplan add public-address NAME address=… reason=…. If something here is no personal datum "
            "after all: --keep-personal-data REASON",
            history.named(places),
        )


def message_of(told: list[Told]) -> str:
    """A message for the history: one line on what changed; where there are several changes, each below it."""
    if len(told) == 1:
        [only] = told
        line = f"{VERBS[only.kind]} {only.path}" + (
            f": {only.words}" if only.kind is Kind.CHANGED and only.words else ""
        )
        return f"{one_line(line, LONGEST)}\n"
    counted = [
        (kind, sum(each.kind is kind for each in told)) for kind in (Kind.CHANGED, Kind.NEW, Kind.RENAMED, Kind.REMOVED)
    ]
    parts = [f"{VERBS[kind].lower()} {count}" for kind, count in counted if count]
    parts[0] = f"{parts[0]} {'file' if parts[0].endswith(' 1') else 'files'}"
    line = ", ".join(parts)
    return f"{line[0].upper()}{line[1:]}\n\n{_list(told)}"


def message_of_merge(told: list[Told]) -> str:
    """A message for the history: two versions are joined, and what that changed in this one."""
    return f"Join two versions of the plan\n\n{_list(told)}".rstrip() + "\n"


def _list(told: list[Told]) -> str:
    """The changes, one to a line; the files by which editors check in one line."""
    schemas = sum(each.path.startswith(SCHEMAS) for each in told)
    lines = [
        f"- {each.what} {each.path}" + (f": {each.words}" if each.words else "")
        for each in told
        if not each.path.startswith(SCHEMAS)
    ]
    return "".join(f"{line}\n" for line in [*lines, *([f"- {schemas_line(schemas)}"] if schemas else [])])


def _tell_faults(root: Path) -> None:
    try:
        load_plan(FolderSource(root))
    except PlanError as error:
        count = f"{len(error.problems)} {'fault' if len(error.problems) == 1 else 'faults'}"
        tell(
            wrapped(
                f"What is saved cannot be read as a plan yet ({count}): scplan check names each, and how to mend it."
            )
        )
