"""`scp build`: make the documents."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import PlanRoot, say, tell, today, wrapped
from scp.problem import Refusal, misuse
from scp.repository import FolderSource, MappingSource, Source, find_root, load_plan

if TYPE_CHECKING:
    from scp.documents.document import Copy
    from scp.history.edition import Version
    from scp.model.plan import Plan
    from scp.model.words import in_words

app = typer.Typer()
MANIFEST = "manifest.json"


@app.command()
def build(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            help="Documents to make; those that the stage calls for, where none is named.", show_default=False
        ),
    ] = None,
    plan: PlanRoot = None,
    formats: Annotated[str, typer.Option("--format", help="Formats, divided by commas: html, pdf.")] = "html,pdf",
    at: Annotated[
        str | None,
        typer.Option("--at", help="Build the plan as it was at this stage, for example draft-1.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the documents.", show_default="build in the plan's folder"),
    ] = None,
) -> None:
    """Make the documents: the full plan, the easy-read summary and what goes with them.

    Everything is made before anything is written. The folder is replaced as a whole.

    Exit status: 0 done, 2 the plan could not be read, 3 refused.
    """
    from scp.documents.glyphs import missing
    from scp.documents.render import FORMATS, KINDS, render

    root = find_root(Path.cwd(), plan)
    wanted = [each.strip() for each in formats.split(",") if each.strip()]
    _refuse_unknown(wanted, FORMATS, "format")
    _refuse_unknown(documents or [], [kind.name for kind in KINDS], "document")
    target = (output or root / "build").resolve()
    _refuse_foreign(target, root)
    source, found = _source(root, at)
    loaded = load_plan(source)
    made = render(loaded, _copy(loaded, found), source.read, documents or (), wanted)
    _replace(target, made)
    for problem in missing(loaded):
        tell(wrapped(f"{problem.at}: {problem.what}", hanging="  "))
    named = [path for path in made if path.endswith(".pdf") or (path.count("/") == 1 and path.endswith("/index.html"))]
    say(f"Made {len(made)} files in {_shown(target)}")
    for path in sorted(named):
        say(f"  {_shown(target / path)}")
    if loaded.problems:
        tell(
            wrapped(
                f"{len(loaded.problems)} things in the text could not be printed as written: scplan check lists them."
            )
        )


def _refuse_unknown(given: list[str], known: list[str] | tuple[str, ...], word: str) -> None:
    import difflib

    for each in given:
        if each not in known:
            near = difflib.get_close_matches(each, known, 1)
            raise misuse(
                f"There is no {word} '{each}'" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"There are {', '.join(known)}.",
            )


def _refuse_foreign(target: Path, root: Path) -> None:
    """Only a folder that is empty or that an earlier build made may be replaced."""
    if target == root or root.is_relative_to(target):
        raise Refusal(
            f"{_shown(target)} holds the plan itself, so the documents cannot take its place.",
            "Name another folder with --output.",
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refusal(f"{_shown(target)} is no folder.", "Name another with --output.")
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise Refusal(
            f"{_shown(target)} holds files that no build made.", "Name another folder with --output, or move the files."
        )


def _source(root: Path, at: str | None) -> tuple[Source, Version | None]:
    """The plan's files, and the version they are, where the plan is kept in git."""
    if at is None and not (root / ".git").exists():
        return FolderSource(root), None
    from scp.history.edition import version
    from scp.history.repository import Repository

    with Repository.open(root) as repository:
        if at is None:
            return FolderSource(root), version(repository)
        edition = load_plan(FolderSource(root)).edition
        ref = f"refs/tags/{edition}/{at}" if repository.has_tag(f"{edition}/{at}") else at
        return MappingSource(repository.files_at(ref)), version(repository, ref)


def _copy(plan: Plan, found: Version | None) -> Copy:
    from scp.documents.document import Copy

    record = plan.stages.stages[-1] if plan.stages.stages else None
    exact = record is not None and found is not None and not found.unsaved and found.tree == record.tree
    stage = record.stage.value if record else ""
    day: date = today() if os.environ.get("SOURCE_DATE_EPOCH") or found is None else found.day
    commit, tree = (found.commit, found.tree) if found else ("", "")
    if record is not None and exact:
        labels = {
            "proposals": "Proposals, for the planning group",
            "draft-1": "First draft, for the planning group",
            "draft-2": "Second draft, for consultation",
            "final": "Final plan",
            "published": "Published plan",
        }
        day = today() if os.environ.get("SOURCE_DATE_EPOCH") else record.date
        return Copy(labels[stage], day, stage, commit, tree)
    label = (
        f"Working copy, after the {record.stage.words} of {in_words(record.date)}"
        if record
        else "Working copy, before the proposals"
    )
    return Copy(label, day, stage, commit, "" if found and found.unsaved else tree, bool(found and found.unsaved))


def _replace(target: Path, files: dict[str, bytes]) -> None:
    """Write *files* beside *target*, then put them in its place, so that there is always a whole build."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    old = fresh.with_name(fresh.name + ".old")
    try:
        for folder in {(fresh / path).parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            (fresh / path).write_bytes(content)
        fresh.chmod(0o755)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        if not target.exists() and old.exists():
            old.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
