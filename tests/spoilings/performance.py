"""The annual performance report and its figures (ss42-43; SSI 2014/326; reporting guidance; review of 2019, 5)."""

from spoiling import Accepted, Edit, Spoiling

REPORTS = "performance/reports.yaml"
INDICATORS = "performance/indicators.yaml"
SPENDING = "performance/spending.yaml"
COMMITTEE = "registers/monitoring-committee.yaml"
TARGETS = "performance/national-targets.yaml"
TOOLS = "performance/national-tools.yaml"


def in_force(id, name, path, old="", new="", **rest):
    """A row on the worked example after its first report."""
    return Spoiling(id, name, path, old, new, base="in-force", **rest)


def lead_agency(id, name, path, old="", new="", **rest):
    """A row on the plan of two lead agencies."""
    return Spoiling(id, name, path, old, new, base="lead-agency", **rest)


SPOILINGS = (
    in_force(
        "act-42-1-2-performance-report",
        "there is no report on the first year",
        REPORTS,
        "",
        "reports: []\n",
        words="reports: []",
    ),
    in_force(
        "act-42-4-a-four-months",
        "the report came out in August",
        REPORTS,
        "    published: 2028-07-27\n",
        "    published: 2028-08-03\n",
        words="published: 2028-08-03",
    ),
    in_force(
        "act-42-4-b-copies",
        "NHS Lothian got no copy",
        REPORTS,
        "      - {to: partner, partner: S08000024, sent: 2028-07-27}\n",
        words="copies:",
    ),
    lead_agency(
        "act-42-4-b-copies",
        "the monitoring committee got no copy",
        REPORTS,
        "      - {to: monitoring-committee, sent: 2028-07-22}\n",
        words="copies:",
    ),
    in_force(
        "act-42-8-reporting-year",
        "the report ends a day early",
        REPORTS,
        "    end: 2028-03-31\n",
        "    end: 2028-03-30\n",
        words="end: 2028-03-30",
    ),
    lead_agency(
        "act-43-3-monitoring-committee-response",
        "a recommendation was answered, and nothing says when",
        COMMITTEE,
        "response: From April 2028, responded: 2028-02-08",
        "response: From April 2028",
        words="id: waits",
    ),
    in_force(
        "regs-326-3-a-i-outcome-narrative",
        "what is said on outcome 3 rests on an arrangement for other outcomes",
        REPORTS,
        "        arrangements: [localities/east-lothian-east.md#dementia, "
        "localities/east-lothian-west.md#physical-disability]\n",
        "        arrangements: [localities/east-lothian-west.md#older-people]\n",
        words="arrangements: [localities/east-lothian-west.md#older-people]",
    ),
    in_force(
        "regs-326-3-a-ii-indicators",
        "no figure tells of outcome 6",
        INDICATORS,
        words="indicators:",
        more=(Edit(INDICATORS, "outcomes: [6]", "outcomes: [4]", every=True),),
        also=("guidance-refreshed-5-align-with-report",),
    ),
    in_force(
        "regs-326-3-a-iii-five-years",
        "a year between has no value and no reason",
        INDICATORS,
        "2025-26: 61, 2026-27: 63, ",
        "2025-26: 61, ",
        words="values: {2025-26: 61, 2027-28: 66}",
    ),
    in_force(
        "regs-326-3-b-principles",
        "a principle has no assessment",
        REPORTS,
        '        assessment: "People with little English, with sight loss or without a car were asked what stops them, and '
        'three changes followed."\n',
        words="arrangements: [localities/east-lothian-west.md#physical-disability]",
    ),
    in_force(
        "regs-326-3-c-strategic-planning",
        "the number of decisions is not that of the log",
        REPORTS,
        "      section_36_decisions: 0\n",
        "      section_36_decisions: 2\n",
        words="section_36_decisions: 2",
    ),
    lead_agency(
        "regs-326-3-c-strategic-planning",
        "no reason is given for a decision",
        REPORTS,
        "reason: The roof could not be mended, ",
        words="decisions:",
    ),
    in_force(
        "regs-326-4-1-a-spend",
        "the support of carers has no amount of its own",
        SPENDING,
        "spend-d: 2900000, spend-e: 62530000",
        "spend-e: 65430000",
        words="spend-e: 65430000",
    ),
    in_force(
        "regs-326-4-1-b-proportion",
        "nothing says how much was paid",
        SPENDING,
        "    paid: 177200000\n",
        words="- id: spending-2027-28",
    ),
    in_force(
        "regs-326-4-1-c-variance",
        "more was spent than meant, and nothing says why",
        SPENDING,
        '    variance_reason: "Care home places cost more than forecast, and two community beds closed four months late."\n',
        words="- id: spending-2027-28",
    ),
    in_force(
        "regs-326-4-2-f-care-groups",
        "a key care group has no amount",
        SPENDING,
        "physical-disability: 9030000, carers: 2900000, ",
        "physical-disability: 9030000, ",
        words="care_groups: {older-people: 69790000",
    ),
    in_force(
        "regs-326-4-3-finance-five-years",
        "an earlier year's statement has no total to compare with",
        "finance/statements.yaml",
        "    total: 183200000\n",
        words="- id: statement-2024-25",
    ),
    in_force(
        "regs-326-5-best-value",
        "nothing says how delivery secured Best Value",
        REPORTS,
        "      delivery: A day of Hospital at Home cost 52% of a day in the infirmary. Care home places cost more than "
        "forecast.\n",
        words="planning: Options were appraised before money moved, and the cost of a day in each setting is known for both "
        "localities.",
    ),
    lead_agency(
        "regs-326-6-1-locality-assessment",
        "a decision on a locality is not named there",
        REPORTS,
        "decisions: [clinic], ",
        words="west: {involvement",
    ),
    in_force(
        "regs-326-6-2-locality-spend",
        "nothing says how much was spent in relation to West",
        SPENDING,
        "east-lothian-east: 84810000, east-lothian-west: 110980000",
        "east-lothian-east: 84810000",
        words="localities: {east-lothian-east: 84810000}",
    ),
    in_force(
        "regs-326-6-3-locality-five-years",
        "an earlier year has no amount for West",
        SPENDING,
        "east-lothian-east: 73100000, east-lothian-west: 96210000",
        "east-lothian-east: 73100000",
        words="localities: {east-lothian-east: 73100000}",
    ),
    in_force(
        "regs-326-6-3-locality-five-years",
        "boundaries changed and nothing says how figures were mapped",
        SPENDING,
        "    mapping: Figures were kept for six ward areas; three of them make East and three make West.\n",
        words="other_boundaries: yes",
    ),
    in_force(
        "regs-326-7-inspections",
        "a recommendation has no action",
        "registers/inspections.yaml",
        "        action: A dietitian joins the ward round each morning from May 2028.\n",
        words="- id: r2",
    ),
    lead_agency(
        "regs-326-8-plan-review",
        "the plan was revised, and the report does not say how",
        REPORTS,
        ", changes: [A night line opens]",
        words="review: nights",
    ),
    lead_agency(
        "regs-326-9-monitoring-committee",
        "the report leaves out what the monitoring committee recommended",
        REPORTS,
        "    committee_reports: [committee-2027]\n",
        words="- id: report-2027-28",
    ),
    Spoiling(
        "guidance-2015-7-2-nhs-targets",
        "nothing in the plan helps to keep the balance",
        TARGETS,
        "    commitments: [fewer-ward-beds, fewer-care-home-places]\n",
        "",
        words="- id: balance",
    ),
    in_force(
        "guidance-2015-7-2-report-against-objectives",
        "an objective has no rating",
        REPORTS,
        ", rating: red}",
        "}",
        words="carers-count: {result",
    ),
    Spoiling(
        "guidance-2015-a-i-measurement-framework",
        "what is measured each week is a year old",
        INDICATORS,
        "    source: Treatment records of NHS Lothian (worked example)\n    owner: Performance Analyst\n"
        "    frequency: yearly\n    updated: 2026-05-29\n",
        "    source: Treatment records of NHS Lothian (worked example)\n    owner: Performance Analyst\n"
        "    frequency: weekly\n    updated: 2026-05-28\n",
        words="updated: 2026-05-28",
        base="in force",
    ),
    Spoiling(
        "guidance-refreshed-5-align-with-report",
        "something is measured that serves nothing in the plan",
        INDICATORS,
        "  # The authority's own\n",
        "  # The authority's own\n  - {id: visits, title: Visits to the web page}\n",
        words="id: visits",
    ),
    in_force(
        "guidance-refreshed-5-use-findings",
        "nobody answers for what follows from a lesson",
        REPORTS,
        "        owner: Chief Finance Officer\n",
        words='- lesson: "Closing beds by date did not work: two closed four months late, and double running cost £0.2 '
        'million more."',
    ),
    Spoiling(
        "guidance-refreshed-5-national-dashboards",
        "nothing says why a tool is not used",
        TOOLS,
        'use: "Its figures by board do not split East Lothian from the rest of Lothian; looked at again each year.", ',
        "",
        words="id: discovery",
        base="in force",
    ),
    in_force(
        "guidance-refreshed-apr-accessible",
        "nobody decided on easy read",
        REPORTS,
        '      - {format: easy-read, offered: yes, reason: "Four pages, read beforehand by members of Talking Together."}\n',
        words="formats:",
    ),
    Spoiling(
        "guidance-refreshed-apr-national-site",
        "the plan was not sent to the national site",
        "publication.yaml",
        "national_site: 2027-03-11\n",
        "",
        words="published: 2027-03-11",
    ),
    Spoiling(
        "guidance-refreshed-apr-analysts",
        "nobody brings the figures of vacancies",
        INDICATORS,
        "    source: Personnel records of both partners (worked example)\n    owner: Strategic Planning Manager\n",
        "    source: Personnel records of both partners (worked example)\n",
        words="- id: posts-vacant",
        base="in force",
    ),
    in_force(
        "guidance-refreshed-apr-framework",
        "nothing says who considered the community framework",
        REPORTS,
        "      by: Strategic Planning Manager\n",
        words="date: 2028-05-18",
    ),
    in_force(
        "guidance-refreshed-apr-wider-data",
        "carers have national figures alone",
        INDICATORS,
        "2026-27: 1240, 2027-28: 1415",
        "2026-27: 1240",
        words="indicators:",
    ),
    lead_agency(
        "guidance-refreshed-apr-decisions-and-outcomes",
        "nothing says how a decision helped",
        REPORTS,
        ", outcomes: {5: The new one is on the bus route}",
        words="decisions:",
    ),
    in_force(
        "guidance-refreshed-core-suite",
        "a core indicator has neither value nor reason",
        INDICATORS,
        "    values: {2027-28: 73.4}\n",
        words="- id: ni-5",
    ),
    in_force(
        "guidance-refreshed-msg-indicators",
        "an objective has no baseline",
        INDICATORS,
        "baseline: 9280, ",
        words="objective: {baseline_year: 2026-27, by: 2029-30, value: 8700}",
    ),
    in_force(
        "msg-5-i-benchmark-reports",
        "a core indicator stands alone",
        INDICATORS,
        "    peers:\n      - {area: Scotland, year: 2027-28, value: 71.6}\n",
        words="- id: ni-5",
    ),
    in_force(
        "msg-5-ii-good-practice",
        "good practice was shared with nobody",
        REPORTS,
        "        shared_with: Midlothian and the network of chief officers\n",
        words="- practice: A link worker on every community hospital ward, paid for half by the ward.",
    ),
    in_force(
        "response-2012-report-through-community-planning",
        "community planning got no copy",
        REPORTS,
        "      - {to: community-planning, body: East Lothian Partnership, sent: 2028-07-27}\n",
        words="copies:",
    ),
)

ACCEPTED = (
    Accepted(
        "regs-326-10-other-information",
        "the report has a part on the winter",
        (
            Edit(
                REPORTS,
                "    community_framework:\n",
                "    further:\n      - {title: The winter, text: Snow closed three roads for four days}\n"
                "    community_framework:\n",
            ),
        ),
        base="in-force",
    ),
)
