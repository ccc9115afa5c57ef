"""The pages of a document: one for each chapter, with contents, the way on and the way back, and no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from scp.documents.document import Chapter, Document
from scp.documents.languages import language
from scp.documents.words import TICK
from scp.documents.writers.columns import column_looks
from scp.documents.writers.direction import direction, set_apart
from scp.documents.writers.frame import Page, foreign, framed, logo
from scp.documents.writers.html_nodes import count_tables, headings, picture_sizes, write_nodes
from scp.documents.writers.offers import offered
from scp.model.text import plain_text
from scp.model.words import in_words

NEAR = 12
LONG_ROOM = 8
MOST = 60


class _Renderer(RendererHTML):
    """Tokens to HTML, with our own headings, tables, notes, figures and footnotes."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        env["heading"] = plain_text(tokens[idx + 1])
        return f'<{token.tag} id="{escape(str(token.attrs.get("id", "")))}">'

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<p{direction(plain_text(tokens[idx + 1]))}>" if not tokens[idx].hidden else ""

    def bullet_list_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<ul class="ticks">\n' if _ticks(tokens, idx) else "<ul>\n"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        words = next((plain_text(each) for each in tokens[idx:] if each.type == "inline"), "")
        return f"<blockquote{direction(words)}>\n"

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return set_apart(escape(tokens[idx].content, quote=False))

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["rowheads"] = tokens[idx].meta.get("rowheads", False)
        env["tables"] = env.get("tables", 0) + 1
        env["looks"] = iter(column_looks(_cells(tokens, idx)))
        name = f"Table {env['tables']}: {env.get('heading') or env['title']}"
        return f'<section class="table" tabindex="0" aria-label="{escape(name)}"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></section>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_aligned(tokens[idx], next(env["looks"], ""))}>'

    def tr_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["first"] = True
        return "<tr>"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        row_header = env.get("rowheads") and env.get("first")
        env["first"] = False
        env["cell"] = "th" if row_header else "td"
        return f'<th scope="row"{_aligned(tokens[idx])}>' if row_header else f"<td{_aligned(tokens[idx])}>"

    def td_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{env['cell']}>\n"

    def scp_place(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<span class="place" id="{escape(str(tokens[idx].attrs["id"]))}"></span>\n'

    def scp_place_end(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return ""

    def scp_note_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<div class="note note-{escape(tokens[idx].meta["kind"])}">\n'

    def scp_note_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</div>\n"

    def scp_nodes(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Blocks that were made elsewhere, such as what changed in a section; their footnotes follow them."""
        nodes = tokens[idx].meta["nodes"]
        before = env.get("tables", 0)
        env["tables"] = before + count_tables(nodes)
        return write_nodes(nodes, env.get("heading") or env["title"], f"n{idx}-", env["sizes"], before)

    def scp_point(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        picture = next((child for child in token.children or () if child.type == "image"), None)
        left = self.image([picture], 0, options, env) if picture is not None else ""
        small = " small" if token.meta.get("size") == "small" else ""
        lines = "".join(f"<p>{self.renderInline(line, options, env).strip()}</p>" for line in token.meta["lines"])
        return f'<div class="point{small}"><div class="point-picture">{left}</div><div class="point-words">{lines}</div></div>\n'

    def scp_room(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """An empty box, to write in on paper."""
        return f'<div class="room{" small" if tokens[idx].meta["lines"] < LONG_ROOM else ""}"></div>\n'

    def scp_lang(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Our own words in a text of another language."""
        token = tokens[idx]
        return f'<span lang="{language(token.meta["lang"]).tag}" dir="ltr">{escape(token.content, quote=False)}</span>'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        alt = plain_text(token)
        if "picture" not in token.meta:
            return f'<span class="no-picture">[Picture: {escape(alt or "no description")}]</span>'
        name = token.meta["picture"]
        return f'<img src="pictures/{escape(name)}" alt="{escape(alt)}"{env["sizes"].get(name, "")}>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        if "to" not in token.meta:
            # An address that is its own words is not printed after itself.
            look = ' class="address"' if token.markup == "autolink" else ""
            return f'<a{look} href="{escape(str(token.attrs.get("href", "")))}">'
        address = token.meta["to"] or token.meta.get("elsewhere")
        if address is None:
            env["dropped"] = True
            return ""
        page, anchor = address
        return f'<a href="{page}.html{"#" + escape(anchor) if anchor else ""}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "" if env.pop("dropped", False) else "</a>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        name, number = _note(tokens[idx])
        again = tokens[idx].meta.get("subId", 0)
        return (
            f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}{f"-{again}" if again else ""}" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="footnotes"><p class="footnotes-title">Notes</p><ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol></div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        name, number = _note(tokens[idx])
        return f'<li id="fn-{name}" value="{number}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        name, number = _note(tokens[idx])
        again = tokens[idx].meta.get("subId", 0)
        return f' <a class="back" href="#fnref-{name}{f"-{again}" if again else ""}" aria-label="Back to note {number} in the text">↩</a>'


def _note(token: Token) -> tuple[str, int]:
    number = int(token.meta["id"]) + 1
    return f"{token.meta.get('prefix', '')}-{number}", number


def _ticks(tokens: Sequence[Token], opening: int) -> bool:
    """Whether each item of the list that begins at *opening* begins with a box to tick."""
    level, items = tokens[opening].level, []
    for position in range(opening + 1, len(tokens)):
        match tokens[position].type:
            case "bullet_list_close" if tokens[position].level == level:
                break
            case "list_item_open" if tokens[position].level == level + 1:
                items.append(tokens[position + 2])
    return bool(items) and all(each.type == "inline" and each.content.startswith(TICK) for each in items)


def _aligned(token: Token, look: str = "") -> str:
    number = "number" if "right" in str(token.attrs.get("style", "")) else ""
    return f' class="{number or look}"' if number or look else ""


def _cells(tokens: Sequence[Token], opening: int) -> list[list[str]]:
    """The words of each cell of the table that begins at *opening*, row by row."""
    rows: list[list[str]] = []
    for position in range(opening, len(tokens)):
        match tokens[position].type:
            case "table_close":
                break
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                rows[-1].append(plain_text(tokens[position + 1]))
    return rows


def write_site(
    document: Document,
    downloads: Sequence[tuple[str, str, int]] = (),
    search: bool = False,
) -> dict[str, bytes]:
    """Every page of the site by its path within the document's folder.

    *downloads* are other formats of the same document: (words, relative path, bytes). *search* puts a search box on each
    page, which leads to a page beside the folder.
    """
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    sizes = picture_sizes(document)
    pdf = next((path.removeprefix("../") for _, path, _ in downloads if path.endswith(f"/{document.name}.pdf")), "")
    pages: dict[str, Page] = {}
    if document.layout != "paper" or not document.chapters:
        pages["index.html"] = _page(document, None, _front(document, downloads), pdf)
    for chapter in document.chapters:
        env: dict[str, Any] = {"title": chapter.title, "sizes": sizes}
        body = (
            write_nodes(chapter.nodes, chapter.title, sizes=sizes)
            if chapter.nodes
            else markdown.renderer.render(chapter.tokens, markdown.options, env)
        )
        toc = "" if document.is_easy else _on_this_page(chapter)
        body = in_its_language(document, chapter, body)
        if document.layout == "paper":
            pages["index.html"] = _page(document, None, _front(document, downloads) + toc + body, pdf)
        else:
            pages[f"{chapter.id}.html"] = _page(document, chapter, toc + body, pdf)
    files = {path: framed(page, document, search) for path, page in pages.items()}
    files.update({f"pictures/{picture.name}": picture.content for picture in document.pictures})
    return files


def _on_this_page(chapter: Chapter) -> str:
    """The headings of a page that has more than one, as links."""
    found = [*headings(chapter.nodes)]
    for position, token in enumerate(chapter.tokens):
        if token.type == "heading_open" and token.tag == "h2":
            found.append((str(token.attrs["id"]), plain_text(chapter.tokens[position + 1])))
    if len(found) < 2:
        return ""
    items = "".join(f'<li><a href="#{escape(id)}">{escape(words)}</a></li>' for id, words in found)
    return f'<nav class="on-this-page" aria-label="On this page"><p>On this page</p><ul>{items}</ul></nav>\n'


def _page(document: Document, chapter: Chapter | None, body: str, pdf: str) -> Page:
    """The page of *chapter*, or the front page."""
    above = [(document.tongue.say("All documents"), "../index.html")]
    if chapter is None:
        path = f"{document.name}/index.html"
        return Page(path, document.title, document.about, body + _previous_next(document, None), above, pdf=pdf)
    numbered = f'<span class="chapter-number">{chapter.number}</span> ' if chapter.number else ""
    return Page(
        f"{document.name}/{chapter.id}.html",
        chapter.title,
        document.about,
        f"<h1{its_language(document, chapter)}>{numbered}{escape(chapter.title)}</h1>\n{body}{_previous_next(document, chapter)}",
        [*above, (document.title, "index.html")],
        _contents(document, chapter),
        document.title,
        pdf,
    )


def _entry(document: Document, chapter: Chapter, current: Chapter | None) -> str:
    number = f'<span class="contents-number">{chapter.number}</span> ' if chapter.number else ""
    mark = ' aria-current="page"' if current is not None and chapter.id == current.id else ""
    return f'<li><a href="{chapter.id}.html"{mark}>{number}<span class="contents-words"{its_language(document, chapter)}>{escape(chapter.title)}</span></a></li>\n'


def _contents(document: Document, current: Chapter) -> str:
    """The chapters beside a page; folded away on a narrow screen, and opened there without a script."""
    chapters = list(document.chapters)
    if len(chapters) > MOST:
        here = next(number for number, chapter in enumerate(chapters) if chapter.id == current.id)
        chapters = chapters[max(0, here - NEAR) : here + NEAR + 1]
    items = "".join(_entry(document, chapter, current) for chapter in chapters)
    words = escape(document.tongue.say("Contents"))
    whole = "" if len(chapters) == len(document.chapters) else '<p><a href="index.html">All contents</a></p>'
    return (
        f'<nav class="contents" aria-label="{words}"><details><summary>{words}</summary>\n'
        f"<ol>\n{items}</ol>{whole}</details></nav>\n"
    )


def _front(document: Document, downloads: Sequence[tuple[str, str, int]]) -> str:
    items = "".join(_entry(document, chapter, None) for chapter in document.chapters)
    tongue = document.tongue
    contents = f'<h2>{escape(tongue.say("Contents"))}</h2>\n<ol class="contents-list">\n{items}</ol>\n'
    head = (
        f'<section class="offers" aria-labelledby="download"><h2 id="download">{escape(tongue.say("Download"))}</h2>\n'
    )
    files = f"{head}{offered(downloads)}</section>\n" if downloads else ""
    return (
        f'<div class="cover">{logo(document, "pictures/", shown="")}{_kind(document)}<h1>{escape(document.title)}</h1>\n'
        f'<p class="cover-which"{foreign(document)}>{escape(document.copy.label)}</p>\n'
        f'<p class="cover-day"{foreign(document)}>{in_words(document.copy.day)}</p></div>\n'
        f'<p class="lead">{escape(document.about)}</p>\n{_where_whole(document)}'
        + (contents + files if document.is_easy else files + ("" if document.layout == "paper" else contents))
    )


def _kind(document: Document) -> str:
    """That a document is easy read, with its picture."""
    if document.emblem is None:
        return ""
    name = escape(document.emblem.name)
    return f'<p class="cover-kind"><img src="pictures/{name}" alt=""> {escape(document.tongue.say("Easy read"))}</p>\n'


def _where_whole(document: Document) -> str:
    said, address = (escape(each) for each in document.whole)
    said = escape(document.tongue.say(document.whole[0]))
    link = f' <a href="{address}">{address}</a>' if address else ""
    return f"<p>{said}{link}</p>\n" if said else ""


def its_language(document: Document, chapter: Chapter) -> str:
    """The attributes of the words of *chapter*, where they are in another language than ours."""
    if document.language_of(chapter) == document.frame.code:
        return ""
    tongue = document.tongue
    way = ' dir="rtl"' if tongue.leftwards else ""
    return f' lang="{escape(tongue.tag)}"{way}'


def in_its_language(document: Document, chapter: Chapter, body: str) -> str:
    """*body* of *chapter* set apart as being in its language, where our own words are not."""
    attributes = its_language(document, chapter)
    return f"<div{attributes}>\n{body}</div>\n" if attributes else body


def _previous_next(document: Document, chapter: Chapter | None) -> str:
    chapters = document.chapters
    if not chapters or document.layout == "paper":
        return ""
    here = -1 if chapter is None else next(number for number, each in enumerate(chapters) if each.id == chapter.id)
    say = document.tongue.say
    before = chapters[here - 1] if here > 0 else None
    after = chapters[here + 1] if here + 1 < len(chapters) else None
    links = "".join(
        f'<a class="{way}" rel="{rel}" href="{each.id}.html"><span class="way">{escape(say(way.capitalize()))}</span> '
        f'<span class="whither"{its_language(document, each)}>{escape(each.title)}</span></a>\n'
        for way, rel, each in (("previous", "prev", before), ("next", "next", after))
        if each
    )
    return (
        f'<nav class="previous-next" aria-label="{escape(say("Previous and next page"))}">\n{links}</nav>\n'
        if links
        else ""
    )
