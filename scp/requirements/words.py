"""How rules speak: days, counts and lists in words, and where a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from scp.model.record import Record
from scp.model.stage import Stage
from scp.problem import Location, Problem


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names as a sentence holds them: "a, b and c"; the rest are counted when there are more than *most*."""
    found = list(names)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 locality", "3 localities"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def made(stage: Stage, past: bool = False) -> str:
    """The verb for a stage: "is made" or "was made"; of the proposals "are made" or "were made"."""
    many = stage is Stage.PROPOSALS
    return f"{('were' if many else 'was') if past else 'are' if many else 'is'} made"


def quoted(text: str, most: int = 60) -> str:
    """*text* in quotation marks, shortened at a word where it is long."""
    folded = " ".join(text.split())
    if len(folded) > most:
        folded = folded[:most].rsplit(" ", 1)[0] + " …"
    return f'"{folded}"'


def within(record: Record, path: str, key: str = "") -> Location:
    """Where *key* of *record* stands, or where the record does; the file *path* where it was never written."""
    if not record.at.path:
        return Location(path)
    return record.at_key(key) if key else record.at


def each_or_one(problems: Sequence[Problem], all_of_them: Callable[[], Problem], most: int = 3) -> Iterator[Problem]:
    """Up to *most* problems one by one; more than that as one, so that a fresh plan is not buried."""
    if len(problems) <= most:
        yield from problems
    else:
        yield all_of_them()
