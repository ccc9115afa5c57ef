"""Which version of the plan a copy is made from: its commit, its day, its tree digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    day = repository.git.line(
        "rev-list", "--max-count=1", "--format=%cs", commit, "--", environment=READING
    ).split("\n")[-1]
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
