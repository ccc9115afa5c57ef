"""The tables of the log of directions and of each direction as a letter (ss26-28)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from scp.documents.tables import places, sentence, table
from scp.documents.words import Markdown, day_or, escaped
from scp.model.directions import (
    DirectedMoney,
    Direction,
    Directions,
    MinistersDirections,
    Payments,
    SetAsideReports,
    Split,
)
from scp.model.plan import Plan
from scp.model.registers import Minutes
from scp.model.words import in_words, pounds_in_full
from scp.reference import lists

NOTHING = Markdown("")
SPLITS = {
    Split.JOINTLY: "the bodies carry it out together",
    Split.ONLY_SO_FAR: "each carries it out only so far as its direction says",
    Split.BY_AREA: "each carries it out in its own area",
    Split.PARTICULAR_THINGS: "each does particular things",
}


def direction(plan: Plan, id: str) -> Direction:
    """The direction called *id*."""
    return next(each for each in plan.of(Directions).directions if each.id == id)


def direction_head(plan: Plan, id: str) -> Markdown:
    """From whom to whom, when it was given and signed, from when to when it has effect."""
    found = direction(plan, id)
    rows: list[list[object]] = [
        ["To", _recipient(plan, found)],
        ["From", plan.record.authority.name],
        ["Reference", found.id],
        ["Given on", day_or(found.issued, "not given yet")],
        ["Has effect from", day_or(found.starts, "not said yet")],
        ["Has effect until", day_or(found.ends, "it is varied or revoked")],
        ["To be carried out by", day_or(found.deliver_by, "no day is set")],
        ["Answers for it", found.responsible or "not recorded"],
    ]
    return table(["This direction", "Details"], rows)


def directed_to(plan: Plan, id: str) -> str:
    """The body that is directed, by name."""
    return _recipient(plan, direction(plan, id))


def direction_place(plan: Plan, id: str) -> str:
    """For which part of the area it is, in a sentence."""
    found = direction(plan, id)
    if found.whole_area:
        return f"It is for the whole of {plan.record.authority.area}."
    return f"It is for {places(plan, found.localities)}." if found.localities else ""


def direction_functions(plan: Plan, id: str) -> Markdown:
    """Each function that is to be carried out, its enactment, and how it is divided with another direction."""
    found = direction(plan, id)
    known = {each.id: each for each in plan.functions.functions}
    shared = {each.function: each for each in found.shared}
    rows = []
    for name in found.functions:
        function, part = known.get(name), shared.get(name)
        divided = "the whole function"
        if part is not None:
            how = SPLITS[part.split] if part.split else "how it is divided is not recorded"
            divided = f"{part.part or 'the part is not recorded'} (divided with another direction: {how})"
        rows.append(
            [
                function.name if function else name,
                (function.enactment if function else None) or "not recorded",
                divided[0].upper() + divided[1:],
            ]
        )
    return table(["Function", "Enactment", "What is directed of it"], rows) if rows else NOTHING


def direction_money(plan: Plan, id: str) -> Markdown:
    """What is paid, or set aside, in each year; empty where no amount is stated."""
    found = direction(plan, id)
    if not found.money:
        return NOTHING
    kinds = [
        (words, key)
        for words, key in (("Payment", "payment"), ("Set aside", "set_aside"))
        if any(getattr(each, key) is not None for each in found.money)
    ]
    rows = [[each.year, *(_pounds(getattr(each, key)) for _, key in kinds)] for each in found.money]
    return table(["Year", *(words for words, _ in kinds)], rows, range(1, len(kinds) + 1))


def direction_lines(plan: Plan, id: str) -> tuple[str, ...]:
    """The titles of the plan's finance lines that the money comes from."""
    wanted = set(direction(plan, id).lines)
    return tuple(dict.fromkeys(line.title for line in plan.finance.lines if line.id in wanted))


def direction_conditions(plan: Plan, id: str) -> Markdown:
    """The conditions, by when each is to be met, and whether it was; empty where there are none."""
    rows = [
        [sentence(plan, each.text), day_or(each.due, "throughout"), day_or(each.met, "–")]
        for each in direction(plan, id).conditions
    ]
    return table(["Condition", "By", "Met on"], rows) if rows else NOTHING


def direction_serves(plan: Plan, id: str) -> Markdown:
    """The national outcomes and principles that it serves, in full; empty where none is named."""
    found = direction(plan, id)
    rows: list[list[object]] = [
        [f"National outcome {each.number}", each.text] for each in lists.outcomes() if each.number in found.outcomes
    ]
    rows += [
        [f"2014 Act, {each.provision}", each.text[0].upper() + each.text[1:]]
        for each in lists.principles()
        if each.id in found.principles
    ]
    return table(["It serves", "In the words of the law"], rows) if rows else NOTHING


def direction_commitments(plan: Plan, id: str) -> tuple[str, ...]:
    """The commitments of the plan that it puts into action."""
    wanted = direction(plan, id).commitments
    return tuple(each.text for p in plan.priorities for each in p.commitments if each.id in wanted)


def direction_decision(plan: Plan, id: str) -> str:
    """The decision that it follows from, in a sentence; what is missing is said."""
    found = direction(plan, id)
    minute = next((each for each in plan.of(Minutes).minutes if each.id == found.decision), None)
    if minute is None:
        return "The decision from which this direction follows is not recorded yet."
    parts = [minute.body or "the body is not recorded"]
    if minute.meeting:
        parts.append(in_words(minute.meeting))
    if minute.item:
        parts.append(f"item {minute.item}" if minute.item[0].isdigit() else minute.item)
    return f"It follows from this decision: {minute.title.rstrip('.')} ({', '.join(parts)})."


def direction_changes(plan: Plan, id: str) -> tuple[str, ...]:
    """What it does to earlier directions and what a later one does to it, one sentence each."""
    found, every = direction(plan, id), {each.id: each for each in plan.of(Directions).directions}
    told = [f"It revokes the direction {_titled(every, each)} (reference {each})." for each in found.revokes]
    told += [f"It varies the direction {_titled(every, each)} (reference {each})." for each in found.varies]
    for later in every.values():
        when = f" from {in_words(later.starts)}" if later.starts else ""
        if found.id in later.revokes:
            told.append(f"It is revoked by the direction {later.title} (reference {later.id}){when}.")
        if found.id in later.varies:
            told.append(f"It is varied by the direction {later.title} (reference {later.id}){when}.")
    return tuple(told)


def _titled(every: dict[str, Direction], id: str) -> str:
    return every[id].title if id in every else id


# The log


def directions_log(plan: Plan) -> Markdown:
    """Every direction, in the order of the register: to whom, given, how long, and how far it has come."""
    rows = [
        [
            each.title,
            _recipient(plan, each),
            f"{day_or(each.issued, 'Not given yet')}; in force from {day_or(each.starts, 'a day not said')} to "
            f"{day_or(each.ends, 'further notice')}",
            each.responsible or "not recorded",
            _state(plan, each),
        ]
        for each in plan.of(Directions).directions
    ]
    return table(["Direction", "To", "Given", "Answers for it", "How far"], rows)


def _state(plan: Plan, found: Direction) -> str:
    """How far it was carried out, with the last note; that it ended where a later one revokes it."""
    later = next((each for each in plan.of(Directions).directions if found.id in each.revokes), None)
    ended = f"revoked by {later.title}" if later else ""
    state = found.status.value.replace("-", " ") if found.status else "not recorded"
    last = max(found.progress, key=lambda each: each.date, default=None)
    note = f"{last.note} ({in_words(last.date)})" if last else ""
    return "; ".join(each for each in (ended, state, note) if each)


def directions_by_function(plan: Plan) -> Markdown:
    """Each delegated function and the directions that are to carry it out; a function without one says so (s26(1))."""
    rows = []
    for function in plan.functions.functions:
        found = [each for each in plan.of(Directions).directions if function.id in each.functions]
        told = "; ".join(f"{each.title} ({_recipient(plan, each)})" for each in found)
        if not told:
            told = (
                f"none is needed: {function.order or 'no order is recorded'}"
                if function.no_direction_needed
                else "none"
            )
        rows.append([function.name, told])
    return table(["Function", "Direction"], rows) if rows else NOTHING


def directions_money(plan: Plan) -> Markdown:
    """What each direction pays or sets aside by year, and the sums; empty where none states an amount."""
    every = plan.of(Directions).directions
    years = sorted({money.year for each in every for money in each.money})
    if not years:
        return NOTHING
    rows: list[Sequence[object]] = []
    for each in every:
        cells = [_both(each.year(year)) for year in years]
        shown = [_pounds(cell) for cell in cells]
        method = each.payment_method and all(cell is None for cell in cells)
        rows.append([each.title, *(["by method"] * len(years) if method else shown)])
    for words, key in (("Paid", "payment"), ("Set aside", "set_aside")):
        sums = [_sum(getattr(found, key) for each in every if (found := each.year(year))) for year in years]
        if any(sums):
            rows.append([Markdown(f"**{words}**"), *(Markdown(f"**{escaped(_pounds(each))}**") for each in sums)])
    return table(["Direction", *years], rows, range(1, len(years) + 1))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))


def _both(money: DirectedMoney | None) -> Decimal | None:
    """What is paid and set aside in one year together; None where neither is stated."""
    given = [each for each in (money.payment, money.set_aside) if each is not None] if money else []
    return sum(given, Decimal(0)) if given else None


def directions_due(plan: Plan) -> Markdown:
    """What partners have to give by a day: conditions and reports on money set aside; empty where nothing is."""
    titles = {each.id: each.title for each in plan.of(Directions).directions}
    rows: list[tuple[date, list[object]]] = [
        (each.due, [in_words(each.due), of.title, sentence(plan, each.text), day_or(each.met, "not yet")])
        for of in plan.of(Directions).directions
        for each in of.conditions
        if each.due
    ]
    for report in plan.of(SetAsideReports).set_aside_reports:
        if report.due:
            until = f" to {in_words(report.until)}" if report.until else ""
            used = f", {_pounds(report.used)} used" if report.used is not None else ""
            given = f"{in_words(report.received)}{used}" if report.received else "not yet"
            what = f"Report on the money set aside{until}."
            rows.append(
                (report.due, [in_words(report.due), titles.get(report.direction, report.direction), what, given])
            )
    if not rows:
        return NOTHING
    return table(["By", "Direction", "What is to be given", "Given"], [row for _, row in sorted(rows, key=_first)])


def _first(row: tuple[date, list[object]]) -> date:
    return row[0]


def directions_paid(plan: Plan) -> Markdown:
    """What was paid under directions; empty where nothing is recorded."""
    titles = {each.id: each.title for each in plan.of(Directions).directions}
    rows = [
        [
            titles.get(each.direction, each.direction),
            each.year or "–",
            _pounds(each.amount),
            day_or(each.paid, "not yet"),
        ]
        for each in plan.of(Payments).payments
    ]
    return table(["Direction", "Year", "Amount", "Paid on"], rows, [2]) if rows else NOTHING


def directions_reviewed(plan: Plan) -> Markdown:
    """When the log was looked through, by whom, with what result; empty where it never was."""
    rows = [
        [in_words(each.date), each.by, each.result or "not recorded"]
        for each in sorted(plan.of(Directions).reviews, key=lambda each: each.date)
    ]
    return table(["Day", "By", "What came of it"], rows) if rows else NOTHING


def directions_policy(plan: Plan) -> str:
    """Whether there is a policy on directions, in a sentence."""
    found = plan.of(Directions)
    if found.policy is None:
        return "No policy on directions is recorded."
    agreed = (
        f" was agreed on {in_words(found.policy_agreed)}" if found.policy_agreed else " is not recorded as agreed yet"
    )
    return f"The policy on directions{agreed}."


def ministers_directions(plan: Plan) -> Markdown:
    """Directions of the Scottish Ministers that bind the authority (s52); empty where none is recorded."""
    rows = [
        [
            each.title,
            day_or(each.date, "not recorded"),
            each.action or "still to write",
            each.responsible or "not recorded",
            f"done, {in_words(each.done)}" if each.done else day_or(each.due, "no day is set"),
        ]
        for each in plan.of(MinistersDirections).ministers_directions
    ]
    return table(["Direction", "Date", "What we do", "Answers for it", "By"], rows) if rows else NOTHING


def has_directions(plan: Plan) -> bool:
    """Whether any direction is recorded."""
    return bool(plan.of(Directions).directions)


def _recipient(plan: Plan, found: Direction) -> str:
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    return bodies.get(found.recipient or "") or "not recorded"


def _pounds(amount: Decimal | None) -> str:
    return "–" if amount is None else pounds_in_full(amount)
