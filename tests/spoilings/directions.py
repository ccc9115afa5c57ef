"""Directions and their money, decisions on localities, minutes, and what binds the authority (ss26-28, 38, 40-44, 52)."""

from dataclasses import replace
from datetime import date
from functools import cache

from spoiling import BASES, Accepted, Base, Edit, Spoiling, record, replayed, text_of

from scp.model.stage import Stage

DIRECTIONS, MINUTES, DECISIONS = "registers/directions.yaml", "registers/minutes.yaml", "registers/decisions.yaml"
FUNCTIONS, REQUESTS, PAYMENTS = (
    "registers/functions.yaml",
    "registers/information-requests.yaml",
    "registers/payments.yaml",
)
REPORTS, MINISTERS, REPLACE = (
    "registers/set-aside-reports.yaml",
    "registers/ministers-directions.yaml",
    "registers/replacement-directions.yaml",
)


# trees


@cache
def after(step: str, stage: Stage, day: date) -> Base:
    """The worked example as it went on after publication."""
    return Base(text_of(replayed()["tree_after"](step)), stage, day)


@cache
def directed() -> Base:
    """The worked example, had the partners directed the board to make it."""
    base = after("in-force", Stage.IN_FORCE, date(2028, 8, 15))
    return replace(
        base,
        files={
            **base.files,
            "evidence/direction-2025.md": "The council and NHS Lothian direct the board to replace its plan.\n",
            REPLACE: (
                "replacement_directions:\n"
                "  - id: from-2027\n"
                "    issuers: [S12000010, S08000024]\n"
                "    found_by: [S08000024]\n"
                "    ground: The plan of 2024 keeps wards open that cannot be staffed\n"
                "    given: 2025-11-03\n"
                "    document: evidence/direction-2025.md\n"
                "    reasons: Safe staffing and the money set aside\n"
                "    prepare_by: 2026-12-31\n"
                "    period_begins: 2027-01-01\n"
                "    substitutions:\n"
                "      - {decided: 2026-09-10, prepare_by: 2027-02-28, period_begins: 2027-04-01}\n"
                "    edition: 2027-2030\n"
            ),
        },
    )


BASES.setdefault("in-force", lambda: after("in-force", Stage.IN_FORCE, date(2028, 8, 15)))
BASES.setdefault("review", lambda: after("review", Stage.REVIEW, date(2029, 12, 10)))
BASES.setdefault("directed", directed)


# rows


def _in(path: str, id: str, old: str, new: str = "", base: str = "in force", key: str = "id") -> tuple[str, str]:
    """The whole entry *id* of *path* as it is, and as it is with *old* replaced."""
    entry = record(path, f"{key}: {id}", base)
    assert entry.count(old) == 1, f"{id} holds {old!r} {entry.count(old)} times"
    return entry, entry.replace(old, new)


def _entry(id: str, name: str, path: str, entry: str, old: str, new: str = "", words: str = "", **rest) -> Spoiling:
    """A row that changes the entry *entry* of *path*; the finding stands at its first line unless *words* say where."""
    key = rest.pop("key", "id")
    changed = _in(path, entry, old, new, rest.get("base", "in force"), key)
    return Spoiling(id, name, path, *changed, words=words or f"- {key}: {entry}", **{"base": "in force", **rest})


SPOILINGS = (
    Spoiling(
        "act-26-1-direction-for-every-function",
        "one function is in no direction",
        DIRECTIONS,
        "functions: [care-at-home, care-homes, equipment-adaptations]",
        "functions: [care-at-home, care-homes]",
        words="directions:",
        base="in force",
    ),
    _entry(
        "act-26-3-information-for-directions",
        "what was asked for directions has not come",
        REQUESTS,
        "direction-payments",
        "    met: 2026-12-16\n",
    ),
    Spoiling(
        "act-27-1-a-set-aside-amount",
        "a direction on hospital care states no amount set aside for the year",
        DIRECTIONS,
        "{year: 2027-28, set_aside: 24190000}",
        "{year: 2027-28}",
        words="- {year: 2027-28}",
        base="in force",
    ),
    _entry(
        "act-27-1-b-payment-or-method",
        "a direction states neither payment nor method for the year",
        DIRECTIONS,
        "council-carers",
        "{year: 2027-28, payment: 2800000}",
        "{year: 2027-28}",
        words="- {year: 2027-28}",
    ),
    _entry(
        "act-27-1-c-use-of-money",
        "a direction does not say how the money is to be used",
        DIRECTIONS,
        "council-mental-health",
        "    use_of_funds: Visiting support; the wages of peer workers; rooms and running costs of the recovery cafés.\n",
    ),
    Spoiling(
        "act-27-3-payments-made",
        "less was paid than a direction provides for",
        PAYMENTS,
        "direction: council-carers, year: 2027-28, amount: 2800000",
        "direction: council-carers, year: 2027-28, amount: 2100000",
        words="- {id: council-carers-2027-28",
        base="in-force",
    ),
    _entry(
        "act-27-4-direction-binding",
        "a direction was never acknowledged",
        DIRECTIONS,
        "council-carers",
        "    acknowledged: 2027-03-08\n",
    ),
    _entry(
        "act-27-4-direction-binding",
        "nothing was heard of a direction for more than a year",
        DIRECTIONS,
        "nhs-mental-health",
        "      - date: 2028-04-20\n",
        "      - date: 2027-07-20\n",
        words="date: 2027-07-20",
        at=DIRECTIONS,
        base="in-force",
    ),
    _entry(
        "act-27-4-direction-binding",
        "the day by which a direction was to be carried out is past",
        DIRECTIONS,
        "nhs-mental-health",
        "    deliver_by: 2030-03-31\n",
        "    deliver_by: 2028-06-30\n",
        words="deliver_by: 2028-06-30",
        base="in-force",
    ),
    _entry(
        "act-27-5-b-in-writing",
        "nobody signed a direction",
        DIRECTIONS,
        "council-carers",
        "    signed_by: Chief Officer\n",
    ),
    Spoiling(
        "act-28-5-set-aside-reports",
        "a report on the money set aside is overdue",
        REPORTS,
        ", received: 2027-11-10, used: 12035000",
        "",
        words="- {id: to-september-2027",
        base="in-force",
    ),
    Spoiling(
        "act-28-5-set-aside-reports",
        "no report on the money set aside is asked for",
        REPORTS,
        "\n  - {id: to-september-2027, direction: nhs-unplanned-care, year: 2027-28, until: 2027-09-30, due: 2027-11-12}"
        "\n  - {id: to-march-2028, direction: nhs-unplanned-care, year: 2027-28, until: 2028-03-31, due: 2028-05-31}",
        " []",
        words="set_aside_reports:",
        base="in force",
    ),
    _entry(
        "act-38-3-written-with-reasons",
        "the partners gave no reasons for their direction",
        REPLACE,
        "from-2027",
        "    reasons: Safe staffing and the money set aside\n",
        base="directed",
    ),
    _entry(
        "act-38-4-5-dates",
        "the partners named no day by which the plan is to be final",
        REPLACE,
        "from-2027",
        "    prepare_by: 2026-12-31\n",
        base="directed",
    ),
    Spoiling(
        "act-38-6-7-comply",
        "the period begins on another day than the partners put in its place",
        REPLACE,
        "period_begins: 2027-04-01}",
        "period_begins: 2027-05-01}",
        at="plan.yaml",
        words="period: {start: 2027-04-01",
        base="directed",
    ),
    Spoiling(
        "act-38-6-7-comply",
        "the plan was final later than the partners directed",
        REPLACE,
        "prepare_by: 2027-02-28",
        "prepare_by: 2027-02-24",
        words="prepare_by: 2026-12-31",
        base="directed",
    ),
    _entry(
        "act-40-regard-in-delivery",
        "a direction names no delivery principle",
        DIRECTIONS,
        "council",
        "    principles: [main-purpose]\n",
        base="small",
        stage=Stage.IN_FORCE,
    ),
    _entry(
        "act-41-1-locality-decision-test",
        "nothing says whether a decision matters to a locality",
        DECISIONS,
        "tranent-treatment-room",
        "    localities_reason: Most who use the room live in Tranent, and many come without a car.\n",
        base="in-force",
    ),
    _entry(
        "act-41-1-b-partners-too",
        "a partner's decision is not put to the test",
        DECISIONS,
        "burst-pipe",
        "    localities_reason: People of both localities come to the same building as before.\n",
        base="in-force",
    ),
    Spoiling(
        "act-41-3-involve-groups",
        "carers were asked after the decision",
        DECISIONS,
        "date: 2028-04-19",
        "date: 2028-05-29",
        words="date: 2028-05-29",
        base="in-force",
    ),
    Spoiling(
        "regs-283-4-locality-decisions",
        "one prescribed group was not asked, and nothing says why",
        DECISIONS,
        "      consultee-housing: No home or tenancy is concerned.\n",
        words="not_interested:",
        base="in-force",
    ),
    _entry(
        "act-42-6-information-for-report",
        "what was asked for the performance report has not come",
        REQUESTS,
        "report-2027-28",
        "    met: 2028-05-26\n",
        base="in-force",
    ),
    Spoiling(
        "act-44-scheme-review",
        "five years have gone by without a review of the scheme",
        "plan.yaml",
        "  reviewed: 2028-12-14\n",
        words="date: 2024-02-05",
        base="review",
    ),
    Spoiling(
        "act-44-scheme-review",
        "the list of functions is older than the scheme",
        FUNCTIONS,
        "checked: 2029-01-18",
        "checked: 2025-12-04",
        words="checked: 2025-12-04",
        base="review",
    ),
    _entry(
        "act-52-ministers-directions",
        "nothing is done because of a direction of Ministers",
        MINISTERS,
        "delays-weekly",
        "    action: The figures go to the Scottish Government each Tuesday, and to the Performance and Audit Committee each "
        "quarter.\n",
        base="in-force",
    ),
    _entry(
        "act-59-60-model-and-functions",
        "nobody is said to delegate a function",
        FUNCTIONS,
        "equipment-adaptations",
        "    delegated_by: S12000010\n",
        base="sample",
    ),
    Spoiling(
        "regs-284-prescribed-day",
        "integration is said to have started after the prescribed day",
        "plan.yaml",
        "start_day: 2016-04-01",
        "start_day: 2016-04-02",
        words="start_day: 2016-04-02",
        base="small",
    ),
    Spoiling(
        "regs-285-voting",
        "as many voted against the plan as for it",
        MINUTES,
        "votes_against: 1",
        "votes_against: 7",
        words="votes_for: 7",
    ),
    _entry(
        "regs-285-minutes-and-interests",
        "a minute says nothing on interests",
        MINUTES,
        "final-plan-2027",
        "    interests: None declared on this item\n",
        base="sample",
    ),
    _entry(
        "overview-2016-list-delegated-functions",
        "nothing says whether a function goes beyond the minimum",
        FUNCTIONS,
        "palliative",
        "    minimum: yes\n",
        base="sample",
    ),
    Spoiling(
        "guidance-refreshed-directions-action-the-plan",
        "a commitment is in no direction",
        DIRECTIONS,
        "    commitments: [peer-workers]\n",
        at="priorities.yaml",
        words="- id: peer-workers",
        base="in force",
    ),
    _entry(
        "guidance-refreshed-directions-record",
        "nothing says on what advice a direction was given",
        DIRECTIONS,
        "council-mental-health",
        "    advice:\n      - Clinical Director, on how peer workers and clinics work together\n",
    ),
    _entry(
        "guidance-refreshed-directions-content",
        "a direction is for no area",
        DIRECTIONS,
        "council-mental-health",
        "    whole_area: yes\n",
    ),
    _entry(
        "guidance-refreshed-directions-content",
        "a direction pays another amount than the plan has",
        DIRECTIONS,
        "council-carers",
        "{year: 2028-29, payment: 3350000}",
        "{year: 2028-29, payment: 3500000}",
        words="- {year: 2028-29, payment: 3500000}",
    ),
    _entry(
        "guidance-refreshed-directions-log-and-report-box",
        "nothing says whether a decision needs a direction",
        MINUTES,
        "second-draft-2026",
        "    direction_required: none\n",
    ),
    _entry(
        "guidance-refreshed-pwp-when",
        "nothing says whether a decision changes care",
        DECISIONS,
        "burst-pipe",
        "    change: temporary\n",
        base="in-force",
    ),
    _entry(
        "guidance-refreshed-pwp-his-support",
        "nothing says what Healthcare Improvement Scotland advised",
        DECISIONS,
        "day-centre-early",
        "    his_advice: To speak with each person alone as well as with the family, and to say early what takes the "
        "centre's place.\n",
        base="review",
    ),
    _entry(
        "msg-4-i-decisions-rest-with-board",
        "the council was asked to ratify the plan",
        MINUTES,
        "final-plan-2027",
        "    votes_for: 7\n",
        "    ratified_by: [S12000010]\n    votes_for: 7\n",
        words="ratified_by:",
        base="sample",
    ),
    Spoiling(
        "msg-4-iv-clear-directions",
        "the Health Board took no part before it was directed",
        MINUTES,
        "      - {partner: S08000024, how: A meeting with the finance and planning directors and comments in writing, date: "
        "2027-02-02}\n",
        words="partners_involved:",
        base="in force",
    ),
    _entry(
        "response-2012-services-out-of-scope",
        "nobody is said to plan a service that is left out",
        FUNCTIONS,
        "Planned operations and outpatient clinics in the hospitals of NHS Lothian",
        "    owner: NHS Lothian\n",
        key="service",
        base="sample",
    ),
)

VARIED = (
    record(DIRECTIONS, "id: council-mental-health", "in force")
    .replace("id: council-mental-health", "id: council-mental-health-2")
    .replace("2027-03-01", "2027-05-10")
    .replace("begins: 2027-04-01", "begins: 2027-06-01\n    varies: [council-mental-health]")
    .replace("acknowledged: 2027-03-08", "acknowledged: 2027-05-17")
)

ACCEPTED = (
    Accepted(
        "act-26-2-lead-agency-directions",
        "a lead agency directs the council",
        (Edit(DIRECTIONS, "recipient: S08000099", "recipient: S12000099"),),
        base="lead agency",
        stage=Stage.IN_FORCE,
    ),
    Accepted(
        "act-26-4-5-shared-direction",
        "a function is carried out by two bodies jointly",
        (Edit(DIRECTIONS, "split: particular-things", "split: jointly", every=True),),
        base="in force",
    ),
    Accepted(
        "act-27-1-d-conditions",
        "a direction asks for a report",
        (
            Edit(
                DIRECTIONS,
                *_in(
                    DIRECTIONS,
                    "council-disability",
                    "    outcomes:",
                    "    conditions: [{text: Placements are reported, due: 2027-10-31}]\n    outcomes:",
                ),
            ),
        ),
        base="in force",
    ),
    Accepted(
        "act-27-5-a-vary-revoke",
        "a direction varies an earlier one",
        (Edit(DIRECTIONS, "  - id: council-carers\n", VARIED + "  - id: council-carers\n"),),
        base="in force",
    ),
    Accepted(
        "act-27-6-exempt-functions",
        "an order lets a function go undirected",
        (
            Edit(DIRECTIONS, ", palliative,", ","),
            Edit(
                FUNCTIONS,
                *_in(
                    FUNCTIONS,
                    "palliative",
                    "    minimum: yes\n",
                    "    minimum: yes\n    no_direction_needed: yes\n    order: SSI 2026/999 art 2\n",
                ),
            ),
        ),
        base="in force",
    ),
    Accepted(
        "act-28-set-aside-adjustments",
        "what was not used is paid back",
        (
            Edit(
                REPORTS,
                "used: 24050000, settled: 2028-06-29, settlement: 140000",
                "used: 24000000, settled: 2028-06-29, settlement: 190000",
            ),
        ),
        base="in-force",
    ),
    Accepted(
        "act-38-2-ground-for-direction",
        "both partners find that the plan keeps them from working properly",
        (Edit(REPLACE, "found_by: [S08000024]", "found_by: [S08000024, S12000010]"),),
        base="directed",
    ),
    Accepted(
        "act-41-5-expenses",
        "carers have their expenses paid",
        (Edit(DECISIONS, "date: 2028-04-19}", "date: 2028-04-19, expenses: Replacement care}"),),
        base="in-force",
    ),
    Accepted(
        "act-49-information-sharing-power",
        "information is shared in spite of a duty of confidence",
        (
            Edit(
                REQUESTS,
                *_in(
                    REQUESTS,
                    "social-care-returns",
                    "    power: 2014 Act s34\n",
                    "    power: 2014 Act s49\n    confidential: yes\n    data_protection: 2025-10-02\n",
                    "sample",
                ),
            ),
        ),
    ),
    Accepted(
        "regs-283-2-scheme-only",
        "other councils get the second draft",
        (Edit("consultation/draft-2/round.yaml", "  sent_to:\n", "  sent_to:\n    - Midlothian Council\n"),),
    ),
)
