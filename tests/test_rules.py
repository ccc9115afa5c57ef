"""Each rule finds its one thing, at its file and line, when one thing of a sound plan is spoiled."""

import re
from dataclasses import dataclass, fields
from datetime import date

import pytest
from plan_fixture import (
    COMMISSIONED,
    DAY,
    GROUPS,
    SEATS,
    complete_files,
    complete_plan,
    edited,
    line_of,
    load,
    without,
)

from scp.finding import Level, State
from scp.model.record import Record
from scp.model.stage import MADE, Stage
from scp.requirements import GATES, all_rules, anchors, check, deadline, requirements, review_due_before
from scp.requirements.ahead import Ahead
from scp.requirements.registry import When

IN_SCOPE = tuple(f"act-{number}-" for number in range(29, 38))
FINANCE = "finance/lines.csv"
GROUP = "registers/planning-group.yaml"
FIRST, SECOND, THIRD = (f"consultation/{stage}/round.yaml" for stage in ("proposals", "draft-1", "draft-2"))


def sharing(*ids):
    """*ids* and those whose check they are."""
    return {*ids, *(each.id for each in requirements() for id in ids if id in each.same_check_as)}


def found(files, stage=Stage.PUBLISHED, day=DAY):
    """The findings, without those that follow from a spoiled signature."""
    return check(load(files), stage, day).findings


@dataclass(frozen=True)
class Case:
    """One edit, what it breaches, and where: the words of the line (none: the file as a whole)."""

    ids: tuple
    path: str
    old: str
    new: str
    at: str
    words: str = ""
    stage: Stage = Stage.PUBLISHED
    day: date = DAY
    level: Level | None = None

    def __str__(self):
        return f"{self.ids[0]}: {self.old[:20]}"


def case(ids, path, old, new, at=None, words="", **rest):
    return Case(tuple(ids.split()) if isinstance(ids, str) else ids, path, old, new, at or path, words, **rest)


NAMES = re.compile(
    r"\b(?:[A-Z][a-z]+){2,}\(|<[A-Za-z_.]+[ :>]|\b(?:Many|Record|NoneType)\b"
)  # of classes, not of the law
OUTCOMES = "act-29-2-b-outcomes act-30-2-b-regard-to-outcomes"
REPLACES = "replaces:\n  title: Strategic plan 2024-27\n  start: 2024-04-01\n  end: 2027-03-31\n"
BOTH_FIRST = "act-31-1-b-twelve-principles act-30-2-a-regard-to-principles"
VIEW = "    answer: We did, since nights came up in each meeting\n"

CASES = [
    # the plan and its arrangements
    case("act-29-1-plan-per-area", "localities/east.md", "council: S12000099", "council: S12000001", words="council:"),
    case("act-29-2-a-period", "plan.yaml", "  end: 2030-03-31\n", "", words="start: 2027-04-01"),
    case(
        "act-29-2-a-all-functions",
        "registers/functions.yaml",
        "functions:\n",
        "functions:\n  - {id: dentistry, name: Dentistry, delegated_by: S08000099, minimum: yes}\n",
        words="dentistry",
    ),
    case(OUTCOMES, "localities/east.md", "8: Teams meet each morning, ", "", words="arrangements:"),
    case(OUTCOMES, "localities/east.md", "6: A break each month, ", "6: null, ", words="outcomes: {6: null"),
    case("guidance-2015-2-6-minimum-scope", "registers/functions.yaml", ", scope: primary", "", words="functions:"),
    case(
        "guidance-2015-2-6-minimum-scope", "registers/functions.yaml", "scope: primary", "scope: GP", words="scope: GP"
    ),
    case(
        "guidance-2015-6-6-delegated-extras",
        "registers/functions.yaml",
        "scope: primary, minimum: yes",
        "scope: primary, extra: children, minimum: no",
        words="extra: children",
    ),
    # localities
    case(
        "guidance-refreshed-localities-boundaries",
        "localities/east.md",
        "boundary: The wards of Kinlochewe and Achnasheen\n",
        "",
        words="name: East",
    ),
    case(
        "guidance-2015-4-6-locality-views",
        "localities/west.md",
        "views:\n  - {source: Survey on paper, date: 2026-04-09, view: Nobody answers at night, effect: A night line opens}\n",
        "",
        words="name: West",
    ),
    case(
        "guidance-2015-4-6-locality-views",
        "localities/west.md",
        ", effect: A night line opens",
        "",
        words="Survey on paper",
    ),
    case(
        "guidance-2015-4-6-locality-leadership",
        "localities/west.md",
        "  clinical_lead: Lead nurse\n",
        "",
        words="name: West locality group",
    ),
    case(
        "guidance-2015-6-2-reflects-localities",
        "localities/east.md",
        ", priority: home-first",
        "",
        words="Clinics when",
    ),
    # principles, outcomes, other plans
    case(
        "act-31-1-a-main-purpose act-30-2-a-regard-to-principles",
        "registers/principles.yaml",
        "{id: main-purpose, sections: [narrative/040-vision.md], effect",
        "{id: main-purpose, effect",
        words="main-purpose",
    ),
    case(
        BOTH_FIRST,
        "registers/principles.yaml",
        "{id: principle-iv, sections: [narrative/040-vision.md], effect",
        "{id: principle-iv, effect",
        words="principle-iv,",
    ),
    case(
        "guidance-2015-a-c-demonstrate-principles",
        "registers/principles.yaml",
        "{id: principle-i, sections: [narrative/040-vision.md], effect: People choose who helps them}",
        "{id: principle-i, sections: [narrative/040-vision.md]}",
        words="principle-i,",
    ),
    case(
        "act-30-3-effect-on-other-authorities",
        "registers/shared-services.yaml",
        "    effect: Fewer admissions by night\n",
        "",
        words="id: raigmore",
    ),
    case(
        "act-30-4-overlapping-periods",
        "registers/shared-services.yaml",
        "    considered: Both plans keep the ward open\n",
        "",
        words="Easter Ross, start",
    ),
    case(
        "act-30-4-overlapping-periods",
        "registers/shared-services.yaml",
        ", start: 2026-04-01, end: 2029-03-31",
        "",
        words="authority: Easter Ross",
    ),
    case(
        "guidance-2015-a-b-local-policies",
        "registers/local-plans.yaml",
        "kind: housing-strategy",
        "kind: justice-plan",
        words="local_plans:",
    ),
    case(
        "guidance-2015-a-b-local-policies act-community-planning-partner",
        "registers/local-plans.yaml",
        ", fit: Same villages first",
        "",
        words="id: outcomes-improvement-plan",
    ),
    # the planning group
    case("act-32-1-established-first", GROUP, "established: 2026-01-15\n", "", words="size: 16"),
    case(
        "act-32-1-established-first", GROUP, "established: 2026-01-15", "established: 2026-03-02", words="established:"
    ),
    case(
        "act-32-1-a-i-health-board-nominee",
        GROUP,
        "holder: Director of planning, nominated_by: S08000099",
        "holder: Director of planning",
        words="id: board-nominee",
    ),
    case(
        "act-32-1-a-i-health-board-nominee",
        GROUP,
        "holder: Director of planning, nominated_by: S08000099",
        "holder: Director of planning, nominated_by: S12000099",
        words="id: board-nominee",
    ),
    case(
        "act-32-1-a-ii-council-nominee",
        GROUP,
        "holder: Head of housing, nominated_by: S12000099, start: 2026-02-01",
        "filling: Asked in May",
        words="id: council-nominee",
    ),
    case(
        "act-32-1-d-prescribed-groups",
        GROUP,
        "{id: spg-k, seat: spg-k, holder: Post 11, start: 2026-02-01, area_test: operates, area_test_met: yes}",
        "{id: spg-k, seat: spg-k}",
        words="id: spg-k",
    ),
    case("act-32-3-size-and-process", GROUP, "size: 16\n", "", words="established:"),
    case("act-32-11-procedure", GROUP, "procedure_approved: 2026-01-15\n", "", words="procedure:"),
    case("act-32-11-procedure", GROUP, "procedure: evidence/procedure.md\n", "", words="established:"),
    case(
        "act-32-7-locality-representatives",
        GROUP,
        "localities: [east, west]",
        "localities: [east]",
        words="members:",
        stage=Stage.IN_FORCE,
    ),
    case(
        "act-32-8-locality-selection", GROUP, "selected: 2026-01-20, ", "", words="id: for-both", stage=Stage.IN_FORCE
    ),
    case(
        "guidance-2015-a-d-support-members",
        GROUP,
        "support: Induction, travel and large print\n",
        "",
        words="established:",
    ),
    case(
        "guidance-2015-a-d-support-members msg-6-iii-support-representatives",
        GROUP,
        "papers_sent: 2026-11-01",
        "papers_sent: 2026-11-08",
        words="papers_sent",
    ),
    # proposals and drafts
    case(
        "act-33-2-a-proposals",
        "narrative/005-proposals.md",
        "A few true sentences on what the plan should contain.",
        "<!-- to come -->",
        words="<!--",
        stage=Stage.PROPOSALS,
    ),
    case("act-33-2-b-group-views-on-proposals", FIRST, "opened: 2026-03-05\n", "", words="engagement_plan:"),
    case(
        "act-33-2-b-group-views-on-proposals",
        FIRST,
        "  - {seat: spg-c, sent: 2026-03-05, how: e-mail}\n",
        "",
        words="asked:",
    ),
    case("act-33-3-a-first-draft-takes-account", FIRST, VIEW, "", words="id: v1"),
    case("act-33-3-a-first-draft-takes-account", FIRST, "    effect: changed\n", "", words="id: v1"),
    case(
        "act-33-3-b-group-views-on-first-draft",
        SECOND,
        "  - {seat: spg-c, sent: 2026-05-05, how: e-mail}\n",
        "",
        words="asked:",
    ),
    case("act-33-4-a-second-draft-takes-account", SECOND, VIEW, "", words="id: v1"),
    case(
        "act-33-4-b-send-to-partners",
        THIRD,
        "{partner: S08000099, sent: 2026-08-10, how: e-mail}",
        "{partner: S08000099, how: e-mail}",
        words="partner: S08000099",
    ),
    case(
        "act-33-5-d-send-to-group-representatives",
        THIRD,
        "  - {consultee: c12, sent: 2026-08-10, how: e-mail}\n",
        "",
        words="asked:",
    ),
    case(
        "act-33-4-b-ii-other-recipients",
        THIRD,
        "others: {decided: 2026-08-01, sent_to: [Ferry company]}\n",
        "",
        words="opened:",
    ),
    case("act-33-4-b-ii-other-recipients", THIRD, "decided: 2026-08-01, ", "", words="others:"),
    case("act-33-4-c-invite-views-in-period", THIRD, "closes: 2026-10-30\n", "", words="opened:"),
    case("act-33-4-c-invite-views-in-period", THIRD, "closes: 2026-10-30", "closes: 2026-12-01", words="closes:"),
    case(
        "act-33-4-c-invite-views-in-period",
        THIRD,
        "partner: S08000099, sent: 2026-08-10",
        "partner: S08000099, sent: 2026-11-10",
        words="partner: S08000099",
    ),
    case("act-33-7-finalising-takes-account", THIRD, "    theme: nights\n", "", words="id: v1"),
    case("act-33-7-finalising-takes-account", THIRD, "    sections: [localities/west.md#home]\n", "", words="id: v1"),
    case(
        "act-33-order-of-stages act-37-8-replacement-full-process",
        "stages.yaml",
        "  - {stage: draft-1, date: 2026-05-01, tree: none, check: none}\n",
        "",
        words="stage: draft-2",
    ),
    case(
        "act-33-order-of-stages act-37-8-replacement-full-process",
        "stages.yaml",
        "published, date: 2026-12-10",
        "published, date: 2026-11-30",
        words="stage: published",
    ),
    case(
        "act-33-order-of-stages act-37-8-replacement-full-process",
        FIRST,
        "opened: 2026-03-05",
        "opened: 2026-05-02",
        words="opened:",
    ),
    # publication and what falls on later plans
    case(
        "act-35-1-publish-asap",
        "stages.yaml",
        "final, date: 2026-12-01",
        "final, date: 2026-11-01",
        at="publication.yaml",
        words="published:",
    ),
    case(
        "act-35-2-statement-of-action guidance-2015-a-g-bundle",
        "publication.yaml",
        "statement_published: 2026-12-10\n",
        "",
        words="published:",
    ),
    case("act-37-9-start-day", "plan.yaml", REPLACES, "", words="first: no"),
    case("act-37-9-start-day", "plan.yaml", "end: 2027-03-31", "end: 2027-02-28", words="end: 2027-02-28"),
    case("act-37-9-start-day", "plan.yaml", "  end: 2027-03-31\n", "", words="title: Strategic plan 2024-27"),
    case(
        "guidance-2015-a-g-bundle",
        "publication.yaml",
        "financial_statement_published: 2026-03-31\n",
        "",
        words="published:",
    ),
    # who is asked
    case(
        "guidance-2015-a-d-use-existing-groups",
        "registers/consultees.yaml",
        "established: new",
        "established: established",
        words="consultees:",
    ),
    case(
        "guidance-2015-a-d-third-sector-interface",
        "registers/consultees.yaml",
        ", third_sector_interface: yes",
        "",
        words="consultees:",
    ),
    case("guidance-2015-a-e-engagement-plan", FIRST, "  agreed: 2026-02-20\n", "", words="paper:"),
    case("guidance-2015-a-e-engagement-plan", FIRST, "agreed: 2026-02-20", "agreed: 2026-03-20", words="agreed:"),
    case(
        "guidance-2015-a-e-equalities",
        FIRST,
        '  barriers: ["Deaf people: an interpreter at each meeting"]\n',
        "",
        words="paper:",
    ),
    case("guidance-2015-a-e-variety-of-methods", THIRD, "  - {kind: online, about: A form}\n", "", words="methods:"),
    case(
        "guidance-2015-a-e-wide-sharing", "registers/consultees.yaml", ", kind: advocacy", "", at=THIRD, words="asked:"
    ),
    # priorities
    case("guidance-2015-2-2-core-aims", "priorities.yaml", "quality-and-consistency, ", "", words="id: home-first"),
    case(
        "guidance-2015-3-2-four-pillars",
        "priorities.yaml",
        "prevention, local-integration",
        "local-integration",
        words="id: home-first",
    ),
    case("guidance-2015-2-3-community-capacity", "priorities.yaml", "community-capacity, ", "", words="id: home-first"),
    case(
        "guidance-2015-3-3-prevention-for-small-needs",
        "priorities.yaml",
        "kinds: [prevention, ",
        "kinds: [",
        words="id: home-first",
    ),
    case("guidance-2015-3-3-evidence-of-difference", "priorities.yaml", "ni-2", "ni-14", words="id: home-first"),
    case("guidance-2015-4-1-cycle", "priorities.yaml", ", review: Each October", "", words="id: home-first"),
    case("guidance-2015-6-4-vision-culture-impact", "priorities.yaml", "culture, ", "", words="id: home-first"),
    case(
        "guidance-2015-6-4-vision-culture-impact", "narrative/040-vision.md", "agreed: 2026-02-26\n", "", words="title:"
    ),
    case(
        "guidance-2015-6-4-tell-the-story",
        "priorities.yaml",
        "    story: Ann is at home, and her daughter sleeps.\n",
        "",
        words="id: home-first",
    ),
    case(
        "guidance-2015-7-2-improvement-by-indicator",
        "priorities.yaml",
        ", target: 85% in 2029-30",
        "",
        words="id: home-first",
    ),
    case("guidance-2015-a-d-workforce", "priorities.yaml", "culture, workforce", "culture", words="id: home-first"),
    case(
        "guidance-2015-a-g-implementation-plan",
        "priorities.yaml",
        "        owner: Head of community services\n",
        "",
        words="id: village-helpers",
    ),
    # money
    case(
        "guidance-2015-2-2-medium-term", "plan.yaml", "  end: 2030-03-31", "  end: 2029-03-31", words="end: 2029-03-31"
    ),
    case(
        "guidance-2015-2-2-medium-term",
        "localities/west.md",
        "    lines: [home-care]\n",
        "",
        words="care_groups: [older-people]",
    ),
    case(
        "guidance-2015-6-2-resources-by-care-group",
        "care-groups/carers.md",
        "name: Unpaid carers",
        "name: Unpaid helpers",
        at="none",
    ),
    case(
        "guidance-2015-6-2-outcomes-linked-to-investment",
        "priorities.yaml",
        "carers-health, ",
        "",
        at=FINANCE,
        words="carers-health,2027-28",
    ),
    case(
        "guidance-2015-7-1-shift-over-time",
        FINANCE,
        "social-care,community,",
        "social-care,,",
        words="home-care,2027-28",
    ),
]
CASES = [each for each in CASES if each.at != "none"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_spoiled_thing(case):
    """The requirement and those that share its check are found, nothing else, at one place."""
    files = edited(case.path, case.old, case.new)

    findings = [
        each
        for each in found(files, case.stage, case.day)
        if each.level > Level.NOTE or (each.requirement and each.requirement.level == Level.NOTE)
    ]

    assert {each.id for each in findings} == sharing(*case.ids)
    assert {each.problem.at.path for each in findings} == {case.at}
    assert {each.problem.at.line for each in findings} == {line_of(files, case.at, case.words)}


FILES_LEFT_OUT = [
    ("act-29-2-a-all-functions", "registers/functions.yaml", None),
    ("act-31-1-b-twelve-principles", "registers/principles.yaml", None),
    ("act-30-3-effect-on-other-authorities", "registers/shared-services.yaml", None),
    ("act-32-1-d-prescribed-groups", GROUP, None),
    ("act-33-2-a-proposals", "narrative/005-proposals.md", None),
    ("act-33-2-b-group-views-on-proposals", FIRST, None),
    ("act-33-4-b-send-to-partners", THIRD, None),
    ("act-35-2-statement-of-action", "publication.yaml", None),
    ("act-35-2-statement-of-action", SECOND, None),
    ("guidance-2015-2-2-medium-term", FINANCE, None),
    ("guidance-2015-a-b-local-policies", "registers/local-plans.yaml", None),
    ("guidance-2015-4-7-hospital-planning", "narrative/110-hospital.md", None),
    ("guidance-2015-a-d-housing-contribution", "narrative/120-housing.md", None),
    ("guidance-2015-a-g-market-facilitation", "narrative/140-market.md", None),
    ("guidance-2015-6-2-clinical-care-governance", "narrative/160-governance.md", None),
    ("guidance-2015-6-5-easy-read-summary", "easy-read/020-vision.md", "easy-read"),
    ("guidance-2015-a-g-internet", "publication.yaml", None),
    ("guidance-2015-6-5-full-plan-too", "publication.yaml", None),
    ("act-35-1-publish-asap", "publication.yaml", None),
]


POINTERS = {
    "registers/shared-services.yaml": {"registers/capacity.yaml": ", shared_service: raigmore"},
    "registers/local-plans.yaml": {"registers/framework.yaml": "review_with: [housing-strategy]\n"},
    GROUP: {"registers/housing.yaml": "seat: spg-b\n"},
    FINANCE: {"registers/framework.yaml": ""},
    "narrative/110-hospital.md": {"registers/shared-services.yaml": "    places: [narrative/110-hospital.md]\n"},
}


@pytest.mark.parametrize(("id", "path", "at"), FILES_LEFT_OUT, ids=lambda each: each if each else "")
def test_a_file_that_is_not_there(id, path, at):
    """What belongs in a missing file is asked for at that file, for the requirement and all that share it."""
    files = without(path)
    for each, body in files.items():  # what points into the file goes with it
        if path == "registers/functions.yaml":
            files[each] = "\n".join(line for line in body.split("\n") if not line.strip().startswith("functions: ["))
        if path == FINANCE:
            files[each] = "\n".join(
                line for line in body.split("\n") if not line.strip().startswith(("lines: [", "budget: ["))
            )
        if path.startswith("narrative/"):
            files[each] = body.replace(f"sections: [{path}], ", "")
        if path == FINANCE:
            files[each] = files[each].replace(", lines: [home-care]}", "}")
        if path == GROUP:
            files[each] = "\n".join(line for line in body.split("\n") if "{seat: " not in line).replace(
                "asked:\nviews:", "views:"
            )

    for other, words in POINTERS.get(path, {}).items():
        if words:
            assert words in files[other]
            files[other] = files[other].replace(words, "")
        else:
            del files[other]

    findings = [each for each in found(files) if each.id in sharing(id)]

    assert {each.id for each in findings} == sharing(id)
    assert {each.problem.at.path for each in findings if each.id == id} == {at or path}


def test_the_sound_plan_owes_nothing():
    """At each stage until the plan is in force, nothing is found in the plan that the others are spoiled from."""
    plan = complete_plan()

    for stage in [*MADE, Stage.IN_FORCE]:
        assert check(plan, stage, DAY).findings == ()


@pytest.mark.parametrize("stage", Stage, ids=str)
def test_the_states_are_the_catalogue(stage):
    """Every requirement has one state, whatever the stage, in a full plan and in a bare one."""
    bare = load({"plan.yaml": complete_files()["plan.yaml"]})

    for plan in (complete_plan(), bare):
        report = check(plan, stage, DAY)

        assert sum(report.counts.values()) == len(requirements()) == 343
        assert set(report.states) == {each.id for each in requirements()}
        assert report.counts[State.WAIVED] == 0


NOTES = [
    (
        "act-32-1-e-other-members",
        GROUP,
        "meetings:",
        "  - {id: buses, seat: other, holder: Bus company, start: 2026-11-01}\nmeetings:",
        "id: buses",
    ),
    (
        "act-32-4-6-membership-changes",
        GROUP,
        "nominated_by: S08000099, start: 2026-02-01",
        "nominated_by: S08000099, start: 2026-02-01, end: 2027-03-01",
        "end: 2027-03-01",
    ),
    (
        "act-34-information-for-plan",
        "registers/information-requests.yaml",
        "",
        "information_requests:\n  - {id: beds, kind: other, holder: S08000099, what: Beds by ward}\n",
        "kind: other",
    ),
    (
        "act-37-1-b-extra-reviews",
        "registers/reviews.yaml",
        "",
        "reviews:\n  - {id: r1, kind: ad hoc, opened: 2026-12-09}\n",
        "kind: ad hoc",
    ),
    (
        "guidance-2015-a-e-proportionate-reps",
        "registers/consultees.yaml",
        ", why_representative: Known to all",
        "",
        "id: c1,",
    ),
]


@pytest.mark.parametrize(("id", "path", "old", "new", "words"), NOTES, ids=[each[0] for each in NOTES])
def test_what_is_worth_knowing_is_a_note(id, path, old, new, words):
    """What the Act does not ask for, and a reader would wish to know, is a note at its line and nothing owed."""
    files = edited(path, old, new, complete_files() | ({} if old else {path: ""}))

    report = check(load(files), Stage.IN_FORCE, DAY)

    assert [(each.id, each.level, str(each.problem.at)) for each in report.findings] == [
        (id, Level.NOTE, f"{path}:{line_of(files, path, words)}")
    ]
    assert report.states[id] is State.MET


def test_every_rule_is_of_the_catalogue():
    """A rule's id is a requirement's, and every duty of ss.29 to 37 and s.39(1)(a) has a rule."""
    ids = {each.id for each in requirements()}

    assert set(all_rules()) <= ids
    assert {id for id in ids if id.startswith(IN_SCOPE) or id.startswith("act-39-1-a-")} <= set(all_rules())


def test_messages_say_what_and_how_to_mend():
    """Every finding says what is wrong and how to mend it, in sentences without names of our code."""
    bare = load({"plan.yaml": complete_files()["plan.yaml"]})
    spoiled = [load(edited(each.path, each.old, each.new)) for each in CASES]
    findings = [
        finding
        for plan in (bare, *spoiled)
        for stage in (Stage.PROPOSALS, Stage.REVIEW)
        for finding in check(plan, stage, DAY).findings
    ]

    for each in {finding.problem for finding in findings}:
        assert each.what and each.mend and each.at.path
        assert each.mend[-1] in '.?`"' or "scplan " in each.mend
        words = each.what.replace("None of the", "").split()
        assert not {"None", "True", "False", "()", "[]", "Stage.FINAL"} & set(words) and not NAMES.search(each.what)


# localities and their words


def only_east():
    """The sound plan without its locality West, and without what points to it."""
    files = without("localities/west.md")
    for path in (GROUP, "registers/terms-of-reference.yaml"):
        files[path] = files[path].replace("localities: [east, west]", "localities: [east]")
    for path, old, new in (
        (FINANCE, ",west,", ",east,"),
        ("registers/locality-decisions.yaml", "locality: west", "locality: east"),
        ("registers/locality-development.yaml", "[east, west]", "[east]"),
    ):
        files[path] = files[path].replace(old, new)
    files["registers/housing.yaml"] = files["registers/housing.yaml"].replace(", west: Housing officer", "")
    files["registers/needs.yaml"] = files["registers/needs.yaml"].replace(
        "localities: [east, west]", "localities: [east]"
    )
    for path in (FIRST, SECOND, THIRD):
        files[path] = files[path].replace(
            "    sections: [localities/west.md#home]", "    sections: [localities/east.md#home]"
        )
    return files


def test_a_council_without_a_locality():
    """A council of which the plan has no locality is found at its own line, in whose area a plan is owed too."""
    files = edited(
        "plan.yaml",
        "    - {code: S12000099, name: Wester Ross Council}",
        "    - {code: S12000099, name: Wester Ross Council}\n    - {code: S12000098, name: Isle Council}",
    )

    findings = [each for each in found(files, Stage.PROPOSALS) if each.id == "act-29-1-plan-per-area"]

    assert [each.problem.at.line for each in findings] == [line_of(files, "plan.yaml", "Isle Council")]


def test_one_locality_is_not_enough():
    """The Act asks for two or more; one is found at its file."""
    findings = [each for each in found(only_east()) if each.id == "act-29-3-a-two-localities"]

    assert [(each.problem.at.path, each.level) for each in findings] == [("localities/east.md", Level.LAW)]


@pytest.mark.parametrize("reason", ["", "boundary: The map is being drawn, "])
def test_a_boundary_is_asked_for_by_guidance(reason):
    """Without a boundary the law has a note and guidance is owed, or has a note too where a reason stands."""
    files = edited("localities/east.md", "boundary: The wards of Kinlochewe and Achnasheen\n", "")
    files = edited("localities/east.md", "not_available: {", f"not_available: {{{reason}", files)

    report = check(load(files), Stage.PUBLISHED, DAY)

    levels = {each.id: each.level for each in report.findings}
    assert levels["act-29-3-a-two-localities"] is Level.NOTE
    assert levels["guidance-refreshed-localities-boundaries"] is (Level.NOTE if reason else Level.GUIDANCE)
    assert report.states["act-29-3-a-two-localities"] is State.MET
    assert gated(files, Stage.FINAL) == ()
    assert len({each.problem for each in report.findings}) == 1


def test_two_councils_with_one_locality_each():
    """Where one scheme covers two councils, a single locality in one of them is a note and blocks nothing."""
    files = edited(
        "plan.yaml",
        "    - {code: S12000099, name: Wester Ross Council}",
        "    - {code: S12000099, name: Wester Ross Council}\n    - {code: S12000098, name: Isle Council}",
    )
    files = edited("localities/west.md", "council: S12000099", "council: S12000098", files)

    findings = [each for each in found(files) if each.id == "act-29-3-a-two-localities"]

    assert {each.level for each in findings} == {Level.NOTE}
    assert check(load(files), Stage.PUBLISHED, DAY).states["act-29-3-a-two-localities"] is State.MET


def test_a_locality_without_arrangements():
    """A bare locality is found once, at its own file, and named."""
    files = complete_files()
    head, _, _ = files["localities/west.md"].partition("arrangements:")
    files["localities/west.md"] = head + "---\nThe west lies on the sea.\n"
    for path in (FIRST, SECOND, THIRD):
        files[path] = files[path].replace(
            "    sections: [localities/west.md#home]", "    sections: [localities/west.md]"
        )

    findings = [each for each in found(files) if each.id == "act-29-3-b-separate-arrangements"]

    assert [each.problem.what for each in findings] == ["West sets out no arrangements of its own"]
    assert findings[0].problem.at.path == "localities/west.md"


COPIED = (
    "Nurses and home carers in {0} work from the old school and see each person on their list once a week at least."
)


def west_with(text, east=None):
    """The findings on separate arrangements where West's text on help at home is *text*, and East's is *east*."""
    files = complete_files()
    for path, start, new in (("localities/west.md", "Six people", text), ("localities/east.md", "Nurses and", east)):
        old = next(line for line in files[path].split("\n") if line.startswith(start))
        files[path] = files[path].replace(old, new or old)
    return files, [each for each in found(files) if each.id == "act-29-3-b-separate-arrangements"]


@pytest.mark.parametrize("end", ["", " Always."])
def test_the_same_words_in_two_localities(end):
    """A text copied from one locality to another is found with its likeness."""
    files, findings = west_with(COPIED.format("Kinlochewe") + end)

    [finding] = findings
    assert finding.level is Level.LAW
    assert ("the same words as in East (95% alike)" if end else "as in East (100% alike)") in finding.problem.what
    assert finding.problem.at.line == line_of(files, "localities/west.md", "## Help at home")


def test_the_same_words_but_for_the_name():
    """Another name in a copied text does not make it another text, as far as localities are named."""
    _, findings = west_with(COPIED.format("West"), COPIED.format("East"))

    assert ["(100% alike)" in each.problem.what for each in findings] == [True]


def test_a_text_that_adds_its_own_is_not_blamed():
    """The longer of two texts is measured: what it holds besides is its own, and the shorter one is a note."""
    files, findings = west_with(
        COPIED.format("Kinlochewe")
        + " In Poolewe the boat brings a nurse twice a week, and people ring before it sails."
    )

    [finding] = findings
    assert finding.level is Level.NOTE
    assert finding.problem.at == type(finding.problem.at)(
        "localities/east.md", line_of(files, "localities/east.md", "## Help at home")
    )
    assert "all its words stand in the longer text of West too" in finding.problem.what


@pytest.mark.parametrize(
    ("text", "levels"), [("We visit people at home.", [Level.LAW]), ("As elsewhere, at home.", [])]
)
def test_short_texts(text, levels):
    """Equal texts are alike from five words on; a phrase is nobody's."""
    _, findings = west_with(text, text)

    assert [each.level for each in findings] == levels


def test_words_of_their_own():
    """Texts that share a few phrases are not called alike."""
    files = edited(
        "localities/west.md",
        "Six people based in Gairloch surgery",
        "Nurses and home carers, six people based in Gairloch surgery",
    )

    assert found(files) == ()


def test_an_unwritten_locality():
    """A locality whose arrangements hold only comments has none yet."""
    files = complete_files()
    body = files["localities/west.md"]
    own = next(line for line in body.split("\n") if line.startswith("Six people"))
    files["localities/west.md"] = body.replace(own, "<!-- Say what is arranged. -->")

    findings = found(files)

    assert {"act-29-3-b-separate-arrangements", "plan-still-to-write"} <= {each.id for each in findings}


def test_a_function_that_one_locality_leaves_out():
    """A function arranged for in one locality and not in the other is a note."""
    files = edited("localities/west.md", ", unplanned-care", "")

    notes = [each for each in found(files) if each.id == "act-29-3-b-separate-arrangements"]

    assert [(each.level, "unplanned-care" in each.problem.what) for each in notes] == [(Level.NOTE, True)]


# other authorities' plans


def test_no_service_is_shared():
    """Where it is written that none is shared, the duty to look at other plans is met, and one is signed for."""
    files = without("registers/capacity.yaml") | {
        "registers/shared-services.yaml": "none_because: An island with its own hospital\n"
    }

    report = check(load(files), Stage.PUBLISHED, DAY)

    assert report.states["act-30-4-overlapping-periods"] is State.MET
    assert "act-30-3" in report.reasons["act-30-4-overlapping-periods"]
    assert report.states["act-30-3-effect-on-other-authorities"] is State.ATTESTED


@pytest.mark.parametrize(
    ("days", "owed"),
    [
        ("end: 2027-03-31", False),
        ("end: 2027-04-01", True),
        ("start: 2030-04-01", False),
        ("start: 2030-03-31", True),
        ("end: 2027-03-31, in_preparation: yes", True),
    ],
)
def test_plans_that_never_meet(days, owed):
    """One known day is enough where it shows that two plans never run at once."""
    files = edited("registers/shared-services.yaml", "start: 2026-04-01, end: 2029-03-31", days)
    files = edited("registers/shared-services.yaml", "    considered: Both plans keep the ward open\n", "", files)

    ids = {each.id for each in found(files)}

    assert ("act-30-4-overlapping-periods" in ids) is owed


# the planning group


def vacant(seat, day="2026-06-30"):
    return edited(
        GROUP,
        f"seat: {seat}, holder: Post {SEATS.index(seat) + 1}, start: 2026-02-01",
        f"seat: {seat}, holder: Post {SEATS.index(seat) + 1}, start: 2026-02-01, end: {day}, filling: Asked the forum",
    )


def test_a_vacancy_is_a_note():
    """A seat held once and empty now is a note under s32(10) and nothing more, at the day it fell empty."""
    files = vacant("spg-k")

    report = check(load(files), Stage.PUBLISHED, DAY)

    assert [(each.id, each.level, each.problem.at.line) for each in report.findings] == [
        ("act-32-10-vacancies", Level.NOTE, line_of(files, GROUP, "id: spg-k"))
    ]
    assert report.states["act-32-1-d-prescribed-groups"] is State.MET
    assert report.states["act-32-10-vacancies"] is State.MET
    assert "163 days" in report.findings[0].problem.what


def test_a_seat_filled_again_is_no_vacancy():
    """Somebody new in the seat's group ends the vacancy."""
    files = vacant("spg-k")
    files[GROUP] = files[GROUP].replace(
        "meetings:",
        "  - {id: housing, seat: spg-k, holder: Housing forum, start: 2026-09-01, area_test: operates, area_test_met: yes}\n"
        "meetings:",
    )

    assert found(files) == ()


def test_a_nominee_who_left_is_a_vacancy():
    """A nominee's seat that was held and is empty is a note, not a missing nominee."""
    files = edited(
        GROUP,
        "nominated_by: S08000099, start: 2026-02-01",
        "nominated_by: S08000099, start: 2026-02-01, end: 2026-09-01, ended_by: S08000099",
    )

    assert {(each.id, each.level) for each in found(files)} == {("act-32-10-vacancies", Level.NOTE)}


def test_one_person_for_two_groups():
    """A person down for two prescribed groups is a note; one for two localities is lawful."""
    files = edited(GROUP, "holder: Post 2,", "holder: Post 1,")

    findings = [each for each in found(files) if each.id == "act-32-1-d-prescribed-groups"]

    assert [each.level for each in findings] == [Level.NOTE]
    assert findings[0].problem.at.line == line_of(files, GROUP, "id: spg-b")


@pytest.mark.parametrize("model", ["lead-health-board", "lead-council", "both"])
def test_lead_agencies_have_the_other_partners_nominee(model):
    """The two nominee rules of a board do not apply to a lead agency; the other partner's nominee is asked for."""
    files = edited("plan.yaml", "model: ijb", f"model: {model}")
    body = "S12000099" if model == "lead-health-board" else "S08000099"
    name = {"S12000099": "council-nominee", "S08000099": "health-board-nominee"}[body]

    sound = check(load(files), Stage.PROPOSALS, DAY)
    spoiled = check(load(edited(GROUP, f"seat: {name}", "seat: other, reason: Local", files)), Stage.PROPOSALS, DAY)

    assert sound.findings == ()
    assert sound.states["act-32-1-a-i-health-board-nominee"] is State.NOT_APPLICABLE
    assert sound.states["act-32-1-a-ii-council-nominee"] is State.NOT_APPLICABLE
    assert sound.reasons["act-32-1-a-ii-council-nominee"]
    assert [each.id for each in spoiled.findings] == ["act-32-1-b-c-lead-agency-nominee"]


def test_both_lead_and_each_nominates():
    """Where council and Health Board lead jointly, the group has a nominee of each."""
    files = edited("plan.yaml", "model: ijb", "model: both")
    files = edited(
        GROUP,
        "seat: health-board-nominee, holder: Director of planning, nominated_by: S08000099",
        "seat: other, reason: Local, holder: Director",
        files,
    )

    findings = found(files, Stage.PROPOSALS)

    assert ["NHS Wester Ross" in each.problem.what for each in findings] == [True]


def test_a_gap_between_representatives():
    """A locality without a representative for some days of the period is a note with those days."""
    files = (
        edited(
            GROUP,
            "start: 2026-02-01\nmeetings:",
            "start: 2026-02-01, end: 2027-04-30, end_reason: Moved away, ended_by: member}\n"
            "  - {id: next, seat: locality-representative, holder: Chair, localities: [east, west], selected: 2027-05-20, decision: Board, start: 2027-06-01}\nmeetings:",
        )
        if "start: 2026-02-01\nmeetings:" in complete_files()[GROUP]
        else edited(
            GROUP,
            "decision: 'Board, 20 January 2026', start: 2026-02-01}",
            "decision: 'Board, 20 January 2026', start: 2026-02-01, end: 2027-04-30}\n"
            "  - {id: next, seat: locality-representative, holder: Chair, localities: [east, west], selected: 2027-05-20, decision: Board, start: 2027-06-01}",
        )
    )

    findings = [
        each
        for each in found(files, Stage.IN_FORCE, date(2027, 6, 30))
        if each.id == "act-32-7-locality-representatives"
    ]

    assert {each.level for each in findings} == {Level.NOTE}
    assert ["from 1 May 2027 to 31 May 2027" in each.problem.what for each in findings] == [True, True]


@pytest.mark.parametrize(
    ("seat", "day", "level", "words"),
    [
        # filled before the period and never since
        (
            "start: 2026-02-01, end: 2026-12-31",
            "2026-12-20",
            Level.LAW,
            "is to represent East in the planning group on 1 April 2027, when",
        ),
        (
            "start: 2026-02-01, end: 2026-12-31",
            "2027-06-30",
            Level.LAW,
            "has represented East in the planning group since the plan took effect on 1 April 2027",
        ),
        # filled for a while, or late
        (
            "start: 2026-02-01, end: 2027-04-01",
            "2027-06-30",
            Level.NOTE,
            "has represented East in the planning group since 2 April 2027",
        ),
        ("start: 2027-04-02", "2027-06-30", Level.NOTE, "represented East in the planning group on 1 April 2027"),
        ("start: 2027-04-01", "2026-12-20", None, ""),
    ],
)
def test_a_locality_is_represented_in_the_period(seat, day, level, words):
    """Only seats held on some day of the period count; with none the duty is owed, and days without are a note."""
    files = edited(
        GROUP, "decision: 'Board, 20 January 2026', start: 2026-02-01", f"decision: 'Board, 20 January 2026', {seat}"
    )

    findings = [
        each
        for each in found(files, Stage.IN_FORCE, date.fromisoformat(day))
        if each.id == "act-32-7-locality-representatives"
    ]

    assert [(each.level, words in each.problem.what) for each in findings[:1]] == ([(level, True)] if level else [])
    assert len(findings) == (2 if level else 0)


def test_the_seat_that_waits_to_be_filled_is_named():
    """Where a locality has a seat of the past and one that nobody holds yet, it is the second that is asked to be filled."""
    seat = "  - {id: next, seat: locality-representative, localities: [east, west], start: 2027-04-01}\n"
    files = edited(GROUP, "start: 2026-02-01}\nmeetings:", f"start: 2026-02-01, end: 2027-03-31}}\n{seat}meetings:")

    findings = [
        each
        for each in found(files, Stage.IN_FORCE, date(2027, 6, 30))
        if each.id == "act-32-7-locality-representatives"
    ]

    assert {each.problem.at.line for each in findings} == {line_of(files, GROUP, "id: next")}
    assert [each.problem.mend.startswith("In the seat 'next': Add, for example: `holder: …`") for each in findings] == [
        True,
        True,
    ]


def test_the_day_on_which_the_group_was_first_set_up():
    """The mending words keep officers from writing the day of the present members."""
    for new in ("established: 2026-03-02\n", ""):
        [finding] = [
            each
            for each in found(edited(GROUP, "established: 2026-01-15\n", new))
            if each.id == "act-32-1-established-first"
        ]
        assert "first set" in finding.problem.mend


# drafting


def test_thirteen_groups_are_asked_and_not_twelve():
    """The second draft goes to thirteen groups; staff who are no professionals are the one more."""
    assert len(GROUPS) == 13 and len(SEATS) == 12
    files = edited(THIRD, f"  - {{consultee: c{GROUPS.index('other-staff') + 1}, sent: 2026-08-10, how: e-mail}}\n", "")

    findings = [each for each in found(files) if each.id == "act-33-5-d-send-to-group-representatives"]

    assert len(findings) == 1 and "who are not health professionals" in findings[0].problem.what


def test_one_kind_of_way_is_found_in_the_latest_round():
    """While the second draft is being made the rounds so far are judged, and the last of them by stage is the place."""
    files = edited(FIRST, "kind: questionnaire", "kind: meeting", without(THIRD))
    files[SECOND] += "methods:\n  - {kind: meeting, about: An evening}\n"

    findings = [each for each in found(files, Stage.DRAFT_2) if each.id == "guidance-2015-a-e-variety-of-methods"]

    assert [(each.problem.at.path, each.problem.at.line) for each in findings] == [
        (SECOND, line_of(files, SECOND, "methods:"))
    ]


def test_no_length_of_consultation_is_fixed():
    """A period of one day is the authority's to choose."""
    files = edited(THIRD, "closes: 2026-10-30", "closes: 2026-08-10")

    assert found(files) == ()


def test_a_lead_agency_sends_to_the_other_partner_only():
    """The Health Board as lead agency sends the second draft to the council, not to itself."""
    files = edited("plan.yaml", "model: ijb", "model: lead-health-board")
    files = edited(THIRD, "  - {partner: S08000099, sent: 2026-08-10, how: e-mail}\n", "", files)

    assert found(files) == ()


def test_a_council_that_leads_sends_to_the_health_board_only():
    """The council as lead agency sends the second draft to the Health Board, not to itself."""
    files = edited("plan.yaml", "model: ijb", "model: lead-council")
    files = edited(THIRD, "  - {partner: S12000099, sent: 2026-08-10, how: e-mail}\n", "", files)

    assert found(files) == ()
    assert {
        each.id for each in found(edited(THIRD, "  - {partner: S08000099, sent: 2026-08-10, how: e-mail}\n", "", files))
    } == {"act-33-4-b-send-to-partners"}


def test_nobody_had_a_view():
    """Nil returns and a reason stand for views; silence without a word does not."""
    files = edited(THIRD, complete_files()[THIRD][complete_files()[THIRD].index("views:") :], "")

    silent = found(files)
    explained = found(files | {THIRD: files[THIRD] + "no_views_reason: We rang each of them twice\n"})

    assert {each.id for each in silent} == sharing("act-33-7-finalising-takes-account")
    assert explained == ()

    for path, id in ((FIRST, "act-33-3-a"), (SECOND, "act-33-4-a"), (THIRD, "act-33-7")):
        text = complete_files()[path]
        bare = complete_files() | {path: text[: text.index("views:")] + "no_views_reason: We rang each of them twice\n"}
        bare["registers/attestations.yaml"] = "attestations: []\n"
        report = check(load(bare), Stage.PUBLISHED, DAY)
        state = next(state for key, state in report.states.items() if key.startswith(id))
        assert state is State.MET
        assert any(key.startswith(id) and "nobody gave a view" in reason for key, reason in report.reasons.items())


def test_nil_returns_and_a_seat_left_unsent():
    """A vacant seat laid out under `asked:` and never sent is nobody's silence."""
    text = complete_files()[FIRST]
    nil = text[: text.index("views:")].replace("how: e-mail}", "how: e-mail, no_views: 2026-03-20}")
    files = complete_files() | {FIRST: nil + "  - {seat: empty}\n  - {seat: empty, sent: 2026-03-05}\n"}
    files[GROUP] = files[GROUP].replace("meetings:", "  - {id: empty, seat: other, reason: Local}\nmeetings:")

    assert [each.problem.what for each in gated(files, Stage.DRAFT_1)] == []


# days that count

LATER = "a day that is still to come"
MADE_1 = "before the proposals were made (1 March 2026)"
MADE_2 = "before the first draft was made (1 May 2026)"
MADE_3 = "before the second draft was made (1 August 2026)"
ROUND_DAYS = [
    (Stage.DRAFT_1, FIRST, "opened: 2026-03-05", "opened: 2026-02-20", MADE_1),
    (Stage.DRAFT_1, FIRST, "opened: 2026-03-05", "opened: 2026-05-02", LATER),
    (Stage.DRAFT_1, FIRST, "seat: spg-c, sent: 2026-03-05", "seat: spg-c, sent: 2026-02-28", MADE_1),
    (Stage.DRAFT_1, FIRST, "seat: spg-c, sent: 2026-03-05", "seat: spg-c, sent: 2026-05-02", LATER),
    (Stage.DRAFT_2, SECOND, "opened: 2026-05-05", "opened: 2026-04-30", MADE_2),
    (Stage.DRAFT_2, SECOND, "opened: 2026-05-05", "opened: 2026-08-02", LATER),
    (Stage.DRAFT_2, SECOND, "seat: spg-c, sent: 2026-05-05", "seat: spg-c, sent: 2026-04-30", MADE_2),
    (Stage.FINAL, THIRD, "opened: 2026-08-10", "opened: 2026-07-31", MADE_3),
    (Stage.FINAL, THIRD, "partner: S12000099, sent: 2026-08-10", "partner: S12000099, sent: 2026-07-31", MADE_3),
    (Stage.FINAL, THIRD, "partner: S12000099, sent: 2026-08-10", "partner: S12000099, sent: 2026-12-02", LATER),
    (Stage.FINAL, THIRD, "consultee: c4, sent: 2026-08-10", "consultee: c4, sent: 2026-07-31", MADE_3),
    (Stage.FINAL, THIRD, "consultee: c4, sent: 2026-08-10", "consultee: c4, sent: 2027-12-02", LATER),
]


@pytest.mark.parametrize(("stage", "path", "old", "new", "words"), ROUND_DAYS)
def test_days_that_do_not_count(stage, path, old, new, words):
    """A day still to come, or before the document was there, opens no gate, and the message says why, at its line."""
    files = edited(path, old, new)

    blocking = [each for each in gated(files, stage) if words in each.problem.what]

    assert [(each.problem.at.path, each.problem.at.line) for each in blocking] == [(path, line_of(files, path, new))]


def test_the_day_of_a_stage_counts():
    """What is done on the day on which the draft was made, or on the day of judging, was done in time."""
    early = complete_files()[FIRST].replace("2026-03-05", "2026-03-01")
    late = complete_files()[FIRST].replace("2026-03-05", "2026-05-01")

    assert [gated(complete_files() | {FIRST: text}, Stage.DRAFT_1) for text in (early, late)] == [(), ()]


@pytest.mark.parametrize("day", ["2026-02-27", "2026-05-02"])
def test_nil_returns_that_do_not_count(day):
    """Nobody can have had no views before there were proposals, nor will somebody have had none."""
    text = complete_files()[FIRST]
    nil = text[: text.index("views:")].replace("how: e-mail}", f"how: e-mail, no_views: {day}}}")

    blocking = gated(complete_files() | {FIRST: nil}, Stage.DRAFT_1)

    assert [each.id for each in blocking] == ["act-33-2-b-group-views-on-proposals"]
    assert "still to come or came too soon" in blocking[0].problem.what


def test_everybody_on_a_wrong_day():
    """Many wrong days are told as one, with the first."""
    blocking = gated(
        complete_files() | {FIRST: complete_files()[FIRST].replace("sent: 2026-03-05", "sent: 2027-03-05")},
        Stage.DRAFT_1,
    )

    assert [each.problem.what.partition(";")[0] for each in blocking] == [
        "15 members of the planning group are down as sent the proposals on days that do not count"
    ]


@pytest.mark.parametrize(
    ("key", "id", "day", "words"),
    [
        ("published", "act-35-1-publish-asap", "2026-12-11", LATER),
        ("published", "act-35-1-publish-asap", "2026-11-30", "before the final plan was made (1 December 2026)"),
        ("statement_published", "act-35-2-statement-of-action", "2026-12-11", LATER),
        ("statement_published", "act-35-2-statement-of-action", "2026-11-30", "before the final plan was made"),
        ("financial_statement_published", "guidance-2015-a-g-bundle", "2026-12-11", LATER),
    ],
)
def test_days_of_publication_that_do_not_count(key, id, day, words):
    """Nothing is published on a day still to come, and neither plan nor statement before the plan is final."""
    text = re.sub(f"(?m)^{key}: .*$", f"{key}: {day}", complete_files()["publication.yaml"])
    files = complete_files() | {"publication.yaml": text}

    findings = [each for each in found(files) if each.id == id and words in each.problem.what]

    assert [each.problem.at.line for each in findings] == [line_of(files, "publication.yaml", f"{key}:")]


def test_a_plan_published_ahead_of_its_day():
    """Plan and statements that all bear one day still to come are not published yet."""
    files = complete_files() | {
        "publication.yaml": complete_files()["publication.yaml"].replace("2026-12-10", "2026-12-20")
    }

    assert [each.id for each in gated(files, Stage.PUBLISHED)] == ["act-35-2-statement-of-action"]


@pytest.mark.parametrize(
    ("old", "new", "levels"),
    [
        # a partner, and the one consultee of a group: owed
        ("{partner: S08000099, sent: 2026-08-10", "{partner: S08000099, sent: 2026-11-10", [Level.LAW]),
        ("{consultee: c4, sent: 2026-08-10", "{consultee: c4, sent: 2026-11-10", [Level.LAW]),
        # sent in time and once more: nothing
        ("asked:\n", "asked:\n  - {partner: S08000099, sent: 2026-11-10}\n", []),
        # a second consultee of the group, a member of the planning group: a note
        ("asked:\n", "asked:\n  - {consultee: second, sent: 2026-11-10}\n", [Level.NOTE]),
        ("asked:\n", "asked:\n  - {seat: spg-a, sent: 2026-11-10}\n", [Level.NOTE]),
        ("{consultee: c4, sent: 2026-08-10", "{consultee: c4, sent: 2026-08-20", [Level.NOTE]),
    ],
)
def test_who_got_the_second_draft_late(old, new, levels):
    """Only those whom the Act names, and who had it on no day in time, make the period fall short."""
    files = edited(THIRD, old, new)
    group = GROUPS[3]
    files["registers/consultees.yaml"] += (
        f"  - {{id: second, name: Second, group: {group}, why_representative: Known}}\n"
    )

    findings = [each for each in found(files) if each.id == "act-33-4-c-invite-views-in-period"]

    assert [each.level for each in findings] == levels


def test_a_seat_and_a_consultee_of_one_name():
    """A consultee is no seat, though the two have one name."""
    files = edited(
        THIRD, "{consultee: c4, sent: 2026-08-10", "{seat: c4, sent: 2026-08-10}\n  - {consultee: c4, sent: 2026-11-10"
    )
    files[GROUP] = files[GROUP].replace(
        "meetings:", "  - {id: c4, seat: other, reason: Local, holder: X, start: 2026-02-01}\nmeetings:"
    )
    for path, day in ((FIRST, "2026-03-05"), (SECOND, "2026-05-05")):
        files[path] = files[path].replace("asked:\n", f"asked:\n  - {{seat: c4, sent: {day}}}\n")

    findings = [each for each in found(files) if each.id == "act-33-4-c-invite-views-in-period"]

    assert [each.level for each in findings] == [Level.LAW]


def test_a_stage_already_made_keeps_its_day():
    """Judging a stage that was made speaks of the day on which it was; a gate speaks of the day on which it would be."""
    from scp.requirements import gates

    late, plan = date(2027, 6, 1), load(edited(GROUP, "established: 2026-01-15", "established: 2026-03-02"))
    first = load(complete_files() | FIRST_PLAN)

    assert check(plan, Stage.PROPOSALS, late).states["act-32-1-established-first"] is State.OWED
    assert gates(plan, Stage.PROPOSALS, late) == ()
    assert check(first, Stage.FINAL, late).states["act-29-5-first-plan-before-start"] is State.MET
    open_still = load(edited(THIRD, "closes: 2026-10-30", "closes: 2026-12-05"))
    assert check(open_still, Stage.FINAL, late).states["act-33-4-c-invite-views-in-period"] is State.OWED
    assert gates(open_still, Stage.FINAL, late) == ()


def test_a_stage_judged_before_its_day():
    """Records that are further on than the day of judging are believed: the stage was made on its own day."""
    assert check(complete_plan(), Stage.PUBLISHED, date(2026, 6, 1)).findings == ()


# a first plan

FIRST_PLAN = {
    "plan.yaml": complete_files()["plan.yaml"]
    .replace("first: no", "first: yes")
    .replace(REPLACES, "")
    .replace("start_day: 2016-04-01", "start_day: 2027-04-01")
}


def test_a_first_plan_has_its_own_duties():
    """A first plan is final before the start day, and comes with the financial statement on one day."""
    files = complete_files() | FIRST_PLAN

    report = check(load(files), Stage.PUBLISHED, DAY)

    assert {each.id for each in report.findings} == {"act-39-1-a-statement-with-first-plan", "guidance-2015-a-g-bundle"}
    assert {each.problem.at.line for each in report.findings if each.id.startswith("act")} == {
        line_of(files, "publication.yaml", "financial_")
    }
    assert report.states["act-29-5-first-plan-before-start"] is State.MET
    assert report.states["act-37-9-start-day"] is State.NOT_APPLICABLE


def test_a_first_plan_that_comes_too_late():
    """A first plan that is final after the start day is found at that day."""
    files = complete_files() | {
        "plan.yaml": FIRST_PLAN["plan.yaml"].replace("start_day: 2027-04-01", "start_day: 2026-11-30")
    }

    assert "act-29-5-first-plan-before-start" in {each.id for each in found(files)}


def test_spent_days_never_fail_a_new_plan():
    """The delegation day and the first plan's deadline of 2016 apply to no plan made now."""
    for text in (
        complete_files()["plan.yaml"],
        FIRST_PLAN["plan.yaml"].replace("start_day: 2027-04-01", "start_day: 2015-09-01"),
    ):
        states = check(load(complete_files() | {"plan.yaml": text}), Stage.PUBLISHED, DAY).states

        assert states["act-29-4-early-delegation-day"] is State.NOT_APPLICABLE
        assert states["act-29-5-first-plan-before-start"] is State.NOT_APPLICABLE


def test_why_the_days_of_2016_do_not_apply():
    """The reason says that the days are spent, or that the start day is not known, and claims no more."""
    spent, unknown = (
        check(load(complete_files() | {"plan.yaml": FIRST_PLAN["plan.yaml"].replace(*words)}), Stage.PUBLISHED, DAY)
        for words in (("start_day: 2027-04-01", "start_day: 2015-09-01"), ("  start_day: 2027-04-01\n", ""))
    )

    for id in ("act-29-4-early-delegation-day", "act-29-5-first-plan-before-start"):
        assert "1 September 2015" in spent.reasons[id] and "spent" in spent.reasons[id]
    assert "the integration start day is not known" in unknown.reasons["act-29-4-early-delegation-day"]
    assert unknown.states["act-29-5-first-plan-before-start"] is State.OWED


def test_an_early_first_plan_states_its_delegation_day():
    """A first plan of 2015 had to state the day, and it is asked for where it is missing."""
    text = (
        FIRST_PLAN["plan.yaml"]
        .replace("start_day: 2027-04-01", "start_day: 2015-09-01")
        .replace("start: 2027-04-01", "start: 2015-09-01")
        .replace("2030-03-31", "2018-08-31")
    )
    files = complete_files() | {"plan.yaml": text}

    assert "act-29-4-early-delegation-day" in {each.id for each in found(files)}
    assert "act-29-4-early-delegation-day" not in {
        each.id for each in found(edited("plan.yaml", "first: yes", "first: yes\ndelegation_day: 2015-09-01", files))
    }


# in force and review

IN_FORCE = date(2028, 1, 10)


def in_force(extra=None):
    files = complete_files() | (extra or {})
    for path in ("registers/risks.yaml", "registers/actions.yaml"):
        files[path] = (
            files[path]
            .replace("discussed: 2026-11-30", "discussed: 2027-11-30")
            .replace("refreshed: 2026-11-30", "refreshed: 2027-11-30")
        )
    files["registers/procurement.yaml"] = files["registers/procurement.yaml"].replace(
        "value: 120000", "value: 120000, findings: [{date: 2027-10-01, finding: Helpers stay}]"
    )
    files["registers/locality-decisions.yaml"] += (
        files["registers/locality-decisions.yaml"]
        .partition("\n")[2]
        .replace("2026-04-29", "2027-11-25")
        .replace("id: fund", "id: second")
    )
    files[GROUP] += "  - {date: 2027-12-01, papers_sent: 2027-11-20, performance: evidence/procedure.md}\n"
    files["registers/engagement-log.yaml"] += (
        "  - {id: pier, title: On the pier, date: 2027-12-02, phase: review, others: Fishermen}\n"
    )
    return files


def test_the_review_clock():
    """Three years are counted from the start day, then from each replacement, then from a decision not to replace."""
    plan = complete_plan()
    kept = load(
        complete_files()
        | {
            "registers/reviews.yaml": "reviews:\n  - {id: r1, kind: statutory, opened: 2029-09-01, completed: 2029-12-01, "
            "replace_plan: no, decided: 2029-12-13, decision: 'Board, item 4'}\n"
        }
    )

    assert [each.day for each in anchors(plan, date(2026, 12, 10))] == [date(2016, 4, 1), date(2024, 4, 1)]
    assert deadline(plan, date(2026, 12, 10)) == date(2027, 3, 31)
    assert deadline(plan, date(2027, 4, 1)) == date(2030, 3, 31)
    assert deadline(kept, date(2029, 12, 13)) == date(2032, 12, 12)
    assert [each.at.path for each in anchors(kept, date(2030, 1, 1))] == [
        "plan.yaml",
        "plan.yaml",
        "plan.yaml",
        "registers/reviews.yaml",
    ]


def test_three_years_from_a_leap_day():
    """A plan that takes effect on 29 February is reviewed before 1 March three years later."""
    text = (
        complete_files()["plan.yaml"]
        .replace("start: 2027-04-01", "start: 2028-02-29")
        .replace("2030-03-31", "2031-02-28")
    )

    assert review_due_before(load(complete_files() | {"plan.yaml": text}), date(2028, 6, 1)) == date(2031, 3, 1)


@pytest.mark.parametrize(
    ("day", "level"), [(date(2029, 1, 1), None), (date(2029, 12, 1), Level.NOTE), (date(2030, 4, 1), Level.LAW)]
)
def test_the_review_falls_due(day, level):
    """Nothing is said early, half a year ahead is a note, and from the day it was due before it is owed."""
    findings = [each for each in found(in_force(), Stage.IN_FORCE, day) if each.id == "act-37-1-a-review-in-time"]

    assert [each.level for each in findings] == ([level] if level else [])
    if level is Level.LAW:
        assert "before 1 April 2030" in findings[0].problem.what


def test_a_review_in_time():
    """A finished review settles the duty, and one finished late is a note."""
    for completed, levels in (("2029-12-01", []), ("2030-05-01", [Level.NOTE])):
        files = in_force(
            {
                "registers/reviews.yaml": f"reviews:\n  - {{id: r1, kind: statutory, opened: 2029-09-01, completed: {completed}, "
                "replace_plan: yes, decided: 2030-05-02, decision: Board}\n"
            }
        )

        findings = [
            each for each in found(files, Stage.IN_FORCE, date(2030, 6, 1)) if each.id == "act-37-1-a-review-in-time"
        ]

        assert [each.level for each in findings] == levels


def test_an_unknown_start_day():
    """Where nothing anchors the clock, the day that is needed is named, at its place."""
    files = complete_files() | {"plan.yaml": FIRST_PLAN["plan.yaml"].replace("  start_day: 2027-04-01\n", "")}

    findings = [each for each in found(files, Stage.IN_FORCE) if each.id == "act-37-10-relevant-period"]

    assert [each.problem.at.path for each in findings] == ["plan.yaml"]
    assert "integration start day" in findings[0].problem.what


def test_a_start_day_still_to_come():
    """A first plan's three years are counted from its start day, though that is still to come."""
    plan = load(complete_files() | FIRST_PLAN)

    report = check(plan, Stage.IN_FORCE, DAY)
    late = check(load(in_force(FIRST_PLAN)), Stage.IN_FORCE, date(2030, 4, 1))

    assert report.states["act-37-10-relevant-period"] is State.MET
    assert review_due_before(plan, DAY) == date(2030, 4, 1)
    assert [
        "before 1 April 2030 (three years after 1 April 2027, when integration started)" in each.problem.what
        for each in late.findings
        if each.id == "act-37-1-a-review-in-time"
    ] == [True]


@pytest.mark.parametrize(
    ("extended", "day", "owed"),
    [
        ("", "2030-03-31", False),
        ("", "2030-04-01", True),
        ("2031-03-31", "2030-04-01", False),
        ("2031-03-31", "2031-04-01", True),
    ],
)
def test_a_plan_that_ran_out(extended, day, owed):
    """From the day after its last, extension included, there is no plan in force."""
    files = in_force()
    files["plan.yaml"] = files["plan.yaml"].replace("first: no", f"extended_to: {extended}\nfirst: no")

    findings = [
        each for each in found(files, Stage.IN_FORCE, date.fromisoformat(day)) if each.id == "act-29-1-plan-per-area"
    ]

    assert ["so there is none in force" in each.problem.what for each in findings] == [True] * owed
    assert {each.problem.at.line for each in findings} <= {
        line_of(files, "plan.yaml", "extended_to:" if extended else "end: 2030-03-31")
    }


def test_an_extended_period():
    """The medium term and the years of the money reach to the day to which the period was extended."""
    files = edited("plan.yaml", "  end: 2030-03-31", "  end: 2029-03-31")
    longer = edited("plan.yaml", "first: no", "extended_to: 2030-03-31\nfirst: no", files)
    longest = edited("plan.yaml", "first: no", "extended_to: 2031-03-31\nfirst: no", files)

    ids = [{each.id for each in found(each)} for each in (files, longer, longest)]

    assert "guidance-2015-2-2-medium-term" in ids[0]
    assert ids[1] == set()
    assert "guidance-2015-7-1-shift-over-time" in ids[2]


DECISION = """\
decisions:
  - id: clinics
    title: Close two clinics
    decided: 2027-11-30
    decided_by: Wester Ross Integration Joint Board
    change: permanent
    localities: []
    localities_reason: Both lie where the two localities meet
    his_contacted: 2027-09-20
    his_advice: Ask people who do not come yet
    significant: yes
    significant_reason: Two of four
    within_plan_revision: no
    within_reason: No plan is being made
    group_views: {asked: 2027-10-01, views: Keep one, answer: One stays}
    involvement:
      - {who: Clinic users, users: both, action: Two meetings, date: 2027-10-10}
"""


@pytest.mark.parametrize(
    ("old", "new", "ids", "words"),
    [
        ("    significant_reason: Two of four\n", "", ["act-36-1-2-significance-test"], "id: clinics"),
        (", answer: One stays", "", ["act-36-3-a-group-views"], "asked: 2027-10-01"),
        ("asked: 2027-10-01", "asked: 2027-12-01", ["act-36-3-a-group-views"], "asked:"),
        ("users: both", "users: current", ["act-36-3-b-user-involvement"], "involvement:"),
        (
            "date: 2027-10-10",
            "date: 2027-12-10",
            ["act-36-3-b-user-involvement", "guidance-refreshed-pwp-when"],
            "involvement:",
        ),
    ],
)
def test_decisions_outside_a_plan(old, new, ids, words):
    """A significant decision outside a revision has reasons, the group's views before it, and people involved."""
    from plan_fixture import SIGNED, attested

    files = attested(in_force({"registers/decisions.yaml": DECISION}), (*SIGNED, "act-36-3-a-group-views"))
    assert found(files, Stage.IN_FORCE, IN_FORCE) == ()

    spoiled = edited("registers/decisions.yaml", old, new, files)
    findings = found(spoiled, Stage.IN_FORCE, IN_FORCE)

    assert {each.id for each in findings} == set(ids)
    assert {each.problem.at.line for each in findings} == {line_of(spoiled, "registers/decisions.yaml", words)}


@pytest.mark.parametrize("decided", ["", "    decided: 2028-03-01\n"])
def test_a_decision_still_to_come(decided):
    """Before the day of the decision, what is missing is a note and nobody signs; from that day on it is owed."""
    text = (
        DECISION.replace("    decided: 2027-11-30\n", decided)
        .replace(", answer: One stays", "")
        .replace("users: both", "users: current")
    )
    files = in_force({"registers/decisions.yaml": text})
    whole = in_force({"registers/decisions.yaml": DECISION.replace("    decided: 2027-11-30\n", decided)})
    ids = {"act-36-3-a-group-views", "act-36-3-b-user-involvement"}

    before = [each for each in found(files, Stage.IN_FORCE, IN_FORCE) if each.id in ids]
    after = [each for each in found(files, Stage.IN_FORCE, date(2028, 3, 1)) if each.id in ids]

    assert {each.id: each.level for each in before} == dict.fromkeys(ids, Level.NOTE)
    assert {each.id: each.level for each in after} == dict.fromkeys(ids, Level.LAW if decided else Level.NOTE)
    assert found(whole, Stage.IN_FORCE, IN_FORCE) == ()


def test_no_such_decision():
    """Where no decision is significant and outside a revision, section 36(3) does not apply."""
    files = in_force({"registers/decisions.yaml": DECISION.replace("significant: yes", "significant: no")})

    states = check(load(files), Stage.IN_FORCE, IN_FORCE).states

    assert states["act-36-1-2-significance-test"] is State.MET
    assert states["act-36-3-a-group-views"] is State.NOT_APPLICABLE
    assert states["act-36-3-b-user-involvement"] is State.NOT_APPLICABLE


REVIEW_SIGNED = (
    "act-37-2-a-regard-in-review",
    "act-37-2-b-i-views-on-effectiveness",
    "act-37-2-b-ii-views-on-replacing",
)
REVIEW = (
    "reviews:\n  - id: r1\n    kind: statutory\n    opened: 2027-09-01\n    completed: 2027-12-01\n    replace_plan: no\n"
    "    decided: 2027-12-13\n    decision: Board\n    contracts: [helpers]\n    indicators: Core indicators, July 2027\n    group_views:\n"
    "      effectiveness: {asked: 2027-09-10, views: Good, answer: Thanks}\n      replacing: {asked: 2027-09-10, views: Keep it, answer: We do}\n"
    "    principles:\n"
    + "".join(
        f"      {id}: Better\n"
        for id in [
            "main-purpose",
            *(f"principle-{n}" for n in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")),
        ]
    )
    + "    outcomes:\n"
    + "".join(f"      {number}: Better\n" for number in range(1, 10))
)


@pytest.mark.parametrize(
    ("id", "old", "new", "words"),
    [
        ("act-37-2-a-regard-in-review", "      principle-vi: Better\n", "", "principles:"),
        ("act-37-2-a-regard-in-review", "      4: Better\n", "", "outcomes:"),
        ("act-37-2-b-i-views-on-effectiveness", "views: Good, ", "", "effectiveness:"),
        (
            "act-37-2-b-ii-views-on-replacing",
            "      replacing: {asked: 2027-09-10, views: Keep it, answer: We do}\n",
            "",
            "group_views:",
        ),
        ("act-37-3-replace-or-not", "    decided: 2027-12-13\n", "", "id: r1"),
        ("guidance-2015-a-i-review-indicators", "    indicators: Core indicators, July 2027\n", "", "id: r1"),
    ],
)
def test_a_review_is_whole(id, old, new, words):
    """A review looks at principles, outcomes and indicators, asks the group twice, and ends in a dated decision."""
    from plan_fixture import SIGNED, attested

    files = attested(in_force({"registers/reviews.yaml": REVIEW}), (*SIGNED, *REVIEW_SIGNED))
    assert found(files, Stage.REVIEW, IN_FORCE) == ()

    spoiled = edited("registers/reviews.yaml", old, new, files)
    findings = found(spoiled, Stage.REVIEW, IN_FORCE)

    assert {each.id for each in findings} == {id}
    assert {each.problem.at.line for each in findings} == {line_of(spoiled, "registers/reviews.yaml", words)}


@pytest.mark.parametrize("id", REVIEW_SIGNED)
def test_a_review_is_signed_for(id):
    """That regard was had to principles, outcomes and the group's views is for a person to say."""
    from plan_fixture import SIGNED, attested

    signed = (*SIGNED, *(each for each in REVIEW_SIGNED if each != id))
    findings = found(attested(in_force({"registers/reviews.yaml": REVIEW}), signed), Stage.REVIEW, IN_FORCE)

    assert [each.id for each in findings] == [id]
    assert "Nobody has signed that " in findings[0].problem.what and "regard" in findings[0].problem.what


@pytest.mark.parametrize(
    ("day", "words"), [("2027-12-14", "after the decision (13 December 2027)"), ("2028-02-01", "after the decision")]
)
def test_views_asked_after_the_decision_do_not_count(day, words):
    """The group's views come before the decision whether to replace the plan."""
    files = in_force(
        {"registers/reviews.yaml": REVIEW.replace("replacing: {asked: 2027-09-10", f"replacing: {{asked: {day}")}
    )

    findings = [each for each in found(files, Stage.REVIEW, IN_FORCE) if each.id.startswith("act-37-2-b-ii-")]

    assert [words in each.problem.what for each in findings] == [True]


@pytest.mark.parametrize("completed", ["", ", completed: 2029-12-14"])
def test_a_decision_without_a_review_starts_nothing(completed):
    """Only a decision that follows the finished review starts another three years; another one is a note."""
    files = in_force(
        {
            "registers/reviews.yaml": f"reviews:\n  - {{id: r1, kind: statutory, opened: 2029-09-01{completed}, "
            "replace_plan: no, decided: 2029-12-13, decision: 'Board, item 4'}\n"
        }
    )

    assert deadline(load(files), date(2030, 1, 1)) == date(2030, 3, 31)
    notes = [each for each in found(files, Stage.REVIEW, date(2030, 1, 1)) if each.id == "act-37-3-replace-or-not"]
    assert [(each.level, "no new period of three years begins" in each.problem.what) for each in notes] == [
        (Level.NOTE, True)
    ]


@pytest.mark.parametrize(
    ("kind", "id", "stage"),
    [
        ("plan", "act-34-information-for-plan", Stage.PROPOSALS),
        ("review", "act-37-5-information-for-review", Stage.REVIEW),
    ],
)
def test_information_that_is_late(kind, id, stage):
    """What a partner was to give and has not is found at its request; what came, or is not due, is not."""

    def request(**extra):
        fields = {
            "id": "beds",
            "kind": kind,
            "holder": "S08000099",
            "what": "Beds by ward",
            "asked": "2026-02-01",
            "due": "2026-03-01",
        } | extra
        return "information_requests:\n  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}\n"

    path = "registers/information-requests.yaml"
    late, met, early = (
        complete_files() | {path: request(**extra)} for extra in ({}, {"met": "2026-03-09"}, {"due": "2027-03-01"})
    )

    assert [(each.problem.at.path, each.problem.at.line) for each in found(late, stage) if each.id == id] == [(path, 2)]
    assert [each for files in (met, early) for each in found(files, stage) if each.id == id] == []


def test_the_group_goes_on():
    """After publication the group meets, and once a year looks at how things go."""
    late = date(2028, 12, 1)

    ids = {each.id for each in found(complete_files(), Stage.IN_FORCE, late)}

    assert {"guidance-2015-4-4-process-continues", "guidance-2015-4-5-group-reviews-progress"} <= ids
    assert not {"guidance-2015-4-4-process-continues", "guidance-2015-4-5-group-reviews-progress"} & {
        each.id for each in found(in_force(), Stage.IN_FORCE, IN_FORCE)
    }


# gates

SPOILED = {
    "act-32-1-established-first": (GROUP, "established: 2026-01-15\n", ""),
    "act-33-2-b-group-views-on-proposals": (FIRST, "opened: 2026-03-05\n", ""),
    "act-33-3-a-first-draft-takes-account": (FIRST, VIEW, ""),
    "act-33-3-b-group-views-on-first-draft": (SECOND, "  - {seat: spg-a, sent: 2026-05-05, how: e-mail}\n", ""),
    "act-33-4-a-second-draft-takes-account": (SECOND, VIEW, ""),
    "act-33-4-b-send-to-partners": (THIRD, "  - {partner: S12000099, sent: 2026-08-10, how: e-mail}\n", ""),
    "act-33-4-c-invite-views-in-period": (THIRD, "closes: 2026-10-30", "closes: 2026-12-01"),
    "act-33-5-d-send-to-group-representatives": (THIRD, "  - {consultee: c1, sent: 2026-08-10, how: e-mail}\n", ""),
    "act-33-7-finalising-takes-account": (THIRD, VIEW, ""),
    "act-29-2-a-period": ("plan.yaml", "  end: 2030-03-31\n", ""),
    "act-29-2-a-all-functions": (
        "registers/functions.yaml",
        "functions:\n",
        "functions:\n  - {id: eyes, name: Eye care}\n",
    ),
    "act-29-2-b-outcomes": ("localities/east.md", "6: A break each month, ", ""),
    "act-29-3-a-two-localities": only_east,
    "act-29-3-b-separate-arrangements": (
        "localities/west.md",
        "Six people based in Gairloch surgery share one rota, answer a night line between ten and seven, "
        "and visit by boat where the road is long.",
        COPIED.format("Kinlochewe"),
    ),
    "act-35-2-statement-of-action": (
        "publication.yaml",
        "statement_published: 2026-12-10",
        "statement_published: 2026-12-11",
    ),
    "act-39-1-a-statement-with-first-plan": ("plan.yaml", "first: no\n" + REPLACES, "first: yes\n"),
}
DAYS = {
    Stage.PROPOSALS: date(2026, 3, 1),
    Stage.DRAFT_1: date(2026, 5, 1),
    Stage.DRAFT_2: date(2026, 8, 1),
    Stage.FINAL: date(2026, 12, 1),
    Stage.PUBLISHED: DAY,
}


def gated(files, stage):
    from scp.requirements import gates

    return gates(load(files), stage, DAYS[stage])


def test_the_gates_are_those_of_the_design():
    """Each listed gate is tested below, and no stage has another."""
    assert {id for ids in GATES.values() for id in ids} == set(SPOILED)
    assert set(GATES) == set(MADE)


@pytest.mark.parametrize(("stage", "id"), [(stage, id) for stage, ids in GATES.items() for id in ids], ids=str)
def test_each_gate_refuses_without_its_one_thing(stage, id):
    """A stage is refused for the one thing taken away, and for that alone."""
    assert gated(complete_files(), stage) == ()

    spoiled = SPOILED[id]
    blocking = gated(spoiled() if callable(spoiled) else edited(*spoiled), stage)

    assert {each.id for each in blocking} == {id}
    assert all(each.level is Level.LAW for each in blocking)


@pytest.mark.parametrize("stage", MADE, ids=str)
def test_nothing_else_refuses(stage):
    """Vacancies, unsigned judgements, seats never filled, missing guidance and unwritten sections block no stage."""
    files = vacant("spg-a", "2026-02-20")
    files[GROUP] = re.sub(r"  - {id: spg-k, .*\n", "", files[GROUP])
    files = {
        path: text
        for path, text in files.items()
        if path
        not in (
            "registers/attestations.yaml",
            "registers/principles.yaml",
            "registers/shared-services.yaml",
            "registers/local-plans.yaml",
            "registers/themes.yaml",
            "narrative/005-proposals.md",
            "narrative/120-housing.md",
            "priorities.yaml",
            *COMMISSIONED,
            "performance/indicators.yaml",
            "performance/national-targets.yaml",
        )
    }
    files["localities/east.md"] = files["localities/east.md"].replace(", priority: home-first", "")
    for path in (FIRST, SECOND):
        files[path] = (
            files[path]
            .replace("  - {seat: spg-k, sent: 2026-03-05, how: e-mail}\n", "")
            .replace("  - {seat: spg-k, sent: 2026-05-05, how: e-mail}\n", "")
        )

    assert gated(files, stage) == ()


def test_the_period_is_over_on_the_day_of_the_final_plan():
    """On the last day for views the plan cannot be final; on the day after it can."""
    from scp.requirements import gates

    plan = complete_plan()

    assert [each.id for each in gates(plan, Stage.FINAL, date(2026, 10, 30))] == ["act-33-4-c-invite-views-in-period"]
    assert gates(plan, Stage.FINAL, date(2026, 10, 31)) == ()


def test_the_group_is_set_up_by_the_day_of_the_proposals():
    """A group set up on the day itself is in time, a day later is not."""
    from scp.requirements import gates

    plan = complete_plan()

    assert gates(plan, Stage.PROPOSALS, date(2026, 1, 15)) == ()
    assert [each.id for each in gates(plan, Stage.PROPOSALS, date(2026, 1, 14))] == ["act-32-1-established-first"]


HELD_BACK = (
    ("act-33-2-a-proposals", "narrative/005-proposals.md", Stage.PROPOSALS),
    ("guidance-2015-a-d-workforce", "narrative/130-workforce.md", Stage.FINAL),
    ("guidance-2015-6-4-vision-culture-impact", "narrative/040-vision.md", Stage.FINAL),
)


@pytest.mark.parametrize(("duty", "path", "stage"), HELD_BACK)
def test_text_that_is_still_to_write_does_not_count(duty, path, stage):
    """A section counts by its text, unless its front matter says that it is still to write."""
    held_back = edited(path, "status: done", "status: to-write")
    unsaid = edited(path, "status: done\n", "")

    (problem,) = [each.problem for each in found(held_back, stage) if each.id == duty]

    assert problem.at.path == path
    assert "`status: draft`" in problem.mend
    assert duty not in {each.id for each in found(unsaid, stage)}


def test_arrangements_that_are_still_to_write_do_not_count():
    """Where each arrangement of a locality has text and says to-write, none of them is written."""
    path = next(each for each in complete_files() if each.startswith("localities/"))
    files = complete_files()
    files[path] = re.sub(r"status: (done|draft)", "status: to-write", files[path])

    findings = {each.id: each.problem.at.path for each in found(files, Stage.FINAL)}

    assert findings["act-29-3-b-separate-arrangements"] == path


def _acts():
    """Each day of an act in the sound plan's files, as (path, line, key, day): those of which rules may ask."""
    plan = complete_plan()
    when = When(Stage.PUBLISHED, date(1900, 1, 1), making=True)
    found = {}
    for record, key in Ahead(plan, when).days:
        found.setdefault((type(record).__name__, key), (record, key))
    return found


@pytest.mark.parametrize("act", sorted(_acts()), ids="-".join)
def test_an_act_of_a_day_to_come_meets_nothing(act):
    """What is owed where a day of something done is left out is owed as well where that day has not come."""
    plan = complete_plan()
    record, key = _acts()[act]
    far = record.replace(**{key: date(2099, 1, 1)})
    put = _put(plan, record, far)
    left_out = _put(plan, record, record.replace(**{key: None}))

    for stage in (Stage.PUBLISHED, Stage.REVIEW):
        owed = {id for id, state in check(left_out, stage, DAY).states.items() if state is State.OWED}
        still = {id for id, state in check(put, stage, DAY).states.items() if state is State.OWED}

        assert owed <= still


def _put(plan, old, new):
    """*plan* with *new* in the place of *old*."""

    def inside(value):
        if value is old:
            return new
        if isinstance(value, Record):
            held = {name: getattr(value, name) for name in type(value).model_fields}
            changes = {name: after for name, before in held.items() if (after := inside(before)) is not before}
            return value.replace(**changes) if changes else value
        if isinstance(value, tuple):
            items = tuple(inside(each) for each in value)
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        if isinstance(value, dict):
            items = {name: inside(each) for name, each in value.items()}
            return items if any(items[name] is not value[name] for name in items) else value
        return value

    changes = {part.name: inside(getattr(plan, part.name)) for part in fields(plan) if part.name != "fingerprints"}
    return plan.replace(**changes)


def test_a_procedure_that_is_to_be_approved():
    """The finding names the key, its day and its line."""
    files = edited(GROUP, "procedure_approved: 2026-01-15", "procedure_approved: 2029-01-01")

    problems = [each.problem for each in found(files) if each.id.startswith("act-32-11")]

    assert [each.what for each in problems] == ["`procedure_approved:` is dated 1 January 2029, which has not come yet"]
    assert {each.at.line for each in problems} == {line_of(files, GROUP, "procedure_approved:")}


def test_following_the_example_for_guidance_leaves_no_other_finding():
    """The entry that is offered where none is listed says what it is known as; without that, its line is told."""
    listed = "registers/guidance.yaml"
    files = without(listed)
    (example,) = re.findall(
        r"`- (\{.*\})`",
        next(each.problem.mend for each in found(files) if each.id.startswith("act-53")),
    )

    followed = files | {listed: f"guidance:\n  - {example}\n"}
    unnamed = edited(listed, "known_as: strategic-plans-second-edition, ", "")

    assert "The second edition" not in " ".join(each.problem.what for each in found(followed))
    (problem,) = [each.problem for each in found(unnamed) if "not among the guidance" in each.problem.what]
    line = line_of(unnamed, listed, "id: strategic-plans,")
    assert problem.at.line == line
    assert f"add `known_as: strategic-plans-second-edition` to the entry in line {line}" in problem.mend
