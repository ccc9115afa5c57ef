"""The stages of a plan: proposals, two drafts, final, published; then in force and review (ss.33, 35, 37)."""

from enum import Enum
from functools import total_ordering
from typing import ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Record, Text
from scp.model.register import RegisterFile


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


class StageRecord(Record):
    """One stage reached; written only by `scp draft`."""

    stage: Stage = Field(description="The stage reached.")
    date: Day = Field(description="The day on which it was reached.")
    decision: Text | None = Field(default=None, description="The decision that it rests on, with its reference.")
    tree: Text = Field(description="SHA-256 of the plan's files as they were, without the record itself.")
    check: Text = Field(description="SHA-256 of the check report kept in `signatures/`.")
    catalogue: Text | None = Field(default=None, description="Edition of the catalogue it was checked with.")


class Stages(RegisterFile):
    """`stages.yaml`: the stages reached, in order."""

    NAME: ClassVar[str] = "stages"
    KIND: ClassVar[str] = "stage"
    TITLE: ClassVar[str] = "Stages reached"
    COLUMNS: ClassVar[tuple[str, ...]] = ("stage", "date", "decision")
    PATH: ClassVar[str] = "stages.yaml"

    stages: Many[StageRecord] = Field(default=(), description="One record a stage, in order.")
