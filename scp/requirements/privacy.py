"""Personal data in a text: where it stands and of what kind, never whose. No file is read here."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from scp.problem import Location, Problem
from scp.requirements.people import WORDS

KIND = "plan-personal-data"
UNUSED = "plan-public-address-unused"
SIGNERS = ".scp/allowed_signers"
PUBLIC = "registers/public-addresses.yaml"


class Datum(Enum):
    """A kind of personal datum."""

    EMAIL = "e-mail address"
    PHONE = "phone number"
    POSTCODE = "postcode"
    INSURANCE = "National Insurance number"
    CHI = "CHI number"
    LINK = "personal link"
    NAME = "name"
    DETAIL = "detail of a private column"

    @property
    def words(self) -> str:
        return f"{'an' if self is Datum.EMAIL else 'a'} {self.value}"


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """A personal datum: from which sign of the text to which, its kind, and its plain form for comparing."""

    start: int
    end: int
    kind: Datum = field(compare=False)
    plain: str = field(compare=False, repr=False)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


AREAS = _set(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH "
    "EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M "
    "ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST "
    "SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
"""The postcode areas of the United Kingdom, the Isle of Man and the Channel Islands."""
SCOTTISH = _set("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE")
NOT_ISSUED = _set("BG GB KN NK NT TN ZZ")
"""Prefixes that no National Insurance number has (HMRC manual NIM39110)."""
ORDINALS = _set("1st 2nd 3rd 4th 5th 6th 7th 8th 9th")
PHONE_BEGINS = frozenset("1235789")
"""The digit after the 0 of a number in use (Ofcom's numbering plan)."""

GAP = r"[ \u00a0\u2009.‐‑-]"
EMAIL_AT = r"(?:@|＠|\s?[(\[]\s?at\s?[)\]]\s?)"
EMAIL = re.compile(
    rf"(?<![\w.%+'-])['’]?(\w[\w.%+'’-]{{0,63}}{EMAIL_AT}(?:[\w-]{{1,63}}(?:\.|\s?[(\[]dot[)\]]\s?)){{1,8}}[^\W\d_]{{2,24}})(?![\w@])",
    re.IGNORECASE,
)
PHONE = re.compile(
    rf"(?<![\w£$€/+#.,-])(?:(?:\+|00){GAP}?44{GAP}?(?:\(0\){GAP}?)?\(?[1-9]|\(?0[1-9])[0-9]{{0,10}}\)?"
    rf"(?:(?:{GAP}{{1,2}}|(?<=\)))\(?[0-9]{{2,7}}\)?){{0,4}}(?![\w%]|[.,/-][0-9])"
)
FOREIGN = re.compile(
    rf"(?<![\w+])\+[1-9][0-9]{{0,2}}(?:{GAP}?\(?[0-9]{{1,11}}\)?)(?:{GAP}\(?[0-9]{{2,5}}\)?){{0,4}}(?![\w%])"
)
LOCAL_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|mob|mobile|ring|call)(?: me| us)?(?: on| at| no\.?| number)?[\s.:]{1,3}"
    r"([0-9]{3}[ -]?[0-9]{4}|[0-9]{3}[ -]?[0-9]{3}|[0-9]{5,8})(?![\w%]|[.,/-][0-9])",
    re.IGNORECASE,
)
POSTCODE = re.compile(
    r"(?<![\w-])([A-Z]{1,2})([0-9][A-Z0-9]?)([ \u00a0]{0,2})([0-9][ABD-HJLNP-UW-Z]{2})(?![\w-])", re.I
)
INSURANCE = re.compile(
    r"(?<![\w-])([ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z])[ -]?([0-9]{2})[ -]?([0-9]{2})[ -]?([0-9]{2})[ -]?([A-D])(?![\w-])",
    re.I,
)
INSURANCE_LIKE = re.compile(
    r"(?<![\w-])([A-Z]{2})[ -]?([0-9]{2})[ -]?([0-9]{2})[ -]?([0-9]{2})[ -]?([A-D])(?![\w-])", re.I
)
CHI = re.compile(r"(?<![\w£$€.,-])([0-9]{6})[ -]?([0-9]{3})[ ]?([0-9])(?![\w%]|[.,-][0-9])")
TOKENS = (
    "access_token|api_?key|auth|email|e-mail|invitation|invite|jwt|key|mail|otp|passw(?:or)?d|pwd|respondent(?:_?id)?|"
    "response_?id|session(?:_?id)?|sid|sig|signature|token|user(?:_?id)?|uuid"
)
LINK = re.compile(
    rf"\bhttps?://(?:[^\s/@<>\"]{{1,200}}@[^\s<>\"]{{1,2000}}|[^\s<>\"]{{0,2000}}[?&;](?:{TOKENS})=[^\s<>\"]*)", re.I
)

# How people write such data in their own words: with any dash, space or line end between, and joined to other words.

AS_TYPED = str.maketrans(
    {
        **dict.fromkeys("\t\n\u00a0\u2002\u2003\u2007\u2008\u2009\u202f_", " "),
        **dict.fromkeys("‐‑‒–—−/⁄", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "＠": "@",
        "．": ".",
    }
)
"""Signs that stand for others, one for one, so that places in the text stay what they are."""
TYPED_GAP = r"[ .-]{1,3}"
TYPED_PHONE = re.compile(
    rf"(?<![0-9£$€.])(?:(?:\+|00) ?44[ .-]?(?:\(0\) ?)?\(?[1-9]|\(?0[1-9])[0-9]{{0,10}}\)?(?:{TYPED_GAP}\(?[0-9]{{2,7}}\)?){{0,5}}(?![0-9%])"
)
TYPED_MOBILE = re.compile(r"(?<![0-9£$€.])44 ?7[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9%])")
TYPED_POSTCODE = re.compile(
    r"(?<![\w-])([A-Z]{1,2})( ?)([0-9][A-Z0-9]?)[ .,:-]{1,4}([0-9][ABD-HJLNP-UW-Z]{2})(?!\w)", re.I
)
TYPED_INSURANCE = re.compile(r"(?<![\w-])[A-Z] ?[A-Z](?:[ .-]{0,2}[0-9]){6}[ .-]{0,2}[A-D](?!\w)")
TYPED_CHI = re.compile(
    r"(?<![0-9£$€,])([0-9]{2})[ .-]?([0-9]{2})[ .-]?([0-9]{2})[ .-]{0,3}([0-9]{3})[ -]?([0-9])(?![0-9%])"
)
TYPED_EMAIL = re.compile(
    r"[\w.+!#$%&*=?^{|}~\\-]*(?:\w|\"[^\"\n]{1,64}\")[\w.\\-]*@[\w@.\[\]-]*\w"
    r"|\w[\w.+-]* ?@ ?[\w-]+(?:\. ?[\w-]+)*\.[^\W\d_]{2,24}"
    r"|\w[\w.+-]*(?:&#64;|&commat;|%40|\{at\})[\w-]+(?:\.[\w-]+)+"
    r"|\w[\w.+-]* at [\w-]+(?: dot [\w-]+)+",
    re.IGNORECASE,
)

SUSPECT = re.compile(
    rb"[0-9@+?&;\xef(\[](?:"
    rb"(?<=@)[A-Za-z0-9\x80-\xff]"
    rb"|(?<=0)(?<![0-9]0)[1-9][0-9 ().\xa0\x80-\xe2-]{7}"
    rb"|(?<=\+)[0-9 ]"
    rb"|(?<=0)(?<![0-9]0)0 ?44"
    rb"|(?<=[0-9])[0-9]{5}[ -]?[0-9]{3} ?[0-9](?![0-9])"
    rb"|(?<=[0-9])[0-9][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-Da-d](?![A-Za-z0-9])"
    rb"|(?<=[0-9])[A-Za-z]{2}(?![A-Za-z0-9])"
    rb"|(?<=&)(?i:#0{0,5}64|#x0{0,5}40|commat|nbsp|#160)(?![0-9])"
    rb"|(?<=[?&;])(?i:" + TOKENS.encode() + rb")="
    rb"|(?<=\xef)\xbc\xa0"
    rb"|(?<=[(\[])(?:\s|\xc2\xa0)?(?i:at)(?:\s|\xc2\xa0)?[)\]]"
    rb")"
)
"""What a line of a file must hold to be looked at more closely; made for speed, over bytes."""


def find(text: str, names: Names | None = None, loose: bool = False) -> list[Found]:
    """Every personal datum of *text*, in order and none within another.

    *loose* also takes a number after "phone" or "call" that has no area code, a National Insurance number with letters
    that are not issued, and data written with dashes, line ends or spaces where none belong: right where words of the
    public are read, and wrong where a plan's own words are.
    """
    found = [
        *_emails(text),
        *_links(text),
        *_insurance(text, loose),
        *_chi(text),
        *_postcodes(text),
        *_phones(text, loose),
    ]
    if loose:
        found += [
            each for each in _as_typed(text) if not any(each.start < one.end and one.start < each.end for one in found)
        ]
    if names:
        found += names.find(text)
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _as_typed(text: str) -> Iterator[Found]:
    """What people write in other ways than the usual ones."""
    plain = text.translate(AS_TYPED)
    if "@" in plain or "%40" in plain or "&" in plain or "at" in plain.lower():
        for match in TYPED_EMAIL.finditer(plain):
            said = re.sub("&#64;|&commat;|%40|\\{at\\}| at ", "@", match[0].casefold()).replace(" dot ", ".")
            yield Found(match.start(), match.end(), Datum.EMAIL, said.replace(" ", ""))
    if not any(sign.isdigit() for sign in plain):
        return
    for match in TYPED_INSURANCE.finditer(plain):
        yield Found(match.start(), match.end(), Datum.INSURANCE, re.sub("[^0-9A-Z]", "", match[0]))
    for match in TYPED_CHI.finditer(plain):
        if is_chi(digits := "".join(match.groups())):
            yield Found(match.start(), match.end(), Datum.CHI, digits)
    for match in TYPED_POSTCODE.finditer(plain):
        area, gap, district, unit = match.groups()
        is_known = area.upper() in (SCOTTISH if gap else AREAS) and (not gap or (len(area) == 2 and match[0].isupper()))
        if is_known and (match[0].isupper() or unit.lower() not in ORDINALS):
            yield Found(match.start(), match.end(), Datum.POSTCODE, f"{area}{district}{unit}".upper())
    yield from _numbers(plain, TYPED_PHONE, _typed_number)
    for match in TYPED_MOBILE.finditer(plain):
        yield Found(match.start(), match.end(), Datum.PHONE, "0" + re.sub("[^0-9]", "", match[0])[2:])


def _typed_number(said: str, before: str) -> str:
    """`_british` of a number in groups of any length, which is no day and hour."""
    if made := _british(said, before):
        return made
    first, *rest = re.findall("[0-9]+", said)
    is_day = not rest or int(rest[0][:2]) <= 12
    return _british("".join([first, *rest]), before) if len(first) == 2 and not is_day else ""


def _emails(text: str) -> Iterator[Found]:
    if "@" in text or "＠" in text or "at)" in text.lower() or "at]" in text.lower():
        for match in EMAIL.finditer(text):
            plain = re.sub(rf"{EMAIL_AT}", "@", match[1].casefold())
            yield Found(match.start(1), match.end(1), Datum.EMAIL, re.sub(r"\s?[(\[]dot[)\]]\s?", ".", plain))


def _links(text: str) -> Iterator[Found]:
    if "://" in text:
        for match in LINK.finditer(text):
            yield Found(match.start(), match.end(), Datum.LINK, match[0])


def _insurance(text: str, loose: bool) -> Iterator[Found]:
    for match in (INSURANCE_LIKE if loose else INSURANCE).finditer(text):
        if loose or match[1].upper() not in NOT_ISSUED:
            yield Found(match.start(), match.end(), Datum.INSURANCE, "".join(match.groups()).upper())


def _chi(text: str) -> Iterator[Found]:
    for match in CHI.finditer(text):
        digits = "".join(match.groups())
        if is_chi(digits):
            yield Found(match.start(), match.end(), Datum.CHI, digits)


def is_chi(digits: str) -> bool:
    """Whether ten *digits* can be a CHI number: a day of birth, three digits, and a check digit modulo 11."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not any(_is_day(century + year, month, day) for century in (1900, 2000)):
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _postcodes(text: str) -> Iterator[Found]:
    for match in POSTCODE.finditer(text):
        area, district, gap, unit = match.groups()
        if area.upper() not in AREAS:
            continue
        if not match[0].isupper():
            if unit.lower() in ORDINALS or (not gap and area.upper() not in SCOTTISH):
                continue
        yield Found(match.start(), match.end(), Datum.POSTCODE, f"{area}{district}{unit}".upper())


def _phones(text: str, loose: bool) -> Iterator[Found]:
    yield from _numbers(text, PHONE, _british)
    if "+" in text:
        yield from _numbers(text, FOREIGN, _foreign)
    if loose:
        for match in LOCAL_PHONE.finditer(text):
            yield Found(match.start(1), match.end(1), Datum.PHONE, re.sub("[^0-9]", "", match[1]))


def _numbers(text: str, pattern: re.Pattern[str], read: Callable[[str, str], str]) -> Iterator[Found]:
    """Each phone number where *pattern* finds digits in groups: as many groups as make one, the next from there on."""
    place = 0
    while match := pattern.search(text, place):
        ends = [match.start() + group.end() for group in re.finditer(r"[0-9]+\)?", match[0])]
        made = [
            (end, plain)
            for end in ends
            if (plain := read(text[match.start() : end], text[max(0, match.start() - 10) : match.start()]))
        ]
        if made:
            end, plain = max(made, key=lambda each: len(each[1]))
            yield Found(match.start(), end, Datum.PHONE, plain)
            place = end
        else:
            place = ends[0]


def _foreign(said: str, before: str) -> str:
    digits = re.sub("[^0-9]", "", said)
    return f"+{digits}" if 10 <= len(digits) <= 15 and not digits.startswith("44") else ""


def _british(said: str, before: str) -> str:
    """A British number as 0 and nine or ten digits; nothing where *said* is none."""
    digits = re.sub("[^0-9]", "", said)
    if said.startswith("+") or digits.startswith("0044"):
        digits = "0" + re.sub("^(?:0044|44)0?", "", digits)
    elif len(re.split(GAP, said.strip("()"))[0].strip("()")) < 3:
        return ""  # 01.09.2025 10.30 is a day and an hour
    if len(digits) not in (10, 11) or digits[1] not in PHONE_BEGINS:
        return ""
    if len(digits) == 10 and not digits.startswith(("01", "0800", "0500")):
        return ""
    if before[-8:].upper().rstrip(" :").endswith(("ISBN", "ISBN-10", "ISBN-13")):
        return ""
    return digits


# names

LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
WORD = re.compile(rf"{LETTERS}(?:['’‘ʼ`´′‐‑–-]{LETTERS})*")
TITLES = _set("mr mrs ms miss mx dr prof professor rev sir lady dame lord the of and van von de")
NO_NAME = _set(
    "anonymous anon none na unknown test no yes individual organisation respondent participant guest "
    "resident not prefer say to my me private confidential response"
)
BODY = _set(
    "group council trust society association centre center service services limited ltd plc forum church "
    "community hub network team nhs university school college board partnership company charity "
    "foundation club committee practice surgery hospital hospice care carers housing federation union "
    "alliance project programme department panel llp cic scio scotland"
)
ALSO_WORDS = _set(
    "able aim angel april august autumn bell best bird black bond brown bush carer cash chance church "
    "clay close cook cross daisy dawn day dean dear east faith farmer field fisher flower ford forest "
    "frank gardener gay good grace grant gray green grey hall hand hardy hill home hope house hunter joy "
    "june keen king lake land lane law light long love major mark may miller mills more north park parks "
    "peace pearl penny power price provost rich river rose sharp short small smart south speed stone "
    "strong summer sunny sweet walker ward waters way wells west white will wise wood woods young"
)
"""Names that are words of the language too: taken for names only where they are written as one."""
GIVEN = _set("angel daisy dawn dean faith frank grace grant joy mark pearl penny rose")
"""Those of them that seldom begin a sentence as a word."""
SURNAMES = _set("angus argyll bute charity kirk lothian moray perth sterling stirling")
FAMILIAR = (WORDS | ALSO_WORDS | _set("plan plans planning services needs community")) - SURNAMES
COMMON = _set(
    "a about after all also am an and any are as at away be because been before both but by can could did do does "
    "done down each even every few for from get give go got had happy has have he her here him his how i if in into "
    "is it its just know let like live lives make many me mine most much mum dad must never new nor not nothing now "
    "of off on once one only or other our out over own please rather said same say see she should so some still such "
    "than that the their them then there these they this those to too under until up us very was way we were what "
    "when where which while who whom why with without would you your"
)
"""Words that somebody may write where a name is asked for, and that name nobody."""
TWO_LETTERS = _set("ad ah ai ax ed ex go ha hi ho id im it lo ma ok oh ow pa re us uk eh")
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages that put no space between words."""
PARTED = re.compile(r"\s[-–—|]+\s|[,/&()+]|\s(?:and|or)\s")
BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;\n•\"“(-])[\s\"“‘'(]*$")
OTHER_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´′", "'")
    | dict.fromkeys("‐‑–", "-")
)


def folded(word: str) -> str:
    """*word* without capitals, accents and the 's of belonging."""
    signs = re.sub("[’‘ʼ`´′]", "'", word)  # some are taken for a space and an accent by what follows
    plain = unicodedata.normalize("NFKD", signs).casefold().translate(OTHER_LETTERS)
    return re.sub("[\u0300-\u036f]", "", plain).removesuffix("'s")


class Names:
    """The names of persons in a file of responses, to be found in any text."""

    def __init__(self, full: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.phrases: dict[str, set[tuple[str, ...]]] = {}
        self.unspaced: set[str] = set()
        self.longest = 1
        for each in dict.fromkeys(full):
            for part in dict.fromkeys([each, *PARTED.split(each)]):
                self._add([folded(word) for word in WORD.findall(part)])

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.unspaced)

    def _add(self, words: list[str]) -> None:
        words = [word for word in words if word not in TITLES]
        if not words or all(word in NO_NAME or word in COMMON for word in words):
            return
        self.unspaced.update(word for word in words if len(word) > 1 and UNSPACED.search(word))
        if len(words) > 1:
            self._add_phrase(words)
        if len(words) > 5 or (BODY.intersection(words) and not _is_person(words)):
            return
        named = [word for word in words if len(word) > 1 and word not in NO_NAME and word not in COMMON]
        self.words.update(named)
        for word in named:
            parts = re.split("['-]", word)
            self.words.update(part for part in parts if len(part) > 2 and part not in COMMON)
            self.words.add("".join(parts))
            if clan := re.fullmatch("(mc|mac)(.{3,})", word):
                self._add_phrase([clan[1], clan[2]])
        if 1 < len(words) <= 4:
            together = [re.sub("['-]", "", word) for word in words]
            self.words.update(joined for joined in ("".join(together), "".join(reversed(together))) if len(joined) > 5)

    def _add_phrase(self, words: list[str]) -> None:
        self.phrases.setdefault(words[0], set()).add(tuple(words))
        self.longest = max(self.longest, len(words))

    def find(self, text: str) -> Iterator[Found]:
        """Each place of *text* that names somebody: the whole name, or a part of it written as a name."""
        for name in self.unspaced:
            for match in re.finditer(re.escape(name), text):
                yield Found(match.start(), match.end(), Datum.NAME, name)
        words = [(match, folded(match[0])) for match in WORD.finditer(text)]
        number = 0
        while number < len(words):
            match, plain = words[number]
            length = self._phrase([word for _, word in words[number : number + self.longest]])
            if length and all(word in WORDS or word in COMMON for _, word in words[number : number + length]):
                # "A Carer" may be what stands for a name, and is none where it stands in a sentence.
                length *= all(each[0][0].isupper() for each, _ in words[number : number + length])
            if not length and self._is_named(text, match, plain):
                length = 1
            if length:
                last = words[number + length - 1][0]
                end = last.end() - (2 if last[0].casefold().endswith(("'s", "’s")) else 0)
                yield Found(
                    match.start(), end, Datum.NAME, " ".join(word for _, word in words[number : number + length])
                )
            number += length or 1

    def _phrase(self, words: list[str]) -> int:
        fitting = [len(each) for each in self.phrases.get(words[0], ()) if words[: len(each)] == list(each)]
        return max(fitting, default=0)

    def _is_named(self, text: str, match: re.Match[str], plain: str) -> bool:
        parts = [plain, *(part for part in re.split("['-]", plain) if len(part) > 2), re.sub("['-]", "", plain)]
        if match[0][0].isupper() and len(plain) > 5 and plain.endswith("s"):
            parts.append(plain[:-1])  # the Quarriers
        known = [part for part in parts if part in self.words]
        if not known:
            return False
        if any(len(part) > 2 and part not in FAMILIAR for part in known):
            return True
        before = text[max(0, match.start() - 20) : match.start()]
        if re.search(r"\b(?:mr|mrs|ms|miss|dr|prof)\.?\s$", before, re.IGNORECASE):
            return True
        if not any(
            each[0].isupper() for each in re.split("['’‘ʼ`´′‐‑–-]", match[0]) if folded(each) in (*known, plain)
        ):
            return False
        seldom = any(part in GIVEN or (len(part) == 2 and part not in TWO_LETTERS) for part in known)
        return seldom or not BEGINS_SENTENCE.search(before)


def _is_person(words: list[str]) -> bool:
    """Whether *words* with that of a body in them are a person's: Jane Church, Will Care."""
    first, *rest = words
    return len(rest) == 1 and first not in BODY and rest[0] in ("care", "church") and first not in WORDS


# taking out

GONE = re.compile(rf"\[removed: (?:{'|'.join(re.escape(each.value) for each in Datum)})\]")


@dataclass(frozen=True)
class Redacted:
    """A text without personal data, and the kinds of what was taken out."""

    text: str
    kinds: tuple[Datum, ...] = ()


def redact(text: str, names: Names | None = None) -> Redacted:
    """*text* with `[removed: phone number]` in the place of each personal datum."""
    gone = [match.span() for match in GONE.finditer(text)] if "[removed: " in text else []
    found = [
        each
        for each in find(text, names, loose=True)
        if not any(start < each.end and each.start < end for start, end in gone)
    ]
    if not found:
        return Redacted(text)
    parts: list[str] = []
    end = 0
    for each in found:
        between = text[end : each.start]
        follows = bool(parts) and each.kind is Datum.NAME and parts[-1].endswith(": name]") and not between.strip()
        if not follows:
            parts += [between, f"[removed: {each.kind.value}]"]
        end = each.end
    parts.append(text[end:])
    return Redacted("".join(parts), tuple(dict.fromkeys(each.kind for each in found)))


# the files of a plan


class Allowed:
    """Addresses that may stand in a plan: how the public reaches the team, and those listed with a reason."""

    def __init__(self, contact: Iterable[str] = (), public: Iterable[str] = ()) -> None:
        self.contact = {key for text in contact for key in keys(text)}
        self.public = {text: keys(text) for text in public}
        self.seen: set[tuple[Datum, str]] = set()
        self._all = self.contact.union(*self.public.values())

    def __contains__(self, found: Found) -> bool:
        return (found.kind, found.plain) in self._all


def keys(text: str) -> set[tuple[Datum, str]]:
    """What *text* holds, by kind and plain form."""
    return {(each.kind, each.plain) for each in find(text)}


def lines(content: bytes, closely: bool = False) -> Iterator[tuple[int, str]]:
    """The lines of a file that may hold a personal datum (*closely*: all of them), each with its number.

    Of Word files, workbooks and their like the paragraphs are read; other files that are no text have none.
    """
    if content.startswith(b"PK\x03\x04"):
        for text in _parts(content):
            for line in text.split("\n"):
                yield 0, line
        return
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
        yield from enumerate(text.splitlines(), 1)
        return
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):  # as some programs write it, without a mark
        zeros = content[first:2000:2]
        if (
            len(zeros) > 4
            and zeros.count(0) > len(zeros) * 0.7
            and content[1 - first : 2000 : 2].count(0) * 10 < len(zeros)
        ):
            yield from enumerate(content.decode(encoding, "replace").splitlines(), 1)
            return
    if b"\0" in content[:8000] or content.startswith(b"%PDF"):
        return
    if closely:
        yield from enumerate(content.decode("utf-8", "replace").split("\n"), 1)
        return
    number, counted, done = 1, 0, -1
    for match in SUSPECT.finditer(content):
        if match.start() < done:
            continue
        start = content.rfind(b"\n", 0, match.start()) + 1
        done = content.find(b"\n", match.end())
        done = len(content) if done < 0 else done
        number += content.count(b"\n", counted, start)
        counted = start
        line = content[start:done].decode("utf-8", "replace")
        yield number, html.unescape(line) if "&" in line else line


MOST_UNPACKED = 50_000_000
PARTS = re.compile(r"(?:word|xl|ppt|docProps)/.*\.xml|(?:content|meta|styles)\.xml|word/comments.*\.xml")


OPAQUE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def is_opaque(content: bytes) -> bool:
    """Whether a file holds words that `lines` cannot see: a PDF, a picture, or a package that does not open whole."""
    if not content.startswith(b"PK\x03\x04"):
        return content.startswith(OPAQUE)
    try:
        for _ in _opened(content):
            pass
    except DAMAGED:
        return True
    return False


def _parts(content: bytes) -> Iterator[str]:
    """The text of each XML part of a Word file, workbook, or their like; of a damaged one, what can be read.

    That there is more is for `is_opaque` to tell.
    """
    with suppress(*DAMAGED):
        yield from _opened(content)


DAMAGED = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on a package that is damaged, locked or packed in a way it does not know; too big is ours."""


def _opened(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        left = MOST_UNPACKED
        for each in packed.infolist():
            left -= each.file_size
            if left < 0:
                raise ValueError("unpacks to more than is looked through")
            if PARTS.fullmatch(each.filename):
                text = packed.read(each).decode("utf-8", "replace")
                text = re.sub(r"</(?:w:p|si|c|text:p|text:h|table:table-cell|dc:[a-z]+|cp:[A-Za-z]+)>", "\n", text)
                yield html.unescape(re.sub(r"<[^>]*>", "", text))


@dataclass(frozen=True)
class Sought:
    """What is looked for, where not every personal datum is: names, data by kind and plain form, and whole cells."""

    names: Names
    data: frozenset[tuple[Datum, str]]
    details: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.data or self.details)

    def find(self, text: str) -> Iterator[Found]:
        for each in find(text, self.names, loose=True):
            if each.kind is Datum.NAME or (each.kind, each.plain) in self.data:
                yield each
        for match in DETAIL.finditer(text):
            if match[0].strip(".") in self.details:
                yield Found(match.start(), match.end(), Datum.DETAIL, match[0])


DETAIL = re.compile(r"[^\s,;|\"'()]{7,}")


def sought(names: Iterable[str], cells: Iterable[str], private: Iterable[str]) -> Sought:
    """What to look for of a file of responses: the *names* in it, what its *cells* hold, and its *private* cells."""
    data = {(each.kind, each.plain) for cell in cells for each in find(cell, loose=True)}
    details = {cell for cell in private if len(cell) >= 7 and any(sign.isdigit() for sign in cell)}
    return Sought(Names(names), frozenset(data), frozenset(details))


def in_file(path: str, content: bytes, allowed: Allowed, only: Sought | None = None) -> Iterator[tuple[int, Found]]:
    """Each personal datum of a file that is not *allowed*, with its line (0: a file without lines)."""
    if path == SIGNERS:
        return
    counts = path != PUBLIC
    for number, line in lines(content, closely=only is not None):
        for each in find(line) if only is None else only.find(line):
            if each not in allowed:
                yield number, each
            elif counts:
                allowed.seen.add((each.kind, each.plain))


MEND = (
    f"Take it out. If it belongs to a body or a post and the public may have it, list it in {PUBLIC} with the reason: "
    "scplan add public-address NAME address=… reason=…"
)


def problems(files: Iterable[tuple[str, bytes]], allowed: Allowed) -> Iterator[Problem]:
    """A problem for each line of *files* and each kind of personal datum on it, which is not repeated."""
    for path, content in files:
        for line, kind in dict.fromkeys((line, each.kind) for line, each in in_file(path, content, allowed)):
            yield Problem(Location(path, line), f"holds {kind.words}", MEND, kind=KIND)


def unused(addresses: Iterable[tuple[str, Location]], allowed: Allowed) -> Iterator[Problem]:
    """A note for each listed address that stands nowhere in the files that were looked through."""
    for address, at in addresses:
        if not keys(address) & allowed.seen:
            yield Problem(
                at,
                "lists an address that stands nowhere else in the plan",
                "Take the entry out, or write the address as it stands in the plan.",
                kind=UNUSED,
                note=True,
            )
