"""What the easy-read templates ask for: points that scp makes, the parts of one language, questions, and whose pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scp.documents.languages import ENGLISH, language
from scp.documents.words import MARK, Markdown, escaped
from scp.model.consultation import Question, QuestionKind, Round
from scp.model.easy_read import EasyReadPart
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.reference.pictograms import LICENCE, named, pictograms

TICK = "\u2610"
MOST_LINES = 20
YES_OR_NO = re.compile(r"(?:are|is|do|does|did|will|can|should|would|have|has)\b[^?]*\?", re.IGNORECASE)
FACES = ("feeling-happy", "feeling-unsure", "feeling-sad")
OPINION, FEELING = ("Yes", "Not sure", "No"), ("Good", "Not sure", "Bad")
"""Words under the three faces: of a question that is answered by yes or no, and of one that asks how people feel."""
WRITE, TICK_ONE, TICK_SOME = "You can write more here:", "Tick 1 box.", "Tick as many boxes as you like."


def point(picture: str, *lines: str) -> Markdown:
    """The marker at which a point is put in: the pictogram *picture*, "small" after its name, and a sentence a line."""
    said = "\n".join(each if isinstance(each, Markdown) else escaped(each) for each in lines)
    return Markdown(f"\n\n{MARK}point {re.sub('[^a-z -]', '', picture)}{MARK}\n{said}\n\n")


def room(lines: int) -> Markdown:
    """The marker at which an empty box of so many lines to write in is put in."""
    return Markdown(f"\n\n{MARK}room {min(max(int(lines), 1), MOST_LINES)}{MARK}\n\n")


def easy_parts(plan: Plan, code: str) -> tuple[EasyReadPart, ...]:
    """The parts of the summary in the language *code*; the English ones, where it is empty."""
    return tuple(each for each in plan.translations if each.language == code) if code else plan.easy_read


def easy_words(plan: Plan, code: str, words: str) -> str:
    """Our *words* in the language *code*, or in English."""
    return language(code or ENGLISH).say(words)


def picture_credits(plan: Plan, code: str) -> Markdown:
    """Whose the pictures of the summary in the language *code* are, and by what right they are used."""
    shown = [(part, each.picture) for part in easy_parts(plan, code) for each in part.points if each.picture]
    lines = []
    if any(named(picture) in pictograms() for _, picture in shown):
        lines += [drawings(plan, code), ""]
    entries = {}
    for part, picture in shown:
        entry = plan.pictures.of(posixpath.normpath(posixpath.join(posixpath.dirname(part.path), picture)))
        if entry is not None and named(picture) is None:
            entries[entry.place] = entry
    rights: dict[str, list[str]] = {}
    for _, entry in sorted(entries.items()):
        said = ". ".join(each.rstrip(".") for each in (entry.attribution or entry.source, entry.licence) if each)
        rights.setdefault(said, []).append(entry.shows or entry.place)
    for said, names in rights.items():
        which = names[0] if len(names) == 1 else f"{len(names)} {easy_words(plan, code, 'pictures')}"
        lines.append(f"- {escaped(f'{which}: {said}.')}")
    return Markdown("\n".join([*lines, ""]))


def drawings(plan: Plan, code: str = "") -> Markdown:
    """That our pictograms are free."""
    return escaped(f"{easy_words(plan, code, 'The drawings were made for scp. Anybody may use them.')} ({LICENCE}.)")


def round_of(plan: Plan, name: str) -> Round:
    return next(each for each in plan.rounds if each.name == name)


def ways_to_answer(plan: Plan) -> int:
    """In how many ways people can answer: by post, by e-mail and by telephone, as far as the plan names them."""
    contact = plan.record.contact
    return sum(bool(each) for each in (contact.post, contact.email, contact.phone))


def until(plan: Plan, name: str) -> str:
    """The last day for views, in words; empty where none is set."""
    closes = round_of(plan, name).closes
    return in_words(closes) if closes else ""


def easy_questions(plan: Plan, name: str) -> Markdown:
    """The questions of a round in easy read: each with boxes to tick or three faces, and room to write."""
    return Markdown("".join(line for each in _numbered(round_of(plan, name)) for line in each))


def _numbered(found: Round) -> Iterator[Iterator[str]]:
    for number, question in enumerate(found.questions, start=1):
        yield _asked(number, question)


def _asked(number: int, question: Question) -> Iterator[str]:
    words = question.easy or question.text
    answers = (*_boxes(question), *_faces(question, words))
    yield f"\n\n# Question {number}\n\n"
    sentences = re.split(r"(?<=[.?!])\s+", words)
    several = question.kind is QuestionKind.SEVERAL
    hint = [] if not answers else [TICK_SOME if several else TICK_ONE]
    yield point(_picture(question), *sentences, *hint)
    yield from answers
    yield f"\n\n{WRITE if answers else 'You can write here:'}\n\n"
    yield room(5 if answers else 12)


def _picture(question: Question) -> str:
    return question.picture if question.picture and question.picture in pictograms() else "question"


def _boxes(question: Question) -> tuple[str, ...]:
    """The choices with a box each, beside one picture; none of a scale."""
    if not question.choices or question.kind is QuestionKind.SCALE:
        return ()
    return (point("choose small", *(Markdown(f"{TICK} {escaped(each)}") for each in question.choices)),)


def _faces(question: Question, words: str) -> tuple[str, ...]:
    """Three faces with a box each, where the question is a scale or is answered by yes or no."""
    if question.kind is QuestionKind.SCALE:
        said = FEELING
    elif not question.choices and YES_OR_NO.fullmatch(words.strip()):
        said = OPINION
    else:
        return ()
    return tuple(point(f"{face} small", Markdown(f"{TICK} {each}")) for face, each in zip(FACES, said, strict=True))
