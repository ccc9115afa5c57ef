"""Directions, their money, decisions on localities and minutes: what is owed, what is not, and what cannot be read."""

from datetime import date

import pytest
from plan_fixture import complete_files, edited, line_of, load
from spoiling import Edit, base, record, spoil, trap
from spoiling import load as load_tree
from spoilings.directions import DECISIONS, DIRECTIONS, FUNCTIONS, MINUTES, PAYMENTS, REPLACE, REPORTS

from scp.documents import tables
from scp.finding import Level, State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check

DAY = date(2027, 6, 30)
CONTENT = (
    "act-27-1-a-set-aside-amount",
    "act-27-1-b-payment-or-method",
    "act-27-1-c-use-of-money",
    "act-27-3-payments-made",
    "act-27-4-direction-binding",
    "act-27-5-b-in-writing",
    "guidance-refreshed-directions-record",
    "guidance-refreshed-directions-content",
    "msg-4-iv-clear-directions",
)
REPLACING = ("act-38-2-ground-for-direction", "act-38-3-written-with-reasons", "act-38-4-5-dates", "act-38-6-7-comply")


def judged(*edits, name="in force", stage=Stage.IN_FORCE, day=None):
    """The report on the tree *name* with *edits* made."""
    tree = base(name)
    return check(load_tree(spoil(tree.files, edits)) if edits else tree.plan, stage, day or tree.day)


def said(report, id):
    return [(each.problem.at.path, each.problem.what) for each in report.findings if each.id == id]


def states(report, ids):
    return {id: report.states[id] for id in ids}


# traps


@trap("act-26-1-direction-for-every-function")
def test_directions_are_for_every_function_and_not_for_each_decision():
    """A register that holds the direction of one new decision leaves every other function without one."""
    only = Edit(DIRECTIONS, "", "directions:\n" + record(DIRECTIONS, "id: council-carers", "in force"))
    reports = Edit(REPORTS, "", "set_aside_reports: []\n")

    found = said(judged(only, reports), "act-26-1-direction-for-every-function")

    assert [path for path, _ in found] == [DIRECTIONS]
    assert "24 of 26 delegated functions" in found[0][1]


@trap("act-38-2-ground-for-direction")
def test_one_partner_may_find_it_and_all_must_direct():
    """The finding of one partner is enough; a direction of one partner alone is noted."""
    id = "act-38-2-ground-for-direction"

    assert said(judged(name="directed"), id) == []
    alone = said(judged(Edit(REPLACE, "[S12000010, S08000024]", "[S08000024]"), name="directed"), id)
    assert len(alone) == 1 and "is not given by East Lothian Council" in alone[0][1]


@trap("act-41-1-locality-decision-test")
def test_a_decision_may_matter_to_a_locality_and_to_no_service_as_a_whole():
    """Section 41 asks again where section 36 asks nothing, for each locality."""
    report = judged(name="in-force")
    unasked = judged(
        Edit(
            DECISIONS, "    localities: [east-lothian-west]", "    localities: [east-lothian-east, east-lothian-west]"
        ),
        name="in-force",
    )

    assert report.states["act-36-3-b-user-involvement"] is State.NOT_APPLICABLE
    assert report.states["act-41-3-involve-groups"] is State.MET
    assert ["which groups of East" in what for _, what in said(unasked, "act-41-3-involve-groups")] == [True]


@trap("regs-283-4-locality-decisions")
def test_residents_are_a_group_of_their_own():
    """All thirteen groups of the plan's consultation do not make up for the residents."""
    report = judged(Edit(DECISIONS, "group: residents", "group: consultee-third-sector"), name="in-force")

    assert ["residents of" in what for _, what in said(report, "regs-283-4-locality-decisions")] == [True]


@trap("msg-4-i-decisions-rest-with-board")
def test_partners_are_consulted_and_ratify_nothing():
    """No stage waits for a partner: the plan is final without any, and a step to ratify it is a finding."""
    id = "msg-4-i-decisions-rest-with-board"
    asked = Edit(MINUTES, "    votes_for: 7\n", "    ratified_by: [S12000010, S08000024]\n    votes_for: 7\n")

    assert judged(stage=Stage.FINAL).states[id] is State.MET
    assert "were asked to ratify it" in said(judged(asked), id)[0][1]


# where duties do not apply, or not yet


def test_a_lead_agency_owes_no_direction():
    """A lead agency may direct and need not; what it does direct holds what any direction must."""
    files = complete_files()
    files["plan.yaml"] = files["plan.yaml"].replace("model: ijb", "model: lead-health-board")
    some = check(load(files), Stage.IN_FORCE, DAY)
    del files[DIRECTIONS]
    none = check(load(files), Stage.IN_FORCE, DAY)

    assert none.states["act-26-1-direction-for-every-function"] is State.NOT_APPLICABLE
    assert none.states["regs-285-voting"] is none.states["act-38-4-5-dates"] is State.NOT_APPLICABLE
    assert set(states(none, CONTENT).values()) == {State.NOT_APPLICABLE}
    assert some.states["act-26-2-lead-agency-directions"] is State.MET
    assert ["which is the lead agency itself" in what for _, what in said(some, "act-26-2-lead-agency-directions")] == [
        True
    ]
    assert some.states["act-27-1-c-use-of-money"] is State.MET


def test_no_direction_yet_is_one_gap():
    """Without any direction every function is owed one, told once, and nothing is said on what directions hold."""
    files = {path: text for path, text in complete_files().items() if path != DIRECTIONS}

    report = check(load(files), Stage.IN_FORCE, DAY)

    assert len(said(report, "act-26-1-direction-for-every-function")) == 1
    assert set(states(report, CONTENT).values()) == {State.NOT_APPLICABLE}


def test_nothing_was_directed_or_decided():
    """No replacement directed, no direction of Ministers, no decision, no year over: none of it is owed."""
    report = judged()

    assert set(states(report, REPLACING).values()) == {State.NOT_APPLICABLE}
    assert report.states["act-52-ministers-directions"] is State.NOT_APPLICABLE
    assert report.states["act-41-3-involve-groups"] is State.NOT_APPLICABLE
    assert report.states["act-27-3-payments-made"] is State.NOT_DUE
    assert report.until["act-27-3-payments-made"] == date(2028, 4, 1)


@pytest.mark.parametrize("name", ["in-force", "review"])
def test_what_has_happened_since_is_in_order(name):
    """A year and two years on, payments, reports, decisions and progress owe nothing."""
    report = judged(name=name, stage=base(name).stage)
    ids = [
        *CONTENT,
        "act-26-1-direction-for-every-function",
        "act-28-5-set-aside-reports",
        "act-41-1-locality-decision-test",
        "act-41-1-b-partners-too",
        "act-41-3-involve-groups",
        "act-42-6-information-for-report",
        "act-44-scheme-review",
        "act-52-ministers-directions",
        "guidance-refreshed-directions-action-the-plan",
        "guidance-refreshed-directions-log-and-report-box",
        "guidance-refreshed-pwp-when",
        "regs-283-4-locality-decisions",
        "regs-285-minutes-and-interests",
        "regs-285-voting",
    ]

    assert {id: report.states[id] for id in ids if report.states[id] is not State.MET} == {}


# directions that change others


def test_a_revoked_direction_ends_when_the_new_one_begins():
    """Until the day on which the revocation has effect the old direction holds; from then on its function has none."""
    revoking = (
        record(DIRECTIONS, "id: council-mental-health", "in force")
        .replace("id: council-mental-health", "id: nothing-more")
        .replace("functions: [mental-health-support]", "functions: [incapacity]")
        .replace("begins: 2027-04-01", "begins: 2027-06-30\n    revokes: [council-mental-health]")
    )
    added = Edit(DIRECTIONS, "  - id: council-carers\n", revoking + "  - id: council-carers\n")
    id = "act-26-1-direction-for-every-function"

    assert said(judged(added, day=date(2027, 6, 29)), id) == []
    assert ["Care, support and services" in what for _, what in said(judged(added), id)] == [True]
    late = said(judged(added), "act-27-5-a-vary-revoke")
    assert len(late) == 1 and "it ends on 31 March 2030" in late[0][1]


def test_directions_that_revoke_one_another():
    """A loop is told of each that is in it, as misuse of a power."""
    loop = [
        Edit(DIRECTIONS, *_with(one, f"    revokes: [{other}]\n"))
        for one, other in (("council-carers", "council-disability"), ("council-disability", "council-carers"))
    ]

    found = [each for each in judged(*loop).findings if each.id == "act-27-5-a-vary-revoke"]

    assert ["comes back to itself" in each.problem.what for each in found] == [True, True]
    assert {each.level for each in found} == {Level.NOTE}


def _with(id, words):
    entry = record(DIRECTIONS, f"id: {id}", "in force")
    return entry, entry.replace("    begins:", words + "    begins:")


def test_two_bodies_for_one_function_need_a_split():
    """A function that two bodies carry out is divided in each direction; without that it is noted."""
    bare = Edit(DIRECTIONS, "        split: particular-things\n", "", every=True)

    assert said(judged(), "act-26-4-5-shared-direction") == []
    assert len(said(judged(bare), "act-26-4-5-shared-direction")) == 2


def test_an_order_is_what_excuses_a_function():
    """A function marked as needing no direction is excused by the order cited, and not by the mark."""
    out = Edit(DIRECTIONS, ", palliative,", ",")
    entry = record(FUNCTIONS, "id: palliative", "in force")
    marked = Edit(FUNCTIONS, entry, entry + "    no_direction_needed: yes\n")
    cited = Edit(FUNCTIONS, entry, entry + "    no_direction_needed: yes\n    order: SSI 2026/999 art 2\n")
    owed, power = "act-26-1-direction-for-every-function", "act-27-6-exempt-functions"

    assert (len(said(judged(out, marked), owed)), len(said(judged(out, marked), power))) == (1, 1)
    assert (said(judged(out, cited), owed), said(judged(out, cited), power)) == ([], [])


# money


@pytest.mark.parametrize(
    ("used", "words"),
    [
        ("24000000", "£190,000 was not used and can be paid back"),
        ("24290000", "£100,000 more was used, which the Health Board can be paid"),
        ("24190000", ""),
    ],
)
def test_the_balance_of_money_set_aside(used, words):
    """What is left or over at the end of the year is told either way until it is settled."""
    open_ = Edit(REPORTS, "used: 24050000, settled: 2028-06-29, settlement: 140000", f"used: {used}")

    found = said(judged(open_, name="in-force"), "act-28-set-aside-adjustments")

    assert [words in what for _, what in found] == ([True] if words else [])


def test_payments_are_due_once_the_year_is_over():
    """A payment of a year is asked for from the day after its last; several payments are added up."""
    half = Edit(
        PAYMENTS,
        "direction: council-carers, year: 2027-28, amount: 2800000, paid: 2028-03-31}",
        "direction: council-carers, year: 2027-28, amount: 1300000, paid: 2027-10-01}\n"
        "  - {id: second-half, direction: council-carers, year: 2027-28, amount: 1500000, paid: 2028-03-31}",
    )
    id = "act-27-3-payments-made"

    assert judged(day=date(2028, 3, 31)).states[id] is State.NOT_DUE
    assert judged(day=date(2028, 4, 1)).states[id] is State.OWED
    assert judged(half, name="in-force").states[id] is State.MET


@pytest.mark.parametrize("year", ["2027/28", "2027-2028", "2027-29", "9999-00", "２０２７-28"])
def test_a_year_that_is_none(year):
    """A year written otherwise is no year: the direction states nothing for the one that is asked about."""
    tree = Edit(DIRECTIONS, "{year: 2027-28, set_aside: 24190000}", f"{{year: {year}, set_aside: 24190000}}")

    assert [
        "states no amount for 2027-28" in what for _, what in said(judged(tree), "act-27-1-a-set-aside-amount")
    ] == [True]


# minutes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    votes_against: 1\n", "", "nothing says how the members voted"),
        ("    votes_against: 1\n", "    votes_against: 1\n    casting_vote: yes\n", "by a casting vote"),
        ("    stage: final\n", "", "by which the plan is final"),
    ],
)
def test_how_the_plan_was_approved(old, new, words):
    """The board's vote on the plan is recorded, is a majority, and no casting vote made it one."""
    found = said(judged(Edit(MINUTES, old, new), stage=Stage.PUBLISHED), "regs-285-voting")

    assert [words in what for _, what in found] == [True]


def test_a_minute_is_agreed_at_the_next_meeting():
    """Before the next meeting nothing is asked; after it, the day on which the minute was agreed."""
    last = record(MINUTES, "id: final-plan-2027")
    open_ = Edit(MINUTES, last, last.replace("    agreed: 2027-03-04\n    signed_by: Chair of the Board\n", ""))
    id = "regs-285-minutes-and-interests"

    assert said(judged(open_, name="sample", stage=Stage.PUBLISHED), id) == []
    assert ["4 months have gone by" in what for _, what in said(judged(open_, day=date(2027, 6, 26)), id)] == [True]


def test_a_delegated_decision_has_no_vote():
    """What an officer decides under a delegation needs no attendance and no interests."""
    report = judged(stage=Stage.PUBLISHED)

    assert report.states["regs-285-minutes-and-interests"] is State.MET
    without = Edit(
        MINUTES, '    delegation: "Scheme of delegation, paragraph 4.2: drafts for the planning group"\n', ""
    )
    assert any("which interests" in what for _, what in said(judged(without), "regs-285-minutes-and-interests"))


# the scheme


@pytest.mark.parametrize(
    ("day", "level"), [(date(2028, 8, 1), None), (date(2028, 8, 6), Level.NOTE), (date(2029, 2, 5), Level.LAW)]
)
def test_the_scheme_is_reviewed_every_five_years(day, level):
    """Half a year ahead is a note; on the day after five years it is owed."""
    found = [each.level for each in judged(day=day).findings if each.id == "act-44-scheme-review"]

    assert found == ([level] if level else [])


def test_a_body_that_delegates_nothing():
    """Each body that the model has delegate must have a function in the list."""
    files = complete_files()
    files["registers/functions.yaml"] = files["registers/functions.yaml"].replace("S12000099", "S08000099")

    found = said(check(load(files), Stage.PROPOSALS, DAY), "act-59-60-model-and-functions")

    assert ["Wester Ross Council delegates functions, and none" in what for _, what in found] == [True]


def test_the_list_marks_what_goes_beyond_the_minimum():
    """The table of functions says of which the scheme need not have delegated."""
    files = edited(FUNCTIONS, "scope: primary, minimum: yes", "scope: primary, minimum: no")

    table = str(tables.functions(load(files))).replace("\\", "")

    assert "| General practice (beyond what must be delegated) |" in table
    assert table.count("(beyond") == 1


# what cannot be read

BAD = [
    (DIRECTIONS, "    whole_area: yes", "    whole_area: perhaps", "whole_area", "yes"),
    (DIRECTIONS, "    issued: 2026-12-09", "    issued: 2026-02-30", "issued", "does not exist"),
    (DIRECTIONS, "    recipient: S12000099", "    recipient: S12000098", "'S12000098' is no partner", "S12000099"),
    (DIRECTIONS, "functions: [home-care]", "functions: [home-cares]", "'home-cares' is no function", "home-care"),
    (DIRECTIONS, "payment: 2000000}, {year: 2028", "payment: lots}, {year: 2028", "payment", "lots"),
    (DIRECTIONS, "    status: under-way", "    status: busy", "status", "under-way"),
    (DIRECTIONS, "    outcomes: [2]", "    outcomes: [12]", "outcomes", "9"),
    (DIRECTIONS, "    principles: [main-purpose]", "    principles: [main]", "'main' is no principle", "main-purpose"),
    (DIRECTIONS, "    decision: final-plan", "    decision: last-plan", "'last-plan' is no minute", "final-plan"),
    (DIRECTIONS, "    use_of_funds:", "    use_of_fund:", "use_of_fund", "use_of_funds"),
    (
        DIRECTIONS,
        "    title: Care at home",
        "    commitments: [helpers]\n    title: Care at home",
        "'helpers'",
        "helpers",
    ),
    (DIRECTIONS, "  - id: board", "  - id: council", "'council' stands here a second time", "id of its own"),
    (MINUTES, "    stage: final", "    stage: finished", "stage", "final"),
    (MINUTES, "    without_division: yes", "    without_division: 7", "without_division", "yes"),
    (MINUTES, "partner: S12000099", "partner: S12", "'S12' is no partner", "S12000099"),
    (FUNCTIONS, "minimum: yes", "minimum: maybe", "minimum", "yes"),
    (FUNCTIONS, "checked: 2025-07-01", "checked: July 2025", "checked", "2025"),
]
NEW = [
    (PAYMENTS, "payments:\n  - {id: p, direction: councils}\n", "'councils' is no direction", "council"),
    (PAYMENTS, "payments:\n  - {id: p, direction: council, paid: 2028-04-31}\n", "paid", "does not exist"),
    (REPORTS, "set_aside_reports:\n  - {id: r, direction: board, use: 7}\n", "'use' is not a field", "used"),
    (REPLACE, "replacement_directions:\n  - {id: r, issuers: S12000099}\n", "issuers", "list"),
    ("registers/ministers-directions.yaml", "ministers_directions:\n  - {id: m}\n", "title", "title"),
    (
        "registers/ministers-directions.yaml",
        "ministers_directions:\n  - {id: m, title: Return, url: nowhere}\n",
        "url",
        "https",
    ),
    (DECISIONS, "decisions:\n  - {id: d, title: Move, change: some}\n", "change", "temporary"),
    (
        DECISIONS,
        "decisions:\n  - {id: d, title: Move, involvement: [{who: A, action: B, group: resident}]}\n",
        "'resident' is no prescribed group of a locality",
        "residents",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "what", "mend"), BAD, ids=[each[2].strip() for each in BAD])
def test_bad_input(path, old, new, what, mend):
    """A wrong word is told at its line, with what would be right."""
    files = edited(path, old, new)

    first = line_of(edited(path, old, new), path, new.split("\n")[0])
    _told(files, path, None if "second" in what else first, what, mend)


@pytest.mark.parametrize(("path", "text", "what", "mend"), NEW, ids=[each[2] + each[1][-20:] for each in NEW])
def test_bad_new_records(path, text, what, mend):
    """So it is in a register that had no file yet."""
    _told(complete_files() | {path: text}, path, 2, what, mend)


def _told(files, path, line, what, mend):
    with pytest.raises(PlanError) as raised:
        load(files)

    found = [each for each in raised.value.problems if each.at.path == path]
    assert found, raised.value
    assert line is None or line in {each.at.line for each in found}
    text = "\n".join(map(str, found))
    assert what in text and mend in text
