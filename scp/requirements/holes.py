"""What a plan that is nearly final still leaves unwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scp.model.locality import Status
from scp.model.plan import Plan
from scp.model.text import Section
from scp.problem import Location, Problem
from scp.requirements.words import quoted

if TYPE_CHECKING:
    from markdown_it.token import Token

KIND = "plan-still-to-write"

# What drafts of real plans hold. In capitals or in brackets only: "more rooms are to follow" is a sentence.
HOLE = re.compile(
    r"\bTO FOLLOW\b|\bTO BE (?:COMPLETED|CONFIRMED|ADDED|INSERTED|WRITTEN|AGREED|DECIDED)\b[A-Z "
    r"]*|\bTBC\b|\bTBA\b|\bTBD\b"
    r"|[\[(](?:to follow|tbc|tba|tbd|to be (?:completed|confirmed|added|inserted|written|agreed|decided))[^\])]*[\])]"
    r"|\b[Ss]till to write\b|\bSTILL TO WRITE\b|\b[Ll]orem ipsum\b|£?(?<!\w)X{2,}(?:,X{3})*(?!\w)%?"
)
SIGNS = ("TO ", "TB", "[t", "(t", "till to write", "STILL", "orem", "XX")
"""One of them stands in whatever `HOLE` finds; to look for them takes a tenth of the time."""
ROMAN = re.compile(r"(?i)\b(?:part|chapter|schedule|annex|appendix|volume)\s+X{2,}\b")


def still_to_write(plan: Plan) -> Iterator[Problem]:
    """Each section, arrangement and care group that is not written, and each hole left in a text."""
    for narrative in plan.narrative:
        yield from _unwritten(narrative.section, narrative.title, narrative.status, narrative.at_key("status"))
    for locality in plan.localities:
        for arrangement in locality.arrangements.values():
            section = arrangement.section
            if section is not None:
                yield from _unwritten(section, f"{locality.name}: {section.title}", arrangement.status, section.at)
    for group in plan.care_groups:
        if group.planned_in is None:
            yield from _unwritten(group.section, group.name, group.status, group.at_key("status"))
    for section in plan.sections:
        yield from _holes(section)


def _unwritten(section: Section, name: str, status: Status, status_at: Location) -> Iterator[Problem]:
    if not section.has_text:
        yield Problem(section.at, f"{name}: no text yet", "Write it, or take it out of the plan.", KIND)
    elif status is Status.TO_WRITE:
        yield Problem(
            status_at,
            f"{name}: there is text, and its status is still to-write",
            "Write `status: draft`, or `status: done` once it is.",
            KIND,
        )


def _holes(section: Section) -> Iterator[Problem]:
    for token in section.tokens:
        if token.type not in ("inline", "fence", "code_block"):
            continue
        line = (token.map or [section.at.line - 1])[0] + 1
        for number, text in enumerate(_lines(token)):
            if any(sign in text for sign in SIGNS) and (found := HOLE.search(ROMAN.sub("", text))):
                yield Problem(
                    Location(section.path, line + number),
                    f"{quoted(found.group().strip())} marks a hole in the text",
                    "Write what belongs there, or take the words out.",
                    KIND,
                )


def _lines(token: Token) -> list[str]:
    """The words of one token, line by line as they were written."""
    if token.children is None:
        return token.content.split("\n")
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    ).split("\n")
