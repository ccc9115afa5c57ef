"""Easy read as it is made: cover, contents, pictures that repeat the words, parts, languages, questions and the audio script."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import CALLED_FOR, EASY_QUESTIONS, chosen
from scp.documents.languages import LANGUAGES, language
from scp.documents.render import document, render
from scp.documents.writers.parts import MOST_PAGES, write_parts
from scp.documents.writers.pdf import as_json, pages, write_pdf
from scp.documents.writers.speech import digits, ordinal, spoken
from scp.model.stage import Stage
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements.check import check
from scp.requirements.easy_pictures import refused
from tests.history_fixture import own_git, plan_root, scp, write  # noqa: F401
from tests.pdf_reader import checked, faults
from tests.small import files

SAMPLE = Path(__file__).parent.parent / "sample-plan"
COPY = Copy("Working copy", date(2027, 3, 11))
EASY = """---
title: Our vision
role: vision
---
![](pictogram:home)
You live at **home**.
You phone 0131 496 0125.

![A doctor](pictogram:gp)
You see a doctor.
"""
GAELIC = """---
title: Na tha sinn ag iarraidh
---
![](pictogram:home)
Tha thu a' fuireach aig an **taigh**.
Cuir fòn gu 0131 496 0125.

![Dotair](pictogram:gp)
Chì thu dotair.
"""
ARABIC = GAELIC.replace("Na tha sinn ag iarraidh", "رؤيتنا").replace("Chì thu dotair.", "ترى الطبيب.")
SMALL = {"easy-read/020-vision.md": EASY.encode(), "easy-read/gd/020-vision.md": GAELIC.encode()}
ROUND = """opened: 2026-09-15
closes: 2026-11-13
questions:
  - {id: a, text: Is it good?, easy: Is it good for you?, picture: home}
  - {id: b, text: What matters?, kind: several, choices: [Homes, Buses]}
  - {id: c, text: And the money?, kind: scale, choices: [Bad, Fair, Good]}
  - {id: d, text: What else?}
"""


def made(content, *names, formats=("html", "pdf", "docx", "txt", "audio")):
    plan = load_plan(MappingSource(content))
    return render(plan, COPY, content.__getitem__, names or ("easy-read",), formats)


def paper(content, name="easy-read"):
    plan = load_plan(MappingSource(content))
    [wanted] = [each for each in chosen(plan, (name,)) if each.name == name]
    return document(wanted, plan, COPY, content.__getitem__)


def word(content, part="document"):
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return opened.read(f"word/{part}.xml").decode()


def test_a_picture_that_repeats_the_words_is_passed_over():
    """Without a description it is decoration in every format; a description that was written stays."""
    files_made = made(files(SMALL))

    html = files_made["easy-read/vision.html"].decode()
    assert re.findall(r'<img src="pictures/pictogram-(\w+)\.svg" alt="([^"]*)"', html) == [
        ("home", ""),
        ("gp", "A doctor"),
    ]
    points = [each for each in as_json(paper(files(SMALL)))["chapters"][0]["blocks"] if each["t"] == "point"]
    assert [each["alt"] for each in points] == ["", "A doctor"]
    body = word(files_made["easy-read.docx"])
    told = re.findall(r'<wp:docPr id="\d+" name="[^"]*" descr="([^"]*)"(/>|>.*?</wp:docPr>)', body)
    assert [(alt, "adec:decorative" in mark) for alt, mark in told] == [("", True), ("", True), ("A doctor", False)]
    assert re.findall(r"^Picture: .*", files_made["easy-read.txt"].decode(), re.M) == ["Picture: A doctor"]
    assert "doctor" in files_made["easy-read.ssml"].decode() and "A doctor" not in files_made["easy-read.ssml"].decode()


@pytest.mark.parametrize("name", ["easy-read", "easy-read-gd"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large print"])
def test_easy_read_is_for_everybody(name, large):
    """In English and in Gaelic, in usual and large print, the PDF is PDF/UA-1 and PDF/A-3a, by the checker and our reading."""
    pdf = write_pdf(paper(files(SMALL), name), large)

    assert not faults(pdf) and not any(checked(pdf).values())


def test_the_cover_says_easy_read_and_where_the_whole_plan_is():
    """It says so in words beside its picture; the address is that of the published plan, else people are told to ask."""
    source = FolderSource(SAMPLE)
    plan = load_plan(source)
    [wanted] = [each for each in chosen(plan, ("easy-read",)) if each.name == "easy-read"]
    published = document(wanted, plan, COPY, source.read)

    assert published.whole == ("You can read the full plan here:", plan.publication.url)
    assert paper(files(SMALL)).whole == ("Ask us for the full plan.", "")
    front = made(files(SMALL), formats=("html",))["easy-read/index.html"].decode()
    assert re.search(r'class="cover-kind"><img [^>]*alt=""> Easy read</p>', front)
    assert "Ask us for the full plan." in front


def test_the_size_of_letters_is_chosen_without_a_script():
    """Each easy-read page has the choice, with a label for each size; other pages have none, and none has a script."""
    site = made(files(SMALL), "easy-read", "full-plan", formats=("html",))

    page = site["easy-read/vision.html"].decode()
    assert len(re.findall(r'<input type="radio" name="size" id="(size-\w+)".*?<label for="\1">', page)) == 4
    assert "<script" not in page
    assert "size-usual" not in site["full-plan/vision.html"].decode()
    rules = site["assets/scp.css"].decode()
    assert all(f"html:has(#size-{each}:checked)" in rules for each in ("smaller", "larger", "largest"))


def test_a_longer_summary_is_made_in_parts_too():
    """Each part has its own cover and contents, says which it is, and has no more pages than people read."""
    point = "![](pictogram:home)\nYou live at home.\n\n"
    long = {
        f"easy-read/{n:03}-part-{n}.md": f"---\ntitle: Part {n}\n---\n{point * 14}".encode() for n in range(100, 110)
    }
    whole = paper(files(long))
    pdf = write_pdf(whole)

    parts = list(write_parts(whole, pdf))

    assert pages(pdf) > MOST_PAGES and len(parts) > 1
    assert all(pages(each) <= MOST_PAGES for each in parts)
    assert sum(pages(each) for each in parts) > pages(pdf)
    assert not list(write_parts(paper(files(SMALL)), write_pdf(paper(files(SMALL)))))
    written = made(files(long), formats=("pdf",))
    assert [path for path in written if ".part-" in path] == [
        f"easy-read.part-{n}.pdf" for n in range(1, len(parts) + 1)
    ]


# languages


def test_a_translation_is_a_document_of_its_own_with_its_language_marked():
    """Gaelic has our own words in Gaelic and is marked as Gaelic in each format."""
    found = made(files(SMALL))

    page = found["easy-read-gd/gd-vision.html"].decode()
    assert '<html lang="gd-GB">' in page and "Clàr-innse" in page and 'lang="en-GB">East' in page
    assert '<w:lang w:val="gd-GB"' in word(found["easy-read-gd.docx"], "styles")
    assert b"/Lang(gd-GB)" in found["easy-read-gd.pdf"]
    assert "Cànan: Gàidhlig (Scottish Gaelic, gd)" in found["easy-read-gd.txt"].decode()
    assert 'xml:lang="gd-GB"' in found["easy-read-gd.ssml"].decode()
    assert '<html lang="en-GB">' in found["easy-read/vision.html"].decode()


def test_a_language_that_we_do_not_speak_has_our_words_in_english():
    """The text is marked as its own, and runs from right to left; our words around it are marked as English."""
    found = made(files({"easy-read/020-vision.md": EASY.encode(), "easy-read/ar/020-vision.md": ARABIC.encode()}))

    page = found["easy-read-ar/ar-vision.html"].decode()
    assert '<html lang="en-GB">' in page and '<div lang="ar-SA" dir="rtl">' in page
    assert '<span lang="en-GB" dir="ltr">Nobody has checked these words yet.</span>' in page
    assert "<h1>Pictures</h1>" in found["easy-read-ar/pictures.html"].decode()
    assert "<w:bidiVisual/>" in word(found["easy-read-ar.docx"])
    values = as_json(paper(files({"easy-read/ar/020-vision.md": ARABIC.encode()} | SMALL), "easy-read-ar"))
    assert (values["frame"], [each["lang"] for each in values["chapters"]]) == ("en", ["ar", "en"])


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_languages_have_all_our_words_or_none(code):
    """A language that has any of our words has each of them, with the same gaps to fill."""
    words = language(code).words
    assert not words or words.keys() == language("gd").words.keys()
    assert all(said.count("{}") == english.count("{}") and said.strip() for english, said in words.items())


def looked(fingerprint, now):
    return (
        f"looked_at:\n  - {{part: easy-read/gd/020-vision.md, point: {fingerprint}, date: 2026-09-01, by: Gaelic Officer,\n"
        f"     sums_up: {{easy-read/020-vision.md: {now}}}}}\n"
    )


def test_only_points_that_hold_are_printed_without_a_mark():
    """Where the English changed since, the point says in its own language that it may be out of date."""
    content = files(SMALL)
    first, second = load_plan(MappingSource(content)).translations[0].points
    english = load_plan(MappingSource(content)).easy_read[0].points
    looks = looked(first.fingerprint, english[0].fingerprint) + looked(second.fingerprint, "a" * 16).removeprefix(
        "looked_at:\n"
    )

    text = made({**content, "easy-read/looked-at.yaml": looks.encode()}, formats=("txt",))["easy-read-gd.txt"].decode()

    assert text.count("Dh'fhaodadh gu bheil seo a-mach à deit.") == 1
    assert text.index("Cuir fòn") < text.index("Dh'fhaodadh") and "Cha do rinn duine" not in text


# text only


def test_bold_words_are_known_without_bold():
    """In the text-only version a bold word stands in quotation marks, and the file says so; a line that is all bold does not."""
    words = EASY + "\n![](pictogram:plan)\n**Plan**\nA plan says what we will do.\n"
    text = made(files({"easy-read/020-vision.md": words.encode()}), formats=("txt",))["easy-read.txt"].decode()

    assert "You live at “home”." in text and "\n\nPlan\n\n" in text
    assert "A word in bold stands in quotation marks, as here: “home”." in text


# the audio script


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Our number is 0131 496 0125.", "Our number is 0 1 3 1, 4 9 6, 0 1 2 5."),
        ("Phone +44 131 496 0125", "Phone plus 4 4, 1 3 1, 4 9 6, 0 1 2 5"),
        ("It costs £1.2 million.", "It costs 1.2 million pounds."),
        ("That is £1,800 each.", "That is 1,800 pounds each."),
        ("We have £201.5m now.", "We have 201.5 million pounds now."),
        ("You pay £1.", "You pay 1 pound."),
        ("You pay £2.50.", "You pay 2 pounds 50."),
        ("It starts on 1 April 2027.", "It starts on the first of April 2027."),
        ("By the 31 March 2030 we stop.", "By the thirty-first of March 2030 we stop."),
        ("The NHS and 2 GPs.", "The N H S and 2 G P's."),
        ("Send it to plan@example.org.", "Send it to plan at example dot org."),
        ("Go to https://example.org/a-b/", "Go to example dot org, slash a hyphen b"),
        ("Write to EH21 7PX.", "Write to E H 2 1, 7 P X."),
        ("From 2027-2030, 10% & more", "From 2027 to 2030, 10 per cent and more"),
        ("1 < 2", "1 &lt; 2"),
        ("Room 12 is open from 9 to 5.", "Room 12 is open from 9 to 5."),
    ],
)
def test_numbers_and_signs_are_told_as_they_are_said(written, said):
    """Money, days, telephone numbers digit by digit, addresses and letters come as words, as XML."""
    assert spoken(written) == said


def test_ordinals_and_other_languages():
    """Each day of a month has its word; in another language only the digits of a telephone are told apart."""
    assert [ordinal(each) for each in (1, 2, 12, 20, 21, 30, 31)] == [
        "first", "second", "twelfth", "twentieth", "twenty-first", "thirtieth", "thirty-first",
    ]  # fmt: skip
    assert digits("Fòn 0131 496 0125, £5") == "Fòn 0 1 3 1, 4 9 6, 0 1 2 5, £5"


def test_the_audio_script_is_sound_xml_with_pauses():
    """It is XML with a pause after each point and heading, made of easy read alone."""
    from lxml import etree

    found = made(files(SMALL), "easy-read", "full-plan", formats=("audio",))

    assert sorted(path for path in found if path.endswith(".ssml")) == ["easy-read-gd.ssml", "easy-read.ssml"]
    root = etree.fromstring(found["easy-read.ssml"])
    space = "{http://www.w3.org/2001/10/synthesis}"
    points = root.findall(f"{space}p")
    assert [[each.text for each in point.findall(f"{space}s")] for point in points] == [
        ["You live at home.", "You phone 0 1 3 1, 4 9 6, 0 1 2 5."],
        ["You see a doctor."],
    ]
    assert all(point.getnext().tag == f"{space}break" for point in points)


# the questions


def test_questions_in_easy_read_have_boxes_faces_and_room():
    """A question is asked in its easy words, with boxes for choices, faces for a feeling or yes and no, and room to write."""
    content = files(SMALL) | {"consultation/draft-2/round.yaml": ROUND.encode()}
    text = made(content, EASY_QUESTIONS, formats=("txt",))["easy-read-questions-draft-2.txt"].decode()
    questions = dict(re.findall(r"Heading 1: Question (\d)\n\n(.*?)(?=\n\n\nHeading 1)", text, re.DOTALL))

    assert "Is it good for you?\n\nTick 1 box.\n\n[ ] Yes\n\n[ ] Not sure\n\n[ ] No" in questions["1"]
    assert "Tick as many boxes as you like.\n\n[ ] Homes\n\n[ ] Buses" in questions["2"]
    assert "[ ] Good\n\n[ ] Not sure\n\n[ ] Bad" in questions["3"]
    assert questions["4"] == "What else?\n\nYou can write here:\n\nSpace to write your answer."
    assert "Please answer by 13 November 2026." in text
    shown = [
        (each["path"], each["small"])
        for chapter in as_json(paper(content, "easy-read-questions-draft-2"))["chapters"]
        for each in chapter["blocks"]
        if each["t"] == "point" and chapter["title"] == "Question 1"
    ]
    assert shown == [
        ("pictures/pictogram-home.svg", False),
        *((f"pictures/pictogram-feeling-{each}.svg", True) for each in ("happy", "unsure", "sad")),
    ]


def test_questions_are_called_for_at_the_second_draft():
    """They go out with the second draft; a plan with fewer than two ways to answer is told so in them."""
    assert EASY_QUESTIONS in CALLED_FOR[Stage.DRAFT_2]
    content = files(SMALL) | {"consultation/draft-2/round.yaml": ROUND.encode()}
    bare = re.sub(rb"\ncontact:\n(?:  .*\n)+", b"\n", content["plan.yaml"])

    text = made({**content, "plan.yaml": bare}, EASY_QUESTIONS, formats=("txt",))[
        "easy-read-questions-draft-2.txt"
    ].decode()

    assert "Give at least two ways to answer" in text


# the ledger of pictures

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
LEDGER = """pictures:
  - {file: a.svg, shows: A house, source: Our own, licence: CC BY-NC 4.0}
  - {folder: set/, source: A seller of pictures, licence: "Licensed to us, 2026", attribution: "Pictures: A seller"}
  - {file: face.jpg, shows: A man at a door, source: Our photographer, licence: Owned by the authority, person: yes}
"""


def with_ledger(ledger=LEDGER):
    easy = "---\ntitle: Our vision\n---\n" + "".join(
        f"![A house]({each})\nYou live at home.\n\n"
        for each in ("pictures/a.svg", "pictures/set/b.svg", "pictogram:home")
    )
    return files(
        {
            "easy-read/020-vision.md": easy.encode(),
            "easy-read/pictures.yaml": ledger.encode(),
            "easy-read/pictures/a.svg": SVG,
            "easy-read/pictures/set/b.svg": SVG,
        }
    )


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("CC0 1.0", True),
        ("CC BY 4.0", True),
        ("CC BY-SA 3.0", True),
        ("Open Government Licence v3.0", True),
        ("Licensed to the authority, 2026", True),
        ("CC BY-NC 4.0", False),
        ("CC BY-ND 4.0", False),
        ("Creative Commons Attribution-NonCommercial", False),
        ("Unknown", False),
        ("From the internet", False),
        ("All rights reserved", False),
    ],
)
def test_licences_that_may_be_published(licence, fits):
    """Non-commercial, no-derivatives and unknown licences are refused, each with its reason."""
    assert (refused(licence) == "") is fits


def test_the_ledger_is_judged_from_the_second_draft_on():
    """A licence that may not be published and a face without consent are findings; two sets on a page are a note."""
    plan = load_plan(MappingSource(with_ledger()))

    def found(stage):
        return {
            each.id: str(each.problem.at)
            for each in check(plan, stage, date(2026, 11, 21)).findings
            if each.id.startswith("plan-picture")
        }

    assert not found(Stage.DRAFT_1)
    assert found(Stage.DRAFT_2) == {
        "plan-picture-licence": "easy-read/pictures.yaml:2",
        "plan-picture-consent": "easy-read/pictures.yaml:4",
        "plan-picture-mixed": "easy-read/020-vision.md:7",
    }
    mended = LEDGER.replace("BY-NC", "BY").replace(
        "person: yes", "person: yes, consent: {date: 2026-08-20, kept_by: Clerk}"
    )
    plan = load_plan(MappingSource(with_ledger(mended)))
    assert found(Stage.DRAFT_2).keys() == {"plan-picture-mixed"}


def test_the_last_page_says_whose_the_pictures_are():
    """Our drawings are free; others are as the ledger says, those of one folder by its one entry."""
    text = made(with_ledger(), formats=("txt",))["easy-read.txt"].decode()

    assert "The drawings were made for scp. Anybody may use them. (CC0 1.0.)" in text
    assert "- A house: Our own. CC BY-NC 4.0." in text
    assert "- set/: Pictures: A seller. Licensed to us, 2026." in text


def test_build_tells_of_pictures_that_may_not_be_published(plan_root):  # noqa: F811
    """What is left to do is told where the documents are made."""
    easy = {path: content.decode() for path, content in with_ledger().items() if path.startswith("easy-read/")}
    write(plan_root, easy)

    done = scp(plan_root, "build", "easy-read", "--format", "txt")

    told = " ".join(done.stderr.split())
    assert "easy-read/pictures.yaml:2: a.svg is used under" in told and "CC BY-NC" in told
    assert "a person can be recognised in face.jpg" in told
