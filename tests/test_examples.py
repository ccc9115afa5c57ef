"""The good examples that `scp explain` prints are whole, true and can be put into a file as they are."""

import csv
import re

import pytest
from typer.testing import CliRunner

from scp.cli import app
from scp.reference import pack_examples
from scp.reference.catalogue import entries, example
from scp.repository import MappingSource, load_plan
from scp.requirements import requirement, requirements
from scp.requirements.sections import of_section, section, sections

PLAN = (pack_examples.SAMPLE / "plan.yaml").read_bytes()
EXAMPLES = [each.id for each in entries() if example(each.id)]
BY_CHECK = 18
"""Requirements whose example is that of another which is checked together with it."""


def run(*arguments):
    """The command as somebody types it."""
    return CliRunner().invoke(app, ["explain", *arguments])


@pytest.fixture
def alone(monkeypatch):
    """What a file names in other files is not looked for."""
    monkeypatch.setattr("scp.repository.load.check_names", lambda plan, named: [])
    monkeypatch.setattr("scp.repository.load.check_places", lambda plan, named, anchors, failed: [])
    monkeypatch.setattr("scp.repository.load.fingerprint", lambda plan, attestation, read: "")


def test_every_requirement_has_an_example():
    """Its own or that of what is checked with it; and no example is of a requirement that there is not."""
    borrowed = [each for each in entries() if each.id not in EXAMPLES]

    assert all(any(example(id) for id in each.same_check_as) for each in borrowed)
    assert len(borrowed) == BY_CHECK
    assert len(EXAMPLES) + BY_CHECK == len(entries())
    for id in EXAMPLES:
        found = example(id)
        assert found.parts or found.words.startswith("Nothing is written for it."), id


@pytest.mark.parametrize("id", EXAMPLES)
def test_an_example_can_be_put_into_its_file(id, alone):
    """Written as the whole of their files, the parts of an example are read without a fault of form."""
    files = {"plan.yaml": PLAN} | {path: f"{text}\n".encode() for path, text in example(id).parts}

    plan = load_plan(MappingSource(files))

    assert set(plan.files) == set(files)


def test_examples_are_short():
    """Each is read at a glance, holds nothing that is left out, and names no figure that the reader does not have."""
    for id in EXAMPLES:
        assert sum(text.count("\n") + 2 for _, text in example(id).parts) <= 32, id
        for path, text in example(id).parts:
            lines = [line for line in text.split("\n") if "://" not in line and not path.endswith(".csv")]
            assert max(map(len, lines), default=0) <= 80, id
            assert "…" not in text and "{{" not in text, id


def test_what_is_printed_can_be_pasted(tmp_path, monkeypatch, alone):
    """Below the line with its name, each file stands at the margin as it is to be written, up to the next."""
    monkeypatch.chdir(tmp_path)

    for id in ("act-29-3-b-separate-arrangements", "guidance-2015-6-2-resources-by-care-group", "msg-2-iii-set-aside"):
        told = run(id).output
        parts = re.split(r"^# ((?:[\w-]+/)+[\w-]+\.\w+)\n", told, flags=re.MULTILINE)
        files = {path: f"{text.strip()}\n".encode() for path, text in zip(parts[1::2], parts[2::2], strict=True)}

        assert len(files) == 2
        assert load_plan(MappingSource({"plan.yaml": PLAN} | files)).files.keys() == {"plan.yaml", *files}


def test_an_example_follows_the_worked_example(monkeypatch):
    """What is cut out of the worked example is what stands there: with what a record needs, and nothing else."""
    given = {"file": "registers/directions.yaml", "keep": {"directions": {"council-carers": ["recipient"]}}}

    assert pack_examples.cut("any", {"words": "One\n  two", "parts": [given]}) == {
        "words": "One two",
        "parts": [
            [
                "registers/directions.yaml",
                "directions:\n  - id: council-carers\n    title: Support for unpaid carers\n    recipient: S12000010",
            ]
        ],
    }


def test_examples_ship_with_the_program(tmp_path, monkeypatch):
    """Where the worked example is not installed, examples are shown all the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pack_examples, "SAMPLE", tmp_path / "nowhere")

    result = run("act-26-1-direction-for-every-function")

    assert result.exit_code == 0
    assert "# registers/directions.yaml\ndirections:\n  - id: nhs-primary-care\n" in result.output


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ({"file": "registers/directions.yaml", "keep": ["direction"]}, "there is no direction among policy"),
        ({"file": "registers/directions.yaml", "keep": {"directions": ["nobody"]}}, "there is no nobody among"),
        ({"file": "registers/directions.yaml", "keep": {"policy": ["a"]}}, "nothing can be kept of 'evidence/"),
        ({"file": "registers/none.yaml", "keep": ["a"]}, "there is no registers/none.yaml"),
        ({"file": "finance/lines.csv", "keep": ["none"]}, "there is no line none"),
        ({"file": "narrative/040-vision.md", "keep": [], "sections": ["none"]}, "has no heading 'none'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_example_of_what_there_is_not(part, what):
    """Packing names the example whose source the worked example no longer has."""
    with pytest.raises(ValueError, match=re.escape(what)) as caught:
        pack_examples.cut("act-26-1", {"parts": [part]})

    assert "the example of act-26-1" in str(caught.value)


def test_rows_of_a_table_are_whole():
    """An example of the finance lines has the header and, for each row, as many cells."""
    for id in EXAMPLES:
        for path, text in example(id).parts:
            if path.endswith(".csv"):
                rows = list(csv.reader(text.split("\n")))
                assert rows[0][:3] == ["id", "year", "title"]
                assert {len(row) for row in rows} == {len(rows[0])} and len(rows) > 1


def test_codes_of_the_worked_example_are_not_the_readers(tmp_path):
    """Inside a plan of another council its own codes are named; inside the worked example nothing is to be changed."""
    root = tmp_path / "fife"
    made = CliRunner().invoke(
        app, ["init", str(root), "--authority", "Fife", "--period", "2027-2030", "--author", "A <a@example.org>"]
    )
    assert made.exit_code == 0

    ours = " ".join(run("msg-1-i-leadership", "--plan", str(root)).output.split())
    none = run("act-32-1-established-first", "--plan", str(root)).output
    sample = run("msg-1-i-leadership", "--plan", str(pack_examples.SAMPLE)).output

    assert "write your own council's code (S12000047) in place of S12000010" in ours
    assert "write your own Health Board's code (S08000029) in place of S08000024" in ours
    assert "write your own authority's code (S37000032) in place of S37000010" in ours
    assert "in place of" not in none + sample
    for told in (ours, none, sample):
        assert "the worked example plan for East Lothian" in " ".join(told.split())


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("s33", ("33",)),
        ("S.33", ("33",)),
        ("s. 33", ("33",)),
        ("section 33", ("33",)),
        ("Sections 33", ("33",)),
        ("33", ("33",)),
        ("2014 Act s33", ("33",)),
        ("s29(3)(b)", ("29", "3", "b")),
        ("section 29 (3) (b)", ("29", "3", "b")),
        ("act-33", None),
        ("s33a", None),
        ("sandwich 33", None),
        ("regs-308", None),
        ("", None),
    ],
)
def test_a_section_as_people_type_it(typed, place):
    """Short, long or bare; what is no section is left to be an id."""
    assert section(typed) == place


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("s29(3)", ["act-29-3-a-two-localities", "act-29-3-b-separate-arrangements"]),
        ("s29(3)(b)", ["act-29-3-b-separate-arrangements"]),
        ("s29(6)", ["act-29-5-first-plan-before-start"]),
        ("s32(1)(a)(iii)", ["act-32-1-established-first", "act-32-1-a-ii-council-nominee"]),
        ("s33(5)(b)", ["act-33-order-of-stages", "act-33-4-b-send-to-partners"]),
        ("s40(2)", ["act-40-regard-in-delivery"]),
        ("s55", ["act-54-56-inspection"]),
        ("s60", ["act-29-2-a-all-functions", "act-59-60-model-and-functions"]),
        ("s99", []),
    ],
)
def test_requirements_of_a_section(typed, ids):
    """Those of the section, of its parts and of what it is part of; a range has all that lies in it."""
    assert [each.id for each in of_section(section(typed))] == ids


def test_every_requirement_of_the_act_has_a_section():
    """Each whose source is the Act of 2014 is found by its section, and nothing else is."""
    found = {each.id for number in sections() for each in of_section((number,))}

    assert found == {each.id for each in requirements() if each.short.startswith("2014 Act ")}
    assert len(found) > 80


@pytest.mark.parametrize("typed", [["s33"], ["33"], ["section", "33"]], ids=" ".join)
def test_explain_a_section(typed, tmp_path, monkeypatch):
    """Each requirement of the section is listed with title, place and id, in the order of the Act."""
    monkeypatch.chdir(tmp_path)

    result = run(*typed)

    told = " ".join(result.output.split())
    listed = of_section(("33",))
    assert result.exit_code == 0 and len(listed) > 10
    places = [told.index(f"{requirement(each.id).title.rstrip('.')}. {each.short[9:]}") for each in listed]
    assert places == sorted(places)
    assert all(each.id in told for each in listed)
    assert max(len(line) for line in result.output.split("\n")) <= 80


def test_explain_a_section_that_asks_nothing():
    """Another section exits 2 and says which there are."""
    result = run("section", "99")

    assert result.exit_code == 2
    assert "No requirement has its source in s99 of the 2014 Act" in result.output
    assert "59, 60 and 61" in " ".join(result.output.split())
