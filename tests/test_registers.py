"""Every register works from its model alone: file, list, blank, schema and `scp add`."""

import json
import re
import shlex
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from plan_fixture import complete_files as complete_texts
from typer.testing import CliRunner

from scp.cli import app
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.repository.layout import REGISTERS, STAGES
from scp.repository.record import build, read_yaml
from scp.repository.scaffold import blank_register
from scp.repository.schema import PACKED, pack, schema_line, schema_path, schemas
from scp.repository.written import block

run = CliRunner().invoke


def complete_files():
    return {path: text.encode() for path, text in complete_texts().items()}


KEPT = [each for each in REGISTERS if each.path != STAGES]
WITH_EXAMPLE = [each for each in REGISTERS if each.model.EXAMPLE]
names = pytest.mark.parametrize("register", KEPT, ids=lambda each: each.name)


def plain(tree):
    if isinstance(tree, dict):
        return {str(key): plain(each) for key, each in tree.items()}
    if isinstance(tree, list):
        return [plain(each) for each in tree]
    return tree.isoformat() if isinstance(tree, date) else tree


def errors(register, text):
    schema = json.loads(schemas()[schema_path(register.name)])
    return [each.message for each in Draft202012Validator(schema).iter_errors(plain(read_yaml(register.path, text)))]


def test_no_two_registers_share_a_name_a_file_or_a_kind():
    for key in ("name", "path", "kind"):
        values = [getattr(each, key) for each in REGISTERS]
        assert len(values) == len(set(values)), key


@names
def test_a_blank_register_is_read_and_fits_its_schema(register):
    text = blank_register(register)
    build(register.model, read_yaml(register.path, text), register.path)
    assert errors(register, text) == []


@names
def test_the_columns_of_a_list_are_keys_of_the_record(register):
    assert set(register.model.COLUMNS) <= set(register.item.model_fields)


@names
def test_every_key_says_what_it_is(register):
    for name, field in {**register.model.model_fields, **register.item.model_fields}.items():
        extra = field.json_schema_extra
        assert field.description or (isinstance(extra, dict) and extra.get("from_file")), name


@names
def test_an_unknown_key_is_refused_by_loader_and_schema(register):
    text = f"{register.items}: []\nno_such_key: 1\n"
    with pytest.raises(PlanError) as caught:
        build(register.model, read_yaml(register.path, text), register.path)
    assert caught.value.problems[0].at.line == 2
    assert errors(register, text)


@pytest.mark.parametrize("register", WITH_EXAMPLE, ids=lambda each: each.name)
def test_the_example_of_a_register_is_a_good_record(register):
    text = block({register.items: [register.model.EXAMPLE]}, 0)
    held = build(register.model, read_yaml(register.path, text), register.path)
    assert len(getattr(held, register.items)) == 1
    assert errors(register, text) == []


def test_the_schemas_that_ship_are_those_of_the_models():
    """`python -m scp.repository.schema` packs them."""
    assert PACKED.read_text(encoding="utf-8") == pack()


def test_schemas_offer_the_names_of_the_plan_and_hold_the_lists_of_the_law():
    plan = load_plan(MappingSource(complete_files()))
    priorities = json.loads(schemas(plan)[".scp/schemas/priorities.json"])
    groups = priorities["$defs"]["Priority"]["properties"]["care_groups"]["items"]
    assert groups["examples"] == sorted(each.id for each in plan.care_groups)
    consultees = json.loads(schemas()[".scp/schemas/consultees.json"])
    group = consultees["$defs"]["Consultee"]["properties"]["group"]
    assert len(next(each["enum"] for each in group["anyOf"] if "enum" in each)) == 13


@pytest.mark.parametrize("path", sorted(path for path in complete_files() if path.endswith(".yaml")))
def test_every_file_of_a_sound_plan_fits_its_schema(path):
    register = next((each for each in KEPT if each.path == path), None)
    name = register.name if register else "plan" if path == "plan.yaml" else "round" if "round" in path else None
    if name is None:
        assert path == STAGES
        return
    schema = json.loads(schemas()[schema_path(name)])
    tree = plain(read_yaml(path, complete_files()[path].decode()))
    assert [each.message for each in Draft202012Validator(schema).iter_errors(tree)] == []


def test_the_line_for_editors_leads_to_the_schema():
    assert schema_line("plan.yaml").endswith("$schema=.scp/schemas/plan.json")
    assert schema_line("consultation/draft-1/round.yaml").endswith("$schema=../../.scp/schemas/round.json")


@pytest.fixture
def plan(tmp_path):
    for path, content in complete_files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def add(plan, *words):
    return run(app, ["add", "--plan", str(plan), *words])


def test_add_writes_a_record_with_notes_on_what_is_left_to_fill_in(plan):
    done = add(plan, "decision", "Move the day centre", "decided=2026-10-01", "significant=yes")
    assert done.exit_code == 0, done.output
    text = (plan / "registers/decisions.yaml").read_text()
    assert "decided: 2026-10-01\n" in text and "significant: yes\n" in text
    assert "decided_by:  # The body that decided.\n" in text
    decisions = load_plan(MappingSource({**complete_files(), "registers/decisions.yaml": text.encode()})).decisions
    record = next(each for each in decisions.decisions if each.id == "move-the-day-centre")
    assert (record.title, record.significant, record.decided_by) == ("Move the day centre", True, None)


def test_add_leaves_every_other_line_as_it_was(plan):
    before = (plan / "registers/functions.yaml").read_text().splitlines()
    assert add(plan, "function", "Dentistry").exit_code == 0
    after = (plan / "registers/functions.yaml").read_text().splitlines()
    assert [line for line in after if line in before] == before


def test_add_that_is_only_tried_writes_nothing(plan):
    before = (plan / "registers/functions.yaml").read_bytes()
    done = add(plan, "function", "Dentistry", "--dry-run")
    assert done.exit_code == 0 and "Would add dentistry" in done.output
    assert (plan / "registers/functions.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("function", "Dentistry", "fundng=integrated"), 2, "A function has no 'fundng'. Did you mean 'funding'?"),
        (("function", "Dentistry", "integrated"), 2, "'integrated' is not written as KEY=VALUE"),
        (("function",), 2, "The function has no name"),
        (("information-request", "Bed days"), 2, "An information request needs kind and holder as well"),
        (("information-request", "Bed days"), 2, "holder is one of S08000099, S12000099."),
        (("seat", "Housing officer"), 2, 'scplan add seat "Housing officer" seat=council-nominee'),
        (("function", "Dentistry", "funding=pooled"), 2, "'pooled' is no funding"),
        (("decision", "Day centre", "decided=2026-02-30"), 2, "a day that does not exist"),
        (("decision", "Day centre", "group_views=none"), 2, "'group_views' has parts of its own"),
        (("function", "Dentistry", "delegated_by=S1"), 2, "'S1' is no partner of this plan"),
        (("function", "Dentistry", "delegated_by=S1"), 2, "They are S12000099 (Wester Ross Council), S08000099"),
        (("attestation", "act-53-regard-to-guidance"), 2, "scp attest ID"),
        (("stage", "final"), 2, "scp draft advance"),
        (("functio", "Dentistry"), 2, "There is no kind called 'functio'. Did you mean 'function'?"),
        (("function", "Dentistry", "--council", "S12000099"), 2, "not for a function"),
        (("section", "A", "b=c"), 2, "takes no 'b=c'"),
    ],
)
def test_add_refuses_in_plain_words_and_writes_nothing(plan, words, status, said):
    before = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    done = add(plan, *words)
    assert done.exit_code == status, done.output
    assert said.casefold() in " ".join(done.output.split()).casefold()
    assert {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decision", "M", "decided=2026-02-30"), "decided=2026-02-30: 'decided' is '2026-02-30', a day that does not"),
        (("decision", "M", "decided=soon"), "decided=soon: 'decided' is 'soon', not a day Write it as in `decided=2"),
        (("decision", "M", "significant=so"), "significant=so: 'significant' is 'so', neither yes nor no"),
        (("decision", "M", "id=A B"), "id=A B: 'id' is 'A B', not a short name"),
        (("decision", "M", "decided_by="), "decided_by=: 'decided_by' is empty Write the text."),
        (("decision", "M", "localities=north,nowhere"), "localities=north,nowhere: 'nor"),
        (("function", "Dentistry", "delegated_by=S1"), "delegated_by=S1: 'S1' is no partner of this plan"),
    ],
)
def test_what_add_cannot_take_is_told_at_the_word_that_was_typed(plan, words, said):
    """No file and no line is named: the line was never written."""
    done = add(plan, *words)
    told = " ".join(done.output.split())

    assert done.exit_code == 2
    assert told.startswith(said)
    assert not re.search(r"\.yaml:\d", told) and told.endswith("Nothing was added.")


def test_add_tells_what_was_wrong_before_at_its_line(plan):
    """A fault that stood in the plan already keeps its file and line."""
    path = plan / "registers/functions.yaml"
    path.write_text(path.read_text() + "\n  - {id: Not Short, name: X}\n")
    done = add(plan, "function", "Dentistry")

    assert done.exit_code == 2 and re.search(r"registers/functions.yaml:\d", done.output)


def test_add_of_what_is_there_is_refused_with_its_place(plan):
    add(plan, "function", "Dentistry")
    done = add(plan, "function", "Dentistry")
    assert done.exit_code == 3 and "registers/functions.yaml:" in done.output


def test_schema_writes_once_and_then_says_that_nothing_changed(plan):
    assert run(app, ["schema", "--plan", str(plan)]).exit_code == 0
    written = sorted(path.name for path in (plan / ".scp/schemas").iterdir())
    assert written == sorted(path.rpartition("/")[2] for path in schemas())
    assert "up to date" in run(app, ["schema", "--plan", str(plan)]).output
    (plan / ".scp/schemas/old.json").write_text("{}")
    assert "took 1 out" in run(app, ["schema", "--plan", str(plan)]).output
    assert not (plan / ".scp/schemas/old.json").exists()


def test_add_leaves_no_key_out_that_may_be_asked_for(plan):
    """Keys that take yes or no, or one of a few words, stand there empty too, each with its note."""
    assert add(plan, "decision", "Move the day centre").exit_code == 0
    text = (plan / "registers/decisions.yaml").read_text()
    assert "significant:  # " in text and "within_plan_revision:  # " in text


@names
def test_add_makes_a_record_of_each_register_that_is_then_read(plan, register):
    """With what `add` itself gives as its example, a record of any register can be added."""
    if register.kind in ("attestation", "waiver", "baselined"):
        assert "not added by hand" in add(plan, register.kind, "x").output
        return
    done = add(plan, register.kind, "Something new")
    if done.exit_code == 2 and "Write it as in" in done.output:
        example = " ".join(done.output.split()).partition("Write it as in: ")[2]
        words = shlex.split(example.partition(f"add {register.kind} ")[2].split(". ")[0].rstrip("."))
        done = add(plan, register.kind, *words)
    said = " ".join(done.output.split())
    # A made-up name or place is refused as it was typed, or with the list of those that there are; never with a fault.
    assert done.exit_code == 0 or (
        done.exit_code == 2 and ("Nothing was added." in said or register.path in said or "They are " in said)
    ), said


def test_list_without_a_kind_shows_them_all(plan):
    shown = run(app, ["list", "--plan", str(plan)]).output
    assert "functions" in shown and "registers/functions.yaml" in shown and "locality" in shown
    rows = json.loads(run(app, ["list", "--plan", str(plan), "--json"]).output)
    assert {"kind": "locality", "records": 2, "path": "localities/"} in rows
