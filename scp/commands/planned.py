"""What an advance would do, in a file: written by `draft plan --out`, done exactly or refused by `advance --planned`."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from scp import __version__, history
from scp.commands.common import day
from scp.commands.prospect import Prospect
from scp.history import Repository
from scp.problem import Refusal, misuse
from scp.reference import catalogue

KIND = "scplan draft plan"
LARGEST = 1_000_000
AGAIN = "Look at what would be done now: scplan draft plan --out FILE"
WORDS = {
    "head": "something was saved since",
    "edition": "it is of another edition",
    "from": "another stage stands",
    "to": "another stage comes next",
    "tag": "another tag would be made",
    "tree": "the files of the plan are others",
    "catalogue": "the catalogue of duties is another",
    "tool": "it was made by another version of scplan",
    "check": "the check finds something else",
    "writes": "other files would be written",
    "then": "something else would be laid out",
    "blocked": "what stands in the way is not the same",
    "open": "what is open is not the same",
}


def planned(prospect: Prospect, head: str, tree: str, decision: str | None, again: bool) -> dict[str, Any]:
    """All that an advance would do, upon the commit *head* whose files have the digest *tree*."""
    return {
        "schema": 1,
        "kind": KIND,
        "edition": prospect.plan.edition,
        "head": head,
        "tree": tree,
        "from": prospect.before,
        "to": prospect.name,
        "again": again,
        "date": prospect.day.isoformat(),
        "decision": decision,
        "tag": prospect.tag,
        "writes": list(prospect.writes),
        "then": {path: history.sha256(content) for path, content in sorted(prospect.scaffold.items())},
        "tool": __version__,
        "catalogue": catalogue.edition(),
        "check": history.sha256(prospect.kept_report),
        "blocked": [prospect.line(problem) for problem in prospect.blocked],
        "open": list(prospect.open),
    }


def write_planned(repository: Repository, path: Path, content: dict[str, Any]) -> None:
    """Write *content* to *path*, outside the plan or where git does not look, so that it is no change of the plan."""
    place = path.resolve()
    root = repository.root.resolve()
    if place.is_relative_to(root) and not _left_out(repository, place.relative_to(root)):
        raise Refusal(
            f"{path} lies in the plan, and what is written there would be a change that is not saved.",
            "Give a place outside the plan's folder: --out ../advance.json",
        )
    if place.is_dir():
        raise misuse(f"{path} is a folder", "Give the name of a file: --out ../advance.json")
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(part, 0o644)
        os.replace(part, place)
    except OSError as error:
        raise Refusal(f"{path} cannot be written ({error.strerror}).", "Give another place: --out FILE") from None


def _left_out(repository: Repository, path: Path) -> bool:
    """Whether git does not look at *path*: what .gitignore leaves out, and never git's own folder."""
    if ".git" in {part.lower() for part in path.parts}:
        return False
    asked = repository.git.ask("check-ignore", "--quiet", "--", path.as_posix(), environment=history.READING)
    return path.parts[0] == "build" or not asked.status


def read_planned(path: Path) -> tuple[dict[str, Any], date, str | None, bool]:
    """What a file of `draft plan --out` holds, with its day, its decision and whether a stage is made once more."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise misuse(f"{path} cannot be read ({error.strerror})", AGAIN) from None
    try:
        found = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("kind") != KIND or found.get("schema") != 1:
        raise misuse(f"{path} is no file that scplan draft plan --out wrote", AGAIN)
    on, decision, again = found.get("date"), found.get("decision"), found.get("again")
    if not isinstance(on, str) or not isinstance(decision, str | None) or not isinstance(again, bool):
        raise misuse(f"{path} does not say what was planned, or was changed", AGAIN)
    return found, day(on), decision, again


def refuse_what_differs(path: Path, found: dict[str, Any], now: dict[str, Any]) -> None:
    """A refusal where what would be done *now* is not exactly what was planned."""
    differs = [key for key in now.keys() | found.keys() if key not in found or key not in now or found[key] != now[key]]
    if differs:
        told = [words for key, words in WORDS.items() if key in differs]
        raise Refusal(
            f"the plan is not as it was when {path.name} was written, so nothing was done.",
            AGAIN,
            told or ["what the file says was changed by hand"],
        )
