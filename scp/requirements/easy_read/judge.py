"""Every easy-read rule judged: its state and what it found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from scp.finding import EASY_READ, EasyRead, EasyReadState, Finding, Judged, Level, Requirement
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.reference.easy_read import EasyReadRule, rules
from scp.requirements.easy_read import content, language, look, marks, pictures, readers, words
from scp.requirements.easy_read.layout import Layout
from scp.requirements.easy_read.readers import held_by_people, last_checked, readers_decide
from scp.requirements.easy_read.registry import Breach, Given, NoMatter, WhenBuilt, all_er_rules
from scp.requirements.easy_read.text import EasyText
from scp.requirements.registry import When

MODULES = (content, language, look, marks, pictures, readers, words)
"""Importing them registers the rules."""

LEVELS = {"fail": Level.GUIDANCE, "warn": Level.GUIDANCE, "note": Level.NOTE}
WORST = {"note": EasyReadState.NOTED, "warn": EasyReadState.WARNS, "fail": EasyReadState.FAILS}


def judge(plan: Plan, stage: Stage, day: date, layout: Layout | None = None) -> EasyRead:
    """How *plan*'s summary stands to each rule; those on its look wait where *layout* is not given."""
    when = When(stage, day)
    given = Given(EasyText(plan), when, layout)
    return EasyRead(
        tuple(_judged(each, given) for each in rules()),
        readers_decide(plan, when),
        last_checked(plan, when),
    )


def _judged(rule: EasyReadRule, given: Given) -> Judged:
    duty = as_requirement(rule)
    people = held_by_people(given.text.plan, rule.id) if rule.kind != "program" else None
    found: list[Breach] = []
    try:
        found += all_er_rules()[rule.id](given)
    except WhenBuilt:
        return Judged(duty, EasyReadState.WHEN_BUILT, kind=rule.kind, people=people)
    except NoMatter as reason:
        return Judged(duty, EasyReadState.NO_MATTER, reason=str(reason), kind=rule.kind, people=people)
    state = max((WORST[each.weight] for each in found), default=EasyReadState.HOLDS)
    return Judged(duty, state, tuple(_findings(duty, found)), kind=rule.kind, people=people)


def _findings(duty: Requirement, found: list[Breach]) -> Iterator[Finding]:
    for each in dict.fromkeys(found):
        yield Finding(duty.id, LEVELS[each.weight], each.problem, duty, weight=each.weight)


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every rule in the form of a requirement, in the order of the list."""
    return tuple(map(as_requirement, rules()))


@cache
def as_requirement(rule: EasyReadRule) -> Requirement:
    """*rule* as reports tell requirements; it is no duty of the catalogue and never counted among them."""
    return Requirement(
        id=rule.id,
        title=rule.rule,
        source=rule.source,
        short=rule.source,
        force="should",
        level=LEVELS[rule.level],
        applies_to=EASY_READ,
        stage=Stage.DRAFT_2.value,
        before_next=False,
        how_to_check=rule.how_to_check,
        verification=rule.verification,
        needs=rule.kind,
    )
