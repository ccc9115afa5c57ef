"""The parts of a report to the Board and of a response to somebody else's consultation, as documents print them."""

from __future__ import annotations

from scp.documents.heard import title_of
from scp.documents.tables import money_by_kind, table
from scp.documents.words import Markdown, escaped
from scp.model.assessments import Assessments
from scp.model.engagement import Response, Responses
from scp.model.governance import BoardPaper, BoardPapers, Implication
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Location, PlanError, Problem

NOTHING_SAID = ("", "none", "nil", "n/a", "na", "not applicable")
STILL = Markdown("*Still to write.*")


def paper(plan: Plan, id: str) -> BoardPaper:
    """The paper called *id*."""
    return next(each for each in plan.of(BoardPapers).papers if each.id == id)


def report_head(plan: Plan, id: str) -> Markdown:
    """To whom, by whom, when, and on which stage of the plan."""
    found = paper(plan, id)
    author = found.author
    rows: list[list[object]] = [
        ["Report to", found.report_to or plan.record.authority.name],
        ["Meeting", in_words(found.meeting) if found.meeting else "day not set yet"],
        ["Report by", found.by or "not said yet"],
    ]
    if found.stage:
        rows.append(["On", f"{found.stage.words} of the {plan.title}"])
    if author:
        rows += [
            [title, value]
            for title, value in (("Author", author.author), ("Post", author.post), ("Contact", author.contact))
            if value
        ]
        if author.date:
            rows.append(["Date", in_words(author.date)])
    return table(["This report", "Details"], rows)


def asked_so_far(plan: Plan, id: str) -> Markdown:
    """Which rounds of asking there were before the meeting, and how many views and responses they brought."""
    found = paper(plan, id)
    rows = []
    for each in sorted(plan.rounds, key=lambda each: (each.stage, each.number)):
        if each.opened is None or (found.meeting and each.opened > found.meeting) or not found.stage:
            continue
        replies = plan.replies.get(each.name)
        rows.append(
            [
                each.stage.words.capitalize(),
                f"{in_words(each.opened)}{f' to {in_words(each.closes)}' if each.closes else ''}",
                f"{len(each.views):,}",
                f"{len(replies.responses):,}" if replies else "–",
            ]
        )
    if not rows:
        return Markdown("")
    return Markdown(
        f"Views were asked for as follows.\n{table(['Views on', 'When', 'Views', 'Responses'], rows, [2, 3])}"
    )


def equalities(plan: Plan, id: str) -> Markdown:
    """What the paper says of equality, and the assessment it rests on; refused where it only says that it says nothing."""
    found = paper(plan, id)
    said = found.equalities
    words = (said.says or "").strip() if said else ""
    if said and words.strip(" .").casefold() in NOTHING_SAID and (words or not said.assessment):
        raise PlanError(
            [
                Problem(
                    said.at if said.at.path else Location(found.at.path, found.at.line),
                    f"the report '{found.title}' says '{words}' under equalities, and no report may go out with that"
                    if words
                    else f"the report '{found.title}' says nothing under equalities",
                    "Say who gains or loses by the decision and how that was found out, or why nobody does.",
                )
            ],
            "Nothing was made.",
        )
    if said is None:
        return STILL
    parts = [str(escaped(words))] if words else []
    if said.assessment:
        parts.append(f"It rests on an assessment: {escaped(_titled(plan, said.assessment))}.")
    return Markdown("\n\n".join(parts))


def resources(plan: Plan, id: str) -> Markdown:
    """What the decision takes in money, people and all else, and the plan's own figures by year."""
    found = paper(plan, id).resources
    rows = [
        [title, _implied(getattr(found, key) if found else None)]
        for key, title in (("financial", "Financial"), ("personnel", "Personnel"), ("other", "Other"))
    ]
    made = table(["Resources", "What it takes"], rows)
    years = money_by_kind(plan) if paper(plan, id).stage and plan.finance.lines else Markdown("")
    return Markdown(f"{made}\n\nThe plan's own figures, by year:\n{years}") if years else made


def background_papers(plan: Plan, id: str) -> Markdown:
    """What the paper names, and what this plan holds on the stage it is about: assessments, rounds, statements."""
    found = paper(plan, id)
    rows: list[list[object]] = [
        [each.title, in_words(each.date) if each.date else "–", each.place or "–"] for each in found.background_papers
    ]
    named = {each.place for each in found.background_papers}
    for record in plan.standing:
        if found.stage and record.stage < found.stage:
            rows.append(
                [
                    f"{record.stage.words.capitalize()} of the {plan.title}",
                    in_words(record.date),
                    f"{plan.edition}/{record.name}",
                ]
            )
    for place in _evidence(plan):
        if found.stage and place not in named:
            rows.append([_titled(plan, place), "–", place])
    if rows:
        return table(["Paper", "Date", "Where"], rows)
    return escaped(found.no_background_papers) if found.no_background_papers else STILL


def response(plan: Plan, id: str) -> Response:
    """The response called *id*."""
    return next(each for each in plan.of(Responses).responses if each.id == id)


def response_dates(plan: Plan, id: str) -> Markdown:
    """The last day for answers, the day of approval and the day it was sent."""
    found = response(plan, id)
    by_paper = next((each for each in plan.of(BoardPapers).papers if each.id == found.paper), None)
    approved = found.approved or (by_paper.meeting if by_paper else None)
    rows = [
        ["Last day for responses", in_words(found.closes) if found.closes else "not said"],
        ["Approved", in_words(approved) if approved else "not yet"],
        ["Sent", in_words(found.sent) if found.sent else "not yet"],
    ]
    return table(["Step", "Day"], rows)


def answers_of(plan: Plan, id: str, part: str) -> Markdown:
    """Every question with its answer that belongs to *part*; those of no part, and the unanswered, for an empty one."""
    found = response(plan, id)
    parts = {each.id for each in found.parts}
    answers = {each.number: each for each in found.answers}
    lines = []
    for question in sorted(found.questions, key=lambda each: each.number):
        given = answers.get(question.number)
        belongs = given.part if given and given.part in parts else ""
        if (belongs or "") != part:
            continue
        answer = str(escaped(given.answer)) if given and given.answer else "*Not answered, and no reason is given yet.*"
        lines.append(f"**{question.number}. {escaped(question.question)}**\n\n{answer}\n")
    return Markdown("\n".join(lines))


def _implied(entry: Implication | None) -> str:
    if entry is None:
        return "still to write"
    return entry.says or f"None: {entry.none_because}" if entry.says or entry.none_because else "still to write"


def _titled(plan: Plan, place: str) -> str:
    """What a place of the plan is called, or its file's name in words."""
    title = title_of(plan, place)
    stem = place.partition("#")[0].rpartition("/")[2].rpartition(".")[0]
    return title if title != place else stem.replace("-", " ").capitalize() or place


def _evidence(plan: Plan) -> list[str]:
    """The impact assessments that the plan keeps."""
    return list(dict.fromkeys(each.paper for each in plan.of(Assessments).assessments if each.paper))
