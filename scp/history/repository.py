"""The git repository of a plan: opening it, reading a commit, and keeping files in new ones."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from scp.history.digest import Entry, tree_digest
from scp.history.program import UNLOCKED, Answer, Git, failure
from scp.problem import Location, PlanError, Problem, Refusal, misuse

# What `scp build` makes is never part of the plan, whether or not .gitignore says so.
PLAN_FILES = (".", ":(top,exclude)build", ":(top,exclude,glob).build.scplan-*/**")
# Reading takes no lock, runs no hook and fetches nothing, not even parts that a clone left out.
READING = {UNLOCKED: "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
MOST_NAMED = 12
MOST_FILES, LARGEST, LARGEST_BUNDLE = 40_000, 1_000_000_000, 500_000_000
SIGNATURE = "\n-----BEGIN "
LARGEST_LOOKED_THROUGH = 50_000_000
# Settings of a repository that would run a program while its files are read or saved, or that bring in others.
RUNS = re.compile(
    r"filter\..*(clean|smudge|process)|diff\.external|diff\..*\.(textconv|command)|gpg\.(.*\.)?program|gpg\.ssh\.defaultkeycommand"
    r"|include\.path|includeif\..*\.path"
)
WATCHES = "core.fsmonitor"
SWITCHES = {"", "true", "false", "yes", "no", "on", "off", "0", "1"}

MERGE = "MERGE_HEAD"
UNDER_WAY = {
    MERGE: ("merge", "two versions of the plan are being brought together (a git merge)"),
    "rebase-merge": ("rebase", "saved changes are being moved (a git rebase)"),
    "rebase-apply": ("rebase", "saved changes are being moved (a git rebase)"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "a saved change is being copied (a git cherry-pick)"),
    "REVERT_HEAD": ("revert", "a saved change is being taken back (a git revert)"),
}


@dataclass(frozen=True)
class Author:
    """Who made a change."""

    name: str
    mail: str

    @classmethod
    def parse(cls, text: str) -> Author:
        """The author written as `Name <mail>`."""
        match = re.fullmatch(
            r"\s*([^<>\x00-\x1f\x7f]*[^<>\x00-\x1f\x7f\s])\s*<([^<>\s\x00-\x1f\x7f]+@[^<>\s\x00-\x1f\x7f]+)>\s*",
            text,
        )
        if not match:
            raise misuse(
                f"'{text}' is not a name and an e-mail address",
                'Write it as in --author "Planning Team <planning@example.org>".',
            )
        return cls(match[1].strip(), match[2])


@dataclass(frozen=True)
class Tag:
    """A tag: the commit behind it and, where it is annotated, the name and message it carries."""

    name: str
    commit: str
    object: str
    annotated: bool
    says: str = ""
    message: str = ""

    @property
    def signed(self) -> bool:
        return SIGNATURE in self.message

    @property
    def trailers(self) -> dict[str, str]:
        """What the last paragraph says for programs."""
        return trailers(self.message)


@dataclass
class Repository:
    """The git repository whose top level is the folder of a plan.

    `with Repository.open(root) as repository:` holds it; what cannot be done is a `Refusal` in plain words.
    """

    root: Path
    git: Git
    git_dir: Path
    shallow: bool
    bare: bool = False
    _lock: IO[str] | None = field(default=None, repr=False)

    @classmethod
    def open(cls, root: Path) -> Self:
        """The repository of the plan in *root*."""
        git = Git(root)
        if not (root / ".git").exists():
            raise _not_on_top(root)
        answer = git.ask(
            "rev-parse",
            "--is-bare-repository",
            "--is-shallow-repository",
            "--absolute-git-dir",
            environment=READING,
        )
        if answer.status:
            raise _cannot_open(root, answer)
        bare, shallow, git_dir = answer.text.split("\n", 2)
        if bare == "true":
            raise Refusal(
                f"{root} is a bare git repository: it keeps the history of a plan, and no files to work on.",
                "Work in a copy: git clone, then go there.",
            )
        top = git.line("rev-parse", "--show-toplevel", environment=READING)
        if not top or not os.path.samefile(top, root):
            raise _elsewhere(root, top or git_dir)
        _refuse_programs(git)
        return cls(root, git, Path(git_dir), shallow == "true")

    @classmethod
    def find(cls, root: Path) -> Self | None:
        """The repository of the plan in *root*; None where there is none, or none that can be used."""
        if not (root / ".git").exists():
            return None
        try:
            return cls.open(root)
        except Refusal:
            return None

    @classmethod
    def create(cls, root: Path, message: str, author: Author | None = None) -> Self:
        """A new repository in *root*, with everything that lies there in its first commit."""
        git = Git(root)
        identity(git, author)
        # --template= keeps this computer's own hooks and excludes out of a new plan.
        git.run("init", "--quiet", "--template=", "--initial-branch=main")
        repository = cls.open(root)
        with repository:
            repository.save(message, author)
        return repository

    @classmethod
    @contextmanager
    def unbundled(cls, bundle: Path) -> Iterator[Self]:
        """The history that a file of `git bundle create` holds, in a folder of its own that is thrown away."""
        _refuse_no_bundle(bundle)
        with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
            place = Path(folder, "plan.git")
            environment = {"GIT_DIR": str(place), "GIT_ALLOW_PROTOCOL": "file", UNLOCKED: "0"}
            git = Git(Path(folder), environment)
            git.run("init", "--quiet", "--bare", "--template=")
            refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
            fetched = git.ask(
                *("-c", "fetch.fsckObjects=true", "-c", "fetch.unpackLimit=1", "-c", "gc.auto=0"),
                *("fetch", "--quiet", "--no-auto-maintenance", "--no-recurse-submodules"),
                *("--", str(bundle.resolve()), *refs),
            )
            if fetched.status:
                raise _no_bundle(bundle, fetched.complaint)
            git.run("update-ref", "--no-deref", "HEAD", _tip(git, bundle))
            yield cls(Path(folder), git, place, False, True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unlock()

    # one writer at a time

    def lock(self) -> None:
        """Keep other commands of ours from writing until this one ends, or is killed."""
        import fcntl

        if self._lock:
            return
        try:
            stream = (self.git_dir / "scplan.lock").open("w")
        except OSError as error:
            raise Refusal(
                f"you may not write to the plan's history ({error.strerror}).",
                f"Ask whoever looks after your computer to let you write to {self.git_dir}.",
            ) from None
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.close()
            raise Refusal(
                "another scplan command is at work on this plan.", "Wait until it is done, then try again."
            ) from None
        self._lock = stream

    def unlock(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    # where it stands

    @property
    def head(self) -> str | None:
        """The commit that the folder was last saved as; None before the first."""
        answer = self.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}", environment=READING)
        return None if answer.status else answer.text

    @property
    def branch(self) -> str | None:
        """The full name of the branch, `refs/heads/…`; None where HEAD is detached."""
        answer = self.git.ask("symbolic-ref", "--quiet", "HEAD", environment=READING)
        return None if answer.status else answer.text

    @property
    def merging(self) -> bool:
        """Whether two versions are being brought together, and a person has still to say that they are."""
        return (self.git_dir / MERGE).exists()

    def refuse_unless_on_branch(self, may_merge: bool = False) -> str:
        """The branch; a refusal where a commit would be lost or would mix into something half done."""
        for name, (verb, what) in UNDER_WAY.items():
            if (self.git_dir / name).exists() and not (may_merge and name == MERGE):
                finish = "scplan save says what is left to do" if name == MERGE else f"git {verb} --continue"
                raise Refusal(
                    f"{what}, and that is not finished.",
                    f"Finish it ({finish}) or give it up (git {verb} --abort), then try again.",
                    self.unmerged(),
                )
        branch = self.branch
        if branch is None:
            raise Refusal(
                "an earlier version of the plan is laid out here (git calls it a detached HEAD), "
                "so what is saved now would be lost.",
                "Go back to the newest version: git switch main (or the name of your branch).",
            )
        return branch

    def refuse_unless_whole(self) -> str:
        """The commit at the tip; a refusal where the history is missing, wholly or in part."""
        self.refuse_if_shallow()
        return self.refuse_unless_saved()

    def refuse_unless_saved(self) -> str:
        """The commit at the tip; a refusal where there is none yet."""
        head = self.head
        if head is None:
            raise Refusal("nothing of this plan is saved yet.", "Save it first: scplan save")
        return head

    def refuse_if_shallow(self) -> None:
        """A refusal where only the newest part of the history is here."""
        if self.shallow:
            raise Refusal(
                "this copy holds only the newest part of the plan's history (a shallow clone), "
                "so its stages cannot be told.",
                "Get the rest: git fetch --unshallow --tags",
            )

    def refuse_if_unsaved(self) -> None:
        """A refusal that lists the files with changes that are not saved."""
        paths = self.unsaved()
        if paths:
            raise Refusal(
                f"{_count(len(paths), 'file has', 'files have')} changes that are not saved.",
                "Save them first: scplan save. If they should wait instead, git stash --include-untracked puts "
                "them aside, and git stash pop brings them back afterwards.",
                named(paths),
            )

    def unsaved(self) -> tuple[str, ...]:
        """The files that differ from what was saved last, new ones included."""
        return tuple(sorted(self._unsaved()))

    def _unsaved(self) -> dict[str, str]:
        out = self.git.run(
            "status",
            "--porcelain=v2",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--ignore-submodules=dirty",  # a look inside would run git with that repository's own settings
            "--",
            *PLAN_FILES,
            environment=READING,
        )
        found = {}
        fields = {"1": 8, "u": 10, "?": 1}
        for entry in filter(None, out.split(b"\0")):
            kind = chr(entry[0])
            if kind in fields:
                found[self.path(entry.split(b" ", fields[kind])[-1])] = kind
        return found

    def unmerged(self) -> list[str]:
        """The files that two people changed, of which nobody has said yet how they should be."""
        return [path for path, kind in self._unsaved().items() if kind == "u"]

    @staticmethod
    def path(name: bytes) -> str:
        try:
            return name.decode()
        except UnicodeDecodeError:
            raise PlanError(
                [
                    Problem(
                        Location(name.decode("utf-8", "backslashreplace")),
                        "has a name that is not UTF-8, which other computers cannot read",
                        "Rename it, with letters that can be typed.",
                    )
                ]
            ) from None

    # reading a commit

    def commit(self, ref: str) -> str:
        """The commit that *ref* names: a tag, a branch or a commit."""
        answer = None
        if ref and "\0" not in ref:
            answer = self.git.ask(
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{ref}^{{commit}}",
                environment=READING,
            )
        if answer is None or answer.status or not answer.text.isalnum():  # ^HEAD gives what HEAD is not
            raise misuse(
                f"There is no stage, tag or commit called '{ref}'",
                "scplan draft status lists the stages that were reached.",
            )
        return answer.text

    def entries(self, ref: str) -> dict[str, Entry]:
        """The files of a commit by their path; links, submodules and unreadable names are refused."""
        out = self.git.run("ls-tree", "-r", "-l", "-z", "--full-tree", self.commit(ref), environment=READING)
        found: dict[str, Entry] = {}
        problems: list[Problem] = []
        size = 0
        for line in filter(None, out.split(b"\0")):
            about, name = line.split(b"\t", 1)
            mode, _, oid, *sizes = about.decode().split()
            size += int(sizes[0]) if sizes[0].isdigit() else 0
            try:
                path = self.path(name)
            except PlanError as error:
                problems += error.problems
                continue
            if mode == LINK:
                problems.append(
                    Problem(
                        Location(path),
                        "is a link to another place, which a plan may not hold",
                        "Put the file itself there.",
                    )
                )
            elif mode == SUBMODULE:
                problems.append(
                    Problem(
                        Location(path),
                        "is a git repository inside the plan (a submodule), which a plan may not hold",
                        "Put the files themselves there.",
                    )
                )
            found[path] = Entry(mode, oid)
        if problems:
            raise PlanError(problems)
        if len(found) > MOST_FILES or size > LARGEST:
            raise Refusal(
                f"this is no plan that can be read: it holds {len(found):,} files of {size / 1e6:,.0f} MB together.",
                f"A plan has at most {MOST_FILES:,} files and {LARGEST / 1e6:,.0f} MB.",
            )
        return found

    def files_at(self, ref: str) -> dict[str, bytes]:
        """The content of each file of a commit, as git keeps it, without touching the folder."""
        return self.read(self.entries(ref))

    def file_at(self, ref: str, path: str) -> bytes | None:
        """The content of one file of a commit; None where it is not there."""
        out = self.git.run(
            "ls-tree",
            "-z",
            "--full-tree",
            self.commit(ref),
            "--",
            path,
            environment={**READING, "GIT_LITERAL_PATHSPECS": "1"},
        )
        found = [line.split(b"\t")[0].decode().split(" ") for line in out.split(b"\0") if line]
        files = [oid for mode, _, oid in found if mode in (FILE, PROGRAM)]
        return self.objects(files)[files[0]] if files else None

    def read(self, entries: Mapping[str, Entry]) -> dict[str, bytes]:
        """The content of each of *entries*, by path."""
        contents = self.objects(entry.object for entry in entries.values())
        return {path: contents[entry.object] for path, entry in entries.items()}

    def objects(self, ids: Iterable[str], environment: Mapping[str, str] | None = None) -> dict[str, bytes]:
        """The content of objects by id, read by one call of git."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        out = self.git.run(
            "cat-file",
            "--batch",
            input="".join(f"{each}\n" for each in wanted).encode(),
            environment={**READING, **(environment or {})},
        )
        return dict(zip(wanted, _contents(out, wanted), strict=True))

    def laid_out(self, object: str, path: str) -> bytes:
        """The content of an object as this computer's settings (line ends) lay it out at *path*."""
        # Not by --batch: git 2.39 gives the size from before the line ends were changed.
        return self.git.run("cat-file", "--filters", f"--path={path}", object, environment=READING)

    def digest(self, ref: str) -> str:
        """The tree digest of a commit."""
        entries = self.entries(ref)
        return tree_digest(entries, self.read(entries))

    def tags(self, edition: str) -> dict[str, Tag]:
        """The stage tags of *edition*, by the name of the stage."""
        prefix = f"refs/tags/{edition}/"
        out = self.git.run(
            "for-each-ref",
            "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00",
            "--",
            prefix,
            environment=READING,
        )
        rows = [line.split("\0") for line in out.decode("utf-8", "surrogateescape").split("\n") if line]
        bodies = self.objects(row[2] for row in rows if row[1] == "tag")
        found = {}
        for name, kind, oid, peeled_kind, peeled, *_ in rows:
            commit = oid if kind == "commit" else peeled if peeled_kind == "commit" else ""
            tag = name.removeprefix("refs/tags/")
            found[name.removeprefix(prefix)] = _as_tag(tag, commit, oid, kind == "tag", bodies.get(oid, b""))
        return found

    def tag(self, name: str, object: str) -> Tag:
        """The annotated tag that *object* is, whether or not a ref shows it."""
        commit = self.git.line("rev-parse", f"{object}^{{commit}}", environment=READING)
        return _as_tag(name, commit, object, True, self.objects([object])[object])

    def has_tag(self, name: str) -> bool:
        return (
            "\0" not in name
            and not self.git.ask("show-ref", "--verify", "--quiet", f"refs/tags/{name}", environment=READING).status
        )

    def is_before(self, commit: str, later: str) -> bool:
        """Whether *commit* is *later* or among its ancestors."""
        return not self.git.ask("merge-base", "--is-ancestor", commit, later, environment=READING).status

    def versions(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Each commit on the way to HEAD that changed *path*, oldest first, with what it held then."""
        commits = self.git.line(
            "rev-list",
            "--reverse",
            "--topo-order",
            "--full-history",
            "HEAD",
            "--",
            f":(top,literal){path}",
            environment=READING,
        ).split()
        if not commits:
            return
        out = self.git.run(
            "cat-file",
            "--batch-check=%(objectname) %(objecttype)",
            environment=READING,
            input="".join(f"{each}:{path}\n" for each in commits).encode(),
        )
        ids = [
            line.split(" ")[0] if line.endswith(" blob") else "" for line in out.decode("utf-8", "replace").split("\n")
        ]
        contents = self.objects(filter(None, ids[: len(commits)]))
        for commit, oid in zip(commits, ids, strict=False):
            if oid:
                yield commit, contents[oid]

    def ever_kept(self) -> Iterator[tuple[str, str, bytes]]:
        """Every version of every file that a branch or tag leads to, and every message: object, path and content.

        Each content comes once, under one of the names that it had. What is beyond all bounds does not come.
        """
        # Branches of other copies count too: what they hold is on this computer.
        out = self.git.run("rev-list", "--objects", "--branches", "--tags", "--remotes", "HEAD", environment=READING)
        paths: dict[str, str] = {}
        for line in out.decode("utf-8", "replace").split("\n"):
            oid, _, path = line.partition(" ")
            if oid:
                paths.setdefault(oid, path)
        sizes = self.git.run(
            "cat-file",
            "--batch-check=%(objectname) %(objecttype) %(objectsize)",
            input="".join(f"{each}\n" for each in paths).encode(),
            environment=READING,
        )
        wanted: dict[str, tuple[str, int]] = {}
        for line in sizes.decode("utf-8", "replace").split("\n"):
            oid, kind, size = [*line.split(" "), "", "", ""][:3]
            if kind in ("blob", "commit", "tag") and int(size) <= LARGEST_LOOKED_THROUGH:
                wanted[oid] = kind, int(size)
        for some in _batches(wanted):
            contents = self.objects(some)
            for oid in some:
                kind = wanted[oid][0]
                if kind == "blob":
                    yield oid, paths[oid], contents[oid]
                else:
                    message = contents[oid].partition(b"\n\n")[2].split(SIGNATURE.encode())[0]
                    yield oid, "(message of a commit)" if kind == "commit" else "(message of a tag)", message

    def brought_by(self, object: str) -> tuple[str, str]:
        """The first commit that holds *object*, by its short name, and its day; the day of a message is its own."""
        answer = self.git.ask(
            "log",
            "--branches",
            "--tags",
            "--remotes",
            "-m",
            "--reverse",
            "--format=%h %as",
            f"--find-object={object}",
            "HEAD",
            environment=READING,
        )
        if not answer.status and answer.text:
            commit, _, day = answer.text.split("\n")[0].partition(" ")
            return commit, day
        answer = self.git.ask("log", "-1", "--format=%h %as", "--end-of-options", object, environment=READING)
        commit, _, day = answer.text.split("\n")[0].partition(" ") if not answer.status else ("", "", "")
        return commit, day

    # writing

    def identity(self, author: Author | None = None) -> dict[str, str]:
        """The environment that says who writes and when; a refusal where nobody has said who."""
        return identity(self.git, author)

    def save(self, message: str, author: Author | None = None) -> str:
        """Everything tracked and new, in one commit; this computer's hooks are asked, as in any commit."""
        who = self.identity(author)
        self.stage(self.unsaved())
        answer = self.git.ask(
            "commit", "--quiet", "--cleanup=verbatim", "--file=-", input=message.encode(), environment=who
        )
        if answer.status and "fatal:" in answer.err:
            raise failure(answer)
        if answer.status:
            lines = [line for line in (answer.text + "\n" + answer.err).splitlines() if line.strip()]
            raise Refusal(
                "a check that is set up on this computer (a git hook) said no, so nothing was saved.",
                "Mend what it names, then save again.",
                lines[-MOST_NAMED:],
            )
        return self.git.line("rev-parse", "HEAD")

    def stage(self, paths: Iterable[str], environment: Mapping[str, str] | None = None) -> None:
        """Bring *paths* as they are in the folder, new, changed or gone, into the index."""
        # Not by git add: it refuses a pathspec that leaves out a folder which .gitignore leaves out too.
        self.git.run(
            "update-index",
            "--add",
            "--remove",
            "--replace",
            "-z",
            "--stdin",
            input="".join(f"{path}\0" for path in paths).encode(),
            environment=environment,
        )

    @contextmanager
    def aside(self) -> Iterator[dict[str, str]]:
        """An environment in which git writes its index and objects to a folder that is thrown away."""
        with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
            objects = Path(folder, "objects")
            objects.mkdir()
            yield {
                "GIT_INDEX_FILE": str(Path(folder, "index")),
                "GIT_OBJECT_DIRECTORY": str(objects),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(self.objects_dir),
            }

    @cached_property
    def objects_dir(self) -> str:
        """The folder in which git keeps its objects."""
        return str(self.root / self.git.line("rev-parse", "--git-path", "objects"))


def _batches(objects: Mapping[str, tuple[str, int]]) -> Iterator[list[str]]:
    """*objects*, whose sizes stand beside them, in parts that can be held at once."""
    some: list[str] = []
    held = 0
    for oid, (_, size) in objects.items():
        if some and held + size > LARGEST_LOOKED_THROUGH:
            yield some
            some, held = [], 0
        some.append(oid)
        held += size
    if some:
        yield some


def _as_tag(name: str, commit: str, object: str, annotated: bool, body: bytes) -> Tag:
    head, _, message = body.decode("utf-8", "replace").partition("\n\n")
    says = next((line.removeprefix("tag ") for line in head.split("\n") if line.startswith("tag ")), "")
    return Tag(name, commit, object, annotated, says, message)


def identity(git: Git, author: Author | None = None) -> dict[str, str]:
    """The environment that says who writes and when; a refusal where nobody has said who."""
    who = _dates()
    if author:
        who |= {"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.mail}
        if git.ask("var", "GIT_COMMITTER_IDENT").status:
            who |= {"GIT_COMMITTER_NAME": author.name, "GIT_COMMITTER_EMAIL": author.mail}
    for role in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        answer = git.ask("var", role, environment=who)
        if answer.status and "date" in answer.err:
            raise misuse("GIT_AUTHOR_DATE or GIT_COMMITTER_DATE holds no day that git can read", "Unset both.")
        if answer.status:
            raise Refusal(
                "git does not know your name and e-mail address, and each change is kept with them.",
                'Or say who for this time: --author "Your Name <you@example.org>"',
                [
                    "Say it once on this computer:",
                    'git config --global user.name "Your Name"',
                    "git config --global user.email you@example.org",
                ],
            )
    return who


def _contents(out: bytes, ids: list[str]) -> Iterator[bytes]:
    """The contents in what `cat-file --batch` wrote: each after a line with its size, before a line end."""
    position = 0
    for each in ids:
        end = out.index(b"\n", position)
        words = out[position:end].split(b" ")
        if len(words) != 3 or not words[2].isdigit():
            raise Refusal(
                "a part of the plan's history is damaged or missing.",
                "Get a fresh copy: git clone",
                [f"git has no object {each}"],
            )
        position = end + 1 + int(words[2])
        yield out[end + 1 : position]
        position += 1


def _dates() -> dict[str, str]:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return {}
    return {
        name: f"@{int(epoch)} +0000" for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE") if not os.environ.get(name)
    }


def trailers(message: str) -> dict[str, str]:
    """The `Key: value` lines of the last paragraph of *message*, without a signature that follows it."""
    text = message.split(SIGNATURE, 1)[0].rstrip()
    lines = text.rsplit("\n\n", 1)[-1].split("\n")
    pairs = [line.split(": ", 1) for line in lines]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and re.fullmatch(r"[A-Z][A-Za-z-]*", pair[0])}


def named(paths: Iterable[str]) -> list[str]:
    """*paths* as a list to show, cut where it would fill the screen, with how many more there are."""
    found = list(paths)
    if len(found) <= MOST_NAMED:
        return found
    return [*found[: MOST_NAMED - 1], f"and {len(found) - MOST_NAMED + 1} more"]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _quoted(path: str) -> str:
    """*path* for a list of folders that git splits at colons."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"' if ":" in path or path.startswith('"') else path


def _refuse_programs(git: Git) -> None:
    """A refusal where the repository itself, and not this computer, names a program that git would run."""
    listed = _settings(git, "--local")
    if "extensions.worktreeconfig" in dict(listed):
        listed += _settings(git, "--worktree")
    found = [key for key, value in listed if RUNS.fullmatch(key.lower()) or (key == WATCHES and value not in SWITCHES)]
    if found:
        raise Refusal(
            f"the git settings of this plan's folder name a program to run, or other settings to read: "
            f"{', '.join(named(dict.fromkeys(found)))}. scp does not trust that.",
            "If you wrote them and trust them, move them to your own settings (git config --global). If the folder "
            f"came from elsewhere, ask who made it, or take it out: git config --unset-all {found[0]}",
        )


def _settings(git: Git, scope: str) -> list[tuple[str, str]]:
    """The settings that a repository's own file holds, without those of any file that it would bring in."""
    out = git.line("config", scope, "--no-includes", "--list", "-z", environment=READING)
    pairs = (each.partition("\n") for each in out.split("\0") if each)
    return [(key, value.lower()) for key, _, value in pairs]


BUNDLE = re.compile(rb"# v[23] git bundle\n")


def _refuse_no_bundle(bundle: Path) -> None:
    try:
        with bundle.open("rb") as stream:
            begins, size = stream.read(32), bundle.stat().st_size
    except OSError as error:
        raise misuse(f"{bundle} cannot be read ({error.strerror})", HOW_TO_BUNDLE) from None
    if not bundle.is_file() or not BUNDLE.match(begins):
        raise misuse(f"{bundle} is no git bundle", HOW_TO_BUNDLE)
    if size > LARGEST_BUNDLE:
        raise misuse(f"{bundle} is too large to be a plan: {size / 1e6:,.0f} MB", HOW_TO_BUNDLE)


HOW_TO_BUNDLE = "Make one in the plan's folder: git bundle create plan.bundle HEAD --branches --tags"


def _no_bundle(bundle: Path, says: str) -> Refusal:
    return Refusal(f"{bundle} does not hold the whole history of a plan.", HOW_TO_BUNDLE, [f"git says: {says}"])


def _tip(git: Git, bundle: Path) -> str:
    """The commit that the bundle was made at: its HEAD, or its only branch."""
    listed = git.line("bundle", "list-heads", str(bundle.resolve())).split("\n")
    heads = [(oid, name) for oid, _, name in (line.partition(" ") for line in listed)]
    tips = [oid for oid, name in heads if name == "HEAD"] or [
        oid for oid, name in heads if name.startswith("refs/heads/")
    ]
    if len({*tips}) != 1 or git.ask("cat-file", "-e", f"{tips[0]}^{{commit}}").status:
        raise Refusal(f"{bundle} does not say which version of the plan it was made at.", HOW_TO_BUNDLE)
    return tips[0]


def _not_on_top(root: Path) -> Refusal:
    outer = next((folder for folder in root.resolve().parents if (folder / ".git").exists()), None)
    return _elsewhere(root, str(outer)) if outer else _no_repository(root)


def _elsewhere(root: Path, top: str) -> Refusal:
    return Refusal(
        f"the plan is not the top folder of its git repository, which is {top}.",
        "Stages stand for a repository as a whole, so keep the plan in one of its own: "
        f"copy {root} to a new folder and run git init there.",
    )


def without_history(root: Path, what: str) -> Refusal:
    """That the plan in *root* records stages, of which *what* is not there."""
    return Refusal(
        f"the plan in {root} records stages, and {what}: it was copied without its history or without all of it.",
        "Get the tags (git fetch --tags) or a full copy (git clone and the address of the shared copy), or ask whoever "
        "keeps it. The worked example is made with its history by: make demo",
    )


def _records_stages(root: Path) -> bool:
    try:
        return bool(re.search(rb"(?m)^[ -]*stage:", (root / "stages.yaml").read_bytes()))
    except OSError:
        return False


def _no_repository(root: Path) -> Refusal:
    if _records_stages(root):
        return without_history(root, "they are not in this folder, which has no git repository")
    return Refusal(
        f"{root} has no git repository, which keeps the stages of a plan.",
        "Make one: go to that folder, run git init, then scplan save",
    )


def _cannot_open(root: Path, answer: Answer) -> Refusal:
    if "not a git repository" in answer.err:
        return _no_repository(root)
    if "dubious ownership" in answer.err:
        return Refusal(
            f"{root} belongs to somebody else on this computer, so git does not trust it.",
            f"If you know whose it is and trust it: git config --global --add safe.directory {root}",
        )
    return failure(answer)
