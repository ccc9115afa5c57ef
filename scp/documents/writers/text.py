"""Plain text for braille and speech: every paragraph, list item and table row is one line, whatever its length.

A braille translator folds lines itself, to 38 or 40 cells, and takes each end of a line for the end of a paragraph; so no
line is folded here, and nothing is set out by spaces, rules or signs that a voice would spell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scp.documents.document import Document
from scp.documents.languages import ENGLISH
from scp.documents.nodes import Node, blocks, ticks, words
from scp.model.words import in_words

SCHEME = re.compile(r"(?:mailto|tel):", re.IGNORECASE)
SPACE_TO_WRITE = re.compile(r"[\s.…_]*…[\s.…_]*")
ROOM = "Space to write your answer."
SPACES = re.compile(r"[ \t\n\r\u00a0]+")
SIGNS = {"\u2610": "[ ]", "\u2611": "[x]", "\u00ad": "", "\u200b": "", "\u2060": ""}
MARKS = {"ins": "Inserted: ", "del": "Deleted: ", "moved-to": "Moved here: ", "moved-from": "Moved away: "}
HOW_TO_READ = (
    "In this text file every paragraph, list item and table row is one line. Each heading begins with the word Heading "
    "and its level: search for Heading 1 to go from chapter to chapter. Pictures are described in words. Footnotes stand "
    "at the end of their section."
)


def write_text(document: Document) -> bytes:
    """The document as plain text in UTF-8; the same bytes for the same document."""
    lines = [
        document.title,
        document.authority,
        f"{document.copy.label}, {in_words(document.copy.day)}",
        document.about,
    ]
    lines += [document.banner] if document.banner else []
    tongue = document.tongue
    if document.is_easy:
        lines += _of_easy_read(document)
    else:
        lines.append(HOW_TO_READ)
    made = list(zip(document.chapters, blocks(document), strict=True))
    if len(made) > 2:
        lines += [tongue.say("Contents"), *(f"- {_titled(each.number, each.title)}" for each, _ in made)]
    writer = TextWriter(quoted=document.is_easy, picture=tongue.say("Picture: {}"))
    for chapter, nodes in made:
        heading = chapter.heading or {"c": [{"t": "text", "v": chapter.title}]}
        mark = MARKS.get(heading.get("mark", ""), "")
        lines += ["", f"Heading 1: {mark}{_titled(chapter.number, writer.words(heading['c']))}"]
        lines += writer.chapter(nodes)
    lines += ["", f"Heading 1: {tongue.say('About this copy')}", *document.colophon]
    if document.contact:
        lines += ["", f"Heading 2: {tongue.say('Contact us, or ask for another format')}"]
        lines += [f"{tongue.say(name)}: {value}" for name, value in document.contact]
    return (_joined(lines) + "\n").encode("utf-8", "replace")


def _of_easy_read(document: Document) -> Iterator[str]:
    """What easy read without its pictures says first: its language, where the whole plan is, and how bold words look."""
    say = document.tongue.say
    if document.language != ENGLISH:
        tongue = document.tongue
        yield say("Language: {}").format(f"{tongue.own_name} ({tongue.name}, {tongue.code})")
    said, address = document.whole
    yield f"{say(said)} {address}".strip()
    yield say("These are the words only, without the pictures.")
    bold = next((word for chapter in blocks(document) for word in _bold(chapter)), "")
    if bold:
        yield say("A word in bold stands in quotation marks, as here: “{}”.").format(bold)


def _bold(nodes: Sequence[Node]) -> Iterator[str]:
    """The words in bold within the sentences of points."""
    for node in nodes:
        for line in node.get("lines", ()) if node["t"] == "point" else ():
            if not _is_bold(line):
                yield from (words(each["c"]) for each in line if each["t"] == "strong")


def as_text(nodes: Sequence[Node]) -> str:
    """The words of some blocks, a block after a blank line, with Markdown's marks before headings."""
    return _joined(TextWriter(lambda level: f"{'#' * level} ").chapter(nodes))


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{4,}", "\n\n\n", "\n\n".join(map(_plain, lines)).strip("\n"))


def _titled(number: str, title: str) -> str:
    return f"{number}. {title}" if number else title


def _plain(line: str) -> str:
    """One line without signs that a voice leaves out or spells."""
    for sign, instead in SIGNS.items():
        line = line.replace(sign, instead)
    return SPACES.sub(" ", line).strip()


class TextWriter:
    """Nodes as lines; footnotes count through the document. *heading* is what stands before a heading of a level.

    Where it is *quoted*, bold words stand in quotation marks; a *picture* beside a point is told in these words.
    """

    def __init__(
        self, heading: Callable[[int], str] = "Heading {}: ".format, quoted: bool = False, picture: str = ""
    ) -> None:
        self.heading = heading
        self.quoted = quoted
        self.picture = picture
        self.notes = 0
        self.waiting: list[str] = []
        self.told: set[str] = set()

    def chapter(self, nodes: Sequence[Node]) -> list[str]:
        """The lines of one chapter, with the footnotes of each of its sections at the end of that."""
        self.told = set()
        lines: list[str] = []
        for node in nodes:
            if node["t"] == "h" and node["level"] <= 2:
                lines += self._footnotes()
            made = self.block(node)
            lines += made if made != [ROOM] or lines[-1:] != made else []
        return [*lines, *self._footnotes()]

    def _footnotes(self) -> list[str]:
        waiting, self.waiting = self.waiting, []
        return waiting

    def block(self, node: Node) -> list[str]:
        """The lines of one block, with what became of it in a redline."""
        lines = list(self._block(node))
        if lines and node["t"] != "marked" and (mark := MARKS.get(node.get("mark", ""))):
            lines[0] = mark + lines[0]
        return lines

    def _block(self, node: Node) -> Iterator[str]:
        match node["t"]:
            case "p":
                said = self.words(node["c"])
                yield ROOM if SPACE_TO_WRITE.fullmatch(said) else said
            case "h":
                yield ""
                yield self.heading(node["level"]) + self.words(node["c"])
            case "ul":
                yield from self._items(node["items"], ["" if ticks(node["items"]) else "-"] * len(node["items"]))
            case "ol":
                yield from self._items(
                    node["items"], [f"{node['start'] + each}." for each in range(len(node["items"]))]
                )
            case "quote":
                yield from _between("Quotation: ", self._all(node["c"]), "End of quotation.")
            case "box":
                yield from _between("Note: ", self._all(node["c"]), "")
            case "code":
                yield from node["v"].rstrip("\n").split("\n")
            case "table":
                yield from self._table(node)
            case "figure":
                yield f"Figure: {node['alt']}"
                if node["caption"]:
                    yield node["caption"]
            case "point":
                if node["alt"] and self.picture:
                    yield self.picture.format(node["alt"])
                yield from (self._line(line) for line in node["lines"])
            case "room":
                yield ROOM
            case "marked":
                yield from _between(MARKS[node["mark"]], self._all(node["c"]), "")
            case "moved":
                yield from self._all(node["c"])

    def _line(self, line: Sequence[Node]) -> str:
        """A line of a point; one that is wholly bold is a word that the next lines explain, and stands as it is."""
        quoted = self.quoted and not _is_bold(line)
        return self.words([_in_quotation_marks(each) if quoted else each for each in line])

    def _all(self, nodes: Sequence[Node]) -> list[str]:
        return [line for each in nodes for line in self.block(each)]

    def _items(self, items: Sequence[Sequence[Node]], marks: Sequence[str]) -> Iterator[str]:
        for item, mark in zip(items, marks, strict=True):
            first, *rest = self._all(item) or [""]
            yield f"{mark} {first}".lstrip()
            # An item of a list within begins with the mark of its own after that of the outer one.
            yield from (f"{mark} {line}".lstrip() if line.startswith("- ") else line for line in rest)

    def _table(self, node: Node) -> Iterator[str]:
        """A table row by row, each value after its heading: no columns to count."""
        heads = [self.words(each) or f"Column {number}" for number, each in enumerate(node["head"], start=1)]
        rows = len(node["rows"])
        yield f"Table of {rows} {'row' if rows == 1 else 'rows'}. Columns: {'; '.join(heads)}."
        marks = node.get("marks") or [""] * rows
        for number, (row, mark) in enumerate(zip(node["rows"], marks, strict=True), start=1):
            cells = [self.words(each) for each in row]
            said = "; ".join(
                f"{head.rstrip(':?')}: {_cell(cell.rstrip('.'))}"
                for head, cell in zip(heads, [*cells, *[""] * len(heads)], strict=False)
            )
            yield f"{MARKS.get(mark, '')}Row {number}: {said}"
        yield "End of table."

    def words(self, nodes: Sequence[Node]) -> str:
        """A run of inline nodes; a footnote leaves its number and waits for the end of the section."""
        return SPACES.sub(" ", self._run(nodes)).strip()

    def _run(self, nodes: Sequence[Node]) -> str:
        parts: list[str] = []
        for node in nodes:
            match node["t"]:
                case "text" | "code" | "lang":
                    parts.append(node["v"])
                case "br":
                    parts.append(" ")
                case "image":
                    parts.append(f"[Picture: {node['alt']}]")
                case "note":
                    self.notes += 1
                    number = self.notes
                    self.waiting.append(f"Footnote {number}: {self.words(node['c'])}")
                    parts.append(f" [footnote {number}]")
                case "link":
                    parts.append(self._link(node))
                case "s":
                    parts.append(_marked("struck out: ", self._run(node["c"])))
                case "ins" | "del" if not node.get("quiet"):
                    parts.append(_marked(MARKS[node["t"]].lower(), self._run(node["c"])))
                case _:
                    parts.append(self._run(node["c"]))
        return "".join(parts)

    def _link(self, node: Node) -> str:
        """The words of a link and its address, which is given once in a chapter and never after itself."""
        said, address = self.words(node["c"]), SCHEME.sub("", node["href"])
        if address in self.told or address.rstrip("/") in said:
            return said
        self.told.add(address)
        return f"{said} ({address})"


def _is_bold(line: Sequence[Node]) -> bool:
    """Whether all words of a line are in bold."""
    return not any(each["t"] != "strong" and words([each]).strip() for each in line)


def _in_quotation_marks(node: Node) -> Node:
    if node["t"] != "strong":
        return node
    return {"t": "strong", "c": [{"t": "text", "v": "“"}, *node["c"], {"t": "text", "v": "”"}]}


def _marked(said: str, run: str) -> str:
    """Words in brackets with what became of them, the spaces around them left outside."""
    bare = run.strip()
    return f"{run[: len(run) - len(run.lstrip())]}[{said}{bare}]{run[len(run.rstrip()) :]}" if bare else run


def _between(before: str, lines: list[str], after: str) -> list[str]:
    if not lines:
        return []
    return [before + lines[0], *lines[1:], *([after] if after and len(lines) > 1 else [])]


def _cell(said: str) -> str:
    return {"": "blank", "–": "dash", "—": "dash", "-": "dash"}.get(said, said)
