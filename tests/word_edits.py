"""A Word file edited as Word edits it: tracked changes and comments in the XML, runs split, rsids and spelling marks about."""

from __future__ import annotations

import copy
import re
import zipfile
from io import BytesIO

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def w(name):
    return f"{{{W}}}{name}"


def make(tag, *children, **attributes):
    """An element of Word's, for example make("r", make("t")), with attributes of Word's own."""
    made = etree.Element(w(tag), {w(key): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


class Edits:
    """One Word file and what is done to it; `content` is the file as it would be sent back."""

    def __init__(self, content: bytes, author="A. Reviewer", day="2026-10-02T09:30:00Z"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.others = {}
        self.author, self.day = author, day
        self.number = 9000
        self.comments = []
        self.threads = []

    @property
    def content(self) -> bytes:
        parts = dict(self.parts) | {name: etree.tostring(root) for name, root in self.others.items()}
        parts["word/document.xml"] = etree.tostring(self.body)
        if self.comments:
            self._add_comments(parts)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        return out.getvalue()

    def by(self, author):
        """The same file in the hands of somebody else."""
        self.author = author
        return self

    def part(self, name):
        """Another part to edit, for example word/footnotes.xml."""
        if name not in self.others:
            self.others[name] = etree.fromstring(self.parts[name])
        return self.others[name]

    # finding

    def paragraph(self, text, within=None):
        """The one paragraph whose words begin with *text*."""
        root = self.body if within is None else within
        [found] = [each for each in root.iter(w("p")) if words(each).startswith(text)]
        return found

    def runs(self, paragraph, text):
        """The runs that hold exactly *text* of the paragraph, which is split for it as Word splits runs."""
        start = words(paragraph).index(text)
        return self._split(paragraph, start, start + len(text))

    def _split(self, paragraph, start, end):
        found, position = [], 0
        for run in list(paragraph.iter(w("r"))):
            said = "".join(each.text or "" for each in run.iter(w("t")))
            begin, finish = position, position + len(said)
            position = finish
            if not said or finish <= start or begin >= end or run.getparent().tag in (w("ins"), w("del")):
                continue
            pieces = [said[: max(start - begin, 0)], said[max(start - begin, 0) : end - begin], said[end - begin :]]
            made = []
            for piece in pieces:
                new = copy.deepcopy(run)
                for each in list(new):
                    if each.tag != w("rPr"):
                        new.remove(each)
                new.set(w("rsidR"), "00A1B2C3")
                text = make("t")
                text.text = piece
                text.set(SPACE, "preserve")
                new.append(text)
                made.append(new)
            parent, place = run.getparent(), run.getparent().index(run)
            parent[place : place + 1] = [new for new, piece in zip(made, pieces, strict=True) if piece]
            found.append(made[1])
        assert found, f"no run holds signs {start} to {end}"
        return found

    # tracked changes

    def change(self, tag, **more):
        self.number += 1
        return make(tag, id=self.number, author=self.author, date=self.day, **more)

    def delete(self, paragraph, text):
        """Take *text* out."""
        runs = self.runs(paragraph, text)
        for run in runs:
            self._wrap(run, "del")
        return runs[-1].getparent()

    def _wrap(self, run, tag):
        change = self.change(tag)
        run.getparent().replace(run, change)
        change.append(run)
        if tag in ("del", "moveFrom"):
            run.set(w("rsidDel"), "00C0FFEE")
        if tag == "del":
            for each in run.iter(w("t")):
                each.tag = w("delText")
        return change

    def insert(self, paragraph, text, after=""):
        """Put *text* in after the words *after*, or at the beginning; it is written in two runs, with a spelling mark."""
        change = self._put_in(text)
        if not after:
            first = next((each for each in paragraph if each.tag != w("pPr")), None)
            if first is None:
                paragraph.append(change)
            else:
                first.addprevious(change)
        else:
            last = self.runs(paragraph, after)[-1]
            (last.getparent() if last.getparent().tag in (w("del"), w("hyperlink")) else last).addnext(change)
        return change

    def _put_in(self, text):
        half = len(text) // 2
        runs = [run(piece) for piece in (text[:half], text[half:]) if piece]
        return_to = self.change("ins")
        return_to.extend([runs[0], make("proofErr", type="spellStart"), *runs[1:], make("proofErr", type="spellEnd")])
        return return_to

    def replace(self, paragraph, old, new):
        """Take *old* out and put *new* in, as typing over a selection does."""
        last = self.delete(paragraph, old)
        last.addnext(self._put_in(new))

    def add_paragraph(self, after, text):
        """A new paragraph: Word marks the end of the one before as put in, and the old end moves down."""
        self._mark_end(after, "ins")
        made = make("p", make("pPr"), self._put_in(text), rsidR="00D1D2D3")
        after.addnext(made)
        return made

    def _mark_end(self, paragraph, tag):
        dress = paragraph.find(w("pPr"))
        if dress is None:
            dress = make("pPr")
            paragraph.insert(0, dress)
        look = dress.find(w("rPr"))
        if look is None:
            look = make("rPr")
            section = dress.find(w("sectPr"))
            dress.append(look) if section is None else section.addprevious(look)
        look.insert(0, self.change(tag))

    def delete_paragraph(self, paragraph):
        """Take a whole paragraph out, its end too."""
        self.delete(paragraph, words(paragraph))
        self._mark_end(paragraph, "del")

    def join(self, paragraph):
        """Take out the end of a paragraph, so that the next one follows in the same line."""
        self._mark_end(paragraph, "del")

    def move(self, paragraph, after):
        """Move a whole paragraph to stand after another."""
        name = f"move{self.number}"
        there = copy.deepcopy(paragraph)
        for each in list(there.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            each.getparent().remove(each)
        for place, tag in ((paragraph, "moveFrom"), (there, "moveTo")):
            for each in self._split(place, 0, len(words(place))):
                self._wrap(each, tag)
            self._mark_end(place, tag)
            begin = self.change(f"{tag}RangeStart", name=name)
            place.find(w("pPr")).addnext(begin)
            place.append(make(f"{tag}RangeEnd", id=begin.get(w("id"))))
        after.addnext(there)

    def add_row(self, row, *cells):
        """A new row below *row*."""
        made = copy.deepcopy(row)
        dress = made.find(w("trPr"))
        dress.append(self.change("ins"))
        for cell, text in zip(made.iter(w("tc")), cells, strict=True):
            paragraph = cell.find(w("p"))
            for each in list(paragraph):
                if each.tag != w("pPr"):
                    paragraph.remove(each)
            self._mark_end(paragraph, "ins")
            paragraph.append(self._put_in(text))
        row.addnext(made)

    def delete_row(self, row):
        row.find(w("trPr")).append(self.change("del"))
        for paragraph in row.iter(w("p")):
            if words(paragraph):
                self.delete(paragraph, words(paragraph))

    def make_bold(self, paragraph, text):
        """A change of looks, which is tracked too."""
        for each in self.runs(paragraph, text):
            look = each.find(w("rPr"))
            if look is None:
                look = make("rPr")
                each.insert(0, look)
            look.append(make("b"))
            change = self.change("rPrChange")
            change.append(make("rPr"))
            look.append(change)

    # comments

    def comment(self, paragraph, text, said, until=None):
        """A comment on *text*, or from there to *until* in a later paragraph; what can be replied to."""
        number = len(self.comments)
        first = self.runs(paragraph, text)
        last = first if until is None else self.runs(*until)
        first[0].addprevious(make("commentRangeStart", id=number))
        end = make("commentRangeEnd", id=number)
        last[-1].addnext(end)
        end.addnext(make("r", make("commentReference", id=number)))
        return self._say(said)

    def reply(self, to, said):
        """A reply to a comment, in the same thread; Word gives it the same range."""
        for tag in ("commentRangeStart", "commentRangeEnd"):
            [place] = [each for each in self.body.iter(w(tag)) if each.get(w("id")) == str(to)]
            place.addnext(make(tag, id=len(self.comments)))
        place.getnext().addnext(make("r", make("commentReference", id=len(self.comments))))
        return self._say(said, to)

    def _say(self, said, parent=None):
        self.comments.append((self.author, self.day, said))
        self.threads.append([parent, False])
        return len(self.comments) - 1

    def resolve(self, number):
        self.threads[number][1] = True

    def _add_comments(self, parts):
        root = etree.Element(w("comments"), nsmap={"w": W, "w14": W14})
        extended = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for number, ((author, day, said), (parent, done)) in enumerate(zip(self.comments, self.threads, strict=True)):
            comment = make("comment", id=number, author=author, date=day, initials="AR")
            for place, line in enumerate(said.split("\n")):
                paragraph = make("p", run(line))
                paragraph.set(f"{{{W14}}}paraId", f"{number:04X}{place:04X}")
                comment.append(paragraph)
            root.append(comment)
            last = f"{number:04X}{said.count(chr(10)):04X}"
            about = {f"{{{W15}}}paraId": last, f"{{{W15}}}done": "1" if done else "0"}
            if parent is not None:
                about[f"{{{W15}}}paraIdParent"] = f"{parent:04X}{self.comments[parent][2].count(chr(10)):04X}"
            etree.SubElement(extended, f"{{{W15}}}commentEx", about)
        parts["word/comments.xml"] = etree.tostring(root)
        parts["word/commentsExtended.xml"] = etree.tostring(extended)
        relate(parts, "comments", f"{OFFICE}/comments")
        relate(parts, "commentsExtended", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")

    # what Word does besides

    def disturb(self):
        """Rsids everywhere, every fifth run in two, spelling marks and a smart tag: none of it changes a word."""
        for number, each in enumerate(list(self.body.iter(w("r")))):
            each.set(w("rsidR"), f"00{number % 7:06X}")
            text = each.find(w("t"))
            if number % 5 or text is None or len(text.text or "") < 4 or each.getparent().tag != w("p"):
                continue
            second = copy.deepcopy(each)
            half = len(text.text) // 2
            second.find(w("t")).text = text.text[half:]
            text.text = text.text[:half]
            text.set(SPACE, "preserve")
            second.find(w("t")).set(SPACE, "preserve")
            tag = make("smartTag", uri="urn:schemas-microsoft-com:office:smarttags", element="place")
            each.addnext(tag)
            tag.append(second)
            each.addnext(make("proofErr", type="gramStart"))
        return self

    def tuck_bookmarks(self):
        """Bookmarks between paragraphs move into the next one, as when Word saves the file."""
        for each in list(self.body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            parent = each.getparent()
            if parent.tag != w("body"):
                continue
            following = each.getnext()
            while following is not None and following.tag not in (w("p"), w("tbl")):
                following = following.getnext()
            target = None if following is None else next(following.iter(w("p")), None)
            if target is not None:
                dress = target.find(w("pPr"))
                target.insert(0, each) if dress is None else dress.addnext(each)
        return self

    def without_bookmark(self, name):
        """The bookmark that begins with *name* is lost."""
        [start] = [each for each in self.body.iter(w("bookmarkStart")) if each.get(w("name")) == name]
        [end] = [each for each in self.body.iter(w("bookmarkEnd")) if each.get(w("id")) == start.get(w("id"))]
        for each in (start, end):
            each.getparent().remove(each)
        return self


def run(text):
    made = make("t")
    made.text = text
    made.set(SPACE, "preserve")
    return make("r", made, rsidR="00AABBCC")


def words(paragraph):
    return "".join(each.text or "" for each in paragraph.iter(w("t")))


def relate(parts, name, kind):
    """Tell the package of a new part of Word's."""
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    etree.SubElement(relations, f"{{{PARTS}}}Relationship", Id=f"rIdNew{name}", Type=kind, Target=f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
    types = etree.fromstring(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/word/{name}.xml", ContentType=f"{WORD_TYPE}.{name}+xml")
    parts["[Content_Types].xml"] = etree.tostring(types)


def accepted(content: bytes) -> list[str]:
    """The paragraphs of a file once every change in it is accepted, by removing what was taken out."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for tag in ("del", "moveFrom"):
        for each in list(body.iter(w(tag))):
            if each.getparent().tag in (w("p"), w("hyperlink"), w("smartTag")):
                each.getparent().remove(each)
    return [text for each in body.iter(w("p")) if re.search(r"\S", text := words(each))]
