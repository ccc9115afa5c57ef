"""The plan's files under another name for one thing in them, and with nothing else changed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from scp.model.plan import Plan
from scp.problem import Location, Refusal
from scp.repository import layout
from scp.repository.check_places import records
from scp.repository.edit import update_record
from scp.repository.marks import Text
from scp.repository.naming import Change, Named, Naming, loaded_with

TOKEN = re.compile(r"[a-z0-9-]+")


def rename(contents: Mapping[str, bytes], plan: Plan, target: Named, new: str) -> Change:
    """The files with *target* called *new* wherever its name stands, and with nothing else changed."""
    naming = Naming(contents, plan, target, new)
    mentions = naming.mentions()
    files: dict[str, bytes | None] = {}
    for path in {each.path for each in mentions}:
        edits = [(each.start, each.end, each.words) for each in mentions if each.path == path]
        files[path] = naming.texts[path].spliced(edits)
    if naming.new_path != target.path:
        files[naming.new_path] = files.get(target.path, contents[target.path])
        files[target.path] = None
    after = loaded_with(contents, files)
    changed, signed = _signed_again(plan, after, files, contents)
    places = (
        tuple(Location(naming.new_path if each.path == target.path else each.path, each.line) for each in mentions)
        + signed
    )
    if signed:
        after = loaded_with(contents, changed)
    allowed = {(target.id, new), (target.path, naming.new_path)}
    before = {naming.new_path if path == target.path else path: values for path, values in _values(plan).items()}
    if not _same_but_for(before, _values(after), allowed):
        raise Refusal(
            f"'{target.id}' cannot be renamed without changing something else.",
            f"Change the name by hand: it stands at {', '.join(map(str, places[:12]))}.",
        )
    return Change(changed, tuple(dict.fromkeys(places)))


def _signed_again(
    before: Plan, after: Plan, files: dict[str, bytes | None], contents: Mapping[str, bytes]
) -> tuple[dict[str, bytes | None], tuple[Location, ...]]:
    """*files* where what was signed and stood still does: nothing of it has changed but a name."""
    path = layout.register("attestations").path
    changed, places = dict(files), []
    for old, new in zip(before.attestations.attestations, after.attestations.attestations, strict=True):
        if old.fingerprint and before.fingerprints.get(old.id) == old.fingerprint != after.fingerprints[new.id]:
            text = Text.of(path, changed.get(path) or contents[path])
            words = update_record(text.text, "attestations", new.id, {"fingerprint": after.fingerprints[new.id]}, path)
            changed[path] = (text.mark + words).encode()
            places.append(old.at_key("fingerprint"))
    return changed, tuple(places)


def _values(plan: Plan) -> dict[str, Any]:
    """Everything that the records say, by file."""
    found: dict[str, Any] = {}
    for record in records(plan):
        path = getattr(record, "path", None) or record.at.path
        values = record.model_dump(mode="json")
        for attestation in values.get("attestations", ()):
            attestation.pop("fingerprint", None)
        values.pop("id", None)
        values.pop("path", None)
        found.setdefault(str(path), []).append(values)
    return found


def _same_but_for(before: Any, after: Any, allowed: set[tuple[str, str]]) -> bool:
    """Whether the two differ in nothing but a name of *allowed*."""
    if isinstance(before, dict) and isinstance(after, dict):
        if len(before) != len(after):
            return False
        if set(before) == set(after):
            return all(_same_but_for(before[key], after[key], allowed) for key in before)
        return all(
            _same_but_for(key, other, allowed) and _same_but_for(before[key], after[other], allowed)
            for key, other in zip(before, after, strict=True)
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _same_but_for(a, b, allowed) for a, b in zip(before, after, strict=True)
        )
    if before == after:
        return True
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    if (before, after) in allowed:
        return True
    old, new = TOKEN.split(before), TOKEN.split(after)
    words, others = TOKEN.findall(before), TOKEN.findall(after)
    names = allowed | {(_stem(a), _stem(b)) for a, b in allowed}
    return (
        old == new
        and len(words) == len(others)
        and all(a == b or (a, b) in names for a, b in zip(words, others, strict=True))
    )


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")
