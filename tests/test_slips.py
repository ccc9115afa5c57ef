"""Slips of the pen in YAML: each is told at its line, with the sign at fault and how to write it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scp.problem import PlanError
from scp.repository.record import read_yaml
from scp.repository.slips import in_quotes

SAMPLE = Path(__file__).parent.parent / "sample-plan"
FILES = sorted(path for path in SAMPLE.rglob("*.yaml") if path.stat().st_size < 20_000)

CASES = [
    ("title: 'Carers' voice\n", 1, "apostrophe (') at character 15 ends the text", "`title: \"'Carers' voice\"`"),
    (
        "a: 1\ntitle: 'It's ours'\n",
        2,
        "character 11 ends the text that the one at character 8",
        '`title: "It\'s ours"`',
    ),
    ("- 'Carers' voice\n- y\n", 1, "more words follow: voice", "`- \"'Carers' voice\"`"),
    ('why: "a "b" c"\n', 1, 'quotation mark (") at character 9', "`why: 'a \"b\" c'`"),
    ("why: It's fine: really\n", 1, "a second colon follows 'It's fine' (character 15)", '`why: "It\'s fine: really"`'),
    ("a:\n  - title: Carers: our plan\n    x: 1\n", 2, "second colon", '`- title: "Carers: our plan"`'),
    ("a: 1\nitems:\n- 'x\n- y\n", 3, "apostrophe (') at character 3 opens a text that is never", '`- "x"`'),
    ('a: "Carers\nb: 1\nc: 2\n', 1, "never closed", '`a: "Carers"`'),
    ("a: 'Carers voice\nb: don't\n", 1, "ends only in a line further down", '`a: "Carers voice"`'),
    ("a: 1\n'b: 2\n", 2, "character 1 opens a text that is never closed", "Take it out: `b: 2`"),
    ("a: [x, 'y]\nb: 2\n", 1, "apostrophe (') at character 8", "before the comma or the bracket"),
    ("a: 1\n\tb: 2\n", 2, "a tab stands at the front", "spaces"),
    ("a:\n\t- x\n", 2, "a tab stands at the front", "spaces"),
    ("a: >\n\tx\n", 2, "a tab stands at the front", "spaces"),
    ("a: 1\ntitle:Carers\nb: 1\n", 2, "no space after the colon", "`title: Carers`"),
    ("a: 1\nb: [one, two\nc: 3\n", 2, "the [ at character 4 opens a list that is not closed", "`b: [one, two]`"),
    ("a: {one: 1\nb: 3\n", 1, "the { at character 4 opens a record that is not closed", "`a: {one: 1}`"),
    ("a: [draft for the Board\nb: 3\n", 1, "not closed", '`a: "[draft for the Board"`'),
    ("a: [x, y]]\n", 1, "the ] at character 10 closes a bracket that was never opened", "Take it out"),
    ("a: [x y: z: q]\n", 1, "within the list in brackets something is wrong at character 11", "comma"),
    ("a: 1\nb: 2\na: 3\n", 3, "'a' stands here a second time (first in line 1)", "Keep one"),
    ("a:\n  b: 1\n   c: 2\n", 3, "begins with 3 spaces, and the line above it, which has a value", "as many spaces"),
    ("a:\n  b: 1\n c: 2\n", 3, "begins with 1 space, and the lines above it with 2 or none", "as many spaces"),
    ("a:\n  - x\n - y\n", 3, "begins with 1 space, and the lines above it with 2", "as many spaces"),
    ("a: 1\n- b\n", 2, "begins with a dash", "below their key"),
    ("- a\nb: 1\n", 2, "begins without a dash", "a dash and a space"),
    ("a: - x\n", 1, "a dash stands directly after the colon (character 4)", "line of its own"),
    ("a: 1\njust words\nb: 2\n", 2, "'just words' has no colon", "`key: value`"),
    ("just words\nb: 2\n", 1, "'just words' has no colon", "`just words: …`"),
    ("a: @carers\n", 1, "may begin with @ (character 4)", '`a: "@carers"`'),
    ("a: `x`\n", 1, "may begin with ` (character 4)", '`a: "`x`"`'),
    ("a: %x\n", 1, "may begin with % (character 4)", '`a: "%x"`'),
    ("a: >x\n", 1, "may begin with > (character 4)", '`a: ">x"`'),
    ("a: ,x\n", 1, "may begin with , (character 4)", '`a: ",x"`'),
    ("a: 1\n%b: 2\n", 2, "may begin with % (character 1)", "Take it out"),
    ('a: "x\\y"\n', 1, "a backslash (\\) stands within double quotes (character 6)", "Write it twice"),
    ("a: “Each: ours”\n", 1, "curly", "straight"),
    ("a: 1\n...\nb: 2\n", 3, "does not line up", "spaces"),
]

JARGON = (
    "mapping",
    "scalar",
    "token",
    "block",
    "flow",
    "indicator",
    "stream",
    "node",
    "sequence",
    "YAML",
    "did not find",
)


@pytest.mark.parametrize(("text", "line", "what", "mend"), CASES, ids=lambda each: repr(each)[:30])
def test_a_slip_is_told_with_its_sign(text, line, what, mend):
    """The line, the sign and the character at fault, and how to write it; none of the parser's words."""
    with pytest.raises(PlanError) as raised:
        read_yaml("facts.yaml", text)

    [problem] = raised.value.problems
    assert (problem.at.path, problem.at.line) == ("facts.yaml", line)
    assert what in problem.what and mend in problem.mend
    assert not any(word in f"{problem.what} {problem.mend}" for word in JARGON)


MENDED = [each for each in CASES if each[3].startswith("`")]


@pytest.mark.parametrize(("text", "line", "what", "mend"), MENDED, ids=lambda each: repr(each)[:30])
def test_what_the_mend_shows_can_be_read(text, line, what, mend):
    """The line as the mend writes it takes the place of the one at fault, and no fault is left."""
    lines = text.split("\n")
    written = mend.strip("`")
    if written.endswith("…"):
        return
    front = re.match(" *", lines[line - 1]).group()

    assert read_yaml("facts.yaml", "\n".join([*lines[: line - 1], front + written, *lines[line:]]))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")))
def test_text_in_quotes_is_read_whole(text):
    """Whatever the words are, they are one text; only quotation marks beside apostrophes turn into apostrophes."""
    read = read_yaml("facts.yaml", f"a: {in_quotes(text)}\n")["a"]

    assert read == text or read == text.replace('"', "'")


@settings(max_examples=200, deadline=None)
@given(path=st.sampled_from(FILES), data=st.data())
def test_a_sign_too_many_or_too_few_is_told_at_a_line(path, data):
    """Put a sign into a file of the sample plan, or take one out: it is read, or told at one of its lines."""
    text = path.read_text(encoding="utf-8")
    place = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.sampled_from(["'", '"', ":", ": ", "[", "]", "{", "}", "\t", "  ", "- ", "@", "%", "\\", ","]))
    changed = text[:place] + data.draw(st.sampled_from([sign, ""])) + text[place + data.draw(st.integers(0, 1)) :]
    try:
        read_yaml("facts.yaml", changed)
    except PlanError as error:
        for each in error.problems:
            assert 1 <= each.at.line <= changed.count("\n") + 1
            assert each.what and each.mend
            assert not any(
                word in f"{each.what} {re.sub('[`].*[`]', '', each.mend)}" for word in ("did not find", "token")
            )
