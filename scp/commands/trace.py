"""`scp trace`: from a need to a result and back, and what hangs on nothing."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from scp.commands.common import Json, PlanRoot, json_text, say, shown, today, wrapped
from scp.commands.versions import At, plan_of
from scp.model.plan import Plan
from scp.model.trace import Link, Step, Trace
from scp.model.trace import trace as traced
from scp.problem import misuse
from scp.repository import find_root

app = typer.Typer()


class Format(Enum):
    """How the chain is given."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    SVG = "svg"
    XLSX = "xlsx"


@app.command()
def trace(
    start: Annotated[
        str | None,
        typer.Argument(metavar="FROM", help="A step, such as need, or the short name of a record.", show_default="all"),
    ] = None,
    end: Annotated[
        str | None,
        typer.Argument(metavar="TO", help="A step, or the short name of a record.", show_default="every step"),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to give the chain.")] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option(help="The file to write, for svg and xlsx.", show_default="trace.svg, trace.xlsx")
    ] = None,
    plan: PlanRoot = None,
    at: At = None,
    as_json: Json = False,
) -> None:
    """Follow the chain from need to result, either way, and list what hangs on nothing.

    The steps are need, priority, outcome, care-group, locality, investment, direction, indicator and result. Exit
    status: 0 told, 2 there is no such step or record, or the plan could not be read.
    """
    given = plan_of(find_root(Path.cwd(), plan), at)
    chain = traced(given)
    if as_json:
        format = Format.JSON
    if output is not None and format not in (Format.SVG, Format.XLSX):
        raise misuse("--output is for pictures and workbooks", "Add --format svg or --format xlsx, or leave it out.")
    if start is not None and format in (Format.SVG, Format.XLSX):
        raise misuse("The picture and the workbook show the whole chain", f"Leave out '{start}'.")
    match format:
        case Format.TEXT:
            for line in _from_to(chain, start, end) if start else _all(chain):
                say(line)
        case Format.JSON:
            typer.echo(json_text(_json(chain, start, end)))
        case Format.CSV:
            typer.echo(_csv(chain, start, end), nl=False)
        case Format.SVG:
            from scp.documents.trace_picture import trace_picture

            _written(output or Path("trace.svg"), trace_picture(chain, given.title).encode())
        case Format.XLSX:
            _written(output or Path("trace.xlsx"), _workbook(given, chain))


def _written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise misuse(f"{path} could not be written: {error.strerror}", "Name another file with --output.") from None
    say(f"Wrote {path}")


# in words


def _all(chain: Trace) -> Iterator[str]:
    for priority in chain.of(Step.PRIORITY):
        yield wrapped(f"{priority.name} ({priority.id})", hanging="  ")
        for step in Step:
            if step is not Step.PRIORITY:
                yield _step(step, chain.reached(priority, step))
        yield ""
    if not chain.of(Step.PRIORITY):
        yield wrapped("There are no priorities yet, so nothing hangs together. Add one: scplan add priority NAME")
        yield ""
    yield from _loose(chain)


def _step(step: Step, links: Sequence[Link]) -> str:
    head = f"  {step.many:<18}"
    if not links:
        return f"{head}none"
    names = [each.id if step is Step.OUTCOME else each.name for each in links]
    return wrapped("; ".join(names), head, " " * len(head))


def _loose(chain: Trace) -> Iterator[str]:
    orphans, gaps = chain.orphans, chain.gaps
    for step in (Step.DIRECTION, Step.RESULT):
        if chain.of(Step.PRIORITY) and not chain.of(step):
            words = (
                "No direction has been given yet"
                if step is Step.DIRECTION
                else ("No indicator has a value from a year of the plan yet")
            )
            yield wrapped(f"{words}, so no {step.many} were looked for.")
    if not orphans and not gaps:
        yield "All the rest hangs together." if not chain.of(Step.RESULT) else "Everything hangs together."
        return
    if orphans:
        yield "Hangs on no priority"
        for each in orphans:
            yield wrapped(f"{each.at}  {each.step.words}: {each.name}", "  ", "    ")
    if gaps:
        yield "Has nothing at a step"
        for link, step in gaps:
            yield wrapped(f"{link.at}  {link.name}: no {step.many}", "  ", "    ")


def _from_to(chain: Trace, start: str, end: str | None) -> Iterator[str]:
    steps, only = _target(chain, end)
    for link in _named(chain, start):
        yield wrapped(f"{link.name} ({link.step.words} {link.id})", hanging="  ")
        for step in steps:
            if step is not link.step:
                yield _step(step, [each for each in chain.reached(link, step) if only in (None, each.id)])
        yield ""


def _named(chain: Trace, text: str) -> Sequence[Link]:
    """The records of a step, or those of one name."""
    step = _as_step(text)
    if step is not None:
        return chain.of(step)
    found = chain.find(text)
    if found:
        return found
    known = [*(each.value for each in Step), *(each.id for step in Step for each in chain.of(step))]
    near = difflib.get_close_matches(text, known, 1, 0.5)
    raise misuse(
        f"Nothing in the chain is called '{text}'" + (f". Did you mean '{near[0]}'?" if near else ""),
        f"The steps are {', '.join(each.value for each in Step)}; scplan trace names the records.",
    )


def _as_step(text: str) -> Step | None:
    folded = text.strip().lower().replace("_", "-").replace(" ", "-")
    return next((each for each in Step if folded in (each.value, each.many.replace(" ", "-"))), None)


def _target(chain: Trace, end: str | None) -> tuple[Sequence[Step], str | None]:
    """The steps to look at and, where one record is meant, its name."""
    if end is None:
        return tuple(Step), None
    step = _as_step(end)
    if step is not None:
        return (step,), None
    return tuple(dict.fromkeys(each.step for each in _named(chain, end))), end


# for programs


def _pairs(chain: Trace, start: str | None, end: str | None) -> Iterator[tuple[Link, Link]]:
    """Each record with each that it leads to, or comes from; of the whole chain, priorities with all the rest."""
    steps, only = _target(chain, end)
    for link in _named(chain, start or Step.PRIORITY.value):
        for step in steps:
            if step is not link.step:
                for each in chain.reached(link, step):
                    if only in (None, each.id):
                        yield link, each


def _json(chain: Trace, start: str | None, end: str | None) -> dict[str, Any]:
    return {
        "schema": 1,
        "steps": {step.value: [_values(each) for each in chain.of(step)] for step in Step},
        "links": [
            {"from": [one.step.value, one.id], "to": [other.step.value, other.id]}
            for one, other in _pairs(chain, start, end)
        ],
        "orphans": [[each.step.value, each.id] for each in chain.orphans],
        "gaps": [{"of": [link.step.value, link.id], "nothing_at": step.value} for link, step in chain.gaps],
    }


def _values(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "name": link.name,
        "path": link.at.path,
        "line": link.at.line or None,
        "priorities": sorted(link.priorities),
    }


HEADS = ("From", "Id", "Name", "To", "Id of that", "Name of that")


def _rows(chain: Trace, start: str | None = None, end: str | None = None) -> Iterator[tuple[str, ...]]:
    for one, other in _pairs(chain, start, end):
        yield one.step.words, one.id, one.name, other.step.words, other.id, other.name


def _csv(chain: Trace, start: str | None, end: str | None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in _rows(chain, start, end):
        writer.writerow(map(_cell, row))
    return out.getvalue()


def _cell(text: str) -> str:
    """*text* for a cell: inert on a terminal, and with an apostrophe where a spreadsheet would reckon with it."""
    plain = shown(text)
    return f"'{plain}" if plain.lstrip().startswith(("=", "+", "-", "@")) else plain


def _workbook(plan: Plan, chain: Trace) -> bytes:
    from scp.documents.trace_workbook import trace_workbook

    return trace_workbook(plan, chain, today())
