"""Sections and care groups that the guidance of 2015 asks for by name."""

from spoiling import Edit, Spoiling

LINES = "finance/lines.csv"

SPOILINGS = (
    Spoiling(
        "guidance-2015-4-7-hospital-planning",
        "no amount is set aside for hospital care",
        LINES,
        more=(Edit(LINES, ",set-aside,", ",integrated,", every=True),),
        also=("guidance-refreshed-finance-medium-term",),
    ),
    Spoiling(
        "guidance-2015-a-d-housing-contribution",
        "no section is about housing",
        "narrative/120-housing.md",
        "role: housing\n",
    ),
    Spoiling(
        "guidance-2015-6-2-clinical-care-governance",
        "no section is about clinical and care governance",
        "narrative/160-governance.md",
        "role: governance\n",
    ),
    Spoiling(
        "guidance-2015-6-2-clinical-care-governance",
        "nothing says to whom a concern is reported",
        "narrative/160-governance.md",
        "  route: [Head of service, Governance group of the service, Clinical and Care Governance Committee, Board]\n",
        words="group: Clinical and Care Governance Committee",
    ),
    Spoiling(
        "guidance-2015-6-2-clinical-care-governance",
        "a lead is no officer of the plan",
        "narrative/160-governance.md",
        "leads: [Chief Social Work Officer, Clinical Director, Chief Nurse]",
        "leads: [Chief Social Work Officer, Head of Nursing]",
        words="leads: [Chief Social Work Officer, Head of Nursing]",
    ),
    Spoiling(
        "guidance-2015-a-g-market-facilitation",
        "no section is about the services wanted from providers",
        "narrative/140-market.md",
        "role: market\n",
    ),
    Spoiling(
        "guidance-2015-6-5-easy-read-summary",
        "the easy-read summary does not give the vision",
        "easy-read/020-vision.md",
        "role: vision\n",
        at="easy-read",
    ),
    Spoiling(
        "guidance-2015-6-5-easy-read-summary",
        "nothing says how many people read the easy-read summary",
        "registers/easy-read-checks.yaml",
        "    people: 16\n",
        words="- id: talking-together",
    ),
    Spoiling(
        "guidance-2015-2-3-all-adult-groups",
        "people with dementia are planned for elsewhere, and nothing says why there",
        "care-groups/dementia.md",
        "key: true\n",
        "key: true\nplanned_in: evidence/needs-assessment.md\n",
        words="planned_in: evidence/needs-assessment.md",
        also=("guidance-2015-6-6-population-sections",),
    ),
    Spoiling(
        "guidance-2015-6-6-population-sections",
        "carers are planned for elsewhere, and nothing says why there",
        "care-groups/carers.md",
        "key: true\n",
        "key: true\nplanned_in: evidence/needs-assessment.md\n",
        words="planned_in: evidence/needs-assessment.md",
        also=("guidance-2015-2-3-all-adult-groups",),
    ),
)
