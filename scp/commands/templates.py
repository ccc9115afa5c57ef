"""`scp templates`: the templates of the documents, and those that the plan has of its own."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import DryRun, Json, PlanRoot, json_text, say, tell, wrapped
from scp.problem import Refusal, misuse
from scp.repository import FolderSource, find_root
from scp.repository.save import write_files

if TYPE_CHECKING:
    from scp.documents.own_templates import Template

app = typer.Typer(no_args_is_help=True, add_completion=False)

Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Templates, for example full-plan.")]


@app.callback()
def templates() -> None:
    """Show the templates of the documents, put one in the plan, and compare it with ours after an upgrade.

    A template is Markdown with markers. One of the same name in the plan's templates/ is used instead of ours.
    """


@app.command("list")
def list_templates(plan: PlanRoot = None, as_json: Json = False) -> None:
    """List every template, the documents it is for, and whether the plan has its own.

    Exit status: 0 done, 2 wrong usage.
    """
    found = _templates(find_root(Path.cwd(), plan))
    if as_json:
        say(json_text([_values(each) for each in found]))
        return
    wide = max(len(each.name) for each in found)
    for each in found:
        part = f"  (a part of {', '.join(each.documents)})" if each.documents != (each.name,) else ""
        say(f"{each.name:{wide}}  {each.words}{part}")


@app.command("copy")
def copy_template(
    names: Names,
    merged: Annotated[
        bool,
        typer.Option("--merged", help="Leave the plan's own as it is, and remember that it goes with ours of today."),
    ] = False,
    plan: PlanRoot = None,
    dry_run: DryRun = False,
) -> None:
    """Put a template in the plan's templates/, to change there.

    Its first line says of which version it is a copy, and .scp/templates/ keeps ours as it was, so that diff can tell
    your changes from ours later. Exit status: 0 done, 2 wrong usage, 3 refused: the plan has its own already.
    """
    from scp.documents.own_templates import copied, renewed

    root = find_root(Path.cwd(), plan)
    found = [_named(_templates(root), name) for name in names]
    files: dict[str, bytes] = {}
    for each in found:
        if not merged and each.own is not None:
            raise Refusal(
                f"{each.path} is there already, and would be written over.",
                f"Compare the two: scplan templates diff {each.name}. To begin anew, take yours away first.",
            )
        if merged and each.own is None:
            raise misuse(f"The plan has no {each.path}", f"Copy ours first: scplan templates copy {each.name}")
        made = renewed(each) if merged else copied(each)
        files |= {path: text.encode() for path, text in made.items()}
    if not dry_run:
        write_files(root, files)
    for each in found:
        say(f"{'Would write' if dry_run else 'Wrote'} {each.path}")
    if not dry_run:
        tell(wrapped("Change it as you like; scplan build uses it from now on. Keep it: scplan save"))


@app.command("diff")
def diff_template(
    name: Annotated[
        str | None, typer.Argument(help="One template.", show_default="every one that the plan has")
    ] = None,
    plan: PlanRoot = None,
    as_json: Json = False,
) -> None:
    """Show what differs between the plan's own templates and ours, and whether ours changed since.

    Where ours as it was at the copy is at hand, your changes and ours since are shown apart. Exit status: 0 ours did
    not change since the copy, 1 it did or that is not known, 2 wrong usage.
    """
    every = _templates(find_root(Path.cwd(), plan))
    found = [_named(every, name)] if name is not None else [each for each in every if each.own is not None]
    if name is not None and found[0].own is None:
        raise misuse(f"The plan has no {found[0].path}", f"Ours is used. To change it: scplan templates copy {name}")
    if as_json:
        say(json_text([{**_values(each), **_differences(each)} for each in found]))
    elif not found:
        say("The plan has no templates of its own: ours are used.")
    else:
        for each in found:
            _show(each)
    if any(each.is_renewed is not False and each.differs for each in found):
        raise typer.Exit(1)


def _show(template: Template) -> None:
    say(f"{template.path}: {template.words}")
    if not template.differs:
        say("  Nothing differs.")
    elif template.is_renewed is False:
        _lines("Yours (+) and ours (-), which did not change since you copied it:", template.differences)
    elif template.is_renewed and template.of_the_plan is not None and template.of_scp is not None:
        _lines(f"What you changed since you copied it from scplan {template.version}:", template.of_the_plan)
        _lines("What we changed since:", template.of_scp)
        tell(wrapped(f"Put in what you want of ours, then: scplan templates copy {template.name} --merged", "  "))
    else:
        why = (
            f"Ours changed since you copied it from scplan {template.version}. What it was then is not in {template.kept}, so "
            "your changes and ours cannot be told apart."
            if template.is_renewed
            else "Its first line does not say of which version it is a copy, so your changes and ours cannot be told apart."
        )
        say(wrapped(why, "  "))
        _lines("Yours (+) and ours of today (-):", template.differences)


def _lines(title: str, lines: tuple[str, ...]) -> None:
    say(f"  {title}")
    for each in lines or ("nothing",):
        say(f"    {each}")


def _templates(root: Path) -> tuple[Template, ...]:
    from scp.documents.own_templates import ENDING, FOLDER, KEPT, templates

    source = FolderSource(root)
    files = {
        path: source.read(path).decode("utf-8", "replace")
        for path in source.paths()
        if path.startswith((f"{FOLDER}/", f"{KEPT}/")) and path.endswith(ENDING)
    }
    return templates(files)


def _named(every: tuple[Template, ...], name: str) -> Template:
    plain = name.rpartition("/")[2].removesuffix(".md.j2")
    for each in every:
        if each.name == plain:
            return each
    near = difflib.get_close_matches(plain, [each.name for each in every], 1)
    raise misuse(
        f"There is no template '{name}'" + (f". Did you mean '{near[0]}'?" if near else ""),
        "They are listed by: scplan templates list",
    )


def _values(template: Template) -> dict[str, object]:
    return {
        "template": template.name,
        "documents": list(template.documents),
        "path": template.path if template.own is not None else None,
        "differs": template.differs,
        "copied_from": template.version or None,
        "changed_here": template.is_changed,
        "changed_by_scp_since": template.is_renewed,
    }


def _differences(template: Template) -> dict[str, object]:
    """The lines of each comparison; None where what shipped at the copy is not at hand."""
    apart = {"here": template.of_the_plan, "by_scp": template.of_scp}
    return {
        "differences": list(template.differences),
        **{key: None if lines is None else list(lines) for key, lines in apart.items()},
    }
