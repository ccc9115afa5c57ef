"""What Word makes of a file's tracked changes when all are accepted, or all rejected, as ECMA-376 part 1, 17.13.5 says."""

import zipfile
from io import BytesIO

from docx.oxml.ns import qn
from lxml import etree

RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")


def resolved(content, accept):
    """The body of a Word file and its footnotes by id, with every tracked change accepted or rejected."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(qn("w:body"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    for part in (body, notes):
        _resolve(part, accept)
    return body, {note.get(qn("w:id")): note for note in notes}


def _resolve(part, accept):
    gone = ("w:del", "w:moveFrom") if accept else ("w:ins", "w:moveTo")
    kept = ("w:ins", "w:moveTo") if accept else ("w:del", "w:moveFrom")
    for row in list(part.iter(qn("w:tr"))):
        about = row.find(qn("w:trPr"))
        if about is not None and about.find(qn("w:del" if accept else "w:ins")) is not None:
            row.getparent().remove(row)
    for cell in list(part.iter(qn("w:tc"))):
        if cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel' if accept else 'w:cellIns')}") is not None:
            cell.getparent().remove(cell)
    for table in list(part.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    ended = []
    for paragraph in list(part.iter(qn("w:p"))):
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is not None:
            if any(mark.find(qn(each)) is not None for each in gone):
                ended.append(paragraph)
            mark.getparent().remove(mark)
    for each in gone:
        for run in list(part.iter(qn(each))):
            if run.getparent() is not None and run.getparent().tag != qn("w:trPr"):
                run.getparent().remove(run)
    for each in kept:
        for run in list(part.iter(qn(each))):
            place = run.getparent().index(run)
            for number, child in enumerate(list(run)):
                run.getparent().insert(place + number, child)
            run.getparent().remove(run)
    for each in RANGES:
        for end in list(part.iter(qn(f"w:{each}"))):
            end.getparent().remove(end)
    for paragraph in ended:
        _joined(paragraph)
    for text in part.iter(qn("w:delText")):
        text.tag = qn("w:t")


def _joined(paragraph):
    """A paragraph whose end went: what is left of it begins the next one, whose look stays."""
    left = [child for child in paragraph if child.tag != qn("w:pPr")]
    after = paragraph.getnext()
    if after is not None and after.tag == qn("w:p"):
        place = 1 if after.find(qn("w:pPr")) is not None else 0
        for number, child in enumerate(left):
            after.insert(place + number, child)
    elif any(child.tag == qn("w:r") for child in left) or paragraph.getparent().tag == qn("w:tc"):
        return
    paragraph.getparent().remove(paragraph)


def paragraphs(body, notes):
    """The (style, words) of each paragraph of the chapters that has any words, cells of tables apart from one another."""
    found = []
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        words = "".join(_text(child, notes) for child in paragraph)
        if words.strip() or paragraph.find(f".//{qn('w:drawing')}") is not None:
            found.append((style.get(qn("w:val")) if style is not None else "", words))
    start = next((number for number, (style, _) in enumerate(found) if style == "Heading1"), len(found))
    end = max(
        (number for number, each in enumerate(found) if each == ("Heading1", "About this copy")), default=len(found)
    )
    return found[start:end]


def _text(element, notes):
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag == qn("w:br"):
        return "\n"
    if element.tag == qn("w:footnoteReference"):
        note = notes[element.get(qn("w:id"))]
        return "[" + "".join(_text(child, notes) for child in note) + "]"
    if element.tag in (qn("w:pPr"), qn("w:instrText")):
        return ""
    if element.tag == qn("w:drawing"):
        return "[" + element.find(f".//{qn('wp:docPr')}").get("descr") + "]"
    return "".join(_text(child, notes) for child in element)
