"""What the yearly report says of money: by matter, care group and locality (SSI 2014/326 regs 4 and 6(2)-(3))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.accounts import FinancialStatements
from scp.model.performance import (
    PerformanceReport,
    Spending,
    Spendings,
    years_before,
)
from scp.model.plan import Plan
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.generic import (
    adds_up,
    covers,
    fields_present,
    how_to_add,
    path_of,
    place_of,
)
from scp.requirements.registry import NotApplicable, When
from scp.requirements.rules.accounts import statement_of
from scp.requirements.rules.finance import sets_aside
from scp.requirements.rules.performance import FIRST_YEAR, YEARS, report_rule
from scp.requirements.words import fill_in, listed


def _spending(plan: Plan, report: PerformanceReport) -> Spending | None:
    return plan.of(Spendings).of_year(report.year)


def categories() -> dict[str, str]:
    """The matters (a) to (e) on which the amount spent is reported, by id."""
    return {each.id: each.text for each in lists.spend_categories() if each.id != lists.KEY_CARE_GROUPS}


@report_rule("regs-326-4-1-a-spend", where=(Spendings,))
def spending_by_category(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """The amounts spent on the five matters are given, and add up to all that was spent."""
    spent = _spending(plan, report)
    if spent is None:
        yield Problem(
            place_of(plan, Spendings, "years"),
            f"Nothing says what was spent in {report.year}",
            how_to_add(Spendings),
        )
        return
    yield from covers(
        categories(),
        spent.categories,
        spent.at_key("categories"),
        f"{spent.title} gives no amount",
        lambda id: f"Write the pounds under `categories:`, for example `{id}: 2900000`; 0 where nothing was spent.",
    )
    yield from fields_present(spent, spent.title, {"total": "how much was spent in all"})
    if spent.total is not None and categories().keys() <= spent.categories.keys():
        yield from adds_up(
            spent.at_key("categories"),
            spent.categories.values(),
            spent.total,
            f"{spent.title}: the five matters add up to {{sum}}, and {{total}} was spent: {{difference}} apart",
            "Correct the amount that is wrong; every pound belongs to one of the five.",
        )


@report_rule("regs-326-4-1-b-proportion", where=(Spendings,))
def spending_as_a_share(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """What was paid and what was set aside are known, so that each share can be computed; shares are never typed."""
    spent = _spending(plan, report)
    if spent is None:
        return
    needed = {"paid": "how much was paid to the authority"}
    if sets_aside(plan):
        needed["set_aside"] = "how much was set aside"
    yield from fields_present(spent, f"{spent.title}, for the shares", needed)
    if all(getattr(spent, key) is not None for key in needed) and not spent.made_available:
        yield Problem(
            spent.at_key("paid"),
            f"{spent.title}: nothing was paid or set aside, so no share of it can be computed",
            "Write the pounds paid by the partners: `paid: 178000000`.",
        )


@report_rule("regs-326-4-1-c-variance", where=(Spendings, FinancialStatements))
def spending_against_the_statement(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Where more or less was spent than the financial statement of the year said, there is a reason."""
    spent, statement = _spending(plan, report), statement_of(plan, report.year)
    if spent is None or spent.total is None or statement is None or statement.total is None:
        return
    variance = spent.total - statement.total
    if variance and spent.variance_reason is None:
        yield Problem(
            spent.at_key("variance_reason"),
            f"{spent.title}: £{abs(variance):,.0f} {'more' if variance > 0 else 'less'} was spent than the financial "
            "statement said, and nothing says why",
            fill_in(spent, 'variance_reason: "Pay awards above the forecast"'),
        )


@report_rule("regs-326-4-2-f-care-groups", where=(Spendings,))
def spending_on_key_care_groups(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each care group that the plan calls key has an amount for health and social care."""
    key = {each.id: each.name for each in plan.care_groups if each.key}
    if not key:
        raise NotApplicable("the plan identifies no key care group")
    spent = _spending(plan, report)
    if spent is not None:
        yield from covers(
            key,
            spent.care_groups,
            spent.at_key("care_groups"),
            f"it is a key care group, and {spent.title} gives no amount spent on it",
            lambda id: (
                f"Write the pounds under `care_groups:`, for example `{id}: 2900000`; or call the group key no "
                "longer, in its file."
            ),
        )


def _earlier(plan: Plan, report: PerformanceReport) -> list[str]:
    """The five years before with which money is compared, but for those whose figures are missing with a reason."""
    register = plan.of(Spendings)
    return [year for year in years_before(report.year, YEARS) if year >= FIRST_YEAR and not register.gap(year)]


@report_rule("regs-326-4-3-finance-five-years", where=(Spendings, FinancialStatements))
def money_of_five_years(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Shares and variance can be computed for each of the five years before, or there is a reason why not."""
    register = plan.of(Spendings)
    for year in _earlier(plan, report):
        spent, statement = register.of_year(year), statement_of(plan, year)
        if spent is None:
            yield Problem(
                place_of(plan, Spendings, "years"),
                f"{report.title} compares its money with that of {year}, for which there are no figures",
                f"Add the year, or the reason: `gaps: [{{first: {year}, because: …}}]` in {path_of(Spendings)}.",
            )
            continue
        lacking = [
            words
            for words, there in (
                ("the amounts of all five matters", categories().keys() <= spent.categories.keys()),
                ("what was paid or set aside", bool(spent.made_available)),
                ("the total", spent.total is not None),
            )
            if not there
        ]
        if lacking:
            yield Problem(
                spent.at,
                f"{report.title} compares with {spent.title}, which lacks {listed(lacking)}",
                "Fill it in; shares and variances are computed from it.",
            )
        if statement is None or statement.total is None:
            yield Problem(
                statement.at if statement else spent.at,
                f"{report.title} compares with the under- or overspend of {year}, and no total of that year's financial "
                "statement is recorded",
                f"Record it in finance/statements.yaml: `- {{id: statement-{year}, title: …, year: {year}, total: …}}`.",
            )


@report_rule("regs-326-6-2-locality-spend", where=(Spendings,))
def money_by_locality(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each locality has its money, the method is stated, and no more is given out than was spent."""
    register, spent = plan.of(Spendings), _spending(plan, report)
    if spent is None:
        return
    yield from covers(
        {each.id: each.name for each in plan.localities},
        spent.localities,
        spent.at_key("localities"),
        f"{spent.title} gives no amount spent in relation to it",
        lambda id: f"Write the pounds under `localities:`, for example `{id}: 78400000`.",
    )
    if register.locality_method is None:
        yield Problem(
            place_of(plan, Spendings, "locality_method"),
            "Nothing says how money is given to the localities",
            fill_in(
                register,
                'locality_method: "Costs by where people live; hospital care by bed days; the rest to none"',
                file=path_of(Spendings),
            ),
        )
    if spent.unallocated is not None and spent.unallocated < 0:
        yield Problem(
            spent.at_key("localities"),
            f"{spent.title}: £{-spent.unallocated:,.0f} more is given to the localities than was spent in all",
            "Correct the amount that is wrong.",
        )


@report_rule("regs-326-6-3-locality-five-years", where=(Spendings,))
def localities_of_five_years(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each of the five years before has the money of each locality, mapped where the boundaries were others."""
    names = {each.id: each.name for each in plan.localities}
    for year in _earlier(plan, report):
        spent = plan.of(Spendings).of_year(year)
        if spent is None:
            continue
        missing = [name for id, name in names.items() if id not in spent.localities]
        if missing:
            yield Problem(
                spent.at_key("localities"),
                f"{report.title} compares with {spent.title}, which gives no amount for {listed(missing)}",
                "Write the pounds under `localities:`. Where the localities were others then, give their figures to "
                "those of now and say how: `other_boundaries: yes` and `mapping: …`.",
            )
        if spent.other_boundaries and spent.mapping is None:
            yield Problem(
                spent.at_key("other_boundaries"),
                f"{spent.title}: the localities were others then, and nothing says how their figures were given to those "
                "of now",
                fill_in(spent, 'mapping: "Six ward areas were added to make two localities"'),
            )
