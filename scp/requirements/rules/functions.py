"""The integration model, the scheme and the functions that it delegates (ss.1, 9, 44, 59-61; SSI 2014/284)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scp.model.authority import Body, Model
from scp.model.plan import Plan
from scp.model.registers import Functions
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import counted_until, why_not
from scp.requirements.registry import When, rule
from scp.requirements.rules.first_plan import PRESCRIBED_DAY
from scp.requirements.rules.review import years_after
from scp.requirements.words import count, each_or_one, fill_in, listed, quoted, within

FUNCTIONS = "registers/functions.yaml"
SCHEME_YEARS = 5
MODELS = {
    Model.IJB: "a joint board",
    Model.LEAD_HEALTH_BOARD: "the Health Board as lead agency",
    Model.LEAD_COUNCIL: "the council as lead agency",
    Model.BOTH: "two lead agencies",
}


def _delegating(plan: Plan) -> tuple[Body, ...]:
    """The bodies that delegate under the model (s1(4))."""
    partners = plan.record.partners
    match plan.record.model:
        case Model.LEAD_HEALTH_BOARD:
            return partners.councils
        case Model.LEAD_COUNCIL:
            return (partners.health_board,)
    return partners.bodies


@rule("act-59-60-model-and-functions", where=("plan.yaml#model", Functions))
def model_and_functions(plan: Plan, when: When) -> Iterator[Problem]:
    """The functions of the scheme are listed, each with the body that delegates it, as the model has it."""
    functions = plan.functions.functions
    if not functions:
        yield Problem(
            within(plan.functions, FUNCTIONS, "functions"),
            "No delegated function is listed, and which rules apply depends on them",
            "Copy them from the annexes of the scheme, for example: `functions: [{id: community-nursing, name: "
            f"Community nursing, delegated_by: {_delegating(plan)[0].code}, minimum: yes}}]`.",
        )
    if plan.functions.scheme is None and plan.record.integration_scheme.reference is None:
        yield Problem(
            within(plan.functions, FUNCTIONS, "scheme"),
            "Nothing says which part of which integration scheme lists the functions",
            fill_in(plan.functions, "scheme: Integration Scheme 2024 annexes 1 and 2", file=FUNCTIONS),
        )
    nobody = [each for each in functions if each.delegated_by is None]
    yield from each_or_one(
        [
            Problem(
                each.at_key("delegated_by"),
                f"{quoted(each.name)}: nothing says which body delegates it",
                f"Write `delegated_by:` with one of {listed(_with_code(plan))}.",
            )
            for each in nobody
        ],
        lambda: Problem(
            nobody[0].at,
            f"Nothing says which body delegates {count(len(nobody), 'function')}: "
            f"{listed((each.id for each in nobody), 12)}",
            f"Write `delegated_by:` under each, with one of {listed(_with_code(plan))}.",
        ),
    )
    given = {each.delegated_by for each in functions}
    placed = {each.council for each in plan.localities if each.council}
    for body in _delegating(plan) if functions and not nobody else ():
        strange = placed and body in plan.record.partners.councils and body.code not in placed  # told by act-29-1
        if body.code not in given and not strange:
            yield Problem(
                within(plan.functions, FUNCTIONS, "functions"),
                f"Under the model ({MODELS[plan.record.model]}) {body.name} delegates functions, and none of its is listed",
                f"List them, each with `delegated_by: {body.code}`; or correct `model:` in plan.yaml.",
            )


def _with_code(plan: Plan) -> list[str]:
    return [f"{each.code} ({each.name})" for each in plan.record.partners.bodies]


@rule("act-44-scheme-review", where=("plan.yaml#integration_scheme",))
def scheme_is_reviewed(plan: Plan, when: When) -> Iterator[Problem]:
    """The scheme was approved or reviewed less than five years ago, and the functions were compared with it since."""
    scheme = plan.record.integration_scheme
    last = max((each for each in (scheme.date, scheme.reviewed) if each), default=None)
    if last is None:
        yield Problem(
            within(scheme, "plan.yaml") if scheme.at.path else plan.record.at,
            "Nothing says when the integration scheme was approved, so nobody can see when it must be reviewed",
            fill_in(scheme, "date: 2024-02-05", under="integration_scheme", file="plan.yaml")
            if scheme.at.path
            else fill_in(plan.record, "integration_scheme: {date: 2024-02-05}", file="plan.yaml"),
        )
    else:
        yield from _review_due(plan, when, last)
    yield from _functions_compared(plan, when, last)


def _review_due(plan: Plan, when: When, last: date) -> Iterator[Problem]:
    """What is wrong with the day on which the scheme was approved or reviewed *last*."""
    scheme = plan.record.integration_scheme
    key = "reviewed" if scheme.reviewed == last else "date"
    if key == "reviewed" and (why := why_not(plan, when, last)):
        yield Problem(
            scheme.at_key(key),
            f"The review of the scheme ended on {in_words(last)}, {why}",
            "Correct the day. It counts once it has come.",
        )
    due = years_after(last, SCHEME_YEARS)
    if due <= when.day:
        yield Problem(
            scheme.at_key(key),
            f"The integration scheme had to be reviewed before {in_words(due)}: it was "
            f"{'reviewed' if key == 'reviewed' else 'approved'} on {in_words(last)}",
            "The council and the Health Board review it every five years. Once they have: `reviewed:` with the day on "
            "which it was changed, or it was decided to change nothing.",
        )
    elif due - timedelta(days=183) <= when.day:
        yield Problem(
            scheme.at_key(key),
            f"The integration scheme must be reviewed before {in_words(due)}",
            "Ask the council and the Health Board when they begin.",
            note=True,
        )


def _functions_compared(plan: Plan, when: When, last: date | None) -> Iterator[Problem]:
    """The list of functions was compared with the scheme, once it was approved or reviewed *last*."""
    functions = plan.functions
    if functions.checked is None:
        yield Problem(
            within(functions, FUNCTIONS, "checked"),
            "Nothing says when the list of functions was compared with the scheme",
            fill_in(functions, f"checked: {counted_until(plan, when)}", file=FUNCTIONS),
        )
    elif last and functions.checked < last <= counted_until(plan, when):
        yield Problem(
            functions.at_key("checked"),
            f"The list of functions was compared with the scheme on {in_words(functions.checked)}, and the scheme is of "
            f"{in_words(last)}",
            "Compare the two again: a change of the scheme can add functions, and each needs arrangements and a "
            "direction. Then correct `checked:`.",
        )


@rule("regs-284-prescribed-day", where=("plan.yaml#integration_scheme",))
def integration_started_by_the_prescribed_day(plan: Plan, when: When) -> Iterator[Problem]:
    """The start day of an authority that has had a plan before lies on the prescribed day or before it.

    Years of reporting and of review are counted from that day.
    """
    scheme = plan.record.integration_scheme
    if scheme.start_day and scheme.start_day > PRESCRIBED_DAY and not plan.record.first:
        yield Problem(
            scheme.at_key("start_day"),
            f"The integration start day is {in_words(scheme.start_day)}, and functions were delegated by "
            f"{in_words(PRESCRIBED_DAY)} at the latest (SSI 2014/284)",
            "Write the day on which functions were first delegated. The day of a later scheme goes under `date:`, that "
            "of its review under `reviewed:`.",
        )


@rule("overview-2016-list-delegated-functions", where=(Functions,))
def functions_are_listed(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan lists the functions, and marks those beyond what must be delegated."""
    left = [each for each in plan.functions.functions if each.minimum is None]
    if not plan.functions.functions:
        yield Problem(
            within(plan.functions, FUNCTIONS, "functions"),
            "The plan cannot list the delegated functions: none is recorded",
            f"List them in {FUNCTIONS}.",
        )
    yield from each_or_one(
        [
            Problem(
                each.at,
                f"{quoted(each.name)}: nothing says whether it must be delegated or goes beyond that",
                "Write: `minimum: yes`, or `minimum: no` where the scheme goes beyond what must be delegated.",
            )
            for each in left
        ],
        lambda: Problem(
            left[0].at,
            f"Nothing says whether {count(len(left), 'function')} must be delegated or go beyond that",
            "Write under each: `minimum: yes`, or `minimum: no` where the scheme goes beyond what must be delegated.",
        ),
    )
    for each in plan.functions.functions:
        if each.extra and each.minimum:
            yield Problem(
                each.at_key("minimum"),
                f"{quoted(each.name)} is for {each.extra}, and is said to be among those that must be delegated",
                "Only functions for adults must be: write `minimum: no`, or take `extra:` out.",
            )


@rule("response-2012-services-out-of-scope", where=(Functions,))
def services_out_of_scope(plan: Plan, when: When) -> Iterator[Problem]:
    """Services that are left out are named, each with who plans it and how it is joined up."""
    functions = plan.functions
    if not functions.out_of_scope and functions.all_in_scope is None:
        yield Problem(
            within(functions, FUNCTIONS, "out_of_scope"),
            "Nothing names the services that the plan leaves out",
            fill_in(
                functions,
                'out_of_scope: [{service: "Schools", owner: "The council", link: "Children\'s services plan"}]',
                file=FUNCTIONS,
            )
            + " Where none is left out: `all_in_scope:` with the reason.",
        )
    for each in functions.out_of_scope:
        lacking = [key for key in ("owner", "link") if getattr(each, key) is None]
        if lacking:
            words = {"owner": "who plans it", "link": "how it is joined up with this plan"}
            yield Problem(
                each.at,
                f"{each.service} is left out, and nothing says {listed(words[key] for key in lacking)}",
                f"Add {listed(f'`{key}:`' for key in lacking)}.",
            )


@rule("regs-283-2-scheme-only", where=())
def other_councils_may_be_asked(plan: Plan, when: When) -> Iterator[Problem]:
    """Other councils of the Health Board's area are consulted on the scheme; on the plan they may be, and need not."""
    yield from ()
