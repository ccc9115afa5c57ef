"""Where files come from: a folder, or the files of a commit that history read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from scp.problem import Location, PlanError, Problem, misuse

ROOT_FILE = "plan.yaml"
LARGEST_TEXT = 5_000_000
LARGEST = 200_000_000
PIECE = 1 << 20
MOST_FILES = 20_000
IGNORED = frozenset({".git", "build", "history", "__pycache__"})


class Source(Protocol):
    """The files of a plan by their path from its root, with `/` between folders."""

    def paths(self) -> tuple[str, ...]:
        """Every path, sorted."""

    def read(self, path: str) -> bytes:
        """The content of one file."""

    def digest(self, path: str) -> str:
        """The SHA-256 of one file."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files themselves: links, names that differ only in case, files too large."""


class FolderSource:
    """The files of a folder. Links are refused, since they could lead out of the plan."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._problems: list[Problem] = []
        self._paths = tuple(sorted(self._walk()))
        self._problems.extend(colliding(self._paths))

    def paths(self) -> tuple[str, ...]:
        return self._paths

    def read(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise PlanError([_unopened(path, error)]) from None

    def digest(self, path: str) -> str:
        found = hashlib.sha256()
        try:
            with (self.root / path).open("rb") as file:
                while piece := file.read(PIECE):
                    found.update(piece)
        except OSError as error:
            raise PlanError([_unopened(path, error)]) from None
        return found.hexdigest()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def _walk(self) -> list[str]:
        found: list[str] = []

        def closed(error: OSError) -> None:
            self._problems.append(_unopened(Path(error.filename).relative_to(self.root).as_posix(), error))

        for folder, folders, files in os.walk(self.root, onerror=closed):
            relative = Path(folder).relative_to(self.root).as_posix()
            prefix = "" if relative == "." else relative + "/"
            folders[:] = sorted(name for name in folders if not _is_left_out(prefix, name))
            for names in (folders, files):
                self._problems += [_unnamed(prefix + name) for name in names if not _is_unicode(name)]
                names[:] = [name for name in names if _is_unicode(name)]
            for name in [*folders, *files]:
                if os.path.islink(os.path.join(folder, name)):
                    self._problems.append(
                        Problem(
                            Location(prefix + name),
                            "is a link to another place, which a plan may not hold",
                            "Put the file itself there.",
                        )
                    )
            folders[:] = [name for name in folders if not os.path.islink(os.path.join(folder, name))]
            for name in files:
                full = os.path.join(folder, name)
                if os.path.islink(full) or name.startswith("."):
                    continue
                if not os.path.isfile(full):
                    self._problems.append(
                        Problem(Location(prefix + name), "is not an ordinary file", "Take it out of the plan.")
                    )
                    continue
                if problem := _too_large(prefix + name, os.path.getsize(full)):
                    self._problems.append(problem)
                    continue
                found.append(prefix + name)
            if len(found) > MOST_FILES:
                raise PlanError(
                    [
                        Problem(
                            Location(relative),
                            f"holds more than {MOST_FILES:,} files with what lies before it",
                            "A plan is smaller than that: is this its folder?",
                        )
                    ]
                )
        return found


class MappingSource:
    """Files held in memory: path → content."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        inside = {path: content for path, content in files.items() if not _is_hidden(path)}
        large = {path: found for path, content in inside.items() if (found := _too_large(path, len(content)))}
        self._files = {path: content for path, content in inside.items() if path not in large}
        self._paths = tuple(sorted(self._files))
        self._problems = (*large.values(), *colliding(self._paths))

    def paths(self) -> tuple[str, ...]:
        return self._paths

    def read(self, path: str) -> bytes:
        return self._files[path]

    def digest(self, path: str) -> str:
        return hashlib.sha256(self._files[path]).hexdigest()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


def _is_hidden(path: str) -> bool:
    """Whether a file, or a folder above it, is one that is not read as part of a plan; so with the files of a folder."""
    *folders, name = path.split("/")
    above = zip(["", *folders], folders, strict=False)
    return name.startswith(".") or any(_is_left_out(before, folder) for before, folder in above)


def _is_left_out(prefix: str, name: str) -> bool:
    """Whether the folder *name* is not read; *prefix* is empty for one in the plan's top folder."""
    return (
        (not prefix and name in IGNORED)
        or name in (".git", "__pycache__")
        or (name.startswith(".") and not (not prefix and name == ".scp"))
    )


def _unopened(path: str, error: OSError) -> Problem:
    return Problem(
        Location(path),
        f"cannot be opened ({error.strerror})",
        "Make sure that you may read it and that no other program holds it.",
    )


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _unnamed(path: str) -> Problem:
    return Problem(
        Location(path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")),
        "has a name with characters that other computers cannot read (not UTF-8)",
        "Rename it: plain letters, digits and hyphens are safest.",
    )


def _too_large(path: str, size: int) -> Problem | None:
    if size > LARGEST:
        return Problem(
            Location(path), "is larger than 200 MB, too large for a plan", "Keep it elsewhere, and write where it is."
        )
    if size > LARGEST_TEXT and path.endswith((".md", ".yaml", ".csv")) and not path.startswith("evidence/"):
        return Problem(
            Location(path),
            "is larger than 5 MB, too large to read as text",
            "Split it, or keep it as a paper in evidence/.",
        )
    return None


def colliding(paths: tuple[str, ...]) -> list[Problem]:
    """A problem for each file whose name differs from another's only in case or in how accents are stored."""
    seen: dict[str, str] = {}
    problems = []
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            problems.append(
                Problem(
                    Location(path),
                    f"has the same name as {seen[folded]} but for capital letters or accents",
                    "Windows and Mac computers take the two for one file: rename or remove one.",
                )
            )
        seen[folded] = path
    return problems


def find_root(start: Path, named: Path | None = None) -> Path:
    """The folder of the plan: *named*, or the nearest one upwards from *start* that holds `plan.yaml`."""
    if named is not None:
        if (named / ROOT_FILE).is_file():
            return named.resolve()
        if not named.is_dir():
            raise misuse(f"There is no folder {named}", "Name the folder that holds plan.yaml.")
        empty = not any(named.iterdir())
        raise misuse(
            f"{named} {'is empty' if empty else 'holds no plan.yaml'}, so it is not the folder of a plan",
            f"Make one there: scplan init {named} --authority NAME"
            if empty
            else "Name the folder that holds plan.yaml.",
        )
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / ROOT_FILE).is_file():
            return folder
    raise misuse(
        f"There is no plan here: neither {here} nor a folder above it holds plan.yaml",
        "Go to the folder of the plan, name it with --plan, or make a new plan: scplan init FOLDER",
    )
