"""Figures: what a name such as `map` stands for in a document, as blocks of text and a picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from scp.documents.document import Picture
from scp.documents.map import WIDTH, Map, locality_map
from scp.documents.nodes import Node
from scp.model.plan import Plan

MAP = "map"
MAP_FILE = "map.svg"


@dataclass(frozen=True)
class Figure:
    """The blocks of a figure, and the picture that they show; none where it cannot be drawn."""

    nodes: tuple[Node, ...]
    picture: Picture | None = field(default=None, repr=False)


def figure(plan: Plan, name: str) -> Figure:
    """The figure called *name*, made from *plan*."""
    if name != MAP:
        return Figure((_box(f"There is no figure called {name}."),))
    drawn = locality_map(plan)
    if drawn is None:
        return Figure((_box("A map is not available: the register has no outline of this area."),))
    return Figure(tuple(_map(drawn)), Picture(MAP_FILE, drawn.svg.encode(), width=WIDTH))


def _text(words: str) -> Node:
    return {"t": "p", "c": [{"t": "text", "v": words}]}


def _box(words: str) -> Node:
    return {"t": "box", "c": [_text(words)]}


def _map(drawn: Map) -> list[Node]:
    title = "Map of our localities." if drawn.key else "Map of our area."
    nodes: list[Node] = [
        {
            "t": "figure",
            "path": f"pictures/{MAP_FILE}",
            "alt": drawn.alt,
            "caption": f"{title} {drawn.attribution}",
            "width": 1.0,
            "size": [WIDTH, drawn.height],
        }
    ]
    if drawn.missing:
        nodes.append(_text("Boundaries that are not available:"))
        nodes.append({"t": "ul", "items": [[_text(f"{name}: {reason}")] for name, reason in drawn.missing]})
    return nodes
