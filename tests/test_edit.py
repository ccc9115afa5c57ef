"""Edits: what was asked for changes, and not a byte besides."""

import os
import subprocess
from datetime import date
from difflib import unified_diff

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from scp.cli import app
from scp.history import Repository
from scp.problem import PlanError, Refusal
from scp.reference import lists
from scp.reference.authorities import find_authority
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.edit import append_record, remove_record, update_record
from scp.repository.marks import Text, nodes, splice
from scp.repository.naming import everything_named, find
from scp.repository.record import read_yaml
from scp.repository.remove import remove
from scp.repository.rename import rename
from scp.repository.save import write_files
from scp.repository.scaffold import NewPeriod, scaffold_new, scaffold_next
from scp.repository.written import block, like, word

RECORD = {
    "id": "x",
    "statement": 'It is: "done" # really',
    "date": date(2027, 1, 2),
    "evidence": ["a.md", "b.md#c"],
    "n": 3,
}
PERIOD = NewPeriod("2027-2030", date(2027, 4, 1), date(2030, 3, 31))


def plain(tree):
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    return [plain(each) for each in tree] if isinstance(tree, list) else tree


def changed_lines(before, after):
    """The lines that went and those that came."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [each for each in lines if each[0] == "-"], [each for each in lines if each[0] == "+"]


# a record more


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        "# no end of line",
        "other: 1\n",
        "other: 1",
        "items: []\n",
        "items:\n",
        "items:   # a note\nother: 2\n",
        "items: [] # none yet\nother: 2\n",
        "items:\n- id: a\n  b: c # x\n# tail\nother: 1\n",
        "items:\n  - id: a\n    b: |\n      text\n\n\n  # example\n\nother: 1",
        "items:\n    - {id: a}\n",
        "items:\n  - id: a\n    b:\n",
        "items:\r\n  - id: a\r\nother: 1\r\n",
        "items:\n  - id: é\n    b: 'ü'\nother: 1\n",
    ],
)
def test_append_record(text):
    """The record comes last in its list, every other line stays, and taking it out gives the old text back."""
    after = append_record(text, "items", RECORD)

    gone, come = changed_lines(text, after)
    assert plain(read_yaml("", after))["items"][-1] == RECORD | {"date": "2027-01-02"}
    assert len(gone) <= 1
    assert all("items:" in line or line[1:] in text for line in gone)
    assert len(come) <= len(gone) + 7
    assert ("\r\n" in text) == ("\r\n" in after)
    again = append_record(after, "items", RECORD | {"id": "y"})
    assert remove_record(again, "items", "y") == after


@pytest.mark.parametrize(
    "text", ["- a\n", "items: {b: 1}\n", "{items: []}\n", "items: [1]\n", "items: text\n", "a: 1\n...\n"]
)
def test_append_to_what_is_no_list(text):
    """What cannot be added to line by line is refused with the remedy."""
    with pytest.raises(PlanError, match="was not changed"):
        append_record(text, "items", RECORD)


def test_update_record():
    """Values change where they stand; notes, order and quotes stay."""
    text = "# head\nitems:\n  - id: a\n    who: 'x'   # the post\n    places:\n      - one\n      - two\n    day: 2026-01-01\n  - id: b\n"

    after = update_record(text, "items", "a", {"who": "it's", "places": ["three"], "fingerprint": "v1:0"})

    assert after == (
        "# head\nitems:\n  - id: a\n    who: it's   # the post\n    places: [three]\n    day: 2026-01-01\n"
        "    fingerprint: v1:0\n  - id: b\n"
    )


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=12)
ODD = st.sampled_from(
    [
        "no",
        "12",
        "1.5",
        "a: b",
        "# x",
        "- y",
        "null",
        "'q'",
        '"',
        "[a]",
        "{b}",
        "2027-01-01",
        "é–",
        "x #y",
        "*a",
        "&b",
        "!c",
        "%",
        "@d",
    ]
)
TEXTS = st.one_of(WORDS.map(str.strip).filter(bool), ODD)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(0, 9999), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
COMMENTS = st.sampled_from(["", "# a note\n", "\n", "\n# Ünïcode: [not] a value\n\n"])


@given(data=RECORDS, before=COMMENTS, after=COMMENTS, records=st.lists(RECORDS, max_size=3), new=RECORDS)
@settings(deadline=None, max_examples=150)
def test_append_changes_nothing_else(data, before, after, records, new):
    """Whatever stands in the file, its lines and values stay and the record is read back as it was given."""
    data.pop("items", None)
    text = (
        before + block(data, 0) + after + (block({"items": records}, 0) if records else "items: []\n") + after
        if data
        else before
    )

    longer = append_record(text, "items", new)

    wanted = plain(read_yaml("", text)) or {}
    assert plain(read_yaml("", longer)) == wanted | {"items": [*(wanted.get("items") or []), new]}
    gone, _ = changed_lines(text, longer)
    assert gone in ([], ["-items: []"])


@given(data=RECORDS, note=COMMENTS, new=TEXTS, pick=st.integers(0, 50))
@settings(deadline=None, max_examples=200)
def test_splice_changes_one_value(data, note, new, pick):
    """Each value's place is known to the character: put another there, and it alone is read differently."""
    text = note + block(data, 0) + note
    tree = nodes(text)
    assert tree.plain == plain(read_yaml("", text))
    scalars = list(scalars_of(tree))
    assume(scalars)
    node, steps = scalars[pick % len(scalars)]
    old = text[node.start : node.end]

    words = like(new, old) if old else f" {word(new)}"
    after = splice(text, [(node.start, node.end, words)])

    wanted = plain(read_yaml("", text))
    holder = wanted
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = new
    assert plain(read_yaml("", after)) == wanted


def scalars_of(node, steps=()):
    if node.kind == "scalar":
        yield node, steps
    elif node.kind == "list":
        for number, each in enumerate(node.items):
            yield from scalars_of(each, (*steps, number))
    else:
        for key, value in node.pairs():
            yield from scalars_of(value, (*steps, key.value))


@given(TEXTS)
@settings(deadline=None)
def test_a_word_is_read_back(text):
    """A word is written so that it is read as itself, in a line and in brackets."""
    assert plain(read_yaml("", f"a: {word(text)}\nb: [{word(text)}, x]\n")) == {"a": text, "b": [text, "x"]}


# names


@pytest.fixture(scope="module")
def files():
    """A plan with the files of every stage, and everything in it that can name something."""
    authority = find_authority("Fife")
    files = scaffold_new(authority, authority.localities[:3], lists.care_groups()[:3], PERIOD)
    plan = load_plan(MappingSource(files))
    for stage in ("proposals", "draft-1", "draft-2", "final", "published"):
        files |= scaffold_next(plan, type(plan.rounds[0].stage)(stage))
    files["narrative/040-vision.md"] += (
        b"\nSee [Dunfermline](../localities/city-of-dunfermline.md#carers), {{ locality.city-of-dunfermline.population }} people, "
        b"{{care-group.carers.name}}, {{ finance.2027-28.carers }} and {{ beds }}.\n\n[x]: <../localities/city-of-dunfermline.md>\n"
    )
    files["finance/lines.csv"] += (
        b'day-care,2027-28,"Care, by ""day""",integrated,1000,carers,city-of-dunfermline,,,\r\n'
        b'day-care,2028-29,x,integrated,"2,000","carers",,,,\n'
    )
    for path, items in {
        "facts.yaml": "facts:\n  - id: beds\n    value: 3\n",
        "priorities.yaml": "priorities:\n  - {id: home, title: Home, care_groups: [carers], localities: ['city-of-dunfermline'], lines: [\"day-care\"]}\n",
        "registers/functions.yaml": "functions:\n  - id: nursing   # district nurses\n    name: Nursing\n",
        "registers/consultees.yaml": "consultees:\n  - id: centre\n    name: Carers centre\n",
        "registers/attestations.yaml": "attestations:\n  - id: act-30-2-a-regard-to-principles\n    statement: Done.\n    who: Chief Officer\n"
        "    date: 2026-01-01\n    evidence: ['localities/city-of-dunfermline.md#carers', care-groups/carers.md, narrative/040-vision.md, "
        "registers/functions.yaml#nursing]\n",
    }.items():
        empty = f"{items.split(':')[0]}: []\n".encode()
        assert empty in files[path]
        files[path] = files[path].replace(empty, items.encode())
    locality = "localities/city-of-dunfermline.md"
    files[locality] = files[locality].replace(b"functions: []", b"functions: [nursing]", 1).replace(b"\n", b"\r\n")
    files["care-groups/carers.md"] = b"\xef\xbb\xbf" + files["care-groups/carers.md"]
    prints = load_plan(MappingSource(files)).fingerprints
    files["registers/attestations.yaml"] += f"    fingerprint: {prints['act-30-2-a-regard-to-principles']}\n".encode()
    return files


def applied(files, change):
    return {path: content for path, content in (files | dict(change.files)).items() if content is not None}


@pytest.mark.parametrize(
    ("kind", "old"),
    [
        ("locality", "city-of-dunfermline"), ("care-group", "carers"), ("section", "vision"), ("section", "narrative/050-case-for-change.md"),
        ("arrangement", "localities/city-of-dunfermline.md#carers"), ("function", "nursing"), ("priority", "home"), ("consultee", "centre"),
        ("seat", "health-user"), ("finance-line", "day-care"), ("fact", "beds"), ("easy-read", "money"), ("local-plan", "council-plan"),
    ],
)  # fmt: skip
def test_rename_there_and_back(files, kind, old):
    """Every reference follows, what was signed stays signed, and the way back gives the same bytes."""
    plan = load_plan(MappingSource(files))
    [target] = find(plan, old, kind)

    change = rename(files, plan, target, "quite-new")

    after = applied(files, change)
    plan_after = load_plan(MappingSource(after))
    [renamed] = [each for each in everything_named(plan_after) if each.id == "quite-new"]
    signed = plan_after.attestations.attestations[0]
    assert renamed.kind == kind
    assert signed.fingerprint == plan_after.fingerprints[signed.id]
    for path, content in files.items():
        now = after.get(path, after.get(renamed.path))
        gone, come = changed_lines(content.decode(), now.decode())
        assert len(gone) == len(come)
        assert all("quite-new" in line or "fingerprint" in line for line in come)
    assert applied(after, rename(after, plan_after, renamed, target.id)) == files


def test_remove_names_each_place(files):
    """What is still named is not removed, and each place is told with its line."""
    plan = load_plan(MappingSource(files))
    [target] = find(plan, "city-of-dunfermline")

    with pytest.raises(Refusal) as refusal:
        remove(files, plan, target, mend=True)

    line = (
        files["narrative/040-vision.md"]
        .decode()
        .split("\n")
        .index(next(each for each in files["narrative/040-vision.md"].decode().split("\n") if "[Dunfermline]" in each))
        + 1
    )
    assert f"narrative/040-vision.md:{line}   to be changed by hand" in refusal.value.details
    assert any(each.startswith("finance/lines.csv:2") for each in refusal.value.details)
    assert any(each.startswith("priorities.yaml:") and "hand" not in each for each in refusal.value.details)


def test_remove_a_group_nobody_wrote_about(files):
    """A care group goes with the arrangements in which nothing is written, and with no other line."""
    plan = load_plan(MappingSource(files))
    [target] = find(plan, "older-people")

    with pytest.raises(Refusal, match="--mend"):
        remove(files, plan, target, mend=False)
    after = applied(files, remove(files, plan, target, mend=True))

    left = load_plan(MappingSource(after))
    assert left.care_group("older-people") is None
    written = left.locality("city-of-dunfermline").arrangements
    assert "older-people" in written, "it carries out a function, so it stays"
    assert written["older-people"].care_groups == ()
    for other in left.localities[1:]:
        assert set(other.arrangements) == {"physical-disability", "carers"}
    for path in files.keys() & after.keys():
        assert changed_lines(files[path].decode(), after[path].decode())[1] in ([], ["+    care_groups: []"])


def test_remove_a_seat(files):
    """A row of a round that says nothing but the seat goes with it."""
    plan = load_plan(MappingSource(files))
    [target] = find(plan, "health-user")

    after = load_plan(MappingSource(applied(files, remove(files, plan, target, mend=True))))

    assert "health-user" not in [each.id for each in after.planning_group.members]
    assert all("health-user" not in [each.seat for each in one.asked] for one in after.rounds)


@pytest.mark.parametrize(
    "text", ["items: [a, b, c]\n", "items:\n  - a # x\n  - b\n  - c\n", "items: [ 'a' ,\n  b,\n  c ]\n"]
)
@pytest.mark.parametrize("gone", [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]])
def test_items_out_of_a_list(text, gone):
    """Any items can be taken out of a list, in brackets or line by line."""
    from scp.repository.edit import without_items

    after = splice(text, without_items(text, nodes(text).get("items"), gone))

    assert plain(read_yaml("", after)) == {"items": [each for number, each in enumerate("abc") if number not in gone]}


# commands


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small plan as a folder, and we are in it."""
    authority = find_authority("Fife")
    root = tmp_path / "plan"
    root.mkdir()
    write_files(root, scaffold_new(authority, authority.localities[:2], lists.care_groups()[:2], PERIOD))
    monkeypatch.chdir(root)
    return root


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def content(folder):
    return {path: (folder / path).read_bytes() for path in FolderSource(folder).paths()}


@pytest.mark.parametrize(
    ("added", "id", "kind"),
    [
        (["add", "care-group", "People with dementia"], "dementia", "care-group"),
        (["add", "care-group", "Veterans & families"], "veterans-families", "care-group"),
        (["add", "locality", "Levenmouth"], "levenmouth", "locality"),
        (["add", "locality", "The Inner Isles"], "the-inner-isles", "locality"),
        (["add", "section", "--title", "Mental health: our plan"], "mental-health-our-plan", "section"),
        (["add", "section", "Digital", "--after", "vision"], "digital", "section"),
        (["add", "section", "--role", "money"], "money", "section"),
    ],
)
def test_add_and_remove(folder, added, id, kind):
    """What is added loads without a fault, and removed again leaves every file as it was."""
    before = content(folder)

    result = run(*added)
    assert result.exit_code == 0, result.output
    plan = load_plan(FolderSource(folder))
    assert not plan.problems
    assert find(plan, id, kind)
    assert run(*added).exit_code == 3
    if kind == "care-group":
        assert all(id in each.arrangements for each in plan.localities)
    removed = run("remove", id, "--kind", kind, "--mend")

    assert removed.exit_code == 0, removed.output
    assert content(folder) == before


def test_add_between(folder):
    """A section after another gets a number between that one's and the next's, however close they are."""
    for number in range(12):
        assert run("add", "section", f"Part {number}", "--after", "vision").exit_code == 0

    order = [each.id for each in load_plan(FolderSource(folder)).narrative]
    assert order == [
        "proposals",
        "vision",
        *(f"part-{number}" for number in range(11, -1, -1)),
        "case-for-change",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["add", "locallity", "X"], 2, "Did you mean 'locality'?"),
        (["add", "consultees", "X", "group=carers"], 2, "'carers' is no prescribed group"),
        (["add", "section"], 2, "has no name"),
        (["add", "section", "A", "--title", "B"], 2, "two titles"),
        (["add", "section", "A", "--role", "vison"], 2, "Did you mean 'vision'?"),
        (["add", "section", "A", "--after", "vison"], 2, "Did you mean 'vision'?"),
        (["add", "section", "A", "--role", "vision"], 3, "plays the role 'vision' already"),
        (["add", "locality", "A", "--council", "S1"], 2, "no council of this plan"),
        (["add", "locality", "高地"], 2, "No short file name"),
        (["add", "locality", "cowdenbeath"], 3, "there already"),
        (["rename", "older-people", "Older People"], 2, "as in older-people"),
        (["rename", "older-people", "physical-disability"], 3, "already"),
        (["rename", "oder-people", "x"], 2, "Did you mean older-people (care group)?"),
        (["rename", "older-people", "x", "--kind", "group"], 2, "no kind called 'group'"),
        (["rename", "vision", "vision"], 2, "its name already"),
        (["remove", "cowdenbeth"], 2, "Did you mean cowdenbeath (locality)?"),
        (["remove", "older-people"], 3, "localities/cowdenbeath.md:"),
        (["list", "localties"], 2, "Did you mean"),
    ],
)
def test_refused_in_words(folder, arguments, status, says):
    """A mistake is told with its remedy and changes nothing."""
    before = content(folder)

    result = run(*arguments)

    assert result.exit_code == status
    assert says in " ".join(result.stderr.split())
    assert content(folder) == before


def test_a_name_of_two_things(folder):
    """Where two things have a name, the command asks which is meant."""
    run("add", "section", "Cowdenbeath")

    asked = run("rename", "cowdenbeath", "x")
    answered = run("rename", "cowdenbeath", "x", "--kind", "section")

    assert asked.exit_code == 2
    assert "--kind locality or --kind section" in " ".join(asked.stderr.split())
    assert answered.exit_code == 0
    assert (folder / "localities/cowdenbeath.md").is_file()


@pytest.fixture
def kept(folder, monkeypatch):
    """The small plan in a repository, saved once."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Planning Team")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "planning@example.org")
    Repository.create(folder, "Begin\n")
    return folder


@pytest.mark.parametrize("how", ["changed", "untracked"])
@pytest.mark.parametrize("command", [["remove", "vision"], ["rename", "vision", "outlook"]])
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_writing_that_was_never_saved_stays(kept, how, command, dry):
    """A file with changes that are not saved is neither removed nor moved; once saved it is."""
    path = "narrative/040-vision.md"
    if how == "untracked":
        subprocess.run(["git", "rm", "-q", "--cached", path], check=True)
        subprocess.run(["git", "commit", "-qm", "x"], check=True)
    (kept / path).open("a").write("\nHours of work.\n")
    before = content(kept)

    refused = run(*command, *dry)

    assert refused.exit_code == 3
    told = " ".join(refused.stderr.split())
    assert f"{path} has changes that are not saved. Save them (scplan save), then try again" in told
    assert content(kept) == before
    assert run("save").exit_code == 0
    assert run(*command, *dry).exit_code == 0


def test_a_part_that_was_never_saved_stays(kept):
    """Lines that nobody saved are not taken out of a file, while what was saved may go from a changed file."""
    path = "localities/cowdenbeath.md"
    (kept / path).open("a").write("\nHours of work.\n")
    assert run("remove", f"{path}#older-people").exit_code == 0, "the new lines stand elsewhere"
    assert "Hours of work." in (kept / path).read_text()
    assert run("save").exit_code == 0
    (kept / "registers/functions.yaml").write_text(
        append_record((kept / "registers/functions.yaml").read_text(), "functions", {"id": "f", "name": "New words"})
    )

    refused = run("remove", "f")

    assert refused.exit_code == 3
    assert "registers/functions.yaml has changes that are not saved" in " ".join(refused.stderr.split())
    assert "New words" in (kept / "registers/functions.yaml").read_text()
    assert run("save").exit_code == 0
    gone = run("remove", "f")
    assert gone.exit_code == 0
    assert "git show" in gone.stdout


@pytest.mark.parametrize("save_first", [True, False])
def test_what_was_removed_can_be_brought_back(kept, save_first):
    """The command that is said brings the file back, before and after the removal is saved."""
    path = "narrative/040-vision.md"
    before = (kept / path).read_bytes()

    removed = run("remove", "vision")

    [command] = [line.strip() for line in removed.stdout.splitlines() if line.startswith("    git")]
    assert not (kept / path).exists()
    if save_first:
        assert run("save").exit_code == 0
    subprocess.run(command, shell=True, check=True)
    assert (kept / path).read_bytes() == before
    [reading] = [line.split(": ")[1] for line in removed.stdout.splitlines() if "git show" in line]
    assert subprocess.check_output(reading, shell=True) == before


def test_without_a_history_nothing_is_promised(folder):
    """Where no git keeps the plan, nobody is told that it could be brought back."""
    assert "git" not in run("remove", "vision").stdout


def test_dry_runs(folder):
    """A dry run tells each file and line, and changes nothing."""
    before = content(folder)

    result = run("rename", "older-people", "elders", "--dry-run")

    assert "localities/cowdenbeath.md:" in result.stdout
    assert run("remove", "older-people", "--mend", "--dry-run").exit_code == 0
    assert run("add", "section", "X", "--dry-run").exit_code == 0
    assert content(folder) == before


@pytest.mark.parametrize(
    "kind",
    ["locality", "care-groups", "section", "seats", "consultees", "priorities", "finance-lines", "stages"],
)
def test_list(folder, kind):
    """Each kind is listed, in lines that fit a screen, and as JSON."""
    table, data = run("list", kind), run("list", kind, "--json")

    assert table.exit_code == data.exit_code == 0
    assert all(len(line) <= 80 for line in table.stdout.splitlines())
    assert data.stdout.startswith("[")


def test_list_is_never_cut(folder):
    """A long value goes on in the next line."""
    name = "a" * 30 + " " + "b" * 90
    text = (folder / "registers/functions.yaml").read_text()
    (folder / "registers/functions.yaml").write_text(append_record(text, "functions", {"id": "f", "name": name}))

    shown = run("list", "functions").stdout

    assert shown.count("b") - shown.count("by") >= 90
    assert max(map(len, shown.splitlines())) <= 80


# writing


def test_write_files(tmp_path):
    """Files are written whole, made and taken away; what is the same is not touched."""
    (tmp_path / "same.md").write_bytes(b"same")
    (tmp_path / "old.md").write_bytes(b"old")
    (tmp_path / "old.md").chmod(0o640)
    (tmp_path / "gone.md").write_bytes(b"gone")
    before = (tmp_path / "same.md").stat()

    changed = write_files(
        tmp_path, {"same.md": b"same", "old.md": b"new", "gone.md": None, "a/b.md": b"b", "none.md": None}
    )

    assert changed == ("old.md", "gone.md", "a/b.md")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "a/b.md",
        "old.md",
        "same.md",
    ]
    assert (tmp_path / "old.md").read_bytes() == b"new"
    assert (tmp_path / "old.md").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "same.md").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "link/out.md", "link.md", "a//b.md", ""])
def test_write_files_stays_inside(tmp_path, path):
    """Nothing is written outside the folder, nor through a link, and nothing of the rest either."""
    root = tmp_path / "plan"
    root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere.md").write_bytes(b"mine")
    (root / "link").symlink_to(tmp_path / "elsewhere")
    (root / "link.md").symlink_to(tmp_path / "elsewhere.md")

    with pytest.raises(Refusal):
        write_files(root, {"good.md": b"x", path: b"x"})

    assert sorted(os.listdir(root)) == ["link", "link.md"]
    assert (tmp_path / "elsewhere.md").read_bytes() == b"mine"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_write_files_leaves_nothing_half_done(tmp_path, monkeypatch):
    """A disk that fills up while copies are made changes no file and leaves no copy."""
    (tmp_path / "a.md").write_bytes(b"old")
    calls = []

    def full(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="No space"):
        write_files(tmp_path, {"a.md": b"new", "b.md": b"new"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"old"}


def test_text_is_put_back_to_the_byte():
    """A mark of encoding and Windows line ends survive."""
    given = b"\xef\xbb\xbf---\r\nname: x\r\n---\r\nText\r\n"

    text = Text.of("care-groups/x.md", given)

    assert text.spliced([]) == given
    assert text.yaml.plain == {"name": "x"}
