"""`scp status` and `scp attest`: where the plan stands, and what a person signed for."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scp.cli import app
from scp.commands import status
from scp.history import Author
from scp.reference import lists
from scp.reference.authorities import find_authority
from scp.repository import FolderSource, load_plan
from scp.repository.save import write_files
from scp.repository.scaffold import NewPeriod, scaffold_new

PERIOD = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
SAMPLE = Path(__file__).parent.parent / "sample-plan"
JSNA = "guidance-2015-a-f-jsna"
PRINCIPLES = "act-30-2-a-regard-to-principles"


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def make(root, name="East Lothian", groups=6):
    authority = find_authority(name)
    root.mkdir()
    write_files(root, scaffold_new(authority, authority.localities, lists.care_groups()[:groups], PERIOD))
    return root


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A fresh plan as a folder, and we are in it on a known day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")  # 21 November 2026
    root = make(tmp_path / "plan")
    monkeypatch.chdir(root)
    return root


def replace(folder, path, old, new):
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


# status


def test_a_fresh_plan(folder):
    """A fresh plan says what blocks its first stage, that nothing is written, and what to do now."""
    shown = run("status").stdout

    assert shown.startswith("East Lothian Strategic Commissioning Plan, edition 2027-2030\n")
    assert "Stage      not begun" in shown
    assert "proposals: 1 thing blocks it" in shown
    assert "Do now     registers/planning-group.yaml:" in shown
    assert "East       to write" in shown
    assert "Deadlines" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_what_blocks_is_mended(folder):
    """Once the planning group is set up, nothing blocks the proposals."""
    replace(folder, "registers/planning-group.yaml", "\nestablished:", "\nestablished: 2026-02-01")

    assert "proposals: nothing blocks it" in run("status").stdout


def test_a_plan_on_its_way(folder):
    """The stage has its day and decision; the review and open rounds are deadlines; what is written shows."""
    (folder / "stages.yaml").write_text(
        "stages:\n  - stage: proposals\n    date: 2026-03-03\n    decision: Board, item 6\n    tree: 'sha256:0'\n    check: 'sha256:0'\n"
    )
    replace(folder, "consultation/proposals/round.yaml", "\ncloses:", "\ncloses: 2026-12-24")
    replace(folder, "plan.yaml", "  title:\n  # Its first", "  title: Old\n  # Its first")
    replace(folder, "plan.yaml", "as in 2024-04-01.\n  start:\n", "as in 2024-04-01.\n  start: 2024-04-01\n")
    replace(folder, "localities/east-lothian-east.md", "status: to-write", "status: done")
    replace(folder, "localities/east-lothian-west.md", "care_groups: [carers]", "care_groups: []")

    shown = run("status").stdout

    assert "Stage      proposals since 3 March 2026 (Board, item 6)" in shown
    assert "Next       draft-1: " in shown
    assert "by 24 December 2026   views on the proposals   s33   in 33 days" in shown
    assert "by 31 March 2027   review of the plan in force   s37(1)   in 4 months" in shown
    assert "done" in shown
    assert "– nothing is set out for the group there" in shown


def test_a_note_is_nothing_to_do_now(tmp_path, monkeypatch):
    """A seat that fell vacant undoes nothing (s32(10)): it is counted as a note and not told as what to do."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    monkeypatch.chdir(shutil.copytree(SAMPLE, tmp_path / "sample"))
    told, data = run("status").stdout, json.loads(run("status", "--json").stdout)

    assert data["do_now"] is None and data["owed"]["note"] > 0
    assert "Do now     nothing is owed; scplan draft plan shows the next stage" in told
    assert "worth reading: scplan check --all" in told
    assert "has been empty for" in run("check", "--all").stdout and "Begin with" not in run("check", "--all").stdout


def test_json(folder):
    """The same for programs."""
    told = json.loads(run("status", "--json").stdout)

    assert told["stage"] is None
    assert told["next"]["stage"] == "proposals"
    assert told["next"]["blocked"][0]["requirement"] == "act-32-1-established-first"
    assert told["coverage"]["east-lothian-east"]["carers"] == "to-write"
    assert set(told["duties"]) == {
        "met", "owed", "not_due", "not_applicable", "attested", "stale", "waived", "no_rule",
    }  # fmt: skip
    assert told["do_now"]["path"] == "registers/planning-group.yaml"
    assert set(told["owed"]) == {"law", "guidance", "note"}


def test_what_was_interrupted_is_completed(folder, monkeypatch):
    """An advance that was stopped half way is completed and said, and the plan is shown as it is then."""
    from scp.history import Repository, stages

    replace(folder, "registers/planning-group.yaml", "\nestablished:", "\nestablished: 2026-02-01")
    with Repository.create(folder, "Begin\n", Author("Planning Team", "planning@example.org")):
        pass
    with monkeypatch.context() as stopped:

        def stop(repository, move):
            raise KeyboardInterrupt

        stopped.setattr(stages, "_follow", stop)
        run("draft", "advance", "--author", "Planning Team <planning@example.org>")
    assert (folder / ".git/scplan-unfinished").exists()

    shown = run("status")

    assert "An earlier scplan draft was stopped half way" in shown.stderr
    assert "Stage      proposals since 21 November 2026" in shown.stdout
    assert not (folder / ".git/scplan-unfinished").exists()


def test_a_repository_that_cannot_be_used(folder):
    """Status needs no history."""
    (folder / ".git").write_text("nothing that git knows")

    assert run("status").exit_code == 0


def test_characters_that_cannot_be_printed_are_counted_too(folder):
    """The numbers are those of the check for a plan with signs that no font has."""
    (folder / "narrative/040-vision.md").open("a", encoding="utf-8").write("\nA sign: \U00013000\n")

    last = run("check").stdout.split("\n\n")[-1]
    numbers = re.search(r"\d+ owed to the law, \d+ to guidance", " ".join(last.split()))[0]
    assert f"Owed       {numbers}" in run("status").stdout


@pytest.mark.parametrize("name", ["Highland", "Argyll and Bute", "Clackmannanshire and Stirling", "Shetland"])
@pytest.mark.parametrize("groups", [1, 5, 6, 9, 15])
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_coverage_is_never_cut(tmp_path, monkeypatch, name, groups, columns):
    """Long names and many groups fold; every group and locality is there and no line is wider than the screen."""
    monkeypatch.setenv("COLUMNS", columns)
    root = make(tmp_path / "plan", name, groups)
    plan = load_plan(FolderSource(root))

    shown = run("status", "--plan", str(root)).stdout

    words = set(shown.replace("·", " ").split())
    assert all(set((each.short or each.name).split()) <= words for each in plan.care_groups)
    assert all(set(status._short_name(plan, each.name).split()) <= words for each in plan.localities)
    lines = [line for line in shown.splitlines() if "/" not in line]  # a path stays whole
    assert max(map(len, lines)) <= min(80, int(columns))


def test_no_localities(folder):
    """A plan without localities is told so."""
    for path in (folder / "localities").iterdir():
        path.unlink()

    assert "a plan needs localities" in run("status").stdout


# attest


def attested(folder):
    return load_plan(FolderSource(folder)).attestations.attestations


def test_sign(folder):
    """What is signed has the requirement's own words, the post, the day, its evidence and a true fingerprint."""
    result = run("attest", PRINCIPLES, "--who", "Chief Officer", "--evidence", "narrative/040-vision.md")

    plan = load_plan(FolderSource(folder))
    [signed] = plan.attestations.attestations
    assert result.exit_code == 0, result.output
    assert (signed.id, signed.who, signed.date.isoformat()) == (PRINCIPLES, "Chief Officer", "2026-11-21")
    assert signed.statement.endswith(".")
    assert "principles" in signed.statement
    assert signed.evidence == ("narrative/040-vision.md",)
    assert signed.fingerprint == plan.fingerprints[PRINCIPLES]


def test_sign_again(folder):
    """An edit makes it stale; signed again it has the new day and fingerprint, and all else stays as it was."""
    run("attest", PRINCIPLES, "--who", "Chief Officer", "--evidence", "narrative/040-vision.md")
    run(
        "attest",
        JSNA,
        "--who",
        "Head of Planning",
        "--statement",
        "It is sound.",
        "--date",
        "2026-10-01",
    )
    path = folder / "registers/attestations.yaml"
    path.write_text(path.read_text().replace("    who: Chief Officer\n", "    who: Chief Officer  # a note\n"))
    before = path.read_text().splitlines()
    (folder / "narrative/040-vision.md").open("a").write("\nNew words.\n")
    assert attested(folder)[0].fingerprint != load_plan(FolderSource(folder)).fingerprints[PRINCIPLES]

    result = run("attest", PRINCIPLES, "--date", "2026-11-20")

    after = path.read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert result.stdout.startswith("Signed again")
    assert [old.split()[0] for old, _ in changed] == ["date:", "fingerprint:"]
    assert attested(folder)[0].fingerprint == load_plan(FolderSource(folder)).fingerprints[PRINCIPLES]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["act-30-2-a-regard", "--who", "x"], f"Did you mean {PRINCIPLES}?"),
        (["act-32-1-established-first", "--who", "x"], "answers it from the plan's own records"),
        ([PRINCIPLES], "--who is missing"),
        ([PRINCIPLES, "--who", "Jane Smith"], "'Jane Smith' looks like a person's name"),
        ([PRINCIPLES, "--who", "x", "--date", "2027-01-01"], "has not come yet"),
        (
            [PRINCIPLES, "--who", "x", "--evidence", "narrative/040-vison.md"],
            "Did you mean narrative/040-vision.md?",
        ),
        ([PRINCIPLES, "--who", "x", "--evidence", "../other.md"], "not a place in the plan"),
    ],
)
def test_not_signed(folder, arguments, says):
    """A mistake is told with its remedy, and nothing is written."""
    result = run("attest", *arguments)

    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())
    assert not (folder / "registers/attestations.yaml").exists()


def test_dry_run(folder):
    """A dry run says what would be signed and writes nothing."""
    result = run("attest", PRINCIPLES, "--who", "Chief Officer", "--dry-run")

    assert result.stdout.startswith("Would sign")
    assert not (folder / "registers/attestations.yaml").exists()


def test_a_signed_duty_counts_as_signed(folder):
    """Status counts what a person judges alone and has signed, and what has changed since."""
    run(
        "attest",
        "guidance-refreshed-c-remaining-items",
        "--who",
        "Head of Planning",
        "--evidence",
        "narrative/050-case-for-change.md",
    )
    signed = json.loads(run("status", "--json").stdout)["duties"]
    (folder / "narrative/050-case-for-change.md").open("a").write("\nNew words.\n")

    changed = json.loads(run("status", "--json").stdout)["duties"]

    assert (signed["attested"], signed["stale"]) == (1, 0)
    assert (changed["attested"], changed["stale"]) == (0, 1)


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("act-33-3-a-first-draft-takes-account", "no first draft to sign for"),
        ("act-33-4-a-second-draft-takes-account", "no second draft to sign for"),
        ("act-33-7-finalising-takes-account", "no final plan to sign for"),
    ],
)
def test_what_does_not_exist_is_not_signed_for(folder, duty, words):
    """Nobody can sign that a draft takes account of views before there was anything to have views on."""
    result = run("attest", duty, "--who", "Chief Officer")

    assert result.exit_code == 3
    assert words in " ".join(result.stderr.split())
    assert not (folder / "registers/attestations.yaml").exists()
