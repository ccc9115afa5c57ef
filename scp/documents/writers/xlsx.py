"""A workbook: cover, contents and notes, then each table of a document on a sheet of its own.

Laid out as the Government Analysis Function asks of statistics in spreadsheets: a title in the first cell of each sheet,
one marked table beginning in the first column, units in its heads, nothing merged, hidden, filtered or frozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scp.documents.document import Cell, Document, Sheet
from scp.documents.nodes import Node, blocks, words
from scp.documents.writers.package import packed
from scp.model.words import MONTHS, in_words

# Signs that no XML file may hold, and lone halves of surrogate pairs.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
LONGEST_CELL = 32_767
LONGEST_PROPERTY = 255
WIDEST, NARROWEST = 70, 12
FONT_SHARE = 1.15
"""How much wider a letter of our cells is than one of those by which a column is measured."""
RESERVED = "history"
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
FIRST_ROW = 3
"""Of a table, below its title, what it holds and the way back to the contents; counted from nought."""
UNITS = {"£": ("£", "pound"), "%": ("%", "per cent", "percentage", "share")}
MEANINGS = (
    ("A blank cell", "Nothing is recorded."),
    ("0", "Nought was counted, or nought pounds."),
    ("–", "There is no such number, or it is not shown because somebody could be known by it; see the text."),
    ("£ in a heading", "Whole pounds and pence, never thousands or millions."),
    ("% in a heading", "A share, kept as a fraction: 8% is 0.08."),
    ("A number at the end of a heading", "The table has two columns of that heading in the text."),
)
FIRST_DAY = date(1900, 3, 1)
"""Before this day Excel counts a day that never was."""
NUMBER = re.compile(r"(-?)(£?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?( million)?(%?)")
DAY = re.compile(rf"([1-9]|[12]\d|3[01]) ({'|'.join(MONTHS)}) (\d{{4}})")
DIGITS = 15


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The sheets of a document: its own, or each of its tables."""
    return document.sheets or tuple(_tables(document))


def write_xlsx(document: Document) -> bytes | None:
    """The tables of the document as a workbook, the same bytes for the same document; None where it has none."""
    found = sheets(document)
    if not found:
        return None
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    day = document.copy.day
    book.set_properties(
        {
            "title": _clean(document.title)[:LONGEST_PROPERTY],
            "subject": _clean(document.about)[:LONGEST_PROPERTY],
            "author": _clean(document.authority)[:LONGEST_PROPERTY],
            "company": _clean(document.authority)[:LONGEST_PROPERTY],
            "keywords": _clean(f"strategic commissioning plan, {document.edition}"),
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    book.set_size(2400, 1500)
    used = {RESERVED, *(each.lower() for each in (COVER, CONTENTS, NOTES))}
    names = [_name(sheet.name, used) for sheet in found]
    _Book(book, document).write(found, names)
    book.close()
    return packed(out, _in_english)


def _in_english(name: str, content: bytes) -> bytes:
    """The properties with the language in which the workbook is written."""
    end = b"</cp:coreProperties>"
    return content.replace(end, b"<dc:language>en-GB</dc:language>" + end) if name == "docProps/core.xml" else content


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)[:LONGEST_CELL]


def _name(wanted: str, used: set[str]) -> str:
    """A name that a sheet may have: short, without the signs that formulas use, and like no other's."""
    plain = " ".join(NOT_IN_NAMES.sub(" ", _clean(wanted)).split()).strip("'") or "Table"
    if len(plain) > LONGEST_NAME and " " in plain[LONGEST_NAME // 2 : LONGEST_NAME + 1]:
        plain = plain[: LONGEST_NAME + 1].rpartition(" ")[0]
    found, number = plain[:LONGEST_NAME].strip(" '"), 2
    while found.lower() in used:
        ending = f" {number}"
        found, number = plain[: LONGEST_NAME - len(ending)].strip(" '") + ending, number + 1
    used.add(found.lower())
    return found


class _Book:
    """One workbook and the ways in which its cells look."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self.text = book.add_format({**base, "text_wrap": True})
        self.whole = book.add_format({**base, "num_format": "#,##0"})
        self.decimal = book.add_format({**base, "num_format": "#,##0.0##"})
        self.money = book.add_format({**base, "num_format": "£#,##0;-£#,##0"})
        self.pence = book.add_format({**base, "num_format": "£#,##0.00;-£#,##0.00"})
        self.percent = book.add_format({**base, "num_format": "0.0%"})
        self.day = book.add_format({**base, "num_format": "d mmmm yyyy", "align": "left"})
        colour = document.colour
        self.head = book.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": colour, "font_color": "#ffffff", "valign": "bottom"}
        )
        self.title = book.add_format({**base, "font_size": 18, "bold": True, "font_color": colour})
        self.plain = book.add_format(base)
        self.bold = book.add_format({**base, "bold": True})
        self.link = book.add_format({**base, "font_color": "#0b57a4", "underline": 1})

    def write(self, found: Sequence[Sheet], names: Sequence[str]) -> None:
        """The cover, the contents, the notes and every sheet."""
        self._cover(len(found))
        self._contents(found, names)
        self._notes()
        for number, (sheet, name) in enumerate(zip(found, names, strict=True), start=1):
            self._sheet(sheet, name, number)

    def _page(self, name: str, title: str, lines: Sequence[str]) -> Worksheet:
        page = self.book.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RPage &P of &N")
        page.set_row(0, 30)
        page.write_string(0, 0, _clean(title), self.title)
        for row, line in enumerate(lines, start=1):
            page.write_string(row, 0, _clean(line), self.plain)
        return page

    def _cover(self, count: int) -> None:
        document = self.document
        tables = "one table" if count == 1 else f"{count} tables, each on a sheet of its own"
        page = self._page(COVER, document.title, [f"This workbook holds {tables}. Contents and notes come first."])
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 90)
        lines: list[tuple[str, Cell]] = [
            ("Published by", document.authority),
            ("Which copy", document.copy.label),
            ("Date", document.copy.day),
            ("What it is", document.about),
        ]
        if document.banner:
            lines.append(("Note", document.banner))
        lines += [("About this copy", line) for line in document.colophon]
        lines += [(f"Contact: {name.lower()}", value) for name, value in document.contact]
        for row, (label, value) in enumerate(lines, start=2):
            page.write_string(row, 0, label, self.bold)
            self._cell(page, row, 1, value)

    def _contents(self, found: Sequence[Sheet], names: Sequence[str]) -> None:
        page = self._page(CONTENTS, CONTENTS, ["This sheet holds one table: every other sheet, with a link to it."])
        rows = [(NOTES, "What blank cells, dashes and units mean", len(MEANINGS))]
        rows += [(name, sheet.about or sheet.name, len(sheet.rows)) for sheet, name in zip(found, names, strict=True)]
        self._table(page, 2, "Contents", ("Sheet", "What it holds", "Rows"), len(rows))
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 90)
        page.set_column(2, 2, NARROWEST)
        for row, (name, about, count) in enumerate(rows, start=FIRST_ROW):
            page.write_url(row, 0, _to(name), self.link, name)
            self._cell(page, row, 1, about)
            self._cell(page, row, 2, count)

    def _notes(self) -> None:
        page = self._page(NOTES, NOTES, ["This sheet holds one table: what signs in the other sheets mean."])
        page.write_url(2, 0, _to(CONTENTS), self.link, "Back to the contents")
        self._table(page, FIRST_ROW, "Notes", ("Sign", "What it means"), len(MEANINGS))
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 90)
        for row, (sign, meaning) in enumerate(MEANINGS, start=FIRST_ROW + 1):
            self._cell(page, row, 0, sign)
            self._cell(page, row, 1, meaning)

    def _table(self, page: Worksheet, row: int, name: str, heads: Sequence[str], rows: int) -> None:
        """Mark what stands below *row* as a table; a working list can be filtered, a published one is not."""
        page.add_table(
            row,
            0,
            row + max(rows, 1),
            len(heads) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "autofilter": bool(self.document.sheets) and row == FIRST_ROW,
                "columns": [{"header": head, "header_format": self.head} for head in heads],
            },
        )

    def _sheet(self, sheet: Sheet, name: str, number: int) -> None:
        columns = [[row[at] if at < len(row) else None for row in sheet.rows] for at in range(len(sheet.heads))]
        heads = _heads([_with_unit(head, cells) for head, cells in zip(sheet.heads, columns, strict=True)])
        blanks = any(cell is None or cell == "" for cells in columns for cell in cells)
        about = f"This sheet holds one table. {sheet.about or sheet.name}."
        page = self._page(name, sheet.name, [about + (" A blank cell: nothing is recorded." if blanks else "")])
        page.write_url(2, 0, _to(CONTENTS), self.link, "Back to the contents")
        page.repeat_rows(FIRST_ROW)
        for at, (head, cells) in enumerate(zip(heads, columns, strict=True)):
            widest = [len(line) for cell in cells for line in _shown(cell).split("\n")]
            longest = max([*widest, max(len(word) for word in head.split()) + 3, min(len(head), NARROWEST * 2)])
            page.set_column(at, at, min(max(longest * FONT_SHARE + 1, NARROWEST), WIDEST))
        self._table(page, FIRST_ROW, _table_name(name, number), heads, len(sheet.rows))
        for row, values in enumerate(sheet.rows, start=FIRST_ROW + 1):
            for at, value in enumerate(values[: len(heads)]):
                self._cell(page, row, at, value)

    def _cell(self, page: Worksheet, row: int, column: int, value: Cell) -> None:
        match value:
            case None:
                page.write_blank(row, column, None, self.text)
            case date() if value >= FIRST_DAY:
                page.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
            case date():
                page.write_string(row, column, in_words(value), self.text)
            case int():
                page.write_number(row, column, value, self.whole)
            case Decimal():
                page.write_number(row, column, float(value), self.decimal)
            case (unit, Decimal() as amount):
                looks = self.percent if unit == "%" else self.money if amount == amount.to_integral() else self.pence
                page.write_number(row, column, float(amount), looks)
            case str():
                page.write_string(row, column, _clean(value), self.text)
            case _:
                raise TypeError(f"no cell can hold {value!r}")


def _to(name: str) -> str:
    """The address of a sheet within the workbook."""
    return f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"


def _table_name(name: str, number: int) -> str:
    """A name for a table by which it can be told from the others."""
    return f"Table{number}_{re.sub(r'[^A-Za-z0-9]+', '_', name).strip('_')}".rstrip("_")


def _with_unit(head: str, cells: Sequence[Cell]) -> str:
    """A heading with the unit that all the amounts below it share, where it does not say it."""
    units = {cell[0] for cell in cells if isinstance(cell, tuple)}
    unit = units.pop() if len(units) == 1 and not any(isinstance(cell, int | Decimal) for cell in cells) else ""
    return f"{head} ({unit})" if unit and not any(word in head.lower() for word in UNITS[unit]) else head


def _heads(wanted: Sequence[str]) -> list[str]:
    """Headings of which no two are alike and none is empty, as a table in Excel must have them."""
    used: set[str] = set()
    heads = []
    for number, head in enumerate(wanted, start=1):
        plain = " ".join(_clean(head).split())[:LONGEST_PROPERTY] or f"Column {number}"
        found, again = plain, 2
        while found.lower() in used:
            found, again = f"{plain} ({again})", again + 1
        used.add(found.lower())
        heads.append(found)
    return heads


def _shown(value: Cell) -> str:
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, tuple):
        return f"{value[0]}{value[1]:,}"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return value or ""


def _tables(document: Document) -> Iterator[Sheet]:
    """Each table of the text, named after the heading above it."""
    for chapter, made in zip(document.chapters, blocks(document), strict=True):
        yield from _found(made, [chapter.title], chapter.title)


def _found(made: Sequence[Node], heading: list[str], chapter: str) -> Iterator[Sheet]:
    for node in made:
        match node["t"]:
            case "h":
                heading[0] = words(node["c"])
            case "table":
                numbers = [side == "right" for side in node["align"]]
                rows = tuple(
                    tuple(_value(words(cell).strip(), right) for cell, right in zip(row, numbers, strict=False))
                    for row in node["rows"]
                )
                about = heading[0] if heading[0] == chapter else f"{chapter}: {heading[0]}"
                yield Sheet(heading[0], tuple(words(head) for head in node["head"]), rows, about)
            case "ul" | "ol":
                for item in node["items"]:
                    yield from _found(item, heading, chapter)
            case "quote" | "box":
                yield from _found(node["c"], heading, chapter)


def _value(text: str, is_number: bool) -> Cell:
    """What a cell says: a day where it is one, and in a column of numbers a number, an amount or a share."""
    if day := DAY.fullmatch(text):
        try:
            return date(int(day[3]), MONTHS.index(day[2]) + 1, int(day[1]))
        except ValueError:
            return text
    found = NUMBER.fullmatch(text) if is_number else None
    if found is None or sum(sign.isdigit() for sign in text) > DIGITS:
        return text
    sign, pounds, whole, rest, million, share = found.groups()
    value = Decimal(f"{sign}{whole.replace(',', '')}{rest or ''}") * (1_000_000 if million else 1)
    if share:
        return "%", value / 100
    if pounds:
        return "£", value
    return value if rest else int(value)
