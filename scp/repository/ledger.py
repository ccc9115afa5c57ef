"""The ledger of a round: which response of which file is which in the plan. It lies outside the plan, always."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scp.model.plan import Plan
from scp.problem import PlanError, Refusal
from scp.repository.source import LARGEST_TEXT
from scp.repository.table import read_table, write_table

COLUMNS = ("public", "source", "private", "digest", "row", "file", "state")
PUBLIC_ID = re.compile(r"r-([0-9]{4,50})")
BEGUN, KEPT = "begun", "kept"


@dataclass(frozen=True)
class Entry:
    """One response: its id in the plan, the id and digest that it has in its file, and where it stood there.

    *state* is `begun` from before the plan is written until after.
    """

    public: str
    source: str
    private: str
    digest: str
    row: int
    file: str
    state: str = KEPT


def default_ledger(plan: Plan, round_name: str, environment: Mapping[str, str]) -> Path:
    """Where the ledger of a round lies unless another place is named: in the user's own data folder."""
    base = environment.get("XDG_DATA_HOME") or ""
    data = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share"
    code = re.sub("[^A-Za-z0-9]+", "-", plan.record.authority.code)  # as typed in a plan that may come from anywhere
    return data / "scplan" / "ledgers" / f"{code}-{plan.edition}" / f"{round_name}.csv"


def refuse_inside(place: Path, root: Path, what: str) -> None:
    """A refusal where *place* lies in the folder of the plan, be it by way of a link."""
    home = root.resolve()
    lexical = Path(os.path.abspath(place))
    ways = (lexical, place.resolve(), lexical.parent.resolve() / lexical.name)
    if any(way.is_relative_to(folder) for way in ways for folder in (home, Path(os.path.abspath(root)))):
        raise Refusal(
            f"{what} would lie in the folder of the plan, where it could be saved and sent with it.",
            "Keep it in another folder, best on a drive that only your team can open.",
        )


def read_ledger(file: Path) -> tuple[Entry, ...]:
    """The entries of a ledger; none where there is no such file."""
    try:
        if file.stat().st_size > 10 * LARGEST_TEXT:
            raise Refusal(f"the ledger {file} is larger than 50 MB.", "Is it the ledger? Name it with --ledger.")
        text = file.read_bytes().decode()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise Refusal(f"the ledger {file} cannot be opened ({error.strerror}).", "Name it with --ledger.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{file} is no ledger of scplan.", "Name the ledger with --ledger.") from None
    try:
        rows = read_table(file.name, text, COLUMNS, ("public", "source", "private", "digest"), "the ledger")
    except PlanError:
        raise Refusal(f"{file} is no ledger of scplan, or is damaged.", "Name the ledger with --ledger.") from None
    return tuple(
        Entry(
            row["public"] or "",
            row["source"] or "",
            row["private"] or "",
            row["digest"] or "",
            int(row.get("row") or 0) if (row.get("row") or "0").isdigit() else 0,
            row.get("file") or "",
            row.get("state") or KEPT,
        )
        for row in rows
    )


def write_ledger(file: Path, entries: Iterable[Entry]) -> None:
    """Write a ledger whole or not at all, for nobody but its owner to read."""
    text = write_table(
        COLUMNS,
        (
            (each.public, each.source, each.private, each.digest, str(each.row), each.file, each.state)
            for each in entries
        ),
    )
    write_private(file, text)


def write_private(file: Path, text: str) -> None:
    """Write *text* whole or not at all, for nobody but its owner to read; nothing where it is there already."""
    content = text.encode()
    try:
        if file.is_file() and not file.is_symlink() and file.read_bytes() == content:
            file.chmod(0o600)
            return
        target = file.resolve()
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, target)
        except BaseException:
            os.unlink(part)
            raise
    except OSError as error:
        raise Refusal(
            f"{file} cannot be written ({error.strerror}).", "Make sure that you may write there, then try again."
        ) from None


def next_public(used: Iterable[str]) -> int:
    """The number of the next response: one more than the highest that was ever given."""
    return max((int(match[1]) for each in used if (match := PUBLIC_ID.fullmatch(each))), default=0) + 1


def public_id(number: int) -> str:
    return f"r-{number:04d}"
