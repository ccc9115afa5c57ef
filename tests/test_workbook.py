"""Workbooks: each table on a sheet, numbers as numbers, days as days, and no text that is obeyed."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from scp.documents.document import Copy, Document, Sheet
from scp.documents.render import render
from scp.documents.writers.xlsx import write_xlsx
from scp.repository import MappingSource, load_plan
from tests.small import FILES, edited, files

COPY = Copy("Working copy", date(2026, 11, 21))


def written(content=FILES, name="full-plan"):
    plan = load_plan(MappingSource(content))
    return render(plan, COPY, content.__getitem__, (name,), ("xlsx",)).get(f"{name}.xlsx")


def opened(content=FILES, name="full-plan"):
    return openpyxl.load_workbook(BytesIO(written(content, name)))


def book(*sheets):
    document = Document("d", "Title", "Board", "2027-2030", COPY, (), sheets=sheets, about="About it.")
    return openpyxl.load_workbook(BytesIO(write_xlsx(document)))


def area(table):
    head = "---\ntitle: Our area\nstatus: draft\n---\n"
    return files({"narrative/050-area.md": f"{head}Words.\n\n## Figures\n\n{table}\n".encode()})


def test_a_cover_then_a_table_a_sheet():
    """The cover says what it is and links to every sheet; each sheet is one Excel table with its header frozen."""
    made = opened()
    cover, *rest = made.worksheets
    said = [cell.value for row in cover.iter_rows() for cell in row if cell.value]

    assert cover.title == "About" and load_plan(MappingSource(FILES)).title in said
    assert datetime(2026, 11, 21) in said
    assert {sheet.title for sheet in rest} <= set(said)
    links = {cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{sheet.title}'!A1" for sheet in rest}
    for sheet in rest:
        assert sheet.freeze_panes == "A2"
        assert len(sheet.tables) == 1 and not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert table.ref == sheet.dimensions


def test_numbers_and_days_are_values():
    """A figure, an amount, a share and a day can be added up and sorted; words in a column of numbers stay words."""
    table = (
        "| What | When | How many |\n|---|---|---:|\n| a | 1 April 2027 | 1,240 |\n| b | 31 April 2027 | £2.5 million |\n"
        "| c | 2027 | 12.5% |\n| 12 | x | not available |\n| e | y | -3 |\n| f | z | 1,24 |"
    )
    sheet = opened(area(table))["Figures"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]

    assert rows == [
        ["a", datetime(2027, 4, 1), 1240],
        ["b", "31 April 2027", 2_500_000],
        ["c", "2027", 0.125],
        ["12", "x", "not available"],
        ["e", "y", -3],
        ["f", "z", "1,24"],
    ]
    assert "£" in sheet["C3"].number_format and "%" in sheet["C4"].number_format
    assert sheet["B2"].is_date


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=1}",
    '=HYPERLINK("http://x")',
    "https://example.org",
    "\t=1",
    "internal:A1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_or_a_link(text):
    """What a person wrote is text, also where a spreadsheet would work it out or follow it."""
    made = book(Sheet("Rows", (text, "b"), ((text, None), (None, text))))
    sheet = made["Rows"]

    assert [sheet["A2"].value, sheet["B3"].value] == [text, text]
    assert [sheet[place].data_type for place in ("A1", "A2", "B3")] == ["s", "s", "s"]
    assert sheet["A2"].hyperlink is None


def test_no_formula_in_any_file():
    """No sheet of the full plan holds a formula."""
    content = edited("localities/east.md", "name: East", "name: '=cmd|''/c calc''!A1'")
    with zipfile.ZipFile(BytesIO(written(content))) as zipped:
        pages = [zipped.read(name).decode() for name in zipped.namelist() if name.startswith("xl/worksheets/sheet")]

    assert not any(re.search(r"<f[ >]", page) for page in pages)
    assert any("=cmd" in str(cell.value) for sheet in opened(content) for row in sheet.iter_rows() for cell in row)


def test_names_of_sheets_are_good_ones():
    """Names are short, unlike one another whatever their case, without forbidden signs, and never one that Excel keeps."""
    wanted = ["A" * 40, "a" * 40, "A" * 40, "His/tory: [1]?*", "History", "about", "'quoted'", "", "\x01", "=1"]
    made = book(*(Sheet(name, ("a",), (("b",),)) for name in wanted))
    names = made.sheetnames

    assert len({name.lower() for name in names}) == len(wanted) + 1
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\\x00-\x1f]", name) for name in names)
    assert all(not name.startswith("'") and not name.endswith("'") and name.lower() != "history" for name in names)


def test_headings_that_are_empty_or_alike():
    """A table's columns get names that Excel accepts, and an empty table is still one."""
    made = book(Sheet("Rows", ("a", "A", "", "a"), ()))

    assert [cell.value for cell in made["Rows"][1]] == ["a", "A (2)", "Column 3", "a (3)"]


def test_cells_of_every_kind():
    """Whole numbers, decimals, days before Excel's count and signs that XML forbids all find their way."""
    rows = (
        (1, Decimal("2.50"), date(1899, 1, 1), "a\x01\ufffeb"),
        (("£", Decimal("10.05")), ("%", Decimal("0.5")), None, "x" * 40_000),
    )
    sheet = book(Sheet("Rows", ("a", "b", "c", "d"), rows))["Rows"]

    assert [cell.value for cell in sheet[2]] == [1, 2.5, "1 January 1899", "ab"]
    assert [cell.value for cell in sheet[3]][:3] == [10.05, 0.5, None]
    assert len(sheet["D3"].value) == 32_767


def test_a_document_without_tables_has_no_workbook():
    """Easy read holds no tables, so there is nothing to put on sheets."""
    assert written(name="easy-read") is None


def test_the_same_plan_gives_the_same_bytes():
    """Two workbooks of one plan agree in every byte; the day inside is the document's."""
    first = written()

    assert first == written()
    made = openpyxl.load_workbook(BytesIO(first))
    assert made.properties.created == datetime(2026, 11, 21)
    assert made.properties.title == load_plan(MappingSource(FILES)).title
    assert made.properties.creator == "East Lothian Integration Joint Board"
