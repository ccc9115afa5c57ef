"""What hangs on nothing in the chain from need to result, as notes."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.plan import Plan
from scp.model.trace import Step, trace
from scp.problem import Problem

KIND = "plan-loose-end"
MENDS = {
    Step.NEED: "Name it under `needs:` of the priority that answers it, or say in the plan why none does.",
    Step.OUTCOME: "Name it under `outcomes:` of the priority that serves it.",
    Step.CARE_GROUP: "Name it under `care_groups:` of a priority that is for it.",
    Step.LOCALITY: "Name it under `localities:` of a priority that is for it.",
    Step.INVESTMENT: "Name the line under `lines:` of the priority that it pays for.",
    Step.DIRECTION: "Name under `lines:` or `commitments:` of the direction what it carries out.",
    Step.INDICATOR: "Name it under `measures:` of the priority that it measures.",
    Step.RESULT: "Name its indicator under `measures:` of a priority.",
}
GAPS = {
    Step.NEED: "Name under `needs:` of the priority the findings that it answers.",
    Step.INVESTMENT: "Name under `lines:` of the priority what pays for it.",
    Step.DIRECTION: "Give a direction for its lines or commitments, or say at each commitment why none is needed.",
    Step.INDICATOR: "Name under `measures:` of the priority what shows whether it is achieved.",
    Step.RESULT: "Write the value of the year under `values:` of the indicator.",
}


def loose_ends(plan: Plan) -> Iterator[Problem]:
    """A note for each record that hangs on no priority, and for each step at which nothing hangs on one."""
    chain = trace(plan)
    if not chain.of(Step.PRIORITY):
        return
    for each in chain.orphans:
        yield Problem(
            each.at, f"{each.step.words.capitalize()} '{each.name}' hangs on no priority", MENDS[each.step], KIND, True
        )
    for link, step in chain.gaps:
        mend = GAPS.get(step, f"Name under `{step.value.replace('-', '_')}s:` whom or what it is for.")
        yield Problem(link.at, f"'{link.name}' has no {step.many} in the chain (scplan trace)", mend, KIND, True)
