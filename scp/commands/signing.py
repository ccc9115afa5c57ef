"""The signatures that a stage needs: what is asked for, by whom, and what is missing."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scp import history
from scp.commands.prospect import Prospect
from scp.history import SIGNATURES, Repository, Signers, Step, Tag
from scp.model.plan import Asks
from scp.problem import Refusal, misuse
from scp.repository.stages import read_asks, read_stages

HOW_TO_NAME = (
    "Write a line for each post in .scp/allowed_signers, its name and its public key "
    "(chief-officer@authority ssh-ed25519 AAAA…), and save it."
)


@dataclass(frozen=True)
class Wanted:
    """Which signatures the next stage needs, and whose count: what the plan asks for and the last stage asked."""

    asks: Asks
    signers: Signers | None

    def obstacles(self, prospect: Prospect, tree: str, files: Mapping[str, bytes], signing: bool) -> Iterator[Refusal]:
        """What of the signatures stands in the way of *prospect*, where its tag is signed or (not *signing*) is not."""
        if self.asks.tags and not signing:
            yield Refusal(
                f"the plan asks that the tag of {prospect.key} is signed (signatures, in plan.yaml).",
                f"Sign it: scplan draft {'withdraw' if prospect.withdrawn else 'advance'} --sign",
            )
        if self.asks.tags and self.signers is None:
            yield Refusal("nothing says whose signatures count.", HOW_TO_NAME)
        if not prospect.withdrawn:
            text = history.signed_text(prospect.plan.edition, prospect.key, tree)
            missing = history.roles_missing(self.asks, prospect.key, text, files, self.signers, prospect.day)
            if missing:
                again = " --again" if prospect.key in _again(prospect) else ""
                yield Refusal(
                    f"a post that must sign {prospect.key} has not signed these files.",
                    f"Each signs the plan as it is saved now: scplan draft sign --role ROLE{again}",
                    missing,
                )

    def accept(self, repository: Repository, tag: Tag) -> None:
        """A refusal where the plan asks for signatures and *tag*, just made, carries none that counts."""
        if self.asks.tags and (self.signers is None or not history.tag_signer(repository, tag, self.signers)):
            whose = f": {self.signers.where}" if self.signers else ""
            raise Refusal(
                f"the key that git signs with is none of those that count{whose}. Nothing was done.",
                "Sign with a key that was allowed before: git config user.signingkey FILE",
            )


def _again(prospect: Prospect) -> tuple[str, ...]:
    """The name of the stage, where it is made once more while it stands."""
    return (prospect.key,) if prospect.stage is prospect.plan.stage else ()


def wanted(repository: Repository, prospect: Prospect, head: str, files: Collection[str]) -> Wanted:
    """The signatures that *prospect* needs, where *head* is the commit that it is made upon and *files* are its paths.

    What was verified so far says whose signatures count, so that nobody makes himself a signer of what he signs.
    """
    plan = prospect.plan
    own = plan.record.asks
    tags = repository.tags(plan.edition)
    posts_signed = any(path.startswith(SIGNATURES) and path.endswith(".sig") for path in files)
    if not own.anything and not posts_signed and not any(tag.signed for tag in tags.values()):
        return Wanted(own, None)
    found = history.verify(repository, plan.edition, read_stages, read_asks)
    asks = history.together(found.trust.asks, own)
    if asks.anything and not found.agrees:
        raise Refusal(
            "the stages so far do not agree with the plan's history, so no signature can rest on them.",
            "See what does not agree: scplan draft verify",
        )
    return Wanted(asks, found.trust.signers or history.first_signers(repository, head, itself=True))


def signature(
    repository: Repository, prospect: Prospect, need: Wanted, head: str, tree: str, role: str, key: Path | None
) -> Step:
    """The commit that keeps the signature of *role* under the stage that comes next; a refusal where it would not count."""
    plan = prospect.plan
    posts = {each.signs_as.partition("@")[0]: each.signs_as for each in plan.record.officers if each.signs_as}
    principal = need.asks.roles.get(role) or posts.get(role)
    if principal is None:
        known = ", ".join(sorted({*posts, *need.asks.roles})) or "none yet"
        raise misuse(
            f"No officer of plan.yaml signs as {role}",
            f"Those who sign: {known}. Write it as in `officers: [{{post: Chief Officer, signs_as: {role}@authority}}]`.",
        )
    signers = need.signers or history.first_signers(repository, head, itself=True)
    if signers is None:
        raise Refusal("nothing says whose signatures count.", HOW_TO_NAME)
    text = history.signed_text(plan.edition, prospect.key, tree)
    with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
        chosen = key or history.own_key(repository.git, Path(folder))
        if chosen is None:
            raise misuse("Nothing says which key to sign with", "Name an SSH key: --key ~/.ssh/id_ed25519")
        made = history.sign(text, chosen)
    if not history.is_signed(text, made, principal, signers, prospect.day):
        raise Refusal(
            f"{chosen} is not the key of {principal}, so the signature would not count; "
            f"whose signatures count: {signers.where}. Nothing was changed.",
            "Sign with the key of the post. A new key counts from the stage after the one that first names it.",
        )
    says = {"Stage": prospect.key, "Role": role, "Tree-Digest": tree}
    return Step(
        {history.signature_path(prospect.key, role): made},
        history.with_trailers(f"Sign {prospect.key} as {role}", says),
    )
