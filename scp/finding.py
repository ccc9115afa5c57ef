"""A requirement of the law or its guidance, and what a plan still owes to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum

from scp.model.stage import Stage
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


@dataclass(frozen=True)
class Report:
    """The answer for every requirement of the catalogue, and what is owed, law first."""

    stage: Stage
    day: date
    findings: tuple[Finding, ...]
    states: Mapping[str, State]
    reasons: Mapping[str, str] = field(default_factory=dict)
    later: int = 0

    @property
    def later_stage(self) -> Stage | None:
        """The stage after the one judged for, at which *later* more duties come due."""
        return self.stage.next

    @property
    def counts(self) -> dict[State, int]:
        """How many requirements have each state; together they are the catalogue."""
        found = Counter(self.states.values())
        return {state: found[state] for state in State}

    def fails(self, level: Level) -> bool:
        """Whether there is a finding of *level* or more."""
        return any(finding.level >= level for finding in self.findings)
