"""The annual performance report: when it is due, what must be in it, and what its files may not hold."""

import re
from datetime import date
from decimal import Decimal

import pytest
from lead_agency import DAY, lead_agency_files
from plan_fixture import complete_files, edited, line_of, load
from spoiling import trap

from scp.finding import Level, State
from scp.model.performance import PerformanceReports, Spending, Spendings
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.reference import lists
from scp.requirements import check, requirement
from scp.requirements.rules.spending import categories

REPORTS, SPENDING, INDICATORS = "performance/reports.yaml", "performance/spending.yaml", "performance/indicators.yaml"
COMMITTEE, INSPECTIONS = "registers/monitoring-committee.yaml", "registers/inspections.yaml"
BOTH = ("act-43-3-monitoring-committee-response", "regs-326-9-monitoring-committee")


def lead(path="", old="", new=""):
    """The files of the two lead agencies, with one edit."""
    return edited(path, old, new, lead_agency_files()) if path else lead_agency_files()


def judged(files, day=DAY, stage=Stage.IN_FORCE):
    return check(load(files), stage, day)


def found(report, id):
    return [each.problem for each in report.findings if each.id == id]


# when


def test_nothing_is_reported_before_a_year_has_ended():
    """In the plan's first year no report can be owed, and none of its contents."""
    report = judged(complete_files(), date(2028, 3, 31))

    for id in ("act-42-1-2-performance-report", "act-42-4-a-four-months", "regs-326-5-best-value"):
        assert (report.states[id], report.until[id]) == (State.NOT_DUE, date(2028, 4, 1)), id
        assert report.reasons[id].startswith("no reporting year of this plan has ended yet")
        assert report.reasons[id].endswith("; judged from 1 April 2028")


def test_the_report_on_the_year_before_belongs_to_the_earlier_plan():
    """A plan that replaces another says so of the report on the year before it; a first plan has none to speak of."""
    later = complete_files()
    first = later | {"plan.yaml": re.sub(r"\nreplaces:\n(  .*\n)+", "\n", later["plan.yaml"])}

    told = [judged(files, date(2027, 6, 30)).reasons["act-42-1-2-performance-report"] for files in (later, first)]

    assert "the report on 2026-27 belongs to the plan that this one replaces, and is not judged here" in told[0]
    assert "2026-27" not in told[1]


def test_a_plan_without_a_start_has_no_reporting_year():
    """Where the period is not stated nothing says from when a report is asked for, and no day is made up."""
    report = judged(
        edited("plan.yaml", "  start: 2027-04-01\n  end: 2030-03-31\n", "  end: 2030-03-31\n"), date(2028, 8, 1)
    )
    id = "act-42-1-2-performance-report"

    assert report.states[id] is State.NOT_DUE and id not in report.until
    assert "does not say when it begins" in report.reasons[id]


def test_the_contents_wait_for_the_report():
    """Until 31 July what a report holds is not due yet; then its absence is told once, for the report."""
    id = "regs-326-5-best-value"
    report = judged(complete_files(), date(2028, 7, 31))

    assert (report.states[id], report.until[id]) == (State.NOT_DUE, date(2028, 8, 1))
    assert report.reasons[id] == (
        "no report on 2027-28 is recorded yet, and it has time until 31 July 2028; judged from 1 August 2028"
    )


def test_what_only_a_lead_agency_owes_is_not_awaited():
    """A board is told at once that it has no monitoring committee to report on."""
    report = judged(complete_files(), date(2028, 3, 31))

    assert report.states["regs-326-9-monitoring-committee"] is State.NOT_APPLICABLE


def test_a_report_is_owed_from_the_first_of_august():
    """Until 31 July a missing report is a note; it is told once, and not for each part that it should have."""
    id = "act-42-1-2-performance-report"
    early, late = judged(complete_files(), date(2028, 7, 31)), judged(complete_files(), date(2028, 8, 1))

    assert [each.note for each in found(early, id)] == [True]
    assert early.states[id] is State.MET
    assert late.states[id] is State.OWED
    assert late.states["regs-326-5-best-value"] is State.NOT_APPLICABLE
    assert "act-42-1-2-performance-report" in late.reasons["regs-326-5-best-value"]


def test_the_31st_of_july_is_in_time():
    for day, state in (("2028-07-31", State.MET), ("2028-08-01", State.OWED)):
        report = judged(lead(REPORTS, "    published: 2028-07-20", f"    published: {day}"))
        assert report.states["act-42-4-a-four-months"] is state
        assert report.states["guidance-refreshed-apr-31-july"] is state


def test_a_report_that_is_being_written_is_only_noted():
    """What an unpublished report lacks is a note until it is due, so that `check` helps to write it."""
    files = lead(REPORTS, "    published: 2028-07-20\n", "")
    files = edited(REPORTS, "delivery: One van for three services, ", "", files)

    early, late = judged(files, date(2028, 7, 10)), judged(files, date(2028, 8, 2))

    assert early.states["regs-326-5-best-value"] is State.MET
    assert [each.note for each in found(early, "regs-326-5-best-value")] == [True]
    assert late.states["regs-326-5-best-value"] is State.OWED


def test_a_reporting_year_is_not_counted_from_delegation():
    """Functions may have moved in 2015: reporting years run from 1 April, and the first is that of 2016."""
    for start, end, words in (
        ("2015-09-01", "2016-08-31", "reporting years run from 1 April 2016"),
        ("2027-06-01", "2028-05-31", "every reporting year begins on 1 April"),
    ):
        new = f"    start: {start}\n    end: {end}\n"
        report = judged(lead(REPORTS, "    start: 2027-04-01\n    end: 2028-03-31\n", new))
        (problem,) = found(report, "act-42-8-reporting-year")
        assert words in problem.what


# to whom


def test_who_gets_a_copy_follows_the_model():
    """A board sends to both partners; a lead Health Board to the council and the monitoring committee, not to itself."""
    id = "act-42-4-b-copies"
    unsent = "      - { to: partner, partner: S08000022, sent: 2028-07-21 }\n".replace("{ ", "{").replace(" }", "}")
    files = lead(REPORTS, unsent, "")

    assert judged(files).states[id] is State.OWED
    assert judged(edited("plan.yaml", "model: both", "model: ijb", files)).states[id] is State.OWED
    assert judged(edited("plan.yaml", "model: both", "model: lead-health-board", files)).states[id] is State.MET

    board = edited("plan.yaml", "model: both", "model: ijb", lead())
    committee = "      - {to: monitoring-committee, sent: 2028-07-22}\n"
    assert judged(edited(REPORTS, committee, "", board)).states[id] is State.MET
    assert judged(edited(REPORTS, committee, "", lead())).states[id] is State.OWED


def test_a_copy_that_is_to_be_sent_was_not_sent():
    files = lead(REPORTS, "sent: 2028-07-23", "sent: 2028-09-23")

    assert judged(files).states["response-2012-report-through-community-planning"] is State.OWED


# lead agencies


def test_only_a_lead_agency_has_a_monitoring_committee():
    board = judged(edited("plan.yaml", "model: both", "model: ijb", lead()))

    assert {board.states[id] for id in BOTH} == {State.NOT_APPLICABLE}
    assert {judged(lead()).states[id] for id in BOTH} == {State.MET}


def test_a_fresh_recommendation_waits_for_its_answer():
    """The Act sets no time for the answer: for eight weeks a missing one is a note."""
    id = "act-43-3-monitoring-committee-response"
    files = lead(COMMITTEE, "response: From April 2028, responded: 2028-02-08, reference: Letter of 8 February", "")
    files = edited(COMMITTEE, "Publish waits by district, }", "Publish waits by district}", files)

    early, late = judged(files, date(2028, 1, 20)), judged(files, date(2028, 1, 26))

    assert early.states[id] is State.MET
    assert {each.note for each in found(early, id)} == {True}
    assert late.states[id] is State.OWED


def test_an_answer_does_not_come_before_the_report():
    (problem,) = found(judged(lead(COMMITTEE, "date: 2027-11-30", "date: 2028-01-26")), BOTH[0])
    assert problem.what == (
        "Services in the year 2027 was considered on 25 January 2028, before it was made (26 January 2028)"
    )


# figures


def test_the_core_suite_has_23_indicators():
    """Those without national figures are listed too, and need no value; a survey counts for two years."""
    id = "guidance-refreshed-core-suite"
    assert len(lists.core_indicators()) == 23
    (gone,) = [line for line in lead()[INDICATORS].split("\n") if "{ id: ni-23," in line or "{id: ni-23," in line]

    (problem,) = found(judged(lead(INDICATORS, gone + "\n", "")), id)
    assert problem.what == "Core indicator 23: it is not among the indicators"


def test_a_survey_of_every_second_year_leaves_no_gap():
    """Its value stands for the year after too, and the years between are no gaps."""
    (line,) = [each for each in lead()[INDICATORS].split("\n") if "{id: ni-2," in each]
    survey = line.replace("frequency: yearly", "frequency: every-second-year")
    values = "{2022-23: 80, 2024-25: 81, 2026-27: 82}"
    survey = survey.replace("values: {2025-26: 81, 2027-28: 82}", f"values: {values}")
    survey = survey.replace('gaps: [{first: 2016-17, last: 2026-27, because: "Not copied"}], ', "")
    survey = survey.replace("year: 2027-28, value: 80", "year: 2026-27, value: 80")

    report = judged(lead(INDICATORS, line, survey))
    for id in ("guidance-refreshed-core-suite", "regs-326-3-a-iii-five-years", "msg-5-i-benchmark-reports"):
        assert report.states[id] is State.MET, id

    yearly = judged(lead(INDICATORS, line, survey.replace("every-second-year", "yearly")))
    assert yearly.states["guidance-refreshed-core-suite"] is State.OWED


def test_as_many_years_as_there_are():
    """What was first measured later is compared with the years there are."""
    since = ", since: 2027-28"
    assert judged(lead(INDICATORS, since, "")).states["regs-326-3-a-iii-five-years"] is State.OWED
    assert judged(lead(INDICATORS, since, ", since: 2024-25")).states["regs-326-3-a-iii-five-years"] is State.OWED
    assert judged(lead()).states["regs-326-3-a-iii-five-years"] is State.MET


# money


@trap("regs-326-4-1-a-spend")
def test_support_of_unpaid_carers_is_an_amount_of_its_own():
    """Put among other social care, it makes the same sum and is still missing."""
    files = lead(
        SPENDING,
        "spend-d: 170000, spend-e: 1950000}\n    care_groups: {older-people: 2900000, carers: 170000}\n"
        "    localities: {east: 2000000, west: 2900000}\n    variance_reason: Nurses were dearer than forecast\n",
        "spend-e: 2120000}\n    care_groups: {older-people: 2900000, carers: 170000}\n"
        "    localities: {east: 2000000, west: 2900000}\n    variance_reason: Nurses were dearer than forecast\n",
    )
    files[SPENDING] = files[SPENDING].replace("spend-d: 170000, spend-e: 1950000", "spend-e: 2120000")

    (problem,) = found(judged(files), "regs-326-4-1-a-spend")
    assert "unpaid carers" in problem.what
    assert list(categories()) == ["spend-a", "spend-b", "spend-c", "spend-d", "spend-e"]


def test_shares_are_computed_and_cannot_be_typed():
    """A share is of what was paid or set aside; there is no key to write one under."""
    spent = Spending.model_validate(
        {
            "id": "s",
            "title": "Spending",
            "paid": 150,
            "set_aside": 50,
            "total": 190,
            "localities": {"east": 100, "west": 60},
        }
    )
    assert spent.share(Decimal(50)) == Decimal("25.0")
    assert spent.unallocated == Decimal(30)

    with pytest.raises(PlanError, match="shares"):
        load(
            lead(
                SPENDING,
                "years:\n  - id: spending-2022-23\n",
                "years:\n  - id: spending-2022-23\n    shares: {spend-a: 29}\n",
            )
        )


def test_an_underspend_needs_its_reason_too():
    """More or less than the statement said: only what is exactly as planned needs no reason."""
    id, last = "regs-326-4-1-c-variance", "  - id: spending-2027-28\n"
    for total, other, state in (
        (5120000, 1950000, State.OWED),
        (5000000, 1830000, State.OWED),
        (5070000, 1900000, State.MET),
    ):
        files = lead()
        head, mark, tail = files[SPENDING].partition(last)
        tail = tail.replace("    variance_reason: Nurses were dearer than forecast\n", "")
        tail = tail.replace("total: 5120000", f"total: {total}").replace("spend-e: 1950000", f"spend-e: {other}")
        report = judged({**files, SPENDING: head + mark + tail})
        assert report.states[id] is state
        assert report.states["regs-326-4-1-a-spend"] is State.MET


@trap("regs-326-4-2-f-care-groups")
def test_a_key_care_group_is_reported_on_each_year():
    """Calling a care group key in the plan makes its spending due; without a key group nothing is."""
    id, path = "regs-326-4-2-f-care-groups", "care-groups/carers.md"
    files = lead()
    files[SPENDING] = files[SPENDING].replace(", carers: 170000}", "}")

    assert judged(files).states[id] is State.OWED
    assert judged(edited(path, "key: yes", "key: no", files)).states[id] is State.MET

    none = edited("care-groups/older-people.md", "key: yes", "key: no", edited(path, "key: yes", "key: no", files))
    assert judged(none).states[id] is State.NOT_APPLICABLE


@trap("regs-326-6-2-locality-spend")
def test_money_of_localities_needs_a_method():
    """Amounts without the way in which they were come by are not enough, nor is more than was spent."""
    id = "regs-326-6-2-locality-spend"
    bare = lead(SPENDING, "locality_method: By where people live; the rest to none\n", "")
    assert [str(each.at) for each in found(judged(bare), id)] == [f"{SPENDING}:1"]

    files = lead()
    files[SPENDING] = files[SPENDING].replace("west: 2900000", "west: 3900000")
    (problem,) = found(judged(files), id)
    assert problem.what == ("Spending in 2027-28: £780,000 more is given to the localities than was spent in all")


def test_years_without_figures_are_reasoned():
    """A reason for the whole year settles it; law is not settled by any other word."""
    files = lead()
    head, first, rest = files[SPENDING].partition("  - id: spending-2022-23\n")
    rest = rest[rest.index("  - id: spending-2023-24") :]
    missing = {**files, SPENDING: head + rest}

    assert judged(missing).states["regs-326-4-3-finance-five-years"] is State.OWED

    reasoned = {
        **missing,
        SPENDING: head + rest + 'gaps:\n  - {first: 2022-23, because: "The ledgers were lost in a flood"}\n',
    }
    assert judged(reasoned).states["regs-326-4-3-finance-five-years"] is State.MET
    assert first


# decisions, reviews, inspections


@trap("regs-326-3-c-strategic-planning")
def test_the_number_of_decisions_comes_from_the_log():
    """Nought is a number that must be printed, and it must be that of the log."""
    id = "regs-326-3-c-strategic-planning"
    for old, new in (
        ("      section_36_decisions: 1\n", ""),
        ("      section_36_decisions: 1\n", "      section_36_decisions: 0\n"),
    ):
        assert judged(lead(REPORTS, old, new)).states[id] is State.OWED

    undecided = edited("registers/decisions.yaml", "significant: yes", "significant: no", lead())
    (problem,) = found(judged(undecided), id)
    assert "counts 1 decision under section 36, and registers/decisions.yaml has 0" in problem.what


def test_a_decision_of_another_year_is_not_reported():
    files = lead("registers/decisions.yaml", "decided: 2027-11-10", "decided: 2028-04-10")

    assert judged(files).states["regs-326-3-c-strategic-planning"] is State.OWED
    assert judged(files).states["guidance-refreshed-apr-decisions-and-outcomes"] is State.MET


def test_a_review_without_changes_says_so():
    """Where the plan was not revised no change is asked for; that it was not must be said."""
    id = "regs-326-8-plan-review"
    unchanged = "revised: no}"
    assert judged(lead(REPORTS, "revised: yes, changes: [A night line opens]}", unchanged)).states[id] is State.MET
    assert (
        judged(lead(REPORTS, "revised: yes, changes: [A night line opens]}", "changes: []}")).states[id] is State.OWED
    )


def test_an_inspection_of_another_year_waits():
    files = lead(INSPECTIONS, "action: Done since February, ", "")
    assert judged(files).states["regs-326-7-inspections"] is State.OWED

    later = edited(INSPECTIONS, "2027-12-07", "2028-04-07", files)
    assert judged(later).states["regs-326-7-inspections"] is State.MET


def test_other_information_is_a_power():
    """A heading with nothing below it is noted; it can never be owed."""
    assert requirement("regs-326-10-other-information").force == "may"
    files = lead(REPORTS, "    committee_reports:", "    further:\n      - {title: The winter}\n    committee_reports:")

    report = judged(files)
    assert report.states["regs-326-10-other-information"] is State.MET
    assert [each.level for each in report.findings if each.id == "regs-326-10-other-information"] == [Level.NOTE]


def test_lessons_hold_something_that_did_not_work():
    report = judged(lead(REPORTS, "worked: no", "worked: yes"))

    assert report.states["msg-5-ii-good-practice"] is State.OWED
    assert report.states["guidance-refreshed-5-use-findings"] is State.MET


def test_a_reasoned_none_settles_a_lesson():
    files = lead(
        REPORTS,
        "action: Two nurses live on the far shore, owner: Lead nurse",
        "no_action_because: The ferry company buys a larger boat",
    )

    assert judged(files).states["guidance-refreshed-5-use-findings"] is State.MET


def test_registers_are_empty_in_a_plan_without_them():
    plan = load({path: text for path, text in complete_files().items() if not path.startswith("performance/")})

    assert plan.of(PerformanceReports).reports == ()
    assert plan.of(Spendings).of_year("2027-28") is None


BAD = [
    ("no such day", REPORTS, "    end: 2028-03-31", "    end: 2028-02-30", "a day that does not exist"),
    ("outcome ten", REPORTS, "      9: {assessment", "      10: {assessment", "not the number of a national outcome"),
    ("unknown principle", REPORTS, "      principle-xii:", "      principle-xiii:", "'principle-xiii' is no principle"),
    ("unknown light", REPORTS, "rating: amber", "rating: purple", "'rating'"),
    ("unknown recipient", REPORTS, "to: community-planning", "to: everybody", "'to'"),
    ("unknown decision", REPORTS, "decision: clinic,", "decision: clinics,", "Did you mean 'clinic'"),
    ("unknown locality", REPORTS, "      west: {involvement", "      vest: {involvement", "Did you mean 'west'"),
    ("less than nothing", REPORTS, "section_36_decisions: 1", "section_36_decisions: -1", "less than nothing"),
    ("unknown key", REPORTS, "    best_value:", "    bestvalue:", "Did you mean 'best_value'"),
    ("neither yes nor no", REPORTS, "worked: no", "worked: perhaps", "neither yes nor no"),
    (
        "no such year",
        INDICATORS,
        "values: {2027-28: 66}",
        "values: {2027-27: 66}",
        "a financial year ends in the year after",
    ),
    ("no number", INDICATORS, "values: {2027-28: 66}", "values: {2027-28: many}", "not a number"),
    ("a core indicator that is none", INDICATORS, "core: ni-23,", "core: ni-24,", "'ni-24' is no indicator"),
    ("one of six that is none", INDICATORS, "msg: msg-i6,", "msg: msg-i7,", "'msg-i7' is no msg indicator"),
    (
        "unknown frequency",
        INDICATORS,
        "{id: near, title: People with somebody near, ",
        "{id: near, frequency: often, title: Near, ",
        "'frequency'",
    ),
    ("unknown matter", SPENDING, "{spend-a: 1500000, ", "{spend-z: 1500000, ", "'spend-z' is no spend category"),
    ("no money", SPENDING, "paid: 5100000", "paid: lots", "not an amount of money"),
    ("same id", SPENDING, "years:\n", "years:\n  - {id: spending-2027-28, title: Again}\n", "a second time"),
    (
        "a body that inspects nothing",
        INSPECTIONS,
        "body: Healthcare Improvement Scotland",
        "body: Healthcare Improvement",
        "Did you mean 'Healthcare Improvement Scotland'",
    ),
    ("day in words", COMMITTEE, "considered: 2028-01-25", "considered: in January", "not a day"),
    (
        "unknown commitment",
        "performance/national-targets.yaml",
        "help: Fewer come, commitments: [village-helpers]",
        "help: Fewer come, commitments: [village-helper]",
        "Did you mean 'village-helpers'",
    ),
    ("a list as words", "performance/national-tools.yaml", "tools:\n", "tools: none\nfurther:\n", "'tools'"),
]


@pytest.mark.parametrize(("path", "old", "new", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_told_in_plain_words(path, old, new, said):
    """The file and a line of what was typed, and what is wrong with it; never the name of a class."""
    files = lead()
    at = files[path].index(old)
    files[path] = files[path][:at] + new + files[path][at + len(old) :]

    with pytest.raises(PlanError) as raised:
        load(files)

    problems = [each for each in raised.value.problems if said in str(each)]
    assert problems, [str(each) for each in raised.value.problems]
    assert {each.at.path for each in problems} == {path}
    assert all(each.at.line for each in problems)
    assert not any(name in str(problems[0]) for name in ("Record", "Enum", "pydantic", "Decimal"))


def test_a_file_of_another_name_is_not_passed_over():
    """A file in performance/ that nothing reads is told, with the name that was meant."""
    with pytest.raises(PlanError, match=r"performance/report\.yaml: is not a file of the plan"):
        load({**lead(), "performance/report.yaml": "reports: []\n"})


def test_lines_of_problems_are_those_of_the_report():
    """A problem of one year's report stands in its own entry."""
    files = lead(REPORTS, "assessed_by: Director of Finance, ", "")

    (problem,) = found(judged(files), "regs-326-5-best-value")
    assert problem.at.line == line_of(files, REPORTS, "best_value:")
