"""The pictures of two versions: where one name stands for two pictures, the old one gets another name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scp.documents.document import Chapter, Document, Picture
from scp.documents.nodes import Node, blocks


def told_apart(old: Document, new: Document) -> tuple[Document, Document]:
    """Both versions as nodes, each with its pictures."""
    known = {each.name: each.content for each in new.pictures}
    renamed = {
        f"pictures/{each.name}": f"pictures/was-{each.name}"
        for each in old.pictures
        if known.get(each.name, each.content) != each.content
    }
    return _as_nodes(old, renamed), _as_nodes(new, {})


def _as_nodes(document: Document, names: dict[str, str]) -> Document:
    chapters = tuple(
        Chapter(each.id, each.title, each.number, (), tuple(_named(made, names)))
        for each, made in zip(document.chapters, blocks(document), strict=True)
    )
    pictures = tuple(
        replace(each, name=_short(names.get(f"pictures/{each.name}", each.name))) for each in document.pictures
    )
    return replace(document, chapters=chapters, pictures=pictures)


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
