"""The web pages as a site: addresses that last, what every page says about itself, and that nothing needs a script."""

import json
import re
from dataclasses import replace
from datetime import date
from importlib import resources

import html5lib
import pytest

from scp.documents.document import Copy
from scp.documents.kinds import KINDS
from scp.documents.manifest import Options
from scp.documents.measure import measured
from scp.documents.notices import notices
from scp.documents.page_checks import check_pages, faint_colours
from scp.documents.render import render
from scp.documents.writers.offers import size_of
from scp.model.stage import Stage, StageRecord, Stages
from scp.repository import MappingSource, load_plan
from tests.hard_text import hard_files, png
from tests.small import FILES, edited, files

COPY = Copy("Working copy", date(2026, 11, 21))


def made(content, names=("full-plan",), copy=COPY):
    """The pages of a plan by path, as text."""
    out = render(load_plan(MappingSource(content)), copy, content.__getitem__, names, ("html",))
    return {path: value.decode() for path, value in out.items() if path.endswith(".html")}


def addresses(pages):
    """Every address that a link from outside may lead to: pages and places within them."""
    return {path: set(re.findall(r' id="([^"]+)"', page)) for path, page in pages.items()}


def test_addresses_stay_when_titles_and_order_change():
    """Another wording of a title, and another place in the order, change no page's address and no anchor."""
    content = dict(FILES)
    content["narrative/940-vision.md"] = content.pop("narrative/040-vision.md").replace(b"Our vision", b"What we want")
    content["care-groups/carers.md"] = content["care-groups/carers.md"].replace(b"Unpaid carers", b"Carers")

    before, after = addresses(made(FILES)), addresses(made(content))

    assert {"full-plan/vision.html", "full-plan/locality-east.html", "full-plan/care-group-carers.html"} <= set(before)
    assert after == before


def test_pages_of_the_same_name_stay_apart():
    """A section, a care group and a locality of one short name have a page each, whatever their order."""
    page = b"---\ntitle: Carers\n---\nWords.\n"
    content = files({"narrative/050-carers.md": page, "narrative/060-care-group-carers.md": page})

    assert {
        "full-plan/carers.html",
        "full-plan/care-group-carers.html",
        "full-plan/care-group-carers-2.html",
    } <= set(made(content))


def test_an_address_begins_with_a_letter():
    """A heading that begins with a figure still has an address that every program takes."""
    pages = made(edited("narrative/040-vision.md", "People live well at home.", "Words.\n\n## 1. First\n\nMore.\n"))

    assert ' id="s-1-first"' in pages["full-plan/vision.html"]


SPOILT = {
    "The language": ('<html lang="en-GB">', "<html>"),
    "one title": ("<h1>", "<h1>Another</h1><h1>"),
    "No heading skips": ("<h2", "<h4>Deep</h4><h2"),
    "Every picture": ("</main>", '<img src="index.html"></main>'),
    "Every table": ("</main>", "<table><tr><td>1</td></tr></table></main>"),
    "Every field": ("</main>", '<input name="x"></main>'),
    "Every link and button": ("</main>", '<a href="#main"></a></main>'),
    "No address": ("</main>", '<p id="main">x</p></main>'),
    "Every link between": ("</main>", '<a href="nowhere.html">x</a><a href="#nothing">y</a></main>'),
    "a link past its head": ('<a class="skip"', "<p>First</p><a"),
    "can be enlarged": ("initial-scale=1", "initial-scale=1, user-scalable=no"),
}


@pytest.mark.parametrize("check", SPOILT)
def test_each_check_finds_its_fault(check):
    """What the accessibility statement says of a page is not said of one that is spoilt, and only that."""
    page = "full-plan/vision.html"
    files = render(
        load_plan(MappingSource(FILES)),
        COPY,
        {**FILES, "publication.yaml": PUBLISHED}.__getitem__,
        ("full-plan",),
        ("html",),
    )
    assert not any(each.faults for each in check_pages(files))

    before, after = SPOILT[check]
    assert before in files[page].decode()
    files[page] = files[page].decode().replace(before, after, 1).encode()

    found = {each.holds for each in check_pages(files) if each.faults == (page,)}
    assert len(found) == 1 and check in found.pop()


def test_colours_that_are_too_faint_are_found():
    """A colour of the stylesheet that does not stand out is named, with what it is written upon and for whom."""
    style = (resources.files("scp.documents") / "assets" / "scp.css").read_text()

    assert [*faint_colours(style)] == []
    assert "ink on paper (light)" in [*faint_colours(style.replace("--ink: #1c1c1e", "--ink: #999999"))]
    assert [*faint_colours(style.replace("--link: #8ec5ff", "--link: #444444"))] == [
        "link on paper (dark)",
        "link on tint (dark)",
    ]


@pytest.mark.parametrize("colour", ["#12395b", "#000000", "#7a0019", "#0b5a2c"])
def test_headings_can_be_read_on_a_dark_screen(colour):
    """Whatever the authority's colour, headings stand out from the dark ground."""
    content = edited("plan.yaml", "model: ijb", f'model: ijb\ntheme: {{colour: "{colour}"}}')
    out = render(load_plan(MappingSource(content)), COPY, content.__getitem__, ("full-plan",), ("html",))

    assert [*faint_colours(out["assets/scp.css"].decode())] == []


CHECKED = b"""checks:
  - {id: one, date: 2027-03-09, by: Digital team, how: NVDA, found: The widest table is hard to follow., left: That table., by_when: 2027-06-30}
"""


def test_the_statement_keeps_programs_and_people_apart():
    """Nothing is said to be checked by people that no register records; what is recorded is told with what is left."""
    plain = made(FILES)["accessibility.html"]
    assert "Not yet checked by people" in plain and "has not been established" in plain
    assert "PDF/UA" not in plain and "does not yet say whom to ask" in plain
    assert f"read all {len(made(FILES))} of them" in plain

    told = made({**FILES, "registers/accessibility-checks.yaml": CHECKED})["accessibility.html"]
    assert "Not yet checked" not in told and "do not meet all of it" in told
    assert "9 March 2027: Digital team" in told and "That table. To be mended by 30 June 2027." in told


def test_pages_are_strictly_html_and_carry_no_program():
    """A strict reader takes every page; none holds a script, a style of its own, or an address twice."""
    names = [kind.name for kind in KINDS if kind.subjects is None and kind.name != "compliance-statement"]
    content = hard_files(FILES)
    for path, page in made(content, names).items():
        tree = html5lib.HTMLParser(strict=True).parse(page)
        elements = [*tree.iter()]
        ids = [each.get("id") for each in elements if each.get("id")]
        assert len(ids) == len({*ids}), path
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page), path
        assert all(
            each.get("width") and each.get("height") and each.get("alt")
            for each in elements
            if each.tag.endswith("}img")
        ), path


def test_search_is_an_extra_and_the_same_each_time():
    """Without the option there is no script; with it there is one page, one script and one index, the same bytes."""
    plan = load_plan(MappingSource(FILES))
    without, once, again = (
        render(plan, COPY, FILES.__getitem__, ("full-plan",), ("html",), options=Options(search=search))
        for search in (False, True, True)
    )

    assert once == again
    assert set(once) - set(without) == {"search.html", "assets/search.js", "assets/search-index.js"}
    assert b"search" not in b"".join(value for path, value in without.items() if path.endswith(".html"))
    entries = json.loads(once["assets/search-index.js"].decode().partition(" = ")[2].rstrip(";\n"))
    assert [address for address, *_, text in entries if "People live well at home." in text] == [
        "full-plan/vision.html"
    ]
    assert any(address == "full-plan/vision.html#meaning" for address, *_ in entries)
    assert (
        "".join(re.findall(r"<script[^>]*>[^<]", b"".join(v for p, v in once.items() if p.endswith(".html")).decode()))
        == ""
    )


PUBLISHED = b"""published: 2027-03-11
url: https://example.org/plan
pages: https://example.org/plans/2027-2030/
"""


def published(**more):
    """A plan that was published, with the second draft before it."""
    plan = load_plan(MappingSource({**FILES, "publication.yaml": PUBLISHED}))
    records = [
        StageRecord(stage=stage, date=day, tree=f"sha256:{'0' * 64}", check=f"sha256:{'0' * 64}")
        for stage, day in ((Stage.DRAFT_2, "2026-09-15"), (Stage.PUBLISHED, "2027-03-11"))
    ]
    return plan.replace(stages=Stages(stages=records), publication=plan.publication.replace(**more))


def test_a_page_says_what_it_is_to_programs():
    """Title, publisher, day and language for citation managers; the lasting address where the plan says it."""
    copy = Copy("Published plan", date(2027, 3, 11), "published")
    out = render(published(), copy, {**FILES, "publication.yaml": PUBLISHED}.__getitem__, ("full-plan",), ("html",))
    page = out["full-plan/vision.html"].decode()

    assert '<link rel="canonical" href="https://example.org/plans/2027-2030/full-plan/vision.html">' in page
    assert '<meta property="og:title" content="Our vision – East Lothian Strategic Commissioning Plan">' in page
    assert '<meta name="citation_publication_date" content="2027/03/11">' in page
    assert '<meta name="dcterms.publisher" content="East Lothian Integration Joint Board">' in page
    assert (
        "East Lothian Integration Joint Board (2027) East Lothian Strategic Commissioning Plan, edition 2027-2030. "
        "Published plan, 11 March 2027. https://example.org/plans/2027-2030/"
    ) in page
    assert "canonical" not in made(FILES)["full-plan/vision.html"]


def test_what_came_after_a_copy_is_told_on_every_page():
    """The second draft says that the plan was published since; a plan that was replaced names the one in its place."""
    by = {"title": "Plan 2030-2033", "url": "https://example.org/next", "day": "2030-04-01"}
    now = published(superseded_by=by)
    draft = now.replace(stages=Stages(stages=now.stages.stages[:1]))

    told = notices(draft, now, "draft-2")

    assert [each.words for each in told] == [
        "This plan was replaced on 1 April 2030. The plan in its place:",
        "This is the second draft. The plan was published on 11 March 2027.",
    ]
    assert [each.url for each in told] == ["https://example.org/next", "https://example.org/plan"]
    assert notices(published(), published(), "published") == ()
    for path, page in made(FILES, copy=replace(COPY, notices=told)).items():
        assert '<a href="https://example.org/next">Plan 2030-2033</a>' in page.split("<main")[0], path


def test_a_later_edition_replaces_an_earlier_one():
    """A copy of an edition before the one that the plan is at now says which took its place."""
    now = published()
    later = now.replace(record=now.record.replace(edition="2030-2033"))

    (told,) = notices(now, later, "published")

    assert (told.words, told.link) == (
        "Edition 2027-2030 was replaced.",
        "East Lothian Strategic Commissioning Plan, edition 2030-2033",
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
SIZES = {
    "png": (png(30, 20), (30, 20)),
    "gif": (b"GIF89a\x1e\x00\x14\x00\x00\x00\x00", (30, 20)),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x14\x00\x1e\x03" + bytes(12), (30, 20)),
    "webp, lossy": (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(10) + b"\x1e\x00\x14\x00", (30, 20)),
    "webp, lossless": (b"RIFF\x00\x00\x00\x00WEBPVP8L" + bytes(5) + (29 | 19 << 14).to_bytes(4, "little"), (30, 20)),
    "webp, extended": (b"RIFF\x00\x00\x00\x00WEBPVP8X" + bytes(8) + b"\x1d\x00\x00\x13\x00\x00", (30, 20)),
    "svg with a size": (SVG + b'width="30px" height="20" viewBox="0 0 9 9"/>', (30, 20)),
    "svg with a box": (SVG + b'viewBox="0 0 30 20.2"/>', (30, 20)),
    "svg in per cent": (SVG + b'width="100%" viewBox="0,0,30,20"/>', (30, 20)),
    "cut short": (b"\x89PNG\r\n\x1a\n\x00", None),
    "nothing": (b"", None),
    "no size": (SVG + b"/>", None),
    "of no width": (png(1, 1)[:16] + bytes(8), None),
    "words": (b"\xff\xd8words that are no picture at all", None),
}


@pytest.mark.parametrize("kind", SIZES)
def test_pictures_are_measured(kind):
    """The size of a picture is read from its bytes, or not known; nothing in it makes a build fail."""
    content, size = SIZES[kind]

    assert measured(content) == size


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.pdf", "PDF, 12 kB"),
        ("a.large-print.pdf", "PDF, large print, 12 kB"),
        ("a.txt", "Plain text, 12 kB"),
        ("plan.json", "Data (JSON), 12 kB"),
    ],
)
def test_a_download_says_its_format_and_size(path, said):
    """Each format by the name that people use for it."""
    assert size_of(path, 12_345) == said
