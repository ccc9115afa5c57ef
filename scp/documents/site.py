"""What the pages of all documents share: the list of documents, the accessibility statement, search, style and fonts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from scp.documents.document import BRAND
from scp.documents.fonts import OwnFonts, stylesheet
from scp.documents.glyphs import PACKAGES
from scp.documents.writers.frame import ACCESSIBILITY
from scp.documents.writers.index import Listed, write_index
from scp.model.plan import Plan

DARK_BRAND, DARK_PAPER = "#9cc3e6", "#15181c"
"""The colour of headings on a dark screen, as the stylesheet has it for our own colour, and that screen's ground."""
HEADING = 7.0
"""How far headings stand out from a dark ground (WCAG 2.2, 1.4.6)."""


def site(
    plan: Plan,
    listed: Sequence[Listed],
    pages: Mapping[str, bytes],
    formats: Sequence[str],
    search: bool,
    data: Sequence[tuple[str, str, int]] = (),
) -> dict[str, bytes]:
    """The files beside the folders of the documents *listed*. *pages* are all files made so far, by path.

    *data* are the files that hold the plan as a whole, to be offered: (words, path, bytes).
    """
    from scp.documents.page_checks import PageCheck, check_pages, faint_colours
    from scp.documents.writers.accessibility import write_accessibility

    first = listed[0][0]
    files = assets(first.colour, first.accent, first.fonts)
    files["index.html"] = write_index(listed, search, data)
    whole = replace(listed[0][0], title=first.plan, layout="plan")
    if search:
        from scp.documents.writers.search import write_search

        files |= write_search(whole, listed, pages)
    # The statement is one of the pages that it is about: it is checked in its place, then written with what was found.
    files[ACCESSIBILITY] = write_accessibility(plan, whole, (), 0, formats, search)
    style = files["assets/scp.css"].decode()
    every = {**pages, **files}
    found = (
        *check_pages(every),
        PageCheck(
            "Every colour of letters stands out from the colour behind it, on a light and a dark screen.",
            "1.4.3",
            tuple(faint_colours(style)),
        ),
    )
    count = sum(path.endswith(".html") for path in every)
    files[ACCESSIBILITY] = write_accessibility(plan, whole, found, count, formats, search)
    return files


def assets(colour: str = BRAND, accent: str = BRAND, fonts: OwnFonts | None = None) -> dict[str, bytes]:
    """The stylesheet in the colours of a theme, and the fonts."""
    from scp.documents.page_checks import lighter

    rules, own = stylesheet(fonts or OwnFonts())
    style = (resources.files("scp.documents") / "assets" / "scp.css").read_text(encoding="utf-8")
    style = style.replace(f"--accent: {BRAND}", f"--accent: {accent}").replace(BRAND, colour)
    style = style.replace(DARK_BRAND, lighter(colour, DARK_PAPER, HEADING))
    files = {"assets/scp.css": (style + rules).encode()} | {f"assets/{name}": found for name, found in own.items()}
    for font in sorted((Path(str(resources.files(PACKAGES[0]))) / "files").glob("*.ttf")):
        files[f"assets/{font.name}"] = font.read_bytes()
    return files
