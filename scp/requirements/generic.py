"""The few checks that most rules are made of: a record is there, says what it must, in order, in time, in full."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.register import RegisterFile
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.requirements.words import each_or_one, listed, within, written


def path_of(register: type[RegisterFile]) -> str:
    """The file of *register*."""
    return register.PATH or f"registers/{register.NAME}.yaml"


def place_of(plan: Plan, register: type[RegisterFile], key: str = "") -> Location:
    """Where *key* of *register* stands, or its list of records; the file as a whole where there is none."""
    held = plan.of(register)
    return within(held, path_of(register), key or next(iter(type(held).model_fields)))


def how_to_add(register: type[RegisterFile]) -> str:
    """How to add a record to *register*, for the end of a mend."""
    return f"Add one: scplan add {register.KIND} NAME, or write it in {path_of(register)}."


def is_given(value: Any) -> bool:
    """Whether something was written: no for nothing, an empty list or an empty mapping; yes for `no` and 0."""
    return value is not None and value != () and value != {}


def record_present(
    plan: Plan, register: type[RegisterFile], found: Iterable[object], what: str, mend: str = ""
) -> Iterator[Problem]:
    """A problem, at the list of *register*, where *found* is empty; *what* says that nothing is there."""
    if not any(True for _ in found):
        yield Problem(place_of(plan, register), what, mend or how_to_add(register))


def fields_present(record: Record, name: str, needed: Mapping[str, str], mend: str = "") -> Iterator[Problem]:
    """One problem, at *record*, that names every key of *needed* which it leaves empty.

    *needed* maps each key to what it says in words; *name* begins the sentence. The problem stands at the key where
    it is written with nothing after it and is the only one.
    """
    lacking = [key for key in needed if not is_given(getattr(record, key))]
    if lacking:
        at = record.at_key(lacking[0]) if len(lacking) == 1 else record.at
        yield Problem(
            at, f"{name}: nothing says {listed((needed[key] for key in lacking), 6)}", mend or _keys(record, lacking)
        )


def _keys(record: Record, lacking: Sequence[str]) -> str:
    there = [f"`{key}:`" for key in lacking if written(record, key)]
    wanting = [f"`{key}:`" for key in lacking if not written(record, key)]
    parts = []
    if there:
        parts.append(f"Fill in {listed(there)}.")
    if wanting:
        parts.append(f"Add {listed(wanting)} to the entry.")
    return " ".join(parts)


def each_has(
    records: Sequence[Record],
    name: Callable[[Any], str],
    needed: Mapping[str, str],
    mend: str = "",
) -> Iterator[Problem]:
    """`fields_present` for each of *records*."""
    for record in records:
        yield from fields_present(record, name(record), needed, mend)


def covers(
    wanted: Mapping[str, str], given: Iterable[str], at: Location, what: str, mend: Callable[[str], str]
) -> Iterator[Problem]:
    """A problem for each of *wanted* (id → name) that is not *given*, or one for all where they are many.

    *what* follows the name, as in "has no entry"; *mend* is given the first id that is missing.
    """
    there = set(given)
    missing = [id for id in wanted if id not in there]
    yield from each_or_one(
        [Problem(at, f"{wanted[id]}: {what}", mend(id)) for id in missing],
        lambda: Problem(
            at,
            f"{len(missing)} of {len(wanted)}: {what}: {listed((wanted[id] for id in missing), 30)}",
            mend(missing[0]),
        ),
    )


def in_order(record: Record, first: str, then: str, what: str, mend: str, same_day: bool = True) -> Iterator[Problem]:
    """A problem at *then* where its day comes before that of *first* (or on it, unless *same_day* will do).

    *what* holds `{first}` and `{then}` for the two days in words. Days that are not given are no matter of order.
    """
    before, after = getattr(record, first), getattr(record, then)
    if before is None or after is None or after > before or (same_day and after == before):
        return
    yield Problem(record.at_key(then), what.format(first=in_words(before), then=in_words(after)), mend)


def months_after(day: date, months: int) -> date:
    """The day so many months on: the same day of the month, or its last."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def within_months(record: Record, key: str, since: date, months: int, what: str, mend: str) -> Iterator[Problem]:
    """A problem at *key* where its day is more than *months* after *since*; *what* holds `{day}` and `{last}`."""
    day, last = getattr(record, key), months_after(since, months)
    if day is not None and day > last:
        yield Problem(record.at_key(key), what.format(day=in_words(day), last=in_words(last)), mend)


def adds_up(
    at: Location, parts: Iterable[Decimal], total: Decimal, what: str, mend: str, slack: Decimal = Decimal("0.5")
) -> Iterator[Problem]:
    """A problem where *parts* do not make *total*; *what* holds `{sum}`, `{total}` and `{difference}` in pounds."""
    found = sum(parts, Decimal(0))
    if abs(found - total) > slack:
        yield Problem(
            at,
            what.format(sum=f"£{found:,.0f}", total=f"£{total:,.0f}", difference=f"£{abs(found - total):,.0f}"),
            mend,
        )


def falls_short(
    records: Sequence[Record],
    name: Callable[[Any], str],
    lacks: Callable[[Any], Sequence[str]],
    kind: str,
    mend: str,
) -> Iterator[Problem]:
    """A problem for each of *records* of which *lacks* names something, or one for all where they are many.

    *kind* names them together, as in "commitments"; *lacks* gives what is missing in words, as in "no owner".
    """
    short = [(each, gaps) for each in records if (gaps := lacks(each))]
    yield from each_or_one(
        [Problem(each.at, f"{name(each)}: {listed(gaps)}", mend) for each, gaps in short],
        lambda: Problem(
            short[0][0].at,
            f"{len(short)} of {len(records)} {kind} fall short; the first, {name(short[0][0])}: {listed(short[0][1])}",
            mend,
        ),
    )


def acts_done(record: Record, days: Mapping[str, str], why: Callable[[date], str]) -> Iterator[Problem]:
    """A problem at each key of *days* whose day does not count; *why* says why it does not, or nothing.

    *days* maps each key to the act in words, as in "the method was approved".
    """
    for key, act in days.items():
        day = getattr(record, key)
        if day is not None and (reason := why(day)):
            yield Problem(
                record.at_key(key),
                f"{act} on {in_words(day)}, {reason}",
                "Correct the day if it is wrong. It counts once it has come.",
            )
