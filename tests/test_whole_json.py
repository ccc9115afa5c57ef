"""The plan as JSON: everything that the public may have, in the shape that its schema says."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from scp.cli import app
from scp.documents.document import Copy
from scp.documents.heard import part_taken
from scp.documents.render import render
from scp.documents.whole_json import schema, write_json
from scp.documents.whole_schema import made
from scp.model.locality import Locality
from scp.model.register_table import REGISTERS
from scp.model.responses import Answer, Mark, Quote, Replies, Response, Theme
from scp.reference import lists
from scp.repository import FolderSource, MappingSource, load_plan
from tests.plan_fixture import complete_plan
from tests.small import FILES

SAMPLE = Path(__file__).parent.parent / "sample-plan"
COPY = Copy("Final plan", date(2026, 11, 21), "final", "c" * 40, "f" * 64)
CARERS, USERS = (each.id for each in lists.consultee_groups()[:2])
SECRET = "Zebra crossing by my house at number 9"


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


@pytest.fixture(scope="module")
def whole(sample):
    return json.loads(write_json(sample, COPY))


@pytest.fixture(scope="module")
def validator():
    published = json.loads(schema())
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def faults(validator, value):
    return [f"{each.json_path}: {each.message[:100]}" for each in validator.iter_errors(value)]


def test_the_schema_that_ships_is_that_of_the_models():
    """After a change of a model: python -m scp.documents.whole_schema."""
    assert schema() == made()


def test_the_sample_fits_the_schema(validator, whole):
    """What is published of the sample plan, of a small one and of a complete one is what the schema says."""
    assert faults(validator, whole) == []
    for plan in (load_plan(MappingSource(FILES)), complete_plan()):
        assert faults(validator, json.loads(write_json(plan, Copy("Working copy", COPY.day)))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole.pop("copy"),
        lambda whole: whole["facts"][0].update(colour="red"),
        lambda whole: whole["finance"]["lines"][0].update(amount="£5"),
        lambda whole: whole["localities"][0].update(population="many"),
        lambda whole: whole["schema"].update(version=2),
        lambda whole: whole["registers"].update(secrets=[]),
    ],
    ids=["missing", "unknown key", "amount in words", "wrong kind", "another version", "unknown register"],
)
def test_the_schema_refuses_what_is_wrong(validator, whole, spoil):
    """A file that is spoilt in one place does not fit."""
    spoilt = json.loads(json.dumps(whole))
    spoil(spoilt)

    assert faults(validator, spoilt)


def test_every_record_is_there(sample, whole):
    """Facts, priorities, lines and registers are all in it, with their numbers as numbers and totals that add up."""
    assert [each["id"] for each in whole["facts"]] == [each.id for each in sample.facts]
    assert len(whole["finance"]["lines"]) == len(sample.finance.lines)
    for year, totals in whole["finance"]["totals"].items():
        assert totals["total"] == sum(each["amount"] for each in whole["finance"]["lines"] if each["year"] == year)
        assert totals["total"] == sum(totals["by_kind"].values())
    for register in REGISTERS:
        if register.records(sample) and register.name in whole["registers"]:
            held = whole["registers"][register.name]
            assert len(held[register.items]) == len(register.records(sample)), register.name
    left = {each.name for each in REGISTERS if each.records(sample)} - set(whole["registers"])
    assert left == {"facts", "glossary", "priorities", "publication", "stages"}


def test_text_goes_with_its_record(sample, whole):
    """Each section of the narrative, each locality and each arrangement has its words and where they stand."""
    for locality, held in zip(sample.localities, whole["localities"], strict=True):
        assert isinstance(locality, Locality)
        for name, each in locality.arrangements.items():
            words = held["arrangements"][name]
            assert words["place"] == each.section.place and words["title"] == each.section.title
            assert words["text"].split()[0] == each.section.plain.split()[0]
    assert all(each["text"] and each["place"].startswith("narrative/") for each in whole["narrative"])
    assert "{{" not in json.dumps(whole["narrative"])


def test_which_copy_it_is(whole):
    """It says which schema it follows and which copy of which plan it is."""
    assert whole["schema"] == {"id": "scplan-plan", "version": 1}
    assert whole["copy"] == {
        "label": "Final plan",
        "day": "2026-11-21",
        "stage": "final",
        "commit": "c" * 40,
        "fingerprint": "f" * 64,
        "unsaved": False,
    }


def answered(plan, people):
    """*plan* with *people* responses, (group, locality) each, all of them naming themselves and saying something private."""
    replies = Replies(
        "draft-2",
        tuple(
            Response(
                f"r{number}",
                group=group,
                locality=locality,
                organisation="A named charity",
                quote=Quote.NAME,
                answers=(
                    Answer(f"r{number}", SECRET, themes=("roads",)),
                    Answer(f"r{number}", "Yes", "q1", Mark.CHOICE),
                ),
            )
            for number, (group, locality) in enumerate(people)
        ),
        (Theme(id="roads", title="Roads"),),
    )
    return plan.replace(replies={"draft-2": replies})


def test_nobody_who_answered_can_be_known(sample, validator):
    """Responses are counted, small counts are left out with those that give them away, and no answer is repeated."""
    east, west = (each.id for each in sample.localities)
    people = [(CARERS, east)] * 12 + [(CARERS, west)] * 9 + [(USERS, east)] * 11
    people += [(USERS, west)] * 2 + [("", east)] * 8 + [("", west)] * 7
    plan = answered(sample, people)
    written = write_json(plan, COPY)
    whole = json.loads(written)
    round = next(each for each in whole["consultation"] if each["name"] == "draft-2")
    part = part_taken(plan, "draft-2")

    assert faults(validator, whole) == []
    assert round["responses"]["count"] == len(people)
    assert [each["responses"] for each in round["responses"]["themes"]] == [len(people)]
    told = [[each.get("count") for each in row["counts"]] for row in round["responses"]["from"]]
    assert told == [
        [None if covered else count for count, covered in zip(counts, covers, strict=True)]
        for counts, covers in zip(part.counts, part.hidden, strict=True)
    ]
    assert None in [count for row in told for count in row]
    assert SECRET.encode() not in written and b"A named charity" not in written


def test_where_too_few_answered_no_count_is_told(sample):
    """Three responses are three; nothing is said of where they come from."""
    whole = json.loads(write_json(answered(sample, [("", "")] * 3), COPY))
    round = next(each for each in whole["consultation"] if each["name"] == "draft-2")

    assert round["responses"]["count"] == 3 and "from" not in round["responses"]


def test_what_contracts_are_worth_is_not_published(sample, whole):
    """The yearly value of a contract and what was learned from it stay in the register."""
    lines = whole["registers"]["procurement"]["procurement"]

    assert any(
        each.value for each in sample.of(next(r.model for r in REGISTERS if r.name == "procurement")).procurement
    )
    assert lines and not any({"value", "findings"} & set(each) for each in lines)


def test_once_in_a_build_and_the_same_bytes():
    """A build writes it once, whatever the documents; twice the same plan gives the same bytes."""
    plan = load_plan(MappingSource(FILES))
    first = render(plan, COPY, FILES.__getitem__, ("full-plan", "easy-read"), ("json",))

    assert set(first) == {"plan.json", "plan.schema.json", "manifest.json"}
    assert first == render(plan, COPY, FILES.__getitem__, ("full-plan", "easy-read"), ("json",))
    assert first["plan.schema.json"] == schema()


def test_the_command_prints_the_schema():
    """`scp schema --published` prints it outside any plan."""
    assert CliRunner().invoke(app, ["schema", "--published"]).stdout.encode() == schema()
