"""Registers: one kind of record each, one file each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scp.model.record import Day, Many, Names, OutcomeNumber, Place, Record, Refers, Slug, Text, YesNo


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


class Functions(Record):
    """`registers/functions.yaml`."""

    scheme: Text | None = Field(default=None, description="The annex of the scheme that lists them.")
    functions: Many[Function] = Field(default=(), description="Every function delegated.")


class PrincipleEntry(Record):
    """How regard is had to one delivery principle (s.31(1))."""

    id: Annotated[Slug, Names("principle")] = Field(description="main-purpose, or principle-i to principle-xii.")
    sections: Many[Place] = Field(default=(), description="Where the plan answers it.")
    effect: Text | None = Field(default=None, description="What will be done to give effect to it.")


class Principles(Record):
    """`registers/principles.yaml`."""

    principles: Many[PrincipleEntry] = Field(default=(), description="The main purpose and the twelve principles.")


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
    none_because: Text | None = Field(default=None, description="Why there is no such plan.")


class LocalPlans(Record):
    """`registers/local-plans.yaml`."""

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


class SharedServices(Record):
    """`registers/shared-services.yaml`."""

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


class InformationRequests(Record):
    """`registers/information-requests.yaml`."""

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


class Decisions(Record):
    """`registers/decisions.yaml`."""

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


class Reviews(Record):
    """`registers/reviews.yaml`."""

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


class Attestations(Record):
    """`registers/attestations.yaml`."""

    attestations: Many[Attestation] = Field(default=(), description="Each declaration.")
