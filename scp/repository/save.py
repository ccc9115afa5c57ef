"""Files written whole or not at all, and never through a link."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from scp.problem import Refusal

PART = ".part"


def write_files(root: Path, files: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """The paths below *root* that changed: each of *files* written, or taken away where its content is None.

    Everything new lies on the disk before the first file is replaced; a fault until then changes nothing.
    """
    root = root.resolve()
    places = {path: _inside(root, path) for path in files}
    changed = {path: content for path, content in files.items() if _differs(places[path], content)}
    parts: dict[str, str] = {}
    try:
        for path, content in changed.items():
            if content is not None:
                places[path].parent.mkdir(parents=True, exist_ok=True)
                parts[path] = _part(places[path], content)
        for path, content in changed.items():
            if content is None:
                places[path].unlink()
            else:
                os.replace(parts.pop(path), places[path])
    finally:
        for part in parts.values():
            os.unlink(part)
    for folder in {places[path].parent for path in changed}:
        _sync_folder(folder)
    return tuple(changed)


def _inside(root: Path, path: str) -> Path:
    """Where *path* lies below *root*; refused where it would lead out or through a link."""
    steps = path.split("/")
    if not path or any(step in ("", ".", "..") for step in steps) or "\\" in path:
        raise Refusal(f"'{path}' is not a path within the plan")
    place = root
    for step in steps:
        place = place / step
        if place.is_symlink():
            raise Refusal(f"{path} lies behind a link to another place", "Put the file itself there.")
    return place


def _differs(place: Path, content: bytes | None) -> bool:
    if not place.exists():
        return content is not None
    return content is None or place.read_bytes() != content


def _part(place: Path, content: bytes) -> str:
    """A finished copy beside *place*, to be renamed; it has the mode of the file that it replaces."""
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=PART, dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), place.stat().st_mode & 0o7777 if place.exists() else 0o666 & ~umask())
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)
        raise
    return name


def umask() -> int:
    """The permissions that this computer's owner does not give to new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the new names in *folder* last, where the system knows how."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
