"""Care groups: each has a section, or is planned for elsewhere with a reason (guidance 2015 paras 2.3, 6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.problem import Location, Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import count, each_or_one, listed, write_it


@rule("guidance-2015-2-3-all-adult-groups", where=("care-groups/",))
def every_care_group_is_covered(plan: Plan, when: When) -> Iterator[Problem]:
    """Each care group has text, or says where it is planned for and why there."""
    yield from sections_of_care_groups(plan, when)


@rule("guidance-2015-6-6-population-sections", where=("care-groups/",))
def sections_of_care_groups(plan: Plan, when: When) -> Iterator[Problem]:
    """There are care groups, and each has a written section or a reasoned pointer to one."""
    if not plan.care_groups:
        yield Problem(
            Location("care-groups"),
            "The plan has no section on any group of people",
            "Add one for each: scplan add care-group older-people",
        )
    unwritten = []
    for group in plan.care_groups:
        if group.planned_in is not None:
            if group.planned_in_reason is None:
                yield Problem(
                    group.at_key("planned_in"),
                    f"{group.name} is planned for in {group.planned_in}, and nothing says why there",
                    'Add: `planned_in_reason: "The partnership of four boards plans for prisons"`.',
                )
        elif not group.section.is_written:
            unwritten.append(group)
    mend = "Write it, or say where the group is planned for: `planned_in:` and `planned_in_reason:`."
    problems = [
        Problem(each.section.at, f"{each.name}: the section is not written yet", write_it(each.section, mend))
        for each in unwritten
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{len(problems)} of {count(len(plan.care_groups), 'care group')} are not written yet: "
            f"{listed(each.name for each in unwritten)}",
            mend,
        ),
    )
