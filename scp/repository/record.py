"""YAML as people write it: values of YAML 1.2 that know their lines, and faults in plain words.

PyYAML's C scanner gives the events; the values are ours, because PyYAML reads YAML 1.1 (`no` is false,
`12:30` is a number) and forgets lines. Aliases, tags and duplicate keys are refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, TypeVar, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scp.model.record import LONGEST, PLACES, Mapping, Record, Sequence
from scp.problem import Location, PlanError, Problem
from scp.repository.slips import slip_of

INTEGER = re.compile(r"[-+]?[0-9]{1,30}")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
CORE_WORDS = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)
DEEPEST = 40
WORDS = re.compile(r"[ ]*(?:- )?(title|name|text|statement|view|answer|what):[ ]+[^\s\"'#|>\[{&*!]")
UNICODE_LINE_ENDS = "\x85\u2028\u2029"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

try:
    _LOADER: Any = yaml.CLoader
except AttributeError:  # a PyYAML built without the C library reads the same, only slower
    _LOADER = yaml.Loader


class _Suggestions:
    """How many faults of this load may still be told with the word that was meant: to look for it takes long."""

    left = 20


MOST_CANDIDATES = 500


def suggest_anew() -> None:
    """A load begins: its first 20 faults are told with the word that was probably meant."""
    _Suggestions.left = 20


def nearest(name: str, known: Collection[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """The words of *known* most like *name*, for the first faults of a load; none for those that follow."""
    if _Suggestions.left <= 0 or len(name) > 200:
        return []
    _Suggestions.left -= 1
    if len(known) > MOST_CANDIDATES:
        known = sorted(known, key=lambda each: (each[:1] != name[:1], each))[:MOST_CANDIDATES]
    return difflib.get_close_matches(name, [each for each in known if len(each) <= 200], count, cutoff)


def is_like(name: str, others: list[str]) -> bool:
    """Whether one of *others* is so like *name* that it was probably meant for it."""
    return bool(difflib.get_close_matches(name, [each for each in others[:50] if len(each) <= 200], 1))


def decode(path: str, content: bytes) -> str:
    """The text of a file, line ends folded; `PlanError` where it is not UTF-8 or holds control characters.

    The line ends that only Unicode knows become spaces: YAML would count them as lines and no editor does.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanError(
            [
                Problem(
                    Location(path, line),
                    "holds a character that is not UTF-8",
                    "Save the file again with the encoding UTF-8.",
                )
            ]
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for end in UNICODE_LINE_ENDS:
        text = text.replace(end, " ")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise PlanError(
            [
                Problem(
                    Location(path, line),
                    "holds a NUL character, so it is not a text file",
                    "Save it again as plain text with the encoding UTF-8.",
                )
            ]
        )
    if CONTROL.search(text):
        found = [(number, CONTROL.search(line)) for number, line in enumerate(text.split("\n"), 1)]
        raise PlanError(
            Problem(
                Location(path, number),
                f"holds a control character (U+{ord(match.group()):04X}), which cannot be seen or printed",
                "Delete it, and write the words around it anew; it often comes in with pasted text.",
            )
            for number, match in [each for each in found if each[1]][:20]
            if match
        )
    return text


def cut_short(path: str, lines: list[str]) -> list[Problem]:
    """A note for each text of which YAML takes the end for a comment, as in `title: Carers #1 priority`."""
    problems = []
    for number, line in enumerate(lines, 1):
        if " #" not in line or not (match := WORDS.match(line)):
            continue
        rest = line[line.index(" #", match.end()) + 1 :] if " #" in line[match.end() :] else ""
        if len(rest) > 1 and rest[1].isalnum():
            problems.append(
                Problem(
                    Location(path, number),
                    f"the words after # are taken for a note and are not printed: {_shown(rest)[1:-1]}",
                    f'Put the whole in quotes, as in `{match.group(1)}: "…"`, or leave a space after # if it is a note.',
                    kind="plan-lost-text",
                    note=True,
                )
            )
    return problems


def read_yaml(path: str, text: str, first_line: int = 1) -> Any:
    """The values of *text*, with lines counted from *first_line*; `PlanError` where it is not sound YAML."""
    return _Reader(path, text, first_line - 1).read()


class _Reader:
    def __init__(self, path: str, text: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.lines = text.split("\n")
        self.loader = _LOADER(text)

    def read(self) -> Any:
        try:
            self._next(yaml.StreamStartEvent)
            event = self.loader.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return None
            value = self._value(self.loader.get_event(), 0)
            self.loader.get_event()
            event = self.loader.get_event()
            if not isinstance(event, yaml.StreamEndEvent):
                self._refuse(
                    event, "a second document begins here (a line of three dashes)", "Keep one document in a file."
                )
            return value
        except yaml.MarkedYAMLError as error:
            slip = slip_of(self.lines, error, _LOADER)
            raise PlanError([Problem(Location(self.path, slip.line + 1 + self.offset), slip.what, slip.mend)]) from None
        except yaml.YAMLError:
            raise PlanError(
                [
                    Problem(
                        Location(self.path),
                        "holds a character that no text file may hold",
                        "Find and remove control characters, often pasted from other programs.",
                    )
                ]
            ) from None
        finally:
            self.loader.dispose()

    def _next(self, kind: type) -> Any:
        event = self.loader.get_event()
        assert isinstance(event, kind), event
        return event

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + 1 + self.offset

    def _at(self, event: Any) -> Location:
        return Location(self.path, self._line(event))

    def _refuse(self, event: Any, what: str, mend: str) -> None:
        raise PlanError([Problem(self._at(event), what, mend)])

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                f"'*{event.anchor}' repeats another value by reference, which a plan may not do",
                "Write the value out; if it begins with *, put it in quotes.",
            )
        if event.anchor is not None:
            self._refuse(
                event,
                f"'&{event.anchor}' names a value for reuse, which a plan may not do",
                "Remove it; if the text begins with &, put it in quotes.",
            )
        if getattr(event, "tag", None) not in (None, "!"):
            self._refuse(
                event,
                f"'{event.tag}' asks for a special kind of value, which a plan may not do",
                "Remove it; if the text begins with !, put it in quotes.",
            )
        if depth > DEEPEST:
            self._refuse(event, f"is nested more than {DEEPEST} levels deep", "Write it flatter.")
        if isinstance(event, yaml.ScalarEvent):
            return scalar(event.value) if event.implicit[0] and not event.style else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items = Sequence(self._at(start))
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            items.lines.append(self._line(event))
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, start: Any, depth: int) -> Mapping:
        values = Mapping(self._at(start))
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key must be a word, not a list or a mapping", "Write it as `key: value`.")
            key = self._value(event, depth + 1)
            if isinstance(key, bool) or key is None or isinstance(key, Decimal):
                key = event.value
            if key in values:
                self._refuse(
                    event,
                    f"'{key}' stands here a second time (first in line {values.lines[key]})",
                    "Keep one of the two.",
                )
            values.lines[key] = self._line(event)
            values[key] = self._value(self.loader.get_event(), depth + 1)
        return values


def scalar(text: str) -> Any:
    """The value of an unquoted scalar by the core schema of YAML 1.2; a number with a point is a `Decimal`."""
    if text in CORE_WORDS:
        return CORE_WORDS[text]
    if text[0] in "-+.0123456789":
        if INTEGER.fullmatch(text):
            return int(text)
        if text.startswith("0x") and re.fullmatch(r"0x[0-9a-fA-F]{1,16}", text):
            return int(text[2:], 16)
        if text.startswith("0o") and re.fullmatch(r"0o[0-7]{1,20}", text):
            return int(text[2:], 8)
        if DECIMAL.fullmatch(text):
            return Decimal(text)
    return text


R = TypeVar("R", bound=Record)


def build(kind: type[R], tree: Any, path: str, extra: dict[str, Any] | None = None, root_line: int = 1) -> R:
    """*tree* as a record of *kind*, with *extra* from the file itself; `PlanError` with every fault."""
    at = Location(path, root_line)
    if tree is None:
        tree = Mapping(at)
    if not isinstance(tree, Mapping):
        raise PlanError(
            [Problem(at, "holds no keys", f"Write it as `key: value`, beginning with `{_first_key(kind)}:`.")]
        )
    problems = []
    for key in list(tree):
        field = kind.model_fields.get(key) if isinstance(key, str) else None
        if field is not None and isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("from_file"):
            problems.append(
                Problem(
                    Location(path, tree.lines[key]),
                    f"'{key}' cannot be set here",
                    "It comes from the name or text of the file: remove the line.",
                )
            )
    values = Mapping(tree.at)
    values.lines = tree.lines
    values.update(tree)
    values.update(extra or {})
    try:
        record = kind.model_validate(values)
    except ValidationError as error:
        errors = [
            each for each in error.errors(include_url=False) if not (each["loc"] and each["loc"][0] in (extra or {}))
        ]
        extras: dict[tuple[int | str, ...], list[str]] = {}
        for each in errors:
            if each["type"] == "extra_forbidden":
                extras.setdefault(each["loc"][:-1], []).append(str(each["loc"][-1]))
        problems += [problem_of(each, tree, path, kind) for each in errors if not _is_misspelt(each, extras)]
        raise PlanError(problems) from None
    if problems:
        raise PlanError(problems)
    return record


def _is_misspelt(missing: ErrorDetails, extras: dict[tuple[int | str, ...], list[str]]) -> bool:
    """Whether a missing key is there under a name so like it that the message about that one says enough."""
    if missing["type"] != "missing":
        return False
    return is_like(str(missing["loc"][-1]), extras.get(missing["loc"][:-1], []))


def problem_of(error: ErrorDetails, tree: Any, path: str, kind: type[Record]) -> Problem:
    """One of pydantic's errors at the line it is about, in words for a planning officer."""
    line, keys, value = _find(error["loc"], tree)
    at = Location(path, line)
    key = keys[-1] if keys else ""
    shown = _shown(value)
    match error["type"]:
        case "extra_forbidden":
            owner = _model_at(kind, keys[:-1])
            known = [name for name in owner.model_fields if not _from_file(owner, name)] if owner else []
            near = nearest(str(key), known)
            where = _name_of(owner) if owner else "this record"
            return Problem(
                at,
                f"'{key}' is not a field of {where}."[:-1] + (f". Did you mean '{near[0]}'?" if near else ""),
                f"Known here: {', '.join(known)}." if known else "Remove the line.",
            )
        case "missing":
            return Problem(at, f"'{key}' is missing", f"Add a line `{key}: …`." + _help(kind, keys))
        case "text" | "string_type":
            return Problem(at, f"'{key}' is {shown}, not text", f'Write it as in `{key}: "{_as_typed(value)}"`.')
        case "blank":
            return Problem(
                at, f"'{key}' is empty between its quotes", "Write the text, or leave nothing after the colon."
            )
        case "slug":
            return Problem(
                at,
                f"'{key}' is {shown}, not a short name",
                "Use small letters, digits and single hyphens, as in `older-people`.",
            )
        case "day":
            return Problem(
                at, f"'{key}' is {shown}, not a day", f"Write it as in `{key}: 2027-04-01` (year, month, day)."
            )
        case "no_such_day":
            return Problem(at, f"'{key}' is {shown}, a day that does not exist", "Look at the month and the day.")
        case "far_day":
            return Problem(at, f"'{key}' is {shown}, a day too far from ours", "Look at the year.")
        case "year":
            return Problem(
                at,
                f"'{key}' is {shown}, not a financial year",
                "Write it as in `2027-28`, for the year from 1 April 2027 to 31 March 2028.",
            )
        case "no_such_year":
            return Problem(
                at, f"'{key}' is {shown}: a financial year ends in the year after it begins", "Look at the two years."
            )
        case "whole" | "int_type" | "int_parsing":
            return Problem(
                at,
                f"'{key}' is {shown}, not a whole number",
                f"Write digits only, as in `{key}: {_digits(value) or ('24100' if 'population' in key else '12')}`.",
            )
        case "greater_than_equal":
            return Problem(at, f"'{key}' is {shown}, less than nothing", "Write a number of 0 or more.")
        case "too_large":
            return Problem(at, f"'{key}' is {shown}, larger than any number of a plan", "Look at the number of digits.")
        case "too_long":
            return Problem(
                at, f"'{key}' is {shown}, longer than anything that a plan foresees", f"Write at most {LONGEST}."
            )
        case "too_fine":
            return Problem(
                at, f"'{key}' is {shown}, with more than {PLACES} digits after the point", "Write fewer digits."
            )
        case "outcome":
            return Problem(
                at,
                f"'{key}' is {_shown(error['input'])}, not the number of a national outcome",
                "The national outcomes have the numbers 1 to 9.",
            )
        case "number":
            return Problem(at, f"'{key}' is {shown}, not a number", f"Write it as in `{key}: 12.5`.")
        case "money":
            return Problem(
                at,
                f"'{key}' is {shown}, not an amount of money",
                f"Write pounds as in `{key}: 178200000` or `{key}: 45300.50`.",
            )
        case "yes_no" | "bool_type" | "bool_parsing":
            return Problem(at, f"'{key}' is {shown}, neither yes nor no", f"Write `{key}: yes` or `{key}: no`.")
        case "list" | "tuple_type":
            return Problem(
                at,
                f"'{key}' is {shown}, not a list",
                f"Write it as in `{key}: [one, two]`, or one item a line with a dash before it"
                + ("; a dash needs a space after it." if str(value).startswith("-") else "."),
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return Problem(
                at,
                f"'{key}' is {shown}, not a record with keys of its own",
                f"Write its keys below it, indented by two spaces, as in `{_example(kind, keys)}`.",
            )
        case "enum":
            words = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
            near = nearest(str(value), re.split(r", | or ", words))
            return Problem(
                at,
                f"'{key}' is {shown}" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"It must be one of {words}.",
            )
        case "web_address":
            return Problem(
                at, f"'{key}' is {shown}, not a web address", f"Write it as in `{key}: https://www.example.org/plan`."
            )
        case "email":
            return Problem(
                at, f"'{key}' is {shown}, not an e-mail address", f"Write it as in `{key}: planning@example.org`."
            )
        case "colour":
            return Problem(at, f"'{key}' is {shown}, not a colour", f'Write it in quotes, as in `{key}: "#12395b"`.')
        case "fingerprint":
            return Problem(
                at,
                f"'{key}' is {shown}, which is no fingerprint that scp wrote: v1: and 64 digits from 0 to f",
                "Take the entry out, or draw the baseline again: scplan baseline --renew",
            )
        case "principal":
            return Problem(
                at,
                f"'{key}' is {shown}, not the name of a post that signs",
                f"Write the post and the body, never a person, as in `{key}: chief-officer@authority`.",
            )
        case "place":
            return Problem(
                at,
                f"'{key}' is {shown}, not a place in the plan",
                "Write the path from the plan's folder, as in `localities/east.md#carers`.",
            )
    return Problem(
        at, f"'{key}' is {shown}, which does not fit", _help(kind, keys).strip() or "See the manual page on plan files."
    )


def _find(loc: Iterable[int | str], tree: Any) -> tuple[int, list[str], Any]:
    """The line, the keys on the way and the value that pydantic's *loc* points to."""
    line = tree.at.line if isinstance(tree, Mapping | Sequence) else 0
    keys: list[str] = []
    value = tree
    for step in loc:
        if step == "[key]":
            continue
        if isinstance(value, Mapping):
            keys.append(str(step))
            actual: Any = step if step in value else next((key for key in value if str(key) == str(step)), None)
            if actual is None:
                return value.at.line or line, keys, None
            line = value.lines[actual]
            value = value[actual]
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            line = value.lines[step]
            value = value[step]
    return line, keys, value


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a record with keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    text = str(value)
    return f"'{text if len(text) <= 60 else text[:57] + '…'}'"


def _digits(value: Any) -> str:
    """The whole number that was meant by one written for people (24,100), or nothing."""
    text = str(value).strip()
    return re.sub(r"[,\s]", "", text) if re.fullmatch(r"[0-9]{1,3}([,\s][0-9]{3})+", text) else ""


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "words" if value is None or isinstance(value, dict | list) else str(value)[:60]


def _from_file(kind: type[Record], name: str) -> bool:
    extra = kind.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("from_file"))


def _first_key(kind: type[Record]) -> str:
    return next(name for name in kind.model_fields if not _from_file(kind, name))


def _models_in(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]


def _model_at(kind: type[Record], keys: list[str]) -> type[Record] | None:
    """The model reached from *kind* by *keys*; keys of a plain mapping are stepped over."""
    model: type[Record] | None = kind
    for key in keys:
        if model is not None and key in model.model_fields:
            inside = _models_in(model.model_fields[key].annotation)
            model = inside[0] if inside else None
    return model


def _help(kind: type[Record], keys: list[str]) -> str:
    owner = _model_at(kind, keys[:-1])
    field = owner.model_fields.get(keys[-1]) if owner and keys else None
    return f" {field.description}" if field is not None and field.description else ""


def _example(kind: type[Record], keys: list[str]) -> str:
    model = _model_at(kind, keys)
    return f"{_first_key(model)}: …" if model is not None else "key: …"


_NAMES = {
    "PlanRecord": "a plan",
    "AgeGroups": "age groups",
    "FactRecord": "a fact",
    "NarrativeSection": "a section",
    "EasyReadPart": "an easy-read part",
    "Asked": "an entry of `asked`",
    "Others": "`others`",
}


def _name_of(kind: type[Record]) -> str:
    name = _NAMES.get(kind.__name__)
    if name:
        return name
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}" if not words.endswith("s") else f"the {words}"
