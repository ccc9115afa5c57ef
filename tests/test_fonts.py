"""Fonts of a plan's own: used where they can be, and a plain finding where they cannot."""

import struct
from datetime import date
from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from scp.commands.check import printed
from scp.documents.document import Copy
from scp.documents.fonts import MOST_SIGNS, _listed, own_fonts
from scp.documents.glyphs import missing
from scp.documents.render import render
from scp.repository import MappingSource, load_plan
from tests.small import FILES
from tests.test_pdf import fonts as fonts_of

COPY = Copy("Working copy", date(2026, 11, 21))
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ,.:ਪੰਜਾਬ"


def font(family="Council Sans", bold=False, rights=0, letters=LETTERS):
    """A TrueType font in which every letter is a box."""
    builder = FontBuilder(1000, isTTF=True)
    names = {ord(each): f"g{ord(each):x}" for each in letters}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 600), (400, 600), (400, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf({name: box for name in [".notdef", *names.values()]})
    builder.setupHorizontalMetrics({name: (500, 100) for name in [".notdef", *names.values()]})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    style = "Bold" if bold else "Regular"
    builder.setupNameTable(
        {"familyName": family, "styleName": style, "psName": f"{family.replace(' ', '')}-{style}", "fullName": family}
    )
    builder.setupOS2(
        fsType=rights, usWeightClass=700 if bold else 400, fsSelection=0x20 if bold else 0x40, sTypoAscender=800
    )
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


GOOD = font()


def files(text=(), more=(), **fonts):
    theme = f"theme:\n  fonts:\n    text: [{', '.join(text)}]\n    more: [{', '.join(more)}]\n"
    return {
        **FILES,
        "plan.yaml": FILES["plan.yaml"] + theme.encode(),
        **{f"fonts/{name}.ttf": each for name, each in fonts.items()},
    }


def found(content):
    return own_fonts(load_plan(MappingSource(content)), content.__getitem__)


def test_an_own_font_sets_pdf_and_pages():
    """The council's family comes first in the PDF and on the pages; for what it has not, the packaged ones stand in."""
    content = files(["fonts/a.ttf", "fonts/b.ttf"], a=GOOD, b=font(bold=True))

    made = render(load_plan(MappingSource(content)), COPY, content.__getitem__, ["full-plan"], ("html", "pdf"))

    used = fonts_of(made["full-plan.pdf"])
    assert {"CouncilSans-Regular", "CouncilSans-Bold", "AtkinsonHyperlegible-Regular"} <= used
    assert made["assets/own-1.ttf"] == GOOD
    style = made["assets/scp.css"].decode()
    assert 'font-family: "Plan"; src: url("own-2.ttf"); font-weight: 700' in style
    assert 'body { font-family: "Plan", "Atkinson Hyperlegible"' in style


def test_a_font_for_another_script():
    """A font under `more:` prints what no packaged font has, and nothing is then told to be missing."""
    content = files(more=["fonts/a.ttf"], a=GOOD)
    content["care-groups/carers.md"] = content["care-groups/carers.md"] + "\nਪੰਜਾਬ\n".encode()
    plan = load_plan(MappingSource(content))

    fonts, problems = own_fonts(plan, content.__getitem__)

    assert not problems and fonts.family == ""
    assert {each.kind for each in missing(plan)} == {"plan-missing-glyph"}
    assert not list(missing(plan, fonts.signs))
    made = render(plan, COPY, content.__getitem__, ["full-plan"], ("pdf",))
    assert "CouncilSans-Regular" in fonts_of(made["full-plan.pdf"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no TrueType or OpenType font"),
        (b"wOF2" + GOOD[4:], "is no TrueType or OpenType font"),
        (b"<!doctype html><script>", "is no TrueType or OpenType font"),
        (GOOD[:200], "is damaged"),
        (GOOD[:40] + b"\xff" * 400 + GOOD[440:], "lacks a table"),
        (font(rights=2), "may not be embedded in a document"),
        (font(rights=0x108), "may not be embedded in part"),
        (font(family="x{}\x1b[31m"), "has no family name"),
        (GOOD + b"\0" * 20_000_000, "has more than 20 MB"),
    ],
    ids=["empty", "for the web", "a page", "cut off", "overwritten", "forbidden", "whole only", "name", "large"],
)
def test_a_file_that_is_no_font_to_use(content, words):
    """What cannot be used is told at its line, and the documents are made without it."""
    given = files(["fonts/a.ttf"], a=content)
    plan = load_plan(MappingSource(given))

    [problem] = own_fonts(plan, given.__getitem__)[1]

    assert words in problem.what and "fonts/a.ttf" in problem.what and problem.mend
    assert str(problem.at) == "plan.yaml:13" and problem.kind == "plan-unusable-font"
    assert problem in printed(plan, given.__getitem__).problems
    assert render(plan, COPY, given.__getitem__, ["full-plan"], ("pdf",))["full-plan.pdf"].startswith(b"%PDF")


@pytest.mark.parametrize("path", ["evidence/a.ttf", "fonts/a.woff2"])
def test_a_font_that_is_not_where_it_is_said_to_be(path):
    """A file that is elsewhere, or has another ending, is told with what to do."""
    content = files([path]) | {"evidence/a.ttf": GOOD, "fonts/a.woff2": GOOD}

    fonts, [problem] = found(content)

    assert path in problem.what and not fonts.every


def test_two_families_for_text():
    """The files for text must be of one family."""
    fonts, [problem] = found(files(["fonts/a.ttf", "fonts/b.ttf"], a=GOOD, b=font("Other Sans")))

    assert "Council Sans, Other Sans" in problem.what and not fonts.text


def test_print_only_is_not_put_on_the_web():
    """A font whose maker allows print and preview only is in the PDF, and in no page."""
    content = files(["fonts/a.ttf"], a=font(rights=4))

    made = render(load_plan(MappingSource(content)), COPY, content.__getitem__, ["full-plan"], ("html", "pdf"))

    assert "CouncilSans-Regular" in fonts_of(made["full-plan.pdf"])
    assert not any("own-" in path for path in made) and b'"Plan"' not in made["assets/scp.css"]


@pytest.mark.parametrize(
    "table",
    [
        struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL3L", 12, 0, 28, 0, 1, 0, 0xFFFFFFFF, 1),
        struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 12, 0, 28, 0, 0xFFFFFFFF),
        struct.pack(">HH", 0, 60_000),
    ],
    ids=["all numbers", "many groups", "many tables"],
)
def test_a_table_that_claims_millions_of_characters(table):
    """A few bytes may not make us count to four thousand million."""
    assert _listed(table) > MOST_SIGNS


def test_a_true_table_is_counted():
    """Of a real font the count is about that of its letters."""
    from fontTools.ttLib import TTFont

    assert len(LETTERS) <= _listed(TTFont(BytesIO(GOOD)).reader["cmap"]) < 3 * len(LETTERS) + 10
