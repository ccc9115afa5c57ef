"""Amounts of money and numbers of people as prose writes them, each with the span of figures that it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

POPULATION_FROM = 10_000
"""From how many people a number that is not called a population is one."""
SETTLEMENT = 500
"""From how many people a number that is called a population is one: in "a population of 65 to 74" it is an age."""
FEW, PRICE, LIMIT = 10, 100, 100_000
"""Pounds below which an amount is a manner of speaking ("for every £1"), may be a price, and may be a limit that is set."""
ABOUT, BEYOND = Decimal("0.05"), Decimal("0.1")
"""How far a figure may lie from "about" before a number without decimals, and beyond "over" or short of "nearly", as shares of what is written."""

SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,9})?"
UNIT = rf"(?:[ \u00a0-]?(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})(?![a-z]))"
TO = r"(?:\s?[–—-]\s?|\s(?:to|and|or)\s)"
END = r"(?![0-9a-z%]|[.,][0-9])"
MONEY = re.compile(
    rf"£\s?(?P<number>{NUMBER})(?:{TO}£?(?P<other>{NUMBER})(?P<last>{UNIT})|(?P<alone>{UNIT}))?{END}",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    rf"(?<![\w£$€.,/–-])(?P<number>{NUMBER})(?P<alone>{UNIT})? (?P<kind>(?:[a-z]+ )?)(?P<whom>people|residents|inhabitants)\b",
    re.IGNORECASE,
)
HEDGES = r"(?:about|approximately|around|roughly|some|just|over|under|nearly|almost|(?:more|less|fewer) than|at least)"
POPULATION = re.compile(
    rf"\bpopulation (?:of|is|was|will be|reached|reaches) (?:{HEDGES} )*(?P<number>{NUMBER})(?P<alone>{UNIT})?{END}",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?:[\s-]*(?:an?|per|each|every|for each|for every)[\s-]|\s?/\s?)(?:hour|hr|day|night|week|month|visit|mile|person|"
    r"head|meal|bed|place|item|session|trip|journey|shift|contact|unit|resident|patient|client|carer|adult|child|h\b)"
    r"|\s(?:hourly|daily|nightly|weekly|monthly|ph|pw)\b",
    re.IGNORECASE,
)
PRICED = re.compile(
    r"\b(?:price[ds]?|fees?|charge[ds]?|wages?|rates?|tickets?|costs?|costing|paid|pays?)\b[^.;£]{0,30}$", re.I
)
LIMITED = re.compile(
    r"\b(?:up to|(?:above|below|over|under|more than|less than|at least|at most|exceed(?:s|ing)?|limit of|ceiling of|cap of|"
    r"threshold of|worth)(?: about)?)\s+$",
    re.IGNORECASE,
)
LOOSELY = re.compile(r"\b(?:about|approximately|around|roughly|some|circa|c\.)\s*$", re.IGNORECASE)
MORE = re.compile(r"\b(?:over|above|more than|at least|exceed(?:s|ing)?|just over)\s+$", re.IGNORECASE)
LESS = re.compile(r"\b(?:under|below|less than|fewer than|nearly|almost|just under|up to|at most)\s+$", re.IGNORECASE)
SHARE = re.compile(r"(?:\b(?:per|each|every|in)|/|[0-9] ?(?:–|-|to|and|or))\s*$", re.IGNORECASE)
"""What comes before the number of a rate ("per 1,000 people") or the end of a span ("5,000 to 10,000 people")."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
CHANGE = ("more ", "fewer ", "extra ", "additional ", "new ", "other ")
QUOTED = re.compile(r"“[^”]{0,2000}”|‘[^’]{0,2000}’(?!\w)|(?<!\w)\"[^\"]{1,2000}\"(?!\w)")


class Written(NamedTuple):
    """A figure as it stands in a text from *start*: any known one from *low* to *high* may be what it says.

    *value* is in pounds or people, *unit* how the text scales it, *places* how many decimals it shows.
    """

    start: int
    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    sign: str
    unit: str
    places: int

    @property
    def scale(self) -> int:
        """What one of it is worth: 1,000,000 of £1.2m."""
        return SCALES.get(self.unit.strip(" \u00a0-").lower(), 1)

    def like(self, value: Decimal) -> str:
        """*value* in the form of this figure, with more decimals where it would read the same with as many."""
        own, said = f"{self.value / self.scale:,.{self.places}f}", ""
        for places in range(self.places, self.places + 7):
            said = f"{abs(value) / self.scale:,.{places}f}"
            if said != own:
                break
        return f"{'-' if value < 0 else ''}{self.sign}{said}{self.unit}"


def money_in(text: str) -> Iterator[Written]:
    """Each amount of money in *text*; of "£5 to £10 million", one that spans both. Rates, prices and limits are none."""
    for found in MONEY.finditer(text):
        before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 40]
        if RATE.match(after):
            continue
        last = found["last"] or ""
        written = _written(found, found["alone"] or last, "£", before)
        if last:
            top = _written(found, last, "£", before, "other")
            written = written._replace(low=min(written.low, top.low), high=max(written.high, top.high))
        elif (
            written.value < FEW
            or (written.value < PRICE and PRICED.search(before))
            or (written.value < LIMIT and LIMITED.search(before))
        ):
            continue
        yield written


def people_in(text: str) -> Iterator[Written]:
    """Each population in *text*: what is called one, residents, or a great many people; never a rate or a change."""
    for found in PEOPLE.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()]
        written = _written(found, found["alone"] or "", "", before)
        if found["kind"].lower() in CHANGE or SHARE.search(before) or YEAR.fullmatch(found["number"]):
            continue
        if written.value >= POPULATION_FROM or (found["whom"].lower() != "people" and written.value >= PRICE):
            yield written
    for found in POPULATION.finditer(text):
        written = _written(found, found["alone"] or "", "", text[: found.start("number")][-60:])
        if written.value >= SETTLEMENT and not YEAR.fullmatch(found["number"]):
            yield written


def unquoted(text: str) -> str:
    """*text* with blanks for what others are quoted with, sign for sign, so that places stay what they are."""
    return QUOTED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def _written(found: re.Match[str], unit: str, sign: str, before: str, group: str = "number") -> Written:
    number = found[group]
    scale = SCALES.get(unit.strip(" \u00a0-").lower(), 1)
    places = len(number.partition(".")[2])
    value = Decimal(number.replace(",", "")) * scale
    half = _step(number) * scale / 2
    low, high = value - half, value + half
    if LOOSELY.search(before) and not places:
        low, high = min(low, value * (1 - ABOUT)), max(high, value * (1 + ABOUT))
    elif MORE.search(before):
        high = max(high, value * (1 + BEYOND))
    elif LESS.search(before):
        low = min(low, value * (1 - BEYOND))
    return Written(found.start(), " ".join(found.group().split()), value, low, high, sign, unit, places)


def _step(number: str) -> Decimal:
    """What *number* was rounded to: 0.1 of 178.2, 1,000 of 107,000; two digits at least are not rounding."""
    whole, _, decimals = number.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(max(0, min(zeros, len(whole) - 2)))
