"""Edits of what belongs to one round of asking: `round.yaml`, `themes.yaml` and the themes of `answers.csv`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from scp.model.consultation import Round
from scp.model.responses import Replies, Response
from scp.problem import misuse
from scp.repository.edit import append_record, set_keys
from scp.repository.marks import Text
from scp.repository.responses import write_answers
from scp.repository.schema import schema_line

THEMES_HEAD = """\
# What people said, theme by theme, and what was decided on each (2014 Act s33(7)). A theme is open until it has a
# decision (accepted, in-part or not-accepted) and its reason; the places changed are printed beside it.
"""

KINDS = ("partner", "consultee", "seat")

Contents = Mapping[str, bytes]


def answer_id(response: Response, number: int) -> str:
    """What one answer is called: `r-0001.2` is the second answer of the response r-0001."""
    return f"{response.id}.{number}"


def with_keys(contents: Contents, round: Round, changes: Mapping[str, Any]) -> dict[str, bytes]:
    """`round.yaml` with *changes* to what it says of the round itself."""
    return _edited(contents, round.path, lambda text: set_keys(text, changes, round.path))


def with_sent(
    contents: Contents, round: Round, entries: Iterable[tuple[str, str]], said: Mapping[str, Any]
) -> dict[str, bytes]:
    """`round.yaml` with *said* (the day, how, what) of each of *entries*: what it is (partner, consultee, seat) and
    its id. A sending is never written over: who was sent it before, or was not listed, gets an entry more."""
    waiting = {
        (kind, getattr(each, kind)): number
        for number, each in enumerate(round.asked)
        if each.sent is None and each.no_views is None
        for kind in KINDS
    }

    def edit(text: str) -> str:
        for kind, id in entries:
            number = waiting.get((kind, id)) if "sent" in said else _last(round, kind, id)
            if number is None:
                text = append_record(text, "asked", {kind: id, **said}, round.path)
            else:
                text = set_keys(text, said, round.path, "asked", number)
        return text

    return _edited(contents, round.path, edit)


def _last(round: Round, kind: str, id: str) -> int | None:
    """The number of the last entry of somebody among those asked."""
    found = [number for number, each in enumerate(round.asked) if getattr(each, kind) == id]
    return found[-1] if found else None


def with_theme(
    contents: Contents, replies: Replies | None, name: str, id: str, changes: Mapping[str, Any]
) -> dict[str, bytes]:
    """`themes.yaml` of the round *name* with *changes* to the theme *id*, which is added where it is not there."""
    path = f"consultation/{name}/themes.yaml"
    there = replies is not None and replies.theme(id) is not None

    def edit(text: str) -> str:
        if there:
            return set_keys(text, changes, path, "themes", {"id": id})
        return append_record(text, "themes", {"id": id, **changes}, path)

    blank = f"{schema_line(path)}\n{THEMES_HEAD}themes: []\n".encode()
    return _edited({path: blank, **contents}, path, edit)


def with_answers_under(replies: Replies, theme: str, chosen: Collection[str], out: bool = False) -> dict[str, bytes]:
    """`answers.csv` with each of *chosen* (a response, or one of its answers) under *theme*, or *out* of it."""
    left = set(chosen)
    after = []
    for response in replies.responses:
        answers = []
        for number, answer in enumerate(response.answers, start=1):
            named = {response.id, answer_id(response, number)} & left
            wanted = answer_id(response, number) in chosen or (response.id in chosen and answer.needs_theme)
            if named and wanted:
                themes = tuple(each for each in answer.themes if each != theme)
                answer = replace(answer, themes=themes if out else (*themes, theme))
            answers.append(answer)
        after.append(replace(response, answers=tuple(answers)))
    known = {each.id for each in replies.responses} | {
        answer_id(each, number) for each in replies.responses for number in range(1, len(each.answers) + 1)
    }
    if strange := sorted(left - known):
        raise misuse(
            f"There is no response '{strange[0]}' in {replies.folder}",
            "Write it as in r-0001, or r-0001.2 for one of its answers; scplan consult themes --unplaced lists them.",
        )
    return {f"{replies.folder}answers.csv": write_answers(after).encode()}


def _edited(contents: Contents, path: str, edit: Any) -> dict[str, bytes]:
    old = Text.of(path, contents[path])
    return {path: (old.mark + edit(old.text)).encode()}
