"""The site in a real browser: no accessibility faults, no sideways scrolling, nothing from outside."""

from datetime import date
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.render import render
from scp.repository import FolderSource, load_plan
from scp.requirements.check import check

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).parent.parent / "sample-plan"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Every document of the worked example as files."""
    folder = tmp_path_factory.mktemp("site")
    source = FolderSource(SAMPLE)
    plan, copy = load_plan(source), Copy("Working copy", date(2027, 3, 11))
    names = [each.name for each in {each.kind: each for each in documents_of(plan)}.values()]  # one of each kind
    for path, content in render(plan, copy, source.read, names, ("html",), check(plan, day=copy.day)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def pages(site):
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize("half", [0, 1])
def test_no_accessibility_faults(site, tab, half):
    """axe-core finds nothing against WCAG 2.0 to 2.2 A and AA, nor against good practice, on any page."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    faults = []
    for path in pages(site)[half::2]:
        tab.goto(path.as_uri())
        results = axe.run(
            tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        faults += [
            f"{path.relative_to(site)}: {each['id']} {each['nodes'][0]['html'][:120]}"
            for each in results.response["violations"]
        ]

    assert faults == []


def test_nothing_comes_from_outside_or_fails(site, tab):
    """Every page loads with no message on the console and asks for files of the site only."""
    told = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("request", lambda request: None if request.url.startswith("file://") else told.append(request.url))
    tab.on("requestfailed", lambda request: told.append(request.url))
    for path in pages(site):
        tab.goto(path.as_uri())
        tab.evaluate("document.fonts.ready.then(() => 0)")

    assert told == []


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_no_sideways_scrolling(site, tab, width):
    """From a narrow telephone to a wide screen the page fits; wide tables scroll in their own box."""
    tab.set_viewport_size({"width": width, "height": 900})
    wide = []
    for path in pages(site):
        tab.goto(path.as_uri())
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(str(path.relative_to(site)))

    assert wide == []


def test_the_keyboard_reaches_the_text_first(site, tab):
    """The first stop of the Tab key leads past the head of the page to its text."""
    tab.goto((site / "full-plan" / "localities.html").as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to main content"

    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
