"""The plan, its period, what it arranges and what it adds (s29(1)-(2); guidance 2015 paras 2.6, 6.6)."""

from spoiling import Accepted, Edit, Spoiling

WEST = "localities/east-lothian-west.md"
FUNCTIONS = "registers/functions.yaml"

SPOILINGS = (
    Spoiling(
        "act-29-1-plan-per-area",
        "a locality lies in the area of a council that is no partner",
        WEST,
        "council: S12000010",
        "council: S12000019",
        words="council: S12000019",
    ),
    Spoiling(
        "act-29-2-a-period",
        "the last day of the period is gone",
        "plan.yaml",
        "{start: 2027-04-01, end: 2030-03-31}",
        "{start: 2027-04-01}",
        words="period: {start: 2027-04-01}",
    ),
    Spoiling(
        "act-29-2-a-all-functions",
        "the scheme delegates a function for which nothing is arranged",
        FUNCTIONS,
        "\nfunctions:\n",
        "\nfunctions:\n  - {id: speech-therapy, name: Speech therapy, delegated_by: S08000024}\n",
        words="speech-therapy",
    ),
    Spoiling(
        "guidance-2015-2-6-minimum-scope",
        "no function of primary care is marked as such",
        FUNCTIONS,
        words="functions:",
        more=(Edit(FUNCTIONS, "    scope: primary\n", "    scope: community\n", every=True),),
    ),
    Spoiling(
        "guidance-2015-2-6-minimum-scope",
        "nothing is arranged for the one function of primary care",
        "localities/east.md",
        "functions: [general-practice, home-care]",
        "functions: [home-care]",
        at=FUNCTIONS,
        words="id: general-practice",
        more=(Edit("localities/west.md", "functions: [general-practice, home-care,", "functions: [home-care,"),),
        also=("act-29-2-a-all-functions",),
        base="small",
    ),
    Spoiling(
        "guidance-2015-6-6-delegated-extras",
        "a function for children is delegated and no section is about them",
        FUNCTIONS,
        "  - id: care-at-home\n",
        "  - id: care-at-home\n    extra: children\n",
        words="extra: children",
    ),
)

ACCEPTED = (
    Accepted(
        "act-29-2-c-other-material",
        "a section of the authority's own is added",
        (
            Edit(
                "narrative/190-climate.md",
                "",
                "---\ntitle: Care in a changing climate\nstatus: done\n---\n\nHome carers of both localities share "
                "six electric cars from April 2028, and care homes have shade by the summer after.\n",
            ),
        ),
    ),
)
