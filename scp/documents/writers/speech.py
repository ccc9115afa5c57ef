"""An audio script: easy read as SSML 1.1, which speech software reads with its pauses, and numbers told as they are said.

Programs differ in what they make of figures and signs, so these are written out as words; no `say-as` is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from scp.documents.document import Document
from scp.documents.languages import ENGLISH
from scp.documents.nodes import Node, blocks, words
from scp.model.words import in_words

AFTER_LINE, AFTER_POINT, AFTER_HEADING, BEFORE_HEADING = "500ms", "1200ms", "1500ms", "2s"
NOTHING_SPOKEN = re.compile("[\u00ad\u200b\u2060]")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
BOX = "\u2610"
ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s,;]*[^\s,;.!?])?/?", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w£.,])(?:\+44[\s(]*|\(?0)\d[\d\s()-]{6,13}\d(?!\w)")
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(the )?(\d{{1,2}})(?:st|nd|rd|th)? ({MONTHS})\b")
MONEY = re.compile(
    r"£\s?(\d[\d,]*)(?:\.(\d+))?(?:\s?(million|billion|thousand|m|bn|k)\b)?(?:(?= (?:million|billion)))?"
)
SCALES = {"m": "million", "bn": "billion", "k": "thousand"}
YEARS = re.compile(r"\b(\d{4}|\d)\s?[-–]\s?(\d{1,4})\b")
SHARE = re.compile(r"(?<=\d)\s?%")
LETTERS = re.compile(r"\b([A-Z]{2,6})(s?)\b")
ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
SIGNS = {".": " dot ", "/": " slash ", "-": " hyphen ", "_": " underscore ", "@": " at ", "?": " question mark ",
    "=": " equals ", "&": " and ", "#": " hash ", "+": " plus ", ":": " colon ", "%": " per cent ", "~": " tilde "}  # fmt: skip
SAID_AS_WORDS = frozenset(
    ["COSLA", "AND", "OR", "NOT", "NO", "YES", "THE", "TO", "OF", "IN", "IS", "WE", "YOU", "UNISON"]
)
"""Words in capitals that are no letters to spell."""


def write_speech(document: Document) -> bytes | None:
    """The document as SSML; None of one that is not easy read. The same bytes for the same document."""
    if not document.is_easy:
        return None
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang={quoteattr(document.tongue.tag)}>',
        *_script(document),
        "</speak>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _script(document: Document) -> Iterator[str]:
    tongue = document.tongue
    say: Callable[[str], str] = spoken if document.language == ENGLISH else digits
    own: Callable[[str], str] = say if tongue.frame == tongue.code else lambda text: _in_english(spoken(text))
    yield _sentence(
        _in_english(spoken(document.authority)) if document.language != ENGLISH else say(document.authority)
    )
    yield _sentence(own(tongue.say("Easy read")))
    yield _sentence(own(document.title))
    yield _sentence(own(document.about))
    yield _sentence(_english(document, f"{document.copy.label}, {in_words(document.copy.day)}"))
    if document.banner:
        yield _sentence(_english(document, document.banner))
    for chapter, nodes in zip(document.chapters, blocks(document), strict=True):
        how = say if document.language_of(chapter) == document.language else own
        yield _pause(BEFORE_HEADING)
        yield _sentence(how(chapter.title))
        yield _pause(AFTER_HEADING)
        for node in nodes:
            yield from _block(node, how)
    if document.contact:
        yield _pause(BEFORE_HEADING)
        yield _sentence(own(tongue.say("Contact us, or ask for another format")))
        yield _pause(AFTER_HEADING)
        for name, value in document.contact:
            yield _sentence(own(f"{tongue.say(name)}:"), _english(document, value))
            yield _pause(AFTER_LINE)


def _english(document: Document, text: str) -> str:
    return spoken(text) if document.language == ENGLISH else _in_english(spoken(text))


def _block(node: Node, say: Callable[[str], str]) -> Iterator[str]:
    match node["t"]:
        case "h":
            yield _pause(BEFORE_HEADING)
            yield _sentence(_inside(node["c"], say))
            yield _pause(AFTER_HEADING)
        case "p":
            yield _sentence(_inside(node["c"], say))
            yield _pause(AFTER_POINT)
        case "point":
            yield "<p>"
            for number, line in enumerate(node["lines"]):
                if number:
                    yield _pause(AFTER_LINE)
                yield _sentence(_inside(line, say))
            yield "</p>"
            yield _pause(AFTER_POINT)
        case "ul" | "ol":
            for item in node["items"]:
                for each in item:
                    yield from _block(each, say)
        case "box" | "quote" | "marked" | "moved":
            for each in node["c"]:
                yield from _block(each, say)


def _inside(nodes: Sequence[Node], say: Callable[[str], str]) -> str:
    """A line as it is said; what is marked as English in it stays so marked."""
    if not any(each["t"] == "lang" or any(inner["t"] == "lang" for inner in each.get("c", ())) for each in nodes):
        return say(words(nodes).replace(BOX, ""))
    return _in_english(spoken(words(nodes)))


def _in_english(said: str) -> str:
    return f'<lang xml:lang="en-GB">{said}</lang>'


def _sentence(*said: str) -> str:
    return f"<s>{' '.join(each for each in said if each)}</s>"


def _pause(time: str) -> str:
    return f'<break time="{time}"/>'


def spoken(text: str) -> str:
    """English *text* as it is said, as XML: money, dates, numbers of a telephone, addresses and abbreviations in words."""
    kept: list[str] = []

    def keep(said: str) -> str:
        kept.append(" ".join(said.split()))
        return f"\ue001{len(kept) - 1}\ue002"

    text = FORBIDDEN.sub("", NOTHING_SPOKEN.sub("", text.replace("\ue001", "").replace("\ue002", "")))
    text = MAIL.sub(lambda match: keep(_signs(match[0])), text)
    text = ADDRESS.sub(lambda match: keep(_address(match[0])), text)
    text = PHONE.sub(lambda match: keep(_one_by_one(match[0])), text)
    text = POSTCODE.sub(lambda match: keep(f"{' '.join(match[1])}, {' '.join(match[2])}"), text)
    text = MONEY.sub(_money, text)
    text = DATE.sub(_date, text)
    text = YEARS.sub(r"\1 to \2", text)
    text = SHARE.sub(" per cent", text).replace("&", " and ")
    text = LETTERS.sub(_spelled, text)
    text = re.sub("\ue001(\\d+)\ue002", lambda match: kept[int(match[1])], text)
    return escape(" ".join(text.split()))


def digits(text: str) -> str:
    """*text* of another language, as XML: only the numbers of telephones are told digit by digit."""
    text = FORBIDDEN.sub("", NOTHING_SPOKEN.sub("", text))
    return escape(" ".join(PHONE.sub(lambda match: _one_by_one(match[0]), text).split()))


def _one_by_one(number: str) -> str:
    """The digits of a telephone's number one by one, with a short stop between its groups."""
    groups = [
        " ".join(group.replace("+", "plus ").split() if "+" in group else group)
        for group in re.split(r"[\s()-]+", number)
        if group
    ]
    return ", ".join(re.sub(r"(\d)(?=\d)", r"\1 ", group) for group in groups)


def _signs(address: str) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in address)


def _address(address: str) -> str:
    """A web address: without what every one begins with, and a stop before what comes after the name of the site."""
    site, slash, rest = re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/").partition("/")
    return f"{_signs(site)}{f', slash {_signs(rest)}' if slash else ''}"


def _money(found: re.Match[str]) -> str:
    whole, part, scale = found.groups()
    if scale:
        return f"{whole}{f'.{part}' if part else ''} {SCALES.get(scale, scale)} pounds"
    if part and len(part) == 2:
        return f"{whole} pounds {part.lstrip('0') or '0'}" if int(part) else f"{whole} pounds"
    return f"{whole}{f'.{part}' if part else ''} {'pound' if whole == '1' and not part else 'pounds'}"


def _date(found: re.Match[str]) -> str:
    _, day, month = found.groups()
    number = int(day)
    if not 1 <= number <= 31:
        return found[0]
    return f"{found[1] or 'the '}{ordinal(number)} of {month}"


def ordinal(number: int) -> str:
    """The day of a month, from 1 to 31, as it is said."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    return "thirtieth" if number == 30 else f"{'twenty' if number < 30 else 'thirty'}-{ORDINALS[number % 10 - 1]}"


def _spelled(found: re.Match[str]) -> str:
    letters, many = found.groups()
    if letters in SAID_AS_WORDS:
        return found[0]
    return " ".join(letters) + ("'s" if many else "")
