"""A Word file: real headings, lists, tables with header rows, links, footnotes and described pictures.

The body is written as XML and read once: python-docx keeps the package, and its cell-by-cell tables are slow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from io import BytesIO
from string import Template
from typing import Any
from unicodedata import bidirectional
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from scp.documents.document import UNSAVED, Chapter, Document, Picture
from scp.documents.languages import language
from scp.documents.nodes import SHORT, Node, blocks, ticks, words
from scp.documents.writers.origin import add_origin
from scp.documents.writers.package import packed
from scp.documents.writers.revisions import Revisions
from scp.model.text import bookmark
from scp.model.words import in_words
from scp.problem import PlanError

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{RELATIONS}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
FETCHES = re.compile(
    rb"""(?:href|src)\s*=\s*["']\s*(?!\#|data:image/(?:png|jpeg|gif);)|url\(\s*["']?\s*(?!\#)|@import|<!DOCTYPE|<!ENTITY"""
    rb"""|<\?xml-stylesheet""",
    re.IGNORECASE,
)
# Signs that no XML file may hold, and lone halves of surrogate pairs.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
TEXT_WIDTH, PAGE_WIDTH, PAGE_HEIGHT, SIDE = 9638, 11906, 16838, 1134
"""Twentieths of a point: A4 with margins of 20 mm."""
LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
HEBREW_LETTER = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
ENGLISH = '<w:lang w:val="en-GB"/>'
HEBREW = '<w:rtl/><w:lang w:bidi="he-IL"/>'
EMU_PER_TWIP = 635
TALLEST = 7_200_000
LONG_CELL = 700
"""Letters of a cell that may be divided between pages."""
FEW_ROWS, SHORT_CELL = 8, 160
"""A table of so few rows, none longer than that, stands on one page."""
HEAD_LETTER, LETTER, EDGE = 126, 114, 195
"""The width of a letter of one word in a table's head and below it, and of the space at a cell's sides, in twips."""
DAY_LETTER, LINE_LETTER, STEPS, MOST_ROWS = 106, 98, 24, 60
"""The width of a letter of a few words and of many, in how many steps the spare width is given out, and how many rows are looked at."""
NARROWEST_SHARE = 2600
MOST_UNBROKEN = 0.8
"""Of the room, which short cells may take so as to stand in one line."""
FEW_LETTERS = 3000
"""Of a section's XML so far, with which it still may go onto the turned page of the table that comes next."""
INDENT = 425
BOX = 310
"""Twips that an empty box and the space after it are wide."""
DEEPEST = 8
ONE_PAGE, ON_THE_COVER = 2, 10
"""Chapters that need no list of contents, and those whose list has room on the cover."""
LONGEST_PROPERTY = 255
SAID = {"ins": "inserted", "del": "deleted"}
IN_CONTENTS = {"ins": "ins", "moved-to": "ins", "del": "del", "moved-from": "del"}
BULLETS, NUMBERS, CHAPTERS = 1, 2, 3


def write_docx(document: Document) -> bytes:
    """The document as a Word file; the same bytes for the same document."""
    opened = docx.Document()
    _dress(opened, document)
    body = _Body(opened, document)
    fresh = parse_xml(f"<w:body {NAMESPACES}>{_spaced(_tucked(_parted(body.joined())))}</w:body>")
    place = opened.element.body
    for child in list(place):
        place.remove(child)
    place.extend(list(fresh))
    body.add_notes()
    _number(opened, body.starts)
    add_origin(opened.part, document, body.sections, body.shapes, body.foot.element, _clean)
    saved = BytesIO()
    opened.save(saved)
    return packed(saved)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)


@cache
def _asset(name: str) -> str:
    return (resources.files("scp.documents") / "assets" / name).read_text(encoding="utf-8")


def _dress(opened: WordDocument, document: Document) -> None:
    """Our styles, settings and properties in place of those of python-docx's own template."""
    easy = document.is_easy
    sizes = {
        **{"size": 32, "lead": 36, "h1": 52, "h2": 40, "h3": 34, "cell": 28, "edge": 24, "line": 324},
        **({} if easy else {"size": 22, "lead": 26, "h1": 44, "h2": 30, "h3": 25, "cell": 20, "edge": 18, "line": 271}),
    }
    styles = Template(_asset("word-styles.xml")).substitute(
        sizes,
        brand=document.colour.lstrip("#").upper(),
        accent=document.accent.lstrip("#").upper(),
        lang=document.frame.tag,
        bidi=document.tongue.tag if document.tongue.leftwards else "ar-SA",
    )
    _refill(opened.styles.element, styles)
    _refill(opened.settings.element, _asset("word-settings.xml"))
    if document.tracked:  # after the zoom, which the schema wants first
        opened.settings.element.insert(1, parse_xml(f"<w:trackRevisions {NAMESPACES}/>"))
    for each in opened.part.rels.values():
        if each.reltype == RELATIONSHIP_TYPE.THEME:
            theme = Template(_asset("word-theme.xml")).substitute(brand=document.colour.lstrip("#").upper())
            each.target_part._blob = theme.encode()
    _without(opened.part, "customXml", "stylesWithEffects", "webSettings")
    package = opened.part.package
    assert package is not None
    for each in package.rels.values():
        if each.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            company = escape(_clean(document.authority)[:LONGEST_PROPERTY])
            each.target_part._blob = (
                f'<Properties xmlns="{PROPERTIES}"><Application>scplan</Application>'
                f"<Company>{company}</Company></Properties>"
            ).encode("utf-8", "replace")
    for id in [each.rId for each in package.rels.values() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[id]
    day = document.copy.day
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties = opened.core_properties
    properties.title = _clean(document.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = _clean(document.authority)[:LONGEST_PROPERTY]
    properties.subject = _clean(document.about)[:LONGEST_PROPERTY]
    properties.comments = properties.keywords = ""
    properties.language = document.tongue.tag
    properties.created = properties.modified = made
    properties.revision = 1


def _refill(element: Any, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def _without(part: Part, *kinds: str) -> None:
    for id in [each.rId for each in part.rels.values() if each.reltype.rpartition("/")[2] in kinds]:
        del part.rels[id]


ENDS = re.compile(r'(?:<w:bookmarkEnd w:id="[0-9]+"/>)*\Z')
GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
POINT_WIDTH, SMALL_POINT_WIDTH = round(TEXT_WIDTH * 0.27), round(TEXT_WIDTH * 0.17)


def _points_begin(leftwards: bool, left: int = POINT_WIDTH) -> str:
    """The beginning of a table of points, whose pictures have *left* twips."""
    way = "<w:bidiVisual/>" if leftwards else ""
    return (
        f'<w:tbl><w:tblPr>{way}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:bottom w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/>'
        f'<w:gridCol w:w="{TEXT_WIDTH - left}"/></w:tblGrid>'
    )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""Word's mark of a picture of which a reader need not hear."""
SECTION_END = re.compile(r'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>(<w:sectPr>.*?</w:sectPr>)</w:pPr></w:p>')


AFTER_TABLE = re.compile(
    rf"</w:tbl>{re.escape(GAP)}(?P<marks>(?:<w:bookmark(?:Start|End) [^>]*/>)*)<w:p><w:pPr>(?P<look>.*?)</w:pPr>"
)
WORDS = re.compile(r"<w:t [^>]*>([^<]*)</w:t>")
AFTER_SPACE = ("<w:ind ", "<w:jc ", "<w:sectPr>")
SPACED = ("Heading", "Note", "Picture", "PointText", "Gap", "SectionEnd", "Rule")
"""Styles whose own space before is enough after a table, and those that hold no words."""
BEFORE_TABLE = re.compile(r"</w:p>(?:<w:move\w+Range(?:Start|End) [^>]*/>)*(?=<w:tbl>)")


def _parted(xml: str) -> str:
    """The body with a gap between a paragraph that may go and a table after it.

    What is left of a paragraph that goes is joined to the next one, and a table is none.
    """
    out, start = [], 0
    for found in BEFORE_TABLE.finditer(xml):
        last = xml.rfind("<w:p><w:pPr>", start, found.start())
        if last >= 0 and "<w:rPr>" in xml[last : xml.index("</w:pPr>", last)]:
            out += [xml[start : found.end()], GAP]
            start = found.end()
    return "".join([*out, xml[start:]])


def _tucked(xml: str) -> str:
    """The body with each end of a section in the paragraph before it.

    A paragraph of its own would stand alone on a page where the text before it fills its page to the foot.
    """
    texts = SECTION_END.split(xml)
    out = []
    for text, end in zip(texts[::2], texts[1::2], strict=False):
        marks = ENDS.search(text)
        assert marks is not None
        bare = text[: marks.start()].removesuffix(GAP)
        last = bare.rfind("<w:p><w:pPr>")
        # A paragraph that was inserted or deleted may go, and neither the end of the section nor the look of what comes
        # after it may go with it: LibreOffice joins what is left to the next paragraph that is no mere end.
        stays = last >= 0 and "<w:rPr>" not in bare[last : bare.index("</w:pPr>", last)]
        if bare.endswith("</w:p>") and stays:
            place = bare.index("</w:pPr>", last)
            out.append(bare[:place] + end + bare[place:] + marks.group())
        else:
            between = "" if stays or last < 0 else GAP
            out.append(f'{bare}{between}<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{end}</w:pPr></w:p>{marks.group()}')
    return "".join([*out, texts[-1]])


def _spaced(xml: str) -> str:
    """The body with space before the words after a table instead of a paragraph without words.

    Word needs that paragraph between two tables only; one that may go keeps it, since a table may come after it.
    """
    return AFTER_TABLE.sub(_with_space, xml)


def _with_space(found: re.Match[str]) -> str:
    look = found["look"]
    if "<w:rPr>" in look:
        return found[0]
    style = re.match(r'<w:pStyle w:val="(\w+)"/>', look)
    if style and style[1] in ("Gap", "SectionEnd"):
        return found[0]
    if not (style and style[1].startswith(SPACED)):
        place = min((at for each in AFTER_SPACE if (at := look.find(each)) >= 0), default=len(look))
        look = f'{look[:place]}<w:spacing w:before="200"/>{look[place:]}'
    return f"</w:tbl>{found['marks']}<w:p><w:pPr>{look}</w:pPr>"


def _level(number: int, kind: str, text: str, left: int, hanging: int, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _number(opened: WordDocument, starts: Sequence[int]) -> None:
    """How bullets, numbered lists and chapters count; each numbered list counts from its own start."""
    depths = range(DEEPEST + 1)
    bullets = "".join(_level(each, "bullet", "•–"[each % 2], INDENT * (each + 1), INDENT) for each in depths)
    numbers = "".join(
        _level(each, ("decimal", "lowerLetter", "lowerRoman")[each % 3], f"%{each + 1}.", INDENT * (each + 1), INDENT)
        for each in depths
    )
    chapter = _level(0, "decimal", "%1", 0, 0, '<w:suff w:val="space"/>')
    kinds = [
        (BULLETS, "hybridMultilevel", bullets),
        (NUMBERS, "multilevel", numbers),
        (CHAPTERS, "multilevel", chapter),
    ]
    xml = "".join(
        f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for id, kind, levels in kinds
    )
    xml += "".join(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>' for id, _, _ in kinds)
    for id, start in enumerate(starts, start=CHAPTERS + 1):
        each = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for depth in depths
        )
        xml += f'<w:num w:numId="{id}"><w:abstractNumId w:val="{NUMBERS}"/>{each}</w:num>'
    _refill(opened.part.numbering_part.element, f"<w:numbering {NAMESPACES}>{xml}</w:numbering>")


def _name(id: str) -> str:
    """A bookmark's name for a place of the document: the same as long as the place has its address."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", id).strip("_")
    return f"s_{plain[-28:]}_{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:6]}"


def _run(text: str, how: str = "") -> str:
    """Text as a run, or as several where it turns from one direction of reading to the other."""
    out = []
    for part, leftwards in _turns(_clean(text)):
        look = how + (HEBREW if HEBREW_LETTER.search(part) else "<w:rtl/>") if leftwards else how
        dress = f"<w:rPr>{look}</w:rPr>" if look else ""
        out.append(f'<w:r>{dress}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(out)


def _turns(text: str) -> list[tuple[str, bool]]:
    """*text* in parts, and whether each is read from right to left; what has no direction goes with what is before it."""
    if not LEFTWARDS.search(text):
        return [(text, False)]
    parts: list[tuple[str, bool]] = []
    for sign in text:
        kind = bidirectional(sign)
        turns = kind in ("R", "AL") if kind in ("R", "AL", "L") else bool(parts and parts[-1][1])
        if parts and parts[-1][1] is turns:
            parts[-1] = (parts[-1][0] + sign, turns)
        else:
            parts.append((sign, turns))
    return parts


def _is_leftwards(text: str) -> bool:
    """Whether the first letter of *text* is one that is read from right to left."""
    if not LEFTWARDS.search(text):
        return False
    return next((bidirectional(sign) != "L" for sign in text if bidirectional(sign) in ("R", "AL", "L")), False)


def _led(runs: str, more: str) -> str:
    """*more* of a paragraph's look, read from right to left where its first letter is."""
    if "<w:rtl/>" not in runs or not _is_leftwards("".join(WORDS.findall(runs))):
        return more
    place = min((at for each in AFTER_SPACE if (at := more.find(each)) >= 0), default=len(more))
    return f"{more[:place]}<w:bidi/>{more[place:]}"


def _field(code: str, shown: str, how: str = "") -> str:
    dress = f"<w:rPr>{how}</w:rPr>" if how else ""
    return (
        f'<w:r>{dress}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{dress}<w:instrText xml:space="preserve"> {code} '
        f'</w:instrText></w:r><w:r>{dress}<w:fldChar w:fldCharType="separate"/></w:r>{_run(shown, how)}'
        f'<w:r>{dress}<w:fldChar w:fldCharType="end"/></w:r>'
    )


class _Body:
    """The body of one document as XML, and what it needs elsewhere in the package."""

    def __init__(self, opened: WordDocument, document: Document) -> None:
        self.part = opened.part
        self.document = document
        self.pictures = {f"pictures/{each.name}": each for each in document.pictures}
        self.drawings = _readable(document.pictures)
        self.placed: dict[str, tuple[str, str, int, int]] = {}
        self.starts: list[int] = []
        self.marks: list[str] = []
        self.marked = 0
        # Only a redline is made of nodes: its marks are changes that Word tracks, elsewhere they are shown.
        self.tracks = any(each.nodes for each in document.chapters)
        self.sections: dict[str, tuple[str, str]] = {}
        self.within: dict[str, int] = {}
        self.shapes = 0
        self.heading = ""
        self.speaking = ""
        self.said = 0
        self.revisions = Revisions(_clean(document.authority), document.copy.day, self._next_mark)
        self.revising: list[str] = []
        self.notes: list[str] = []
        foot = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        )
        self.foot, _ = self._new_part("footnotes", f"<w:footnotes {NAMESPACES}>{foot}</w:footnotes>")
        self.edges: dict[bool, str] = {}

    def joined(self) -> str:
        """The body, with points that follow one another as rows of one table."""
        made = self.xml()
        for left in (POINT_WIDTH, SMALL_POINT_WIDTH):
            made = made.replace(f"</w:tbl>{GAP}{_points_begin(self.document.tongue.leftwards, left)}", "")
        return made

    def _own(self, words: str, how: str = "", after: str = "") -> str:
        """Our own *words* as a run, in the language of the document's frame."""
        return _run(self.document.tongue.say(words) + after, how)

    def _tongue_of(self, chapter: Chapter) -> str:
        """The mark of the language of *chapter*'s words, where it is not that of the frame; of letters that run from right to
        left the styles say it."""
        tongue = language(self.document.language_of(chapter))
        return "" if tongue.leftwards or tongue is self.document.frame else f'<w:lang w:val="{escape(tongue.tag)}"/>'

    def _english(self, words: str, how: str = "") -> str:
        """What is in English in every document, such as a name."""
        return _run(words, how + ("" if self.document.frame.code == "en" else ENGLISH))

    def xml(self) -> str:
        """The cover, the contents, each chapter as a section, and what copy this is."""
        paper = self.document.layout == "paper"
        out = [] if paper else [self._cover()]
        for chapter, made in zip(self.document.chapters, blocks(self.document, ends=True), strict=True):
            self.speaking = self._tongue_of(chapter)
            self.heading = chapter.title
            self._mark(chapter.id)
            number = self._numbered(CHAPTERS, 0) if chapter.number else ""
            head = chapter.heading or {"c": [{"t": "text", "v": chapter.title}]}
            out.append(self._revised(head, lambda: self._paragraph("Heading1", self._runs(head["c"]), number)))  # noqa: B023
            out += [self._head()] if paper else []
            for place, node in enumerate(made, start=1):
                if node["t"] == "h" and self.said > FEW_LETTERS and _leads_to_turned(made[place:]):
                    out.append(self._end())
                out.append(self._block(node))
            last = self.document.is_easy and chapter is self.document.chapters[-1]
            out += [] if paper or last or self._is_turned(out) else [self._end()]
        self.speaking = ""
        out.append(self._last())
        return "".join(out)

    def _is_turned(self, out: Sequence[str]) -> bool:
        """Whether a turned page has just ended, so that what follows begins on a new one anyway."""
        last = next((each for each in reversed(out) if not ENDS.fullmatch(each)), "")
        return True in self.edges and last.endswith(f"{self._section(turned=True)}</w:pPr></w:p>")

    def add_notes(self) -> None:
        """Put the footnotes that the body refers to in their own part."""
        made = parse_xml(f"<w:footnotes {NAMESPACES}>{''.join(self.notes)}</w:footnotes>")
        self.foot.element.extend(list(made))

    def _new_part(self, kind: str, xml: str, name: str = "") -> tuple[XmlPart, str]:
        """A part of the package beside the body, and the body's id for it."""
        package = self.part.package
        assert package is not None
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        made = XmlPart(PackURI(f"/word/{name or kind}.xml"), content, parse_xml(xml), package)
        return made, self.part.relate_to(made, f"{RELATIONS}/{kind}")

    def _edges(self, turned: bool) -> str:
        """The header and footer of every upright or turned page but the cover."""
        if turned in self.edges:
            return self.edges[turned]
        document = self.document
        banner = self._english(document.banner, '<w:b/><w:color w:val="7A2709"/>') if document.banner else ""
        tab = "<w:r><w:tab/></w:r>"
        # An easy-read page says only which document it is, and its number in large figures.
        label = "" if document.is_easy else tab + _run(document.copy.label)
        large = '<w:b/><w:color w:val="1C1C1E"/><w:sz w:val="44"/><w:szCs w:val="44"/>' if document.is_easy else ""
        lines = {
            "header": _run(document.title) + label + (f"<w:r><w:br/></w:r>{banner}" if banner else ""),
            "footer": self._english(document.authority)
            + tab
            + self._own("Page", large, " ")
            + _field("PAGE", "1", large),
        }
        wide = f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/><w:tab w:val="right" w:pos="{PAGE_HEIGHT - 2 * SIDE}"/></w:tabs>'
        references = []
        for kind, line in lines.items():
            look = f'<w:pPr><w:pStyle w:val="{kind.capitalize()}"/>{wide if turned else ""}</w:pPr>'
            tag = "hdr" if kind == "header" else "ftr"
            xml = f"<w:{tag} {NAMESPACES}><w:p>{look}{line}</w:p></w:{tag}>"
            _, id = self._new_part(kind, xml, f"{kind}-turned" if turned else kind)
            references.append(f'<w:{kind}Reference w:type="default" r:id="{id}"/>')
        self.edges[turned] = "".join(references)
        return self.edges[turned]

    def _section(self, turned: bool = False, cover: bool = False) -> str:
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if turned else (PAGE_WIDTH, PAGE_HEIGHT)
        orient = ' w:orient="landscape"' if turned else ""
        top = 1701 if self.document.is_easy else 1418
        return (
            f'<w:sectPr>{self._edges(turned)}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
            f'<w:pgMar w:top="{top}" w:right="{SIDE}" w:bottom="1247" w:left="{SIDE}" w:header="624" w:footer="567" w:gutter="0"/>'
            f"{'<w:titlePg/>' if cover else ''}</w:sectPr>"
        )

    def _end(self, turned: bool = False, cover: bool = False) -> str:
        self.said = 0
        return self._paragraph("SectionEnd", "", self._section(turned, cover))

    def _cover(self) -> str:
        document = self.document
        near = '<w:spacing w:before="480"/>' if document.is_easy else ""
        out = [
            self._logo(792_000),
            self._paragraph("Authority", self._english(document.authority)),
            self._kind(),
            self._paragraph("Title", _run(document.title), near),
            self._paragraph("Subtitle", self._english(document.copy.label)),
            self._paragraph("Subtitle", self._english(in_words(document.copy.day))),
            self._paragraph("Lead", _run(document.about)),
            self._whole(),
        ]
        if document.banner:
            out.append(self._paragraph("Note", self._english(document.banner)))
        if document.copy.unsaved:
            out.append(self._paragraph("Normal", self._own(UNSAVED, "<w:b/>")))
        if len(document.chapters) > ONE_PAGE:
            out.append(self._contents())
        return "".join([*out, self._end(cover=True)])

    def _kind(self) -> str:
        """That a document is easy read, with its picture."""
        emblem = self.document.emblem
        if emblem is None:
            return ""
        picture = self._drawing({"path": f"pictures/{emblem.name}", "alt": ""}, 0, 1_800_000)
        words = self._own("Easy read", '<w:b/><w:sz w:val="88"/><w:szCs w:val="88"/>')
        look = '<w:spacing w:before="720"/>'
        return self._paragraph("Normal", f"<w:r>{picture}</w:r>{_run('   ')}{words}", look)

    def _whole(self) -> str:
        """Where the whole plan is, of which easy read is a summary."""
        said, address = self.document.whole
        if not said:
            return ""
        link = self._link({"href": address, "c": [{"t": "text", "v": address}]}, frozenset(), None) if address else ""
        return self._paragraph("Normal", f"{self._own(said)}{_run(' ') if link else ''}{link}")

    def _logo(self, height: int) -> str:
        """The authority's mark, *height* in English Metric Units; empty where the plan has none."""
        logo = self.document.logo
        if logo is None:
            return ""
        node = {"path": f"pictures/{logo.name}", "alt": logo.alt}
        return self._paragraph("Normal", f"<w:r>{self._drawing(node, 0, height)}</w:r>")

    def _head(self) -> str:
        """What stands below the title of a paper, which has no cover."""
        document = self.document
        out = [
            self._logo(432_000),
            self._paragraph("Authority", _run(document.authority)),
            self._paragraph("Normal", _run(f"{document.copy.label}, {in_words(document.copy.day)}")),
        ]
        if document.banner:
            out.append(self._paragraph("Note", _run(document.banner)))
        if document.copy.unsaved:
            out.append(self._paragraph("Normal", _run("This copy holds changes that have not been saved.", "<w:b/>")))
        return "".join(out)

    def _contents(self) -> str:
        """A list of the chapters with links, which Word can make afresh; without page numbers, which only it knows."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = []
        for chapter in self.document.chapters:
            number = f"{_run(chapter.number)}<w:r><w:tab/></w:r>" if chapter.number else ""
            link = f'<w:hyperlink w:anchor="{_name(chapter.id)}">{number}{_run(chapter.title, self._tongue_of(chapter))}</w:hyperlink>'
            mark = (chapter.heading or {}).get("mark", "")
            airy = '<w:spacing w:before="120" w:after="120"/>' if self.document.is_easy else ""
            line = self._paragraph("TOC1", link, airy)
            lines.append(self.revisions.blocks(line, IN_CONTENTS[mark]) if mark else line)
        # The field's own ends are no part of any change.
        lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
        lines[-1] = lines[-1].removesuffix("</w:p>") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        body = "".join(lines)
        few = len(lines) <= ON_THE_COVER and not self.document.is_easy
        look = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="720"/>' if few else ""
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
            f"</w:sdtPr><w:sdtContent>{self._paragraph('TOCHeading', self._own('Contents'), look)}{body}</w:sdtContent></w:sdt>"
        )

    def _last(self) -> str:
        document = self.document
        paper = document.layout == "paper"
        out = [self._paragraph("Heading2" if paper or document.is_easy else "Heading1", self._own("About this copy"))]
        # Under a paper it is small, so that it seldom takes a page for itself.
        style = "Colophon" if paper else "Normal"
        out += [self._paragraph(style, _run(line)) for line in document.colophon]
        if document.contact:
            title = self._own("Contact us, or ask for another format")
            out.append(self._paragraph("Heading3" if paper else "Heading2", title))
            out += [
                self._paragraph(
                    style,
                    self._own(name, "<w:b/>", ": ") + self._english(value),
                    '<w:spacing w:after="40"/>',
                )
                for name, value in document.contact
            ]
        return "".join([*out, self._section(cover=paper)])

    def _next_mark(self) -> int:
        """A number for a bookmark or a tracked change."""
        self.marked += 1
        return self.marked

    def _mark(self, id: str) -> None:
        number = self._next_mark()
        self.marks.append(f'<w:bookmarkStart w:id="{number}" w:name="{_name(id)}"/><w:bookmarkEnd w:id="{number}"/>')

    def _revised(self, node: Node, make: Callable[[], str]) -> str:
        """What *make* makes, with the tracked change that *node* has, if it has one."""
        mark = node.get("mark", "")
        if not mark or not self.tracks:
            return make()
        self.revising.append(IN_CONTENTS[mark])
        made = make()
        self.revising.pop()
        if node.get("move"):
            return self.revisions.moved(made, mark, node["move"]) if made else ""
        return self.revisions.blocks(made, mark)

    def _section_begins(self, place: str, title: str) -> str:
        """The bookmark that holds a section's own text, so that a review in Word finds its way back to it."""
        self.marked += 1
        name, number = bookmark(place), 1
        while name in self.sections:  # a template of one's own may print a section again
            number += 1
            name = f"{bookmark(place)}_{number}"
        self.sections[name] = (place, title)
        self.within[place] = self.marked
        return f'<w:bookmarkStart w:id="{self.marked}" w:name="{name}"/>'

    def _paragraph(self, style: str, runs: str, more: str = "") -> str:
        """A paragraph with the places that were named since the last one; *more* follows its style, in the schema's order."""
        self.said += len(runs)
        more = _led(runs, more)
        marks, self.marks = "".join(self.marks), []
        dress = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
        return f"<w:p><w:pPr>{dress}{more}</w:pPr>{marks}{runs}</w:p>"

    @staticmethod
    def _numbered(list: int, depth: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{min(depth, DEEPEST)}"/><w:numId w:val="{list}"/></w:numPr>'

    def _block(self, node: Node, indent: int = 0, depth: int = 0, style: str = "Normal") -> str:
        """One block, *indent* twips in, within *depth* lists, with its tracked change."""
        return self._revised(node, lambda: self._plain_block(node, indent, depth, style))

    def _plain_block(self, node: Node, indent: int, depth: int, style: str) -> str:
        inset = f'<w:ind w:left="{indent}"/>' if indent else ""
        match node["t"]:
            case "p":
                return self._paragraph(style, self._runs(node["c"]), inset)
            case "h":
                self._mark(node["id"])
                self.heading = words(node["c"])
                return self._paragraph(f"Heading{node['level']}", self._runs(node["c"]))
            case "ul":
                if ticks(node["items"]):
                    return self._boxes(node["items"], indent, depth)
                return self._list(node["items"], BULLETS, indent, depth)
            case "ol":
                self.starts.append(min(max(node["start"], 0), 32767))
                return self._list(node["items"], CHAPTERS + len(self.starts), indent, depth)
            case "quote":
                return "".join(self._block(each, indent + 340, depth, "Quote") for each in node["c"])
            case "code":
                lines = "<w:r><w:br/></w:r>".join(_run(line) for line in node["v"].rstrip("\n").split("\n"))
                return self._paragraph("CodeBlock", lines, inset)
            case "hr":
                return self._paragraph("Rule", "")
            case "table":
                return self._table(node)
            case "place":
                self._mark(node["id"])
                return self._section_begins(node["place"], node["section"]) if "ends" in node else ""
            case "end":
                return f'<w:bookmarkEnd w:id="{self.within.pop(node["place"])}"/>'
            case "box":
                return "".join(self._block(each, 0, depth, "Note") for each in node["c"])
            case "figure":
                return self._figure(node)
            case "point":
                return self._point(node)
            case "room":
                return self._paragraph("Room", "<w:r><w:br/></w:r>" * (node["lines"] - 1))
            case "marked":
                said = _run(f"{SAID[node['mark']].capitalize()}:", "<w:b/>")
                return self._paragraph("Normal", said) + "".join(self._block(each) for each in node["c"])
            case "moved":
                return "".join(self._block(each) for each in node["c"])
        raise ValueError(f"unknown block {node['t']}")

    def _list(self, items: Sequence[Sequence[Node]], list: int, indent: int, depth: int) -> str:
        style = "ListBullet" if list == BULLETS else "ListNumber"
        level = min(depth, DEEPEST)
        # Within a quotation the list stands further in than its own levels say.
        before = indent - INDENT * level
        left = before + INDENT * (level + 1)
        shift = f'<w:ind w:left="{left}" w:hanging="{INDENT}"/>' if before else ""
        out = []
        for item in items:
            blocks = [*item]
            first = blocks.pop(0) if blocks and blocks[0]["t"] == "p" else {"c": []}
            marked = first if first["c"] or not blocks else {"mark": blocks[0].get("mark", "")}
            number = self._numbered(list, level) + shift
            out.append(self._revised(marked, lambda: self._paragraph(style, self._runs(first["c"]), number)))  # noqa: B023
            out += [self._block(each, left, depth + 1, "ListContinue") for each in blocks]
        return "".join(out)

    def _boxes(self, items: Sequence[Sequence[Node]], indent: int, depth: int) -> str:
        """Boxes to tick, which can be typed over: paragraphs without a bullet, their further lines beside the box."""
        inset = f'<w:ind w:left="{indent + BOX}" w:hanging="{BOX}"/>'
        out = []
        for first, *rest in items:
            out.append(
                self._revised(first, lambda: self._paragraph("ListContinue", self._runs(first["c"]), inset))  # noqa: B023
            )
            out += [self._block(each, indent + BOX, depth + 1, "ListContinue") for each in rest]
        return "".join(out)

    def _runs(self, nodes: Sequence[Node], how: frozenset[str] = frozenset(), part: Part | None = None) -> str:
        """Inline nodes as runs; *part* is where their links are kept, the footnotes where it is not the body."""
        out = []
        for node in nodes:
            match node["t"]:
                case "text":
                    out.append(_run(node["v"], self._how(how)))
                case "lang":
                    mark = f'<w:lang w:val="{language(node["lang"]).tag}"/>'
                    out.append(_run(node["v"], self._how(how).removesuffix(self.speaking) + mark))
                case "code":
                    out.append(_run(node["v"], self._how(how | {"code"})))
                case "br":
                    out.append("<w:r><w:br/></w:r>")
                case "em" | "strong" | "s":
                    out.append(self._runs(node["c"], how | {node["t"]}, part))
                case "link":
                    out.append(self._link(node, how, part))
                case "to":
                    inside = self._runs(node["c"], how | {"link"}, part)
                    out.append(f'<w:hyperlink w:anchor="{_name(node["id"])}">{inside}</w:hyperlink>')
                case "image" if part is None:
                    out.append(f"<w:r>{self._drawing(node, 0, 200_000)}</w:r>")
                case "image":
                    out.append(_run(f"[Picture: {node['alt']}]", self._how(how)))
                case "note":
                    out.append(self._note(node))
                case "ins" | "del" if not self.tracks:
                    said = "" if node.get("quiet") else _run(f"[{SAID[node['t']]}:] ", '<w:b/><w:sz w:val="18"/>')
                    out.append(said + self._runs(node["c"], how | {"u" if node["t"] == "ins" else "s"}, part))
                case "ins" | "del":
                    self.revising.append(node["t"])
                    out.append(self.revisions.runs(self._runs(node["c"], how, part), node["t"]))
                    self.revising.pop()
                case other:
                    raise ValueError(f"unknown inline {other}")
        return "".join(out)

    def _how(self, how: frozenset[str]) -> str:
        style = "Hyperlink" if "link" in how else "Code" if "code" in how else ""
        return (
            (f'<w:rStyle w:val="{style}"/>' if style else "")
            + ("<w:b/>" if "strong" in how else "")
            + ("<w:i/>" if "em" in how else "")
            + ("<w:strike/>" if "s" in how else "")
            + ('<w:u w:val="single"/>' if "u" in how else "")
            + self.speaking
        )

    def _link(self, node: Node, how: frozenset[str], part: Part | None) -> str:
        href = _clean(node["href"])
        try:
            urlsplit(href)
        except ValueError:
            return self._runs(node["c"], how, part)
        id = (part or self.part).relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{id}">{self._runs(node["c"], how | {"link"}, part)}</w:hyperlink>'

    def _note(self, node: Node) -> str:
        id = len(self.notes) + 1
        self.notes.append("")
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        runs = self._runs(node["c"], part=self.foot)
        if self.revising:
            # The words of a note that came or went, as well as the sign that leads to it.
            runs = self.revisions.runs(runs, self.revising[-1])
        self.notes[id - 1] = (
            f'<w:footnote w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r>{style}<w:footnoteRef/></w:r>'
            f"{_run(' ')}{runs}</w:p></w:footnote>"
        )
        return f'<w:r>{style}<w:footnoteReference w:id="{id}"/></w:r>'

    def _table(self, node: Node) -> str:
        """A table whose header row is marked and repeats, and none of whose short rows is divided between pages."""
        # A change must not take the end of a section with it, so a table that came or went stands upright.
        turned = node["turned"] and not self.revising
        room = TEXT_WIDTH if not turned else PAGE_HEIGHT - 2 * SIDE
        widths = _widths(node, room)
        look = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{int(node["rowheads"])}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
        # A place that was named just before the table goes to the paragraph before it, since a cell's is its own.
        out = [self._paragraph("SectionEnd", "")] if self.marks else []
        out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"<w:tblLook {look}/>{self._told(node)}</w:tblPr><w:tblGrid>"
        )
        out += [f'<w:gridCol w:w="{width}"/>' for width in widths]
        out.append("</w:tblGrid>")
        aligns = [f'<w:jc w:val="{side}"/>' if side != "left" else "" for side in node["align"]]
        cols = node.get("cols", ())
        out.append(self._row(node["head"], widths, aligns, "TableHeading", "<w:tblHeader/>", cols=cols))
        together = _kept_together(node["rows"])
        for number, (row, mark) in enumerate(
            zip(node["rows"], node.get("marks") or [""] * len(node["rows"]), strict=True)
        ):
            looks = [f"<w:keepNext/>{each}" for each in aligns] if number in together else aligns
            out.append(
                self._revised(
                    {"mark": mark},
                    lambda: self._row(row, widths, looks, "TableText", "", node["rowheads"], cols),  # noqa: B023
                )
            )
        out.append("</w:tbl>")
        if turned:
            # A heading and a few words go with their table onto the turned page.
            before = [self._end()] if self.said > FEW_LETTERS else []
            return "".join([*before, *out, self._end(turned=True)])
        self.said += FEW_LETTERS
        return "".join([*out, self._paragraph("Gap", "")])

    def _told(self, node: Node) -> str:
        """The name and the description of a table, which are read before its cells."""
        rows = len(node["rows"])
        heads = "; ".join(words(each) for each in node["head"])
        told = f"{rows} {'row' if rows == 1 else 'rows'} below the heading. Columns: {heads}."
        return (
            f"<w:tblCaption w:val={quoteattr(_clean(self.heading))}/>"
            f"<w:tblDescription w:val={quoteattr(_clean(told)[:LONGEST_PROPERTY])}/>"
        )

    def _row(
        self,
        cells: Sequence[Sequence[Node]],
        widths: Sequence[int],
        aligns: Sequence[str],
        style: str,
        more: str,
        named: bool = False,
        cols: Sequence[str] = (),
    ) -> str:
        fill = '<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/>' if more else ""
        whole = "<w:cantSplit/>" if more or all(len(words(each)) < LONG_CELL for each in cells) else ""
        dress = f"<w:trPr>{whole}{more}</w:trPr>" if whole else ""
        out = [f"<w:tr>{dress}"]
        for number, width in enumerate(widths):
            nodes = cells[number] if number < len(cells) else []
            how = frozenset(["strong"]) if named and number == 0 else frozenset[str]()
            runs = self._runs(nodes, how)
            # A cell of a column that came or went.
            cell = self.revisions.tag(f"cell{cols[number].capitalize()}") if cols and cols[number] else ""
            out.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}{cell}</w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_led(runs, aligns[number])}</w:pPr>{runs}</w:p></w:tc>'
            )
        out.append("</w:tr>")
        return "".join(out)

    def _figure(self, node: Node) -> str:
        width = round(TEXT_WIDTH * EMU_PER_TWIP * node["width"])
        picture = self._paragraph("Picture", f"<w:r>{self._drawing(node, width, TALLEST)}</w:r>")
        return picture + (self._paragraph("Caption", _run(node["caption"])) if node["caption"] else "")

    def _point(self, node: Node) -> str:
        """A picture at the left and its sentences at the right: a row of a table without lines, for layout alone."""
        left = SMALL_POINT_WIDTH if node.get("small") else POINT_WIDTH
        lines = "".join(self._paragraph("PointText", self._runs(line)) for line in node["lines"])
        picture = f"<w:r>{self._drawing(node, (left - 340) * EMU_PER_TWIP, TALLEST)}</w:r>" if node["path"] else ""
        cells = [(left, f"<w:p>{picture}</w:p>"), (TEXT_WIDTH - left, lines or "<w:p/>")]
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
            for width, inside in cells
        )
        begin = _points_begin(self.document.tongue.leftwards, left)
        return f"{begin}<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr></w:tbl>{GAP}"

    def _drawing(self, node: Node, width: int, tallest: int) -> str:
        """A picture with what it shows in words; *width* and *tallest* in English Metric Units, 0 for no width."""
        id, vector, wide, high = self._picture(node["path"])
        if not width or width * high > tallest * wide:
            width = round(tallest * wide / high)
        height = round(width * high / wide)
        self.shapes += 1
        alt = quoteattr(_clean(node["alt"]))
        told = f"descr={alt}/>" if node["alt"] else f'descr="">{DECORATIVE}</wp:docPr>'
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{self.shapes}" name="Picture {self.shapes}" {told}<wp:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.shapes}" name="Picture {self.shapes}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'{_blip(id, vector)}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def _picture(self, path: str) -> tuple[str, str, int, int]:
        """The picture's id in the package, that of the drawing behind it or "", and its width and height in pixels."""
        if path not in self.placed:
            name = path.rpartition("/")[2]
            try:
                id, image = self.part.get_or_add_image(BytesIO(self.drawings[name]))
                vector = self._vector(self.pictures[path])
                self.placed[path] = (id, vector, image.px_width or 1, image.px_height or 1)
            except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
                raise PlanError([self.pictures[path].damage]) from None
        return self.placed[path]

    def _vector(self, picture: Picture) -> str:
        """The id of a drawing that stands behind its own likeness in points, for who has Word; "" where it is none.

        One that would fetch something from elsewhere stays out.
        """
        if not picture.name.endswith(".svg") or FETCHES.search(picture.content):
            return ""
        package = self.part.package
        assert package is not None
        made = Part(PackURI(f"/word/media/{picture.name}"), "image/svg+xml", picture.content, package)
        return self.part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)


def _blip(id: str, vector: str) -> str:
    """The picture *id*, with the drawing *vector* that Word shows in its place."""
    if not vector:
        return f'<a:blip r:embed="{id}"/>'
    drawing = f'<asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" r:embed="{vector}"/>'
    return f'<a:blip r:embed="{id}"><a:extLst><a:ext uri="{SVG_EXTENSION}">{drawing}</a:ext></a:extLst></a:blip>'


def _readable(pictures: Sequence[Picture]) -> dict[str, bytes]:
    """The pictures by name, in forms that word processors read."""
    drawn = [each for each in pictures if each.name.endswith((".svg", ".webp"))]
    made = {each.name: each.content for each in pictures}
    if not drawn:
        return made
    import typst

    from scp.documents.writers.picture import as_png

    try:
        return made | as_png(drawn)
    except typst.TypstError:
        found = []
        for each in drawn:
            try:
                as_png([each])
            except typst.TypstError:
                found.append(each.damage)
        if not found:
            raise
        raise PlanError(found) from None


def _leads_to_turned(nodes: Sequence[Node]) -> bool:
    """Whether a turned table comes next, after a short paragraph at most: its heading goes onto its page."""
    told = [node for node in nodes[:4] if node["t"] not in ("place", "end")][:2]
    if len(told) > 1 and told[0]["t"] == "p" and len(words(told[0]["c"])) < FEW_LETTERS / 5:
        told = told[1:]
    return bool(told) and told[0]["t"] == "table" and told[0]["turned"] and not told[0].get("mark")


def _kept_together(rows: Sequence[Sequence[Sequence[Node]]]) -> set[int]:
    """Rows that stay on the page of the row after them: all of a small table, else the first and the last but one."""
    last = len(rows) - 1
    small = last < FEW_ROWS and all(len(words(cell)) <= SHORT_CELL for row in rows for cell in row)
    return set(range(last)) if small else {0, last - 1}


def _longest(cells: Sequence[str]) -> int:
    """The letters of the longest word, which may be folded after a hyphen."""
    return max((len(word) for cell in cells for word in re.split(r"[\s-]+", cell)), default=1)


def _widths(node: Node, room: int) -> list[int]:
    """The width of each column in twips: room for its longest word or its short cells, the rest where it saves most lines."""
    rows = [node["head"], *node["rows"][:: len(node["rows"]) // MOST_ROWS + 1]]
    count = len(node["head"])
    texts = [[words(row[column]) if column < len(row) else "" for row in rows] for column in range(count)]
    least = [
        min(EDGE + max(HEAD_LETTER * _longest(cells[:1]), LETTER * _longest(cells[1:])), NARROWEST_SHARE)
        for cells in texts
    ]
    if sum(least) > room:
        least = [each * room // sum(least) for each in least]
    longest = [max(map(len, cells)) for cells in texts]
    # Short cells, such as days, stand in one line where there is room for that, the shortest first.
    for column in sorted(range(count), key=lambda column: longest[column]):
        more = EDGE + DAY_LETTER * longest[column] - least[column]
        if longest[column] <= SHORT and more > 0 and sum(least) + more <= room * MOST_UNBROKEN:
            least[column] += more
    made = [*least]
    long = [[LINE_LETTER * len(cell) for cell in cells] for cells in texts]
    high = [[max(each / (width - EDGE), 1) for each in cells] for cells, width in zip(long, made, strict=True)]
    step = (room - sum(made)) // STEPS
    for _ in range(STEPS if count > 1 else 0):
        tried = [
            [max(each / (width + step - EDGE), 1) for each in cells] for cells, width in zip(long, made, strict=True)
        ]
        # The cube stands for the height of a row, which is that of its highest cell.
        gains = [
            sum(before**3 - now**3 for before, now in zip(high[column], tried[column], strict=True))
            for column in range(count)
        ]
        best = max(range(count), key=lambda column: gains[column])
        if gains[best] <= 0:
            break
        made[best] += step
        high[best] = tried[best]
    spare = room - sum(made)
    made = [each + spare * each // sum(made) for each in made]
    made[-1] += room - sum(made)
    return made
