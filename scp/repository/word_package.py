"""A Word file from outside: its parts, read within bounds; nothing is unpacked, run or fetched."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from scp.problem import PlanError, misuse

LARGEST_FILE = 50_000_000
LARGEST_LIST = 2_000_000
LARGEST_PART = 30_000_000
LARGEST_WHOLE = 80_000_000
MOST_SIGNS = 1_500_000
"""Bytes of a file, of its list of parts, of one part and of all parts that are read; tags of one part."""
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
LIST_END = b"PK\x05\x06"
KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError)
SEND_AGAIN = "Open it in Word, save it again as a Word document (.docx), and try once more."


class Package:
    """The parts of a Word file; `PlanError` in plain words where it is none, damaged, or made to do harm."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.left = LARGEST_WHOLE
        self.zip = self._opened(content)
        self.parts = {each.filename: each for each in self.zip.infolist()}
        self.roots: dict[str, Any] = {}
        found = self.related("", "officeDocument")
        if not found:
            raise self.unreadable("is no Word document: it has no text")
        self.main = found[0]

    def root(self, path: str) -> Any:
        """The top element of a part, parsed once."""
        if path not in self.roots:
            self.roots[path] = self._parsed(path, self._bytes(path))
        return self.roots[path]

    def related(self, path: str, kind: str) -> list[str]:
        """The parts of one *kind* ("comments", "footnotes" …) that the part *path* names, those within the file only."""
        folder, _, name = path.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.parts:
            return []
        return [
            target
            for each in self.root(relations)
            if isinstance(each.tag, str)
            and each.get("Type", "").rpartition("/")[2] == kind
            and each.get("TargetMode") != "External"
            and (target := _within(folder, each.get("Target", ""))) in self.parts
        ]

    def roots_of(self, path: str, kind: str) -> Iterator[tuple[str, Any]]:
        """Each part of one *kind* that *path* names, with its top element."""
        for each in dict.fromkeys(self.related(path, kind)):
            yield each, self.root(each)

    def unreadable(self, why: str, mend: str = SEND_AGAIN) -> PlanError:
        return misuse(f"{self.name} {why}", mend)

    def _opened(self, content: bytes) -> zipfile.ZipFile:
        if content.startswith(OLD_WORD):
            raise self.unreadable(
                "is protected by a password, or saved in the format of Word before 2007",
                "Take the password off in Word (File, Info, Protect document), or save it as .docx.",
            )
        if len(content) > LARGEST_FILE:
            raise self.unreadable("is larger than 50 MB", "Take pictures out that were put in, and save it again.")
        end = content.rfind(LIST_END)
        if end < 0 or len(content) < end + 22:
            raise self.unreadable("is no Word document (.docx), or only a part of one")
        if struct.unpack_from("<I", content, end + 12)[0] > LARGEST_LIST:
            raise self.unreadable("holds more parts than a Word document has")
        try:
            return zipfile.ZipFile(BytesIO(content))
        except DAMAGED:
            raise self.unreadable("is no Word document (.docx), or damaged") from None

    def _bytes(self, path: str) -> bytes:
        about = self.parts[path]
        if about.flag_bits & 1:
            raise self.unreadable("is protected by a password", "Take the password off in Word, and save it again.")
        if about.compress_type not in KINDS:
            raise self.unreadable("is packed in a way that Word does not use")
        most = min(LARGEST_PART, self.left)
        try:
            with self.zip.open(about) as part:
                content = part.read(most + 1)
        except DAMAGED:
            raise self.unreadable(f"is damaged: its part {_shown(path)} cannot be read") from None
        if len(content) > most:
            raise self.unreadable(
                f"is not read: its part {_shown(path)} is far larger than the text of a plan",
                "If it is a true review, save it from Word again; if you do not know who sent it, delete it.",
            )
        self.left -= len(content)
        return content

    def _parsed(self, path: str, content: bytes) -> Any:
        if content.count(b"<") > MOST_SIGNS:
            raise self.unreadable(f"is not read: its part {_shown(path)} holds far more than the text of a plan")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.unreadable(f"is damaged: its part {_shown(path)} cannot be read") from None
        if root.getroottree().docinfo.doctype:
            raise self.unreadable(
                f"is not read: its part {_shown(path)} defines signs of its own, which Word never does",
                "If you do not know who sent it, delete it.",
            )
        return root


def _within(folder: str, target: str) -> str:
    """The name of a part that a relation in *folder* leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _shown(path: str) -> str:
    return path if len(path) <= 60 else path[:57] + "…"
