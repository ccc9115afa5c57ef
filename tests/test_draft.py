"""`scp draft`: stages reached in order, refused in plain words, and held against the history."""

import json
import re
import shutil
from pathlib import Path

import pytest
from history_fixture import DAYS, STAGES, folded, git, open_gates, own_git, plan_root, reached, scp, write
from plan_fixture import without
from small import FILES

from scp.finding import Finding, Level
from scp.history import Repository
from scp.problem import Location, Problem
from scp.repository.stages import read_stages
from scp.requirements import GATES, requirement

__all__ = ["open_gates", "own_git", "plan_root", "reached"]


def test_from_nothing_to_published(plan_root, open_gates):
    """Each stage is one commit with one annotated tag, and the whole history agrees."""
    for day in DAYS:
        done = scp(plan_root, "draft", "advance", "--date", day, "--decision", "IJB: item 7")
        assert done.exit_code == 0, done.output
        assert git(plan_root, "status", "--porcelain") == ""

    records = read_stages((plan_root / "stages.yaml").read_bytes())
    assert [str(each.stage) for each in records] == list(STAGES)
    assert [each.date.isoformat() for each in records] == list(DAYS)
    assert git(plan_root, "tag").split() == sorted(f"2027-2030/{stage}" for stage in STAGES)
    assert git(plan_root, "cat-file", "-t", "2027-2030/final") == "tag"
    checked = scp(plan_root, "draft", "verify")
    assert checked.exit_code == 0, checked.output
    assert "Consistent: 5 stages agree" in checked.output
    again = scp(plan_root, "draft", "advance")
    assert again.exit_code == 3
    assert "is published" in again.output


def test_what_stays_owed_to_the_law_is_said_when_a_stage_is_reached(plan_root, open_gates):
    """A stage whose gate is open may still owe the law something, and the person who makes it is told so."""
    done = folded(scp(plan_root, "draft", "advance", "--date", DAYS[0]).output)
    assert re.search(
        r"owed ! [1-9]\d* owed to the law, \d+ to guidance, all the same: scplan check --for proposals", done
    )


WHOLE_DAYS = ("2026-03-01", "2026-05-01", "2026-08-01", "2026-12-01", "2026-12-10")


@pytest.fixture
def whole_root(tmp_path, monkeypatch):
    """A plan that owes nothing, before its first stage, on the day of its publication."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796904000")
    write(tmp_path / "whole", without("stages.yaml"))
    with Repository.create(tmp_path / "whole", "Begin\n"):
        return tmp_path / "whole"


def test_the_rules_let_a_whole_plan_through(whole_root):
    """A plan that meets its duties goes from nothing to published with the true gates."""
    for stage, day in zip(STAGES, WHOLE_DAYS, strict=True):
        done = scp(whole_root, "draft", "advance", "--date", day)
        assert done.exit_code == 0, (stage, done.output)

    assert scp(whole_root, "draft", "verify").exit_code == 0
    report = json.loads((whole_root / "signatures/published.check.json").read_text(encoding="utf-8"))
    assert (report["for"], report["as_of"]) == ("published", "2026-12-10")


def test_the_rules_stop_a_plan_that_asked_nobody(whole_root):
    """Without views on the proposals there is no first draft (s33(2)(b)), and `plan` says so beforehand."""
    git(whole_root, "rm", "-q", "consultation/proposals/round.yaml")
    git(whole_root, "commit", "-qm", "Nobody was asked")
    assert scp(whole_root, "draft", "advance", "--date", WHOLE_DAYS[0]).exit_code == 0

    shown = scp(whole_root, "draft", "plan")
    refused = scp(whole_root, "draft", "advance", "--date", WHOLE_DAYS[1])

    assert shown.exit_code == 0
    assert refused.exit_code == 3
    for done in (shown, refused):
        assert "consultation/proposals/round.yaml" in folded(done.output)
        assert "2014 Act s33(2)(b)" in folded(done.output)
    assert git(whole_root, "tag") == "2027-2030/proposals"


def test_a_stage_is_one_commit_and_its_scaffold_another(plan_root, open_gates):
    """The tagged commit changes the record and the kept report alone; the scaffold follows untagged."""
    scp(plan_root, "draft", "advance")

    changed = git(plan_root, "diff", "--name-only", "2027-2030/proposals~1", "2027-2030/proposals").split()
    laid_out = git(plan_root, "diff", "--name-only", "2027-2030/proposals", "HEAD").split()

    assert changed == ["signatures/proposals.check.json", "stages.yaml"]
    assert "consultation/draft-1/round.yaml" in laid_out
    assert "stages.yaml" not in laid_out
    assert git(plan_root, "rev-parse", "HEAD~1") == git(plan_root, "rev-parse", "2027-2030/proposals^{commit}")


def test_the_tag_speaks_to_people_and_to_programs(plan_root, open_gates):
    """A sentence, then trailers that equal the record, which git itself can read."""
    scp(plan_root, "draft", "advance", "--decision", "IJB 2026-06-01   item 7")

    [record] = read_stages((plan_root / "stages.yaml").read_bytes())
    message = git(plan_root, "tag", "-l", "--format=%(contents)", "2027-2030/proposals")
    trailers = git(plan_root, "tag", "-l", "--format=%(trailers)", "2027-2030/proposals").split("\n")

    assert message.startswith(
        "East Lothian Strategic Commissioning Plan, edition 2027-2030: proposals of 1 June 2026.\n"
    )
    assert trailers == [
        "Decision: IJB 2026-06-01 item 7",
        "Stage: proposals",
        "Date: 2026-06-01",
        f"Tree-Digest: {record.tree}",
        f"Check-Digest: {record.check}",
    ]


def test_plan_shows_everything_and_changes_nothing(plan_root, monkeypatch):
    """What would be written, what blocks with its source and place, what follows."""
    blocked = Finding(
        "act-x",
        Level.LAW,
        Problem(Location("registers/planning-group.yaml", 3), "Nobody set it up", "Say when."),
    )
    monkeypatch.setattr("scp.requirements.gates", lambda plan, stage, day: (blocked,))
    before = git(plan_root, "for-each-ref")

    shown = scp(plan_root, "draft", "plan")

    assert shown.exit_code == 0
    assert "nothing yet → proposals" in shown.output
    assert "will write   stages.yaml (1 record), signatures/proposals.check.json" in shown.output
    assert "✗ registers/planning-group.yaml:3: Nobody set it up" in folded(shown.output)
    assert "seek the planning group's views on the proposals (2014 Act s33(2)(b))" in folded(shown.output)
    assert "Nothing was changed. When nothing blocks:" in shown.output
    assert git(plan_root, "for-each-ref") == before
    assert git(plan_root, "status", "--porcelain") == ""


def test_plan_as_json(plan_root, open_gates):
    """Programs get the same."""
    found = json.loads(scp(plan_root, "draft", "plan", "--json").output)

    assert (found["from"], found["to"], found["tag"]) == (None, "proposals", "2027-2030/proposals")
    assert found["blocked"] == found["obstacles"] == []
    assert "consultation/draft-1/round.yaml" in found["then"]


def test_a_gate_refuses_with_every_reason(plan_root, monkeypatch):
    """Each thing is named with place and remedy, and nothing is done."""
    findings = tuple(
        Finding("act-x", Level.LAW, Problem(Location("plan.yaml", n), f"Fault {n}", f"Mend {n}.")) for n in (4, 9)
    )
    monkeypatch.setattr("scp.requirements.gates", lambda plan, stage, day: findings)
    head = git(plan_root, "rev-parse", "HEAD")

    refused = scp(plan_root, "draft", "advance")

    assert refused.exit_code == 3
    for part in (
        "2 things stand in the way of proposals",
        "plan.yaml:4: Fault 4",
        "Mend 4.",
        "plan.yaml:9: Fault 9",
    ):
        assert part in folded(refused.output)
    assert git(plan_root, "rev-parse", "HEAD") == head
    assert git(plan_root, "tag") == ""


def test_what_blocks_is_not_counted_as_open(whole_root):
    """`plan` says each thing once: what blocks and what is open besides are what the check owes to the law."""
    pointing = "registers/capacity.yaml"
    git(whole_root, "rm", "-q", "consultation/proposals/round.yaml", "registers/shared-services.yaml", pointing)
    git(whole_root, "commit", "-qm", "Much is missing")
    assert scp(whole_root, "draft", "advance", "--date", WHOLE_DAYS[0]).exit_code == 0

    shown = json.loads(scp(whole_root, "draft", "plan", "--json").output)

    checked = scp(whole_root, "check", "--for", "draft-1").output
    owed = int(re.search(r"(\d+) owed to the law", checked)[1])
    besides = [int(line.split()[0]) for line in shown["open"] if "owed to the law besides" in line]
    assert len(shown["blocked"]) + sum(besides) == owed > len(shown["blocked"]) > 0


def test_the_day_and_the_decision_are_never_silent(plan_root, open_gates):
    """Which day was taken and that no decision is recorded is said before and after."""
    planned = folded(scp(plan_root, "draft", "plan").output)
    assert "day 1 June 2026, which is today (another: --date)" in planned
    assert "decision none will be recorded, unless you give it: --decision" in planned

    done = folded(scp(plan_root, "draft", "advance").output)
    assert "day 1 June 2026, which is today, as no --date was given" in done
    assert "decision none is recorded; give it next time with --decision" in done

    given = folded(scp(plan_root, "draft", "advance", "--date", "2026-06-01", "--decision", "Board, item 2").output)
    assert "no --date was given" not in given
    assert "decision Board, item 2" in given


SAME_PLAN = "The plan that is published should be the one that was made final (2014 Act s33(7), s35(1))"


@pytest.fixture
def final(reached):
    """A plan that was made final."""
    assert scp(reached, "draft", "advance", "--date", DAYS[3]).exit_code == 0
    return reached


def test_what_changed_since_the_final_stage_is_said(final):
    """A text that was changed after the final stage blocks nothing, and is named before, at and after publication."""
    write(
        final,
        {
            "facts.yaml": FILES["facts.yaml"] + b"# x\n",
            "evidence/late.txt": "x",
            "publication.yaml": "url: https://x.org\n",
        },
    )
    before = folded(scp(final, "draft", "plan").output)
    assert scp(final, "save").exit_code == 0
    verified = scp(final, "draft", "verify")
    told = "2 files have changed since the final stage: evidence/late.txt, facts.yaml. " + SAME_PLAN
    noted = "2 files changed after the plan was made final: evidence/late.txt, facts.yaml. " + SAME_PLAN
    planned, data = scp(final, "draft", "plan"), json.loads(scp(final, "draft", "plan", "--json").output)
    done = scp(final, "draft", "advance", "--date", DAYS[4])

    assert f"open ! {told}" in before
    assert f"open ! {told}" in folded(planned.output)
    assert data["changed_since_final"] == ["evidence/late.txt", "facts.yaml"]
    assert done.exit_code == 0
    assert f"open ! {told}" in folded(done.output)
    assert "To make the published documents: scplan build --at published" in folded(done.output)
    assert verified.exit_code == 0
    assert f"! final: {noted}" in folded(verified.output)
    write(final, {"facts.yaml": FILES["facts.yaml"] + b"# later still\n", "evidence/review.txt": "x"})
    scp(final, "save")
    after = scp(final, "draft", "verify")
    assert after.exit_code == 0
    assert f"! published: {noted}" in folded(after.output), "what comes after publication is of no interest"


def test_a_register_of_the_final_plan_is_not_left_out(reached):
    """A register that was there when the plan was made final is told, though others are laid out with publication."""
    write(reached, {"registers/directions.yaml": "policy_agreed: 2026-05-28\n"})
    assert scp(reached, "save").exit_code == 0
    assert scp(reached, "draft", "advance", "--date", DAYS[3]).exit_code == 0
    write(reached, {"registers/directions.yaml": "policy_agreed: 2026-05-29\n"})

    assert "1 file has changed since the final stage: registers/directions.yaml." in folded(
        scp(reached, "draft", "plan").output
    )


def test_a_plan_published_as_it_was_made_final(final):
    """Nothing is said where only the publication was recorded, and a register that was laid out for it."""
    directions = final / "registers/directions.yaml"
    assert "directions: []" in directions.read_text()
    write(
        final, {"publication.yaml": "url: https://x.org\n", "registers/directions.yaml": "policy_agreed: 2026-05-28\n"}
    )
    assert scp(final, "save").exit_code == 0
    said = [scp(final, "draft", "plan"), scp(final, "draft", "advance"), scp(final, "draft", "verify")]

    assert [each.exit_code for each in said] == [0, 0, 0]
    assert not any("made final" in folded(each.output) for each in said)


def test_dry_run(plan_root, open_gates):
    """It shows the same as `plan`, and does nothing."""
    head = git(plan_root, "rev-parse", "HEAD")

    shown = scp(plan_root, "draft", "advance", "--dry-run")

    assert shown.exit_code == 0
    assert "will tag     2027-2030/proposals" in shown.output
    assert git(plan_root, "rev-parse", "HEAD") == head


@pytest.mark.parametrize(("day", "words"), [("2026-01-04", "before proposals"), ("2026-06-02", "has not come yet")])
def test_days_that_cannot_be(plan_root, open_gates, day, words):
    """A stage is never before the last one nor in the future."""
    scp(plan_root, "draft", "advance", "--date", "2026-01-05")

    refused = scp(plan_root, "draft", "advance", "--date", day)

    assert refused.exit_code == 3
    assert words in folded(refused.output)


def test_published_asks_for_the_publication_record(plan_root, open_gates):
    """`publication.yaml`, laid out after the final plan, must be there."""
    for day in DAYS[:4]:
        assert scp(plan_root, "draft", "advance", "--date", day).exit_code == 0
    git(plan_root, "rm", "-q", "publication.yaml")
    git(plan_root, "commit", "-qm", "Away with it")

    refused = scp(plan_root, "draft", "advance", "--date", DAYS[4])

    assert refused.exit_code == 3
    assert "publication.yaml: is missing" in refused.output


@pytest.mark.parametrize("decision", ["", "  ", "a\x1b[31mb"])
def test_a_decision_that_cannot_be_kept(plan_root, open_gates, decision):
    """An empty or unprintable decision is a mistake in usage."""
    assert scp(plan_root, "draft", "advance", "--decision", decision).exit_code == 2


def test_status(reached):
    """The stages with their days, decisions and tags, and what is next."""
    write(reached, {"evidence/new.txt": "x"})

    shown = scp(reached, "draft", "status")

    text = folded(shown.output)
    assert shown.exit_code == 0
    assert "proposals on 5 January 2026 (Board, item proposals), tag 2027-2030/proposals" in text
    assert "next final: nothing blocks it" in text
    assert "then published" in text
    assert "not saved evidence/new.txt" in text
    as_json = json.loads(scp(reached, "draft", "status", "--json").output)
    assert [each["stage"] for each in as_json["stages"]] == list(STAGES[:3])
    assert as_json["next"] == "final"


def test_author_of_the_day(plan_root, open_gates):
    """`--author` names who wrote; the dates are those of SOURCE_DATE_EPOCH."""
    scp(plan_root, "draft", "advance", "--author", "Chief Officer <chief@example.org>")

    shown = git(plan_root, "log", "-1", "--format=%an <%ae> %at %cn %ct", "2027-2030/proposals")
    assert shown == "Chief Officer <chief@example.org> 1780315200 Planning Team 1780315200"
    assert scp(plan_root, "draft", "advance", "--author", "Nobody").exit_code == 2


# refusals


def refused(root, words, command=("draft", "advance")):
    done = scp(root, *command)
    assert done.exit_code == 3, done.output
    assert words in folded(done.output), done.output
    return folded(done.output)


def test_no_repository(tmp_path, open_gates):
    """A plan without git can be checked, not advanced."""
    write(tmp_path / "bare-plan", FILES)
    refused(tmp_path / "bare-plan", "has no git repository")


def test_not_the_top_folder(tmp_path, open_gates):
    """A plan inside another repository has no stages of its own."""
    write(tmp_path / "outer/plan", FILES)
    git(tmp_path / "outer", "init", "-q")
    refused(tmp_path / "outer/plan", "is not the top folder of its git repository")


def test_bare(plan_root, open_gates):
    """A repository without files to work on is refused."""
    git(plan_root, "config", "core.bare", "true")
    refused(plan_root, "bare git repository")


def test_shallow(plan_root, tmp_path, open_gates):
    """A copy with only the newest part of the history cannot tell its stages."""
    write(plan_root, {"evidence/a.txt": "a"})
    scp(plan_root, "save")
    git(tmp_path, "clone", "-q", "--depth=1", plan_root.as_uri(), "shallow")
    for command in (("draft", "advance"), ("draft", "verify"), ("draft", "status")):
        refused(tmp_path / "shallow", "git fetch --unshallow", command)


def test_detached(plan_root, open_gates):
    """What is done on a detached HEAD would be lost."""
    git(plan_root, "checkout", "-q", "--detach")
    refused(plan_root, "detached HEAD")
    refused(plan_root, "detached HEAD", ("save",))


def test_nothing_saved_yet(tmp_path, open_gates):
    """Before the first save there is nothing to put a tag on."""
    write(tmp_path / "new", FILES)
    git(tmp_path / "new", "init", "-q")
    refused(tmp_path / "new", "nothing of this plan is saved yet")
    assert "plan.yaml" in scp(tmp_path / "new", "save").output
    assert scp(tmp_path / "new", "draft", "advance").exit_code == 0


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
def test_something_half_done(plan_root, open_gates, name):
    """A merge and its like must be finished first."""
    (plan_root / ".git" / name).write_text(git(plan_root, "rev-parse", "HEAD") + "\n")
    text = refused(plan_root, "that is not finished")
    if name == "MERGE_HEAD":
        assert "scplan save says what is left to do" in text
    else:
        refused(plan_root, "that is not finished", ("save",))


def test_conflicts_are_named(plan_root, open_gates):
    """A merge with conflicts lists the files that two people changed."""
    git(plan_root, "checkout", "-qb", "other")
    write(plan_root, {"facts.yaml": "facts: []\n# theirs\n"})
    git(plan_root, "add", "-A")
    git(plan_root, "commit", "-qm", "Theirs")
    git(plan_root, "checkout", "-q", "main")
    write(plan_root, {"facts.yaml": "facts: []\n# ours\n"})
    git(plan_root, "add", "-A")
    git(plan_root, "commit", "-qm", "Ours")
    with pytest.raises(Exception, match="merge"):
        git(plan_root, "merge", "-q", "other")

    assert "facts.yaml" in refused(plan_root, "two versions")
    assert "facts.yaml:2: <<<<<<<" in refused(plan_root, "two people changed the same lines", ("save",))


def test_nobody_known(plan_root, open_gates, monkeypatch):
    """Without a name and address git's two commands are said, and --author will do."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    text = refused(plan_root, 'git config --global user.name "Your Name"')
    assert "git config --global user.email" in text
    assert scp(plan_root, "draft", "advance", "--author", "Me <me@example.org>").exit_code == 0
    assert git(plan_root, "log", "-1", "--format=%an %cn") == "Me Me"


def test_unsaved_changes(plan_root, open_gates):
    """Changed and new files are listed; what scp build makes is not."""
    write(plan_root, {"facts.yaml": "facts: []\n# x\n", "evidence/new.txt": "x", "build/index.html": "x"})

    text = refused(plan_root, "2 files have changes that are not saved")

    assert "facts.yaml" in text
    assert "evidence/new.txt" in text
    assert "build/" not in text
    assert text.index("scplan save") < text.index("git stash")


def test_a_tag_is_there_already(plan_root, open_gates):
    """A stage is never made over another."""
    git(plan_root, "tag", "2027-2030/proposals")
    refused(plan_root, "there is a tag 2027-2030/proposals already")


def test_a_tag_with_the_name_of_the_edition(plan_root, open_gates):
    """Git cannot keep a tag and a folder of tags under one name."""
    git(plan_root, "tag", "2027-2030")
    refused(plan_root, "there is a tag called 2027-2030")


def test_git_is_not_installed(plan_root, monkeypatch, tmp_path):
    """Without git the remedy is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(plan_root, "git is not installed")


def test_something_in_the_way(plan_root, open_gates):
    """An ignored file or link where the stage keeps its own is never overwritten or followed."""
    write(plan_root, {".gitignore": "signatures\n"})
    scp(plan_root, "save")
    (plan_root / "signatures").symlink_to("/tmp")
    refused(plan_root, "signatures stands where the stage keeps its own files")


def test_links_and_submodules_in_the_history(plan_root, open_gates):
    """What a plan may not hold is refused wherever it came from."""
    (plan_root / "evidence").mkdir(exist_ok=True)
    (plan_root / "evidence/link").symlink_to("/etc/passwd")
    git(plan_root, "add", "-A")
    git(plan_root, "commit", "-qm", "A link")

    done = scp(plan_root, "draft", "advance")

    assert done.exit_code == 2
    assert "evidence/link" in done.output


def test_the_branch_moves_meanwhile(plan_root, open_gates, monkeypatch):
    """Somebody who commits at the very moment wins, and nothing is half done."""
    from scp.history import stages

    original = stages._note

    def meanwhile(repository, move):
        git(plan_root, "commit", "-q", "--allow-empty", "-m", "Meanwhile")
        original(repository, move)

    monkeypatch.setattr(stages, "_note", meanwhile)

    refused(plan_root, "changed by somebody else")

    assert git(plan_root, "tag") == ""
    assert git(plan_root, "log", "-1", "--format=%s") == "Meanwhile"
    assert git(plan_root, "status", "--porcelain") == ""
    assert not (plan_root / ".git/scplan-unfinished").exists()


def test_two_commands_at_once(plan_root, open_gates):
    """The second is told to wait."""
    with Repository.open(plan_root) as first:
        first.lock()
        refused(plan_root, "another scplan command is at work")
    assert scp(plan_root, "draft", "advance").exit_code == 0


def test_the_manual_lists_what_blocks_each_stage():
    """The manual's list of gates is that of the program, with the words and sources of the catalogue."""
    text = (Path(__file__).parent.parent / "docs" / "stages.md").read_text(encoding="utf-8")
    _, _, listed = text.partition("## What blocks a stage\n")

    wanted = "".join(
        f"- before `{stage}`:\n"
        + "".join(f"  - `{id}`: {requirement(id).title} ({requirement(id).short})\n" for id in ids)
        for stage, ids in GATES.items()
    )

    assert wanted in listed.partition("\n## ")[0]


def test_a_copy_without_its_history(reached, tmp_path):
    """Where the stages are recorded and their tags are not there, that is said, and nobody is accused."""
    bare = tmp_path / "copied"
    shutil.copytree(reached, bare, ignore=shutil.ignore_patterns(".git"))

    def told(*command):
        said = refused(bare, "copied without its history", command)
        assert "git clone" in said and "make demo" in said
        assert "git init" not in said

    told("check", "--since", "draft-1")
    told("draft", "verify")

    git(bare, "init", "-q", "-b", "main")
    git(bare, "add", "-A")
    git(bare, "commit", "-qm", "Everything")
    told("check", "--since", "draft-1")
    told("draft", "verify")
