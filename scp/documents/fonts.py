"""The fonts that a plan brings itself: files that anybody could have put there, looked into before they are used."""

from __future__ import annotations

import logging
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from scp.documents.glyphs import Signs
from scp.model.plan import Plan
from scp.problem import Problem

FOLDER = "fonts/"
ENDINGS = (".ttf", ".otf")
LARGEST = 20_000_000
"""Bytes; a font of all Chinese signs has some 16 million."""
MOST_SIGNS = 400_000
"""Characters that all the tables of a font may list together; a table of a few bytes could claim millions."""
MOST_TABLES = 60
OPENING = (b"\x00\x01\x00\x00", b"OTTO", b"true")
RESTRICTED, NO_SUBSET, BITMAPS, PRINT_ONLY = 0x0002, 0x0100, 0x0200, 0x0004
"""Bits of fsType (OpenType, table OS/2): what the maker of a font allows."""


@dataclass(frozen=True)
class Typeface:
    """One font file of the plan's own: its family, its cut, the characters it has, and whether a web page may use it."""

    path: str
    content: bytes = field(repr=False)
    family: str
    bold: bool
    italic: bool
    signs: Signs = field(repr=False)
    web: bool


@dataclass(frozen=True)
class OwnFonts:
    """The plan's own fonts that can be used: the family for *text*, and *more* for other scripts."""

    text: tuple[Typeface, ...] = ()
    more: tuple[Typeface, ...] = ()

    @property
    def every(self) -> tuple[Typeface, ...]:
        return (*self.text, *self.more)

    @property
    def signs(self) -> tuple[Signs, ...]:
        """The characters that every cut of a family has, for each family."""
        families: dict[str, Signs] = {}
        for each in self.every:
            families[each.family] = families.get(each.family, each.signs) & each.signs
        return tuple(families.values())

    @property
    def family(self) -> str:
        """The name of the family for text; empty where the packaged one is used."""
        return self.text[0].family if self.text else ""


class _Unfit(Exception):
    """Why a file is no font that can be used, and what to do."""


def own_fonts(plan: Plan, read: Callable[[str], bytes]) -> tuple[OwnFonts, tuple[Problem, ...]]:
    """The fonts that ``theme: fonts:`` names, read by *read*, and a problem for each that cannot be used."""
    asked = plan.record.theme.fonts
    problems: list[Problem] = []
    found: dict[str, tuple[Typeface, ...]] = {}
    for key, paths in (("text", asked.text), ("more", asked.more)):
        faces = []
        for path in paths:
            try:
                if not path.startswith(FOLDER) or not path.lower().endswith(ENDINGS):
                    raise _Unfit("is not in the plan's fonts folder, or has another ending than .ttf or .otf", _PUT)
                faces.append(_typeface(path, read(path)))
            except _Unfit as unfit:
                what, mend = unfit.args
                problems.append(Problem(asked.at_key(key), f"the font {path} {what}", mend, kind="plan-unusable-font"))
        found[key] = tuple(faces)
    families = dict.fromkeys(each.family for each in found["text"])
    if len(families) > 1:
        problems.append(
            Problem(
                asked.at_key("text"),
                f"the fonts for text are of {len(families)} families: {', '.join(families)}",
                "Name the files of one family; fonts for other scripts belong under `more:`.",
                kind="plan-unusable-font",
            )
        )
        found["text"] = ()
    return OwnFonts(found["text"], found["more"]), tuple(problems)


_PUT = "Put the file where it says, for example `fonts/Council-Regular.ttf`, or take the line out."
_ASK = "Ask whoever made the font for a TrueType or OpenType file that may be embedded."


@lru_cache(maxsize=16)
def _typeface(path: str, content: bytes) -> Typeface:
    from fontTools.ttLib import TTFont, TTLibError

    if len(content) > LARGEST:
        raise _Unfit(f"has more than {LARGEST // 1_000_000} MB", _ASK)
    if content[:4] not in OPENING:
        raise _Unfit("is no TrueType or OpenType font: its content is not what its name says", _ASK)
    log = logging.getLogger("fontTools")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        font = TTFont(BytesIO(content), lazy=True)
        if not {"cmap", "head", "name", "OS/2", "hmtx", "maxp"} <= set(font.keys()):
            raise _Unfit("lacks a table that every font has", _ASK)
        if not {"glyf", "CFF ", "CFF2"} & set(font.keys()):
            raise _Unfit("has no outlines", _ASK)
        if _listed(font.reader["cmap"]) > MOST_SIGNS:
            raise _Unfit("lists more characters than there are", _ASK)
        signs = frozenset(font.getBestCmap() or ())
        rights = int(font["OS/2"].fsType)
        chosen = int(font["OS/2"].fsSelection)
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1) or ""
    except (TTLibError, struct.error, LookupError, ValueError, AssertionError, AttributeError, TypeError, EOFError):
        raise _Unfit("is damaged", _ASK) from None
    if not signs:
        raise _Unfit("has no characters", _ASK)
    if rights & 0x000F == RESTRICTED:
        raise _Unfit("may not be embedded in a document: its maker forbids it", _ASK)
    if rights & (NO_SUBSET | BITMAPS):
        raise _Unfit("may not be embedded in part, as a PDF needs it: its maker forbids it", _ASK)
    if not re.fullmatch(r"[\w .&'()+-]{1,80}", family):
        raise _Unfit("has no family name that can be used", _ASK)
    italic, bold = bool(chosen & 0x01), bool(chosen & 0x20)
    return Typeface(path, content, family, bold, italic, signs, web=rights & 0x000F != PRINT_ONLY)


def _listed(table: bytes) -> int:
    """How many characters the subtables of a cmap *table* say that they list, before anybody counts them out."""
    (count,) = struct.unpack_from(">H", table, 2)
    if count > MOST_TABLES:
        return MOST_SIGNS + 1
    offsets = {struct.unpack_from(">L", table, 4 + 8 * each + 4)[0] for each in range(count)}
    return sum(sum(_spans(table, offset)) for offset in offsets)


def _spans(table: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", table, at)
    if form == 4:
        (twice,) = struct.unpack_from(">H", table, at + 6)
        ends = struct.unpack_from(f">{twice // 2}H", table, at + 14)
        starts = struct.unpack_from(f">{twice // 2}H", table, at + 16 + twice // 2 * 2)
        yield from (max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
    elif form in (12, 13):
        (groups,) = struct.unpack_from(">L", table, at + 12)
        if groups > MOST_SIGNS:
            yield groups
            return
        for each in range(groups):
            start, end = struct.unpack_from(">2L", table, at + 16 + 12 * each)
            yield max(0, end - start + 1)


def stylesheet(fonts: OwnFonts) -> tuple[str, dict[str, bytes]]:
    """The rules by which the web pages use the family for text, and the files they name; nothing where its maker
    allows print only."""
    faces = [each for each in fonts.text if each.web]
    if not faces:
        return "", {}
    files = {f"own-{number}{each.path[-4:].lower()}": each for number, each in enumerate(faces, start=1)}
    rules = [
        f'@font-face {{ font-family: "Plan"; src: url("{name}"); font-weight: {700 if each.bold else 400}; '
        f"font-style: {'italic' if each.italic else 'normal'}; font-display: swap; }}"
        for name, each in files.items()
    ]
    rules.append('body { font-family: "Plan", "Atkinson Hyperlegible", Arial, Helvetica, sans-serif; }')
    return "\n" + "\n".join(rules) + "\n", {name: each.content for name, each in files.items()}
