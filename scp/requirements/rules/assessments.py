"""Impact assessments and other duties that bear on the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from scp.model.assessments import (
    RELEVANT,
    Assessment,
    AssessmentFinding,
    AssessmentKind,
    Assessments,
    BestValue,
    BestValuePart,
    ContributionKind,
    Contributions,
    ImpactKind,
    Theme,
    ThemeKind,
    Themes,
    WiderDuties,
    WiderDuty,
    WiderDutyKind,
    YearlyReport,
    YearlyReportKind,
    YearlyReports,
)
from scp.model.locality import Status
from scp.model.plan import Plan
from scp.model.publication import Publication, PublishedAssessment
from scp.model.record import Record
from scp.model.registers import CarerStrategyItem, LocalPlan, LocalPlans
from scp.model.stage import Stage
from scp.model.text import Section, is_figure, plain_text
from scp.model.words import in_words
from scp.problem import Location, Problem
from scp.reference.authorities import Authority, all_authorities
from scp.requirements.days import MEND, counted_until, reached_on, stage_day, why_not
from scp.requirements.generic import (
    covers,
    each_has,
    fields_present,
    how_to_add,
    months_after,
    place_of,
    record_present,
)
from scp.requirements.registry import NotApplicable, NotYet, When, rule
from scp.requirements.rules.review import review_due_before
from scp.requirements.words import each_or_one, fill_in, listed

if TYPE_CHECKING:
    from markdown_it.token import Token

PUBLICATION = "publication.yaml"
BEST_VALUE = "registers/best-value.yaml"
ARTICLES = range(1, 42)
UNFAVOURABLE = (ImpactKind.NEGATIVE, ImpactKind.MIXED)
PLAN_OF = {
    WiderDutyKind.ALCOHOL_DRUGS: "alcohol-drug-plan",
    WiderDutyKind.CARERS: "carer-strategy",
    WiderDutyKind.CHILDRENS_SERVICES: "childrens-services-plan",
    WiderDutyKind.COMMUNITY_JUSTICE: "justice-plan",
}
ANNEX_A = (WiderDutyKind.ALCOHOL_DRUGS, WiderDutyKind.CARERS, WiderDutyKind.CHILDRENS_SERVICES)
POINTLESS = frozenset({"here", "click here", "this link", "link", "more", "read more", "this", "this page"})


def _of(plan: Plan, duty: str, *kinds: AssessmentKind) -> list[Assessment]:
    """The records of *duty*, those of one of *kinds* where any are named, in the order of *kinds*."""
    found = [each for each in plan.of(Assessments).assessments if each.duty == duty]
    return sorted((each for each in found if each.kind in kinds), key=lambda each: kinds.index(each.kind))


def _example(duty: str, kind: str = "assessment") -> str:
    return f"{how_to_add(Assessments)} With `duty: {duty}` and `kind: {kind}`."


def _not_yet(plan: Plan, when: When, record: Record, key: str, what: str, on: Stage | None = None) -> Iterator[Problem]:
    """A problem at *key* where its day does not count; *what* begins the sentence, as in "The test is dated"."""
    day = getattr(record, key)
    if day is not None and (why := why_not(plan, when, day, on)):
        yield Problem(record.at_key(key), f"{what} {in_words(day)}, {why}", MEND)


def _answered(assessment: Assessment, findings: Iterable[AssessmentFinding], asked: str) -> Iterator[Problem]:
    """A problem for each finding without effect or words, or that says of something bad nothing that is done."""
    problems = []
    for each in findings:
        lacking = [key for key in ("effect", "finding") if getattr(each, key) is None]
        if each.effect in UNFAVOURABLE and each.response is None:
            lacking.append("response")
        if lacking:
            problems.append(
                Problem(
                    each.at,
                    f"{assessment.title}: a finding on {_about(each)} lacks {listed(f'`{key}:`' for key in lacking)}",
                    fill_in(each, *(ANSWERS[key] for key in lacking)),
                )
            )
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{assessment.title}: {len(problems)} findings lack effect, words or what the plan does about them",
            f"{asked} {problems[0].mend}",
        ),
    )


ANSWERS = {
    "effect": "effect: negative",
    "finding": 'finding: "Nobody can be hired in the villages"',
    "response": 'response: "An agency owned by its members finds assistants"',
}


def _about(finding: AssessmentFinding) -> str:
    for key in ("characteristic", "island", "people"):
        value = getattr(finding, key)
        if value is not None:
            return str(getattr(value, "words", value))
    article = finding.article
    return f"article {article}" if article is not None else "nobody in particular"


# equality


@rule(
    "act-equality-149-due-regard",
    signs="due regard was had to the equality duty in making the plan",
    where=(Assessments,),
)
def due_regard_to_equality(plan: Plan, when: When) -> Iterator[Problem]:
    """A record of the equality assessment answers for each protected characteristic, and is tied to the plan."""
    found = _of(plan, "equality", AssessmentKind.ASSESSMENT, AssessmentKind.SCREENING)
    yield from record_present(
        plan, Assessments, found, "No assessment of what the plan does for equality is recorded", _example("equality")
    )
    for record in found[:1]:
        findings = [each for each in record.findings if each.characteristic]
        yield from covers(
            {each.value: each.words for each in RELEVANT},
            (each.characteristic.value for each in findings if each.characteristic),
            record.at_key("findings"),
            "the equality assessment says nothing of it",
            lambda id: (
                f"Add to `findings:`, for example: `- {{characteristic: {id}, effect: none, finding: …}}`; an effect "
                "of none needs its reason."
            ),
        )
        yield from _answered(record, findings, "Answer for each characteristic.")
        if not any(each.sections for each in record.findings) and not any(each.sections for each in record.changes):
            yield Problem(
                record.at,
                f"{record.title}: nothing ties it to the plan",
                "Name under a finding where the plan answers it: `sections: [care-groups/carers.md]`.",
            )


@rule(
    "regs-psed-5-1-3-assess",
    signs="the results of the equality assessment were taken into account in developing the plan",
    where=(Assessments,),
)
def equality_assessed_on_evidence(plan: Plan, when: When) -> Iterator[Problem]:
    """The assessment has dated evidence, findings, and what it changed before the second draft was made, or why nothing."""
    found = _of(plan, "equality", AssessmentKind.ASSESSMENT)
    yield from record_present(
        plan,
        Assessments,
        found,
        "There is no assessment of the plan's effect on equality, only a screening or a statement"
        if _of(plan, "equality", *AssessmentKind)
        else "There is no assessment of the plan's effect on equality",
        _example("equality"),
    )
    for record in found[:1]:
        yield from fields_present(
            record, record.title, {"evidence": "what it rests on (reg 5(3))", "findings": "what was found"}
        )
        for each in record.evidence:
            if each.date is None:
                yield Problem(each.at, f'{record.title}: "{each.source}" has no day', fill_in(each, "date: 2024-09-26"))
            yield from _not_yet(plan, when, each, "date", f'{record.title}: "{each.source}" is of')
        if record.no_change_because:
            continue
        if not record.changes:
            yield Problem(
                record.at_key("changes"),
                f"{record.title}: nothing says what it changed in the plan (reg 5(2))",
                'Write under `changes:`, for example: `- {date: 2026-06-02, draft: draft-1, what: "Nothing ends before '
                'something chosen begins"}`; or `no_change_because:` with the reason.',
            )
            continue
        for change in record.changes:
            yield from fields_present(
                change,
                f"{record.title}: a change",
                {"date": "when it was made", "what": "what was changed"},
            )
        frozen = stage_day(plan, Stage.DRAFT_2, when)
        days = [each.date for each in record.changes if each.date]
        if days and min(days) > frozen:
            yield Problem(
                record.changes[0].at_key("date"),
                f"{record.title}: the first change it made is of {in_words(min(days))}, after the second draft was made "
                f"({in_words(frozen)})",
                "Record what it changed in the drafts. Results are to be used in developing the plan (reg 5(2)).",
            )


@rule("regs-psed-5-6-screening-not-enough", where=(Assessments,))
def screening_is_no_assessment(plan: Plan, when: When) -> Iterator[Problem]:
    """Where equality was screened or called not relevant, there is an assessment besides."""
    found = _of(plan, "equality", *AssessmentKind)
    if not found:
        raise NotApplicable("no screening for equality is recorded")
    for record in found:
        if record.kind is not AssessmentKind.ASSESSMENT and not _of(plan, "equality", AssessmentKind.ASSESSMENT):
            yield Problem(
                record.at_key("kind"),
                f"{record.title} is {record.kind.words}, and that does not count as an assessment (reg 5(6))",
                "Keep it, and add the assessment: a record with `duty: equality`, `kind: assessment`, evidence, findings "
                "and what they changed.",
            )
        elif record.kind is AssessmentKind.ASSESSMENT and not record.findings:
            yield Problem(
                record.at_key("findings"),
                f"{record.title} is called an assessment and finds nothing",
                "Write what was found for each protected characteristic, or call it a screening and make the "
                "assessment.",
            )


@rule("regs-psed-5-4-publish", where=(Publication, Assessments))
def equality_results_are_published(plan: Plan, when: When) -> Iterator[Problem]:
    """The results of the equality assessment are published."""
    found = _of(plan, "equality", AssessmentKind.ASSESSMENT)
    yield from record_present(
        plan,
        Assessments,
        found,
        "There is no equality assessment whose results could be published",
        _example("equality"),
    )
    for record in found[:1]:
        yield from _published(plan, when, record)


def _entry(plan: Plan, record: Assessment) -> PublishedAssessment | None:
    entries = plan.publication.assessments if plan.publication else ()
    return next((each for each in entries if each.assessment == record.id), None)


def _published(plan: Plan, when: When, record: Assessment) -> Iterator[Problem]:
    """A problem where *record* has no paper, or publication.yaml no day on which it was published."""
    if record.paper is None:
        yield Problem(
            record.at_key("paper"),
            f"{record.title}: nothing says which paper is published",
            fill_in(record, "paper: evidence/equality-impact.md"),
        )
    entry = _entry(plan, record)
    if entry is None or entry.published is None:
        day = _plan_published(plan) or when.day
        yield Problem(
            entry.at
            if entry
            else plan.publication.at_key("assessments")
            if plan.publication
            else Location(PUBLICATION),
            f"{record.title}: nothing says when it was published",
            fill_in(entry, f"published: {day}")
            if entry
            else f"Add to `assessments:` in {PUBLICATION}: `- {{assessment: {record.id}, published: {day}}}`.",
        )
    else:
        yield from _not_yet(plan, when, entry, "published", f"{record.title} is published on")


def _plan_published(plan: Plan) -> date | None:
    return plan.publication.published if plan.publication else None


@rule("regs-psed-5-5-review", where=(Assessments,))
def equality_assessment_is_reviewed(plan: Plan, when: When) -> Iterator[Problem]:
    """The equality assessment has a day for its own review, before the plan's; past it, it was looked at again."""
    found = _of(plan, "equality", AssessmentKind.ASSESSMENT)
    yield from record_present(
        plan, Assessments, found, "There is no equality assessment that could be reviewed", _example("equality")
    )
    due = review_due_before(plan, when.day)
    for record in found[:1]:
        if record.review_by is None:
            yield Problem(
                record.at_key("review_by"),
                f"{record.title}: nothing says when it is looked at again (reg 5(5))",
                fill_in(record, f"review_by: {months_after(plan.period.start or when.day, 24)}"),
            )
        elif due and record.review_by >= due:
            yield Problem(
                record.at_key("review_by"),
                f"{record.title} is to be looked at again by {in_words(record.review_by)}, and the plan itself must be "
                f"reviewed before {in_words(due)}",
                "Write a day before that.",
            )
        elif record.review_by < when.day and (record.reviewed is None or record.reviewed < _made(record)):
            yield Problem(
                record.at_key("review_by"),
                f"{record.title} was to be looked at again by {in_words(record.review_by)}, and nothing shows that it was",
                "Look at it again, and write the day: `reviewed: 2029-02-20`.",
            )
        yield from _not_yet(plan, when, record, "reviewed", f"{record.title} was looked at again on")


def _made(record: Assessment) -> date:
    return record.completed or record.begun or date.min


# other assessments


@rule(
    "act-equality-1-fairer-scotland",
    signs="due regard was had to reducing the inequalities of outcome that come from socio-economic disadvantage",
    where=(Assessments,),
)
def fairer_scotland_assessment(plan: Plan, when: When) -> Iterator[Problem]:
    """An assessment with findings, completed before the final decision; or a reasoned view that none is required."""
    found = _of(plan, "fairer-scotland", AssessmentKind.ASSESSMENT, AssessmentKind.NOT_NEEDED)
    yield from record_present(
        plan,
        Assessments,
        found,
        "There is neither a Fairer Scotland assessment nor the reasoned view that none is required",
        _example("fairer-scotland"),
    )
    for record in found[:1]:
        if record.kind is AssessmentKind.NOT_NEEDED:
            yield from _reasoned(plan, when, record)
            continue
        needed = {"begun": "when it was begun", "findings": "what was found"}
        if when.stage >= Stage.FINAL:
            needed["completed"] = "when it was completed"
        yield from fields_present(record, record.title, needed)
        yield from _answered(record, record.findings, "Say for whom it is, what was found and what the plan does.")
        yield from _not_yet(plan, when, record, "begun", f"{record.title} was begun on")
        decided = reached_on(plan, Stage.FINAL, when) or when.day
        if record.completed and when.stage >= Stage.FINAL and record.completed > decided:
            yield Problem(
                record.at_key("completed"),
                f"{record.title} was completed on {in_words(record.completed)}, after the plan was decided "
                f"({in_words(decided)})",
                "Regard is had before a decision: correct the day if it is wrong, or have the decision taken again.",
            )


def _reasoned(plan: Plan, when: When, record: Assessment) -> Iterator[Problem]:
    """A problem where the view that no assessment is needed lacks its reason, who took it, or when."""
    yield from fields_present(record, record.title, {"reason": "why", "by": "who took that view", "completed": "when"})
    yield from _not_yet(plan, when, record, "completed", f"{record.title} is of")


@rule("act-fairer-scotland-publish", where=(Publication, Assessments))
def fairer_scotland_is_published(plan: Plan, when: When) -> Iterator[Problem]:
    """The Fairer Scotland assessment is published no later than the plan."""
    found = _of(plan, "fairer-scotland", AssessmentKind.ASSESSMENT, AssessmentKind.NOT_NEEDED)
    if found and found[0].kind is AssessmentKind.NOT_NEEDED:
        raise NotApplicable("the authority took the view that no Fairer Scotland assessment is required")
    yield from record_present(
        plan, Assessments, found, "There is no Fairer Scotland assessment to publish", _example("fairer-scotland")
    )
    for record in found[:1]:
        yield from _published(plan, when, record)
        yield from _after_the_plan(plan, record)


def _after_the_plan(plan: Plan, record: Assessment) -> Iterator[Problem]:
    day, entry = _plan_published(plan), _entry(plan, record)
    if day and entry and entry.published and entry.published > day:
        yield Problem(
            entry.at_key("published"),
            f"{record.title} was published on {in_words(entry.published)}, after the plan ({in_words(day)})",
            "Publish it with the plan; correct the day if it is wrong.",
        )


def _authority(plan: Plan) -> Authority | None:
    code = plan.record.authority.code
    return next((each for each in all_authorities() if code in (each.code, *each.superseded_codes)), None)


@rule("act-islands-7-8-assessment", where=(Assessments,))
def island_communities(plan: Plan, when: When) -> Iterator[Problem]:
    """Each authority, mainland ones too, says that it has no islands, why no assessment is needed, or what one found."""
    kinds = (AssessmentKind.ASSESSMENT, AssessmentKind.NOT_NEEDED, AssessmentKind.NO_ISLANDS)
    found, authority = _of(plan, "islands", *kinds), _authority(plan)
    if not found:
        screened = _of(plan, "islands", AssessmentKind.SCREENING)
        kind = "no-islands" if authority and not authority.islands else "not-needed"
        yield Problem(
            screened[0].at_key("kind") if screened else place_of(plan, Assessments),
            "Nothing says what the plan does to island communities, or that there are none; the Act binds every board",
            _example("islands", kind) + " Then `reason:`, or the assessment with a finding for each island.",
        )
    for record in found[:1]:
        match record.kind:
            case AssessmentKind.NO_ISLANDS:
                yield from fields_present(record, record.title, {"reason": "how that is known"})
                if authority and authority.islands:
                    yield Problem(
                        record.at_key("kind"),
                        f"{record.title} says that there are no islands, and {authority.name} has some"
                        + (f": {authority.islands_reason}" if authority.islands_reason else ""),
                        "Write `kind: assessment` with a finding for each island community; or, where the plan is not "
                        "likely to affect them significantly differently, `kind: not-needed` and why.",
                    )
            case AssessmentKind.NOT_NEEDED:
                yield from _reasoned(plan, when, record)
            case _:
                islands = [each for each in record.findings if each.island]
                if not islands:
                    yield Problem(
                        record.at_key("findings"),
                        f"{record.title} says nothing of any island community",
                        "Write under `findings:`, for example: `- {island: Gigha, effect: negative, finding: …, "
                        "response: …}`.",
                    )
                yield from _answered(
                    record, islands, "Say what the plan does to each island, and what is done about it."
                )


@rule("act-islands-8-4-explanation", where=(Publication, Assessments))
def explanation_to_islands(plan: Plan, when: When) -> Iterator[Problem]:
    """Where an area with islands has no island assessment, the reasons are published."""
    authority = _authority(plan)
    found = _of(plan, "islands", *AssessmentKind)
    if authority and not authority.islands:
        raise NotApplicable(f"there are no island communities in {authority.name}")
    if any(each.kind is AssessmentKind.ASSESSMENT for each in found):
        raise NotApplicable("an island communities impact assessment was made")
    if authority is None and any(each.kind is AssessmentKind.NO_ISLANDS for each in found):
        raise NotApplicable("the authority says that it has no island communities")
    reasoned = [each for each in found if each.kind is AssessmentKind.NOT_NEEDED]
    yield from record_present(
        plan,
        Assessments,
        reasoned,
        "No island assessment was made, and no explanation of why not is recorded (s8(4))",
        _example("islands", "not-needed"),
    )
    for record in reasoned[:1]:
        yield from fields_present(record, record.title, {"reason": "why no assessment was made"})
        yield from _published(plan, when, record)


@rule(
    "act-uncrc-6-compatibility",
    signs="the plan is compatible with the requirements of the UN Convention on the Rights of the Child",
    where=(Assessments,),
)
def rights_of_the_child(plan: Plan, when: When) -> Iterator[Problem]:
    """A screening or an assessment considers articles of the Convention, each with what was found."""
    found = _of(plan, "childrens-rights", AssessmentKind.ASSESSMENT, AssessmentKind.SCREENING)
    yield from record_present(
        plan,
        Assessments,
        found,
        "No screening or assessment of children's rights is recorded",
        _example("childrens-rights", "screening"),
    )
    for record in found[:1]:
        articles = [each for each in record.findings if each.article is not None]
        if not articles:
            yield Problem(
                record.at_key("findings"),
                f"{record.title} names no article of the Convention that was considered",
                "Write under `findings:`, for example: `- {article: 12, effect: none, finding: …}`.",
            )
        for each in articles:
            if each.article not in ARTICLES:
                yield Problem(
                    each.at_key("article"),
                    f"{record.title}: the rights of the Convention are in articles 1 to 41, and {each.article} is none",
                    "Write the number of the article that was considered.",
                )
        yield from _answered(record, articles, "Say what was found on each article.")


@rule(
    "act-consumer-21-23-duty",
    signs="regard was had to the effect on consumers and to reducing harm to them",
    where=(Assessments, YearlyReports),
)
def consumers(plan: Plan, when: When) -> Iterator[Problem]:
    """Where the authority is bound, an assessment looks at consumers, and each year's statement is out in a year."""
    duties = [each for each in plan.of(WiderDuties).wider_duties if each.duty is WiderDutyKind.CONSUMER]
    for duty in duties:
        if duty.applies is False and duty.because and duty.checked and not why_not(plan, when, duty.checked):
            raise NotApplicable(
                f"the authority is no relevant public authority, as was looked up on {in_words(duty.checked)}"
            )
        if duty.applies is False:
            yield from fields_present(
                duty, duty.title, {"because": "why it does not apply", "checked": "when that was looked up"}
            )
    found = _of(plan, "consumer", AssessmentKind.ASSESSMENT)
    yield from record_present(
        plan,
        Assessments,
        found,
        "No assessment of what the plan does to consumers is recorded",
        _example("consumer")
        + " Where the Regulations of 2024 do not name the authority, say so with `duty: consumer` and `applies: no` in "
        "registers/wider-duties.yaml.",
    )
    for record in found[:1]:
        yield from fields_present(record, record.title, {"findings": "what was found"})
        yield from _answered(record, record.findings, "Say for whom it is, what was found and what the plan does.")
    yield from _yearly(plan, when, YearlyReportKind.CONSUMER, "s23")


# yearly reports


def years_ended(plan: Plan, day: date) -> dict[str, date]:
    """The financial years that ended by *day* and lay in the plan's period, as 2027-28, with their last days."""
    start, end = plan.period.start, plan.end
    if start is None:
        return {}
    first = start.year + (1 if (start.month, start.day) >= (4, 1) else 0)
    days = [date(year, 3, 31) for year in range(first, min(day, end or day).year + 1)]
    return {f"{each.year - 1}-{each.year % 100:02}": each for each in days if each <= min(day, end or day)}


def _first_year_ends(plan: Plan) -> date | None:
    """The last day of the first financial year that lies in the plan's period; None where none does."""
    return min(years_ended(plan, plan.end).values(), default=None) if plan.end else None


def _reports(plan: Plan, kind: YearlyReportKind) -> dict[str, YearlyReport]:
    return {each.year: each for each in plan.of(YearlyReports).yearly_reports if each.duty is kind}


def _yearly(plan: Plan, when: When, kind: YearlyReportKind, section: str) -> Iterator[Problem]:
    """A problem for each year that ended twelve months ago or more and has no published report; a late one is a note."""
    now, reports = counted_until(plan, when), _reports(plan, kind)
    for year, ended in years_ended(plan, when.day).items():
        last, report = months_after(ended, 12), reports.get(year)
        if report and report.published:
            yield from _not_yet(plan, when, report, "published", f"The {kind.words} for {year} is published on")
            if report.published > last:
                yield Problem(
                    report.at_key("published"),
                    f"The {kind.words} for {year} came out on {in_words(report.published)}, after {in_words(last)}",
                    "Correct the day if it is wrong; publish the next one within twelve months.",
                    note=True,
                )
        elif now > last:
            yield Problem(
                report.at if report else place_of(plan, YearlyReports),
                f"No {kind.words} for {year} was published within twelve months ({section})",
                fill_in(report, f"published: {when.day}")
                if report
                else f"{how_to_add(YearlyReports)} With `duty: {kind.value}`, `year: {year}` and `published:`.",
            )


@rule(
    "act-staffing-3-care-from-others",
    signs="regard was had to the staffing principles in planning and buying care",
    where=(WiderDuties, YearlyReports),
)
def staffing_of_care_from_others(plan: Plan, when: When) -> Iterator[Problem]:
    """The section on providers is where the staffing principles are met, and each year has its report."""
    duty = next(
        (each for each in plan.of(WiderDuties).wider_duties if each.duty is WiderDutyKind.CARE_FROM_OTHERS), None
    )
    if duty is None:
        yield Problem(
            place_of(plan, WiderDuties),
            "Nothing says how regard is had to the staffing principles when care is bought from others (s3(2))",
            f"{how_to_add(WiderDuties)} With `duty: care-from-others`, `how:` and `sections:`.",
        )
    else:
        yield from fields_present(
            duty, duty.title, {"how": "how regard is had to the principles", "sections": "where the plan shows it"}
        )
        market = plan.role("market")
        if duty.sections and market and all(_file(each) != market.path for each in duty.sections):
            yield Problem(
                duty.at_key("sections"),
                f"{duty.title}: it does not lead to the section on providers, {market.path}",
                f"Add the place there that speaks of staffing: `sections: [{market.path}]`.",
            )
    yield from _yearly(plan, when, YearlyReportKind.STAFFING, "s3(6)")


def _file(place: str) -> str:
    return place.partition("#")[0]


@rule("regs-climate-report-8-months", where=(YearlyReports,))
def climate_report_in_eight_months(plan: Plan, when: When) -> Iterator[Problem]:
    """Each year that has ended has its entry, due on 30 November and sent by then; one sent late is a note."""
    now, reports = counted_until(plan, when), _reports(plan, YearlyReportKind.CLIMATE)
    ended = years_ended(plan, when.day)
    if not ended:
        raise NotYet(_first_year_ends(plan), "no financial year of this plan has ended yet")
    for year, last in ended.items():
        due, report = date(last.year, 11, 30), reports.get(year)
        if report is None:
            yield Problem(
                place_of(plan, YearlyReports),
                f"The climate change duties report for {year} has no entry; it is due by {in_words(due)}",
                f"{how_to_add(YearlyReports)} With `duty: climate`, `year: {year}` and `due: {due}`.",
            )
        elif report.due != due:
            yield Problem(
                report.at_key("due"),
                f"The climate change duties report for {year} is due by {in_words(due)}, eight months after the year "
                f"ended, and {in_words(report.due) if report.due else 'no day'} is written",
                fill_in(report, f"due: {due}") if report.due is None else f"Write `due: {due}`.",
            )
        elif report.sent is None and now > due:
            yield Problem(
                report.at_key("sent"),
                f"The climate change duties report for {year} was due by {in_words(due)}, and nothing says that it was "
                "sent to Ministers",
                fill_in(report, f"sent: {due}"),
            )
        elif report.sent and why_not(plan, when, report.sent):
            yield from _not_yet(plan, when, report, "sent", f"The climate change duties report for {year} is sent on")
        elif report.sent and report.sent > due:
            yield Problem(
                report.at_key("sent"),
                f"The climate change duties report for {year} went to Ministers on {in_words(report.sent)}, after "
                f"{in_words(due)}",
                "Correct the day if it is wrong; send the next one in time.",
                note=True,
            )


# themes and Best Value


def _theme(plan: Plan, kind: ThemeKind, what: str) -> tuple[Theme | None, list[Problem]]:
    found = [each for each in plan.of(Themes).themes if each.kind is kind]
    lacking = record_present(plan, Themes, found, what, f"{how_to_add(Themes)} With `kind: {kind.value}`.")
    return (found[0] if found else None), list(lacking)


@rule("act-climate-44-duty", where=(Themes,))
def climate_and_sustainability(plan: Plan, when: When) -> Iterator[Problem]:
    """An entry on the climate says what is done on emissions, adaptation and sustainability, and by which commitments."""
    theme, lacking = _theme(plan, ThemeKind.CLIMATE, "Nothing says what the plan does for the climate (2009 Act s44)")
    yield from lacking
    if theme:
        yield from fields_present(
            theme,
            theme.title,
            {
                "emissions": "how it helps to meet the emission targets",
                "adaptation": "how it helps to adapt",
                "sustainability": "what makes it sustainable",
                "commitments": "which commitments carry it out",
            },
        )


@rule("guidance-refreshed-1-inequalities", where=(Themes,))
def inequalities(plan: Plan, when: When) -> Iterator[Problem]:
    """An entry on inequalities serves outcome 5, has needs by deprivation, commitments, and who took part."""
    theme, lacking = _theme(plan, ThemeKind.INEQUALITIES, "Nothing says what the plan does against inequalities")
    yield from lacking
    if theme is None:
        return
    yield from fields_present(
        theme,
        theme.title,
        {
            "figures": "how needs differ by deprivation",
            "commitments": "which commitments carry it out",
            "taking_part": "which partners and supported people took part",
        },
    )
    if 5 not in theme.outcomes:
        yield Problem(
            theme.at_key("outcomes"),
            f"{theme.title}: it is not tied to national outcome 5, on health inequalities",
            fill_in(theme, "outcomes: [5]") if not theme.outcomes else "Add 5 to `outcomes:`.",
        )
    yield from each_has(
        theme.figures,
        lambda each: each.need,
        {
            "most_deprived": "the figure in the most deprived places",
            "least_deprived": "the figure in the least deprived places",
            "period": "the year",
            "source": "who published it",
        },
    )
    for each in theme.taking_part:
        yield from fields_present(each, each.who, {"date": "when they took part"})
        yield from _not_yet(plan, when, each, "date", f"{each.who} took part on")


@rule(
    "act-best-value-duty",
    signs="the section 95 officer is content that the plan secures Best Value",
    where=(BestValue,),
)
def best_value(plan: Plan, when: When) -> Iterator[Problem]:
    """Each part of Best Value says how the plan secures it and where; the officer who answers for money signs it."""
    statement = plan.of(BestValue)
    yield from covers(
        {each.value: each.words[0].upper() + each.words[1:] for each in BestValuePart},
        (each.id for each in statement.parts),
        place_of(plan, BestValue, "parts"),
        "the Best Value statement says nothing of it",
        lambda id: f"Add to {BEST_VALUE}: `- {{id: {id}, how: …, sections: [narrative/150-money.md]}}`.",
    )
    yield from each_has(
        statement.parts,
        lambda each: f"Best Value, {BestValuePart(each.id).words}",
        {"how": "how the plan secures it", "sections": "where it shows"},
    )
    if not statement.parts:
        return
    if statement.officer is None:
        yield Problem(
            place_of(plan, BestValue, "officer"),
            "Nothing says which post is the section 95 officer, who signs the Best Value statement",
            fill_in(statement, "officer: Chief Finance Officer", file=BEST_VALUE),
        )
    for signed in plan.attestations.attestations:
        if signed.id == "act-best-value-duty" and statement.officer and signed.who != statement.officer:
            yield Problem(
                signed.at_key("who"),
                f"The Best Value statement is signed by {signed.who}, and the section 95 officer is {statement.officer}",
                f"Have it signed by {statement.officer}: scplan attest act-best-value-duty",
            )


# other plans


def _local(plan: Plan, kind: str, what: str) -> tuple[LocalPlan | None, list[Problem]]:
    """The plan of *kind* that there is, else the entry that says why there is none; and a problem where it is missing."""
    found = [each for each in plan.local_plans.local_plans if each.kind == kind]
    there = [each for each in found if each.none_because is None] or found
    lacking = record_present(
        plan, LocalPlans, there, what, f"{how_to_add(LocalPlans)} With `kind: {kind}`, title, owner, days and `fit:`."
    )
    return (there[0] if there else None), list(lacking)


FACTS = {"title": "its title", "owner": "whose it is", "start": "its first day", "end": "its last day"}
FIT = FACTS | {"fit": "where the two plans meet"}


def _must_be_there(entry: LocalPlan, what: str) -> Iterator[Problem]:
    """The facts of a plan that the law asks for; a reason for having none does not do."""
    if entry.none_because is not None:
        yield Problem(entry.at_key("none_because"), f"{what}, and the entry says that there is none", "Name the plan.")
    else:
        yield from fields_present(entry, entry.title or entry.id, FIT)


@rule("act-children-planning-partner", where=(WiderDuties, LocalPlans))
def childrens_services_plan(plan: Plan, when: When) -> Iterator[Problem]:
    """The children's services plan is listed with its fit, and whether the Act of 2026 makes the board a lead body."""
    if plan.record.model.is_lead_agency:
        raise NotApplicable("there is no joint board; council and Health Board plan children's services themselves")
    entry, lacking = _local(plan, "childrens-services-plan", "The children's services plan is not listed")
    yield from lacking
    if entry:
        yield from _must_be_there(entry, "Each area has a children's services plan")
    duties = plan.of(WiderDuties)
    missing = [
        each
        for each, there in (
            ("children_lead_body_in_force: no", duties.children_lead_body_in_force is not None),
            (f"children_lead_body_checked: {when.day}", duties.children_lead_body_checked),
        )
        if not there
    ]
    if missing:
        yield Problem(
            place_of(plan, WiderDuties, missing[0].partition(":")[0]),
            "Nothing says whether s60 of the Act of 2026, which makes the board a lead body for children's services "
            "planning, is in force, and when that was looked up",
            fill_in(duties, *missing, file="registers/wider-duties.yaml"),
        )
    elif duties.children_lead_body_checked:
        yield from _not_yet(
            plan, when, duties, "children_lead_body_checked", "Whether s60 is in force was looked up on"
        )


@rule("act-community-planning-partner", where=(LocalPlans, "localities/"))
def community_planning(plan: Plan, when: When) -> Iterator[Problem]:
    """The local outcomes improvement plan is listed, and each locality names the community-planning areas and plans."""
    entry, lacking = _local(plan, "outcomes-improvement-plan", "The local outcomes improvement plan is not listed")
    yield from lacking
    if entry:
        yield from _must_be_there(entry, "Each area has a local outcomes improvement plan")
    plans = {each.id: each.kind for each in plan.local_plans.local_plans}
    bare = [
        Problem(
            each.at_key("community_planning"),
            f"{each.name}: nothing says which localities of community planning it overlaps",
            fill_in(each, "community_planning: [{name: Coast area partnership, overlap: whole, plan: area-plans}]")
            + " Where there are none, write why under `not_available:`.",
        )
        for each in plan.localities
        if not each.community_planning and "community_planning" not in each.not_available
    ]
    yield from each_or_one(
        bare,
        lambda: Problem(
            bare[0].at,
            f"Nothing says which localities of community planning {len(bare)} localities overlap; the first: "
            f"{bare[0].what.partition(':')[0]}",
            bare[0].mend,
        ),
    )
    for locality in plan.localities:
        for area in locality.community_planning:
            if area.plan is None or plans.get(area.plan) not in ("community-plan", "outcomes-improvement-plan"):
                yield Problem(
                    area.at_key("plan"),
                    f"{locality.name}: nothing ties {area.name} to its plan under community planning",
                    "Write under `plan:` the entry of registers/local-plans.yaml of kind community-plan.",
                )


@rule("guidance-refreshed-a-alcohol-drugs", where=(LocalPlans,))
def alcohol_and_drugs(plan: Plan, when: When) -> Iterator[Problem]:
    """The alcohol and drug partnership's strategy is listed, with the commitments that carry it out."""
    entry, lacking = _local(plan, "alcohol-drug-plan", "The alcohol and drug partnership's strategy is not listed")
    yield from lacking
    if entry and entry.none_because is None:
        yield from fields_present(
            entry, entry.title or entry.id, FIT | {"commitments": "which commitments of this plan carry it out"}
        )


@rule("act-carers-31-33-strategy-link", where=(LocalPlans,))
def carer_strategy(plan: Plan, when: When) -> Iterator[Problem]:
    """The carer strategy is listed with its days, is reviewed within three years, and the carers' section takes it up."""
    entry, lacking = _local(plan, "carer-strategy", "The local carer strategy is not listed")
    yield from lacking
    if entry is None:
        return
    if entry.none_because is not None:
        yield from _must_be_there(entry, "Each area has a local carer strategy")
        return
    name = entry.title or entry.id
    yield from fields_present(
        entry,
        name,
        FIT
        | {
            "published": "when it was published",
            "review_by": "when it is to be reviewed",
            "sections": "where this plan takes it up",
        },
    )
    if entry.published and entry.review_by:
        last = months_after(entry.published, 36)
        if entry.review_by > last:
            yield Problem(
                entry.at_key("review_by"),
                f"{name} was published on {in_words(entry.published)} and is to be reviewed by "
                f"{in_words(entry.review_by)}; three years end on {in_words(last)} (s33)",
                f"Write a day up to `review_by: {last}`.",
            )
        elif entry.review_by < when.day:
            yield Problem(
                entry.at_key("review_by"),
                f"{name} was to be reviewed by {in_words(entry.review_by)}",
                "Write the strategy that followed it, or the days of the one that was reviewed.",
            )
    group = plan.care_group("carers")
    if group and entry.sections and all(_file(each) != group.path for each in entry.sections):
        yield Problem(
            entry.at_key("sections"),
            f"{name} is not tied to the section on carers, {group.path}",
            f"Add it: `sections: [{group.path}]`.",
        )


@rule("act-carers-31-2-strategy-content", where=(LocalPlans, WiderDuties))
def carer_strategy_holds_everything(plan: Plan, when: When) -> Iterator[Problem]:
    """Where the duty is delegated, the strategy's checklist has the nine items and young carers."""
    duty = _duty(plan, WiderDutyKind.CARERS)
    if duty is None or duty.delegated is None:
        yield Problem(
            duty.at if duty else place_of(plan, WiderDuties),
            "Nothing says whether the duty to make a local carer strategy is delegated",
            fill_in(duty, "delegated: yes")
            if duty
            else f"{how_to_add(WiderDuties)} With `duty: carers` and `delegated: yes` or `no`.",
        )
        return
    if not duty.delegated:
        raise NotApplicable("the duty to make a local carer strategy is not delegated")
    entry, lacking = _local(plan, "carer-strategy", "The local carer strategy is not listed")
    yield from lacking
    if entry:
        yield from covers(
            {each.value: each.words[0].upper() + each.words[1:] for each in CarerStrategyItem},
            entry.contents,
            entry.at_key("contents"),
            "nothing says where the carer strategy holds it",
            lambda id: f"Add it to the entry '{entry.id}': `contents: {{{id}: chapter 2}}`.",
        )


def _duty(plan: Plan, kind: WiderDutyKind) -> WiderDuty | None:
    return next((each for each in plan.of(WiderDuties).wider_duties if each.duty is kind), None)


@rule("guidance-refreshed-a-wider-duties", where=(WiderDuties,))
def wider_duties(plan: Plan, when: When) -> Iterator[Problem]:
    """Each duty of Annex A says whether it applies and is delegated, with functions and plan, and who looked it up."""
    duties = plan.of(WiderDuties).wider_duties
    yield from covers(
        {each.value: each.words for each in ANNEX_A},
        (each.duty.value for each in duties),
        place_of(plan, WiderDuties),
        "no entry says whether it applies and is delegated",
        lambda id: f"{how_to_add(WiderDuties)} With `duty: {id}`, `applies:`, `delegated:` and `plan:`.",
    )
    kinds = {each.id: each.kind for each in plan.local_plans.local_plans}
    for each in duties:
        needed = {
            "applies": "whether it applies",
            "checked": "when that was looked up",
            "checked_by": "who looked it up",
        }
        if each.applies is not False and each.duty in PLAN_OF:
            needed |= {"delegated": "whether it is delegated", "plan": "which plan meets it"}
        if each.delegated:
            needed["functions"] = "which delegated functions it is"
        if each.applies is False or each.delegated is False:
            needed["because"] = "why it does not apply or is not delegated"
        yield from fields_present(each, each.title, needed)
        wanted = PLAN_OF.get(each.duty)
        if wanted and each.plan and kinds.get(each.plan, wanted) != wanted:
            yield Problem(
                each.at_key("plan"),
                f"{each.title}: '{each.plan}' is a {kinds[each.plan].replace('-', ' ')}",
                f"Write the entry of kind {wanted}.",
            )


@rule("response-2012-wider-services", where=(Contributions,))
def other_services_contribute(plan: Plan, when: When) -> Iterator[Problem]:
    """Housing, money advice, transport and acute services each have an entry: what they do and where the plan says so."""
    wanted = [each for each in ContributionKind if each is not ContributionKind.OTHER]
    entries = plan.of(Contributions).contributions
    yield from covers(
        {each.value: each.words[0].upper() + each.words[1:] for each in wanted},
        (each.kind.value for each in entries),
        place_of(plan, Contributions),
        "nothing says what it contributes to the plan",
        lambda id: f"{how_to_add(Contributions)} With `kind: {id}`, `body:`, `contribution:` and `sections:`.",
    )
    for each in entries:
        if each.none_because is None:
            yield from fields_present(each, each.title, {"body": "who runs it", "contribution": "what it does"})
            if not (each.sections or each.commitments):
                yield Problem(
                    each.at,
                    f"{each.title}: nothing ties what it does to the plan",
                    fill_in(each, "sections: [narrative/120-housing.md]"),
                )


# ready with the plan


@rule("guidance-refreshed-c-impact-assessments", where=(Assessments,))
def assessments_are_ready(plan: Plan, when: When) -> Iterator[Problem]:
    """All assessments are done before the plan is final, each with its paper, and are out on the plan's day."""
    records = plan.of(Assessments).assessments
    yield from record_present(plan, Assessments, records, "No impact assessment is recorded")
    problems = []
    for each in records:
        if each.status is not Status.DONE:
            problems.append(
                Problem(
                    each.at_key("status"),
                    f"{each.title} is still {'to write' if each.status is Status.TO_WRITE else 'a draft'}",
                    "Finish it and write `status: done`.",
                )
            )
        elif each.kind is AssessmentKind.ASSESSMENT and each.paper is None:
            problems.append(
                Problem(
                    each.at_key("paper"),
                    f"{each.title}: nothing says which paper is published with the plan",
                    fill_in(each, "paper: evidence/equality-impact.md"),
                )
            )
        elif when.stage >= Stage.PUBLISHED and each.kind is AssessmentKind.ASSESSMENT:
            problems += [*_published(plan, when, each), *_after_the_plan(plan, each)]
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{len(problems)} impact assessments are not ready to be published with the plan; the first: "
            f"{problems[0].what}",
            problems[0].mend,
        ),
    )


@rule("regs-web-accessibility", where=(Publication,))
def pages_are_accessible(plan: Plan, when: When) -> Iterator[Problem]:
    """What scp cannot make accessible by itself: pictures, links, headings and tables of the text; and a person's test."""
    publication = plan.publication
    missing = [
        (key, example)
        for key, example in (
            ("accessibility_tested", f"accessibility_tested: {when.day}"),
            ("accessibility_tested_by", "accessibility_tested_by: Digital team of the council"),
            ("accessibility_statement", "accessibility_statement: https://www.example.org/accessibility"),
        )
        if publication is None or getattr(publication, key) is None
    ]
    if missing or publication is None:
        yield Problem(
            publication.at_key(missing[0][0]) if publication else Location(PUBLICATION),
            "Nothing says when and by whom pages and documents were tested for accessibility, and where the statement is",
            fill_in(publication, *(example for _, example in missing), file=PUBLICATION),
        )
    if publication:
        yield from _not_yet(plan, when, publication, "accessibility_tested", "The test of accessibility is dated")
        if publication.url and publication.url.partition("?")[0].lower().endswith(".pdf"):
            yield Problem(
                publication.at_key("url"),
                "The plan's address leads to a PDF, which must not be the only format",
                "Write the address of the web page that scplan build makes; it links to the PDF.",
            )
    problems = [problem for section in plan.sections for problem in _hard_to_read(section)]
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"In {len(problems)} places the text cannot be used by everybody; the first: {problems[0].what}",
            problems[0].mend,
        ),
    )


def _hard_to_read(section: Section) -> Iterator[Problem]:
    last = 0
    for token, after in pairwise((*section.tokens, *section.tokens[-1:])):
        at = Location(section.path, token.map[0] + 1) if token.map else section.at
        if token.type == "heading_open":
            level = int(token.tag[1])
            if last and level > last + 1:
                yield Problem(
                    at,
                    f'The heading "{plain_text(after)}" goes from level {last} to {level}',
                    f"Start it with {'#' * (last + 1)}.",
                )
            last = level
        elif (
            token.type == "th_open"
            and not plain_text(after).strip()
            and after.type == "inline"
            and not _first(section, token)
        ):
            yield Problem(
                _row(section, token, at),
                "A column of a table has no heading",
                "Write in the table's first line what each column holds.",
            )
        elif token.type == "inline":
            yield from _hard_words(token, at, section.path.startswith("easy-read/"))


def _first(section: Section, cell: Token) -> bool:
    """Whether a heading cell is the first of its row, which may stay empty."""
    place = next(number for number, each in enumerate(section.tokens) if each is cell)
    return section.tokens[place - 1].type == "tr_open"


def _row(section: Section, cell: Token, at: Location) -> Location:
    for each in section.tokens:
        if each.type == "tr_open" and each.map:
            at = Location(section.path, each.map[0] + 1)
        if each is cell:
            break
    return at


def _hard_words(token: Token, at: Location, easy: bool) -> Iterator[Problem]:
    """In *easy* read a picture without a description repeats the words of its point, and a voice passes over it."""
    children = token.children or []
    repeats = easy and any(each.type == "text" and each.content.strip() for each in children)
    for number, child in enumerate(children):
        if child.type == "image" and not repeats and not plain_text(child).strip() and not is_figure(child):
            yield Problem(
                at,
                f"The picture {child.attrs.get('src', '')} has no description",
                "Say in the square brackets what it shows: `![A nurse at the door](picture.svg)`.",
            )
        elif child.type == "link_open":
            words = "".join(
                each.content for each in children[number + 1 : _end(children, number)] if each.type == "text"
            )
            if " ".join(words.casefold().split()).strip(" .") in POINTLESS:
                yield Problem(
                    at,
                    f'The words of a link, "{words}", do not say where it leads',
                    "Write what one finds there: `[The carer strategy](https://…)`.",
                )


def _end(children: list[Token], start: int) -> int:
    return next((n for n in range(start, len(children)) if children[n].type == "link_close"), len(children))
