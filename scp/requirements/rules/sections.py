"""Sections that the guidance of 2015 asks for by name, as far as records show them."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.roles import role as known_role
from scp.problem import Location, Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import within


def _written(plan: Plan, role: str, about: str) -> Iterator[Problem]:
    known = known_role(role)
    path = f"narrative/{known.number:03}-{role}.md" if known else "narrative"
    section = plan.role(role)
    if section is None:
        yield Problem(
            Location(path), f"There is no section on {about}", f"Write it in {path}, with `role: {role}` at its head."
        )
    elif not section.section.is_written:
        yield Problem(section.section.at, f"The section on {about} is not written yet", f"Write it in {section.path}.")


@rule("guidance-2015-4-7-hospital-planning", leaves="whether the section gives the capacity of the hospitals")
def hospital_care_is_planned(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on hospital care, an amount set aside, and word of who else uses the hospital."""
    yield from _written(plan, "hospital", "hospital care")
    if not any(each.kind == "set-aside" for each in plan.finance.lines):
        yield Problem(
            Location("finance/lines.csv"),
            "No amount is set aside for hospital care",
            "Add the line of each year with `set-aside` in the column kind.",
        )
    shared = plan.shared_services
    if not shared.shared_services and not shared.none_because:
        yield Problem(
            within(shared, "registers/shared-services.yaml"),
            "Nothing says which other authorities use the hospitals",
            "List each hospital with `other_plans: [{authority: …}]`, or write `none_because:` with the reason.",
        )


@rule(
    "guidance-2015-a-d-housing-contribution",
    leaves="whether the section covers advice on options, suitable homes, preventative services, community capacity "
    "and planning together",
)
def housing_contributes(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on what housing contributes."""
    yield from _written(plan, "housing", "housing's contribution")


@rule(
    "guidance-2015-6-2-clinical-care-governance",
    leaves="whether the section names the group, the lead officers and the reporting route",
)
def care_is_governed(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on clinical and care governance."""
    yield from _written(plan, "governance", "clinical and care governance")


@rule(
    "guidance-2015-a-g-market-facilitation",
    leaves="whether level and type are given for each service, with the needs behind them",
)
def market_is_facilitated(plan: Plan, when: When) -> Iterator[Problem]:
    """There is a section on which services are wanted from providers."""
    yield from _written(plan, "market", "the services wanted from providers")


@rule("guidance-2015-6-5-easy-read-summary", leaves="whether it keeps to the rules of easy read")
def easy_read_gives_the_vision(plan: Plan, when: When) -> Iterator[Problem]:
    """There is an easy-read summary, and it gives the vision."""
    if not plan.easy_read:
        yield Problem(
            Location("easy-read"),
            "There is no easy-read summary",
            "Write it in easy-read/, a picture and one to three short sentences at a time, beginning with "
            "easy-read/020-vision.md.",
        )
    elif not any(each.role == "vision" and each.section.is_written for each in plan.easy_read):
        yield Problem(
            next((each.section.at for each in plan.easy_read if each.role == "vision"), Location("easy-read")),
            "The easy-read summary does not give the vision",
            "Write it in easy-read/020-vision.md, with `role: vision` at its head.",
        )
