"""The pictures of two versions: where one name stands for two pictures, the old one gets another name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scp.documents.document import Chapter, Document, Picture
from scp.documents.map import Map
from scp.documents.nodes import Node, blocks

MAP = "pictures/map.svg"


def told_apart(old: Document, new: Document, old_map: Map | None, new_map: Map | None) -> tuple[Document, Document]:
    """Both versions as nodes, each with its pictures and its map among them."""
    known = {each.name: each.content for each in new.pictures}
    renamed = {
        f"pictures/{each.name}": f"pictures/was-{each.name}"
        for each in old.pictures
        if known.get(each.name, each.content) != each.content
    }
    same = old_map is not None and new_map is not None and old_map.svg == new_map.svg
    before = renamed | {MAP: "pictures/area.svg" if same else "pictures/was-area.svg"}
    return _as_nodes(old, old_map, before), _as_nodes(new, new_map, {MAP: "pictures/area.svg"})


def _as_nodes(document: Document, drawn: Map | None, names: dict[str, str]) -> Document:
    chapters = tuple(
        Chapter(each.id, each.title, each.number, (), tuple(_named(made, names)))
        for each, made in zip(document.chapters, blocks(document, drawn), strict=True)
    )
    pictures = [replace(each, name=_short(names.get(f"pictures/{each.name}", each.name))) for each in document.pictures]
    if drawn is not None:
        pictures.append(Picture(_short(names[MAP]), drawn.svg.encode()))
    return replace(document, chapters=chapters, pictures=tuple(pictures))


def _short(path: str) -> str:
    return path.removeprefix("pictures/")


def _named(value: Any, names: dict[str, str]) -> Any:
    """Nodes with the paths of their pictures as *names* say."""
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    if isinstance(value, dict):
        made: Node = {key: _named(each, names) for key, each in value.items()}
        if made.get("t") in ("figure", "image", "point") and made["path"] in names:
            made["path"] = names[made["path"]]
        return made
    return value


def pictures_of(old: Document, new: Document, shown: set[str]) -> tuple[Picture, ...]:
    """The pictures of both versions that stand under the paths *shown*."""
    every = {each.name: each for each in (*old.pictures, *new.pictures)}
    return tuple(every[name] for name in sorted(every) if f"pictures/{name}" in shown)


def paths_in(value: Any) -> set[str]:
    """The paths of the pictures that nodes show."""
    if isinstance(value, list | tuple):
        return set().union(*(paths_in(each) for each in value))
    if isinstance(value, dict):
        own = {value["path"]} if value.get("t") in ("figure", "image", "point") else set()
        return own.union(*(paths_in(each) for each in value.values()))
    return set()
