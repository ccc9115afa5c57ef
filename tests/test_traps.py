"""The traps of which the catalogue warns, a test each: what looks right and is not, or looks wrong and is lawful.

A test of any module that stands under `@trap("the id")` counts. Tests of the small plan that touch the same traps stand in
tests/test_rules.py: test_the_same_words_in_two_localities, test_one_person_for_two_groups, test_a_vacancy_is_a_note,
test_thirteen_groups_are_asked_and_not_twelve, test_no_length_of_consultation_is_fixed and test_the_review_clock.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from spoiling import Edit, base, has_rule, load, passage, record, spoil, trap

from scp.finding import State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.reference import lists
from scp.requirements import GATES, check, deadline, gates, requirements, review_due_before

EAST, WEST = "localities/east-lothian-east.md", "localities/east-lothian-west.md"
FUNCTIONS, GROUP = "registers/functions.yaml", "registers/planning-group.yaml"
THIRD = "consultation/draft-2/round.yaml"


def spoiled(*edits, name="sample"):
    """The plan of the tree *name* with *edits* made."""
    return load(spoil(base(name).files, edits))


def judged(plan, stage=Stage.PUBLISHED, day=None, name="sample"):
    return check(plan, stage, day or base(name).day)


def found(report, id):
    return [each.problem for each in report.findings if each.id == id]


def test_every_trap_has_its_test():
    """Wherever a rule answers a requirement that has a trap, a test is marked as that trap's, and only one."""
    marks = [
        id
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        for id in re.findall(r'(?m)^@trap\("([^"]+)"\)$', path.read_text(encoding="utf-8"))
    ]

    assert sorted({each.id for each in requirements() if each.trap and has_rule(each)} - set(marks)) == []
    assert len(marks) == len(set(marks))


# the plan


@trap("act-29-2-a-all-functions")
def test_functions_are_counted_against_the_scheme_and_not_against_headings():
    """A heading of its own does not arrange for a function, and one heading may arrange for them all."""
    new = Edit(FUNCTIONS, "\nfunctions:\n", "\nfunctions:\n  - {id: prison-health, name: Health care in prison}\n")
    heading = Edit(
        "narrative/190-prison.md",
        "",
        "---\ntitle: Health care in prison\nstatus: done\n---\n\nA nurse visits weekly.\n",
    )
    named = Edit(EAST, "    functions: [palliative]\n", "    functions: [palliative, prison-health]\n")

    assert [each.at.path for each in found(judged(spoiled(new, heading)), "act-29-2-a-all-functions")] == [FUNCTIONS]
    assert found(judged(spoiled(new, named)), "act-29-2-a-all-functions") == []


@trap("act-29-2-b-outcomes")
def test_a_list_of_the_nine_outcomes_is_not_enough():
    """Outcomes listed in a section, served by a priority and named without a how are not contributed to."""
    nine = "".join(f"{each.number}. {each.text}\n" for each in lists.outcomes())
    page = Edit("narrative/190-outcomes.md", "", f"---\ntitle: The nine outcomes\nstatus: done\n---\n\n{nine}")
    bare = re.compile(r"(?m)^      8: .*$")
    texts = [Edit(path, bare.search(base("sample").files[path])[0], "      8:") for path in (EAST, WEST)]

    plan = spoiled(page, *texts)

    assert any(8 in each.outcomes for each in plan.priorities)
    assert all("8 is named, and nothing says how" in each.what for each in found(judged(plan), "act-29-2-b-outcomes"))
    assert judged(plan).states["act-29-2-b-outcomes"] is State.OWED


@trap("act-29-3-b-separate-arrangements")
def test_one_paragraph_for_all_localities_is_not_set_out_separately():
    """The same words with the name of the other locality in them are found, in a file that is there and full."""
    copied = passage(EAST, "older-people").replace("East", "West")

    problems = found(
        judged(spoiled(Edit(WEST, passage(WEST, "older-people"), copied))), "act-29-3-b-separate-arrangements"
    )

    assert ["the same words as in East Lothian East" in each.what for each in problems] == [True]


@trap("act-30-3-effect-on-other-authorities")
def test_a_plan_that_another_authority_is_still_drafting_counts():
    """A draft without days counts as a plan that runs at once, and it is our effect on their service that is asked for."""
    path, entry = "registers/shared-services.yaml", record("registers/shared-services.yaml", "id: equipment-store")
    drafting = "\n".join(
        "      - {authority: Midlothian Integration Joint Board, in_preparation: true}"
        if "authority: Midlothian" in line
        else line
        for line in entry.split("\n")
        if "authority: Edinburgh" not in line
    )
    unread = re.sub(r"    considered: .*\n", "", drafting)
    silent = re.sub(r"    effect: .*\n", "", drafting)

    assert judged(spoiled(Edit(path, entry, drafting))).states["act-30-4-overlapping-periods"] is State.MET
    assert [
        "is being drafted" in each.what
        for each in found(judged(spoiled(Edit(path, entry, unread))), "act-30-4-overlapping-periods")
    ] == [True]
    assert [
        "what this plan does to it" in each.what
        for each in found(judged(spoiled(Edit(path, entry, silent))), "act-30-3-effect-on-other-authorities")
    ] == [True]


# the planning group


@trap("act-32-1-d-prescribed-groups")
def test_one_person_for_two_prescribed_groups_is_flagged_and_for_two_localities_is_not():
    """Sharing is for localities (s32(9)): for groups it is a note that asks for legal advice, and blocks nothing."""
    holder = "Chief executive of the third sector interface"
    groups = spoiled(Edit(GROUP, "Director of a housing association, for the housing associations' forum", holder))
    localities = spoiled(
        Edit(GROUP, record(GROUP, "id: west"), ""),
        Edit(
            GROUP,
            "localities: [east-lothian-east]\n    start: 2027-04-01",
            "localities: [east-lothian-east, east-lothian-west]\n    start: 2027-04-01",
        ),
    )

    report = judged(groups)
    assert [(each.note, "legal advice" in each.mend) for each in found(report, "act-32-1-d-prescribed-groups")] == [
        (True, True)
    ]
    assert report.states["act-32-1-d-prescribed-groups"] is State.MET
    assert found(judged(localities, Stage.IN_FORCE), "act-32-7-locality-representatives") == []


@trap("act-32-7-locality-representatives")
def test_each_locality_of_the_plan_in_force_has_a_seat():
    """From its first day a plan's localities count, not its predecessor's: one that is new wants a member."""
    coast = "---\nname: Coast\ncouncil: S12000010\nboundary: Dunbar and the coast\n---\n\nThe coast is long.\n"
    redrawn = spoiled(Edit("localities/coast.md", "", coast))
    old_seats = spoiled(Edit(GROUP, record(GROUP, "id: east"), ""), Edit(GROUP, record(GROUP, "id: west"), ""))
    first_day = date(2027, 4, 1)

    def lacking(plan, day):
        return [each.what for each in found(judged(plan, Stage.IN_FORCE, day), "act-32-7-locality-representatives")]

    assert ["represented Coast" in each for each in lacking(redrawn, first_day)] == [True]
    assert len(lacking(old_seats, first_day)) == 2
    assert lacking(base("sample").plan, first_day) == []


@trap("act-32-10-vacancies")
@pytest.mark.parametrize("stage", GATES, ids=str)
def test_a_vacancy_never_voids(stage):
    """A seat that falls vacant the day before a stage is made blocks no stage and makes nothing owed."""
    before = base(str(stage))
    seat, day = record(GROUP, "id: hospice", str(stage)), before.day - timedelta(days=1)

    plan = spoiled(Edit(GROUP, seat, f"{seat}    end: {day}\n    ended_by: the member\n"), name=str(stage))
    report, sound = check(plan, stage, before.day), check(before.plan, stage, before.day)

    assert gates(plan, stage, before.day) == ()
    assert report.states == sound.states
    assert "'hospice' has been empty for 1 day" in " ".join(each.what for each in found(report, "act-32-10-vacancies"))


# drafting


@trap("act-33-5-d-send-to-group-representatives")
def test_thirteen_consultee_groups_not_twelve():
    """A draft that went to everybody whom the planning group's twelve stand for has not gone to the other staff."""
    plan = spoiled(Edit(THIRD, "  - {consultee: joint-staff-forum, sent: 2026-09-15, how: meeting}\n", ""))
    groups = {each.id: each.group for each in plan.consultees.consultees}
    sent = {groups.get(each.consultee) for each in plan.round(Stage.DRAFT_2).asked} - {None}

    problems = found(judged(plan), "act-33-5-d-send-to-group-representatives")

    assert len(lists.planning_group_groups()) == len(sent) == 12 and len(lists.consultee_groups()) == 13
    assert ["who are not health professionals" in each.what for each in problems] == [True]


@trap("act-33-4-c-invite-views-in-period")
def test_no_fixed_consultation_length():
    """A period of a day, of five weeks or of five months is the authority's to choose; none at all is owed."""
    for closes in ("2026-09-15", "2026-10-20", "2027-02-24"):
        plan = spoiled(Edit(THIRD, "closes: 2026-11-13", f"closes: {closes}"))

        assert found(judged(plan), "act-33-4-c-invite-views-in-period") == []
    assert found(judged(spoiled(Edit(THIRD, "closes: 2026-11-13\n", ""))), "act-33-4-c-invite-views-in-period")


@trap("act-35-2-statement-of-action")
@pytest.mark.parametrize("stage", [Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2], ids=str)
def test_the_statement_tells_of_the_planning_group_too(stage):
    """Section 33 is more than the consultation on the second draft: each round must be there to be told of."""
    path = f"consultation/{stage}/round.yaml"

    problems = found(judged(spoiled(Edit(path, "", None), name="small"), name="small"), "act-35-2-statement-of-action")

    assert [each.at.path for each in problems] == [path]


@trap("act-37-8-replacement-full-process")
def test_there_is_no_light_refresh():
    """A plan that replaces another after a review and skips the drafts owes every stage that it left out."""
    drafts = [Edit("stages.yaml", record("stages.yaml", f"stage: draft-{number}"), "") for number in (1, 2)]

    problems = found(judged(spoiled(*drafts)), "act-37-8-replacement-full-process")

    assert ["without the first draft and the second draft" in each.what for each in problems] == [True]


# the review


@trap("act-37-10-relevant-period")
def test_review_clock_runs_from_the_start_day():
    """Neither the day of publication, nor the end of the plan, nor an extension moves the clock; a start day does."""
    sample, day = base("sample"), date(2027, 6, 30)
    first = base("first plan")
    published = Edit("publication.yaml", "published: 2027-03-11", "published: 2027-03-31", every=True)
    period = "{start: 2027-04-01, end: 2030-03-31}"

    moved = (
        (),
        (published,),
        (Edit("plan.yaml", period, "{start: 2027-04-01, end: 2037-03-31}"),),
        (Edit("plan.yaml", f"period: {period}", f"period: {period}\nextended_to: 2031-03-31"),),
    )

    assert [deadline(load(spoil(sample.files, each)) if each else sample.plan, day) for each in moved] == [
        date(2030, 3, 31)
    ] * 4
    later = spoiled(Edit("plan.yaml", "start_day: 2027-04-01", "start_day: 2027-05-03"), name="first plan")
    assert [review_due_before(each, day) for each in (first.plan, later)] == [date(2030, 4, 1), date(2030, 5, 3)]


# guidance


@trap("guidance-2015-6-2-resources-by-care-group")
def test_care_groups_with_no_line_for_carers_fail():
    """Carers are named beside the care groups: a table that leaves them out is owed, however full it is."""
    files = base("sample").files
    lines = Edit("finance/lines.csv", ",carers,,", ",older-people,,", every=True)

    unstated = Edit("finance/statements.yaml", new=None)

    problems = found(judged(load(spoil(files, [lines, unstated]))), "guidance-2015-6-2-resources-by-care-group")

    assert [each.what for each in problems] == ["No line is for Unpaid carers"]


@trap("guidance-2015-a-g-market-facilitation")
def test_market_facilitation_is_more_than_care_homes():
    """Entries for care homes alone leave out every care group but those who live there."""
    path = "registers/market.yaml"
    entries = base("sample").files[path].partition("\nmarket:\n")[2]
    homes = record(path, "id: care-homes").replace("[older-people, dementia]", "[older-people]")
    prices = "  prices:\n    - {entry: care-at-home"
    intentions = "registers/intentions.yaml"

    report = judged(
        spoiled(
            Edit(path, entries, homes),
            Edit(path, prices, "  prices:\n    - {entry: care-homes"),
            Edit(path, "    - {entry: personal-assistants, amount: 19.80, per: hour}\n"),
            Edit(path, "    - {entry: short-breaks, amount: 165, per: night}\n"),
            *(
                Edit(intentions, words, "    market: [care-homes]\n")
                for words in re.findall(r"(?m)^    market: .*\n", base("sample").files[intentions])
                if words != "    market: [care-homes]\n"
            ),
        )
    )

    (problem,) = found(report, "guidance-2015-a-g-market-facilitation")
    assert problem.at.path == path
    assert problem.what.startswith("7 of 8: no service wanted is for this care group: ")


@trap("guidance-2015-b-draft-indicators")
def test_indicators_are_numbered_as_in_the_final_suite():
    """The final suite has 23, of which 13 is emergency bed days; a number that it does not have cannot be written."""
    names = {each.id: each.text for each in lists.core_indicators()}

    assert len(names) == 23 and "bed day" in names["ni-13"].lower()
    with pytest.raises(PlanError, match="ni-24"):
        spoiled(Edit("priorities.yaml", "indicator: ni-2\n", "indicator: ni-24\n"))
