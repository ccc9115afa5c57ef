"""Self-evaluation, recommendations and what inspectors ask for (review of 2019; ss.54-56)."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, OutcomeNumber, Place, Record, Slug, Text
from scp.model.register import RegisterFile


class Grade(Enum):
    """How far a proposal of the review is carried out."""

    NOT_YET = "not-yet"
    PARTLY = "partly"
    ESTABLISHED = "established"
    EXEMPLARY = "exemplary"


class Rating(Record):
    """What one body thinks of where it stands."""

    body: Text = Field(description="Code of the council, Health Board or authority.")
    grade: Grade | None = Field(default=None, description="not-yet, partly, established or exemplary.")
    signed_by: Text | None = Field(default=None, description="The post that signs for the body.")
    date: Day | None = Field(default=None, description="The day on which it was signed.")


class Voice(Enum):
    """Whose own view is set beside a rating."""

    THIRD_SECTOR = "third-sector"
    INDEPENDENT = "independent-sector"
    CARERS = "carers"
    USERS = "service-users"
    COMMUNITIES = "communities"
    CHIEF_OFFICER = "chief-officer"
    CHAIR = "chair"
    CLINICAL_LEAD = "clinical-lead"
    SOCIAL_WORK = "chief-social-work-officer"

    @property
    def words(self) -> str:
        return {
            "third-sector": "the third sector",
            "independent-sector": "the independent sector",
            "carers": "carers",
            "service-users": "people who use services",
            "communities": "communities",
            "chief-officer": "the chief officer",
            "chair": "the chair",
            "clinical-lead": "the clinical lead",
            "chief-social-work-officer": "the chief social work officer",
        }[self.value]


class OwnView(Record):
    """The view of those whom a proposal is about, as they gave it."""

    of: Voice = Field(
        description="third-sector, independent-sector, carers, service-users, communities, chief-officer, chair, "
        "clinical-lead or chief-social-work-officer."
    )
    given_by: Text | None = Field(default=None, description="The post, body or group that gave it; never a name.")
    date: Day | None = Field(default=None, description="When.")
    view: Text | None = Field(default=None, description="What they say, whether they share the rating or not.")


class Evaluation(Record):
    """Where the partners stand on one of the 25 proposals of the review of 2019, and what they do about it."""

    id: Slug = Field(description="A short name.")
    proposal: Annotated[Slug, Names("proposal")] = Field(description="The proposal, for example 1-ii for 1(ii).")
    ratings: Many[Rating] = Field(default=(), description="The rating of each council, the Health Board and the Board.")
    agreed_grade: Grade | None = Field(
        default=None, description="The grade on which they agreed: not-yet, partly, established or exemplary."
    )
    agreed: Day | None = Field(default=None, description="The day on which they agreed.")
    evidence: Many[Place] = Field(default=(), description="Sections, records or papers that show it.")
    own_views: Many[OwnView] = Field(default=(), description="The views of those whom it is about.")
    action: Text | None = Field(default=None, description="What will be done to get better, or to stay as good.")
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    due: Day | None = Field(default=None, description="By when.")
    done: Day | None = Field(default=None, description="The day on which it was done.")


class SelfEvaluation(RegisterFile):
    """`registers/self-evaluation.yaml`."""

    NAME: ClassVar[str] = "self-evaluation"
    KIND: ClassVar[str] = "evaluation"
    TITLE: ClassVar[str] = "Self-evaluation"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "proposal", "agreed_grade", "owner", "due")
    ABOUT: ClassVar[str] = (
        "Where the council, the Health Board and the Board each stand on the 25 proposals of the review of integration "
        "(Ministerial Strategic Group, 2019), the grade they agreed on and what they do next. Of the proposals only "
        "3-iv is asked for before the plan is begun."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "relationships",
        "proposal": "1-ii",
        "ratings": [
            {"body": "S12000010", "grade": "partly", "signed_by": "Chief executive", "date": "2027-01-12"},
            {"body": "S08000024", "grade": "established", "signed_by": "Chief executive", "date": "2027-01-14"},
            {"body": "S37000010", "grade": "partly", "signed_by": "Chief Officer", "date": "2027-01-14"},
        ],
        "agreed_grade": "partly",
        "agreed": "2027-01-21",
        "action": "Hold two joint sessions of the three leadership teams a year.",
        "owner": "Chief Officer",
        "due": "2027-10-31",
    }

    evaluations: Many[Evaluation] = Field(default=(), description="One for each proposal.")


class Topic(Enum):
    """The topics under which plans were read in the overview of 2016."""

    SCOPE = "scope"
    ENGAGEMENT = "engagement"
    NEEDS = "needs"
    PRIORITIES = "priorities"
    FINANCE = "finance"
    OUTCOMES = "outcomes"
    LOCALITIES = "localities"
    WORKFORCE = "workforce"
    PRIMARY_CARE = "primary-care"
    ACUTE = "acute-links"
    HOUSING = "housing"
    PERFORMANCE = "performance"

    @property
    def words(self) -> str:
        return "links to acute care" if self is Topic.ACUTE else self.value.replace("-", " ")


class TopicReading(Record):
    """How the plan deals with one topic, in the authority's own judgement."""

    id: Slug = Field(description="A short name.")
    topic: Topic = Field(
        description="scope, engagement, needs, priorities, finance, outcomes, localities, workforce, primary-care, "
        "acute-links, housing or performance."
    )
    places: Many[Place] = Field(default=(), description="Where the plan deals with it.")
    judgement: Text | None = Field(default=None, description="What is good about it and what is still missing.")


class TopicReadings(RegisterFile):
    """`registers/plan-topics.yaml`."""

    NAME: ClassVar[str] = "plan-topics"
    KIND: ClassVar[str] = "plan-topic"
    TITLE: ClassVar[str] = "The plan by topic"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "topic", "judgement")
    ABOUT: ClassVar[str] = (
        "The twelve topics under which the Scottish Government read the plans of 2016, where this plan deals with each, "
        "and how well (overview of October 2016)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "housing",
        "topic": "housing",
        "judgement": "Agrees with the Local Housing Strategy on numbers; says little on repairs.",
    }

    topics: Many[TopicReading] = Field(default=(), description="One for each topic.")


class RecommendationStatus(Enum):
    """How far a recommendation has got."""

    OPEN = "open"
    IN_HAND = "in-hand"
    DONE = "done"
    NOT_FOR_US = "not-for-us"


class RecommendationSource(Enum):
    """Who recommended it."""

    AUDIT_SCOTLAND_2018 = "audit-scotland-2018"
    AUDIT = "audit"
    INSPECTION = "inspection"
    OTHER = "other"


class AuditRecommendation(Record):
    """Something that auditors or inspectors recommend, and what is done about it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is recommended, in a sentence.")
    source: RecommendationSource = Field(
        description="audit-scotland-2018 (its report on integration of November 2018), audit, inspection or other."
    )
    made: Day | None = Field(default=None, description="The day of the report.")
    action: Text | None = Field(default=None, description="What is done about it.")
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    due: Day | None = Field(default=None, description="By when.")
    status: RecommendationStatus | None = Field(default=None, description="open, in-hand, done or not-for-us.")
    done: Day | None = Field(default=None, description="The day on which it was done.")
    reason: Text | None = Field(default=None, description="Why it is not for this authority, where it is not.")


class AuditRecommendations(RegisterFile):
    """`registers/recommendations.yaml`."""

    NAME: ClassVar[str] = "recommendations"
    KIND: ClassVar[str] = "recommendation"
    TITLE: ClassVar[str] = "Recommendations of auditors and inspectors"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "source", "status", "due")
    ABOUT: ClassVar[str] = (
        "What auditors and inspectors recommended and what was done. The recommendations of Audit Scotland's report on "
        "integration (November 2018) should be acted on in full (review of 2019, para 1); copy each from that report."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "as-collective-resource",
        "title": "Treat the money of all partners as one resource for people who need support.",
        "source": "audit-scotland-2018",
        "made": "2018-11-15",
        "action": "One budget by care group is printed in the plan.",
        "owner": "Chief Finance Officer",
        "due": "2027-06-30",
        "status": "in-hand",
    }

    recommendations: Many[AuditRecommendation] = Field(default=(), description="Each recommendation.")


class Support(Record):
    """Help to improve that was asked of a national body."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What help was wanted.")
    body: Text | None = Field(default=None, description="The body asked, for example Healthcare Improvement Scotland.")
    asked: Day | None = Field(default=None, description="When it was asked for.")
    received: Day | None = Field(default=None, description="When it was given.")
    answer: Text | None = Field(default=None, description="What came of it, or what the body said.")


class ImprovementSupport(RegisterFile):
    """`registers/improvement-support.yaml`."""

    NAME: ClassVar[str] = "improvement-support"
    KIND: ClassVar[str] = "support-request"
    TITLE: ClassVar[str] = "Help to improve"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "body", "asked", "received")
    ABOUT: ClassVar[str] = (
        "Help to improve that was asked of national bodies, and what they gave (review of 2019, proposal 3(iii))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "flow",
        "title": "Somebody to help three teams to measure delays at night",
        "body": "Healthcare Improvement Scotland",
        "asked": "2026-05-04",
        "received": "2026-09-01",
        "answer": "An adviser came for six days.",
    }

    none_because: Text | None = Field(default=None, description="Why no help was asked for, where none was.")
    requests: Many[Support] = Field(default=(), description="Each piece of help asked for.")


class Purpose(Enum):
    """What a joint inspection is for (ss.54-56; guidance 2015 Annex A (l))."""

    SERVICES = "services"
    PLANNING = "planning"
    PLAN = "plan-effectiveness"
    IMPLEMENTATION = "implementation"
    RECOMMENDATIONS = "recommendations"

    @property
    def words(self) -> str:
        return {
            "services": "whether integrated services follow the principles and serve the outcomes",
            "planning": "whether their planning, organisation and co-ordination do",
            "plan-effectiveness": "whether the plan is effective in both",
            "implementation": "encouraging its implementation to do better",
            "recommendations": "whether recommendations are needed",
        }[self.value]


class Covered(Enum):
    """Whose part a piece of evidence shows."""

    HEALTH_BOARD = "health-board"
    COUNCIL = "council"
    AUTHORITY = "authority"
    OTHERS = "non-statutory"

    @property
    def words(self) -> str:
        return {
            "health-board": "the Health Board",
            "council": "the council",
            "authority": "the integration authority",
            "non-statutory": "partners outside the public sector",
        }[self.value]


class Evidence(Record):
    """What answers one question of inspectors: places of the plan, with whose part they show and their date."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it shows.")
    purpose: Purpose = Field(description="services, planning, plan-effectiveness, implementation or recommendations.")
    places: Many[Place] = Field(default=(), description="Sections, records or papers of the plan.")
    date: Day | None = Field(default=None, description="The day for which it is right.")
    bodies: Many[Covered] = Field(
        default=(), description="Whose part it shows: health-board, council, authority or non-statutory."
    )
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes that it is about, by number.")
    principles: Many[Annotated[Slug, Names("principle")]] = Field(
        default=(), description="Delivery principles that it is about: main-purpose, principle-i to principle-xii."
    )


class InspectionEvidence(RegisterFile):
    """`registers/inspection-evidence.yaml`: the index from which inspectors are answered."""

    NAME: ClassVar[str] = "inspection-evidence"
    KIND: ClassVar[str] = "evidence-entry"
    TITLE: ClassVar[str] = "Evidence for inspection"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "purpose", "date")
    ABOUT: ClassVar[str] = (
        "Where the plan answers what a joint inspection asks: services, their planning, the plan's effectiveness, its "
        "implementation, and recommendations (ss.54-56; guidance 2015 Annex A (l))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "plan-outcomes",
        "title": "What each locality's arrangements do for each outcome",
        "purpose": "plan-effectiveness",
        "date": "2027-03-11",
        "bodies": ["health-board", "council", "authority"],
        "outcomes": [1, 2, 3],
    }

    evidence: Many[Evidence] = Field(default=(), description="Each piece of evidence.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    SelfEvaluation,
    TopicReadings,
    AuditRecommendations,
    ImprovementSupport,
    InspectionEvidence,
)
