"""The framework, strategies and horizons: what counts, when it applies, and what a register refuses."""

from datetime import date

import pytest
from plan_fixture import complete_files, edited, line_of, load
from spoiling import Edit, base, record, spoil, trap
from spoiling import load as load_texts

from scp.finding import State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check, review_due_before

FRAMEWORK, STRATEGIES, ACTIONS = "registers/framework.yaml", "registers/strategies.yaml", "registers/actions.yaml"
DAY = date(2026, 12, 10)


def judged(files, stage=Stage.PUBLISHED, day=DAY):
    return check(load(files), stage, day)


def whats(files, id, **when):
    return [each.problem.what for each in judged(files, **when).findings if each.id == id and not each.problem.note]


def of_sample(*edits):
    return check(load_texts(spoil(base("sample").files, edits)), Stage.PUBLISHED, base("sample").day)


@trap("jsc-framework-exists")
def test_the_framework_is_wider_than_the_plan():
    """Councils outside this plan's area belong to the framework, and are asked for by name."""
    partners = {each.code for each in base("sample").plan.record.partners.councils}
    others = [words for words in ("S12000036", "S12000019", "S12000040") if words not in partners]
    files = base("sample").files
    lines = [line + "\n" for line in files[FRAMEWORK].split("\n") if any(code in line for code in others)]

    report = of_sample(*(Edit(FRAMEWORK, line) for line in lines))

    assert len(lines) == len(others) == 3
    whats = [each.problem.what for each in report.findings if each.id == "jsc-framework-exists"]
    assert sorted(whats) == [
        f"{name}: the framework leaves it out"
        for name in ("Midlothian Council", "The City of Edinburgh Council", "West Lothian Council")
    ]


@trap("jsc-plan-per-care-group")
def test_a_care_group_plan_is_not_the_strategic_plan():
    """The statutory plan as a whole stands for no care group: each file in care-groups/ must say something of its own."""
    path = "care-groups/carers.md"
    head = base("sample").files[path].split("---\n")[1]

    report = of_sample(Edit(path, "", f"---\n{head}---\n"))

    (finding,) = [each for each in report.findings if each.id == "jsc-plan-per-care-group"]
    assert finding.problem.at.path == path
    assert "care group plan" in finding.problem.what and "strategic commissioning plan" not in finding.problem.what


@trap("jsc-ten-year-strategy")
def test_ten_years_do_not_stretch_the_review():
    """A framework that looks ten years ahead leaves the review where it was, three years on."""
    files = complete_files()
    longer = edited(FRAMEWORK, "end: 2037-03-31", "end: 2047-03-31", files)

    assert review_due_before(load(longer), DAY) == review_due_before(load(files), DAY) == date(2030, 4, 1)
    assert whats(longer, "jsc-ten-year-strategy") == []


@pytest.mark.parametrize(("end", "owed"), [("2037-03-31", False), ("2037-03-30", True), ("2040-03-31", False)])
def test_ten_years_are_counted_to_the_day(end, owed):
    assert bool(whats(edited(FRAMEWORK, "end: 2037-03-31", f"end: {end}"), "jsc-ten-year-strategy")) is owed


def test_one_council_needs_no_strategy():
    """Where board and council share their boundaries the strategy level is out of play; where they do not, it is owed."""
    report = judged(complete_files())

    for id in ("jsc-strategy-per-council", "jsc-plan-per-care-group"):
        assert report.states[id] is State.NOT_APPLICABLE
        assert "share their boundaries" in report.reasons[id]
    strategies = record(STRATEGIES, "id: east-lothian")
    assert (
        of_sample(Edit(STRATEGIES, "strategies:\n" + strategies, "strategies: []\n")).states["jsc-strategy-per-council"]
        is State.OWED
    )


def test_coterminous_is_seen_through():
    """To call board and council coterminous where the board has four councils is a note, and spares no strategy."""
    report = of_sample(Edit(FRAMEWORK, "coterminous: no", "coterminous: yes"))

    (finding,) = [each for each in report.findings if each.id == "jsc-coterminous-framework-only"]
    assert "4 councils" in finding.problem.what and finding.level.word == "note"


def test_a_lead_agency_has_the_same_duties():
    files = edited("plan.yaml", "model: ijb", "model: lead-health-board")

    assert {
        id: state for id, state in judged(files).states.items() if id.startswith("jsc-") and state is State.OWED
    } == {}


@pytest.mark.parametrize(
    ("old", "new", "id", "words"),
    [
        ("rank: 2", "rank: 1", "jsc-framework-allocation", "2 care groups have the rank 1"),
        (
            "S08000099: 20000}",
            "S08000099: 30000}",
            "jsc-framework-allocation",
            "Unpaid carers: the partners allocate £180,000",
        ),
        ("year: 2027-28", "year: 2026-27", "jsc-framework-allocation", "for which finance/lines.csv has no lines"),
        (
            "lines: [nursing,",
            "lines: [carers, nursing,",
            "jsc-framework-prevention-balance",
            "stands under prevention and under",
        ),
        (
            "lines: [carers, carers-health]",
            "lines: [carers]",
            "jsc-framework-prevention-balance",
            "1 finance line has no level",
        ),
        (
            "move: level}\n  - {level: early",
            "move: up}\n  - {level: early",
            "jsc-framework-prevention-balance",
            "said to go up",
        ),
        ("now: 67,", "now: 60,", "jsc-agreed-long-term-mix", "make 93% and not the whole"),
        ("health_board: S08000099", "health_board: S08000098", "jsc-framework-exists", "is that of S08000098"),
        ("agreed: 2026-04-02, mix", "agreed: 2027-04-02, mix", "jsc-framework-exists", "a day that is still to come"),
    ],
)
def test_what_does_not_agree(old, new, id, words):
    problems = whats(edited(FRAMEWORK, old, new), id)

    assert any(words in each for each in problems), problems


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        (date(2027, 3, 31), []),
        (date(2027, 11, 30), []),
        (date(2028, 3, 31), ["refreshed"]),
        (date(2028, 4, 1), ["nothing for 2030-31", "refreshed"]),
    ],
)
def test_three_years_roll_forward(day, missing):
    """Three years from the current one are covered: from the plan's first before it takes effect."""
    problems = whats(complete_files(), "jsc-three-year-rolling", stage=Stage.IN_FORCE, day=day)

    assert len(problems) == len(missing)
    assert all(
        words in each
        for words, each in zip(missing, sorted(problems, key=lambda each: "refreshed" in each), strict=True)
    )


def test_an_aim_that_nobody_works_towards_is_a_note():
    path = "registers/long-term-aims.yaml"
    more = "long_term_aims: [{id: moon, title: A bus each hour, by: 2037-03-31}, "
    findings = [
        each for each in judged(edited(path, "long_term_aims: [", more)).findings if each.id == "jsc-phases-inform"
    ]

    assert [each.problem.note for each in findings] == [True]


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (FRAMEWORK, "total: 5070000", "total: lots", "not an amount of money"),
        (FRAMEWORK, "level: intensive", "level: intense", "Did you mean 'intensive'?"),
        (FRAMEWORK, "lines: [nursing,", "lines: [nursin,", "Did you mean 'nursing'?"),
        (FRAMEWORK, "{S12000099: 150000,", "{S12000098: 150000,", "'S12000098' is no partner of this plan"),
        (
            FRAMEWORK,
            "review_with: [housing-strategy]",
            "review_with: [housing]",
            "'housing' is no local plan of this plan",
        ),
        (FRAMEWORK, "start: 2027-04-01", "start: 2027-04-31", "2027-04-31"),
        (FRAMEWORK, "coterminous: yes", "coterminus: yes", "Did you mean 'coterminous'"),
        (ACTIONS, "{id: helpers-2028-29,", "{id: helpers-2027-28,", "stands here a second time"),
    ],
)
def test_bad_input_is_told_in_plain_words(path, old, new, words):
    files = edited(path, old, new)

    with pytest.raises(PlanError) as caught:
        load(files)

    (problem,) = caught.value.problems
    assert words in problem.what
    lines = [number for number, line in enumerate(files[path].split("\n"), 1) if new in line]
    assert problem.at.path == path and problem.at.line in lines


def test_an_action_names_a_commitment_that_is_there():
    files = complete_files()
    files[ACTIONS] = files[ACTIONS].replace("commitment: village-helpers", "commitment: village-helper", 1)

    with pytest.raises(PlanError) as caught:
        load(files)

    (problem,) = caught.value.problems
    assert problem.what == "'village-helper' is no commitment of this plan. Did you mean 'village-helpers'?"
    assert problem.at.line == line_of(files, ACTIONS, "commitment: village-helper,")
