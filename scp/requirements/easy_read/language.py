"""Rules on sentences: short, one idea, a line each, active, positive, to the reader."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from scp.problem import Problem
from scp.reference.easy_read import Weight
from scp.requirements.easy_read.registry import Breach, Given, er_rule, told
from scp.requirements.easy_read.sentences import passive, sentences
from scp.requirements.easy_read.text import EasyText, Sentence, runs_on
from scp.requirements.words import count, quoted

BETTER, LONGEST = 10, 15
"""Words in a sentence: better no more than ten, at most fifteen (UK Government, accessible communication formats)."""

JOINS = re.compile(r"\b(?:and|but|because|which|although)\b", re.IGNORECASE)
TOGETHER = re.compile(
    r"\b(?:health and (?:social )?care|social care and health|(\w+) and \1|alcohol and drugs?|drugs? and alcohol|friends and family|family and friends|"
    r"care and support|support and care|help and support|advice and support|information and advice|more and more|again and again|hopes? and (?:fears?|dreams?)|men and women|women and men|mum and dad|\d+ and \d+|terms and conditions|arts and crafts|"
    r"ups and downs|north and south|east and west|day and night|now and then|towns? and villages?|rights and responsibilities)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"(?<=[A-Z])(?P<one>[\w’'-]*) and (?=[A-Z])")
NEGATIVE = re.compile(r"\b(?:not|never|unless|without|cannot|\w+n[’']t)\b", re.IGNORECASE)
NOT_NEGATIVE = re.compile(r"\b(?:or not|not only|if not|why not|not just|more often than not)\b", re.IGNORECASE)
NEGATIVES = re.compile(
    r"\b(?:not|never|unless|without|cannot|\w+n[’']t|no|none|nobody|nothing|nowhere|no-one)\b", re.IGNORECASE
)
HIDDEN = re.compile(
    r"\bun(?:usual|likely|common|reasonable|necessary|aware|able|certain|important)\b|\bdifferent from none\b",
    re.IGNORECASE,
)
YOU_AND_WE = re.compile(r"\b(?:you|your|yours|yourself|we|us|our|ours)(?:[’'](?:re|ll|ve|d))?\b", re.IGNORECASE)
# What stands before the first comma of a sentence and begins no list.
LEADS_IN = re.compile(
    r"^[\"'“‘]?(?:first|then|next|last|finally|also|so|but|and|or|now|yes|no|please|however|for example|for instance|this means|in|on|at|by|from|if|when|while|after|before|"
    r"because|each|every|to|with|as|since|until|once|although|sometimes|usually|today|here|instead|together|at first)\b[^,]*,\s*",
    re.IGNORECASE,
)
ITEM = r"[^,;:.!?]+"
SERIES = re.compile(
    rf"(?P<first>{ITEM}),(?P<middle>(?:{ITEM},)*)(?P<last>{ITEM}?)\b(?:and|or)\b (?P<end>{ITEM})", re.IGNORECASE
)
LAST_OF_SERIES = re.compile(r"(?<=,)([^,]*?)\b(?:and|or)\b", re.IGNORECASE)
ITEM_WORDS = 5
NO_ITEM = re.compile(
    r"(?:as|to|in|for|with|so|because|including|like|such|on|at|by|from|of|if|when|that|which|who|where|but|then|not|even|especially)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:you|we|they|he|she|it|i|who|which|that)\s+\w+", re.IGNORECASE)


@er_rule("er-sentence-length")
def sentence_length(given: Given) -> Iterator[Breach]:
    """No sentence has more than fifteen words, and better none more than ten."""
    yield from too_long(given.text)
    long = _longer(given.text, BETTER, LONGEST)
    yield from told("warn", long, lambda number: f"{count(number, 'sentence')} have more than {BETTER} words", 1)


def too_long(text: EasyText) -> Iterator[Breach]:
    """A breach for each sentence of more than fifteen words, or one a file where there are many."""
    long = _longer(text, LONGEST, sys.maxsize)
    yield from told("fail", long, lambda number: f"{count(number, 'sentence')} have more than {LONGEST} words")


def _longer(text: EasyText, least: int, most: int) -> list[Problem]:
    mend = f"Make two of it, or take words out: at most {LONGEST} words, better {BETTER}."
    return [
        Problem(each.at, f"{number} words in one sentence: {quoted(each.text, 90)}", mend)
        for each in text.sentences
        if least < (number := text.counts[each.text]) <= most
    ]


@er_rule("er-one-idea")
def one_idea(given: Given) -> Iterator[Breach]:
    """A sentence holds one idea: no semicolon, no chain of clauses, no two commas but in a list."""
    mend = "Make a sentence of each idea."
    for sentence in given.text.running:
        if ";" in sentence.text:
            yield Breach(
                "fail", Problem(sentence.at, f"A semicolon joins two sentences: {quoted(sentence.text, 90)}", mend)
            )
    found = []
    for sentence in given.text.running:
        if len(JOINS.findall(sentence.text)) < 2 and sentence.text.count(",") < 2:
            continue
        left = NAMES.sub(r"\g<one> • ", TOGETHER.sub("•", given.text.unnamed(sentence)))
        joins = JOINS.findall(LAST_OF_SERIES.sub("•", left) if is_series(left) else left)
        if len(joins) > 1:
            found.append(
                Problem(
                    sentence.at,
                    f'{count(len(joins), "joining word")} ("{joins[0].lower()}", "{joins[1].lower()}") in {quoted(sentence.text, 90)}',
                    mend,
                )
            )
        elif _commas(left) > 1 and not is_series(left):
            found.append(Problem(sentence.at, f"{_commas(left)} commas in {quoted(sentence.text, 90)}", mend))
    yield from told("warn", found, lambda number: f"{count(number, 'sentence')} may hold more than one idea")


def _commas(text: str) -> int:
    return len(re.findall(r",(?=\s)", text))


def is_series(text: str) -> bool:
    """Whether *text* holds three items or more, joined by commas ("a bus, a train and a taxi")."""
    rest = LEADS_IN.sub("", text, count=1) if _commas(text) else text
    match = SERIES.search(rest)
    if not match:
        return rest.count(", ") > 1 and all(len(each.split()) <= ITEM_WORDS for each in rest.split(", ")[1:])
    items = [each.strip() for each in (*match["middle"].split(","), match["last"]) if each.strip()]
    if not items and not match["last"].strip():
        return False  # "You can come, and we will talk": one comma before the joining word
    if any(len(each.split()) > ITEM_WORDS or NO_ITEM.match(each) or PRONOUN.search(each) for each in items):
        return False
    return not PRONOUN.match(match["end"].strip())


@er_rule("er-bullets")
def bullets(given: Given) -> Iterator[Breach]:
    """Three items or more are a list with a mark before each, and no sentence with commas."""
    found = [
        Problem(
            each.at,
            f"A list within a sentence: {quoted(each.text, 90)}",
            "Put each item on a line of its own that begins with - and a space.",
        )
        for each in given.text.running
        if "," in each.text and is_series(TOGETHER.sub("•", given.text.unnamed(each)))
    ]
    yield from told("warn", found, lambda number: f"{count(number, 'sentence')} hold a list")


@er_rule("er-new-line")
def new_line(given: Given) -> Iterator[Breach]:
    """Each sentence stands on a line of its own."""
    found = []
    for part in given.text.parts:
        for point in part.points:
            for line in point.lines:
                several = sentences(line.text)
                if len(several) > 1:
                    found.append(
                        Problem(
                            line.at,
                            f"{count(len(several), 'sentence')} on one line: {quoted(line.text, 90)}",
                            "Begin each sentence on a new line.",
                        )
                    )
            for line in runs_on(point, part):
                found.append(
                    Problem(
                        line.at,
                        f"A sentence runs on to the next line: {quoted(line.text, 90)}",
                        "Write it on one line, or make two sentences of it.",
                    )
                )
    yield from told("warn", found, lambda number: f"{count(number, 'line')} hold more or less than one sentence")


MOST_PASSIVE = 0.1


@er_rule("er-active")
def active(given: Given) -> Iterator[Breach]:
    """Sentences say who does what; at most one in ten says what is done."""
    running = given.text.running
    found = [(words, each) for each in running if (words := passive(each.text))]
    weight: Weight = "fail" if len(found) > MOST_PASSIVE * len(running) and len(found) > 1 else "warn"
    problems = [
        Problem(
            each.at,
            f'"{words}" in {quoted(each.text, 90)}',
            "Say who does it, first: We will tell you, and not: You will be told.",
        )
        for words, each in found
    ]
    yield from told(
        weight, problems, lambda number: f"{count(number, 'sentence')} say what is done and not who does it"
    )


@er_rule("er-positive")
def positive(given: Given) -> Iterator[Breach]:
    """Sentences say what is, rather than what is not; none says no twice."""
    twice, once = [], []
    for sentence in given.text.running:
        if not NEGATIVES.search(sentence.text):
            continue
        left = NOT_NEGATIVE.sub("•", sentence.text)
        if (len(NEGATIVES.findall(left)) > 1 and _in_one_clause(left)) or (
            NEGATIVE.search(left) and HIDDEN.search(left)
        ):
            twice.append(Problem(sentence.at, f"It says no twice: {quoted(sentence.text, 90)}", "Say what is so."))
        elif found := NEGATIVE.search(left):
            once.append(
                Problem(
                    sentence.at,
                    f'"{found.group().lower()}" in {quoted(sentence.text, 90)}',
                    "Say what is so, or what to do, where you can.",
                )
            )
    yield from (Breach("fail", each) for each in twice)
    yield from told("warn", once, lambda number: f"{count(number, 'sentence')} say what is not so", 1)


def _in_one_clause(text: str) -> bool:
    """Whether two words that say no stand in one clause: no comma, and no joining word, between them."""
    places = [match.end() for match in NEGATIVES.finditer(text)]
    if re.match(r"\s*no\b", text, re.IGNORECASE):
        return False
    return any(
        not re.search(r"[,;:.]|\b(?:and|or|but|because|if|that|which|who)\b", text[one:other])
        for one, other in pairwise(places)
    )


@er_rule("er-speak-to-you")
def speak_to_you(given: Given) -> Iterator[Breach]:
    """Each part speaks to the reader: it says you, or we."""
    for part in given.text.parts:
        own = [each for each in given.text.in_part(part) if not each.heading]
        if part.role == "words" or not own:
            continue
        if not any(YOU_AND_WE.search(each.text) for each in own):
            yield Breach("note", _silent(own[0], part.title))


def _silent(first: Sentence, title: str) -> Problem:
    return Problem(
        first.at,
        f'The part "{title}" never says "you" or "we"; it begins: {quoted(first.text)}',
        'Speak to the reader: "You can ask", "We will help".',
        note=True,
    )
