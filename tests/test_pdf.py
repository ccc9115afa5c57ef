"""The PDFs: for every reader (PDF/UA-1), for good (PDF/A-3a), with the plan's data; and what tells a broken one."""

import base64
import json
import re
import struct
import subprocess
import zlib
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from scp.documents.document import Copy
from scp.documents.glyphs import FAMILIES, carried, missing, packaged, printable
from scp.documents.kinds import chosen
from scp.documents.nodes import blocks
from scp.documents.render import document, render
from scp.documents.writers.pdf import as_json, packaged_fonts, write_pdf
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from tests.pdf_reader import attached, checked, elements, faults
from tests.small import edited

COPY = Copy("Working copy", date(2026, 11, 21))
NONE = {"PDF/UA-1": set(), "PDF/A-3a": set()}
PAPER = "care-group-section-carers"


def png(width=40, height=20):
    rows = b"".join(b"\0" + b"\x12\x60\x70" * width for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body)) for kind, body in parts
    )


TEXT = """Carers look after somebody.

## What we do

![Two people at a table.](house.png)

| Locality | What is done | Pounds |
|---|---|--:|
| East | A break[^1] for *everybody* | 1,200 |
| West | A bus | 800 |

[^1]: A few days.

> هذه خطة للرعاية الصحية، وهي لكم جميعاً.

We say مرحبا بكم, שלום and नमस्ते.
"""


def content(text=TEXT, **more):
    files = {**edited("care-groups/carers.md", "Carers look after somebody.", text), "care-groups/house.png": png()}
    return files | {path.replace("__", "/"): body for path, body in more.items()}


def paper(text=TEXT, name=PAPER, files=None):
    files = files or content(text)
    plan = load_plan(MappingSource(files))
    return document(chosen(plan, [name])[0], plan, COPY, files.__getitem__)


@pytest.fixture(scope="module")
def whole():
    return write_pdf(paper())


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large print"])
@pytest.mark.parametrize("name", ["full-plan", "easy-read", PAPER])
def test_pdfs_are_for_everybody_and_for_good(name, large):
    """Each kind of layout, in usual and large print, is PDF/UA-1 and PDF/A-3a, by the checker and by our own reading."""
    files = content() | {"easy-read/020-vision.md": b"---\ntitle: Our vision\n---\nYou live well at home.\n"}
    pdf = write_pdf(paper(name=name, files=files), large)

    assert checked(pdf) == NONE
    assert not list(faults(pdf))


def spoiled(pdf, change):
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def no_title(opened):
    del opened.docinfo["/Title"]
    with opened.open_metadata(set_pikepdf_as_editor=False) as said:
        del said["dc:title"]


def no_language(opened):
    del opened.Root["/Lang"]


def untagged_figure(opened):
    for kind, node, _ in elements(opened):
        if kind == "Figure":
            node.P.K = pikepdf.Array([kid for kid in node.P.K if kid.objgen != node.objgen])


def table_without_header(opened):
    for kind, node, _ in elements(opened):
        if kind == "TH":
            node.S = pikepdf.Name.TD
            del node["/A"]


def unembedded_font(opened):
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            for file in {"/FontFile2", "/FontFile3"} & set(each.keys()):
                del each[file]


def no_mark(opened):
    with opened.open_metadata(set_pikepdf_as_editor=False) as said:
        del said["pdfuaid:part"]


# The fault, and what the checker says under each of the two standards: of two of the six, nothing.
BROKEN = {
    no_title: ("no title", {"PDFUA1-METADATA-TITLE-001"}, set()),
    no_language: (
        "no language",
        {
            "PDFUA1-ALT-TEXT-LANGUAGE-001",
            "PDFUA1-ANNOTATION-CONTENTS-LANGUAGE-001",
            "PDFUA1-OUTLINE-LANGUAGE-001",
            "PDFUA1-SPAN-ALT-TEXT-LANGUAGE-001",
            "PDFUA1-TEXT-LANGUAGE-001",
        },
        set(),
    ),
    untagged_figure: ("a picture is in no figure", set(), set()),
    table_without_header: ("a table without a header", set(), set()),
    unembedded_font: ("a font is not in the file", {"PDFUA1-FONT-EMBEDDING-001"}, {"PDFA3A-FONT-EMBEDDING-001"}),
    no_mark: ("no mark of PDF/UA-1", {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}, set()),
}


@pytest.mark.parametrize("change", BROKEN, ids=lambda change: change.__name__)
def test_broken_pdfs_are_told(whole, change):
    """Our own reading finds each of six faults; what `page-validation` sees of it is on record here."""
    fault, usable, lasting = BROKEN[change]

    broken = spoiled(whole, change)

    assert fault in set(faults(broken))
    assert checked(broken) == {"PDF/UA-1": usable, "PDF/A-3a": lasting}


def test_saving_again_breaks_nothing(whole):
    """The six are broken by what was done to them, not by the saving."""
    assert not list(faults(spoiled(whole, lambda opened: None)))


def test_the_plan_as_data_is_in_the_file():
    """The full plan carries the plan as JSON, told as data; in large print, and in a paper, there is none."""
    [(name, (relation, about, kind, body))] = attached(write_pdf(paper(name="full-plan"))).items()

    assert (name, relation, kind) == ("plan.json", "/Data", "application/json")
    assert about and json.loads(body)
    assert not attached(write_pdf(paper(name="full-plan"), large=True))
    assert paper().data is None


def sizes(pdf):
    """The sizes of the letters on the pages of *pdf*, in points."""
    found = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for each in opened.pages:
            for operands, operator in pikepdf.parse_content_stream(each):
                if str(operator) == "Tf":
                    found.add(round(float(operands[1]), 1))
    return found


def fonts(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(each.FontName).partition("+")[2]
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        }


@pytest.mark.parametrize("name", ["full-plan", PAPER])
def test_large_print_is_large(name):
    """No letter has fewer than 18 points, notes and page numbers included, and nothing is set in italics."""
    made = paper(TEXT + "\nSome `code`.\n", name)
    usual, large = (write_pdf(made, large) for large in (False, True))

    assert min(sizes(usual)) < 10
    assert min(sizes(large)) >= 18
    assert any("Italic" in name for name in fonts(usual))
    assert not any("Italic" in name for name in fonts(large))


def of_kind(nodes, kind):
    for node in nodes:
        if node["t"] == kind:
            yield node
        for key in ("c", "items"):
            inside = node.get(key, [])
            yield from of_kind([each for item in inside for each in (item if isinstance(item, list) else [item])], kind)


WIDE = (
    "Before.\n\n## What we do\n\nIn a table:\n\n"
    + "| "
    + " | ".join(f"Head {n}" for n in range(14))
    + " |\n"
    + "|---" * 14
    + "|\n"
)
WIDE += "".join("| " + " | ".join(f"£{row * n:,}" for n in range(14)) + " |\n" for row in range(1, 6))


def test_wide_tables_are_turned_or_told_row_by_row():
    """A table of 14 columns has a page on its side, with the heading before it; in large print each row is a list."""
    made = paper(WIDE)

    usual, large = (as_json(made, large)["chapters"][0]["blocks"] for large in (False, True))

    [turned] = of_kind(usual, "turned")
    assert [each["t"] for each in turned["c"]] == ["h", "p", "table"]
    [rows] = of_kind(large, "rows")
    assert [cell["head"][0]["v"] for cell in rows["rows"][0]] == [f"Head {n}" for n in range(14)]
    with pikepdf.open(BytesIO(write_pdf(made))) as opened:
        boxes = [[float(side) for side in each.mediabox] for each in opened.pages]
    assert sum(box[2] > box[3] for box in boxes) == 1


def test_a_table_of_sentences_is_folded_before_it_is_turned():
    """Six columns of sentences stay on an upright page: only words that cannot be folded turn it."""
    head = "| " + " | ".join(["What we do"] * 6) + " |\n" + "|---" * 6 + "|\n"

    def turned(word):
        row = "| " + " | ".join([f"Some {word} that are said in a sentence of a cell"] * 6) + " |\n"
        return any(n["turned"] for n in of_kind(blocks(paper(head + row), None)[0], "table"))

    assert not turned("words")
    assert turned("commissioningwords")


def test_languages_and_their_direction():
    """A quotation in Arabic letters runs from the right and is told to be Arabic; words within a line are too."""
    made = as_json(paper())["chapters"][0]["blocks"]
    [quote] = of_kind(made, "quote")
    with pikepdf.open(BytesIO(write_pdf(paper()))) as opened:
        tagged = [(kind, str(node.get("/Lang", "")), above) for kind, node, above in elements(opened)]
        within = {
            str(operands[1].get("/Lang", ""))
            for each in opened.pages
            for operands, operator in pikepdf.parse_content_stream(each)
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary)
        }

    assert quote["lang"] == "ar"
    inline = next(each["c"] for each in of_kind(made, "p") if each["c"][0].get("v") == "We say ")
    assert [(each["lang"], each["v"]) for each in inline if each["t"] == "lang"] == [
        ("ar", "مرحبا بكم"),
        ("he", "שלום"),
        ("hi", "नमस्ते"),
    ]
    assert any(lang == "ar" and "BlockQuote" in (kind, *above) for kind, lang, above in tagged)
    assert {"ar", "he", "hi"} <= within


@pytest.mark.parametrize(
    ("words", "tongue"),
    [("یہ منصوبہ آپ کے لیے ہے۔ ٹھیک", "ur"), ("این برنامه برای شما است", "fa"), ("25 خطة", "ar"), ("Plan خطة", None)],
)
def test_the_language_of_a_paragraph(words, tongue):
    """Urdu and Persian are known from Arabic by letters that they alone have; the first letter sets the direction."""
    made = as_json(paper(f"Carers.\n\n{words}"))["chapters"][0]["blocks"]

    assert [each.get("lang") for each in of_kind(made, "p")][1] == tongue


@pytest.mark.parametrize(
    ("sign", "printed"),
    [
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", "[woman, woman, girl]"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "[flag of Scotland]"),
        ("\U0001f1f5\U0001f1f1", "[flag of PL]"),
        ("1\ufe0f\u20e3", "[key 1]"),
        ("\U0001f44d\U0001f3fd", "[thumbs up sign]"),
        ("\u26a0\ufe0f", "\u26a0"),
        ("e\u0301", "e\u0301"),
        ("q\u20dd", "q[combining enclosing circle]"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u202eb\u2066c", "abc"),
        ("a\u2028b", "a b"),
        ("\ue000", "[character e000]"),
        ("∀x∈ℝ: ∑ ≤ ∫", "∀x∈ℝ: ∑ ≤ ∫"),
    ],
)
def test_what_reads_as_one_sign_is_told_once(sign, printed):
    """Families, flags, keys and letters with marks have one name; what has no shape is left out."""
    assert printable(sign) == printed


def test_every_sign_that_is_said_to_be_printed_is_printed():
    """Typst finds each sign of the packaged fonts and of its own two families: PDF/A allows no empty box."""
    signs = sorted(chr(each) for each in frozenset().union(*packaged()) if chr(each).isprintable())
    assert len(signs) > 7_000 and carried() < frozenset().union(*packaged())
    text = "\n\n".join(" ".join(map(printable, signs[each : each + 500])) for each in range(0, len(signs), 500))
    made = paper("Carers.\n\n```\n" + text.replace("`", "") + "\n```")

    assert set(FAMILIES) <= set(packaged_fonts().families())
    assert write_pdf(made).startswith(b"%PDF")


def test_signs_without_a_slanted_cut_are_printed():
    """What a font has in its upright cuts alone is printed among bold and slanted words, headings and code too."""
    signs = "⚠ ✖ ☇ ⚱ ✩ ♿ ∑ → 𝜌"
    made = paper(f"Carers.\n\n## {signs}\n\n*{signs}* **{signs}** ***{signs}*** `{signs}`")

    for large in (False, True):
        assert write_pdf(made, large).startswith(b"%PDF")


def test_signs_in_records_are_found():
    """A sign that no font has is told at its line, be it in a title, a name or a table; a sentence of them once."""
    files = content(
        "Carers 😀.",
        glossary__yaml="terms:\n  - term: Unpaid carer\n    meaning: 中文 中文的意思\n".encode(),
    )
    files["localities/east.md"] = files["localities/east.md"].replace(b"name: East", "name: East 🌊".encode())
    glossary = files.pop("glossary/yaml")
    files["glossary.yaml"] = glossary

    told = {str(each.at): each.what for each in missing(load_plan(MappingSource(files)))}

    assert set(told) == {"care-groups/carers.md:5", "localities/east.md:2", "glossary.yaml:3"}
    assert "water wave" in told["localities/east.md:2"]
    assert told["glossary.yaml:3"].startswith("5 signs")


def test_reordering_signs_change_nothing_else():
    """An override or isolate that somebody typed is left out, so that the words around it keep their order."""
    made = as_json(paper("Carers \u202elook\u202c after \u2067somebody."))["chapters"][0]["blocks"]

    assert next(of_kind(made, "p"))["c"] == [{"t": "text", "v": "Carers look after somebody."}]


def test_no_name_turns_the_page_around_it():
    """On the pages too, a name in a record or a word in a text that holds an override leaves the others as they are."""
    files = content("Carers \u202elook after somebody.")
    files["care-groups/carers.md"] = files["care-groups/carers.md"].replace(b"Unpaid", "Un\u202epaid".encode())
    files["plan.yaml"] += "title: Our\u2067 plan\n".encode()

    made = render(load_plan(MappingSource(files)), COPY, files.__getitem__, ["full-plan"], ("html",))

    assert not [
        path
        for path, body in made.items()
        if path.endswith(".html") and re.search("[\u202a-\u202e\u2066-\u2069]", body.decode())
    ]


def test_words_too_long_for_a_line_are_broken():
    """A word that no line holds is broken where it must be, and a short one is whole."""
    made = as_json(paper("Carers " + "a" * 90 + " https://example.org/" + "bcd/" * 20))["chapters"][0]["blocks"]

    words = next(of_kind(made, "p"))["c"][0]["v"].split()
    assert words[0] == "Carers"
    assert all(len(part) <= 19 for word in words[1:] for part in word.split("\u200b"))


def test_a_build_offers_large_print(tmp_path):
    """A build in large print has a file of its own name beside the others, offered on the page."""
    files = content()
    made = render(load_plan(MappingSource(files)), COPY, files.__getitem__, [PAPER], ("html", "pdf", "large-print"))

    assert {f"{PAPER}.pdf", f"{PAPER}.large-print.pdf"} <= set(made)
    assert f"../{PAPER}.large-print.pdf" in made[f"{PAPER}/index.html"].decode()
    assert "in large print (PDF, " in made[f"{PAPER}/index.html"].decode()


@pytest.mark.parametrize("words", ["😀 &#128512; ⴰ", "مرحبا بكم", "नमस्ते", "A &amp; B &#60; ∑"])
def test_words_of_a_drawing_never_stop_the_pdf(words):
    """An SVG picture may hold signs that no font has, and letters that join: a good PDF comes out."""
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text y="9">{words}</text></svg>'
    files = content("Carers.\n\n![A drawing](house.svg)") | {"care-groups/house.svg": picture.encode()}

    pdf = write_pdf(paper(files=files))

    assert not list(faults(pdf)) and checked(pdf) == NONE


PRESS = "c-p1Ny$ygM6ae8fQdkj4*vBX(VE|f#wWGL_g+utWgDX6x)Yk91lT9vkm#1MQQ^<)&{#tMiPs&@OC0T++RvZ;?b-Ctykprzfkwk!&-psP!De6@)"
"""A JPEG picture of eight by eight dots in CMYK."""


def test_a_picture_in_the_colours_of_a_press_is_told():
    """PDF/A holds no CMYK beside RGB: the picture is named, with what to do."""
    files = content("Carers.\n\n![A photo](house.jpg)") | {
        "care-groups/house.jpg": zlib.decompress(base64.b85decode(PRESS))
    }

    with pytest.raises(PlanError, match=r"house\.jpg: is a picture in the colours of a printing press"):
        write_pdf(paper(files=files))


@pytest.mark.tools
def test_the_text_comes_out_in_reading_order(whole, tmp_path):
    """What a search or a screen reader gets has the parts in the order in which they stand."""
    (tmp_path / "made.pdf").write_bytes(whole)

    text = subprocess.run(["pdftotext", tmp_path / "made.pdf", "-"], capture_output=True, text=True, check=True).stdout

    parts = [
        "what we plan",
        "Carers look after",
        "What we do",
        "Locality",
        "A break",
        "A bus",
        "We say",
        "About this copy",
    ]
    places = [text.index(each) for each in parts]
    assert places == sorted(places)
