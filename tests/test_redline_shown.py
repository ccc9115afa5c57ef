"""The redline where people see it: in a browser, and in a word processor that accepts or rejects its changes."""

import re
import subprocess
import zipfile
from datetime import date

import pytest

from scp.documents.document import Copy
from scp.documents.redline import compare
from scp.documents.redline_pages import to_read, to_track
from scp.documents.redline_render import Side, redline_documents
from scp.documents.render import render
from scp.documents.writers.docx import write_docx
from scp.repository import MappingSource, load_plan
from tests.redline_versions import NAMES, both
from tests.spoiling import replayed

# a browser


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The redline of the worked example's drafts, with what did not change, and of every kind of change."""
    folder = tmp_path_factory.mktemp("redline")
    sides = []
    for stage in ("draft-1", "draft-2"):
        tree = replayed()["tree_of"](stage)
        sides.append(Side(stage, load_plan(MappingSource(tree)), Copy(stage, date(2026, 9, 15)), tree.__getitem__))
    old, new = sides
    files = render(new.plan, new.copy, new.read, ("redline",), ("html",), redline=redline_documents(old, new))
    from scp.documents.writers.html import write_site

    every = write_site(to_read(compare(*both()), NAMES, whole_text=True))
    for path, content in {**files, **{f"every/{path}": content for path, content in every.items()}}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def pages(site):
    return sorted(each for each in site.rglob("*.html") if each.parent != site)


@pytest.mark.browser
def test_no_accessibility_faults(site, tab):
    """axe-core finds nothing against WCAG 2.0 to 2.2 A and AA, nor against good practice, on any page."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    faults = []
    for path in pages(site):
        tab.goto(path.as_uri())
        results = axe.run(
            tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        faults += [
            f"{path.relative_to(site)}: {each['id']} {each['nodes'][0]['html'][:120]}"
            for each in results.response["violations"]
        ]

    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_sideways_scrolling(site, tab, width):
    """The page fits a narrow telephone, labels and all."""
    tab.set_viewport_size({"width": width, "height": 900})
    wide = []
    for path in pages(site):
        tab.goto(path.as_uri())
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(str(path.relative_to(site)))

    assert wide == []


@pytest.mark.browser
def test_every_link_of_the_list_lands_on_words_that_changed(site, tab):
    """From the list of changes each link leads to a place that is there, with a mark after it."""
    tab.goto((site / "redline" / "what-changed.html").as_uri())
    links = tab.evaluate("[...document.querySelectorAll('main > ul a')].map(each => each.href)")
    lost = []
    for link in dict.fromkeys(links):
        tab.goto(link)
        found = tab.evaluate(
            """() => {
                const id = decodeURIComponent(location.hash.slice(1));
                const place = id ? document.getElementById(id) : document.querySelector('main');
                if (!place) return false;
                if (!id) return !!place.querySelector('ins, del, .note');
                return [...document.querySelectorAll('ins, del, .marked, .note')].some(each =>
                    each.contains(place) || place.contains(each)
                    || place.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
            }"""
        )
        if not found:
            lost.append(link)

    assert links and lost == []


# a word processor


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Resolve(what As String, source As String, target As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = &quot;Hidden&quot;
    hidden(0).Value = True
    Dim opened As Object
    opened = StarDesktop.loadComponentFromURL(source, &quot;_blank&quot;, 0, hidden())
    Dim dispatcher As Object
    dispatcher = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
    dispatcher.executeDispatch(opened.CurrentController.Frame, &quot;.uno:&quot; &amp; what &amp; &quot;AllTrackedChanges&quot;, &quot;&quot;, 0, Array())
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = &quot;FilterName&quot;
    how(0).Value = &quot;Text (encoded)&quot;
    opened.storeToURL(target, how())
    opened.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


def office(profile, *arguments):
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=180).stdout


@pytest.fixture
def profile(tmp_path):
    """A fresh profile of LibreOffice with a macro that accepts or rejects every change and keeps the text."""
    found = tmp_path / "profile"
    office(found, "--terminate_after_init")
    standard = found / "user" / "basic" / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    (standard / "Module1.xba").write_text(MACRO)
    (standard / "script.xlb").write_text(LIBRARY)
    return found


def kept(profile, content, what):
    """The lines of a Word file after every change was accepted or rejected, or as it is, from its first chapter on."""
    place = profile.parent / "file.docx"
    place.write_bytes(content)
    text = profile.parent / "file.txt"
    call = f"macro:///Standard.Module1.Resolve({what},{place.as_uri()},{text.as_uri()})"
    office(profile, call)
    lines = [line.strip() for line in text.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    return lines[lines.index("Contents") : len(lines) - lines[::-1].index("About this copy")]


@pytest.mark.tools
@pytest.mark.parametrize(("what", "which"), [("Accept", 1), ("Reject", 0)])
def test_a_word_processor_accepts_and_rejects(profile, what, which):
    """LibreOffice, asked to accept all changes, has the new text, and asked to reject all, the old one."""
    versions = both()
    content = write_docx(to_track(compare(*versions), NAMES))

    assert kept(profile, content, what) == kept(profile, write_docx(versions[which]), "Accept")


@pytest.mark.tools
def test_a_word_processor_shows_the_changes(tmp_path):
    """LibreOffice reads insertions and deletions with the authority as author, and prints both."""
    (tmp_path / "redline.docx").write_bytes(write_docx(to_track(compare(*both()), NAMES)))
    profile = tmp_path / "profile"
    for format in ("odt", "pdf"):
        office(profile, "--convert-to", format, "--outdir", tmp_path, tmp_path / "redline.docx")

    with zipfile.ZipFile(tmp_path / "redline.odt") as opened:
        content = opened.read("content.xml").decode()
    printed = subprocess.run(["pdftotext", tmp_path / "redline.pdf", "-"], capture_output=True, text=True).stdout
    assert content.count("<text:insertion>") >= 5 and content.count("<text:deletion>") >= 5
    assert set(re.findall("<dc:creator>([^<]*)", content)) == {"East Lothian Integration Joint Board"}
    assert {day[:10] for day in re.findall("<dc:date>([^<]*)", content)} == {"2026-09-15"}
    assert "Vans" in printed and "Beds" in printed and "large garden" in printed
