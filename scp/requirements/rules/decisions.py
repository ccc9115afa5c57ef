"""Decisions on services that are taken outside the making of a plan (s.36)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.registers import Decision
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import done_by
from scp.requirements.registry import NotApplicable, Settled, When, rule
from scp.requirements.words import listed


@rule("act-36-1-2-significance-test")
def significance_is_judged(plan: Plan, when: When) -> Iterator[Problem]:
    """Each decision says whether it is significant and whether it belongs to a revision of the plan, and why."""
    for decision in plan.decisions.decisions:
        keys = ["significant", "significant_reason"]
        if decision.significant is not False:
            keys += ["within_plan_revision", "within_reason"]
        missing = [f"`{key}:`" for key in keys if getattr(decision, key) is None]
        if missing:
            yield Problem(
                decision.at,
                f"{decision.title}: {listed(missing)} {'is' if len(missing) == 1 else 'are'} not answered",
                'Write, for example: `significant: yes`, `significant_reason: "Two of four clinics close"`, '
                '`within_plan_revision: no`, `within_reason: "No plan is being made"`.',
            )


@rule("act-36-3-a-group-views", signs="regard was had to the planning group's views before each such decision")
def group_views_before_a_decision(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group was asked before each such decision, and was answered; until it is taken, that is a note."""
    decisions = _triggering(plan)
    for decision in decisions:
        views, taken = decision.group_views, done_by(plan, when, decision.decided)
        missing = [f"`{key}:`" for key in ("asked", "views", "answer") if views is None or getattr(views, key) is None]
        if missing:
            yield Problem(
                views.at if views is not None and views.at.path else decision.at,
                f"{decision.title}: the planning group's views are not complete ({listed(missing)})",
                'Ask before deciding, and write: `group_views: {asked: 2028-03-01, views: "…", answer: "…"}`.',
                note=not taken,
            )
        elif views is not None and views.asked and decision.decided and views.asked > decision.decided:
            yield Problem(
                views.at_key("asked"),
                f"{decision.title}: the planning group was asked on {in_words(views.asked)}, after the decision "
                f"({in_words(decision.decided)})",
                "The group is asked first: correct the day, or ask and decide again.",
                note=not taken,
            )
    if not any(done_by(plan, when, decision.decided) for decision in decisions):
        raise Settled("no such decision has been taken yet")


@rule("act-36-3-b-user-involvement")
def users_before_a_decision(plan: Plan, when: When) -> Iterator[Problem]:
    """People who use the service, and who may come to, were involved before each such decision.

    Until the decision is taken, what is missing is a note.
    """
    for decision in _triggering(plan):
        before = [
            each
            for each in decision.involvement
            if each.date
            and (each.date <= decision.decided if decision.decided is not None else done_by(plan, when, each.date))
        ]
        reached = {
            users
            for each in before
            for users in (("current", "prospective") if each.users == "both" else (each.users,))
        }
        missing = [
            words
            for users, words in (
                ("current", "people who use the service"),
                ("prospective", "people who may come to use it"),
            )
            if users not in reached
        ]
        if missing:
            yield Problem(
                decision.at_key("involvement"),
                f"{decision.title}: nothing dated "
                + ("before the decision" if decision.decided else "so far")
                + f" shows that {listed(missing)} were involved",
                'Write what was done: `involvement: [{who: Clinic users, users: both, action: "Two meetings at the '
                'clinic", date: 2028-02-14}]`.',
                note=not done_by(plan, when, decision.decided),
            )


def _triggering(plan: Plan) -> list[Decision]:
    found = [each for each in plan.decisions.decisions if each.triggers_section_36]
    if not found:
        raise NotApplicable("no decision is recorded as significant and outside a revision of the plan")
    return found
