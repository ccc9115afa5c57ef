"""Which files of a plan reach a document: the plan keeps in mind which of its parts were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from scp.documents.document import Document
from scp.model.plan import Plan, R
from scp.model.register_table import REGISTERS
from scp.model.text import Section

REGISTERS_OF = {each.model: each.path for each in REGISTERS}
FILES: Mapping[str, re.Pattern[str]] = {
    **{each.attribute: re.compile(re.escape(each.path)) for each in REGISTERS if each.attribute},
    "record": re.compile(r"plan\.yaml"),
    "narrative": re.compile(r"narrative/.*"),
    "localities": re.compile(r"localities/.*"),
    "care_groups": re.compile(r"care-groups/.*"),
    "easy_read": re.compile(r"easy-read/[^/]*\.md"),
    "translations": re.compile(r"easy-read/[^/]*/[^/]*\.md"),
    "finance": re.compile(r"finance/lines\.csv"),
    "rounds": re.compile(r"consultation/[^/]*/round\.yaml"),
    "replies": re.compile(r"consultation/[^/]*/(themes\.yaml|responses\.csv|answers\.csv)"),
    "kept": re.compile(r".*\.yaml"),
    "references": re.compile(r"(plan|facts|priorities)\.yaml|localities/.*|care-groups/.*|finance/lines\.csv"),
    "fingerprints": re.compile(r".*"),
    "problems": re.compile(r".*"),
}
"""The files that each part of a plan comes from."""
NAMES = frozenset(["files"])
"""What tells nothing but which files there are."""
REFERENCE = re.compile(rb"\{\{\s*([^{}]*?)\s*\}\}")
REFERRED = {
    "localities": "localities",
    "locality": "localities",
    "care-groups": "care_groups",
    "care-group": "care_groups",
    "priorities": "priorities",
    "finance": "finance",
    "plan": "record",
    "authority": "record",
    "contact": "record",
}


class WatchedPlan(Plan):
    """The same plan, which keeps in mind the parts that were read of it, and the files that were read by *read*."""

    seen: set[str]
    opened: set[str]
    plain: Plan

    def __getattribute__(self, name: str) -> Any:
        if name in PARTS:
            object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)

    def of(self, register: type[R]) -> R:
        self.opened.add(REGISTERS_OF[register])
        return self.plain.of(register)


PARTS = frozenset(Plan.__dataclass_fields__) - NAMES


def watched(plan: Plan, read: Callable[[str], bytes]) -> tuple[WatchedPlan, Callable[[str], bytes]]:
    """*plan* and *read*, which keep in mind what of the plan was looked at through them."""
    made = object.__new__(WatchedPlan)
    made.__dict__.update(plan.__dict__, seen=set(), opened=set(), plain=plan)

    def opening(path: str) -> bytes:
        made.opened.add(path)
        return read(path)

    return made, opening


def placeable(plan: Plan) -> Iterable[Section]:
    """The plan's sections, to be placed in a document by their markers: those that are placed are known by their tokens."""
    return plan.plain.sections if isinstance(plan, WatchedPlan) else plan.sections


def sources(plan: WatchedPlan, document: Document, read: Callable[[str], bytes]) -> tuple[str, ...]:
    """The files of *plan* that reached *document*, sorted: none that did is left out, though some may have said nothing.

    They are the sections that stand in it, the pictures and templates, every record that was looked at, and what the text
    of these refers to as `{{ name }}`.
    """
    found = {*plan.opened, *_placed(document), *_of_parts(plan, {*plan.seen, "stages", "record"})} & set(plan.files)
    texts = (read(path) for path in sorted(found) if path.endswith((".md", ".yaml")))
    names = {name for text in texts if b"{{" in text for name in REFERENCE.findall(text)}
    return tuple(sorted(found | _of_parts(plan, {_referred(name.decode("utf-8", "replace")) for name in names})))


def _referred(name: str) -> str:
    """The part of the plan that says what *name* stands for."""
    first, dot, _ = name.partition(".")
    return REFERRED.get(first, "references") if dot else "facts"


def _of_parts(plan: Plan, parts: Iterable[str]) -> set[str]:
    """The files that *parts* of the plan come from."""
    return {path for part in parts for path in plan.files if FILES[part].fullmatch(path)}


def _placed(document: Document) -> Iterator[str]:
    """The files whose sections stand in *document*, also those that are still to write."""
    for chapter in document.chapters:
        for token in chapter.tokens:
            for key in ("path", "place"):
                if key in token.meta:
                    yield str(token.meta[key]).partition("#")[0]
