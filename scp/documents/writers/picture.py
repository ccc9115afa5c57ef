"""Pictures that a word processor cannot read (SVG, WebP), drawn as PNG by Typst with the packaged fonts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst

from scp.documents.document import Picture
from scp.documents.glyphs import font_folders

DOTS_PER_INCH = 220.0
USUAL_WIDTH = 260
"""Points, of a picture whose width is not known."""
POINTS_PER_PIXEL = 2 / 3
TALLEST, LOWEST = 6000, 0.5
"""Points, of a picture as it is drawn: one that is a thousand times as high as wide would take all of the memory."""


def as_png(pictures: Sequence[Picture]) -> dict[str, bytes]:
    """The *pictures* as PNG, by name: the same bytes each time; `typst.TypstError` where one is damaged, or too
    narrow or too low to be drawn."""
    if not pictures:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = []
        for each in pictures:
            (root / each.name).write_bytes(each.content)
            width = round(each.width * POINTS_PER_PIXEL) or USUAL_WIDTH
            pages.append(
                f'#context {{ let high = measure(image("{each.name}", width: {width}pt)).height\n'
                f'assert(high >= {LOWEST}pt and high <= {TALLEST}pt, message: "too narrow") }}\n'
            )
            pages.append(f'#page(width: {width}pt, height: auto, margin: 0pt, image("{each.name}", width: 100%))\n')
        (root / "all.typ").write_text("".join(pages), encoding="utf-8")
        compiler = typst.Compiler(root=str(root), font_paths=list(font_folders()), ignore_system_fonts=True)
        made = compiler.compile(input=str(root / "all.typ"), format="png", ppi=DOTS_PER_INCH)
    drawn = made if isinstance(made, list) else [made]
    return {each.name: png for each, png in zip(pictures, drawn, strict=True) if png is not None}
