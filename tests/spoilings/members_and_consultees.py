"""Who counts as a member or consultee, and how members are helped (SSI 2014/283, 307, 308; review of 2019, 6(iii))."""

from spoiling import Edit, Spoiling

from scp.model.stage import Stage

GROUP, CONSULTEES = "registers/planning-group.yaml", "registers/consultees.yaml"
PROPOSALS, THIRD = "consultation/proposals/round.yaml", "consultation/draft-2/round.yaml"
QUESTIONS, LOG = "registers/group-questions.yaml", "registers/engagement-log.yaml"
CARER = "    holder: Carer of a person with heart failure, put forward by the carers' centre\n"

SPOILINGS = (
    Spoiling(
        "regs-308-area-tests",
        "a carer was asked where the carer lives, and not where the person cared for does",
        GROUP,
        CARER + "    area_test: cares-for-resident\n",
        CARER + "    area_test: resides  # the carer\n",
        words="# the carer",
    ),
    Spoiling(
        "regs-308-area-tests",
        "nobody asked the owner of the pharmacy whether it is in the area",
        GROUP,
        "for the pharmacy contractors' committee\n    area_test: operates\n",
        "for the pharmacy contractors' committee\n",
        words="- id: pharmacy",
    ),
    Spoiling(
        "regs-308-third-sector",
        "nothing says what kind of third sector body holds the seat",
        GROUP,
        "    body_kind: representative-group\n",
        words="- id: third-sector",
    ),
    Spoiling(
        "regs-307-professionals",
        "the health professional is of a register of social care",
        GROUP,
        "    professional: gmc\n",
        "    professional: care-and-support\n",
        words="professional: care-and-support",
    ),
    Spoiling(
        "regs-307-professionals",
        "nothing says in which register the social worker is",
        GROUP,
        "    professional: sssc\n",
        words="- id: social-work",
    ),
    Spoiling(
        "regs-283-5-qualifying-tests",
        "patients live in the area and use no integrated service",
        CONSULTEES,
        "    why_representative: Open to anybody registered with a practice; its members come from eleven of the fifteen.\n",
        "    why_representative: Open to all.\n    # patients\n",
        more=(
            Edit(
                CONSULTEES,
                "    group: consultee-health-users\n    test: user\n    in_area: yes\n    integrated_services: yes\n"
                "    satisfied_by: The group takes in people who live here and use these services, and asked its members.\n"
                "    why_representative: Open to all.",
                "    group: consultee-health-users\n    test: user\n    in_area: yes\n    integrated_services: no\n"
                "    satisfied_by: It asked.\n    why_representative: Open to all.",
            ),
        ),
        words="integrated_services: no",
    ),
    Spoiling(
        "regs-283-non-professional-staff",
        "the second draft did not go to the forum of staff who are not registered",
        THIRD,
        "  - {consultee: joint-staff-forum, sent: 2026-09-15, how: meeting}\n",
        words="asked:",
        also=("act-33-5-d-send-to-group-representatives",),
    ),
    Spoiling(
        "guidance-2015-4-3-group-questions",
        "the questions on dementia were not answered",
        QUESTIONS,
        "    care_group: dementia\n",
        "    care_group: carers\n",
        words="questions:",
    ),
    Spoiling(
        "guidance-2015-4-3-group-questions",
        "the questions on dementia were answered at a meeting that the group did not hold",
        QUESTIONS,
        "    care_group: dementia\n    meeting: 2026-01-22\n",
        "    care_group: dementia\n    meeting: 2026-01-23\n",
        words="meeting: 2026-01-23",
    ),
    Spoiling(
        "guidance-2015-a-d-third-sector-interface",
        "nothing says what the interface contributed to the first draft",
        LOG,
        "    heard: Which promises charities can help to keep, and at what price.\n",
        words="entries:",
        stage=Stage.PUBLISHED,
    ),
    Spoiling(
        "guidance-2015-a-d-partner-skills",
        "those who commission learnt nothing about the third sector",
        "registers/development-log.yaml",
        "    sectors: [third-sector, community]\n",
        "    sectors: [community]\n",
        words="activities:",
        base="in force",
    ),
    Spoiling(
        "msg-6-iii-support-representatives",
        "nobody can read which expenses are paid",
        GROUP,
        "expenses_policy: evidence/members-expenses.md\n",
        words="established: 2016-02-25",
    ),
    Spoiling(
        "msg-6-iii-support-representatives",
        "the papers for a meeting went out four days before it",
        GROUP,
        "    papers_sent: 2027-01-22\n",
        "    papers_sent: 2027-01-31\n",
        words="papers_sent: 2027-01-31",
        also=("guidance-2015-a-d-support-members",),
    ),
    Spoiling(
        "guidance-refreshed-pwp-engagement-strategy",
        "nobody of the community planned the engagement",
        PROPOSALS,
        "  planned_with:\n    - Two members of the East Lothian patients' forum\n    - A carer, put forward by the carers' centre\n"
        "    - Two members of Talking Together, with a supporter\n"
        "    - A community councillor from the villages south of Tranent\n",
        words="paper: evidence/engagement-plan.md",
    ),
    Spoiling(
        "response-2012-involve-people-rule",
        "the engagement plan was not checked against the standard on impact",
        PROPOSALS,
        '    - {standard: impact, how: "What changed is written beside each view; the team looks back after each round", '
        "checked: 2026-01-27}\n",
        words="standards:",
    ),
)
