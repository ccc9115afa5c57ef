"""The closed set of values that text may refer to as `{{ name }}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scp.model.plan import FactRecord, Plan
from scp.model.record import Record
from scp.model.words import in_words, pounds
from scp.problem import NOWHERE, Problem
from scp.repository.record import nearest

NOT_AVAILABLE = "not available"


def fact_in_words(fact: FactRecord) -> str:
    """A fact as it is printed: £178.2 million, 8%, 1,240 hours."""
    return fact.printed


def values_of(plan: Plan) -> dict[str, str]:
    """Every name and its text; what is not known reads "not available"."""
    record = plan.record
    values = {
        "plan.title": plan.title,
        "plan.edition": plan.edition,
        "plan.start": in_words(record.period.start) if record.period.start else NOT_AVAILABLE,
        "plan.end": in_words(plan.end) if plan.end else NOT_AVAILABLE,
        "authority.name": record.authority.name,
        "authority.area": record.authority.area,
        "authority.health-board": record.partners.health_board.name,
        "authority.councils": _and([body.name for body in record.partners.councils]),
        "contact.team": record.contact.team or NOT_AVAILABLE,
        "contact.phone": record.contact.phone or NOT_AVAILABLE,
        "contact.email": record.contact.email or NOT_AVAILABLE,
        "contact.post": record.contact.post or NOT_AVAILABLE,
        "localities.count": str(len(plan.localities)),
        "localities.population": f"{plan.population:,}" if plan.population else NOT_AVAILABLE,
        "localities.names": _and([each.name for each in plan.localities]),
        "care-groups.count": str(len(plan.care_groups)),
        "priorities.count": str(len(plan.priorities)),
        "finance.total": pounds(plan.finance.total()) if plan.finance.lines else NOT_AVAILABLE,
    }
    for locality in plan.localities:
        stem = f"locality.{locality.id}"
        values[f"{stem}.name"] = locality.name
        values[f"{stem}.population"] = f"{locality.population:,}" if locality.population is not None else NOT_AVAILABLE
    for group in plan.care_groups:
        values[f"care-group.{group.id}.name"] = group.name
    for year in plan.finance.years:
        values[f"finance.{year}.total"] = pounds(plan.finance.total(year))
        values[f"finance.{year}.set-aside"] = pounds(plan.finance.total(year, kind="set-aside"))
        for group in plan.care_groups:
            values[f"finance.{year}.{group.id}"] = pounds(plan.finance.total(year, care_group=group.id))
    values.update({fact.id: fact_in_words(fact) for fact in plan.facts})
    return values


def unreplaced(plan: Plan) -> Iterator[Problem]:
    """A problem for each value that holds a reference of its own: what text refers to is put in once, as it stands."""
    record = plan.record
    sources: list[tuple[Record, str]] = [
        (record, "title"),
        (record.authority, "name"),
        (record.authority, "area"),
        *((body, "name") for body in record.partners.bodies),
        *((record.contact, key) for key in ("team", "phone", "email", "post")),
        *((each, "name") for each in (*plan.localities, *plan.care_groups)),
        *((fact, key) for fact in plan.facts for key in ("value", "unit")),
    ]
    for owner, key in sources:
        value = getattr(owner, key)
        if isinstance(value, str) and ("{{" in value or "}}" in value):
            yield Problem(
                owner.at_key(key),
                f"'{key}' holds braces, and text that refers to it would print them as they stand",
                "Write the words out here: a value that text may refer to cannot itself refer to another.",
            )


def unknown(name: str, known: Mapping[str, str]) -> Problem:
    """The problem of a reference to nothing."""
    near = nearest(name, known, 3, 0.5)
    shown = " ".join(name.split())[:60]
    return Problem(
        NOWHERE,
        f"'{{{{ {shown} }}}}' refers to no fact",
        (f"Did you mean {' or '.join(f'{{{{ {each} }}}}' for each in near)}? " if near else "")
        + "Add it to facts.yaml, or see the manual for the names that there are.",
    )


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else NOT_AVAILABLE
