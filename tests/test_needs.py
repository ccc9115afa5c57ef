"""Needs, options, risks and trends: what counts, what does not, and what a register refuses."""

from datetime import date

import pytest
from plan_fixture import complete_files, edited, load

from scp.finding import State
from scp.model.needs import Appraisals
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check

NEEDS, APPRAISALS, RISKS = "registers/needs.yaml", "registers/appraisals.yaml", "registers/risks.yaml"
DAY = date(2026, 12, 10)


def found(files, id, stage=Stage.PUBLISHED, day=DAY):
    return [each.problem for each in check(load(files), stage, day).findings if each.id == id]


def whats(files, id, **when):
    return [each.what for each in found(files, id, **when) if not each.note]


def test_ranking_is_computed_from_weights():
    """Options come in the order of their weighted scores, whatever the order in which they are written."""
    files = edited(
        APPRAISALS,
        "criteria: [{id: matters, title: Matters to people, weight: 1}]",
        "criteria: [{id: matters, title: Matters, weight: 1}, {id: pays, title: Pays, weight: 3}]",
    )
    files = edited(APPRAISALS, "scores: {matters: 4}}, {id: bus", "scores: {matters: 5, pays: 1}}, {id: bus", files)
    files = edited(
        APPRAISALS, "title: A bus, scores: {matters: 3}", "title: A bus, scores: {matters: 1, pays: 4}", files
    )
    held = load(files).of(Appraisals)

    assert [(option.id, score) for option, score in held.ranking(held.appraisals[0])] == [("bus", 13), ("helpers", 8)]
    assert whats(files, "guidance-2015-2-5-disinvestment") == [
        "Helpers or a bus: 'helpers' was chosen with 8, and 'bus' has 13"
    ]

    reasoned = edited(APPRAISALS, "    chosen: helpers\n", "    chosen: helpers\n    chosen_because: No road\n", files)
    assert whats(reasoned, "guidance-2015-2-5-disinvestment") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{id: bus, title: A bus, scores: {matters: 3}}", "", "1 option, where there is something to choose only"),
        ("A bus, scores: {matters: 3}", "A bus, scores: {matters: -1}", "the score for matters is not from 0 to 5"),
        ("A bus, scores: {matters: 3}", "A bus, scores: {price: 3}", "a score for price, which is no criterion"),
        ("chosen: helpers", "chosen: ferry", "'ferry' is none of its options"),
        ("    decided: 2026-02-26\n", "", "nothing says when that was decided"),
        ("decided: 2026-02-26", "decided: 2027-02-26", "a day that is still to come"),
    ],
)
def test_an_appraisal_that_does_not_hold(old, new, words):
    files = edited(APPRAISALS, old, new)

    (what,) = whats(files, "guidance-2015-2-5-disinvestment")

    assert words in what


def test_a_draft_follows_an_option_before_the_decision():
    """Until the plan is final an appraisal may stand undecided; an option that the draft follows it must have."""
    files = edited(APPRAISALS, "    decided: 2026-02-26\n    decision: Board, 26 February 2026\n", "")

    assert whats(files, "guidance-2015-2-5-disinvestment", stage=Stage.DRAFT_1) == []
    assert len(whats(files, "guidance-2015-2-5-disinvestment", stage=Stage.FINAL)) == 1


def test_a_large_change_needs_an_appraisal_without_being_called_disinvestment():
    """What moves the threshold or more rests on an option appraisal, though it only adds money."""
    files = edited(
        "priorities.yaml", "        scores: {matters: 4}\n", "        scores: {matters: 4}\n        change: 500000\n"
    )

    (what,) = whats(files, "guidance-2015-2-5-disinvestment")
    named = edited("priorities.yaml", "change: 500000\n", "change: 500000\n        appraisals: [villages]\n", files)

    assert "it moves £500,000 a year, and rests on no option appraisal" in what
    assert whats(named, "guidance-2015-2-5-disinvestment") == []


def test_an_idea_below_the_line_is_not_in_the_plan():
    (what,) = whats(edited("priorities.yaml", "matters: 4", "matters: 2"), "guidance-2015-6-2-prioritisation")

    assert "its weighted score is 2, below the line of 3" in what


def test_the_age_of_the_assessment_is_that_at_the_final_plan():
    """What was fresh when the plan was made final does not grow old in a later check."""
    id = "guidance-refreshed-c-jsna"
    files = complete_files()
    old = edited(NEEDS, "completed: 2026-02-01", "completed: 2023-11-30", files)

    assert whats(files, id, day=date(2031, 1, 1)) == []
    assert ["more than 36 months old on 1 December 2026" in each for each in whats(old, id)] == [True]


def test_needs_before_priorities():
    """At the proposals no priority can cite a finding yet, and none is asked to."""
    files = edited("priorities.yaml", "    needs: [few-helpers, no-bus]\n", "")

    assert len(whats(files, "guidance-2015-a-f-jsna")) == 1
    later = ("home-first", "village-helpers", "housing-strategy")
    early = {path: text for path, text in files.items() if not any(each in text for each in later)}
    early["localities/east.md"] = files["localities/east.md"].replace(", priority: home-first", "")
    assert "priorities.yaml" not in early
    assert whats(early, "guidance-2015-a-f-jsna", stage=Stage.PROPOSALS) == []


def test_a_fact_must_have_a_source():
    """A finding that rests on a fact is as good as the fact's source."""
    bare = "figure: 40, unit: people, source: Census, date: 2022-03-20"
    files = edited(NEEDS, bare, "facts: [helpers]") | {"facts.yaml": "facts: [{id: helpers, value: 40}]\n"}
    good = files | {"facts.yaml": "facts: [{id: helpers, value: 40, source: Census}]\n"}

    assert ["the fact helpers has no source" in each for each in whats(files, "guidance-2015-a-f-jsna")] == [True]
    assert whats(good, "guidance-2015-a-f-jsna") == []


@pytest.mark.parametrize(
    ("risk", "words"),
    [
        ("raised: 2026-06-01", "nothing was decided about it in 192 days"),
        ("raised: 2026-11-01", None),
        ("raised: 2026-06-01, decided: 2026-12-01, decision: Watch", "183 days from raising it to deciding"),
        ("raised: 2026-06-01, decided: 2026-12-01, decision: Watch, slow_because: Figures", None),
        ("raised: 2026-06-01, decided: 2026-05-01, decision: Watch", "is decided on (1 May 2026) before it was raised"),
        ("raised: 2027-06-01", "a day that is still to come"),
        ("raised: 2026-06-01, closed: 2026-07-01", None),
    ],
)
def test_days_to_a_decision(risk, words):
    """What is raised is decided on within the days set; ninety where none are."""
    files = complete_files() | {RISKS: f"risks: [{{id: drugs, title: More drugs, kind: trend, {risk}}}]\n"}

    problems = whats(files, "guidance-2015-a-i-emerging-risks", stage=Stage.IN_FORCE)

    assert [words in each for each in problems] == ([True] if words else [])


def test_nothing_was_raised():
    files = complete_files() | {RISKS: "none_because: The plan is a month old\nrisks: []\n"}
    report = check(load(files), Stage.IN_FORCE, DAY)

    assert report.states["guidance-2015-a-i-emerging-risks"] is State.MET
    assert "The plan is a month old" in report.reasons["guidance-2015-a-i-emerging-risks"]
    assert report.states["msg-expect-risks"] is State.OWED


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (NEEDS, "figure: 40,", "figure: many,", "'figure' is 'many', not a number"),
        (NEEDS, "date: 2022-03-20", "date: 2022-02-30", "2022-02-30"),
        (
            NEEDS,
            "localities: [east, west]",
            "localities: [eastt, west]",
            "'eastt' is no locality of this plan. Did you mean 'east'?",
        ),
        (NEEDS, "{id: no-bus,", "{id: few-helpers,", "'few-helpers' stands here a second time"),
        (NEEDS, "forecast_year: 2032", "forcast_year: 2032", "Did you mean 'forecast_year'"),
        (APPRAISALS, "scores: {matters: 3}", "scores: {matters: low}", "not a number"),
        (APPRAISALS, "threshold: 500000", "threshold: half a million", "not an amount of money"),
        (RISKS, "kind: risk", "kind: rsk", "Did you mean 'risk'?"),
        (RISKS, "partners: [S12000099,", "partners: [S12000098,", "'S12000098' is no partner of this plan"),
        ("priorities.yaml", "needs: [few-helpers,", "needs: [few-helper,", "Did you mean 'few-helpers'?"),
        ("priorities.yaml", "objectives: [people,", "objectives: [peoples,", "Did you mean 'people'?"),
    ],
)
def test_bad_input_is_told_in_plain_words(path, old, new, words):
    files = edited(path, old, new)

    with pytest.raises(PlanError) as caught:
        load(files)

    problem = next(each for each in caught.value.problems if words in each.what)
    assert words in problem.what
    lines = [number for number, line in enumerate(files[path].split("\n"), 1) if new in line]
    assert problem.at.path == path and problem.at.line in lines
