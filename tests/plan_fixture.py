"""A small plan that owes nothing when it is published, as files in memory, and ways to spoil one thing of it."""

from __future__ import annotations

from datetime import date
from functools import cache

from scp.model.plan import Plan
from scp.model.self_evaluation import Purpose, Topic
from scp.reference import catalogue, lists
from scp.repository import MappingSource, load_plan

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
status: done
---
What is planned for these people, with them: help that is near, known and on time.
"""

PRIORITIES = """\
priorities:
  - id: home-first
    title: Home first
    outcomes: [1, 2, 8, 9]
    lines: [home-care, nursing, carers, carers-health, hospital]
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

PUBLICATION = """\
published: 2026-12-10
url: https://www.example.org/plan
statement_published: 2026-12-10
financial_statement_published: 2026-03-31
"""

LINES = """\
id,year,title,kind,amount,care_group,locality,service,purpose,tag
home-care,{0},Care at home,integrated,2000000,older-people,,social-care,community,delayed-discharge
nursing,{0},Community nursing,integrated,900000,older-people,,health,community,
carers,{0},Breaks for carers,integrated,150000,carers,,social-care,prevention,
carers-health,{0},Carers' health checks,integrated,20000,carers,,health,prevention,
hospital,{0},Unplanned hospital care,set-aside,1500000,,,health,hospital,unplanned-admissions
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
        + "".join(LINES.partition("\n")[2].format(year) for year in ("2028-29", "2029-30")),
        "registers/planning-group.yaml": planning_group(),
        "registers/consultees.yaml": consultees(),
        "registers/functions.yaml": FUNCTIONS,
        "registers/principles.yaml": principles(),
        "registers/local-plans.yaml": local_plans(),
        "registers/shared-services.yaml": SHARED,
        "consultation/proposals/round.yaml": ROUND_1 + asked_group("2026-03-05") + VIEWS,
        "consultation/draft-1/round.yaml": "opened: 2026-05-05\ndraft_published: 2026-05-05\n"
        "responses_published: 2026-08-01\n" + asked_group("2026-05-05") + VIEWS.replace("2026-03-20", "2026-05-20"),
        "consultation/draft-2/round.yaml": second_round(),
        "easy-read/020-vision.md": "---\ntitle: Our vision\nrole: vision\n---\nYou choose who helps you.\n",
        "evidence/engagement-plan.md": "Whom we ask.\n",
        "evidence/procedure.md": "How we meet.\n",
        "publication.yaml": PUBLICATION,
        "stages.yaml": stages(),
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
