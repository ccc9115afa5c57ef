"""The rules for the easy-read summary, as data, and the word lists that they go by."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from scp.reference import store

Kind = Literal["program", "person", "both"]
Weight = Literal["fail", "warn", "note"]


class EasyReadRule(NamedTuple):
    """One rule: what it asks, how and by whom it is checked, its threshold, and how a breach is told."""

    id: str
    rule: str
    how_to_check: str
    threshold: str
    kind: Kind
    level: Weight
    source: str
    verification: str

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The short names of its source, each with the name in full."""
        return tuple((name, words) for name, words in sources().items() if re.search(rf"\b{name}\b", self.source))


class Words(NamedTuple):
    """The lists of words and phrases, each in small letters but *initials*.

    *common* are the everyday words, *long* those of more than three syllables that people know, *hard* those of offices.
    """

    common: frozenset[str]
    long: frozenset[str]
    hard: frozenset[str]
    childish: tuple[str, ...]
    metaphors: tuple[str, ...]
    foreign: tuple[str, ...]
    long_forms: Mapping[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    number_phrases: tuple[str, ...]
    plain_numbers: tuple[str, ...]
    initials: frozenset[str]
    signs: Mapping[str, str]
    abbreviations: frozenset[str]
    ending_abbreviations: frozenset[str]
    participles: frozenset[str]
    adjectives: frozenset[str]
    not_participles: frozenset[str]


@cache
def rules() -> tuple[EasyReadRule, ...]:
    """Every rule, in the order of the list."""
    return tuple(EasyReadRule(**each) for each in _packed()["rules"])


@cache
def sources() -> Mapping[str, str]:
    """The short names of the sources, each in full."""
    named: Mapping[str, str] = _packed()["sources"]
    return named


@cache
def words() -> Words:
    """The word lists, read when a rule first asks for them."""
    packed = store.read("easy-read-words.json")
    found: dict[str, Any] = {"common": frozenset(packed["common"].split()) | frozenset(packed["everyday"].split())}
    found["synonyms"] = tuple(tuple(each) for each in packed["synonyms"])
    found |= {name: packed[name] for name in ("long_forms", "signs")}
    found |= {name: tuple(packed[name]) for name in PHRASES}
    found |= {name: frozenset(packed[name]) for name in ("initials", "abbreviations", "ending_abbreviations")}
    found |= {name: frozenset(packed[name].split()) for name in LONG}
    return Words(**found)


PHRASES = ("childish", "metaphors", "foreign", "numbers", "number_phrases", "plain_numbers")
LONG = ("long", "hard", "participles", "adjectives", "not_participles")
"""Lists that are packed as one string, which loads fastest."""


@cache
def _packed() -> Mapping[str, Any]:
    packed: Mapping[str, Any] = store.read("easy-read-rules.json")
    return packed
