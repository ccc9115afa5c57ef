"""The tables of the annual performance report (ss42-43; SSI 2014/326)."""

from __future__ import annotations

from decimal import Decimal

from scp.documents.tables import sentence, table
from scp.documents.words import Markdown, day_or, escaped
from scp.model.accounts import FinancialStatements
from scp.model.performance import (
    CopyTo,
    Frequency,
    Indicator,
    Indicators,
    Inspections,
    MonitoringCommittee,
    OutcomeResult,
    PerformanceReport,
    PerformanceReports,
    Spending,
    Spendings,
    years_before,
)
from scp.model.plan import Plan
from scp.model.words import in_words, pounds_in_full
from scp.reference import lists

NOTHING = Markdown("")
YEARS_BEFORE = 5
MOST_TRENDS = 6
STILL = "still to write"
PARTS = {
    CopyTo.MONITORING_COMMITTEE: "the integration joint monitoring committee",
    CopyTo.COMMUNITY_PLANNING: "the community planning partnership",
}


def report_years(plan: Plan) -> tuple[str, ...]:
    """The reporting years on which a report is recorded; its name where it has no first day."""
    return tuple(dict.fromkeys(each.year or each.id for each in plan.of(PerformanceReports).reports))


def report(plan: Plan, year: str) -> PerformanceReport:
    """The report on *year*, the last recorded where there are several."""
    return [each for each in plan.of(PerformanceReports).reports if (each.year or each.id) == year][-1]


def _six(year: str) -> list[str]:
    """*year* after the five before it; nothing where it is no financial year."""
    return [*years_before(year, YEARS_BEFORE), year] if year[:4].isdigit() else []


def reported_head(plan: Plan, year: str) -> Markdown:
    """Which year, on which plan, when it was published and where."""
    found = report(plan, year)
    days = f"{day_or(found.start, 'not recorded')} to {day_or(found.end, 'not recorded')}"
    return table(
        ["This report", "Details"],
        [
            ["Authority", plan.record.authority.name],
            ["Reporting year", days],
            ["On the plan", _plan_of(plan, found)],
            ["Published", day_or(found.published, "not published yet")],
            ["Where", Markdown(f"<{found.url}>") if found.url else "not recorded"],
        ],
    )


def _plan_of(plan: Plan, found: PerformanceReport) -> str:
    """The plan on which a report is: the one replaced, for a year that ended before this one began."""
    before = plan.record.replaces
    if before and before.title and _is_of_the_plan_before(plan, found):
        return before.title
    return f"{plan.title}, {plan.edition}"


def _is_of_the_plan_before(plan: Plan, found: PerformanceReport) -> bool:
    start = plan.period.start
    return bool(start and found.end and found.end < start)


# Outcomes and indicators (reg 3(a))


def reported_outcome(plan: Plan, year: str, number: int) -> Markdown:
    """How far one national outcome was achieved, by which arrangements and with which money (reg 3(a)(i))."""
    return _result(plan, report(plan, year).outcomes.get(number), "how far this outcome was achieved")


def reported_principles(plan: Plan, year: str) -> Markdown:
    """How far the main purpose and each principle were kept to, and by which arrangements (reg 3(b))."""
    found = report(plan, year).principles
    rows = []
    for each in lists.principles():
        result = found.get(each.id)
        told = [sentence(plan, result.assessment) if result and result.assessment else STILL]
        if result and result.arrangements:
            told.append(f"By: {_arranged(plan, result)}.")
        rows.append([each.provision, each.text[0].upper() + each.text[1:], " ".join(told)])
    return table(["2014 Act", "Principle", "How far it was kept to"], rows)


def _result(plan: Plan, found: OutcomeResult | None, what: str) -> Markdown:
    if found is None or not found.assessment:
        return Markdown(f"*Still to write: {what}.*")
    lines = {line.id: line.title for line in plan.finance.lines}
    parts = [str(escaped(sentence(plan, found.assessment)))]
    if found.arrangements:
        parts.append(f"By: {escaped(_arranged(plan, found))}.")
    if found.lines:
        parts.append(f"Paid for by: {escaped('; '.join(lines.get(each, each) for each in found.lines))}.")
    return Markdown("\n\n".join(parts))


def _arranged(plan: Plan, found: OutcomeResult) -> str:
    """The arrangements by locality and title, or as they are written where they are of no locality."""
    titles = {
        each.section.place: f"{locality.name}, {each.section.title}"
        for locality in plan.localities
        for each in locality.arrangements.values()
        if each.section
    }
    return "; ".join(titles.get(each, each) for each in found.arrangements)


def outcome_indicators(plan: Plan, year: str, number: int) -> Markdown:
    """Each measure of one outcome in the year, the year before and in Scotland (reg 3(a)(ii)); empty where none is.

    Measures without any of these figures are counted below: why there is none is told once, with all measures.
    """
    years = _six(year)[-2:]
    every = [each for each in plan.of(Indicators).indicators if number in each.outcomes]
    found = [[_measured(each), *(each.values.get(one) for one in years), _scotland(each, year)] for each in every]
    rows = [[name, *map(_shown, figures)] for name, *figures in found if any(one is not None for one in figures)]
    without = len(found) - len(rows)
    if not found:
        return NOTHING
    made = table(["Measure", *years, f"Scotland {year}"], rows, range(1, len(years) + 2)) if rows else NOTHING
    measures = f"{without} {'more ' if rows else ''}measure{'' if without == 1 else 's'}"
    told = f"{measures} of this outcome {'has' if without == 1 else 'have'} no figure for these years."
    return Markdown(f"{made}\n\n{told}\n\n" if without else made)


def every_indicator(plan: Plan, year: str) -> Markdown:
    """Every measure in the year and the five before it (reg 3(a)(iii)); empty where none is recorded.

    One that has no figure in any of the six years is left to `indicator_gaps`, which says why.
    """
    years = _six(year)
    every = plan.of(Indicators).indicators
    measured = [each for each in every if any(one in each.values for one in years)]
    rows = [
        [
            _measured(each),
            ", ".join(str(number) for number in each.outcomes) or "–",
            *(_shown(each.values.get(one)) for one in years),
        ]
        for each in measured
    ]
    without = len(every) - len(measured)
    made = table(["Measure", "Outcomes", *years], rows, range(2, len(years) + 2)) if rows else NOTHING
    told = (
        f"{without} measure{' has' if without == 1 else 's have'} no figure for any of these years; why is said below."
    )
    return Markdown(f"{made}\n\n{told}\n\n" if without else made)


def trends(plan: Plan, year: str) -> tuple[str, ...]:
    """The first measures that have a figure for half of the year and the five before it, or more (reg 3(a)(iii))."""
    years = _six(year)
    found = (
        each.id
        for each in plan.of(Indicators).indicators
        if sum(one in each.values for one in years) * 2 >= len(years) > 0
    )
    return tuple(found)[:MOST_TRENDS]


def _measured(found: Indicator) -> str:
    return f"{found.title} ({found.unit})" if found.unit and found.unit not in found.title else found.title


def _scotland(found: Indicator, year: str) -> object:
    return next((each.value for each in found.peers if each.area == "Scotland" and each.year == year), None)


def _shown(value: object) -> str:
    return "–" if value is None else f"{value:,}" if isinstance(value, int | Decimal) else str(value)


def indicator_gaps(plan: Plan, year: str) -> Markdown:
    """Why figures are missing, by reason; empty where none of the six years is missing with a reason."""
    years = _six(year)
    reasons: dict[str, list[str]] = {}
    unsaid = []
    numbers = {each.id: f"national indicator {each.number}" for each in lists.core_indicators()}
    for each in plan.of(Indicators).indicators:
        missing = [one for one in years if one not in each.values and not _between(each, one)]
        if each.since:
            missing = [one for one in missing if each.since <= one]
        told = list(dict.fromkeys(gap.because for one in missing if (gap := each.gap(one)) and gap.because))
        for reason in told:
            reasons.setdefault(reason, []).append(numbers.get(each.core or "", each.title))
        if any(each.gap(one) is None for one in missing):
            unsaid.append(numbers.get(each.core or "", each.title))
    rows: list[list[object]] = [[reason, "; ".join(titles)] for reason, titles in reasons.items()]
    if unsaid:
        rows.append(["No reason is recorded yet", "; ".join(unsaid)])
    return table(["Why there is no figure", "For"], rows) if rows else NOTHING


def _between(found: Indicator, year: str) -> bool:
    """Whether a measure of every second year was not due in *year*, as the years with figures tell."""
    if found.frequency is not Frequency.EVERY_SECOND_YEAR or not found.values:
        return False
    return (int(year[:4]) - int(min(found.values)[:4])) % 2 == 1


def objectives_met(plan: Plan, year: str) -> Markdown:
    """What became of each strategic priority in the year, with its rating; empty for a year before this plan began."""
    found = report(plan, year).objectives
    if not found and _is_of_the_plan_before(plan, report(plan, year)):
        return NOTHING
    rows = []
    for priority in plan.priorities:
        result = found.get(priority.id)
        rows.append(
            [
                priority.title,
                (result.result if result else None) or STILL,
                result.rating.value.capitalize() if result and result.rating else "not rated yet",
            ]
        )
    return table(["Priority", "What came of it", "Rating"], rows) if rows else NOTHING


# Planning (reg 3(c)) and Best Value (reg 5)


def decisions_outside(plan: Plan, year: str) -> str:
    """How many significant decisions were taken outside the plan, in a sentence (s36)."""
    found = report(plan, year).strategic_planning
    count = found.section_36_decisions if found else None
    if count is None:
        return "The number of significant decisions taken outside the plan is not recorded yet."
    many = "No significant decision was" if count == 0 else "One significant decision was" if count == 1 else ""
    return f"{many or f'{count} significant decisions were'} taken outside the plan (2014 Act, section 36)."


def decisions_taken(plan: Plan, year: str) -> Markdown:
    """Each of those decisions, why it was taken and which outcomes it helped; empty where there are none."""
    found = report(plan, year).strategic_planning
    titles = {each.id: each for each in plan.decisions.decisions}
    rows = []
    for each in found.decisions if found else ():
        decision = titles.get(each.decision)
        helped = "; ".join(f"Outcome {number}: {how}" for number, how in sorted(each.outcomes.items()))
        rows.append(
            [
                decision.title if decision else each.decision,
                day_or(decision.decided, "not recorded") if decision else "not recorded",
                each.reason or STILL,
                helped or STILL,
            ]
        )
    return table(["Decision", "Taken", "Why", "How it helped"], rows) if rows else NOTHING


# Money (reg 4)


def spent(plan: Plan, year: str) -> Spending | None:
    """What was spent in *year*; None where it is not recorded."""
    return plan.of(Spendings).of_year(year)


def spent_categories(plan: Plan, year: str) -> Markdown:
    """What was spent on each matter of the regulations, with its share (reg 4(1)(a), (b))."""
    found = spent(plan, year)
    if found is None:
        return NOTHING
    rows = [
        [each.text[0].upper() + each.text[1:], *_spent(found, found.categories.get(each.id))]
        for each in lists.spend_categories()
        if each.id != "spend-f"
    ]
    rows.append([Markdown("**Spent in all**"), *_spent(found, found.total)])
    return table(["Matter", "Spent", "Share of what was paid or set aside"], rows, [1, 2])


def spent_groups(plan: Plan, year: str) -> Markdown:
    """What was spent on each key care group (reg 4(2)(f)); empty where there is none."""
    found = spent(plan, year)
    rows = [
        [group.name, *_spent(found, found.care_groups.get(group.id))]
        for group in plan.care_groups
        if found is not None and (group.key or group.id in found.care_groups)
    ]
    return table(["Key care group", "Spent", "Share of what was paid or set aside"], rows, [1, 2]) if rows else NOTHING


def spent_localities(plan: Plan, year: str) -> Markdown:
    """What was spent in relation to each locality, and on none (reg 6(2)); empty where no spending is recorded."""
    found = spent(plan, year)
    if found is None:
        return NOTHING
    rows = [[each.name, *_spent(found, found.localities.get(each.id))] for each in plan.localities]
    if found.unallocated:
        rows.append(["Given to no locality", *_spent(found, found.unallocated)])
    return table(["Locality", "Spent", "Share of what was paid or set aside"], rows, [1, 2])


def shares_before(plan: Plan, year: str) -> Markdown:
    """The share of each matter, key group and locality in the year and the five before it (regs 4(3), 6(3))."""
    years = _six(year)
    known = [spent(plan, each) for each in years]
    if not any(known):
        return NOTHING
    named: list[tuple[str, str, str]] = [
        (each.text[0].upper() + each.text[1:], "categories", each.id)
        for each in lists.spend_categories()
        if each.id != "spend-f"
    ]
    named += [(each.name, "care_groups", each.id) for each in plan.care_groups if each.key]
    named += [(each.name, "localities", each.id) for each in plan.localities]
    rows = [
        [name, *(_share(found, getattr(found, key).get(id)) if found else "–" for found in known)]
        for name, key, id in named
    ]
    return table(["Share of what was paid or set aside", *years], rows, range(1, len(years) + 1))


def variances(plan: Plan, year: str) -> Markdown:
    """Planned and spent in the year and the five before it, how far apart, and why (reg 4(1)(c), (3))."""
    planned = {each.year: each.total for each in plan.of(FinancialStatements).financial_statements if each.year}
    rows = []
    for one in _six(year):
        found, plan_total = spent(plan, one), planned.get(one)
        total = found.total if found else None
        gap = plan.of(Spendings).gap(one) if found is None else None
        apart, why = "–", gap.because if gap else None
        if total is not None and plan_total is not None:
            apart = f"{'+' if total >= plan_total else '-'}{_pounds(abs(total - plan_total))}"
            why = (found.variance_reason if found else None) or (STILL if total != plan_total else "–")
        rows.append([one, _pounds(plan_total), _pounds(total), apart, why or "not recorded"])
    heads = ["Year", "Financial statement", "Spent", "More or less", "Why"]
    return table(heads, rows, [1, 2, 3]) if rows else NOTHING


def boundaries(plan: Plan, year: str) -> tuple[str, ...]:
    """How figures of earlier localities were given to those of this plan, one sentence a year."""
    told = [(one, spent(plan, one)) for one in _six(year)]
    return tuple(
        f"{one}: {sentence(plan, found.mapping or 'The localities were others then, and how is not recorded')}"
        for one, found in told
        if found and found.other_boundaries
    )


def locality_method(plan: Plan) -> str:
    """How money is given to localities; empty where it is not written."""
    return plan.of(Spendings).locality_method or ""


def _spent(found: Spending | None, amount: Decimal | None) -> list[object]:
    return [_pounds(amount) if amount is not None else "not recorded", _share(found, amount)]


def _share(found: Spending | None, amount: Decimal | None) -> str:
    share = found.share(amount) if found is not None and amount is not None else None
    return "–" if share is None else f"{share}%"


def _pounds(amount: Decimal | None) -> str:
    return "not recorded" if amount is None else pounds_in_full(amount)


# Localities, inspections, reviews, the monitoring committee (regs 6(1), 7, 8, 9)


def locality_results(plan: Plan, year: str) -> Markdown:
    """How people of each locality were involved in decisions, and what that did (reg 6(1))."""
    found = report(plan, year).localities
    decided = {each.id: each.title for each in plan.decisions.decisions}
    rows = []
    for each in plan.localities:
        result = found.get(each.id)
        rows.append(
            [
                each.name,
                (result.involvement if result else None) or STILL,
                "; ".join(decided.get(id, id) for id in result.decisions) or "none" if result else STILL,
                (result.assessment if result else None) or STILL,
            ]
        )
    return table(["Locality", "How people were involved", "Decisions", "What it did"], rows)


def inspected(plan: Plan, year: str) -> Markdown:
    """Each recommendation of a scrutiny body that reported in the year, and the action (reg 7); empty where none did."""
    found = report(plan, year)
    rows = []
    for each in plan.of(Inspections).inspections:
        if each.date is None or not (found.start and found.end and found.start <= each.date <= found.end):
            continue
        for one in each.recommendations:
            done = f" Done on {in_words(one.done)}." if one.done else f" By {in_words(one.due)}." if one.due else ""
            rows.append(
                [
                    f"{each.title} ({each.body or 'body not recorded'}, {in_words(each.date)})",
                    one.text,
                    f"{sentence(plan, one.action)}{done}" if one.action else STILL,
                    one.owner or "not recorded",
                ]
            )
    return table(["Inspection", "Recommendation", "Action", "Answers for it"], rows) if rows else NOTHING


def plan_reviewed(plan: Plan, year: str) -> Markdown:
    """Each review of the plan in the year: why, whether the plan was revised, what changed (reg 8); empty without one."""
    reviews = {each.id: each for each in plan.reviews.reviews}
    rows = []
    for each in report(plan, year).plan_reviews:
        review = reviews.get(each.review)
        revised = "not recorded" if each.revised is None else "yes" if each.revised else "no"
        changes = "; ".join(each.changes) or (STILL if each.revised else "none")
        ended = day_or(review.completed, "not finished yet") if review else "not recorded"
        rows.append([ended, each.reasons or STILL, revised, changes])
    return table(["Finished", "Why", "Revised", "What changed"], rows) if rows else NOTHING


def committee_answers(plan: Plan, year: str) -> Markdown:
    """The monitoring committee's recommendations and the answers (reg 9); empty where the report lists none."""
    wanted = report(plan, year).committee_reports
    rows = [
        [each.title, one.text, one.response or STILL, day_or(one.responded, "not yet")]
        for each in plan.of(MonitoringCommittee).reports
        if each.id in wanted
        for one in each.recommendations
    ]
    return table(["Report", "Recommendation", "Our answer", "Answered"], rows) if rows else NOTHING


def lessons(plan: Plan, year: str) -> Markdown:
    """What was learnt, whether it worked, and what follows; empty where nothing is recorded."""
    rows = []
    for each in report(plan, year).lessons:
        worked = "not said" if each.worked is None else "yes" if each.worked else "no"
        action = each.action or (f"Nothing: {each.no_action_because}" if each.no_action_because else STILL)
        rows.append([each.lesson, worked, action, each.owner or "–"])
    return table(["What we learnt", "Did it work?", "What follows", "Answers for it"], rows) if rows else NOTHING


def copies_sent(plan: Plan, year: str) -> Markdown:
    """To whom copies went and when (s42(4)(b), (5)); empty where none is recorded."""
    bodies = {body.code: body.name for body in plan.record.partners.bodies}
    rows = []
    for each in report(plan, year).copies:
        who = each.body or bodies.get(each.partner or "") or PARTS.get(each.to, "not recorded")
        rows.append([who[0].upper() + who[1:], day_or(each.sent, "not sent yet")])
    return table(["Copy for", "Sent"], rows) if rows else NOTHING


def report_formats(plan: Plan, year: str) -> Markdown:
    """In which other formats the report is offered; empty where nothing was decided."""
    rows = [
        [
            each.format.value.replace("-", " ").capitalize(),
            "not decided yet" if each.offered is None else "yes" if each.offered else "no",
            each.reason or "–",
        ]
        for each in report(plan, year).formats
    ]
    return table(["Format", "Offered", "What, or why not"], rows) if rows else NOTHING
