"""The framework, strategies and horizons of joint strategic commissioning (definition of 2012).

In the definition "strategic commissioning plan" means the plan of one care group; here it is called care group plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from scp.model.framework import Actions, Allocation, Balance, Framework, Level, LongTermAims, Move, Strategies, Strategy
from scp.model.market import Intentions, Market
from scp.model.needs import Appraisals, Needs
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference import authorities
from scp.requirements.days import done_by, why_not
from scp.requirements.generic import (
    acts_done,
    adds_up,
    covers,
    each_has,
    falls_short,
    fields_present,
    how_to_add,
    months_after,
    path_of,
    place_of,
    record_present,
)
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.rules.priorities import financial_year
from scp.requirements.words import count, each_or_one, fill_in, listed, quoted

TEN_YEARS = 120
SLACK = Decimal("0.1")

LEVELS = {
    Level.PREVENTION: "prevention",
    Level.EARLY_INTERVENTION: "early intervention",
    Level.INTENSIVE: "intensive care",
}


def councils_of(plan: Plan) -> dict[str, str]:
    """The councils in the area of the plan's Health Board, by code; the plan's own where the board is not known."""
    board = plan.record.partners.health_board.code
    known = {
        council.code: council.name
        for each in authorities.all_authorities()
        if each.health_board.code == board
        for council in each.councils
    }
    return known | {each.code: each.name for each in plan.record.partners.councils}


def _no_framework(plan: Plan, what: str, key: str, example: str) -> Iterator[Problem]:
    yield Problem(place_of(plan, Framework, key), what, f"Write in {path_of(Framework)}, for example: {example}.")


# the framework


@rule("jsc-framework-exists", where=(Framework,))
def framework_covers_the_area(plan: Plan, when: When) -> Iterator[Problem]:
    """The framework names the Health Board and each council of its area, each with the day it agreed."""
    held = plan.of(Framework)
    board = plan.record.partners.health_board
    if not held.bodies:
        yield from _no_framework(
            plan,
            "There is no overarching framework for the Health Board area and its councils",
            "bodies",
            f"`title: …`, `health_board: {board.code}` and `bodies: [{{code: {board.code}, name: {board.name}, agreed: "
            f"{when.day}}}]`",
        )
        return
    yield from fields_present(
        held, "The framework", {"title": "what it is called", "health_board": "which Health Board"}
    )
    if held.health_board and held.health_board != board.code:
        yield Problem(
            held.at_key("health_board"),
            f"The framework is that of {held.health_board}, and this plan's Health Board is {board.name} ({board.code})",
            f"Write `health_board: {board.code}`.",
        )
    yield from covers(
        {board.code: board.name} | councils_of(plan),
        (each.code for each in held.bodies),
        place_of(plan, Framework, "bodies"),
        "the framework leaves it out",
        lambda code: (
            f"It spans the Health Board and all councils of its area: add `- {{code: {code}, agreed: {when.day}}}`."
        ),
    )
    yield from falls_short(
        held.bodies,
        lambda each: each.name or each.code,
        lambda each: [] if each.agreed else ["nothing says when it agreed the framework"],
        "bodies",
        f"Add the day, for example `agreed: {when.day}`.",
    )
    for each in held.bodies:
        yield from acts_done(
            each, {"agreed": f"{each.name or each.code} agrees the framework"}, lambda day: why_not(plan, when, day)
        )


@rule("jsc-framework-content", where=(Framework, "narrative/"))
def framework_has_its_parts(plan: Plan, when: When) -> Iterator[Problem]:
    """Vision, principles, policy context and financial details each have a place with something in it."""
    held = plan.of(Framework)
    parts = {
        "vision": "where its vision is",
        "principles": "where its principles are",
        "policy_context": "where its policy context is",
        "finances": "where its financial details are",
    }
    places = {key: place for key in parts if (place := getattr(held, key))}
    if not places:
        yield from _no_framework(
            plan,
            "Nothing says where the framework has its vision, principles, policy context and financial details",
            "vision",
            "`vision: narrative/040-vision.md`, `principles: …`, `policy_context: …` and `finances: …`",
        )
        return
    yield from fields_present(held, "The framework", parts)
    bare = {each.path: each.title for each in plan.narrative if not each.section.is_written}
    for key, place in places.items():
        if place.partition("#")[0] in bare:
            yield Problem(
                held.at_key(key),
                f"The framework has nothing written at {place}",
                "Write it there, or name another place.",
            )


@rule("jsc-framework-allocation", where=(Framework,))
def money_is_allocated(plan: Plan, when: When) -> Iterator[Problem]:
    """The allocation by care group and partner makes the total and agrees with the finance lines; each has a rank."""
    held = plan.of(Framework)
    if not held.allocations:
        group = next((each.id for each in plan.care_groups), "older-people")
        yield from _no_framework(
            plan,
            "Nothing says how money is allocated across care groups and partners",
            "allocations",
            f"`year: 2027-28`, `total: …` and `allocations: [{{id: {group}, care_group: {group}, amounts: "
            f"{{{plan.record.partners.health_board.code}: 1000000}}, rank: 1, reason: …}}]`",
        )
        return
    yield from fields_present(
        held, "The allocation", {"year": "for which financial year it is", "total": "how much there is in all"}
    )
    yield from falls_short(
        held.allocations,
        lambda each: _group_name(plan, each),
        lambda each: _unranked(each),
        "allocations",
        "Write `amounts:` by the code of each partner, `rank: 1` and the `reason:` for it.",
    )
    ranks = [each.rank for each in held.allocations if each.rank is not None]
    twice = sorted({rank for rank in ranks if ranks.count(rank) > 1})
    if twice:
        second = [each for each in held.allocations if each.rank == twice[0]][1]
        yield Problem(
            second.at_key("rank"),
            f"{count(ranks.count(twice[0]), 'care group')} have the rank {twice[0]}",
            "Give each a rank of its own: it says which comes first when money is short.",
        )
    yield from covers(
        {each.id: each.name for each in plan.care_groups if each.planned_in is None},
        (each.care_group for each in held.allocations if each.care_group),
        place_of(plan, Framework, "allocations"),
        "no money is allocated to this care group",
        lambda id: f"Add `- {{id: {id}, care_group: {id}, amounts: {{…}}, rank: …, reason: …}}`.",
    )
    yield from _sums(plan, held)


def _group_name(plan: Plan, each: Allocation) -> str:
    group = plan.care_group(each.care_group) if each.care_group else None
    return group.name if group else f"'{each.id}'"


def _unranked(each: Allocation) -> list[str]:
    gaps = [] if each.amounts else ["no amounts"]
    if each.care_group and each.rank is None:
        gaps.append("no rank")
    if each.reason is None:
        gaps.append("no reason")
    return gaps


def _sums(plan: Plan, held: Framework) -> Iterator[Problem]:
    amounts = [amount for each in held.allocations for amount in each.amounts.values()]
    if held.total is not None:
        yield from adds_up(
            held.at_key("total"),
            amounts,
            held.total,
            "The allocations make {sum} and not {total}: {difference} lie between",
            "Correct an amount or `total:`.",
        )
    if held.year is None:
        return
    if held.year not in plan.finance.years:
        yield Problem(
            held.at_key("year"),
            f"The allocation is for {held.year}, for which finance/lines.csv has no lines",
            f"Write one of {listed(plan.finance.years)}." if plan.finance.years else "Write the finance lines first.",
        )
        return
    for each in held.allocations:
        lines = [
            line.amount for line in plan.finance.lines if line.year == held.year and line.care_group == each.care_group
        ]
        yield from adds_up(
            each.at_key("amounts"),
            each.amounts.values(),
            sum(lines, Decimal(0)),
            f"{_group_name(plan, each)}: the partners allocate {{sum}} in {held.year}, and finance/lines.csv has {{total}}",
            "Correct the one that is wrong: both are the same money.",
        )


@rule("jsc-framework-prevention-balance", where=(Framework, "finance/lines.csv"))
def prevention_is_balanced(plan: Plan, when: When) -> Iterator[Problem]:
    """Each finance line has one of three levels; the shares given are those of the lines, and move as is said."""
    held = plan.of(Framework)
    if not held.balance:
        yield from _no_framework(
            plan,
            "Nothing says how much goes into prevention, early intervention and intensive care",
            "balance",
            "`balance: [{level: prevention, lines: [falls], share_first: 5, share_last: 7, move: up}]`, with the two other "
            "levels",
        )
        return
    yield from covers(
        {each.value: words for each, words in LEVELS.items()},
        (each.level.value for each in held.balance),
        place_of(plan, Framework, "balance"),
        "no entry says what is spent at this level",
        lambda id: f"Add `- {{level: {id}, lines: […], share_first: …, share_last: …, move: …}}`.",
    )
    levels: dict[str, Level] = {}
    for each in held.balance:
        for line in each.lines:
            if line in levels:
                yield Problem(
                    each.at_key("lines"),
                    f"The finance line '{line}' stands under {LEVELS[levels[line]]} and under {LEVELS[each.level]}",
                    "Keep it under one level.",
                )
            levels.setdefault(line, each.level)
    bare = list(dict.fromkeys(each.id for each in plan.finance.lines if each.id not in levels))
    if bare:
        yield Problem(
            place_of(plan, Framework, "balance"),
            f"{count(len(bare), 'finance line')} {'has' if len(bare) == 1 else 'have'} no level: {listed(bare)}",
            "Put each under `lines:` of prevention, early-intervention or intensive.",
        )
    years = plan.finance.years
    if years:
        for each in held.balance:
            yield from _share(plan, each, years)


def _share(plan: Plan, each: Balance, years: tuple[str, ...]) -> Iterator[Problem]:
    name = LEVELS[each.level]
    yield from fields_present(
        each,
        f"Spending on {name}",
        {
            "share_first": f"its share of the money in {years[0]}",
            "share_last": f"its share in {years[-1]}",
            "move": "which way it is meant to go",
        },
    )
    found = {}
    for key, year in (("share_first", years[0]), ("share_last", years[-1])):
        total = plan.finance.total(year)
        part = sum(
            (line.amount for line in plan.finance.lines if line.year == year and line.id in each.lines), Decimal(0)
        )
        found[key] = part / total * 100 if total else Decimal(0)
        said: Decimal | None = getattr(each, key)
        if said is not None and abs(said - found[key]) > SLACK:
            yield Problem(
                each.at_key(key),
                f"Spending on {name} is {found[key]:.1f}% of the finance lines of {year}, not {said:f}%",
                f"Write `{key}: {found[key]:.1f}`, or put its lines right.",
            )
    change = found["share_last"] - found["share_first"]
    goes = Move.LEVEL if abs(change) < SLACK else Move.UP if change > 0 else Move.DOWN
    if each.move is not None and each.move is not goes:
        yield Problem(
            each.at_key("move"),
            f"Spending on {name} is said to go {each.move.value}, and goes from {found['share_first']:.1f}% to "
            f"{found['share_last']:.1f}%",
            f"Write `move: {goes.value}`, or change the amounts.",
        )


@rule("jsc-agreed-long-term-mix", where=(Framework,))
def long_term_mix_is_agreed(plan: Plan, when: When) -> Iterator[Problem]:
    """A mix of services, now and at the end, that makes the whole; each partner agreed it on a day."""
    held = plan.of(Framework)
    if not held.mix:
        yield from _no_framework(
            plan,
            "Nothing says which mix of services is meant in the long term",
            "mix",
            "`mix: [{id: home, title: Care at home, now: 55, later: 62}, {id: hospital, title: Hospital, now: 45, later: 38}]`",
        )
        return
    yield from each_has(
        held.mix,
        lambda each: each.title,
        {"now": "its share of the money now", "later": "its share at the end of the ten years"},
    )
    for key in ("now", "later"):
        shares = [share for each in held.mix if (share := getattr(each, key)) is not None]
        whole = sum(shares, Decimal(0))
        if len(shares) == len(held.mix) and abs(whole - 100) > 1:
            yield Problem(
                held.at_key("mix"),
                f"The shares of the mix under `{key}:` make {whole:f}% and not the whole",
                "Correct the shares, or add the kind of service that is missing.",
            )
    agreed = {each.code: each for each in held.bodies}
    for body in plan.record.partners.bodies:
        partner = agreed.get(body.code)
        if partner is None or partner.mix_agreed is None:
            yield Problem(
                partner.at if partner else place_of(plan, Framework, "bodies"),
                f"Nothing says when {body.name} agreed the long-term mix of services",
                f"Add to its entry under `bodies:`, for example: `mix_agreed: {when.day}`.",
            )
        else:
            yield from acts_done(
                partner, {"mix_agreed": f"{body.name} agrees the mix"}, lambda day: why_not(plan, when, day)
            )


# strategies and care group plans


def _has_strategy_level(plan: Plan) -> bool:
    return len(councils_of(plan)) > 1


@rule("jsc-coterminous-framework-only", where=(Framework,))
def framework_alone_where_coterminous(plan: Plan, when: When) -> Iterator[Problem]:
    """Where board and council share boundaries the framework is enough; that they do can be seen from the councils."""
    held, councils = plan.of(Framework), councils_of(plan)
    if held.coterminous and len(councils) > 1:
        yield Problem(
            held.at_key("coterminous"),
            f"The Health Board and the council are called coterminous, and its area has {len(councils)} councils: "
            f"{listed(councils.values())}",
            "Write `coterminous: no`; a strategy for the council's area is then wanted.",
        )


@rule("jsc-strategy-per-council", where=(Strategies,))
def each_council_area_has_a_strategy(plan: Plan, when: When) -> Iterator[Problem]:
    """Where the board has several councils, each council of this plan has a strategy that covers every care group."""
    if not _has_strategy_level(plan):
        raise NotApplicable("the Health Board and the council share their boundaries, so that the framework is enough")
    strategies = plan.of(Strategies).strategies
    yield from covers(
        {each.code: each.name for each in plan.record.partners.councils},
        (each.council for each in strategies if each.council),
        place_of(plan, Strategies, "strategies"),
        "there is no joint commissioning strategy for its area",
        lambda code: (
            f"Add to {path_of(Strategies)}: `- {{id: area, title: …, council: {code}, care_groups: […], start: …, "
            "end: …}`."
        ),
    )
    groups = {each.id: each.name for each in plan.care_groups if each.planned_in is None}
    for each in strategies:
        missing = [name for id, name in groups.items() if id not in each.care_groups]
        if missing:
            yield Problem(
                each.at_key("care_groups"),
                f"{each.title}: it leaves out {listed(missing)}",
                "A strategy covers all care groups: add them under `care_groups:`.",
            )


@rule("jsc-plan-per-care-group", where=(Strategies,))
def each_care_group_has_a_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group of a strategy has a care group plan: its file in care-groups/, written."""
    if not _has_strategy_level(plan):
        raise NotApplicable("the Health Board and the council share their boundaries, so that the framework is enough")
    strategies = plan.of(Strategies).strategies
    listed_groups = dict.fromkeys(id for each in strategies for id in each.care_groups)
    if not listed_groups:
        yield Problem(
            place_of(plan, Strategies, "strategies"),
            "No strategy says for which care groups there are care group plans",
            "Name them under `care_groups:` of the strategy.",
        )
    bare = [
        group
        for id in listed_groups
        if (group := plan.care_group(id)) and not group.section.is_written and group.planned_in is None
    ]
    yield from each_or_one(
        [
            Problem(
                each.section.at, f"{each.name}: the care group plan is not written yet", f"Write it in {each.path}."
            )
            for each in bare
        ],
        lambda: Problem(
            bare[0].section.at,
            f"{len(bare)} care group plans are not written yet: {listed(each.name for each in bare)}",
            "Write each in its file in care-groups/.",
        ),
    )


@rule("jsc-all-client-groups", where=("care-groups/", Priorities))
def care_groups_are_treated_alike(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group's section has the same headings, and each group has a commitment.

    Its finding and its money are asked for with those of all (`guidance-2015-6-2-resources-by-care-group`).
    """
    groups = [each for each in plan.care_groups if each.planned_in is None]
    headings = {each.id: _headings(each.section.tokens) for each in groups}
    known = list(dict.fromkeys(heading for found in headings.values() for heading in found))
    usual = [each for each in known if sum(each in found for found in headings.values()) * 2 > len(groups)]
    named = {id for priority in plan.priorities for each in priority.commitments for id in each.care_groups} | {
        id for each in plan.priorities for id in each.care_groups
    }
    everyone = any(not each.care_groups and not each.commitments for each in plan.priorities) or any(
        not each.care_groups and any(not item.care_groups for item in each.commitments) for each in plan.priorities
    )

    def lacks(id: str) -> list[str]:
        missing = [each for each in usual if each not in headings[id]]
        return [
            *([f"no heading {listed(quoted(each) for each in missing)}, which the others have"] if missing else []),
            *([] if everyone or id in named else ["no commitment"]),
        ]

    yield from falls_short(
        groups,
        lambda each: each.name,
        lambda each: lacks(each.id),
        "care groups",
        "Plan for each care group in the same way: the same headings, and a commitment that names it (`care_groups:`).",
    )


def _headings(tokens: tuple[object, ...]) -> list[str]:
    found = []
    inside = False
    for token in tokens:
        kind = getattr(token, "type", "")
        if inside and kind == "inline":
            found.append(" ".join(str(getattr(token, "content", "")).casefold().split()))
        inside = kind == "heading_open"
    return found


@rule("jsc-definition-activities", where=(Needs, Appraisals, Market, Intentions))
def the_five_activities_are_done(plan: Plan, when: When) -> Iterator[Problem]:
    """Needs are forecast, money is linked to outcomes, options considered, services planned, partners work together."""
    lines = {each.id for each in plan.finance.lines}
    activities: tuple[tuple[str, bool, Location, str], ...] = (
        (
            "assessing and forecasting needs",
            any(each.forecast and each.forecast_year for each in plan.of(Needs).needs),
            place_of(plan, Needs, "needs"),
            "Say of one finding at least what it comes to if nothing changes: `forecast:` and `forecast_year: 2035`.",
        ),
        (
            "linking investment to outcomes",
            any(each.outcomes and set(each.lines) & lines for each in plan.priorities),
            plan.priorities[0].at if plan.priorities else Location(Priorities.PATH),
            "Give a priority its `outcomes:` and the finance lines that pay for it (`lines:`).",
        ),
        (
            "considering options",
            any(len(each.options) > 1 for each in plan.of(Appraisals).appraisals),
            place_of(plan, Appraisals, "appraisals"),
            how_to_add(Appraisals),
        ),
        (
            "planning the nature, range and quality of services",
            any(each.type_later and each.level_later is not None for each in plan.of(Market).market),
            place_of(plan, Market, "market"),
            how_to_add(Market),
        ),
        (
            "working in partnership to put them in place",
            any(len(set(each.agencies)) > 1 for each in plan.of(Intentions).intentions),
            place_of(plan, Intentions, "intentions"),
            f"{how_to_add(Intentions)} Name the partners under `agencies:`.",
        ),
    )
    missing = [(words, at, mend) for words, there, at, mend in activities if not there]
    yield from each_or_one(
        [Problem(at, f"Nothing is recorded of {words}", mend) for words, at, mend in missing],
        lambda: Problem(
            missing[0][1],
            f"Nothing is recorded of {len(missing)} of the five activities of strategic commissioning: "
            f"{listed(words for words, _, _ in missing)}",
            missing[0][2],
        ),
    )


# ten years, three years, one year


@rule("jsc-ten-year-strategy", where=(Framework, Strategies))
def strategies_look_ten_years_ahead(plan: Plan, when: When) -> Iterator[Problem]:
    """Framework and strategies reach ten years or more, and are reviewed with local planning cycles."""
    held = plan.of(Framework)
    if held.start is None and held.end is None:
        yield from _no_framework(
            plan,
            "Nothing says how far ahead the framework looks",
            "start",
            "`start: 2027-04-01`, `end: 2037-03-31` and `review_with: [housing]`, the ids of local plans",
        )
    else:
        yield from _horizon(held, "The framework")
    if _has_strategy_level(plan):
        for each in plan.of(Strategies).strategies:
            yield from _horizon(each, each.title)


def _horizon(record: Framework | Strategy, name: str) -> Iterator[Problem]:
    yield from fields_present(
        record,
        name,
        {
            "start": "from which day it looks ahead",
            "end": "to which day",
            "review_with": "with which local planning cycles it is reviewed",
        },
    )
    if record.start and record.end and months_after(record.start, TEN_YEARS) > record.end + timedelta(days=1):
        yield Problem(
            record.at_key("end"),
            f"{name} looks ahead from {in_words(record.start)} to {in_words(record.end)}, which is less than ten years",
            f"Look ten years ahead, to {months_after(record.start, TEN_YEARS).year}; the plan itself is still reviewed within "
            "three years.",
        )


def _current_year(plan: Plan, day: date) -> int:
    """The year in which the financial year begins that is current on *day*; the plan's first before it takes effect."""
    if plan.period.start is None and plan.finance.years:
        return max(int(plan.finance.years[0][:4]), _year(day))
    return _year(max(day, plan.period.start or day))


def _year(day: date) -> int:
    return day.year if day.month > 3 else day.year - 1


def _no_actions(plan: Plan) -> Iterator[Problem]:
    yield from record_present(
        plan, Actions, plan.of(Actions).actions, "There is no implementation plan: no action is recorded for any year"
    )


@rule("jsc-one-year-plans", where=(Actions,))
def this_year_has_its_actions(plan: Plan, when: When) -> Iterator[Problem]:
    """The current financial year has actions, each with cost, who delivers it, and who answers."""
    held = plan.of(Actions)
    yield from _no_actions(plan)
    if not held.actions:
        return
    year = financial_year(_current_year(plan, when.day))
    current = [each for each in held.actions if each.year == year]
    if not current:
        yield Problem(
            place_of(plan, Actions, "actions"),
            f"The implementation plan has no action for {year}",
            f"Write what is done in that year: `- {{id: …, title: …, year: {year}, commitment: …, cost: …, delivered_by: "
            "…, owner: …}`.",
        )
    yield from falls_short(
        current,
        lambda each: each.title,
        lambda each: [
            words
            for key, words in (
                ("cost", "no cost"),
                ("delivered_by", "nothing says who delivers it"),
                ("owner", "nothing says who answers for it"),
            )
            if getattr(each, key) is None
        ],
        f"actions of {year}",
        "Add `cost:` in pounds (0 where it needs none), `delivered_by:` and `owner:`.",
    )


@rule("jsc-three-year-rolling", where=(Actions,))
def three_years_are_always_planned(plan: Plan, when: When) -> Iterator[Problem]:
    """The implementation plan covers this financial year and the two after it, and was refreshed within twelve months."""
    held = plan.of(Actions)
    yield from _no_actions(plan)
    if not held.actions:
        return
    first = _current_year(plan, when.day)
    years = [financial_year(year) for year in range(first, first + 3)]
    missing = [year for year in years if not any(each.year == year for each in held.actions)]
    if missing:
        yield Problem(
            place_of(plan, Actions, "actions"),
            f"The implementation plan covers three years on from {years[0]}, and has nothing for {listed(missing)}",
            "Roll it forward: add the actions of that year. That sets no new period for the plan, nor for its review.",
        )
    if held.refreshed is None:
        yield Problem(
            place_of(plan, Actions, "refreshed"),
            "Nothing says when the implementation plan was last refreshed",
            fill_in(held, f"refreshed: {when.day}", file=path_of(Actions)),
        )
    elif not done_by(plan, when, held.refreshed):
        yield Problem(
            held.at_key("refreshed"),
            f"The implementation plan is refreshed on {in_words(held.refreshed)}, {why_not(plan, when, held.refreshed)}",
            "Correct the day if it is wrong. It counts once it has come.",
        )
    elif months_after(held.refreshed, 12) < when.day:
        yield Problem(
            held.at_key("refreshed"),
            f"The implementation plan was last refreshed on {in_words(held.refreshed)}, more than twelve months ago",
            "Go through it, roll it forward by a year, and write the day.",
        )


@rule("jsc-phases-inform", where=(Actions, LongTermAims, Priorities))
def plans_inform_each_other(plan: Plan, when: When) -> Iterator[Problem]:
    """Each action carries out a commitment, and the priority of that commitment works towards an aim for ten years."""
    held, aims = plan.of(Actions), plan.of(LongTermAims).long_term_aims
    yield from _no_actions(plan)
    yield from record_present(plan, LongTermAims, aims, "Nothing says what should be so in ten years")
    yield from each_has(aims, lambda each: quoted(each.title), {"by": "by which day it should be so"})
    yield from falls_short(
        held.actions,
        lambda each: each.title,
        lambda each: [] if each.commitment else ["it carries out no commitment of the plan"],
        "actions",
        "Name the one that it carries out: `commitment: …`, of priorities.yaml.",
    )
    yield from falls_short(
        plan.priorities,
        lambda each: each.title,
        lambda each: [] if each.long_term_aims else ["it works towards no aim for ten years"],
        "priorities",
        f"Name it: `long_term_aims: [{aims[0].id if aims else '…'}]`, of {path_of(LongTermAims)}.",
    )
    reached = {id for each in plan.priorities for id in each.long_term_aims}
    for each in aims:
        if plan.priorities and each.id not in reached:
            yield Problem(
                each.at,
                f"No priority works towards the aim {quoted(each.title)}",
                "Name it under `long_term_aims:` of one that does, or leave it for a later plan.",
                note=True,
            )
