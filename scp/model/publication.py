"""Where and when the plan was published (s.35)."""

from typing import Annotated, ClassVar

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


class Publication(RegisterFile):
    """`publication.yaml`."""

    NAME: ClassVar[str] = "publication"
    KIND: ClassVar[str] = "format"
    TITLE: ClassVar[str] = "Publication"
    COLUMNS: ClassVar[tuple[str, ...]] = ("format", "offered")
    PATH: ClassVar[str] = "publication.yaml"

    published: Day | None = Field(default=None, description="The day the plan was published (s35(1)).")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")
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
