"""How decisions are taken and minuted (SSI 2014/285 arts 11 and 18, schedule paras 5-6; review of progress 2019)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.model.directions import Directions
from scp.model.plan import Plan
from scp.model.registers import Minute, Minutes
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import counted_until, why_not
from scp.requirements.generic import fields_present, how_to_add, months_after, place_of
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.words import each_or_one, listed

MONTHS_TO_AGREE = 4


def _only_for_a_board(plan: Plan) -> None:
    if plan.record.model.is_lead_agency:
        raise NotApplicable("the order on integration joint boards (SSI 2014/285) is not about a lead agency")


def _relied_on(plan: Plan, when: When) -> list[Minute]:
    """The decisions on which a stage up to the one judged, or a direction, rests."""
    named = {each.decision for each in plan.of(Directions).directions}
    return [
        each
        for each in plan.of(Minutes).minutes
        if each.id in named or (each.stage is not None and each.stage <= when.stage)
    ]


@rule("regs-285-voting", where=(Minutes, Directions))
def decided_by_a_majority(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan is approved, and directions are decided, without a division or by more votes for than against."""
    _only_for_a_board(plan)
    named = {each.decision for each in plan.of(Directions).directions}
    found = plan.of(Minutes).minutes
    if not any(each.stage is Stage.FINAL for each in found):
        yield Problem(
            place_of(plan, Minutes),
            "No decision of the board is recorded by which the plan is final",
            f"Write its minute, with `stage: final` and `without_division: yes` or the votes. {how_to_add(Minutes)}",
        )
    for each in found:
        if each.casting_vote:
            yield Problem(
                each.at_key("casting_vote"),
                f"{each.title}: it was decided by a casting vote, and nobody has one",
                "Where votes are equal, the standing orders say how the matter is settled: take it back to the board.",
            )
        if each.delegation or not (each.stage is Stage.FINAL or each.id in named) or each.without_division:
            continue
        if each.votes_for is None or each.votes_against is None:
            yield Problem(
                each.at,
                f"{each.title}: nothing says how the members voted",
                "Write: `without_division: yes`, or `votes_for:` and `votes_against:` with the numbers.",
            )
        elif each.votes_for <= each.votes_against:
            yield Problem(
                each.at_key("votes_for"),
                f"{each.title}: {each.votes_for} voted for it and {each.votes_against} against, which is no majority",
                "A decision needs more votes for than against: correct the numbers, or take it back to the board.",
            )


@rule("regs-285-minutes-and-interests", where=(Minutes,))
def decisions_are_minuted(plan: Plan, when: When) -> Iterator[Problem]:
    """Each decision that a stage rests on has a minute with its meeting, attendance and interests, agreed and signed."""
    _only_for_a_board(plan)
    relied, day = _relied_on(plan, when), counted_until(plan, when)
    minuted = {each.stage for each in relied}
    bare = [
        each
        for each in plan.standing
        if each.decision and each.stage <= when.stage and each.stage not in minuted and each.stage is not Stage.FINAL
    ]
    at = place_of(plan, Minutes)
    yield from each_or_one(
        [
            Problem(
                at,
                f"The {each.stage.words}: the decision ({each.decision}) has no minute here",
                f"Write it, with `stage: {each.stage}`. {how_to_add(Minutes)}",
            )
            for each in bare
        ],
        lambda: Problem(
            at,
            f"The decisions on which {listed(f'the {each.stage.words}' for each in bare)} rest have no minute here",
            f"Write one for each, with `stage: {bare[0].stage}` and so on. {how_to_add(Minutes)}",
        ),
    )
    for each in relied:
        yield from _minuted(plan, when, each, day)


def _minuted(plan: Plan, when: When, minute: Minute, day: date) -> Iterator[Problem]:
    needed = {"meeting": "on which day it was decided", "body": "who decided"}
    if minute.delegation is None:
        needed["interests"] = "which interests were declared, or that none were"
    yield from fields_present(minute, minute.title, needed)
    if minute.meeting:
        reached = plan.reached(minute.stage) if minute.stage else None
        if why := why_not(plan, when, minute.meeting):
            yield Problem(
                minute.at_key("meeting"),
                f"{minute.title}: it was decided on {in_words(minute.meeting)}, {why}",
                "Correct the day. It counts once it has come.",
            )
        elif reached and minute.meeting > reached.date:
            yield Problem(
                minute.at_key("meeting"),
                f"{minute.title}: it was decided on {in_words(minute.meeting)}, after the {reached.stage.words} "
                f"({in_words(reached.date)})",
                "A stage rests on a decision that was taken before it, or on the day: correct the day.",
            )
    if minute.delegation is not None:
        return
    if minute.attendance is not True:
        yield Problem(
            minute.at_key("attendance"),
            f"{minute.title}: nothing says that the minute records who was there",
            "The names stay in the minute. Once they are recorded there, write: `attendance: yes`.",
        )
    yield from _agreed(plan, minute, day)


def _agreed(plan: Plan, minute: Minute, day: date) -> Iterator[Problem]:
    met = minute.meeting
    if minute.agreed and met and minute.agreed <= met:
        yield Problem(
            minute.at_key("agreed"),
            f"{minute.title}: the minute was agreed on {in_words(minute.agreed)}, and the meeting was on {in_words(met)}",
            "A minute is agreed at the next meeting: correct the day.",
        )
    elif minute.agreed and minute.signed_by is None:
        yield Problem(
            minute.at,
            f"{minute.title}: the minute was agreed, and nothing says who signed it",
            "Write `signed_by:` with the post that presided.",
        )
    elif minute.agreed is None and met:
        later = [
            each.meeting
            for each in plan.of(Minutes).minutes
            if each.body == minute.body and each.delegation is None and each.meeting and met < each.meeting <= day
        ]
        if later or months_after(met, MONTHS_TO_AGREE) < day:
            since = f"the meeting of {in_words(min(later))}" if later else f"{MONTHS_TO_AGREE} months"
            yield Problem(
                minute.at_key("agreed"),
                f"{minute.title}: nothing says that the minute was agreed, and "
                + (f"{since} has been since" if later else f"{since} have gone by"),
                "Minutes are agreed at the next meeting and signed by who presides: write `agreed:` with its day, and "
                "`signed_by:` with the post.",
            )


@rule("msg-4-i-decisions-rest-with-board", where=(Minutes,))
def nobody_ratifies(plan: Plan, when: When) -> Iterator[Problem]:
    """No decision of the board waits for a council or the Health Board to ratify it."""
    names = {each.code: each.name for each in plan.record.partners.bodies}
    for each in plan.of(Minutes).minutes:
        if each.ratified_by:
            yield Problem(
                each.at_key("ratified_by"),
                f"{each.title}: {listed(names[code] for code in each.ratified_by)} "
                f"{'was' if len(each.ratified_by) == 1 else 'were'} asked to ratify it",
                "Decisions on delegated functions rest with the board, and partners give their views on the second "
                "draft: take the step out, and the entry with it.",
            )
