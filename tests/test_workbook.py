"""Workbooks: each table on a sheet, numbers as numbers, days as days, and no text that is obeyed."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from scp.documents.document import Copy, Document, Sheet
from scp.documents.kinds import COMPLIANCE, documents_of
from scp.documents.render import render
from scp.documents.whole_tables import plan_tables
from scp.documents.writers.xlsx import write_xlsx
from scp.model.performance import Indicators
from scp.repository import FolderSource, MappingSource, load_plan
from tests.small import FILES, edited, files

SAMPLE = Path(__file__).parent.parent / "sample-plan"
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


def body(sheet):
    """The values below the heads of a sheet's table."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def heads(sheet):
    return [cell.value for cell in sheet[4]]


def test_cover_contents_and_notes_come_first():
    """The cover says what it is, the contents link to every sheet, the notes say what blank cells and dashes mean."""
    made = opened()
    cover, contents, notes, *rest = made.worksheets
    said = [cell.value for row in cover.iter_rows() for cell in row if cell.value]

    assert [cover.title, contents.title, notes.title] == ["Cover", "Contents", "Notes"]
    assert cover["A1"].value == load_plan(MappingSource(FILES)).title and datetime(2026, 11, 21) in said
    links = [row[0].hyperlink.location for row in contents.iter_rows(min_row=4)]
    assert links == [f"'{sheet.title}'!A1" for sheet in (notes, *rest)]
    assert [row[2].value for row in contents.iter_rows(min_row=4)][1:] == [sheet.max_row - 4 for sheet in rest]
    assert ["A blank cell", "Nothing is recorded."] in body(notes)


def laid_out(made):
    """What is wrong with how a workbook is laid out, by the checklist of the Government Analysis Function."""
    for sheet in made.worksheets:
        name = sheet.title
        if not sheet["A1"].value or not sheet["A2"].value:
            yield f"{name}: no title or no words on what it holds"
        if sheet.merged_cells.ranges:
            yield f"{name}: merged cells"
        if sheet.freeze_panes or sheet.auto_filter.ref:
            yield f"{name}: frozen or filtered"
        if sheet.sheet_state != "visible" or any(
            each.hidden for each in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        ):
            yield f"{name}: hidden"
        small = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None and cell.font.sz < 12]
        if small:
            yield f"{name}: letters below 12 points"
        if name == "Cover":
            continue
        if len(sheet.tables) != 1:
            yield f"{name}: {len(sheet.tables)} tables"
            continue
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        if not first.startswith("A") or sheet[last].row != sheet.max_row or sheet[last].column != sheet.max_column:
            yield f"{name}: the table is not all of the sheet, from the first column on"
        top = [cell.value for cell in sheet[sheet[first].row]]
        if table.headerRowCount == 0 or [column.name for column in table.tableColumns] != top or not all(top):
            yield f"{name}: the heads are not marked"
        if any(sheet.cell(row, 1).value is None for row in range(1, sheet[first].row)):
            yield f"{name}: an empty row above the table"
        if any(all(cell.value is None for cell in row) for row in sheet.iter_rows(min_row=sheet[first].row)):
            yield f"{name}: an empty row"


@pytest.fixture(scope="module")
def sample_books():
    source = FolderSource(SAMPLE)
    plan = load_plan(source)
    names = [each.name for each in documents_of(plan) if each.kind.name != COMPLIANCE]
    made = render(plan, COPY, source.read, names, ("xlsx",))
    return {path: content for path, content in made.items() if path.endswith(".xlsx")}


def test_every_workbook_of_the_sample_is_laid_out_well(sample_books):
    """Each sheet has its title first and one marked table; nothing is merged, hidden, filtered, frozen or small."""
    found = {path: [*laid_out(openpyxl.load_workbook(BytesIO(content)))] for path, content in sample_books.items()}

    assert len(found) > 20 and "plan-tables.xlsx" in found
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda sheet: sheet.merge_cells("A5:B5"), "merged"),
        (lambda sheet: setattr(sheet, "freeze_panes", "A5"), "frozen"),
        (lambda sheet: setattr(sheet, "sheet_state", "hidden"), "hidden"),
        (lambda sheet: sheet.tables.clear(), "0 tables"),
        (lambda sheet: sheet.__setitem__("A1", None), "no title"),
        (lambda sheet: sheet.__setitem__("A4", None), "not marked"),
        (lambda sheet: sheet.__setitem__("A9", "more"), "not all of the sheet"),
        (lambda sheet: sheet.__setitem__("A3", None), "an empty row above"),
        (lambda sheet: setattr(sheet["A5"], "font", openpyxl.styles.Font(sz=9)), "12 points"),
    ],
)
def test_what_is_laid_out_badly_is_seen(spoil, told):
    """The reader above finds each fault in a sheet that is spoilt in one place."""
    made = opened(area("| a | b |\n|---|---|\n| c | d |"))
    assert [*laid_out(made)] == []
    spoil(made["Figures"])

    assert any(told in each for each in laid_out(made))


def test_numbers_and_days_are_values():
    """A figure, an amount, a share and a day can be added up and sorted; words in a column of numbers stay words."""
    table = (
        "| What | When | How many |\n|---|---|---:|\n| a | 1 April 2027 | 1,240 |\n| b | 31 April 2027 | £2.5 million |\n"
        "| c | 2027 | 12.5% |\n| 12 | x | not available |\n| e | y | -3 |\n| f | z | 1,24 |"
    )
    sheet = opened(area(table))["Figures"]

    assert body(sheet) == [
        ["a", datetime(2027, 4, 1), 1240],
        ["b", "31 April 2027", 2_500_000],
        ["c", "2027", 0.125],
        ["12", "x", "not available"],
        ["e", "y", -3],
        ["f", "z", "1,24"],
    ]
    assert "£" in sheet["C6"].number_format and "%" in sheet["C7"].number_format
    assert sheet["B5"].is_date


def test_heads_say_the_unit():
    """Amounts and shares have their unit in the head, where all of the column have the same and the head does not say it."""
    pounds, share = ("£", Decimal(5)), ("%", Decimal("0.5"))
    rows = ((pounds, pounds, share, pounds, pounds, 5), (None, pounds, None, share, "x", pounds))
    made = book(Sheet("Rows", ("Budget", "Cost in pounds", "Grown", "Mixed", "Some", "Any"), rows))

    assert heads(made["Rows"]) == ["Budget (£)", "Cost in pounds", "Grown (%)", "Mixed", "Some (£)", "Any"]


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

    assert [sheet["A5"].value, sheet["B6"].value] == [text, text]
    assert [sheet[place].data_type for place in ("A4", "A5", "B6")] == ["s", "s", "s"]
    assert sheet["A5"].hyperlink is None


def test_no_formula_in_any_file():
    """No sheet of the full plan holds a formula."""
    content = edited("localities/east.md", "name: East", "name: '=cmd|''/c calc''!A1'")
    with zipfile.ZipFile(BytesIO(written(content))) as zipped:
        pages = [zipped.read(name).decode() for name in zipped.namelist() if name.startswith("xl/worksheets/sheet")]

    assert not any(re.search(r"<f[ >]", page) for page in pages)
    assert any("=cmd" in str(cell.value) for sheet in opened(content) for row in sheet.iter_rows() for cell in row)


def test_names_of_sheets_are_good_ones():
    """Names are short, unlike one another whatever their case, without forbidden signs, and never one that Excel keeps."""
    wanted = [
        "A" * 40,
        "a" * 40,
        "A" * 40,
        "His/tory: [1]?*",
        "History",
        "cover",
        "Contents",
        "'quoted'",
        "",
        "\x01",
        "=1",
    ]
    made = book(*(Sheet(name, ("a",), (("b",),)) for name in wanted))
    names = made.sheetnames

    assert len({name.lower() for name in names}) == len(wanted) + 3
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\\x00-\x1f]", name) for name in names)
    assert all(not name.startswith("'") and not name.endswith("'") and name.lower() != "history" for name in names)


def test_headings_that_are_empty_or_alike():
    """A table's columns get names that Excel accepts, and an empty table is still one."""
    made = book(Sheet("Rows", ("a", "A", "", "a"), ()))

    assert heads(made["Rows"]) == ["a", "A (2)", "Column 3", "a (3)"]


def test_cells_of_every_kind():
    """Whole numbers, decimals, days before Excel's count and signs that XML forbids all find their way."""
    rows = (
        (1, Decimal("2.50"), date(1899, 1, 1), "a\x01\ufffeb"),
        (("£", Decimal("10.05")), ("%", Decimal("0.5")), None, "x" * 40_000),
    )
    sheet = book(Sheet("Rows", ("a", "b", "c", "d"), rows))["Rows"]

    assert body(sheet)[0] == [1, 2.5, "1 January 1899", "ab"]
    assert body(sheet)[1][:3] == [10.05, 0.5, None]
    assert len(sheet["D6"].value) == 32_767


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
    assert made.properties.language == "en-GB" and "2027-2030" in made.properties.keywords


def test_nothing_is_compressed():
    """The package is stored in order, without the hour of the build, so that another compressor gives the same bytes."""
    with zipfile.ZipFile(BytesIO(written())) as zipped:
        entries = zipped.infolist()

    assert {(each.compress_type, each.date_time, each.external_attr, each.create_system) for each in entries} == {
        (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0o600 << 16, 0)
    }
    assert [each.filename for each in entries] == sorted(each.filename for each in entries)


def test_the_tables_of_the_whole_plan(sample_books):
    """One workbook holds facts, lines, totals, measures and registers; totals are the lines' sums, and no contract's worth is told."""
    plan = load_plan(FolderSource(SAMPLE))
    made = openpyxl.load_workbook(BytesIO(sample_books["plan-tables.xlsx"]))
    lines, totals = body(made["Finance lines"]), body(made["Totals by year"])

    assert len(lines) == len(plan.finance.lines) and heads(made["Finance lines"])[4] == "Amount (£)"
    for year, total, *kinds in totals:
        assert total == sum(line[4] for line in lines if line[1] == year) == sum(kinds)
    assert [row[0] for row in body(made["Facts"])] == [each.id for each in plan.facts]
    assert len(body(made["Indicators"])) == sum(len(each.values) for each in plan.of(Indicators).indicators)
    assert {"Directions", "Strategic priorities", "Impact assessments"} <= set(made.sheetnames)
    assert not {"Value", "Value (£)", "Findings"} & set(heads(made["Procurement plan"]))
    assert plan_tables(plan, COPY) == sample_books["plan-tables.xlsx"]
