"""From two plans to their redline, and to the documents that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scp.documents.document import Copy, Document
from scp.documents.kinds import KINDS, Wanted
from scp.documents.redline import Redline, compare
from scp.documents.redline_pages import Versions, to_read, to_track
from scp.documents.redline_values import changed_values
from scp.model.plan import Plan
from scp.model.stage import read_name

Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Side:
    """One of two versions: what it is called, its plan, its copy, and how its files are read."""

    name: str
    plan: Plan
    copy: Copy
    read: Read


@dataclass(frozen=True)
class RedlineDocuments:
    """The redline of two versions: as pages to read, and as the whole text that Word tracks. *since* is the old one."""

    redline: Redline
    pages: Document
    tracked: Document
    since: Side


def redline_of(old: Side, new: Side, kind: str = "full-plan") -> Redline:
    """What changed from *old* to *new* in the document called *kind*, and in the plan's facts, money and days."""
    from scp.documents.render import document

    found = Wanted(next(each for each in KINDS if each.name == kind))
    made = [document(found, each.plan, each.copy, each.read) for each in (old, new)]
    redline = compare(*made)
    return redline.with_values(changed_values(old.plan, new.plan))


def redline_documents(old: Side, new: Side, whole_text: bool = False) -> RedlineDocuments:
    """The documents of the redline; *whole_text* shows the sections that did not change too."""
    redline, called = redline_of(old, new), Versions(_called(old), _called(new))
    return RedlineDocuments(redline, to_read(redline, called, whole_text), to_track(redline, called), old)


def _called(side: Side) -> str:
    """A version as people say it: `the second draft`, or the name that git knows."""
    told = read_name(side.name.removesuffix(".1"))
    if told is None:
        return side.name
    stage, number = told
    return f"the {stage.words}{f' (number {number})' if number > 1 else ''}"
