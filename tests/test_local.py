"""Duties of an authority's own: put so that they can be answered, and answered by the common checks."""

from datetime import date

import pytest
from plan_fixture import complete_files, load

from scp.model.local_requirements import LocalCheck, LocalRequirements
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements.local import local_duties, local_problems
from scp.requirements.registry import When

PATH = "registers/local-requirements.yaml"
WHEN = When(Stage.PUBLISHED, date(2026, 12, 10))
HEAD = "local_requirements:\n  - id: local-duty\n    title: Our duty\n    stage: draft-1\n"


def with_duty(body, **changes):
    return {**complete_files(), PATH: HEAD + "".join(f"    {line}\n" for line in body.split("\n")), **changes}


def problems(body, **changes):
    plan = load(with_duty(body, **changes))
    (duty,) = plan.of(LocalRequirements).local_requirements
    return local_problems(plan, duty, WHEN)


MET = [
    "check: record\nrecords: functions\nleast: 2",
    "check: record\nrecords: functions\nwhere: {scope: primary}",
    "check: fields\nrecords: functions\nkeys: [name, delegated_by]",
    "check: order\nrecords: local-plans\nkeys: [start, end]",
    "check: covers\nrecords: planning-group\nkey: localities\nevery: localities",
    "check: section\nplace: narrative/040-vision.md\nwords: 3",
    "check: paper\nplace: registers/functions.yaml",
    "check: signed",
]


@pytest.mark.parametrize("body", MET)
def test_a_local_duty_that_is_met_has_no_problem(body):
    assert problems(body) == ()


OWED = [
    ("check: record\nrecords: functions\nleast: 99", "registers/functions.yaml", "there should be 99"),
    ("check: record\nrecords: reviews", "registers/reviews.yaml", "there are 0 entries"),
    ("check: record\nrecords: functions\nwhere: {funding: none}", "registers/functions.yaml", "with funding: none"),
    ("check: fields\nrecords: functions\nkeys: [enactment]", "registers/functions.yaml", "do not fill `enactment:`"),
    ("check: order\nrecords: local-plans\nkeys: [end, start]", "registers/local-plans.yaml", "before `end`"),
    (
        "check: within-months\nrecords: local-plans\nkey: start\nmonths: 3",
        "registers/local-plans.yaml",
        "more than 3 months ago",
    ),
    (
        "check: within-months\nrecords: local-plans\nkey: end\nafter: start\nmonths: 3",
        "registers/local-plans.yaml",
        "more than 3 months after `start`",
    ),
    ("check: covers\nrecords: decisions\nkey: localities\nevery: localities", "registers/decisions.yaml", "East"),
    ("check: section\nplace: narrative/040-vision.md\nwords: 9000", "narrative/040-vision.md", "9000 or more"),
]


@pytest.mark.parametrize(("body", "path", "words"), OWED)
def test_a_local_duty_that_is_not_met_says_where_and_what(body, path, words):
    found = problems(body)
    assert found and found[0].at.path == path
    assert words in found[0].what and found[0].what.startswith("Our duty: ") and found[0].mend


def test_a_sum_that_does_not_agree_with_its_fact():
    body = "check: sum\nrecords: priorities\nkey: title\nfact: total"
    (found,) = problems(body, **{"facts.yaml": "facts:\n  - {id: total, value: 12}\n"})
    assert "adds up to 0, and the fact 'total' says 12" in found.what


def test_a_note_stays_a_note_and_its_own_mend_is_printed():
    (found,) = problems("level: note\ncheck: record\nrecords: reviews\nmend: Ask the planning team.")
    assert found.note and found.mend == "Ask the planning team."


def test_a_local_duty_is_due_from_its_stage_and_its_day():
    plan = load(with_duty("check: signed\nsince: 2027-01-01"))
    assert [due for _, due in local_duties(plan, WHEN)] == [False]
    assert [due for _, due in local_duties(plan, When(Stage.PUBLISHED, date(2027, 1, 1)))] == [True]
    assert [due for _, due in local_duties(plan, When(Stage.PROPOSALS, date(2027, 1, 1)))] == [False]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            HEAD.replace("local-duty", "act-duty") + "    check: signed\n",
            2,
            "could be taken for a requirement of the law",
        ),
        (HEAD + "    check: fields\n", 5, "needs `records:` and `keys:`"),
        (
            HEAD + "    check: record\n    records: function\n",
            6,
            "'function' is no register. Did you mean 'functions'?",
        ),
        (HEAD + "    check: fields\n    records: functions\n    keys: [enactmen]\n", 7, "no 'enactmen'. Did you mean"),
        (HEAD + "    check: order\n    records: functions\n    keys: [name]\n", 7, "takes two keys"),
        (HEAD + "    check: recrd\n", 5, "recrd"),
        (HEAD + "    check: signed\n    level: law\n", 6, "law"),
        (HEAD + "    check: paper\n    place: evidence/none.pdf\n", 6, "there is no file evidence/none.pdf"),
        (HEAD + "    check: sum\n    records: functions\n    key: name\n    fact: none\n", 8, "'none' is no fact"),
        (HEAD + "    check: signed\n    stge: final\n", 6, "stge"),
        (HEAD + "    check: signed\n" + HEAD.partition("\n")[2] + "    check: signed\n", 6, "a second time"),
    ],
)
def test_a_local_duty_that_cannot_be_answered_is_refused(text, line, words):
    with pytest.raises(PlanError) as caught:
        load({**complete_files(), PATH: text})
    first = caught.value.problems[0]
    assert (first.at.path, first.at.line) == (PATH, line)
    assert words in first.what


def test_a_judgement_may_be_signed_for_a_local_duty_that_there_is():
    signed = "attestations:\n  - {id: local-duty, statement: Done, who: Chief Officer, date: 2026-10-01}\n"
    plan = load(with_duty("check: signed", **{"registers/attestations.yaml": signed}))
    assert plan.attestations.attestations[0].id == "local-duty"
    with pytest.raises(PlanError, match="local-other"):
        load(with_duty("check: signed", **{"registers/attestations.yaml": signed.replace("local-duty", "local-other")}))


def test_every_check_has_a_case_above():
    tried = {case.split("check: ")[1].split("\n")[0] for case in [*MET, *(each[0] for each in OWED)]} | {"sum"}
    assert tried == {each.value for each in LocalCheck}
