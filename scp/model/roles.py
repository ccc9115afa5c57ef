"""The parts that sections of real plans play, in the order in which plans have them."""

from __future__ import annotations

from typing import NamedTuple

from scp.model.stage import Stage


class Role(NamedTuple):
    """A part that one narrative section plays; *number* orders its file, *stage* is when it is first needed."""

    id: str
    number: int
    title: str
    stage: Stage
    about: str
    requirement: str = ""


ROLES = (
    Role(
        "proposals",
        5,
        "What the plan should contain",
        Stage.PROPOSALS,
        "The proposals on which the planning group gives its first views: what the plan should cover and how it should be arranged. Printed in the proposals document, not in the plan.",
        "act-33-2-a-proposals",
    ),
    Role(
        "foreword",
        10,
        "Foreword",
        Stage.DRAFT_1,
        "A page from the chair and the chief officer: why this plan, and thanks to those who took part.",
    ),
    Role("summary", 20, "Summary", Stage.DRAFT_1, "The whole plan on one or two pages."),
    Role(
        "introduction",
        30,
        "About this plan",
        Stage.DRAFT_1,
        "What the plan is, whom it is for, which services it covers and what it follows.",
        "guidance-2015-2-6-minimum-scope",
    ),
    Role(
        "vision",
        40,
        "Our vision",
        Stage.PROPOSALS,
        "What life will be like for people if the plan works.",
        "guidance-2015-6-4-vision-culture-impact",
    ),
    Role(
        "case-for-change",
        50,
        "Our area and why things must change",
        Stage.PROPOSALS,
        "The people, their needs, how well services do now, and what happens if nothing changes.",
        "guidance-2015-a-f-jsna",
    ),
    Role(
        "context",
        60,
        "Law, policy and other plans",
        Stage.DRAFT_1,
        "The law, national policy and the local plans that this one must fit with.",
        "guidance-2015-a-b-local-policies",
    ),
    Role(
        "engagement",
        70,
        "What people told us",
        Stage.DRAFT_1,
        "Who was asked, what they said and what changed because of it.",
        "guidance-2015-2-2-stakeholders-throughout",
    ),
    Role(
        "priorities",
        80,
        "Our priorities",
        Stage.DRAFT_1,
        "How the priorities were chosen. The priorities themselves come from priorities.yaml and follow this section.",
        "guidance-2015-6-2-prioritisation",
    ),
    Role(
        "localities",
        90,
        "Our localities",
        Stage.DRAFT_1,
        "How the area is divided and why. Map, figures and each locality's own arrangements follow this section.",
        "act-29-3-a-two-localities",
    ),
    Role(
        "care-groups",
        100,
        "Our care groups",
        Stage.DRAFT_1,
        "How the plan is arranged for groups of people. The section on each group follows.",
        "guidance-2015-2-3-all-adult-groups",
    ),
    Role(
        "hospital",
        110,
        "Hospital care and the set aside",
        Stage.DRAFT_1,
        "Hospital services in scope: capacity, the amount set aside, and who else uses the hospital.",
        "guidance-2015-4-7-hospital-planning",
    ),
    Role(
        "housing",
        120,
        "Housing's contribution",
        Stage.DRAFT_1,
        "How housing helps: advice on options, suitable homes, preventative services, community capacity, planning together.",
        "guidance-2015-a-d-housing-contribution",
    ),
    Role(
        "workforce",
        130,
        "Our workforce",
        Stage.DRAFT_1,
        "The people who do the work: numbers, skills, how they are supported.",
        "guidance-2015-a-d-workforce",
    ),
    Role(
        "market",
        140,
        "Working with providers",
        Stage.DRAFT_1,
        "Which services are wanted, how much and of what kind, and what happens when a provider fails.",
        "guidance-2015-a-g-market-facilitation",
    ),
    Role(
        "money",
        150,
        "Our money",
        Stage.DRAFT_1,
        "How much there is, what it will be spent on and how spending will move. The tables come from finance/lines.csv and follow this section.",
        "guidance-2015-6-2-resources-by-care-group",
    ),
    Role(
        "governance",
        160,
        "Clinical and care governance",
        Stage.DRAFT_1,
        "The group that watches over quality and safety, the lead officers and the reporting route.",
        "guidance-2015-6-2-clinical-care-governance",
    ),
    Role(
        "performance",
        170,
        "How we will know",
        Stage.DRAFT_1,
        "How progress is measured, reported and acted on. The measures of each priority follow this section.",
        "guidance-2015-7-2-improvement-by-indicator",
    ),
    Role(
        "next-steps",
        180,
        "What happens next",
        Stage.DRAFT_1,
        "Putting the plan into effect, reporting each year, reviewing within three years.",
    ),
)


def role(id: str) -> Role | None:
    """The role called *id*."""
    return next((each for each in ROLES if each.id == id), None)
