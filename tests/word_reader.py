"""Reads a Word file as somebody would who cannot see it, and lists what would stop them."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
DC = "{http://purl.org/dc/elements/1.1/}"
LEAST_BODY, LEAST = 22, 18
"""Half-points: the size of the text, and of anything that holds words."""
CONTRAST = 4.5
FAKE_BULLET = re.compile(r"\s*(?:[•●▪◦‣*–-]|\(?[0-9]{1,2}[.)]|[a-z][.)])\s+\S")
EMPTY_WORDS = {"here", "click here", "link", "this link", "more", "read more"}
SHOWS_SOMETHING = ("drawing", "fldChar", "footnoteRef", "separator", "continuationSeparator", "pict", "object")


def faults(content: bytes) -> list[str]:
    """What is wrong in the Word file *content*; none where anybody can read it."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [*_Reader(parts).faults()]


def contrast(one: str, other: str) -> float:
    """How far two colours (RRGGBB) stand apart: 1 not at all, 21 most (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Reader:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.core = etree.fromstring(parts["docProps/core.xml"])
        self.styles = etree.fromstring(parts["word/styles.xml"])
        self.body = etree.fromstring(parts["word/document.xml"])[0]
        edges = [name for name in sorted(parts) if re.fullmatch(r"word/(header|footer|footnotes)\d*\.xml", name)]
        self.stories = [self.body, *(etree.fromstring(parts[name]) for name in edges)]
        self.by_id = {each.get(f"{W}styleId"): each for each in self.styles.iter(f"{W}style")}

    def faults(self) -> Iterator[str]:
        yield from self._properties()
        yield from self._headings()
        yield from self._letters()
        for story in self.stories:
            yield from self._pictures(story)
            yield from self._tables(story)
            yield from self._paragraphs(story)
            yield from self._links(story)

    def _properties(self) -> Iterator[str]:
        title = self.core.find(f"{DC}title")
        if title is None or not (title.text or "").strip():
            yield "no title in the properties"
        told = self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        spoken = self.core.find(f"{DC}language")
        if told is None or spoken is None or told.get(f"{W}val") not in ("en-GB", spoken.text):
            yield "the language is neither British English nor that of the document"
        size = self._size(self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        if size is None or size < LEAST_BODY:
            yield f"the text is {(size or 20) / 2:g} points"

    def _headings(self) -> Iterator[str]:
        last, titled = 0, False
        for paragraph in self.body.iter(f"{W}p"):
            style = self._style(paragraph)
            titled = titled or style == "Title"
            level = self._outline(style)
            if level is None:
                continue
            if not _words(paragraph).strip():
                yield "a heading without words"
            if level > last + 1:
                yield f"a heading of level {level} after one of level {last}: {_words(paragraph)[:40]}"
            last = level
        if not titled and not last:
            yield "neither title nor heading"

    def _letters(self) -> Iterator[str]:
        """Colours and sizes of the styles that are used, and of words dressed by hand."""
        used = {self._style(each) for story in self.stories for each in story.iter(f"{W}p") if _words(each).strip()}
        used |= {each.get(f"{W}val") for story in self.stories for each in story.iter(f"{W}rStyle")}
        for id in sorted(each for each in used if each):
            fore, back = self._look(id, "color") or "000000", self._fill(id) or "FFFFFF"
            if contrast(fore, back) < CONTRAST:
                yield f"style {id}: {fore} on {back} is hard to see"
            size = self._look_size(id)
            if size is not None and size < LEAST:
                yield f"style {id}: {size / 2:g} points"
        for story in self.stories:
            for run in story.iter(f"{W}r"):
                colour = run.find(f"{W}rPr/{W}color")
                if colour is not None and _words(run).strip() and contrast(colour.get(f"{W}val"), "FFFFFF") < CONTRAST:
                    yield f"words in {colour.get(f'{W}val')} are hard to see"
        for cell in self.styles.iter(f"{W}tblStylePr"):
            fill = cell.find(f"{W}tcPr/{W}shd")
            colour = cell.find(f"{W}rPr/{W}color")
            fore = colour.get(f"{W}val") if colour is not None else self._look("TableText", "color") or "000000"
            if fill is not None and contrast(fore, fill.get(f"{W}fill")) < CONTRAST:
                yield "the head of a table is hard to see"

    def _pictures(self, story) -> Iterator[str]:
        for each in story.iter(f"{DRAWN}docPr"):
            told = (each.get("descr") or "").strip()
            if not told and any(mark.get("val") == "1" for mark in each.iter(DECORATIVE)):
                continue
            if not told or re.fullmatch(r"\S+\.(png|svg|jpe?g|gif|webp)", told.lower()):
                yield f"a picture without words: {each.get('name')}"

    def _tables(self, story) -> Iterator[str]:
        for table in story.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            if self._is_layout(table, rows):
                continue
            marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            if not marked or not marked[0] or any(marked[1:]):
                yield f"a table without one marked header row: {_words(rows[0])[:40]}"
            if any(True for tag in ("gridSpan", "vMerge", "hMerge") for _ in table.iter(W + tag)):
                yield "a table with merged cells"
            if any(not _words(cell).strip() for cell in rows[0].findall(f"{W}tc")):
                yield f"a table with an empty header cell: {_words(rows[0])[:40]}"
            if {len(row.findall(f"{W}tc")) for row in rows} != {len(table.findall(f"{W}tblGrid/{W}gridCol"))}:
                yield "a table whose rows have not the same number of cells"
            if table.find(f"{W}tblPr/{W}tblCaption") is None or table.find(f"{W}tblPr/{W}tblDescription") is None:
                yield "a table without a name or a description"

    def _is_layout(self, table, rows) -> bool:
        """Whether a table only sets pictures beside words: no style, two columns, nothing but pictures in the first."""
        return table.find(f"{W}tblPr/{W}tblStyle") is None and all(
            len(cells) == 2 and not _words(cells[0]).strip() for cells in (row.findall(f"{W}tc") for row in rows)
        )

    def _paragraphs(self, story) -> Iterator[str]:
        for paragraph in story.iter(f"{W}p"):
            said = _words(paragraph)
            numbered = self._is_numbered(paragraph)
            after = paragraph.getnext()
            typed = FAKE_BULLET.match(said) and after is not None and FAKE_BULLET.match(_words(after))
            if typed and after.tag == f"{W}p" and not numbered and self._outline(self._style(paragraph)) is None:
                yield f"a list that is only typed: {said[:40]}"
            if said.strip() or numbered or any(True for tag in SHOWS_SOMETHING for _ in paragraph.iter(W + tag)):
                continue
            if not self._may_be_empty(paragraph):
                yield f"an empty paragraph for space, after: {self._before(paragraph)}"

    def _may_be_empty(self, paragraph) -> bool:
        """A rule; what Word needs between two tables, or after the last; the one paragraph that each cell must have."""
        style = self.by_id.get(self._style(paragraph))
        if style is not None and style.find(f"{W}pPr/{W}pBdr") is not None:
            return True
        if paragraph.getparent().tag == f"{W}tc":
            return len(paragraph.getparent().findall(f"{W}p")) == 1
        before, after = _beside(paragraph, -1), _beside(paragraph, 1)
        ends = after is None or after.tag in (f"{W}tbl", f"{W}sectPr") or _holds_section_end(paragraph)
        return ends and (
            before is None
            or before.tag in (f"{W}tbl", f"{W}sdt")
            or (after is not None and after.tag == f"{W}tbl" and _goes(before))
        )

    @staticmethod
    def _before(paragraph) -> str:
        before = _beside(paragraph, -1)
        return _words(before)[-40:] if before is not None else "the beginning"

    def _links(self, story) -> Iterator[str]:
        for link in story.iter(f"{W}hyperlink"):
            said = _words(link).strip().lower().rstrip(".")
            pictures = [each.get("descr") for each in link.iter(f"{DRAWN}docPr")]
            if (not said and not any(pictures)) or said in EMPTY_WORDS:
                yield f"a link that does not say where it leads: {said!r}"

    def _style(self, paragraph) -> str:
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return found.get(f"{W}val") if found is not None else "Normal"

    def _chain(self, id: str) -> Iterator:
        while id in self.by_id:
            yield self.by_id[id]
            based = self.by_id[id].find(f"{W}basedOn")
            id = based.get(f"{W}val") if based is not None else ""

    def _outline(self, id: str) -> int | None:
        for style in self._chain(id):
            if (found := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
                return int(found.get(f"{W}val")) + 1
        return None

    def _look(self, id: str, key: str) -> str | None:
        for style in (*self._chain(id), self.styles.find(f"{W}docDefaults/{W}rPrDefault")):
            if (found := style.find(f"{W}rPr/{W}{key}")) is not None:
                return found.get(f"{W}val")
        return None

    def _fill(self, id: str) -> str | None:
        for style in self._chain(id):
            if (found := style.find(f"{W}pPr/{W}shd")) is not None:
                return found.get(f"{W}fill")
        return None

    def _look_size(self, id: str) -> int | None:
        found = self._look(id, "sz")
        return int(found) if found else None

    @staticmethod
    def _size(look) -> int | None:
        found = look.find(f"{W}sz") if look is not None else None
        return int(found.get(f"{W}val")) if found is not None else None

    def _is_numbered(self, paragraph) -> bool:
        return paragraph.find(f"{W}pPr/{W}numPr") is not None or any(
            style.find(f"{W}pPr/{W}numPr") is not None for style in self._chain(self._style(paragraph))
        )


def _beside(paragraph, way: int):
    """The block before or after; bookmarks and what marks a move are none."""
    found = paragraph
    while (found := found.getnext() if way > 0 else found.getprevious()) is not None:
        if found.tag in (f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}sectPr"):
            return found
    return None


def _holds_section_end(paragraph) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _goes(paragraph) -> bool:
    """Whether a paragraph is a tracked change, and so may go."""
    return paragraph.find(f"{W}pPr/{W}rPr") is not None


def _words(element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText"))
