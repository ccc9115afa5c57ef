"""Whatever stands in a register, a plan is read and judged or refused in plain words; nothing falls over."""

import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from pydantic_core import PydanticCustomError
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.common import json_text
from scp.model.record import Mapping, Sequence, as_day, as_money, as_number, as_span, as_whole, as_year
from scp.model.stage import Stage
from scp.problem import PlanError
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.layout import REGISTERS
from scp.repository.record import build, decode, read_yaml
from scp.requirements.check import check

SAMPLE = Path(__file__).parent.parent / "sample-plan"
LEFT_OUT = object()
ODD = {
    "left out": LEFT_OUT,
    "nothing": None,
    "empty list": [],
    "no": False,
    "zero": 0,
    "below nothing": -5,
    "thirty digits": 10**30,
    "beyond all numbers": Decimal("1e999"),
    "next to nothing": Decimal("1e-999"),
    "money": "-£99999999999999999999.99",
    "spaces": "  ",
    "first day": "1900-01-01",
    "last day": "2200-12-31",
    "last year": "2199-00",
    "no year": "0000-01",
    "formula": "=cmd|'/C calc'!A1",
    "signs": "a\x1b[31mb\x9b31m\u202ec\x07\ufffe",
    "path": "../../etc/passwd",
    "braces": "{first} {0} %s {",
    "nested": [[["x"]]],
    "repeated": ["same", "same"],
    "mapping": {"a": {"b": None}},
}
DAYS = ((Stage.PUBLISHED, date(2027, 3, 11)), (Stage.IN_FORCE, date(2031, 6, 1)), (Stage.REVIEW, date(2026, 1, 1)))


@cache
def files():
    source = FolderSource(SAMPLE)
    return {path: source.read(path) for path in source.paths()}


@cache
def tree(path):
    return read_yaml(path, decode(path, files()[path]))


def places(value, before=()):
    """The way to each value inside *value*."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inside in steps:
        yield (*before, step)
        yield from places(inside, (*before, step))


def spoilt(value, way, odd):
    """*value* with *odd* at the end of *way*; the rest is shared."""
    if not way:
        return odd
    step, *rest = way
    copy = Mapping(value.at) if isinstance(value, dict) else Sequence(value.at)
    copy.lines = value.lines
    copy.update(value) if isinstance(value, dict) else copy.extend(value)
    if odd is LEFT_OUT and not rest and isinstance(value, dict):
        del copy[step]
    else:
        copy[step] = spoilt(value[step], rest, None if odd is LEFT_OUT and not rest else odd)
    return copy


def shape(way):
    return tuple("" if isinstance(step, int) else step for step in way)


def accepted(register):
    """The trees of *register* with one odd value that its model takes; any other is refused in plain words."""
    first = {shape(way): way for way in reversed(list(places(tree(register.path))))}
    random, taken = Random(register.path), []
    for way in first.values():
        for odd in random.sample(list(ODD.values()), 7):
            made = spoilt(tree(register.path), way, odd)
            try:
                build(register.model, made, register.path)
            except PlanError as error:
                assert all(each.what and each.at.path == register.path for each in error.problems)
            else:
                taken.append(made)
    return taken


def plain(value):
    """*value* for `json.dumps`, whose JSON is YAML as well."""
    assert isinstance(value, Decimal)
    return float(value)


WRITTEN = [each for each in REGISTERS if (SAMPLE / each.path).exists()]


def test_odd_values_are_judged_or_refused():
    """Any field left out, emptied or filled with nonsense leads to a report or to a `PlanError`."""
    random = Random(1)
    left = {each.path: random.sample(found, min(3, len(found))) for each in WRITTEN if (found := accepted(each))}
    judged = 0
    while any(left.values()):
        together = {path: json.dumps(found.pop(), default=plain).encode() for path, found in left.items() if found}
        for _ in range(4):
            try:
                plan = load_plan(MappingSource(files() | together))
            except PlanError as error:
                guilty = {each.at.path for each in error.problems} & together.keys() or set(sorted(together)[::2])
                together = {path: content for path, content in together.items() if path not in guilty}
                continue
            for stage, day in DAYS:
                assert check(plan, stage, day).states
            judged += len(together)
            break

    assert judged > len(WRITTEN) / 2


# numbers, spans and years


@pytest.mark.parametrize("read", [as_money, as_number], ids=["money", "number"])
@pytest.mark.parametrize(
    "value", [Decimal("1e999"), Decimal("-1e30"), 10**16, Decimal("12345678901234567.01")], ids=str
)
def test_numbers_beyond_reason_are_refused(read, value):
    with pytest.raises(PydanticCustomError) as refused:
        read(value)

    assert refused.value.type == "too_large"


def test_a_million_digits_are_refused():
    for read, value in ((as_money, "9" * 1_000_001), (as_whole, 10**16)):
        with pytest.raises(PydanticCustomError) as refused:
            read(value)
        assert refused.value.type == "too_large"


def test_a_number_with_endless_places_is_refused():
    with pytest.raises(PydanticCustomError) as refused:
        as_number(Decimal("1e-999"))

    assert refused.value.type == "too_fine"


def test_a_span_is_no_longer_than_a_lifetime():
    assert as_span(1_000) == 1_000
    with pytest.raises(PydanticCustomError) as refused:
        as_span(1_001)
    assert refused.value.type == "too_long"


@pytest.mark.parametrize(("read", "text"), [(as_year, "20٢٧-28"), (as_day, "٢٠٢٧-٠١-٠١"), (as_money, "£٣")])
def test_digits_are_those_of_the_keyboard(read, text):
    with pytest.raises(PydanticCustomError):
        read(text)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("registers/planning-group.yaml", r"papers_lead_days: \d+", "papers_lead_days: 99999999999"),
        ("registers/timetable.yaml", r"weeks: \d+", "weeks: 99999999999"),
        ("registers/directions.yaml", r"payment: \d+", "payment: 1e400"),
    ],
)
def test_the_refusal_names_the_line(path, before, after):
    """A number that no calendar or budget can hold is told with its place and its key."""
    text, changed = re.subn(before, after, files()[path].decode(), count=1)
    assert changed

    with pytest.raises(PlanError) as refused:
        load_plan(MappingSource(files() | {path: text.encode()}))

    [problem] = refused.value.problems
    assert problem.at.path == path and problem.at.line > 1
    assert problem.what.startswith(f"'{after.partition(':')[0]}' is ")


def test_work_of_many_lifetimes_ends_at_the_first_day():
    """A timetable that reaches back beyond the first day of the calendar is judged like any other."""
    step = '{"id": "s%d", "stage": "review", "weeks": 1000}'
    steps = ", ".join(step % number for number in range(200))
    text = f'{{"milestones": [{steps}]}}'

    try:
        plan = load_plan(MappingSource(files() | {"registers/timetable.yaml": text.encode()}))
    except PlanError as error:
        pytest.fail(str(error))

    assert all(check(plan, stage, day).states for stage, day in DAYS)


# what is printed


def test_json_steers_no_terminal():
    """Signs that a terminal obeys are escapes in JSON, so that nothing is lost."""
    text = {"a": "\x1b[31m\x9b\u202e\x7f"}

    written = json_text(text)

    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written) == []
    assert json.loads(written) == text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_of_another_age_is_refused(day):
    """No span of time is counted from a day that no plan can have."""
    result = CliRunner().invoke(app, ["check", "--plan", str(SAMPLE), "--as-of", day])

    assert result.exit_code == 2
    assert "too far from ours" in result.stderr
