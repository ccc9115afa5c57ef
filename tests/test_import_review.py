"""A review in Word: what people marked in a copy comes back to its section, once, and nothing of who they are."""

import re
import subprocess
import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from history_fixture import *  # noqa: F403
from history_fixture import folded, git, scp, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from word_edits import Edits, make, w, words

from scp.commands.import_review import _round
from scp.model.responses import Channel, Mark, Quote
from scp.model.stage import Stage, StageRecord, Stages
from scp.model.text import paragraph_digest
from scp.problem import PlanError
from scp.repository import FolderSource, MappingSource, load_plan
from scp.repository.reword import CannotApply, reword
from scp.repository.word_review import Found, read_review
from scp.repository.word_untracked import is_changed, untracked
from tests.small import FILES, files
from tests.test_word import vision, written

VISION, EAST, WEST = "narrative/040-vision.md", "localities/east.md", "localities/west.md"
NAME = "Morag Reviewer"
LONG = """\
People live well at home, and they choose their help.

We **promise** this. See [the paper](https://example.org/paper).

- A first point.
- A second point.

| What | When |
|---|---|
| A hub | 2028 |

There are {{ carers-known }} carers, and each of them counts[^1].

[^1]: Counted in the census.
"""


@pytest.fixture(scope="module")
def built():
    return written()


@pytest.fixture(scope="module")
def long():
    return written(files(vision(LONG)))


def read(edits, content=FILES):
    return read_review("review.docx", edits.content, load_plan(MappingSource(content)).sections)


def told(review):
    return [(each.mark, each.place, each.passage, each.said) for each in review.found]


# what a mark becomes


def replaced(edits):
    edits.replace(edits.paragraph("People live"), "well", "very well")
    return Mark.REPLACEMENT, VISION, "well", "very well"


def inserted(edits):
    edits.insert(edits.paragraph("People live"), " and safely", after="well")
    return Mark.INSERTION, VISION, "People live well at home.", "and safely"


def inserted_first(edits):
    edits.insert(edits.paragraph("The west"), "Far away, ")
    return Mark.INSERTION, WEST, "The west has hills.", "Far away,"


def deleted(edits):
    edits.delete(edits.paragraph("The east"), " by the sea")
    return Mark.DELETION, EAST, "by the sea", ""


def paragraph_added(edits):
    edits.add_paragraph(edits.paragraph("The west"), "It has a mast.")
    return Mark.INSERTION, WEST, "The west has hills.", "It has a mast."


def paragraph_deleted(edits):
    edits.delete_paragraph(edits.paragraph("A bus brings"))
    return Mark.DELETION, f"{WEST}#carers", "A bus brings carers together.", ""


def paragraphs_joined(edits):
    edits.join(edits.paragraph("People live"))
    return (
        Mark.REPLACEMENT,
        VISION,
        "People live well at home.\nWhat that means",
        "People live well at home.What that means",
    )


def moved(edits):
    edits.move(edits.paragraph("A carers"), after=edits.paragraph("The west"))
    return (
        Mark.MOVE,
        f"{EAST}#carers",
        "A carers' centre opens in the town.",
        "Move this to stand after: The west has hills.",
    )


def commented(edits):
    edits.comment(edits.paragraph("Carers look"), "look after", "Say how.\nAnd when.")
    return Mark.COMMENT, "care-groups/carers.md", "look after", "Say how.\nAnd when."


def heading_changed(edits):
    edits.replace(edits.paragraph("What that means"), "that", "this")
    return Mark.REPLACEMENT, VISION, "that", "this"


EDITS = [
    replaced,
    inserted,
    inserted_first,
    deleted,
    paragraph_added,
    paragraph_deleted,
    paragraphs_joined,
    moved,
    commented,
    heading_changed,
]


@pytest.mark.parametrize("disturbed", [False, True], ids=["as built", "as Word saves it"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.__name__)
def test_each_mark_is_found_at_its_place(built, edit, disturbed):
    """Each kind of mark is one answer with its section and its words, however Word splits runs and moves bookmarks."""
    edits = Edits(built)
    if disturbed:
        edits.disturb()
    expected = edit(edits)
    if disturbed:
        edits.tuck_bookmarks()
    review = read(edits)

    assert told(review) == [expected]
    assert not is_changed(review), "what is tracked is not taken for a silent change"


def test_a_copy_that_nobody_marked_holds_nothing(built, long):
    """A file as built has neither marks nor silent changes, however Word lays out its bookmarks and runs."""
    for content, plan in ((built, FILES), (long, files(vision(LONG)))):
        for edits in (Edits(content), Edits(content).disturb().tuck_bookmarks()):
            review = read(edits, plan)
            assert (review.found, dict(review.counts), is_changed(review), review.missing) == ((), {}, False, ())


def test_several_people_in_one_paragraph(built):
    """Marks of different people stay apart even side by side; what one put in and another struck is told of both."""
    edits = Edits(built, "A")
    paragraph = edits.paragraph("People live")
    edits.replace(paragraph, "well", "very well")
    edits.by("B").insert(paragraph, " always", after=" at home")
    struck = edits.by("A").insert(paragraph, "!", after=".")
    edits.by("B")
    for run in list(struck.iter(w("r"))):
        edits._wrap(run, "del")
    review = read(edits)

    assert [(each.who, each.mark, each.passage, each.said, each.gone) for each in review.found] == [
        ("A", Mark.REPLACEMENT, "well", "very well", False),
        ("B", Mark.INSERTION, "People live well at home.", "always", False),
        ("A", Mark.INSERTION, "People live well at home.", "!", False),
        ("B", Mark.DELETION, "!", "", True),
    ]


def test_tables_of_a_section(long):
    """A change in a cell is one of its words; a row put in or taken out is one change with all of its cells."""
    content = files(vision(LONG))
    edits = Edits(long)
    row = next(edits.paragraph("A hub").iterancestors(w("tr")))
    edits.replace(edits.paragraph("2028", row), "2028", "2027")
    edits.add_row(row, "A bus", "2029")
    assert told(read(edits, content)) == [
        (Mark.REPLACEMENT, VISION, "2028", "2027"),
        (Mark.INSERTION, VISION, "2028", "A bus | 2029"),
    ]

    edits = Edits(long)
    edits.delete_row(next(edits.paragraph("A hub").iterancestors(w("tr"))))
    assert told(read(edits, content)) == [(Mark.DELETION, VISION, "A hub | 2028", "")]


def test_footnotes_headers_and_generated_text(long):
    """A footnote belongs to the section that refers to it; what is made from records has no place, and is told with its heading."""
    content = files(vision(LONG))
    edits = Edits(long)
    notes, header = edits.part("word/footnotes.xml"), edits.part("word/header.xml")
    [note] = [each for each in notes.iter(w("p")) if "census" in words(each)]
    edits.replace(note, "census", "survey")
    edits.insert(next(header.iter(w("p"))), "Draft: ")
    table = next(each for each in edits.body.iter(w("p")) if words(each) == "1,000")
    edits.replace(table, "1,000", "1,001")
    found = {each.said: (each.place, each.heading, each.kind) for each in read(edits, content).found}

    assert found["survey"][0] == VISION
    assert found["Draft:"] == ("", "", "header")
    assert found["1,001"] == ("", "People in our localities", "table")


def test_comments_replies_and_ranges(built):
    """A reply says what it replies to; a range may go over paragraphs; what is resolved or empty is counted."""
    edits = Edits(built, "A")
    first = edits.comment(
        edits.paragraph("People live"), "home.", "Too short", until=(edits.paragraph("What that"), "What")
    )
    edits.by("B").reply(first, "I agree")
    edits.resolve(first)
    edits.comment(edits.paragraph("The east"), "east", "")
    review = read(edits)

    assert [(each.who, each.place, each.passage, each.said) for each in review.found] == [
        ("A", VISION, "home.\nWhat", "Too short"),
        ("B", VISION, "home.\nWhat", "(In reply to: Too short) I agree"),
    ]
    assert {key: review.counts[key] for key in ("replies", "resolved", "empty comments")} == {
        "replies": 1,
        "resolved": 1,
        "empty comments": 1,
    }


def test_what_is_counted_only(built):
    """Looks, pictures and embedded files are counted; words in a text box are read."""
    edits = Edits(built)
    paragraph = edits.paragraph("People live")
    edits.make_bold(paragraph, "well")
    picture = edits.change("ins")
    picture.append(make("r", make("drawing", make("txbxContent", make("p", edits._put_in("In a box"))))))
    paragraph.append(picture)
    edits.body[0].append(make("altChunk"))
    review = read(edits)

    assert dict(review.counts) == {
        "formatting": 1,
        "pictures put in": 1,
        "pictures more": 1,
        "text boxes": 1,
        "embedded": 1,
    }
    assert [(each.said, each.kind) for each in review.found] == [("In a box", "text box")]


def test_a_lost_bookmark_is_made_up_for(built):
    """A section whose bookmark is gone is found by its words; what cannot be found has no place, and it is told."""
    name = re.search(rb'bookmark="(s_[0-9a-f]{12})" place="localities/west.md"', package(built)["customXml/item1.xml"])
    edits = Edits(built).without_bookmark(name[1].decode())
    edits.replace(edits.paragraph("The west"), "hills", "mountains")
    review = read(edits)

    assert told(review) == [(Mark.REPLACEMENT, WEST, "hills", "mountains")]
    assert review.missing == (WEST,)


def test_what_was_changed_without_tracking(built):
    """A paragraph that is not as built and has no mark is found, with what it said before."""
    edits = Edits(built)
    paragraph = edits.paragraph("The east")
    next(paragraph.iter(w("t"))).text = "The east is by the wide sea."
    edits.paragraph("The west").getparent().remove(edits.paragraph("The west"))
    review = read(edits)
    texts = {
        paragraph_digest(each.text): each.text
        for each in read_review("x", built, load_plan(MappingSource(FILES)).sections).texts
    }

    assert not review.found and is_changed(review)
    found = untracked(review, texts, "A")
    assert [(each.mark, each.place, each.passage, each.said) for each in found] == [
        (Mark.REPLACEMENT, EAST, "is by the sea.", "is by the wide sea."),
        (Mark.DELETION, found[1].place, "The west has hills.", ""),
    ]


def package(content):
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.tools
def test_a_review_saved_by_libreoffice(long, tmp_path):
    """A file that LibreOffice opened and saved again says the same: plan, places, marks, comments, nothing silent."""
    edits = Edits(long, "A")
    edits.replace(edits.paragraph("People live"), "well", "very well")
    edits.add_paragraph(edits.paragraph("People live"), "A new paragraph.")
    edits.delete_paragraph(edits.paragraph("The west"))
    edits.add_row(next(edits.paragraph("A hub").iterancestors(w("tr"))), "A bus", "2029")
    first = edits.comment(edits.paragraph("There are"), "carers", "How many?")
    edits.by("B").reply(first, "Many")
    sections = load_plan(MappingSource(files(vision(LONG)))).sections
    before = read_review("review.docx", edits.content, sections)
    (tmp_path / "review.docx").write_bytes(edits.content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = "docx:MS Word 2007 XML"
    there = tmp_path / "again"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(there), str(tmp_path / "review.docx")],
        check=True,
        capture_output=True,
    )
    after = read_review("review.docx", (there / "review.docx").read_bytes(), sections)

    assert after.origin == before.origin and not is_changed(after)
    assert marked(after) == marked(before)


def marked(review):
    """What matters of each mark; a program that saves the file anew may forget which comment replies to which."""
    return sorted(
        (each.who, each.mark.value, each.place, each.passage, re.sub(r"^\(In reply to: .*?\) ", "", each.said))
        for each in review.found
    )


# files that are no review, or are made to do harm


def zipped(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def with_part(content, name, data):
    return zipped(package(content) | {name: data})


def entity(content):
    body = package(content)["word/document.xml"].decode().partition("?>")[2]
    lines = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lines}]>{body.replace("People live", "&l9;", 1)}'
    return with_part(content, "word/document.xml", bomb)


def many(content):
    edits = Edits(content)
    paragraph = edits.paragraph("People live")
    for number in range(100_000):
        run = make("r", make("t"))
        run[0].text = "x"
        change = make("ins" if number % 2 else "del", id=number, author=f"a{number}", date="2026-01-01T00:00:00Z")
        change.append(run)
        paragraph.append(change)
    return edits.content


def deep(content):
    edits = Edits(content)
    paragraph = edits.paragraph("People live")
    for _ in range(5000):
        inner = make("ins", id=1, author="a")
        paragraph.append(inner)
        paragraph = inner
    return edits.content


HARMFUL = {
    "no zip": lambda content: b"no zip",
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "old Word": lambda content: bytes.fromhex("d0cf11e0a1b11ae1") + content,
    "bomb": lambda content: with_part(content, "word/document.xml", b"<a>" + b" " * 200_000_000),
    "entities": entity,
    "100,000 changes": many,
    "deep": deep,
    "no text": lambda content: zipped({"[Content_Types].xml": b"<Types/>"}),
    "not XML": lambda content: with_part(content, "word/document.xml", b"<w:document"),
    "no plan": lambda content: zipped(
        {
            name: data
            for name, data in package(content).items()
            if not name.startswith("customXml") and name != "word/document.xml"
        }
        | {"word/document.xml": re.sub(rb'w:name="s_', b'w:name="t_', package(content)["word/document.xml"])}
    ),
}


@pytest.mark.parametrize("harm", HARMFUL.values(), ids=HARMFUL)
def test_a_file_that_is_no_review_is_told(built, harm):
    """Whatever is sent back, the answer comes soon, in words, and names the file."""
    content = harm(built)
    begun = time.monotonic()
    with pytest.raises(PlanError) as error:
        read_review("review.docx", content, load_plan(MappingSource(FILES)).sections)

    assert "review.docx" in str(error.value)
    assert time.monotonic() - begun < 20


def test_nothing_outside_the_file_is_opened(built, tmp_path):
    """Relations that lead out of the file, by a path or an address, are not followed."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<w:comments/>")
    parts = package(built)
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    for number, (target, mode) in enumerate(
        [(f"../../../../{secret}", None), (secret.as_uri(), "External"), ("http://192.0.2.1/x", "External")]
    ):
        made = etree.SubElement(relations, relations[0].tag, Id=f"x{number}", Type=kind, Target=target)
        if mode:
            made.set("TargetMode", mode)
    parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
    parts["../../evil.xml"] = b"<x/>"

    assert read_review("x.docx", zipped(parts), ()).found == ()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_tree_of_words_elements_is_read_or_refused(built, data):
    """Elements of Word's in any order, with any attributes, never break the reader, and no tracked word is lost."""
    names = "ins del moveFrom moveTo p r t delText pPr rPr tr tc tbl trPr bookmarkStart bookmarkEnd commentRangeStart"
    names += (
        " commentRangeEnd moveFromRangeStart moveFromRangeEnd fldChar instrText txbxContent sdt rPrChange hyperlink"
    )
    element = st.recursive(
        st.builds(node, st.sampled_from(names.split()), st.just([]), st.text("ab \n", max_size=3), st.integers(0, 3)),
        lambda inner: st.builds(
            node, st.sampled_from(names.split()), st.lists(inner, max_size=4), st.just(""), st.integers(0, 3)
        ),
        max_leaves=25,
    )
    edits = Edits(built)
    tracked = make("ins", id=1, author="A")
    tracked.append(make("r", make("t")))
    tracked[0][0].text = "needle"
    edits.body[0].insert(3, make("p", tracked))
    edits.body[0].insert(2, data.draw(element))
    review = read(edits)

    assert "needle" in " ".join(each.said + each.passage for each in review.found)


def node(name, inner, text, number):
    made = make(name, *inner, id=number, author="ABC"[number % 3], name=f"s_{number:012x}", fldCharType="begin")
    made.text = text if name in ("t", "delText", "instrText") else None
    return made


# the command


@pytest.fixture
def sent(plan_root, tmp_path, monkeypatch):
    """A plan that is saved, and a copy of it that was sent out; *sent*(edits) is the file that came back."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return prepared(plan_root, tmp_path)


def prepared(root, tmp_path, content=None):
    if content:
        write(root, content)
        assert scp(root, "save").exit_code == 0
    out = tmp_path / "built"
    done = scp(root, "build", "full-plan", "--format", "docx", "--output", str(out))
    assert done.exit_code == 0, done.output

    def back(name="review.docx"):
        (tmp_path / name).write_bytes(back.edits.content)
        return tmp_path / name

    back.edits = Edits((out / "full-plan.docx").read_bytes(), NAME)
    back.root = root
    return back


def ran(sent, *more, name="review.docx", round="draft-1"):
    return scp(sent.root, "import", "review", str(sent(name)), "--round", round, *more)


def replies(root):
    return load_plan(FolderSource(root)).replies["draft-1"]


def test_a_review_becomes_one_response_for_each_reviewer(sent, tmp_path):
    """The responses hold marks, places and passages; names stand in the ledger alone, and twice changes nothing."""
    replaced(sent.edits)
    sent.edits.by("Somebody Else")
    commented(sent.edits)
    done = ran(sent)

    assert done.exit_code == 0, done.output
    first, second = replies(sent.root).responses
    assert [(each.channel, each.quote, each.source) for each in (first, second)] == [
        (Channel.WORD, Quote.NO, "word")
    ] * 2
    [change], [comment] = first.answers, second.answers
    assert (change.mark, change.place, change.passage, change.answer) == (
        Mark.REPLACEMENT,
        VISION,
        "well",
        "very well",
    )
    assert comment.mark is Mark.COMMENT and not comment.gone
    assert "2 marks of 2 reviewers" in folded(done.output)
    everything = b"".join(each.read_bytes() for each in sent.root.rglob("*") if each.is_file())
    for part in ("Morag", "Somebody Else"):
        assert part not in done.output and part.encode() not in everything
    [ledger] = [each for each in (tmp_path / "data").rglob("*.csv")]
    assert NAME in ledger.read_text() and not ledger.stat().st_mode & 0o077

    before = {each: each.read_bytes() for each in [*sent.root.glob("consultation/**/*.csv"), ledger]}
    again = ran(sent)
    assert "0 new, 2 in the plan already" in folded(again.output)
    assert {each: each.read_bytes() for each in before} == before


def test_a_second_copy_adds_what_is_new(sent):
    """The same reviewer's later copy adds to the same response; what was there keeps its name."""
    replaced(sent.edits)
    ran(sent)
    deleted(sent.edits)
    done = ran(sent, name="later.docx")

    [response] = replies(sent.root).responses
    assert [each.mark for each in response.answers] == [Mark.REPLACEMENT, Mark.DELETION]
    assert "1 new, 1 in the plan already" in folded(done.output)


def test_a_lost_ledger_doubles_nothing(sent, tmp_path):
    """Without the ledger, a response with the very same answers is taken for the reviewer's."""
    replaced(sent.edits)
    commented(sent.edits)
    ran(sent)
    for each in (tmp_path / "data").rglob("*.csv"):
        each.unlink()
    ran(sent)

    assert len(replies(sent.root).responses) == 1


def test_personal_data_is_taken_out(sent):
    """Addresses and the reviewer's own name are taken out of comments, and it is said why."""
    sent.edits.comment(sent.edits.paragraph("People live"), "well", f"Write to me: {NAME}, m@example.org")
    done = ran(sent)

    [answer] = replies(sent.root).responses[0].answers
    assert "example.org" not in answer.answer and "Morag" not in answer.answer and "[removed: " in answer.answer
    assert "e-mail address" in answer.withheld
    assert "example.org" not in done.output


def test_what_the_draft_does_not_say_any_more_is_told(sent):
    """A passage that was rewritten since is gone, in the answer and in the sum."""
    replaced(sent.edits)
    write(sent.root, {VISION: FILES[VISION].replace(b"People live well", b"Everybody lives")})
    done = ran(sent)

    [answer] = replies(sent.root).responses[0].answers
    assert answer.gone and "1 of which the passage is gone" in folded(done.output)


def test_silent_changes_are_brought_in(sent):
    """What was changed without tracking is found with the words of the copy's own commit."""
    next(sent.edits.paragraph("The east").iter(w("t"))).text = "The east is by the wide sea."
    write(sent.root, {EAST: FILES[EAST].replace(b"by the sea", b"on the coast")})
    done = ran(sent)

    [answer] = replies(sent.root).responses[0].answers
    assert (answer.passage, answer.answer, answer.place) == ("is by the sea.", "is by the wide sea.", EAST)
    assert "1 changed without tracking" in folded(done.output)


def test_a_file_with_another_text_is_refused(sent):
    """A file that is a copy by name only is told as such, and not brought in as a thousand changes."""
    for each in sent.edits.body.iter(w("t")):
        each.text = f"{each.text} not"
    done = ran(sent)

    assert done.exit_code == 2 and "hardly the copy any more" in folded(done.output)
    assert not (sent.root / "consultation").exists()


def test_another_plan_s_copy_is_refused(sent, built):
    """A copy of another edition, a file within the plan and an unknown round are told, and nothing is written."""
    custom = sent.edits.parts["customXml/item1.xml"]
    sent.edits.parts["customXml/item1.xml"] = custom.replace(b'edition="2027-2030"', b'edition="2024-2027"')
    assert ran(sent).exit_code == 2
    sent.edits.parts["customXml/item1.xml"] = custom
    inside = sent.root / "review.docx"
    inside.write_bytes(sent.edits.content)
    assert scp(sent.root, "import", "review", str(inside), "--round", "draft-1").exit_code == 3
    inside.unlink()
    assert ran(sent, round="draft-9").exit_code == 2
    assert scp(sent.root, "import", "review", "nowhere.docx").exit_code == 2
    assert not (sent.root / "consultation").exists()


def test_dry_run_writes_nothing(sent, tmp_path):
    replaced(sent.edits)
    done = ran(sent, "--dry-run")

    assert "Nothing was written." in done.output
    assert not (sent.root / "consultation").exists() and not (tmp_path / "data").exists()


# making the changes

APPLIED = {
    replaced: (VISION, "People live very well at home."),
    inserted: (VISION, "People live well and safely at home."),
    inserted_first: (WEST, "Far away, The west has hills."),
    deleted: (EAST, "The east is."),
    paragraph_added: (WEST, "The west has hills.\n\nIt has a mast.\n\n## Support"),
    paragraph_deleted: (WEST, "## Support for carers {#carers}\n\n"),
    heading_changed: (VISION, "## What this means {#meaning}"),
}


@pytest.mark.parametrize("edit", APPLIED, ids=lambda each: each.__name__)
def test_a_change_is_made_in_the_text(sent, edit):
    """The file says what the reviewer wrote, in a commit of whoever runs it that names the response only."""
    edit(sent.edits)
    done = ran(sent, "--apply", "all")
    path, expected = APPLIED[edit]

    assert done.exit_code == 0, done.output
    assert expected in (sent.root / path).read_text()
    log = git(sent.root, "log", "-2", "--format=%an|%s|%b")
    assert "Make changes that r-0001 asked for" in log and "Bring in a review" in log and "Morag" not in log
    assert log.startswith("Planning Team|")
    assert not git(sent.root, "status", "--porcelain")
    again = folded(ran(sent, "--apply", "r-0001.1").output)
    assert "reads so already" in again or "not in the section any more" in again
    assert not git(sent.root, "status", "--porcelain")


def test_one_commit_for_each_reviewer(sent):
    """Chosen changes alone are made; each reviewer's in a commit of their own."""
    replaced(sent.edits)
    deleted(sent.edits)
    sent.edits.by("B").add_paragraph(sent.edits.paragraph("The west"), "More.")
    before = git(sent.root, "rev-parse", "HEAD")
    done = ran(sent, "--apply", "r-0001.1,r-0002.1")

    assert done.exit_code == 0, done.output
    assert git(sent.root, "log", "--reverse", "--format=%s", f"{before}..").splitlines() == [
        "Bring in a review in Word: r-0001, r-0002",
        "Make changes that r-0001 asked for",
        "Make changes that r-0002 asked for",
    ]
    assert b"by the sea" in (sent.root / EAST).read_bytes()


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda e: e.replace(e.paragraph("We promise"), "We promise", "We say"), "marked"),
        (lambda e: e.replace(e.paragraph("There are"), "1,240", "1,300"), "fills in"),
        (lambda e: e.add_row(next(e.paragraph("A hub").iterancestors(w("tr"))), "x", "y"), "row of a table"),
        (lambda e: e.add_paragraph(e.paragraph("A hub"), "More."), "new paragraph in a table"),
        (lambda e: e.insert(e.paragraph("A second"), " {{ carers-known }}", after="point"), "{{"),
        (lambda e: e.join(e.paragraph("People live")), "joins or parts"),
        (lambda e: e.move(e.paragraph("People live"), e.paragraph("We promise")), "moves words"),
        (lambda e: e.comment(e.paragraph("People live"), "well", "Why?"), "comment"),
        (lambda e: e.replace(next(p for p in e.body.iter(w("p")) if words(p) == "1,000"), "1,000", "9"), "records"),
    ],
    ids=["bold", "fact", "row", "cell", "braces", "join", "move", "comment", "generated"],
)
def test_what_is_not_beyond_doubt_is_left_to_people(plan_root, tmp_path, monkeypatch, edit, why):
    """No file changes, and it is said why."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sent = prepared(plan_root, tmp_path, vision(LONG))
    edit(sent.edits)
    done = ran(sent, "--apply", "r-0001.1")

    assert done.exit_code == 1, done.output
    assert "r-0001.1 was not made" in folded(done.output) and why in folded(done.output)
    assert (sent.root / VISION).read_bytes() == vision(LONG)[VISION]


@pytest.mark.parametrize("at_once", [True, False])
def test_several_changes_of_one_paragraph(sent, at_once):
    """Changes of one paragraph are all made, be it together or one after the other."""
    paragraph = sent.edits.paragraph("People live")
    sent.edits.replace(paragraph, "People", "All people")
    sent.edits.by("B").insert(paragraph, " and long", after="well")
    sent.edits.by(NAME).replace(paragraph, "home", "their home")
    for ids in ["all"] if at_once else ["r-0001.2", "r-0002.1", "r-0001.1"]:
        done = ran(sent, "--apply", ids)
        assert done.exit_code == 0, done.output

    assert b"\nAll people live well and long at their home.\n" in (sent.root / VISION).read_bytes()


@pytest.mark.parametrize("text", ["<b>not</b> bold", "*stars* and _lines_", "# no heading", "a | b", "`code` & [x](y)"])
def test_words_of_a_reviewer_are_never_marks(sent, text):
    """What looks like Markdown or HTML in a reviewer's words is printed as they typed it."""
    sent.edits.insert(sent.edits.paragraph("People live"), f" {text}", after="well")
    done = ran(sent, "--apply", "all")

    assert done.exit_code == 0, done.output
    section = next(each for each in load_plan(FolderSource(sent.root)).sections if each.place == VISION)
    assert f"People live well {text} at home." in section.plain


def test_points_and_cells_are_changed_in_their_place(plan_root, tmp_path, monkeypatch):
    """Words of a point, a cell and a footnote are changed where they stand, and a point is taken out whole."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sent = prepared(plan_root, tmp_path, vision(LONG))
    cell = next(sent.edits.paragraph("A hub").iterancestors(w("tr")))
    sent.edits.replace(sent.edits.paragraph("2028", cell), "2028", "2027")
    sent.edits.delete_paragraph(sent.edits.paragraph("A first point"))
    sent.edits.replace(sent.edits.paragraph("A second"), "second", "good")
    sent.edits.add_paragraph(sent.edits.paragraph("A good"), "A last point.")
    [note] = [each for each in sent.edits.part("word/footnotes.xml").iter(w("p")) if "census" in words(each)]
    sent.edits.replace(note, "census", "survey")
    done = ran(sent, "--apply", "all")

    assert done.exit_code == 0, done.output
    expected = (
        LONG.replace("2028", "2027")
        .replace("- A first point.\n", "")
        .replace("census", "survey")
        .replace("second point.", "good point.\n- A last point.")
    )
    assert (sent.root / VISION).read_text().endswith(expected + "\n")


def test_apply_wants_everything_saved(sent):
    """Changes that wait to be saved would be mixed with the reviewer's: refused before anything is written."""
    replaced(sent.edits)
    write(sent.root, {WEST: FILES[WEST] + b"\nMore.\n"})
    done = ran(sent, "--apply", "all")

    assert done.exit_code == 3 and "not saved" in folded(done.output)
    assert not (sent.root / "consultation").exists()


def test_windows_line_ends_stay(plan_root, tmp_path, monkeypatch):
    """A file with the line ends of Windows keeps them."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sent = prepared(plan_root, tmp_path, {VISION: FILES[VISION].replace(b"\n", b"\r\n")})
    replaced(sent.edits)
    sent.edits.add_paragraph(sent.edits.paragraph("There are"), "And more.")
    assert ran(sent, "--apply", "all").exit_code == 0

    content = (sent.root / VISION).read_bytes()
    assert b"very well" in content and b"And more." in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_reviewers_are_recorded_by_what_they_stand_for(sent):
    """An organisation is named where whoever imports says so; several people hold no single seat."""
    replaced(sent.edits)
    done = ran(sent, "--reviewer", "Fife Voluntary Action")

    assert done.exit_code == 0, done.output
    assert replies(sent.root).responses[0].organisation == "Fife Voluntary Action"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(0, 40),
    st.integers(0, 12),
    st.text(st.sampled_from("ab *_[]()<>`#|~&{}\\!-+.:/\"'1é \u00a0"), max_size=14),
)
def test_a_change_is_made_to_the_sign_or_not_at_all(start, length, text):
    """Whatever a reviewer types, wherever: the section then reads exactly so, or nothing is written."""
    plan = load_plan(MappingSource(files(vision(LONG))))
    block = "People live well at home, and they choose their help."
    end = min(start + length, len(block))
    change = Found(
        Mark.REPLACEMENT,
        "A",
        VISION,
        "",
        block[start:end],
        text,
        words=text,
        block=block,
        start=start,
        end=end,
        simple=True,
    )
    try:
        after, made = reword(files(vision(LONG)), plan, change)
    except CannotApply:
        return

    expected = " ".join((block[:start] + text + block[end:]).split())
    before = next(each for each in plan.sections if each.place == VISION).plain
    assert set(made) == {VISION}
    assert next(each for each in after.sections if each.place == VISION).plain == " ".join(
        before.replace(block, expected, 1).split()
    )


# a copy that lies


def forged(sent, key, value):
    (part,) = [
        name for name, content in sent.edits.parts.items() if b"urn:scplan:copy" in content and b"<copy" in content
    ]
    old = sent.edits.parts[part].decode()
    sent.edits.parts[part] = re.sub(rf'\b{key}="[^"]*"', f'{key}="{value}"', old, count=1).encode()
    next(each for each in sent.edits.paragraph("People live").iter(w("t")) if each.text).text += " altered silently"


@pytest.mark.parametrize(
    "key, value",
    [
        ("day", "2026-13-45"),
        ("day", "0000-00-00"),
        ("document", "answers-to-nobody"),
        ("document", "cover-report-../../x"),
        ("document", "planning-group-papers-draft-9"),
        ("commit", "--upload-pack=touch x"),
        ("commit", "HEAD~1;touch x"),
        ("stage", "../../x"),
    ],
)
def test_what_a_copy_says_of_itself_is_not_believed(sent, key, value):
    forged(sent, key, value)
    done = ran(sent)
    assert done.exit_code == 0, (done.output, done.exception)
    assert len(replies(sent.root).responses) == 1
    assert not (sent.root / "x").exists()


@pytest.mark.parametrize("who", [NAME, NAME.upper(), f"Ms {NAME}", "reviewer@mail.example", "A\x1bB"])
def test_a_reviewer_is_not_named_by_the_name_in_the_marks(sent, who):
    sent.edits.insert(sent.edits.paragraph("People live"), " and safely", after="well")
    done = ran(sent, "--reviewer", who)
    assert done.exit_code == 2 and "Name a seat, a consultee or an organisation" in folded(done.output)
    assert not (sent.root / "consultation/draft-1/responses.csv").exists()


def test_signs_that_cannot_be_seen_do_not_come_in_nor_hide_what_is_personal(sent):
    sent.edits.author = "Mo\u202erag\u009b31m"
    sent.edits.insert(
        sent.edits.paragraph("People live"), " sa\u202efe\u009b ma\u00adr@ma\u200bil.example", after="well"
    )
    done = ran(sent, "--apply", "all")
    assert "r-0001.1 was not made" in done.output
    kept = (sent.root / "consultation/draft-1/answers.csv").read_text()
    assert not re.search("[\x7f-\x9f\xad\u200b\u202a-\u202e]", kept + done.output)
    assert "safe [removed: e-mail address]" in kept


def test_a_change_with_signs_that_cannot_be_seen_is_left_to_people(sent):
    sent.edits.insert(sent.edits.paragraph("People live"), " and \u202esafely", after="well")
    assert "the new words hold signs that cannot be seen" in folded(ran(sent, "--apply", "all").output)


@pytest.mark.parametrize("reached", [Stage.DRAFT_2, Stage.FINAL, Stage.PUBLISHED], ids=str)
def test_without_a_name_the_round_is_the_last_on_which_views_are_asked(reached):
    """A plan that is final has no round of its own: what comes late belongs to the second draft."""
    records = tuple(
        StageRecord(stage=each, date=date(2026, 3, 3), tree="t", check="c") for each in Stage if each <= reached
    )
    plan = load_plan(MappingSource(FILES)).replace(stages=Stages(stages=records))

    assert _round(plan, None, None) == "draft-2"
