"""The schema of the plan as JSON, made from the models: `python -m scp.documents.whole_schema` writes what ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from scp.documents.whole_json import FIRST, LEFT_OUT, SCHEMA, SCHEMA_NAME, VERSION
from scp.model.care_group import CareGroup
from scp.model.consultation import Round
from scp.model.easy_read import EasyReadPart
from scp.model.finance import FinanceLine
from scp.model.locality import Arrangement, Locality
from scp.model.plan import FactRecord, NarrativeSection, PlanRecord, Term
from scp.model.priorities import Priority
from scp.model.publication import Publication
from scp.model.record import NAMES_MARK, REFERS_MARK, Record
from scp.model.register_table import REGISTERS
from scp.model.responses import Theme
from scp.model.stage import StageRecord

PACKED = Path(__file__).parent / "assets" / SCHEMA_NAME
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER, TEXT, COUNT = {"type": "number"}, {"type": "string"}, {"type": "integer", "minimum": 0}
PLACE = {"type": "string", "description": "Where its text stands in the plan: a file, and a heading within it."}
WORDS = {
    "type": "string",
    "description": "Its text, blocks between blank lines, with Markdown's marks before headings and lists.",
}
ALONE: tuple[type[Record], ...] = (
    *(PlanRecord, FactRecord, Term, Priority, NarrativeSection, Locality, Arrangement, CareGroup, EasyReadPart),
    *(FinanceLine, Round, Theme, Publication, StageRecord),
)


class _Generator(GenerateJsonSchema):
    def is_instance_schema(self, schema: Any) -> JsonSchemaValue:
        return {}  # text, which is written beside the record


def made() -> bytes:
    """The schema as the models now give it."""
    held = {each.name: each.model for each in REGISTERS if each.name not in (*FIRST, *LEFT_OUT)}
    models = {each: None for each in (*ALONE, *held.values())}
    names, found = models_json_schema([(each, "serialization") for each in models], schema_generator=_Generator)
    defs = {name: _mended(each) for name, each in found["$defs"].items()}
    of = {model: names[model, "serialization"] for model in models}
    _add(defs, of)
    whole = {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA}:{VERSION}",
        "title": "A strategic commissioning plan",
        "description": "What scplan build writes as plan.json. A key that says nothing is left out; amounts are pounds.",
        **_object(_heads(of), ("schema", "title", "edition", "authority", "copy", "plan", "finance", "registers")),
        "$defs": defs,
    }
    registers = {name: of[model] for name, model in held.items()}
    whole["properties"]["registers"] = _object(registers)
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
    }


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _heads(of: dict[type[Record], dict[str, Any]]) -> dict[str, Any]:
    totals = _object({"total": NUMBER, "by_kind": {"type": "object", "additionalProperties": NUMBER}}, ("total",))
    identity = _object({"id": {"const": SCHEMA}, "version": {"const": VERSION}}, ("id", "version"))
    copy = {
        "label": {**TEXT, "description": "Which copy it is, in words."},
        "day": {**TEXT, "format": "date", "description": "Its day."},
        "stage": {**TEXT, "description": "The stage that it is, where it is one."},
        "commit": {**TEXT, "description": "The commit of the plan's history that it was made from."},
        "fingerprint": {**TEXT, "description": "SHA-256 of the plan's files, where it is a stage."},
        "unsaved": {"type": "boolean", "description": "Whether it holds changes that were not saved."},
    }
    return {
        "schema": identity,
        "title": TEXT,
        "edition": TEXT,
        "authority": TEXT,
        "copy": _object(copy, ("label", "day", "unsaved")),
        "plan": of[PlanRecord],
        "facts": _many(of[FactRecord]),
        "glossary": _many(of[Term]),
        "priorities": _many(of[Priority]),
        "narrative": _many(of[NarrativeSection]),
        "localities": _many(of[Locality]),
        "care_groups": _many(of[CareGroup]),
        "easy_read": _many(of[EasyReadPart]),
        "finance": _object(
            {"lines": _many(of[FinanceLine]), "totals": {"type": "object", "additionalProperties": totals}},
            ("lines", "totals"),
        ),
        "consultation": _many(of[Round]),
        "publication": of[Publication],
        "stages": _many(of[StageRecord]),
        "registers": {},
    }


def _add(defs: dict[str, Any], of: dict[type[Record], dict[str, Any]]) -> None:
    """What stands beside a record's own keys: its text, and of a round what came in."""

    def keys(model: type[Record], **more: Any) -> None:
        defs[of[model]["$ref"].rpartition("/")[2]]["properties"] |= more

    for model in (NarrativeSection, Locality, CareGroup):
        keys(model, place=PLACE, text=WORDS)
    keys(Arrangement, title={**TEXT, "description": "Its heading."}, place=PLACE, text=WORDS)
    keys(FactRecord, printed={**TEXT, "description": "As it is printed."}, value={"description": "The number or word."})
    point = {"picture": TEXT, "alt": TEXT, "sentences": _many(TEXT)}
    keys(EasyReadPart, points=_many(_object(point)))
    keys(Theme, responses={**COUNT, "description": "Responses that say so."})
    place = _object({"locality": TEXT, "count": COUNT}, ("locality",))
    answer = _object({"answer": TEXT, "count": COUNT}, ("answer", "count"))
    came = {
        "count": {**COUNT, "description": "Responses that came."},
        "how": {**TEXT, "description": "By which ways, in a sentence."},
        "from": {
            **_many(_object({"group": TEXT, "counts": _many(place)}, ("counts",))),
            "description": "Responses by group and locality (`all` is their total). A count that is left out is small, or "
            "would give a small one away; one without a group or locality is of those who did not say.",
        },
        "choices": _many(_object({"question": TEXT, "answers": _many(answer)}, ("question", "answers"))),
        "themes": _many(of[Theme]),
    }
    keys(Round, name={**TEXT, "description": "Its stage, and which time."}, responses=_object(came, ("count",)))


def _mended(value: Any) -> Any:
    """A schema without what stands elsewhere, where every key that says nothing may be left out."""
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("properties"), dict):
        needed = [
            name
            for name, each in value["properties"].items()
            if name in value.get("required", []) and "default" not in each
        ]
        value = {key: each for key, each in value.items() if key != "required"} | (
            {"required": needed} if needed else {}
        )
    kinds = [each for each in value.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) == 1:  # a key that says nothing is left out, never null
        value = {key: each for key, each in value.items() if key != "anyOf"} | kinds[0]
    numbers = value.get("propertyNames")
    if isinstance(numbers, dict) and numbers.get("type") == "integer":
        value = value | {"propertyNames": {"pattern": "^[1-9]$"}}
    return {
        key: _mended(each)
        for key, each in value.items()
        if key not in (NAMES_MARK, REFERS_MARK, "title", "default", "from_file") or isinstance(each, dict)
    }


if __name__ == "__main__":
    PACKED.write_bytes(made())
