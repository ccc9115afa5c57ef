"""What the built easy-read summary looks like, in plain numbers; the build hands it over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """The look of the summary as it was built. Lengths of a page in millimetres, sizes of letters in points.

    *line_height* is the distance of two lines for a size of 1; *contrast* is the least of any text against what is
    behind it, 1 to 21 (WCAG 2.2); *heading_pages* is the page on which each part begins; *words_per_page* is the mean.
    """

    pages: int
    page_size: tuple[float, float]
    body_points: float
    fonts: tuple[str, ...]
    aligned: str
    columns: int
    line_height: float
    words_per_page: float
    contrast: float
    page_numbers: bool
    picture_left: bool
    hyphenated: bool
    html: bool
    heading_pages: tuple[int, ...] = ()
