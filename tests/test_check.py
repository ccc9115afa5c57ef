"""What a report holds: states, signatures, notes of our own; and the commands that print it."""

import json
import re
from datetime import date

import pytest
from plan_fixture import (
    DAY,
    SIGNED,
    attested,
    complete_files,
    complete_plan,
    edited,
    line_of,
    load,
    unsigned,
    without,
)
from typer.testing import CliRunner

from scp.cli import app
from scp.finding import Level, State
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.requirements import all_rules, check, due_stage, edition, nearest, report_json, requirement, requirements

ATTESTATIONS = "registers/attestations.yaml"
PRINCIPLES = "act-30-2-a-regard-to-principles"
run = CliRunner().invoke


@pytest.fixture
def plan_root(tmp_path):
    """The sound plan as a folder."""
    return written(tmp_path / "plan", complete_files())


def written(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def folded(result):
    """What was printed, lines joined."""
    return " ".join(result.output.split())


def judged(files, stage=Stage.PUBLISHED, day=DAY):
    return check(load(files), stage, day)


# the catalogue


def test_the_catalogue_keeps_its_levels():
    """Law is law, a `may` is a note, guidance is guidance, and the edition is known."""
    assert requirement("act-29-1-plan-per-area").level is Level.LAW
    assert requirement("act-32-9-shared-representative").level is Level.NOTE
    assert requirement("guidance-2015-2-2-medium-term").level is Level.GUIDANCE
    assert {each.level for each in requirements() if each.force == "may"} == {Level.NOTE}
    assert requirement("act-33-2-b-group-views-on-proposals").before_next
    assert edition()


def test_nearest_ids():
    """A part of an id finds those that it is part of; a slip finds the one that was meant."""
    assert nearest("act-29-3") == ["act-29-3-a-two-localities", "act-29-3-b-separate-arrangements"]
    assert "act-29-1-plan-per-area" in nearest("act-29-1-plan-per-aera")
    assert nearest("zzzz") == []


# when a duty is due


def with_stages(last):
    text = complete_files()["stages.yaml"]
    kept = [line for line in text.split("\n")[1:] if line][: list(Stage).index(last) + 1] if last else []
    return complete_files() | {"stages.yaml": "stages:\n" + "\n".join(kept) + "\n" if kept else "stages: []\n"}


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, Stage.PROPOSALS),
        (Stage.PROPOSALS, Stage.DRAFT_1),
        (Stage.FINAL, Stage.PUBLISHED),
        (Stage.PUBLISHED, Stage.IN_FORCE),
    ],
)
def test_a_bare_check_judges_for_the_next_stage(last, due):
    """The stage judged for is the one after the last reached; a published plan is judged as in force."""
    plan = load(with_stages(last))

    assert due_stage(plan) is due
    assert check(plan, None, DAY).stage is due


def test_an_open_review_is_judged():
    """While a review is open, or finished and not decided, the plan is judged for it."""
    reviews = "reviews:\n  - {id: r1, kind: statutory, opened: 2029-09-01%s}\n"

    for extra, due in (
        ("", Stage.REVIEW),
        (", completed: 2029-12-01", Stage.REVIEW),
        (", completed: 2029-12-01, replace_plan: yes, decided: 2029-12-13, decision: Board", Stage.IN_FORCE),
    ):
        assert due_stage(load(complete_files() | {"registers/reviews.yaml": reviews % extra})) is due


def test_asking_for_views_is_due_before_the_next_stage():
    """What can only be done once a stage's document exists is due for the stage after it."""
    files = without("consultation/proposals/round.yaml")
    id = "act-33-2-b-group-views-on-proposals"

    assert judged(files, Stage.PROPOSALS).states[id] is State.NOT_DUE
    assert judged(files, Stage.DRAFT_1).states[id] is State.OWED


def test_what_comes_due_next():
    """The report counts the duties with a rule that come due at the following stage."""
    report = judged(complete_files(), Stage.PROPOSALS)
    following = judged(complete_files(), Stage.DRAFT_1)

    assert report.later_stage is Stage.DRAFT_1
    later = {id for id, state in report.states.items() if state is State.NOT_DUE and following.states[id] is not state}
    assert report.later == len(later) > 0
    assert judged(complete_files(), Stage.REVIEW).later == 0


# signatures


def test_an_unsigned_judgement():
    """A duty of judgement whose records are sound asks for a signature, by its command."""
    files = attested(unsigned(), tuple(id for id in SIGNED if id != PRINCIPLES))

    report = judged(files)

    assert [each.id for each in report.findings] == [PRINCIPLES]
    assert report.states[PRINCIPLES] is State.OWED
    assert "Nobody has signed that regard was had to the delivery principles" in report.findings[0].problem.what
    assert f"scplan attest {PRINCIPLES}" in report.findings[0].problem.mend
    assert report.findings[0].problem.at.path == ATTESTATIONS


def test_records_come_before_the_signature():
    """Where the records are not sound, that is said and the signature is not asked for."""
    files = {path: text for path, text in unsigned().items() if path != "registers/principles.yaml"}

    findings = [each for each in judged(files).findings if each.id == PRINCIPLES]

    assert findings and all(each.problem.at.path == "registers/principles.yaml" for each in findings)


def test_a_signed_judgement_that_changed():
    """An edit of what was signed for makes the signature stale, at its own line."""
    files = edited("narrative/040-vision.md", "A few true sentences", "Other sentences")

    report = judged(files)

    due = {id for id in SIGNED if report.states[id] is not State.NOT_DUE}
    assert {id for id, state in report.states.items() if state is State.STALE} >= due >= {PRINCIPLES}
    finding = next(each for each in report.findings if each.id == PRINCIPLES)
    assert "has changed since" in finding.problem.what and "Chief Officer" in finding.problem.what
    assert finding.problem.at.line == line_of(files, ATTESTATIONS, f"id: {PRINCIPLES}")


def test_rewrapping_leaves_a_signature():
    """Other line ends in the text signed for change nothing."""
    assert judged(edited("narrative/040-vision.md", "A few true", "A few\ntrue")).findings == ()


@pytest.mark.parametrize(
    ("mark", "words"),
    [("v1:abc", "not one that scp wrote"), ("v2:" + "0" * 64, "not one that scp wrote"), (None, "not signed")],
)
def test_a_fingerprint_that_is_none(mark, words):
    """A fingerprint of another form, or none, is no signature."""
    text = complete_files()[ATTESTATIONS]
    line = next(each for each in text.split("\n") if PRINCIPLES in each)
    head = line[: line.index(", fingerprint")]
    files = edited(ATTESTATIONS, line, head + (f", fingerprint: '{mark}'}}" if mark else "}"))

    report = judged(files)

    assert report.states[PRINCIPLES] is State.OWED
    assert [words in each.problem.what for each in report.findings if each.id == PRINCIPLES] == [True]


def test_a_signature_does_not_stand_for_a_record():
    """Where a rule reads the records alone, a signature settles nothing."""
    files = attested(
        {
            path: text
            for path, text in unsigned().items()
            if path not in ("registers/functions.yaml", "registers/directions.yaml")
        }
        | {
            path: "\n".join(line for line in text.split("\n") if not line.strip().startswith("functions: ["))
            for path, text in unsigned().items()
            if path.startswith("localities/")
        },
        (*SIGNED, "act-29-2-a-all-functions"),
    )

    assert judged(files).states["act-29-2-a-all-functions"] is State.OWED


# shared checks


def test_one_problem_under_each_that_shares_it():
    """A shared check is found under every id, each with its own level, from its own stage on."""
    files = edited("localities/east.md", "8: Teams meet each morning, ", "")

    levels = {each.id: each.level for each in judged(files).findings}

    assert levels["act-29-2-b-outcomes"] is Level.LAW
    assert levels["regs-343-nine-outcomes"] is Level.LAW
    assert levels["guidance-refreshed-4-two-matters"] is Level.GUIDANCE
    assert len({each.problem for each in judged(files).findings}) == 1


def test_a_shared_check_without_a_rule_has_none(monkeypatch):
    """An id whose shared check has no rule has none either."""
    for id in ("guidance-2015-a-f-jsna", "guidance-refreshed-c-jsna"):
        monkeypatch.delitem(all_rules(), id)

    assert judged(complete_files()).states["guidance-refreshed-c-jsna"] is State.NO_RULE


# findings of our own


@pytest.mark.parametrize(
    "hole",
    [
        "TO FOLLOW",
        "TO BE COMPLETED POST CONSULTATION",
        "[TBC]",
        "(tbc)",
        "[to be confirmed by finance]",
        "Figures still to write.",
        "£XX million",
        "In XX villages",
    ],
)
def test_holes_in_a_text(hole):
    """Words that drafts leave in holes are found, at their line, from the final plan on."""
    files = edited(
        "narrative/130-workforce.md",
        "A few true sentences on our workforce.",
        f"Some words\nand more.\n\nThen\n{hole}\n",
    )

    findings = [each for each in judged(attested(files), Stage.FINAL).findings]

    assert [(each.id, each.level, each.force, each.source) for each in findings] == [
        ("plan-still-to-write", Level.GUIDANCE, "should", "")
    ]
    assert findings[0].problem.at.line == line_of(files, "narrative/130-workforce.md", hole)
    assert judged(attested(files), Stage.DRAFT_2).findings == ()


@pytest.mark.parametrize(
    "words",
    [
        "More rooms are to follow.",
        "The work is to be completed by 2028.",
        "Part XX of the Act",
        "We wear XXL gloves.",
        "Done.\n\n<!-- TO FOLLOW -->\n",
    ],
)
def test_words_that_are_no_holes(words):
    """Sentences that only look like holes are left alone, and so are comments."""
    files = attested(edited("narrative/130-workforce.md", "A few true sentences on our workforce.", words))

    assert judged(files, Stage.FINAL).findings == ()


def test_still_to_write():
    """An unwritten section, a status that lags, and an arrangement without text are found at the file."""
    files = edited("care-groups/carers.md", "status: done", "status: to-write")
    files = edited(
        "narrative/160-governance.md", "A few true sentences on governance.", "<!-- Say who watches. -->", files
    )

    places = {
        (each.problem.at.path, each.problem.at.line)
        for each in judged(files, Stage.FINAL).findings
        if each.id == "plan-still-to-write"
    }

    assert places == {
        ("care-groups/carers.md", line_of(files, "care-groups/carers.md", "status:")),
        ("narrative/160-governance.md", line_of(files, "narrative/160-governance.md", "<!--")),
    }


def test_raw_html_is_found():
    """What the loader saw and no requirement asks is in the report, at any stage."""
    files = edited(
        "narrative/130-workforce.md", "A few true sentences on our workforce.", "Words.\n\n<div>Bold</div>\n"
    )

    assert [each.id for each in judged(files, Stage.PROPOSALS).findings] == ["plan-raw-html"]


# the report


def test_law_comes_first():
    """Findings stand by weight, then by place."""
    report = judged({"plan.yaml": complete_files()["plan.yaml"]}, Stage.REVIEW)

    levels = [each.level for each in report.findings]
    law = [each.problem.at for each in report.findings if each.level is Level.LAW]

    assert levels == sorted(levels, reverse=True)
    assert law == sorted(law)


def test_the_json_form():
    """The JSON has its keys in order, counts that are the catalogue, and is the same each time."""
    plan = load(edited("localities/east.md", "8: Teams meet each morning, ", ""))
    report = check(plan, Stage.PUBLISHED, DAY)

    form = report_json(report, plan)

    assert list(form) == [
        "schema",
        "tool",
        "version",
        "catalogue",
        "plan",
        "stage",
        "for",
        "as_of",
        "at",
        "selected",
        "since",
        "findings",
        "waivers",
        "baseline",
        "not_yet",
        "requirements",
        "easy_read",
        "local",
    ]
    assert (form["schema"], form["tool"], form["stage"], form["for"], form["as_of"]) == (
        1,
        "scplan",
        "published",
        "published",
        "2026-12-10",
    )
    assert form["plan"] == {
        "title": "Wester Ross Strategic Commissioning Plan",
        "edition": "2027-2030",
        "authority": "S37000099",
    }
    assert list(form["requirements"]) == [
        "met",
        "owed",
        "not_due",
        "not_applicable",
        "attested",
        "stale",
        "waived",
        "no_rule",
    ]
    assert sum(form["requirements"].values()) == 343
    assert list(form["findings"][0]) == [
        "requirement",
        "level",
        "easy_read_level",
        "force",
        "path",
        "line",
        "what",
        "mend",
        "source",
        "verification",
        "caveat",
        "fingerprint",
        "in_baseline",
    ]
    assert (form["catalogue"], form["waivers"], form["baseline"]) == (edition(), [], None)
    assert (
        form["findings"][0]["requirement"] == "act-29-2-b-outcomes"
        and form["findings"][0]["source"] == "2014 Act s29(2)(b)"
    )
    assert json.dumps(form) == json.dumps(report_json(check(plan, Stage.PUBLISHED, DAY), plan))


# the commands


def test_check_prints_and_exits(plan_root):
    """A sound plan exits 0 and says so in its last lines; a spoiled one exits 1 and names place, duty and remedy."""
    sound = run(app, ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10"])
    path = plan_root / "registers/planning-group.yaml"
    path.write_text(path.read_text().replace("established: 2026-01-15\n", ""))
    spoiled = run(app, ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10"])

    assert sound.exit_code == 0
    assert (
        "0 owed to the law, 0 to guidance, 0 notes (scplan check --all). Due once there is a plan in force:"
        in folded(sound)
    )
    assert spoiled.exit_code == 1
    assert folded(spoiled).count("Nothing says when the strategic planning group was set up") == 1
    assert "2014 Act s32(1) · law · due when the proposals are made" in folded(spoiled)
    assert max(len(line) for line in spoiled.output.split("\n")) <= 80


@pytest.fixture
def fresh_root(tmp_path):
    """A new plan of an authority other than that of our examples."""
    root = tmp_path / "fife"
    author = "A Person <a.person@example.org>"
    made = run(app, ["init", str(root), "--authority", "Fife", "--period", "2027-2030", "--author", author])
    assert made.exit_code == 0
    return root


def test_a_fresh_plan_is_told_what_to_fill_in(fresh_root):
    """Keys and entries that stand empty are to be filled in, never written again, and with what this plan has."""
    result = run(app, ["check", "--plan", str(fresh_root), "--for", "draft-1", "--as-of", "2026-11-22"])

    told = folded(result)
    assert "Fill in `opened:`, for example `opened: 2026-11-22`." in told
    assert "Fill in `sent:` and `how:` of each seat that was asked, first 'health-board-nominee'" in told
    assert "Fill in `holder:` and `start:` of each seat, first 'health-professional'" in told
    assert "delegated_by: S08000029}]" in told
    assert not any(words in told for words in ("spg-", "S08000024", "Haddington", "Edinburgh"))


def test_what_blocks_comes_first_and_repeats_are_folded(fresh_root):
    """First what blocks a stage, then other law, then guidance; the same in many places is told once."""
    result = run(app, ["check", "--plan", str(fresh_root), "--for", "draft-1", "--as-of", "2026-11-22"])

    told = folded(result)
    marks = ("blocks proposals", "blocks draft-1", "law · due when the first draft is made", "guidance · due")
    assert [told.index(each) for each in marks] == sorted(told.index(each) for each in marks)
    assert told.rindex("blocks draft-1") < told.index("law · due")
    assert told.rindex("law · due") < told.index("guidance · due")
    assert told.count("none of its 6 arrangements is written yet") == 1
    assert "and 6 more of the same kind: localities/cowdenbeath.md:" in told


def test_the_first_screen_says_what_to_do(fresh_root):
    """On a terminal of 80 columns and 24 lines the beginning and the end both say where to begin, and how much is owed."""
    result = run(app, ["check", "--plan", str(fresh_root), "--as-of", "2026-11-22"])

    lines = result.output.rstrip("\n").split("\n")
    first, last = " ".join(" ".join(lines[:24]).split()), " ".join(" ".join(lines[-10:]).split())
    begin = r"registers/planning-group\.yaml:\d+ Nothing says when the strategic planning group was set up"
    assert re.search(f"Stands in the way of the proposals {begin}", first) and "Fill in `established:`" in first
    assert re.search(f"Begin with {begin}", last)
    assert re.search(r"\d+ owed to the law, \d+ to guidance, \d+ notes?", last)
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)


HEADINGS = ("Stands in the way of the proposals", "Owed to the law", "Owed to guidance")


def test_guidance_does_not_bury_the_law(fresh_root):
    """All of the law is printed and the first ten kinds of guidance; the rest is counted, and printed with --all."""
    from scp.repository import FolderSource, load_plan

    options = ["check", "--plan", str(fresh_root), "--for", "published", "--as-of", "2026-11-22"]
    told, whole = folded(run(app, options)), folded(run(app, [*options, "--all"]))
    report = check(load_plan(FolderSource(fresh_root)), Stage.PUBLISHED, date(2026, 11, 22))

    for each in report.findings:
        assert each.problem.what in whole or str(each.problem.at) in whole
        if each.level is Level.LAW:
            assert each.problem.what in told or str(each.problem.at) in told
    assert len(re.findall(r" guidance · ", told)) == 10
    assert re.search(r"and \d+ more owed to guidance: scplan check --all", told)
    assert "more owed to guidance" not in whole


def test_doing_as_told_mends_it(fresh_root):
    """The words for the planning group's round, followed as they stand, leave a plan that can be read and is asked."""
    for path, old, new in (
        ("registers/planning-group.yaml", "established:\n", "established: 2026-11-22\n"),
        ("registers/planning-group.yaml", "    holder:\n    start:\n", "    holder: NHS\n    start: 2026-11-22\n"),
        ("consultation/proposals/round.yaml", "opened:\n", "opened: 2026-11-22\n"),
        ("consultation/proposals/round.yaml", "    sent:\n    how:\n", "    sent: 2026-11-22\n    how: e-mail\n"),
    ):
        file = fresh_root / path
        file.write_text(file.read_text().replace(old, new))
    result = run(app, ["check", "--plan", str(fresh_root), "--for", "draft-1", "--as-of", "2026-11-22"])

    told = folded(result)
    assert result.exit_code == 1
    assert "was sent the proposals" not in told and "asked for its views" not in told
    assert "No view of the planning group on the proposals is recorded" in told
    assert "source: health-board-nominee, date: 2026-11-22" in told


def test_a_problem_is_printed_once(plan_root):
    """A problem that breaches several duties is printed under the weightiest, which names the others."""
    path = plan_root / "localities/east.md"
    path.write_text(path.read_text().replace("8: Teams meet each morning, ", ""))

    result = run(app, ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10"])

    assert folded(result).count("national outcome 8") == 1
    assert "also act-30-2-b-regard-to-outcomes" in folded(result)
    assert "1 owed to the law, 0 to guidance" in folded(result)


def test_notes_are_printed_when_asked_for(plan_root):
    """Notes are counted, and printed with --all."""
    path = plan_root / "registers/planning-group.yaml"
    path.write_text(
        path.read_text().replace(
            "seat: spg-k, holder: Post 11, start: 2026-02-01",
            "seat: spg-k, holder: Post 11, start: 2026-02-01, end: 2026-06-30",
        )
    )
    asked = ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10"]

    few, everything = run(app, asked), run(app, [*asked, "--all"])

    assert few.exit_code == everything.exit_code == 0
    assert "1 note (scplan check --all)" in folded(few)
    assert "has been empty" not in few.output and "has been empty for 163 days" in folded(everything)


@pytest.mark.parametrize(
    ("fail_on", "law", "guidance", "note"),
    [("law", 1, 0, 0), ("guidance", 1, 1, 0), ("note", 1, 1, 1), ("never", 0, 0, 0)],
)
def test_what_fails_a_check(tmp_path, fail_on, law, guidance, note):
    """The level at which a check fails is chosen; a duty without a rule never fails one."""
    cases = (
        (edited("plan.yaml", "  end: 2030-03-31\n", ""), law),
        (edited("registers/planning-group.yaml", "papers_lead_days: 7\n", ""), guidance),
        (edited("registers/planning-group.yaml", "holder: Post 2,", "holder: Post 1,"), note),
    )

    for number, (files, expected) in enumerate(cases):
        root = written(tmp_path / str(number), files)
        result = run(
            app, ["check", "--plan", str(root), "--for", "published", "--as-of", "2026-12-10", "--fail-on", fail_on]
        )

        assert result.exit_code == expected


def test_check_in_json(plan_root):
    """`--json` is short for `--format json`, and prints nothing else."""
    asked = ["check", "--plan", str(plan_root), "--for", "published", "--as-of", "2026-12-10"]

    short, long = run(app, [*asked, "--json"]), run(app, [*asked, "--format", "json"])

    assert short.output == long.output
    assert json.loads(short.output)["findings"] == []


def test_a_plan_that_cannot_be_read(plan_root):
    """An unreadable plan exits 2 and is not checked."""
    (plan_root / "plan.yaml").write_text("format: 1\nperod: {}\n")

    result = run(app, ["check", "--plan", str(plan_root)])

    assert result.exit_code == 2
    assert "owed" not in result.output


def test_today_may_be_given(plan_root, monkeypatch):
    """The day of SOURCE_DATE_EPOCH is taken for today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796860800")

    result = run(app, ["check", "--plan", str(plan_root), "--json"])

    assert json.loads(result.output)["as_of"] == "2026-12-10"


def test_explain_inside_a_plan(plan_root):
    """The duty, its source and trap, and where this plan stands, with places."""
    (plan_root / "registers/functions.yaml").write_text(
        complete_files()["registers/functions.yaml"] + "  - {id: eyes, name: Eye care}\n"
    )

    result = run(app, ["explain", "act-29-2-a-all-functions", "--plan", str(plan_root), "--as-of", "2027-05-01"])

    text = folded(result)
    assert result.exit_code == 0
    assert "The plan must set out the arrangements" in text and "2014 Act s29(2)(a), s60 · law" in text
    assert "Often missed: Completeness is against the integration scheme's function list" in text
    assert "For this plan Owed." in text and 'registers/functions.yaml:9 No arrangement carries out "Eye care"' in text


def test_explain_the_review_clock(plan_root):
    """The days from which three years are counted, each with its place, and the day before which a review is due."""
    result = run(app, ["explain", "act-37-10-relevant-period", "--plan", str(plan_root), "--as-of", "2027-01-01"])

    text = folded(result)
    assert "1 April 2016: integration started (plan.yaml:" in text
    assert "1 April 2024: the plan that this one replaces took effect" in text
    assert "1 April 2027: this plan takes effect" in text
    assert "So the review of this plan is due before 1 April 2030." in text


def test_explain_and_check_count_alike(plan_root):
    """Both give one day, before the plan takes effect and after, and where a first plan's start day is to come."""
    first = (
        complete_files()["plan.yaml"]
        .replace("first: no", "first: yes")
        .replace("start_day: 2016-04-01", "start_day: 2026-12-20")
    )
    first = first[: first.index("replaces:")] + first[first.index("integration_scheme:") :]

    for text, due in ((complete_files()["plan.yaml"], date(2030, 4, 1)), (first, date(2029, 12, 20))):
        (plan_root / "plan.yaml").write_text(text)
        for day in ("2026-12-12", "2027-01-01", "2029-12-19"):
            shown = folded(run(app, ["explain", "act-37-1-a-review-in-time", "--plan", str(plan_root), "--as-of", day]))
            checked = check(load(complete_files() | {"plan.yaml": text}), Stage.IN_FORCE, date.fromisoformat(day))
            assert f"due before {in_words(due)}" in shown
            notes = [each.problem.what for each in checked.findings if each.id == "act-37-1-a-review-in-time"]
            assert all(f"is due before {in_words(due)}" in each for each in notes)
            assert bool(notes) is (day == "2029-12-19")


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("act-32-1-established-first", "due when the proposals are made"),
        ("act-29-3-a-two-localities", "due when the first draft is made"),
        ("act-33-2-b-group-views-on-proposals", "due before the first draft is made"),
        ("act-37-3-replace-or-not", "due once there is a review"),
    ],
)
def test_explain_says_when_a_duty_is_due(tmp_path, monkeypatch, id, words):
    """In sentences: proposals are made, a draft is."""
    monkeypatch.chdir(tmp_path)

    assert words in folded(run(app, ["explain", id]))


def test_an_implementation_plan_before_publication():
    """For the final plan, commitments with owner and day are answer enough; the means are asked for at publication."""
    id, later = "guidance-refreshed-c-implementation-plans", "guidance-2015-a-g-implementation-plan"
    files = edited("priorities.yaml", "        resource: £120,000 a year\n", "")
    files = edited("priorities.yaml", "kinds: [prevention, community-capacity, ", "kinds: [prevention, ", files)
    bare = edited("priorities.yaml", "        by: 2028-03-31\n", "")

    assert judged(files, Stage.FINAL).states[id] is State.MET
    assert judged(files).states[later] is State.OWED
    [finding] = [each for each in judged(bare, Stage.FINAL).findings if each.id == id]
    assert "publication.yaml" not in finding.problem.mend


def test_explain_what_does_not_apply(plan_root):
    """The reason why a duty does not apply is said, and one not due yet is judged for its own stage."""
    result = run(app, ["explain", "act-39-1-a-statement-with-first-plan", "--plan", str(plan_root)])

    assert "Not applicable: this is not the authority's first plan." in folded(result)


def test_explain_without_a_plan(tmp_path, monkeypatch):
    """Outside a plan a duty is explained all the same."""
    monkeypatch.chdir(tmp_path)

    result = run(app, ["explain", "act-30-2-a-regard-to-principles"])

    assert result.exit_code == 0
    assert "For this plan" not in result.output and "scplan attest act-30-2-a-regard-to-principles" in folded(result)


@pytest.mark.parametrize("id", ["act-29-3", "zzzz"])
def test_explain_what_there_is_not(id):
    """An unknown id exits 2 and names the nearest, or says what an id looks like."""
    result = run(app, ["explain", id])

    assert result.exit_code == 2
    assert "act-29-3-b-separate-arrangements" in result.output


def test_every_requirement_is_explained(tmp_path, monkeypatch):
    """Each of the catalogue can be explained, within the width of the screen."""
    monkeypatch.chdir(tmp_path)

    for each in requirements():
        result = run(app, ["explain", each.id])

        assert result.exit_code == 0
        assert each.title.split()[0] in result.output
        table = re.compile(r"[\w-]+,20\d\d-\d\d,")  # a row of a table is one line, however long
        lines = [line for line in result.output.split("\n") if not table.match(line)]
        assert max(map(len, lines)) <= 80 or "http" in result.output


def test_judging_needs_a_day():
    """A plan is judged on a day that the caller knows."""
    with pytest.raises(TypeError):
        check(complete_plan(), None)
    assert check(complete_plan(), None, date(2026, 12, 10)).day == DAY
