"""A document before it is written in any format: chapters of Markdown tokens, and what stands on the cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from markdown_it.token import Token

from scp.documents.fonts import OwnFonts
from scp.documents.languages import Language, language
from scp.model.words import in_words
from scp.problem import Location, Problem

BRAND = "#12395b"
UNSAVED = "This copy holds changes that have not been saved."


@dataclass(frozen=True)
class Notice:
    """A sentence that stands above every page, and where it leads to: *link* in words, *url* where there is one."""

    words: str
    link: str = ""
    url: str = ""


@dataclass(frozen=True)
class Copy:
    """Which copy of the plan this is: what the cover and the colophon say. *notices* tell what came after it."""

    label: str
    day: date
    stage: str = ""
    commit: str = ""
    tree: str = ""
    unsaved: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A page of the site and a numbered chapter of the PDF. *number* is empty for what comes before the first.

    A chapter of a redline is made of *nodes* instead of tokens, and *heading* is its title with marks.
    """

    id: str
    title: str
    number: str
    tokens: tuple[Token, ...] = field(repr=False)
    nodes: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    heading: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Picture:
    """A picture of the plan or drawn for it, by the name under which the document refers to it.

    *width* is that of a drawing, in pixels of a page; 0 where it is not known. *alt* is what it shows in words, where the
    text that refers to it does not say that: the logo's.
    """

    name: str
    content: bytes = field(repr=False)
    path: str = ""
    width: int = 0
    alt: str = ""

    @property
    def damage(self) -> Problem:
        """What to tell where the picture cannot be read."""
        return Problem(
            Location(self.path),
            "is a picture that cannot be printed: its content is not what its name says, or damaged",
            "Open it in a picture program and save it again as PNG.",
        )


Cell = str | int | Decimal | date | tuple[str, Decimal] | None
"""What a cell of a workbook holds; a pair is an amount in pounds ("£") or a share ("%", where 1 is the whole)."""


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook, and in *about* what it holds."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    about: str = ""


@dataclass(frozen=True)
class Document:
    """One document of one plan.

    Its *layout* is ``plan`` (cover, contents, a page for each chapter), ``paper`` (one chapter under a plain head) or
    ``easy-read``.
    """

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
    accent: str = BRAND
    logo: Picture | None = None
    """The authority's mark, for the cover; one of the pictures."""
    tracked: bool = False
    sheets: tuple[Sheet, ...] = ()
    addresses: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    """Where the plan's sections stand in it: the page and the anchor of each place."""
    fonts: OwnFonts = OwnFonts()
    data: tuple[str, bytes] | None = field(default=None, repr=False)
    """A file of data that the PDF carries: its name and content."""
    plan: str = ""
    """The title of the plan of which it is a part."""
    language: str = "en"
    """The code of the language that its text is in."""
    emblem: Picture | None = None
    """The picture on the cover of easy read; one of the pictures."""
    whole: tuple[str, str] = ("", "")
    """In easy read, where the whole plan is: a sentence and an address, either of which may be empty."""
    published_at: str = ""
    """Where the published plan can be read, where that is known."""
    pages_at: str = ""
    """The address under which the web pages of this edition stand, where that is known."""

    def page_address(self, path: str) -> str:
        """The lasting address of the page or file at *path* of the build; empty where it is not known."""
        return f"{self.pages_at.rstrip('/')}/{path}" if self.pages_at else ""

    @property
    def tongue(self) -> Language:
        """The language of its text, and our words in it."""
        return language(self.language)

    @property
    def frame(self) -> Language:
        """The language in which our own words stand in it."""
        return language(self.tongue.frame)

    def language_of(self, chapter: Chapter) -> str:
        """The code of the language of a chapter: the document's, where text of the plan stands in it, else that of our words."""
        written = any(each.type == "scp_place" for each in chapter.tokens)
        return self.language if written else self.frame.code

    @property
    def is_easy(self) -> bool:
        return self.layout == "easy-read"

    @property
    def cited(self) -> str:
        """How to name this copy where somebody refers to it."""
        copy = self.copy
        where = self.pages_at or self.published_at
        return (
            f"{self.authority} ({copy.day.year}) {self.title}, edition {self.edition}. {copy.label}, "
            f"{in_words(copy.day)}.{f' {where}' if where else ''}"
        )

    @property
    def colophon(self) -> tuple[str, ...]:
        """What copy this is, in sentences; how to prove it, except in easy read."""
        copy = self.copy
        edition = self.tongue.say("{}, edition {}.").format(self.title, self.edition)
        lines = [f"{edition} {copy.label}, {in_words(copy.day)}."]
        if copy.unsaved:
            lines.append(self.tongue.say(UNSAVED))
        if self.is_easy:
            return tuple(lines)
        if copy.commit:
            lines.append(f"Made from version {copy.commit[:12]} of the plan's files.")
        if copy.stage and copy.tree:
            lines.append(
                f"Those files have the fingerprint {copy.tree}. Anyone who has them can check, with scplan draft verify,"
                " that they are the ones kept for this stage."
            )
        return tuple(lines)
