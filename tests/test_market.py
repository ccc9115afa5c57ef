"""The market, procurement, capacity, housing and frameworks considered: what counts, and what a register refuses."""

from datetime import date

import pytest
from plan_fixture import complete_files, edited, load

from scp.finding import State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.requirements import check

MARKET, INTENTIONS, HOUSING = "registers/market.yaml", "registers/intentions.yaml", "registers/housing.yaml"
POLICIES = "registers/national-policies.yaml"
DAY = date(2026, 12, 10)


def judged(files, stage=Stage.PUBLISHED, day=DAY):
    return check(load(files), stage, day)


def whats(files, id, **when):
    return [each.problem.what for each in judged(files, **when).findings if each.id == id and not each.problem.note]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("title: 2020 Vision, vision: yes, date: 2011-09-01, priorities: [home-first]", "has run its course"),
        (
            "title: Vision, vision: yes, date: 2015-09-01, until: 2025-12-31, priorities: [home-first]",
            "has run its course",
        ),
        ("title: Renewal, vision: yes, priorities: [home-first]", "when it was published"),
        ("title: Renewal, vision: yes, date: 2025-06-17", "which priorities serve it"),
        ("title: Renewal, date: 2025-06-17, priorities: [home-first]", "is not named"),
    ],
)
def test_the_vision_is_the_present_one(policy, words):
    files = complete_files() | {POLICIES: f"national_policies: [{{id: vision, {policy}}}]\n"}

    (what,) = whats(files, "guidance-2015-3-4-national-vision")

    assert words in what


def test_an_older_vision_may_stand_beside_the_present_one():
    files = edited(
        POLICIES,
        "national_policies:\n",
        "national_policies:\n  - {id: old, title: 2020 Vision, vision: yes, date: 2011-09-01, priorities: [home-first]}\n",
    )

    assert whats(files, "guidance-2015-3-4-national-vision") == []


def test_no_service_is_shared():
    """Where no hospital is shared, nobody else need be spoken to; that capacity is known is asked for all the same."""
    shared = "none_because: An island with its own hospital\n"
    capacity = complete_files()["registers/capacity.yaml"].replace(", shared_service: raigmore", "")
    files = complete_files() | {"registers/shared-services.yaml": shared, "registers/capacity.yaml": capacity}
    report = judged(files)

    assert report.states["msg-3-v-hospital-commissioning"] is State.MET
    assert "An island" in report.reasons["overview-2016-cross-partnership"]
    bare = files | {"registers/capacity.yaml": "capacity: []\n"}
    assert len(whats(bare, "msg-3-v-hospital-commissioning")) == 1


def test_no_housing_function_is_delegated():
    """A fact of the scheme puts the duty out of play; silence does not."""
    id, path = "guidance-refreshed-housing-all-functions", "registers/functions.yaml"
    files = edited(path, ", housing: yes, lines: [home-care]}", "}")

    assert judged(files).states[id] is State.OWED
    reasoned = files | {path: "no_housing_because: The council kept adaptations\n" + files[path]}
    assert judged(reasoned).states[id] is State.NOT_APPLICABLE


def test_a_statement_that_is_no_section_says_where_it_can_be_read():
    files = edited(HOUSING, "statement: narrative/040-vision.md", "statement: evidence/needs.md")

    (what,) = whats(files, "guidance-refreshed-c-housing-contribution")
    told = edited(HOUSING, "approved_by:", "statement_url: https://www.example.org/housing\napproved_by:", files)

    assert "nothing says where it can be read" in what
    assert whats(told, "guidance-refreshed-c-housing-contribution") == []


def test_the_same_housing_topic_twice_leaves_one_out():
    files = edited(HOUSING, "topic: suitable-homes", "topic: options-advice")

    (what,) = whats(files, "guidance-2015-a-d-housing-contribution")

    assert what.startswith("suitable homes: ")


def test_everything_is_done_by_the_partners_themselves():
    """Where nothing is bought there is no procurement plan to link."""
    files = edited(INTENTIONS, "bought: yes", "bought: no") | {"registers/procurement.yaml": "procurement: []\n"}
    report = judged(files)

    assert report.states["jsc-cycle-drives-procurement"] is State.MET
    assert "nothing is bought" in report.reasons["jsc-cycle-drives-procurement"]
    assert report.states["jsc-commissioning-not-procurement"] is State.MET


def test_a_contract_that_taught_nothing_by_the_time_of_the_review():
    """A review may only draw on what was learned by the day on which it was finished."""
    review = (
        "reviews:\n  - {id: r1, kind: statutory, opened: 2028-01-10, completed: 2028-03-01, contracts: [helpers]}\n"
    )
    files = complete_files() | {"registers/reviews.yaml": review}
    late, early = (
        edited(
            "registers/procurement.yaml",
            "value: 120000",
            f"value: 120000, findings: [{{date: {day}, finding: F}}]",
            files,
        )
        for day in ("2028-04-01", "2028-02-01")
    )
    when = {"stage": Stage.REVIEW, "day": date(2028, 5, 1)}

    assert [
        "from which nothing was learned by then" in each for each in whats(late, "jsc-cycle-drives-procurement", **when)
    ] == [True]
    assert whats(early, "jsc-cycle-drives-procurement", **when) == []


def test_a_volume_alone_is_called_so():
    files = edited(INTENTIONS, "outcomes: [2], result: Help is near", "volume: 40 helpers")

    (what,) = whats(files, "jsc-outcomes-not-services")

    assert what == "Helpers in each village: only a volume is given, and no outcome"


def test_a_pooled_budget_takes_two():
    files = edited(INTENTIONS, "agencies: [S12000099, S08000099]", "agencies: [S12000099, S12000099]")

    (what,) = whats(files, "jsc-joint-agencies")

    assert "only one agency commissions it" in what and "cannot be pooled" in what


def test_a_fresh_plan_is_not_buried():
    """Each duty of this subject has one finding where there is no record at all, or one for each register."""
    files = {path: text for path, text in complete_files().items() if path == "plan.yaml"}
    found = [
        each.id
        for each in judged(files, stage=Stage.PUBLISHED).findings
        if each.id.startswith(("jsc-", "guidance-refreshed-housing"))
    ]

    assert max(found.count(id) for id in set(found)) <= 2


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (MARKET, "level_now: 20", "level_now: some", "'level_now' is 'some', not a number"),
        (MARKET, "later: 2030-03-31", "later: 2030-02-30", "2030-02-30"),
        (MARKET, "care_groups: [older-people, carers]", "care_groups: [older-peple]", "Did you mean 'older-people'?"),
        (MARKET, "type_later: In teams", "typ_later: In teams", "Did you mean 'type_later'"),
        (INTENTIONS, "budget: pooled", "budget: poold", "Did you mean 'pooled'?"),
        (INTENTIONS, "outcomes: [2]", "outcomes: [10]", "not the number of a national outcome"),
        (INTENTIONS, "market: [helpers]", "market: [helper]", "Did you mean 'helpers'?"),
        ("registers/procurement.yaml", "intention: helpers", "intention: helpres", "Did you mean 'helpers'?"),
        ("registers/capacity.yaml", "setting: hospital", "setting: hospitl", "Did you mean 'hospital'?"),
        ("registers/capacity.yaml", "{id: beds,", "{id: helpers,", "'helpers' stands here a second time"),
        (HOUSING, "topic: suitable-homes", "topic: suitable-home", "Did you mean 'suitable-homes'?"),
        (HOUSING, "seat: spg-b", "seat: spg-z", "'spg-z' is no seat of this plan"),
        (
            "registers/considerations.yaml",
            "places: [narrative/040-vision.md]",
            "places: [narrative/040-vison.md]",
            "there is no file",
        ),
        (POLICIES, "vision: yes", "vision: maybe", "neither yes nor no"),
    ],
)
def test_bad_input_is_told_in_plain_words(path, old, new, words):
    files = edited(path, old, new)

    with pytest.raises(PlanError) as caught:
        load(files)

    problem = caught.value.problems[0]
    assert words in problem.what
    lines = [number for number, line in enumerate(files[path].split("\n"), 1) if new in line]
    assert problem.at.path == path and problem.at.line in lines
