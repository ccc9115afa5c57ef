"""Departures from guidance: what they do, what is wrong with them, and the command that writes them."""

from datetime import date

import pytest
from plan_fixture import DAY, complete_files, edited, line_of, load
from typer.testing import CliRunner

from scp.cli import app
from scp.finding import Effect, Level, State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check, requirements
from scp.requirements.waivers import latest

PATH = "registers/waivers.yaml"
GROUPS = "guidance-2015-a-d-support-members"
LAW = "act-29-3-a-two-localities"
TODAY = "1796904000"  # 10 December 2026
run = CliRunner().invoke


def owing(text=""):
    """A plan that owes GROUPS, with *text* as its waivers."""
    files = edited("registers/planning-group.yaml", "support: Induction, travel and large print\n", "")
    return files | ({PATH: text} if text else {})


def waiver(id=GROUPS, reason="Own rules", owner="Head of Planning", expires="2027-12-31", **more):
    lines = {"id": id, "reason": reason, "owner": owner, "expires": expires, **more}
    (first, value), *rest = [(key, each) for key, each in lines.items() if each is not None]
    return f"waivers:\n  - {first}: {value}\n" + "".join(f"    {key}: {each}\n" for key, each in rest)


def judged(files, day=DAY):
    return check(load(files), Stage.PUBLISHED, day)


# what a waiver does


def test_guidance_is_waived():
    """What is owed to guidance is waived until the day, is no finding then, and the report keeps what it answers."""
    before, after = judged(owing()), judged(owing(waiver()))
    last, too_late = judged(owing(waiver()), date(2027, 12, 31)), judged(owing(waiver()), date(2028, 1, 1))

    assert (before.states[GROUPS], after.states[GROUPS]) == (State.OWED, State.WAIVED)
    assert [each.id for each in before.findings] == [GROUPS] and after.findings == ()
    assert after.reasons[GROUPS] == "Own rules"
    [waived] = after.waivers
    assert waived.effect is Effect.IN_USE and [each.id for each in waived.findings] == [GROUPS]
    assert after.fails(Level.GUIDANCE) is False
    assert (last.states[GROUPS], too_late.states[GROUPS]) == (State.WAIVED, State.OWED)


def test_a_stale_signature_is_waived():
    """A signature gone stale under guidance can be waived; what it was for under the law stays."""
    id = "guidance-2015-4-6-locality-views"
    files = edited("narrative/040-vision.md", "A few true sentences", "Other sentences")

    report = judged(files | {PATH: waiver(id)})

    assert judged(files).states[id] is State.STALE and report.states[id] is State.WAIVED
    assert id not in {each.id for each in report.findings}
    assert Level.LAW in {each.level for each in report.findings}


def test_an_expired_waiver_is_found():
    """Once it has expired, what it waived is owed again and the waiver is a finding at its line."""
    files = owing(waiver(expires="2026-12-09"))

    report = judged(files)

    assert report.states[GROUPS] is State.OWED
    [own] = [each for each in report.findings if each.requirement is None]
    assert (own.id, own.level) == ("plan-waiver-expired", Level.GUIDANCE)
    assert (own.problem.at.path, own.problem.at.line) == (PATH, line_of(files, PATH, "expires:"))
    assert [each.effect for each in report.waivers] == [Effect.EXPIRED]


def test_an_unused_waiver_is_found():
    """A waiver of what is met is not needed, and is a finding at its line."""
    report = judged(complete_files() | {PATH: waiver()})

    [own] = report.findings
    assert (own.id, own.level, own.problem.at.line) == ("plan-waiver-unused", Level.GUIDANCE, 2)
    assert report.states[GROUPS] is State.MET


def test_a_waiver_written_ahead():
    """One that begins later, or whose duty is not due yet, is neither used nor unused."""
    later = judged(owing(waiver(start="2027-01-01")))
    review = next(each for each in requirements() if each.stage == "review" and each.level is Level.GUIDANCE)
    ahead = judged(complete_files() | {PATH: waiver(review.id)})

    assert later.states[GROUPS] is State.OWED
    assert [each.effect for each in (*later.waivers, *ahead.waivers)] == [Effect.TO_COME, Effect.TO_COME]
    assert ahead.findings == ()


@pytest.mark.parametrize(
    ("expires", "start", "found"),
    [
        ("2029-12-10", None, []),
        ("2029-12-11", None, ["plan-waiver-too-long"]),
        ("2030-06-01", "2027-06-01", []),
        ("2030-06-02", "2027-06-01", ["plan-waiver-too-long"]),
    ],
)
def test_a_waiver_lasts_three_years_at_most(expires, start, found):
    """Counted from its first day, or from now; the day three years on is the last."""
    report = judged(owing(waiver(expires=expires, start=start)))

    assert [each.id for each in report.findings if each.requirement is None] == found


def test_three_years_from_a_leap_day():
    """Three years from 29 February end on 28 February."""
    assert latest(date(2028, 2, 29)) == date(2031, 2, 28)


# what cannot be read


@pytest.mark.parametrize("id", [each.id for each in requirements() if each.level is Level.LAW])
def test_the_law_cannot_be_waived_by_hand(id):
    """A waiver of any duty of law, written by hand, stops the reading at its line."""
    with pytest.raises(PlanError) as raised:
        load(owing(waiver(id)))

    assert str(raised.value).startswith(f"{PATH}:2: {id} is law, and the law cannot be waived")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (waiver("guidance-2015-a-d-support-member"), 2, f"Did you mean '{GROUPS}'?"),
        (waiver("A b"), 2, "'id' is 'A b'"),
        (waiver(reason=None), 2, "'reason' is missing"),
        (waiver(reason='""'), 3, "'reason' is empty"),
        (waiver(owner=None), 2, "'owner' is missing"),
        (waiver(expires=None), 2, "'expires' is missing"),
        (waiver(expires="next year"), 5, "'expires' is 'next year', not a day"),
        (waiver(expires="2027-02-30"), 5, "a day that does not exist"),
        (waiver(expires="0"), 5, "'expires' is '0', not a day"),
        (waiver(start="2028-01-01"), 5, "expires (31 December 2027) before it begins (1 January 2028)"),
        (waiver(expried="2027-01-01"), 6, "Did you mean 'expires'?"),
        (waiver() + waiver().removeprefix("waivers:\n"), 6, "stands here a second time (first in line 2)"),
        ("waivers: yes\n", 1, "not a list"),
        ("waviers: []\n", 1, "Did you mean 'waivers'?"),
        ("waivers: [\n", 1, "opens a list that is not closed"),
    ],
)
def test_a_register_that_is_wrong(text, line, words):
    """Each mistake is told at its line in plain words."""
    with pytest.raises(PlanError) as raised:
        load(owing(text))

    [problem] = [each for each in raised.value.problems if each.at.line == line]
    assert problem.at.path == PATH and words in f"{problem.what} {problem.mend}" and problem.mend


def test_a_waiver_as_text_and_nothing():
    """An empty file, or one with an empty list, waives nothing."""
    for text in ("# nothing\n", "waivers: []\n"):
        assert judged(complete_files() | {PATH: text}).waivers == ()


# the command


@pytest.fixture
def plan_root(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    for path, text in owing().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def waive(root, id=GROUPS, *more, reason="Own rules", owner="Head of Planning", expires="2027-12-31"):
    options = ("--reason", reason, "--owner", owner, "--expires", expires, "--plan", str(root))
    result = run(app, ["waive", id, *options, *more])
    return result, " ".join(result.output.split())


def test_waive_writes_the_register(plan_root):
    """The record is written, check counts it and lists it at its end, and given again it takes the old one's place."""
    first, told = waive(plan_root)
    again, told_again = waive(plan_root, reason="Board, 1 June: our own rules", expires="2028-06-30")
    checked = run(app, ["check", "--plan", str(plan_root), "--for", "published", "--fail-on", "guidance"])

    assert first.exit_code == again.exit_code == checked.exit_code == 0
    assert "until 31 December 2027, Head of Planning" in told and "Waived anew" in told_again
    [waived] = load(owing((plan_root / PATH).read_text())).waivers.waivers
    assert (waived.reason, waived.expires) == ("Board, 1 June: our own rules", date(2028, 6, 30))
    assert f"Waived {GROUPS} until 30 June 2028, Head of Planning: Board, 1 June: our own rules" in " ".join(
        checked.output.split()
    )


def test_waive_changes_nothing_when_only_asked(plan_root):
    """With --dry-run nothing is written."""
    result, told = waive(plan_root, GROUPS, "--dry-run")

    assert result.exit_code == 0 and "Would waive" in told
    assert not (plan_root / PATH).exists()


def test_waive_says_when_nothing_is_owed(plan_root):
    """A waiver of what is met is kept, with a word that it is not needed."""
    assert "Nothing is owed there now" in waive(plan_root, MET)[1]


MET = "guidance-2015-a-e-engagement-plan"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"id": LAW}, 3, "is law (2014 Act s29(3)(a)), and the law cannot be waived"),
        ({"id": "guidance-2015-a-d-support-member"}, 2, f"Did you mean {GROUPS}?"),
        ({"id": "zzzz"}, 2, "There is no requirement called 'zzzz'"),
        ({"id": "act-32-9-shared-representative"}, 2, "asks nothing: it says what may be done"),
        ({"expires": "2026-12-09"}, 2, "has gone by"),
        ({"expires": "2029-12-11"}, 3, "three years at most"),
        ({"expires": "soon"}, 2, "'soon' is not a day"),
        ({"reason": " "}, 2, "'reason' is empty"),
        ({"owner": "\u200b"}, 2, "'owner' is empty"),
    ],
)
def test_what_waive_refuses(plan_root, change, status, words):
    """The law, an unknown id, days gone by or too far, and empty words are refused, and nothing is written."""
    result, told = waive(plan_root, change.pop("id", GROUPS), **change)

    assert result.exit_code == status and words in told.replace("│ ", "")
    assert not (plan_root / PATH).exists()


def test_waive_needs_days_in_order(plan_root):
    """A first day after the last is wrong usage."""
    result, told = waive(plan_root, GROUPS, "--start", "2028-06-01")

    assert result.exit_code == 2 and "is before --start 2028-06-01" in told


def test_explain_shows_the_waiver(plan_root):
    """The explanation of a requirement says that it is waived, until when and by whom."""
    waive(plan_root)

    told = " ".join(run(app, ["explain", GROUPS, "--plan", str(plan_root)]).output.split())

    assert "Waived: Own rules." in told
    assert f"{PATH}:4 Its waiver is in use, until 31 December 2027, Head of Planning." in told
