"""`scp build`: make the documents."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.commands.common import PlanRoot, json_text, say, tell, today, wrapped
from scp.commands.compared import NOW, Version
from scp.commands.timings import Timings
from scp.commands.versions import At, ref_of
from scp.model.stage import Stage, StageRecord
from scp.model.words import in_words
from scp.problem import Location, PlanError, Problem, Refusal, misuse
from scp.repository import FolderSource, MappingSource, Source, find_root, load_plan
from scp.repository.layout import STAGES
from scp.repository.replace import replace_folder
from scp.repository.save import writing
from scp.repository.stages import read_stages

if TYPE_CHECKING:
    from scp.documents.document import Copy, Notice
    from scp.documents.manifest import Options
    from scp.documents.redline_render import RedlineDocuments
    from scp.documents.workshop import Watch
    from scp.model.plan import Plan

app = typer.Typer()
MANIFEST = "manifest.json"
LOOKS = 5
EASY_FILE = re.compile(r"easy-read[a-z0-9.-]*(?<!large-print)\.pdf")


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
        str,
        typer.Option(
            "--format", help="Formats, divided by commas: html, pdf, large-print, docx, txt, audio, xlsx, json."
        ),
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
    large_print: Annotated[
        bool, typer.Option("--large-print", help="Make each PDF in large print too, in letters of 18 points.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the documents.", show_default="build in the plan's folder"),
    ] = None,
    timings: Annotated[bool, typer.Option("--timings", help="Say how long each format of each document took.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was made, and what was left out and why, as JSON.")
    ] = False,
) -> None:
    """Make the documents: the full plan, the easy-read summary and what goes with them.

    Where none is named, those that the stage calls for are made, and what is left out is told, with the reason.

    The compliance statement judges the plan on the day of the copy, for the stage that comes next. Everything is made before anything is written. The folder is replaced as a whole.

    Exit status: 0 done, 2 the plan could not be read, 3 refused.
    """
    from scp.documents.manifest import Options
    from scp.documents.render import LARGE_PRINT

    clock = Timings()
    root = find_root(Path.cwd(), plan)
    wanted = [each.strip() for each in formats.split(",") if each.strip()]
    asked = Options(
        documents=tuple(documents or ()),
        formats=tuple(dict.fromkeys([*wanted, *([LARGE_PRINT] if large_print else [])])),
        at=at,
        since=since,
        whole=whole,
        search=search,
        day=today() if os.environ.get("SOURCE_DATE_EPOCH") else None,
    )
    refuse_unknown(asked)
    _refuse_nothing(asked.formats)
    target = Path(os.path.abspath(output or root / "build"))
    _refuse_foreign(target, root)
    with clock.step("reading"):
        version = read(root, at, asked.day)
    made = make(root, asked, version, clock)
    with clock.step("writing"), writing(target):
        replace_folder(target, made, lambda: _refuse_foreign(target, root))
    unprinted = _unprinted(version)
    if as_json:
        result = _as_json(version, made, target, asked.documents, unprinted)
        say(json_text(result | ({"timings": clock.as_json()} if timings else {})))
        return
    _tell(target, made, version.plan, unprinted)
    if not documents:
        _tell_left_out(version.plan)
    if timings:
        for line in clock.table():
            tell(line)


def _tell(target: Path, made: dict[str, bytes], plan: Plan, unprinted: Sequence[Problem]) -> None:
    for problem in (*unprinted, *_unfit_to_publish(made, plan)):
        tell(wrapped(f"{problem.at}: {problem.what}", hanging="  "))
    named = [
        path
        for path in made
        if (path.endswith((".pdf", ".docx", ".txt", ".ssml", ".xlsx", ".json")) and path != MANIFEST)
        or (path.count("/") == 1 and path.endswith("/index.html"))
    ]
    say(f"Made {len(made)} files in {_shown(target)}")
    for path in sorted(named):
        say(f"  {_shown(target / path)}")
    if plan.problems:
        tell(
            wrapped(
                f"{len(plan.problems)} things in the text could not be printed as written: scplan check lists them."
            )
        )


def _unfit_to_publish(made: dict[str, bytes], plan: Plan) -> tuple[Problem, ...]:
    """Of an easy-read summary that was made: pictures that may not be published, and more pages than people read."""
    if not any(path.startswith("easy-read") for path in made):
        return ()
    from scp.documents.writers.parts import MOST_PAGES
    from scp.documents.writers.pdf import pages
    from scp.requirements.easy_pictures import easy_pictures

    long = []
    for path, content in sorted(made.items()):
        if not EASY_FILE.fullmatch(path) or (number := pages(content)) <= MOST_PAGES:
            continue
        parts = sum(each.startswith(path.replace(".pdf", ".part-")) for each in made)
        made_too = f" It is made in {parts} parts as well." if parts > 1 else ""
        what = f"has {number} pages, and people read up to {MOST_PAGES}: take points out.{made_too}"
        long.append(Problem(Location(path), what))
    return (*(each for each in easy_pictures(plan) if not each.note), *long)


def _tell_left_out(plan: Plan) -> None:
    """What was not made, a paragraph for each reason."""
    from scp.documents.kinds import Reason, left_out

    found = left_out(plan)
    for reason in Reason:
        names: dict[str, list[str]] = {}
        for each in found:
            if each.reason is reason:
                names.setdefault(each.more, []).append(each.name)
        if names:
            told = [f"{', '.join(which)}{f' ({more})' if more else ''}" for more, which in names.items()]
            tell(wrapped(f"Left out, {reason.value}: {'; '.join(told)}", hanging="  "))


def _as_json(
    version: Version, made: dict[str, bytes], target: Path, named: Sequence[str], unprinted: Sequence[Problem]
) -> dict[str, object]:
    """The result as JSON; where documents were named, nothing was left out."""
    from scp.documents.kinds import left_out

    plan = version.plan
    return {
        "schema": 1,
        "folder": str(target),
        "copy": version.copy.label,
        "stage": plan.stage.value if plan.stage else None,
        "files": sorted(made),
        "left_out": [
            {"document": each.name, "reason": each.reason.value, "more": each.more or None}
            for each in ([] if named else left_out(plan))
        ],
        "unprinted": [{"at": str(each.at), "what": each.what} for each in unprinted],
        "not_printed_as_written": len(plan.problems),
    }


def _unprinted(version: Version) -> tuple[Problem, ...]:
    """The signs that no font has, the fonts of the plan that cannot be used, and the figures that cannot be drawn."""
    from scp.documents.figures import wrong_figures
    from scp.documents.fonts import own_fonts
    from scp.documents.glyphs import missing

    fonts, unusable = own_fonts(version.plan, version.source.read)
    return (*unusable, *missing(version.plan, fonts.signs), *wrong_figures(version.plan))


def refuse_unknown(asked: Options) -> None:
    """Formats that there are not, and half of what a redline needs."""
    from scp.documents.render import FORMATS

    _refuse_unknown(asked.formats, FORMATS, "format")
    _refuse_half_a_redline(asked.documents, asked.since, asked.whole)


def make(root: Path, asked: Options, version: Version, clock: Timings) -> dict[str, bytes]:
    """Every file of what was *asked* for, made of *version* of the plan in *root*."""
    from scp.documents.kinds import COMPLIANCE, KINDS, SAID_AND_DID, documents_of
    from scp.documents.redline_pages import NAME as REDLINE
    from scp.documents.render import render

    plan, copy = version.plan, version.copy
    there = [*(each.name for each in documents_of(plan)), REDLINE]
    _refuse_unknown(asked.documents, [*dict.fromkeys([*(kind.name for kind in KINDS), *there])], "document")
    _refuse_empty(asked.documents, there)
    report = None
    if COMPLIANCE in asked.documents:
        from scp.requirements.check import check

        with clock.step("checking"):
            report = check(plan.replace(problems=(*plan.problems, *_unprinted(version))), day=copy.day)
    watch: Watch = clock.watch
    with clock.step("making"):
        since = asked.since
        if since is None and SAID_AND_DID in asked.documents:
            since = _asked_on(root, plan)
        redline = _redline(root, since, version, asked.whole) if since is not None else None
        return render(
            plan, copy, version.source.read, asked.documents, asked.formats, report, redline, options=asked, watch=watch
        )


def _refuse_unknown(given: Sequence[str], known: Sequence[str], word: str) -> None:
    import difflib

    for each in given:
        if each not in known:
            near = difflib.get_close_matches(each, known, 1)
            raise misuse(
                f"There is no {word} '{each}'" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"There are {', '.join(known)}.",
            )


def _refuse_empty(named: Sequence[str], there: Sequence[str]) -> None:
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
    "easy-read-questions": "It is made for a round on the second draft, once that has questions.",
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


def _refuse_half_a_redline(documents: Sequence[str], since: str | None, whole: bool) -> None:
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


def _redline(root: Path, since: str, new: Version, whole: bool) -> RedlineDocuments:
    from scp.commands.compared import read_version, refuse_other_edition
    from scp.documents.redline_render import Side, redline_documents

    old = read_version(root, since)
    refuse_other_edition(old, new)
    before, after = (Side(each.name, each.plan, each.copy, each.source.read) for each in (old, new))
    return redline_documents(before, after, whole)


def _refuse_nothing(wanted: Sequence[str]) -> None:
    if not wanted:
        raise misuse("No format was named", "Name one, for example --format docx.")


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
    for _ in range(LOOKS):
        before = _inode(target)
        found = sorted(
            Path(folder, name).relative_to(target).as_posix()
            for folder, folders, names in os.walk(target)
            for name in (*names, *(each for each in folders if os.path.islink(os.path.join(folder, each))))
        )
        known: set[str] | None = None
        try:
            manifest = json.loads((target / MANIFEST).read_bytes())
            known = set(manifest["outputs"]) if manifest["tool"] == "scplan" else set()
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        if before == _inode(target):
            break  # else another build has just taken its place: the list may be of one and the files of the other
    return found if known is None else [path for path in found if path not in known and path != MANIFEST]


def _inode(target: Path) -> int:
    """Which folder stands there."""
    try:
        return target.stat().st_ino
    except OSError:
        return 0


LABELS = {
    Stage.PROPOSALS: "Proposals, for the planning group",
    Stage.DRAFT_1: "First draft, for the planning group",
    Stage.DRAFT_2: "Second draft, for consultation",
    Stage.FINAL: "Final plan",
    Stage.PUBLISHED: "Published plan",
}


def read(root: Path, at: str | None, day: date | None, name: str | None = None) -> Version:
    """The plan in *root*, its files, and which copy of it the documents are; *day* is one that was given for the cover.

    The version is called *name*, or as it was asked for. Its copy says what came after it.
    """
    found = _read(root, at, day, name)
    return replace(found, copy=replace(found.copy, notices=_notices(root, at, found.plan, found.copy)))


def _read(root: Path, at: str | None, day: date | None, name: str | None) -> Version:
    from scp.documents.document import Copy

    called = name or at or NOW
    if at is None and not (root / ".git").exists():
        source: Source = FolderSource(root)
        plan = load_plan(source)
        return Version(called, plan, source, Copy(label(plan), day or today()))
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
                title = _stage_label(record, _withdrawn_since(root, record))
                made = Copy(title, day or record.date, record.name, found.commit, record.tree)
                return Version(called, plan, source, made)
        unsaved = found is None or found.unsaved or not is_exactly(repository, found.commit, plan.files)
    on = day or (found.day if found else today())
    commit = found.commit if found else ""
    return Version(called, plan, source, Copy(label(plan), on, commit=commit, unsaved=unsaved))


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


def label(plan: Plan) -> str:
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


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
