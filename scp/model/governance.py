"""The Board, its committees, papers and timetable, the groups' terms and the guidance that was read (SSI 2014/285)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from scp.model.record import Day, Many, Place, Record, Refers, Slug, Span, Text, WebAddress, YesNo
from scp.model.register import RegisterFile
from scp.model.stage import Stage


class BoardSeat(Enum):
    """In what capacity somebody sits on an integration joint board (SSI 2014/285 arts.3, 5)."""

    COUNCIL = "council-nominee"
    HEALTH_BOARD = "health-board-nominee"
    SOCIAL_WORK = "chief-social-work-officer"
    CHIEF_OFFICER = "chief-officer"
    FINANCE = "finance-officer"
    GP = "general-practitioner"
    NURSE = "nurse"
    DOCTOR = "other-doctor"
    STAFF = "staff"
    THIRD_SECTOR = "third-sector"
    USERS = "service-users"
    CARERS = "unpaid-carers"
    INDEPENDENT = "independent-sector"
    HOUSING = "housing"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _SEAT_WORDS[self]

    @property
    def is_nominee(self) -> bool:
        """Whether a constituent authority nominates the member, who then has a vote (art.3(1))."""
        return self in (BoardSeat.COUNCIL, BoardSeat.HEALTH_BOARD)


_SEAT_WORDS = {
    BoardSeat.COUNCIL: "councillors whom the council nominates",
    BoardSeat.HEALTH_BOARD: "members whom the Health Board nominates",
    BoardSeat.SOCIAL_WORK: "the chief social work officer",
    BoardSeat.CHIEF_OFFICER: "the chief officer",
    BoardSeat.FINANCE: "the finance officer (section 95)",
    BoardSeat.GP: "a doctor from general practice",
    BoardSeat.NURSE: "a registered nurse",
    BoardSeat.DOCTOR: "a doctor of the Health Board who is not in general practice",
    BoardSeat.STAFF: "staff who provide the services",
    BoardSeat.THIRD_SECTOR: "third sector bodies",
    BoardSeat.USERS: "people who use services",
    BoardSeat.CARERS: "unpaid carers",
    BoardSeat.INDEPENDENT: "the independent sector",
    BoardSeat.HOUSING: "housing",
    BoardSeat.OTHER: "others",
}


class BoardMember(Record):
    """A seat on the Board and who holds it, by post or by what they bring; never by name."""

    id: Slug = Field(description="A short name for the seat.")
    seat: BoardSeat = Field(
        description="council-nominee, health-board-nominee, chief-social-work-officer, chief-officer, finance-officer, "
        "general-practitioner, nurse, other-doctor, staff, third-sector, service-users, unpaid-carers, "
        "independent-sector, housing or other."
    )
    holder: Text | None = Field(default=None, description="The post or the kind of person; never a person's name.")
    nominated_by: Annotated[Text, Refers("partner")] | None = Field(
        default=None, description="Code of the council or Health Board that nominated the member."
    )
    office: Text | None = Field(default=None, description="chair or vice-chair, where the member is one of them.")
    start: Day | None = Field(default=None, description="First day in the seat.")
    end: Day | None = Field(default=None, description="Last day in the seat, once it is known.")
    filling: Text | None = Field(default=None, description="What is being done about a vacancy.")

    def is_held(self, day: date) -> bool:
        """Whether somebody holds the seat on *day*."""
        return (
            self.holder is not None
            and self.start is not None
            and self.start <= day
            and (self.end is None or self.end >= day)
        )


class BoardMembers(RegisterFile):
    """`registers/board-members.yaml`."""

    NAME: ClassVar[str] = "board-members"
    KIND: ClassVar[str] = "board-member"
    TITLE: ClassVar[str] = "Members of the Board"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "seat", "holder", "office", "end")
    ABOUT: ClassVar[str] = (
        "Who sits on the integration joint board, by post (SSI 2014/285 arts.3, 5). Members beyond the least that the "
        "Order asks for, such as housing and the independent sector, belong here too."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "staff",
        "seat": "staff",
        "holder": "Joint staff side, health",
        "start": "2026-04-01",
    }

    members: Many[BoardMember] = Field(default=(), description="Each seat, past and present.")


class Committee(Record):
    """A committee or group that decides, advises on or scrutinises what the authority plans."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its name.")
    body: Text | None = Field(
        default=None, description="Code of the council, Health Board or authority to which it belongs."
    )
    does: Text | None = Field(default=None, description="decides, advises or scrutinises.")
    decides: Text | None = Field(default=None, description="What it decides, or what it advises on or looks into.")
    reports_to: Annotated[Slug, Refers("committee")] | None = Field(
        default=None, description="The committee to which it reports; none for the one at the top of its body."
    )
    reports: Many[Text] = Field(default=(), description="The regular reports that come to it, each with how often.")
    streamlined: Text | None = Field(
        default=None, description="What was done so that nothing is looked at twice, or why nothing needed doing."
    )


class Committees(RegisterFile):
    """`registers/committees.yaml`: the map of who decides what and who reports to whom."""

    NAME: ClassVar[str] = "committees"
    KIND: ClassVar[str] = "committee"
    TITLE: ClassVar[str] = "Committees and reports"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "body", "does", "reports_to")
    ABOUT: ClassVar[str] = (
        "Which committee of which body decides what, and who reports to whom (review of 2019, proposals 4(i) and (ii))."
    )
    STAGE: ClassVar[str] = "in-force"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "audit",
        "title": "Audit and risk committee",
        "body": "S37000010",
        "does": "scrutinises",
        "decides": "Looks into the accounts, the risks and what auditors recommend.",
        "reports": ["Internal audit, each quarter"],
        "streamlined": "Partners' audit committees get its minutes and ask for no report of their own.",
    }

    committees: Many[Committee] = Field(default=(), description="Each committee of each partner.")


class Terms(Record):
    """The terms of reference of one group, with the places of its paper that hold what must be there."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="The group.")
    planning_group: YesNo = Field(default=False, description="Whether it is the strategic planning group.")
    localities: Many[Annotated[Slug, Refers("locality")]] = Field(
        default=(), description="Localities whose planning group works under these terms."
    )
    committees: Many[Annotated[Slug, Refers("committee")]] = Field(
        default=(), description="Committees that work under these terms."
    )
    paper: Place | None = Field(default=None, description="The terms of reference, a Markdown file in evidence/.")
    powers: Place | None = Field(default=None, description="Their part on powers, as in evidence/terms.md#powers.")
    budget: Place | None = Field(default=None, description="Their part on how a budget is asked for and agreed.")
    disputes: Place | None = Field(default=None, description="Their part on how a dispute is settled.")
    approved: Day | None = Field(default=None, description="The day they were approved.")
    review: Day | None = Field(default=None, description="The day by which they are looked at again.")


class TermsOfReference(RegisterFile):
    """`registers/terms-of-reference.yaml`."""

    NAME: ClassVar[str] = "terms-of-reference"
    KIND: ClassVar[str] = "terms"
    TITLE: ClassVar[str] = "Terms of reference"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "approved", "review")
    ABOUT: ClassVar[str] = (
        "The terms of reference of the planning group and of each locality's group: powers, budget and disputes "
        "(response of 2012, answer 7)."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "planning-group",
        "title": "Strategic planning group",
        "planning_group": "yes",
        "approved": "2025-11-27",
        "review": "2028-11-30",
    }

    terms: Many[Terms] = Field(default=(), description="The terms of each group.")


class KnownGuidance(Enum):
    """Guidance that the duties name."""

    STRATEGIC_PLANS = "strategic-plans-second-edition"
    STRATEGIC_PLANS_2015 = "strategic-plans-2015"
    PLANNING_WITH_PEOPLE = "planning-with-people"
    OTHER = "other"


class Departure(Record):
    """A point at which the authority does otherwise than guidance says."""

    paragraph: Text = Field(description="The paragraph of the guidance.")
    reason: Text | None = Field(default=None, description="Why.")
    decided: Day | None = Field(default=None, description="The day on which that was decided.")
    decision: Text | None = Field(default=None, description="The decision's reference.")


class GuidanceDocument(Record):
    """Guidance to which the authority must have regard, and the edition that was read (s.53)."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its title.")
    known_as: KnownGuidance = Field(
        default=KnownGuidance.OTHER,
        description="strategic-plans-second-edition, strategic-plans-2015, planning-with-people or other.",
    )
    edition: Text | None = Field(default=None, description="The edition, for example second edition or June 2015.")
    issued: Day | None = Field(default=None, description="The day on which that edition was issued, where known.")
    read: Day | None = Field(default=None, description="The day on which this edition was read for this plan.")
    read_by: Text | None = Field(default=None, description="The post that read it.")
    superseded_by: Annotated[Slug, Refers("guidance-document")] | None = Field(
        default=None, description="The document that took its place; none where it is current."
    )
    departs: YesNo | None = Field(default=None, description="Whether the plan departs from it anywhere.")
    departures: Many[Departure] = Field(default=(), description="Each departure, with its reason.")
    url: WebAddress | None = Field(default=None, description="Where it can be read.")


class Guidance(RegisterFile):
    """`registers/guidance.yaml`."""

    NAME: ClassVar[str] = "guidance"
    KIND: ClassVar[str] = "guidance-document"
    TITLE: ClassVar[str] = "Guidance"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "edition", "read", "superseded_by")
    ABOUT: ClassVar[str] = (
        "Ministers' guidance under the Act, the edition read and when, and where the plan departs from it (s.53). The "
        "second edition on strategic plans is current; that of 2015 is superseded."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "strategic-plans",
        "title": "Health and social care - strategic plans: statutory guidance",
        "known_as": "strategic-plans-second-edition",
        "edition": "second edition",
        "read": "2026-01-12",
        "read_by": "Strategic Planning Manager",
        "departs": "no",
    }

    guidance: Many[GuidanceDocument] = Field(default=(), description="Each document, current and superseded.")


class Action(Enum):
    """What a recommendation asks the meeting to do."""

    NOTE = "note"
    APPROVE = "approve"
    AGREE = "agree"
    REQUEST = "request"
    DIRECT = "direct"
    DELEGATE = "delegate"
    ADOPT = "adopt"
    ENDORSE = "endorse"
    REFER = "refer"


class Outcome(Enum):
    """What the meeting made of a recommendation."""

    AGREED = "agreed"
    AMENDED = "amended"
    NOT_AGREED = "not-agreed"
    DEFERRED = "deferred"


class Recommendation(Record):
    """One decision that a paper asks for."""

    action: Action | None = Field(
        default=None,
        description="note, approve, agree, request, direct, delegate, adopt, endorse or refer: the word it begins with.",
    )
    text: Text = Field(description="The rest of the sentence.")
    decision: Outcome | None = Field(
        default=None, description="agreed, amended, not-agreed or deferred, as the minute says."
    )
    minute: Text | None = Field(default=None, description="The minute, for example item 6(i).")


class Implication(Record):
    """What a paper says of one kind of resource."""

    says: Text | None = Field(default=None, description="What it takes or saves.")
    none_because: Text | None = Field(default=None, description="Why there is nothing to say.")


class Resources(Record):
    """What the decision takes."""

    financial: Implication | None = Field(default=None, description="Money.")
    personnel: Implication | None = Field(default=None, description="People.")
    other: Implication | None = Field(default=None, description="Buildings, systems and all else.")


class Author(Record):
    """Who wrote a paper; the plan gives the team and the post, the copy that goes out may add a name."""

    author: Text | None = Field(default=None, description="The team or office that wrote it; never a person's name.")
    post: Text | None = Field(default=None, description="The post that answers for it.")
    contact: Text | None = Field(default=None, description="A shared e-mail address or telephone number.")
    date: Day | None = Field(default=None, description="The day on which it was finished.")


class Background(Record):
    """A paper that a report rests on."""

    title: Text = Field(description="Its title.")
    date: Day | None = Field(default=None, description="Its day.")
    place: Place | None = Field(default=None, description="The file of the plan, where it is one.")


class Talk(Record):
    """Somebody who was talked to while a paper or a response was written, or what was taken note of."""

    with_whom: Text = Field(description="A body, group or kind of staff; never a person's name.")
    date: Day | None = Field(default=None, description="When.")
    about: Text | None = Field(default=None, description="What came of it.")


class Equalities(Record):
    """What a paper says of people with protected characteristics."""

    says: Text | None = Field(default=None, description="What was found and what is done about it.")
    assessment: Place | None = Field(default=None, description="The assessment that it rests on.")


class BoardPaper(Record):
    """A cover report to the Board or to one of its committees."""

    id: Slug = Field(description="A short name.")
    title: Text = Field(description="Its subject.")
    report_to: Text | None = Field(default=None, description="To whom: the Board, or the committee by its name.")
    committee: Annotated[Slug, Refers("committee")] | None = Field(
        default=None, description="The committee that it goes to, where that is not the Board itself."
    )
    stage: Stage | None = Field(default=None, description="The stage that it asks the meeting to approve, if it does.")
    meeting: Day | None = Field(default=None, description="The day of the meeting.")
    issued: Day | None = Field(default=None, description="The day on which the papers reached the members.")
    by: Text | None = Field(default=None, description="The post that reports.")
    purpose: Text | None = Field(default=None, description="1. What the report is for.")
    recommendations: Many[Recommendation] = Field(default=(), description="2. Each decision asked for, by itself.")
    background: Text | None = Field(default=None, description="3. What led to it.")
    policy: Text | None = Field(default=None, description="4. What it means for the plan and for other policies.")
    equalities: Equalities | None = Field(default=None, description="5. What it means for equality.")
    resources: Resources | None = Field(default=None, description="6. What it takes: financial, personnel and other.")
    background_papers: Many[Background] = Field(default=(), description="7. What it rests on.")
    no_background_papers: Text | None = Field(default=None, description="Why it rests on no other paper.")
    author: Author | None = Field(default=None, description="Who wrote it: author, post, contact and date.")
    preparation: Many[Talk] = Field(default=(), description="Who was talked to in preparing it.")

    @property
    def clear_days(self) -> int | None:
        """Whole days between the day of issue and the day of the meeting, neither of them counted."""
        if self.issued is None or self.meeting is None:
            return None
        return (self.meeting - self.issued).days - 1


class BoardPapers(RegisterFile):
    """`registers/board-papers.yaml`."""

    NAME: ClassVar[str] = "board-papers"
    KIND: ClassVar[str] = "board-paper"
    TITLE: ClassVar[str] = "Papers for the Board"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title", "meeting", "issued", "stage")
    ABOUT: ClassVar[str] = (
        "The cover reports with which the plan went to the Board. Members get notice at least five clear days before "
        "(SSI 2014/285 schedule para 2)."
    )
    STAGE: ClassVar[str] = "draft-1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "final-plan",
        "title": "The strategic commissioning plan for approval",
        "report_to": "Integration joint board",
        "stage": "final",
        "meeting": "2027-02-25",
        "issued": "2027-02-18",
        "by": "Chief Officer",
        "purpose": "To ask the Board to approve the plan.",
        "recommendations": [{"action": "approve", "text": "the plan for 2027 to 2030"}],
    }

    papers: Many[BoardPaper] = Field(default=(), description="Each paper.")


class Milestone(Record):
    """One stage as it is timed: when work on it begins, how long it takes and when it is to be made."""

    id: Slug = Field(description="A short name.")
    stage: Stage = Field(description="proposals, draft-1, draft-2, final, published or review.")
    starts: Day | None = Field(default=None, description="The day on which work on it begins.")
    weeks: Span | None = Field(default=None, description="The least number of weeks that the work takes.")
    board: Day | None = Field(default=None, description="The meeting that decides on it, where one does.")
    planned: Day | None = Field(default=None, description="The day on which it is to be made.")


class Timetable(RegisterFile):
    """`registers/timetable.yaml`."""

    NAME: ClassVar[str] = "timetable"
    KIND: ClassVar[str] = "milestone"
    TITLE: ClassVar[str] = "Timetable"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "stage", "starts", "weeks", "board", "planned")
    ABOUT: ClassVar[str] = (
        "When each stage begins, how long it takes and when the Board meets, so that the plan is finished before the "
        "review falls due (s.37(10); guidance of the second edition, Annex C item 1)."
    )
    STAGE: ClassVar[str] = "proposals"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "id": "second-draft",
        "stage": "draft-2",
        "starts": "2026-07-27",
        "weeks": 6,
        "board": "2026-08-27",
        "planned": "2026-09-15",
    }

    meetings: Many[Day] = Field(default=(), description="The days on which the Board meets.")
    milestones: Many[Milestone] = Field(default=(), description="One for each stage.")


REGISTERS: tuple[type[RegisterFile], ...] = (
    BoardMembers,
    Committees,
    TermsOfReference,
    Guidance,
    BoardPapers,
    Timetable,
)
