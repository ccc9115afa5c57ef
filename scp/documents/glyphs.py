"""Which characters the packaged fonts can print; any other is printed by its name in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from scp.model.plan import Plan
from scp.model.text import Section
from scp.problem import Location, Problem

PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")
SURE = frozenset(chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x180)]) - {"\u00ad", "\u0149"} | frozenset(
    "‘’“”–—…•€™\n\t"
)
UNSURE = re.compile("[^" + re.escape("".join(sorted(SURE))) + "]")
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

DRAWN = "\u2610"
"""A box to tick, which the PDF draws."""


def font_folders() -> Iterator[str]:
    """The folders of the packaged fonts."""
    for package in PACKAGES:
        yield str(Path(str(resources.files(package))) / "files")


@cache
def known() -> frozenset[int]:
    """The characters of the regular fonts, by number."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for folder in font_folders():
        for file in sorted(Path(folder).glob("*.ttf")):
            if "Italic" not in file.name and ("Regular" in file.name or "[" in file.name):
                found |= set(TTFont(file, lazy=True).getBestCmap())
    return frozenset(found)


def printable(text: str) -> str:
    """*text* with each character that no font has as its name in brackets, and control signs left out."""
    if not UNSURE.search(text):
        return text
    return UNSURE.sub(lambda match: _named(match.group(0)), text)


def _named(sign: str) -> str:
    if sign in INVISIBLE or unicodedata.category(sign) == "Cc":
        return ""
    if ord(sign) in known() or sign in DRAWN:
        return sign
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else f"[character {ord(sign):x}]"


def missing(plan: Plan) -> Iterator[Problem]:
    """A problem for each character of the plan's text that no font has, once a line."""
    for section in plan.sections:
        yield from _missing(section)


def _missing(section: Section) -> Iterator[Problem]:
    for token in section.tokens:
        if token.type not in ("inline", "fence", "code_block") or not UNSURE.search(token.content):
            continue
        first = (token.map or [0])[0] + 1
        for number, line in enumerate(token.content.split("\n")):
            for sign in sorted({match for match in UNSURE.findall(line) if _named(match).startswith("[")}):
                yield Problem(
                    Location(section.path, first + number),
                    f"the sign {sign} ({_named(sign)[1:-1]}) is in none of the fonts, so the PDF prints its name",
                    "Write it in words.",
                    kind="plan-missing-glyph",
                )
