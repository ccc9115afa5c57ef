"""Which documents a plan has, and each of them rendered whole before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

from markdown_it.token import Token

from scp.documents.assemble import assemble, is_draft
from scp.documents.compliance import Statement, statement
from scp.documents.document import BRAND, Copy, Document, Picture
from scp.documents.glyphs import PACKAGES
from scp.documents.kept import kept
from scp.documents.kinds import COMPLIANCE, FULL_PLAN, REGISTERS, SAID_AND_DID, Wanted, called_for, chosen
from scp.documents.manifest import NAME as MANIFEST
from scp.documents.manifest import Options, manifest
from scp.documents.map import Map, locality_map
from scp.documents.redline import Redline
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_render import RedlineDocuments
from scp.documents.said_and_did import addresses, inserts, said_and_did
from scp.documents.templates import fill
from scp.documents.watched import sources, watched
from scp.documents.workshop import Watch, Workshop, Writers, unwatched
from scp.documents.writers.html import write_index, write_site
from scp.finding import Report
from scp.model.plan import Plan
from scp.problem import Location, PlanError, Problem

FORMATS = ("html", "pdf", "docx", "xlsx")
USUAL = ("html", "pdf", "docx")
TRACKED = ("full-plan", "proposals")
"""Documents whose drafts go round for review: Word tracks what is changed in them."""
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
) -> Document:
    """One document of *plan*, with its pictures read by *read*; the compliance statement is made from *judged*.

    On a site the links of the compliance statement lead into *beside*, the full plan, and those of what was said and
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
    contact = plan.record.contact
    if kind.layout == "paper":
        made.chapters = [replace(each, title=kind.title(plan, subject)) for each in made.chapters]
    return Document(
        name=wanted.name,
        title=kind.title(plan, subject),
        authority=plan.record.authority.name,
        edition=plan.edition,
        copy=copy,
        chapters=tuple(made.chapters),
        pictures=tuple(Picture(name, _safe(path, read(path)), path) for path, name in sorted(made.pictures.items())),
        banner=plan.record.banner or "",
        layout=kind.layout,
        about=kind.about(plan, subject),
        colour=plan.record.theme.colour or BRAND,
        tracked=kind.name in TRACKED and is_draft(plan),
        sheets=judged.sheets if judged and kind.name == COMPLIANCE else (),
        addresses=made.addresses,
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


PROGRAM = re.compile(rb"<\s*script|<\s*foreignobject|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def _safe(path: str, content: bytes) -> bytes:
    """The picture, which may be no program: opened by itself, an SVG file would run what it holds."""
    if path.lower().endswith(".svg") and PROGRAM.search(content):
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
    manifest keeps *options* as what was asked for.
    """
    judged = statement(plan, report) if report is not None else None
    drawn = locality_map(plan)
    compared = redline.redline if redline else None
    every: list[tuple[Document, Map | None]] = []
    reached: dict[str, tuple[str, ...] | None] = {}
    with Workshop(watch) as workshop:
        for wanted in chosen(plan, names or called_for(plan)):
            beside = next((made for made, _ in every if made.name == FULL_PLAN), None)
            seen, opening = watched(plan, read)
            with watch(wanted.name, "text"):
                made = document(wanted, seen, copy, opening, judged, beside, compared)
            reached[made.name] = None if wanted.kind.name in OF_THE_WHOLE else sources(seen, made, read)
            every.append((made, drawn))
            workshop.begin(made.name, _downloads(made, drawn, formats, made))
        if redline is not None:
            every.append((redline.pages, None))
            reached[REDLINE] = None
            workshop.begin(REDLINE, _downloads(redline.pages, None, formats, redline.tracked))
        files: dict[str, bytes] = {}
        listed: list[tuple[Document, list[tuple[str, str, int]]]] = []
        for made, shown in every:
            downloads = []
            for format, content in workshop.made(made.name):
                files[f"{made.name}.{format}"] = content
                downloads.append((f"{made.title}", f"{made.name}.{format}", len(content)))
            if "html" in formats:
                with watch(made.name, "html"):
                    pages = write_site(
                        made, shown, downloads=[(words, f"../{path}", size) for words, path, size in downloads]
                    )
                files.update({f"{made.name}/{path}": content for path, content in pages.items()})
            listed.append((made, downloads))
    if "html" in formats:
        files.update(_assets(plan.record.theme.colour or BRAND))
        files["index.html"] = write_index(listed)
    asked = options or Options(documents=tuple(names), formats=tuple(formats))
    since = (redline.since.name, redline.since.copy) if redline is not None else None
    files[MANIFEST] = manifest(plan, copy, files, reached, asked, since).written()
    return files


def _downloads(made: Document, drawn: Map | None, formats: Sequence[str], for_word: Document) -> Writers:
    """The single files of a document: each format and what writes it. A writer is imported only where it is wanted."""
    if "pdf" in formats:
        from scp.documents.writers.pdf import write_pdf

        yield "pdf", partial(write_pdf, made, drawn)
    if "docx" in formats:
        from scp.documents.writers.docx import write_docx

        yield "docx", partial(write_docx, for_word, drawn)
    if "xlsx" in formats:
        from scp.documents.writers.xlsx import write_xlsx

        yield "xlsx", partial(write_xlsx, made)


def _assets(colour: str) -> dict[str, bytes]:
    style = (resources.files("scp.documents") / "assets" / "scp.css").read_text(encoding="utf-8")
    files = {"assets/scp.css": style.replace(BRAND, colour).encode()}
    for font in sorted((Path(str(resources.files(PACKAGES[0]))) / "files").glob("*.ttf")):
        files[f"assets/{font.name}"] = font.read_bytes()
    return files
