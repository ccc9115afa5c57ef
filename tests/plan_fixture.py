"""A small plan that owes nothing when it is published, as files in memory, and ways to spoil one thing of it."""

from __future__ import annotations

from datetime import date
from functools import cache

from scp.model.plan import Plan
from scp.reference import lists
from scp.repository import MappingSource, load_plan

DAY = date(2026, 12, 10)
"""The day on which the plan is published, and judged."""

SEATS = [*(each.id for each in lists.planning_group_groups())]
GROUPS = [each.id for each in lists.consultee_groups()]
SIGNED = (
    "act-30-2-a-regard-to-principles",
    "act-30-2-b-regard-to-outcomes",
    "act-30-3-effect-on-other-authorities",
    "act-33-3-a-first-draft-takes-account",
    "act-33-4-a-second-draft-takes-account",
    "act-33-7-finalising-takes-account",
    "guidance-2015-4-6-locality-views",
)

PLAN = """\
format: 1
edition: 2027-2030
authority: {code: S37000099, name: Wester Ross Integration Joint Board, area: Wester Ross}
model: ijb
partners:
  councils:
    - {code: S12000099, name: Wester Ross Council}
  health_board: {code: S08000099, name: NHS Wester Ross}
period:
  start: 2027-04-01
  end: 2030-03-31
first: no
replaces:
  title: Strategic plan 2024-27
  start: 2024-04-01
  end: 2027-03-31
integration_scheme:
  date: 2015-06-01
  start_day: 2016-04-01
"""

EAST = """\
---
name: East
council: S12000099
boundary: The wards of Kinlochewe and Achnasheen
group:
  name: East locality group
  clinical_lead: Cluster lead for general practice
  professional_lead: Social work team manager
  community_members: [Community council]
views:
  - {source: Community council meeting, date: 2026-04-02, view: Buses do not fit clinic hours, effect: Clinic hours move}
priorities:
  - {title: Clinics when the bus runs, priority: home-first}
arrangements:
  home:
    care_groups: [older-people]
    functions: [general-practice, home-care]
    outcomes: {1: Nurses visit weekly, 2: Help at home, 3: One person to ring, 4: People choose their help, 5: Checks reach every glen}
    lines: [home-care]
    status: done
  carers:
    care_groups: [carers]
    functions: [community-nursing, unplanned-care]
    outcomes: {6: A break each month, 7: Falls are looked into, 8: Teams meet each morning, 9: One van for three services}
    lines: [carers, hospital]
    status: done
---
The east of the area lies inland.

## Help at home {#home}

Nurses and home carers in Kinlochewe work from the old school and see each person on their list once a week at least.

## Support for carers {#carers}

The centre at Achnasheen gives a break each month to everyone who looks after somebody, arranged with them by telephone.
"""

WEST = """\
---
name: West
council: S12000099
boundary: The wards of Gairloch and Poolewe
group:
  name: West locality group
  clinical_lead: Lead nurse
  professional_lead: Occupational therapy manager
  community_members: [Carers' group]
views:
  - {source: Survey on paper, date: 2026-04-09, view: Nobody answers at night, effect: A night line opens}
priorities:
  - {title: Somebody awake at night, not_adopted: A night team would take the money of two clinics}
arrangements:
  home:
    care_groups: [older-people]
    functions: [general-practice, home-care, community-nursing, unplanned-care]
    outcomes: {1: A team of six visits, 2: A night line}
    lines: [home-care]
    status: done
---
The west of the area lies on the sea.

## Help at home {#home}

Six people based in Gairloch surgery share one rota, answer a night line between ten and seven, and visit by boat where the road is long.
"""

CARE_GROUP = """\
---
name: {name}
key: yes
needs:
  - {{finding: One person in three has nobody near, source: evidence/engagement-plan.md}}
status: done
---
What is planned for these people, with them: help that is near, known and on time.
"""

PRIORITIES = """\
priorities:
  - id: home-first
    title: Home first
    outcomes: [1, 2, 8, 9]
    lines: [home-care, nursing, carers, carers-health, hospital, clinics-east, clinics-west]
    pillars: [prevention, local-integration, workforce, performance]
    aims: [quality-and-consistency, seamless-care, effective-resources]
    measures:
      - {indicator: ni-2, baseline: 80% in 2023-24, target: 85% in 2029-30}
    commitments:
      - id: village-helpers
        text: Pay helpers in eight villages
        by: 2028-03-31
        owner: Head of community services
        kinds: [prevention, community-capacity, culture, workforce]
        resource: £120,000 a year
    cycle: {analyse: Needs and spend, plan: Option B, do: Village by village, review: Each October}
    story: Ann is at home, and her daughter sleeps.
"""

FUNCTIONS = """\
functions:
  - {id: general-practice, name: General practice, delegated_by: S08000099, scope: primary}
  - {id: community-nursing, name: Community nursing, delegated_by: S08000099, scope: community}
  - {id: home-care, name: Care at home, delegated_by: S12000099, scope: social-care}
  - {id: unplanned-care, name: Unplanned hospital care, delegated_by: S08000099, scope: hospital}
"""

SHARED = """\
shared_services:
  - id: raigmore
    service: Raigmore hospital
    other_plans:
      - {authority: Easter Ross, start: 2026-04-01, end: 2029-03-31}
    effect: Fewer admissions by night
    contact: Planning team of Easter Ross
    contacted: 2026-04-20
    considered: Both plans keep the ward open
"""

ROUND_1 = """\
opened: 2026-03-05
engagement_plan:
  paper: evidence/engagement-plan.md
  agreed: 2026-02-20
  audiences: [Carers]
  barriers: ["Deaf people: an interpreter at each meeting"]
methods:
  - {kind: meeting, about: An evening in each village}
  - {kind: questionnaire, about: On paper and online}
"""

VIEWS = """\
views:
  - id: v1
    source: spg-g
    date: 2026-03-20
    view: Say more of nights
    theme: nights
    answer: We did, since nights came up in each meeting
    effect: changed
    sections: [localities/west.md#home]
"""

PUBLICATION = """\
published: 2026-12-10
url: https://www.example.org/plan
statement_published: 2026-12-10
financial_statement_published: 2026-03-31
national_site: 2026-12-10
"""

LINES = """\
id,year,title,kind,amount,care_group,locality,service,purpose,tag
home-care,{0},Care at home,integrated,2000000,older-people,,social-care,community,delayed-discharge
nursing,{0},Community nursing,integrated,900000,older-people,,health,community,
carers,{0},Breaks for carers,integrated,150000,carers,,social-care,prevention,
carers-health,{0},Carers' health checks,integrated,20000,carers,,health,prevention,
hospital,{0},Unplanned hospital care,set-aside,1500000,,,health,hospital,unplanned-admissions
clinics-east,{0},Clinics in East,integrated,200000,,east,health,community,
clinics-west,{0},Clinics in West,integrated,300000,,west,health,community,
"""
YEARS = ("2027-28", "2028-29", "2029-30")

STATEMENT = """\
financial_statements:
  - id: statement-2027-28
    title: Financial statement 2027-28
    year: 2027-28
    plan: 2027-2030
    published: 2026-12-10
    integrated: 3570000
    set_aside: 1500000
    reserves: 0
    total: 5070000
    by_service: {health: 2920000, social-care: 2150000}
    by_care_group: {older-people: 2900000, carers: 170000}
"""

MEDIUM_TERM = """\
medium_term_plans:
  - id: medium-term
    title: Medium-term financial plan
    agreed: 2026-04-30
    totals: {2027-28: 5070000, 2028-29: 5070000, 2029-30: 5070000}
"""

BALANCE = """\
settings:
  - {id: community, title: Care near home, direction: steady, why: Nurses and home carers keep their share}
  - {id: prevention, title: Early help, direction: steady, why: Breaks for carers keep their share}
  - {id: hospital, title: Hospital, direction: steady, why: No ward closes}
"""

TARGETS = """\
targets:
  - {id: waits, title: Four hours, kind: emergency-department, standard: 95 in 100 within four hours, help: Fewer come, commitments: [village-helpers]}
  - {id: operations, title: Twelve weeks, kind: treatment-time, standard: All within twelve weeks, help: Beds are free, commitments: [village-helpers]}
  - {id: balance, title: Balance, kind: financial-balance, standard: No overspend, help: Days at home cost less, commitments: [village-helpers]}
"""

BUDGETS = """\
budgets:
  - id: budget-2027-28
    title: Budget 2027-28
    year: 2027-28
    advice:
      paper: Joint financial position
      date: 2027-02-10
      officers: [Chief Finance Officer, Section 95 officer of the council, Director of Finance of the Health Board]
    agreements:
      - {partner: S12000099, agreed: 2027-02-16, reference: Budget meeting}
      - {partner: S08000099, agreed: 2027-03-10, reference: Financial plan}
      - {agreed: 2027-03-24, reference: Item 4}
"""

RESERVES = """\
policy: evidence/reserves.md
approved: 2026-02-26
review_by: 2030-03-31
reserves:
  - {id: general, title: General contingency, kind: general, amount: 50000}
"""

IN_YEAR = """\
support: {rating: established, evidence: A team of two, action: Train a deputy, owner: Chief Officer, due: 2030-06-30, statement: The support is enough, signed_by: Section 95 officer, signed: 2026-11-20}
in_year_reports:
  - {id: autumn, title: Forecast of September, date: 2027-10-28, to: Board, forecast: 10000}
  - {id: spring, title: Forecast of the new year, date: 2028-06-22, to: Board, forecast: 0}
"""

TOOLS = """\
tools:
  - {id: dashboard, title: National dashboard, used: yes, use: Delays by month, considered: 2026-11-20}
"""

INDICATORS = """\
indicators:
  - id: independence
    title: People who live as they wish
    core: ni-2
    unit: "%"
    outcomes: [1, 2, 3, 4, 5, 6, 7, 8, 9]
    priorities: [home-first]
    source: Survey
    owner: Performance analyst
    frequency: every-second-year
    updated: 2026-04-20
    values: {2023-24: 80}
"""


def narrative(title: str, role: str, extra: str = "") -> str:
    return f"---\ntitle: {title}\nrole: {role}\nstatus: done\n{extra}---\nA few true sentences on {title.lower()}.\n"


def planning_group() -> str:
    seats = [
        f"  - {{id: {id}, seat: {id}, holder: Post {number}, start: 2026-02-01}}" for number, id in enumerate(SEATS, 1)
    ]
    return "\n".join(
        [
            "established: 2026-01-15",
            "size: 16",
            "appointment: Each body nominates and the board appoints for three years",
            "decision: Board, 15 January 2026, item 4",
            "procedure: evidence/procedure.md",
            "procedure_approved: 2026-01-15",
            "support: Induction, travel and large print",
            "papers_lead_days: 7",
            "members:",
            *seats,
            "  - {id: board-nominee, seat: health-board-nominee, holder: Director of planning, nominated_by: "
            "S08000099, start: 2026-02-01}",
            "  - {id: council-nominee, seat: council-nominee, holder: Head of housing, nominated_by: S12000099, "
            "start: 2026-02-01}",
            "  - {id: for-both, seat: locality-representative, holder: Chair of the localities' forum, localities: "
            "[east, west], "
            "selected: 2026-01-20, decision: 'Board, 20 January 2026', start: 2026-02-01}",
            "meetings:",
            "  - {date: 2026-11-10, papers_sent: 2026-11-01}",
            "",
        ]
    )


def asked_group(day: str) -> str:
    ids = [*SEATS, "board-nominee", "council-nominee", "for-both"]
    return "asked:\n" + "".join(f"  - {{seat: {id}, sent: {day}, how: e-mail}}\n" for id in ids)


def consultees() -> str:
    kinds = ["advocacy", "joint-planning", "locality-group", "community-planning"]
    lines = []
    for number, id in enumerate(GROUPS):
        extra = f", kind: {kinds[number]}" if number < len(kinds) else ""
        extra += ", third_sector_interface: yes" if id == "consultee-third-sector" else ""
        lines.append(
            f"  - {{id: c{number + 1}, name: Body {number + 1}, group: {id}, why_representative: Known to all, "
            f"established: {'new' if number == 0 else 'established'}{extra}}}\n"
        )
    return "consultees:\n" + "".join(lines)


def second_round() -> str:
    asked = [
        *(f"consultee: c{number + 1}" for number in range(len(GROUPS))),
        "partner: S12000099",
        "partner: S08000099",
    ]
    return (
        "opened: 2026-08-10\ncloses: 2026-10-30\nasked:\n"
        + "".join(f"  - {{{each}, sent: 2026-08-10, how: e-mail}}\n" for each in asked)
        + "others: {decided: 2026-08-01, sent_to: [Ferry company]}\n"
        + "methods:\n  - {kind: meeting, about: An evening in each village}\n  - {kind: online, about: A form}\n"
        + VIEWS.replace("2026-03-20", "2026-09-20")
    )


def principles() -> str:
    return "principles:\n" + "".join(
        f"  - {{id: {each.id}, sections: [narrative/040-vision.md], effect: People choose who helps them}}\n"
        for each in lists.principles()
    )


def local_plans() -> str:
    kinds = [
        "outcomes-improvement-plan",
        "nhs-delivery-plan",
        "clinical-strategy",
        "housing-strategy",
        "community-plan",
        "council-plan",
    ]
    return "local_plans:\n" + "".join(
        f"  - {{id: {kind}, kind: {kind}, title: Plan {number}, owner: Council, start: 2025-04-01, end: 2030-03-31, "
        f"url: 'https://www.example.org/{number}', fit: Same villages first}}\n"
        for number, kind in enumerate(kinds)
    )


def stages() -> str:
    days = {
        "proposals": "2026-03-01",
        "draft-1": "2026-05-01",
        "draft-2": "2026-08-01",
        "final": "2026-12-01",
        "published": "2026-12-10",
    }
    return "stages:\n" + "".join(
        f"  - {{stage: {stage}, date: {day}, tree: none, check: none}}\n" for stage, day in days.items()
    )


def unsigned() -> dict[str, str]:
    """The files without a signature."""
    return {
        "plan.yaml": PLAN,
        "narrative/005-proposals.md": narrative("What the plan should contain", "proposals"),
        "narrative/040-vision.md": narrative("Our vision", "vision", "agreed: 2026-02-26\n"),
        "narrative/110-hospital.md": narrative("Hospital care", "hospital"),
        "narrative/120-housing.md": narrative("Housing", "housing"),
        "narrative/130-workforce.md": narrative("Our workforce", "workforce"),
        "narrative/140-market.md": narrative("Providers", "market"),
        "narrative/160-governance.md": narrative("Governance", "governance"),
        "localities/east.md": EAST,
        "localities/west.md": WEST,
        "care-groups/older-people.md": CARE_GROUP.format(name="Older people"),
        "care-groups/carers.md": CARE_GROUP.format(name="Unpaid carers"),
        "priorities.yaml": PRIORITIES,
        "finance/lines.csv": LINES.format("2027-28")
        + "".join(LINES.partition("\n")[2].format(year) for year in YEARS[1:]),
        "finance/statements.yaml": STATEMENT,
        "finance/budgets.yaml": BUDGETS,
        "finance/reserves.yaml": RESERVES,
        "finance/in-year-reports.yaml": IN_YEAR,
        "performance/national-tools.yaml": TOOLS,
        "evidence/reserves.md": "What is kept, and why.\n",
        "finance/medium-term-plans.yaml": MEDIUM_TERM,
        "finance/balance-of-care.yaml": BALANCE,
        "performance/national-targets.yaml": TARGETS,
        "performance/indicators.yaml": INDICATORS,
        "registers/planning-group.yaml": planning_group(),
        "registers/consultees.yaml": consultees(),
        "registers/functions.yaml": FUNCTIONS,
        "registers/principles.yaml": principles(),
        "registers/local-plans.yaml": local_plans(),
        "registers/shared-services.yaml": SHARED,
        "consultation/proposals/round.yaml": ROUND_1 + asked_group("2026-03-05") + VIEWS,
        "consultation/draft-1/round.yaml": "opened: 2026-05-05\n"
        + asked_group("2026-05-05")
        + VIEWS.replace("2026-03-20", "2026-05-20"),
        "consultation/draft-2/round.yaml": second_round(),
        "easy-read/020-vision.md": "---\ntitle: Our vision\nrole: vision\n---\nYou choose who helps you.\n",
        "evidence/engagement-plan.md": "Whom we ask.\n",
        "evidence/procedure.md": "How we meet.\n",
        "publication.yaml": PUBLICATION,
        "stages.yaml": stages(),
    }


def attested(files: dict[str, str], ids: tuple[str, ...] = SIGNED) -> dict[str, str]:
    """*files* with a signature under each of *ids*, as they stand."""
    entries = [
        f"  - {{id: {id}, statement: It was done, who: Chief Officer, date: 2026-11-30, evidence: "
        "[narrative/040-vision.md]"
        for id in ids
    ]
    bare = files | {"registers/attestations.yaml": "attestations:\n" + "".join(f"{each}}}\n" for each in entries)}
    prints = load(bare).fingerprints
    signed = "attestations:\n" + "".join(
        f"{each}, fingerprint: '{prints[id]}'}}\n" for each, id in zip(entries, ids, strict=True)
    )
    return files | {"registers/attestations.yaml": signed}


def load(files: dict[str, str]) -> Plan:
    return load_plan(MappingSource({path: text.encode() for path, text in files.items()}))


@cache
def _complete() -> tuple[tuple[str, str], ...]:
    return tuple(attested(unsigned()).items())


def complete_files() -> dict[str, str]:
    """The files of the plan that owes nothing."""
    return dict(_complete())


def complete_plan() -> Plan:
    """The plan that owes nothing."""
    return load(complete_files())


def edited(path: str, old: str, new: str, files: dict[str, str] | None = None) -> dict[str, str]:
    """The files with *old* in *path* replaced by *new*, which must stand there once at least."""
    files = dict(files or complete_files())
    assert old in files[path], f"{path} does not hold {old!r}"
    files[path] = files[path].replace(old, new, 1)
    return files


def line_of(files: dict[str, str], path: str, words: str) -> int:
    """The line of *path* that holds *words*."""
    return next(number for number, line in enumerate(files[path].split("\n"), 1) if words in line)


def without(*paths: str) -> dict[str, str]:
    """The files without *paths*."""
    return {path: text for path, text in complete_files().items() if path not in paths}
