"""A folder replaced as a whole: at every moment the old one stands in its place or the new one, never a part of either."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scp.problem import Refusal

OURS = ".scplan-"
OLD = ".old"
TRIES = 20
HERE = -100  # AT_FDCWD
SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
UNABLE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}
IN_THE_WAY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT}


def replace_folder(target: Path, files: Mapping[str, bytes], may: Callable[[], None] = lambda: None) -> None:
    """Put a folder of *files* in the place of *target*. What a build that was killed left beside it is taken away.

    *may* is asked last of all, and raises where the folder that stands there may not go.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear(target)
    with _fresh(target) as fresh:
        for folder in sorted({(fresh / path).parent for path in files}):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            (fresh / path).write_bytes(content)
        fresh.chmod(0o755)
        may()
        _put(fresh, target)


@contextmanager
def _fresh(target: Path) -> Iterator[Path]:
    """An empty folder beside *target*, locked for as long as this process is at work on it."""
    for _ in range(TRIES):
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}{OURS}", dir=target.parent))
        handle = _locked(made)
        if handle is not None:
            break
    else:
        raise Refusal(f"{target.parent} is being written to by too many others.", "Try again.")
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(handle)


def _locked(folder: Path, surely: bool = False) -> int | None:
    """A handle that locks *folder*; None where another process holds it, or has just taken it away.

    On a disk that knows no locks there is a handle all the same, unless it must *surely* be locked.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        ours = True
    except OSError as error:
        ours = error.errno != errno.EWOULDBLOCK and not surely
    if ours and _is(folder, handle):
        return handle
    os.close(handle)
    return None


def _is(folder: Path, handle: int) -> bool:
    """Whether *folder* is still the one that was opened."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(folder))
    except OSError:
        return False


def _clear(target: Path) -> None:
    """Take away what builds that were killed left, and put back the last whole one where its place is empty."""
    for name in sorted(os.listdir(target.parent)):
        left = target.with_name(name)
        if not name.startswith(f".{target.name}{OURS}") or left.is_symlink() or not left.is_dir():
            continue
        if name.endswith(OLD) and not target.exists():
            left.rename(target)
        elif (handle := _locked(left, surely=True)) is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(handle)


def _put(fresh: Path, target: Path) -> None:
    """Put *fresh* in the place of *target*, where another build may be doing the same: the last one wins."""
    for _ in range(TRIES):
        try:
            if not target.exists():
                fresh.rename(target)
                return
            if exchange(fresh, target):
                return
            old = fresh.with_name(fresh.name + OLD)
            target.rename(old)
            try:
                fresh.rename(target)
            except OSError:
                if not target.exists():
                    old.rename(target)
                raise
            finally:
                shutil.rmtree(old, ignore_errors=True)
            return
        except OSError as error:
            if error.errno not in IN_THE_WAY:
                raise
    raise Refusal(f"{target} is being written to by too many others.", "Try again.")


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the disk has no such step."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(HERE, names[0], HERE, names[1], SWAP)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
