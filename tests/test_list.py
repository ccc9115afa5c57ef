"""`scp list` on screens wide and narrow: no word is broken, and nothing is left out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scp.commands.list import FOLDERS, _records, _shown, _table
from scp.repository import FolderSource, load_plan
from scp.repository.layout import REGISTERS

SAMPLE = Path(__file__).parent.parent / "sample-plan"
KINDS = [*FOLDERS, *(each.name for each in REGISTERS), "finance-lines"]


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


@pytest.mark.parametrize("columns", [50, 80, 100, 200])
def test_no_word_is_broken_and_none_left_out(sample, monkeypatch, columns):
    """Each word of each value of every kind stands whole in the table, and the lines keep to the screen."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for kind in KINDS:
        records, _, names = _records(sample, kind)
        rows = [[_shown(getattr(each, name)) for name in names] for each in records]
        lines = _table(names, rows)
        words = {word for row in rows for cell in row for word in cell.split()}

        assert {each for each in words if len(each) < columns} <= set(" ".join(lines).split())
        assert max(map(len, lines), default=0) <= min(120, columns)
        assert all(line == line.rstrip() for line in lines)


def test_a_table_that_does_not_fit_is_told_record_by_record(monkeypatch):
    """The short name stands as a heading, the other values below it by their names; empty ones are left out."""
    monkeypatch.setenv("COLUMNS", "40")

    assert _table(
        ("id", "name", "delegated_by", "end"), [["care-homes", "Care homes, and short stays in them", "S12", ""]]
    ) == [
        "care-homes",
        "  name          Care homes, and short",
        "                stays in them",
        "  delegated by  S12",
    ]


def test_a_table_that_fits_stands_in_columns(monkeypatch):
    """Numbers stand at the right, and words wrap within their column."""
    monkeypatch.setenv("COLUMNS", "50")

    assert _table(("id", "title", "amount"), [["older", "Care at home for older people in West", "9,100"]]) == [
        "id     title                                amount",
        "older  Care at home for older people in      9,100",
        "       West",
    ]


def test_list_follows_the_screen():
    """The command itself, on a screen of 50 columns and of 80."""
    for columns in (50, 80):
        done = subprocess.run(
            [sys.executable, "-c", "from scp.cli import main; main()", "list", "consultees"],
            cwd=SAMPLE,
            env={**os.environ, "COLUMNS": str(columns)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0
        assert max(map(len, done.stdout.splitlines())) <= columns
        assert re.search(r"\bconsultee-health-noncommercial$", done.stdout, re.M)
