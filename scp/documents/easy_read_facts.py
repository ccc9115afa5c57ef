"""What the built easy-read summary looks like, in plain numbers, read from what the writers make and go by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from markdown_it.token import Token

from scp.documents.document import Copy, Document
from scp.documents.glyphs import FAMILIES
from scp.documents.kinds import EASY_READ, KINDS, Wanted
from scp.documents.render import document
from scp.documents.site import assets
from scp.documents.writers.html import write_site
from scp.documents.writers.pdf import asked
from scp.model.plan import Plan
from scp.model.theme import WHITE, contrast

PIXEL = 0.75
"""Points to a pixel of a web page."""
BROWSER = 16
"""Pixels of a browser's usual letters."""

# Laid after the last page, so that it knows what is set there; it takes up no room.
PROBE = """
#context [#metadata((
  pages: counter(page).final().first(),
  size: text.size.pt(),
  fonts: if type(text.font) == array { text.font.map(f => if type(f) == str { f } else { f.name }) } else { (text.font,) },
  hyphenate: text.hyphenate == true,
  justify: par.justify,
  columns: page.columns,
  width: page.width.mm(),
  height: page.height.mm(),
  pitch: (measure([x\\ x]).height - measure([x]).height) / text.size,
  ink: text.fill.to-hex(),
  headings: query(heading.where(level: 1)).map(each => each.location().page()),
)) <scp-facts>]
"""


class EasyReadFacts(NamedTuple):
    """The look of the summary: sizes of letters in points, pages in millimetres; the worst of PDF and web pages.

    *line_height* is the distance of two lines for a size of 1; *contrast* the least of any text (WCAG 2.2).
    """

    pages: int
    page_size: tuple[float, float]
    body_points: float
    fonts: tuple[str, ...]
    aligned: str
    columns: int
    line_height: float
    words_per_page: float
    contrast: float
    page_numbers: bool
    picture_left: bool
    hyphenated: bool
    html: bool
    heading_pages: tuple[int, ...]


def facts(plan: Plan, copy: Copy, read: Callable[[str], bytes]) -> EasyReadFacts:
    """The look of the easy-read summary of *plan*, which is made in memory with its pictures read by *read*."""
    kind = next(each for each in KINDS if each.name == EASY_READ)
    made = document(Wanted(kind), plan, copy, read)
    laid = asked(made, PROBE, "<scp-facts>")
    site = write_site(made)
    style = assets(made.colour, made.accent, made.fonts)["assets/scp.css"].decode()
    template = _asset("plan.typ")
    pages = [content.decode() for path, content in site.items() if path.endswith(".html")]
    return EasyReadFacts(
        pages=laid["pages"],
        page_size=(laid["width"], laid["height"]),
        body_points=min(laid["size"], _web_points(style)),
        fonts=tuple(_family(each) for each in laid["fonts"]),
        aligned="justified" if laid["justify"] or "text-align: justify" in style else "left",
        columns=laid["columns"],
        line_height=min(laid["pitch"], float(_given(style, r"\.easy \{[^}]*line-height: ([\d.]+)"))),
        words_per_page=_words(made) / max(laid["pages"] - 1, 1),
        contrast=min(_contrasts(style, template, laid["ink"])),
        page_numbers=bool(re.search(r"footer:[^}]*\{[\s\S]*?#counter\(page\)\.display\(\)", template)),
        picture_left=_pictures_first(pages) and _before(template, "picture-of(n, side),", "stack("),
        hyphenated=laid["hyphenate"] or "hyphens: auto" in style,
        html=bool(pages),
        heading_pages=tuple(laid["headings"]),
    )


def _asset(name: str) -> str:
    return (resources.files("scp.documents") / "assets" / name).read_text(encoding="utf-8")


def _given(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"{pattern} is not in the stylesheet")
    return found[1]


def _web_points(style: str) -> float:
    """The size of the letters of an easy-read web page."""
    root = float(_given(style, r"\bhtml \{[^}]*font-size: ([\d.]+)%")) / 100
    return BROWSER * root * float(_given(style, r"\.easy \{[^}]*font-size: ([\d.]+)rem")) * PIXEL


def _family(name: str) -> str:
    """The name of a family as it is written, of one that Typst gives in small letters."""
    return next((each for each in FAMILIES if each.lower() == name.lower()), name)


def _words(made: Document) -> int:
    """The words of every chapter, its title among them."""
    return sum(
        len(chapter.title.split()) + sum(len(token.content.split()) for token in _texts(chapter.tokens))
        for chapter in made.chapters
    )


def _texts(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.children:
            yield from (child for child in token.children if child.type == "text")
        elif token.type == "text":
            yield token


def _contrasts(style: str, template: str, ink: str) -> Iterator[float]:
    """How far each colour of letters stands out from the paper: in the PDF, and on web pages by each of their palettes."""
    for colour in (ink, _given(template, r'#let soft = rgb\("(#[0-9a-f]{6})"\)')):
        yield contrast(colour, WHITE)
    usual: dict[str, str] = {}
    for palette in re.findall(r":root \{([^}]*)\}", style):
        named = usual | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", palette))
        usual = usual or named
        yield from (contrast(named[each], named["paper"]) for each in ("ink", "soft", "link", "heading"))


def _pictures_first(pages: list[str]) -> bool:
    """Whether each point of each web page has its picture before its words."""
    points = [point for page in pages for point in page.split('<div class="point')[1:] if point.startswith('"')]
    return all(_before(each, "point-picture", "point-words") for each in points if "point-picture" in each)


def _before(text: str, first: str, then: str) -> bool:
    return -1 < text.find(first) < text.find(then)
