"""Whether the files of a plan agree with one another, where no single file shows that they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from scp.model.finance import FinanceLine
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference import catalogue
from scp.repository.layout import REGISTERS
from scp.repository.local import unanswerable

LONGEST_NAME = 300


def disagreements(plan: Plan) -> Iterator[Problem]:
    """A problem for each thing that is said twice, or against something else."""
    yield from _period(plan)
    yield from _first(plan)
    yield from _seats(plan)
    yield from _names("localities", ((each, each.name, each.path) for each in plan.localities))
    yield from _names("care groups", ((each, each.name, each.path) for each in plan.care_groups))
    yield from _file_names(plan)
    yield from _roles(plan)
    yield from _waivers(plan)
    yield from unanswerable(plan)
    yield from _own_evidence(plan)
    for records in _lists_with_ids(plan):
        yield from _ids(records)


def _period(plan: Plan) -> Iterator[Problem]:
    period = plan.record.period
    if period.start and period.end and period.end <= period.start:
        order = "on the day on which" if period.end == period.start else "before"
        yield Problem(
            period.at_key("end"),
            f"The period ends ({in_words(period.end)}) {order} it begins ({in_words(period.start)})",
            "Look at the years of `start` and `end`.",
        )
    if plan.record.extended_to and period.end and plan.record.extended_to <= period.end:
        yield Problem(
            plan.record.at_key("extended_to"),
            "the day extended to is not after the end of the period",
            "Write a later day, or remove the line.",
        )


def _first(plan: Plan) -> Iterator[Problem]:
    replaced = plan.record.replaces
    if plan.record.first and replaced and (replaced.title or replaced.start or replaced.end):
        yield Problem(
            plan.record.at_key("first"),
            f"the plan is called the first, and it replaces another (line {replaced.at.line})",
            "Write `first: no`, or empty what stands under `replaces:`.",
        )


def _seats(plan: Plan) -> Iterator[Problem]:
    for seat in plan.planning_group.members:
        if seat.start and seat.end and seat.end < seat.start:
            yield Problem(
                seat.at_key("end"),
                f"the seat '{seat.id}' ends ({in_words(seat.end)}) before it begins ({in_words(seat.start)})",
                "Look at `start` and `end`.",
            )


def _waivers(plan: Plan) -> Iterator[Problem]:
    law = catalogue.law()
    for each in plan.waivers.waivers:
        if each.id in law:
            yield Problem(
                each.at_key("id"),
                f"{each.id} is law, and the law cannot be waived",
                "Take the entry out; only guidance can be waived. scplan check says how the duty can be met.",
            )
        if each.start and each.expires < each.start:
            yield Problem(
                each.at_key("expires"),
                f"the waiver of {each.id} expires ({in_words(each.expires)}) before it begins ({in_words(each.start)})",
                "Look at `start` and `expires`.",
            )


def _names(word: str, nouns: Iterable[tuple[Record, str, str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for noun, name, path in nouns:
        if len(name) > LONGEST_NAME:
            yield Problem(
                noun.at_key("name"),
                f"the name has {len(name):,} letters, and no heading has room for more than {LONGEST_NAME}",
                "Write the name alone here, and the rest in the text below.",
            )
        folded = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        if folded in seen:
            yield Problem(
                noun.at_key("name"),
                f"two {word} have the name '{name}' (the other is {seen[folded]})",
                "Give each a name of its own, or remove one of the files.",
            )
        seen[folded] = path


def _file_names(plan: Plan) -> Iterator[Problem]:
    parts = [(each.id, each.path) for each in plan.narrative] + [(each.id, each.path) for each in plan.easy_read]
    seen: dict[tuple[str, str], str] = {}
    for id, path in parts:
        key = (path.split("/")[0], id)
        if key in seen:
            yield Problem(
                Location(path), f"has the same name as {seen[key]} but for its number", "Rename one of the two."
            )
        seen[key] = path


def _roles(plan: Plan) -> Iterator[Problem]:
    played: dict[str, str] = {}
    for each in plan.narrative:
        if each.role and each.role in played:
            yield Problem(
                each.at_key("role"),
                f"the role '{each.role}' is played by {played[each.role]} already",
                "Give one of the two another role, or none.",
            )
        if each.role:
            played.setdefault(each.role, each.path)


def _own_evidence(plan: Plan) -> Iterator[Problem]:
    for each in plan.attestations.attestations:
        if any(place.partition("#")[0] == each.at.path for place in each.evidence):
            yield Problem(
                each.at_key("evidence"),
                "a judgement cannot rest on the register of judgements, which changes when it is signed",
                "Name the section, record or paper that was read.",
            )


def _ids(records: tuple[Record, ...]) -> Iterator[Problem]:
    seen: dict[str, Record] = {}
    for record in records:
        id = str(getattr(record, "id", ""))
        key = f"{id} in {record.year}" if isinstance(record, FinanceLine) else id
        if key in seen:
            yield Problem(
                record.at_key("id"),
                f"'{key}' stands here a second time (first in line {seen[key].at.line})",
                "Give each record an id of its own.",
            )
        seen.setdefault(key, record)


def _lists_with_ids(plan: Plan) -> Iterator[tuple[Record, ...]]:
    for register in REGISTERS:
        if "id" in register.item.model_fields:
            yield register.records(plan)
    yield tuple(each for priority in plan.priorities for each in priority.commitments)
    yield plan.finance.lines
    yield from (each.views for each in plan.rounds)
