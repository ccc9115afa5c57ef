"""`scp save` and `scp send`: changes in words, nothing lost, and sent whole or not at all."""

import subprocess

import pytest
from history_fixture import folded, git, open_gates, own_git, plan_root, reached, scp, write
from small import FILES

from scp.commands.in_words import tell_change
from scp.history import Change, Kind

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
