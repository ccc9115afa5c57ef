"""Personal data in the files of a plan, and in what is about to be saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scp.model.plan import Plan
from scp.model.registers import PublicAddresses
from scp.problem import Problem
from scp.repository.public import public_in
from scp.requirements import privacy

if TYPE_CHECKING:
    from scp.history import Change  # a check of the folder needs no history

Read = Callable[[str], bytes]
NO_TEXT = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".mp3", ".mp4", ".ttf", ".woff", ".woff2", ".zip")


def personal_data(plan: Plan, read: Read) -> Iterator[Problem]:
    """A problem for each personal datum in the files of *plan*, which *read* gives; a note for each entry not used."""
    listed = plan.of(PublicAddresses).public_addresses
    contact = plan.record.contact
    allowed = privacy.Allowed(
        [text for name in type(contact).model_fields if (text := getattr(contact, name))],
        [each.address for each in listed],
    )
    files = ((path, read(path)) for path in plan.files if not path.lower().endswith(NO_TEXT))
    yield from privacy.problems(files, allowed)
    yield from privacy.unused(((each.address, each.at_key("address")) for each in listed), allowed)


@dataclass(frozen=True)
class Place:
    """Where a personal datum stands: a line of a file, and the commit that brought it, where it was saved."""

    path: str
    line: int
    kind: str
    commit: str = ""
    day: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}  {self.kind}" + (f", saved as {self.commit} on {self.day}" if self.commit else "")


def allowed_in(root: Path) -> privacy.Allowed:
    def read(path: str) -> bytes:
        try:
            return (root / path).read_bytes()
        except OSError:
            return b""

    return privacy.Allowed(*public_in(read))


def new_in(root: Path, changes: Iterable[Change]) -> list[str]:
    """Each place of personal data in *changes*, about to be saved, that was not in the same file before."""
    allowed = allowed_in(root)
    found: list[str] = []
    for each in changes:
        if each.new is None or each.path.lower().endswith(NO_TEXT):
            continue
        known = {
            (one.kind, one.plain) for _, one in privacy.in_file(each.old_path or each.path, each.old or b"", allowed)
        }
        for line, one in privacy.in_file(each.path, each.new, allowed):
            if (one.kind, one.plain) not in known:
                found.append(str(Place(each.path, line, one.kind.words)))
    return list(dict.fromkeys(found))
