"""`scp draft diff` and `scp build redline`: from the names of two versions to what changed between them."""

import json

import pytest

from tests.history_fixture import folded, git, own_git, plan_root, scp, write  # noqa: F401
from tests.small import FILES

RECORD = """  - stage: {stage}
    date: {day}
    tree: sha256:00
    check: sha256:00
"""


@pytest.fixture
def staged(plan_root):  # noqa: F811
    """A plan with two stages, as git and stages.yaml know them, and a change after them that is not saved."""
    east = FILES["localities/east.md"]
    stages = "stages:\n"
    for stage, day, word in (("proposals", "2026-03-02", "town"), ("draft-1", "2026-06-10", "harbour")):
        stages += RECORD.format(stage=stage, day=day)
        write(plan_root, {"localities/east.md": east.replace(b"town", word.encode()), "stages.yaml": stages})
        git(plan_root, "add", "--all")
        git(plan_root, "commit", "--quiet", "-m", stage)
        git(plan_root, "tag", "-a", f"2027-2030/{stage}", "-m", stage)
    write(
        plan_root,
        {
            "localities/east.md": east.replace(b"in the town", b"at sea"),
            "facts.yaml": b"facts:\n  - {id: carers-known, value: 1250, label: Carers}\n",
        },
    )
    return plan_root


def test_the_last_two_stages_are_compared(staged):
    """Without names the last two stages are compared, each with its day, and nothing is written."""
    before = git(staged, "status", "--porcelain")

    done = scp(staged, "draft", "diff")

    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "proposals, 2 March 2026 → draft-1, 10 June 2026"
    assert "“Support for carers” in “East” was changed: 1 word deleted and 1 inserted." in folded(done.output)
    assert "carers-known" not in done.output and "1,250" not in done.output
    assert git(staged, "status", "--porcelain") == before


def test_a_stage_is_compared_with_the_folder(staged):
    """With one name the other version is the folder, its changes that are not saved with it."""
    done = scp(staged, "draft", "diff", "draft-1")

    assert "draft-1, 10 June 2026 → the plan as it is now" in done.output
    assert "Carers: 1,240 became 1,250" in done.output


def test_the_changes_as_json(staged):
    """A program gets each change with its kind, place, address and words."""
    done = scp(staged, "draft", "diff", "proposals", "draft-1", "--json")

    told = json.loads(done.output)
    (change,) = told["changes"]
    assert (told["old"]["name"], told["old"]["day"], told["new"]["name"]) == ("proposals", "2026-03-02", "draft-1")
    assert (change["kind"], change["place"]) == ("changed", "localities/east.md#carers")
    assert len(told["new"]["commit"]) == 40


def test_any_commit_can_be_compared(staged):
    """What git knows is as good as a stage."""
    assert "Nothing changed." in scp(staged, "draft", "diff", "HEAD", "draft-1").output
    assert "was changed" in scp(staged, "draft", "diff", "HEAD~1", "HEAD").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draft", "diff", "draft-2.2"), "The plan has not reached draft-2.2 It has reached proposals, draft-1."),
        (("draft", "diff", "nonsense"), "There is no stage, tag or commit called 'nonsense'"),
        (("draft", "diff", "x; rm -rf ."), "There is no stage, tag or commit called 'x; rm -rf .'"),
        (("draft", "diff", "^HEAD"), "There is no stage, tag or commit called '^HEAD'"),
        (("build", "redline", "--since", "^HEAD"), "There is no stage, tag or commit called '^HEAD'"),
        (("build", "redline", "--since", ""), "There is no stage, tag or commit called ''"),
        (("build", "redline"), "A redline needs to know since when"),
        (("build", "--since", "draft-1"), "--since is for the redline"),
        (("build", "full-plan", "--whole"), "--whole is for the redline"),
        (("build", "redline", "--since", "final"), "The plan has not reached final"),
    ],
)
def test_wrong_names_are_told_in_plain_words(staged, arguments, said):
    """What there is not is named, with what there is (exit status 2)."""
    done = scp(staged, *arguments)

    assert done.exit_code == 2
    assert said in folded(done.output)


def test_a_plan_without_stages_has_no_last_two(plan_root):  # noqa: F811
    """There is nothing to compare without names; the message says what could be."""
    done = scp(plan_root, "draft", "diff")

    assert done.exit_code == 2
    assert "No stage was reached yet" in done.output and "scplan draft diff HEAD~1 HEAD" in done.output


def test_a_stage_whose_tag_is_elsewhere(staged):
    """A stage that the plan claims and this copy has no tag of is told as such."""
    git(staged, "tag", "--delete", "2027-2030/proposals")

    done = scp(staged, "draft", "diff")

    assert done.exit_code == 3
    assert "git fetch --tags" in done.output


def test_another_edition_is_refused(staged):
    """Two editions are two plans."""
    write(staged, {"plan.yaml": FILES["plan.yaml"].replace(b"edition: 2027-2030", b"edition: 2030-2033")})

    done = scp(staged, "draft", "diff", "HEAD")

    assert done.exit_code == 2
    assert "HEAD is of edition 2027-2030 and the plan as it is now of edition 2030-2033" in folded(done.output)


def test_a_version_that_cannot_be_read(staged):
    """A plan that was broken then is told with where, and when."""
    write(staged, {"facts.yaml": b"facts: [\n"})
    git(staged, "commit", "--quiet", "--all", "-m", "broken")
    git(staged, "tag", "broken")
    write(staged, {"facts.yaml": FILES["facts.yaml"]})

    done = scp(staged, "draft", "diff", "broken")

    assert done.exit_code == 2
    assert "facts.yaml" in done.output and "This is the plan as it was at broken: it cannot be read." in done.output


def test_the_redline_is_built(staged):
    """Pages, PDF and Word, on their own, with a manifest that says since when; a second build is the same."""
    done = scp(staged, "build", "redline", "--since", "proposals", "--at", "draft-1")

    assert done.exit_code == 0, done.output
    built = staged / "build"
    manifest = json.loads((built / "manifest.json").read_text())
    assert manifest["since"] == {
        "name": "proposals",
        "day": "2026-03-02",
        "commit": git(staged, "rev-parse", "2027-2030/proposals^{commit}"),
    }
    assert {
        "redline.pdf",
        "redline.docx",
        "redline/index.html",
        "redline/what-changed.html",
        "redline/locality-east.html",
    } <= set(manifest["outputs"])
    assert not (built / "full-plan").exists()
    assert "Changes from the proposals to the first draft" in (built / "redline" / "index.html").read_text()
    scp(staged, "build", "redline", "--since", "proposals", "--at", "draft-1")
    assert json.loads((built / "manifest.json").read_text())["outputs"] == manifest["outputs"]


def test_the_redline_is_built_with_other_documents(staged):
    """It stands beside the full plan where both are named; with --whole every chapter is in it."""
    done = scp(staged, "build", "full-plan", "redline", "--since", "proposals", "--whole", "--format", "html")

    assert done.exit_code == 0, done.output
    assert (staged / "build" / "full-plan" / "locality-west.html").exists() and (
        staged / "build" / "redline" / "locality-west.html"
    ).exists()
    index = (staged / "build" / "index.html").read_text()
    assert 'href="redline/index.html"' in index and 'href="full-plan/index.html"' in index


def test_a_stage_that_was_made_twice(staged):
    """`draft-1` is the last that stands, as for --at, and `draft-1.1` the first; unnamed, the two are compared."""
    stages = (staged / "stages.yaml").read_text(encoding="utf-8")
    again = RECORD.format(stage="draft-1", day="2026-07-01").replace("    date:", "    number: 2\n    date:")
    east = FILES["localities/east.md"].replace(b"town", b"bay")
    write(staged, {"stages.yaml": stages + again, "localities/east.md": east})
    git(staged, "commit", "--quiet", "--all", "-m", "draft-1.2")
    git(staged, "tag", "-a", "2027-2030/draft-1.2", "-m", "draft-1.2")
    both = "draft-1, 10 June 2026 → draft-1.2, 1 July 2026"
    assert scp(staged, "draft", "diff").output.splitlines()[0] == both
    assert scp(staged, "draft", "diff", "draft-1.1", "draft-1").output.splitlines()[0] == both
    assert scp(staged, "draft", "diff", "draft-1").output.splitlines()[0].startswith("draft-1.2, 1 July 2026 →")
