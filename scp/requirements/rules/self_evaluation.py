"""Self-evaluation on the review of 2019, recommendations, and the evidence that inspectors ask for (ss.54-56)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scp.model.engagement import DevelopmentLog
from scp.model.governance import BoardMembers, BoardSeat, Committees
from scp.model.plan import Plan
from scp.model.self_evaluation import (
    AuditRecommendations,
    Covered,
    Evaluation,
    ImprovementSupport,
    InspectionEvidence,
    Purpose,
    RecommendationSource,
    RecommendationStatus,
    SelfEvaluation,
    Topic,
    TopicReadings,
    Voice,
)
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.reference import catalogue
from scp.requirements.days import MEND, done_by, stage_day, why_not
from scp.requirements.generic import covers, each_has, fields_present, how_to_add, path_of, place_of, record_present
from scp.requirements.registry import Judge, Settled, When, Where, rule
from scp.requirements.words import fill_in, listed

# inspection


@rule("act-54-56-inspection", where=(InspectionEvidence,))
def inspectors_find_their_evidence(plan: Plan, when: When) -> Iterator[Problem]:
    """For each purpose of an inspection there are places of the plan that answer it, with their date."""
    entries = plan.of(InspectionEvidence).evidence
    yield from covers(
        {each.value: f"Inspection, {each.words}" for each in Purpose},
        [each.purpose.value for each in entries],
        place_of(plan, InspectionEvidence),
        "no evidence is listed",
        lambda id: (
            f"Add to {path_of(InspectionEvidence)}: `- {{id: {id}, title: …, purpose: {id}, places: [priorities.yaml], "
            f"date: {when.day}, principles: [principle-i], outcomes: [1]}}`."
        ),
    )
    for each in entries:
        yield from fields_present(
            each, f"Evidence '{each.id}'", {"places": "which places of the plan show it", "date": "of what day it is"}
        )
        if each.date and (why := why_not(plan, when, each.date)):
            yield Problem(each.at_key("date"), f"Evidence '{each.id}' is of {in_words(each.date)}, {why}", MEND)
        if not each.outcomes and not each.principles:
            yield Problem(
                each.at,
                f"Evidence '{each.id}' is set against no delivery principle and no national outcome",
                fill_in(each, "outcomes: [1, 9]", "principles: [principle-x]"),
            )


# the overview of 2016


@rule("overview-2016-topics", where=(TopicReadings,))
def plan_is_read_by_topic(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the twelve topics has a row with the plan's places and a judgement."""
    rows = plan.of(TopicReadings).topics
    yield from covers(
        {each.value: each.words.capitalize() for each in Topic},
        [each.topic.value for each in rows],
        place_of(plan, TopicReadings),
        "the plan has not been read for this topic",
        lambda id: (
            f"Add to {path_of(TopicReadings)}: `- {{id: {id}, topic: {id}, places: [narrative/080-priorities.md], "
            "judgement: …}`."
        ),
    )
    yield from each_has(
        rows,
        lambda each: f"Topic {each.topic.words}",
        {"places": "where the plan deals with it", "judgement": "how well it does"},
    )


# the 25 proposals


def _bodies(plan: Plan) -> dict[str, str]:
    """The bodies that each evaluate themselves: the partners and, where it is a body of its own, the authority."""
    bodies = {each.code: each.name for each in plan.record.partners.bodies}
    if not plan.record.model.is_lead_agency:
        bodies[plan.record.authority.code] = plan.record.authority.name
    return bodies


def _evaluation(plan: Plan, proposal: str) -> Evaluation | None:
    return next((each for each in plan.of(SelfEvaluation).evaluations if each.proposal == proposal), None)


def _evaluated(plan: Plan, when: When, proposal: catalogue.ReviewProposal, *voices: Voice) -> Iterator[Problem]:
    """Problems where one proposal has no grade by each body, agreed grade, evidence, action, owner and day; no *voices*."""
    found = _evaluation(plan, proposal.id)
    if found is None:
        yield Problem(
            place_of(plan, SelfEvaluation),
            f"Proposal {proposal.number} of the review of 2019 has not been evaluated: {proposal.title}",
            "Let each body grade itself, agree on a grade and an action, and write it down: scplan add evaluation "
            f'"Proposal {proposal.id}" proposal={proposal.id}',
        )
        return
    yield from fields_present(
        found,
        f"Proposal {proposal.number}",
        {
            "agreed_grade": "on which grade the bodies agreed",
            "agreed": "when they agreed",
            "evidence": "what shows it",
            "action": "what will be done to improve",
            "owner": "who answers for that",
            "due": "by when",
        },
    )
    yield from _graded(plan, when, found, proposal.number)
    if found.due and found.due < when.day and not done_by(plan, when, found.done):
        yield Problem(
            found.at_key("due"),
            f"Proposal {proposal.number}: what was due on {in_words(found.due)} is not recorded as done",
            "Write `done:` with its day, or agree on a new day and say why in the action.",
            note=True,
        )
    heard = {each.of for each in found.own_views if each.view and each.given_by and done_by(plan, when, each.date)}
    silent = [each for each in voices if each not in heard]
    if silent:
        yield Problem(
            found.at_key("own_views"),
            f"Proposal {proposal.number}: nothing says how {listed(each.words for each in silent)} "
            f"{'sees' if len(silent) == 1 else 'see'} it",
            "Ask, and write beside the grade: `own_views: [{of: "
            f"{silent[0].value}, given_by: …, date: {when.day}, view: …}}]`.",
        )


def _graded(plan: Plan, when: When, found: Evaluation, number: str) -> Iterator[Problem]:
    """Problems where a body has no signed grade of its own, or signed one after they all agreed."""
    bodies = _bodies(plan)
    signed = {each.body for each in found.ratings if each.grade and each.signed_by and done_by(plan, when, each.date)}
    missing = [name for code, name in bodies.items() if code not in signed]
    if missing:
        yield Problem(
            found.at_key("ratings"),
            f"Proposal {number}: {listed(missing)} {'has' if len(missing) == 1 else 'have'} not signed a grade",
            f"Write under `ratings:`: `- {{body: {next(code for code in bodies if code not in signed)}, grade: partly, "
            f"signed_by: Chief executive, date: {when.day}}}`.",
        )
    for each in found.ratings:
        if each.body not in bodies and each.body != plan.record.authority.code:
            yield Problem(
                each.at_key("body"),
                f"Proposal {number}: '{each.body}' is neither a partner of this plan nor its authority",
                f"Write one of {listed(bodies)}.",
            )
        elif each.date and found.agreed and each.date > found.agreed:
            yield Problem(
                each.at_key("date"),
                f"Proposal {number}: {bodies.get(each.body, each.body)} signed its grade on {in_words(each.date)}, after all had agreed "
                f"({in_words(found.agreed)})",
                "Each body grades itself first: correct one of the two days.",
            )


VOICES: dict[str, tuple[Voice, ...]] = {
    "msg-1-i-leadership": (),
    "msg-1-ii-relationships": (),
    "msg-1-iii-third-independent-sectors": (Voice.THIRD_SECTOR, Voice.INDEPENDENT),
    "msg-3-i-chief-officer-support": (Voice.CHIEF_OFFICER,),
    "msg-3-iv-strategic-planning-capacity": (),
    "msg-4-ii-streamlined-accountability": (),
    "msg-4-iii-chairs-and-inclusion": (Voice.CHAIR,),
    "msg-4-v-clinical-care-governance": (Voice.CLINICAL_LEAD, Voice.SOCIAL_WORK),
    "msg-6-ii-working-with-people": (Voice.CARERS, Voice.USERS),
}
"""The proposals that are answered by evaluating them, and whose own view stands beside the grade."""

Extra = Callable[[Plan, When], Iterator[Problem]]


def _shared_development(plan: Plan, when: When) -> Iterator[Problem]:
    """Of leadership: something was done to learn together."""
    if not any(done_by(plan, when, each.date) for each in plan.of(DevelopmentLog).activities):
        yield Problem(
            place_of(plan, DevelopmentLog),
            "Nothing is recorded by which leaders learnt together",
            how_to_add(DevelopmentLog),
        )


def _before_the_cycle(plan: Plan, when: When) -> Iterator[Problem]:
    """Of planning capacity: it was looked at before the plan was begun."""
    found = _evaluation(plan, "3-iv")
    day = stage_day(plan, Stage.PROPOSALS, when)
    if found and found.agreed and found.agreed > day:
        yield Problem(
            found.at_key("agreed"),
            f"Proposal 3(iv): planning capacity was agreed on {in_words(found.agreed)}, after the proposals "
            f"({in_words(day)})",
            "It is looked at before a new plan is begun. Correct the day if it is wrong.",
        )


def _committees_are_mapped(plan: Plan, when: When) -> Iterator[Problem]:
    """Of accountability: who decides what and who reports to whom is mapped for each body, and gone through."""
    committees = plan.of(Committees).committees
    bodies = _bodies(plan)
    yield from covers(
        bodies,
        [each.body for each in committees if each.body],
        place_of(plan, Committees),
        "no committee is on the map of who decides what",
        lambda code: (
            f"Add to {path_of(Committees)}: `- {{id: …, title: …, body: {code}, does: decides, decides: …, reports: "
            "[…], streamlined: …}`."
        ),
    )
    yield from each_has(
        committees,
        lambda each: str(each.title),
        {
            "body": "to which body it belongs",
            "does": "whether it decides, advises or scrutinises",
            "decides": "on what",
            "reports": "which reports come to it",
            "streamlined": "what was done so that nothing is looked at twice",
        },
    )
    above = {each.id: each.reports_to for each in committees}
    for each in committees:
        seen = {each.id}
        step = each.reports_to
        while step and step not in seen:
            seen.add(step)
            step = above.get(step)
        if step == each.id:
            yield Problem(
                each.at_key("reports_to"),
                f"{each.title} reports, by way of others, to itself",
                "Correct `reports_to:`; the committee at the top of a body reports to none.",
            )


def _board_goes_beyond(plan: Plan, when: When) -> Iterator[Problem]:
    """Of chairs and inclusion: the independent sector and housing sit on the Board too."""
    if plan.record.model.is_lead_agency:
        return
    held = {each.seat for each in plan.of(BoardMembers).members if each.is_held(when.day)}
    missing = [each for each in (BoardSeat.INDEPENDENT, BoardSeat.HOUSING) if each not in held]
    if missing:
        yield Problem(
            place_of(plan, BoardMembers),
            f"Nobody on the Board is marked as a member for {listed(each.words for each in missing)}",
            f"Add the member: `- {{id: {missing[0].value}, seat: {missing[0].value}, holder: …, start: {when.day}}}`.",
        )


EXTRAS: dict[str, Extra] = {
    "msg-1-i-leadership": _shared_development,
    "msg-3-iv-strategic-planning-capacity": _before_the_cycle,
    "msg-4-ii-streamlined-accountability": _committees_are_mapped,
    "msg-4-iii-chairs-and-inclusion": _board_goes_beyond,
}
"""What a proposal asks besides the evaluation."""
ELSEWHERE: dict[str, Where] = {
    "msg-1-i-leadership": DevelopmentLog,
    "msg-4-ii-streamlined-accountability": Committees,
    "msg-4-iii-chairs-and-inclusion": BoardMembers,
}
"""Where else than with the evaluation that is kept."""


def _judge(proposal: catalogue.ReviewProposal) -> Judge:
    def judge(plan: Plan, when: When) -> Iterator[Problem]:
        yield from _evaluated(plan, when, proposal, *VOICES[proposal.requirement])
        extra = EXTRAS.get(proposal.requirement)
        if extra:
            yield from extra(plan, when)

    return judge


for _proposal in catalogue.review_proposals():
    if _proposal.requirement in VOICES:
        _kept = [ELSEWHERE[_proposal.requirement]] if _proposal.requirement in ELSEWHERE else []
        rule(_proposal.requirement, where=(SelfEvaluation, *_kept))(_judge(_proposal))


@rule("msg-expect-self-evaluation", where=(SelfEvaluation,))
def all_proposals_are_evaluated(plan: Plan, when: When) -> Iterator[Problem]:
    """All 25 proposals have a grade of each body, an agreed grade, an action and a day."""
    proposals = {each.id: each for each in catalogue.review_proposals()}
    found = plan.of(SelfEvaluation).evaluations
    yield from covers(
        {each.id: f"Proposal {each.number}" for each in proposals.values()},
        [each.proposal for each in found],
        place_of(plan, SelfEvaluation),
        "not evaluated",
        lambda id: f"Evaluate each and add it to {path_of(SelfEvaluation)}: `- {{id: {id}, proposal: {id}, …}}`.",
    )
    for each in found:
        number = proposals[each.proposal].number
        yield from fields_present(
            each,
            f"Proposal {number}",
            {
                "agreed_grade": "on which grade the bodies agreed",
                "action": "what will be done to improve",
                "due": "by when",
            },
        )
        yield from _graded(plan, when, each, number)
        if each.agreed and (why := why_not(plan, when, each.agreed)):
            yield Problem(each.at_key("agreed"), f"Proposal {number}: agreed on {in_words(each.agreed)}, {why}", MEND)


@rule("msg-3-ii-strategic-inspection", where=(InspectionEvidence,))
def evidence_shows_the_whole_partnership(plan: Plan, when: When) -> Iterator[Problem]:
    """The evidence shows the part of each partner, those outside the public sector too, and every outcome."""
    entries = plan.of(InspectionEvidence).evidence
    yield from record_present(plan, InspectionEvidence, entries, "No evidence for inspection is listed")
    if not entries:
        return
    shown = {body for each in entries for body in each.bodies}
    missing = [each for each in Covered if each not in shown]
    if missing:
        yield Problem(
            place_of(plan, InspectionEvidence),
            f"No evidence for inspection shows the part of {listed(each.words for each in missing)}",
            f"Add to an entry that does: `bodies: [{missing[0].value}]`, or add an entry.",
        )
    outcomes = {number for each in entries for number in each.outcomes}
    left = [str(number) for number in range(1, 10) if number not in outcomes]
    if left:
        yield Problem(
            place_of(plan, InspectionEvidence),
            f"No evidence for inspection is about national outcome{'s' if len(left) > 1 else ''} {listed(left, 9)}",
            f"Add to an entry that is: `outcomes: [{left[0]}]`, or add an entry.",
        )


@rule("msg-3-iii-improvement-support", where=(ImprovementSupport,))
def help_to_improve_is_asked_for(plan: Plan, when: When) -> Iterator[Problem]:
    """Help to improve that was asked of national bodies, and what came of it, is on record."""
    support = plan.of(ImprovementSupport)
    if not support.requests and support.none_because:
        raise Settled(f"no help was asked for: {support.none_because}")
    yield from record_present(
        plan, ImprovementSupport, support.requests, "No help to improve was asked for, as far as is recorded"
    )
    for each in support.requests:
        yield from fields_present(each, each.title, {"body": "which body was asked", "asked": "when"})
        if each.asked and (why := why_not(plan, when, each.asked)):
            yield Problem(each.at_key("asked"), f"{each.title}: asked for on {in_words(each.asked)}, {why}", MEND)
        if each.asked and each.received and each.received < each.asked:
            yield Problem(
                each.at_key("received"),
                f"{each.title}: given on {in_words(each.received)}, before it was asked for ({in_words(each.asked)})",
                "Correct one of the two days.",
            )
        if each.received and each.answer is None:
            yield from fields_present(each, each.title, {"answer": "what came of it"})


@rule("msg-audit-scotland-recommendations", where=(AuditRecommendations,))
def recommendations_are_acted_on(plan: Plan, when: When) -> Iterator[Problem]:
    """The recommendations of Audit Scotland's report of 2018 are listed, each with what is done and how far it is."""
    recommendations = plan.of(AuditRecommendations).recommendations
    ours = [each for each in recommendations if each.source is RecommendationSource.AUDIT_SCOTLAND_2018]
    yield from record_present(
        plan,
        AuditRecommendations,
        ours,
        "No recommendation of Audit Scotland's report on integration (November 2018) is listed",
        f"Copy each from the report into {path_of(AuditRecommendations)} with `source: audit-scotland-2018`, what is "
        "done about it, its owner and how far it is.",
    )
    for each in recommendations:
        name = f"Recommendation '{each.id}'"
        yield from fields_present(each, name, {"status": "how far it is"})
        if each.status is RecommendationStatus.NOT_FOR_US:
            yield from fields_present(each, name, {"reason": "why it is not for this authority"})
            continue
        yield from fields_present(each, name, {"action": "what is done about it", "owner": "who answers for it"})
        if each.status is RecommendationStatus.DONE:
            yield from fields_present(each, name, {"done": "when it was done"})
        elif each.status and each.due is None:
            yield from fields_present(each, name, {"due": "by when it will be done"})
        elif each.status and each.due and each.due < when.day:
            yield Problem(
                each.at_key("due"),
                f"{name} was due on {in_words(each.due)} and is not done",
                "Write `status: done` and `done:` with its day, or agree on a new day.",
            )
