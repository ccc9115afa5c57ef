"""What falls only on an authority's first plan, and what falls on those after it (ss.29(4)-(6), 37(9), 39(1)(a))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scp.model.plan import Plan
from scp.model.publication import Publication
from scp.model.stage import Stage, Stages
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, stage_day, why_not
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.words import fill_in, how_to_state_period, within

PRESCRIBED_DAY = date(2016, 4, 1)  # SSI 2014/284: functions delegated by then at the latest
PUBLICATION = "publication.yaml"


def only_for_a_first_plan(plan: Plan) -> None:
    """Raises `NotApplicable` for any plan but the authority's first."""
    if not plan.record.first:
        raise NotApplicable("this is not the authority's first plan")


def only_for_a_replacement(plan: Plan) -> None:
    """Raises `NotApplicable` for the authority's first plan."""
    if plan.record.first:
        raise NotApplicable("this is the authority's first plan and replaces none")


def _not_spent(plan: Plan) -> None:
    start = plan.record.integration_scheme.start_day
    if (
        start is not None
        and start <= PRESCRIBED_DAY
        and (plan.period.start is None or plan.period.start > PRESCRIBED_DAY)
    ):
        raise NotApplicable(
            f"the integration start day was {in_words(start)}, and what had to be done before it can no longer be "
            f"done; these days are spent (SSI 2014/284: {in_words(PRESCRIBED_DAY)}) and are not held against a plan "
            "made now"
        )


def start_day_to_write(plan: Plan, example: str) -> str:
    """How to give the integration start day, of which *example* is one."""
    scheme = plan.record.integration_scheme
    if scheme.at.path:
        return fill_in(scheme, f"start_day: {example}", under="integration_scheme", file="plan.yaml")
    return fill_in(plan.record, f"integration_scheme: {{start_day: {example}}}", file="plan.yaml")


@rule("act-29-4-early-delegation-day", where=("plan.yaml#delegation_day",))
def early_delegation_day(plan: Plan, when: When) -> Iterator[Problem]:
    """A first plan says on which day functions move, where that is before the prescribed day."""
    only_for_a_first_plan(plan)
    _not_spent(plan)
    record, start = plan.record, plan.record.integration_scheme.start_day
    if start is None:
        raise NotApplicable(
            "the integration start day is not known, so nobody can say whether functions move before the prescribed "
            f"day, {in_words(PRESCRIBED_DAY)}"
        )
    if start >= PRESCRIBED_DAY:
        raise NotApplicable(f"no functions moved before the prescribed day, {in_words(PRESCRIBED_DAY)}")
    if record.delegation_day != start:
        yield Problem(
            record.at_key("delegation_day"),
            "The plan does not state the day on which functions are delegated"
            if record.delegation_day is None
            else f"The day of delegation ({in_words(record.delegation_day)}) is not the integration start day "
            f"({in_words(start)})",
            fill_in(record, f"delegation_day: {start}", file="plan.yaml"),
        )


@rule("act-29-5-first-plan-before-start", where=("plan.yaml#integration_scheme", Stages))
def first_plan_before_start(plan: Plan, when: When) -> Iterator[Problem]:
    """A first plan is final before the integration start day."""
    only_for_a_first_plan(plan)
    _not_spent(plan)
    scheme, final = plan.record.integration_scheme, stage_day(plan, Stage.FINAL, when)
    if scheme.start_day is None:
        yield Problem(
            scheme.at if scheme.at.path else plan.record.at,
            "The integration start day is not known, so nobody can see whether this first plan comes before it",
            f"{start_day_to_write(plan, '2028-04-01')} The scheme and its order name the day.",
        )
    elif final >= scheme.start_day:
        yield Problem(
            scheme.at_key("start_day"),
            f"A first plan must be ready before the integration start day ({in_words(scheme.start_day)}); this one "
            f"is final on {in_words(final)}",
            "Take advice on the start day, or write `first: no` and what it replaces if an earlier plan was made.",
        )


@rule("guidance-2015-5-2-no-plan-no-functions", where=("plan.yaml#delegation_day", Stages))
def no_functions_before_the_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """No function is delegated before the first plan is final."""
    only_for_a_first_plan(plan)
    _not_spent(plan)
    record, final = plan.record, stage_day(plan, Stage.FINAL, when)
    if record.delegation_day is not None and record.delegation_day < final:
        yield Problem(
            record.at_key("delegation_day"),
            f"Functions are delegated on {in_words(record.delegation_day)}, before the first plan is final "
            f"({in_words(final)})",
            "Functions cannot be taken up until the plan is final: write a later day, or correct it.",
        )


@rule("act-37-9-start-day", where=("plan.yaml#period", "plan.yaml#replaces"))
def replacement_begins_where_the_old_plan_ends(plan: Plan, when: When) -> Iterator[Problem]:
    """A replacement says on which day it begins, and the plan it replaces ends the day before."""
    only_for_a_replacement(plan)
    record, start = plan.record, plan.period.start
    if start is None:
        yield Problem(
            within(record.period, "plan.yaml") if record.period.at.path else record.at_key("period"),
            "The day on which the plan takes effect is not stated",
            how_to_state_period(plan, "first", *([] if plan.period.end else ["last"])),
        )
    if record.replaces is None:
        yield Problem(
            record.at_key("first"),
            "The plan is not the authority's first, and nothing says which plan it replaces",
            fill_in(
                record,
                "replaces: {title: Strategic plan 2024-27, start: 2024-04-01, end: "
                f"{start - timedelta(days=1) if start else '2027-03-31'}}}",
                file="plan.yaml",
            )
            + " If it is the first plan after all, write `first: yes`.",
        )
    elif record.replaces.end is None:
        yield Problem(
            record.replaces.at,
            "Nothing says when the plan that this one replaces ends",
            fill_in(
                record.replaces,
                f"end: {start - timedelta(days=1) if start else '2027-03-31'}",
                under="replaces",
                file="plan.yaml",
            ),
        )
    elif start is not None and record.replaces.end != start - timedelta(days=1):
        yield Problem(
            record.replaces.at_key("end"),
            f"The old plan ends on {in_words(record.replaces.end)} and this one begins on {in_words(start)}: "
            + ("the two overlap" if record.replaces.end >= start else "there is a gap between them"),
            f"The old plan runs to the day before: `end: {start - timedelta(days=1)}`, with the decision that "
            "extends or shortens it.",
        )


@rule("act-39-1-a-statement-with-first-plan", where=(Publication,))
def financial_statement_with_first_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """The annual financial statement is published on the day of the first plan."""
    only_for_a_first_plan(plan)
    publication = plan.publication
    day = publication.financial_statement_published if publication else None
    plan_day = publication.published if publication else None
    if publication is None or day is None:
        yield Problem(
            within(publication, PUBLICATION) if publication else Location(PUBLICATION),
            "Nothing says that the annual financial statement is published with this first plan",
            fill_in(
                publication,
                f"financial_statement_published: {plan_day or stage_day(plan, Stage.PUBLISHED, when)}",
                file=PUBLICATION,
            ),
        )
    elif why := why_not(plan, when, day, Stage.FINAL):
        yield Problem(
            publication.at_key("financial_statement_published"),
            f"The financial statement that comes with this first plan is published on {in_words(day)}, {why}",
            MEND,
        )
    elif plan_day is not None and day != plan_day:
        yield Problem(
            publication.at_key("financial_statement_published"),
            f"The financial statement is published on {in_words(day)}, and the plan on {in_words(plan_day)}",
            "Publish the two on one day.",
        )
