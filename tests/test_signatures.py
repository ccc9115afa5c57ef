"""Signatures: whose count, by git's own judgement, from what was verified before; and the posts that must sign."""

import json
import shutil
import subprocess

import pytest
from history_fixture import DAYS, folded, git, open_gates, own_git, plan_root, scp, write
from small import FILES

from scp.history import Repository

pytestmark = pytest.mark.tools

__all__ = ["open_gates", "own_git", "plan_root"]

PLAN = FILES["plan.yaml"].decode()
OFFICERS = """officers:
  - {post: Chief Officer, signs_as: chief-officer@authority}
  - {post: Chief Finance Officer, signs_as: finance@authority}
"""


def done(root, *arguments, code=0):
    said = scp(root, *arguments)
    assert said.exit_code == code, said.output
    return folded(said.output)


@pytest.fixture
def keys(tmp_path):
    """An SSH key each for two posts, the planning team and a stranger."""
    folder = tmp_path / "keys"
    folder.mkdir()
    for name in ("chief-officer", "finance", "team", "thief"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
    return folder


def allowed(keys, *names):
    return "".join(f"{name}@authority {(keys / f'{name}.pub').read_text()}" for name in names)


def sign_with(root, keys, name):
    git(root, "config", "--global", "gpg.format", "ssh")
    git(root, "config", "--global", "user.signingkey", str(keys / name))


def keep(root, files):
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Ours")


@pytest.fixture
def team(plan_root, open_gates, keys):
    """A plan that names its team as signers, before its first stage; the team's key is what git signs with."""
    keep(plan_root, {".scp/allowed_signers": allowed(keys, "team")})
    sign_with(plan_root, keys, "team")
    return plan_root


def ask(root, text="signatures: {required: yes}\n"):
    """The plan asks for signatures from now on."""
    keep(root, {"plan.yaml": PLAN + OFFICERS + text})


def result(root, *arguments):
    said = scp(root, "draft", "verify", "--json", *arguments)
    found = json.loads(said.output)
    fails = [each["what"] for each in found["looks"] if each["outcome"] == "fails"]
    assert (said.exit_code == 1) == bool(fails) or "--signed" in arguments
    return found["result"], " ".join(fails), found


# the tag of a stage


def test_signed_by_git_itself(team):
    """`--sign` signs commits and tag, git agrees, and the history is authentic; without it nothing is signed."""
    told = done(team, "draft", "advance", "--sign", "--date", DAYS[0])
    assert "tagged 2027-2030/proposals, signed" in told
    done(team, "draft", "withdraw", "--sign", "--reason", "x", "--date", DAYS[0])
    git(team, "config", "gpg.ssh.allowedSignersFile", ".scp/allowed_signers")
    for tag in ("proposals", "proposals.withdrawn"):
        git(team, "verify-tag", f"2027-2030/{tag}")
        git(team, "verify-commit", f"2027-2030/{tag}^{{commit}}")
    git(team, "verify-commit", "HEAD")
    assert "first that has" not in told

    found, _, data = result(team, "--signed")
    assert found == "authentic"
    assert data["signed_by"] == {"proposals": "team@authority", "proposals.withdrawn": "team@authority"}
    added = git(team, "log", "--format=%H", "--diff-filter=A", "--", ".scp/allowed_signers")
    assert data["first_signers"] == f"those that commit {added[:10]} brought into the plan"
    said = done(team, "draft", "verify")
    assert "Authentic: 2 stages agree" in said
    assert "signed by team@authority" in said
    assert "signed by team@authority" in done(team, "draft", "list")

    git(team, "config", "commit.gpgSign", "true")
    git(team, "config", "tag.gpgSign", "true")
    done(team, "draft", "advance")
    assert "-----BEGIN" not in git(team, "cat-file", "tag", "2027-2030/proposals.2")
    assert "gpgsig" not in git(team, "cat-file", "commit", "HEAD")
    assert result(team)[0] == "consistent"
    assert "proposals.2 is not signed by anybody" in done(team, "draft", "verify", "--signed", code=1)


def test_a_signature_that_fails_changes_nothing(team, keys):
    """No key, no program, a key that is gone: a refusal in plain words, and nothing is there that was not."""
    before = git(team, "for-each-ref")
    for key, value in (
        ("user.signingkey", str(keys / "none")),
        ("gpg.ssh.program", "/bin/false"),
        ("gpg.format", "openpgp"),
    ):
        old = git(team, "config", "--global", "--get", "--default", "", key)
        git(team, "config", "--global", key, value)
        for command in (("advance",), ("advance", "--dry-run")):
            code = 0 if "--dry-run" in command else 3
            said = done(team, "draft", *command, "--sign", code=code)
            assert ("git could not sign, so nothing was done" in said) == bool(code)
        git(team, "config", "--global", key, old or "ssh-keygen")
        assert git(team, "for-each-ref") == before
        assert git(team, "status", "--porcelain") == ""
    done(team, "draft", "advance", "--sign")


def test_a_program_of_the_repository_does_not_sign(team, tmp_path):
    """A key command or program that the folder's own settings name is not run."""
    marker = tmp_path / "ran"
    git(team, "config", "gpg.ssh.defaultKeyCommand", f"touch {marker}")

    for command in (("advance", "--sign"), ("verify",)):
        assert "gpg.ssh.defaultkeycommand" in done(team, "draft", *command, code=3)
    assert not marker.exists()


def test_where_the_plan_asks_for_it(team, keys):
    """An unsigned advance is refused; an unsigned tag, or one of a stranger, does not agree."""
    ask(team)
    assert "the plan asks that the tag of proposals is signed" in done(team, "draft", "advance", code=3)
    assert "asks that the tag" not in done(team, "draft", "plan")
    sign_with(team, keys, "thief")
    said = done(team, "draft", "advance", "--sign", code=3)
    assert "the key that git signs with is none of those that count" in said
    assert git(team, "tag") == ""
    sign_with(team, keys, "team")
    done(team, "draft", "advance", "--sign", "--date", DAYS[0])
    assert result(team)[0] == "authentic"
    assert "is signed" in done(team, "draft", "withdraw", "--reason", "x", code=3)

    name = "2027-2030/proposals"
    text = git(team, "cat-file", "tag", name).split("-----BEGIN")[0]
    message = text.partition("\n\n")[2]
    sign_with(team, keys, "thief")
    git(team, "tag", "-f", "-s", "--cleanup=verbatim", "-F", "-", name, f"{name}^{{commit}}", input=message.encode())
    found, fails, _ = result(team)
    assert found == "does not agree"
    assert f"the tag {name} is signed by nobody whose signature counts" in fails
    git(team, "tag", "-f", "-a", "--cleanup=verbatim", "-F", "-", name, f"{name}^{{commit}}", input=message.encode())
    found, fails, _ = result(team)
    assert found == "does not agree"
    assert f"the tag {name} is not signed, and the plan asks for it" in fails


def test_a_good_signature_over_another_message(team):
    """What is signed must be what the tag says: a word changed under a true signature does not pass."""
    ask(team)
    done(team, "draft", "advance", "--sign", "--decision", "Board, item 7")
    name = "2027-2030/proposals"
    text = git(team, "cat-file", "tag", name)

    git(
        team,
        "update-ref",
        f"refs/tags/{name}",
        git(team, "mktag", input=(text.replace("item 7", "item 8") + "\n").encode()),
    )

    assert result(team)[0] == "does not agree"


def test_good_is_a_word_and_no_proof(team, keys, tmp_path):
    """A tag that says "Good signature" is unsigned; a program of that name in the settings is not asked."""
    ask(team)
    done(team, "draft", "advance", "--sign")
    liar = tmp_path / "liar"
    liar.write_text("#!/bin/sh\necho 'Good \"git\" signature for team@authority with ED25519 key SHA256:x'\n")
    liar.chmod(0o755)
    sign_with(team, keys, "thief")
    name = "2027-2030/proposals"
    message = git(team, "tag", "-l", "--format=%(contents:subject)%0a%0a%(contents:body)", name).split("-----BEGIN")[0]
    git(
        team,
        "tag",
        "-f",
        "-s",
        "--cleanup=verbatim",
        "-F",
        "-",
        name,
        f"{name}^{{commit}}",
        input=message.strip().encode() + b"\n",
    )
    git(team, "config", "--global", "gpg.ssh.program", str(liar))

    assert "nobody whose signature counts" in result(team)[1]


@pytest.mark.parametrize("asked", [True, False])
def test_a_thief_who_adds_himself(team, keys, asked):
    """Who is added after the last verified stage is not believed in the next, but in the one after that."""
    if asked:
        ask(team)
    done(team, "draft", "advance", "--sign", "--date", DAYS[0])
    keep(team, {".scp/allowed_signers": allowed(keys, "team", "thief"), "plan.yaml": PLAN})
    sign_with(team, keys, "thief")

    refused = scp(team, "draft", "advance", "--sign", "--date", DAYS[1])
    found, _, data = result(team)

    if asked:
        assert refused.exit_code == 3, "what the last stage asked for is asked for still"
        assert "which are those that the plan named at proposals" in folded(
            refused.output
        ) or "none of those that count" in folded(refused.output)
    else:
        assert refused.exit_code == 0, refused.output
        assert found == "consistent"
        assert set(data["signed_by"]) == {"proposals"}
    sign_with(team, keys, "team")
    if asked:
        done(team, "draft", "advance", "--sign", "--date", DAYS[1])
        sign_with(team, keys, "thief")
        done(team, "draft", "advance", "--sign", "--date", DAYS[2])
        assert result(team)[2]["signed_by"]["draft-2"] == "thief@authority"


def test_signers_of_ones_own(team, keys, tmp_path):
    """`--allowed-signers` says who is believed first, and what the plan says of it counts no more."""
    done(team, "draft", "advance", "--sign")
    own, other = tmp_path / "own", tmp_path / "other"
    own.write_text(allowed(keys, "team"))
    other.write_text(allowed(keys, "finance"))
    (tmp_path / "empty").write_text("")

    found, _, data = result(team, "--allowed-signers", str(own))
    assert (found, data["first_signers"]) == ("authentic", "those of own")
    found, _, data = result(team, "--allowed-signers", str(other))
    assert (found, data["signed_by"]) == ("consistent", {})
    done(team, "draft", "verify", "--allowed-signers", str(tmp_path / "empty"), code=2)
    done(team, "draft", "verify", "--allowed-signers", str(tmp_path / "none"), code=2)


def test_nobody_was_named_before(plan_root, open_gates, keys):
    """Signers that come in with what they sign count for nothing; a file of one's own can still say whose do."""
    sign_with(plan_root, keys, "team")
    done(plan_root, "draft", "advance", "--sign", "--date", DAYS[0])
    assert "nothing from before it says whose signatures count" in done(plan_root, "draft", "verify")
    write(keys, {"own": allowed(keys, "team")})
    assert result(plan_root, "--allowed-signers", str(keys / "own"))[0] == "authentic"
    ask(plan_root)
    assert "nothing says whose signatures count" in done(plan_root, "draft", "advance", "--sign", code=3)
    keep(plan_root, {".scp/allowed_signers": allowed(keys, "team")})
    done(plan_root, "draft", "advance", "--sign", "--date", DAYS[1])
    found, _, data = result(plan_root)
    assert found == "consistent"
    assert data["signed_by"] == {"draft-1": "team@authority"}


def test_a_bundle_and_a_squash(team, tmp_path):
    """A signed history stays authentic in a bundle, and where a squash kept the files."""
    ask(team)
    for day in DAYS[:2]:
        done(team, "draft", "advance", "--sign", "--date", day)
    squashed = git(team, "commit-tree", "HEAD^{tree}", "-m", "All of it")
    git(team, "update-ref", "refs/heads/main", squashed)
    git(team, "bundle", "create", "-q", str(tmp_path / "x.bundle"), "HEAD", "--branches", "--tags")

    for arguments in ((), ("--bundle", str(tmp_path / "x.bundle"))):
        found, _, data = result(team, *arguments)
        assert found == "authentic"
        assert sum("a squash or a rebase does this" in each["what"] for each in data["looks"]) == 2


def test_gpg(team, tmp_path, monkeypatch):
    """A signature made with GPG counts where the plan holds the public key, and not because the computer does."""
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    call = ["gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    subprocess.run([*call, "--quick-gen-key", "team@authority.example", "ed25519", "sign"], check=True)
    public = subprocess.run([*call, "--armor", "--export"], check=True, capture_output=True).stdout
    git(team, "config", "--global", "gpg.format", "openpgp")
    git(team, "config", "--global", "user.signingkey", "team@authority.example")
    try:
        done(team, "draft", "advance", "--sign", "--date", DAYS[0])
        assert result(team)[0] == "consistent"
        (tmp_path / "own.asc").write_bytes(public)
        assert result(team, "--allowed-signers", str(tmp_path / "own.asc"))[0] == "authentic"
        keep(team, {".scp/allowed_signers.asc": public})
        done(team, "draft", "advance", "--sign", "--date", DAYS[1])
        assert list(result(team)[2]["signed_by"]) == []
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], check=True)


# posts that must sign


@pytest.fixture
def posts(plan_root, open_gates, keys):
    """A plan that two posts must sign before each stage."""
    keep(plan_root, {".scp/allowed_signers": allowed(keys, "chief-officer", "finance", "team")})
    ask(plan_root, "signatures: {roles: [chief-officer, finance]}\n")
    return plan_root


def sign(root, keys, role, *arguments, key=None, code=0):
    return done(root, "draft", "sign", "--role", role, "--key", str(keys / (key or role)), *arguments, code=code)


def test_posts_must_sign_before_a_stage(posts, keys):
    """`advance` refuses until each has signed these very files; their signatures are kept, and verified."""
    refused = done(posts, "draft", "advance", code=3)
    assert "chief-officer has not signed: there is no signatures/proposals.chief-officer.sig" in refused
    assert "finance has not signed" in refused
    assert "chief-officer has not signed" in done(posts, "draft", "plan")
    with_digest = git(posts, "rev-parse", "HEAD")

    told = sign(posts, keys, "chief-officer")
    assert "chief-officer has signed proposals" in told
    assert "finance has not signed" in done(posts, "draft", "advance", code=3)
    sign(posts, keys, "finance")
    assert git(posts, "diff", "--name-only", with_digest, "HEAD").split() == [
        "signatures/proposals.chief-officer.sig",
        "signatures/proposals.finance.sig",
    ]
    write(posts, {"facts.yaml": FILES["facts.yaml"] + b"# later\n"})
    done(posts, "save")
    refused = done(posts, "draft", "advance", code=3)
    assert "signatures/proposals.finance.sig is no signature of finance@authority under these files" in refused
    for role in ("chief-officer", "finance"):
        sign(posts, keys, role)
    done(posts, "draft", "advance", "--date", "2026-06-01")
    assert result(posts)[0] == "consistent"
    assert "a post that must sign draft-1" in done(posts, "draft", "advance", code=3)
    done(posts, "draft", "withdraw", "--reason", "x")
    assert result(posts)[0] == "consistent"


def test_anyone_can_check_what_a_post_signed(posts, keys):
    """The four lines of the manual, and ssh-keygen as it is called there."""
    sign(posts, keys, "finance")
    with Repository.open(posts) as repository:
        digest = repository.digest("HEAD")
    lines = f"scplan stage\nedition 2027-2030\nstage proposals\ntree {digest}\n"
    call = "ssh-keygen -Y verify -f .scp/allowed_signers -I finance@authority -n scplan-stage -s"

    def judged(text):
        command = [*call.split(), "signatures/proposals.finance.sig"]
        return subprocess.run(command, cwd=posts, input=text.encode(), capture_output=True).returncode

    assert judged(lines) == 0
    assert judged(lines.replace("proposals", "draft-1")) != 0


def test_a_signature_is_of_one_post_for_one_stage(posts, keys):
    """Another post's key does not sign, nor a signature for another stage; who is no officer signs nothing."""
    assert "is not the key of finance@authority" in sign(posts, keys, "finance", key="team", code=3)
    assert "No officer of plan.yaml signs as chair" in sign(posts, keys, "chair", key="team", code=2)
    assert "could not sign" in sign(posts, keys, "finance", key="none", code=3)
    done(posts, "draft", "sign", "--role", "finance", code=2)
    assert git(posts, "status", "--porcelain") == ""
    for role in ("chief-officer", "finance"):
        sign(posts, keys, role)
    for role in ("chief-officer", "finance"):
        shutil.copy(posts / f"signatures/proposals.{role}.sig", posts / f"signatures/draft-1.{role}.sig")
    done(posts, "save")
    done(posts, "draft", "advance", "--date", "2026-06-01")

    assert "is no signature of chief-officer@authority" in done(posts, "draft", "advance", code=3)


def test_the_key_that_git_signs_with(posts, keys):
    """Without --key it is git's own SSH key, be it a file or the key itself."""
    sign_with(posts, keys, "finance")
    done(posts, "draft", "sign", "--role", "finance")

    assert (posts / "signatures/proposals.finance.sig").read_text().startswith("-----BEGIN SSH SIGNATURE-----")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda root, keys: (root / "signatures/proposals.finance.sig").unlink(), "is not there any more"),
        (lambda root, keys: write(root, {"signatures/proposals.finance.sig": "x"}), "is not as it was"),
    ],
    ids=["gone", "changed"],
)
def test_signatures_that_were_spoilt_later(posts, keys, spoil, words):
    """What was signed stays signed: a signature that is gone or changed is found."""
    for role in ("chief-officer", "finance"):
        sign(posts, keys, role)
    done(posts, "draft", "advance", "--date", "2026-06-01")
    spoil(posts, keys)
    git(posts, "add", "-A")
    git(posts, "commit", "-qm", "By hand")

    assert words in result(posts)[1]


def test_a_post_gets_another_key(posts, keys):
    """Posts that sign vouch for who may sign next: a new key counts from the stage after the one that names it."""

    def stage(officer, code=0):
        for role, key in (("chief-officer", officer), ("finance", "finance")):
            sign(posts, keys, role, key=key, code=code if role == "chief-officer" else 0)
        if not code:
            done(posts, "draft", "advance", "--date", "2026-06-01")

    stage("chief-officer")
    new = f"chief-officer@authority {(keys / 'thief.pub').read_text()}"
    keep(posts, {".scp/allowed_signers": new + allowed(keys, "finance")})
    stage("thief", code=3)
    stage("chief-officer")
    stage("thief")
    found, fails, _ = result(posts)
    assert (found, fails) == ("consistent", "")

    keep(posts, {"plan.yaml": PLAN})
    assert "a post that must sign final has not signed" in done(posts, "draft", "advance", code=3)


def test_a_stage_made_without_the_posts(posts, keys, monkeypatch):
    """A stage that was made past the refusal does not agree, nor one whose posts were renamed to other keys."""
    with monkeypatch.context() as patch:
        patch.setattr("scp.history.roles_missing", lambda *_: ())
        done(posts, "draft", "advance", "--date", DAYS[0])

    found, fails, _ = result(posts)

    assert found == "does not agree"
    assert "chief-officer has not signed" in fails
    assert "finance has not signed" in fails


def test_who_is_who_is_said_by_the_stage_before(plan_root, open_gates, keys):
    """A post that is given another's name in plan.yaml does not sign with that other's key."""
    keep(plan_root, {".scp/allowed_signers": allowed(keys, "chief-officer", "finance", "team")})
    ask(plan_root, "signatures: {required: yes, roles: [chief-officer]}\n")
    sign_with(plan_root, keys, "team")
    sign(plan_root, keys, "chief-officer")
    done(plan_root, "draft", "advance", "--sign", "--date", "2026-06-01")
    moved = (
        PLAN
        + "officers: [{post: Chief Officer, signs_as: chief-officer@elsewhere}]\nsignatures: {roles: [chief-officer]}\n"
    )
    keep(
        plan_root,
        {
            "plan.yaml": moved,
            ".scp/allowed_signers": allowed(keys, "team")
            + f"chief-officer@elsewhere {(keys / 'thief.pub').read_text()}",
        },
    )

    assert "is not the key of chief-officer@authority" in sign(plan_root, keys, "chief-officer", key="thief", code=3)
    sign(plan_root, keys, "chief-officer")
    done(plan_root, "draft", "advance", "--sign", "--date", "2026-06-01")
    assert result(plan_root)[0] == "authentic"


def test_without_ssh_keygen(posts, keys, monkeypatch, tmp_path):
    """Its absence is said, and never taken for a signature that fails."""
    sign_with(posts, keys, "team")
    done(posts, "draft", "advance", code=3)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("git", "sh"):
        (programs / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(programs))

    assert "ssh-keygen is not installed" in sign(posts, keys, "finance", code=3)


def test_what_the_plan_may_ask(plan_root, open_gates):
    """A role for which nobody signs, or a name that is none, is said with how to write it."""
    ask(plan_root, "signatures: {roles: [chair]}\n")
    assert "chair must sign, and no officer of plan.yaml signs as chair@…" in done(
        plan_root, "draft", "advance", code=3
    )
    for name in ("chief officer@authority", "chief-officer", "*@authority", "-x@y", "a@b c"):
        write(plan_root, {"plan.yaml": PLAN + f"officers: [{{post: Chief Officer, signs_as: '{name}'}}]\n"})
        assert "not the name of a post that signs" in done(plan_root, "check", code=2)


def test_nothing_of_the_signers_is_left_behind(team, tmp_path, monkeypatch):
    """Keys and signatures are written to folders that are gone afterwards."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    ask(team)
    done(team, "draft", "advance", "--sign")
    done(team, "draft", "verify")

    assert list(place.iterdir()) == []
