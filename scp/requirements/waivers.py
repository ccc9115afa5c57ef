"""What a waiver does to what is owed, and what is wrong with a waiver itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scp.finding import Effect, Finding, Level, State, Waived
from scp.model.waivers import Waiver
from scp.model.words import in_words
from scp.problem import Problem

YEARS = 3
EXPIRED, UNUSED, TOO_LONG = "plan-waiver-expired", "plan-waiver-unused", "plan-waiver-too-long"
NOT_KNOWN = (State.NOT_DUE, State.NO_RULE)


def apply(waiver: Waiver, state: State, findings: Sequence[Finding], day: date) -> Waived:
    """What *waiver* does on *day* to a requirement of *state* with *findings*.

    One written ahead, for a duty that is not due yet, is to come and not unused.
    """
    owed = state in (State.OWED, State.STALE)
    if waiver.covers(day) and owed:
        return Waived(waiver, Effect.IN_USE, tuple(each for each in findings if not each.problem.note))
    if day > waiver.expires:
        return Waived(waiver, Effect.EXPIRED)
    return Waived(waiver, Effect.TO_COME if waiver.is_to_come(day) or state in NOT_KNOWN else Effect.UNUSED)


def latest(start: date) -> date:
    """The last day on which a waiver that begins on *start* may expire."""
    leap = start.month == 2 and start.day == 29
    return start.replace(year=start.year + YEARS, day=28 if leap else start.day)


def waiver_findings(waived: Iterable[Waived], day: date) -> Iterator[Finding]:
    """Each waiver that has expired, that nothing needs, or that lasts too long."""
    for each in waived:
        waiver = each.waiver
        if each.effect is Effect.EXPIRED:
            yield _finding(
                EXPIRED,
                Problem(
                    waiver.at_key("expires"),
                    f"The waiver of {waiver.id} expired on {in_words(waiver.expires)}",
                    f"Meet the guidance and take the entry out, or decide anew and give a later day: scplan waive {waiver.id}",
                ),
            )
            continue
        if each.effect is Effect.UNUSED:
            yield _finding(
                UNUSED,
                Problem(
                    waiver.at,
                    f"The waiver of {waiver.id} is not needed: nothing is owed there",
                    "Take the entry out.",
                ),
            )
        last = latest(waiver.start or day)
        if waiver.expires > last:
            since = "the day on which it begins" if waiver.start else "now"
            yield _finding(
                TOO_LONG,
                Problem(
                    waiver.at_key("expires"),
                    f"The waiver of {waiver.id} expires on {in_words(waiver.expires)}, more than three years from {since}",
                    f"Give a day not later than {in_words(last)}; it can be renewed then.",
                ),
            )


def _finding(kind: str, problem: Problem) -> Finding:
    return Finding(kind, Level.GUIDANCE, Problem(problem.at, problem.what, problem.mend, kind))
