"""From a need to a result: which records of a plan hang together, step by step, and which hang on nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from scp.model.directions import Directions
from scp.model.needs import Needs
from scp.model.performance import Indicator, Indicators
from scp.model.plan import Plan
from scp.model.priorities import Measure, Priority
from scp.problem import Location


class Step(Enum):
    """A step of the chain, in its order."""

    NEED = "need"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    CARE_GROUP = "care-group"
    LOCALITY = "locality"
    INVESTMENT = "investment"
    DIRECTION = "direction"
    INDICATOR = "indicator"
    RESULT = "result"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")

    @property
    def many(self) -> str:
        """The step's records together, as a heading."""
        return _MANY[self]


_MANY = {
    Step.NEED: "needs",
    Step.PRIORITY: "priorities",
    Step.OUTCOME: "national outcomes",
    Step.CARE_GROUP: "care groups",
    Step.LOCALITY: "localities",
    Step.INVESTMENT: "investment",
    Step.DIRECTION: "directions",
    Step.INDICATOR: "indicators",
    Step.RESULT: "results",
}


@dataclass(frozen=True)
class Link:
    """One record in the chain; *priorities* are the ids of the strategic priorities through which it hangs."""

    step: Step
    id: str
    name: str
    at: Location
    priorities: frozenset[str] = frozenset()
    through: frozenset[str] = field(default=frozenset(), compare=False)
    """Of a result: the indicator that it is a value of; of a direction: the finance lines that it pays."""

    @property
    def is_orphan(self) -> bool:
        """Whether it hangs on no priority."""
        return not self.priorities


@dataclass(frozen=True)
class Trace:
    """Every record of the chain, step by step, in the order of the plan."""

    links: Mapping[Step, tuple[Link, ...]]

    def of(self, step: Step) -> tuple[Link, ...]:
        return self.links[step]

    def find(self, id: str) -> tuple[Link, ...]:
        """What is called *id*, at whatever step."""
        return tuple(each for step in Step for each in self.links[step] if each.id == id)

    def reached(self, link: Link, step: Step) -> tuple[Link, ...]:
        """What *link* leads to, or comes from, at *step*: what shares a priority with it.

        A result is reached from its own indicator alone, and an indicator from its own results.
        """
        if {link.step, step} == {Step.INDICATOR, Step.RESULT}:
            return tuple(
                each
                for each in self.links[step]
                if (link.id in each.through if step is Step.RESULT else each.id in link.through)
            )
        return tuple(each for each in self.links[step] if each.priorities & link.priorities)

    def without(self, priority: str, step: Step) -> bool:
        """Whether nothing at *step* hangs on *priority*."""
        return not any(priority in each.priorities for each in self.links[step])

    @property
    def orphans(self) -> tuple[Link, ...]:
        """What hangs on no priority: a need that none answers, money that serves none, and so on."""
        return tuple(each for step in Step if step is not Step.PRIORITY for each in self.links[step] if each.is_orphan)

    @property
    def gaps(self) -> tuple[tuple[Link, Step], ...]:
        """Each priority with a step at which nothing hangs on it, and each indicator without a result.

        Directions and results are looked for once the plan has any.
        """
        found: list[tuple[Link, Step]] = []
        for priority in self.links[Step.PRIORITY]:
            for step in Step:
                if step in (Step.PRIORITY, Step.RESULT) or (step is Step.DIRECTION and not self.links[step]):
                    continue
                if self.without(priority.id, step):
                    found.append((priority, step))
        if self.links[Step.RESULT]:
            found += [
                (each, Step.RESULT)
                for each in self.links[Step.INDICATOR]
                if not each.is_orphan and not self.reached(each, Step.RESULT)
            ]
        return tuple(found)


def trace(plan: Plan) -> Trace:
    """The chain of *plan*, from its needs to its results."""
    ids = frozenset(each.id for each in plan.priorities)
    indicators = tuple(_indicators(plan))
    return Trace(
        {
            Step.NEED: tuple(_needs(plan)),
            Step.PRIORITY: tuple(
                Link(Step.PRIORITY, each.id, each.title, each.at, frozenset({each.id})) for each in plan.priorities
            ),
            Step.OUTCOME: tuple(_outcomes(plan)),
            Step.CARE_GROUP: tuple(
                Link(
                    Step.CARE_GROUP,
                    each.id,
                    each.name,
                    Location(each.path),
                    _serving(plan, "care_groups", each.id, ids),
                )
                for each in plan.care_groups
            ),
            Step.LOCALITY: tuple(
                Link(Step.LOCALITY, each.id, each.name, Location(each.path), _serving(plan, "localities", each.id, ids))
                for each in plan.localities
            ),
            Step.INVESTMENT: tuple(_investment(plan)),
            Step.DIRECTION: tuple(_directions(plan)),
            Step.INDICATOR: indicators,
            Step.RESULT: tuple(_results(plan, indicators)),
        }
    )


def _needs(plan: Plan) -> Iterator[Link]:
    for need in plan.of(Needs).needs:
        answered = frozenset(each.id for each in plan.priorities if need.id in each.needs)
        yield Link(Step.NEED, need.id, need.title, need.at, answered)


def _outcomes(plan: Plan) -> Iterator[Link]:
    for number in range(1, 10):
        served = [each for each in plan.priorities if number in each.outcomes]
        at = served[0].at_key("outcomes") if served else Location("priorities.yaml")
        yield Link(Step.OUTCOME, str(number), f"Outcome {number}", at, frozenset(each.id for each in served))


def _serving(plan: Plan, key: str, id: str, every: frozenset[str]) -> frozenset[str]:
    """The priorities that name *id* under *key*, or name none and so are for all."""
    return every & {each.id for each in plan.priorities if not getattr(each, key) or id in getattr(each, key)}


def _investment(plan: Plan) -> Iterator[Link]:
    seen = set()
    for line in plan.finance.lines:
        if line.id not in seen:
            served = frozenset(each.id for each in plan.priorities if line.id in each.lines)
            yield Link(Step.INVESTMENT, line.id, line.title, line.at, served)
        seen.add(line.id)


def _directions(plan: Plan) -> Iterator[Link]:
    for direction in plan.of(Directions).directions:
        lines = frozenset(direction.lines)
        served = frozenset(
            each.id
            for each in plan.priorities
            if lines & set(each.lines) or {one.id for one in each.commitments} & set(direction.commitments)
        )
        yield Link(Step.DIRECTION, direction.id, direction.title, direction.at, served, lines)


def _indicators(plan: Plan) -> Iterator[Link]:
    """Those of the register, and the measures of priorities that it does not hold."""
    kept = plan.of(Indicators).indicators
    for each in kept:
        served = set(each.priorities) | {
            priority.id for priority in plan.priorities if any(_is_measured(one, each) for one in priority.measures)
        }
        yield Link(Step.INDICATOR, each.id, each.title, each.at, frozenset(served))
    others: dict[str, tuple[Measure, set[str]]] = {}
    for priority, measure in _measures(plan):
        if not any(_is_measured(measure, each) for each in kept):
            name = measure.indicator or measure.title or ""
            others.setdefault(name, (measure, set()))[1].add(priority.id)
    for name, (measure, served) in others.items():
        yield Link(Step.INDICATOR, name, measure.title or name, measure.at, frozenset(served))


def _measures(plan: Plan) -> Iterator[tuple[Priority, Measure]]:
    for priority in plan.priorities:
        for measure in priority.measures:
            if measure.indicator or measure.title:
                yield priority, measure


def _is_measured(measure: Measure, indicator: Indicator) -> bool:
    if measure.indicator is not None:
        return measure.indicator in (indicator.id, indicator.core, indicator.msg)
    return measure.title is not None and measure.title.casefold() == indicator.title.casefold()


def _results(plan: Plan, indicators: tuple[Link, ...]) -> Iterator[Link]:
    """Each value of an indicator from a reporting year in which the plan was in force."""
    start = plan.period.start
    for each, link in zip(plan.of(Indicators).indicators, indicators, strict=False):
        for year, value in sorted(each.values.items()):
            if start is not None and int(year[:4]) >= start.year:
                name = f"{value:,} {each.unit or ''}".strip() + f" in {year}"
                yield Link(
                    Step.RESULT,
                    f"{each.id}-{year}",
                    f"{each.title}: {name}",
                    each.at_key("values"),
                    link.priorities,
                    frozenset({each.id}),
                )
