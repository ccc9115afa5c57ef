"""Directions to partners, the money that goes with them, and directions that bind the authority (ss.26-28, 38, 52)."""

from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import (
    Day,
    Many,
    Money,
    Names,
    OutcomeNumber,
    Place,
    Record,
    Refers,
    Slug,
    Text,
    WebAddress,
    YesNo,
)
from scp.model.register import RegisterFile


class Split(Enum):
    """How a function that is directed to more than one body is divided between them (s26(5))."""

    JOINTLY = "jointly"
    ONLY_SO_FAR = "only-so-far"
    BY_AREA = "by-area"
    PARTICULAR_THINGS = "particular-things"


class SharedFunction(Record):
    """The part of a function that this direction gives, where another direction gives the rest (s26(4), (5))."""

    function: Annotated[Slug, Refers("function")] = Field(description="The function.")
    split: Split | None = Field(default=None, description="jointly, only-so-far, by-area or particular-things.")
    part: Text | None = Field(default=None, description="The part that this body carries out.")


class DirectedMoney(Record):
    """What a direction pays, or sets aside, for one year (s27(1)(a), (b))."""

    year: Text = Field(description="Financial year, for example 2027-28.")
    payment: Money | None = Field(default=None, description="Pounds paid to the body for the functions.")
    set_aside: Money | None = Field(
        default=None, description="Pounds set aside by the Health Board for hospital functions."
    )


class Condition(Record):
    """A condition on how the function is carried out, for example that information is given (s27(1)(d), (2))."""

    text: Text = Field(description="What must be done.")
    due: Day | None = Field(default=None, description="The day by which a report or information is to be given.")
    met: Day | None = Field(default=None, description="The day it was given.")


class Progress(Record):
    """How far a direction had been carried out on one day (s27(4))."""

    date: Day = Field(description="The day.")
    note: Text = Field(description="What was done, and what was not.")


class DirectionStatus(Enum):
    """How far a direction has been carried out."""

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    DELIVERED = "delivered"


class Direction(Record):
    """A written direction to a council or Health Board to carry out functions (ss26, 27)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it is about.")
    recipient: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board that is directed."
    )
    functions: Many[Annotated[Slug, Refers("function")]] = Field(
        default=(), description="Delegated functions that it is to carry out."
    )
    services: Many[Text] = Field(default=(), description="The services meant.")
    whole_area: YesNo | None = Field(default=None, description="Whether it is for the whole area.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities that it is for, where it is not for all."
    )
    shared: Many[SharedFunction] = Field(
        default=(), description="Functions that another direction gives to another body as well (s26(4))."
    )
    money: Many[DirectedMoney] = Field(default=(), description="The payment or the amount set aside, year by year.")
    payment_method: Text | None = Field(
        default=None, description="How the payment is worked out, where no amount is stated (s27(1)(b))."
    )
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines of the plan that the money comes from."
    )
    use_of_funds: Text | None = Field(default=None, description="How the money is to be used (s27(1)(c)).")
    conditions: Many[Condition] = Field(default=(), description="Conditions (s27(1)(d)).")
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes that it serves, by number.")
    principles: Many[Annotated[Slug, Names("principle")]] = Field(
        default=(), description="Delivery principles that it serves: main-purpose, or principle-i to principle-xii."
    )
    commitments: Many[Annotated[Slug, Refers("commitment")]] = Field(
        default=(), description="Commitments of priorities.yaml that it puts into action."
    )
    decision: Annotated[Slug, Refers("minute")] | None = Field(
        default=None, description="The decision that it follows from, in registers/minutes.yaml."
    )
    advice: Many[Text] = Field(default=(), description="Posts and bodies that gave advice, each with what it was on.")
    responsible: Text | None = Field(default=None, description="The post that answers for carrying it out.")
    issued: Day | None = Field(default=None, description="The day on which it was given.")
    signed_by: Text | None = Field(default=None, description="The post that signed it; never a person's name.")
    signed: Day | None = Field(default=None, description="The day on which it was signed.")
    begins: Day | None = Field(default=None, description="The first day on which it has effect.")
    ends: Day | None = Field(default=None, description="The last day on which it has effect, once known.")
    deliver_by: Day | None = Field(default=None, description="The day by which it is to be carried out.")
    revokes: Many[Annotated[Slug, Refers("direction")]] = Field(
        default=(), description="Earlier directions that end when this one begins (s27(5)(a))."
    )
    varies: Many[Annotated[Slug, Refers("direction")]] = Field(
        default=(), description="Earlier directions that it changes and that stay in force (s27(5)(a))."
    )
    acknowledged: Day | None = Field(default=None, description="The day on which the body acknowledged it.")
    status: DirectionStatus | None = Field(default=None, description="not-begun, under-way or delivered.")
    progress: Many[Progress] = Field(default=(), description="Dated notes on how it is being carried out.")

    @property
    def starts(self) -> date | None:
        """The first day on which it has effect: the day it was given where no other is stated."""
        return self.begins or self.issued

    def year(self, year: str) -> DirectedMoney | None:
        """Its money for *year*; None where it states none."""
        return next((each for each in self.money if each.year == year), None)


class LogReview(Record):
    """One occasion on which the log of directions was looked through (guidance on directions 2020)."""

    date: Day = Field(description="The day.")
    by: Text = Field(description="The committee.")
    result: Text | None = Field(default=None, description="What came of it.")


class Directions(RegisterFile):
    """`registers/directions.yaml`."""

    NAME: ClassVar[str] = "directions"
    KIND: ClassVar[str] = "direction"
    TITLE: ClassVar[str] = "Directions"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "recipient", "issued", "ends", "status")
    ABOUT: ClassVar[str] = (
        "Directions to the councils and the Health Board. A joint board gives one for every function that is "
        "delegated, not only for new decisions (2014 Act ss26, 27)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar = {
        "id": "nhs-primary-care",
        "title": "GP practices and care out of hours",
        "recipient": "S08000024",
        "functions": ["general-practice", "out-of-hours"],
        "services": ["GP practices", "The service out of hours"],
        "whole_area": "yes",
        "money": [{"year": "2027-28", "payment": 20000000}],
        "use_of_funds": "Contracts of GP practices, and doctors and nurses who work out of hours.",
        "outcomes": [1, 3],
        "principles": ["main-purpose", "principle-i"],
        "responsible": "General Manager for Primary Care",
        "advice": ["Clinical Director, on safe cover out of hours"],
        "issued": "2027-03-01",
        "signed_by": "Chief Officer",
        "signed": "2027-03-01",
        "begins": "2027-04-01",
        "acknowledged": "2027-03-08",
        "status": "not-begun",
    }

    policy: Place | None = Field(default=None, description="The policy on directions.")
    policy_agreed: Day | None = Field(default=None, description="The day on which the policy was agreed.")
    directions: Many[Direction] = Field(default=(), description="Each direction: issued, varied, revoked, delivered.")
    reviews: Many[LogReview] = Field(default=(), description="When the log of directions was looked through.")


class Payment(Record):
    """Money paid under a direction (s27(3))."""

    id: Slug = Field(description="A short name.")
    direction: Annotated[Slug, Refers("direction")] = Field(description="The direction.")
    year: Text | None = Field(default=None, description="The financial year it is for, for example 2027-28.")
    amount: Money | None = Field(default=None, description="Pounds.")
    paid: Day | None = Field(default=None, description="The day it was paid.")


class Payments(RegisterFile):
    """`registers/payments.yaml`."""

    NAME: ClassVar[str] = "payments"
    KIND: ClassVar[str] = "payment"
    TITLE: ClassVar[str] = "Payments under directions"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "direction", "year", "amount", "paid")
    ABOUT: ClassVar[str] = (
        "What was paid under each direction, year by year. The authority must make the payments that its directions "
        "provide for (2014 Act s27(3))."
    )
    STAGE: ClassVar[str] = ""
    EXAMPLE: ClassVar = {
        "id": "nhs-primary-care-2027-28",
        "direction": "nhs-primary-care",
        "year": "2027-28",
        "amount": 20000000,
        "paid": "2028-03-31",
    }

    payments: Many[Payment] = Field(default=(), description="Each payment.")


class SetAsideReport(Record):
    """A report by the Health Board on an amount that is set aside, and the balance that follows (s28)."""

    id: Slug = Field(description="A short name.")
    direction: Annotated[Slug, Refers("direction")] = Field(description="The direction that sets the amount aside.")
    year: Text | None = Field(default=None, description="The financial year reported on, for example 2027-28.")
    until: Day | None = Field(default=None, description="The last day reported on.")
    due: Day | None = Field(default=None, description="The day by which the authority wants the report.")
    received: Day | None = Field(default=None, description="The day it came.")
    used: Money | None = Field(default=None, description="Pounds used from the beginning of the year to that day.")
    settled: Day | None = Field(default=None, description="The day on which the balance of the year was settled.")
    settlement: Money | None = Field(
        default=None,
        description="Pounds settled: above 0 what the Health Board pays back, below 0 what it is paid (s28(2)-(4)).",
    )


class SetAsideReports(RegisterFile):
    """`registers/set-aside-reports.yaml`."""

    NAME: ClassVar[str] = "set-aside-reports"
    KIND: ClassVar[str] = "set-aside-report"
    TITLE: ClassVar[str] = "Reports on money set aside"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "direction", "until", "due", "received", "used")
    ABOUT: ClassVar[str] = (
        "When the Health Board is to report on the amounts set aside for hospital care, and what it reported "
        "(2014 Act s28(5), (6)); the report to the end of a year gives the balance (s28(2)-(4))."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar = {
        "id": "to-september-2027",
        "direction": "nhs-unplanned-care",
        "year": "2027-28",
        "until": "2027-09-30",
        "due": "2027-11-12",
    }

    set_aside_reports: Many[SetAsideReport] = Field(default=(), description="Each report, from the day it is asked.")


class MinisterStatus(Enum):
    """How far a direction of the Scottish Ministers has been followed."""

    TO_DO = "to-do"
    UNDER_WAY = "under-way"
    DONE = "done"


class MinistersDirection(Record):
    """A written direction of the Scottish Ministers that binds the authority (s52)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it is about.")
    date: Day | None = Field(default=None, description="The day of the direction.")
    url: WebAddress | None = Field(default=None, description="Where its text can be read.")
    paper: Place | None = Field(default=None, description="Its text, where it is kept with the plan.")
    action: Text | None = Field(default=None, description="What the authority does because of it.")
    responsible: Text | None = Field(default=None, description="The post that answers for it.")
    due: Day | None = Field(default=None, description="The day by which it is to be done.")
    status: MinisterStatus | None = Field(default=None, description="to-do, under-way or done.")
    done: Day | None = Field(default=None, description="The day on which it was done.")


class MinistersDirections(RegisterFile):
    """`registers/ministers-directions.yaml`."""

    NAME: ClassVar[str] = "ministers-directions"
    KIND: ClassVar[str] = "ministers-direction"
    TITLE: ClassVar[str] = "Directions of the Scottish Ministers"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "due", "status")
    ABOUT: ClassVar[str] = (
        "Written directions of the Scottish Ministers, which the authority must follow (2014 Act s52)."
    )
    STAGE: ClassVar[str] = ""
    EXAMPLE: ClassVar = {
        "id": "winter-return",
        "title": "Weekly return on delayed discharge",
        "date": "2027-10-01",
        "url": "https://www.example.org/direction",
        "action": "The return is sent each Monday",
        "responsible": "Chief Officer",
        "due": "2027-11-01",
        "status": "done",
        "done": "2027-10-25",
    }

    ministers_directions: Many[MinistersDirection] = Field(default=(), description="Each direction.")


class Substitution(Record):
    """Other days that the partners put in place of those of their direction (s38(5))."""

    decided: Day = Field(description="The day on which the partners decided.")
    prepare_by: Day | None = Field(default=None, description="The new day by which the plan is to be final.")
    period_begins: Day | None = Field(default=None, description="The new day on which its period begins.")


class ReplacementDirection(Record):
    """A direction of all the partners that the board replace its plan (s38)."""

    id: Slug = Field(description="A short name.")
    issuers: Many[Annotated[Text, Refers("partner")]] = Field(
        default=(), description="Codes of every council and the Health Board, which give it together."
    )
    found_by: Many[Annotated[Text, Refers("partner")]] = Field(
        default=(), description="Codes of those that the plan keeps from working properly; one is enough (s38(1))."
    )
    ground: Text | None = Field(default=None, description="What the plan keeps them from doing.")
    given: Day | None = Field(default=None, description="The day on which it was given.")
    document: Place | None = Field(default=None, description="The written direction.")
    reasons: Text | None = Field(default=None, description="The summary of reasons (s38(3)).")
    prepare_by: Day | None = Field(default=None, description="The day by which the new plan is to be final.")
    period_begins: Day | None = Field(default=None, description="The day on which its period begins.")
    substitutions: Many[Substitution] = Field(default=(), description="Days put in place of those, oldest first.")
    edition: Slug | None = Field(default=None, description="The edition of the plan that answers it.")

    @property
    def final_by(self) -> date | None:
        """The day by which the plan is to be final, as last put."""
        return next((each.prepare_by for each in reversed(self.substitutions) if each.prepare_by), self.prepare_by)

    @property
    def begins(self) -> date | None:
        """The day on which the new plan's period begins, as last put."""
        later = (each.period_begins for each in reversed(self.substitutions) if each.period_begins)
        return next(later, self.period_begins)


class ReplacementDirections(RegisterFile):
    """`registers/replacement-directions.yaml`."""

    NAME: ClassVar[str] = "replacement-directions"
    KIND: ClassVar[str] = "replacement-direction"
    TITLE: ClassVar[str] = "Directions to replace the plan"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "given", "prepare_by", "period_begins", "edition")
    ABOUT: ClassVar[str] = (
        "Directions of the council and the Health Board together that the board replace its plan (2014 Act s38)."
    )
    STAGE: ClassVar[str] = ""
    EXAMPLE: ClassVar = {
        "id": "replace-2028",
        "issuers": ["S12000010", "S08000024"],
        "found_by": ["S08000024"],
        "ground": "The plan closes beds that the Health Board must keep open",
        "given": "2028-05-10",
        "reasons": "Winter demand rose by a fifth, and no ward can take it",
        "prepare_by": "2028-12-15",
        "period_begins": "2029-04-01",
    }

    replacement_directions: Many[ReplacementDirection] = Field(default=(), description="Each direction.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    Directions,
    Payments,
    SetAsideReports,
    MinistersDirections,
    ReplacementDirections,
)
