"""How planning is done in the localities (localities guidance 2015; consultation of 2012, chapter 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.locality import Profession
from scp.model.record import Day, Many, Record, Refers, Slug, Text
from scp.model.register import RegisterFile


class LocalityDevelopment(Record):
    """Something that helps professionals and members to take part in locality planning (paras 7.10, 7.12)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What is done.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(default=(), description="Localities that it is for.")
    professions: Many[Profession] = Field(
        default=(),
        description="gp, acute-clinician, social-work, nursing, allied-health, pharmacy or other.",
    )
    owner: Text | None = Field(default=None, description="The post that answers for it.")
    by: Day | None = Field(default=None, description="When it is to be done.")
    done: Day | None = Field(default=None, description="The day it was done.")


class LocalityDevelopments(RegisterFile):
    """`registers/locality-development.yaml`."""

    NAME: ClassVar[str] = "locality-development"
    KIND: ClassVar[str] = "locality-development-action"
    TITLE: ClassVar[str] = "Development for locality planning"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "localities", "by", "done")
    ABOUT: ClassVar[str] = (
        "Training, time and leadership programmes that let professionals take part in locality planning (consultation "
        "of 2012, paras 7.10 and 7.12)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "reading-figures",
        "title": "Two half days on reading figures about health and money",
        "professions": ["nursing", "social-work"],
        "owner": "Chief Nurse",
        "by": "2027-06-30",
    }

    actions: Many[LocalityDevelopment] = Field(default=(), description="Each action.")


REGISTERS: tuple[type[RegisterFile], ...] = (LocalityDevelopments,)
