"""Market facilitation, housing contribution, capacity and procurement (2015 guidance Annex A (d), (g))."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import (
    Day,
    Many,
    Money,
    Number,
    OutcomeNumber,
    Place,
    Record,
    Refers,
    Slug,
    Span,
    Text,
    WebAddress,
    YesNo,
)
from scp.model.register import RegisterFile


class ProviderFailure(Record):
    """What happens when a provider closes (guidance 2015 para 3.3)."""

    owner: Text | None = Field(default=None, description="The post that owns the risk.")
    contingency: Place | None = Field(default=None, description="The contingency plan.")
    tested: Day | None = Field(default=None, description="The day on which it was last tested.")
    finances_watched: Text | None = Field(
        default=None, description="How the finances of providers are watched, and by whom."
    )
    watched_every_months: Span | None = Field(default=None, description="How often, in months.")


class Price(Record):
    """What a service costs one person who buys it with a personal budget."""

    entry: Annotated[Slug, Refers("market-entry")] = Field(description="The service, an entry of the market.")
    amount: Money | None = Field(default=None, description="Pounds.")
    per: Text | None = Field(default=None, description="For how much of it, for example an hour.")


class SelfDirectedSupport(Record):
    """The five points on self-directed support (definition of 2012, why it is important)."""

    choice: Text | None = Field(default=None, description="How people get a choice of providers.")
    flexibility: Text | None = Field(default=None, description="How freely money can be used and moved.")
    purchasing_options: Text | None = Field(default=None, description="How people can buy: each way open to them.")
    eligibility_criteria: Text | None = Field(default=None, description="Who gets support, and by which criteria.")
    pricing: Text | None = Field(default=None, description="How prices for one person are set and told.")
    prices: Many[Price] = Field(default=(), description="Prices that people can reckon with.")


class MarketEntry(Record):
    """A service that is wanted: how much and of what kind, now and later (guidance 2015 Annex A (g))."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The service.")
    care_groups: Many[Annotated[Slug, Refers("care-group")]] = Field(default=(), description="Whom it is for.")
    needs: Many[Annotated[Slug, Refers("need")]] = Field(default=(), description="Needs findings behind it.")
    unit: Text | None = Field(default=None, description="What is counted, for example hours a week.")
    level_now: Number | None = Field(default=None, description="How much there is.")
    level_later: Number | None = Field(default=None, description="How much is wanted.")
    later: Day | None = Field(default=None, description="The day by which that is wanted.")
    type_now: Text | None = Field(default=None, description="Of what kind it is.")
    type_later: Text | None = Field(default=None, description="Of what kind it should be.")


class Market(RegisterFile):
    """`registers/market.yaml`: the market facilitation plan as figures."""

    NAME: ClassVar[str] = "market"
    KIND: ClassVar[str] = "market-entry"
    TITLE: ClassVar[str] = "Market facilitation"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "level_now", "level_later", "unit")
    ABOUT: ClassVar[str] = (
        "Level and type of each service wanted, now and later, with the needs behind it; what happens when a provider "
        "fails; and the five points on self-directed support (guidance 2015 para 3.3 and Annex A (g))."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "care-at-home",
        "title": "Care at home for older people",
        "unit": "hours a week",
        "level_now": 14500,
        "level_later": 17000,
        "later": "2030-03-31",
        "type_now": "Visits by the task, bought by the hour",
        "type_later": "One provider for each neighbourhood",
    }

    provider_failure: ProviderFailure | None = Field(default=None, description="What happens when a provider closes.")
    self_directed_support: SelfDirectedSupport | None = Field(
        default=None, description="The five points on self-directed support."
    )
    market: Many[MarketEntry] = Field(default=(), description="Each service wanted.")


class Budget(Enum):
    """How partners bring their money together."""

    POOLED = "pooled"
    ALIGNED = "aligned"
    SEPARATE = "separate"


class Intention(Record):
    """What the authority means to commission: what we want, not how we get it (definition of 2012)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is wanted, in a few words.")
    market: Many[Annotated[Slug, Refers("market-entry")]] = Field(
        default=(), description="Entries of the market that it rests on."
    )
    priorities: Many[Annotated[Slug, Refers("priority")]] = Field(default=(), description="Priorities that it serves.")
    outcomes: Many[OutcomeNumber] = Field(default=(), description="National outcomes by number.")
    result: Text | None = Field(default=None, description="What will be different for the people who use it.")
    volume: Text | None = Field(default=None, description="How much, where that is said as well.")
    agencies: Many[Annotated[Text, Refers("partner")]] = Field(
        default=(), description="Codes of the partners who commission it together."
    )
    budget: Budget | None = Field(default=None, description="pooled, aligned or separate.")
    bought: YesNo | None = Field(
        default=None, description="Whether it is bought; no where the partners do it themselves."
    )


class Intentions(RegisterFile):
    """`registers/intentions.yaml`."""

    NAME: ClassVar[str] = "intentions"
    KIND: ClassVar[str] = "intention"
    TITLE: ClassVar[str] = "Commissioning intentions"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "outcomes", "budget")
    ABOUT: ClassVar[str] = (
        "What the partners mean to commission together, by outcomes (definition of joint strategic commissioning, 2012). "
        "How it is bought belongs in registers/procurement.yaml."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "neighbourhood-care",
        "title": "Care at home by neighbourhood",
        "outcomes": [2, 3, 9],
        "result": "People know who comes and when, and go home from hospital without waiting",
        "budget": "pooled",
        "bought": "yes",
    }

    intentions: Many[Intention] = Field(default=(), description="Each intention.")


class ContractFinding(Record):
    """What was learned from a contract."""

    date: Day | None = Field(default=None, description="The day.")
    finding: Text | None = Field(default=None, description="What was learned.")


class ProcurementLine(Record):
    """How something is bought: the detail that does not belong in the plan."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is bought.")
    intention: Annotated[Slug, Refers("intention")] | None = Field(
        default=None, description="The commissioning intention that it puts into effect."
    )
    route: Text | None = Field(default=None, description="Tender, framework, grant, direct award …")
    start: Day | None = Field(default=None, description="First day of the contract.")
    end: Day | None = Field(default=None, description="Last day of the contract.")
    value: Money | None = Field(default=None, description="Pounds a year.")
    findings: Many[ContractFinding] = Field(default=(), description="What was learned from the contract.")


class Procurement(RegisterFile):
    """`registers/procurement.yaml`: the procurement plan."""

    NAME: ClassVar[str] = "procurement"
    KIND: ClassVar[str] = "procurement-line"
    TITLE: ClassVar[str] = "Procurement plan"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "intention", "route", "start", "end")
    ABOUT: ClassVar[str] = (
        "How each commissioning intention is bought: route, days and yearly value, and what was learned from the "
        "contract, on which reviews draw (definition of joint strategic commissioning, 2012, figure 1)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "care-at-home-east",
        "title": "Care at home in the four neighbourhoods of East",
        "route": "Tender with a fixed price",
        "start": "2028-04-01",
        "end": "2031-03-31",
        "value": 5200000,
    }

    procurement: Many[ProcurementLine] = Field(default=(), description="Each thing bought.")


class Setting(Enum):
    """Where care is given, along the spectrum; the words are those of the column purpose in finance/lines.csv."""

    PREVENTION = "prevention"
    COMMUNITY = "community"
    CARE_HOME = "care-home"
    HOSPITAL = "hospital"


class Capacity(Record):
    """How much of something there is in one setting, and how much there should be."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is counted, for example general beds in the community hospital.")
    setting: Setting | None = Field(default=None, description="prevention, community, care-home or hospital.")
    unit: Text | None = Field(default=None, description="beds, places, hours a week …")
    now: Number | None = Field(default=None, description="How many there are.")
    now_date: Day | None = Field(default=None, description="The day for which that is counted.")
    later: Number | None = Field(default=None, description="How many there should be.")
    later_date: Day | None = Field(default=None, description="The day by which.")
    shared_service: Annotated[Slug, Refers("shared-service")] | None = Field(
        default=None, description="The shared service that it belongs to, where other authorities use it as well."
    )
    shared: YesNo | None = Field(
        default=None, description="no, of a hospital that only the people of this plan's area use."
    )


class Capacities(RegisterFile):
    """`registers/capacity.yaml`."""

    NAME: ClassVar[str] = "capacity"
    KIND: ClassVar[str] = "capacity-line"
    TITLE: ClassVar[str] = "Capacity by setting"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "setting", "now", "later", "unit")
    ABOUT: ClassVar[str] = (
        "Capacity in each setting along the spectrum of care, from prevention to hospital, now and later (finance "
        "guidance, section B, para 1.1.3; guidance 2015 para 4.7)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "community-hospital-beds",
        "title": "General beds in the community hospital",
        "setting": "hospital",
        "unit": "beds",
        "now": 72,
        "now_date": "2026-03-31",
        "later": 64,
        "later_date": "2030-03-31",
    }

    capacity: Many[Capacity] = Field(default=(), description="Each line.")


class HousingTopic(Enum):
    """The five things that housing contributes (guidance 2015 Annex A (d))."""

    OPTIONS_ADVICE = "options-advice"
    SUITABLE_HOMES = "suitable-homes"
    PREVENTATIVE_SERVICES = "preventative-services"
    COMMUNITY_CAPACITY = "community-capacity"
    PLANNING_TOGETHER = "planning-together"

    @property
    def words(self) -> str:
        return {
            "options-advice": "advice on options",
            "suitable-homes": "suitable homes",
            "preventative-services": "preventative services",
            "community-capacity": "community capacity",
            "planning-together": "planning together",
        }[self.value]


class HousingPart(Record):
    """One of the five parts of housing's contribution."""

    id: Slug = Field(description="A short name.")
    topic: HousingTopic | None = Field(
        default=None,
        description="options-advice, suitable-homes, preventative-services, community-capacity or planning-together.",
    )
    arrangement: Text | None = Field(default=None, description="What is arranged.")
    place: Place | None = Field(default=None, description="Where the plan says so.")


class Housing(RegisterFile):
    """`registers/housing.yaml`: the housing contribution."""

    NAME: ClassVar[str] = "housing"
    KIND: ClassVar[str] = "housing-part"
    TITLE: ClassVar[str] = "Housing's contribution"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "topic", "arrangement")
    ABOUT: ClassVar[str] = (
        "What housing contributes, in five parts; who speaks for housing; and the housing contribution statement "
        "(guidance 2015 Annex A (d); housing advice note, section 5)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "advice",
        "topic": "options-advice",
        "arrangement": "One housing options adviser in each locality",
    }

    statement: Place | None = Field(default=None, description="The housing contribution statement.")
    statement_url: WebAddress | None = Field(
        default=None, description="Where it can be read, where it is no section of this plan."
    )
    approved: Day | None = Field(default=None, description="The day on which it was approved.")
    approved_by: Text | None = Field(default=None, description="The body that approved it.")
    support_reviewed: Day | None = Field(
        default=None, description="The day on which housing support and homelessness arrangements were reviewed."
    )
    no_review_because: Text | None = Field(default=None, description="Why no such review is needed.")
    seat: Annotated[Slug, Refers("seat")] | None = Field(
        default=None, description="The seat of the planning group that speaks for housing."
    )
    contacts: dict[Annotated[Slug, Refers("locality")], Text] = Field(
        default={}, description="Who speaks for housing in each locality, by post or organisation."
    )
    needs: Many[Annotated[Slug, Refers("need")]] = Field(
        default=(), description="Needs findings that housing and the authority share."
    )
    parts: Many[HousingPart] = Field(default=(), description="The five parts.")


class FrameworkPart(Record):
    """A characteristic or an enabler of a framework that was considered."""

    name: Text = Field(description="What the framework calls it.")
    kind: Text | None = Field(default=None, description="characteristic or enabler.")
    places: Many[Place] = Field(default=(), description="Where the plan uses it.")
    not_used_because: Text | None = Field(default=None, description="Why the plan does not use it.")


class ConsideredFramework(Enum):
    """The frameworks whose consideration the guidance asks for (statutory guidance, second edition, Annex C)."""

    COMMUNITY = "community-framework"
    GOOD_PRACTICE = "good-practice-framework"


class Consideration(Record):
    """A framework that was gone through, and what came of it."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The framework as its authors call it.")
    framework: ConsideredFramework | None = Field(
        default=None,
        description="community-framework (community health and social care integrated services) or "
        "good-practice-framework (Healthcare Improvement Scotland).",
    )
    read: Text | None = Field(default=None, description="The edition that was read, and where.")
    date: Day | None = Field(default=None, description="The day on which it was considered.")
    lead: Text | None = Field(default=None, description="The post that led.")
    findings: Many[Text] = Field(default=(), description="What came of it.")
    parts: Many[FrameworkPart] = Field(default=(), description="Its characteristics and enablers.")


class Considerations(RegisterFile):
    """`registers/considerations.yaml`."""

    NAME: ClassVar[str] = "considerations"
    KIND: ClassVar[str] = "consideration"
    TITLE: ClassVar[str] = "Frameworks considered"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "lead")
    ABOUT: ClassVar[str] = (
        "Frameworks that were gone through, with what came of it (statutory guidance, second edition, Annex C, items 7 "
        "and 8). The lists of a framework are entered from the framework itself."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "good-practice",
        "title": "Good Practice Framework for Strategic Planning",
        "framework": "good-practice-framework",
        "date": "2026-02-05",
        "lead": "Strategic Planning Manager",
        "findings": ["Priorities had no milestones; each has them now"],
    }

    considerations: Many[Consideration] = Field(default=(), description="Each framework.")


class NationalPolicy(Record):
    """A policy of the Scottish Government that the plan takes account of (guidance 2015 para 3.4)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    vision: YesNo = Field(default=False, description="Whether it gives the national vision for health and social care.")
    date: Day | None = Field(default=None, description="The day on which it was published.")
    until: Day | None = Field(default=None, description="The last day for which it is made.")
    priorities: Many[Annotated[Slug, Refers("priority")]] = Field(default=(), description="Priorities that serve it.")


class NationalPolicies(RegisterFile):
    """`registers/national-policies.yaml`."""

    NAME: ClassVar[str] = "national-policies"
    KIND: ClassVar[str] = "national-policy"
    TITLE: ClassVar[str] = "National policies"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "until", "vision")
    ABOUT: ClassVar[str] = (
        "National policies that the plan takes account of, the present vision for health and social care among them "
        "(guidance 2015 para 3.4)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "renewal",
        "title": "Health and Social Care Service Renewal Framework 2025-2035",
        "vision": "yes",
        "date": "2025-06-17",
        "until": "2035-12-31",
    }

    national_policies: Many[NationalPolicy] = Field(default=(), description="Each policy.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    Market,
    Intentions,
    Procurement,
    Capacities,
    Housing,
    Considerations,
    NationalPolicies,
)
