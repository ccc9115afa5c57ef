"""Impact assessments and the other duties that bear on the plan (Equality Act 2010; Islands (Scotland) Act 2018 …)."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.locality import Status
from scp.model.record import Day, Many, Names, Number, OutcomeNumber, Place, Record, Refers, Slug, Text, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.stage import Stage


class AssessmentKind(Enum):
    """What a record of an assessment is: only an assessment is one (SSI 2012/162 reg 5(6))."""

    SCREENING = "screening"
    ASSESSMENT = "assessment"
    NOT_NEEDED = "not-needed"
    NO_ISLANDS = "no-islands"

    @property
    def words(self) -> str:
        return {
            "screening": "a screening",
            "assessment": "an assessment",
            "not-needed": "the view that none is needed",
            "no-islands": "the statement that there are no islands",
        }[self.value]


class Characteristic(Enum):
    """The protected characteristics of s149(7) of the Equality Act 2010, and marriage (s149(1)(a))."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender-reassignment"
    PREGNANCY = "pregnancy-and-maternity"
    RACE = "race"
    RELIGION = "religion-or-belief"
    SEX = "sex"
    SEXUAL_ORIENTATION = "sexual-orientation"
    MARRIAGE = "marriage-and-civil-partnership"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


RELEVANT = tuple(each for each in Characteristic if each is not Characteristic.MARRIAGE)
"""The eight characteristics to which every part of the equality duty applies (s149(7))."""


class ImpactKind(Enum):
    """How people are affected."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"
    NONE = "none"


class AssessmentEvidence(Record):
    """What an assessment rests on."""

    source: Text = Field(description="A figure, a study or the people who said it.")
    date: Day | None = Field(default=None, description="The day it is from.")
    place: Place | None = Field(default=None, description="Where it can be read.")


class AssessmentFinding(Record):
    """What was found about some people, with what the plan does about it."""

    characteristic: Characteristic | None = Field(
        default=None,
        description="Of an equality assessment: age, disability, gender-reassignment, pregnancy-and-maternity, race, "
        "religion-or-belief, sex, sexual-orientation or marriage-and-civil-partnership.",
    )
    article: Whole | None = Field(
        default=None, description="Of a children's rights assessment: the article of the UN Convention, 1 to 41."
    )
    island: Text | None = Field(default=None, description="Of an island assessment: the island community.")
    people: Text | None = Field(default=None, description="Otherwise: the people, for example people on low incomes.")
    effect: ImpactKind | None = Field(default=None, description="positive, negative, mixed or none.")
    finding: Text | None = Field(default=None, description="What was found.")
    response: Text | None = Field(default=None, description="What the plan does about it.")
    sections: Many[Place] = Field(default=(), description="Where the plan does it.")


class AssessmentChange(Record):
    """What an assessment changed in the plan (SSI 2012/162 reg 5(3))."""

    date: Day | None = Field(default=None, description="The day.")
    draft: Stage | None = Field(default=None, description="The draft that it changed: draft-1, draft-2 or final.")
    what: Text | None = Field(default=None, description="What was changed.")
    sections: Many[Place] = Field(default=(), description="Where.")


class Assessment(Record):
    """An assessment of what the plan does to people, or the reason why there is none."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    duty: Annotated[Slug, Names("impact-assessment")] = Field(
        description="equality, fairer-scotland, islands, childrens-rights or consumer."
    )
    kind: AssessmentKind = Field(
        description="assessment, screening (which never counts as an assessment), not-needed, or of islands no-islands."
    )
    status: Status = Field(default=Status.TO_WRITE, description="to-write, draft or done.")
    by: Text | None = Field(default=None, description="Who made it, by post.")
    begun: Day | None = Field(default=None, description="The day it was begun.")
    completed: Day | None = Field(default=None, description="The day it was completed, or the view was taken.")
    reason: Text | None = Field(default=None, description="Of not-needed and no-islands: why.")
    evidence: Many[AssessmentEvidence] = Field(default=(), description="What it rests on.")
    findings: Many[AssessmentFinding] = Field(default=(), description="What was found, and what the plan does.")
    changes: Many[AssessmentChange] = Field(default=(), description="What it changed in the plan.")
    no_change_because: Text | None = Field(default=None, description="Why it changed nothing.")
    review_by: Day | None = Field(
        default=None, description="The day by which it is looked at again (SSI 2012/162 reg 5(5))."
    )
    reviewed: Day | None = Field(default=None, description="The day on which it was last looked at again.")
    paper: Place | None = Field(default=None, description="The paper that is published with the plan.")


class Assessments(RegisterFile):
    """`registers/assessments.yaml`."""

    NAME: ClassVar[str] = "assessments"
    KIND: ClassVar[str] = "assessment"
    TITLE: ClassVar[str] = "Impact assessments"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "duty", "kind", "status", "completed")
    ABOUT: ClassVar[str] = (
        "Each assessment of the plan's effects on people: equality (SSI 2012/162 reg 5), Fairer Scotland (Equality Act "
        "2010 s1), islands (Islands (Scotland) Act 2018 s8), children's rights (2024 Act s6) and consumers (Consumer "
        "Scotland Act 2020 s21). A screening is not an assessment."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "equality",
        "title": "Equality impact assessment of the plan",
        "duty": "equality",
        "kind": "assessment",
        "status": "draft",
        "by": "Equality lead",
        "begun": "2026-04-14",
        "evidence": [{"source": "Census 2022, disability by age", "date": "2024-09-26"}],
        "findings": [
            {
                "characteristic": "disability",
                "effect": "mixed",
                "finding": "Adaptations come sooner; nobody can be hired in the villages.",
                "response": "An agency owned by its members finds assistants.",
            }
        ],
        "changes": [
            {"date": "2026-06-02", "draft": "draft-1", "what": "Nothing ends before something chosen begins."},
        ],
        "review_by": "2028-06-30",
    }

    assessments: Many[Assessment] = Field(default=(), description="Each assessment, screening or reason for none.")


class WiderDutyKind(Enum):
    """Duties of other enactments that a plan should say something about."""

    ALCOHOL_DRUGS = "alcohol-drugs"
    CARERS = "carers"
    CHILDRENS_SERVICES = "childrens-services"
    COMMUNITY_JUSTICE = "community-justice"
    CARE_FROM_OTHERS = "care-from-others"
    CONSUMER = "consumer"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {
            "alcohol-drugs": "The alcohol and drug partnership's planning",
            "carers": "The local carer strategy",
            "childrens-services": "Children's services planning",
            "community-justice": "Community justice planning",
            "care-from-others": "Staffing of care bought from others",
            "consumer": "The consumer duty",
            "other": "Another duty",
        }[self.value]


class WiderDuty(Record):
    """One duty of another enactment: whether it applies, whether it is delegated, and what meets it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The duty in a few words, with its enactment.")
    duty: WiderDutyKind = Field(
        description="alcohol-drugs, carers, childrens-services, community-justice, care-from-others, consumer or other."
    )
    applies: YesNo | None = Field(default=None, description="Whether it applies to this authority.")
    delegated: YesNo | None = Field(default=None, description="Whether the function is delegated to it.")
    functions: Many[Annotated[Slug, Refers("function")]] = Field(
        default=(), description="The delegated functions, from registers/functions.yaml."
    )
    because: Text | None = Field(default=None, description="Why it does not apply, or is not delegated.")
    plan: Annotated[Slug, Refers("local-plan")] | None = Field(
        default=None, description="The plan that meets it, from registers/local-plans.yaml."
    )
    how: Text | None = Field(default=None, description="How this plan meets it.")
    sections: Many[Place] = Field(default=(), description="Where this plan meets it.")
    checked: Day | None = Field(default=None, description="The day on which the law was looked at.")
    checked_by: Text | None = Field(default=None, description="Who looked at it, by post.")


class WiderDuties(RegisterFile):
    """`registers/wider-duties.yaml`."""

    NAME: ClassVar[str] = "wider-duties"
    KIND: ClassVar[str] = "wider-duty"
    TITLE: ClassVar[str] = "Duties of other enactments"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "applies", "delegated", "plan")
    ABOUT: ClassVar[str] = (
        "The planning duties of other enactments (strategic plans guidance, Annex A): whether each applies, whether it "
        "is delegated, and the plan or section that meets it."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "justice",
        "title": "Community justice planning (2016 Act)",
        "duty": "community-justice",
        "applies": "yes",
        "delegated": "no",
        "because": "Justice social work stays with the council.",
        "how": "Health checks and treatment for people who leave custody.",
        "checked": "2026-05-04",
        "checked_by": "Solicitor to the board",
    }

    children_lead_body_in_force: YesNo | None = Field(
        default=None,
        description="Whether s60 of the Children (Care, Care Experience and Services Planning) (Scotland) Act 2026, "
        "which makes the board a lead body for children's services planning, is in force.",
    )
    children_lead_body_checked: Day | None = Field(default=None, description="The day on which that was looked up.")
    wider_duties: Many[WiderDuty] = Field(default=(), description="Each duty.")


class ThemeKind(Enum):
    """Themes that run through a whole plan."""

    CLIMATE = "climate"
    INEQUALITIES = "inequalities"


class DeprivationFigure(Record):
    """One need, in the most and the least deprived places."""

    need: Text = Field(description="What is counted, with its unit.")
    most_deprived: Number | None = Field(default=None, description="The figure in the most deprived places.")
    least_deprived: Number | None = Field(default=None, description="The figure in the least deprived places.")
    period: Text | None = Field(default=None, description="The year or years.")
    source: Text | None = Field(default=None, description="Who published it.")


class TakingPart(Record):
    """People who took part in planning for a theme."""

    who: Text = Field(description="Partners or supported people, by organisation or kind.")
    date: Day | None = Field(default=None, description="The day.")


class Theme(Record):
    """Something that the whole plan works for: climate, or less inequality."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The theme in a few words.")
    kind: ThemeKind = Field(description="climate or inequalities.")
    emissions: Text | None = Field(
        default=None, description="Of climate: how it helps to meet the emission targets (2009 Act s44(1)(a))."
    )
    adaptation: Text | None = Field(
        default=None, description="Of climate: how it helps people and services to adapt (s44(1)(b))."
    )
    sustainability: Text | None = Field(
        default=None, description="Of climate: what makes the plan sustainable (s44(1)(c))."
    )
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes by number.")
    commitments: Many[Annotated[Slug, Refers("commitment")]] = Field(
        default=(), description="Commitments of priorities.yaml that serve it."
    )
    sections: Many[Place] = Field(default=(), description="Where the plan says so.")
    figures: Many[DeprivationFigure] = Field(default=(), description="Of inequalities: needs by deprivation.")
    taking_part: Many[TakingPart] = Field(default=(), description="Of inequalities: who took part in planning for it.")


class Themes(RegisterFile):
    """`registers/themes.yaml`."""

    NAME: ClassVar[str] = "themes"
    KIND: ClassVar[str] = "theme"
    TITLE: ClassVar[str] = "Climate and inequalities"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "kind", "commitments")
    ABOUT: ClassVar[str] = (
        "What the whole plan does for the climate (Climate Change (Scotland) Act 2009 s44) and against inequalities "
        "(strategic plans guidance, section 1), each with the commitments that carry it out."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "climate",
        "title": "Less travel, warmer homes",
        "kind": "climate",
        "emissions": "Home carers walk between visits; two offices are given up.",
        "adaptation": "Home carers call on frail people in heat and storms.",
        "sustainability": "Buildings are shared and kept in use.",
    }

    themes: Many[Theme] = Field(default=(), description="Each theme.")


class YearlyReportKind(Enum):
    """Duties that ask for a report each year."""

    CLIMATE = "climate"
    STAFFING = "staffing"
    CONSUMER = "consumer"

    @property
    def words(self) -> str:
        return {
            "climate": "climate change duties report",
            "staffing": "report on staffing of care from others",
            "consumer": "statement on the consumer duty",
        }[self.value]


class YearlyReport(Record):
    """One year's report under another enactment."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    duty: YearlyReportKind = Field(description="climate, staffing or consumer.")
    year: Text = Field(description="The financial year that it is about, for example 2027-28.")
    due: Day | None = Field(default=None, description="The last day for it.")
    sent: Day | None = Field(default=None, description="The day on which it was sent to Ministers.")
    published: Day | None = Field(default=None, description="The day on which it was published.")
    place: Place | None = Field(default=None, description="The paper.")


class YearlyReports(RegisterFile):
    """`registers/yearly-reports.yaml`."""

    NAME: ClassVar[str] = "yearly-reports"
    KIND: ClassVar[str] = "yearly-report"
    TITLE: ClassVar[str] = "Yearly reports under other Acts"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "duty", "year", "due", "sent", "published")
    ABOUT: ClassVar[str] = (
        "The reports that other enactments ask for each year: climate change duties, to Ministers by 30 November (SSI "
        "2015/347 art 3); staffing of care bought from others (2019 Act s3(6)); the consumer duty (2020 Act s23)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "climate-2027-28",
        "title": "Climate change duties report 2027-28",
        "duty": "climate",
        "year": "2027-28",
        "due": "2028-11-30",
    }

    yearly_reports: Many[YearlyReport] = Field(default=(), description="Each report, due or made.")


class BestValuePart(Enum):
    """What the duty of Best Value is made of (Local Government in Scotland Act 2003 s1)."""

    CONTINUOUS_IMPROVEMENT = "continuous-improvement"
    QUALITY_AND_COST = "quality-and-cost"
    ECONOMY = "economy"
    EFFICIENCY = "efficiency"
    EFFECTIVENESS = "effectiveness"
    EQUAL_OPPORTUNITIES = "equal-opportunities"
    SUSTAINABLE_DEVELOPMENT = "sustainable-development"

    @property
    def words(self) -> str:
        return {"quality-and-cost": "the balance of quality and cost"}.get(self.value, self.value.replace("-", " "))


class BestValueEntry(Record):
    """How the plan secures one part of Best Value."""

    id: Annotated[Slug, Names("best-value-part")] = Field(
        description="continuous-improvement, quality-and-cost, economy, efficiency, effectiveness, "
        "equal-opportunities or sustainable-development."
    )
    how: Text | None = Field(default=None, description="How the plan secures it.")
    sections: Many[Place] = Field(default=(), description="Where it shows.")


class BestValue(RegisterFile):
    """`registers/best-value.yaml`."""

    NAME: ClassVar[str] = "best-value"
    KIND: ClassVar[str] = "best-value-part"
    TITLE: ClassVar[str] = "Best Value statement"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "how", "sections")
    ABOUT: ClassVar[str] = (
        "How the plan secures Best Value, part by part (Local Government in Scotland Act 2003 s1; guidance 2015 Annex A "
        "(b)). The section 95 officer signs it."
    )
    STAGE: ClassVar[str] = "draft-2"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "economy",
        "how": "Price is fixed and providers compete on quality.",
        "sections": ["narrative/140-market.md"],
    }

    officer: Text | None = Field(
        default=None,
        description="The post that is responsible for the money (Local Government (Scotland) Act 1973 s95).",
    )
    parts: Many[BestValueEntry] = Field(default=(), description="Each of the seven parts.")


class ContributionKind(Enum):
    """Services outside the plan whose part is kept in view (East Lothian response 2012, answer to question 2)."""

    HOUSING = "housing"
    MONEY_ADVICE = "money-advice"
    TRANSPORT = "transport"
    ACUTE = "acute"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {"acute": "acute hospital services", "other": "another service"}.get(
            self.value, self.value.replace("-", " ")
        )


class Contribution(Record):
    """What a service outside the plan does towards it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The service.")
    kind: ContributionKind = Field(description="housing, money-advice, transport, acute or other.")
    body: Text | None = Field(default=None, description="Who runs it.")
    contribution: Text | None = Field(default=None, description="What it does towards the plan.")
    sections: Many[Place] = Field(default=(), description="Where the plan says so.")
    commitments: Many[Annotated[Slug, Refers("commitment")]] = Field(
        default=(), description="Commitments of priorities.yaml that rest on it."
    )
    none_because: Text | None = Field(default=None, description="Why it has no part, where it has none.")


class Contributions(RegisterFile):
    """`registers/contributions.yaml`."""

    NAME: ClassVar[str] = "contributions"
    KIND: ClassVar[str] = "contribution"
    TITLE: ClassVar[str] = "What other services contribute"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "body", "contribution")
    ABOUT: ClassVar[str] = (
        "What housing, money advice, transport and acute hospital services do towards the plan (East Lothian response "
        "2012, answer to question 2)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "shared-cars",
        "title": "Volunteer drivers",
        "kind": "transport",
        "body": "Community transport association",
        "contribution": "Brings people from the villages to clinics.",
        "sections": ["narrative/060-context.md"],
    }

    contributions: Many[Contribution] = Field(default=(), description="Each service.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    Assessments,
    WiderDuties,
    Themes,
    Contributions,
    BestValue,
    YearlyReports,
)
