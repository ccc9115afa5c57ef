"""A small static site: a page for each chapter, one stylesheet, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from scp.documents.document import Chapter, Document
from scp.documents.writers.html_nodes import count_tables, headings, write_nodes
from scp.model.text import plain_text
from scp.model.words import in_words

NEAR = 12
MOST = 60


class _Renderer(RendererHTML):
    """Tokens to HTML, with our own headings, tables, notes, figures and footnotes."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        env["heading"] = plain_text(tokens[idx + 1])
        return f'<{token.tag} id="{escape(str(token.attrs.get("id", "")))}">'

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["rowheads"] = tokens[idx].meta.get("rowheads", False)
        env["tables"] = env.get("tables", 0) + 1
        name = f"Table {env['tables']}: {env.get('heading') or env['title']}"
        return f'<div class="table" role="region" tabindex="0" aria-label="{escape(name)}"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_aligned(tokens[idx])}>'

    def tr_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["first"] = True
        return "<tr>"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        row_header = env.get("rowheads") and env.get("first")
        env["first"] = False
        env["cell"] = "th" if row_header else "td"
        return '<th scope="row">' if row_header else f"<td{_aligned(tokens[idx])}>"

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
        return write_nodes(nodes, env.get("heading") or env["title"], f"n{idx}-", before)

    def scp_point(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        picture = next((child for child in token.children or () if child.type == "image"), None)
        left = self.image([picture], 0, options, env) if picture is not None else ""
        lines = "".join(f"<p>{self.renderInline(line, options, env).strip()}</p>" for line in token.meta["lines"])
        return (
            f'<div class="point"><div class="point-picture">{left}</div><div class="point-words">{lines}</div></div>\n'
        )

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        alt = plain_text(token)
        if "picture" not in token.meta:
            return f'<span class="no-picture">[Picture: {escape(alt or "no description")}]</span>'
        return f'<img src="pictures/{escape(token.meta["picture"])}" alt="{escape(alt)}">'

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        if "to" not in token.meta:
            return f'<a href="{escape(str(token.attrs.get("href", "")))}">'
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


def _aligned(token: Token) -> str:
    return ' class="number"' if "right" in str(token.attrs.get("style", "")) else ""


def write_site(
    document: Document,
    addresses: dict[str, tuple[str, str]] | None = None,
    downloads: Sequence[tuple[str, str, int]] = (),
) -> dict[str, bytes]:
    """Every page of the site by its path within the document's folder.

    *downloads* are other formats of the same document: (words, relative path, bytes).
    """
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    pages = {"index.html": _page(document, None, _front(document, downloads), ())}
    for chapter in document.chapters:
        env: dict[str, Any] = {"title": chapter.title}
        body = (
            write_nodes(chapter.nodes, chapter.title)
            if chapter.nodes
            else markdown.renderer.render(chapter.tokens, markdown.options, env)
        )
        if document.layout == "paper":
            pages["index.html"] = _page(document, None, _front(document, downloads) + body, _on_this_page(chapter))
        else:
            pages[f"{chapter.id}.html"] = _page(document, chapter, body, _on_this_page(chapter))
    files = {path: page.encode() for path, page in pages.items()}
    files.update({f"pictures/{picture.name}": picture.content for picture in document.pictures})
    return files


def _on_this_page(chapter: Chapter) -> tuple[tuple[str, str], ...]:
    found = [*headings(chapter.nodes)]
    for position, token in enumerate(chapter.tokens):
        if token.type == "heading_open" and token.tag == "h2":
            found.append((str(token.attrs["id"]), plain_text(chapter.tokens[position + 1])))
    return tuple(found)


def _page(document: Document, chapter: Chapter | None, body: str, headings: Sequence[tuple[str, str]]) -> str:
    easy = document.layout == "easy-read"
    title = f"{chapter.title} – {document.title}" if chapter else document.title
    numbered = f'<span class="chapter-number">{chapter.number}</span> ' if chapter and chapter.number else ""
    heading = f"<h1>{numbered}{escape(chapter.title)}</h1>\n" if chapter else ""
    toc = ""
    if len(headings) > 1 and not easy:
        items = "".join(f'<li><a href="#{escape(id)}">{escape(words)}</a></li>' for id, words in headings)
        toc = f'<nav class="on-this-page" aria-label="On this page"><p>On this page</p><ul>{items}</ul></nav>\n'
    crumbs = ""
    if chapter:
        crumbs = (
            f'<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="../index.html">All documents</a></li>'
            f'<li><a href="index.html">{escape(document.title)}</a></li><li aria-current="page">{escape(chapter.title)}</li></ol></nav>\n'
        )
    else:
        crumbs = (
            '<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="../index.html">All documents</a></li>'
            f'<li aria-current="page">{escape(document.title)}</li></ol></nav>\n'
        )
    banner = (
        f'<div class="banner"><div class="wrap"><p>{escape(document.banner)}</p></div></div>\n'
        if document.banner
        else ""
    )
    kind = "easy" if easy else "plan"
    side = _contents(document, chapter) if chapter else ""
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<meta name="description" content="{escape(document.about)}">
<link rel="stylesheet" href="../assets/scp.css">
</head>
<body class="{kind}">
<a class="skip" href="#main">Skip to main content</a>
<header class="top"><div class="wrap">{_logo(document)}<p class="authority">{escape(document.authority)}</p><p class="which">{escape(document.copy.label)}</p></div>
{banner}</header>
<div class="wrap">
{crumbs}<div class="{"columns" if side else "single"}">
{side}<main id="main" tabindex="-1">
{heading}{toc}{body}{_previous_next(document, chapter)}</main>
</div>
</div>
<footer><div class="wrap">
{_colophon(document)}
</div></footer>
</body>
</html>
"""


def _entry(chapter: Chapter, current: Chapter | None) -> str:
    number = f'<span class="contents-number">{chapter.number}</span> ' if chapter.number else ""
    mark = ' aria-current="page"' if current is not None and chapter.id == current.id else ""
    return f'<li><a href="{chapter.id}.html"{mark}>{number}<span>{escape(chapter.title)}</span></a></li>\n'


def _contents(document: Document, current: Chapter) -> str:
    chapters = list(document.chapters)
    if len(chapters) > MOST:
        here = next(number for number, chapter in enumerate(chapters) if chapter.id == current.id)
        chapters = chapters[max(0, here - NEAR) : here + NEAR + 1]
    items = "".join(_entry(chapter, current) for chapter in chapters)
    whole = "" if len(chapters) == len(document.chapters) else '<p><a href="index.html">All contents</a></p>'
    return f'<nav class="contents" aria-label="Contents"><p class="contents-title">Contents</p><ol>\n{items}</ol>{whole}</nav>\n'


def _front(document: Document, downloads: Sequence[tuple[str, str, int]]) -> str:
    items = "".join(_entry(chapter, None) for chapter in document.chapters)
    offers = "".join(
        f'<li><a href="{escape(path)}">{escape(words)} ({_size(path, size)})</a></li>'
        for words, path, size in downloads
    )
    return (
        f'<div class="cover">{_logo(document, shown="")}<h1>{escape(document.title)}</h1>\n<p class="cover-which">{escape(document.copy.label)}</p>\n'
        f'<p class="cover-day">{in_words(document.copy.day)}</p></div>\n'
        f'<p class="lead">{escape(document.about)}</p>\n'
        + (f'<h2>Download</h2>\n<ul class="downloads">{offers}</ul>\n' if offers else "")
        + ("" if document.layout == "paper" else f'<h2>Contents</h2>\n<ol class="contents-list">\n{items}</ol>\n')
    )


FORMATS = {"pdf": "PDF", "docx": "Word", "txt": "plain text", "xlsx": "Excel"}


def _size(path: str, size: int) -> str:
    """Which format a download has and how big it is."""
    format = FORMATS[path.rpartition(".")[2]]
    return f"{format}, {size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{format}, {max(1, round(size / 1000))} kB"


def _previous_next(document: Document, chapter: Chapter | None) -> str:
    chapters = document.chapters
    if not chapters or document.layout == "paper":
        return ""
    here = -1 if chapter is None else next(number for number, each in enumerate(chapters) if each.id == chapter.id)
    before = chapters[here - 1] if here > 0 else None
    after = chapters[here + 1] if here + 1 < len(chapters) else None
    links = ""
    if before:
        links += (
            f'<a class="previous" rel="prev" href="{before.id}.html"><span>Previous</span> {escape(before.title)}</a>\n'
        )
    if after:
        links += f'<a class="next" rel="next" href="{after.id}.html"><span>Next</span> {escape(after.title)}</a>\n'
    return f'<nav class="previous-next" aria-label="Previous and next page">\n{links}</nav>\n' if links else ""


def _logo(document: Document, folder: str = "", shown: str | None = None) -> str:
    """The authority's mark, which lies below *folder*; empty where the plan has none. It shows *shown*, else its alt text."""
    logo = document.logo
    if logo is None:
        return ""
    alt = logo.alt if shown is None else shown
    return f'<img class="logo" src="{folder}pictures/{escape(logo.name)}" alt="{escape(alt)}">'


def _colophon(document: Document) -> str:
    said = "".join(f"<p>{escape(line)}</p>\n" for line in document.colophon)
    contact = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in document.contact)
    if contact:
        said = f'<p class="footer-title">Contact us, or ask for another format</p>\n<dl>{contact}</dl>\n' + said
    return said


def write_index(documents: Sequence[tuple[Document, Sequence[tuple[str, str, int]]]]) -> bytes:
    """The page that lists every document made, with its formats."""
    first = documents[0][0]
    items = ""
    for document, downloads in documents:
        offers = "".join(
            f', <a href="{escape(path)}">{escape(words)} ({_size(path, size)})</a>' for words, path, size in downloads
        )
        items += f'<li><a href="{document.name}/index.html">{escape(document.title)}</a> (web page){offers}<br>{escape(document.about)}</li>\n'
    banner = (
        f'<div class="banner"><div class="wrap"><p>{escape(first.banner)}</p></div></div>\n' if first.banner else ""
    )
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Documents – {escape(first.authority)}</title>
<meta name="description" content="The documents of the strategic commissioning plan, edition {escape(first.edition)}.">
<link rel="stylesheet" href="assets/scp.css">
</head>
<body class="plan">
<a class="skip" href="#main">Skip to main content</a>
<header class="top"><div class="wrap">{_logo(first, f"{first.name}/")}<p class="authority">{escape(first.authority)}</p><p class="which">{escape(first.copy.label)}</p></div>
{banner}</header>
<div class="wrap"><div class="single"><main id="main" tabindex="-1">
<h1>Strategic commissioning plan, edition {escape(first.edition)}</h1>
<ul class="documents">
{items}</ul>
</main></div></div>
<footer><div class="wrap">
{_colophon(first)}
</div></footer>
</body>
</html>
""".encode()
