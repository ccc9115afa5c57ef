"""Tracked changes of Word: what is inserted, deleted and moved, as the authority's, on the day of the new version.

They are put upon finished XML, in which every sign of text is escaped, so that a tag is always a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from xml.sax.saxutils import quoteattr

KINDS = {"ins": "ins", "del": "del", "moved-from": "moveFrom", "moved-to": "moveTo"}
OF_ROWS = {"ins": "ins", "del": "del", "moveFrom": "del", "moveTo": "ins"}
TABLE = re.compile(r"(<w:tbl>.*?</w:tbl>)", re.DOTALL)
# Runs that stand together, or what is marked already: a paragraph's own mark ends in itself and is none.
RUNS = re.compile(r"<w:(ins|del) [^>]*(?<!/)>.*?</w:\1>|(?:<w:r>.*?</w:r>)+", re.DOTALL)
PARAGRAPH = re.compile(r"<w:pPr>(.*?)</w:pPr>", re.DOTALL)
ROW = re.compile(r"<w:trPr>(.*?)</w:trPr>", re.DOTALL)


class Revisions:
    """The tracked changes of one file; *id* gives numbers that no other mark of the file has."""

    def __init__(self, author: str, day: date, id: Callable[[], int]) -> None:
        self.author = quoteattr(author)
        self.day = f"{day.isoformat()}T00:00:00Z"
        self.id = id

    def tag(self, kind: str, end: str = "/") -> str:
        """`<w:ins …/>`, or the beginning of one."""
        return f'<w:{kind} w:id="{self.id()}" w:author={self.author} w:date="{self.day}"{end}>'

    def runs(self, xml: str, mark: str) -> str:
        """Runs with *mark* (`ins`, `del`, `moved-from` or `moved-to`) on them."""
        return RUNS.sub(partial(self._run, kind=KINDS[mark]), xml)

    def blocks(self, xml: str, mark: str) -> str:
        """Paragraphs and tables with *mark* on them: on their runs, on the ends of paragraphs and on rows.

        Word knows no table rows that moved: they are deleted at one place and inserted at the other.
        """
        kind = KINDS[mark]
        parts = TABLE.split(xml)
        for number, part in enumerate(parts):
            inside = OF_ROWS[kind] if number % 2 else kind
            marked = PARAGRAPH.sub(
                partial(self._paragraph, kind=inside), RUNS.sub(partial(self._run, kind=inside), part)
            )
            parts[number] = ROW.sub(partial(self._row, kind=OF_ROWS[kind]), marked)
        return "".join(parts)

    def moved(self, xml: str, mark: str, name: str) -> str:
        """Blocks that moved, within the two ends of the move called *name*."""
        id = self.id()
        kind = KINDS[mark]
        start = f'<w:{kind}RangeStart w:id="{id}" w:author={self.author} w:date="{self.day}" w:name={quoteattr(name)}/>'
        return f'{start}{self.blocks(xml, mark)}<w:{kind}RangeEnd w:id="{id}"/>'

    def _run(self, found: re.Match[str], kind: str) -> str:
        xml, marked = found.group(), found.group(1)
        # What was inserted in a part that moved came on the same day: its own mark says all.
        if marked == "ins" or marked == kind:
            return xml
        if kind == "del":
            xml = xml.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            xml = xml.replace("<w:instrText ", "<w:delInstrText ").replace("</w:instrText>", "</w:delInstrText>")
        return f"{self.tag(kind, '')}{xml}</w:{kind}>"

    def _paragraph(self, found: re.Match[str], kind: str) -> str:
        inside = found.group(1)
        if "<w:sectPr>" in inside or "<w:ins " in inside:
            return found.group()
        if "<w:rPr>" in inside:
            return f"<w:pPr>{inside.replace('</w:rPr>', f'{self.tag(kind)}</w:rPr>')}</w:pPr>"
        return f"<w:pPr>{inside}<w:rPr>{self.tag(kind)}</w:rPr></w:pPr>"

    def _row(self, found: re.Match[str], kind: str) -> str:
        inside = found.group(1)
        if "<w:ins " in inside:
            return found.group()
        if "<w:del " in inside:
            place = inside.index("<w:del ")
            return f"<w:trPr>{inside[:place]}{self.tag(kind)}{inside[place:]}</w:trPr>"
        return f"<w:trPr>{inside}{self.tag(kind)}</w:trPr>"
