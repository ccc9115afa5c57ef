"""What goes with a consultation: the pack, the planning group's papers, cover reports, responses, the statement."""

from datetime import date

import pytest
from plan_fixture import complete_files, edited, load

from scp.documents.document import Copy
from scp.documents.heard import heard_in, title_of
from scp.documents.kinds import called_for, chosen, documents_of
from scp.documents.nodes import blocks, words
from scp.documents.render import document
from scp.model.stage import Stage
from scp.problem import PlanError

COPY = Copy("Second draft", date(2026, 8, 1))
ROUND = "consultation/draft-2/round.yaml"
QUESTIONS = """\
questions:
  - {id: vision, text: What do you think of the vision?, easy: Is our dream good?}
  - {id: agree, text: Do you agree?, kind: one, choices: ["Yes", "No", "{% x %} *maybe*"]}
"""
PLACES = ("east", "west", "")
REPLIES = {
    "consultation/draft-2/responses.csv": "id,channel,group,locality,organisation,quote\n"
    + "".join(
        f"r-{n},{'online' if n % 3 else 'paper'},,{PLACES[0 if n < 30 else 1 if n < 38 else 2]},"
        f"{'Carers Together' if n == 1 else ''},{'name' if n == 1 else 'anonymous' if n == 2 else 'no'}\n"
        for n in range(1, 42)
    ),
    "consultation/draft-2/answers.csv": "response,question,mark,answer,themes\n"
    + "".join(f"r-{n},vision,,Longer hours {n} <b>,hours\nr-{n},agree,choice,Yes,\n" for n in range(1, 42)),
    "consultation/draft-2/themes.yaml": "themes:\n  - {id: hours, title: Longer hours, summary: People want {{longer}} hours, "
    "decision: in-part, reason: Until seven, sections: [narrative/040-vision.md]}\n".replace("{{longer}}", "longer"),
}


def files(**changes):
    return complete_files() | {ROUND: QUESTIONS + complete_files()[ROUND]} | REPLIES | changes


def told(plan, name):
    """The words of the document called *name*, as its writers get them."""
    (wanted,) = chosen(plan, [name])
    made = document(wanted, plan, COPY, lambda path: b"")
    return " ".join(_words(node) for chapter in blocks(made) for node in chapter)


def _words(node):
    match node["t"]:
        case "ul" | "ol":
            return " ".join(_words(each) for item in node["items"] for each in item)
        case "table":
            return " ".join(words(cell) for row in [node["head"], *node["rows"]] for cell in row)
        case "box" | "quote":
            return " ".join(map(_words, node["c"]))
        case _:
            return words(node.get("c", []))


def test_there_is_a_document_for_each_round_paper_and_response():
    names = [each.name for each in documents_of(load(complete_files()))]
    assert "consultation-pack-draft-2" in names and "consultation-pack-draft-1" not in names
    assert [each for each in names if each.startswith("planning-group-papers")] == [
        "planning-group-papers-draft-1",
        "planning-group-papers-draft-2",
        "planning-group-papers-proposals",
    ]
    assert "cover-report-final-plan" in names


def test_the_second_draft_calls_for_the_pack():
    stages = complete_files()["stages.yaml"].split("  - {stage: final")[0]
    assert "consultation-pack" in called_for(load(files(**{"stages.yaml": stages})))


def test_the_pack_asks_each_question_in_both_wordings():
    said = told(load(files()), "consultation-pack-draft-2")
    assert "Please answer by 30 October 2026." in said
    assert "1. What do you think of the vision?" in said and "1. Is our dream good?" in said
    assert "☐ {% x %} *maybe*" in said, "a choice is text and never code or markup"
    assert "☐ East" in said and "Third sector bodies carrying out" in said


def test_the_statement_says_who_took_part_without_small_numbers():
    said = told(load(files()), "statement-of-consultation")
    assert "41 responses came: 28 online and 13 paper." in said
    assert "Not said 29 – – 41" in said, "four who did not say where would be worked out from eight in West"
    assert "Do you agree? Answers Yes 41 No 0" in said
    assert "People want longer hours 41 Accepted in part. Until seven Our vision" in said


def test_what_came_is_told_in_order_and_each_thing_once():
    """A scale runs up, a quotation stands once, whole ones come first, and few of one way are not counted."""
    rows = [
        (1, "online", 3, "Buses", ""),
        (2, "online", 1, "Buses", ""),
        (3, "word", 2, "Ring [removed: name]", "name"),
    ]
    rows += [(n, "online", 5, f"Longer hours {n}", "") for n in range(4, 9)]
    plan = load(
        files(
            **{
                ROUND: "questions:\n  - {id: clear, text: How clear is it?, kind: scale}\n" + complete_files()[ROUND],
                "consultation/draft-2/responses.csv": "id,channel,quote\n"
                + "".join(f"r-{n},{way},anonymous\n" for n, way, *_ in rows),
                "consultation/draft-2/answers.csv": "response,question,mark,answer,themes,withheld\n"
                + "".join(f"r-{n},clear,choice,{c},,\nr-{n},,,{words},hours,{out}\n" for n, _, c, words, out in rows),
            }
        )
    )
    assert "8 responses came: online and marked in a Word copy." in told(plan, "statement-of-consultation")
    assert "Answers 1 1 2 1 3 1 5 5" in told(plan, "statement-of-consultation")
    assert [words for words, _ in heard_in(plan, "draft-2").themes[0].quotes] == [
        "Buses", *(f"Longer hours {n}" for n in range(4, 8))
    ]  # fmt: skip


def test_an_answer_of_few_that_the_question_does_not_name_is_counted_and_not_repeated():
    """Such a choice may be what somebody wrote, and did not let be quoted."""
    path = "consultation/draft-2/answers.csv"
    own = REPLIES[path].replace("r-3,agree,choice,Yes,", 'r-3,agree,choice,"My neighbour at 4, High Street",')
    said = told(load(files(**{path: own})), "statement-of-consultation")
    assert "High Street" not in said and "Yes 40 No 0" in said and "Other answers 1" in said


def test_where_few_answered_it_is_not_said_from_which_groups():
    path = "consultation/draft-2/responses.csv"
    rows = REPLIES[path].splitlines(keepends=True)
    few = {path: "".join(rows[:4]), "consultation/draft-2/answers.csv": "response,question,mark,answer,themes\n"}
    said = told(load(files(**few)), "statement-of-consultation")
    assert "3 responses came" in said and "Too few responses came to say from which groups and localities." in said


def test_the_statement_tells_each_round_of_a_repeated_stage():
    again = files() | {
        "consultation/draft-2.2/round.yaml": "opened: 2026-11-02\ncloses: 2026-11-20\nmethods:\n"
        "  - {kind: meeting, about: An evening, localities: [east, west]}\n"
    }
    said = told(load(again), "statement-of-consultation")
    assert "Views were asked for from 2 November 2026 to 20 November 2026." in said
    assert "An evening, in East and West" in said


def test_the_planning_group_reads_what_it_said_last_time():
    said = told(load(files()), "planning-group-papers-draft-1")
    assert "What the group said last time, and what was done about it" in said
    assert "A vacancy does not affect what the group does (2014 Act, section 32(10))." in said
    assert "What the group said last time" not in told(load(files()), "planning-group-papers-proposals")


def test_a_cover_report_has_its_seven_parts_and_makes_the_last_two():
    said = told(load(files()), "cover-report-final-plan")
    for part in (
        "1. Purpose",
        "2. Recommendations",
        "5. Equalities",
        "6. Resource implications",
        "7. Background papers",
    ):
        assert part in said
    assert "approve the plan. Decided: agreed, item 4." in said
    assert "Second draft 10 August 2026 to 30 October 2026" in said
    assert "2027-2030/draft-2" in said


@pytest.mark.parametrize("words", ["Not applicable.", "N/A", "none"])
def test_a_cover_report_that_says_nothing_of_equality_is_refused(words):
    path = "registers/board-papers.yaml"
    broken = edited(path, "equalities: {says: Nobody loses a visit.}", f"equalities: {{says: {words}}}", files())
    with pytest.raises(PlanError) as error:
        told(load(broken), "cover-report-final-plan")
    (problem,) = error.value.problems
    assert problem.at.path == path and problem.at.line
    assert f"says '{words}' under equalities" in problem.what


def test_every_question_of_somebody_elses_consultation_is_answered_or_said_not_to_be():
    path = "registers/consultation-responses.yaml"
    said = told(
        load(
            complete_files()
            | {
                path: "responses:\n  - id: neighbour\n    title: Their draft\n    closes: 2026-07-31\n    questions:\n"
                "      - {number: 2, question: And the second?}\n      - {number: 1, question: What of beds?}\n"
                "    parts:\n      - {id: joint, title: Joint answers, on_behalf_of: [NHS Wester Ross]}\n"
                "    answers:\n      - {number: 1, answer: They are needed, part: joint}\n"
            }
        ),
        "answers-to-neighbour",
    )
    assert "Joint answers This part is the view of NHS Wester Ross. 1. What of beds? They are needed" in said
    assert "2. And the second? Not answered, and no reason is given yet." in said


def test_a_place_is_called_by_its_title():
    plan = load(complete_files())
    assert title_of(plan, "narrative/040-vision.md") == "Our vision"
    assert title_of(plan, "evidence/x.pdf") == "evidence/x.pdf"
    assert plan.round(Stage.DRAFT_2) is not None
