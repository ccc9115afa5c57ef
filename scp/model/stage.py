"""The stages of a plan: proposals, two drafts, final, published; then in force and review (ss.33, 35, 37)."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import total_ordering
from typing import ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Record, Text, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.words import in_words


@total_ordering
class Stage(Enum):
    """A stage of the plan in the order of the Act."""

    PROPOSALS = "proposals"
    DRAFT_1 = "draft-1"
    DRAFT_2 = "draft-2"
    FINAL = "final"
    PUBLISHED = "published"
    IN_FORCE = "in-force"
    REVIEW = "review"

    @property
    def order(self) -> int:
        return _ORDER[self]

    @property
    def words(self) -> str:
        """The stage as a person says it."""
        return _WORDS[self]

    @property
    def is_made(self) -> bool:
        """Whether the stage is reached by making a document; the last two begin by date and by record."""
        return self <= Stage.PUBLISHED

    @property
    def next(self) -> "Stage | None":
        return _NEXT.get(self)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Stage):
            return NotImplemented
        return self.order < other.order

    def __str__(self) -> str:
        return self.value


_WORDS = {
    Stage.PROPOSALS: "proposals",
    Stage.DRAFT_1: "first draft",
    Stage.DRAFT_2: "second draft",
    Stage.FINAL: "final plan",
    Stage.PUBLISHED: "published plan",
    Stage.IN_FORCE: "plan in force",
    Stage.REVIEW: "review",
}

_ORDER = {stage: order for order, stage in enumerate(Stage)}
_NEXT = dict(zip(Stage, list(Stage)[1:], strict=False))
MADE = tuple(stage for stage in Stage if stage.is_made)


NAME = re.compile(rf"({'|'.join(stage.value for stage in MADE)})(?:\.([2-9]|[1-9][0-9]))?")
"""A stage and, where it was reached more than once, which time: `draft-2`, `draft-2.2`."""
TAKEN_BACK = ".withdrawn"


def stage_name(stage: Stage, number: int = 1) -> str:
    """`draft-2` for the first time that a stage is reached, `draft-2.2` for the second."""
    return f"{stage}.{number}" if number > 1 else str(stage)


def read_name(text: str) -> tuple[Stage, int] | None:
    """The stage and the number that a name such as `draft-2.2` tells; None where it is no such name."""
    found = NAME.fullmatch(text)
    return (Stage(found[1]), int(found[2] or 1)) if found else None


class StageRecord(Record):
    """One stage reached, or taken back; written only by `scp draft`."""

    stage: Stage = Field(description="The stage reached.")
    number: Whole = Field(default=1, description="Which time it was reached, where that is not the first.")
    withdrawn: YesNo = Field(default=False, description="Whether this record takes that stage back.")
    date: Day = Field(description="The day on which it was reached.")
    decision: Text | None = Field(default=None, description="The decision that it rests on, with its reference.")
    reason: Text | None = Field(default=None, description="Why it was taken back, where it was.")
    tree: Text = Field(description="SHA-256 of the plan's files as they were, without the record itself.")
    check: Text = Field(description="SHA-256 of the check report kept in `signatures/`.")
    catalogue: Text | None = Field(default=None, description="Edition of the catalogue it was checked with.")

    @property
    def name(self) -> str:
        """`draft-2.2`: what tags and folders call the stage that the record is about."""
        return stage_name(self.stage, self.number)

    @property
    def key(self) -> str:
        """`draft-2.2`, or `draft-2.2.withdrawn`: what the record itself is called in its tag and report."""
        return f"{self.name}{TAKEN_BACK}" if self.withdrawn else self.name

    @property
    def sentence(self) -> str:
        """What happened and when, as commit and tag tell it: `second draft (number 2) of 5 May 2026`."""
        words = self.replace(withdrawn=False).words
        return f"{words} withdrawn on {in_words(self.date)}" if self.withdrawn else f"{words} of {in_words(self.date)}"

    @property
    def words(self) -> str:
        """The record as a person says it."""
        again = f" (number {self.number})" if self.number > 1 else ""
        return f"{self.stage.words}{again}{', withdrawn' if self.withdrawn else ''}"


def standing(records: Iterable[StageRecord]) -> tuple[StageRecord, ...]:
    """The records of stages that were reached and not taken back, in order."""
    left: list[StageRecord] = []
    for record in records:
        if record.withdrawn:
            left = [each for each in left if each.name != record.name]
        else:
            left.append(record)
    return tuple(left)


def next_number(records: Iterable[StageRecord], stage: Stage) -> int:
    """The number of the next time that *stage* is reached; a number is never used again."""
    return Counter(each.stage for each in records if not each.withdrawn)[stage] + 1


class Stages(RegisterFile):
    """`stages.yaml`: the stages reached, in order."""

    NAME: ClassVar[str] = "stages"
    KIND: ClassVar[str] = "stage"
    TITLE: ClassVar[str] = "Stages reached"
    COLUMNS: ClassVar[tuple[str, ...]] = ("stage", "number", "withdrawn", "date", "decision")
    PATH: ClassVar[str] = "stages.yaml"

    stages: Many[StageRecord] = Field(default=(), description="One record a stage, in order.")
