"""What a plan answers for with a reason of its own: waivers of guidance, and what it was taken on with."""

from collections.abc import Set
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field

from scp.model.record import Day, Fingerprint, Many, Names, Record, Slug, Text, Whole
from scp.model.register import RegisterFile
from scp.model.stage import Stage


class Waiver(Record):
    """A departure from guidance for a time, with its reason. The law cannot be waived."""

    id: Annotated[Slug, Names("requirement")] = Field(
        description="The requirement, for example guidance-2015-6-5-easy-read-summary; never one of the law."
    )
    reason: Text = Field(description="Why the plan departs from it.")
    owner: Text = Field(description="The post that answers for the departure; never a person's name.")
    expires: Day = Field(description="The last day on which it counts, within three years.")
    start: Day | None = Field(default=None, description="The first day on which it counts, where it is not at once.")

    def covers(self, day: date) -> bool:
        """Whether it counts on *day*."""
        return day <= self.expires and not self.is_to_come(day)

    def is_to_come(self, day: date) -> bool:
        return self.start is not None and day < self.start


class Waivers(RegisterFile):
    """`registers/waivers.yaml`."""

    NAME: ClassVar[str] = "waivers"
    KIND: ClassVar[str] = "waiver"
    TITLE: ClassVar[str] = "Waivers of guidance"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "owner", "expires", "reason")

    waivers: Many[Waiver] = Field(default=(), description="Each departure from guidance.")


class KnownFinding(Record):
    """Something owed when the baseline was drawn."""

    requirement: Text = Field(description="The requirement that it breaches.")
    fingerprint: Fingerprint = Field(description="Written by `scp baseline`: v1: and 64 hexadecimal digits.")
    path: Text | None = Field(default=None, description="The file in which it stood.")
    what: Text | None = Field(default=None, description="What was wrong.")
    problem: Whole | None = Field(
        default=None,
        description="The number of the problem; one that breaches several requirements is listed for each.",
    )


class Baseline(RegisterFile):
    """`registers/baseline.yaml`: what was owed when the plan was taken on, so that a check fails at new things only."""

    NAME: ClassVar[str] = "baseline"
    KIND: ClassVar[str] = "baselined"
    TITLE: ClassVar[str] = "Findings taken on"
    COLUMNS: ClassVar[tuple[str, ...]] = ("requirement", "path", "what")

    day: Day | None = Field(default=None, description="The day on which it was drawn.")
    catalogue: Text | None = Field(default=None, description="The edition of the catalogue that it was drawn with.")
    stage: Stage | None = Field(default=None, description="The stage that was judged for.")
    total: Whole | None = Field(default=None, description="How many problems it began with.")
    findings: Many[KnownFinding] = Field(default=(), description="Those that are not mended yet.")

    @property
    def problems(self) -> int:
        """How many problems are not mended yet; one may be listed for several requirements."""
        return len({each.fingerprint if each.problem is None else each.problem for each in self.findings})

    def still(self, fingerprints: Set[str]) -> Self:
        """The baseline with those of its findings only that are among *fingerprints*."""
        return self.replace(findings=tuple(each for each in self.findings if each.fingerprint in fingerprints))
