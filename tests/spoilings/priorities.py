"""Strategic priorities (guidance 2015)."""

from spoiling import Accepted, Edit, Spoiling

PRIORITIES = "priorities.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-2015-2-2-core-aims",
        "no priority serves the aim of seamless care",
        PRIORITIES,
        "aims: [seamless-care, ",
        "aims: [",
        words="- id: well-for-longer",
        more=(Edit(PRIORITIES, ", seamless-care]", "]", every=True),),
    ),
    Spoiling(
        "guidance-2015-3-2-four-pillars",
        "no priority serves the pillar on the workforce",
        PRIORITIES,
        "pillars: [workforce, performance]",
        "pillars: [performance]",
        words="- id: well-for-longer",
    ),
    Spoiling(
        "guidance-2015-2-3-community-capacity",
        "no commitment builds up communities",
        PRIORITIES,
        "kinds: [community-capacity, ",
        "kinds: [",
        words="- id: well-for-longer",
        more=(Edit(PRIORITIES, ", community-capacity", "", every=True),),
    ),
    Spoiling(
        "guidance-2015-2-3-community-capacity",
        "the one commitment that builds up communities has no means",
        PRIORITIES,
        "        resource: £120,000 a year\n",
        words="- id: village-helpers",
        also=("guidance-2015-a-g-implementation-plan",),
        base="small",
    ),
    Spoiling(
        "guidance-2015-3-3-prevention-for-small-needs",
        "no commitment prevents needs of people with an alcohol or drug problem",
        PRIORITIES,
        "kinds: [prevention, workforce, community-capacity, invest]",
        "kinds: [workforce, community-capacity, invest]",
        words="- id: well-for-longer",
        more=(
            Edit(
                PRIORITIES,
                "care_groups: [long-term-conditions, mental-health, alcohol-drugs, physical-disability]",
                "care_groups: [long-term-conditions, mental-health, physical-disability]",
            ),
        ),
    ),
    Spoiling(
        "guidance-2015-3-3-evidence-of-difference",
        "a priority has no measure of how it was for people",
        PRIORITIES,
        "      - indicator: ni-2\n        kind: experience\n",
        "      - indicator: ni-18\n        kind: activity\n",
        words="- id: home-first",
    ),
    Spoiling(
        "guidance-2015-4-1-cycle",
        "a priority says nothing of what was chosen, and from what",
        PRIORITIES,
        "      plan: Classes in halls were chosen over a single exercise centre because people without a car can reach "
        "them.\n",
        words="- id: well-for-longer",
    ),
    Spoiling(
        "guidance-2015-6-4-vision-culture-impact",
        "nothing says when the vision was agreed",
        "narrative/040-vision.md",
        "agreed: 2026-08-27\n",
        words="title: Our vision",
    ),
    Spoiling(
        "guidance-2015-6-4-tell-the-story",
        "a priority does not say how somebody's life will be better",
        PRIORITIES,
        "    story: A widower in Dunbar who gave up walking after a fall meets six others in the village hall each "
        "Tuesday, and walks to the shop again.\n",
        words="- id: well-for-longer",
    ),
    Spoiling(
        "guidance-2015-7-2-improvement-by-indicator",
        "a measure has no target",
        PRIORITIES,
        "        target: 100 in 2029-30\n",
        words="- id: home-first",
    ),
    Spoiling(
        "guidance-2015-a-d-workforce",
        "no priority serves the outcome on people who work in health and social care",
        PRIORITIES,
        "outcomes: [8, 9, 3]",
        "outcomes: [9, 3]",
        words="- id: well-for-longer",
    ),
)

ACCEPTED = (
    Accepted(
        "guidance-2015-b-draft-indicators",
        "a priority is measured by an indicator of the final suite, which the draft list of 2015 does not number so",
        (
            Edit(
                PRIORITIES,
                "      - indicator: ni-2\n",
                "      - indicator: ni-20\n        kind: activity\n        baseline: 24% in 2020-21\n"
                "        target: 22% in 2029-30\n      - indicator: ni-2\n",
            ),
        ),
    ),
)
