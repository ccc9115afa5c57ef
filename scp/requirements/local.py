"""The duties that an authority sets itself, answered by the common checks and counted apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from scp.model.local_requirements import Covered, LocalCheck, LocalLevel, LocalRequirement, LocalRequirements
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.register_table import register
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.generic import is_given, months_after
from scp.requirements.registry import When
from scp.requirements.words import each_or_one, listed


def local_duties(plan: Plan, when: When) -> tuple[tuple[LocalRequirement, bool], ...]:
    """Each local duty of *plan*, and whether it is due."""
    return tuple(
        (duty, duty.stage <= when.stage and (duty.since is None or duty.since <= when.day))
        for duty in plan.of(LocalRequirements).local_requirements
    )


def local_problems(plan: Plan, duty: LocalRequirement, when: When) -> tuple[Problem, ...]:
    """What *plan* owes to one local duty, but for a signature; notes where the duty is only a note."""
    found = _CHECKS[duty.check](plan, duty, when)
    note = duty.level is LocalLevel.NOTE
    return tuple(Problem(each.at, each.what, duty.mend or each.mend, each.kind, note) for each in found)


def _records(plan: Plan, duty: LocalRequirement) -> tuple[Sequence[Record], Location]:
    """The records that the duty looks at, and where the list of them stands."""
    if duty.records is None:
        return (), duty.at
    found = register(duty.records)
    records = [
        each
        for each in found.records(plan)
        if all(_as_text(getattr(each, key)) == wanted for key, wanted in duty.where.items())
    ]
    held = found.holder(plan)
    at = held.at_key(found.items) if isinstance(held, Record) and held.at.path else Location(found.path)
    return records, at


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(getattr(value, "value", value))


def _name(record: Record) -> str:
    for key in ("title", "name", "id", "term", "what"):
        value = getattr(record, key, None)
        if isinstance(value, str):
            return value
    return str(record.at)


def _record(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    records, at = _records(plan, duty)
    least = 1 if duty.least is None else duty.least
    if len(records) < least:
        such = f" with {listed(f'{key}: {value}' for key, value in duty.where.items())}" if duty.where else ""
        yield Problem(
            at,
            f"{duty.title}: there are {len(records)} entries{such}, and there should be {least}",
            f"Add to it: scplan add {register(duty.records or '').kind} NAME",
        )


def _fields(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    records, at = _records(plan, duty)
    lacking = [
        (each, [key for key in duty.keys if not is_given(getattr(each, key))])
        for each in records
        if any(not is_given(getattr(each, key)) for key in duty.keys)
    ]
    yield from each_or_one(
        [
            Problem(
                each.at_key(keys[0]) if len(keys) == 1 else each.at,
                f"{duty.title}: {_name(each)} says nothing under {listed(f'`{key}:`' for key in keys)}",
                "Fill it in.",
            )
            for each, keys in lacking
        ],
        lambda: Problem(
            at,
            f"{duty.title}: {len(lacking)} of {len(records)} entries do not fill {listed(f'`{key}:`' for key in duty.keys)}: "
            f"{listed(_name(each) for each, _ in lacking)}",
            "Fill it in, in each of them.",
        ),
    )


def _order(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    first, then = duty.keys
    for each in _records(plan, duty)[0]:
        before, after = getattr(each, first), getattr(each, then)
        if isinstance(before, date) and isinstance(after, date) and after < before:
            yield Problem(
                each.at_key(then),
                f"{duty.title}: {_name(each)} has `{then}` on {in_words(after)}, before `{first}` on {in_words(before)}",
                "Correct the day that is wrong.",
            )


def _within_months(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    months = duty.months or 0
    for each in _records(plan, duty)[0]:
        day = getattr(each, duty.key or "")
        if not isinstance(day, date):
            yield Problem(
                each.at_key(duty.key or ""),
                f"{duty.title}: {_name(each)} has no day under `{duty.key}:`",
                "Fill it in.",
            )
        elif duty.after is not None:
            since = getattr(each, duty.after)
            if isinstance(since, date) and day > months_after(since, months):
                yield Problem(
                    each.at_key(duty.key or ""),
                    f"{duty.title}: {_name(each)} has `{duty.key}` on {in_words(day)}, more than {months} months after "
                    f"`{duty.after}` on {in_words(since)}",
                    "Correct the day that is wrong, or say in the plan why it took longer.",
                )
        elif months_after(day, months) < when.day:
            yield Problem(
                each.at_key(duty.key or ""),
                f"{duty.title}: {_name(each)} was last on {in_words(day)}, more than {months} months ago",
                "Do it again, and write the new day.",
            )


def _covers(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    records, at = _records(plan, duty)
    named: set[str] = set()
    for each in records:
        value = getattr(each, duty.key or "")
        values = value if isinstance(value, tuple) else tuple(value) if isinstance(value, dict) else (value,)
        named |= {str(part) for part in values if part is not None}
    wanted = _wanted(plan, duty.every)
    missing = [name for id, name in wanted.items() if id not in named]
    if missing:
        yield Problem(
            at,
            f"{duty.title}: no entry names {listed(missing)} under `{duty.key}:`",
            f"Add an entry for each, or name it in one: scplan add {register(duty.records or '').kind} NAME",
        )


def _wanted(plan: Plan, every: Covered | None) -> dict[str, str]:
    match every:
        case Covered.LOCALITIES:
            return {each.id: each.name for each in plan.localities}
        case Covered.CARE_GROUPS:
            return {each.id: each.name for each in plan.care_groups}
        case Covered.PRIORITIES:
            return {each.id: each.title for each in plan.priorities}
        case Covered.FUNCTIONS:
            return {each.id: each.name for each in plan.functions.functions}
        case Covered.OUTCOMES:
            return {str(number): f"outcome {number}" for number in range(1, 10)}
    return {}


def _sum(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    records, at = _records(plan, duty)
    amounts = [getattr(each, duty.key or "") for each in records]
    total = sum((Decimal(each) for each in amounts if isinstance(each, int | Decimal)), Decimal(0))
    fact = next((each for each in plan.facts if each.id == duty.fact), None)
    if fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, int | Decimal):
        yield Problem(
            fact.at_key("value") if fact else duty.at,
            f"{duty.title}: the fact '{duty.fact}' is no number",
            "Write a number as its value in facts.yaml.",
        )
    elif total != Decimal(fact.value):
        yield Problem(
            at,
            f"{duty.title}: `{duty.key}:` adds up to {total:,}, and the fact '{fact.id}' says {fact.value:,}",
            f"Correct the one that is wrong ({fact.at}).",
        )


def _section(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    path, _, anchor = (duty.place or "").partition("#")
    found = [each for each in plan.sections if each.path == path and (not anchor or each.anchor == anchor)]
    words = sum(len(each.plain.split()) for each in found)
    least = duty.words or 1
    if words < least:
        yield Problem(
            found[0].at if found else Location(path),
            f"{duty.title}: {duty.place} has {words} words, and there should be {least} or more",
            "Write it.",
        )


def _paper(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    path = (duty.place or "").partition("#")[0]
    if path not in plan.files:
        yield Problem(duty.at_key("place"), f"{duty.title}: there is no file {path}", "Put the file there.")


def _signed(plan: Plan, duty: LocalRequirement, when: When) -> Iterator[Problem]:
    return iter(())


_CHECKS = {
    LocalCheck.RECORD: _record,
    LocalCheck.FIELDS: _fields,
    LocalCheck.ORDER: _order,
    LocalCheck.WITHIN_MONTHS: _within_months,
    LocalCheck.COVERS: _covers,
    LocalCheck.SUM: _sum,
    LocalCheck.SECTION: _section,
    LocalCheck.PAPER: _paper,
    LocalCheck.SIGNED: _signed,
}
