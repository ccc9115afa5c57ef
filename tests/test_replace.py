"""A folder of documents replaced as a whole: kills, two builds at once, and what is left lying."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scp.problem import Refusal
from scp.repository import replace
from scp.repository.replace import exchange, replace_folder

OLD = {"manifest.json": b"old", "full-plan/index.html": b"old", "gone.pdf": b"old"}
NEW = {"manifest.json": b"new", "full-plan/index.html": b"new", "assets/a.css": b"new", "assets/b.css": b"new"}


def held(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder):
    return [each.name for each in folder.parent.iterdir() if each != folder]


def killed_at(step, target):
    """Whether a process that replaces *target* was killed just before the *step*-th thing it does to the disk."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    count = iter(range(1, 10_000))

    def counted(original):
        def act(*arguments, **options):
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        return act

    try:
        for owner, name in (
            (Path, "mkdir"),
            (Path, "write_bytes"),
            (Path, "chmod"),
            (Path, "rename"),
            (replace, "exchange"),
            (replace.tempfile, "mkdtemp"),
            (os, "unlink"),
            (os, "rmdir"),
        ):
            setattr(owner, name, counted(getattr(owner, name)))
        replace_folder(target, NEW)
    finally:
        os._exit(0)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("swaps", [True, False], ids=["in one step", "in two steps"])
def test_killed_at_every_step(tmp_path, monkeypatch, swaps):
    """Wherever it is killed, the whole old folder or the whole new one is there, and the next build clears up."""
    if not swaps:
        monkeypatch.setattr(replace, "exchange", lambda one, other: False)
    outcomes = []
    for step in range(1, 100):
        target = tmp_path / f"at-{step}" / "build"
        replace_folder(target, OLD)
        if not killed_at(step, target):
            assert held(target) == NEW
            assert beside(target) == []
            break
        if swaps or target.exists():
            assert held(target) in (OLD, NEW), step
        else:
            (left,) = target.parent.glob("*.old")
            assert held(left) == OLD, step
        outcomes.append("new" if target.exists() and held(target) == NEW else "old")
        replace_folder(target, NEW)
        assert held(target) == NEW
        assert beside(target) == []

    assert step < 99
    assert outcomes == sorted(outcomes, reverse=True) and {*outcomes} == {"old", "new"}


def test_what_was_left_in_two_steps_is_put_back(tmp_path, monkeypatch):
    """Where a kill came between two renames, the next build begins by putting the last whole one back."""
    target = tmp_path / "build"
    replace_folder(target, OLD)
    target.rename(tmp_path / ".build.scplan-abcdefgh.old")

    def no():
        assert held(target) == OLD
        raise Refusal("no")

    with pytest.raises(Refusal):
        replace_folder(target, NEW, no)
    assert held(target) == OLD
    assert beside(target) == []


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    """Only what a build of ours left is cleared, and never what a link leads to."""
    target = tmp_path / "build"
    mine = {".build-settings/x": b"mine", ".buildx.scplan-abcdefgh/x": b"mine", "victim/x": b"mine"}
    for path, content in mine.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(content)
    (tmp_path / ".build.scplan-abcdefgh").symlink_to(tmp_path / "victim")

    replace_folder(target, NEW)

    assert all((tmp_path / path).read_bytes() == content for path, content in mine.items())


@pytest.mark.parametrize("swaps", [True, False], ids=["in one step", "in two steps"])
def test_two_builds_at_once(tmp_path, swaps):
    """Each makes its own folder and the last one wins: nothing is mixed, lost or left lying."""
    code = (
        "import sys; from pathlib import Path; from scp.repository import replace\n"
        f"if not {swaps}: replace.exchange = lambda one, other: False\n"
        "for time in range(30):\n"
        "    replace.replace_folder(Path(sys.argv[1]), {f'{each}.txt': sys.argv[2].encode() for each in range(8)})"
    )
    target = tmp_path / "build"
    running = [subprocess.Popen([sys.executable, "-c", code, str(target), word]) for word in ("one", "two")]
    there = []
    while any(each.poll() is None for each in running):
        there.append(target.exists())
        time.sleep(0.005)

    assert [each.returncode for each in running] == [0, 0]
    assert {*held(target).values()} in ({b"one"}, {b"two"})
    assert len(held(target)) == 8
    assert beside(target) == []
    if swaps:
        assert all(there[there.index(True) :]), "from the first build on there is always one"


def test_a_disk_that_cannot_swap_and_one_that_fails(tmp_path, monkeypatch):
    """A disk without the step is told from one that is full."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert exchange(one, other) in (True, False)

    class Library:
        def renameat2(self, *_):
            return -1

    monkeypatch.setattr(replace.ctypes, "CDLL", lambda *_, **__: Library())
    monkeypatch.setattr(replace.ctypes, "get_errno", lambda: errno.EINVAL)
    assert exchange(one, other) is False
    monkeypatch.setattr(replace.ctypes, "get_errno", lambda: errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        exchange(one, other)
    monkeypatch.setattr(replace.ctypes, "CDLL", lambda *_, **__: object())
    assert exchange(one, other) is False


def test_a_disk_that_knows_no_locks(tmp_path, monkeypatch):
    """There a build is made all the same, and what may be somebody's at work is left lying."""
    target = tmp_path / "build"
    (tmp_path / ".build.scplan-abcdefgh").mkdir()

    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(replace.fcntl, "flock", flock)
    replace_folder(target, NEW)
    assert held(target) == NEW
    assert beside(target) == [".build.scplan-abcdefgh"]


def test_what_another_is_at_work_on_is_left(tmp_path):
    """A folder that is locked belongs to a build under way."""
    target = tmp_path / "build"
    with replace._fresh(target) as other:
        replace_folder(target, NEW)
        assert other.is_dir()
    assert beside(target) == []
