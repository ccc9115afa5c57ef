"""Where the single files of the documents are made, several at a time and always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from os import cpu_count
from typing import Self

TYPESET = ("pdf", "large-print")
"""The formats that Typst makes, which lets Python go on meanwhile."""
MOST_AT_ONCE = 4

Watch = Callable[[str, str], AbstractContextManager[object]]
"""What looks on while one format of a document, both by name, is made."""
Writers = Iterator[tuple[str, Callable[[], bytes | None]]]
"""Formats, and what writes a document in each; None where there is nothing to write."""


def unwatched(document: str, format: str) -> AbstractContextManager[object]:
    """Nobody looks on."""
    return nullcontext()


class Workshop:
    """What was begun for each document: Typst's files beside one another, the others one after another beside them."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.typesetting = ThreadPoolExecutor(min(MOST_AT_ONCE, cpu_count() or 1))
        self.writing = ThreadPoolExecutor(1)
        self.begun: dict[str, list[tuple[str, Future[bytes | None]]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in (self.typesetting, self.writing):
            pool.shutdown(cancel_futures=True)

    def begin(self, name: str, writers: Writers) -> None:
        """Begin the files of the document called *name*."""
        self.begun[name] = [
            (
                format,
                (self.typesetting if format in TYPESET else self.writing).submit(self._timed, name, format, write),
            )
            for format, write in writers
        ]

    def made(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The files of the document called *name*, each by its format, in the order in which they were begun."""
        for format, future in self.begun[name]:
            content = future.result()
            if content is not None:
                yield format, content

    def _timed(self, name: str, format: str, write: Callable[[], bytes | None]) -> bytes | None:
        with self.watch(name, format):
            return write()
