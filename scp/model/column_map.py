"""Which column of an export of responses is what: headings and their meaning, never what anybody answered."""

from enum import Enum

from pydantic import Field

from scp.model.record import Many, Record, Slug, Text, Whole
from scp.model.responses import Channel, Quote


class Role(Enum):
    """What a column holds."""

    ID = "id"
    RECEIVED = "received"
    CHANNEL = "channel"
    NAME = "name"
    NAME_OR_ORGANISATION = "name-or-organisation"
    ORGANISATION = "organisation"
    RESPONDENT = "respondent"
    CONSENT = "consent"
    GROUP = "group"
    LOCALITY = "locality"
    TITLE = "title"
    ANSWER = "answer"
    PRIVATE = "private"
    UNUSED = "unused"

    @property
    def words(self) -> str:
        return _ROLES[self]


_ROLES = {
    Role.ID: "tells responses apart; kept in the ledger only",
    Role.RECEIVED: "the day it was given",
    Role.CHANNEL: "online, paper, e-mail, phone or meeting",
    Role.NAME: "a person's name; dropped, and taken out of every answer",
    Role.NAME_OR_ORGANISATION: "a person's name or an organisation's, as the column on respondents says",
    Role.ORGANISATION: "an organisation's name; kept where it may be published",
    Role.RESPONDENT: "whether a person answered or an organisation",
    Role.CONSENT: "what may be published",
    Role.GROUP: "the prescribed group",
    Role.LOCALITY: "the locality",
    Role.TITLE: "a title, put before the words of the answer",
    Role.ANSWER: "an answer",
    Role.PRIVATE: "personal; dropped, and never written anywhere",
    Role.UNUSED: "not needed; dropped",
}


class DateOrder(Enum):
    """How days are written in the file."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class Meaning(Record):
    """What a cell means."""

    cell: Text = Field(description="What stands in the cell.")
    means: Text | None = Field(
        default=None,
        description="Id of a locality or prescribed group; name, anonymous or no; individual or organisation; a "
        "channel. Nothing: it is left out.",
    )


class Column(Record):
    """One column of the file."""

    heading: Text = Field(description="Its heading.")
    choice: Text | None = Field(default=None, description="What stands in the second row of headings.")
    nth: Whole = Field(default=1, description="Which of several columns of that heading it is.")
    role: Role | None = Field(
        default=None,
        description="id, received, channel, name, name-or-organisation, organisation, respondent, consent, group, "
        "locality, title, answer, private or unused.",
    )
    question: Slug | None = Field(default=None, description="Question of the round that it answers.")
    other: Text | None = Field(
        default=None, description="yes where it holds words of one's own beside choices (Other, please specify)."
    )
    split: Text | None = Field(default=None, description="The sign between several choices in one cell.")
    values: Many[Meaning] = Field(default=(), description="What its cells mean, where they are not the ids themselves.")

    @property
    def key(self) -> tuple[str, str, int]:
        return self.heading, self.choice or "", self.nth


class ImportSource(Record):
    """One kind of file that responses come in."""

    id: Slug = Field(description="A short name; each response keeps it as its source.")
    layout: Text | None = Field(
        default=None,
        description="microsoft-forms, surveymonkey, citizen-space, decidim, decidim-survey, by-hand or other.",
    )
    channel: Channel = Field(
        default=Channel.ONLINE, description="online, paper, e-mail, phone or meeting, where no column says it."
    )
    quote: Quote = Field(
        default=Quote.NO, description="name, anonymous or no: what may be quoted, where no column says it."
    )
    dates: DateOrder | None = Field(default=None, description="day-first, month-first or year-first.")
    columns: Many[Column] = Field(default=(), description="Every column of the file.")

    def of(self, role: Role) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if each.role is role)


class ColumnMap(Record):
    """`consultation/<round>/import.yaml`."""

    sources: Many[ImportSource] = Field(default=(), description="Each kind of file.")
