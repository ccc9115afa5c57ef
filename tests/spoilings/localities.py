"""Localities: two or more, each with arrangements, a boundary, views, leaders and priorities of its own (s29(3))."""

from spoiling import Edit, Spoiling, passage, unsigned

EAST, WEST = "localities/east-lothian-east.md", "localities/east-lothian-west.md"
ROUNDS = tuple(f"consultation/{stage}/round.yaml" for stage in ("proposals", "draft-1", "draft-2"))

SPOILINGS = (
    Spoiling(
        "act-29-3-a-two-localities",
        "the second locality is gone",
        "localities/west.md",
        new=None,
        at="localities/east.md",
        words="name: East",
        more=(
            Edit("registers/planning-group.yaml", "localities: [east, west]", "localities: [east]"),
            *(Edit(path, "[localities/west.md#home]", "[localities/east.md#home]") for path in ROUNDS),
        ),
        base="small",
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
        "boundary: >-\n",
        "community_planning: >-\n",
        words="name: East Lothian East",
        more=(
            Edit(
                EAST,
                "community_planning: The area partnerships of Haddington and Lammermuir, North Berwick Coastal, and "
                "Dunbar and East Linton.\n",
                "",
            ),
        ),
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
