"""`scp rename`: another short name for one thing, wherever it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from scp.commands.common import DryRun, PlanRoot, say, wrapped
from scp.commands.edited import keep, opened, tell_places, the_one
from scp.model.record import SLUG
from scp.problem import Refusal, misuse
from scp.repository.load import references_slug as slug_of
from scp.repository.naming import FILE_KINDS, find
from scp.repository.rename import rename as renamed

app = typer.Typer()

LONGEST = 100


@app.command()
def rename(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="Its short name now, or its place: localities/east.md#carers."),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new short name: small letters, digits and hyphens.")],
    kind: Annotated[
        str | None,
        typer.Option(help="locality, care-group, section, function … where several things have that name."),
    ] = None,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Give something another short name, and mend every place that says the old one.

    The name that people read is the `name:` or `title:` in its file, and is changed there.
    Exit status: 0 renamed, 2 wrong usage, 3 refused because the name is taken or something else would change.
    """
    given = opened(plan)
    target = the_one(given.plan, old, kind)
    if target.kind == "attestation":
        raise misuse(f"'{target.id}' is the name of a requirement of the law", "It stays as it is.")
    if not SLUG.fullmatch(new) or len(new) > LONGEST:
        raise misuse(
            f"'{new}' is not a short name",
            f"Use small letters, digits and single hyphens, as in {slug_of(new)[:LONGEST]}. "
            f"The name that people read is changed in {target.path}.",
        )
    if new == target.id:
        raise misuse(f"'{new}' is its name already", "Give another one.")
    by_place = target.kind == "arrangement"
    taken = find(given.plan, f"{target.path}#{new}" if by_place else new, target.kind)
    if taken:
        raise Refusal(f"there is a {target.word} called '{new}' already, at {taken[0].at}.", "Choose another name.")
    change = renamed(given.contents, given.plan, target, new)
    keep(given.root, change.files, dry_run)
    moved = next(
        (path for path, content in change.files.items() if content is not None and path not in given.contents),
        None,
    )
    where = f", now {moved}" if moved and not dry_run else f", {target.path} to {moved}" if moved else ""
    say(f"{'Would rename' if dry_run else 'Renamed'} the {target.word} '{target.id}' to '{new}'{where}")
    if change.places:
        say("and mend" if dry_run else "and mended")
        tell_places(change.places)
    if target.kind in FILE_KINDS and not dry_run:
        key = "title" if target.kind in ("section", "easy-read") else "name"
        say(wrapped(f"People still read the `{key}:` that stands in {moved}. When you are done: scplan save", "  "))
