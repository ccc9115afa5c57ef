"""Every requirement of the law and its guidance, as the rules and the report read them."""

from __future__ import annotations

import difflib
from datetime import date
from functools import cache

from scp.finding import Level, Requirement
from scp.model.words import in_words
from scp.reference import catalogue

LEVELS = {"law": Level.LAW, "guidance": Level.GUIDANCE, "note": Level.NOTE}


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the catalogue."""
    return tuple(_requirement(entry) for entry in catalogue.entries())


def requirement(id: str) -> Requirement:
    """The requirement called *id*; `KeyError` where there is none."""
    return _by_id()[id]


def nearest(id: str) -> list[str]:
    """Ids that somebody who typed *id* may have meant: those that it begins or is part of, then like ones."""
    folded = id.strip().lower().replace("(", "-").replace(")", "")
    holding = [each for each in _by_id() if folded and folded in each]
    near = [difflib.get_close_matches(folded, _by_id(), 5, likeness) for likeness in (0.9, 0.5)]
    return (holding or near[0] or near[1])[:5]


def edition() -> str:
    """The edition of the catalogue, as a year and month."""
    return catalogue.edition()


def edition_in_words() -> str:
    """The edition of the catalogue as a person says it: November 2026."""
    return in_words(date.fromisoformat(f"{edition()}-01")).partition(" ")[2]


@cache
def _by_id() -> dict[str, Requirement]:
    return {each.id: each for each in requirements()}


def _requirement(entry: catalogue.Entry) -> Requirement:
    return Requirement(
        id=entry.id,
        title=entry.title,
        source=entry.source,
        short=entry.short,
        force=entry.force,
        level=Level.NOTE if entry.force == "may" else LEVELS[entry.level],
        applies_to=entry.applies_to,
        stage=entry.stage,
        before_next=entry.holds == "before-next",
        how_to_check=entry.how_to_check,
        verification=entry.verification,
        needs=entry.needs,
        same_check_as=entry.same_check_as,
        trap=entry.trap or "",
        note=entry.note or "",
        timescale=entry.timescale or "",
        applies_from=entry.applies_from,
        applies_until=entry.applies_until,
        basis=entry.basis or "",
    )
