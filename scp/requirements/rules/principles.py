"""The main purpose and the twelve delivery principles (ss.30(2)(a), 31)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.registers import Principles
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.registry import When, rule
from scp.requirements.words import listed, quoted, within

PRINCIPLES = "registers/principles.yaml"
PURPOSE = "main-purpose"


@rule("act-31-1-a-main-purpose", where=(Principles,))
def main_purpose(plan: Plan, when: When) -> Iterator[Problem]:
    """The register says where the plan answers to the main purpose: improving wellbeing."""
    yield from _without_sections(
        plan, [PURPOSE], "the main purpose, to improve the wellbeing of people who use services"
    )


@rule("act-31-1-b-twelve-principles", where=(Principles,))
def twelve_principles(plan: Plan, when: When) -> Iterator[Problem]:
    """The register says for each of the twelve principles where the plan answers to it."""
    yield from _without_sections(plan, [each.id for each in lists.principles() if not each.main_purpose], "")


@rule(
    "act-30-2-a-regard-to-principles",
    signs="regard was had to the delivery principles in preparing the plan",
    where=(Principles,),
)
def regard_to_principles(plan: Plan, when: When) -> Iterator[Problem]:
    """The register covers the main purpose and all twelve principles."""
    yield from main_purpose(plan, when)
    yield from twelve_principles(plan, when)


@rule("guidance-2015-a-c-demonstrate-principles", where=(Principles,))
def effect_is_given_to_each_principle(plan: Plan, when: When) -> Iterator[Problem]:
    """Each principle says what will be done to give effect to it."""
    entries = {each.id: each for each in plan.principles.principles}
    bare = [each for each in lists.principles() if each.id not in entries or not entries[each.id].effect]
    if bare:
        first = entries.get(bare[0].id)
        yield Problem(
            first.at if first else within(plan.principles, PRINCIPLES, "principles"),
            f"Nothing says what will be done to give effect to {_names([each.id for each in bare])}",
            'Add to each entry, for example: `effect: "People choose who helps them; see measure 3"` (first: '
            f"{bare[0].id}).",
        )


def _without_sections(plan: Plan, ids: list[str], words: str) -> Iterator[Problem]:
    entries = {each.id: each for each in plan.principles.principles}
    bare = [id for id in ids if id not in entries or not entries[id].sections]
    if not bare:
        return
    first = entries.get(bare[0])
    texts = {each.id: each.text for each in lists.principles()}
    called = words or (f"{_names(bare)} ({quoted(texts[bare[0]])})" if len(bare) == 1 else _names(bare))
    yield Problem(
        first.at if first else within(plan.principles, PRINCIPLES, "principles"),
        f"Nothing says where the plan answers to {called}",
        f"Name the sections, for example: `- {{id: {bare[0]}, sections: [narrative/040-vision.md]}}` under "
        "`principles:`.",
    )


def _names(ids: list[str]) -> str:
    twelve = [each.removeprefix("principle-") for each in ids if each != PURPOSE]
    parts = ["the main purpose"] if PURPOSE in ids else []
    if len(twelve) == 12:
        parts.append("any of the twelve principles" if not parts else "the twelve principles")
    elif twelve:
        parts.append(f"principle{'s' if len(twelve) > 1 else ''} {listed([f'({each})' for each in twelve], 12)}")
    return " and ".join(parts)
