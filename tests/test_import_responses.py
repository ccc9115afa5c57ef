"""`scp import responses`: four layouts, each row accounted for, nobody's data in the plan, and twice is once."""

import csv
import io
import os
import re
import stat
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.import_responses import _as_dict
from scp.model.column_map import Column, DateOrder, ImportSource, Role
from scp.model.consultation import Question, Round
from scp.model.responses import Channel, Mark, Quote, Replies
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.repository import FolderSource, load_plan
from scp.repository.column_maps import read_map
from scp.repository.edit import append_record
from scp.repository.export_layouts import date_order, lacking, propose, read_day, shaped
from scp.repository.importing import Fate, Setting, bring_in
from scp.repository.ledger import default_ledger, read_ledger
from scp.repository.raw_table import LARGEST, read_content
from scp.repository.responses import read_responses, write_responses
from tests.raw_responses import raw_responses
from tests.small import FILES, small

ROUND = b"""# Asked in autumn
opened: 2026-09-01
closes: 2026-10-31
questions:
  - {id: vision, text: What do you think of the vision?}
  - {id: matters, text: Which of these matter most to you?, kind: several, choices: [Care at home, "Support, for carers"]}
"""
FORMS = """ID,Start time,Completion time,Email,Name,What is your locality?,What do you think of the vision?
1,9/1/26 10:02,9/1/26 10:06,anonymous,,East,"Made-up row. Say who to phone."
2,9/1/26 10:20,9/21/26 10:21,senga@mail.example,Senga Quarrier,West,Ring Senga on 07700 900123
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A plan with a round in `plan/`, a folder `raw/` beside it, and nobody's own data folder."""
    for path, content in (FILES | {"consultation/draft-2/round.yaml": ROUND}).items():
        place = tmp_path / "plan" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path / "plan")
    return tmp_path


def bring(here, content, *options, name="raw.csv", status=0):
    """What is printed when *content* is imported."""
    file = here / "raw" / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(app, ["import", "responses", str(file), *options])
    assert done.exit_code == status, done.output
    return done.output


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replies(here):
    return load_plan(FolderSource(here / "plan")).replies["draft-2"]


def ledger(here):
    return here / "data" / "scplan" / "ledgers" / "S37000010-2027-2030" / "draft-2.csv"


def flat(text):
    return " ".join(text.split())


# each layout


@pytest.mark.parametrize("number", range(4))
def test_each_layout_comes_in_and_every_row_is_accounted_for(here, number):
    """The sums agree, nothing personal is in plan or output, and a second time changes not a byte."""
    raw = raw_responses(200)[number]

    said = bring(here, raw.content, "--yes")

    counts = {
        line.split(maxsplit=1)[1].split(" (")[0]: int(line.split()[0])
        for line in said.splitlines()
        if re.match(r"  +\d+ [a-z]", line)
    }
    assert sum(counts.values()) == raw.rows == 50
    assert counts.get("refused", 0) == (2 if raw.name == "surveymonkey.csv" else 0)
    kept = replies(here)
    assert len(kept.responses) == counts["imported"]
    assert all(
        each.received and each.received.month == 9 and each.locality in ("east", "west") for each in kept.responses
    )
    plan = b"".join(everything(here / "plan").values()).decode()
    assert [datum for datum in raw.personal if datum in plan or datum in said] == []
    before = everything(here)

    again = bring(here, raw.content)

    assert f"{counts['imported']} there already" in again
    assert everything(here) == before


def test_the_four_layouts_together_and_later_exports_add_only_what_is_new(here):
    for raw in raw_responses(80):
        bring(here, raw.content, "--yes", name=raw.name)
    before = replies(here).responses
    assert [each.id for each in before] == [f"r-{number:04d}" for number in range(1, len(before) + 1)]

    for raw in raw_responses(80):
        assert "there already" in bring(here, raw.content, name=raw.name)
    assert replies(here).responses == before

    longer = raw_responses(80)[0].content.decode("utf-8-sig")
    said = bring(here, longer + "900,9/1/26 10:02,9/1/26 10:03,,,East,,3,More buses\r\n", name="forms.csv")
    assert "1 imported" in said and "20 there already" in said
    assert replies(here).responses[:-1] == before


def test_choices_words_and_scales_of_a_survey(here):
    text = (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
        "Which of these matter most to you?,,,How far do you agree?,,What do you think of the vision?\n"
        ',,,,,,,,,Care at home,"Support, for carers",Other (please specify),Prevention,Carers,Open-Ended Response\n'
        '7,1,31/10/2026 9:00:00,31/10/2026 9:01:00,203.0.113.5,,,,,Care at home,,Buses,Agree,Disagree,"Two\nlines, ""said"""\n'
        "8,1,31/10/2026 9:00:00,31/10/2026 9:01:00,203.0.113.5,,,,,,,,,,\n"
    )
    report = here / "raw" / "report.csv"
    said = bring(here, text, "--yes", "--report", str(report))

    (response,) = replies(here).responses
    assert (response.received, response.channel, response.source) == (
        date(2026, 10, 31),
        Channel.ONLINE,
        "surveymonkey",
    )
    assert [(each.question, each.mark, each.answer) for each in response.answers] == [
        ("matters", Mark.CHOICE, "Care at home"),
        ("matters", Mark.TEXT, "Buses"),
        ("prevention", Mark.CHOICE, "Agree"),
        ("carers", Mark.CHOICE, "Disagree"),
        ("vision", Mark.TEXT, 'Two\nlines, "said"'),
    ]
    assert "Refused, since it holds no answer: row 4" in said
    rows = list(csv.reader(io.StringIO(report.read_text())))
    assert [row[:4] for row in rows[1:]] == [["3", "imported", "", "r-0001"], ["4", "refused", "holds no answer", ""]]
    assert "203.0.113.5" in rows[2] and "203.0.113.5" not in rows[1]
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_condensed_survey_has_an_empty_second_row(here):
    text = (
        "Respondent ID,Collector ID,Start Date,End Date,Which of these matter most to you?,What do you think of the vision?\n"
        ",,,,,\n"
        '7,1,2026-09-01,2026-09-02,"Care at home, Support, for carers",Good\n'
    )
    bring(here, text, "--yes")
    (response,) = replies(here).responses
    assert [each.answer for each in response.answers] == ["Care at home", "Support, for carers", "Good"]


def test_an_organisation_is_named_only_where_it_lets_its_name_be_published(here):
    rows = [
        ("1", "Organisation", "Carers Together", "with name"),
        ("2", "Organisation", "Carers Apart", "anonymous"),
        ("3", "Organisation", "Carers Nowhere", "Do not publish"),
        ("4", "Individual", "Carers Somewhere", "with name"),
        ("5", "Organisation", "Hamish, hamish@mail.example", "with name"),
        ("6", "Organisation", "Carers Elsewhere", "who knows"),
    ]
    text = "Response ID,Individual or organisation?,Organisation,May we publish your response?,What do you think of the vision?\n"
    text += "".join(",".join(f'"{cell}"' for cell in (*row, "Good")) + "\n" for row in rows)
    said = bring(here, text, "--yes")

    assert [(each.quote, each.organisation) for each in replies(here).responses] == [
        (Quote.NAME, "Carers Together"),
        (Quote.ANONYMOUS, ""),
        (Quote.NO, ""),
        (Quote.ANONYMOUS, ""),
        (Quote.ANONYMOUS, ""),
        (Quote.NO, ""),
    ]
    assert "What may be published of row 7 is said in words that are not in the map" in flat(said)
    plan = b"".join(everything(here / "plan").values()).decode()
    assert not any(name in plan for name in ("Apart", "Nowhere", "Somewhere", "Elsewhere", "mail.example"))


def test_rows_keyed_by_hand(here):
    table = CliRunner().invoke(app, ["import", "responses", "--template"]).stdout
    assert (
        table
        == "id,received,channel,respondent,organisation,may be quoted,group,locality,names to remove,vision,matters\n"
    )
    place = here / "raw" / "empty.csv"
    assert CliRunner().invoke(app, ["import", "responses", str(place), "--template"]).exit_code == 0
    assert place.read_text() == table
    filled = (
        table
        + 'm-1,2026-09-12,meeting,individual,,anonymous,consultee-care-carers,East,Torquil Drumgold,Torquil said yes,"Care at home;"\n'
    )

    bring(here, filled)

    (response,) = replies(here).responses
    assert (response.channel, response.group, response.locality) == (Channel.MEETING, "consultee-care-carers", "east")
    assert [(each.answer, each.withheld) for each in response.answers] == [
        ("[removed: name] said yes", "name"),
        ("Care at home", ""),
    ]


def test_a_workbook_is_read_as_text(here):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", "What do you think of the vision?"])
    from datetime import datetime

    sheet.append([1, datetime(2026, 9, 1, 10, 2), datetime(2026, 9, 2, 10, 2), "anonymous", None, "=1+1"])
    sheet.append([2.0, None, None, None, None, 4.0])
    book.create_sheet("More").append(["x"])
    out = io.BytesIO()
    book.save(out)

    said = bring(here, out.getvalue(), "--yes", name="raw.xlsx")

    first, second = replies(here).responses
    assert (first.received, first.answers[0].answer) == (date(2026, 9, 2), "=1+1")
    assert (second.received, second.answers[0].answer) == (None, "4")
    assert "'=1+1" in (here / "plan/consultation/draft-2/answers.csv").read_text()
    assert "Of 2 sheets the first is read" in said


# the map


def test_a_map_is_proposed_and_nothing_is_imported_until_it_is_whole(here):
    ambiguous = FORMS.replace("9/21/26", "9/2/26")
    before = everything(here / "plan")
    said = bring(here, ambiguous.replace("2026-09", "2027-01"), status=3)
    assert "answers 'vision'" in said and "--save-map" in said
    assert everything(here / "plan") == before

    # The round opens on 1 September: with the month first both days lie within it, with the day first none does.
    assert "only so do all fall within the round" in flat(said)
    round_file = here / "plan/consultation/draft-2/round.yaml"
    round_file.write_bytes(ROUND.replace(b"opened: 2026-09-01", b"opened: 2026-01-01"))
    said = bring(here, ambiguous, "--yes", status=3)
    assert "whether the day or the month comes first" in flat(said)
    assert not (here / "plan/consultation/draft-2/import.yaml").exists()

    said = bring(here, ambiguous, "--save-map")
    assert "Still to say: `dates:`" in said and not ledger(here).exists()
    assert "dates" in bring(here, ambiguous, status=3)
    assert "has a map for this file already" in bring(here, ambiguous, "--save-map", status=2)
    written = here / "plan/consultation/draft-2/import.yaml"
    assert "mail.example" not in written.read_text() and "Senga" not in written.read_text()
    written.write_text(written.read_text().replace("    columns:", "    dates: day-first\n    columns:", 1))
    bring(here, ambiguous)
    assert [each.received for each in replies(here).responses] == [date(2026, 1, 9), date(2026, 2, 9)]


def test_a_column_that_the_map_does_not_know_is_asked_about(here):
    bring(here, FORMS, "--yes")
    said = bring(here, FORMS.replace("Email,", "E-mail of yours,"), status=3)
    assert "'E-mail of yours' of the file is not in the map" in flat(said)
    assert "'Email' of the map is not in the file" in flat(said)


def test_a_map_elsewhere_is_used_and_written(here):
    place = here / "raw" / "map.yaml"
    bring(here, FORMS, "--map", str(place), "--yes")
    assert "heading: Completion time" in place.read_text()
    assert not (here / "plan/consultation/draft-2/import.yaml").exists()
    assert "2 there already" in bring(here, FORMS, "--map", str(place))


def test_a_heading_with_personal_data_is_refused(here):
    said = bring(here, FORMS.replace("What is your locality?", "Ask senga@mail.example"), status=2)
    assert "column 6" in said and "mail.example" not in said


def test_the_team_may_say_in_a_heading_how_it_is_reached(here):
    plan = here / "plan" / "plan.yaml"
    plan.write_bytes(plan.read_bytes() + b"contact: {phone: 0131 496 0125}\n")
    bring(here, FORMS.replace("What is your locality?", "How was it? (Ring 0131 496 0125 for help)"), "--yes")


def test_personal_data_in_a_later_heading_are_not_repeated(here):
    bring(here, FORMS, "--yes")
    said = bring(here, FORMS.replace("What is your locality?", "Ask senga@mail.example"), status=2)
    assert "mail.example" not in said


def test_answers_of_a_decidim_survey(here):
    text = (
        "Session token;Created at;IP Hash;User status;1. What do you think of the vision?;2. Which of these matter most to you?\n"
        "a81f0c;2026-09-01 10:00:00 UTC;91ab7788;registered;'=Good;Care at home, Support, for carers, Other (Buses)\n"
    )
    bring(here, text, "--yes")
    (response,) = replies(here).responses
    assert response.source == "decidim-survey"
    assert [(each.question, each.mark, each.answer) for each in response.answers] == [
        ("vision", Mark.TEXT, "=Good"),
        ("matters", Mark.CHOICE, "Care at home"),
        ("matters", Mark.CHOICE, "Support, for carers"),
        ("matters", Mark.CHOICE, "Other"),
        ("matters", Mark.TEXT, "Buses"),
    ]
    plan = b"".join(everything(here / "plan").values()).decode()
    assert "a81f0c" not in plan and "91ab7788" not in plan


def test_questions_that_the_round_lacks_are_added_and_nothing_else_in_it_changes(here):
    bring(here, FORMS.replace("What is your locality?", "How is transport?"), "--yes")
    text = (here / "plan/consultation/draft-2/round.yaml").read_bytes()
    assert text.startswith(ROUND) and b"How is transport?" in text


# again, later, elsewhere


def test_a_row_that_changed_since_is_told_and_replaced_only_on_request(here):
    bring(here, FORMS, "--yes")
    answers = here / "plan/consultation/draft-2/answers.csv"
    (here / "plan/consultation/draft-2/themes.yaml").write_text("themes: [{id: t, title: T}]\n")
    answers.write_text(answers.read_text().replace("Say who to phone.,", "Say who to phone.,t"))
    changed = FORMS.replace("Ring Senga", "Please ring Senga")

    before = everything(here)
    said = bring(here, changed)
    assert "1 changed since, and left as it was (row 3)" in said
    assert everything(here / "plan") == {
        path[5:]: content for path, content in before.items() if path.startswith("plan/")
    }

    bring(here, changed, "--replace")
    first, second = replies(here).responses
    assert second.answers[0].answer == "Please ring [removed: name] on [removed: phone number]"
    assert first.answers[0].themes == ("t",)
    assert "2 there already" in bring(here, changed)


def test_duplicates_and_other_content_under_the_same_id(here):
    line = FORMS.splitlines()[1]
    said = bring(here, FORMS + line + "\n" + line.replace("Made-up", "Another") + "\n", "--yes")
    assert "1 the same as another row (row 4)" in said
    assert "Refused, since it has the id of row 2, and other content: row 5" in flat(said)


def test_a_response_taken_out_of_the_plan_does_not_come_back(here):
    bring(here, FORMS, "--yes")
    for name in ("responses.csv", "answers.csv"):
        file = here / "plan/consultation/draft-2" / name
        file.write_text("".join(line for line in file.read_text().splitlines(True) if not line.startswith("r-0001")))
    said = bring(here, FORMS)
    assert "1 taken out of the plan since, and left out (row 2)" in said
    assert [each.id for each in replies(here).responses] == ["r-0002"]


def test_an_import_that_was_stopped_half_way_is_finished_by_the_next(here):
    bring(here, FORMS, "--yes")
    whole = everything(here)
    ledger(here).write_text(ledger(here).read_text().replace(",kept", ",begun"))
    for name in ("responses.csv", "answers.csv"):
        (here / "plan/consultation/draft-2" / name).unlink()
    bring(here, FORMS)
    assert everything(here) == whole


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_import_may_be_stopped_at_any_write(here, monkeypatch, elsewhere):
    """After each write the same command goes on from there, and ends as if nothing had stopped it."""
    raw = raw_responses(40)[1].content
    options = ["--yes", *(["--map", str(here / "raw" / "map.yaml")] if elsewhere else [])]
    file = here / "raw" / "raw.csv"
    file.write_bytes(raw)
    fresh = everything(here)
    bring(here, raw, *options)
    whole = everything(here)
    real = os.replace
    stopped = 0
    for last in range(20):
        for path in everything(here):
            (here / path).unlink()
        for path, content in fresh.items():
            (here / path).write_bytes(content)
        calls = []

        def replace(source, target, last=last, calls=calls):
            calls.append(target)
            if len(calls) > last:
                raise KeyboardInterrupt
            real(source, target)

        with monkeypatch.context() as context:
            context.setattr(os, "replace", replace)
            done = CliRunner().invoke(app, ["import", "responses", str(file), *options])
        if done.exit_code == 0:
            break
        stopped += 1
        bring(here, raw, *options)
        assert everything(here) == whole, f"stopped at write {last + 1}, of {calls[-1]}"
    assert stopped == 6, "ledger, round, map, responses, answers, ledger"


def test_responses_that_the_ledger_does_not_know_are_not_added_to(here):
    bring(here, FORMS, "--yes")
    before = everything(here / "plan")
    said = bring(here, FORMS, "--ledger", str(here / "raw" / "other.csv"), status=3)
    assert "r-0001, r-0002" in said and "--ledger FILE" in said
    assert everything(here / "plan") == before
    said = bring(here, FORMS, "--ledger", str(ledger(here)))
    assert "2 there already" in said


def test_a_dry_run_writes_nothing(here):
    before = everything(here / "plan")
    assert "2 imported" in bring(here, FORMS, "--yes", "--dry-run")
    assert everything(here / "plan") == before and not (here / "data").exists()


# outside the plan


@pytest.mark.parametrize("option", ["file", "--ledger", "--report", "link"])
def test_nothing_private_may_lie_in_the_plan(here, option):
    inside, outside = here / "plan" / "kept.csv", here / "raw" / "raw.csv"
    outside.write_text(FORMS)
    match option:
        case "file":
            inside.write_text(FORMS)
            arguments = [str(inside)]
        case "link":
            (here / "way").symlink_to(here / "plan", target_is_directory=True)
            arguments = [str(outside), "--ledger", str(here / "way" / "ledger.csv")]
        case _:
            arguments = [str(outside), option, str(inside)]
    done = CliRunner().invoke(app, ["import", "responses", *arguments, "--yes"])
    assert done.exit_code == 3 and "in the folder of the plan" in flat(done.output)
    assert not (here / "plan/consultation/draft-2/responses.csv").exists()


@pytest.mark.parametrize("over", ["file", "link", "ledger"])
def test_the_report_is_never_written_over_what_it_reports_on(here, over):
    bring(here, FORMS, "--yes")
    file = here / "raw" / "raw.csv"
    (here / "raw" / "link.csv").symlink_to(file)
    place = {"file": file, "link": here / "raw" / "link.csv", "ledger": ledger(here)}[over]
    before = everything(here)
    assert "Name a new file" in bring(here, FORMS, "--report", str(place), status=2)
    assert everything(here) == before


def test_an_address_that_two_people_share_is_not_kept_in_the_map(here):
    """A column on where people live may hold addresses, and cells that stand twice are proposed for the map."""
    rows = "".join(f"{number},12 High Street,More buses\n{number}1,By the sea,Less\n" for number in range(2, 5))
    said = bring(here, f"Response ID,Where do you live?,What do you think of the vision?\n{rows}", "--yes")
    kept = (here / "plan/consultation/draft-2/import.yaml").read_text()
    assert "High Street" not in said + kept and "By the sea" in kept


@pytest.mark.parametrize(
    "old, new, told",
    [
        (b'r="2"', b'r="999999999999"', "rows beyond the last"),
        (b"<sheetData>", b"<!--" + b" " * 120_000 + b"--><sheetData>", ""),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused_at_once(old, new, told):
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["ID", "What?"])
    book.active.append([1, 2])
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new, 1) if name == "xl/worksheets/sheet1.xml" else content)
    started = time.process_time()
    if told:
        with pytest.raises(PlanError) as error:
            read_content("raw.xlsx", out.getvalue())
        assert told in error.value.problems[0].what
    else:
        assert len(read_content("raw.xlsx", out.getvalue()).rows) == 2
    assert time.process_time() - started < 10


def test_a_cell_of_many_parts_is_read_in_no_time(here):
    head = "Response ID,Which of these matter most to you?\n"
    bring(here, head + '1,"Care at home, Support, for carers, trams"\n', "--yes")
    started = time.process_time()
    bring(here, head + "".join(f'{number},"{"a, " * 16_000}"\n' for number in range(2, 5)), name="more.csv")
    assert time.process_time() - started < 8
    assert [each.answer for each in replies(here).responses[0].answers] == [
        "Care at home",
        "Support, for carers",
        "trams",
    ]


def test_numbers_of_responses_go_on_beyond_any_number(here):
    path = here / "plan/consultation/draft-2/responses.csv"
    path.write_text("id\nr-999999999\n")
    bring(here, FORMS, "--yes")
    bring(here, FORMS + "3,9/1/26 10:20,9/21/26 10:21,,,West,More\n")
    assert [each.id for each in replies(here).responses] == ["r-999999999", *(f"r-100000000{n}" for n in range(3))]


def test_a_link_in_the_plan_that_leads_out_of_it_is_refused_too(here):
    (here / "raw" / "raw.csv").write_text(FORMS)
    (here / "plan" / ".way").symlink_to(here / "raw", target_is_directory=True)
    done = CliRunner().invoke(app, ["import", "responses", str(here / "plan" / ".way" / "raw.csv"), "--yes"])
    assert done.exit_code == 3 and "in the folder of the plan" in flat(done.output)


def test_the_ledger_is_its_owners_alone(here):
    os.umask(0o022)
    bring(here, FORMS, "--yes")
    assert stat.S_IMODE(ledger(here).stat().st_mode) == 0o600
    assert stat.S_IMODE(ledger(here).parent.stat().st_mode) == 0o700
    assert [(each.public, each.private, each.row, each.file) for each in read_ledger(ledger(here))] == [
        ("r-0001", "1", 2, "raw.csv"),
        ("r-0002", "2", 3, "raw.csv"),
    ]


def test_a_plan_cannot_lead_the_ledger_elsewhere():
    plan = small()
    plan = plan.replace(record=plan.record.replace(authority=plan.record.authority.replace(code="../../x/y")))
    assert default_ledger(plan, "draft-2", {"XDG_DATA_HOME": "/data"}).parts[:5] == (
        "/",
        "data",
        "scplan",
        "ledgers",
        "-x-y-2027-2030",
    )


# hostile and odd files


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def bomb():
    """A workbook that would unpack to more than 300 MB."""
    return zipped(xl__workbook=b"0" * 310_000_000)


def wide():
    """A workbook with a cell in the last column there can be, which says that it has all of them."""
    book = openpyxl.Workbook()
    book.active.append(["ID", "Answer"])
    book.active["XFD2"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content, what",
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0 old", "the old kind"),
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04 no zip", "is damaged"),
        (zipped(a=b"x"), "is damaged"),
        (zipped(xl__workbook=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'), "declares entities"),
        (wide, "1,000 columns"),
        (bomb, "would unpack to more"),
        (b"ID," * 1_000_000 + b"x\n1\n", "1,000 columns"),
        (b'ID,Q\n1,"never closed\n2,x\n', "from row 2 on"),
        (b"\0\1\2" * 100, "not a text file"),
        (b"ID,Q\n", "no response below"),
        (b"ID,Q\n1,\x81\x8d\n", "no way of writing letters"),
        (b"x" * (LARGEST + 1), "larger than 50 MB"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_words(content, what):
    with pytest.raises(PlanError) as error:
        shaped(read_content("raw", content() if callable(content) else content))
    assert what in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding, separator):
    text = f'ID{separator}"Café, {separator} or ""tea""?"\r\n1{separator}"£5\r\nnoël"\r\n'
    table = read_content("raw", text.encode(encoding))
    assert [row.cells for row in table.rows] == [("ID", f'Café, {separator} or "tea"?'), ("1", "£5\nnoël")]


def test_signs_that_steer_are_taken_out_and_told():
    table = read_content("raw", "ID,Q\n1,a\u202eb\x1b[2Jc\0d\n".encode())
    assert table.rows[1].cells == ("1", "ab[2Jcd")
    assert "row 2" in table.told[0]


def test_a_cell_too_long_is_refused_with_its_row(here):
    said = bring(here, FORMS.replace("Ring", "x" * 1_000_000), "--yes")
    assert "Refused, since it holds a cell of 1,000,02" in said and "row 3" in said
    assert "1 imported" in said


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=20).map(str.strip)


@settings(max_examples=100)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_any_table_is_read_as_it_was_written(rows, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([["Identity", "What?"], *rows])
    table = read_content("raw", out.getvalue().encode())
    assert [list(row.cells) for row in table.rows][1:] == rows


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_file_is_more_than_unreadable(content):
    try:
        shaped(read_content("raw", content))
    except PlanError as error:
        assert error.problems[0].mend


ANSWERS = st.lists(st.tuples(st.sampled_from("abcd"), CELLS.filter(bool)), max_size=8)


@given(ANSWERS, ANSWERS)
def test_every_row_has_one_fate_and_twice_is_once(first, second):
    """Whatever comes in whatever order, each row is counted once, and bringing in the same again changes nothing."""
    setting = Setting(
        ImportSource(id="s", columns=(Column(heading="ID", role=Role.ID), Column(heading="Q", role=Role.ANSWER, question="q"))),
        Round(stage=Stage.DRAFT_2, questions=(Question(id="q", text="Q"),)),
        {}, (), lambda text: (text, ()),
    )  # fmt: skip
    kept, entries = Replies("draft-2"), ()
    for rows in (first, first + second, first + second):
        out = io.StringIO()
        csv.writer(out).writerows([["ID", "Q"], ["z", "last"], *rows])
        shape = shaped(read_content("raw", out.getvalue().encode()))
        brought = bring_in(shape, setting, "raw", kept, entries)
        assert [each.row for each in brought.outcomes] == [row.number for row in shape.rows]
        assert len({each.id for each in brought.responses}) == len(brought.responses)
        before, kept, entries = kept.responses, Replies("draft-2", brought.responses), brought.ledger
        again = bring_in(shape, setting, "raw", kept, entries)
        assert (again.responses, again.ledger) == (kept.responses, entries)
        assert again.count(Fate.IMPORTED) == 0
        assert kept.responses[: len(before)] == before


# days


@pytest.mark.parametrize(
    "text, order, day",
    [
        ("2026-09-01 10:15:00 UTC", None, date(2026, 9, 1)),
        ("2026-09-01T10:15:00Z", None, date(2026, 9, 1)),
        ("9/1/26 10:02", DateOrder.MONTH_FIRST, date(2026, 9, 1)),
        ("9/1/26 10:02", DateOrder.DAY_FIRST, date(2026, 1, 9)),
        ("9/1/26", None, None),
        ("31.10.2026", DateOrder.DAY_FIRST, date(2026, 10, 31)),
        ("31/10/2026", DateOrder.MONTH_FIRST, None),
        ("1 September 2026", None, date(2026, 9, 1)),
        ("01-Sep-26", None, date(2026, 9, 1)),
        ("September 1, 2026 10:02 AM", None, date(2026, 9, 1)),
        ("2026-02-30", None, None),
        ("soon", None, None),
        ("1/1/0001", DateOrder.DAY_FIRST, None),
    ],
)
def test_days(text, order, day):
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    "days, order",
    [
        (["2026-09-01"], DateOrder.YEAR_FIRST),
        (["1/9/26", "13/9/26"], DateOrder.DAY_FIRST),
        (["9/1/26", "9/13/26"], DateOrder.MONTH_FIRST),
        (["1/2/26", "3/4/26"], None),
        (["13/1/26", "1/13/26"], None),
    ],
)
def test_the_order_of_day_and_month_is_found_in_the_whole_file_or_left_open(days, order):
    assert date_order(days, None)[0] is order


# files in the layouts of their tools, with the difficulties that those have

EXPORTS = Path(__file__).parent / "exports"


def test_a_file_of_microsoft_forms(here):
    """Days month first, which the round shows; several choices with a semicolon after each; a colon within one."""
    place = here / "plan/consultation/draft-2/round.yaml"
    place.write_bytes(ROUND.replace(b"2026", b"2025"))
    said = bring(here, (EXPORTS / "microsoft-forms.csv").read_bytes(), "--yes")
    assert "3 imported" in said and "only so do all fall within the round" in flat(said)
    assert "The group named in rows 2, 3 and 4 is not in the map" in flat(said)
    responses = replies(here).responses
    assert [each.received for each in responses] == [date(2025, 9, 1), date(2025, 9, 1), date(2025, 9, 2)]
    assert [[each.answer for each in one.answers] for one in responses] == [
        ["4", "Made-up row. Say who to phone."],
        ["2"],
        ["5", "More about, and for, younger adults; less jargon."],
    ]


def test_a_file_of_surveymonkey(here):
    """Days in either order are the first and second of a month here: left open until the map says it."""
    content = (EXPORTS / "surveymonkey-expanded.csv").read_bytes()
    bring(here, content, "--save-map")
    written = here / "plan/consultation/draft-2/import.yaml"
    written.write_text(written.read_text().replace("    columns:", "    dates: day-first\n    columns:", 1))
    said = bring(here, content)
    assert "2 imported" in said and "Refused, since it holds no answer: row 5" in said
    first, second = replies(here).responses
    assert (first.received, second.received) == (date(2025, 9, 1), date(2025, 9, 1))
    assert [(each.mark, each.answer) for each in second.answers] == [
        (Mark.CHOICE, "Support for carers"),
        (Mark.TEXT, "Transport"),
        (Mark.CHOICE, "Agree"),
        (Mark.CHOICE, "Strongly agree"),
    ]
    plan = b"".join(everything(here / "plan").values())
    assert b"203.0.113" not in plan and b"118000000001" not in plan


def test_a_file_of_decidim(here):
    said = bring(here, (EXPORTS / "decidim-proposals.csv").read_bytes(), "--yes")
    assert "2 imported" in said
    first, second = replies(here).responses
    assert first.answers[0].answer.startswith("Short breaks nearer home\nMade-up row.")
    assert (first.received, second.quote) == (date(2025, 9, 1), Quote.NO)


WORDS = st.sampled_from(
    ["ID", "Id", "Start time", "Completion time", "Email", "Name", "Respondent ID", "Collector ID", "Session token", "IP Hash", "component/id", "body/en", "title",
     "Which locality?", "May we publish your response?", "Individual or organisation?", "Organisation", "Response", "Other (please specify)", "", "vision",
     "1. What?", "received", "channel", "respondent", "9/1/26", "2026-09-01", "yes", "no", "East", "East;West;", "€", "日本", "'=1", "Other (buses)", "Agree", "5"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDS | CELLS, min_size=1, max_size=8), min_size=2, max_size=8))
def test_whatever_the_headings_each_row_is_accounted_for(rows):
    """Any table is either no table, or a map is proposed that can be written and read, and every row has one fate."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    try:
        shape = shaped(read_content("raw", out.getvalue().encode()))
    except PlanError:
        return
    asked = Round(stage=Stage.DRAFT_2, questions=(Question(id="vision", text="What do you think of the vision?"),))
    made = propose(shape, asked, (), [("east", "East")], lambda text: False)
    text = append_record("", "sources", _as_dict(made.source))
    assert read_map("import.yaml", text.encode()).sources == (made.source,)
    assert {each.key for each in made.source.columns} == set(shape.places)
    whole = asked.replace(questions=(*asked.questions, *made.questions))
    assert not any("not in the" in each or "no question" in each for each in lacking(made.source, shape, whole))
    setting = Setting(made.source, whole, {"east": "east"}, (), lambda text: (text, ()))
    brought = bring_in(shape, setting, "raw", Replies("draft-2"), ())
    assert [each.row for each in brought.outcomes] == [row.number for row in shape.rows]
    kept = read_responses("r.csv", write_responses(brought.responses))
    assert [each.id for each in kept] == [each.id for each in brought.responses]


def test_answers_out_of_time_are_kept_and_told(here):
    """Before the first day, after the last day, or in a round without days: all come in, and it is said."""
    early = FORMS.replace("9/1/26 10:06", "8/30/26 10:06").replace("9/21/26", "11/2/26")
    said = flat(bring(here, early, "--yes"))
    assert "2 imported" in said
    assert "1 of them came before the first day for views, 1 September 2026: is it the right round?" in said
    assert "1 of them came after the last day for views, 31 October 2026. They are kept like the others." in said
    (here / "plan/consultation/draft-2/round.yaml").write_bytes(ROUND[ROUND.index(b"questions") :])
    more = early + "3,9/2/26 10:02,9/3/26 10:06,,,East,More buses\n"
    said = flat(bring(here, more))
    assert "1 imported" in said
    assert "The round draft-2 has no first and last day yet: scplan consult open --round draft-2 --closes DAY" in said
