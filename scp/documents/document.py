"""A document before it is written in any format: chapters of Markdown tokens, and what stands on the cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from markdown_it.token import Token

from scp.model.words import in_words
from scp.problem import Problem

BRAND = "#12395b"


@dataclass(frozen=True)
class Copy:
    """Which copy of the plan this is: what the cover and the colophon say."""

    label: str
    day: date
    stage: str = ""
    commit: str = ""
    tree: str = ""
    unsaved: bool = False


@dataclass(frozen=True)
class Chapter:
    """A page of the site and a numbered chapter of the PDF. *number* is empty for what comes before the first."""

    id: str
    title: str
    number: str
    tokens: tuple[Token, ...] = field(repr=False)


@dataclass(frozen=True)
class Picture:
    """A picture of the plan or drawn for it, by the name under which the document refers to it."""

    name: str
    content: bytes = field(repr=False)
    path: str = ""


@dataclass(frozen=True)
class Document:
    """One document of one plan."""

    name: str
    title: str
    authority: str
    edition: str
    copy: Copy
    chapters: tuple[Chapter, ...]
    pictures: tuple[Picture, ...] = ()
    banner: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    layout: str = "plan"
    problems: tuple[Problem, ...] = ()
    about: str = ""
    colour: str = BRAND

    @property
    def colophon(self) -> tuple[str, ...]:
        """What copy this is, in sentences; how to prove it, except in easy read."""
        copy = self.copy
        lines = [f"{self.title}, edition {self.edition}. {copy.label}, {in_words(copy.day)}."]
        if copy.unsaved:
            lines.append("This copy holds changes that have not been saved.")
        if self.layout == "easy-read":
            return tuple(lines)
        if copy.commit:
            lines.append(f"Made from version {copy.commit[:12]} of the plan's files.")
        if copy.stage and copy.tree:
            lines.append(
                f"Those files have the fingerprint {copy.tree}. Anyone who has them can check, with scplan draft verify,"
                " that they are the ones kept for this stage."
            )
        return tuple(lines)
