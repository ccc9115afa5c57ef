"""The Board, its papers and timetable, guidance read, and who counts as a member or consultee."""

import re
from datetime import date, timedelta

import pytest
from spoiling import Edit, base, load, spoil, trap

from scp.finding import State
from scp.model.governance import BoardPaper, BoardPapers
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.reference import catalogue, lists
from scp.requirements import check

GROUP, CONSULTEES = "registers/planning-group.yaml", "registers/consultees.yaml"
BOARD, PAPERS = "registers/board-members.yaml", "registers/board-papers.yaml"
TIMETABLE, TERMS, GUIDANCE = "registers/timetable.yaml", "registers/terms-of-reference.yaml", "registers/guidance.yaml"


def report(*edits, name="sample", stage=None, day=None):
    tree = base(name)
    return check(load(spoil(tree.files, edits)) if edits else tree.plan, stage or tree.stage, day or tree.day)


def found(judged, id):
    return [each.problem for each in judged.findings if each.id == id]


# traps


@trap("regs-308-area-tests")
def test_what_counts_is_where_the_person_cared_for_lives():
    """A carer who lives in the area and cares for somebody elsewhere is asked the wrong question."""
    holder = "    holder: Parent carer of an adult with a learning disability\n"
    wrong = Edit(GROUP, holder + "    area_test: cares-for-resident", holder + "    area_test: resides")

    problems = found(report(wrong), "regs-308-area-tests")

    assert len(problems) == 1
    assert "cares for somebody who lives in the area" in problems[0].what
    assert "not the carer" in problems[0].mend


@trap("regs-307-professionals")
def test_dental_care_professionals_are_health_professionals():
    """The register that the guidance's footnote leaves out is in the list, and a seat may name it."""
    registers = {each.id: each for each in lists.professional_registers()}

    dental = report(Edit(GROUP, "professional: gmc", "professional: gdc-dental-care"))

    assert registers["gdc-dental-care"].kind == "health"
    assert dental.states["regs-307-professionals"] is State.MET


@trap("regs-283-5-qualifying-tests")
@pytest.mark.parametrize(
    ("consultee", "key", "owed"),
    [
        ("patients-forum", "in_area", True),
        ("patients-forum", "integrated_services", True),
        ("housing-associations", "in_area", True),
        ("housing-associations", "integrated_services", False),
        ("third-sector-interface", "integrated_services", False),
    ],
)
def test_users_need_both_and_housing_one(consultee, key, owed):
    """Users live in the area and use the services; of housing and third sector bodies only the area is asked."""
    text = base("sample").files[CONSULTEES]
    head, entry, tail = text.partition(f"  - id: {consultee}\n")
    own, rest = tail.split("  - id: ", 1)
    own = "".join(line + "\n" for line in own.splitlines() if not line.strip().startswith(key)) + f"    {key}: no\n"

    judged = report(Edit(CONSULTEES, "", head + entry + own + "  - id: " + rest))

    assert [each.at.path for each in found(judged, "regs-283-5-qualifying-tests")] == [CONSULTEES] * owed


# notice


@pytest.mark.parametrize(
    ("issued", "clear"),
    [("2027-02-19", 5), ("2027-02-20", 4), ("2027-02-24", 0), ("2027-02-25", -1)],
)
def test_clear_days_count_neither_end(issued, clear):
    """Five whole days lie between issue and meeting: six days earlier is enough, five is not."""
    paper = BoardPaper(id="p", title="P", issued=issued, meeting="2027-02-25")

    owed = found(report(Edit(PAPERS, "issued: 2027-02-18", f"issued: {issued}")), "regs-285-notice-of-papers")

    assert paper.clear_days == clear
    assert len(owed) == (clear < 5)


def test_papers_to_a_committee_have_no_notice_of_the_board():
    """The Order's notice is for the Board; what goes to a committee is not counted."""
    late = Edit(PAPERS, "issued: 2027-02-18", "issued: 2027-02-24\n    committee: clinical-care")

    assert found(report(late), "regs-285-notice-of-papers") == []


def test_a_lead_agency_has_no_board():
    """Without an integration joint board there are neither members of one nor notice to them."""
    judged = report(name="lead agency", stage=Stage.IN_FORCE)

    for id in ("regs-285-membership", "regs-285-notice-of-papers"):
        assert judged.states[id] is State.NOT_APPLICABLE
        assert "joint board" in judged.reasons[id]
    assert judged.states["msg-4-iii-chairs-and-inclusion"] is State.MET


def test_no_paper_is_one_gap():
    """Where no paper is recorded, each duty on papers says the same thing of the same place."""
    gone = Edit(
        "registers/consultation-responses.yaml", "    paper: response-midlothian\n", "    approved: 2026-06-18\n"
    )

    judged = report(Edit(PAPERS, new=None), gone)
    ids = {f"response-2012-{id}" for id in ("report-header", "report-sections", "author-block", "recommendation-verbs")}

    said = {(each.problem.at, each.problem.what) for each in judged.findings if each.problem.at.path == PAPERS}
    assert len(said) == 1
    assert {each.id for each in judged.findings if each.problem.at.path == PAPERS} >= {
        *ids,
        "regs-285-notice-of-papers",
    }


# the Board


def test_a_vacancy_on_the_board_that_is_being_filled_is_a_note():
    """A seat that fell empty is worth knowing while it is being filled, and owed where nothing is done."""
    nurse = "  - {id: nurse, seat: nurse, holder: Chief Nurse, start: 2024-04-01"
    filled, left = (
        report(Edit(BOARD, nurse, f"{nurse}, end: 2027-05-31{more}"), name="in force")
        for more in (", filling: Advertised", "")
    )

    assert [each.note for each in found(filled, "regs-285-membership")] == [True]
    assert [each.note for each in found(left, "regs-285-membership")] == [False]


def test_nominees_of_two_councils():
    """Where two councils nominate, two of each are enough, and the Health Board has as many as both."""
    two = Edit(
        "plan.yaml",
        "    - {code: S12000010, name: East Lothian Council}\n",
        "    - {code: S12000010, name: East Lothian Council}\n    - {code: S12000019, name: Midlothian Council}\n",
    )
    shared = [
        Edit(BOARD, f"id: council-{number}, seat: council-nominee, holder: Councillor, nominated_by: S12000010",
             f"id: council-{number}, seat: council-nominee, holder: Councillor, nominated_by: S12000019")
        for number in (3, 4)
    ]  # fmt: skip

    assert found(report(two, *shared, name="in force"), "regs-285-membership") == []
    assert [
        "the least is 2" in each.what for each in found(report(two, shared[0], name="in force"), "regs-285-membership")
    ] == [True]


# timetable


def test_latest_days_are_worked_back_from_the_end_of_the_three_years():
    """The final plan must begin twenty weeks before the last meeting that leaves time to publish."""
    last = date(2027, 2, 25) - timedelta(weeks=20)
    late = Edit(TIMETABLE, "stage: final, starts: 2026-09-15", f"stage: final, starts: {last + timedelta(days=1)}")
    just = Edit(TIMETABLE, "stage: final, starts: 2026-09-15", f"stage: final, starts: {last}")

    assert [
        "it must begin by 8 October 2026" in each.what for each in found(report(late), "guidance-refreshed-c-timelines")
    ] == [True]
    assert found(report(just), "guidance-refreshed-c-timelines") == []


def test_every_stage_that_must_move_is_told_at_once():
    """Worked back from the end, one finding names the stage that is too late and those before it that are, too."""
    text = base("sample").files[TIMETABLE]
    late = Edit(TIMETABLE, "", re.sub(r"starts: 20\d\d-", "starts: 2029-", text))

    [problem] = found(report(late), "guidance-refreshed-c-timelines")

    assert "too late" in problem.what
    named = ("proposals", "first draft", "second draft", "final plan", "published plan")
    assert all(each in f"{problem.what} {problem.mend}" for each in named)
    assert "So must move as well: " in problem.mend


def test_a_board_that_meets_too_late_is_told():
    """Where no meeting of the Board lies before the latest day, that is said, and not left out."""
    text = base("sample").files[TIMETABLE]
    late = Edit(TIMETABLE, "", re.sub(r"(\b|board: )20\d\d(-\d\d-\d\d)", r"\g<1>2029\2", text))

    problems = found(report(late), "guidance-refreshed-c-timelines")

    assert any("the Board does not meet by then" in each.what or "too late" in each.what for each in problems)


def test_a_stage_is_decided_on_a_day_on_which_the_board_meets():
    """A meeting that is not among the Board's days decides nothing."""
    strange = Edit(TIMETABLE, "weeks: 10, board: 2026-08-27", "weeks: 10, board: 2026-08-28")

    assert ["not among the days" in each.what for each in found(report(strange), "guidance-refreshed-c-timelines")] == [
        True
    ]


def test_a_first_plan_is_due_before_functions_are_delegated():
    """Counted back from the day of delegation, a first plan's timetable holds; a day earlier it does not."""
    plan = base("first plan").files["plan.yaml"]
    sooner = Edit("plan.yaml", "", plan.replace("delegation_day: 2027-04-01", "delegation_day: 2026-12-10"))

    assert found(report(name="first plan"), "guidance-refreshed-c-timelines") == []
    assert len(found(report(sooner, name="first plan"), "guidance-refreshed-c-timelines")) == 1


# guidance and terms


def test_all_that_an_entry_of_guidance_lacks_is_told_at_once():
    """One finding names edition, reading and departures; an entry written as its mend says owes nothing more."""
    text = base("sample").files[GUIDANCE]
    bare = "\n  - {id: new, title: New guidance}\n"

    [problem] = found(report(Edit(GUIDANCE, "", text.rstrip() + bare)), "act-53-regard-to-guidance")

    assert all(words in problem.what for words in ("which edition", "when this edition was read", "departs from it"))
    written = re.findall(r"`((?:edition|read|read_by|departs): [^`]+)`", problem.mend)
    entry = f"\n  - {{id: new, title: New guidance, {', '.join(dict.fromkeys(written[:4]))}}}\n"
    assert of_guidance(Edit(GUIDANCE, "", text.rstrip() + entry)) == []


def test_a_departure_can_be_written_as_the_mend_says():
    """The example of a departure is read as it stands."""
    text = base("sample").files[GUIDANCE].rstrip()
    entry = "{id: new, title: New, edition: first, read: 2026-01-01, departs: yes"
    [problem] = found(report(Edit(GUIDANCE, "", f"{text}\n  - {entry}}}\n")), "act-53-regard-to-guidance")
    example = re.search(r"- ({paragraph.*})", problem.mend)[1]

    assert of_guidance(Edit(GUIDANCE, "", f"{text}\n  - {entry}, departures: [{example}]}}\n")) == []


def of_guidance(*edits):
    """What is owed in the register itself; that a signature is stale after any change is another matter."""
    return [each for each in found(report(*edits), "act-53-regard-to-guidance") if each.at.path == GUIDANCE]


def test_the_scheme_and_its_functions_are_asked_for_at_once():
    """No day of the scheme and no comparison with it are two findings, and neither waits for the other."""
    plan = base("sample").files["plan.yaml"]
    functions = base("sample").files["registers/functions.yaml"]
    judged = report(
        Edit("plan.yaml", "", re.sub(r"\nintegration_scheme:\n(  .*\n)+", "\n", plan)),
        Edit("registers/functions.yaml", "", re.sub(r"(?m)^(scheme|checked): .*\n", "", functions)),
        stage=Stage.IN_FORCE,
    )

    told = [each.what for each in found(judged, "act-44-scheme-review")]
    assert len(told) == 2 and "was approved" in " ".join(told) and "compared with the scheme" in " ".join(told)
    assert any("which part of which" in each.what for each in found(judged, "act-59-60-model-and-functions"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    read: 2026-01-19\n", "    read: 2027-09-01\n", "still to come"),
        ("    read: 2026-01-19\n", "    issued: 2026-02-01\n    read: 2026-01-19\n", "before this edition was issued"),
        ("    departs: yes\n", "    departs: no\n", "departs from nothing"),
    ],
)
def test_guidance_that_was_not_read_or_departs_unsaid(old, new, words):
    problems = found(report(Edit(GUIDANCE, old, new)), "act-53-regard-to-guidance")

    assert [words in each.what for each in problems] == [True]


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("evidence/terms-planning-group.md#powers", "names no part of its own"),
        ("evidence/terms-locality-groups.md#disputes", "is not in their paper"),
        ("evidence/terms-planning-group.md", "names no part of its own"),
    ],
)
def test_terms_name_three_parts_of_one_paper(new, words):
    edit = Edit(TERMS, "disputes: evidence/terms-planning-group.md#disputes", f"disputes: {new}")

    assert words in found(report(edit), "response-2012-terms-of-reference")[0].what


def test_a_part_that_the_paper_lacks_is_a_fault_of_the_file():
    """A heading that is not in a paper of evidence/ cannot be named."""
    edit = Edit(
        TERMS,
        "#disputes\n    approved: 2025-11-27\n    review: 2028-11-30\n  - id: loc",
        "#quarrels\n    approved: 2025-11-27\n    review: 2028-11-30\n  - id: loc",
    )

    with pytest.raises(PlanError) as caught:
        load(spoil(base("sample").files, (edit,)))

    assert "has no part called 'quarrels'" in str(caught.value)


def test_there_are_25_proposals_of_the_review():
    """As the review numbers them, from 1(i) to 6(iii)."""
    proposals = catalogue.review_proposals()

    assert len(proposals) == 25
    assert (proposals[0].number, proposals[-1].number) == ("1(i)", "6(iii)")
    assert BoardPapers.EXAMPLE["id"] == "final-plan"


# registers that cannot be read

FAULTS = [
    ("registers/board-members.yaml", "members", "{id: x, seat: councillor}", "councillor"),
    ("registers/board-members.yaml", "members", "{id: x, seat: staff, nominated_by: S99}", "'S99' is no partner"),
    ("registers/board-members.yaml", "members", "{id: x, seat: staff, holdr: A post}", "Did you mean 'holder'"),
    ("registers/board-members.yaml", "members", "{id: x, seat: staff, start: 2027-02-30}", "2027-02-30"),
    ("registers/board-members.yaml", "members", "{id: x, seat: staff}\n  - {id: x, seat: nurse}", "x"),
    ("registers/committees.yaml", "committees", "{id: x, title: X, reports_to: y}", "'y' is no committee"),
    ("registers/terms-of-reference.yaml", "terms", "{id: x, title: X, paper: evidence/no.md}", "no file evidence/no.md"),
    ("registers/terms-of-reference.yaml", "terms", "{id: x, title: X, localities: [north]}", "'north' is no locality"),
    ("registers/guidance.yaml", "guidance", "{id: x, title: X, read: soon}", "soon"),
    ("registers/guidance.yaml", "guidance", "{id: x, title: X, superseded_by: y}", "'y' is no guidance document"),
    ("registers/board-papers.yaml", "papers", "{id: x, title: X, recommendations: [{action: ponder, text: it}]}", "ponder"),
    ("registers/board-papers.yaml", "papers", "{id: x, title: X, meeting: 25 February}", "25 February"),
    ("registers/timetable.yaml", "milestones", "{id: x, stage: third-draft}", "third-draft"),
    ("registers/timetable.yaml", "milestones", "{id: x, stage: final, weeks: a few}", "a few"),
    ("registers/planning-group.yaml", "members", "{id: x, seat: spg-a, professional: guild}", "guild"),
    ("registers/consultees.yaml", "consultees", "{id: x, name: X, test: lives-here}", "lives-here"),
    ("registers/engagement-log.yaml", "entries", "{id: x, title: X, consultees: [nobody]}", "'nobody' is no consultee"),
    ("registers/engagement-log.yaml", "entries", "{id: x, title: X, phase: before}", "before"),
    ("registers/group-questions.yaml", "questions", "{id: x, care_group: nobody}", "'nobody' is no care group"),
    ("registers/development-log.yaml", "activities", "{id: x, title: X, sectors: third-sector}", "sectors"),
    ("registers/consultation-responses.yaml", "responses", "{id: x, title: X, paper: y}", "'y' is no board paper"),
    ("registers/self-evaluation.yaml", "evaluations", "{id: x, proposal: 7-i}", "'7-i' is no proposal of the review"),
    ("registers/self-evaluation.yaml", "evaluations", "{id: x, proposal: 1-i, agreed_grade: good}", "good"),
    ("registers/plan-topics.yaml", "topics", "{id: x, topic: weather}", "weather"),
    ("registers/recommendations.yaml", "recommendations", "{id: x, title: X, source: gossip}", "gossip"),
    ("registers/improvement-support.yaml", "requests", "{id: x, title: X, asked: yes}", "asked"),
    ("registers/inspection-evidence.yaml", "evidence", "{id: x, title: X, purpose: services, outcomes: [10]}", "10"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "items", "entry", "words"), FAULTS, ids=lambda each: each if "/" in each else "")
def test_a_register_that_cannot_be_read(path, items, entry, words):
    """Each fault is told at its file and line, in words and with what was written."""
    files = {"plan.yaml": base("small").files["plan.yaml"], path: f"{items}:\n  - {entry}\n"}

    with pytest.raises(PlanError) as caught:
        load(files)

    faults = [each for each in caught.value.problems if each.at.path == path]
    assert len(faults) == 1
    assert faults[0].at.line in (2, 3)
    assert words in f"{faults[0].what} {faults[0].mend}"
    assert faults[0].mend
