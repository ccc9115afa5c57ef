"""Which documents a plan has, and each of them rendered whole before anything is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from scp import __version__
from scp.documents.assemble import assemble, is_draft
from scp.documents.compliance import Statement, statement
from scp.documents.document import BRAND, Copy, Document, Picture
from scp.documents.kept import kept
from scp.documents.kinds import COMPLIANCE, FULL_PLAN, REGISTERS, SAID_AND_DID, Wanted, called_for, chosen
from scp.documents.map import Map, locality_map
from scp.documents.redline import Redline
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_render import RedlineDocuments
from scp.documents.said_and_did import addresses, inserts, said_and_did
from scp.documents.site import site
from scp.documents.templates import fill
from scp.documents.writers.html import write_site
from scp.finding import Report
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.problem import Location, PlanError, Problem
from scp.reference.catalogue import edition as catalogue_edition

FORMATS = ("html", "pdf", "docx", "xlsx")
USUAL = ("html", "pdf", "docx")
TRACKED = ("full-plan", "proposals")
"""Documents whose drafts go round for review: Word tracks what is changed in them."""


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
    published = plan.stage is not None and plan.stage >= Stage.PUBLISHED
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
        plan=plan.title,
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
    search: bool = False,
) -> dict[str, bytes]:
    """Every file of the documents called *names* (those that the stage calls for, where none is named), by path.

    The compliance statement says what *report* holds, and cannot be made without one. A workbook is made of documents
    that have tables. A *redline* is written after the documents of the plan, or alone where only it is named. *search* adds a search of all web pages.
    """
    judged = statement(plan, report) if report is not None else None
    drawn = locality_map(plan)
    files: dict[str, bytes] = {}
    every: list[tuple[Document, Map | None]] = []
    for wanted in chosen(plan, names or called_for(plan)):
        beside = next((made for made, _ in every if made.name == FULL_PLAN), None)
        compared = redline.redline if redline else None
        every.append((document(wanted, plan, copy, read, judged, beside, compared), drawn))
    if redline is not None:
        every.append((redline.pages, None))
    listed: list[tuple[Document, list[tuple[str, str, int]]]] = []
    for made, shown in every:
        downloads = []
        for format, content in _downloads(
            made, shown, formats, redline.tracked if made.name == REDLINE and redline else made
        ):
            files[f"{made.name}.{format}"] = content
            downloads.append((f"{made.title}", f"{made.name}.{format}", len(content)))
        if "html" in formats:
            files.update(
                {
                    f"{made.name}/{path}": content
                    for path, content in write_site(
                        made,
                        shown,
                        downloads=[(words, f"../{path}", size) for words, path, size in downloads],
                        search=search,
                    ).items()
                }
            )
        listed.append((made, downloads))
    if "html" in formats:
        files.update(site(plan, listed, files, formats, search))
    files["manifest.json"] = _manifest(plan, copy, files, redline)
    return files


def _downloads(
    made: Document, drawn: Map | None, formats: Sequence[str], for_word: Document
) -> Iterator[tuple[str, bytes]]:
    """The single files of a document: each format and its content. A writer is imported only where it is wanted."""
    if "pdf" in formats:
        from scp.documents.writers.pdf import write_pdf

        yield "pdf", write_pdf(made, drawn)
    if "docx" in formats:
        from scp.documents.writers.docx import write_docx

        yield "docx", write_docx(for_word, drawn)
    if "xlsx" in formats:
        from scp.documents.writers.xlsx import write_xlsx

        book = write_xlsx(made)
        if book is not None:
            yield "xlsx", book


def _manifest(plan: Plan, copy: Copy, files: dict[str, bytes], redline: RedlineDocuments | None) -> bytes:
    values: dict[str, object] = {
        "schema": 1,
        "tool": "scplan",
        "version": __version__,
        "catalogue": catalogue_edition(),
        "plan": {"title": plan.title, "edition": plan.edition, "authority": plan.record.authority.name},
        "copy": {
            "label": copy.label,
            "day": copy.day.isoformat(),
            "stage": copy.stage,
            "commit": copy.commit,
            "tree": copy.tree,
            "unsaved": copy.unsaved,
        },
        "inputs": dict(sorted(plan.files.items())),
        "outputs": {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())},
    }
    if redline is not None:
        old = redline.since
        values["since"] = {"name": old.name, "day": old.copy.day.isoformat(), "commit": old.copy.commit}
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()
