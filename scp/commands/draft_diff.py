"""`scp draft diff`: what changed between two stages, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import Json, PlanRoot, json_text, say, wrapped
from scp.model.words import in_words
from scp.repository import find_root

if TYPE_CHECKING:
    from scp.commands.compared import Version
    from scp.documents.redline import Change


def diff(
    old: Annotated[
        str | None,
        typer.Argument(help="The stage (draft-1) or commit to compare with.", show_default="the stage before the last"),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(help="The stage or commit that came after it.", show_default="the plan as it is now"),
    ] = None,
    plan: PlanRoot = None,
    as_json: Json = False,
) -> None:
    """List what changed between two stages, section by section. Without OLD, between the last two stages.

    To see the words themselves: scplan build redline --since OLD.
    """
    from scp.commands.compared import last_two, read_version, refuse_other_edition
    from scp.documents.redline_render import Side, redline_of

    root = find_root(Path.cwd(), plan)
    if old is None:
        old, new = last_two(root)
    before, after = read_version(root, old), read_version(root, new)
    refuse_other_edition(before, after)
    sides = [Side(each.name, each.plan, each.copy, each.source.read) for each in (before, after)]
    changes = redline_of(sides[0], sides[1]).changes
    if as_json:
        typer.echo(json_text(_as_json(before, after, changes)))
        return
    say(f"{before.name}, {in_words(before.copy.day)} → {after.name}, {in_words(after.copy.day)}")
    _tell(changes)


def _tell(changes: tuple[Change, ...]) -> None:
    from scp.documents.redline_pages import GROUPS

    if not changes:
        say("Nothing changed.")
    groups = [("Facts, money and days", [each for each in changes if not each.address])]
    groups += [
        (title, [each for each in changes if each.address and each.kind is kind]) for kind, title in GROUPS.items()
    ]
    for title, found in groups:
        if found:
            say()
            say(title)
        for each in found:
            say(wrapped(each.sentence, "  ", "    "))
            for detail in each.details:
                say(wrapped(f"- {detail}", "    ", "      "))


def _as_json(before: Version, after: Version, changes: tuple[Change, ...]) -> dict[str, object]:
    return {
        "schema": 1,
        "old": _version(before),
        "new": _version(after),
        "changes": [
            {
                "kind": each.kind.value,
                "title": each.title,
                "place": each.place or None,
                "address": each.address or None,
                "sentence": each.sentence,
                "details": list(each.details),
            }
            for each in changes
        ],
    }


def _version(version: Version) -> dict[str, object]:
    return {
        "name": version.name,
        "day": version.copy.day.isoformat(),
        "commit": version.copy.commit or None,
        "unsaved": version.copy.unsaved,
    }
