"""Market facilitation, housing contribution, capacity and procurement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.model.market import (
    Budget,
    Capacities,
    Capacity,
    Consideration,
    Considerations,
    ConsideredFramework,
    Housing,
    HousingTopic,
    Intention,
    Intentions,
    Market,
    MarketEntry,
    NationalPolicies,
    NationalPolicy,
    Procurement,
    Setting,
)
from scp.model.plan import Plan
from scp.model.planning_group import PlanningGroup
from scp.model.registers import Function, Functions, Reviews, SharedService, SharedServices
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import why_not
from scp.requirements.generic import (
    acts_done,
    covers,
    each_has,
    falls_short,
    fields_present,
    how_to_add,
    path_of,
    place_of,
    record_present,
)
from scp.requirements.registry import NotApplicable, Settled, When, rule
from scp.requirements.rules.sections import section_is_written
from scp.requirements.words import each_or_one, fill_in, listed, quoted, within

# what is wanted from providers


@rule("guidance-2015-a-g-market-facilitation", where=(Market, "role:market"))
def market_is_facilitated(plan: Plan, when: When) -> Iterator[Problem]:
    """A section, and for each service level and type, now and later, with the needs behind it; for every care group."""
    yield from section_is_written(plan, "market", "the services wanted from providers")
    entries = plan.of(Market).market
    if not entries:
        yield from record_present(
            plan, Market, entries, "Nothing says how much of each service is wanted, and of what kind"
        )
        return
    yield from falls_short(
        entries,
        lambda each: each.title,
        lambda each: _unsaid(plan, each),
        "services wanted",
        "Write `unit:`, `level_now:`, `level_later:`, `later:` (the day), `type_now:`, `type_later:` and the findings "
        "behind it (`needs:`).",
    )
    yield from covers(
        {each.id: each.name for each in plan.care_groups if each.planned_in is None},
        (id for each in entries for id in each.care_groups),
        place_of(plan, Market, "market"),
        "no service wanted is for this care group",
        lambda id: (
            f"Market facilitation is not only for care homes and older people: write what is wanted, with "
            f"`care_groups: [{id}]`."
        ),
    )


def _unsaid(plan: Plan, each: MarketEntry) -> list[str]:
    said = {
        "unit": "what is counted",
        "level_now": "how much there is",
        "level_later": "how much is wanted",
        "later": "by which day",
        "type_now": "of what kind it is",
        "type_later": "of what kind it should be",
    }
    gaps = [f"nothing says {words}" for key, words in said.items() if getattr(each, key) is None]
    if not each.needs:
        gaps.append("no needs finding stands behind it")
    if each.later and plan.period.start and each.later < plan.period.start:
        gaps.append(f"the day by which it is wanted ({in_words(each.later)}) comes before the plan begins")
    return gaps


@rule("guidance-refreshed-c-market-facilitation", where=(Intentions, Market))
def intentions_rest_on_the_market(plan: Plan, when: When) -> Iterator[Problem]:
    """Each commissioning intention cites entries of the market, and each entry is taken up by one."""
    intentions = plan.of(Intentions).intentions
    yield from _some_intention(plan)
    yield from falls_short(
        intentions,
        lambda each: each.title,
        lambda each: [] if each.market else ["it cites no entry of the market"],
        "commissioning intentions",
        "Name what it rests on, for example `market: [care-at-home]`; the entries are in registers/market.yaml.",
    )
    taken = {id for each in intentions for id in each.market}
    if intentions:
        yield from falls_short(
            plan.of(Market).market,
            lambda each: each.title,
            lambda each: [] if each.id in taken else ["no commissioning intention takes it up"],
            "services wanted",
            "Name it under `market:` of the intention that does, in registers/intentions.yaml.",
        )


def _some_intention(plan: Plan) -> Iterator[Problem]:
    yield from record_present(
        plan, Intentions, plan.of(Intentions).intentions, "Nothing says what the partners mean to commission"
    )


@rule("guidance-2015-3-3-provider-failure", where=(Market,))
def provider_failure_is_prepared_for(plan: Plan, when: When) -> Iterator[Problem]:
    """The risk that a provider closes has an owner, a contingency plan, and somebody who watches providers' money."""
    held = plan.of(Market)
    failure = held.provider_failure
    if failure is None:
        yield Problem(
            place_of(plan, Market, "provider_failure"),
            "Nothing says what happens when a provider closes",
            "Write in registers/market.yaml, for example: `provider_failure: {owner: Head of Older People, contingency: "
            'evidence/provider-failure-plan.md, finances_watched: "Accounts are read twice a year", watched_every_months: 6}`.',
        )
        return
    yield from fields_present(
        failure,
        "When a provider closes",
        {
            "owner": "who owns the risk",
            "contingency": "which paper says what is done",
            "finances_watched": "how the finances of providers are watched",
            "watched_every_months": "how often",
        },
    )
    yield from acts_done(failure, {"tested": "The contingency plan is tested"}, lambda day: why_not(plan, when, day))


@rule("jsc-self-directed-support", where=(Market,))
def self_directed_support_is_answered(plan: Plan, when: When) -> Iterator[Problem]:
    """The five points are answered, and there are prices that a person can reckon with."""
    support = plan.of(Market).self_directed_support
    points = {
        "choice": "how people get a choice of providers",
        "flexibility": "how freely money can be used",
        "purchasing_options": "how people can buy",
        "eligibility_criteria": "who gets support",
        "pricing": "how prices for one person are set",
        "prices": "what a service costs one person",
    }
    if support is None:
        yield Problem(
            place_of(plan, Market, "self_directed_support"),
            "The market does not deal with self-directed support",
            f"Answer under `self_directed_support:` in registers/market.yaml {listed(f'`{key}:`' for key in points)}.",
        )
        return
    yield from fields_present(support, "Self-directed support", points)
    yield from falls_short(
        support.prices,
        lambda each: f"The price of '{each.entry}'",
        lambda each: [f"no `{key}`" for key in ("amount", "per") if getattr(each, key) is None],
        "prices",
        "Write, for example: `{entry: care-at-home, amount: 24.50, per: hour}`.",
    )


# what is commissioned, and how it is bought


@rule("jsc-joint-agencies", where=(Intentions,))
def intentions_are_joint(plan: Plan, when: When) -> Iterator[Problem]:
    """Each intention names two agencies or more and whether their budgets are pooled, aligned or separate."""
    yield from _some_intention(plan)
    codes = ", ".join(each.code for each in plan.record.partners.bodies)
    yield from falls_short(
        plan.of(Intentions).intentions,
        lambda each: each.title,
        _not_joint,
        "commissioning intentions",
        f"Name the partners who commission it together, `agencies: [{codes}]`, and `budget: pooled` or `aligned`.",
    )


def _not_joint(each: Intention) -> list[str]:
    agencies = len(set(each.agencies))
    gaps = (
        []
        if agencies > 1
        else ["only one agency commissions it, and joint commissioning takes two"]
        if agencies
        else ["nothing says who commissions it"]
    )
    if each.budget is None:
        gaps.append("nothing says whether budgets are pooled, aligned or separate")
    elif each.budget is Budget.POOLED and agencies == 1:
        gaps.append("a budget of one agency cannot be pooled")
    return gaps


@rule("jsc-outcomes-not-services", where=(Intentions,))
def intentions_name_outcomes(plan: Plan, when: When) -> Iterator[Problem]:
    """Each intention names outcomes and what will be different, not volumes alone."""
    yield from _some_intention(plan)
    yield from falls_short(
        plan.of(Intentions).intentions,
        lambda each: each.title,
        _no_outcome,
        "commissioning intentions",
        'Name the outcomes, `outcomes: [2, 3]`, and what will be different for people, `result: "People know who comes"`.',
    )


def _no_outcome(each: Intention) -> list[str]:
    if not each.outcomes and not each.result and each.volume:
        return ["only a volume is given, and no outcome"]
    return [
        *([] if each.outcomes else ["no national outcome is named"]),
        *([] if each.result else ["nothing says what will be different for people"]),
    ]


@rule("jsc-commissioning-not-procurement", where=(Intentions, Procurement))
def buying_is_kept_apart(plan: Plan, when: When) -> Iterator[Problem]:
    """Each intention says whether it is bought; what is bought has its contract detail in the procurement plan."""
    intentions, lines = plan.of(Intentions).intentions, plan.of(Procurement).procurement
    yield from _some_intention(plan)
    yield from falls_short(
        intentions,
        lambda each: each.title,
        lambda each: [] if each.bought is not None else ["nothing says whether it is bought"],
        "commissioning intentions",
        "Write `bought: yes`, or `bought: no` where the partners do it themselves.",
    )
    bought = {each.intention for each in lines}
    yield from falls_short(
        [each for each in intentions if each.bought],
        lambda each: each.title,
        lambda each: [] if each.id in bought else ["it is bought, and the procurement plan has no line for it"],
        "commissioning intentions",
        how_to_add(Procurement),
    )
    yield from each_has(
        lines,
        lambda each: f"{each.title} (procurement plan)",
        {"route": "by which route it is bought", "start": "when the contract begins", "end": "when it ends"}
        | {"value": "what it is worth a year"},
    )
    for each in lines:
        if each.start and each.end and each.end <= each.start:
            yield Problem(
                each.at_key("end"),
                f"{each.title}: the contract ends ({in_words(each.end)}) before it begins ({in_words(each.start)})",
                "Look at `start:` and `end:`.",
            )


@rule("jsc-cycle-drives-procurement", where=(Procurement, Intentions, Reviews))
def procurement_follows_commissioning(plan: Plan, when: When) -> Iterator[Problem]:
    """Each procurement line carries out an intention; each review done draws on findings from contracts."""
    lines = plan.of(Procurement).procurement
    if not any(each.bought for each in plan.of(Intentions).intentions) and not lines:
        yield from _some_intention(plan)
        if plan.of(Intentions).intentions:
            raise Settled("nothing is bought: the partners do all that they commission themselves")
        return
    yield from record_present(plan, Procurement, lines, "The procurement plan has no lines")
    yield from falls_short(
        lines,
        lambda each: each.title,
        lambda each: [] if each.intention else ["it carries out no commissioning intention"],
        "procurement lines",
        "Name the one that it puts into effect: `intention: …`, of registers/intentions.yaml.",
    )
    found = {each.id: [finding.date for finding in each.findings if finding.date and finding.finding] for each in lines}
    for review in plan.reviews.reviews:
        done = review.completed
        if done is None or done > when.day:
            continue
        if not review.contracts:
            yield Problem(
                review.at_key("contracts"),
                f"The review finished on {in_words(done)} draws on nothing learned from contracts",
                "Name the lines of registers/procurement.yaml whose findings it draws on: `contracts: [care-at-home-east]`.",
            )
        for id in review.contracts:
            if id in found and not any(day <= done for day in found[id]):
                yield Problem(
                    review.at_key("contracts"),
                    f"The review finished on {in_words(done)} draws on the contract '{id}', from which nothing was "
                    "learned by then",
                    "Write in registers/procurement.yaml what was learned: `findings: [{date: 2029-05-02, finding: …}]`.",
                )


# capacity and hospitals


@rule("guidance-refreshed-finance-capacity", where=(Capacities, "finance/lines.csv"))
def capacity_along_the_spectrum(plan: Plan, when: When) -> Iterator[Problem]:
    """Each setting has capacity now and later, from prevention to hospital."""
    lines = plan.of(Capacities).capacity
    if not lines:
        yield from record_present(
            plan, Capacities, lines, "Nothing says how much capacity there is, and will be, in each setting"
        )
        return
    yield from falls_short(
        lines,
        lambda each: each.title,
        lambda each: _uncounted(plan, when, each),
        "lines of capacity",
        "Write `setting:`, `unit:`, `now:` with `now_date:`, and `later:` with `later_date:`.",
    )
    used = {each.purpose for each in plan.finance.lines}
    names = {Setting.PREVENTION: "prevention", Setting.COMMUNITY: "care in the community"}
    names |= {Setting.CARE_HOME: "care homes", Setting.HOSPITAL: "hospital"}
    yield from covers(
        {each.value: name for each, name in names.items() if each.value in used or not used - {None}},
        (each.setting.value for each in lines if each.setting),
        place_of(plan, Capacities, "capacity"),
        "no capacity is given, though money is spent there",
        lambda id: f"Add a line with `setting: {id}`: what there is, and what there should be.",
    )


def _uncounted(plan: Plan, when: When, each: Capacity) -> list[str]:
    words = {
        "setting": "in which setting it is",
        "unit": "what is counted",
        "now": "how much there is",
        "now_date": "for which day that is counted",
        "later": "how much there should be",
        "later_date": "by which day",
    }
    gaps = [f"nothing says {said}" for key, said in words.items() if getattr(each, key) is None]
    if each.now_date and (why := why_not(plan, when, each.now_date)):
        gaps.append(f"what there is was counted on {in_words(each.now_date)}, {why}")
    if each.now_date and each.later_date and each.later_date <= each.now_date:
        gaps.append("the later day is not the later one")
    return gaps


def _hospital_capacity(plan: Plan) -> list[Capacity]:
    return [
        each
        for each in plan.of(Capacities).capacity
        if each.setting is Setting.HOSPITAL and each.now is not None and each.later is not None
    ]


def _capacity_of_hospitals(plan: Plan) -> Iterator[Problem]:
    if not _hospital_capacity(plan):
        yield Problem(
            place_of(plan, Capacities, "capacity"),
            "Nothing says how much hospital capacity there is, and how much there should be",
            "Write in registers/capacity.yaml, for example: `capacity: [{id: beds, title: General beds, setting: hospital, "
            "unit: beds, now: 72, now_date: 2026-03-31, later: 64, later_date: 2030-03-31}]`.",
        )


@rule("guidance-2015-4-7-hospital-planning", where=(Capacities, SharedServices, "finance/lines.csv"))
def hospital_care_is_planned(plan: Plan, when: When) -> Iterator[Problem]:
    """A section on hospital care, its capacity, an amount set aside, and word of who else uses the hospital."""
    yield from section_is_written(plan, "hospital", "hospital care")
    yield from _capacity_of_hospitals(plan)
    if not any(each.kind == "set-aside" for each in plan.finance.lines):
        yield Problem(
            Location("finance/lines.csv"),
            "No amount is set aside for hospital care",
            "Add the line of each year with `set-aside` in the column kind.",
        )
    shared = plan.shared_services
    if not shared.shared_services and not shared.none_because:
        yield Problem(
            within(shared, "registers/shared-services.yaml"),
            "Nothing says which other authorities use the hospitals",
            "List each hospital with `other_plans: [{authority: …}]`, or write `none_because:` with the reason.",
        )


@rule("msg-3-v-hospital-commissioning", where=(SharedServices, Capacities))
def hospitals_are_commissioned_together(plan: Plan, when: When) -> Iterator[Problem]:
    """Hospital capacity is known; acute services and each area that shares the hospital were spoken to."""
    yield from section_is_written(plan, "hospital", "hospital care")
    yield from _capacity_of_hospitals(plan)
    services = {each.id: each for each in plan.shared_services.shared_services}
    if not services and plan.shared_services.none_because:
        return
    shared = [
        services[id] for id in dict.fromkeys(each.shared_service for each in _hospital_capacity(plan)) if id in services
    ]
    yield from falls_short(
        _hospital_capacity(plan),
        lambda each: each.title,
        lambda each: [] if each.shared_service or each.shared is False else ["nothing says which other areas share it"],
        "lines of hospital capacity",
        "Name its entry in registers/shared-services.yaml, for example `shared_service: royal-infirmary`; or write "
        "`shared: no` where nobody else uses it.",
    )
    for each in shared:
        yield from _spoken_to(plan, when, each)


def _spoken_to(plan: Plan, when: When, each: SharedService) -> Iterator[Problem]:
    yield from fields_present(
        each, each.service, {"contact": "who of acute services was spoken to", "contacted": "when they were"}
    )
    silent = [other for other in each.other_plans if other.contacted is None]
    if silent:
        yield Problem(
            silent[0].at,
            f"{each.service}: nothing says when {listed(other.authority for other in silent)} "
            f"{'was' if len(silent) == 1 else 'were'} spoken to about commissioning it together",
            f"Add the day to the entry of each under `other_plans:`, for example `contacted: {when.day}`.",
        )
    for other in each.other_plans:
        yield from acts_done(
            other, {"contacted": f"{other.authority} is spoken to"}, lambda day: why_not(plan, when, day)
        )


@rule("overview-2016-cross-partnership", where=(SharedServices,))
def shared_services_are_in_the_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on acute care, and each shared service says where the plan deals with it."""
    yield from section_is_written(plan, "hospital", "hospital care")
    held = plan.shared_services
    if not held.shared_services:
        if held.none_because:
            raise Settled(f"no service is shared with another partnership: {held.none_because}")
        yield from record_present(plan, SharedServices, (), "No service is recorded that goes across partnerships")
    yield from falls_short(
        held.shared_services,
        lambda each: each.service,
        lambda each: [] if each.places else ["nothing says where the plan deals with it"],
        "shared services",
        "Name the section, for example `places: [narrative/110-hospital.md]`.",
    )


# housing


@rule("guidance-2015-a-d-housing-contribution", where=(Housing, "role:housing"))
def housing_contributes(plan: Plan, when: When) -> Iterator[Problem]:
    """A section on housing, its five parts, and a review of support and homelessness arrangements where needed."""
    yield from section_is_written(plan, "housing", "housing's contribution")
    held = plan.of(Housing)
    yield from covers(
        {each.value: each.words for each in HousingTopic},
        (each.topic.value for each in held.parts if each.topic),
        place_of(plan, Housing, "parts"),
        "nothing says what housing contributes to it",
        lambda id: (
            f"Write under `parts:` of {path_of(Housing)}: `- {{id: {id}, topic: {id}, arrangement: …, place: "
            "narrative/120-housing.md}`."
        ),
    )
    yield from each_has(
        held.parts,
        lambda each: f"Housing, {each.topic.words if each.topic else each.id}",
        {
            "topic": "which of the five parts it is",
            "arrangement": "what is arranged",
            "place": "where the plan says so",
        },
    )
    if held.parts and held.support_reviewed is None and held.no_review_because is None:
        yield Problem(
            place_of(plan, Housing, "support_reviewed"),
            "Nothing says whether housing support and homelessness arrangements were reviewed",
            fill_in(held, f"support_reviewed: {when.day}") + " Or `no_review_because:` with the reason.",
        )
    yield from acts_done(
        held, {"support_reviewed": "Housing support is reviewed"}, lambda day: why_not(plan, when, day)
    )


@rule("guidance-refreshed-c-housing-contribution", where=(Housing,))
def housing_statement_is_complete(plan: Plan, when: When) -> Iterator[Problem]:
    """The housing contribution statement is a file, approved, and published with the plan or beside it."""
    held = plan.of(Housing)
    yield from _statement_file(plan, held)
    if held.statement is None:
        return
    yield from fields_present(
        held,
        "The housing contribution statement",
        {"approved": "when it was approved", "approved_by": "who approved it"},
    )
    yield from acts_done(
        held, {"approved": "The housing contribution statement is approved"}, lambda day: why_not(plan, when, day)
    )
    if not held.statement.startswith("narrative/") and held.statement_url is None:
        yield Problem(
            held.at_key("statement"),
            "The housing contribution statement is no section of the plan, and nothing says where it can be read",
            "Add `statement_url:` with its address; or make it a section in narrative/, which is printed with the plan.",
        )


def _statement_file(plan: Plan, held: Housing) -> Iterator[Problem]:
    if held.statement is None:
        yield Problem(
            place_of(plan, Housing, "statement"),
            "There is no housing contribution statement",
            f"Name the file in {path_of(Housing)}: `statement: narrative/120-housing.md`, or a paper in evidence/.",
        )


@rule("guidance-refreshed-housing-three-requirements", where=(Housing, PlanningGroup))
def housing_is_represented(plan: Plan, when: When) -> Iterator[Problem]:
    """Housing has a seat that is held and a contact in each locality, shares needs findings, and made its statement."""
    held = plan.of(Housing)
    if not held.at.path:
        yield Problem(
            place_of(plan, Housing, "seat"),
            "Nothing says who speaks for housing, in the planning group and in each locality, which needs are shared with it, "
            "and where its statement is",
            f"Write in {path_of(Housing)}, for example: `seat: housing-association`, `contacts: {{east: Housing officer}}`, "
            "`needs: [older-people-grow]` and `statement: narrative/120-housing.md`.",
        )
        return
    seat = next((each for each in plan.planning_group.members if each.id == held.seat), None)
    if seat is None:
        yield Problem(
            place_of(plan, Housing, "seat"),
            "Nothing says who speaks for housing in the planning group",
            f"Name the seat in {path_of(Housing)}, for example `seat: housing-association`.",
        )
    elif not seat.was_held(when.day) or (seat.end and seat.end < when.day and not seat.filling):
        yield Problem(
            seat.at,
            f"Nobody speaks for housing in the planning group: nobody holds the seat '{seat.id}'",
            "Fill it, or say what is being done under `filling:`.",
        )
    yield from covers(
        {each.id: each.name for each in plan.localities},
        held.contacts,
        place_of(plan, Housing, "contacts"),
        "nobody speaks for housing there",
        lambda id: f"Write under `contacts:` of {path_of(Housing)}: `{id}: Housing options adviser`.",
    )
    if not held.needs:
        yield Problem(
            place_of(plan, Housing, "needs"),
            "Housing and the authority share no needs finding",
            f"Name those that both use, for example in {path_of(Housing)}: `needs: [older-people-grow]`.",
        )
    yield from _statement_file(plan, held)


@rule("guidance-refreshed-housing-all-functions", where=(Functions,))
def housing_functions_are_planned(plan: Plan, when: When) -> Iterator[Problem]:
    """Each housing function delegated has arrangements in each locality, and amounts."""
    functions = [each for each in plan.functions.functions if each.housing]
    if not functions:
        if plan.functions.no_housing_because:
            raise NotApplicable(f"no housing function is delegated: {plan.functions.no_housing_because}")
        yield Problem(
            place_of(plan, Functions, "functions"),
            "No delegated function is marked as one of housing",
            "Add `housing: yes` to those that are, such as adaptations; or `no_housing_because:` at the head of the file.",
        )
        return
    amounts = {each.id for each in plan.finance.lines if each.amount}
    yield from falls_short(
        functions,
        lambda each: each.name,
        lambda each: _unplanned(plan, each, amounts),
        "housing functions",
        "Name it under `functions:` of an arrangement in each locality, and the finance lines that pay for it in its own "
        "entry: `lines: [equipment]`.",
    )


def _unplanned(plan: Plan, function: Function, amounts: set[str]) -> list[str]:
    bare = [each.name for each in plan.localities if function.id not in each.functions]
    return [
        *([f"no arrangement in {listed(bare)}"] if bare else []),
        *([] if set(function.lines) & amounts else ["no amount of money"]),
    ]


# national policy and frameworks


@rule("guidance-2015-3-4-national-vision", where=(NationalPolicies,))
def national_vision_is_served(plan: Plan, when: When) -> Iterator[Problem]:
    """The national vision named is the present one, with its day and the priorities that serve it."""
    visions = [each for each in plan.of(NationalPolicies).national_policies if each.vision]
    yield from record_present(
        plan,
        NationalPolicies,
        visions,
        "The national vision for health and social care is not named",
        f"{how_to_add(NationalPolicies)} Mark it `vision: yes`, with `date:` and the `priorities:` that serve it.",
    )
    yield from each_has(
        visions,
        lambda each: each.title,
        {"date": "when it was published", "priorities": "which priorities serve it"},
    )
    start = plan.period.start or when.day
    over = [each for each in visions if _has_expired(each, start)]
    if over and len(over) == len(visions):
        yield Problem(
            over[0].at,
            f"{over[0].title} has run its course, and no later national vision is named",
            "Name the present one, with its day; keep the older one, without `vision:`, if the plan still speaks of it.",
        )


def _has_expired(policy: NationalPolicy, start: date) -> bool:
    """Whether the policy is over when the plan begins; the 2020 Vision says so in its name."""
    return (policy.until is not None and policy.until < start) or "2020 vision" in policy.title.casefold()


def _considered(
    plan: Plan, when: When, framework: ConsideredFramework, called: str, needed: dict[str, str]
) -> Iterator[Problem]:
    found = [each for each in plan.of(Considerations).considerations if each.framework is framework]
    yield from record_present(
        plan,
        Considerations,
        found,
        f"Nothing says that {called} was considered",
        f"{how_to_add(Considerations)} Mark it `framework: {framework.value}`, with `date:` and `lead:`.",
    )
    yield from each_has(found, lambda each: each.title, needed)
    for each in found:
        yield from acts_done(each, {"date": f"{each.title} is considered"}, lambda day: why_not(plan, when, day))


@rule("guidance-refreshed-c-community-framework", where=(Considerations,))
def community_framework_is_considered(plan: Plan, when: When) -> Iterator[Problem]:
    """The framework for community services was gone through: each characteristic and enabler has its place or a reason."""
    yield from _considered(
        plan,
        when,
        ConsideredFramework.COMMUNITY,
        "the Framework for Community Health and Social Care Integrated Services",
        {"date": "when it was considered", "lead": "who led", "read": "which edition was read"},
    )
    for each in plan.of(Considerations).considerations:
        if each.framework is ConsideredFramework.COMMUNITY:
            yield from _gone_through(each)


def _gone_through(each: Consideration) -> Iterator[Problem]:
    mend = (
        "Enter them from the framework itself, for example: `parts: [{name: …, kind: characteristic, places: "
        "[narrative/040-vision.md]}, {name: …, kind: enabler, not_used_because: …}]`."
    )
    kinds = {part.kind for part in each.parts}
    missing = [kind for kind in ("characteristic", "enabler") if kind not in kinds]
    if missing:
        yield Problem(each.at_key("parts"), f"{each.title}: no {' and no '.join(missing)} of it is listed", mend)
    short = [part for part in each.parts if not part.places and part.not_used_because is None]
    yield from each_or_one(
        [Problem(part.at, f"{each.title}: nothing says where {quoted(part.name)} is used", mend) for part in short],
        lambda: Problem(
            short[0].at,
            f"{each.title}: nothing says where {listed((quoted(part.name) for part in short), 4)} are used",
            mend,
        ),
    )


@rule("guidance-refreshed-c-his-framework", where=(Considerations,))
def good_practice_framework_is_considered(plan: Plan, when: When) -> Iterator[Problem]:
    """Healthcare Improvement Scotland's framework was considered: day, lead and findings."""
    yield from _considered(
        plan,
        when,
        ConsideredFramework.GOOD_PRACTICE,
        "Healthcare Improvement Scotland's Good Practice Framework for Strategic Planning",
        {"date": "when it was considered", "lead": "who led", "findings": "what came of it"},
    )
