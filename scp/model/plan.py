"""The strategic commissioning plan as a whole (s.29)."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from datetime import date
from datetime import date as Date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import Field, InstanceOf

from scp.model.authority import Contact, IntegrationAuthority, IntegrationScheme, Model, Officer, Partners
from scp.model.care_group import CareGroup
from scp.model.consultation import Consultees, Round
from scp.model.easy_read import EasyReadPart, Pictures
from scp.model.finance import Finance
from scp.model.locality import Locality, Status
from scp.model.planning_group import PlanningGroup
from scp.model.priorities import Priority
from scp.model.publication import Publication
from scp.model.record import DAY, Day, Many, Names, Place, Record, Slug, Text, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.registers import (
    Attestations,
    Decisions,
    Functions,
    InformationRequests,
    LocalPlans,
    Principles,
    Reviews,
    SharedServices,
)
from scp.model.responses import Replies
from scp.model.stage import Stage, StageRecord, Stages, standing
from scp.model.text import Section
from scp.model.theme import Organised, Theme
from scp.model.waivers import Baseline, Waivers
from scp.model.words import in_words
from scp.problem import Location, Problem

FORMAT = 1

R = TypeVar("R", bound=RegisterFile)


class Period(Record):
    """The time for which the plan is made (s29(2)(a))."""

    start: Day | None = Field(default=None, description="The first day.")
    end: Day | None = Field(default=None, description="The last day.")


class Replaced(Record):
    """The plan that this one replaces (s37(3))."""

    title: Text | None = Field(default=None, description="Its title.")
    start: Day | None = Field(default=None, description="Its first day.")
    end: Day | None = Field(default=None, description="Its last day.")


class Signatures(Record):
    """Which signatures a stage must carry; where nothing is asked for, none."""

    required: YesNo = Field(
        default=False, description="Whether the tag of each stage must be signed by somebody of .scp/allowed_signers."
    )
    roles: Many[Slug] = Field(
        default=(),
        description="Posts that must sign each stage before it is reached, by the first part of their `signs_as`.",
    )


@dataclass(frozen=True)
class Asks:
    """Whether the tag of a stage must be signed, and who must sign its files: role → the name that signers have."""

    tags: bool = False
    roles: AnyMapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return self.tags or bool(self.roles) or bool(self.unknown)


class PlanRecord(Record):
    """`plan.yaml`: who plans what, for when."""

    format: Whole = Field(description="Version of the plan format.")
    title: Text | None = Field(default=None, description="The plan's title, where it is not the usual one.")
    edition: Slug = Field(description="The edition, for example 2027-2030; names the tags and never changes.")
    authority: IntegrationAuthority = Field(description="The integration authority.")
    model: Model = Field(description="The integration model: ijb, lead-health-board, lead-council or both.")
    partners: Partners = Field(description="The constituent authorities.")
    period: Period = Field(default=Period.model_construct(), description="The time for which the plan is made.")
    extended_to: Day | None = Field(default=None, description="The last day, where the period was extended.")
    first: YesNo = Field(default=False, description="Whether it is the authority's first plan.")
    delegation_day: Day | None = Field(
        default=None, description="For a first plan: the day functions are delegated (s29(4))."
    )
    replaces: Replaced | None = Field(default=None, description="The plan that this one replaces.")
    integration_scheme: IntegrationScheme = Field(
        default=IntegrationScheme.model_construct(), description="The integration scheme."
    )
    officers: Many[Officer] = Field(default=(), description="Posts that answer for the plan.")
    signatures: Signatures = Field(
        default=Signatures.model_construct(), description="Which signatures a stage must carry."
    )
    contact: Contact = Field(default=Contact.model_construct(), description="Whom the public asks.")
    organised_by: Organised = Field(
        default=Organised.SECTIONS,
        description="What the chapters of the full plan follow: sections, priority, care-group or outcome.",
    )
    theme: Theme = Field(default=Theme.model_construct(), description="How the documents look.")
    banner: Text | None = Field(
        default=None, description="A sentence printed on every page, for example that this is an example."
    )

    @property
    def asks(self) -> Asks:
        """Which signatures each stage needs; a role for which no officer signs is unknown."""
        known = {each.signs_as.partition("@")[0]: each.signs_as for each in self.officers if each.signs_as}
        roles = self.signatures.roles
        return Asks(
            self.signatures.required,
            {role: known[role] for role in roles if role in known},
            tuple(role for role in roles if role not in known),
        )


class FactRecord(Record):
    """A number, name or date said once (`facts.yaml`)."""

    id: Slug = Field(description="A short name, used as {{ name }}.")
    value: Any = Field(description="The number, word or day.")
    unit: Text | None = Field(default=None, description="£, %, £ million, or a word that follows the number.")
    label: Text | None = Field(default=None, description="What it is.")
    source: Text | None = Field(default=None, description="Where it comes from.")
    date: Day | None = Field(default=None, description="The day it is for.")

    @property
    def printed(self) -> str:
        """The fact as it is printed: £178.2 million, 8%, 1,240 hours."""
        value = self.value
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            text = f"{value:,}"
            match self.unit:
                case None:
                    return text
                case "%":
                    return f"{text}%"
                case "£":
                    return f"£{text}"
                case unit if unit.startswith("£"):
                    return f"£{text} {unit[1:].strip()}"
                case unit:
                    return f"{text} {unit}"
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return in_words(Date.fromisoformat(value))
            except ValueError:
                return value
        return str(value)


class Facts(RegisterFile):
    """`facts.yaml`."""

    NAME: ClassVar[str] = "facts"
    KIND: ClassVar[str] = "fact"
    TITLE: ClassVar[str] = "Facts"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "value", "unit", "label")
    PATH: ClassVar[str] = "facts.yaml"

    facts: Many[FactRecord] = Field(default=(), description="Each fact.")


class Term(Record):
    """A hard word and what it means."""

    term: Text = Field(description="The word.")
    meaning: Text = Field(description="What it means.")
    easy: Text | None = Field(default=None, description="What it means in easy read.")


class Glossary(RegisterFile):
    """`glossary.yaml`."""

    NAME: ClassVar[str] = "glossary"
    KIND: ClassVar[str] = "term"
    TITLE: ClassVar[str] = "Glossary"
    COLUMNS: ClassVar[tuple[str, ...]] = ("term", "meaning")
    PATH: ClassVar[str] = "glossary.yaml"

    terms: Many[Term] = Field(default=(), description="Each term.")


class Story(Record):
    """Where one section tells how people have fared, fare and will fare (guidance 2015 para 6.4)."""

    past: Place | None = Field(default=None, description="Where people have been.")
    now: Place | None = Field(default=None, description="Where they are.")
    next: Place | None = Field(default=None, description="Where they are heading.")


class CareGovernance(Record):
    """Who watches over the quality and safety of care (guidance 2015 para 6.2)."""

    group: Text | None = Field(default=None, description="The group that watches.")
    leads: Many[Text] = Field(default=(), description="Posts of plan.yaml that lead, social work and clinical.")
    route: Many[Text] = Field(default=(), description="The bodies to which it is reported, from the service upwards.")


class NarrativeSection(Record):
    """One file of `narrative/`: a section that speaks for the whole area."""

    id: Slug = Field(description="The name of its file, without the number.", json_schema_extra={"from_file": True})
    title: Text = Field(description="The heading.")
    role: Annotated[Text, Names("role")] | None = Field(
        default=None, description="The part it plays, for example vision."
    )
    status: Status = Field(default=Status.TO_WRITE, description="to-write, draft or done.")
    agreed: Day | None = Field(
        default=None, description="The day it was agreed; asked for of the vision (guidance 2015 para 6.4)."
    )
    story: Story | None = Field(
        default=None, description="Where it tells past, now and next; asked for of the vision (guidance 2015 para 6.4)."
    )
    care_governance: CareGovernance | None = Field(
        default=None, description="Group, leads and reporting route; asked for of the section on governance."
    )
    section: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})

    @property
    def path(self) -> str:
        return self.section.path


@dataclass(frozen=True)
class Plan:
    """A plan as its files say, whether or not it meets the law: judging is the rules' work."""

    record: PlanRecord
    narrative: tuple[NarrativeSection, ...]
    localities: tuple[Locality, ...]
    care_groups: tuple[CareGroup, ...]
    priorities: tuple[Priority, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    glossary: tuple[Term, ...] = ()
    easy_read: tuple[EasyReadPart, ...] = ()
    translations: tuple[EasyReadPart, ...] = ()
    pictures: Pictures = Pictures.model_construct()
    planning_group: PlanningGroup = PlanningGroup.model_construct()
    consultees: Consultees = Consultees.model_construct()
    functions: Functions = Functions.model_construct()
    principles: Principles = Principles.model_construct()
    local_plans: LocalPlans = LocalPlans.model_construct()
    shared_services: SharedServices = SharedServices.model_construct()
    information_requests: InformationRequests = InformationRequests.model_construct()
    decisions: Decisions = Decisions.model_construct()
    reviews: Reviews = Reviews.model_construct()
    attestations: Attestations = Attestations.model_construct()
    waivers: Waivers = Waivers.model_construct()
    baseline: Baseline = Baseline.model_construct()
    finance: Finance = Finance.model_construct()
    publication: Publication | None = None
    rounds: tuple[Round, ...] = ()
    replies: AnyMapping[str, Replies] = field(default_factory=dict)
    stages: Stages = Stages.model_construct()
    references: AnyMapping[str, str] = field(default_factory=dict)
    fingerprints: AnyMapping[str, str] = field(default_factory=dict)
    files: AnyMapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    kept: AnyMapping[type[RegisterFile], RegisterFile] = field(default_factory=dict)

    def of(self, register: type[R]) -> R:
        """What the plan keeps in *register*: an empty one where the plan has no such file."""
        found = self.kept.get(register)
        return found if isinstance(found, register) else register.model_construct()

    def replace(self, **changes: Any) -> Self:
        """The same plan with *changes* to its parts."""
        return replace(self, **changes)

    @property
    def title(self) -> str:
        return self.record.title or f"{self.record.authority.area} Strategic Commissioning Plan"

    @property
    def edition(self) -> str:
        return self.record.edition

    @property
    def period(self) -> Period:
        return self.record.period

    @property
    def end(self) -> date | None:
        """The last day, extension included."""
        return self.record.extended_to or self.record.period.end

    @property
    def stage(self) -> Stage | None:
        """The last stage that was reached and not withdrawn; None in a fresh plan."""
        return self.standing[-1].stage if self.standing else None

    @property
    def standing(self) -> tuple[StageRecord, ...]:
        """The records of the stages that were reached and not withdrawn."""
        return standing(self.stages.stages)

    def reached(self, stage: Stage) -> StageRecord | None:
        """The last record of *stage*, if it was reached and stands."""
        found = [record for record in self.standing if record.stage is stage]
        return found[-1] if found else None

    def round(self, stage: Stage) -> Round | None:
        """The round of asking about *stage* as it stands, or the last that was prepared; None where there is none."""
        record = self.reached(stage)
        rounds = [each for each in self.rounds if each.stage is stage and (not record or each.number == record.number)]
        return max(rounds, key=lambda each: each.number, default=None)

    def rounds_on(self, stage: Stage) -> tuple[Round, ...]:
        """The rounds of asking about *stage*, in order: each time that it was made and stands, or the one prepared."""
        numbers = {record.number for record in self.standing if record.stage is stage}
        found = [each for each in self.rounds if each.stage is stage and each.number in numbers]
        prepared = None if found else self.round(stage)
        return (prepared,) if prepared else tuple(sorted(found, key=lambda each: each.number))

    def replies_to(self, stage: Stage) -> Replies | None:
        """What came in the round of `round(stage)`; None where nothing is kept of it."""
        found = self.round(stage)
        return self.replies.get(found.name) if found else None

    def locality(self, id: str) -> Locality | None:
        return next((each for each in self.localities if each.id == id), None)

    def care_group(self, id: str) -> CareGroup | None:
        return next((each for each in self.care_groups if each.id == id), None)

    def role(self, role: str) -> NarrativeSection | None:
        """The narrative section that plays *role*."""
        return next((each for each in self.narrative if each.role == role), None)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section of text, each word in one of them only."""
        return (
            *(each.section for each in self.narrative),
            *(
                part
                for each in self.localities
                for part in (each.introduction, *(a.section for a in each.arrangements.values() if a.section))
            ),
            *(each.section for each in self.care_groups),
            *(each.section for each in self.easy_read),
            *(each.section for each in self.translations),
        )

    @property
    def population(self) -> int | None:
        """People in all the localities; None where any figure is missing."""
        figures = [each.population for each in self.localities]
        return sum(figure for figure in figures if figure) if figures and all(figures) else None

    def at(self, path: str) -> Location:
        """A place that is a whole file."""
        return Location(path)
