"""The nine national outcomes: each is linked from an arrangement that says how (s29(2)(b), s30(2)(b))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.problem import Location, Problem
from scp.reference import lists
from scp.requirements.registry import When, rule
from scp.requirements.words import listed


@rule("act-29-2-b-outcomes", where=("localities/",))
def arrangements_contribute_to_every_outcome(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the nine outcomes has an arrangement that says how it contributes."""
    met = frozenset[int]().union(*(locality.outcomes for locality in plan.localities))
    silent = set[int]()
    for locality in plan.localities:
        for anchor, arrangement in locality.arrangements.items():
            bare = [number for number, how in arrangement.outcomes.items() if not how and number not in met]
            if bare:
                silent.update(bare)
                title = arrangement.section.title if arrangement.section else anchor
                yield Problem(
                    arrangement.at_key("outcomes") if arrangement.at.path else locality.at_key("arrangements"),
                    f"{locality.name}, {title}: {_outcomes(bare)} named, and nothing says how it is contributed to",
                    f'Say how: `outcomes: {{{bare[0]}: "Carers get a break each month, agreed with them"}}`.',
                )
    missing = [each for each in lists.outcomes() if each.number not in met | silent]
    if missing:
        at = next((each.at_key("arrangements") for each in plan.localities), Location("localities"))
        what = (
            "No arrangement says how it contributes to any of the nine national outcomes"
            if len(missing) == 9
            else f"No arrangement says how it contributes to national {_numbers([each.number for each in missing])}"
            + (f' ("{missing[0].text}")' if len(missing) == 1 else "")
        )
        yield Problem(
            at,
            what,
            "Link it from an arrangement, with the how: "
            f'`outcomes: {{{missing[0].number}: "Carers get a break each month, agreed with them"}}`.',
        )


@rule(
    "act-30-2-b-regard-to-outcomes",
    signs="regard was had to the national outcomes in preparing the plan",
    where=("localities/",),
)
def regard_to_outcomes(plan: Plan, when: When) -> Iterator[Problem]:
    """The links to the outcomes are complete, as they must be at each stage from the first draft on."""
    yield from arrangements_contribute_to_every_outcome(plan, when)


def _numbers(numbers: list[int]) -> str:
    return f"outcome {numbers[0]}" if len(numbers) == 1 else f"outcomes {listed(map(str, numbers), 9)}"


def _outcomes(numbers: list[int]) -> str:
    return f"{_numbers(numbers)} {'is' if len(numbers) == 1 else 'are'}"
