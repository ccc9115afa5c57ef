"""Money: over the medium term, by care group, tied to outcomes (guidance 2015 paras 2.2, 6.2, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scp.model.accounts import BalanceOfCare, FinancialStatements, MediumTermPlans
from scp.model.accounts import Direction as Towards
from scp.model.finance import FinanceLine
from scp.model.needs import Needs
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, why_not
from scp.requirements.generic import adds_up, covers, fields_present, path_of, place_of, record_present
from scp.requirements.registry import When, rule
from scp.requirements.rules.review import YEARS, years_after
from scp.requirements.words import count, each_or_one, listed, within

LINES = "finance/lines.csv"
TAGS = {"unplanned-admissions": "unplanned admissions to hospital", "delayed-discharge": "delays in leaving hospital"}


def _no_lines() -> Problem:
    return Problem(
        Location(LINES),
        "No money is in the plan yet",
        "Write a row for each line and year: `id,year,title,kind,amount` and `home-care,2027-28,Care at "
        "home,integrated,12400000`.",
    )


def plan_years(plan: Plan) -> list[str]:
    """The financial years that the period touches, extension included, as 2027-28; none where it is not stated."""
    start, end = plan.period.start, plan.end
    if not (start and end):
        return []
    first = start.year if (start.month, start.day) >= (4, 1) else start.year - 1
    last = end.year if (end.month, end.day) >= (4, 1) else end.year - 1
    return [f"{year}-{(year + 1) % 100:02}" for year in range(first, last + 1)]


@rule("guidance-2015-2-2-medium-term", where=("plan.yaml#period", "finance/lines.csv"))
def medium_term_with_budgets(plan: Plan, when: When) -> Iterator[Problem]:
    """The period is three years or more, and each arrangement names what pays for it."""
    start, end = plan.period.start, plan.end
    if start and end and (years_after(start, YEARS) - end).days > 1:
        yield Problem(
            plan.record.at_key("extended_to") if plan.record.extended_to else within(plan.period, "plan.yaml", "end"),
            f"The period ({in_words(start)} to {in_words(end)}) is shorter than three years",
            "Plan for three years or more, or keep to it and say in the plan why.",
        )
    if not plan.finance.lines:
        yield _no_lines()
        return
    bare = [
        (locality, anchor, each)
        for locality in plan.localities
        for anchor, each in locality.arrangements.items()
        if not each.lines
    ]
    mend = f"Name lines of {LINES} under the arrangement: `lines: [{plan.finance.lines[0].id}]`."
    problems = [
        Problem(
            each.at if each.at.path else locality.at_key("arrangements"),
            f"{locality.name}, {each.section.title if each.section else anchor}: nothing says which money pays for it",
            mend,
        )
        for locality, anchor, each in bare
    ]
    total = sum(len(locality.arrangements) for locality in plan.localities)
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{len(problems)} of {count(total, 'arrangement')} do not say which money pays for them; the first is "
            f"{bare[0][1]} in {bare[0][0].name}",
            mend,
        ),
    )


@rule("guidance-2015-6-2-resources-by-care-group", where=("finance/lines.csv", FinancialStatements, Needs))
def money_for_each_care_group(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group, carers among them, has money for health and social care, and the needs to which it answers.

    Where a financial statement gives the money of a care group, it is that of the lines.
    """
    if not plan.finance.lines:
        yield _no_lines()
        return
    if not any(each.id == "carers" or "carer" in each.name.casefold() for each in plan.care_groups):
        yield Problem(
            Location("care-groups"),
            "Carers have no section, and so no figure of their own",
            "Add one: scplan add care-group carers",
        )
    bare, half = [], []
    for group in plan.care_groups:
        if group.planned_in is None:
            lines = [each for each in plan.finance.lines if each.care_group == group.id]
            if not lines:
                bare.append(group)
            elif not {"health", "social-care"} <= {each.service for each in lines}:
                half.append((group, lines))
    if bare:
        yield Problem(
            Location(LINES, 1),
            f"No line is for {listed(each.name for each in bare)}",
            f"Give a line the care group: `{bare[0].id}` in the column care_group.",
        )
    for group, lines in half:
        lacking = [word for word in ("health", "social-care") if word not in {each.service for each in lines}]
        yield Problem(
            lines[0].at,
            f"{group.name}: no line is marked as {listed(lacking)}",
            f"Add a line, of 0 where nothing is spent, with `{lacking[0]}` in the column service.",
        )
    yield from _needs_behind_the_money(plan)
    yield from _as_in_the_statement(plan)


def _needs_behind_the_money(plan: Plan) -> Iterator[Problem]:
    groups = [each for each in plan.care_groups if each.planned_in is None]
    found = {id for need in plan.of(Needs).needs for id in need.care_groups}
    bare = [each for each in groups if each.id not in found]
    at = place_of(plan, Needs, "needs")
    mend = (
        f"Name the group under `care_groups:` of a finding in {path_of(Needs)}, for example `care_groups: "
        f"[{bare[0].id if bare else 'carers'}]`, or add one: scplan add need NAME."
    )
    yield from each_or_one(
        [Problem(at, f"{each.name}: no finding on needs stands behind the money", mend) for each in bare],
        lambda: Problem(
            at,
            f"For {len(bare)} of {count(len(groups), 'care group')} no finding on needs stands behind the money: "
            f"{listed(each.name for each in bare)}",
            mend,
        ),
    )


def _as_in_the_statement(plan: Plan) -> Iterator[Problem]:
    names = {each.id: each.name for each in plan.care_groups}
    for statement in plan.of(FinancialStatements).financial_statements:
        if statement.year not in plan.finance.years:
            continue
        for group, amount in statement.by_care_group.items():
            planned = plan.finance.total(year=statement.year, care_group=group)
            if planned != amount:
                yield Problem(
                    statement.at_key("by_care_group"),
                    f"{names[group]}: the statement of {statement.year} gives £{amount:,.0f}, and the lines of the plan "
                    f"add up to £{planned:,.0f}",
                    f"Make the two agree: correct `{group}:` here, or the lines of {statement.year} in {LINES}.",
                )


@rule("guidance-2015-6-2-outcomes-linked-to-investment", where=("finance/lines.csv", Priorities))
def money_leads_to_outcomes(plan: Plan, when: When) -> Iterator[Problem]:
    """Each line serves an outcome through an arrangement or a priority, and each outcome has money."""
    if not plan.finance.lines:
        yield _no_lines()
        return
    serves: dict[str, set[int]] = {}
    for locality in plan.localities:
        for arrangement in locality.arrangements.values():
            for line in arrangement.lines:
                serves.setdefault(line, set()).update(arrangement.outcomes)
    for priority in plan.priorities:
        for line in priority.lines:
            serves.setdefault(line, set()).update(priority.outcomes)
    lines: dict[str, FinanceLine] = {}
    for each in plan.finance.lines:
        if each.kind != "reserves":
            lines.setdefault(each.id, each)
    mend = "Name the line under an arrangement or a priority that has outcomes: `lines: [{0}]`."
    problems = [
        Problem(each.at, f"{each.title}: no outcome is linked to this money", mend.format(each.id))
        for each in lines.values()
        if not serves.get(each.id)
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{len(problems)} of {count(len(lines), 'finance line')} serve no outcome; the first is "
            f"{next(each.title for each in lines.values() if each.at == problems[0].at)}",
            mend.format("home-care"),
        ),
    )
    without = [number for number in range(1, 10) if not any(number in found for found in serves.values())]
    if without:
        yield Problem(
            Location(LINES, 1),
            f"No money is linked to national outcome{'s' if len(without) > 1 else ''} {listed(map(str, without), 9)}",
            f"Name lines under a priority or an arrangement for outcome {without[0]}.",
        )


@rule("guidance-2015-7-1-whole-system-resources", where=("finance/lines.csv",))
def money_for_the_whole_system(plan: Plan, when: When) -> Iterator[Problem]:
    """Lines are marked that are spent on unplanned admissions and on delayed discharge."""
    if not plan.finance.lines:
        yield _no_lines()
        return
    missing = [tag for tag in TAGS if not any(each.tag == tag and each.amount for each in plan.finance.lines)]
    if missing:
        yield Problem(
            Location(LINES, 1),
            f"No line is marked as spent on {listed(TAGS[each] for each in missing)}",
            f"Write `{missing[0]}` in the column tag of the lines that are.",
        )


@rule("guidance-2015-7-1-shift-over-time", where=(BalanceOfCare, "finance/lines.csv"))
def balance_of_care_by_year(plan: Plan, when: When) -> Iterator[Problem]:
    """Each year has figures by setting, and each setting the direction in which its share is meant to move, and does."""
    if not plan.finance.lines:
        yield _no_lines()
        return
    missing = [year for year in plan_years(plan) if year not in plan.finance.years]
    if missing:
        yield Problem(
            Location(LINES, 1),
            f"There are no figures for {listed(missing)}",
            f"Add the rows of each year, for example with {missing[0]} in the column year.",
        )
    bare = [each for each in plan.finance.lines if each.purpose is None and each.kind != "reserves"]
    if bare:
        yield Problem(
            bare[0].at,
            f"{len(bare)} of {count(len(plan.finance.lines), 'row')} do not say in which setting the money is spent; "
            f"the first is {bare[0].title}",
            "Write prevention, community, care-home, hospital or other in the column purpose.",
        )
    yield from _directions(plan, whole=not bare)


STEADY = Decimal(1)
"""Percentage points within which a share is called steady."""


def _directions(plan: Plan, whole: bool) -> Iterator[Problem]:
    """Each setting says where its share is to go and, where the rows tell the *whole* of every share, goes there."""
    register = plan.of(BalanceOfCare)
    settings = {each.id: each for each in register.settings}
    used = list(dict.fromkeys(each.purpose for each in plan.finance.lines if each.purpose is not None))
    yield from covers(
        {each: each.replace("-", " ") for each in used},
        settings,
        place_of(plan, BalanceOfCare),
        "nothing says in which direction its share of the money is meant to move",
        lambda id: f"Add to {path_of(BalanceOfCare)}: `- {{id: {id}, title: …, direction: up, why: …}}`.",
    )
    years = [each for each in plan_years(plan) if each in plan.finance.years]
    for id in used:
        setting = settings.get(id)
        if setting is None:
            continue
        yield from fields_present(
            setting, setting.title, {"direction": "in which direction its share moves", "why": "what moves it"}
        )
        if whole and setting.direction is not None and len(years) > 1:
            first, last = share_of(plan, id, years[0]), share_of(plan, id, years[-1])
            moves = last - first
            kept = {
                Towards.UP: moves > 0,
                Towards.DOWN: moves < 0,
                Towards.STEADY: abs(moves) <= STEADY,
            }[setting.direction]
            if not kept:
                yield Problem(
                    setting.at_key("direction"),
                    f"{setting.title} is to go {setting.direction.value}, and its share of the money is {first:.1f}% in "
                    f"{years[0]} and {last:.1f}% in {years[-1]}",
                    f"Correct the direction, or the lines in {LINES}.",
                )


def share_of(plan: Plan, purpose: str, year: str) -> Decimal:
    """The share of a year's money that is spent in one setting, in per cent."""
    whole = plan.finance.total(year=year)
    part = sum(
        (each.amount for each in plan.finance.lines if each.year == year and each.purpose == purpose), Decimal(0)
    )
    return part * 100 / whole if whole else Decimal(0)


def sets_aside(plan: Plan) -> bool:
    """Whether money for hospital services is set aside: by law for a board (s1(3)(d)), else where a function says so."""
    return not plan.record.model.is_lead_agency or any(each.funding == "set-aside" for each in plan.functions.functions)


@rule("guidance-refreshed-finance-medium-term", where=("finance/lines.csv",))
def three_years_of_both_parts(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the plan's first three years has an integrated budget and, where money is set aside, a set aside."""
    if not plan.finance.lines:
        yield _no_lines()
        return
    needed = {"integrated": "the integrated budget"} | (
        {"set-aside": "the amount set aside"} if sets_aside(plan) else {}
    )
    for kind, words in needed.items():
        missing = [year for year in plan_years(plan)[:YEARS] if plan.finance.total(year=year, kind=kind) <= 0]
        if missing:
            yield Problem(
                Location(LINES, 1),
                f"The three-year financial plan lacks {words} of {listed(missing)}",
                f"Add lines of {missing[0]} with `{kind}` in the column kind; the totals are computed.",
            )


@rule("guidance-refreshed-c-medium-term-finance", where=(MediumTermPlans,))
def linked_to_the_medium_term_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """The medium-term financial plan was agreed, covers each year of this plan and has the totals of its lines."""
    register = plan.of(MediumTermPlans)
    yield from record_present(
        plan, MediumTermPlans, register.medium_term_plans, "No medium-term financial plan is recorded"
    )
    if not register.medium_term_plans:
        return
    latest = max(register.medium_term_plans, key=lambda each: each.agreed or date.min)
    if latest.agreed is None:
        yield from fields_present(latest, latest.title, {"agreed": "on which day it was agreed"})
    elif why := why_not(plan, when, latest.agreed):
        yield Problem(latest.at_key("agreed"), f"{latest.title} was agreed on {in_words(latest.agreed)}, {why}", MEND)
    years = plan_years(plan)
    yield from covers(
        {each: each for each in years},
        latest.totals,
        latest.at_key("totals"),
        f"{latest.title} has no total for this year of the plan",
        lambda year: f"Add it under `totals:`, for example `{year}: {plan.finance.total(year=year):.0f}`.",
    )
    for year in years:
        if year in latest.totals and year in plan.finance.years:
            yield from adds_up(
                latest.at_key("totals"),
                [each.amount for each in plan.finance.lines if each.year == year],
                latest.totals[year],
                f"{year}: the lines of the plan add up to {{sum}}, and {latest.title} has {{total}}: {{difference}} apart",
                f"Make the two agree, here or in {LINES}.",
            )


def localities_without_money(plan: Plan) -> Iterator[Problem]:
    """One problem that names every locality without money of its own."""
    paid = {each.locality for each in plan.finance.lines if each.amount > 0}
    bare = [each for each in plan.localities if each.id not in paid]
    if bare:
        yield Problem(
            Location(LINES, 1),
            f"No line with an amount is for {listed(each.name for each in bare)}, so the plan cannot tell its money by locality",
            f"Give the lines that are spent in one locality its name, for example `{bare[0].id}` in the column locality.",
        )


@rule("msg-2-vi-single-budget", where=("finance/lines.csv",))
def one_budget_by_purpose(plan: Plan, when: When) -> Iterator[Problem]:
    """Money is told by whom and where it is for: each locality has lines of its own, and none says who paid."""
    if not plan.finance.lines:
        yield _no_lines()
        return
    yield from localities_without_money(plan)
    payers = {each.name.casefold() for each in plan.record.partners.bodies}
    split = [each for each in plan.finance.lines if each.title.casefold() in payers]
    if split:
        yield Problem(
            split[0].at,
            f"The line '{split[0].title}' says who pays and not what the money is for",
            "Put the money into the lines of what it is spent on; who paid it in stays in the ledger.",
        )
