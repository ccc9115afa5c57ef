"""The plan as it was at a stage or a commit, read without touching the folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from scp.model.plan import Plan
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.repository.layout import PLAN
from scp.repository.stages import read_edition


def plan_at(root: Path, ref: str) -> Plan:
    """The plan in *root* as it was at *ref*: a stage of its edition, a tag or a commit."""
    return plan_and_files(root, ref)[0]


def plan_and_files(root: Path, ref: str) -> tuple[Plan, Callable[[str], bytes]]:
    """`plan_at`, and what gives the content of each of its files."""
    files = _files_at(root, ref)
    try:
        return load_plan(MappingSource(files)), files.__getitem__
    except PlanError as error:
        raise PlanError(error.problems, f"The plan as it was at {ref} could not be read.") from None


def _files_at(root: Path, ref: str) -> Mapping[str, bytes]:
    from scp.history import Repository

    with Repository.open(root) as repository:
        edition = read_edition((root / PLAN).read_bytes())
        tag = f"{edition}/{ref}"
        return repository.files_at(f"refs/tags/{tag}" if edition and repository.has_tag(tag) else ref)
