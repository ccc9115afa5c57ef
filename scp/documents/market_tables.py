"""What the market facilitation plan, the housing contribution statement and the impact summaries print."""

from __future__ import annotations

from datetime import date

from scp.documents.heard import title_of
from scp.documents.tables import in_order, sentence, table
from scp.documents.words import Markdown, day_or
from scp.model.assessments import RELEVANT, Assessment, AssessmentFinding, AssessmentKind, Assessments
from scp.model.market import Capacities, Housing, HousingTopic, Intentions, Market, Procurement, Setting
from scp.model.needs import Needs
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.reference import lists

NOTHING = Markdown("")
STILL = "still to write"


def wanted_services(plan: Plan) -> Markdown:
    """Each service that is wanted: how much there is, how much is wanted and by when; empty where none is recorded."""
    rows = [
        [
            each.title,
            _named(plan, each.care_groups),
            _much(each.level_now, each.unit),
            f"{_much(each.level_later, each.unit)}{f' by {in_words(each.later)}' if each.later else ''}",
        ]
        for each in plan.of(Market).market
    ]
    return table(["Service", "For", "Now", "Wanted"], rows) if rows else NOTHING


def wanted_kinds(plan: Plan) -> Markdown:
    """Each service that is wanted: of what kind it is and should be, and the needs behind it; empty without any."""
    found = {each.id: each.title for each in plan.of(Needs).needs}
    rows = [
        [
            each.title,
            each.type_now or STILL,
            each.type_later or STILL,
            "; ".join(found.get(id, id) for id in each.needs) or STILL,
        ]
        for each in plan.of(Market).market
    ]
    return table(["Service", "Of what kind it is", "Of what kind we want it", "Because"], rows) if rows else NOTHING


def intended(plan: Plan) -> Markdown:
    """What the partners mean to commission together, by result; empty where nothing is recorded."""
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    rows = [
        [
            each.title,
            each.result or STILL,
            in_order([bodies.get(code, code) for code in each.agencies]) or "not recorded",
            "not said yet" if each.bought is None else "yes" if each.bought else "no",
        ]
        for each in plan.of(Intentions).intentions
    ]
    heads = ["We mean to commission", "What will be different", "Together", "Bought?"]
    return table(heads, rows) if rows else NOTHING


def bought(plan: Plan) -> Markdown:
    """What is bought, by which route and when, without its value; empty where nothing is recorded."""
    rows = [
        [
            each.title,
            each.route or "not decided yet",
            day_or(each.start, "not set yet"),
            day_or(each.end, "not set yet"),
        ]
        for each in sorted(plan.of(Procurement).procurement, key=lambda each: each.start or date.max)
    ]
    return table(["What is bought", "Route", "From", "Until"], rows) if rows else NOTHING


def capacities(plan: Plan) -> Markdown:
    """Capacity along the spectrum of care, now and later; empty where nothing is recorded."""
    order = list(Setting)
    rows = [
        [
            each.title,
            each.setting.value.replace("-", " ").capitalize() if each.setting else "not said",
            f"{_much(each.now, each.unit)}{f' on {in_words(each.now_date)}' if each.now_date else ''}",
            f"{_much(each.later, each.unit)}{f' by {in_words(each.later_date)}' if each.later_date else ''}",
        ]
        for each in sorted(
            plan.of(Capacities).capacity, key=lambda each: order.index(each.setting) if each.setting else len(order)
        )
    ]
    return table(["What", "Where care is given", "Now", "Wanted"], rows) if rows else NOTHING


def own_choice(plan: Plan) -> Markdown:
    """The five points on self-directed support, what is not written among them."""
    found = plan.of(Market).self_directed_support
    points = (
        ("Choice of providers", "choice"),
        ("How freely money can be used", "flexibility"),
        ("Ways to buy", "purchasing_options"),
        ("Who gets support", "eligibility_criteria"),
        ("How prices are set", "pricing"),
    )
    return table(["Point", "What we do"], [[words, getattr(found, key, None) or STILL] for words, key in points])


def own_prices(plan: Plan) -> Markdown:
    """Prices that people with a personal budget can reckon with; empty where none is recorded."""
    found = plan.of(Market)
    titles = {each.id: each.title for each in found.market}
    prices = found.self_directed_support.prices if found.self_directed_support else ()
    rows = [
        [
            titles.get(each.entry, each.entry),
            f"£{each.amount:,.2f}" if each.amount is not None else "not recorded",
            each.per or "not recorded",
        ]
        for each in prices
    ]
    return table(["Service", "Price", "For each"], rows, [1]) if rows else NOTHING


def when_one_fails(plan: Plan) -> Markdown:
    """What happens when a provider closes."""
    found = plan.of(Market).provider_failure
    every = found.watched_every_months if found else None
    watched = (found.finances_watched if found else None) or STILL
    if found and found.contingency:
        tested = f"There is a contingency plan, {_tested(found.tested)}."
    else:
        tested = "no contingency plan is recorded"
    return table(
        ["When a provider closes", "What we do"],
        [
            ["Who owns the risk", (found.owner if found else None) or "not named yet"],
            ["Contingency plan", tested],
            ["How finances are watched", f"{watched}{f', every {every} months' if every else ''}"],
        ],
    )


def _tested(day: date | None) -> str:
    return f"last tested on {in_words(day)}" if day else "not tested yet"


def _much(level: object, unit: str | None) -> str:
    return "not recorded" if level is None else f"{level:,} {unit or ''}".strip()


def _named(plan: Plan, ids: tuple[str, ...]) -> str:
    return "; ".join(group.name for id in ids if (group := plan.care_group(id))) or "everybody"


# Housing


def housing_parts(plan: Plan) -> Markdown:
    """The five things that housing contributes, each with what is arranged; one without an arrangement says so."""
    parts = plan.of(Housing).parts
    rows = []
    for topic in HousingTopic:
        told = [each.arrangement for each in parts if each.topic is topic and each.arrangement]
        rows.append([topic.words.capitalize(), "; ".join(told) or STILL])
    return table(["Housing contributes", "What is arranged"], rows)


def housing_head(plan: Plan) -> Markdown:
    """Who approved the statement and when, who speaks for housing, when support was last reviewed."""
    found = plan.of(Housing)
    approved = " by ".join(each for each in (day_or(found.approved, "not yet"), found.approved_by or "") if each)
    seat = next((each for each in plan.planning_group.members if each.id == found.seat), None)
    reviewed = day_or(found.support_reviewed, found.no_review_because or "not recorded")
    rows: list[list[object]] = [
        ["Approved", approved],
        ["Speaks for housing in the planning group", (seat.holder or "vacant seat") if seat else "not recorded"],
        ["Housing support and homelessness reviewed", reviewed],
    ]
    rows += [[f"Housing in {each.name}", found.contacts.get(each.id) or "nobody named yet"] for each in plan.localities]
    return table(["This statement", "Details"], rows)


def housing_needs(plan: Plan) -> Markdown:
    """The needs that housing and the authority share, with figures; empty where none is recorded."""
    facts = {each.id: each for each in plan.facts}
    wanted = plan.of(Housing).needs
    rows = []
    for each in plan.of(Needs).needs:
        if each.id not in wanted:
            continue
        told = [f"{fact.label or fact.id}: {fact.printed}" for id in each.facts if (fact := facts.get(id))]
        if each.figure is not None:
            told.append(f"{each.figure:,} {each.unit or ''}".strip())
        rows.append([each.title, "; ".join(told) or None])
    return table(["What we found together", "Figure"], rows) if rows else NOTHING


def housing_functions(plan: Plan) -> Markdown:
    """The housing functions that are delegated, with the lines that pay for each; empty where there are none."""
    titles = {line.id: line.title for line in plan.finance.lines}
    rows = [
        [each.name, "; ".join(titles.get(id, id) for id in each.lines) or "not recorded"]
        for each in plan.functions.functions
        if each.housing
    ]
    return table(["Housing function", "Paid for by"], rows) if rows else NOTHING


# Impact assessments


def assessed(plan: Plan, duty: str) -> tuple[Assessment, ...]:
    """What is recorded under one duty to assess."""
    return tuple(each for each in plan.of(Assessments).assessments if each.duty == duty)


def duties_to_assess(plan: Plan) -> tuple[tuple[str, str, str], ...]:
    """Each assessment that a law asks for: its id, its title, and the law with when it is needed."""
    titles = {
        "equality": "Equality",
        "fairer-scotland": "Fairer Scotland",
        "islands": "Islands",
        "childrens-rights": "Children's rights",
        "consumer": "Consumers",
    }
    return tuple(
        (each.id, titles.get(each.id, each.id.replace("-", " ").capitalize()), f"{each.provision}: {each.needed}")
        for each in lists.impact_assessments()
    )


def assessment_head(plan: Plan, found: Assessment) -> Markdown:
    """What kind of record it is, who made it, when, and when it is looked at again."""
    what = found.kind.words
    rows: list[list[object]] = [
        [
            "This is",
            f"{what}, which does not count as an assessment" if found.kind is AssessmentKind.SCREENING else what,
        ],
        ["Made by", found.by or "not recorded"],
    ]
    whole = found.kind is AssessmentKind.ASSESSMENT
    if whole or found.begun:
        rows.append(["Begun", day_or(found.begun, "not recorded")])
    rows.append(["Completed", day_or(found.completed, "not completed yet")])
    if whole or found.review_by:
        rows.append(["To be looked at again by", day_or(found.review_by, "no day is set")])
    if found.reason:
        rows.append(["Why", found.reason])
    return table(["Assessment", "Details"], rows)


def assessment_findings(plan: Plan, found: Assessment) -> Markdown:
    """What was found about whom, and what the plan does about it; empty where nothing is recorded."""
    rows = [
        [
            _whom(each),
            each.effect.value.capitalize() if each.effect else "not said yet",
            each.finding or STILL,
            each.response or "–",
        ]
        for each in found.findings
    ]
    heads = ["People", "Effect", "What was found", "What the plan does"]
    answered = any(each.response for each in found.findings)
    return table(heads if answered else heads[:3], rows if answered else [row[:3] for row in rows]) if rows else NOTHING


def _whom(found: AssessmentFinding) -> str:
    if found.characteristic:
        words = found.characteristic.words
        return words[0].upper() + words[1:]
    if found.article:
        return f"Article {found.article} of the UN Convention on the Rights of the Child"
    return found.island or found.people or "not said"


def not_looked_at(plan: Plan, found: Assessment) -> str:
    """The protected characteristics of which an equality assessment says nothing; empty where it speaks of all."""
    if found.duty != "equality" or found.kind is not AssessmentKind.ASSESSMENT:
        return ""
    told = {each.characteristic for each in found.findings}
    return in_order([each.words for each in RELEVANT if each not in told])


def assessment_evidence(plan: Plan, found: Assessment) -> tuple[str, ...]:
    """What it rests on, one entry each."""
    return tuple(f"{each.source}{f', {in_words(each.date)}' if each.date else ''}" for each in found.evidence)


def assessment_changes(plan: Plan, found: Assessment) -> Markdown:
    """What it changed in the plan, when and where; empty where it changed nothing."""
    rows = [
        [
            day_or(each.date, "not recorded"),
            each.draft.words.capitalize() if each.draft else "not said",
            sentence(plan, each.what) if each.what else STILL,
            "; ".join(title_of(plan, place) for place in each.sections) or "–",
        ]
        for each in found.changes
    ]
    return table(["Day", "Changed in the", "What", "Where"], rows) if rows else NOTHING
