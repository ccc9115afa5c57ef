"""What was found in a Word copy as responses of a round: one for each reviewer, and nothing brought in twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scp.model.responses import Answer, Channel, Mark, Replies, Response
from scp.model.text import Section
from scp.repository.ledger import Entry, next_public, public_id
from scp.repository.raw_table import without_controls
from scp.repository.word_review import CUT, Found

SOURCE = "word"
Redact = Callable[[str], tuple[str, tuple[str, ...]]]
"""A text without personal data, and the kinds of what was taken out."""


@dataclass(frozen=True)
class Setting:
    """What is the same for all of a file: its name, the day, who sent it, and how personal data is taken out."""

    file: str
    received: date
    redact: Redact
    organisation: str = ""
    group: str = ""
    source: str = SOURCE


@dataclass(frozen=True)
class Line:
    """One change or comment with the name under which it stands in the plan, `r-0007.3`."""

    id: str
    found: Found
    answer: Answer
    is_new: bool

    @property
    def response(self) -> str:
        return self.id.partition(".")[0]


@dataclass
class Taken:
    """The responses of the round after an import, its ledger, and each change that was found."""

    responses: tuple[Response, ...]
    ledger: tuple[Entry, ...]
    lines: tuple[Line, ...] = ()
    removed: Counter[str] = field(default_factory=Counter)


def take_in(
    found: Sequence[Found],
    setting: Setting,
    kept: Replies,
    ledger: Sequence[Entry],
    sections: Iterable[Section],
) -> Taken:
    """*found* among the responses of *kept*: what the *ledger* knows already changes nothing.

    Where the ledger was lost, a response that holds the very same answers is the reviewer's.
    """
    words = {each.place: _folded(each.plain) for each in sections}
    responses = {each.id: each for each in kept.responses}
    own = [each for each in ledger if each.source == SOURCE and each.public.partition(".")[0] in responses]
    reviewers = {each.private: each.public for each in own if "." not in each.public}
    known = {each.digest: each.public for each in own if "." in each.public and _stands(each.public, responses)}
    taken = Taken(tuple(kept.responses), tuple(ledger))
    number = next_public([*responses, *(each.public.partition(".")[0] for each in ledger)])
    entries: list[Entry] = []
    lines: list[Line] = []
    claimed: set[str] = set(reviewers.values())
    marks = list(_with_digests(found))
    for who in dict.fromkeys(each.who for each in found):
        theirs = [
            (digest, each, _answer(each, setting, words, taken.removed)) for digest, each in marks if each.who == who
        ]
        id = reviewers.get(who) or _alike([answer for *_, answer in theirs], responses, claimed)
        if id is None:
            id, number = public_id(number), number + 1
            responses[id] = Response(
                id, setting.received, Channel.WORD, setting.source, setting.organisation, setting.group
            )
        claimed.add(id)
        if who not in reviewers:
            entries.append(Entry(id, SOURCE, who, _sha(who), 0, setting.file))
        answers = list(responses[id].answers)
        spare = {key: [*numbers] for key, numbers in _numbers(answers, id, set(known.values())).items()}
        for row, (digest, each, answer) in enumerate(theirs, start=1):
            answer = replace(answer, response=id)
            public = known.get(digest)
            is_new = False
            if public is None:
                same = spare.get(_key(answer), [])
                if same and who not in reviewers:
                    place = same.pop(0)
                else:
                    answers.append(answer)
                    place, is_new = len(answers), True
                public = f"{id}.{place}"
                entries.append(Entry(public, SOURCE, f"{who} {digest[:16]}", digest, row, setting.file))
            lines.append(Line(public, each, answer, is_new))
        responses[id] = replace(responses[id], answers=tuple(answers))
    taken.responses = tuple(responses.values())
    taken.ledger = (*ledger, *entries)
    taken.lines = tuple(lines)
    return taken


def _stands(public: str, responses: Mapping[str, Response]) -> bool:
    """Whether an answer that the ledger knows is in the plan: a stop may have come between the two."""
    id, _, number = public.partition(".")
    return number.isdigit() and 0 < int(number) <= len(responses[id].answers)


def _numbers(answers: Sequence[Answer], id: str, taken: set[str]) -> dict[tuple[Mark, str, str], list[int]]:
    found: dict[tuple[Mark, str, str], list[int]] = {}
    for number, each in enumerate(answers, start=1):
        if f"{id}.{number}" not in taken:
            found.setdefault(_key(each), []).append(number)
    return found


def _alike(answers: Sequence[Answer], responses: Mapping[str, Response], claimed: set[str]) -> str | None:
    """The response that holds all of *answers* and belongs to nobody whom the ledger knows."""
    wanted = Counter(map(_key, answers))
    for each in responses.values():
        if each.channel is Channel.WORD and each.id not in claimed and wanted:
            if not wanted - Counter(map(_key, each.answers)):
                return each.id
    return None


def _key(answer: Answer) -> tuple[Mark, str, str]:
    return answer.mark, answer.passage.strip(), answer.answer.strip()


def _answer(found: Found, setting: Setting, words: Mapping[str, str], removed: Counter[str]) -> Answer:
    said, kinds = setting.redact(without_controls(found.said))
    passage, more = setting.redact(without_controls(_quoted(found)))
    kinds = tuple(dict.fromkeys([*kinds, *more]))
    removed.update(kinds)
    gone = found.gone or (bool(found.place) and not _stands_in(found, words.get(found.place, "")))
    return Answer(
        "",
        said.strip(),
        mark=found.mark,
        place=found.place,
        passage=passage.strip(),
        gone=gone,
        withheld="; ".join(kinds),
    )


def _quoted(found: Found) -> str:
    """The passage; outside the sections with the heading that it stands under, since nothing else tells where."""
    if found.place or not found.passage:
        return found.passage
    where = {"header": "At the head of the page", "footer": "At the foot of the page"}.get(found.kind, found.heading)
    return f"{where}: {found.passage}" if where else found.passage


def _stands_in(found: Found, text: str) -> bool:
    """Whether the words that a mark is about are still in its section."""
    passage = found.passage.removesuffix(CUT)
    if found.kind == "row" and found.mark is not Mark.INSERTION:
        return all(_folded(cell) in text for cell in passage.split(" | "))
    return all(_folded(line) in text for line in passage.split("\n"))


def _with_digests(found: Iterable[Found]) -> Iterator[tuple[str, Found]]:
    """Each mark with a digest of its own: the second of two that say the same is another."""
    seen: Counter[str] = Counter()
    for each in found:
        plain = _sha("\0".join((each.who, each.mark.value, each.block, str(each.start), each.passage, each.said)))
        seen[plain] += 1
        yield (plain if seen[plain] == 1 else _sha(f"{plain}{seen[plain]}")), each


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _folded(text: str) -> str:
    return " ".join(text.split())
