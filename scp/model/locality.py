"""Localities and the arrangements that are set out for each of them separately (s29(3))."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field, InstanceOf

from scp.model.record import Day, Many, Number, OutcomeNumber, Place, Record, Refers, Slug, Text, Whole
from scp.model.text import Section


class Status(Enum):
    """How far a piece of writing has come."""

    TO_WRITE = "to-write"
    DRAFT = "draft"
    DONE = "done"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class Arrangement(Record):
    """How some functions will be carried out in one locality (s29(2)(a), (3)(b)).

    Its text is the level-2 section of the same slug in the locality's body.
    """

    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups that it is for."
    )
    functions: Many[Annotated[Slug, Refers("function")]] = Field(
        default=(), description="Delegated functions that it carries out, from registers/functions.yaml."
    )
    outcomes: dict[OutcomeNumber, Text | None] = Field(
        default={}, description="National outcomes by number, each with how the arrangement contributes to it."
    )
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines that pay for it."
    )
    status: Status = Field(default=Status.TO_WRITE, description="to-write, draft or done.")
    section: InstanceOf[Section] | None = Field(default=None, exclude=True, json_schema_extra={"from_file": True})


class AgeGroups(Record):
    """People by age at a date."""

    date: Day | None = Field(default=None, description="The day counted.")
    under_16: Whole | None = Field(default=None, description="People aged 0 to 15.")
    from_16_to_64: Whole | None = Field(default=None, description="People aged 16 to 64.")
    from_65_to_74: Whole | None = Field(default=None, description="People aged 65 to 74.")
    from_75_to_84: Whole | None = Field(default=None, description="People aged 75 to 84.")
    over_84: Whole | None = Field(default=None, description="People aged 85 and over.")
    source: Text | None = Field(default=None, description="Who published the figures.")


class Deprivation(Record):
    """Share of people by fifths of the Scottish Index of Multiple Deprivation, in per cent."""

    edition: Text | None = Field(default=None, description="Edition of the index, for example SIMD 2020v2.")
    fifths: Many[Number] = Field(default=(), description="Five shares in per cent, the most deprived fifth first.")
    source: Text | None = Field(default=None, description="Who published the figures.")


class LocalityView(Record):
    """What people in the locality said, and what it changed (guidance 2015 para 4.6)."""

    source: Text | None = Field(default=None, description="Who said it: a meeting, group or survey.")
    date: Day | None = Field(default=None, description="When.")
    view: Text | None = Field(default=None, description="What was said.")
    effect: Text | None = Field(default=None, description="What it changed in the plan, or why nothing.")


class LocalityGroup(Record):
    """The locality planning group, by role and never by name (guidance 2015 para 4.6)."""

    name: Text | None = Field(default=None, description="Name of the group.")
    clinical_lead: Text | None = Field(default=None, description="Post that leads for health professionals.")
    professional_lead: Text | None = Field(default=None, description="Post that leads for social care.")
    community_members: Many[Text] = Field(default=(), description="Members from the community, by role.")


class LocalityPriority(Record):
    """What the locality wants first, and where the plan takes it up (guidance 2015 para 6.2)."""

    title: Text = Field(description="The priority in one sentence.")
    priority: Annotated[Slug, Refers("priority")] | None = Field(
        default=None, description="Strategic priority that takes it up."
    )
    not_adopted: Text | None = Field(default=None, description="Why the plan does not take it up.")


class Locality(Record):
    """One of the two or more parts into which the area is divided (s29(3)(a))."""

    id: Slug = Field(description="The name of its file.", json_schema_extra={"from_file": True})
    name: Text = Field(description="Its name.")
    council: Text | None = Field(default=None, description="Code of the council whose area it is part of.")
    boundary: Text | None = Field(default=None, description="Its boundary in words: towns, wards or data zones.")
    population: Whole | None = Field(default=None, description="People who live there.")
    population_date: Day | None = Field(default=None, description="The day counted.")
    population_source: Text | None = Field(default=None, description="Who published the figure.")
    age_groups: AgeGroups | None = Field(default=None, description="People by age.")
    deprivation: Deprivation | None = Field(default=None, description="People by fifth of deprivation.")
    not_available: dict[str, Text] = Field(default={}, description="What is not known, with the reason.")
    group: LocalityGroup | None = Field(default=None, description="The locality planning group.")
    views: Many[LocalityView] = Field(default=(), description="What people in the locality said.")
    priorities: Many[LocalityPriority] = Field(default=(), description="What the locality wants first.")
    community_planning: Text | None = Field(default=None, description="Community-planning localities it overlaps.")
    evidence: Many[Place] = Field(default=(), description="Papers that stand behind the section.")
    arrangements: dict[Slug, Arrangement] = Field(
        default={}, description="One entry for each level-2 heading of the body, by its slug."
    )
    section: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})
    introduction: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})

    @property
    def path(self) -> str:
        return f"localities/{self.id}.md"

    @property
    def outcomes(self) -> frozenset[int]:
        """National outcomes that its arrangements contribute to, by number."""
        return frozenset(number for each in self.arrangements.values() for number, how in each.outcomes.items() if how)

    @property
    def functions(self) -> frozenset[str]:
        """Functions that its arrangements carry out."""
        return frozenset(function for each in self.arrangements.values() for function in each.functions)

    def status_for(self, care_group: str) -> Status | None:
        """The least advanced of its arrangements for *care_group*; None where there is none."""
        order = list(Status)
        found = [each.status for each in self.arrangements.values() if care_group in each.care_groups]
        return min(found, key=order.index) if found else None
