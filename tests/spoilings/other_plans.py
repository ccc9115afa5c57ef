"""Other authorities' services and plans, and other local plans (s30(3)-(4); guidance 2015 Annex A (b))."""

from spoiling import Spoiling, unsigned

SHARED = "registers/shared-services.yaml"

SPOILINGS = (
    Spoiling(
        "act-30-3-effect-on-other-authorities",
        "nothing says who was spoken to about a shared service",
        SHARED,
        "    contact: Chief Officer, Midlothian\n",
        words="- id: alcohol-drugs-mid-east",
    ),
    unsigned("act-30-3-effect-on-other-authorities"),
    Spoiling(
        "act-30-4-overlapping-periods",
        "nothing says what came of looking at a plan that runs at the same time",
        SHARED,
        "    considered: A joint weekend rota from April 2028, paid for by each in proportion to its places.\n",
        words="in_preparation: false",
    ),
    Spoiling(
        "guidance-2015-a-b-local-policies",
        "nothing says where this plan and the council's meet",
        "registers/local-plans.yaml",
        "    fit: Reducing poverty, and growth of new settlements around Wallyford and Blindwells.\n",
        words="- id: council",
    ),
)
