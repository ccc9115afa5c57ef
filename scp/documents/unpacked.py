"""Whether two files say the same though they are packed otherwise: Word, Excel, PDF and PNG files, part by part.

One of the two may come from anywhere, so no more of it is unpacked than the other holds.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError, NotImplementedError)
HOW_PACKED = frozenset(["/Length", "/Filter", "/DecodeParms", "/DL"])
FLATE = "/FlateDecode"
NO_PIKEPDF = "pikepdf is not installed, so what is inside a PDF was not compared"


@dataclass(frozen=True)
class Unpacked:
    """Whether what is inside is the *same*, and *how* that was seen, in words; empty where nothing was to unpack."""

    same: bool
    how: str = ""


def unpacked(path: str, there: bytes, here: bytes) -> Unpacked:
    """Compare what is inside *there*, which may be anybody's, and *here*, which is ours; *path* says what they are."""
    kind = path.rpartition(".")[2].lower()
    if kind == "pdf" and find_spec("pikepdf") is None:
        return Unpacked(False, NO_PIKEPDF)
    compare = {"docx": _packages, "xlsx": _packages, "pdf": _pdfs, "png": _pngs}.get(kind)
    if compare is None:
        return Unpacked(False)
    try:
        return compare(there, here)
    except DAMAGED:
        return Unpacked(False, "it cannot be unpacked")


def _packages(there: bytes, here: bytes) -> Unpacked:
    """Two packages: the same parts by name, in any order, each with the same content."""
    with zipfile.ZipFile(BytesIO(there)) as one, zipfile.ZipFile(BytesIO(here)) as two:
        names = sorted(two.namelist())
        if sorted(one.namelist()) != names or len(set(names)) != len(names):
            return Unpacked(False, "its parts have other names")
        for name in names:
            ours = two.read(name)
            with one.open(name) as part:
                theirs = part.read(max(2 * len(ours), 1000))
            if theirs != ours and not unpacked(name, theirs, ours).same:
                return Unpacked(False, f"its part {name} differs")
    return Unpacked(True, f"its {len(names)} parts were compared")


def _pngs(there: bytes, here: bytes) -> Unpacked:
    """Two pictures: the same chunks, and the same rows of pixels once they are unpacked."""
    ours, theirs = list(_chunks(here)), list(_chunks(there))
    whole = zlib.decompress(b"".join(body for kind, body in ours if kind == b"IDAT"))
    packed = b"".join(body for kind, body in theirs if kind == b"IDAT")
    rest = [[each for each in chunks if each[0] != b"IDAT"] for chunks in (ours, theirs)]
    same = rest[0] == rest[1] and zlib.decompressobj().decompress(packed, len(whole) + 1) == whole
    return Unpacked(same, "its rows of pixels were compared" if same else "its pixels differ")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(PNG):
        raise ValueError("no PNG")
    at = len(PNG)
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        at += 12 + size


def _pdfs(there: bytes, here: bytes) -> Unpacked:
    """Two PDF files: the same objects under the same numbers, each stream with the same content."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(there)) as one, pikepdf.open(BytesIO(here)) as two:
            ours, theirs = _objects(two), _objects(one)
            if ours.keys() != theirs.keys():
                return Unpacked(False, "it has other objects")
            for number, mine in ours.items():
                if not _alike(theirs[number], mine):
                    return Unpacked(False, f"its object {number} differs")
    except pikepdf.PdfError:
        return Unpacked(False, "it cannot be unpacked")
    return Unpacked(True, f"its {len(ours)} objects were compared")


def _objects(pdf: Any) -> dict[int, Any]:
    """The objects of a PDF by number, but for those that only say how the others are packed."""
    import pikepdf

    found = {}
    for each in pdf.objects:
        packing = isinstance(each, pikepdf.Stream) and str(each.get("/Type")) in ("/ObjStm", "/XRef")
        if each is not None and not packing:
            found[each.objgen[0]] = each
    return found


def _alike(one: Any, two: Any) -> bool:
    import pikepdf

    streams = [isinstance(each, pikepdf.Stream) for each in (one, two)]
    if streams == [False, False]:
        return bool(one.unparse() == two.unparse())
    if streams != [True, True]:
        return False
    said = [
        {key: value.unparse() if isinstance(value, pikepdf.Object) else value for key, value in each.items()}
        for each in (one.stream_dict, two.stream_dict)
    ]
    kept = [{key: value for key, value in each.items() if key not in HOW_PACKED} for each in said]
    if kept[0] != kept[1]:
        return False
    if two.get("/Filter") != FLATE:
        return bool(one.get("/Filter") == two.get("/Filter") and one.read_raw_bytes() == two.read_raw_bytes())
    whole = two.read_bytes()
    if "/Filter" not in one:
        return bool(one.read_raw_bytes() == whole)
    if one.get("/Filter") != FLATE or "/DecodeParms" in one or "/DecodeParms" in two:
        return bool(one.read_raw_bytes() == two.read_raw_bytes())
    return bool(zlib.decompressobj().decompress(one.read_raw_bytes(), len(whole) + 1) == whole)
