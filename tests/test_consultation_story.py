"""One plan from `init` to `published`, in a real repository: who was asked, what they said, and which words changed for it.

Everything is done by commands, and by the edits of an officer with a text editor, a spreadsheet and Word.
"""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from history_fixture import folded, git, write
from lxml import html
from plan_fixture import ROUND_1, SEATS, SIGNED, VIEWS, unsigned
from raw_responses import FIRST, LAST, Raw, raw_responses
from typer.testing import CliRunner
from word_edits import Edits

from scp.cli import app

STAGES = ("proposals", "draft-1", "draft-2", "draft-2.2", "final", "published")
HELD = [*SEATS, "board-nominee", "council-nominee", "for-both"]
EAST, WEST, CARERS = "localities/east.md", "localities/west.md", "care-groups/carers.md"
VISION, MONEY = "narrative/040-vision.md", "narrative/150-money.md"

REVIEWERS = ("Aonghas Strachan-Bain", "Beathag Whiteford")
IN_COMMENTS = ("a.strachan-bain@mail.example", "01854 602917")

THEMES = {
    "evening-buses": ("bus stops", "transport"),
    "short-breaks": ("Short breaks", "barrachd taic"),
    "plain-words": ("plain", "jargon"),
    "money": ("The money is not clear",),
    "winter-waits": ("wait too long",),
    "nothing-to-add": ("=Nothing=", "Transport"),
}
"""What the officer reads an answer as, by words of the made-up answers."""

TITLES = {
    "evening-buses": "Buses in the evening, and what they cost",
    "short-breaks": "Short breaks, and help at home",
    "plain-words": "Say who to phone, in plain words",
    "money": "The money is not clear",
    "winter-waits": "Waiting at the clinic in winter",
    "nothing-to-add": "Nothing to add",
}
DECISIONS = {
    "evening-buses": (
        "in-part",
        "Groups can end earlier; fares are the ferry company's and the bus company's to set",
        [f"{EAST}#home"],
        [
            (
                EAST,
                "once a week at least.",
                "once a week at least. Evening groups end before the last bus leaves at six.",
            )
        ],
    ),
    "short-breaks": (
        "accepted",
        "A month is too long for somebody who is worn out",
        [f"{EAST}#carers", CARERS],
        [(CARERS, "near, known and on time", "near, known and there within two weeks")],
    ),
    "plain-words": ("accepted", "Each team has a number, and the line is open longer", [f"{WEST}#home"], []),
    "winter-waits": ("not-accepted", "The clinics have no more rooms before 2028", [], []),
    "nothing-to-add": ("not-accepted", "Nothing was asked for", [], []),
}
"""The decision on each theme but one, why, which places changed, and what an officer writes there."""

GROUPS = {
    "Member of staff": "consultee-other-staff",
    "Person who uses services": "consultee-care-users",
    "Third sector: provider": "consultee-third-sector",
    "Unpaid carer": "consultee-care-carers",
}


class Story:
    """The plan's folder, what lies outside of it, and every word that a command said."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.root, self.raw = folder, folder / "plan", folder / "raw"
        self.said = []
        self.personal = []
        self.raws = []
        self.monkeypatch = monkeypatch

    def on(self, day):
        """It is noon on *day*."""
        noon = datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))

    def scp(self, *arguments, status=0):
        """What a command says; it ends with *status*."""
        done = CliRunner().invoke(app, [*map(str, arguments), "--plan", str(self.root)])
        self.said.append(f"$ {' '.join(map(str, arguments))}\n{done.output}")
        assert done.exit_code == status, (arguments, done.output, done.exception)
        return done.output

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def change(self, path, old, new):
        """What a person changes in an editor."""
        text = self.text(path)
        assert old in text, f"{path} does not hold {old!r}"
        write(self.root, {path: text.replace(old, new)})

    def answers(self, round):
        return list(csv.DictReader(io.StringIO(self.text(f"consultation/{round}/answers.csv"))))


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The whole history, made once; each chapter asserts what it sees on its way."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        told = Story(tmp_path_factory.mktemp("story"), monkeypatch)
        for name in (each for each in os.environ if each.startswith("GIT_")):
            monkeypatch.delenv(name)
        for name, value in {
            "HOME": str(told.folder / "home"),
            "XDG_CONFIG_HOME": str(told.folder / "home"),
            "XDG_DATA_HOME": str(told.folder / "data"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "Planning Team",
            "GIT_AUTHOR_EMAIL": "planning@example.org",
            "GIT_COMMITTER_NAME": "Planning Team",
            "GIT_COMMITTER_EMAIL": "planning@example.org",
        }.items():
            monkeypatch.setenv(name, value)
        for folder in ("home", "raw", "sent"):
            (told.folder / folder).mkdir()
        begin(told)
        ask_the_planning_group(told)
        ask_everybody(told)
        bring_in_responses(told)
        review_in_word(told)
        put_under_themes(told)
        decide(told)
        ask_once_more(told)
        make_final(told)
        publish(told)
        yield told


def begin(story):
    """A new plan, written as far as the proposals need."""
    story.on("2026-02-27")
    made = CliRunner().invoke(
        app,
        ["init", str(story.root), "--authority", "Highland", "--period", "2027-2030", "--localities", "East,West",
         "--care-groups", "Older people,Unpaid carers"],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    story.said.append(made.output)
    (story.root / "narrative/050-case-for-change.md").unlink()
    later = ("stages.yaml", "publication.yaml", "registers/directions.yaml")
    files = {path: text for path, text in unsigned().items() if path not in later and "consultation/" not in path}
    prepared = re.sub("(?m)^(opened|draft_published|responses_published):.*\n", "", ROUND_1)
    seats = "asked:\n" + "".join(f"  - {{seat: {each}}}\n" for each in HELD)
    write(story.root, files | {"consultation/proposals/round.yaml": prepared + seats})
    story.scp("save")
    story.on("2026-03-01")
    story.scp("draft", "advance", "--decision", "Board, 26 February 2026, item 6")


def ask_the_planning_group(story):
    """The planning group's views on the proposals and on the first draft, each answered."""
    for stage, first, last, viewed, closed, made in (
        ("proposals", "2026-03-05", "2026-04-15", "2026-03-20", "2026-04-16", "2026-05-01"),
        ("draft-1", "2026-05-05", "2026-06-30", "2026-05-20", "2026-07-01", "2026-08-01"),
    ):
        path = f"consultation/{stage}/round.yaml"
        story.on(first)
        story.scp("consult", "open", "--closes", last, "--because", "The group meets twice in that time")
        sent = story.scp("consult", "send", "everybody", "--how", "e-mail")
        assert "Still to be asked" not in sent
        story.scp("save")
        assert "No view of the planning group" in folded(story.scp("draft", "advance", "--date", first, status=3))
        view = VIEWS.replace("2026-03-20", viewed)
        text = story.text(path)
        write(story.root, {path: text.replace("views: []\n", view) if "views: []\n" in text else text + view})
        assert "until the end of" in folded(story.scp("consult", "close", status=3))
        story.on(closed)
        assert "Every view is answered" in story.scp("consult", "close")
        story.scp("save")
        story.on(made)
        if stage == "draft-1":
            write_the_chapters(story)
        story.scp("draft", "advance", "--decision", f"Board, item on {stage}")


def write_the_chapters(story):
    """What was laid out with the first draft is written."""
    for path in [*(story.root / "narrative").glob("*.md"), *(story.root / "easy-read").glob("*.md")]:
        text = path.read_text(encoding="utf-8").replace("status: to-write", "status: done")
        path.write_text(re.sub("(?s)<!--.*?-->", "What was agreed with the planning group.", text), encoding="utf-8")
    story.scp("save", "-m", "Write the chapters of the second draft")


def ask_everybody(story):
    """The second draft goes to partners, prescribed groups and whoever else was thought of (s33(4))."""
    prepare_the_round(story, "draft-2", "2026-08-01")
    story.on("2026-08-10")
    opened = story.scp(
        "consult", "open", "--closes", "2026-10-30", "--because", "Two forums meet monthly, and two weeks are holidays"
    )
    assert "82 days" in folded(opened)
    assert "Not sent yet to Wester Ross Council, NHS Wester Ross" in folded(opened)
    story.scp("consult", "send", "everybody", "--how", "e-mail", "--what", "draft", "--what", "easy read")
    assert "✗" not in story.scp("consult", "send")
    story.scp("save")
    build = ("build", "full-plan", "consultation-pack", "--at", "draft-2", "--format", "docx")
    story.scp(*build, "--output", story.folder / "sent")


def prepare_the_round(story, name, decided):
    path = f"consultation/{name}/round.yaml"
    story.change(path, "  decided:\n  sent_to: []\n", f"  decided: {decided}\n  sent_to: [Ferry company]\n")
    ways = "methods:\n  - {kind: meeting, about: An evening in each village}\n  - {kind: online, about: A form}\n"
    story.change(path, "methods: []\n", ways)


def bring_in_responses(story):
    """Two hundred responses in four layouts: looked at first, mapped, brought in, and brought in again."""
    story.on("2026-10-05")
    story.raws = raw_responses(200)
    for raw in story.raws:
        file = story.raw / raw.name
        file.write_bytes(raw.content)
        story.personal += raw.personal
        before = everything(story.root)
        assert "nothing was imported" in folded(story.scp("import", "responses", file, "--dry-run", status=3))
        assert everything(story.root) == before
        story.scp("import", "responses", file, "--save-map")
        complete_the_map(story, "draft-2")
        assert f"{raw.rows} rows" in story.scp("import", "responses", file, "--dry-run")
        report = story.raw / f"report-{raw.name}"
        assert sum_of(story.scp("import", "responses", file, "--report", report)) == raw.rows
        before = everything(story.root)
        assert "there already" in story.scp("import", "responses", file)
        assert everything(story.root) == before
    story.scp("save")


def complete_the_map(story, round):
    """What the officer writes in the proposed map: which group a cell means, and what the form promised."""
    path = f"consultation/{round}/import.yaml"
    text = story.text(path)
    for cell, group in GROUPS.items():
        text = re.sub(rf'(?m)(- cell: "?{cell}"?\n +means:)$', rf"\1 {group}", text)
    head, forms, rest = text.partition("layout: microsoft-forms\n")
    rest = rest.replace("quote: no", "quote: anonymous", 1)
    write(story.root, {path: head + forms + rest})


def sum_of(said):
    return sum(int(each) for each in re.findall(r"(?m)^ {3,6}(\d+) (?:imported|refused|the same|there)", said))


def review_in_word(story):
    """Two people mark the built draft, one after the other; what is beyond doubt is made."""
    story.on("2026-10-12")
    edits = Edits((story.folder / "sent/full-plan.docx").read_bytes(), author=REVIEWERS[0])
    home = edits.paragraph("Six people based")
    edits.replace(home, "ten and seven", "nine and eight")
    edits.comment(home, "Gairloch surgery", f"Which door? Write to {IN_COMMENTS[0]}, says {REVIEWERS[0]}")
    edits.by(REVIEWERS[1])
    edits.insert(edits.paragraph("The centre at Achnasheen"), ", or each week if need be,", after="a break each month")
    edits.comment(edits.paragraph("Helpers live"), "each village", f"Call me on {IN_COMMENTS[1]}.")
    edits.delete(edits.paragraph("Everybody went"), " to the town")
    edits.disturb()
    copy = story.raw / "came-back.docx"
    copy.write_bytes(edits.content)
    story.personal += [*REVIEWERS, *IN_COMMENTS]

    looked = story.scp("import", "review", copy, "--dry-run")
    assert "Found 5 marks of 2 reviewers: 2 comments, 1 insertion, 1 deletion, 1 replacement" in folded(looked)
    replaced, inserted = (re.search(rf"(r-\d+\.\d+) +\S+ {word}", looked)[1] for word in ("replacement", "insertion"))
    story.scp("import", "review", copy, "--apply", f"{replaced},{inserted}")
    assert "between nine and eight" in story.text(WEST)
    assert "a break each month, or each week if need be, to everyone" in story.text(EAST)
    before = everything(story.root)
    assert "0 new, 5 in the plan already" in folded(story.scp("import", "review", copy))
    assert everything(story.root) == before


def put_under_themes(story):
    """The officer reads the answers in a spreadsheet, and writes a theme beside each; some are put by command."""
    for theme, title in TITLES.items():
        story.scp("consult", "themes", theme, "--title", title)
    path = "consultation/draft-2/answers.csv"
    rows = story.answers("draft-2")
    for row in rows:
        if row["mark"] == "text":
            row["themes"] = " ".join(t for t, words in THEMES.items() if any(each in row["answer"] for each in words))
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    write(story.root, {path: b"\xef\xbb\xbf" + out.getvalue().encode()})
    left = story.scp("consult", "themes", "--unplaced")
    marks = dict(re.findall(r"(r-\d+\.\d+) · .* · marked in a Word copy .*\n +on (\S+)", left))
    assert len(marks) == 5, left
    assert "deletion" in left
    for id, place in marks.items():
        if place.startswith("localities/"):
            story.scp("consult", "themes", "plain-words" if place.startswith(WEST) else "short-breaks", "--put", id)
    story.scp("save")


def decide(story):
    """The round is closed, each theme is decided with its reason, and the plan changes where that was decided."""
    story.on("2026-11-02")
    closed = story.scp("consult", "close")
    assert "2 answers in no theme" in closed and "6 themes not decided" in closed
    story.scp("save")
    for theme, (decision, reason, sections, changes) in DECISIONS.items():
        for path, old, new in changes:
            story.change(path, old, new)
        places = [part for each in sections for part in ("--section", each)]
        decided = ("--decide", decision, "--because", reason, "--by", "Board", *places)
        story.scp("consult", "themes", theme, *decided)
    story.scp("save", "-m", "Change what was decided on the views on the second draft")

    refused = folded(story.scp("draft", "advance", "--date", "2026-11-02", status=3))
    assert "2 things stand in the way" in refused
    assert "The theme 'The money is not clear' on the second draft is open" in refused
    assert "1 response on the second draft says something that is in no theme" in refused


def ask_once_more(story):
    """The second draft changed, so it goes out a second time, with a round of its own; a few more answers come."""
    story.on("2026-11-03")
    story.scp("draft", "advance", "--again", "--decision", "Board, 3 November 2026, item 2")
    prepare_the_round(story, "draft-2.2", "2026-11-03")
    story.scp("consult", "open", "--closes", "2026-11-20", "--because", "Only what changed is new")
    story.scp("consult", "send", "everybody", "--how", "e-mail")
    story.on("2026-11-16")
    again = raw_responses(40, seed=11, start=501)[0]
    file = story.raw / "forms-again.csv"
    file.write_bytes(re.sub(rb"9/(\d+)/26", lambda day: b"11/%d/26" % (int(day[1]) + 5), again.content))
    story.raws.append(Raw(file.name, file.read_bytes(), again.rows, again.personal))
    story.personal += again.personal
    assert "10 imported" in story.scp("import", "responses", file, "--yes")
    story.change("consultation/draft-2.2/import.yaml", "quote: no", "quote: anonymous")
    story.scp("consult", "themes", "awake", "--title", "Somebody awake at night", "--put", "r-0001")
    left = [each["id"] for each in json.loads(story.scp("consult", "themes", "--json"))["unplaced"]]
    assert len(left) == 9
    put = [part for id in left for part in ("--put", id)]
    reason = ("--because", "Most answers asked for it")
    decided = ("--decide", "accepted", *reason, "--by", "Board", "--section", f"{VISION}#next")
    story.scp("consult", "themes", "awake", *put, *decided)
    story.change(VISION, "Helpers live in each village.", "Helpers live in each village, and one is awake at night.")
    story.on("2026-11-21")
    assert "Every view is answered and every theme decided" in folded(story.scp("consult", "close"))
    story.scp("save")


def make_final(story):
    """The final plan is refused while one response is in no theme or one theme is open, and made when all is decided."""
    story.on("2026-11-30")
    [left] = re.findall(r"in no theme \((r-\d+)\)", folded(story.scp("draft", "plan")))
    story.scp("consult", "themes", "evening-buses", "--put", left, "--round", "draft-2")
    story.scp("save")
    refused = folded(story.scp("draft", "advance", status=3))
    assert "The theme 'The money is not clear' on the second draft is open" in refused
    assert '--decide accepted --because "…" --round draft-2 (or' in refused
    assert "in no theme" not in refused
    story.change(MONEY, "What was agreed", "What the plan costs stands in one table, year by year. What was agreed")
    told = ("--decide", "in-part", "--because", "One table now says it all", "--section", MONEY, "--round", "draft-2")
    story.scp("consult", "themes", "money", *told)
    for id in SIGNED:
        story.scp("attest", id, "--who", "Chief Officer", "--evidence", "narrative/040-vision.md")
    story.scp("save", "-m", "Decide the last theme, and sign what was judged")
    story.on("2026-12-01")
    story.scp("draft", "advance", "--decision", "Board, 26 November 2026, item 4")


def publish(story):
    """It is said where the plan is published, and the plan is the one that was made final."""
    story.on("2026-12-10")
    files = unsigned()
    write(story.root, {path: files[path] for path in ("publication.yaml", "registers/directions.yaml")})
    story.scp("save")
    assert "changed since the final stage" not in folded(story.scp("draft", "plan"))
    story.scp("draft", "advance", "--decision", "Chief Officer, 10 December 2026")
    story.changes = story.scp("draft", "diff", "draft-2.1", "final")
    story.verified = story.scp("draft", "verify")
    for raw in story.raws:
        story.scp("check", "--raw", story.raw / raw.name, "--history")
    story.scp("check", "--history")
    for command in (("status",), ("draft", "list"), ("consult", "themes"), ("draft", "status")):
        story.scp(*command)
    made = story.scp("consult", "statement", "--format", "html", "--output", story.folder / "sent/papers")
    assert "statement-of-consultation/index.html" in made and "you-said-we-did/index.html" in made
    papers = ("statement-of-consultation", "you-said-we-did", "redline")
    story.scp("build", *papers, "--since", "draft-2.1", "--at", "published", "--format", "html,docx")


def everything(folder):
    """Every file that the plan's folder holds, git's own left out."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts}


def page(story, path):
    return html.fromstring((story.root / "build" / path).read_bytes())


def words(element):
    return " ".join(element.text_content().split())


def test_each_stage_was_reached_and_the_history_agrees(story):
    assert "Consistent: 6 stages agree with the plan's history" in story.verified
    tags = git(story.root, "tag").split()
    assert tags == sorted(f"2027-2030/{stage}" for stage in STAGES)
    days = [git(story.root, "tag", "-l", "--format=%(contents:subject)", f"2027-2030/{stage}") for stage in STAGES]
    assert [re.findall(r"of (\d+ \w+ 2026)", each)[-1] for each in days] == [
        "1 March 2026", "1 May 2026", "1 August 2026", "3 November 2026", "1 December 2026", "10 December 2026"
    ]  # fmt: skip
    assert git(story.root, "status", "--porcelain") == ""
    assert git(story.root, "fsck", "--full", "--strict") == ""


def test_every_response_is_in_the_plan_once_and_under_a_theme(story):
    """50 + 48 + 50 + 50 of four files, of which two rows said nothing, and two reviewers."""
    rows = list(csv.DictReader(io.StringIO(story.text("consultation/draft-2/responses.csv"))))
    assert [each["id"] for each in rows] == [f"r-{number:04d}" for number in range(1, 201)]
    assert Counter(each["source"].partition(",")[0] for each in rows) == {
        "microsoft-forms": 50, "surveymonkey": 48, "citizen-space": 50, "decidim": 50, "word": 2
    }  # fmt: skip
    assert all(each["themes"] for each in story.answers("draft-2") if each["mark"] != "choice")


def test_the_diff_names_each_place_that_changed_and_no_other(story):
    assert re.findall("“(.+?)”(?: in “(.+?)”)? was changed", story.changes) == [
        ("Our vision", ""),
        ("Help at home", "East"),
        ("Support for carers", "East"),
        ("Help at home", "West"),
        ("Unpaid carers", ""),
        ("Our money", ""),
    ]


def test_the_statement_tells_each_round(story):
    """Whom the drafts went to, who took part without small numbers, and what was decided on each theme (s35(2))."""
    folder = "statement-of-consultation"
    chapters = [words(each) for each in page(story, f"{folder}/index.html").xpath("//main//li[a[@href]]")]
    assert [each for each in chapters if each[0] in "3456"] == [
        "3 Proposals", "4 First draft", "5 Second draft", "6 Second draft, round 2"
    ]  # fmt: skip
    told = words(page(story, f"{folder}/second-draft.html"))
    for said in (
        "Body 13", "Ferry company", "10 August 2026 to 30 October 2026", "200 responses came", "Carers of users of social care",
        "A dash stands for fewer than 5", *TITLES.values(), "Groups can end earlier", "One table now says it all",
    ):  # fmt: skip
        assert said in told
    took_part = page(story, f"{folder}/second-draft.html").xpath("//table[.//th='West' and .//th='East']//td")
    assert {words(each) for each in took_part}.isdisjoint("1234")


def test_the_papers_need_not_be_told_since_when(story):
    """The words that changed are those since the second draft was first made, also where nobody says so."""
    pages = [folder / "you-said-we-did/index.html" for folder in (story.root / "build", story.folder / "sent/papers")]
    marked = [[words(each) for each in html.parse(path).getroot().iter("ins", "del")] for path in pages]
    assert marked[0] == marked[1]
    assert len(marked[0]) == 8


def test_the_links_of_what_we_did_land_on_the_words_that_changed(story):
    """Each theme that was accepted stands beside its words, and its link leads to those words in the redline."""
    told = page(story, "you-said-we-did/index.html")
    links = [each.get("href") for each in told.xpath("//main//a[starts-with(@href, '../redline/')]")]
    landed = {}
    for link in links:
        path, _, anchor = link.removeprefix("../").partition("#")
        target = page(story, path)
        [begins] = target.xpath(f"//*[@id='{anchor}']") if anchor else target.xpath("//main//h1")
        section = [each for each in after(begins) if each.tag in ("ins", "del")]
        landed[link] = [words(each) for each in section]
    assert [link.split("/")[-1] for link in links] == [
        "locality-east.html#help-at-home",
        "locality-east.html#support-for-carers",
        "care-group-carers.html",
        "locality-west.html#help-at-home",
        "money.html",
        "vision.html#next",
    ]
    for link, changed in zip(links, CHANGED, strict=True):
        assert len(landed[link]) == len(changed), (link, landed[link])
        assert all(words in marked for words, marked in zip(changed, landed[link], strict=True)), (link, landed[link])
        beside = " ".join(words(each) for each in told.xpath(f"//p[a[@href='{link}']]/following-sibling::*[1]//ins"))
        assert changed[-1] in beside


def after(heading):
    """Every element between a heading and the next of its level or above."""
    level = int(heading.tag[1])
    for each in heading.xpath("following::*"):
        if re.fullmatch("h[1-6]", each.tag) and int(each.tag[1]) <= level:
            return
        yield each


CHANGED = (
    ["Evening groups end before the last bus leaves at six."],
    [", or each week if need be,"],
    ["on time", "there within two weeks"],
    ["ten and seven", "nine and eight"],
    ["What the plan costs stands in one table, year by year."],
    [", and one is awake at night"],
)
"""The words that went out and came in, link by link."""


def test_no_personal_datum_is_left_anywhere(story):
    """Not in any object that git keeps, its logs and messages, a file of the plan, a document, or what a command said."""
    data = {*story.personal, *private_ids(story)} - {""}
    data |= {json.dumps(each)[1:-1] for each in data}
    assert len(data) > 500
    places = {**kept_by_git(story.root), "what was said": "\n".join(story.said)}
    for folder in (story.root, story.folder / "sent"):
        for path, content in everything(folder).items():
            places |= {f"{path.name}{part}": text for part, text in read(path, content)}
    assert len(places) > 400
    found = [(datum, where) for where, text in places.items() for datum in data if datum in text]
    assert found == []
    names = re.compile(rf"\b({'|'.join([*FIRST, *LAST, 'Aonghas', 'Beathag', 'Strachan', 'Whiteford'])})\b", re.I)
    assert [(match[0], where) for where, text in places.items() if (match := names.search(text))] == []


def test_the_search_would_find_a_datum(story):
    """What is looked through holds what it should: an answer, a message, a paragraph of a Word file, a line of output."""
    kept = "\n".join(kept_by_git(story.root).values())
    assert "Short breaks are hard to get" in kept
    assert "Bring in a review in Word: r-0199, r-0200" in kept
    built = dict(read(path := story.root / "build/redline.docx", path.read_bytes()))
    assert "there within two weeks" in "".join(built.values())
    ledger = (story.folder / "data/scplan/ledgers/S37000099-2027-2030/draft-2.csv").read_text(encoding="utf-8")
    assert REVIEWERS[0] in ledger and "118000000" in ledger, "what tells people apart is kept, outside the plan"
    raw = story.raws[0].content.decode()
    assert [each for each in story.raws[0].personal if each not in raw] == []


def private_ids(story):
    """What the tools call each respondent."""
    for raw in story.raws:
        text = raw.content.decode("cp1252" if raw.name == "citizen-space.csv" else "utf-8-sig")
        yield from re.findall(r"\b(?:1180000\d{5}|ANON-\d{4}-X|EX-PROP-\d+|https://engage\S+?/profiles/[^;,\s]+)", text)


def kept_by_git(root):
    """Every object, also such as no branch leads to, and the logs, messages and lists that lie beside them."""
    out = subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"], cwd=root, capture_output=True, check=True
    ).stdout
    found, at = {}, 0
    while at < len(out):
        head, _, _ = out[at:].partition(b"\n")
        name, kind, size = head.decode().split()
        begin = at + len(head) + 1
        content = out[begin : begin + int(size)]
        found |= {f"{kind} {name}{part}": text for part, text in read(Path(name), content)}
        at = begin + int(size) + 1
    for path in (root / ".git").rglob("*"):
        if path.is_file() and "objects" not in path.parts:
            found[f"git {path.name} {path.parent.name}"] = path.read_bytes().decode("utf-8", "replace")
    return found


def read(path, content):
    """The text of a file, as (part, text); of a packed file such as a Word document, of all that is packed in it."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                for part, text in read(Path(name), package.read(name)):
                    yield f" {name}{part}", text
    else:
        text = content.decode("utf-8", "replace")
        yield "", text
        if path.suffix in (".xml", ".html"):
            yield " words", re.sub("<[^>]+>", "", text)
