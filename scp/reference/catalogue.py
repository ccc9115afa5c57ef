"""What the Act, its regulations and guidance ask: every requirement, as data."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from scp.reference import store

Level = Literal["law", "guidance", "note"]
Needs = Literal["program", "person", "both"]
Force = Literal["must", "should", "may"]


class Entry(NamedTuple):
    """One requirement; *short* is its source in officers' words and *needs* says who can answer it.

    *applies_from* is None where it was in force before the first edition of the catalogue, *applies_until* where it is
    not spent; *basis* says how those days are known.
    """

    id: str
    title: str
    source: str
    short: str
    force: Force
    applies_to: str
    stage: str
    how_to_check: str
    verification: str
    needs: Needs
    holds: str | None = None
    same_check_as: tuple[str, ...] = ()
    trap: str | None = None
    note: str | None = None
    timescale: str | None = None
    applies_from: date | None = None
    applies_until: date | None = None
    basis: str | None = None

    @property
    def level(self) -> Level:
        """How much weighs a gap: law, guidance or a note."""
        if self.id.startswith("guidance-"):
            return "guidance"
        if self.id.startswith(("act-", "regs-")):
            levels: dict[Force, Level] = {"must": "law", "should": "guidance", "may": "note"}
            return levels[self.force]
        return "note"


@cache
def entries() -> tuple[Entry, ...]:
    """Every requirement, in the order of the catalogue."""
    return tuple(_entry(each) for each in _packed()["entries"])


def _entry(packed: Mapping[str, Any]) -> Entry:
    days = {key: date.fromisoformat(packed[key]) for key in ("applies_from", "applies_until") if key in packed}
    return Entry(**{**packed, "same_check_as": tuple(packed.get("same_check_as", ())), **days})


@cache
def law() -> frozenset[str]:
    """The ids of the requirements that are law."""
    return frozenset(each.id for each in entries() if each.level == "law")


class ReviewProposal(NamedTuple):
    """A proposal of the review of integration of 2019: `1-ii` for 1(ii), and the requirement that stands for it."""

    id: str
    requirement: str
    title: str

    @property
    def number(self) -> str:
        """As the review numbers it: 1(ii)."""
        chapter, _, part = self.id.partition("-")
        return f"{chapter}({part})"


@cache
def review_proposals() -> tuple[ReviewProposal, ...]:
    """The 25 proposals of the review of 2019, in order."""
    found = ((re.match(r"msg-(\d-[iv]+)-", each.id), each) for each in entries())
    return tuple(ReviewProposal(match[1], each.id, each.title) for match, each in found if match)


class Example(NamedTuple):
    """What answers a requirement, from the worked example plan: *words*, and *parts* as the file and its whole text."""

    words: str
    parts: tuple[tuple[str, str], ...]


def example(id: str) -> Example | None:
    """A good example of what answers the requirement *id*; None where none is given."""
    packed = store.read("examples.json").get(id)
    return Example(packed["words"], tuple((path, text) for path, text in packed["parts"])) if packed else None


def edition() -> str:
    """The edition of the catalogue, as a year and month."""
    text: str = _packed()["edition"]
    return text


@cache
def _packed() -> Mapping[str, Any]:
    packed: Mapping[str, Any] = store.read("catalogue.json")
    return packed
