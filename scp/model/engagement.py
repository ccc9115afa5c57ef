"""Talking with people between and around the formal rounds (2015 guidance paras 2.2, 4.2; Planning with People)."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.governance import Talk
from scp.model.record import Day, Many, Record, Refers, Slug, Text, Whole
from scp.model.register import RegisterFile
from scp.model.stage import Stage


class Phase(Enum):
    """What the plan was going through when people were talked with (guidance 2015 para 2.2)."""

    PREPARATION = "preparation"
    PUBLICATION = "publication"
    DELIVERY = "delivery"
    REVIEW = "review"


class OptionsDiscussed(Record):
    """Options that were talked through with people before they were scored."""

    appraisal: Text = Field(description="The option appraisal, by its id or title.")
    options: Many[Text] = Field(default=(), description="The options that people saw.")
    scored: Day | None = Field(default=None, description="The day on which they were scored.")


class Engagement(Record):
    """One time at which people were talked with; never with a private person's name."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was done.")
    date: Day | None = Field(default=None, description="The day.")
    phase: Phase | None = Field(default=None, description="preparation, publication, delivery or review.")
    stage: Stage | None = Field(default=None, description="The stage that it helped to write, where it did.")
    consultees: Many[Annotated[Slug, Refers("consultee")]] = Field(default=(), description="Consultees who took part.")
    seats: Many[Annotated[Slug, Refers("seat")]] = Field(
        default=(), description="Seats of the planning group who took part."
    )
    others: Text | None = Field(default=None, description="Who else took part, by kind of person or organisation.")
    people: Whole | None = Field(default=None, description="How many; a count, never names.")
    heard: Text | None = Field(default=None, description="What they contributed.")
    effect: Text | None = Field(default=None, description="What became of it.")
    options: Many[OptionsDiscussed] = Field(
        default=(), description="Options that were discussed, for each appraisal, with the day of scoring."
    )


class EngagementLog(RegisterFile):
    """`registers/engagement-log.yaml`."""

    NAME: ClassVar[str] = "engagement-log"
    KIND: ClassVar[str] = "engagement"
    TITLE: ClassVar[str] = "Talking with people"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "phase", "people")
    ABOUT: ClassVar[str] = (
        "Each time that people were talked with, in and between the rounds on the drafts, in publishing the plan and in "
        "reviewing it (guidance 2015 paras 2.2 and 4.2). What was said about a draft stays in consultation/."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "cafe-january",
        "title": "Two afternoons in a recovery café",
        "date": "2026-01-20",
        "phase": "preparation",
        "stage": "proposals",
        "others": "People in recovery",
        "people": 23,
        "heard": "Workers leave when money is for one year only.",
        "effect": "The proposals ask for money for three years.",
    }

    entries: Many[Engagement] = Field(default=(), description="Each time.")


class GroupQuestion(Record):
    """What the planning group answered for one care group (guidance 2015 para 4.3)."""

    id: Slug = Field(description="A short name.")
    care_group: Annotated[Slug, Refers("care-group")] = Field(description="The care group.")
    meeting: Day | None = Field(default=None, description="The day of the group's meeting at which it was answered.")
    achieve: Text | None = Field(default=None, description="What is to be achieved, and for whom.")
    success: Text | None = Field(default=None, description="How successful it has been so far.")
    differently: Text | None = Field(default=None, description="What will be done differently.")
    resource: Text | None = Field(default=None, description="With what resource.")


class GroupQuestions(RegisterFile):
    """`registers/group-questions.yaml`."""

    NAME: ClassVar[str] = "group-questions"
    KIND: ClassVar[str] = "group-question"
    TITLE: ClassVar[str] = "Questions of the planning group"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "care_group", "meeting")
    ABOUT: ClassVar[str] = (
        "The planning group's questions, answered for each care group: what to achieve and for whom, how successful so "
        "far, what to do differently and with what resource (guidance 2015 para 4.3)."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "carers",
        "care_group": "carers",
        "meeting": "2026-01-22",
        "achieve": "Carers who can go on caring and have a life of their own.",
        "success": "One in three feels supported.",
        "differently": "Breaks are promised and not only planned.",
        "resource": "The carers' budget and a share of what day centres cost now.",
    }

    questions: Many[GroupQuestion] = Field(default=(), description="One for each care group.")


class Sector(Enum):
    """A sector that planners work with."""

    THIRD = "third-sector"
    INDEPENDENT = "independent-sector"
    HOUSING = "housing"
    PUBLIC = "public-sector"
    COMMUNITY = "community"


class Development(Record):
    """Something by which those who plan and commission learnt to work with others."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="What was done.")
    date: Day | None = Field(default=None, description="When.")
    sectors: Many[Sector] = Field(
        default=(),
        description="Sectors that it was about: third-sector, independent-sector, housing, public-sector, community.",
    )
    who: Text | None = Field(default=None, description="Who took part, by post or kind of person.")
    people: Whole | None = Field(default=None, description="How many.")
    learnt: Text | None = Field(default=None, description="What they do differently since.")


class DevelopmentLog(RegisterFile):
    """`registers/development-log.yaml`."""

    NAME: ClassVar[str] = "development-log"
    KIND: ClassVar[str] = "development"
    TITLE: ClassVar[str] = "Learning to work with others"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "date", "who")
    ABOUT: ClassVar[str] = (
        "How those who plan and commission learn to work with all sectors (guidance 2015 Annex A (d)); leadership "
        "development belongs here too."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "provider-day",
        "title": "A day in the offices of three charities",
        "date": "2027-01-20",
        "sectors": ["third-sector"],
        "who": "Commissioning officers",
        "people": 9,
        "learnt": "Tenders are open for six weeks and not for three.",
    }

    activities: Many[Development] = Field(default=(), description="Each activity.")


class Part(Record):
    """A part of a response, with the bodies whose view it is."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its heading.")
    on_behalf_of: Many[Text] = Field(default=(), description="Each body whose view it is.")
    agreed: dict[Text, Day] = Field(default={}, description="The day on which each of those bodies agreed to it.")
    comments: Text | None = Field(default=None, description="General comments, where the part holds them.")


class Question(Record):
    """A numbered question of a consultation."""

    number: Whole = Field(description="Its number.")
    question: Text = Field(description="The question.")


class AnswerGiven(Record):
    """The answer to one numbered question."""

    number: Whole = Field(description="The question's number.")
    answer: Text | None = Field(default=None, description="The answer.")
    part: Text | None = Field(default=None, description="The part of the response to which it belongs, by its id.")


class Response(Record):
    """A response that the authority, or its partners, made to somebody's consultation."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The consultation answered.")
    consulted_by: Text | None = Field(default=None, description="The body that asked.")
    closes: Day | None = Field(default=None, description="The last day for responses.")
    paper: Annotated[Slug, Refers("board-paper")] | None = Field(
        default=None, description="The paper with which it went for approval."
    )
    approved: Day | None = Field(default=None, description="The day of approval, where no paper is recorded.")
    sent: Day | None = Field(default=None, description="The day on which it was sent.")
    questions: Many[Question] = Field(default=(), description="The questions asked, by number.")
    parts: Many[Part] = Field(default=(), description="Its parts, general comments first.")
    answers: Many[AnswerGiven] = Field(default=(), description="The answers, in the order of the questions.")
    preparation: Many[Talk] = Field(default=(), description="Who was talked to in preparing it.")
    noted: Many[Text] = Field(default=(), description="Other bodies' responses and papers that were taken note of.")


class Responses(RegisterFile):
    """`registers/consultation-responses.yaml`."""

    NAME: ClassVar[str] = "consultation-responses"
    KIND: ClassVar[str] = "consultation-response"
    TITLE: ClassVar[str] = "Responses to consultations"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "closes", "sent")
    ABOUT: ClassVar[str] = (
        "Responses that the authority made to other bodies' consultations, such as a neighbour's draft plan: each "
        "numbered question answered in order, with whose view each part is (East Lothian's response of 2012)."
    )
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "neighbour-draft-plan",
        "title": "Draft strategic plan of a neighbouring authority",
        "consulted_by": "Midlothian Integration Joint Board",
        "closes": "2026-07-31",
        "questions": [{"number": 1, "question": "Do you agree with the priorities?"}],
        "parts": [{"id": "joint", "title": "Answers", "on_behalf_of": ["East Lothian Integration Joint Board"]}],
        "answers": [{"number": 1, "answer": "Yes, all six.", "part": "joint"}],
    }

    responses: Many[Response] = Field(default=(), description="Each response.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    EngagementLog,
    GroupQuestions,
    DevelopmentLog,
    Responses,
)
