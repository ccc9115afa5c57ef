"""Which documents there are: the name, title and purpose of each, and which of them a plan's stage calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scp.documents.directed import direction
from scp.documents.reported import report, report_years
from scp.documents.set_tables import statement, statement_years
from scp.model.directions import Directions
from scp.model.engagement import Responses
from scp.model.governance import BoardPapers
from scp.model.plan import Plan
from scp.model.stage import Stage

FULL_PLAN, EASY_READ, PROPOSALS = "full-plan", "easy-read", "proposals"
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
        lambda plan, _: f"Our plan for health and social care in {plan.record.authority.area}",
        lambda plan, _: f"This is an easy read summary. The full plan is called {plan.title}.",
        "easy-read",
        False,
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


def called_for(plan: Plan) -> tuple[str, ...]:
    """The documents that the plan's stage calls for."""
    if plan.stage is None:
        return (PROPOSALS, FULL_PLAN, *([EASY_READ] if plan.easy_read else []))
    names = [FULL_PLAN, EASY_READ]
    if plan.stage is Stage.PROPOSALS:
        names.append(PROPOSALS)
    if plan.stage is Stage.DRAFT_2:
        names.append(PACK)
    if plan.rounds:
        names.append(STATEMENT)
    if plan.stage >= Stage.FINAL:
        names += [ON_A_PAGE, MONEY]
    return tuple(names)


def documents_of(plan: Plan) -> tuple[Wanted, ...]:
    """Every document that *plan* can be made into."""
    return tuple(
        Wanted(kind, subject) for kind in KINDS for subject in (kind.subjects(plan) if kind.subjects else ("",))
    )


def chosen(plan: Plan, names: Iterable[str]) -> tuple[Wanted, ...]:
    """The documents called *names*; the name of a kind with subjects stands for all of them."""
    wanted = set(names)
    return tuple(each for each in documents_of(plan) if {each.name, each.kind.name} & wanted)
