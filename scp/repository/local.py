"""Whether each local duty can be answered at all: that it names records, keys and places that there are."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.local_requirements import PREFIX, LocalCheck, LocalRequirement, LocalRequirements
from scp.model.plan import Plan
from scp.model.register_table import REGISTERS
from scp.problem import Problem
from scp.repository.record import nearest

NEEDS: dict[LocalCheck, tuple[str, ...]] = {
    LocalCheck.RECORD: ("records",),
    LocalCheck.FIELDS: ("records", "keys"),
    LocalCheck.ORDER: ("records", "keys"),
    LocalCheck.WITHIN_MONTHS: ("records", "key", "months"),
    LocalCheck.COVERS: ("records", "key", "every"),
    LocalCheck.SUM: ("records", "key", "fact"),
    LocalCheck.SECTION: ("place",),
    LocalCheck.PAPER: ("place",),
    LocalCheck.SIGNED: (),
}


def unanswerable(plan: Plan) -> Iterator[Problem]:
    """A problem for each local duty that is not put so that its check can be made."""
    for duty in plan.of(LocalRequirements).local_requirements:
        if not duty.id.startswith(PREFIX):
            yield Problem(
                duty.at_key("id"),
                f"'{duty.id}' could be taken for a requirement of the law",
                f"Begin it with {PREFIX}, as in {PREFIX}{duty.id}.",
            )
        missing = [key for key in NEEDS[duty.check] if not getattr(duty, key) and getattr(duty, key) != 0]
        if missing:
            yield Problem(
                duty.at_key("check"),
                f"the check '{duty.check.value}' needs {' and '.join(f'`{key}:`' for key in missing)}",
                "The manual says what each check takes; scplan add local-requirement writes every key with a note.",
            )
        yield from _keys(duty)


def _keys(duty: LocalRequirement) -> Iterator[Problem]:
    register = next((each for each in REGISTERS if each.name == duty.records), None)
    if register is None:
        return
    if duty.check is LocalCheck.ORDER and len(duty.keys) not in (0, 2):
        yield Problem(
            duty.at_key("keys"), "the check 'order' takes two keys, the earlier first", "Write two: keys: [asked, met]"
        )
    known = register.item.model_fields
    named = [("keys", each) for each in duty.keys] + [("where", each) for each in duty.where]
    named += [(name, value) for name in ("key", "after") if (value := getattr(duty, name))]
    for name, key in named:
        if key not in known:
            near = nearest(key, known, 1, 0.5)
            yield Problem(
                duty.at_key(name),
                f"the records of {register.name} have no '{key}'" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"Their keys are {', '.join(known)}.",
            )
