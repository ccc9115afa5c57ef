"""The page that lists every document made, with its formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from scp.documents.document import Document
from scp.documents.writers.frame import Page, framed
from scp.documents.writers.offers import named, offered

Listed = tuple[Document, Sequence[tuple[str, str, int]]]

FEW = 6
"""As many documents stand in one list; more are put under headings."""
GROUPS = (
    ("The plan", ("full-plan", "easy-read", "plan-on-a-page", "executive-summary", "proposals", "redline")),
    ("For one place or one group of people", ("locality-booklet", "care-group-section")),
    (
        "Money, services and homes",
        ("financial-statement", "market-facilitation-plan", "housing-contribution-statement"),
    ),
    ("How it is carried out", ("implementation-plan", "directions", "direction", "performance-report")),
    (
        "How it was made",
        (
            "statement-of-consultation",
            "you-said-we-did",
            "consultation-pack",
            "easy-read-questions",
            "planning-group-papers",
            "cover-report",
            "impact-summaries",
            "answers-to",
        ),
    ),
    ("To look things up", ("glossary", "registers", "compliance-statement")),
)
OTHERS = "More documents"


def write_index(documents: Sequence[Listed], search: bool = False, data: Sequence[tuple[str, str, int]] = ()) -> bytes:
    """The front page of a build: each document with its purpose and its formats, in groups where there are many.

    *data* are files that hold the plan as a whole: (words, path, bytes) each.
    """
    first = documents[0][0]
    edition = f"Strategic commissioning plan, edition {first.edition}"
    about = f"The documents of the strategic commissioning plan of {first.authority}, edition {first.edition}."
    if len(documents) > FEW:
        listed = "".join(f"<h2>{escape(name)}</h2>\n{_list(group, 3)}" for name, group in _grouped(documents))
    else:
        listed = _list(documents, 2)
    body = f'<div class="cover"><h1>{escape(edition)}</h1>\n<p>{escape(first.copy.label)}</p></div>\n{listed}'
    if data:
        body += f"<h2>The plan as data</h2>\n{named(data)}"
    return framed(Page("index.html", edition, about, body), first, search)


def _grouped(documents: Sequence[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    places = {kind: name for name, kinds in GROUPS for kind in kinds}
    found: dict[str, list[Listed]] = {name: [] for name in (*(name for name, _ in GROUPS), OTHERS)}
    for document, downloads in documents:
        kinds = [kind for kind in places if document.name == kind or document.name.startswith(f"{kind}-")]
        found[places[max(kinds, key=len)] if kinds else OTHERS].append((document, downloads))
    return ((name, group) for name, group in found.items() if group)


def _list(documents: Sequence[Listed], level: int) -> str:
    items = ""
    for document, downloads in documents:
        items += (
            f'<li><h{level} class="document"><a href="{document.name}/index.html">{escape(document.title)}</a></h{level}>\n'
            f"<p>{escape(document.about)}</p>\n{offered(downloads) if downloads else ''}</li>\n"
        )
    return f'<ul class="documents">\n{items}</ul>\n'
