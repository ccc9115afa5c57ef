"""Every requirement of the catalogue: met by a sound plan, and owed once one thing is spoiled, at the right line."""

from collections import Counter

import pytest
from spoiling import (
    ANSWERED,
    BY_THE_WAY,
    DUE,
    base,
    breaches,
    day_of,
    due_from,
    has_rule,
    judged_for,
    line_of,
    load,
    moved,
    newly,
    own,
    report_of,
    rows,
    sharing,
    spoiled,
    tables,
)

from scp.finding import State
from scp.model.stage import MADE, Stage
from scp.requirements import check, gates, is_due, requirement, requirements

SPOILINGS, (_, ACCEPTED, NOT_SPOILED) = rows(), tables()


def test_every_requirement_is_in_the_table():
    """Each stands among the spoilings, the powers used or the reasons, once a rule answers it, and only then."""
    kinds = Counter(id for kind in (SPOILINGS, ACCEPTED) for id in {each.id for each in kind}) + Counter(
        id for id, _ in NOT_SPOILED
    )
    answered = {each.id for each in requirements() if has_rule(each)}

    assert sorted(answered - set(kinds)) == [], "these have a rule and no row in tests/spoilings/"
    assert sorted(set(kinds) - answered) == [], "these have a row in tests/spoilings/ and no rule"
    assert [id for id, times in kinds.items() if times > 1] == [], "these stand in more than one table"


def test_powers_are_used_and_duties_spoiled():
    """A `may` has a test that using it is accepted; nothing else has."""
    assert [each.id for each in ACCEPTED if requirement(each.id).force != "may"] == []
    assert [each.id for each in SPOILINGS if requirement(each.id).force == "may"] == []


def test_rows_have_names_of_their_own():
    """Each row can be told from the others, and each reason is a sentence."""
    names = Counter(str(each) for each in (*SPOILINGS, *ACCEPTED))

    assert [name for name, times in names.items() if times > 1] == []
    assert [id for id, reason in NOT_SPOILED if not (reason[0].isupper() and reason.endswith("."))] == []


@pytest.mark.parametrize("stage", Stage, ids=str)
def test_the_worked_example_meets_what_is_due(stage):
    """From the stage on from which a duty is due, it is met, signed for, or put out of play by a fact or a day."""
    example = base({Stage.IN_FORCE: "in force", Stage.REVIEW: "reviewed"}.get(stage, "sample"))

    report = check(example.plan, stage, example.day)

    assert {id: state for id, state in report.states.items() if state in DUE} == {}
    assert [
        each.id for each in requirements() if has_rule(each) and is_due(each, stage) and not _answered(report, each.id)
    ] == []


@pytest.mark.parametrize("stage", Stage, ids=str)
def test_nothing_is_owed_before_its_stage(stage):
    """A rule is silent until the stage from which its duty is due, even in a plan that has nothing."""
    plan = load({"plan.yaml": base("small").files["plan.yaml"]})

    report = check(plan, stage, base("small").day)

    early = {each.id for each in requirements() if has_rule(each) and not is_due(each, stage)}
    waiting = {id for id, state in report.states.items() if state is State.NOT_DUE and id in report.reasons}
    assert {id for id, state in report.states.items() if state is State.NOT_DUE} - waiting == early
    assert all(day > report.day for id, day in report.until.items())
    assert early & {each.id for each in report.findings} == set()


@pytest.mark.parametrize("stage", MADE, ids=str)
def test_each_stage_of_the_example_was_made_rightly(stage):
    """On the day on which it made *stage*, nothing stood in its way, and nothing was signed for another text."""
    example = base(str(stage))

    assert gates(example.plan, stage, example.day) == ()
    assert State.STALE not in check(example.plan, stage, example.day).states.values()


def _answered(report, id):
    state = report.states[id]
    return state in ANSWERED or (state in (State.NOT_APPLICABLE, State.NOT_DUE) and report.reasons[id])


@pytest.mark.parametrize("row", SPOILINGS, ids=str)
def test_one_thing_is_spoiled(row):
    """Before it, the duty is met or signed for; after it, it is owed with those that share its check, at its line.

    An attestation that goes stale because the edit changed what it rests on is no breach of its own; a note on the chain
    from need to result, which the edit broke as well, need not be named.
    """
    sound, day = base(row.base), day_of(row)
    files, plan = spoiled(row.base, row.edits)

    for stage in judged_for(row):
        before, after = report_of(row.base, stage, day), check(plan, stage, day)
        stale = newly(before, after, State.STALE)
        by_itself = (stale & moved(sound.plan, plan)) - {row.id}
        duties = {each for each in (row.id, *row.also) if not each.startswith("plan-")}
        expected = {id for id in sharing(duties) if is_due(requirement(id), stage)}

        assert before.states[row.id] in ANSWERED
        assert newly(before, after, State.OWED) | (stale - by_itself) == expected - by_itself
        if stage is judged_for(row)[0]:
            named = {each for each in row.also if each.startswith("plan-")}
            assert own(after) - own(before) - (BY_THE_WAY - named) == named
        assert [str(each.problem.at) for each in breaches(after, row.id, by_itself)] == [
            str(line_of(files, row.at or row.path, row.words))
        ]


@pytest.mark.parametrize("row", ACCEPTED, ids=str)
def test_a_power_is_used(row):
    """What the law or its guidance allows is accepted: nothing is found that was not found before."""
    sound, day = base(row.base), day_of(row)
    _, plan = spoiled(row.base, row.edits)

    for stage in judged_for(row):
        before, after = report_of(row.base, stage, day), check(plan, stage, day)
        stale = newly(before, after, State.STALE)
        moved_on = {each.problem for each in after.findings if each.id in stale}

        assert before.states[row.id] in ANSWERED and after.states[row.id] in ANSWERED
        assert stale <= moved(sound.plan, plan)
        assert _said(after) - _said(before) - {problem.what for problem in moved_on} == set()


def _said(report):
    """What is found, but that a point of easy read sums up what was edited."""
    return {each.problem.what for each in report.findings if each.id != "plan-easy-read-changed"}


@pytest.mark.parametrize(("id", "reason"), NOT_SPOILED, ids=lambda each: each if each.count("-") > 1 else "")
def test_what_cannot_be_spoiled_is_answered(id, reason):
    """A requirement that no edit of a plan can spoil alone is met by the worked example from its stage on."""
    stage = due_from(id)
    name = "sample" if stage <= Stage.PUBLISHED else "reviewed"

    report = report_of(name, stage, base(name).day)

    assert report.states[id] in ANSWERED
