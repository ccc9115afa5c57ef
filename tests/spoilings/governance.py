"""Guidance read, the Board's members, the timetable, terms of reference and shared words (s53; SSI 2014/285)."""

from spoiling import Spoiling, unsigned

GUIDANCE, BOARD = "registers/guidance.yaml", "registers/board-members.yaml"
TIMETABLE, TERMS = "registers/timetable.yaml", "registers/terms-of-reference.yaml"

SPOILINGS = (
    Spoiling(
        "act-53-regard-to-guidance",
        "guidance in force has not been read",
        GUIDANCE,
        "    read: 2026-01-19\n",
        words="- id: performance-reports",
    ),
    Spoiling(
        "act-53-regard-to-guidance",
        "a departure from guidance has no reason",
        GUIDANCE,
        "        reason: >-\n          The groups here have four members who use services or care for somebody, not one or two, because both "
        "groups asked\n          for it in 2024.\n",
        words="- paragraph: Membership of locality groups",
    ),
    unsigned("act-53-regard-to-guidance"),
    Spoiling(
        "guidance-refreshed-status",
        "the guidance of 2015 is held to be current",
        GUIDANCE,
        "    superseded_by: strategic-plans\n",
        "    departs: no\n",
        words="- id: strategic-plans-2015",
    ),
    Spoiling(
        "regs-285-membership",
        "nobody stands for unpaid carers on the Board",
        BOARD,
        "  - {id: carers, seat: unpaid-carers, holder: Carer put forward by the carers' centre, start: 2025-06-26}\n",
        words="members:",
        base="in force",
    ),
    Spoiling(
        "regs-285-membership",
        "the Health Board has a nominee fewer than the council",
        BOARD,
        "  - {id: health-board-4, seat: health-board-nominee, holder: Non-executive director, nominated_by: S08000024, "
        "start: 2026-06-01}\n",
        words="members:",
        base="in force",
    ),
    Spoiling(
        "guidance-refreshed-c-timelines",
        "the final plan takes so long that the three years would be over",
        TIMETABLE,
        "weeks: 20,",
        "weeks: 26,",
        words="id: final-plan",
    ),
    Spoiling(
        "guidance-refreshed-c-timelines",
        "the timetable leaves the second draft out",
        TIMETABLE,
        "stage: draft-2,",
        "stage: draft-1,",
        words="milestones:",
    ),
    Spoiling(
        "response-2012-terms-of-reference",
        "no heading of the planning group's terms is about disputes",
        TERMS,
        "    disputes: evidence/terms-planning-group.md#disputes\n",
        words="- id: planning-group",
    ),
    Spoiling(
        "response-2012-terms-of-reference",
        "the locality groups have no terms",
        TERMS,
        "    localities: [east-lothian-east, east-lothian-west]\n",
        "    localities: [east-lothian-east]\n",
        words="terms:",
    ),
    Spoiling(
        "response-2012-shared-language",
        "the glossary leaves out strategic commissioning",
        "glossary.yaml",
        "  - {term: strategic commissioning, meaning:",
        "  - {term: joint strategic commissioning, meaning:",
    ),
)
