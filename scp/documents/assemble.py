"""A filled template and the plan's sections, put together as chapters of tokens.

Sections were parsed one by one and go in at their markers as tokens, so none can swallow or change its neighbour.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scp.documents.document import Chapter, Picture
from scp.documents.figures import Figure, alone, figure, told
from scp.documents.glyphs import printable
from scp.documents.languages import language
from scp.documents.watched import placeable
from scp.documents.words import MARK, kept_in_order, slug
from scp.model.easy_read import EasyReadPart, Looks, Standing, standing
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.text import Section, plain_text
from scp.model.tokens import copied
from scp.reference.pictograms import ACCENT, SCHEME, named, pictograms

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
SCHEMES = ("http://", "https://", "mailto:", "tel:")
UNCHECKED = "Still to check: scp put this together."
DOUBTS = {Standing.CHANGED: "This may be out of date.", Standing.UNSEEN: "Nobody has checked this yet."}
UNREAD = "Nobody has checked these words yet."
LONGEST_LINK = 2000
LONGEST_ROW_HEADING = 48
ORDER = re.compile(r"(^|/)[0-9]+-")
PAGES = {"localities": "locality", "care-groups": "care-group"}
"""What the pages of a folder's sections are called by, beside the name of the file."""
MARKER = re.compile(f"{MARK}([a-z]+) ([^{MARK}]*){MARK}")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass
class Assembled:
    """Chapters, what their links and pictures point to, and what was *drawn* for them, by name."""

    chapters: list[Chapter]
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    drawn: dict[str, Picture] = field(default_factory=dict)


def assemble(
    markdown: str,
    plan: Plan,
    numbered: bool = True,
    elsewhere: Mapping[str, tuple[str, str]] | None = None,
    inserts: Mapping[str, Sequence[Token]] | None = None,
) -> Assembled:
    """The chapters of *markdown*, one for each level-1 heading, with the plan's sections in place.

    *elsewhere* are the addresses (page, anchor) of sections that another document of the same site holds; *inserts*
    are tokens made before, by the key of their marker.
    """
    sections = {each.place: each for each in placeable(plan)}
    tokens = list(_placed(_parser().parse(kept_in_order(markdown)), plan, sections, inserts or {}))
    made = Assembled([])
    found = list(_chapters(tokens))
    for number, (id, (title, body)) in enumerate(zip(_page_names(found), found, strict=True), start=1):
        lines = outlined(body)
        kept = tuple(token for token in lines if token.type != "scp_spot")
        made.chapters.append(Chapter(id, title, str(number) if numbered else "", kept))
        heading = ""
        for token in lines:
            if token.type == "heading_open":
                heading = str(token.attrs["id"])
            if token.type == "scp_spot":
                made.addresses.setdefault(token.meta["place"], (id, heading))
            elif token.type == "scp_place":
                made.addresses.setdefault(token.meta["place"].partition("#")[0], (id, ""))
                made.addresses[token.meta["place"]] = (id, token.attrs["id"])  # type: ignore[assignment]
            elif token.type == "heading_open" and "anchor" in token.meta:
                made.addresses[f"{token.meta['path']}#{token.meta['anchor']}"] = (id, str(token.attrs["id"]))
            elif token.type == "scp_nodes" and (picture := token.meta.get("picture")):
                made.drawn[picture.name] = picture
    for chapter in made.chapters:
        _link(chapter, plan, made, elsewhere or {})
    return made


def _placed(
    tokens: list[Token], plan: Plan, sections: dict[str, Section], inserts: Mapping[str, Sequence[Token]]
) -> Iterator[Token]:
    """*tokens* with each marker replaced by what it stands for."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        inline = tokens[position + 1] if token.type == "paragraph_open" else None
        match = MARKER.match(inline.content) if inline is not None else None
        if match is None or inline is None:
            yield token
            position += 1
            continue
        kind, rest = match.groups()
        position += 3
        if kind == "section":
            yield from _section(sections[rest], plan)
        elif kind == "points":
            yield from _points(sections[rest], *_marks(plan, rest))
        elif kind == "insert":
            yield from inserts.get(rest.replace("\\", ""), ())
        elif kind == "spot":
            yield Token("scp_spot", "", 0, meta={"place": rest.replace("\\", "")})
        elif kind == "figure":
            yield from _figure(figure(plan, rest.replace("\\", "")))
        elif kind == "point":
            picture, _, size = rest.partition(" ")
            yield _point(inline, picture, size)
        elif kind == "room":
            yield Token("scp_room", "", 0, meta={"lines": int(rest)})
        elif kind == "note":
            for child in inline.children or ():
                if child.type == "text" and MARK in child.content:
                    child.content = child.content.split(MARK)[-1].lstrip()
            yield Token("scp_note_open", "div", 1, meta={"kind": rest})
            yield token
            yield inline
            yield tokens[position - 1]
            yield Token("scp_note_close", "div", -1)


def _section(section: Section, plan: Plan) -> Iterator[Token]:
    yield Token(
        "scp_place", "", 0, attrs={"id": place_id(section.place)}, meta={"place": section.place, "title": section.title}
    )
    if not section.has_text:
        yield from _still_to_write(section.title)
    prefix = place_id(section.place)
    skipped = 0
    for position, token in enumerate(section.tokens):
        if skipped:
            skipped -= 1
            continue
        if token.type == "paragraph_open" and (picture := alone(section.tokens[position + 1])):
            yield from _figure(told(plan, picture))
            skipped = 2
            continue
        own = {"prefix": prefix, "path": section.path}
        made = copied(token, meta={**token.meta, **own}, attrs=dict(token.attrs))
        if made.children:
            made.children = [
                copied(
                    child,
                    meta={**child.meta, **own},
                    attrs=dict(child.attrs),
                    content=kept_in_order(child.content),
                )
                for child in made.children
            ]
        yield made
    yield _place_end(section.place)


def _figure(made: Figure) -> Iterator[Token]:
    """The blocks of a figure, and then the table of its numbers as if a template had made it."""
    yield Token("scp_nodes", "", 0, meta={"nodes": _in_order(made.nodes), "picture": made.picture})
    yield from _parser().parse(kept_in_order(made.table))


def _in_order(value: Any) -> Any:
    """Nodes without the unseen signs that turn the order of letters."""
    if isinstance(value, str):
        return kept_in_order(value)
    if isinstance(value, dict):
        return {key: _in_order(each) for key, each in value.items()}
    return type(value)(map(_in_order, value)) if isinstance(value, list | tuple) else value


def _point(inline: Token, picture: str, size: str = "") -> Token:
    """A point that a template made: the pictogram *picture*, which repeats its words, and a sentence a line."""
    _, *lines = _lines(inline)
    drawn = Token("image", "img", 0, attrs={"src": f"{SCHEME}{picture}", "alt": ""}, children=[])
    return Token(
        "scp_point",
        "",
        0,
        children=[drawn, *(child for line in lines for child in line)],
        meta={"lines": lines, "size": size},
    )


def _marks(plan: Plan, path: str) -> tuple[Token | None, dict[int, Token]]:
    """What must be said of a whole easy-read part, and of points by their line, counted from 0, for they may not hold.

    They are those that were put together and that nobody has taken over; and of a translation those that nobody has read
    beside the English, since they were written or since it changed.
    """
    part = next((each for each in (*plan.easy_read, *plan.translations) if each.path == path), None)
    if part is None:
        return None, {}
    looks = plan.of(Looks)
    stand = [(each.at.line - 1, standing(each, looks)[0]) for each in part.points]
    unread = part.language is not None and bool(stand) and all(how is Standing.UNSEEN for _, how in stand)
    doubts = DOUBTS if part.language and not unread else {}
    said = {**doubts, Standing.ASSEMBLED: UNCHECKED}
    marks = {line: _own_words(part, said[how]) for line, how in stand if how in said}
    return (_own_words(part, UNREAD) if unread else None), marks


def _own_words(part: EasyReadPart, words: str) -> Token:
    """Our own *words*, in the language of *part* or marked as English."""
    tongue = language(part.language or "en")
    said = tongue.say(words)
    if part.language is None or said != words:
        return Token("text", "", 0, content=said)
    return Token("scp_lang", "", 0, content=said, meta={"lang": "en"})


def _points(section: Section, above: Token | None, marks: Mapping[int, Token]) -> Iterator[Token]:
    """Each picture of an easy-read part with the sentences after it, one to a line, and what must be said of them."""
    first = above is not None
    for token in _as_points(section):
        if token.type == "scp_point" and token.map and token.map[0] in marks:
            mark = [Token("strong_open", "strong", 1), marks[token.map[0]], Token("strong_close", "strong", -1)]
            token.meta["lines"].append(mark)
            token.children = [*(token.children or []), *mark]
        yield token
        if first and above is not None:
            first = False
            yield Token("scp_note_open", "div", 1, meta={"kind": "to-write"})
            yield Token("paragraph_open", "p", 1)
            yield Token("inline", "", 0, content=above.content, children=[above])
            yield Token("paragraph_close", "p", -1)
            yield Token("scp_note_close", "div", -1)


def _as_points(section: Section) -> Iterator[Token]:
    yield Token(
        "scp_place", "", 0, attrs={"id": place_id(section.place)}, meta={"place": section.place, "title": section.title}
    )
    if not section.has_text:
        yield from _still_to_write(section.title)
    point: Token | None = None
    for token in section.tokens:
        if token.type == "heading_open" or token.type == "heading_close":
            if point is not None:
                yield point
                point = None
            yield token.copy(meta={**token.meta, "path": section.path}, attrs=dict(token.attrs))
        elif token.type == "inline" and point is None and section.tokens and _is_heading(section, token):
            yield token
        elif token.type == "inline":
            for lines in _lines(token):
                picture = next((child for child in lines if child.type == "image"), None)
                if picture is not None:
                    if point is not None:
                        yield point
                    picture = picture.copy(meta={**picture.meta, "path": section.path}, attrs=dict(picture.attrs))
                    point = Token(
                        "scp_point", "", 0, map=token.map, children=[picture], meta={"path": section.path, "lines": []}
                    )
                    lines = [child for child in lines if child.type != "image"]
                if any(child.content.strip() for child in lines):
                    if point is None:
                        point = Token(
                            "scp_point", "", 0, map=token.map, children=[], meta={"path": section.path, "lines": []}
                        )
                    made = [
                        child.copy(
                            meta={**child.meta, "path": section.path},
                            attrs=dict(child.attrs),
                            content=kept_in_order(child.content),
                        )
                        for child in lines
                    ]
                    point.meta["lines"].append(made)
                    point.children = [*(point.children or []), *made]
    if point is not None:
        yield point
    yield _place_end(section.place)


def _place_end(place: str) -> Token:
    return Token("scp_place_end", "", 0, meta={"place": place})


def _is_heading(section: Section, inline: Token) -> bool:
    return any(
        before.type == "heading_open" and after is inline
        for before, after in zip(section.tokens, section.tokens[1:], strict=False)
    )


def _lines(inline: Token) -> Iterator[list[Token]]:
    line: list[Token] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        else:
            line.append(child)
    yield line


def place_id(place: str) -> str:
    """The address within a page of a section: its path and anchor in letters and hyphens.

    The number that puts a file in its order is no part of it, so a section may move and keep its address.
    """
    return _hyphened(ORDER.sub(r"\1", place))


def _hyphened(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower().replace(".md", "")).strip("-")


def _page_names(chapters: Sequence[tuple[str, list[Token]]]) -> list[str]:
    """The address of each chapter's page, which neither another order nor another wording of its title changes.

    A chapter that opens with a section is called after the section's file; only what the templates make is called after
    its title.
    """
    used = {"index"}
    owned = [_page_name(body[0].meta["place"]) if body and body[0].type == "scp_place" else "" for _, body in chapters]
    names = [_unused(name, used) if name else "" for name in owned]
    return [name or _unused(slug(title), used) for name, (title, _) in zip(names, chapters, strict=True)]


def _page_name(place: str) -> str:
    folder, _, rest = ORDER.sub(r"\1", place).partition("/")
    return _hyphened(f"{PAGES[folder]}/{rest}" if folder in PAGES else rest or folder)


def _still_to_write(title: str) -> Iterator[Token]:
    text = Token("text", "", 0, content=f"Still to write: {title}.")
    yield Token("scp_note_open", "div", 1, meta={"kind": "to-write"})
    yield Token("paragraph_open", "p", 1)
    yield Token("inline", "", 0, content=text.content, children=[text])
    yield Token("paragraph_close", "p", -1)
    yield Token("scp_note_close", "div", -1)


def _chapters(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    title = ""
    body: list[Token] = []
    begun = False
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0 and "path" not in token.meta:
            if begun:
                yield title, body
            title, body, begun = plain_text(tokens[position + 1]), [], True
            position += 3
            continue
        if begun:
            body.append(token)
        position += 1
    if begun:
        yield title, body


def outlined(tokens: list[Token]) -> list[Token]:
    """Headings below the chapter's title, none skipping a level, each with an address of its own.

    What cannot stand in an outline, a heading inside a list or one without words, becomes a strong paragraph.
    """
    used: set[str] = set()
    figures = _columns_of_figures(tokens)
    last = 1
    level = 1
    strong = False
    made: list[Token] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            strong = token.level > 0 or not _has_words(tokens[position + 1])
        if token.type == "scp_place":
            token.attrs["id"] = _unused(str(token.attrs["id"]), used)
        elif strong and token.type in ("heading_open", "heading_close"):
            strong = token.type == "heading_open"
            token = token.copy(type=token.type.replace("heading", "paragraph"), tag="p")
        elif strong and token.type == "inline":
            token = token.copy(
                children=[
                    Token("strong_open", "strong", 1),
                    *(token.children or []),
                    Token("strong_close", "strong", -1),
                ]
            )
        elif token.type == "heading_open":
            wanted = int(token.meta.get("level", token.tag[1]))
            level = last = min(max(wanted, 2), last + 1)
            title = plain_text(tokens[position + 1]) if position + 1 < len(tokens) else ""
            id = _unused(_lettered(str(token.meta.get("anchor") or slug(title))), used)
            token = token.copy(tag=f"h{min(level, 6)}", attrs={**token.attrs, "id": id}, meta=dict(token.meta))
        elif token.type == "heading_close":
            token = token.copy(tag=f"h{min(level, 6)}")
        elif token.type == "table_open" and "path" not in token.meta:
            token = token.copy(meta={**token.meta, "rowheads": _has_row_headings(tokens[position:])})
        elif position in figures:
            token = token.copy(attrs={**token.attrs, "style": "text-align:right"})
        made.append(token)
    return made


FIGURE = re.compile(r"[-–−+]?[£€$]?[0-9][0-9,.]* ?(%|p|k|m|bn|million|thousand)?")
EMPTY = ("", "-", "–", "—", "..", "n/a", "not available")


def _columns_of_figures(tokens: list[Token]) -> set[int]:
    """The positions of the cells of columns that hold figures alone, where the table does not say how they stand."""
    found: set[int] = set()
    columns: list[list[tuple[int, str]]] = []
    column = 0
    for position, token in enumerate(tokens):
        if token.type == "table_open":
            columns = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            if column == len(columns):
                columns.append([])
            columns[column].append((position, plain_text(tokens[position + 1]).strip()))
            column += 1
        elif token.type == "table_close":
            for cells in columns[1:]:
                body = [words for _, words in cells[1:]]
                plain = all("style" not in tokens[each].attrs for each, _ in cells)
                figures = [words for words in body if words.lower() not in EMPTY]
                if plain and figures and all(FIGURE.fullmatch(words) for words in figures):
                    found |= {each for each, _ in cells}
    return found


def _lettered(id: str) -> str:
    """An address that begins with a letter, as old programs ask."""
    return id if id[:1].isalpha() else f"s-{id}"


def _has_words(inline: Token) -> bool:
    """Whether a heading has anything that can stand in an outline; a picture alone cannot."""
    return any(
        child.type in ("text", "code_inline") and printable(child.content).strip() for child in inline.children or ()
    )


def _has_row_headings(tokens: list[Token]) -> bool:
    """Whether the first cell of each row of a generated table names the row: a few words, never a sentence."""
    longest = 0
    for before, token, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "table_close":
            break
        if before.type == "tr_open" and token.type == "td_open":
            longest = max(longest, len(plain_text(inline)))
    return longest <= LONGEST_ROW_HEADING


def _unused(id: str, used: set[str]) -> str:
    found, number = id, 2
    while found in used:
        found, number = f"{id}-{number}", number + 1
    used.add(found)
    return found


def _link(chapter: Chapter, plan: Plan, made: Assembled, elsewhere: Mapping[str, tuple[str, str]]) -> None:
    """Point links between files at pages, and pictures at copies with plain names.

    A link to what only another document holds has no place *to* lead within this one; a site follows *elsewhere*.
    """
    for token in chapter.tokens:
        for child in token.children or ():
            path = child.meta.get("path", "")
            if child.type == "link_open":
                href = str(child.attrs.get("href", ""))
                target = _local(path, href)
                if target is None:
                    if not href.lower().startswith(SCHEMES) or len(href) > LONGEST_LINK:
                        child.meta["to"] = None
                    continue
                child.meta["to"] = _address(target, made.addresses)
                child.meta["elsewhere"] = _address(target, elsewhere)
            elif child.type == "image":
                source = str(child.attrs.get("src", ""))
                name = named(source)
                if name is not None and name in pictograms():
                    drawn = f"pictogram-{name}.svg"
                    made.drawn[drawn] = Picture(drawn, pictograms()[name].coloured(plan.record.theme.main or ACCENT))
                    child.meta["picture"] = drawn
                    continue
                target = _local(path, source)
                if target is not None and target in plan.files and target.lower().endswith(PICTURES):
                    made.pictures[target] = child.meta["picture"] = picture_name(target)


def _address(target: str, addresses: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """Where a place stands, or the file that it is in."""
    return addresses.get(target) or addresses.get(target.partition("#")[0])


def _local(path: str, link: str) -> str | None:
    """The place in the plan that a link in the file *path* leads to; None where it leads elsewhere."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    return f"{target}#{parts.fragment}" if parts.fragment else target


def picture_name(path: str) -> str:
    """The name under which a picture of the plan stands in a document: no two pictures share one."""
    stem, _, extension = path.rpartition(".")
    return f"{_hyphened(stem)}-{hashlib.sha256(path.encode()).hexdigest()[:6]}.{extension.lower()}"


def is_draft(plan: Plan) -> bool:
    """Whether the plan has not reached its final stage."""
    return plan.stage is None or plan.stage < Stage.FINAL
