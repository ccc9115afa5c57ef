"""Markdown templates: found beside the package or in the plan, and filled with the plan, nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import Path
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any, ClassVar

from jinja2 import (
    BytecodeCache,
    DictLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from scp.documents import (
    directed,
    easy_tables,
    heard,
    market_tables,
    organised,
    papers,
    reported,
    set_tables,
    short_tables,
    tables,
)
from scp.documents.words import MARK, Markdown, as_code, escaped, shown
from scp.model.easy_read import EasyReadPart
from scp.model.plan import Plan
from scp.model.record import Record
from scp.model.stage import Stage
from scp.model.text import Section
from scp.model.words import in_words, pounds
from scp.problem import Location, PlanError, Problem
from scp.reference import lists

LONGEST = 20_000_000
LARGEST = 10**12
MOST_STEPS = 1_000_000
"""Rounds of loops and calls of one document; ours take some hundreds."""
FILTERS = frozenset(
    [
        "abs",
        "capitalize",
        "default",
        "d",
        "dictsort",
        "first",
        "groupby",
        "int",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "unique",
        "upper",
    ]
)
SHOWN = (
    "scp.reference.",
    "scp.documents.document",
    "scp.documents.compliance",
    "scp.documents.kept",
    "scp.documents.organised",
    "scp.documents.heard",
    "scp.documents.said_and_did",
    "scp.model.responses",
)
PLAN_METHODS = frozenset(["locality", "care_group", "role", "round", "reached"])
ALLOWED: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset(["lower", "upper", "strip", "startswith", "endswith", "capitalize"])),
    (dict, frozenset(["get", "items", "keys", "values"])),
    (date, frozenset(["day", "month", "year"])),
    (Enum, frozenset(["value", "name", "words", "order", "is_made"])),
    (
        LoopContext,
        frozenset(
            [
                "index",
                "index0",
                "revindex",
                "revindex0",
                "first",
                "last",
                "length",
                "previtem",
                "nextitem",
                "depth",
                "cycle",
            ]
        ),
    ),
)


@cache
def folder() -> Path:
    """The folder of the shipped templates: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("scp")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def _shipped() -> dict[str, str]:
    return {each.name: each.read_text(encoding="utf-8") for each in folder().glob("*.md.j2")}


def fill(name: str, plan: Plan, own: dict[str, str], **values: Any) -> str:
    """The Markdown of document *name*; *own* are the plan's own templates, which go before the shipped ones."""
    path = f"templates/{name}.md.j2"
    parts: list[str] = []
    length = 0
    try:
        template = _environment(plan, own).get_template(f"{name}.md.j2")
        for part in template.generate(plan=plan, record=plan.record, **values):
            parts.append(part)
            length += len(part)
            if length > LONGEST:
                raise TemplateError(f"it makes more than {LONGEST:,} characters")
    except TemplateNotFound as error:
        raise PlanError(
            [
                Problem(
                    Location(path),
                    f"the template names {error.name}, which there is not",
                    "Compare it with the one that comes with scp.",
                )
            ]
        ) from None
    except TemplateSyntaxError as error:
        raise PlanError(
            [
                Problem(
                    Location(f"templates/{error.name}", error.lineno or 0),
                    f"the template cannot be read: {error.message}",
                    "Compare it with the one that comes with scp.",
                )
            ]
        ) from None
    except UndefinedError as error:
        raise PlanError(
            [
                Problem(
                    Location(path),
                    f"the template asks for something that the plan does not have: {error.message}",
                    "See the manual for the names that templates may use.",
                )
            ]
        ) from None
    except (
        TemplateError,
        ArithmeticError,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        MemoryError,
        RecursionError,
    ) as error:
        if path not in own:
            raise
        raise PlanError(
            [
                Problem(
                    Location(path),
                    f"the template cannot be filled ({error})",
                    "Compare it with the one that comes with scp.",
                )
            ]
        ) from None
    return "".join(parts)


class _Compiled(BytecodeCache):
    """Templates as they were compiled last, by their names: one is compiled anew only where it has changed."""

    kept: ClassVar[dict[str, tuple[str, CodeType]]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.kept[bucket.key] = (bucket.checksum, bucket.code)


def _environment(plan: Plan, own: dict[str, str]) -> ImmutableSandboxedEnvironment:
    loader = DictLoader(
        _shipped() | {path.removeprefix("templates/"): text.replace(MARK, "") for path, text in own.items()}
    )

    def finalize(value: object) -> str:
        if isinstance(value, Markdown):
            return value
        return escaped(shown(value))

    environment = _Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_Compiled(),
    )
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    environment.filters.update(pounds=pounds, in_words=in_words, code=as_code)
    environment.globals = {"namespace": Namespace}
    environment.globals.update(
        section=section,
        figure=figure,
        insert=insert,
        spot=spot,
        points=points,
        point=easy_tables.point,
        room=easy_tables.room,
        table=tables.table,
        tables=_Tables(plan),
        Stage=Stage,
        outcomes=lists.outcomes(),
        principles=lists.principles(),
        note=note,
    )
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    """What a template may touch: the fields and properties of the plan's records, and what we hand it. Nothing else.

    A list of what is allowed, because pydantic's records have methods that read files and run code (`parse_raw`).
    """

    intercepted_binops = frozenset(["*", "**", "%", "//", "/"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.steps = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template with a step counted in each round of its loops, so that none goes on without an end."""
        made = super()._parse(source, name, filename)
        for loop in made.find_all(nodes.For):
            step = nodes.Call(nodes.EnvironmentAttribute("step"), [], [], None, None, lineno=loop.lineno)
            loop.body = [nodes.ExprStmt(step, lineno=loop.lineno), *loop.body]
        made.set_environment(self)
        return made

    def step(self) -> None:
        """What each round of a loop calls; `call` counts it."""

    def call(self, context: Any, obj: Any, *values: Any, **named: Any) -> Any:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise SecurityError(f"it takes more than {MOST_STEPS:,} steps")
        return super().call(context, obj, *values, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, Record):
            return attr in type(obj).model_fields or isinstance(getattr(type(obj), attr, None), property)
        if isinstance(obj, Plan):
            return (
                attr in PLAN_METHODS
                or attr in obj.__dataclass_fields__
                or isinstance(getattr(Plan, attr, None), property)
            )
        if isinstance(obj, Section):
            return attr in ("title", "place", "path", "anchor", "plain", "is_written")
        for kind, names in ALLOWED:
            if isinstance(obj, kind):
                return attr in names
        if isinstance(obj, Namespace | _Tables):
            return True
        if isinstance(obj, type) and issubclass(obj, Enum):
            return attr in obj.__members__
        fields = getattr(obj, "_fields" if isinstance(obj, tuple) else "__dataclass_fields__", ())
        return type(obj).__module__.startswith(SHOWN) and attr in fields

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, Record | Section | type):
            return False
        return obj is Namespace or isinstance(
            obj, FunctionType | MethodType | BuiltinMethodType | Macro | BlockReference
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        small = [each for each in (left, right) if isinstance(each, int | Decimal) and -LARGEST < each < LARGEST]
        if len(small) < 2 or operator == "**":
            raise SecurityError(f"'{operator}' is for small numbers only")
        return super().call_binop(context, operator, left, right)


MODULES = (tables, heard, papers, set_tables, short_tables, directed, reported, market_tables, organised, easy_tables)
NAMES = {each.__name__ for each in MODULES}


class _Tables:
    """The functions of our tables, each for this plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getattr__(self, name: str) -> Any:
        found = (getattr(module, name, None) for module in MODULES if not name.startswith("_"))
        made = next((each for each in found if getattr(each, "__module__", "") in NAMES), None)
        if made is None:
            raise AttributeError(name)
        return lambda *values: made(self._plan, *values)


def section(found: Section | None) -> Markdown:
    """The marker at which a section of text is put in."""
    return Markdown(f"\n\n{MARK}section {found.place}{MARK}\n\n" if found is not None else "")


def points(part: EasyReadPart) -> Markdown:
    """The marker at which the points of an easy-read part are put in."""
    return Markdown(f"\n\n{MARK}points {part.path}{MARK}\n\n")


def figure(name: str) -> Markdown:
    """The marker at which a figure is put in."""
    return Markdown(f"\n\n{MARK}figure {escaped(name)}{MARK}\n\n")


def insert(key: str) -> Markdown:
    """The marker at which blocks go in that were made before, such as the changed words of a section."""
    return Markdown(f"\n\n{MARK}insert {escaped(key)}{MARK}\n\n")


def spot(place: str) -> Markdown:
    """The marker that makes the heading before it the place to which links to *place* lead."""
    return Markdown(f"\n\n{MARK}spot {escaped(place)}{MARK}\n\n")


def note(kind: str, text: str) -> Markdown:
    """A marked paragraph, such as what is still to write."""
    return Markdown(f"\n\n{MARK}note {kind}{MARK} {escaped(text)}\n\n")
