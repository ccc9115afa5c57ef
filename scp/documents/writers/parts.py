"""Easy read that is longer than people read: the same pages in parts, each a booklet with its own cover and contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scp.documents.document import Chapter, Document
from scp.documents.writers.pdf import asked, pages, write_pdf

MOST_PAGES = 24
"""Pages of a booklet in easy read that people read at most."""
AROUND = 3
"""Pages of each part that hold no chapter: its cover, its contents, and what copy it is."""
PROBE = (
    "\n#context [#metadata((pages: counter(page).final().first(), starts: query(<chapter>).map(each => "
    "each.location().page()))) <scp-parts>]\n"
)


def write_parts(document: Document, whole: bytes) -> Iterator[bytes]:
    """The PDF of each part, where the *whole* is easy read of more than 24 pages; else nothing.

    No chapter is divided, so one that is longer by itself makes a longer part.
    """
    if not document.is_easy or pages(whole) <= MOST_PAGES:
        return
    laid = asked(document, PROBE, "<scp-parts>")
    ends = [*laid["starts"][1:], laid["pages"] + 1]
    lengths = [end - start for start, end in zip(laid["starts"], ends, strict=True)]
    every = list(_parted(document.chapters, lengths))
    for number, chapters in enumerate(every, start=1):
        title = f"{document.title}, {document.tongue.say('part {} of {}').format(number, len(every))}"
        yield write_pdf(replace(document, title=title, chapters=chapters))


def _parted(chapters: Sequence[Chapter], lengths: Sequence[int]) -> Iterator[tuple[Chapter, ...]]:
    part: list[Chapter] = []
    room = MOST_PAGES - AROUND
    for chapter, length in zip(chapters, lengths, strict=True):
        if part and length > room:
            yield tuple(part)
            part, room = [], MOST_PAGES - AROUND
        part.append(chapter)
        room -= length
    yield tuple(part)
