"""What is not saved yet: each file that is new, changed, renamed or gone, with its old and new content."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import Enum

from scp.history.repository import LINK, SUBMODULE, Repository
from scp.problem import Refusal

LARGEST = 50_000_000
EMPTY = {"000000"}


class Kind(Enum):
    """What happened to a file."""

    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One file that differs from what was saved last; *old* or *new* is None where it was or is not there."""

    kind: Kind
    path: str
    old_path: str
    old: bytes | None
    new: bytes | None


def changes(repository: Repository) -> tuple[Change, ...]:
    """Every file that saving would keep, by path. Nothing in the folder or its repository is touched."""
    unsaved = repository.unsaved()
    _refuse_what_cannot_be_kept(repository, unsaved)
    if not unsaved:
        return ()
    with repository.aside() as aside:
        index = repository.git_dir / "index"
        if index.exists():
            shutil.copy2(index, aside["GIT_INDEX_FILE"])
        repository.stage(unsaved, aside)
        head = repository.head or repository.git.line("hash-object", "-t", "tree", "--stdin")
        out = repository.git.run(
            "diff-index", "--cached", "--raw", "--find-renames", "--no-abbrev", "-z", head, environment=aside
        )
        rows = list(_rows(out))
        links = [path for modes, _, _, path in rows if modes[1] in (LINK, SUBMODULE)]
        if links:
            raise _links(links)
        contents = repository.objects(
            (
                oid
                for modes, oids, _, _ in rows
                for mode, oid in zip(modes, oids, strict=True)
                if mode not in (*EMPTY, LINK, SUBMODULE)
            ),
            aside,
        )
    found = [
        Change(_kind(modes, old_path, path), path, old_path, contents.get(oids[0]), contents.get(oids[1]))
        for modes, oids, old_path, path in rows
    ]
    return tuple(sorted(found, key=lambda change: change.path))


def _rows(out: bytes) -> list[tuple[tuple[str, str], tuple[str, str], str, str]]:
    """Each line of git's raw diff: modes, objects, old path and new path."""
    rows = []
    fields = iter(out.split(b"\0"))
    for about in fields:
        if not about:
            continue
        old_mode, new_mode, old, new, status = about.decode().lstrip(":").split(" ")
        path = Repository.path(next(fields))
        rows.append(
            (
                (old_mode, new_mode),
                (old, new),
                path,
                Repository.path(next(fields)) if status[0] in "RC" else path,
            )
        )
    return rows


def _kind(modes: tuple[str, str], old_path: str, path: str) -> Kind:
    if old_path != path:
        return Kind.RENAMED
    if modes[0] in EMPTY:
        return Kind.NEW
    return Kind.REMOVED if modes[1] in EMPTY else Kind.CHANGED


def _refuse_what_cannot_be_kept(repository: Repository, paths: tuple[str, ...]) -> None:
    links, large = [], []
    for path in paths:
        full = repository.root / path
        if os.path.islink(full) or os.path.lexists(full / ".git"):
            links.append(path)
        elif full.is_file() and full.stat().st_size > LARGEST:
            large.append(f"{path} ({full.stat().st_size / 1_000_000:,.0f} MB)")
    if links:
        raise _links(links)
    if large:
        raise Refusal(
            "a file of more than 50 MB cannot be kept: each copy of the plan would carry it for ever.",
            "Make it smaller, or keep it elsewhere and name its web address in the plan.",
            large,
        )


def _links(paths: list[str]) -> Refusal:
    return Refusal(
        "a plan holds files only, no links and no git repositories inside it.",
        "Put the files themselves there, or move these out of the plan.",
        paths,
    )
