"""A file of responses as it was exported: read within bounds, nothing in it worked out, every cell a text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from scp.problem import Location, PlanError, Problem

THE_FILE = Location("the file of responses")
LARGEST = 50_000_000
MOST_UNPACKED = 300_000_000
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LAST_ROW = 1_048_576
LONGEST_CELL = 50_000
LONGEST_FIELD = 5_000_000
CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufff9-\ufffb]"
)
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SURROGATES = re.compile("[\ud800-\udfff]")
OLD_EXCEL, ZIP, PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF"


@dataclass(frozen=True)
class Row:
    """A row with its number as a spreadsheet shows it; *fault* says why it cannot be read as it should."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True)
class RawTable:
    """The rows of a file, headings among them, and what was noticed while they were read."""

    name: str
    rows: tuple[Row, ...]
    told: tuple[str, ...] = ()


def read_raw(file: Path) -> RawTable:
    """The rows of a CSV file or workbook; `PlanError` where it cannot be read as a table."""
    try:
        if file.exists() and not file.is_file():
            raise _unreadable("is no file", "Name the file that was exported.")
        if file.stat().st_size > LARGEST:
            raise _unreadable("is larger than 50 MB", "Export fewer responses at a time.")
        content = file.read_bytes()
    except OSError as error:
        raise _unreadable(f"cannot be opened ({error.strerror})", "Name the file that was exported.") from None
    return read_content(file.name, content)


def read_content(name: str, content: bytes) -> RawTable:
    """`read_raw` of a file with this *content*."""
    if len(content) > LARGEST:
        raise _unreadable("is larger than 50 MB", "Export fewer responses at a time.")
    if content.startswith(OLD_EXCEL):
        raise _unreadable(
            "is a workbook of the old kind, or one with a password",
            "Open it in Excel or LibreOffice and save it as .xlsx without a password, or as CSV.",
        )
    if content.startswith(PDF):
        raise _unreadable("is a PDF, not a table", "Export the responses as CSV or .xlsx.")
    if content.startswith(ZIP):
        rows, told = _workbook(content)
    else:
        rows, told = _csv(content)
    cleaned, noticed = _cleaned(rows)
    if not any(any(row.cells) for row in cleaned):
        raise _unreadable("is empty", "Export the responses again.")
    return RawTable(name, tuple(cleaned), (*told, *noticed))


def _unreadable(what: str, mend: str) -> PlanError:
    return PlanError([Problem(THE_FILE, what, mend)])


# CSV


def _csv(content: bytes) -> tuple[list[Row], list[str]]:
    text, told = _decoded(content)
    lead = re.match(r"sep=([,;\t])\r?\n", text)  # Excel's own first line
    separator = lead[1] if lead else _separator(text)
    reader = csv.reader(io.StringIO(text[lead.end() if lead else 0 :], newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        for number, cells in enumerate(reader, 2 if lead else 1):
            if number > MOST_ROWS:
                raise _unreadable(f"has more than {MOST_ROWS:,} rows", "Export fewer responses at a time.")
            if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
                raise _unreadable(
                    f"has more than {MOST_COLUMNS:,} columns in row {number:,}", "Is it the file of responses?"
                )
            rows.append(Row(number, tuple(cells[:MOST_COLUMNS])))
    except csv.Error:
        raise _unreadable(
            f"cannot be read as a table from row {len(rows) + 1:,} on",
            "Look there for quotes that are opened and never closed. Nothing was imported.",
        ) from None
    finally:
        csv.field_size_limit(before)
    return rows, told


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _as(content, encoding), []
    sample = content[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) > 8 and zeros.count(0) > len(zeros) * 0.7:
            return _as(content, encoding), ["The file is read as UTF-16; it has no mark that says so."]
    if content.count(0) * 10 > len(content):
        raise _unreadable("is not a text file", "Export the responses as CSV or .xlsx.")
    try:
        return content.decode(), []
    except UnicodeDecodeError:
        told = "The file is not UTF-8 and is read as Windows-1252: look whether accents and pound signs came out right."
        return _as(content, "cp1252"), [told]


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _unreadable(
            "is written in no way of writing letters that is known here", "Save it again as CSV UTF-8."
        ) from None


def _separator(text: str) -> str:
    """The separator that stands most often in the first record, outside quotes."""
    counts = dict.fromkeys(",;\t", 0)
    quoted = False
    for sign in text[:200_000]:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\r\n" and any(counts.values()):
            break
        elif not quoted and sign in counts:
            counts[sign] += 1
    return max(counts, key=lambda sign: counts[sign])


# workbooks


def _workbook(content: bytes) -> tuple[list[Row], list[str]]:
    _refuse_bombs(content)
    # Formulas are left as their text: nothing is worked out, nor taken from another file.
    with _of_openpyxl():
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False, rich_text=False)
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
    try:
        if not sheets:
            raise _unreadable("holds no sheet that can be seen", "Export the responses again.")
        rows = list(_sheet_rows(sheets[0]))
    finally:
        book.close()
    return rows, [f"Of {len(sheets)} sheets the first is read."] if len(sheets) > 1 else []


@contextmanager
def _of_openpyxl() -> Iterator[None]:
    """What openpyxl raises on a damaged file, told as such; it has no kind of error of its own for that."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError,
            AttributeError, IndexError, OverflowError, NotImplementedError, RuntimeError, AssertionError):  # fmt: skip
        raise _unreadable("is damaged, or no workbook", "Export it again, or save it as CSV.") from None


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The cells of each row, as openpyxl gives them: nothing of ours runs where its errors are taken for damage."""
    with _of_openpyxl():
        sheet.reset_dimensions()  # what the file says of its own size need not be so
        given = iter(sheet.iter_rows(values_only=True))
    while True:
        with _of_openpyxl():
            row = next(given, None)
        if row is None:
            return
        yield row


def _refuse_bombs(content: bytes) -> None:
    """A fault where a workbook would unpack to more than it should, or holds declarations that could."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
                raise _unreadable(
                    "would unpack to more than a table of responses can hold", "Is it the file that was exported?"
                )
            for each in parts:
                if each.filename.endswith((".xml", ".rels")):
                    with packed.open(each) as stream:
                        if b"<!DOCTYPE" in stream.read(100_000).upper():
                            raise _unreadable("declares entities, which no export does", "Save it as CSV.")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _unreadable("is damaged, or no workbook", "Export it again, or save it as CSV.") from None


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    filled = 0
    for number, cells in enumerate(_cells(sheet), 1):
        if number > LAST_ROW:  # rows that are left out come as empty ones, up to whatever number is written
            raise _unreadable("has rows beyond the last that a workbook can have", "Is it the file that was exported?")
        last = len(cells)
        while last and cells[last - 1] is None:
            last -= 1
        if not last:
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise _unreadable(f"has more than {MOST_ROWS:,} rows", "Export fewer responses at a time.")
        if last > MOST_COLUMNS:
            raise _unreadable(
                f"has more than {MOST_COLUMNS:,} columns in row {number:,}", "Is it the file of responses?"
            )
        yield Row(number, tuple(_cell(each) for each in cells[:last]))


def _cell(value: Any) -> str:
    """What a cell shows, as near as its kind lets us tell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return (
                value.isoformat(" ", "seconds")
                if (value.hour, value.minute, value.second) != (0, 0, 0)
                else value.date().isoformat()
            )
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case int() | float():
            return str(value)
        case _:
            return str(getattr(value, "text", "") or "")


# every cell


def without_controls(text: str) -> str:
    """*text* with one kind of line end, and without signs that cannot be seen or that turn the direction of writing."""
    return CONTROLS.sub("", SURROGATES.sub("�", LINE_ENDS.sub("\n", text)))


def _cleaned(rows: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """*rows* without control signs and with one kind of line end; what was taken out, by row."""
    cleaned, steered = [], []
    for row in rows:
        cells = []
        fault = ""
        touched = False
        for cell in row.cells:
            if len(cell) > LONGEST_CELL:
                fault = f"holds a cell of {len(cell):,} signs, and {LONGEST_CELL:,} is the most"
            text = SURROGATES.sub("�", LINE_ENDS.sub("\n", cell))
            bare = CONTROLS.sub("", text)
            touched = touched or bare != text
            cells.append(bare.strip())
        if touched:
            steered.append(row.number)
        cleaned.append(Row(row.number, tuple(cells), fault))
    told = []
    if steered:
        told.append(
            f"Signs that cannot be seen (control signs, turns of the direction of writing) were taken out of {in_rows(steered)}."
        )
    return cleaned, told


def in_rows(numbers: Iterable[int]) -> str:
    """Row numbers for people: `row 3`, `rows 3, 5 and 7`, at most ten of them."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return f"row {found[0]}"
    if len(found) > 10:
        return f"rows {', '.join(map(str, found[:9]))} and {len(found) - 9} more"
    return f"rows {', '.join(map(str, found[:-1]))} and {found[-1]}"
