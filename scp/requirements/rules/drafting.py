"""From proposals through two drafts to the final plan (s.33; SSI 2014/283)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from scp.model.authority import Body, Model
from scp.model.consultation import Asked, Consultees, Effect, Round, View
from scp.model.plan import Plan
from scp.model.responses import Outcome
from scp.model.stage import Stage, Stages, next_number, stage_name, standing
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference import lists
from scp.requirements.days import MEND, done_by, stage_day, why_not
from scp.requirements.registry import Settled, When, rule
from scp.requirements.rules.first_plan import only_for_a_replacement
from scp.requirements.words import count, each_or_one, fill_in, listed, made, write_it

PROPOSALS = "narrative/005-proposals.md"


def round_file(plan: Plan, stage: Stage) -> Location:
    """Where the round of asking about *stage* is written: as it stands, or as it is reached next."""
    record = plan.reached(stage)
    number = record.number if record else next_number(plan.stages.stages, stage)
    return Location(f"consultation/{stage_name(stage, number)}/round.yaml")


@rule("act-33-2-a-proposals", where=("role:proposals",))
def proposals_are_written(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a text of what the plan should contain."""
    proposals = plan.role("proposals")
    mend = "Say what the plan should cover and how it should be arranged; the planning group gives its views on it."
    if proposals is None:
        yield Problem(
            Location(PROPOSALS),
            "There are no proposals for what the plan should contain",
            f"Write them in {PROPOSALS}, with `role: proposals` at its head. {mend}",
        )
    elif not proposals.section.is_written:
        yield Problem(
            proposals.section.at,
            "The proposals for what the plan should contain are not written yet",
            write_it(proposals.section, mend),
        )


@rule("act-33-2-b-group-views-on-proposals", where=("consultation/proposals/round.yaml",))
def group_asked_about_proposals(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group was asked for its views on the proposals."""
    yield from _group_was_asked(plan, when, Stage.PROPOSALS)


@rule("act-33-3-b-group-views-on-first-draft", where=("consultation/draft-1/round.yaml",))
def group_asked_about_first_draft(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group was asked for its views on the first draft."""
    yield from _group_was_asked(plan, when, Stage.DRAFT_1)


def _group_was_asked(plan: Plan, when: When, stage: Stage) -> Iterator[Problem]:
    words = f"the {stage.words}"
    round = plan.round(stage)
    if round is None or (round.opened is None and not round.asked and not round.views):
        yield Problem(
            round_file(plan, stage),
            f"The planning group has not been asked for its views on {words}",
            f"Ask it, and write there the day (`opened: {when.day}`), each seat asked "
            f"(`{_asked_example(plan, when.day)}`) and each view with its answer (`views:`).",
        )
        return
    if round.opened is None:
        yield Problem(
            round.at_key("opened"),
            f"Nothing says when the planning group was asked for its views on {words}",
            fill_in(round, f"opened: {when.day}"),
        )
    elif why := why_not(plan, when, round.opened, stage):
        yield Problem(
            round.at_key("opened"),
            f"Views of the planning group on {words} are asked for on {in_words(round.opened)}, {why}",
            MEND,
        )
    yield from _sent_to_members(plan, when, round)
    yield from _silence(plan, when, round)


def _sent_to_members(plan: Plan, when: When, round: Round) -> Iterator[Problem]:
    """Problems where somebody who sat in the planning group when views were asked for was not sent the document."""
    words, day = f"the {round.stage.words}", round.opened
    told = _seats(plan, when, round, "sent", "no_views")
    sitting = [each for each in plan.planning_group.members if day and each.is_held(day)]
    wrong = {
        each.seat: each
        for each in round.asked
        if each.sent and each.seat not in told and (not day or each.seat in {seat.id for seat in sitting})
        if why_not(plan, when, each.sent, round.stage)
    }
    problems = [
        Problem(
            each.at_key("sent"),
            f"{seat}: sent {words} on {in_words(each.sent)}, {why_not(plan, when, each.sent, round.stage)}",
            MEND,
        )
        for seat, each in wrong.items()
        if each.sent
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{len(wrong)} members of the planning group are down as sent {words} on days that do not count; the "
            f"first, {problems[0].what}",
            MEND,
        ),
    )
    left = [each for each in sitting if each.id not in told and each.id not in wrong]
    if not told and not wrong:
        yield Problem(
            round.at_key("asked"),
            f"No member of the planning group was sent {words}, as far as is recorded",
            _how_to_say_who_was_asked(plan, round, day or when.day),
        )
    elif left and day:
        yield Problem(
            round.at_key("asked"),
            f"{listed((each.id for each in left), 12)}: in the planning group on {in_words(day)} and not sent {words}",
            f"Send it to them too, and add each: `- {{seat: {left[0].id}, sent: {day}, how: e-mail}}`.",
        )


def _seats_to_ask(plan: Plan, day: date) -> list[str]:
    """The ids of up to two seats that somebody holds on *day*, or is to hold; of any seats where nobody does."""
    members = plan.planning_group.members
    held = [each for each in members if each.is_held(day)] or [each for each in members if each.holder]
    return [each.id for each in (held or members)[:2]]


def _asked_example(plan: Plan, day: date) -> str:
    entries = [f"{{seat: {id}, sent: {day}, how: e-mail}}" for id in _seats_to_ask(plan, day)]
    return f"asked: [{', '.join(entries) or f'{{seat: …, sent: {day}, how: e-mail}}'}]"


def _how_to_say_who_was_asked(plan: Plan, round: Round, day: date) -> str:
    """How to record the members that were asked, where no entry says it or the entries have no day."""
    own = {each.id for each in plan.planning_group.members}
    blank = [each for each in round.asked if each.seat in own and each.sent is None]
    if not blank:
        if round.asked:
            seat = next(iter(_seats_to_ask(plan, day)), "…")
            return f"Add each seat under `asked:`, for example: `- {{seat: {seat}, sent: {day}, how: e-mail}}`."
        return fill_in(round, _asked_example(plan, day))
    likely = next((each for each in blank if each.seat in _seats_to_ask(plan, day)), blank[0])
    return (
        f"Fill in `sent:` and `how:` of each seat that was asked, first '{likely.seat}', for example `sent: {day}` and "
        "`how: e-mail`; take out the seats that nobody held."
    )


def _silence(plan: Plan, when: When, round: Round) -> Iterator[Problem]:
    """A problem where members were sent the document and neither views nor the want of them are recorded."""
    silent = _seats(plan, when, round, "sent") - _seats(plan, when, round, "no_views")
    views = [each for each in round.views if each.date is None or done_by(plan, when, each.date, round.stage)]
    if silent and not views and round.no_views_reason is None:
        other = bool(round.views) or any(each.no_views for each in round.asked if each.seat in silent)
        yield Problem(
            round.at_key("views"),
            f"No view of the planning group on the {round.stage.words} is recorded"
            + (", but for days that are still to come or came too soon" if other else ""),
            f"{'Add each under `views:`, for example: `- ' if round.views else 'Write each: `views: ['}"
            f"{{id: v{len(round.views) + 1}, source: {next(iter(_seats_to_ask(plan, when.day)), '…')}, "
            f'date: {when.day}, view: "…", answer: "…", effect: changed}}'
            f"{'' if round.views else ']'}`. "
            "Who had none: `no_views:` with the day, beside the seat; if nobody had: `no_views_reason:`.",
        )


def _seats(plan: Plan, when: When, round: Round, *keys: str) -> set[str]:
    """The seats of *round* with a day that counts under one of *keys*; one that was vacant all the time is left out."""
    seats = {each.id: each for each in plan.planning_group.members}
    days = [(seats[each.seat], getattr(each, key)) for each in round.asked for key in keys if each.seat in seats]
    return {
        seat.id
        for seat, day in days
        if done_by(plan, when, day, round.stage)
        and (seat.is_held(day) or (round.opened and seat.is_held(round.opened)))
    }


@rule(
    "act-33-3-a-first-draft-takes-account",
    signs="the first draft takes account of the planning group's views on the proposals",
    where=("consultation/proposals/round.yaml",),
)
def first_draft_answers_views(plan: Plan, when: When) -> Iterator[Problem]:
    """Each view on the proposals has an answer and an effect."""
    for round in plan.rounds_on(Stage.PROPOSALS):
        yield from _unanswered(round, "the planning group's", "on the proposals")
        yield from open_replies(plan, round)
    _nobody_had_a_view(plan, Stage.PROPOSALS)


@rule(
    "act-33-4-a-second-draft-takes-account",
    signs="the second draft takes account of the planning group's views on the first draft",
    where=("consultation/draft-1/round.yaml",),
)
def second_draft_answers_views(plan: Plan, when: When) -> Iterator[Problem]:
    """Each view on the first draft has an answer and an effect."""
    for round in plan.rounds_on(Stage.DRAFT_1):
        yield from _unanswered(round, "the planning group's", "on the first draft")
        yield from open_replies(plan, round)
    _nobody_had_a_view(plan, Stage.DRAFT_1)


@rule(
    "act-33-7-finalising-takes-account",
    signs="the views on the second draft were taken into account in the final plan",
    where=("consultation/draft-2/round.yaml", "consultation/draft-2/themes.yaml"),
)
def final_plan_answers_views(plan: Plan, when: When) -> Iterator[Problem]:
    """Each view on the second draft has a theme, an answer and an effect, and says what it changed; each response is
    in a theme, and each theme decided."""
    round = plan.round(Stage.DRAFT_2)
    if round is None:
        return
    if not round.views and not _responses(plan, Stage.DRAFT_2) and round.no_views_reason is None:
        yield Problem(
            round.at_key("views"),
            "No view on the second draft is recorded, and nothing says what was done to get any",
            "Write each view with its answer under `views:`, or `no_views_reason:` with what was done.",
        )
    for each in plan.rounds_on(Stage.DRAFT_2):
        yield from _second_draft_answered(plan, each)
    _nobody_had_a_view(plan, Stage.DRAFT_2)


def _second_draft_answered(plan: Plan, round: Round) -> Iterator[Problem]:
    """What one round on the second draft still owes to those who answered."""
    yield from _unanswered(round, "the", "on the second draft")
    yield from _lacking(
        round,
        lambda view: view.theme is None,
        "the",
        "on the second draft {have} no theme",
        "Say in a word what each is about, so that they can be read together: `theme: carers`.",
    )
    yield from _lacking(
        round,
        lambda view: view.effect in (Effect.CHANGED, Effect.PART) and not view.sections,
        "the",
        "on the second draft changed the plan, and nothing says where",
        "Name the places changed: `sections: [narrative/040-vision.md]`.",
    )
    yield from open_replies(plan, round)


def open_replies(plan: Plan, round: Round) -> Iterator[Problem]:
    """What came in *round* and is in no theme yet, and each theme that is not decided."""
    replies, stage = plan.replies.get(round.name), round.stage
    if replies is None:
        return
    last = round == plan.round(min(plan.stage, Stage.DRAFT_2) if plan.stage else stage)
    named = "" if last else f" --round {round.name}"
    unplaced = replies.unplaced
    if unplaced:
        first, answer = unplaced[0]
        which = {each.id for each, _ in unplaced}
        yield Problem(
            answer.at,
            f"{count(len(which), 'response')} on the {stage.words} {'says' if len(which) == 1 else 'say'} something "
            f"that is in no theme ({listed(sorted(which))})",
            f"Put each answer under a theme: scplan consult themes THEME --put {first.id}{named}, or write it under `themes` "
            "in answers.csv.",
        )
    for theme in replies.themes:
        if theme.decision is None:
            yield Problem(
                theme.at,
                f"The theme '{theme.title}' on the {stage.words} is open: nothing says what was decided",
                "Decide it: scplan consult themes "
                + theme.id
                + f' --decide accepted --because "…"{named} (or in-part, not-accepted).',
            )
        elif not theme.reason:
            yield Problem(
                theme.at_key("decision"),
                f"The theme '{theme.title}' on the {stage.words} is {theme.decision.words}, and nothing says why",
                "Add `reason:`, in words for those who said it.",
            )
        elif theme.decision is not Outcome.NOT_ACCEPTED and not theme.sections:
            yield Problem(
                theme.at_key("decision"),
                f"The theme '{theme.title}' on the {stage.words} is {theme.decision.words}, and nothing says where the "
                "plan changed",
                "Name the places changed: `sections: [narrative/040-vision.md]`.",
            )


def _responses(plan: Plan, stage: Stage) -> bool:
    replies = plan.replies_to(stage)
    return replies is not None and bool(replies.responses)


def _nobody_had_a_view(plan: Plan, stage: Stage) -> None:
    """Raises `Settled` where there was no view to take account of, and what was done to get any is on record."""
    round = plan.round(stage)
    if round is not None and not round.views and not _responses(plan, stage) and round.no_views_reason:
        raise Settled(f"nobody gave a view on the {round.stage.words}, so there was none to take account of")


def _unanswered(round: Round | None, whose: str, about: str) -> Iterator[Problem]:
    if round is not None:
        yield from _lacking(
            round,
            lambda view: not view.answer,
            whose,
            f"{about} {{have}} no answer",
            'Answer each with its reason: `answer: "We changed the hours because …"` and `effect: changed`.',
        )
        yield from _lacking(
            round,
            lambda view: bool(view.answer) and view.effect is None,
            whose,
            f"{about} {{have}} an answer that does not say what changed",
            "Add `effect:` with changed, part, not-changed or out-of-scope.",
        )


def _lacking(round: Round, lacks: Callable[[View], bool], whose: str, words: str, mend: str) -> Iterator[Problem]:
    found = [view for view in round.views if lacks(view)]
    if found:
        have = "has" if len(found) == 1 else "have"
        yield Problem(
            found[0].at,
            f"{len(found)} of {whose} {count(len(round.views), 'point')} {words.format(have=have)} "
            f"({listed(each.id for each in found)})",
            mend,
        )


def sent_second_draft(plan: Plan, when: When) -> list[Asked]:
    """Everybody to whom the second draft went, on a day that counts."""
    round = plan.round(Stage.DRAFT_2)
    return [each for each in round.asked if done_by(plan, when, each.sent, Stage.DRAFT_2)] if round else []


def _sent_on_no_day(plan: Plan, when: When, to: str, entries: Iterable[Asked]) -> Iterator[Problem]:
    """A problem where *entries* send the second draft on a day that does not count."""
    for each in entries:
        if each.sent:
            why = why_not(plan, when, each.sent, Stage.DRAFT_2)
            yield Problem(
                each.at_key("sent"), f"The second draft is sent to {to} on {in_words(each.sent)}, {why}", MEND
            )
            return


@rule("act-33-4-b-send-to-partners", where=("consultation/draft-2/round.yaml",))
def second_draft_sent_to_partners(plan: Plan, when: When) -> Iterator[Problem]:
    """The second draft went to each council and the Health Board, or to a lead agency's other partner."""
    round = plan.round(Stage.DRAFT_2)
    sent = {each.partner for each in sent_second_draft(plan, when)}
    missing = []
    for body in _partners_to_send_to(plan):
        if body.code not in sent:
            entries = [each for each in round.asked if each.partner == body.code] if round else []
            wrong = list(_sent_on_no_day(plan, when, body.name, entries))
            yield from wrong
            missing += [] if wrong else [body]
    if missing:
        at = (
            round_file(plan, Stage.DRAFT_2)
            if round is None
            else next((each.at for each in round.asked if each.partner == missing[0].code), round.at_key("asked"))
        )
        yield Problem(
            at,
            f"The second draft was not sent to {listed(each.name for each in missing)}, as far as is recorded",
            f"Fill in `sent:` and `how:` of the entry `partner: {missing[0].code}` under `asked:`, for example "
            f"`sent: {when.day}` and `how: e-mail to the chief executive`."
            if round and any(each.partner == missing[0].code for each in round.asked)
            else f"Add under `asked:`, for example: `- {{partner: {missing[0].code}, sent: {when.day}, how: e-mail to "
            "the chief executive}`.",
        )


def _partners_to_send_to(plan: Plan) -> tuple[Body, ...]:
    partners = plan.record.partners
    match plan.record.model:
        case Model.LEAD_HEALTH_BOARD:
            return tuple(partners.councils)
        case Model.LEAD_COUNCIL:
            return (partners.health_board,)
        case _:
            return partners.bodies


@rule("act-33-5-d-send-to-group-representatives", where=("consultation/draft-2/round.yaml", Consultees))
def second_draft_sent_to_each_group(plan: Plan, when: When) -> Iterator[Problem]:
    """The second draft went to somebody who represents each of the thirteen prescribed groups."""
    round = plan.round(Stage.DRAFT_2)
    groups = {each.id: each.group for each in plan.consultees.consultees}
    sent = {groups[each.consultee] for each in sent_second_draft(plan, when) if each.consultee in groups}
    missing = []
    for group in lists.consultee_groups():
        if group.id not in sent:
            entries = (
                [each for each in round.asked if each.consultee and groups.get(each.consultee) == group.id]
                if round
                else []
            )
            wrong = list(_sent_on_no_day(plan, when, f'somebody who represents "{group.group}"', entries))
            yield from wrong
            missing += [] if wrong else [group]
    at = round.at_key("asked") if round else round_file(plan, Stage.DRAFT_2)
    mend = (
        "Send it to somebody who represents the group: put them in registers/consultees.yaml with `group: {0}`, "
        f"and under `asked:` as `- {{{{consultee: …, sent: {when.day}, how: e-mail}}}}`."
    )
    problems = [
        Problem(
            at,
            f'The second draft was sent to nobody who represents "{each.group}", as far as is recorded',
            mend.format(each.id),
        )
        for each in missing
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            at,
            f"The second draft was sent to nobody who represents {len(missing)} of the "
            f"{len(lists.consultee_groups())} prescribed groups: "
            f"{listed((each.group for each in missing), 13)}",
            mend.format(missing[0].id),
        ),
    )


@rule("act-33-4-b-ii-other-recipients", where=("consultation/draft-2/round.yaml",))
def decision_on_other_recipients(plan: Plan, when: When) -> Iterator[Problem]:
    """It was decided who else gets the second draft, or that nobody does."""
    round = plan.round(Stage.DRAFT_2)
    others = round.others if round else None
    if round is None or others is None or not (others.sent_to or others.none_because):
        at = round_file(plan, Stage.DRAFT_2) if round is None else others.at if others else round.at_key("others")
        yield Problem(
            at,
            "Nothing says who else should get the second draft",
            (
                fill_in(
                    others,
                    *([] if others.decided else [f"decided: {when.day}"]),
                    "sent_to: [Community councils]",
                    under="others",
                )
                if others and others.at.path
                else fill_in(round, f"others: {{decided: {when.day}, sent_to: [Community councils]}}")
            )
            + " Where nobody else gets it: `none_because:` with the reason, instead of `sent_to:`.",
        )
    elif others.decided is None:
        yield Problem(
            others.at_key("decided"),
            "Nothing says when it was decided who else gets the second draft",
            fill_in(others, f"decided: {when.day}"),
        )
    elif why := why_not(plan, when, others.decided):
        yield Problem(
            others.at_key("decided"),
            f"It is decided on {in_words(others.decided)} who else gets the second draft, {why}",
            MEND,
        )


@rule("act-33-4-c-invite-views-in-period", where=("consultation/draft-2/round.yaml",))
def period_for_views(plan: Plan, when: When) -> Iterator[Problem]:
    """Views on the second draft were invited within a stated period, and it is over before the plan is final.

    The Act sets no length; none is set here.
    """
    round = plan.round(Stage.DRAFT_2)
    if round is None:
        yield Problem(
            round_file(plan, Stage.DRAFT_2),
            "No period is stated within which views on the second draft may be given",
            f"Write there, for example: `opened: {when.day}` and `closes: {when.day + timedelta(weeks=12)}`.",
        )
        return
    missing = [word for word, day in (("first", round.opened), ("last", round.closes)) if day is None]
    if round.opened is None or round.closes is None:
        yield Problem(
            round.at_key("opened" if round.opened is None else "closes"),
            f"The {listed(missing)} day for views on the second draft is not stated",
            fill_in(
                round,
                *([] if round.opened else [f"opened: {min(when.day, round.closes or when.day)}"]),
                *([] if round.closes else [f"closes: {(round.opened or when.day) + timedelta(weeks=12)}"]),
            ),
        )
        return
    if round.closes < round.opened:
        yield Problem(
            round.at_key("closes"),
            f"The period for views on the second draft closes ({in_words(round.closes)}) before it opens "
            f"({in_words(round.opened)})",
            "Correct `opened:` or `closes:`.",
        )
        return
    if why := why_not(plan, when, round.opened, Stage.DRAFT_2):
        yield Problem(
            round.at_key("opened"),
            f"Views on the second draft may be given from {in_words(round.opened)}, {why}",
            MEND,
        )
    final = stage_day(plan, Stage.FINAL, when)
    if final <= round.closes:
        yield Problem(
            round.at_key("closes"),
            f"Views on the second draft may be given until {in_words(round.closes)}, so the plan cannot be final on "
            f"{in_words(final)}",
            "Wait until the day after; only then can all views be taken into account.",
        )
    yield from _got_it_late(plan, when, round, round.opened, round.closes)


def _got_it_late(plan: Plan, when: When, round: Round, opened: date, closes: date) -> Iterator[Problem]:
    """Each recipient who got the second draft after views could first be given, judged by the earliest sending.

    After the last day it is owed where the Act names who is to be asked: a partner, or a prescribed group of
    which nobody had it in time.
    """
    earliest: dict[tuple[str, str], Asked] = {}
    for each in sorted(sent_second_draft(plan, when), key=lambda each: each.sent or date.max):
        for kind in ("consultee", "partner", "seat"):
            if id := getattr(each, kind):
                earliest.setdefault((kind, id), each)
    groups = {each.id: each.group for each in plan.consultees.consultees}
    names = {each.code: each.name for each in plan.record.partners.bodies}
    required = {("partner", each.code) for each in _partners_to_send_to(plan)}
    reached = set[str]()
    for kind, id in earliest:
        group = groups.get(id) if kind == "consultee" else None
        if group and group not in reached:
            required.add((kind, id))  # the first of the group to have it
            reached.add(group)
    for (kind, id), each in earliest.items():
        if each.sent is None or each.sent <= opened:
            continue
        late = each.sent > closes
        yield Problem(
            each.at_key("sent"),
            f"The second draft went to {names.get(id, id)} on {in_words(each.sent)}, "
            + (
                "after the last day for views"
                if late
                else f"{count((each.sent - opened).days, 'day')} into the period for views"
            ),
            "Give them time for views, with a later `closes:`."
            if late
            else "See that they have time enough, with a later `closes:` if need be.",
            note=not (late and (kind, id) in required),
        )


@rule("act-33-order-of-stages", where=(Stages,))
def stages_in_order(plan: Plan, when: When) -> Iterator[Problem]:
    """The stages reached follow one another, in order and in time, each with its views in between."""
    records = plan.stages.stages
    told: list[Stage] = []
    for place, (earlier, record) in enumerate(zip((None, *records), records, strict=False)):
        if not record.stage.is_made:
            continue
        reached = {each.stage for each in standing(records[:place])} | {*told}
        missing = [each for each in Stage if each < record.stage and each not in reached]
        if missing:
            yield Problem(
                record.at,
                f"The {record.stage.words} {made(record.stage, past=True)} without {listed(f'the {each.words}' for each in missing)}",
                "Each stage rests on the one before. Take advice: what was left out has to be done, and the plan "
                "made again from there.",
            )
        if earlier is not None and record.date < earlier.date:
            yield Problem(
                record.at_key("date"),
                f"The {record.stage.words} ({in_words(record.date)}) "
                f"{'are' if record.stage is Stage.PROPOSALS else 'is'} dated before the {earlier.stage.words} "
                f"({in_words(earlier.date)})",
                "The stages are written by scplan draft; see what changed the file: scplan draft verify",
            )
        told += missing
    for stage in (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2):
        round, following = plan.round(stage), stage.next
        reached_next = plan.reached(following) if following else None
        if round and round.opened and reached_next and following and round.opened > reached_next.date:
            yield Problem(
                round.at_key("opened"),
                f"Views on the {stage.words} were asked for on {in_words(round.opened)}, after the {following.words} "
                f"was made ({in_words(reached_next.date)})",
                "Views come before the next stage: correct the day if it is wrong.",
            )


@rule("act-37-8-replacement-full-process", where=(Stages, "consultation/"))
def replacement_takes_every_step(plan: Plan, when: When) -> Iterator[Problem]:
    """A plan that replaces another goes through every stage; there is no short way."""
    only_for_a_replacement(plan)
    yield from stages_in_order(plan, when)
