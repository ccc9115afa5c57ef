"""When the files of a plan were last written, so that a change is seen without reading any of them."""

from __future__ import annotations

import os
from pathlib import Path

from scp.repository.source import IGNORED, MOST_FILES

Stamps = dict[str, tuple[int, int]]
"""Time of the last change, in nanoseconds, and size in bytes of each file, by its path."""


def stamps(root: Path) -> Stamps:
    """Those of every file below *root* that may be the plan's; what cannot be looked at is left out."""
    found: Stamps = {}
    folders = [""]
    while folders and len(found) <= MOST_FILES:
        prefix = folders.pop()
        try:
            with os.scandir(root / prefix) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or (not prefix and entry.name in IGNORED):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{prefix}{entry.name}/")
                    else:
                        known = entry.stat(follow_symlinks=False)
                        found[prefix + entry.name] = known.st_mtime_ns, known.st_size
        except OSError:  # taken away or closed while it was looked at: reading the plan tells it
            continue
    return found
