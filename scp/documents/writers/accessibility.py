"""The accessibility statement of a build: what a program checked in these very pages, apart from what people checked.

It follows the model statement under the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility
Regulations 2018 (SI 2018/952 reg 8), and says nothing that was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from scp.documents.document import Document
from scp.documents.page_checks import PageCheck
from scp.documents.writers.frame import ACCESSIBILITY, Page, contact_list, framed
from scp.model.plan import Plan
from scp.model.publication import AccessibilityCheck, AccessibilityChecks
from scp.model.words import in_words

MOST_NAMED = 5
TITLE = "Accessibility"
LIMITS = (
    (
        "html",
        "A map shows where boundaries run. Its description names the localities; the course of a boundary is told nowhere.",
    ),
    ("html", "A wide table moves sideways in its own box on a narrow screen."),
    ("pdf", "A PDF keeps the width of its page: on a small screen, or much enlarged, the web page is easier to read."),
    (
        "docx",
        "Word files are made to be worked on. No program checked those of this build; the web page says the same.",
    ),
    (
        "xlsx",
        "Workbooks are made to sort and add up. No program checked those of this build; their tables stand on the web pages too.",
    ),
)
"""What is known of each format. The picture, the wide table and the fixed page are of their nature."""


def write_accessibility(
    plan: Plan,
    document: Document,
    checks: Sequence[PageCheck],
    pages: int,
    formats: Sequence[str],
    search: bool = False,
) -> bytes:
    """The page, from *checks* over that many *pages*; *formats* are those of this build."""
    about = (
        f"How far the web pages and documents of the {document.plan} can be used by everybody, and what was checked."
    )
    body = "".join(
        (
            f"<h1>{TITLE}</h1>\n",
            f'<p class="lead">{escape(about)}</p>\n',
            "".join(_whose(plan, document)),
            "<h2>How far they meet the standard</h2>\n",
            _standing(plan, checks),
            "<h2>What a program checked</h2>\n",
            _by_program(checks, pages, formats),
            "<h2>What people checked</h2>\n",
            "".join(_by_people(plan)),
            "<h2>What does not work for everybody</h2>\n",
            _limits(plan, formats),
            "<h2>To tell us of a problem, or ask for another format</h2>\n",
            _ways(plan, document),
            "<h2>If our answer does not help</h2>\n",
            ENFORCEMENT,
            "<h2>How this statement was made</h2>\n",
            f"<p>On {in_words(document.copy.day)}, together with the pages and documents that it is about, from what the "
            "program found in them and from what the plan records. It is made anew with each of their versions.</p>\n",
        )
    )
    page = Page(ACCESSIBILITY, TITLE, about, body, (("All documents", "index.html"),))
    return framed(page, document, search)


def _whose(plan: Plan, document: Document) -> Iterator[str]:
    yield (
        f"<p>{escape(document.authority)} publishes them. We want as many people as possible to be able to read them: "
        "with a keyboard alone, with a screen reader or a braille display, enlarged to four times their size, in colours "
        "of their own, printed, or without scripts.</p>\n"
    )
    site = plan.publication.accessibility_statement if plan.publication else None
    if site:
        yield f'<p>The website on which they stand has <a href="{escape(site)}">an accessibility statement of its own</a>.</p>\n'


def _standing(plan: Plan, checks: Sequence[PageCheck]) -> str:
    """What can be said of the standard as a whole: never that it is met, since no program can tell."""
    faults = [each for each in checks if each.faults]
    if faults or any(each.left for each in plan.of(AccessibilityChecks).checks):
        told = "These pages and documents <strong>do not meet all of it</strong>: what is known is told under the headings below."
    else:
        told = (
            "Whether these pages and documents meet all of it <strong>has not been established</strong>. No fault is known "
            "that is not told below, but a program can check only a part of the standard."
        )
    return f"<p>The standard is the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. {told}</p>\n"


def _by_program(checks: Sequence[PageCheck], pages: int, formats: Sequence[str]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(each.holds)}</th><td>{escape(each.criterion)}</td><td>{_result(each)}</td></tr>\n'
        for each in checks
    )
    said = (
        f"<p>The program that made these web pages then read all {pages} of them and looked whether what follows is true. It cannot "
        "tell whether a description is a good one, whether words are plain, or whether anything makes sense when heard.</p>\n"
        '<section class="table" tabindex="0" aria-label="What a program checked"><table>\n<thead>\n<tr>'
        '<th scope="col" class="words">What was looked for</th>\n<th scope="col">WCAG</th>\n<th scope="col" class="words">Result</th>\n'
        f"</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table></section>\n"
    )
    if "pdf" in formats:
        said += (
            "<p>The PDF files were written as PDF/UA-1, the standard for accessible PDF. The program that writes them stops "
            "where it sees that a rule of the standard is broken, such as a picture without a description or a heading that "
            "skips a level; there are rules that it cannot see.</p>\n"
        )
    return said


def _result(check: PageCheck) -> str:
    if not check.faults:
        return "True everywhere"
    named = ", ".join(escape(each) for each in check.faults[:MOST_NAMED])
    more = f" and {len(check.faults) - MOST_NAMED} more" if len(check.faults) > MOST_NAMED else ""
    return f"<strong>Not true</strong> of {named}{more}"


def _by_people(plan: Plan) -> Iterator[str]:
    """What the plan records; that nothing is recorded, where it is so."""
    recorded = plan.of(AccessibilityChecks).checks
    publication = plan.publication
    tested = publication.accessibility_tested if publication else None
    if not recorded and not tested:
        yield "<p>Not yet checked by people: no check is recorded.</p>\n"
        return
    yield (
        "<p>What follows is what the authority recorded. It was done by people, and not by the program that made these "
        "pages, which cannot tell whether it was these very pages that they looked at.</p>\n"
    )
    items = []
    if publication and tested:
        by = f" by {publication.accessibility_tested_by}" if publication.accessibility_tested_by else ""
        items.append(f"<p>{escape(f'Pages and documents were tested on {in_words(tested)}{by}.')}</p>")
    for each in recorded:
        lines = [
            ("How", each.how),
            ("What was looked at", each.looked_at),
            ("What was found", each.found),
            ("What was mended", each.mended),
            ("What is left", _left(each)),
        ]
        said = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>\n" for name, value in lines if value)
        items.append(f"<h3>{escape(f'{in_words(each.date)}: {each.by}')}</h3>\n<dl>\n{said}</dl>")
    yield from (f"{item}\n" for item in items)


def _left(check: AccessibilityCheck) -> str:
    """What a check found that is not mended yet."""
    if check.left and check.by_when:
        return f"{check.left} To be mended by {in_words(check.by_when)}."
    return check.left or ""


def _limits(plan: Plan, formats: Sequence[str]) -> str:
    known = [said for format, said in LIMITS if format in formats]
    known += [_left(each) for each in plan.of(AccessibilityChecks).checks if each.left]
    return "<ul>\n" + "".join(f"<li>{escape(each)}</li>\n" for each in known) + "</ul>\n"


def _ways(plan: Plan, document: Document) -> str:
    offered = [each for each in (plan.publication.formats if plan.publication else ()) if each.offered != "no"]
    formats = ""
    if offered:
        items = "".join(
            f"<li>{escape(each.format)}{' (ask us)' if each.offered != 'yes' else ''}</li>\n" for each in offered
        )
        formats = f"<p>The plan can be had in these formats:</p>\n<ul>\n{items}</ul>\n"
    contact = contact_list(document)
    asked = (
        f"<p>Tell us which page or document it is, what you cannot do, and what would help.</p>\n{contact}"
        if contact
        else "<p>The plan does not yet say whom to ask.</p>\n"
    )
    return formats + asked


ENFORCEMENT = (
    "<p>The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile "
    "Applications) (No. 2) Accessibility Regulations 2018. If you told us of a problem and are not content with our "
    'answer, the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> (EASS) '
    "advises you what you can do.</p>\n"
)
