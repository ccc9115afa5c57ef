"""The map of the localities, drawn as SVG with text as text, and the same bytes each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, cos, radians
from xml.sax.saxutils import escape

from scp.model.plan import Plan
from scp.reference.authorities import all_authorities
from scp.reference.places import Boundaries, Point, Shape, boundaries

WIDTH = 720
MARGIN = 12.0
TINTS = ("#c9dcec", "#f3dfb8", "#d3e6c8", "#ecd0dd", "#d9d2ea", "#cfe5e3", "#f0d6c4", "#e3e3c0", "#c8d3e0", "#ead9d9")
INK = "#1a1a1a"
FONT = "'Atkinson Hyperlegible', 'Noto Sans', Arial, sans-serif"


@dataclass(frozen=True)
class Map:
    """The drawing, what it shows in words, and why anything is missing."""

    svg: str = field(repr=False)
    height: int
    alt: str
    key: tuple[tuple[int, str], ...]
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
    drawn = [
        (number, locality.name, known[locality.id])
        for number, locality in enumerate(plan.localities, start=1)
        if locality.id in known
    ]
    missing = tuple(
        (
            each.name,
            each.not_available.get("boundary") or outlines.not_available or "The register has no boundary for it.",
        )
        for each in plan.localities
        if each.id not in known
    )
    key = tuple((number, name) for number, name, _ in drawn)
    svg, height = _svg(outlines, drawn)
    area = plan.record.authority.area
    if drawn:
        names = "; ".join(f"{number} {name}" for number, name in key)
        alt = f"Map of {area} divided into {len(drawn)} localities, numbered: {names}."
    else:
        alt = f"Outline map of {area}. The boundaries of its localities are not available."
    return Map(svg, height, alt, key, missing, outlines.source, outlines.attribution)


def _svg(outlines: Boundaries, drawn: list[tuple[int, str, Shape]]) -> tuple[str, int]:
    """The drawing and its height."""
    shapes = [*outlines.councils, *(shape for _, _, shape in drawn)]
    points = [point for shape in shapes for polygon in shape.polygons for ring in polygon for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), 620 / (north - south))
    width = (east - west) * squeeze * scale + 2 * MARGIN
    left = (WIDTH - width) / 2 + MARGIN
    map_height = (north - south) * scale + 2 * MARGIN

    def place(point: Point) -> tuple[float, float]:
        return round(left + (point[0] - west) * squeeze * scale, 1), round(MARGIN + (north - point[1]) * scale, 1)

    def path(shape: Shape) -> str:
        parts = []
        for polygon in shape.polygons:
            for ring in polygon:
                placed = list(dict.fromkeys(place(point) for point in ring))
                if len(placed) > 2:
                    parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in placed) + "Z")
        return "".join(parts)

    columns = 1 if any(len(name) > 34 for _, name, _ in drawn) else 2
    rows = -(-len(drawn) // columns)
    height = ceil(map_height + (rows * 30 + 14 if drawn else 0))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">'
    ]
    out += [
        f'<path d="{path(shape)}" fill="#eeeeea" stroke="{INK}" stroke-width="1.6" stroke-linejoin="round" fill-rule="evenodd"/>'
        for shape in outlines.councils
    ]
    out += [
        f'<path d="{path(shape)}" fill="{TINTS[(number - 1) % len(TINTS)]}" stroke="{INK}" stroke-width="1.4" stroke-linejoin="round" fill-rule="evenodd"/>'
        for number, _, shape in drawn
    ]
    for (number, _, _shape), (x, y) in zip(drawn, _apart([place(shape.label) for _, _, shape in drawn]), strict=True):
        out.append(_number(number, x, y))
    for position, (number, name, _shape) in enumerate(drawn):
        column, row = divmod(position, rows)
        x, y = 26 + column * (WIDTH / 2), map_height + 22 + row * 30
        out.append(_number(number, x, y))
        out.append(
            f'<text x="{x + 20:g}" y="{y + 6:g}" font-family="{FONT}" font-size="17" fill="{INK}">{escape(name)}</text>'
        )
    out.append("</svg>")
    return "\n".join(out) + "\n", height


def _number(number: int, x: float, y: float) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="13" fill="#ffffff" stroke="{INK}" stroke-width="1.6"/>'
        f'<text x="{x:g}" y="{y + 5.5:g}" font-family="{FONT}" font-size="16" font-weight="700" text-anchor="middle" fill="{INK}">{number}</text>'
    )


def _apart(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points moved just far enough that no two of the numbers cover one another."""
    placed = [list(point) for point in points]
    for _ in range(200):
        moved = False
        for i, one in enumerate(placed):
            for other in placed[i + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                distance = (dx * dx + dy * dy) ** 0.5
                if distance < 28:
                    if not distance:
                        dx, dy, distance = 1.0, 0.0, 1.0
                    push = (28.5 - distance) / 2
                    for point, sign in ((one, -1), (other, 1)):
                        point[0] += sign * push * dx / distance
                        point[1] += sign * push * dy / distance
                    moved = True
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in placed]
