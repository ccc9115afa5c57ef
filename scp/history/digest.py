"""The tree digest: one number for the files of a plan, that survives a squash or a change of forge."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

STAGES = "stages.yaml"
SIGNATURES = "signatures/"


@dataclass(frozen=True)
class Entry:
    """One file of a commit: its mode as git writes it (100644, 100755) and its object."""

    mode: str
    object: str


def sha256(content: bytes) -> str:
    """The SHA-256 of *content* as records keep it: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def tree_digest(entries: Mapping[str, Entry], contents: Mapping[str, bytes]) -> str:
    """The digest of the files of a commit, without `stages.yaml` and `signatures/`.

    It is the SHA-256 of one line a file, in the order of the bytes of their paths. A line is

        path NUL mode NUL hexdigest LF

    where *path* is UTF-8 with `/` between folders and no `/` before, *mode* is `100644` or `100755`, and
    *hexdigest* is the SHA-256 of the file as git keeps it, in 64 small hexadecimal digits.
    """
    lines = sorted(
        path.encode()
        + b"\0"
        + entry.mode.encode()
        + b"\0"
        + hashlib.sha256(contents[path]).hexdigest().encode()
        + b"\n"
        for path, entry in entries.items()
        if path != STAGES and not path.startswith(SIGNATURES)
    )
    return sha256(b"".join(lines))
