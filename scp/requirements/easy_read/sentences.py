"""Sentences, words and syllables of UK English, counted as the easy-read rules count them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scp.reference.easy_read import words as lists

END = re.compile(r"(?:[.!?]+|…)[\"'”’»)\]]*(?=\s|$)")
LAST_WORD = re.compile(r"[^\s(\[\"'“‘]+$")
# After an initial these begin a sentence ("Plan B. We start now."); any other word belongs to a name ("J. Smith").
THAT_BEGIN = """
a an the we you they he she it this that these those there i if in on at for from to our your their my when
what who where why how do does did is are can will some many most all each every no yes not then so but and
or as after before please people
"""
BEGINNERS = frozenset(THAT_BEGIN.split())
OF_THE_CALENDAR = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december
"""
DAYS_AND_MONTHS = frozenset(OF_THE_CALENDAR.split())
ADDRESS = r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|scot|org|com|net|gov|nhs)\b(?:/\S*)?"
CLOCK = r"\b\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b\.?|\b\d{1,2}[.:]\d{2}\b"
PHONE = r"(?:\+\d{2}|\b0)\d*(?:\s\(?\d[\d)]*){1,4}\b"
WORD = r"[£$€]?\d[\d,.]*\d%?|[£$€]?\d%?|[^\W\d_]\.(?:[^\W\d_]\.)+|\w+(?:[’'\-‑]\w+)*"
WORDS = re.compile(f"(?P<address>{ADDRESS})|(?P<clock>{CLOCK})|(?P<phone>{PHONE})|(?P<word>{WORD})", re.IGNORECASE)
MARK = re.compile(r"\s*(?:[-•*–]|\(?(?:\d{1,2}|[a-z]|[ivxlc]+)[.)])\s+", re.IGNORECASE)


class Word(NamedTuple):
    """One word as it is written; *plain* where it is neither a number, a time nor an address."""

    text: str
    start: int
    plain: bool


def split(text: str) -> tuple[str, ...]:
    """The sentences of *text*, white space after each with it: put together again they are *text*.

    A full stop after an abbreviation, an initial or the number of a list item ends none, nor does an ellipsis within.
    """
    found, start = [], 0
    for match in END.finditer(text):
        end = match.end()
        while end < len(text) and text[end].isspace():
            end += 1
        if _ends(text, start, match, text[end:]):
            found.append(text[start:end])
            start = end
    return (*found, text[start:]) if start < len(text) else tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of *text* without the white space around them."""
    return tuple(each.strip() for each in split(text) if each.strip())


def _ends(text: str, start: int, mark: re.Match[str], rest: str) -> bool:
    """Whether the *mark* at the end of a word ends the sentence that began at *start*, before *rest*."""
    if not rest:
        return True
    first = rest.lstrip("\"'“‘([«")[:1]
    if first.islower():
        return False
    sign = mark.group().rstrip("\"'”’»)]")
    if sign != ".":
        return True
    before = text[start : mark.start()]
    found = LAST_WORD.search(before)
    word = found.group() if found else ""
    folded = word.lower().strip(".")
    following = re.match(r"[\"'“‘(\[]*(\w+)", rest)
    next_word = following.group(1).lower() if following else ""
    if not before.strip(" \t\"'“‘(").removesuffix(word).strip() and re.fullmatch(r"\d{1,2}|[a-z]|[ivx]+", folded):
        return False
    if folded in ("no", "nos", "p", "pp"):
        return not first.isdigit()
    if folded in lists().ending_abbreviations:
        return next_word not in DAYS_AND_MONTHS and not (first.isdigit() and folded[-1:] != "m")
    if folded in lists().abbreviations:
        return False
    if len(word) == 1 and word.isupper() and word != "I":
        return next_word in BEGINNERS
    return True


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of *text*: an address, a time and a phone number are one each; a mark of a list is none."""
    mark = MARK.match(text)
    return tuple(
        Word(match.group(), match.start(), match.lastgroup == "word" and match.group()[0].isalpha())
        for match in WORDS.finditer(text, mark.end() if mark else 0)
    )


def count_words(text: str) -> int:
    """How many words *text* has."""
    return len(words(text))


VOWELS = re.compile(r"[aeiouy]+")
# Vowels side by side that are spoken apart.
APART = re.compile(
    r"(?<![tcgsx])i(?:a(?!ge)|o(?!us)|um)|(?<=[nrldmvbpf])iou|eo(?!u)(?!ple)|ua(?![ryd])|ue(?=l|nt|t$)|ui(?=t[yi]|n[gs])|yi|ei(?=ng)|oi(?=ng)|oe(?=t|m)|ee(?=ing)|uo|io(?=t|l)|ie(?=t|nc|nt)"
)
SILENT = re.compile(
    r"(?<=[^aeiouy])(?:(?<![cgsxz])(?<!sh)(?<!ch)es|(?<![td])ed|e)$|(?<=[^aeiouy])e(?=ly$|less|ful|ness$|ments?$)|(?<=ic)a(?=lly$)"
)
ENDS_IN_ISM = re.compile(r"[^aeiouy]ism$")
ENDS_IN_LE = re.compile(r"[^aeiouylr]le[sd]?$")
ODD = {
    "people": 2, "likelihood": 3, "diabetes": 4, "cooperation": 5, "every": 2, "everyone": 3, "everything": 3, "everybody": 4, "everyday": 3, "business": 2, "wednesday": 2, "idea": 3,
    "area": 3, "areas": 3, "ideas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "science": 2, "scientist": 3, "diet": 2, "quiet": 2, "client": 2,
    "evening": 2, "different": 2, "difference": 2, "interest": 2, "interested": 3, "interesting": 3, "vegetable": 3, "vegetables": 3, "comfortable": 3,
    "chocolate": 2, "camera": 2, "family": 2, "families": 2, "several": 2, "favourite": 2, "temperature": 3, "safety": 2, "something": 2,
    "sometimes": 2, "someone": 2, "somebody": 3, "somewhere": 2, "homeless": 2, "wheelchair": 2, "safeguarding": 3, "medicine": 2, "medicines": 2, "create": 2, "created": 3, "really": 2,
    "real": 1, "heard": 1, "hour": 1, "hours": 1, "our": 1, "ours": 1, "fire": 1, "tired": 1, "poem": 2, "poet": 2, "lion": 2, "riot": 2,
    "violent": 3, "violence": 3, "recipe": 3, "cafe": 2, "coffee": 2, "employee": 3, "committee": 3, "forest": 2, "maybe": 2, "likely": 2, "lively": 2, "carer": 2, "carers": 2,
    "eye": 1, "eyes": 1, "once": 1, "one": 1, "ones": 1, "nobody": 3, "anyone": 3, "anybody": 4, "cooperate": 4, "naive": 2, "museum": 3, "usual": 3, "usually": 4, "actual": 3, "actually": 4,
    "annual": 3, "manual": 3, "january": 4, "february": 4, "mutual": 3, "gradual": 3, "individual": 5, "situation": 4, "evaluate": 4, "evaluation": 5, "graduate": 3,
    "social": 2, "special": 2, "especially": 4, "specialist": 3, "official": 3, "financial": 3, "initial": 3, "crucial": 2, "marriage": 2, "carriage": 2, "view": 1, "views": 1, "review": 2,
    "friend": 1, "friends": 1, "ancient": 2, "patient": 2, "patients": 2, "sufficient": 3, "efficient": 3, "region": 2, "religion": 3, "religious": 3, "opinion": 3, "million": 2,
    "union": 2, "onion": 2, "billion": 2, "junior": 2, "senior": 2, "behaviour": 3, "serious": 3, "various": 3, "previous": 3, "curious": 3, "obvious": 3, "anxious": 2, "period": 3, "radio": 3,
    "video": 3, "audio": 3, "studio": 3, "theory": 2, "theatre": 3, "dementia": 3, "australia": 3, "fewer": 2, "newer": 2, "lower": 2, "power": 2, "tower": 2, "shower": 2, "flower": 2, "towel": 2,
    "leisure": 2, "measure": 2, "pressure": 2, "picture": 2, "hospital": 3, "telephone": 3, "strategy": 3, "strategies": 3, "strategic": 3, "clothes": 1, "months": 1, "rhythm": 2, "minutes": 2,
    "does": 1, "goes": 1, "shoes": 1, "toes": 1, "yes": 1, "league": 1, "dialogue": 3, "queue": 1, "value": 2, "continue": 3, "issue": 2, "tissue": 2, "rescue": 2, "argue": 2, "true": 1, "blue": 1, "due": 1, "guide": 1, "build": 1, "building": 2, "guilty": 2, "biscuit": 2, "suit": 1, "fruit": 1, "juice": 1,
    "language": 2, "languages": 3, "guard": 1, "square": 1, "squares": 1, "quality": 3, "equality": 4, "nuisance": 2, "theirs": 1, "prioritise": 4, "agreed": 2, "agree": 2, "freedom": 2, "foresee": 2, "their": 1, "there": 1, "where": 1, "were": 1, "are": 1, "here": 1, "care": 1, "cared": 1, "cares": 1,
    "healthcare": 2, "childcare": 2, "telecare": 3, "lifetime": 2, "timetable": 3, "housework": 2, "household": 2, "useful": 2, "hopefully": 3, "careful": 2, "carefully": 3, "hereby": 2, "therefore": 2, "moreover": 3, "furthermore": 3, "grateful": 2, "statement": 2, "movement": 2, "involvement": 3, "improvement": 3, "improvements": 3, "achievement": 3, "management": 3, "engagement": 3, "arrangement": 3, "arrangements": 3, "advertisement": 4, "judgement": 2, "retirement": 3, "requirement": 3, "requirements": 3,
}  # fmt: skip


def syllables(word: str) -> int:
    """About how many syllables *word* has: groups of vowels, less those that are silent, and known oddities."""
    parts = re.split(r"[-‑]", word.lower().replace("’", "'"))
    if len(parts) > 1:
        return sum(map(syllables, filter(None, parts)))
    folded = re.sub(r"'(?:s|re|ve|ll|d|m)?$", "", parts[0])
    if folded in ODD:
        return ODD[folded]
    folded = folded.replace("qu", "q")
    number = len(VOWELS.findall(folded)) + len(APART.findall(folded))
    number += len(ENDS_IN_ISM.findall(folded))
    if not ENDS_IN_LE.search(folded):
        number -= len(SILENT.findall(folded))
    return max(number, 1)


OF_BE = "am is are was were be been being isn't aren't wasn't weren't i'm you're we're they're he's she's it's"
BE = frozenset(OF_BE.split())
OF_GET = "get gets got getting"
GET = frozenset(OF_GET.split())
THAT_STAND_BETWEEN = """
not never also always often usually still now then only just all both soon already being been even sometimes
badly well fully
"""
BETWEEN = frozenset(THAT_STAND_BETWEEN.split())


def passive(text: str) -> str:
    """The words of *text* in which something is done to somebody ("was made"), or nothing where there are none.

    A form of be or get with a past participle. Words that say how somebody is ("are tired", "is closed") count only
    with who does it after them ("is closed by the council").
    """
    found = [each.text.lower().replace("’", "'") for each in words(text)]
    known = lists()
    for number, word in enumerate(found):
        if word not in BE and word not in GET:
            continue
        after = number + 1
        while after < len(found) and after - number < 4 and (found[after] in BETWEEN or found[after].endswith("ly")):
            after += 1
        if after >= len(found) or not _is_participle(found[after]):
            continue
        by = after + 1 < len(found) and found[after + 1] == "by" and not _is_time(found[after + 2 : after + 4])
        if (found[after] in known.adjectives and not by) or found[after : after + 3] == ["made", "up", "of"]:
            continue
        return " ".join(found[number : after + (2 if by else 1)])
    return ""


def _is_participle(word: str) -> bool:
    known = lists()
    if word in known.participles:
        return True
    return len(word) > 3 and word.endswith("ed") and word not in known.not_participles and not word.endswith("eed")


def _is_time(following: list[str]) -> bool:
    """Whether "by" names a time or a means ("by April", "by 2029", "by phone") and nobody who does it."""
    return bool(following) and (
        following[0][:1].isdigit()
        or following[0] in DAYS_AND_MONTHS
        or following[0] in ("then", "now", "next", "phone", "post", "email", "e-mail", "bus", "letter", "yourself")
        or (len(following) > 1 and following[0] == "the" and following[1] in ("end", "time", "start"))
    )
