"""Who is asked and how, beyond what the Act prescribes (guidance 2015 Annex A (d), (e))."""

from spoiling import Accepted, Edit, Spoiling

from scp.model.stage import Stage

FIRST, SECOND, THIRD = (f"consultation/{stage}/round.yaml" for stage in ("proposals", "draft-1", "draft-2"))
CONSULTEES = "registers/consultees.yaml"

SPOILINGS = (
    Spoiling(
        "guidance-2015-a-d-use-existing-groups",
        "nobody was asked in a new way",
        CONSULTEES,
        words="consultees:",
        more=(Edit(CONSULTEES, "established: new\n", "established: established\n", every=True),),
    ),
    Spoiling(
        "guidance-2015-a-d-third-sector-interface",
        "nobody is marked as the third sector interface",
        CONSULTEES,
        "    third_sector_interface: true\n",
        words="consultees:",
    ),
    Spoiling(
        "guidance-2015-a-d-third-sector-interface",
        "the second draft did not go to the third sector interface",
        THIRD,
        "  - {consultee: third-sector-interface, sent: 2026-09-15, how: e-mail}\n",
        words="asked:",
        also=("act-33-5-d-send-to-group-representatives",),
        stage=Stage.PUBLISHED,  # at the proposals there is no second draft to send
    ),
    Spoiling(
        "guidance-2015-a-e-engagement-plan",
        "nothing says when the engagement plan was agreed",
        FIRST,
        "  agreed: 2026-01-29\n",
        words="paper: evidence/engagement-plan.md",
    ),
    Spoiling(
        "guidance-2015-a-e-variety-of-methods",
        "people could take part in meetings and in no other way",
        THIRD,
        words="methods:",
        more=tuple(
            Edit(path, f"{{kind: {kind},", "{kind: meeting,")
            for path, kinds in (
                (FIRST, ("written", "interactive")),
                (SECOND, ("focus-group", "written")),
                (THIRD, ("questionnaire", "focus-group", "interactive", "written")),
            )
            for kind in kinds
        ),
    ),
    Spoiling(
        "guidance-2015-a-e-equalities",
        "the groups who face barriers stand among the audiences, as if nothing were done for them",
        FIRST,
        "  barriers:\n",
        words="paper: evidence/engagement-plan.md",
    ),
    Spoiling(
        "guidance-2015-a-e-wide-sharing",
        "the second draft went to no advocacy body",
        CONSULTEES,
        "    kind: advocacy\n",
        at=THIRD,
        words="asked:",
    ),
)

ACCEPTED = (
    Accepted(
        "guidance-2015-a-e-proportionate-reps",
        "one forum stands for people who use social care, and why is on record",
        (
            Edit(
                CONSULTEES,
                "    why_representative: Sixteen people who live in supported living, with family or alone, from both "
                "localities.\n",
                "    why_representative: Reasonably recognised by the forum of social care users as speaking for its "
                "members.\n",
            ),
        ),
    ),
)
