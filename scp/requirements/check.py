"""What a plan owes to the law and its guidance: a plan goes in, a report comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scp.finding import (
    EasyRead,
    Effect,
    Finding,
    Level,
    Local,
    Place,
    Report,
    Requirement,
    State,
    Waived,
    with_fingerprints,
)
from scp.model.local_requirements import LocalCheck
from scp.model.plan import Plan
from scp.model.record import FINGERPRINT
from scp.model.registers import Attestation
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.agreement import amounts_without_source
from scp.requirements.ahead import Ahead, not_come
from scp.requirements.catalogue import edition, requirement, requirements
from scp.requirements.easy_pictures import easy_pictures
from scp.requirements.easy_points import easy_points
from scp.requirements.holes import still_to_write
from scp.requirements.local import as_requirement, local_duties, local_problems
from scp.requirements.loose_ends import loose_ends
from scp.requirements.people import people_named
from scp.requirements.places import places
from scp.requirements.registry import NotApplicable, NotYet, Settled, When, all_rules
from scp.requirements.waivers import apply, waiver_findings
from scp.requirements.words import within

ATTESTATIONS = "registers/attestations.yaml"

GATES: Mapping[Stage, tuple[str, ...]] = {
    Stage.PROPOSALS: ("act-32-1-established-first",),
    Stage.DRAFT_1: ("act-33-2-b-group-views-on-proposals", "act-33-3-a-first-draft-takes-account"),
    Stage.DRAFT_2: ("act-33-3-b-group-views-on-first-draft", "act-33-4-a-second-draft-takes-account"),
    Stage.FINAL: (
        "act-33-4-b-send-to-partners",
        "act-33-4-c-invite-views-in-period",
        "act-33-5-d-send-to-group-representatives",
        "act-33-7-finalising-takes-account",
        "act-29-2-a-period",
        "act-29-2-a-all-functions",
        "act-29-2-b-outcomes",
        "act-29-3-a-two-localities",
        "act-29-3-b-separate-arrangements",
    ),
    Stage.PUBLISHED: ("act-35-2-statement-of-action", "act-39-1-a-statement-with-first-plan"),
}


class Answer(NamedTuple):
    """The state of one requirement, with its problems and the reason where there is one to say.

    *settled* marks what leaves a person nothing to judge, and so needs no signature; *until* is the day from which a
    duty is judged whose time has not come.
    """

    state: State
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    settled: bool = False
    until: date | None = None


def check(plan: Plan, stage: Stage | None = None, day: date | None = None) -> Report:
    """What *plan* owes when *stage* is made (None: the next one), judged on *day*, which the caller must know."""
    if day is None:
        raise TypeError("a plan is judged on a day: check(plan, stage, day)")
    when = When(stage or due_stage(plan), day)
    findings: list[Finding] = []
    states: dict[str, State] = {}
    reasons: dict[str, str] = {}
    where: dict[str, tuple[Place, ...]] = {}
    until: dict[str, date] = {}
    judged: dict[str, Answer] = {}
    ahead = Ahead(plan, when)
    waivers = {each.id: each for each in plan.waivers.waivers}
    answered: list[Waived] = []
    for each in requirements():
        answer = judge(plan, each, when, judged, ahead)
        states[each.id], reason = answer.state, answer.reason
        found = [finding(each, problem) for problem in answer.problems]
        if answer.state is State.MET:
            where[each.id] = places(plan, (place for id in _rules_of(each) for place in all_rules()[id].where))
        if answer.until:
            until[each.id] = answer.until
        if each.id in waivers:
            waived = apply(waivers[each.id], answer.state, found, day)
            answered.append(waived)
            if waived.effect is Effect.IN_USE and answer.state in (State.OWED, State.STALE):
                states[each.id], reason = State.WAIVED, waivers[each.id].reason
                found = [one for one in found if one.problem.note]
        if reason:
            reasons[each.id] = reason
        findings += found
    local = tuple(_local(plan, when, findings))
    findings += own_findings(plan, when)
    findings += waiver_findings(answered, day)
    easy_read = _easy_read(plan, when)
    findings += easy_read.findings if easy_read else ()
    following = when.stage.next
    later = (
        0
        if following is None
        else sum(
            _has_rule(each) and not is_due(each, when.stage) and is_due(each, following) for each in requirements()
        )
    )
    marked = with_fingerprints(sorted(findings, key=_weight_then_place))
    return Report(
        when.stage,
        day,
        marked,
        states,
        reasons,
        later,
        edition(),
        tuple(replace(each, findings=with_fingerprints(each.findings)) for each in answered),
        plan.baseline,
        plan.baseline.still({each.fingerprint for each in marked}).problems,
        local=local,
        places=where,
        until=until,
        easy_read=easy_read,
    )


def gates(plan: Plan, stage: Stage, day: date) -> tuple[Finding, ...]:
    """What stands in the way of making *stage* on *day*: what a program can see, and only of the gates' duties."""
    when = When(stage, day, making=True)
    ahead = Ahead(plan, when)
    found = [
        finding(requirement(id), problem)
        for id in GATES.get(stage, ())
        if requirement(id).applies_on(day)
        for problem in _seen(plan, requirement(id), when, ahead).problems
        if not problem.note
    ]
    return tuple(found)


def due_stage(plan: Plan) -> Stage:
    """The stage that a bare check judges for: the next to be made; once published, in force or an open review."""
    last = plan.stage
    if last is None:
        return Stage.PROPOSALS
    if last < Stage.PUBLISHED:
        return last.next or last
    is_open = any(each.opened and not (each.completed and each.decided) for each in plan.reviews.reviews)
    return Stage.REVIEW if is_open else Stage.IN_FORCE


def is_due(requirement: Requirement, stage: Stage) -> bool:
    """Whether the duty must hold when *stage* is made."""
    own = Stage(requirement.stage)
    return own < stage if requirement.before_next else own <= stage


def judge(plan: Plan, asked: Requirement, when: When, judged: dict[str, Answer], ahead: Ahead | None = None) -> Answer:
    """The state of one requirement of one plan; *judged* keeps what rules said, since several may share one."""
    ahead = ahead or Ahead(plan, when)
    if not asked.applies_on(when.day):
        return Answer(State.NOT_APPLICABLE, reason=_out_of_force(asked, when.day))
    if not _has_rule(asked) and asked.needs != "person":
        return Answer(State.NO_RULE)
    if not is_due(asked, when.stage):
        return Answer(State.NOT_DUE)
    if not _has_rule(asked):
        return _signed_by_a_person(plan, asked, Answer(State.MET), f"this was done: {asked.title}")
    ids = _rules_of(asked)
    for id in ids:
        if id not in judged:
            judged[id] = _judged_here(plan, requirement(id), when, ahead)
    answer = _together([judged[id] for id in ids])
    if asked.force == "may" and answer.state not in OUT_OF_PLAY:
        return Answer(State.MET, answer.problems, answer.reason)
    return answer


def finding(requirement: Requirement, problem: Problem) -> Finding:
    """*problem* as a breach of *requirement*, a note where the problem is one or the duty is a `may`."""
    return Finding(requirement.id, Level.NOTE if problem.note else requirement.level, problem, requirement)


def own_findings(plan: Plan, when: When) -> Iterator[Finding]:
    """What no requirement asks and a plan should mend all the same."""
    for problem in plan.problems:
        yield Finding(problem.kind, Level.NOTE if problem.note else Level.GUIDANCE, problem)
    for problem in (*people_named(plan), *amounts_without_source(plan)):
        yield Finding(problem.kind, Level.NOTE, problem)
    if when.stage >= Stage.DRAFT_2:
        for problem in (*easy_points(plan), *easy_pictures(plan)):
            yield Finding(problem.kind, Level.NOTE if problem.note else Level.GUIDANCE, problem)
    if when.stage >= Stage.FINAL:
        for problem in still_to_write(plan):
            yield Finding(problem.kind, Level.GUIDANCE, problem)
        for problem in loose_ends(plan):
            yield Finding(problem.kind, Level.NOTE, problem)


def _easy_read(plan: Plan, when: When) -> EasyRead | None:
    """How the easy-read summary stands to its own rules; asked from the second draft on, where there is one."""
    if when.stage < Stage.DRAFT_2 or not plan.easy_read:
        return None
    from scp.requirements.easy_read import judge  # its word lists are read only where there is something to judge

    return judge(plan, when.stage, when.day)


def _local(plan: Plan, when: When, findings: list[Finding]) -> Iterator[Local]:
    """The state of each duty that the authority set itself; what is owed to it is added to *findings*."""
    for duty, due in local_duties(plan, when):
        asked = as_requirement(duty)
        if not due:
            yield Local(asked, State.NOT_DUE)
            continue
        problems = local_problems(plan, duty, when)
        state = State.OWED if problems else State.MET
        if duty.check is LocalCheck.SIGNED:
            signed = _signed_by_a_person(plan, asked, Answer(State.MET), f"this was done: {asked.title}")
            state, problems = signed.state, signed.problems
        findings += [Finding(asked.id, asked.level, problem, asked) for problem in problems]
        yield Local(asked, state)


def _rules_of(requirement: Requirement) -> list[str]:
    """The ids whose rules answer it: its own, and those of the requirements that share its check."""
    return [*([requirement.id] if requirement.id in all_rules() else []), *requirement.same_check_as]


def _has_rule(requirement: Requirement) -> bool:
    known, shared = all_rules(), requirement.same_check_as
    return requirement.id in known or (bool(shared) and all(id in known for id in shared))


def _seen(plan: Plan, requirement: Requirement, when: When, ahead: Ahead) -> Answer:
    """What the program sees of one duty; what only a day meets that has not come is owed."""
    seen = _as_written(plan, requirement, when)
    if seen.state is not State.MET or not ahead.days:
        return seen
    if _as_written(ahead.without, requirement, when).state is not State.OWED:
        return seen
    needed = [
        day for day in ahead.days if _as_written(ahead.hiding(day), requirement, when).state is State.OWED
    ] or ahead.days
    return Answer(State.OWED, (*seen.problems, *(not_come(record, key) for record, key in needed)))


def _as_written(plan: Plan, requirement: Requirement, when: When) -> Answer:
    """What the program sees of one duty in *plan*, each day taken as it is written."""
    problems: list[Problem] = []
    reason = ""
    try:
        for problem in all_rules()[requirement.id].judge(plan, when):
            problems.append(problem)
    except NotApplicable as stopped:
        return Answer(State.NOT_APPLICABLE, (), stopped.reason)
    except NotYet as early:
        return Answer(State.NOT_DUE, (), early.reason, until=early.until)
    except Settled as settled:
        reason = settled.reason
    if any(not problem.note for problem in problems):
        return Answer(State.OWED, tuple(problems))
    return Answer(State.MET, tuple(problems), reason, settled=bool(reason))


def _judged_here(plan: Plan, requirement: Requirement, when: When, ahead: Ahead) -> Answer:
    """What the program sees and, where that is sound, what a person signed."""
    seen = _seen(plan, requirement, when, ahead)
    if seen.state is not State.MET or seen.settled:
        return seen
    if requirement.needs == "program":
        return seen
    rule = all_rules()[requirement.id]
    return _signed_by_a_person(plan, requirement, seen, rule.signs or f"this was done: {requirement.title}")


def _signed_by_a_person(plan: Plan, requirement: Requirement, seen: Answer, signs: str) -> Answer:
    """What was *seen* by the program, and whether a person signed that *signs*."""
    attestation = _attestation(plan, requirement)
    if attestation is None:
        unsigned = Problem(
            within(plan.attestations, ATTESTATIONS, "attestations"),
            f"Nobody has signed that {signs}",
            f'Once the judgement has been made, sign it: scplan attest {requirement.id} --who "Chief Officer"',
        )
        return Answer(State.OWED, (*seen.problems, unsigned))
    signed = _signed(plan, attestation)
    return Answer(signed.state, (*seen.problems, *signed.problems))


def _out_of_force(requirement: Requirement, day: date) -> str:
    start = requirement.applies_from
    if start and day < start:
        return f"it applies from {in_words(start)}. {requirement.basis}".rstrip(" .")
    end = requirement.applies_until
    return f"it applied until {in_words(end) if end else ''}. {requirement.basis}".rstrip(" .")


def _attestation(plan: Plan, requirement: Requirement) -> Attestation | None:
    return next((each for each in plan.attestations.attestations if each.id == requirement.id), None)


def _signed(plan: Plan, attestation: Attestation) -> Answer:
    again = f"scplan attest {attestation.id}"
    if attestation.fingerprint is None:
        return Answer(
            State.OWED,
            (
                Problem(
                    attestation.at,
                    f"The judgement of {attestation.who} is written down and not signed",
                    f"Sign it: {again}",
                ),
            ),
        )
    if not FINGERPRINT.fullmatch(attestation.fingerprint):
        return Answer(
            State.OWED,
            (
                Problem(
                    attestation.at_key("fingerprint"),
                    "The fingerprint is not one that scp wrote: it should be v1: and 64 digits from 0 to f",
                    f"Take the line out and sign again: {again}",
                ),
            ),
        )
    if attestation.fingerprint != plan.fingerprints.get(attestation.id):
        return Answer(
            State.STALE,
            (
                Problem(
                    attestation.at,
                    f"What {attestation.who} signed on {in_words(attestation.date)} has changed since",
                    f"Read what changed; if the judgement still stands, sign again: {again}",
                ),
            ),
        )
    return Answer(State.ATTESTED)


WORST_FIRST = (State.OWED, State.STALE, State.ATTESTED, State.MET)
OUT_OF_PLAY = (State.NOT_DUE, State.NOT_APPLICABLE)


def _together(parts: list[Answer]) -> Answer:
    """One answer of several: the worst of those that apply and are due, else one that will be due."""
    applying = [each for each in parts if each.state not in OUT_OF_PLAY]
    if not applying:
        return min(parts, key=lambda each: OUT_OF_PLAY.index(each.state))
    worst = min(applying, key=lambda each: WORST_FIRST.index(each.state))
    return Answer(
        worst.state, tuple(dict.fromkeys(problem for each in applying for problem in each.problems)), worst.reason
    )


def _weight_then_place(finding: Finding) -> tuple[int, Location, str, bool, str]:
    return -finding.level, finding.problem.at, finding.problem.what, bool(finding.weight), finding.id
