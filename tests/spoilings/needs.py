"""Needs, options, risks and trends."""

from spoiling import Spoiling

from scp.model.stage import Stage

NEEDS, APPRAISALS, RISKS = "registers/needs.yaml", "registers/appraisals.yaml", "registers/risks.yaml"
PRIORITIES = "priorities.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-2015-a-f-jsna",
        "a priority cites no finding of the needs assessment",
        PRIORITIES,
        "    needs: [carers-strained]\n",
        words="- id: carers-count",
    ),
    Spoiling(
        "guidance-2015-a-f-jsna",
        "nothing is found of one locality",
        NEEDS,
        "    localities: [east-lothian-east]\n",
        words="needs:",
    ),
    Spoiling(
        "guidance-2015-a-f-jsna",
        "a figure has no source",
        NEEDS,
        "    source: Worked example\n",
        words="- id: distance",
    ),
    Spoiling(
        "guidance-refreshed-c-jsna",
        "the needs assessment was too old when the plan was made final",
        NEEDS,
        "lasts_months: 24",
        "lasts_months: 6",
        words="completed: 2026-01-15",
        stage=Stage.PUBLISHED,
    ),
    Spoiling(
        "guidance-2015-a-f-transparent-appraisal",
        "the method was published after it was first used",
        APPRAISALS,
        "published: 2026-02-02",
        "published: 2026-02-12",
        words="published: 2026-02-12",
    ),
    Spoiling(
        "guidance-2015-6-2-prioritisation",
        "a commitment has no score for one criterion",
        PRIORITIES,
        "scores: {matters: 4, prevents: 3, reaches: 3, doable: 4, pays: 4}",
        "scores: {matters: 4, prevents: 3, reaches: 3, doable: 4}",
        words="- id: classes",
    ),
    Spoiling(
        "guidance-2015-2-5-disinvestment",
        "two day centres close, and no option appraisal is named",
        PRIORITIES,
        "        appraisals: [day-services]\n",
        words="- id: days-out-of-buildings",
    ),
    Spoiling(
        "guidance-2015-2-5-disinvestment",
        "the option chosen is not the one that comes first, and nothing says why",
        APPRAISALS,
        "chosen: fewer-20",
        "chosen: fewer-35",
        words="chosen: fewer-35",
    ),
    Spoiling(
        "guidance-2015-a-i-emerging-risks",
        "nothing was decided about a trend in half a year",
        RISKS,
        "    decided: 2028-03-23\n    decision: Staff of the hubs are shared anew each quarter (Board, 23 March 2028, item 7)\n",
        words="- id: young-adults",
        base="reviewed",
        stage=Stage.REVIEW,
    ),
    Spoiling(
        "msg-expect-risks",
        "nothing says what is done about a joint risk",
        RISKS,
        "    mitigation: The care academy, paid travel time, and no bed closes before the care that replaces it is there\n",
        words="- id: home-carers",
        base="in force",
    ),
)
