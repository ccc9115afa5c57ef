"""What people answered to a consultation, without who they are, and the themes it falls under (s33(7), s35(2))."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from pydantic import Field

from scp.model.record import Day, Many, Place, Record, Slug, Text
from scp.problem import NOWHERE, Location


class Channel(Enum):
    """The way in which a response came."""

    ONLINE = "online"
    PAPER = "paper"
    EMAIL = "e-mail"
    PHONE = "phone"
    MEETING = "meeting"
    WORD = "word"

    @property
    def words(self) -> str:
        return {"word": "marked in a Word copy", "phone": "by telephone", "meeting": "at a meeting"}.get(
            self.value, self.value
        )


class Quote(Enum):
    """What the person who answered lets be published."""

    NAME = "name"
    ANONYMOUS = "anonymous"
    NO = "no"

    @property
    def words(self) -> str:
        return {"name": "with the organisation's name", "anonymous": "without a name", "no": "not to be quoted"}[
            self.value
        ]


class Mark(Enum):
    """What an answer is: words of one's own, a choice, or a mark in a Word copy."""

    TEXT = "text"
    CHOICE = "choice"
    COMMENT = "comment"
    INSERTION = "insertion"
    DELETION = "deletion"
    REPLACEMENT = "replacement"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one response: one row of `answers.csv`.

    *question* is the id of a question of the round, empty for words that answer none. *place* and *passage* say which
    words of the draft it is about; *gone* that those words are not there any more. *withheld* is the reason for which
    words were taken out.
    """

    response: str
    answer: str
    question: str = ""
    mark: Mark = Mark.TEXT
    themes: tuple[str, ...] = ()
    place: str = ""
    passage: str = ""
    gone: bool = False
    withheld: str = ""
    at: Location = NOWHERE

    @property
    def needs_theme(self) -> bool:
        """Whether it says something that a decision must be made on: a choice is counted, words are answered."""
        return self.mark is not Mark.CHOICE and bool(self.answer or self.passage)


@dataclass(frozen=True, slots=True)
class Response:
    """One person's or body's response: one row of `responses.csv`. An organisation is named, a person never."""

    id: str
    received: date | None = None
    channel: Channel = Channel.ONLINE
    source: str = ""
    organisation: str = ""
    group: str = ""
    locality: str = ""
    quote: Quote = Quote.NO
    answers: tuple[Answer, ...] = ()
    at: Location = NOWHERE


class Outcome(Enum):
    """What was decided on a theme."""

    ACCEPTED = "accepted"
    IN_PART = "in-part"
    NOT_ACCEPTED = "not-accepted"

    @property
    def words(self) -> str:
        return {"accepted": "accepted", "in-part": "accepted in part", "not-accepted": "not accepted"}[self.value]


class Theme(Record):
    """Responses that say the same, what was decided on them, and the words that changed."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What people said, in a few words.")
    summary: Text | None = Field(default=None, description="What people said, in a sentence or two, fairly put.")
    decision: Outcome | None = Field(default=None, description="accepted, in-part or not-accepted.")
    reason: Text | None = Field(default=None, description="Why it was decided so, for those who said it.")
    decided: Day | None = Field(default=None, description="The day it was decided.")
    decided_by: Text | None = Field(default=None, description="The body or post that decided.")
    sections: Many[Place] = Field(default=(), description="The places changed because of it.")

    @property
    def is_open(self) -> bool:
        """Whether a decision or its reason is still missing."""
        return self.decision is None or not self.reason


class Themes(Record):
    """`consultation/<stage>/themes.yaml`."""

    themes: Many[Theme] = Field(default=(), description="Each theme.")


@dataclass(frozen=True)
class Replies:
    """What came in a round: the responses, each with its answers, and the themes they were put under."""

    name: str
    responses: tuple[Response, ...] = ()
    themes: tuple[Theme, ...] = ()

    @property
    def folder(self) -> str:
        return f"consultation/{self.name}/"

    def theme(self, id: str) -> Theme | None:
        return next((each for each in self.themes if each.id == id), None)

    def under(self, theme: str) -> tuple[tuple[Response, Answer], ...]:
        """Every answer under *theme*, with its response."""
        return tuple((each, answer) for each in self.responses for answer in each.answers if theme in answer.themes)

    @property
    def unplaced(self) -> tuple[tuple[Response, Answer], ...]:
        """Every answer that says something and is in no theme."""
        return tuple(
            (each, answer)
            for each in self.responses
            for answer in each.answers
            if answer.needs_theme and not answer.themes
        )
