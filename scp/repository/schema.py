"""JSON schemas of the files of a plan, so that an editor completes and checks while somebody types."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from scp.model.care_group import CareGroup
from scp.model.consultation import Round
from scp.model.easy_read import EasyReadPart
from scp.model.locality import Locality
from scp.model.plan import NarrativeSection, Plan, PlanRecord
from scp.model.record import NAMES_MARK, REFERS_MARK, Record
from scp.model.responses import Themes
from scp.repository import layout
from scp.repository.check_places import ids_of, law_list

FOLDER = ".scp/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PACKED = Path(__file__).parent / "schemas.json"
MANY = 60
"""The most examples that an editor is offered."""


def schema_path(name: str) -> str:
    """The file of the schema called *name*."""
    return f"{FOLDER}/{name}.json"


def schema_line(path: str) -> str:
    """The line at the head of the YAML file *path* by which an editor finds its schema."""
    name = _name_of(path)
    return f"# yaml-language-server: $schema={posixpath.relpath(schema_path(name), posixpath.dirname(path) or '.')}"


def schemas_line(number: int) -> str:
    """That *number* of these files are among others, in one line."""
    return f"{number} {'file' if number == 1 else 'files'} by which editors check: {FOLDER}/"


def schemas(plan: Plan | None = None) -> dict[str, bytes]:
    """Every schema by its path; with *plan*, its own names are offered where a name is asked for."""
    made = _made(ids_of(plan)) if plan else packed()
    return {
        schema_path(name): (json.dumps(each, ensure_ascii=False, indent=1) + "\n").encode()
        for name, each in made.items()
    }


def packed() -> dict[str, Any]:
    """The schemas as they ship, by name: making them from the models takes longer than all else of a new plan."""
    found: dict[str, Any] = json.loads(PACKED.read_text(encoding="utf-8"))
    return found


def pack() -> str:
    """The text of the packed schemas, as the models now give it."""
    return json.dumps(_made({}), ensure_ascii=False, separators=(",", ":")) + "\n"


def _made(known: Mapping[str, set[str]]) -> dict[str, Any]:
    return {name: _schema(model, path, known) for name, (model, path) in _models().items()}


def _models() -> dict[str, tuple[type[Record], str]]:
    """The kind of record in each file, by the name of its schema, with the file's path."""
    found: dict[str, tuple[type[Record], str]] = {
        "plan": (PlanRecord, layout.PLAN),
        "round": (Round, "consultation/<stage>/round.yaml"),
        "themes": (Themes, "consultation/<stage>/themes.yaml"),
        "section": (NarrativeSection, "narrative/<number>-<name>.md, at the head"),
        "locality": (Locality, "localities/<name>.md, at the head"),
        "care-group": (CareGroup, "care-groups/<name>.md, at the head"),
        "easy-read": (EasyReadPart, "easy-read/<number>-<name>.md, at the head"),
    }
    return found | {each.name: (each.model, each.path) for each in layout.REGISTERS if each.path != layout.STAGES}


def _name_of(path: str) -> str:
    if path == layout.PLAN:
        return "plan"
    if layout.ROUND.fullmatch(path):
        return "round"
    if layout.THEMES.fullmatch(path):
        return "themes"
    return next(each.name for each in layout.REGISTERS if each.path == path)


class _Generator(GenerateJsonSchema):
    def is_instance_schema(self, schema: Any) -> JsonSchemaValue:
        return {}  # a section of text: it comes from the file and is taken out below


def _schema(model: type[Record], path: str, known: Mapping[str, set[str]]) -> dict[str, Any]:
    found = model.model_json_schema(schema_generator=_Generator)
    found = _mended(found, known)
    found.pop("title", None)
    return {"$schema": DIALECT, "title": path, **found}


def _mended(value: Any, known: Mapping[str, set[str]]) -> Any:
    """*value* without what comes from the file, and with the names that a key may hold."""
    if isinstance(value, list):
        return [_mended(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("properties"), dict):
        kept = {name: each for name, each in value["properties"].items() if not each.get("from_file")}
        value = value | {"properties": kept}
        if "required" in value:
            value["required"] = [name for name in value["required"] if name in kept]
    numbers = value.get("propertyNames")
    if isinstance(numbers, dict) and numbers.get("type") == "integer":
        value = value | {"propertyNames": {"pattern": "^[1-9]$"}}
    found = {
        key: _mended(each, known)
        for key, each in value.items()
        if key not in (NAMES_MARK, REFERS_MARK, "title", "default") or isinstance(each, dict)
    }
    if isinstance(names := value.get(NAMES_MARK), str):
        found["enum"] = sorted(law_list(names))
        found.pop("pattern", None)
    if isinstance(refers := value.get(REFERS_MARK), str) and known.get(refers):
        found["examples"] = sorted(known[refers])[:MANY]
    return found


if __name__ == "__main__":
    PACKED.write_text(pack(), encoding="utf-8")
