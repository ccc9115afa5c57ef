"""Looking for personal data in the folder of a plan and in all that was ever saved of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import typer

from scp.commands.common import json_text, say, wrapped
from scp.commands.personal_data import Place, allowed_in
from scp.history import Repository
from scp.history import named as named_paths
from scp.model.column_map import Role
from scp.repository import find_root
from scp.repository.column_maps import known_or_guessed, maps_in
from scp.repository.export_layouts import shaped
from scp.repository.importing import names_in
from scp.repository.ledger import refuse_inside
from scp.repository.raw_table import read_raw
from scp.requirements import privacy

MEND = (
    "What is in the folder: take it out and save. What was saved once stays in the history, and goes with it wherever it "
    "is sent: tell your data protection officer now. To take it out of the history changes every commit and stage after "
    "it and is work for an expert, best before anything is sent."
)


def look(named: Path | None, raw: Path | None, history: bool, as_json: bool) -> None:
    """Print every place of personal data in the folder of the plan and, with *history*, in all that was ever saved.

    With *raw*, only the data of that file of responses are looked for.
    """
    root = find_root(Path.cwd(), named)
    only = _sought(root, raw) if raw else None
    allowed = allowed_in(root)
    found: list[Place] = []
    looked, closed = "", set[str]()
    if history:
        with Repository.open(root) as repository:
            repository.refuse_unless_whole()
            found, looked = _in_history(repository, allowed, only, closed)
            unsaved = set(repository.unsaved())
            found += _in_folder(root, unsaved, allowed, only, closed)
    else:
        paths = _tracked(root)
        found = list(_in_folder(root, paths, allowed, only, closed))
        looked = f"{len(paths):,} files of the plan"
    if as_json:
        typer.echo(json_text([asdict(each) for each in found]))
    else:
        what = "personal data of that file" if raw else "personal data"
        say(wrapped(f"Looked for {what} in {looked}: {_places(len(found))}."))
        for each in found:
            say(wrapped(str(each), "  ", "      "))
        if found:
            say(wrapped(MEND))
        if closed:
            count = "1 file" if len(closed) == 1 else f"{len(closed):,} files"
            say(
                wrapped(
                    f"Not looked into, as the words in them cannot be read (pictures, PDF, packages that do not open): {count}."
                )
            )
            for path in named_paths(sorted(closed)):
                say(wrapped(path, "  ", "      "))
    if found:
        raise typer.Exit(1)


def _places(count: int) -> str:
    return "none found" if not count else "1 place" if count == 1 else f"{count:,} places"


def _sought(root: Path, raw: Path) -> privacy.Sought:
    """What a file of responses holds of persons."""
    refuse_inside(raw, root, "The file of responses")
    shape = shaped(read_raw(raw))
    source = known_or_guessed(maps_in(root), shape)
    private = [cell for column in source.of(Role.PRIVATE) for cell in shape.cells(column.key)]
    return privacy.sought(names_in(shape, source), (cell for row in shape.rows for cell in row.cells), private)


def _tracked(root: Path) -> list[str]:
    """The files that are saved, or would be; without a history, all files."""
    repository = Repository.find(root)
    if repository is None:
        return sorted(
            path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and not path.is_symlink()
        )
    with repository:
        saved = repository.entries(repository.head) if repository.head else {}
        return sorted({*saved, *repository.unsaved()})


def _in_folder(
    root: Path, paths: Iterable[str], allowed: privacy.Allowed, only: privacy.Sought | None, closed: set[str]
) -> Iterator[Place]:
    """The places in the folder; what cannot be looked into is added to *closed*."""
    for path in sorted(paths):
        place = root / path
        if not place.is_file() or place.is_symlink():
            continue
        try:
            content = place.read_bytes()
        except OSError:
            closed.add(path)
            continue
        if privacy.is_opaque(content):
            closed.add(path)
        yield from _in_file(path, content, allowed, only)


def _in_file(path: str, content: bytes, allowed: privacy.Allowed, only: privacy.Sought | None) -> Iterator[Place]:
    for line, kind in dict.fromkeys((line, each.kind) for line, each in privacy.in_file(path, content, allowed, only)):
        yield Place(path, line, kind.words)


def _in_history(
    repository: Repository, allowed: privacy.Allowed, only: privacy.Sought | None, closed: set[str]
) -> tuple[list[Place], str]:
    found: list[Place] = []
    count = 0
    for oid, path, content in repository.ever_kept():
        count += 1
        if privacy.is_opaque(content):
            closed.add(path)
        places = list(_in_file(path, content, allowed, only))
        if places:
            commit, day = repository.brought_by(oid)
            found += [replace(each, commit=commit, day=day) for each in places]
    return sorted(
        found, key=lambda each: (each.day, each.path, each.line)
    ), f"{count:,} versions of files and messages, all that was ever saved"
