"""The annual performance report (ss.42-43; SSI 2014/326)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from scp.model.authority import Model
from scp.model.performance import (
    Copy,
    CopyTo,
    Inspections,
    MonitoringCommittee,
    OutcomeResult,
    PerformanceReport,
    PerformanceReports,
    ReportFormat,
    year_of,
)
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.publication import Publication
from scp.model.registers import Decision, Reviews
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference import lists
from scp.requirements.days import MEND, done_by, stage_day, why_not
from scp.requirements.generic import (
    covers,
    each_has,
    fields_present,
    path_of,
    place_of,
)
from scp.requirements.registry import NotApplicable, NotYet, When, Where, rule
from scp.requirements.rules.first_plan import PRESCRIBED_DAY
from scp.requirements.words import count, fill_in, listed

YEARS = 5
"""How many years before the reporting year its figures are compared with (regs 3(a)(iii), 4(3), 6(3))."""
FIRST_YEAR = year_of(PRESCRIBED_DAY)
"""The first reporting year there was (s42(8); SSI 2014/284)."""
ANSWER_WITHIN = timedelta(weeks=8)
"""How long a recommendation may stand without an answer before it is more than a note; the Act sets no time."""

OfReport = Callable[[Plan, When, PerformanceReport], Iterator[Problem]]


# which reports are judged


def due_day(year: str) -> date:
    """The last day for the report on a reporting year: four months after its end (s42(4)(a))."""
    return date(int(year[:4]) + 1, 7, 31)


def ended(plan: Plan, day: date, tell_earlier: bool = False) -> list[str]:
    """The reporting years that have ended since the plan began; raises `NotYet` where none has.

    With *tell_earlier* the reason says whose the report on the year before is.
    """
    start = plan.period.start
    if start is None:
        raise NotYet(None, "the plan does not say when it begins, and so not which is its first reporting year")
    first, last = int(year_of(start)[:4]), int(year_of(day)[:4]) - 1
    if last < first:
        earlier = f"; {_of_the_earlier_plan(first)}" if plan.record.replaces and tell_earlier else ""
        raise NotYet(date(first + 1, 4, 1), f"no reporting year of this plan has ended yet{earlier}")
    return [f"{each}-{(each + 1) % 100:02}" for each in range(first, last + 1)]


def _of_the_earlier_plan(first: int) -> str:
    year = f"{first - 1}-{first % 100:02}"
    return f"the report on {year} belongs to the plan that this one replaces, and is not judged here"


def reports(plan: Plan, when: When) -> list[tuple[PerformanceReport, bool]]:
    """The reports on years that have ended, and whether each is published or due.

    Without any raises `NotYet` while the first may still come, and then `NotApplicable`: that a report is missing is
    told once, by act-42-1-2-performance-report.
    """
    years = ended(plan, when.day)
    found = [
        (each, done_by(plan, when, each.published) or when.day > due_day(each.year))
        for each in plan.of(PerformanceReports).reports
        if each.year in years
    ]
    due = due_day(years[0])
    if not found and when.day <= due:
        raise NotYet(
            due + timedelta(days=1), f"no report on {years[0]} is recorded yet, and it has time until {in_words(due)}"
        )
    if not found:
        raise NotApplicable(f"no report on {listed(years)} is recorded; act-42-1-2-performance-report asks for it")
    return found


def report_rule(
    id: str,
    where: tuple[Where, ...] = (PerformanceReports,),
    only: Callable[[Plan], None] = lambda plan: None,
) -> Callable[[OfReport], OfReport]:
    """Makes the function below it the rule for *id*, asked of each report and answered in *where*.

    *only* raises `NotApplicable` for a plan that no report of it could answer.

    What is missing from a report that is neither published nor due is a note.
    """

    def register(judge: OfReport) -> OfReport:
        @rule(id, where=where)
        def each_report(plan: Plan, when: When) -> Iterator[Problem]:
            only(plan)
            for report, counts in reports(plan, when):
                for problem in judge(plan, when, report):
                    yield problem if counts else replace(problem, note=True)

        each_report.__doc__ = judge.__doc__
        return judge

    return register


def lead_agency_only(plan: Plan) -> None:
    """Raises `NotApplicable` for a board, which has no monitoring committee."""
    if not plan.record.model.is_lead_agency:
        raise NotApplicable("only a lead agency has an integration joint monitoring committee")


# the report as such


@rule("act-42-1-2-performance-report", where=(PerformanceReports,))
def report_each_year(plan: Plan, when: When) -> Iterator[Problem]:
    """Each reporting year since the plan began has a report; one that is not due yet is a note."""
    years = ended(plan, when.day, tell_earlier=True)
    there = {each.year for each in plan.of(PerformanceReports).reports}
    missing = [year for year in years if year not in there]
    for late in (True, False):
        found = [year for year in missing if (when.day > due_day(year)) is late]
        if found:
            start = int(found[0][:4])
            yield Problem(
                place_of(plan, PerformanceReports),
                f"There is no performance report on {listed(found)}"
                + ("" if late else f"; it is due by {in_words(due_day(found[0]))}"),
                f"Write it and record it in {path_of(PerformanceReports)}: `- {{id: report-{found[0]}, title: …, start: "
                f"{start}-04-01, end: {start + 1}-03-31, …}}`.",
                note=not late,
            )


@rule("act-42-4-a-four-months", where=(PerformanceReports,))
def published_in_four_months(plan: Plan, when: When) -> Iterator[Problem]:
    """Each report is published by 31 July; one that was late before the last is a note."""
    found = [each for each, _ in reports(plan, when)]
    last = max(each.year for each in found)
    for each in found:
        due = due_day(each.year)
        if each.published is None:
            if when.day > due:
                yield Problem(
                    each.at_key("published"),
                    f"{each.title} was due by {in_words(due)}, and nothing says when it was published",
                    fill_in(each, f"published: {due}"),
                )
        elif why := why_not(plan, when, each.published):
            if when.day > due:
                yield Problem(
                    each.at_key("published"), f"{each.title} is published on {in_words(each.published)}, {why}", MEND
                )
        elif each.published > due:
            yield Problem(
                each.at_key("published"),
                f"{each.title} was published on {in_words(each.published)}, more than four months after the year "
                f"ended; it was due by {in_words(due)}",
                "Correct the day if it is wrong; the next report is due by 31 July.",
                note=each.year != last,
            )


@report_rule("act-42-4-b-copies")
def copies_are_sent(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """A copy went to everyone to whom the Act, by the integration model, gives one."""
    partners = recipients(plan)
    wanted = dict(partners)
    sent = {each.partner or "" for each in report.copies if each.to is CopyTo.PARTNER and _was_sent(plan, when, each)}
    if plan.record.model.is_lead_agency:
        wanted[CopyTo.MONITORING_COMMITTEE.value] = "the integration joint monitoring committee"
    sent |= {each.to.value for each in report.copies if _was_sent(plan, when, each)}
    yield from covers(
        wanted,
        sent,
        report.at_key("copies"),
        f"{report.title}: no copy with the day on which it was sent",
        lambda id: (
            "Send it and write under `copies:`, for example "
            + (f"`- {{to: partner, partner: {id}, sent: " if id in partners else f"`- {{to: {id}, sent: ")
            + f"{report.published or when.day}}}`."
        ),
    )


def recipients(plan: Plan) -> dict[str, str]:
    """The partners that get a copy, by code: all for a board or two lead agencies, else those that do not lead."""
    partners = plan.record.partners
    bodies = partners.bodies
    match plan.record.model:
        case Model.LEAD_HEALTH_BOARD:
            bodies = partners.councils
        case Model.LEAD_COUNCIL:
            bodies = tuple(each for each in partners.bodies if each.code != plan.record.authority.code)
    return {each.code: each.name for each in bodies}


def _was_sent(plan: Plan, when: When, copy: Copy) -> bool:
    return done_by(plan, when, copy.sent)


@rule("act-42-8-reporting-year", where=(PerformanceReports,))
def reporting_years_run_from_april(plan: Plan, when: When) -> Iterator[Problem]:
    """Each report is on one year from 1 April, none before that of 2016, and on a year of its own."""
    recorded = plan.of(PerformanceReports).reports
    if not recorded:
        reports(plan, when)
    seen: dict[str, PerformanceReport] = {}
    for each in recorded:
        yield from fields_present(each, each.title, {"start": "when its year begins", "end": "when its year ends"})
        if each.start is None:
            continue
        if each.start < PRESCRIBED_DAY:
            yield Problem(
                each.at_key("start"),
                f"{each.title} is on a year from {in_words(each.start)}; reporting years run from {in_words(PRESCRIBED_DAY)}, "
                "also where functions were delegated earlier",
                f"Take the report out, or write the year that it is on: `start: {PRESCRIBED_DAY}`.",
            )
        elif (each.start.month, each.start.day) != (4, 1):
            yield Problem(
                each.at_key("start"),
                f"{each.title} is on a year from {in_words(each.start)}, and every reporting year begins on 1 April",
                f"Write `start: {each.start.year}-04-01`.",
            )
        elif each.end is not None and each.end != date(each.start.year + 1, 3, 31):
            yield Problem(
                each.at_key("end"),
                f"{each.title} is on a year to {in_words(each.end)}; it ends on 31 March {each.start.year + 1}",
                f"Write `end: {each.start.year + 1}-03-31`.",
            )
        elif each.year in seen:
            yield Problem(
                each.at_key("start"),
                f"{each.title} is on {each.year}, and so is {seen[each.year].title}",
                "Keep one report for each reporting year.",
            )
        seen.setdefault(each.year, each)


@rule("act-43-3-monitoring-committee-response", where=(MonitoringCommittee,))
def monitoring_committee_is_answered(plan: Plan, when: When) -> Iterator[Problem]:
    """Each report of the monitoring committee was considered, and each recommendation has its dated answer."""
    lead_agency_only(plan)
    found = [each for each in plan.of(MonitoringCommittee).reports if done_by(plan, when, each.date)]
    if not found:
        raise NotApplicable("no report of the integration joint monitoring committee is recorded")
    for each in found:
        fresh = each.date is not None and when.day - each.date < ANSWER_WITHIN
        problems = list(fields_present(each, each.title, {"considered": "when the authority considered it"}))
        if each.considered and each.date and each.considered < each.date:
            problems.append(
                Problem(
                    each.at_key("considered"),
                    f"{each.title} was considered on {in_words(each.considered)}, before it was made "
                    f"({in_words(each.date)})",
                    "Correct the day that is wrong.",
                )
            )
        for one in each.recommendations:
            problems += fields_present(
                one,
                f"{each.title}, recommendation '{one.id}'",
                {"response": "what the authority answered", "responded": "when it answered in writing"},
            )
            if one.responded and each.date and one.responded < each.date:
                problems.append(
                    Problem(
                        one.at_key("responded"),
                        f"{each.title}, recommendation '{one.id}': answered on {in_words(one.responded)}, before it was "
                        f"made ({in_words(each.date)})",
                        "Correct the day that is wrong.",
                    )
                )
        yield from (replace(problem, note=fresh) for problem in problems)


# outcomes, principles and planning (reg 3)


def _results(
    report: PerformanceReport,
    wanted: dict[str, str],
    given: dict[str, OutcomeResult],
    key: str,
) -> Iterator[Problem]:
    """A problem for each of *wanted* without a result, or with one that links to no arrangement or no money."""
    yield from covers(
        wanted,
        given,
        report.at_key(key),
        f"{report.title} says nothing on it",
        lambda id: f"Write under `{key}:`, for example `{id}: {{assessment: …, arrangements: […], lines: […]}}`.",
    )
    for id, result in given.items():
        if id in wanted:
            yield from fields_present(
                result,
                f"{report.title}, {wanted[id]}",
                {
                    "assessment": "what was achieved",
                    "arrangements": "which arrangements of the plan did it",
                    "lines": "which money paid for it",
                },
            )


@report_rule("regs-326-3-a-i-outcome-narrative")
def outcomes_are_assessed(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each outcome has an assessment with money and arrangements, one of them meant for that outcome by the plan."""
    wanted = {str(each.number): f"outcome {each.number}" for each in lists.outcomes()}
    yield from _results(report, wanted, {str(key): value for key, value in report.outcomes.items()}, "outcomes")
    serving = {
        f"{locality.path}#{anchor}": arrangement.outcomes
        for locality in plan.localities
        for anchor, arrangement in locality.arrangements.items()
    }
    for number, result in report.outcomes.items():
        if result.arrangements and not any(number in serving.get(place, {}) for place in result.arrangements):
            yield Problem(
                result.at_key("arrangements"),
                f"{report.title}, outcome {number}: none of the places named is an arrangement that the plan meant for "
                "this outcome",
                next(
                    (f"Name one that is, for example {place}." for place, meant in serving.items() if number in meant),
                    f"Link an arrangement to outcome {number} in the plan first.",
                ),
            )


@report_rule("regs-326-3-b-principles")
def principles_are_assessed(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """The main purpose and each of the twelve principles has an assessment with arrangements and money."""
    wanted = {
        each.id: "the main purpose" if each.main_purpose else f"principle ({each.id.removeprefix('principle-')})"
        for each in lists.principles()
    }
    yield from _results(report, wanted, report.principles, "principles")


def _decided_in(plan: Plan, report: PerformanceReport) -> list[Decision]:
    return [each for each in plan.decisions.decisions if each.decided and year_of(each.decided) == report.year]


@report_rule("regs-326-3-c-strategic-planning")
def planning_is_assessed(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Planning is assessed, and the number of section 36 decisions is that of the log, with the reason for each."""
    planning = report.strategic_planning
    if planning is None:
        yield from fields_present(report, report.title, {"strategic_planning": "how strategic planning was done"})
        return
    yield from fields_present(
        planning,
        f"{report.title}, strategic planning",
        {
            "assessment": "how well it was done",
            "section_36_decisions": "how many significant decisions were taken outside the plan (0 where none was)",
        },
    )
    logged = [each for each in _decided_in(plan, report) if each.triggers_section_36]
    said = planning.section_36_decisions
    if said is not None and said != len(logged):
        yield Problem(
            planning.at_key("section_36_decisions"),
            f"{report.title} counts {count(said, 'decision')} under section 36, and registers/decisions.yaml has "
            f"{len(logged)} in {report.year}",
            f"Write `section_36_decisions: {len(logged)}`, or log the decision that is missing.",
        )
    told = {each.decision: each for each in planning.decisions}
    yield from covers(
        {each.id: each.title for each in logged},
        [id for id, each in told.items() if each.reason],
        planning.at_key("decisions"),
        f"{report.title} does not give the reason for this decision",
        lambda id: f"Add under `decisions:`, for example `- {{decision: {id}, reason: …, outcomes: {{9: …}}}}`.",
    )


@report_rule("guidance-refreshed-apr-decisions-and-outcomes")
def decisions_and_outcomes(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each significant decision of the year has an outcome, with how the decision helped."""
    significant = {each.id: each.title for each in _decided_in(plan, report) if each.significant}
    planning = report.strategic_planning
    told = {each.decision for each in planning.decisions if each.outcomes} if planning else set()
    yield from covers(
        significant,
        told,
        planning.at_key("decisions") if planning else report.at,
        f"{report.title} does not say how this decision helped the outcomes",
        lambda id: f"Write it with the decision '{id}': `outcomes: {{9: Two vans do the work of three}}`.",
    )


# Best Value (reg 5)


@report_rule("regs-326-5-best-value")
def best_value_is_assessed(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Best Value is assessed for planning and for delivery, by a post and on a day."""
    if report.best_value is None:
        yield from fields_present(report, report.title, {"best_value": "how Best Value was secured"})
        return
    yield from fields_present(
        report.best_value,
        f"{report.title}, Best Value",
        {
            "planning": "how planning secured it",
            "delivery": "how the carrying out of functions secured it",
            "assessed_by": "which post assessed it",
            "date": "when",
        },
    )


# localities (reg 6)


@report_rule("regs-326-6-1-locality-assessment", where=(PerformanceReports, "localities/"))
def localities_are_assessed(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each locality has how groups were involved, every logged decision that bore on it, and what it did."""
    yield from covers(
        {each.id: each.name for each in plan.localities},
        report.localities,
        report.at_key("localities"),
        f"{report.title} says nothing on it",
        lambda id: f"Write under `localities:`, for example `{id}: {{involvement: …, decisions: [], assessment: …}}`.",
    )
    names = {each.id: each.name for each in plan.localities}
    for id, result in report.localities.items():
        name = f"{report.title}, {names[id]}"
        yield from fields_present(
            result,
            name,
            {"involvement": "how groups were involved in decisions", "assessment": "what that did for services there"},
        )
        bore = {each.id: each.title for each in _decided_in(plan, report) if id in each.localities}
        yield from covers(
            bore,
            result.decisions,
            result.at_key("decisions"),
            f"{name}: this decision bore on the locality and is not named",
            lambda decision: f"Name it: `decisions: [{decision}]`.",
        )


# inspections, reviews, the monitoring committee (regs 7 to 10)


@report_rule("regs-326-7-inspections", where=(PerformanceReports, Inspections))
def inspections_have_actions(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each recommendation of a scrutiny body in the year has the action taken on it."""
    found = [each for each in plan.of(Inspections).inspections if each.date and year_of(each.date) == report.year]
    yield from each_has(found, lambda each: str(each.title), {"body": "which scrutiny body reported"})
    for each in found:
        yield from each_has(
            each.recommendations,
            lambda one, each=each: f"{each.title}, recommendation '{one.id}'",  # type: ignore[misc]
            {"action": "what was done about it"},
        )


@report_rule("regs-326-8-plan-review", where=(PerformanceReports, Reviews))
def review_is_reported(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """A review finished in the year is reported with its reasons, whether the plan was revised, and the changes."""
    done = [each for each in plan.reviews.reviews if each.completed and year_of(each.completed) == report.year]
    yield from covers(
        {each.id: f"The review '{each.id}'" for each in done},
        (each.review for each in report.plan_reviews),
        report.at_key("plan_reviews"),
        f"{report.title} says nothing on it",
        lambda id: f"Write: `plan_reviews: [{{review: {id}, reasons: …, revised: no}}]`.",
    )
    for each in report.plan_reviews:
        needed = {"reasons": "why the plan was reviewed", "revised": "whether the plan was revised"}
        if each.revised:
            needed["changes"] = "what was changed"
        yield from fields_present(each, f"{report.title}, review '{each.review}'", needed)


@report_rule("regs-326-9-monitoring-committee", (PerformanceReports, MonitoringCommittee), lead_agency_only)
def committee_is_reported(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """A lead agency's report lists each of the monitoring committee's reports of the year."""
    found = [each for each in plan.of(MonitoringCommittee).reports if each.date and year_of(each.date) == report.year]
    yield from covers(
        {each.id: each.title for each in found if each.recommendations},
        report.committee_reports,
        report.at_key("committee_reports"),
        f"{report.title} does not list its recommendations and the answers to them",
        lambda id: (
            f"Name it: `committee_reports: [{id}]`; recommendations and answers are printed from "
            f"{path_of(MonitoringCommittee)}."
        ),
    )


@rule("regs-326-10-other-information", where=(PerformanceReports,))
def other_information(plan: Plan, when: When) -> Iterator[Problem]:
    """A report may hold whatever else the authority thinks fit; a part with a heading and nothing in it is noted."""
    for report, _ in reports(plan, when):
        for each in report.further:
            if each.text is None and not each.sections:
                yield Problem(
                    each.at,
                    f"{report.title}, {each.title}: there is a heading and nothing below it",
                    "Write `text:`, or take the part out.",
                    note=True,
                )


# what guidance asks of the report


@report_rule("guidance-2015-7-2-report-against-objectives", where=(PerformanceReports, Priorities))
def objectives_are_reported(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each strategic priority has a result and a rating."""
    wanted = {each.id: each.title for each in plan.priorities}
    yield from covers(
        wanted,
        report.objectives,
        report.at_key("objectives"),
        f"{report.title} says nothing on it",
        lambda id: f"Write under `objectives:`, for example `{id}: {{result: …, rating: amber}}`.",
    )
    for id, result in report.objectives.items():
        yield from fields_present(
            result,
            f"{report.title}, {wanted.get(id, id)}",
            {"result": "what came of it", "rating": "how it stands: green, amber or red"},
        )


@report_rule("guidance-refreshed-5-use-findings")
def findings_are_used(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """The report yields lessons, each with an action and its owner, or the reason why there is none."""
    if not report.lessons:
        yield from fields_present(report, report.title, {"lessons": "what was learnt in the year"})
    for each in report.lessons:
        if each.no_action_because is None:
            yield from fields_present(
                each,
                f'{report.title}, "{each.lesson}"',
                {"action": "what will be done because of it", "owner": "who answers for that"},
                "Write `action:` and `owner:`, or `no_action_because:`.",
            )


@report_rule("msg-5-ii-good-practice")
def good_practice_is_shared(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """The report names good practice and with whom it was shared, and something that did not work."""
    if not report.good_practice:
        yield from fields_present(report, report.title, {"good_practice": "what others may copy"})
    yield from each_has(
        report.good_practice,
        lambda each: f'{report.title}, "{each.practice}"',
        {"shared_with": "with whom it was shared"},
    )
    if not any(each.worked is False for each in report.lessons):
        yield Problem(
            report.at_key("lessons"),
            f"{report.title} names nothing that did not work",
            "Mark it among the lessons, for example: `- {lesson: Visits on Sundays found nobody in, worked: no, …}`.",
        )


@report_rule("guidance-refreshed-apr-accessible")
def report_is_easy_to_find(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """The report has a web page, and it was decided whether to offer easy read, a summary and other media."""
    yield from fields_present(report, report.title, {"url": "where its web page can be read"})
    decided = [each.format.value for each in report.formats if each.offered is not None and each.reason]
    yield from covers(
        {each.value: each.value.replace("-", " ").capitalize() for each in ReportFormat},
        decided,
        report.at_key("formats"),
        f"{report.title}: nothing says whether it is offered, and why",
        lambda id: f"Decide, and write under `formats:`, for example `- {{format: {id}, offered: yes, reason: …}}`.",
    )


@rule("guidance-refreshed-apr-national-site", where=(PerformanceReports, Publication))
def sent_to_the_national_site(plan: Plan, when: When) -> Iterator[Problem]:
    """The plan, once published, and each report was sent to the national site."""
    publication = plan.publication
    if publication is None or publication.national_site is None:
        yield Problem(
            publication.at_key("national_site") if publication else Location("publication.yaml"),
            "Nothing says that the plan was sent to the national Health and Social Care Scotland site",
            fill_in(
                publication,
                f"national_site: {stage_day(plan, when.stage, when)}",
                file="publication.yaml",
            ),
        )
    elif why := why_not(plan, when, publication.national_site):
        yield Problem(
            publication.at_key("national_site"),
            f"The plan was sent to the national site on {in_words(publication.national_site)}, {why}",
            MEND,
        )
    try:
        judged = reports(plan, when)
    except (NotApplicable, NotYet):
        return
    for report, counts in judged:
        for problem in fields_present(
            report,
            report.title,
            {"national_site": "when it was sent to the national Health and Social Care Scotland site"},
        ):
            yield replace(problem, note=not counts)


@report_rule("guidance-refreshed-apr-framework")
def community_framework_wasconsidered(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """It is recorded when and by whom the community framework was considered, and what came of it."""
    yield from considered(report, "community_framework", "that the community framework was considered")


def considered(report: PerformanceReport, key: str, words: str) -> Iterator[Problem]:
    given = getattr(report, key)
    if given is None:
        yield from fields_present(report, report.title, {key: words})
        return
    yield from fields_present(
        given,
        f"{report.title}, {key.replace('_', ' ')}",
        {"date": "when", "by": "by whom", "result": "what came of it"},
    )


@report_rule("response-2012-report-through-community-planning")
def community_planning_gets_the_report(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """A copy went to the community planning partnership."""
    if not any(each.to is CopyTo.COMMUNITY_PLANNING and _was_sent(plan, when, each) for each in report.copies):
        yield Problem(
            report.at_key("copies"),
            f"{report.title}: no copy to the community planning partnership, with the day on which it was sent",
            f"Send it and write under `copies:`: `- {{to: community-planning, sent: {report.published or when.day}}}`.",
        )
