"""How pages look: what stands together, how wide columns are, and what is printed of code and of empty boxes."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.nodes import blocks
from scp.documents.render import render
from scp.documents.words import as_code
from scp.documents.writers.pdf import write_pdf
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements import check
from tests.small import FILES, edited
from tests.test_pdf import of_kind, paper

COPY = Copy("Working copy", date(2026, 11, 21))
BOXES = "- \u2610 Yes\n- \u2610 No\n\nBetween.\n\n- apple\n- pear\n"


@pytest.fixture(scope="module")
def sample_site():
    """Every file of the worked example's web pages by path: the text of a page, None for any other file."""
    source = FolderSource(Path(__file__).parent.parent / "sample-plan")
    plan = load_plan(source)
    names = [each.name for each in documents_of(plan)]
    made = render(plan, COPY, source.read, names, ("html", "txt", "json"), check(plan, day=COPY.day))
    return {path: content.decode() if path.endswith(".html") else None for path, content in made.items()}


def pages(pdf, tmp_path):
    """The words of each page of *pdf*."""
    (tmp_path / "a.pdf").write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True
    )
    return told.stdout.split("\f")[:-1]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("registers/planning-group.yaml", "`registers/planning-group.yaml`"),
        ("a\n  b", "`a b`"),
        ("one ` two", "``one ` two``"),
        ("`", "`` ` ``"),
        (" ", ""),
    ],
)
def test_code_is_printed_as_it_is(text, span):
    """Nothing is escaped within a code span, so its fence is longer than any in the text."""
    assert as_code(text) == span


def test_registers_name_their_files():
    """The file of each register is printed as it is called."""
    made = render(load_plan(MappingSource(FILES)), COPY, FILES.__getitem__, ("registers",), ("html", "txt"))

    named = re.findall(r"^From (\S+), ", made["registers.txt"].decode(), re.MULTILINE)

    assert len(named) > 1
    assert all(re.fullmatch(r"[\w/-]+\.yaml|[\w/-]+", each) for each in named), named
    assert not any(rb"<code>" in page and rb"\\" in page for path, page in made.items() if path.endswith(".html"))


def test_boxes_stand_without_bullets_on_a_page():
    """On a web page a list of boxes is marked as one; a list of words is not."""
    content = edited("care-groups/carers.md", "Carers look after somebody.", BOXES)
    made = render(load_plan(MappingSource(content)), COPY, content.__getitem__, ("full-plan",), ("html",))
    page = made["full-plan/care-group-carers.html"].decode()

    assert re.search(r'<ul class="ticks">\s*<li>\u2610 Yes</li>', page)
    assert re.search(r"<ul>\s*<li>apple</li>", page)


@pytest.mark.tools
def test_boxes_stand_without_bullets_in_print(tmp_path):
    """In the PDF a box is drawn in the place of the bullet: its words have neither sign before them."""
    [first, *_] = pages(write_pdf(paper(BOXES)), tmp_path)
    lines = {line.strip() for line in first.split("\n")}

    assert {"Yes", "No", "\u2022 apple"} <= lines


LONG = "People who were asked said that the help which they had was what they needed"


def test_a_column_of_sentences_is_wider_than_one_of_names():
    """Where a table is too full for all, the column with the most to say gets what the others do not need."""
    head = "| Priority | Measure | Kind | Where we are now | Where we want to be |\n" + "|---" * 5 + "|\n"
    row = f"| Mental health and recovery | {LONG} | National indicator 12 | Not known before 2027 | Half of that in 2030 |\n"
    [table] = of_kind(blocks(paper(head + row))[0][:12], "table")

    widths = dict(zip(("priority", "measure", "kind", "now", "then"), table["widths"], strict=True))

    assert widths["measure"] == max(widths.values())
    assert widths["measure"] > 1.5 * widths["kind"]


@pytest.mark.tools
@pytest.mark.parametrize("before", range(16, 34, 4))
def test_a_small_table_stays_on_one_page(before, tmp_path):
    """Wherever on the page a small table begins, all its rows are on one page, with its heading."""
    rows = "".join(f"| Row {number} here | {number} |\n" for number in range(1, 6))
    text = "Words.\n\n" * before + f"## The small table\n\n| What | How many |\n|---|--:|\n{rows}"

    found = [page for page in pages(write_pdf(paper(text)), tmp_path) if "here" in page]

    assert len(found) == 1
    assert "The small table" in found[0]
    assert found[0].count(" here") == 5


@pytest.mark.tools
def test_short_chapters_share_a_page(tmp_path):
    """A chapter of a few lines leaves the rest of its page to the next one, so a small plan has fewer pages than chapters."""
    made = paper(name="full-plan")
    printed = pages(write_pdf(made), tmp_path)
    begun = [
        sum(f"{each.number} {each.title}" in re.sub(" +", " ", page) for each in made.chapters) for page in printed[2:]
    ]

    assert max(begun) >= 2
    assert len(printed) - 2 < len(made.chapters)


@pytest.mark.tools
def test_a_long_chapter_title_leaves_the_head_one_line(tmp_path):
    """Above a page the title of the document stands whole, and that of the chapter is cut where it does not fit beside it."""
    content = edited("care-groups/carers.md", "name: Unpaid carers", f"name: {'Unpaid carers of the north ' * 6}")
    text = "Words.\n\n" * 60
    content = {**content, "care-groups/carers.md": content["care-groups/carers.md"] + text.encode()}
    printed = pages(write_pdf(paper(name="full-plan", files=content)), tmp_path)
    heads = [page.split("\n")[0] for page in printed if "Unpaid carers of the" in page.split("\n")[0]]

    assert heads
    assert all(
        re.fullmatch(r"East Lothian Strategic Commissioning Plan +Unpaid carers of .+…", each.strip()) for each in heads
    )


def test_a_table_of_short_words_is_not_torn_apart():
    """Where every cell is short the columns share the width by their words; beside figures the first takes the rest."""
    words_alone = "| Service | What it does |\n|---|---|\n| Number 1 | Something useful |\n"
    with_figures = "| Service | Pounds |\n|---|--:|\n| Number 1 | 100 |\n"

    def widths(text):
        return next(of_kind(blocks(paper(text))[0], "table"))["widths"]

    assert widths(words_alone) == [9, 16]
    assert widths(with_figures) == [1, 0]


def test_a_picture_that_is_not_there_is_told_once():
    """A missing picture without a description is said to have none."""
    said = [each["c"] for each in of_kind(blocks(paper("![](not-there.png)"))[0], "p")]
    assert [{"t": "text", "v": "[Picture: no description]"}] in said


def test_the_front_page_offers_the_plan_as_data():
    """The list of documents leads to the plan's data and tables where they were made, and to none where they were not."""
    plan = load_plan(MappingSource(FILES))
    with_data = render(plan, COPY, FILES.__getitem__, ("full-plan",), ("html", "json", "xlsx"))
    without = render(plan, COPY, FILES.__getitem__, ("full-plan",), ("html",))

    for name in ("plan.json", "plan.schema.json", "plan-tables.xlsx"):
        assert name in with_data
        assert f'<a href="{name}">' in with_data["index.html"].decode()
        assert name not in without["index.html"].decode()
    assert json.loads(with_data["plan.json"])


def test_every_link_of_the_sample_leads_somewhere(sample_site):
    """Each address of each page of the worked example is a file that was made, and each anchor is on that page."""
    ids = {path: set(re.findall(r' id="([^"]+)"', page)) for path, page in sample_site.items() if page is not None}
    checked = 0
    for path, page in sample_site.items():
        for link in re.findall(r' (?:href|src)="([^"]*)"', page or ""):
            address, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            where = resolved(path, address)
            assert where in sample_site, (path, link)
            assert not anchor or where not in ids or anchor in ids[where], (path, link)
            checked += 1
    assert checked > 1000


def resolved(path, address):
    """The path of the file to which *address* leads from *path*."""
    if not address:
        return path
    parts = path.split("/")[:-1]
    for part in address.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
