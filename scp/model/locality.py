"""Localities and the arrangements that are set out for each of them separately (s29(3))."""

from enum import Enum
from typing import Annotated

from pydantic import Field, InstanceOf

from scp.model.record import Day, Many, Number, OutcomeNumber, Place, Record, Refers, Slug, Text, Whole, YesNo
from scp.model.text import Section


class Status(Enum):
    """How far a piece of writing has come."""

    TO_WRITE = "to-write"
    DRAFT = "draft"
    DONE = "done"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class Arrangement(Record):
    """How some functions will be carried out in one locality (s29(2)(a), (3)(b)).

    Its text is the level-2 section of the same slug in the locality's body.
    """

    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(
        default=(), description="Care groups that it is for."
    )
    functions: Many[Annotated[Slug, Refers("function")]] = Field(
        default=(), description="Delegated functions that it carries out, from registers/functions.yaml."
    )
    outcomes: dict[OutcomeNumber, Text | None] = Field(
        default={}, description="National outcomes by number, each with how the arrangement contributes to it."
    )
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines that pay for it."
    )
    status: Status = Field(default=Status.TO_WRITE, description="to-write, draft or done.")
    section: InstanceOf[Section] | None = Field(default=None, exclude=True, json_schema_extra={"from_file": True})


class AgeGroups(Record):
    """People by age at a date."""

    date: Day | None = Field(default=None, description="The day counted.")
    under_16: Whole | None = Field(default=None, description="People aged 0 to 15.")
    from_16_to_64: Whole | None = Field(default=None, description="People aged 16 to 64.")
    from_65_to_74: Whole | None = Field(default=None, description="People aged 65 to 74.")
    from_75_to_84: Whole | None = Field(default=None, description="People aged 75 to 84.")
    over_84: Whole | None = Field(default=None, description="People aged 85 and over.")
    source: Text | None = Field(default=None, description="Who published the figures.")

    @property
    def every(self) -> tuple[int, ...]:
        """People of each age, the youngest first; nothing where a figure is missing or nobody is counted."""
        found = (self.under_16, self.from_16_to_64, self.from_65_to_74, self.from_75_to_84, self.over_84)
        known = tuple(each for each in found if each is not None)
        return known if len(known) == len(found) and any(known) else ()


class Deprivation(Record):
    """Share of people by fifths of the Scottish Index of Multiple Deprivation, in per cent."""

    edition: Text | None = Field(default=None, description="Edition of the index, for example SIMD 2020v2.")
    fifths: Many[Number] = Field(default=(), description="Five shares in per cent, the most deprived fifth first.")
    source: Text | None = Field(default=None, description="Who published the figures.")


class LocalityView(Record):
    """What people in the locality said, and what it changed (guidance 2015 para 4.6)."""

    source: Text | None = Field(default=None, description="Who said it: a meeting, group or survey.")
    date: Day | None = Field(default=None, description="When.")
    view: Text | None = Field(default=None, description="What was said.")
    effect: Text | None = Field(default=None, description="What it changed in the plan, or why nothing.")


class ParticipantKind(Enum):
    """Those whom the consultation of 2012 wanted in locality planning besides professionals (para 7.5)."""

    PARTNERSHIP_MANAGER = "partnership-manager"
    ELECTED_MEMBER = "elected-member"
    THIRD_SECTOR = "third-sector"
    INDEPENDENT_SECTOR = "independent-sector"
    CARER = "carer"
    PATIENT = "patient"
    PROFESSIONAL = "professional"
    COMMUNITY = "community"

    @property
    def words(self) -> str:
        return {"partnership-manager": "partnership manager", "patient": "patient or user of services"}.get(
            self.value, self.value.replace("-", " ")
        )


class Profession(Enum):
    """The professions that lead locality planning, as the consultation of 2012 lists them (para 7.2)."""

    GP = "gp"
    ACUTE_CLINICIAN = "acute-clinician"
    SOCIAL_WORK = "social-work"
    NURSING = "nursing"
    ALLIED_HEALTH = "allied-health"
    PHARMACY = "pharmacy"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {
            "gp": "general practice",
            "acute-clinician": "acute hospital medicine",
            "allied-health": "the allied health professions",
            "other": "another profession",
        }.get(self.value, self.value.replace("-", " "))


class AuthorityLevel(Enum):
    """What a locality planning group may do about money and services (consultation of 2012, para 7.7)."""

    ADVISES = "advises"
    RECOMMENDS = "recommends"
    DECIDES = "decides"


class LocalityMember(Record):
    """Somebody who takes part in the locality planning group, by post or part and never by name."""

    kind: ParticipantKind = Field(
        description="partnership-manager, elected-member, third-sector, independent-sector, carer, patient, "
        "professional or community."
    )
    part: Text = Field(description="The post or part, for example District nurse team leader.")
    profession: Profession | None = Field(
        default=None,
        description="Of a professional: gp, acute-clinician, social-work, nursing, allied-health, pharmacy or other.",
    )


class LocalityGap(Record):
    """A kind of participant or a profession that the group has nobody of, and what is done about it."""

    kind: ParticipantKind | None = Field(default=None, description="The kind of participant that is missing.")
    profession: Profession | None = Field(default=None, description="The profession that is missing.")
    filling: Text | None = Field(default=None, description="What is being done to fill the gap.")


class LocalityGroup(Record):
    """The locality planning group, by role and never by name (guidance 2015 para 4.6)."""

    name: Text | None = Field(default=None, description="Name of the group.")
    clinical_lead: Text | None = Field(default=None, description="Post that leads for health professionals.")
    professional_lead: Text | None = Field(default=None, description="Post that leads for social care.")
    community_members: Many[Text] = Field(default=(), description="Members from the community, by role.")
    members: Many[LocalityMember] = Field(
        default=(), description="Who takes part, by kind and profession (consultation of 2012, paras 7.2 and 7.5)."
    )
    gaps: Many[LocalityGap] = Field(default=(), description="Kinds and professions that nobody stands for yet.")
    authority: AuthorityLevel | None = Field(
        default=None, description="advises, recommends or decides (consultation of 2012, para 7.7)."
    )
    authority_over: Text | None = Field(default=None, description="What its authority reaches to.")
    budget: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines of the locality over which it has that authority."
    )
    delegated: Day | None = Field(default=None, description="The day on which the authority was given to it.")
    delegation: Text | None = Field(default=None, description="The decision that gave it, with its reference.")


class ConsultedOn(Enum):
    """What somebody was asked about a locality."""

    AREA = "area"
    ARRANGEMENTS = "arrangements"
    BOTH = "both"


class ConsultedKind(Enum):
    """Who was asked about a locality (localities guidance 2015 para 6.2; consultation of 2012, para 7.9)."""

    PROFESSIONALS = "professionals"
    COMMUNITIES = "communities"
    SECTORS = "sectors"


class LocalityConsulted(Record):
    """Somebody who was asked about the locality's area, or about how planning is set up in it."""

    about: ConsultedOn = Field(description="area, arrangements or both.")
    kind: ConsultedKind = Field(description="professionals, communities or sectors (third and independent).")
    who: Text | None = Field(default=None, description="The body or meeting, by role.")
    date: Day | None = Field(default=None, description="The day.")
    agreed: YesNo | None = Field(default=None, description="Whether they agreed.")
    answer: Text | None = Field(default=None, description="Where they did not: what was done about it.")


class LocalityPlanning(Record):
    """How planning is set up in the locality; the mechanism is its own choice (consultation of 2012, paras 7.6, 7.9)."""

    mechanism: Text | None = Field(default=None, description="How it works here: a group, a forum, a yearly assembly …")
    consulted: Many[LocalityConsulted] = Field(default=(), description="Who was asked about area and arrangements.")
    support: Text | None = Field(
        default=None, description="The help that is given to it: staff, money, rooms, training."
    )
    review_by: Day | None = Field(default=None, description="The day by which the arrangements are looked at again.")


class SupportKind(Enum):
    """Those whose support a locality plan should have (Joint Strategic Commissioning 2012)."""

    PROFESSIONALS = "professionals"
    PROVIDERS = "providers"
    USERS = "users"
    CARERS = "carers"


class LocalitySupport(Record):
    """Support for the locality's plan by those who give care or get it."""

    kind: SupportKind = Field(description="professionals, providers, users or carers.")
    who: Text | None = Field(default=None, description="The body or meeting, by role.")
    date: Day | None = Field(default=None, description="The day on which they said so.")


class Overlap(Enum):
    """How far a community-planning locality lies in this one."""

    WHOLE = "whole"
    PART = "part"


class CommunityPlanningArea(Record):
    """A locality of community planning that this one overlaps (localities guidance 2015 paras 10.1-10.2)."""

    name: Text = Field(description="Its name.")
    overlap: Overlap | None = Field(default=None, description="whole or part: how much of it lies in this locality.")
    plan: Annotated[Slug, Refers("local-plan")] | None = Field(
        default=None, description="Its plan, from registers/local-plans.yaml."
    )


class Contributor(Record):
    """A professional who took part in planning a pathway, by post (consultation of 2012, para 7.1)."""

    profession: Profession = Field(
        description="gp, acute-clinician, social-work, nursing, allied-health, pharmacy or other."
    )
    post: Text = Field(description="The post; never a person's name.")
    contribution: Text | None = Field(default=None, description="What they brought to it.")


class GpParticipation(Record):
    """How GP practices take part, and what stands in the way (consultation of 2012, para 7.11)."""

    practices: Whole | None = Field(default=None, description="GP practices in the locality.")
    taking_part: Whole | None = Field(default=None, description="Those that took part in planning in the last year.")
    deprived_practices: Whole | None = Field(
        default=None, description="Practices with most patients in the most deprived two fifths."
    )
    time: Text | None = Field(default=None, description="Time that is paid for, for example sessions a month.")
    workload: Text | None = Field(default=None, description="Workload, and what is done about it.")
    recruitment: Text | None = Field(default=None, description="Vacancies, and what is done about them.")


class LocalityEvaluation(Record):
    """How it is known what planning in the locality achieves (East Lothian response 2012, answers 15 and 18)."""

    measure: Text | None = Field(default=None, description="What is measured.")
    baseline: Number | None = Field(default=None, description="Where it stood at the start.")


class LocalityPriority(Record):
    """What the locality wants first, and where the plan takes it up (guidance 2015 para 6.2)."""

    title: Text = Field(description="The priority in one sentence.")
    priority: Annotated[Slug, Refers("priority")] | None = Field(
        default=None, description="Strategic priority that takes it up."
    )
    not_adopted: Text | None = Field(default=None, description="Why the plan does not take it up.")


class Locality(Record):
    """One of the two or more parts into which the area is divided (s29(3)(a))."""

    id: Slug = Field(description="The name of its file.", json_schema_extra={"from_file": True})
    name: Text = Field(description="Its name.")
    council: Text | None = Field(default=None, description="Code of the council whose area it is part of.")
    boundary: Text | None = Field(default=None, description="Its boundary in words: towns, wards or data zones.")
    population: Whole | None = Field(default=None, description="People who live there.")
    population_date: Day | None = Field(default=None, description="The day counted.")
    population_source: Text | None = Field(default=None, description="Who published the figure.")
    age_groups: AgeGroups | None = Field(default=None, description="People by age.")
    deprivation: Deprivation | None = Field(default=None, description="People by fifth of deprivation.")
    not_available: dict[str, Text] = Field(default={}, description="What is not known, with the reason.")
    group: LocalityGroup | None = Field(default=None, description="The locality planning group.")
    views: Many[LocalityView] = Field(default=(), description="What people in the locality said.")
    priorities: Many[LocalityPriority] = Field(default=(), description="What the locality wants first.")
    gp_clusters: Many[Text] = Field(default=(), description="GP clusters that it takes account of.")
    communities: Many[Text] = Field(default=(), description="Towns, villages and other communities that it is made of.")
    community_planning: Many[CommunityPlanningArea] = Field(
        default=(), description="Community-planning localities that it overlaps."
    )
    planning: LocalityPlanning | None = Field(default=None, description="How planning is set up here.")
    support: Many[LocalitySupport] = Field(default=(), description="Who supports the locality's plan.")
    contributors: Many[Contributor] = Field(
        default=(), description="Professionals who took part in planning its arrangements."
    )
    gp_participation: GpParticipation | None = Field(default=None, description="How GP practices take part.")
    evaluation: LocalityEvaluation | None = Field(
        default=None,
        description="How its planning is evaluated; the yearly entries are in registers/locality-evaluations.yaml.",
    )
    evidence: Many[Place] = Field(default=(), description="Papers that stand behind the section.")
    arrangements: dict[Slug, Arrangement] = Field(
        default={}, description="One entry for each level-2 heading of the body, by its slug."
    )
    section: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})
    introduction: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})

    @property
    def path(self) -> str:
        return f"localities/{self.id}.md"

    @property
    def outcomes(self) -> frozenset[int]:
        """National outcomes that its arrangements contribute to, by number."""
        return frozenset(number for each in self.arrangements.values() for number, how in each.outcomes.items() if how)

    @property
    def functions(self) -> frozenset[str]:
        """Functions that its arrangements carry out."""
        return frozenset(function for each in self.arrangements.values() for function in each.functions)

    def status_for(self, care_group: str) -> Status | None:
        """The least advanced of its arrangements for *care_group*; None where there is none."""
        order = list(Status)
        found = [each.status for each in self.arrangements.values() if care_group in each.care_groups]
        return min(found, key=order.index) if found else None
