"""Which characters the fonts can print; any other is printed by its name in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.text import Section
from scp.problem import Location, Problem

PACKAGES = (
    "fontpkg_atkinson_hyperlegible",
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_heebo",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_hind_siliguri",
)
FAMILIES = (
    "Atkinson Hyperlegible",
    "Noto Sans",
    "Noto Sans Arabic",
    "Heebo",
    "Noto Sans Devanagari",
    "Hind Siliguri",
    "DejaVu Sans Mono",
    "New Computer Modern Math",
)
"""In this order; the last two come with Typst itself."""

SIGNS = "℀-⅑⅓-⅟↉←-⏿␢␣①-☀★☆☉☒☡☸-♇♠-♧♩-♯♾⚀-⚉⚥⚪-⚮⚲✓✗✠✦✪✶✽❚❲❳➛➡⟀-⟿⤀-⭳⭶-⮕⮗-⯿𝐀-𝟿"
"""Arrows, signs of mathematics, shapes and dingbats that the two families of Typst have between them."""
UPRIGHT = "☁-☄☇☈☊-☏☑☓-☠☢-☯♈-♟♨♰-♽♿⚊⚋⚐-⚜⚠⚡⚰⚱✁-✄✆-✉✌-✒✔-✖✘-✟✡-✥✧✩✫-✵✷-✼✾-❋❍❏-❒❖❘❙❛-❞❡-❱❴❵➔➘-➚➜-➠➢-➯➱-➾"
"""Such as they have in their upright cuts alone: these stand upright where the words around are in italics."""
NO_SIGN = frozenset(
    "\U0001d455\U0001d49d\U0001d4a0\U0001d4a1\U0001d4a3\U0001d4a4\U0001d4a7\U0001d4a8\U0001d4ad"
    "\U0001d4ba\U0001d4bc\U0001d4c4\U0001d506\U0001d50b\U0001d50c\U0001d515\U0001d51d\U0001d53a"
    "\U0001d53f\U0001d545\U0001d547\U0001d548\U0001d549\U0001d551\U0001d6a6\U0001d6a7\U0001d7cc\U0001d7cd"
)
"""Numbers within those ranges to which Unicode gave no sign."""

SURE = frozenset(chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x180)]) - {"\u00ad", "\u0149"} | frozenset(
    "‘’“”–—…•€™\n\t"
)
UNSURE = re.compile("[^" + re.escape("".join(sorted(SURE))) + "]")
JOINERS = frozenset("\u200c\u200d")
JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff]")
"""Scripts in which a joiner changes the letters beside it."""
SEPARATORS = frozenset("\u0085\u2028\u2029\x0b\x0c")
ARABIC_NUMBER_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")
ENDS_CLUSTER = re.compile("[\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
LETTERS_OF_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]")
TAGS = re.compile("[\U000e0020-\U000e007e]")
TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
KEYCAP = "\u20e3"
NATIONS = {"gbsct": "Scotland", "gbeng": "England", "gbwls": "Wales"}

DRAWN = "\u2610"
"""A box to tick, which the PDF draws."""

Signs = frozenset[int]
"""The characters of one font, by number."""


def font_folders() -> Iterator[str]:
    """The folders of the packaged fonts."""
    for package in PACKAGES:
        yield str(Path(str(resources.files(package))) / "files")


@cache
def packaged() -> tuple[Signs, ...]:
    """The characters that every cut of a packaged font has, and those of the two families that come with Typst."""
    from fontTools.ttLib import TTFont

    found: list[Signs] = []
    for folder in font_folders():
        cuts = [frozenset(TTFont(file, lazy=True).getBestCmap()) for file in sorted(Path(folder).glob("*.ttf"))]
        found.append(frozenset.intersection(*cuts))
    return (*found, carried())


@cache
def carried() -> Signs:
    """The characters of `SIGNS` and `UPRIGHT`, and the box to tick."""
    ranges = re.findall("(.)-(.)|(.)", SIGNS + UPRIGHT)
    codes = {
        code for first, last, one in ranges for code in (range(ord(first), ord(last) + 1) if first else (ord(one),))
    }
    return frozenset(codes - {ord(each) for each in NO_SIGN} | {ord(DRAWN)})


def upright(text: str) -> str:
    """The signs of *text* that there are in upright cuts alone, each once."""
    return "".join(sorted(set(re.findall(f"[{UPRIGHT}]", text))))


def printable(text: str, own: Sequence[Signs] = ()) -> str:
    """*text* with each character that no font has as its name in brackets, and control signs left out.

    What reads as one sign, such as a letter with its accents or a family of three, is one sign here, and a font must
    have all of it. *own* are the characters of the plan's own fonts.
    """
    if not UNSURE.search(text):
        return text
    return "".join(printed for _, printed, _ in _told(text, own))


def _told(text: str, own: Sequence[Signs]) -> Iterator[tuple[str, str, str]]:
    """The signs of *text*, each with what is printed for it, and its name where that is printed."""
    for cluster in _clusters(text):
        if len(cluster) == 1 and cluster in SURE:
            yield cluster, cluster, ""
        else:
            yield (cluster, *_printed(cluster, own))


def _clusters(text: str) -> Iterator[str]:
    current = ""
    for sign in text:
        if current and _goes_on(current, sign):
            current += sign
            continue
        if current:
            yield current
        current = sign
    if current:
        yield current


def _goes_on(current: str, sign: str) -> bool:
    if sign in SURE:
        return False
    return (
        unicodedata.category(sign)[0] == "M"
        or bool(ENDS_CLUSTER.match(sign))
        or (current[-1] == "\u200d" and not JOINING.match(current[0]))
        or bool(LETTERS_OF_FLAGS.fullmatch(current) and LETTERS_OF_FLAGS.match(sign))
    )


def _printed(cluster: str, own: Sequence[Signs]) -> tuple[str, str]:
    """What is printed for *cluster*, and the name that stands there instead of it, or of a mark of it."""
    if cluster[0] in SEPARATORS:
        return " ", ""
    seen = "".join(each for each in cluster if not _is_unseen(each))
    if not seen:
        return (cluster if cluster in JOINERS else ""), ""
    fonts = (*own, *packaged())
    for words in (seen, unicodedata.normalize("NFC", seen)):
        if _in_one(words, fonts):
            joined = JOINING.match(cluster[0]) and JOINERS & set(cluster)
            return (cluster if joined else words), ""
    base, marks = seen[0], seen[1:]
    if marks and all(unicodedata.category(each)[0] == "M" for each in marks):
        if _in_one(base, fonts) and (marks != KEYCAP or base not in "0123456789#*"):
            name = ", ".join(map(_name, marks))
            return f"{base}[{name}]", name
    name = _name_of(cluster, seen)
    return f"[{name}]", name


def _is_unseen(sign: str) -> bool:
    if sign in ARABIC_NUMBER_SIGNS:
        return False
    return unicodedata.category(sign) in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f"


def _in_one(signs: str, fonts: Sequence[Signs]) -> bool:
    return any(all(ord(each) in font for each in signs) for font in fonts)


def _name_of(cluster: str, seen: str) -> str:
    if LETTERS_OF_FLAGS.fullmatch(cluster[0]) and len(seen) == 2:
        return "flag of " + "".join(chr(ord(each) - 0x1F1E6 + ord("A")) for each in seen)
    tags = "".join(chr(ord(each) - 0xE0000) for each in TAGS.findall(cluster))
    if tags:
        return f"flag of {NATIONS.get(tags, tags)}"
    if seen[1:] == KEYCAP and seen[0] in "0123456789#*":
        return f"key {seen[0]}"
    return ", ".join(_name(each) for each in seen if not TONES.match(each)) or _name(seen[0])


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower() or f"character {ord(sign):x}"


def missing(plan: Plan, own: Sequence[Signs] = ()) -> Iterator[Problem]:
    """A problem for each sign of the plan that no font has, once a line: in its text, and in what its records say.

    *own* are the characters of the plan's own fonts.
    """
    for section in plan.sections:
        yield from _in_section(section, own)
    told: dict[Location, set[tuple[str, str]]] = {}
    for at, text in _written(plan):
        for found in _unprinted(text, own):
            told.setdefault(at, set()).add(found)
    for at, signs in told.items():
        yield from _problems(at, signs)


def _in_section(section: Section, own: Sequence[Signs]) -> Iterator[Problem]:
    for token in section.tokens:
        if token.type not in ("inline", "fence", "code_block") or not UNSURE.search(token.content):
            continue
        first = (token.map or [0])[0] + 1
        for number, line in enumerate(token.content.split("\n")):
            yield from _problems(Location(section.path, first + number), _unprinted(line, own))


def _unprinted(text: str, own: Sequence[Signs]) -> set[tuple[str, str]]:
    """Each sign of *text* that is printed by its name, once, with that name."""
    if not UNSURE.search(text):
        return set()
    return {(sign, name) for sign, _, name in _told(text, own) if name}


MANY = 4
"""So many signs in one line are told together: they are a sentence in another script."""


def _problems(at: Location, signs: set[tuple[str, str]]) -> Iterator[Problem]:
    listed = [f"{sign} ({name})" for sign, name in sorted(signs)]
    if len(listed) >= MANY:
        some = ", ".join(listed[: MANY - 1])
        whats = [f"{len(listed)} signs, {some} and others, are in none of the fonts, so the PDF prints their names"]
    else:
        whats = [f"the sign {each} is in none of the fonts, so the PDF prints its name" for each in listed]
    for what in whats:
        yield Problem(
            at,
            what,
            "Write it in words, or name a font that has it in plan.yaml, under `theme: fonts: more:`.",
            kind="plan-missing-glyph",
        )


def _written(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Each text that a record of *plan* holds, and where it is written."""
    for each in fields(plan):
        if each.name not in ("references", "fingerprints", "files", "problems", "waivers", "baseline"):
            yield from _texts(getattr(plan, each.name), Location(""))


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Record):
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), value.at_key(key))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each, at)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each, at)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Section | Location | Problem):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), at)
