"""A person's name where a post or a body is asked for: a note, and only where it surely looks like one."""

from datetime import date
from pathlib import Path

import pytest

from scp.finding import Level
from scp.model.record import Record
from scp.repository import FolderSource, load_plan
from scp.requirements.check import check
from scp.requirements.people import KIND, WORDS, _name, _records, people_named

SAMPLE = Path(__file__).parent.parent / "sample-plan"


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


PEOPLE = [
    "Jane Smith",
    "Mary Ann Campbell",
    "Mary-Ann MacLeod",
    "J. Smith",
    "Cllr J Smith",
    "Mr Brown",
    "Ms Jane Brown",
    "Dr Patel",
    "Prof. Ann O'Neill",
    "Professor J. K. Campbell",
    "Councillor Mary McDonald",
    "Dame Sue Black",
    "Mx Lee",
    "Jane Smith, Chief Officer",
    "Jane Smith (Chief Officer)",
    "Chief Officer, Ms Jane Brown",
    "Chair: Cllr J. Smith",
]
POSTS = [
    "Chief Finance Officer",
    "Chief Nurse",
    "Section 95 officer",
    "Clinical Director",
    "Registered Nurse",
    "Councillor nominee",
    "Councillor Member",
    "Business Manager",
    "Caldicott Guardian",
    "Lay Person",
    "Head of Older People and Access",
    "Lead general practitioner, East cluster",
    "Community psychiatric nurse",
    "AHP Lead",
    "GP Clusters",
    "Home First",
    "Third sector interface",
    "Third Sector Interface",
    "Carers of East Lothian",
    "East Lothian Council",
    "Haddington East",
    "NHS Lothian",
    "Care Inspectorate",
    "Audit Scotland",
    "Dr Gray's Hospital",
    "Sir Gabriel Wood's Mariners Home",
    "Dr of Public Health",
    "Mr",
    "S12000010",
    "",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_a_name_is_seen(text):
    """With a title or an initial, or as two or three words none of which is of a post or body."""
    assert _name(text, WORDS, post_alone=True)


@pytest.mark.parametrize("text", POSTS)
def test_posts_and_bodies_are_left_alone(text):
    """No note on what posts and bodies are called."""
    assert not _name(text, WORDS, post_alone=True)


def test_a_body_may_be_called_after_a_person():
    """Where a body may stand, only a title makes a name of it."""
    assert not _name("Marie Curie", WORDS, post_alone=False)
    assert _name("Mrs Curie", WORDS, post_alone=False) == "Mrs Curie"


def test_nobody_is_named_in_the_sample_plan(sample):
    """No note on the worked example."""
    assert list(people_named(sample)) == []


@pytest.mark.parametrize(
    ("attribute", "key", "value"),
    [
        ("priorities", "owner", "Jane Smith"),
        ("directions", "signed_by", "Dr Patel"),
        ("planning_group", "holder", "Cllr J. Smith"),
    ],
)
def test_a_name_is_a_note_at_its_line(sample, attribute, key, value):
    """A note at the key, that is owed to nothing and fails nothing."""
    spoilt = with_value(sample, attribute, key, value)

    [problem] = people_named(spoilt)
    assert value in problem.what and f"`{key}:`" in problem.what and "post" in problem.mend
    assert problem.at.path and problem.at.line and problem.note
    found = [each for each in check(spoilt, day=date(2026, 11, 22)).findings if each.id == KIND]
    assert [each.level for each in found] == [Level.NOTE]


def with_value(plan, attribute, key, value):
    """*plan* with *value* under the first *key* of its part *attribute*."""
    part = next((each for kind, each in plan.kept.items() if kind.__name__.lower() == attribute), None)
    changed, done = put(part if part is not None else getattr(plan, attribute), key, value)
    assert done
    if part is not None:
        return plan.replace(kept={**plan.kept, type(part): changed})
    return plan.replace(**{attribute: changed})


def put(value, key, text):
    """*value* with *text* under its first *key*, and whether there is one."""
    if isinstance(value, Record):
        if getattr(value, key, None):
            return value.replace(**{key: text}), True
        for name in type(value).model_fields:
            changed, done = put(getattr(value, name), key, text)
            if done:
                return value.replace(**{name: changed}), True
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            changed, done = put(each, key, text)
            if done:
                return (*value[:number], changed, *value[number + 1 :]), True
    return value, False


def test_every_record_is_looked_at(sample):
    """Records within records, lists and registers are reached."""
    parts = (sample.priorities, sample.kept)
    kinds = {type(each).__name__ for part in parts for each in _records(part)}
    assert {"Priority", "Commitment", "Direction", "Risk", "Minute"} <= kinds


def test_the_holder_of_a_seat_is_a_post(sample):
    """A name alone in a seat of the planning group is a note at its line."""
    first, *others = sample.planning_group.members
    group = sample.planning_group.replace(members=(first.replace(holder="Jane Smith"), *others))

    (problem,) = people_named(sample.replace(planning_group=group))

    assert problem.kind == KIND and problem.note
    assert "'Jane Smith' looks like a person's name" in problem.what
    assert problem.at == first.at_key("holder")
