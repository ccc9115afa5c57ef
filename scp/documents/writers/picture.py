"""Pictures that a word processor cannot read (SVG, WebP), drawn as PNG by Typst with the packaged fonts."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import typst

from scp.documents.glyphs import font_folders

DOTS_PER_INCH = 220.0
WIDTHS = {"map.svg": 480}
USUAL_WIDTH = 260


def as_png(pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The *pictures*, by name, as PNG: the same bytes each time; `typst.TypstError` where one is damaged."""
    if not pictures:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = []
        for name, content in pictures.items():
            (root / name).write_bytes(content)
            width = WIDTHS.get(name, USUAL_WIDTH)
            pages.append(f'#page(width: {width}pt, height: auto, margin: 0pt, image("{name}", width: 100%))\n')
        (root / "all.typ").write_text("".join(pages), encoding="utf-8")
        compiler = typst.Compiler(root=str(root), font_paths=list(font_folders()), ignore_system_fonts=True)
        made = compiler.compile(input=str(root / "all.typ"), format="png", ppi=DOTS_PER_INCH)
    drawn = made if isinstance(made, list) else [made]
    return {name: png for name, png in zip(pictures, drawn, strict=True) if png is not None}
