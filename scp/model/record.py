"""The base of every noun, the scalars that people type, and the places that a record points to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self, TypeVar
from unicodedata import category

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from scp.problem import NOWHERE, Location


class Mapping(dict[str, Any]):
    """A mapping as it was written: where it begins and the line of each key."""

    at: Location = NOWHERE
    lines: dict[str, int]

    def __init__(self, at: Location = NOWHERE) -> None:
        super().__init__()
        self.at = at
        self.lines = {}


class Sequence(list[Any]):
    """A list as it was written: where it begins and the line of each item."""

    def __init__(self, at: Location = NOWHERE) -> None:
        super().__init__()
        self.at = at
        self.lines: list[int] = []


class Record(BaseModel):
    """Something the plan says, frozen, with its place in the files as `at`.

    The place is set by the loader, is no part of equality, schema or dump, and cannot be given in a file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    # Slots, and a step of our own around the model: private attributes and a model validator were 6 % of a check.
    __slots__ = ("_at", "_lines")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        model = dict(handler.resolve_ref_schema(schema))
        if model["type"] != "model":
            return schema  # made before, for another record
        return core_schema.no_info_wrap_validator_function(_with_place, model, ref=model.pop("ref"))

    @property
    def at(self) -> Location:
        """Where the record begins."""
        place: Location = getattr(self, "_at", NOWHERE)
        return place

    def at_key(self, key: str) -> Location:
        """Where *key* is written, or where the record begins when it is not."""
        line = self._lines_of_keys.get(key)
        return Location(self.at.path, line) if line else self.at

    def has_key(self, key: str) -> bool:
        """Whether *key* is written in the file, be it with nothing after it."""
        return key in self._lines_of_keys

    @property
    def _lines_of_keys(self) -> dict[str, int]:
        lines: dict[str, int] = getattr(self, "_lines", {})
        return lines

    def replace(self, **changes: Any) -> Self:
        """The same record with *changes*, validated again and at the same place."""
        values = {name: getattr(self, name) for name in type(self).model_fields} | changes
        record = type(self).model_validate(values)
        object.__setattr__(record, "_at", self.at)
        object.__setattr__(record, "_lines", self._lines_of_keys)
        return record

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), repr(self.__dict__)))


def _with_place(data: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """The record that *data* makes, at the place where *data* was written."""
    record = handler(data)
    if isinstance(data, Mapping):
        object.__setattr__(record, "_at", data.at)
        object.__setattr__(record, "_lines", data.lines)
    return record


REFERS_MARK, NAMES_MARK = "x-refers", "x-names"
"""Under which a JSON schema says what a field must name."""


@dataclass(frozen=True)
class Refers:
    """Marks a field whose text must be the id of a record of *kind* (``locality``, ``function`` …)."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), REFERS_MARK: self.kind}


@dataclass(frozen=True)
class Names:
    """Marks a field that must be one of a fixed list of the law (``outcome``, ``planning-group-group`` …)."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), NAMES_MARK: self.kind}


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile(r"((?:19|20|21)[0-9]{2})-([0-9]{2})")
MONEY = re.compile(r"[-−]?£?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]{1,2})?|[-−]?£?[0-9]+(?:\.[0-9]{1,2})?")
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST = 10**15
"""No amount, count or measure of a plan comes near it, and sums of what is below it stay exact."""
LONGEST = 1_000
"""Days, weeks or months that a stretch of time may last."""
PLACES = 15
"""Digits after the point."""


def as_slug(value: Any) -> str:
    if isinstance(value, str) and SLUG.fullmatch(value) and len(value) <= 100:
        return value
    raise PydanticCustomError("slug", "")


def as_text(value: Any) -> str:
    if isinstance(value, str):
        if any(category(sign)[0] not in "CZ" for sign in value):
            return value.strip()
        raise PydanticCustomError("blank", "")
    raise PydanticCustomError("text", "")


def as_day(value: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("no_such_day", "") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise PydanticCustomError("far_day", "")
        return day
    raise PydanticCustomError("day", "")


def as_year(value: Any) -> str:
    if isinstance(value, str) and (match := YEAR.fullmatch(value.strip())):
        if int(match[2]) == (int(match[1]) + 1) % 100:
            return value.strip()
        raise PydanticCustomError("no_such_year", "")
    raise PydanticCustomError("year", "")


def as_whole(value: Any) -> int:
    if type(value) is int and value > MOST:
        raise PydanticCustomError("too_large", "")
    if type(value) is int and value >= 0:
        return value
    if type(value) is int:
        raise PydanticCustomError("greater_than_equal", "")
    raise PydanticCustomError("whole", "")


def as_span(value: Any) -> int:
    whole = as_whole(value)
    if whole > LONGEST:
        raise PydanticCustomError("too_long", "")
    return whole


def as_outcome(value: Any) -> int:
    if type(value) is int and 1 <= value <= 9:
        return value
    raise PydanticCustomError("outcome", "")


def as_number(value: Any) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        if int(value.as_tuple().exponent) < -PLACES:
            raise PydanticCustomError("too_fine", "")
        return _within_reason(value)
    if type(value) is int:
        return _within_reason(Decimal(value))
    raise PydanticCustomError("number", "")


def as_money(value: Any) -> Decimal:
    if isinstance(value, str) and MONEY.fullmatch(value.strip()):
        return _within_reason(Decimal(value.strip().replace(",", "").replace("£", "").replace("−", "-")))
    if isinstance(value, Decimal) and value.is_finite():
        amount = _within_reason(value)
        if amount == amount.quantize(Decimal("0.01")):
            return amount
    if type(value) is int:
        return _within_reason(Decimal(value))
    raise PydanticCustomError("money", "")


def _within_reason(value: Decimal) -> Decimal:
    if value > MOST or value < -MOST:
        raise PydanticCustomError("too_large", "")
    return value


def as_yes_no(value: Any) -> bool:
    if type(value) is bool:
        return value
    if value in ("yes", "no"):
        return bool(value == "yes")
    raise PydanticCustomError("yes_no", "")


def as_list(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(value)
    raise PydanticCustomError("list", "")


def as_web_address(value: Any) -> str:
    text = as_text(value)
    if re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", text):
        return text
    raise PydanticCustomError("web_address", "")


def as_email(value: Any) -> str:
    text = as_text(value)
    if re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\".]+(\.[^\s@<>\".]+)+", text):
        return text
    raise PydanticCustomError("email", "")


def as_colour(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    raise PydanticCustomError("colour", "")


PRINCIPAL = re.compile(r"(?P<role>[a-z0-9]+(?:-[a-z0-9]+)*)@[a-z0-9]+(?:[.-][a-z0-9]+)*")


def as_principal(value: Any) -> str:
    if isinstance(value, str) and PRINCIPAL.fullmatch(value):
        return value
    raise PydanticCustomError("principal", "")


FINGERPRINT = re.compile(r"v1:[0-9a-f]{64}")


def as_fingerprint(value: Any) -> str:
    if isinstance(value, str) and FINGERPRINT.fullmatch(value):
        return value
    raise PydanticCustomError("fingerprint", "")


def as_place(value: Any) -> str:
    text = as_text(value)
    path = text.partition("#")[0]
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise PydanticCustomError("place", "")
    return text


class Scalar:
    """Marks a type that one function reads from YAML, and says what it looks like to an editor, and in JSON once read.

    Pydantic's own validators do the same; each looks at the function's signature again, for every field.
    """

    def __init__(
        self, read: Callable[[Any], Any], schema: dict[str, Any], written: dict[str, Any] | None = None
    ) -> None:
        self.read = read
        self.schema = schema
        self.written = written or schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.written if handler.mode == "serialization" else self.schema)


class _AsList:
    """Marks a list: a tuple once it is read."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(as_list, handler(source))


def _matching(pattern: re.Pattern[str]) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern.pattern}$"}


Slug = Annotated[str, Scalar(as_slug, _matching(SLUG))]
Text = Annotated[str, Scalar(as_text, {"type": "string", "minLength": 1})]
Day = Annotated[date, Scalar(as_day, _matching(DAY))]
Year = Annotated[str, Scalar(as_year, _matching(YEAR))]
Whole = Annotated[int, Scalar(as_whole, {"type": "integer", "minimum": 0})]
Span = Annotated[int, Scalar(as_span, {"type": "integer", "minimum": 0, "maximum": LONGEST})]
OutcomeNumber = Annotated[int, Scalar(as_outcome, {"type": "integer", "minimum": 1, "maximum": 9})]
Number = Annotated[Decimal, Scalar(as_number, {"type": "number"})]
Money = Annotated[Decimal, Scalar(as_money, {"type": ["number", "string"]}, {"type": "number"})]
YesNo = Annotated[bool, Scalar(as_yes_no, {"enum": [True, False, "yes", "no"]}, {"type": "boolean"})]
Colour = Annotated[str, Scalar(as_colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
WebAddress = Annotated[str, Scalar(as_web_address, {"type": "string", "format": "uri"})]
Email = Annotated[str, Scalar(as_email, {"type": "string", "format": "email"})]
Fingerprint = Annotated[str, Scalar(as_fingerprint, _matching(FINGERPRINT))]
Principal = Annotated[str, Scalar(as_principal, {"type": "string", "pattern": "^[a-z0-9-]+@[a-z0-9.-]+$"})]
Place = Annotated[str, Scalar(as_place, {"type": "string"}), Refers("place")]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], _AsList()]


def walk(record: Record) -> Iterator[tuple[Record, str, Any]]:
    """Each field of *record* and of the records inside it, as (record, key, value), depth first."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        yield record, name, value
        yield from _inside(value)


def _inside(value: Any) -> Iterator[tuple[Record, str, Any]]:
    if isinstance(value, Record):
        yield from walk(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _inside(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(each)
