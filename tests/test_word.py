"""Word files: what a person finds in them, that text stays text, and that the same plan gives the same bytes."""

import hashlib
import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from markdown_it.token import Token

from scp.documents.document import Chapter, Copy, Document
from scp.documents.kinds import KINDS
from scp.documents.render import render
from scp.documents.writers.docx import write_docx
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.requirements.check import check
from tests.small import FILES, edited, files
from tests.test_documents import BROKEN

COPY = Copy("Working copy", date(2026, 11, 21))
HASH = "a" * 64
ALL = [kind.name for kind in KINDS if kind.subjects is None]
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A picture of one grey point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63680000008200817767d1d80000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#123456"/></svg>'


def written(content=FILES, name="full-plan"):
    plan = load_plan(MappingSource(content))
    report = check(plan, day=COPY.day)
    return render(plan, COPY, content.__getitem__, (name,), ("docx",), report)[f"{name}.docx"]


def opened(content=FILES, name="full-plan"):
    return docx.Document(BytesIO(written(content, name)))


def vision(text):
    """The small plan with *text* as its vision."""
    head = "---\ntitle: Our vision\nrole: vision\nstatus: draft\n---\n"
    return {"narrative/040-vision.md": f"{head}{text}\n".encode()}


def paragraphs(document, style=None):
    return [each.text for each in document.paragraphs if style is None or each.style.name == style]


def package(content):
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_headings_are_headings():
    """Chapters are Heading 1 and their parts Heading 2 and below, never text made to look so."""
    document = opened(files(vision("Words.\n\n## Part\n\n### Smaller\n\n#### Smallest")))

    assert "Our vision" in paragraphs(document, "Heading 1")
    assert "Part" in paragraphs(document, "Heading 2")
    assert "Smaller" in paragraphs(document, "Heading 3")
    assert "Smallest" in paragraphs(document, "Heading 4")
    assert paragraphs(document, "Title") == [load_plan(MappingSource(FILES)).title]


def test_lists_are_numbered_by_word():
    """Bullets and numbers are Word's own; a second list counts from its own start, nested ones stand deeper."""
    text = "- apple\n  - pip\n\nBetween.\n\n1. first\n2. second\n\nBetween again.\n\n5. fifth"
    document = opened(files(vision(text)))
    found = {each.text: each for each in document.paragraphs}
    levels = {
        word: (found[word]._p.pPr.numPr.numId.val, found[word]._p.pPr.numPr.ilvl.val)
        for word in ("apple", "pip", "first", "second", "fifth")
    }

    assert found["apple"].style.name == "List Bullet" and found["first"].style.name == "List Number"
    assert levels["apple"][1] == 0 and levels["pip"][1] == 1
    assert levels["first"][0] == levels["second"][0] != levels["fifth"][0]
    number = next(
        each
        for each in document.part.numbering_part.element.findall(qn("w:num"))
        if each.get(qn("w:numId")) == str(levels["fifth"][0])
    )
    assert number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "5"


def test_a_box_to_tick_has_no_bullet():
    """A list of boxes is paragraphs that hang from their box, since a box is typed over; the words stay as they were."""
    document = opened(files(vision("- \u2610 Yes\n- \u2610 No\n\nBetween.\n\n- apple")))
    found = {each.text: each for each in document.paragraphs}

    assert all(found[f"\u2610 {word}"].style.name == "List Continue" for word in ("Yes", "No"))
    assert all(found[f"\u2610 {word}"].paragraph_format.first_line_indent < 0 for word in ("Yes", "No"))
    assert found["apple"].style.name == "List Bullet"


def test_tables_mark_their_header_and_keep_rows_whole():
    """Each table of data has one header row that repeats, no row that breaks, no merged cell and a name."""
    document = opened()

    assert document.tables
    for table in document.tables:
        rows = table._tbl.tr_lst
        marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert marked == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert {len(row.tc_lst) for row in rows} == {len(table.columns)}
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert not table._tbl.findall(f".//{qn('w:gridSpan')}")


def test_words_keep_their_weight():
    """Bold, italics, struck out and code are the run's; a hard break stays within its paragraph."""
    document = opened(files(vision("Plain **heavy** *slanted* ~~gone~~ `typed`\\\nnext")))
    line = next(each for each in document.paragraphs if each.text.startswith("Plain"))
    looks = {run.text: run for run in line.runs}

    assert looks["heavy"].bold and looks["slanted"].italic and looks["gone"].font.strike
    assert looks["typed"].style.name == "Code"
    assert line.text == "Plain heavy slanted gone typed\nnext"


def test_links_lead_where_they_say():
    """A link outside is a hyperlink of the package; one inside goes to a bookmark; a forbidden one is text."""
    text = "[out](https://example.org/a?b=1&c=2) [in](../localities/east.md) [bad](javascript:alert(1)) [gone](nope.md)"
    document = opened(files(vision(text)))
    line = next(each for each in document.paragraphs if each.text.startswith("out"))
    links = {each.xpath("string(.)"): each for each in line._p.findall(qn("w:hyperlink"))}
    marks = {each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))}

    assert set(links) == {"out", "in"} and "bad" in line.text and "gone" in line.text
    assert document.part.rels[links["out"].get(RELATED)].target_ref == "https://example.org/a?b=1&c=2"
    assert links["in"].get(qn("w:anchor")) in marks
    assert all(len(name) <= 40 for name in marks)


def test_every_link_inside_has_its_bookmark():
    """No link of any document, its contents included, leads nowhere, and no bookmark has another's name."""
    for name in ALL:
        body = opened(name=name).element.body
        marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
        ids = [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))]

        assert len(set(marks)) == len(marks) and len(set(ids)) == len(ids)
        assert {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))} <= set(
            marks
        )


def test_notes_are_footnotes():
    """A footnote is Word's own, with its words and links in the part for footnotes."""
    content = package(written(files(vision("A claim[^1].\n\n[^1]: Seen *there*: <https://example.org/note>"))))
    notes = content["word/footnotes.xml"].decode()

    assert '<w:footnoteReference w:id="1"/>' in content["word/document.xml"].decode()
    assert "Seen " in notes and "there" in notes and notes.count("<w:footnoteRef/>") == 1
    assert "https://example.org/note" in content["word/_rels/footnotes.xml.rels"].decode()
    assert "Seen" not in content["word/document.xml"].decode()


def test_quotations_and_code():
    """A quotation and a stretch of code have styles of their own; lines of code stay lines."""
    document = opened(files(vision("> Somebody said so.\n\n```\none\n  two\n```")))

    assert paragraphs(document, "Quote") == ["Somebody said so."]
    assert paragraphs(document, "Code Block") == ["one\n  two"]


@pytest.mark.parametrize(("name", "picture"), [("a.png", PNG), ("a.svg", SVG)], ids=["png", "svg"])
def test_pictures_say_what_they_show(name, picture):
    """A picture is embedded in a form that Word reads, with its words for who cannot see it."""
    content = files({**vision(f'![Two "ducks" & a < pond]({name})'), f"narrative/{name}": picture})
    inside = package(written(content))
    shapes = [each.get("descr") for each in docx.Document(BytesIO(written(content))).element.body.iter(qn("wp:docPr"))]

    assert 'Two "ducks" & a < pond' in shapes
    assert any(path.startswith("word/media/") and data.startswith(b"\x89PNG") for path, data in inside.items())


def test_the_map_is_a_described_picture():
    """The map of the localities is a picture with its words and its source below."""
    document = opened()
    shapes = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]

    assert any("map of" in each.lower() for each in shapes)
    assert paragraphs(document, "Caption")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", b"no picture"), ("a.svg", b"<svg"), ("a.png", PNG[:20])],
    ids=["not a picture", "not SVG", "cut off"],
)
def test_a_damaged_picture_is_told(name, content):
    """A picture that cannot be read is a fault of the plan, at its file."""
    with pytest.raises(PlanError) as told:
        written(files({**vision(f"![A duck]({name})"), f"narrative/{name}": content}))

    assert [str(each.at) for each in told.value.problems] == [f"narrative/{name}"]


@pytest.mark.parametrize("name", ALL)
def test_language_and_properties(name):
    """Styles and settings speak British English; the file says what it is, whose, and of which day."""
    content = written(name=name)
    inside, document = package(content), docx.Document(BytesIO(content))
    properties = document.core_properties

    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', inside["word/styles.xml"].decode())) == {"en-GB"}
    assert '<w:themeFontLang w:val="en-GB"/>' in inside["word/settings.xml"].decode()
    assert properties.title == [*paragraphs(document, "Title"), *paragraphs(document, "Heading 1")][0]
    assert properties.author == "East Lothian Integration Joint Board" and properties.language == "en-GB"
    assert properties.created == properties.modified == datetime(2026, 11, 21, tzinfo=UTC)


def test_each_chapter_is_a_section_on_a_page_of_its_own():
    """Chapters begin on new pages; only the cover has neither header nor footer."""
    document = opened()
    chapters = paragraphs(document, "Heading 1")

    assert len(document.sections) >= len(chapters)
    assert {section.start_type for section in document.sections} == {docx.enum.section.WD_SECTION.NEW_PAGE}
    assert document.sections[0].different_first_page_header_footer
    assert "Page" in document.sections[-1].footer.paragraphs[0].text


def test_a_wide_table_lies_on_its_side():
    """A table of many columns has a page in landscape, and the text after it stands upright again."""
    head = "|".join(f" c{number} " for number in range(14))
    table = f"|{head}|\n|{'---|' * 14}\n|{head}|"
    document = opened(files(vision(f"Before.\n\n{table}\n\nAfter.")))
    wide = [section.page_width > section.page_height for section in document.sections]

    assert wide.count(True) == 1
    assert not wide[-1] and not wide[wide.index(True) + 1]


def test_a_section_ends_with_its_last_words():
    """The end of a section is in its last paragraph, so that no page holds nothing but that; after a table it is a hair high."""
    document = opened(files(vision("Words.")))
    ends = [each for each in document.paragraphs if each._p.pPr is not None and each._p.pPr.sectPr is not None]
    alone = [each for each in ends if not each.text]

    assert "Words." in [each.text for each in ends]
    for each in alone:
        assert each._p.getprevious().tag in (qn("w:tbl"), qn("w:sdt"))
        assert each.style.paragraph_format.line_spacing.pt == 1


HOSTILE = '</w:t></w:r><w:p/> & "quotes" ]]> <!-- x --> ＜w:br/＞ =1+1'


def test_hostile_text_stays_text():
    """What looks like Word's own XML is printed sign for sign, in text, in tables, in titles and in the properties."""
    name = HOSTILE.replace("'", "''")
    content = edited("localities/east.md", "name: East", f"name: '{name}'")
    content["plan.yaml"] += f"title: '{name}'\n".encode()
    document = opened(content)

    assert HOSTILE in paragraphs(document, "Heading 1")
    assert paragraphs(document, "Title") == [HOSTILE]
    assert document.core_properties.title == HOSTILE
    assert any(HOSTILE in cell.text for table in document.tables for cell in table.rows[0].cells)


def test_signs_that_xml_forbids_are_left_out():
    """The loader refuses such signs in a plan; one that comes another way is left out, and the words around it stay."""
    odd = "Ring\x07ing the\x0c bell\ufffe now\ud800"
    inline = Token("inline", "", 0, content=odd, children=[Token("text", "", 0, content=odd)])
    tokens = (Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1))
    chapter = Chapter("c", odd, "1", (*tokens, Token("fence", "code", 0, content=odd)))
    made = Document("d", odd, odd, "2027-2030", COPY, (chapter,), banner=odd, contact=((odd, odd),), about=odd)
    document = docx.Document(BytesIO(write_docx(made)))

    assert "Ringing the bell now" in paragraphs(document, "Heading 1")
    assert paragraphs(document).count("Ringing the bell now") >= 4
    assert document.core_properties.title == document.core_properties.author == "Ringing the bell now"


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_no_text_stops_the_writer(text):
    """Whatever a section holds, the file opens and the chapters after it are there."""
    document = opened(edited("care-groups/carers.md", "Carers look after somebody.", text))

    assert paragraphs(document, "Heading 1")[-1] == "About this copy"


@pytest.mark.parametrize("name", ALL)
def test_the_same_plan_gives_the_same_bytes(name):
    """Two files of one document agree in every byte; nothing in the package tells the hour of the build."""
    first, again = written(name=name), written(name=name)

    assert first == again
    with zipfile.ZipFile(BytesIO(first)) as zipped:
        assert {each.date_time for each in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert zipped.namelist() == sorted(zipped.namelist())
        assert not any("thumbnail" in each for each in zipped.namelist())


@pytest.mark.parametrize("name", ["full-plan", "proposals"])
def test_each_section_has_its_bookmark(name):
    """The bookmark of a section holds its own text and nothing that was made for it; its part says which place it is."""
    plan = load_plan(MappingSource(FILES))
    inside = package(written(name=name))
    body = parse_xml(inside["word/document.xml"])[0]
    told = parse_xml(inside["customXml/item1.xml"])
    places = {each.get("bookmark"): each.get("place") for each in told if each.tag.endswith("}section")}
    held = {}
    for start in body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")) in places:
            [end] = [each for each in body.iter(qn("w:bookmarkEnd")) if each.get(qn("w:id")) == start.get(qn("w:id"))]
            order = list(body.iter())
            within = order[order.index(start) : order.index(end)]
            held[places[start.get(qn("w:name"))]] = "".join(each.text for each in within if each.tag == qn("w:t"))

    assert set(held) == set(places.values()) and held
    for section in plan.sections:
        if section.place in held:
            assert "".join(section.plain.split()) == "".join(held[section.place].split())
            assert "s_" + hashlib.sha256(section.place.encode()).hexdigest()[:12] in places


def test_a_word_file_says_which_copy_it_is():
    """The custom part names plan, copy and program; the registers hold no section and have none."""
    copy = Copy("Second draft", date(2026, 11, 21), "draft-2", "c0ffee", "5eed", True)
    plan = load_plan(MappingSource(FILES))
    inside = package(render(plan, copy, FILES.__getitem__, ("full-plan",), ("docx",))["full-plan.docx"])
    told = dict(parse_xml(inside["customXml/item1.xml"]).attrib)

    assert told.pop("tool")
    assert told == {
        "document": "full-plan",
        "title": plan.title,
        "authority": "East Lothian Integration Joint Board",
        "edition": "2027-2030",
        "label": "Second draft",
        "day": "2026-11-21",
        "stage": "draft-2",
        "commit": "c0ffee",
        "tree": "5eed",
        "unsaved": "yes",
        "pictures": "3",
    }
    assert "customXml/item1.xml" not in package(written(name="registers"))


@pytest.mark.parametrize(("stage", "tracked"), [("draft-1", True), ("draft-2", True), ("final", False)])
def test_word_tracks_what_is_changed_in_a_draft(stage, tracked):
    """Changes are tracked in a draft of the plan, and no longer in the final one."""
    record = f"- {{stage: {stage}, date: 2026-11-21, tree: {'a' * 64}, check: {'a' * 64}}}\n"
    inside = package(written(files({"stages.yaml": f"stages:\n{record}".encode()})))

    assert ("<w:trackRevisions" in inside["word/settings.xml"].decode()) is tracked


def test_every_style_that_is_used_exists():
    """No paragraph, run or table asks for a style that the file does not have."""
    text = "# H\n\n> q\n\n- a\n\n  more\n\n1. b\n\n***\n\n```\nc\n```\n\n`d` [e](https://example.org) f[^1]\n\n[^1]: g"
    inside = package(written(files(vision(text))))
    known = set(re.findall(r'w:styleId="([^"]+)"', inside["word/styles.xml"].decode()))
    used = {
        style
        for path in ("word/document.xml", "word/footnotes.xml", "word/header.xml", "word/footer.xml")
        for style in re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', inside[path].decode())
    }

    assert {"Heading1", "Quote", "ListBullet", "ListNumber", "CodeBlock", "Hyperlink", "PlanTable"} <= used
    assert used <= known
