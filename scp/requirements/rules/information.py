"""Information that partners owe to the authority (ss.34, 37(5))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import listed

KINDS = ("plan", "review", "performance", "direction")


@rule("act-34-information-for-plan")
def information_for_the_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """What was asked of partners for the plan has come, or is not due yet."""
    for each in plan.information_requests.information_requests:
        if each.kind not in KINDS:
            yield Problem(
                each.at_key("kind"),
                f"'{each.kind}' is no kind of request, so it counts for nothing",
                f"Write one of {listed(KINDS)}.",
                note=True,
            )
    yield from _outstanding(plan, "plan", when)


@rule("act-37-5-information-for-review")
def information_for_the_review(plan: Plan, when: When) -> Iterator[Problem]:
    """What was asked of partners for the review has come, or is not due yet."""
    yield from _outstanding(plan, "review", when)


def _outstanding(plan: Plan, kind: str, when: When) -> Iterator[Problem]:
    names = {each.code: each.name for each in plan.record.partners.bodies}
    for each in plan.information_requests.information_requests:
        if each.kind != kind:
            continue
        holder = names.get(each.holder, each.holder)
        missing = [f"`{key}:`" for key in ("asked", "due") if getattr(each, key) is None]
        if missing and each.met is None:
            yield Problem(
                each.at,
                f"{each.what}: {listed(missing)} not given, so nobody can see whether {holder} is late",
                "Write the days: `asked: 2026-03-02` and `due: 2026-03-30`.",
            )
        elif each.due and each.met is None and each.due < when.day:
            yield Problem(
                each.at,
                f"{each.what}: {holder} was to give it by {in_words(each.due)}, and it has not come",
                "Ask again; the partner must give what is reasonably needed. When it comes: `met:` with the day.",
            )
