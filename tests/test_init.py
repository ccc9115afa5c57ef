"""`scp init`: a plan for a real authority, whole or not at all."""

import os
import pty
import re
import subprocess
import sys
from datetime import date

import pytest
from typer.testing import CliRunner

from scp.cli import app
from scp.history import Repository
from scp.model.authority import Model
from scp.model.roles import ROLES
from scp.model.stage import MADE, Stage
from scp.reference import lists
from scp.reference.authorities import all_authorities, find_authority
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.scaffold import NewPeriod, scaffold_new, scaffold_next

PERIOD = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))
AUTHOR = "Planning Team <planning@example.org>"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder, and we are in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments, author=AUTHOR, period="2027-2030", **options):
    given = [*arguments, *(["--author", author] if author else []), *(["--period", period] if period else [])]
    return CliRunner().invoke(app, ["init", *given], **options)


def plan_in(folder):
    return load_plan(FolderSource(folder))


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("authority", all_authorities(), ids=lambda each: each.slug)
def test_each_authority(here, authority):
    """A plan is made without a question, says who it is for, and is kept in one commit."""
    result = init("--authority", authority.code)

    folder = here / f"{authority.slug}-plan"
    plan = plan_in(folder)
    assert result.exit_code == 0, result.output
    assert plan.record.authority.name == authority.legal_name
    assert plan.record.model.value == authority.model
    assert {each.name for each in plan.localities} == {each.name for each in authority.localities}
    assert {each.code for each in plan.record.partners.councils} == {each.code for each in authority.councils}
    assert all(len(each.arrangements) == len(plan.care_groups) == 6 for each in plan.localities)
    assert authority.not_available["start_day"] == plan.record.integration_scheme.not_available["start_day"]
    assert git(folder, "status", "--short") == ""
    assert git(folder, "log", "--format=%an %s").startswith("Planning Team Begin the plan of")
    assert git(folder, "log", "--format=%H").count("\n") == 1


@pytest.mark.parametrize("authority", all_authorities(), ids=lambda each: each.slug)
def test_files_of_every_stage(authority):
    """What each stage adds replaces nothing, loads without a problem, and no note in it is text of the plan."""
    files = scaffold_new(authority, authority.localities, lists.care_groups(), PERIOD)
    plan = load_plan(MappingSource(files))

    for stage in MADE:
        added = scaffold_next(plan, stage)
        assert not set(added) & set(files)
        files |= added
        plan = load_plan(MappingSource(files))
        assert not plan.problems
        assert not any(section.has_text for section in plan.sections)
        assert scaffold_next(plan, stage) == {}

    assert {each.role for each in plan.narrative} == {each.id for each in ROLES}
    assert len(plan.principles.principles) == 13
    assert {each.kind for each in plan.local_plans.local_plans} == {each.id for each in lists.local_plan_kinds()}
    assert {each.partner for each in plan.round(Stage.DRAFT_2).asked} == {
        each.code for each in plan.record.partners.bodies
    }


def test_a_role_that_is_played_is_not_scaffolded_again():
    """A section under another name that plays a role keeps a second one away."""
    authority = find_authority("Fife")
    files = scaffold_new(authority, authority.localities, lists.care_groups()[:1], PERIOD)
    files["narrative/015-hello.md"] = b"---\ntitle: Hello\nrole: foreword\n---\nHello.\n"
    files["narrative/020-money.md"] = b"---\ntitle: Money\n---\nMoney.\n"

    added = scaffold_next(load_plan(MappingSource(files)), Stage.PROPOSALS)

    assert "narrative/010-foreword.md" not in added
    assert "narrative/150-money.md" not in added
    load_plan(MappingSource(files | added))


def test_figures_of_east_lothian(here):
    """Published figures stand in the locality's file, with day and source."""
    init("plan", "--authority", "east lothian ijb")

    east = plan_in(here / "plan").locality("east-lothian-east")
    assert (east.population, east.population_date) == (45563, date(2021, 6, 30))
    assert east.population_source.startswith("National Records of Scotland")
    assert (east.age_groups.under_16, east.age_groups.over_84) == (8194, 1291)
    assert [float(each) for each in east.deprivation.fifths] == [0.0, 10.5, 30.6, 35.1, 23.8]
    assert east.council == "S12000010"


def test_holes_of_moray(here):
    """What no register knows stays empty, with the reason in the file and in what is printed."""
    result = init("plan", "--authority", "Moray")

    plan = plan_in(here / "plan")
    assert len(plan.localities) == 4
    for each in plan.localities:
        assert each.population is None
        assert set(each.not_available) == {"population", "age_groups", "deprivation", "boundary"}
        assert "replaced in 2023" in each.not_available["population"]
    told = " ".join(result.stdout.split())
    assert "every locality: population, people by age, deprivation. No figure for the four localities" in told
    assert "The integration start day was not found" in told


def test_two_localities_of_inverclyde(here):
    """Inverclyde has the two localities of today."""
    init("plan", "--authority", "Inverclyde")

    assert [each.id for each in plan_in(here / "plan").localities] == ["inverclyde-east", "inverclyde-west"]


def test_both_bodies_of_highland(here):
    """Where each body acts for the other, both are named and each nominates a member."""
    result = init("plan", "--authority", "Highland")

    plan = plan_in(here / "plan")
    assert plan.record.model is Model.BOTH
    assert plan.record.authority.name == "NHS Highland and The Highland Council"
    nominees = [each for each in plan.planning_group.members if each.seat == "other-partner-nominee"]
    assert {each.nominated_by for each in nominees} == {"S12000017", "S08000022"}
    assert "Skye, Raasay and the Small Isles" in result.stdout


def test_a_seat_for_each_group():
    """The group has a blank seat for each prescribed group and each nominee, and the round asks each of them."""
    authority = find_authority("Clackmannanshire and Stirling")
    plan = load_plan(MappingSource(scaffold_new(authority, authority.localities, lists.care_groups()[:6], PERIOD)))

    seats = [each.seat for each in plan.planning_group.members]
    assert sorted(seats) == sorted(
        [*(each.id for each in lists.planning_group_groups()), "health-board-nominee", "council-nominee"]
    )
    assert not any(each.holder for each in plan.planning_group.members)
    assert [each.seat for each in plan.round(Stage.PROPOSALS).asked] == [
        each.id for each in plan.planning_group.members
    ]


def test_choices(here):
    """Localities and care groups can be named as people type them, those of the list and new ones."""
    result = init(
        "plan", "--authority", "Argyll and Bute", "--first",
        "--localities", "Oban, Lorn and the Isles, Bute & Cowal, Islands of the Clyde",
        "--care-groups", "carers, People with dementia, alcohol and drugs, Veterans",
    )  # fmt: skip

    plan = plan_in(here / "plan")
    assert result.exit_code == 0, result.output
    assert {each.id for each in plan.localities} == {
        "oban-lorn-and-the-isles",
        "bute-and-cowal",
        "islands-of-the-clyde",
    }
    assert {each.id for each in plan.care_groups} == {"carers", "dementia", "alcohol-drugs", "veterans"}
    assert "no locality of this name" in plan.locality("islands-of-the-clyde").not_available["population"]
    assert plan.record.first
    assert plan.record.replaces is None


@pytest.mark.parametrize(
    ("arguments", "period", "says"),
    [
        (["--authority", "Moary"], "2027-2030", "Did you mean Moray?"),
        (["--authority", "Lothian"], "2027-2030", "Did you mean"),
        ([], "2027-2030", "--authority is missing"),
        (["--authority", "Fife"], None, "--period is missing"),
        (["--authority", "Fife"], "2030-2027", "ends (2027) before it begins (2030)"),
        (["--authority", "Fife"], "2027", "not a period"),
        (["--authority", "Fife"], "1027-1030", "not a likely period"),
        (["--authority", "Fife", "--care-groups", "older poeple"], "2027-2030", "Did you mean older-people?"),
        (
            ["--authority", "Fife", "--localities", "Kirkcaldy,kirkcaldy"],
            "2027-2030",
            "names 'kirkcaldy' twice",
        ),
        (["--authority", "Fife", "--localities", " , "], "2027-2030", "names nothing"),
        (["--authority", "Fife", "--localities", "高地"], "2027-2030", "no letter or digit"),
    ],
)
def test_wrong_usage(here, arguments, period, says):
    """A mistake is told with its remedy, and nothing is made."""
    result = init("plan", *arguments, period=period)

    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())
    assert list(here.iterdir()) == []


def test_short_period(here):
    """2027-28 is the year from April 2027."""
    init("plan", "--authority", "Fife", period="2027-28")

    record = plan_in(here / "plan").record
    assert (record.edition, record.period.start, record.period.end) == (
        "2027-2028",
        date(2027, 4, 1),
        date(2028, 3, 31),
    )


def test_prompts_only_at_a_terminal(here):
    """At a terminal the two things that must be known are asked for."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "scp", "init", "plan", "--author", AUTHOR]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(ours, b"Fife\n2027-2030\n")
    out, err = process.communicate(timeout=60)

    assert process.returncode == 0, err
    assert b"Which integration authority?" in err
    assert b"Fife Integration Joint Board" in out


def test_folder_that_is_not_empty(here):
    """A folder that holds anything is refused and stays as it was."""
    (here / "plan").mkdir()
    (here / "plan" / "mine.txt").write_text("mine")

    result = init("plan", "--authority", "Fife")

    assert result.exit_code == 3
    assert "not empty" in result.stderr
    assert [each.name for each in (here / "plan").iterdir()] == ["mine.txt"]


def test_the_empty_folder_one_is_in(here):
    """`scp init .` fills the folder itself, which stays the same folder."""
    before = here.stat().st_ino

    result = init(".", "--authority", "Fife")

    assert result.exit_code == 0, result.output
    assert here.stat().st_ino == before
    assert "cd " not in result.stdout
    assert git(here, "status", "--short") == ""
    assert not [each for each in here.iterdir() if each.name.startswith("..")]


def test_a_folder_inside_another_plan(here):
    """A plan within a plan would be read as part of it."""
    init("plan", "--authority", "Fife")

    result = init("plan/localities/inner", "--authority", "Fife")

    assert result.exit_code == 3
    assert "inside another plan" in result.stderr


@pytest.mark.parametrize("folder", ["plan", "a/b/plan", "."])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device"), RuntimeError])
def test_interrupted(here, monkeypatch, folder, fault):
    """Stopped half way, nothing is left."""

    def stop(*arguments):
        raise fault

    monkeypatch.setattr(Repository, "create", stop)
    result = init(folder, "--authority", "Fife")

    assert result.exit_code != 0
    assert list(here.iterdir()) == []


def test_unknown_to_git(here, monkeypatch):
    """Where git does not know who commits, the two commands that mend it are named, and nothing is left."""
    monkeypatch.setenv("HOME", str(here / "nobody"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)

    result = init("plan", "--authority", "Fife", author=None)

    assert result.exit_code == 3
    assert "git config --global user.name" in result.stderr
    assert "git config --global user.email" in result.stderr
    assert list(here.iterdir()) == []


def test_dry_run(here):
    """A dry run names the files and makes none."""
    result = init("plan", "--authority", "Fife", "--dry-run")

    assert result.exit_code == 0
    assert "localities/kirkcaldy.md" in result.stdout
    assert ".scp/schemas/plan.json" not in result.stdout
    assert list(here.iterdir()) == []
    would = re.search(r"Would write (\d+) files", result.stdout)[1]
    assert "files by which editors check: .scp/schemas/" in result.stdout
    assert f"Wrote {would} files" in init("plan", "--authority", "Fife").stdout


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Aberdeen", "'Aberdeen' was taken for Aberdeen City Integration Joint Board (S37000001)."),
        ("Clackmannanshire", "'Clackmannanshire' was taken for"),
        ("Aberdeen City", ""),
        ("aberdeen city integration joint board", ""),
        ("East Lothian", ""),
        ("S37000001", ""),
    ],
)
def test_which_authority_was_taken(here, typed, taken):
    """A name that is not the authority's own is said back, with how to begin again."""
    told = " ".join(init("plan", "--authority", typed).stdout.split())
    dry = " ".join(init("dry", "--authority", typed, "--dry-run").stdout.split())

    assert ("was taken for" in told) is bool(taken)
    assert taken in told
    assert ("If you meant another, delete the folder plan and begin again." in told) is bool(taken)
    assert taken in dry
    assert "delete the folder" not in dry


def test_what_other_programs_leave_is_not_kept(here):
    """Files of the computer and of word processors never become part of the plan."""
    init("plan", "--authority", "Fife")
    for name in (".DS_Store", "localities/Thumbs.db", "~$plan.docx", "localities/kirkcaldy.md.bak", "x.tmp"):
        (here / "plan" / name).write_text("x")

    assert git(here / "plan", "status", "--short") == ""


def test_numbers_are_those_of_the_check(here):
    """What is still to do is counted as `scp check` and `scp status` count it."""
    told = " ".join(init("plan", "--authority", "Fife").stdout.split())

    last = " ".join(CliRunner().invoke(app, ["check", "--plan", "plan"]).stdout.split()).rsplit("  ", 1)[-1]
    numbers = re.search(r"\d+ owed to the law, \d+ to guidance", last)[0]
    assert f"what the proposals stage asks for ({numbers})" in told
    assert f"Owed {numbers} (scplan check)" in " ".join(
        CliRunner().invoke(app, ["status", "--plan", "plan"]).stdout.split()
    )


def test_what_is_printed(here):
    """The authority, what it is made of, and what to do next, in lines that fit a screen."""
    result = init("el", "--authority", "East Lothian")

    assert result.stdout.startswith("East Lothian Integration Joint Board (S37000010)\n")
    assert "  partners     East Lothian Council (S12000010) · NHS Lothian (S08000024)\n" in result.stdout
    assert "  localities   East Lothian East · East Lothian West\n" in result.stdout
    assert "Wrote 28 files and made the first commit.\n" in result.stdout
    assert "  cd el\n" in result.stdout
    assert "what the proposals stage asks for (" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize(("period", "noted"), [("2027-2030", False), ("2027-2040", True)])
def test_a_long_period_is_noted(here, period, noted):
    """A plan for more than three years is told of the review that the Act asks for within three."""
    result = init("plan", "--authority", "Fife", "--dry-run", period=period)

    assert result.exit_code == 0
    assert ("review of it within three years" in " ".join(result.stdout.split())) is noted
