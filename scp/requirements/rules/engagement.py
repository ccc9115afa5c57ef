"""Talking with people throughout, and answering others' consultations (2015 guidance paras 2.2, 4.2; Annex A (f))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from scp.model.consultation import Round
from scp.model.engagement import Engagement, EngagementLog, Phase, Response, Responses
from scp.model.governance import BoardPapers
from scp.model.plan import Plan
from scp.model.stage import MADE, Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import MEND, done_by, reached_on, why_not
from scp.requirements.generic import fields_present, how_to_add, path_of, place_of, record_present
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.rules.review import under_review
from scp.requirements.words import each_or_one, fill_in, listed

YEAR = timedelta(days=365)


def _entries(plan: Plan) -> tuple[Engagement, ...]:
    return plan.of(EngagementLog).entries


def _happened(plan: Plan, when: When) -> list[Engagement]:
    """The entries of the log whose day counts."""
    return [each for each in _entries(plan) if done_by(plan, when, each.date)]


@rule("guidance-2015-2-2-stakeholders-throughout", where=(EngagementLog,))
def people_take_part_throughout(plan: Plan, when: When) -> Iterator[Problem]:
    """The log has entries of preparation, of publication once that has come, and of the review once there is one."""
    yield from record_present(plan, EngagementLog, _entries(plan), "No talking with people is recorded")
    for each in _entries(plan):
        yield from fields_present(
            each,
            each.title,
            {"date": "when it was", "phase": "whether it was preparation, publication, delivery or review"},
        )
        if each.date and (why := why_not(plan, when, each.date)):
            yield Problem(each.at_key("date"), f"{each.title}: {in_words(each.date)} is {why}", MEND)
    if not _entries(plan):
        return
    phases = [
        Phase.PREPARATION,
        *([Phase.PUBLICATION] if when.stage > Stage.PUBLISHED else []),
        *([Phase.REVIEW] if when.stage is Stage.REVIEW and under_review(plan) else []),
    ]
    for phase in phases:
        found = [each for each in _happened(plan, when) if each.phase is phase]
        astray = [each for each in found if each.date and _astray(plan, when, phase, each.date)]
        if not found:
            yield Problem(
                place_of(plan, EngagementLog),
                f"No talking with people is recorded for the {phase.value} of the plan",
                f"Record it in {path_of(EngagementLog)} with its day and `phase: {phase.value}`.",
            )
        elif len(astray) == len(found):
            yield Problem(
                astray[0].at_key("date"),
                f"{astray[0].title}: {in_words(astray[0].date or when.day)} is "
                f"{_astray(plan, when, phase, astray[0].date or when.day)}, so that nothing is recorded for the "
                f"{phase.value} of the plan",
                "Correct the day or the phase, or record what was done then.",
            )


def _astray(plan: Plan, when: When, phase: Phase, day: date) -> str:
    """Why *day* is no day of *phase*; nothing where it is one."""
    final = reached_on(plan, Stage.FINAL, when)
    review = under_review(plan)
    if phase is Phase.PREPARATION and final and day > final:
        return f"after the plan was made final ({in_words(final)})"
    if phase is Phase.PUBLICATION and final and day < final:
        return f"before the plan was made final ({in_words(final)})"
    if phase is Phase.REVIEW and review and review.opened and day < review.opened:
        return f"before the review began ({in_words(review.opened)})"
    return ""


@rule("guidance-2015-4-2-transparent-dialogue", where=(EngagementLog, "consultation/"))
def dialogue_is_open_and_goes_on(plan: Plan, when: When) -> Iterator[Problem]:
    """Each draft and what was said of it is public or has a reason, and people were talked with between the rounds."""
    days = [each.date for each in _happened(plan, when) if each.date]
    if not days:
        yield Problem(
            place_of(plan, EngagementLog),
            "No talking with people outside the rounds on the drafts is recorded",
            how_to_add(EngagementLog),
        )
        return
    rounds = [found for stage in MADE if stage < when.stage and (found := plan.round(stage))]
    closed = [each for each in rounds if each.stage.next and each.stage.next < when.stage]
    hidden = [_hidden(each, "draft", f"the {each.stage.words}") for each in rounds if _is_hidden(each, "draft")]
    hidden += [
        _hidden(each, "responses", f"the views on the {each.stage.words}, with the answers,")
        for each in closed
        if _is_hidden(each, "responses")
    ]
    yield from each_or_one(
        hidden,
        lambda: Problem(
            hidden[0].at,
            f"Nothing says of {len(hidden)} drafts and sets of views whether they were made public",
            "Write in each round `draft_published:` and `responses_published:` with the day, or "
            "`draft_not_published:` and `responses_not_published:` with the reason.",
        ),
    )
    for before, after in pairwise(rounds):
        begin, end = before.closes or before.opened, after.opened
        if begin and end and begin < end and not any(begin < day < end for day in days):
            yield Problem(
                place_of(plan, EngagementLog),
                f"Nobody was talked with between the rounds on the {before.stage.words} and on the {after.stage.words} "
                f"({in_words(begin)} to {in_words(end)}), as far as is recorded",
                how_to_add(EngagementLog),
            )


def _is_hidden(round: Round, what: str) -> bool:
    return getattr(round, f"{what}_published") is None and getattr(round, f"{what}_not_published") is None


def _hidden(round: Round, what: str, words: str) -> Problem:
    return Problem(
        round.at,
        f"Nothing says whether {words} {'was' if what == 'draft' and round.stage is not Stage.PROPOSALS else 'were'} made "
        "public",
        f"Write the day, `{what}_published:`, or the reason, `{what}_not_published:`.",
    )


@rule("guidance-2015-a-f-not-a-conclusion", where=(EngagementLog,))
def options_are_discussed_before_they_are_scored(plan: Plan, when: When) -> Iterator[Problem]:
    """Options went to people before anybody scored them: from the first draft on, those of one appraisal at least."""
    given = [(each, options) for each in _entries(plan) for options in each.options]
    for each, options in given:
        if not options.options or options.scored is None:
            yield from fields_present(
                options,
                f"{each.title}, appraisal {options.appraisal}",
                {"options": "which options people saw", "scored": "when they were scored"},
            )
        elif each.date and each.date >= options.scored:
            yield Problem(
                each.at_key("date"),
                f"{each.title}: the options of {options.appraisal} were discussed on {in_words(each.date)}, and scored "
                f"on {in_words(options.scored)}: people were handed a conclusion",
                "Talk options through before scoring, and score again where that was not done; correct a day that is "
                "wrong.",
            )
    counted = [each for each, _ in given if done_by(plan, when, each.date)]
    if when.stage >= Stage.DRAFT_1 and not counted:
        yield Problem(
            place_of(plan, EngagementLog),
            "No options are recorded as talked through with people before they were scored",
            f"In {path_of(EngagementLog)}, add to the entry: `options: [{{appraisal: day-services, options: [Keep five, "
            "Keep three], scored: 2026-05-19}]`.",
        )


@rule("msg-6-i-community-engagement", where=(EngagementLog, "consultation/"))
def people_are_talked_with_all_the_time(plan: Plan, when: When) -> Iterator[Problem]:
    """Within the last year people were talked with outside every formal round."""
    windows = [(each.opened, each.closes or each.opened) for each in plan.rounds if each.opened]
    outside = [
        each
        for each in _happened(plan, when)
        if each.date and not any(opened <= each.date <= closes for opened, closes in windows if closes)
    ]
    if not any(each.date and each.date >= when.day - YEAR for each in outside):
        last = max((each.date for each in outside if each.date), default=None)
        yield Problem(
            place_of(plan, EngagementLog),
            f"Nobody has been talked with outside a formal round since {in_words(last)}, as far as is recorded"
            if last
            else "Nobody was talked with outside the formal rounds, as far as is recorded",
            "It goes on all the time, and not only when something is to change. " + how_to_add(EngagementLog),
        )


# responses to others' consultations


def _responses(plan: Plan) -> tuple[Response, ...]:
    found = plan.of(Responses).responses
    if not found:
        raise NotApplicable("the authority has recorded no response to another body's consultation")
    return found


@rule("response-2012-question-document", where=(Responses,))
def each_question_is_answered_in_order(plan: Plan, when: When) -> Iterator[Problem]:
    """General comments come first, and each numbered question has its answer, in order."""
    for each in _responses(plan):
        if not each.questions:
            yield Problem(
                each.at_key("questions"),
                f"Response '{each.id}': the questions asked are not listed",
                "Copy them: `questions: [{number: 1, question: …}]`.",
            )
        answered = [answer.number for answer in each.answers if answer.answer]
        missing = [question.number for question in each.questions if question.number not in answered]
        if missing:
            yield Problem(
                each.at_key("answers"),
                f"Response '{each.id}': no answer to question {listed(map(str, missing), 30)}",
                f"Add under `answers:`: `- {{number: {missing[0]}, answer: …}}`.",
            )
        unknown = [number for number in answered if number not in {question.number for question in each.questions}]
        if each.questions and unknown:
            yield Problem(
                next(answer.at for answer in each.answers if answer.number == unknown[0]),
                f"Response '{each.id}' answers question {unknown[0]}, which was not asked",
                "Correct its number, or add the question.",
            )
        if answered != sorted(answered):
            first = next(number for number, after in pairwise(answered) if after < number)
            yield Problem(
                next(answer.at for answer in each.answers if answer.number == first),
                f"Response '{each.id}': the answers are not in the order of the questions",
                f"Put the answer to question {first} in its place.",
            )
        if not any(part.comments for part in each.parts):
            yield Problem(
                each.at_key("parts"),
                f"Response '{each.id}' has no general comments before its answers",
                "Add the part: `- {id: general, title: General comments, on_behalf_of: […], comments: …}`.",
            )


@rule("response-2012-joint-and-own-views", where=(Responses,))
def each_part_says_whose_view_it_is(plan: Plan, when: When) -> Iterator[Problem]:
    """Each part of a response names the bodies whose view it is, and the day on which each agreed to it."""
    for each in _responses(plan):
        if not each.parts:
            yield Problem(
                each.at_key("parts"),
                f"Response '{each.id}' does not say whose view it is",
                "Write `parts: [{id: joint, title: Answers, on_behalf_of: [The Board, The council]}]`.",
            )
        ids = {part.id for part in each.parts}
        for answer in each.answers:
            if answer.part is None or answer.part not in ids:
                yield Problem(
                    answer.at_key("part"),
                    f"Response '{each.id}', answer to question {answer.number}: "
                    + (
                        f"there is no part '{answer.part}'"
                        if answer.part
                        else "it does not say to which part it belongs"
                    ),
                    f"Write `part:` with one of {listed(sorted(ids))}.",
                )
        for part in each.parts:
            silent = [body for body in part.on_behalf_of if body not in part.agreed]
            late = [body for body, day in part.agreed.items() if each.sent and day > each.sent]
            if not part.on_behalf_of:
                yield Problem(
                    part.at_key("on_behalf_of"),
                    f"Response '{each.id}', {part.title}: nothing says on whose behalf it is made",
                    f"Name each body: `on_behalf_of: [{plan.record.authority.name}]`.",
                )
            elif silent:
                yield Problem(
                    part.at_key("agreed"),
                    f"Response '{each.id}', {part.title}: nothing says when {listed(silent)} agreed to it",
                    f"Write under `agreed:` the body and the day, for example `{silent[0]}: {each.sent or when.day}`.",
                )
            elif late:
                yield Problem(
                    part.at_key("agreed"),
                    f"Response '{each.id}', {part.title}: {late[0]} agreed to it after it was sent",
                    "Correct one of the two days.",
                )


@rule("response-2012-how-prepared", where=(Responses,))
def response_says_how_it_was_prepared(plan: Plan, when: When) -> Iterator[Problem]:
    """Who was talked to and what was taken note of is on record, for the response and its cover report."""
    for each in _responses(plan):
        yield from fields_present(
            each,
            f"Response '{each.id}'",
            {"preparation": "who was talked to in preparing it", "noted": "what was taken note of"},
        )
        for talk in each.preparation:
            yield from fields_present(
                talk, f"Response '{each.id}', {talk.with_whom}", {"date": "when", "about": "what came of it"}
            )


@rule("response-2012-deadline", where=(Responses, BoardPapers))
def response_is_approved_in_time(plan: Plan, when: When) -> Iterator[Problem]:
    """The meeting that approves a response comes before the last day for it."""
    papers = {each.id: each for each in plan.of(BoardPapers).papers}
    for each in _responses(plan):
        paper = papers.get(each.paper or "")
        meeting = paper.meeting if paper else each.approved
        if each.closes is None or meeting is None:
            yield from fields_present(each, f"Response '{each.id}'", {"closes": "the last day for it"})
            if meeting is None:
                yield Problem(
                    each.at_key("paper"),
                    f"Response '{each.id}': nothing says when it is approved",
                    fill_in(each, "paper: response-to-neighbour", "approved: 2026-06-18"),
                )
        elif meeting >= each.closes:
            yield Problem(
                paper.at_key("meeting") if paper else each.at_key("approved"),
                f"Response '{each.id}' is approved on {in_words(meeting)}, and the last day for it is "
                f"{in_words(each.closes)}: nothing could still be changed",
                "Take it to an earlier meeting, have it approved under delegated powers, or ask for more time.",
            )
