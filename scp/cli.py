"""The `scp` command: finds the command that was asked for, and tells once what went wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer

from scp import __version__
from scp.commands.calling import RESOLVED, Group, in_our_words
from scp.commands.common import tell, tell_problems, tell_refusal
from scp.problem import PlanError, Refusal

COMMANDS = {
    "init": "Make a new plan for an integration authority.",
    "add": "Add a locality, care group, section or record.",
    "list": "List the records of one kind.",
    "rename": "Give a record another short name, wherever it stands.",
    "remove": "Take a record out of the plan.",
    "save": "Show every change in words, then keep them all.",
    "send": "Send what is saved, with the stages, to the shared copy.",
    "status": "Show the stage, what blocks the next, coverage and deadlines.",
    "check": "List what the plan still owes to the Act and its guidance.",
    "explain": "Explain one requirement, for this plan.",
    "attest": "Sign that a judgement was made.",
    "waive": "Depart from guidance for a time, with a reason.",
    "baseline": "Take on what is owed today, so that check fails at new things only.",
    "schema": "Write the schemas by which an editor checks while you type.",
    "trace": "Follow the chain from need to result, and show what hangs on nothing.",
    "draft": "Move the plan through its statutory stages.",
    "consult": "Ask for views on a draft, and decide what comes of them.",
    "easy-read": "Begin the easy-read summary, and say that its points still hold.",
    "import": "Bring what people answered into the plan, without who they are.",
    "build": "Make the documents.",
    "templates": "Show, copy and compare the templates of the documents.",
    "verify": "Make documents once more, and say which file differs and from which input.",
    "serve": "Show the plan in the browser while you write.",
}


class Commands(Group):
    """The commands, each imported when it is asked for, and the one place where a fault is told."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"scp.commands.{cmd_name.replace('-', '_')}{'_' if iskeyword(cmd_name) else ''}")
        module.app._add_completion = False
        module.app.rich_markup_mode = None
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *given: Any, **more: Any) -> Any:
        with _told(lambda: self):
            return super().make_context(*given, **more)

    def invoke(self, ctx: Any) -> Any:
        with _told(lambda: ctx.meta.get(RESOLVED, self)):
            return super().invoke(ctx)


@contextmanager
def _told(command: Callable[[], Any]) -> Iterator[None]:
    """Tell the fault that comes up in *command*, and leave with its status: 2 the plan or the call, 3 a refusal."""
    try:
        yield
    except PlanError as error:
        tell_problems(error)
        raise typer.Exit(2) from None
    except Refusal as refusal:
        tell_refusal(refusal)
        raise typer.Exit(3) from None
    except typer.TyperException as error:
        fault = in_our_words(error, command())
        if fault is None:
            raise
        tell_problems(fault)
        raise typer.Exit(2) from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"scplan {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Write, check, advance and publish a strategic commissioning plan."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        # Whoever read the output has had enough, as with `scplan check | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:
        traceback.print_exc()
        tell(
            "This is a fault of scplan and not of your plan. Nothing that you can change will mend it: please report it with"
        )
        tell("all that stands above.")
        sys.exit(70)
