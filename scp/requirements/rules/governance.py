"""The Board, its timetable, the groups' terms, shared words and the guidance that was read (s.53; SSI 2014/285)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from scp.model.governance import (
    BoardMember,
    BoardMembers,
    BoardSeat,
    Guidance,
    GuidanceDocument,
    KnownGuidance,
    Milestone,
    Terms,
    TermsOfReference,
    Timetable,
)
from scp.model.plan import Glossary, Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.days import MEND, why_not
from scp.requirements.generic import covers, fields_present, how_to_add, is_given, path_of, place_of, record_present
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.rules.review import deadline
from scp.requirements.words import count, each_or_one, fill_in, listed, quoted

# guidance


@rule(
    "act-53-regard-to-guidance",
    signs="the authority had regard to the Scottish Ministers' guidance under the Act",
    where=(Guidance,),
)
def guidance_was_read(plan: Plan, when: When) -> Iterator[Problem]:
    """Each document in force has its edition and the day on which that edition was read; departures have reasons."""
    documents = plan.of(Guidance).guidance
    yield from record_present(
        plan,
        Guidance,
        documents,
        "No guidance of the Scottish Ministers is listed",
        f"Add each in {path_of(Guidance)}, for example: `- {{id: strategic-plans, title: Strategic plans, known_as: "
        f"strategic-plans-second-edition, edition: second edition, read: {when.day}, read_by: Strategic Planning "
        "Manager, departs: no}`.",
    )
    for each in documents:
        if each.superseded_by is not None:
            continue
        yield from fields_present(
            each,
            each.title,
            {
                "edition": "which edition was read",
                "read": "when this edition was read",
                "departs": "whether the plan departs from it",
            },
            _how_to_say_that_it_was_read(each, when),
        )
        yield from _unread(plan, when, each)
        yield from _departures(each)


def _how_to_say_that_it_was_read(document: GuidanceDocument, when: When) -> str:
    examples = {
        "edition": "second edition",
        "read": str(when.day),
        "read_by": "Strategic Planning Manager",
        "departs": "no",
    }
    wanted = [f"{key}: {value}" for key, value in examples.items() if not is_given(getattr(document, key))]
    where = (
        " Where the plan departs from it: `departs: yes`, and each point under `departures:` with `paragraph:`, "
        "`reason:` and `decided:`."
        if document.departs is None
        else ""
    )
    return f"Once it has been read: {fill_in(document, *wanted)}{where}"


def _unread(plan: Plan, when: When, document: GuidanceDocument) -> Iterator[Problem]:
    read, issued = document.read, document.issued
    if read is None:
        return
    if why := why_not(plan, when, read):
        yield Problem(document.at_key("read"), f"{document.title}: read on {in_words(read)}, {why}", MEND)
    elif issued and read < issued:
        yield Problem(
            document.at_key("read"),
            f"{document.title}: read on {in_words(read)}, before this edition was issued ({in_words(issued)})",
            "Read the edition that is in force and write that day; what was read before was another edition.",
        )


def _departures(document: GuidanceDocument) -> Iterator[Problem]:
    if document.departs and not document.departures:
        yield Problem(
            document.at_key("departs"),
            f"{document.title}: the plan departs from it, and nothing says where",
            "List each under `departures:`, for example: `- {paragraph: '6.5', reason: …, decided: 2026-02-26}`.",
        )
    if document.departs is False and document.departures:
        yield Problem(
            document.at_key("departs"),
            f"{document.title}: it says that the plan departs from nothing, and lists "
            f"{count(len(document.departures), 'departure')}",
            "Write `departs: yes`, or take the list out.",
        )
    for each in document.departures:
        if each.reason is None or each.decided is None:
            yield from fields_present(
                each,
                f"Departure from {document.title}, {each.paragraph}",
                {"reason": "why", "decided": "when that was decided"},
            )


@rule("guidance-refreshed-status", where=(Guidance,))
def second_edition_is_current(plan: Plan, when: When) -> Iterator[Problem]:
    """The second edition on strategic plans is the current one, and that of 2015 gave way to it."""
    documents = plan.of(Guidance).guidance
    second = next((each for each in documents if each.known_as is KnownGuidance.STRATEGIC_PLANS), None)
    first = next((each for each in documents if each.known_as is KnownGuidance.STRATEGIC_PLANS_2015), None)
    at = place_of(plan, Guidance)
    unnamed = next((each for each in documents if _may_be(each, "strategic-plans", "second")), None)
    elder = next((each for each in documents if _may_be(each, "strategic-plans-2015", "2015")), None)
    if second is None:
        yield Problem(
            unnamed.at if unnamed else at,
            "The second edition of the guidance on strategic plans is not among the guidance listed",
            f"If this entry is it, add `known_as: {KnownGuidance.STRATEGIC_PLANS.value}` to the entry in line "
            f"{unnamed.at.line}."
            if unnamed
            else "Add it: `- {id: strategic-plans, title: 'Health and social care - strategic plans: statutory "
            "guidance', known_as: strategic-plans-second-edition, edition: second edition, read: "
            f"{when.day}, departs: no}}` in {path_of(Guidance)}.",
        )
    elif second.superseded_by is not None:
        yield Problem(
            second.at_key("superseded_by"),
            f"The second edition of the guidance on strategic plans is marked as superseded by {second.superseded_by}",
            "It is the one to have regard to now: take `superseded_by:` out.",
        )
    if first is None:
        yield Problem(
            elder.at if elder else at,
            "The guidance of 2015 on strategic plans is not listed as superseded",
            f"If this entry is it, add `known_as: {KnownGuidance.STRATEGIC_PLANS_2015.value}` and `superseded_by:` to "
            f"the entry in line {elder.at.line}."
            if elder
            else "Add it: `- {id: strategic-plans-2015, title: Strategic Commissioning Plans Guidance, known_as: "
            f"strategic-plans-2015, edition: June 2015, superseded_by: {second.id if second else 'strategic-plans'}}}`.",
        )
    elif second is not None and first.superseded_by != second.id:
        yield Problem(
            first.at_key("superseded_by"),
            "The guidance of 2015 on strategic plans is listed as current"
            if first.superseded_by is None
            else f"The guidance of 2015 on strategic plans is said to be superseded by {first.superseded_by}",
            f"The second edition took its place: write `superseded_by: {second.id}`.",
        )


def _may_be(document: GuidanceDocument, id: str, edition: str) -> bool:
    """Whether *document*, which does not say what it is known as, has that *id*, or the title and *edition* of it."""
    titled = re.search(r"\bstrategic (commissioning )?plans?\b", document.title, re.IGNORECASE)
    return document.known_as is KnownGuidance.OTHER and (
        document.id == id or bool(titled and edition in (document.edition or "").lower())
    )


# the Board

ONE_OF_EACH = (
    BoardSeat.SOCIAL_WORK,
    BoardSeat.CHIEF_OFFICER,
    BoardSeat.FINANCE,
    BoardSeat.GP,
    BoardSeat.NURSE,
    BoardSeat.DOCTOR,
    BoardSeat.STAFF,
    BoardSeat.THIRD_SECTOR,
    BoardSeat.USERS,
    BoardSeat.CARERS,
)


@rule("regs-285-membership", where=(BoardMembers,))
def board_has_its_members(plan: Plan, when: When) -> Iterator[Problem]:
    """As many nominees of the Health Board as of the council, the office holders, and one for each interest."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("a lead agency has no integration joint board")
    members = plan.of(BoardMembers).members
    yield from record_present(plan, BoardMembers, members, "Nobody is listed as a member of the Board")
    if not members:
        return
    held = [each for each in members if each.is_held(when.day)]
    yield from _nominees(plan, held)
    empty = [seat for seat in ONE_OF_EACH if not any(each.seat is seat for each in held)]
    yield from each_or_one(
        [_nobody(plan, members, seat) for seat in empty],
        lambda: Problem(
            place_of(plan, BoardMembers),
            f"The Board has no member for {listed((each.words for each in empty), 10)}",
            how_to_add(BoardMembers),
        ),
    )


def _nobody(plan: Plan, members: Sequence[BoardMember], seat: BoardSeat) -> Problem:
    """That nobody sits in *seat*: a note where the seat was held and is being filled, for a vacancy undoes nothing."""
    last = max(
        (each for each in members if each.seat is seat and each.end),
        key=lambda each: each.end or date.min,
        default=None,
    )
    if last is None:
        return Problem(
            next((each.at for each in members if each.seat is seat), place_of(plan, BoardMembers)),
            f"The Board has no member for {seat.words}",
            f"Add who sits there: `- {{id: {seat.value}, seat: {seat.value}, holder: …, start: 2026-04-01}}`.",
        )
    return Problem(
        last.at_key("end"),
        f"The Board has had no member for {seat.words} since {in_words(last.end or date.min)}",
        f"Being done: {last.filling}" if last.filling else 'Say what is being done: `filling: "Asked the staff side"`.',
        note=last.filling is not None,
    )


def _nominees(plan: Plan, held: Sequence[BoardMember]) -> Iterator[Problem]:
    partners = plan.record.partners
    codes = {BoardSeat.COUNCIL: {each.code for each in partners.councils}}
    codes[BoardSeat.HEALTH_BOARD] = {partners.health_board.code}
    astray = [each for each in held if each.seat.is_nominee and each.nominated_by not in codes[each.seat]]
    for each in astray:
        yield Problem(
            each.at_key("nominated_by"),
            f"The member in the seat '{each.id}' is no nominee of {_whose(plan, each.seat)}, as far as is recorded",
            f"Write the code of the body that nominated the member: `nominated_by: {sorted(codes[each.seat])[0]}`.",
        )
    if astray:
        return
    found = Counter(each.nominated_by for each in held if each.seat.is_nominee)
    councils = len(partners.councils)
    least = 3 if councils == 1 else 2 if councils == 2 else 1
    for council in partners.councils:
        if found[council.code] < least:
            yield Problem(
                place_of(plan, BoardMembers),
                f"{council.name} has {count(found[council.code], 'nominee')} on the Board; the least is {least}",
                f"Add the others: `- {{id: council-3, seat: council-nominee, holder: Councillor, nominated_by: "
                f"{council.code}, start: 2026-04-01}}`.",
            )
    from_councils = sum(found[each.code] for each in partners.councils)
    from_board = found[partners.health_board.code]
    if from_board != from_councils:
        yield Problem(
            place_of(plan, BoardMembers),
            f"{listed(each.name for each in partners.councils)} has {count(from_councils, 'nominee')} on the Board and "
            f"{partners.health_board.name} {from_board}: there must be as many of one as of the other",
            "Add those that are missing, or give the last day of those who have left: `end: 2027-03-31`.",
        )


def _whose(plan: Plan, seat: BoardSeat) -> str:
    partners = plan.record.partners
    return (
        partners.health_board.name
        if seat is BoardSeat.HEALTH_BOARD
        else listed(each.name for each in partners.councils)
    )


# timetable

MADE = (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2, Stage.FINAL, Stage.PUBLISHED)


@rule("guidance-refreshed-c-timelines", where=(Timetable,))
def work_is_timed(plan: Plan, when: When) -> Iterator[Problem]:
    """Worked back from the day by which the plan is due and the Board's days, each stage begins early enough."""
    table = plan.of(Timetable)
    stages = (*MADE, Stage.REVIEW) if when.stage is Stage.REVIEW else MADE
    yield from covers(
        {str(each): each.words.capitalize() for each in stages},
        [str(each.stage) for each in table.milestones],
        place_of(plan, Timetable, "milestones"),
        "the timetable does not say when",
        lambda id: (
            f"Add it to {path_of(Timetable)}, for example: `- {{id: {id}, stage: {id}, starts: 2026-01-05, weeks: 6, "
            "planned: 2026-03-03}`."
        ),
    )
    for each in table.milestones:
        yield from fields_present(
            each,
            f"Timetable, {each.stage.words}",
            {
                "starts": "when work on it begins",
                "weeks": "how many weeks it takes",
                "planned": "when it is to be made",
            },
        )
        if each.board and each.board not in table.meetings:
            yield Problem(
                each.at_key("board"),
                f"The {each.stage.words} {_is(each.stage)} to be decided on {in_words(each.board)}, which is not among the days on "
                "which the Board meets",
                "Add the day to `meetings:`, or write the day of a meeting that is there.",
            )
    made = [each for stage in MADE for each in table.milestones if each.stage is stage]
    yield from _out_of_order(made)
    first = made[0].planned if made else None
    due = _due(plan, first) if first else None
    if first and due and due > first:  # else it is of an earlier plan, and spent
        yield from _too_late(made, table.meetings, due)
    review = deadline(plan, when.day) if when.stage is Stage.REVIEW else None
    if review:
        yield from _too_late([each for each in table.milestones if each.stage is Stage.REVIEW], table.meetings, review)


def _due(plan: Plan, day: date) -> date | None:
    """The last day for the plan: that of the review, or the day before functions are delegated for the first time."""
    if plan.record.first:
        first = plan.record.delegation_day or plan.record.integration_scheme.start_day
        return first - timedelta(days=1) if first else None
    return deadline(plan, day)


def _out_of_order(milestones: Sequence[Milestone]) -> Iterator[Problem]:
    for before, after in pairwise(milestones):
        if before.planned and after.planned and after.planned < before.planned:
            yield Problem(
                after.at_key("planned"),
                f"The {after.stage.words} is planned for {in_words(after.planned)}, before the {before.stage.words} "
                f"({in_words(before.planned)})",
                "The stages follow one another: correct one of the days.",
            )


def _too_late(milestones: Sequence[Milestone], meetings: Sequence[date], due: date | None) -> Iterator[Problem]:
    """The first stage from the end that cannot be done by its latest day, with those before it that must move too."""
    found: list[tuple[str, Problem]] = []
    latest = due
    for each in reversed(milestones):
        if latest is None or each.weeks is None:
            break
        last = max((day for day in meetings if day <= latest), default=None) if each.board else latest
        if last is None:
            if each.board in meetings:
                found.append((f"{each.stage.words} (must be decided by {in_words(latest)})", _no_meeting(each, latest)))
            break
        begin = last - min(timedelta(weeks=each.weeks), last - date.min)
        needs = f"Worked back from {in_words(due or last)}, it must be ready by {in_words(last)}"
        decided = each.board if each.board else each.planned
        if each.starts and each.starts > begin:
            late = Problem(
                each.at_key("starts"),
                f"Work on the {each.stage.words} begins on {in_words(each.starts)} and takes "
                f"{count(each.weeks, 'week')}: too late, it must begin by {in_words(begin)}",
                f"{needs}. Begin earlier, take fewer weeks over it, or find an earlier meeting for what follows.",
            )
            found.append((f"{each.stage.words} (work must begin by {in_words(begin)})", late))
        elif decided and decided > last and (not each.board or decided in meetings):
            late = Problem(
                each.at_key("board" if each.board else "planned"),
                f"The {each.stage.words} {_is(each.stage)} planned for {in_words(decided)}: too late, the last day is "
                f"{in_words(last)}",
                f"{needs}. Choose an earlier day, or take fewer weeks over what follows.",
            )
            found.append((f"{each.stage.words} (work must begin by {in_words(begin)})", late))
        latest = begin
    if found:
        (_, first), *others = found
        yield (
            replace(first, mend=f"{first.mend} So must move as well: {listed(words for words, _ in others)}.")
            if others
            else first
        )


def _no_meeting(milestone: Milestone, latest: date) -> Problem:
    return Problem(
        milestone.at_key("board"),
        f"The {milestone.stage.words} must be decided by {in_words(latest)}, and the Board does not meet by then",
        "Add an earlier meeting to `meetings:`, or take fewer weeks over what follows.",
    )


def _is(stage: Stage) -> str:
    return "are" if stage is Stage.PROPOSALS else "is"


# terms of reference

PARTS = {
    "powers": "what the group may decide (`powers:`)",
    "budget": "how a budget is agreed (`budget:`)",
    "disputes": "how disputes are settled (`disputes:`)",
}


@rule("response-2012-terms-of-reference", where=(TermsOfReference,))
def groups_have_terms(plan: Plan, when: When) -> Iterator[Problem]:
    """The planning group and each locality's group have terms whose paper has parts on powers, budget and disputes."""
    terms = plan.of(TermsOfReference).terms
    groups = {"": "The strategic planning group"} | {
        each.id: each.group.name if each.group and each.group.name else f"The group of {each.name}"
        for each in plan.localities
    }
    given = [id for each in terms for id in (*each.localities, *([""] if each.planning_group else []))]
    yield from covers(
        groups,
        given,
        place_of(plan, TermsOfReference),
        "no terms of reference are listed",
        lambda id: (
            f"Add to {path_of(TermsOfReference)}: `- {{id: {id or 'planning-group'}, title: …, "
            f"{f'localities: [{id}]' if id else 'planning_group: yes'}, paper: evidence/terms.md, "
            "powers: evidence/terms.md#powers, budget: evidence/terms.md#budget, disputes: "
            f"evidence/terms.md#disputes, approved: {when.day}}}`."
        ),
    )
    for each in terms:
        yield from _terms(plan, when, each)


def _terms(plan: Plan, when: When, terms: Terms) -> Iterator[Problem]:
    yield from fields_present(
        terms,
        f"Terms of reference of {terms.title}",
        {"paper": "which paper they are in", **PARTS, "approved": "when they were approved"},
    )
    named = {key: getattr(terms, key) for key in PARTS if getattr(terms, key)}
    for key, place in named.items():
        path, _, part = place.partition("#")
        if terms.paper and path != terms.paper.partition("#")[0]:
            yield Problem(
                terms.at_key(key),
                f"Terms of reference of {terms.title}: {place} is not in their paper, {terms.paper}",
                "Name the heading of that paper, or correct `paper:`.",
            )
        elif not part or [other for other in named.values() if other == place] != [place]:
            yield Problem(
                terms.at_key(key),
                f"Terms of reference of {terms.title}: {place} names no part of its own for {PARTS[key]}",
                f"Give the paper a heading for it, as in `## Powers {{#{key}}}`, and write `{key}: {path}#{key}`.",
            )
    if terms.approved and (why := why_not(plan, when, terms.approved)):
        yield Problem(
            terms.at_key("approved"),
            f"The terms of reference of {terms.title} are approved on {in_words(terms.approved)}, {why}",
            MEND,
        )


# shared words

AGREED_WORDS = (
    "strategic commissioning",
    "commissioning",
    "integration",
    "locality",
    "set aside",
    "delegated",
    "third sector",
    "prevention",
    "self-directed support",
    "carer",
)


@rule("response-2012-shared-language", where=(Glossary,))
def words_have_one_meaning(plan: Plan, when: When) -> Iterator[Problem]:
    """Words that partners read in different ways are in the glossary: strategic commissioning, and those used."""
    known = {each.term.casefold() for each in plan.glossary}
    text = " ".join(each.plain for each in plan.sections).casefold()
    missing = [
        word
        for word in AGREED_WORDS
        if word not in known and (word == AGREED_WORDS[0] or _stands_in(text, word.removesuffix("y")))
    ]
    if missing:
        at = next((each.at for each in plan.glossary), Location("glossary.yaml"))
        yield Problem(
            Location(at.path),
            f"The glossary does not say what {listed(map(quoted, missing), 10)} "
            f"{'means' if len(missing) == 1 else 'mean'}",
            "Agree the meaning with the partners, then for each: "
            f'scplan add term "{missing[0]}" meaning="What you agreed that it means"',
        )


def _stands_in(text: str, stem: str) -> bool:
    """Whether a word of *text*, or several, is *stem* or a form of it."""
    return stem in text and re.search(rf"\b{re.escape(stem)}(?:s|y|ies)?\b", text) is not None
