"""What a Word file says of the copy that it is: which plan, which version, which bookmark is which section.

It stands in a custom part, which Word and LibreOffice keep while people edit. A review in Word is read by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.parts.story import StoryPart

from scp import __version__
from scp.documents.document import Document
from scp.model.text import ORIGIN, paragraph_digest

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
ID = f"{{{uuid5(NAMESPACE_URL, ORIGIN)}}}".upper()


def add_origin(
    part: StoryPart,
    document: Document,
    sections: Mapping[str, tuple[str, str]],
    pictures: int,
    notes: Any,
    clean: Callable[[str], str],
) -> None:
    """Put the custom part beside the body of *document*; *sections* are places and titles by the names of their bookmarks.

    *pictures* is how many the body shows, *notes* the footnotes, *clean* takes out signs that no XML file may hold.
    Nothing is put beside a document that holds no section of the plan.
    """
    if not sections:
        return
    copy = document.copy
    about = {
        "document": document.name,
        "title": document.title,
        "authority": document.authority,
        "edition": document.edition,
        "tool": __version__,
        "label": copy.label,
        "day": copy.day.isoformat(),
        "stage": copy.stage,
        "commit": copy.commit,
        "tree": copy.tree,
        "unsaved": "yes" if copy.unsaved else "no",
        "pictures": str(pictures),
    }
    named = "".join(
        f"<section{_attributes({'bookmark': name, 'place': place, 'title': title})}/>"
        for name, (place, title) in sections.items()
    )
    digests = " ".join([*_digests(part.element.body), *_digests(notes)])
    xml = f'<copy xmlns="{ORIGIN}"{_attributes(about)}>{named}<paragraphs>{digests}</paragraphs></copy>'
    store = f'<ds:datastoreItem xmlns:ds="{STORE}" ds:itemID="{ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{ORIGIN}"/></ds:schemaRefs></ds:datastoreItem>'
    package = part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _written(clean(xml)), package)
    about_item = Part(PackURI("/customXml/itemProps1.xml"), PROPERTIES, _written(store), package)
    part.relate_to(item, f"{RELATIONS}/customXml")
    item.relate_to(about_item, f"{RELATIONS}/customXmlProps")


def _written(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


CONTENTS = "TOC1"
TEXT, BREAKS = qn("w:t"), (qn("w:tab"), qn("w:br"))


def _digests(element: Any) -> Iterator[str]:
    """The digest of each paragraph that holds words, in order; not of the contents, which Word makes afresh."""
    for paragraph in element.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == CONTENTS:
            continue
        words = "".join(each.text or "" if each.tag == TEXT else " " for each in paragraph.iter(TEXT, *BREAKS))
        if words.strip():
            yield paragraph_digest(words)
