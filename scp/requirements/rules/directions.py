"""Directions to partners and the money that goes with them (ss.26-28, 40; statutory guidance on directions 2020)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from scp.model.authority import Body, Model
from scp.model.directions import (
    Direction,
    Directions,
    DirectionStatus,
    Payments,
    SetAsideReport,
    SetAsideReports,
)
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.registers import Function, Functions, Minute, Minutes
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, counted_until, done_by, end_of_year, financial_year, why_not
from scp.requirements.generic import each_has, how_to_add, in_order, months_after, place_of
from scp.requirements.registry import NotApplicable, NotYet, When, rule
from scp.requirements.words import count, each_or_one, listed, quoted, within

FUNCTIONS = "registers/functions.yaml"
SET_ASIDE = "set-aside"
TO_ACKNOWLEDGE = timedelta(days=28)
SLACK = Decimal("0.5")


# which directions there are, and which hold


def all_directions(plan: Plan) -> tuple[Direction, ...]:
    """Every direction of the register."""
    return plan.of(Directions).directions


def given(plan: Plan) -> tuple[Direction, ...]:
    """Every direction of the register; `NotApplicable` where there is none, which section 26(1) alone can mind."""
    found = all_directions(plan)
    if not found:
        raise NotApplicable("no direction is recorded")
    return found


def day_in_force(plan: Plan, when: When) -> date:
    """The day on which the plan is judged as one in force: its first day where that is still to come."""
    day = counted_until(plan, when)
    return max(day, plan.period.start) if plan.period.start else day


def revoked_on(plan: Plan) -> dict[str, date]:
    """The day from which each revoked direction no longer holds, by id."""
    found: dict[str, date] = {}
    for each in all_directions(plan):
        if each.starts:
            for id in each.revokes:
                found[id] = min(each.starts, found.get(id, each.starts))
    return found


def in_force(plan: Plan, when: When) -> tuple[Direction, ...]:
    """The directions that have been given and hold on the day in force."""
    day, revoked = day_in_force(plan, when), revoked_on(plan)
    return tuple(
        each
        for each in all_directions(plan)
        if (each.issued is None or done_by(plan, when, each.issued))
        and (each.starts is None or each.starts <= day)
        and (each.ends is None or each.ends >= day)
        and (each.id not in revoked or revoked[each.id] > day)
    )


def _bodies(plan: Plan) -> dict[str, str]:
    return {each.code: each.name for each in plan.record.partners.bodies}


def _functions(plan: Plan) -> dict[str, Function]:
    return {each.id: each for each in plan.functions.functions}


def _year_meant(plan: Plan, direction: Direction, when: When) -> str:
    """The financial year for which *direction* must say what it pays: this one, or its first or last."""
    day = day_in_force(plan, when)
    if direction.starts:
        day = max(day, direction.starts)
    if direction.ends:
        day = min(day, direction.ends)
    return financial_year(day)


def _is_set_aside(plan: Plan, direction: Direction) -> bool:
    functions = _functions(plan)
    return any(each in functions and functions[each].funding == SET_ASIDE for each in direction.functions)


def _is_paid(plan: Plan, direction: Direction) -> bool:
    """Whether it carries a function that is paid for, and not only such as have money set aside."""
    functions = _functions(plan)
    return not direction.functions or any(
        each not in functions or functions[each].funding != SET_ASIDE for each in direction.functions
    )


# section 26


@rule("act-26-1-direction-for-every-function", where=(Directions, Functions))
def direction_for_every_function(plan: Plan, when: When) -> Iterator[Problem]:
    """Each delegated function is in a direction that holds, or an order of Ministers lets it go without one."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("the authority is a lead agency, which carries the functions out itself (s26(2))")
    if not plan.functions.functions:
        yield Problem(
            within(plan.functions, FUNCTIONS, "functions"),
            "No delegated function is listed, so nobody can see that each has its direction",
            "List every function of the integration scheme.",
        )
    directed = {id for each in in_force(plan, when) if each.recipient for id in each.functions}
    excused = {each.id for each in plan.functions.functions if each.no_direction_needed and each.order}
    left = [each for each in plan.functions.functions if each.id not in directed | excused]
    at = place_of(plan, Directions, "directions")
    yield from each_or_one(
        [
            Problem(
                at,
                f"No direction in force tells a partner to carry out {quoted(each.name)}",
                f"Name it under `functions:` of a direction: `functions: [{each.id}]`. {how_to_add(Directions)}",
            )
            for each in left
        ],
        lambda: Problem(
            at,
            f"No direction in force tells a partner to carry out {len(left)} of "
            f"{count(len(plan.functions.functions), 'delegated function')}: {listed((each.id for each in left), 12)}",
            "Every function needs one, also where nothing changes. Name it under `functions:` of a direction. "
            + how_to_add(Directions),
        ),
    )


@rule("act-26-2-lead-agency-directions", where=(Directions,))
def lead_agency_directs_the_other_partner(plan: Plan, when: When) -> Iterator[Problem]:
    """A lead agency may give a direction, and then to the other partner and not to itself."""
    if not plan.record.model.is_lead_agency:
        raise NotApplicable("the authority is an integration joint board")
    partners, model = plan.record.partners, plan.record.model
    lead: tuple[Body, ...] = {
        Model.LEAD_HEALTH_BOARD: (partners.health_board,),
        Model.LEAD_COUNCIL: partners.councils,
    }.get(model, ())
    codes = {each.code for each in lead}
    for each in all_directions(plan):
        if each.recipient in codes:
            yield Problem(
                each.at_key("recipient"),
                f"{each.title}: the direction is to {_bodies(plan)[each.recipient]}, which is the lead agency itself",
                "A lead agency directs the other partner: write its code under `recipient:`.",
            )


@rule("act-26-4-5-shared-direction", where=(Directions,))
def shared_functions_are_divided(plan: Plan, when: When) -> Iterator[Problem]:
    """Where two bodies are directed to carry out one function, each direction says which part is meant."""
    to: dict[str, dict[str, list[Direction]]] = defaultdict(lambda: defaultdict(list))
    for each in in_force(plan, when):
        for function in each.functions:
            if each.recipient:
                to[function][each.recipient].append(each)
    names = _functions(plan)
    for function, bodies in to.items():
        for each in (one for found in bodies.values() for one in found) if len(bodies) > 1 else ():
            share = next((share for share in each.shared if share.function == function), None)
            if share is None or share.split is None or share.part is None:
                yield Problem(
                    share.at if share else each.at,
                    f"{each.title}: {quoted(names[function].name)} is directed to {count(len(bodies), 'body', 'bodies')}"
                    ", and nothing says which part this one carries out",
                    f"Write: `shared: [{{function: {function}, split: by-area, part: The east}}]`; the other ways are "
                    "jointly, only-so-far and particular-things.",
                )


# section 27


def _money_at(direction: Direction, year: str) -> Location:
    """Where *direction* states its money for *year*; its list of amounts where it states none."""
    row = direction.year(year)
    return row.at if row else direction.at_key("money")


@rule("act-27-1-a-set-aside-amount", where=(Directions,))
def amount_set_aside(plan: Plan, when: When) -> Iterator[Problem]:
    """A direction on a function for which hospital money is set aside states the amount for the year."""
    for each in given(plan):
        if not _is_set_aside(plan, each):
            continue
        year = _year_meant(plan, each, when)
        row = each.year(year)
        if row is None or row.set_aside is None:
            yield Problem(
                _money_at(each, year),
                f"{each.title}: it covers hospital functions with money set aside, and states no amount for {year}",
                f"Write: `money: [{{year: {year}, set_aside: 24190000}}]`, with the amount in pounds.",
            )
        elif row.set_aside <= 0:
            yield Problem(
                row.at_key("set_aside"),
                f"{each.title}: the amount set aside for {year} is £{row.set_aside:,.0f}",
                "Write the amount that the Health Board sets aside, in pounds.",
            )


@rule("act-27-1-b-payment-or-method", where=(Directions,))
def payment_or_method(plan: Plan, when: When) -> Iterator[Problem]:
    """Any other direction states the payment for the year, or how it is worked out."""
    for each in given(plan):
        if not _is_paid(plan, each) or each.payment_method:
            continue
        year = _year_meant(plan, each, when)
        row = each.year(year)
        if row is None or row.payment is None:
            yield Problem(
                _money_at(each, year),
                f"{each.title}: it states no payment for {year}, and not how one is worked out",
                f"Write: `money: [{{year: {year}, payment: 21800000}}]`, or under `payment_method:` how it is worked out.",
            )


@rule("act-27-1-c-use-of-money", where=(Directions,))
def use_of_money(plan: Plan, when: When) -> Iterator[Problem]:
    """Every direction says how the money is to be used."""
    yield from each_has(given(plan), lambda each: each.title, {"use_of_funds": "how the money is to be used"})


@rule("act-27-1-d-conditions", where=(Directions,))
def conditions_are_followed_up(plan: Plan, when: When) -> Iterator[Problem]:
    """A direction may hold conditions; a report that is past its day is noted."""
    for each in all_directions(plan):
        for condition in each.conditions:
            if condition.due and condition.met is None and condition.due < when.day:
                yield Problem(
                    condition.at,
                    f"{each.title}: {quoted(condition.text)} was due by {in_words(condition.due)} and is not marked as "
                    "met",
                    "Ask for it. When it is there: `met:` with the day.",
                )


@rule("act-27-3-payments-made", where=(Payments, Directions))
def payments_are_made(plan: Plan, when: When) -> Iterator[Problem]:
    """For each year that is over, what was paid under a direction is what the direction says."""
    paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for payment in plan.of(Payments).payments:
        if payment.year and payment.amount is not None and done_by(plan, when, payment.paid):
            paid[payment.direction, payment.year] += payment.amount
    at, years, coming, problems = place_of(plan, Payments), set[str](), list[date](), list[Problem]()
    for each in given(plan):
        for row in each.money:
            end = end_of_year(row.year)
            if end is None or row.payment is None:
                continue
            if end >= when.day:
                coming.append(end + timedelta(days=1))
                continue
            years.add(row.year)
            found = paid.get((each.id, row.year), Decimal(0))
            if abs(found - row.payment) > SLACK:
                own = [one for one in plan.of(Payments).payments if (one.direction, one.year) == (each.id, row.year)]
                problems.append(
                    Problem(
                        own[-1].at if own else at,
                        f"{each.title}: £{row.payment:,.0f} was to be paid for {row.year}, and £{found:,.0f} is recorded "
                        "as paid",
                        "Record what was paid, with the day; or vary the direction, in writing, where the amount "
                        f"changed. {how_to_add(Payments)}",
                    )
                )
    if not years and not any(each.payment_method for each in all_directions(plan)):
        if coming:
            raise NotYet(min(coming), "no year for which a direction provides a payment is over yet")
        raise NotApplicable("no direction provides a payment for a year")
    yield from each_or_one(
        problems,
        lambda: Problem(
            at,
            f"What is recorded as paid is not what {count(len(problems), 'direction')} provided: "
            f"{listed((one.what for one in problems[:3]), 3)}, and more",
            f"Record what was paid, with the day. {how_to_add(Payments)}",
        ),
    )
    over = financial_year(when.day)
    for each in all_directions(plan):
        if each.payment_method and not any(row.payment for row in each.money):
            first = financial_year(each.starts) if each.starts else over
            if first < over and not any(id == each.id and year < over for id, year in paid):
                yield Problem(
                    each.at_key("payment_method"),
                    f"{each.title}: no payment is recorded for {first}, and the direction says how it is worked out",
                    f"Record what was paid, with the day. {how_to_add(Payments)}",
                )


@rule("act-27-4-direction-binding", where=(Directions,))
def directions_are_carried_out(plan: Plan, when: When) -> Iterator[Problem]:
    """A direction in force is acknowledged, has a status and a note on progress each year, and is not overdue."""
    given(plan)
    bodies, day = _bodies(plan), counted_until(plan, when)
    for each in in_force(plan, when):
        body = bodies.get(each.recipient or "", "the body")
        delivered = each.status is DirectionStatus.DELIVERED
        if each.acknowledged is None and each.issued and day > each.issued + TO_ACKNOWLEDGE:
            yield Problem(
                each.at,
                f"{each.title}: {body} has not acknowledged it in the four weeks since {in_words(each.issued)}",
                "Ask. When it has: `acknowledged:` with the day.",
            )
        elif each.acknowledged and (why := why_not(plan, when, each.acknowledged)):
            yield Problem(
                each.at_key("acknowledged"),
                f"{each.title}: it is acknowledged on {in_words(each.acknowledged)}, {why}",
                MEND,
            )
        yield from in_order(
            each,
            "issued",
            "acknowledged",
            f"{each.title}: it is acknowledged on {{then}}, before it was given ({{first}})",
            "Correct one of the two days.",
        )
        if each.status is None:
            yield Problem(
                each.at,
                f"{each.title}: nothing says how far it has been carried out",
                "Write: `status: under-way`, or not-begun or delivered.",
            )
        if each.deliver_by and each.deliver_by < when.day and not delivered:
            yield Problem(
                each.at_key("deliver_by"),
                f"{each.title}: it was to be carried out by {in_words(each.deliver_by)}, and is not marked as delivered",
                f"{body} must comply: take it up with the body, and write `status: delivered` once it has.",
            )
        last = max((one for one in each.progress if one.date <= day), key=lambda one: one.date, default=None)
        since = last.date if last else each.starts
        if since and months_after(since, 12) < when.day and not delivered:
            yield Problem(
                last.at_key("date") if last else each.at_key("progress"),
                f"{each.title}: nothing says how it is being carried out since {in_words(since)}",
                f'Ask {body}, and write: `progress: [{{date: {when.day}, note: "…"}}]`.',
            )


@rule("act-27-5-a-vary-revoke", where=(Directions,))
def later_directions_change_earlier_ones(plan: Plan, when: When) -> Iterator[Problem]:
    """A direction may vary or revoke an earlier one; the chain has no loop, and the old one ends as the new begins."""
    known = {each.id: each for each in all_directions(plan)}
    for each in known.values():
        if each.id in _before(each.id, known):
            yield Problem(
                each.at_key("revokes" if each.revokes else "varies"),
                f"{each.title}: by way of what it varies or revokes it comes back to itself",
                "A direction changes an earlier one only: take out the one that goes back.",
            )
            continue
        for key in ("revokes", "varies"):
            for old in (known[id] for id in getattr(each, key) if id in known):
                if old.issued and each.issued and each.issued < old.issued:
                    yield Problem(
                        each.at_key(key),
                        f"{each.title}: it was given on {in_words(each.issued)}, before {quoted(old.title)}, which it "
                        f"{key} ({in_words(old.issued)})",
                        "Correct the days, or name the earlier direction.",
                    )
                if key == "revokes" and old.ends and each.starts and old.ends >= each.starts:
                    yield Problem(
                        old.at_key("ends"),
                        f"{old.title}: it ends on {in_words(old.ends)}, and {quoted(each.title)} revokes it from "
                        f"{in_words(each.starts)}",
                        f"Write the day before: `ends: {each.starts - timedelta(days=1)}`.",
                    )


def _before(id: str, known: dict[str, Direction]) -> set[str]:
    """The directions that *id* varies or revokes, and those that these did."""
    found, left = set[str](), [id]
    while left:
        each = known.get(left.pop())
        for earlier in (*each.revokes, *each.varies) if each else ():
            if earlier not in found:
                found.add(earlier)
                left.append(earlier)
    return found


@rule("act-27-5-b-in-writing", where=(Directions,))
def directions_are_in_writing(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction has a day on which it was given and one who signed it, before it takes effect."""
    for each in given(plan):
        yield from each_has(
            [each],
            lambda one: one.title,
            {"issued": "when it was given", "signed_by": "who signed it", "signed": "when it was signed"},
        )
        yield from in_order(
            each,
            "signed",
            "issued",
            f"{each.title}: it was given on {{then}}, before it was signed ({{first}})",
            "A direction is in writing when it is given: correct one of the two days.",
        )
        yield from in_order(
            each,
            "issued",
            "begins",
            f"{each.title}: it has effect from {{then}}, before it was given in writing ({{first}})",
            "Correct one of the two days.",
        )
        yield from in_order(
            each,
            "begins",
            "ends",
            f"{each.title}: it ends on {{then}}, before it has effect ({{first}})",
            "Correct one of the two days.",
        )


@rule("act-27-6-exempt-functions", where=(Functions,))
def only_an_order_lets_a_function_go_undirected(plan: Plan, when: When) -> Iterator[Problem]:
    """A function that is marked as needing no direction cites the order of Ministers."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("the authority is a lead agency, which need give no direction (s26(2))")
    for each in plan.functions.functions:
        if each.no_direction_needed and each.order is None:
            yield Problem(
                each.at_key("no_direction_needed"),
                f"{quoted(each.name)} is said to need no direction, and no order is cited",
                "Only an order of the Scottish Ministers lets a board leave a function undirected: cite it under "
                "`order:`, or take `no_direction_needed:` out and give a direction.",
            )


# section 28


def _reports(plan: Plan) -> dict[str, list[SetAsideReport]]:
    found: dict[str, list[SetAsideReport]] = defaultdict(list)
    for each in plan.of(SetAsideReports).set_aside_reports:
        found[each.direction].append(each)
    return found


@rule("act-28-set-aside-adjustments", where=(SetAsideReports, Directions))
def balance_of_money_set_aside(plan: Plan, when: When) -> Iterator[Problem]:
    """Once a year is reported on, the balance either way is stated and settled."""
    reports = _reports(plan)
    for direction in all_directions(plan):
        for row in direction.money:
            last = next(
                (
                    each
                    for each in reports[direction.id]
                    if each.year == row.year and each.used is not None and each.until == end_of_year(row.year)
                ),
                None,
            )
            if row.set_aside is None or last is None or last.used is None:
                continue
            balance = row.set_aside - last.used
            words = (
                f"£{balance:,.0f} was not used and can be paid back to the authority"
                if balance > 0
                else f"£{-balance:,.0f} more was used, which the Health Board can be paid"
            )
            if abs(balance) > SLACK and last.settled is None:
                yield Problem(
                    last.at,
                    f"{direction.title}, {row.year}: of £{row.set_aside:,.0f} set aside £{last.used:,.0f} was used; {words}",
                    f"When it is settled, write: `settlement: {balance:.0f}` and `settled:` with the day.",
                )
            elif last.settled and abs((last.settlement or Decimal(0)) - balance) > SLACK:
                yield Problem(
                    last.at_key("settlement"),
                    f"{direction.title}, {row.year}: £{last.settlement or 0:,.0f} was settled, and the balance is "
                    f"£{balance:,.0f}",
                    "Correct what is wrong, or record what was agreed on the rest.",
                )


@rule("act-28-5-set-aside-reports", where=(SetAsideReports, Directions))
def reports_on_money_set_aside(plan: Plan, when: When) -> Iterator[Problem]:
    """For each direction that sets money aside, reports are asked for by a day, and none is overdue."""
    setting_aside = [each for each in in_force(plan, when) if _is_set_aside(plan, each)]
    every = plan.of(SetAsideReports).set_aside_reports
    if not setting_aside and not every:
        raise NotApplicable("no direction in force sets money aside for hospital functions")
    reports, board = _reports(plan), plan.record.partners.health_board.name
    for direction in setting_aside:
        year = _year_meant(plan, direction, when)
        if not any(each.due and each.year == year for each in reports[direction.id]):
            yield Problem(
                place_of(plan, SetAsideReports),
                f"{direction.title}: nothing says when in {year} {board} is to report on the money set aside",
                f"Write, for example: `{{id: whole-year-{year}, direction: {direction.id}, year: {year}, until: "
                f"{end_of_year(year)}, due: …}}`. {how_to_add(SetAsideReports)}",
            )
    for each in every:
        if each.due and each.received is None and each.due < when.day:
            yield Problem(
                each.at,
                f"The report of {board} on money set aside that was due by {in_words(each.due)} has not come",
                "Ask for it. When it comes: `received:` with the day, and `used:` with the amount.",
            )
        elif each.received and each.used is None:
            yield Problem(
                each.at,
                "A report on money set aside has come, and nothing says how much was used",
                "Write `used:` with the pounds used since the beginning of the year.",
            )
        elif each.due is None:
            yield Problem(
                each.at, "A report on money set aside has no day by which it is due", "Write `due:` with the day."
            )


# section 40 and the guidance


@rule(
    "act-40-regard-in-delivery",
    signs="each body that carries out a function has regard to the principles and outcomes",
    where=(Directions,),
)
def directions_serve_principles_and_outcomes(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction names an outcome and a principle, so that those who carry it out have regard to them."""
    if plan.record.model.is_lead_agency and not all_directions(plan):
        return  # its own staff deliver, and the signature is what shows their regard
    for each in given(plan):
        yield from each_has(
            [each],
            lambda one: one.title,
            {"outcomes": "which national outcomes it serves", "principles": "which delivery principles it serves"},
            "Name at least one of each, for example `outcomes: [2, 9]` and `principles: [main-purpose, principle-i]`.",
        )


@rule("guidance-refreshed-directions-action-the-plan", where=(Directions, Priorities))
def directions_put_the_plan_into_action(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction rests on the plan or a decision, and each commitment is in a direction or needs none."""
    for each in given(plan):
        if not each.commitments and each.decision is None:
            yield Problem(
                each.at,
                f"{each.title}: it follows from no commitment of the plan and from no decision",
                "Name them: `commitments: [discharge-to-assess]`, or `decision:` with an id of registers/minutes.yaml.",
            )
    if plan.record.model.is_lead_agency:
        return
    directed = {id for each in in_force(plan, when) for id in each.commitments}
    left = [
        each
        for priority in plan.priorities
        for each in priority.commitments
        if each.id not in directed and each.no_direction is None
    ]
    yield from each_or_one(
        [
            Problem(
                each.at,
                f"No direction in force carries out the commitment {quoted(each.text)}",
                f"Name it in the direction that does: `commitments: [{each.id}]`. Where no partner has to act: "
                "`no_direction:` here, with the reason.",
            )
            for each in left
        ],
        lambda: Problem(
            left[0].at,
            f"No direction in force carries out {count(len(left), 'commitment')}: {listed((each.id for each in left), 12)}",
            f"Name each in the direction that does: `commitments: [{left[0].id}]`. Where no partner has to act: "
            "`no_direction:` under the commitment, with the reason.",
        ),
    )


@rule("guidance-refreshed-directions-record", where=(Directions,))
def directions_keep_the_record(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction says which body decided, on what advice, and which post answers for it."""
    yield from each_has(
        given(plan),
        lambda each: each.title,
        {
            "decision": "which decision it follows from",
            "advice": "who gave advice",
            "responsible": "which post answers for it",
        },
    )
    minutes = _minutes(plan)
    for id in dict.fromkeys(each.decision for each in all_directions(plan) if each.decision):
        if minutes[id].body is None:
            yield Problem(
                minutes[id].at,
                f"{minutes[id].title}: directions follow from it, and nothing says which body decided",
                "Write: `body: Integration Joint Board`.",
            )


@rule("guidance-refreshed-directions-content", where=(Directions,))
def content_of_directions(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction names function, services, outcomes, recipient and area, and its money is that of the plan."""
    for each in given(plan):
        yield from each_has(
            [each],
            lambda one: one.title,
            {
                "functions": "which functions it is about",
                "services": "which services are meant",
                "outcomes": "which national outcomes it serves",
                "recipient": "which body is directed",
            },
        )
        if each.whole_area is not True and not each.localities:
            yield Problem(
                each.at,
                f"{each.title}: nothing says for which area it is",
                "Write: `whole_area: yes`, or `localities:` with their names.",
            )
        yield from _budget_agrees(plan, each)


def _budget_agrees(plan: Plan, direction: Direction) -> Iterator[Problem]:
    if not direction.lines:
        return
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in plan.finance.lines:
        if line.id in direction.lines:
            sums[line.year] += line.amount
    for row in direction.money:
        stated = (row.payment or Decimal(0)) + (row.set_aside or Decimal(0))
        if stated and row.year in sums and abs(sums[row.year] - stated) > SLACK:
            yield Problem(
                row.at,
                f"{direction.title}, {row.year}: the direction says £{stated:,.0f}, and the finance lines that it names "
                f"come to £{sums[row.year]:,.0f}",
                "Correct the amount, or the list under `lines:`; plan and direction give the same figure.",
            )


@rule("guidance-refreshed-directions-log-and-report-box", where=(Directions, Minutes))
def log_of_directions(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a policy on directions, the log is looked through each year, and each decision says who is directed."""
    if plan.record.model.is_lead_agency and not all_directions(plan):
        raise NotApplicable("the authority is a lead agency and gives no direction")
    log = plan.of(Directions)
    lacking = [key for key in ("policy", "policy_agreed") if getattr(log, key) is None]
    if lacking:
        yield Problem(
            within(log, "registers/directions.yaml", lacking[0]),
            "There is no agreed policy on directions"
            if len(lacking) == 2 or "policy" in lacking
            else "Nothing says when the policy on directions was agreed",
            "Write at the head of registers/directions.yaml: `policy: evidence/directions-policy.md` and "
            "`policy_agreed:` with the day.",
        )
    starts = [each.starts for each in log.directions if each.starts]
    looked = [each.date for each in log.reviews if each.date <= counted_until(plan, when)]
    since = max(looked, default=min(starts, default=None))
    if since and months_after(since, 12) < when.day:
        yield Problem(
            within(log, "registers/directions.yaml", "reviews"),
            f"The log of directions has not been looked through since {in_words(since)}",
            f"A committee looks through it each year: `reviews: [{{date: {when.day}, by: Performance and Audit "
            "Committee}]`.",
        )
    minutes = [each for each in plan.of(Minutes).minutes if each.direction_required is None]
    yield from each_or_one(
        [
            Problem(
                each.at,
                f"{each.title}: nothing says whether a direction is required",
                "Write: `direction_required: both`, or health-board, council or none.",
            )
            for each in minutes
        ],
        lambda: Problem(
            minutes[0].at,
            f"Nothing says of {count(len(minutes), 'decision')} whether a direction is required: "
            f"{listed((each.id for each in minutes), 12)}",
            "Write under each: `direction_required: both`, or health-board, council or none.",
        ),
    )


@rule("msg-4-iv-clear-directions", where=(Minutes, Directions))
def directions_end_a_decision_with_partners(plan: Plan, when: When) -> Iterator[Problem]:
    """Each direction follows a decision in which the body that is directed took part beforehand."""
    minutes, bodies = _minutes(plan), _bodies(plan)
    told = set[tuple[str, str]]()
    for each in given(plan):
        if each.decision is None:
            yield Problem(
                each.at,
                f"{each.title}: it follows from no recorded decision",
                "Record the decision in registers/minutes.yaml, and name it: `decision:` with its id.",
            )
            continue
        minute = minutes[each.decision]
        if minute.meeting and each.issued and each.issued < minute.meeting:
            yield Problem(
                each.at_key("issued"),
                f"{each.title}: it was given on {in_words(each.issued)}, before it was decided "
                f"({in_words(minute.meeting)})",
                "Correct one of the two days.",
            )
        if each.recipient is None or (minute.id, each.recipient) in told:
            continue
        told.add((minute.id, each.recipient))
        involved = [one for one in minute.partners_involved if one.partner == each.recipient]
        if not any(one.date and (minute.meeting is None or one.date <= minute.meeting) for one in involved):
            yield Problem(
                involved[0].at if involved else minute.at_key("partners_involved"),
                f"{minute.title}: nothing dated before the decision shows how {bodies[each.recipient]}, which is directed "
                "because of it, took part",
                f"Write: `partners_involved: [{{partner: {each.recipient}, how: Two meetings on the draft, date: …}}]`.",
            )


def _minutes(plan: Plan) -> dict[str, Minute]:
    return {each.id: each for each in plan.of(Minutes).minutes}
