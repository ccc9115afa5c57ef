"""The responses of a round: read and written without loss, and every fault told with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scp.model.responses import Answer, Channel, Mark, Outcome, Quote, Response
from scp.model.stage import Stage, StageRecord, next_number, read_name, standing
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.repository.responses import read_answers, read_responses, write_answers, write_responses
from tests.small import FILES as SMALL

PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")), max_size=30)
"""No white space at the ends, which a cell does not keep."""
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)
ANSWERS = st.builds(
    Answer,
    response=SLUGS,
    answer=PRINTABLE,
    question=SLUGS,
    mark=st.sampled_from(Mark),
    themes=st.lists(SLUGS, max_size=3, unique=True).map(tuple),
    place=PRINTABLE,
    passage=PRINTABLE,
    gone=st.booleans(),
    withheld=PRINTABLE,
)
RESPONSES = st.builds(
    Response,
    id=SLUGS,
    received=st.none() | st.dates(),
    channel=st.sampled_from(Channel),
    source=SLUGS,
    organisation=PRINTABLE,
    group=SLUGS,
    locality=SLUGS,
    quote=st.sampled_from(Quote),
    answers=st.lists(ANSWERS, max_size=3).map(tuple),
)


def told(error) -> list[str]:
    return [f"{problem.at} {problem.what}" for problem in error.value.problems]


@given(st.lists(RESPONSES, max_size=5, unique_by=lambda each: each.id))
def test_responses_and_answers_come_back_as_they_were_written(responses):
    read = read_responses("r.csv", write_responses(responses))
    assert [plain(each) for each in read] == [plain(each) for each in responses]
    answers = read_answers("a.csv", write_answers(responses))
    assert [plain(each) for each in answers] == [plain(each) for one in responses for each in one.answers]


def plain(each):
    values = {name: getattr(each, name) for name in type(each).__slots__}
    return {name: value for name, value in values.items() if name not in ("at", "answers")}


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-5", "@SUM(A1)", "'=1", "''", "'"])
def test_no_cell_is_a_formula(cell):
    text = write_answers([Response("r-1", answers=(Answer("r-1", cell),))])
    assert f",{cell}," not in text
    assert read_answers("a.csv", text)[0].answer == cell


def test_each_fault_of_the_responses_is_told_with_its_line():
    text = "id,received,channel,quote\nR 1,,,\nr-1,31/12/2026,,\nr-1,,onlin,maybe\n"
    with pytest.raises(PlanError) as error:
        read_responses("consultation/draft-2/responses.csv", text)
    assert told(error) == [
        "consultation/draft-2/responses.csv:2 'R 1' is no short name of a response",
        "consultation/draft-2/responses.csv:3 '31/12/2026' under 'received' is no day",
        "consultation/draft-2/responses.csv:4 the response 'r-1' stands here twice",
        "consultation/draft-2/responses.csv:4 'onlin' is no channel. Did you mean 'online'?",
        "consultation/draft-2/responses.csv:4 'maybe' is no quote",
    ]


FILES = {
    "consultation/draft-2/round.yaml": "questions:\n  - {id: vision, text: What do you think of the vision?}\n",
    "consultation/draft-2/responses.csv": "id,received,channel,locality,quote\nr-0001,2026-10-31,paper,east,no\n",
    "consultation/draft-2/answers.csv": "response,question,answer,themes\nr-0001,vision,Too long,length; vision\n",
    "consultation/draft-2/themes.yaml": "themes:\n  - {id: length, title: Too long}\n  - {id: vision, title: The vision}\n",
}


def loaded(**changes: str):
    named = {f"consultation/draft-2/{name.replace('_', '.')}": text for name, text in changes.items()}
    files = SMALL | {path: text.encode() for path, text in (FILES | named).items()}
    return load_plan(MappingSource(files))


def test_a_plan_holds_what_came_in_each_round():
    replies = loaded().replies["draft-2"]
    (response,) = replies.responses
    assert (response.received, response.channel, response.locality) == (date(2026, 10, 31), Channel.PAPER, "east")
    assert [answer.answer for _, answer in replies.under("length")] == ["Too long"]
    assert replies.unplaced == ()
    assert all(theme.is_open for theme in replies.themes)


def test_words_in_no_theme_are_unplaced_and_a_choice_is_not():
    rows = "response,question,mark,answer,themes\nr-0001,vision,,Too long,\nr-0001,vision,choice,Yes,\n"
    replies = loaded(answers_csv=rows).replies["draft-2"]
    assert [answer.answer for _, answer in replies.unplaced] == ["Too long"]


def test_what_a_response_names_must_be_there():
    with pytest.raises(PlanError) as error:
        loaded(
            responses_csv="id,locality,group\nr-0001,eastt,z\n",
            answers_csv="response,question,answer,themes\nr-2,vison,No,lenght\n",
        )
    assert told(error) == [
        "consultation/draft-2/answers.csv:2 'lenght' under 'themes' is not a theme of consultation/draft-2/themes.yaml. Did you mean 'length'?",
        "consultation/draft-2/answers.csv:2 'r-2' under 'response' is not a response of consultation/draft-2/responses.csv",
        "consultation/draft-2/answers.csv:2 'vison' under 'question' is not a question of consultation/draft-2/round.yaml. Did you mean 'vision'?",
        "consultation/draft-2/responses.csv:2 'eastt' under 'locality' is not a locality of the plan. Did you mean 'east'?",
        "consultation/draft-2/responses.csv:2 'z' under 'group' is not a prescribed group",
    ]


def test_a_theme_that_is_written_in_many_rows_is_told_once():
    """Who fills the column with a spreadsheet before the theme is there gets one line, and what to write."""
    rows = "r-0001,Too long,shorter\n" * 3
    with pytest.raises(PlanError) as error:
        loaded(answers_csv=f"response,answer,themes\n{rows}")
    assert told(error) == [
        "consultation/draft-2/answers.csv:2 'shorter' under 'themes' in 3 rows is not a theme of consultation/draft-2/themes.yaml"
    ]
    assert error.value.problems[0].mend == (
        'Write one that is there, or add it first, as in `themes: [{id: shorter, title: "…"}]`.'
    )


def test_a_theme_is_open_until_it_is_decided_with_a_reason():
    kept = "themes:\n  - {id: length, title: Too long, decision: in-part, reason: Shorter now}\n  - {id: vision, title: V, decision: accepted}\n"
    length, vision = loaded(themes_yaml=kept).replies["draft-2"].themes
    assert (length.decision, length.is_open, vision.is_open) == (Outcome.IN_PART, False, True)


def record(stage: Stage, number: int = 1, withdrawn: bool = False) -> StageRecord:
    return StageRecord(stage=stage, number=number, withdrawn=withdrawn, date=date(2026, 3, 3), tree="t", check="c")


def test_a_stage_that_was_taken_back_stands_no_more_and_its_number_is_not_used_again():
    records = (record(Stage.PROPOSALS), record(Stage.DRAFT_1), record(Stage.DRAFT_1, withdrawn=True))
    assert [each.name for each in standing(records)] == ["proposals"]
    assert next_number(records, Stage.DRAFT_1) == 2
    again = (*records, record(Stage.DRAFT_1, 2))
    assert [each.key for each in again] == ["proposals", "draft-1", "draft-1.withdrawn", "draft-1.2"]
    assert [each.name for each in standing(again)] == ["proposals", "draft-1.2"]


@pytest.mark.parametrize(
    "name, found",
    [
        ("draft-2", (Stage.DRAFT_2, 1)),
        ("draft-2.2", (Stage.DRAFT_2, 2)),
        ("draft-2.1", None),
        ("draft-2.02", None),
        ("in-force", None),
    ],
)
def test_the_name_of_a_stage_tells_which_time_it_was_reached(name, found):
    assert read_name(name) == found


def test_a_second_round_lies_beside_the_first():
    files = SMALL | {"consultation/draft-2.2/round.yaml": b"opened: 2026-12-01\n"}
    files["consultation/draft-2/round.yaml"] = b"opened: 2026-10-01\n"
    plan = load_plan(MappingSource(files))
    assert {each.name for each in plan.rounds} == {"draft-2", "draft-2.2"}
    found = plan.round(Stage.DRAFT_2)
    assert found is not None and found.path == "consultation/draft-2.2/round.yaml"
