"""The plan's data as one workbook: facts, money by line and year, measures by year, and every register, a table each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

from scp.documents.document import BRAND, Cell, Copy, Document, Sheet
from scp.documents.whole_json import LEFT_OUT, WITHHELD
from scp.documents.writers.xlsx import write_xlsx
from scp.model.finance import KINDS
from scp.model.performance import Indicators
from scp.model.plan import Plan
from scp.model.record import Record, Scalar, as_money
from scp.model.register_table import REGISTERS, Register

NAME = "plan-tables.xlsx"
ABOUT = "The records behind the plan: facts, money, measures and registers, a table each."
PRINTED_ELSEWHERE = ("facts", "indicators")
HEADS = {"id": "Short name", "gp_clusters": "GP clusters", "url": "Address on the web"}


def plan_tables(plan: Plan, copy: Copy) -> bytes:
    """The workbook, the same bytes for the same plan and copy."""
    document = Document(
        "plan-tables",
        f"{plan.title}: tables",
        plan.record.authority.name,
        plan.edition,
        copy,
        (),
        banner=plan.record.banner or "",
        about=ABOUT,
        colour=plan.record.theme.colour or BRAND,
        sheets=tuple(_sheets(plan)),
    )
    made = write_xlsx(document)
    if made is None:
        raise ValueError("a workbook with a sheet for each locality was not made")
    return made


def _sheets(plan: Plan) -> Iterator[Sheet]:
    yield Sheet(
        "Localities",
        ("Short name", "Name", "Population", "Date of the population", "Source of the population"),
        tuple(
            (each.id, each.name, each.population, each.population_date, each.population_source)
            for each in plan.localities
        ),
        "The localities and the people who live in them",
    )
    if plan.facts:
        yield Sheet(
            "Facts",
            ("Short name", "What it is", "As printed", "Value", "Unit", "Date", "Source"),
            tuple(
                (each.id, each.label, each.printed, _cell(each.value), each.unit, each.date, each.source)
                for each in plan.facts
            ),
            "Every number, name and day that the plan says in more than one place",
        )
    if plan.finance.lines:
        yield from _money(plan)
    if measures := plan.of(Indicators).indicators:
        yield Sheet(
            "Indicators",
            ("Short name", "What is measured", "Unit", "Reporting year", "Value", "Source", "Owner"),
            tuple(
                (each.id, each.title, each.unit, year, value, each.source, each.owner)
                for each in measures
                for year, value in sorted(each.values.items())
            ),
            "Every measure by reporting year, a row for each year that has a value",
        )
    for register in REGISTERS:
        if register.name not in (*LEFT_OUT, *PRINTED_ELSEWHERE) and (records := register.records(plan)):
            yield _register(register, records)


def _money(plan: Plan) -> Iterator[Sheet]:
    finance = plan.finance
    names = {each.id: each.name for each in plan.localities} | {each.id: each.name for each in plan.care_groups}
    yield Sheet(
        "Finance lines",
        (
            "Short name",
            "Year",
            "What it is for",
            "Kind",
            "Amount",
            "Care group",
            "Locality",
            "Service",
            "Purpose",
            "Tag",
        ),
        tuple(
            (
                *(line.id, line.year, line.title, line.kind, ("£", line.amount)),
                *(names.get(each or "", each) for each in (line.care_group, line.locality)),
                *(line.service, line.purpose, line.tag),
            )
            for line in finance.lines
        ),
        "What the authority intends to spend, by line and year; a line without care group or locality is for all",
    )
    yield Sheet(
        "Totals by year",
        ("Year", "Total", *(kind.replace("-", " ").capitalize() for kind in KINDS)),
        tuple(
            (year, ("£", finance.total(year)), *(("£", finance.total(year, kind)) for kind in KINDS))
            for year in finance.years
        ),
        "The sums of the finance lines",
    )


def _register(register: Register, records: Sequence[Record]) -> Sheet:
    """A register with each of its keys that says something in any record."""
    withheld = WITHHELD.get(register.name, ())
    fields = {
        name: any(_is_money(part) for part in (field.annotation, *field.metadata))
        for name, field in register.item.model_fields.items()
        if name not in withheld and not field.exclude and any(_says(getattr(each, name)) for each in records)
    }
    rows = tuple(tuple(_cell(getattr(each, name), money) for name, money in fields.items()) for each in records)
    heads = tuple(HEADS.get(name, name.replace("_", " ").capitalize()) for name in fields)
    about = register.model.ABOUT.partition(" (")[0].rstrip(".") or f"The records of {register.path}"
    return Sheet(register.title, heads, rows, about)


def _says(value: Any) -> bool:
    return value is not None and value not in ((), {}, "")


def _is_money(part: Any) -> bool:
    return (isinstance(part, Scalar) and part.read is as_money) or any(
        _is_money(each) for inner in get_args(part) for each in (inner, *getattr(inner, "__metadata__", ()))
    )


def _cell(value: Any, money: bool = False) -> Cell:
    """A value as a cell holds it: lists with semicolons, and of records within it how many they are."""
    match value:
        case None | () | {}:
            return None
        case bool():
            return "yes" if value else "no"
        case Decimal() if money:
            return "£", value
        case int() | Decimal() | date() | str():
            return value
        case Enum():
            return str(getattr(value, "words", value.value))
        case Record():
            return "given"
        case tuple() if all(isinstance(each, Record) for each in value):
            return len(value)
        case tuple():
            return "; ".join(str(_cell(each)) for each in value)
        case dict():
            return "; ".join(f"{_cell(key)}: {_said(each, money)}" for key, each in value.items() if each is not None)
    return str(value)


def _said(value: Any, money: bool) -> str:
    cell = _cell(value, money)
    return f"{cell[0]}{cell[1]:,}" if isinstance(cell, tuple) else str(cell)
