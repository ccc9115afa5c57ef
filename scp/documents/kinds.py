"""Which documents there are: the name, title and purpose of each, and which of them a plan's stage calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from scp.documents.directed import direction
from scp.documents.kept import kept
from scp.documents.languages import language
from scp.documents.reported import report, report_years
from scp.documents.set_tables import statement, statement_years
from scp.model.accounts import FinancialStatements
from scp.model.assessments import Assessments
from scp.model.directions import Directions
from scp.model.engagement import Responses
from scp.model.governance import BoardPapers
from scp.model.market import Housing, Market
from scp.model.performance import PerformanceReports
from scp.model.plan import Glossary, Plan
from scp.model.priorities import Priorities
from scp.model.register import RegisterFile
from scp.model.stage import Stage

FULL_PLAN, EASY_READ, PROPOSALS = "full-plan", "easy-read", "proposals"
EASY_QUESTIONS = "easy-read-questions"
ON_A_PAGE, MONEY = "plan-on-a-page", "financial-statement"
COMPLIANCE, REGISTERS = "compliance-statement", "registers"
STATEMENT, PACK, GROUP = "statement-of-consultation", "consultation-pack", "planning-group-papers"
SAID_AND_DID = "you-said-we-did"

Words = Callable[[Plan, str], str]


@dataclass(frozen=True)
class Kind:
    """One kind of document: its name, and its title and purpose for a plan.

    A kind with *subjects* is a document of its own for each of them, such as a cover report for each paper.
    """

    name: str
    title: Words
    about: Words
    layout: str = "plan"
    numbered: bool = True
    subjects: Callable[[Plan], Iterable[str]] | None = None


@dataclass(frozen=True)
class Wanted:
    """One document to make: its kind and, where the kind has several, which."""

    kind: Kind
    subject: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind.name}-{self.subject}" if self.subject else self.kind.name


def _period(plan: Plan) -> str:
    period = plan.record.period
    return f"{period.start.year} to {plan.end.year}" if period.start and plan.end else f"edition {plan.edition}"


def _paper(plan: Plan, id: str) -> str:
    return next(each.title for each in plan.of(BoardPapers).papers if each.id == id)


def _answered(plan: Plan, id: str) -> str:
    return next(each.title for each in plan.of(Responses).responses if each.id == id)


def _round_words(plan: Plan, name: str) -> str:
    return next(each.stage.words for each in plan.rounds if each.name == name)


def _locality(plan: Plan, id: str) -> str:
    return next(each.name for each in plan.localities if each.id == id)


def _care_group(plan: Plan, id: str) -> str:
    return next(each.name for each in plan.care_groups if each.id == id)


KINDS = (
    Kind(
        FULL_PLAN,
        lambda plan, _: plan.title,
        lambda plan, _: (
            f"How health and social care will be arranged in {plan.record.authority.area}, {_period(plan)}, for the "
            "whole area, for each locality and for each care group."
        ),
    ),
    Kind(
        EASY_READ,
        lambda plan, code: (
            language(code or "en").say("Our plan for health and social care in {}").format(plan.record.authority.area)
        ),
        lambda plan, code: (
            language(code or "en").say("This is an easy read summary. The full plan is called {}.").format(plan.title)
        ),
        "easy-read",
        False,
        subjects=lambda plan: ("", *dict.fromkeys(each.language or "" for each in plan.translations)),
    ),
    Kind(
        EASY_QUESTIONS,
        lambda plan, _: f"Have your say: our plan for health and social care in {plan.record.authority.area}",
        lambda plan, name: (
            f"This is an easy read form. It asks what you think of the {_round_words(plan, name)} of our plan."
        ),
        "easy-read",
        False,
        subjects=lambda plan: (each.name for each in plan.rounds if each.stage is Stage.DRAFT_2 and each.questions),
    ),
    Kind(
        PROPOSALS,
        lambda plan, _: f"Proposals for the {plan.title}",
        lambda plan, _: (
            "What the plan should contain: proposals on which the strategic planning group is asked for its views."
        ),
    ),
    Kind(
        PACK,
        lambda plan, name: f"Consultation on the {_round_words(plan, name)}",
        lambda plan, name: (
            f"What we ask about the {_round_words(plan, name)} of the {plan.title}, until when, and how to answer."
        ),
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.name for each in plan.rounds if each.stage is Stage.DRAFT_2),
    ),
    Kind(
        GROUP,
        lambda plan, name: f"Strategic planning group: the {_round_words(plan, name)}",
        lambda plan, name: (
            f"Agenda, membership and points for the planning group's meeting on the {_round_words(plan, name)} of the "
            f"{plan.title}."
        ),
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.name for each in plan.rounds),
    ),
    Kind(
        STATEMENT,
        lambda plan, _: "Statement of consultation",
        lambda plan, _: f"What was done to prepare the {plan.title}, who was asked, what they said and what changed.",
    ),
    Kind(
        SAID_AND_DID,
        lambda plan, _: "We asked, you said, we did",
        lambda plan, _: f"What people said of the second draft of the {plan.title}, and what we changed because of it.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "cover-report",
        _paper,
        lambda plan, id: f"Report on the {plan.title}.",
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.id for each in plan.of(BoardPapers).papers),
    ),
    Kind(
        "answers-to",
        _answered,
        lambda plan, id: f"The response of {plan.record.authority.name} to the consultation: {_answered(plan, id)}.",
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.id for each in plan.of(Responses).responses),
    ),
    Kind(
        ON_A_PAGE,
        lambda plan, _: f"{plan.record.authority.area}: our plan on a page",
        lambda plan, _: f"The vision, the priorities and the money of the {plan.title}.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "executive-summary",
        lambda plan, _: f"{plan.title}: executive summary",
        lambda plan, _: f"What the {plan.title} says, in a few pages.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "implementation-plan",
        lambda plan, _: "Implementation plan",
        lambda plan, _: (
            f"Everything that the {plan.title} commits the authority to: who answers for it, by when, with what, and "
            "under which direction."
        ),
    ),
    Kind(
        "locality-booklet",
        lambda plan, id: f"{_locality(plan, id)}: health and social care near you",
        lambda plan, id: (
            f"Who lives in {_locality(plan, id)}, what people said, what will be arranged there, with what money, and "
            f"whom to ask. Part of the {plan.title}."
        ),
        subjects=lambda plan: (each.id for each in plan.localities),
    ),
    Kind(
        "care-group-section",
        lambda plan, id: f"{_care_group(plan, id)}: what we plan",
        lambda plan, id: (
            f"What the {plan.title} plans for one group: {_care_group(plan, id)}. For everybody and locality by locality."
        ),
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.id for each in plan.care_groups),
    ),
    Kind(
        "glossary",
        lambda plan, _: "What the words mean",
        lambda plan, _: f"The hard words of the {plan.title}, explained.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        MONEY,
        lambda plan, year: statement(plan, year).title,
        lambda plan, year: (
            f"What {plan.record.authority.name} intends to spend in {year} on putting the {plan.title} into effect."
        ),
        layout="paper",
        numbered=False,
        subjects=statement_years,
    ),
    Kind(
        "market-facilitation-plan",
        lambda plan, _: "Market facilitation plan",
        lambda plan, _: (
            f"For those who provide care and support in {plan.record.authority.area}: what will be wanted, how much, of "
            "what kind, and how it is bought."
        ),
    ),
    Kind(
        "housing-contribution-statement",
        lambda plan, _: "Housing contribution statement",
        lambda plan, _: f"What housing contributes to the {plan.title}.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "impact-summaries",
        lambda plan, _: "Impact assessments: summaries",
        lambda plan, _: f"What each impact assessment of the {plan.title} found, and what it changed.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "performance-report",
        lambda plan, year: report(plan, year).title,
        lambda plan, year: (
            f"How {plan.record.authority.name} did in {year}: the national outcomes, the delivery principles, planning, "
            "money, Best Value, localities and inspections."
        ),
        subjects=report_years,
    ),
    Kind(
        "directions",
        lambda plan, _: "Log of directions",
        lambda plan, _: f"Every direction that {plan.record.authority.name} gave, to whom, and how far it has come.",
        layout="paper",
        numbered=False,
    ),
    Kind(
        "direction",
        lambda plan, id: f"Direction: {direction(plan, id).title}",
        lambda plan, id: f"A direction of {plan.record.authority.name} under sections 26 and 27 of the 2014 Act.",
        layout="paper",
        numbered=False,
        subjects=lambda plan: (each.id for each in plan.of(Directions).directions),
    ),
    Kind(
        COMPLIANCE,
        lambda plan, _: "Compliance statement",
        lambda plan, _: (
            f"How the {plan.title} stands to each duty of the law and its guidance, where, and who signed for it."
        ),
    ),
    Kind(
        REGISTERS,
        lambda plan, _: "Registers",
        lambda plan, _: f"The records behind the {plan.title}, register by register.",
    ),
)


COMING: tuple[str, ...] = (FULL_PLAN, EASY_READ, STATEMENT)
PUBLISHED: tuple[str, ...] = (
    FULL_PLAN,
    EASY_READ,
    ON_A_PAGE,
    "executive-summary",
    "locality-booklet",
    STATEMENT,
    MONEY,
    "implementation-plan",
    "market-facilitation-plan",
    "housing-contribution-statement",
    "impact-summaries",
    "glossary",
)
CALLED_FOR: Mapping[Stage | None, tuple[str, ...]] = {
    None: (PROPOSALS, FULL_PLAN, EASY_READ),
    Stage.PROPOSALS: (PROPOSALS, *COMING),
    Stage.DRAFT_1: COMING,
    Stage.DRAFT_2: (PACK, *COMING, EASY_QUESTIONS),
    Stage.FINAL: PUBLISHED,
    Stage.PUBLISHED: PUBLISHED,
}
"""What each stage calls for: what goes out with it. The proposals are for the planning group (s33(2)); a draft goes with
its easy read and what was said before (s33(3), (4)), the second with a pack and easy-read questions for everybody else; the final and the
published plan are a set (s35, s39). None is before the first stage."""


def _file(register: type[RegisterFile]) -> str:
    return register.PATH or f"registers/{register.NAME}.yaml"


RECORDED: Mapping[str, tuple[str, Callable[[Plan], object]]] = {
    EASY_READ: ("easy-read/", lambda plan: plan.easy_read),
    EASY_QUESTIONS: (
        "consultation/draft-2/round.yaml",
        lambda plan: any(each.questions for each in plan.rounds_on(Stage.DRAFT_2)),
    ),
    PACK: ("consultation/draft-2/round.yaml", lambda plan: plan.rounds_on(Stage.DRAFT_2)),
    GROUP: ("consultation/proposals/round.yaml", lambda plan: plan.rounds),
    STATEMENT: ("consultation/proposals/round.yaml", lambda plan: plan.rounds),
    SAID_AND_DID: ("consultation/draft-2/round.yaml", lambda plan: plan.rounds_on(Stage.DRAFT_2)),
    "cover-report": (_file(BoardPapers), lambda plan: plan.of(BoardPapers).papers),
    "answers-to": (_file(Responses), lambda plan: plan.of(Responses).responses),
    ON_A_PAGE: (_file(Priorities), lambda plan: plan.priorities),
    "executive-summary": (_file(Priorities), lambda plan: plan.priorities or plan.role("summary")),
    "implementation-plan": (_file(Priorities), lambda plan: any(each.commitments for each in plan.priorities)),
    "locality-booklet": ("localities/", lambda plan: plan.localities),
    "care-group-section": ("care-groups/", lambda plan: plan.care_groups),
    "glossary": (_file(Glossary), lambda plan: plan.glossary),
    MONEY: (_file(FinancialStatements), statement_years),
    "market-facilitation-plan": (_file(Market), lambda plan: plan.of(Market).market or _is_written(plan, "market")),
    "housing-contribution-statement": (
        Housing.PATH,
        lambda plan: plan.of(Housing).parts or _is_written(plan, "housing"),
    ),
    "impact-summaries": (_file(Assessments), lambda plan: plan.of(Assessments).assessments),
    "performance-report": (_file(PerformanceReports), report_years),
    "directions": (_file(Directions), lambda plan: plan.of(Directions).directions),
    "direction": (_file(Directions), lambda plan: plan.of(Directions).directions),
    REGISTERS: ("registers/", kept),
}
"""The file to fill for each document that is made of records, and what it holds of them."""


def _is_written(plan: Plan, role: str) -> bool:
    found = plan.role(role)
    return found is not None and found.section.is_written


class Reason(Enum):
    """Why a document is not made where none is named."""

    STAGE = "not called for at this stage"
    EMPTY = "nothing recorded"
    NAMED = "made when you name it"


@dataclass(frozen=True)
class LeftOut:
    """A kind of document that is not made, why, and what more there is to say: the stages, or the file to fill."""

    name: str
    reason: Reason
    more: str = ""


def called_for(plan: Plan) -> tuple[str, ...]:
    """The documents that the plan's stage calls for and of which there is something to make."""
    return tuple(name for name in CALLED_FOR[plan.stage] if is_recorded(plan, name))


def is_recorded(plan: Plan, name: str) -> bool:
    """Whether the plan holds anything of which the document called *name* is made."""
    return name not in RECORDED or bool(RECORDED[name][1](plan))


def _called_at(stages: Sequence[Stage]) -> str:
    """When a document is called for, in words."""
    first = stages[0].words
    return (
        f"from the {first} on"
        if stages[-1] is Stage.PUBLISHED
        else f"at the {' and the '.join(each.words for each in stages)}"
    )


def left_out(plan: Plan) -> tuple[LeftOut, ...]:
    """Every kind that is not made where none is named, in the order of the kinds, and why."""
    now = CALLED_FOR[plan.stage]
    found = []
    for kind in KINDS:
        name = kind.name
        stages = [stage for stage, names in CALLED_FOR.items() if stage is not None and name in names]
        if name in now or not stages:
            if not is_recorded(plan, name):
                found.append(LeftOut(name, Reason.EMPTY, RECORDED[name][0]))
            elif name not in now:
                found.append(LeftOut(name, Reason.NAMED))
        else:
            found.append(LeftOut(name, Reason.STAGE, _called_at(stages)))
    return tuple(found)


def documents_of(plan: Plan) -> tuple[Wanted, ...]:
    """Every document that *plan* can be made into."""
    return tuple(
        Wanted(kind, subject) for kind in KINDS for subject in (kind.subjects(plan) if kind.subjects else ("",))
    )


def chosen(plan: Plan, names: Iterable[str]) -> tuple[Wanted, ...]:
    """The documents called *names*; the name of a kind with subjects stands for all of them."""
    wanted = set(names)
    return tuple(each for each in documents_of(plan) if {each.name, each.kind.name} & wanted)
