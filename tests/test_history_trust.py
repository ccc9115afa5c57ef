"""What comes from elsewhere is read and not believed: no program of a stranger runs, no forged history passes."""

import errno
import hashlib
import os
import subprocess
import sys

import pytest
from history_fixture import STAGES, folded, git, scp, write
from history_fixture import open_gates as open_gates
from history_fixture import own_git as own_git
from history_fixture import plan_root as plan_root
from history_fixture import reached as reached

from scp.history import Repository
from scp.history.edition import is_exactly
from scp.problem import Refusal
from scp.repository import FolderSource
from scp.repository.save import write_files

READERS = (("status",), ("draft", "status"), ("draft", "plan"), ("draft", "list"), ("draft", "verify"), ("build",))


@pytest.fixture
def marker(tmp_path):
    """A file that is there once a program of the repository has run."""
    return tmp_path / "ran"


# programs


def program(marker):
    path = marker.with_name("program.sh")
    path.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_a_clone_that_looks_like_a_repository(plan_root, tmp_path, marker, command):
    """A folder that holds HEAD, objects, refs and a config of its own beside the plan runs nothing."""
    run = program(marker)
    outer = tmp_path / "outer"
    inner = outer / "plan"
    git(tmp_path, "clone", "--quiet", str(plan_root), str(inner))
    (inner / ".git").rename(tmp_path / "parts")
    for name in ("HEAD", "objects", "refs", "packed-refs", "index"):
        if (tmp_path / "parts" / name).exists():
            (tmp_path / "parts" / name).rename(inner / name)
    write(
        inner,
        {
            "config": f"[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = {run}\n"
            f'[filter "x"]\n\tclean = {run}\n\tsmudge = {run}\n'
            f"[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {run}\n",
            ".gitattributes": "* filter=x\n",
        },
    )
    os.utime(inner / "plan.yaml", (1, 1))
    git(outer, "init", "--quiet")

    scp(inner, *command)

    assert not marker.exists()


@pytest.mark.parametrize("command", READERS, ids=" ".join)
@pytest.mark.parametrize("key", ["filter.x.clean", "core.fsmonitor", "gpg.program", "diff.x.textconv", "include.path"])
def test_settings_that_run_a_program(plan_root, marker, key, command):
    """A folder that was copied with its .git is not read where its settings name a program."""
    git(plan_root, "config", key, os.devnull if key == "include.path" else str(program(marker)))
    write(plan_root, {".gitattributes": "* filter=x diff=x\n"})
    os.utime(plan_root / "plan.yaml", (1, 1))

    said = scp(plan_root, *command)

    assert not marker.exists()
    if command != ("status",):
        assert said.exit_code == 3
        assert key in said.output


def test_a_switch_is_no_program(plan_root):
    """git's own watcher of files may be on."""
    git(plan_root, "config", "core.fsmonitor", "true")

    with Repository.open(plan_root) as repository:
        assert repository.unsaved() == ()


def test_hooks_do_not_run_while_reading(plan_root, marker):
    """No hook of the repository runs in a command that only reads."""
    for name in ("post-index-change", "reference-transaction", "pre-commit"):
        hook = plan_root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        program(marker).rename(hook)
    os.utime(plan_root / "plan.yaml", (1, 1))

    for command in READERS:
        scp(plan_root, *command)

    assert not marker.exists()


def test_reading_fetches_nothing(reached, tmp_path, marker):
    """A copy without all files does not call the shared copy, nor the program that its settings name for that."""
    git(reached, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{reached}", "copy")
    git(tmp_path / "copy", "config", "remote.origin.uploadpack", str(program(marker)))

    said = scp(tmp_path / "copy", "draft", "verify")

    assert said.exit_code == 3
    assert "a partial clone" in folded(said.output)
    assert not marker.exists()


# what was read is what was saved


def read(root):
    return {path: hashlib.sha256(FolderSource(root).read(path)).hexdigest() for path in FolderSource(root).paths()}


def exactly(root):
    with Repository.open(root) as repository:
        return is_exactly(repository, repository.commit("HEAD"), read(root))


def test_a_folder_as_it_was_saved(reached):
    """Records, reports and files that the loader leaves out do not count, nor do Windows line ends."""
    write(reached, {"stages.yaml": "# other\n", "build/x.html": "x", ".note": "x"})
    place = reached / "localities/east.md"
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))

    assert exactly(reached)


def test_text_hidden_from_git(reached):
    """What git was told not to look at is seen."""
    place = reached / "localities/east.md"
    saved = place.read_bytes()

    write(reached, {"narrative/999-more.md": "x", ".git/info/exclude": "narrative/999-more.md\n"})
    assert not exactly(reached)
    (reached / "narrative/999-more.md").unlink()
    assert exactly(reached)

    for way in ("--assume-unchanged", "--skip-worktree"):
        git(reached, "update-index", way, "localities/east.md")
        place.write_bytes(saved + b"More.\n")
        assert not exactly(reached)
        place.write_bytes(saved)
    place.unlink()
    assert not exactly(reached)


# forged histories


def verified(root, expected):
    said = scp(root, "draft", "verify")
    assert said.exit_code == 1, said.output
    assert expected in folded(said.output)


def retag(root, name, commit, change=lambda text: text):
    """The tag made anew, on another commit or with another message."""
    _head, rest = git(root, "cat-file", "tag", name).split("\n", 1)
    text = change(f"object {commit}\n{rest}\n")
    git(root, "update-ref", f"refs/tags/{name}", git(root, "mktag", input=text.encode()))


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


@pytest.mark.parametrize("stage", STAGES[:3])
def test_the_message_of_a_tag(reached, stage):
    """Each word of it is held against the record, and no line may be there twice or be added."""
    name = f"2027-2030/{stage}"
    behind = git(reached, "rev-parse", f"{name}^{{commit}}")
    made = git(reached, "rev-parse", name)
    assert scp(reached, "draft", "verify").exit_code == 0

    for change in (
        lambda text: text.replace("Decision: ", "Decision: The Board said no\nDecision: ", 1),
        lambda text: text.replace("edition 2027-2030: ", "edition 2027-2030: not the ", 1),
        lambda text: text.replace(".\n\n", ".\n\nThe Board said no.\n\n", 1),
        lambda text: text + "Reviewed-by: The Board\n",
    ):
        retag(reached, name, behind, change)
        verified(reached, f"the tag {name} does not say what scplan draft wrote")
        git(reached, "update-ref", f"refs/tags/{name}", made)


def test_a_stage_that_was_dropped(reached):
    """Record, report and tag of the last stage are gone, and the history still knows."""
    text = (reached / "stages.yaml").read_text()
    (reached / "stages.yaml").write_text(text[: text.rindex("  - stage:")])
    (reached / "signatures/draft-2.check.json").unlink()
    commit(reached)
    git(reached, "tag", "--delete", "2027-2030/draft-2")

    verified(reached, "and stages.yaml says it no more")


def test_all_stages_dropped(reached):
    """Without records and tags, the history still knows."""
    (reached / "stages.yaml").unlink()
    commit(reached)
    git(reached, "tag", "--delete", *(f"2027-2030/{stage}" for stage in STAGES[:3]))

    verified(reached, "and stages.yaml says it no more")


def test_a_decision_that_was_rewritten(reached):
    """The records of every tag say something else than what the history first said."""
    forged = {}
    for stage in STAGES[:3]:
        git(reached, "checkout", "--quiet", "--detach", f"2027-2030/{stage}")
        place = reached / "stages.yaml"
        place.write_text(place.read_text().replace("item proposals", "item 99"))
        commit(reached)
        forged[stage] = git(reached, "rev-parse", "HEAD")
    git(reached, "checkout", "--quiet", "main")
    place.write_text(place.read_text().replace("item proposals", "item 99"))
    commit(reached)
    for stage, behind in forged.items():
        retag(reached, f"2027-2030/{stage}", behind, lambda text: text.replace("item proposals", "item 99"))

    verified(reached, "and stages.yaml says it otherwise")


def test_a_history_that_was_cut(reached):
    """A graft, which tells git that a commit has no parents, hides no record."""
    text = (reached / "stages.yaml").read_text()
    (reached / "stages.yaml").write_text(text[: text.rindex("  - stage:")])
    commit(reached)
    git(reached, "tag", "--delete", "2027-2030/draft-2")
    write(reached, {".git/info/grafts": git(reached, "rev-parse", "HEAD") + "\n"})

    verified(reached, "and stages.yaml says it no more")


def test_stages_of_another_edition(reached):
    """Tags made anew under another edition stand on a plan that does not name it."""
    place = reached / "plan.yaml"
    place.write_text(place.read_text().replace("edition: 2027-2030", "edition: 2030-2033"))
    commit(reached)
    for stage in STAGES[:3]:
        name = f"2030-2033/{stage}"
        git(reached, "update-ref", f"refs/tags/{name}", git(reached, "rev-parse", f"2027-2030/{stage}"))
        behind = git(reached, "rev-parse", f"{name}^{{commit}}")
        retag(reached, name, behind, lambda text: text.replace("2027-2030", "2030-2033"))

    verified(reached, "does not name the edition 2030-2033")


def test_a_tag_before_its_record(reached):
    """The files are those of the stage, but its record is not there yet."""
    behind = git(reached, "rev-parse", "2027-2030/draft-2^{commit}~1")
    retag(reached, "2027-2030/draft-2", behind)

    verified(reached, "does not hold the record of the stage")


@pytest.mark.parametrize("path", ["stages.yaml", "signatures/draft-1.check.json"])
@pytest.mark.parametrize("way", ["--assume-unchanged", "--skip-worktree"])
def test_records_hidden_from_git(reached, path, way):
    """Records and reports are read in the folder, whatever git was told to skip."""
    git(reached, "update-index", way, path)
    (reached / path).write_bytes((reached / path).read_bytes() + b"\n")

    verified(reached, f"{path}: was changed by hand")


# two at once, and disks that say no


def test_two_edits_at_once(reached):
    """Neither edit loses what the other wrote."""
    names = [f"Group {number}" for number in range(4)]
    call = [sys.executable, "-c", "from scp.cli import app; app()", "add", "care-group"]
    running = [subprocess.Popen([*call, name, "--plan", str(reached)], stdout=subprocess.DEVNULL) for name in names]

    assert [each.wait() for each in running] == [0] * len(names)
    text = (reached / "localities/east.md").read_text()
    assert all(f"group-{number}" in text for number in range(4))


def test_a_file_that_changed_since_it_was_read(tmp_path):
    """What somebody else wrote meanwhile is kept, and nothing is written."""
    write(tmp_path, {"a.md": "theirs", "b.md": "b"})

    for read in ({"a.md": b"mine", "b.md": b"b"}, {"b.md": b"b"}):
        with pytest.raises(Refusal, match=r"a\.md was changed by somebody else"):
            write_files(tmp_path, {"b.md": b"new", "a.md": b"new"}, read)
    assert {place.name: place.read_text() for place in tmp_path.glob("*.md")} == {"a.md": "theirs", "b.md": "b"}
    assert write_files(tmp_path, {"a.md": b"new", "c.md": b"c"}, {"a.md": b"theirs"}) == ("a.md", "c.md")


@pytest.mark.parametrize(
    ("fault", "mend"), [(errno.ENOSPC, "Make room"), (errno.EROFS, "let you write"), (errno.EACCES, "let you write")]
)
def test_a_disk_that_says_no(tmp_path, monkeypatch, fault, mend):
    """It is said in plain words, with the file, and nothing is changed."""
    write(tmp_path, {"a.md": "old"})

    def refuse(prefix, suffix, dir):
        raise OSError(fault, os.strerror(fault), str(dir / f"{prefix}x1{suffix}"))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(Refusal) as raised:
        write_files(tmp_path, {"a.md": b"new"})

    assert raised.value.what == f"a.md cannot be written ({os.strerror(fault)})."
    assert mend in raised.value.mend
    assert (tmp_path / "a.md").read_text() == "old"


def test_a_disk_that_says_no_half_way(tmp_path, monkeypatch):
    """What was written by then is named."""
    replace = os.replace

    def refuse(part, place):
        if place.name == "b.md":
            raise OSError(errno.EIO, os.strerror(errno.EIO), part)
        replace(part, place)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(Refusal) as raised:
        write_files(tmp_path, {"a.md": b"new", "b.md": b"new"})

    assert raised.value.details == ("a.md",)
    assert sorted(place.name for place in tmp_path.glob("*.md*")) == ["a.md"]
    assert not list(tmp_path.glob(".*.part"))
