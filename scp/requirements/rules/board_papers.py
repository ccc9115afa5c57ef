"""Papers for the Board: notice, header, seven sections, resources, author, recommendations (SSI 2014/285)."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.governance import Action, BoardPaper, BoardPapers, Implication, Resources
from scp.model.plan import Plan
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.generic import each_has, fields_present, is_given, record_present
from scp.requirements.registry import NotApplicable, When, rule
from scp.requirements.words import count, fill_in, listed

CLEAR_DAYS = 5


def _papers(plan: Plan) -> tuple[BoardPaper, ...]:
    return plan.of(BoardPapers).papers


def _some_paper(plan: Plan) -> Iterator[Problem]:
    yield from record_present(
        plan, BoardPapers, _papers(plan), "No paper is recorded with which the plan went to those who decide on it"
    )


def _name(paper: BoardPaper) -> str:
    return f"Paper '{paper.id}'"


@rule("regs-285-notice-of-papers", where=(BoardPapers,))
def papers_reach_members_in_time(plan: Plan, when: When) -> Iterator[Problem]:
    """Five clear days lie between the day on which members got a paper and the meeting."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("a lead agency has no integration joint board")
    yield from _some_paper(plan)
    for paper in _papers(plan):
        if paper.committee is not None:
            continue
        clear = paper.clear_days
        if clear is None or paper.issued is None or paper.meeting is None:
            yield from fields_present(
                paper,
                _name(paper),
                {"meeting": "when the Board meets", "issued": "when its members got it"},
            )
        elif clear < CLEAR_DAYS:
            yield Problem(
                paper.at_key("issued"),
                f"{_name(paper)} reached members on {in_words(paper.issued)}, "
                f"{count(max(clear, 0), 'clear day')} before the meeting of {in_words(paper.meeting)}; the least is five",
                "Neither the day of issue nor that of the meeting counts. Send it earlier, or take it to a later "
                "meeting; correct the day if it is wrong.",
            )


@rule("response-2012-report-header", where=(BoardPapers,))
def papers_have_a_header(plan: Plan, when: When) -> Iterator[Problem]:
    """Each paper says to whom it goes, when, by whom and on what."""
    yield from _some_paper(plan)
    yield from each_has(
        _papers(plan),
        _name,
        {"report_to": "to whom it goes", "meeting": "the day of the meeting", "by": "who reports"},
    )


@rule("response-2012-report-sections", where=(BoardPapers,))
def papers_have_seven_sections(plan: Plan, when: When) -> Iterator[Problem]:
    """Purpose, recommendations, background, policy, equalities, resources and background papers are all there."""
    yield from _some_paper(plan)
    for paper in _papers(plan):
        yield from fields_present(
            paper,
            _name(paper),
            {
                "purpose": "1 its purpose",
                "recommendations": "2 what it recommends",
                "background": "3 the background",
                "policy": "4 what it means for policy",
                "equalities": "5 what it means for equality",
                "resources": "6 what it takes",
            },
        )
        if not paper.background_papers and paper.no_background_papers is None:
            yield Problem(
                paper.at_key("background_papers"),
                f"{_name(paper)}: nothing says 7 on which papers it rests",
                "List them: `background_papers: [{title: The needs assessment, date: 2026-01-20}]`; or say why there "
                "are none: `no_background_papers:`.",
            )
        if paper.equalities is not None:
            yield from fields_present(paper.equalities, f"{_name(paper)}, equalities", {"says": "what was found"})


@rule("response-2012-resource-implications", where=(BoardPapers,))
def papers_say_what_is_needed(plan: Plan, when: When) -> Iterator[Problem]:
    """Money, people and all else each have an entry, and "none" has a reason."""
    yield from _some_paper(plan)
    for paper in _papers(plan):
        resources = paper.resources
        if resources is None:
            yield Problem(
                paper.at_key("resources"),
                f"{_name(paper)} says nothing of what the decision takes in money, people and all else",
                "Write: `resources: {financial: {says: …}, personnel: {says: …}, other: {none_because: …}}`.",
            )
            continue
        lacking = [key for key in Resources.model_fields if not _is_said(getattr(resources, key))]
        if lacking:
            at = resources if resources.at.path else paper
            yield Problem(
                at.at_key(lacking[0]) if at is resources else paper.at_key("resources"),
                f"{_name(paper)} has no entry for what is {listed(lacking)} among the resources",
                fill_in(resources, *(f"{key}: {{none_because: No post changes}}" for key in lacking))
                + " `None` alone is no entry: say why.",
            )


def _is_said(entry: Implication | None) -> bool:
    if entry is None:
        return False
    says = (entry.says or "").strip(" .").casefold()
    return bool(entry.none_because) or says not in ("", "none", "nil", "n/a", "not applicable")


@rule("response-2012-author-block", where=(BoardPapers,))
def papers_name_their_author(plan: Plan, when: When) -> Iterator[Problem]:
    """Author, post, contact and date are there, and the date is not after the meeting."""
    yield from _some_paper(plan)
    for paper in _papers(plan):
        author = paper.author
        if author is None:
            yield Problem(
                paper.at_key("author"),
                f"{_name(paper)} does not say who wrote it",
                "Write: `author: {author: Strategic planning team, post: Strategic Planning Manager, contact: "
                "plan@example.org, date: 2026-02-12}`; a person's name stays out of the plan.",
            )
            continue
        yield from fields_present(
            author,
            f"{_name(paper)}, author",
            {"author": "who wrote it", "post": "which post answers for it", "contact": "whom to ask", "date": "when"},
        )
        if author.date and paper.meeting and author.date > paper.meeting:
            yield Problem(
                author.at_key("date"),
                f"{_name(paper)} is dated {in_words(author.date)}, after the meeting ({in_words(paper.meeting)})",
                "Correct one of the two days.",
            )


@rule("response-2012-recommendation-verbs", where=(BoardPapers,))
def recommendations_are_decisions(plan: Plan, when: When) -> Iterator[Problem]:
    """Each recommendation is a decision of its own, and after the meeting has the minute's answer."""
    yield from _some_paper(plan)
    for paper in _papers(plan):
        if not paper.recommendations:
            yield Problem(
                paper.at_key("recommendations"),
                f"{_name(paper)} recommends nothing",
                "List each decision: `recommendations: [{action: note, text: the views}, {action: approve, text: the "
                "second draft}]`.",
            )
        over = paper.meeting is not None and paper.meeting < when.day
        for number, each in enumerate(paper.recommendations, 1):
            if each.action is None:
                yield Problem(
                    each.at,
                    f"{_name(paper)}: recommendation {number} does not begin with what the meeting is asked to do",
                    f"Write `action:` with one of {listed((word.value for word in Action), 12)}.",
                )
            lacking = [key for key in ("decision", "minute") if not is_given(getattr(each, key))]
            if over and lacking and paper.meeting:
                yield Problem(
                    each.at_key(lacking[0]),
                    f"{_name(paper)}: nothing says what the meeting of {in_words(paper.meeting)} made of "
                    f"recommendation {number}",
                    fill_in(
                        each,
                        *(f"{key}: {'agreed' if key == 'decision' else 'item 6(i)'}" for key in lacking),
                    ),
                )
