"""Who was asked about which draft, what they said and what it changed (ss.33, 35(2); SSI 2014/283)."""

from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Names, Place, Record, Refers, Slug, Text, WebAddress, Whole, YesNo
from scp.model.register import RegisterFile
from scp.model.stage import Stage, stage_name


class Effect(Enum):
    """What a view changed."""

    CHANGED = "changed"
    PART = "part"
    NOT_CHANGED = "not-changed"
    OUT_OF_SCOPE = "out-of-scope"

    @property
    def words(self) -> str:
        return {
            "changed": "changed",
            "part": "changed in part",
            "not-changed": "not changed",
            "out-of-scope": "outside this plan",
        }[self.value]


class ConsulteeTest(Enum):
    """What makes somebody a standard consultee (SSI 2014/283 reg.5)."""

    USER = "user"
    CARER = "carer"
    OPERATES = "operates"
    OPERATES_AND_PROVIDES = "operates-and-provides"


class Consultee(Record):
    """Somebody who stands for a prescribed group, by organisation or role (SSI 2014/283 Schedule)."""

    id: Slug = Field(description="A short name.")
    name: Text = Field(description="The organisation, group or role; never a private person's name.")
    group: Annotated[Text, Names("consultee-group")] | None = Field(
        default=None, description="The prescribed group that it stands for."
    )
    why_representative: Text | None = Field(default=None, description="Why it may be taken to stand for the group.")
    established: Text | None = Field(
        default=None, description="`established` group or a `new` way in (guidance 2015 Annex A (d))."
    )
    third_sector_interface: YesNo = Field(default=False, description="Whether it is the third sector interface.")
    kind: Text | None = Field(
        default=None, description="advocacy, joint-planning, locality-group or community-planning, where it is one."
    )
    test: ConsulteeTest | None = Field(
        default=None,
        description="The test that the group must pass: user, carer, operates or operates-and-provides.",
    )
    in_area: YesNo | None = Field(
        default=None,
        description="Whether they live in the area (of carers: whether those they care for do), or work there.",
    )
    integrated_services: YesNo | None = Field(
        default=None,
        description="Whether they use integrated services (of carers: whether those they care for do), provide them or "
        "are engaged in them; not asked of housing and third sector bodies.",
    )
    satisfied_by: Text | None = Field(default=None, description="How the authority satisfied itself of that.")


class Consultees(RegisterFile):
    """`registers/consultees.yaml`."""

    NAME: ClassVar[str] = "consultees"
    KIND: ClassVar[str] = "consultee"
    TITLE: ClassVar[str] = "Consultees"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "name", "group")

    consultees: Many[Consultee] = Field(default=(), description="Everyone who is asked, by organisation or role.")


class Asked(Record):
    """Somebody to whom the draft was sent."""

    consultee: Annotated[Slug, Refers("consultee")] | None = Field(
        default=None, description="A consultee of registers/consultees.yaml."
    )
    partner: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of a council or Health Board of plan.yaml."
    )
    seat: Annotated[Slug, Refers("seat")] | None = Field(default=None, description="A seat of the planning group.")
    sent: Day | None = Field(default=None, description="The day it was sent.")
    how: Text | None = Field(default=None, description="E-mail, post, meeting …")
    what: Many[Text] = Field(
        default=(), description="What was sent, for example: draft, easy read, response form; the draft where empty."
    )
    no_views: Day | None = Field(default=None, description="The day they said that they had nothing to say.")


class Others(Record):
    """The decision on who else gets the draft (s33(4)(b)(ii))."""

    decided: Day | None = Field(default=None, description="The day it was decided.")
    sent_to: Many[Text] = Field(default=(), description="Who else, by organisation or role.")
    neighbours: Many[Text] = Field(default=(), description="Integration authorities nearby that got it too.")
    none_because: Text | None = Field(default=None, description="Why nobody else.")


class View(Record):
    """One view, and the answer to it."""

    id: Slug = Field(description="A short name, for example v1.")
    source: Text = Field(
        description="Whose view: a seat, organisation or kind of person; never a private person's name."
    )
    date: Day | None = Field(default=None, description="When it was given.")
    view: Text = Field(description="What was said.")
    theme: Text | None = Field(default=None, description="What it is about.")
    answer: Text | None = Field(default=None, description="The authority's answer, with its reason.")
    effect: Effect | None = Field(default=None, description="changed, part, not-changed or out-of-scope.")
    sections: Many[Place] = Field(default=(), description="The places changed because of it.")


class Method(Record):
    """A way in which people could take part."""

    kind: Text = Field(description="written, meeting, focus-group, questionnaire, online or interactive.")
    about: Text = Field(description="What was done.")
    date: Day | None = Field(default=None, description="When.")
    people: Whole | None = Field(default=None, description="How many took part; a count, never names.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="The localities that it was for; all where none is named."
    )


class Standard(Enum):
    """The seven National Standards for Community Engagement (2016)."""

    INCLUSION = "inclusion"
    SUPPORT = "support"
    PLANNING = "planning"
    WORKING_TOGETHER = "working-together"
    METHODS = "methods"
    COMMUNICATION = "communication"
    IMPACT = "impact"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class StandardMet(Record):
    """How the engagement plan meets one national standard."""

    standard: Standard = Field(
        description="inclusion, support, planning, working-together, methods, communication or impact."
    )
    how: Text | None = Field(default=None, description="What is done about it.")
    checked: Day | None = Field(default=None, description="The day on which it was checked off.")


class EngagementPlan(Record):
    """The agreed plan for asking people (guidance 2015 Annex A (e))."""

    paper: Place | None = Field(default=None, description="The plan for communication and engagement.")
    agreed: Day | None = Field(default=None, description="The day it was agreed.")
    audiences: Many[Text] = Field(default=(), description="Who should be reached.")
    barriers: Many[Text] = Field(default=(), description="Groups who face barriers, each with the help given.")
    strategy: Text | None = Field(default=None, description="The wider engagement strategy of which it is part.")
    strategy_owner: Text | None = Field(default=None, description="The body whose strategy that is.")
    planned_with: Many[Text] = Field(
        default=(), description="Community members in the planning team, by group or role; never by name."
    )
    planned_from: Day | None = Field(default=None, description="The day from which they took part in planning it.")
    resources: Many[Text] = Field(default=(), description="Staff time, money and other means that it has.")
    standards: Many[StandardMet] = Field(
        default=(), description="Each national standard for community engagement, checked off."
    )


class QuestionKind(Enum):
    """How a question is answered."""

    TEXT = "text"
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"


class Question(Record):
    """One question that a consultation asks."""

    id: Slug = Field(description="A short name, for example vision.")
    text: Text = Field(description="The question as it is asked.")
    kind: QuestionKind = Field(
        default=QuestionKind.TEXT, description="text in one's own words, one or several of the choices, or a scale."
    )
    choices: Many[Text] = Field(default=(), description="What may be chosen; of a scale, from the least to the most.")
    about: Place | None = Field(default=None, description="The part of the draft that it asks about.")
    easy: Text | None = Field(default=None, description="The question in easy read.")
    picture: Text | None = Field(
        default=None, description="The pictogram beside it in easy read, by its name, as in money."
    )


class Round(Record):
    """`consultation/<stage>/round.yaml`: one round of asking about one draft."""

    stage: Stage = Field(description="The stage asked about.", json_schema_extra={"from_file": True})
    number: Whole = Field(
        default=1,
        description="Which time the stage was reached, where that is not the first.",
        json_schema_extra={"from_file": True},
    )
    opened: Day | None = Field(default=None, description="The day on which views were asked for.")
    closes: Day | None = Field(default=None, description="The last day for views.")
    period_reason: Text | None = Field(default=None, description="Why that length is right; the Act sets none.")
    closed: Day | None = Field(
        default=None, description="The day on which the round was closed; what comes later is not part of it."
    )
    questions: Many[Question] = Field(default=(), description="What the consultation asks.")
    asked: Many[Asked] = Field(default=(), description="Everyone asked, with the day.")
    others: Others | None = Field(default=None, description="Who else got the draft (s33(4)(b)(ii)).")
    methods: Many[Method] = Field(default=(), description="Ways in which people could take part.")
    engagement_plan: EngagementPlan | None = Field(default=None, description="The plan for asking people.")
    views: Many[View] = Field(default=(), description="Each view and its answer.")
    no_views_reason: Text | None = Field(default=None, description="What was done to get views, where nobody gave any.")
    summary: Text | None = Field(default=None, description="A few sentences on the round for the statement.")
    draft_published: Day | None = Field(default=None, description="The day on which the document was made public.")
    draft_url: WebAddress | None = Field(default=None, description="Where the public can read it.")
    draft_not_published: Text | None = Field(default=None, description="Why the document was not made public.")
    responses_published: Day | None = Field(default=None, description="The day on which views and answers were.")
    responses_not_published: Text | None = Field(default=None, description="Why they were not.")

    @property
    def name(self) -> str:
        """`draft-2.2`: the stage, and which time it was reached where that is not the first."""
        return stage_name(self.stage, self.number)

    @property
    def path(self) -> str:
        return f"consultation/{self.name}/round.yaml"
