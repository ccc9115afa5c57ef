"""`scp remove`: take one thing out of the plan, and nothing that still names it is overlooked."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from scp.commands.common import DryRun, PlanRoot, say
from scp.commands.edited import Opened, keep, opened, refuse_to_lose, saved_as, tell_places, the_one
from scp.repository.remove import remove as removed

app = typer.Typer()


@app.command()
def remove(
    id: Annotated[str, typer.Argument(metavar="ID", help="Its short name, or its place: localities/east.md#carers.")],
    kind: Annotated[
        str | None,
        typer.Option(help="locality, care-group, section, function … where several things have that name."),
    ] = None,
    mend: Annotated[bool, typer.Option("--mend", help="Take its name out of the lists that have it, too.")] = False,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Take a locality, care group, section or record out of the plan.

    Refused, with each place, where something still names it. With --mend the name is taken out of lists, and
    arrangements for that care group alone go too where nothing is written in them yet.
    Refused too where what would go was never saved. Exit status: 0 removed, 2 wrong usage, 3 refused.
    """
    given = opened(plan)
    target = the_one(given.plan, id, kind)
    change = removed(given.contents, given.plan, target, mend)
    refuse_to_lose(given, change.files, target.path)
    keep(given.root, change.files, dry_run)
    say(f"{'Would remove' if dry_run else 'Removed'} the {target.word} '{target.id}' ({target.at})")
    others = [place for place in change.places if place != target.at]
    if others:
        say("and take its name out of" if dry_run else "and took its name out of")
        tell_places(others)
    if not dry_run:
        say("  When you are done: scplan save")
        _tell_way_back(given, target.path, change.files.get(target.path, b"") is None)


def _tell_way_back(given: Opened, path: str, whole: bool) -> None:
    """How to have back what was removed, where it is in the history."""
    commit = saved_as(given, path)
    if commit is None:
        return
    where = "" if given.root.samefile(Path.cwd()) else f" -C {shlex.quote(str(given.root))}"
    if whole:
        say("  To bring the file back as it was saved last:")
        say(f"    git{where} restore --source={commit} -- {shlex.quote(path)}")
    say(f"  To read it as it was saved last: git{where} show {commit}:{shlex.quote(path)}")
