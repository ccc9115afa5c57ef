"""The tables and matrices that are made from the plan's records, each as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from scp.documents.words import Markdown, escaped, shown
from scp.model.care_group import CareGroup
from scp.model.consultation import Effect, Round
from scp.model.locality import Arrangement, Locality
from scp.model.plan import Plan
from scp.model.priorities import Priority
from scp.model.stage import MADE, Stage
from scp.model.words import in_words, pounds
from scp.reference import lists

MOST_WITH_NAMES = 3
OTHER_SEATS = ("locality-representative", "other")
SEAT_WORDS = {
    "health-board-nominee": "nominee of the Health Board",
    "council-nominee": "nominee of the council",
    "other-partner-nominee": "nominee of the other partner",
    "locality-representative": "a locality",
    "other": "other member",
}


def table(headers: Sequence[object], rows: Iterable[Sequence[object]], right: Iterable[int] = ()) -> Markdown:
    """A Markdown table; cells are escaped unless they are Markdown. *right* are the columns of numbers."""
    numbers = set(right)
    lines = [_row(headers), "|" + "|".join("---:" if n in numbers else "---" for n in range(len(headers))) + "|"]
    lines += [_row(row) for row in rows]
    return Markdown("\n" + "\n".join(lines) + "\n")


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(cell if isinstance(cell, Markdown) else escaped(shown(cell)) for cell in cells) + " |"


def short_name(group: CareGroup) -> str:
    return group.short or group.name


def population(plan: Plan) -> Markdown:
    """People in each locality by age, with "not available" where no figure is published; names alone without any."""
    if not any(each.population or each.age_groups for each in plan.localities):
        return Markdown("\n\n" + "\n".join(f"- {escaped(each.name)}" for each in plan.localities) + "\n\n")

    def cells(locality: object, names: Sequence[str]) -> list[object]:
        ages = getattr(locality, "age_groups", None)
        return [getattr(ages, name, None) if ages else None for name in names]

    names = ("under_16", "from_16_to_64", "from_65_to_74", "from_75_to_84", "over_84")
    rows: list[list[object]] = [[each.name, each.population, *cells(each, names)] for each in plan.localities]
    if len(plan.localities) > 1 and plan.population:
        sums: list[object] = []
        for name in names:
            figures = [getattr(each.age_groups, name, None) if each.age_groups else None for each in plan.localities]
            sums.append(sum(f for f in figures if f is not None) if all(f is not None for f in figures) else None)
        rows.append(["The whole area", plan.population, *sums])
    return table(
        ["Locality", "All ages", "0 to 15", "16 to 64", "65 to 74", "75 to 84", "85 and over"], rows, range(1, 7)
    )


def has_ages(plan: Plan, *localities: Locality) -> bool:
    """Whether there are figures for all ages of any of *localities*, of any at all where none is named."""
    return any(each.age_groups and each.age_groups.every for each in localities or plan.localities)


def deprivation(plan: Plan) -> Markdown:
    """Share of people in each fifth of deprivation."""
    rows = []
    for each in plan.localities:
        fifths = each.deprivation.fifths if each.deprivation else ()
        rows.append([each.name, *([f"{share:.1f}%" for share in fifths] if len(fifths) == 5 else [None] * 5)])
    return table(
        ["Locality", "Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth"], rows, range(1, 6)
    )


def progress(plan: Plan) -> Markdown:
    """Locality × care group: how far the writing has come."""
    rows = []
    for locality in plan.localities:
        states = [locality.status_for(group.id) for group in plan.care_groups]
        rows.append([locality.name, *(state.words if state else "–" for state in states)])
    return table(["Locality", *(short_name(each) for each in plan.care_groups)], rows)


def serves_outcomes(plan: Plan) -> bool:
    """Whether any arrangement says to which outcome it contributes."""
    return any(each.outcomes for each in plan.localities)


def measures(plan: Plan) -> Markdown:
    """How people will know, for each priority."""
    indicators = {each.id: each for each in lists.core_indicators()}
    rows = []
    for priority in plan.priorities:
        for measure in priority.measures:
            known = indicators.get(measure.indicator or "")
            title = known.text if known else measure.title
            rows.append(
                [
                    priority.title,
                    title,
                    f"National indicator {known.number}" if known else "Local measure",
                    measure.baseline,
                    measure.target,
                ]
            )
    return table(["Priority", "Measure", "Kind", "Where we are", "Where we want to be"], rows)


def commitments(plan: Plan) -> Markdown:
    """What will be done, by whom and when."""
    rows = [
        [each.text, each.owner, in_words(each.by) if each.by else None]
        for p in plan.priorities
        for each in p.commitments
    ]
    return table(["We will", "Who answers for it", "By"], rows)


def money_by_care_group(plan: Plan) -> Markdown:
    """Care group × year, with what is for all of them and the sum."""
    years = plan.finance.years
    rows: list[tuple[str, list[Decimal | None]]] = []
    for group in plan.care_groups:
        if any(line.care_group == group.id for line in plan.finance.lines):
            rows.append((group.name, [plan.finance.total(year, care_group=group.id) for year in years]))
    shared: list[Decimal | None] = [
        sum((line.amount for line in plan.finance.lines if line.year == year and line.care_group is None), Decimal(0))
        for year in years
    ]
    if any(shared):
        rows.append(("For more than one group", shared))
    return money_table("Care group", years, rows, "All spending")


def money_table(
    head: str, years: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]], total: str
) -> Markdown:
    """Amounts by year in pounds or, where any is a million or more, in thousands, with the sum of each year."""
    amounts = [amount for _, row in rows for amount in row if amount is not None]
    thousands = any(abs(amount) >= 1_000_000 for amount in amounts)

    def cell(amount: Decimal | None) -> str:
        if amount is None:
            return "–"
        return f"{amount / 1000:,.0f}" if thousands else pounds(amount)

    sums = [sum((row[n] or Decimal(0) for _, row in rows), Decimal(0)) for n in range(len(years))]
    cells: list[list[object]] = [[title, *map(cell, row)] for title, row in rows]
    cells.append([Markdown(f"**{escaped(total)}**"), *(Markdown(f"**{escaped(cell(each))}**") for each in sums)])
    unit = ", £ thousand" if thousands else ""
    return table([head, *(f"{year}{unit}" for year in years)], cells, range(1, len(years) + 1))


def money_by_kind(plan: Plan) -> Markdown:
    """Integrated budget, set aside and reserves × year."""
    words = {
        "integrated": "Integrated budget",
        "set-aside": "Set aside for large hospital services",
        "reserves": "From reserves",
    }
    years = plan.finance.years
    rows: list[tuple[str, list[Decimal | None]]] = [
        (name, [plan.finance.total(year, kind=kind) for year in years])
        for kind, name in words.items()
        if any(line.kind == kind for line in plan.finance.lines)
    ]
    return money_table("Budget", years, rows, "All spending")


def money_by_purpose(plan: Plan) -> Markdown:
    """Where care is given × year, to show how spending moves; lines without a purpose are "not sorted"."""
    years = plan.finance.years
    purposes = list(dict.fromkeys(line.purpose for line in plan.finance.lines))
    rows: list[tuple[str, list[Decimal | None]]] = []
    for purpose in sorted(purposes, key=lambda p: (p is None, p or "")):
        sums: list[Decimal | None] = [
            sum(
                (line.amount for line in plan.finance.lines if line.year == year and line.purpose == purpose),
                Decimal(0),
            )
            for year in years
        ]
        rows.append(((purpose or "not sorted").replace("-", " ").capitalize(), sums))
    return money_table("Where it is spent", years, rows, "All spending")


def functions(plan: Plan) -> Markdown:
    """Each delegated function, whether the scheme goes beyond the minimum with it, and what carries it out."""
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    rows = []
    for function in plan.functions.functions:
        where = [
            f"{locality.name}: {a.section.title}"
            for locality in plan.localities
            for a in locality.arrangements.values()
            if function.id in a.functions and a.section
        ]
        beyond = " (beyond what must be delegated)" if function.minimum is False else ""
        rows.append(
            [
                function.name + beyond,
                bodies.get(function.delegated_by or "") or "not recorded",
                function.enactment or "not recorded",
                "; ".join(where) or "no arrangement yet",
            ]
        )
    return table(["Function", "Delegated by", "Enactment", "Arrangements"], rows)


def principles(plan: Plan) -> Markdown:
    """The main purpose and the twelve principles, and what will be done about each."""
    entries = {entry.id: entry for entry in plan.principles.principles}
    rows = []
    for principle in lists.principles():
        entry = entries.get(principle.id)
        text = principle.text[0].upper() + principle.text[1:]
        rows.append([principle.provision, text, entry.effect if entry and entry.effect else "still to write"])
    return table(["2014 Act", "Principle", "What we will do"], rows)


def planning_group(plan: Plan) -> Markdown:
    """The seats of the strategic planning group and what holds them; never a name."""
    groups = {each.id: each.group for each in lists.planning_group_groups()}
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    day = plan_day(plan)
    held = {seat.seat for seat in plan.planning_group.members if seat.holder and not (seat.end and seat.end < day)}
    rows = []
    for seat in plan.planning_group.members:
        ended = seat.end if seat.end and seat.end < day else None
        if ended and (seat.seat in held or seat.seat in OTHER_SEATS):
            continue
        stands_for = groups.get(seat.seat) or SEAT_WORDS.get(seat.seat) or seat.seat.replace("-", " ")
        if seat.nominated_by:
            stands_for = f"nominee of {bodies.get(seat.nominated_by, seat.nominated_by)}"
        places = [locality.name for id in seat.localities if (locality := plan.locality(id))]
        if places:
            stands_for = f"people in {' and '.join(places)}"
        elif seat.seat == "other" and seat.reason:
            stands_for = seat.reason
        holder = seat.holder or "vacant"
        if ended:
            holder = f"vacant since {in_words(ended)}. {seat.filling or ''}".strip()
        rows.append([stands_for[0].upper() + stands_for[1:], holder])
    return table(["Stands for", "Held by"], rows)


def plan_day(plan: Plan) -> date:
    """The day of the last stage reached that stands; the far past where none does."""
    return plan.standing[-1].date if plan.standing else date.min


def local_plans(plan: Plan) -> Markdown:
    """The other plans that this one must fit with."""
    kinds = {each.id: each.name for each in lists.local_plan_kinds()}
    rows = []
    for each in plan.local_plans.local_plans:
        dates = " to ".join(in_words(day) for day in (each.start, each.end) if day)
        rows.append(
            [
                each.title or kinds.get(each.kind, each.kind),
                each.owner or "–",
                dates or "–",
                each.fit or (f"None: {each.none_because}" if each.none_because else "still to write"),
            ]
        )
    return table(["Plan", "Whose", "For", "Where the two meet"], rows)


def shared_services(plan: Plan) -> Markdown:
    """Services that other authorities use as well."""
    rows = [
        [
            each.service,
            each.host or "–",
            ", ".join(p.authority for p in each.other_plans) or "–",
            each.effect or "still to write",
            each.considered or "still to write",
        ]
        for each in plan.shared_services.shared_services
    ]
    return table(["Service", "Run by", "Also used by", "What our arrangements do to it", "What came of it"], rows)


def glossary(plan: Plan) -> Markdown:
    """The words that need explaining, in the order of the alphabet."""
    return table(
        ["Word", "What it means"], [[t.term, t.meaning] for t in sorted(plan.glossary, key=lambda t: t.term.casefold())]
    )


def views(plan: Plan, name: str) -> Markdown:
    """What was said in one round and what it changed."""
    found = round(plan, name)
    rows = [
        [
            view.view,
            named(plan, view.source),
            view.answer or "no answer yet",
            view.effect.words if view.effect else "not decided yet",
        ]
        for view in (found.views if found else ())
    ]
    return table(["What was said", "By", "Our answer", "The plan was"], rows)


def named(plan: Plan, source: str) -> str:
    """Whose view it was: the holder of a seat or the name of a consultee where *source* is its id, else as written."""
    holders = {each.id: each.holder for each in plan.planning_group.members}
    names = {each.id: each.name for each in plan.consultees.consultees}
    return holders.get(source) or names.get(source) or source


def asked(plan: Plan, name: str) -> Markdown:
    """Everyone to whom a draft was sent, each time."""
    found = round(plan, name)
    consultees = {each.id: each for each in plan.consultees.consultees}
    groups = {each.id: each.group for each in lists.consultee_groups()}
    seats = {each.id: each for each in plan.planning_group.members}
    seat_groups = {each.id: each.group for each in lists.planning_group_groups()}
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    rows = []
    for each in found.asked if found else ():
        consultee = consultees.get(each.consultee or "")
        seat = seats.get(each.seat or "")
        if consultee:
            who, stands = consultee.name, groups.get(consultee.group or "", "–")
        elif seat:
            stands = seat_groups.get(seat.seat) or SEAT_WORDS.get(seat.seat) or seat.seat.replace("-", " ")
            who, stands = seat.holder or "vacant seat", stands[0].upper() + stands[1:]
            if seat.holder is None and each.sent is None:
                continue
        else:
            who, stands = bodies.get(each.partner or "", "–"), "Partner"
        how = f"{each.how or '–'} ({'; '.join(each.what)})" if each.what else each.how or "–"
        rows.append([who, stands, in_words(each.sent) if each.sent else "not sent yet", how])
    return table(["Sent to", "Stands for", "On", "How"], rows)


def commitment_rows(plan: Plan, priority: Priority) -> list[list[object]]:
    """The rows of one priority's commitments."""
    return [[each.text, each.owner, in_words(each.by) if each.by else None] for each in priority.commitments]


def population_sources(plan: Plan) -> Markdown:
    """Where the figures come from, and why any are missing."""
    sources: dict[tuple[object, object], list[str]] = {}
    for each in plan.localities:
        if each.population is not None and each.population_source:
            sources.setdefault((each.population_source, each.population_date), []).append(each.name)
    lines = [
        f"Source: {escaped(str(source).rstrip('.'))}{f', {in_words(day)}' if isinstance(day, date) else ''}."
        + (f" ({escaped(', '.join(names))})" if len(sources) > 1 else "")
        for (source, day), names in sources.items()
    ]
    ages = sorted({each.age_groups.date for each in plan.localities if each.age_groups and each.age_groups.date})
    if ages and any(each.population_date not in ages for each in plan.localities):
        lines.append(
            f"Figures by age are for {' and '.join(in_words(day) for day in ages)}, so they do not add up to the figure for all ages."
        )
    reasons: dict[str, list[str]] = {}
    for each in plan.localities:
        if each.population is None:
            reasons.setdefault(each.not_available.get("population") or "no figure is recorded.", []).append(each.name)
    lines += [f"Not available for {escaped(', '.join(names))}: {escaped(reason)}" for reason, names in reasons.items()]
    return Markdown("\n\n" + "\n\n".join(lines) + "\n\n")


def has_deprivation(plan: Plan) -> bool:
    """Whether any locality has figures on deprivation."""
    return any(each.deprivation and len(each.deprivation.fifths) == 5 for each in plan.localities)


def deprivation_source(plan: Plan) -> Markdown:
    """The editions of the index behind the figures."""
    editions = sorted(
        {each.deprivation.edition for each in plan.localities if each.deprivation and each.deprivation.edition}
    )
    return Markdown(f"\n\nSource: {escaped('; '.join(editions))}.\n\n" if editions else "")


def at_a_glance(plan: Plan, locality: Locality) -> Markdown:
    """What is known of one locality, and what is not and why."""
    rows: list[list[object]] = [["Boundary", locality.boundary or "still to write"]]
    missing = locality.not_available
    people: object = locality.population
    if people is None:
        people = f"not available: {missing['population']}" if "population" in missing else None
    elif locality.population_date:
        people = f"{people:,} on {in_words(locality.population_date)}"
    rows.append(["People", people])
    ages = locality.age_groups
    if ages and ages.from_65_to_74 is not None and ages.from_75_to_84 is not None and ages.over_84 is not None:
        older = ages.from_65_to_74 + ages.from_75_to_84 + ages.over_84
        every = older + (ages.under_16 or 0) + (ages.from_16_to_64 or 0)
        rows.append(["Aged 65 and over", f"{older:,} ({100 * older / every:.0f}%)" if every else f"{older:,}"])
    if locality.deprivation and len(locality.deprivation.fifths) == 5:
        rows.append(["In the most deprived fifth of Scotland", f"{locality.deprivation.fifths[0]:.1f}%"])
    for body in plan.record.partners.councils:
        if body.code == locality.council and len(plan.record.partners.councils) > 1:
            rows.append(["Council", body.name])
    if locality.community_planning:
        rows.append(["Community planning", "; ".join(each.name for each in locality.community_planning)])
    if locality.group and locality.group.name:
        leads = [lead for lead in (locality.group.clinical_lead, locality.group.professional_lead) if lead]
        rows.append(
            ["Locality planning group", f"{locality.group.name}. Led by: {'; '.join(leads) or 'still to be named'}."]
        )
        if locality.group.community_members:
            rows.append(["From the community", "; ".join(locality.group.community_members)])
    return table(["About", locality.name], rows)


def priority_name(plan: Plan, id: str) -> str:
    """A priority by its number and title."""
    for number, each in enumerate(plan.priorities, start=1):
        if each.id == id:
            return f"{number}, {each.title}"
    return id


def arrangement_links(plan: Plan, arrangement: Arrangement) -> Markdown:
    """What one arrangement is for: groups, functions, outcomes and how."""
    names = {each.id: each.name for each in plan.functions.functions}
    groups = [group.name for id in arrangement.care_groups if (group := plan.care_group(id))]
    rows: list[list[object]] = []
    if groups:
        rows.append(["For", "; ".join(groups)])
    if arrangement.functions:
        rows.append(["Functions", "; ".join(names.get(each, each) for each in arrangement.functions)])
    for number, how in sorted(arrangement.outcomes.items()):
        rows.append([f"National outcome {number}", how or "still to write"])
    return table(["What it serves", "How"], rows)


def group_money(plan: Plan, group: CareGroup) -> Markdown:
    """One group's finance lines by year; empty where there are none."""
    years = plan.finance.years
    titles = list(dict.fromkeys((line.id, line.title) for line in plan.finance.lines if line.care_group == group.id))
    if not titles:
        return Markdown("")
    rows: list[tuple[str, list[Decimal | None]]] = []
    for id, title in titles:
        found: dict[str, Decimal] = {}
        for line in plan.finance.lines:
            if line.id == id and line.title == title and line.care_group == group.id:
                found[line.year] = found.get(line.year, Decimal(0)) + line.amount
        rows.append((title, [found.get(year) for year in years]))
    return money_table("For what", years, rows, "All")


def stage_dates(plan: Plan) -> Markdown:
    """The stages of the Act and the days on which they were reached."""
    rows = []
    for stage in MADE:
        record = plan.reached(stage)
        rows.append(
            [
                stage.words.capitalize(),
                in_words(record.date) if record else "not reached yet",
                (record.decision if record else None) or "–",
            ]
        )
    return table(["Stage", "Reached", "Decision"], rows)


def round(plan: Plan, name: str) -> Round | None:
    """The round of asking called *name*: `draft-2`, or `draft-2.2` for a further one."""
    return next((each for each in plan.rounds if each.name == name), None)


def rounds(plan: Plan, stage: str) -> tuple[Round, ...]:
    """Every round of asking about one stage, the first one first."""
    return tuple(sorted((each for each in plan.rounds if each.stage.value == stage), key=lambda each: each.number))


def view_counts(plan: Plan, name: str) -> str:
    """How many views there were, and what they changed, in one sentence."""
    found = round(plan, name)
    views = found.views if found else ()
    counts = [(effect, sum(1 for view in views if view.effect is effect)) for effect in Effect]
    said = ", ".join(f"{count} {effect.words}" for effect, count in counts if count)
    unanswered = sum(1 for view in views if view.effect is None)
    return f"{len(views)} {'view' if len(views) == 1 else 'views'}: {said or 'none decided yet'}{f', {unanswered} not decided yet' if unanswered and said else ''}."


def took_account(plan: Plan, stage: str) -> bool:
    """Whether somebody signed that the next stage takes account of what was said about *stage* (s33(3), (4), (7))."""
    duties = {
        "proposals": "act-33-3-a-first-draft-takes-account",
        "draft-1": "act-33-4-a-second-draft-takes-account",
        "draft-2": "act-33-7-finalising-takes-account",
    }
    return any(each.id == duties[stage] and each.fingerprint for each in plan.attestations.attestations)


def who_took_account(plan: Plan, stage: str) -> str:
    """Who signed for it and when, as a sentence."""
    duties = ("act-33-3-a", "act-33-4-a", "act-33-7")
    start = dict(zip(("proposals", "draft-1", "draft-2"), duties, strict=True))[stage]
    found = next(
        each for each in plan.attestations.attestations if each.id.startswith(start + "-") and each.fingerprint
    )
    return f"Signed for by the {found.who} on {in_words(found.date)}."


def is_reached(plan: Plan, stage: str) -> bool:
    """Whether a stage was reached."""
    return plan.reached(Stage(stage)) is not None


def sentence(plan: Plan, text: str) -> str:
    """*text* with a full stop where it has no sign at its end."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def places(plan: Plan, ids: Sequence[str]) -> str:
    """Localities by name, as a sentence holds them."""
    names = [locality.name for id in ids if (locality := plan.locality(id))]
    return in_order(names)


def in_order(names: Sequence[str]) -> str:
    """Names as a sentence holds them: one, two and three."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def link(plan: Plan, url: str) -> Markdown:
    """A web address of the plan as a link; the model has made sure that it is one."""
    return Markdown(f"<{url}>")


def contact(plan: Plan) -> Markdown:
    """Whom to ask, as far as the plan says; a note where it does not."""
    told = plan.record.contact
    rows = [
        [word, value]
        for word, value in (
            ("Team", told.team),
            ("Telephone", told.phone),
            ("E-mail", told.email),
            ("Post", told.post),
        )
        if value
    ]
    return table(["By", "Contact"], rows) if rows else Markdown("*Whom to ask is not filled in yet.*")


def address(plan: Plan) -> Markdown:
    """Where the plan can be read; the model has made sure that it is a web address."""
    return Markdown(plan.publication.url if plan.publication and plan.publication.url else "")


def formats(plan: Plan) -> list[list[object]]:
    """The formats offered."""
    return [[each.format, each.offered] for each in plan.publication.formats] if plan.publication else []
