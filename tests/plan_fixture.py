"""A small plan that owes nothing when it is published, as files in memory, and ways to spoil one thing of it."""

from __future__ import annotations

from datetime import date
from functools import cache

from scp.model.assessments import RELEVANT, BestValuePart
from scp.model.plan import Plan
from scp.model.registers import CarerStrategyItem
from scp.model.self_evaluation import Purpose, Topic
from scp.reference import catalogue, lists
from scp.repository import MappingSource, load_plan
from scp.repository.looks import looked_at

DAY = date(2026, 12, 10)
"""The day on which the plan is published, and judged."""

SEATS = [*(each.id for each in lists.planning_group_groups())]
GROUPS = [each.id for each in lists.consultee_groups()]
AREA_TESTS = {each.id: each.area_test for each in lists.planning_group_groups()}
CONSULTEE_TESTS = {each.id: each.test for each in lists.consultee_groups()}
SIGNED = (
    "act-53-regard-to-guidance",
    "act-30-2-a-regard-to-principles",
    "act-30-2-b-regard-to-outcomes",
    "act-30-3-effect-on-other-authorities",
    "act-33-3-a-first-draft-takes-account",
    "act-33-4-a-second-draft-takes-account",
    "act-33-7-finalising-takes-account",
    "act-40-regard-in-delivery",
    "guidance-2015-4-6-locality-views",
    "guidance-refreshed-c-remaining-items",
    "act-equality-149-due-regard",
    "act-equality-1-fairer-scotland",
    "act-uncrc-6-compatibility",
    "act-consumer-21-23-duty",
    "regs-psed-5-1-3-assess",
    "act-best-value-duty",
    "act-staffing-3-care-from-others",
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
contact: {email: plan@example.org}
integration_scheme:
  date: 2015-06-01
  reviewed: 2025-06-01
  start_day: 2016-04-01
officers:
  - {post: Chief Social Work Officer}
  - {post: Clinical Director}
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
  members:
    - {kind: partnership-manager, part: Service manager}
    - {kind: elected-member, part: Ward councillor}
    - {kind: third-sector, part: Third sector interface}
    - {kind: independent-sector, part: Care home manager}
    - {kind: carer, part: Member of the carers' group}
    - {kind: patient, part: Member of the patients' group}
    - {kind: professional, profession: gp, part: Cluster lead}
    - {kind: professional, profession: acute-clinician, part: Consultant}
    - {kind: professional, profession: social-work, part: Team manager}
    - {kind: professional, profession: nursing, part: Lead nurse}
    - {kind: professional, profession: allied-health, part: Physiotherapist}
    - {kind: professional, profession: pharmacy, part: Pharmacist}
  authority: decides
  authority_over: The community fund
  budget: [clinics-east]
  delegated: 2026-01-15
  delegation: Board, 15 January 2026, item 5
views:
  - {source: Community council meeting, date: 2026-04-02, view: Buses do not fit clinic hours, effect: Clinic hours move}
priorities:
  - {title: Clinics when the bus runs, priority: home-first}
gp_clusters: [Inland cluster]
communities: [Kinlochewe, Achnasheen]
not_available: {community_planning: The area has no localities of community planning}
planning:
  mechanism: A meeting in each school
  consulted:
    - {about: both, kind: professionals, who: Inland cluster, date: 2025-11-05, agreed: yes}
    - {about: area, kind: communities, who: Kinlochewe community council, date: 2025-11-06, agreed: yes}
    - {about: arrangements, kind: sectors, who: Carers' centre and care homes, date: 2025-11-07, agreed: yes}
  support: A planning officer for a day a week
  review_by: 2029-03-31
support:
  - {kind: professionals, who: Inland cluster, date: 2026-04-14}
  - {kind: providers, who: Care homes, date: 2026-04-14}
  - {kind: users, who: Users' panel, date: 2026-04-15}
  - {kind: carers, who: Carers' centre, date: 2026-04-15}
contributors:
  - {profession: gp, post: Cluster lead, contribution: Whom to visit first}
gp_participation: {practices: 2, taking_part: 2, deprived_practices: 0, time: A day a month, workload: Bloods move to nurses, recruitment: A fellow from 2027}
deprivation: {edition: SIMD 2020v2, fifths: [10, 20, 30, 20, 20]}
population: 4100
evaluation: {measure: "People who know whom to ask, per cent", baseline: 40}
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
  members:
    - {kind: partnership-manager, part: Service manager}
    - {kind: elected-member, part: Ward councillor}
    - {kind: third-sector, part: Third sector interface}
    - {kind: independent-sector, part: Care home manager}
    - {kind: carer, part: Member of the carers' group}
    - {kind: patient, part: Member of the patients' group}
    - {kind: professional, profession: gp, part: Cluster lead}
    - {kind: professional, profession: acute-clinician, part: Consultant}
    - {kind: professional, profession: social-work, part: Team manager}
    - {kind: professional, profession: nursing, part: Lead nurse}
    - {kind: professional, profession: allied-health, part: Physiotherapist}
    - {kind: professional, profession: pharmacy, part: Pharmacist}
  authority: decides
  authority_over: The community fund
  budget: [clinics-west]
  delegated: 2026-01-15
  delegation: Board, 15 January 2026, item 5
views:
  - {source: Survey on paper, date: 2026-04-09, view: Nobody answers at night, effect: A night line opens}
priorities:
  - {title: Somebody awake at night, not_adopted: A night team would take the money of two clinics}
gp_clusters: [Coast cluster]
communities: [Gairloch, Poolewe]
not_available: {community_planning: The area has no localities of community planning}
planning:
  mechanism: A meeting in each school
  consulted:
    - {about: both, kind: professionals, who: Coast cluster, date: 2025-11-05, agreed: yes}
    - {about: area, kind: communities, who: Gairloch community council, date: 2025-11-06, agreed: yes}
    - {about: arrangements, kind: sectors, who: Carers' centre and care homes, date: 2025-11-07, agreed: yes}
  support: A planning officer for a day a week
  review_by: 2029-03-31
support:
  - {kind: professionals, who: Coast cluster, date: 2026-04-14}
  - {kind: providers, who: Care homes, date: 2026-04-14}
  - {kind: users, who: Users' panel, date: 2026-04-15}
  - {kind: carers, who: Carers' centre, date: 2026-04-15}
contributors:
  - {profession: gp, post: Cluster lead, contribution: Whom to visit first}
gp_participation: {practices: 2, taking_part: 2, deprived_practices: 0, time: A day a month, workload: Bloods move to nurses, recruitment: A fellow from 2027}
deprivation: {edition: SIMD 2020v2, fifths: [10, 20, 30, 20, 20]}
population: 5200
evaluation: {measure: "People who know whom to ask, per cent", baseline: 40}
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
contributors:
  - {{profession: nursing, post: Lead nurse, contribution: Visits before people fall ill}}
status: done
---
What is planned for these people, with them: help that is near, known and on time.
"""

PRIORITIES = """\
priorities:
  - id: home-first
    title: Home first
    needs: [few-helpers, no-bus]
    outcomes: [1, 2, 3, 4, 5, 6, 7, 8, 9]
    lines: [home-care, nursing, carers, carers-health, hospital, clinics-east, clinics-west]
    pillars: [prevention, local-integration, workforce, performance]
    aims: [quality-and-consistency, seamless-care, effective-resources]
    objectives: [people, leadership, account, money]
    long_term_aims: [at-home]
    milestones:
      - {by: 2029-03-31, text: Helpers in six villages}
      - {by: 2030-03-31, text: Helpers in eight villages}
    measures:
      - {indicator: ni-2, baseline: 80% in 2023-24, target: 85% in 2029-30}
    commitments:
      - id: village-helpers
        text: Pay helpers in eight villages
        by: 2028-03-31
        owner: Head of community services
        kinds: [prevention, community-capacity, culture, workforce]
        resource: £120,000 a year
        no_direction: The board pays the helpers itself
        scores: {matters: 4}
    cycle: {analyse: Needs and spend, plan: Option B, do: Village by village, review: Each October}
    story: Ann is at home, and her daughter sleeps.
"""

FUNCTIONS = """\
scheme: Integration Scheme 2015, annexes 1 and 2
checked: 2025-07-01
out_of_scope: [{service: Schools, owner: Wester Ross Council, link: The children's services plan}]
functions:
  - {id: general-practice, name: General practice, delegated_by: S08000099, scope: primary, minimum: yes}
  - {id: community-nursing, name: Community nursing, delegated_by: S08000099, scope: community, minimum: yes}
  - {id: home-care, name: Care at home, delegated_by: S12000099, scope: social-care, minimum: yes, housing: yes, lines: [home-care]}
  - {id: unplanned-care, name: Unplanned hospital care, delegated_by: S08000099, scope: hospital, minimum: yes}
"""

MINUTES = """\
minutes:
  - id: final-plan
    title: The board approves the plan
    body: Wester Ross Integration Joint Board
    meeting: 2026-10-31
    item: "4"
    stage: final
    attendance: yes
    interests: None declared
    without_division: yes
    agreed: 2026-11-26
    signed_by: Chair
    direction_required: both
    partners_involved:
      - {partner: S12000099, how: A meeting, date: 2026-10-02}
      - {partner: S08000099, how: A meeting, date: 2026-10-03}
"""

DIRECTIONS = """\
policy: evidence/procedure.md
policy_agreed: 2026-01-15
directions:
  - id: council
    title: Care at home
    recipient: S12000099
    functions: [home-care]
    services: [Home carers and village helpers]
    lines: [home-care]
    whole_area: yes
    money: [{year: 2027-28, payment: 2000000}, {year: 2028-29, payment: 2000000}, {year: 2029-30, payment: 2000000}]
    use_of_funds: Wages and travel of home carers
    outcomes: [2]
    principles: [main-purpose]
    decision: final-plan
    advice: [Chief Social Work Officer]
    responsible: Head of community services
    issued: 2026-12-09
    signed_by: Chief Officer
    signed: 2026-12-09
    begins: 2027-04-01
    acknowledged: 2026-12-10
    status: under-way
  - id: board
    title: Health services
    recipient: S08000099
    functions: [general-practice, community-nursing, unplanned-care]
    lines: [nursing, hospital, clinics-east, clinics-west]
    services: [GP practices, nursing and hospital care]
    whole_area: yes
    payment_method: The costs of the year before, with the uplift of the Health Board
    use_of_funds: GP contracts, wages of nurses, hospital beds
    outcomes: [1, 3]
    principles: [main-purpose]
    decision: final-plan
    advice: [Medical Director]
    responsible: Clinical Director
    issued: 2026-12-09
    signed_by: Chief Officer
    signed: 2026-12-09
    begins: 2027-04-01
    acknowledged: 2026-12-10
    status: under-way
"""

SHARED = """\
shared_services:
  - id: raigmore
    service: Raigmore hospital
    other_plans:
      - {authority: Easter Ross, start: 2026-04-01, end: 2029-03-31, contacted: 2026-04-20}
    effect: Fewer admissions by night
    contact: Planning team of Easter Ross
    contacted: 2026-04-20
    considered: Both plans keep the ward open
    places: [narrative/110-hospital.md]
"""

ROUND_1 = """\
opened: 2026-03-05
engagement_plan:
  paper: evidence/engagement-plan.md
  agreed: 2026-02-20
  audiences: [Carers]
  barriers: ["Deaf people: an interpreter at each meeting"]
  strategy: Talking in the glens
  planned_with: [Community council]
  planned_from: 2026-01-10
  resources: [One officer]
  standards:
    - {standard: inclusion, how: Everybody is listed, checked: 2026-02-10}
    - {standard: support, how: Lifts are paid for, checked: 2026-02-10}
    - {standard: planning, how: Planned with the council, checked: 2026-02-10}
    - {standard: working-together, how: Groups run meetings, checked: 2026-02-10}
    - {standard: methods, how: Five ways, checked: 2026-02-10}
    - {standard: communication, how: Plain words, checked: 2026-02-10}
    - {standard: impact, how: Changes are shown, checked: 2026-02-10}
draft_published: 2026-03-05
responses_published: 2026-05-01
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

VISION = """\
---
title: Our vision
role: vision
status: done
agreed: 2026-02-26
story: {past: narrative/040-vision.md#past, now: narrative/040-vision.md#now, next: narrative/040-vision.md#next}
---
A few true sentences on our vision.

## Past {#past}

Everybody went to the town.

## Now {#now}

A nurse comes once a week.

## Next {#next}

Helpers live in each village.
"""

CARE_GOVERNANCE = """\
care_governance:
  group: Care governance committee
  leads: [Chief Social Work Officer, Clinical Director]
  route: [Service, Committee, Board]
"""

COMMISSIONING = {
    "registers/needs.yaml": """\
paper: evidence/needs.md
completed: 2026-02-01
overseen: Board, 20 February 2026
sources: [Census]
needs:
  - {id: few-helpers, title: Too few people help at home, figure: 40, unit: people, source: Census, date: 2022-03-20, care_groups: [older-people, carers], forecast: Twenty fewer, forecast_year: 2032}
  - {id: no-bus, title: No bus comes, figure: 2, unit: buses a week, source: Timetable, date: 2026-01-10, localities: [east, west]}
""",
    "registers/appraisals.yaml": """\
method: evidence/method.md
approved: 2026-02-01
approved_by: Board
published: 2026-02-02
first_used: 2026-02-20
most: 5
line: 3
threshold: 500000
criteria: [{id: matters, title: Matters to people, weight: 1}]
appraisals:
  - id: villages
    title: Helpers or a bus
    scored: 2026-02-20
    options: [{id: helpers, title: Helpers, scores: {matters: 4}}, {id: bus, title: A bus, scores: {matters: 3}}]
    chosen: helpers
    decided: 2026-02-26
    decision: Board, 26 February 2026
""",
    "registers/market.yaml": """\
provider_failure: {owner: Head of community services, contingency: evidence/failure.md, finances_watched: Accounts are read, watched_every_months: 6}
self_directed_support:
  choice: Two providers in each village
  flexibility: A budget lasts a year
  purchasing_options: Each of four options
  eligibility_criteria: Substantial need
  pricing: Printed each April
  prices: [{entry: helpers, amount: 20, per: hour}]
market:
  - {id: helpers, title: Helpers, care_groups: [older-people, carers], needs: [few-helpers], unit: people, level_now: 20, level_later: 40, later: 2030-03-31, type_now: Alone, type_later: In teams}
""",
    "registers/intentions.yaml": """\
intentions:
  - {id: helpers, title: Helpers in each village, market: [helpers], outcomes: [2], result: Help is near, agencies: [S12000099, S08000099], budget: pooled, bought: yes}
""",
    "registers/procurement.yaml": """\
procurement:
  - {id: helpers, title: Helpers, intention: helpers, route: Grant, start: 2027-04-01, end: 2030-03-31, value: 120000}
""",
    "registers/capacity.yaml": """\
capacity:
  - {id: checks, title: Health checks, setting: prevention, unit: people, now: 10, now_date: 2026-03-31, later: 20, later_date: 2030-03-31}
  - {id: helpers, title: Helpers, setting: community, unit: people, now: 20, now_date: 2026-03-31, later: 40, later_date: 2030-03-31}
  - {id: beds, title: Beds, setting: hospital, unit: beds, now: 12, now_date: 2026-03-31, later: 10, later_date: 2030-03-31, shared_service: raigmore}
""",
    "registers/housing.yaml": """\
statement: narrative/040-vision.md
approved: 2026-11-01
approved_by: Wester Ross Council
support_reviewed: 2026-04-01
seat: spg-b
contacts: {east: Housing officer, west: Housing officer}
needs: [few-helpers]
parts:
"""
    + "".join(
        f"  - {{id: {topic}, topic: {topic}, arrangement: Done together, place: narrative/040-vision.md}}\n"
        for topic in (
            "options-advice",
            "suitable-homes",
            "preventative-services",
            "community-capacity",
            "planning-together",
        )
    ),
    "registers/considerations.yaml": """\
considerations:
  - {id: good-practice, title: Good practice framework, framework: good-practice-framework, date: 2026-02-10, lead: Chief Officer, findings: [Needs come first]}
  - id: community
    title: Community framework
    framework: community-framework
    read: First edition
    date: 2026-04-10
    lead: Chief Officer
    findings: [Helpers come first]
    parts:
      - {name: Near home, kind: characteristic, places: [narrative/040-vision.md]}
      - {name: One record, kind: enabler, not_used_because: There is one already}
""",
    "registers/national-policies.yaml": """\
national_policies:
  - {id: renewal, title: Service Renewal Framework, vision: yes, date: 2025-06-17, until: 2035-12-31, priorities: [home-first]}
""",
    "registers/framework.yaml": """\
title: Framework 2027-2037
health_board: S08000099
coterminous: yes
bodies:
  - {code: S08000099, name: NHS Wester Ross, agreed: 2026-04-01, mix_agreed: 2026-04-01}
  - {code: S12000099, name: Wester Ross Council, agreed: 2026-04-02, mix_agreed: 2026-04-02}
vision: narrative/040-vision.md
principles: narrative/040-vision.md
policy_context: narrative/040-vision.md
finances: narrative/040-vision.md
start: 2027-04-01
end: 2037-03-31
review_with: [housing-strategy]
year: 2027-28
total: 5070000
allocations:
  - {id: older-people, care_group: older-people, amounts: {S12000099: 2000000, S08000099: 900000}, rank: 2, reason: Most people}
  - {id: carers, care_group: carers, amounts: {S12000099: 150000, S08000099: 20000}, rank: 1, reason: Least money}
  - {id: everybody, amounts: {S08000099: 2000000}, reason: For all}
balance:
  - {level: prevention, lines: [carers, carers-health], share_first: 3.4, share_last: 3.4, move: level}
  - {level: early-intervention, lines: [nursing, clinics-east, clinics-west], share_first: 27.6, share_last: 27.6, move: level}
  - {level: intensive, lines: [home-care, hospital], share_first: 69.0, share_last: 69.0, move: level}
mix:
  - {id: home, title: At home, now: 67, later: 75}
  - {id: hospital, title: In hospital, now: 33, later: 25}
""",
    "registers/long-term-aims.yaml": "long_term_aims: [{id: at-home, title: Nobody leaves their village for care, by: 2037-03-31}]\n",
    "registers/actions.yaml": "refreshed: 2026-11-30\nactions:\n"
    + "".join(
        f"  - {{id: helpers-{year}, title: Find two helpers, year: {year}, commitment: village-helpers, cost: 40000, "
        "delivered_by: The village halls, owner: Head of community services}\n"
        for year in ("2027-28", "2028-29", "2029-30")
    ),
    "registers/easy-read-checks.yaml": "easy_read_checks:\n  - {id: panel, date: 2026-11-20, group: A panel, people: 4, "
    "paid: yes, support: Two helpers, said: [It is long], changes: [Fewer words]}\n",
    "registers/risks.yaml": "risks:\n  - {id: no-helpers, title: Nobody helps, kind: risk, raised: 2026-11-01, partners: [S12000099, "
    "S08000099], owner: Chief Officer, mitigation: More pay, discussed: 2026-11-30, decided: 2026-11-30, decision: Pay more}\n",
    "evidence/needs.md": "What people need.\n",
    "evidence/method.md": "How we choose.\n",
    "evidence/failure.md": "If a provider closes.\n",
}

PUBLICATION = """\
published: 2026-12-10
url: https://www.example.org/plan
statement_published: 2026-12-10
financial_statement_published: 2026-03-31
formats:
  - {format: Large print, offered: "yes"}
  - {format: Audio, offered: on request}
  - {format: British Sign Language, offered: on request}
  - {format: Other languages, offered: on request}
  - {format: Face to face, offered: "yes"}
accessibility_tested: 2026-12-09
accessibility_tested_by: Digital team
accessibility_statement: https://www.example.org/accessibility
assessments:
  - {assessment: equality, published: 2026-12-10}
  - {assessment: low-incomes, published: 2026-12-10}
  - {assessment: consumers, published: 2026-12-10}
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


def belonging(id: str) -> str:
    """What ties the member of a prescribed group to the area, and the register or kind of body."""
    own = {"spg-a": ", professional: gmc", "spg-f": ", professional: sssc", "spg-l": ", body_kind: interest-group"}
    return f", area_test: {AREA_TESTS[id]}, area_test_met: yes{own.get(id, '')}"


def planning_group() -> str:
    seats = [
        f"  - {{id: {id}, seat: {id}, holder: Post {number}, start: 2026-02-01{belonging(id)}}}"
        for number, id in enumerate(SEATS, 1)
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
            "expenses_policy: evidence/procedure.md",
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
            f"established: {'new' if number == 0 else 'established'}{extra}, test: {CONSULTEE_TESTS[id]}, in_area: yes, "
            "integrated_services: yes}\n"
        )
    return "consultees:\n" + "".join(lines)


def second_round() -> str:
    asked = [
        *(f"consultee: c{number + 1}" for number in range(len(GROUPS))),
        "partner: S12000099",
        "partner: S08000099",
    ]
    return (
        "opened: 2026-08-10\ncloses: 2026-10-30\ndraft_published: 2026-08-10\nresponses_published: 2026-11-20\nasked:\n"
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
        "childrens-services-plan",
    ]
    days = "start: 2025-04-01, end: 2030-03-31, url: 'https://www.example.org/carers', fit: Same people first"
    contents = ", ".join(f"{each.value}: Chapter 2" for each in CarerStrategyItem)
    own = (
        f"  - {{id: carer-strategy, kind: carer-strategy, title: Carer strategy, owner: Council, {days}, published: "
        f"2025-03-20, review_by: 2028-03-19, sections: [care-groups/carers.md], contents: {{{contents}}}}}\n"
        "  - {id: alcohol-drug-plan, kind: alcohol-drug-plan, title: Alcohol and drugs strategy, owner: Partnership, "
        f"{days}, commitments: [village-helpers]}}\n"
    )
    return f"local_plans:\n{own}" + "".join(
        f"  - {{id: {kind}, kind: {kind}, title: Plan {number}, owner: Council, start: 2025-04-01, end: 2030-03-31, "
        f"url: 'https://www.example.org/{number}', fit: Same villages first}}\n"
        for number, kind in enumerate(kinds)
    )


def assessments() -> str:
    """Each impact assessment, with one finding for each protected characteristic."""
    characteristics = [each.value for each in RELEVANT]
    done = "status: done, by: Equality lead, begun: 2026-03-02, completed: 2026-10-20"
    return (
        "assessments:\n"
        "  - id: equality\n    title: Equality impact assessment\n    duty: equality\n    kind: assessment\n    "
        + done.replace(", ", "\n    ")
        + "\n    evidence:\n      - {source: Census 2022, date: 2024-05-21}\n    findings:\n"
        + "".join(
            f"      - {{characteristic: {each}, effect: none, finding: Nobody is treated otherwise, "
            "sections: [narrative/040-vision.md]}\n"
            for each in characteristics
        )
        + "    changes:\n      - {date: 2026-04-20, draft: draft-1, what: Large print for all}\n"
        "    review_by: 2029-02-28\n    paper: evidence/equality.md\n"
        "  - {id: low-incomes, title: Fairer Scotland assessment, duty: fairer-scotland, kind: assessment, "
        f"{done}, paper: evidence/equality.md, findings: [{{people: People on low incomes, effect: positive, finding: "
        "Help with fares}]}\n"
        "  - {id: children, title: Children's rights screening, duty: childrens-rights, kind: screening, "
        f"{done}, findings: [{{article: 12, effect: none, finding: Young carers were asked}}]}}\n"
        f"  - {{id: islands, title: Islands, duty: islands, kind: no-islands, {done}, reason: The area has no island}}\n"
        f"  - {{id: consumers, title: Consumer assessment, duty: consumer, kind: assessment, {done}, paper: "
        "evidence/equality.md, findings: [{people: People who pay, effect: none, finding: Charges stay}]}\n"
    )


WIDER_DUTIES = (
    "children_lead_body_in_force: no\nchildren_lead_body_checked: 2026-03-02\nwider_duties:\n"
    + "".join(
        f"  - {{id: {each}, title: Duty on {each}, duty: {each}, applies: no, delegated: no, because: The council keeps it, "
        "checked: 2026-03-02, checked_by: Solicitor}\n"
        for each in ("alcohol-drugs", "carers", "childrens-services")
    )
    + "  - {id: staffing, title: Staffing of care from others, duty: care-from-others, applies: yes, how: Prices pay for "
    "enough staff, sections: [narrative/140-market.md], checked: 2026-03-02, checked_by: Solicitor}\n"
)

THEMES = """\
themes:
  - {id: climate, title: Climate, kind: climate, emissions: Fewer miles, adaptation: Calls in storms, sustainability: Shared buildings, commitments: [village-helpers]}
  - id: inequalities
    title: Inequalities
    kind: inequalities
    outcomes: [5]
    commitments: [village-helpers]
    figures: [{need: Admissions, most_deprived: 60, least_deprived: 20, period: 2024-25, source: Health board}]
    taking_part: [{who: Users' panel, date: 2026-03-20}]
"""

CONTRIBUTIONS = "contributions:\n" + "".join(
    f"  - {{id: {each}, title: {each.capitalize()}, kind: {each}, body: Council, contribution: Helps, sections: "
    "[narrative/040-vision.md]}\n"
    for each in ("housing", "money-advice", "transport", "acute")
)

BEST_VALUE = "officer: Chief Officer\nparts:\n" + "".join(
    f"  - {{id: {each.value}, how: Looked at each year, sections: [narrative/040-vision.md]}}\n"
    for each in BestValuePart
)

LOCALITY_DECISIONS = "decisions:\n" + "".join(
    f"  - {{id: fund-{each}, title: What the fund pays for, locality: {each}, date: 2026-04-29, reference: 'Board, 29 April "
    "2026', influence: A bus and not a room}\n"
    for each in ("east", "west")
)

LOCALITY_DEVELOPMENT = """\
actions:
  - {id: time, title: Paid time for cluster leads, localities: [east, west], professions: [gp], owner: Clinical director, by: 2026-04-30, done: 2026-04-27}
"""


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


GUIDANCE = """\
guidance:
  - {id: strategic-plans, title: Strategic plans, known_as: strategic-plans-second-edition, edition: second edition, read: 2026-01-12, departs: no}
  - {id: strategic-plans-2015, title: Strategic Commissioning Plans Guidance, known_as: strategic-plans-2015, superseded_by: strategic-plans}
"""

TIMETABLE = """\
meetings: [2026-02-26, 2026-07-30, 2026-11-26]
milestones:
  - {id: proposals, stage: proposals, starts: 2025-09-01, weeks: 16, board: 2026-02-26, planned: 2026-03-01}
  - {id: first-draft, stage: draft-1, starts: 2026-03-02, weeks: 8, planned: 2026-05-01}
  - {id: second-draft, stage: draft-2, starts: 2026-05-02, weeks: 10, board: 2026-07-30, planned: 2026-08-01}
  - {id: final-plan, stage: final, starts: 2026-08-02, weeks: 15, board: 2026-11-26, planned: 2026-12-01}
  - {id: publication, stage: published, starts: 2026-12-01, weeks: 1, planned: 2026-12-10}
  - {id: review, stage: review, starts: 2026-12-01, weeks: 1, planned: 2026-12-10}
"""

TERMS = """\
terms:
  - id: all-groups
    title: Planning group and locality groups
    planning_group: yes
    localities: [east, west]
    paper: evidence/terms.md
    powers: evidence/terms.md#powers
    budget: evidence/terms.md#budget
    disputes: evidence/terms.md#disputes
    approved: 2026-01-15
"""

PAPERS = """\
papers:
  - id: final-plan
    title: The plan for approval
    report_to: Wester Ross Integration Joint Board
    stage: final
    meeting: 2026-11-26
    issued: 2026-11-18
    by: Chief Officer
    purpose: To ask for approval.
    recommendations:
      - {action: approve, text: the plan, decision: agreed, minute: item 4}
    background: The second draft was consulted on.
    policy: Replaces the plan of 2024.
    equalities: {says: Nobody loses a visit.}
    resources:
      financial: {says: As in the plan.}
      personnel: {none_because: No post changes.}
      other: {none_because: No building changes.}
    background_papers:
      - {title: Views on the second draft, date: 2026-11-02}
    author: {author: Planning team, post: Planning manager, contact: plan@example.org, date: 2026-11-16}
"""

BOARD = """\
members:
  - {id: council-1, seat: council-nominee, holder: Councillor, nominated_by: S12000099, start: 2026-01-01}
  - {id: council-2, seat: council-nominee, holder: Councillor, nominated_by: S12000099, start: 2026-01-01}
  - {id: council-3, seat: council-nominee, holder: Councillor, nominated_by: S12000099, start: 2026-01-01}
  - {id: board-1, seat: health-board-nominee, holder: Director, nominated_by: S08000099, start: 2026-01-01}
  - {id: board-2, seat: health-board-nominee, holder: Director, nominated_by: S08000099, start: 2026-01-01}
  - {id: board-3, seat: health-board-nominee, holder: Director, nominated_by: S08000099, start: 2026-01-01}
"""

OTHERS_ON_THE_BOARD = (
    "chief-social-work-officer",
    "chief-officer",
    "finance-officer",
    "general-practitioner",
    "nurse",
    "other-doctor",
    "staff",
    "third-sector",
    "service-users",
    "unpaid-carers",
    "independent-sector",
    "housing",
)


def governance() -> dict[str, str]:
    """Guidance, timetable, terms, papers, the Board and its committees."""
    return {
        "glossary.yaml": "terms:\n"
        + "".join(
            f"  - {{term: {word}, meaning: As in the Act}}\n"
            for word in ("strategic commissioning", "locality", "integration", "carer", "prevention")
        ),
        "registers/guidance.yaml": GUIDANCE,
        "registers/timetable.yaml": TIMETABLE,
        "registers/terms-of-reference.yaml": TERMS,
        "evidence/terms.md": "## Powers {#powers}\n\nMany.\n\n## Budget {#budget}\n\nNone.\n\n## Disputes {#disputes}\n\nFew.\n",
        "registers/board-papers.yaml": PAPERS,
        "registers/board-members.yaml": BOARD
        + "".join(
            f"  - {{id: {seat}, seat: {seat}, holder: The {seat}, start: 2026-01-01}}\n" for seat in OTHERS_ON_THE_BOARD
        ),
        "registers/committees.yaml": "committees:\n"
        + "".join(
            f"  - {{id: top-{number}, title: Top {number}, body: {code}, does: decides, decides: Its own, reports: [Money], "
            "streamlined: Once only}\n"
            for number, code in enumerate(BODIES)
        ),
    }


BODIES = ("S12000099", "S08000099", "S37000099")


def engagement() -> dict[str, str]:
    """The log, the planning group's questions and what was learnt."""
    interface = f"c{GROUPS.index('consultee-third-sector') + 1}"
    log = (
        ("ferry", "2026-02-10", "proposals", "preparation", ""),
        (
            "harbour",
            "2026-04-15",
            "draft-1",
            "preparation",
            ", options: [{appraisal: beds, options: [A, B], scored: 2026-04-20}]",
        ),
        ("hall", "2026-05-03", "draft-2", "preparation", ""),
        ("school", "2026-07-10", "draft-2", "preparation", ""),
        ("launch", "2026-12-05", "published", "publication", ""),
    )
    return {
        "registers/engagement-log.yaml": "entries:\n"
        + "".join(
            f"  - {{id: {id}, title: At the {id}, date: {day}, stage: {stage}, phase: {phase}, consultees: [{interface}], "
            f"heard: Boats{extra}}}\n"
            for id, day, stage, phase, extra in log
        ),
        "registers/group-questions.yaml": "questions:\n"
        + "".join(
            f"  - {{id: {group}, care_group: {group}, meeting: 2026-11-10, achieve: A, success: B, differently: C, "
            "resource: D}\n"
            for group in ("older-people", "carers")
        ),
        "registers/development-log.yaml": "activities:\n"
        "  - {id: visits, title: Visits, date: 2026-06-02, sectors: [third-sector, independent-sector], who: Planners}\n",
    }


def self_evaluation() -> dict[str, str]:
    """All 25 proposals, the twelve topics, recommendations, help to improve and the evidence for inspection."""
    ratings = ", ".join(
        f"{{body: {body}, grade: partly, signed_by: Chief executive, date: 2026-01-10}}" for body in BODIES
    )
    voices = ", ".join(
        f"{{of: {voice}, given_by: A group, date: 2026-01-09, view: Better}}"
        for voice in (
            "third-sector",
            "independent-sector",
            "carers",
            "service-users",
            "chief-officer",
            "chair",
            "clinical-lead",
            "chief-social-work-officer",
        )
    )
    return {
        "registers/self-evaluation.yaml": "evaluations:\n"
        + "".join(
            f"  - {{id: p-{each.id}, proposal: {each.id}, ratings: [{ratings}], agreed_grade: partly, agreed: 2026-01-20, "
            f"evidence: [evidence/procedure.md], own_views: [{voices}], action: Do more, owner: Chief Officer, "
            "due: 2030-03-31}\n"
            for each in catalogue.review_proposals()
        ),
        "registers/plan-topics.yaml": "topics:\n"
        + "".join(
            f"  - {{id: {each.value}, topic: {each.value}, places: [plan.yaml], judgement: Good}}\n" for each in Topic
        ),
        "registers/recommendations.yaml": "recommendations:\n"
        "  - {id: one, title: Plan together, source: audit-scotland-2018, status: done, done: 2026-02-01, action: Done, "
        "owner: Chief Officer}\n",
        "registers/improvement-support.yaml": "none_because: Nothing was needed\n",
        "registers/inspection-evidence.yaml": "evidence:\n"
        + "".join(
            f"  - {{id: {each.value}, title: All, purpose: {each.value}, places: [plan.yaml], date: 2026-11-30, bodies: "
            "[health-board, council, authority, non-statutory], outcomes: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n"
            for each in Purpose
        ),
    }


EASY_READ = {
    "easy-read/010-about.md": """---
title: About this paper
role: about
---
![](pictogram:easy-read)
This paper sums up the full plan.
Go to <https://www.example.org/plan>

![](pictogram:home)
1: Home first.
For example, you get help at home.

![](pictogram:map)
East is by the sea.
West has hills.

![](pictogram:ask)
You can tell us what you think.
""",
    "easy-read/020-vision.md": """---
title: What we want
role: vision
---
![](pictogram:choose)
You choose who helps you.
For example, you choose your care worker.
""",
    "easy-read/090-contact.md": """---
title: Reach us
role: contact
---
![](pictogram:email)
You can send an e-mail to plan@example.org

![](pictogram:letter)
You can write to us.
For example, you can send a letter.
""",
    "easy-read/100-words.md": """---
title: What the words mean
role: words
---
![](pictogram:read)
There are no hard words.
""",
}


@cache
def looked() -> dict[str, str]:
    """The register that says that somebody looked at each point of the easy-read summary."""
    plan = load_plan(MappingSource({path: text.encode() for path, text in {"plan.yaml": PLAN, **EASY_READ}.items()}))
    points = [point for part in plan.easy_read for point in part.points]
    return {path: made.decode() for path, made in looked_at(plan, points, DAY, "Planning manager").items()}


def unsigned() -> dict[str, str]:
    """The files without a signature."""
    return {
        "plan.yaml": PLAN,
        "narrative/005-proposals.md": narrative("What the plan should contain", "proposals"),
        "narrative/040-vision.md": VISION,
        "narrative/110-hospital.md": narrative("Hospital care", "hospital"),
        "narrative/120-housing.md": narrative("Housing", "housing"),
        "narrative/130-workforce.md": narrative("Our workforce", "workforce"),
        "narrative/140-market.md": narrative("Providers", "market"),
        "narrative/160-governance.md": narrative("Governance", "governance", CARE_GOVERNANCE),
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
        "registers/minutes.yaml": MINUTES,
        "registers/directions.yaml": DIRECTIONS,
        "registers/principles.yaml": principles(),
        "registers/local-plans.yaml": local_plans(),
        "registers/shared-services.yaml": SHARED,
        "registers/assessments.yaml": assessments(),
        "registers/wider-duties.yaml": WIDER_DUTIES,
        "registers/themes.yaml": THEMES,
        "registers/contributions.yaml": CONTRIBUTIONS,
        "registers/best-value.yaml": BEST_VALUE,
        "registers/locality-decisions.yaml": LOCALITY_DECISIONS,
        "registers/locality-development.yaml": LOCALITY_DEVELOPMENT,
        "consultation/proposals/round.yaml": ROUND_1 + asked_group("2026-03-05") + VIEWS,
        "consultation/draft-1/round.yaml": "opened: 2026-05-05\ndraft_published: 2026-05-05\n"
        "responses_published: 2026-08-01\n" + asked_group("2026-05-05") + VIEWS.replace("2026-03-20", "2026-05-20"),
        "consultation/draft-2/round.yaml": second_round(),
        **EASY_READ,
        **looked(),
        "evidence/engagement-plan.md": "Whom we ask.\n",
        "evidence/procedure.md": "How we meet.\n",
        "evidence/equality.md": "What the plan does to people.\n",
        "publication.yaml": PUBLICATION,
        "stages.yaml": stages(),
        **COMMISSIONING,
        **governance(),
        **engagement(),
        **self_evaluation(),
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


COMMISSIONED = tuple(COMMISSIONING)
"""What may be left out with the priorities, shared services or plans that it points to."""
