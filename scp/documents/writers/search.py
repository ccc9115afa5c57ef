"""Search of all web pages: a page, a small script and an index, which work from a file share and without a network.

The index is a script itself, because a browser lets a page of a file share load scripts and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from lxml import html

from scp.documents.document import Document
from scp.documents.writers.frame import SEARCH, Page, framed, search_box
from scp.documents.writers.index import Listed

SCRIPT, INDEX = "assets/search.js", "assets/search-index.js"
INLINE = frozenset(("a", "bdi", "code", "em", "s", "span", "strong", "sup", "del", "ins"))
LEFT_OUT = frozenset(("nav", "form"))

Entry = tuple[str, str, str, str, str]
"""Where it stands, the document, the page, the heading and the words below it."""


def write_search(document: Document, listed: Sequence[Listed], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The page of the search, its script, and the index of every page of the documents *listed*."""
    titles = {each.name: each.title for each, _ in listed}
    entries = [
        entry
        for path, content in sorted(files.items())
        if path.endswith(".html")
        for entry in _entries(path, titles[path.partition("/")[0]], content)
    ]
    body = (
        f"<h1>Search</h1>\n{search_box('', 'Words to look for in these documents')}\n"
        '<p id="told" role="status"></p>\n<div id="results"></div>\n'
        "<noscript><p>Searching needs JavaScript, which this browser does not run. Everything can be read without it: "
        'go to the <a href="index.html">list of all documents</a>, each with its contents.</p></noscript>\n'
    )
    page = Page(
        SEARCH,
        "Search",
        "Find words in the documents of the plan.",
        body,
        (("All documents", "index.html"),),
        scripts=(INDEX, SCRIPT),
    )
    return {
        SEARCH: framed(page, document, search=True),
        SCRIPT: (resources.files("scp.documents") / "assets" / "search.js").read_bytes(),
        INDEX: f"globalThis.searchIndex = {json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n".encode(),
    }


def _entries(path: str, document: str, content: bytes) -> Iterator[Entry]:
    """The parts of a page, each under its heading of level 1 or 2."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    main = root.xpath("//main")[0]
    title = " ".join(main.xpath("string(.//h1)").split())
    anchor, heading, words = "", "", list[str]()
    for part in main:
        if part.tag == "h2":
            yield from _entry(path, anchor, document, title, heading, words)
            anchor, heading, words = part.get("id") or "", " ".join(_words(part)), []
        elif part.tag != "h1" and part.tag not in LEFT_OUT:
            words += _words(part)
    yield from _entry(path, anchor, document, title, heading, words)


def _entry(path: str, anchor: str, document: str, title: str, heading: str, words: list[str]) -> Iterator[Entry]:
    text = " ".join("".join(words).split())
    if text or heading:
        yield f"{path}#{anchor}" if anchor else path, document, title, " ".join(heading.split()), text


def _words(part: Any) -> Iterator[str]:
    """The words of an element, with white space after each block."""
    if not isinstance(part.tag, str) or part.tag in LEFT_OUT:
        return
    yield part.text or ""
    for child in part:
        yield from _words(child)
        yield child.tail or ""
    if part.tag not in INLINE:
        yield " "
