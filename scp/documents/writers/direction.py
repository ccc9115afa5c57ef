"""Words that run from right to left, such as Arabic, Urdu and Hebrew, on pages that run from left to right."""

from __future__ import annotations

import re
import unicodedata

SIGNS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
SOME = re.compile(f"[{SIGNS}]")
RUN = re.compile(f"[{SIGNS}](?:[^<>&a-zA-Z]*[{SIGNS}])?")


def direction(words: str) -> str:
    """The attribute of a paragraph whose first letter runs from right to left; else nothing."""
    if not SOME.search(words):
        return ""
    first = next((sign for sign in words if unicodedata.bidirectional(sign) in ("L", "R", "AL")), "L")
    return ' dir="rtl"' if unicodedata.bidirectional(first) != "L" else ""


def set_apart(written: str) -> str:
    """Text as HTML, with each stretch from right to left set apart, so that it does not turn the signs beside it."""
    return RUN.sub(lambda match: f"<bdi>{match[0]}</bdi>", written) if SOME.search(written) else written
