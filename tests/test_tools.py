"""Documents and commands beside the programs that people have: poppler, LibreOffice, OpenSSH."""

import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.languages import language
from scp.documents.render import render
from scp.repository import FolderSource, load_plan
from scp.requirements.check import check

pytestmark = pytest.mark.tools
SAMPLE = Path(__file__).parent.parent / "sample-plan"
ALL = [each.name for each in {each.kind: each for each in documents_of(load_plan(FolderSource(SAMPLE)))}.values()]
"""One document of each kind: those of one kind are laid out alike."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Every document of the worked example as files."""
    folder = tmp_path_factory.mktemp("built")
    source = FolderSource(SAMPLE)
    plan, copy = load_plan(source), Copy("Working copy", date(2027, 3, 11))
    for path, content in render(plan, copy, source.read, ALL, report=check(plan, day=copy.day)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def ran(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", ALL)
def test_pdf_text_comes_out_in_order(built, name):
    """What a screen reader or a search gets from the PDF has the chapters in their order, and the banner."""
    text = " ".join(ran("pdftotext", built / f"{name}.pdf", "-").split())
    plan = load_plan(FolderSource(SAMPLE))

    assert plan.record.banner in text
    titles = [
        part.title
        for part in (plan.narrative if name == "full-plan" else plan.easy_read if name == "easy-read" else ())
        if getattr(part, "role", "") != "proposals"
    ]
    place = 0
    for title in titles:
        place = text.index(" ".join(title.split()), place)


@pytest.mark.parametrize("name", ALL)
def test_every_font_is_embedded(built, name):
    """The PDF looks the same everywhere."""
    rows = ran("pdffonts", built / f"{name}.pdf").splitlines()[2:]

    assert rows
    assert all(re.search(r"\byes +yes +yes +\d+ +\d+$", row) for row in rows), rows


def test_the_page_opens_in_a_word_processor(built, tmp_path):
    """LibreOffice reads a page of the site with its headings and tables, for whoever copies a section into a paper."""
    page = built / "full-plan" / "localities.html"
    ran(
        "soffice",
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "odt:writer8",
        "--outdir",
        str(tmp_path),
        str(page),
    )

    with zipfile.ZipFile(tmp_path / "localities.odt") as opened:
        content = opened.read("content.xml").decode()
    assert re.search(r'<text:h [^>]*text:outline-level="1"', content)
    assert content.count("<table:table ") >= 2
    assert "East Lothian West" in content


@pytest.mark.parametrize("name", ALL)
def test_word_files_open_and_print(built, tmp_path, name):
    """LibreOffice reads each Word file and prints it on A4 with the chapters in their order."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    ran("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(built / f"{name}.docx"))
    printed = tmp_path / f"{name}.pdf"
    text = " ".join(ran("pdftotext", printed, "-").split())
    chapters = [
        each.text for each in docx.Document(built / f"{name}.docx").paragraphs if each.style.name.startswith("Heading ")
    ]

    assert re.search(r"Page size: +59\d(\.\d+)? x 84\d(\.\d+)? pts \(A4\)", ran("pdfinfo", printed))
    place = 0
    for title in chapters:
        place = text.index(" ".join(title.split()), place)
    tongue = language("gd" if name.endswith("-gd") else "")
    assert chapters[-1] == tongue.say("Contact us, or ask for another format")
    assert tongue.say("About this copy") in chapters


def test_copies_reach_the_real_openssh(tmp_path):
    """`scp a b` through our command copies the file with OpenSSH's."""
    (tmp_path / "a").write_text("words")
    code = "import sys; from scp.entry import scp; sys.argv = ['scp', *sys.argv[1:]]; scp()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a"), str(tmp_path / "b")], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b").read_text() == "words"


def test_the_plan_on_a_page_is_one_page_in_word_too(built, tmp_path):
    """The worked example's plan on a page prints on one side."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    ran(
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(built / "plan-on-a-page.docx"),
    )

    assert re.search(r"Pages: +1\n", ran("pdfinfo", tmp_path / "plan-on-a-page.pdf"))
