"""`stages.yaml`: a record is added, and what people wrote stays byte for byte."""

import pytest

from scp.model.stage import StageRecord
from scp.problem import PlanError
from scp.repository.stages import append_stage, read_edition, read_stages

RECORD = StageRecord(
    stage="proposals", date="2026-03-01", decision="IJB: item 7 # urgent", tree="sha256:1", check="sha256:2"
)
ITEM = """- stage: proposals
    date: 2026-03-01
    decision: "IJB: item 7 # urgent"
    tree: sha256:1
    check: sha256:2
"""


def test_the_first_record_makes_the_file():
    """The file says who writes it, then holds the record."""
    made = append_stage(None, RECORD).decode()

    assert made.startswith("# The stages that this plan has reached.")
    assert made.endswith(f"stages:\n  {ITEM}")
    assert read_stages(made.encode()) == (RECORD,)


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("", ""),
        ("# Ours.\n", "# Ours.\n"),
        ("stages: []\n", ""),
        ("# Ours.\nstages: [ ]  # none\n# after\n", "# Ours.\nstages:  # none\n# after\n"),
    ],
)
def test_an_empty_file(before, kept):
    """Whatever way a person writes that there are none yet."""
    made = append_stage(before.encode(), RECORD).decode()

    assert made.startswith(kept)
    assert read_stages(made.encode()) == (RECORD,)


@pytest.mark.parametrize("indent", ["", "  ", "      "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_more_record(indent, end):
    """Comments, quotes, indentation and line ends stay; the new record is written like its neighbours."""
    lines = [
        "# Ours.",
        "stages:",
        f"{indent}- stage: 'proposals'  # the first",
        f"{indent}  date: 2026-01-05",
        f"{indent}  tree: x",
        f"{indent}  check: y",
        "# The end.",
    ]
    before = end.join([*lines, ""]).encode()

    made = append_stage(before, RECORD)

    assert made.startswith(before)
    assert len(read_stages(made)) == 2
    assert (b"\r\n" in made) == (end == "\r\n")
    assert f"{indent}- stage: proposals{end}" in made.decode()


@pytest.mark.parametrize(
    "before", ["stages: [{stage: proposals, date: 2026-01-05, tree: x, check: y}]\n", "stages: []\n...\n"]
)
def test_a_layout_that_cannot_be_added_to(before):
    """It is refused rather than rewritten."""
    with pytest.raises(PlanError, match="is not laid out so that a record can be added"):
        append_stage(before.encode(), RECORD)


@pytest.mark.parametrize(
    "decision",
    ["2026", "yes", "- a", "a: b", "#7", "'x'", '"', "null", "é — “quoted”", "*x", "{{ x }}", "\\n"],
)
def test_a_decision_reads_back_as_it_was_given(decision):
    """Quotes are used where YAML would read something else."""
    record = RECORD.replace(decision=decision)

    assert read_stages(append_stage(None, record)) == (record,)


def test_the_edition_is_found_in_a_plan_with_faults():
    """Sending and verifying do not wait for a sound plan; a name that is no slug is none."""
    assert read_edition(b"edition: 2027-2030\nnonsense: 1\n") == "2027-2030"
    for text in (b"", b"edition: --all\n", b"edition: [", b"edition: ../x\n", b"- a\n", b"\xff"):
        assert read_edition(text) is None
