"""`scp easy-read check` and `scp explain er-…`: the worked example, and what is wrong with a spoiled one."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scp.cli import app
from tests.small import FILES

SAMPLE = Path(__file__).parent.parent / "sample-plan"


def scp(*given):
    done = CliRunner().invoke(app, [*map(str, given)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


@pytest.fixture
def spoiled(tmp_path):
    """A copy of the worked example, to be changed."""
    root = tmp_path / "plan"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("build", ".git"))
    return root


def folded(text):
    return " ".join(text.split())


def test_the_worked_example_passes_every_rule():
    """Its words and its look as built hold by every rule, and what is left is for readers."""
    done = scp("easy-read", "check", "--plan", SAMPLE)

    assert done.exit_code == 0, done.output
    told = folded(done.stdout)
    assert "Easy read: 51 of 51 rules hold. Passing these checks is not proof: readers decide (last checked" in told
    assert "For readers to judge as well: er-covers-plan-points" in told


def test_the_look_is_read_from_what_is_made():
    """Pages, sizes, lines and colours are those of the PDF and of the web pages."""
    look = json.loads(scp("easy-read", "check", "--plan", SAMPLE, "--json").stdout)["layout"]

    assert 10 < look["pages"] <= 24 and look["page_size"] == [210, 297]
    assert look["body_points"] >= 16 and look["line_height"] >= 1.5
    assert look["fonts"][0] == "Atkinson Hyperlegible" and look["aligned"] == "left" and look["columns"] == 1
    assert look["contrast"] >= 7 and look["page_numbers"] and look["picture_left"] and look["html"]
    assert not look["hyphenated"]
    assert len(set(look["heading_pages"])) == len(look["heading_pages"]) >= 10


def test_what_is_wrong_is_told_at_its_word(spoiled):
    """A pale colour, a long sentence and initials are each told with the rule, the place and the words."""
    plan, vision = spoiled / "plan.yaml", spoiled / "easy-read/020-vision.md"
    plan.write_text(plan.read_text().replace('"#0b5a60"', '"#4f7376"'))
    line = "We want you to live well and to live long and to have all the help that you may need from the IJB."
    text = vision.read_text()
    vision.write_text(text.replace("We want you to live well.", line))
    number = text.splitlines().index("We want you to live well.") + 1

    done = scp("easy-read", "check", "--plan", spoiled)

    assert done.exit_code == 1
    told = folded(done.stdout)
    assert "er-contrast" in told and "warn: The palest text stands out by 5." in told
    assert f'easy-read/020-vision.md:{number} fail: "IJB" in' in told
    assert f"easy-read/020-vision.md:{number} fail: 23 words in one sentence" in told
    whole = folded(scp("check", "--plan", spoiled, "--select", "er-*").stdout)
    assert '"IJB" in' in whole and "are judged when built" in whole and "readers decide" in whole


def test_there_must_be_a_summary(tmp_path):
    """Without one there is nothing to check, and the way to begin is told."""
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    done = scp("easy-read", "check", "--plan", tmp_path)

    assert done.exit_code == 2
    assert "There is no easy-read summary to check" in done.output


def test_explain_tells_one_rule():
    """Rule, how, threshold, level, source and how far the source was read; a slip is met with what was meant."""
    told = folded(scp("explain", "er-positive").stdout)
    for words in ("Prefer positive sentences", "warn", "0 double negatives", "IE, sentences", "was not verified"):
        assert words in told

    slip = scp("explain", "er-positiv")
    assert slip.exit_code == 2
    assert "Did you mean er-positive" in folded(slip.output)
