"""Impact assessments and other duties: what counts, what a fact puts out of play, and what cannot be written."""

from datetime import date

import pytest
from spoiling import Edit, base, load, record, spoil, trap

from scp.finding import Level, State
from scp.model.assessments import Assessments, BestValue, YearlyReports
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check
from scp.requirements.rules.assessments import years_ended

ASSESSMENTS, DUTIES, THEMES = "registers/assessments.yaml", "registers/wider-duties.yaml", "registers/themes.yaml"
PUBLICATION, LOCAL_PLANS, YEARLY = "publication.yaml", "registers/local-plans.yaml", "registers/yearly-reports.yaml"
ISLANDS = "act-islands-7-8-assessment"
EXPLAINED = "act-islands-8-4-explanation"


def judged(*edits, name="sample", stage=None, day=None):
    tree = base(name)
    plan = load(spoil(tree.files, edits)) if edits else tree.plan
    return check(plan, stage or tree.stage, day or tree.day)


def found(report, id):
    return [each.problem for each in report.findings if each.id == id]


# traps


@trap("act-islands-7-8-assessment")
def test_every_board_answers_for_islands():
    """A board on the mainland must say that it has none; saying so of an area with islands is owed."""
    none = judged(Edit(ASSESSMENTS, record(ASSESSMENTS, "id: islands"), ""))
    argyll = Edit("plan.yaml", "code: S37000010", "code: S37000004")
    wrong = judged(argyll)

    assert "the Act binds every board" in found(none, ISLANDS)[0].what
    assert "kind: no-islands" in found(none, ISLANDS)[0].mend
    assert [each.at.path for each in found(wrong, ISLANDS)] == [ASSESSMENTS]
    assert "Argyll and Bute has some: Bute, Islay, Jura" in found(wrong, ISLANDS)[0].what


@trap("regs-psed-5-6-screening-not-enough")
@pytest.mark.parametrize("kind", ["screening", "not-needed\n    reason: Not applicable"])
def test_not_applicable_is_no_assessment(kind):
    """Neither a screening nor a line that says 'not applicable' takes the place of the assessment."""
    report = judged(
        Edit(ASSESSMENTS, "    duty: equality\n    kind: assessment\n", f"    duty: equality\n    kind: {kind}\n")
    )

    assert report.states["regs-psed-5-6-screening-not-enough"] is State.OWED
    assert report.states["regs-psed-5-1-3-assess"] is State.OWED
    [problem] = found(report, "regs-psed-5-6-screening-not-enough")
    assert "does not count as an assessment (reg 5(6))" in problem.what


def test_an_assessment_that_finds_nothing_is_none():
    """A record that is only called an assessment is told apart from one."""
    text = base("sample").files[ASSESSMENTS]
    findings = text[text.index("    findings:\n") : text.index("    changes:\n")]

    report = judged(Edit(ASSESSMENTS, findings, ""))

    assert "is called an assessment and finds nothing" in found(report, "regs-psed-5-6-screening-not-enough")[0].what


def test_a_screening_beside_the_assessment_is_kept():
    """Screening first is right, as long as the assessment follows."""
    extra = "assessments:\n  - {id: screen, title: Screening, duty: equality, kind: screening, status: done}\n"

    assert judged(Edit(ASSESSMENTS, "assessments:\n", extra)).states["regs-psed-5-6-screening-not-enough"] is State.MET


@trap("guidance-refreshed-c-impact-assessments")
@pytest.mark.parametrize(("day", "law", "guidance"), [(10, State.MET, State.MET), (30, State.MET, State.OWED)])
def test_alongside_the_plan_is_what_guidance_asks(day, law, guidance):
    """The regulation gives a reasonable period; the checklist wants the assessment out on the plan's own day."""
    report = judged(
        Edit(
            PUBLICATION,
            "assessment: equality, published: 2027-03-11",
            f"assessment: equality, published: 2027-03-{day}",
        ),
        day=date(2027, 3, 31),
    )

    assert report.states["regs-psed-5-4-publish"] is law
    assert report.states["guidance-refreshed-c-impact-assessments"] is guidance


# facts that put a duty out of play


@pytest.mark.parametrize(
    ("id", "edits", "name", "reason"),
    [
        (EXPLAINED, (), "sample", "no island communities in East Lothian"),
        (
            EXPLAINED,
            (
                Edit("plan.yaml", "code: S37000010", "code: S37000020"),
                Edit(ASSESSMENTS, "kind: no-islands", "kind: assessment"),
            ),
            "sample",
            "an island communities impact assessment was made",
        ),
        (EXPLAINED, (), "small", "the authority says that it has no island communities"),
        ("act-children-planning-partner", (), "lead agency", "plan children's services themselves"),
        (
            "act-fairer-scotland-publish",
            (Edit(ASSESSMENTS, "fairer-scotland\n    kind: assessment", "fairer-scotland\n    kind: not-needed"),),
            "sample",
            "no Fairer Scotland assessment is required",
        ),
        (
            "act-consumer-21-23-duty",
            (
                Edit(
                    DUTIES,
                    "    duty: consumer\n    applies: yes\n",
                    "    duty: consumer\n    applies: no\n    because: The Regulations do not name it\n",
                ),
            ),
            "sample",
            "no relevant public authority, as was looked up on 4 May 2026",
        ),
        (
            "regs-psed-5-6-screening-not-enough",
            (Edit(ASSESSMENTS, "duty: equality", "duty: consumer"),),
            "sample",
            "no screening for equality is recorded",
        ),
    ],
)
def test_facts_put_duties_out_of_play(id, edits, name, reason):
    """Each duty that does not apply says which fact of the plan it is that makes it so."""
    report = judged(*edits, name=name)

    assert report.states[id] is State.NOT_APPLICABLE
    assert reason in report.reasons[id]


def test_a_strategy_that_is_not_delegated_has_no_checklist():
    report = judged(
        Edit(
            DUTIES,
            "    delegated: yes\n    functions: [carer-information]\n",
            "    delegated: no\n    because: The council keeps it\n",
        ),
        name="in force",
    )

    assert report.states["act-carers-31-2-strategy-content"] is State.NOT_APPLICABLE


def test_a_reason_does_not_settle_what_the_law_asks():
    """That there is no local carer strategy is owed; of the alcohol and drug partnership's guidance is content."""
    edits = [
        Edit(LOCAL_PLANS, f"    title: {title}\n", "    none_because: There is none\n")
        for title in ("Local Carer Strategy 2026-2029", "Alcohol and Drugs Partnership Strategy 2025-2029")
    ]

    states = judged(*edits).states

    assert states["act-carers-31-33-strategy-link"] is State.OWED
    assert states["guidance-refreshed-a-alcohol-drugs"] is State.MET


# days and years


def test_the_years_that_have_ended():
    """Financial years within the period, each from the day on which it is over."""
    plan = base("sample").plan

    assert years_ended(plan, date(2028, 3, 30)) == {}
    assert years_ended(plan, date(2028, 3, 31)) == {"2027-28": date(2028, 3, 31)}
    assert list(years_ended(plan, date(2040, 1, 1))) == ["2027-28", "2028-29", "2029-30"]


@pytest.mark.parametrize(("day", "owed"), [(date(2029, 11, 30), False), (date(2029, 12, 1), True)])
def test_the_climate_report_is_due_on_the_last_of_november(day, owed):
    """On the day itself it may still be sent; the day after it is owed."""
    report = judged(Edit(YEARLY, "    sent: 2029-11-20\n", ""), name="review", day=day)

    assert (report.states["regs-climate-report-8-months"] is State.OWED) is owed


def test_a_report_that_was_late_is_a_note():
    """What came late cannot be mended; it is told and not owed for ever."""
    report = judged(Edit(YEARLY, "sent: 2028-11-14", "sent: 2028-12-14"), name="review")
    notes = [each for each in report.findings if each.id == "regs-climate-report-8-months"]

    assert [each.level for each in notes] == [Level.NOTE]
    assert report.states["regs-climate-report-8-months"] is State.MET


def test_a_statement_on_consumers_has_twelve_months():
    edit = Edit(YEARLY, "    published: 2028-10-26\n", "")

    early, late = (judged(edit, name="review", day=day) for day in (date(2029, 3, 31), date(2029, 4, 1)))

    told = [
        [each for each in found(report, "act-consumer-21-23-duty") if "for 2027-28 was published within" in each.what]
        for report in (early, late)
    ]
    assert [len(each) for each in told] == [0, 1]


def test_an_overdue_review_of_the_assessment():
    """Past its day the assessment was looked at again, or it is owed."""
    past = Edit(ASSESSMENTS, "review_by: 2030-02-28", "review_by: 2029-02-28")
    done = Edit(ASSESSMENTS, "review_by: 2030-02-28", "review_by: 2029-02-28\n    reviewed: 2029-02-20")

    states = [judged(each, name="review").states["regs-psed-5-5-review"] for each in (past, done)]

    assert states == [State.OWED, State.MET]


def test_a_pdf_is_never_the_only_format():
    """An address that leads to a PDF is no web page."""
    url = "https://example.org/east-lothian/strategic-commissioning-plan-2027-2030"

    report = judged(Edit(PUBLICATION, f"url: {url}\n", f"url: {url}.pdf\n"))

    assert "leads to a PDF" in found(report, "regs-web-accessibility")[0].what


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#### Too deep\n\nText.", "goes from level 2 to 4"),
        ("![](map.svg)", "has no description"),
        ("[Click here](https://example.org/a).", "do not say where it leads"),
        ("| Place | |\n|---|---|\n| Dunbar | 3 |", "A column of a table has no heading"),
    ],
)
def test_text_that_not_everybody_can_use(text, words):
    """Headings in order, pictures with words, links that say where, tables with headings."""
    path = "narrative/060-context.md"
    report = judged(Edit(path, "## National policy\n", f"## National policy\n\n{text}\n"))

    problems = found(report, "regs-web-accessibility")

    assert [words in each.what for each in problems] == [True]
    assert problems[0].at.path == path and problems[0].at.line > 15


@pytest.mark.parametrize(
    "text", ["| | 2027 |\n|---|---|\n| Dunbar | 3 |", "[The carer strategy](https://example.org/a)."]
)
def test_text_that_everybody_can_use(text):
    """The corner of a table may be empty; a link may say what one finds there."""
    report = judged(Edit("narrative/060-context.md", "## National policy\n", f"## National policy\n\n{text}\n"))

    assert report.states["regs-web-accessibility"] is State.MET


def test_an_empty_plan_is_not_buried():
    """A plan without any of the registers is told once of each, at the file that is missing."""
    files = {
        path: text
        for path, text in base("small").files.items()
        if path not in (ASSESSMENTS, DUTIES, THEMES, "registers/best-value.yaml", "registers/contributions.yaml")
    }
    files[PUBLICATION] = files[PUBLICATION].partition("assessments:")[0]

    report = check(load(files), Stage.PUBLISHED, base("small").day)

    for id in ("act-best-value-duty", "guidance-refreshed-a-wider-duties", "response-2012-wider-services"):
        assert len({each.what for each in found(report, id)}) <= 3
    assert {each.at.line for each in found(report, "act-climate-44-duty")} == {0}


# what cannot be written

FAULTS = [
    ("kind: no-islands", "kind: none", "'kind' is 'none'", "screening"),
    ("duty: islands", "duty: island", "'island' is no impact assessment", "Did you mean 'islands'?"),
    ("completed: 2026-05-12", "completed: 2026-02-30", "2026-02-30", "day"),
    ("article: 12", "article: twelve", "'article' is 'twelve', not a whole number", "article"),
    ("characteristic: religion-or-belief", "characteristic: religion", "Did you mean 'religion-or-belief'?", "one of"),
    ("    by: Chief Social Work Officer\n", "    bye: Chief Social Work Officer\n", "'bye' is not a field", "by"),
    ("  - id: consumers\n", "  - id: islands\n", "islands", "id"),
    ("title: Islands\n", "title: [Islands]\n", "'title' is", "text"),
    (
        "paper: evidence/equality-impact-summary.md\n  - id: fairer",
        "paper: evidence/none.md\n  - id: fairer",
        "no file",
        "",
    ),
    (
        "effect: positive\n        finding: The best",
        "effect: good\n        finding: The best",
        "'effect' is 'good'",
        "",
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "mend"), FAULTS, ids=[each[1].strip() for each in FAULTS])
def test_assessments_that_cannot_be_read(old, new, what, mend):
    """Each fault is told with file and line, in words, with what would do."""
    files = spoil(base("sample").files, [Edit(ASSESSMENTS, old, new)])

    with pytest.raises(PlanError) as caught:
        load(files)

    problems = caught.value.problems
    assert {each.at.path for each in problems} <= {ASSESSMENTS, PUBLICATION}
    assert any(what in each.what and mend in each.what + each.mend and each.at.line for each in problems)


OTHER_FAULTS = [
    (DUTIES, "duty: community-justice", "duty: justice", "'duty' is 'justice'"),
    (DUTIES, "functions: [addiction]", "functions: [addictions]", "'addictions' is no function of this plan"),
    (DUTIES, "plan: carers\n", "plan: carer\n", "'carer' is no local plan of this plan. Did you mean 'carers'?"),
    (
        THEMES,
        "commitments: [practice-weighting, money-advice",
        "commitments: [weighting, money-advice",
        "no commitment",
    ),
    (THEMES, "outcomes: [5]", "outcomes: [10]", "outcomes"),
    (THEMES, "least_deprived: 265.2", "least_deprived: few", "'least_deprived' is 'few'"),
    ("registers/best-value.yaml", "id: economy", "id: thrift", "'thrift' is no part of Best Value"),
    ("registers/contributions.yaml", "kind: acute", "kind: hospital", "'kind' is 'hospital'"),
    (LOCAL_PLANS, "      young-carers: Chapter 8", "      young: Chapter 8", "'young' is no item of a carer strategy"),
    (PUBLICATION, "assessment: consumers", "assessment: consumer", "'consumer' is no assessment of this plan"),
    (
        PUBLICATION,
        "accessibility_tested: 2027-03-09",
        "accessibility_tested: March",
        "'accessibility_tested' is 'March'",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "what"), OTHER_FAULTS, ids=[each[2].strip() for each in OTHER_FAULTS])
def test_other_records_that_cannot_be_read(path, old, new, what):
    """The same of the other registers: the word as typed, where it stands, and what was probably meant."""
    with pytest.raises(PlanError) as caught:
        load(spoil(base("sample").files, [Edit(path, old, new)]))

    assert [(each.at.path, what in each.what, each.at.line > 0) for each in caught.value.problems] == [
        (path, True, True)
    ]


@pytest.mark.parametrize("register", [Assessments, BestValue, YearlyReports])
def test_an_empty_register_is_no_fault(register):
    """A plan that has not begun them loads, and has none."""
    plan = load({"plan.yaml": base("small").files["plan.yaml"]})

    assert plan.of(register) == register()
