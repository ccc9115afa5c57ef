"""A requirement of the law or its guidance, and what a plan still owes to it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, IntEnum
from functools import cached_property
from typing import NamedTuple

from scp.model.stage import Stage
from scp.model.waivers import Baseline, Waiver
from scp.problem import Location, Problem

NOT_VERIFIED = "not-verified"


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


LOCAL = "local"
"""What a requirement of the authority's own applies to."""

EASY_READ = "easy-read"
"""What a rule for the easy-read summary applies to."""


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
    applies_from: date | None = None
    applies_until: date | None = None
    basis: str = ""

    @property
    def caveat(self) -> str:
        """What to know of a source that was not read for the catalogue, in plain words; empty where it was."""
        if self.verification != NOT_VERIFIED:
            return ""
        why = f"{self.note.rstrip('.')}. " if self.note else ""
        return f"The source of this was not verified. {why}Read it before you rely on this."

    def applies_on(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        return (self.applies_from is None or day >= self.applies_from) and (
            self.applies_until is None or day <= self.applies_until
        )

    @property
    def is_local(self) -> bool:
        """Whether the authority set it itself."""
        return self.applies_to == LOCAL

    @property
    def is_easy_read(self) -> bool:
        """Whether it is a rule for the easy-read summary, which is counted apart."""
        return self.applies_to == EASY_READ

    @property
    def is_law(self) -> bool:
        return self.id.startswith(("act-", "regs-"))


@dataclass(frozen=True)
class Finding:
    """A problem and the requirement it breaches; *requirement* is None for a finding of our own (``plan-…``).

    *weight* is how a breach of an easy-read rule is told: fail, warn or note. *fingerprint* knows the finding again when
    lines have moved; the report gives it.
    """

    id: str
    level: Level
    problem: Problem
    requirement: Requirement | None = None
    weight: str = ""
    fingerprint: str = field(default="", compare=False)

    @property
    def force(self) -> str:
        return self.requirement.force if self.requirement else "should"

    @property
    def source(self) -> str:
        return self.requirement.short if self.requirement else ""

    @property
    def caveat(self) -> str:
        """What to know of a source that was not verified; empty where it was."""
        return self.requirement.caveat if self.requirement else ""


# What moves by itself is no part of what is wrong: "(first in line 12)", "facts.yaml:12", "empty for 84 days".
MOVING = re.compile(r"\blines? \d+|(?<=[a-z]):\d+|\b\d+ (?:day|week|month|year)s?\b")


def with_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings*, each with `v1:` and SHA-256 over requirement, path and words, without numbers of lines and spans of time.

    Those that say the same of one file are counted through, so that each has a fingerprint of its own.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for each in findings:
        words = " ".join(MOVING.sub("", unicodedata.normalize("NFC", each.problem.what)).split())
        parts = (each.id, each.problem.at.path, words)
        seen[parts] += 1
        text = "\0".join((*parts, *([str(seen[parts])] if seen[parts] > 1 else [])))
        made.append(replace(each, fingerprint=f"v1:{hashlib.sha256(text.encode(errors='replace')).hexdigest()}"))
    return tuple(made)


class Effect(Enum):
    """What a waiver does on the day of judging."""

    IN_USE = "in use"
    UNUSED = "unused"
    TO_COME = "to come"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Waived:
    """A waiver, what it does, and the findings that it answers."""

    waiver: Waiver
    effect: Effect
    findings: tuple[Finding, ...] = ()


class Since(NamedTuple):
    """The version that a report was compared with, and how many of the findings were there already."""

    ref: str
    already: int


class Local(NamedTuple):
    """A requirement that the authority set itself, and how it stands; counted apart from the catalogue."""

    requirement: Requirement
    state: State
    reason: str = ""


class EasyReadState(IntEnum):
    """How the easy-read summary stands to one rule, the best first."""

    NO_MATTER = 0
    WHEN_BUILT = 1
    HOLDS = 2
    NOTED = 3
    WARNS = 4
    FAILS = 5

    @property
    def words(self) -> str:
        return ("no matter here", "judged when built", "holds", "a note", "warns", "fails")[self]


class Judged(NamedTuple):
    """One easy-read rule, how the summary stands to it, and what was found.

    *kind* says who judges (program, person or both); *people* is the last day on which readers found that it holds.
    """

    requirement: Requirement
    state: EasyReadState
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    kind: str = "program"
    people: date | None = None


class EasyRead(NamedTuple):
    """How the easy-read summary stands to each of its rules; *decide* says that readers decide, and when they did."""

    rules: tuple[Judged, ...]
    decide: str
    checked: date | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for each in self.rules for finding in each.findings)

    @property
    def counts(self) -> dict[EasyReadState, int]:
        found = Counter(each.state for each in self.rules)
        return {state: found[state] for state in EasyReadState}

    @property
    def in_words(self) -> str:
        """ "Easy read: 47 of 51 rules hold, 1 fails, 3 warn; passing these checks is not proof: readers decide …"."""
        number = self.counts
        holding = number[EasyReadState.HOLDS] + number[EasyReadState.NO_MATTER]
        parts = [f"{holding} of {len(self.rules)} rules hold"]
        for state, one, many in (
            (EasyReadState.FAILS, "fails", "fail"),
            (EasyReadState.WARNS, "warns", "warn"),
            (EasyReadState.NOTED, "has a note", "have a note"),
            (EasyReadState.WHEN_BUILT, "is judged when built", "are judged when built"),
        ):
            if number[state]:
                parts.append(f"{number[state]} {one if number[state] == 1 else many}")
        return f"Easy read: {', '.join(parts)}. {self.decide}"


@dataclass(frozen=True)
class Place:
    """Where a plan answers a requirement, with the title that people know; *section* is its place where it is text.

    A folder ends in a stroke, and has no line, as a whole file has none.
    """

    at: Location
    title: str
    section: str = ""


@dataclass(frozen=True)
class Report:
    """The answer for every requirement of the catalogue, and what is owed, law first.

    *places* say where the plan keeps what answers those that are met, and *until* from which day those are judged
    whose time has not come though their stage has. *at* names the version of the plan that was judged, where it is not the one in the folder; *ids* are the
    requirements that were asked about, None for all; *left* is how many problems of the baseline are still there.
    """

    stage: Stage
    day: date
    findings: tuple[Finding, ...]
    states: Mapping[str, State]
    reasons: Mapping[str, str] = field(default_factory=dict)
    later: int = 0
    catalogue: str = ""
    waivers: tuple[Waived, ...] = ()
    baseline: Baseline = Baseline()
    left: int = 0
    at: str = ""
    since: Since | None = None
    selected: tuple[str, ...] = ()
    ids: frozenset[str] | None = None
    local: tuple[Local, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    until: Mapping[str, date] = field(default_factory=dict)
    easy_read: EasyRead | None = None

    @property
    def later_stage(self) -> Stage | None:
        """The stage after the one judged for, at which *later* more duties come due."""
        return self.stage.next

    @property
    def waiting(self) -> tuple[str, ...]:
        """The requirements whose stage has come and whose day has not; `reasons` say why, `until` from when."""
        return tuple(id for id, state in self.states.items() if state is State.NOT_DUE and id in self.reasons)

    @property
    def counts(self) -> dict[State, int]:
        """How many requirements have each state; together they are the catalogue."""
        found = Counter(self.states.values())
        return {state: found[state] for state in State}

    @cached_property
    def known(self) -> frozenset[str]:
        """The fingerprints of the baseline."""
        return frozenset(each.fingerprint for each in self.baseline.findings)

    def in_baseline(self, finding: Finding) -> bool:
        """Whether *finding* was there when the plan was taken on."""
        return finding.fingerprint in self.known

    @cached_property
    def problems(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings of one problem together, in the order of the first; it may breach several requirements."""
        groups: dict[Problem, list[Finding]] = {}
        for each in self.findings:
            groups.setdefault(each.problem, []).append(each)
        return tuple(map(tuple, groups.values()))

    @property
    def total(self) -> int:
        """How many problems the baseline began with."""
        return max(self.baseline.total or 0, self.baseline.problems)

    def fails(self, level: Level) -> bool:
        """Whether there is a finding of *level* or more that is not in the baseline."""
        return any(finding.level >= level and not self.in_baseline(finding) for finding in self.findings)
