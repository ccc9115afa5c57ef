"""The 31 integration authorities and their localities."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from scp.reference import store

Figures = TypeVar("Figures")


class Council(NamedTuple):
    """A council: *area* is the name of its area, *name* its own name as people know it."""

    code: str
    area: str
    name: str


class HealthBoard(NamedTuple):
    """A territorial health board."""

    code: str
    name: str


class Population(NamedTuple):
    """How many people of all ages live in a locality."""

    total: int
    day: date
    source: str


class AgeBands(NamedTuple):
    """How many people of each age live in a locality."""

    age_0_15: int
    age_16_64: int
    age_65_74: int
    age_75_84: int
    age_85_plus: int
    day: date
    source: str

    @property
    def total(self) -> int:
        """People of all ages on that day."""
        return self.age_0_15 + self.age_16_64 + self.age_65_74 + self.age_75_84 + self.age_85_plus


class Deprivation(NamedTuple):
    """The share of people, in per cent, in each fifth of Scotland's areas: *q1* is the most deprived."""

    q1: float
    q2: float
    q3: float
    q4: float
    q5: float
    day: date
    source: str


class ActivityLimitation(NamedTuple):
    """How many people's day-to-day activities are limited by a long-term health problem or disability."""

    limited_a_lot: int
    limited_a_little: int
    not_limited: int
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class ReferenceLocality:
    """A locality as published; what is not known is None, with the reason in *not_available*."""

    slug: str
    name: str
    also_known_as: tuple[str, ...]
    council: str
    population: Population | None
    age_bands: AgeBands | None
    deprivation: Deprivation | None
    activity_limitation: ActivityLimitation | None
    note: str | None
    not_available: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Authority:
    """An integration authority: the board, or both bodies where there is none (s1(4) of the 2014 Act).

    *established* is the day the board was set up; the integration start day is not known for any.
    """

    code: str
    slug: str
    name: str
    legal_name: str
    legal_name_source: str | None
    model: str
    councils: tuple[Council, ...]
    health_board: HealthBoard
    established: date | None
    established_source: str | None
    islands: bool
    islands_reason: str | None
    also_known_as: tuple[str, ...]
    superseded_codes: tuple[str, ...]
    note: str | None
    not_available: Mapping[str, str] = field(hash=False)
    localities: tuple[ReferenceLocality, ...]

    def locality(self, slug: str) -> ReferenceLocality | None:
        """The locality called *slug*, if there is one."""
        return next((each for each in self.localities if each.slug == slug), None)


class UnknownAuthority(LookupError):
    """No single authority goes by *text*; *nearest* are the names that might be meant, best first."""

    def __init__(self, text: str, nearest: tuple[str, ...]) -> None:
        self.text = text
        self.nearest = nearest
        super().__init__(f"no single integration authority is called {text!r}")


@cache
def all_authorities() -> tuple[Authority, ...]:
    """Every integration authority, by name."""
    packed = store.read("authorities.json")
    return tuple(_authority(each, packed) for each in packed["authorities"])


def find_authority(text: str) -> Authority:
    """The authority that *text* names, by its own name or code or by those of its councils."""
    wanted = _fold(text)
    found = _names().get(wanted, ()) or _names().get(_bare(wanted), ())
    if len(found) == 1:
        return found[0]
    raise UnknownAuthority(text, tuple(each.name for each in found) or _nearest(_bare(wanted) or wanted))


@cache
def _names() -> Mapping[str, tuple[Authority, ...]]:
    """The authorities that go by each name or code, folded."""
    names: dict[str, tuple[Authority, ...]] = {}
    for authority in all_authorities():
        given = [authority.name, authority.legal_name, authority.slug, authority.code]
        given += [*authority.also_known_as, *authority.superseded_codes]
        for council in authority.councils:
            given += [council.area, council.name, council.code]
        folded = {_fold(name) for name in given}
        for key in folded | {_bare(name) for name in folded}:
            names[key] = (*names.get(key, ()), authority)
    return names


def _nearest(wanted: str) -> tuple[str, ...]:
    """Up to five authorities that *wanted* may mean: part of a name, a locality, or spelt much alike."""
    if not wanted:
        return ()
    everyone = all_authorities()
    part_of = [each.name for each in everyone if any(_within(wanted, name) for name in (*_areas(each), *_board(each)))]
    if len(part_of) > 1:
        return tuple(part_of[:5])
    home = [each.name for each in everyone if wanted in (_fold(place.name) for place in each.localities)]
    alike = {each.name: max(_likeness(wanted, name) for name in _areas(each)) for each in everyone}
    spelt_like = sorted((name for name in alike if alike[name] >= 0.7), key=lambda name: -alike[name])
    return tuple(dict.fromkeys([*part_of, *home, *spelt_like]))[:5]


def _within(wanted: str, name: str) -> bool:
    """Whether *wanted* is whole words of *name*, or ends it, as `lothian` ends `midlothian`."""
    return f" {wanted} " in f" {name} " or (" " not in wanted and name.endswith(wanted))


def _likeness(wanted: str, name: str) -> float:
    """How much *wanted* is spelt like *name* or, if it is one word, like a longer word of it."""
    words = [word for word in name.split() if len(word) > 5] if " " not in wanted else []
    return max(SequenceMatcher(None, wanted, each).ratio() for each in (name, *words))


def _areas(authority: Authority) -> Iterable[str]:
    """What the authority's area is called, folded."""
    names = (authority.name, *authority.also_known_as, *(each.area for each in authority.councils))
    return map(_fold, names)


def _board(authority: Authority) -> Iterable[str]:
    """The name and code of the authority's health board, folded: often that of several."""
    return map(_fold, (authority.health_board.name, authority.health_board.code))


def _fold(text: str) -> str:
    """The *text* without case, accents, punctuation or the small words that people leave out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "")).split()
    return " ".join(word for word in words if word not in ("the", "and", "of"))


BODIES = re.compile(
    r" (council( area)?|integration (joint board|authority)|joint board|ijb|local authority"
    r"|hscp|h scp|health( social)? care partnership|health social care|partnership)$"
)


def _bare(folded: str) -> str:
    """The *folded* name without the kind of body it ends with."""
    while (shorter := BODIES.sub("", folded)) != folded:
        folded = shorter
    return folded


def _authority(record: Mapping[str, Any], packed: Mapping[str, Any]) -> Authority:
    return Authority(
        **{
            **record,
            "councils": tuple(Council(**each) for each in record["councils"]),
            "health_board": HealthBoard(**record["health_board"]),
            "established": date.fromisoformat(record["established"]) if record["established"] else None,
            "also_known_as": tuple(record["also_known_as"]),
            "superseded_codes": tuple(record["superseded_codes"]),
            "not_available": MappingProxyType(record["not_available"]),
            "localities": tuple(_locality(each, packed) for each in record["localities"]),
        }
    )


def _locality(record: Mapping[str, Any], packed: Mapping[str, Any]) -> ReferenceLocality:
    method = packed["methods"].get(record["method"])

    def figures(kind: Callable[..., Figures], name: str) -> Figures | None:
        if record[name] is None:
            return None
        about = packed["figures"][name]
        return kind(**record[name], day=date.fromisoformat(about["day"]), source=f"{about['source']}; {method}")

    return ReferenceLocality(
        slug=record["slug"],
        name=record["name"],
        also_known_as=tuple(record["also_known_as"]),
        council=record["council"],
        population=figures(Population, "population"),
        age_bands=figures(AgeBands, "age_bands"),
        deprivation=figures(Deprivation, "deprivation"),
        activity_limitation=figures(ActivityLimitation, "activity_limitation"),
        note=record["note"],
        not_available=MappingProxyType(record["not_available"]),
    )
