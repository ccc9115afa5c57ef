"""`check --since`, `--at` and `--select`: fewer findings, or those of an earlier version."""

import json
import re
from pathlib import Path

import pytest
from history_fixture import folded, git, own_git, scp  # noqa: F401
from plan_fixture import DAY, complete_files, edited, line_of, load

from scp.documents.kinds import KINDS
from scp.finding import Level
from scp.history import Repository
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check, requirements
from scp.requirements.narrow import OWN, selected, since

EAST = "localities/east.md"
GROUP = "registers/planning-group.yaml"
OUTCOMES = "act-29-2-b-outcomes"
GROUPS = "guidance-2015-a-d-support-members"
LATER = "act-32-1-established-first"


def owing():
    return edited(
        GROUP, "support: Induction, travel and large print\n", "", edited(EAST, "8: Teams meet each morning, ", "")
    )


def report():
    return check(load(owing()), Stage.PUBLISHED, DAY)


# select


@pytest.mark.parametrize(
    ("patterns", "ids"),
    [
        ((OUTCOMES,), {OUTCOMES}),
        (("act-29-*",), {OUTCOMES}),
        (("*outcomes*",), None),
        (("law",), None),
        (("guidance-2015-a-d-*",), {GROUPS}),
        ((EAST,), None),
        (("localities",), None),
        (("./localities/",), None),
        ((GROUP, OUTCOMES), {GROUPS, OUTCOMES}),
        (("act-33-*",), set()),
        (("plan-raw-html",), set()),
    ],
)
def test_what_is_selected(patterns, ids):
    """An id, a family, a level, a file or a folder picks its findings; several pick what any of them picks."""
    found = report()

    chosen = selected(found, patterns, load(owing()).files)

    assert set(chosen.findings) < set(found.findings) and chosen.selected == patterns
    if ids is not None:
        assert {each.id for each in chosen.findings} == ids
    if patterns == ("law",):
        assert chosen.findings == tuple(each for each in found.findings if each.level is Level.LAW)
    if patterns[0].strip("./").startswith("localities"):
        assert chosen.findings == tuple(each for each in found.findings if each.problem.at.path == EAST)
    assert [each.fingerprint for each in chosen.findings] == [
        each.fingerprint for each in found.findings if each in chosen.findings
    ]


def test_the_foot_speaks_of_what_was_selected(plan_root):
    """Of a selection the foot counts its requirements by state and its problems, and nothing of the whole plan."""
    family = [each.id for each in requirements() if each.id.startswith("act-33-")]

    whole, some, place = (
        " ".join(asked(plan_root, *words).output.split())
        for words in ((), ("--select", "act-33-*"), ("--select", EAST))
    )

    assert "more." in whole and "selected" not in whole
    assert f"Of the {len(family)} requirements selected: " in some
    assert "In what was selected: 0 owed to the law, 0 to guidance, 0 notes (scplan check --all)." in some
    assert "requirements selected" not in place and "In what was selected: 1 owed to the law" in place
    for said in (some, place):
        assert "more." not in said and "of the baseline" not in said


def test_no_pattern_selects_everything():
    """Without a pattern the report is as it was."""
    assert selected(found := report(), (), ()) is found


def test_a_selected_file_that_is_missing():
    """A file that is not there can be selected, since that is what is wrong with it."""
    files = {path: text for path, text in owing().items() if path != "registers/principles.yaml"}
    plan = load(files)

    chosen = selected(check(plan, Stage.PUBLISHED, DAY), ("registers/principles.yaml",), plan.files)

    assert {each.problem.at.path for each in chosen.findings} == {"registers/principles.yaml"}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("act-29-2-b-outcome", OUTCOMES),
        ("act-33", "Did you mean act-33-*?"),
        ("act-99-*", "Write an id"),
        ("gudiance", "guidance"),
        ("localities/est.md", EAST),
        ("plan-raw-htm", "plan-raw-html"),
        ("", "Write an id"),
        ("../secrets", "Write an id"),
        ("[a-z]*", "Write an id"),
        ("?ct-29-2-b-outcomes", "names no requirement"),
    ],
)
def test_a_pattern_that_names_nothing(pattern, words):
    """It is a mistake in usage, with what may have been meant."""
    with pytest.raises(PlanError) as raised:
        selected(report(), (pattern,), load(owing()).files)

    assert f"--select {pattern} names no requirement" in str(raised.value) and words in str(raised.value)


def test_every_kind_of_our_own_can_be_selected():
    """The kinds of finding that no requirement asks are listed, none missing and none left over."""
    source = Path(__file__).parent.parent / "scp"
    said = {
        kind
        for path in source.rglob("*.py")
        if path.name != "narrow.py"
        for kind in re.findall(r'"(plan-[a-z]+(?:-[a-z]+)+)"', path.read_text())
    }

    assert set(OWN) == said - {kind.name for kind in KINDS}


# since


def test_only_what_was_not_there():
    """What was there before is left out and counted, wherever it stands now."""
    before = report()
    files = edited(EAST, "---\nname: East\n", "---\n# a note\nname: East\n", owing())
    now = check(load(edited(GROUP, "established: 2026-01-15\n", "", files)), Stage.PUBLISHED, DAY)

    new = since(now, before, "draft-1")

    assert LATER in {each.id for each in new.findings} and OUTCOMES not in {each.id for each in new.findings}
    assert new.since.already == len(before.findings) == len(now.findings) - len(new.findings)
    assert since(before, before, "draft-1").findings == ()


# the command


@pytest.fixture
def plan_root(tmp_path):
    """A plan that owes two things, saved and tagged as its first draft; a third thing is spoiled since."""
    root = tmp_path / "plan"
    for path, text in owing().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    with Repository.create(root, "Begin\n"):
        pass
    git(root, "tag", "2027-2030/draft-1")
    path = root / GROUP
    path.write_text(path.read_text().replace("established: 2026-01-15\n", ""))
    return root


def asked(root, *words):
    return scp(root, "check", "--for", "published", "--as-of", "2026-12-10", *words)


@pytest.mark.parametrize("ref", ["draft-1", "2027-2030/draft-1", "HEAD"])
def test_since_a_stage_a_tag_or_a_commit(plan_root, ref):
    """Only the new finding is printed and fails, and what was there is counted."""
    result = asked(plan_root, "--since", ref)

    told = folded(result.output)
    assert result.exit_code == 1 and "was set up" in told and OUTCOMES not in told
    assert f"Only what was not there at {ref}; {len(report().findings)} findings were there already" in told
    form = json.loads(asked(plan_root, "--since", ref, "--json").stdout)
    assert form["since"] == {"ref": ref, "already": len(report().findings)}


def test_since_now(plan_root):
    """With nothing new since, the check passes whatever is owed."""
    git(plan_root, "commit", "-qam", "Spoil it")

    result = asked(plan_root, "--since", "HEAD")

    assert result.exit_code == 0 and "0 owed to the law, 0 to guidance" in folded(result.output)


def test_at_an_earlier_stage(plan_root):
    """The plan is judged as it was, and not a byte of the folder changes."""
    before = {path: path.read_bytes() for path in plan_root.rglob("*") if path.is_file() and ".git" not in path.parts}

    told = folded(asked(plan_root, "--at", "draft-1").output)

    assert "The plan as it was at draft-1" in told and OUTCOMES in told and LATER not in told
    assert before == {
        path: path.read_bytes() for path in plan_root.rglob("*") if path.is_file() and ".git" not in path.parts
    }


def test_at_works_when_the_folder_cannot_be_read(plan_root):
    """What is wrong in the folder now does not matter to how the plan was."""
    (plan_root / GROUP).write_text("members: [\n")

    assert asked(plan_root).exit_code == 2
    assert asked(plan_root, "--at", "draft-1").exit_code == 1


def test_all_of_them_together(plan_root):
    """--since, --at and --select narrow one after another, in any format."""
    git(plan_root, "commit", "-qam", "Spoil it")
    words = ("--at", "HEAD", "--since", "draft-1", "--select", GROUP, "--format", "csv")

    result = asked(plan_root, *words)

    rows = result.stdout.splitlines()[1:]
    assert rows and all(GROUP in row for row in rows) and OUTCOMES not in result.stdout
    assert asked(plan_root, *words[:4], "--select", EAST).exit_code == 0


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--since", "draft-9"], 2, "There is no stage, tag or commit called 'draft-9'"),
        (["--at", "draft-9"], 2, "There is no stage, tag or commit called 'draft-9'"),
        (["--at", "--output=x"], 2, "There is no stage, tag or commit called '--output=x'"),
        (["--since", ""], 2, "There is no stage, tag or commit called ''"),
        (["--select", "act-33"], 2, "Did you mean act-33-*?"),
        (["--select", "nowhere.md"], 2, "names no requirement"),
    ],
)
def test_what_is_no_version(plan_root, words, status, told):
    """A version or a pattern that there is not is wrong usage, in plain words."""
    result = asked(plan_root, *words)

    assert result.exit_code == status and told in folded(result.output)


def test_a_version_that_cannot_be_read(plan_root):
    """The faults of an earlier version are told as that version's."""
    (plan_root / GROUP).write_text("members: [\n")
    git(plan_root, "commit", "-qam", "Break it")
    (plan_root / GROUP).write_text(complete_files()[GROUP])

    result = asked(plan_root, "--since", "HEAD")

    assert result.exit_code == 2
    assert GROUP in result.output and "The plan as it was at HEAD could not be read." in folded(result.output)


def test_without_a_history(tmp_path):
    """A plan that is not in git has no earlier version."""
    for path, text in owing().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    result = asked(tmp_path, "--since", "draft-1")

    assert result.exit_code == 3 and result.output.startswith("Refused")


def test_a_finding_keeps_its_line(plan_root):
    """A narrowed finding stands at its line."""
    form = json.loads(asked(plan_root, "--select", OUTCOMES, "--json").stdout)

    assert [each["line"] for each in form["findings"]] == [line_of(owing(), EAST, "arrangements:")]
