"""Who is asked and how, beyond what the Act prescribes (guidance 2015 Annex A (d), (e))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.consultation import Consultee, Consultees, ConsulteeTest, EngagementPlan, Standard
from scp.model.engagement import EngagementLog
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.days import MEND, done_by, reached_on, stage_day, why_not
from scp.requirements.generic import covers, path_of, place_of
from scp.requirements.registry import When, rule
from scp.requirements.rules.drafting import round_file, sent_second_draft
from scp.requirements.words import count, each_or_one, fill_in, listed, within

CONSULTEES = "registers/consultees.yaml"
BODIES = {
    "advocacy": "an advocacy body",
    "joint-planning": "a joint planning group",
    "locality-group": "a locality group",
    "community-planning": "a community planning body",
}


@rule("guidance-2015-a-d-use-existing-groups", where=(Consultees,))
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


@rule("guidance-2015-a-d-third-sector-interface", where=(Consultees, "consultation/draft-2/round.yaml", EngagementLog))
def third_sector_interface(plan: Plan, when: When) -> Iterator[Problem]:
    """The third sector interface is among those asked, helped to write each stage so far, and got the second draft."""
    interfaces = [each for each in plan.consultees.consultees if each.third_sector_interface]
    if not interfaces:
        yield Problem(
            within(plan.consultees, CONSULTEES, "consultees"),
            "Nobody who is asked is marked as the third sector interface",
            "Mark it where it is listed with `third_sector_interface: yes`, or add it under `consultees:`, for example: "
            "`- {id: tsi, name: Third sector interface, group: consultee-third-sector, third_sector_interface: yes}`.",
        )
        return
    ids = {each.id for each in interfaces}
    for stage in (Stage.PROPOSALS, Stage.DRAFT_1, Stage.DRAFT_2):
        if stage <= when.stage:
            yield from _contribution(plan, when, stage, ids, interfaces[0])
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


def _contribution(plan: Plan, when: When, stage: Stage, ids: set[str], interface: Consultee) -> Iterator[Problem]:
    """A problem where the interface contributed to the document of *stage* neither in the log nor in its round."""
    following = reached_on(plan, stage.next, when) if stage.next else None
    told = [
        each
        for each in plan.of(EngagementLog).entries
        if each.stage is stage and ids & set(each.consultees) and each.heard and done_by(plan, when, each.date)
    ]
    late = [each for each in told if following and each.date and each.date > following]
    views = [view for view in getattr(plan.round(stage), "views", ()) if view.source in ids]
    if views or len(told) > len(late):
        return
    if late:
        yield Problem(
            late[0].at_key("date"),
            f"What {interface.name} contributed to the {stage.words} is dated after the next stage was made",
            "Correct the day, or the stage that it was about.",
        )
        return
    yield Problem(
        place_of(plan, EngagementLog),
        f"Nothing says what {interface.name} contributed to the {stage.words}",
        f"Record it in {path_of(EngagementLog)}: `- {{id: interface-{stage}, title: …, date: {when.day}, phase: "
        f"preparation, stage: {stage}, consultees: [{interface.id}], heard: …}}`.",
    )


def engagement_plan(plan: Plan) -> EngagementPlan | None:
    """The engagement plan of the earliest round that has one."""
    return next((each.engagement_plan for stage in Stage if (each := plan.round(stage)) and each.engagement_plan), None)


@rule("guidance-2015-a-e-engagement-plan", where=("consultation/proposals/round.yaml",))
def engagement_plan_agreed_early(plan: Plan, when: When) -> Iterator[Problem]:
    """A plan for asking people was agreed by the day of the proposals, with its audiences."""
    agreed = engagement_plan(plan)
    if agreed is None:
        yield Problem(
            round_file(plan, Stage.PROPOSALS),
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


@rule("guidance-2015-a-e-variety-of-methods", where=("consultation/draft-2/round.yaml",))
def ways_of_two_kinds(plan: Plan, when: When) -> Iterator[Problem]:
    """People could take part in at least two kinds of way: in the second draft's round once that has begun."""
    round = plan.round(Stage.DRAFT_2)
    rounds = [each for stage in Stage if (each := plan.round(stage))]
    judged = [round] if round and when.stage > Stage.DRAFT_2 else rounds
    kinds = {method.kind for each in judged for method in each.methods}
    if len(kinds) < 2:
        at = judged[-1].at_key("methods") if judged else round_file(plan, Stage.DRAFT_2)
        yield Problem(
            at,
            "People could take part in no way that is recorded"
            if not kinds
            else f"People could take part in one kind of way only: {listed(kinds)}",
            "Write at least two kinds: `methods: [{kind: meeting, about: Four evenings in libraries, people: 86}, "
            "{kind: questionnaire, about: Online and on paper}]`.",
        )


@rule("guidance-2015-a-e-equalities", where=("consultation/proposals/round.yaml",))
def barriers_are_met(plan: Plan, when: When) -> Iterator[Problem]:
    """The engagement plan names who faces barriers, and the help given."""
    agreed = engagement_plan(plan)
    if agreed is None or not agreed.barriers:
        yield Problem(
            agreed.at if agreed else round_file(plan, Stage.PROPOSALS),
            "Nothing says which groups face barriers to taking part, and what help they get",
            fill_in(agreed, 'barriers: ["Deaf people: interpreter at each meeting"]', under="engagement_plan"),
        )


@rule("guidance-2015-a-e-wide-sharing", where=("consultation/draft-2/round.yaml", Consultees))
def second_draft_shared_widely(plan: Plan, when: When) -> Iterator[Problem]:
    """The second draft went to advocacy, joint planning, locality and community planning bodies."""
    round = plan.round(Stage.DRAFT_2)
    kinds = {each.id: each.kind for each in plan.consultees.consultees}
    sent = {kinds.get(each.consultee) for each in sent_second_draft(plan, when) if each.consultee}
    missing = [kind for kind in BODIES if kind not in sent]
    if missing:
        yield Problem(
            round.at_key("asked") if round else round_file(plan, Stage.DRAFT_2),
            f"The second draft was not sent to {listed(BODIES[each] for each in missing)}, as far as is recorded",
            f"Mark each in {CONSULTEES}, for example `kind: {missing[0]}`, and name it under `asked:` with `sent:`.",
        )


@rule("guidance-2015-a-e-proportionate-reps", where=(Consultees,))
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


@rule("regs-283-5-qualifying-tests", where=(Consultees,))
def consultees_pass_their_test(plan: Plan, when: When) -> Iterator[Problem]:
    """Each who got the second draft for a prescribed group passes that group's test."""
    groups = {each.id: each for each in lists.consultee_groups()}
    sent = {each.consultee for each in sent_second_draft(plan, when)}
    unsaid = []
    for each in plan.consultees.consultees:
        if each.group is None or each.id not in sent:
            continue
        group = groups[each.group]
        test = ConsulteeTest(group.test)
        facts = ["in_area"] if test is ConsulteeTest.OPERATES else ["in_area", "integrated_services"]
        lacking = [key for key in ("test", *facts) if getattr(each, key) is None]
        if lacking:
            unsaid.append(
                Problem(
                    each.at_key(lacking[0]),
                    f"{each.name}: nothing says {listed(f'`{key}`' for key in lacking)}, by which it counts for "
                    f'"{group.group}"',
                    f"The test: {group.test_means}. "
                    + fill_in(each, *(f"{key}: {test.value if key == 'test' else 'yes'}" for key in lacking)),
                )
            )
        elif each.test is not test:
            yield Problem(
                each.at_key("test"),
                f"{each.name}: tested by '{each.test.value if each.test else ''}'; for \"{group.group}\" the test is "
                f"'{test.value}'",
                f"The test: {group.test_means}. Write `test: {test.value}`.",
            )
        else:
            for key in facts:
                if getattr(each, key) is False:
                    yield Problem(
                        each.at_key(key),
                        f'{each.name} does not count for "{group.group}": `{key}` is no',
                        f"The test: {group.test_means}. Send the draft to somebody who passes it, or correct the answer.",
                    )
    yield from each_or_one(
        unsaid,
        lambda: Problem(
            unsaid[0].at,
            f"Nothing says of {len(unsaid)} consultees by which test they count for their group",
            f"Write in each entry of {CONSULTEES} `test:`, `in_area:` and, but for housing and third sector bodies, "
            "`integrated_services:`; `scplan explain regs-283-5-qualifying-tests` shows one.",
        ),
    )


@rule("regs-283-non-professional-staff", where=("consultation/draft-2/round.yaml", Consultees))
def other_staff_got_the_second_draft(plan: Plan, when: When) -> Iterator[Problem]:
    """Somebody who stands for staff who are no registered professionals got the second draft."""
    staff = [each for each in plan.consultees.consultees if each.group == "other-staff"]
    sent = {each.consultee for each in sent_second_draft(plan, when)}
    if any(each.id in sent for each in staff):
        return
    round = plan.round(Stage.DRAFT_2)
    if not staff:
        yield Problem(
            within(plan.consultees, CONSULTEES, "consultees"),
            "Nobody stands for staff of the council and the Health Board who are not registered professionals",
            "Add their body under `consultees:`, for example: `- {id: joint-staff-forum, name: Joint staff forum, "
            "group: other-staff}`, and send it the second draft.",
        )
    else:
        yield Problem(
            round.at_key("asked") if round else round_file(plan, Stage.DRAFT_2),
            f"The second draft was not sent to {staff[0].name}, which stands for staff who are not registered "
            "professionals, as far as is recorded",
            f"Add under `asked:`: `- {{consultee: {staff[0].id}, sent: {when.day}, how: meeting}}`.",
        )


@rule("guidance-refreshed-pwp-engagement-strategy", where=("consultation/proposals/round.yaml",))
def engagement_is_part_of_a_strategy(plan: Plan, when: When) -> Iterator[Problem]:
    """The engagement plan names its parent strategy, the community members who planned it and its resources."""
    agreed = engagement_plan(plan)
    words = {
        "strategy": "of which wider strategy it is part (`strategy:`)",
        "planned_with": "which community members planned it (`planned_with:`)",
        "planned_from": "from when they did (`planned_from:`)",
        "resources": "with what resources (`resources:`)",
    }
    missing = [key for key in words if agreed is None or not getattr(agreed, key)]
    if missing:
        yield Problem(
            agreed.at if agreed else round_file(plan, Stage.PROPOSALS),
            f"Nothing says, of the engagement plan, {listed(words[key] for key in missing)}",
            fill_in(
                agreed,
                *([] if "strategy" not in missing else ["strategy: Community engagement strategy 2025-2030"]),
                *([] if "planned_with" not in missing else ["planned_with: [Carers' forum]"]),
                *([] if "planned_from" not in missing else ["planned_from: 2025-10-02"]),
                *([] if "resources" not in missing else ["resources: [One officer for two days a week]"]),
                under="engagement_plan",
            ),
        )
    elif agreed and agreed.planned_from and agreed.agreed and agreed.planned_from > agreed.agreed:
        yield Problem(
            agreed.at_key("planned_from"),
            f"Community members took part in planning from {in_words(agreed.planned_from)}, after the engagement plan "
            f"was agreed ({in_words(agreed.agreed)})",
            "They plan it from the earliest stage: correct the day, or agree the plan anew with them.",
        )


@rule("response-2012-involve-people-rule", where=("consultation/proposals/round.yaml",))
def national_standards_are_checked_off(plan: Plan, when: When) -> Iterator[Problem]:
    """The engagement plan says how it meets each national standard for community engagement."""
    agreed = engagement_plan(plan)
    yield from covers(
        {each.value: each.words.capitalize() for each in Standard},
        [each.standard.value for each in agreed.standards] if agreed else [],
        agreed.at_key("standards") if agreed else round_file(plan, Stage.PROPOSALS),
        "the engagement plan is not checked off against this national standard",
        lambda id: (
            f"Write under `engagement_plan:`, for example: `standards: [{{standard: {id}, how: …, checked: {when.day}}}]`."
        ),
    )
    for each in agreed.standards if agreed else ():
        lacking = [key for key in ("how", "checked") if getattr(each, key) is None]
        if lacking:
            yield Problem(
                each.at,
                f"National standard on {each.standard.words}: nothing says {listed(f'`{key}:`' for key in lacking)}",
                fill_in(each, *(f"{key}: {'…' if key == 'how' else when.day}" for key in lacking)),
            )
        elif each.checked and (why := why_not(plan, when, each.checked)):
            yield Problem(
                each.at_key("checked"),
                f"National standard on {each.standard.words}: checked on {in_words(each.checked)}, {why}",
                MEND,
            )
