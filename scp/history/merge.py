"""A merge that waits for a person: the lines where two people's changes meet, and when none is left."""

from __future__ import annotations

import re

from scp.history.repository import Repository, named
from scp.problem import Location, Refusal

MARKER = re.compile(rb"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
OURS, THEIRS = "HEAD", "MERGE_HEAD"


def refuse_if_markers(repository: Repository) -> None:
    """A refusal that names each line with which git marks what two people changed, while one is left."""
    found = [place for path in repository.unsaved() for place in _left(repository, path)]
    if found:
        raise Refusal(
            "two people changed the same lines, and both versions stand in the files now.",
            "In each place keep what should stand: yours (above =======), theirs (below it) or some of both. "
            "Take the marker lines out (<<<<<<<, =======, >>>>>>>), then: scplan save",
            named(found),
        )


def _left(repository: Repository, path: str) -> list[str]:
    """Each marker in a file, by its line; none where one of the two versions had as many, as text of its own."""
    full = repository.root / path
    if full.is_symlink() or not full.is_file():
        return []
    found = _markers(full.read_bytes())
    if not found or any(len(_markers(repository.file_at(ref, path) or b"")) >= len(found) for ref in (OURS, THEIRS)):
        return []
    return [f"{Location(path, line)}: {marker}" for line, marker in found]


def _markers(content: bytes) -> list[tuple[int, str]]:
    lines = (line.rstrip(b"\r") for line in content.split(b"\n"))
    return [
        (number, line.decode("utf-8", "replace"))
        for number, line in enumerate(lines, start=1)
        if MARKER.fullmatch(line)
    ]
