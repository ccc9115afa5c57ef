"""The frame of every web page: what it says about itself, the head of the page, where one is, and the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from scp.documents.document import Document
from scp.documents.languages import ENGLISH
from scp.documents.measure import measured

LONGEST_TITLE = 70
ACCESSIBILITY, SEARCH = "accessibility.html", "search.html"


@dataclass(frozen=True)
class Page:
    """One page before it has its frame: its path in the build, and its parts as HTML.

    *crumbs* are the (words, address) of the pages above it.
    """

    path: str
    title: str
    about: str
    body: str
    crumbs: Sequence[tuple[str, str]] = ()
    side: str = ""
    whole: str = ""
    """The title of the document of which it is a part; empty for a front page."""
    pdf: str = ""
    """The address of the PDF of the same document, from the page; empty where none is made."""
    scripts: Sequence[str] = ()


def framed(page: Page, document: Document, search: bool = False) -> bytes:
    """*page* as a file. *document* says whose it is and which copy; *search* puts the search box on it."""
    up = "../" * page.path.count("/")
    look = "easy" if document.layout == "easy-read" else "plan"
    scripts = "".join(f'<script src="{up}{each}" defer></script>\n' for each in page.scripts)
    return f"""<!DOCTYPE html>
<html lang="{document.frame.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(_title(page), quote=False)}</title>
{_about(page, document)}<link rel="stylesheet" href="{up}assets/scp.css">
{scripts}</head>
<body class="{look}">
<a class="skip" href="#main">{escape(document.tongue.say("Skip to main content"))}</a>
<header class="top"><div class="wrap head">{logo(document, "pictures/" if up else f"{document.name}/pictures/")}<p class="authority"{foreign(document)}>{escape(document.authority)}</p><p class="which"{foreign(document)}>{escape(document.copy.label)}</p>{search_box(up) if search and page.path != SEARCH else ""}</div>
{_notices(document)}{_sizes(document)}</header>
<div class="wrap">
{_crumbs(page, document)}<div class="{"columns" if page.side else "single"}">
{page.side}<main id="main" tabindex="-1">
{page.body}</main>
</div>
</div>
<footer class="foot"><div class="wrap">
{_foot(page, document, up)}</div></footer>
</body>
</html>
""".encode()


SIZES = ("Smaller", "Usual", "Larger", "Largest")


def _sizes(document: Document) -> str:
    """In easy read, a choice of the size of letters, which the stylesheet alone follows."""
    if not document.is_easy:
        return ""
    say = document.tongue.say
    choices = "".join(
        f'<input type="radio" name="size" id="size-{each.lower()}"{" checked" if each == "Usual" else ""}>'
        f'<label for="size-{each.lower()}">{escape(say(each))}</label>\n'
        for each in SIZES
    )
    legend = escape(say("Size of the letters"))
    return f'<div class="letters"><div class="wrap"><fieldset class="sizes"><legend>{legend}</legend>\n{choices}</fieldset></div></div>\n'


def foreign(document: Document) -> str:
    """The attribute of English words in a page whose own words are in another language."""
    return "" if document.frame.code == ENGLISH else ' lang="en-GB"'


def logo(document: Document, folder: str, shown: str | None = None) -> str:
    """The authority's mark, which lies in *folder*; empty where the plan has none. It shows *shown*, else its alt text."""
    mark = document.logo
    if mark is None:
        return ""
    size = measured(mark.content)
    room = f' width="{size[0]}" height="{size[1]}"' if size else ""
    alt = escape(mark.alt if shown is None else shown)
    return f'<img class="logo" src="{folder}{escape(mark.name)}" alt="{alt}"{room}>'


def search_box(up: str, words: str = "Search these documents") -> str:
    """The form that leads to the page of what was found, with or without a script."""
    return (
        f'<form class="search" role="search" action="{up}{SEARCH}" method="get"><label for="q">{words}</label>'
        '<div><input id="q" name="q" type="search" autocomplete="off"><button type="submit">Search</button></div></form>'
    )


def _title(page: Page) -> str:
    """What a tab or a bookmark is called: the page and its document, as far as there is room."""
    both = f"{page.title} – {page.whole}" if page.whole else page.title
    found = both if len(both) <= LONGEST_TITLE else page.title
    if len(found) <= LONGEST_TITLE:
        return found
    cut = found[: LONGEST_TITLE - 1]
    return f"{cut[: cut.rindex(' ')] if ' ' in cut else cut}…"


def _about(page: Page, document: Document) -> str:
    """What search engines, social media and citation managers are told of a page."""
    whole = f"{page.title} – {page.whole}" if page.whole else page.title
    day = document.copy.day
    lasting = document.page_address(page.path)
    named = [
        ("description", page.about),
        ("color-scheme", "light dark"),
        ("citation_title", whole),
        ("citation_publisher", document.authority),
        ("citation_publication_date", f"{day:%Y/%m/%d}"),
        ("citation_language", document.tongue.tag),
        ("citation_public_url", lasting),
        ("citation_pdf_url", document.page_address(page.pdf) if page.pdf else ""),
        ("dcterms.title", whole),
        ("dcterms.publisher", document.authority),
        ("dcterms.issued", day.isoformat()),
        ("dcterms.language", document.tongue.tag),
        ("dcterms.type", "Text"),
        ("dcterms.isPartOf", f"{document.plan or document.title}, edition {document.edition}"),
        ("dcterms.identifier", lasting),
    ]
    shared = [
        ("og:title", whole),
        ("og:description", page.about),
        ("og:type", "article" if page.whole else "website"),
        ("og:locale", document.tongue.tag.replace("-", "_")),
        ("og:site_name", document.authority),
        ("og:url", lasting),
    ]
    return (
        "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in named if value)
        + "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in shared if value)
        + '<link rel="schema.dcterms" href="http://purl.org/dc/terms/">\n'
        + (f'<link rel="canonical" href="{escape(lasting)}">\n' if lasting else "")
    )


def _notices(document: Document) -> str:
    """What stands above every page: what came after this copy, and the plan's own sentence."""
    told = []
    for notice in document.copy.notices:
        words = escape(notice.link)
        link = f' <a href="{escape(notice.url)}">{words}</a>' if notice.url else f" {words}" if words else ""
        told.append(f'<div class="banner notice"><div class="wrap"><p>{escape(notice.words)}{link}</p></div></div>\n')
    if document.banner:
        told.append(f'<div class="banner"><div class="wrap"><p>{escape(document.banner)}</p></div></div>\n')
    return "".join(told)


def _crumbs(page: Page, document: Document) -> str:
    if not page.crumbs:
        return ""
    above = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for words, address in page.crumbs)
    return (
        f'<nav class="breadcrumb" aria-label="{escape(document.tongue.say("Breadcrumb"))}"><ol>{above}<li aria-current="page">{escape(page.title)}</li>'
        "</ol></nav>\n"
    )


def contact_list(document: Document) -> str:
    """Whom to ask, as a list of terms; empty where the plan names nobody."""
    items = []
    for name, value in document.contact:
        words = escape(value)
        if name == "E-mail":
            words = f'<a href="mailto:{words}">{words}</a>'
        elif name == "Telephone" and (number := "".join(sign for sign in value if sign.isdigit() or sign == "+")):
            words = f'<a href="tel:{escape(number)}">{words.replace(" ", "&nbsp;")}</a>'
        items.append(f"<div><dt>{escape(document.tongue.say(name))}</dt><dd>{words}</dd></div>\n")
    return f'<dl class="contact">\n{"".join(items)}</dl>\n' if items else ""


def _foot(page: Page, document: Document, up: str) -> str:
    contact = contact_list(document)
    say = document.tongue.say
    title = escape(say("Contact us, or ask for another format"))
    asked = f'<p class="foot-title">{title}</p>\n{contact}' if contact else ""
    links = [(say("All documents"), f"{up}index.html"), (say("Accessibility"), f"{up}{ACCESSIBILITY}")]
    items = "".join(
        f'<li><a href="{address}"{" aria-current=" + chr(34) + "page" + chr(34) if address == page.path else ""}>{words}</a></li>'
        for words, address in links
    )
    said = "".join(f"<p>{escape(line)}</p>\n" for line in document.colophon)
    cite = f"<p>How to cite this: {escape(document.cited)}</p>\n" if not document.is_easy else ""
    return f'{asked}<ul class="foot-links">{items}</ul>\n<div class="colophon">\n{cite}{said}</div>\n'
