"""The worked example: whole, true to its sources, and replayed through its five real stages."""

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from scp import requirements
from scp.finding import Level, State
from scp.model.stage import Stage
from scp.reference import authorities, places
from scp.reference.pictograms import named, pictograms
from scp.repository import FolderSource, MappingSource, load_plan

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample-plan"
REPLAY = SAMPLE / "history" / "replay.py"
BANNER = "Worked example. Not a publication of any public body."
TAGS = [f"2027-2030/{stage}" for stage in ("proposals", "draft-1", "draft-2", "final", "published")]


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


@pytest.fixture(scope="module")
def texts():
    """Every text of the example, its history too, by path."""
    found = (path for path in SAMPLE.rglob("*") if path.suffix in (".md", ".yaml", ".csv", ".txt"))
    return {path.relative_to(SAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in found}


# what it says


def test_nothing_is_owed_to_law_or_guidance(sample):
    """On the day of publication nothing is owed, stale or waived; a vacancy and Gaelic that nobody checked are notes."""
    report = requirements.check(sample, Stage.PUBLISHED, date(2027, 3, 11))

    assert [str(each) for each in report.findings if each.level > Level.NOTE] == []
    assert [report.counts[state] for state in (State.OWED, State.STALE, State.WAIVED)] == [0, 0, 0]
    assert sorted(each.id for each in report.findings) == ["act-32-10-vacancies", *["plan-easy-read-unseen"] * 3]


def test_it_says_that_it_is_an_example(sample, texts):
    """The banner is for every page, and each paper of evidence, which no page is made of, says it too."""
    assert sample.record.banner == BANNER
    assert [path for path in texts if path.startswith("evidence/") and BANNER not in texts[path]] == []


def test_no_person_is_named_and_no_line_reaches_one(texts):
    """No titles before names; telephone numbers are those kept for fiction, addresses those kept for examples."""
    text = "\n".join(texts.values())

    assert (
        re.findall(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor|Provost)\.? [A-Z][a-z]+", text)
        == []
    )
    assert all(each.startswith("0131 496 0") for each in re.findall(r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b", text))
    assert {each.lower() for each in re.findall(r"[\w.]+@([\w.]+\w)", text)} <= {"example.org"}
    assert {re.sub(r"/.*", "", each) for each in re.findall(r"https?://([^\s)>,]+)", text)} <= {"example.org"}


def test_both_localities_cover_everything(sample):
    """Each function, each care group and, together, each outcome has written arrangements in each locality."""
    functions = {each.id for each in sample.functions.functions}
    groups = {each.id for each in sample.care_groups}

    assert [each.id for each in sample.localities] == ["east-lothian-east", "east-lothian-west"]
    for locality in sample.localities:
        assert locality.functions == functions
        assert {group for each in locality.arrangements.values() for group in each.care_groups} == groups
    assert frozenset.union(*(each.outcomes for each in sample.localities)) == frozenset(range(1, 10))
    assert {number for each in sample.priorities for number in each.outcomes} == set(range(1, 10))


def test_every_care_group_has_its_four_questions(sample):
    for group in sample.care_groups:
        headings = [
            after.content
            for before, after in zip(group.section.tokens, group.section.tokens[1:], strict=False)
            if before.type == "heading_open"
        ]
        assert headings == [
            "What people want",
            "How we are doing",
            "What we will do differently",
            "What it will take",
        ]


def test_sections_are_written_out(sample):
    """A reader should learn what such a plan is: no section is a stub, and the whole is not padded."""
    words = {section.place: len(section.plain.split()) for section in sample.sections}
    arrangements = {place: count for place, count in words.items() if place.startswith("localities/") and "#" in place}

    assert {place for place, count in arrangements.items() if count < 70} == set()
    assert {place for place, count in words.items() if place.startswith("care-groups/") and count < 220} == set()
    assert {place for place, count in words.items() if place.startswith("narrative/") and count < 180} == set()
    assert 12_000 < sum(words.values()) < 17_500


def test_commitments_can_be_held_to(sample):
    """Each has a date within the period, an officer of plan.yaml who answers, and what it takes."""
    posts = {each.post for each in sample.record.officers}
    for priority in sample.priorities:
        for each in priority.commitments:
            assert sample.period.start <= each.by <= sample.period.end, each.id
            assert each.owner in posts, each.id
            assert each.resource and each.kinds, each.id
    assert {kind for priority in sample.priorities for each in priority.commitments for kind in each.kinds} == {
        "prevention",
        "community-capacity",
        "culture",
        "workforce",
        "invest",
        "disinvest",
    }


def test_every_idea_that_was_scored_is_listed(sample, texts):
    """The section on priorities says how many ideas there were and how many went in; the paper lists them all."""
    scored = re.findall(r"^\| (.+) \| (\d+) \| (in|out) \|$", texts["evidence/prioritisation.md"], re.MULTILINE)
    chosen = [each for each in scored if each[2] == "in"]

    assert (len(scored), len(chosen)) == (43, 27)
    assert sum(len(each.commitments) for each in sample.priorities) == len(chosen)
    assert all((int(score) >= 300) == (outcome == "in") for _, score, outcome in scored)
    assert [int(score) for _, score, _ in scored] == sorted((int(score) for _, score, _ in scored), reverse=True)
    text = sample.role("priorities").section.plain
    assert "Forty-three ideas" in text and "Twenty-seven commitments" in text


# true to its sources


def test_localities_have_the_published_figures(sample):
    authority = next(each for each in authorities.all_authorities() if each.slug == "east-lothian")
    for known in authority.localities:
        locality = sample.locality(known.slug)
        ages, bands, shares = locality.age_groups, known.age_bands, known.deprivation

        assert (locality.name, locality.population, locality.population_date) == (
            known.name,
            known.population.total,
            known.population.day,
        )
        assert (
            ages.date,
            ages.under_16,
            ages.from_16_to_64,
            ages.from_65_to_74,
            ages.from_75_to_84,
            ages.over_84,
        ) == (bands.day, bands.age_0_15, bands.age_16_64, bands.age_65_74, bands.age_75_84, bands.age_85_plus)
        assert locality.deprivation.fifths == tuple(
            Decimal(str(each)) for each in (shares.q1, shares.q2, shares.q3, shares.q4, shares.q5)
        )


def test_baselines_are_the_published_ones(sample):
    """A measure by a core indicator has the last published value of the area, wherever there is one."""
    known = set(places.indicators_with_figures())
    found = {
        each.indicator: each.value
        for priority in sample.priorities
        for each in priority.measures
        if each.indicator in known
    }

    assert found == {each: Decimal(str(places.indicator_series(each, "S12000010").points[-1][1])) for each in found}
    assert set(found) >= {"ni-2", "ni-3", "ni-7", "ni-8", "ni-14", "ni-17", "ni-19"}


def test_facts_agree_with_what_they_sum_up(sample):
    facts = {each.id: each.value for each in sample.facts}
    council = places.council_population("S12000010")

    assert facts["people"] == council.total
    assert facts["people-over-64"] == council.age_65_74 + council.age_75_84 + council.age_85_plus
    assert facts["people-over-74"] == council.age_75_84 + council.age_85_plus
    for year, end in (("2027-28", "first"), ("2029-30", "last")):
        assert facts[f"prevention-share-{end}"] == _share(sample, year, "prevention")
        assert facts[f"beds-share-{end}"] == _share(sample, year, "hospital", "care-home")
    change = _change(sample)
    assert facts["growth"] == round(sum(each for each in change.values() if each > 0) / 1_000_000, 1)
    assert facts["moved"] == round(
        -sum(each for line, each in change.items() if each < 0 and line != "change-fund") / 1_000_000, 1
    )


def test_the_table_of_shares_adds_up(sample):
    """The money section's table has the shares of finance/lines.csv in each year."""
    text = sample.role("money").section.plain
    for row, purposes in (
        ("Prevention and early help", ["prevention"]),
        ("Care and treatment in the community", ["community"]),
        ("Care homes and placements", ["care-home"]),
        ("Hospital", ["hospital"]),
        ("Social work, training, management, double running", ["other"]),
    ):
        shares = " ".join(f"{_share(sample, year, *purposes)}%" for year in sample.finance.years)
        assert f"{row} {shares}" in text


def _share(plan, year, *purposes):
    part = sum(each.amount for each in plan.finance.lines if each.year == year and each.purpose in purposes)
    return round(100 * part / plan.finance.total(year), 1)


def _change(plan):
    first, last = (
        {each.id: each.amount for each in plan.finance.lines if each.year == year} for year in ("2027-28", "2029-30")
    )
    return {line: last[line] - first[line] for line in first}


def test_every_fact_has_a_source_and_a_use(sample, texts):
    everything = "\n".join(text for path, text in texts.items() if path != "facts.yaml")

    assert [each.id for each in sample.facts if not each.source] == []
    assert [each.id for each in sample.facts if f"{{{{ {each.id} }}}}" not in everything] == []


# easy read


def test_easy_read_is_easy(sample):
    """A picture and one to three sentences of at most ten words; no hard signs, no number words."""
    for part in sample.easy_read:
        for point in part.points:
            assert point.picture and 1 <= len(point.sentences) <= 3, point
            for sentence in point.sentences:
                assert len(sentence.split()) <= 10, sentence
                assert sentence.startswith("Go to http") or not re.search(
                    r"[;&#%/]|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", sentence
                ), sentence


def test_easy_words_are_explained_at_once_and_listed(sample):
    """Each word with an easy meaning is explained in the sentence after it stands in bold, and in the list."""
    meanings = {each.term: each.easy for each in sample.glossary if each.easy}
    lines = {part.role: (SAMPLE / part.path).read_text(encoding="utf-8").split("\n") for part in sample.easy_read}
    listed = "\n".join(lines.pop("words"))
    explained = set()
    for line, after in ((line, after) for text in lines.values() for line, after in pairwise(text)):
        for word in set(re.findall(r"\*\*(.+?)\*\*", line)) - {"bold"}:
            term = next(each for each in meanings if _singular(word.lower()) == each.lower())
            assert after == meanings[term].split(". ")[0].removesuffix(".") + ".", line
            explained.add(term)

    assert explained == set(meanings)
    for term, easy in meanings.items():
        assert f"**{term[0].upper()}{term[1:]}**\n{easy}".replace(". ", ".\n") in listed


def _singular(word):
    return re.sub(r"ie$", "y", word.removesuffix("s")) if word.endswith("s") else word


def test_pictures_are_pictograms_that_repeat_the_words(sample):
    """Each picture is one that ships, which anybody may use; in Gaelic each point has that of the English one."""
    used = {part.path: [point.picture for point in part.points] for part in sample.easy_read}

    assert {named(picture) for pictures in used.values() for picture in pictures} <= pictograms().keys()
    assert not any(point.alt for part in (*sample.easy_read, *sample.translations) for point in part.points)
    assert [part.language for part in sample.translations] == ["gd"] * 3
    for part in sample.translations:
        assert [each.picture for each in part.points] == used[part.path.replace("gd/", "")]


# its history


@pytest.fixture(scope="module")
def replays(tmp_path_factory):
    """The example replayed twice: in a new folder, and over a demo made before that holds a stray file."""
    new, old = (tmp_path_factory.mktemp(name) / "plan" for name in ("one", "another"))
    (old / ".git").mkdir(parents=True)
    (old / ".git" / "scp-demo").touch()
    (old / "stray.txt").write_text("left over")
    with ThreadPoolExecutor() as pool:
        for done in pool.map(_replay, (new, old)):
            assert done.returncode == 0, done.stderr
    return new, old


def _replay(folder, *words):
    return subprocess.run([sys.executable, str(REPLAY), str(folder), *words], capture_output=True, text=True, cwd=ROOT)


def _git(folder, *words):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull
    }
    return subprocess.run(["git", *words], cwd=folder, env=clean, capture_output=True, text=True, check=True).stdout


def test_replay_reaches_five_stages(replays):
    """Five annotated tags on dated commits, nothing unsaved, and `draft verify` finds that all agree."""
    folder = replays[0]
    tags = _git(
        folder,
        "for-each-ref",
        "--sort=creatordate",
        "--format=%(refname:short) %(objecttype) %(taggerdate:short)",
        "refs/tags",
    )
    verified = subprocess.run(
        [sys.executable, "-m", "scp", "draft", "verify", "--json", "--plan", str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert tags.split("\n")[:-1] == [
        f"{tag} tag {day}"
        for tag, day in zip(TAGS, ("2026-03-03", "2026-06-10", "2026-09-15", "2027-02-25", "2027-03-11"), strict=True)
    ]
    assert _git(folder, "status", "--porcelain") == ""
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout)["result"] == "consistent"
    assert set(_git(folder, "log", "--format=%an <%ae> %cn").split("\n")[:-1]) == {
        "East Lothian worked example <example@example.org> East Lothian worked example"
    }


def test_replay_is_the_same_each_time(replays):
    """Two replays have the same commits, tags and files."""
    one, another = replays

    assert _git(one, "for-each-ref") == _git(another, "for-each-ref")
    assert _git(one, "rev-list", "--all") == _git(another, "rev-list", "--all")


def test_published_folder_is_what_replay_publishes(replays):
    """sample-plan/ is the published tree, file for file, and its stages are those of the replay.

    What a check reported then changes with the rules, so its digest is not held against the replay's.
    """
    folder = replays[0]
    made = set(_git(folder, "ls-files").split("\n")[:-1])
    kept = {
        path.relative_to(SAMPLE).as_posix()
        for path in SAMPLE.rglob("*")
        if path.is_file() and path.relative_to(SAMPLE).parts[0] not in ("history", "build")
    }

    assert made == kept
    for name in made:
        if name != "stages.yaml" and not name.startswith("signatures/"):
            assert (folder / name).read_bytes() == (SAMPLE / name).read_bytes(), name
    mine, theirs = (
        [each.model_dump(exclude={"check"}) for each in load_plan(FolderSource(root)).stages.stages]
        for root in (SAMPLE, folder)
    )
    assert mine == theirs, "Bring the example up to date: python sample-plan/history/replay.py build/demo --update"


def _files_at(folder, tag):
    packed = subprocess.run(["git", "archive", tag], cwd=folder, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}


def test_each_stage_is_a_plan_of_its_day(replays):
    """Earlier trees load, are smaller, and know nothing that came later."""
    folder = replays[0]
    sections, later = (
        [],
        {"proposals": "2026-03-04", "draft-1": "2026-06-11", "draft-2": "2026-09-16", "final": "2027-02-26"},
    )
    for tag in TAGS:
        files = _files_at(folder, tag)
        plan = load_plan(MappingSource(files))
        sections.append(sum(len(each.plain.split()) for each in plan.sections))
        limit = later.get(tag.split("/")[1])
        dates = [each.date for each in (*plan.planning_group.meetings, *plan.attestations.attestations)]
        dates += [view.date for round in plan.rounds for view in round.views] + [
            view.date for each in plan.localities for view in each.views
        ]
        dates += [each.selected for each in plan.planning_group.members if each.selected]
        dates += [each.asked for each in plan.information_requests.information_requests]
        if limit:
            assert max(dates) < date.fromisoformat(limit), tag
    assert sections == sorted(sections)


def test_replay_keeps_off_what_is_not_its_own(tmp_path, replays):
    """A folder with something in it is left alone; a demo made before is made again."""
    (tmp_path / "letter.txt").write_text("mine")
    refused = _replay(tmp_path)

    assert refused.returncode == 1 and "is not empty" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert not (replays[1] / "stray.txt").exists()
