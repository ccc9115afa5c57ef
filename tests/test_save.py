"""`scp save` and `scp send`: changes in words, nothing lost, and sent whole or not at all."""

import subprocess

import pytest
from history_fixture import folded, git, open_gates, own_git, plan_root, reached, scp, write
from small import FILES
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.in_words import tell_change
from scp.history import Change, Kind
from scp.history.program import Answer

__all__ = ["open_gates", "own_git", "plan_root", "reached"]


def words(path, old, new):
    return tell_change(Change(Kind.CHANGED, path, path, old.encode(), new.encode())).words


# words


def test_sections_of_a_text_are_named(plan_root):
    """Each section that changed, with its lines; front matter by its keys."""
    old = FILES["localities/east.md"].decode()
    new = old.replace("A carers' centre opens in the town.", "A centre opens.\n\nAnd a bus runs.\n\nAnd more.")
    assert words("localities/east.md", old, new) == "Support for carers (3 lines added, 1 removed)"
    assert words("localities/east.md", old, new.replace("population: 1000", "population: 1001")).startswith(
        "population; Support"
    )
    assert (
        words("localities/east.md", old, old.replace("by the sea", "by the hills"))
        == "beginning (1 line added, 1 removed)"
    )


def test_headings_inside_a_fence_are_no_headings():
    """A shell comment in an example is no section."""
    old = "# One\n\n```\n# not two\nx\n```\n"
    assert words("narrative/x.md", old, old.replace("x\n", "y\n")) == "One (1 line added, 1 removed)"


def test_records_of_a_register_are_named():
    """New, changed and removed records by their ids, other keys by name."""
    old = "facts:\n  - id: a\n    value: 1\n  - id: b\n    value: 2\n"
    new = "facts:\n  - id: a\n    value: 9\n  - id: c\n    value: 2\n"
    assert words("facts.yaml", old, new) == "c (new); a; b (removed)"
    assert words(
        "plan.yaml", "title: x\nperiod: {start: 2027-04-01}\n", "period: {start: 2028-04-01}\nfirst: yes\n"
    ) == ("period; first (new); title (removed)")


def test_layout_alone():
    """Where no value differs, that is said."""
    assert words("facts.yaml", "facts: []\n", "# note\nfacts: []\n") == "only comments, order or spacing"
    assert words("a.md", "x\r\n", "x\n") == "only comments, order or spacing"


def test_yaml_that_cannot_be_read_is_counted_in_lines():
    """A broken file can still be told and saved."""
    assert words("facts.yaml", "facts: []\n", "facts: [\n") == "1 line added, 1 removed"


def test_rows_of_a_table_are_named():
    """Rows by their id and year."""
    old = "id,year,amount\nhome-care,2027-28,1\nday-care,2027-28,2\n"
    assert words("finance/lines.csv", old, old.replace(",1\n", ",7\n")) == "home-care 2027-28"


def test_what_is_no_text():
    """A picture is told by its size."""
    told = tell_change(Change(Kind.CHANGED, "a.png", "a.png", b"\x89PNG\0", b"\x89PNG\0" * 400_000))
    assert told.words == "now 2.0 MB"


def test_signs_that_disturb_a_terminal_are_written_out():
    """A file's name cannot colour the screen or begin a new line."""
    told = tell_change(Change(Kind.NEW, "a\x1b[31m\nb", "a\x1b[31m\nb", None, b"x\n"))
    assert told.path == "a\\x1b[31m\\nb"


# save


def test_everything_is_shown_and_kept(plan_root):
    """New, changed, renamed and removed files in words; afterwards nothing is left to save."""
    (plan_root / "narrative/040-vision.md").rename(plan_root / "narrative/050-vision.md")
    (plan_root / "localities/west.md").unlink()
    east = plan_root / "localities/east.md"
    east.write_bytes(east.read_bytes() + b"A bus runs.\n")
    write(plan_root, {"evidence/paper.txt": "One.\nTwo.\n", "build/x.html": "x"})

    saved = scp(plan_root, "save", "-m", "Work of Tuesday")

    lines = [" ".join(line.split()) for line in saved.output.splitlines()]
    assert "new evidence/paper.txt 2 lines" in lines
    assert "changed localities/east.md Support for carers (1 line added)" in lines
    assert "removed localities/west.md" in lines
    assert "renamed narrative/040-vision.md → narrative/050-vision.md" in lines
    assert "Saved 4 files." in lines
    assert git(plan_root, "log", "-1", "--format=%s") == "Work of Tuesday"
    assert git(plan_root, "ls-files", "build") == ""
    assert folded(scp(plan_root, "save").output) == "Nothing to save: everything is as it was saved last."


def test_a_message_of_its_own(plan_root):
    """Without -m the message says what changed."""
    east = plan_root / "localities/east.md"
    east.write_bytes(east.read_bytes() + b"A bus runs.\n")
    scp(plan_root, "save")
    assert git(plan_root, "log", "-1", "--format=%s") == "Change localities/east.md: Support for carers (1 line added)"

    write(
        plan_root,
        {"evidence/a.txt": "a", "evidence/b.txt": "b", "localities/east.md": FILES["localities/east.md"]},
    )
    scp(plan_root, "save")
    message = git(plan_root, "log", "-1", "--format=%B").split("\n")
    assert message[0] == "Change 1 file, add 2"
    assert "- new evidence/a.txt: 1 line" in message


@pytest.mark.parametrize("ignored", ["build/\n", "build\n", "/build/\n", "*.html\n", ""])
@pytest.mark.parametrize("built", [True, False])
def test_build_then_save(plan_root, ignored, built):
    """The documents are never kept and never in the way, whether or not .gitignore names their folder."""
    write(plan_root, {".gitignore": ignored, "evidence/a.txt": "a"})
    if built:
        write(plan_root, {"build/full-plan/index.html": "x", "build/manifest.json": "{}"})
        write(plan_root, {".build.scplan-abcdefgh/full-plan/index.html": "what a kill left"})

    saved = scp(plan_root, "save")

    assert saved.exit_code == 0, saved.output
    assert "Saved 2 files." in saved.output
    assert git(plan_root, "ls-files", "build", ".build.scplan-abcdefgh") == ""
    assert "Nothing to save" in scp(plan_root, "save").output


def test_a_new_plan_is_built_and_saved(tmp_path):
    """What `scp init` made can be saved after `scp build`, as the first thing that anyone does."""
    root = tmp_path / "rep"
    given = ["init", str(root), "--authority", "Fife", "--period", "2027-2030"]
    assert CliRunner().invoke(app, given).exit_code == 0
    (root / "build").mkdir()
    assert "Nothing to save" in scp(root, "save").output
    assert scp(root, "build", "--format", "html").exit_code == 0
    assert "Nothing to save" in scp(root, "save").output
    write(root, {"evidence/a.txt": "a", "build/left.txt": "x"})

    saved = scp(root, "save")

    assert saved.exit_code == 0, saved.output
    assert git(root, "show", "--name-only", "--format=") == "evidence/a.txt"


def test_a_file_where_a_folder_was(plan_root):
    """A folder that becomes a file, and a file that becomes a folder, are kept as they are now."""
    write(plan_root, {"evidence/a/b.txt": "b", "evidence/c": "c"})
    scp(plan_root, "save")
    (plan_root / "evidence/a/b.txt").unlink()
    (plan_root / "evidence/a").rmdir()
    (plan_root / "evidence/c").unlink()
    write(plan_root, {"evidence/a": "a", "evidence/c/d.txt": "d"})

    assert scp(plan_root, "save").exit_code == 0

    assert git(plan_root, "ls-files", "evidence").split() == ["evidence/a", "evidence/c/d.txt"]
    assert git(plan_root, "status", "--porcelain") == ""


def test_what_is_kept_is_ignored_later(plan_root):
    """A change to a file that is kept is saved even where .gitignore names it by now."""
    write(plan_root, {"evidence/old/a.txt": "a"})
    scp(plan_root, "save")
    write(plan_root, {".gitignore": "old/\n", "evidence/old/a.txt": "b"})

    assert scp(plan_root, "save").exit_code == 0

    assert git(plan_root, "show", "HEAD:evidence/old/a.txt") == "b"


@pytest.mark.parametrize(
    ("err", "told"),
    [
        ("error: first\nhint: git config advice.x false\n", "error: first"),
        ("The following paths are ignored:\nbuild\nhint: Use -f\n", "The following paths are ignored: build"),
        ("fatal: no https://me:secret@example.org/x\nhint: y\n", "fatal: no https://example.org/x"),
        ("hint: y\n", "exit status 1"),
    ],
)
def test_git_is_quoted_without_its_hints(err, told):
    """The line that says what is wrong, never the hint after it."""
    assert Answer(1, b"", err).complaint == told


def test_dry_run_keeps_nothing(plan_root):
    """Shown, not saved."""
    write(plan_root, {"evidence/a.txt": "a"})
    head = git(plan_root, "rev-parse", "HEAD")

    shown = scp(plan_root, "save", "--dry-run")

    assert "evidence/a.txt" in shown.output
    assert "Nothing was saved yet." in shown.output
    assert git(plan_root, "rev-parse", "HEAD") == head
    assert git(plan_root, "status", "--porcelain") == "?? evidence/"


def test_a_plan_with_faults_is_saved_and_told(plan_root):
    """Work is never lost; the count of faults is said."""
    write(plan_root, {"localities/east.md": b"---\nnmae: East\n---\n"})

    saved = scp(plan_root, "save")

    assert saved.exit_code == 0
    assert "Saved 1 file." in saved.output
    assert "cannot be read as a plan yet" in folded(saved.output)
    assert git(plan_root, "status", "--porcelain") == ""


def test_links_and_large_files_are_refused(plan_root):
    """Nothing is saved, and the files are named."""
    (plan_root / "link.md").symlink_to("/etc/passwd")
    done = scp(plan_root, "save")
    assert done.exit_code == 3
    assert "link.md" in done.output
    (plan_root / "link.md").unlink()

    with (plan_root / "film.mp4").open("wb") as film:
        film.truncate(63_000_000)
    done = scp(plan_root, "save")
    assert done.exit_code == 3
    assert "film.mp4 (63 MB)" in done.output


def test_a_repository_inside_the_plan_is_refused(plan_root):
    """A repository inside another would be kept as an empty pointer."""
    write(plan_root, {"inner/a.txt": "a"})
    git(plan_root / "inner", "init", "-q")
    assert "inner" in scp(plan_root, "save").output
    commit = ("add", "-A"), ("commit", "-qm", "x")
    for each in commit:
        git(plan_root / "inner", *each)

    done = scp(plan_root, "save")

    assert done.exit_code == 3
    assert "inner" in done.output


def test_the_computers_own_hooks_are_asked(plan_root):
    """A hook that says no is told in its own words, and nothing is lost."""
    hook = plan_root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'A telephone number stands in evidence/a.txt' >&2\nexit 1\n")
    hook.chmod(0o755)
    write(plan_root, {"evidence/a.txt": "a"})

    done = scp(plan_root, "save")

    assert done.exit_code == 3
    assert "A telephone number stands in evidence/a.txt" in done.output
    assert (plan_root / "evidence/a.txt").read_text() == "a"


def test_signing_is_never_begun_unasked(plan_root, open_gates):
    """commit.gpgSign and tag.gpgSign would stop an officer with no key."""
    for key in ("commit.gpgSign", "tag.gpgSign"):
        git(plan_root, "config", key, "true")
    write(plan_root, {"evidence/a.txt": "a"})

    assert scp(plan_root, "save").exit_code == 0
    assert scp(plan_root, "draft", "advance").exit_code == 0


def test_other_languages(plan_root, open_gates, monkeypatch):
    """What git says is understood whatever language the officer's computer speaks."""
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    write(plan_root, {"evidence/a.txt": "a"})

    assert scp(plan_root, "save").exit_code == 0


# two people, one file


@pytest.fixture
def shared_plan(plan_root, tmp_path):
    """Our plan and a colleague's copy of it, with a shared copy between them."""
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "shared.git")
    git(plan_root, "remote", "add", "origin", str(tmp_path / "shared.git"))
    assert scp(plan_root, "send").exit_code == 0
    git(tmp_path, "clone", "-q", str(tmp_path / "shared.git"), "colleague")
    return plan_root, tmp_path / "colleague"


def changed(root, old, new, path="localities/east.md"):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert scp(root, "save").exit_code == 0


def pull(root):
    """What the message says, as the officer types it."""
    return subprocess.run(["git", "pull", "--no-rebase", "--no-edit"], cwd=root, capture_output=True, text=True)


def test_two_officers_one_file(shared_plan):
    """The steps that are said lead from the refused send to one version that both have."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "A carers' centre opens in May.")
    write(theirs, {"evidence/theirs.txt": "x"})
    scp(theirs, "save")
    assert scp(theirs, "send").exit_code == 0
    changed(ours, "A carers' centre opens in the town.", "A carers' centre opens in June.")

    refused = scp(ours, "send")
    for step in ("scplan save", "git pull --no-rebase --no-edit", "Send again: scplan send", "Yours is not lost"):
        assert step in folded(refused.output)
    assert pull(ours).returncode != 0

    stopped = scp(ours, "save")
    lines = (ours / "localities/east.md").read_text().split("\n")
    assert stopped.exit_code == 3
    for marker in ("<<<<<<<", "=======", ">>>>>>>"):
        [number] = [number for number, line in enumerate(lines, start=1) if line.startswith(marker)]
        assert f"localities/east.md:{number}: {marker}" in folded(stopped.output)
    assert "two people changed the same lines" in folded(stopped.output)
    assert git(ours, "ls-files", "--unmerged") != ""
    assert scp(ours, "send").exit_code == 3

    kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>")) and "June" not in line]
    (ours / "localities/east.md").write_text("\n".join(kept))
    saved = scp(ours, "save")

    assert saved.exit_code == 0, saved.output
    assert "Both of you changed localities/east.md: kept as it stands here now." in folded(saved.output)
    assert "joined now" in folded(saved.output)
    assert git(ours, "log", "-1", "--format=%s") == "Join two versions of the plan"
    assert len(git(ours, "log", "-1", "--format=%P").split()) == 2
    assert git(ours, "status", "--porcelain") == ""
    assert (ours / "evidence/theirs.txt").is_file()
    assert not (ours / ".git/MERGE_HEAD").exists()
    assert scp(ours, "send").exit_code == 0
    assert pull(theirs).returncode == 0
    assert git(theirs, "rev-parse", "HEAD") == git(ours, "rev-parse", "HEAD")


def test_a_marker_that_is_left_over(shared_plan):
    """One line of the three is enough to stop, and a merge marked as done by git add is looked at too."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "In May.")
    scp(theirs, "send")
    changed(ours, "A carers' centre opens in the town.", "In June.")
    pull(ours)
    text = (ours / "localities/east.md").read_text().split("\n")
    (ours / "localities/east.md").write_text("\n".join(x for x in text if not x.startswith(("<<<<<<<", ">>>>>>>"))))
    git(ours, "add", "-A")

    assert "=======" in scp(ours, "save").output
    assert scp(ours, "save").exit_code == 3


def test_a_heading_that_looks_like_a_marker(shared_plan):
    """A row of seven equals signs that one of the two wrote is text of the plan."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "In May.\n\nA title\n=======\n\nText.")
    scp(theirs, "send")
    changed(ours, "A carers' centre opens in the town.", "In June.")
    pull(ours)
    text = (ours / "localities/east.md").read_text()
    assert scp(ours, "save").exit_code == 3
    kept = text.split("=======\n", 1)[1].split(">>>>>>>")
    head, tail = text.split("<<<<<<<")[0], kept[1].split("\n", 1)[1]
    (ours / "localities/east.md").write_text(
        head + text.split("<<<<<<<")[1].split("\n=======\n", 1)[1].split(">>>>>>>")[0] + tail
    )
    assert (ours / "localities/east.md").read_text().count("=======\n") == 1

    assert scp(ours, "save").exit_code == 0


def test_one_removes_what_the_other_changes(shared_plan):
    """Where there are no lines to choose from, what stands in the folder is kept, and that is said."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "In May.")
    scp(theirs, "send")
    (ours / "localities/east.md").unlink()
    scp(ours, "save")
    pull(ours)

    saved = scp(ours, "save", "-m", "East stays")

    assert saved.exit_code == 0, saved.output
    assert "Both of you changed localities/east.md: kept as it stands here now." in folded(saved.output)
    assert git(ours, "log", "-1", "--format=%s") == "East stays"
    assert "In May." in git(ours, "show", "HEAD:localities/east.md")


def test_ours_alone_is_kept(shared_plan):
    """A merge that changes nothing here is finished all the same."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "In May.")
    scp(theirs, "send")
    changed(ours, "A carers' centre opens in the town.", "In June.")
    pull(ours)
    git(ours, "checkout", "--ours", "localities/east.md")
    assert "Nothing was saved yet." in scp(ours, "save", "--dry-run").output

    assert scp(ours, "save").exit_code == 0

    assert len(git(ours, "log", "-1", "--format=%P").split()) == 2
    assert scp(ours, "send").exit_code == 0


def test_a_branch_that_follows_none_is_told_whence(plan_root, shared_plan):
    """Where git pull would not know from where, the message says it."""
    ours, theirs = shared_plan
    changed(theirs, "A carers' centre opens in the town.", "In May.")
    scp(theirs, "send")
    git(ours, "branch", "--unset-upstream")
    write(ours, {"evidence/a.txt": "a"})
    scp(ours, "save")

    assert "git pull --no-rebase --no-edit origin main" in folded(scp(ours, "send").output)


# send


@pytest.fixture
def shared(reached, tmp_path):
    """A shared copy that the plan knows."""
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "shared.git")
    git(reached, "remote", "add", "origin", str(tmp_path / "shared.git"))
    return tmp_path / "shared.git"


def test_branch_and_stages_are_sent(reached, shared):
    """The branch with its stage tags; a second time there is nothing to send."""
    sent = scp(reached, "send")

    assert sent.exit_code == 0, sent.output
    assert "Sent to origin: the branch main, the stage 2027-2030/draft-1, the stage 2027-2030/draft-2" in folded(
        sent.output
    )
    assert git(shared, "rev-parse", "main") == git(reached, "rev-parse", "HEAD")
    assert git(shared, "tag") == git(reached, "tag")
    assert "Nothing to send" in scp(reached, "send").output


def test_send_dry_run(reached, shared):
    """Said, not done."""
    done = scp(reached, "send", "--dry-run")
    assert "Would send to origin: the branch main" in done.output
    assert git(shared, "for-each-ref") == ""


def test_unsaved_changes_are_told_and_no_refusal(reached, shared):
    """What is saved is sent; the rest is named."""
    write(reached, {"evidence/a.txt": "a"})
    done = scp(reached, "send")
    assert done.exit_code == 0
    assert "1 file has changes that are not saved yet" in folded(done.output)


def test_no_shared_copy(reached):
    """How to add one is said."""
    done = scp(reached, "send")
    assert done.exit_code == 3
    assert "git remote add origin ADDRESS" in folded(done.output)


def test_several_shared_copies(reached, shared):
    """Which is meant is not guessed."""
    git(reached, "remote", "add", "other", "/nowhere")
    done = scp(reached, "send")
    assert done.exit_code == 3
    assert "several shared copies" in folded(done.output)


def test_somebody_sent_first(reached, shared, tmp_path):
    """All or nothing: no tag goes where the branch cannot."""
    scp(reached, "send")
    git(tmp_path, "clone", "-q", str(shared), "colleague")
    write(tmp_path / "colleague", {"evidence/theirs.txt": "x"})
    assert scp(tmp_path / "colleague", "save").exit_code == 0
    assert scp(tmp_path / "colleague", "send").exit_code == 0
    assert scp(reached, "draft", "advance").exit_code == 0

    done = scp(reached, "send")

    assert done.exit_code == 3
    assert "somebody sent changes before you" in folded(done.output)
    assert "2027-2030/final" not in git(shared, "tag")
    git(reached, "pull", "-q", "--no-rebase", "--no-edit")
    assert scp(reached, "send").exit_code == 0
    assert scp(reached, "draft", "verify").exit_code == 0


def test_a_stage_of_the_same_name_was_sent(reached, shared, tmp_path):
    """Two stages of one name are told apart, and neither replaces the other."""
    git(reached, "push", "-q", "origin", "HEAD:main", "HEAD:refs/tags/2027-2030/draft-2")

    done = scp(reached, "send")

    assert done.exit_code == 3
    assert "a stage of the same name" in folded(done.output)


def test_the_shared_copy_cannot_be_reached(reached, tmp_path):
    """Git's last line is handed on."""
    git(reached, "remote", "add", "origin", str(tmp_path / "nowhere.git"))
    done = scp(reached, "send")
    assert done.exit_code == 3
    assert "cannot be reached" in folded(done.output)
    assert "git says:" in done.output


def test_the_shared_copy_says_no(reached, shared):
    """A rule of the shared copy is told in its own words."""
    hook = shared / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Only the planning lead may send'\nexit 1\n")
    hook.chmod(0o755)
    done = scp(reached, "send")
    assert done.exit_code == 3
    assert "Only the planning lead may send" in folded(done.output)


def test_a_remote_that_looks_like_an_option(reached):
    """It is a name and never an option."""
    subprocess.run(["git", "config", "branch.main.remote", "--upload-pack=x"], cwd=reached, check=True)
    subprocess.run(["git", "config", "branch.main.merge", "refs/heads/main"], cwd=reached, check=True)
    assert scp(reached, "send").exit_code == 3


def test_schemas_are_told_in_one_line(plan_root):
    """The files by which editors check are kept, and are one line among the changes."""
    write(
        plan_root, {".scp/schemas/one.json": b"{}\n", ".scp/schemas/two.json": b"{}\n", "narrative/new.md": b"New.\n"}
    )

    result = scp(plan_root, "save")

    assert "2 files by which editors check: .scp/schemas/" in result.stdout
    assert "one.json" not in result.stdout + git(plan_root, "log", "-1", "--format=%B")
    assert "Saved 3 files" in result.stdout
