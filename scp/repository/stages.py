"""`stages.yaml`: its records, and its bytes with one more; what people wrote in it stays."""

from __future__ import annotations

import re
from typing import Any

from scp.model.plan import Asks, PlanRecord
from scp.model.record import SLUG, Mapping
from scp.model.stage import StageRecord, Stages
from scp.problem import Location, PlanError, Problem
from scp.repository.layout import PLAN, STAGES
from scp.repository.record import build, decode, read_yaml
from scp.repository.written import word

HEAD = "# The stages that this plan has reached. `scp draft advance` writes here; please do not edit it.\n"
EMPTY = re.compile(r"stages:[ \t]*\[[ \t]*\](?P<rest>[ \t]*(?:#.*)?)")


def read_stages(content: bytes) -> tuple[StageRecord, ...]:
    """The records that the bytes of `stages.yaml` hold."""
    tree = _tree(content)
    return () if tree is None else build(Stages, tree, STAGES).stages


def read_edition(content: bytes) -> str | None:
    """The edition that the bytes of `plan.yaml` name, whatever else is wrong with them, or None."""
    try:
        tree = read_yaml(PLAN, decode(PLAN, content))
    except PlanError:
        return None
    edition = tree.get("edition") if isinstance(tree, Mapping) else None
    return edition if isinstance(edition, str) and SLUG.fullmatch(edition) else None


def read_asks(content: bytes) -> Asks:
    """The signatures that the bytes of `plan.yaml` ask for."""
    return build(PlanRecord, read_yaml(PLAN, decode(PLAN, content)), PLAN).asks


def append_stage(content: bytes | None, record: StageRecord) -> bytes:
    """The bytes of `stages.yaml` with *record* at the end; what stands before it is kept as it is."""
    before = read_stages(content) if content is not None else ()
    text = content.decode() if content is not None else HEAD
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    while lines and not lines[-1].strip():
        lines.pop()
    tree = _tree(content) if content is not None else None
    indent = 2
    if tree is None:
        lines.append("stages:")
    else:
        items, line = tree["stages"], tree.lines["stages"] - 1
        if items:
            first = lines[items.lines[0] - 1]
            indent = len(first) - len(first.lstrip(" "))
        else:
            lines[line] = EMPTY.sub(r"stages:\g<rest>", lines[line]).rstrip()
    new = (end.join([*lines, *_item(record, indent)]) + end).encode()
    _make_sure(new, (*before, record))
    return new


def _tree(content: bytes) -> Any:
    return read_yaml(STAGES, decode(STAGES, content))


def _item(record: StageRecord, indent: int) -> list[str]:
    values = record.model_dump(mode="json", exclude_defaults=True)
    lines = [f"{key}: {_written(key, value)}" for key, value in values.items()]
    lead = " " * indent
    return [f"{lead}- {lines[0]}", *(f"{lead}  {line}" for line in lines[1:])]


def _written(key: str, value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() if key != "date":
            return word(value)
        case _:
            return f"{value}"


def _make_sure(content: bytes, records: tuple[StageRecord, ...]) -> None:
    try:
        same = read_stages(content) == records
    except PlanError:
        same = False
    if not same:
        raise PlanError(
            [
                Problem(
                    Location(STAGES),
                    "is not laid out so that a record can be added to it",
                    "Write `stages:` on a line of its own, and below it each record with a dash before it.",
                )
            ]
        )
