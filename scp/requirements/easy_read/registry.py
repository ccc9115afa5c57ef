"""Which function judges which easy-read rule, and what the rules are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scp.problem import Problem
from scp.reference.easy_read import Weight
from scp.requirements.easy_read.layout import Layout
from scp.requirements.easy_read.text import EasyText
from scp.requirements.registry import When
from scp.requirements.words import each_or_one


@dataclass(frozen=True)
class Given:
    """What a rule judges: the text of the summary, for when, its look where it was built, and what a report says of it."""

    text: EasyText
    when: When
    layout: Layout | None = None
    report: str | None = None


class Breach(NamedTuple):
    """A problem, and how much it weighs by the rule's threshold."""

    weight: Weight
    problem: Problem


class WhenBuilt(Exception):
    """Raised by a rule that judges what was built, where nothing was."""


class NoMatter(Exception):
    """Raised by a rule that the summary gives no cause to judge, or not yet; says why."""


Judge = Callable[[Given], Iterator[Breach]]
_RULES: dict[str, Judge] = {}


def er_rule(id: str) -> Callable[[Judge], Judge]:
    """Makes the function below it the judge of the easy-read rule *id*."""

    def register(judge: Judge) -> Judge:
        if id in _RULES:
            raise ValueError(f"{id} has a rule already")
        _RULES[id] = judge
        return judge

    return register


def all_er_rules() -> Mapping[str, Judge]:
    """Every rule by its id; importing the room registers them."""
    return _RULES


def built(given: Given) -> Layout:
    """The look of what was built; the rule waits where nothing was."""
    if given.layout is None:
        raise WhenBuilt
    return given.layout


def told(weight: Weight, problems: Sequence[Problem], what: Callable[[int], str], most: int = 3) -> Iterator[Breach]:
    """A breach for each of *problems*; one a file, at its first, where a file has more than *most*.

    *what* says what so many of them are, before the words of the first.
    """
    files: dict[str, list[Problem]] = {}
    for each in problems:
        files.setdefault(each.at.path, []).append(each)
    for found in files.values():
        first = found[0]
        together = replace(first, what=f"{what(len(found))}; the first: {first.what}")
        for problem in each_or_one(found, lambda together=together: together, most):  # type: ignore[misc]
            yield Breach(weight, problem)
