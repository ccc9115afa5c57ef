"""Git as a program: how it is called, and what its failures mean."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from scp.problem import Refusal

# What an outer git (a hook, a rebase) says about its own repository must not be taken for the plan's.
OTHER_REPOSITORY = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip
SETTINGS = (
    "-c", "core.quotePath=false", "-c", "color.ui=never", "-c", "i18n.commitEncoding=UTF-8",
    "-c", "i18n.logOutputEncoding=UTF-8", "-c", "core.fsmonitor=false", "-c", "user.useConfigOnly=true",
    "-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false", "-c", "log.showSignature=false",
    # A folder of a clone may itself look like a repository, with settings that nobody here chose.
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip
# Refs under refs/replace could show another tree behind the same commit, and grafts another history.
ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": f"{os.devnull}/none",
}  # fmt: skip
UNLOCKED = "GIT_OPTIONAL_LOCKS"
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
MOST_LINES = 3
LOCKED = re.compile(r"[Uu]nable to create '(?P<file>[^']+\.lock)': File exists")


@dataclass(frozen=True)
class Answer:
    """What git wrote, and its exit status."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "surrogateescape").rstrip("\n")

    @property
    def complaint(self) -> str:
        """What git complained about, without its hints and without a password in an address."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip() and not line.startswith("hint:")]
        errors = [line for line in lines if line.startswith(("fatal:", "error:"))]
        told = errors[-1] if errors else " ".join(lines[:MOST_LINES])
        return without_password(told) if told else f"exit status {self.status}"


class Git:
    """Runs git in one folder, never through a shell."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        if not shutil.which(os.environ.get("GIT_PYTHON_GIT_EXECUTABLE", "git")):
            raise Refusal(
                "git is not installed on this computer, and it keeps the stages of a plan.",
                "Install it (apt-get install git, or https://git-scm.com), then try again.",
            )
        for name in OTHER_REPOSITORY:
            os.environ.pop(name, None)
        import git  # GitPython takes 100 ms to import

        self._git = git.Git(folder)
        self._environment = {**ENVIRONMENT, **(environment or {})}

    def ask(self, *arguments: str, input: bytes = b"", environment: Mapping[str, str] | None = None) -> Answer:
        """What git answers, be it a failure."""
        with tempfile.TemporaryFile() as stream:
            stream.write(input)
            stream.seek(0)
            return self._execute(arguments, stream, environment or {})

    def run(self, *arguments: str, input: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """What git wrote; a refusal in git's own words where it failed."""
        answer = self.ask(*arguments, input=input, environment=environment)
        if answer.status:
            raise failure(answer)
        return answer.out

    def line(self, *arguments: str, input: bytes = b"", environment: Mapping[str, str] | None = None) -> str:
        """The one line that git wrote."""
        return (
            self.run(*arguments, input=input, environment=environment).decode("utf-8", "surrogateescape").rstrip("\n")
        )

    def _execute(self, arguments: tuple[str, ...], stream: IO[bytes], environment: Mapping[str, str]) -> Answer:
        whole = {**self._environment, **environment}
        hooks = NO_HOOKS if whole.get(UNLOCKED) == "0" else ()  # whoever only reads runs none
        status, out, err = self._call(
            [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", "--no-pager", *SETTINGS, *hooks, *arguments],
            istream=stream,
            env=whole,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
        return Answer(status, out, err)

    def _call(self, command: list[str], **options: Any) -> tuple[int, bytes, str]:
        answer: tuple[int, bytes, str] = self._git.execute(command, **options)
        return answer


def failure(answer: Answer) -> Refusal:
    """What a failure of git means, as far as one can tell."""
    locked = LOCKED.search(answer.err)
    if locked:
        return Refusal(
            "another git command is at work on this plan, or was stopped half way.",
            f"Wait until it is done. If none is running, remove {locked['file']} and try again.",
        )
    if "promisor remote" in answer.err:
        return Refusal(
            "this copy was made without all of the plan's files (a partial clone), and reading fetches nothing.",
            "Get a whole copy: git clone, without --filter",
        )
    return Refusal(
        "git could not do its part.",
        "Show this to whoever looks after your computer.",
        [f"git says: {answer.complaint}"],
    )


def without_password(text: str) -> str:
    """*text* without the name and password that an address may carry."""
    return re.sub(r"(\w+://)[^/@\s]+@", r"\1", text)
