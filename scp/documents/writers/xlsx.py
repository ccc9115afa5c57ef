"""A workbook: a cover, then each table of a document on a sheet of its own, to sort, filter and add up."""

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
from scp.model.words import MONTHS, in_words

# Signs that no XML file may hold, and lone halves of surrogate pairs.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
LONGEST_CELL = 32_767
LONGEST_PROPERTY = 255
WIDEST, NARROWEST = 60, 9
RESERVED = "history"
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
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    book.set_size(2400, 1500)
    used = {RESERVED, "about"}
    names = [_name(sheet.name, used) for sheet in found]
    _Book(book, document).write(found, names)
    book.close()
    return out.getvalue()


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)[:LONGEST_CELL]


def _name(wanted: str, used: set[str]) -> str:
    """A name that a sheet may have: short, without the signs that formulas use, and like no other's."""
    plain = " ".join(NOT_IN_NAMES.sub(" ", _clean(wanted)).split()).strip("'") or "Table"
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
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
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
        self.title = book.add_format({**base, "font_size": 20, "bold": True, "font_color": colour, "text_wrap": True})
        self.bold = book.add_format({**base, "bold": True})
        self.link = book.add_format({**base, "font_color": "#0b57a4", "underline": 1})

    def write(self, found: Sequence[Sheet], names: Sequence[str]) -> None:
        """The cover and every sheet."""
        self._cover(found, names)
        for number, (sheet, name) in enumerate(zip(found, names, strict=True), start=1):
            self._sheet(sheet, name, number)

    def _cover(self, found: Sequence[Sheet], names: Sequence[str]) -> None:
        document = self.document
        page = self.book.add_worksheet("About")
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 80)
        page.hide_gridlines(2)
        self._print(page)
        page.set_row(0, 56)
        page.write_string(0, 1, _clean(document.title), self.title)
        page.write_string(0, 0, _clean(document.authority), self.bold)
        lines: list[tuple[str, Cell]] = [
            ("Which copy", document.copy.label),
            ("Date", document.copy.day),
            ("What it is", document.about),
        ]
        if document.banner:
            lines.append(("Note", document.banner))
        lines += [("About this copy", line) for line in document.colophon]
        row = 2
        for label, value in lines:
            page.write_string(row, 0, label, self.bold)
            self._cell(page, row, 1, value)
            row += 1
        row += 1
        page.write_string(row, 0, "Sheet", self.head)
        page.write_string(row, 1, "What it holds", self.head)
        for sheet, name in zip(found, names, strict=True):
            row += 1
            page.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", self.link, name)
            rows = len(sheet.rows)
            page.write_string(
                row, 1, _clean(f"{sheet.about or sheet.name} ({rows} {'row' if rows == 1 else 'rows'})"), self.text
            )

    def _sheet(self, sheet: Sheet, name: str, number: int) -> None:
        page = self.book.add_worksheet(name)
        heads = _heads(sheet.heads)
        self._print(page)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for column, head in enumerate(heads):
            texts = [_shown(row[column]) for row in sheet.rows if column < len(row)]
            longest = max([len(line) for text in texts for line in text.split("\n")] + [len(head) + 3])
            page.set_column(column, column, min(max(longest + 1, NARROWEST), WIDEST))
        page.add_table(
            0,
            0,
            max(len(sheet.rows), 1),
            len(heads) - 1,
            {
                "name": f"Table{number}",
                "style": "Table Style Light 1",
                "columns": [{"header": head, "header_format": self.head} for head in heads],
            },
        )
        for row, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells[: len(heads)]):
                self._cell(page, row, column, value)

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

    @staticmethod
    def _print(page: Worksheet) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RPage &P of &N")


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
