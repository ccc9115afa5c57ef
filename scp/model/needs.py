"""Needs findings, option appraisals, risks and trends (2015 guidance Annex A (f), (i))."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Money, Number, Place, Record, Refers, Slug, Span, Text, Whole
from scp.model.register import RegisterFile


class Need(Record):
    """One finding of the joint strategic needs assessment: what was seen, of whom, where and when."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The finding in a sentence.")
    facts: Many[Annotated[Slug, Refers("fact")]] = Field(
        default=(), description="Facts of facts.yaml that show it; they carry figure, source and day."
    )
    figure: Number | None = Field(default=None, description="The figure that shows it, where it is no fact.")
    unit: Text | None = Field(default=None, description="What the figure counts, for example % of households.")
    source: Text | None = Field(default=None, description="Where the figure comes from, where it is no fact.")
    date: Day | None = Field(default=None, description="The day that the figure is for, where it is no fact.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities where it was found; the whole area where none is named."
    )
    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups whom it concerns; all where none is named."
    )
    forecast: Text | None = Field(default=None, description="What it comes to if nothing changes.")
    forecast_year: Whole | None = Field(default=None, description="The year for which that is forecast.")


class Needs(RegisterFile):
    """`registers/needs.yaml`: the joint strategic needs assessment and what it found."""

    NAME: ClassVar[str] = "needs"
    KIND: ClassVar[str] = "need"
    TITLE: ClassVar[str] = "Needs findings"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "localities", "care_groups")
    ABOUT: ClassVar[str] = (
        "What the joint strategic needs assessment found, each finding with its figure, source and day (guidance 2015 "
        "Annex A (f)). Priorities name the findings that they answer."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "delay",
        "title": "People wait in hospital for care at home",
        "figure": 9344,
        "unit": "days of delay in a year",
        "source": "Public Health Scotland",
        "date": "2025-03-31",
        "forecast": "300 more packages of care at home",
        "forecast_year": 2035,
    }

    paper: Place | None = Field(default=None, description="The paper of the assessment.")
    completed: Day | None = Field(default=None, description="The day on which the assessment was finished.")
    overseen: Text | None = Field(default=None, description="The decision by which the authority took it.")
    sources: Many[Text] = Field(default=(), description="Where its data come from.")
    gaps: Text | None = Field(default=None, description="What is not known, and what will be done about it.")
    lasts_months: Span | None = Field(
        default=None, description="How old it may be when the plan is made final, in months; 36 where none is set."
    )
    needs: Many[Need] = Field(default=(), description="Each finding.")


class Criterion(Record):
    """Something by which options and ideas are judged."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is judged.")
    weight: Number | None = Field(default=None, description="How much it counts against the others.")


class Option(Record):
    """One way of doing it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The option in a few words.")
    scores: dict[Slug, Number] = Field(default={}, description="Its score for each criterion, by the criterion's id.")
    cost: Text | None = Field(default=None, description="What it costs against now.")


class Appraisal(Record):
    """One option appraisal: options, scores and what was chosen."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was to be decided.")
    paper: Place | None = Field(default=None, description="The paper that tells it in full.")
    discussed: Text | None = Field(default=None, description="Who wrote or discussed the options, and when.")
    scored: Day | None = Field(default=None, description="The day on which the options were last scored.")
    options: Many[Option] = Field(default=(), description="The options, the way things are now among them.")
    chosen: Slug | None = Field(
        default=None, description="The id of the option chosen; in a draft, the one it follows."
    )
    chosen_because: Text | None = Field(
        default=None, description="Why, where another option has the higher score or the same."
    )
    decided: Day | None = Field(default=None, description="The day of the decision.")
    decision: Text | None = Field(default=None, description="The decision's reference.")


class Appraisals(RegisterFile):
    """`registers/appraisals.yaml`: the method for choosing, and each option appraisal."""

    NAME: ClassVar[str] = "appraisals"
    KIND: ClassVar[str] = "appraisal"
    TITLE: ClassVar[str] = "Option appraisals"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "chosen", "decided")
    ABOUT: ClassVar[str] = (
        "How it was chosen what to do more of and what to do less of: the method, agreed and published before it was "
        "used, and each appraisal with its options and scores (guidance 2015 paras 2.5, 6.2 and Annex A (f))."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "day-centres",
        "title": "Day centres, or days in the community",
        "scored": "2026-05-19",
        "options": [
            {"id": "as-now", "title": "Keep five centres", "scores": {"matters": 3, "prevents": 2}},
            {"id": "three", "title": "Keep three", "scores": {"matters": 4, "prevents": 4}},
        ],
        "chosen": "three",
        "decided": "2026-08-27",
        "decision": "Board, 27 August 2026, item 5",
    }

    method: Place | None = Field(default=None, description="The paper that sets out the method.")
    approved: Day | None = Field(default=None, description="The day on which the method was approved.")
    approved_by: Text | None = Field(default=None, description="The body that approved it.")
    published: Day | None = Field(default=None, description="The day on which the method was published.")
    first_used: Day | None = Field(default=None, description="The day on which it was first used.")
    most: Number | None = Field(default=None, description="The highest score for one criterion.")
    line: Number | None = Field(default=None, description="The weighted score from which an idea goes into the plan.")
    threshold: Money | None = Field(
        default=None, description="Pounds a year from which a change needs an option appraisal."
    )
    appraisals: Many[Appraisal] = Field(default=(), description="Each appraisal.")
    criteria: Many[Criterion] = Field(default=(), description="What is judged, with weights.")

    def weighted(self, scores: Mapping[str, Decimal]) -> Decimal:
        """The weighted score: each score times the weight of its criterion, added up."""
        return sum((scores.get(each.id, Decimal(0)) * (each.weight or 0) for each in self.criteria), Decimal(0))

    def ranking(self, appraisal: Appraisal) -> tuple[tuple[Option, Decimal], ...]:
        """The options of *appraisal* with their weighted scores, best first."""
        found = [(each, self.weighted(each.scores)) for each in appraisal.options]
        return tuple(sorted(found, key=lambda each: -each[1]))


class RiskKind(Enum):
    """Something that may happen, or a change in needs that is already seen."""

    RISK = "risk"
    TREND = "trend"


class Risk(Record):
    """A risk to the plan, or a trend that it did not foresee (guidance 2015 Annex A (i))."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What may happen, or what is changing.")
    kind: RiskKind | None = Field(default=None, description="risk or trend.")
    raised: Day | None = Field(default=None, description="The day on which it was raised.")
    raised_by: Text | None = Field(default=None, description="Who raised it: a post or a body.")
    needs: Many[Annotated[Slug, Refers("need")]] = Field(default=(), description="Needs findings that it changes.")
    partners: Many[Annotated[Text, Refers("partner")]] = Field(
        default=(), description="Codes of the partners who carry it together."
    )
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    mitigation: Text | None = Field(default=None, description="What is done about it.")
    discussed: Day | None = Field(default=None, description="The day on which the partners last discussed it.")
    decided: Day | None = Field(default=None, description="The day on which it was decided what to do about it.")
    decision: Text | None = Field(default=None, description="What was decided, and by whom.")
    slow_because: Text | None = Field(default=None, description="Why the decision took longer than the plan allows.")
    closed: Day | None = Field(default=None, description="The day on which it was over.")

    @property
    def is_joint(self) -> bool:
        """Whether two partners or more carry it."""
        return len(set(self.partners)) > 1

    @property
    def days_to_decision(self) -> int | None:
        """Days from raising it to the decision on it; None where one of the two is not known."""
        return (self.decided - self.raised).days if self.decided and self.raised else None


class Risks(RegisterFile):
    """`registers/risks.yaml`."""

    NAME: ClassVar[str] = "risks"
    KIND: ClassVar[str] = "risk"
    TITLE: ClassVar[str] = "Risks and trends"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "kind", "owner", "raised", "decided")
    ABOUT: ClassVar[str] = (
        "Risks that the partners carry together, and trends seen since the needs assessment, each with the days it took "
        "to decide about it (guidance 2015 Annex A (i); review of progress 2019)."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "home-carers",
        "title": "Home carers cannot be found",
        "kind": "risk",
        "raised": "2027-01-14",
        "owner": "Chief Officer",
        "mitigation": "A care academy, and pay for travel time",
        "decided": "2027-02-11",
        "decision": "Board, 11 February 2027, item 8",
    }

    none_because: Text | None = Field(default=None, description="Why nothing was raised, where nothing was.")
    answer_within_days: Span | None = Field(
        default=None, description="Days within which a decision is to be taken; 90 where none are set."
    )
    looked_at: Day | None = Field(default=None, description="The day on which the register was last gone through.")
    risks: Many[Risk] = Field(default=(), description="Each risk and trend.")


REGISTERS: tuple[type[RegisterFile], ...] = (Needs, Appraisals, Risks)
