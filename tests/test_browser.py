"""The site in a real browser: no accessibility faults, no sideways scrolling, nothing from outside, all by keyboard."""

import mimetypes
import re
from datetime import date
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.manifest import Options
from scp.documents.render import render
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements.check import check
from tests.hard_text import hard_files
from tests.small import FILES

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).parent.parent / "sample-plan"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'"
COPY = Copy("Working copy", date(2027, 3, 11))

OPTIONS = Options(search=True)

FAULTS = """rules => axe.run(document, {
  runOnly: rules, resultTypes: ["violations"], selectors: false, preload: false,
}).then(found => found.violations.map(each => `${each.id} ${each.nodes[0].html.slice(0, 120)}`))"""
TURN = """page => new Promise(done => {
  document.documentElement.innerHTML = page;
  const style = document.querySelector("link[rel=stylesheet]");
  style.onload = () => done();
  style.onerror = () => done();
})"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def written(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Every kind of document of the worked example as files, with the search."""
    source = FolderSource(SAMPLE)
    plan = load_plan(source)
    kinds = {each.kind: each for each in documents_of(plan)}  # one of each kind, and easy read in both its languages
    names = [*(each.name for each in kinds.values()), "easy-read"]
    made = render(plan, COPY, source.read, names, ("html",), check(plan, day=COPY.day), options=OPTIONS)
    return written(tmp_path_factory.mktemp("site"), made)


@pytest.fixture(scope="session")
def hard(tmp_path_factory):
    """A plan with text that is hard to lay out."""
    files = hard_files(FILES)
    made = render(load_plan(MappingSource(files)), COPY, files.__getitem__, ("full-plan",), ("html",))
    return written(tmp_path_factory.mktemp("hard"), made)


@pytest.fixture(scope="session")
def axe():
    """axe-core, as a script."""
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def pages(site):
    return sorted(site.rglob("*.html"))


def looked_through(tab, axe, folder, dark=()):
    """What is wrong with the pages of one folder: by axe, and on the narrowest and a wide screen.

    The first is opened; the others take its place in the same window, style and pictures and all, so that the browser
    reads axe and the fonts once. Pages of *dark* are looked at in dark colours and at every width too.
    """
    first, *others = sorted(folder.glob("*.html"))
    tab.goto(first.as_uri())
    tab.evaluate(axe)
    told = []
    for path in (first, *others):
        if path is not first:
            tab.evaluate(TURN, re.split('<html lang="[a-zA-Z-]+">', path.read_text(encoding="utf-8"))[1])
        found = tab.evaluate(FAULTS, RULES)
        for width in (tab.viewport_size["width"], 320 if tab.viewport_size["width"] != 320 else 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            found += [f"sideways at {width}"] if tab.evaluate(SIDEWAYS) else []
        if path in dark:
            tab.emulate_media(color_scheme="dark")
            found += [f"dark: {each}" for each in tab.evaluate(FAULTS, RULES)]
            for width in (768, 1920):
                tab.set_viewport_size({"width": width, "height": 900})
                found += [f"sideways at {width}"] if tab.evaluate(SIDEWAYS) else []
            tab.emulate_media(color_scheme="light")
        told += [f"{path.parent.name}/{path.name}: {each}" for each in found]
    return told


def longest(folder):
    return max(folder.glob("*.html"), key=lambda each: each.stat().st_size)


@pytest.mark.parametrize("half", [0, 1])
def test_no_page_has_a_fault(site, tab, axe, half):
    """axe-core finds nothing against WCAG 2.0 to 2.2 A and AA, nor against good practice, on any page.

    No page moves sideways on a narrow telephone or a wide screen, none says anything on the console, none asks for
    anything but files of the site. The longest page of each document is looked at in dark colours too.
    """
    told = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("request", lambda request: None if request.url.startswith("file://") else told.append(request.url))
    tab.on("requestfailed", lambda request: told.append(request.url))
    folders = sorted({each.parent for each in pages(site)}, key=lambda each: (len([*each.iterdir()]), each))
    for folder in folders[half::2]:
        told += looked_through(tab, axe, folder, (longest(folder),))

    assert told == []


def test_hard_text_has_no_fault(hard, tab, axe):
    """Wide and long tables, long names, other scripts and missing pictures break no page."""
    folder = hard / "full-plan"

    assert looked_through(tab, axe, folder, (folder / "hard.html",)) == []


def test_nothing_moves_while_a_page_loads(site, hard, tab):
    """Neither fonts nor pictures push the text about once it stands there."""
    tab.add_init_script(
        "globalThis.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => { moved += each.value }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        for path in (hard / "full-plan" / "hard.html", site / "easy-read" / "vision.html", site / "index.html"):
            tab.goto(path.as_uri())
            tab.evaluate("document.fonts.ready.then(() => new Promise(done => setTimeout(done, 60)))")
            assert tab.evaluate("moved") < 0.001, (width, path.name)


def focused(tab):
    """What the keyboard is on: its words, whether it can be seen there, and whether a line goes round it."""
    return tab.evaluate(
        """() => {
          const at = document.activeElement;
          const box = at.getBoundingClientRect();
          const style = getComputedStyle(at);
          const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          return [at.tagName, at.textContent.trim(), seen, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
        }"""
    )


def walked(tab):
    """Everything that the Tab key comes to, from the head of the page to its foot."""
    stops = []
    while True:
        tab.keyboard.press("Tab")
        tag, words, seen, ringed = focused(tab)
        if tag == "BODY" or len(stops) > 400:
            return stops
        assert seen and ringed, (tag, words)
        stops.append((tag, words))


def test_the_keyboard_reaches_everything_in_order(site, tab):
    """Skip link, search, where one is, contents, what is on the page, tables, the way on, the foot: each seen and ringed."""
    tab.goto((site / "full-plan" / "money.html").as_uri())

    stops = walked(tab)

    words = [each for _, each in stops]
    landmarks = ["Skip to main content", "All documents", "1 Foreword", "How much there is", "Next Clinical and care governance", "Accessibility"]  # fmt: skip
    assert [each for each in words if each in landmarks] == [*landmarks[:5], "All documents", "Accessibility"]
    assert [tag for tag, _ in stops].count("SECTION") == tab.locator("section.table").count() > 1
    assert [tag for tag, _ in stops].count("A") == tab.locator("a[href]:visible").count()
    assert {"INPUT", "BUTTON"} <= {tag for tag, _ in stops}


def test_the_skip_link_leads_past_the_head(site, tab):
    """The first stop of the Tab key leads to the text."""
    tab.goto((site / "full-plan" / "localities.html").as_uri())
    tab.keyboard.press("Tab")
    assert focused(tab)[:3] == ["A", "Skip to main content", True]

    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_contents_open_by_keyboard_on_a_narrow_screen(site, tab):
    """On a telephone the contents are folded; the keyboard opens them and follows a link."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto((site / "full-plan" / "money.html").as_uri())
    link = tab.get_by_role("navigation", name="Contents").get_by_role("link", name="Unpaid carers")
    assert not link.is_visible()

    tab.locator(".contents summary").focus()
    tab.keyboard.press("Enter")
    assert link.is_visible()
    assert tab.locator(".contents [aria-current=page]").text_content() == "25 Our money"
    link.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/care-group-carers.html")


def test_search_by_keyboard_from_a_file_share(site, tab):
    """Words typed on any page are found, best first; what is found leads to its place."""
    tab.goto((site / "easy-read" / "vision.html").as_uri())
    tab.locator("#q").focus()
    tab.keyboard.type("Unpaid cár")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=*")

    first = tab.locator("#results li a").first
    assert "found for “Unpaid cár”" in tab.locator("[role=status]").text_content()
    assert "carers" in first.text_content()
    assert {each.lower() for each in tab.locator("#results mark").all_text_contents()} >= {"unpaid", "car"}
    first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/full-plan/*")

    tab.goto((site / "search.html").as_uri() + "?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+zzz")
    assert "Nothing was found" in tab.locator("#told").text_content() and tab.locator("main img").count() == 0


def test_everything_can_be_read_without_scripts(site, browser):
    """With scripts off the text is there, and the search says so in words."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "search.html").as_uri())
    assert "Searching needs JavaScript" in tab.locator("main").inner_text()
    tab.goto((site / "full-plan" / "money.html").as_uri())
    assert tab.get_by_role("link", name="Unpaid carers").is_visible()
    context.close()


def test_a_strict_policy_breaks_nothing(site, tab):
    """Under a policy that allows nothing but the site's own files, pages look and search as they do without one."""
    told = []

    def answer(route):
        path = site / route.request.url.removeprefix("http://plan.test/").partition("?")[0]
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        route.fulfill(body=path.read_bytes(), content_type=kind, headers={"Content-Security-Policy": POLICY})

    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.route("http://plan.test/**", answer)
    for page in ("index.html", "full-plan/localities.html", "easy-read/vision.html", "accessibility.html"):
        tab.goto(f"http://plan.test/{page}")
        tab.evaluate("document.fonts.ready.then(() => 0)")
    assert tab.evaluate("[...document.fonts].some(each => each.status === 'loaded')")
    tab.goto("http://plan.test/search.html?q=carers")

    assert tab.locator("#results li").count() > 5
    assert told == []


def test_print_leaves_the_ways_about_the_site_out(site, tab):
    """On paper there is no navigation, and the address of an outside link is printed after it."""
    tab.goto((site / "accessibility.html").as_uri())
    tab.emulate_media(media="print")
    after = tab.locator("main a[href^='https://www.equality']").evaluate(
        "each => getComputedStyle(each, '::after').content"
    )
    assert "equalityadvisoryservice" in after or "attr(href)" in after
    tab.goto((site / "full-plan" / "money.html").as_uri())
    for left_out in (".contents", ".breadcrumb", ".on-this-page", ".previous-next", ".search"):
        assert not tab.locator(left_out).is_visible(), left_out
    assert tab.locator("thead").first.evaluate("each => getComputedStyle(each).display") == "table-header-group"
