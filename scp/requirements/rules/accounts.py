"""Annual financial statements, budgets and reserves (s39; review of 2019, proposals 2(i)-(vi))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scp.model.accounts import (
    Agreement,
    Budget,
    Budgets,
    FinancialStatement,
    FinancialStatements,
    InYearReports,
    Reserve,
    ReserveKind,
    Reserves,
)
from scp.model.directions import DirectedMoney, Directions
from scp.model.performance import year_of
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import MEND, done_by, why_not
from scp.requirements.generic import (
    adds_up,
    covers,
    each_has,
    fields_present,
    how_to_add,
    months_after,
    path_of,
    place_of,
    record_present,
)
from scp.requirements.registry import NotApplicable, NotYet, When, rule
from scp.requirements.rules.finance import LINES, plan_years, sets_aside
from scp.requirements.words import count, fill_in, listed, within

REPORT_EVERY = 6
"""Months after which a board that heard nothing of its money in the year has heard too little."""
SERVICES = {"health": "health care", "social-care": "social care"}


def years_begun(plan: Plan, day: date) -> list[str]:
    """The financial years from the plan's first up to that of *day*, whether or not the plan has ended since.

    Raises `NotYet` where none has begun.
    """
    start = plan.period.start
    if start is None:
        raise NotYet(None, "the plan does not say when it begins, and so not which is its first financial year")
    if day < start:
        raise NotYet(start, "no financial year of this plan has begun yet")
    last = int(year_of(day)[:4])
    return [f"{each}-{(each + 1) % 100:02}" for each in range(int(year_of(start)[:4]), last + 1)]


def statement_of(plan: Plan, year: str) -> FinancialStatement | None:
    """The financial statement of *year*, if one is recorded."""
    return next((each for each in plan.of(FinancialStatements).financial_statements if each.year == year), None)


def only_for_a_board(plan: Plan, what: str) -> None:
    """Raises `NotApplicable` for a lead agency, which has no integration joint board."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable(f"under a lead agency there is no integration joint board, and so no {what} of one")


# annual financial statements


@rule("act-39-1-b-statement-each-year", where=(FinancialStatements,))
def statement_each_year(plan: Plan, when: When) -> Iterator[Problem]:
    """Each financial year since the plan began has a statement with the day of its publication."""
    years = years_begun(plan, when.day)
    yield from covers(
        {each: f"{each}" for each in years},
        (each.year or "" for each in plan.of(FinancialStatements).financial_statements),
        place_of(plan, FinancialStatements),
        "no annual financial statement is recorded, and one is due each year whether or not a new plan is made",
        lambda year: (
            f"Publish it and record it: `- {{id: statement-{year}, title: …, year: {year}, published: …}}` in "
            f"{path_of(FinancialStatements)}."
        ),
    )
    for year in years:
        statement = statement_of(plan, year)
        if statement is None:
            continue
        yield from fields_present(statement, f"{statement.title}", {"published": "when it was published"})
        if statement.published and (why := why_not(plan, when, statement.published)):
            yield Problem(
                statement.at_key("published"),
                f"{statement.title} is published on {in_words(statement.published)}, {why}",
                MEND,
            )


def _statements_of_this_plan(plan: Plan, silent: bool) -> Iterator[FinancialStatement | Problem]:
    """Each statement of a year of the plan; a problem (unless *silent*) where the first year has none."""
    years = plan_years(plan)
    if years and statement_of(plan, years[0]) is None and not silent:
        yield Problem(
            place_of(plan, FinancialStatements),
            f"No financial statement of {years[0]}, the first year of the plan, is recorded",
            how_to_add(FinancialStatements),
        )
    yield from (each for each in plan.of(FinancialStatements).financial_statements if each.year in years)


@rule("act-39-2-amount-to-spend", where=(FinancialStatements,))
def amount_to_spend_on_the_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """The statement names this plan and the amount for it, whose parts and lines add up."""
    needed = {
        "plan": "which plan the money puts into effect",
        "total": "how much the authority intends to spend on the plan",
        "integrated": "how much the integrated budget is",
        "reserves": "how much comes from reserves",
    } | ({"set_aside": "how much is set aside"} if sets_aside(plan) else {})
    for each in _statements_of_this_plan(plan, silent=False):
        if isinstance(each, Problem):
            yield each
            continue
        yield from fields_present(each, each.title, needed)
        if each.plan is not None and each.plan != plan.edition:
            yield Problem(
                each.at_key("plan"),
                f"{each.title} is for the plan {each.plan}, and {each.year} is a year of the plan {plan.edition}",
                f"Write the edition of the plan that the money puts into effect: `plan: {plan.edition}`.",
            )
        if each.total is None:
            continue
        if all(getattr(each, key) is not None for key in needed):
            yield from adds_up(
                each.at_key("total"),
                each.parts,
                each.total,
                f"{each.title}: the parts add up to {{sum}}, and the total is {{total}}: {{difference}} apart",
                "Correct the amount that is wrong: `integrated:`, `set_aside:` and `reserves:` make the total.",
            )
        if each.year in plan.finance.years:
            yield from adds_up(
                each.at_key("total"),
                [line.amount for line in plan.finance.lines if line.year == each.year],
                each.total,
                f"{each.title}: the total is {{total}}, and the plan's lines of {each.year} add up to {{sum}}: "
                "{difference} apart",
                f"Make the two agree, here or in {LINES}.",
            )


@rule("guidance-refreshed-finance-transparency", where=(FinancialStatements, "finance/lines.csv"))
def use_of_resources_is_transparent(plan: Plan, when: When) -> Iterator[Problem]:
    """The statement splits its total by service, in full, and by each care group that has money."""
    groups = {each.id: each.name for each in plan.care_groups if each.planned_in is None}
    for each in _statements_of_this_plan(plan, silent=True):
        if isinstance(each, Problem) or each.year is None:
            continue
        yield from covers(
            SERVICES,
            each.by_service,
            each.at_key("by_service"),
            f"{each.title} does not say how much of the total is for it",
            lambda id: f"Write it under `by_service:`, for example `{id}: 112300000`.",
        )
        if each.total is not None and SERVICES.keys() <= each.by_service.keys():
            yield from adds_up(
                each.at_key("by_service"),
                each.by_service.values(),
                each.total,
                f"{each.title}: the services add up to {{sum}}, and the total is {{total}}: {{difference}} apart",
                "Correct the amount that is wrong; together they are the whole.",
            )
        year = each.year
        with_money = {
            id: name
            for id, name in groups.items()
            if any(line.care_group == id and line.year == year for line in plan.finance.lines)
        }
        yield from covers(
            with_money,
            each.by_care_group,
            each.at_key("by_care_group"),
            f"{each.title} does not say how much of the total is for this care group",
            lambda id, year=year: (
                f"Write it under `by_care_group:`: `{id}: "  # type: ignore[misc]
                f"{plan.finance.total(year=year, care_group=id):.0f}`."
            ),
        )


# budgets


def _budget_of(plan: Plan, year: str) -> Budget | None:
    return next((each for each in plan.of(Budgets).budgets if each.year == year), None)


def _budgets(plan: Plan, when: When) -> Iterator[tuple[str, date, Budget | Problem]]:
    """For each year begun: the last day for its budget, and the record of it or a problem."""
    for year in years_begun(plan, when.day):
        found = _budget_of(plan, year)
        last = date(int(year[:4]), 3, 31)
        if found is not None:
            yield year, last, found
        else:
            yield (
                year,
                last,
                Problem(
                    place_of(plan, Budgets),
                    f"Nothing says how the delegated budget of {year} was agreed",
                    f"Record it: `- {{id: budget-{year}, title: Delegated budget {year}, year: {year}, advice: …, "
                    f"agreements: …}}` in {path_of(Budgets)}.",
                ),
            )


@rule("msg-2-i-joint-financial-position", where=(Budgets,))
def consolidated_advice(plan: Plan, when: When) -> Iterator[Problem]:
    """Each year's budget rests on one paper of all the finance officers, dated by 31 March, or late with a reason."""
    officers = len(plan.record.partners.bodies) + (not plan.record.model.is_lead_agency)
    for year, last, found in _budgets(plan, when):
        if isinstance(found, Problem):
            yield found
            continue
        if found.advice is None:
            yield from fields_present(found, found.title, {"advice": "what the finance officers advised together"})
            continue
        advice = found.advice
        yield from fields_present(
            advice,
            f"The advice on {year}",
            {"paper": "which paper it is", "date": "its day", "officers": "which finance officers gave it"},
        )
        if advice.officers and len(advice.officers) < officers:
            yield Problem(
                advice.at_key("officers"),
                f"The advice on {year} comes from {count(len(advice.officers), 'finance officer')}, and the partners "
                f"{'' if plan.record.model.is_lead_agency else 'and the board '}have {officers}",
                "Name each by post and body: the advice is consolidated when all of them gave it.",
            )
        if advice.date and advice.date > last and advice.late_because is None:
            yield Problem(
                advice.at_key("date"),
                f"The advice on {year} is of {in_words(advice.date)}, and was due by {in_words(last)}",
                'Correct the day, or say why it was late: `late_because: "The grant was known on …"`.',
            )
        elif advice.date and (why := why_not(plan, when, advice.date)):
            yield Problem(advice.at_key("date"), f"The advice on {year} is of {in_words(advice.date)}, {why}", MEND)


@rule("msg-2-ii-budgets-agreed-by-march", where=(Budgets,))
def budgets_agreed_in_march(plan: Plan, when: When) -> Iterator[Problem]:
    """Each partner, and the board where there is one, agreed each year's budget by 31 March, or late with a reason."""
    bodies: dict[str | None, str] = {each.code: each.name for each in plan.record.partners.bodies}
    if not plan.record.model.is_lead_agency:
        bodies[None] = plan.record.authority.name
    for year, last, found in _budgets(plan, when):
        if isinstance(found, Problem):
            yield found
            continue
        agreed: dict[str | None, Agreement] = {each.partner: each for each in found.agreements}
        silent = [code for code in bodies if code not in agreed or agreed[code].agreed is None]
        if silent:
            yield Problem(
                found.at_key("agreements"),
                f"Nothing says when {listed(bodies[each] for each in silent)} agreed the budget of {year}",
                "Add under `agreements:`, for example `- {"
                + (f"partner: {silent[0]}, " if silent[0] else "")
                + f'agreed: {last - timedelta(days=10)}, reference: "Item 5"}}`.',
            )
        for code, each in agreed.items():
            if each.agreed and each.agreed > last and each.late_because is None and code in bodies:
                yield Problem(
                    each.at_key("agreed"),
                    f"{bodies[code]} agreed the budget of {year} on {in_words(each.agreed)}, after {in_words(last)}",
                    'Correct the day, or say why it was late: `late_because: "The grant was known on …"`.',
                )


@rule("msg-2-iii-set-aside", where=(FinancialStatements, "finance/lines.csv"))
def set_aside_agrees_everywhere(plan: Plan, when: When) -> Iterator[Problem]:
    """The amount set aside for each year begun is one and the same in plan, financial statement and directions."""
    if not sets_aside(plan):
        raise NotApplicable("no delegated function is paid for from money that is set aside")
    for year in years_begun(plan, when.day):
        if year not in plan.finance.years:
            continue
        planned = plan.finance.total(year=year, kind="set-aside")
        statement = statement_of(plan, year)
        if statement is not None and statement.set_aside is not None:
            yield from adds_up(
                statement.at_key("set_aside"),
                [planned],
                statement.set_aside,
                f"{statement.title} sets {{total}} aside, and the plan's lines of {year} {{sum}}: {{difference}} apart",
                f"Make the two agree, here or in {LINES}.",
            )
        directed = _directed(plan, year)
        if directed:
            yield from adds_up(
                directed[0].at_key("set_aside"),
                [each.set_aside for each in directed if each.set_aside is not None],
                planned,
                f"The directions of {year} set {{sum}} aside, and the plan's lines {{total}}: {{difference}} apart",
                f"Make the two agree: vary the direction, or correct {LINES}.",
            )


def _directed(plan: Plan, year: str) -> list[DirectedMoney]:
    """What directions that no other revokes set aside for *year*; that one must is act-27-1-a-set-aside-amount's."""
    directions = plan.of(Directions).directions
    revoked = {id for each in directions for id in each.revokes}
    return [
        money
        for each in directions
        if each.id not in revoked
        for money in each.money
        if money.year == year and money.set_aside is not None
    ]


# reserves, and the finance officer


@rule("msg-2-iv-reserves-policy", where=(Reserves,))
def reserves_policy(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a policy, approved and not past its review, and each reserve is earmarked in full or general."""
    only_for_a_board(plan, "reserves")
    register = plan.of(Reserves)
    needed = {
        "policy": "policy: evidence/reserves-policy.md",
        "approved": "approved: 2026-09-24",
        "review_by": "review_by: 2029-09-30",
    }
    lacking = [key for key in needed if getattr(register, key) is None]
    if lacking:
        yield Problem(
            within(register, path_of(Reserves)),
            f"The reserves policy, with the days of its approval and of its next review, is not complete: "
            f"{listed(f'`{key}:`' for key in lacking)} not given",
            fill_in(register, *(needed[key] for key in lacking), file=path_of(Reserves)),
        )
    if register.approved and (why := why_not(plan, when, register.approved)):
        yield Problem(
            register.at_key("approved"),
            f"The reserves policy is approved on {in_words(register.approved)}, {why}",
            MEND,
        )
    if register.review_by and register.review_by < when.day:
        yield Problem(
            register.at_key("review_by"),
            f"The reserves policy should have been looked at again by {in_words(register.review_by)}",
            "Look at it again, and write the day by which that is next due.",
        )
    if not register.none_because:
        yield from record_present(
            plan,
            Reserves,
            register.reserves,
            "No reserve is recorded, and nothing says that there is none",
            f"Record each in {path_of(Reserves)}, or write `none_because:`.",
        )
    for each in register.reserves:
        yield from fields_present(each, each.title, _of_a_reserve(each))


def _of_a_reserve(each: Reserve) -> dict[str, str]:
    needed = {"kind": "whether it is earmarked or general", "amount": "how much it holds"}
    if each.kind is ReserveKind.EARMARKED:
        needed |= {"purpose": "what it is for", "planned_spend": "what will be spent of it when", "by": "by when"}
    return needed


@rule("msg-2-v-finance-officer-support", where=(InYearReports,))
def finance_officer_is_supported(plan: Plan, when: When) -> Iterator[Problem]:
    """The support is rated, with an action and the signed statement, and the board heard of its money in the half year."""
    only_for_a_board(plan, "finance officer")
    register = plan.of(InYearReports)
    if register.support is None:
        yield Problem(
            place_of(plan, InYearReports, "support"),
            "Nothing says how the finance officer is supported and kept free of conflicts of interest",
            f"Write in {path_of(InYearReports)}: `support: {{rating: established, evidence: …, action: …, owner: …, "
            "due: …, statement: …, signed_by: Section 95 officer, signed: …}`.",
        )
    else:
        yield from fields_present(
            register.support,
            "Support of the finance officer",
            {
                "rating": "how it is rated",
                "evidence": "what shows it",
                "action": "what will be done to do better",
                "owner": "who answers for that",
                "due": "by when",
                "statement": "what the section 95 officer states",
                "signed_by": "who signed the statement",
                "signed": "when it was signed",
            },
        )
        if register.support.due and register.support.due < when.day:
            yield Problem(
                register.support.at_key("due"),
                f"What was to be done for the finance officer was due on {in_words(register.support.due)}",
                "Rate the support again, and write the next action and its day.",
            )
    start = plan.period.start
    yield from each_has(
        [each for each in register.in_year_reports if each.date is None or each.to is None],
        lambda each: str(each.title),
        {"date": "when it was taken", "to": "which body took it"},
    )
    if start is None or when.day < months_after(start, REPORT_EVERY):
        return
    heard = [each for each in register.in_year_reports if each.date and done_by(plan, when, each.date)]
    last = max((each.date for each in heard if each.date), default=None)
    if last is None or months_after(last, REPORT_EVERY) < when.day:
        yield Problem(
            place_of(plan, InYearReports, "in_year_reports"),
            f"No in-year report on money is recorded {f'since {in_words(last)}' if last else 'since the plan began'}",
            how_to_add(InYearReports),
        )
