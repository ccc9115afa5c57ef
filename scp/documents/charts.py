"""Charts as SVG: bars beside or upon one another, lines by year, and a grid of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from scp.documents.drawing import (
    INK,
    LINE,
    MARGIN,
    SIZE,
    SOFT,
    WIDTH,
    Canvas,
    Palette,
    Scale,
    apart,
    contrast,
    mixed,
    number,
    scale,
    width_of,
    wrapped,
)
from scp.model.words import pounds

TALLEST = 880.0
"""Pixels: what stands on one page of A4 with its caption."""
LABEL_WIDTH, LABEL_LINES = 215.0, 3
SMALL = 13.0
ROW_GAP = 12.0
MOST_SERIES = 6
"""As many fills as can be told from one another."""
Value = Decimal | None


def said(value: Decimal, unit: str) -> str:
    """A value as people read it: £9.1 million, 41.1%, 1,240."""
    match unit:
        case "£":
            return pounds(value)
        case "%":
            return f"{plain(value)}%"
    return plain(value)


def plain(value: Decimal) -> str:
    """A number with commas, no more than two places and no zeros at its end."""
    text = f"{value:,.2f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


UNITS = {Decimal(1_000_000): "£ million", Decimal(1_000): "£ thousand", Decimal(1): "£"}


def _pounds_of(axis: Scale) -> Decimal:
    """How many pounds one stands for on an axis of money."""
    most = max(abs(axis.low), abs(axis.high))
    return next((each for each in UNITS if most >= 2 * each), Decimal(1))


def _label_height(name: str) -> float:
    return len(wrapped(name, LABEL_WIDTH, LABEL_LINES)) * SIZE * LINE


@dataclass(frozen=True)
class Bars:
    """A bar for each value: *values* by row, then by series. *ordered* series are steps of one scale, such as ages."""

    rows: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    unit: str
    axis: str
    stacked: bool = False
    ordered: bool = False

    @staticmethod
    def most_rows(names: Sequence[str], series: int, stacked: bool) -> int:
        """How many rows have room on a page, whichever of *names* they are."""
        bars = 22.0 if stacked else 13.0 * series
        heights = sorted((max(bars, _label_height(each)) + ROW_GAP for each in names), reverse=True)
        return max(2, sum(each <= TALLEST - 110 for each in accumulate(heights)))

    def draw(self, title: str, palette: Palette) -> tuple[str, int]:
        """The chart as SVG, and its height."""
        canvas = Canvas(title, palette, self.ordered)
        if len(self.series) > 1:
            canvas.legend(self.series)
        labels = [wrapped(each, LABEL_WIDTH, LABEL_LINES) for each in self.rows]
        thick = self._thickness()
        heights = [max(thick * self._beside, len(each) * SIZE * LINE) for each in labels]
        left = MARGIN + max((width_of(line) for each in labels for line in each), default=0) + 12
        room = max((width_of(said(each, self.unit), SMALL) for each in self._labelled), default=0) + 12
        known = self._ends
        before = room if any(each < 0 for each in known) else 0
        axis = scale(known, left + before, WIDTH - MARGIN - room)
        top = canvas.height
        bottom = top + sum(heights) + ROW_GAP * len(heights)
        self._ticks(canvas, axis, top, bottom)
        y = top + ROW_GAP / 2
        for row, label, height in zip(self.values, labels, heights, strict=True):
            canvas.lines(left - 10, y + height / 2, label)
            middle = y + (height - thick * self._beside) / 2
            (self._stack if self.stacked else self._group)(canvas, axis, row, middle, thick)
            y += height + ROW_GAP
        zero = axis.at(Decimal(0))
        canvas.line(zero, top, zero, bottom, INK, 1.4)
        canvas.height = bottom + 42
        words = UNITS[_pounds_of(axis)] if self.unit == "£" else self.axis
        canvas.text((axis.start + axis.end) / 2, bottom + 38, words, SMALL, "middle", colour=SOFT)
        return canvas.svg()

    @property
    def _beside(self) -> int:
        return 1 if self.stacked else len(self.series)

    @property
    def _labelled(self) -> list[Decimal]:
        """The values that stand at the end of a bar."""
        return [] if self.stacked else [each for row in self.values for each in row if each is not None]

    @property
    def _ends(self) -> list[Decimal]:
        """Where bars end: those upon one another add up, above zero and below it."""
        if not self.stacked:
            return [each for row in self.values for each in row if each is not None]
        zero = Decimal(0)
        found = []
        for row in self.values:
            known = [each for each in row if each is not None]
            found += [sum((e for e in known if e > 0), zero), sum((e for e in known if e < 0), zero)]
        return found

    def _thickness(self) -> float:
        bars = len(self.rows) * self._beside
        if self.stacked:
            return 30.0 if bars <= 16 else 22.0
        return 22.0 if bars <= 12 else 17.0 if bars <= 30 else 13.0

    def _ticks(self, canvas: Canvas, axis: Scale, top: float, bottom: float) -> None:
        last = -1e9
        unit = _pounds_of(axis) if self.unit == "£" else Decimal(1)
        for tick in axis.ticks:
            x = axis.at(tick)
            canvas.line(x, top, x, bottom)
            words = plain(tick / unit) if self.unit == "£" else said(tick, self.unit)
            half = width_of(words, SMALL) / 2
            if x - half > last + 6 and x + half < WIDTH:
                canvas.text(x, bottom + 18, words, SMALL, "middle", colour=SOFT)
                last = x + half

    def _group(self, canvas: Canvas, axis: Scale, row: Sequence[Value], y: float, thick: float) -> None:
        zero = axis.at(Decimal(0))
        for series, value in enumerate(row):
            middle = y + thick * series + thick / 2
            if value is None:
                canvas.text(zero + 6, middle + SMALL * 0.35, "not available", SMALL, colour=SOFT, halo=True)
                continue
            end = axis.at(value)
            canvas.box(min(zero, end), y + thick * series, abs(end - zero), thick, series)
            size = min(SMALL, thick - 1)
            anchor, x = ("end", end - 6) if value < 0 else ("start", end + 6)
            canvas.text(x, middle + size * 0.35, said(value, self.unit), size, anchor, halo=True)

    def _stack(self, canvas: Canvas, axis: Scale, row: Sequence[Value], y: float, thick: float) -> None:
        ends = {True: Decimal(0), False: Decimal(0)}
        for series, value in enumerate(row):
            if not value:
                continue
            start = ends[value > 0]
            ends[value > 0] = start + value
            left, right = sorted((axis.at(start), axis.at(start + value)))
            canvas.box(left, y, right - left, thick, series)
            words = said(value, self.unit)
            if right - left > width_of(words, SMALL) + 12:
                canvas.plate((left + right) / 2, y + thick / 2, words, SMALL)


@dataclass(frozen=True)
class Lines:
    """Series by year: the first is our own, the others are beside it. *level* is what the values should reach."""

    years: tuple[str, ...]
    series: tuple[tuple[str, tuple[Value, ...]], ...]
    unit: str
    axis: str
    step: int = 1
    """How many years lie between two measurements: those further apart are not joined."""
    level: tuple[str, Decimal] | None = None

    def draw(self, title: str, palette: Palette) -> tuple[str, int]:
        """The chart as SVG, and its height."""
        canvas = Canvas(title, palette)
        known = [each for _, values in self.series for each in values if each is not None]
        known += [self.level[1]] if self.level else []
        names = [*(name for name, _ in self.series), *([self.level[0]] if self.level else [])]
        right = min(max((width_of(each) for each in names), default=0), 170.0) + 22
        top, bottom = canvas.height + 14, canvas.height + 330
        axis = scale(known, bottom, top, from_zero=not self.is_cut)
        left = MARGIN + max(width_of(said(each, self.unit), SMALL) for each in axis.ticks) + 12
        for tick in axis.ticks:
            canvas.line(left, axis.at(tick), WIDTH - right, axis.at(tick))
            canvas.text(left - 8, axis.at(tick) + SMALL * 0.35, said(tick, self.unit), SMALL, "end", colour=SOFT)
        canvas.line(left, bottom, WIDTH - right, bottom, INK, 1.4)
        across = (WIDTH - right - left) / max(len(self.years), 1)
        places = [left + across * (each + 0.5) for each in range(len(self.years))]
        every = max(1, round(width_of("2020-21", SMALL) * 1.15 / across + 0.49))
        for position, (x, year) in enumerate(zip(places, self.years, strict=True)):
            if (len(self.years) - 1 - position) % every == 0:
                canvas.text(x, bottom + 20, year, SMALL, "middle", colour=SOFT)
        if self.level:
            y = axis.at(self.level[1])
            canvas.add(
                f'<path d="M{number(left)} {number(y)}H{number(WIDTH - right)}" fill="none" stroke="{INK}" '
                'stroke-width="1.6" stroke-dasharray="2 4"/>'
            )
        for series, (_, values) in reversed([*enumerate(self.series)]):
            self._line(canvas, axis, places, values, series)
        self._own_values(canvas, axis, places)
        self._names(canvas, axis, names, right, top, bottom)
        canvas.height = bottom + 46
        words = f"{self.axis}. The scale begins at {said(axis.low, self.unit)}" if axis.low > 0 else self.axis
        line = wrapped(words, WIDTH - 2 * MARGIN, 1, SMALL)
        canvas.text(WIDTH / 2, bottom + 42, line[0] if line else "", SMALL, "middle", colour=SOFT)
        return canvas.svg()

    @property
    def is_cut(self) -> bool:
        """Whether the values lie so close together that a scale from zero would hide how they moved."""
        known = [each for _, values in self.series for each in values if each is not None]
        known += [self.level[1]] if self.level else []
        return bool(known) and min(known) > 0 and max(known) - min(known) < max(known) / 4 and max(known) > min(known)

    def _line(self, canvas: Canvas, axis: Scale, places: Sequence[float], values: Sequence[Value], series: int) -> None:
        colour = canvas.palette.first if series == 0 else SOFT
        points = [
            (position, x, axis.at(value))
            for position, (x, value) in enumerate(zip(places, values, strict=True))
            if value is not None
        ]
        path = ""
        before: int | None = None
        for position, x, y in points:
            joined = before is not None and position - before <= self.step
            path += f"{'L' if joined else 'M'}{number(x)} {number(y)}"
            before = position
        dash = "" if series == 0 else ' stroke-dasharray="7 4"'
        canvas.add(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{3 if series == 0 else 2}"{dash}/>')
        for _, x, y in points:
            if series == 0:
                canvas.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="5" fill="{colour}"/>')
            else:
                canvas.add(
                    f'<rect x="{number(x - 4.5)}" y="{number(y - 4.5)}" width="9" height="9" fill="#ffffff" '
                    f'stroke="{colour}" stroke-width="2"/>'
                )

    def _own_values(self, canvas: Canvas, axis: Scale, places: Sequence[float]) -> None:
        """The values of the first line, each on the side of its point where the other line is not."""
        for position, (x, value) in enumerate(zip(places, self.series[0][1], strict=True)):
            if value is None:
                continue
            y = axis.at(value)
            others = [values[position] for _, values in self.series[1:]]
            above = all(each is None or each <= value for each in others)
            at = y - 17 if above else y + 18
            if at > axis.start - 8:
                at = y - 17
            canvas.text(x, at + SMALL * 0.35, said(value, self.unit), SMALL, "middle", halo=True)

    def _names(
        self, canvas: Canvas, axis: Scale, names: Sequence[str], right: float, top: float, bottom: float
    ) -> None:
        """The name of each line at its end."""
        ends = [axis.at([each for each in values if each is not None][-1]) for _, values in self.series]
        ends += [axis.at(self.level[1])] if self.level else []
        for name, y, series in zip(names, apart(ends, 42, top, bottom), range(len(names)), strict=True):
            colour = canvas.palette.words if series == 0 else SOFT
            lines = wrapped(name, right - 20, 2)
            first = y - (len(lines) - 1) * SIZE * LINE / 2 + SIZE * 0.35
            for place, words in enumerate(lines):
                canvas.text(WIDTH - right + 12, first + place * SIZE * LINE, words, bold=series == 0, colour=colour)


@dataclass(frozen=True)
class Grid:
    """A number in each cell, on a ground that is darker the higher it is; a dot where there is no more than yes or no."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    axis: str
    counted: bool = True
    ROOM = int((TALLEST - 90) / 34)

    def draw(self, title: str, palette: Palette) -> tuple[str, int]:
        """The grid as SVG, and its height."""
        canvas = Canvas(title, palette)
        labels = [wrapped(each, LABEL_WIDTH + 30, 2) for each in self.rows]
        left = MARGIN + max((width_of(line) for each in labels for line in each), default=0) + 12
        across = (WIDTH - MARGIN - left) / len(self.columns)
        canvas.text(left + across * len(self.columns) / 2, canvas.height + 14, self.axis, SIZE, "middle")
        y = canvas.height + 24
        for position, column in enumerate(self.columns):
            canvas.text(left + across * (position + 0.5), y + 14, column, SIZE, "middle", bold=True)
        y += 22
        most = max((each for row in self.values for each in row), default=0)
        for label, row in zip(labels, self.values, strict=True):
            height = max(34.0, len(label) * SIZE * LINE + 6)
            canvas.lines(left - 10, y + height / 2, label)
            for position, value in enumerate(row):
                x = left + across * position
                ground = mixed(palette.first, 1 - 0.92 * value / most) if self.counted and value and most else "#ffffff"
                canvas.add(
                    f'<rect x="{number(x)}" y="{number(y)}" width="{number(across)}" height="{number(height)}" '
                    f'fill="{ground}" stroke="{SOFT}" stroke-width="1"/>'
                )
                middle = x + across / 2
                if not value:
                    canvas.text(middle, y + height / 2 + SIZE * 0.35, "–", SIZE, "middle", colour=SOFT)
                elif self.counted:
                    ink = max("#000000", "#ffffff", key=lambda each: contrast(each, ground))
                    canvas.text(middle, y + height / 2 + SIZE * 0.35, f"{value:,}", SIZE, "middle", colour=ink)
                else:
                    canvas.add(
                        f'<circle cx="{number(middle)}" cy="{number(y + height / 2)}" r="8" fill="{palette.first}"/>'
                    )
            y += height
        canvas.height = y
        return canvas.svg()


Chart = Bars | Lines | Grid
