"""From need to result: what hangs together, and what hangs on nothing."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from plan_fixture import complete_files, load
from small import files as files_of
from typer.testing import CliRunner

from scp.cli import app
from scp.documents.trace_picture import trace_picture
from scp.documents.trace_workbook import trace_workbook
from scp.model.trace import Step, trace
from scp.repository.save import write_files

run = CliRunner().invoke

FILES = {
    "priorities.yaml": """\
priorities:
  - id: home-first
    title: Home first
    needs: [waits]
    outcomes: [2, 9]
    care_groups: [older-people]
    localities: [east]
    lines: [home-care]
    measures:
      - {indicator: ni-19}
      - {title: People seen within a day}
    commitments:
      - {id: helpers, text: Pay helpers}
  - id: nobody
    title: For nobody <yet>
    care_groups: [carers]
    localities: [west]
""",
    "registers/needs.yaml": "needs:\n  - {id: waits, title: People wait in hospital}\n  - {id: buses, title: Few buses}\n",
    "registers/directions.yaml": """\
directions:
  - {id: helpers-direction, title: Pay the helpers, commitments: [helpers]}
  - {id: care-direction, title: Care at home, lines: [home-care]}
  - {id: loose-direction, title: Something else}
""",
    "performance/indicators.yaml": """\
indicators:
  - {id: delays, title: Delayed days, core: ni-19, unit: days, values: {2025-26: 300, 2027-28: 250}}
  - {id: loose, title: Measured for nothing}
""",
}


# What the small plan is made of besides: no other register points at what FILES replaces.
KEPT = ("plan.yaml", "localities/", "care-groups/", "finance/lines.csv", "registers/functions.yaml", "stages.yaml")


@pytest.fixture(scope="module")
def files():
    return {path: text for path, text in complete_files().items() if path.startswith(KEPT)} | FILES


@pytest.fixture(scope="module")
def chain(files):
    return trace(load(files))


def ids(links):
    return [each.id for each in links]


def the(chain, id):
    (found,) = chain.find(id)
    return found


@pytest.mark.parametrize(
    ("start", "step", "expected"),
    [
        ("waits", Step.PRIORITY, ["home-first"]),
        ("waits", Step.RESULT, ["delays-2027-28"]),
        ("waits", Step.DIRECTION, ["helpers-direction", "care-direction"]),
        ("home-first", Step.OUTCOME, ["2", "9"]),
        ("home-first", Step.CARE_GROUP, ["older-people"]),
        ("home-first", Step.LOCALITY, ["east"]),
        ("home-first", Step.INVESTMENT, ["home-care"]),
        ("home-first", Step.INDICATOR, ["delays", "People seen within a day"]),
        ("delays", Step.RESULT, ["delays-2027-28"]),
        ("delays-2027-28", Step.INDICATOR, ["delays"]),
        ("delays-2027-28", Step.NEED, ["waits"]),
        ("care-direction", Step.INVESTMENT, ["home-care"]),
        ("nobody", Step.NEED, []),
        ("buses", Step.PRIORITY, []),
    ],
)
def test_what_a_record_leads_to_and_comes_from(chain, start, step, expected):
    assert ids(chain.reached(the(chain, start), step)) == expected


def test_each_link_can_be_followed_back(chain):
    for step in Step:
        for link in chain.of(step):
            for other in Step:
                if other is not step:
                    for each in chain.reached(link, other):
                        assert link in chain.reached(each, step), (link.id, each.id)


def test_orphans_are_found_at_every_step(chain):
    found = {(each.step.value, each.id) for each in chain.orphans}
    assert {("need", "buses"), ("direction", "loose-direction"), ("indicator", "loose")} <= found
    assert ("outcome", "3") in found and ("outcome", "2") not in found
    assert ("investment", "nursing") in found and ("investment", "home-care") not in found
    assert the(chain, "buses").at.path == "registers/needs.yaml" and the(chain, "buses").at.line == 3


def test_a_priority_with_nothing_at_a_step_is_a_gap(chain):
    gaps = {(link.id, step) for link, step in chain.gaps}
    assert {
        ("nobody", step) for step in (Step.NEED, Step.OUTCOME, Step.INVESTMENT, Step.DIRECTION, Step.INDICATOR)
    } <= gaps
    assert ("People seen within a day", Step.RESULT) in gaps
    assert not any(id == "home-first" for id, _ in gaps)


def test_values_from_before_the_plan_are_no_results(chain):
    assert ids(chain.of(Step.RESULT)) == ["delays-2027-28"]


def test_directions_and_results_are_not_missed_before_there_are_any(files):
    early = {path: text for path, text in files.items() if "directions" not in path and "performance" not in path}
    assert {step for _, step in trace(load(early)).gaps} <= {Step.NEED, Step.OUTCOME, Step.INVESTMENT, Step.INDICATOR}


def test_a_priority_that_names_no_care_group_or_locality_is_for_all():
    plan = load(complete_files())
    chain = trace(plan)
    assert not [each for each in chain.orphans if each.step in (Step.CARE_GROUP, Step.LOCALITY)]


def test_the_picture_is_sound_xml_with_title_and_description_and_the_same_each_time(chain):
    picture = trace_picture(chain, "Plan & <title>\x00")
    root = ElementTree.fromstring(picture)
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Plan & <title>" in texts and "For nobody <yet>" in texts and "Hangs on no priority" in texts
    assert root.find("{http://www.w3.org/2000/svg}desc").text.startswith("The chain from need to result: 2 needs")
    assert picture == trace_picture(chain, "Plan & <title>\x00")


def test_the_picture_fits_a_screen_and_a3_across(chain):
    """No wider than 1,600 at 12 pixels (9 point on A3), and each line of words fits its box."""
    root = ElementTree.fromstring(trace_picture(chain, "Plan"))
    space = "{http://www.w3.org/2000/svg}"
    boxes = [each for each in root.iter(f"{space}rect") if each.get("rx") == "4"]

    assert float(root.get("width")) <= 1600 and root.get("font-size") == "12"
    assert max(float(each.get("x")) + float(each.get("width")) for each in boxes) <= float(root.get("width"))
    within = float(boxes[0].get("width")) / 12 / 0.5  # half the size of the letters is the width of most of them
    assert max(len(each.text) for each in root.iter(f"{space}text") if float(each.get("y")) > 92) <= within


def test_the_workbook_has_the_chain_the_links_and_the_loose_ends(files, chain):
    plan = load(files)
    content = trace_workbook(plan, chain, date(2027, 4, 1))
    assert content == trace_workbook(plan, chain, date(2027, 4, 1))
    book = load_workbook(BytesIO(content))
    assert book.sheetnames[-3:] == ["Chain", "Links", "Loose ends"]
    cells = {cell.value for row in book["Loose ends"].iter_rows() for cell in row}
    assert {"Few buses", "registers/needs.yaml", "Something else"} <= cells


@pytest.fixture
def folder(tmp_path, files):
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def told(folder, *words):
    return run(app, ["trace", "--plan", str(folder), *words])


def test_the_chain_in_words(folder):
    shown = told(folder).output
    assert "Home first (home-first)\n  needs             People wait in hospital\n" in shown
    assert "Hangs on no priority\n" in shown and "registers/needs.yaml:3  need: Few buses" in shown
    assert "Has nothing at a step\n" in shown


def test_steps_that_were_not_looked_for_are_said(files, folder):
    """Without directions and results the chain does not claim that it is whole."""
    assert "No direction has been given yet" not in told(folder).output
    (folder / "registers/directions.yaml").write_text("directions: []\n")
    (folder / "performance/indicators.yaml").write_text("indicators: []\n")
    shown = " ".join(told(folder).output.split())
    assert "No direction has been given yet, so no directions were looked for." in shown
    assert "No indicator has a value from a year of the plan yet, so no results were looked for." in shown


def test_from_a_step_to_a_record_and_back(folder):
    assert "  results           Delayed days: 250 days in 2027-28" in told(folder, "need", "result").output
    assert "  needs             People wait in hospital" in told(folder, "delays-2027-28", "waits").output


def test_the_chain_for_programs(folder):
    values = json.loads(told(folder, "need", "priority", "--json").output)
    assert values["links"] == [{"from": ["need", "waits"], "to": ["priority", "home-first"]}]
    assert ["need", "buses"] in values["orphans"]
    rows = told(folder, "need", "priority", "--format", "csv").output.splitlines()
    assert rows[1:] == ["need,waits,People wait in hospital,priority,home-first,Home first"]


def test_picture_and_workbook_are_written_where_asked(folder, tmp_path):
    assert told(folder, "--format", "svg", "--output", str(tmp_path / "a.svg")).exit_code == 0
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    assert told(folder, "--format", "xlsx", "--output", str(tmp_path / "a.xlsx")).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("investmnt",), "Did you mean 'investment'?"),
        (("need", "resultt"), "Did you mean 'result'?"),
        (("need", "--format", "svg"), "show the whole chain"),
        (("--output", "a.svg"), "--output is for pictures and workbooks"),
        (("--format", "svg", "--output", "/no/such/folder/a.svg"), "could not be written"),
    ],
)
def test_mistakes_are_told_in_words(folder, words, said):
    done = told(folder, *words)
    assert done.exit_code == 2 and said in " ".join(done.output.split())


def test_what_is_said_without_priorities_fits_the_screen(tmp_path, monkeypatch):
    """The first line is folded as the others are."""
    write_files(tmp_path, files_of())
    monkeypatch.setenv("COLUMNS", "60")

    said = CliRunner().invoke(app, ["trace", "--plan", str(tmp_path)]).stdout

    assert "There are no priorities yet" in said
    assert max(map(len, said.split("\n\n")[0].splitlines())) <= 60


def test_an_empty_register_is_told_in_a_sentence(tmp_path):
    """What is not recorded yet is said with its file."""
    write_files(tmp_path, files_of())

    said = CliRunner().invoke(app, ["list", "consultees", "--plan", str(tmp_path)]).stderr

    assert "No consultees are recorded yet. They go in registers/consultees.yaml." in " ".join(said.split())
