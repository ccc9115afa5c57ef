"""The figures by which plan and report are judged, each with its owner, source and earlier years (reg 3(a))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scp.model.performance import (
    Frequency,
    Indicator,
    Indicators,
    NationalTargets,
    NationalTools,
    PerformanceReport,
    TargetKind,
    years_before,
)
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.words import in_words
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.days import MEND, why_not
from scp.requirements.generic import (
    covers,
    each_has,
    fields_present,
    path_of,
    place_of,
    record_present,
)
from scp.requirements.registry import When, rule
from scp.requirements.rules.performance import FIRST_YEAR, YEARS, considered, report_rule
from scp.requirements.words import count, each_or_one, fill_in, listed


@report_rule("regs-326-3-a-ii-indicators", where=(Indicators,))
def outcomes_have_figures(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each outcome has an indicator with a value for the year, or for the survey before it."""
    there = {
        str(number)
        for each in plan.of(Indicators).indicators
        if value_year(each, report.year)
        for number in each.outcomes
    }
    yield from covers(
        {str(each.number): f"outcome {each.number}" for each in lists.outcomes()},
        there,
        place_of(plan, Indicators),
        f"no indicator of it has a value for {report.year}",
        lambda id: f"Give one that has `outcomes: [{id}]` its value under `values:`: `{report.year}: …`.",
    )


def value_year(indicator: Indicator, year: str) -> str:
    """The year whose value stands for *year*: its own or, for a survey every second year, the one before; else none."""
    if year in indicator.values:
        return year
    before = years_before(year, 1)[0]
    every_second = indicator.frequency is Frequency.EVERY_SECOND_YEAR
    return before if every_second and before in indicator.values else ""


def _lacks(indicator: Indicator, year: str) -> bool:
    """Whether *year* should have a value, and has neither that nor a reason."""
    if year in indicator.values or indicator.gap(year) or year < (indicator.since or FIRST_YEAR):
        return False
    if indicator.frequency is not Frequency.EVERY_SECOND_YEAR:
        return True
    beside = (years_before(year, 1)[0], f"{int(year[:4]) + 1}-{(int(year[:4]) + 2) % 100:02}")
    return not any(each in indicator.values for each in beside)


@report_rule("regs-326-3-a-iii-five-years", where=(Indicators,))
def figures_of_five_years(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each indicator reported has the values of the five years before, or as many as there are, each gap reasoned."""
    earlier = [year for year in years_before(report.year, YEARS) if year >= FIRST_YEAR]
    problems = []
    for each in plan.of(Indicators).indicators:
        missing = [year for year in earlier if _lacks(each, year)] if value_year(each, report.year) else []
        if missing:
            problems.append(
                Problem(
                    each.at_key("values"),
                    f"{each.title}: neither value nor reason for {listed(missing)}, with which {report.title} compares",
                    f"Write the value, or the reason: `gaps: [{{first: {missing[0]}, last: {missing[-1]}, because: …}}]`; "
                    "`since:` says when it was first measured.",
                )
            )
    yield from each_or_one(
        problems,
        lambda: Problem(
            problems[0].at,
            f"{count(len(problems), 'indicator')} {'has' if len(problems) == 1 else 'have'} gaps without a reason in the "
            f"years with which {report.title} compares; the first: {problems[0].what}",
            problems[0].mend,
        ),
    )


@rule("guidance-refreshed-apr-analysts", where=(Indicators,))
def every_figure_has_an_owner(plan: Plan, when: When) -> Iterator[Problem]:
    """Each indicator names the post that brings its figures."""
    indicators = plan.of(Indicators).indicators
    yield from record_present(
        plan, Indicators, indicators, "No indicator is recorded, so nobody can be lined up for it"
    )
    bare = [each for each in indicators if each.owner is None]
    yield from each_or_one(
        list(each_has(bare, lambda each: str(each.title), {"owner": "who brings the figures for the report"})),
        lambda: Problem(
            bare[0].at,
            f"{len(bare)} of {count(len(indicators), 'indicator')} do not say who brings the figures for the report: "
            f"{listed(each.title for each in bare)}",
            fill_in(bare[0], "owner: Performance analyst"),
        ),
    )


@report_rule("guidance-refreshed-apr-wider-data", where=(Indicators, Priorities))
def local_figures_for_each_priority(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each priority has a measure of the authority's own with a value for the year."""
    there = {
        id
        for each in plan.of(Indicators).indicators
        if each.is_local and value_year(each, report.year)
        for id in each.priorities
    }
    yield from covers(
        {each.id: each.title for each in plan.priorities},
        there,
        place_of(plan, Indicators),
        f"no measure of the authority's own has a value for {report.year}",
        lambda id: f"Add a local indicator with `priorities: [{id}]` and its value: scplan add indicator NAME",
    )


@report_rule("guidance-refreshed-core-suite", where=(Indicators,))
def core_suite_is_complete(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """All 23 core indicators are there: with a value, a reasoned gap, or because none is reported nationally."""
    kept = {each.core: each for each in plan.of(Indicators).indicators if each.core}
    numbers = {each.id: f"Core indicator {each.number}" for each in lists.core_indicators()}
    yield from covers(
        numbers,
        [id for id in kept if id is not None],
        place_of(plan, Indicators),
        "it is not among the indicators",
        lambda id: f"Add it to {path_of(Indicators)}: `- {{id: {id}, title: …, core: {id}, …}}`.",
    )
    silent = [
        each
        for known in lists.core_indicators()
        if known.reported
        and (each := kept.get(known.id)) is not None
        and not value_year(each, report.year)
        and not each.gap(report.year)
    ]
    yield from each_or_one(
        [
            Problem(
                each.at_key("values"),
                f"{numbers[each.core or '']}: neither value nor reason for {report.year}",
                f"Write the value, or the reason: `gaps: [{{first: {report.year}, because: …}}]`.",
            )
            for each in silent
        ],
        lambda: Problem(
            silent[0].at_key("values"),
            f"{count(len(silent), 'core indicator')} have neither value nor reason for {report.year}: "
            f"{listed(str(each.core) for each in silent)}",
            f"Write the value, or the reason: `gaps: [{{first: {report.year}, because: …}}]`.",
        ),
    )


@report_rule("guidance-refreshed-msg-indicators", where=(Indicators,))
def group_indicators_have_objectives(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each of the six indicators of the Ministerial Strategic Group has a baseline, an objective and a value."""
    kept = {each.msg: each for each in plan.of(Indicators).indicators if each.msg}
    names = {each.id: each.text for each in lists.msg_indicators()}
    yield from covers(
        names,
        [id for id in kept if id is not None],
        place_of(plan, Indicators),
        "it is not among the indicators",
        lambda id: f"Add it to {path_of(Indicators)}: `- {{id: …, title: …, msg: {id}, objective: …, …}}`.",
    )
    for each in kept.values():
        name = f"{each.title}, asked for by the Ministerial Strategic Group"
        if each.objective is None:
            yield from fields_present(each, name, {"objective": "baseline and objective"})
        else:
            yield from fields_present(
                each.objective,
                name,
                {
                    "baseline_year": "from which year it is measured",
                    "baseline": "the value then",
                    "by": "by which year the objective should be met",
                    "value": "the value that it should have then",
                },
            )
        if not value_year(each, report.year) and not each.gap(report.year):
            yield Problem(
                each.at_key("values"),
                f"{name}: neither value nor reason for {report.year}",
                f"Write the value, or the reason: `gaps: [{{first: {report.year}, because: …}}]`.",
            )


@report_rule("msg-5-i-benchmark-reports", where=(Indicators,))
def report_is_benchmarked(plan: Plan, when: When, report: PerformanceReport) -> Iterator[Problem]:
    """Each core indicator with a value has that of another area beside it, and the chief officer checked the contents."""
    bare = [
        each
        for each in plan.of(Indicators).indicators
        if each.core and (year := value_year(each, report.year)) and not any(peer.year == year for peer in each.peers)
    ]
    mend = f"Add to each: `peers: [{{area: Scotland, year: {report.year}, value: …}}]`."
    yield from each_or_one(
        [
            Problem(each.at, f"{each.title}: no value of another area stands beside that of {report.year}", mend)
            for each in bare
        ],
        lambda: Problem(
            bare[0].at,
            f"For {count(len(bare), 'core indicator')} no value of another area stands beside that of {report.year}: "
            f"{listed(str(each.core) for each in bare)}",
            mend,
        ),
    )
    yield from considered(report, "contents_checked", "that the chief officer checked what the law says it must hold")


@rule("guidance-refreshed-5-align-with-report", where=(Indicators, Priorities))
def plan_and_report_are_aligned(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority and each outcome has an indicator from the start, and each indicator serves one of them."""
    indicators = plan.of(Indicators).indicators
    if not indicators:
        yield from record_present(
            plan, Indicators, indicators, "No indicator is recorded by which a report could judge the plan"
        )
        return
    yield from covers(
        {each.id: each.title for each in plan.priorities},
        {id for each in indicators for id in each.priorities},
        place_of(plan, Indicators),
        "no indicator measures this priority, so no report can tell of it",
        lambda id: f"Add one to {path_of(Indicators)} with `priorities: [{id}]`.",
    )
    yield from covers(
        {str(each.number): f"Outcome {each.number}" for each in lists.outcomes()},
        {str(number) for each in indicators for number in each.outcomes},
        place_of(plan, Indicators),
        "no indicator tells of this outcome, so no report can",
        lambda id: f"Add one to {path_of(Indicators)} with `outcomes: [{id}]`.",
    )
    orphans = [each for each in indicators if not each.priorities and not each.outcomes]
    mend = "Link it: `priorities: [home-first]` or `outcomes: [2]`; or take it out."
    yield from each_or_one(
        [
            Problem(each.at, f"{each.title}: it measures no priority and no outcome of the plan", mend)
            for each in orphans
        ],
        lambda: Problem(
            orphans[0].at,
            f"{count(len(orphans), 'indicator')} measure no priority and no outcome of the plan: "
            f"{listed(each.title for each in orphans)}",
            mend,
        ),
    )


@rule("guidance-2015-a-i-measurement-framework", where=(Indicators, Priorities))
def measurement_framework(plan: Plan, when: When) -> Iterator[Problem]:
    """Each priority has measures with source, frequency and a last update that is not stale."""
    indicators = plan.of(Indicators).indicators
    if not indicators:
        yield from record_present(plan, Indicators, indicators, "No indicator is recorded, so nothing is measured")
        return
    yield from covers(
        {each.id: each.title for each in plan.priorities},
        {id for each in indicators for id in each.priorities},
        place_of(plan, Indicators),
        "no indicator measures this priority",
        lambda id: f"Add one to {path_of(Indicators)} with `priorities: [{id}]`, source, frequency and last update.",
    )
    kept = {each.core for each in indicators}
    for priority in plan.priorities:
        for measure in priority.measures:
            if measure.indicator is not None and measure.indicator not in kept:
                yield Problem(
                    measure.at,
                    f"{priority.title}: {measure.indicator} is a measure of this priority, and its figures are not kept",
                    f"Add it to {path_of(Indicators)}: `- {{id: {measure.indicator}, title: …, core: "
                    f"{measure.indicator}, priorities: [{priority.id}], …}}`.",
                )
    needed = {
        "source": "where the figures come from",
        "frequency": "how often it is measured",
        "updated": "when it was last brought up to date",
    }
    bare = [problem for each in indicators if each.priorities for problem in fields_present(each, each.title, needed)]
    yield from each_or_one(
        bare,
        lambda: Problem(
            bare[0].at, f"{count(len(bare), 'indicator')} are not complete; the first: {bare[0].what}", bare[0].mend
        ),
    )
    for each in indicators:
        if each.priorities and each.updated and (why := why_not(plan, when, each.updated)):
            yield Problem(
                each.at_key("updated"), f"{each.title} was brought up to date on {in_words(each.updated)}, {why}", MEND
            )
    stale = [
        each
        for each in indicators
        if each.priorities
        and each.frequency
        and each.updated
        and when.day - each.updated > timedelta(days=each.frequency.stale_after)
    ]
    yield from each_or_one(
        [
            Problem(
                each.at_key("updated"),
                f"{each.title} is measured {each.frequency.value.replace('-', ' ') if each.frequency else ''}, and was "
                f"last brought up to date on {in_words(each.updated) if each.updated else ''}",
                "Bring the figures up to date and write the day, or the frequency that is true.",
            )
            for each in stale
        ],
        lambda: Problem(
            stale[0].at_key("updated"),
            f"{count(len(stale), 'indicator')} were not brought up to date in their time: "
            f"{listed(each.title for each in stale)}",
            "Bring the figures up to date and write the day, or the frequency that is true.",
        ),
    )


@rule("guidance-2015-7-2-nhs-targets", where=(NationalTargets,))
def national_targets_are_helped(plan: Plan, when: When) -> Iterator[Problem]:
    """Emergency waits, treatment time and financial balance each have a target of today and commitments that help."""
    targets = plan.of(NationalTargets).targets
    if not targets:
        yield from record_present(
            plan, NationalTargets, targets, "Nothing says how rebalancing care helps to meet any national target"
        )
        return
    yield from covers(
        {each.value: each.words.capitalize() for each in TargetKind},
        {each.kind.value for each in targets if each.kind},
        place_of(plan, NationalTargets),
        "nothing says how rebalancing care helps with it",
        lambda id: (
            f"Add to {path_of(NationalTargets)}: `- {{id: …, title: …, kind: {id}, standard: …, help: …, "
            "commitments: […]}`."
        ),
    )
    yield from each_has(
        targets,
        lambda each: str(each.title),
        {
            "kind": "of which kind it is",
            "standard": "what the standard is",
            "help": "how rebalancing care helps to meet it",
            "commitments": "which commitments of the plan do it",
        },
    )


@rule("guidance-refreshed-5-national-dashboards", where=(NationalTools,))
def national_tools_areconsidered(plan: Plan, when: When) -> Iterator[Problem]:
    """The national tools are listed, each used or not, with the use or the reason and the day it was looked at."""
    tools = plan.of(NationalTools).tools
    yield from record_present(
        plan, NationalTools, tools, "No national tool for looking at performance is listed as used or not used"
    )
    yield from each_has(
        tools,
        lambda each: str(each.title),
        {
            "used": "whether it is used",
            "use": "for what it is used, or why it is not",
            "considered": "when that was last looked at",
        },
    )
    for each in tools:
        if each.considered and (why := why_not(plan, when, each.considered)):
            yield Problem(
                each.at_key("considered"), f"{each.title} was considered on {in_words(each.considered)}, {why}", MEND
            )
