"""Money: over the medium term, by care group, tied to outcomes (guidance 2015 paras 2.2, 6.2, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.finance import FinanceLine
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Location, Problem
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


@rule("guidance-2015-2-2-medium-term")
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


@rule(
    "guidance-2015-6-2-resources-by-care-group",
    leaves="the needs behind the figures, nor whether they agree with the financial statement",
)
def money_for_each_care_group(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group, and carers among them, has money for health and for social care in each year."""
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


@rule("guidance-2015-6-2-outcomes-linked-to-investment")
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


@rule("guidance-2015-7-1-whole-system-resources")
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


@rule("guidance-2015-7-1-shift-over-time", leaves="the direction in which the balance of care is meant to move")
def balance_of_care_by_year(plan: Plan, when: When) -> Iterator[Problem]:
    """Each year of the plan has lines, and each line says which setting it is spent in."""
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
