"""Market facilitation, procurement, capacity and hospitals, housing, national policy and frameworks."""

from spoiling import Spoiling, record

MARKET, INTENTIONS = "registers/market.yaml", "registers/intentions.yaml"
PROCUREMENT, CAPACITY = "registers/procurement.yaml", "registers/capacity.yaml"
HOUSING, SHARED = "registers/housing.yaml", "registers/shared-services.yaml"
CONSIDERATIONS, FUNCTIONS = "registers/considerations.yaml", "registers/functions.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-2015-a-g-market-facilitation",
        "nothing says of what kind a service should be",
        MARKET,
        "    type_later: Open into the evening\n",
        words="- id: day-centres",
    ),
    Spoiling(
        "guidance-2015-a-g-market-facilitation",
        "nothing is wanted for carers",
        MARKET,
        "care_groups: [carers, dementia]",
        "care_groups: [dementia]",
        words="market:",
    ),
    Spoiling(
        "guidance-2015-3-3-provider-failure",
        "nobody owns the risk that a provider closes",
        MARKET,
        "  owner: Head of Older People and Access\n",
        words="contingency: evidence/provider-failure-plan.md",
    ),
    Spoiling(
        "jsc-self-directed-support",
        "nothing says who gets support",
        MARKET,
        "  eligibility_criteria: Critical and substantial need as the council's criteria define them; advice and "
        "prevention for everybody\n",
        words="choice: Two providers or more",
    ),
    Spoiling(
        "guidance-refreshed-c-market-facilitation",
        "an intention rests on nothing in the market, and nothing else takes its service up",
        INTENTIONS,
        "market: [short-breaks]",
        "market: [classes]",
        at=MARKET,
        words="- id: short-breaks",
    ),
    Spoiling(
        "jsc-joint-agencies",
        "one partner commissions alone",
        INTENTIONS,
        record(INTENTIONS, "id: breaks"),
        record(INTENTIONS, "id: breaks").replace("[S12000010, S08000024]", "[S12000010]"),
        words="- id: breaks",
    ),
    Spoiling(
        "jsc-outcomes-not-services",
        "an intention gives a volume and no outcome",
        INTENTIONS,
        record(INTENTIONS, "id: stay-steady"),
        record(INTENTIONS, "id: stay-steady")
        .replace("    outcomes: [1, 5]\n", "")
        .replace("    result: People move about safely and meet others each week\n", ""),
        words="- id: stay-steady",
    ),
    Spoiling(
        "jsc-commissioning-not-procurement",
        "something is bought and the procurement plan has no line for it",
        PROCUREMENT,
        record(PROCUREMENT, "id: care-home-places"),
        at=INTENTIONS,
        words="- id: care-homes",
    ),
    Spoiling(
        "jsc-cycle-drives-procurement",
        "a contract carries out no intention",
        PROCUREMENT,
        "    title: Independent advocacy\n    intention: own-support\n",
        "    title: Independent advocacy\n",
        words="- id: advocacy",
    ),
    Spoiling(
        "jsc-cycle-drives-procurement",
        "a review draws on nothing learned from contracts",
        "registers/reviews.yaml",
        "    contracts: [care-at-home-east]\n",
        words="- id: review-1",
        base="reviewed",
    ),
    Spoiling(
        "guidance-refreshed-finance-capacity",
        "nothing says how many care home places there will be",
        CAPACITY,
        record(CAPACITY, "id: care-home-places"),
        words="capacity:",
    ),
    Spoiling(
        "guidance-2015-4-7-hospital-planning",
        "no line of capacity is one of a hospital",
        CAPACITY,
        "".join(record(CAPACITY, f"id: {id}") for id in ("community-hospital-beds", "dementia-beds", "acute-beds")),
        words="capacity:",
        also=("msg-3-v-hospital-commissioning", "guidance-refreshed-finance-capacity"),
    ),
    Spoiling(
        "msg-3-v-hospital-commissioning",
        "nothing says when Midlothian was spoken to about the hospital that it shares",
        SHARED,
        "{authority: Midlothian Integration Joint Board, start: 2025-04-01, end: 2030-03-31, contacted: 2026-05-14}",
        "{authority: Midlothian Integration Joint Board, start: 2025-04-01, end: 2030-03-31, in_preparation: no}",
        words="in_preparation: no}",
    ),
    Spoiling(
        "msg-3-v-hospital-commissioning",
        "nothing says who shares the beds in Edinburgh",
        CAPACITY,
        "    shared_service: royal-infirmary\n",
        words="- id: acute-beds",
    ),
    Spoiling(
        "overview-2016-cross-partnership",
        "nothing says where the plan deals with a shared service",
        SHARED,
        record(SHARED, "id: equipment-store"),
        record(SHARED, "id: equipment-store").replace("    places: [narrative/060-context.md]\n", ""),
        words="- id: equipment-store",
    ),
    Spoiling(
        "guidance-2015-a-d-housing-contribution",
        "nothing says what housing does for community capacity",
        HOUSING,
        record(HOUSING, "id: communities"),
        words="parts:",
    ),
    Spoiling(
        "guidance-refreshed-c-housing-contribution",
        "nothing says when the housing contribution statement was approved",
        HOUSING,
        "approved: 2027-02-09\n",
        words="statement: narrative/120-housing.md",
    ),
    Spoiling(
        "guidance-refreshed-housing-three-requirements",
        "nobody speaks for housing in one locality",
        HOUSING,
        "  east-lothian-west: Housing options adviser for West, East Lothian Council\n",
        words="contacts:",
    ),
    Spoiling(
        "guidance-refreshed-housing-all-functions",
        "no money is named for adaptations",
        FUNCTIONS,
        "    lines: [physical-equipment]\n",
        words="- id: equipment-adaptations",
    ),
    Spoiling(
        "guidance-2015-3-4-national-vision",
        "the vision named is the one that ended in 2020",
        "registers/national-policies.yaml",
        "title: Health and Social Care Service Renewal Framework 2025-2035",
        "title: 2020 Vision for Health and Social Care",
        words="- id: service-renewal",
    ),
    Spoiling(
        "guidance-refreshed-c-community-framework",
        "nothing says where a characteristic of the framework is used",
        CONSIDERATIONS,
        "        places: [narrative/040-vision.md, priorities.yaml#well-for-longer]\n",
        words="- name: Help comes early and close to home",
    ),
    Spoiling(
        "guidance-refreshed-c-his-framework",
        "nothing says when the framework was considered",
        CONSIDERATIONS,
        "    date: 2026-02-05\n",
        words="- id: good-practice",
    ),
)
