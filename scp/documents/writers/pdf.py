"""A tagged PDF by Typst: the chapters as JSON, walked by one fixed template."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from scp.documents.document import Document
from scp.documents.glyphs import FAMILIES, font_folders, printable
from scp.documents.map import Map
from scp.documents.nodes import Node, blocks
from scp.model.words import in_words
from scp.problem import PlanError

ONE_PAGE = 2
# What nodes say of themselves for a redline.
UNPRINTED = frozenset(["written", "place", "section"])


def write_pdf(document: Document, drawn: Map | None) -> bytes:
    """The document as PDF/UA-1; the same bytes for the same document."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _lay_out(root, document, drawn)
        try:
            return _compiled(root, "main.typ", document.copy.day)
        except typst.TypstError:
            _blame_picture(root, document)
            raise


def asked(document: Document, drawn: Map | None, probe: str, selector: str) -> Any:
    """What *probe*, Typst that is laid after the document's last page, says of it: the value that *selector* picks."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _lay_out(root, document, drawn)
        with (root / "main.typ").open("a", encoding="utf-8") as main:
            main.write(probe)
        compiler = typst.Compiler(str(root / "main.typ"), str(root), list(font_folders()), ignore_system_fonts=True)
        return json.loads(compiler.query(selector, field="value", one=True))


def _lay_out(root: Path, document: Document, drawn: Map | None) -> None:
    """The template with what it walks and the pictures, as files in the folder *root*."""
    values = as_json(document, drawn)
    (root / "document.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (root / "main.typ").write_bytes((resources.files("scp.documents") / "assets" / "plan.typ").read_bytes())
    (root / "pictures").mkdir()
    for picture in document.pictures:
        (root / "pictures" / picture.name).write_bytes(picture.content)
    if drawn is not None:
        (root / "pictures" / "map.svg").write_text(drawn.svg, encoding="utf-8")


def _compiled(root: Path, main: str, day: date) -> bytes:
    compiler = typst.Compiler(root=str(root), font_paths=list(font_folders()), ignore_system_fonts=True)
    made = compiler.compile(
        input=str(root / main),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def _blame_picture(root: Path, document: Document) -> None:
    """Where a picture alone cannot be printed either, it is the fault, and a person can mend it."""
    problems = []
    for picture in document.pictures:
        (root / "one.typ").write_text(
            f'#set document(title: "x")\n#image("pictures/{picture.name}", alt: "x")', encoding="utf-8"
        )
        try:
            _compiled(root, "one.typ", document.copy.day)
        except typst.TypstError:
            problems.append(picture.damage)
    if problems:
        raise PlanError(problems) from None


def as_json(document: Document, drawn: Map | None) -> Node:
    """What the Typst template walks: strings, lists and mappings only."""
    copy = document.copy
    values: Node = _printable(
        {
            "layout": document.layout,
            "brand": document.colour,
            "title": document.title,
            "authority": document.authority,
            "label": copy.label,
            "about": document.about,
            "banner": document.banner,
            "unsaved": copy.unsaved,
            "day-words": in_words(copy.day),
            "day": {"year": copy.day.year, "month": copy.day.month, "day": copy.day.day},
            "fonts": list(FAMILIES),
            "contents": len(document.chapters) > ONE_PAGE and document.layout != "easy-read",
            "chapters": [
                {
                    "id": chapter.id,
                    "number": chapter.number,
                    "title": chapter.title,
                    "blocks": made,
                }
                for chapter, made in zip(document.chapters, blocks(document, drawn), strict=True)
            ],
            "colophon": list(document.colophon),
            "contact": [list(each) for each in document.contact],
        }
    )
    return values


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items() if key not in UNPRINTED}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return value
