"""Registers: one kind of record each, one file each."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, OutcomeNumber, Place, Record, Refers, Slug, Text, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.stage import Stage

RESIDENTS = "residents"
"""The group that regulation 4 of SSI 2014/283 adds, for a locality, to those consulted on a plan."""


class Function(Record):
    """A function delegated by the integration scheme (ss.1, 60)."""

    id: Slug = Field(description="A short name.")
    name: Text = Field(description="The function as the scheme names it.")
    delegated_by: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board that delegates it."
    )
    enactment: Text | None = Field(default=None, description="The enactment that the scheme cites for it.")
    funding: Annotated[Text, Names("funding")] | None = Field(default=None, description="integrated or set-aside.")
    scope: Text | None = Field(
        default=None, description="primary, community, social-care or hospital (guidance 2015 para 2.6)."
    )
    extra: Text | None = Field(default=None, description="children or justice, where it goes beyond adults.")
    minimum: YesNo | None = Field(
        default=None,
        description="Whether the law says that it must be delegated; no where the scheme goes beyond that minimum.",
    )
    no_direction_needed: YesNo = Field(
        default=False, description="Whether an order of Ministers lets it go without a direction (s27(6))."
    )
    order: Text | None = Field(default=None, description="That order, for example SSI 2027/123 art 2.")
    housing: YesNo = Field(default=False, description="Whether it is a housing function, for example adaptations.")
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines that pay for it; asked for of housing functions."
    )


class OutOfScope(Record):
    """A service that the plan does not cover, so that nobody loses sight of it."""

    service: Text = Field(description="The service.")
    owner: Text | None = Field(default=None, description="The body that goes on planning it.")
    link: Text | None = Field(default=None, description="Where it is planned, or how it is joined up with this plan.")


class Functions(RegisterFile):
    """`registers/functions.yaml`."""

    NAME: ClassVar[str] = "functions"
    KIND: ClassVar[str] = "function"
    TITLE: ClassVar[str] = "Delegated functions"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "name", "delegated_by", "funding")

    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "care-at-home",
        "name": "Services under section 12A of the Social Work (Scotland) Act 1968",
        "enactment": "Social Work (Scotland) Act 1968 s12A",
        "funding": "integrated",
        "scope": "social-care",
    }

    scheme: Text | None = Field(default=None, description="The annex of the scheme that lists them.")
    checked: Day | None = Field(
        default=None, description="The day on which the list was last compared with the scheme (s44)."
    )
    no_housing_because: Text | None = Field(
        default=None, description="Why no housing function is delegated, where none is."
    )
    functions: Many[Function] = Field(default=(), description="Every function delegated.")
    out_of_scope: Many[OutOfScope] = Field(default=(), description="Services of the partners that are left out.")
    all_in_scope: Text | None = Field(
        default=None, description="Why no service that people might look for is left out, where none is."
    )


class PrincipleEntry(Record):
    """How regard is had to one delivery principle (s.31(1))."""

    id: Annotated[Slug, Names("principle")] = Field(description="main-purpose, or principle-i to principle-xii.")
    sections: Many[Place] = Field(default=(), description="Where the plan answers it.")
    effect: Text | None = Field(default=None, description="What will be done to give effect to it.")


class Principles(RegisterFile):
    """`registers/principles.yaml`."""

    NAME: ClassVar[str] = "principles"
    KIND: ClassVar[str] = "principle"
    TITLE: ClassVar[str] = "Delivery principles"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "effect", "sections")

    principles: Many[PrincipleEntry] = Field(default=(), description="The main purpose and the twelve principles.")


class CarerStrategyItem(Enum):
    """What a local carer strategy must hold (Carers (Scotland) Act 2016 s31(2)(a)-(i), (3))."""

    IDENTIFYING = "identifying"
    DEMAND = "demand"
    SUPPORT = "support"
    UNMET_DEMAND = "unmet-demand"
    PLANS = "plans"
    EMERGENCIES = "emergencies"
    WELLBEING = "wellbeing"
    TIMESCALES = "timescales"
    OTHER = "other"
    YOUNG_CARERS = "young-carers"

    @property
    def words(self) -> str:
        return {
            "identifying": "plans for identifying carers and learning about the care they give",
            "demand": "an assessment of the demand for support",
            "support": "the support that is there",
            "unmet-demand": "an assessment of the demand that is not met",
            "plans": "plans for supporting carers",
            "emergencies": "plans for care in emergencies",
            "wellbeing": "an assessment of what support does for carers' health and wellbeing",
            "timescales": "the timescales for adult carer support plans and young carer statements",
            "other": "what else the authority thinks appropriate",
            "young-carers": "the needs and circumstances of young carers",
        }[self.value]


class LocalPlan(Record):
    """Another plan that this one must fit with (guidance 2015 Annex A (b))."""

    id: Slug = Field(description="A short name.")
    kind: Annotated[Text, Names("local-plan-kind")] = Field(description="A kind of the reference list.")
    title: Text | None = Field(default=None, description="Its title.")
    owner: Text | None = Field(default=None, description="The body whose plan it is.")
    start: Day | None = Field(default=None, description="First day.")
    end: Day | None = Field(default=None, description="Last day.")
    url: Text | None = Field(default=None, description="Where it can be read.")
    fit: Text | None = Field(default=None, description="Where the two plans meet.")
    published: Day | None = Field(default=None, description="The day it was published.")
    review_by: Day | None = Field(default=None, description="The day by which it is to be reviewed.")
    sections: Many[Place] = Field(default=(), description="Where this plan takes it up.")
    commitments: Many[Annotated[Slug, Refers("commitment")]] = Field(
        default=(), description="Commitments of priorities.yaml that carry it out."
    )
    contents: dict[Annotated[str, Names("carer-strategy-item")], Text] = Field(
        default={}, description="Of a carer strategy: where it holds each item of s31 of the Act of 2016."
    )
    none_because: Text | None = Field(default=None, description="Why there is no such plan.")


class LocalPlans(RegisterFile):
    """`registers/local-plans.yaml`."""

    NAME: ClassVar[str] = "local-plans"
    KIND: ClassVar[str] = "local-plan"
    TITLE: ClassVar[str] = "Other local plans"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "owner", "end")

    local_plans: Many[LocalPlan] = Field(default=(), description="One or more of each kind.")


class OtherPlan(Record):
    """The plan of another integration authority."""

    authority: Text = Field(description="The other authority.")
    start: Day | None = Field(default=None, description="First day of its plan.")
    end: Day | None = Field(default=None, description="Last day of its plan.")
    in_preparation: YesNo = Field(default=False, description="Whether the plan is still being drafted.")
    contacted: Day | None = Field(
        default=None, description="When its planners were last spoken to about commissioning the hospital together."
    )


class SharedService(Record):
    """A service, building or resource that other authorities use as well (s30(3))."""

    id: Slug = Field(description="A short name.")
    service: Text = Field(description="The service, facility or resource.")
    host: Text | None = Field(default=None, description="The body that runs it.")
    other_plans: Many[OtherPlan] = Field(default=(), description="Plans of the other authorities that use it.")
    effect: Text | None = Field(default=None, description="What this plan's arrangements do to it.")
    contact: Text | None = Field(default=None, description="Who was spoken to.")
    contacted: Day | None = Field(default=None, description="When.")
    considered: Text | None = Field(default=None, description="What came of it.")
    places: Many[Place] = Field(default=(), description="Where the plan deals with it.")


class SharedServices(RegisterFile):
    """`registers/shared-services.yaml`."""

    NAME: ClassVar[str] = "shared-services"
    KIND: ClassVar[str] = "shared-service"
    TITLE: ClassVar[str] = "Shared services"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "service", "host", "considered")

    none_because: Text | None = Field(default=None, description="Why no service is shared, where none is.")
    shared_services: Many[SharedService] = Field(default=(), description="Each shared or hosted service.")


class InformationRequest(Record):
    """Information asked of a partner (ss.26(3), 34, 37(5), 42(6))."""

    id: Slug = Field(description="A short name.")
    kind: Text = Field(description="plan, review, performance or direction.")
    holder: Annotated[Text, Refers("partner")] = Field(description="Code of the body asked.")
    what: Text = Field(description="What was asked for.")
    asked: Day | None = Field(default=None, description="The day it was asked for.")
    due: Day | None = Field(default=None, description="The day it was wanted by.")
    met: Day | None = Field(default=None, description="The day it came.")
    power: Text | None = Field(default=None, description="The power relied on, for example s49.")
    confidential: YesNo = Field(
        default=False, description="Whether it was shared in spite of a duty of confidence (s49)."
    )
    data_protection: Day | None = Field(
        default=None, description="The day on which the sharing was checked against data protection law."
    )


class InformationRequests(RegisterFile):
    """`registers/information-requests.yaml`."""

    NAME: ClassVar[str] = "information-requests"
    KIND: ClassVar[str] = "information-request"
    TITLE: ClassVar[str] = "Information asked for"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "what", "holder", "asked", "met")

    information_requests: Many[InformationRequest] = Field(default=(), description="Each request.")


class GroupViews(Record):
    """The planning group's views on something, and the answer."""

    asked: Day | None = Field(default=None, description="The day it was asked.")
    views: Text | None = Field(default=None, description="What it said.")
    answer: Text | None = Field(default=None, description="What the authority made of it.")


class Involvement(Record):
    """Users involved in a decision (ss.36(3)(b), 41(3))."""

    who: Text = Field(description="Existing or possible users, or a prescribed group.")
    users: Text | None = Field(default=None, description="current, prospective or both.")
    action: Text = Field(description="What was done.")
    date: Day | None = Field(default=None, description="When.")
    locality: Annotated[Slug, Refers("locality")] | None = Field(
        default=None, description="The locality meant, where the decision may significantly affect it (s41(3))."
    )
    group: Annotated[Slug, Names("locality-consultee")] | None = Field(
        default=None, description="residents, or the prescribed group involved (SSI 2014/283 reg 4)."
    )
    expenses: Text | None = Field(default=None, description="Expenses that were paid (s41(5)).")


class Change(Enum):
    """What a decision does to the care that people get."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    NONE = "none"


class Decision(Record):
    """A decision on a service outside the making of a plan (ss.36, 41)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was decided.")
    decided: Day | None = Field(default=None, description="The day.")
    decided_by: Text | None = Field(default=None, description="The body that decided.")
    under_direction: Annotated[Slug, Refers("direction")] | None = Field(
        default=None, description="The direction under which a partner decided (s41(1)(b))."
    )
    change: Change | None = Field(
        default=None, description="permanent, temporary or none: whether it changes the care that people get."
    )
    reference: Text | None = Field(default=None, description="Minute or paper.")
    significant: YesNo | None = Field(default=None, description="Might it significantly affect an integrated service?")
    significant_reason: Text | None = Field(default=None, description="Why, or why not.")
    within_plan_revision: YesNo | None = Field(default=None, description="Was it taken as part of revising the plan?")
    within_reason: Text | None = Field(default=None, description="Why, or why not.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities where a service might be significantly affected (s41)."
    )
    localities_reason: Text | None = Field(
        default=None, description="Why a service might be significantly affected there, or in no locality."
    )
    not_interested: dict[Annotated[str, Names("consultee-group")], Text] = Field(
        default={}, description="Prescribed groups that are unlikely to have an interest, each with the reason."
    )
    group_views: GroupViews | None = Field(default=None, description="The planning group's views (s36(3)(a)).")
    involvement: Many[Involvement] = Field(
        default=(), description="Users involved (s36(3)(b)), and groups and residents of localities (s41(3))."
    )
    engage_by: Day | None = Field(
        default=None, description="Where people could not be involved first: the day by which they will be."
    )
    engage_reason: Text | None = Field(default=None, description="Why they could not be involved first.")
    his_contacted: Day | None = Field(
        default=None, description="The day on which Healthcare Improvement Scotland was asked about engagement."
    )
    his_advice: Text | None = Field(default=None, description="What it advised.")

    @property
    def triggers_section_36(self) -> bool:
        return self.significant is True and self.within_plan_revision is False


class Decisions(RegisterFile):
    """`registers/decisions.yaml`."""

    NAME: ClassVar[str] = "decisions"
    KIND: ClassVar[str] = "decision"
    TITLE: ClassVar[str] = "Decisions outside the plan"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "decided", "significant")

    decisions: Many[Decision] = Field(default=(), description="Each decision.")


class DirectionRequired(Enum):
    """Who must be directed because of a decision (statutory guidance on directions 2020)."""

    HEALTH_BOARD = "health-board"
    COUNCIL = "council"
    BOTH = "both"
    NONE = "none"


class PartnerInvolved(Record):
    """How a partner took part before a decision was taken."""

    partner: Annotated[Text, Refers("partner")] = Field(description="Code of the council or Health Board.")
    how: Text = Field(description="How it took part.")
    date: Day | None = Field(default=None, description="When.")


class Minute(Record):
    """A decision of the board, a committee or an officer, as it was minuted (SSI 2014/285)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was decided.")
    body: Text | None = Field(default=None, description="The board or committee; for a delegated decision, the post.")
    meeting: Day | None = Field(default=None, description="The day of the meeting or, if delegated, of the decision.")
    item: Text | None = Field(default=None, description="The item of the agenda, or the reference of the decision.")
    stage: Stage | None = Field(
        default=None,
        description="The stage of the plan that rests on it: proposals, draft-1, draft-2, final, published.",
    )
    delegation: Text | None = Field(
        default=None, description="What lets an officer decide, where it was no meeting that did."
    )
    attendance: YesNo | None = Field(default=None, description="Whether the minute records who was there.")
    interests: Text | None = Field(default=None, description="Interests declared, by post; or that there were none.")
    without_division: YesNo | None = Field(default=None, description="Whether it was agreed without a vote.")
    votes_for: Whole | None = Field(default=None, description="Voting members in favour.")
    votes_against: Whole | None = Field(default=None, description="Voting members against.")
    casting_vote: YesNo = Field(default=False, description="Whether the chair's second vote decided it; none has one.")
    agreed: Day | None = Field(default=None, description="The day of the meeting that agreed the minute.")
    signed_by: Text | None = Field(default=None, description="The post that signed the minute then.")
    direction_required: DirectionRequired | None = Field(
        default=None, description="Who has to be directed: health-board, council, both or none."
    )
    partners_involved: Many[PartnerInvolved] = Field(
        default=(), description="How the partners took part before the decision."
    )
    ratified_by: Many[Annotated[Text, Refers("partner")]] = Field(
        default=(), description="Partners that were asked to ratify it; a decision on delegated functions needs none."
    )


class Minutes(RegisterFile):
    """`registers/minutes.yaml`."""

    NAME: ClassVar[str] = "minutes"
    KIND: ClassVar[str] = "minute"
    TITLE: ClassVar[str] = "Decisions as minuted"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "body", "meeting", "stage", "direction_required")
    ABOUT: ClassVar[str] = (
        "Each decision on which a stage of the plan or a direction rests, as it was minuted: who was there, interests, "
        "votes, and the day on which the minute was agreed (SSI 2014/285 art 18 and schedule)."
    )
    STAGE: ClassVar[str] = "final"
    EXAMPLE: ClassVar = {
        "id": "final-plan",
        "title": "The plan is approved",
        "body": "Integration Joint Board",
        "meeting": "2027-02-25",
        "item": "6",
        "stage": "final",
        "attendance": "yes",
        "interests": "None declared",
        "without_division": "yes",
        "agreed": "2027-03-04",
        "signed_by": "Chair of the Board",
        "direction_required": "both",
    }

    minutes: Many[Minute] = Field(default=(), description="Each decision.")


class ReviewGroupViews(Record):
    """The planning group's views in a review (s37(2)(b))."""

    effectiveness: GroupViews | None = Field(default=None, description="On how well the arrangements work.")
    replacing: GroupViews | None = Field(default=None, description="On whether to replace the plan.")


class Review(Record):
    """A review of the plan's effectiveness (s.37)."""

    id: Slug = Field(description="A short name.")
    kind: Text = Field(description="statutory or additional.")
    opened: Day | None = Field(default=None, description="The day it began.")
    completed: Day | None = Field(default=None, description="The day it was finished.")
    principles: dict[Annotated[str, Names("principle")], Text] = Field(
        default={}, description="A finding for each principle."
    )
    outcomes: dict[OutcomeNumber, Text] = Field(
        default={}, description="A finding for each national outcome, by number."
    )
    indicators: Text | None = Field(default=None, description="The indicators looked at, with their date.")
    group_views: ReviewGroupViews | None = Field(default=None, description="The planning group's views.")
    replace_plan: YesNo | None = Field(default=None, description="Whether the plan is to be replaced (s37(3)).")
    decided: Day | None = Field(default=None, description="The day that was decided.")
    decision: Text | None = Field(default=None, description="The decision's reference.")
    evidence: Many[Place] = Field(default=(), description="The report of the review.")
    contracts: Many[Annotated[Slug, Refers("procurement-line")]] = Field(
        default=(), description="Lines of the procurement plan whose findings it draws on."
    )


class Reviews(RegisterFile):
    """`registers/reviews.yaml`."""

    NAME: ClassVar[str] = "reviews"
    KIND: ClassVar[str] = "review"
    TITLE: ClassVar[str] = "Reviews"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "kind", "opened", "completed")

    reviews: Many[Review] = Field(default=(), description="Each review.")


class Attestation(Record):
    """A person's signed statement that a judgement was made."""

    id: Annotated[Slug, Names("requirement")] = Field(
        description="The requirement, for example act-30-2-a-regard-to-principles."
    )
    statement: Text = Field(description="What is declared.")
    who: Text = Field(description="The post that declares it; never a person's name.")
    date: Day = Field(description="The day.")
    evidence: Many[Place] = Field(default=(), description="Sections, records or papers relied on.")
    fingerprint: Text | None = Field(
        default=None, description="Written by `scp attest`: v1: and 64 hexadecimal digits."
    )


class Attestations(RegisterFile):
    """`registers/attestations.yaml`."""

    NAME: ClassVar[str] = "attestations"
    KIND: ClassVar[str] = "attestation"
    TITLE: ClassVar[str] = "Signed judgements"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "who", "date")

    attestations: Many[Attestation] = Field(default=(), description="Each declaration.")


class PublicAddress(Record):
    """An address or number that may stand in the plan because the public has it anyway."""

    id: Slug = Field(description="A short name.")
    address: Text = Field(
        description="The e-mail address, phone number, postcode or link of a body or post; never a private person's."
    )
    reason: Text = Field(description="Why the public may have it.")


class PublicAddresses(RegisterFile):
    """`registers/public-addresses.yaml`."""

    NAME: ClassVar[str] = "public-addresses"
    KIND: ClassVar[str] = "public-address"
    TITLE: ClassVar[str] = "Public addresses"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "address", "reason")
    ABOUT: ClassVar[str] = (
        "Addresses of bodies and posts that may stand in the plan; check takes any other for personal data. What "
        "stands under `contact:` in plan.yaml need not be listed."
    )
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "carers-centre",
        "address": "enquiries@carers-centre.example",
        "reason": "The centre publishes it on its own pages.",
    }

    public_addresses: Many[PublicAddress] = Field(default=(), description="Each address, with the reason.")
