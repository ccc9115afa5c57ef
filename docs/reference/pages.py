"""The reference pages of the manual, printed from the code: `python docs/reference/pages.py` rewrites them."""

from __future__ import annotations

import sys
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import typer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from scp.cli import COMMANDS, app  # noqa: E402
from scp.documents.whole_schema import made  # noqa: E402
from scp.model.care_group import CareGroup  # noqa: E402
from scp.model.consultation import Round  # noqa: E402
from scp.model.easy_read import EasyReadPart  # noqa: E402
from scp.model.finance import FinanceLine  # noqa: E402
from scp.model.locality import Locality  # noqa: E402
from scp.model.plan import NarrativeSection, PlanRecord  # noqa: E402
from scp.model.record import Names, Record, Refers  # noqa: E402
from scp.model.register import RegisterFile  # noqa: E402
from scp.model.roles import ROLES  # noqa: E402
from scp.repository.check_places import law_list  # noqa: E402
from scp.repository.edit import entry  # noqa: E402
from scp.repository.layout import REGISTERS  # noqa: E402
from scp.repository.new_record import WRITTEN_ELSEWHERE  # noqa: E402
from scp.requirements.catalogue import edition, requirements  # noqa: E402


def pages() -> dict[str, str]:
    """Each page by its file name."""
    return {
        "commands.md": commands(),
        "plan-files.md": plan_files(),
        "requirements.md": catalogue(),
        "plan.schema.json": made().decode(),
    }


def commands() -> str:
    """Every command with its arguments, options and exit status."""
    lines = [
        "# Commands",
        "",
        "Printed from the code. Each command finds the plan by walking up to `plan.yaml`.",
        "Exit status: 0 done and clean, 1 findings at or above the failing level or a verification that does not match,",
        "2 wrong usage or a plan that cannot be read, 3 refused, 70 a fault of ours.",
        "",
    ]
    ours: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command = ours.get_command(None, name)
        lines += _command(f"scp {name}", command)
    return "\n".join(lines).rstrip() + "\n"


def _command(name: str, command: Any) -> list[str]:
    lines = [f"## {name}", "", (command.help or "").strip(), ""]
    for inner, each in getattr(command, "commands", {}).items():
        lines += _command(f"{name} {inner}", each)
    rows = []
    for param in command.params:
        if param.name == "help":
            continue
        shown = param.name.upper() if param.param_type_name == "argument" else ", ".join(param.opts)
        rows.append(f"| `{shown}` | {(getattr(param, 'help', None) or '').replace('|', '/')} |")
    if rows:
        lines += ["| option | what |", "|---|---|", *rows, ""]
    return lines


def plan_files() -> str:
    """Every file of a plan with its keys."""
    lines = [
        "# Plan files",
        "",
        "Version 1 of the plan format, printed from the code. A file that is not listed is not read; papers go in `evidence/`.",
        "A path to another place of the plan is written from the plan's folder, as in `localities/east.md#carers`.",
        "",
    ]
    heads: list[tuple[str, type[Record]]] = [
        ("plan.yaml", PlanRecord),
        ("narrative/NNN-name.md (front matter)", NarrativeSection),
        ("localities/name.md (front matter)", Locality),
        ("care-groups/name.md (front matter)", CareGroup),
        ("easy-read/NNN-name.md (front matter)", EasyReadPart),
        ("consultation/<stage>/round.yaml", Round),
        ("finance/lines.csv (columns)", FinanceLine),
    ]
    for register in REGISTERS:
        heads.append((register.path, register.model))
    for path, model in heads:
        lines += [f"## {path}", ""]
        doc = (model.__doc__ or "").strip().split("\n")[0]
        lines += [doc, "", *_fields(model, set()), ""]
        if issubclass(model, RegisterFile):
            lines += _as_register(model)
    lines += ["## Roles of narrative sections", "", "| role | usual title | what belongs there |", "|---|---|---|"]
    lines += [f"| `{role.id}` | {role.title} | {role.about} |" for role in ROLES]
    lines += ["", "## Lists", "", "What a key that is one of a list may say.", ""]
    for kind in ("seat", "consultee-group", "local-plan-kind", "indicator", "pillar", "aim", "principle"):
        lines.append(
            f"- {kind.replace('-', ' ')}: {', '.join(f'`{each}`' for each in sorted(law_list(kind), key=_natural))}"
        )
    return "\n".join(lines).rstrip() + "\n"


def _as_register(model: type[RegisterFile]) -> list[str]:
    """How to see and add records, what belongs there, and a good one."""
    lines = [model.ABOUT, ""] if model.ABOUT else []
    lines += [f"`scp list {model.NAME}`" + ("" if model.KIND in WRITTEN_ELSEWHERE else f", `scp add {model.KIND}`"), ""]
    if model.EXAMPLE:
        lines += ["For example:", "", *(f"    {line}" for line in entry(model.EXAMPLE, 2).rstrip().split("\n")), ""]
    return lines


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in name.replace("-", " ").split()]


def _fields(model: type[Record], seen: set[type[Record]]) -> list[str]:
    rows = ["| key | what | kind |", "|---|---|---|"]
    inside: list[type[Record]] = []
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("from_file"):
            continue
        needed = " (needed)" if field.is_required() else ""
        rows.append(f"| `{name}`{needed} | {field.description or ''} | {_kind(field.annotation, field.metadata)} |")
        inside += [each for each in _models(field.annotation) if each not in seen]
    lines = rows
    for each in dict.fromkeys(inside):
        seen.add(each)
        lines += ["", f"**{_words(each)}**: {(each.__doc__ or '').strip().split(chr(10))[0]}", "", *_fields(each, seen)]
    return lines


def _words(model: type[Record]) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip().capitalize()


def _models(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _kind(annotation: Any, metadata: list[Any]) -> str:
    for mark in metadata:
        if isinstance(mark, Refers):
            return "a place of the plan" if mark.kind == "place" else f"id of a {mark.kind.replace('-', ' ')}"
        if isinstance(mark, Names):
            return f"one of the list of {mark.kind.replace('-', ' ')}s"
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _kind(next(each for each in get_args(annotation) if each is not type(None)), metadata)
    if origin is tuple:
        return f"list: {_kind(get_args(annotation)[0], [])}"
    if origin is dict:
        return f"keys, each with: {_kind(get_args(annotation)[1], [])}"
    if hasattr(annotation, "__metadata__"):
        return _kind(get_args(annotation)[0], [*annotation.__metadata__, *metadata])
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return f"{_words(annotation).lower()} (below)"
    for mark in metadata:
        name = getattr(getattr(mark, "func", None), "__name__", "")
        if name.startswith("as_"):
            return {
                "as_slug": "short name",
                "as_text": "text",
                "as_day": "day",
                "as_whole": "whole number",
                "as_span": "whole number to 1,000",
                "as_money": "money",
                "as_yes_no": "yes or no",
                "as_number": "number",
                "as_web_address": "web address",
                "as_place": "a place of the plan",
                "as_outcome": "number of a national outcome",
                "as_list": "list",
            }.get(name, "text")
    if isinstance(annotation, type) and hasattr(annotation, "__members__"):
        return ", ".join(str(each.value) for each in annotation)
    return {str: "text", int: "whole number", bool: "yes or no"}.get(annotation, "text, number or day")


def catalogue() -> str:
    """Every requirement of the catalogue."""
    lines = [
        "# Requirements",
        "",
        f"The catalogue of requirements, edition {edition()}, printed from the code. Only `act-` and `regs-` requirements with",
        "*must* are law; guidance can be departed from with a reason. *Who* says whether a program can answer, a person must sign, or both.",
        "`scp explain ID` says more about each.",
        "",
        "| id | what | source | level | from stage | who |",
        "|---|---|---|---|---|---|",
    ]
    who = {"program": "program", "person": "a person", "both": "both"}
    for each in requirements():
        level = f"{each.level.word}, {each.force}"
        lines.append(
            f"| `{each.id}` | {each.title.replace('|', '/')} | {each.short} | {level} | {each.stage} | {who[each.needs]} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
