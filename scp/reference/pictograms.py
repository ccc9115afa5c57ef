"""The pictograms that ship for easy read: drawn for this project and given to the public domain (CC0 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from scp.reference import store

SCHEME = "pictogram:"
"""How a picture of a text names one: `![](pictogram:home)`."""
ACCENT, TINT = "#0b5a60", "#c2d6d7"
SOURCE, LICENCE = "Drawn for scp", "CC0 1.0"


class Pictogram(NamedTuple):
    """One drawing: what it shows in words, the words an author would look for, and its group."""

    name: str
    shows: str
    words: tuple[str, ...]
    group: str
    svg: str

    def coloured(self, colour: str) -> bytes:
        """The drawing with *colour* and its tint (a quarter of it on white) in place of ours."""
        tint = "#" + "".join(f"{round(255 - (255 - int(colour[at : at + 2], 16)) / 4):02x}" for at in (1, 3, 5))
        return self.svg.replace(ACCENT, "\0").replace(TINT, tint).replace("\0", colour).encode()


@cache
def pictograms() -> Mapping[str, Pictogram]:
    """Every pictogram by its name."""
    return {
        name: Pictogram(name, each["shows"], tuple(each["words"]), each["group"], each["svg"])
        for name, each in store.read("pictograms.json").items()
    }


def named(source: str) -> str | None:
    """The name in the source of a picture, as in `pictogram:home`; None where it is another kind of picture."""
    return source.removeprefix(SCHEME) if source.startswith(SCHEME) else None
