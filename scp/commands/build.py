"""`scp build`: make the documents."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import PlanRoot, say, tell, today, wrapped
from scp.commands.versions import At, ref_of
from scp.model.stage import Stage, StageRecord
from scp.model.words import in_words
from scp.problem import PlanError, Refusal, misuse
from scp.repository import FolderSource, MappingSource, Source, find_root, load_plan
from scp.repository.layout import STAGES
from scp.repository.save import writing
from scp.repository.stages import read_stages

if TYPE_CHECKING:
    from scp.documents.document import Copy, Notice
    from scp.documents.redline_render import RedlineDocuments
    from scp.model.plan import Plan

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
    formats: Annotated[
        str, typer.Option("--format", help="Formats, divided by commas: html, pdf, docx, xlsx.")
    ] = "html,pdf,docx",
    at: At = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="For the redline: the stage or commit to compare with, for example draft-1.",
            show_default=False,
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="For the redline: show the sections that did not change too.")
    ] = False,
    search: Annotated[
        bool, typer.Option("--search", help="Add a search of all web pages; it works without a network.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the documents.", show_default="build in the plan's folder"),
    ] = None,
) -> None:
    """Make the documents: the full plan, the easy-read summary and what goes with them.

    The compliance statement judges the plan on the day of the copy, for the stage that comes next. Everything is made before anything is written. The folder is replaced as a whole.

    Exit status: 0 done, 2 the plan could not be read, 3 refused.
    """
    from scp.documents.glyphs import missing
    from scp.documents.kinds import COMPLIANCE, KINDS, SAID_AND_DID, documents_of
    from scp.documents.redline_pages import NAME as REDLINE
    from scp.documents.render import FORMATS, render

    root = find_root(Path.cwd(), plan)
    wanted = [each.strip() for each in formats.split(",") if each.strip()]
    _refuse_unknown(wanted, FORMATS, "format")
    _refuse_half_a_redline(documents or [], since, whole)
    target = Path(os.path.abspath(output or root / "build"))
    _refuse_foreign(target, root)
    loaded, source, copy = _plan(root, at)
    copy = replace(copy, notices=_notices(root, at, loaded, copy))
    there = [*(each.name for each in documents_of(loaded)), REDLINE]
    _refuse_unknown(documents or [], [*dict.fromkeys([*(kind.name for kind in KINDS), *there])], "document")
    _refuse_empty(documents or [], there)
    report = None
    if COMPLIANCE in (documents or ()):
        from scp.requirements.check import check

        report = check(loaded.replace(problems=(*loaded.problems, *missing(loaded))), day=copy.day)
    if since is None and SAID_AND_DID in (documents or ()):
        since = _asked_on(root, loaded)
    redline = _redline(root, since, at, loaded, source, copy, whole) if since is not None else None
    made = render(loaded, copy, source.read, documents or (), wanted, report, redline, search)
    _refuse_nothing(made, wanted)
    with writing(target):
        _replace(target, made)
    for problem in missing(loaded):
        tell(wrapped(f"{problem.at}: {problem.what}", hanging="  "))
    named = [
        path
        for path in made
        if path.endswith((".pdf", ".docx", ".xlsx")) or (path.count("/") == 1 and path.endswith("/index.html"))
    ]
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


def _refuse_empty(named: list[str], there: list[str]) -> None:
    """A kind of which the plan has none, such as cover reports where no paper is recorded."""
    for name in named:
        if not any(each == name or each.startswith(f"{name}-") for each in there):
            raise misuse(f"The plan holds nothing of which '{name}' could be made", SOURCES.get(name, ""))


SOURCES = {
    "cover-report": 'Record the paper first: scplan add board-paper "Its subject"',
    "direction": 'Record the direction first: scplan add direction "What it is about"',
    "performance-report": "Record the reporting year in performance/reports.yaml.",
    "financial-statement": "Record the year in finance/statements.yaml, with the edition of the plan that it is for.",
    "answers-to": 'Record the consultation first: scplan add consultation-response "Its title"',
    "consultation-pack": "It is made for the round on the second draft, once that stage is made.",
    "planning-group-papers": "They are made for a round of asking, once the proposals are made.",
}


def _asked_on(root: Path, plan: Plan) -> str | None:
    """The draft that people were asked about first, where the plan's history holds it; told where it does not."""
    asked = [each.name for each in plan.rounds_on(Stage.DRAFT_2)]
    if asked and (root / ".git").exists():
        from scp.history.repository import Repository

        with Repository.open(root) as repository:
            for name in asked:
                if repository.has_tag(f"{plan.edition}/{name}"):
                    return f"{name}.1" if name == Stage.DRAFT_2.value and len(asked) > 1 else name
    tell(wrapped("The second draft is not in this copy's history, so the words that changed are left out."))
    return None


def _refuse_half_a_redline(documents: list[str], since: str | None, whole: bool) -> None:
    """The redline needs a version to compare with, and only the redline does."""
    from scp.documents.kinds import SAID_AND_DID
    from scp.documents.redline_pages import NAME as REDLINE

    if REDLINE in documents and since is None:
        raise misuse(
            "A redline needs to know since when", "Name a stage or a commit: scplan build redline --since draft-1"
        )
    if not {REDLINE, SAID_AND_DID} & {*documents} and (since is not None or whole):
        raise misuse(
            f"{'--since' if since is not None else '--whole'} is for the redline, which is not among the documents",
            "Name it: scplan build redline --since draft-1",
        )


def _redline(
    root: Path, since: str, at: str | None, plan: Plan, source: Source, copy: Copy, whole: bool
) -> RedlineDocuments:
    from scp.commands.compared import NOW, Version, read_version, refuse_other_edition
    from scp.documents.redline_render import Side, redline_documents

    old, new = read_version(root, since), Version(at or NOW, plan, source, copy)
    refuse_other_edition(old, new)
    before, after = (Side(each.name, each.plan, each.copy, each.source.read) for each in (old, new))
    return redline_documents(before, after, whole)


def _refuse_nothing(made: dict[str, bytes], wanted: list[str]) -> None:
    """A build of nothing is told instead of written: a workbook is made of tables, and easy read has none."""
    if set(made) == {MANIFEST}:
        raise misuse(
            f"There is nothing to make as {', '.join(wanted)}: a workbook holds tables, and these documents have none"
            if wanted
            else "No format was named",
            "Add another format, for example --format docx.",
        )


def _refuse_foreign(target: Path, root: Path) -> None:
    """Only a folder that is empty or that an earlier build made may be replaced."""
    if target.resolve() == root or root.is_relative_to(target.resolve()):
        raise Refusal(
            f"{_shown(target)} holds the plan itself, so the documents cannot take its place.",
            "Name another folder with --output.",
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refusal(f"{_shown(target)} is no folder.", "Name another with --output.")
    if target.is_dir() and (strangers := _strangers(target)):
        raise Refusal(
            f"{_shown(target)} holds files that no build made, for example {strangers[0]}.",
            "Name another folder with --output, or move the files.",
        )


def _strangers(target: Path) -> list[str]:
    """The files of a folder that the manifest of an earlier build does not list."""
    found = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir())
    try:
        manifest = json.loads((target / MANIFEST).read_bytes())
        known = set(manifest["outputs"]) if manifest["tool"] == "scplan" else set()
    except (OSError, ValueError, KeyError, TypeError):
        return found
    return [path for path in found if path not in known and path != MANIFEST]


LABELS = {
    Stage.PROPOSALS: "Proposals, for the planning group",
    Stage.DRAFT_1: "First draft, for the planning group",
    Stage.DRAFT_2: "Second draft, for consultation",
    Stage.FINAL: "Final plan",
    Stage.PUBLISHED: "Published plan",
}


def _plan(root: Path, at: str | None) -> tuple[Plan, Source, Copy]:
    """The plan, its files, and which copy of it the documents are."""
    from scp.documents.document import Copy

    if at is None and not (root / ".git").exists():
        source: Source = FolderSource(root)
        plan = load_plan(source)
        return plan, source, Copy(_label(plan), today())
    from scp.history.edition import is_exactly, is_still, version
    from scp.history.repository import Repository

    with Repository.open(root) as repository:
        if at is None:
            source, found = FolderSource(root), version(repository)
            plan = load_plan(source)
        else:
            ref = ref_of(repository, root, at)
            source, found = MappingSource(repository.files_at(ref)), version(repository, ref)
            plan = load_plan(source)
        record = plan.stages.stages[-1] if plan.stages.stages else None
        if record and record.withdrawn:
            record = None
        if record and found and not found.unsaved:
            tag = f"{plan.edition}/{record.key}"
            laid_out = record.stage is Stage.PUBLISHED and is_still(repository, tag, found.commit)
            if (found.tree == record.tree or laid_out) and is_exactly(repository, found.commit, plan.files):
                day = today() if os.environ.get("SOURCE_DATE_EPOCH") else record.date
                label = _stage_label(record, _withdrawn_since(root, record))
                return plan, source, Copy(label, day, record.name, found.commit, record.tree)
        unsaved = found is None or found.unsaved or not is_exactly(repository, found.commit, plan.files)
    day = today() if os.environ.get("SOURCE_DATE_EPOCH") or found is None else found.day
    commit = found.commit if found else ""
    return plan, source, Copy(_label(plan), day, commit=commit, unsaved=unsaved)


def _notices(root: Path, at: str | None, plan: Plan, copy: Copy) -> tuple[Notice, ...]:
    """What came after the copy, as the plan's files are now; told where they cannot be read."""
    from scp.documents.notices import notices

    if at is None:
        return notices(plan, plan, copy.stage)
    try:
        return notices(plan, load_plan(FolderSource(root)), copy.stage)
    except PlanError:
        tell(
            wrapped(
                "The plan's files as they are now cannot be read, so the pages do not say what came after this copy."
            )
        )
        return ()


def _label(plan: Plan) -> str:
    """A copy that is no stage: after which one it comes."""
    if not plan.stages.stages:
        return "Working copy, before the proposals"
    return f"Working copy, after the {plan.stages.stages[-1].sentence}"


def _stage_label(record: StageRecord, withdrawn: StageRecord | None) -> str:
    """A copy of a stage: which time it was made, where not the first, and that it was taken back, where it was."""
    time = f" (number {record.number})" if record.number > 1 else ""
    back = f", withdrawn on {in_words(withdrawn.date)}" if withdrawn else ""
    return f"{LABELS[record.stage]}{time}{back}"


def _withdrawn_since(root: Path, record: StageRecord) -> StageRecord | None:
    """The record by which the plan in *root* took *record* back since."""
    kept = root / STAGES
    now = read_stages(kept.read_bytes()) if kept.is_file() else ()
    return next((each for each in now if each.withdrawn and each.name == record.name), None)


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
