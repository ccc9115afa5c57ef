"""Directions that bind the authority: of its partners, to replace the plan, and of the Scottish Ministers (ss.38, 52)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.model.directions import (
    MinistersDirection,
    MinistersDirections,
    MinisterStatus,
    ReplacementDirection,
    ReplacementDirections,
)
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import reached_on
from scp.requirements.generic import each_has, fields_present, in_order
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.rules.drafting import stages_in_order
from scp.requirements.words import listed, within


def _given(plan: Plan) -> tuple[ReplacementDirection, ...]:
    """Directions to replace the plan; `NotApplicable` for a lead agency, and where there is none."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("only an integration joint board can be directed to replace its plan")
    found = plan.of(ReplacementDirections).replacement_directions
    if not found:
        raise NotApplicable("the partners have not directed the board to replace its plan")
    return found


def _called(direction: ReplacementDirection) -> str:
    return f"The direction '{direction.id}' to replace the plan"


@rule("act-38-2-ground-for-direction", where=(ReplacementDirections,))
def partners_direct_together(plan: Plan, when: When) -> Iterator[Problem]:
    """One partner's finding is enough, but all the partners give the direction together."""
    bodies = plan.record.partners.bodies
    for each in _given(plan):
        missing = [body for body in bodies if body.code not in each.issuers]
        if missing:
            yield Problem(
                each.at_key("issuers"),
                f"{_called(each)} is not given by {listed(body.name for body in missing)}",
                "It binds only where every council and the Health Board give it together: `issuers: "
                f"[{', '.join(body.code for body in bodies)}]`.",
            )
        yield from fields_present(
            each,
            _called(each),
            {
                "found_by": "which partner finds that the plan keeps it from working properly",
                "ground": "what the plan keeps it from doing",
            },
        )


@rule("act-38-3-written-with-reasons", where=(ReplacementDirections,))
def replacement_direction_gives_reasons(plan: Plan, when: When) -> Iterator[Problem]:
    """It is in writing, with a summary of reasons."""
    yield from each_has(
        _given(plan),
        _called,
        {"document": "where the written direction is", "reasons": "for what reasons"},
        "Put the paper in evidence/, and write `document:` with its path and `reasons:` with the summary.",
    )


@rule("act-38-4-5-dates", where=(ReplacementDirections,))
def replacement_direction_gives_days(plan: Plan, when: When) -> Iterator[Problem]:
    """It states by which day the new plan is ready and on which its period begins, in that order, and after itself."""
    for each in _given(plan):
        yield from fields_present(
            each,
            _called(each),
            {
                "given": "when it was given",
                "prepare_by": "by which day the new plan is to be final",
                "period_begins": "on which day its period begins",
            },
        )
        yield from in_order(
            each,
            "given",
            "prepare_by",
            f"{_called(each)}: the new plan is to be final by {{then}}, before the direction was given ({{first}})",
            "Correct one of the two days.",
        )
        days = (
            *((each, each.prepare_by, each.period_begins),),
            *((one, one.prepare_by or each.prepare_by, one.period_begins) for one in each.substitutions),
        )
        for record, ready, begins in days:
            if ready and begins and begins <= ready:
                yield Problem(
                    record.at_key("period_begins"),
                    f"{_called(each)}: its period begins on {in_words(begins)}, and the plan need not be final until "
                    f"{in_words(ready)}",
                    "A plan is final before its period begins: correct one of the two days.",
                )
        decided = [one.decided for one in each.substitutions]
        if decided != sorted(decided):
            yield Problem(
                each.at_key("substitutions"),
                f"{_called(each)}: the days put in place of the first are not in the order in which they were decided",
                "Write them oldest first: the last counts.",
            )


@rule("act-38-6-7-comply", where=(ReplacementDirections,))
def replacement_direction_is_followed(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan that answers it goes through every stage, is final in time and begins on the day."""
    for each in _given(plan):
        if each.edition is None:
            yield from _not_answered(each, when.day)
        elif each.edition == plan.edition:
            yield from stages_in_order(plan, when)
            final = reached_on(plan, Stage.FINAL, when)
            if each.final_by and (final or when.day) > each.final_by:
                yield Problem(
                    each.at_key("prepare_by"),
                    f"{_called(each)}: the plan was to be final by {in_words(each.final_by)}"
                    + (f", and was on {in_words(final)}" if final else ", and is not"),
                    "Ask the partners for another day, and record it under `substitutions:`.",
                )
            if each.begins and plan.period.start and plan.period.start != each.begins:
                yield Problem(
                    within(plan.period, "plan.yaml", "start"),
                    f"The period begins on {in_words(plan.period.start)}, and the partners directed that it begin on "
                    f"{in_words(each.begins)}",
                    f"Write: `start: {each.begins}`, or ask the partners for another day.",
                )


def _not_answered(direction: ReplacementDirection, day: date) -> Iterator[Problem]:
    by = direction.final_by
    if by is None:
        return
    left = (by - day).days
    yield Problem(
        direction.at,
        f"{_called(direction)}: no plan answers it, and one "
        + (f"was to be final by {in_words(by)}" if left < 0 else f"must be final by {in_words(by)}, in {left} days"),
        "Begin it with scplan init. Once it is there: `edition:` with its edition.",
        note=left >= 0,
    )


@rule("act-52-ministers-directions", where=(MinistersDirections,))
def ministers_are_obeyed(plan: Plan, when: When) -> Iterator[Problem]:
    """Each written direction of the Scottish Ministers has its text, what is done because of it, and how far that is."""
    found = plan.of(MinistersDirections).ministers_directions
    if not found:
        raise NotApplicable("no direction of the Scottish Ministers is recorded")
    for each in found:
        yield from fields_present(
            each,
            each.title,
            {
                "date": "the day of the direction",
                "action": "what is done because of it",
                "status": "how far that has come",
            },
        )
        if each.url is None and each.paper is None:
            yield Problem(
                each.at,
                f"{each.title}: nothing says where the text can be read",
                "Write `url:` with its address, or `paper:` with its file.",
            )
        yield from _done_in_time(each, when.day)


def _done_in_time(direction: MinistersDirection, day: date) -> Iterator[Problem]:
    done = direction.status is MinisterStatus.DONE
    if done and direction.done is None:
        yield Problem(
            direction.at_key("status"),
            f"{direction.title}: it is said to be done, and nothing says when",
            "Write: `done:` with the day.",
        )
    elif direction.done and direction.done > day:
        yield Problem(
            direction.at_key("done"),
            f"{direction.title}: it is done on {in_words(direction.done)}, a day that is still to come",
            "Correct the day. It counts once it has come.",
        )
    if not done and direction.due and direction.due < day:
        yield Problem(
            direction.at_key("due"),
            f"{direction.title}: it was to be done by {in_words(direction.due)}, and is not",
            "The authority must comply. Once it has: `status: done`, and `done:` with the day.",
        )
