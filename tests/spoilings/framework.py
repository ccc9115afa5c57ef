"""The framework, strategies and horizons of joint strategic commissioning (definition of 2012)."""

from spoiling import Accepted, Edit, Spoiling, record

FRAMEWORK, STRATEGIES, ACTIONS = "registers/framework.yaml", "registers/strategies.yaml", "registers/actions.yaml"

SPOILINGS = (
    Spoiling(
        "jsc-definition-activities",
        "no need is forecast",
        "registers/needs.yaml",
        "    forecast_year: 2035\n",
        words="needs:",
        more=(Edit("registers/needs.yaml", "    forecast_year: 2030\n"),),
    ),
    Spoiling(
        "jsc-all-client-groups",
        "one care group's section lacks a heading that the others have",
        "care-groups/carers.md",
        "## What it will take\n",
        "",
        words="name: Unpaid carers",
    ),
    Spoiling(
        "jsc-framework-exists",
        "the framework leaves out a council of the Health Board's area",
        FRAMEWORK,
        "  - {code: S12000019, name: Midlothian Council, agreed: 2026-05-05}\n",
        words="bodies:",
    ),
    Spoiling(
        "jsc-framework-content",
        "nothing says where the framework has its policy context",
        FRAMEWORK,
        "policy_context: narrative/060-context.md\n",
        words="title: Lothian Strategic Commissioning Framework 2027-2037",
    ),
    Spoiling(
        "jsc-framework-allocation",
        "the allocations do not make the total",
        FRAMEWORK,
        "total: 201470000",
        "total: 1000000",
        words="total: 1000000",
    ),
    Spoiling(
        "jsc-framework-allocation",
        "a care group has no rank",
        FRAMEWORK,
        "    rank: 1\n",
        words="- id: carers",
    ),
    Spoiling(
        "jsc-framework-prevention-balance",
        "a share is not that of the finance lines",
        FRAMEWORK,
        "    share_last: 6.6\n",
        "    share_last: 8.0\n",
        words="share_last: 8.0",
    ),
    Spoiling(
        "jsc-framework-prevention-balance",
        "prevention is said to go down, and goes up",
        FRAMEWORK,
        "    share_last: 6.6\n    move: up",
        "    share_last: 6.6\n    move: down # wrong",
        words="move: down # wrong",
    ),
    Spoiling(
        "jsc-agreed-long-term-mix",
        "nothing says when the council agreed the mix",
        FRAMEWORK,
        "agreed: 2026-04-28, mix_agreed: 2026-04-28}",
        "agreed: 2026-04-28}",
        words="- {code: S12000010, name: East Lothian Council, agreed: 2026-04-28}",
    ),
    Spoiling(
        "jsc-strategy-per-council",
        "the strategy leaves out a care group",
        STRATEGIES,
        "care_groups: [alcohol-drugs, carers,",
        "care_groups: [carers,",
        words="care_groups: [carers,",
    ),
    Spoiling(
        "jsc-plan-per-care-group",
        "no strategy says for which care groups there are plans",
        STRATEGIES,
        "    care_groups: [alcohol-drugs, carers, dementia, learning-disability, long-term-conditions, mental-health, "
        "older-people, physical-disability]\n",
        words="strategies:",
        also=("jsc-strategy-per-council",),
    ),
    Spoiling(
        "jsc-ten-year-strategy",
        "the framework looks five years ahead",
        FRAMEWORK,
        "end: 2037-03-31",
        "end: 2032-03-31",
        words="end: 2032-03-31",
    ),
    Spoiling(
        "jsc-one-year-plans",
        "nothing says what an action of this year costs",
        ACTIONS,
        record(ACTIONS, "id: links"),
        record(ACTIONS, "id: links").replace("    cost: 180000\n", ""),
        words="- id: links",
    ),
    Spoiling(
        "jsc-three-year-rolling",
        "the third year has no action",
        ACTIONS,
        "".join(record(ACTIONS, f"id: {id}") for id in ("thirty-two", "beds-close", "back-home")),
        words="actions:",
    ),
    Spoiling(
        "jsc-three-year-rolling",
        "the implementation plan was not refreshed for more than a year",
        ACTIONS,
        "refreshed: 2027-02-25",
        "refreshed: 2026-02-25",
        words="refreshed: 2026-02-25",
    ),
    Spoiling(
        "jsc-phases-inform",
        "an action carries out no commitment",
        ACTIONS,
        record(ACTIONS, "id: links"),
        record(ACTIONS, "id: links").replace("    commitment: link-workers\n", ""),
        words="- id: links",
    ),
)

ACCEPTED = (
    Accepted(
        "jsc-coterminous-framework-only",
        "the Health Board and the one council share their boundaries, and there is a framework alone",
        (Edit("registers/strategies.yaml", new="strategies: []\n"),),
        base="small",
    ),
)
