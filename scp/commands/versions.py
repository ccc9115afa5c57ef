"""The plan as it was at a stage or a commit, read without touching the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scp.model.plan import Plan
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.repository.layout import PLAN, STAGES
from scp.repository.stages import read_edition, read_stages


def plan_at(root: Path, ref: str) -> Plan:
    """The plan in *root* as it was at *ref*: a stage of its edition, a tag or a commit."""
    files = _files_at(root, ref)
    try:
        return load_plan(MappingSource(files))
    except PlanError as error:
        raise PlanError(error.problems, f"The plan as it was at {ref} could not be read.") from None


def _files_at(root: Path, ref: str) -> Mapping[str, bytes]:
    from scp.history import Repository, without_history

    with Repository.open(root) as repository:
        edition = read_edition((root / PLAN).read_bytes())
        tag = f"{edition}/{ref}"
        if edition and not repository.has_tag(tag) and ref in _recorded(root):
            raise without_history(root, f"the tag {tag} is not in this copy")
        return repository.files_at(f"refs/tags/{tag}" if edition and repository.has_tag(tag) else ref)


def _recorded(root: Path) -> tuple[str, ...]:
    """The stages that the plan in the folder records."""
    path = root / STAGES
    return tuple(str(each.stage) for each in read_stages(path.read_bytes())) if path.is_file() else ()
