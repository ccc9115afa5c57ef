"""Self-evaluation on the review of 2019, recommendations and the evidence for inspection (ss54 to 56)."""

import re

from spoiling import Edit, Spoiling, record

EVALUATION, EVIDENCE = "registers/self-evaluation.yaml", "registers/inspection-evidence.yaml"
ALL = "msg-expect-self-evaluation"


def _without(proposal: str, key: str) -> tuple[str, str]:
    """The entry of *proposal* as it stands, and without the line of *key*."""
    entry = record(EVALUATION, f"id: {proposal}")
    return entry, re.sub(rf"(?m)^    {key}:.*\n", "", entry)


def _spoiled(id: str, name: str, proposal: str, key: str, *also: str, base: str = "in force") -> Spoiling:
    old, new = _without(proposal, key)
    assert old != new
    return Spoiling(id, name, EVALUATION, old, new, words=f"- id: {proposal}", base=base, also=also)


def _unheard(id: str, name: str, proposal: str, voice: str) -> Spoiling:
    """Somebody whose own view should stand beside the grade was not asked."""
    entry = record(EVALUATION, f"id: {proposal}")
    view = re.findall(rf"(?m)^      - of: {voice}\n(?:        .*\n)+", entry)
    others = entry.count("      - of: ") > 1
    new = entry.replace(view[0], "") if others else entry.replace("    own_views:\n" + view[0], "")
    line = "# heard" if others else f"- id: {proposal}"
    new = new.replace("own_views:\n", "own_views:  # heard\n")
    return Spoiling(id, name, EVALUATION, entry, new, words=line, base="in force")


SPOILINGS = (
    Spoiling(
        "act-54-56-inspection",
        "no evidence answers whether the plan is carried out",
        EVIDENCE,
        "    purpose: implementation\n",
        "    purpose: planning\n",
        words="evidence:",
        base="in force",
    ),
    Spoiling(
        "act-54-56-inspection",
        "a piece of evidence has no date",
        EVIDENCE,
        "    date: 2027-02-04\n",
        words="- id: services-measures",
        base="in force",
    ),
    Spoiling(
        "overview-2016-topics",
        "the plan was not read for links to acute care",
        "registers/plan-topics.yaml",
        "{id: acute-links, topic: acute-links,",
        "{id: acute-links, topic: housing,",
        words="topics:",
    ),
    _spoiled("msg-1-i-leadership", "leadership has no owner", "leadership", "owner"),
    _spoiled(
        "msg-1-ii-relationships", "nobody agreed on a grade for relationships", "relationships", "agreed_grade", ALL
    ),
    Spoiling(
        "msg-1-ii-relationships",
        "the Health Board has not graded relationships by itself",
        EVALUATION,
        record(EVALUATION, "id: relationships"),
        re.sub(r"(?m)^      - \{body: S08000024.*\n", "", record(EVALUATION, "id: relationships")).replace(
            "ratings:", "ratings:  # two"
        ),
        words="ratings:  # two",
        base="in force",
        also=(ALL,),
    ),
    _unheard(
        "msg-1-iii-third-independent-sectors",
        "the independent sector was not asked how it sees the partnership",
        "sectors",
        "independent-sector",
    ),
    _unheard(
        "msg-3-i-chief-officer-support", "the chief officer's own view is missing", "chief-officer", "chief-officer"
    ),
    Spoiling(
        "msg-3-ii-strategic-inspection",
        "no evidence shows the part of partners outside the public sector",
        EVIDENCE,
        "    bodies: [non-statutory]\n",
        "    bodies: [council]\n",
        words="evidence:",
        more=(Edit(EVIDENCE, "    bodies: [authority, non-statutory]\n", "    bodies: [authority]\n"),),
        base="in force",
    ),
    Spoiling(
        "msg-3-iii-improvement-support",
        "help was given before it was asked for",
        "registers/improvement-support.yaml",
        "    received: 2026-01-12\n",
        "    received: 2025-01-12\n",
        words="received: 2025-01-12",
        base="in force",
    ),
    Spoiling(
        "msg-3-iv-strategic-planning-capacity",
        "planning capacity was looked at once the proposals were out",
        EVALUATION,
        "    agreed: 2025-11-27\n",
        "    agreed: 2026-04-30\n",
        words="agreed: 2026-04-30",
    ),
    Spoiling(
        "msg-4-ii-streamlined-accountability",
        "no committee of NHS Lothian is on the map",
        "registers/committees.yaml",
        words="committees:",
        more=(Edit("registers/committees.yaml", "body: S08000024", "body: S12000010", every=True),),
        base="in force",
    ),
    Spoiling(
        "msg-4-iii-chairs-and-inclusion",
        "nobody on the Board is marked as a member for housing",
        "registers/board-members.yaml",
        "  - {id: housing, seat: housing,",
        "  - {id: housing, seat: other,",
        words="members:",
        base="in force",
    ),
    _unheard(
        "msg-4-v-clinical-care-governance", "the clinical lead's view is missing", "clinical-care", "clinical-lead"
    ),
    _unheard("msg-6-ii-working-with-people", "carers were not asked how they see it", "working-with-people", "carers"),
    Spoiling(
        ALL,
        "one of the 25 proposals was not evaluated",
        EVALUATION,
        "    proposal: 5-ii\n",
        "    proposal: 5-i\n",
        words="evaluations:",
        base="in force",
    ),
    Spoiling(
        "msg-audit-scotland-recommendations",
        "what should have been done is overdue",
        "registers/recommendations.yaml",
        record("registers/recommendations.yaml", "id: as-2018-longer-term"),
        record("registers/recommendations.yaml", "id: as-2018-longer-term").replace(
            "due: 2030-03-31", "due: 2027-01-31"
        ),
        words="due: 2027-01-31",
        base="in force",
    ),
)
