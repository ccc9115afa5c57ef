"""Plain text: what a braille translator or a voice is given, line by line."""

import re
from datetime import date

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import COMPLIANCE, documents_of
from scp.documents.redline import compare
from scp.documents.redline_pages import to_read
from scp.documents.render import render
from scp.documents.writers.text import write_text
from scp.repository import MappingSource, load_plan
from tests.redline_versions import NAMES, both
from tests.small import FILES, edited, files
from tests.test_documents import BROKEN

COPY = Copy("Working copy", date(2026, 11, 21))
BOX_DRAWING = re.compile("[\u2500-\u259f]")


def written(content=FILES, name="full-plan"):
    plan = load_plan(MappingSource(content))
    return render(plan, COPY, content.__getitem__, (name,), ("txt",))[f"{name}.txt"].decode()


def vision(text):
    """The lines of the chapter on the vision, of the small plan with *text* as that."""
    head = "---\ntitle: Our vision\nrole: vision\nstatus: draft\n---\n"
    made = written(files({"narrative/040-vision.md": f"{head}{text}\n".encode()}))
    found = re.search(r"Heading 1: (?:\d+\. )?Our vision\n(.*?)\n\nHeading 1:", made, re.DOTALL)
    return [line for line in found[1].split("\n") if line]


def test_a_paragraph_is_one_line():
    """Nothing is folded, however long: a translator folds to its own width, and takes an end of line for a paragraph."""
    long = "Many words of one paragraph stand in one line. " * 30

    assert vision(f"{long}\n\nAnother\none.") == [long.strip(), "Another one."]


def test_headings_say_their_level():
    """A heading begins with its level, so that a search finds the next; a chapter has two blank lines before it."""
    text = written(
        files(
            {
                "narrative/040-vision.md": b"---\ntitle: Our vision\nrole: vision\n---\nA.\n\n## Part\n\n### Smaller\n\nB."
            }
        )
    )

    assert "\n\n\nHeading 1: " in text
    assert "\n\nHeading 2: Part\n\n" in text and "\n\nHeading 3: Smaller\n\nB.\n" in text
    assert "Heading 1: About this copy" in text


def test_lists_keep_their_marks():
    """A bullet is a hyphen and a number its number; what stands in a list within a list has both marks."""
    assert vision("- apple\n  - pip\n- pear\n\nThen.\n\n3. third\n4. fourth") == [
        "- apple",
        "- - pip",
        "- pear",
        "Then.",
        "3. third",
        "4. fourth",
    ]


def test_a_box_to_tick_has_no_bullet():
    """A list of boxes has no mark beside them; one item without a box makes it a list like any other."""
    boxes, mixed = "- \u2610 Yes\n- \u2610 No, and why", "- \u2610 Perhaps\n- Never"

    assert vision(boxes) == ["[ ] Yes", "[ ] No, and why"]
    assert vision(mixed) == ["- [ ] Perhaps", "- Never"]


def test_a_table_is_told_row_by_row():
    """Each value comes after the heading of its column; what is empty and what is a dash is said."""
    assert vision("| Place | Beds | Why |\n|---|---:|---|\n| East | 12 | Near. |\n| West |  | – |") == [
        "Table of 2 rows. Columns: Place; Beds; Why.",
        "Row 1: Place: East; Beds: 12; Why: Near",
        "Row 2: Place: West; Beds: blank; Why: dash",
        "End of table.",
    ]


def test_footnotes_stand_at_the_end_of_their_section():
    """A footnote has its number in the text and its words before the next section begins."""
    assert vision("A claim[^a]. More[^b].\n\n## Next\n\nOn.\n\n[^a]: Seen *there*.\n[^b]: And here.") == [
        "A claim [footnote 1]. More [footnote 2].",
        "Footnote 1: Seen there.",
        "Footnote 2: And here.",
        "Heading 2: Next",
        "On.",
    ]


def test_a_link_has_its_address_once():
    """The address follows the words; not where they are the address, nor a second time, nor where it leads inside."""
    address = "https://example.org/a"
    assert vision(
        f"See [this]({address}), <{address}/b> and [again]({address}); [in](../localities/east.md), [mail](mailto:x@example.org)."
    ) == [f"See this ({address}), {address}/b and again; in, mail (x@example.org)."]


def test_pictures_are_words():
    """A picture is what it shows; easy read's pictures are left out and its sentences stand in their order."""
    content = files(
        {"narrative/040-vision.md": b"---\ntitle: Our vision\nrole: vision\n---\n![Two ducks on a pond](a.svg)"}
    )
    content["narrative/a.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg"/>'

    assert "\n\nFigure: Two ducks on a pond\n\n" in written(content)
    assert "Figure" not in written(name="easy-read")


def test_what_is_quoted_and_what_is_struck_out_is_said():
    """A quotation says where it begins and ends; words struck out say so; bold and italics are plain words."""
    assert vision("> One.\n>\n> Two.\n\nNot ~~this~~ but *that* **now**.") == [
        "Quotation: One.",
        "Two.",
        "End of quotation.",
        "Not [struck out: this] but that now.",
    ]


def test_nothing_that_a_voice_spells():
    """No document of the plan has lines drawn, tabs, trailing spaces or more than two blank lines."""
    plan = load_plan(MappingSource(FILES))
    names = [each.name for each in documents_of(plan) if each.name != COMPLIANCE]
    made = render(plan, COPY, FILES.__getitem__, names, ("txt",))

    assert len(made) == len(names) + 1
    for path, content in made.items():
        if path.endswith(".txt"):
            text = content.decode()
            assert not BOX_DRAWING.search(text) and "\t" not in text and "\u2610" not in text, path
            assert "\n\n\n\n" not in text and text.endswith("\n") and not text.endswith("\n\n"), path
            assert all(line == line.strip() for line in text.split("\n")), path


def test_a_redline_says_what_became_of_words():
    """What came and what went is told before the words themselves."""
    text = write_text(to_read(compare(*both()), NAMES)).decode()

    assert "2028: [deleted: £2m][inserted: £2.5m]" in text
    assert "\n\nInserted: A last thought [footnote 2].\n\n" in text


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_no_text_stops_the_writer(text):
    """Whatever a section holds, the file ends as it should."""
    assert "\n\nHeading 1: About this copy\n\n" in written(
        edited("care-groups/carers.md", "Carers look after somebody.", text)
    )
