"""Financial statements, budgets, reserves and the medium term (s39; finance guidance; review of 2019, 2(i) to (vi))."""

from spoiling import Edit, Spoiling

LINES = "finance/lines.csv"
STATEMENTS = "finance/statements.yaml"
BALANCE = "finance/balance-of-care.yaml"
BUDGETS = "finance/budgets.yaml"
OFFICERS = (
    "        - Chief Finance Officer of the Board\n"
    "        - Section 95 officer of East Lothian Council\n"
    "        - Director of Finance of NHS Lothian\n"
)

SPOILINGS = (
    Spoiling(
        "act-39-1-b-statement-each-year",
        "the statement of the plan's second year is not published",
        STATEMENTS,
        "    published: 2028-03-23\n",
        "",
        words="- id: statement-2028-29",
        base="in-force",
    ),
    Spoiling(
        "act-39-2-amount-to-spend",
        "the statement is for another plan",
        STATEMENTS,
        "    plan: 2027-2030\n",
        "    plan: 2024-2027\n",
        words="plan: 2024-2027",
    ),
    Spoiling(
        "act-39-2-amount-to-spend",
        "the parts of the amount do not make the total",
        STATEMENTS,
        "    reserves: 1500000\n",
        "    reserves: 1400000\n",
        words="total: 201470000",
    ),
    Spoiling(
        "guidance-refreshed-finance-transparency",
        "the statement does not say how much is for social care",
        STATEMENTS,
        ", social-care: 90780000}",
        "}",
        words="by_service: {health: 110690000}",
    ),
    Spoiling(
        "guidance-2015-6-2-resources-by-care-group",
        "the statement gives carers another amount than the lines of the plan",
        STATEMENTS,
        "      carers: 2980000\n",
        "      carers: 2900000\n",
        words="by_care_group:",
    ),
    Spoiling(
        "guidance-2015-6-2-resources-by-care-group",
        "nothing was found on the needs of carers",
        "registers/needs.yaml",
        "    care_groups: [carers]\n",
        "    care_groups: [older-people]\n",
        words="needs:",
    ),
    Spoiling(
        "guidance-2015-7-1-shift-over-time",
        "early help is to have a smaller share, and has a larger one",
        BALANCE,
        "title: Prevention and early help, direction: up",
        "title: Prevention and early help, direction: down",
        words="id: prevention",
    ),
    Spoiling(
        "guidance-refreshed-c-medium-term-finance",
        "the medium-term plan has another total than the lines",
        "finance/medium-term-plans.yaml",
        "2029-30: 212120000",
        "2029-30: 211000000",
        words="totals:",
    ),
    Spoiling(
        "guidance-refreshed-finance-medium-term",
        "nothing is set aside in the third year",
        LINES,
        "hospital,2029-30,Unplanned hospital care,set-aside,",
        "hospital,2029-30,Unplanned hospital care,integrated,",
        words="id,year,title",
        base="small",
    ),
    Spoiling(
        "msg-2-i-joint-financial-position",
        "the finance officer of the Health Board had no part in the advice",
        BUDGETS,
        OFFICERS,
        OFFICERS.replace("        - Director of Finance of NHS Lothian\n", ""),
        words="officers:",
        base="in force",
    ),
    Spoiling(
        "msg-2-ii-budgets-agreed-by-march",
        "the council agreed the budget in April",
        BUDGETS,
        "agreed: 2027-02-16",
        "agreed: 2027-04-16",
        words="agreed: 2027-04-16",
        base="in force",
    ),
    Spoiling(
        "msg-2-iii-set-aside",
        "the statement sets another amount aside than the plan",
        STATEMENTS,
        "    integrated: 175780000\n    set_aside: 24190000\n",
        "    integrated: 175880000\n    set_aside: 24090000\n",
        words="set_aside: 24090000",
        base="in force",
    ),
    Spoiling(
        "msg-2-iv-reserves-policy",
        "an earmarked reserve has no purpose",
        "finance/reserves.yaml",
        "    purpose: Double running while services change, so that a new service starts before an old one stops.\n",
        "",
        words="- id: change-fund",
        base="in force",
    ),
    Spoiling(
        "msg-2-v-finance-officer-support",
        "nobody signed the statement on support and conflicts of interest",
        "finance/in-year-reports.yaml",
        "  signed_by: Section 95 officer of the Board\n",
        "",
        words="rating: established",
        base="in force",
    ),
    Spoiling(
        "msg-2-vi-single-budget",
        "no money is told by locality in East",
        LINES,
        words="id,year,title",
        more=(Edit(LINES, ",east-lothian-east,", ",,", every=True),),
        also=("guidance-refreshed-localities-influence", "consult-2012-7-7-delegated-authority"),
    ),
)
