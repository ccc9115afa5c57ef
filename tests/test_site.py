"""The web pages as a site: addresses that last, what every page says about itself, and that nothing needs a script."""

import re
from datetime import date

from scp.documents.document import Copy
from scp.documents.render import render
from scp.repository import MappingSource, load_plan
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
