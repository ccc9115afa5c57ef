"""Where a plan keeps what answers a requirement: what a rule declares, found in one plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scp.finding import Place
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.problem import Location
from scp.requirements.generic import path_of
from scp.requirements.registry import Where

PLAN = "plan.yaml"
ROLE = "role:"
TITLES = {
    "narrative/": "The text of the plan",
    "localities/": "Localities",
    "care-groups/": "Care groups",
    "easy-read/": "The easy-read summary",
    "consultation/": "The rounds of consultation",
    "finance/lines.csv": "Lines of the budget",
} | {
    f"consultation/{each}/{file}": words.format(each.words)
    for each in (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2)
    for file, words in (("round.yaml", "The round on the {0}"), ("themes.yaml", "The themes of the round on the {0}"))
}
"""Files and folders that are no registers, as an officer knows them."""


def places(plan: Plan, where: Iterable[Where]) -> tuple[Place, ...]:
    """The places of *where* that *plan* has, in that order."""
    return tuple(dict.fromkeys(place for each in where for place in _found(plan, each)))


def _found(plan: Plan, where: Where) -> Iterator[Place]:
    if not isinstance(where, str):
        path = path_of(where)
        if path in plan.files:
            yield Place(Location(path), where.TITLE)
    elif where.startswith(ROLE):
        section = plan.role(where.removeprefix(ROLE))
        if section is not None:
            yield Place(section.section.at, section.title, section.section.place)
    elif where.startswith(f"{PLAN}#"):
        key = where.removeprefix(f"{PLAN}#")
        if plan.record.has_key(key):
            yield Place(plan.record.at_key(key), key.replace("_", " "))
    elif where.startswith("consultation/") and not where.endswith("/"):
        _, name, file = where.split("/")
        round = plan.round(Stage(name))
        path = f"consultation/{round.name}/{file}" if round else where
        if path in plan.files:
            yield Place(Location(path), TITLES[where])
    elif where in plan.files or (where.endswith("/") and any(path.startswith(where) for path in plan.files)):
        yield Place(Location(where), TITLES[where])
