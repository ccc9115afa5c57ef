"""The easy-read summary: a picture and a few short sentences at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field, InstanceOf

from scp.model.record import Many, Place, Record, Slug, Text
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
