"""Where and when the plan was published (s.35), what took its place, and who looked whether everybody can use it."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Place, Record, Refers, Slug, Text, WebAddress
from scp.model.register import RegisterFile


class FormatOffered(Record):
    """A format people can have."""

    format: Text = Field(description="Large print, audio, British Sign Language …")
    offered: Text = Field(description="yes, on request or no.")


class PublishedAssessment(Record):
    """An impact assessment, or the explanation of why there is none, that is published with the plan."""

    assessment: Annotated[Slug, Refers("assessment")] = Field(
        description="The assessment, from registers/assessments.yaml."
    )
    published: Day | None = Field(default=None, description="The day on which it was published.")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")


class Successor(Record):
    """The plan that took the place of this one (s37(3))."""

    title: Text = Field(description="Its title.")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")
    day: Day | None = Field(default=None, description="The day from which it stands in place of this one.")


class Publication(RegisterFile):
    """`publication.yaml`."""

    NAME: ClassVar[str] = "publication"
    KIND: ClassVar[str] = "format"
    TITLE: ClassVar[str] = "Publication"
    COLUMNS: ClassVar[tuple[str, ...]] = ("format", "offered")
    PATH: ClassVar[str] = "publication.yaml"

    published: Day | None = Field(default=None, description="The day the plan was published (s35(1)).")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")
    pages: WebAddress | None = Field(
        default=None,
        description="The address under which the web pages of this edition stand; each page then names its lasting address.",
    )
    superseded_by: Successor | None = Field(
        default=None, description="The plan that took the place of this one; every page then says so."
    )
    statement_published: Day | None = Field(
        default=None, description="The day the statement of consultation was published (s35(2))."
    )
    financial_statement_published: Day | None = Field(
        default=None, description="The day the annual financial statement was published (s39(1))."
    )
    national_site: Day | None = Field(
        default=None,
        description="The day the plan was sent to the national Health and Social Care Scotland site "
        "(reporting guidance, section 2.1).",
    )
    delay_reason: Text | None = Field(
        default=None, description="Why publication took more than four weeks from the final decision."
    )
    implementation_plan: Text | None = Field(
        default=None, description="Where the implementation plan is, or the decision not to have one."
    )
    accessibility_tested: Day | None = Field(
        default=None, description="The day on which a person tested pages and documents for accessibility."
    )
    accessibility_tested_by: Text | None = Field(default=None, description="Who tested them, by post or body.")
    accessibility_report: Place | None = Field(default=None, description="What the test found.")
    accessibility_statement: WebAddress | None = Field(
        default=None, description="Where the website's accessibility statement can be read."
    )
    formats: Many[FormatOffered] = Field(default=(), description="Formats offered.")
    assessments: Many[PublishedAssessment] = Field(
        default=(), description="Impact assessments that are published with the plan."
    )


class AccessibilityCheck(Record):
    """One occasion on which people looked whether everybody can use the pages and documents (SI 2018/952 reg 8)."""

    id: Slug = Field(description="A short name.")
    date: Day = Field(description="The day on which it was done, or ended.")
    by: Text = Field(description="Who did it: a post, a team or a group; never a person's name.")
    how: Text = Field(description="With what: a screen reader, the keyboard alone, people who use easy read …")
    looked_at: Text | None = Field(default=None, description="Which pages and documents.")
    found: Text = Field(description="What was found; say so where nothing was.")
    mended: Text | None = Field(default=None, description="What was mended because of it.")
    left: Text | None = Field(default=None, description="What is known and not mended yet, and why.")
    by_when: Day | None = Field(default=None, description="The day by which that is to be mended.")


class AccessibilityChecks(RegisterFile):
    """`registers/accessibility-checks.yaml`."""

    NAME: ClassVar[str] = "accessibility-checks"
    KIND: ClassVar[str] = "accessibility-check"
    TITLE: ClassVar[str] = "Checks of accessibility by people"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "date", "by", "found")
    ABOUT: ClassVar[str] = (
        "Each time that people looked whether everybody can use the pages and documents of the plan. The accessibility "
        "statement prints them apart from what a program checked (SI 2018/952 reg 8)."
    )
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "screen-readers",
        "date": "2027-03-09",
        "by": "Digital team of the council, with two people who use screen readers",
        "how": "NVDA and VoiceOver; the keyboard alone; 400 % zoom",
        "looked_at": "Every page of the easy-read summary, ten pages of the plan, and both as PDF",
        "found": "The widest table of the money chapter is hard to follow by ear.",
        "left": "That table; the same figures are told in sentences above it.",
    }

    checks: Many[AccessibilityCheck] = Field(default=(), description="Each check.")
