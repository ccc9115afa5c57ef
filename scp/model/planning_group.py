"""The strategic planning group (s.32; SSI 2014/308)."""

from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, Place, Record, Refers, Slug, Span, Text, Whole, YesNo
from scp.model.register import RegisterFile


class AreaTest(Enum):
    """What ties the member of a prescribed group to the council's area (SSI 2014/308 reg.2(2))."""

    RESIDES = "resides"
    CARES = "cares-for-resident"
    OPERATES = "operates"

    @property
    def words(self) -> str:
        return {
            "resides": "the member lives in the area",
            "cares-for-resident": "the member cares for somebody who lives in the area",
            "operates": "the member works, or the organisation works, in the area",
        }[self.value]


class ThirdSectorKind(Enum):
    """The bodies that count as third sector bodies, besides charities (SSI 2014/308 reg.2(3))."""

    THIRD_SECTOR = "third-sector-body"
    REPRESENTATIVE = "representative-group"
    INTEREST = "interest-group"
    ENTERPRISE = "social-enterprise"
    COMMUNITY = "community-organisation"


class Seat(Record):
    """One seat of the group and who holds it, by post or by what they bring; users and carers never by name."""

    id: Slug = Field(description="A short name for the seat.")
    seat: Annotated[Text, Names("seat")] = Field(
        description="A prescribed group (spg-a to spg-l), a nominee, locality-representative or other."
    )
    holder: Text | None = Field(
        default=None, description="The post or organisation that holds the seat; never a person's name."
    )
    start: Day | None = Field(default=None, description="First day in the seat.")
    end: Day | None = Field(default=None, description="Last day in the seat, once it is known.")
    ended_by: Text | None = Field(
        default=None, description="Who ended it: the member, the nominating body or the authority."
    )
    end_reason: Text | None = Field(default=None, description="Why it ended.")
    nominated_by: Text | None = Field(default=None, description="Code of the body that nominated the member.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities that the member represents (s32(7), (9))."
    )
    selected: Day | None = Field(
        default=None, description="The day the authority selected a locality's representative (s32(8))."
    )
    decision: Text | None = Field(default=None, description="The decision that appointed or selected the member.")
    reason: Text | None = Field(default=None, description="Why the authority added the seat (s32(1)(e)).")
    filling: Text | None = Field(default=None, description="What is being done about a vacancy.")
    area_test: AreaTest | None = Field(
        default=None,
        description="For a prescribed group, what ties the member to the area: resides, cares-for-resident (the person "
        "cared for lives there) or operates.",
    )
    area_test_met: YesNo | None = Field(
        default=None, description="Whether the member confirmed that it is so; no address is kept."
    )
    professional: Annotated[Slug, Names("professional-register")] | None = Field(
        default=None,
        description="For a professional's seat, the register or social care role, for example gmc or sssc.",
    )
    body_kind: ThirdSectorKind | None = Field(
        default=None,
        description="For the third sector's seat: third-sector-body, representative-group, interest-group, "
        "social-enterprise or community-organisation.",
    )

    def is_held(self, day: date) -> bool:
        """Whether somebody holds the seat on *day*."""
        return self.was_held(day) and (self.end is None or self.end >= day)

    def was_held(self, day: date) -> bool:
        """Whether somebody has held the seat on *day* or before it."""
        return self.holder is not None and self.start is not None and self.start <= day


class Meeting(Record):
    """A meeting of the group."""

    date: Day = Field(description="The day.")
    papers_sent: Day | None = Field(default=None, description="The day the papers went out.")
    about: Text | None = Field(default=None, description="What was discussed.")
    performance: Place | None = Field(default=None, description="The performance paper that was discussed.")


class PlanningGroup(RegisterFile):
    """`registers/planning-group.yaml`: the group, its procedure and its members."""

    NAME: ClassVar[str] = "planning-group"
    KIND: ClassVar[str] = "seat"
    TITLE: ClassVar[str] = "Strategic planning group"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "seat", "holder", "start", "end")

    established: Day | None = Field(default=None, description="The day the authority set up the group (s32(1)).")
    size: Whole | None = Field(default=None, description="How many members the authority decided on (s32(3)(a)).")
    appointment: Text | None = Field(
        default=None, description="How members are appointed, removed and replaced (s32(3)(b))."
    )
    decision: Text | None = Field(default=None, description="The decision that settled size and process.")
    procedure: Place | None = Field(
        default=None, description="The paper that sets out the group's procedure (s32(11))."
    )
    procedure_approved: Day | None = Field(default=None, description="The day the procedure was approved.")
    expenses: YesNo | None = Field(default=None, description="Whether members' expenses are paid (s32(12)).")
    expenses_policy: Place | None = Field(
        default=None, description="The paper that says which expenses are paid and how (review of 2019, 6(iii))."
    )
    support: Text | None = Field(
        default=None, description="How members are helped to take part (guidance 2015 Annex A (d))."
    )
    papers_lead_days: Span | None = Field(default=None, description="Days before a meeting by which papers go out.")
    members: Many[Seat] = Field(default=(), description="Each seat, past and present.")
    meetings: Many[Meeting] = Field(default=(), description="The group's meetings.")
