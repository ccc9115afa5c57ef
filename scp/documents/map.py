"""The map of the localities, drawn as SVG with their names on it, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, cos, radians

from scp.documents.drawing import FONT, INK, LINE, SIZE, WIDTH, apart_points, clean, number, width_of, wrapped
from scp.model.plan import Plan
from scp.reference.authorities import all_authorities
from scp.reference.places import Boundaries, Point, Shape, boundaries

MARGIN = 12.0
TALLEST = 620.0
TINTS = ("#c9dcec", "#f3dfb8", "#d3e6c8", "#ecd0dd", "#d9d2ea", "#cfe5e3", "#f0d6c4", "#e3e3c0", "#c8d3e0", "#ead9d9")
AREA = "#eeeeea"
MOST_LINES = 3
NEAR = 30.0
"""Pixels that a name may be moved up or down to where it fits."""
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Map:
    """The drawing, how each locality is *shown* on it (by name or by number), and why any is missing."""

    svg: str = field(repr=False)
    height: int
    alt: str
    shown: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    source: str
    attribution: str


def locality_map(plan: Plan) -> Map | None:
    """The map of the plan's localities; None where the register knows no outline of the area."""
    authority = next((each for each in all_authorities() if each.code == plan.record.authority.code), None)
    outlines = boundaries(authority.slug) if authority else None
    if authority is None or outlines is None or not (outlines.councils or outlines.localities):
        return None
    known = {shape.id.rpartition("/")[2]: shape for shape in outlines.localities}
    drawn = [(each.name, known[each.id]) for each in plan.localities if each.id in known]
    missing = tuple(
        (
            each.name,
            each.not_available.get("boundary") or outlines.not_available or "The register has no boundary for it.",
        )
        for each in plan.localities
        if each.id not in known
    )
    area = plan.record.authority.area
    svg, height, numbered = _svg(f"Map of {area}", outlines, drawn)
    if drawn:
        names = "; ".join(f"{numbered[name]} {name}" if name in numbered else name for name, _ in drawn)
        alt = f"Map of {area} divided into {len(drawn)} localities: {names}."
    else:
        alt = f"Outline map of {area}. The boundaries of its localities are not available."
    shown = tuple((name, f"number {numbered[name]}" if name in numbered else "by name") for name, _ in drawn)
    return Map(svg, height, alt, shown, missing, outlines.source, outlines.attribution)


def _svg(title: str, outlines: Boundaries, drawn: Sequence[tuple[str, Shape]]) -> tuple[str, int, dict[str, int]]:
    """The drawing, its height, and the numbers of the localities whose names do not fit into them."""
    shapes = [*outlines.councils, *(shape for _, shape in drawn)]
    points = [point for shape in shapes for polygon in shape.polygons for ring in polygon for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), TALLEST / (north - south))
    width = (east - west) * squeeze * scale + 2 * MARGIN
    left = (WIDTH - width) / 2 + MARGIN
    bottom = (north - south) * scale + 2 * MARGIN

    def place(point: Point) -> tuple[float, float]:
        return round(left + (point[0] - west) * squeeze * scale, 1), round(MARGIN + (north - point[1]) * scale, 1)

    def rings(shape: Shape) -> list[Ring]:
        placed = [list(dict.fromkeys(place(point) for point in ring)) for polygon in shape.polygons for ring in polygon]
        return [each for each in placed if len(each) > 2]

    out = [_outline(rings(shape), AREA, 1.6) for shape in outlines.councils]
    placed = [(name, rings(shape), place(shape.label)) for name, shape in drawn]
    out += [_outline(each, TINTS[n % len(TINTS)], 1.4) for n, (_, each, _) in enumerate(placed)]
    taken: list[tuple[float, float, float, float]] = []
    numbered: dict[str, int] = {}
    marks: list[tuple[float, float]] = []
    for name, each, (x, y) in placed:
        fitted = _fitted(name, each, x, y, taken)
        if fitted is None:
            numbered[name] = len(numbered) + 1
            marks.append((x, y))
            continue
        lines, middle, level = fitted
        first = level - (len(lines) - 1) * SIZE * LINE / 2 + SIZE * 0.35
        out += [_words(line, middle, first + n * SIZE * LINE, "middle") for n, line in enumerate(lines)]
    for count, (x, y) in enumerate(apart_points(marks, 28), start=1):
        out.append(_number(count, x, y))
    columns = 1 if any(width_of(name, 17) > WIDTH / 2 - 60 for name in numbered) else 2
    rows = -(-len(numbered) // columns)
    for position, (name, count) in enumerate(numbered.items()):
        column, row = divmod(position, rows)
        x, y = 26 + column * (WIDTH / 2), bottom + 22 + row * 30
        line = wrapped(name, WIDTH / columns - 60, 1, 17)
        out += [_number(count, x, y), _words(line[0] if line else "", x + 20, y + 6, "start", 17)]
    height = ceil(bottom + (rows * 30 + 14 if numbered else 0))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">'
    return "\n".join([head, f"<title>{clean(title)}</title>", *out, "</svg>"]) + "\n", height, numbered


def _outline(rings: Iterable[Ring], fill: str, thick: float) -> str:
    path = "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z" for ring in rings)
    return f'<path d="{path}" fill="{fill}" stroke="{INK}" stroke-width="{thick:g}" stroke-linejoin="round" fill-rule="evenodd"/>'


def _fitted(
    name: str, rings: Sequence[Ring], x: float, y: float, taken: list[tuple[float, float, float, float]]
) -> tuple[list[str], float, float] | None:
    """The lines of a name and the middle of where they stand, inside its locality and on no other name; None without room."""
    for count in range(1, MOST_LINES + 1):
        for move in sorted((step * 5.0 for step in range(-int(NEAR / 5), int(NEAR / 5) + 1)), key=abs):
            high = count * SIZE * LINE / 2
            levels = [y + move + each * high for each in (-1, -0.5, 0, 0.5, 1)]
            room = [each for level in levels if (each := _across(rings, x, level))]
            if len(room) < len(levels):
                continue
            start, end = max(each[0] for each in room), min(each[1] for each in room)
            lines = wrapped(name, end - start - 8, count)
            if not lines or any("…" in line for line in lines) or " ".join(lines) != " ".join(name.split()):
                continue
            wide = max(width_of(line) for line in lines)
            box = ((start + end - wide) / 2, levels[0], (start + end + wide) / 2, levels[-1])
            if wide <= end - start - 8 and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                return lines, (start + end) / 2, y + move
    return None


def _across(rings: Sequence[Ring], x: float, y: float) -> tuple[float, float] | None:
    """From where to where the locality reaches at the height *y* on both sides of *x*; None where *x* is outside it."""
    cuts = sorted(
        one[0] + (y - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
        for ring in rings
        for one, other in pairwise([*ring, ring[0]])
        if (one[1] > y) != (other[1] > y)
    )
    return next(((a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a <= x <= b), None)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _words(words: str, x: float, y: float, anchor: str, size: float = SIZE) -> str:
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="{FONT}" font-size="{number(size)}" text-anchor="{anchor}" '
        f'fill="{INK}">{clean(words)}</text>'
    )


def _number(count: int, x: float, y: float) -> str:
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="13" fill="#ffffff" stroke="{INK}" stroke-width="1.6"/>'
        f'<text x="{number(x)}" y="{number(y + 5.5)}" font-family="{FONT}" font-size="16" font-weight="700" '
        f'text-anchor="middle" fill="{INK}">{count}</text>'
    )
