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
    section = _section(plan, path, anchor)
    if section is not None:
        return _folded(section.plain).encode()
    record = _record(plan, path, anchor)
    if record is not None:
        values = record.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(read(path)).hexdigest().encode()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _section(plan: Plan, path: str, anchor: str) -> Section | None:
    for locality in plan.localities:
        if locality.path == path:
            if not anchor:
                return locality.section
            arrangement = locality.arrangements.get(anchor)
            return arrangement.section if arrangement else locality.section
    whole = [*plan.narrative, *plan.care_groups, *plan.easy_read]
    return next((each.section for each in whole if each.path == path), None)


def _record(plan: Plan, path: str, anchor: str) -> Record | None:
    if path == "plan.yaml":
        return plan.record
    for each in plan.rounds:
        if each.path == path:
            return next((view for view in each.views if view.id == anchor), None) if anchor else each
    for register in REGISTERS:
        if register.path != path:
            continue
        holder = getattr(plan, register.attribute)
        records = holder if isinstance(holder, tuple) else getattr(holder, register.items, ())
        if anchor:
            return next((each for each in records if getattr(each, "id", None) == anchor), None)
        return holder if isinstance(holder, Record) else None
    return None
