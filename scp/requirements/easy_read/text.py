"""The words of an easy-read summary as the rules read them: sentence by sentence, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scp.model.easy_read import EasyReadPart, Line, Point
from scp.model.plan import Plan, Term
from scp.problem import Location
from scp.requirements.easy_read.sentences import count_words, sentences

CONTACT_WORD = "contact@example.org"
"""What stands for a name or address of the plan's own where words are counted: one word, and none to judge."""


class Sentence(NamedTuple):
    """One sentence: its place, its part and point (None for a heading), and the words in bold on its line."""

    at: Location
    text: str
    part: EasyReadPart
    point: Point | None
    bold: tuple[str, ...] = ()
    heading: bool = False
    item: bool = False


@dataclass(frozen=True)
class EasyText:
    """The English summary of a plan."""

    plan: Plan

    @property
    def parts(self) -> tuple[EasyReadPart, ...]:
        return self.plan.easy_read

    def of(self, *roles: str) -> tuple[EasyReadPart, ...]:
        """The parts that play any of *roles*."""
        return tuple(each for each in self.parts if each.role in roles)

    @property
    def points(self) -> Iterator[Point]:
        """Every point, those of translations too."""
        return (point for part in (*self.plan.easy_read, *self.plan.translations) for point in part.points)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order, headings and items of lists among them."""
        return tuple(sentence for part in self.parts for sentence in _of_part(part))

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences that are no headings."""
        return tuple(each for each in self.sentences if not each.heading)

    def in_part(self, part: EasyReadPart) -> tuple[Sentence, ...]:
        """The sentences of *part*."""
        return tuple(each for each in self.sentences if each.part.path == part.path)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The hard words that have an easy meaning, the longest first."""
        return tuple(sorted((each for each in self.plan.glossary if each.easy), key=lambda each: -len(each.term)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the plan's own people, bodies, places and priorities are called, the longest first."""
        plan = self.plan
        record = plan.record
        found = {
            plan.title,
            record.title or "",
            record.authority.name,
            record.authority.area,
            *(each.name for each in record.partners.bodies),
            *(each.name for each in plan.localities),
            *(each.name for each in plan.care_groups),
            *(each.title for each in plan.priorities),
            *(each.format for each in (plan.publication.formats if plan.publication else ())),
        }
        return tuple(sorted(filter(None, found), key=lambda each: (-len(each), each)))

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The ways to reach the authority, as plan.yaml gives them."""
        contact = self.plan.record.contact
        return tuple(filter(None, (contact.team, contact.phone, contact.email, contact.post)))

    @cached_property
    def whole(self) -> str:
        """Every sentence in small letters: what does not stand in it need be looked for in none."""
        return "\n".join(each.text.lower() for each in self.sentences)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What each point says, in small letters."""
        return tuple(" ".join(point.sentences).lower() for point in self.points)

    def occurring(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Those of *phrases*, as they are written, that may stand in a sentence."""
        return tuple(each for each in phrases if each.lower() in self.whole)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many words each sentence has, by its text; an address of plan.yaml is one."""
        addresses = self.occurring(self.addresses)
        return {each.text: count_words(without(each.text, addresses, CONTACT_WORD)) for each in self.sentences}

    @cached_property
    def _unnamed(self) -> Mapping[str, str]:
        owned = self.occurring((*self.addresses, *self.names, *(each.term for each in self.terms)))
        return {each.text: without(each.text, owned, "•") for each in self.sentences}

    def unnamed(self, sentence: Sentence) -> str:
        """*sentence* without the plan's own names, its hard words and its addresses; for each is left one sign."""
        return self._unnamed[sentence.text]


def without(text: str, phrases: Iterable[str], instead: str) -> str:
    """*text* with each of *phrases* replaced where it stands as whole words, whatever its capitals."""
    folded = text.lower()
    for each in phrases:
        phrase = each.lower()
        if phrase in folded:
            parts, last = [], 0
            for start, end in _places(phrase, folded, "_"):
                parts += [text[last:start], instead]
                last = end
            text = "".join((*parts, text[last:]))
            folded = text.lower()
    return text


def find(phrase: str, text: str) -> bool:
    """Whether *phrase* stands in *text* as whole words, whatever its capitals."""
    folded, phrase = text.lower(), phrase.lower()
    return phrase in folded and any(True for _ in _places(phrase, folded, "_-"))


def _places(phrase: str, folded: str, joining: str) -> Iterator[tuple[int, int]]:
    """Where *phrase* stands in *folded* with no letter, digit or sign of *joining* on either side."""
    start = folded.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        beside = (folded[start - 1] if start else "") + folded[end : end + 1]
        if not any(each.isalnum() or each in joining for each in beside):
            yield start, end
        start = folded.find(phrase, end)


def _of_part(part: EasyReadPart) -> Iterator[Sentence]:
    yield Sentence(part.section.at, part.title, part, None, heading=True)
    headings, items = _marked(part)
    for point in part.points:
        for lines in _joined(point.lines, items | headings):
            first = lines[0]
            bold = tuple(word for line in lines for word in line.bold)
            item, heading = first.at.line in items, first.at.line in headings
            for text in sentences(" ".join(line.text for line in lines)):
                at = next((line.at for line in reversed(lines) if line.text.startswith(text[:20])), first.at)
                yield Sentence(at, text, part, point, bold, heading, item)


def _joined(lines: Iterable[Line], alone: frozenset[int]) -> Iterator[list[Line]]:
    """The lines, those together over which one sentence runs."""
    found: list[Line] = []
    for line in lines:
        goes_on = (
            found
            and line.text[:1].islower()
            and not re.search(r"[.!?…:;]$", found[-1].text)
            and not {line.at.line, found[-1].at.line} & alone
        )
        if found and not goes_on:
            yield found
            found = []
        found.append(line)
    if found:
        yield found


def runs_on(point: Point, part: EasyReadPart) -> Iterator[Line]:
    """Each line on which a sentence of *point* runs on to the next."""
    headings, items = _marked(part)
    for lines in _joined(point.lines, headings | items):
        if len(lines) > 1:
            yield lines[0]


def _marked(part: EasyReadPart) -> tuple[frozenset[int], frozenset[int]]:
    """The lines of the file that are headings, and those that are items of a list."""
    headings: set[int] = set()
    items: set[int] = set()
    for token in part.section.tokens:
        if token.map and token.type == "heading_open":
            headings.add(token.map[0] + 1)
        elif token.map and token.type == "list_item_open":
            items.update(range(token.map[0] + 1, token.map[1] + 1))
    return frozenset(headings), frozenset(items)


def levels(part: EasyReadPart) -> Iterator[tuple[int, Location]]:
    """The level of each heading within *part*, and its place."""
    for token in part.section.tokens:
        if token.map and token.type == "heading_open":
            yield int(token.tag[1:]), Location(part.path, token.map[0] + 1)
