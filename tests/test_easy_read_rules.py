"""The rules of easy read: each with what passes and what does not, on texts that people wrote, and in every report."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scp.commands.check import text
from scp.finding import EasyReadState, State
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.reference import easy_read
from scp.requirements.check import check
from scp.requirements.easy_read import judge
from scp.requirements.easy_read.registry import all_er_rules
from scp.requirements.easy_read.sentences import count_words, passive, sentences, split, syllables
from scp.requirements.reports.github import github
from scp.requirements.reports.junit import junit
from scp.requirements.reports.sarif import sarif
from scp.requirements.reports.table import table
from scp.requirements.reports.values import report_json
from tests.easy_read_fixture import DAY, GOOD, examples, found, plan_of

RULES = [each.id for each in easy_read.rules()]
EXAMPLES = examples("easy_read_rules.yaml")
BY_PEOPLE = examples("easy_read_by_people.yaml")


def test_each_rule_of_the_list_is_judged_and_has_its_examples():
    """51 rules, each with one function, a passing example and a failing one or why there can be none."""
    assert len(RULES) == 51
    assert [*EXAMPLES] == RULES
    assert sorted(all_er_rules()) == sorted(RULES)
    assert [id for id, each in EXAMPLES.items() if "never" in each] == ["er-explain-again"]


@pytest.mark.parametrize("id", RULES)
def test_each_rule_passes_its_good_example_and_finds_its_bad_one(id):
    """The good example has nothing but what is worth knowing; the bad one is told at its level, with the words in it."""
    example = EXAMPLES[id]

    assert found(id, **example["passes"]) == []
    if "fails" in example:
        told = example["fails"]
        breaches = found(id, **told)
        assert told["told"] in {each.weight for each in breaches}
        assert any(told["at"] in each.problem.what for each in breaches), [each.problem.what for each in breaches]
        assert all(each.problem.at.path and each.problem.mend for each in breaches)


def test_the_small_summary_passes_every_rule():
    """Nothing fails or warns in the summary that the examples change, and the sum says so."""
    judged = judge(plan_of(), Stage.PUBLISHED, DAY, GOOD)

    assert {each.requirement.id: each.state for each in judged.rules if each.state > EasyReadState.HOLDS} == {}
    assert judged.in_words.startswith(
        "Easy read: 51 of 51 rules hold. Passing these checks is not proof: readers decide"
    )
    assert judged.in_words.endswith("(last checked by people on 1 December 2026).")


def test_without_a_build_the_look_waits():
    """The twelve rules on what is built are left for the build and nothing is said of them."""
    judged = judge(plan_of(), Stage.PUBLISHED, DAY)

    waiting = [each.requirement.id for each in judged.rules if each.state is EasyReadState.WHEN_BUILT]
    assert len(waiting) == 12
    assert "12 are judged when built" in judged.in_words


@pytest.mark.parametrize("source", BY_PEOPLE, ids=lambda each: each["text"])
def test_texts_that_people_wrote(source):
    """Sentences of public easy-read texts are found by exactly the rules that they breach."""
    for words, rules in source["sentences"].items():
        hit = {id for id in BY_RULE if found(id, words=words)}
        assert hit == set(rules or ()), words


BY_RULE = [
    "er-sentence-length",
    "er-one-idea",
    "er-new-line",
    "er-active",
    "er-positive",
    "er-adult-language",
    "er-everyday-words",
    "er-same-word",
    "er-no-metaphor",
    "er-no-foreign-words",
    "er-no-initials",
    "er-cut-words",
    "er-digits",
    "er-big-numbers",
    "er-no-roman",
    "er-no-special-signs",
    "er-dates",
    "er-no-italics-underline-capitals",
    "er-bullets",
]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dr. Smith came. He sat.", ["Dr. Smith came.", "He sat."]),
        ("Go to St. Andrews. It is near.", ["Go to St. Andrews.", "It is near."]),
        ("We open at 9 a.m. on Monday. Come in.", ["We open at 9 a.m. on Monday.", "Come in."]),
        ("We close at 5 p.m. You can phone.", ["We close at 5 p.m.", "You can phone."]),
        ("See No. 5. No. You can stay.", ["See No. 5.", "No.", "You can stay."]),
        ("It costs £1.5 million. That is a lot.", ["It costs £1.5 million.", "That is a lot."]),
        ("Bring fruit, e.g. apples. Eat them.", ["Bring fruit, e.g. apples.", "Eat them."]),
        ("Bring fruit, bread etc. You can eat here.", ["Bring fruit, bread etc.", "You can eat here."]),
        ('"Stop!" she said. We did.', ['"Stop!" she said.', "We did."]),
        ("He said “Go.” Then he left.", ["He said “Go.”", "Then he left."]),
        ("Wait… what? Yes.", ["Wait… what?", "Yes."]),
        ("Mr J. R. Hill came. We sat.", ["Mr J. R. Hill came.", "We sat."]),
        ("This is plan B. We start now.", ["This is plan B.", "We start now."]),
        ("1. Home first. We help.", ["1. Home first.", "We help."]),
        ("Go to www.example.org. Then click.", ["Go to www.example.org.", "Then click."]),
        ("Are you well? We can help! Ask.", ["Are you well?", "We can help!", "Ask."]),
        ("What we want", ["What we want"]),
        ("", []),
    ],
)
def test_sentences_end_where_people_end_them(text, parts):
    """Abbreviations, initials, numbers and the marks of lists end no sentence."""
    assert [*sentences(text)] == parts


@given(st.text(alphabet=st.sampled_from([*"abcDSI. !?…,;:'\"“”()0123456789\n\t—-"]), max_size=80))
@settings(max_examples=400)
def test_no_text_is_lost_between_sentences(text):
    """The sentences put together again are the text, and none is empty."""
    parts = split(text)

    assert "".join(parts) == text
    assert all(parts)


@given(
    st.lists(
        st.sampled_from(["We help.", "Dr. Hill came.", "Is it 9.30 a.m. yet?", "Ask us!", "It costs £1.5 million."]),
        max_size=6,
    )
)
def test_sentences_that_are_joined_come_apart_again(given_sentences):
    """Whole sentences joined by a space are the same sentences."""
    assert [*sentences(" ".join(given_sentences))] == given_sentences


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We help you.", 3),
        ("Phone 0131 496 0125 at 10.30 am.", 4),
        ("Write to plan@example.org or see https://example.org/a-b?c=d", 6),
        ("It is self-directed support.", 4),
        ("It costs £1.5 million – a lot.", 6),
        ("We don’t know the council’s plan.", 6),
        ("- a bus", 2),
        ("2) a bus", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_people_count_them(text, number):
    """Addresses, times and phone numbers are one word each; marks of lists and dashes none."""
    assert count_words(text) == number


SYLLABLES = examples("syllables.yaml")


def test_syllables_are_those_of_the_corpus():
    """The counter is right for every word of the corpus, whose numbers were set down by ear."""
    wrong = {
        word: syllables(word)
        for number, words in SYLLABLES.items()
        for word in words.split()
        if syllables(word) != number
    }

    assert sum(len(each.split()) for each in SYLLABLES.values()) >= 250
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The plan was made.", "was made"),
        ("It is closed by the council.", "is closed by"),
        ("You will not be asked.", "be asked"),
        ("She has been told.", "been told"),
        ("Help is often given late.", "is often given"),
        ("They got hit.", "got hit"),
        ("You are tired.", ""),
        ("The centre is closed.", ""),
        ("People are worried.", ""),
        ("You are married.", ""),
        ("It is called a hub.", ""),
        ("It is made up of parts.", ""),
        ("It will be done by April.", ""),
        ("We need 100 beds.", ""),
        ("We have made it.", ""),
        ("It is a hundred miles.", ""),
    ],
)
def test_the_passive_is_told_from_how_people_are(text, words):
    """A form of be or get with a participle, and no word that says how somebody or something is."""
    assert passive(text) == words


def test_every_list_of_words_is_in_use_and_clean():
    """No phrase stands in a list twice, and no hard word is among those that everybody knows."""
    words = easy_read.words()

    for name in easy_read.PHRASES:
        phrases = getattr(words, name)
        assert len({*phrases}) == len(phrases), name
    assert not words.hard & words.long
    assert all(re.fullmatch(r"[a-z][a-z'’-]*", each) for each in words.common)


@pytest.mark.parametrize("stage", [Stage.PROPOSALS, Stage.DRAFT_1])
def test_the_rules_wait_for_the_second_draft(stage):
    """Before it nothing is judged by them; nor where there is no summary."""
    assert check(plan_of(), stage, DAY).easy_read is None
    bare = plan_of().replace(easy_read=())
    assert check(bare, Stage.PUBLISHED, DAY).easy_read is None


def test_the_rules_are_counted_apart_from_the_duties():
    """A summary that breaches them changes no count of requirements, and its findings say fail or warn."""
    good = check(plan_of(), Stage.PUBLISHED, DAY)
    bad = check(plan_of(words="We want to facilitate help via the IJB."), Stage.PUBLISHED, DAY)

    assert bad.counts == good.counts
    assert sum(bad.counts.values()) == len(bad.states)
    weights = {each.id: each.weight for each in bad.findings if each.weight}
    assert weights["er-no-initials"] == weights["er-no-foreign-words"] == "fail"
    assert weights["er-everyday-words"] == "warn"
    assert State.MET in {*bad.states.values()}


def test_every_form_of_the_report_says_that_readers_decide():
    """Text, JSON, SARIF, JUnit, GitHub's lines and CSV hold the sentence and each fail or warn with its id."""
    plan = plan_of(words="We want to help via the IJB.")
    report = check(plan, Stage.PUBLISHED, DAY)
    decide = "Passing these checks is not proof: readers decide (last checked by people on 1 December 2026)."

    forms = {
        "text": " ".join(" ".join(text(report, True, {})).split()),
        "json": json.dumps(report_json(report, plan)),
        "sarif": json.dumps(sarif(report)),
        "junit": junit(report),
        "github": "\n".join(github(report)),
        "csv": table(report),
    }

    for name, form in forms.items():
        assert decide in form, name
        assert "er-no-initials" in form, name
        assert "IJB" in form, name
    tree = ElementTree.fromstring(forms["junit"])
    assert [len(suite.findall("testcase")) >= 51 for suite in tree] == [True, True]
    assert tree.find("testsuite[2]").get("tests") == "51"
    results = sarif(report)["runs"][0]["results"]
    assert {each["properties"]["easy_read_level"] for each in results if each["ruleId"] == "er-no-initials"} == {"fail"}


def test_one_absence_is_one_problem():
    """That nobody read the summary breaches the guidance and the rule, and is told once, under the guidance."""
    report = check(plan_of(files={"registers/easy-read-checks.yaml": None}), Stage.PUBLISHED, DAY)

    together = next(group for group in report.problems if any(each.id == "er-people-checked" for each in group))
    assert together[0].id == "guidance-2015-6-5-easy-read-summary"
    assert together[-1].id == "er-people-checked"


def test_what_readers_found_stands_beside_the_rule():
    """A rule that people judged says when they found that it holds."""
    files = {
        "registers/easy-read-checks.yaml": "easy_read_checks:\n  - {id: panel, date: 2026-12-01, group: A panel, people: 6, "
        "said: [Good], no_change_because: It was good, rules: [er-adult-language]}\n"
    }
    judged = {each.requirement.id: each for each in judge(plan_of(files=files), Stage.PUBLISHED, DAY).rules}

    assert judged["er-adult-language"].people == date(2026, 12, 1)
    assert judged["er-no-metaphor"].people is None
    with pytest.raises(PlanError, match="'er-adult-talk' is no easy-read rule"):
        plan_of(files={path: text.replace("er-adult-language", "er-adult-talk") for path, text in files.items()})


def test_many_of_one_kind_in_one_file_are_one_finding():
    """A page of long words is not a page of findings."""
    words = "\n".join(f"You can ask the IJB for thing {number}." for number in range(9))

    breaches = found("er-no-initials", words=words)

    assert len(breaches) == 1
    assert breaches[0].problem.what.startswith("9 sentences hold initials; the first: ")
    assert breaches[0].problem.at.line == 6
