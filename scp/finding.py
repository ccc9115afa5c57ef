"""A requirement of the law or its guidance, and what a plan still owes to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from scp.problem import Problem


class Level(IntEnum):
    """How much weight a finding has: owed to the law, to guidance, or only worth knowing."""

    NOTE = 1
    GUIDANCE = 2
    LAW = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class State(Enum):
    """What `scp` answers for one requirement of one plan."""

    MET = "met"
    OWED = "owed"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    ATTESTED = "attested"
    STALE = "stale"
    WAIVED = "waived"
    NO_RULE = "no_rule"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    State.MET: "met",
    State.OWED: "owed",
    State.NOT_DUE: "not due yet",
    State.NOT_APPLICABLE: "not applicable",
    State.ATTESTED: "signed",
    State.STALE: "signed but since changed",
    State.WAIVED: "waived",
    State.NO_RULE: "no rule yet",
}


@dataclass(frozen=True)
class Requirement:
    """One duty as the catalogue states it, with its source in officers' words (*short*)."""

    id: str
    title: str
    source: str
    short: str
    force: str
    level: Level
    applies_to: str
    stage: str
    before_next: bool
    how_to_check: str
    verification: str
    needs: str
    same_check_as: tuple[str, ...] = ()
    trap: str = ""
    note: str = ""
    timescale: str = ""

    @property
    def is_law(self) -> bool:
        return self.id.startswith(("act-", "regs-"))


@dataclass(frozen=True)
class Finding:
    """A problem and the requirement it breaches; *requirement* is None for a finding of our own (``plan-…``)."""

    id: str
    level: Level
    problem: Problem
    requirement: Requirement | None = None

    @property
    def force(self) -> str:
        return self.requirement.force if self.requirement else "should"

    @property
    def source(self) -> str:
        return self.requirement.short if self.requirement else ""
