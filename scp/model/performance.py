"""The annual performance report and the figures in it (ss.42-43; SSI 2014/326)."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import (
    Day,
    Many,
    Money,
    Names,
    Number,
    OutcomeNumber,
    Place,
    Record,
    Refers,
    Slug,
    Text,
    WebAddress,
    Whole,
    Year,
    YesNo,
)
from scp.model.register import RegisterFile


class Frequency(Enum):
    """How often an indicator is measured."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    EVERY_SECOND_YEAR = "every-second-year"

    @property
    def stale_after(self) -> int:
        """Days after which a figure has missed its turn, with as long again to publish it."""
        return {
            "weekly": 14,
            "monthly": 62,
            "quarterly": 184,
            "half-yearly": 366,
            "yearly": 731,
            "every-second-year": 1461,
        }[self.value]


class Gap(Record):
    """Years for which there is no value, and why."""

    first: Year = Field(description="The first year without one, for example 2022-23.")
    last: Year | None = Field(default=None, description="The last, where there are several.")
    because: Text | None = Field(default=None, description="Why there is none.")


class Peer(Record):
    """What another area had in the same year, for comparison (review of 2019, proposal 5(i))."""

    area: Text = Field(description="The area, for example Midlothian.")
    year: Year = Field(description="The year.")
    value: Number = Field(description="Its value.")


class Objective(Record):
    """Where a figure stood and where it should be (Ministerial Strategic Group)."""

    baseline_year: Year | None = Field(default=None, description="The year from which it is measured.")
    baseline: Number | None = Field(default=None, description="The value then.")
    by: Year | None = Field(default=None, description="The year by which the objective should be met.")
    value: Number | None = Field(default=None, description="The value that it should have then.")


class Indicator(Record):
    """One series of figures, by reporting year."""

    id: Slug = Field(description="A short name, for example delays or ni-19.")
    title: Text = Field(description="What is measured.")
    core: Annotated[Text, Names("indicator")] | None = Field(
        default=None, description="The core indicator that it is, for example ni-19."
    )
    msg: Annotated[Text, Names("msg-indicator")] | None = Field(
        default=None, description="The indicator of the Ministerial Strategic Group that it is: msg-i1 to msg-i6."
    )
    unit: Text | None = Field(default=None, description="What the values count: %, days, per 1,000 people …")
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes that it tells of, by number.")
    priorities: Many[Annotated[Slug, Refers("priority")]] = Field(
        default=(), description="Strategic priorities that it measures."
    )
    source: Text | None = Field(default=None, description="Who publishes or keeps the figures.")
    owner: Text | None = Field(default=None, description="The post that brings the figures for the report.")
    frequency: Frequency | None = Field(
        default=None,
        description="weekly, monthly, quarterly, half-yearly, yearly or every-second-year.",
    )
    updated: Day | None = Field(default=None, description="The day the figures were last brought up to date.")
    since: Year | None = Field(default=None, description="The first reporting year in which it was measured.")
    values: dict[Year, Number] = Field(default={}, description="The value of each reporting year.")
    gaps: Many[Gap] = Field(default=(), description="Years without a value, each with the reason.")
    peers: Many[Peer] = Field(default=(), description="Values of other areas, for comparison.")
    objective: Objective | None = Field(default=None, description="Baseline and objective.")

    @property
    def is_local(self) -> bool:
        """Whether it is the authority's own, of neither national set."""
        return self.core is None and self.msg is None

    def gap(self, year: str) -> Gap | None:
        """The gap, with its reason, into which *year* falls."""
        return next(
            (each for each in self.gaps if each.because and each.first <= year <= (each.last or each.first)), None
        )


class Indicators(RegisterFile):
    """`performance/indicators.yaml`."""

    NAME: ClassVar[str] = "indicators"
    KIND: ClassVar[str] = "indicator"
    TITLE: ClassVar[str] = "Indicators"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "frequency", "updated")
    PATH: ClassVar[str] = "performance/indicators.yaml"
    ABOUT: ClassVar[str] = (
        "Every figure by which the plan is judged, with its values by reporting year. The yearly report compares each "
        "with the five years before (SSI 2014/326 reg 3(a)); each priority and each national outcome needs one."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "delays",
        "title": "Days that people aged 75 and over wait in hospital when ready to leave, per 1,000",
        "core": "ni-19",
        "unit": "days",
        "outcomes": [2, 3, 9],
        "source": "Public Health Scotland",
        "owner": "Performance analyst",
        "frequency": "yearly",
        "updated": "2027-02-15",
        "values": {"2019-20": 327, "2020-21": 258},
        "gaps": [{"first": "2021-22", "last": "2026-27", "because": "Not yet copied from the national figures"}],
    }

    indicators: Many[Indicator] = Field(default=(), description="Each indicator.")


class Spending(Record):
    """What was spent in one reporting year; shares, variances and what lies in no locality are computed from it."""

    id: Slug = Field(description="A short name, for example spending-2027-28.")
    title: Text = Field(description="What it is.")
    year: Year | None = Field(default=None, description="The reporting year, for example 2027-28.")
    paid: Money | None = Field(
        default=None, description="Pounds paid to the authority by the partners, or made available to it (reg 4(1)(b))."
    )
    set_aside: Money | None = Field(default=None, description="Pounds set aside for hospital services (reg 4(1)(b)).")
    total: Money | None = Field(default=None, description="Pounds spent in all, as in the accounts.")
    categories: dict[Annotated[Slug, Names("spend-category")], Money] = Field(
        default={}, description="Pounds spent on each of spend-a to spend-e (reg 4(2)(a) to (e))."
    )
    care_groups: dict[Annotated[Slug, Refers("care-group")], Money] = Field(
        default={}, description="Pounds of health and social care for each key care group (reg 4(2)(f))."
    )
    localities: dict[Annotated[Slug, Refers("locality")], Money] = Field(
        default={}, description="Pounds spent in relation to each locality (reg 6(2))."
    )
    other_boundaries: YesNo = Field(
        default=False, description="Whether the localities were others in that year than they are in this plan."
    )
    mapping: Text | None = Field(
        default=None, description="How the figures of the earlier localities were given to those of this plan."
    )
    variance_reason: Text | None = Field(
        default=None, description="Why more or less was spent than the financial statement said (reg 4(1)(c))."
    )
    source: Text | None = Field(default=None, description="Where the figures come from.")

    @property
    def made_available(self) -> Decimal | None:
        """Pounds paid or set aside; None where nothing is given of either."""
        given = [each for each in (self.paid, self.set_aside) if each is not None]
        return sum(given, Decimal(0)) if given else None

    def share(self, amount: Decimal) -> Decimal | None:
        """*amount* as a share of what was paid or set aside, in per cent to one place (regs 4(1)(b), 6(2))."""
        whole = self.made_available
        return (amount * 100 / whole).quantize(Decimal("0.1")) if whole else None

    @property
    def unallocated(self) -> Decimal | None:
        """Pounds spent that are given to no locality; None where the total is not known."""
        return None if self.total is None else self.total - sum(self.localities.values(), Decimal(0))


class Spendings(RegisterFile):
    """`performance/spending.yaml`."""

    NAME: ClassVar[str] = "spending"
    KIND: ClassVar[str] = "spending-year"
    TITLE: ClassVar[str] = "Spending by year"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "year", "total")
    PATH: ClassVar[str] = "performance/spending.yaml"
    ABOUT: ClassVar[str] = (
        "What was spent in each reporting year, by the matters that the regulations name, by key care group and by "
        "locality, with the five years before (SSI 2014/326 regs 4 and 6). Shares and variances are computed, never typed."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "spending-2027-28",
        "title": "Spending in 2027-28",
        "year": "2027-28",
        "paid": "178000000",
        "set_aside": "24000000",
        "total": "203000000",
        "categories": {
            "spend-a": "36800000",
            "spend-b": "74200000",
            "spend-c": "25100000",
            "spend-d": "2900000",
            "spend-e": "64000000",
        },
        "variance_reason": "Pay awards above the forecast",
    }

    locality_method: Text | None = Field(
        default=None, description="How money is given to localities, and what is given to none (reg 6(2))."
    )
    years: Many[Spending] = Field(default=(), description="Each reporting year.")
    gaps: Many[Gap] = Field(default=(), description="Earlier years for which there are no figures, with the reason.")

    def of_year(self, year: str) -> Spending | None:
        return next((each for each in self.years if each.year == year), None)

    def gap(self, year: str) -> Gap | None:
        """The gap, with its reason, into which *year* falls."""
        return next(
            (each for each in self.gaps if each.because and each.first <= year <= (each.last or each.first)), None
        )


class CopyTo(Enum):
    """Whom a copy of the report is for (s.42(4)(b), (5))."""

    PARTNER = "partner"
    MONITORING_COMMITTEE = "monitoring-committee"
    COMMUNITY_PLANNING = "community-planning"
    OTHER = "other"


class Copy(Record):
    """A copy of the report that was sent."""

    to: CopyTo = Field(description="partner, monitoring-committee, community-planning or other.")
    partner: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board, for a partner."
    )
    body: Text | None = Field(default=None, description="Name of the body, where it is no partner.")
    sent: Day | None = Field(default=None, description="The day it was sent.")


class OutcomeResult(Record):
    """How far the plan's arrangements and its money contributed to one outcome, or answered one principle."""

    assessment: Text | None = Field(default=None, description="What was achieved, and what was not.")
    arrangements: Many[Place] = Field(
        default=(), description="Arrangements that did it, for example localities/east.md#home."
    )
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Lines of the financial statement that paid for it."
    )


class ReportedDecision(Record):
    """A decision of the year taken outside the plan (reg 3(c))."""

    decision: Annotated[Slug, Refers("decision")] = Field(description="A decision of registers/decisions.yaml.")
    reason: Text | None = Field(default=None, description="Why it was taken.")
    outcomes: dict[OutcomeNumber, Text] = Field(
        default={}, description="National outcomes by number, each with how the decision helped."
    )


class StrategicPlanning(Record):
    """How planning went in the year (reg 3(c))."""

    assessment: Text | None = Field(default=None, description="How well strategic planning was done.")
    section_36_decisions: Whole | None = Field(
        default=None, description="How many significant decisions were taken outside the plan; 0 where none was."
    )
    decisions: Many[ReportedDecision] = Field(default=(), description="Each of them.")


class BestValue(Record):
    """How Best Value was secured (reg 5)."""

    planning: Text | None = Field(default=None, description="How planning secured it.")
    delivery: Text | None = Field(default=None, description="How the carrying out of functions secured it.")
    assessed_by: Text | None = Field(default=None, description="The post that assessed it.")
    date: Day | None = Field(default=None, description="The day of the assessment.")


class LocalityResult(Record):
    """How people were involved in decisions on one locality, and what that did (reg 6(1))."""

    involvement: Text | None = Field(
        default=None, description="How groups were consulted and involved in decisions (s41)."
    )
    decisions: Many[Annotated[Slug, Refers("decision")]] = Field(
        default=(), description="Decisions of the year that bore on the locality."
    )
    assessment: Text | None = Field(
        default=None, description="What that did for services that follow the principles there."
    )


class Light(Enum):
    """How an objective stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class ObjectiveResult(Record):
    """What became of one objective of the plan in the year (guidance 2015 para 7.2)."""

    result: Text | None = Field(default=None, description="What was done and what came of it.")
    rating: Light | None = Field(default=None, description="green, amber or red.")


class PlanReview(Record):
    """What the report says of a review of the plan in the year (reg 8)."""

    review: Annotated[Slug, Refers("review")] = Field(description="The review of registers/reviews.yaml.")
    reasons: Text | None = Field(default=None, description="Why the plan was reviewed.")
    revised: YesNo | None = Field(default=None, description="Whether the plan was revised after it.")
    changes: Many[Text] = Field(default=(), description="What was changed, one entry a change.")


class Lesson(Record):
    """Something learnt in the year (refreshed guidance, section 5; review of 2019, proposal 5(ii))."""

    lesson: Text = Field(description="What was learnt.")
    worked: YesNo | None = Field(default=None, description="Whether what was tried worked.")
    action: Text | None = Field(default=None, description="What will be done because of it.")
    owner: Text | None = Field(default=None, description="The post that answers for the action.")
    no_action_because: Text | None = Field(default=None, description="Why nothing will be done, where nothing will.")


class GoodPractice(Record):
    """Something that others may copy, and how it was shared."""

    practice: Text = Field(description="What works.")
    shared_with: Text | None = Field(default=None, description="With whom it was shared.")


class Considered(Record):
    """That something was thought about, when, and what came of it."""

    date: Day | None = Field(default=None, description="When.")
    by: Text | None = Field(default=None, description="The post or group that did it.")
    result: Text | None = Field(default=None, description="What came of it.")


class ReportFormat(Enum):
    """Other ways to have the report that are to be thought of (reporting guidance, section 2.1)."""

    EASY_READ = "easy-read"
    SUMMARY = "summary"
    OTHER_MEDIA = "other-media"


class FormatDecision(Record):
    """Whether the report is offered in another format."""

    format: ReportFormat = Field(description="easy-read, summary or other-media.")
    offered: YesNo | None = Field(default=None, description="yes or no.")
    reason: Text | None = Field(default=None, description="What it is, or why it is not offered.")


class FurtherPart(Record):
    """Other performance information that the authority thinks fit (reg 10)."""

    title: Text = Field(description="Its heading.")
    text: Text | None = Field(default=None, description="What it says.")
    sections: Many[Place] = Field(default=(), description="Papers that it rests on.")


class PerformanceReport(Record):
    """The performance report on one reporting year (s.42)."""

    id: Slug = Field(description="A short name, for example report-2027-28.")
    title: Text = Field(description="Its title.")
    start: Day | None = Field(default=None, description="The first day of the reporting year: 1 April (s42(8)).")
    end: Day | None = Field(default=None, description="The last day: 31 March of the next year.")
    published: Day | None = Field(
        default=None, description="The day it was published: within four months of the year's end (s42(4)(a))."
    )
    url: WebAddress | None = Field(default=None, description="Where the web page can be read.")
    national_site: Day | None = Field(
        default=None, description="The day it was sent to the national Health and Social Care Scotland site."
    )
    formats: Many[FormatDecision] = Field(default=(), description="What was decided on each other format.")
    copies: Many[Copy] = Field(default=(), description="Copies sent, each with the day.")
    outcomes: dict[OutcomeNumber, OutcomeResult] = Field(
        default={}, description="For each national outcome, how far it was achieved (reg 3(a)(i))."
    )
    principles: dict[Annotated[str, Names("principle")], OutcomeResult] = Field(
        default={}, description="For the main purpose and each principle, how far it was kept to (reg 3(b))."
    )
    objectives: dict[Annotated[Slug, Refers("priority")], ObjectiveResult] = Field(
        default={}, description="For each strategic priority, result and rating."
    )
    strategic_planning: StrategicPlanning | None = Field(default=None, description="How planning went (reg 3(c)).")
    best_value: BestValue | None = Field(default=None, description="How Best Value was secured (reg 5).")
    localities: dict[Annotated[Slug, Refers("locality")], LocalityResult] = Field(
        default={}, description="For each locality, involvement and what it did (reg 6(1))."
    )
    plan_reviews: Many[PlanReview] = Field(default=(), description="Reviews of the plan in the year (reg 8).")
    committee_reports: Many[Annotated[Slug, Refers("committee-report")]] = Field(
        default=(),
        description="Reports of the monitoring committee whose recommendations and answers it lists (reg 9).",
    )
    lessons: Many[Lesson] = Field(default=(), description="What was learnt, what did not work included.")
    good_practice: Many[GoodPractice] = Field(default=(), description="What others may copy.")
    community_framework: Considered | None = Field(
        default=None, description="That the community framework was considered (reporting guidance, Annex A item 2)."
    )
    contents_checked: Considered | None = Field(
        default=None, description="That the chief officer checked the report's contents against the regulations."
    )
    further: Many[FurtherPart] = Field(default=(), description="Other information (reg 10).")

    @property
    def year(self) -> str:
        """The reporting year, as 2027-28; empty where no first day is given."""
        return year_of(self.start) if self.start else ""


def year_of(day: date) -> str:
    """The financial year in which *day* lies, as 2027-28."""
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def years_before(year: str, many: int) -> list[str]:
    """The *many* financial years before *year*, the earliest first."""
    first = int(year[:4])
    return [f"{each}-{(each + 1) % 100:02}" for each in range(first - many, first)]


class PerformanceReports(RegisterFile):
    """`performance/reports.yaml`."""

    NAME: ClassVar[str] = "performance-reports"
    KIND: ClassVar[str] = "performance-report"
    TITLE: ClassVar[str] = "Annual performance reports"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "start", "published")
    PATH: ClassVar[str] = "performance/reports.yaml"
    ABOUT: ClassVar[str] = (
        "The performance report on each reporting year, from 1 April to 31 March, published by 31 July (2014 Act s42; "
        "SSI 2014/326). Its figures are in indicators.yaml and spending.yaml."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "report-2027-28",
        "title": "Annual performance report 2027-28",
        "start": "2027-04-01",
        "end": "2028-03-31",
        "published": "2028-07-27",
        "copies": [{"to": "community-planning", "body": "Community planning partnership", "sent": "2028-07-27"}],
        "strategic_planning": {"assessment": "The planning group met six times", "section_36_decisions": 0},
    }

    reports: Many[PerformanceReport] = Field(default=(), description="One for each reporting year.")


class Recommendation(Record):
    """One recommendation, and what was done about it."""

    id: Slug = Field(description="A short name.")
    text: Text = Field(description="What was recommended.")
    action: Text | None = Field(default=None, description="What was or will be done.")
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    due: Day | None = Field(default=None, description="The day by which it will be done.")
    done: Day | None = Field(default=None, description="The day it was done.")


class Inspection(Record):
    """A report of a scrutiny body on services that the authority plans (reg 7)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was looked at.")
    body: Annotated[Text, Names("scrutiny-body")] | None = Field(
        default=None, description="The body that reported, as the regulations name it."
    )
    date: Day | None = Field(default=None, description="The day of its report.")
    recommendations: Many[Recommendation] = Field(default=(), description="Each recommendation.")


class Inspections(RegisterFile):
    """`registers/inspections.yaml`."""

    NAME: ClassVar[str] = "inspections"
    KIND: ClassVar[str] = "inspection"
    TITLE: ClassVar[str] = "Inspections"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "body", "date")
    ABOUT: ClassVar[str] = (
        "Reports of Healthcare Improvement Scotland, the Care Inspectorate, Audit Scotland and the Accounts Commission, "
        "with each recommendation and the action taken (SSI 2014/326 reg 7)."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "adult-support-2027",
        "title": "Adult support and protection",
        "body": "Healthcare Improvement Scotland",
        "date": "2027-11-16",
        "recommendations": [
            {
                "id": "r1",
                "text": "Record each chronology",
                "action": "A form is used from May 2028",
                "owner": "Chief Social Work Officer",
            }
        ],
    }

    inspections: Many[Inspection] = Field(default=(), description="Each report.")


class CommitteeRecommendation(Record):
    """A recommendation of the integration joint monitoring committee, and the written answer (s.43)."""

    id: Slug = Field(description="A short name.")
    text: Text = Field(description="What was recommended.")
    response: Text | None = Field(default=None, description="The authority's answer.")
    responded: Day | None = Field(default=None, description="The day of the written answer.")
    reference: Text | None = Field(default=None, description="The letter or paper in which it was given.")


class CommitteeReport(Record):
    """A report of the integration joint monitoring committee (s.43)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it is about.")
    date: Day | None = Field(default=None, description="The day of the report.")
    considered: Day | None = Field(default=None, description="The day the authority considered it (s43(3)).")
    considered_by: Text | None = Field(default=None, description="The meeting that considered it.")
    recommendations: Many[CommitteeRecommendation] = Field(default=(), description="Each recommendation.")


class MonitoringCommittee(RegisterFile):
    """`registers/monitoring-committee.yaml`."""

    NAME: ClassVar[str] = "monitoring-committee"
    KIND: ClassVar[str] = "committee-report"
    TITLE: ClassVar[str] = "Reports of the monitoring committee"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "considered")
    ABOUT: ClassVar[str] = (
        "For a lead agency only: reports of the integration joint monitoring committee, and the written answer to each "
        "recommendation (2014 Act s43; SSI 2014/326 reg 9)."
    )
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "committee-2027",
        "title": "How integrated services did in 2027",
        "date": "2027-11-30",
        "considered": "2028-01-25",
        "recommendations": [
            {"id": "c1", "text": "Publish waits by district", "response": "From April 2028", "responded": "2028-02-08"}
        ],
    }

    reports: Many[CommitteeReport] = Field(default=(), description="Each report.")


class TargetKind(Enum):
    """What the plan should show that rebalancing care helps (guidance 2015 para 7.2)."""

    EMERGENCY = "emergency-department"
    TREATMENT_TIME = "treatment-time"
    FINANCIAL_BALANCE = "financial-balance"

    @property
    def words(self) -> str:
        return {
            "emergency-department": "waiting in the emergency department",
            "treatment-time": "the treatment time guarantee",
            "financial-balance": "financial balance",
        }[self.value]


class NationalTarget(Record):
    """A national target, and how moving care out of hospital helps to meet it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The target as it is called now.")
    kind: TargetKind | None = Field(
        default=None, description="emergency-department, treatment-time or financial-balance."
    )
    standard: Text | None = Field(default=None, description="The standard itself, with its number.")
    help: Text | None = Field(default=None, description="How rebalancing care helps to meet it.")
    commitments: Many[Annotated[Slug, Refers("commitment")]] = Field(
        default=(), description="Commitments of priorities.yaml that do it."
    )


class NationalTargets(RegisterFile):
    """`performance/national-targets.yaml`."""

    NAME: ClassVar[str] = "national-targets"
    KIND: ClassVar[str] = "national-target"
    TITLE: ClassVar[str] = "National targets"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "kind", "standard")
    PATH: ClassVar[str] = "performance/national-targets.yaml"
    ABOUT: ClassVar[str] = (
        "How rebalancing care helps with waits in the emergency department, with the treatment time guarantee and with "
        "financial balance (guidance 2015 para 7.2). Targets change their names: write the one of today."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "four-hours",
        "title": "Four-hour emergency access standard",
        "kind": "emergency-department",
        "standard": "95% of people are seen, treated and moved on within four hours",
        "help": "Hospital at Home keeps people out of the queue",
        "commitments": ["hospital-at-home-places"],
    }

    targets: Many[NationalTarget] = Field(default=(), description="Each target.")


class NationalTool(Record):
    """A national tool for looking at performance, and whether it is used."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The tool.")
    publisher: Text | None = Field(default=None, description="Who offers it.")
    used: YesNo | None = Field(default=None, description="Whether it is used.")
    use: Text | None = Field(default=None, description="What it is used for, or why it is not used.")
    considered: Day | None = Field(default=None, description="The day this was last looked at.")


class NationalTools(RegisterFile):
    """`performance/national-tools.yaml`."""

    NAME: ClassVar[str] = "national-tools"
    KIND: ClassVar[str] = "national-tool"
    TITLE: ClassVar[str] = "National performance tools"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "used", "use")
    PATH: ClassVar[str] = "performance/national-tools.yaml"
    ABOUT: ClassVar[str] = (
        "National dashboards and data sets on performance, each used or not, with the reason (refreshed planning guidance, "
        "section 5)."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "local-intelligence",
        "title": "Local intelligence support team's tools",
        "publisher": "Public Health Scotland",
        "used": "yes",
        "use": "Admissions and delays by practice cluster, each quarter",
        "considered": "2027-05-20",
    }

    tools: Many[NationalTool] = Field(default=(), description="Each tool.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    PerformanceReports,
    Indicators,
    Spendings,
    NationalTargets,
    NationalTools,
    Inspections,
    MonitoringCommittee,
)
