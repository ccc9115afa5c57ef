"""Registers: one kind of record each, one file each."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, OutcomeNumber, Place, Record, Refers, Slug, Text, YesNo
from scp.model.register import RegisterFile


class Function(Record):
    """A function delegated by the integration scheme (ss.1, 60)."""

    id: Slug = Field(description="A short name.")
    name: Text = Field(description="The function as the scheme names it.")
    delegated_by: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board that delegates it."
    )
    enactment: Text | None = Field(default=None, description="The enactment that the scheme cites for it.")
    funding: Text | None = Field(default=None, description="integrated or set-aside.")
    scope: Text | None = Field(
        default=None, description="primary, community, social-care or hospital (guidance 2015 para 2.6)."
    )
    extra: Text | None = Field(default=None, description="children or justice, where it goes beyond adults.")


class Functions(RegisterFile):
    """`registers/functions.yaml`."""

    NAME: ClassVar[str] = "functions"
    KIND: ClassVar[str] = "function"
    TITLE: ClassVar[str] = "Delegated functions"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "name", "delegated_by", "funding")

    scheme: Text | None = Field(default=None, description="The annex of the scheme that lists them.")
    functions: Many[Function] = Field(default=(), description="Every function delegated.")


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


class Decision(Record):
    """A decision on a service outside the making of a plan (ss.36, 41)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was decided.")
    decided: Day | None = Field(default=None, description="The day.")
    decided_by: Text | None = Field(default=None, description="The body that decided.")
    reference: Text | None = Field(default=None, description="Minute or paper.")
    significant: YesNo | None = Field(default=None, description="Might it significantly affect an integrated service?")
    significant_reason: Text | None = Field(default=None, description="Why, or why not.")
    within_plan_revision: YesNo | None = Field(default=None, description="Was it taken as part of revising the plan?")
    within_reason: Text | None = Field(default=None, description="Why, or why not.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities where a service might be significantly affected (s41)."
    )
    group_views: GroupViews | None = Field(default=None, description="The planning group's views (s36(3)(a)).")
    involvement: Many[Involvement] = Field(default=(), description="Users involved (s36(3)(b)).")

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
