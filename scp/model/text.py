"""Text that people write: a Markdown file and the sections it is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scp.problem import Location, Problem

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True)
class Section:
    """A stretch of Markdown, parsed once: the tokens of one file, or of one arrangement within it.

    Token lines (`token.map`) count from 0 in the file. *held_back* is set where the file says `status: to-write`.
    """

    path: str
    anchor: str
    title: str
    at: Location
    tokens: tuple[Token, ...] = field(compare=False, repr=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    held_back: bool = False

    @property
    def place(self) -> str:
        """The address that records use: `localities/east.md` or `localities/east.md#carers`."""
        return f"{self.path}#{self.anchor}" if self.anchor else self.path

    @property
    def is_written(self) -> bool:
        """Whether it counts as written: there is text, and its file does not say that it is still to write."""
        return self.has_text and not self.held_back

    @property
    def has_text(self) -> bool:
        """Whether there is anything to print: comments and headings alone are not text."""
        words = [token for token in self.tokens if token.type in ("inline", "fence", "code_block")]
        headings = {
            id(after)
            for before, after in zip(self.tokens, self.tokens[1:], strict=False)
            if before.type == "heading_open"
        }
        return any(_says_something(token) for token in words if id(token) not in headings)

    @property
    def plain(self) -> str:
        """The words alone, white space folded, references resolved."""
        parts = [plain_text(token) for token in self.tokens if token.type in ("inline", "fence", "code_block")]
        return " ".join(" ".join(parts).split())


ORIGIN = "urn:scplan:copy:1"
"""The namespace of the part in which a Word file says which copy of the plan it is."""


def bookmark(place: str) -> str:
    """The name of the bookmark that holds the section at *place* in a Word file."""
    return f"s_{hashlib.sha256(place.encode('utf-8', 'replace')).hexdigest()[:12]}"


def paragraph_digest(words: str) -> str:
    """Eight signs by which a paragraph is known again, whatever its white space."""
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "replace")).hexdigest()[:8]


FIGURES = ("chart:", "map:")
"""What the address of a picture begins with where it is drawn from the plan."""


def is_figure(token: Token) -> bool:
    """Whether a token is a picture that is drawn from the plan, as in `![](chart:population)`."""
    return token.type == "image" and str(token.attrs.get("src", "")).lower().startswith(FIGURES)


def plain_text(token: Token) -> str:
    """The words of one inline or code token."""
    if token.children is None:
        return token.content
    words = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": " "}
    parts = []
    for child in token.children:
        if child.type == "image":
            parts.append(plain_text(child) if child.children else child.content)
        elif child.type in words:
            parts.append(words[child.type] or child.content)
    return "".join(parts)


def _says_something(token: Token) -> bool:
    if token.children is None:
        return bool(token.content.strip())
    return any(
        (child.type in ("text", "code_inline", "image") and child.content.strip()) or child.type == "image"
        for child in token.children
    )
