"""Commits and tags: reading without the folder, the tree digest, what a kill leaves, and verify."""

import errno
import hashlib
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from history_fixture import DAYS, folded, git, open_gates, own_git, plan_root, reached, scp, write

from scp.history import Author, Repository, changes, stages
from scp.history.program import Git, without_password
from scp.problem import PlanError
from scp.repository.stages import read_stages

__all__ = ["open_gates", "own_git", "plan_root", "reached"]
MANUAL = Path(__file__).parent.parent / "docs/stages.md"


# reading


def test_files_at_a_stage(reached):
    """A stage's files are read whole, byte for byte, though the folder has moved on."""
    write(
        reached,
        {
            "evidence/naïve – café.txt": "é",
            "evidence/binary": bytes(range(256)),
            "facts.yaml": "facts: []\r\n",
        },
    )
    git(reached, "add", "-A")
    git(reached, "commit", "-qm", "More")
    write(reached, {"facts.yaml": "facts: []\n# later\n"})

    with Repository.open(reached) as repository:
        now, then = repository.files_at("HEAD"), repository.files_at("2027-2030/draft-1")

    assert now["evidence/naïve – café.txt"] == "é".encode()
    assert now["evidence/binary"] == bytes(range(256))
    assert now["facts.yaml"] == b"facts: []\r\n"
    assert "evidence/binary" not in then


@pytest.mark.parametrize("ref", ["", "no-such-thing", "--help", "--upload-pack=x", "HEAD\0", "HEAD:plan.yaml", "-"])
def test_a_ref_is_never_an_option(plan_root, ref):
    """What is no commit is said to be none, whatever it looks like."""
    with Repository.open(plan_root) as repository, pytest.raises(PlanError, match="There is no stage"):
        repository.files_at(ref)


def test_hostile_names(plan_root, open_gates):
    """Files whose names look like options or hold odd signs are files and nothing else."""
    names = ["--upload-pack=x", "-rf", "evidence/a\nb", 'evidence/"q"', "evidence/;rm -rf", ":(top)x", "*"]
    write(plan_root, dict.fromkeys(names, "x"))

    saved = scp(plan_root, "save")
    assert saved.exit_code == 0, saved.output
    advanced = scp(plan_root, "draft", "advance")

    assert advanced.exit_code == 0, advanced.output
    with Repository.open(plan_root) as repository:
        assert set(names) <= set(repository.files_at("2027-2030/proposals"))
    assert scp(plan_root, "draft", "verify").exit_code == 0


def test_a_name_that_is_not_utf_8(plan_root):
    """It is refused by name, as no other computer could read it."""
    with open(os.fsencode(plan_root) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"x")

    for command in (("save",), ("draft", "advance")):
        done = scp(plan_root, *command)
        assert done.exit_code == 2
        assert "caf\\xe9.txt: has a name that is not UTF-8" in folded(done.output)


def test_replaced_objects_are_not_believed(reached):
    """refs/replace cannot put another tree behind a stage."""
    stage = git(reached, "rev-parse", "2027-2030/draft-1^{commit}")
    git(reached, "replace", stage, git(reached, "rev-parse", "2027-2030/draft-2^{commit}"))

    assert scp(reached, "draft", "verify").exit_code == 0


def test_a_repository_of_somebody_else_in_the_environment(plan_root, open_gates, tmp_path, monkeypatch):
    """A hook's GIT_DIR is not taken for the plan's."""
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/.git/index"))

    assert scp(plan_root, "draft", "advance").exit_code == 0


# the tree digest


def test_tree_digest_is_what_its_docstring_says(plan_root):
    """Path NUL mode NUL digest LF, sorted by path, without stages.yaml and signatures/."""
    write(
        plan_root,
        {"a/b": "1", "a-b": "2", "a.b": "3", "é": "4", "signatures/x": "no", "evidence/signatures/x": "yes"},
    )
    (plan_root / "a.b").chmod(0o755)
    git(plan_root, "add", "-A")
    git(plan_root, "commit", "-qm", "Files")

    names = sorted(
        (
            name
            for name in git(plan_root, "-c", "core.quotePath=false", "ls-files").split("\n")
            if name != "stages.yaml" and not name.startswith("signatures/")
        ),
        key=str.encode,
    )
    rows = b"".join(
        name.encode()
        + b"\0"
        + (b"100755" if name == "a.b" else b"100644")
        + b"\0"
        + hashlib.sha256((plan_root / name).read_bytes()).hexdigest().encode()
        + b"\n"
        for name in names
    )
    with Repository.open(plan_root) as repository:
        assert repository.digest("HEAD") == f"sha256:{hashlib.sha256(rows).hexdigest()}"


def test_the_manual_gets_the_same_digest_without_us(reached):
    """The lines of shell in the manual, run as they stand, print the digest of the record."""
    [script] = re.findall(r"```sh\n(stage=.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)

    printed = subprocess.run(["sh", "-c", script], cwd=reached, capture_output=True, text=True, check=True).stdout

    draft = read_stages((reached / "stages.yaml").read_bytes())[1]
    assert printed.split()[0] == draft.tree.removeprefix("sha256:")


@pytest.mark.parametrize("ends", ["true", "input", "false"])
def test_line_ends_of_other_computers(plan_root, open_gates, tmp_path, ends):
    """Whatever git does to line ends, a stage is made, clean and consistent, here and in a copy."""
    git(plan_root, "config", "core.autocrlf", ends)
    write(plan_root, {"narrative/050-more.md": b"---\r\ntitle: More\r\n---\r\nMore.\r\n"})
    assert scp(plan_root, "save").exit_code == 0

    for day in DAYS[:2]:
        done = scp(plan_root, "draft", "advance", "--date", day)
        assert done.exit_code == 0, done.output
        assert git(plan_root, "status", "--porcelain") == ""
        assert (b"\r\n" in (plan_root / "stages.yaml").read_bytes()) == (ends == "true")

    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(plan_root), "copy")
    git(tmp_path / "copy", "config", "core.autocrlf", "true")
    for root in (plan_root, tmp_path / "copy"):
        checked = scp(root, "draft", "verify")
        assert checked.exit_code == 0, checked.output


# a kill


class Killed(BaseException):
    """The process ends here."""


FEW = {"consultation/draft-1/round.yaml": b"asked: []\n", "registers/decisions.yaml": b"decisions: []\n"}


def killed_at(step, root, *command):
    """Whether a process that runs *command* was killed just before the *step*-th thing it asks of git or writes."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    count = iter(range(1, 10_000))

    def counted(original):
        def act(*arguments, **options):
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        return act

    code = 1
    try:
        Git.ask = counted(Git.ask)
        stages._write = counted(stages._write)
        Path.replace = counted(Path.replace)
        Path.unlink = counted(Path.unlink)
        code = scp(root, *command).exit_code
    finally:
        os._exit(code)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize(
    ("command", "made", "every"),
    [
        pytest.param(("advance",), "draft-1", 1, id="advance"),
        # The same transaction as in advance: every third step shows that what surrounds it holds too.
        pytest.param(("advance", "--again"), "proposals.2", 3, id="again"),
        pytest.param(("withdraw", "--reason", "x"), "proposals.withdrawn", 3, id="withdraw"),
        pytest.param(
            ("sign", "--role", "chief-officer", "--key", "../key"), None, 3, id="sign", marks=pytest.mark.tools
        ),
    ],
)
def test_killed_at_every_step(plan_root, open_gates, tmp_path, monkeypatch, command, made, every):
    """A plan that is killed at any step of a move is as before, or the next command completes it: nothing else."""
    monkeypatch.setattr("scp.repository.scaffold.scaffold_next", lambda plan, stage: FEW)
    if "sign" in command:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
        plan = (
            plan_root / "plan.yaml"
        ).read_text() + "officers: [{post: Chief Officer, signs_as: chief-officer@authority}]\n"
        signers = f"chief-officer@authority {(tmp_path / 'key.pub').read_text()}"
        write(plan_root, {"plan.yaml": plan, ".scp/allowed_signers": signers})
    for each in (*([("save",)] if "sign" in command else []), ("draft", "advance", "--date", DAYS[0])):
        assert scp(plan_root, *each).exit_code == 0
    before, tags = git(plan_root, "rev-parse", "HEAD"), set(git(plan_root, "tag").split())
    monkeypatch.chdir(plan_root)
    outcomes = []
    for step in range(1, 400, every):
        root = tmp_path / f"copy-{step}"
        shutil.copytree(plan_root, root, symlinks=True)
        if not killed_at(step, root, "draft", *command):
            assert git(root, "rev-parse", "HEAD") != before, "the command runs to its end where nothing kills it"
            break
        shown = scp(root, "draft", "status")
        assert shown.exit_code == 0, shown.output
        assert git(root, "status", "--porcelain", "--ignored") == "", step
        assert not (root / ".git/scplan-unfinished").exists()
        now = set(git(root, "tag").split()) - tags
        if git(root, "rev-parse", "HEAD") == before:
            outcomes.append("before")
            assert now == set()
        else:
            outcomes.append("completed")
            assert now == ({f"2027-2030/{made}"} if made else set())
            assert verified(root)[0] == 0
        shutil.rmtree(root)

    assert len(outcomes) * every > 25
    assert outcomes == sorted(outcomes), "before, and from one step on completed"
    assert "completed" in outcomes


def test_killed_after_the_branch_moved_and_saved_next(plan_root, open_gates, monkeypatch):
    """`save` completes the stage first, then keeps what a person wrote since."""
    with pytest.MonkeyPatch.context() as patch:

        def killed(*_):
            raise Killed

        patch.setattr(stages, "_follow", killed)
        with pytest.raises(Killed):
            scp(plan_root, "draft", "advance")
    write(plan_root, {"evidence/note.txt": "x"})

    saved = scp(plan_root, "save")

    assert "It is complete now: 2027-2030/proposals" in folded(saved.output)
    assert git(plan_root, "show", "--name-only", "--format=", "HEAD") == "evidence/note.txt"
    assert scp(plan_root, "draft", "verify").exit_code == 0


def test_only_one_of_branch_and_tag_came_through(plan_root, open_gates):
    """A power cut inside git's own transaction is completed too."""
    for lost in ("branch", "tag"):
        before = git(plan_root, "rev-parse", "HEAD")
        with pytest.MonkeyPatch.context() as patch:

            def killed(*_):
                raise Killed

            patch.setattr(stages, "_follow", killed)
            with pytest.raises(Killed):
                scp(plan_root, "draft", "advance")
        after = git(plan_root, "rev-parse", "HEAD")
        stage = "proposals" if lost == "branch" else "draft-1"
        if lost == "branch":
            git(plan_root, "update-ref", "refs/heads/main", before)
        else:
            git(plan_root, "tag", "-d", f"2027-2030/{stage}")

        shown = scp(plan_root, "draft", "status")

        assert "stopped half way" in shown.output
        assert git(plan_root, "rev-parse", "HEAD") == after
        assert git(plan_root, "status", "--porcelain") == ""
        assert scp(plan_root, "draft", "verify").exit_code == 0


def test_a_full_disk(plan_root, open_gates, monkeypatch):
    """What cannot be written is said, and completed once it can be."""
    calls = iter(range(100))
    with monkeypatch.context() as patch:

        def full(_):
            if next(calls) == 2:
                raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr("os.fsync", full)
        refused = scp(plan_root, "draft", "advance")

    assert refused.exit_code == 3
    assert "cannot be written (No space left on device)" in folded(refused.output)
    assert "It is complete now" in folded(scp(plan_root, "draft", "status").output)
    assert git(plan_root, "status", "--porcelain", "--ignored") == ""
    assert scp(plan_root, "draft", "verify").exit_code == 0


def test_a_lock_that_a_killed_git_left(plan_root, open_gates):
    """The file in the way is named."""
    (plan_root / ".git/refs/heads/main.lock").touch()

    done = scp(plan_root, "draft", "advance")

    assert done.exit_code == 3
    assert "refs/heads/main.lock" in done.output
    (plan_root / ".git/refs/heads/main.lock").unlink()
    assert scp(plan_root, "draft", "advance").exit_code == 0


# verify


def verified(root, words=""):
    done = scp(root, "draft", "verify")
    text = folded(done.output)
    assert words in text, text
    return done.exit_code, text


def commit(root):
    git(root, "add", "-A")
    git(root, "commit", "-qm", "By hand")


def test_consistent_is_not_authentic(reached, tmp_path):
    """Agreement of an unsigned history is called what it is, here and in a copy without a network."""
    assert verified(reached, "Consistent: 3 stages agree")[0] == 0
    git(tmp_path, "clone", "-q", str(reached), "copy")
    status, text = verified(tmp_path / "copy", "nothing is signed")
    assert status == 0
    assert "Not shown to be authentic" in text


def test_an_edited_record(reached):
    """A decision that was rewritten is caught, saved or not."""
    place = reached / "stages.yaml"
    place.write_text(place.read_text().replace("Board, item draft-1", "Board, item 99"))

    assert verified(reached, "stages.yaml: was changed by hand")[0] == 1
    commit(reached)
    status, text = verified(reached, "gives decision 'Board, item 99', the tag 2027-2030/draft-1 'Board, item draft-1'")
    assert status == 1
    assert "stages.yaml was changed since the tag 2027-2030/draft-2" in text


def test_a_comment_in_the_record_file_is_no_edit(reached):
    """People may write comments beside the records."""
    place = reached / "stages.yaml"
    place.write_text("# Minutes are in evidence/.\n" + place.read_text())
    commit(reached)

    assert verified(reached)[0] == 0


def test_an_edited_report(reached):
    """The kept check report is the one of the day."""
    place = reached / "signatures/draft-1.check.json"
    place.write_text(place.read_text() + "\n")
    commit(reached)

    assert verified(reached, "signatures/draft-1.check.json is not the one that was kept")[0] == 1
    git(reached, "rm", "-q", "signatures/draft-1.check.json")
    git(reached, "commit", "-qm", "Gone")
    assert verified(reached, "signatures/draft-1.check.json is missing")[0] == 1


def retag(root, name, commit, message=None):
    message = message or git(root, "tag", "-l", "--format=%(contents)", name)
    git(root, "tag", "-f", "-a", "-F", "-", name, commit, input=message.encode())


def test_a_tag_on_another_tree(reached):
    """The same message over other files does not pass."""
    retag(reached, "2027-2030/draft-1", "HEAD")
    assert verified(reached, "the files behind the tag 2027-2030/draft-1 are not those of the stage")[0] == 1


def test_a_tag_with_another_message(reached):
    """The same files under another message do not pass."""
    retag(reached, "2027-2030/draft-1", "2027-2030/draft-1^{commit}", "Something else\n")
    assert verified(reached, "gives tree digest")[0] == 1


def test_a_lightweight_tag(reached):
    """A bare tag says nothing of the stage."""
    git(reached, "tag", "-f", "2027-2030/draft-1", "2027-2030/draft-1^{commit}")
    assert verified(reached, "is a bare one (lightweight)")[0] == 1


def test_a_renamed_tag(reached):
    """A tag made for one stage cannot stand for another."""
    git(reached, "update-ref", "refs/tags/2027-2030/draft-1", git(reached, "rev-parse", "2027-2030/draft-2"))
    assert verified(reached, "was made as 2027-2030/draft-2 and renamed")[0] == 1


def test_a_tag_on_no_commit(reached):
    """A tag on a file is no stage."""
    git(reached, "tag", "-f", "-a", "-m", "x", "2027-2030/draft-1", "HEAD:plan.yaml")
    assert verified(reached, "does not stand on a saved state")[0] == 1


def test_a_missing_tag(reached):
    """A stage without its tag is not shown."""
    git(reached, "tag", "-d", "2027-2030/draft-1")
    assert verified(reached, "has no tag 2027-2030/draft-1")[0] == 1


def test_a_tag_without_a_record(reached):
    """A tag that the plan does not own up to is named."""
    git(reached, "tag", "-a", "-m", "x", "2027-2030/final")
    assert verified(reached, "2027-2030/final: is a tag for which stages.yaml has no record")[0] == 1


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ((0, 1, 2, 1), "draft-1: is recorded 2 times"),
        ((0, 2), "draft-1: is missing"),
        ((1, 0, 2), "is recorded after draft-1"),
    ],
)
def test_stages_missing_repeated_or_out_of_order(reached, order, words):
    """The order of the Act is the only one."""
    place = reached / "stages.yaml"
    head, *items = re.split(r"(?m)^(?=  - )", place.read_text())
    place.write_text(head + "".join(items[number] for number in order))
    commit(reached)

    assert verified(reached, words)[0] == 1


def test_a_squash_that_kept_the_tree(reached):
    """History rewritten into one commit passes, and is reported."""
    tree = git(reached, "rev-parse", "HEAD^{tree}")
    squashed = git(reached, "commit-tree", tree, "-m", "All of it")
    git(reached, "update-ref", "refs/heads/main", squashed)

    status, text = verified(reached, "the files are the same (a squash or a rebase does this)")

    assert status == 0
    assert "Consistent" in text


def test_a_tag_moved_to_a_commit_with_the_same_tree(reached):
    """Another commit with the same files passes, and is reported."""
    old = git(reached, "rev-parse", "2027-2030/draft-1^{commit}")
    twin = git(reached, "commit-tree", f"{old}^{{tree}}", "-p", f"{old}~1", "-m", "The same again")
    retag(reached, "2027-2030/draft-1", twin)

    assert verified(reached, f"stands on {twin[:10]}")[0] == 0


def test_verify_without_any_stage(plan_root):
    """There is nothing to verify, and that is said."""
    assert verified(plan_root, "No stage was reached yet")[0] == 0


def test_verify_touches_nothing(reached):
    """Looking changes nothing, not even the index."""
    index = (reached / ".git/index").read_bytes()
    os.utime(reached / "plan.yaml")

    verified(reached)

    assert (reached / ".git/index").read_bytes() == index


# odds and ends


def test_authors():
    """A name and an address, and nothing that could become a header of its own."""
    assert Author.parse(" Planning Team <team@example.org> ") == Author("Planning Team", "team@example.org")
    for text in (
        "",
        "Team",
        "<a@b.c>",
        "A <b>",
        "A\nB <a@b.c>",
        "A <a@b.c> <d@e.f>",
        "A <a@b.c>\ncommitter X <x@y.z>",
    ):
        with pytest.raises(PlanError):
            Author.parse(text)


def test_passwords_stay_out_of_messages():
    """An address is shown without what stands before its host."""
    assert without_password("fatal: https://me:secret@host/x failed") == "fatal: https://host/x failed"


def test_looking_at_changes_leaves_no_trace(plan_root):
    """Neither index nor objects are written when changes are only shown."""
    write(plan_root, {"evidence/a.txt": "a" * 100})
    before = sorted(str(each) for each in (plan_root / ".git").rglob("*"))
    index = (plan_root / ".git/index").read_bytes()

    with Repository.open(plan_root) as repository:
        [change] = changes(repository)

    assert change.new == b"a" * 100
    assert sorted(str(each) for each in (plan_root / ".git").rglob("*")) == before
    assert (plan_root / ".git/index").read_bytes() == index
