"""Reading a plan: what is there, and one message for each fault."""

import contextlib
import os
import re
import time
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scp.model.plan import Plan
from scp.model.registers import Functions
from scp.problem import Location, PlanError
from scp.repository import FolderSource, MappingSource, find_root, load_plan
from scp.repository.record import decode, read_yaml
from tests.small import FILES, edited, files


def faults(content):
    with pytest.raises(PlanError) as caught:
        load_plan(MappingSource(content))
    return caught.value.problems


def test_the_small_plan_loads():
    """Every value is there, and each record knows its file and line."""
    plan = load_plan(MappingSource(FILES))

    assert isinstance(plan, Plan)
    assert [each.name for each in plan.localities] == ["East", "West"]
    assert plan.population == 3000
    assert plan.localities[0].arrangements["carers"].at == Location("localities/east.md", 6)
    assert plan.localities[0].at_key("population") == Location("localities/east.md", 3)
    assert plan.finance.total("2027-28") == Decimal(120000)
    assert plan.functions.functions[0].at == Location("registers/functions.yaml", 2)


def test_references_are_put_into_the_text():
    """`{{ fact }}` reads as the fact, and numbers as people write them."""
    plan = load_plan(MappingSource(FILES))

    assert "There are 3,000 of us and 1,240 carers." in plan.narrative[0].section.plain


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("1240", "1,240"),
        ("1240\n    unit: hours", "1,240 hours"),
        ("8.5\n    unit: '%'", "8.5%"),
        ("178.2\n    unit: £ million", "£178.2 million"),
        ("2027-04-01", "1 April 2027"),
        ("a nurse", "a nurse"),
        ("2027-02-30", "2027-02-30"),
        ("0.50\n    unit: £", "£0.50"),
    ],
)
def test_facts_are_printed_as_people_write_them(value, printed):
    """Numbers have their commas and units, days are written out."""
    assert (
        f"{printed} carers" in load_plan(MappingSource(edited("facts.yaml", "1240", value))).narrative[0].section.plain
    )


def test_references_are_put_into_records():
    """A reference in YAML reads as the fact too, in text, lists and mappings."""
    content = edited("localities/east.md", "Breaks for carers.", "'Breaks for {{ carers-known }} carers.'")
    content["localities/east.md"] = content["localities/east.md"].replace(
        b"name: East\n", b"name: East\nboundary: 'By {{ locality.west.name }}'\n"
    )

    east = load_plan(MappingSource(content)).localities[0]

    assert east.boundary == "By West"
    assert east.arrangements["carers"].outcomes[6] == "Breaks for 1,240 carers."


BAD = [
    # title, files, (path, line), what must be said
    ("broken yaml", edited("plan.yaml", "model: ijb", "model: [ijb"), ("plan.yaml", 4), "`model: [ijb]`"),
    ("tab", edited("plan.yaml", "  start", "\tstart"), ("plan.yaml", 9), "tab"),
    ("open quote", edited("plan.yaml", "model: ijb", 'model: "ijb'), ("plan.yaml", 4), "quotes"),
    (
        "dash without a space",
        edited("localities/east.md", "status: draft\n---", "status: draft\nevidence:\n  -x\n---"),
        ("localities/east.md", 10),
        "a dash needs a space after it",
    ),
    ("colon", edited("facts.yaml", "value: 1240", "value: a: b"), ("facts.yaml", 3), "colon"),
    (
        "number for people",
        edited("localities/east.md", "1000", "'24,100'"),
        ("localities/east.md", 3),
        "Write digits only, as in `population: 24100`.",
    ),
    (
        "small number",
        files({"registers/planning-group.yaml": b"size: a few\n"}),
        ("registers/planning-group.yaml", 1),
        "Write digits only, as in `size: 12`.",
    ),
    ("wrong type", edited("localities/east.md", "1000", "many"), ("localities/east.md", 3), "not a whole number"),
    (
        "no number for yes",
        edited("localities/east.md", "1000", "true"),
        ("localities/east.md", 3),
        "not a whole number",
    ),
    ("no day", edited("plan.yaml", "2027-04-01", "1 April 2027"), ("plan.yaml", 9), "not a day"),
    ("no such day", edited("plan.yaml", "2027-04-01", "2027-02-30"), ("plan.yaml", 9), "does not exist"),
    ("far day", edited("plan.yaml", "2027-04-01", "0001-01-01"), ("plan.yaml", 9), "too far"),
    (
        "no address",
        edited("plan.yaml", "edition:", "contact: {email: not an email}\nedition:"),
        ("plan.yaml", 2),
        "not an e-mail address",
    ),
    ("zero is no day", edited("plan.yaml", "2027-04-01", "0"), ("plan.yaml", 9), "not a day"),
    ("period ends first", edited("plan.yaml", "2030-03-31", "2026-03-31"), ("plan.yaml", 10), "before it begins"),
    ("unknown key", edited("plan.yaml", "period:", "perod:"), ("plan.yaml", 8), "Did you mean 'period'"),
    (
        "unknown key inside",
        edited("registers/functions.yaml", "name:", "naem:"),
        ("registers/functions.yaml", 2),
        "Did you mean 'name'",
    ),
    ("duplicate key", edited("plan.yaml", "model: ijb", "model: ijb\nmodel: both"), ("plan.yaml", 5), "a second time"),
    ("alias", edited("facts.yaml", "1240", "*n"), ("facts.yaml", 3), "by reference"),
    ("anchor", edited("facts.yaml", "1240", "&n 1240"), ("facts.yaml", 3), "for reuse"),
    ("tag", edited("facts.yaml", "1240", "!!python/name:os.system"), ("facts.yaml", 3), "special kind"),
    ("two documents", edited("facts.yaml", "facts:", "a: 1\n---\nfacts:"), ("facts.yaml", 2), "second document"),
    (
        "not utf-8",
        files({"narrative/040-vision.md": b"---\ntitle: Caf\xe9\n---\n"}),
        ("narrative/040-vision.md", 2),
        "UTF-8",
    ),
    ("nul", files({"facts.yaml": b"facts:\n\0"}), ("facts.yaml", 2), "NUL"),
    (
        "front matter open",
        files({"narrative/040-vision.md": b"---\ntitle: X\n"}),
        ("narrative/040-vision.md", 1),
        "never closed",
    ),
    ("no front matter", files({"narrative/040-vision.md": b"Text\n"}), ("narrative/040-vision.md", None), "missing"),
    (
        "missing record file",
        edited("localities/east.md", "status: draft\n---", "status: draft\nevidence: [evidence/a.pdf]\n---"),
        ("localities/east.md", 10),
        "there is no file",
    ),
    (
        "missing anchor",
        edited(
            "localities/east.md", "status: draft\n---", "status: draft\nevidence: ['localities/west.md#cares']\n---"
        ),
        ("localities/east.md", 10),
        "Did you mean 'carers'",
    ),
    (
        "place out of the plan",
        edited("localities/east.md", "status: draft\n---", "status: draft\nevidence: [../../etc/passwd]\n---"),
        ("localities/east.md", 10),
        "not a place",
    ),
    (
        "names alike",
        files({"narrative/040-Vision.md": FILES["narrative/040-vision.md"]}),
        ("narrative/040-vision.md", None),
        "capital letters",
    ),
    (
        "two of one name",
        edited("localities/west.md", "name: West", "name: east"),
        ("localities/west.md", 2),
        "have the name",
    ),
    (
        "no heading",
        edited("localities/east.md", "## Support for carers {#carers}", "### Support"),
        ("localities/east.md", 6),
        "has no heading",
    ),
    ("no entry", edited("localities/west.md", "{#carers}", "{#respite}"), ("localities/west.md", 9), "no entry"),
    (
        "heading without slug",
        edited("localities/west.md", " {#carers}", ""),
        ("localities/west.md", 9),
        "no short name",
    ),
    (
        "no such fact",
        edited("narrative/040-vision.md", "carers-known", "carers-knwon"),
        ("narrative/040-vision.md", 10),
        "Did you mean {{ carers-known }}",
    ),
    (
        "no such fact in yaml",
        edited("localities/east.md", "Breaks for carers.", "'{{ nothing }}'"),
        ("localities/east.md", None),
        "refers to no fact",
    ),
    (
        "code is no fact",
        edited("narrative/040-vision.md", "carers-known", "[].__class__"),
        ("narrative/040-vision.md", 10),
        "refers to no fact",
    ),
    (
        "no such function",
        edited("localities/east.md", "[home-care]", "[home-car]"),
        ("localities/east.md", 7),
        "Did you mean 'home-care'",
    ),
    (
        "no such care group",
        edited("finance/lines.csv", "carers,\n", "cares,\n"),
        ("finance/lines.csv", 2),
        "no care group",
    ),
    ("no such outcome", edited("localities/east.md", "{6:", "{10:"), ("localities/east.md", 8), "1 to 9"),
    (
        "no such role",
        edited("narrative/040-vision.md", "role: vision", "role: vison"),
        ("narrative/040-vision.md", 3),
        "Did you mean 'vision'",
    ),
    ("no money", edited("finance/lines.csv", "120000", "lots"), ("finance/lines.csv", 2), "not an amount"),
    (
        "cells too many",
        edited("finance/lines.csv", "120000,carers,", "120,000,carers,"),
        ("finance/lines.csv", 2),
        "cells",
    ),
    (
        "unknown column",
        edited("finance/lines.csv", "amount", "amuont"),
        ("finance/lines.csv", 1),
        "Did you mean 'amount'",
    ),
    (
        "no financial year",
        edited("finance/lines.csv", "2027-28", "2027-29"),
        ("finance/lines.csv", 2),
        "not a financial year",
    ),
    ("line twice", edited("finance/lines.csv", "2028-29", "2027-28"), ("finance/lines.csv", 3), "a second time"),
    (
        "id twice",
        edited("registers/functions.yaml", "functions:\n", "functions:\n  - {id: home-care, name: X}\n"),
        ("registers/functions.yaml", 3),
        "a second time",
    ),
    (
        "unknown register",
        files({"registers/functoins.yaml": b""}),
        ("registers/functoins.yaml", None),
        "Did you mean registers/functions.yaml",
    ),
    ("bad file name", files({"localities/North West.md": b""}), ("localities/North West.md", None), "not read"),
    (
        "first and replaces",
        edited("plan.yaml", "model: ijb", "model: ijb\nfirst: yes\nreplaces: {title: The old plan}"),
        ("plan.yaml", 5),
        "replaces another",
    ),
    (
        "seat ends first",
        files(
            {
                "registers/planning-group.yaml": b"members:\n  - {id: gp, seat: spg-a, holder: GP, start: 2026-02-01, end: 2026-01-01}\n"
            }
        ),
        ("registers/planning-group.yaml", 2),
        "before it begins",
    ),
    (
        "curly quotes",
        edited("plan.yaml", "model: ijb", "model: ijb\ntitle: “Each body: ours”"),
        ("plan.yaml", 5),
        "straight",
    ),
    (
        "merge",
        edited("plan.yaml", "model: ijb", "<<<<<<< HEAD\nmodel: ijb\n=======\nmodel: both\n>>>>>>> theirs"),
        ("plan.yaml", None),
        "two people",
    ),
    (
        "no space",
        edited("registers/functions.yaml", "functions:\n", "scheme:Annex 1\nfunctions:\n"),
        ("registers/functions.yaml", 1),
        "no space",
    ),
    ("empty list", edited("facts.yaml", "facts:\n", "facts: []\n"), ("facts.yaml", 1), "Take out the []"),
    ("newer version", edited("plan.yaml", "format: 1", "format: 2"), ("plan.yaml", 1), "newer version"),
    ("unknown model", edited("plan.yaml", "model: ijb", "model: ijbs"), ("plan.yaml", 4), "Did you mean 'ijb'"),
    ("list for text", edited("plan.yaml", "model: ijb", "model: ijb\ntitle: [a]"), ("plan.yaml", 5), "not text"),
    (
        "no colour",
        edited("plan.yaml", "model: ijb", "model: ijb\ntheme: {colour: blue}"),
        ("plan.yaml", 5),
        "not a colour",
    ),
    (
        "set from file",
        edited("care-groups/carers.md", "name:", "id: x\nname:"),
        ("care-groups/carers.md", 2),
        "cannot be set here",
    ),
]


@pytest.mark.parametrize(("content", "place", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(content, place, said):
    """Each fault gives one message with its file, its line, what it is and how to mend it."""
    problems = faults(content)

    assert len(problems) == 1, [str(each) for each in problems]
    problem = problems[0]
    assert problem.at.path == place[0]
    assert place[1] is None or problem.at.line == place[1]
    assert said in f"{problem.what} {problem.mend}"
    assert problem.mend
    assert not re.search(r"pydantic|Record|Traceback|NoneType|\bdict\b|Error", str(problem))


def test_every_fault_is_told_at_once():
    """Faults in three files are three messages."""
    content = edited("localities/east.md", "1000", "many")
    content["plan.yaml"] = content["plan.yaml"].replace(b"2027-04-01", b"soon")
    content["registers/functions.yaml"] = b"functions:\n  - {id: A B, name: 3}\n"

    problems = faults(content)

    assert [each.at.path for each in problems] == [
        "localities/east.md",
        "plan.yaml",
        "registers/functions.yaml",
        "registers/functions.yaml",
    ]


def test_a_file_that_cannot_be_read_brings_no_false_faults():
    """What refers to a file with a fault is not a fault as well."""
    content = edited("care-groups/carers.md", "status: draft", "status: drat")

    assert [each.at.path for each in faults(content)] == ["care-groups/carers.md"]


def keys_of(path, text):
    """Each line that begins with a key, in front matter or YAML."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"\s*-? ?(?!carers)[a-z_]+:( |$)", line):
            yield number


@pytest.mark.parametrize(
    ("path", "number"),
    [
        (path, number)
        for path, content in FILES.items()
        if path.endswith((".yaml", ".md"))
        for number in keys_of(path, content.decode().split("---\n")[1] if path.endswith(".md") else content.decode())
    ],
)
def test_a_misspelt_key_is_found_at_its_line(path, number):
    """Spoil each key in turn: the message names the file and the line."""
    text = FILES[path].decode()
    lines = text.split("\n")
    line = number + (1 if path.endswith(".md") else 0)
    lines[line] = re.sub(r"([a-z_]+):", r"\1zz:", lines[line], count=1)

    problems = faults(files({path: "\n".join(lines).encode()}))

    assert (path, line + 1) in {(each.at.path, each.at.line) for each in problems}
    assert all(each.what and each.mend for each in problems)


def test_folder_sources(tmp_path):
    """An empty folder, no folder and a link out of the plan are told plainly."""
    with pytest.raises(PlanError, match="is empty"):
        find_root(tmp_path, tmp_path)
    with pytest.raises(PlanError, match="no folder"):
        find_root(tmp_path, tmp_path / "none")
    with pytest.raises(PlanError, match=r"no plan here"):
        find_root(tmp_path)

    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert load_plan(FolderSource(find_root(tmp_path / "localities"))).edition == "2027-2030"
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "link.md").symlink_to("/etc/passwd")
    with pytest.raises(PlanError, match="is a link"):
        load_plan(FolderSource(tmp_path))


def test_what_is_ignored(tmp_path):
    """Outputs, history and git's own files are no part of the plan."""
    content = files({"build/index.html": b"x", "history/draft-1/plan.yaml": b"]["})

    assert "build/index.html" not in load_plan(MappingSource(content)).files


def test_crlf_and_bom_are_folded():
    """A file saved by a Windows editor reads the same."""
    content = {
        path: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") if path.endswith((".md", ".yaml", ".csv")) else text
        for path, text in FILES.items()
    }

    assert (
        load_plan(MappingSource(content)).narrative[0].section.plain
        == load_plan(MappingSource(FILES)).narrative[0].section.plain
    )


def test_text_problems_are_findings_not_faults():
    """Raw HTML, an unclosed block, a missing picture and a broken link load, and are kept for `check`."""
    content = edited(
        "care-groups/carers.md",
        "Carers look after somebody.",
        "\n".join(
            [
                "A <b>bold</b> claim.",
                "",
                "![plan](pictures/none.png) [east](../localities/north.md) [w](../localities/west.md#carers)",
                "",
                "<!-- a note --> and <i>more</i>",
                "",
                "~~~",
                "never closed",
            ]
        ),
    )

    plan = load_plan(MappingSource(content))

    assert [(each.kind, each.at.line) for each in plan.problems] == [
        ("plan-raw-html", 5),
        ("plan-raw-html", 5),
        ("plan-broken-link", 7),
        ("plan-missing-picture", 7),
        ("plan-raw-html", 9),
        ("plan-unclosed-block", 11),
    ]


@pytest.mark.parametrize(
    "text", ["{{" * 50_000, "{{ a " * 50_000, "<!-- " * 50_000, "[" * 50_000, "> " * 5_000 + "x", "*a **b " * 5_000]
)
def test_hostile_text_is_read_in_time(text):
    """No text makes reading slow: a guard against patterns that try every way to match."""
    started = time.process_time()
    with contextlib.suppress(PlanError):
        load_plan(MappingSource(files({"narrative/050-area.md": f"---\ntitle: Area\n---\n{text}\n".encode()})))

    assert time.process_time() - started < 20


def test_what_lies_too_deep_is_told():
    """What the parser would leave out, because it lies too deep, is a finding."""
    plan = load_plan(MappingSource(edited("care-groups/carers.md", "Carers look", "> " * 100 + "Carers look")))

    assert [each.kind for each in plan.problems] == ["plan-too-deep"]


def test_records_are_frozen_and_compare_by_value():
    """The place of a record is no part of what it says."""
    one = load_plan(MappingSource(FILES)).functions
    other = Functions.model_validate(
        {"functions": [{"id": "home-care", "name": "Home care", "delegated_by": "S12000010"}]}
    )

    assert one == other
    assert one.at != other.at
    assert one.functions[0].replace(name="Care at home").at == one.functions[0].at


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.sampled_from([1.5, -0.1, 1e300, "1E100", "1.", ".5", "0x1F", "0o17", "1e5", "0.1"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz é:#-", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(trees)
def test_yaml_reads_as_ruamel_reads(tree):
    """Our reader gives the values that ruamel's YAML 1.2 gives, for whatever PyYAML writes."""
    text = yaml.safe_dump({"root": tree}, allow_unicode=True)

    ruamel = YAML(typ="safe", pure=True)
    assert as_floats(read_yaml("x.yaml", text)) == ruamel.load(text)


def as_floats(value):
    """Our numbers with a point are exact; ruamel's are floats."""
    if isinstance(value, dict):
        return {as_floats(key): as_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_floats(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


@given(st.text("ab: -\n#'\"[]{}&*!|>%@`,?~\\\t0", max_size=60))
def test_yaml_of_any_kind_is_read_or_refused(text):
    """Nothing but a value or a `PlanError` comes of any text."""
    try:
        read_yaml("x.yaml", text)
    except PlanError as error:
        assert error.problems[0].what


@pytest.mark.parametrize(
    "text", ["no", "yes", "on", "off", "12:30", "1_000", "0777", "2026-01-01", "<<", "=", "~user", ".5.", "1e5x"]
)
def test_yaml_1_2_words_stay_words(text):
    """What YAML 1.1 turned into something else is read as it is written."""
    assert read_yaml("x.yaml", f"a: {text}")["a"] == (777 if text == "0777" else text)


def told(body, kind="plan-lost-text"):
    content = files({"narrative/010-our-area.md": f"---\ntitle: Our area\n---\n{body}".encode()})
    plan = load_plan(MappingSource(content))
    section = next(each for each in plan.narrative if each.at.path == "narrative/010-our-area.md").section
    return [each.at.line for each in plan.problems if each.kind == kind], section.plain


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | lost |\n| 1 | 2 | |\n| 1 \\| 2 | 3 |\n", [6]),
        ("> | a |\n> |---|\n> | 1 | lost |\n", [6]),
        ("Words.\n\n[^a]: never referred to\n", [6]),
        ("Words.[^a]\n\n[^a]: first\n\n[^a]: second\n", [8]),
        ("Words\nand[^b] more \\[^c].\n", [5]),
        ("Words.[^a]\n\n[^a]: see[^b]\n\n[^b]: deep\n", []),
        ("Words.\n\n[^a]: see[^b]\n\n[^b]: see[^a]\n", [6, 8]),
        ("Words.^[a note] `[^x]`\n", []),
        ("Words.\n\n[Carers]: support\n", [6]),
        ("[Carers] and [others][o].\n\n[carers]: /a\n[O]: /b\n[o]: /c\n", [8]),
        ("Words.\n\n<!--> lost -->\n", [6]),
        ("Words <!--> more.\n", [4]),
        ("Words.\n\n<!-->\nmeant to be left out\n-->\n", [6]),
    ],
)
def test_text_that_markdown_leaves_out_is_told(body, lines):
    """What would be missing in the documents, though it was written, is named with its line."""
    assert told(body)[0] == lines


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("<!-- note --> Words stay.\n", "Words stay."),
        ("<!-- a\nb --> Words stay.\n", "Words stay."),
        ("<!-- a --> Words <!-- b --> stay.\nAll of them.\n", "Words stay. All of them."),
        ("<!-- a --> Words <!-- b\n\nc --> stay.\n", "Words stay."),
        ("- one\n\n  <!-- a\n  b --> Words stay.\n", "one Words stay."),
        ("> <!-- a\n> b --> Words stay.\n", "Words stay."),
    ],
)
def test_words_after_a_comment_are_printed(body, plain):
    """A comment goes, and what stands beside it on the same line stays, with the lines of all that follows."""
    html, said = told(body + "\n<b>x</b>\n", "plan-raw-html")

    assert " ".join(said.split()).replace(" x", "") == plain
    assert set(html) == {4 + body.count("\n") + 1}


def test_a_second_comment_that_is_never_closed_is_not_printed():
    """What was meant to be left out stays out, and is told."""
    lines, plain = told("<!-- a --> Words <!-- secret\n", "plan-unclosed-block")

    assert (lines, plain.strip()) == ([4], "")


def test_words_after_a_hash_are_told():
    """YAML takes them for a comment: a note says so, unless it looks like a comment."""
    content = edited("care-groups/carers.md", "name: Unpaid carers", "name: Unpaid carers #1 priority # ours")

    assert [(each.kind, each.at.line, each.note) for each in load_plan(MappingSource(content)).problems] == [
        ("plan-lost-text", 2, True)
    ]
    content = edited("care-groups/carers.md", "name: Unpaid carers", "name: Unpaid carers # ours")
    assert not load_plan(MappingSource(content)).problems


def test_many_faults_are_told_in_good_time():
    """Words that may have been meant are looked for at the first faults only."""
    facts = "facts:\n" + "".join(f"  - id: number-of-people-{n}\n    value: {n}\n" for n in range(2000))
    body = " ".join(f"{{{{ nubmer-of-people-{n} }}}}" for n in range(2000))
    content = edited("facts.yaml", "facts:\n", facts) | {"narrative/090-x.md": f"---\ntitle: X\n---\n{body}".encode()}
    began = time.perf_counter()

    found = faults(content)

    assert time.perf_counter() - began < 3
    assert len(found) == 2000
    assert sum("Did you mean" in each.mend for each in found) <= 20


def test_a_long_heading_is_read_in_good_time():
    """Blanks in a heading do not make its reading slow."""
    began = time.perf_counter()

    told("## a" + " " * 40_000 + "{#b\n")

    assert time.perf_counter() - began < 2


def test_files_that_cannot_be_read_are_told(plan_copy):
    """A closed folder, a name that is not UTF-8, a link for plan.yaml and a file too large each have their fault."""
    (plan_copy / "evidence").mkdir(exist_ok=True)
    with (plan_copy / "evidence" / "film.mp4").open("wb") as film:
        film.truncate(200_000_001)
    with (plan_copy / "narrative" / "095-long.md").open("wb") as long:
        long.truncate(5_000_001)
    with contextlib.suppress(OSError), open(bytes(plan_copy) + b"/evidence/caf\xe9.pdf", "wb"):
        pass
    (plan_copy / "plan.yaml").rename(plan_copy.parent / "elsewhere.yaml")
    (plan_copy / "plan.yaml").symlink_to(plan_copy.parent / "elsewhere.yaml")

    with pytest.raises(PlanError) as caught:
        load_plan(FolderSource(plan_copy))

    said = {each.at.path: each.what for each in caught.value.problems}
    assert "200 MB" in said["evidence/film.mp4"]
    assert "5 MB" in said["narrative/095-long.md"]
    assert "link" in said["plan.yaml"]
    assert "missing" not in said["plan.yaml"]
    assert "UTF-8" in said.get("evidence/caf\\xe9.pdf", "UTF-8")


@pytest.fixture
def plan_copy(tmp_path):
    for path, content in FILES.items():
        (tmp_path / "plan" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plan" / path).write_bytes(content)
    return tmp_path / "plan"


def test_a_closed_folder_is_told(plan_copy, monkeypatch):
    """A folder that may not be opened is named, not passed over."""
    scandir = os.scandir

    def closed(path):
        if str(path).endswith("localities"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)

    assert Location("localities") in {each.at for each in FolderSource(plan_copy).problems}


def test_odd_characters_do_not_move_lines():
    """Line ends that only Unicode knows are blanks; a control character is told with its line."""
    text = "title: One\u2028two\u0085three\u2029four\nnext: 1\n"

    assert read_yaml("x.yaml", decode("x.yaml", text.encode())).lines["next"] == 2
    with pytest.raises(PlanError) as caught:
        decode("x.md", b"a\n\nb\x0bc\n")
    assert caught.value.problems[0].at == Location("x.md", 3)


def test_a_value_does_not_refer_to_another():
    """Braces in a value that text refers to are told where the value stands."""
    content = edited("facts.yaml", "facts:\n", "facts:\n  - id: loop\n    value: see {{ loop }}\n")

    assert Location("facts.yaml", 3) in {each.at for each in faults(content)}


def test_a_name_that_no_heading_holds_is_told():
    """A name is bounded: a page set with one of thousands of letters could not be made."""
    with pytest.raises(PlanError) as told:
        load_plan(MappingSource(edited("localities/east.md", "name: East", f"name: {'x' * 301}")))

    assert "the name has 301 letters" in str(told.value) and "localities/east.md:2" in str(told.value)
