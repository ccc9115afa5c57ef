"""How a command was called wrongly, in our words: what, which are allowed, and how the command is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

import typer
from typer.core import TyperGroup

from scp.commands.common import called
from scp.problem import PlanError, misuse

RESOLVED = "scp.resolved"


class Group(TyperGroup):
    """A command that has commands of its own."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that *args* begin with; `PlanError` where there is none of that name."""
        name = args[0]
        known = self.list_commands(ctx)
        if name in known or name.startswith("-"):
            found = super().resolve_command(ctx, args)
            ctx.meta[RESOLVED] = found[1]
            return found
        raise misuse(
            f"There is no command '{_short(name)}'{_meant(name, known)}",
            f"The commands are {', '.join(known)}. {_help(ctx)}",
        )


def in_our_words(error: typer.TyperException, command: Any) -> PlanError | None:
    """The fault that typer found in how *command* was called; None where it is no fault but a wish for help."""
    ctx: Any = getattr(error, "ctx", None)
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return None
        case "NoSuchOption" if ctx is not None:
            return _no_such_option(error, ctx)
        case "BadOptionUsage":
            return _option_and_value(error, command)
        case "MissingParameter" if ctx is not None:
            return _missing(error, ctx)
        case "BadParameter":
            return _bad_value(error)
    if "unexpected extra argument" in error.message and ctx is not None:
        return _too_many(error, ctx)
    return misuse(error.format_message(), _written(ctx) if ctx is not None else "")


def _no_such_option(error: Any, ctx: Any) -> PlanError:
    given = error.option_name
    if ctx.parent is None and given in ("--plan", "--json", "--dry-run", "--format", "--for", "--at"):
        return misuse(
            f"{given} stands before the command that it is for",
            f"Write it after the command, as in `{called()} check {given} …`. {_help(ctx)}",
        )
    known = list(_options(ctx))
    has = f"The options are {', '.join(known)}. " if known else ""
    return misuse(f"{_path(ctx)} has no option {_short(given)}{_meant(given, known)}", f"{has}{_written(ctx)}")


def _option_and_value(error: Any, command: Any) -> PlanError:
    found = next((each for each in command.params if error.option_name in each.opts), None)
    if found is None or found.is_flag:
        return misuse(f"{error.option_name} takes no value", f"Write {error.option_name} alone.")
    allowed = _allowed(found)
    return misuse(
        f"{error.option_name} has no value",
        f"It must be one of {', '.join(allowed)}." if allowed else f"Write it as {error.option_name} {_value(found)}.",
    )


def _missing(error: Any, ctx: Any) -> PlanError:
    name = _name(error.param)
    about = f"{error.param.help.rstrip('.')}. " if getattr(error.param, "help", None) else ""
    return misuse(f"{name} is missing", f"{about}{_written(ctx)}")


def _bad_value(error: Any) -> PlanError:
    name = _name(error.param) if error.param is not None else ""
    allowed = _allowed(error.param) if error.param is not None else []
    if not allowed:
        what, _, mend = error.message.partition("; ")
        return misuse(f"{name}: {what}" if name else what, f"{mend[:1].upper()}{mend[1:]}." if mend else "")
    given = _given(error.message)
    return misuse(
        f"'{_short(given)}' cannot be the value of {name}{_meant(given, allowed)}",
        f"It must be one of {', '.join(allowed)}.",
    )


def _too_many(error: Any, ctx: Any) -> PlanError:
    words = error.message.partition("(s) (")[2].removesuffix(")")
    quoted = "Put words that belong together in quotation marks. " if _arguments(ctx) else ""
    return misuse(f"{_path(ctx)} takes no '{_short(words)}'", f"{quoted}{_written(ctx)}")


# what a command is called and how it is written


def _path(ctx: Any) -> str:
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.info_name)
        ctx = ctx.parent
    return " ".join((called(), *names))


def _written(ctx: Any) -> str:
    """One line: the command with its arguments, those it can do without in brackets."""
    pieces = " ".join((_path(ctx), *_arguments(ctx), *_needed(ctx)))
    command = " COMMAND" if isinstance(ctx.command, TyperGroup) else ""
    return f"It is written: {pieces}{command} [OPTIONS]. {_help(ctx)}"


def _arguments(ctx: Any) -> list[str]:
    found = [each for each in ctx.command.params if each.param_type_name == "argument"]
    return [
        f"{_name(each)}{'…' if each.nargs != 1 else ''}"
        if each.required
        else f"[{_name(each)}{'…' if each.nargs != 1 else ''}]"
        for each in found
    ]


def _needed(ctx: Any) -> list[str]:
    found = [each for each in ctx.command.params if each.param_type_name == "option" and each.required]
    return [f"{_name(each)} {_value(each)}" for each in found]


def _help(ctx: Any) -> str:
    return f"`{_path(ctx)} --help` tells more."


def _options(ctx: Any) -> Iterator[str]:
    for each in ctx.command.get_params(ctx):
        if each.param_type_name == "option" and not each.hidden:
            yield from (name for name in (*each.opts, *each.secondary_opts) if name.startswith("--"))


def _name(param: Any) -> str:
    """An argument as its help names it, an option by its long name."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(max(param.opts, key=len))


def _value(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _allowed(param: Any) -> list[str]:
    return [str(getattr(each, "value", each)) for each in param.type_descriptor.choices or ()]


def _given(message: str) -> str:
    """The word that typer quotes first."""
    return message.partition("'")[2].partition("'")[0]


def _meant(given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given.lower()[:100], list(known), 1)
    return f". Did you mean '{near[0]}'?" if near else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
