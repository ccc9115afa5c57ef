"""From when a requirement applies and until when; and days long past, which are not held against a new plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plan_fixture import DAY, complete_files, load

from scp.finding import State
from scp.model.stage import Stage
from scp.reference import catalogue, pack
from scp.requirements import check, requirement, requirements
from scp.requirements import check as check_plan
from scp.requirements.check import judge
from scp.requirements.registry import When

FAIRER = "act-equality-1-fairer-scotland"
DATED = [each.id for each in requirements() if each.applies_from]
SPENT = [
    each.id
    for each in requirements()
    if any("2016" in words and "2016-2019" not in words for words in (each.title, each.how_to_check, each.timescale))
    or "2019" in each.timescale
]


@pytest.mark.parametrize(
    ("id", "day"),
    [
        ("regs-psed-5-1-3-assess", date(2012, 5, 27)),
        (FAIRER, date(2018, 4, 1)),
        ("act-carers-31-33-strategy-link", date(2018, 4, 1)),
        ("act-islands-8-4-explanation", date(2020, 12, 23)),
        ("act-staffing-3-care-from-others", date(2024, 4, 1)),
        ("act-consumer-21-23-duty", date(2024, 4, 1)),
        ("act-uncrc-6-compatibility", date(2024, 7, 16)),
        ("act-29-1-plan-per-area", None),
    ],
)
def test_from_when_a_requirement_applies(id, day):
    """The catalogue keeps the day, None for what was in force before its first edition, and says how it is known."""
    found = requirement(id)

    assert (found.applies_from, found.applies_until) == (day, None)
    assert bool(found.basis) is (day is not None)


@pytest.mark.parametrize("id", DATED)
def test_before_it_applies_it_is_not_applicable(id):
    """On the day before, the requirement is not applicable, with the day and the basis; on the day it is judged."""
    duty, plan = requirement(id), load(complete_files())
    eve = duty.applies_from - timedelta(days=1)

    before = check_plan(plan, Stage.REVIEW, eve)
    after = check_plan(plan, Stage.REVIEW, duty.applies_from)

    assert before.states[id] is State.NOT_APPLICABLE and after.reasons.get(id) != before.reasons[id]
    assert before.reasons[id].startswith("it applies from ") and duty.basis.rstrip(" .") in before.reasons[id]
    assert not any(each.id == id for each in before.findings)


def test_after_it_is_spent_it_is_not_applicable():
    """A requirement with a last day is not applicable from the day after."""
    spent = replace(requirement("act-29-2-a-period"), applies_until=DAY, basis="It was repealed.")
    plan = load(complete_files() | {"plan.yaml": complete_files()["plan.yaml"].replace("  end: 2030-03-31\n", "")})

    on, after = (judge(plan, spent, When(Stage.PUBLISHED, day), {}) for day in (DAY, DAY + timedelta(days=1)))

    assert on.state is State.OWED
    assert (after.state, after.problems) == (State.NOT_APPLICABLE, ())
    assert after.reason == "it applied until 10 December 2026. It was repealed"


def test_the_days_are_packed():
    """What people edit is what the program reads; what was not read in its source is marked."""
    assert pack.pack()["catalogue.json"] == (pack.PACKED / "catalogue.json").read_text(encoding="utf-8")
    dated = [each for each in catalogue.entries() if each.applies_from]
    assert dated and all(each.basis for each in dated)
    assert {each.basis.endswith(pack.NOT_VERIFIED) for each in dated} == {True, False}


def test_a_day_for_nothing_is_not_packed(monkeypatch):
    """A pattern that names no requirement stops the packing."""
    entry = {"ids": ["act-nothing-*"], "from": date(2020, 1, 1), "basis": "None.", "verified": True}
    monkeypatch.setattr(pack, "document", lambda name: [entry])

    with pytest.raises(ValueError, match=r"there is no requirement act-nothing-\*"):
        pack._days(["act-29-1-plan-per-area"])


@pytest.mark.parametrize("first", ["no", "yes"])
@pytest.mark.parametrize("id", SPENT)
def test_spent_days_are_not_held_against_a_new_plan(id, first):
    """A requirement that speaks of a day of 2016 or 2019 owes nothing to that day in a plan made now."""
    text = complete_files()["plan.yaml"]
    if first == "yes":
        text = text.replace("first: no", "first: yes")
        text = text[: text.index("replaces:")] + text[text.index("integration_scheme:") :]
    plan = load(complete_files() | {"plan.yaml": text})

    for stage in Stage:
        found = check(plan, stage, DAY)
        spoken = [each.problem.what for each in found.findings if each.id == id]
        assert not any(year in words for words in spoken for year in ("2016", "2019")), spoken


def test_which_requirements_speak_of_days_long_past():
    """They are known by name, so that a new one is not overlooked."""
    assert SPENT == [
        "act-29-4-early-delegation-day",
        "act-42-8-reporting-year",
        "regs-284-prescribed-day",
        "msg-2-i-joint-financial-position",
        "msg-2-ii-budgets-agreed-by-march",
        "msg-2-vi-single-budget",
        "msg-5-i-benchmark-reports",
    ]


def test_a_duty_that_only_a_person_answers():
    """Without a rule, and for a person alone, it is owed at its level once due, with how to sign it; it is no gate."""
    from scp.requirements import GATES

    id = "guidance-refreshed-c-remaining-items"
    plan = load({path: text for path, text in complete_files().items() if path != "registers/attestations.yaml"})

    report = check(plan, Stage.PROPOSALS, DAY)

    [found] = [each for each in report.findings if each.id == id]
    assert report.states[id] is State.OWED and found.level is requirement(id).level
    assert found.problem.what.startswith("Nobody has signed that this was done: ")
    assert f"scplan attest {id} --who" in found.problem.mend
    assert check(load(complete_files()), Stage.PROPOSALS, DAY).states[id] is State.ATTESTED
    assert not any(id in ids for ids in GATES.values())
