"""What the commands that change files share: the plan with its files, and keeping a change."""

from __future__ import annotations

import difflib
import hashlib
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from scp.commands.common import say
from scp.history import Repository, named
from scp.model.plan import Plan
from scp.problem import NOWHERE, Location, PlanError, Problem, Refusal, misuse
from scp.repository import FolderSource, MappingSource, find_root, load_plan
from scp.repository.naming import KINDS, Named, everything_named, find
from scp.repository.save import write_files

EDIT_LOCK = "scplan-edit.lock"
LONGEST_WAIT = 10.0


@dataclass
class _Editing:
    """The edit that this process is at: its lock, and the bytes that it read. A killed process holds no lock."""

    lock: IO[str] | None = None
    read: dict[Path, Mapping[str, bytes]] = field(default_factory=dict)

    def end(self) -> None:
        self.read.clear()
        if self.lock:
            self.lock.close()
            self.lock = None


_editing = _Editing()


@dataclass(frozen=True)
class Opened:
    """A plan, the folder that it was read from and the bytes of its files as they were read."""

    root: Path
    contents: Mapping[str, bytes]
    plan: Plan


def opened(named: Path | None) -> Opened:
    """The plan in the folder *named*, or in the nearest one upwards."""
    root = find_root(Path.cwd(), named)
    _one_at_a_time(root)
    source = FolderSource(root)
    if source.problems:
        raise PlanError(source.problems, "Nothing was done.")
    contents = {path: source.read(path) for path in source.paths()}
    _editing.read[root] = contents
    return Opened(root, contents, load_plan(MappingSource(contents)))


def _one_at_a_time(root: Path) -> None:
    """Wait until no other command edits the plan in *root*, and keep others waiting until this one is done."""
    _editing.end()
    stream = _lock_file(root)
    if stream is None:
        return
    import fcntl  # not on Windows, where what was read is still compared before writing

    until = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(0.02)
                continue
            stream.close()
            raise Refusal(
                "another scplan command is at work on this plan.", "Wait until it is done, then try again."
            ) from None
        except OSError:  # a file system without locks
            stream.close()
            return
        _editing.lock = stream
        return


def _lock_file(root: Path) -> IO[str] | None:
    """A file to lock: beside the history or, where there is none to write to, in the folder for passing files."""
    if os.name == "nt":
        return None
    passing = f"scplan-{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}.lock"
    for place in (root / ".git" / EDIT_LOCK, Path(tempfile.gettempdir(), passing)):
        try:
            return os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "w")
        except OSError:
            continue
    return None


def with_files(contents: Mapping[str, bytes], files: Mapping[str, bytes | None]) -> Plan:
    """The plan as it would be with *files* in it; `PlanError` where it could not be read."""
    together = {path: content for path, content in {**contents, **files}.items() if content is not None}
    return load_plan(MappingSource(together))


def never_written(problem: Problem) -> Problem:
    """*problem* of a line that was asked for and never written: at no place, and in no words about the file."""
    what = problem.what.removesuffix(" between its quotes")
    return Problem(NOWHERE, what, problem.mend.replace(", or leave nothing after the colon", ""), problem.kind)


def keep(root: Path, files: Mapping[str, bytes | None], dry_run: bool) -> None:
    """Write *files*, unless it is only asked what would be written or writing that was never saved would go."""
    gone = [path for path, content in files.items() if content is None]
    with _history(root) if gone else nullcontext() as repository:
        if repository:
            _refuse_unsaved(sorted(set(gone) & set(repository.unsaved())))
    if not dry_run:
        write_files(root, files, _editing.read.get(root))
    _editing.end()


def refuse_to_lose(given: Opened, files: Mapping[str, bytes | None], path: str) -> None:
    """A refusal where *files* would take lines out of the file *path* that were never saved."""
    before, after = given.contents.get(path, b""), files.get(path)
    if after is None:
        return
    with _history(given.root) as repository:
        if repository is None or path not in repository.unsaved():
            return
        saved = repository.file_at("HEAD", path) or b"" if repository.head else b""
    lines = [Counter(line.strip() for line in each.splitlines()) for each in (before, after, saved)]
    lost = lines[0] - lines[1] - lines[2]
    del lost[b""]
    _refuse_unsaved([path] if lost else [])


def saved_as(given: Opened, path: str) -> str | None:
    """The commit as which the plan was saved last, by its short name; None where *path* is not in it."""
    with _history(given.root) as repository:
        head = repository.head if repository else None
        return head[:10] if repository and head and repository.file_at(head, path) is not None else None


def _history(root: Path) -> AbstractContextManager[Repository | None]:
    return Repository.find(root) or nullcontext()


def _refuse_unsaved(paths: Sequence[str]) -> None:
    if paths:
        raise Refusal(
            f"{', '.join(named(paths))} {'has' if len(paths) == 1 else 'have'} changes that are not saved.",
            "Save them (scplan save), then try again.",
        )


def tell_places(places: Iterable[Location]) -> None:
    """Each place on a line of its own."""
    for place in dict.fromkeys(places):
        say(f"  {place}")


def the_one(plan: Plan, text: str, kind: str | None) -> Named:
    """What *text* names in *plan*; a mistake in usage where it names nothing, or several things."""
    if kind is not None and kind not in KINDS:
        raise misuse(f"There is no kind called '{kind}'", f"The kinds are {', '.join(KINDS)}.")
    found = find(plan, text, kind)
    if len(found) == 1:
        return found[0]
    if not found:
        raise misuse(
            f"Nothing in this plan is called '{text}'{f' among kind {kind}' if kind else ''}",
            _meant(plan, text),
        )
    if len({each.kind for each in found}) == 1:
        places = ", ".join(f"{each.path}#{each.id}" for each in found)
        raise misuse(f"'{text}' is the name of {len(found)} {found[0].word}s", f"Say which, by its place: {places}")
    where = ", ".join(f"the {each.word} at {each.at}" for each in found)
    choices = " or ".join(f"--kind {each.kind}" for each in found)
    raise misuse(f"'{text}' is the name of {len(found)} things: {where}", f"Say which with {choices}.")


def _meant(plan: Plan, text: str) -> str:
    known = {each.id: each for each in everything_named(plan)}
    near = difflib.get_close_matches(text, known, 3, 0.6)
    if near:
        return f"Did you mean {' or '.join(f'{each} ({known[each].word})' for each in near)}?"
    return "scplan list KIND shows the names that there are, for example: scplan list locality"
