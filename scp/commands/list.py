"""`scp list`: the records of one kind, as a plain table."""

from __future__ import annotations

import difflib
import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from scp.commands.common import Json, PlanRoot, say, tell, width
from scp.commands.versions import At, plan_of
from scp.model.plan import Plan
from scp.model.record import Record
from scp.problem import misuse
from scp.repository import find_root
from scp.repository.layout import LINES, REGISTERS

app = typer.Typer()

FOLDERS = {
    "locality": ("localities", "localities", ("id", "name", "population", "arrangements")),
    "care-group": ("care_groups", "care-groups", ("id", "name", "short", "status")),
    "section": ("narrative", "narrative", ("path", "title", "role", "status")),
}
WHOLE: Any = {"break_long_words": False, "break_on_hyphens": False}
FOLDED: Any = {"break_on_hyphens": False}
LINE_COLUMNS = ("id", "year", "title", "kind", "amount")
PLURALS = {
    "localities": "locality",
    "care-groups": "care-group",
    "sections": "section",
    "narrative": "section",
    "finance": "finance-lines",
    "lines": "finance-lines",
    "finance-line": "finance-lines",
    "seats": "planning-group",
    "terms": "glossary",
}


@app.command("list")
def list_records(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="locality, care-group, section, or a register such as consultees.",
            show_default="every kind, with its number of records",
        ),
    ] = None,
    plan: PlanRoot = None,
    at: At = None,
    as_json: Json = False,
) -> None:
    """List the records of one kind.

    The kinds are locality, care-group, section, finance-lines and the registers, such as priorities, functions or
    local-plans; without KIND they are all listed, with the number of records that each has.
    """
    name = _kind(kind) if kind is not None else None
    given = plan_of(find_root(Path.cwd(), plan), at)
    if name is None:
        _list_kinds(given, as_json)
        return
    records, path, columns = _records(given, name)
    if as_json:
        say(json.dumps([_values(each) for each in records], ensure_ascii=False, indent=2))
        return
    if not records:
        tell(
            f"No {name.replace('-', ' ')} are recorded yet. They go in {path}."
            if name not in FOLDERS
            else f"There is none yet. Make one with: scplan add {name} NAME"
        )
        return
    for line in _table(columns, [[_shown(getattr(each, column)) for column in columns] for each in records]):
        say(line)


def _list_kinds(plan: Plan, as_json: bool) -> None:
    """Every kind, how many records it has and where they are kept."""
    names = (*FOLDERS, *(each.name for each in REGISTERS), "finance-lines")
    rows = [(name, len(found), path) for name in names for found, path, _ in [_records(plan, name)]]
    if as_json:
        say(json.dumps([{"kind": name, "records": count, "path": path} for name, count, path in rows], indent=2))
        return
    for line in _table(("kind", "records", "path"), [(name, f"{count:,}", path) for name, count, path in rows]):
        say(line)


def _kind(text: str) -> str:
    known = [*FOLDERS, *(each.name for each in REGISTERS), "finance-lines"]
    folded = text.strip().lower().replace("_", "-").replace(" ", "-")
    folded = PLURALS.get(folded, next((each.name for each in REGISTERS if each.kind == folded), folded))
    if folded in known:
        return folded
    if f"{folded}s" in known:
        return f"{folded}s"
    near = difflib.get_close_matches(folded, known, 1, 0.5)
    raise misuse(
        f"There is no kind called '{text}'" + (f". Did you mean '{near[0]}'?" if near else ""),
        f"The kinds are {', '.join(known)}.",
    )


def _records(plan: Plan, name: str) -> tuple[Sequence[Record], str, tuple[str, ...]]:
    if name in FOLDERS:
        attribute, folder, columns = FOLDERS[name]
        return getattr(plan, attribute), f"{folder}/", columns
    if name == "finance-lines":
        return plan.finance.lines, LINES, LINE_COLUMNS
    register = next(each for each in REGISTERS if each.name == name)
    return register.records(plan), register.path, register.model.COLUMNS


def _values(record: Record) -> dict[str, Any]:
    at = {"path": record.at.path, "line": record.at.line or None}
    values = {**record.model_dump(mode="json"), "at": at}
    if path := getattr(record, "path", None):
        values["at"] = {"path": path, "line": None}
    return values


def _shown(value: Any) -> str:
    if value is None or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, Enum):
        return str(getattr(value, "words", value.value))
    if isinstance(value, dict):
        return f"{len(value)}"
    if isinstance(value, tuple):
        return ", ".join(_shown(each) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)


RIGHT = ("population", "amount", "arrangements", "records")
GAP = 2
NARROWEST = 16


def most() -> int:
    """Columns for a table: those of the screen, at most 120; 80 where there is none."""
    return max(width(), min(120, shutil.get_terminal_size((80, 24)).columns))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """*rows* under their headings, in columns whose words wrap whole; one block a record where they do not fit."""
    heads = [column.replace("_", " ") for column in columns]
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    sizes = _sizes(heads, cells, most())
    if sizes is None:
        return _blocks(heads, cells)
    right = [column in RIGHT for column in columns]
    return [line for row in (heads, *cells) for line in _row(row, sizes, right)]


def _sizes(heads: Sequence[str], rows: Sequence[Sequence[str]], most: int) -> list[int] | None:
    """The width of each column within *most*: the first stands whole, and no word is broken; None where none fits."""
    columns = [[head, *(row[number] for row in rows)] for number, head in enumerate(heads)]
    natural = [max(map(len, column)) for column in columns]
    sizes = [
        max(min(whole, NARROWEST) if number else whole, *(len(word) for cell in column for word in cell.split()))
        for number, (column, whole) in enumerate(zip(columns, natural, strict=True))
    ]
    spare = most - sum(sizes) - GAP * (len(sizes) - 1)
    if spare < 0:
        return None
    while spare and sizes != natural:
        widest = max(range(len(sizes)), key=lambda number: natural[number] / sizes[number])
        sizes[widest] += 1
        spare -= 1
    return sizes


def _row(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    folded = [textwrap.wrap(cell, size, **WHOLE) for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(map(len, folded), default=0)):
        parts = [lines[number] if number < len(lines) else "" for lines in folded]
        yield (
            (" " * GAP)
            .join(
                part.rjust(size) if at_right else part.ljust(size)
                for part, size, at_right in zip(parts, sizes, right, strict=True)
            )
            .rstrip()
        )


def _blocks(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Each record by itself, its first value as the heading and the others below it with their names.

    Only a word longer than the screen goes on in the next line.
    """
    label = max(map(len, heads)) + 2 * GAP
    lines: list[str] = []
    for first, *others in rows:
        lines += [""] if lines else []
        lines += textwrap.wrap(first, most(), subsequent_indent=" " * label, **FOLDED)
        for head, cell in zip(heads[1:], others, strict=True):
            name = f"{'':{GAP}}{head}"
            longest = max(map(len, cell.split()), default=0)
            if longest > most() - label:
                indent = " " * max(0, min(2 * GAP, most() - longest))
                lines += [name, *textwrap.wrap(cell, most(), initial_indent=indent, subsequent_indent=indent, **FOLDED)]
            elif cell:
                lines += textwrap.wrap(
                    cell, most(), initial_indent=name.ljust(label), subsequent_indent=" " * label, **WHOLE
                )
    return lines
