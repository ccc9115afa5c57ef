"""The files that a plan begins with and those that each stage adds: real figures, and notes to write by."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_origin

from scp.model.plan import FORMAT, Plan
from scp.model.roles import ROLES, Role
from scp.model.stage import Stage, stage_name
from scp.reference import catalogue, lists
from scp.reference.authorities import Authority, ReferenceLocality
from scp.reference.lists import CareGroupKind
from scp.repository import blanks, layout
from scp.repository.blanks import comment, markdown_note
from scp.repository.edit import entry
from scp.repository.layout import Register
from scp.repository.schema import schema_line, schemas
from scp.repository.written import word

DEFAULT_CARE_GROUPS = (
    "older-people",
    "physical-disability",
    "carers",
    "learning-disability",
    "mental-health",
    "alcohol-drugs",
)
SHORT_NAMES = {
    "alcohol-drugs": "Alcohol and drugs",
    "palliative": "Palliative care",
    "sensory": "Sensory impairment",
    "prison-health": "Prison health",
    "long-term-conditions": "Long-term conditions",
}
IGNORED = """\
# What scp build makes, and what an interrupted save leaves
build/
.*.part
# What computers and word processors leave
.DS_Store
Thumbs.db
~$*
*.bak
*.tmp
"""
DELEGATED_EXTRAS = ("children", "justice")
SEAT_NAMES = {
    "spg-a": "health-professional",
    "spg-b": "health-user",
    "spg-c": "health-carer",
    "spg-d": "health-commercial",
    "spg-e": "health-non-commercial",
    "spg-f": "care-professional",
    "spg-g": "care-user",
    "spg-h": "care-carer",
    "spg-i": "care-commercial",
    "spg-j": "care-non-commercial",
    "spg-k": "social-housing",
    "spg-l": "third-sector",
}


@dataclass(frozen=True)
class NewPeriod:
    """The time for which a new plan is made, and the edition named after it."""

    edition: str
    start: date
    end: date


def scaffold_new(
    authority: Authority,
    localities: Sequence[ReferenceLocality],
    care_groups: Sequence[CareGroupKind],
    period: NewPeriod,
    first: bool = False,
) -> dict[str, bytes]:
    """The files of a new plan: what the proposals stage needs, and no more."""
    seats = _seats(authority)
    codes = [(each.code, each.name) for each in authority.councils] + [
        (authority.health_board.code, authority.health_board.name)
    ]
    files = {
        layout.PLAN: _plan(authority, period, first),
        "README.md": blanks.README.format(title=f"{authority.name} strategic commissioning plan, {period.edition}"),
        ".gitignore": IGNORED,
        "registers/planning-group.yaml": _planning_group(seats),
        "registers/consultees.yaml": _consultees(),
        "registers/functions.yaml": _functions(codes),
        "registers/information-requests.yaml": _information_requests(codes),
        "consultation/proposals/round.yaml": _group_round(Stage.PROPOSALS, [id for id, *_ in seats]),
    }
    files |= {section_path(role): section_file(role) for role in ROLES if role.stage is Stage.PROPOSALS}
    names = {group.id: group.name for group in care_groups}
    files |= {f"localities/{each.slug}.md": locality_file(each, names) for each in localities}
    files |= {
        f"care-groups/{each.id}.md": care_group_file(each.id, each.name, order=number)
        for number, each in enumerate(care_groups, start=1)
    }
    files |= {each.path: blank_register(each) for each in layout.REGISTERS if Stage.PROPOSALS.value == each.model.STAGE}
    return {path: _with_schema(path, text).encode() for path, text in sorted(files.items())} | schemas()


def scaffold_next(plan: Plan, reached: Stage) -> dict[str, bytes]:
    """The files that the stage after *reached* needs and that *plan* does not have yet."""
    wanted: dict[str, str] = {}
    match reached:
        case Stage.PROPOSALS:
            wanted = _for_first_draft(plan)
        case Stage.DRAFT_1:
            wanted = _for_second_draft(plan)
        case Stage.FINAL:
            wanted = {"publication.yaml": blanks.PUBLICATION}
        case Stage.PUBLISHED:
            wanted = {"registers/decisions.yaml": blanks.DECISIONS, "registers/reviews.yaml": blanks.REVIEWS}
    following = reached.next.value if reached.next else ""
    wanted |= {each.path: blank_register(each) for each in layout.REGISTERS if following == each.model.STAGE}
    return {path: _with_schema(path, text).encode() for path, text in sorted(wanted.items()) if path not in plan.files}


def scaffold_round(plan: Plan, stage: Stage, number: int) -> dict[str, bytes]:
    """The file of the round of asking about *stage*, the *number*th time; nothing where *plan* has it or none is asked."""
    match stage:
        case Stage.PROPOSALS | Stage.DRAFT_1:
            text = _group_round(stage, [each.id for each in plan.planning_group.members])
        case Stage.DRAFT_2:
            text = _second_draft_round(plan)
        case _:
            return {}
    path = f"consultation/{stage_name(stage, number)}/round.yaml"
    return {} if path in plan.files else {path: _with_schema(path, text).encode()}


def _with_schema(path: str, text: str) -> str:
    """*text* with the line by which an editor finds the schema of a YAML file."""
    return f"{schema_line(path)}\n{text}" if path.endswith(".yaml") else text


def blank_register(register: Register) -> str:
    """The file of *register* with nothing in it but what belongs there, and one record to copy."""
    if register.name in blanks.REGISTERS:
        return blanks.REGISTERS[register.name]
    model = register.model
    lines = [*comment(f"{model.TITLE}. {model.ABOUT}".strip())]
    if model.EXAMPLE:
        lines += ["# For example:", *(f"#{line}" for line in entry(model.EXAMPLE, 2).rstrip("\n").split("\n"))]
    for name, each in model.model_fields.items():
        if name != register.items:
            origin = get_origin(each.annotation)
            empty = " []" if origin is tuple else " {}" if origin is dict else ""
            lines += ["", *comment(each.description or ""), f"{name}:{empty}"]
    return _joined([*lines, f"{register.items}: []"])


def _for_first_draft(plan: Plan) -> dict[str, str]:
    ids = {each.id for each in plan.narrative}
    missing = [
        each for each in ROLES if each.stage is Stage.DRAFT_1 and plan.role(each.id) is None and each.id not in ids
    ]
    return {section_path(each): section_file(each) for each in missing} | {
        "priorities.yaml": blanks.PRIORITIES,
        "facts.yaml": blanks.FACTS,
        "glossary.yaml": blanks.GLOSSARY,
        "finance/lines.csv": "id,year,title,kind,amount,care_group,locality,service,purpose,tag\n",
        "registers/principles.yaml": _principles(),
        "registers/local-plans.yaml": _local_plans(),
        "registers/shared-services.yaml": blanks.SHARED_SERVICES,
        "registers/attestations.yaml": blanks.ATTESTATIONS,
        "consultation/draft-1/round.yaml": _group_round(
            Stage.DRAFT_1, [each.id for each in plan.planning_group.members]
        ),
    }


def _for_second_draft(plan: Plan) -> dict[str, str]:
    ids, roles = {each.id for each in plan.easy_read}, {each.role for each in plan.easy_read}
    easy = {
        f"easy-read/{number * 10:03}-{id}.md": _easy_read(id, title, about)
        for number, (id, title, about) in enumerate(blanks.EASY_READ, start=1)
        if id not in ids and id not in roles
    }
    return easy | {
        "easy-read/pictures.yaml": blanks.PICTURES,
        "consultation/draft-2/round.yaml": _second_draft_round(plan),
    }


# plan.yaml


def _plan(authority: Authority, period: NewPeriod, first: bool) -> str:
    lines = [
        *comment(
            "This file says who plans what, and for when. Text after # is a note for whoever fills "
            "in the file; it is never printed. "
            "Leave a line empty after its colon where you do not know the answer yet."
        ),
        "",
        *comment("The version of the plan format. Leave it as it is."),
        f"format: {FORMAT}",
        *comment("The plan's title, where it is not the usual one."),
        "title:",
        *comment("The edition: it names the stages for good, so it stays the same if the period is extended."),
        f"edition: {word(period.edition)}",
        "",
        *comment("The integration authority (2014 Act s59), as in the register of authorities."),
        "authority:",
        f"  code: {word(authority.code)}",
        f"  name: {word(authority.legal_name)}",
        f"  area: {word(authority.name)}",
        *comment("The integration model (2014 Act s1(4)): ijb, lead-health-board, lead-council or both."),
        *(comment(authority.note) if authority.note else ()),
        f"model: {authority.model}",
        *comment("The councils and the Health Board that delegate functions (2014 Act s1)."),
        "partners:",
        "  councils:",
    ]
    for council in authority.councils:
        lines += [f"    - code: {word(council.code)}", f"      name: {word(council.name)}"]
    lines += [
        "  health_board:",
        f"    code: {word(authority.health_board.code)}",
        f"    name: {word(authority.health_board.name)}",
        "",
        *comment("The time for which the plan is made (2014 Act s29(2)(a))."),
        "period:",
        f"  start: {period.start.isoformat()}",
        f"  end: {period.end.isoformat()}",
        *comment("The last day, where the authority has extended the period."),
        "extended_to:",
        "",
        *comment(
            "Is this the authority's first plan? yes or no. A first plan must be published before "
            "functions are delegated (2014 Act s29(4))."
        ),
        f"first: {'yes' if first else 'no'}",
    ]
    if first:
        lines += [*comment("The day on which functions are delegated."), "delegation_day:"]
    else:
        lines += [
            *comment("The plan that this one replaces (2014 Act s37(3))."),
            "replaces:",
            "  title:",
            *comment("Its first and its last day, written as in 2024-04-01.", 2),
            "  start:",
            "  end:",
        ]
    reason = authority.not_available.get("start_day")
    lines += [
        "",
        *comment("The integration scheme under which functions are delegated (2014 Act s1)."),
        "integration_scheme:",
        *comment("The day on which Ministers approved the scheme that is in force.", 2),
        "  date:",
        *comment("The day on which its last review ended; one is due every five years (2014 Act s44).", 2),
        "  reviewed:",
        *comment("Its title or reference.", 2),
        "  reference:",
        *comment(
            "The integration start day (2014 Act s9). The three years within which a plan must be "
            "reviewed are counted from it (s37(10)). "
            "It is not the day on which the board was set up. When you have filled it in, remove "
            "its line under not_available.",
            2,
        ),
        "  start_day:",
        *(["  not_available:", f"    start_day: {word(reason)}"] if reason else ["  not_available: {}"]),
        "",
        *comment("The posts that answer for the plan; never a person's name."),
        *_officers(authority.model),
        *comment("Whom the public asks, also for other formats and languages. Printed in every document."),
        "contact:",
        "  team:",
        "  phone:",
        *comment("A shared address, not that of one person.", 2),
        "  email:",
        *comment("The address for letters.", 2),
        "  post:",
        *comment(
            "What the chapters of the full plan follow: sections (the order of the files), priority, care-group or outcome."
        ),
        "organised_by: sections",
        *comment(
            "How the documents look: the main colour and that of lines, written as in '#1d4f5c', the usual ones where they "
            "are empty; and a logo that the authority has the right to use, with what it shows in words."
        ),
        "theme:",
        "  colour:",
        "  accent:",
        "  logo:",
        "    file:",
        "    alt:",
    ]
    return _joined(lines)


def _officers(model: str) -> list[str]:
    if model != "ijb":
        return [*comment("For example:  - post: Director of Health and Social Care"), "officers: []"]
    return [
        "officers:",
        "  - post: Chief Officer",
        "    role: answers for the plan",
        "  - post: Chief Finance Officer",
        "    role: answers for the figures",
    ]


# sections


def section_path(role: Role) -> str:
    """The file of the section that plays *role*."""
    return f"narrative/{role.number:03}-{role.id}.md"


def section_file(role: Role) -> str:
    """A blank section that plays *role*, with what it is for, what to say and the duty that it serves."""
    serves = short_source(role.requirement)
    note = [role.about, *blanks.SECTIONS.get(role.id, ())]
    if serves:
        note.append(f"Serves {serves}. More: scp explain {role.requirement}")
    return _joined(
        [
            "---",
            f"title: {word(role.title)}",
            f"role: {role.id}",
            "status: to-write",
            "---",
            "",
            *markdown_note(note),
        ]
    )


def plain_section_file(title: str) -> str:
    """A blank section that plays no part of its own."""
    note = [
        "Write the section here, in Markdown. Start headings with two #: ## A heading.",
        "When it is written, change status at the head of the file to draft, and then to done.",
    ]
    return _joined(["---", f"title: {word(title)}", "status: to-write", "---", "", *markdown_note(note)])


def short_source(requirement: str) -> str:
    """The source of a requirement in officers' words, or nothing where there is no such requirement."""
    return next((each.short for each in catalogue.entries() if each.id == requirement), "")


# localities and care groups


def new_locality(slug: str, name: str, council: str) -> ReferenceLocality:
    """A locality that no register has: all its figures are unknown."""
    reason = "No figure was found: the register that comes with scp has no locality of this name."
    missing = {each: reason for each in ("population", "age_bands", "deprivation")} | {
        "boundary": "No boundary was found: the register that comes with scp has no locality of this name."
    }
    return ReferenceLocality(slug, name, (), council, None, None, None, None, None, missing)


def locality_file(locality: ReferenceLocality, care_groups: Mapping[str, str]) -> str:
    """A locality with its published figures and one arrangement to write for each care group (id → name)."""
    lines = [
        "---",
        *comment("The locality's record. Text after # is a note for whoever fills it in; it is never printed."),
        f"name: {word(locality.name)}",
        *(comment(locality.note) if locality.note else ()),
        *comment("Code of the council whose area it is part of (2014 Act s29(3)(a))."),
        f"council: {word(locality.council)}" if locality.council else "council:",
        *comment("Its boundary in words: towns, wards or data zones (localities guidance 2015 para 7.1(a))."),
        "boundary:",
        *_figures(locality),
        *_not_available(locality),
        *comment("The locality planning group, by post or part and never by name (2015 guidance para 4.6)."),
        "group:",
        "  name:",
        "  clinical_lead:",
        "  professional_lead:",
        "  community_members: []",
        *comment(
            "Who takes part, by kind (partnership-manager, elected-member, third-sector, independent-sector, carer, "
            "patient, professional or community) and, of professionals, by profession (gp, acute-clinician, "
            "social-work, nursing, allied-health, pharmacy or other). Whoever is missing goes under gaps, with what is "
            "done about it (2012 consultation paras 7.2, 7.5). For example:",
            2,
        ),
        "#    - {kind: professional, profession: nursing, part: District nurse team leader}",
        "  members: []",
        "#    - {profession: pharmacy, filling: The contractors' committee was asked on 3 March.}",
        "  gaps: []",
        *comment(
            "What it may do (advises, recommends or decides), over what, with which lines of finance/lines.csv, and the "
            "decision that gave it (2012 consultation para 7.7).",
            2,
        ),
        "  authority:",
        "  authority_over:",
        "  budget: []",
        "  delegated:",
        "  delegation:",
        *comment("What people in the locality said and what it changed (2015 guidance para 4.6). For example:"),
        "#  - source: Community council meeting",
        "#    date: 2026-05-12",
        "#    view: The bus to the health centre stops at 4 pm.",
        "#    effect: Evening appointments move to the library.",
        "views: []",
        *comment(
            "What the locality wants first, and where the plan takes it up (2015 guidance para 6.2). For example:"
        ),
        "#  - title: Care at home in the evenings",
        "#    priority: care-at-home      (an id of priorities.yaml; or not_adopted: and why)",
        "priorities: []",
        *comment(
            "The GP clusters that it takes account of, and the towns, villages and other communities that it is made of "
            "(localities guidance 2015 para 6.2), for example [first community, second community]."
        ),
        "gp_clusters: []",
        "communities: []",
        *comment(
            "Community-planning localities that it overlaps, whole or part (localities guidance 2015 paras 10.1-10.2); "
            "plan is an id of registers/local-plans.yaml. For example:"
        ),
        "#  - {name: Coast area partnership, overlap: whole, plan: area-plans}",
        "community_planning: []",
        *comment(
            "How planning is set up here, in its own way; who was asked about the area and about that, of professionals, "
            "communities and sectors (the third and independent); the support given; the day by which it is looked at "
            "again (localities guidance 2015 para 6.2; 2012 consultation paras 7.6, 7.9). For example:"
        ),
        "#    - {about: area, kind: communities, who: Community councils, date: 2026-01-20, agreed: yes}",
        "planning:",
        "  mechanism:",
        "  consulted: []",
        "  support:",
        "  review_by:",
        *comment(
            "Who supports the locality's plan: professionals, providers, users and carers (Joint Strategic Commissioning "
            "2012). For example:"
        ),
        "#  - {kind: carers, who: Carers' centre, date: 2026-05-20}",
        "support: []",
        *comment(
            "Professionals who took part in planning what stands below, by post (2012 consultation para 7.1). For example:"
        ),
        "#  - {profession: nursing, post: Lead district nurse, contribution: Whom to visit before they fall ill.}",
        "contributors: []",
        *comment(
            "How GP practices take part, and what stands in the way; deprived_practices are those with most patients in "
            "the most deprived two fifths (2012 consultation para 7.11)."
        ),
        "gp_participation:",
        "  practices:",
        "  taking_part:",
        "  deprived_practices:",
        "  time:",
        "  workload:",
        "  recruitment:",
        *comment(
            "What shows whether planning here helps, and where it stood at the start; each year's figure goes in "
            "registers/locality-evaluations.yaml (East Lothian response 2012, answers 15 and 18)."
        ),
        "evaluation:",
        "  measure:",
        "  baseline:",
        *comment("Papers that stand behind the section, for example [evidence/needs.pdf]."),
        "evidence: []",
        *comment(
            "One entry for each heading of the text below, by its short name. care_groups and "
            "functions are ids; functions come from "
            "registers/functions.yaml, and together the arrangements must cover them all (2014 Act "
            "s29(2)(a), (3)(b)). Outcomes are "
            "the national outcomes by number, each with how the arrangement helps (s29(2)(b)), for example:"
        ),
        "#      outcomes:",
        "#        6: Carers get a break planned with them.",
        *comment("status is to-write, draft or done."),
        "arrangements:" if care_groups else "arrangements: {}",
    ]
    for id in care_groups:
        lines += [
            f"  {id}:",
            f"    care_groups: [{word(id)}]",
            "    functions: []",
            "    outcomes: {}",
            "    status: to-write",
        ]
    lines += [
        "---",
        "",
        *markdown_note(
            [
                f"A short introduction to {locality.name}: the places in it, its people and what is "
                "particular about it.",
                "Below, say under each heading what is arranged for these people here: which "
                "services, who provides them, where, and what will change "
                "by the end of the plan. The arrangements for each locality must be set out "
                "separately (2014 Act s29(3)(b)), so write what holds for "
                "this locality and do not copy another's.",
                "A heading of the text and its entry at the head of the file go together: take out both or neither.",
            ]
        ),
    ]
    for id, name in care_groups.items():
        lines += arrangement_text(id, name)
    return _joined(lines)


def arrangement_entry(care_group: str) -> dict[str, Any]:
    """The record of an arrangement still to write."""
    return {"care_groups": [care_group], "functions": [], "outcomes": {}, "status": "to-write"}


def arrangement_text(care_group: str, name: str) -> list[str]:
    """The heading of an arrangement still to write, and its note."""
    return [
        "",
        f"## {_heading(care_group, name)} {{#{care_group}}}",
        "",
        "<!-- Who provides what here, where, and what will change (2014 Act s29(3)(b)). -->",
    ]


def _heading(id: str, name: str) -> str:
    offered = any(each.id == id and each.name == name for each in lists.care_groups())
    return f"Support for {name[0].lower()}{name[1:]}" if offered else name


def _figures(locality: ReferenceLocality) -> list[str]:
    people, ages, fifths = locality.population, locality.age_bands, locality.deprivation
    lines = [
        *comment(
            "People who live there, with the day counted and who published the figure (2015 guidance Annex A (f))."
        ),
        f"population: {people.total}" if people else "population:",
        f"population_date: {people.day.isoformat()}" if people else "population_date:",
        f"population_source: {word(people.source)}" if people else "population_source:",
    ]
    if ages:
        lines += [
            "age_groups:",
            f"  date: {ages.day.isoformat()}",
            f"  under_16: {ages.age_0_15}",
            f"  from_16_to_64: {ages.age_16_64}",
            f"  from_65_to_74: {ages.age_65_74}",
            f"  from_75_to_84: {ages.age_75_84}",
            f"  over_84: {ages.age_85_plus}",
            f"  source: {word(ages.source)}",
        ]
    else:
        lines += ["age_groups:"]
    if fifths:
        shares = ", ".join(f"{each:g}" for each in (fifths.q1, fifths.q2, fifths.q3, fifths.q4, fifths.q5))
        lines += [
            *comment(
                "The share of people, in per cent, in each fifth of Scotland's areas, the most deprived fifth first."
            ),
            "deprivation:",
            "  edition: SIMD 2020v2",
            f"  fifths: [{shares}]",
            f"  source: {word(fifths.source)}",
        ]
    else:
        lines += ["deprivation:"]
    return lines


RECORD_KEYS = {
    "population": "population",
    "age_bands": "age_groups",
    "deprivation": "deprivation",
    "boundary": "boundary",
    "name": "name",
}


def _not_available(locality: ReferenceLocality) -> list[str]:
    known = {RECORD_KEYS[key]: reason for key, reason in locality.not_available.items() if key in RECORD_KEYS}
    if not known:
        return [
            *comment(
                "What is not known, with the reason, for example  population: No figure for the new boundary yet."
            ),
            "not_available: {}",
        ]
    return [
        *comment("What is not known, with the reason. When you have filled in a figure, remove its line here."),
        "not_available:",
        *(f"  {key}: {word(reason)}" for key, reason in sorted(known.items())),
    ]


def care_group_file(id: str, name: str, short: str | None = None, order: int | None = None) -> str:
    """A blank section for a care group."""
    lines = [
        "---",
        f"name: {word(name)}",
        *comment("A shorter name, for tables."),
        f"short: {word(short or short_name(id, name))}",
        *comment("Its place among the care groups, from 1. Those without one follow in the order of their files."),
        f"order: {order}" if order else "order:",
        *comment(
            "Is spending on the group reported each year as that of a key care group (SSI 2014/326 "
            "reg 4(2)(f))? yes or no."
        ),
        "key: no",
    ]
    if id in DELEGATED_EXTRAS:
        lines += [
            *comment("Planned for because these functions are delegated too (2015 guidance para 6.6)."),
            f"delegated_extra: {id}",
        ]
    lines += [
        *comment("Where another paper plans for this group: that paper, and why it does. Otherwise leave both empty."),
        "planned_in:",
        "planned_in_reason:",
        *comment("Delegated functions that serve the group, by their ids in registers/functions.yaml."),
        "functions: []",
        *comment(
            "Professionals who took part in planning for the group, by post (2012 consultation para 7.1). For example:"
        ),
        "#  - {profession: nursing, post: Lead district nurse, contribution: Whom to visit before they fall ill.}",
        "contributors: []",
        *comment("to-write, draft or done."),
        "status: to-write",
        "---",
        "",
        *markdown_note(
            [
                f"The part of the plan about: {name}. It speaks for the whole area; what differs "
                "between localities goes in their own files.",
                *blanks.CARE_GROUP,
                f"Serves {short_source('guidance-2015-2-3-all-adult-groups')} and "
                f"{short_source('guidance-2015-6-6-population-sections')}.",
            ]
        ),
    ]
    return _joined(lines)


def short_name(id: str, name: str) -> str:
    """A name of a care group for tables."""
    if id in SHORT_NAMES:
        return SHORT_NAMES[id]
    offered = any(each.id == id and each.name == name for each in lists.care_groups())
    return id.replace("-", " ").capitalize() if offered else name


# registers


def _seats(authority: Authority) -> list[tuple[str, str, list[str], str]]:
    """Each seat that the group must have: its id, its kind, a note, and who nominates if that is settled."""
    board, councils = authority.health_board, authority.councils
    if authority.model == "ijb":
        council = councils[0].code if len(councils) == 1 else ""
        jointly = "" if council else " The councils nominate jointly."
        nominees = [
            (
                "health-board-nominee",
                "health-board-nominee",
                f"Nominated by the Health Board: {board.name} (2014 Act s32(1)(a)(i)).",
                board.code,
            ),
            (
                "council-nominee",
                "council-nominee",
                f"Nominated by the council: {' and '.join(each.name for each in councils)} (2014 "
                f"Act s32(1)(a)(ii)-(iii)).{jointly}",
                council,
            ),
        ]
    else:
        others = [] if authority.model == "lead-health-board" else [("health-board-nominee", board.name, board.code)]
        others += (
            []
            if authority.model == "lead-council"
            else [("council-nominee", each.name, each.code) for each in councils]
        )
        nominees = [
            (
                id,
                "other-partner-nominee",
                f"Nominated by {name}, the other partner of the lead agency (2014 Act s32(1)(b)-(c)).",
                code,
            )
            for id, name, code in others
        ]
    groups = [
        (SEAT_NAMES[each.id], each.id, f"({each.id[-1]}) {each.group}: {AREA_TESTS[each.area_test]}", "")
        for each in lists.planning_group_groups()
    ]
    return [(id, seat, comment(note, 2), code) for id, seat, note, code in [*nominees, *groups]]


AREA_TESTS = {
    "resides": "must live in the council's area.",
    "cares-for-resident": "must care for somebody who lives in the council's area.",
    "operates": "must work in the council's area.",
}


def _planning_group(seats: Iterable[tuple[str, str, list[str], str]]) -> str:
    lines = blanks.PLANNING_GROUP.rstrip("\n").split("\n")
    for id, seat, note, code in seats:
        lines += [*note, f"  - id: {id}", f"    seat: {seat}", "    holder:", "    start:"]
        lines += [f"    nominated_by: {code}"] if code else ["    nominated_by:"] if seat.endswith("nominee") else []
        lines += ["    decision:"]
    lines += blanks.PLANNING_GROUP_END.rstrip("\n").split("\n")
    return _joined(lines)


def _consultees() -> str:
    lines = blanks.CONSULTEES.rstrip("\n").split("\n")
    for group in lists.consultee_groups():
        lines += textwrap.wrap(
            f"{group.id:<30} {group.group}",
            blanks.WIDTH,
            initial_indent="#   ",
            subsequent_indent="#" + " " * 34,
        )
    lines += [*blanks.CONSULTEES_END.rstrip("\n").split("\n")]
    return _joined(lines)


def _functions(codes: list[tuple[str, str]]) -> str:
    return blanks.FUNCTIONS.format(codes=_codes(codes))


def _information_requests(codes: list[tuple[str, str]]) -> str:
    return blanks.INFORMATION_REQUESTS.format(codes=_codes(codes))


def _codes(codes: list[tuple[str, str]]) -> str:
    return "\n".join(f"#   {code}  {name}" for code, name in codes)


def _principles() -> str:
    lines = blanks.PRINCIPLES.rstrip("\n").split("\n")
    for each in lists.principles():
        lines += [
            *comment(f"{each.text[0].upper()}{each.text[1:]} (2014 Act s{each.provision.removeprefix('s.')}).", 2),
            f"  - id: {each.id}",
            "    sections: []",
            "    effect:",
        ]
    return _joined(lines)


def _local_plans() -> str:
    lines = blanks.LOCAL_PLANS.rstrip("\n").split("\n")
    for each in lists.local_plan_kinds():
        lines += [
            *comment(f"{each.name}.", 2),
            f"  - id: {each.id}",
            f"    kind: {each.id}",
            *(f"    {key}:" for key in ("title", "owner", "start", "end", "fit", "none_because")),
            *_more_of(each.id),
        ]
    return _joined(lines)


def _more_of(kind: str) -> list[str]:
    """What the plans of one kind say besides."""
    match kind:
        case "carer-strategy":
            return [
                *comment(
                    "Published and to be reviewed within three years (2016 Act s33); where this plan takes it up; where "
                    "the strategy holds each item of s31(2) and (3): identifying, demand, support, unmet-demand, plans, "
                    "emergencies, wellbeing, timescales, other and young-carers, for example {demand: Chapter 3}.",
                    4,
                ),
                "    published:",
                "    review_by:",
                "    sections: []",
                "    contents: {}",
            ]
        case "alcohol-drug-plan":
            return [*comment("Commitments of priorities.yaml that carry it out.", 4), "    commitments: []"]
    return []


# rounds


def _group_round(stage: Stage, seats: Sequence[str]) -> str:
    about, source = (
        ("the proposals", "2014 Act s33(2)(b)")
        if stage is Stage.PROPOSALS
        else ("the first draft", "2014 Act s33(3)(b)")
    )
    lines = blanks.GROUP_ROUND.format(about=about, source=source).rstrip("\n").split("\n")
    lines += ["asked:" if seats else "asked: []"]
    for seat in seats:
        lines += [f"  - seat: {seat}", "    sent:", "    how:"]
    lines += blanks.ROUND_END.format(about=about).rstrip("\n").split("\n")
    if stage is Stage.PROPOSALS:
        lines += blanks.ENGAGEMENT_PLAN.rstrip("\n").split("\n")
    return _joined(lines)


def _second_draft_round(plan: Plan) -> str:
    lines = blanks.SECOND_DRAFT_ROUND.rstrip("\n").split("\n")
    for body in plan.record.partners.bodies:
        lines += [
            f"  # {body.name} (2014 Act s33(5)(a)-(c))",
            f"  - partner: {body.code}",
            "    sent:",
            "    how:",
        ]
    by_group: dict[str, list[str]] = {}
    for each in plan.consultees.consultees:
        by_group.setdefault(each.group or "", []).append(each.id)
    for group in lists.consultee_groups():
        lines += comment(f"{group.group}: {CONSULTEE_TESTS[group.test]}", 2)
        for id in by_group.get(group.id, ()):
            lines += [f"  - consultee: {id}", "    sent:", "    how:"]
        if group.id not in by_group:
            lines += [
                "  # - consultee:       # nobody in registers/consultees.yaml stands for this group yet",
                "  #   sent:",
                "  #   how:",
            ]
    if "" in by_group:
        lines += comment("Others of registers/consultees.yaml.", 2)
    for id in by_group.get("", ()):
        lines += [f"  - consultee: {id}", "    sent:", "    how:"]
    lines += blanks.OTHERS.rstrip("\n").split("\n")
    lines += blanks.ROUND_END.format(about="the second draft").rstrip("\n").split("\n")
    lines += blanks.ENGAGEMENT_PLAN.rstrip("\n").split("\n")
    return _joined(lines)


CONSULTEE_TESTS = {
    "user": "who live in the area and use the services.",
    "carer": "who care for somebody who lives in the area and uses the services.",
    "operates": "who work in the area.",
    "operates-and-provides": "who work in the area and provide the services or have to do with them.",
}


def _easy_read(id: str, title: str, about: str) -> str:
    return _joined(
        [
            "---",
            f"title: {word(title)}",
            f"role: {id}",
            *comment("The sections of the full plan that it sums up."),
            "summarises: []",
            "---",
            "",
            *markdown_note([about, *blanks.EASY_READ_NOTE]),
        ]
    )


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
