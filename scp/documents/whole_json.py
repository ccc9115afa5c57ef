"""The whole plan as JSON: every record as it was read, with its text, for whoever works with the data.

What the public may not have is left out: who answered a consultation, and what a contract is worth.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

from scp.documents.assemble import outlined
from scp.documents.document import Chapter, Copy, Document
from scp.documents.heard import counted_choices, heard_in, part_taken
from scp.documents.heard import how_they_came as ways
from scp.documents.nodes import blocks
from scp.documents.writers.text import as_text
from scp.model.consultation import Round
from scp.model.locality import Locality
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.register_table import REGISTERS
from scp.model.text import Section

NAME, SCHEMA_NAME = "plan.json", "plan.schema.json"
SCHEMA = "scplan-plan"
VERSION = 1
FIRST = ("priorities", "facts", "glossary", "publication", "stages")
"""Registers that stand at the head of the file by their own names; the others stand under `registers`."""
LEFT_OUT = ("baseline",)
"""What the plan was owing when it was taken on is for its makers."""
WITHHELD = {"procurement": ("value", "findings")}
"""Keys of records that are not published: what a contract is worth, and what was thought of it."""


def write_json(plan: Plan, copy: Copy) -> bytes:
    """The plan as JSON, the same bytes for the same plan and copy; the schema is that of `schema()`.

    A key that says nothing is left out. Amounts are pounds.
    """
    return (json.dumps(_whole(plan, copy), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@cache
def schema() -> bytes:
    """The published schema of what `write_json` writes (JSON Schema 2020-12), as it ships."""
    return (resources.files("scp.documents") / "assets" / SCHEMA_NAME).read_bytes()


def _whole(plan: Plan, copy: Copy) -> dict[str, Any]:
    registers = {each.name: each for each in REGISTERS if each.name not in LEFT_OUT}
    held = {name: _plain(each.holder(plan), WITHHELD.get(name, ())) for name, each in registers.items()}
    texts = _texts(plan)
    for fact, record in zip(held["facts"], plan.facts, strict=True):
        fact["printed"] = record.printed
    whole = {
        "schema": {"id": SCHEMA, "version": VERSION},
        "title": plan.title,
        "edition": plan.edition,
        "authority": plan.record.authority.name,
        "copy": _plain(
            {
                "label": copy.label,
                "day": copy.day,
                "stage": copy.stage,
                "commit": copy.commit,
                "fingerprint": copy.tree,
                "unsaved": copy.unsaved,
            }
        ),
        "plan": _plain(plan.record),
        "facts": held["facts"],
        "glossary": held["glossary"],
        "priorities": held["priorities"],
        "narrative": [_plain(each) | _section(each.section, texts) for each in plan.narrative],
        "localities": [_locality(each, texts) for each in plan.localities],
        "care_groups": [_plain(each) | _section(each.section, texts) for each in plan.care_groups],
        "easy_read": [
            _plain(each)
            | {
                "points": [
                    _plain({"picture": point.picture, "alt": point.alt, "sentences": point.sentences})
                    for point in each.points
                ]
            }
            for each in plan.easy_read
        ],
        "finance": {
            "lines": [_plain(each) for each in plan.finance.lines],
            "totals": {
                year: _plain(
                    {
                        "total": plan.finance.total(year),
                        "by_kind": {
                            kind: plan.finance.total(year, kind)
                            for kind in sorted({line.kind for line in plan.finance.lines if line.year == year})
                        },
                    }
                )
                for year in plan.finance.years
            },
        },
        "consultation": [_round(plan, each) for each in plan.rounds],
        "publication": held["publication"],
        "stages": held["stages"].get("stages", []),
        "registers": {name: each for name, each in held.items() if each and name not in FIRST},
    }
    return {name: each for name, each in whole.items() if each not in (None, {}, [])}


def _locality(locality: Locality, texts: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = _plain(locality) | _section(locality.introduction, texts)
    for name, each in locality.arrangements.items():
        if each.section:
            found["arrangements"][name] |= {"title": each.section.title, **_section(each.section, texts)}
    return found


def _round(plan: Plan, round: Round) -> dict[str, Any]:
    """A round of asking: how many answered, from which groups and localities where that may be told, and the themes."""
    heard, part = heard_in(plan, round.name), part_taken(plan, round.name)
    found = {**_plain(round), "name": round.name}
    if part is None:
        return found
    came: dict[str, Any] = {"count": heard.responses, "how": ways(plan, round.name)}
    if not part.is_hidden:
        # A count that is not there is one that may not be told.
        came["from"] = [
            {
                "group": group,
                "counts": [
                    {"locality": locality} | ({} if covered else {"count": count})
                    for locality, count, covered in zip((*part.localities, "all"), counts, covers, strict=True)
                ],
            }
            for group, counts, covers in zip((*part.groups, "all"), part.counts, part.hidden, strict=True)
        ]
    came["choices"] = [
        {"question": question.id, "answers": [{"answer": each, "count": count} for each, count in rows]}
        for question, rows in counted_choices(plan, round.name)
    ]
    came["themes"] = [_plain(each.theme) | {"responses": each.responses} for each in heard.themes]
    return found | {"responses": came}


def _plain(value: Any, withheld: Sequence[str] = ()) -> Any:
    """*value* as JSON has it, without keys that say nothing and without those *withheld*."""
    match value:
        case Record():
            pairs: Iterable[tuple[Any, Any]] = (
                (name, getattr(value, name)) for name, field in type(value).model_fields.items() if not field.exclude
            )
            return _plain(dict(pairs), withheld)
        case Mapping():
            made = {
                str(_plain(key)): _plain(each, withheld)
                for key, each in value.items()
                if each is not None and key not in withheld
            }
            return {key: each for key, each in made.items() if each not in ("", [], {})}
        case tuple() | list():
            return [_plain(each, withheld) for each in value]
        case frozenset() | set():
            return sorted(_plain(each) for each in value)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value


def _texts(plan: Plan) -> dict[str, str]:
    """The words of each section by its place, as plain text has them, with the headings' marks of Markdown."""
    chapters = tuple(Chapter(each.place, each.title, "", tuple(outlined([*each.tokens]))) for each in plan.sections)
    document = Document("", "", "", "", Copy("", date.min), chapters)
    return {each.id: as_text(nodes) for each, nodes in zip(chapters, blocks(document), strict=True)}


def _section(section: Section, texts: Mapping[str, str]) -> dict[str, Any]:
    """Where a section stands in the plan, and its words."""
    text = texts[section.place]
    return {"place": section.place, **({"text": text} if text else {})}
