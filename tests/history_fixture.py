"""A plan in a real git repository, and git that knows nothing of the machine it runs on."""

import os
import subprocess
from pathlib import Path

import pytest
from small import FILES
from typer.testing import CliRunner

from scp.cli import app
from scp.history import Repository

TODAY = "1780315200"  # noon on 1 June 2026
STAGES = ("proposals", "draft-1", "draft-2", "final", "published")
DAYS = ("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05")


@pytest.fixture(autouse=True)
def own_git(monkeypatch, tmp_path):
    """Git without the machine's settings, that knows who writes, on a fixed day."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    settings = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_AUTHOR_NAME": "Planning Team",
        "GIT_AUTHOR_EMAIL": "planning@example.org",
        "GIT_COMMITTER_NAME": "Planning Team",
        "GIT_COMMITTER_EMAIL": "planning@example.org",
        "SOURCE_DATE_EPOCH": TODAY,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def plan_root(tmp_path):
    """A small plan, saved once."""
    root = tmp_path / "plan"
    write(root, FILES)
    with Repository.create(root, "Begin\n"):
        return root


@pytest.fixture
def open_gates(monkeypatch):
    """No duty stands in the way of a stage: what blocks is tried with the rules."""
    monkeypatch.setattr("scp.requirements.gates", lambda plan, stage, day: ())


@pytest.fixture
def reached(plan_root, open_gates):
    """A plan that has reached its second draft."""
    for stage, day in zip(STAGES[:3], DAYS, strict=False):
        done = scp(plan_root, "draft", "advance", "--date", day, "--decision", f"Board, item {stage}")
        assert done.exit_code == 0, done.output
    return plan_root


def write(root, files):
    for path, content in files.items():
        place = Path(root, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())


def git(root, *arguments, input=None, **environment):
    """What git itself says, as anyone else would ask it."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        input=input,
        capture_output=True,
        check=True,
        env=os.environ | environment,
    )
    return done.stdout.decode().strip()


def scp(root, *arguments):
    """One command, as it is called in the folder of the plan."""
    return CliRunner().invoke(app, [*arguments, "--plan", str(root)])


def folded(text):
    """Output as one line, since where it wraps is of no interest."""
    return " ".join(text.split())
