"""What every figure is drawn with: SVG with text as text, measured words, patterns beside colours, rounded numbers.

Written by hand and not by a library: a chart of ours is a tenth of the bytes and a hundredth of the time of one that
matplotlib draws, holds only numbers that we round, and its labels are measured with the font that is packaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

from scp.documents.glyphs import font_folders, printable

WIDTH = 720
"""Pixels across every figure, which is printed as wide as the text."""
MARGIN = 10.0
INK, SOFT, RULE = "#1a1a1a", "#4a4f57", "#c3cad1"
FONT = "'Atkinson Hyperlegible', 'Noto Sans', Arial, sans-serif"
SIZE = 15.0
LINE = 1.25
SPARE = 1.06
"""A page on a screen may print another font than ours, whose letters are a little wider."""
SIGN = 0.6
PATTERNS = 6
TICKS = 5


def clean(words: str) -> str:
    """*words* on one line as XML can hold them, with what no font can print named in brackets."""
    return escape(" ".join(printable(words).split()))


@cache
def _advances() -> dict[int, float]:
    """How wide each letter of the regular font is, as a share of its size."""
    from fontTools.ttLib import TTFont

    folder = Path(next(iter(font_folders())))
    font = TTFont(next(each for each in sorted(folder.glob("*.ttf")) if "Regular" in each.name), lazy=True)
    metrics, unit = font["hmtx"], font["head"].unitsPerEm
    return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}


def width_of(words: str, size: float = SIZE) -> float:
    """How wide *words* are when they are printed."""
    known = _advances()
    return sum(known.get(ord(sign), SIGN) for sign in words) * size * SPARE


def wrapped(words: str, width: float, lines: int, size: float = SIZE) -> list[str]:
    """*words* in as many *lines* as there may be, each within *width*; what does not fit is left out after an ellipsis."""
    rest = " ".join(printable(words).split())
    made: list[str] = []
    while rest and len(made) < lines:
        last = len(made) == lines - 1
        if width_of(rest, size) <= width:
            return [*made, rest]
        fits = _fitting(rest, width - (width_of("…", size) if last else 0), size)
        at = rest.rfind(" ", 0, fits + 1)
        at = at if at > 0 and not (last and at < fits / 2) else fits
        made.append(rest[:at].rstrip() + ("…" if last else ""))
        rest = rest[at:].lstrip()
    return made


def _fitting(words: str, width: float, size: float) -> int:
    """How many signs of *words* fit, at least one."""
    known, used = _advances(), 0.0
    for number, sign in enumerate(words):
        used += known.get(ord(sign), SIGN) * size * SPARE
        if used > width:
            return max(number, 1)
    return len(words)


# colours


def luminance(colour: str) -> float:
    """How light a colour `#rrggbb` is, from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand out from one another: 1 not at all, 21 most."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, share: float) -> str:
    """*colour* with *share* of white in it."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(each + (255 - each) * share):02x}" for each in parts)


FALLBACK = "#12395b"
ENOUGH, ENOUGH_FOR_WORDS = 3.0, 4.5
"""Contrast of shapes and of words with white (WCAG 2.2, 1.4.11 and 1.4.3)."""
OTHERS = ("#f2c14e", "#ffffff", "#8fc1b5", "#e3a08c", "#cfd4dc")
SHADES = (0.0, 0.82, 0.55, 1.0, 0.7, 0.9)
"""Shares of white, for steps of one scale: those beside one another are far apart."""


@dataclass(frozen=True)
class Palette:
    """The fills of a figure: the first is plain, each other one has a pattern of its own too."""

    first: str

    @classmethod
    def of(cls, colour: str) -> Palette:
        """The palette that begins with the plan's colour, or with ours where it is too light to be seen on white."""
        return cls(colour.lower() if contrast(colour, "#ffffff") >= ENOUGH else FALLBACK)

    @property
    def words(self) -> str:
        """The first colour where words in it can be read, else that of all other words."""
        return self.first if contrast(self.first, "#ffffff") >= ENOUGH_FOR_WORDS else INK

    def fill(self, number: int, ordered: bool) -> str:
        """The colour under the pattern of the series of that *number*."""
        if ordered:
            return mixed(self.first, SHADES[number % PATTERNS])
        return self.first if number % PATTERNS == 0 else OTHERS[number % PATTERNS - 1]


# drawing


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass
class Canvas:
    """A drawing of the usual width. Its *height* is known when everything is drawn."""

    title: str
    palette: Palette
    ordered: bool = False
    height: float = MARGIN
    parts: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = SIZE,
        anchor: str = "start",
        bold: bool = False,
        colour: str = INK,
        halo: bool = False,
    ) -> None:
        """One line of words, whose letters stand on *y*; with a *halo* they can be read where lines cross them."""
        weight = ' font-weight="700"' if bold else ""
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        side += ' stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
        self.parts.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{colour}"{weight}{side}>'
            f"{clean(words)}</text>"
        )

    def lines(self, x: float, middle: float, lines: Sequence[str], size: float = SIZE, anchor: str = "end") -> None:
        """Lines of words about the height *middle*."""
        first = middle - (len(lines) - 1) * size * LINE / 2 + size * 0.35
        for position, words in enumerate(lines):
            self.text(x, first + position * size * LINE, words, size, anchor)

    def box(self, x: float, y: float, width: float, height: float, series: int) -> None:
        """A bar or a swatch in the fill of its *series*, with a line around it."""
        self.used.add(series % PATTERNS)
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
            f'fill="{self._paint(series % PATTERNS)}" stroke="{INK}" stroke-width="1"/>'
        )

    def plate(self, x: float, middle: float, words: str, size: float) -> None:
        """Words on a white ground, in the middle of a bar."""
        width = width_of(words, size) + 6
        self.parts.append(
            f'<rect x="{number(x - width / 2)}" y="{number(middle - size * 0.6)}" width="{number(width)}" '
            f'height="{number(size * 1.2)}" rx="3" fill="#ffffff"/>'
        )
        self.text(x, middle + size * 0.35, words, size, "middle")

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str = RULE, thick: float = 1.0) -> None:
        self.parts.append(
            f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(to_x)}" y2="{number(to_y)}" stroke="{colour}" '
            f'stroke-width="{number(thick)}"/>'
        )

    def add(self, part: str) -> None:
        self.parts.append(part)

    def legend(self, names: Sequence[str]) -> None:
        """A key of the series at the top, each with its fill."""
        x, y = MARGIN, self.height
        for series, name in enumerate(names):
            words = wrapped(name, WIDTH - 2 * MARGIN - 40, 1)
            width = 40 + width_of(words[0] if words else "")
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = MARGIN, y + 24
            self.box(x, y, 22, 15, series)
            self.text(x + 29, y + 13, words[0] if words else "")
            x += width + 12
        self.height = y + 30

    def _paint(self, series: int) -> str:
        return f"url(#p{series})" if series else self.palette.fill(0, self.ordered)

    def svg(self) -> tuple[str, int]:
        """The drawing, and its height in pixels."""
        height = round(self.height + MARGIN + 0.49)
        fills = "".join(_pattern(each, self.palette.fill(each, self.ordered)) for each in sorted(self.used) if each)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img" font-family="{FONT}">'
        )
        ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        defs = f"<defs>{fills}</defs>" if fills else ""
        return "\n".join(
            [head, f"<title>{clean(self.title)}</title>{defs}{ground}", *self.parts, "</svg>"]
        ) + "\n", height


SIGNS = {
    1: '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#1a1a1a" stroke-width="1.4"/>',
    2: '<circle cx="2" cy="2" r="1.4" fill="#1a1a1a"/><circle cx="6" cy="6" r="1.4" fill="#1a1a1a"/>',
    3: '<path d="M0 4H8" stroke="#1a1a1a" stroke-width="1.2"/>',
    4: '<path d="M0 0L8 8M8 0L0 8" stroke="#1a1a1a" stroke-width="1"/>',
    5: '<path d="M4 0V8" stroke="#1a1a1a" stroke-width="1.2"/>',
}


def _pattern(series: int, fill: str) -> str:
    return (
        f'<pattern id="p{series}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
        f'fill="{fill}"/>{SIGNS[series]}</pattern>'
    )


# scales


@dataclass(frozen=True)
class Scale:
    """From values to pixels: *low* stands at *start*, *high* at *end*."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        share = float((min(max(value, self.low), self.high) - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step + Decimal("0.5"))
        return [self.low + self.step * each for each in range(count + 1)]


ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def scale(values: Iterable[Decimal], start: float, end: float, from_zero: bool = True, most: int = TICKS) -> Scale:
    """A scale with round steps that holds *values*; it begins at zero except where it *from_zero* need not."""
    found = [*values]
    low, high = min(found, default=Decimal(0)), max(found, default=Decimal(0))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + (abs(low) or 1)
    raw = (high - low) / most
    power = Decimal(10) ** raw.adjusted()
    step = next(each * power for each in ROUND if each * power >= raw)
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    return Scale(bottom, top, step, start, end)


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """*places* moved so that each is at least *least* from the next, in their order, and between *low* and *high*."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    found = [min(max(places[each], low), high) for each in order]
    for _ in range(50):
        for before, after in pairwise(range(len(found))):
            if (lack := least - (found[after] - found[before])) > 0:
                found[before] -= lack / 2
                found[after] += lack / 2
        if found and found[0] < low:
            found[0] = low
        if found and found[-1] > high:
            found[-1] = high
    made = [0.0] * len(places)
    for place, each in zip(order, found, strict=True):
        made[place] = each
    return made


def apart_points(points: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The points moved just far enough that no two of them are nearer than *least*."""
    placed = [list(point) for point in points]
    for _ in range(200):
        moved = False
        for i, one in enumerate(placed):
            for other in placed[i + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                distance = (dx * dx + dy * dy) ** 0.5
                if distance < least:
                    if not distance:
                        dx, dy, distance = 1.0, 0.0, 1.0
                    push = (least + 0.5 - distance) / 2
                    for point, sign in ((one, -1), (other, 1)):
                        point[0] += sign * push * dx / distance
                        point[1] += sign * push * dy / distance
                    moved = True
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in placed]
