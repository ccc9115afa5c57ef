"""Strategic priorities: what they serve, what will be done, how people will know (guidance 2015)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from scp.model.plan import Plan
from scp.model.priorities import Commitment, Measure, Objective, Priorities, Priority
from scp.model.text import Section
from scp.problem import Location, Problem
from scp.reference import lists
from scp.requirements.generic import fields_present
from scp.requirements.registry import When, rule
from scp.requirements.words import each_or_one, fill_in, listed, quoted, write_it

PRIORITIES = "priorities.yaml"


def _first(plan: Plan) -> Location:
    return plan.priorities[0].at if plan.priorities else Location(PRIORITIES)


def _each(plan: Plan, lacks: Callable[[Priority], str], mend: str) -> Iterator[Problem]:
    """A problem for each priority of which *lacks* says something, or that there are no priorities."""
    if not plan.priorities:
        yield Problem(
            Location(PRIORITIES),
            "The plan has no strategic priorities yet",
            "Write the first, for example: `priorities: [{id: home-first, title: Home first, outcomes: [2, 9]}]`.",
        )
        return
    lacking = [(each, what) for each in plan.priorities if (what := lacks(each))]
    yield from each_or_one(
        [Problem(each.at, f"{each.title}: {what}", mend) for each, what in lacking],
        lambda: Problem(
            lacking[0][0].at,
            f"{len(lacking)} of {len(plan.priorities)} priorities fall short; the first, "
            f"{quoted(lacking[0][0].title)}: {lacking[0][1]}",
            mend,
        ),
    )


@rule("guidance-2015-2-2-core-aims", where=(Priorities,))
def core_aims_are_served(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the three core aims is served by a priority."""
    served = {aim for each in plan.priorities for aim in each.aims}
    missing = [each for each in lists.aims() if each.id not in served]
    if missing:
        yield Problem(
            _first(plan),
            f"No priority serves the core aim{'s' if len(missing) > 1 else ''} "
            f"{listed(quoted(each.text, 90) for each in missing)}",
            f"Name it under a priority that does: `aims: [{missing[0].id}]`.",
        )


@rule("guidance-2015-3-2-four-pillars", where=(Priorities,))
def pillars_are_served(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the four pillars of reform is served by a priority."""
    served = {pillar for each in plan.priorities for pillar in each.pillars}
    missing = [each for each in lists.pillars() if each.id not in served]
    if missing:
        yield Problem(
            _first(plan),
            f"No priority serves the pillar{'s' if len(missing) > 1 else ''} of reform "
            f"{listed(quoted(each.text, 90) for each in missing)}",
            f"Name it under a priority that does: `pillars: [{missing[0].id}]`.",
        )


@rule("guidance-2015-2-3-community-capacity", where=(Priorities,))
def community_capacity_is_built(plan: Plan, when: When) -> Iterator[Problem]:
    """A commitment builds on communities and informal support, for an outcome and with means."""
    found = [
        (priority, each)
        for priority in plan.priorities
        for each in priority.commitments
        if "community-capacity" in each.kinds
    ]
    if not found:
        yield Problem(
            _first(plan),
            "No commitment builds up communities and informal support",
            "Mark one that does: `kinds: [community-capacity]`, with what it takes under `resource:`.",
        )
    elif not any(each.resource and priority.outcomes for priority, each in found):
        each = found[0][1]
        yield Problem(
            each.at,
            f"The commitment '{each.id}' builds up communities, and its "
            f"{'means are' if not each.resource else 'outcomes are'} not given",
            'Add `resource: "£60,000 a year and two development workers"` to it, and `outcomes:` to its priority.',
        )


@rule("guidance-2015-3-3-prevention-for-small-needs", where=(Priorities, "care-groups/"))
def prevention_for_each_care_group(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group has a commitment that prevents needs or keeps them small."""
    everyone = {each.id for each in plan.care_groups if each.planned_in is None}
    reached = {
        group
        for priority in plan.priorities
        for each in priority.commitments
        if "prevention" in each.kinds
        for group in _groups(priority, each, everyone)
    }
    missing = [each for each in plan.care_groups if each.id in everyone - reached]
    if missing:
        yield Problem(
            _first(plan),
            f"No commitment prevents needs for {listed(each.name for each in missing)}",
            f"Mark one that does: `kinds: [prevention]` and `care_groups: [{missing[0].id}]`.",
        )


def _groups(priority: Priority, commitment: Commitment, everyone: set[str]) -> set[str]:
    return set(commitment.care_groups) or set(priority.care_groups) or everyone


@rule("guidance-2015-3-3-evidence-of-difference", where=(Priorities,))
def people_say_how_it_was(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority has a measure of how it was for people."""
    surveys = {each.id for each in lists.core_indicators() if each.survey}
    yield from _each(
        plan,
        lambda each: (
            ""
            if any(_of_experience(measure, surveys) for measure in each.measures)
            else "no measure of how it was for people"
        ),
        'Add one: `measures: [{indicator: ni-2, baseline: "80% in 2023-24", target: "85% by 2029-30"}]`, or a local '
        "one with `kind: experience`.",
    )


def _of_experience(measure: Measure, surveys: set[str]) -> bool:
    return measure.kind == "experience" or measure.indicator in surveys


@rule("guidance-2015-4-1-cycle", where=(Priorities,))
def every_step_of_the_cycle(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority says something under analyse, plan, do and review."""

    def lacks(each: Priority) -> str:
        empty = [step.id for step in lists.cycle_steps() if each.cycle is None or not getattr(each.cycle, step.id)]
        return f"nothing under {listed(f'`{step}`' for step in empty)} of the commissioning cycle" if empty else ""

    yield from _each(
        plan,
        lacks,
        'Write, for example: `cycle: {analyse: "Needs and spend, chapter 3", plan: "Option B of four", do: "From '
        '2027, team by team", review: "Each October"}`.',
    )


@rule("guidance-2015-6-4-vision-culture-impact", where=("role:vision", Priorities))
def vision_culture_and_measures(plan: Plan, when: When) -> Iterator[Problem]:
    """There is an agreed vision, a commitment on culture, and a measure for each priority."""
    vision = plan.role("vision")
    if vision is None or not vision.section.is_written:
        yield Problem(
            vision.section.at if vision else Location("narrative"),
            "The vision is not written yet",
            write_it(
                vision.section if vision else None,
                "Write it in narrative/040-vision.md, with `role: vision` at its head.",
            ),
        )
    elif vision.agreed is None:
        yield Problem(
            vision.at,
            "Nothing says when the vision was agreed",
            f"{fill_in(vision, f'agreed: {when.day}')} It stands at the head of the file.",
        )
    if not any("culture" in each.kinds for priority in plan.priorities for each in priority.commitments):
        yield Problem(
            _first(plan),
            "No commitment works on how the partners work together",
            "Mark one that does: `kinds: [culture]`.",
        )
    if plan.priorities:
        yield from _each(
            plan,
            lambda each: "" if each.measures else "no measure",
            'Add one: `measures: [{indicator: ni-14, baseline: "101 in 2025-26", target: "95 in 2029-30"}]`.',
        )


@rule("guidance-2015-6-4-tell-the-story", where=("role:vision", Priorities))
def story_of_each_priority(plan: Plan, when: When) -> Iterator[Problem]:
    """One section tells past, now and next; each priority says how somebody's life will be better."""
    yield from _told(plan)
    yield from _each(
        plan,
        lambda each: "" if each.story else "no sentence on how somebody's life will be better",
        'Add, for example: `story: "Ann gets her breath back at home, and her daughter sleeps."`',
    )


PARTS = {"past": "where people have been", "now": "where they are", "next": "where they are heading"}


def _told(plan: Plan) -> Iterator[Problem]:
    section = next((each for each in plan.narrative if each.story), plan.role("vision"))
    if section is None or section.story is None:
        yield Problem(
            section.at if section else Location("narrative"),
            "No section tells where people have been, are and are heading",
            "Give the headings of the vision short names, as in `## Where we have been {#past}`, and add at the head of the "
            "file: `story: {past: narrative/040-vision.md#past, now: narrative/040-vision.md#now, next: "
            "narrative/040-vision.md#next}`.",
        )
        return
    story = section.story
    yield from fields_present(story, "The story", PARTS)
    places = {key: place for key in PARTS if (place := getattr(story, key))}
    for key, place in places.items():
        path, _, anchor = place.partition("#")
        others = [PARTS[other] for other in places if other != key and places[other] == place]
        if path != section.path:
            yield Problem(
                story.at_key(key),
                f"The story tells {PARTS[key]} in another section, {path}",
                f"Tell all three in one section, here {section.path}.",
            )
        elif others:
            yield Problem(
                story.at_key(key),
                f"The story tells {PARTS[key]} and {listed(others)} in the same place",
                "Give each a heading of its own with a short name.",
            )
            break
        elif not _words_under(section.section, anchor):
            yield Problem(
                story.at_key(key),
                f"Nothing is written of {PARTS[key]}",
                "Write it under the heading that is named here.",
            )


def _words_under(section: Section, anchor: str) -> bool:
    """Whether there is text under the heading called *anchor*, up to the next of its level."""
    level, inside = "", False
    for before, token in pairwise((None, *section.tokens)):
        if token is None:
            continue
        if token.type == "heading_open":
            if token.meta.get("anchor") == anchor:
                level, inside = token.tag, True
            elif inside and token.tag <= level:
                return False
        elif inside and token.type in ("inline", "fence") and token.content.strip():
            if before is None or before.type != "heading_open":
                return True
    return False


@rule("overview-2016-ambition-and-pace", where=(Priorities,))
def milestones_across_the_period(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority has something due in each financial year of the period: a milestone or a commitment.

    Where the period is not stated yet, something that has a day at all.
    """
    start, end = plan.period.start, plan.end

    def lacks(each: Priority) -> str:
        given = (*(item.by for item in each.milestones), *(item.by for item in each.commitments))
        if start is None or end is None:
            return "" if any(given) else "no day on which anything is due"
        reached = {_year(day) for day in given if day and start <= day <= end}
        bare = [financial_year(year) for year in range(_year(start), _year(end) + 1) if year not in reached]
        return f"nothing is due in {listed(bare)}" if bare else ""

    yield from _each(
        plan,
        lacks,
        f"Add what will be so by then, for example: `milestones: [{{by: {end or '2029-09-30'}, text: Nobody waits longer than "
        "a week}]`.",
    )


def _year(day: date) -> int:
    """The calendar year in which the financial year of *day* begins."""
    return day.year if day.month > 3 else day.year - 1


def financial_year(year: int) -> str:
    """2027-28 for 2027."""
    return f"{year}-{(year + 1) % 100:02}"


@rule("msg-four-objectives", where=(Priorities,))
def objectives_are_served(plan: Plan, when: When) -> Iterator[Problem]:
    """Each of the four objectives of integration is served by a priority."""
    served = {each for priority in plan.priorities for each in priority.objectives}
    missing = [each for each in Objective if each not in served]
    if missing:
        yield Problem(
            _first(plan),
            f"No priority serves the objective{'s' if len(missing) > 1 else ''} of integration "
            f"{listed(quoted(each.words, 90) for each in missing)}",
            f"Name it under a priority that does: `objectives: [{missing[0].value}]`.",
        )


@rule("guidance-2015-7-2-improvement-by-indicator", where=(Priorities,))
def improvement_is_measured(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority has measures with baseline and target, and commitments that move them."""

    def lacks(each: Priority) -> str:
        parts = [*([] if each.measures else ["no measure"]), *([] if each.commitments else ["no commitment"])]
        bare = [
            measure.indicator or measure.title or "a measure"
            for measure in each.measures
            if not (measure.baseline and measure.target)
        ]
        if bare:
            parts.append(f"no baseline or no target for {listed(bare)}")
        return listed(parts) if parts else ""

    yield from _each(
        plan,
        lacks,
        'Write, for example: `measures: [{indicator: ni-14, baseline: "101 in 2025-26", target: "95 in 2029-30"}]`, '
        "and what will be done under `commitments:`.",
    )


@rule("guidance-2015-a-d-workforce", where=("role:workforce", Priorities))
def workforce_is_supported(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on the workforce, and a priority for outcome 8 with a commitment and a measure."""
    section = plan.role("workforce")
    if section is None or not section.section.is_written:
        yield Problem(
            section.section.at if section else Location("narrative"),
            "The section on the workforce is not written yet",
            write_it(
                section.section if section else None,
                "Write it in narrative/130-workforce.md, with `role: workforce` at its head.",
            ),
        )
    found = [each for each in plan.priorities if 8 in each.outcomes]
    if not found:
        yield Problem(
            _first(plan),
            "No priority serves national outcome 8, on the people who work in health and social care",
            "Add 8 to the `outcomes:` of one that does.",
        )
    elif not any(
        each.measures and any("workforce" in commitment.kinds for commitment in each.commitments) for each in found
    ):
        yield Problem(
            found[0].at,
            f"{found[0].title}: outcome 8 has no commitment for the workforce together with a measure",
            'Mark a commitment `kinds: [workforce]` and add a measure, for example: `{title: "Staff who would '
            'recommend their workplace", baseline: "71% in 2025", target: "78% in 2029"}`.',
        )


@rule("guidance-2015-b-draft-indicators", where=())
def final_indicators_only(plan: Plan, when: When) -> Iterator[Problem]:
    """Measures name indicators of the final suite: no other can be written in a plan."""
    yield from ()
