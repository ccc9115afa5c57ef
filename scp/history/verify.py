"""Whether the stages that a plan claims are those that its history holds; offline, on any full clone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from scp.history.digest import SIGNATURES, STAGES, sha256, tree_digest
from scp.history.repository import READING, SIGNATURE, Repository, Tag, named, without_history
from scp.history.stages import with_trailers
from scp.model.register_table import REGISTERS
from scp.model.stage import MADE, Stage, StageRecord
from scp.model.words import in_words
from scp.problem import PlanError

SAME_PLAN = "The plan that is published should be the one that was made final (2014 Act s33(7), s35(1))."
# What comes after the final stage by its nature: the records, when and where the plan was published, and the financial
# statement that is published with it (s39(1)).
AFTER_FINAL = (STAGES, "publication.yaml", "finance/statements.yaml")
# What is first asked for when the plan is published is laid out after the final stage; what was there by then may not move.
FOR_PUBLICATION = frozenset(each.path for each in REGISTERS if Stage.PUBLISHED.value == each.model.STAGE)

PLAN = "plan.yaml"
# On a line of its own, as every plan has it; this room knows no YAML.
EDITION = re.compile(
    r"""^(?P<key>["']?)edition(?P=key)[ \t]*:[ \t]*(?P<quote>["']?)(?P<edition>[^\s"'#]+)(?P=quote)\s""", re.M
)

ReadRecords = Callable[[bytes], Sequence[StageRecord]]


class Outcome(Enum):
    """What one look found."""

    AGREES = "agrees"
    NOTE = "note"
    FAILS = "fails"


@dataclass(frozen=True)
class Look:
    """One thing that was looked at: the stage or file it is about, and what was found."""

    outcome: Outcome
    about: str
    what: str


@dataclass(frozen=True)
class Verification:
    """Everything that was looked at, and whether anything carries a signature."""

    looks: tuple[Look, ...]
    stages: tuple[str, ...]
    signed: bool

    @property
    def agrees(self) -> bool:
        return not any(look.outcome is Outcome.FAILS for look in self.looks)


def tag_name(edition: str, stage: Stage) -> str:
    """The tag of a stage: `2027-2030/draft-1`."""
    return f"{edition}/{stage}"


def report_path(stage: Stage) -> str:
    """Where the check report of a stage is kept."""
    return f"{SIGNATURES}{stage}.check.json"


def stage_trailers(record: StageRecord) -> dict[str, str | None]:
    """What the commit and the tag of a stage say about it for programs."""
    return {
        "Decision": record.decision,
        "Stage": str(record.stage),
        "Date": record.date.isoformat(),
        "Tree-Digest": record.tree,
        "Check-Digest": record.check,
    }


def verify(repository: Repository, edition: str, read: ReadRecords) -> Verification:
    """Hold the records of `stages.yaml`, as *read* finds them, against tags, trees and kept reports."""
    repository.refuse_unless_whole()
    today = repository.files_at("HEAD")
    records = tuple(read(today[STAGES])) if STAGES in today else ()
    tags = repository.tags(edition)
    if records and not tags:
        raise without_history(repository.root, "none of their tags is in this copy")
    seen = tuple(_seen(repository, edition, read))
    adders = {record.stage: commit for commit, record in reversed(seen)}
    looks = [*_unsaved(repository, today), *_order(records), *_lost(records, seen)]
    for number, record in enumerate(records):
        tag = tags.get(str(record.stage))
        looks += _stage(_Stage(repository, edition, read, records, number, tag, today, adders))
    looks += _since_final(repository, edition, tags)
    recorded = {str(record.stage) for record in records}
    looks += [
        Look(Outcome.FAILS, f"{edition}/{name}", "is a tag for which stages.yaml has no record")
        for name in tags
        if name not in recorded
    ]
    return Verification(
        tuple(looks), tuple(str(record.stage) for record in records), any(tag.signed for tag in tags.values())
    )


def changed_since_final(repository: Repository, edition: str) -> tuple[str, ...]:
    """The files of the plan, as they are in the folder, that are not as they were made final."""
    final = repository.tags(edition).get(str(Stage.FINAL))
    if final is None or not final.commit or repository.head is None:
        return ()
    return _of_the_plan(repository, final.commit, {*_differ(repository, final.commit, "HEAD"), *repository.unsaved()})


def _since_final(repository: Repository, edition: str, tags: Mapping[str, Tag]) -> Iterator[Look]:
    """What changed between the final and the published plan or, until it is published, has changed by now."""
    final, published = tags.get(str(Stage.FINAL)), tags.get(str(Stage.PUBLISHED))
    if final is None or not final.commit:
        return
    later = published.commit if published and published.commit else "HEAD"
    paths = _of_the_plan(repository, final.commit, _differ(repository, final.commit, later))
    if paths:
        yield Look(
            Outcome.NOTE,
            str(Stage.PUBLISHED if published else Stage.FINAL),
            f"{'1 file' if len(paths) == 1 else f'{len(paths)} files'} changed after the plan was made final: "
            f"{', '.join(named(paths))}. {SAME_PLAN}",
        )


def _of_the_plan(repository: Repository, final: str, paths: Collection[str]) -> tuple[str, ...]:
    """Those of *paths* that are of the plan that was made final in the commit *final*."""
    later = {path for path in FOR_PUBLICATION & {*paths} if repository.file_at(final, path) is None}
    return tuple(
        sorted(path for path in paths if path not in later | {*AFTER_FINAL} and not path.startswith(SIGNATURES))
    )


def _differ(repository: Repository, old: str, new: str) -> list[str]:
    """The paths that differ between two commits."""
    out = repository.git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new, environment=READING)
    return [repository.path(name) for name in out.split(b"\0") if name]


def _unsaved(repository: Repository, today: Mapping[str, bytes]) -> Iterator[Look]:
    """The records and reports that are in the folder, byte by byte, since git can be told not to look at a file."""
    folder = repository.root / SIGNATURES
    there = (place for place in folder.rglob("*") if not place.is_dir() and not place.name.startswith("."))
    paths = {place.relative_to(repository.root).as_posix() for place in there}
    saved = {path for path in today if path == STAGES or path.startswith(SIGNATURES)}
    for path in sorted({STAGES, *paths, *saved}):
        if _unix(_in_folder(repository, path)) != _unix(today.get(path)):
            yield Look(
                Outcome.FAILS,
                path,
                "was changed by hand and is not as it was saved; only scplan draft writes it",
            )


def _in_folder(repository: Repository, path: str) -> bytes | None:
    place = repository.root / path
    try:
        if place.is_symlink() or place.parent.is_symlink():
            return b""
        return place.read_bytes() if place.exists() else None
    except OSError:
        return b""


def _unix(content: bytes | None) -> bytes | None:
    return content.replace(b"\r\n", b"\n") if content is not None else None


def _order(records: Sequence[StageRecord]) -> Iterator[Look]:
    """Each stage once, in the order of the Act, on days that do not go back."""
    reached = [record.stage for record in records]
    for stage, times in Counter(reached).items():
        if times > 1:
            yield Look(Outcome.FAILS, str(stage), f"is recorded {times} times")
        if stage not in MADE:
            yield Look(Outcome.FAILS, str(stage), "is not a stage that is reached by a record")
    for stage in MADE[: max((stage.order + 1 for stage in reached if stage in MADE), default=0)]:
        if stage not in reached:
            yield Look(Outcome.FAILS, str(stage), "is missing, though a later stage is recorded")
    for before, after in pairwise(records):
        if after.stage < before.stage:
            yield Look(Outcome.FAILS, str(after.stage), f"is recorded after {before.stage}, which comes later")
        if after.date < before.date:
            yield Look(
                Outcome.FAILS,
                str(after.stage),
                f"is dated {after.date}, before {before.stage} ({before.date})",
            )


def _seen(repository: Repository, edition: str, read: ReadRecords) -> Iterator[tuple[str, StageRecord]]:
    """Each record of *edition* that a commit on the way to HEAD held, with that commit; oldest first."""
    for commit, content in repository.versions(STAGES):
        records = _records(read, content)
        if records and _edition(repository.file_at(commit, PLAN)) == edition:
            yield from ((commit, record) for record in records)


def _edition(plan: bytes | None) -> str | None:
    """The edition that the bytes of `plan.yaml` name; None where it is not named once, on a line of its own."""
    found = [match["edition"] for match in EDITION.finditer((plan or b"").decode("utf-8", "replace") + "\n")]
    return found[0] if len(found) == 1 else None


def _lost(records: Sequence[StageRecord], seen: Sequence[tuple[str, StageRecord]]) -> Iterator[Look]:
    """What the history once recorded, and `stages.yaml` does not say any more."""
    told = set()
    for commit, record in seen:
        if record in records or record.stage in told:
            continue
        told.add(record.stage)
        now = "otherwise" if record.stage in {each.stage for each in records} else "no more"
        yield Look(
            Outcome.FAILS,
            str(record.stage),
            f"was recorded in the history ({commit[:10]}), and stages.yaml says it {now}: "
            "a record is never changed or taken away",
        )


def _records(read: ReadRecords, content: bytes | None) -> tuple[StageRecord, ...] | None:
    """The records of an earlier `stages.yaml`; None where it cannot be read."""
    try:
        return tuple(read(content)) if content is not None else ()
    except PlanError:
        return None


@dataclass(frozen=True)
class _Stage:
    repository: Repository
    edition: str
    read: ReadRecords
    records: tuple[StageRecord, ...]
    number: int
    tag: Tag | None
    today: Mapping[str, bytes]
    adders: Mapping[Stage, str]


def _stage(each: _Stage) -> Iterator[Look]:
    """One stage; where nothing fails, a line that says what agrees."""
    looks = [*_kept_report(each), *_tag(each)]
    yield from looks
    if not any(look.outcome is Outcome.FAILS for look in looks):
        record = each.records[each.number]
        yield Look(
            Outcome.AGREES,
            str(record.stage),
            f"record, tag {tag_name(each.edition, record.stage)}, files and check report agree",
        )


def _kept_report(each: _Stage) -> Iterator[Look]:
    record = each.records[each.number]
    path = report_path(record.stage)
    if path not in each.today:
        yield Look(Outcome.FAILS, str(record.stage), f"its check report {path} is missing")
    elif sha256(each.today[path]) != record.check:
        yield Look(
            Outcome.FAILS,
            str(record.stage),
            f"its check report {path} is not the one that was kept when the stage was reached",
        )


def _tag(each: _Stage) -> Iterator[Look]:
    record, tag = each.records[each.number], each.tag
    name, stage = tag_name(each.edition, record.stage), str(record.stage)
    if tag is None:
        yield Look(Outcome.FAILS, stage, f"has no tag {name}; if it was made elsewhere, fetch it: git fetch --tags")
        return
    if not tag.commit:
        yield Look(Outcome.FAILS, stage, f"the tag {name} does not stand on a saved state of the plan")
        return
    if not tag.annotated:
        yield Look(
            Outcome.FAILS,
            stage,
            f"the tag {name} is a bare one (lightweight), which says nothing of the stage",
        )
    else:
        if tag.says != name:
            yield Look(Outcome.FAILS, stage, f"the tag {name} was made as {tag.says or 'another'} and renamed")
        yield from _message(each, name, tag)
    yield from _tree(each, name, tag.commit)


def _message(each: _Stage, name: str, tag: Tag) -> Iterator[Look]:
    """What the tag says: each trailer, and then all of it, since a line may be there twice or be added."""
    record, said = each.records[each.number], tag.trailers
    stage, pairs = str(record.stage), stage_trailers(record)
    differs = {key: value for key, value in pairs.items() if said.get(key) != value}
    for key, value in differs.items():
        yield Look(
            Outcome.FAILS,
            stage,
            f"stages.yaml gives {key.replace('-', ' ').lower()} {_shown(value)}, "
            f"the tag {name} {_shown(said.get(key))}",
        )
    if differs:
        return
    first, rest = tag.message.split(SIGNATURE, 1)[0].partition("\n")[::2]
    ending = f", edition {each.edition}: {record.stage.words} of {in_words(record.date)}."
    if not first.endswith(ending) or (first + "\n" + rest).rstrip() != with_trailers(first, pairs).rstrip():
        yield Look(
            Outcome.FAILS, stage, f"the tag {name} does not say what scplan draft wrote: git cat-file tag {name}"
        )


def _shown(value: str | None) -> str:
    return f"'{value}'" if value else "none"


def _tree(each: _Stage, name: str, commit: str) -> Iterator[Look]:
    """The files behind the tag, and what `stages.yaml` said there."""
    record = each.records[each.number]
    stage = str(record.stage)
    try:
        entries = each.repository.entries(commit)
    except PlanError as error:
        first = error.problems[0]
        what = f"the files behind the tag {name} hold what no plan may: {first.at} {first.what}"
        yield Look(Outcome.FAILS, stage, what)
        return
    files = each.repository.read(entries)
    if tree_digest(entries, files) != record.tree:
        yield Look(
            Outcome.FAILS,
            stage,
            f"the files behind the tag {name} are not those of the stage: their digest is not the record's",
        )
        return
    if _edition(files.get(PLAN)) != each.edition:
        yield Look(Outcome.FAILS, stage, f"plan.yaml behind the tag {name} does not name the edition {each.edition}")
    then = _records(each.read, files.get(STAGES))
    if then is None or then != each.records[: len(then)]:
        yield Look(
            Outcome.FAILS,
            stage,
            f"stages.yaml was changed since the tag {name}: its records then are not how today's begin",
        )
    elif len(then) > each.number + 1:
        yield Look(Outcome.FAILS, stage, f"stages.yaml held later stages already behind the tag {name}")
    elif len(then) <= each.number:
        yield Look(Outcome.FAILS, stage, f"stages.yaml behind the tag {name} does not hold the record of the stage")
    path = report_path(record.stage)
    if path in files and sha256(files[path]) != record.check:
        yield Look(Outcome.FAILS, stage, f"the check report behind the tag {name} is not the one of the record")
    adder = each.adders.get(record.stage)
    if adder and adder != commit:
        yield Look(
            Outcome.NOTE,
            stage,
            f"the tag {name} stands on {commit[:10]}, while {adder[:10]} brought the record here; "
            "the files are the same (a squash or a rebase does this)",
        )
