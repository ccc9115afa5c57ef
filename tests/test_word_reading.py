"""Word files as somebody reads them who cannot see them: every kind of document, and what the reader would find."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.render import document, render
from scp.documents.writers.docx import write_docx
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements.check import check
from tests.small import files
from tests.word_reader import contrast, faults

SAMPLE = Path(__file__).parent.parent / "sample-plan"
COPY = Copy("Final plan", date(2026, 11, 21))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">%s<rect width="4" height="2" fill="#123456"/></svg>'


@pytest.fixture(scope="module")
def sample():
    source = FolderSource(SAMPLE)
    return load_plan(source), source


@pytest.fixture(scope="module")
def every(sample):
    """Each document of the sample as a Word file, by name."""
    plan, source = sample
    names = [each.name for each in documents_of(plan)]
    made = render(plan, COPY, source.read, names, ("docx",), check(plan, day=COPY.day))
    return {path: content for path, content in made.items() if path.endswith(".docx")}


def written(text, more=None):
    """The small plan with *text* as its vision, as a Word file."""
    head = "---\ntitle: Our vision\nrole: vision\nstatus: draft\n---\n"
    content = files({"narrative/040-vision.md": f"{head}{text}\n".encode(), **(more or {})})
    return render(load_plan(MappingSource(content)), COPY, content.__getitem__, ("full-plan",), ("docx",))[
        "full-plan.docx"
    ]


def body(content):
    return docx.Document(BytesIO(content)).element.body


def test_every_document_of_the_sample_can_be_read(sample, every):
    """No document of any kind has a fault."""
    found = {path: faults(content) for path, content in every.items()}

    assert len(found) == len(documents_of(sample[0]))
    assert {path: each for path, each in found.items() if each} == {}


def respoilt(content, part, old, new):
    """A Word file with *old*, a pattern, made *new* once in one of its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w") as fresh:
        for name in package.namelist():
            held = package.read(name).decode("utf-8") if name == part else package.read(name)
            if name == part:
                held, count = re.subn(old, new, held, count=1, flags=re.DOTALL)
                assert count == 1, "nothing was spoilt"
            fresh.writestr(name, held)
    return out.getvalue()


BODY, STYLES = "word/document.xml", "word/styles.xml"
TEXT = "Words.\n\n## Part\n\n- one\n- two\n\n[A page](https://example.org)\n\n![A duck](a.svg)\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd."
SPOILT = {
    "no title": ("docProps/core.xml", "<dc:title>.*?</dc:title>", "<dc:title></dc:title>", "no title"),
    "another language": (STYLES, 'w:lang w:val="en-GB"', 'w:lang w:val="en-US"', "neither British English"),
    "small text": (STYLES, '(<w:rPrDefault>.*?)<w:sz w:val="22"/>', r'\1<w:sz w:val="20"/>', "the text is 10 points"),
    "pale style": (STYLES, 'w:color w:val="1C1C1E"', 'w:color w:val="A0A0A0"', "hard to see"),
    "tiny cells": (STYLES, '(w:styleId="TableText".*?)<w:sz w:val="20"/>', r'\1<w:sz w:val="14"/>', "7 points"),
    "skipped level": (BODY, 'w:val="Heading2"', 'w:val="Heading4"', "a heading of level 4 after one of level 1"),
    "empty heading": (BODY, "<w:t[^>]*>Part</w:t>", "", "a heading without words"),
    "no alt text": (BODY, r'(<wp:docPr [^>]*)descr="[^"]*"', r'\1descr=""', "a picture without words"),
    "file name as alt text": (
        BODY,
        r'(<wp:docPr [^>]*)descr="[^"]*"',
        r'\1descr="duck.png"',
        "a picture without words",
    ),
    "header not marked": (BODY, "<w:tblHeader/>", "", "without one marked header row"),
    "merged cells": (BODY, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', "merged cells"),
    "empty header cell": (BODY, r"(<w:tblHeader/>.*?)<w:t [^>]*>a</w:t>", r"\1", "empty header cell"),
    "table without name": (BODY, r"<w:tblCaption [^>]*/>", "", "without a name"),
    "typed list": (
        BODY,
        "<w:sdt>",
        "<w:p><w:r><w:t>• one</w:t></w:r></w:p><w:p><w:r><w:t>• two</w:t></w:r></w:p><w:sdt>",
        "only typed",
    ),
    "empty paragraph": (BODY, "<w:sdt>", "<w:p/><w:sdt>", "an empty paragraph for space"),
    "link without words": (BODY, "<w:t[^>]*>A page</w:t>", "<w:t>here</w:t>", "does not say where it leads"),
}


@pytest.fixture(scope="module")
def sound():
    return written(TEXT, {"narrative/a.svg": SVG % b""})


@pytest.mark.parametrize("spoilt", SPOILT)
def test_each_fault_is_seen(sound, spoilt):
    """A sound file spoilt in one place has that fault, and had none before."""
    part, old, new, told = SPOILT[spoilt]

    assert faults(sound) == []
    assert any(told in each for each in faults(respoilt(sound, part, old, new)))


def test_contrast_is_that_of_the_guidelines():
    """Black on white is 21, a colour on itself 1, and the grey at the edge of AA is 4.5."""
    assert contrast("000000", "FFFFFF") == 21 and contrast("123456", "123456") == 1
    assert 4.5 <= contrast("767676", "FFFFFF") < 4.6


def test_the_drawing_stands_behind_its_likeness():
    """A drawing is in the package twice: as points for every program, and as it is for Word; both parts have their kind."""
    content = written("![A duck](a.svg)", {"narrative/a.svg": SVG % b""})
    drawn = next(
        each for each in body(content).iter(qn("wp:inline")) if each.find(qn("wp:docPr")).get("descr") == "A duck"
    )
    [blip] = drawn.iter(qn("a:blip"))
    parts = docx.Document(BytesIO(content)).part.related_parts
    [vector] = [each for each in blip.iter() if each.tag.endswith("}svgBlip")]

    assert parts[blip.get(qn("r:embed"))].blob.startswith(b"\x89PNG")
    assert parts[vector.get(qn("r:embed"))].blob == SVG % b""
    assert parts[vector.get(qn("r:embed"))].content_type == "image/svg+xml"


@pytest.mark.parametrize(
    "inside",
    [
        b'<style>@import "x.css";</style>',
        b'<rect fill="url(https://example.org/a)"/>',
        b"<use href='other.svg#a'/>",
    ],
)
def test_a_drawing_that_fetches_stays_out(inside):
    """A drawing that would ask another place for something is in the file as points only."""
    content = written("![A duck](a.svg)", {"narrative/a.svg": SVG % inside})

    with zipfile.ZipFile(BytesIO(content)) as package:
        assert not any(name.endswith(".svg") and "narrative" in name for name in package.namelist())
    assert faults(content) == []


def test_what_is_read_from_right_to_left():
    """Arabic and Hebrew paragraphs, list items and cells are read so; a word of theirs within English is a run so."""
    content = written("نريد أن نبقى\n\nEnglish مرحبا word\n\n- שלום\n\n| a |\n|---|\n| مرحبا |")
    told = {}
    for paragraph in body(content).iter(qn("w:p")):
        words = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        told[words] = (
            paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None,
            [run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in paragraph.iter(qn("w:r"))],
        )

    assert told["نريد أن نبقى"] == (True, [True]) and told["مرحبا"] == (True, [True]) and told["שלום"] == (True, [True])
    assert told["English مرحبا word"] == (False, [False, True, False])
    assert told["a"] == (False, [False])


def test_a_turned_table_takes_its_heading_along():
    """The heading of a wide table is on its page, the text before stays upright, and no page stays empty after it."""
    wide = "|" + " a |" * 14 + "\n|" + "---|" * 14 + "\n|" + " b |" * 14
    sheets = docx.Document(BytesIO(written(f"{'Words. ' * 600}\n\n## Wide\n\n{wide}"))).sections
    turned = [section.page_width > section.page_height for section in sheets]
    held = [[each.text for each in section.iter_inner_content() if hasattr(each, "text")] for section in sheets]

    assert turned.count(True) == 1 and held[turned.index(True)] == ["Wide", ""]
    assert all(any(words) for words in held)
    assert sheets[turned.index(True)].header.paragraphs[0].paragraph_format.tab_stops[-1].position.mm > 250


def test_long_cells_may_be_divided_and_small_tables_stay_whole():
    """A row with a cell of a thousand words may go over pages; the rows of a small table stay together."""
    long = "word " * 1000
    tables = docx.Document(
        BytesIO(written(f"| a | b |\n|---|---|\n| c | {long} |\n\nThen.\n\n| a |\n|---|\n| b |\n| c |\n| d |"))
    ).tables
    big, small = tables[0], tables[1]

    assert big.rows[1]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in small.rows[1:]] == [True, True, None]


def test_columns_have_room_for_their_words(sample):
    """No word of any table of the plan is wider than its column, and columns fill the page."""
    plan, source = sample
    [wanted] = [each for each in documents_of(plan) if each.name == "full-plan"]
    made = docx.Document(BytesIO(write_docx(document(wanted, plan, COPY, source.read))))

    assert len(made.tables) > 40
    for table in made.tables:
        grid = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
        assert sum(grid) in (9638, 14570)
        for row in table.rows:
            for width, cell in zip(grid, row.cells, strict=True):
                longest = max((len(word) for word in re.split(r"[\s\-/]+", cell.text)), default=0)
                assert longest * 105 + 170 <= width or longest > 20, (cell.text, width)


def test_nothing_is_compressed(every):
    """The parts are stored as they are, in order and without an hour, so that another compressor gives the same bytes."""
    for content in every.values():
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
        assert {(each.compress_type, each.date_time, each.create_system) for each in entries} == {
            (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0)
        }
        assert [each.filename for each in entries] == sorted(each.filename for each in entries)


def test_colours_and_fonts_come_from_the_theme(sample):
    """The plan's colour and the font are the theme's, so that changing them in Word changes every heading."""
    plan, source = sample
    with zipfile.ZipFile(BytesIO(written("Words."))) as package:
        styles = package.read(STYLES).decode()
    [wanted] = [each for each in documents_of(plan) if each.name == "plan-on-a-page"]
    made = write_docx(document(wanted, plan, COPY, source.read))
    with zipfile.ZipFile(BytesIO(made)) as package:
        theme = package.read("word/theme/theme1.xml").decode()

    assert styles.count('w:themeColor="accent1"') >= 5 and 'w:asciiTheme="minorHAnsi"' in styles
    assert f'<a:accent1><a:srgbClr val="{plan.record.theme.colour.lstrip("#").upper()}"/>' in theme
    assert 'typeface="Arial"' in theme
