"""The strategic planning group: set up, sized, filled, with a procedure (s.32; SSI 2014/308)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from scp.model.authority import Model
from scp.model.engagement import Development, DevelopmentLog, GroupQuestions, Sector
from scp.model.plan import Plan
from scp.model.planning_group import AreaTest, PlanningGroup, Seat, ThirdSectorKind
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.reference import lists
from scp.reference.lists import PlanningGroupGroup
from scp.requirements.days import MEND, done_by, stage_day, why_not
from scp.requirements.generic import covers, fields_present, how_to_add, path_of, place_of, record_present
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.words import count, each_or_one, fill_in, listed, within

GROUP = "registers/planning-group.yaml"
HEALTH_BOARD, COUNCIL, OTHER_PARTNER = "health-board-nominee", "council-nominee", "other-partner-nominee"
LOCALITY = "locality-representative"
NOMINEES = (HEALTH_BOARD, COUNCIL, OTHER_PARTNER)


@rule("act-32-1-established-first", where=(PlanningGroup,))
def group_set_up_first(plan: Plan, when: When) -> Iterator[Problem]:
    """The group was set up on or before the day of the proposals."""
    group = plan.planning_group
    day = stage_day(plan, Stage.PROPOSALS, when)
    if group.established is None:
        yield Problem(
            within(group, GROUP, "established"),
            "Nothing says when the strategic planning group was set up",
            f"{fill_in(group, f'established: {min(day, when.day)}')} It is the day on which the authority first set it "
            "up.",
        )
    elif group.established > day:
        yield Problem(
            group.at_key("established"),
            f"The planning group was set up on {in_words(group.established)}, after the proposals ({in_words(day)})",
            "The group comes first. Keep the day on which it was first set up, however its members have changed since; "
            "correct `established:` if that is another day.",
        )


@rule("act-32-1-a-i-health-board-nominee", where=(PlanningGroup,))
def health_board_nominee(plan: Plan, when: When) -> Iterator[Problem]:
    """A joint board's group has a member whom the Health Board nominated."""
    _only_for_a_board(plan)
    board = plan.record.partners.health_board
    yield from _nominee(plan, when, (HEALTH_BOARD,), {board.code}, board.name, HEALTH_BOARD)


@rule("act-32-1-a-ii-council-nominee", where=(PlanningGroup,))
def council_nominee(plan: Plan, when: When) -> Iterator[Problem]:
    """A joint board's group has a member whom the council, or the councils together, nominated."""
    _only_for_a_board(plan)
    councils = plan.record.partners.councils
    yield from _nominee(
        plan, when, (COUNCIL,), {each.code for each in councils}, listed(each.name for each in councils), COUNCIL
    )


@rule("act-32-1-b-c-lead-agency-nominee", where=(PlanningGroup,))
def nominee_of_the_other_partner(plan: Plan, when: When) -> Iterator[Problem]:
    """A lead agency's group has a nominee of the other partner; where both lead, of each body."""
    model, partners = plan.record.model, plan.record.partners
    if model is Model.IJB:
        raise NotApplicable("the authority is an integration joint board, not a lead agency")
    if model is not Model.LEAD_HEALTH_BOARD:
        board = partners.health_board
        yield from _nominee(plan, when, (OTHER_PARTNER, HEALTH_BOARD), {board.code}, board.name, OTHER_PARTNER)
    if model is not Model.LEAD_COUNCIL:
        codes, names = {each.code for each in partners.councils}, listed(each.name for each in partners.councils)
        yield from _nominee(plan, when, (OTHER_PARTNER, COUNCIL), codes, names, OTHER_PARTNER)


def _only_for_a_board(plan: Plan) -> None:
    if plan.record.model.is_lead_agency:
        raise NotApplicable("a lead agency's group has the nominee of the other partner instead (s32(1)(b)-(c))")


def _nominee(
    plan: Plan, when: When, kinds: tuple[str, ...], codes: set[str], body: str, example: str
) -> Iterator[Problem]:
    """Problems where no seat of *kinds* was ever held by somebody whom one of *codes* nominated."""
    seats = [each for each in plan.planning_group.members if each.seat in kinds]
    code = sorted(codes)[0]
    held = [each for each in seats if each.was_held(when.day)]
    if any(each.nominated_by in codes for each in held):
        return
    unsaid = next((each for each in held if each.nominated_by is None), None)
    wrong = next((each for each in held if each.seat != OTHER_PARTNER), None)
    empty = next((each for each in seats if not each.was_held(when.day) and each.nominated_by in (None, *codes)), None)
    if unsaid is not None:
        yield Problem(
            unsaid.at,
            f"The seat '{unsaid.id}' does not say who nominated its member",
            fill_in(unsaid, f"nominated_by: {code}"),
        )
    elif wrong is not None:
        yield Problem(
            wrong.at_key("nominated_by"),
            f"The member in the seat '{wrong.id}' was nominated by {wrong.nominated_by}, not by {body}",
            f"Write the code of the body that nominated the member: `nominated_by: {code}`.",
        )
    elif empty is not None:
        yield Problem(empty.at, f"The seat for a nominee of {body} has not been filled", _fill(empty, when))
    else:
        yield Problem(
            within(plan.planning_group, GROUP, "members"),
            f"The planning group has no nominee of {body}",
            f"Add one under `members:`, for example: `- {{id: {example}, seat: {example}, holder: Chief planner, "
            f"nominated_by: {code}, start: {when.day}}}`.",
        )


def _fill(seat: Seat, when: When) -> str:
    """How to fill *seat*, which stands in the file."""
    examples = [
        *([] if seat.holder else ["holder: Director of planning" if seat.seat in NOMINEES else "holder: …"]),
        *([] if seat.start else [f"start: {when.day}"]),
    ]
    if seat.holder and seat.start and seat.start > when.day:
        return f"It counts from its first day on: correct `start:` of the seat '{seat.id}' if that is wrong."
    return f"In the seat '{seat.id}': {fill_in(seat, *examples)}"


@rule("act-32-1-d-prescribed-groups", where=(PlanningGroup,))
def member_from_each_prescribed_group(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the twelve groups has, or once had, a member; a person named for two groups is a note."""
    members = plan.planning_group.members
    groups = lists.planning_group_groups()
    never = [each for each in groups if not any(seat.seat == each.id and seat.was_held(when.day) for seat in members)]
    places = {each.id: next((seat for seat in members if seat.seat == each.id), None) for each in never}
    problems = []
    for each in never:
        seat = places[each.id]
        problems.append(
            Problem(
                seat.at if seat else within(plan.planning_group, GROUP, "members"),
                f'Nobody from "{each.group}"',
                _fill(seat, when)
                if seat
                else f"Add the member under `members:`, for example: `- {{id: {each.id}, seat: {each.id}, "
                f"holder: …, start: {when.day}}}`.",
            )
        )
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            (
                "None of the twelve prescribed groups has a member in the planning group yet"
                if len(never) == len(groups)
                else f"{len(never)} of the twelve prescribed groups have no member in the planning group yet: "
                f"{listed((each.group for each in never), 12)}"
            ),
            _fill_each(never, places, when),
        ),
    )
    yield from _two_groups_one_person(plan, when)


def _fill_each(groups: Sequence[PlanningGroupGroup], places: Mapping[str, Seat | None], when: When) -> str:
    """How to fill the seats of *groups*: those that stand in the file, and an entry for each that has none."""
    seats = [seat for each in groups if (seat := places[each.id])]
    without = [each for each in groups if not places[each.id]]
    parts = []
    if seats:
        parts.append(
            f"Fill in `holder:` and `start:` of each seat, first '{seats[0].id}', for example `start: {when.day}`; the "
            "holder is a post, an organisation or a kind of person."
        )
    if without:
        parts.append(
            f"Add an entry under `members:` for {'each that has none' if seats else 'each'}, for example: "
            f"`- {{id: {without[0].id}, seat: {without[0].id}, holder: …, start: {when.day}}}`."
        )
    return " ".join(parts)


def _two_groups_one_person(plan: Plan, when: When) -> Iterator[Problem]:
    names = {each.id: each.group for each in lists.planning_group_groups()}
    seen: dict[str, Seat] = {}
    for seat in plan.planning_group.members:
        if seat.seat in names and seat.holder and seat.is_held(when.day):
            holder = " ".join(seat.holder.casefold().split())
            first = seen.setdefault(holder, seat)
            if first.seat != seat.seat:
                yield Problem(
                    seat.at_key("holder"),
                    f'{seat.holder} is down for two groups: "{names[first.seat]}" and "{names[seat.seat]}"',
                    "The Act lets one person stand for several localities (s32(9)) and says nothing of groups: take "
                    "legal advice, "
                    "or find another member.",
                    note=True,
                )


@rule("act-32-1-e-other-members", where=(PlanningGroup,))
def other_members(plan: Plan, when: When) -> Iterator[Problem]:
    """A seat that the authority added says why."""
    for seat in plan.planning_group.members:
        if seat.seat == "other" and seat.reason is None:
            yield Problem(
                seat.at,
                f"The seat '{seat.id}' was added by the authority, and nothing says why",
                fill_in(seat, 'reason: "Leads on housing"'),
                note=True,
            )


@rule("act-32-3-size-and-process", where=(PlanningGroup,))
def size_and_process(plan: Plan, when: When) -> Iterator[Problem]:
    """The group's size and how its members come and go were decided."""
    group = plan.planning_group
    missing = [
        word
        for word, there in (
            ("how many members it has (`size:`)", group.size),
            ("how they are appointed, removed and replaced (`appointment:`)", group.appointment),
            ("the decision that settled it (`decision:`)", group.decision),
        )
        if not there
    ]
    if missing:
        yield Problem(
            within(group, GROUP, next(key for key in ("size", "appointment", "decision") if not getattr(group, key))),
            f"Nothing says, of the planning group, {listed(missing)}",
            fill_in(
                group,
                *([] if group.size else ["size: 20"]),
                *(
                    []
                    if group.appointment
                    else ['appointment: "Each body nominates; the board appoints for three years"']
                ),
                *([] if group.decision else ['decision: "Board, 26 February 2026, item 6"']),
            ),
        )


@rule("act-32-4-6-membership-changes", where=(PlanningGroup,))
def membership_changes(plan: Plan, when: When) -> Iterator[Problem]:
    """A member who left a nominee's seat: who ended it is on record."""
    for seat in plan.planning_group.members:
        if seat.end is not None and seat.seat in NOMINEES and seat.ended_by is None:
            yield Problem(
                seat.at_key("end"),
                f"Nothing says who ended the membership in the seat '{seat.id}'",
                "Add `ended_by:` with the member, the nominating body or the authority; nobody else may.",
                note=True,
            )


@rule("act-32-7-locality-representatives", where=(PlanningGroup, "localities/"))
def representative_of_each_locality(plan: Plan, when: When) -> Iterator[Problem]:
    """On each day of the period so far each locality has a member who represents it.

    A locality that nobody represented on any of those days is owed; days without anybody are a note (s32(10)).
    """
    start = plan.period.start or when.day
    last = max(start, min(when.day, plan.end or when.day))
    for locality in plan.localities:
        seats = [
            each for each in plan.planning_group.members if each.seat == LOCALITY and locality.id in each.localities
        ]
        if not any(each.was_held(last) and (each.end is None or each.end >= start) for each in seats):
            unfilled = (each for each in seats if not (each.holder and each.start))
            empty = next(unfilled, next(iter(seats), None))
            yield Problem(
                empty.at if empty else within(plan.planning_group, GROUP, "members"),
                f"Nobody is to represent {locality.name} in the planning group on {in_words(start)}, when the plan "
                "takes effect"
                if when.day < start
                else f"Nobody has represented {locality.name} in the planning group since the plan took effect on "
                f"{in_words(start)}"
                if plan.period.start
                else f"Nobody represents {locality.name} in the planning group",
                f"In the seat '{empty.id}': "
                + fill_in(
                    empty,
                    *([] if empty.holder else ["holder: …"]),
                    *([] if empty.selected else [f"selected: {start}"]),
                    *([] if empty.decision else ["decision: …"]),
                    *([] if empty.start else [f"start: {start}"]),
                )
                if empty and not (empty.holder and empty.start)
                else f"Add a member, or the locality to one: `- {{id: {locality.id}, seat: {LOCALITY}, holder: …, "
                f"localities: [{locality.id}], "
                f"selected: {start}, decision: …, start: {start}}}`.",
            )
            continue
        for first, until in gaps(seats, start, last):
            yield Problem(
                min(seats, key=lambda each: (each.end is None, each.at)).at,
                f"Nobody {_lack(locality.name, first, until, when.day)}",
                "What the group did then stands (s32(10)). Keep the record; fill the seat where it is still empty.",
                note=True,
            )


def _lack(name: str, first: date, until: date, today: date) -> str:
    """What nobody did on the days from *first* to *until*, which may reach to *today*."""
    if until == today:
        return f"has represented {name} in the planning group since {in_words(first)}"
    days = f"on {in_words(first)}" if first == until else f"from {in_words(first)} to {in_words(until)}"
    return f"represented {name} in the planning group {days}"


def gaps(seats: Iterable[Seat], start: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretches from *start* to *last* in which none of *seats* is held, as first and last day."""
    one, day = timedelta(days=1), start
    for seat in sorted(
        (each for each in seats if each.holder and each.start),
        key=lambda each: (each.start or start, each.end or date.max),
    ):
        if seat.start is not None and seat.start > day:
            yield day, min(last, seat.start - one)
        if seat.end is None:
            return
        if seat.end >= day:
            day = seat.end + one
        if day > last:
            return
    if day <= last:
        yield day, last


@rule("act-32-8-locality-selection", where=(PlanningGroup,))
def selection_of_representatives(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality's representative was selected by the authority, on a day, by a decision."""
    for seat in plan.planning_group.members:
        missing = [f"`{key}:`" for key in ("selected", "decision") if getattr(seat, key) is None]
        if seat.seat == LOCALITY and seat.was_held(when.day) and missing:
            yield Problem(
                seat.at,
                f"The seat '{seat.id}' does not say when and by which decision the authority selected its member "
                f"({listed(missing)})",
                fill_in(
                    seat,
                    *([] if seat.selected else [f"selected: {seat.start}"]),
                    *([] if seat.decision else ['decision: "Board, 26 February 2026, item 6"']),
                ),
            )


@rule("act-32-9-shared-representative", where=())
def shared_representative(plan: Plan, when: When) -> Iterator[Problem]:
    """One person may represent several localities."""
    yield from ()


@rule("act-32-10-vacancies", where=(PlanningGroup,))
def vacancies(plan: Plan, when: When) -> Iterator[Problem]:
    """A seat that was held and is empty is worth knowing and undoes nothing."""
    for kind in dict.fromkeys(each.seat for each in plan.planning_group.members if each.seat != "other"):
        seats = [each for each in plan.planning_group.members if each.seat == kind]
        parts = plan.localities if kind == LOCALITY else (None,)
        for part in parts:
            own = [each for each in seats if part is None or part.id in each.localities]
            held = [each for each in own if each.was_held(when.day)]
            if not held or any(each.is_held(when.day) for each in held):
                continue
            last = max(held, key=lambda each: each.end or date.min)
            days = count((when.day - (last.end or when.day)).days, "day")
            called = f"of the representative of {part.name}" if part else f"'{last.id}'"
            filling = (
                f"Being done: {last.filling}"
                if last.filling
                else 'Fill it, or say what is being done: `filling: "Asked the forum, 3 March"`.'
            )
            yield Problem(
                last.at_key("end"),
                f"The seat {called} has been empty for {days}, since {in_words(last.end or when.day)}",
                f"What the group does stands all the same. {filling}",
                note=True,
            )


@rule("act-32-11-procedure", where=(PlanningGroup,))
def procedure(plan: Plan, when: When) -> Iterator[Problem]:
    """The group's procedure is in a paper that was approved."""
    group = plan.planning_group
    if group.procedure is None:
        yield Problem(
            within(group, GROUP, "procedure"),
            "Nothing says how the planning group goes about its work",
            "Put the paper in the folder evidence/. "
            + fill_in(
                group,
                "procedure: evidence/planning-group-procedure.pdf",
                *([] if group.procedure_approved else [f"procedure_approved: {when.day}"]),
            ),
        )
    elif group.procedure_approved is None:
        yield Problem(
            group.at_key("procedure"),
            "Nothing says when the planning group's procedure was approved",
            fill_in(group, f"procedure_approved: {when.day}"),
        )


@rule("act-32-12-expenses", where=())
def expenses(plan: Plan, when: When) -> Iterator[Problem]:
    """The authority may pay expenses, or not."""
    yield from ()


def _support_not_told(plan: Plan) -> Iterator[Problem]:
    """One problem where it is not said how members are helped, or how early papers go out."""
    group = plan.planning_group
    missing = [
        word
        for word, there in (
            ("how its members are helped to take part (`support:`)", group.support),
            ("how long before a meeting papers go out (`papers_lead_days:`)", group.papers_lead_days),
        )
        if not there
    ]
    if missing:
        yield Problem(
            within(group, GROUP, "papers_lead_days" if group.support else "support"),
            f"Nothing says, of the planning group, {listed(missing)}",
            fill_in(
                group,
                *([] if group.support else ['support: "Induction, travel, a buddy, papers in large print"']),
                *([] if group.papers_lead_days else ["papers_lead_days: 7"]),
            ),
        )


@rule("guidance-2015-a-d-support-members", where=(PlanningGroup,))
def members_are_supported(plan: Plan, when: When) -> Iterator[Problem]:
    """How members are helped is on record, and papers go out in time."""
    group = plan.planning_group
    yield from _support_not_told(plan)
    for meeting in group.meetings:
        if (
            group.papers_lead_days
            and meeting.papers_sent
            and (meeting.date - meeting.papers_sent).days < group.papers_lead_days
        ):
            yield Problem(
                meeting.at_key("papers_sent"),
                f"The papers for the meeting on {in_words(meeting.date)} went out "
                f"{count((meeting.date - meeting.papers_sent).days, 'day')} before it, not {group.papers_lead_days}",
                "Send the next ones earlier; correct the day if it is wrong.",
                note=meeting.date < when.day - timedelta(days=365),
            )


@rule("guidance-2015-4-4-process-continues", where=(PlanningGroup,))
def group_goes_on(plan: Plan, when: When) -> Iterator[Problem]:
    """After publication the group goes on meeting: at least once in six months."""
    published = plan.publication.published if plan.publication else None
    meetings = [each.date for each in plan.planning_group.meetings if each.date <= when.day]
    since = max([*meetings, *([published] if published else [])], default=None)
    if since is not None and (when.day - since).days > 183:
        yield Problem(
            within(plan.planning_group, GROUP, "meetings"),
            f"The planning group has not met since {in_words(since)}"
            if since in meetings
            else f"No meeting of the planning group is recorded since the plan was published ({in_words(since)})",
            "Record its meetings, for example: `meetings: [{date: 2027-09-14, about: Progress on priorities}]`.",
        )


@rule("guidance-2015-4-5-group-reviews-progress", where=(PlanningGroup,))
def group_reviews_progress(plan: Plan, when: When) -> Iterator[Problem]:
    """At least once a year the group discusses a performance paper."""
    start = plan.period.start
    if start is None or (when.day - start).days <= 365:
        return
    papers = [each.date for each in plan.planning_group.meetings if each.performance and each.date <= when.day]
    if not papers or (when.day - max(papers)).days > 365:
        yield Problem(
            within(plan.planning_group, GROUP, "meetings"),
            "No meeting of the planning group in the last year looked at a performance paper",
            "Record the meeting with its paper: `- {date: 2028-05-10, performance: evidence/performance-2027-28.pdf}`.",
        )


def _held(plan: Plan, when: When, *kinds: str) -> list[Seat]:
    """The seats of *kinds* that somebody holds on the day of judging."""
    return [each for each in plan.planning_group.members if each.seat in kinds and each.is_held(when.day)]


@rule("regs-308-area-tests", where=(PlanningGroup,))
def members_belong_to_the_area(plan: Plan, when: When) -> Iterator[Problem]:
    """Each member of a prescribed group lives in the area, cares for somebody who does, or operates in it."""
    tests = {each.id: AreaTest(each.area_test) for each in lists.planning_group_groups()}
    unsaid = []
    for seat in _held(plan, when, *tests):
        test = tests[seat.seat]
        if seat.area_test is None or seat.area_test_met is None:
            unsaid.append(
                Problem(
                    seat.at_key("area_test" if seat.area_test is None else "area_test_met"),
                    f"Nothing says, of the seat '{seat.id}', whether {test.words}",
                    "Once the member has confirmed it: "
                    + fill_in(
                        seat,
                        *([] if seat.area_test else [f"area_test: {test.value}"]),
                        *([] if seat.area_test_met is not None else ["area_test_met: yes"]),
                    )
                    + " Keep no address.",
                )
            )
        elif seat.area_test is not test:
            yield Problem(
                seat.at_key("area_test"),
                f"The seat '{seat.id}' is tested by '{seat.area_test.value}'; what counts is that {test.words}",
                f"Ask the member that, and write `area_test: {test.value}`."
                + (" It matters where the person cared for lives, not the carer." if test is AreaTest.CARES else ""),
            )
        elif not seat.area_test_met:
            yield Problem(
                seat.at_key("area_test_met"),
                f"The member in the seat '{seat.id}' does not count for the group: it is not so that {test.words}",
                "Find a member of whom it is true, or correct the answer.",
            )
    yield from each_or_one(
        unsaid,
        lambda: Problem(
            unsaid[0].at,
            f"Nothing says, of {len(unsaid)} members of prescribed groups, what ties them to the area",
            "Ask each, keep no address, and write in each seat: `area_test:` (resides, cares-for-resident or operates) "
            "and `area_test_met: yes`.",
        ),
    )


@rule("regs-308-third-sector", where=(PlanningGroup,))
def third_sector_seat_is_a_third_sector_body(plan: Plan, when: When) -> Iterator[Problem]:
    """The third sector's member comes from a kind of body that counts as one."""
    for seat in _held(plan, when, "spg-l"):
        if seat.body_kind is None:
            yield Problem(
                seat.at_key("body_kind"),
                f"Nothing says what kind of third sector body holds the seat '{seat.id}'",
                f"{fill_in(seat, 'body_kind: interest-group')} It may be "
                f"{listed(each.value for each in ThirdSectorKind)} (reg.2(3)).",
            )
    for seat in plan.planning_group.members:
        if seat.body_kind is not None and seat.seat != "spg-l":
            yield Problem(
                seat.at_key("body_kind"),
                f"The seat '{seat.id}' is not that of the third sector and is marked as {seat.body_kind.value}",
                "Take `body_kind:` out, or write `seat: spg-l`.",
                note=True,
            )


@rule("regs-307-professionals", where=(PlanningGroup,))
def professionals_are_registered(plan: Plan, when: When) -> Iterator[Problem]:
    """Health and social care professionals are of a register or role that the regulations name."""
    kinds = {"spg-a": "health", "spg-f": "social-care"}
    words = {"health": "health professionals", "social-care": "social care professionals"}
    registers = {each.id: each for each in lists.professional_registers()}
    for seat in _held(plan, when, *kinds):
        kind = kinds[seat.seat]
        known = [each.id for each in registers.values() if each.kind == kind]
        if seat.professional is None:
            yield Problem(
                seat.at_key("professional"),
                f"Nothing says in which register or role the member in the seat '{seat.id}' is",
                f"{fill_in(seat, f'professional: {known[0]}')} Those of {words[kind]} are {listed(known, 12)}.",
            )
        elif registers[seat.professional].kind != kind:
            yield Problem(
                seat.at_key("professional"),
                f"The seat '{seat.id}' is for {words[kind]}, and {registers[seat.professional].text} are not among them",
                f"Write one of {listed(known, 12)}.",
            )


@rule("guidance-2015-4-3-group-questions", where=(GroupQuestions,))
def group_answers_its_questions(plan: Plan, when: When) -> Iterator[Problem]:
    """For each care group the planning group said what to achieve, how it goes, what to change and with what."""
    questions = plan.of(GroupQuestions).questions
    yield from covers(
        {each.id: each.name for each in plan.care_groups},
        [each.care_group for each in questions],
        place_of(plan, GroupQuestions),
        "the planning group's questions are not answered",
        lambda id: f"Take them to a meeting of the group. {how_to_add(GroupQuestions).replace('NAME', id)}",
    )
    meetings = {each.date for each in plan.planning_group.meetings}
    for each in questions:
        yield from fields_present(
            each,
            f"Questions on {each.care_group}",
            {
                "achieve": "what is to be achieved and for whom",
                "success": "how successful it has been",
                "differently": "what is to be done differently",
                "resource": "with what resource",
                "meeting": "at which meeting of the group that was answered",
            },
        )
        if each.meeting and each.meeting not in meetings:
            yield Problem(
                each.at_key("meeting"),
                f"Questions on {each.care_group}: the planning group did not meet on {in_words(each.meeting)}, as far as "
                "is recorded",
                f"Write the day of a meeting of {GROUP}, or add the meeting there.",
            )
        elif each.meeting and (why := why_not(plan, when, each.meeting)):
            yield Problem(
                each.at_key("meeting"),
                f"Questions on {each.care_group}: answered on {in_words(each.meeting)}, {why}",
                MEND,
            )


@rule("guidance-2015-a-d-partner-skills", where=(DevelopmentLog,))
def planners_learn_to_work_with_all_sectors(plan: Plan, when: When) -> Iterator[Problem]:
    """Those who commission did something, on a day, to learn to work with the third and independent sectors."""
    activities = plan.of(DevelopmentLog).activities
    yield from record_present(
        plan,
        DevelopmentLog,
        activities,
        "Nothing is recorded by which those who commission learnt to work with other sectors",
    )
    done: list[Development] = []
    for each in activities:
        yield from fields_present(
            each, each.title, {"date": "when it was", "sectors": "which sectors it was about", "who": "who took part"}
        )
        if done_by(plan, when, each.date):
            done.append(each)
    missing = [
        sector for sector in (Sector.THIRD, Sector.INDEPENDENT) if not any(sector in each.sectors for each in done)
    ]
    if activities and missing:
        yield Problem(
            place_of(plan, DevelopmentLog),
            f"Nothing done so far was about working with the {listed(each.value.replace('-', ' ') for each in missing)}",
            f"Record what was done in {path_of(DevelopmentLog)} with `date:` and `sectors: [{missing[0].value}]`.",
        )


@rule("msg-6-iii-support-representatives", where=(PlanningGroup,))
def representatives_are_supported(plan: Plan, when: When) -> Iterator[Problem]:
    """Papers went out in time for each meeting, and a policy says which expenses are paid."""
    group = plan.planning_group
    if group.expenses_policy is None:
        yield Problem(
            within(group, GROUP, "expenses_policy"),
            "Nothing says where members can read which expenses are paid",
            fill_in(group, "expenses_policy: evidence/expenses.pdf"),
        )
    if group.papers_lead_days is None:
        yield from _support_not_told(plan)
        return
    for meeting in group.meetings:
        if meeting.date > when.day:
            continue
        lead = (meeting.date - meeting.papers_sent).days if meeting.papers_sent else None
        if lead is None or lead < group.papers_lead_days:
            yield Problem(
                meeting.at_key("papers_sent"),
                f"Nothing says when the papers for the planning group's meeting on {in_words(meeting.date)} went out"
                if lead is None
                else f"Papers for the planning group's meeting on {in_words(meeting.date)} went out {count(lead, 'day')} "
                f"before it; the local standard is {group.papers_lead_days}",
                fill_in(meeting, f"papers_sent: {meeting.date - timedelta(days=group.papers_lead_days)}")
                if lead is None
                else "Carers and people who use services need the time to ask others. Send the next ones earlier; "
                "correct the day if it is wrong.",
                note=meeting.date < when.day - timedelta(days=365),
            )
