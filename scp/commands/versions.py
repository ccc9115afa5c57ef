"""The plan as it was at a stage or a commit, read without touching the folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scp.model.plan import Plan
from scp.model.stage import read_name, stage_name, standing
from scp.problem import PlanError, misuse
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.layout import PLAN, STAGES
from scp.repository.stages import read_edition, read_stages

if TYPE_CHECKING:
    from scp.history import Repository

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="STAGE|REF",
        help="Read the plan as it was at this stage or commit, for example draft-1 or draft-2.2.",
        show_default=False,
    ),
]


def plan_of(root: Path, at: str | None) -> Plan:
    """The plan in *root*: as it lies there, or as it was *at* a stage of its edition, a tag or a commit."""
    return plan_and_files(root, at)[0]


def plan_and_files(root: Path, at: str | None) -> tuple[Plan, Callable[[str], bytes]]:
    """`plan_of`, and what gives the content of each of its files."""
    if at is None:
        source = FolderSource(root)
        return load_plan(source), source.read
    files = _files_at(root, at)
    try:
        return load_plan(MappingSource(files)), files.__getitem__
    except PlanError as error:
        raise PlanError(error.problems, f"The plan as it was at {at} could not be read.") from None


def _files_at(root: Path, ref: str) -> Mapping[str, bytes]:
    from scp.history import Repository

    with Repository.open(root) as repository:
        return repository.files_at(ref_of(repository, root, ref))


def ref_of(repository: Repository, root: Path, at: str) -> str:
    """What git calls *at*: `draft-1` is the last of that stage that stands, `draft-1.2` that very one.

    The first of a stage that was made more than once is `draft-1.1`. What is no stage stays a tag or a commit.
    """
    from scp.history import without_history

    edition = read_edition((root / PLAN).read_bytes())
    if edition is None:
        return at
    asked = read_name(at.removesuffix(".1"))
    if asked is None:
        return f"refs/tags/{edition}/{at}" if repository.has_tag(f"{edition}/{at}") else at
    stage, _ = asked
    exact = "." in at
    kept = root / STAGES
    records = read_stages(kept.read_bytes()) if kept.is_file() else ()
    standing_now = [each for each in standing(records) if each.stage is stage]
    if not exact and not standing_now and any(each.stage is stage for each in records):
        raise misuse(
            f"{stage} was withdrawn and does not stand",
            f"Name the one that you mean: {stage}.1 is the first. All of them: scplan draft list",
        )
    name = standing_now[-1].name if standing_now and not exact else stage_name(*asked)
    if not repository.has_tag(f"{edition}/{name}") and any(each.name == name for each in records):
        raise without_history(root, f"the tag {edition}/{name} is not in this copy")
    return f"refs/tags/{edition}/{name}" if repository.has_tag(f"{edition}/{name}") else at
