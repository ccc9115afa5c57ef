"""A figure that two documents print comes from one place: what the plan's text says, its records say too."""

import time
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scp.finding import Level
from scp.repository import FolderSource, MappingSource, load_plan
from scp.requirements.agreement import KIND, Figures, amounts_without_source, known_money, known_people
from scp.requirements.amounts import SCALES, money_in, people_in, unquoted
from scp.requirements.check import check
from scp.requirements.narrow import OWN

SAMPLE = Path(__file__).parent.parent / "sample-plan"
PATH = "narrative/150-money.md"


@pytest.fixture(scope="module")
def files():
    source = FolderSource(SAMPLE)
    return {path: source.read(path) for path in source.paths()}


@pytest.fixture(scope="module")
def sample(files):
    return load_plan(MappingSource(files))


@pytest.fixture(scope="module")
def told(files):
    """What is told of one more paragraph in the section on money."""

    def told(words, **others):
        changed = {path: content.encode() for path, content in others.items()}
        added = files[PATH] + f"\n{words}\n".encode()
        return [*amounts_without_source(load_plan(MappingSource({**files, PATH: added, **changed})))]

    return told


def test_the_sample_plan_agrees_with_itself(sample):
    """Every amount and population in the worked example stands in its records."""
    assert [*amounts_without_source(sample)] == []


def test_an_amount_without_source_is_a_note_that_names_the_nearest(files, told):
    """File, line, the amount as written, and what comes nearest with its place."""
    lines = files[PATH].decode().count("\n")

    [problem] = told("Older people are to have £69.6m.")

    assert str(problem.at) == f"{PATH}:{lines + 2}"
    assert problem.what.startswith(
        "£69.6m is not among the plan's figures; the nearest is £69.5m: total for Older people"
    )
    assert problem.what.endswith("finance/lines.csv")
    assert "facts.yaml" in problem.mend and "{{ finance.2027-28.older-people }}" in problem.mend
    assert problem.note


def test_it_is_found_by_check(files):
    """The note is of our own, owed to nothing, and can be selected."""
    added = files[PATH] + b"\nWe plan for 131,700 residents.\n"
    plan = load_plan(MappingSource({**files, PATH: added}))

    found = [each for each in check(plan, day=date(2026, 11, 22)).findings if each.id == KIND]

    assert [(each.level, each.requirement) for each in found] == [(Level.NOTE, None)]
    assert "112,450 residents" not in found[0].problem.what and "112,450" in found[0].problem.what
    assert KIND in OWN


def test_a_fact_settles_it(told, files):
    """What facts.yaml states is sourced, in whatever unit."""
    words = "The new fund holds £777.7 million, and 131,700 residents may ask."
    facts = files["facts.yaml"].decode()

    assert len(told(words)) == 2
    assert not told(
        words,
        **{
            "facts.yaml": facts
            + "  - {id: fund, value: 777.7, unit: £ million, label: Fund, source: Board}\n"
            + "  - {id: askers, value: 131700, label: People who may ask, source: Board}\n"
        },
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£178.2m", "178200000"),
        ("£178.2 million", "178200000"),
        ("£178.2 MILLION", "178200000"),
        ("£1.2bn", "1200000000"),
        ("£450k", "450000"),
        ("£450,000", "450000"),
        ("£ 450,000", "450000"),
        ("£450 thousand", "450000"),
        ("£12.50", "12.50"),
        ("£217.724m", "217724000"),
        ("(£510,000 per year)", "510000"),
        ("£12 million-a-year", "12000000"),
    ],
)
def test_forms_of_money(text, value):
    assert [each.value for each in money_in(f"It is {text}.")] == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("112,300 people", 112300),
        ("about 107,000 residents", 107000),
        ("a population of 24,100", 24100),
        ("a population of about 24,100", 24100),
        ("the population will be 0.1 million by then", 100000),
        ("3,200 residents", 3200),
        ("21,600 older people", 21600),
    ],
)
def test_forms_of_populations(text, value):
    assert [each.value for each in people_in(f"It has {text}.")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Care costs £24.50 an hour, £310 a night and £1,450 per week.",
        "The hourly price is £24.50/hour; a meal costs £4.50.",
        "A tender is needed above £50,000, and grants of up to £5,000 are given.",
        "“The Scottish Ministers may pay £9,999,999 to it”, says the Act.",
        'One said: "They spend £9,999,999 on that."',
        "In 2027 people will ask; by 2030 residents will know. Ring 01620 827 755 people say.",
        "There are 460.1 in every 100,000 people, or 12 per 1,000 residents.",
        "Practices of 15,000 to 25,000 people; 12,000 more people than now.",
        "It grew by 8.5% in 2025-26, and 99% of people agree. Section 29(3)(a).",
        "The care academy trains 60 people a year, and 3,900 people were seen.",
        "Standards in £ and pence; amounts in £000s and £m.",
        "£1 in every £5 is spent here, and for every £1 spent £3.20 comes back.",
        "The population of 65 to 74 year olds, a population of 2030, and the population is 20% older.",
    ],
)
def test_what_is_no_figure_of_the_plan(text):
    """Rates, prices, limits, quotations, years, telephone numbers, shares and small numbers of people."""
    assert [*money_in(unquoted(text)), *people_in(unquoted(text))] == []


@pytest.mark.parametrize(
    "words",
    [
        "> The Act allows £987.6 million.",
        "`£987.6 million`",
        "```\n£987.6 million\n```",
        "<!-- £987.6 million -->",
        "[Our budget](https://example.org/?sum=£987.6m)",
    ],
)
def test_quotations_and_code_are_left_alone(told, words):
    assert told(words) == []


def test_a_table_and_a_list_are_text_too(told):
    found = told("| What | £ |\n| --- | --- |\n| Beds | £987.6 million |\n\n- and £976.5 million")

    assert [each.what.split(" is not")[0] for each in found] == ["£987.6 million", "£976.5 million"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("£178 million", "177.5", "178.5"),
        ("£178.0 million", "177.95", "178.05"),
        ("£180 million", "175", "185"),
        ("about £178 million", "169.1", "186.9"),
        ("over £178 million", "177.5", "195.8"),
        ("nearly £178 million", "160.2", "178.5"),
        ("£5 to £10 million", "4.5", "10.5"),
    ],
)
def test_how_far_a_written_figure_reaches(text, low, high):
    """As far as it was rounded, and further where it says so."""
    [found] = money_in(text)

    assert (found.low, found.high) == (Decimal(low) * 1_000_000, Decimal(high) * 1_000_000)


@settings(max_examples=300, deadline=None)
@given(data=some.data())
def test_any_known_figure_matches_in_any_form_at_any_precision(sample, data):
    """Whoever rounds a figure of the plan and writes it in any of the forms is understood."""
    known = [each for each in _known(sample)[0].all if each.value >= 100]
    value = data.draw(some.sampled_from(known)).value
    units = [("", 1), *((unit, scale) for unit, scale in SCALES.items() if value >= scale)]
    unit, scale = data.draw(some.sampled_from(units))
    number = value / scale
    digits = number.adjusted() + 1
    step = data.draw(some.integers(-4, max(0, digits - 2)))
    rounded = number.quantize(Decimal(1).scaleb(step), ROUND_HALF_UP)
    text = f"£{rounded:{data.draw(some.sampled_from([',', '']))}f}{data.draw(some.sampled_from(['', ' ']))}{unit}"

    [found] = money_in(f"We have {text} for it.")

    assert _known(sample)[0].holds(found), text


@settings(max_examples=100, deadline=None)
@given(data=some.data())
def test_any_known_population_matches_at_any_precision(sample, data):
    value = data.draw(some.sampled_from([each for each in _known(sample)[1].all if each.value >= 600])).value
    step = data.draw(some.integers(0, value.adjusted() - 1))
    rounded = value.quantize(Decimal(1).scaleb(step), ROUND_HALF_UP)
    text = data.draw(some.sampled_from(["{:,f} residents", "about {:,f} residents", "a population of {:,f}"]))

    [found] = people_in(text.format(rounded))

    assert _known(sample)[1].holds(found), text.format(rounded)


def _known(plan, made={}):  # noqa: B006 - the figures of one plan, gathered once
    if not made:
        made["money"], made["people"] = Figures(known_money(plan)), Figures(known_people(plan))
        for each in made.values():
            each.all = sorted(each.sources.pop())
    return made["money"], made["people"]


def test_the_nearest_is_told_in_the_form_that_was_written(sample):
    """With as many decimals as it takes to see that it is another."""
    [written] = money_in("£178.2m")

    assert written.like(Decimal(178_400_000)) == "£178.4m"
    assert written.like(Decimal(178_210_000)) == "£178.21m"
    assert next(people_in("107,000 residents")).like(Decimal(112450)) == "112,450"


def test_the_nearest_is_that_of_all(sample):
    """The one that a look at every figure finds, whatever was written."""
    money, _ = _known(sample)

    for text in (
        "£69.6m",
        "£1",
        "£178.2m",
        "£123,456",
        "£12,500.50",
        "£999,999,999,999,999.123456789 billion",
        "£0.5 billion",
    ):
        for written in money_in(text):
            closest = min(abs(each.value - written.value) for each in money.all) + (written.high - written.low) / 2

            def order(each, written=written, closest=closest):
                far = abs(each.value - written.value)
                return max(far, closest), not each.name, each.path != "finance/lines.csv", far

            assert money.nearest(written) == min(money.all, key=order)


def test_a_line_of_many_amounts(told):
    """The time grows with the text: every one is told, each with its own line."""
    began = time.process_time()

    found = told("\n".join(["£69.6m " * 1000] * 30))

    assert time.process_time() - began < 30
    assert len(found) == 30_000
    assert len({str(each.at) for each in found}) == 30
