"""Two versions of the plan to compare, by the names that a person gives: a stage, what git knows, the folder as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from scp.commands.common import today
from scp.commands.versions import ref_of
from scp.documents.document import Copy
from scp.history import Repository
from scp.history.edition import version
from scp.model.plan import Plan
from scp.model.stage import read_name, standing
from scp.problem import Location, PlanError, Problem, misuse
from scp.repository import FolderSource, MappingSource, Source, load_plan
from scp.repository.layout import PLAN
from scp.repository.stages import read_edition, read_stages

NOW = "the plan as it is now"


@dataclass(frozen=True)
class Version:
    """A plan, its files, which copy it is, and what it is called."""

    name: str
    plan: Plan
    source: Source
    copy: Copy


def read_version(root: Path, name: str | None) -> Version:
    """The version called *name*, or the folder as it is where None is given."""
    if name is None:
        source: Source = FolderSource(root)
        plan = load_plan(source)
        with Repository.open(root) as repository:
            found = version(repository)
        commit, unsaved = (found.commit, found.unsaved) if found else ("", True)
        return Version(NOW, plan, source, Copy(NOW, today(), commit=commit, unsaved=unsaved))
    with Repository.open(root) as repository:
        ref, name = _ref(repository, root, name)
        found = version(repository, ref)
        files = repository.files_at(ref)
    source = MappingSource(files)
    try:
        plan = load_plan(source)
    except PlanError as error:
        raise PlanError(error.problems, f"This is the plan as it was at {name}: it cannot be read.") from None
    assert found is not None
    day = next((each.date for each in reversed(plan.standing) if each.name == name), found.day)
    return Version(name, plan, source, Copy(name, day, commit=found.commit))


def last_two(root: Path) -> tuple[str, str | None]:
    """The last two stages reached, or the only one and the folder as it is."""
    reached = _reached(root)
    if not reached:
        raise misuse(
            "No stage was reached yet, so there are no two to compare",
            "Name two versions that git knows, for example: scplan draft diff HEAD~1 HEAD",
        )
    return (reached[-2], reached[-1]) if len(reached) > 1 else (reached[-1], None)


def refuse_other_edition(old: Version, new: Version) -> None:
    """A redline compares two versions of one edition."""
    if old.plan.edition != new.plan.edition:
        raise misuse(
            f"{old.name} is of edition {old.plan.edition} and {new.name} of edition {new.plan.edition}",
            "Compare two versions of one edition.",
        )


def _reached(root: Path) -> list[str]:
    try:
        content = (root / "stages.yaml").read_bytes()
    except OSError:
        return []
    records = standing(read_stages(content))
    often = Counter(each.stage for each in records)
    return [f"{each.name}.1" if each.number == 1 and often[each.stage] > 1 else each.name for each in records]


def _ref(repository: Repository, root: Path, name: str) -> tuple[str, str]:
    """The tag of the stage called *name* as `--at` takes it, or what git knows by that name; and what it is called."""
    edition = read_edition((root / PLAN).read_bytes())
    if edition is None:
        raise PlanError([Problem(Location(PLAN), "names no edition", "Write it as in `edition: 2027-2030`.")])
    tags = f"refs/tags/{edition}/"
    ref = ref_of(repository, root, name)
    if ref.startswith(tags):
        return ref, ref.removeprefix(tags)
    if read_name(name) is None:
        return repository.commit(name), name
    reached = _reached(root)
    raise misuse(
        f"The plan has not reached {name}",
        f"It has reached {', '.join(reached)}." if reached else "It has reached no stage yet.",
    )
