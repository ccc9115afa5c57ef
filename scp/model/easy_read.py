"""The easy-read summary: a picture and a few short sentences at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import Field, InstanceOf

from scp.model.record import Day, Many, Place, Record, Slug, Text, Whole
from scp.model.register import RegisterFile
from scp.model.text import Section
from scp.problem import Location


@dataclass(frozen=True)
class Point:
    """One idea: a picture (path within `easy-read/`, or none) with its alt text, and its sentences."""

    at: Location
    picture: str
    alt: str
    sentences: tuple[str, ...]


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
    points: tuple[InstanceOf[Point], ...] = Field(default=(), exclude=True, json_schema_extra={"from_file": True})


class Picture(Record):
    """The right to use a picture."""

    file: Text = Field(description="File in easy-read/pictures/.")
    shows: Text = Field(description="What it shows.")
    source: Text = Field(description="Who made it.")
    licence: Text = Field(description="Under which licence it may be used.")


class Pictures(RegisterFile):
    """`easy-read/pictures.yaml`: the ledger of pictures."""

    NAME: ClassVar[str] = "pictures"
    KIND: ClassVar[str] = "picture"
    TITLE: ClassVar[str] = "Pictures"
    COLUMNS: ClassVar[tuple[str, ...]] = ("file", "shows", "licence")
    PATH: ClassVar[str] = "easy-read/pictures.yaml"

    pictures: Many[Picture] = Field(default=(), description="Each picture used.")


class EasyReadCheck(Record):
    """People with a learning disability who read the summary and said what was hard."""

    id: Slug = Field(description="A short name.")
    date: Day | None = Field(default=None, description="The day on which they read it.")
    group: Text | None = Field(default=None, description="Who they are, as a group; never names.")
    people: Whole | None = Field(default=None, description="How many they were.")
    changes: Many[Text] = Field(default=(), description="What was changed because of what they said.")
    no_change_because: Text | None = Field(default=None, description="Why nothing was changed.")
    paper: Place | None = Field(default=None, description="The paper on it.")


class EasyReadChecks(RegisterFile):
    """`registers/easy-read-checks.yaml`."""

    NAME: ClassVar[str] = "easy-read-checks"
    KIND: ClassVar[str] = "easy-read-check"
    TITLE: ClassVar[str] = "Checks of the easy-read summary"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "date", "group", "people")
    ABOUT: ClassVar[str] = (
        "When people with a learning disability read the easy-read summary, how many they were, as a group, and what was "
        "changed (guidance 2015 para 6.5)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "panel",
        "date": "2027-02-11",
        "group": "A panel of people with a learning disability",
        "people": 16,
        "changes": ["The money is told for each person"],
    }

    easy_read_checks: Many[EasyReadCheck] = Field(default=(), description="Each check.")
