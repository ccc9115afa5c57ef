"""Where something is wrong, what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Location:
    """A file of the plan and, where known, a line of it (counted from 1)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Location("")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at one place, with one way to mend it.

    *kind* names what belongs to no requirement (``plan-raw-html``); *note* marks what is worth knowing but
    is no breach (a seat that fell vacant, s32(10) of the 2014 Act).
    """

    at: Location
    what: str
    mend: str = ""
    kind: str = ""
    note: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        head = f"{self.at}: {self.what}" if self.at.path else self.what
        return f"{head}\n    {self.mend}" if self.mend else head


class PlanError(Exception):
    """The plan cannot be read or the command was used wrongly: every fault at once (exit status 2)."""

    def __init__(self, problems: Iterable[Problem], ending: str = "") -> None:
        self.problems = tuple(problems)
        self.ending = ending
        super().__init__("\n".join(map(str, self.problems)))


class Refusal(Exception):
    """What was asked is not done, and the plan is as it was (exit status 3)."""

    def __init__(self, what: str, mend: str = "", details: Iterable[str] = ()) -> None:
        self.what = what
        self.mend = mend
        self.details = tuple(details)
        super().__init__("\n".join((what, *self.details, *([mend] if mend else []))))


def misuse(what: str, mend: str = "") -> PlanError:
    """A mistake in how a command was called, at no place in the plan."""
    return PlanError([Problem(NOWHERE, what, mend)])
