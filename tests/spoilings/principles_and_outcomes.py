"""The national outcomes and the delivery principles (ss29(2)(b), 30(2), 31)."""

from spoiling import Edit, Spoiling, unsigned

EAST, WEST = "localities/east-lothian-east.md", "localities/east-lothian-west.md"
PRINCIPLES = "registers/principles.yaml"

SPOILINGS = (
    Spoiling(
        "act-29-2-b-outcomes",
        "no arrangement contributes to the outcome on people who work in health and social care",
        EAST,
        "      8: ",
        "      9: ",
        words="arrangements:",
        more=(Edit(WEST, "      8: ", "      9: "),),
        also=("act-30-2-b-regard-to-outcomes",),
    ),
    unsigned("act-30-2-b-regard-to-outcomes"),
    Spoiling(
        "act-31-1-a-main-purpose",
        "nothing says where the plan answers to the main purpose",
        PRINCIPLES,
        "    sections: [narrative/040-vision.md, narrative/080-priorities.md, narrative/170-performance.md]\n",
        words="- id: main-purpose",
        also=("act-30-2-a-regard-to-principles",),
    ),
    Spoiling(
        "act-31-1-b-twelve-principles",
        "nothing says where the plan answers to the principle on particular characteristics",
        PRINCIPLES,
        "    sections: [narrative/050-case-for-change.md, evidence/equality-impact-summary.md]\n",
        words="- id: principle-iv",
        also=("act-30-2-a-regard-to-principles",),
    ),
    unsigned("act-30-2-a-regard-to-principles"),
    Spoiling(
        "guidance-2015-a-c-demonstrate-principles",
        "nothing says what will be done to give effect to a principle",
        PRINCIPLES,
        "    effect: Payments to providers rise with the grade that the Care Inspectorate gives them, from 1 April 2028.\n",
        words="- id: principle-ix",
    ),
)
