"""Rows of an export, and the map of its columns, to responses of the plan: each row accounted for, nobody named."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scp.model.column_map import Column, ImportSource, Role
from scp.model.consultation import Question, QuestionKind, Round
from scp.model.responses import Answer, Channel, Mark, Quote, Replies, Response
from scp.problem import NOWHERE, Refusal
from scp.repository.export_layouts import Shaped, place_name, read_day
from scp.repository.ledger import BEGUN, KEPT, Entry, next_public, public_id
from scp.repository.raw_table import Row, in_rows

Redact = Callable[[str], tuple[str, tuple[str, ...]]]
"""A text without personal data, and in words the kinds of what was taken out."""


class Fate(Enum):
    """What became of a row."""

    IMPORTED = "imported"
    THERE = "there already"
    CHANGED = "changed since, and left as it was"
    REPLACED = "changed since, and replaced"
    DUPLICATE = "the same as another row"
    TAKEN_OUT = "taken out of the plan since, and left out"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one row, why where that must be said, and the response that it is in the plan."""

    row: int
    fate: Fate
    why: str = ""
    public: str = ""


@dataclass(frozen=True)
class Brought:
    """The responses of a round after an import, its ledger, and what became of each row."""

    responses: tuple[Response, ...]
    ledger: tuple[Entry, ...]
    outcomes: tuple[Outcome, ...]
    told: tuple[str, ...]
    removed: Mapping[str, int]

    def count(self, fate: Fate) -> int:
        return sum(each.fate is fate for each in self.outcomes)

    def rows(self, fate: Fate) -> list[int]:
        return [each.row for each in self.outcomes if each.fate is fate]


@dataclass(frozen=True)
class Setting:
    """What a row is read against."""

    source: ImportSource
    asked: Round
    localities: Mapping[str, str]
    """Each locality's id by its name and id, in the plain form of `place_name`."""
    groups: Collection[str]
    redact: Redact


class _Refused(Exception):
    """Why a row cannot be imported."""


def names_in(shape: Shaped, source: ImportSource) -> Iterator[str]:
    """The names of persons that the columns for names hold: row by row, and where several columns make one, together."""
    places = shape.places
    names = [places[each.key] for each in source.of(Role.NAME) if each.key in places]
    either = [places[each.key] for each in source.of(Role.NAME_OR_ORGANISATION) if each.key in places]
    kinds = source.of(Role.RESPONDENT)
    for row in shape.rows:
        cells = [_at(row, place) for place in names]
        if either and not (kinds and _respondent(row, kinds[0], places) == "organisation"):
            cells += [_at(row, place) for place in either]
        parts = [part for cell in cells for part in re.split("[;\n]", cell) if part.strip()]
        if names and len(parts) > 1 and not any(re.search("[;\n]", cell) for cell in cells):
            yield " ".join(parts)
        yield from parts


def bring_in(
    shape: Shaped,
    setting: Setting,
    file: str,
    kept: Replies,
    ledger: Sequence[Entry],
    replace_changed: bool = False,
) -> Brought:
    """The responses of *kept* and those of *shape*, with the ledger and what became of each row.

    A row that the ledger knows changes nothing, unless its content differs and *replace_changed* is set.
    """
    source = setting.source
    there = {each.id: each for each in kept.responses}
    _refuse_unknown(kept, ledger, source)
    entries = {(each.source, each.private): each for each in ledger}
    number = next_public([*there, *(each.public for each in ledger)])
    outcomes: list[Outcome] = []
    told = _Told()
    removed: Counter[str] = Counter()
    seen: dict[str, tuple[str, int]] = {}
    new: dict[str, Response] = {}
    copies: Counter[str] = Counter()
    for row in shape.rows:
        digest = digest_of(row)
        try:
            private = _private(row, digest, source, shape, copies)
            if private in seen:
                before, first = seen[private]
                if before != digest:
                    raise _Refused(f"has the id of row {first}, and other content")
                outcomes.append(Outcome(row.number, Fate.DUPLICATE, f"the same as row {first}"))
                continue
            seen[private] = digest, row.number
            entry = entries.get((source.id, private))
            begun = entry is not None and entry.state == BEGUN  # an import that was stopped half way
            if entry and entry.public in there and entry.digest == digest and not begun:
                outcomes.append(Outcome(row.number, Fate.THERE, public=entry.public))
                continue
            if entry and entry.public not in there and not begun:
                outcomes.append(Outcome(row.number, Fate.TAKEN_OUT, public=entry.public))
                continue
            response, kinds = _response(row, shape, setting, told)
            if entry and entry.public in there and not (replace_changed or begun):
                outcomes.append(Outcome(row.number, Fate.CHANGED, public=entry.public))
                continue
        except _Refused as refused:
            outcomes.append(Outcome(row.number, Fate.REFUSED, str(refused)))
            continue
        public = entry.public if entry else public_id(number)
        number += entry is None
        response = _renamed(response, public)
        if public in there:
            response = _with_themes(response, there[public])
        is_same = public in there and _plain(response) == _plain(there[public])
        new[public] = response
        removed.update(kinds)
        entries[source.id, private] = Entry(public, source.id, private, digest, row.number, file, KEPT)
        fate = Fate.THERE if is_same else Fate.REPLACED if public in there else Fate.IMPORTED
        outcomes.append(Outcome(row.number, fate, public=public))
    fresh = set(new)
    responses = [new.pop(each.id, each) for each in kept.responses] + list(new.values())
    again = [each if each.id in fresh else _redacted_again(each, setting) for each in responses]
    cleaned = [each.id for each, before in zip(again, responses, strict=True) if each != before]
    if cleaned:
        told.say(
            f"Personal data that this file shows to be such were also taken out of "
            f"{'an earlier response' if len(cleaned) == 1 else f'{len(cleaned)} earlier responses'}: {', '.join(cleaned)}."
        )
    return Brought(tuple(again), tuple(entries.values()), tuple(outcomes), tuple(told.lines()), removed)


def _plain(response: Response) -> Response:
    """*response* without the places in the files at which it was read."""
    return replace(response, at=NOWHERE, answers=tuple(replace(each, at=NOWHERE) for each in response.answers))


def digest_of(row: Row) -> str:
    """SHA-256 of what a row holds, empty cells at its end left out."""
    cells = list(row.cells)
    while cells and not cells[-1]:
        cells.pop()
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def _refuse_unknown(kept: Replies, ledger: Sequence[Entry], source: ImportSource) -> None:
    """A refusal where the plan holds responses of *source* that the ledger does not know."""
    known = {each.public for each in ledger}
    unknown = [each.id for each in kept.responses if each.source == source.id and each.id not in known]
    if unknown:
        shown = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        raise Refusal(
            f"{kept.folder}responses.csv holds responses from '{source.id}' that this ledger does not know, so nothing "
            "can tell which rows of the file they are.",
            "Name the ledger with which they were imported: --ledger FILE. It lies outside the plan, on the computer "
            "or drive of whoever imported them.",
            [shown],
        )


class _Told:
    """What is told of rows that were imported all the same, with their numbers."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._said: list[str] = []

    def row(self, what: str, number: int) -> None:
        self._rows.setdefault(what, []).append(number)

    def say(self, what: str) -> None:
        self._said.append(what)

    def lines(self) -> Iterator[str]:
        for what, rows in self._rows.items():
            yield what.format(rows=in_rows(rows))
        yield from self._said


def _at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _cells(row: Row, columns: Iterable[Column], shape: Shaped) -> list[tuple[Column, str]]:
    return [(each, cell) for each in columns if (cell := _at(row, shape.places[each.key]))]


def _first(row: Row, source: ImportSource, role: Role, shape: Shaped) -> tuple[Column, str] | None:
    return next(iter(_cells(row, source.of(role), shape)), None)


def _private(row: Row, digest: str, source: ImportSource, shape: Shaped, copies: Counter[str]) -> str:
    """What tells the row apart: its own id or, in a file without ids, its content and which copy of that it is."""
    if not source.of(Role.ID):
        copies[digest] += 1
        return f"{digest[:32]}.{copies[digest]}"
    found = _first(row, source, Role.ID, shape)
    if found is None:
        raise _Refused("has no id")
    return found[1]


def _response(row: Row, shape: Shaped, setting: Setting, told: _Told) -> tuple[Response, list[str]]:
    """What a row says, without who said it, and the kinds of personal data taken out of it."""
    if row.fault:
        raise _Refused(row.fault)
    source = setting.source
    received = None
    if found := _first(row, source, Role.RECEIVED, shape):
        received = read_day(found[1], source.dates)
        if received is None:
            raise _Refused("gives a day that cannot be read")
    channel = source.channel
    if found := _first(row, source, Role.CHANNEL, shape):
        said = _meaning(found, {each.value: each.value for each in Channel})
        if said:
            channel = Channel(said)
        else:
            told.row(f"The way in which {{rows}} came is not one that is known; `{channel.value}` is kept.", row.number)
    quote, organisation = _published(row, shape, source, setting, told)
    answers, kinds = _answers(row, shape, setting)
    if not answers:
        raise _Refused("holds no answer")
    return (
        Response(
            "",
            received,
            channel,
            source.id,
            organisation,
            _group(row, shape, setting, told),
            _locality(row, shape, setting, told),
            quote,
            tuple(answers),
        ),
        kinds,
    )


def _meaning(found: tuple[Column, str], known: Mapping[str, str]) -> str | None:
    """What a cell means: what the map says of it or, where it says nothing, the one of *known* that it names."""
    column, cell = found
    plain = " ".join(cell.split()).casefold()
    for each in column.values:
        if " ".join(each.cell.split()).casefold() == plain:
            return each.means if each.means is None or each.means in known.values() else None
    return known.get(plain) or known.get(place_name(cell))


def _is_left_out(found: tuple[Column, str]) -> bool:
    """Whether the map names the cell, and says that it means nothing here."""
    plain = " ".join(found[1].split()).casefold()
    return any(each.means is None and " ".join(each.cell.split()).casefold() == plain for each in found[0].values)


KINDS = {"individual": "individual", "organisation": "organisation", "organization": "organisation"}


def _respondent(row: Row, column: Column, places: Mapping[tuple[str, str, int], int]) -> str:
    return _meaning((column, _at(row, places[column.key])), KINDS) or ""


def _published(row: Row, shape: Shaped, source: ImportSource, setting: Setting, told: _Told) -> tuple[Quote, str]:
    """What may be quoted, and the organisation's name where one answered and lets it be published."""
    quote = source.quote
    if source.of(Role.CONSENT):
        quote = Quote.NO
        if found := _first(row, source, Role.CONSENT, shape):
            said = _meaning(found, {each.value: each.value for each in Quote})
            if said:
                quote = Quote(said)
            else:
                told.row(
                    "What may be published of {rows} is said in words that are not in the map: nothing is quoted.",
                    row.number,
                )
    kinds = source.of(Role.RESPONDENT)
    named = _first(row, source, Role.ORGANISATION, shape)
    said_to_be = _respondent(row, kinds[0], shape.places) if kinds else "organisation" if named else ""
    if said_to_be == "organisation" and named is None:
        named = _first(row, source, Role.NAME_OR_ORGANISATION, shape)
    if quote is not Quote.NAME:
        return quote, ""
    if said_to_be != "organisation" or named is None:
        return Quote.ANONYMOUS, ""
    organisation, kinds_found = setting.redact(" ".join(named[1].split()))
    if kinds_found:
        told.row("The organisation's name in {rows} holds personal data and was left out.", row.number)
        return Quote.ANONYMOUS, ""
    return Quote.NAME, organisation


def _group(row: Row, shape: Shaped, setting: Setting, told: _Told) -> str:
    found = _first(row, setting.source, Role.GROUP, shape)
    if found is None:
        return ""
    column, cell = found
    parts = [part.strip() for part in cell.split(column.split)] if column.split else [cell]
    meant = list(
        dict.fromkeys(
            said
            for part in parts
            if part and (said := _meaning((column, part), {each: each for each in setting.groups}))
        )
    )
    if len(meant) > 1:
        told.row("Several prescribed groups are named in {rows}; the first is kept.", row.number)
    elif not meant and not all(_is_left_out((column, part)) for part in parts if part):
        told.row("The group named in {rows} is not in the map; none is kept.", row.number)
    return meant[0] if meant else ""


def _locality(row: Row, shape: Shaped, setting: Setting, told: _Told) -> str:
    found = _first(row, setting.source, Role.LOCALITY, shape)
    if found is None:
        return ""
    said = _meaning(found, setting.localities)
    if said is None and not _is_left_out(found):
        told.row("The locality named in {rows} is none of the plan's, nor in the map; none is kept.", row.number)
    return said or ""


def _answers(row: Row, shape: Shaped, setting: Setting) -> tuple[list[Answer], list[str]]:
    source = setting.source
    questions = {each.id: each for each in setting.asked.questions}
    titles = [cell for _, cell in _cells(row, source.of(Role.TITLE), shape)]
    answers: list[Answer] = []
    removed: list[str] = []
    for column, cell in _cells(row, source.of(Role.ANSWER), shape):
        for mark, text in _said(column, cell, questions.get(column.question or ""), shape):
            if titles and mark is Mark.TEXT:
                text = "\n".join([*titles, text])
                titles = []
            text, kinds = setting.redact(text)
            removed += kinds
            answers.append(Answer("", text.strip(), column.question or "", mark, withheld="; ".join(kinds)))
    if titles:
        text, kinds = setting.redact("\n".join(titles))
        removed += kinds
        answers.append(Answer("", text, withheld="; ".join(kinds)))
    return answers, removed


def _said(column: Column, cell: str, question: Question | None, shape: Shaped) -> Iterator[tuple[Mark, str]]:
    """The answers in one cell, each with what it is."""
    if shape.layout == "decidim" or shape.layout == "decidim-survey":
        cell = re.sub(r"^'(?=[=+\-@])", "", cell)  # it keeps spreadsheets from reading a formula
    if question is None or question.kind is QuestionKind.TEXT or column.other == "yes":
        yield Mark.TEXT, cell
        return
    parts = _parts(cell, column, question)
    known = {each.casefold() for each in question.choices}
    for part in parts:
        other = re.fullmatch(r"(.*\S)\s+\((.+)\)", part, re.DOTALL)
        if (
            part.casefold() not in known
            and other
            and (other[1].casefold() in known or re.match("other", other[1], re.IGNORECASE))
        ):
            yield Mark.CHOICE, other[1]
            yield Mark.TEXT, other[2]
        elif known and part.casefold() not in known and question.kind is not QuestionKind.SCALE:
            yield Mark.TEXT, part
        else:
            yield Mark.CHOICE, part


def _parts(cell: str, column: Column, question: Question) -> list[str]:
    if question.kind is not QuestionKind.SEVERAL or not column.split:
        return [cell]
    split = column.split
    if split.strip() == ";":
        return [part.strip() for part in cell.split(";") if part.strip()]
    # A choice may itself hold the separator: the longest known choice at the front is taken first.
    parts, rest = [], cell
    choices = sorted(((each.casefold(), len(each)) for each in question.choices), key=lambda each: -each[1])
    bare = split.rstrip()
    while rest:
        fits = (
            size
            for folded, size in choices
            if rest[:size].casefold() == folded and (rest.startswith(bare, size) or not rest[size:].strip())
        )
        end = next(fits, -1)
        if end < 0:
            end = rest.find(split) if split in rest else len(rest)
        parts.append(rest[:end].strip())
        rest = rest[end:].removeprefix(split).removeprefix(bare).lstrip()
    return [part for part in parts if part]


def _renamed(response: Response, public: str) -> Response:
    return replace(response, id=public, answers=tuple(replace(each, response=public) for each in response.answers))


def _with_themes(response: Response, before: Response) -> Response:
    """*response* with the themes, and whatever else people wrote down, of the answers that are still the same."""
    kept = {(each.question, each.answer): each for each in before.answers}
    return replace(
        response,
        answers=tuple(
            replace(each, themes=old.themes, place=old.place, passage=old.passage, gone=old.gone)
            if (old := kept.get((each.question, each.answer)))
            else each
            for each in response.answers
        ),
    )


def _redacted_again(response: Response, setting: Setting) -> Response:
    """*response* without what the redaction takes out today; the same where it takes out nothing."""
    answers = []
    for each in response.answers:
        text, kinds = setting.redact(each.answer)
        if kinds:
            reasons = dict.fromkeys([*(one for one in each.withheld.split("; ") if one), *kinds])
            each = replace(each, answer=text, withheld="; ".join(reasons))
        answers.append(each)
    return replace(response, answers=tuple(answers))
