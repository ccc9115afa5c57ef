"""A small plan of two lead agencies (Highland), in force, with its first performance report, as files in memory."""

from __future__ import annotations

from datetime import date
from functools import cache

from plan_fixture import YEARS, attested, unsigned

from scp.reference import lists

DAY = date(2028, 8, 15)
"""The day on which the plan is judged: a fortnight after its first report was due."""

NAMES = {
    "Wester Ross Integration Joint Board": "NHS Highland and The Highland Council",
    "Wester Ross Council": "The Highland Council",
    "NHS Wester Ross": "NHS Highland",
    "Wester Ross": "Highland",
    "S37000099": "S37000016",
    "S12000099": "S12000017",
    "S08000099": "S08000022",
    "model: ijb": "model: both",
    "hospital care,set-aside,": "hospital care,integrated,",
}

BEFORE = ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27")

PLANNED = """\
  - id: statement-{0}
    title: Financial statement {0}
    year: {0}
    plan: 2027-2030
    published: {1}
    integrated: 5070000
    reserves: 0
    total: 5070000
    by_service: {{health: 2920000, social-care: 2150000}}
    by_care_group: {{older-people: 2900000, carers: 170000}}
"""

BUDGET = """\
  - id: budget-{0}
    title: Budget {0}
    year: {0}
    advice: {{paper: Joint position {0}, date: {1}-02-10, officers: [Director of Finance of NHS Highland, Section 95 officer of the council]}}
    agreements:
      - {{partner: S12000017, agreed: {1}-02-16, reference: Budget meeting}}
      - {{partner: S08000022, agreed: {1}-03-10, reference: Financial plan}}
"""

SPENT = """\
  - id: spending-{0}
    title: Spending in {0}
    year: {0}
    paid: 5100000
    total: {1}
    categories: {{spend-a: 1500000, spend-b: 1400000, spend-c: 100000, spend-d: 170000, spend-e: {2}}}
    care_groups: {{older-people: 2900000, carers: 170000}}
    localities: {{east: 2000000, west: 2900000}}
    variance_reason: Nurses were dearer than forecast
"""

COMMITTEE = """\
reports:
  - id: committee-2027
    title: Services in the year 2027
    date: 2027-11-30
    considered: 2028-01-25
    considered_by: Both lead agencies, joint meeting
    recommendations:
      - {id: waits, text: Publish waits by district, response: From April 2028, responded: 2028-02-08, reference: Letter of 8 February}
      - {id: nights, text: Say who answers at night, response: The night line is named, responded: 2028-02-08, reference: Letter of 8 February}
"""

DECISION = """\
decisions:
  - id: clinic
    title: Move the clinic in Gairloch
    decided: 2027-11-10
    decided_by: NHS Highland
    significant: yes
    significant_reason: Nine hundred people go there
    within_plan_revision: no
    within_reason: No plan is being made
    localities: [west]
    group_views: {asked: 2027-09-10, views: Keep a room, answer: A room is kept}
    involvement:
      - {who: People who go there, users: both, action: Two meetings, date: 2027-09-20}
"""

REVIEW = """\
reviews:
  - id: nights
    kind: additional
    opened: 2027-10-04
    completed: 2028-01-20
    indicators: Core indicator 2, as of 2027
    replace_plan: no
    decided: 2028-02-24
    decision: Joint meeting, item 3
"""

INSPECTION = """\
inspections:
  - id: wards
    title: Care on the wards
    body: Healthcare Improvement Scotland
    date: 2027-12-07
    recommendations:
      - {id: w1, text: Weigh people each week, action: Done since February, owner: Lead nurse}
"""

REPORT = """\
reports:
  - id: report-2027-28
    title: Performance report 2027-28
    start: 2027-04-01
    end: 2028-03-31
    published: 2028-07-20
    url: https://www.example.org/report
    national_site: 2028-07-20
    formats:
      - {format: easy-read, offered: yes, reason: Two pages}
      - {format: summary, offered: yes, reason: One page}
      - {format: other-media, offered: no, reason: Nobody asked}
    copies:
      - {to: partner, partner: S12000017, sent: 2028-07-20}
      - {to: partner, partner: S08000022, sent: 2028-07-21}
      - {to: monitoring-committee, sent: 2028-07-22}
      - {to: community-planning, sent: 2028-07-23}
    outcomes:
"""

REST = """\
    objectives:
      home-first: {result: Helpers in four of eight villages, rating: amber}
    strategic_planning:
      assessment: The group met six times
      section_36_decisions: 1
      decisions:
        - {decision: clinic, reason: The roof could not be mended, outcomes: {5: The new one is on the bus route}}
    best_value: {planning: Two options were costed, delivery: One van for three services, assessed_by: Director of Finance, date: 2028-06-20}
    localities:
      east: {involvement: A meeting in each village, assessment: Help comes weekly}
      west: {involvement: A meeting in each village, decisions: [clinic], assessment: The night line is used}
    plan_reviews:
      - {review: nights, reasons: Nobody answered at night, revised: yes, changes: [A night line opens]}
    committee_reports: [committee-2027]
    lessons:
      - {lesson: Boats are late in winter, worked: no, action: Two nurses live on the far shore, owner: Lead nurse}
    good_practice:
      - {practice: One rota for six people, shared_with: Argyll and Bute}
    community_framework: {date: 2028-05-12, by: Planning manager, result: Two measures taken over}
    contents_checked: {date: 2028-07-10, by: Chief officer, result: All is there}
"""


def _results(ids: list[str], key: str, place: str) -> str:
    return (f"    {key}:\n" if key else "") + "".join(
        f"      {id}: {{assessment: Better than before, arrangements: [{place}], lines: [home-care]}}\n" for id in ids
    )


def report() -> str:
    """The performance report of the first year."""
    by_home, by_carers = ["1", "2", "3", "4", "5"], ["6", "7", "8", "9"]
    return (
        REPORT
        + _results(by_home, "", "localities/east.md#home")
        + _results(by_carers, "", "localities/east.md#carers")
        + _results([each.id for each in lists.principles()], "principles", "localities/west.md#home")
        + REST
    )


def indicators() -> str:
    """The core suite, the six of the Ministerial Strategic Group and one measure of the plan's own."""
    figures = "values: {2025-26: 81, 2027-28: 82}"
    gap = 'gaps: [{first: 2016-17, last: 2026-27, because: "Not copied"}]'
    kept = (
        "outcomes: [1, 2, 3, 4, 5, 6, 7, 8, 9], source: Survey, owner: Analyst, frequency: yearly, updated: 2028-06-01"
    )
    lines = ["indicators:"]
    for each in lists.core_indicators():
        peers = ", peers: [{area: Scotland, year: 2027-28, value: 80}]" if each.reported else ""
        priority = ", priorities: [home-first]" if each.id == "ni-2" else ""
        values = figures + ", " if each.reported else ""
        lines.append(
            f"  - {{id: {each.id}, title: Core indicator {each.number}, core: {each.id}, {kept}, {values}{gap}{priority}{peers}}}"
        )
    lines += [
        f"  - {{id: {each.id}, title: Group indicator {each.id[-1]}, msg: {each.id}, {kept}, {figures}, {gap}, "
        "objective: {baseline_year: 2025-26, baseline: 81, by: 2029-30, value: 85}}"
        for each in lists.msg_indicators()
    ]
    lines.append(
        f"  - {{id: near, title: People with somebody near, {kept}, priorities: [home-first], since: 2027-28, "
        "values: {2027-28: 66}}"
    )
    return "\n".join([*lines, ""])


@cache
def _files() -> tuple[tuple[str, str], ...]:
    files = {path: _renamed(text) for path, text in unsigned().items()}
    files |= {
        "finance/statements.yaml": "financial_statements:\n"
        + "".join(f"  - {{id: s-{year}, title: Statement {year}, year: {year}, total: 5000000}}\n" for year in BEFORE)
        + "".join(PLANNED.format(year, f"{int(year[:4])}-03-24") for year in YEARS[:2]),
        "finance/budgets.yaml": "budgets:\n" + "".join(BUDGET.format(year, year[:4]) for year in YEARS[:2]),
        "performance/spending.yaml": "locality_method: By where people live; the rest to none\nyears:\n"
        + "".join(SPENT.format(year, 5120000, 1950000) for year in (*BEFORE, "2027-28")),
        "performance/indicators.yaml": indicators(),
        "performance/reports.yaml": report(),
        "registers/monitoring-committee.yaml": COMMITTEE,
        "registers/decisions.yaml": DECISION,
        "registers/reviews.yaml": REVIEW,
        "registers/inspections.yaml": INSPECTION,
    }
    return tuple(attested(files).items())


def _renamed(text: str) -> str:
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text


def lead_agency_files() -> dict[str, str]:
    """The files of the plan; what applies to lead agencies only is met in them."""
    return dict(_files())
