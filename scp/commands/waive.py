"""`scp waive`: a departure from guidance, for a time and with a reason."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from scp import requirements
from scp.commands.common import DryRun, PlanRoot, day, say, tell, today, wrapped
from scp.commands.edited import keep, never_written, opened, with_files
from scp.finding import Effect, Level, Requirement
from scp.model.words import in_words
from scp.problem import PlanError, Refusal, misuse
from scp.repository.blanks import WAIVERS
from scp.repository.edit import append_record, update_record
from scp.repository.layout import register
from scp.repository.marks import Text
from scp.requirements.waivers import latest

app = typer.Typer()

KEY = "waivers"


@app.command()
def waive(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="The requirement of guidance, for example guidance-2015-2-2-medium-term."),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why the plan departs from it.")],
    owner: Annotated[str, typer.Option(metavar="POST", help="The post that answers for it; never a person's name.")],
    expires: Annotated[
        date, typer.Option(parser=day, metavar="DAY", help="The last day on which it counts, within three years.")
    ],
    start: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="The first day on which it counts.", show_default="at once"),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Depart from guidance for a time, with a reason that the report prints. The law cannot be waived.

    The record goes in registers/waivers.yaml. Given again for the same requirement, it takes the place of the old one.

    Exit status: 0 done, 2 wrong usage or an unreadable plan, 3 refused: it is law, or the time is too long.
    """
    duty = _guidance(id)
    _refuse_days(start, expires)
    given = opened(plan)
    path = register(KEY).path
    before = next((each for each in given.plan.waivers.waivers if each.id == duty.id), None)
    values = {"id": duty.id, "reason": reason, "owner": owner, "expires": expires}
    if start is not None or (before and before.start):
        values["start"] = start or today()
    old = Text.of(path, given.contents.get(path, WAIVERS.encode()))
    if before is None:
        text = append_record(old.text, KEY, values, path)
    else:
        text = update_record(old.text, KEY, duty.id, {key: each for key, each in values.items() if key != "id"}, path)
    content = (old.mark + text).encode()
    try:
        after = with_files(given.contents, {path: content})
    except PlanError as error:
        ours = [never_written(each) for each in error.problems if each.at.path == path]
        raise PlanError(ours or error.problems, "Nothing was waived.") from None
    keep(given.root, {path: content}, dry_run)
    verb = ("Would waive" if dry_run else "Waived") + (" anew" if before else "")
    say(wrapped(f"{verb}: {duty.title}", "", "  "))
    say(wrapped(f"{reason.strip()}", "  "))
    say(wrapped(f"until {in_words(expires)}, {owner.strip()}", "  "))
    say(f"  {duty.short}")
    waived = next(each for each in requirements.check(after, day=today()).waivers if each.waiver.id == duty.id)
    if waived.effect is Effect.UNUSED:
        tell(wrapped("Nothing is owed there now, so check calls it unused until something is."))
    if not dry_run:
        say(f"It stands in {path}. When you are done: scplan save")


def _guidance(id: str) -> Requirement:
    """The requirement called *id*; a refusal where it is law."""
    try:
        found = requirements.requirement(id)
    except KeyError:
        near = requirements.nearest(id)
        raise misuse(
            f"There is no requirement called '{id}'",
            f"Did you mean {' or '.join(near)}?" if near else "scplan check --all lists what is owed, with its id.",
        ) from None
    if found.level is Level.LAW:
        raise Refusal(
            f"{found.id} is law ({found.short}), and the law cannot be waived.",
            f"See what it asks and how it can be met: scplan explain {found.id}",
        )
    if found.force == "may":
        raise misuse(
            f"{found.id} asks nothing: it says what may be done, so there is nothing to waive",
            f"See what it says: scplan explain {found.id}",
        )
    return found


def _refuse_days(start: date | None, expires: date) -> None:
    """A mistake in usage for days in the wrong order or gone by, a refusal of more than three years."""
    if expires < today():
        raise misuse(
            f"--expires {expires}: {in_words(expires)} has gone by", "Give the last day on which the waiver counts."
        )
    if start and expires < start:
        raise misuse(f"--expires {expires} is before --start {start}", "Look at the years of the two.")
    last = latest(start or today())
    if expires > last:
        raise Refusal(
            f"a waiver lasts three years at most, and {in_words(expires)} is later than that.",
            f"Give a day not later than {last}; it can be renewed then.",
        )
