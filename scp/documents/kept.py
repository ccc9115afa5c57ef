"""The plan's registers as tables, one each, for whoever wants to read the records without the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from scp.documents.tables import table
from scp.documents.words import Markdown
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.register_table import REGISTERS, Register

LEFT_OUT = ("pictures", "baseline")
NUMBERS = (int, Decimal)
NOTHING = "–"


@dataclass(frozen=True)
class Kept:
    """One register: its title, what belongs in it, its file, how many records it has and their table."""

    title: str
    about: str
    path: str
    count: int
    table: Markdown


def kept(plan: Plan) -> tuple[Kept, ...]:
    """Each register that holds anything, in the order of the manual."""
    return tuple(_kept(plan))


def _kept(plan: Plan) -> Iterator[Kept]:
    for register in REGISTERS:
        records = register.records(plan)
        if records and register.name not in LEFT_OUT:
            yield Kept(register.title, register.model.ABOUT, register.path, len(records), _table(register, records))


def _table(register: Register, records: tuple[Record, ...]) -> Markdown:
    columns = register.model.COLUMNS
    rows = [[_cell(getattr(each, column)) for column in columns] for each in records]
    values = [[getattr(each, column) for each in records] for column in columns]
    right = [
        number
        for number, column in enumerate(values)
        if any(each is not None for each in column)
        and all(each is None or (isinstance(each, NUMBERS) and not isinstance(each, bool)) for each in column)
    ]
    heads = [_head(column) for column in columns]
    return table(heads, rows, right)


def _head(column: str) -> str:
    words = column.replace("_", " ")
    return "Short name" if words == "id" else f"{words[0].upper()}{words[1:]}"


def _cell(value: Any) -> object:
    """A value as a cell holds it: lists with semicolons, records within it counted, a dash for nothing."""
    if value is None or value == () or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(getattr(value, "words", value.value))
    if isinstance(value, Record):
        return "given"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_cell(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        if value and all(isinstance(each, Record) for each in value):
            return len(value)
        return "; ".join(str(_cell(each)) for each in value)
    return value
