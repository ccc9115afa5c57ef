"""Localities: two or more, each with arrangements, a boundary, views, leaders and priorities of its own (s29(3))."""

import re

from spoiling import Edit, Spoiling, base, passage, unsigned

EAST, WEST = "localities/east-lothian-east.md", "localities/east-lothian-west.md"
HOUSING = "registers/housing.yaml"
REPORTS = "performance/reports.yaml"
SPENDING = "performance/spending.yaml"

SPOILINGS = (
    Spoiling(
        "act-29-3-a-two-localities",
        "the second locality is gone, and its people and money are counted to the first",
        WEST,
        new=None,
        at=EAST,
        words="name: East Lothian East",
        more=(
            *(Edit(SPENDING, each) for each in re.findall(r", east-lothian-west: \d+", base("sample").files[SPENDING])),
            Edit(HOUSING, "  east-lothian-west: Housing options adviser for West, East Lothian Council\n"),
            Edit(REPORTS, re.search(r"      east-lothian-west:\n(?:        .*\n)+", base("sample").files[REPORTS])[0]),
            *(
                Edit(path, "east-lothian-west", "east-lothian-east", every=True)
                for path, text in base("sample").files.items()
                if "east-lothian-west" in text and path not in (WEST, HOUSING, SPENDING, REPORTS)
            ),
        ),
        also=("act-30-2-b-regard-to-outcomes", "guidance-2015-4-6-locality-views"),  # signed on what West said
    ),
    Spoiling(
        "act-29-3-b-separate-arrangements",
        "one locality's text on carers stands word for word in the other",
        WEST,
        passage(WEST, "carers"),
        passage(EAST, "carers"),
        words="{#carers}",
    ),
    Spoiling(
        "guidance-refreshed-localities-boundaries",
        "a locality does not say where it is",
        EAST,
        "boundary: >-\n  Haddington and the Lammermuir villages, North Berwick and the coast from Aberlady to Whitekirk, and "
        "Dunbar and East Linton.\n  It is the area of three of the six area partnerships and is made up of 50 data zones.\n",
        words="name: East Lothian East",
    ),
    Spoiling(
        "guidance-2015-4-6-locality-views",
        "nothing says what came of a locality's view",
        EAST,
        "    effect: Care at home is bought by neighbourhood, with travel time paid for, from April 2028.\n",
        words="- source: East locality planning group",
    ),
    unsigned("guidance-2015-4-6-locality-views"),
    Spoiling(
        "guidance-2015-4-6-locality-leadership",
        "a locality names no lead for health professionals",
        EAST,
        "  clinical_lead: Lead general practitioner, East cluster\n",
        words="name: East locality planning group",
    ),
    Spoiling(
        "guidance-2015-6-2-reflects-localities",
        "the plan neither takes up what a locality wants nor says why not",
        EAST,
        "    priority: well-for-longer\n",
        words="- title: Company for older people who live alone.",
    ),
)
