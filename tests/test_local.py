"""Duties of an authority's own: put so that they can be answered, and answered by the common checks."""

from datetime import date
from xml.etree import ElementTree

import pytest
from plan_fixture import complete_files, load
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.check import text
from scp.finding import Level, State
from scp.model.local_requirements import LocalCheck, LocalRequirements
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.repository import FolderSource, load_plan
from scp.requirements import check
from scp.requirements.local import local_duties, local_problems
from scp.requirements.registry import When
from scp.requirements.reports.junit import junit
from scp.requirements.reports.values import report_json

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


def report_with(body, stage=Stage.PUBLISHED):
    return check(load(with_duty(body)), stage, WHEN.day)


def test_check_tells_a_local_duty_and_counts_it_apart():
    report = report_with("check: record\nrecords: functions\nleast: 99\nsource: Board, item 4")
    (own,) = report.local
    assert own.state is State.OWED and sum(report.counts.values()) == len(report.states) == 343
    (found,) = [each for each in report.findings if each.id == "local-duty"]
    assert (found.level, found.source) == (Level.GUIDANCE, "Board, item 4")
    shown = "\n".join(text(report, False, {}))
    assert "Owed to your own requirements\n" in shown and "Of 1 requirement of your own 1 is owed." in shown
    assert report.fails(Level.GUIDANCE) and report_json(report, load(with_duty("check: signed")))["local"] == {
        "local-duty": {"title": "Our duty", "source": "Board, item 4", "level": "guidance", "state": "owed"}
    }
    case = ElementTree.fromstring(junit(report)).find(".//testcase[@name='local-duty']")
    assert case.get("classname") == "local" and case.find("failure") is not None


def test_a_local_duty_that_a_person_signs_says_how():
    report = report_with("check: signed")
    (found,) = [each for each in report.findings if each.id == "local-duty"]
    assert "scplan attest local-duty --who" in found.problem.mend


def test_a_local_duty_is_not_due_before_its_stage():
    assert [each.state for each in report_with("check: signed", Stage.PROPOSALS).local] == [State.NOT_DUE]


def test_attest_signs_for_a_local_duty_of_that_kind_and_for_no_other(tmp_path):
    for path, words in with_duty("check: signed").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words)
    sign = ["attest", "local-duty", "--plan", str(tmp_path), "--who", "Chief Officer", "--date", "2026-10-01"]
    done = CliRunner().invoke(app, [*sign, "--evidence", "narrative/040-vision.md"])
    assert done.exit_code == 0, done.output
    (own,) = check(load_plan(FolderSource(tmp_path)), Stage.PUBLISHED, WHEN.day).local
    assert own.state is State.ATTESTED
    (tmp_path / PATH).write_text(HEAD + "    check: record\n    records: functions\n")
    done = CliRunner().invoke(app, sign)
    assert done.exit_code == 2 and "is not signed for" in done.output


def test_a_judgement_does_not_rest_on_its_own_register():
    path = "registers/attestations.yaml"
    text = "attestations:\n  - id: act-53-regard-to-guidance\n    statement: x\n    who: Chief Officer\n    date: 2026-10-01\n"
    with pytest.raises(PlanError) as caught:
        load({**complete_files(), path: text + f"    evidence: [{path}]\n"})
    assert (caught.value.problems[0].at.line, "register of judgements" in caught.value.problems[0].what) == (6, True)


def test_explain_tells_a_requirement_of_our_own_and_where_the_plan_stands(tmp_path):
    for path, words in with_duty("check: record\nrecords: functions\nleast: 99\nsource: Board, item 4").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words)
    ask = ["--plan", str(tmp_path), "--as-of", "2026-12-10"]
    shown = CliRunner().invoke(app, ["explain", "local-duty", *ask]).output
    assert shown.startswith("Our duty.\n  Board, item 4 · guidance · ") and "registers/functions.yaml" in shown
    assert "Owed." in shown
    done = CliRunner().invoke(app, ["explain", "local-other", *ask])
    assert done.exit_code == 2 and "Its own are local-duty." in " ".join(done.output.split())
