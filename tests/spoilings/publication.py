"""Publication, what comes with it and what follows from it (s35; guidance 2015 para 6.5 and Annex A (g))."""

from datetime import date

from spoiling import Accepted, Edit, Spoiling

PUBLICATION = "publication.yaml"

SPOILINGS = (
    Spoiling(
        "act-35-1-publish-asap",
        "the plan was published seven weeks after it was final, and nothing says why",
        PUBLICATION,
        words="published: 2027-04-15",
        more=(Edit(PUBLICATION, "published: 2027-03-11", "published: 2027-04-15", every=True),),
        day=date(2027, 4, 15),
    ),
    Spoiling(
        "act-35-2-statement-of-action",
        "nothing says that the statement was published with the plan",
        PUBLICATION,
        "\nstatement_published: 2027-03-11\n",
        "\n",
        words="published: 2027-03-11",
        also=("guidance-2015-a-g-bundle",),
    ),
    Spoiling(
        "guidance-2015-6-5-full-plan-too",
        "there is an easy-read summary, and no address for the full plan",
        PUBLICATION,
        "url: https://example.org/east-lothian/strategic-commissioning-plan-2027-2030\n",
        words="published: 2027-03-11",
        also=("guidance-2015-a-g-internet",),
    ),
    Spoiling(
        "guidance-2015-a-g-internet",
        "there is no address, nor a summary that would lead to it",
        PUBLICATION,
        "url: https://www.example.org/plan\n",
        words="published: 2026-12-10",
        also=("guidance-2015-6-5-full-plan-too",),
        base="small",
    ),
    Spoiling(
        "guidance-2015-a-g-bundle",
        "nothing says when the financial statement was published",
        PUBLICATION,
        "financial_statement_published: 2027-03-11\n",
        words="published: 2027-03-11",
    ),
    Spoiling(
        "guidance-2015-a-g-implementation-plan",
        "no implementation plan is named, and a commitment has no day",
        PUBLICATION,
        "implementation_plan: >-\n",
        "delay_reason: >-\n",
        at="priorities.yaml",
        words="- id: classes",
        more=(
            Edit(
                "priorities.yaml",
                "        by: 2028-09-30\n        owner: General Manager",
                "        owner: General Manager",
            ),
        ),
    ),
)

ACCEPTED = (
    Accepted(
        "guidance-2015-a-g-procurement-plan",
        "the implementation plan holds a procurement plan",
        (
            Edit(
                PUBLICATION,
                "implementation_plan: >-\n",
                "implementation_plan: >-\n  A procurement plan says what is bought from whom and when.\n",
            ),
        ),
    ),
)
