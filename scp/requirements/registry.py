"""Which function answers which requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scp.model.plan import Plan
from scp.model.register import RegisterFile
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem


class When(NamedTuple):
    """What a plan is judged for: the stage, the day on which it is judged, and whether the stage is made on that day."""

    stage: Stage
    day: date
    making: bool = False


class NotApplicable(Exception):
    """Raised by a rule where the plan's facts put the duty out of play; says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Settled(Exception):
    """Raised by a rule at its end where nothing is left for a person to judge; says why. What it found stands."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotYet(Exception):
    """Raised by a rule where the duty applies and its time has not come; says why and, where it is known, from when.

    *until* is the first day on which the rule judges.
    """

    def __init__(self, until: date | None, why: str) -> None:
        self.until = until
        self.reason = f"{why}; judged from {in_words(until)}" if until else why
        super().__init__(self.reason)


Judge = Callable[[Plan, When], Iterator[Problem]]

Where = type[RegisterFile] | str
"""Where plans keep something: a register, `role:name` for a section, `plan.yaml#key`, a file, or a folder (`localities/`)."""


class Rule(NamedTuple):
    """A function that finds what a plan owes to one requirement.

    *signs* ends "Nobody has signed that …", where a person must judge as well; *where* says where plans keep what
    answers it, the chief place first.
    """

    id: str
    judge: Judge
    signs: str = ""
    where: tuple[Where, ...] = ()


_RULES: dict[str, Rule] = {}


def rule(id: str, signs: str = "", *, where: tuple[Where, ...]) -> Callable[[Judge], Judge]:
    """Makes the function below it the rule for the requirement *id*."""

    def register(judge: Judge) -> Judge:
        if id in _RULES:
            raise ValueError(f"{id} has a rule already")
        _RULES[id] = Rule(id, judge, signs, where)
        return judge

    return register


def all_rules() -> Mapping[str, Rule]:
    """Every rule by the id of its requirement; importing the room registers them."""
    return _RULES
