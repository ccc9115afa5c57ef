"""Who is asked and how, beyond what the Act prescribes (guidance 2015 Annex A (d), (e))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.consultation import EngagementPlan
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.requirements.days import stage_day
from scp.requirements.registry import When, rule
from scp.requirements.rules.drafting import round_file, sent_second_draft
from scp.requirements.words import count, fill_in, listed, within

CONSULTEES = "registers/consultees.yaml"
BODIES = {
    "advocacy": "an advocacy body",
    "joint-planning": "a joint planning group",
    "locality-group": "a locality group",
    "community-planning": "a community planning body",
}


@rule("guidance-2015-a-d-use-existing-groups")
def established_and_new_ways(plan: Plan, when: When) -> Iterator[Problem]:
    """Among those asked are established groups and at least one new way in."""
    marked = {each.established for each in plan.consultees.consultees}
    missing = [
        words
        for mark, words in (
            ("established", "an established group of users, carers or advocates"),
            ("new", "a new way in"),
        )
        if mark not in marked
    ]
    if missing:
        yield Problem(
            within(plan.consultees, CONSULTEES, "consultees"),
            f"Nobody who is asked is marked as {listed(missing)}",
            "Mark those that are listed with `established: established` or `established: new`, or add an entry under "
            "`consultees:`, for example: `- {id: carers-forum, name: Carers' forum, established: established}` or "
            "`- {id: pop-up-stalls, name: Stalls in supermarkets, established: new}`.",
        )


@rule(
    "guidance-2015-a-d-third-sector-interface",
    leaves="what the third sector interface contributed to the proposals and the first draft",
)
def third_sector_interface(plan: Plan, when: When) -> Iterator[Problem]:
    """The third sector interface is among those asked, and got the second draft."""
    interfaces = [each for each in plan.consultees.consultees if each.third_sector_interface]
    if not interfaces:
        yield Problem(
            within(plan.consultees, CONSULTEES, "consultees"),
            "Nobody who is asked is marked as the third sector interface",
            "Mark it where it is listed with `third_sector_interface: yes`, or add it under `consultees:`, for example: "
            "`- {id: tsi, name: Third sector interface, group: consultee-third-sector, third_sector_interface: yes}`.",
        )
        return
    round = plan.round(Stage.DRAFT_2)
    if (
        when.stage > Stage.DRAFT_2
        and round
        and not any(each.consultee == known.id for each in sent_second_draft(plan, when) for known in interfaces)
    ):
        yield Problem(
            round.at_key("asked"),
            f"The second draft was not sent to {interfaces[0].name}, as far as is recorded",
            f"Add under `asked:`: `- {{consultee: {interfaces[0].id}, sent: {when.day}, how: e-mail}}`.",
        )


def engagement_plan(plan: Plan) -> EngagementPlan | None:
    """The engagement plan of the earliest round that has one."""
    return next((each.engagement_plan for stage in Stage if (each := plan.round(stage)) and each.engagement_plan), None)


@rule("guidance-2015-a-e-engagement-plan")
def engagement_plan_agreed_early(plan: Plan, when: When) -> Iterator[Problem]:
    """A plan for asking people was agreed by the day of the proposals, with its audiences."""
    agreed = engagement_plan(plan)
    if agreed is None:
        yield Problem(
            round_file(Stage.PROPOSALS),
            "No plan for communication and engagement is recorded",
            "Write there: `engagement_plan: {paper: evidence/engagement-plan.pdf, agreed: 2026-02-26, audiences: "
            "[Carers, Young people]}`.",
        )
        return
    missing = [f"`{key}:`" for key in ("paper", "agreed", "audiences") if not getattr(agreed, key)]
    day = stage_day(plan, Stage.PROPOSALS, when)
    if missing:
        yield Problem(
            agreed.at,
            f"The engagement plan lacks {listed(missing)}",
            fill_in(
                agreed,
                *([] if agreed.paper else ["paper: evidence/engagement-plan.pdf"]),
                *([] if agreed.agreed else [f"agreed: {min(day, when.day)}"]),
                *([] if agreed.audiences else ["audiences: [Carers, Young people]"]),
                under="engagement_plan",
            ),
        )
    elif agreed.agreed and agreed.agreed > day:
        yield Problem(
            agreed.at_key("agreed"),
            f"The engagement plan was agreed on {in_words(agreed.agreed)}, after the proposals ({in_words(day)})",
            "Agree the next one before asking begins; correct the day if it is wrong.",
        )


@rule("guidance-2015-a-e-variety-of-methods")
def ways_of_two_kinds(plan: Plan, when: When) -> Iterator[Problem]:
    """People could take part in at least two kinds of way: in the second draft's round once that has begun."""
    round = plan.round(Stage.DRAFT_2)
    rounds = [each for stage in Stage if (each := plan.round(stage))]
    judged = [round] if round and when.stage > Stage.DRAFT_2 else rounds
    kinds = {method.kind for each in judged for method in each.methods}
    if len(kinds) < 2:
        at = judged[-1].at_key("methods") if judged else round_file(Stage.DRAFT_2)
        yield Problem(
            at,
            "People could take part in no way that is recorded"
            if not kinds
            else f"People could take part in one kind of way only: {listed(kinds)}",
            "Write at least two kinds: `methods: [{kind: meeting, about: Four evenings in libraries, people: 86}, "
            "{kind: questionnaire, about: Online and on paper}]`.",
        )


@rule("guidance-2015-a-e-equalities")
def barriers_are_met(plan: Plan, when: When) -> Iterator[Problem]:
    """The engagement plan names who faces barriers, and the help given."""
    agreed = engagement_plan(plan)
    if agreed is None or not agreed.barriers:
        yield Problem(
            agreed.at if agreed else round_file(Stage.PROPOSALS),
            "Nothing says which groups face barriers to taking part, and what help they get",
            fill_in(agreed, 'barriers: ["Deaf people: interpreter at each meeting"]', under="engagement_plan"),
        )


@rule("guidance-2015-a-e-wide-sharing")
def second_draft_shared_widely(plan: Plan, when: When) -> Iterator[Problem]:
    """The second draft went to advocacy, joint planning, locality and community planning bodies."""
    round = plan.round(Stage.DRAFT_2)
    kinds = {each.id: each.kind for each in plan.consultees.consultees}
    sent = {kinds.get(each.consultee) for each in sent_second_draft(plan, when) if each.consultee}
    missing = [kind for kind in BODIES if kind not in sent]
    if missing:
        yield Problem(
            round.at_key("asked") if round else round_file(Stage.DRAFT_2),
            f"The second draft was not sent to {listed(BODIES[each] for each in missing)}, as far as is recorded",
            f"Mark each in {CONSULTEES}, for example `kind: {missing[0]}`, and name it under `asked:` with `sent:`.",
        )


@rule("guidance-2015-a-e-proportionate-reps")
def why_they_stand_for_a_group(plan: Plan, when: When) -> Iterator[Problem]:
    """Whoever stands for a prescribed group: why, is worth writing down."""
    bare = [each for each in plan.consultees.consultees if each.group and each.why_representative is None]
    if bare:
        yield Problem(
            bare[0].at,
            f"Nothing says why {count(len(bare), 'consultee')} may be taken to stand for a group: "
            f"{listed(each.id for each in bare)}",
            fill_in(bare[0], 'why_representative: "Forum of all carers\' groups in the area"'),
            note=True,
        )
