"""What falls on an authority's first plan and on those after it (ss29(4)-(6), 37(9), 39(1)(a))."""

from spoiling import Spoiling

SPOILINGS = (
    Spoiling(
        "act-29-4-early-delegation-day",
        "a first plan of 2015 does not state the day on which functions moved",
        "plan.yaml",
        "delegation_day: 2015-09-01\n",
        words="format: 1",
        base="first plan of 2015",
    ),
    Spoiling(
        "act-29-5-first-plan-before-start",
        "the first plan is final the day after integration began",
        "plan.yaml",
        "start_day: 2027-04-01",
        "start_day: 2026-11-30",
        words="start_day: 2026-11-30",
        base="first plan",
    ),
    Spoiling(
        "guidance-2015-5-2-no-plan-no-functions",
        "functions are delegated a month before the first plan is final",
        "plan.yaml",
        "delegation_day: 2027-04-01",
        "delegation_day: 2026-11-01",
        words="delegation_day: 2026-11-01",
        base="first plan",
    ),
    Spoiling(
        "act-37-9-start-day",
        "the old plan ended three months before this one begins",
        "plan.yaml",
        "  end: 2027-03-31\n",
        "  end: 2026-12-31\n",
        words="end: 2026-12-31",
    ),
    Spoiling(
        "act-39-1-a-statement-with-first-plan",
        "the financial statement was published the day before the first plan",
        "publication.yaml",
        "financial_statement_published: 2026-12-10",
        "financial_statement_published: 2026-12-09",
        words="financial_statement_published: 2026-12-09",
        also=("guidance-2015-a-g-bundle",),
        base="first plan",
    ),
)
