"""Stages once more and back again, the file of a planned advance, and the plan as it was at any of them."""

import json
import re

import pytest
from history_fixture import DAYS, folded, git, open_gates, own_git, plan_root, reached, scp, write
from small import FILES

from scp.model.stage import MADE, Stage
from scp.repository import FolderSource, load_plan
from scp.repository.stages import read_stages

__all__ = ["open_gates", "own_git", "plan_root", "reached"]


def done(root, *arguments, code=0):
    """What a command said, which must have ended with *code*."""
    said = scp(root, *arguments)
    assert said.exit_code == code, said.output
    return folded(said.output)


def records(root):
    return [each.key for each in read_stages((root / "stages.yaml").read_bytes())]


def stage(root):
    return load_plan(FolderSource(root)).stage


def edit_records(root, order, change=lambda text: text):
    """`stages.yaml` with its records in another order, saved by hand."""
    place = root / "stages.yaml"
    head, *items = re.split(r"(?m)^(?=  - )", place.read_text())
    place.write_text(change(head + "".join(items[number] for number in order)))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "By hand")


# once more, and back


def test_a_round_that_is_repeated(reached):
    """`--again` makes the stage that stands once more, under its next number, with a round of its own to fill in."""
    told = done(reached, "draft", "advance", "--again", "--date", DAYS[3], "--decision", "Board, item 9")

    assert "draft-2 → draft-2.2, 5 April 2026" in told
    assert "consultation/draft-2.2/ (1 file)" in told
    assert git(reached, "status", "--porcelain") == ""
    assert records(reached) == ["proposals", "draft-1", "draft-2", "draft-2.2"]
    record = read_stages((reached / "stages.yaml").read_bytes())[-1]
    assert (record.stage, record.number) == (Stage.DRAFT_2, 2)
    message = git(reached, "tag", "-l", "--format=%(contents)", "2027-2030/draft-2.2")
    assert "edition 2027-2030: second draft (number 2) of 5 April 2026." in message
    assert "Stage: draft-2.2" in message
    changed = git(reached, "diff", "--name-only", "2027-2030/draft-2.2~1", "2027-2030/draft-2.2").split()
    assert changed == ["signatures/draft-2.2.check.json", "stages.yaml"]
    assert (reached / "consultation/draft-2.2/round.yaml").read_text().count("partner: ") == 2
    plan = load_plan(FolderSource(reached))
    assert plan.round(Stage.DRAFT_2).path == "consultation/draft-2.2/round.yaml"
    done(reached, "draft", "verify")
    assert "draft-2.2 → final" in done(reached, "draft", "advance", "--date", DAYS[4])
    done(reached, "draft", "verify")


@pytest.mark.parametrize("count", [0, 5])
def test_no_stage_to_repeat(plan_root, open_gates, count):
    """Before the first stage and once the plan is published there is none, and what to do instead is said."""
    for day in DAYS[:count]:
        done(plan_root, "draft", "advance", "--date", day)

    said = done(plan_root, "draft", "advance", "--again", code=3)

    assert ("no stage stands yet" if not count else "is published") in said


@pytest.mark.parametrize("made", MADE[:4], ids=str)
def test_withdrawing_takes_back_the_stage_and_deletes_nothing(plan_root, open_gates, made):
    """Record and tag are added, all else stays; the next of that stage has the next number, and a place for its round."""
    for day, _ in zip(DAYS, MADE[: made.order + 1], strict=False):
        done(plan_root, "draft", "advance", "--date", day)
    before = git(plan_root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/tags")
    files = set(git(plan_root, "ls-files").split("\n"))

    told = done(plan_root, "draft", "withdraw", "--reason", "The figures were wrong", "--decision", "Board, item 3")

    assert f"{made} is withdrawn, 1 June 2026 reason The figures were wrong" in told
    assert git(plan_root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/tags").startswith(before[:40])
    assert set(before.split("\n")) < set(
        git(plan_root, "for-each-ref", "--format=%(refname) %(objectname)").split("\n")
    )
    assert files <= set(git(plan_root, "ls-files").split("\n"))
    assert git(plan_root, "status", "--porcelain") == ""
    assert stage(plan_root) is (MADE[made.order - 1] if made.order else None)
    record = read_stages((plan_root / "stages.yaml").read_bytes())[-1]
    assert (record.key, record.reason, record.decision) == (
        f"{made}.withdrawn",
        "The figures were wrong",
        "Board, item 3",
    )
    message = git(plan_root, "tag", "-l", "--format=%(contents)", f"2027-2030/{made}.withdrawn")
    assert f"{made.words} withdrawn on 1 June 2026." in message
    assert "Reason: The figures were wrong" in message
    assert "Withdrawn: yes" in message
    assert (plan_root / f"consultation/{made}.2/round.yaml").is_file() == (made is not Stage.FINAL)
    done(plan_root, "draft", "verify")
    assert f"→ {made}.2, 1 June 2026" in done(plan_root, "draft", "advance")
    done(plan_root, "draft", "verify")
    assert records(plan_root)[-2:] == [f"{made}.withdrawn", f"{made}.2"]


def test_numbers_are_never_used_again(reached):
    """A repeated round that is taken back leaves the one before it standing, and the next has a number of its own."""
    done(reached, "draft", "advance", "--again")
    done(reached, "draft", "withdraw", "--reason", "Sent to nobody")
    assert stage(reached) is Stage.DRAFT_2
    assert "draft-2 → draft-2.3" in done(reached, "draft", "advance", "--again")
    done(reached, "draft", "withdraw", "--reason", "Again")
    done(reached, "draft", "withdraw", "--reason", "The whole of it")

    assert stage(reached) is Stage.DRAFT_1
    assert "draft-1 → draft-2.4" in done(reached, "draft", "advance")
    assert records(reached)[3:] == [
        "draft-2.2",
        "draft-2.2.withdrawn",
        "draft-2.3",
        "draft-2.3.withdrawn",
        "draft-2.withdrawn",
        "draft-2.4",
    ]
    done(reached, "draft", "verify")


def test_what_cannot_be_withdrawn(plan_root, open_gates):
    """Nothing before the first stage, nothing published, nothing before its day, nothing without a reason."""
    assert "no stage stands" in done(plan_root, "draft", "withdraw", "--reason", "x", code=3)
    done(plan_root, "draft", "advance", "--date", DAYS[0])
    assert "before proposals" in done(plan_root, "draft", "withdraw", "--reason", "x", "--date", "2026-01-04", code=3)
    done(plan_root, "draft", "withdraw", code=2)
    done(plan_root, "draft", "withdraw", "--reason", " ", code=2)
    write(plan_root, {"evidence/x.txt": "x"})
    assert "not saved" in done(plan_root, "draft", "withdraw", "--reason", "x", code=3)
    (plan_root / "evidence/x.txt").unlink()
    shown = done(plan_root, "draft", "withdraw", "--reason", "x", "--dry-run")
    assert "proposals would be withdrawn" in shown
    assert "Nothing was changed." in shown
    for day in DAYS[1:]:
        done(plan_root, "draft", "advance", "--date", day)
    said = done(plan_root, "draft", "withdraw", "--reason", "x", code=3)
    assert "a plan that is published cannot be taken back" in said
    assert "s37" in said
    assert records(plan_root) == [str(each) for each in MADE]


def test_what_is_told_of_repeated_and_withdrawn_stages(reached):
    """`list`, `draft status`, `status` and the documents tell which stage stands, and which was taken back."""
    done(reached, "draft", "advance", "--again", "--date", DAYS[3], "--decision", "Board, item 4")
    done(reached, "draft", "withdraw", "--reason", "Sent to nobody", "--date", DAYS[4])

    listed = done(reached, "draft", "list")
    data = json.loads(scp(reached, "draft", "list", "--json").output)["stages"]
    status = done(reached, "draft", "status")

    assert "draft-2, 5 March 2026, stands" in listed
    assert "draft-2.2, 5 April 2026, withdrawn decision Board, item 4 tag 2027-2030/draft-2.2" in listed
    assert "draft-2.2.withdrawn, 5 May 2026, takes it back reason Sent to nobody" in listed
    assert [(each["name"], each["stands"]) for each in data[2:]] == [
        ("draft-2", True),
        ("draft-2.2", False),
        ("draft-2.2.withdrawn", False),
    ]
    assert data[3]["tag"] == "2027-2030/draft-2.2"
    assert data[4]["withdrawn"] is True
    assert {each["signed_by"] for each in data} == {None}
    assert "draft-2.2 withdrawn on 5 May 2026" in status
    assert "next final" in status
    assert "draft-2 since 5 March 2026" in done(reached, "status")
    built = scp(reached, "build", "--format", "html", "--at", "draft-2.2")
    assert built.exit_code == 0, built.output
    pages = [folded(page.read_text(encoding="utf-8")) for page in (reached / "build").glob("*/index.html")]
    assert any("Second draft, for consultation (number 2), withdrawn on 5 May 2026" in page for page in pages)


def test_the_rules_look_at_the_round_that_stands(reached):
    """What a check asks of a repeated draft it asks in its own folder."""
    done(reached, "draft", "advance", "--again")
    write(reached, {"consultation/draft-2.2/round.yaml": b""})
    (reached / "consultation/draft-2.2/round.yaml").unlink()

    said = done(reached, "check", "--for", "final", "--select", "act-33-4-c*", code=1)

    assert "consultation/draft-2.2/round.yaml" in said


def test_a_round_of_what_was_withdrawn_sets_no_deadline(reached):
    """Views are waited for on the draft that stands, not on one that was taken back."""
    write(reached, {"consultation/draft-2/round.yaml": "opened: 2026-05-01\ncloses: 2026-07-01\nasked: []\n"})
    done(reached, "save")
    assert "by 1 July 2026 views on the second draft" in done(reached, "status")

    done(reached, "draft", "withdraw", "--reason", "x")

    assert "views on the second draft" not in done(reached, "status")


def test_the_duty_of_order(reached):
    """Stages made once more or taken back break no order; a stage that rests on one taken back does (s33)."""
    order = ("check", "--for", "final", "--select", "act-33-order-of-stages")
    done(reached, "draft", "advance", "--again", "--date", DAYS[3])
    done(reached, "draft", "withdraw", "--reason", "x", "--date", DAYS[3])
    done(reached, "draft", "withdraw", "--reason", "x", "--date", DAYS[3])
    done(reached, *order)
    done(reached, "draft", "advance", "--date", DAYS[3])
    done(reached, "draft", "advance", "--date", DAYS[3])
    done(reached, *order)

    edit_records(reached, (0, 1, 2, 3, 4, 5, 7))

    assert "The final plan was made without the second draft" in done(reached, *order, code=1)


# verify


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ((0, 1, 2, 3, 4, 5), ""),
        ((0, 1, 2, 4, 5), "draft-2.2.withdrawn: takes draft-2.2 back, and draft-2 is the stage that stood last"),
        ((0, 1, 2, 3, 5), "draft-2.2: was recorded"),
        ((0, 1, 2, 3, 4, 3, 5), "draft-2.2: is recorded 2 times"),
        ((0, 1, 3, 4, 5), "draft-2.2: has the number 2 where 1 comes next"),
        ((0, 2, 3, 4, 5), "draft-1: is missing, though a later stage is recorded"),
        ((0, 1, 2, 5, 3, 4), "draft-2.2: is recorded after final, which comes later"),
    ],
)
def test_the_order_of_repeated_and_withdrawn_stages(reached, order, words):
    """Numbered rightly they agree; left out, used again or in another order they do not."""
    done(reached, "draft", "advance", "--again", "--date", DAYS[3])
    done(reached, "draft", "withdraw", "--reason", "x", "--date", DAYS[3])
    done(reached, "draft", "advance", "--date", DAYS[3])
    assert records(reached)[3:] == ["draft-2.2", "draft-2.2.withdrawn", "final"]

    if words:
        edit_records(reached, order)
    said = done(reached, "draft", "verify", code=1 if words else 0)

    if words == "draft-2.2: was recorded":
        words = "draft-2.2.withdrawn: was recorded in the history"
    assert words in said


def test_a_published_plan_taken_back_by_hand(plan_root, open_gates):
    """Nobody can write into the records that what was published is not."""
    for day in DAYS:
        done(plan_root, "draft", "advance", "--date", day)
    edit_records(
        plan_root,
        (0, 1, 2, 3, 4, 4),
        lambda text: (
            text[: (at := text.rindex("  - stage: published"))]
            + text[at:].replace("published\n", "published\n    withdrawn: yes\n", 1)
        ),
    )

    assert "takes back what is published" in done(plan_root, "draft", "verify", code=1)


def test_a_bundle(reached, tmp_path):
    """A copy in one file is verified as a folder is, without a plan around it; forged or cut ones are not believed."""
    git(reached, "bundle", "create", "-q", str(tmp_path / "whole.bundle"), "HEAD", "--branches", "--tags")
    git(reached, "bundle", "create", "-q", str(tmp_path / "cut.bundle"), "main", "^HEAD~3")
    git(reached, "tag", "-f", "-a", "-m", "x", "2027-2030/draft-1", "HEAD")
    git(reached, "bundle", "create", "-q", str(tmp_path / "forged.bundle"), "HEAD", "--branches", "--tags")
    write(tmp_path, {"no.bundle": "# v2 git bundle\nnonsense", "text.bundle": "x"})
    outside = tmp_path / "home"

    whole = scp(outside, "draft", "verify", "--bundle", str(tmp_path / "whole.bundle"))

    assert whole.exit_code == 0, whole.output
    assert "Consistent: 3 stages agree" in folded(whole.output)
    for name, code, words in (
        ("forged", 1, "the files behind the tag 2027-2030/draft-1 are not those of the stage"),
        ("cut", 3, "does not hold the whole history"),
        ("no", 3, "does not"),
        ("text", 2, "is no git bundle"),
        ("none", 2, "cannot be read"),
    ):
        said = scp(outside, "draft", "verify", "--bundle", str(tmp_path / f"{name}.bundle"))
        assert said.exit_code == code, said.output
        assert words in folded(said.output)
    assert not list(outside.iterdir()), "the bundle leaves nothing behind"


# a planned advance


def test_exactly_what_was_planned(reached, tmp_path):
    """The file of `plan --out` keeps day, decision and stage, and `advance --planned` does that and nothing else."""
    kept = tmp_path / "advance.json"
    head = git(reached, "rev-parse", "HEAD")

    told = done(reached, "draft", "plan", "--date", DAYS[4], "--decision", "Board, item 7", "--out", str(kept))
    planned = json.loads(kept.read_text())

    assert "nothing blocks. To do exactly this" in told
    assert git(reached, "status", "--porcelain") == ""
    assert git(reached, "rev-parse", "HEAD") == head == planned["head"]
    assert (planned["from"], planned["to"], planned["date"]) == ("draft-2", "final", DAYS[4])
    assert planned["then"] == {path: planned["then"][path] for path in planned["then"] if not (reached / path).exists()}
    assert "publication.yaml" in planned["then"]
    assert "draft-2 → final, 5 May 2026" in done(reached, "draft", "advance", "--planned", str(kept))
    record = read_stages((reached / "stages.yaml").read_bytes())[-1]
    assert (str(record.date), record.decision, record.check) == (DAYS[4], "Board, item 7", planned["check"])
    assert record.tree == planned["tree"]
    assert "something was saved since" in done(reached, "draft", "advance", "--planned", str(kept), code=3)


def test_a_planned_repeat(reached, tmp_path):
    """`--again` is kept too."""
    kept = str(tmp_path / "again.json")
    done(reached, "draft", "plan", "--again", "--out", kept)

    assert "draft-2 → draft-2.2" in done(reached, "draft", "advance", "--planned", kept)


def spoilt(kept, **changes):
    found = json.loads(kept.read_text()) | changes
    kept.with_name("spoilt.json").write_text(json.dumps(found))
    return str(kept.with_name("spoilt.json"))


def test_what_was_planned_is_not_so_any_more(reached, tmp_path):
    """HEAD, files, stage, tool or anything else that differs refuses, and says which; nothing is done."""
    kept = tmp_path / "advance.json"
    done(reached, "draft", "plan", "--out", str(kept))
    head = git(reached, "rev-parse", "HEAD")

    for changes, words in (
        ({"head": "0" * 40}, "something was saved since"),
        ({"tree": "sha256:0"}, "the files of the plan are others"),
        ({"to": "published"}, "another stage comes next"),
        ({"tool": "0.0.1"}, "made by another version of scplan"),
        ({"check": "sha256:0"}, "the check finds something else"),
        ({"again": True}, "another stage comes next"),
        ({"then": {}}, "something else would be laid out"),
        ({"blocked": ["x"]}, "what stands in the way is not the same"),
        ({"more": 1}, "what the file says was changed by hand"),
        ({"date": "2026-05-30"}, "the check finds something else"),
    ):
        said = done(reached, "draft", "advance", "--planned", spoilt(kept, **changes), code=3)
        assert words in said, changes
    for text in ("", "[]", "{}", "[" * 100_000, '{"kind": 1}', "\xff", "x" * 2_000_000):
        (tmp_path / "bad.json").write_text(text)
        done(reached, "draft", "advance", "--planned", str(tmp_path / "bad.json"), code=2)
    for changes in ({"date": 1}, {"date": "soon"}, {"decision": 1}, {"decision": "\x1b[31m"}, {"again": "yes"}):
        done(reached, "draft", "advance", "--planned", spoilt(kept, **changes), code=2)
    done(reached, "draft", "advance", "--planned", str(kept), "--date", DAYS[4], code=2)
    done(reached, "draft", "advance", "--planned", str(tmp_path / "none.json"), code=2)
    assert git(reached, "rev-parse", "HEAD") == head
    assert git(reached, "status", "--porcelain") == ""


def test_where_the_file_may_lie(reached):
    """Outside the plan, or where git does not look: the file is never itself a change that stands in the way."""
    for path in ("advance.json", "plan.yaml", "evidence/advance.json", ".git/advance.json"):
        assert "lies in the plan" in done(reached, "draft", "plan", "--out", str(reached / path), code=3)
    assert "publication.yaml" not in git(reached, "ls-files")

    done(reached, "draft", "plan", "--out", str(reached / "build/advance.json"))
    assert "draft-2 → final" in done(reached, "draft", "advance", "--planned", str(reached / "build/advance.json"))


def test_a_plan_of_what_is_not_saved_is_not_kept(reached, tmp_path):
    """What lies in the folder only cannot be advanced, so it is not planned either."""
    write(reached, {"facts.yaml": FILES["facts.yaml"] + b"# x\n"})

    done(reached, "draft", "plan", "--out", str(tmp_path / "x.json"), code=3)

    assert not (tmp_path / "x.json").exists()


# at a stage


def test_every_reader_reads_any_stage(reached):
    """`draft-2` is the last of that stage that stands; with its number, or its tag, each is read exactly."""
    for time, name in ((2, "Home"), (3, "Care at home")):
        write(
            reached,
            {"registers/functions.yaml": f"functions:\n  - {{id: home-care, name: {name}, delegated_by: S12000010}}\n"},
        )
        done(reached, "save")
        assert f"draft-2.{time}" in done(reached, "draft", "advance", "--again")
    done(reached, "draft", "withdraw", "--reason", "x")
    names = {
        at: json.loads(scp(reached, "list", "functions", "--at", at, "--json").output)[0]["name"]
        for at in ("draft-1", "draft-2", "draft-2.1", "draft-2.2", "draft-2.3", "2027-2030/draft-2", "HEAD")
    }

    assert names == {
        "draft-1": "Home care",
        "draft-2": "Home",
        "draft-2.1": "Home care",
        "draft-2.2": "Home",
        "draft-2.3": "Care at home",
        "2027-2030/draft-2": "Home care",
        "HEAD": "Care at home",
    }
    done(reached, "trace", "--at", "draft-2.2")
    assert "as it was at proposals" in done(reached, "status", "--at", "proposals")
    assert "proposals since 5 January 2026" in done(reached, "status", "--at", "proposals")
    assert "For this plan as it was at draft-1" in done(
        reached, "explain", "act-29-3-b-separate-arrangements", "--at", "draft-1"
    )
    assert "as it was at draft-2.3" in done(reached, "check", "--at", "draft-2.3", "--fail-on", "never")
    for command in (
        ("list", "functions"),
        ("trace",),
        ("status",),
        ("check",),
        ("explain", "act-29-3-b-separate-arrangements"),
    ):
        assert "There is no stage, tag or commit" in done(reached, *command, "--at", "draft-9", code=2)


def test_a_stage_that_does_not_stand_is_named_exactly(reached):
    """Where every one of a stage was taken back, `draft-2` is none of them."""
    done(reached, "draft", "withdraw", "--reason", "x")

    assert "draft-2 was withdrawn" in done(reached, "check", "--at", "draft-2", code=2)
    done(reached, "check", "--at", "draft-2.1", "--fail-on", "never")
