"""The pages of a live preview: those of the documents with what was found beside the words that it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib import resources
from typing import NamedTuple

from markdown_it.token import Token

from scp.documents.document import Chapter, Document
from scp.model.plan import Plan
from scp.model.text import Section
from scp.problem import Location, Problem

OWN = "-"
"""The folder of what the preview itself needs; no document has such a name."""
SCRIPT, STYLE = f"/{OWN}/live.js", f"/{OWN}/preview.css"


@dataclass(frozen=True)
class Mark:
    """A finding as it is shown: *weight* says in words how much it weighs, *kind* is law, guidance or note.

    *duty* is the requirement's title with its source, empty where no requirement asks; *also* are others it breaches.
    """

    at: Location
    kind: str
    weight: str
    what: str
    mend: str = ""
    duty: str = ""
    id: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coming:
    """A day by which something must be done."""

    day: str
    what: str
    source: str
    away: str


@dataclass(frozen=True)
class Overview:
    """What the page says on which a preview begins: where the plan stands, in the words of `scp status`."""

    title: str
    edition: str
    stage: str
    next: str
    owed: str
    duties: str
    blocking: tuple[Mark, ...] = ()
    deadlines: tuple[Coming, ...] = ()
    care_groups: tuple[str, ...] = ()
    localities: tuple[tuple[str, tuple[str, ...]], ...] = ()
    documents: tuple[tuple[str, str, str, bool], ...] = ()
    """Name, title and what it is, and whether the plan's stage calls for it."""


Places = Mapping[int, str]
"""Where each mark stands in a document, by its number: the page and the anchor."""


def marked(document: Document, marks: Sequence[Mark]) -> tuple[Document, Places]:
    """*document* with a note for each of *marks* that concerns its text, before the block whose lines hold it.

    What concerns a heading stands after it, and what concerns the head of a file before the file's first words.
    """
    blocks = _blocks(document, {each.at.path for each in marks})
    notes: dict[tuple[int, int], list[int]] = defaultdict(list)
    places: dict[int, str] = {}
    for number, mark in enumerate(marks):
        if there := blocks.get(mark.at.path):
            line = mark.at.line - 1
            inside = [each for each in there if each.first <= line < each.end]
            before = [each for each in there if each.first <= line]
            block = max(inside or before, key=lambda each: each.first, default=min(there))
            notes[block.chapter, block.position].append(number)
            page = "index" if document.layout == "paper" else document.chapters[block.chapter].id
            places[number] = f"{page}.html#{_anchor(number)}"
    chapters = tuple(
        replace(chapter, tokens=tuple(_with_notes(chapter, index, notes, marks)))
        for index, chapter in enumerate(document.chapters)
    )
    return replace(document, chapters=chapters), places


class _Block(NamedTuple):
    """A block of text: its lines, counted from 0, and before which token of which chapter its notes stand."""

    first: int
    end: int
    chapter: int
    position: int


def _blocks(document: Document, wanted: Collection[str]) -> Mapping[str, Sequence[_Block]]:
    """The blocks of each of the files *wanted*, a table being one, in the order of the document.

    Where a section begins is one before its first line, so that what concerns a section without text has its place.
    """
    found: dict[str, list[_Block]] = defaultdict(list)
    for index, chapter in enumerate(document.chapters):
        inside = ""
        for position, token in enumerate(chapter.tokens):
            path = str(token.meta.get("path", ""))
            if token.type == "scp_place" and (place := str(token.meta["place"]).partition("#")[0]) in wanted:
                found[place].append(_Block(-1, -1, index, position + 1))
            if inside:
                inside = "" if token.type == inside else inside
            elif token.map and path in wanted and token.type in BLOCKS:
                after = 3 if token.type == "heading_open" else 0
                found[path].append(_Block(token.map[0], token.map[1], index, position + after))
            if token.type == "table_open":
                inside = "table_close"
    return found


ANCHORED = re.compile(r'<span class="place" id="(finding-[0-9]+)">')
BLOCKS = frozenset({"paragraph_open", "heading_open", "table_open", "fence", "code_block", "hr", "scp_point"})


def _with_notes(
    chapter: Chapter, index: int, notes: Mapping[tuple[int, int], Sequence[int]], marks: Sequence[Mark]
) -> Iterator[Token]:
    for position in range(len(chapter.tokens) + 1):
        for number in sorted(notes.get((index, position), ()), key=lambda number: (marks[number].at.line, number)):
            yield from _note(marks[number], number)
        yield from chapter.tokens[position : position + 1]


def _note(mark: Mark, number: int) -> Iterator[Token]:
    """A finding as tokens: what is wrong, how to mend it, what asks for it, and where it stands."""
    yield Token("scp_place", "", 0, attrs={"id": _anchor(number)})
    yield Token("scp_note_open", "div", 1, meta={"kind": f"finding finding-{mark.kind}"})
    yield from _paragraph(("strong", f"{mark.weight}. "), ("", mark.what))
    for words in (mark.mend, mark.duty):
        if words:
            yield from _paragraph(*(("code" if odd % 2 else "", part) for odd, part in enumerate(words.split("`"))))
    yield from _paragraph(("", " · ".join([*filter(None, (mark.id, *mark.also)), str(mark.at)])))
    yield Token("scp_note_close", "div", -1)


def _paragraph(*parts: tuple[str, str]) -> Iterator[Token]:
    children: list[Token] = []
    for tag, words in parts:
        text = Token("code_inline" if tag == "code" else "text", "", 0, content=words)
        children += [Token(f"{tag}_open", tag, 1), text, Token(f"{tag}_close", tag, -1)] if tag == "strong" else [text]
    yield Token("paragraph_open", "p", 1)
    yield Token("inline", "", 0, content="".join(words for _, words in parts), children=children)
    yield Token("paragraph_close", "p", -1)


def _anchor(number: int) -> str:
    return f"finding-{number + 1}"


# a page at a time


def outlined(plan: Plan, keep: Collection[str]) -> Plan:
    """*plan* with the text of the files that are not in *keep* cut down to headings and one paragraph.

    Of those files a page says no more than their titles and where links into them lead.
    """
    return plan.replace(
        narrative=tuple(
            each if each.path in keep else each.replace(section=_outline(each.section)) for each in plan.narrative
        ),
        care_groups=tuple(
            each if each.section.path in keep else each.replace(section=_outline(each.section))
            for each in plan.care_groups
        ),
    )


def _outline(section: Section) -> Section:
    tokens: list[Token] = []
    text = False
    for position, token in enumerate(section.tokens):
        wanted = token.type == "heading_open" or (token.type == "paragraph_open" and not text)
        if wanted and token.level == 0:
            tokens += section.tokens[position : position + 3]
            text = text or token.type == "paragraph_open"
    return replace(section, tokens=tuple(tokens)) if text else section


def files_of(chapter: Chapter) -> frozenset[str]:
    """The files whose sections *chapter* prints."""
    return frozenset(
        str(token.meta["place"]).partition("#")[0]
        for token in chapter.tokens
        if token.type == "scp_place" and token.meta
    )


# pages


def framed(page: bytes, version: int, found: int) -> bytes:
    """A page of a document in which so much was *found*, with what the preview adds: style, script, and a bar below."""
    head, _, rest = page.decode().partition("</head>")
    body, _, end = rest.rpartition("</body>")
    here = ANCHORED.findall(body)
    if here:
        said = f', <a href="#{here[0]}">{_count(len(here))} on this page</a> of {found} in this document'
    else:
        said = (
            f", none on this page of {_count(found)} in this document" if found else ", nothing found in this document"
        )
    return f"{head}{_HEAD}</head>{body}{_bar(version, said)}</body>{end}".encode()


def _count(findings: int) -> str:
    return "1 finding" if findings == 1 else f"{findings} findings"


def write_overview(overview: Overview, marks: Sequence[Mark], places: Mapping[int, str], version: int) -> bytes:
    """The page on which a preview begins: stage, blockers, deadlines, coverage, documents and every finding.

    *places* are the addresses of the marks that stand in a document, by number.
    """
    rows = [("Stage", overview.stage), ("Next", overview.next), ("Owed", overview.owed), ("Duties", overview.duties)]
    parts = [
        f'<h1>{escape(overview.title)}</h1>\n<p class="lead">Edition {escape(overview.edition)}, as the files stand now.</p>\n',
        '<dl class="standing">',
        *(f"<div><dt>{word}</dt><dd>{escape(said)}</dd></div>\n" for word, said in rows),
        "</dl>\n",
    ]
    parts += _documents("documents", "Documents", [each for each in overview.documents if each[3]])
    if overview.blocking:
        parts.append('<h2 id="blocking">What blocks the next stage</h2>\n<ol class="findings">\n')
        known = {(each.what, each.at): places.get(number, "") for number, each in enumerate(marks)}
        parts += [_item(each, known.get((each.what, each.at), "")) for each in overview.blocking]
        parts.append("</ol>\n")
    if overview.deadlines:
        parts.append(
            _table("deadlines", "Deadlines", ("By", "What", "Source", "When"))
            + "".join(
                f'<tr><th scope="row">{escape(each.day)}</th><td>{escape(each.what)}</td><td>{escape(each.source)}</td>'
                f"<td>{escape(each.away)}</td></tr>\n"
                for each in overview.deadlines
            )
            + "</tbody></table></div>\n"
        )
    if overview.localities and overview.care_groups:
        parts.append(
            _table("coverage", "Coverage", ("Locality", *overview.care_groups))
            + "".join(
                f'<tr><th scope="row">{escape(name)}</th>'
                + "".join(f'<td class="state-{_state(word)}">{escape(word)}</td>' for word in words)
                + "</tr>\n"
                for name, words in overview.localities
            )
            + "</tbody></table></div>\n"
        )
    elsewhere = [number for number in range(len(marks)) if number not in places]
    for id, heading, numbers in (
        ("elsewhere", "Findings in registers, figures and other records", elsewhere),
        ("in-text", "Findings in the text", sorted(places)),
    ):
        if numbers:
            parts.append(f'<h2 id="{id}">{heading}</h2>\n<ol class="findings">\n')
            parts += [_item(marks[number], places.get(number, "")) for number in numbers]
            parts.append("</ol>\n")
    if not marks:
        parts.append("<h2>Findings</h2>\n<p>There are none.</p>\n")
    parts += _documents("others", "Other documents", [each for each in overview.documents if not each[3]])
    return _page("Overview", "".join(parts), version)


def write_problems(problems: Iterable[Problem], version: int) -> bytes:
    """The page shown while the plan cannot be read: every problem with where, what and how to mend it."""
    items = "".join(
        f'<li class="finding finding-law"><p><strong class="where">{escape(str(each.at))}</strong> {escape(each.what)}</p>'
        + (f"<p>{_coded(each.mend)}</p>" if each.mend else "")
        + "</li>\n"
        for each in problems
    )
    body = (
        '<h1>The plan cannot be read</h1>\n<p class="lead">Mend what is listed here and save; the page then comes back '
        f'by itself.</p>\n<ol class="findings">\n{items}</ol>\n'
    )
    return _page("The plan cannot be read", body, version)


def write_not_found(path: str, version: int) -> bytes:
    """The page for an address at which there is nothing, which a change may have moved."""
    return _page(
        "No such page",
        f"<h1>There is no such page</h1>\n<p>Nothing stands at <code>{escape(path)}</code>: it may have been renamed or taken"
        ' out of the plan. <a href="/">See what there is</a>.</p>\n',
        version,
    )


def own_files() -> dict[str, tuple[bytes, str]]:
    """What the preview's pages need beside those of the documents, by address: content and type."""
    assets = resources.files("scp.documents") / "assets"
    return {
        SCRIPT: ((assets / "live.js").read_bytes(), "text/javascript; charset=utf-8"),
        STYLE: ((assets / "preview.css").read_bytes(), "text/css; charset=utf-8"),
        "/favicon.ico": (b"", "image/x-icon"),
    }


_HEAD = f'<link rel="stylesheet" href="{STYLE}">\n<script src="{SCRIPT}" defer></script>\n'


def _bar(version: int, said: str = "") -> str:
    """The bar at the foot of every page; *said* is HTML."""
    return (
        f'<aside class="preview-bar" id="preview-bar" aria-label="Preview" data-version="{version}"><p><a href="/">Overview</a> '
        f'<span>Live preview{said}</span> <span id="preview-state" role="status"></span></p></aside>\n'
    )


def _documents(id: str, heading: str, documents: Sequence[tuple[str, str, str, bool]]) -> Iterator[str]:
    if documents:
        yield f'<h2 id="{id}">{heading}</h2>\n<ul class="documents">\n'
        for name, title, about, _ in documents:
            yield f'<li><a href="/{escape(name)}/index.html">{escape(title)}</a><br>{escape(about)}</li>\n'
        yield "</ul>\n"


def _item(mark: Mark, place: str) -> str:
    """A finding in a list; what it says leads to its *place*, where it has one."""
    what = f'<a href="/{escape(place)}">{escape(mark.what)}</a>' if place else escape(mark.what)
    where = f'<span class="where">{escape(str(mark.at))}</span> ' if mark.at.path else ""
    more = "".join(f"<p>{_coded(words)}</p>" for words in (mark.mend, mark.duty) if words)
    ids = " · ".join(filter(None, (mark.id, *mark.also)))
    return (
        f'<li class="finding finding-{mark.kind}"><p><strong>{escape(mark.weight)}.</strong> {where}{what}</p>{more}'
        f'<p class="ids">{escape(ids)}</p></li>\n'
    )


def _coded(words: str) -> str:
    """*words* escaped, with what stands between backquotes as code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", escape(words))


def _table(id: str, title: str, heads: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    return (
        f'<h2 id="{id}">{title}</h2>\n<div class="table" role="region" tabindex="0" aria-label="{title}"><table>\n'
        f"<thead><tr>{cells}</tr></thead>\n<tbody>\n"
    )


def _state(word: str) -> str:
    """The word for how far something is, as a name for the stylesheet."""
    return "-".join("".join(sign if sign.isalpha() else " " for sign in word.lower()).split()) or "none"


def _page(title: str, body: str, version: int) -> bytes:
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} – live preview</title>
<link rel="stylesheet" href="/assets/scp.css">
{_HEAD}</head>
<body class="plan preview">
<a class="skip" href="#main">Skip to main content</a>
<header class="top"><div class="wrap"><p class="authority">Live preview</p><p class="which">Only this computer sees it</p></div></header>
<div class="wrap"><div class="single"><main id="main" tabindex="-1">
{body}</main></div></div>
{_bar(version)}</body>
</html>
""".encode()
