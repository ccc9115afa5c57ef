"""Days, money and numbers as the documents print them, and text made safe inside Markdown."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from scp.model.words import in_words

NOT_AVAILABLE = "not available"
MARK = "\ue000"
TICK = "\u2610"
"""An empty box, to be ticked."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Markdown(str):
    """Text that is Markdown already and is not escaped again."""


def as_code(text: str) -> Markdown:
    """*text* on one line as a code span: nothing is escaped within one, so its fence is longer than any inside."""
    said = " ".join(text.replace(MARK, "").split())
    if not said:
        return Markdown("")
    fence = "`" * (max((len(run) for run in re.findall("`+", said)), default=0) + 1)
    edge = " " if said.startswith("`") or said.endswith("`") else ""
    return Markdown(f"{fence}{edge}{said}{edge}{fence}")


def escaped(text: str) -> Markdown:
    """*text* on one line, so that Markdown prints every sign of it."""
    return Markdown(_PUNCTUATION.sub(r"\\\1", " ".join(text.replace(MARK, "").split())))


def shown(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return NOT_AVAILABLE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)


def day_or(day: date | None, otherwise: str) -> str:
    """A day as people write it, or what to say where there is none."""
    return in_words(day) if day else otherwise


def slug(title: str) -> str:
    """An address made of a title."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return (
        "-".join("".join(sign if sign.isalnum() else " " for sign in folded.replace("'", "")).split())[:60].strip("-")
        or "section"
    )


REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def kept_in_order(text: str) -> str:
    """*text* without the unseen signs that turn the order of letters, for what surrounds it would be turned too."""
    return REORDERING.sub("", text)
