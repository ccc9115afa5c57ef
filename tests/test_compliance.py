"""The compliance statement: every requirement once, as the report has it, and no more than is known."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from scp.documents.compliance import FAMILIES, MEANING, ORDER, PURPOSES, purpose_of, statement
from scp.documents.document import Copy
from scp.documents.render import render
from scp.finding import Effect, Finding, Level, Local, Report, Requirement, State, Waived
from scp.model.stage import Stage
from scp.model.waivers import Waiver
from scp.problem import Location, Problem
from scp.reference import catalogue
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements.catalogue import requirement
from scp.requirements.check import check
from tests.small import FILES, files

SAMPLE = Path(__file__).parent.parent / "sample-plan"
COPY = Copy("Working copy", date(2027, 3, 11))
ALL = frozenset(each.id for each in catalogue.entries())


@pytest.fixture(scope="module")
def plan():
    return load_plan(FolderSource(SAMPLE))


@pytest.fixture(scope="module")
def report(plan):
    return check(plan, day=date(2027, 3, 12))


def row(made, id):
    """The row of one requirement, by heading."""
    sheet = made.sheets[0]
    return next(dict(zip(sheet.heads, each, strict=True)) for each in sheet.rows if each[0] == id)


def built(report, content=FILES, formats=("html",)):
    plan = load_plan(MappingSource(content))
    return render(plan, COPY, content.__getitem__, ["compliance-statement"], formats, report)


def answered(states=None, findings=(), reasons=None):
    """A report in which every requirement is met, but for *states*."""
    every = {id: State.MET for id in ALL} | (states or {})
    return Report(Stage.FINAL, date(2027, 3, 12), tuple(findings), every, reasons or {})


def test_each_requirement_has_one_purpose():
    """All 343 requirements stand under exactly one of the five purposes, and no family is without its requirements."""
    found = Counter(purpose_of(each) for each in catalogue.entries())

    assert sum(found.values()) == len(ALL) == 343
    assert set(found) == set(PURPOSES)
    assert {each.applies_to for each in catalogue.entries()} == set(FAMILIES)


def test_each_requirement_is_printed_once(plan, report):
    """The chapters together hold every requirement once, and the sheet of the workbook likewise."""
    made = statement(plan, report)
    rows = [row for purpose in made.purposes for family in purpose.families for row in family.rows]

    assert len(rows) == len(ALL) == made.total
    assert {each[0] for each in made.sheets[0].rows} == ALL


def test_the_counts_are_those_of_the_report(plan, report):
    """State by level adds up to the catalogue, and each state to what the report counts."""
    *rows, last = statement(plan, report).counts
    counts = report.counts

    assert last == ("all", *(str(sum(int(each[column]) for each in rows)) for column in range(1, 5)))
    assert {each[0]: int(each[4]) for each in rows} == {state.words: n for state, n in counts.items() if n}
    assert int(last[4]) == 343


def test_every_state_has_its_words():
    """Each state that a report can give is explained, in the order in which it is told."""
    assert set(ORDER) == set(MEANING) == set(State)


def test_what_is_met_says_where(plan, report):
    """A met duty names the files that hold its subject, a signed one what the signer relied on and who signed."""
    made = statement(plan, report)
    period, signed = row(made, "act-29-2-a-period"), row(made, "act-30-2-a-regard-to-principles")

    assert period["State"] == "met"
    assert period["Where in the plan"] == f"plan.yaml line {plan.record.at_key('period').line} (period)"
    assert row(made, "act-53-regard-to-guidance")["Where in the plan"] == "registers/guidance.yaml (Guidance)"
    assert signed["State"] == "signed" and signed["Signed by"] == "Chief Officer"
    assert signed["Signed on"] == date(2027, 2, 25)
    assert (
        "narrative/040-vision.md line" in signed["Where in the plan"] and "(Our vision)" in signed["Where in the plan"]
    )


def test_a_place_that_the_plan_lacks_is_not_named():
    """A plan without the file that would hold the answer has a dash, and no cell of the workbook."""
    plan = load_plan(MappingSource(FILES))
    bare = statement(plan, answered())

    assert row(bare, "act-31-1-b-twelve-principles")["Where in the plan"] == ""


def test_a_section_leads_to_the_plan(plan, report):
    """On a site that has the plan too, a section's title is a link to it; else it is plain words, as in one file."""
    source = FolderSource(SAMPLE)
    both = render(plan, COPY, source.read, ["compliance-statement", "full-plan"], ("html",), report)
    alone = render(plan, COPY, source.read, ["compliance-statement"], ("html",), report)
    page, link = (
        "compliance-statement/how-effective-the-plan-is.html",
        "../full-plan/vision.html#narrative-vision",
    )

    assert f'(<a href="{link}">Our vision</a>)' in both[page].decode()
    assert 'id="narrative-vision"' in both["full-plan/vision.html"].decode()
    assert "full-plan" not in alone[page].decode() and "(Our vision)" in alone[page].decode()


def test_what_waits_for_a_day_says_from_when(plan):
    """A duty on a year that has not ended is not due yet, from a day, and is not put out of play."""
    made = statement(plan, check(plan, Stage.IN_FORCE, date(2027, 6, 30)))
    found = row(made, "regs-326-5-best-value")

    assert (found["State"], found["Where in the plan"]) == ("not due yet", "")
    assert found["Reason"] == "no reporting year of this plan has ended yet; judged from 1 April 2028"


def owed(id, path="narrative/040-vision.md", line=9):
    return Finding(
        id, requirement(id).level, Problem(Location(path, line), "`x:` is missing", "Write `x: 1`"), requirement(id)
    )


def test_what_is_owed_says_where_and_how_to_mend():
    """A finding of law is in the summary and in its chapter, with file, line, heading and remedy."""
    id = "act-29-2-a-period"
    made = statement(load_plan(MappingSource(FILES)), answered({id: State.OWED}, [owed(id)]))
    (line,) = made.owed
    (mend,) = [each for purpose in made.purposes for family in purpose.families for each in family.mend]

    assert line[0] == "The plan must be for a stated period."
    assert line[2].replace("\\", "") == "narrative/040-vision.md line 9 (What that means)"
    assert "`x:` is missing" in mend and "Write `x: 1`" in mend
    assert made.sheets[1].rows == (
        (
            id,
            "The plan must be for a stated period",
            requirement(id).short,
            "law",
            "narrative/040-vision.md",
            9,
            "What that means",
            "`x:` is missing",
            "Write `x: 1`",
        ),
    )


def test_what_is_owed_to_guidance_is_not_told_as_law():
    """The summary's list of what is owed to the law holds duties of law only."""
    id = next(each.id for each in catalogue.entries() if each.id.startswith("guidance-") and each.force == "should")

    assert statement(load_plan(MappingSource(FILES)), answered({id: State.OWED}, [owed(id)])).owed == ()


def test_waivers_are_data_and_may_be_none():
    """A waiver is told with reason, owner and last day; without any the statement says so."""
    id = next(each.id for each in catalogue.entries() if each.level == "guidance")
    waiver = Waiver(id=id, reason="We <b>wait</b>", owner="Chief Officer", expires=date(2028, 3, 31))
    report = replace(answered({id: State.WAIVED}), waivers=(Waived(waiver, Effect.IN_USE),))
    with_one = built(report)
    summary = with_one["compliance-statement/summary.html"].decode()

    assert "We &lt;b&gt;wait&lt;/b&gt;." in summary and "Chief Officer" in summary and "31 March 2028" in summary
    assert "No part of the guidance has been waived." not in summary
    assert "No part of the guidance has been waived." in built(answered())["compliance-statement/summary.html"].decode()


def test_a_reason_and_a_later_stage_are_said():
    """What does not apply says why; what is not due says with which stage it will be."""
    report = answered(
        {"act-29-4-early-delegation-day": State.NOT_APPLICABLE, "act-35-1-publish-asap": State.NOT_DUE},
        reasons={"act-29-4-early-delegation-day": "this is not the first plan"},
    )
    made = statement(load_plan(MappingSource(FILES)), report)

    assert row(made, "act-29-4-early-delegation-day")["Reason"] == "this is not the first plan"
    assert row(made, "act-35-1-publish-asap")["Reason"] == "it falls due with the published plan"


def test_a_judgement_that_is_only_written_down_is_no_signature():
    """Who wrote a judgement down without signing it is not told as a signer."""
    register = b"attestations:\n  - {id: act-30-2-a-regard-to-principles, statement: Yes, who: Chief Officer, date: 2027-01-05}\n"
    plan = load_plan(MappingSource(files({"registers/attestations.yaml": register})))
    made = statement(plan, check(plan, Stage.DRAFT_1, date(2027, 3, 12)))

    assert row(made, "act-30-2-a-regard-to-principles")["Signed by"] == ""
    assert made.signatures[0][2] == "Chief Officer: written down and not signed"


def test_hostile_findings_stay_text():
    """What a plan puts into a message is printed and never obeyed, in a list as in a table."""
    nasty = "`a|b` <script>x</script> **bold** | [l](javascript:x) \ue000section x\ue000 ``` # H"
    base = requirement("act-29-2-a-period")
    told = Finding(base.id, Level.LAW, Problem(Location(nasty, 3), nasty, nasty), base)
    report = answered({base.id: State.OWED}, [told], {base.id: nasty})
    html = b"".join(content for path, content in built(report).items() if path.endswith(".html")).decode()

    assert "<script" not in html and 'href="javascript' not in html
    assert "**bold**" in html and "<code>a|b</code>" in html


def test_the_workbook_has_three_tables(plan, report):
    """Requirements, findings and signatures are tables to filter, with days as days."""
    source = FolderSource(SAMPLE)
    made = render(plan, COPY, source.read, ["compliance-statement"], ("xlsx",), report)
    book = openpyxl.load_workbook(BytesIO(made["compliance-statement.xlsx"]))

    assert book.sheetnames == ["Cover", "Contents", "Notes", "Requirements", "Findings", "Signatures"]
    above = 4
    assert book["Requirements"].max_row == 343 + above
    assert book["Signatures"].max_row == len(plan.attestations.attestations) + above
    assert book["Findings"].max_row == max(len(report.findings), 1) + above
    assert isinstance(book["Signatures"]["E5"].value, datetime)
    assert all(table.autoFilter for name in ("Requirements", "Findings") for table in book[name].tables.values())


def test_a_statement_needs_a_report(plan):
    """Without a report there is nothing to state."""
    with pytest.raises(TypeError):
        render(plan, COPY, FolderSource(SAMPLE).read, ["compliance-statement"], ("html",))


def test_the_edition_stage_and_day_are_told(plan, report):
    """The statement says against which edition of the catalogue, for which stage and on which day it judged."""
    made = render(plan, COPY, FolderSource(SAMPLE).read, ["compliance-statement"], ("html",), report)
    summary = made["compliance-statement/summary.html"].decode()

    assert catalogue.edition() in summary and "12 March 2027" in summary and report.stage.words in summary


def test_requirements_and_entries_agree():
    """The level that the statement prints is the one that the check gives."""
    made = statement(load_plan(MappingSource(FILES)), answered())
    levels = {each[0]: each[5] for each in made.sheets[0].rows}

    assert all(levels[id] == requirement(id).level.word for id in ALL)
    assert all(isinstance(requirement(id), Requirement) for id in ALL)


def test_requirements_of_our_own_are_told_apart_from_the_catalogue():
    """A local duty stands in a table of its own, with its source, state and place."""
    own = Requirement(
        "local-duty", "Our <duty>", "Board, item 4", "Board, item 4", "should", Level.GUIDANCE, "local", "draft-1",
        False, "", "", "program",
    )  # fmt: skip
    found = Finding("local-duty", Level.GUIDANCE, Problem(Location("facts.yaml", 2), "x", "y"), own)
    report = replace(answered(findings=[found]), local=(Local(own, State.OWED),))
    summary = built(report)["compliance-statement/summary.html"].decode()

    assert "Our own requirements" in summary and "Our &lt;duty&gt;." in summary and "facts.yaml:2" in summary
    assert "Our own requirements" not in built(answered())["compliance-statement/summary.html"].decode()
