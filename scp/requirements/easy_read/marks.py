"""Rules on figures and signs: digits, large numbers, dates, capitals, special signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scp.problem import Problem
from scp.reference.easy_read import words as lists
from scp.requirements.easy_read.registry import Breach, Given, er_rule, told
from scp.requirements.easy_read.sentences import ADDRESS, CLOCK, PHONE
from scp.requirements.easy_read.text import Sentence, find, without
from scp.requirements.words import count, quoted

LARGE = 1000
NUMBER = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?: ?(?:thousand|million|billion))?", re.IGNORECASE)
PERCENT = re.compile(r"\d ?%|\bper ?cent(?:age)?s?\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20|21)\d{2}")
NUMBER_DATE = re.compile(r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/-])")
ROMAN = re.compile(r"(?=[IVXLC])(?:X[CL]|L?X{0,4})(?:I[XV]|V?I{0,4})", re.IGNORECASE)
ROMAN_MARK = re.compile(r"\(?(?P<numeral>[ivxlc]+)[.)]\s", re.IGNORECASE)
NUMBERED = re.compile(
    r"\b(?:part|chapter|section|stage|phase|annex|appendix|volume|step|level) ([ivxlc]+)\b", re.IGNORECASE
)
SHOUTED = re.compile(r"(?<![\w.])[A-Z]{4,}(?![\w])")
NESTED = re.compile(r"\([^()]*\(|\[[^\[\]]*\[")
UNDERLINE = re.compile(r"<\s*u\b|text-decoration|\+\+\w", re.IGNORECASE)
HAS_NUMBER = re.compile(r"\d|cent")
OUTSIDE = re.compile(f"{ADDRESS}|{CLOCK}|{PHONE}|{NUMBER_DATE.pattern}", re.IGNORECASE)


@er_rule("er-digits")
def digits(given: Given) -> Iterator[Breach]:
    """Numbers are digits, but for "one" and fixed phrases."""
    known = lists()
    found = []
    numbers = given.text.occurring(known.numbers)
    for sentence in given.text.sentences if numbers else ():
        left = without(given.text.unnamed(sentence), known.number_phrases, "•")
        word = next((each for each in numbers if find(each, left)), "")
        if word:
            found.append(Problem(sentence.at, f'"{word}" in {quoted(sentence.text)}', "Write it in digits: 2, 10, 25."))
    yield from told("warn", found, lambda number: f"{count(number, 'sentence')} hold a number in words")


@er_rule("er-big-numbers")
def big_numbers(given: Given) -> Iterator[Breach]:
    """A percentage, or a number above 1,000, is made plain in its sentence or in those after it of the same point."""
    found = []
    running = given.text.running
    for number, sentence in enumerate(running):
        shown = _large(given, sentence)
        if not shown:
            continue
        rest = [
            sentence,
            *(each for each in running[number + 1 : number + 3] if each.point is sentence.point),
            *running[number + 1 : number + 2],
        ]
        if not _is_made_plain(rest, shown):
            found.append(
                Problem(
                    sentence.at,
                    f'"{shown}" in {quoted(sentence.text)}',
                    "Say it so that it can be pictured, in the same or the next sentence: 1 in 10 people, about half, £20 for each person.",
                )
            )
    yield from told(
        "warn", found, lambda number: f"{count(number, 'large number')} {'is' if number == 1 else 'are'} not made plain"
    )


def _large(given: Given, sentence: Sentence) -> str:
    """A percentage or a number above 1,000 in *sentence*; no year, phone number, time or address."""
    if not HAS_NUMBER.search(sentence.text):
        return ""
    left = OUTSIDE.sub("•", without(sentence.text, given.text.addresses, "•"))
    if match := PERCENT.search(left):
        return match.group()
    for match in NUMBER.finditer(left):
        shown = match.group()
        if YEAR.fullmatch(shown) or _is_code(left, match):
            continue
        if re.search(r"[a-z]", shown) or float(re.sub(r"[^\d.]", "", shown).strip(".") or 0) > LARGE:
            return shown
    return ""


def _is_code(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return before.isalpha() or after.isalpha() or before in "-/" or after in "-/"


def _is_made_plain(sentences: Sequence[Sentence], shown: str) -> bool:
    for number, each in enumerate(sentences):
        text = each.text.replace(shown, "•") if number == 0 else each.text
        if any(find(phrase, text) for phrase in lists().plain_numbers):
            return True
    return False


@er_rule("er-no-roman")
def no_roman(given: Given) -> Iterator[Breach]:
    """No Roman numerals in headings or before items of a list."""
    mend = "Write 1, 2, 3."
    for sentence in given.text.sentences:
        mark = ROMAN_MARK.match(sentence.text)
        numbered = NUMBERED.search(sentence.text)
        alone = (
            [each for each in re.findall(r"\b[IVXLC]{2,}\b", sentence.text) if sentence.heading]
            if sentence.heading
            else []
        )
        shown = (
            mark["numeral"] if mark and ROMAN.fullmatch(mark["numeral"]) and not mark.group().startswith("I ") else ""
        )
        shown = shown or (
            numbered[1]
            if numbered and ROMAN.fullmatch(numbered[1]) and (numbered[1].isupper() or len(numbered[1]) > 1)
            else ""
        )
        shown = shown or next((each for each in alone if ROMAN.fullmatch(each)), "")
        if shown:
            yield Breach("fail", Problem(sentence.at, f'"{shown}" is a Roman numeral: {quoted(sentence.text)}', mend))


@er_rule("er-no-special-signs")
def no_special_signs(given: Given) -> Iterator[Breach]:
    """No signs such as &, / or #, no "e.g." or "etc.", no brackets within brackets."""
    found = []
    every = lists().signs
    signs = {sign: every[sign] for sign in given.text.occurring(every)}
    for sentence in given.text.sentences:
        folded = sentence.text.lower()
        if not any(sign in folded for sign in signs) and "(" not in folded and "[" not in folded:
            continue
        left = OUTSIDE.sub("•", without(sentence.text, given.text.addresses, "•"))
        for sign, instead in signs.items():
            if (find(sign, left) if sign[0].isalpha() else sign in left) or (
                sign.endswith(".") and sign in left.lower()
            ):
                mend = (
                    f'Write "{instead}".'
                    if instead and "," not in instead
                    else f"{instead[:1].upper()}{instead[1:]}."
                    if instead
                    else "Leave it out, or say it in words."
                )
                found.append(Problem(sentence.at, f'"{sign}" in {quoted(sentence.text)}', mend))
                break
        else:
            if NESTED.search(left):
                found.append(
                    Problem(
                        sentence.at,
                        f"Brackets within brackets: {quoted(sentence.text)}",
                        "Make a sentence of what is in brackets.",
                    )
                )
    yield from told("fail", found, lambda number: f"{count(number, 'sentence')} hold a special sign")


@er_rule("er-dates")
def dates(given: Given) -> Iterator[Breach]:
    """Dates are written in full: 4 March 2027."""
    found = [
        Problem(each.at, f'"{match.group()}" in {quoted(each.text)}', "Write the month in words, as in 4 March 2027.")
        for each in given.text.sentences
        if NUMBER_DATE.search(each.text) and (match := NUMBER_DATE.search(re.sub(ADDRESS, "•", each.text)))
    ]
    yield from told(
        "warn", found, lambda number: f"{count(number, 'date')} {'is' if number == 1 else 'are'} all numbers"
    )


@er_rule("er-no-italics-underline-capitals")
def only_bold(given: Given) -> Iterator[Breach]:
    """No italics, no underlining, no words in capitals: what is stressed is bold."""
    found = []
    for part in given.text.parts:
        for point in part.points:
            for line in point.lines:
                italic = next((each for each in line.italic if each.strip()), "")
                loud = _shouted(line.text)
                if italic:
                    found.append(
                        Problem(line.at, f"{quoted(italic)} is in italics", "Write **bold** to stress a word.")
                    )
                elif UNDERLINE.search(line.text):
                    found.append(
                        Problem(
                            line.at, f"Something is underlined: {quoted(line.text)}", "Write **bold** to stress a word."
                        )
                    )
                elif loud:
                    found.append(
                        Problem(
                            line.at,
                            f'"{loud}" is in capitals: {quoted(line.text)}',
                            "Write it in small letters, in **bold** to stress it.",
                        )
                    )
        loud = _shouted(part.title)
        if loud:
            found.append(
                Problem(part.section.at, f'"{loud}" is in capitals: {quoted(part.title)}', "Write it in small letters.")
            )
    yield from told("fail", found, lambda number: f"{count(number, 'line')} hold italics, underlining or capitals")


def _shouted(text: str) -> str:
    """A word of *text* that is in capitals, and none that everybody knows so; nothing where there is none."""
    if not SHOUTED.search(text):
        return ""
    return next((each for each in SHOUTED.findall(re.sub(ADDRESS, "•", text)) if each not in lists().initials), "")
