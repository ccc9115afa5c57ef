"""A Markdown file: its front matter, and its body parsed once and cut into sections."""

from __future__ import annotations

import hashlib
import itertools
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from scp.model.locality import Status
from scp.model.text import Section, is_figure
from scp.model.tokens import copied
from scp.problem import Location, PlanError, Problem
from scp.reference.pictograms import named, pictograms
from scp.repository.record import cut_short, decode, nearest, read_yaml

T = TypeVar("T")

HEADING_ANCHOR = re.compile(r"\{#([^{}\s]+)\}$")
ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)|[!?])")
EMPTY_COMMENT = re.compile(r"<!---?>")
FOOTNOTE = re.compile(r"(?<![\\^])\[\^([^\s\[\]]+)\]")
LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]")
MARGIN = re.compile(r"[ \t>]*")

DEEPEST = 20
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes. HTML is parsed so that comments can be dropped."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin)
    markdown.core.ruler.before("footnote_tail", "remember_footnotes", _remember_footnotes)
    return markdown


def _remember_footnotes(state: StateCore) -> None:
    """Keep in `env` where each footnote is defined and what refers to it: the plugin drops those it does not need."""
    defined: list[tuple[str, int]] = []
    used: dict[str, set[str]] = {}
    inside = ""
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            inside = str(token.meta["label"])
            defined.append((inside, (token.map or [0])[0]))
        elif token.type == "footnote_reference_close":
            inside = ""
        for child in token.children or ():
            if child.type == "footnote_ref" and "label" in child.meta:
                used.setdefault(inside, set()).add(str(child.meta["label"]))
    state.env["defined"] = defined
    state.env["used"] = used


class MarkdownFile(NamedTuple):
    """One file: the values of its front matter and the tokens of its body, with lines of the file.

    *notes* are its comments, which are never printed: the line and the words of each.
    """

    path: str
    front: Any
    text: str
    body_line: int
    tokens: tuple[Token, ...]
    problems: tuple[Problem, ...]
    notes: tuple[tuple[int, str], ...] = ()

    def section(self, title: str, anchor: str = "", tokens: tuple[Token, ...] | None = None, line: int = 0) -> Section:
        """The whole body, or *tokens* of it, as a section."""
        chosen = self.tokens if tokens is None else tokens
        first = next((token.map[0] + 1 for token in chosen if token.map), self.body_line)
        return Section(
            self.path,
            anchor,
            title,
            Location(self.path, line or first),
            chosen,
            self.problems if tokens is None else (),
            isinstance(self.front, Mapping) and self.front.get("status") == Status.TO_WRITE.value,
        )

    def heading_anchors(self) -> dict[str, int]:
        """The `{#slug}` of each heading and its line."""
        return {
            str(token.meta["anchor"]): (token.map or [0])[0] + 1
            for token in self.tokens
            if token.type == "heading_open" and "anchor" in token.meta
        }


def read_markdown(path: str, content: bytes) -> MarkdownFile:
    """One Markdown file, parsed alone; `PlanError` where its encoding or front matter is not sound."""
    text = decode(path, content)
    front, body, body_line = _split(path, text)
    env: dict[str, Any] = {}
    tokens = parser().parse(body, env)
    if (bared := _bared(body, tokens)) != body:
        env = {}
        tokens = parser().parse(bared, env)
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + body_line - 1, token.map[1] + body_line - 1]
        token.meta.setdefault("path", path)
    notes = tuple(_comments(tokens))
    problems = [
        *cut_short(path, text.split("\n")[: body_line - 1]),
        *_unclosed(path, body, tokens, body_line),
        *_lost(path, bared, tokens, env, body_line),
        *_without_html(path, tokens),
        *_anchors(path, tokens),
    ]
    _level_headings(tokens)
    return MarkdownFile(path, front, body, body_line, tuple(tokens), tuple(problems), notes)


class Parsed:
    """What was made of each file last, so that reading a plan again looks only into the files that changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, Any]] = {}

    def read(self, path: str, content: bytes) -> MarkdownFile:
        """`read_markdown`, from what is kept where the file has not changed."""
        file = self.once(path, content, lambda: read_markdown(path, content))
        return file._replace(tokens=tuple(map(_with_references_of_its_own, file.tokens)))

    def once(self, path: str, content: bytes, make: Callable[[], T]) -> T:
        """What *make* gives for *content* of the file *path*; what was made of the same content before, if it was."""
        digest = hashlib.sha256(content).digest()
        known, made = self._kept.get(path, (b"", None))
        if known != digest:
            made = make()
            self._kept[path] = digest, made
        found: T = made
        return found


def _with_references_of_its_own(token: Token) -> Token:
    """*token*, or a copy where it holds a reference, which `resolve` writes over."""
    if token.type != "inline" or "{{" not in token.content:
        return token
    return copied(token, children=[copied(child) if "{{" in child.content else child for child in token.children or ()])


def _split(path: str, text: str) -> tuple[Any, str, int]:
    """Front matter, body and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            front = read_yaml(path, "\n".join(lines[1:number]) + "\n", first_line=2)
            return front, "\n".join(lines[number + 1 :]), number + 2
    raise PlanError(
        [
            Problem(
                Location(path, 1),
                "the front matter that begins here is never closed",
                "Put a line of three dashes (---) after its last key.",
            )
        ]
    )


def _anchors(path: str, tokens: list[Token]) -> list[Problem]:
    """Take `{#slug}` off each heading and keep it as the heading's anchor."""
    problems = []
    seen: dict[str, int] = {}
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        match = HEADING_ANCHOR.search(inline.content.rstrip())
        if not match:
            continue
        line = (opening.map or [0])[0] + 1
        anchor = match.group(1)
        if not ANCHOR.fullmatch(anchor):
            problems.append(
                Problem(
                    Location(path, line),
                    f"the heading's short name {{#{anchor}}} may hold only small letters, digits and hyphens",
                    "Write it as in {#support-for-carers}.",
                    kind="heading-anchor",
                )
            )
            continue
        if anchor in seen:
            problems.append(
                Problem(
                    Location(path, line),
                    f"the short name {{#{anchor}}} stands here a second time (first in line {seen[anchor]})",
                    "Give each heading a short name of its own.",
                    kind="heading-anchor",
                )
            )
        seen[anchor] = line
        opening.meta["anchor"] = anchor
        inline.content = inline.content[: match.start()].rstrip()
        for child in reversed(inline.children or []):
            if child.type == "text" and (found := HEADING_ANCHOR.search(child.content.rstrip())):
                child.content = child.content[: found.start()].rstrip()
                break
    return problems


def _level_headings(tokens: list[Token]) -> None:
    """Headings of a body begin at level 2 and never skip a level, so that an outline can be made of them."""
    last = 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(max(int(token.tag[1]), 2), last + 1)
            token.meta["level"] = last = level
        elif token.type == "heading_close":
            token.meta["level"] = last


def _bared(body: str, tokens: list[Token]) -> str:
    """*body* without the comments that share their lines with words, so that the words are read; its lines stay."""
    lines = body.split("\n")
    changed = False
    for token in tokens:
        if token.type != "html_block" or not token.map or not token.content.lstrip().startswith("<!--"):
            continue
        rest = _without_comments(token.content)
        if not rest.strip() or TAG.search(rest.replace("<!--", "")) or EMPTY_COMMENT.search(token.content):
            continue
        for number in range(*token.map):
            if "<!--" not in lines[number]:
                continue
            margin = _margin(lines[number], lines[number].index("<!--"))
            bare = _without_comments(lines[number])
            bare = margin + bare[len(margin) :].lstrip()
            column = bare.find("<!--")
            if column < 0:
                changed, lines[number] = True, bare
                continue
            last = next((each for each in range(number + 1, len(lines)) if "-->" in lines[each]), None)
            if last is None:
                break  # a note that is never closed: it stays, and is told
            changed = True
            after = lines[last].partition("-->")[2].lstrip()
            margins = [_margin(line, column) for line in lines[number + 1 : last + 1]]
            lines[number] = bare[:column].rstrip(" \t")
            lines[number + 1 : last + 1] = margins
            lines[last] += after
    return "\n".join(lines) if changed else body


def _margin(line: str, column: int) -> str:
    """What stands before the words of *line*, up to *column*: the indent of a list, the marks of a quotation."""
    match = MARGIN.match(line[:column])
    return match.group() if match else ""


def _lost(path: str, body: str, tokens: list[Token], env: Mapping[str, Any], body_line: int) -> list[Problem]:
    """A problem for each piece of text that Markdown leaves out without a word."""
    lines = body.split("\n")
    found = [
        *_surplus_cells(lines, tokens, body_line),
        *_lost_footnotes(tokens, env, body_line),
        *_lost_links(lines, env, body_line),
        *_empty_comments(tokens),
    ]
    return [Problem(Location(path, line), what, mend, kind="plan-lost-text") for line, what, mend in found]


Lost = tuple[int, str, str]


def _surplus_cells(lines: list[str], tokens: list[Token], body_line: int) -> Iterator[Lost]:
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            cells = escapedSplit(lines[token.map[0] - body_line + 1].strip(" \t>"))
            cells = cells[1:] if cells and not cells[0] else cells
            surplus = " | ".join(cell.strip() for cell in cells[columns:] if cell.strip())
            if surplus:
                yield (
                    token.map[0] + 1,
                    f"the row has more cells than the heading of its table, so '{_short(surplus)}' is not printed",
                    "Give the heading another column, or write a bar that belongs to the text as \\|.",
                )


def _lost_footnotes(tokens: list[Token], env: Mapping[str, Any], body_line: int) -> Iterator[Lost]:
    used: Mapping[str, set[str]] = env.get("used", {})
    reached: set[str] = set()
    following = list(used.get("", ()))
    while following:
        label = following.pop()
        if label not in reached:
            reached.add(label)
            following += used.get(label, ())
    first: dict[str, int] = {}
    for label, number in env.get("defined", ()):
        line = number + body_line
        if label in first:
            yield (
                line,
                f"the footnote [^{_short(label)}] stands here a second time (first in line {first[label]}), and only the last is printed",
                "Give each footnote a label of its own.",
            )
        elif label not in reached:
            yield (
                line,
                f"nothing refers to the footnote [^{_short(label)}], so it is not printed",
                f"Write [^{_short(label)}] where the footnote belongs, or take it out.",
            )
        first.setdefault(label, line)
    for token in tokens:
        if token.type != "inline" or "[^" not in token.content:
            continue
        line = (token.map or [0])[0] + 1
        words = "".join(
            child.content if child.type == "text" else "\n" if child.type in ("softbreak", "hardbreak") else " "
            for child in token.children or ()
        )
        written = set(FOOTNOTE.findall(token.content))
        for match, below in _with_lines(FOOTNOTE, words):
            label = match.group(1)
            if label in written and label not in first:
                yield (
                    line + below,
                    f"there is no footnote [^{_short(label)}], so the sign is printed as it stands",
                    f"Write the footnote on a line of its own: [^{_short(label)}]: its text.",
                )


def _with_lines(pattern: re.Pattern[str], words: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each match in *words*, and how many lines below the first it stands."""
    below = position = 0
    for match in pattern.finditer(words):
        below += words.count("\n", position, match.start())
        position = match.start()
        yield match, below


def _lost_links(lines: list[str], env: Mapping[str, Any], body_line: int) -> Iterator[Lost]:
    references: Mapping[str, Any] = env.get("references", {})
    if not references:
        return
    again = env.get("duplicate_refs", ())
    own = {number for each in (*references.values(), *again) if each.get("map") for number in range(*each["map"])}
    text = "\n".join("" if number in own else line for number, line in enumerate(lines))
    used = {normalizeReference(label) for label in LABEL.findall(text)}
    for label, each in references.items():
        if label not in used and each.get("map"):
            number = each["map"][0]
            yield (
                number + body_line,
                f"'{_short(lines[number].strip())}' is read as the address of a link that nothing uses, so it is not printed",
                "To print it, write \\[ for the first bracket; to leave it out, make it a note: <!-- … -->.",
            )
    for each in again:
        if each.get("map"):
            number = each["map"][0]
            yield (
                number + body_line,
                f"'{_short(lines[number].strip())}' gives the address of a link a second time, so it is not printed",
                "Keep one of the two, or write \\[ for the first bracket to print it.",
            )


def _empty_comments(tokens: list[Token]) -> Iterator[Lost]:
    for token in tokens:
        line = (token.map or [0])[0] + 1
        pieces = [token] if token.type == "html_block" else token.children or ()
        for piece in pieces:
            if piece.type in ("softbreak", "hardbreak"):
                line += 1
            elif piece.type in ("html_block", "html_inline") and (match := EMPTY_COMMENT.search(piece.content)):
                yield (
                    line + piece.content.count("\n", 0, match.start()),
                    f"{match.group()} ends the note where it begins, so words meant for it may be printed and others lost",
                    "Write a note as <!-- words -->, with a space after the two dashes.",
                )


def _unclosed(path: str, body: str, tokens: list[Token], body_line: int) -> list[Problem]:
    problems = []
    lines = body.split("\n")
    deep = next((token for token in tokens if token.level >= DEEPEST - 2), None)
    if deep is not None:
        at = Location(path, next((token.map[0] + 1 for token in tokens if token.map and token.level >= DEEPEST - 2), 0))
        problems.append(
            Problem(
                at,
                "lists or quotations lie so deep in one another here that what lies deeper is not read",
                "Write it flatter.",
                kind="plan-too-deep",
            )
        )
    for token in tokens:
        if token.type == "fence" and token.map:
            end = token.map[1] - body_line
            closing = lines[end].strip().lstrip("> ") if 0 <= end < len(lines) else ""
            if not (
                closing.startswith(token.markup)
                and not closing.strip(token.markup[0])
                and token.map[1] - token.map[0] > 1
            ):
                problems.append(
                    Problem(
                        Location(path, token.map[0] + 1),
                        f"the block opened here with {token.markup} is never closed, so all that follows is taken for it",
                        f"Put a line with {token.markup} where it ends.",
                        kind="plan-unclosed-block",
                    )
                )
        elif (
            token.type == "html_block"
            and token.map
            and _opens_comment(token.content)
            and not EMPTY_COMMENT.search(token.content)
        ):
            problems.append(
                Problem(
                    Location(path, token.map[0] + 1),
                    "the note opened here with <!-- is never closed, so all that follows is left out",
                    "Close it with -->.",
                    kind="plan-unclosed-block",
                )
            )
    return problems


def _without_comments(html: str) -> str:
    """*html* without its comments; one that is never closed stays."""
    kept = []
    position = 0
    while (start := html.find("<!--", position)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[position:start])
        position = end + 3
    return "".join(kept) + html[position:]


def _comments(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type != "html_block":
            continue
        html, end, line, counted = token.content, 0, (token.map or [0])[0] + 1, 0
        while (start := html.find("<!--", end)) >= 0 and (stop := html.find("-->", start + 4)) >= 0:
            line, counted, end = line + html.count("\n", counted, start), start, stop + 3
            yield line, html[start + 4 : stop]


def _opens_comment(html: str) -> bool:
    return "<!--" in _without_comments(html)


def _without_html(path: str, tokens: list[Token]) -> list[Problem]:
    """Drop comments, and any other raw HTML with a problem for each."""
    problems = []
    for token in list(tokens):
        if token.type == "html_block":
            tokens.remove(token)
            rest = _without_comments(token.content)
            if rest.strip() and not _opens_comment(token.content) and not EMPTY_COMMENT.fullmatch(rest.strip()):
                problems.append(_raw_html(path, (token.map or [0])[0] + 1, rest))
        elif token.type == "inline" and token.children:
            line = (token.map or [0])[0] + 1
            kept = []
            for child in token.children:
                if child.type == "html_inline":
                    if _without_comments(child.content).strip():
                        problems.append(_raw_html(path, line, child.content))
                    continue
                if child.type in ("softbreak", "hardbreak"):
                    line += 1
                kept.append(child)
            token.children = kept
    return problems


def _raw_html(path: str, line: int, html: str) -> Problem:
    shown = " ".join(html.split())
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return Problem(
        Location(path, line),
        f"HTML is not printed: {shown}",
        "Write it in Markdown; a bare < as &lt;. Only comments (<!-- … -->) may stand, and they are left out.",
        kind="plan-raw-html",
    )


def cut_at_level_2(file: MarkdownFile) -> tuple[tuple[Token, ...], list[tuple[str, str, int, tuple[Token, ...]]]]:
    """The tokens before the first level-2 heading, and (anchor, title, line, tokens) of each such section.

    Footnotes go with the section that refers to them first.
    """
    starts = [
        number
        for number, token in enumerate(file.tokens)
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2")
    ]
    end = next(
        (number for number, token in enumerate(file.tokens) if token.type == "footnote_block_open"), len(file.tokens)
    )
    notes = _footnotes(file.tokens[end:])
    bounds = [*starts, end]
    before = file.tokens[: bounds[0]]
    sections = []
    for start, stop in itertools.pairwise(bounds):
        heading = file.tokens[start]
        title = file.tokens[start + 1].content.strip()
        body = file.tokens[start + 3 : stop]
        sections.append(
            (str(heading.meta.get("anchor", "")), title, (heading.map or [0])[0] + 1, _with_notes(body, notes))
        )
    return _with_notes(before, notes), sections


def _footnotes(tokens: tuple[Token, ...]) -> dict[int, tuple[Token, ...]]:
    notes: dict[int, tuple[Token, ...]] = {}
    start = 0
    for number, token in enumerate(tokens):
        if token.type == "footnote_open":
            start = number
        elif token.type == "footnote_close":
            notes[tokens[start].meta["id"]] = tokens[start : number + 1]
    return notes


def _with_notes(body: tuple[Token, ...], notes: dict[int, tuple[Token, ...]]) -> tuple[Token, ...]:
    following = _referred(body)
    chosen = []
    for each in following:  # grows by what the notes themselves refer to
        if each in notes:
            chosen.append(notes.pop(each))
            following += _referred(chosen[-1])
    if not chosen:
        return body
    return (
        *body,
        Token("footnote_block_open", "", 1),
        *(token for note in chosen for token in note),
        Token("footnote_block_close", "", -1),
    )


def _referred(tokens: tuple[Token, ...]) -> list[int]:
    return [child.meta["id"] for token in tokens for child in token.children or () if child.type == "footnote_ref"]


def check_links(file: MarkdownFile, paths: Collection[str], anchors: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A problem for each picture that cannot be printed and each link to a file of the plan that is not there."""
    for token in file.tokens:
        line = (token.map or [0])[0] + 1
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "image" and not is_figure(child):
                yield from _picture(Location(file.path, line), file.path, str(child.attrs.get("src", "")), paths)
            elif child.type == "link_open":
                yield from _link(Location(file.path, line), file.path, str(child.attrs.get("href", "")), paths, anchors)


def _picture(at: Location, path: str, source: str, paths: Collection[str]) -> Iterator[Problem]:
    pictogram = named(source)
    if pictogram is not None:
        if pictogram not in pictograms():
            near = nearest(pictogram, pictograms(), 1, 0.6)
            yield Problem(
                at,
                f"there is no pictogram called '{_short(pictogram)}'"
                + (f". Did you mean '{near[0]}'?" if near else ""),
                "See the manual (docs/easy-read-pictures.md) for their names.",
                kind="plan-missing-picture",
            )
        return
    target, _ = _target(path, source)
    if target is None:
        yield Problem(
            at,
            f"the picture {_short(source)} is not in the plan, so only its words are printed",
            "Put the file in the plan, and write its path from this file.",
            kind="plan-missing-picture",
        )
    elif target not in paths:
        near = nearest(target, paths, 1, 0.6)
        yield Problem(
            at,
            f"there is no picture {_short(target)}" + (f". Did you mean {near[0]}?" if near else ""),
            "Put the file there, or write its path from this file, as in `../evidence/chart.png`.",
            kind="plan-missing-picture",
        )
    elif not target.lower().endswith(PICTURES):
        yield Problem(
            at,
            f"the picture {_short(target)} is of a kind that cannot be printed",
            f"Save it as one of {', '.join(PICTURES)}.",
            kind="plan-missing-picture",
        )


def _link(
    at: Location, path: str, href: str, paths: Collection[str], anchors: Mapping[str, set[str]]
) -> Iterator[Problem]:
    target, anchor = _target(path, href)
    if target is None:
        return
    if target not in paths:
        near = nearest(target, paths, 1, 0.6)
        yield Problem(
            at,
            f"the link leads to {_short(target)}, which is not in the plan"
            + (f". Did you mean {near[0]}?" if near else ""),
            "Write the path from this file, as in `../localities/east.md#carers`, or a full web address.",
            kind="plan-broken-link",
        )
    elif anchor and anchor not in anchors.get(target, set()):
        near = nearest(anchor, anchors.get(target, set()), 1, 0.5)
        yield Problem(
            at,
            f"{target} has no heading {{#{_short(anchor)}}}" + (f". Did you mean {{#{near[0]}}}?" if near else ""),
            f"Give the heading its short name, as in `## Title {{#{_short(anchor)}}}`.",
            kind="plan-broken-link",
        )


def _target(path: str, link: str) -> tuple[str | None, str]:
    """The file of the plan that *link* in *path* leads to, and the anchor; no file where it leads elsewhere."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None, ""
    if parts.scheme or parts.netloc:
        return None, ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    return target, parts.fragment


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"


def resolve(
    tokens: tuple[Token, ...], path: str, references: Mapping[str, str], unknown: Callable[[str], Problem | None]
) -> list[Problem]:
    """Put the value of each `{{ reference }}` into the text; a problem for each that is not in the closed set."""
    problems = []
    for token in tokens:
        if token.type != "inline" or "{{" not in token.content:
            continue
        words = ""
        for child in token.children or ():
            if child.type == "text":
                child.content = substitute(child.content, references)[0]
                words += child.content
            elif child.type in ("softbreak", "hardbreak"):
                words += "\n"
        token.content = substitute(token.content, references)[0]
        for match, below in _with_lines(REFERENCE, words):
            line = (token.map or [0])[0] + 1 + below
            if problem := unknown(match.group(1).strip()):
                problems.append(_at(problem, path, line))
    return problems


def _at(problem: Problem, path: str, line: int) -> Problem:
    return Problem(Location(path, line), problem.what, problem.mend)


def substitute(text: str, references: Mapping[str, str]) -> tuple[str, list[str]]:
    """*text* with its references replaced, and the names that are unknown."""
    unknown: list[str] = []

    def value(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        if name in references:
            return references[name]
        unknown.append(name)
        return match.group(0)

    return REFERENCE.sub(value, text), unknown
