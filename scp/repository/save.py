"""Files written whole or not at all, and never through a link."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scp.problem import Refusal

PART = ".part"
MEND = "Ask whoever looks after your computer to let you write there, then try again."
FULL = "Make room on the disk, then try again."
MENDS = {errno.ENOSPC: FULL, errno.EDQUOT: FULL}
WRITTEN_IN_PART = "The files named here were written before that. scplan status shows what is not saved."


def write_files(
    root: Path, files: Mapping[str, bytes | None], read: Mapping[str, bytes] | None = None
) -> tuple[str, ...]:
    """The paths below *root* that changed: each of *files* written, or taken away where its content is None.

    Everything new lies on the disk before the first file is replaced; a fault until then changes nothing. Where
    *read* is given, each file must still hold what was read from it, or be absent from both.
    """
    root = root.resolve()
    places = {path: _inside(root, path) for path in files}
    parts: dict[str, str] = {}
    done: list[str] = []
    with writing(root, done):
        changed = {path: content for path, content in files.items() if _differs(places[path], content)}
        try:
            for path, content in changed.items():
                if content is not None:
                    places[path].parent.mkdir(parents=True, exist_ok=True)
                    parts[path] = _part(places[path], content)
            if read is not None:
                _refuse_changed(path for path in files if _differs(places[path], read.get(path)))
            for path, content in changed.items():
                if content is None:
                    places[path].unlink()
                else:
                    os.replace(parts[path], places[path])
                    del parts[path]
                done.append(path)
        finally:
            for part in parts.values():
                os.unlink(part)
    for folder in {places[path].parent for path in changed}:
        _sync_folder(folder)
    return tuple(changed)


@contextmanager
def writing(folder: Path, done: Sequence[str] = ()) -> Iterator[None]:
    """Files are written to *folder* here: a full disk, or a folder that one may not write to, is a `Refusal`.

    *done* are the files that were replaced by then.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        where = error.filename if isinstance(error.filename, str) else str(folder)
        raise Refusal(
            f"{_shown(folder, where)} cannot be written ({why}).",
            WRITTEN_IN_PART if done else MENDS.get(error.errno or 0, MEND),
            done,
        ) from None


def _shown(folder: Path, where: str) -> str:
    """The file that was to be written, for people: without the ending of the copy that takes its place."""
    place = Path(where)
    if place.name.endswith(PART):
        place = place.with_name(place.name.removeprefix(".").removesuffix(PART).rpartition(".")[0])
    if place != folder and place.is_relative_to(folder):
        return place.relative_to(folder).as_posix()
    return str(place)


def _refuse_changed(paths: Iterable[str]) -> None:
    found = sorted(paths)
    if found:
        raise Refusal(
            f"{', '.join(found)} {'was' if len(found) == 1 else 'were'} changed by somebody else at this very moment, "
            "so nothing was written.",
            "Look at the change, then try again.",
        )


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
