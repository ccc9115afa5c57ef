#!/usr/bin/env python3
"""Replay the worked example: a real git repository with its five stages, each through its real gate.

    python sample-plan/history/replay.py DEST             make (or make again) the repository at DEST
    python sample-plan/history/replay.py DEST --update    and bring fingerprints, stages.yaml and signatures/ up to date

The published plan is the folder above this one. What differed at an earlier stage lies beside this file, one
folder a stage, and is laid over the tree backwards: final, draft-2, draft-1, proposals. In each folder

    any file        is the file as it was then;
    then.txt        says which words stood there then in place of which words now;
    removed.txt     lists what was not there yet (a name that ends in / is a folder).

Needs git and scp, nothing else. Git's own settings on this computer are neither used nor changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent
MARK = ".git/scp-demo"
NAME, MAIL = "East Lothian worked example", "example@example.org"
LEFT_OUT = {"history", "build", "signatures", "stages.yaml", ".git", "__pycache__", ".DS_Store"}
ATTESTATIONS = "registers/attestations.yaml"


class Stage(NamedTuple):
    id: str
    day: date
    decision: str
    saved: str


STAGES = (
    Stage("proposals", date(2026, 3, 3), "Board, 26 February 2026, item 6", "Write the proposals"),
    Stage(
        "draft-1",
        date(2026, 6, 10),
        "Chief Officer, 10 June 2026, under the scheme of delegation",
        "Write the first draft, and answer the planning group's views on the proposals",
    ),
    Stage(
        "draft-2",
        date(2026, 9, 15),
        "Board, 27 August 2026, item 5",
        "Write the second draft and the easy-read summary, and answer the views on the first draft",
    ),
    Stage(
        "final",
        date(2027, 2, 25),
        "Board, 25 February 2027, item 6",
        "Write the final plan, and answer the views on the second draft",
    ),
    Stage("published", date(2027, 3, 11), "Chief Officer, 11 March 2027", "Say where the plan is published"),
)


# How the plan went on: each is laid forward over the one before, in the same form ("now" is what stood before).
LATER = (("in-force", date(2028, 8, 15)), ("review", date(2029, 12, 10)))


class ReplayError(Exception):
    """The example does not fit together; the message says where."""


# the tree of each stage


def published() -> dict[str, bytes]:
    """The files of the published plan by path, without its history."""
    found = {}
    for folder, folders, files in os.walk(PLAN):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in files:
            if name not in LEFT_OUT:
                path = Path(folder, name)
                found[path.relative_to(PLAN).as_posix()] = path.read_bytes()
    return found


def tree_of(stage: str) -> dict[str, bytes]:
    """The files as they were when *stage* was made."""
    tree = published()
    for each in reversed(STAGES):
        if each.id != "published":
            lay_over(tree, HERE / each.id)
        if each.id == stage:
            break
    return dict(sorted(tree.items()))


def tree_after(step: str) -> dict[str, bytes]:
    """The files as they are later on: "in-force" after the first year's report, "review" once the plan was reviewed."""
    tree = published()
    for name in ("signatures", "stages.yaml"):
        for path in sorted(PLAN.glob(name + ("/*" if name == "signatures" else ""))):
            tree[path.relative_to(PLAN).as_posix()] = path.read_bytes()
    for id, _ in LATER:
        lay_over(tree, HERE / id)
        if id == step:
            break
    return dict(sorted(tree.items()))


def lay_over(tree: dict[str, bytes], folder: Path) -> None:
    """Turn the tree of the stage after *folder*'s (of a later step: before) into that of *folder*'s."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ("then.txt", "removed.txt"):
            tree[name] = path.read_bytes()
    for place, path, now, then in _changes(folder / "then.txt"):
        text = tree.get(path, b"").decode()
        if text.count(now) != 1:
            raise ReplayError(f"{place}: {path} holds these words {text.count(now)} times, not once:\n{now}")
        tree[path] = text.replace(now, then).encode()
    for name in _lines(folder / "removed.txt"):
        gone = [path for path in tree if path == name or (name.endswith("/") and path.startswith(name))]
        if not gone:
            raise ReplayError(f"{folder.name}/removed.txt: there is no {name}")
        for path in gone:
            del tree[path]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _changes(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Each change of a then.txt: where it stands, the file, the words now and the words then."""
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"^=== (.+)\n--- now\n((?:.*\n)+?)--- then\n((?:(?!=== ).*\n)*)", text, re.MULTILINE):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path.parent.name}/then.txt:{line}", match[1], match[2][:-1], match[3][:-1]


def layer_of(stage: str, name: str) -> Path:
    """The file from which the tree of *stage* has *name*."""
    ids = [each.id for each in STAGES]
    for id in ids[ids.index(stage) :]:
        if (HERE / id / name).exists():
            return HERE / id / name
    return PLAN / name


# replaying


def replay(destination: Path) -> None:
    """Make the repository at *destination*, in place of a demo made before."""
    if destination.exists() and any(destination.iterdir()):
        if not (destination / MARK).is_file():
            raise ReplayError(f"{destination} is not empty and was not made by this program: name another folder")
        shutil.rmtree(destination)
    destination.mkdir(parents=True, exist_ok=True)
    run(destination, STAGES[0], "git", "init", "--quiet", "--initial-branch=main")
    (destination / MARK).write_text("Made by sample-plan/history/replay.py; may be removed and made again.\n")
    for stage in STAGES:
        lay_out(destination, tree_of(stage.id))
        scp(destination, stage, "save", "-m", stage.saved)
        scp(
            destination,
            stage,
            "draft",
            "advance",
            "--date",
            stage.day.isoformat(),
            "--decision",
            stage.decision,
        )


def lay_out(destination: Path, tree: dict[str, bytes]) -> None:
    """Make the files of *destination* those of *tree*, but for what the stages themselves wrote."""
    for path in sorted(destination.rglob("*"), reverse=True):
        name = path.relative_to(destination).as_posix()
        if name.split("/")[0] in (".git", "signatures") or name == "stages.yaml":
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in tree:
            path.unlink()
    for name, content in tree.items():
        path = destination / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def scp(destination: Path, stage: Stage, *words: str) -> None:
    run(destination, stage, sys.executable, "-m", "scp", *words)


def run(destination: Path, stage: Stage, *words: str) -> None:
    """One command at noon of the stage's day, with our own name and none of this computer's git settings."""
    noon = int(datetime(stage.day.year, stage.day.month, stage.day.day, 12, tzinfo=UTC).timestamp())
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": NAME,
        "GIT_AUTHOR_EMAIL": MAIL,
        "GIT_AUTHOR_DATE": f"{noon} +0000",
        "GIT_COMMITTER_NAME": NAME,
        "GIT_COMMITTER_EMAIL": MAIL,
        "GIT_COMMITTER_DATE": f"{noon} +0000",
        "SOURCE_DATE_EPOCH": str(noon),
        "TZ": "UTC",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(words, cwd=destination, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ReplayError(f"{stage.id}: {' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")


# keeping the example up to date


def sign() -> None:
    """Write into each stage's attestations the fingerprint of what they rest on in that stage's tree."""
    from scp.repository import MappingSource, load_plan

    for stage in STAGES:
        tree = tree_of(stage.id)
        if ATTESTATIONS in tree:
            path = layer_of(stage.id, ATTESTATIONS)
            plan = load_plan(MappingSource(tree))
            head, *records = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
            path.write_text(head + "".join(_signed(each, plan.fingerprints) for each in records), encoding="utf-8")


def _signed(record: str, fingerprints: dict[str, str]) -> str:
    id = record.split("\n", 1)[0].removeprefix("  - id: ")
    bare = re.sub(r"\n    fingerprint: .*", "", record).rstrip("\n")
    return f"{bare}\n    fingerprint: {fingerprints[id]}\n"


def keep(destination: Path) -> None:
    """Take stages.yaml and signatures/ from *destination* into the published plan."""
    shutil.copyfile(destination / "stages.yaml", PLAN / "stages.yaml")
    shutil.rmtree(PLAN / "signatures", ignore_errors=True)
    shutil.copytree(destination / "signatures", PLAN / "signatures")


def main(words: list[str]) -> int:
    update = "--update" in words
    places = [word for word in words if word != "--update"]
    if len(places) != 1 or places[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    destination = Path(places[0]).resolve()
    try:
        if update:
            sign()
        replay(destination)
        if update:
            keep(destination)
    except ReplayError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The worked example is at {destination}: " + ", ".join(f"{each.id} {each.day}" for each in STAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
