"""Self-evaluation, recommendations, help to improve and evidence for inspection; talking with people; responses."""

import re
from datetime import date

import pytest
from spoiling import Edit, base, load, record, spoil, trap

from scp.finding import State
from scp.model.stage import Stage
from scp.requirements import check

EVALUATION, LOG = "registers/self-evaluation.yaml", "registers/engagement-log.yaml"
RESPONSES, PAPERS = "registers/consultation-responses.yaml", "registers/board-papers.yaml"
COMMITTEES, HELP = "registers/committees.yaml", "registers/improvement-support.yaml"


def report(*edits, name="in force", stage=None, day=None):
    tree = base(name)
    return check(load(spoil(tree.files, edits)) if edits else tree.plan, stage or tree.stage, day or tree.day)


def found(judged, id):
    return [each.problem for each in judged.findings if each.id == id]


@trap("response-2012-deadline")
@pytest.mark.parametrize(("closes", "owed"), [("2026-06-18", True), ("2026-06-17", True), ("2026-06-19", False)])
def test_approval_on_the_last_day_is_too_late(closes, owed):
    """A meeting on the very day on which a consultation closes leaves nothing that could be changed."""
    judged = report(Edit(RESPONSES, "closes: 2026-07-31", f"closes: {closes}"))

    assert [each.at.path for each in found(judged, "response-2012-deadline")] == [PAPERS] * owed


def test_no_response_asks_nothing():
    """An authority that answered nobody's consultation has no response to put right."""
    judged = report(Edit(RESPONSES, new=None))

    for id in ("question-document", "joint-and-own-views", "how-prepared", "deadline"):
        assert judged.states[f"response-2012-{id}"] is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("old", "new", "id", "words"),
    [
        ("{number: 2, answer:", "{number: 7, answer:", "question-document", "no answer to question 2"),
        ("{number: 2, answer:", "{number: 7, answer:", "question-document", "which was not asked"),
        ("one telephone number.\", part: joint}", "one number.\", part: other}", "joint-and-own-views", "no part 'other'"),
        ("{East Lothian Integration Joint Board: 2026-06-18}", "{East Lothian Integration Joint Board: 2026-07-18}", "joint-and-own-views", "after it was sent"),
    ],
)  # fmt: skip
def test_a_response_answers_what_was_asked_for_whom(old, new, id, words):
    problems = found(report(Edit(RESPONSES, old, new)), f"response-2012-{id}")

    assert any(words in each.what for each in problems)


def test_answers_out_of_order():
    """Answers stand in the order of the questions."""
    text = base("in force").files[RESPONSES]
    lines = re.findall(r"      - \{number: \d, answer: .*\n", text)
    swapped = text.replace(lines[0], "").replace(lines[1], lines[1] + lines[0])

    problems = found(report(Edit(RESPONSES, "", swapped)), "response-2012-question-document")

    assert ["not in the order" in each.what for each in problems] == [True]


# self-evaluation


def test_a_lead_agency_is_graded_by_its_partners_alone():
    """Where no board is a body of its own, the two partners' grades are enough."""
    small = base("lead agency").files
    two = Edit(EVALUATION, "", re.sub(r", \{body: S37000099[^}]*\}", "", small[EVALUATION]))

    judged = report(two, name="lead agency", stage=Stage.IN_FORCE)

    assert judged.states["msg-expect-self-evaluation"] is State.MET


def test_a_body_grades_itself_before_all_agree():
    late = Edit(
        EVALUATION,
        record(EVALUATION, "id: leadership"),
        record(EVALUATION, "id: leadership").replace("2027-01-12", "2027-01-30"),
    )

    problems = found(report(late), "msg-1-i-leadership")

    assert ["after all had agreed" in each.what for each in problems] == [True]


def test_what_is_overdue_is_a_note():
    """An action whose day has gone by is worth knowing; the evaluation itself stands."""
    entry = record(EVALUATION, "id: relationships")
    problems = found(
        report(Edit(EVALUATION, entry, entry.replace("due: 2029-12-31", "due: 2027-05-01"))), "msg-1-ii-relationships"
    )

    assert [each.note for each in problems] == [True]


def test_an_empty_register_is_one_finding_a_duty():
    """Without a single evaluation each proposal is asked for once, and all together once."""
    judged = report(Edit(EVALUATION, new=None))
    evaluated = [each for each in judged.findings if each.problem.at.path == EVALUATION]

    assert len(evaluated) == len({each.id for each in evaluated}) == 10


def test_a_committee_that_reports_to_itself():
    """By way of others, no committee reports to itself."""
    loop = Edit(
        COMMITTEES,
        "    body: S12000010\n    does: decides\n",
        "    body: S12000010\n    does: decides\n    reports_to: council-audit\n",
    )

    problems = found(report(loop), "msg-4-ii-streamlined-accountability")

    assert {each.what.split(" reports")[0] for each in problems} == {
        "East Lothian Council",
        "Audit and Governance Committee of the council",
    }


def test_no_help_was_wanted():
    """A written reason settles the proposal on help to improve, and is told."""
    judged = report(Edit(HELP, "", "none_because: All targets are met\n"))

    assert judged.states["msg-3-iii-improvement-support"] is State.MET
    assert "All targets are met" in judged.reasons["msg-3-iii-improvement-support"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    status: done\n    done: 2025-07-31\n", "    status: done\n", "when it was done"),
        ("    reason: It is addressed to the Scottish Government.\n", "", "why it is not"),
        ("source: audit-scotland-2018", "source: audit", "No recommendation of Audit Scotland"),
    ],
)
def test_recommendations_say_how_far_they_are(old, new, words):
    problems = found(
        report(Edit("registers/recommendations.yaml", old, new, every=True)), "msg-audit-scotland-recommendations"
    )

    assert [words in each.what for each in problems] == [True]


# talking with people


def test_an_engagement_still_to_come_does_not_count():
    ahead = Edit(LOG, "    date: 2027-03-04\n", "    date: 2027-09-04\n")

    problems = found(report(ahead, stage=Stage.IN_FORCE), "guidance-2015-2-2-stakeholders-throughout")

    assert any("still to come" in each.what for each in problems)


def test_talks_inside_a_round_are_no_dialogue_between_rounds():
    """Between the rounds on the first and the second draft somebody was talked with, or the gap is told with its days."""
    moved = [
        Edit(LOG, "    date: 2026-08-05\n", "    date: 2026-07-05\n"),
        Edit(LOG, "    date: 2026-08-20\n", "    date: 2026-07-06\n"),
    ]

    problems = found(report(*moved, name="sample"), "guidance-2015-4-2-transparent-dialogue")

    assert ["24 July 2026 to 15 September 2026" in each.what for each in problems] == [True]


def test_a_draft_may_stay_unpublished_for_a_reason():
    kept = Edit(
        "consultation/draft-1/round.yaml",
        "draft_published: 2026-06-11\n",
        "draft_not_published: It went to the planning group only, which asked for that\n",
    )

    assert found(report(kept, name="sample"), "guidance-2015-4-2-transparent-dialogue") == []


def test_options_discussed_on_the_day_of_scoring_are_a_conclusion():
    same = Edit(LOG, "        scored: 2026-08-11\n", "        scored: 2026-08-05\n")

    assert [
        "handed a conclusion" in each.what
        for each in found(report(same, name="sample"), "guidance-2015-a-f-not-a-conclusion")
    ] == [True]


def test_no_options_are_asked_for_at_the_proposals():
    """Before the first draft nothing has been scored yet."""
    tree = base("proposals")

    assert check(tree.plan, Stage.PROPOSALS, tree.day).states["guidance-2015-a-f-not-a-conclusion"] is State.MET


def test_a_year_without_a_talk():
    """Nobody talked with for a year is told with the last day."""
    judged = report(day=date(2028, 4, 1))

    assert ["since 4 March 2027" in each.what for each in found(judged, "msg-6-i-community-engagement")] == [True]
