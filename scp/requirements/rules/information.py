"""Information that partners owe to the authority, and may share (ss.26(3), 34, 37(5), 42(6), 49)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.registers import InformationRequests
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import listed

KINDS = ("plan", "review", "performance", "direction")


@rule("act-34-information-for-plan", where=(InformationRequests,))
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


@rule("act-37-5-information-for-review", where=(InformationRequests,))
def information_for_the_review(plan: Plan, when: When) -> Iterator[Problem]:
    """What was asked of partners for the review has come, or is not due yet."""
    yield from _outstanding(plan, "review", when)


@rule("act-26-3-information-for-directions", where=(InformationRequests,))
def information_for_directions(plan: Plan, when: When) -> Iterator[Problem]:
    """What was asked of a body that may be directed has come, or is not due yet."""
    yield from _outstanding(plan, "direction", when)


@rule("act-42-6-information-for-report", where=(InformationRequests,))
def information_for_the_performance_report(plan: Plan, when: When) -> Iterator[Problem]:
    """What was asked of partners for the performance report has come, or is not due yet."""
    yield from _outstanding(plan, "performance", when)


@rule("act-49-information-sharing-power", where=(InformationRequests,))
def information_may_be_shared(plan: Plan, when: When) -> Iterator[Problem]:
    """Information may be shared in spite of a duty of confidence; that is noted with its power and a check."""
    for each in plan.information_requests.information_requests:
        if not each.confidential:
            continue
        lacking = [key for key in ("power", "data_protection") if getattr(each, key) is None]
        if lacking:
            words = {"power": "under which power", "data_protection": "when data protection law was checked"}
            yield Problem(
                each.at,
                f"{each.what}: it is shared in spite of a duty of confidence, and nothing says "
                f"{listed(words[key] for key in lacking)}",
                "Write `power: 2014 Act s49`, and `data_protection:` with the day of the check, which the Act does not "
                "take away.",
            )


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
