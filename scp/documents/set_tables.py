"""The tables of the shorter documents of the set: one locality, one care group, the money of one year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scp.documents.tables import commitment_rows, money_table, priority_name, sentence, table
from scp.documents.words import Markdown, escaped
from scp.model.accounts import FinancialStatement, FinancialStatements, MediumTermPlan, MediumTermPlans
from scp.model.care_group import CareGroup
from scp.model.directions import Directions
from scp.model.finance import FinanceLine
from scp.model.locality import Locality
from scp.model.needs import Needs
from scp.model.performance import Spendings
from scp.model.plan import Plan
from scp.model.priorities import Priority
from scp.model.words import in_words, pounds_in_full

NOTHING = Markdown("")
SERVICES = {"health": "Health", "social-care": "Social care"}


def locality_people(plan: Plan, locality: Locality) -> Markdown:
    """People of one locality by age, each with its share; empty where no figure by age is published."""
    ages = locality.age_groups
    if ages is None:
        return NOTHING
    counts = [
        ("0 to 15", ages.under_16),
        ("16 to 64", ages.from_16_to_64),
        ("65 to 74", ages.from_65_to_74),
        ("75 to 84", ages.from_75_to_84),
        ("85 and over", ages.over_84),
    ]
    known = [count for _, count in counts if count is not None]
    if not known:
        return NOTHING
    whole = sum(known) if len(known) == len(counts) else 0
    rows = [
        [age, count, f"{100 * count / whole:.0f}%" if whole and count is not None else None] for age, count in counts
    ]
    told = []
    if ages.date:
        told.append(f"People on {in_words(ages.date)}.")
    if ages.source or locality.population_source:
        told.append(f"Source: {sentence(plan, str(ages.source or locality.population_source))}")
    return Markdown(f"{table(['Age', 'People', 'Share'], rows, [1, 2])}\n\n{escaped(' '.join(told))}\n\n")


def locality_deprivation(plan: Plan, locality: Locality) -> Markdown:
    """Share of the people of one locality in each fifth of Scotland's neighbourhoods; empty where none is recorded."""
    found = locality.deprivation
    if found is None or len(found.fifths) != 5:
        return NOTHING
    names = ("Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth")
    rows = [[name, f"{share:.1f}%"] for name, share in zip(names, found.fifths, strict=True)]
    source = "; ".join(each for each in (found.edition, found.source) if each)
    made = table(["Scotland's neighbourhoods", "Share of our people"], rows, [1])
    return Markdown(f"{made}\n\n{escaped(f'Source: {sentence(plan, source)}')}\n\n") if source else made


def locality_money(plan: Plan, locality: Locality) -> Markdown:
    """The finance lines that are spent in one locality alone, by year; empty where there are none."""
    lines = [(line.title, line) for line in plan.finance.lines if line.locality == locality.id]
    return _by_year(plan, "For what", lines)


def locality_shared_money(plan: Plan, locality: Locality) -> Markdown:
    """The lines for the whole area that pay for arrangements of one locality too, by care group; empty without any."""
    named = {id for each in locality.arrangements.values() for id in each.lines}
    lines = [line for line in plan.finance.lines if line.id in named and line.locality is None]
    names = {each.id: each.name for each in plan.care_groups}
    return _by_year(
        plan, "For whom", [(names.get(line.care_group or "", "More than one group"), line) for line in lines]
    )


def locality_spent(plan: Plan, locality: Locality) -> Markdown:
    """What was spent in relation to one locality in each recorded year, with its share; empty where none is recorded."""
    rows = []
    for each in sorted(plan.of(Spendings).years, key=lambda each: each.year or ""):
        spent = each.localities.get(locality.id)
        if each.year and spent is not None:
            share = each.share(spent)
            rows.append([each.year, pounds_in_full(spent), f"{share}%" if share is not None else None])
    heads = ["Year", "Spent", "Share of the money for the whole area"]
    return table(heads, rows, [1, 2]) if rows else NOTHING


def _by_year(plan: Plan, head: str, lines: Sequence[tuple[str, FinanceLine]]) -> Markdown:
    """*lines*, each under the name of its row, added up by year; empty where there are none."""
    if not lines:
        return NOTHING
    years = plan.finance.years
    found: dict[str, dict[str, Decimal]] = {}
    for name, line in lines:
        sums = found.setdefault(name, {})
        sums[line.year] = sums.get(line.year, Decimal(0)) + line.amount
    return money_table(head, years, [(name, [sums.get(year) for year in years]) for name, sums in found.items()], "All")


def locality_members(plan: Plan, locality: Locality) -> Markdown:
    """Who takes part in the locality's planning group, by part and never by name; empty where nobody is recorded."""
    members = locality.group.members if locality.group else ()
    rows = []
    for each in members:
        kind = each.kind.words if each.profession is None else f"{each.kind.words}, {each.profession.words}"
        rows.append([each.part, kind[0].upper() + kind[1:]])
    return table(["Part", "Stands for"], rows) if rows else NOTHING


def answerable(plan: Plan, locality: Locality) -> Markdown:
    """Who leads planning in one locality, and whom to ask; what is not filled in is said."""
    group = locality.group
    rows: list[list[object]] = [
        ["Locality planning group", (group.name if group else None) or "not named yet"],
        ["Leads for health professionals", (group.clinical_lead if group else None) or "not named yet"],
        ["Leads for social care", (group.professional_lead if group else None) or "not named yet"],
    ]
    if locality.planning and locality.planning.mechanism:
        rows.append(["How planning works here", locality.planning.mechanism])
    if locality.gp_clusters:
        rows.append(["GP clusters", "; ".join(locality.gp_clusters)])
    return table(["In this locality", "Who"], rows)


def locality_priorities(plan: Plan, locality: Locality) -> tuple[Priority, ...]:
    """The strategic priorities that are for one locality: those that name it, and those that name none."""
    return tuple(each for each in plan.priorities if not each.localities or locality.id in each.localities)


def group_priorities(plan: Plan, group: CareGroup) -> tuple[Priority, ...]:
    """The strategic priorities that are for one care group: those that name it, and those that name none."""
    return tuple(each for each in plan.priorities if not each.care_groups or group.id in each.care_groups)


def priority_heading(plan: Plan, priority: Priority) -> str:
    """A priority as it is spoken of: Priority 1: Home first."""
    return f"Priority {priority_name(plan, priority.id).replace(', ', ': ', 1)}"


def group_commitments(plan: Plan, group: CareGroup) -> Markdown:
    """What will be done for one group by whom and when: commitments that name it; empty where none does."""
    rows = []
    for priority in plan.priorities:
        own = [each for each in priority.commitments if group.id in each.care_groups]
        rows += [
            [*row, priority.title] for row in commitment_rows(plan, priority.replace(commitments=tuple(own))) if own
        ]
    return table(["We will", "Who answers for it", "By", "Priority"], rows) if rows else NOTHING


def group_needs(plan: Plan, group: CareGroup) -> Markdown:
    """What the needs assessment found of one group; empty where no finding names it."""
    facts = {each.id: each for each in plan.facts}
    rows = []
    for need in plan.of(Needs).needs:
        if group.id not in need.care_groups:
            continue
        figures = [
            f"{fact.label or fact.id}: {fact.printed}" for id in need.facts if (fact := facts.get(id)) is not None
        ]
        if need.figure is not None:
            figures.append(f"{need.figure:,} {need.unit or ''}".strip())
        sources = dict.fromkeys(fact.source for id in need.facts if (fact := facts.get(id)) and fact.source)
        rows.append([need.title, "; ".join(figures) or None, "; ".join(sources) or need.source])
    return table(["What we found", "Figure", "Source"], rows) if rows else NOTHING


def group_posts(plan: Plan, group: CareGroup) -> Markdown:
    """The professionals who took part in planning for one group, by post; empty where none is recorded."""
    rows = [[each.post, each.profession.words, each.contribution or "not recorded"] for each in group.contributors]
    return table(["Post", "Profession", "What they brought"], rows) if rows else NOTHING


def hard_words(plan: Plan) -> Markdown:
    """The glossary in two wordings, in the order of the alphabet."""
    terms = sorted(plan.glossary, key=lambda each: each.term.casefold())
    easy = any(each.easy for each in terms)
    rows = [[each.term, each.meaning, *([each.easy or "–"] if easy else [])] for each in terms]
    return table(["Word", "What it means", *(["In easy words"] if easy else [])], rows)


# The annual financial statement (s.39)


def statement_years(plan: Plan) -> tuple[str, ...]:
    """The years of the statements that put this edition into effect; those before are only for comparison."""
    years = {*plan.finance.years}
    return tuple(
        dict.fromkeys(
            each.year or each.id
            for each in plan.of(FinancialStatements).financial_statements
            if each.plan == plan.edition or (each.plan is None and each.year in years)
        )
    )


def statement(plan: Plan, year: str) -> FinancialStatement:
    """The statement for *year*, the last recorded where there are several."""
    return [each for each in plan.of(FinancialStatements).financial_statements if (each.year or each.id) == year][-1]


def statement_total(plan: Plan, year: str) -> str:
    """The total to the pound; empty where it is not recorded."""
    total = statement(plan, year).total
    return "" if total is None else pounds_in_full(total)


def statement_head(plan: Plan, year: str) -> Markdown:
    """For which year, for which plan, when it was published and where."""
    found = statement(plan, year)
    edition = f"{plan.title}, {found.plan}" if found.plan == plan.edition else found.plan or "not recorded"
    return table(
        ["This statement", "Details"],
        [
            ["Authority", plan.record.authority.name],
            ["Financial year", f"{found.year}, 1 April to 31 March" if found.year else "not recorded"],
            ["Plan that the money puts into effect", edition],
            ["Published", in_words(found.published) if found.published else "not published yet"],
            ["Where", Markdown(f"<{found.url}>") if found.url else "not recorded"],
        ],
    )


def statement_parts(plan: Plan, year: str) -> Markdown:
    """The three parts of the total and the total; what is not recorded is said."""
    found = statement(plan, year)
    return _amounts(
        "Where the money comes from",
        [
            ("Integrated budget: what the partners pay to the authority", found.integrated),
            ("Set aside for large hospital services", found.set_aside),
            ("From reserves", found.reserves),
        ],
        found.total,
    )


def statement_services(plan: Plan, year: str) -> Markdown:
    """Health and social care; empty where the statement does not divide its total so."""
    found = statement(plan, year)
    rows = [(SERVICES.get(id, id), amount) for id, amount in found.by_service.items()]
    return _amounts("Service", rows, found.total) if rows else NOTHING


def statement_groups(plan: Plan, year: str) -> Markdown:
    """Each care group, with what is for more than one; empty where the statement does not divide its total so."""
    found = statement(plan, year)
    if not found.by_care_group:
        return NOTHING
    rows: list[tuple[str, Decimal | None]] = [
        (group.name, found.by_care_group[group.id]) for group in plan.care_groups if group.id in found.by_care_group
    ]
    rest = None if found.total is None else found.total - sum(found.by_care_group.values(), Decimal(0))
    if rest:
        rows.append(("For more than one group", rest))
    return _amounts("Care group", rows, found.total)


def statement_localities(plan: Plan, year: str) -> Markdown:
    """What is spent in each locality alone, by the plan's lines; empty where no line of the year names one."""
    if not any(line.year == year and line.locality for line in plan.finance.lines):
        return NOTHING
    rows: list[tuple[str, Decimal | None]] = [
        (each.name, plan.finance.total(year, locality=each.id)) for each in plan.localities
    ]
    whole = plan.finance.total(year)
    rows.append(("For the whole area", whole - sum((each or Decimal(0) for _, each in rows), Decimal(0))))
    return _amounts("Locality", rows, whole)


def statement_directions(plan: Plan, year: str) -> Markdown:
    """What each direction pays or sets aside in *year*; empty where none states an amount for it."""
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    rows = []
    for each in plan.of(Directions).directions:
        money = each.year(year)
        if money is not None:
            rows.append([each.title, bodies.get(each.recipient or "") or "not recorded", *_paid(money)])
    return table(["Direction", "To", "Paid", "Set aside"], rows, [2, 3]) if rows else NOTHING


def _paid(money: object) -> list[str]:
    return [
        "–" if amount is None else pounds_in_full(amount)
        for amount in (getattr(money, "payment", None), getattr(money, "set_aside", None))
    ]


def statement_lines(plan: Plan, year: str) -> Markdown:
    """Every finance line of *year*; empty where the plan has none."""
    lines = [line for line in plan.finance.lines if line.year == year]
    if not lines:
        return NOTHING
    rows: list[Sequence[object]] = []
    for line in lines:
        group, place = plan.care_group(line.care_group or ""), plan.locality(line.locality or "")
        rows.append(
            [
                line.title,
                group.name if group else "more than one",
                place.name if place else "the whole area",
                pounds_in_full(line.amount),
            ]
        )
    total = sum((line.amount for line in lines), Decimal(0))
    rows.append([Markdown("**All lines**"), "", "", Markdown(f"**{escaped(pounds_in_full(total))}**")])
    return table(["For what", "Care group", "Where", "Pounds"], rows, [3])


def statement_agrees(plan: Plan, year: str) -> str:
    """Whether the plan's lines for *year* add up to the statement's total, in a sentence."""
    found, whole = statement(plan, year), plan.finance.total(year)
    if found.total is None:
        return "The total is not recorded yet, so it cannot be set beside the plan's own lines."
    if not any(line.year == year for line in plan.finance.lines):
        return f"The plan has no finance lines for {year}, so the total rests on the statement alone."
    if whole == found.total:
        return f"The plan's finance lines for {year} add up to the same total, {pounds_in_full(whole)}."
    apart = pounds_in_full(abs(whole - found.total))
    return (
        f"The plan's finance lines for {year} add up to {pounds_in_full(whole)}, which is {apart} "
        f"{'more' if whole > found.total else 'less'} than this statement. This is still to be put right."
    )


def statement_around(plan: Plan, year: str) -> Markdown:
    """The totals of the years before, from their statements, and after, from the medium-term financial plan."""
    rows: list[list[object]] = []
    before: Decimal | None = None
    totals = {
        each.year: each.total
        for each in plan.of(FinancialStatements).financial_statements
        if each.year and each.year <= year
    }
    for each in sorted(totals):
        total = totals[each]
        rows.append([each, "Annual financial statement", *_moved(total, before)])
        before = total
    later = _latest(plan.of(MediumTermPlans).medium_term_plans)
    for each, total in sorted(later.totals.items() if later else ()):
        if each > year:
            rows.append([each, later.title if later else "", *_moved(total, before)])
            before = total
    return table(["Year", "Source", "Total", "Change on the year before"], rows, [2, 3])


def _latest(plans: Iterable[MediumTermPlan]) -> MediumTermPlan | None:
    return max(plans, key=lambda each: (each.agreed is not None, each.agreed or 0), default=None)


def _moved(total: Decimal | None, before: Decimal | None) -> list[object]:
    """A total and how far it is from the one before, in per cent."""
    if total is None:
        return [None, "–"]
    return [pounds_in_full(total), f"{(total - before) * 100 / before:+.1f}%" if before else "–"]


def _amounts(head: str, rows: Sequence[tuple[str, Decimal | None]], total: Decimal | None) -> Markdown:
    """Amounts to the pound with their share of *total*, and the total."""

    def share(amount: Decimal | None) -> str:
        return "–" if amount is None or not total else f"{amount * 100 / total:.1f}%"

    cells: list[list[object]] = [
        [name, "not recorded" if amount is None else pounds_in_full(amount), share(amount)] for name, amount in rows
    ]
    whole = "not recorded" if total is None else pounds_in_full(total)
    cells.append([Markdown("**In all**"), Markdown(f"**{escaped(whole)}**"), Markdown(f"**{escaped(share(total))}**")])
    return table([head, "Pounds", "Share"], cells, [1, 2])
