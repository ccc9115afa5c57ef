"""Which version of the plan a copy is made from: its commit, its day, its tree digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scp.history.digest import SIGNATURES, STAGES
from scp.history.repository import READING, Repository


@dataclass(frozen=True)
class Version:
    """One commit of a plan, and whether the folder holds changes that are not in it."""

    commit: str
    day: date
    tree: str
    unsaved: bool


def version(repository: Repository, ref: str | None = None) -> Version | None:
    """The version that *ref* names, or the one last saved; None before the first."""
    if ref is None and repository.head is None:
        return None
    commit = repository.commit(ref or "HEAD")
    day = repository.git.line("rev-list", "--max-count=1", "--format=%cs", commit, "--", environment=READING).split(
        "\n"
    )[-1]
    return Version(
        commit, date.fromisoformat(day), repository.digest(commit), ref is None and bool(repository.unsaved())
    )


LAID_OUT = ("stages.yaml", "signatures/", "registers/")


def is_still(repository: Repository, tag: str, commit: str) -> bool:
    """Whether *commit* says all that *tag* said, and more only in files that were laid out for the next stage."""
    if not repository.has_tag(tag):
        return False
    before, after = repository.entries(f"refs/tags/{tag}"), repository.entries(commit)
    kept = all(after.get(path) == entry for path, entry in before.items() if not path.startswith(LAID_OUT[:2]))
    return kept and all(path.startswith(LAID_OUT) for path in after.keys() - before.keys())


# Files that are not read as part of a plan, wherever they lie or in its top folder; so with the loader.
LEFT_OUT, LEFT_OUT_ON_TOP, HIDDEN_BUT_READ = {".git", "__pycache__"}, {"build", "history"}, ".scp"


def is_exactly(repository: Repository, commit: str, files: Mapping[str, str]) -> bool:
    """Whether *files*, the SHA-256 of each file that was read, are those of *commit*, whatever git was told to skip.

    Stages and reports are left to `verify`; line ends may be those of Windows.
    """
    saved = repository.entries(commit)
    if {path for path in saved if _is_read(path)} != {path for path in files if _is_read(path)}:
        return False
    contents = repository.read({path: entry for path, entry in saved.items() if _is_read(path)})
    return all(files[path] in _digests(content) for path, content in contents.items())


def _is_read(path: str) -> bool:
    top, *rest = path.split("/")
    hidden = [step for step in (rest if rest and top == HIDDEN_BUT_READ else [top, *rest]) if step.startswith(".")]
    if hidden or path == STAGES or path.startswith(SIGNATURES):
        return False
    return top not in LEFT_OUT_ON_TOP and not LEFT_OUT.intersection((top, *rest[:-1]))


def _digests(content: bytes) -> set[str]:
    """The digests that *content* has as it is, and with the line ends of Unix and of Windows."""
    unix = content.replace(b"\r\n", b"\n")
    return {hashlib.sha256(each).hexdigest() for each in (content, unix, unix.replace(b"\n", b"\r\n"))}
