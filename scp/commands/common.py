"""What the commands share: the plan's folder, today's date, and how things are told."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from scp.problem import PlanError, Refusal, misuse

PlanRoot = Annotated[
    Path | None, typer.Option("--plan", help="Folder of the plan.", show_default="the nearest one upwards")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON (short for --format json).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")]


def called() -> str:
    """The command as it was called: scp or scplan."""
    name = Path(sys.argv[0]).name
    return name if name in ("scp", "scplan") else "scplan"


def worded(text: str) -> str:
    """*text* with commands named as this one was called."""
    return text if called() == "scplan" else re.sub(r"\bscplan\b(?=[ .]|$)", called(), text)


def width() -> int:
    """Columns to write in: 80, or fewer on a narrow screen."""
    return max(40, min(80, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """*text* folded to the screen, never cut; long words such as paths stay whole."""
    return textwrap.fill(
        worded(text),
        width(),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


# Control signs, and signs that turn the direction of writing: a plan may hold them, a terminal would obey them.
# Lone halves of surrogate pairs: what Python makes of a file's name that is no UTF-8, and no terminal can be told.
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """*text* without what would steer the terminal."""
    return UNSHOWN.sub("�", text)


def json_text(value: object) -> str:
    """*value* as JSON, one entry a line, with what would steer the terminal written as an escape."""
    written = json.dumps(value, indent=1, ensure_ascii=False)
    return UNSHOWN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", written)


def say(text: str = "") -> None:
    """Print a result."""
    typer.echo(shown(worded(text)))


def tell(text: str = "") -> None:
    """Print what is said about the work rather than its result."""
    typer.echo(shown(worded(text)), err=True)


def tell_problems(error: PlanError) -> None:
    """Every problem of *error*, with where, what and how to mend it."""
    for problem in error.problems:
        place = f"{problem.at}: " if problem.at.path else ""
        tell(wrapped(f"{place}{problem.what}", hanging="  "))
        if problem.mend:
            tell(wrapped(problem.mend, "    "))
    if error.ending:
        tell(error.ending)


def tell_refusal(refusal: Refusal) -> None:
    """What was refused, what stands in the way, and how to mend it."""
    tell(wrapped(f"Refused: {refusal.what}", hanging="  "))
    for detail in refusal.details:
        tell(wrapped(detail, "  ", "    "))
    if refusal.mend:
        tell(wrapped(refusal.mend, "  "))


def today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return date.today()
    if not re.fullmatch("[0-9]{1,10}", epoch):
        raise misuse("SOURCE_DATE_EPOCH is not a whole number of seconds", "Unset it, or give seconds since 1970.")
    return datetime.fromtimestamp(int(epoch), UTC).date()


def day_of(option: str, text: str) -> date:
    """A day given as *option*, which the complaint names where it is none."""
    try:
        return day(text)
    except typer.BadParameter as error:
        what, _, mend = error.message.partition("; ")
        raise misuse(f"{option}: {what}", f"{mend[0].upper()}{mend[1:]}.") from None


def day(text: str) -> date:
    """A day given as an option, of the years that a plan may name."""
    from scp.model.record import FIRST_YEAR, LAST_YEAR

    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a day; write it as in 2027-04-01") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise typer.BadParameter(f"'{text}' is a day too far from ours; look at the year")
    return found
