"""Annual financial statements, budgets, reserves and the medium-term financial plan (s.39; finance guidance)."""

from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Money, Place, Record, Refers, Slug, Text, WebAddress, Year
from scp.model.register import RegisterFile


class FinancialStatement(Record):
    """The statement, published each year, of what the authority intends to spend on its plan (s.39)."""

    id: Slug = Field(description="A short name, for example statement-2027-28.")
    title: Text = Field(description="Its title.")
    year: Year | None = Field(default=None, description="The financial year that it is for, for example 2027-28.")
    plan: Text | None = Field(
        default=None,
        description="Edition of the strategic plan that the money puts into effect, for example 2027-2030.",
    )
    published: Day | None = Field(default=None, description="The day it was published (s39(1)).")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")
    integrated: Money | None = Field(
        default=None, description="Pounds of the integrated budget: what the partners pay to the authority."
    )
    set_aside: Money | None = Field(default=None, description="Pounds set aside for hospital services.")
    reserves: Money | None = Field(default=None, description="Pounds used from reserves; 0 where none are.")
    total: Money | None = Field(
        default=None, description="Pounds that the authority intends to spend on putting the plan into effect (s39(2))."
    )
    by_service: dict[Slug, Money] = Field(
        default={}, description="Pounds of the total for `health` and for `social-care`."
    )
    by_care_group: dict[Annotated[Slug, Refers("care-group")], Money] = Field(
        default={}, description="Pounds of the total for each care group."
    )

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """The three parts of the total that are given."""
        return tuple(each for each in (self.integrated, self.set_aside, self.reserves) if each is not None)


class FinancialStatements(RegisterFile):
    """`finance/statements.yaml`."""

    NAME: ClassVar[str] = "financial-statements"
    KIND: ClassVar[str] = "financial-statement"
    TITLE: ClassVar[str] = "Annual financial statements"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "year", "published", "total")
    PATH: ClassVar[str] = "finance/statements.yaml"
    ABOUT: ClassVar[str] = (
        "The annual financial statements: what the authority intends to spend on its plan, published each year whether "
        "or not a new plan is made (2014 Act s39). Earlier years need only year and total, for comparison."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "statement-2027-28",
        "title": "Annual financial statement 2027-28",
        "year": "2027-28",
        "plan": "2027-2030",
        "published": "2027-03-11",
        "integrated": "178200000",
        "set_aside": "24100000",
        "reserves": "1500000",
        "total": "203800000",
        "by_service": {"health": "112300000", "social-care": "91500000"},
    }

    financial_statements: Many[FinancialStatement] = Field(default=(), description="One for each financial year.")


class MediumTermPlan(Record):
    """The medium-term financial plan to which the strategic plan is linked (refreshed guidance, Annex C item 9)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    agreed: Day | None = Field(default=None, description="The day the authority agreed it.")
    reference: Text | None = Field(default=None, description="Minute or paper.")
    totals: dict[Year, Money] = Field(default={}, description="Pounds in all for each financial year that it covers.")


class MediumTermPlans(RegisterFile):
    """`finance/medium-term-plans.yaml`."""

    NAME: ClassVar[str] = "medium-term-plans"
    KIND: ClassVar[str] = "medium-term-plan"
    TITLE: ClassVar[str] = "Medium-term financial plans"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "agreed")
    PATH: ClassVar[str] = "finance/medium-term-plans.yaml"
    ABOUT: ClassVar[str] = (
        "The medium-term financial plan, with its total for each year. The lines of finance/lines.csv add up to the same "
        "totals (refreshed planning guidance, Annex C item 9)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "medium-term-2027",
        "title": "Medium-term financial plan 2027-28 to 2029-30",
        "agreed": "2026-05-28",
        "reference": "Board, 28 May 2026, item 8",
        "totals": {"2027-28": "203800000", "2028-29": "208100000", "2029-30": "212900000"},
    }

    medium_term_plans: Many[MediumTermPlan] = Field(default=(), description="The plan in force, and any before it.")


class Agreement(Record):
    """A body's agreement of the delegated budget for a year."""

    partner: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board; none for the board of the authority itself."
    )
    agreed: Day | None = Field(default=None, description="The day on which it agreed.")
    reference: Text | None = Field(default=None, description="Minute or paper.")
    late_because: Text | None = Field(default=None, description="Why it was agreed after 31 March, where it was.")


class Advice(Record):
    """The consolidated advice on the joint financial position (review of 2019, proposal 2(i))."""

    paper: Text | None = Field(default=None, description="The paper, by title or reference.")
    date: Day | None = Field(default=None, description="The day of the paper.")
    late_because: Text | None = Field(default=None, description="Why it came after 31 March, where it did.")
    officers: Many[Text] = Field(
        default=(), description="The finance officers who gave it, by post and body; never a person's name."
    )


class Budget(Record):
    """How the delegated budget for one year was agreed (review of 2019, proposals 2(i) and (ii))."""

    id: Slug = Field(description="A short name, for example budget-2027-28.")
    title: Text = Field(description="What it is.")
    year: Year | None = Field(default=None, description="The financial year, for example 2027-28.")
    advice: Advice | None = Field(default=None, description="The consolidated advice of the finance officers.")
    agreements: Many[Agreement] = Field(
        default=(), description="When each partner, and the board of the authority, agreed the budget."
    )


class Budgets(RegisterFile):
    """`finance/budgets.yaml`."""

    NAME: ClassVar[str] = "budgets"
    KIND: ClassVar[str] = "budget"
    TITLE: ClassVar[str] = "Delegated budgets"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "year", "title")
    PATH: ClassVar[str] = "finance/budgets.yaml"
    ABOUT: ClassVar[str] = (
        "How each year's delegated budget came about: the finance officers' joint advice, and the days on which each "
        "partner and the board agreed it, by 31 March (review of 2019, proposals 2(i) and (ii))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "budget-2027-28",
        "title": "Delegated budget 2027-28",
        "year": "2027-28",
        "advice": {
            "paper": "Joint financial position, Board paper 4.2",
            "date": "2027-02-18",
            "officers": [
                "Chief Finance Officer",
                "Section 95 officer of the council",
                "Director of Finance of the Health Board",
            ],
        },
        "agreements": [{"agreed": "2027-03-25", "reference": "Board, item 5"}],
    }

    budgets: Many[Budget] = Field(default=(), description="One for each financial year.")


class ReserveKind(Enum):
    """What a reserve is held for."""

    EARMARKED = "earmarked"
    GENERAL = "general"


class Reserve(Record):
    """Money held over from earlier years (review of 2019, proposal 2(iv))."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it is called in the accounts.")
    kind: ReserveKind | None = Field(default=None, description="earmarked, or general for contingency.")
    amount: Money | None = Field(default=None, description="Pounds held.")
    purpose: Text | None = Field(default=None, description="What it is for.")
    planned_spend: Text | None = Field(default=None, description="What will be spent of it in which year.")
    by: Day | None = Field(default=None, description="The day by which it will be spent.")


class Reserves(RegisterFile):
    """`finance/reserves.yaml`."""

    NAME: ClassVar[str] = "reserves"
    KIND: ClassVar[str] = "reserve"
    TITLE: ClassVar[str] = "Reserves"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "kind", "amount", "by")
    PATH: ClassVar[str] = "finance/reserves.yaml"
    ABOUT: ClassVar[str] = (
        "The reserves policy and every reserve: earmarked, with purpose, planned spend and day, or a general contingency "
        "(review of 2019, proposal 2(iv))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "change-fund",
        "title": "Change fund",
        "kind": "earmarked",
        "amount": "3000000",
        "purpose": "Double running while services change",
        "planned_spend": "£1.5 million in 2027-28, £1 million in 2028-29, £0.5 million in 2029-30",
        "by": "2030-03-31",
    }

    policy: Place | None = Field(default=None, description="The reserves policy.")
    approved: Day | None = Field(default=None, description="The day the policy was approved.")
    review_by: Day | None = Field(default=None, description="The day by which the policy is looked at again.")
    none_because: Text | None = Field(default=None, description="Why no reserve is held, where none is.")
    reserves: Many[Reserve] = Field(default=(), description="Each reserve.")


class Rating(Enum):
    """How far a proposal of the review of 2019 has come, in the words of the self-evaluation."""

    NOT_YET = "not-yet-established"
    PARTLY = "partly-established"
    ESTABLISHED = "established"
    EXEMPLARY = "exemplary"


class Support(Record):
    """How the finance officer is supported and kept free of conflicts (review of 2019, proposal 2(v))."""

    rating: Rating | None = Field(
        default=None, description="not-yet-established, partly-established, established or exemplary."
    )
    evidence: Text | None = Field(default=None, description="What shows it.")
    action: Text | None = Field(default=None, description="What will be done to do better.")
    owner: Text | None = Field(default=None, description="The post that answers for the action.")
    due: Day | None = Field(default=None, description="The day by which it will be done.")
    statement: Text | None = Field(
        default=None, description="The section 95 officer's statement on support and on conflicts of interest."
    )
    signed_by: Text | None = Field(default=None, description="The post that signed the statement.")
    signed: Day | None = Field(default=None, description="The day it was signed.")


class InYearReport(Record):
    """A report on money in the course of a year (review of 2019, proposal 2(v))."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was reported.")
    date: Day | None = Field(default=None, description="The day of the meeting that took it.")
    to: Text | None = Field(default=None, description="The body that took it.")
    forecast: Money | None = Field(
        default=None, description="Pounds forecast over (or, with a minus, under) the budget at the end of the year."
    )
    reference: Text | None = Field(default=None, description="Minute or paper.")


class InYearReports(RegisterFile):
    """`finance/in-year-reports.yaml`."""

    NAME: ClassVar[str] = "in-year-reports"
    KIND: ClassVar[str] = "in-year-report"
    TITLE: ClassVar[str] = "In-year financial reports"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "date", "to", "forecast")
    PATH: ClassVar[str] = "finance/in-year-reports.yaml"
    ABOUT: ClassVar[str] = (
        "How the finance officer is supported, and each report on money in the course of a year (review of 2019, "
        "proposal 2(v))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "report-2027-q2",
        "title": "Forecast at the end of September 2027",
        "date": "2027-10-28",
        "to": "Board",
        "forecast": "420000",
        "reference": "Board, 28 October 2027, item 5",
    }

    support: Support | None = Field(default=None, description="Support of the finance officer.")
    in_year_reports: Many[InYearReport] = Field(default=(), description="Each report.")


class Direction(Enum):
    """Which way the share of a setting is meant to move."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


class Balance(Record):
    """Which way spending in one setting is meant to move (guidance 2015 para 7.1); the shares are computed."""

    id: Slug = Field(description="The setting: prevention, community, care-home, hospital or other.")
    title: Text = Field(description="The setting as the plan calls it.")
    direction: Direction | None = Field(default=None, description="up, down or steady.")
    why: Text | None = Field(default=None, description="What moves it.")


class BalanceOfCare(RegisterFile):
    """`finance/balance-of-care.yaml`."""

    NAME: ClassVar[str] = "balance-of-care"
    KIND: ClassVar[str] = "setting"
    TITLE: ClassVar[str] = "Balance of care"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "direction", "why")
    PATH: ClassVar[str] = "finance/balance-of-care.yaml"
    ABOUT: ClassVar[str] = (
        "Which way the share of the money spent in each setting is meant to move over the plan (guidance 2015 para 7.1). "
        "The shares themselves are computed from finance/lines.csv."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[dict[str, object]] = {
        "id": "prevention",
        "title": "Prevention and early help",
        "direction": "up",
        "why": "Falls classes, link workers and help in practices grow each year",
    }

    settings: Many[Balance] = Field(default=(), description="Each setting.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    FinancialStatements,
    MediumTermPlans,
    Budgets,
    Reserves,
    InYearReports,
    BalanceOfCare,
)
