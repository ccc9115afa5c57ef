"""Where a plan keeps what answers a requirement: declared with each rule, and true."""

from dataclasses import fields

import pytest
from spoiling import base, load

from scp.finding import Place, State
from scp.model.plan import Plan
from scp.model.roles import role
from scp.problem import Location
from scp.repository.layout import REGISTERS
from scp.requirements import all_rules, check, requirement
from scp.requirements.places import TITLES, places
from scp.requirements.registry import NotApplicable, NotYet, Settled, When

POWERS = {
    "act-29-2-c-other-material": "What else a plan holds may stand anywhere in it.",
    "act-32-12-expenses": "Whether expenses are paid is for the authority, and is kept nowhere.",
    "act-32-9-shared-representative": "One representative for several localities is no fault.",
    "act-41-5-expenses": "Whether expenses are paid is for the authority, and is kept nowhere.",
    "consult-2012-7-6-local-mechanisms": "Each locality may plan in its own way.",
    "guidance-2015-a-g-procurement-plan": "The procurement plan may be published apart.",
    "guidance-2015-b-draft-indicators": "No other indicators than the final ones can be written in a plan.",
    "regs-283-2-scheme-only": "Other councils may be asked, and need not.",
}
"""Options that the plan may take up or leave: there is nothing to read, and the rule reads nothing."""
NOT_ASKED = {
    "act-26-3-information-for-directions": "No information was asked for, so that none is outstanding.",
    "act-34-information-for-plan": "No information was asked for, so that none is outstanding.",
    "act-42-6-information-for-report": "No information was asked for, so that none is outstanding.",
    "act-49-information-sharing-power": "A power, of which no use was made.",
}
"""What the plan of two lead agencies meets by the absence of something: it keeps no such register."""
NOWHERE = {
    "sample": POWERS,
    "in force": POWERS,
    "in-force": POWERS,
    "review": POWERS,
    "reviewed": POWERS,
    "lead-agency": POWERS | NOT_ASKED,
}


def met(report):
    return {id for id, state in report.states.items() if state is State.MET}


@pytest.mark.parametrize("name", NOWHERE)
def test_what_is_met_has_a_place(name):
    """Whatever the program finds met stands somewhere in the plan, or has a reason why it does not."""
    example = base(name)
    report = check(example.plan, example.stage, example.day)

    without = {id for id in met(report) if not report.places[id]}
    assert without == set(NOWHERE[name]) & met(report)
    assert set(report.places) == met(report)


@pytest.mark.parametrize("name", ["in-force", "lead-agency"])
def test_places_are_in_the_plan(name):
    """A place is a file or folder of the plan, at a line that it has, under a title."""
    example = base(name)
    report = check(example.plan, example.stage, example.day)

    for found in report.places.values():
        for each in found:
            path, line = each.at.path, each.at.line
            assert each.title and any(
                file == path or (path[-1] == "/" and file.startswith(path)) for file in example.files
            )
            assert line <= (example.files[path].count("\n") if line else 0)


@pytest.mark.parametrize("id", all_rules())
def test_every_rule_says_where(id):
    """Each rule but those of the powers declares at least one place, each a register or one of the few others that a plan may have."""
    paths = {each.path for each in REGISTERS}

    assert bool(all_rules()[id].where) is (id not in POWERS)
    for each in all_rules()[id].where:
        if not isinstance(each, str):
            assert (each.PATH or f"registers/{each.NAME}.yaml") in paths
        elif each.startswith("plan.yaml#"):
            assert each.removeprefix("plan.yaml#") in type(base("small").plan.record).model_fields
        else:
            assert each in TITLES or role(each.removeprefix("role:"))


class Reading(Plan):
    """A plan that notes which of its registers are read."""

    def __getattribute__(self, name):
        if name in PARTS:
            object.__getattribute__(self, "read").add(name)
        return super().__getattribute__(name)

    def of(self, register):
        self.read.add(register)
        return super().of(register)


PARTS = {each.name for each in fields(Plan)} - {"record", "files", "problems", "fingerprints", "references"}


def test_a_rule_reads_what_it_names():
    """No rule names a register that it never reads, over the whole life of the worked example and of a lead agency."""
    unread = {id: {each for each in rule.where if not isinstance(each, str)} for id, rule in all_rules().items()}
    attributes = {each.model: each.attribute for each in REGISTERS if each.attribute}
    for name in ("sample", "in-force", "review", "reviewed", "lead-agency", "first plan"):
        example = base(name)
        plan = Reading(**{each.name: getattr(example.plan, each.name) for each in fields(Plan)})
        for id, rule in all_rules().items():
            object.__setattr__(plan, "read", set())
            judged(rule, plan, example)
            unread[id] -= {each for each in unread[id] if each in plan.read or attributes.get(each) in plan.read}

    # What is published of islands is read only where none was assessed and a reason is given, as in no example.
    assert {id for id, left in unread.items() if left} == {"act-islands-8-4-explanation"}


def judged(rule, plan, example):
    """All that *rule* finds, whether or not it stops early."""
    try:
        return list(rule.judge(plan, When(example.stage, example.day)))
    except (NotApplicable, NotYet, Settled):
        return []


def test_those_that_share_a_check_share_its_place():
    """A requirement without a rule of its own stands where those stand whose check answers it."""
    example = base("in-force")
    report = check(example.plan, example.stage, example.day)
    shared = [id for id in met(report) if id not in all_rules()]

    assert shared
    for id in shared:
        assert set(report.places[id]) == {
            each for other in requirement(id).same_check_as for each in places(example.plan, all_rules()[other].where)
        }


def test_what_is_not_there_is_no_place():
    """A plan of one file has the places of that file, each at its line, and no others."""
    plan = load({"plan.yaml": base("small").files["plan.yaml"]})

    assert places(
        plan, ("plan.yaml#period", "plan.yaml#banner", "role:vision", "localities/", "finance/lines.csv")
    ) == (Place(Location("plan.yaml", plan.record.at_key("period").line), "period"),)
