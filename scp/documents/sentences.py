"""Where the sentences of a paragraph end, and the words, numbers and amounts that they are made of."""

from __future__ import annotations

import re

# Short forms that end in a full stop and do not end a sentence; without it and in small letters.
SHORT_FORMS = frozenset(
    [
        "a.m",
        "al",
        "approx",
        "apr",
        "arts",
        "aug",
        "ave",
        "c",
        "ca",
        "cf",
        "ch",
        "chs",
        "cl",
        "co",
        "col",
        "cols",
        "cttee",
        "dept",
        "dr",
        "ed",
        "eds",
        "eg",
        "esp",
        "etc",
        "ext",
        "feb",
        "figs",
        "fri",
        "gov",
        "hon",
        "ie",
        "inc",
        "incl",
        "jan",
        "jul",
        "jun",
        "ltd",
        "mr",
        "mrs",
        "ms",
        "mt",
        "nos",
        "nov",
        "oct",
        "p.m",
        "para",
        "paras",
        "pp",
        "prof",
        "pt",
        "ref",
        "refs",
        "reg",
        "regs",
        "sch",
        "schs",
        "sept",
        "ss",
        "st",
        "sub-para",
        "subs",
        "subss",
        "tel",
        "thu",
        "thur",
        "thurs",
        "tue",
        "tues",
        "vol",
        "vols",
        "vs",
        "wk",
        "yr",
        "yrs",
    ]
)
# Words of their own, short forms only before a number, as in No. 5.
BEFORE_NUMBERS = frozenset(
    [
        "app",
        "art",
        "dec",
        "est",
        "fig",
        "gen",
        "mar",
        "max",
        "min",
        "mon",
        "no",
        "op",
        "rev",
        "sat",
        "sec",
        "sep",
        "sun",
        "wed",
    ]
)
# After these, a capital letter does begin a new sentence.
MAY_END = frozenset(["a.m", "al", "co", "etc", "inc", "ltd", "p.m"])
LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'’”)\]]*+\s++|\n++")
LAST_WORD = re.compile(r"[^\s(\[\"'‘“]{1,40}\Z")
OPENING = "\"'‘“([£$€"
WORD = re.compile(
    # An amount or a number stays whole, with its sign and the word that says how many.
    r"[-−+]?[£$€]\s?\d[\d,.]*\d(?:\s?(?:million|billion|thousand|bn|m|k)\b)?"
    r"|[-−+]?[£$€]\s?\d(?:\s?(?:million|billion|thousand|bn|m|k)\b)?"
    r"|\d+(?:[.,:/–-]\d+)*(?:\s?%|[A-Za-z]+)?"
    r"|\w+(?:[’'‑-]\w+)*"
    r"|\s+"
    r"|."
)


def sentences(text: str) -> list[str]:
    """*text* cut after each sentence; put together again the parts are the text."""
    parts, start = [], 0
    for cut in ends(text):
        parts.append(text[start:cut])
        start = cut
    return [*parts, text[start:]] if start < len(text) else parts


def ends(text: str) -> list[int]:
    """Where each sentence of *text* but the last ends, with the space that follows it."""
    return [found.end() for found in END.finditer(text) if found.end() < len(text) and _is_end(text, found)]


def _is_end(text: str, found: re.Match[str]) -> bool:
    sign = found.group()
    if sign[0] == "\n":
        return True
    after = text[found.end() : found.end() + 8].lstrip(OPENING)[:1]
    if after.islower():
        return False
    if sign[0] != "." or sign.startswith(("..", ".!", ".?")):
        return True
    before = LAST_WORD.search(text, max(0, found.start() - 40), found.start())
    word = before.group().casefold() if before else ""
    if word in MAY_END:
        return after.isupper()
    if word in BEFORE_NUMBERS:
        return not after.isdigit()
    # Initials, as in J. Smith and e.g., and the number at the head of a line, as in 2. Carers.
    if word in SHORT_FORMS or LETTERS.fullmatch(word):
        return False
    return not (word.isdigit() and len(word) < 3 and before is not None and before.start() == 0)


def words(text: str) -> list[str]:
    """*text* as words, numbers, amounts, signs and stretches of white space; put together again they are the text."""
    return WORD.findall(text)
