"""`scp verify`: whether the documents in a folder are those that scp makes of the plan."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scp.commands.common import Json, json_text, say, tell, wrapped
from scp.problem import Location, PlanError, Problem, misuse

if TYPE_CHECKING:
    from scp.commands.compared import Version
    from scp.documents.manifest import Manifest

app = typer.Typer()

PIECE = 1 << 20
MOST_TOLD = 30
MOST_NAMED = 12
MOST_FILES = 100_000
SAME_INSIDE = "The same content, other packing"


class Outcome(Enum):
    """What became of one file."""

    SAME = "same"
    REPACKED = "repacked"
    DIFFERS = "differs"
    MISSING = "missing"
    EXTRA = "extra"
    UNPROVED = "unproved"

    @property
    def agrees(self) -> bool:
        return self in (Outcome.SAME, Outcome.REPACKED, Outcome.UNPROVED)


@dataclass(frozen=True)
class Look:
    """What was found of one file: *why*, each reason in words, the inputs that explain it, and how it was unpacked."""

    path: str
    outcome: Outcome
    why: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    unpacked: str = ""


@dataclass(frozen=True)
class Again:
    """The build made again: its files and manifest, *how* it was made, in words, and the inputs that *changed* since."""

    files: Mapping[str, bytes]
    manifest: Manifest
    how: str
    notes: tuple[str, ...] = ()
    changed: frozenset[str] = frozenset()


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that scplan build made.")],
    plan: Annotated[
        Path | None,
        typer.Option("--plan", help="Folder of the plan.", show_default="the nearest one upwards from DIR"),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--listed", help="Hold the files against their list only, and make nothing again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make the documents in a folder once more, and say which file differs and from which input.

    The plan is read as the list of the build, manifest.json, says: at the saved version from which the documents were made.
    Nothing is written. (Whether the stages agree with the plan's history is another question: scplan draft verify.)

    Exit status: 0 the same bytes, or the same content in other packing; 1 something differs, is missing or is extra; 2
    the list or the plan cannot be read; 3 the plan's history is not all here.
    """
    from scp.documents.manifest import NAME

    if not folder.is_dir():
        raise misuse(f"There is no folder {folder}", "Name the folder that scplan build made.")
    kept = _read(folder)
    there = _files(folder)
    again = None if listed else _make_again(kept, folder, plan)
    looks = [*_looks(folder, kept, there, again)]
    looks += [Look(path, Outcome.EXTRA, ("no build made it",)) for path in there if path not in {*kept.outputs, NAME}]
    looks.sort(key=lambda each: each.path)
    result = _result(looks)
    if as_json:
        say(json_text(_as_json(kept, again, looks, result)))
    else:
        _tell(kept, again, looks, result)
    if result is Outcome.DIFFERS:
        raise typer.Exit(1)


def _read(folder: Path) -> Manifest:
    from scp.documents.manifest import LARGEST, NAME, read_manifest

    place = folder / NAME
    why = "it is not there" if not place.exists() else "it is no ordinary file"
    try:
        content = _begun(place, LARGEST + 1) if place.is_file() and not place.is_symlink() else None
    except OSError as error:
        content, why = None, error.strerror or str(error)
    if content is None:
        what = f"cannot be read ({why}), so what the folder should hold is not known"
        raise PlanError([Problem(Location(str(place)), what, "Build the documents anew: scplan build")])
    return read_manifest(content, str(place))


def _begun(place: Path, most: int) -> bytes:
    with place.open("rb") as file:
        return file.read(most)


def _files(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below *folder*, by its path; of what is no ordinary file, nothing."""
    found = {}
    for above, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(above, name))]
        folders[:] = sorted(set(folders) - {*links})
        for name in sorted([*names, *links]):
            place = Path(above, name)
            found[place.relative_to(folder).as_posix()] = _digest(place)
        if len(found) > MOST_FILES:
            raise misuse(
                f"{folder} holds more than {MOST_FILES:,} files", "No build makes as many: is this the folder?"
            )
    return found


def _digest(place: Path) -> str:
    """The SHA-256 of a file; empty where it is a link, no file, or cannot be read."""
    if place.is_symlink() or not place.is_file():
        return ""
    found = hashlib.sha256()
    try:
        with place.open("rb") as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except OSError:
        return ""
    return found.hexdigest()


def _make_again(kept: Manifest, folder: Path, plan: Path | None) -> Again:
    """The build that *kept* lists, made of the same plan."""
    from scp.commands.build import make, refuse_unknown
    from scp.commands.timings import Timings
    from scp.documents.manifest import NAME, read_manifest
    from scp.repository import find_root

    refuse_unknown(kept.options)
    root = find_root(folder, plan)
    version, how, notes = _version(root, kept)
    # What came after the copy is taken as the build was told it: the folder may have moved on since.
    version = replace(version, copy=replace(version.copy, notices=kept.copied.as_copy().notices))
    files = make(root, kept.options, version, Timings())
    made = read_manifest(files[NAME], NAME)
    changed = {path for path in {*kept.inputs, *made.inputs} if kept.inputs.get(path) != made.inputs.get(path)}
    return Again(files, made, how, notes, frozenset(changed))


def _version(root: Path, kept: Manifest) -> tuple[Version, str, tuple[str, ...]]:
    """The plan from which the build was made or, where that is gone, as near to it as there is; and how it was found."""
    from scp.commands.build import label, read
    from scp.commands.compared import NOW, Version
    from scp.documents.document import Copy
    from scp.repository import FolderSource, load_plan

    copied, called, day = kept.copied, kept.options.at or NOW, kept.options.day
    notes = []
    saved = None
    if copied.commit and (root / ".git").exists():
        try:
            saved = read(root, copied.commit, day, called)
        except PlanError as error:
            notes.append(
                f"Version {copied.commit[:12]} could not be read from the plan's history: {error.problems[0].what}."
            )
        else:
            if not copied.unsaved:
                if saved.plan.files == kept.inputs or not _are(FolderSource(root), kept.inputs):
                    return saved, f"of version {copied.commit[:12]} in the plan's history", ()
                # The folder's line ends may be those of Windows.
                source = FolderSource(root)
                return Version(called, load_plan(source), source, saved.copy), "of the plan's folder", ()
    source = FolderSource(root)
    plan = load_plan(source)
    if copied.commit and not copied.unsaved:
        notes.append("That it is this version and copy was taken from the list, and not held against the history.")
        copy = copied.as_copy()
    elif saved is not None:
        copy = replace(saved.copy, label=label(plan), stage="", tree="", unsaved=True, day=day or copied.day)
    else:
        copy = Copy(label(plan), day or copied.day, commit=copied.commit, unsaved=copied.unsaved)
    return Version(called, plan, source, copy), "of the plan's folder as it is", tuple(notes)


def _are(source: Any, inputs: Mapping[str, str]) -> bool:
    """Whether the files of *source* are *inputs*."""
    return set(source.paths()) == set(inputs) and all(source.digest(path) == inputs[path] for path in inputs)


def _looks(folder: Path, kept: Manifest, there: Mapping[str, str], again: Again | None) -> Iterator[Look]:
    """What became of each file that the list names or that is made again, and of the list itself."""
    for path, digest in kept.outputs.items():
        found = there.get(path)
        if found is None:
            yield Look(path, Outcome.MISSING, ("it is listed, and not there",))
        elif found != digest:
            ours = again and again.manifest.outputs.get(path)
            said = "the list gives it another hash" if found == ours else "it was changed after it was made"
            yield Look(path, Outcome.DIFFERS, (said if found else "it is no ordinary file, or cannot be read",))
        elif again is None:
            yield Look(path, Outcome.UNPROVED)
        else:
            yield _held(folder, kept, path, again)
    if again is not None:
        for path in again.manifest.outputs.keys() - kept.outputs.keys():
            why, inputs = _why(kept, again, path)
            yield Look(path, Outcome.DIFFERS, ("it is made now and not listed", *why), inputs)
        yield from _list_itself(folder, kept, again)


def _held(folder: Path, kept: Manifest, path: str, again: Again) -> Look:
    """One file that is as it was made, held against what is made now."""
    from scp.documents.unpacked import unpacked

    if path not in again.files:
        return Look(path, Outcome.DIFFERS, ("it is not made any more", *_why(kept, again, path)[0]))
    if again.manifest.outputs[path] == kept.outputs[path]:
        return Look(path, Outcome.SAME)
    inside = unpacked(path, (folder / path).read_bytes(), again.files[path])
    if inside.same:
        return Look(path, Outcome.REPACKED, unpacked=inside.how)
    why, inputs = _why(kept, again, path)
    return Look(path, Outcome.DIFFERS, why, inputs, inside.how)


def _why(kept: Manifest, again: Again, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What explains that *path* comes out otherwise, in words, and the inputs among it."""
    now = again.manifest
    inputs = tuple(sorted(again.changed & (kept.inputs_of(path) | now.inputs_of(path))))
    why = [_changed_in_words(kept, again, each) for each in inputs[:MOST_NAMED]]
    if len(inputs) > MOST_NAMED:
        why.append(f"and {len(inputs) - MOST_NAMED} more files of the plan have changed")
    if kept.copied != now.copied:
        why.append(f"the list calls the copy '{_copy(kept)}', and it is '{_copy(now)}'")
    if kept.since != now.since:
        why.append("the version with which it compares is another")
    if kept.plan != now.plan and "plan.yaml" not in inputs:
        why.append("the list names another plan")
    with_what = kept.made_with.against(now.made_with)
    if with_what:
        why.append(f"it was made with {', '.join(with_what[:MOST_NAMED])}")
    return tuple(why) or ("nothing in the list explains it",), inputs


def _changed_in_words(kept: Manifest, again: Again, path: str) -> str:
    if path not in kept.inputs:
        return f"{path} is new"
    return f"{path} {'has changed' if path in again.manifest.inputs else 'is gone'}"


def _copy(of: Manifest) -> str:
    copied = of.copied
    commit = f", version {copied.commit[:12]}" if copied.commit else ""
    return f"{copied.label}, {copied.day.isoformat()}{commit}{', with unsaved changes' if copied.unsaved else ''}"


def _list_itself(folder: Path, kept: Manifest, again: Again) -> Iterator[Look]:
    """The list of the build: what it says beside the hashes, and that it is written as we write it."""
    from scp.documents.manifest import NAME

    now = again.manifest
    if kept == now:
        same = (folder / NAME).read_bytes() == again.files[NAME]
        yield Look(NAME, Outcome.SAME) if same else Look(NAME, Outcome.DIFFERS, ("it is not written as scplan does",))
        return
    explained = kept.made_with != now.made_with or bool(again.changed)
    wrong = (
        []
        if explained
        else [name for name in ("plan", "since", "documents") if getattr(kept, name) != getattr(now, name)]
    )
    if kept.copied != now.copied:
        wrong.append("copy")
    if wrong:
        said = f"it says otherwise of: {', '.join(wrong)}"
        yield Look(NAME, Outcome.DIFFERS, (said, f"the copy is '{_copy(now)}'") if "copy" in wrong else (said,))


def _result(looks: list[Look]) -> Outcome:
    if not all(look.outcome.agrees for look in looks):
        return Outcome.DIFFERS
    outcomes = {look.outcome for look in looks}
    return next((each for each in (Outcome.UNPROVED, Outcome.REPACKED) if each in outcomes), Outcome.SAME)


def _as_json(kept: Manifest, again: Again | None, looks: list[Look], result: Outcome) -> dict[str, Any]:
    return {
        "schema": 1,
        "result": result.value,
        "copy": kept.copied.model_dump(mode="json"),
        "made_again": again.how if again else None,
        "notes": list(again.notes) if again else [],
        "made_with": kept.made_with.against(again.manifest.made_with) if again else [],
        "changed_inputs": sorted(again.changed) if again else [],
        "files": [
            {
                "path": each.path,
                "outcome": each.outcome.value,
                "why": list(each.why),
                "inputs": list(each.inputs),
                "unpacked": each.unpacked or None,
            }
            for each in looks
        ],
    }


def _tell(kept: Manifest, again: Again | None, looks: list[Look], result: Outcome) -> None:
    say(wrapped(f"{kept.plan.title}, edition {kept.plan.edition}: {_copy(kept)}."))
    if again is not None:
        say(wrapped(f"Made again {again.how}."))
        for note in again.notes:
            tell(wrapped(note))
        with_what = kept.made_with.against(again.manifest.made_with)
        if with_what:
            more = f" and {len(with_what) - MOST_NAMED} more" if len(with_what) > MOST_NAMED else ""
            say(wrapped(f"Then it was made with {'; '.join(with_what[:MOST_NAMED])}{more}.", hanging="  "))
    wrong = [look for look in looks if not look.outcome.agrees]
    for look in wrong[:MOST_TOLD]:
        inside = f" ({look.unpacked})" if look.unpacked else ""
        say(wrapped(f"  {look.outcome.value:<8} {look.path}: {'; '.join(look.why)}{inside}", hanging="           "))
    if len(wrong) > MOST_TOLD:
        say(f"  … and {len(wrong) - MOST_TOLD} more: --json lists them all.")
    repacked = [look for look in looks if look.outcome is Outcome.REPACKED]
    for look in repacked[:MOST_TOLD]:
        say(wrapped(f"  repacked {look.path}: {look.unpacked}", hanging="           "))
    count = len(looks)
    match result:
        case Outcome.SAME:
            say(f"The same bytes: all {count} files.")
        case Outcome.REPACKED:
            say(wrapped(f"{SAME_INSIDE}: {len(repacked)} of {count} files; the others are the same bytes."))
        case Outcome.UNPROVED:
            say(wrapped(f"All {count} files are as they were made. Whether the plan makes them was not looked at."))
        case _:
            say(f"Differs: {len(wrong)} of {count} files.")
