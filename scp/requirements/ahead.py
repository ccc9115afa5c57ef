"""Days of acts that are said to be done and have not come: no duty is met by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from typing import Any, get_args

from scp.model.accounts import InYearReport
from scp.model.locality import AgeGroups
from scp.model.needs import Need
from scp.model.plan import FactRecord, Plan
from scp.model.record import Record
from scp.model.registers import Decision
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import MEND, counted_until
from scp.requirements.registry import When

OF_ACTS = """
accessibility_tested acknowledged agreed approved asked begun checked children_lead_body_checked closed completed
considered contacted data_protection date decided delegated discussed done draft_published established
financial_statement_published first_used given his_contacted issued looked_at made met mix_agreed national_site
no_views opened paid papers_sent policy_agreed procedure_approved published raised read received refreshed responded
responses_published reviewed scored selected sent settled signed statement_published support_reviewed tested updated
"""
DONE = frozenset(OF_ACTS.split())
"""Keys that hold the day of something done; those that hold a first, a last or a planned day are not among them."""
FORECASTS: tuple[type[Record], ...] = (AgeGroups, Decision, FactRecord, InYearReport, Need)
"""Records whose days may lie ahead: what is counted may be a projection, and a decision or a
report in the year is set down before its day."""


@dataclass(frozen=True)
class Ahead:
    """The days of acts in *plan* that have not come on the day of *when*, each with the plan as if it were not given."""

    plan: Plan
    when: When

    @cached_property
    def days(self) -> tuple[tuple[Record, str], ...]:
        until = counted_until(self.plan, self.when)
        return tuple(
            (record, key)
            for part in fields(self.plan)
            for record in _records(getattr(self.plan, part.name))
            for key in _keys(type(record))[0]
            if isinstance(day := getattr(record, key), date) and day > until
        )

    @cached_property
    def without(self) -> Plan:
        """The plan as if none of `days` were given."""
        return self.hiding(*self.days)

    def hiding(self, *days: tuple[Record, str]) -> Plan:
        """The plan as if those of *days* were not given."""
        hidden: dict[int, dict[str, None]] = {}
        for record, key in days:
            hidden.setdefault(id(record), {})[key] = None
        changed = {}
        for part in fields(self.plan):
            before = getattr(self.plan, part.name)
            after = _hidden(before, hidden)
            if after is not before:
                changed[part.name] = after
        return self.plan.replace(**changed)


def not_come(record: Record, key: str) -> Problem:
    """That the day of *key* has not come, at its line."""
    day: date = getattr(record, key)
    return Problem(record.at_key(key), f"`{key}:` is dated {in_words(day)}, which has not come yet", MEND)


@cache
def _keys(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of *kind* that may be left out and hold the day of something done; and those that hold records."""
    done = [
        name
        for name, field in kind.model_fields.items()
        if name in DONE and not field.is_required() and _holds(field.annotation, date)
    ]
    nested = [name for name, field in kind.model_fields.items() if _holds(field.annotation, Record)]
    return () if issubclass(kind, FORECASTS) else tuple(done), tuple(nested)


def _holds(annotation: Any, wanted: type) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, wanted):
        return True
    return any(_holds(each, wanted) for each in get_args(annotation))


def _records(value: object) -> Iterator[Record]:
    """Every record in *value*, those within records as well."""
    if isinstance(value, Record):
        yield value
        for key in _keys(type(value))[1]:
            yield from _records(getattr(value, key))
    elif isinstance(value, tuple):
        for each in value:
            yield from _records(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _records(each)


def _hidden(value: Any, hidden: Mapping[int, Mapping[str, None]]) -> Any:
    """*value* with the keys of *hidden*, by the identity of their record, emptied; the same where there are none."""
    if isinstance(value, Record):
        changes: dict[str, Any] = dict(hidden.get(id(value), {}))
        for key in _keys(type(value))[1]:
            before = getattr(value, key)
            after = _hidden(before, hidden)
            if after is not before:
                changes[key] = after
        return value.replace(**changes) if changes else value
    if isinstance(value, tuple):
        items = tuple(_hidden(each, hidden) for each in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, Mapping):
        held = {key: _hidden(each, hidden) for key, each in value.items()}
        return held if any(held[key] is not value[key] for key in held) else value
    return value
