"""Other authorities' services and plans, and other local plans (s30(3)-(4); guidance 2015 Annex A (b))."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.registers import LocalPlans, OtherPlan, SharedServices
from scp.problem import Problem
from scp.reference import lists
from scp.requirements.registry import Settled, When, rule
from scp.requirements.words import each_or_one, fill_in, listed, within

SHARED = "registers/shared-services.yaml"
LOCAL_PLANS = "registers/local-plans.yaml"
ASKED_FOR = (
    "outcomes-improvement-plan",
    "nhs-delivery-plan",
    "clinical-strategy",
    "housing-strategy",
    "community-plan",
    "council-plan",
)


@rule(
    "act-30-3-effect-on-other-authorities",
    signs="every service shared with another authority is listed and regard was had to the effect on it",
    where=(SharedServices,),
)
def effect_on_shared_services(plan: Plan, when: When) -> Iterator[Problem]:
    """Each shared service names who else uses it, the effect found and who was spoken to; or none is shared."""
    shared = plan.shared_services
    if not shared.shared_services and not shared.none_because:
        yield Problem(
            within(shared, SHARED),
            "No service, building or resource that other authorities use is listed, and nothing says that there is "
            "none",
            'List each, for example: `shared_services: [{id: emergency-care, service: "Emergency care in hospital", '
            'other_plans: [{authority: …}], effect: "Fewer admissions", contact: "The other planning team", '
            "contacted: 2026-10-05}]`; or write `none_because:` with the reason.",
        )
    for service in shared.shared_services:
        missing = [
            word
            for word, there in (
                ("the authorities that use it (`other_plans:`)", service.other_plans),
                ("what this plan does to it (`effect:`)", service.effect),
                ("who was spoken to (`contact:`)", service.contact),
                ("when (`contacted:`)", service.contacted),
            )
            if not there
        ]
        if missing:
            yield Problem(service.at, f"{service.service}: nothing says {listed(missing)}", "Add it to the entry.")


@rule("act-30-4-overlapping-periods", where=(SharedServices,))
def overlapping_plans_are_considered(plan: Plan, when: When) -> Iterator[Problem]:
    """Each other authority's plan whose period meets this one's, or which is being drafted, was considered."""
    if not plan.shared_services.shared_services and plan.shared_services.none_because:
        raise Settled(
            "no service is listed as shared; whether that is right is judged under act-30-3-effect-on-other-authorities"
        )
    for service in plan.shared_services.shared_services:
        for other in service.other_plans:
            if not other.in_preparation and _apart(plan, other):
                continue
            if not other.in_preparation and not (other.start and other.end):
                yield Problem(
                    other.at,
                    f"{service.service}: the period of {other.authority}'s plan is not given, so nobody can see "
                    "whether the two overlap",
                    "Write `start: 2025-04-01` and `end: 2030-03-31`, or `in_preparation: yes`.",
                )
            elif service.considered is None:
                why = "is being drafted" if other.in_preparation else "runs at the same time as this one"
                yield Problem(
                    other.at,
                    f"{service.service}: {other.authority}'s plan {why}, and nothing says what came of looking at it",
                    f"In the entry '{service.id}': " + fill_in(service, 'considered: "Both plans keep the ward open"'),
                )


def _apart(plan: Plan, other: OtherPlan) -> bool:
    """Whether the days that are known are enough to see that the two plans never run at once."""
    start, end = plan.period.start, plan.end
    return bool((other.end and start and other.end < start) or (other.start and end and other.start > end))


@rule("guidance-2015-a-b-local-policies", where=(LocalPlans,))
def fit_with_other_local_plans(plan: Plan, when: When) -> Iterator[Problem]:
    """Each kind of local plan that the guidance names has an entry with owner, period, address and fit, or a reason."""
    kinds = {each.id: each.name for each in lists.local_plan_kinds()}
    entries = plan.local_plans.local_plans
    at = within(plan.local_plans, LOCAL_PLANS, "local_plans")
    missing = [kind for kind in ASKED_FOR if not any(each.kind == kind for each in entries)]
    mend = (
        f"Add each, for example: `- {{id: housing, kind: {missing[0] if missing else 'housing-strategy'}, title: …, "
        "owner: …, start: 2025-04-01, "
        "end: 2030-03-31, url: https://…, fit: …}`; where there is none, `none_because:`."
    )
    yield from each_or_one(
        [Problem(at, f"{kinds[kind]}: no entry", mend) for kind in missing],
        lambda: Problem(
            at,
            f"{len(missing)} of the {len(ASKED_FOR)} kinds of local plan that this one should fit with have no "
            f"entry: {listed(missing)}",
            mend,
        ),
    )
    for each in entries:
        lacking = [key for key in ("title", "owner", "start", "end", "url", "fit") if getattr(each, key) is None]
        if lacking and each.none_because is None:
            yield Problem(
                each.at,
                f"{each.title or kinds[each.kind]}: nothing says {listed(f'`{key}`' for key in lacking)}",
                "Add it, or `none_because:` where there is no such plan.",
            )
