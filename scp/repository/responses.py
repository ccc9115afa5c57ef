"""The responses of a round: `responses.csv` and `answers.csv`, both ways, and what must agree between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TypeVar

from scp.model.consultation import Round
from scp.model.record import DAY, SLUG, Mapping
from scp.model.responses import Answer, Channel, Mark, Quote, Replies, Response, Theme
from scp.problem import Location, PlanError, Problem
from scp.repository.record import nearest
from scp.repository.table import read_table, write_table

RESPONSES = ("id", "received", "channel", "source", "organisation", "group", "locality", "quote")
ANSWERS = ("response", "question", "mark", "answer", "themes", "place", "passage", "gone", "withheld")

E = TypeVar("E", bound=Enum)


def read_responses(path: str, text: str) -> tuple[Response, ...]:
    """The rows of `responses.csv`, each without its answers; `PlanError` with every fault."""
    problems: list[Problem] = []
    found: dict[str, Response] = {}
    for row in read_table(path, text, RESPONSES, ("id",), "the responses"):
        id = row.get("id") or ""
        if not SLUG.fullmatch(id):
            problems.append(Problem(row.at, f"'{id}' is no short name of a response", "Write it as in r-0001."))
        elif id in found:
            problems.append(
                Problem(row.at, f"the response '{id}' stands here twice", f"It stands at {found[id].at} already.")
            )
        found[id] = Response(
            id,
            _day(row, problems),
            _choice(row, "channel", Channel, Channel.ONLINE, problems),
            row.get("source") or "",
            row.get("organisation") or "",
            row.get("group") or "",
            row.get("locality") or "",
            _choice(row, "quote", Quote, Quote.NO, problems),
            at=row.at,
        )
    if problems:
        raise PlanError(problems)
    return tuple(found.values())


def read_answers(path: str, text: str) -> tuple[Answer, ...]:
    """The rows of `answers.csv`; `PlanError` with every fault."""
    problems: list[Problem] = []
    found = [
        Answer(
            row.get("response") or "",
            row.get("answer") or "",
            row.get("question") or "",
            _choice(row, "mark", Mark, Mark.TEXT, problems),
            tuple(dict.fromkeys((row.get("themes") or "").replace(";", " ").replace(",", " ").split())),
            row.get("place") or "",
            row.get("passage") or "",
            _yes(row, "gone", problems),
            row.get("withheld") or "",
            row.at,
        )
        for row in read_table(path, text, ANSWERS, ("response", "answer"), "the answers")
    ]
    if problems:
        raise PlanError(problems)
    return tuple(found)


def write_responses(responses: Iterable[Response]) -> str:
    """The text of `responses.csv`."""
    return write_table(
        RESPONSES,
        (
            (
                each.id,
                each.received.isoformat() if each.received else "",
                each.channel.value,
                each.source,
                each.organisation,
                each.group,
                each.locality,
                each.quote.value,
            )
            for each in responses
        ),
    )


def write_answers(responses: Iterable[Response]) -> str:
    """The text of `answers.csv`, answer by answer in the order of the responses."""
    return write_table(
        ANSWERS,
        (
            (
                answer.response,
                answer.question,
                answer.mark.value,
                answer.answer,
                " ".join(answer.themes),
                answer.place,
                answer.passage,
                "yes" if answer.gone else "",
                answer.withheld,
            )
            for each in responses
            for answer in each.answers
        ),
    )


def replies(name: str, responses: Iterable[Response], answers: Iterable[Answer], themes: Iterable[Theme]) -> Replies:
    """All of one round together; an answer whose response is not there is left to `disagreements`."""
    by_response: dict[str, list[Answer]] = {}
    for each in answers:
        by_response.setdefault(each.response, []).append(each)
    return Replies(
        name,
        tuple(replace(each, answers=tuple(by_response.get(each.id, ()))) for each in responses),
        tuple(themes),
    )


def disagreements(
    kept: Replies, answers: Iterable[Answer], asked: Round | None, localities: Iterable[str], groups: Iterable[str]
) -> Iterator[Problem]:
    """A fault for each name in a response or answer that stands for nothing, at the first row that has it."""
    places, ids = tuple(localities), {each.id for each in kept.responses}
    known_groups = tuple(groups)
    themes = {each.id for each in kept.themes}
    questions = {each.id for each in asked.questions} if asked else set()
    named: dict[tuple[str, str], list[Location]] = {}
    for each in kept.responses:
        for column, name in (("locality", each.locality), ("group", each.group)):
            named.setdefault((column, name), []).append(each.at)
    for answer in answers:
        for column, name in (
            ("response", answer.response),
            ("question", answer.question),
            *(("themes", theme) for theme in answer.themes),
        ):
            named.setdefault((column, name), []).append(answer.at)
    known: dict[str, tuple[Collection[str], str]] = {
        "locality": (places, "a locality of the plan"),
        "group": (known_groups, "a prescribed group"),
        "response": (ids, f"a response of {kept.folder}responses.csv"),
        "question": (questions, f"a question of {kept.folder}round.yaml"),
        "themes": (themes, f"a theme of {kept.folder}themes.yaml"),
    }
    for (column, name), rows in named.items():
        there, what = known[column]
        if name and name not in there:
            yield _unknown(rows, column, name, there, what)


def _unknown(rows: Sequence[Location], column: str, name: str, known: Collection[str], what: str) -> Problem:
    near = nearest(name, sorted(known), 1)
    often = f" in {len(rows)} rows" if len(rows) > 1 else ""
    mend = "Write one that is there, or add it first"
    if column == "themes":
        mend += f', as in `themes: [{{id: {name}, title: "…"}}]`'
    return Problem(
        rows[0],
        f"'{name}' under '{column}'{often} is not {what}" + (f". Did you mean '{near[0]}'?" if near else ""),
        f"{mend}.",
    )


def _day(row: Mapping, problems: list[Problem]) -> date | None:
    said = row.get("received")
    if not said:
        return None
    try:
        if DAY.fullmatch(said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    problems.append(Problem(row.at, f"'{said}' under 'received' is no day", "Write it as in 2026-10-31."))
    return None


def _choice(row: Mapping, column: str, kind: type[E], usual: E, problems: list[Problem]) -> E:
    said = row.get(column)
    if not said:
        return usual
    known = {each.value: each for each in kind}
    if said not in known:
        near = nearest(said, list(known), 1)
        problems.append(
            Problem(
                row.at,
                f"'{said}' is no {column}" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"Write one of {', '.join(known)}.",
            )
        )
    return known.get(said, usual)


def _yes(row: Mapping, column: str, problems: list[Problem]) -> bool:
    said = row.get(column)
    if said not in (None, "yes", "no"):
        problems.append(Problem(row.at, f"'{said}' under '{column}' is neither yes nor no", "Write yes, or nothing."))
    return said == "yes"
