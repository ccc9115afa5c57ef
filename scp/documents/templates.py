"""Markdown templates: found beside the package or in the plan, and filled with the plan, nothing else."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import (
    DictLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scp.documents import tables
from scp.documents.words import MARK, Markdown, escaped, shown
from scp.model.easy_read import EasyReadPart
from scp.model.plan import Plan
from scp.model.stage import Stage
from scp.model.text import Section
from scp.model.words import in_words, pounds
from scp.problem import Location, PlanError, Problem
from scp.reference import lists


@cache
def folder() -> Path:
    """The folder of the shipped templates: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("scp")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def fill(name: str, plan: Plan, own: dict[str, str], **values: Any) -> str:
    """The Markdown of document *name*; *own* are the plan's own templates, which go before the shipped ones."""
    path = f"templates/{name}.md.j2"
    try:
        text = _environment(plan, own).get_template(f"{name}.md.j2").render(plan=plan, record=plan.record, **values)
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
    except (TemplateError, TypeError, ValueError, AttributeError, OverflowError, MemoryError, RecursionError) as error:
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
    return text


def _environment(plan: Plan, own: dict[str, str]) -> ImmutableSandboxedEnvironment:
    shipped = {each.name: each.read_text(encoding="utf-8") for each in folder().glob("*.md.j2")}
    loader = DictLoader(shipped | {path.removeprefix("templates/"): text for path, text in own.items()})

    def finalize(value: object) -> str:
        if isinstance(value, Markdown):
            return value
        return escaped(shown(value))

    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(pounds=pounds, in_words=in_words)
    environment.globals.update(
        section=section,
        figure=figure,
        points=points,
        table=tables.table,
        tables=_Tables(plan),
        Stage=Stage,
        outcomes=lists.outcomes(),
        principles=lists.principles(),
        note=note,
    )
    return environment


class _Tables:
    """The tables of `tables`, each for this plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getattr__(self, name: str) -> Any:
        made = getattr(tables, name, None)
        if name.startswith("_") or made is None or getattr(made, "__module__", "") != tables.__name__:
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


def note(kind: str, text: str) -> Markdown:
    """A marked paragraph, such as what is still to write."""
    return Markdown(f"\n\n{MARK}note {kind}{MARK} {escaped(text)}\n\n")
