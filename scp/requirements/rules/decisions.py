"""Decisions on services that are taken outside the making of a plan (ss.36, 41; Planning with People 2024)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scp.model.directions import Directions
from scp.model.plan import Plan
from scp.model.registers import RESIDENTS, Change, Decision, Decisions, Involvement
from scp.model.words import in_words
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.days import done_by
from scp.requirements.generic import fields_present
from scp.requirements.registry import NotApplicable, Settled, When, rule
from scp.requirements.words import count, listed


@rule("act-36-1-2-significance-test", where=(Decisions,))
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


@rule(
    "act-36-3-a-group-views",
    signs="regard was had to the planning group's views before each such decision",
    where=(Decisions,),
)
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


@rule("act-36-3-b-user-involvement", where=(Decisions,))
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


# section 41


@rule("act-41-1-locality-decision-test", where=(Decisions,))
def localities_of_a_decision(plan: Plan, when: When) -> Iterator[Problem]:
    """Each decision of the authority says in which localities it might significantly affect a service, or in none."""
    yield from _locality_test(each for each in _decisions(plan) if each.under_direction is None)


@rule("act-41-1-b-partners-too", where=(Decisions, Directions))
def localities_of_a_partners_decision(plan: Plan, when: When) -> Iterator[Problem]:
    """Each decision says who took it, and one that a partner took under a direction is put to the same test."""
    directions = {each.id: each for each in plan.of(Directions).directions}
    names = {each.code: each.name for each in plan.record.partners.bodies}
    for each in _decisions(plan):
        if each.decided_by is None:
            yield Problem(
                each.at_key("decided_by"),
                f"{each.title}: nothing says which body decided, which may be one of the partners",
                "Write: `decided_by: Integration Joint Board`; of a partner its name or code, with `under_direction:`.",
            )
        elif each.under_direction:
            recipient = directions[each.under_direction].recipient
            if recipient and each.decided_by not in (recipient, names.get(recipient)):
                yield Problem(
                    each.at_key("decided_by"),
                    f"{each.title}: it was decided by {each.decided_by}, and the direction named is to {names[recipient]}",
                    f"Write `decided_by: {names[recipient]}`, or name another direction.",
                )
    yield from _locality_test(each for each in _decisions(plan) if each.under_direction is not None)


@rule("act-41-3-involve-groups", where=(Decisions,))
def groups_of_a_locality_are_involved(plan: Plan, when: When) -> Iterator[Problem]:
    """For each locality that a decision might affect, groups were involved and asked before it was taken."""
    for decision in _affecting(plan):
        taken = done_by(plan, when, decision.decided)
        for locality in decision.localities:
            name = _locality(plan, locality)
            involved = [each for each in decision.involvement if each.locality == locality and each.group]
            if not involved:
                yield Problem(
                    decision.at_key("involvement"),
                    f"{decision.title}: nothing says which groups of {name} were involved and asked",
                    f'Write: `involvement: [{{who: People of the town, locality: {locality}, group: residents, action: "A '
                    f'meeting", date: …}}]`.',
                    note=not taken,
                )
            for each in involved:
                if not _in_time(each, decision.decided):
                    yield Problem(
                        each.at_key("date"),
                        f"{decision.title}: {each.who} ({name}) "
                        + (
                            f"were involved on {in_words(each.date)}, after the decision"
                            if each.date
                            else "have no day on which they were involved"
                        ),
                        "They are involved and asked before the decision: write or correct the day.",
                        note=not taken,
                    )


@rule("act-41-5-expenses", where=())
def expenses_may_be_paid(plan: Plan, when: When) -> Iterator[Problem]:
    """Expenses of those who are asked may be paid, and noted."""
    yield from ()


@rule("regs-283-4-locality-decisions", where=(Decisions,))
def residents_and_interested_consultees(plan: Plan, when: When) -> Iterator[Problem]:
    """The residents of each such locality are asked, and the prescribed groups but those unlikely to be interested."""
    groups = {each.id: each.group for each in lists.consultee_groups()}
    for decision in _affecting(plan):
        taken = done_by(plan, when, decision.decided)
        for locality in decision.localities:
            asked = {each.group for each in decision.involvement if each.locality == locality and each.group}
            name = _locality(plan, locality)
            if RESIDENTS not in asked:
                yield Problem(
                    decision.at_key("involvement"),
                    f"{decision.title}: the residents of {name} were not asked",
                    f"They are a group of their own here: add an entry with `locality: {locality}` and `group: "
                    f"{RESIDENTS}`.",
                    note=not taken,
                )
            left = [id for id in groups if id not in asked and id not in decision.not_interested]
            if left:
                yield Problem(
                    decision.at_key("not_interested" if decision.not_interested else "involvement"),
                    f"{decision.title}: {count(len(left), 'prescribed group')} "
                    f"{'was' if len(left) == 1 else 'were'} not asked in {name}, and nothing says why: "
                    f"{listed(groups[id] for id in left)}",
                    f"Involve each, with `locality: {locality}` and `group: {left[0]}`; or, where it is unlikely to have "
                    f'an interest, give the reason: `not_interested: {{{left[0]}: "…"}}`.',
                    note=not taken,
                )
            elif not asked & groups.keys():
                yield Problem(
                    decision.at_key("not_interested"),
                    f"{decision.title}: not one prescribed group is said to have an interest in {name}",
                    "A decision that significantly affects a service there interests one at least: people who use it, "
                    "those who care for them, those who provide it.",
                    note=not taken,
                )


# Planning with People


@rule("guidance-refreshed-pwp-when", where=(Decisions,))
def any_change_of_care_is_engaged_on(plan: Plan, when: When) -> Iterator[Problem]:
    """Each decision says whether it changes care; on a change, be it temporary, people are involved first or soon."""
    for decision in _decisions(plan):
        if decision.change is None:
            yield Problem(
                decision.at_key("change"),
                f"{decision.title}: nothing says whether it changes the care that people get, for good or for a time",
                "Write: `change: permanent`, or temporary or none.",
            )
        if decision.change in (None, Change.NONE):
            continue
        if any(_in_time(each, decision.decided) for each in decision.involvement):
            continue
        taken = done_by(plan, when, decision.decided)
        later = any(done_by(plan, when, each.date) for each in decision.involvement)
        if decision.engage_by is None or decision.engage_reason is None:
            yield Problem(
                decision.at_key("involvement"),
                f"{decision.title}: nobody was involved before this {decision.change.value} change",
                "Write who was, with the day, under `involvement:`. Where it could not wait: `engage_by:` with the day by "
                "which people will be, and `engage_reason:` with the reason.",
                note=not taken,
            )
        elif decision.engage_by < when.day and not later:
            yield Problem(
                decision.at_key("engage_by"),
                f"{decision.title}: people were to be involved by {in_words(decision.engage_by)}, and nothing shows that "
                "they were",
                "Write what was done under `involvement:`, with the day.",
            )


@rule("guidance-refreshed-pwp-his-support", where=(Decisions,))
def healthcare_improvement_scotland_is_asked(plan: Plan, when: When) -> Iterator[Problem]:
    """On a significant change of service, Healthcare Improvement Scotland is asked how to engage, and its advice kept."""
    for each in _decisions(plan):
        if each.significant is False or each.change in (None, Change.NONE):
            continue
        taken = done_by(plan, when, each.decided)
        for problem in fields_present(
            each,
            each.title,
            {
                "his_contacted": "when Healthcare Improvement Scotland was asked about engagement",
                "his_advice": "what it advised",
            },
        ):
            yield Problem(problem.at, problem.what, problem.mend, note=not taken)
        if each.his_contacted and each.decided and each.his_contacted > each.decided:
            yield Problem(
                each.at_key("his_contacted"),
                f"{each.title}: Healthcare Improvement Scotland was asked on {in_words(each.his_contacted)}, after the "
                f"decision ({in_words(each.decided)})",
                "It is asked first: correct the day, or ask it now about what is still to come.",
                note=not taken,
            )


def _decisions(plan: Plan) -> tuple[Decision, ...]:
    found = plan.decisions.decisions
    if not found:
        raise NotApplicable("no decision outside the plan is recorded")
    return found


def _affecting(plan: Plan) -> list[Decision]:
    found = [each for each in plan.decisions.decisions if each.localities]
    if not found:
        raise NotApplicable("no decision is recorded that might significantly affect a service in a locality")
    return found


def _locality_test(decisions: Iterator[Decision]) -> Iterator[Problem]:
    for each in decisions:
        if each.localities_reason is None:
            yield Problem(
                each.at_key("localities_reason"),
                f"{each.title}: nothing says "
                + (
                    "why a service might be significantly affected there"
                    if each.localities
                    else "whether it might significantly affect a service in a locality"
                ),
                "Write `localities:` with each locality where it might, or `localities: []`, and `localities_reason:` "
                "with why. The test is for each locality, and apart from that of section 36.",
            )


def _in_time(involvement: Involvement, decided: date | None) -> bool:
    return involvement.date is not None and (decided is None or involvement.date <= decided)


def _locality(plan: Plan, id: str) -> str:
    found = plan.locality(id)
    return found.name if found else id
