"""How planning is done in the localities: area, arrangements, people, money and what comes of it."""

from spoiling import Accepted, Edit, Spoiling, record

EAST, WEST = "localities/east-lothian-east.md", "localities/east-lothian-west.md"
DECISIONS, DEVELOPMENT = "registers/locality-decisions.yaml", "registers/locality-development.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-refreshed-localities-agreed-locally",
        "no community was asked about the area",
        EAST,
        "    - {about: area, kind: communities, who: The three area partnerships, date: 2025-11-05, agreed: yes}\n",
        words="consulted:",
    ),
    Spoiling(
        "guidance-refreshed-localities-agreed-locally",
        "communities did not agree with the area, and had no answer",
        WEST,
        ', agreed: no, answer: "Ormiston asked to belong to East. Its people use practices and buses in Tranent, so it '
        'stays, with treatment room days of its own."}',
        ", agreed: no}",
        words="agreed: no}",
    ),
    Spoiling(
        "guidance-refreshed-localities-natural-communities",
        "a locality names no GP cluster",
        EAST,
        "gp_clusters: [East cluster of six practices]\n",
        words="name: East Lothian East",
    ),
    Spoiling(
        "guidance-refreshed-localities-influence",
        "a locality shaped no decision in the last year",
        DECISIONS,
        record(DECISIONS, "id: transport-first"),
        more=(Edit(DECISIONS, record(DECISIONS, "id: four-neighbourhoods"), ""),),
        words="decisions:",
    ),
    Spoiling(
        "guidance-refreshed-localities-influence",
        "the last decision that it shaped is older than a year",
        DECISIONS,
        record(DECISIONS, "id: people-before-rooms", "review"),
        words="- id: cafes-for-three-years",
        base="review",
    ),
    Spoiling(
        "guidance-refreshed-localities-community-planning",
        "nothing says how far an area partnership lies in the locality",
        WEST,
        "Musselburgh area partnership, overlap: whole",
        "Musselburgh area partnership",
        words="{name: Musselburgh area partnership",
    ),
    Spoiling(
        "jsc-locality-support",
        "no providers support the locality's plan",
        EAST,
        "  - {kind: providers, who: Care at home and care home providers in East, date: 2026-05-19}\n",
        words="support:",
    ),
    Spoiling(
        "consult-2012-7-1-professionals-central",
        "a care group names no professional who took part",
        "care-groups/dementia.md",
        "contributors:\n  - {profession: acute-clinician, post: Consultant in the psychiatry of old age, contribution: When a "
        "diagnosis helps and who can give it.}\n  - {profession: nursing, post: Community psychiatric nurse, contribution: "
        "What keeps people out of the wards.}\n",
        words="name: People with dementia",
    ),
    Spoiling(
        "consult-2012-7-2-range-of-professions",
        "no pharmacist is in a locality's group, and none is missed",
        EAST,
        "    - {kind: professional, profession: pharmacy, part: Pharmacist of a community pharmacy in East Linton}\n",
        words="members:",
    ),
    Spoiling(
        "consult-2012-7-2-range-of-professions",
        "a gap is listed and nobody fills it",
        EAST,
        ', filling: "A consultant of the infirmary comes to two meetings a year; the medical director was asked for a regular '
        'member on 12 January 2026."}',
        "}",
        words="{profession: acute-clinician}",
    ),
    Spoiling(
        "consult-2012-7-5-participants",
        "no elected member takes part",
        WEST,
        "    - {kind: elected-member, part: A councillor of one of the three wards}\n",
        words="members:",
    ),
    Spoiling(
        "consult-2012-7-7-delegated-authority",
        "nothing says by which decision the group decides",
        EAST,
        "  delegation: Board, 26 February 2026, item 8\n",
        words="name: East locality planning group",
    ),
    Spoiling(
        "consult-2012-7-7-delegated-authority",
        "the group's budget is another locality's",
        EAST,
        "budget: [community-fund-east]",
        "budget: [community-fund-west]",
        words="budget: [community-fund-west]",
    ),
    Spoiling(
        "consult-2012-7-9-consult-on-arrangements",
        "the third and independent sectors were not asked how planning is set up",
        EAST,
        "    - {about: arrangements, kind: sectors, who: Third sector interface and providers of care at home, date: "
        "2026-01-21, agreed: yes}\n",
        words="consulted:",
    ),
    Spoiling(
        "consult-2012-7-9-consult-on-arrangements",
        "the day for looking at the arrangements again has passed",
        EAST,
        "review_by: 2030-03-31",
        "review_by: 2026-02-28",
        words="review_by: 2026-02-28",
    ),
    Spoiling(
        "consult-2012-7-10-workforce-development",
        "what was to be done by now was not done",
        DEVELOPMENT,
        "    done: 2026-04-27\n",
        words="by: 2026-04-30",
    ),
    Spoiling(
        "consult-2012-7-11-gp-time",
        "more practices take part than there are",
        EAST,
        "  taking_part: 5\n",
        "  taking_part: 7\n",
        words="taking_part: 7",
    ),
    Spoiling(
        "consult-2012-7-11-gp-time",
        "a locality has no figures on deprivation",
        WEST,
        "  fifths: [8.3, 41.1, 17.0, 17.5, 16.1]\n",
        words="edition: SIMD 2020v2",
    ),
    Spoiling(
        "response-2012-evaluate-localities",
        "nothing was entered on the evaluation in the last year",
        "registers/locality-evaluations.yaml",
        record("registers/locality-evaluations.yaml", "id: west-2029", "review"),
        words="- id: west-2028",
        base="review",
    ),
    Spoiling(
        "response-2012-evaluate-localities",
        "a locality has no measure",
        EAST,
        "  measure: People in East who say that they could get to the help they were offered, per cent\n",
        words="baseline: 61",
        base="in force",
    ),
)

ACCEPTED = (
    Accepted(
        "consult-2012-7-6-local-mechanisms",
        "one locality plans by a yearly assembly alone",
        (
            Edit(
                WEST,
                "A group of fifteen meets in the evening with childcare. Street conversations are held in three towns each "
                "November, and a\n    yearly assembly in Tranent puts the wishes in order.",
                "A yearly assembly in Tranent.",
            ),
        ),
    ),
    Accepted(
        "consult-2012-q20-locality-size",
        "a locality has twice the people that were floated",
        (Edit(EAST, "population: 45563\n", "population: 51000\n"),),
    ),
)
