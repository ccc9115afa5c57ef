"""A tagged PDF by Typst: the chapters as JSON, walked by one fixed template."""

from __future__ import annotations

import json
import re
import struct
import tempfile
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from scp.documents.document import UNSAVED, Document, Picture
from scp.documents.fonts import Typeface
from scp.documents.glyphs import FAMILIES, JOINING, font_folders, printable, upright
from scp.documents.nodes import LONGEST_WORD, Node, blocks, narrowest, words
from scp.documents.writers.picture import as_png
from scp.model.words import in_words
from scp.problem import Location, PlanError, Problem

ONE_PAGE = 2
# What nodes say of themselves for a redline.
UNPRINTED = frozenset(["written", "place", "section", "size"])
NO_WORDS = frozenset(["id", "href", "path", "alt", "fonts", "data", "emblem", "lang", "frame", "whole"])
STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]
LARGE_ROOM = 44
"""Letters that stand beside one another in a row of a table in large print; a wider one is set row by row."""
LARGE_WORD = 20
"""Letters of the longest word in half a line of large print."""

RIGHT_TO_LEFT = ("R", "AL")
TONGUES = (
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("ar", "\u0600-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("hi", "\u0900-\u097f\ua8e0-\ua8ff"),
    ("bn", "\u0980-\u09ff"),
)
"""Languages of the scripts that the packaged fonts have beside ours; of Arabic letters, see `_tongue`."""
FOREIGN = re.compile(
    "|".join(
        f"(?P<{tongue}>[{letters}\u200c\u200d](?:[{letters}\u200c\u200d]|[ .,:;!?()\u00a0-]+(?=[{letters}]))*)"
        for tongue, letters in TONGUES
    )
)
URDU, PERSIAN = frozenset("ٹڈڑںےھہۃۓ"), frozenset("پچژگکی")


def write_pdf(document: Document, large: bool = False) -> bytes:
    """The document as PDF/UA-1 and PDF/A-3a, with its data attached; the same bytes for the same document.

    In *large* print letters are of 18 points or more, and a table that would not fit is set row by row, after the
    clear print guidelines of UKAAF and RNIB; it carries no data.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            fonts = _lay_out(root, document, large)
            return _compiled(root, "main.typ", document.copy.day, fonts)
        except typst.TypstError as error:
            _blame_font(error, document)
            _blame_picture(root, document)
            raise


COUNTED = re.compile(rb"/Type ?/Pages ?/Count (\d+)")


def pages(pdf: bytes) -> int:
    """How many pages a PDF has that we made."""
    return max((int(each) for each in COUNTED.findall(pdf)), default=0)


def asked(document: Document, probe: str, selector: str) -> Any:
    """What *probe*, Typst that is laid after the document's last page, says of it: the value that *selector* picks."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fonts = _lay_out(root, document)
        with (root / "main.typ").open("a", encoding="utf-8") as main:
            main.write(probe)
        compiler = typst.Compiler(str(root / "main.typ"), str(root), font_paths=fonts)
        return json.loads(compiler.query(selector, field="value", one=True))


def _lay_out(root: Path, document: Document, large: bool = False) -> typst.Fonts:
    """The template with what it walks, the pictures and the data, as files in the folder *root*; the fonts to use."""
    values = as_json(document, large)
    (root / "document.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (root / "main.typ").write_bytes((resources.files("scp.documents") / "assets" / "plan.typ").read_bytes())
    (root / "pictures").mkdir()
    for picture in document.pictures:
        (root / "pictures" / picture.name).write_bytes(_drawable(picture, document))
    if document.data is not None and not large:
        name, content = document.data
        (root / "data").mkdir()
        (root / "data" / name).write_bytes(content)
    return _with_own(root, document)


ENTITY = re.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def _drawable(picture: Picture, document: Document) -> bytes:
    """The picture; in the words of a drawing, a sign that no font has is told by its name too."""
    if not picture.name.lower().endswith(".svg"):
        return picture.content
    try:
        drawing = picture.content.decode("utf-8")
    except UnicodeDecodeError:
        return picture.content
    drawing = printable(ENTITY.sub(_sign, drawing), document.fonts.signs)
    made = replace(picture, content=drawing.encode())
    return _as_dots(made) if JOINING.search(drawing) else made.content


def _as_dots(drawing: Picture) -> bytes:
    """The *drawing* as dots: Typst cannot yet tell which joined letters of a drawing stand for what, as PDF/UA asks."""
    png = as_png([drawing])[drawing.name]
    width, height = struct.unpack_from(">2L", png, 16)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}"'
        f' href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
    ).encode()


def _sign(entity: re.Match[str]) -> str:
    """The sign that a numeric *entity* of XML stands for; the entity, where that is no letter of any script but ours."""
    number = int(entity[1], 16) if entity[1] else int(entity[2])
    return chr(number) if 0x80 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else entity[0]


@cache
def packaged_fonts() -> typst.Fonts:
    """The packaged fonts, looked through once."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(font_folders()))


def _with_own(root: Path, document: Document) -> typst.Fonts:
    """The packaged fonts and those of the plan, which are put beside *root*'s files."""
    if not document.fonts.every:
        return packaged_fonts()
    (root / "fonts").mkdir()
    for name, face in _named(document):
        (root / "fonts" / name).write_bytes(face.content)
    return typst.Fonts(include_system_fonts=False, font_paths=[str(root / "fonts"), *font_folders()])


def _named(document: Document) -> Iterator[tuple[str, Typeface]]:
    for number, face in enumerate(document.fonts.every):
        yield f"{number:03}{face.path[-4:].lower()}", face


def _families(document: Document) -> tuple[str, ...]:
    """The families to look through for a sign, in order, by the names that Typst knows them by."""
    own = document.fonts
    if not own.every:
        return FAMILIES
    with tempfile.TemporaryDirectory() as folder:
        for name, face in _named(document):
            (Path(folder) / name).write_bytes(face.content)
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        family = {Path(each.path).name: each.family for each in found.fonts() if each.path}
    unread = [face for name, face in _named(document) if name not in family]
    if unread:
        raise PlanError([_unfit(face) for face in unread])
    names = [family[name] for name, _ in _named(document)]
    text, more = names[: len(own.text)], names[len(own.text) :]
    return tuple(dict.fromkeys([*text[:1], *FAMILIES[:1], *more, *FAMILIES[1:]]))


def _unfit(face: Typeface) -> Problem:
    return Problem(
        Location(face.path),
        "is a font that cannot be printed with: it is damaged",
        "Ask whoever made it for another file, or take it out of `theme: fonts:` in plan.yaml.",
    )


def _compiled(root: Path, main: str, day: date, fonts: typst.Fonts) -> bytes:
    compiler = typst.Compiler(root=str(root), font_paths=fonts)
    made = compiler.compile(
        input=str(root / main),
        format="pdf",
        pdf_standards=[*STANDARDS],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def _blame_picture(root: Path, document: Document) -> None:
    """Where a picture alone cannot be printed either, it is the fault, and a person can mend it."""
    problems = []
    for picture in document.pictures:
        (root / "one.typ").write_text(f'{_HEAD}#image("pictures/{picture.name}", alt: "x")', encoding="utf-8")
        try:
            _compiled(root, "one.typ", document.copy.day, packaged_fonts())
        except typst.TypstError as error:
            problems.append(_press_colours(picture) if "CMYK" in error.message else picture.damage)
    if problems:
        raise PlanError(problems) from None


_HEAD = '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n'


def _press_colours(picture: Picture) -> Problem:
    return Problem(
        Location(picture.path),
        "is a picture in the colours of a printing press (CMYK), which a PDF for the archive may not hold",
        "Open it in a picture program and save it again in RGB, as PNG.",
    )


def _blame_font(error: typst.TypstError, document: Document) -> None:
    """Where Typst names a font, and the plan brings its own, that one is the fault: the packaged ones are sound."""
    if "font" not in error.message:
        return
    faces = document.fonts.every
    named = [each for each in faces if f'"{each.family}"' in error.message] or faces
    if named:
        raise PlanError([_unfit(each) for each in named]) from None


def as_json(document: Document, large: bool = False) -> Node:
    """What the Typst template walks: strings, lists and mappings only."""
    copy = document.copy
    own, tongue = document.fonts.signs, document.tongue

    def said(value: Any, key: str = "") -> Any:
        if isinstance(value, str):
            return printable(value, own) if key in NO_WORDS else _broken(printable(value, own))
        if isinstance(value, dict):
            return {key: said(each, key) for key, each in value.items() if key not in UNPRINTED}
        if isinstance(value, list):
            return [said(each) for each in value]
        return value

    values: Node = said(
        {
            "layout": document.layout,
            "large": large,
            "brand": document.colour,
            "accent": document.accent,
            "logo": {"path": f"pictures/{document.logo.name}", "alt": document.logo.alt} if document.logo else None,
            "title": document.title,
            "authority": document.authority,
            "label": copy.label,
            "about": document.about,
            "banner": document.banner,
            "unsaved": copy.unsaved,
            "day-words": in_words(copy.day),
            "day": {"year": copy.day.year, "month": copy.day.month, "day": copy.day.day},
            "fonts": list(_families(document)),
            "data": document.data[0] if document.data is not None and not large else "",
            "contents": len(document.chapters) > ONE_PAGE,
            "frame": document.frame.code,
            "words": {
                key: tongue.say(said)
                for key, said in (
                    ("page", "Page"),
                    ("easy", "Easy read"),
                    ("contents", "Contents"),
                    ("about", "About this copy"),
                    ("contact", "Contact us, or ask for another format"),
                    ("unsaved", UNSAVED),
                )
            },
            "emblem": f"pictures/{document.emblem.name}" if document.emblem else "",
            "whole": [tongue.say(document.whole[0]), document.whole[1]],
            "whole-shown": document.whole[1],
            "chapters": [
                {
                    "id": chapter.id,
                    "number": chapter.number,
                    "lang": document.language_of(chapter),
                    "title": chapter.title,
                    "blocks": _large(made) if large else _turned(made),
                }
                for chapter, made in zip(document.chapters, blocks(document), strict=True)
            ],
            "colophon": list(document.colophon),
            "contact": [[tongue.say(name), value] for name, value in document.contact],
        }
    )
    values["upright"] = upright(json.dumps(values, ensure_ascii=False))
    for chapter in values["chapters"]:
        chapter["blocks"] = [_spoken(each) for each in chapter["blocks"]]
    return values


BREAK = "\u200b"
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
PLACES_TO_BREAK = re.compile(rf"[^/\-_.?&=]{{1,{LONGEST_WORD // 2}}}[/\-_.?&=]*|[/\-_.?&=]+")


def _broken(text: str) -> str:
    """*text* with places at which words too long for a line may be broken."""
    if not LONG_WORD.search(text):
        return text
    return LONG_WORD.sub(lambda match: BREAK.join(PLACES_TO_BREAK.findall(match.group())), text)


def _turned(nodes: list[Node]) -> list[Node]:
    """Blocks with each run of turned tables as one block, and with it the headings and the paragraph before."""
    found: list[Node] = []
    for node in nodes:
        if node["t"] != "table" or not node["turned"]:
            found.append(node)
            continue
        if found and found[-1]["t"] == "turned":
            found[-1]["c"].append(node)
            continue
        lead: list[Node] = []
        if found and found[-1]["t"] == "p":
            lead.insert(0, found.pop())
        while found and found[-1]["t"] in ("h", "place"):
            lead.insert(0, found.pop())
        if lead and lead[0]["t"] == "p":
            found.append(lead.pop(0))
        found.append({"t": "turned", "c": [*lead, node]})
    return found


def _large(nodes: Iterable[Node]) -> list[Node]:
    """Blocks for large print: a table too wide for its letters is its rows, each a list of headings with values."""
    found = []
    for node in nodes:
        if node["t"] == "table":
            columns = [
                [words(row[number]) for row in (node["head"], *_cells(node)) if number < len(row)]
                for number in range(len(node["head"]))
            ]
            if _is_wide(columns):
                node = {"t": "rows", "rows": [_row(node["head"], row) for row in _cells(node)]}
            else:
                node = {**node, "turned": False}
        elif node["t"] in ("quote", "box", "marked"):
            node = {**node, "c": _large(node["c"])}
        elif node["t"] in ("ul", "ol"):
            node = {**node, "items": [_large(item) for item in node["items"]]}
        found.append(node)
    return found


def _is_wide(columns: list[list[str]]) -> bool:
    """Whether a table is too wide for large print; one of two columns only where its words are."""
    if len(columns) < 3:
        return any(
            LARGE_WORD < len(word) < LONGEST_WORD for cells in columns for cell in cells for word in cell.split()
        )
    return sum(narrowest(columns)) + 2 * len(columns) > LARGE_ROOM


def _cells(table: Node) -> list[list[list[Node]]]:
    rows: list[list[list[Node]]] = table["rows"]
    return rows


def _row(head: list[list[Node]], row: list[list[Node]]) -> list[Node]:
    """The cells of a row that say anything, each after the heading of its column."""
    return [
        {"head": heading, "c": cell}
        for heading, cell in zip(head, row, strict=False)
        if words(cell).strip() or any(each["t"] == "note" for each in cell)
    ]


def _spoken(node: Any) -> Any:
    """*node* with the language of words in other scripts, and the way in which a block of them runs."""
    if isinstance(node, list):
        return [_spoken(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _run(each) if _is_run(each) else _spoken(each) for key, each in node.items()}
    if made.get("t") in ("p", "h", "quote", "ul", "ol"):
        tongue = _base(node)
        if tongue:
            made["lang"] = tongue
    return made


def _is_run(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(each, Mapping) and each.get("t") == "text" and FOREIGN.search(each["v"]) for each in value
    )


def _run(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if node["t"] != "text":
            found.append(_spoken(node))
            continue
        at = 0
        for match in FOREIGN.finditer(node["v"]):
            before, inside = node["v"][at : match.start()], match.group()
            if before:
                found.append({"t": "text", "v": before})
            found.append({"t": "lang", "lang": _tongue(inside, str(match.lastgroup)), "v": inside})
            at = match.end()
        if node["v"][at:]:
            found.append({"t": "text", "v": node["v"][at:]})
    return found


def _tongue(letters: str, tongue: str) -> str:
    """The language of *letters*: of those written in Arabic letters, the one that alone uses some of them."""
    if tongue != "ar":
        return tongue
    return "ur" if URDU & set(letters) else "fa" if PERSIAN & set(letters) else "ar"


def _base(node: Node) -> str:
    """The language of a block whose first letter runs from right to left; empty for any other."""
    for text in _texts(node):
        for sign in text:
            way = unicodedata.bidirectional(sign)
            if way == "L":
                return ""
            if way in RIGHT_TO_LEFT:
                whole = "".join(_texts(node))
                match = FOREIGN.search(whole)
                return _tongue(whole, str(match.lastgroup)) if match else "ar"
    return ""


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, Mapping):
        if node.get("t") == "text":
            yield node["v"]
        for key in ("c", "items"):
            if key in node:
                yield from _texts(node[key])
