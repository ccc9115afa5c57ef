"""Whose signatures count, and whether a tag or the files of a stage carry one; git's and ssh-keygen's word for it.

A signature is judged by the exit status of `git verify-tag` and `ssh-keygen -Y verify`, never by what they print.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scp.history.digest import SIGNATURES
from scp.history.program import Answer, Git
from scp.history.repository import READING, Repository, Tag
from scp.problem import Refusal, misuse

SIGNERS, KEYS = ".scp/allowed_signers", ".scp/allowed_signers.asc"
NAMESPACE = "scplan-stage"
LARGEST = 1_000_000
SSH_SINCE = (2, 34)
PGP = b"-----BEGIN PGP PUBLIC KEY BLOCK-----"


@dataclass(frozen=True)
class Signers:
    """The keys whose signatures count, and in words where they come from.

    *ssh* is a file as `ssh-keygen` reads it: a name and a key on each line; *pgp* holds public keys in armour.
    """

    ssh: bytes
    pgp: bytes
    where: str

    @classmethod
    def read(cls, path: Path) -> Signers:
        """The signers that a file of one's own names."""
        try:
            content = path.read_bytes() if path.stat().st_size <= LARGEST else None
        except OSError as error:
            raise misuse(f"{path} cannot be read ({error.strerror})", "Give the file that names the signers.") from None
        if content is None or not content.strip():
            raise misuse(
                f"{path} names no signers",
                "On each line stands a name and a public key: chief-officer@authority ssh-ed25519 AAAA…",
            )
        where = f"those of {path.name}"
        return cls(b"", content, where) if PGP in content else cls(content, b"", where)


def signers_at(repository: Repository, commit: str, where: str) -> Signers | None:
    """The signers that the plan named in *commit*; None where it named none."""
    ssh, pgp = (repository.file_at(commit, path) for path in (SIGNERS, KEYS))
    if ssh is None and pgp is None:
        return None
    if len(ssh or b"") > LARGEST or len(pgp or b"") > LARGEST:
        return None
    return Signers(ssh or b"", pgp or b"", where)


def first_signers(repository: Repository, commit: str, itself: bool = False) -> Signers | None:
    """The signers of the first commit, of those that led to *commit*, that named any; None where none did.

    What *commit* names counts only with *itself*: nobody makes himself a signer of what he signs.
    """
    found = repository.git.line(
        "rev-list", "--reverse", "--topo-order", "--full-history", commit, "--", SIGNERS, KEYS, environment=READING
    ).split()
    for each in found:
        if each == commit and not itself:
            continue
        if signers := signers_at(repository, each, f"those that commit {each[:10]} brought into the plan"):
            return signers
    return None


# tags


def tag_signer(repository: Repository, tag: Tag, signers: Signers) -> str | None:
    """Who of *signers* signed *tag*, as they are called there; None where nobody of them did."""
    is_ssh = "-----BEGIN SSH SIGNATURE-----" in tag.message
    if is_ssh:
        _refuse_without_ssh(repository)
    elif "-----BEGIN PGP SIGNATURE-----" in tag.message:
        _refuse_without("gpg", "signatures made with GPG are judged with it", "apt-get install gnupg")
    else:
        return None
    with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
        allowed, home = Path(folder, "allowed_signers"), Path(folder, "gnupg")
        allowed.write_bytes(signers.ssh)
        home.mkdir(mode=0o700)
        if not is_ssh and signers.pgp:
            _run(["gpg", "--homedir", str(home), "--batch", "--quiet", "--no-autostart", "--import"], signers.pgp)
        answer = repository.git.ask(
            *("-c", f"gpg.ssh.allowedSignersFile={allowed}", "-c", "gpg.ssh.program=ssh-keygen"),
            *("-c", "gpg.minTrustLevel=undefined", "verify-tag", "--raw", tag.object),
            environment={**READING, "GNUPGHOME": str(home)},
        )
        if answer.status:
            return None
        return _ssh_name(tag, allowed, Path(folder)) if is_ssh else _pgp_name(answer)


def _ssh_name(tag: Tag, allowed: Path, folder: Path) -> str:
    """The names under which the key of a signature that was found good stands among the allowed ones."""
    signature = folder / "tag.sig"
    signature.write_text("-----BEGIN SSH SIGNATURE-----" + tag.message.rpartition("-----BEGIN SSH SIGNATURE-----")[2])
    done = _run(["ssh-keygen", "-Y", "find-principals", "-f", str(allowed), "-s", str(signature)])
    return ", ".join(done.out.decode("utf-8", "replace").split())


def _pgp_name(answer: Answer) -> str:
    found = re.search(r"^\[GNUPG:\] VALIDSIG ([0-9A-F]+)", answer.err, re.M)
    return f"the key {found[1]}" if found else "a key of the allowed ones"


# the posts that sign the files of a stage


def signature_path(key: str, role: str) -> str:
    """Where the signature of *role* under the stage *key* is kept."""
    return f"{SIGNATURES}{key}.{role}.sig"


def signed_text(edition: str, key: str, tree: str) -> bytes:
    """What a post signs: which stage of which edition, and the digest of its files.

    `signatures/` is no part of that digest, so that adding a signature does not change what was signed.
    """
    return f"scplan stage\nedition {edition}\nstage {key}\ntree {tree}\n".encode()


def is_signed(text: bytes, signature: bytes, principal: str, signers: Signers, day: date) -> bool:
    """Whether *signature* under *text* was made with a key that *principal* was allowed to use on *day*."""
    _refuse_without_ssh_keygen()
    with tempfile.TemporaryDirectory(prefix="scplan-") as folder:
        allowed, kept = Path(folder, "allowed_signers"), Path(folder, "stage.sig")
        allowed.write_bytes(signers.ssh)
        kept.write_bytes(signature)
        command = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", principal, "-n", NAMESPACE, "-s", str(kept)]
        done = _run([*command, "-O", f"verify-time={day:%Y%m%d}120000"], text)
    return done.status == 0


def sign(text: bytes, key: Path) -> bytes:
    """The signature under *text* by the SSH key in *key*; a refusal where it cannot be made."""
    _refuse_without_ssh_keygen()
    done = _run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", NAMESPACE], text)
    if done.status or not done.out.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise Refusal(
            f"ssh-keygen could not sign with {key}. Nothing was changed.",
            "Give the private key, or its .pub file where an agent holds it: --key FILE",
            [f"ssh-keygen says: {done.complaint}"],
        )
    return done.out


def own_key(git: Git, folder: Path) -> Path | None:
    """The key that git signs with, as a file; *folder* takes a key that the settings hold themselves."""
    if git.ask("config", "--get", "gpg.format", environment=READING).text != "ssh":
        return None
    kept = git.ask("config", "--get", "user.signingkey", environment=READING).text
    literal = kept.removeprefix("key::")
    if literal.startswith(("ssh-", "ecdsa-", "sk-")):
        place = folder / "key.pub"
        place.write_text(literal + "\n", encoding="utf-8")
        return place
    return Path(os.path.expanduser(kept)) if kept else None


# programs


def _refuse_without_ssh(repository: Repository) -> None:
    _refuse_without_ssh_keygen()
    said = re.search(r"(\d+)\.(\d+)", repository.git.line("version"))
    if said and (int(said[1]), int(said[2])) < SSH_SINCE:
        raise Refusal(
            f"git {said[0]} does not know signatures made with SSH.", "Install git 2.34 or newer, then try again."
        )


def _refuse_without_ssh_keygen() -> None:
    _refuse_without("ssh-keygen", "signatures are made and judged with it", "apt-get install openssh-client")


def _refuse_without(program: str, why: str, install: str) -> None:
    if not shutil.which(program):
        raise Refusal(
            f"{program} is not installed on this computer, and {why}.", f"Install it ({install}), then try again."
        )


def _run(command: list[str], input: bytes = b"", environment: Mapping[str, str] | None = None) -> Answer:
    done = subprocess.run(
        command, input=input, capture_output=True, check=False, env={**os.environ, **(environment or {})}
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
