"""Rules on the look of what is built: pages, letters, lines, columns, headings, contrast."""

from __future__ import annotations

from collections.abc import Iterator

from scp.problem import Location, Problem
from scp.requirements.easy_read.registry import Breach, Given, WhenBuilt, built, er_rule
from scp.requirements.easy_read.text import levels
from scp.requirements.words import listed, quoted

PLACE = Location("easy-read")
MOST_PAGES = 24
LEAST_POINTS, BETTER_POINTS = 14, 16
SANS = (
    "Atkinson Hyperlegible",
    "Arial",
    "Helvetica",
    "Noto Sans",
    "Verdana",
    "Tahoma",
    "Calibri",
    "Open Sans",
    "FS Me",
    "Century Gothic",
    "Trebuchet MS",
)
LEAST_LINE = 1.5
MOST_WORDS = 150
CONTRAST, LEAST_CONTRAST = 7.0, 4.5
SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
LONGEST_HEADING = 8


def _at(given: Given) -> Location:
    return given.text.parts[0].section.at if given.text.parts else PLACE


@er_rule("er-length")
def length(given: Given) -> Iterator[Breach]:
    """The built summary has at most 24 pages."""
    pages = built(given).pages
    if pages > MOST_PAGES:
        yield Breach(
            "fail",
            Problem(
                _at(given),
                f"The easy-read summary has {pages} pages, and people read up to {MOST_PAGES}",
                "Take points out, or split it in parts.",
            ),
        )


@er_rule("er-font-size")
def font_size(given: Given) -> Iterator[Breach]:
    """Letters of at least 14 points, better 16."""
    points = built(given).body_points
    if points < BETTER_POINTS:
        yield Breach(
            "fail" if points < LEAST_POINTS else "warn",
            Problem(_at(given), f"The letters have {points:g} points", "Make them 16 points or more; 14 at the least."),
        )


@er_rule("er-font-face")
def font_face(given: Given) -> Iterator[Breach]:
    """One plain typeface without serifs; others only step in for signs that it lacks."""
    fonts = built(given).fonts
    if not fonts or fonts[0] not in SANS:
        yield Breach(
            "fail",
            Problem(
                _at(given),
                f"The typeface is {quoted(fonts[0] if fonts else '')}",
                f"Use one without serifs: {listed(SANS, 20)}.",
            ),
        )


@er_rule("er-align-left")
def align_left(given: Given) -> Iterator[Breach]:
    """Text is lined up on the left and is not justified."""
    aligned = built(given).aligned
    if aligned != "left":
        yield Breach("fail", Problem(_at(given), f"The text is set {aligned}", "Line it up on the left."))


@er_rule("er-no-word-split")
def no_word_split(given: Given) -> Iterator[Breach]:
    """No word is split over two lines: no soft hyphens in the text, no hyphenation in what is built."""
    soft = [each for each in given.text.sentences if "\u00ad" in each.text]
    for each in soft[:3]:
        yield Breach("fail", Problem(each.at, f"A soft hyphen splits a word: {quoted(each.text)}", "Take it out."))
    if given.layout is None and not soft:
        raise WhenBuilt
    if given.layout is not None and given.layout.hyphenated:
        yield Breach("fail", Problem(_at(given), "Words are split at the ends of lines", "Turn hyphenation off."))


@er_rule("er-no-columns")
def no_columns(given: Given) -> Iterator[Breach]:
    """One column of text beside the pictures."""
    columns = built(given).columns
    if columns != 1:
        yield Breach("fail", Problem(_at(given), f"The text stands in {columns} columns", "Set it in one."))


@er_rule("er-white-space")
def white_space(given: Given) -> Iterator[Breach]:
    """Lines stand apart by 1.5 or more, and a page has about 150 words at most."""
    layout = built(given)
    if layout.line_height < LEAST_LINE:
        yield Breach(
            "warn",
            Problem(_at(given), f"The lines stand {layout.line_height:.2f} apart", "Set them 1.5 apart or more."),
        )
    if layout.words_per_page > MOST_WORDS:
        yield Breach(
            "warn",
            Problem(
                _at(given), f"A page has {layout.words_per_page:.0f} words", "Put about 150 words on a page at most."
            ),
        )


@er_rule("er-contrast")
def contrast(given: Given) -> Iterator[Breach]:
    """Text stands out from what is behind it by 7 to 1, and by 4.5 to 1 at the very least."""
    ratio = built(given).contrast
    if ratio < CONTRAST:
        yield Breach(
            "fail" if ratio < LEAST_CONTRAST else "warn",
            Problem(
                _at(given),
                f"The palest text stands out by {ratio:.1f} to 1",
                "Choose a darker colour under `theme:` in plan.yaml: 7 to 1 or better.",
            ),
        )


@er_rule("er-headings")
def headings(given: Given) -> Iterator[Breach]:
    """Headings have eight words at most, skip no level, and no two parts begin on one page."""
    text = given.text
    for each in text.sentences:
        if each.heading and text.counts[each.text] > LONGEST_HEADING:
            yield Breach(
                "warn",
                Problem(
                    each.at,
                    f"The heading has {text.counts[each.text]} words: {quoted(each.text)}",
                    "Say it in 8 words or fewer.",
                ),
            )
    for part in text.parts:
        before = 1
        for level, at in levels(part):
            if level > before + 1:
                yield Breach(
                    "warn",
                    Problem(
                        at,
                        f"A heading of level {level} follows one of level {before}",
                        f"Write it with {'#' * (before + 1)}.",
                    ),
                )
            before = level
    pages = given.layout.heading_pages if given.layout else ()
    if len(set(pages)) < len(pages):
        yield Breach("warn", Problem(_at(given), "Two parts begin on one page", "Begin each on a page of its own."))


@er_rule("er-page-numbers")
def page_numbers(given: Given) -> Iterator[Breach]:
    """Every page has its number."""
    if not built(given).page_numbers:
        yield Breach("fail", Problem(_at(given), "The pages have no numbers", "Number every page."))


@er_rule("er-page-size")
def page_size(given: Given) -> Iterator[Breach]:
    """The page is A4 or A5."""
    size = built(given).page_size
    if not any(abs(size[0] - width) < 2 and abs(size[1] - height) < 2 for width, height in SIZES.values()):
        yield Breach(
            "warn", Problem(_at(given), f"The page is {size[0]:.0f} by {size[1]:.0f} mm", "Make it A4, or A5.")
        )


@er_rule("er-picture-left")
def picture_left(given: Given) -> Iterator[Breach]:
    """Each picture stands on the left of its words."""
    if not built(given).picture_left:
        yield Breach(
            "warn", Problem(_at(given), "Pictures do not stand on the left of their words", "Set them on the left.")
        )


@er_rule("er-html")
def html(given: Given) -> Iterator[Breach]:
    """The summary is made as web pages too."""
    if not built(given).html:
        yield Breach(
            "fail",
            Problem(
                _at(given),
                "The summary is not made as web pages",
                "Build it as HTML too: scplan build easy-read --format html,pdf",
            ),
        )
