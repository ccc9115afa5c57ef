"""What a person signed for, as one hash: moved by an edit of substance, not by re-wrapping."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable

from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.registers import Attestation
from scp.model.text import Section
from scp.repository.layout import REGISTERS

VERSION = "v1"


def fingerprint(plan: Plan, attestation: Attestation, read: Callable[[str], bytes]) -> str:
    """`v1:` and SHA-256 over statement, who, date and each piece of evidence as it stands in *plan*."""
    digest = hashlib.sha256()
    for part in (attestation.statement, attestation.who, attestation.date.isoformat()):
        digest.update(_folded(part).encode() + b"\0")
    for place in attestation.evidence:
        digest.update(place.encode() + b"\0" + evidence(plan, place, read) + b"\0")
    return f"{VERSION}:{digest.hexdigest()}"


def evidence(plan: Plan, place: str, read: Callable[[str], bytes]) -> bytes:
    """What counts of one place: the words of a section, the values of a record, the bytes of any other file."""
    path, _, anchor = place.partition("#")
    section, head = _section(plan, path, anchor)
    if section is not None:
        return _folded(section.plain).encode() + (b"\n" + _canonical(head) if head else b"")
    found = _records(plan, path, anchor)
    if found is not None:
        return b"\n".join(map(_canonical, found))
    return hashlib.sha256(read(path)).hexdigest().encode()


def _canonical(record: Record) -> bytes:
    """What a record says, without what was left empty and without how far the writing has come."""
    values = record.model_dump(mode="json", exclude_defaults=True, exclude={"status"})
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _section(plan: Plan, path: str, anchor: str) -> tuple[Section | None, Record | None]:
    """The section at a place, and of a locality what its arrangements say at the head of the file."""
    for locality in plan.localities:
        if locality.path == path:
            arrangement = locality.arrangements.get(anchor)
            return (arrangement.section, arrangement) if arrangement else (locality.section, locality)
    for narrative in plan.narrative:
        if narrative.path == path:
            return narrative.section, None
    for group in plan.care_groups:
        if group.path == path:
            return group.section, None
    for part in plan.easy_read:
        if part.path == path:
            return part.section, None
    return None, None


def _records(plan: Plan, path: str, anchor: str) -> tuple[Record, ...] | None:
    """The record that *anchor* names in the YAML file *path*, or all that the file says."""
    if path == "plan.yaml":
        return (plan.record,)
    for each in plan.rounds:
        if each.path == path:
            if anchor:
                return tuple(view for view in each.views if view.id == anchor)
            return tuple(one for one in plan.rounds if _is_again(one.name, each.name))
    for kept in plan.replies.values():
        if path == f"{kept.folder}themes.yaml":
            if anchor:
                return tuple(each for each in kept.themes if each.id == anchor)
            again = (one for name, one in sorted(plan.replies.items()) if _is_again(name, kept.name))
            return tuple(theme for one in again for theme in one.themes)
    for register in REGISTERS:
        if register.path == path:
            if anchor:
                return tuple(each for each in register.records(plan) if getattr(each, "id", None) == anchor)
            held = register.holder(plan)
            return held if isinstance(held, tuple) else (held,) if held is not None else None
    return None


def _is_again(name: str, first: str) -> bool:
    """Whether the round *name* is *first*, or a later one on the same stage: who signs for `draft-2` signs for `draft-2.2` too."""
    return name == first or name.startswith(f"{first}.")
