"""Which documents a plan has, and each of them rendered whole before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markdown_it.token import Token

from scp.documents.assemble import assemble, is_draft, picture_name
from scp.documents.compliance import Statement, statement
from scp.documents.document import BRAND, Copy, Document, Picture
from scp.documents.fonts import own_fonts
from scp.documents.kept import kept
from scp.documents.kinds import (
    COMPLIANCE,
    FULL_PLAN,
    MONEY,
    PROPOSALS,
    REGISTERS,
    SAID_AND_DID,
    Wanted,
    called_for,
    chosen,
)
from scp.documents.languages import ENGLISH
from scp.documents.manifest import NAME as MANIFEST
from scp.documents.manifest import Options, manifest
from scp.documents.measure import measured
from scp.documents.redline import Redline
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_render import RedlineDocuments
from scp.documents.said_and_did import addresses, inserts, said_and_did
from scp.documents.site import site
from scp.documents.templates import fill
from scp.documents.vectors import Damaged, read_vector
from scp.documents.watched import sources, watched
from scp.documents.whole_json import write_json
from scp.documents.words import kept_in_order
from scp.documents.workshop import Watch, Workshop, Writers, unwatched
from scp.documents.writers.html import write_site
from scp.finding import Report
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.theme import LARGEST_LOGO, LOGOS
from scp.problem import Location, PlanError, Problem
from scp.reference.pictograms import ACCENT, pictograms

LARGE_PRINT = "large-print"
AUDIO = "audio"
FORMATS = ("html", "pdf", LARGE_PRINT, "docx", "txt", AUDIO, "xlsx", "json")
ENDINGS = {LARGE_PRINT: "large-print.pdf", AUDIO: "ssml"}
"""How the name of a file ends, where it is not with the name of its format."""
USUAL = ("html", "pdf", "docx")
TRACKED = ("full-plan", "proposals")
"""Documents whose drafts go round for review: Word tracks what is changed in them."""
WITH_DATA = (FULL_PLAN, PROPOSALS, MONEY, "performance-report")
"""Documents whose PDF carries the plan as data: those that a person may want to reckon with."""
DATA = "plan.json"
EMBLEM = "easy-read"
"""The pictogram on the cover of easy read."""
FULL_PLAN_AT, ASK_FOR_IT = "You can read the full plan here:", "Ask us for the full plan."
OF_THE_WHOLE = (COMPLIANCE, SAID_AND_DID)
"""Documents into which the report on the whole plan goes, or the comparison of two."""


def document(
    wanted: Wanted,
    plan: Plan,
    copy: Copy,
    read: Callable[[str], bytes],
    judged: Statement | None = None,
    beside: Document | None = None,
    compared: Redline | None = None,
    data: bytes | None = None,
) -> Document:
    """One document of *plan*, with its pictures read by *read*; the compliance statement is made from *judged*.

    *data* is the plan as JSON, which some documents carry; it is written here where it is not given. On a site the links of the compliance statement lead into *beside*, the full plan, and those of what was said and
    done into the redline *compared*, whose changed words it prints.
    """
    kind, subject = wanted.kind, wanted.subject
    if kind.name == COMPLIANCE and judged is None:
        raise TypeError("the compliance statement is made from a report")
    more: dict[str, object] = {"statement": judged} if kind.name == COMPLIANCE else {}
    if kind.name == REGISTERS:
        more["kept"] = kept(plan)
    tokens: Mapping[str, Sequence[Token]] = {}
    elsewhere: dict[str, tuple[str, str]] = {}
    if kind.name == SAID_AND_DID:
        more["told"] = said_and_did(plan, compared)
        elsewhere, tokens = addresses(plan, compared), inserts(plan, compared)
    own = {
        path: read(path).decode("utf-8", "replace")
        for path in plan.files
        if path.startswith("templates/") and path.endswith(".md.j2")
    }
    markdown = fill(kind.name, plan, own, draft=is_draft(plan), copy=copy, subject=subject, **more)
    linked = beside.addresses if beside is not None and kind.name == COMPLIANCE else {}
    elsewhere |= {place: (f"../{FULL_PLAN}/{page}", anchor) for place, (page, anchor) in linked.items()}
    made = assemble(markdown, plan, kind.numbered, elsewhere, tokens)
    contact, logo = plan.record.contact, _logo(plan, read)
    published = plan.stage is not None and plan.stage >= Stage.PUBLISHED
    if kind.layout == "paper":
        made.chapters = [replace(each, title=kind.title(plan, subject)) for each in made.chapters]
    easy = _of_easy_read(plan, kind.layout, subject)
    drawn = made.drawn | ({easy["emblem"].name: easy["emblem"]} if easy else {})
    return Document(
        name=wanted.name,
        title=kept_in_order(kind.title(plan, subject)),
        authority=kept_in_order(plan.record.authority.name),
        edition=plan.edition,
        copy=copy,
        chapters=tuple(made.chapters),
        pictures=(*_pictures(made.pictures, logo, read), *(each for _, each in sorted(drawn.items()))),
        banner=plan.record.banner or "",
        layout=kind.layout,
        **easy,
        about=kind.about(plan, subject),
        colour=plan.record.theme.main or BRAND,
        accent=plan.record.theme.lines or plan.record.theme.main or BRAND,
        logo=logo,
        tracked=kind.name in TRACKED and is_draft(plan),
        sheets=judged.sheets if judged and kind.name == COMPLIANCE else (),
        addresses=made.addresses,
        fonts=own_fonts(plan, read)[0],
        data=(DATA, write_json(plan, copy) if data is None else data) if kind.name in WITH_DATA else None,
        plan=kept_in_order(plan.title),
        published_at=(plan.publication.url or "") if plan.publication and published else "",
        pages_at=(plan.publication.pages or "") if plan.publication and published else "",
        contact=tuple(
            (word, value)
            for word, value in (
                ("Team", contact.team),
                ("Telephone", contact.phone),
                ("E-mail", contact.email),
                ("Post", contact.post),
            )
            if value
        ),
    )


def _of_easy_read(plan: Plan, layout: str, subject: str) -> dict[str, Any]:
    """The language of an easy-read document, the picture on its cover, and where the whole plan is."""
    if layout != "easy-read":
        return {}
    publication = plan.publication
    address = publication.url if publication else None
    if plan.stage is None or plan.stage < Stage.PUBLISHED:
        drafts = [each.draft_url for each in plan.rounds if each.stage is plan.stage and each.draft_url]
        address = drafts[-1] if drafts else None
    asked = next((each for each in plan.rounds if each.name == subject), None)
    address = asked.draft_url if asked else address
    return {
        "language": subject if subject in {each.language for each in plan.translations} else ENGLISH,
        "whole": (FULL_PLAN_AT, address) if address else (ASK_FOR_IT, ""),
        "emblem": Picture(f"pictogram-{EMBLEM}.svg", pictograms()[EMBLEM].coloured(plan.record.theme.main or ACCENT)),
    }


def _pictures(named: Mapping[str, str], logo: Picture | None, read: Callable[[str], bytes]) -> tuple[Picture, ...]:
    """The pictures that the text shows, each under its name, and the logo."""
    found = [Picture(name, _safe(path, read(path)), path) for path, name in sorted(named.items())]
    return (*found, *([logo] if logo and logo.path not in named else []))


def _logo(plan: Plan, read: Callable[[str], bytes]) -> Picture | None:
    """The logo, where the plan has one that can be printed: of a kind and a size that it may have."""
    theme = plan.record.theme
    file = theme.logo.file if theme.logo else None
    if theme.logo is None or file is None or file not in plan.files or not file.lower().endswith(LOGOS):
        return None
    content = read(file)
    if len(content) > LARGEST_LOGO:
        return None
    alt = theme.logo.alt or f"Logo of {plan.record.authority.name}"
    return Picture(picture_name(file), _safe(file, content), file, alt=alt)


MOST_DOTS = 100_000_000


def _safe(path: str, content: bytes) -> bytes:
    """The picture, which may be no program: opened by itself, an SVG file would run what it holds.

    Nor may it be larger than what can be unpacked.
    """
    dots = [content]
    runs = False
    if path.lower().endswith(".svg"):
        try:
            vector = read_vector(content)
        except Damaged:
            raise PlanError([Picture(picture_name(path), content, path).damage]) from None
        runs, dots = vector.runs, [*vector.pictures]
    for size in filter(None, map(measured, dots)):
        if size[0] * size[1] > MOST_DOTS:
            raise PlanError(
                [
                    Problem(
                        Location(path),
                        f"is a picture of {size[0]:,} by {size[1]:,} dots, too many to be printed",
                        "Save it smaller: a page of print shows some 2,000 by 3,000.",
                    )
                ]
            )
    if runs:
        raise PlanError(
            [
                Problem(
                    Location(path),
                    "is a picture that holds a program, which a document may not carry",
                    "Save it again as plain SVG, or as PNG.",
                )
            ]
        )
    return content


def render(
    plan: Plan,
    copy: Copy,
    read: Callable[[str], bytes],
    names: Sequence[str] = (),
    formats: Sequence[str] = USUAL,
    report: Report | None = None,
    redline: RedlineDocuments | None = None,
    options: Options | None = None,
    watch: Watch = unwatched,
) -> dict[str, bytes]:
    """Every file of the documents called *names* (those that the stage calls for, where none is named), by path.

    The compliance statement says what *report* holds, and cannot be made without one. A workbook is made of documents
    that have tables. A *redline* is written after the documents of the plan, or alone where only it is named. The
    manifest keeps *options* as what was asked for; their search is put on the web pages.
    """
    asked = options or Options(documents=tuple(names), formats=tuple(formats))
    judged = statement(plan, report) if report is not None else None
    compared = redline.redline if redline else None
    fonts = own_fonts(plan, read)[0]
    data = write_json(plan, copy) if "pdf" in formats else b""
    every: list[Document] = []
    reached: dict[str, tuple[str, ...] | None] = {}
    with Workshop(watch) as workshop:
        for wanted in chosen(plan, names or called_for(plan)):
            beside = next((made for made in every if made.name == FULL_PLAN), None)
            seen, opening = watched(plan, read)
            with watch(wanted.name, "text"):
                made = document(wanted, seen, copy, opening, judged, beside, compared, data)
            reached[made.name] = None if wanted.kind.name in OF_THE_WHOLE else sources(seen, made, read)
            every.append(made)
            workshop.begin(made.name, _downloads(made, formats, made))
        if redline is not None:
            every.append(replace(redline.pages, fonts=fonts))
            reached[REDLINE] = None
            workshop.begin(REDLINE, _downloads(every[-1], formats, redline.tracked))
        files: dict[str, bytes] = {}
        listed: list[tuple[Document, list[tuple[str, str, int]]]] = []
        for made in every:
            downloads = []
            for format, content in workshop.made(made.name):
                path = f"{made.name}.{ENDINGS.get(format, format)}"
                files[path] = content
                downloads.append((made.title, path, len(content)))
                for number, part in enumerate(_parts(made, format, content), start=1):
                    path = f"{made.name}.part-{number}.pdf"
                    files[path] = part
                    downloads.append((f"{made.title}, part {number}", path, len(part)))
            if "html" in formats:
                with watch(made.name, "html"):
                    offers = [(words, f"../{path}", size) for words, path, size in downloads]
                    pages = write_site(made, downloads=offers, search=asked.search)
                files.update({f"{made.name}/{path}": content for path, content in pages.items()})
            listed.append((made, downloads))
    whole = [*_whole(plan, copy, formats)]
    files.update({path: content for path, _, content in whole})
    if "html" in formats:
        parts = [(words, path, len(content)) for path, words, content in whole]
        files.update(site(plan, listed, files, formats, asked.search, parts))
    since = (redline.since.name, redline.since.copy) if redline is not None else None
    files[MANIFEST] = manifest(plan, copy, files, reached, asked, since).written()
    return files


def _parts(made: Document, format: str, content: bytes) -> Iterator[bytes]:
    """The parts of a PDF in easy read that is too long."""
    if format == "pdf" and made.is_easy:
        from scp.documents.writers.parts import write_parts

        yield from write_parts(made, content)


def _downloads(made: Document, formats: Sequence[str], for_word: Document) -> Writers:
    """The single files of a document: each format and what writes it. A writer is imported only where it is wanted."""
    if "pdf" in formats:
        from scp.documents.writers.pdf import write_pdf

        yield "pdf", partial(write_pdf, made)
    if LARGE_PRINT in formats:
        from scp.documents.writers.pdf import write_pdf

        yield LARGE_PRINT, partial(write_pdf, made, large=True)
    if "docx" in formats:
        from scp.documents.writers.docx import write_docx

        yield "docx", partial(write_docx, for_word)
    if "txt" in formats:
        from scp.documents.writers.text import write_text

        yield "txt", partial(write_text, made)
    if AUDIO in formats:
        from scp.documents.writers.speech import write_speech

        yield AUDIO, partial(write_speech, made)
    if "xlsx" in formats:
        from scp.documents.writers.xlsx import write_xlsx

        yield "xlsx", partial(write_xlsx, made)


def _whole(plan: Plan, copy: Copy, formats: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
    """What is made of the plan as a whole and not of one document: (path, what it holds, content)."""
    if "xlsx" in formats:
        from scp.documents import whole_tables

        yield whole_tables.NAME, "Every table of the plan", whole_tables.plan_tables(plan, copy)
    if "json" in formats:
        from scp.documents import whole_json

        yield whole_json.NAME, "Everything that the plan records, for programs", whole_json.write_json(plan, copy)
        yield whole_json.SCHEMA_NAME, "What each key of that file means: its schema", whole_json.schema()
