"""The easy-read summary: a picture and a few short sentences at a time."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import Field, InstanceOf

from scp.model.record import Day, Many, Names, Place, Record, Slug, Text, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.text import Section
from scp.problem import Location


class Line(NamedTuple):
    """One line of a point as people read it, and the words of it that are in bold or in italics."""

    at: Location
    text: str
    bold: tuple[str, ...] = ()
    italic: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One idea: a picture (path within `easy-read/`, or none) with its alt text, and its sentences.

    *sums_up* are the places that it sums up, each with the fingerprint of what stands there now; of a translated
    point it is the English one. *assembled* marks what was put together from the plan's records and no person has
    taken over.
    """

    at: Location
    picture: str
    alt: str
    lines: tuple[Line, ...]
    sums_up: Mapping[str, str] = field(default_factory=dict, compare=False)
    assembled: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands on each line."""
        return tuple(each.text for each in self.lines)

    @property
    def begins(self) -> str:
        """Its first line, by which people know it; of a picture alone what it shows."""
        return self.lines[0].text if self.lines else self.alt

    @property
    def fingerprint(self) -> str:
        """Sixteen signs by which the point is known again, whatever its white space."""
        return print_of(" ".join((self.picture, self.alt, *self.sentences)))


def print_of(words: str | bytes) -> str:
    """Sixteen signs of SHA-256 over *words*, white space folded."""
    if isinstance(words, str):
        words = " ".join(unicodedata.normalize("NFC", words).split()).encode("utf-8", "replace")
    return hashlib.sha256(words).hexdigest()[:16]


class EasyReadPart(Record):
    """One file of `easy-read/`."""

    id: Slug = Field(description="The name of its file, without the number.", json_schema_extra={"from_file": True})
    path: Text = Field(description="Its path.", json_schema_extra={"from_file": True})
    title: Text = Field(description="The heading.")
    role: Text | None = Field(
        default=None, description="about, vision, priorities, localities, money, have-your-say, next, contact or words."
    )
    summarises: Many[Place] = Field(default=(), description="The sections that it sums up.")
    section: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})
    language: Text | None = Field(
        default=None,
        description="The language it is translated into, as in gd; none for English.",
        json_schema_extra={"from_file": True},
    )
    points: tuple[InstanceOf[Point], ...] = Field(default=(), exclude=True, json_schema_extra={"from_file": True})


class Look(Record):
    """That somebody looked at a point of the easy-read summary beside what it sums up, and found that it holds."""

    part: Text = Field(description="The file that the point stands in.")
    point: Text = Field(description="The fingerprint of the point's own words and picture.")
    begins: Text | None = Field(default=None, description="How the point begins, for people.")
    sums_up: dict[Text, Text] = Field(
        default_factory=dict, description="Each place that it sums up, with the fingerprint of what stood there."
    )
    date: Day | None = Field(default=None, description="The day on which it was looked at.")
    by: Text | None = Field(default=None, description="The post that looked; never a name.")


class Looks(RegisterFile):
    """`easy-read/looked-at.yaml`: which points somebody looked at; `scp easy-read look` writes it."""

    NAME: ClassVar[str] = "easy-read-looks"
    KIND: ClassVar[str] = "easy-read-look"
    TITLE: ClassVar[str] = "Points of the easy-read summary that somebody looked at"
    COLUMNS: ClassVar[tuple[str, ...]] = ("part", "begins", "date", "by")
    PATH: ClassVar[str] = "easy-read/looked-at.yaml"

    looked_at: Many[Look] = Field(default=(), description="Each point.")

    @cached_property
    def by_point(self) -> Mapping[tuple[str, str], Look]:
        """The last look at each point, by its file and fingerprint."""
        return {(each.part, each.point): each for each in self.looked_at}


class PictureConsent(Record):
    """That a person who can be recognised agreed to be shown; the paper itself is kept elsewhere."""

    date: Day | None = Field(default=None, description="The day on which they agreed.")
    kept_by: Text | None = Field(default=None, description="The post that keeps the signed form; never a name.")


class Picture(Record):
    """The right to use a picture, or every picture of a folder."""

    file: Text | None = Field(default=None, description="File in easy-read/pictures/.")
    folder: Text | None = Field(
        default=None, description="Folder in easy-read/pictures/, where the entry is for every picture in it."
    )
    shows: Text | None = Field(default=None, description="What it shows.")
    source: Text | None = Field(default=None, description="Who made it, or whose set it is.")
    licence: Text | None = Field(default=None, description="Under which licence it may be used, as in CC BY 4.0.")
    attribution: Text | None = Field(
        default=None, description="The words with which it must be named, where its licence asks for them."
    )
    person: YesNo | None = Field(default=None, description="Whether a real person can be recognised in it.")
    consent: PictureConsent | None = Field(
        default=None, description="The consent of a person who can be recognised: its day and the post that keeps it."
    )

    @property
    def place(self) -> str:
        """Its path in easy-read/pictures/, a folder's with a / at the end."""
        path = (self.file or self.folder or "").removeprefix("pictures/").strip("/")
        return path if self.file else f"{path}/"


class Pictures(RegisterFile):
    """`easy-read/pictures.yaml`: the ledger of pictures."""

    NAME: ClassVar[str] = "pictures"
    KIND: ClassVar[str] = "picture"
    TITLE: ClassVar[str] = "Pictures"
    COLUMNS: ClassVar[tuple[str, ...]] = ("file", "folder", "shows", "licence")
    PATH: ClassVar[str] = "easy-read/pictures.yaml"

    pictures: Many[Picture] = Field(default=(), description="Each picture used, or each folder of them.")

    def of(self, path: str) -> Picture | None:
        """The entry for the picture at *path* in the plan: its own, or that of the nearest folder."""
        name = path.removeprefix("easy-read/").removeprefix("pictures/")
        own = next((each for each in self.pictures if each.file and each.place == name), None)
        above = [each for each in self.pictures if each.folder and name.startswith(each.place)]
        return own or max(above, key=lambda each: len(each.place), default=None)


class EasyReadCheck(Record):
    """People with a learning disability who read the summary and said what was hard."""

    id: Slug = Field(description="A short name.")
    date: Day | None = Field(default=None, description="The day on which they read it.")
    group: Text | None = Field(default=None, description="Who they are, as a group; never names.")
    people: Whole | None = Field(default=None, description="How many they were.")
    paid: YesNo | None = Field(default=None, description="Whether they were paid for it.")
    support: Text | None = Field(
        default=None, description="How they were supported: time, travel, somebody to read with; never names."
    )
    said: Many[Text] = Field(default=(), description="What they said, as a group; never names.")
    changes: Many[Text] = Field(default=(), description="What was changed because of what they said.")
    no_change_because: Text | None = Field(default=None, description="Why nothing was changed.")
    rules: Many[Annotated[Text, Names("easy-read-rule")]] = Field(
        default=(), description="Easy-read rules that they judged and found to hold, by id, as in er-adult-language."
    )
    paper: Place | None = Field(default=None, description="The paper on it.")


class EasyReadChecks(RegisterFile):
    """`registers/easy-read-checks.yaml`."""

    NAME: ClassVar[str] = "easy-read-checks"
    KIND: ClassVar[str] = "easy-read-check"
    TITLE: ClassVar[str] = "Checks of the easy-read summary"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "date", "group", "people")
    ABOUT: ClassVar[str] = (
        "When people with a learning disability read the easy-read summary, how many they were, as a group, what they "
        "said and what was changed (guidance 2015 para 6.5)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "panel",
        "date": "2027-02-11",
        "group": "A panel of people with a learning disability",
        "people": 16,
        "paid": "yes",
        "support": "Two supporters who did not write it",
        "said": ["The sum is too big to picture"],
        "changes": ["The money is told for each person"],
    }

    easy_read_checks: Many[EasyReadCheck] = Field(default=(), description="Each check.")


class Standing(Enum):
    """How a point of the easy-read summary stands to what it sums up."""

    ASSEMBLED = "assembled"
    UNSEEN = "unseen"
    CHANGED = "changed"
    HOLDS = "holds"

    @property
    def words(self) -> str:
        return {
            "assembled": "put together by scp, not yet taken over",
            "unseen": "not looked at since it was written",
            "changed": "what it sums up has changed since it was looked at",
            "holds": "looked at",
        }[self.value]


def standing(point: Point, looks: Looks) -> tuple[Standing, tuple[str, ...]]:
    """How *point* stands, and the places that have changed since somebody looked."""
    if point.assembled:
        return Standing.ASSEMBLED, ()
    look = looks.by_point.get((point.at.path, point.fingerprint))
    if look is None:
        return Standing.UNSEEN, ()
    changed = tuple(place for place, now in point.sums_up.items() if look.sums_up.get(place) != now)
    return (Standing.CHANGED, changed) if changed else (Standing.HOLDS, ())
