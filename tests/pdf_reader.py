"""Reads a PDF as a screen reader would, and says what is wrong with it: beside `page-validation`, which sees less."""

import itertools
import re
from io import BytesIO

import page
import pikepdf

PROFILES = {"PDF/UA-1": page.ValidationProfile.PDF_UA_1, "PDF/A-3a": page.ValidationProfile.PDF_A_3A}
STREAM = re.compile(rb"\n(\d+) 0 obj\s*<<(?:(?!endobj).)*?/Length (\d+)(?:(?!endobj).)*?>>\s*stream\r?\n", re.DOTALL)
LENGTH = re.compile(r"\[PDFA3A-STREAM-LENGTH-001\].*\(object (\d+) 0\)")
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def checked(pdf):
    """What `page-validation` finds in *pdf*: the ids of its rules that failed, by profile.

    It takes a carriage return at the end of compressed data for the end of a line, and so the length for wrong. Where
    the length is right, that is left out.
    """
    found = {}
    for name, profile in PROFILES.items():
        said = str(page.validate_pdf_bytes(pdf, profile=profile))
        failed = [line for line in said.splitlines() if line.startswith("[PDF")]
        found[name] = {line[1:].partition("]")[0] for line in failed if not _length_is_right(pdf, line)}
    return found


def _length_is_right(pdf, line):
    """Whether *line* complains of a length that is right: of the object that it names, or of every one."""
    if not line.startswith("[PDFA3A-STREAM-LENGTH-001]"):
        return False
    ends = {int(match[1]): match.end() + int(match[2]) for match in STREAM.finditer(pdf)}
    named = LENGTH.match(line)
    of = [ends[int(named[1])]] if named else ends.values()
    return all(pdf[end : end + 10] == b"\nendstream" for end in of)


def faults(pdf):
    """What keeps a person from reading *pdf* by ear, by keyboard or in years to come, in words."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [*_head(opened), *_structure(opened), *_fonts(opened)]


def _head(opened):
    root = opened.Root
    with opened.open_metadata() as said:
        if not said.get("dc:title"):
            yield "no title"
        if said.get("pdfuaid:part") != "1":
            yield "no mark of PDF/UA-1"
        if (said.get("pdfaid:part"), said.get("pdfaid:conformance")) != ("3", "A"):
            yield "no mark of PDF/A-3a"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not tagged"
    if "/OutputIntents" not in root:
        yield "no colour profile"


def elements(opened):
    """Each element of the structure in reading order: its kind, its dictionary, and the kinds above it."""
    tree = opened.Root.get("/StructTreeRoot")
    stack = [(tree, ())] if tree is not None else []
    while stack:
        node, above = stack.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        kind = str(node.get("/S", "")).lstrip("/")
        if kind:
            yield kind, node, above
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        stack += [(kid, (*above, kind) if kind else above) for kid in reversed(kids)]


def _structure(opened):
    every = list(elements(opened))
    kinds = [kind for kind, _, _ in every]
    for kind, node, _ in every:
        if kind == "Figure" and not str(node.get("/Alt", "")).strip():
            yield "a figure without words"
        if kind == "Table" and not any(each == "TH" for each, _, above in _under(node)):
            yield "a table without a header"
    levels = [int(kind[1]) for kind in kinds if re.fullmatch("H[1-6]", kind)]
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield "a heading skips a level"
    yield from _content(opened, every)


def _under(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).lstrip("/"), kid, ()
            yield from _under(kid)


def _content(opened, every):
    """Whether everything on a page is in the structure or an artifact, and each picture in a figure."""
    owner = {}
    for kind, node, above in every:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                owner[node.Pg.objgen, int(kid)] = (kind, *above)
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                owner[(kid.get("/Pg") or node.Pg).objgen, int(kid.MCID)] = (kind, *above)
    loose, pictures = 0, 0
    for each in opened.pages:
        marks = []
        for operands, operator in pikepdf.parse_content_stream(each):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                marks.append((str(operands[0]), properties.get("/MCID") if hasattr(properties, "get") else None))
            elif name == "EMC":
                marks.pop()
            elif name in ("Tj", "TJ", "Do", "'", '"'):
                if any(kind == "/Artifact" for kind, _ in marks):
                    continue
                ids = [int(number) for _, number in marks if number is not None]
                kinds = owner.get((each.obj.objgen, ids[-1])) if ids else None
                loose += kinds is None
                pictures += name == "Do" and "Figure" not in (kinds or ())
    if loose:
        yield "something is in no tag"
    if pictures:
        yield "a picture is in no figure"


def _fonts(opened):
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            if not any(file in each for file in FONT_FILES):
                yield "a font is not in the file"


def attached(pdf):
    """The files within *pdf*: name → how it relates to the document, what it is said to be, and its content."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            name: (
                str(file.obj.get("/AFRelationship", "")),
                file.description,
                file.get_file().mime_type,
                file.get_file().read_bytes(),
            )
            for name, file in opened.attachments.items()
        }
