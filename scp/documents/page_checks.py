"""What a program can tell about the accessibility of web pages, found in the very pages that were made (WCAG 2.2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from lxml import html

NOT_ALONE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class PageCheck:
    """One thing that was looked for on every page: what holds where nothing was found, and where it does not hold."""

    holds: str
    criterion: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Seen:
    """One page, read once."""

    path: str
    root: Any
    ids: Sequence[str]


def check_pages(files: Mapping[str, bytes]) -> tuple[PageCheck, ...]:
    """Each check over every page of *files*, which are by their path in the build."""
    pages = [_seen(path, content) for path, content in sorted(files.items()) if path.endswith(".html")]
    anchors = {page.path: frozenset(page.ids) for page in pages}

    def leads(page: _Seen) -> bool:
        return all(_arrives(page.path, link, files, anchors) for link in page.root.xpath("//@href | //@src"))

    looked: tuple[tuple[str, str, Callable[[_Seen], bool]], ...] = (
        ("The language of every page is said in its code.", "3.1.1", lambda page: bool(page.root.get("lang"))),
        ("Every page has one title of its own and one main heading.", "2.4.2", _is_titled),
        ("No heading skips a level.", "1.3.1", _steps),
        ("Every picture has a description in words, or is marked as repeating those beside it.", "1.1.1", _described),
        ("Every table has headings that say which cells they belong to.", "1.3.1", _headed),
        ("Every field to fill in has a label.", "3.3.2", _labelled),
        ("Every link and button has words.", "2.4.4", _named),
        ("No address within a page stands twice.", "4.1.2", lambda page: len(page.ids) == len({*page.ids})),
        ("Every link between these pages leads to a page and a place that is there.", "2.4.5", leads),
        ("Every page has a link past its head to its text, and its regions are marked.", "2.4.1", _has_regions),
        ("A page can be enlarged: none forbids it.", "1.4.4", _may_grow),
    )
    return tuple(
        PageCheck(holds, criterion, tuple(page.path for page in pages if not is_met(page)))
        for holds, criterion, is_met in looked
    )


def _seen(path: str, content: bytes) -> _Seen:
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    return _Seen(path, root, root.xpath("//@id"))


def _is_titled(page: _Seen) -> bool:
    titles = page.root.xpath("/html/head/title")
    return len(titles) == 1 and bool(titles[0].text_content().strip()) and len(page.root.xpath("//h1")) == 1


def _steps(page: _Seen) -> bool:
    levels = [int(each.tag[1]) for each in page.root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    return levels[:1] == [1] and all(after <= before + 1 for before, after in pairwise(levels))


def _described(page: _Seen) -> bool:
    """Where the description is empty, words stand beside the picture: in the same point, or on the same cover."""
    return all(
        (each.get("alt") or "").strip()
        or (
            each.get("alt") == ""
            and each.xpath("boolean(ancestor::*[@class][1][normalize-space(.) or normalize-space(..)])")
        )
        for each in page.root.xpath("//img")
    )


def _headed(page: _Seen) -> bool:
    return all(
        table.xpath(".//th") and all(each.get("scope") for each in table.xpath(".//th"))
        for table in page.root.xpath("//table")
    )


def _labelled(page: _Seen) -> bool:
    labels = {*page.root.xpath("//label/@for")}
    fields = page.root.xpath("//input[not(@type='hidden')]|//select|//textarea")
    return all(each.get("id") in labels or each.get("aria-label") for each in fields)


def _named(page: _Seen) -> bool:
    return all(
        each.get("aria-label") or each.text_content().strip() or any(each.xpath(".//img/@alt"))
        for each in page.root.xpath("//a[@href]|//button")
    )


def _has_regions(page: _Seen) -> bool:
    skips = page.root.xpath("/html/body/*[1][self::a]/@href")
    regions = (page.root.xpath(f"count(//{each})") for each in ("main", "header", "footer"))
    return [each.lstrip("#") for each in skips] == page.root.xpath("//main/@id") and all(each == 1 for each in regions)


def _may_grow(page: _Seen) -> bool:
    told = " ".join(page.root.xpath("//meta[@name='viewport']/@content"))
    return "user-scalable" not in told and "maximum-scale" not in told


def _arrives(path: str, link: str, files: Mapping[str, bytes], anchors: Mapping[str, frozenset[str]]) -> bool:
    """Whether a *link* of the page at *path* leads to a file of the build and a place in it, or away from the build."""
    if NOT_ALONE.match(link):
        return True
    target, _, anchor = link.partition("#")
    target = target.partition("?")[0]
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
    return where in files and (not anchor or unquote(anchor) in anchors.get(where, ()))


COLOUR = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]{6})\b", re.IGNORECASE)
TEXT = 4.5
"""How far the letters of a text must stand out (WCAG 2.2, 1.4.3)."""
PAIRS = (
    ("--ink", "--paper"),
    ("--soft", "--paper"),
    ("--ink", "--tint"),
    ("--soft", "--tint"),
    ("--heading", "--paper"),
    ("--brand-ink", "--brand"),
    ("--link", "--paper"),
    ("--link", "--tint"),
    ("--note-ink", "--note"),
    ("--banner-ink", "--banner"),
    ("--insert", "--paper"),
    ("--delete", "--paper"),
)
"""Which colour of the stylesheet is written upon which."""


DARK, MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
LOOKS = (
    ("light", ("",)),
    ("dark", ("", DARK)),
    ("more contrast", ("", MORE)),
    ("dark with more contrast", ("", DARK, MORE, f"{MORE} and {DARK}")),
    ("print", ("", "print")),
)
"""What a reader may ask for, and which parts of the stylesheet then hold, the later over the earlier."""
PALETTE = re.compile(r"(?:@media ([^{]*?) \{\s*)?:root \{([^}]*)\}")


def faint_colours(style: str) -> Iterator[str]:
    """Each pair of colours of the stylesheet whose contrast is too small for text, and for whom."""
    parts = {asked: dict(COLOUR.findall(block)) for asked, block in PALETTE.findall(style)}
    for look, holding in LOOKS:
        palette = {name: colour for part in holding for name, colour in parts[part].items()}
        for letters, ground in PAIRS:
            if contrast(palette[letters], palette[ground]) < TEXT:
                yield f"{letters[2:]} on {ground[2:]} ({look})"


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart: 1 not at all, 21 most (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lighter(colour: str, than: str, least: float) -> str:
    """*colour* mixed with white until it stands out from the dark *than* at least so far."""
    for share in range(0, 101, 5):
        parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
        mixed = "#" + "".join(f"{round(each + (255 - each) * share / 100):02x}" for each in parts)
        if contrast(mixed, than) >= least:
            break
    return mixed
