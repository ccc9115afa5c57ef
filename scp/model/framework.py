"""The framework, strategies and horizons of joint strategic commissioning (definition of 2012)."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Money, Number, OutcomeNumber, Place, Record, Refers, Slug, Text, Whole, YesNo
from scp.model.register import RegisterFile


class Level(Enum):
    """How early help comes: before a need, at its beginning, or when it is great."""

    PREVENTION = "prevention"
    EARLY_INTERVENTION = "early-intervention"
    INTENSIVE = "intensive"


class Move(Enum):
    """Which way a share of the money goes over the plan's years."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class FrameworkBody(Record):
    """A council or Health Board that the framework covers; it may lie outside this plan's area."""

    code: Text = Field(description="Its nine-character code, for example S12000010.")
    name: Text | None = Field(default=None, description="Its name.")
    agreed: Day | None = Field(default=None, description="The day on which it agreed the framework.")
    mix_agreed: Day | None = Field(
        default=None, description="The day on which it agreed the long-term mix of services."
    )


class Balance(Record):
    """The finance lines of one level, and how their share of the money changes."""

    level: Level = Field(description="prevention, early-intervention or intensive.")
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(default=(), description="Finance lines of this level.")
    share_first: Number | None = Field(
        default=None, description="Per cent of all the money in the first year, to one place."
    )
    share_last: Number | None = Field(
        default=None, description="Per cent of all the money in the last year, to one place."
    )
    move: Move | None = Field(default=None, description="up, down or level.")


class ServiceMix(Record):
    """One kind of service in the mix that is meant in the long term."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The kind of service.")
    now: Number | None = Field(default=None, description="Per cent of the money now.")
    later: Number | None = Field(default=None, description="Per cent of the money at the end of the ten years.")


class Allocation(Record):
    """What one care group gets from each partner, and how it ranks."""

    id: Slug = Field(description="A short name.")
    care_group: Annotated[Slug, Refers("care-group")] | None = Field(
        default=None, description="Care group; none where the money is for all."
    )
    amounts: dict[Annotated[Text, Refers("partner")], Money] = Field(
        default={}, description="Pounds from each partner, by its code."
    )
    rank: Whole | None = Field(default=None, description="Its priority among the care groups: 1 comes first.")
    reason: Text | None = Field(default=None, description="Why it ranks there.")


class Framework(RegisterFile):
    """`registers/framework.yaml`: the overarching framework of the Health Board and all its councils."""

    NAME: ClassVar[str] = "framework"
    KIND: ClassVar[str] = "allocation"
    TITLE: ClassVar[str] = "Strategic commissioning framework"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "care_group", "rank", "reason")
    ABOUT: ClassVar[str] = (
        "The one framework for the Health Board area and all its councils: who agreed it, how money is allocated across "
        "care groups and partners, the balance of prevention, and the mix meant in the long term (definition of joint "
        "strategic commissioning, 2012)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "carers",
        "rank": 1,
        "reason": "The smallest sum, and the greatest strain",
    }

    title: Text | None = Field(default=None, description="The framework's title.")
    health_board: Text | None = Field(default=None, description="Code of the Health Board.")
    coterminous: YesNo | None = Field(
        default=None, description="Whether the Health Board and one council share their boundaries."
    )
    vision: Place | None = Field(default=None, description="Where its vision is set out.")
    principles: Place | None = Field(default=None, description="Where its principles are set out.")
    policy_context: Place | None = Field(default=None, description="Where its policy context is set out.")
    finances: Place | None = Field(default=None, description="Where its financial details are set out.")
    start: Day | None = Field(default=None, description="First day to which it looks ahead.")
    end: Day | None = Field(default=None, description="Last day to which it looks ahead, ten years on or more.")
    review_with: Many[Annotated[Slug, Refers("local-plan")]] = Field(
        default=(), description="Local plans with whose cycles it is reviewed."
    )
    year: Text | None = Field(default=None, description="The financial year of the allocation, for example 2027-28.")
    total: Money | None = Field(default=None, description="Pounds allocated in that year to this plan's area.")
    allocations: Many[Allocation] = Field(default=(), description="What each care group gets.")
    bodies: Many[FrameworkBody] = Field(default=(), description="The Health Board and each council of its area.")
    balance: Many[Balance] = Field(default=(), description="The three levels of prevention and their shares.")
    mix: Many[ServiceMix] = Field(default=(), description="The mix of services meant in the long term.")


class LongTermAim(Record):
    """What should be so in ten years."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The aim.")
    by: Day | None = Field(default=None, description="The day by which.")
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes by number.")


class LongTermAims(RegisterFile):
    """`registers/long-term-aims.yaml`."""

    NAME: ClassVar[str] = "long-term-aims"
    KIND: ClassVar[str] = "long-term-aim"
    TITLE: ClassVar[str] = "Aims for ten years"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "by")
    ABOUT: ClassVar[str] = (
        "What should be so in ten years. Priorities name the aims that they work towards (definition of joint strategic "
        "commissioning, 2012, chronology)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "home",
        "title": "Nobody waits in hospital for care",
        "by": "2037-03-31",
    }

    long_term_aims: Many[LongTermAim] = Field(default=(), description="Each aim.")


class Strategy(Record):
    """The joint commissioning strategy of one council's area, over all care groups (definition of 2012, scope)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    council: Annotated[Text, Refers("partner")] | None = Field(default=None, description="Code of the council.")
    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups that it covers, each with a care group plan under it."
    )
    start: Day | None = Field(default=None, description="First day to which it looks ahead.")
    end: Day | None = Field(default=None, description="Last day to which it looks ahead, ten years on or more.")
    review_with: Many[Annotated[Slug, Refers("local-plan")]] = Field(
        default=(), description="Local plans with whose cycles it is reviewed."
    )


class Strategies(RegisterFile):
    """`registers/strategies.yaml`."""

    NAME: ClassVar[str] = "strategies"
    KIND: ClassVar[str] = "strategy"
    TITLE: ClassVar[str] = "Joint commissioning strategies"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "council", "end")
    ABOUT: ClassVar[str] = (
        "Where the Health Board has several councils, the joint commissioning strategy of each council's area, with the "
        "care group plans under it: the files in care-groups/ (definition of joint strategic commissioning, 2012)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "area",
        "title": "Joint Commissioning Strategy 2027-2037",
        "start": "2027-04-01",
        "end": "2037-03-31",
    }

    strategies: Many[Strategy] = Field(default=(), description="Each strategy.")


class Action(Record):
    """What is done in one year."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is done, beginning with a verb.")
    year: Text | None = Field(default=None, description="Financial year, for example 2027-28.")
    commitment: Annotated[Slug, Refers("commitment")] | None = Field(
        default=None, description="The commitment of priorities.yaml that it carries out."
    )
    cost: Money | None = Field(default=None, description="Pounds in that year; 0 where it needs none.")
    delivered_by: Text | None = Field(default=None, description="The team or provider that does it, and how.")
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    done: Day | None = Field(default=None, description="The day on which it was done.")


class Actions(RegisterFile):
    """`registers/actions.yaml`: the rolling implementation plan of three years, a list of actions for each year."""

    NAME: ClassVar[str] = "actions"
    KIND: ClassVar[str] = "action"
    TITLE: ClassVar[str] = "Implementation plan"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "year", "commitment", "cost")
    ABOUT: ClassVar[str] = (
        "What is done in each of three years, refreshed each year; each action carries out a commitment of priorities.yaml "
        "(definition of joint strategic commissioning, 2012, chronology)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "first-hubs",
        "title": "Open the hubs in two towns",
        "year": "2027-28",
        "cost": 350000,
        "delivered_by": "The mental health team with the third sector interface",
        "owner": "Head of Adult and Community Services",
    }

    refreshed: Day | None = Field(default=None, description="The day on which it was last refreshed.")
    decision: Text | None = Field(default=None, description="The decision that took it.")
    actions: Many[Action] = Field(default=(), description="Each action.")


REGISTERS: tuple[type[RegisterFile], ...] = (Framework, Strategies, LongTermAims, Actions)
