"""A change to a file in words: the sections of a text, the records of a register, the lines of a table."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scp.history import Change, Kind
from scp.problem import PlanError
from scp.repository.record import decode, read_yaml

HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)[ \t#]*(?:\{#[^{}\s]+\})?[ \t]*")
FENCE = re.compile(r" {0,3}(```+|~~~+)")
KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*):")
NAMES = ("id", "term", "stage", "consultee", "seat", "partner", "post", "code", "name", "title")
MOST = 5
LONGEST_COMPARED = 20_000
HEAD, BEGINNING = "head of the file", "beginning"


@dataclass(frozen=True)
class Told:
    """One change as a person reads it: `changed`, the file, and where in it."""

    kind: Kind
    path: str
    words: str

    @property
    def what(self) -> str:
        return self.kind.value


def tell_change(change: Change) -> Told:
    """*change* in words."""
    path = printable(change.path)
    if change.kind is Kind.RENAMED:
        path = f"{printable(change.old_path)} → {path}"
    if change.kind is Kind.REMOVED:
        return Told(change.kind, path, "")
    old, new = _text(change.old), _text(change.new)
    if change.kind is Kind.NEW:
        return Told(change.kind, path, _size(change.new or b"") if new is None else _lines_in(new))
    if change.old == change.new:
        return Told(
            change.kind,
            path,
            "" if change.kind is Kind.RENAMED else "only whether it may be run as a program",
        )
    if old is None or new is None:
        return Told(change.kind, path, f"now {_size(change.new or b'')}")
    return Told(change.kind, path, one_line("; ".join(_differences(change.path, old, new)), 400))


def printable(text: str) -> str:
    """*text* with signs that would disturb a terminal or a message written out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def one_line(text: str, most: int) -> str:
    """*text* in one line, shortened at a word where it is longer than *most*."""
    folded = " ".join(printable(text.replace("\n", " ")).split())
    if len(folded) <= most:
        return folded
    return folded[: most - 2].rsplit(" ", 1)[0] + " …"


def _text(content: bytes | None) -> str | None:
    """The text of a file; None where it is no text."""
    if content is None:
        return ""
    try:
        return decode("", content)
    except PlanError:
        return None


def _size(content: bytes) -> str:
    size = len(content)
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _lines_in(text: str) -> str:
    return _count(sum(bool(line.strip()) for line in text.split("\n")), "line")


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _differences(path: str, old: str, new: str) -> list[str]:
    if path.endswith((".yaml", ".yml")):
        found = _values(_yaml(old), _yaml(new))
    elif path.endswith(".csv"):
        found = _rows(old, new)
    else:
        found = None
    if found is None:
        found = _sections(path, old, new)
    return found or ["only comments, order or spacing"]


# records


def _yaml(text: str) -> Any:
    try:
        return read_yaml("", text)
    except PlanError:
        return None


def _values(old: Any, new: Any) -> list[str] | None:
    """The keys and named records that differ; None where the two are no mappings."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return None
    found = []
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key), new.get(key)
        if before == after and (key in old) == (key in new):
            continue
        named = _named(before), _named(after)
        if named[0] is not None and named[1] is not None:
            found += _records(named[0], named[1])
        else:
            found.append(f"{key}{'' if key in old and key in new else ' (new)' if key in new else ' (removed)'}")
    return found


def _named(value: Any) -> dict[str, Any] | None:
    """The records of a list by the key that names each; None where they have none, or share one."""
    if value is None:
        return {}
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return None
    key = next((name for name in NAMES if all(isinstance(each.get(name), str) for each in value)), None)
    found = {each[key]: dict(each) for each in value} if key else {}
    return found if len(found) == len(value) else None


def _records(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    words = [
        (_list(name for name in new if name not in old), " (new)"),
        (_list(name for name in new if name in old and new[name] != old[name]), ""),
        (_list(name for name in old if name not in new), " (removed)"),
    ]
    return [f"{names}{suffix}" for names, suffix in words if names]


def _list(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found if len(found) <= MOST else [*found[: MOST - 1], f"{len(found) - MOST + 1} more"])


def _rows(old: str, new: str) -> list[str] | None:
    before, after = _table(old), _table(new)
    return None if before is None or after is None else _records(before, after)


def _table(text: str) -> dict[str, Any] | None:
    """The rows of a table by id and year, or by their first cell; None where two share a name."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(row)]
    except csv.Error:
        return None
    if not rows:
        return {}
    columns = [rows[0].index(name) for name in ("id", "year") if name in rows[0]] or [0]
    names = [" ".join(row[column] for column in columns if column < len(row)) for row in rows[1:]]
    found = {"its columns": rows[0], **dict(zip(names, rows[1:], strict=True))}
    return found if len(found) == len(rows) else None


# text


def _sections(path: str, old: str, new: str) -> list[str]:
    """The sections of a text that differ, each with how many lines were added and removed."""
    before, after = old.split("\n"), new.split("\n")
    places = (_places(before), _places(after)) if path.endswith(".md") else ([""] * len(before), [""] * len(after))
    keys = _keys_of_front(old, new) if path.endswith(".md") else ""
    counts: dict[str, list[int]] = {}
    for first, last, start, stop in _changed(before, after):
        for place, line in zip(places[1][start:stop], after[start:stop], strict=True):
            counts.setdefault(place, [0, 0])[0] += bool(line.strip())
        for place, line in zip(places[0][first:last], before[first:last], strict=True):
            counts.setdefault(place, [0, 0])[1] += bool(line.strip())
    told = []
    for place, (added, removed) in counts.items():
        if not added and not removed:
            continue
        parts = [f"{_count(added, 'line')} added"] if added else []
        if removed:
            parts.append(f"{removed} removed" if added else f"{_count(removed, 'line')} removed")
        if place == HEAD and keys:
            told.append(keys)
        else:
            told.append(f"{place} ({', '.join(parts)})" if place else ", ".join(parts))
    return told


def _changed(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of lines that differ."""
    if len(before) + len(after) > LONGEST_COMPARED:
        yield 0, len(before), 0, len(after)
        return
    for tag, first, last, start, stop in difflib.SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if tag != "equal":
            yield first, last, start, stop


def _front(lines: list[str]) -> int:
    """The number of lines of front matter, its two rows of dashes included."""
    if lines and lines[0].rstrip() == "---":
        return next(
            (number + 1 for number, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")),
            0,
        )
    return 0


def _places(lines: list[str]) -> list[str]:
    """The heading under which each line of a Markdown file stands."""
    front = _front(lines)
    places = [HEAD] * front
    place, fence = BEGINNING, ""
    for line in lines[front:]:
        opened = FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif fence and opened and opened[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and (heading := HEADING.fullmatch(line)):
            place = heading["title"].strip() or BEGINNING
        places.append(place)
    return places


def _keys_of_front(old: str, new: str) -> str:
    """The keys of the front matter that differ: `population, arrangements`."""
    texts = ["\n".join(lines[1 : max(_front(lines) - 1, 1)]) for lines in (old.split("\n"), new.split("\n"))]
    values = [_yaml(text) for text in texts]
    return "; ".join(_values(values[0], values[1]) or [])
