"""Figures in prose that stand nowhere else in the plan: a figure that two documents print comes from one place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from itertools import chain, pairwise
from typing import Any, NamedTuple, get_args

from markdown_it.token import Token

from scp.model.plan import Plan
from scp.model.record import Record, Scalar, as_money
from scp.model.text import Section
from scp.problem import Location, Problem
from scp.requirements.amounts import Written, money_in, people_in, unquoted

KIND = "plan-amount-without-source"
LINES = "finance/lines.csv"

LEFT_OUT = frozenset(
    {"narrative", "easy_read", "baseline", "waivers", "attestations", "rounds", "replies", "stages", "references"}
    | {"fingerprints", "files", "problems", "finance", "facts"}
)
"""Parts of a plan that state no figure of its own: its text, what others said, and what is kept about its making."""

SUMMED: tuple[tuple[str, ...], ...] = (
    (),
    ("kind",),
    ("care_group",),
    ("locality",),
    ("service",),
    ("purpose",),
    ("tag",),
    ("id",),
    ("care_group", "locality"),
    ("care_group", "service"),
    ("care_group", "kind"),
    ("care_group", "purpose"),
    ("locality", "service"),
    ("kind", "service"),
)
"""By which columns of the finance lines figures are added up, for each year and for all years."""


SIGNS = ("£", "eople", "opulation", "esidents", "nhabitants", "PEOPLE", "RESIDENTS", "POPULATION")
"""One of these stands in whatever text holds an amount or a population; to look for them takes a tenth of the time."""
DIGIT = re.compile("[0-9]")
NAMED = (("care_group",), ("kind",))
"""Columns whose sums of a year text may refer to by name."""


class Known(NamedTuple):
    """A figure that the plan states, what it is, and the file that states it; *name* is what text calls it by."""

    value: Decimal
    about: str
    path: str
    name: str = ""


class Figures:
    """Figures by value, gathered from *sources* one after another until one answers."""

    def __init__(self, *sources: Iterable[Known]) -> None:
        self.all: list[Known] = []
        self.sources = [*sources]
        self.near: dict[tuple[Decimal, Decimal], Known] = {}

    def holds(self, written: Written) -> bool:
        """Whether any of them is what is *written*."""
        while not (found := self._holds(written)) and self.sources:
            self.all = sorted(chain(self.all, self.sources.pop(0)))
        return found

    def _holds(self, written: Written) -> bool:
        place = bisect_left(self.all, written.low, key=_value)
        return place < len(self.all) and self.all[place].value <= written.high

    def nearest(self, written: Written) -> Known | None:
        """The one that comes nearest; of those as near as makes no difference, what text can call by name first."""
        if not self.all:
            return None
        asked = written.value, written.high - written.low
        if asked not in self.near:
            self.near[asked] = self._nearest(*asked)
        return self.near[asked]

    def _nearest(self, value: Decimal, span: Decimal) -> Known:
        place = bisect_left(self.all, value, key=_value)
        beside = self.all[max(0, place - 1) : place + 1]
        closest = min(abs(each.value - value) for each in beside) + span / 2
        first = bisect_left(self.all, value - closest, key=_value)
        last = bisect_right(self.all, value + closest, key=_value)
        alike = self.all[first:last] or beside  # numbers of more digits than are kept may leave none
        return min(alike, key=lambda each: (not each.name, each.path != LINES, abs(each.value - value)))


def _value(known: Known) -> Decimal:
    return known.value


def _start(written: Written) -> int:
    return written.start


def amounts_without_source(plan: Plan) -> Iterator[Problem]:
    """A note for each amount of money and each population in the plan's text that no record of the plan states."""
    money = Figures(_facts(plan, money=True), _lines(plan), _money(plan))
    people = Figures(_facts(plan, money=False), _populations(plan), _people(plan))
    for section in plan.sections:
        for line, text in _prose(section):
            for known, found in ((money, money_in(text)), (people, people_in(text))):
                at, counted = line, 0
                for written in sorted(found, key=_start):
                    at, counted = at + text.count("\n", counted, written.start), written.start
                    if not known.holds(written):
                        yield _problem(section, at, written, known)


def _problem(section: Section, line: int, written: Written, known: Figures) -> Problem:
    near = known.nearest(written)
    if near is None:
        among, mend = "the plan holds no such figures", ""
    else:
        among = f"the nearest is {written.like(near.value)}: {near.about}, {near.path}"
        mend = f"If that is meant, write {{{{ {near.name} }}}}. " if near.name else "If that is meant, correct it. "
    return Problem(
        Location(section.path, line),
        f"{written.text} is not among the plan's figures; {among}",
        f"{mend}If not, add it to facts.yaml with its source, and write the fact's name in braces here, "
        "so that every document prints the same.",
        KIND,
        True,
    )


def _prose(section: Section) -> Iterator[tuple[int, str]]:
    """The text of each block with its first line: without code, quotations and what stands in quotation marks."""
    quotations = 0
    for token in section.tokens:
        if token.type == "blockquote_open":
            quotations += 1
        elif token.type == "blockquote_close":
            quotations -= 1
        elif token.type == "inline" and not quotations:
            text = _text(token)
            if "£" in text or any(
                word in text.lower() for word in ("people", "population", "residents", "inhabitants")
            ):
                yield (token.map or [section.at.line - 1])[0] + 1, unquoted(text)


def _may_hold_figures(text: str) -> bool:
    return any(sign in text for sign in SIGNS) and bool(DIGIT.search(text))


def _text(token: Token) -> str:
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content if child.type == "text" else " "
        for child in token.children or ()
        if child.type in ("text", "softbreak", "hardbreak", "code_inline", "image")
    )


# what the plan states


def known_money(plan: Plan) -> Iterator[Known]:
    """Every amount in pounds that the plan states: facts, finance lines, their sums and changes, and its records."""
    return chain(_facts(plan, money=True), _lines(plan), _money(plan))


def known_people(plan: Plan) -> Iterator[Known]:
    """Every number that may count people: facts, the localities' populations and their sum, and those of records."""
    return chain(_facts(plan, money=False), _populations(plan), _people(plan))


def _money(plan: Plan) -> Iterator[Known]:
    for part in _stating(plan):
        for record, key, value in _fields(part):
            if _is_money(type(record), key):
                numbers = [*_numbers(value)]
                yield from _of(record, key, numbers)
                if len(numbers) > 1:
                    yield Known(sum(numbers, Decimal(0)), f"{_about(record, key)}, together", record.at.path)
            elif isinstance(value, str):
                if "£" in value:
                    yield from _of(record, key, [each.value for each in money_in(value)])
            elif isinstance(value, tuple):
                if len(value) > 1 and isinstance(value[0], Record):
                    yield from _together(value, record)
            elif isinstance(value, int | Decimal) and (scale := _scale(record)):
                yield from _of(record, key, [each * scale for each in _numbers(value)])


def _populations(plan: Plan) -> Iterator[Known]:
    for each in plan.localities:
        if each.population is not None:
            name = f"locality.{each.id}.population"
            yield Known(Decimal(each.population), f"people of {each.name}", each.path, name)
    if plan.population:
        yield Known(Decimal(plan.population), "all the localities together", "localities/", "localities.population")


def _people(plan: Plan) -> Iterator[Known]:
    for part in _stating(plan):
        for record, key, value in _fields(part):
            numbers = [each.value for each in people_in(value)] if isinstance(value, str) else [*_numbers(value)]
            if numbers and not _scale(record) and not _is_money(type(record), key):
                yield from _of(record, key, numbers)


def _of(record: Record, key: str, values: Iterable[Decimal]) -> Iterator[Known]:
    for value in values:
        yield Known(value, _about(record, key), record.at.path)


def _facts(plan: Plan, money: bool) -> Iterator[Known]:
    find: Callable[[str], Iterator[Written]] = money_in if money else people_in
    for fact in plan.facts:
        scale = _scale(fact)
        if bool(scale) == money and fact.unit != "%":
            for value in _numbers(fact.value):
                yield Known(value * (scale or 1), fact.label or fact.id, fact.at.path or "facts.yaml", fact.id)
        if isinstance(fact.value, str):
            for each in find(fact.printed):
                yield Known(each.value, fact.label or fact.id, fact.at.path or "facts.yaml", fact.id)


def _scale(record: Record) -> int:
    """What one of the numbers of *record* is in pounds by its unit, such as "£ million"; 0 where it is no money."""
    unit = getattr(record, "unit", None)
    if not isinstance(unit, str) or not unit.startswith("£"):
        return 0
    words = unit[1:].strip().lower()
    if not words:
        return 1
    found = next(money_in(f"£1 {words}"), None)
    return int(found.value) if found and found.text.lower() == f"£1 {words}" else 0


def _lines(plan: Plan) -> Iterator[Known]:
    """Each sum of the finance lines, of a year and of all, and what it changes by from one year to another."""
    names = {each.id: each.name for each in plan.care_groups} | {each.id: each.name for each in plan.localities}
    years = plan.finance.years
    for line in plan.finance.lines:
        yield Known(line.amount, f"{line.title} {line.year}", LINES)
    for columns in SUMMED:
        sums: dict[tuple[str | None, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        titles: dict[str, str] = {}
        for line in plan.finance.lines:
            key = tuple(getattr(line, column) for column in columns)
            if not columns or any(key):
                sums[key][line.year] += line.amount
                titles[line.id] = line.title
        for key, by_year in sums.items():
            words = ", ".join(titles.get(each, names.get(each, each)) for each in key if each)
            about = f"total for {words}" if words else "total"
            called = "total" if not columns else key[0] if columns in NAMED else ""
            for year, value in by_year.items():
                name = f"finance.{year}.{called}"
                yield Known(value, f"{about} {year}", LINES, name if name in plan.references else "")
            yield Known(sum(by_year.values(), Decimal(0)), f"{about}, all years", LINES)
            for before, after in {*pairwise(years), *(((years[0], years[-1]),) if len(years) > 1 else ())}:
                change = by_year.get(after, Decimal(0)) - by_year.get(before, Decimal(0))
                yield Known(abs(change), f"change of the {about} from {before} to {after}", LINES)


def _together(records: tuple[Record, ...], holder: Record) -> Iterator[Known]:
    """What each amount of *records* comes to, in all and by year."""
    for key in type(records[0]).model_fields:
        if not _is_money(type(records[0]), key):
            continue
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for each in records:
            year = getattr(each, "year", None)
            for value in _numbers(getattr(each, key, None)):
                sums[""] += value
                if isinstance(year, str):
                    sums[year] += value
        for year, value in sums.items():
            yield Known(value, f"the sum of {_words(key)}{f' {year}' if year else ''}", holder.at.path)


def _stating(plan: Plan) -> Iterator[Any]:
    return (getattr(plan, part.name) for part in fields(plan) if part.name not in LEFT_OUT)


def _fields(value: object) -> Iterator[tuple[Record, str, Any]]:
    """Each field of each record in *value*, those within records as well; text is a section of its own."""
    if isinstance(value, Record):
        for key in type(value).model_fields:
            held = getattr(value, key)
            if not isinstance(held, Section):
                yield value, key, held
                yield from _fields(held)
    elif isinstance(value, tuple):
        for each in value:
            yield from _fields(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _fields(each)


def _numbers(value: object) -> Iterator[Decimal]:
    if isinstance(value, bool):
        return
    if isinstance(value, int | Decimal):
        yield Decimal(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _numbers(each)


def _words(key: str) -> str:
    return key.replace("_", " ")


def _about(record: Record, key: str) -> str:
    return f"{_words(key)} of {_called(record)}"


def _called(record: Record) -> str:
    for key in ("title", "name", "label", "id", "year"):
        said = getattr(record, key, None)
        if isinstance(said, str):
            return said
    return record.at.path


@cache
def _is_money(kind: type[Record], key: str) -> bool:
    """Whether *key* of *kind* holds pounds, in a list or by name as well."""
    field = kind.model_fields[key]
    return _marks_money(tuple(field.metadata)) or _of_money(field.annotation)


def _of_money(annotation: object) -> bool:
    return _marks_money(getattr(annotation, "__metadata__", ())) or any(map(_of_money, get_args(annotation)))


def _marks_money(marks: Iterable[object]) -> bool:
    return any(isinstance(each, Scalar) and each.read is as_money for each in marks)
