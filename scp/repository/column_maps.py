"""The maps of columns that the rounds of a plan keep, and which of them fits a file."""

from __future__ import annotations

from pathlib import Path

from scp.model.column_map import ColumnMap, ImportSource
from scp.repository.export_layouts import Shaped, fitting, propose
from scp.repository.record import build, decode, read_yaml


def read_map(path: str, content: bytes) -> ColumnMap:
    """What an `import.yaml` says; `PlanError` with every fault."""
    return build(ColumnMap, read_yaml(path, decode(path, content)), path)


def maps_in(root: Path) -> ColumnMap:
    """The maps of all rounds of the plan in *root* together."""
    files = sorted(root.glob("consultation/*/import.yaml"))
    maps = [read_map(file.relative_to(root).as_posix(), file.read_bytes()) for file in files if file.is_file()]
    return ColumnMap(sources=tuple(source for each in maps for source in each.sources))


def known_or_guessed(maps: ColumnMap, shape: Shaped) -> ImportSource:
    """The entry of *maps* that fits *shape*, with the columns that the file has; what the columns seem to be else."""
    known = fitting(maps, shape.headings)
    guessed = propose(shape, None, (), (), lambda text: False).source
    if known is None:
        return guessed
    there = {each.key: each for each in known.columns}
    return known.replace(columns=tuple(there.get(each.key, each) for each in guessed.columns))
