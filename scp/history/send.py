"""Sending what is saved: the branch and the stage tags, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass

from scp.history.program import Answer
from scp.history.repository import READING, Repository
from scp.problem import Refusal


@dataclass(frozen=True)
class Sent:
    """Where to, and what was new there: the branch by its short name, and the names of tags."""

    remote: str
    branch: str
    branch_is_new: bool
    tags: tuple[str, ...]


def send(repository: Repository, edition: str | None, dry_run: bool = False) -> Sent:
    """Push the current branch, and the stage tags of *edition* where it is known, to the shared copy."""
    branch = repository.refuse_unless_on_branch()
    repository.refuse_unless_saved()
    remote, target, follows = _target(repository, branch)
    tags = [tag.name for tag in repository.tags(edition).values()] if edition else []
    answer = repository.git.ask(
        "push",
        "--atomic",
        "--porcelain",
        *(["--dry-run"] if dry_run else []),
        *([] if follows else ["--set-upstream"]),
        "--",
        remote,
        f"{branch}:{target}",
        *(f"refs/tags/{tag}:refs/tags/{tag}" for tag in tags),
    )
    if answer.status:
        raise _refused(answer, remote, "" if follows else f" {remote} {target.removeprefix('refs/heads/')}")
    new = {
        line.split("\t")[1].split(":")[-1]
        for line in answer.text.split("\n")
        if line[:1] in (" ", "*", "+") and line.count("\t") == 2
    }
    return Sent(
        remote,
        target.removeprefix("refs/heads/"),
        target in new,
        tuple(tag for tag in tags if f"refs/tags/{tag}" in new),
    )


def _target(repository: Repository, branch: str) -> tuple[str, str, bool]:
    """The remote, the branch there, and whether the branch here follows it already."""
    follows = repository.git.line(
        "for-each-ref",
        "--format=%(upstream:remotename)%00%(upstream:remoteref)",
        "--",
        branch,
        environment=READING,
    )
    remote, _, target = follows.partition("\0")
    if remote and target and remote != ".":
        return remote, target, True
    remotes = repository.git.line("remote", environment=READING).split("\n")
    known = [each for each in remotes if each]
    if not known:
        raise Refusal(
            "this plan has no shared copy yet to which it could be sent.",
            "Ask your IT colleagues for its address, then say it once: git remote add origin ADDRESS",
        )
    if len(known) > 1:
        raise Refusal(
            "there are several shared copies, and none of them is the usual one for this branch.",
            f"Choose it once: git push --set-upstream {known[0]} {branch.removeprefix('refs/heads/')}",
            known,
        )
    return known[0], branch, False


def _refused(answer: Answer, remote: str, whence: str) -> Refusal:
    """Why the shared copy did not take it; *whence* completes `git pull` where this branch follows none."""
    says = answer.text + "\n" + answer.err
    rejected = [line.split("\t") for line in answer.text.split("\n") if line.startswith("!\t")]
    tags = [row[1].split(":")[-1].removeprefix("refs/tags/") for row in rejected if "already exists" in row[-1]]
    if tags:
        return Refusal(
            f"somebody sent a stage of the same name before you, and it is not the same: {', '.join(tags)}.",
            "Nothing was sent. Agree whose stage stands; theirs can be seen in a fresh copy (git clone).",
        )
    if any("fetch first" in row[-1] or "non-fast-forward" in row[-1] for row in rejected):
        return Refusal(
            "somebody sent changes before you, and they must be joined with yours first. Nothing was sent.",
            "Yours is not lost.",
            [
                "1. Save what is not saved yet: scplan save",
                f"2. Get theirs: git pull --no-rebase --no-edit{whence}",
                "3. If git says CONFLICT: scplan save. It says what to do, and finishes it",
                "4. Send again: scplan send",
            ],
        )
    hooks = [line.removeprefix("remote:").strip() for line in answer.err.splitlines() if line.startswith("remote:")]
    if any("remote rejected" in row[-1] for row in rejected):
        reasons = [row[-1] for row in rejected if "remote rejected" in row[-1] and "atomic" not in row[-1]]
        return Refusal(
            "the shared copy did not take it. Nothing was sent.",
            "Show this to whoever looks after the shared copy.",
            [*filter(None, hooks), *reasons][:8],
        )
    if "terminal prompts disabled" in says or "Authentication failed" in says or "could not read Username" in says:
        return Refusal(
            f"the shared copy ({remote}) asks who you are, and this computer has no password stored for it.",
            "Ask your IT colleagues for access (a git credential helper or an SSH key), then send again.",
        )
    return Refusal(
        f"the shared copy ({remote}) cannot be reached, or you may not write to it. Nothing was sent.",
        "If your network works, ask whoever looks after the shared copy to let you write there.",
        [f"git says: {answer.complaint}"],
    )
