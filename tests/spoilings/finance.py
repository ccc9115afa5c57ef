"""Money over the medium term, by care group, tied to outcomes (guidance 2015 paras 2.2, 6.2, 7.1)."""

from spoiling import Edit, Spoiling

LINES = "finance/lines.csv"
EAST = "localities/east-lothian-east.md"

SPOILINGS = (
    Spoiling(
        "guidance-2015-2-2-medium-term",
        "an arrangement does not say which money pays for it",
        EAST,
        "    lines: [social-work, workforce]\n",
        words="care_groups: [older-people, learning-disability, mental-health, physical-disability]",
    ),
    Spoiling(
        "guidance-2015-6-2-resources-by-care-group",
        "no money of the health service is for carers",
        LINES,
        words="carers-support,2027-28",
        more=(Edit(LINES, ",carers,,health,", ",carers,,social-care,", every=True),),
    ),
    Spoiling(
        "guidance-2015-6-2-outcomes-linked-to-investment",
        "money is spent for which no arrangement or priority has an outcome",
        LINES,
        'workforce,2027-28,"Training, wellbeing and recruitment",integrated,450000',
        "transport,2027-28,Shared transport,integrated,100000,,,social-care,other,\n"
        'workforce,2027-28,"Training, wellbeing and recruitment",integrated,350000',
        words="transport,2027-28",
        also=("jsc-framework-prevention-balance",),
    ),
    Spoiling(
        "guidance-2015-7-1-whole-system-resources",
        "no money is marked as spent on delayed discharge",
        LINES,
        words="id,year,title",
        more=(Edit(LINES, ",delayed-discharge\n", ",\n", every=True),),
    ),
    Spoiling(
        "guidance-2015-7-1-shift-over-time",
        "a row does not say in which setting the money is spent",
        LINES,
        "integrated,640000,dementia,,health,prevention,",
        "integrated,640000,dementia,,health,,",
        words="dementia-diagnosis,2027-28",
    ),
)
