"""The downloads of a document: what each is, in which format and how big."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

FORMATS = {
    "large-print.pdf": "PDF, large print",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "txt": "Plain text",
    "ssml": "Audio script",
    "json": "Data (JSON)",
}
"""What people call the files whose names end so; the longest ending goes first."""


def offered(downloads: Sequence[tuple[str, str, int]]) -> str:
    """A list of *downloads*: (words, address, bytes) each. The words, which stand above, are there to be heard alone."""
    items = "".join(
        f'<li><a href="{escape(path)}"><span class="unseen">{escape(words)}: </span>{size_of(path, size)}</a></li>\n'
        for words, path, size in downloads
    )
    return f'<ul class="downloads">\n{items}</ul>\n'


def named(downloads: Sequence[tuple[str, str, int]]) -> str:
    """A list of *downloads* of which each is something else: (words, address, bytes)."""
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(words)} ({size_of(path, size)})</a></li>\n'
        for words, path, size in downloads
    )
    return f"<ul>\n{items}</ul>\n"


def size_of(path: str, size: int) -> str:
    """Which format a download has and how big it is."""
    name = next(words for ending, words in FORMATS.items() if path.endswith(f".{ending}"))
    return f"{name}, {size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{name}, {max(1, round(size / 1000))} kB"
