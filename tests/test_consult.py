"""`scp consult`: a round of asking, with what it writes, refuses and shows; and what the gate to the final plan asks."""

import json

import pytest
from history_fixture import folded, scp, write
from plan_fixture import DAY, complete_files, edited, load

from scp.model.stage import Stage
from scp.repository import FolderSource, load_plan
from scp.requirements import check

ROUND = "consultation/draft-2/round.yaml"
THEMES = "consultation/draft-2/themes.yaml"
REPLIES = {
    "consultation/draft-2/responses.csv": "id,received,channel,organisation,locality,quote\n"
    "r-0001,2026-10-01,online,,east,no\nr-0002,2026-10-02,paper,Carers Together,,name\n",
    "consultation/draft-2/answers.csv": "response,question,mark,answer,themes,place,passage,gone,withheld\n"
    "r-0001,,,Longer hours,,localities/east.md,open until five,,\n"
    "r-0001,,choice,Yes,,,,,\n"
    "r-0002,,comment,More breaks,,,,yes,a name was taken out\n",
}
DUTY = "act-33-7-finalising-takes-account"


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A plan whose second draft was made on 1 August 2026, on a day in November."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796904000")
    files = {path: text for path, text in complete_files().items() if path != "stages.yaml"}
    files["stages.yaml"] = "stages:\n" + "".join(
        f"  - {{stage: {stage}, date: {day}, tree: none, check: none}}\n"
        for stage, day in (("proposals", "2026-03-01"), ("draft-1", "2026-05-01"), ("draft-2", "2026-08-01"))
    )
    write(tmp_path / "plan", files | REPLIES)
    return tmp_path / "plan"


def text(root, path=ROUND):
    return (root / path).read_text(encoding="utf-8")


def test_opening_writes_the_days_and_the_reason_and_nothing_else(asked):
    before = text(asked)
    done = scp(asked, "consult", "open", "--on", "2026-08-10", "--closes", "2026-11-06", "--because", "Two forums meet")
    assert done.exit_code == 0, done.output
    assert "from 10 August 2026 to 6 November 2026: 89 days." in folded(done.output)
    wanted = before.replace("closes: 2026-10-30", "closes: 2026-11-06")
    added = "period_reason: Two forums meet\n"
    assert text(asked).replace(added, "") == wanted
    assert added in text(asked)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--on", "2026-07-01", "--closes", "2026-11-06"), 2, "is before the second draft was made (1 August 2026)"),
        (("--on", "2026-08-10", "--closes", "2026-08-09"), 2, "is before the first day for views"),
        (("--closes", "2026-11-06", "--round", "draft-3"), 2, "There is no round 'draft-3'"),
        (("--closes", "2026-11-06", "--round", "draft-2.2"), 3, "there is no file consultation/draft-2.2/round.yaml"),
    ],
)
def test_a_round_is_opened_on_days_that_can_be(asked, arguments, status, words):
    before = text(asked)
    done = scp(asked, "consult", "open", *arguments, "--because", "So")
    assert (done.exit_code, text(asked)) == (status, before)
    assert words in folded(done.output)


def test_opening_says_who_has_not_got_it(asked):
    (asked / ROUND).write_text("opened: 2026-08-10\n")
    done = folded(scp(asked, "consult", "open", "--closes", "2026-11-06", "--because", "So").output)
    assert "Nobody has it yet who stands for any of the 13 prescribed groups" in done
    assert "Not sent yet to Wester Ross Council, NHS Wester Ross" in done
    assert "Not decided yet who else gets it" in done


def test_a_sending_is_recorded_beside_those_before_it(asked):
    (asked / ROUND).write_text(
        "opened: 2026-08-10\ncloses: 2026-10-30\nasked:\n"
        "  - {partner: S12000099, sent: 2026-08-10, how: e-mail}\n  - {consultee: c1}  # by post\n"
        "  - seat: board-nominee\n    sent:\n    how:\n"
    )
    done = scp(
        asked, "consult", "send", "c1", "Wester Ross Council", "board-nominee", "c2",
        "--how", "post", "--on", "2026-09-01", "--what", "draft", "--what", "easy read",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert text(asked) == (
        "opened: 2026-08-10\ncloses: 2026-10-30\nasked:\n"
        "  - {partner: S12000099, sent: 2026-08-10, how: e-mail}\n"
        "  - {consultee: c1, sent: 2026-09-01, how: post, what: [draft, easy read]}  # by post\n"
        "  - seat: board-nominee\n    sent: 2026-09-01\n    how: post\n    what: [draft, easy read]\n"
        "  - partner: S12000099\n    sent: 2026-09-01\n    how: post\n    what: [draft, easy read]\n"
        "  - consultee: c2\n    sent: 2026-09-01\n    how: post\n    what: [draft, easy read]\n"
    )
    assert "11 of the 13 prescribed groups" in folded(done.output)


def test_everybody_means_all_who_are_listed_and_have_not_got_it(asked):
    (asked / ROUND).write_text("asked:\n  - {consultee: c1}\n  - {consultee: c2, sent: 2026-08-10}\n")
    done = scp(asked, "consult", "send", "everybody", "--how", "post", "--on", "2026-09-01")
    assert done.exit_code == 0, done.output
    assert text(asked) == (
        "asked:\n  - {consultee: c1, sent: 2026-09-01, how: post}\n  - {consultee: c2, sent: 2026-08-10}\n"
    )


def test_who_has_nothing_to_say_is_kept_with_the_sending(asked):
    (asked / ROUND).write_text("asked:\n  - {consultee: c1, sent: 2026-08-10, how: post}\n")
    assert scp(asked, "consult", "send", "c1", "--no-views", "--on", "2026-09-09").exit_code == 0
    assert text(asked) == "asked:\n  - {consultee: c1, sent: 2026-08-10, how: post, no_views: 2026-09-09}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nobody-here", "--how", "post"), "There is nobody called 'nobody-here' to send it to"),
        (("c1",), "Nothing says how it was sent"),
        (("c1", "--how", "post", "--on", "2027-01-01"), "1 January 2027 has not come yet"),
        (("--how", "post"), "Nobody is named"),
    ],
)
def test_a_sending_that_cannot_be_is_refused(asked, arguments, words):
    before = text(asked)
    done = scp(asked, "consult", "send", *arguments)
    assert (done.exit_code, text(asked)) == (2, before)
    assert words in folded(done.output)


def test_without_a_name_it_lists_who_has_the_draft(asked):
    done = scp(asked, "consult", "send")
    assert done.exit_code == 0, done.output
    assert done.output.count("✓") == 13 + 2 + 2 + 1
    assert "Body 13 (10 August 2026)" in folded(done.output)


def test_a_round_is_closed_after_its_last_day(asked):
    early = scp(asked, "consult", "close", "--on", "2026-10-30")
    assert early.exit_code == 3
    assert "until the end of 30 October 2026" in folded(early.output)
    done = scp(asked, "consult", "close", "--on", "2026-10-31")
    assert done.exit_code == 0, done.output
    assert text(asked).endswith("closed: 2026-10-31\n")
    assert "2 answers in no theme" in folded(done.output)


def test_themes_are_made_filled_and_decided(asked):
    done = scp(asked, "consult", "themes", "Opening hours", "--put", "r-0001", "--put", "r-0002.1")
    assert done.exit_code == 0, done.output
    assert "- id: opening-hours\n    title: Opening hours\n" in text(asked, THEMES)
    rows = text(asked, "consultation/draft-2/answers.csv").splitlines()
    assert [row.split(",")[4] for row in rows] == ["themes", "opening-hours", "", "opening-hours"]

    out = scp(asked, "consult", "themes", "opening-hours", "--take-out", "r-0002")
    assert out.exit_code == 0, out.output
    assert "1 response, 1 answer (1 online)" in folded(out.output)

    why = scp(asked, "consult", "themes", "opening-hours", "--decide", "accepted")
    assert why.exit_code == 2 and "People are owed the reason" in folded(why.output)
    decided = scp(
        asked, "consult", "themes", "opening-hours", "--decide", "in-part", "--because", "Until seven on Mondays",
        "--section", "localities/east.md#carers", "--by", "Board", "--on", "2026-11-12",
    )  # fmt: skip
    assert decided.exit_code == 0, decided.output
    theme = load_plan(FolderSource(asked)).replies["draft-2"].theme("opening-hours")
    assert (theme.decision.value, theme.reason, theme.sections, theme.decided_by) == (
        "in-part",
        "Until seven on Mondays",
        ("localities/east.md#carers",),
        "Board",
    )


def test_a_theme_shows_responses_passage_and_decision_together(asked):
    scp(asked, "consult", "themes", "hours", "--put", "r-0001", "--put", "r-0002", "--title", "Longer opening hours")
    shown = folded(scp(asked, "consult", "themes", "hours").output)
    assert "Longer opening hours [hours]" in shown
    assert (
        "r-0001.1 · somebody · online · east · not to be quoted on localities/east.md “open until five” Longer hours"
        in shown
    )
    assert (
        "r-0002.1 · Carers Together · paper · with the organisation's name More breaks taken out: a name was" in shown
    )
    told = json.loads(scp(asked, "consult", "themes", "--json").output)
    assert (told["responses"], told["themes"][0]["responses"], told["unplaced"]) == (2, 2, [])


def test_the_answers_in_no_theme_are_listed(asked):
    shown = folded(scp(asked, "consult", "themes", "--unplaced").output)
    assert "r-0001.1" in shown and "r-0002.1" in shown and "r-0001.2" not in shown
    assert shown.endswith("2 answers in no theme, of 2 responses.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("hours", "--put", "r-9"), "There is no response 'r-9'"),
        (("hours", "--decide", "yes", "--because", "so"), "'yes' is no decision on a theme"),
        (("--put", "r-0001"), "No theme is named"),
        (("ghost",), "There is no theme 'ghost'"),
    ],
)
def test_a_theme_that_cannot_be_is_refused(asked, arguments, words):
    done = scp(asked, "consult", "themes", *arguments)
    assert done.exit_code == 2
    assert words in folded(done.output)
    assert not (asked / THEMES).exists()


def owed(files):
    report = check(load(files), Stage.PUBLISHED, DAY)
    return [f"{each.problem.at} {each.problem.what}" for each in report.findings if each.id == DUTY]


def test_the_final_plan_waits_for_open_themes_and_unplaced_responses():
    assert owed(complete_files()) == []
    files = complete_files() | REPLIES
    assert owed(files) == [
        "consultation/draft-2/answers.csv:2 2 responses on the second draft say something that is in no theme "
        "(r-0001 and r-0002)"
    ]
    files = edited("consultation/draft-2/answers.csv", "Longer hours,", "Longer hours,hours", files)
    files = edited("consultation/draft-2/answers.csv", "More breaks,", "More breaks,breaks hours", files)
    files[THEMES] = (
        "themes:\n  - {id: hours, title: Hours}\n  - {id: breaks, title: Breaks, decision: accepted, reason: Yes}\n"
    )
    assert owed(files) == [
        f"{THEMES}:2 The theme 'Hours' on the second draft is open: nothing says what was decided",
        f"{THEMES}:3 The theme 'Breaks' on the second draft is accepted, and nothing says where the plan changed",
    ]
    files = edited(THEMES, "title: Hours", "title: Hours, decision: not-accepted", files)
    files = edited(THEMES, "reason: Yes", "reason: Yes, sections: [care-groups/carers.md]", files)
    assert owed(files) == [f"{THEMES}:2 The theme 'Hours' on the second draft is not accepted, and nothing says why"]
    files = edited(THEMES, "not-accepted", "not-accepted, reason: No money", files)
    assert owed(files) == []
