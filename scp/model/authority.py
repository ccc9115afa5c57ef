"""The integration authority and the bodies that delegate to it (ss.1, 59)."""

from enum import Enum

from pydantic import Field

from scp.model.record import Day, Email, Many, Principal, Record, Text


class Model(Enum):
    """The integration models of s.1(4)."""

    IJB = "ijb"
    LEAD_HEALTH_BOARD = "lead-health-board"
    LEAD_COUNCIL = "lead-council"
    BOTH = "both"

    @property
    def is_lead_agency(self) -> bool:
        return self is not Model.IJB


class Body(Record):
    """A council or Health Board."""

    code: Text = Field(description="Its nine-character code, for example S12000010.")
    name: Text = Field(description="Its name in full.")


class IntegrationAuthority(Record):
    """The body, or bodies acting jointly, that must prepare the plan (s.59)."""

    code: Text = Field(description="Its code in the register of authorities, for example S37000010.")
    name: Text = Field(description="Its name in full, as on the cover.")
    area: Text = Field(description="The area as people call it.")


class Partners(Record):
    """The constituent authorities: each council and the Health Board (s.1)."""

    councils: Many[Body] = Field(description="Each council of the area.")
    health_board: Body = Field(description="The Health Board.")

    @property
    def bodies(self) -> tuple[Body, ...]:
        return (*self.councils, self.health_board)


class IntegrationScheme(Record):
    """The scheme under which functions are delegated (s.1)."""

    date: Day | None = Field(default=None, description="The day on which Ministers approved the scheme in force.")
    reviewed: Day | None = Field(
        default=None, description="The day on which its last review ended with a change or a decision of none (s44)."
    )
    reference: Text | None = Field(default=None, description="Title or reference of the scheme.")
    start_day: Day | None = Field(
        default=None, description="The integration start day (s.9); not the day the board was set up."
    )
    not_available: dict[str, Text] = Field(default={}, description="What is not known, with the reason.")


class Officer(Record):
    """A post that answers for something; never a person's name."""

    post: Text = Field(description="The post, for example Chief Finance Officer.")
    role: Text | None = Field(default=None, description="What the post answers for in this plan.")
    signs_as: Principal | None = Field(
        default=None,
        description="The name by which .scp/allowed_signers knows the post, for example chief-officer@authority.",
    )


class Contact(Record):
    """Whom the public asks, and for other formats."""

    team: Text | None = Field(default=None, description="The team that answers.")
    phone: Text | None = Field(default=None, description="Telephone number.")
    email: Email | None = Field(default=None, description="Shared e-mail address of the team.")
    post: Text | None = Field(default=None, description="Address for letters.")
