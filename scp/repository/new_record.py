"""A new record of a register, made of what was typed: its id, its name and KEY=VALUE."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from scp.model.local_requirements import PREFIX, LocalRequirements
from scp.model.plan import Plan
from scp.model.record import DAY, Names, Record, Refers
from scp.problem import Refusal, misuse
from scp.repository.check_places import ids_of, law_list
from scp.repository.edit import append_record
from scp.repository.layout import Register
from scp.repository.load import references_slug as slug_of
from scp.repository.scaffold import blank_register
from scp.repository.schema import schema_line

WRITTEN_ELSEWHERE = {
    "stage": "Stages are written by: scp draft advance",
    "attestation": "Sign a judgement with: scp attest ID",
    "waiver": "Waive a piece of guidance with: scp waive ID",
    "baselined": "The baseline is written by: scp baseline",
}
NAME_KEYS = ("title", "name", "what", "service", "text", "term", "file", "finding", "statement")
KEY = re.compile(r"([a-z][a-z0-9_]*)=(.*)", re.DOTALL)


def new_record(
    plan: Plan, contents: Mapping[str, bytes], register: Register, name: str, given: Sequence[str]
) -> tuple[dict[str, bytes], str]:
    """The file of *register* with a record more, and the id of the record; `Refusal` where it is there already.

    *given* holds KEY=VALUE; a list is written with commas. What is left out stands in the file as an empty key with
    what belongs there.
    """
    if register.kind in WRITTEN_ELSEWHERE:
        raise misuse(f"A {register.kind} is not added by hand", WRITTEN_ELSEWHERE[register.kind])
    fields = register.item.model_fields
    values = {key: _value(register, key, text) for key, text in map(_pair, given)}
    id = _id(plan, register, name, values)
    names = next((key for key in NAME_KEYS if key in fields and not _marked(fields[key].metadata)), None)
    if name and names and names not in values and not _is_law_name(register):
        values = {names: name} | values
    if "id" in fields:
        values = {"id": id} | values
    lacking = [key for key, field in fields.items() if field.is_required() and key not in values]
    if lacking:
        offered = {key: _offered(plan, fields[key]) for key in lacking}
        examples = " ".join(f"{key}={_typed(values[0])}" for key, values in offered.items())
        lists = "".join(f" {key} is one of {', '.join(found)}." for key, found in offered.items() if len(found) > 1)
        raise misuse(
            f"{_a(register.kind)} needs {' and '.join(lacking)} as well",
            f'Write it as in: scplan add {register.kind} "{name or "NAME"}" {examples}.{lists}',
        )
    record = {key: values[key] if key in values else _empty(field.annotation) for key, field in fields.items()}
    record = {key: value for key, value in record.items() if value is not _LEFT_OUT}
    before = contents.get(register.path)
    text = (
        before.decode("utf-8-sig")
        if before is not None
        else f"{schema_line(register.path)}\n{blank_register(register)}"
    )
    notes = {key: " ".join((field.description or "").split()) for key, field in fields.items()}
    after = append_record(text, register.items, record, register.path, notes)
    return {register.path: after.encode()}, id


MANY = 24


def _offered(plan: Plan, field: FieldInfo) -> list[str]:
    """What could be typed for a key: each word where only some will do, else one example."""
    kind = _bare(field.annotation)
    marks = [
        *field.metadata,
        *(mark for each in get_args(field.annotation) for mark in getattr(each, "__metadata__", ())),
    ]
    for mark in marks:
        known: set[str] | frozenset[str] = frozenset()
        if isinstance(mark, Names):
            known = law_list(mark.kind)
        elif isinstance(mark, Refers) and mark.kind != "place":
            known = ids_of(plan).get(mark.kind, set())
        if known:
            return sorted(known)[:MANY]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(each.value) for each in kind]
    if kind is bool:
        return ["yes", "no"]
    if kind is date:
        return ["2027-04-01"]
    if kind in (int, Decimal):
        return ["12"]
    return [(field.description or "").rstrip(".")]


def _typed(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else f'"{value}"'


def _pair(text: str) -> tuple[str, str]:
    found = KEY.fullmatch(text)
    if not found:
        raise misuse(f"'{text}' is not written as KEY=VALUE", 'Write it as in owner="Chief Officer"; NAME comes first.')
    return found[1], found[2]


def _id(plan: Plan, register: Register, name: str, values: Mapping[str, Any]) -> str:
    fields = register.item.model_fields
    if "id" not in fields:
        return name
    if not name and "id" not in values:
        raise misuse(
            f"The {_words(register.kind)} has no name", f'Write it as in: scplan add {register.kind} "Its name"'
        )
    id = str(values.get("id") or (name if _is_law_name(register) else slug_of(name)[:100].strip("-")))
    if _is_law_name(register):
        known = sorted(law_list(next(each.kind for each in fields["id"].metadata if isinstance(each, Names))))
        if id not in known:
            raise misuse(f"'{id}' is no {_words(register.kind)} that there can be", f"They are {', '.join(known)}.")
    elif register.model is LocalRequirements and not id.startswith(PREFIX):
        id = PREFIX + id
    there = next((each for each in register.records(plan) if getattr(each, "id", None) == id), None)
    if there is not None:
        raise Refusal(
            f"'{id}' is there already ({there.at}).", "Open it and write there, or give the new one another name."
        )
    return id


def _is_law_name(register: Register) -> bool:
    """Whether the id of a record is one of a fixed list of the law."""
    field = register.item.model_fields.get("id")
    return field is not None and any(isinstance(each, Names) for each in field.metadata)


def _marked(metadata: Sequence[Any]) -> bool:
    return any(isinstance(each, Names | Refers) for each in metadata)


def _value(register: Register, key: str, text: str) -> Any:
    """What *text* stands for under *key*, as the file would hold it."""
    fields = register.item.model_fields
    if key not in fields:
        near = difflib.get_close_matches(key, fields, 1, 0.5)
        raise misuse(
            f"{_a(register.kind)} has no '{key}'" + (f". Did you mean '{near[0]}'?" if near else ""),
            f"Its keys are {', '.join(fields)}.",
        )
    kind = _bare(fields[key].annotation)
    if get_origin(kind) is tuple:
        inner = _bare(get_args(kind)[0])
        if not _is_nested(inner):
            return [_scalar(inner, each.strip()) for each in text.split(",") if each.strip()]
    if _is_nested(kind) or get_origin(kind) in (tuple, dict):
        raise misuse(
            f"'{key}' has parts of its own", f"Leave it out here and write it in {register.path}; the notes show how."
        )
    return _scalar(kind, text)


def _scalar(kind: Any, text: str) -> Any:
    """*text* as a number where *kind* is one; whether it fits is the loader's to say."""
    if kind is int and re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if kind is Decimal and re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", text):
        return Decimal(text) if "." in text else int(text)
    if kind is Any and re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", text):
        return Decimal(text) if "." in text else int(text)
    if kind is date and DAY.fullmatch(text):
        return as_written_day(text)
    return text


def as_written_day(text: str) -> date | str:
    """The day that *text* is, to stand without quotes; a day that does not exist is left for the loader to refuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _bare(annotation: Any) -> Any:
    """The kind itself, without marks and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation


def _is_nested(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


_LEFT_OUT = object()


def _empty(annotation: Any) -> Any:
    """What stands in the file for a key not given: nothing, an empty list; left out where only words will do."""
    kind = _bare(annotation)
    if get_origin(kind) is tuple:
        return []
    if get_origin(kind) is dict:
        return {}
    return None if type(None) in get_args(annotation) else _LEFT_OUT


def _a(kind: str) -> str:
    words = _words(kind)
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"


def _words(kind: str) -> str:
    return kind.replace("-", " ")
