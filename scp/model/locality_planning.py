"""How planning is done in the localities (localities guidance 2015; consultation of 2012, chapter 7)."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.locality import Profession
from scp.model.record import Day, Many, Number, Record, Refers, Slug, Text
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


class ShapedDecision(Record):
    """A decision on money or services that a locality shaped (localities guidance 2015 para 6.1)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was decided.")
    locality: Annotated[Slug, Refers("locality")] | None = Field(default=None, description="The locality.")
    date: Day | None = Field(default=None, description="The day of the decision.")
    reference: Text | None = Field(default=None, description="Who decided, with minute or paper.")
    influence: Text | None = Field(default=None, description="What would have been different without the locality.")
    lines: Many[Annotated[Slug, Refers("finance-line")]] = Field(
        default=(), description="Finance lines that it moved money to or from."
    )


class ShapedDecisions(RegisterFile):
    """`registers/locality-decisions.yaml`."""

    NAME: ClassVar[str] = "locality-decisions"
    KIND: ClassVar[str] = "locality-decision"
    TITLE: ClassVar[str] = "Decisions that localities shaped"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "locality", "date")
    ABOUT: ClassVar[str] = (
        "Decisions on money or services that a locality shaped, one a year for each at least (localities guidance 2015 "
        "para 6.1)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "transport-first",
        "title": "Transport from the villages comes before a second clinic room",
        "date": "2026-03-26",
        "reference": "Board, 26 March 2026, item 5",
        "influence": "The paper had offered the room. The group showed that people could not get to the first.",
    }

    decisions: Many[ShapedDecision] = Field(default=(), description="Each decision.")


class LocalityResult(Record):
    """What the evaluation of a locality's planning showed on one day (East Lothian response 2012, answers 15, 18)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What it shows, in a few words.")
    locality: Annotated[Slug, Refers("locality")] | None = Field(default=None, description="The locality.")
    date: Day | None = Field(default=None, description="The day.")
    value: Number | None = Field(default=None, description="The locality's measure then.")
    follows: Text | None = Field(default=None, description="What follows from it.")


class LocalityResults(RegisterFile):
    """`registers/locality-evaluations.yaml`."""

    NAME: ClassVar[str] = "locality-evaluations"
    KIND: ClassVar[str] = "locality-evaluation"
    TITLE: ClassVar[str] = "Evaluation of the localities"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "locality", "date", "value")
    ABOUT: ClassVar[str] = (
        "What planning in each locality achieved, by the measure in its file, once a year (East Lothian response 2012, "
        "answers 15 and 18)."
    )
    STAGE: ClassVar[str] = "published"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "east-2028",
        "title": "Two in three now get to the help they are offered",
        "date": "2028-05-16",
        "value": 66,
        "follows": "The group goes to the one neighbourhood that did not gain.",
    }

    evaluations: Many[LocalityResult] = Field(default=(), description="Each year's entry for each locality.")


REGISTERS: tuple[type[RegisterFile], ...] = (LocalityDevelopments, ShapedDecisions, LocalityResults)
