"""Easy-read files: their points, what each point sums up, and what of that is known by a fingerprint."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.token import Token

from scp.model.easy_read import EasyReadPart, Line, Point, print_of
from scp.model.plan import Plan
from scp.model.text import plain_text
from scp.problem import Location, Problem
from scp.repository.fingerprint import evidence
from scp.repository.narrative import MarkdownFile
from scp.repository.record import nearest

KIND = "plan-easy-read-note"
NOTE = re.compile(r"\s*(assembled\b[.;,]?)?\s*(?:sums up:\s*(.*?))?\s*", re.DOTALL)
ASSEMBLED = re.compile(r"<!--\s*assembled\b[.;,]?")
MEANT = re.compile(r"\s*(?:assembled|sums?\b)", re.IGNORECASE)
MARKS = {"strong_open": 0, "em_open": 1}


class Note(NamedTuple):
    """A comment that says what the point after it sums up, and whether the point was assembled."""

    line: int
    sums_up: tuple[str, ...]
    assembled: bool


def points(file: MarkdownFile) -> tuple[Point, ...]:
    """The points of an easy-read file: each picture begins one, and the lines after it are its sentences.

    The places of a point are those of its own note; a point without one has none.
    """
    notes = list(_notes(file))
    made: list[Point] = []
    for at, picture, alt, lines in _pieces(file):
        before = [note for note in notes if note.line < at.line]
        last = before[-1] if before else None
        notes = [note for note in notes if note.line >= at.line]
        sums_up = dict.fromkeys(last.sums_up, "") if last else {}
        made.append(Point(at, picture, alt, tuple(lines), sums_up, bool(last and last.assembled)))
    return tuple(made)


def _pieces(file: MarkdownFile) -> Iterator[tuple[Location, str, str, list[Line]]]:
    picture, alt, at = "", "", Location(file.path, file.body_line)
    lines: list[Line] = []
    for token in file.tokens:
        if token.type != "inline":
            continue
        image = next((child for child in token.children or () if child.type == "image"), None)
        if image is not None:
            if picture or lines:
                yield at, picture, alt, lines
            picture, alt, lines = str(image.attrs.get("src", "")), plain_text(image) or image.content, []
            at = Location(file.path, (token.map or [0])[0] + 1)
        elif not picture and not lines:
            at = Location(file.path, (token.map or [0])[0] + 1)
        lines += _lines(file.path, token)
    if picture or lines:
        yield at, picture, alt, lines


def _lines(path: str, inline: Token) -> Iterator[Line]:
    """What stands on each line of a paragraph, but for its pictures."""
    number = (inline.map or [0])[0] + 1
    words, marked = "", ([], [])  # type: tuple[str, tuple[list[str], list[str]]]
    depth = [0, 0]
    for child in [*(inline.children or ()), Token("softbreak", "", 0)]:
        if child.type in ("softbreak", "hardbreak"):
            text = " ".join(words.split())
            if text:
                yield Line(Location(path, number), text, tuple(marked[0]), tuple(marked[1]))
            words, marked, number = "", ([], []), number + 1
        elif child.type in MARKS:
            depth[MARKS[child.type]] += 1
            marked[MARKS[child.type]].append("")
        elif child.type.replace("_close", "_open") in MARKS:
            depth[MARKS[child.type.replace("_close", "_open")]] -= 1
        elif child.type != "image":
            words += child.content
            for kind in (0, 1):
                if depth[kind] and marked[kind]:
                    marked[kind][-1] += child.content


def _notes(file: MarkdownFile) -> Iterator[Note]:
    for line, words in file.notes:
        match = NOTE.fullmatch(words)
        if match and (match.group(1) or match.group(2)):
            yield Note(line, _places(match), bool(match.group(1)))


def note_problems(
    file: MarkdownFile, made: Collection[Point], paths: Collection[str], anchors: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """A problem for each note that is not read as one, belongs to no point, or names a place that is not there."""
    starts = [each.at.line for each in made]
    taken: set[int] = set()
    for line, words in file.notes:
        at = Location(file.path, line)
        match = NOTE.fullmatch(words)
        if not match or not (match.group(1) or match.group(2)):
            if MEANT.match(words):
                yield Problem(
                    at,
                    f"this note is not read: <!-- {' '.join(words.split())[:60]} -->",
                    "Write it before the point, as in <!-- sums up: localities/east.md#carers, priorities.yaml -->.",
                    kind=KIND,
                )
            continue
        following = next((start for start in starts if start > line), None)
        if following is None or following in taken:
            yield Problem(
                at,
                "no point comes after this note" if following is None else "a second note stands before the same point",
                "Put one note before each point, above its picture.",
                kind=KIND,
            )
        taken.add(following or 0)
        for place in _places(match):
            path, _, anchor = place.partition("#")
            known = anchors.get(path, set())
            if path not in paths:
                near = nearest(path, paths, 1, 0.6)
                meant = f". Did you mean {near[0]}?" if near else ""
                yield Problem(at, f"there is no file {path} to sum up{meant}", "Write its path.", kind=KIND)
            elif anchor and path.endswith(".md") and anchor not in known:
                near = nearest(anchor, known, 1, 0.5)
                meant = f". Did you mean '{near[0]}'?" if near else ""
                yield Problem(at, f"{path} has no part called '{anchor}'{meant}", "Write its short name.", kind=KIND)


def taken_over(text: str, points: Collection[Point]) -> str:
    """*text* of a file with the mark of assembling taken off the note before each of *points*."""
    starts = list(itertools.accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))
    for each in sorted((each for each in points if each.assembled), key=lambda point: -point.at.line):
        before = list(ASSEMBLED.finditer(text, 0, starts[each.at.line - 1]))
        if before:
            start, end = before[-1].span()
            rest = text[end:].lstrip()
            text = text[:start] + (rest[3:].lstrip("\n") if rest.startswith("-->") else f"<!-- {rest}")
    return text


def _places(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(each.strip() for each in re.split(r"[,\n]", match.group(2) or "") if each.strip())


@dataclass
class Prints:
    """The fingerprint of what stands at a place, worked out once a place."""

    plan: Plan
    read: Callable[[str], bytes]
    known: dict[str, str] = field(default_factory=dict)

    def of(self, place: str) -> str:
        """Sixteen signs; empty where nothing stands there. A whole file stands for all its sections."""
        if place not in self.known:
            self.known[place] = self._made(place)
        return self.known[place]

    def _made(self, place: str) -> str:
        path, _, anchor = place.partition("#")
        if path not in self.plan.files:
            return ""
        locality = next((each for each in self.plan.localities if each.path == path and not anchor), None)
        parts = [place, *(f"{path}#{each}" for each in locality.arrangements)] if locality else [place]
        found = b"\n".join(evidence(self.plan, each, self.read) for each in parts)
        return print_of(found) if found else ""


def with_prints(parts: tuple[EasyReadPart, ...], prints: Prints) -> tuple[EasyReadPart, ...]:
    """*parts*, each point with the fingerprints of what it sums up: its own places, or else those of its part."""
    return tuple(
        part.replace(
            points=tuple(
                Point(
                    each.at,
                    each.picture,
                    each.alt,
                    each.lines,
                    {place: prints.of(place) for place in each.sums_up or part.summarises},
                    each.assembled,
                )
                for each in part.points
            )
        )
        for part in parts
    )


def with_english(part: EasyReadPart, english: EasyReadPart | None) -> EasyReadPart:
    """A translated part, each point with the fingerprint of the English one in its place."""
    originals = english.points if english else ()
    return part.replace(
        points=tuple(
            Point(
                each.at,
                each.picture,
                each.alt,
                each.lines,
                {english.path: originals[number].fingerprint} if english and number < len(originals) else {},
                each.assembled,
            )
            for number, each in enumerate(part.points)
        )
    )
