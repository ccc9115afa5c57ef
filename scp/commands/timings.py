"""How long a build took, for `scp build --timings`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

STEPS = {
    "starting": "starting",
    "reading": "reading the plan",
    "checking": "checking it",
    "making": "making the documents",
    "writing": "writing the files",
}


class Timings:
    """Seconds from the beginning to the end of each step, and of each format of each document."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.steps = {"starting": time.process_time()}
        self.documents: dict[str, dict[str, float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + time.perf_counter() - begun

    @contextmanager
    def watch(self, document: str, format: str) -> Iterator[None]:
        """Time one format of one document; several may be made at once."""
        begun = time.perf_counter()
        yield
        self.documents.setdefault(document, {})[format] = time.perf_counter() - begun

    def as_json(self) -> dict[str, Any]:
        """Seconds, rounded to thousandths; `processor` is what all the processors together were busy."""
        whole = self.steps["starting"] + time.perf_counter() - self.begun
        return {
            "total": round(whole, 3),
            "processor": round(time.process_time(), 3),
            "steps": {name: round(self.steps.get(name, 0.0), 3) for name in STEPS},
            "documents": {
                name: {format: round(seconds, 3) for format, seconds in formats.items()}
                for name, formats in self.documents.items()
            },
        }

    def table(self) -> Iterator[str]:
        """Lines of plain text: a row for each document, then the steps and the whole."""
        told = self.as_json()
        columns = list(dict.fromkeys(format for formats in told["documents"].values() for format in formats))
        first = max((len(name) for name in told["documents"]), default=0)
        wide = [max(len(format), 6) + 2 for format in columns]
        yield "Seconds".ljust(first) + "".join(format.rjust(room) for format, room in zip(columns, wide, strict=True))
        for name, formats in told["documents"].items():
            cells = [f"{formats[format]:.2f}" if format in formats else "" for format in columns]
            yield (
                name.ljust(first) + "".join(cell.rjust(room) for cell, room in zip(cells, wide, strict=True))
            ).rstrip()
        steps = ", ".join(f"{words} {told['steps'][name]:.2f}" for name, words in STEPS.items())
        yield f"In all {told['total']:.2f}: {steps}. The processor was busy for {told['processor']:.2f}."
        if "pdf" in columns:
            yield "PDF files are made beside one another and beside the others, so the rows add up to more."
