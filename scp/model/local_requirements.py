"""Duties that an authority sets itself beside those of the law and the guidance."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, Place, Record, Refers, Slug, Span, Text, Whole
from scp.model.register import RegisterFile
from scp.model.stage import Stage

PREFIX = "local-"


class LocalCheck(Enum):
    """What a local duty looks at."""

    RECORD = "record"
    FIELDS = "fields"
    ORDER = "order"
    WITHIN_MONTHS = "within-months"
    COVERS = "covers"
    SUM = "sum"
    SECTION = "section"
    PAPER = "paper"
    SIGNED = "signed"


class LocalLevel(Enum):
    """How much weight it has; the law's is the law's alone."""

    GUIDANCE = "guidance"
    NOTE = "note"


class Covered(Enum):
    """What must each be named by some record."""

    LOCALITIES = "localities"
    CARE_GROUPS = "care-groups"
    PRIORITIES = "priorities"
    FUNCTIONS = "functions"
    OUTCOMES = "outcomes"


class LocalRequirement(Record):
    """One duty of the authority's own, and the check that answers it."""

    id: Slug = Field(description="A short name that begins with local-.")
    title: Text = Field(description="What is asked, in one sentence.")
    source: Text | None = Field(default=None, description="The decision or policy that asks it.")
    level: LocalLevel = Field(default=LocalLevel.GUIDANCE, description="guidance or note.")
    stage: Stage = Field(description="The stage from which it is due, for example draft-1.")
    since: Day | None = Field(default=None, description="The day from which it applies, where not always.")
    check: LocalCheck = Field(
        description="record, fields, order, within-months, covers, sum, section, paper or signed; the manual says what each takes."
    )
    records: Annotated[Text, Names("register")] | None = Field(
        default=None, description="The register whose records are looked at, for example functions."
    )
    where: dict[Text, Text] = Field(
        default={}, description="Only records that say this, for example {kind: statutory}."
    )
    least: Whole | None = Field(default=None, description="How many records there must be; 1 where left out.")
    keys: Many[Text] = Field(
        default=(), description="fields: the keys that each record must fill. order: the two keys, the earlier first."
    )
    key: Text | None = Field(default=None, description="within-months, covers, sum: the key that is looked at.")
    after: Text | None = Field(
        default=None, description="within-months: the key of the earlier day; where left out, the day must be recent."
    )
    months: Span | None = Field(default=None, description="within-months: how many.")
    every: Covered | None = Field(
        default=None, description="covers: localities, care-groups, priorities, functions or outcomes."
    )
    fact: Annotated[Slug, Refers("fact")] | None = Field(
        default=None, description="sum: the fact of facts.yaml that the records must add up to."
    )
    place: Place | None = Field(default=None, description="section, paper: where it stands.")
    words: Whole | None = Field(default=None, description="section: how many words it must have; 1 where left out.")
    mend: Text | None = Field(default=None, description="What to do where it is not met.")


class LocalRequirements(RegisterFile):
    """`registers/local-requirements.yaml`: the authority's own duties."""

    NAME: ClassVar[str] = "local-requirements"
    KIND: ClassVar[str] = "local-requirement"
    TITLE: ClassVar[str] = "Our own requirements"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "stage", "check")
    ABOUT: ClassVar[str] = (
        "What the authority itself asks of its plan, beside the law and the guidance. scp check answers each "
        "and counts it apart."
    )
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "local-functions-cite-the-law",
        "title": "Every delegated function names the enactment behind it",
        "source": "Board, 12 March 2026, item 4",
        "stage": "draft-1",
        "check": "fields",
        "records": "functions",
        "keys": ["enactment"],
    }

    local_requirements: Many[LocalRequirement] = Field(default=(), description="Each duty of our own.")
