"""How wide and how high a picture is, read from its first bytes, so that a page keeps its place while pictures load."""

from __future__ import annotations

import re
import struct

SVG = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""\b(width|height|viewBox)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG markers that begin a frame, in which the size stands."""


def measured(content: bytes) -> tuple[int, int] | None:
    """The width and height of a PNG, JPEG, GIF, WebP or SVG picture in dots; None where they cannot be read."""
    try:
        found = _size(content)
    except (struct.error, ValueError, IndexError, OverflowError):
        return None
    return found if found and 0 < found[0] < 100_000 and 0 < found[1] < 100_000 else None


def _size(content: bytes) -> tuple[int, int] | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        wide, high = struct.unpack(">II", content[16:24])
        return wide, high
    if content.startswith((b"GIF87a", b"GIF89a")):
        wide, high = struct.unpack("<HH", content[6:10])
        return wide, high
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    return _svg(content)


def _jpeg(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content):
        if content[position] != 0xFF:
            return None
        marker = content[position + 1]
        if marker in FRAMES:
            high, wide = struct.unpack(">HH", content[position + 5 : position + 9])
            return wide, high
        bare = marker == 0xFF or 0xD0 <= marker <= 0xD9 or marker == 0x01
        position += (
            1 if marker == 0xFF else 2 if bare else 2 + struct.unpack(">H", content[position + 2 : position + 4])[0]
        )
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
        case b"VP8 ":
            wide, high = struct.unpack("<HH", content[26:30])
            return wide & 0x3FFF, high & 0x3FFF
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _svg(content: bytes) -> tuple[int, int] | None:
    opening = SVG.search(content[:65536])
    if opening is None:
        return None
    said = {name.lower(): value.decode("ascii", "replace").strip() for name, value in ATTRIBUTE.findall(opening[0])}
    given = [re.fullmatch(r"([0-9.]+)(?:px)?", said.get(each, "")) for each in (b"width", b"height")]
    if all(given):
        wide, high = (round(float(each[1])) for each in given if each)
        return wide, high
    box = re.split(r"[\s,]+", said.get(b"viewbox", ""))
    return (round(float(box[2])), round(float(box[3]))) if len(box) == 4 else None
