"""Which documents a plan has, and each of them rendered whole before anything is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from scp import __version__
from scp.documents.assemble import assemble, is_draft
from scp.documents.compliance import Statement, statement
from scp.documents.document import BRAND, Copy, Document, Picture
from scp.documents.glyphs import PACKAGES
from scp.documents.kept import kept
from scp.documents.map import Map, locality_map
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_render import RedlineDocuments
from scp.documents.templates import fill
from scp.documents.writers.html import write_index, write_site
from scp.finding import Report
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.problem import Location, PlanError, Problem
from scp.reference.catalogue import edition as catalogue_edition

FORMATS = ("html", "pdf", "docx", "xlsx")
USUAL = ("html", "pdf", "docx")
COMPLIANCE = "compliance-statement"
REGISTERS = "registers"


@dataclass(frozen=True)
class Kind:
    """One kind of document: its name, and its title and purpose for a plan."""

    name: str
    title: Callable[[Plan], str]
    about: Callable[[Plan], str]
    layout: str = "plan"
    numbered: bool = True


def _period(plan: Plan) -> str:
    period = plan.record.period
    return f"{period.start.year} to {plan.end.year}" if period.start and plan.end else f"edition {plan.edition}"


KINDS = (
    Kind(
        "full-plan",
        lambda plan: plan.title,
        lambda plan: (
            f"How health and social care will be arranged in {plan.record.authority.area}, {_period(plan)}, for the whole area, for each locality and for each care group."
        ),
    ),
    Kind(
        "easy-read",
        lambda plan: f"Our plan for health and social care in {plan.record.authority.area}",
        lambda plan: f"This is an easy read summary. The full plan is called {plan.title}.",
        "easy-read",
        False,
    ),
    Kind(
        "proposals",
        lambda plan: f"Proposals for the {plan.title}",
        lambda plan: (
            "What the plan should contain: proposals on which the strategic planning group is asked for its views."
        ),
    ),
    Kind(
        "statement-of-consultation",
        lambda plan: "Statement of consultation",
        lambda plan: f"What was done to prepare the {plan.title}, who was asked, what they said and what changed.",
    ),
    Kind(
        COMPLIANCE,
        lambda plan: "Compliance statement",
        lambda plan: (
            f"How the {plan.title} stands to each duty of the law and its guidance, where, and who signed for it."
        ),
    ),
    Kind(
        REGISTERS,
        lambda plan: "Registers",
        lambda plan: f"The records behind the {plan.title}, register by register.",
    ),
)


def called_for(plan: Plan) -> tuple[str, ...]:
    """The documents that the plan's stage calls for."""
    if plan.stage is None:
        return ("proposals", "full-plan", *(["easy-read"] if plan.easy_read else []))
    names = ["full-plan", "easy-read"]
    if plan.stage is Stage.PROPOSALS:
        names.append("proposals")
    if plan.rounds:
        names.append("statement-of-consultation")
    return tuple(names)


def document(
    kind: Kind, plan: Plan, copy: Copy, read: Callable[[str], bytes], judged: Statement | None = None
) -> Document:
    """One document of *plan*, with its pictures read by *read*; the compliance statement is made from *judged*."""
    if kind.name == COMPLIANCE and judged is None:
        raise TypeError("the compliance statement is made from a report")
    more: dict[str, object] = {"statement": judged} if kind.name == COMPLIANCE else {}
    if kind.name == REGISTERS:
        more["kept"] = kept(plan)
    own = {
        path: read(path).decode("utf-8", "replace")
        for path in plan.files
        if path.startswith("templates/") and path.endswith(".md.j2")
    }
    markdown = fill(kind.name, plan, own, draft=is_draft(plan), copy=copy, **more)
    made = assemble(markdown, plan, kind.numbered)
    contact = plan.record.contact
    return Document(
        name=kind.name,
        title=kind.title(plan),
        authority=plan.record.authority.name,
        edition=plan.edition,
        copy=copy,
        chapters=tuple(made.chapters),
        pictures=tuple(Picture(name, _safe(path, read(path)), path) for path, name in sorted(made.pictures.items())),
        banner=plan.record.banner or "",
        layout=kind.layout,
        about=kind.about(plan),
        colour=plan.record.theme.colour or BRAND,
        sheets=judged.sheets if judged and kind.name == COMPLIANCE else (),
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
) -> dict[str, bytes]:
    """Every file of the documents called *names* (those that the stage calls for, where none is named), by path.

    The compliance statement says what *report* holds, and cannot be made without one. A workbook is made of documents
    that have tables. A *redline* is written after the documents of the plan, or alone where only it is named.
    """
    kinds = [kind for kind in KINDS if kind.name in (names or called_for(plan))]
    judged = statement(plan, report) if report is not None else None
    drawn = locality_map(plan)
    files: dict[str, bytes] = {}
    listed = []
    every = [(document(kind, plan, copy, read, judged), drawn) for kind in kinds]
    if redline is not None:
        every.append((redline.pages, None))
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
                        made, shown, downloads=[(words, f"../{path}", size) for words, path, size in downloads]
                    ).items()
                }
            )
        listed.append((made, downloads))
    if "html" in formats:
        files.update(_assets(plan.record.theme.colour or BRAND))
        files["index.html"] = write_index(listed)
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


def _assets(colour: str) -> dict[str, bytes]:
    style = (resources.files("scp.documents") / "assets" / "scp.css").read_text(encoding="utf-8")
    files = {"assets/scp.css": style.replace(BRAND, colour).encode()}
    for font in sorted((Path(str(resources.files(PACKAGES[0]))) / "files").glob("*.ttf")):
        files[f"assets/{font.name}"] = font.read_bytes()
    return files


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
