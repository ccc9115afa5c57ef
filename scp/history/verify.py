"""Whether the stages that a plan claims are those that its history holds; offline, on any full clone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from scp.history.digest import SIGNATURES, STAGES, sha256, tree_digest
from scp.history.repository import READING, SIGNATURE, Repository, Tag, named, without_history
from scp.history.signatures import (
    Signers,
    first_signers,
    is_signed,
    signature_path,
    signed_text,
    signers_at,
    tag_signer,
)
from scp.history.stages import with_trailers
from scp.model.plan import Asks
from scp.model.register_table import REGISTERS
from scp.model.stage import MADE, Stage, StageRecord, next_number, standing
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
ReadAsks = Callable[[bytes], Asks]
NOTHING = Asks()


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
class Trust:
    """Whose signatures count for the next stage, and which ones are asked for, by what was verified so far."""

    signers: Signers | None = None
    asks: Asks = NOTHING


@dataclass(frozen=True)
class Verification:
    """Everything that was looked at, and by whom each record is signed, as far as the signature counts.

    *trust* is what the next stage is held against; *first* says in words whose signatures were believed first.
    """

    looks: tuple[Look, ...]
    records: tuple[StageRecord, ...]
    signed_by: Mapping[str, str]
    trust: Trust = Trust()
    first: str = ""

    @property
    def agrees(self) -> bool:
        return not any(look.outcome is Outcome.FAILS for look in self.looks)

    @property
    def authentic(self) -> bool:
        """Whether it agrees and each record is under a tag that an allowed signer signed."""
        return self.agrees and bool(self.records) and all(each.key in self.signed_by for each in self.records)


def tag_name(edition: str, key: str) -> str:
    """The tag of a record by its key: `2027-2030/draft-2.2`."""
    return f"{edition}/{key}"


def report_path(key: str) -> str:
    """Where the check report of a record is kept."""
    return f"{SIGNATURES}{key}.check.json"


def stage_trailers(record: StageRecord) -> dict[str, str | None]:
    """What the commit and the tag of a stage say about it for programs."""
    return {
        "Decision": record.decision,
        "Reason": record.reason,
        "Stage": record.name,
        "Withdrawn": "yes" if record.withdrawn else None,
        "Date": record.date.isoformat(),
        "Tree-Digest": record.tree,
        "Check-Digest": record.check,
    }


def verify(
    repository: Repository, edition: str, read: ReadRecords, asks: ReadAsks, signers: Signers | None = None
) -> Verification:
    """Hold the records of `stages.yaml`, as *read* finds them, against tags, trees, kept reports and signatures.

    *asks* reads from `plan.yaml` which signatures it wants. *signers* are believed first; without them those of the
    first commit that names any. From then on those count that the last stage named which they signed.
    """
    repository.refuse_unless_whole()
    today = repository.files_at("HEAD")
    records = tuple(read(today[STAGES])) if STAGES in today else ()
    tags = repository.tags(edition)
    if records and not tags:
        raise without_history(repository.root, "none of their tags is in this copy")
    seen = tuple(_seen(repository, edition, read))
    adders = {record.key: commit for commit, record in reversed(seen)}
    looks = [*_unsaved(repository, today), *_order(records), *_lost(records, seen)]
    trust, signed_by, first = Trust(signers), {}, signers.where if signers else ""
    for number, record in enumerate(records):
        stage = _Stage(repository, edition, read, records, number, tags.get(record.key), today, adders)
        files, found = _fits(stage)
        if files is not None and not _fails(found):
            signature = _signed(stage, files, asks, trust)
            found += signature.looks
            if signature.by:
                signed_by[record.key] = signature.by
                first = first or signature.whose
            trust = signature.trust
        looks += found
        if not _fails(found):
            looks.append(_agrees(stage, signed_by.get(record.key)))
    looks += _since_final(repository, edition, records, tags)
    known = {record.key for record in records}
    looks += [
        Look(Outcome.FAILS, f"{edition}/{name}", "is a tag for which stages.yaml has no record")
        for name in tags
        if name not in known
    ]
    return Verification(tuple(looks), records, signed_by, trust, first)


def changed_since_final(repository: Repository, edition: str, final: str) -> tuple[str, ...]:
    """The files of the plan, as they are in the folder, that are not as they were under the key *final*."""
    made = repository.tags(edition).get(final)
    if made is None or not made.commit or repository.head is None:
        return ()
    return _of_the_plan(repository, made.commit, {*_differ(repository, made.commit, "HEAD"), *repository.unsaved()})


def _since_final(
    repository: Repository, edition: str, records: Sequence[StageRecord], tags: Mapping[str, Tag]
) -> Iterator[Look]:
    """What changed between the final and the published plan or, until it is published, has changed by now."""
    keys = {record.stage: record.key for record in standing(records)}
    final, published = tags.get(keys.get(Stage.FINAL, "")), tags.get(keys.get(Stage.PUBLISHED, ""))
    if final is None or not final.commit:
        return
    later = published.commit if published and published.commit else "HEAD"
    paths = _of_the_plan(repository, final.commit, _differ(repository, final.commit, later))
    if paths:
        yield Look(
            Outcome.NOTE,
            keys[Stage.PUBLISHED if published else Stage.FINAL],
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
    if repository.bare:
        return
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
    """The stages in the order of the Act, each time with the next number, on days that do not go back."""
    told: set[Stage] = set()
    for place, record in enumerate(records):
        before = records[:place]
        if record.stage not in MADE:
            yield Look(Outcome.FAILS, record.key, "is not a stage that is reached by a record")
        elif record.withdrawn:
            yield from _withdrawn_in_order(before, record)
        else:
            missing = [
                stage
                for stage in MADE
                if stage < record.stage and stage not in told and stage not in {each.stage for each in standing(before)}
            ]
            told |= {*missing}
            yield from (
                Look(Outcome.FAILS, str(stage), "is missing, though a later stage is recorded") for stage in missing
            )
            yield from _reached_in_order(before, record)
    for earlier, later in pairwise(records):
        if later.date < earlier.date:
            what = f"is dated {later.date}, before {earlier.key} ({earlier.date})"
            yield Look(Outcome.FAILS, later.key, what)


def _reached_in_order(before: Sequence[StageRecord], record: StageRecord) -> Iterator[Look]:
    times = sum(each.key == record.key for each in before) + 1
    number = next_number(before, record.stage)
    if times > 1:
        yield Look(Outcome.FAILS, record.key, f"is recorded {times} times")
    elif record.number != number:
        what = f"has the number {record.number} where {number} comes next: one is left out or used again"
        yield Look(Outcome.FAILS, record.key, what)
    last = _last(before)
    if last and record.stage < last.stage:
        yield Look(Outcome.FAILS, record.key, f"is recorded after {last.name}, which comes later")
    if last and last.stage is Stage.PUBLISHED and record.stage is Stage.PUBLISHED:
        yield Look(Outcome.FAILS, record.key, f"is recorded after {last.name}: a plan is published once")


def _last(records: Sequence[StageRecord]) -> StageRecord | None:
    """The record of the stage that stands after *records*."""
    return next(reversed(standing(records)), None)


def _withdrawn_in_order(before: Sequence[StageRecord], record: StageRecord) -> Iterator[Look]:
    last = _last(before)
    if last is None or last.name != record.name:
        stands = f"{last.name} is the stage that stood last" if last else "no stage stood then"
        yield Look(Outcome.FAILS, record.key, f"takes {record.name} back, and {stands}")
    elif record.stage is Stage.PUBLISHED:
        yield Look(Outcome.FAILS, record.key, "takes back what is published; it is replaced instead (2014 Act s37)")


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
        if record in records or record.key in told:
            continue
        told.add(record.key)
        now = "otherwise" if record.key in {each.key for each in records} else "no more"
        yield Look(
            Outcome.FAILS,
            record.key,
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
    adders: Mapping[str, str]

    @property
    def record(self) -> StageRecord:
        return self.records[self.number]

    @property
    def key(self) -> str:
        return self.record.key

    @property
    def name(self) -> str:
        """The name that its tag must have."""
        return tag_name(self.edition, self.key)

    def fails(self, what: str) -> Look:
        return Look(Outcome.FAILS, self.key, what)


Files = Mapping[str, bytes]


def _fails(looks: Sequence[Look]) -> bool:
    return any(look.outcome is Outcome.FAILS for look in looks)


def _agrees(each: _Stage, by: str | None) -> Look:
    signed = f"; signed by {by}" if by else ""
    return Look(Outcome.AGREES, each.key, f"record, tag {each.name}, files and check report agree{signed}")


def _fits(each: _Stage) -> tuple[Files | None, list[Look]]:
    """The files behind the tag of one record, where they can be read, and all that does not fit."""
    files, looks = _tree(each, each.tag.commit) if each.tag and each.tag.commit else (None, [])
    return files, [*_kept_report(each), *_tag(each), *looks]


def _kept_report(each: _Stage) -> Iterator[Look]:
    path = report_path(each.key)
    if path not in each.today:
        yield each.fails(f"its check report {path} is missing")
    elif sha256(each.today[path]) != each.record.check:
        yield each.fails(f"its check report {path} is not the one that was kept when the stage was reached")


def _tag(each: _Stage) -> Iterator[Look]:
    tag, name = each.tag, each.name
    if tag is None:
        yield each.fails(f"has no tag {name}; if it was made elsewhere, fetch it: git fetch --tags")
    elif not tag.commit:
        yield each.fails(f"the tag {name} does not stand on a saved state of the plan")
    elif not tag.annotated:
        yield each.fails(f"the tag {name} is a bare one (lightweight), which says nothing of the stage")
    else:
        if tag.says != name:
            yield each.fails(f"the tag {name} was made as {tag.says or 'another'} and renamed")
        yield from _message(each, tag)


def _message(each: _Stage, tag: Tag) -> Iterator[Look]:
    """What the tag says: each trailer, and then all of it, since a line may be there twice or be added."""
    record, said, name = each.record, tag.trailers, each.name
    pairs = stage_trailers(record)
    differs = {key: value for key, value in pairs.items() if said.get(key) != value}
    for key, value in differs.items():
        yield each.fails(
            f"stages.yaml gives {key.replace('-', ' ').lower()} {_shown(value)}, the tag {name} {_shown(said.get(key))}"
        )
    if differs:
        return
    first, rest = tag.message.split(SIGNATURE, 1)[0].partition("\n")[::2]
    ending = f", edition {each.edition}: {record.sentence}."
    if not first.endswith(ending) or (first + "\n" + rest).rstrip() != with_trailers(first, pairs).rstrip():
        yield each.fails(f"the tag {name} does not say what scplan draft wrote: git cat-file tag {name}")


def _shown(value: str | None) -> str:
    return f"'{value}'" if value else "none"


def _tree(each: _Stage, commit: str) -> tuple[Files | None, list[Look]]:
    """The files behind the tag, and what does not fit of them or of what `stages.yaml` said there."""
    name = each.name
    try:
        entries = each.repository.entries(commit)
    except PlanError as error:
        first = error.problems[0]
        what = f"the files behind the tag {name} hold what no plan may: {first.at} {first.what}"
        return None, [each.fails(what)]
    files = each.repository.read(entries)
    if tree_digest(entries, files) != each.record.tree:
        what = f"the files behind the tag {name} are not those of the stage: their digest is not the record's"
        return files, [each.fails(what)]
    if _edition(files.get(PLAN)) != each.edition:
        return files, [each.fails(f"plan.yaml behind the tag {name} does not name the edition {each.edition}")]
    return files, list(_then(each, files, commit))


def _then(each: _Stage, files: Files, commit: str) -> Iterator[Look]:
    """What the records and the kept papers were behind the tag."""
    name = each.name
    then = _records(each.read, files.get(STAGES))
    if then is None or then != each.records[: len(then)]:
        yield each.fails(f"stages.yaml was changed since the tag {name}: its records then are not how today's begin")
    elif len(then) > each.number + 1:
        yield each.fails(f"stages.yaml held later stages already behind the tag {name}")
    elif len(then) <= each.number:
        yield each.fails(f"stages.yaml behind the tag {name} does not hold the record of the stage")
    path = report_path(each.key)
    if path in files and sha256(files[path]) != each.record.check:
        yield each.fails(f"the check report behind the tag {name} is not the one of the record")
    of_a_post = re.compile(rf"{re.escape(SIGNATURES + each.key)}\.[a-z0-9-]+\.sig")
    for path in filter(of_a_post.fullmatch, files):
        if each.today.get(path) != files[path]:
            now = "is not as it was" if path in each.today else "is not there any more, as it was"
            yield each.fails(f"the signature {path} {now} behind the tag {name}")
    adder = each.adders.get(each.key)
    if adder and adder != commit:
        yield Look(
            Outcome.NOTE,
            each.key,
            f"the tag {name} stands on {commit[:10]}, while {adder[:10]} brought the record here; "
            "the files are the same (a squash or a rebase does this)",
        )


# signatures


@dataclass(frozen=True)
class _Signature:
    """What was found of the signatures of one record: who signed its tag, and what the next is held against."""

    looks: list[Look]
    by: str | None
    trust: Trust
    whose: str = ""


def _signed(each: _Stage, files: Files, read: ReadAsks, trust: Trust) -> _Signature:
    """The signatures of a record that fits otherwise."""
    tag, record = each.tag, each.record
    if tag is None:
        return _Signature([], None, trust)
    try:
        own = read(files.get(PLAN, b""))
    except PlanError as error:
        problem = error.problems[0]
        what = f"plan.yaml behind the tag {each.name} cannot be read: {problem.at} {problem.what}"
        return _Signature([each.fails(what)], None, trust)
    asks = together(trust.asks, own)
    signers = trust.signers or first_signers(each.repository, tag.commit)
    by = tag_signer(each.repository, tag, signers) if tag.signed and signers else None
    looks = [] if by else list(_unsigned(each, tag, asks, signers))
    # A tag stands for the files behind it, and so do the posts: they sign the digest, and with it who may sign next.
    vouched = bool(by) or (bool(asks.roles) and not record.withdrawn)
    if not record.withdrawn:
        text = signed_text(each.edition, each.key, record.tree)
        wrong = roles_missing(asks, each.key, text, files, signers, record.date)
        looks += [each.fails(what) for what in wrong]
    whose = signers.where if signers and vouched else ""
    if vouched and not _fails(looks):
        named_then = signers_at(each.repository, tag.commit, f"those that the plan named at {each.key}")
        trust = Trust(named_then or signers, own)
    return _Signature(looks, by, trust, whose)


def _unsigned(each: _Stage, tag: Tag, asks: Asks, signers: Signers | None) -> Iterator[Look]:
    """What is said of a tag that nobody signed whose signature counts."""
    if not tag.signed:
        if asks.tags:
            yield each.fails(f"the tag {each.name} is not signed, and the plan asks for it")
        return
    if signers is None:
        what = (
            f"the tag {each.name} is signed, and nothing from before it says whose signatures count; "
            "name them: --allowed-signers FILE"
        )
    else:
        what = f"the tag {each.name} is signed by nobody whose signature counts, which are {signers.where}"
    yield Look(Outcome.FAILS if asks.tags else Outcome.NOTE, each.key, what)


def together(before: Asks, own: Asks) -> Asks:
    """What a stage must carry: what its plan asks for, and what the last verified one did; who is who, it says."""
    roles = {**own.roles, **before.roles}
    unknown = tuple(role for role in dict.fromkeys((*before.unknown, *own.unknown)) if role not in roles)
    return Asks(before.tags or own.tags, roles, unknown)


def roles_missing(
    asks: Asks, key: str, text: bytes, files: Files, signers: Signers | None, day: date
) -> tuple[str, ...]:
    """Each post that must sign *text* and has not, with why, among the *files* of a stage."""
    found = [f"{role} must sign, and no officer of plan.yaml signs as {role}@…" for role in asks.unknown]
    for role, principal in sorted(asks.roles.items()):
        path = signature_path(key, role)
        if path not in files:
            found.append(f"{role} has not signed: there is no {path}")
        elif signers is None:
            found.append(f"{role} has signed, and nothing says whose signatures count (.scp/allowed_signers)")
        elif not is_signed(text, files[path], principal, signers, day):
            found.append(
                f"{path} is no signature of {principal} under these files; whose signatures count: {signers.where}"
            )
    return tuple(found)
