"""Needs, options, priorities in order, risks and trends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scp.model.needs import Appraisal, Appraisals, Need, Needs, Option, Risk, Risks
from scp.model.plan import Plan
from scp.model.priorities import Commitment, Priorities
from scp.model.stage import Stage
from scp.model.words import in_words, pounds
from scp.problem import Location, Problem
from scp.requirements.days import done_by, reached_on, stage_day, why_not
from scp.requirements.generic import (
    acts_done,
    covers,
    falls_short,
    fields_present,
    how_to_add,
    months_after,
    place_of,
    record_present,
)
from scp.requirements.registry import Settled, When, rule
from scp.requirements.words import count, fill_in, listed, quoted

MONTHS = 36
DAYS = 90


# the needs assessment


@rule("guidance-2015-a-f-jsna", where=(Needs, Priorities))
def needs_are_assessed(plan: Plan, when: When) -> Iterator[Problem]:
    """The assessment has its day, sources and findings for the area and each locality; each priority cites one."""
    held = plan.of(Needs)
    if not held.needs:
        yield Problem(
            place_of(plan, Needs, "needs"),
            "No finding of a joint strategic needs assessment is recorded",
            how_to_add(Needs),
        )
        return
    yield from fields_present(
        held,
        "The needs assessment",
        {
            "paper": "which paper it is",
            "completed": "when it was finished",
            "overseen": "by which decision the authority took it",
            "sources": "where its data come from",
        },
    )
    yield from acts_done(held, {"completed": "The needs assessment is finished"}, lambda day: why_not(plan, when, day))
    first_draft = reached_on(plan, Stage.DRAFT_1, when)
    if held.completed and first_draft and held.completed > first_draft:
        yield Problem(
            held.at_key("completed"),
            f"The needs assessment was finished on {in_words(held.completed)}, after the first draft "
            f"({in_words(first_draft)}), which should rest on it",
            "Correct `completed:` if it is wrong; the next plan begins with the assessment.",
        )
    facts = {each.id: each for each in plan.facts}
    yield from falls_short(
        held.needs,
        lambda each: quoted(each.title),
        lambda each: _unproven(each, {id: bool(fact.source) for id, fact in facts.items()}),
        "findings",
        "Name facts of facts.yaml that have a source (`facts: [delayed-days]`), or write `figure:`, `source:` and `date:`.",
    )
    at = place_of(plan, Needs, "needs")
    if all(each.localities for each in held.needs):
        yield Problem(
            at, "No finding is about the whole area", "Leave `localities:` out of those that are about everybody."
        )
    yield from covers(
        {each.id: each.name for each in plan.localities},
        (id for each in held.needs for id in each.localities),
        at,
        "no finding is about this locality",
        lambda id: f"Write what differs there, with `localities: [{id}]`.",
    )
    yield from falls_short(
        plan.priorities,
        lambda each: each.title,
        lambda each: [] if each.needs else ["no finding of the needs assessment is cited"],
        "priorities",
        f"Name the findings that it answers, for example `needs: [{held.needs[0].id}]`.",
    )
    cited = {id for each in plan.priorities for id in each.needs}
    if plan.priorities:
        for each in held.needs:
            if each.id not in cited:
                yield Problem(
                    each.at,
                    f"No priority answers the finding {quoted(each.title)}",
                    f"Add `{each.id}` to the `needs:` of one that does, or leave it if none should.",
                    note=True,
                )


def _unproven(need: Need, sourced: dict[str, bool]) -> list[str]:
    if need.facts:
        bare = [each for each in need.facts if not sourced.get(each)]
        return [f"the fact {listed(bare)} has no source"] if bare else []
    missing = [f"no {key}" for key in ("figure", "source", "date") if getattr(need, key) is None]
    return missing


@rule("guidance-refreshed-c-jsna", where=(Needs,))
def assessment_is_fresh(plan: Plan, when: When) -> Iterator[Problem]:
    """The assessment was not too old when the plan was made final."""
    held = plan.of(Needs)
    final, months = stage_day(plan, Stage.FINAL, when), held.lasts_months or MONTHS
    if held.completed and months_after(held.completed, months) < final:
        yield Problem(
            held.at_key("completed"),
            f"The needs assessment of {in_words(held.completed)} is more than {months} months old on {in_words(final)}",
            "Renew it, or state with `lasts_months:` for how long one is good here.",
        )


# options


@rule("guidance-2015-a-f-transparent-appraisal", where=(Appraisals,))
def method_is_open(plan: Plan, when: When) -> Iterator[Problem]:
    """The method was approved and published before it was first used."""
    held = plan.of(Appraisals)
    if not (held.method or held.approved or held.criteria):
        yield Problem(
            place_of(plan, Appraisals, "method"),
            "Nothing says by which method options are appraised",
            "Write in registers/appraisals.yaml `method:`, `approved:`, `approved_by:`, `published:` and `criteria:`.",
        )
        return
    yield from fields_present(
        held,
        "The method of option appraisal",
        {
            "method": "which paper sets it out",
            "approved": "when it was approved",
            "approved_by": "who approved it",
            "published": "when it was published",
            "criteria": "by what options are judged",
        },
    )
    yield from acts_done(
        held,
        {"approved": "The method is approved", "published": "The method is published"},
        lambda day: why_not(plan, when, day),
    )
    uses = [day for day in (held.first_used, *(each.scored for each in held.appraisals)) if day]
    for key, act in (("approved", "approved"), ("published", "published")):
        day: date | None = getattr(held, key)
        if day and uses and day > min(uses):
            yield Problem(
                held.at_key(key),
                f"The method was {act} on {in_words(day)}, after it was first used on {in_words(min(uses))}",
                "Correct the day if it is wrong; otherwise score again by the method as it was agreed and told.",
            )


@rule("guidance-2015-6-2-prioritisation", where=(Appraisals, Priorities))
def commitments_are_scored(plan: Plan, when: When) -> Iterator[Problem]:
    """There is one method with weights, and each commitment has a score by it that is high enough."""
    held = plan.of(Appraisals)
    commitments = [each for priority in plan.priorities for each in priority.commitments]
    if not held.criteria:
        yield Problem(
            place_of(plan, Appraisals, "criteria"),
            "Nothing says by which criteria priorities were chosen",
            "Write in registers/appraisals.yaml, for example: `criteria: [{id: matters, title: Matters to people, weight: "
            "30}]` with `most: 5` and `line: 300`.",
        )
        return
    yield from falls_short(
        held.criteria,
        lambda each: each.title,
        lambda each: [] if each.weight and each.weight > 0 else ["it has no weight"],
        "criteria",
        "Write how much it counts against the others, for example `weight: 20`.",
    )
    yield from fields_present(
        held,
        "The method of choosing",
        {"most": "what the highest score is", "line": "from which score an idea goes into the plan"},
    )
    if not commitments:
        yield Problem(
            Location(Priorities.PATH), "No priority has a commitment that could be scored", "Write what will be done."
        )
    yield from falls_short(
        commitments,
        lambda each: f"'{each.id}'",
        lambda each: _unscored(held, each),
        "commitments",
        f"Write its scores by criterion, for example `scores: {{{held.criteria[0].id}: 4}}`; see {Priorities.PATH}.",
    )


def _unscored(held: Appraisals, commitment: Commitment) -> list[str]:
    wrong = _odd_scores(held, commitment.scores)
    if not wrong and held.line is not None and held.weighted(commitment.scores) < held.line:
        wrong.append(
            f"its weighted score is {held.weighted(commitment.scores):f}, below the line of {held.line:f} from which ideas "
            "go into the plan"
        )
    return wrong


def _odd_scores(held: Appraisals, scores: dict[str, Decimal]) -> list[str]:
    known = {each.id for each in held.criteria}
    missing, unknown = [each for each in known if each not in scores], [each for each in scores if each not in known]
    above = [id for id, score in scores.items() if held.most is not None and not 0 <= score <= held.most]
    return [
        *([f"no score for {listed(sorted(missing))}"] if missing else []),
        *([f"a score for {listed(sorted(unknown))}, which is no criterion"] if unknown else []),
        *([f"the score for {listed(sorted(above))} is not from 0 to {held.most:f}"] if above else []),
    ]


@rule("guidance-2015-2-5-disinvestment", where=(Appraisals, Priorities))
def disinvestment_is_appraised(plan: Plan, when: When) -> Iterator[Problem]:
    """Each commitment to disinvest, or that moves more than the threshold, rests on an appraisal that holds."""
    held = plan.of(Appraisals)
    commitments = [each for priority in plan.priorities for each in priority.commitments]
    if held.threshold is None:
        yield Problem(
            place_of(plan, Appraisals, "threshold"),
            "Nothing says from which amount a change needs an option appraisal",
            "Write in registers/appraisals.yaml, for example: `threshold: 1000000`, in pounds a year.",
        )
    yield from falls_short(
        commitments,
        lambda each: f"'{each.id}'",
        lambda each: (
            ["nothing says what it changes in pounds a year"]
            if {"invest", "disinvest"} & set(each.kinds) and each.change is None
            else []
        ),
        "commitments",
        "Add `change: 300000`, or with a minus where it is less, so that the threshold can be held to.",
    )
    due = [each for each in commitments if not each.appraisals and _needs_appraisal(held, each)]
    yield from falls_short(
        due,
        lambda each: f"'{each.id}'",
        lambda each: [_why_appraise(held, each)],
        "commitments that need an option appraisal",
        "Name the appraisal that it rests on (`appraisals: […]`); "
        + how_to_add(Appraisals)[0].lower()
        + how_to_add(Appraisals)[1:],
    )
    for appraisal in held.appraisals:
        yield from _robust(plan, when, held, appraisal)


def _needs_appraisal(held: Appraisals, each: Commitment) -> bool:
    big = held.threshold is not None and each.change is not None and abs(each.change) >= held.threshold
    return "disinvest" in each.kinds or big


def _why_appraise(held: Appraisals, each: Commitment) -> str:
    if "disinvest" in each.kinds:
        return "it disinvests, and rests on no option appraisal"
    return f"it moves {pounds(abs(each.change or Decimal(0)))} a year, and rests on no option appraisal"


def _robust(plan: Plan, when: When, held: Appraisals, appraisal: Appraisal) -> Iterator[Problem]:
    options = {each.id: each for each in appraisal.options}
    if len(options) < 2:
        yield Problem(
            appraisal.at_key("options"),
            f"{appraisal.title}: {count(len(options), 'option')}, where there is something to choose only among two or more",
            "Write the options with their scores, the way things are now among them.",
        )
        return
    yield from falls_short(
        appraisal.options,
        lambda each: f"{appraisal.title}, option '{each.id}'",
        lambda each: _odd_scores(held, each.scores),
        "options",
        "Score each option by each criterion of `criteria:`.",
    )
    needed = {"scored": "when the options were scored", "chosen": "which option was chosen"}
    if when.stage >= Stage.FINAL:
        needed |= {"decided": "when that was decided", "decision": "by which decision"}
    yield from fields_present(appraisal, appraisal.title, needed)
    yield from acts_done(
        appraisal,
        {"scored": f"{appraisal.title} is scored", "decided": f"{appraisal.title} is decided"},
        lambda day: why_not(plan, when, day),
    )
    if appraisal.chosen and appraisal.chosen not in options:
        yield Problem(
            appraisal.at_key("chosen"),
            f"{appraisal.title}: '{appraisal.chosen}' is none of its options",
            f"Write one of {listed(options)}.",
        )
    elif appraisal.chosen and appraisal.chosen_because is None and held.criteria:
        yield from _first_is_chosen(held, appraisal, options[appraisal.chosen])


def _first_is_chosen(held: Appraisals, appraisal: Appraisal, chosen: Option) -> Iterator[Problem]:
    ranking = held.ranking(appraisal)
    own = held.weighted(chosen.scores)
    better = [(each, score) for each, score in ranking if each.id != chosen.id and score >= own]
    if better:
        other, score = better[0]
        yield Problem(
            appraisal.at_key("chosen"),
            f"{appraisal.title}: '{chosen.id}' was chosen with {own:f}, and '{other.id}' has {score:f}",
            'Say why: `chosen_because: "…"`; or correct the scores or the choice.',
        )


# risks and trends


@rule("guidance-2015-a-i-emerging-risks", where=(Risks,))
def trends_are_answered(plan: Plan, when: When) -> Iterator[Problem]:
    """Each risk or trend says when it was raised and, in time, what was decided."""
    held = plan.of(Risks)
    if not held.risks:
        if held.none_because:
            raise Settled(f"no risk or trend was raised: {held.none_because}")
        yield from record_present(
            plan, Risks, held.risks, "No risk or trend is recorded, and nothing says that there is none"
        )
        return
    days = held.answer_within_days or DAYS
    yield from falls_short(
        [each for each in held.risks if each.closed is None],
        lambda each: quoted(each.title),
        lambda each: [f"no `{key}`" for key in ("kind", "raised") if getattr(each, key) is None],
        "risks and trends",
        "Add `kind: risk` or `kind: trend`, and `raised:` with the day.",
    )
    for each in held.risks:
        yield from acts_done(
            each,
            {"raised": f"{quoted(each.title)} is raised", "decided": f"{quoted(each.title)} is decided on"},
            lambda day: why_not(plan, when, day),
        )
        yield from _answered(each, when, days)


def _answered(each: Risk, when: When, days: int) -> Iterator[Problem]:
    if each.raised is None or each.closed is not None:
        return
    if each.decided is None or each.decision is None:
        since = (when.day - each.raised).days
        if since > days:
            yield Problem(
                each.at_key("decided"),
                f"{quoted(each.title)} was raised on {in_words(each.raised)}, and nothing was decided about it in "
                f"{count(since, 'day')}",
                fill_in(each, f"decided: {when.day}", 'decision: "Watch it each quarter (Board, item 8)"'),
            )
    elif each.decided < each.raised:
        yield Problem(
            each.at_key("decided"),
            f"{quoted(each.title)} is decided on ({in_words(each.decided)}) before it was raised ({in_words(each.raised)})",
            "Correct `raised:` or `decided:`.",
        )
    elif (each.days_to_decision or 0) > days and each.slow_because is None:
        yield Problem(
            each.at_key("decided"),
            f"{quoted(each.title)}: {count(each.days_to_decision or 0, 'day')} from raising it to deciding, more than the "
            f"{days} set here",
            fill_in(each, 'slow_because: "The figures of the year were waited for"'),
        )


@rule("msg-expect-risks", where=(Risks,))
def joint_risks_are_discussed(plan: Plan, when: When) -> Iterator[Problem]:
    """Joint risks have owner and mitigation, and were discussed within the last twelve months."""
    held = plan.of(Risks)
    joint = [each for each in held.risks if each.is_joint and each.closed is None]
    yield from record_present(
        plan,
        Risks,
        joint,
        "No risk is recorded that the partners carry together",
        f"Name the partners who carry it: `partners: [{', '.join(each.code for each in plan.record.partners.bodies)}]`.",
    )
    yield from falls_short(
        joint,
        lambda each: quoted(each.title),
        lambda each: _undiscussed(plan, when, each),
        "joint risks",
        f"Add `owner:` with the post, `mitigation:` with what is done, and `discussed: {when.day}` once it was.",
    )


def _undiscussed(plan: Plan, when: When, each: Risk) -> list[str]:
    gaps = [words for key, words in (("owner", "no owner"), ("mitigation", "no mitigation")) if not getattr(each, key)]
    if each.discussed is None:
        gaps.append("no day on which the partners discussed it")
    elif not done_by(plan, when, each.discussed):
        gaps.append(f"it is discussed on {in_words(each.discussed)}, {why_not(plan, when, each.discussed)}")
    elif months_after(each.discussed, 12) < when.day:
        gaps.append(f"the partners last discussed it on {in_words(each.discussed)}, more than twelve months ago")
    return gaps
