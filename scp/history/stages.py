"""A stage in git: a commit, an annotated tag, and the scaffold that follows, all of it or nothing.

Objects are made first. Then branch and tags move in one transaction. Then the files and the index follow, and
a note beside the index says so until they have: whoever is stopped half way is completed by the next command.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scp.history.program import LOCKED, Answer, failure
from scp.history.repository import FILE, READING, Author, Repository, Tag
from scp.problem import Refusal

UNFINISHED = "scplan-unfinished"
ABSENT = ""
MOVED = Refusal(
    "the plan was changed by somebody else at this very moment, so nothing was done.",
    "Look at the change, then try again.",
)


@dataclass(frozen=True)
class Step:
    """One commit to make: the files that it adds or replaces, its message, and its tag, if it gets one."""

    files: Mapping[str, bytes]
    message: str
    tag: str = ""
    tag_message: str = ""


@dataclass(frozen=True)
class Move:
    """A branch that goes from one commit to another, with the tags that are made at the same moment."""

    branch: str
    old: str
    new: str
    tags: Mapping[str, str]


def with_trailers(sentence: str, pairs: Mapping[str, str | None]) -> str:
    """A message: *sentence* for people, and a last paragraph of `Key: value` for programs."""
    return f"{sentence.rstrip()}\n\n" + "".join(f"{key}: {value}\n" for key, value in pairs.items() if value)


def advance(
    repository: Repository,
    head: str,
    steps: tuple[Step, ...],
    author: Author | None = None,
    sign: bool = False,
    accept: Callable[[Tag], None] | None = None,
) -> tuple[str, ...]:
    """Make the commits and tags of *steps* upon *head*, and let the folder follow; the commits made.

    *head* is the commit that was judged: if the branch is elsewhere by now, nothing is done. With *sign* git signs
    commits and tags; *accept* looks at each tag before anything moves, and refuses what must not stand.
    """
    repository.lock()
    branch = repository.refuse_unless_on_branch()
    if repository.refuse_unless_whole() != head:
        raise MOVED
    repository.refuse_if_unsaved()
    for step in steps:
        refuse_tag_in_the_way(repository, step.tag)
        _refuse_file_in_the_way(repository, head, step.files)
    who = repository.identity(author)
    commits: list[str] = []
    tags: dict[str, str] = {}
    for step in steps:
        commit = _commit(repository, commits[-1] if commits else head, step, who, sign)
        commits.append(commit)
        if step.tag:
            tags[step.tag] = (_signed_tag if sign else _tag)(repository, commit, step, who)
            if accept:
                accept(repository.tag(step.tag, tags[step.tag]))
    move = Move(branch, head, commits[-1], tags)
    _note(repository, move)
    _transact(repository, move)
    _follow(repository, move)
    _forget(repository)
    return tuple(commits)


def unfinished(repository: Repository) -> Move | None:
    """The move that was stopped after it had begun to show; None where there is nothing to complete."""
    try:
        kept = json.loads((repository.git_dir / UNFINISHED).read_bytes())
        move = Move(kept["branch"], kept["old"], kept["new"], dict(kept["tags"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):  # stopped while the note was written: nothing had moved
        return None
    if repository.branch != move.branch:
        return None
    head = repository.head
    made = [name for name in move.tags if repository.has_tag(name)]
    return move if head == move.new or (head == move.old and made) else None


def finish(repository: Repository) -> tuple[str, ...] | None:
    """Complete what an earlier command was stopped in; the tags it was about, None where nothing was open."""
    if not (repository.git_dir / UNFINISHED).exists():
        return None
    repository.lock()
    move = unfinished(repository)
    if move is not None:
        _transact(repository, move)
        _follow(repository, move)
    _forget(repository)
    return None if move is None else tuple(move.tags)


# objects


def _commit(repository: Repository, parent: str, step: Step, who: Mapping[str, str], sign: bool) -> str:
    git = repository.git
    with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
        aside = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        git.run("read-tree", parent, environment=aside)
        objects = _objects(repository, step.files, Path(folder))
        lines = "".join(f"{FILE} {oid}\t{path}\0" for path, oid in objects.items())
        git.run("update-index", "-z", "--index-info", input=lines.encode(), environment=aside)
        tree = git.line("write-tree", environment=aside)
    signed = ("-S",) if sign else ()
    made = git.ask("commit-tree", *signed, tree, "-p", parent, "-F", "-", input=step.message.encode(), environment=who)
    if made.status:
        raise _not_signed(made) if sign else failure(made)
    return made.text


def _objects(repository: Repository, files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """The object made of each of *files*, its bytes as they are, by one call of git."""
    for number, content in enumerate(files.values()):
        Path(folder, str(number)).write_bytes(content)
    names = "".join(f"{Path(folder, str(number))}\n" for number in range(len(files)))
    made = repository.git.line(
        "hash-object", "-w", "-t", "blob", "--no-filters", "--stdin-paths", input=os.fsencode(names)
    )
    return dict(zip(files, made.split("\n"), strict=True))


def _tag(repository: Repository, commit: str, step: Step, who: Mapping[str, str]) -> str:
    tagger = repository.git.line("var", "GIT_COMMITTER_IDENT", environment=who)
    text = f"object {commit}\ntype commit\ntag {step.tag}\ntagger {tagger}\n\n{step.tag_message}"
    return repository.git.line("mktag", input=text.encode())


SIGNING = ("gpg.format", "user.signingkey")


def _signed_tag(repository: Repository, commit: str, step: Step, who: Mapping[str, str]) -> str:
    """The tag as an object that git signed; it is made in a repository that is thrown away, so that no ref shows it."""
    git = repository.git
    own = [(key, git.ask("config", "--get", key, environment=READING)) for key in SIGNING]
    settings = [part for key, kept in own if not kept.status for part in ("-c", f"{key}={kept.text}")]
    names = _names(git.line("var", "GIT_COMMITTER_IDENT", environment=who))
    with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
        aside = {"GIT_DIR": str(Path(folder, "aside.git")), "GIT_OBJECT_DIRECTORY": repository.objects_dir}
        kind = git.line("rev-parse", "--show-object-format", environment=READING)
        new = {"GIT_DIR": aside["GIT_DIR"]}
        git.run("init", "--quiet", "--bare", "--template=", f"--object-format={kind}", environment=new)
        made = git.ask(
            *(*settings, "tag", "--sign", "--cleanup=verbatim", "--file=-", step.tag, commit),
            input=step.tag_message.encode(),
            environment={**who, **names, **aside},
        )
        if made.status:
            raise _not_signed(made)
        return git.line("rev-parse", f"refs/tags/{step.tag}", environment=aside)


def _names(ident: str) -> dict[str, str]:
    """The committer as git wrote him, for a repository that does not know the plan's settings."""
    name, _, rest = ident.partition(" <")
    mail, _, day = rest.partition("> ")
    return {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": f"@{day}"}


def _not_signed(answer: Answer) -> Refusal:
    return Refusal(
        "git could not sign, so nothing was done.",
        "Leave --sign out to advance without a signature, or say once what git signs with.",
        [
            f"git says: {answer.complaint}",
            "for an SSH key: git config --global gpg.format ssh",
            "and which one: git config --global user.signingkey ~/.ssh/id_ed25519.pub",
        ],
    )


# branch and tags


def _transact(repository: Repository, move: Move) -> None:
    """Move the branch and make the tags at one moment, or not at all; what is done is only verified."""
    lines = ["start"]
    if repository.head == move.new:
        lines += [f"verify {move.branch}", move.new]
    else:
        lines += [f"update {move.branch}", move.new, move.old]
    for name, tag in move.tags.items():
        if repository.has_tag(name):
            lines += [f"verify refs/tags/{name}", tag]
        else:
            lines += [f"create refs/tags/{name}", tag]
    lines += ["prepare", "commit"]
    told = f"scplan: {', '.join(move.tags)}" if move.tags else "scplan"
    answer = repository.git.ask(
        "update-ref", "-m", told, "--stdin", "-z", input="".join(f"{line}\0" for line in lines).encode()
    )
    if not answer.status:
        return
    if LOCKED.search(answer.err):
        raise failure(answer)
    _forget(repository)
    if repository.head != move.old:
        raise MOVED
    raise failure(answer)


def refuse_tag_in_the_way(repository: Repository, name: str) -> None:
    if not name:
        return
    edition = name.split("/")[0]
    if repository.has_tag(name):
        raise Refusal(
            f"there is a tag {name} already: the stage was reached before, here or in another copy.",
            "See what it holds: scplan draft verify. A tag made by mistake and never sent can be removed: "
            f"git tag --delete {name}",
        )
    if repository.has_tag(edition):
        raise Refusal(
            f"there is a tag called {edition}, which leaves no room for tags of that edition such as {name}.",
            f"Give it another name: git tag old-{edition} {edition}, then git tag --delete {edition}",
        )


# files and index


def _follow(repository: Repository, move: Move) -> None:
    """Bring folder and index to where the branch is; a file that a person has changed since is left."""
    git = repository.git
    out = git.run("diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", move.old, move.new, environment=READING)
    fields = iter(out.split(b"\0"))
    indexed = _index(repository)
    lines = ""
    for about in filter(None, fields):
        old_mode, mode, old, new, _ = about.decode().lstrip(":").split(" ")
        path = repository.path(next(fields))
        before = ABSENT if set(old_mode) == {"0"} else old
        if indexed.get(path, ABSENT) == before:
            lines += f"{mode} {new}\t{path}\0"
        if _in_folder(repository, path) == before:
            _write(repository.root / path, repository.laid_out(new, path))
    if lines:
        git.run("update-index", "-z", "--index-info", input=lines.encode())
    git.ask("update-index", "-q", "--refresh")


def _index(repository: Repository) -> dict[str, str]:
    out = repository.git.run("ls-files", "--stage", "-z", environment=READING)
    found = {}
    for line in filter(None, out.split(b"\0")):
        about, path = line.split(b"\t", 1)
        found[path.decode("utf-8", "surrogateescape")] = about.split(b" ")[1].decode()
    return found


def _in_folder(repository: Repository, path: str) -> str:
    """The object that the file in the folder would be saved as."""
    try:
        content = (repository.root / path).read_bytes()
    except FileNotFoundError:
        return ABSENT
    except OSError:  # a folder, or a file where a folder was: a person's doing, to be left alone
        return "?"
    return repository.git.line("hash-object", "-t", "blob", f"--path={path}", "--stdin", input=content)


def _refuse_file_in_the_way(repository: Repository, head: str, files: Mapping[str, bytes]) -> None:
    saved = repository.entries(head)
    for path in files:
        place = repository.root / path
        folders = [
            folder for folder in place.parents if folder.is_relative_to(repository.root) and folder != repository.root
        ]
        wrong = [folder for folder in folders if folder.is_symlink() or (folder.exists() and not folder.is_dir())]
        if place.is_symlink() or place.is_dir() or (place.exists() and path not in saved):
            wrong.append(place)
        if wrong:
            raise Refusal(
                f"{_shown(repository, wrong[0])} stands where the stage keeps its own files, "
                "and is no saved part of the plan.",
                "Move it elsewhere, then try again.",
            )


def _shown(repository: Repository, place: Path) -> str:
    return place.relative_to(repository.root).as_posix()


def _write(place: Path, content: bytes) -> None:
    """Put *content* in *place* whole: whoever looks sees the old file or the new one."""
    beside = place.with_name(f".{place.name}.scplan.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(place)
    except OSError as error:
        raise Refusal(
            f"{place} cannot be written ({error.strerror}).",
            "Mend that, then call scplan draft status: it completes what was begun.",
        ) from None


def _note(repository: Repository, move: Move) -> None:
    kept = {"branch": move.branch, "old": move.old, "new": move.new, "tags": dict(move.tags)}
    _write(repository.git_dir / UNFINISHED, json.dumps(kept).encode())


def _forget(repository: Repository) -> None:
    (repository.git_dir / UNFINISHED).unlink(missing_ok=True)
