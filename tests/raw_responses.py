"""Made-up responses in the layouts of four consultation tools, the same each time, with the personal data in them.

`raw_responses(count)` gives the files and what must never be found in a plan; `personal` lists each datum once.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

FIRST = (
    "Morag",
    "Eilidh",
    "Hamish",
    "Torquil",
    "Senga",
    "Fergus",
    "Ishbel",
    "Ruaridh",
    "Agnieszka",
    "Mairi",
    "Callum",
    "José",
)
LAST = (
    "Quarrier",
    "Abernethy",
    "Drumgold",
    "MacSween",
    "Ó Dálaigh",
    "Tulliallan",
    "Kowalczyk",
    "Fotheringham",
    "Auchterlonie",
    "Pennycook",
)
LOCALITIES = ("East", "West")
GROUPS = ("Unpaid carer", "Person who uses services", "Member of staff", "Third sector: provider")
CHOICES = ("Care at home", "Support for carers", "Mental health")
AGREE = ("Strongly agree", "Agree", "Disagree")
WORDS = (
    "The bus stops at six, so evening groups are no use.",
    "Short breaks are hard to get; carers wait for months.",
    'Say who to phone, in "plain" words.',
    "More about, and for, younger adults; less jargon.",
    "I like the vision.\nThe money is not clear to me.",
    "Thà sinn ag iarraidh barrachd taic aig an taigh.",
    "£5 a day for transport would help — more than leaflets.",
    "=Nothing= to add",
    "People wait too long at the clinic in winter.",
)
QUESTION = "What should we change?"
CLEAR = "How clear is the draft plan? (1 = not clear, 5 = very clear)"


@dataclass
class Raw:
    """One file as it was exported: its name, its content, how many rows it has, and the personal data in it."""

    name: str
    content: bytes
    rows: int
    personal: list[str] = field(default_factory=list)


@dataclass
class Person:
    """Somebody who answers, all of it made up."""

    number: int
    first: str
    last: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def mail(self) -> str:
        return f"{self.last.split()[-1].lower().replace('á', 'a')}.{self.number}@mail.example"

    @property
    def phone(self) -> str:
        return f"07700 900{self.number % 1000:03d}"

    @property
    def postcode(self) -> str:
        return (
            f"EH{self.number % 50 + 1} {self.number % 9 + 1}{'ABDEFGHJ'[self.number % 8]}{'LNPQRSTU'[self.number % 8]}"
        )

    @property
    def address(self) -> str:
        return f"203.0.113.{self.number % 250}"

    @property
    def chi(self) -> str:
        """A number with a day of birth and the right check digit."""
        for serial in range(100, 1000):
            digits = f"{self.number % 28 + 1:02d}07{self.number % 40 + 50:02d}{serial}"
            rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
            if rest != 10:
                return f"{digits}{rest % 11}"
        raise AssertionError("no serial number fits")


def people(chance: random.Random, start: int, count: int) -> Iterator[Person]:
    for number in range(start, start + count):
        yield Person(number, chance.choice(FIRST), chance.choice(LAST))


def said(chance: random.Random, who: Person, others: Sequence[Person], personal: list[str]) -> str:
    """What somebody wrote: now and then with their own personal data, or somebody else's name, in it."""
    text = chance.choice(WORDS)
    other = chance.choice(others)
    kind = chance.randrange(12)
    additions = {
        0: (f" Write to me: {who.mail}", [who.mail]),
        1: (f" My number is {who.phone}.", [who.phone]),
        2: (f" I live at {who.postcode}.", [who.postcode]),
        3: (f" Ask {other.full}, who knows.", [other.full]),
        4: (f" My CHI is {who.chi}.", [who.chi]),
        5: (f" NI: QQ 12 34 5{who.number % 10} C; regards, {who.first}", []),
    }
    more, data = additions.get(kind, ("", []))
    personal += data
    return text + more


def raw_responses(count: int = 200, seed: int = 4, start: int = 1) -> list[Raw]:
    """About *count* responses, a quarter in each layout; *start* is the number of the first respondent."""
    each = count // 4
    makers = (microsoft_forms, surveymonkey, citizen_space, decidim)
    return [make(each, seed + place, start + place * each) for place, make in enumerate(makers)]


def _csv(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def microsoft_forms(count: int, seed: int = 4, start: int = 1) -> Raw:
    """Times month first, several choices with a semicolon after each, CRLF, a byte order mark."""
    chance = random.Random(seed)
    crowd = list(people(chance, start, count))
    personal: list[str] = []
    rows = [
        [
            "ID",
            "Start time",
            "Completion time",
            "Email",
            "Name",
            "What is your locality?",
            "Which groups do you belong to?",
            CLEAR,
            QUESTION,
        ]
    ]
    for number, who in enumerate(crowd, 1):
        day = number % 28 + 1
        rows.append(
            [
                str(number), f"9/{day}/26 10:02", f"9/{day}/26 10:{number % 60:02d}", who.mail, who.full,
                chance.choice(LOCALITIES), "".join(f"{group};" for group in chance.sample(GROUPS, 2)),
                str(chance.randint(1, 5)), said(chance, who, crowd, personal),
            ]
        )  # fmt: skip
        personal += [who.mail, who.full]
    return Raw("forms.csv", ("\ufeff" + _csv(rows, end="\r\n")).encode(), count, personal)


def surveymonkey(count: int, seed: int = 5, start: int = 1) -> Raw:
    """Two rows of headings, a column for each choice, a matrix; one row in twenty without any answer."""
    chance = random.Random(seed)
    crowd = list(people(chance, start, count))
    personal: list[str] = []
    priority, matters = (
        "How much do you agree with each priority?",
        "Which of these matter most to you? (tick all that apply)",
    )
    top = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name", "Last Name", "Custom Data 1",
           "Which locality do you live in?", matters, "", "", "", priority, "", "Is there anything else, \"big\" or small, you would like to say?"]  # fmt: skip
    second = [""] * 9 + ["Response", *CHOICES, "Other (please specify)", "Prevention", "Carers", "Open-Ended Response"]
    rows = [top, second]
    for number, who in enumerate(crowd, 1):
        head = [str(118000000000 + start + number), "400000001", f"{number % 28 + 1:02d}/09/2026 10:02:11", f"{number % 28 + 1:02d}/09/2026 10:09:40",
                who.address, who.mail, who.first, who.last, who.postcode]  # fmt: skip
        personal += [who.address, who.mail, who.full, who.postcode]
        if number % 20 == 0:
            rows.append([*head, *[""] * 8])
            continue
        ticked = chance.sample(CHOICES, 2)
        rows.append(
            [*head, chance.choice(LOCALITIES), *(each if each in ticked else "" for each in CHOICES), chance.choice(("", "Transport")),
             chance.choice(AGREE), chance.choice(AGREE), said(chance, who, crowd, personal)]
        )  # fmt: skip
    return Raw("surveymonkey.csv", _csv(rows).encode(), count, personal)


def citizen_space(count: int, seed: int = 6, start: int = 1) -> Raw:
    """Headings as an authority's own form has them; consent to publish; Windows-1252."""
    chance = random.Random(seed)
    crowd = list(people(chance, start, count))
    personal: list[str] = []
    consents = (
        "Your response along with your full name", "Your response only (anonymous)", "Please do not publish my response at all",
    )  # fmt: skip
    rows = [["Response ID", "Date submitted", "Are you responding as an individual or an organisation?", "What is your name?", "Organisation",
             "What is your email address?", "We would like your permission to publish:", "Which locality do you live in?",
             "1. Do you agree that supporting unpaid carers should be a priority? Please give reasons for your response.", "Analyst notes"]]  # fmt: skip
    for number, who in enumerate(crowd, 1):
        body = number % 5 == 0
        rows.append(
            [f"ANON-{start + number:04d}-X", f"2026-09-{number % 28 + 1:02d} 09:15:00", "Organisation" if body else "Individual", who.full,
             f"Strathexample Carers' Group {number}" if body else "", who.mail, consents[number % 3], chance.choice(LOCALITIES),
             said(chance, who, crowd, personal).replace("ì", "i"), f"spoke to {who.full}"]
        )  # fmt: skip
        personal += [who.mail, who.full]
    return Raw("citizen-space.csv", _csv(rows).encode("cp1252"), count, personal)


def decidim(count: int, seed: int = 7, start: int = 1) -> Raw:
    """Proposals with a semicolon between cells, names of people in them, formulas made harmless."""
    chance = random.Random(seed)
    crowd = list(people(chance, start, count))
    personal: list[str] = []
    rows = [["id", "author/id", "author/name", "author/url", "category/id", "category/name/en", "scope/id", "scope/name/en", "participatory_space/id",
             "participatory_space/url", "component/id", "title/en", "body/en", "state", "reference", "published_at", "url"]]  # fmt: skip
    base = "https://engage.example.org/processes/strategic-plan"
    for number, who in enumerate(crowd, start):
        text = said(chance, who, crowd, personal)
        rows.append(
            [str(number), str(9000 + number), who.full, f"https://engage.example.org/profiles/{who.last.split()[-1]}{number}", "3", "Carers", "12",
             f"{chance.choice(LOCALITIES)} locality", "2", base, "7", f"Proposal {number}", f"'{text}" if text.startswith("=") else text, "accepted",
             f"EX-PROP-{number}", f"2026-09-{number % 28 + 1:02d} 10:15:00 UTC", f"{base}/f/7/proposals/{number}"]
        )  # fmt: skip
        personal += [who.full]
    return Raw("decidim.csv", _csv(rows, ";").encode(), count, personal)
