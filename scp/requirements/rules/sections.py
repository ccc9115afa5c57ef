"""Sections that the guidance of 2015 asks for by name, as far as records show them."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.easy_read import EasyReadChecks
from scp.model.plan import Plan
from scp.model.roles import role as known_role
from scp.problem import Location, Problem
from scp.requirements.generic import fields_present
from scp.requirements.registry import When, rule
from scp.requirements.words import listed, write_it


def section_is_written(plan: Plan, role: str, about: str) -> Iterator[Problem]:
    """A problem where no section plays *role*, or nothing is written in it; *about* says what it is about."""
    known = known_role(role)
    path = f"narrative/{known.number:03}-{role}.md" if known else "narrative"
    section = plan.role(role)
    if section is None:
        yield Problem(
            Location(path), f"There is no section on {about}", f"Write it in {path}, with `role: {role}` at its head."
        )
    elif not section.section.is_written:
        yield Problem(
            section.section.at,
            f"The section on {about} is not written yet",
            write_it(section.section, f"Write it in {section.path}."),
        )


@rule("guidance-2015-6-2-clinical-care-governance", where=("role:governance",))
def care_is_governed(plan: Plan, when: When) -> Iterator[Problem]:
    """The section on governance names the group, the leads of social work and of clinical care, and the route."""
    yield from section_is_written(plan, "governance", "clinical and care governance")
    section = plan.role("governance")
    if section is None:
        return
    held = section.care_governance
    if held is None:
        yield Problem(
            section.at,
            "Nothing says which group watches over clinical and care governance, who leads and to whom it reports",
            "Add at the head of the file, for example: `care_governance: {group: Clinical and Care Governance Committee, "
            "leads: [Chief Social Work Officer, Clinical Director], route: [Governance group of the service, Committee, "
            "Board]}`.",
        )
        return
    yield from fields_present(
        held,
        "Clinical and care governance",
        {"group": "which group watches", "leads": "which posts lead", "route": "to whom it reports"},
    )
    posts = {each.post for each in plan.record.officers}
    strangers = [each for each in held.leads if each not in posts]
    if strangers:
        yield Problem(
            held.at_key("leads"),
            f"{listed(strangers)} {'is' if len(strangers) == 1 else 'are'} not among the officers of plan.yaml",
            "Write the posts as they stand there, or add them: `officers: [{post: Clinical Director, role: …}]`.",
        )
    if held.leads and len(held.leads) < 2:
        yield Problem(
            held.at_key("leads"),
            "Only one officer leads clinical and care governance",
            "Name the leads of both: social work, and doctors, nurses or allied health professions.",
        )
    if held.route and len(held.route) < 2:
        yield Problem(
            held.at_key("route"),
            "The reporting route has one step, from which nobody can see where a concern goes",
            "Write each body in turn, from the service to the board.",
        )


@rule("guidance-2015-6-5-easy-read-summary", where=("easy-read/", EasyReadChecks))
def easy_read_gives_the_vision(plan: Plan, when: When) -> Iterator[Problem]:
    """The easy-read summary gives the vision in short sentences, and people with a learning disability checked it.

    Short is fifteen words at most (UK Government, accessible communication formats). The rules for easy read (`er-…`)
    say the same, and more.
    """
    if not plan.easy_read:
        yield Problem(
            Location("easy-read"),
            "There is no easy-read summary",
            "Write it in easy-read/, a picture and one to three short sentences at a time, beginning with "
            "easy-read/020-vision.md.",
        )
        return
    # Read where there is something to judge: they bring word lists that no other rule needs.
    from scp.requirements.easy_read.content import without_vision
    from scp.requirements.easy_read.language import too_long
    from scp.requirements.easy_read.readers import read_by_people
    from scp.requirements.easy_read.text import EasyText

    text = EasyText(plan)
    for breach in (*without_vision(text), *too_long(text)):
        yield breach.problem
    yield from read_by_people(plan, when)
