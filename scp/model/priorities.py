"""Strategic priorities and what they commit the authority to."""

from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Money, Names, Number, OutcomeNumber, Place, Record, Refers, Slug, Text
from scp.model.register import RegisterFile


class Objective(Enum):
    """The four objectives of integration (review of progress, 2019, reviewing progress)."""

    PEOPLE = "people"
    LEADERSHIP = "leadership"
    ACCOUNT = "account"
    MONEY = "money"

    @property
    def words(self) -> str:
        return {
            "people": "services integrated around the needs of people, their carers and families",
            "leadership": "strong and consistent clinical and care professional leadership",
            "account": "providers held to account jointly for improved delivery",
            "money": "flexible, sustainable finances that put the needs of people first",
        }[self.value]


class Milestone(Record):
    """Something that will be so by a day."""

    by: Day | None = Field(default=None, description="The day.")
    text: Text = Field(description="What will be so by then.")


class Commitment(Record):
    """Something that will be done, by whom and when."""

    id: Slug = Field(description="A short name.")
    text: Text = Field(description="What will be done, beginning with a verb.")
    by: Day | None = Field(default=None, description="When it will be done.")
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups that it is for."
    )
    kinds: Many[Text] = Field(
        default=(), description="prevention, community-capacity, culture, workforce, invest or disinvest."
    )
    resource: Text | None = Field(default=None, description="What it will take.")
    no_direction: Text | None = Field(
        default=None, description="Why no partner has to be directed to carry it out, where none has."
    )
    change: Money | None = Field(
        default=None, description="Pounds a year more (with a minus: less) in the plan's last year than in its first."
    )
    scores: dict[Slug, Number] = Field(
        default={}, description="Its score for each criterion of registers/appraisals.yaml, by the criterion's id."
    )
    appraisals: Many[Annotated[Slug, Refers("appraisal")]] = Field(
        default=(), description="Option appraisals that it rests on."
    )


class Measure(Record):
    """How people will know that a priority is being achieved."""

    indicator: Annotated[Text, Names("indicator")] | None = Field(
        default=None, description="A core indicator, for example ni-19."
    )
    title: Text | None = Field(default=None, description="What is measured, where it is no core indicator.")
    kind: Text | None = Field(
        default=None, description="`experience` where people say how it was for them, else `activity`."
    )
    baseline: Text | None = Field(default=None, description="Where it stands, with the year.")
    target: Text | None = Field(default=None, description="Where it should be, with the year.")
    value: Number | None = Field(default=None, description="The baseline as a number.")


class Cycle(Record):
    """Where the priority stands in the commissioning cycle (guidance 2015 para 4.1)."""

    analyse: Text | None = Field(default=None, description="The needs, services and money looked at.")
    plan: Text | None = Field(default=None, description="What was chosen, and from which options.")
    do: Text | None = Field(default=None, description="How it will be put into effect.")
    review: Text | None = Field(default=None, description="How and when it will be looked at again.")


class Priority(Record):
    """One strategic priority and its links."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The priority in a few words.")
    statement: Text | None = Field(default=None, description="What will be different for people.")
    needs: Many[Annotated[Slug, Refers("need")]] = Field(
        default=(), description="Findings of the needs assessment that it answers."
    )
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes by number.")
    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups; all where none is named."
    )
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities; all where none is named."
    )
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines that pay for it."
    )
    pillars: Many[Annotated[Slug, Names("pillar")]] = Field(
        default=(), description="Pillars of reform that it serves (guidance 2015 para 3.2)."
    )
    aims: Many[Annotated[Slug, Names("aim")]] = Field(
        default=(), description="Core aims of integration that it serves (guidance 2015 para 2.2)."
    )
    objectives: Many[Objective] = Field(
        default=(), description="Objectives of integration that it serves: people, leadership, account, money."
    )
    long_term_aims: Many[Annotated[Slug, Refers("long-term-aim")]] = Field(
        default=(), description="Aims for ten years that it works towards."
    )
    measures: Many[Measure] = Field(default=(), description="How people will know.")
    milestones: Many[Milestone] = Field(
        default=(), description="What will be so by when, besides the days of its commitments."
    )
    commitments: Many[Commitment] = Field(default=(), description="What will be done.")
    cycle: Cycle | None = Field(default=None, description="Its place in the commissioning cycle.")
    story: Text | None = Field(default=None, description="One plain sentence: how somebody's life will be better.")
    evidence: Many[Place] = Field(default=(), description="Papers that stand behind it.")


class Priorities(RegisterFile):
    """`priorities.yaml`."""

    NAME: ClassVar[str] = "priorities"
    KIND: ClassVar[str] = "priority"
    TITLE: ClassVar[str] = "Strategic priorities"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "outcomes", "care_groups")
    PATH: ClassVar[str] = "priorities.yaml"

    priorities: Many[Priority] = Field(default=(), description="The strategic priorities in order.")
