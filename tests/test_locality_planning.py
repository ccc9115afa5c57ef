"""Planning in the localities, and arrangements that are copied from one to another."""

import random
from datetime import date

import pytest
from plan_fixture import DAY, complete_files
from spoiling import Edit, base, load, spoil

from scp.finding import State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.reference.pack import SOURCE
from scp.repository.record import read_yaml
from scp.requirements import all_rules, check
from scp.requirements.rules import localities

EAST, WEST = "localities/east.md", "localities/west.md"
SEPARATE = "act-29-3-b-separate-arrangements"


def judged(*edits, stage=Stage.PUBLISHED, day=DAY):
    return check(load(spoil(complete_files(), edits)), stage, day)


def found(report, id):
    return [each.problem for each in report.findings if each.id == id]


# copies


def alike(east, west):
    """What is found of two arrangements with these words."""
    files = complete_files()
    for path, start, text in ((EAST, "Nurses and home carers", east), (WEST, "Six people", west)):
        old = next(line for line in files[path].split("\n") if line.startswith(start))
        files[path] = files[path].replace(old, text)
    return [each for each in check(load(files), Stage.PUBLISHED, DAY).findings if each.id == SEPARATE]


@pytest.mark.parametrize(
    ("east", "west"),
    [
        ("A nurse from Kinlochewe visits on Mondays.", "A nurse from Gairloch visits on Fridays."),
        ("The clinic at Achnasheen opens 3 days a week.", "The clinic at Poolewe opens 5 days a week."),
        (
            "Twelve home carers start from Kinlochewe at 7.30 and reach 41 people.",
            "Nine home carers start from Gairloch and Poolewe at 8.15 and reach 107 people.",
        ),
        ("Kinlochewe has a bus to the clinic on market day.", "Gairloch has a bus to the clinic on market day."),
        (
            "By April 2028 the day centre in Achnasheen closes and £40,000 moves to visits at home.",
            "By October 2029 the day centre in Poolewe closes and £125,000 moves to visits at home.",
        ),
    ],
)
def test_only_places_and_numbers_were_changed(east, west):
    """A short text in which nothing but names of places and numbers was changed is the same text."""
    [finding] = alike(east, west)

    assert "100% alike" in finding.problem.what and finding.problem.at.path == WEST


SHARED = "People ring one number, day and night, and somebody who knows them answers."


@pytest.mark.parametrize(
    ("east", "west"),
    [
        (
            f"{SHARED} In Kinlochewe two nurses go out from the old school.",
            f"{SHARED} In Gairloch the surgery lends its car to six home carers.",
        ),
        (
            f"A van brings dressings to the glens each Tuesday. {SHARED}",
            f"The boat takes a nurse across the loch when the road is closed. {SHARED}",
        ),
        ("Home carers visit from Kinlochewe each day.", "Home carers live in Gairloch and share one car."),
        ("A day centre opens in Achnasheen.", "The day centre in Poolewe closes."),
        ("Kinlochewe. Achnasheen.", "Gairloch. Poolewe."),
    ],
)
def test_two_honest_texts_may_share_a_sentence(east, west):
    """One sentence in common, or the same few plain words, does not make two texts the same."""
    assert alike(east, west) == []


def test_a_text_in_which_a_few_words_were_changed():
    """A longer copy is found though somebody went through it and changed a word here and there."""
    east = " ".join(f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(100))
    words = east.split()
    words[10], words[60] = "otherwise", "elsewhere"

    [finding] = alike(east, " ".join(words))

    assert "93% alike" in finding.problem.what


def test_most_texts_are_never_compared(monkeypatch):
    """Only texts that share a rare phrase are laid side by side: with hundreds of them, hardly any pair is."""
    chance = random.Random(1)
    vocabulary = [f"{chr(97 + one)}{chr(97 + two)}word" for one in range(26) for two in range(26)]
    common = "the nurse visits each person once a week at least and the team meets on a day"
    files = {"plan.yaml": complete_files()["plan.yaml"]}
    for number in range(20):
        keys = [f"part{each}" for each in range(15)]
        head = "".join(f"  {key}: {{status: draft}}\n" for key in keys)
        body = "".join(
            f"\n## Part {key} {{#{key}}}\n\n{common} {' '.join(chance.choices(vocabulary, k=80))}.\n" for key in keys
        )
        files[f"localities/l{number}.md"] = f"---\nname: Place {number}\narrangements:\n{head}---\nWords.\n{body}"
    plan, calls = load(files), []
    real = localities._alike
    monkeypatch.setattr(localities, "_alike", lambda one, other: calls.append(1) or real(one, other))

    assert list(localities._same_words(plan)) == []
    assert len(calls) < 300  # of 42,750 pairs


# what puts a duty out of play, and days


def test_a_first_plan_has_shaped_no_decision_yet():
    """Before the first plan a locality cannot have shaped decisions; its share of the money it has."""
    tree = base("first plan")
    files = {**tree.files, "registers/locality-decisions.yaml": "decisions: []\n"}

    report = check(load(files), tree.stage, tree.day)

    assert report.states["guidance-refreshed-localities-influence"] is State.MET


def test_money_of_its_own():
    """A locality for which no line of the money is written has no share that anybody could see."""
    lines = complete_files()["finance/lines.csv"]
    report = judged(Edit("finance/lines.csv", "", lines.replace(",,west,", ",,east,")))

    [problem] = found(report, "guidance-refreshed-localities-influence")

    assert problem.at.path == "finance/lines.csv" and problem.what.startswith("No line with an amount is for West,")


@pytest.mark.parametrize(("day", "state"), [(date(2027, 4, 30), State.MET), (date(2027, 5, 1), State.OWED)])
def test_a_decision_counts_for_a_year(day, state):
    report = check(load(complete_files()), Stage.IN_FORCE, day)

    assert report.states["guidance-refreshed-localities-influence"] is state


def test_a_day_still_to_come_does_not_count():
    """Neither agreement nor support nor a decision is there before its day."""
    for id, path, old, new in (
        ("guidance-refreshed-localities-agreed-locally", EAST, "date: 2025-11-06", "date: 2027-11-06"),
        ("jsc-locality-support", EAST, "Care homes, date: 2026-04-14", "Care homes, date: 2027-04-14"),
        (
            "guidance-refreshed-localities-influence",
            "registers/locality-decisions.yaml",
            "east, date: 2026-",
            "east, date: 2027-",
        ),
    ):
        assert any("a day that is still to come" in each.what for each in found(judged(Edit(path, old, new)), id)), id


def test_a_group_that_only_advises_needs_no_delegation():
    """What it may say about which money is stated; no decision had to give it that."""
    edits = (
        Edit(EAST, "  authority: decides\n", "  authority: advises\n"),
        Edit(EAST, "  delegated: 2026-01-15\n  delegation: Board, 15 January 2026, item 5\n", ""),
    )

    assert judged(*edits).states["consult-2012-7-7-delegated-authority"] is State.MET


def test_sizes_are_told_and_never_owed():
    """The people of each locality are given for information, whatever they are."""
    report = judged(Edit(EAST, "population: 4100", "population: 41000"))

    assert report.states["consult-2012-q20-locality-size"] is State.MET
    assert "East 41,000 and West 5,200" in report.reasons["consult-2012-q20-locality-size"]


def test_what_is_not_known_may_be_said():
    """Where a figure is not to be had, the reason stands in its place."""
    edits = (
        Edit(EAST, "gp_clusters: [Inland cluster]\n", ""),
        Edit(EAST, "not_available: {", "not_available: {gp_clusters: Clusters are being redrawn, "),
    )

    assert judged(*edits).states["guidance-refreshed-localities-natural-communities"] is State.MET


def test_many_localities_are_told_as_one():
    """A plan in which nothing of this is written is not buried."""
    plan = complete_files()["plan.yaml"]
    files = {"plan.yaml": plan} | {
        f"localities/l{number}.md": f"---\nname: Place {number}\n---\nWords.\n" for number in range(8)
    }

    report = check(load(files), Stage.DRAFT_1, DAY)

    for id in ("consult-2012-7-5-participants", "jsc-locality-support", "consult-2012-7-11-gp-time"):
        [problem] = found(report, id)
        assert problem.what.startswith("In 8 localities ") and problem.mend


# what cannot be written

FAULTS = [
    (EAST, "kind: elected-member", "kind: councillor", "'kind' is 'councillor'"),
    (EAST, "profession: pharmacy", "profession: chemist", "'profession' is 'chemist'"),
    (EAST, "  authority: decides", "  authority: all", "'authority' is 'all'"),
    (EAST, "budget: [clinics-east]", "budget: [clinics-esat]", "'clinics-esat' is no finance line of this plan"),
    (EAST, "{about: both,", "{about: boundary,", "'about' is 'boundary'"),
    (EAST, "practices: 2, taking_part", "practices: two, taking_part", "'practices' is 'two', not a whole number"),
    (EAST, "review_by: 2029-03-31", "review_by: 2029-02-29", "2029-02-29"),
    (EAST, "mechanism: A meeting", "mechanisms: A meeting", "'mechanisms' is not a field"),
    (
        EAST,
        "communities: [Kinlochewe, Achnasheen]",
        "communities: Kinlochewe",
        "'communities' is 'Kinlochewe', not a list",
    ),
    (EAST, "baseline: 40}", "baseline: forty}", "'baseline' is 'forty'"),
    ("registers/locality-decisions.yaml", "locality: east", "locality: esat", "'esat' is no locality of this plan"),
    ("registers/locality-decisions.yaml", "id: fund-west", "id: fund-east", "fund-east"),
    ("registers/locality-development.yaml", "done: 2026-04-27", "done: yes", "'done' is"),
]


@pytest.mark.parametrize(("path", "old", "new", "what"), FAULTS, ids=[each[2].strip() for each in FAULTS])
def test_records_that_cannot_be_read(path, old, new, what):
    """Each fault is told with file and line, in words."""
    with pytest.raises(PlanError) as caught:
        load(spoil(complete_files(), [Edit(path, old, new)]))

    assert [(each.at.path, what in each.what, each.at.line > 0) for each in caught.value.problems] == [
        (path, True, True)
    ]


@pytest.mark.parametrize("name", ["assessments", "locality_planning"])
def test_each_requirement_of_a_subject_has_a_good_example(name):
    """The rules of the subject and its examples answer the same requirements."""
    examples = read_yaml("", (SOURCE / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))
    module = f"scp.requirements.rules.{name}"

    assert set(examples) == {id for id, rule in all_rules().items() if rule.judge.__module__ == module}
