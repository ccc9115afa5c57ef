"""The plan, its period and the arrangements for every integration function (s29(1)-(2))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.registers import Functions
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import count, each_or_one, how_to_state_period, listed, quoted, within

FUNCTIONS = "registers/functions.yaml"
SCOPES = {
    "primary": "primary health care",
    "community": "community health care",
    "social-care": "social care",
    "hospital": "hospital care",
}


@rule("act-29-1-plan-per-area", where=("plan.yaml#partners", "localities/"))
def plan_for_the_area_of_each_council(plan: Plan, when: When) -> Iterator[Problem]:
    """Each council of the partners has a part of its area in the plan, no other council has, and the plan still runs."""
    if when.stage >= Stage.IN_FORCE and plan.end is not None and plan.end < when.day:
        yield Problem(
            plan.record.at_key("extended_to") if plan.record.extended_to else within(plan.period, "plan.yaml", "end"),
            f"The plan ran until {in_words(plan.end)}, so there is none in force on {in_words(when.day)}",
            "Publish the plan that replaces it; where the authority decided that this one runs on, write the day: "
            "`extended_to: 2031-03-31`.",
        )
    councils = plan.record.partners.councils
    known = {council.code for council in councils}
    for council in councils:
        if not any(
            council.code == (locality.council or (council.code if len(councils) == 1 else None))
            for locality in plan.localities
        ):
            yield Problem(
                council.at,
                f"No locality of this plan lies in the area of {council.name}",
                f"Add the localities of that area (scplan add locality), each with `council: {council.code}`.",
            )
    for locality in plan.localities:
        if locality.council and locality.council not in known:
            yield Problem(
                locality.at_key("council"),
                f"{locality.name}: '{locality.council}' is no council of plan.yaml",
                f"Write the code of one that there is: {listed(f'{each.code} ({each.name})' for each in councils)}.",
            )
        elif locality.council is None and len(councils) > 1:
            yield Problem(
                locality.at,
                f"{locality.name}: nothing says in which council's area it lies",
                f"Add `council:` with one of {listed(f'{each.code} ({each.name})' for each in councils)}.",
            )


@rule("act-29-2-a-period", where=("plan.yaml#period",))
def stated_period(plan: Plan, when: When) -> Iterator[Problem]:
    """The period has a first and a last day."""
    period = plan.period
    missing = [word for word, day in (("first", period.start), ("last", period.end)) if day is None]
    if missing:
        yield Problem(
            within(period, "plan.yaml") if period.at.path else plan.record.at_key("period"),
            f"The {listed(missing)} day of the plan's period is not stated",
            how_to_state_period(plan, *missing),
        )


@rule("act-29-2-a-all-functions", where=(Functions, "localities/"))
def arrangements_for_every_function(plan: Plan, when: When) -> Iterator[Problem]:
    """Every delegated function is carried out by a written arrangement."""
    functions = plan.functions.functions
    if not functions:
        yield Problem(
            within(plan.functions, FUNCTIONS),
            "No delegated function is listed, so nobody can see that each has its arrangements",
            "List every function of the integration scheme, for example: "
            "`functions: [{id: community-nursing, name: Community nursing, delegated_by: "
            f"{plan.record.partners.health_board.code}}}]`.",
        )
        return
    covered, named = set[str](), set[str]()
    for locality in plan.localities:
        for arrangement in locality.arrangements.values():
            named |= set(arrangement.functions)
            if arrangement.section is not None and arrangement.section.is_written:
                covered |= set(arrangement.functions)
    left = [each for each in functions if each.id not in covered]
    problems = [
        Problem(
            each.at,
            f"No arrangement carries out {quoted(each.name)}"
            if each.id not in named
            else f"The arrangements for {quoted(each.name)} are not written yet",
            f"Name it under the arrangement that does, for example `functions: [{each.id}]` in a file of localities/."
            if each.id not in named
            else "Write the arrangement that names it, in a file of localities/, and take its `status:` on from to-write.",
        )
        for each in left
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            left[0].at,
            f"{len(left)} of {count(len(functions), 'delegated function')} have no written arrangements: "
            f"{listed((each.id for each in left), 12)}",
            f"Name each under the arrangement that carries it out, for example `functions: [{left[0].id}]` in a file "
            "of localities/, "
            "and write the text.",
        ),
    )


@rule("act-29-2-c-other-material", where=())
def other_material(plan: Plan, when: When) -> Iterator[Problem]:
    """Any other section is welcome."""
    yield from ()


@rule("guidance-2015-2-6-minimum-scope", where=(Functions, "localities/"))
def functions_of_every_kind(plan: Plan, when: When) -> Iterator[Problem]:
    """Primary, community, social and hospital care each have a function with arrangements."""
    covered = {function for locality in plan.localities for function in locality.functions}
    at = within(plan.functions, FUNCTIONS, "functions")
    unknown = [each for each in plan.functions.functions if each.scope and each.scope not in SCOPES]
    for each in unknown:
        yield Problem(
            each.at_key("scope"),
            f"'{each.scope}' is no kind of care that the guidance names",
            f"Write one of {listed(SCOPES)}.",
        )
    missing, without = [], []
    for scope in SCOPES:
        functions = [each for each in plan.functions.functions if each.scope == scope]
        if not functions:
            missing.append(scope)
        elif not any(each.id in covered for each in functions):
            without.append(scope)
    if missing and not unknown:
        yield Problem(
            at,
            f"No delegated function is marked as {listed(SCOPES[each] for each in missing)}",
            f"Mark each function with its kind under `scope:`, for example `scope: {missing[0]}`.",
        )
    for scope in without:
        yield Problem(
            next(each.at for each in plan.functions.functions if each.scope == scope),
            f"No arrangement carries out any function of {SCOPES[scope]}",
            "Name the function under `functions:` of the arrangement that carries it out.",
        )


@rule("guidance-2015-6-6-delegated-extras", where=(Functions, "care-groups/"))
def section_for_children_and_justice(plan: Plan, when: When) -> Iterator[Problem]:
    """Where functions for children or justice are delegated, a care group is about them."""
    for extra, words in (("children", "Children's services"), ("justice", "Justice services")):
        functions = [each for each in plan.functions.functions if each.extra == extra]
        groups = [each for each in plan.care_groups if extra in (each.delegated_extra, each.id)]
        if functions and not groups:
            yield Problem(
                functions[0].at_key("extra"),
                f"{words} are delegated, and no section of the plan is about them",
                f"Add one: scplan add care-group {extra}, with `delegated_extra: {extra}`.",
            )
        for group in groups if functions else ():
            if not group.section.is_written and group.planned_in is None:
                yield Problem(
                    group.section.at,
                    f"{words} are delegated, and {group.name} is not written yet",
                    "Write the section, or say under `planned_in:` and `planned_in_reason:` where they are planned "
                    "for.",
                )
