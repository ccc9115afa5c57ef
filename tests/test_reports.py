"""The forms of a report that programs read: JSON, SARIF, JUnit, GitHub's annotations and CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator
from plan_fixture import DAY, complete_files, edited, line_of, load, without
from typer.testing import CliRunner

from scp.cli import app
from scp.finding import Finding, Level, State, with_fingerprints
from scp.model.stage import Stage
from scp.problem import Location, Problem
from scp.requirements import check, requirement, requirements
from scp.requirements.narrow import selected, since
from scp.requirements.reports.github import github
from scp.requirements.reports.junit import junit
from scp.requirements.reports.sarif import sarif
from scp.requirements.reports.table import COLUMNS, table
from scp.requirements.reports.values import report_json

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text())
EAST = "localities/east.md"
MEDIUM = "guidance-2015-2-2-medium-term"
GROUPS = "guidance-2015-a-d-support-members"
HOSTILE = 'a <b> & "c" \x00\x1b[31m\ud800 \ufffe 100%25\r\n::error::gone, é {0} [x](y) \U0001f600'
WAIVER = f"waivers:\n  - {{id: {GROUPS}, reason: =Own rules, owner: Head of Planning, expires: 2027-12-31}}\n"
NAMED = "regs-web-accessibility"
VACANT = "holder: Post 2, start: 2026-02-01, end: 2026-10-31"
run = CliRunner().invoke


def spoiled():
    """A plan that owes something to law, and one thing to guidance, which is waived."""
    files = edited(EAST, "8: Teams meet each morning, ", "")
    files = edited("registers/planning-group.yaml", "support: Induction, travel and large print\n", "", files)
    return files | {"registers/waivers.yaml": WAIVER}


def report(files=None, stage=Stage.PUBLISHED, day=DAY):
    return check(load(files or spoiled()), stage, day)


def with_baseline(files):
    """*files*, with all that they owe in the baseline."""
    lines = [
        f"  - {{requirement: {each.id}, fingerprint: '{each.fingerprint}', path: {each.problem.at.path}}}\n"
        for each in report(files).findings
    ]
    return files | {"registers/baseline.yaml": "day: 2026-12-01\nfindings:\n" + "".join(lines)}


def hostile(*ids, what=HOSTILE, path="localities/ä b#c.md"):
    """A report with a finding of *ids* each, in words that would break every format."""
    findings = tuple(
        Finding(id, requirement(id).level, Problem(Location(path, 3), what, "=1+1"), requirement(id)) for id in ids
    )
    found = report(complete_files())
    states = {**found.states, **dict.fromkeys(ids, State.OWED)}
    return replace(found, findings=with_fingerprints(findings), states=states)


# fingerprints


def test_a_fingerprint_outlives_moved_lines():
    """Lines put in above, and other edits of the same file, leave every fingerprint as it was."""
    before = report()
    moved = edited(EAST, "---\nname: East\n", "---\n# a note\n\nname: East\n", spoiled())
    moved = edited(EAST, "The east of the area lies inland.", "The east lies inland, as it did.", moved)

    after = report(moved)

    assert [each.fingerprint for each in after.findings] == [each.fingerprint for each in before.findings]
    assert [each.problem.at.line for each in after.findings] != [each.problem.at.line for each in before.findings]


def test_a_fingerprint_is_of_requirement_file_and_words():
    """Another requirement, file or wording is another finding; numbers of lines in the words are none of it."""
    duty = requirement(MEDIUM)

    def of(id=MEDIUM, path="plan.yaml", what="Twice (first in line 3), see facts.yaml:12"):
        return with_fingerprints([Finding(id, Level.GUIDANCE, Problem(Location(path, 4), what), duty)])[0].fingerprint

    assert of() == of(what="Twice (first in line 14),  see facts.yaml:7")
    assert len({of(), of(id=GROUPS), of(path="facts.yaml"), of(what="Thrice")}) == 4


@pytest.mark.parametrize("stage", Stage)
def test_a_fingerprint_outlives_the_night(stage):
    """What is owed on one day is the same finding on the next, even where the words count the days."""
    files = edited("registers/planning-group.yaml", "holder: Post 2, start: 2026-02-01", VACANT, spoiled())
    today, tomorrow = (report(files, stage, date(2026, 12, day)) for day in (10, 11))

    assert any("empty for 40 days" in each.problem.what for each in today.findings)
    assert {each.fingerprint for each in today.findings} == {each.fingerprint for each in tomorrow.findings}


def test_two_of_the_same_words_are_told_apart():
    """Findings that say the same of one file are counted through, so that mending one leaves the other known."""
    one = Finding(MEDIUM, Level.GUIDANCE, Problem(Location("plan.yaml", 4), "Twice"), None)
    two = Finding(MEDIUM, Level.GUIDANCE, Problem(Location("plan.yaml", 9), "Twice"), None)

    first, second = with_fingerprints([one, two])

    assert first.fingerprint != second.fingerprint
    assert with_fingerprints([two])[0].fingerprint == first.fingerprint


# SARIF


@pytest.mark.parametrize(
    "make",
    [
        report,
        lambda: report(complete_files()),
        lambda: report(with_baseline(spoiled())),
        lambda: report({"plan.yaml": complete_files()["plan.yaml"]}, Stage.REVIEW),
        lambda: hostile(MEDIUM, NAMED),
    ],
    ids=["spoiled", "sound", "baseline", "empty", "hostile"],
)
def test_sarif_is_valid(make):
    """Whatever is owed, the form follows the schema of SARIF 2.1.0, and its JSON can be read again."""
    form = json.loads(json.dumps(sarif(make())))

    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(form)] == []


def test_the_schema_refuses_what_is_wrong():
    """The schema that we validate with is no rubber stamp."""
    form = sarif(report())
    form["runs"][0]["results"][0]["level"] = "law"

    assert list(Draft4Validator(SCHEMA).iter_errors(form)) != []


def test_sarif_says_what_a_finding_says():
    """Levels, places, rules and fingerprints are those of the findings; what is waived is suppressed with its reason."""
    found = report()
    [run] = sarif(found)["runs"]
    rules = run["tool"]["driver"]["rules"]

    first, *_, waived = run["results"]

    assert [each["id"] for each in rules] == list(dict.fromkeys([*(each.id for each in found.findings), GROUPS]))
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert (first["level"], first["suppressions"]) == ("error", [])
    assert {each["level"] for each in run["results"]} == {"error", "warning"}
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": EAST, "uriBaseId": "PLAN"}
    assert place["region"]["startLine"] == line_of(spoiled(), EAST, "arrangements:")
    assert first["partialFingerprints"] == {"scplan/v1": found.findings[0].fingerprint}
    assert waived["ruleId"] == GROUPS
    assert [each["justification"] for each in waived["suppressions"]] == [
        "Waived until 31 December 2027 by Head of Planning: =Own rules"
    ]


def test_sarif_of_the_baseline():
    """A finding of the baseline is suppressed, in words that say it is still owed."""
    [run] = sarif(report(with_baseline(spoiled())))["runs"]

    assert {each["justification"] for result in run["results"][:-1] for each in result["suppressions"]} == {
        "In the baseline of 1 December 2026; it is still owed."
    }
    assert run["properties"]["baseline"]["left"] == run["properties"]["baseline"]["total"] > 0


def test_sarif_holds_odd_words():
    """Paths are relative addresses; braces, brackets and backslashes stand for themselves."""
    [run] = sarif(hostile(MEDIUM))["runs"]
    [result] = run["results"]

    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address.isascii() and "#" not in address and unquote(address) == "localities/ä b#c.md"
    assert "{{0}} \\[x](y)" in result["message"]["text"]


# JUnit


def cases(found):
    tree = ElementTree.fromstring(junit(found))
    suite = tree.find("testsuite")
    return suite, {each.get("name"): each for each in suite.iter("testcase")}


def test_junit_has_a_test_for_each_requirement():
    """Each requirement is a test: failed where it is owed, skipped with the reason where nothing is asked, else passed."""
    found = report()
    tree, tests = cases(found)

    assert list(tests) == [each.id for each in requirements()]
    states = found.states
    failed = {id for id, each in tests.items() if each.find("failure") is not None}
    skipped = {
        id: each.find("skipped").get("message") for id, each in tests.items() if each.find("skipped") is not None
    }
    assert failed == {id for id, state in states.items() if state is State.OWED}
    quiet = (State.NOT_DUE, State.NOT_APPLICABLE, State.NO_RULE, State.WAIVED)
    assert set(skipped) == {id for id, state in states.items() if state in quiet}
    assert skipped["act-39-1-a-statement-with-first-plan"] == "not applicable: this is not the authority's first plan"
    assert skipped["act-37-3-replace-or-not"] == "not due yet: due once there is a review"
    assert skipped[GROUPS] == "waived until 31 December 2027 by Head of Planning: =Own rules"
    assert tests["act-29-2-b-outcomes"].find("failure").get("type") == "law"
    counts = {key: int(tree.get(key)) for key in ("tests", "failures", "skipped")}
    assert counts == {"tests": 343, "failures": len(failed), "skipped": len(skipped)}


def test_junit_of_the_baseline():
    """What is in the baseline does not fail, and says that it is still owed."""
    tree, tests = cases(report(with_baseline(spoiled())))

    assert tree.get("failures") == "0"
    assert tests["act-29-2-b-outcomes"].find("skipped").get("message").startswith("in the baseline, and still owed: ")


def test_junit_holds_odd_words():
    """Control signs and halves of characters, which XML cannot hold, are replaced; the rest is kept."""
    _, tests = cases(hostile(MEDIUM))

    failure = tests[MEDIUM].find("failure")
    assert 'a <b> & "c"' in failure.text and "\U0001f600" in failure.text
    assert "\x1b" not in failure.text and "\ufffd\ufffd[31m" in failure.text


def test_junit_notes_do_not_fail():
    """A note stands in the output of a test that passes; a finding of our own is a test besides."""
    files = edited("registers/planning-group.yaml", "holder: Post 2,", "holder: Post 1,")
    files = edited(
        "narrative/130-workforce.md", "A few true sentences on our workforce.", "W.\n\n<div>B</div>\n", files
    )
    found = report(files)
    notes = [each for each in found.findings if each.problem.note]

    _, tests = cases(found)

    assert notes
    for each in notes:
        assert each.problem.what in tests[each.id].find("system-out").text
        assert tests[each.id].find("failure") is None
    assert tests["plan-raw-html"].find("failure").get("type") == "guidance"


# GitHub


def test_github_annotations():
    """Law is an error, guidance a warning; what is waived or in the baseline is a notice."""
    lines = list(github(report()))
    known = list(github(report(with_baseline(spoiled()))))

    line = line_of(spoiled(), EAST, "arrangements:")
    assert lines[0].startswith(f"::error file={EAST},line={line},title=")
    assert sum(each.startswith("::notice") and "Waived until 31 December 2027" in each for each in lines) == 1
    assert {each.partition(" ")[0] for each in known} == {"::notice"}
    assert "problems of the baseline are left" in known[-1]


def test_github_escapes():
    """No word of a plan can begin a line of its own, nor end a property."""
    [line, *_] = github(hostile(MEDIUM))

    assert "\n" not in line and "\r" not in line and "100%2525%0D%0A::error::gone" in line
    head = line.split("::")[1]
    assert head.count(",") == 2 and f"title={MEDIUM} (guidance)" in head
    [line, *_] = github(hostile(MEDIUM, path="a,line=1::b%.md"))
    assert line.startswith("::warning file=a%2Cline=1%3A%3Ab%25.md,line=3,")


# CSV


def rows(found):
    """The rows, but for the one that says that readers decide on easy read."""
    return [each for each in csv.DictReader(io.StringIO(table(found))) if each["requirement"] != "er-not-automatic"]


def test_csv_has_a_row_for_each_finding():
    """A row of headings, then one for each finding, those waived with until when, by whom and why."""
    found = report()

    given = rows(found)

    assert list(given[0]) == list(COLUMNS)
    assert [each["requirement"] for each in given] == [*(each.id for each in found.findings), GROUPS]
    assert (given[0]["level"], given[0]["state"], given[0]["path"]) == ("law", "owed", EAST)
    assert (given[-1]["state"], given[-1]["waived_until"], given[-1]["waived_because"]) == (
        "waived",
        "2027-12-31",
        "'=Own rules",
    )
    assert {each["state"] for each in rows(report(with_baseline(spoiled())))[:-1]} == {"owed, in the baseline"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_csv_is_no_formula(sign):
    """A cell that a spreadsheet would reckon with is text."""
    [row] = rows(hostile(MEDIUM, what=f'{sign}HYPERLINK("https://example.org")'))

    assert row["what"].startswith("'")
    assert row["mend"] == "'=1+1"


# what waits for its day


def test_each_form_says_from_when_a_duty_is_judged():
    """A duty on a year that has not ended is told with the day from which it is judged, and is no finding."""
    plan, id = load(complete_files()), "regs-326-5-best-value"
    found = check(plan, Stage.IN_FORCE, date(2027, 6, 30))
    why = "no reporting year of this plan has ended yet; judged from 1 April 2028"

    given = report_json(found, plan)
    assert {"requirement": id, "from": "2028-04-01", "why": why} in given["not_yet"]
    assert (
        given["requirements"]["not_due"] == found.counts[State.NOT_DUE] >= len(given["not_yet"]) == len(found.waiting)
    )
    [row] = [each for each in rows(found) if each["requirement"] == id]
    assert (row["state"], row["what"], row["fingerprint"]) == ("not due yet", why, "")
    [case] = ElementTree.fromstring(junit(found)).findall(f".//testcase[@name='{id}']")
    assert [each.get("message") for each in case] == [f"not due yet: {why}"]
    assert id not in {each.id for each in found.findings}


def test_what_waits_is_narrowed_like_the_rest():
    """Where some requirements were asked about, only those of them that wait are told; none where news was asked for."""
    plan = load(complete_files())
    found = check(plan, Stage.IN_FORCE, date(2027, 6, 30))
    some = selected(found, ("regs-326-3-*",), plan.files)

    assert {each["requirement"] for each in report_json(some, plan)["not_yet"]} == {
        id for id in found.waiting if id.startswith("regs-326-3-")
    }
    waiting = [each["requirement"] for each in rows(some) if each["state"] == "not due yet"]
    assert waiting and all(each.startswith("regs-326-3-") for each in waiting)
    assert [each for each in rows(since(found, found, "draft-1")) if each["state"] == "not due yet"] == []


def test_text_and_explain_say_from_when(plan_root):
    """The foot of check counts what is judged from a later day; explain names the day, and where an answer is kept."""
    ask = ["--plan", str(plan_root), "--as-of", "2027-06-30"]
    foot = " ".join(run(app, ["check", *ask, "--for", "in-force"]).output.split())
    early = " ".join(run(app, ["explain", "regs-326-5-best-value", *ask]).output.split())
    kept = " ".join(run(app, ["explain", "act-29-2-a-period", *ask]).output.split())

    assert "Judged from 1 April 2028: 3" in foot
    assert "no reporting year of this plan has ended yet; judged from 1 April 2028." in early
    assert f"Met. plan.yaml:{line_of(complete_files(), 'plan.yaml', 'period:')} period" in kept


# a source that was not verified


def test_a_source_that_was_not_verified_is_said_everywhere():
    """A finding whose source was not read for the catalogue says so in plain words, in every form."""
    words = "The source of this was not verified. From general knowledge; the regulations were not read."
    found = hostile(NAMED, what="A picture has no words")

    assert found.findings[0].caveat.startswith(words)
    assert words in report_json(found, load(complete_files()))["findings"][0]["caveat"]
    assert words in sarif(found)["runs"][0]["results"][0]["message"]["text"]
    assert words in junit(found)
    assert words in next(github(found))
    assert words in rows(found)[0]["caveat"]
    assert rows(found)[0]["verification"] == "not-verified"


@pytest.mark.parametrize("id", [each.id for each in requirements() if each.verification == "not-verified"])
def test_explain_says_that_a_source_was_not_verified(id, tmp_path, monkeypatch):
    """So does the explanation, once."""
    monkeypatch.chdir(tmp_path)

    assert " ".join(run(app, ["explain", id]).output.split()).count("The source of this was not verified.") == 1


# the command


@pytest.fixture
def plan_root(tmp_path):
    for path, text in spoiled().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


READERS = {
    "json": json.loads,
    "sarif": json.loads,
    "junit": ElementTree.fromstring,
    "github": lambda text: [line for line in text.splitlines() if not line.startswith("::")] == [] or 1 / 0,
    "csv": lambda text: list(csv.DictReader(io.StringIO(text), strict=True)),
    "text": lambda text: text.index("act-29-2-b-outcomes"),
}


@pytest.mark.parametrize("format", READERS)
def test_each_format_is_printed(plan_root, format):
    """`--format` prints that form and nothing else, and the exit status is the same for each."""
    result = run(
        app, ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10", "--format", format]
    )

    assert result.exit_code == 1 and result.stderr == ""
    READERS[format](result.stdout)
    assert "act-29-2-b-outcomes" in result.stdout


@pytest.mark.parametrize("format", ["text", "github", "csv"])
def test_no_word_of_a_plan_steers_the_terminal(plan_root, format):
    """Signs that a terminal would obey are not printed, wherever the words come from."""
    text = WAIVER.replace("=Own rules", '"Own \\x1b[31m rules \\u202e \\x9b"').replace("Head", "A\u2066Head")
    (plan_root / "registers/waivers.yaml").write_text(text, encoding="utf-8")

    result = run(
        app, ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10", "--format", format]
    )

    assert "rules" in result.stdout
    assert not set(result.stdout) & set("\x1b\x9b\u202e\u2066")


def test_formats_that_there_are_not(plan_root):
    """An unknown form is wrong usage, and so are two forms at once."""
    for words in (["--format", "xml"], ["--json", "--format", "csv"]):
        assert run(app, ["check", "--plan", str(plan_root), *words]).exit_code == 2


def test_text_says_which_catalogue(plan_root):
    """The head names the edition of the catalogue."""
    from scp.commands.check import text

    assert "catalogue of November 2026" in " ".join(" ".join(text(report(), False, {})).split())


def test_a_report_is_the_same_each_time():
    """Every form of one plan, stage and day is the same, byte for byte."""
    plan = load(spoiled())

    def forms():
        found = check(plan, Stage.PUBLISHED, DAY)
        return [
            json.dumps(report_json(found, plan)),
            json.dumps(sarif(found)),
            junit(found),
            table(found),
            *github(found),
        ]

    assert forms() == forms()


def test_a_missing_file_has_no_line():
    """A finding of a file that is not there has its path and no line."""
    found = report(without("registers/principles.yaml"))
    [run] = sarif(found)["runs"]

    places = [place["physicalLocation"] for each in run["results"] for place in each["locations"]]
    assert {"artifactLocation": {"uri": "registers/principles.yaml", "uriBaseId": "PLAN"}} in places
