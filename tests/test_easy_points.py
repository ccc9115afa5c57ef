"""Points of the easy-read summary: what they sum up, and whether it changed since somebody looked."""

import json
import re
from datetime import date

import pytest

from scp.model.easy_read import Looks, Standing, standing
from scp.model.stage import Stage
from scp.repository import MappingSource, load_plan
from scp.repository.easy_read import taken_over
from scp.repository.looks import looked_at
from scp.requirements.check import check
from tests.history_fixture import own_git, plan_root, scp  # noqa: F401
from tests.small import FILES

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
EASY = b"""---
title: Where you live
role: localities
summarises: [narrative/040-vision.md]
---
<!-- sums up: localities/east.md -->

![The sea](pictures/sea.svg)
East is by the **sea**.
Carers there get a centre.

<!-- assembled; sums up: localities/west.md#carers,
     care-groups/carers.md -->
![Hills](pictures/sea.svg)
A bus will come.

![A house](pictures/sea.svg)
You live at *home*.
"""
GAELIC = b"""---
title: Far a bheil thu a' fuireach
---
![A' mhuir](../pictures/sea.svg)
Tha an taobh an ear ri taobh na mara.

![Cnuic](../pictures/sea.svg)
Thig bus.

![Taigh](../pictures/sea.svg)
Tha thu a' fuireach aig an taigh.
"""
PARTS = {"easy-read/050-localities.md": EASY, "easy-read/pictures/sea.svg": PICTURE}


def loaded(**changes):
    files = FILES | PARTS | {path.replace("__", "/"): content for path, content in changes.items()}
    return load_plan(MappingSource(files))


def changed(path, old, new, files=FILES | PARTS):
    assert old in files[path]
    return load_plan(MappingSource(files | {path: files[path].replace(old, new)}))


def looked(plan, files=FILES | PARTS):
    """The files with a look at every point of *plan*."""
    points = [point for part in (*plan.easy_read, *plan.translations) for point in part.points]
    return files | looked_at(plan, points, date(2026, 11, 20), "Strategic Planning Manager")


def stands(plan):
    looks = plan.of(Looks)
    return [standing(point, looks)[0] for part in (*plan.easy_read, *plan.translations) for point in part.points]


def test_a_point_has_the_places_of_its_own_note_or_those_of_its_part():
    """Each point knows what it sums up, where it stands, its lines and their bold and italic words."""
    sea, hills, house = loaded().easy_read[0].points

    assert [*sea.sums_up] == ["localities/east.md"]
    assert [*hills.sums_up] == ["localities/west.md#carers", "care-groups/carers.md"]
    assert [*house.sums_up] == ["narrative/040-vision.md"]
    assert [each.at.line for each in (sea, hills, house)] == [8, 14, 17]
    assert [(each.at.line, each.text, each.bold) for each in sea.lines] == [
        (9, "East is by the sea.", ("sea",)),
        (10, "Carers there get a centre.", ()),
    ]
    assert house.lines[0].italic == ("home",)
    assert [each.assembled for each in (sea, hills, house)] == [False, True, False]


def test_a_change_of_substance_makes_exactly_its_points_stale():
    """The arrangements of East change: the point on East is stale and no other."""
    files = looked(loaded())
    assert stands(load_plan(MappingSource(files))) == [Standing.HOLDS, Standing.ASSEMBLED, Standing.HOLDS]

    after = changed("localities/east.md", b"carers' centre opens", b"carers' centre closes", files)

    assert stands(after) == [Standing.CHANGED, Standing.ASSEMBLED, Standing.HOLDS]
    found = [
        each for each in check(after, Stage.FINAL, date(2026, 11, 21)).findings if each.id == "plan-easy-read-changed"
    ]
    assert [str(each.problem.at) for each in found] == ["easy-read/050-localities.md:8"]
    assert "sums up localities/east.md" in found[0].problem.what


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("localities/east.md", b"A carers' centre opens in the town.", b"A carers' centre\nopens   in\nthe town."),
        ("localities/east.md", b"The east is", b"<!-- a note -->\nThe east is"),
        ("easy-read/050-localities.md", b"East is by the **sea**.", b"East  is by the **sea**."),
        ("localities/west.md", b"The west has hills.", b"The west has high hills."),
    ],
)
def test_what_changes_no_words_of_the_source_leaves_the_points(path, old, new):
    """Re-wrapping, notes, and changes elsewhere make nothing stale."""
    files = looked(loaded())

    assert stands(changed(path, old, new, files)) == [Standing.HOLDS, Standing.ASSEMBLED, Standing.HOLDS]


def test_a_point_with_other_words_was_not_looked_at():
    """Who changes the point's own words looks again."""
    files = looked(loaded())

    assert (
        stands(changed("easy-read/050-localities.md", b"by the **sea**", b"by the **shore**", files))[0]
        is Standing.UNSEEN
    )


def test_a_translated_point_goes_stale_with_the_english_one():
    """The Gaelic point beside an English one that changed is stale; its neighbours hold."""
    files = FILES | PARTS | {"easy-read/gd/050-localities.md": GAELIC}
    plan = load_plan(MappingSource(files))
    assert [each.language for each in plan.translations] == ["gd"]
    files = looked(plan, files)
    after = changed("easy-read/050-localities.md", b"Carers there get a centre.", b"Carers there get two.", files)

    assert stands(after)[3:] == [Standing.CHANGED, Standing.HOLDS, Standing.HOLDS]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b"sums up: localities/east.md", b"sum up: localities/east.md", "this note is not read"),
        (b"sums up: localities/east.md", b"sums up: localities/eats.md", "Did you mean localities/east.md?"),
        (b"localities/west.md#carers", b"localities/west.md#carer", "Did you mean 'carers'?"),
        (b"You live at *home*.\n", b"You live at *home*.\n\n<!-- sums up: plan.yaml -->\n", "no point comes after"),
    ],
)
def test_a_note_that_is_not_read_is_told(old, new, what):
    """A slip in a note is a finding with its line, never lost in silence."""
    plan = changed("easy-read/050-localities.md", old, new)

    assert any(what in each.what and each.at.line for each in plan.problems if each.kind == "plan-easy-read-note")


def test_taking_a_point_over_takes_off_its_mark_alone():
    """The note loses the word, keeps its places, and the rest of the file stays byte for byte."""
    point = loaded().easy_read[0].points[1]
    text = EASY.decode()

    assert taken_over(text, [point]) == text.replace("<!-- assembled; sums up:", "<!-- sums up:")
    bare = text.replace("assembled; sums up: localities/west.md#carers,\n     care-groups/carers.md ", "assembled ")
    only = load_plan(MappingSource(FILES | PARTS | {"easy-read/050-localities.md": bare.encode()}))
    assert "assembled" not in taken_over(bare, only.easy_read[0].points)


@pytest.fixture
def plan_with_easy_read(plan_root):  # noqa: F811
    for path, content in (FILES | PARTS).items():
        (plan_root / path).parent.mkdir(parents=True, exist_ok=True)
        (plan_root / path).write_bytes(content)
    return plan_root


def test_look_records_takes_over_and_lists(plan_with_easy_read):
    """`look` writes the register and takes points over; `list` says how each stands."""
    assert (
        scp(plan_with_easy_read, "easy-read", "look", "--all").exit_code == 2
    )  # nobody looked before, so a post must be named
    done = scp(plan_with_easy_read, "easy-read", "look", "--all", "--by", "Strategic Planning Manager")
    assert done.exit_code == 0, done.output
    rows = json.loads(scp(plan_with_easy_read, "easy-read", "list", "--json").stdout)

    ours = [each for each in rows if each["path"] == "easy-read/050-localities.md"]
    assert [each["standing"] for each in ours] == ["holds"] * 3
    assert b"assembled" not in (plan_with_easy_read / "easy-read/050-localities.md").read_bytes()


def test_look_alone_is_for_what_changed(plan_with_easy_read):
    """Without a name it takes the stale points; where there is none it refuses, and names one by its line."""
    first = scp(plan_with_easy_read, "easy-read", "look", "050-localities.md", "--by", "Strategic Planning Manager")
    assert first.exit_code == 0, first.output
    assert scp(plan_with_easy_read, "easy-read", "look").exit_code == 3

    path = plan_with_easy_read / "localities/east.md"
    path.write_bytes(path.read_bytes().replace(b"by the sea", b"by the river"))
    done = scp(plan_with_easy_read, "easy-read", "look")
    assert done.exit_code == 0, done.output
    assert re.findall(r"easy-read/\S+:\d+", done.stdout) == ["easy-read/050-localities.md:8"]
    named = scp(plan_with_easy_read, "easy-read", "look", "easy-read/050-localities.md:16")
    assert re.findall(r"easy-read/\S+:\d+", named.stdout) == ["easy-read/050-localities.md:14"]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (("--by", "Morag MacDonald"), "looks like a person's name"),
        (("easy-read/999-none.md",), "There is no easy-read file"),
        (("050-localities.md:2",), "No point stands at line 2"),
        (("--all", "050-localities.md"), "Give one of the two"),
        (("--date", "2060-01-01"), "has not come yet"),
    ],
)
def test_wrong_calls_of_look_are_told(plan_with_easy_read, monkeypatch, given, what):
    """What was meant is said in words, and nothing is written."""
    post = () if "--by" in given else ("--by", "Strategic Planning Manager")
    more = () if any("easy-read" in each or "050" in each for each in given) else ("--all",)
    done = scp(plan_with_easy_read, "easy-read", "look", *given, *post, *more)

    assert done.exit_code == 2
    assert what in " ".join(done.output.split())
    assert not (plan_with_easy_read / "easy-read/looked-at.yaml").exists()
