"""Taking a plan on as it is: what is owed today is counted down, and only new things fail."""

import json
import re
import subprocess

import pytest
from plan_fixture import DAY, complete_files, edited, load
from typer.testing import CliRunner

from scp.cli import app
from scp.finding import Level
from scp.model.stage import Stage
from scp.model.waivers import Baseline, KnownFinding
from scp.problem import PlanError
from scp.repository.baseline import baseline_file
from scp.requirements import check

PATH = "registers/baseline.yaml"
EAST = "localities/east.md"
GROUP = "registers/planning-group.yaml"
MARK = "v1:" + "0" * 64
run = CliRunner().invoke


def written(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def owing():
    """A plan that owes one thing to the law (under several duties) and one to guidance."""
    files = edited(EAST, "8: Teams meet each morning, ", "")
    return edited(GROUP, "support: Induction, travel and large print\n", "", files)


@pytest.fixture
def plan_root(tmp_path):
    return written(tmp_path / "plan", owing())


def called(root, *words):
    result = run(app, [*words, "--plan", str(root), "--for", "published", "--as-of", "2026-12-10"])
    return result, " ".join(result.output.split())


def values(root, *words):
    return json.loads(called(root, "check", "--json", *words)[0].stdout)


def test_only_new_things_fail(plan_root):
    """After the baseline check passes; something new fails it, whatever else is owed."""
    before = called(plan_root, "check")[0].exit_code
    taken, told = called(plan_root, "baseline")
    after = [called(plan_root, "check", "--fail-on", level)[0].exit_code for level in ("law", "guidance", "note")]
    written(plan_root, {GROUP: (plan_root / GROUP).read_text().replace("established: 2026-01-15\n", "")})
    spoiled, said = called(plan_root, "check")

    assert (before, taken.exit_code, after, spoiled.exit_code) == (1, 0, [0, 0, 0], 1)
    assert "Took on 2 problems (1 owed to the law, 1 to guidance, 0 notes)" in told
    assert "Begin with registers/planning-group.yaml" in said and "was set up" in said


def test_what_is_owed_to_the_law_is_still_printed(plan_root):
    """Law of the baseline is printed and marked, guidance only with --all; both are counted."""
    called(plan_root, "baseline")

    short, long = called(plan_root, "check")[1], called(plan_root, "check", "--all")[1]

    assert "act-29-2-b-outcomes · in the baseline" in short
    assert "guidance-2015-a-d-support-members" not in short
    assert "guidance-2015-a-d-support-members · in the baseline" in long
    assert "1 owed to the law, 1 to guidance" in short
    assert "Of the 2 problems in the baseline of 10 December 2026 2 are left" in short


def test_baseline_and_check_count_the_same(plan_root):
    """A problem that breaches several duties is one problem for both, in words as in the file and for programs."""
    called(plan_root, "baseline")
    report = check(load(owing()), Stage.PUBLISHED, DAY)
    kept = load(owing() | {PATH: (plan_root / PATH).read_text()}).baseline
    counted = values(plan_root)["baseline"]

    assert len(kept.findings) == len(report.findings) > len(report.problems) == kept.total == kept.problems
    assert (counted["total"], counted["left"]) == (len(report.problems), len(report.problems))


def test_an_older_baseline_counts_as_it_did(plan_root):
    """A file whose findings are not numbered counts each of them, and so agrees with its own total."""
    called(plan_root, "baseline")
    older = re.sub(r"(?m)^    problem: .*\n", "", (plan_root / PATH).read_text())
    found = older.count("- requirement: ")
    (plan_root / PATH).write_text(re.sub(r"(?m)^total: .*$", f"total: {found}", older))

    assert values(plan_root)["baseline"] | {"total": found, "left": found, "mended": 0} == values(plan_root)["baseline"]


def test_moved_lines_are_not_new(plan_root):
    """Lines put in above what is owed leave it in the baseline."""
    called(plan_root, "baseline")
    text = (plan_root / EAST).read_text()
    (plan_root / EAST).write_text(text.replace("---\nname: East\n", "---\n# a note\n\nname: East\n", 1))

    assert called(plan_root, "check", "--fail-on", "note")[0].exit_code == 0


def test_what_is_mended_counts_down(plan_root):
    """What is mended is taken out by the next call, which adds nothing; --renew draws it anew."""
    called(plan_root, "baseline")
    total = values(plan_root)["baseline"]["total"]
    (plan_root / GROUP).write_text(complete_files()[GROUP].replace("established: 2026-01-15\n", ""))
    counted = values(plan_root)["baseline"]
    shrunk, told = called(plan_root, "baseline")
    kept = load(owing() | {PATH: (plan_root / PATH).read_text()}).baseline
    fails = called(plan_root, "check")[0].exit_code
    renewed, _ = called(plan_root, "baseline", "--renew")

    assert (counted["left"], counted["mended"]) == (total - 1, 1)
    assert shrunk.exit_code == 0 and f"Took out 1 problem that is mended: {total - 1} of {total} left." in told
    assert "not in it (scplan check). To take on these as well: scplan baseline --renew" in told
    assert (kept.problems, kept.total, fails) == (total - 1, total, 1)
    assert renewed.exit_code == called(plan_root, "check")[0].exit_code == 0


def test_a_second_call_changes_nothing(plan_root):
    """Where nothing is mended the file stays, byte for byte."""
    called(plan_root, "baseline")
    before = (plan_root / PATH).read_bytes()

    told = called(plan_root, "baseline")[1]

    assert (plan_root / PATH).read_bytes() == before
    assert "Nothing of the baseline is mended since" in told and "It stands in" not in told


def test_a_baseline_of_nothing_left_stays(plan_root):
    """When all is mended the count goes to nothing and stays a baseline: what comes then is new."""
    called(plan_root, "baseline")
    written(plan_root, complete_files())

    told = called(plan_root, "baseline")[1]

    assert ": 0 of " in told
    assert values(plan_root)["baseline"]["left"] == 0
    written(plan_root, owing())
    assert called(plan_root, "check")[0].exit_code == 1


def test_an_earlier_stage_does_not_shrink_it(plan_root):
    """An earlier stage asks for less; what it does not ask for is not mended."""
    called(plan_root, "baseline")
    before = (plan_root / PATH).read_bytes()

    result = run(app, ["baseline", "--plan", str(plan_root), "--for", "proposals", "--as-of", "2026-12-10"])

    assert result.exit_code == 3 and "asks for less" in " ".join(result.output.split())
    assert (plan_root / PATH).read_bytes() == before


def test_nothing_is_written_when_only_asked(plan_root):
    """With --dry-run it says what it would do."""
    assert "Would take on" in called(plan_root, "baseline", "--dry-run")[1]
    assert not (plan_root / PATH).exists()


def test_unsaved_changes_do_not_matter(plan_root):
    """A plan in git with changes that are not saved is taken on as it stands."""
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=plan_root, check=True)

    assert called(plan_root, "baseline")[0].exit_code == 0


def test_a_gate_stays_a_gate(plan_root):
    """The baseline opens no gate: what blocks a stage blocks it."""
    from scp.requirements import gates

    called(plan_root, "baseline")
    plan = load({path: (plan_root / path).read_text() for path in (*owing(), PATH)})

    assert {each.id for each in gates(plan, Stage.FINAL, DAY)} >= {"act-29-2-b-outcomes"}


def test_the_file_says_what_was_taken_on():
    """What is written is read again, whatever the words hold."""
    words = "a: b # c 'd' \"e\" [f] {g} \x1b é = - @ null"
    drawn = Baseline(
        day=DAY,
        catalogue="2026-11",
        stage=Stage.PROPOSALS,
        total=2,
        findings=(
            KnownFinding(
                requirement="plan-raw-html", fingerprint=MARK, path="localities/ä: b.md", what=words, problem=2
            ),
            KnownFinding(requirement="act-29-1-plan-per-area", fingerprint=MARK.replace("0", "a")),
        ),
    )

    for each in (drawn, Baseline(total=3), Baseline()):
        assert load(complete_files() | {PATH: baseline_file(each).decode()}).baseline == each


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"findings:\n  - {{requirement: x, fingerprint: '{MARK[:-1]}'}}\n", "which is no fingerprint that scp wrote"),
        ("findings:\n  - {requirement: x, fingerprint: 12}\n", "which is no fingerprint that scp wrote"),
        (
            f"findings:\n  - {{requirement: x, fingerprint: '{MARK.replace('v1', 'v2')}'}}\n",
            "no fingerprint that scp wrote",
        ),
        ("findings:\n  - {requirement: x}\n", "'fingerprint' is missing"),
        (f"findings:\n  - {{fingerprint: '{MARK}'}}\n", "'requirement' is missing"),
        ("total: -1\n", "less than nothing"),
        ("total: many\n", "not a whole number"),
        ("stage: third-draft\n", "'stage' is 'third-draft'"),
        ("day: yesterday\n", "not a day"),
        ("dya: 2026-12-10\n", "Did you mean 'day'?"),
        ("findings: all\n", "not a list"),
        ("- x\n", "holds no keys"),
    ],
)
def test_a_baseline_that_is_wrong(text, words):
    """Each mistake in the file is told with its line and a way to mend it."""
    with pytest.raises(PlanError) as raised:
        load(complete_files() | {PATH: text})

    [problem] = raised.value.problems
    assert (problem.at.path, words in f"{problem.what} {problem.mend}", bool(problem.mend)) == (PATH, True, True)
    assert problem.at.line in (0, 1, 2)


def test_an_id_of_long_ago_is_no_fault():
    """A finding of a requirement that the catalogue no longer has is only mended."""
    text = f"total: 1\nfindings:\n  - {{requirement: act-99-gone, fingerprint: '{MARK}'}}\n"

    report = check(load(complete_files() | {PATH: text}), Stage.PUBLISHED, DAY)

    assert (report.total, report.left, report.fails(Level.NOTE)) == (1, 0, any(report.findings))
