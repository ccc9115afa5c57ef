"""What an SVG picture holds: a drawing only, or something that would run when somebody opens the picture by itself."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from lxml import etree

RUNS = frozenset(["script", "foreignobject", "handler", "listener", "iframe", "object", "embed"])
"""Elements, in small letters, that hold or fetch a program, in whatever namespace they stand."""
XHTML = "{http://www.w3.org/1999/xhtml}"
PROGRAM = re.compile(r"(?:java|vb|live)script:|data:(?:text/|application/|image/svg)", re.IGNORECASE)
DOTS = re.compile(r"data:[^,;]{0,100}(?:;[^,;]{0,100}){0,4}?(;\s*base64)?,", re.IGNORECASE)
BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]")


@dataclass(frozen=True)
class Vector:
    """What an SVG picture holds: whether there is a program in it, and the *pictures* of dots that are packed into it."""

    runs: bool
    pictures: tuple[bytes, ...]


class Damaged(Exception):
    """The picture is no SVG, or its text swells beyond measure."""


def read_vector(content: bytes) -> Vector:
    """What an SVG picture holds, however a program is written there: under a prefix, in an entity, in another code.

    `Damaged` where it is no SVG. Nothing outside *content* is read.
    """
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Damaged from None
    if not isinstance(root.tag, str) or etree.QName(root).localname.lower() != "svg":
        raise Damaged
    runs = any(_runs(each) for each in root.iter()) or any(map(_is_sheet, root.itersiblings(preceding=True)))
    return Vector(runs, tuple(_packed(root)))


def _runs(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):  # a comment, an instruction, or an entity that stands outside the picture
        return False
    if element.tag.startswith(XHTML) or etree.QName(element).localname.lower() in RUNS:
        return True
    return any(
        etree.QName(name).localname.lower().startswith("on") or PROGRAM.search(BLANK.sub("", value))
        for name, value in element.attrib.items()
        if isinstance(name, str) and isinstance(value, str)
    )


def _packed(root: etree._Element) -> Iterator[bytes]:
    for element in root.iter():
        for value in element.attrib.values() if isinstance(element.tag, str) else ():
            found = DOTS.match(str(value).lstrip())
            if found:
                rest = str(value).lstrip()[found.end() :]
                try:
                    yield base64.b64decode(BLANK.sub("", rest)) if found[1] else unquote_to_bytes(rest)
                except (binascii.Error, ValueError):
                    raise Damaged from None


def _is_sheet(node: etree._Element) -> bool:
    """A sheet of styles or of XSLT, which browsers fetch and run."""
    return node.tag is etree.PI and getattr(node, "target", "").lower() == "xml-stylesheet"
