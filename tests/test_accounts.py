"""Financial statements, budgets, reserves and the medium term: what is owed when, and what a file may not hold."""

from datetime import date

import pytest
from lead_agency import DAY as LEAD_AGENCY_DAY
from lead_agency import lead_agency_files
from plan_fixture import DAY, complete_files, edited, line_of, load
from spoiling import trap

from scp.finding import State
from scp.model.directions import Directions
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check

STATEMENTS, BUDGETS, RESERVES = "finance/statements.yaml", "finance/budgets.yaml", "finance/reserves.yaml"
IN_YEAR, BALANCE, MEDIUM = (
    "finance/in-year-reports.yaml",
    "finance/balance-of-care.yaml",
    "finance/medium-term-plans.yaml",
)
BOARD_ONLY = ("msg-2-iv-reserves-policy", "msg-2-v-finance-officer-support")


def judged(files, stage=Stage.IN_FORCE, day=date(2027, 12, 1)):
    return check(load(files), stage, day)


def found(report, id):
    return [each.problem for each in report.findings if each.id == id]


@trap("act-39-1-b-statement-each-year")
def test_a_statement_is_due_each_year_whatever_becomes_of_the_plan():
    """The duty follows the calendar: it goes on after the last day of a plan that nothing has replaced."""
    report = judged(complete_files(), day=date(2030, 5, 1))

    (problem,) = found(report, "act-39-1-b-statement-each-year")[-1:]
    assert str(problem.at) == f"{STATEMENTS}:1"
    assert "3 of 4" not in problem.what
    assert {"2028-29", "2029-30", "2030-31"} <= {
        year
        for each in found(report, "act-39-1-b-statement-each-year")
        for year in ("2028-29", "2029-30", "2030-31")
        if year in each.what
    }


def test_no_statement_is_asked_for_before_the_plan_begins():
    """Until its first day the statements of a plan are not due yet, and the report says from when they are."""
    report = judged(complete_files(), day=date(2027, 3, 31))

    for id in ("act-39-1-b-statement-each-year", "msg-2-ii-budgets-agreed-by-march"):
        assert (report.states[id], report.until[id]) == (State.NOT_DUE, date(2027, 4, 1))
        assert report.reasons[id] == "no financial year of this plan has begun yet; judged from 1 April 2027"


@trap("act-39-2-amount-to-spend")
def test_the_amount_is_for_the_named_plan():
    """An amount that is for another plan, or for none, is not what the section asks for."""
    for new in ("", "    plan: 2024-2027\n"):
        report = judged(edited(STATEMENTS, "    plan: 2027-2030\n", new), Stage.PUBLISHED, DAY)

        assert report.states["act-39-2-amount-to-spend"] is State.OWED


def test_parts_and_lines_make_the_amount():
    """Each sum that does not agree is told with what is apart."""
    report = judged(edited(STATEMENTS, "total: 5070000", "total: 5000000"), Stage.PUBLISHED, DAY)

    assert [each.what for each in found(report, "act-39-2-amount-to-spend")] == [
        "Financial statement 2027-28: the parts add up to £5,070,000, and the total is £5,000,000: £70,000 apart",
        "Financial statement 2027-28: the total is £5,000,000, and the plan's lines of 2027-28 add up to £5,070,000: "
        "£70,000 apart",
    ]


def test_a_late_budget_may_give_its_reason():
    """Guidance: agreed in April is owed, unless it is said why."""
    late = edited(BUDGETS, "agreed: 2027-02-16", "agreed: 2027-04-20")

    assert judged(late).states["msg-2-ii-budgets-agreed-by-march"] is State.OWED

    reasoned = edited(BUDGETS, "agreed: 2027-02-16", "agreed: 2027-04-20, late_because: The grant was known in April")
    assert judged(reasoned).states["msg-2-ii-budgets-agreed-by-march"] is State.MET


def test_the_board_agrees_as_well_as_the_partners():
    report = judged(edited(BUDGETS, "      - {agreed: 2027-03-24, reference: Item 4}\n", ""))

    (problem,) = found(report, "msg-2-ii-budgets-agreed-by-march")
    assert "Wester Ross Integration Joint Board agreed the budget of 2027-28" in problem.what


def test_a_reserve_is_earmarked_in_full_or_general():
    """A general contingency needs no purpose; an earmarked reserve needs purpose, spending and day."""
    report = judged(edited(RESERVES, "kind: general", "kind: earmarked"))

    (problem,) = found(report, "msg-2-iv-reserves-policy")
    assert problem.what == "General contingency: nothing says what it is for, what will be spent of it when and by when"


def test_a_reserves_policy_grows_old():
    assert judged(complete_files(), day=date(2030, 4, 1)).states["msg-2-iv-reserves-policy"] is State.OWED


def test_money_is_reported_in_the_year():
    """In the first half year nothing is missing yet; after that a report is due at least each half year."""
    silent = edited(
        IN_YEAR, "  - {id: autumn, title: Forecast of September, date: 2027-10-28, to: Board, forecast: 10000}\n", ""
    )

    assert judged(silent, day=date(2027, 9, 30)).states["msg-2-v-finance-officer-support"] is State.MET
    assert judged(silent, day=date(2027, 10, 1)).states["msg-2-v-finance-officer-support"] is State.OWED


def test_the_balance_of_care_moves_as_it_is_said_to():
    """A direction is held against the shares computed from the lines; within a point a share is steady."""
    id = "guidance-2015-7-1-shift-over-time"
    for towards in ("up", "down"):
        files = edited(BALANCE, "title: Hospital, direction: steady", f"title: Hospital, direction: {towards}")
        (problem,) = found(judged(files, Stage.DRAFT_1, DAY), id)
        assert problem.what == (
            f"Hospital is to go {towards}, and its share of the money is 29.6% in 2027-28 and 29.6% in 2029-30"
        )

    assert judged(complete_files(), Stage.DRAFT_1, DAY).states[id] is State.MET


def test_a_line_that_says_who_pays_has_kept_its_identity():
    files = edited("finance/lines.csv", "2027-28,Community nursing,", "2027-28,NHS Wester Ross,")

    (problem,) = found(judged(files, Stage.DRAFT_1, DAY), "msg-2-vi-single-budget")
    assert problem.what == "The line 'NHS Wester Ross' says who pays and not what the money is for"


def test_a_lead_agency_has_no_board_and_nothing_set_aside():
    """What the review of 2019 asks of boards is not asked of a lead agency, nor is a set aside in its plan."""
    report = check(load(lead_agency_files()), Stage.IN_FORCE, LEAD_AGENCY_DAY)

    assert {report.states[id] for id in BOARD_ONLY} == {State.NOT_APPLICABLE}
    assert report.states["msg-2-iii-set-aside"] is State.NOT_APPLICABLE
    assert report.states["act-39-2-amount-to-spend"] is State.MET
    assert report.states["guidance-refreshed-finance-medium-term"] is State.MET
    assert report.states["msg-2-ii-budgets-agreed-by-march"] is State.MET


def test_directions_set_the_same_amount_aside():
    """Directions that no later one revokes are added up, and held against the lines of the plan."""
    sound = load(complete_files())
    hospital = {"id": "hospital", "title": "Hospital", "money": [{"year": "2027-28", "set_aside": 1400000}]}
    rest = {"id": "rest", "title": "The rest", "money": [{"year": "2027-28", "set_aside": 100000}]}
    later = {
        "id": "later",
        "title": "Later",
        "revokes": ["hospital"],
        "money": [{"year": "2027-28", "set_aside": 1500000}],
    }

    def state(*directions):
        kept = {**sound.kept, Directions: Directions.model_validate({"directions": list(directions)})}
        report = check(sound.replace(kept=kept), Stage.IN_FORCE, date(2027, 12, 1))
        return report.states["msg-2-iii-set-aside"]

    assert state(hospital) is State.OWED
    assert state(hospital, rest) is State.MET
    assert state(hospital, later) is State.MET
    assert state(hospital, rest, later) is State.OWED


BAD = [
    ("a year that is none", STATEMENTS, "year: 2027-28", "year: 2027", "'year' is '2027', not a financial year"),
    ("years apart", STATEMENTS, "year: 2027-28", "year: 2027-29", "a financial year ends in the year after it begins"),
    ("no such day", STATEMENTS, "published: 2026-12-10", "published: 2026-02-30", "a day that does not exist"),
    ("no money", STATEMENTS, "total: 5070000", "total: five million", "not an amount of money"),
    ("unknown care group", STATEMENTS, "{older-people:", "{older-peple:", "Did you mean 'older-people'"),
    ("unknown key", STATEMENTS, "set_aside:", "setaside:", "Did you mean 'set_aside'"),
    (
        "same id",
        STATEMENTS,
        "financial_statements:\n",
        "financial_statements:\n  - {id: statement-2027-28, title: Other}\n",
        "a second time",
    ),
    ("unknown partner", BUDGETS, "partner: S12000099", "partner: S12000098", "'S12000098' is no partner of this plan"),
    ("officers as one word", BUDGETS, "officers: [", "officers: Treasurer #[", "'officers'"),
    ("unknown kind", RESERVES, "kind: general", "kind: rainy-day", "'kind'"),
    ("no such paper", RESERVES, "evidence/reserves.md", "evidence/reserve.md", "Did you mean evidence/reserves.md"),
    ("unknown rating", IN_YEAR, "rating: established", "rating: good", "'rating'"),
    ("a forecast in words", IN_YEAR, "forecast: 10000", "forecast: much", "not an amount of money"),
    (
        "unknown direction",
        BALANCE,
        "title: Hospital, direction: steady",
        "title: Hospital, direction: sideways",
        "'direction'",
    ),
    ("a total for no year", MEDIUM, "{2027-28: 5070000", "{soon: 5070000", "not a financial year"),
]


@pytest.mark.parametrize(("path", "old", "new", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_told_in_plain_words(path, old, new, said):
    """File and line of what was typed, and what is wrong with it; never the name of a class."""
    files = edited(path, old, new)

    with pytest.raises(PlanError) as raised:
        load(files)

    words = new.strip().split("\n")[-1].strip()
    problems = [each for each in raised.value.problems if said in str(each)]
    assert problems, [str(each) for each in raised.value.problems]
    assert problems[0].at.path == path
    assert problems[0].at.line in (line_of(files, path, words), line_of(files, path, words) + 1)
    assert not any(name in str(problems[0]) for name in ("Record", "Enum", "pydantic", "Decimal"))
