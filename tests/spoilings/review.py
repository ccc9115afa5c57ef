"""A plan in force: decisions outside it, and its review (ss36, 37; guidance 2015 Annex A (i))."""

from datetime import date

from spoiling import REVIEWED, Accepted, Edit, Spoiling, unsigned

from scp.model.stage import Stage

REVIEWS, DECISIONS = "registers/reviews.yaml", "registers/decisions.yaml"


def _review(id: str, name: str, old: str, words: str, new: str = "", **rest) -> Spoiling:
    return Spoiling(id, name, REVIEWS, old, new, words=words, base="reviewed", **rest)


def _decision(id: str, name: str, old: str, words: str, new: str = "") -> Spoiling:
    return Spoiling(id, name, DECISIONS, old, new, words=words, base="reviewed")


SPOILINGS = (
    _decision(
        "act-36-1-2-significance-test",
        "nothing says why a decision is significant",
        "    significant_reason: 900 people go there\n",
        "- id: haddington-clinic",
    ),
    _decision(
        "act-36-3-a-group-views",
        "the group's views before a decision have no answer",
        ", answer: A room is kept}",
        "group_views: {asked: 2028-05-04",
        "}",
    ),
    _decision(
        "act-36-3-b-user-involvement",
        "nobody who may come to use the service was involved before a decision",
        "      - {who: Newly diagnosed people, users: prospective, action: A questionnaire, date: 2028-04-20}\n",
        "involvement:",
    ),
    Spoiling(
        "act-37-10-relevant-period",
        "a first plan does not know its integration start day",
        "plan.yaml",
        "  start_day: 2027-04-01\n",
        words="date: 2015-06-01",
        also=("act-37-1-a-review-in-time", "act-29-5-first-plan-before-start"),
        base="first plan",
    ),
    Spoiling(
        "act-37-10-relevant-period",
        "the day on which the plan takes effect is not stated",
        "plan.yaml",
        "{start: 2027-04-01, end: 2030-03-31}",
        "{end: 2030-03-31}",
        words="period: {end: 2030-03-31}",
        also=("act-37-1-a-review-in-time", "act-29-2-a-period", "act-37-9-start-day"),
        base="in force",
    ),
    _review(
        "act-37-1-a-review-in-time",
        "three years are over and the review is not finished",
        "    completed: 2029-11-01\n",
        "- id: review-1",
        stage=Stage.IN_FORCE,
        day=date(2030, 4, 2),
    ),
    _review(
        "act-37-2-a-regard-in-review",
        "the review says nothing on a principle",
        "      principle-vi: Better than in 2027 in both localities\n",
        "principles:",
    ),
    _review(
        "act-37-2-b-i-views-on-effectiveness",
        "what the group said of how the arrangements work is not on record",
        "views: Good but for weekends, ",
        "effectiveness: {asked: 2029-06-14",
    ),
    _review(
        "act-37-2-b-ii-views-on-replacing",
        "what the group said of replacing the plan is not on record",
        "views: Replace it, ",
        "replacing: {asked: 2029-06-14",
    ),
    _review(
        "act-37-3-replace-or-not",
        "nothing says when it was decided to replace the plan",
        "    decided: 2029-12-13\n",
        "- id: review-1",
    ),
    Spoiling(
        "act-37-5-information-for-review",
        "the Health Board has not given what the review needs",
        "registers/information-requests.yaml",
        ", met: 2029-05-29}",
        "}",
        words="id: review-admissions",
        base="reviewed",
    ),
    _review(
        "guidance-2015-a-i-review-indicators",
        "the review does not say which indicators it looked at",
        "    indicators: Core indicators 1 to 20, as published in July 2029\n",
        "- id: review-1",
    ),
    *(unsigned(id, "reviewed") for id in REVIEWED),
)

ACCEPTED = (
    Accepted(
        "act-37-1-b-extra-reviews",
        "the plan is reviewed a second time, between the reviews that the Act asks for",
        (
            Edit(
                REVIEWS,
                "reviews:\n",
                "reviews:\n  - {id: extra, kind: additional, opened: 2028-05-01, completed: 2028-09-01, "
                "contracts: [early], replace_plan: no, decided: 2028-09-28, decision: 'Board, 28 September 2028, item 7'}\n",
            ),
            Edit(
                "registers/procurement.yaml",
                "procurement:\n",
                "procurement:\n  - {id: early, title: Transport, intention: stay-steady, route: Grant, start: 2027-07-01, "
                "end: 2030-06-30, value: 9000, findings: [{date: 2028-06-01, finding: Two vans are enough}]}\n",
            ),
            Edit(
                "performance/reports.yaml",
                "    title: Annual performance report 2028-29\n",
                "    title: Annual performance report 2028-29\n    plan_reviews:\n      - {review: extra, reasons: A van was "
                "given up, revised: no}\n",
            ),
        ),
        base="reviewed",
    ),
)
