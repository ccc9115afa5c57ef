"""What changed between two versions: found whole, told in words, and shown so that nothing gets lost."""

import re
import time
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from scp.documents.document import Chapter, Copy, Document
from scp.documents.kinds import KINDS, Wanted
from scp.documents.likeness import Work, common, rising
from scp.documents.marked_blocks import Unit, accepted, compared_blocks, is_marked, rejected
from scp.documents.marked_text import compared
from scp.documents.nodes import words
from scp.documents.redline import Kind, changed_words, compare
from scp.documents.redline_pages import Versions, to_read, to_show, to_track
from scp.documents.redline_render import Side, redline_of
from scp.documents.redline_values import changed_values
from scp.documents.render import document
from scp.documents.sentences import sentences
from scp.documents.writers.docx import write_docx
from scp.documents.writers.html import write_site
from scp.documents.writers.html_nodes import write_nodes
from scp.documents.writers.pdf import write_pdf
from scp.repository import MappingSource, load_plan
from tests.redline_versions import BEDS, BUSES, CARERS, CASES, DAY, NAMES, RICH, east, made, vision
from tests.small import FILES, edited, files
from tests.word_revisions import paragraphs, resolved


def text(value):
    return [{"t": "text", "v": value}]


def p(value):
    return {"t": "p", "c": text(value)}


def ul(*items):
    return {"t": "ul", "items": [[p(each)] for each in items]}


def table(*rows):
    head, *body = [[text(cell) for cell in row] for row in rows]
    return {
        "t": "table",
        "head": head,
        "rows": body,
        "align": ["left"] * len(head),
        "widths": [1.0] * len(head),
        "turned": False,
        "rowheads": False,
    }


def key(nodes):
    return Unit(nodes).key


def shown(nodes):
    """Inline nodes as text, with what was deleted in [-…-] and what was inserted in {+…+}."""
    out = ""
    for node in nodes:
        match node["t"]:
            case "del":
                out += f"[-{shown(node['c'])}-]"
            case "ins":
                out += f"{{+{shown(node['c'])}+}}"
            case "text":
                out += node["v"]
            case "note":
                out += f"({shown(node['c'])})"
            case _:
                out += shown(node["c"])
    return out


def marked(old, new):
    return shown(compared(text(old), text(new), Work())[0])


# sentences and words


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("One. Two.", ["One. ", "Two."]),
        ("See para. 5 and s. 29. Then stop.", ["See para. 5 and s. 29. ", "Then stop."]),
        (
            "Dr. Smith, e.g. of No. 5 St. Mary's Street, came. So?",
            ["Dr. Smith, e.g. of No. 5 St. Mary's Street, came. ", "So?"],
        ),
        ("They said no. Nobody asked.", ["They said no. ", "Nobody asked."]),
        ("Open at 9 a.m. on Monday. “Why?” She knew.", ["Open at 9 a.m. on Monday. ", "“Why?” ", "She knew."]),
        ("Homes, beds, etc. The rest waits.", ["Homes, beds, etc. ", "The rest waits."]),
        (
            "It cost £1.5 million. (That is much.) 3,000 came.",
            ["It cost £1.5 million. ", "(That is much.) ", "3,000 came."],
        ),
    ],
)
def test_sentences_know_short_forms(given, expected):
    """A full stop after a short form, an initial or within a number ends no sentence."""
    assert sentences(given) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We spend £178.2m on care.", "We spend £181.0m on care.", "We spend [-£178.2m-]{+£181.0m+} on care."),
        (
            "We spend £178.2 million on care.",
            "We spend £181.0 million on care.",
            "We spend [-£178.2 million-]{+£181.0 million+} on care.",
        ),
        ("There are 1,240 carers now.", "There are 1,250 carers now.", "There are [-1,240-]{+1,250+} carers now."),
        (
            "Yes. The board meets in May. All is well.",
            "Yes. The board meets in June. All is well.",
            "Yes. The board meets in [-May-]{+June+}. All is well.",
        ),
        ("One here. Two there.", "One here. Zwei dort. Two there.", "One here. {+Zwei dort. +}Two there."),
        ("Carers need a break.", "Buses run on Sundays now.", "[-Carers need a break.-]{+Buses run on Sundays now.+}"),
        (
            "It runs from 5 to 6 each day.",
            "It runs from 7 to 8 each day.",
            "It runs from [-5 to 6-]{+7 to 8+} each day.",
        ),
    ],
)
def test_words_are_marked_and_not_shredded(old, new, expected):
    """Numbers and amounts stay whole; a sentence of which most changed is shown whole, old then new."""
    assert marked(old, new) == expected


def test_a_note_that_changed_is_marked_inside():
    """The words of a footnote are compared where the footnote stands."""
    old = [*text("A claim"), {"t": "note", "c": text("Seen in 2024 by us.")}, *text(" holds.")]
    new = [*text("A claim"), {"t": "note", "c": text("Seen in 2025 by us.")}, *text(" holds.")]

    assert shown(compared(old, new, Work())[0]) == "A claim(Seen in [-2024-]{+2025+} by us.) holds."


def test_emphasis_is_no_change_and_an_address_is():
    """Words that became bold are the same words; words that lead elsewhere are not."""
    bold = [*text("So "), {"t": "strong", "c": text("it")}, *text(" is.")]
    linked = [[*text("Read "), {"t": "link", "href": href, "c": text("this")}, *text(" page today.")] for href in "ab"]

    assert shown(compared(text("So it is."), bold, Work())[0]) == "So it is."
    assert shown(compared(*linked, Work())[0]) == "Read [-this-]{+this+} page today."


# blocks


def test_blocks_are_matched_by_likeness():
    """A new paragraph, a list item that changed and one that went are marked where they are."""
    old = [p("Care at home is bought by locality."), ul("Buy 20 beds.", "Open on Monday."), p("The end of it.")]
    new = [
        p("A wholly new thought."),
        p("Care at home is bought by neighbourhood."),
        ul("Buy 35 beds."),
        p("The end of it."),
    ]

    made = compared_blocks(old, new, Work())

    assert [each.get("mark", "") for each in made] == ["ins", "", "", ""]
    assert shown(made[1]["c"]) == "Care at home is bought by [-locality-]{+neighbourhood+}."
    assert [item[0].get("mark", "") for item in made[2]["items"]] == ["", "del"]
    assert shown(made[2]["items"][0][0]["c"]) == "Buy [-20-]{+35+} beds."


def test_table_rows_cells_and_columns():
    """Rows and columns that came or went are marked as such; a cell that changed says what it was."""
    old = table(("Service", "2027", "2028"), ("Care", "£1m", "£2m"), ("Beds", "10", "9"), ("Vans", "3", "3"))
    new = table(("Service", "2027", "Total"), ("Care", "£1.5m", "£3m"), ("Vans", "3", "6"), ("Bikes", "1", "2"))

    (made,) = compared_blocks([old], [new], Work())

    assert made["cols"] == ["", "", "del", "ins"] and made["marks"] == ["", "del", "", "ins"]
    assert shown(made["rows"][0][1]) == "[-£1m-]{+£1.5m+}"
    assert key(accepted([made])) == key([new]) and key(rejected([made])) == key([old])


WORDS = st.sampled_from(
    ["care", "home", "carers", "the", "a", "of", "£1.5m", "2027", "bus", "is", "are", "s. 29", "No.", "well"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=7).map(lambda found: " ".join(found).capitalize() + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)


@st.composite
def inline(draw):
    nodes = []
    for value in draw(st.lists(TEXT, min_size=1, max_size=3)):
        node = {"t": "text", "v": value + " "}
        match draw(st.sampled_from(["", "", "", "em", "link", "note", "br"])):
            case "em":
                node = {"t": "em", "c": [node]}
            case "link":
                node = {
                    "t": "link",
                    "href": draw(st.sampled_from(["https://a.example", "https://b.example"])),
                    "c": [node],
                }
            case "note":
                nodes.append(node)
                node = {"t": "note", "c": text(draw(TEXT))}
            case "br":
                nodes.append(node)
                node = {"t": "br"}
        nodes.append(node)
    return nodes


PARAGRAPH = inline().map(lambda nodes: {"t": "p", "c": nodes})


@st.composite
def tables(draw):
    heads = draw(st.lists(WORDS, min_size=1, max_size=4))
    rows = draw(st.lists(st.lists(TEXT, min_size=len(heads), max_size=len(heads)), max_size=4))
    return table(heads, *rows)


BLOCK = st.recursive(
    PARAGRAPH | tables() | st.just({"t": "hr"}),
    lambda inner: (
        st.builds(
            lambda items, kind: {"t": kind, "items": items, **({"start": 1} if kind == "ol" else {})},
            st.lists(st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=3),
            st.sampled_from(["ul", "ol"]),
        )
        | st.builds(lambda held: {"t": "quote", "c": held}, st.lists(inner, min_size=1, max_size=2))
    ),
    max_leaves=4,
)
BLOCKS = st.lists(BLOCK, max_size=5)


@st.composite
def versions(draw):
    """Two versions that share most of what they hold."""
    old = draw(BLOCKS)
    new = [each for each in old if draw(st.integers(0, 4))]
    for place in draw(st.lists(st.integers(0, 5), max_size=2)):
        new.insert(place, draw(BLOCK))
    return old, new


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions() | st.tuples(BLOCKS, BLOCKS))
def test_accepting_gives_the_new_and_rejecting_the_old(both):
    """Whatever two versions hold: with every mark accepted it is the new one, with every mark rejected the old."""
    old, new = both

    made = compared_blocks(old, new, Work())

    assert key(accepted(made)) == key(new)
    assert key(rejected(made)) == key(old)
    assert is_marked(made) == (key(old) != key(new))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions(), st.integers(0, 400))
def test_nothing_is_lost_where_the_work_runs_out(both, steps):
    """With hardly any work allowed the marks are coarser and as true."""
    old, new = both

    made = compared_blocks(old, new, Work(steps))

    assert key(accepted(made)) == key(new) and key(rejected(made)) == key(old)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_what_is_common_rises_and_is_the_same(old, new):
    """Pairs hold the same in both and stand in one order."""
    found = common(old, new, Work())

    assert all(old[i] == new[j] for i, j in found)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))


@given(st.permutations(range(8)))
def test_the_heaviest_part_that_rises(values):
    """Nothing longer rises than what is found."""
    kept = [values[each] for each in rising(values)]
    lengths = [1] * len(values)
    for i, value in enumerate(values):
        lengths[i] = 1 + max((lengths[j] for j in range(i) if values[j] < value), default=0)

    assert kept == sorted(kept) and len(kept) == max(lengths)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            [p(f"Item {n % 7} of the same list, again.") for n in range(4000)],
            [p(f"Item {n % 5} of the same list, once more.") for n in range(3990)],
        ),
        ([p("word " * 20_000)], [p("word " * 15_000 + "other " * 5_000)]),
        ([p("A b. " * 8_000)], [p("A c. " * 8_000)]),
        ([table(*[(f"{n % 3}", "x") for n in range(4000)])], [table(*[(f"{n % 3}", "y") for n in range(3900)])]),
        ([ul(*[f"Point {n} here." for n in range(3000)])], [ul(*[f"Point {n} there." for n in range(3000)])]),
    ],
    ids=["near-equal paragraphs", "one long sentence", "many sentences", "a long table", "a long list"],
)
def test_hostile_length_is_compared_in_bounded_time(old, new):
    """Thousands of near-equal parts take seconds, and what is not compared is marked whole."""
    started = time.process_time()

    made = compared_blocks(old, new, Work())

    assert time.process_time() - started < 30
    assert key(accepted(made)) == key(new) and key(rejected(made)) == key(old)


# plans


def redline(new, old=FILES, kind="full-plan"):
    return compare(made(old, kind), made(new, kind))


def changes(found):
    return {each.place or each.address: each for each in found.changes}


def test_nothing_changed():
    """A version against itself has no change and no mark."""
    found = redline(FILES)

    assert found.changes == () and not any(each.is_changed for each in found.chapters)


def test_a_section_that_changed_is_told_with_its_place():
    """One word of one arrangement: one change, at its place, and the marked words of it."""
    found = redline(edited("localities/east.md", "opens in the town", "opens in Tranent"))

    (change,) = found.changes
    assert (change.kind, change.place, change.title) == (
        Kind.CHANGED,
        "localities/east.md#carers",
        "Support for carers",
    )
    assert change.address == "locality-east/support-for-carers"
    assert change.sentence == "“Support for carers” in “East” was changed: 2 words deleted and 1 inserted."
    (paragraph,) = changed_words(found, "localities/east.md#carers")
    assert shown(paragraph["c"]) == "A carers' centre opens in [-the town-]{+Tranent+}."
    assert changed_words(found, "localities/west.md#carers") == []
    assert (
        found.anchor("localities/east.md#carers") == "east/localities-east-carers"
        or found.anchor("localities/east.md#carers") == change.address
    )


def moved_plans():
    return {
        "moved": (east(CARERS, BUSES, BEDS), east(BUSES, BEDS, CARERS)),
        "moved and changed": (east(CARERS, BUSES, BEDS), east(BUSES, BEDS, CARERS.replace("garden", "large garden"))),
    }


def test_a_section_that_moved_is_moved():
    """A section in another order is neither deleted nor inserted; one that changed as well says both."""
    found = redline(east(BUSES, BEDS, CARERS.replace("garden", "large garden")), east(CARERS, BUSES, BEDS))
    plain = redline(east(BUSES, BEDS, CARERS), east(CARERS, BUSES, BEDS))

    parts = {(each.place, each.mark) for each in found.parts if each.mark}
    assert parts == {("localities/east.md#carers", "moved-from"), ("localities/east.md#carers", "moved-to")}
    assert changes(found)["localities/east.md#carers"].kind is Kind.MOVED_AND_CHANGED
    assert "moved within “East” and changed" in changes(found)["localities/east.md#carers"].sentence
    assert changes(plain)["localities/east.md#carers"].kind is Kind.MOVED


def test_a_chapter_that_moved_is_told_once():
    """A chapter that stands elsewhere is one change, not one for each section in it."""
    old = vision("Words of the vision, and many more of them for a start.\n")
    old |= {
        "narrative/050-story.md": b"---\ntitle: Our story\nrole: workforce\nstatus: draft\n---\nA tale.\n\n## More\n\nAnd so on.\n"
    }
    new = {path: content for path, content in old.items() if path != "narrative/050-story.md"}
    new["narrative/030-story.md"] = old["narrative/050-story.md"]

    found = redline(new, old)

    told = [(each.kind, each.title) for each in found.changes]
    assert (Kind.MOVED, "Our story") in told
    assert not any(kind in (Kind.ADDED, Kind.REMOVED) and title == "Our story" for kind, title in told)


def test_sections_and_chapters_that_come_and_go():
    """A chapter that is new and one that went are told once each, with their number of words."""
    new = vision("People live well at home.\n\n## What that means {#meaning}\n\nThere are more of us.\n")
    new |= {
        "narrative/060-more.md": b"---\ntitle: Our workforce\nrole: workforce\nstatus: draft\n---\nStaff are here.\n"
    }

    there, back = redline(new), redline(FILES, new)

    assert changes(there)["narrative/060-more.md"].kind is Kind.ADDED
    assert changes(there)["narrative/060-more.md"].sentence == "The chapter “Our workforce” is new (3 words)."
    assert changes(back)["narrative/060-more.md"].kind is Kind.REMOVED


def test_a_file_under_another_name_is_the_same_section():
    """A section whose file was renamed is compared with what it was."""
    new = files({"narrative/040-vision.md": None, "narrative/045-hope.md": FILES["narrative/040-vision.md"]})

    assert redline(new).changes == ()


def test_facts_money_and_days_are_told_as_they_are_printed():
    """Each value by its name: what it was and what it became."""
    new = files(
        {
            "facts.yaml": b'facts:\n  - {id: carers-known, value: 1250, label: Carers we know}\n  - {id: more, value: 5, unit: "%"}\n',
            "finance/lines.csv": FILES["finance/lines.csv"].replace(b"125000", b"1250000"),
            "plan.yaml": FILES["plan.yaml"].replace(b"2030-03-31", b"2031-03-31"),
        }
    )

    said = [each.sentence for each in changed_values(load_plan(MappingSource(FILES)), load_plan(MappingSource(new)))]

    assert said == [
        "Last day of the plan: 31 March 2030 became 31 March 2031",
        "Carers we know: 1,240 became 1,250",
        "more: 5% is new",
        "All the money, 2028-29: £125,000 became £1.2 million",
        "Breaks, 2028-29: £125,000 became £1.2 million",
    ]


def test_cells_of_generated_tables_are_told():
    """A sum in a table is told by its row and column."""
    new = files({"finance/lines.csv": FILES["finance/lines.csv"].replace(b"125000", b"135000")})

    details = [detail for each in redline(new).changes for detail in each.details]

    assert any("2028-29: £125,000 became £135,000" in each for each in details)


def test_a_fact_in_the_text_is_compared_as_printed():
    """Text that refers to a fact changes with it."""
    found = redline(files({"facts.yaml": b"facts:\n  - {id: carers-known, value: 1250}\n"}))

    (paragraph,) = changed_words(found, "narrative/040-vision.md")
    assert "[-1,240-]{+1,250+} carers" in shown(paragraph["c"])


def test_changed_words_leave_out_what_is_far_from_them():
    """Of a long paragraph the sentences about the change are shown."""
    long = "It is so in every village along the coast. " * 20
    found = redline(vision(f"{long}We open in June. {long}\n"), vision(f"{long}We open in May. {long}\n"))

    (paragraph,) = changed_words(found, "narrative/040-vision.md")

    assert "We open in [-May-]{+June+}." in shown(paragraph["c"])
    assert len(words(paragraph["c"])) < 500 and words(paragraph["c"]).count("…") == 2


@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
@pytest.mark.parametrize("case", ["footnote", "link", "everything", "paragraph", "lines"])
def test_the_pdf_has_one_line_to_a_word(case, back):
    """Links, notes and struck words within what came or went: PDF/UA, which allows no second line, takes them."""
    lined = (
        RICH
        + "\n~~Gone [there](https://example.org/b)~~ and [~~so~~ on](https://example.org/c)[^3].\n\n[^3]: A [note](https://example.org/d).\n"
    )
    versions = [made(vision(RICH)), made(vision({**CASES, "lines": lined}[case]))]

    found = compare(*(versions[::-1] if back else versions))

    assert write_pdf(to_read(found, NAMES, whole_text=True)).startswith(b"%PDF")


def test_changed_words_can_stand_in_another_document():
    """As a token among others they are written as web page, PDF and Word, whatever is in them."""
    old = RICH + "\n[East](../localities/east.md) is [here](https://example.org). ![A map](map.png)\n"
    found = redline(vision("Nothing of it is left.\n"), vision(old))
    blocks = changed_words(found, "narrative/040-vision.md")
    token = Token("scp_nodes", "", 0, meta={"nodes": to_show(blocks)})
    other = Document(
        "other", "Other", "Board", "2027-2030", Copy("x", DAY), (Chapter("one", "One", "1", (token, token)),)
    )

    page = write_site(other)["one.html"].decode()

    assert page.count("Nothing of it is left.") == 2 and "Asked in 2024" in page and "localities" not in page
    assert len(set(re.findall(' id="([^"]*)"', page))) == len(re.findall(' id="([^"]*)"', page))
    assert write_pdf(other).startswith(b"%PDF") and write_docx(replace(other, chapters=()))


@pytest.mark.parametrize("kind", ["full-plan", "easy-read", "proposals", "registers"])
def test_any_kind_of_document_can_be_compared(kind):
    """Not the plan alone: each document of one kind with itself and with another version."""
    picture = b"![A house](pictures/house.svg)\n\nPeople live at home.\n\nThey are %s.\n"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#%s"/></svg>'

    def plan(word, colour):
        return files(
            {
                "easy-read/010-home.md": b"---\ntitle: Home\n---\n" + picture % word,
                "easy-read/pictures/house.svg": svg % colour,
                "facts.yaml": b"facts:\n  - {id: carers-known, value: 1%s}\n" % (b"250" if word == b"glad" else b"240"),
            }
        )

    found = redline(plan(b"glad", b"123456"), plan(b"sad", b"654321"), kind)

    assert kind == "proposals" or found.changes
    write_site(to_read(found, NAMES))
    if kind == "easy-read":
        assert {each.name for each in to_read(found, NAMES).pictures} == {
            each.name for each in (*found.old.pictures, *found.new.pictures) if each.name != "pictogram-easy-read.svg"
        }  # that one stands on the cover, and a redline has its own


# documents


def test_the_pages_say_what_is_marked_in_words():
    """Each stretch has a label that can be seen and an end that can be heard, and ins and del are the tags."""
    html = write_nodes([{"t": "p", "c": compared(text("It opens in May."), text("It opens in June."), Work())[0]}], "x")

    assert html == (
        '<p>It opens in <del><span class="mark">deleted</span><span class="unseen">: </span>May'
        '<span class="unseen"> (end of deletion) </span></del><ins><span class="mark">inserted</span>'
        '<span class="unseen">: </span>June<span class="unseen"> (end of insertion) </span></ins>.</p>\n'
    )


def test_pages_hold_what_changed_and_name_what_did_not():
    """Sections that changed are whole, others named; with the whole text each is there. No link leads nowhere."""
    found = redline(edited("localities/east.md", "opens in the town", "opens in Tranent"))

    some, every = to_read(found, NAMES), to_read(found, NAMES, whole_text=True)
    pages = {path: content.decode() for path, content in write_site(some).items()}

    assert [each.id for each in some.chapters] == ["what-changed", "locality-east"]
    assert [each.id for each in every.chapters] == ["what-changed", *(each.id for each in found.chapters)]
    assert "No change: " in pages["locality-east.html"] and "Tranent" in pages["locality-east.html"]
    assert 'href="locality-east.html#support-for-carers"' in pages["what-changed.html"]
    assert 'id="support-for-carers"' in pages["locality-east.html"]
    assert "<script" not in "".join(pages.values()) and "style=" not in "".join(pages.values())


HOSTILE = '<script>alert(1)</script> "quoted" & [x](javascript:alert(1)) \\_ #set page() *'


def test_text_stays_text_in_every_format():
    """What a plan holds never becomes markup, in a page, in the PDF or in Word."""
    found = redline(vision(f"```\n{HOSTILE}\n```\n\n{HOSTILE}\n"))
    pages = write_site(to_read(found, NAMES))

    assert b"<script" not in pages["vision.html"] and b"javascript:alert" not in pages["vision.html"].replace(
        b"(javascript:alert(1))", b""
    )
    assert write_pdf(to_read(found, NAMES)).startswith(b"%PDF")
    assert "<script>" in str(paragraphs(*resolved(write_docx(to_track(found, NAMES)), accept=True)))


# Word


def assert_tracked(found, old, new):
    """Accept all gives what the new version gives, reject all what the old one gives, in words and in style."""
    content = write_docx(to_track(found, NAMES))
    for version, accept in ((new, True), (old, False)):
        wanted = paragraphs(*resolved(write_docx(version), accept=True))
        assert paragraphs(*resolved(content, accept)) == wanted
    return content


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_word_accepts_and_rejects(case, back):
    """For each kind of change, there and back: all accepted is the new text, all rejected the old."""
    old, new = made(vision(RICH)), made(vision(CASES[case]))
    if back:
        old, new = new, old
    found = compare(old, new)

    assert found.changes
    assert_tracked(found, old, new)


@pytest.mark.parametrize("case", moved_plans())
def test_word_accepts_and_rejects_moves(case):
    """A move has its two ends under one name, and the same words come out of it."""
    old, new = map(made, moved_plans()[case])

    content = assert_tracked(compare(old, new), old, new)

    xml = document_xml(content)
    assert xml.count('w:name="move1"') == 2
    for kind in ("moveFrom", "moveTo"):
        assert xml.count(f"<w:{kind}RangeStart ") == xml.count(f"<w:{kind}RangeEnd ") == 1
        assert f"<w:{kind} " in xml


def document_xml(content):
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(content)) as package:
        return "".join(package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))


def test_tracked_changes_are_the_authoritys_and_of_the_day():
    """No person stands in the file: the author is the authority, the day that of the new version, each number once."""
    xml = document_xml(write_docx(to_track(redline(vision(CASES["everything"]), vision(RICH)), NAMES)))

    marks = re.findall(r'<w:(?:ins|del|cellIns|cellDel) w:id="(\d+)" w:author="([^"]*)" w:date="([^"]*)"', xml)
    assert {author for _, author, _ in marks} == {"East Lothian Integration Joint Board"}
    assert {day for _, _, day in marks} == {"2026-09-15T00:00:00Z"}
    every = re.findall(
        r'<w:(?:ins|del|cellIns|cellDel|bookmarkStart|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"', xml
    )
    assert len(set(every)) == len(every)
    assert "<w:delText " in xml and not re.search(r"<w:del [^>]*[^/]><w:r>(?:(?!</w:del>).)*<w:t ", xml)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions())
def test_word_accepts_and_rejects_whatever_there_is(both):
    """Random documents: all accepted is the new text, all rejected the old, up to where white space lies."""
    old, new = (
        Document(
            "full-plan",
            "Plan",
            "Board",
            "2027-2030",
            Copy("x", DAY),
            (Chapter("one", "One", "1", (), (p("Begin."), *nodes)),),
        )
        for nodes in both
    )

    content = write_docx(to_track(compare(old, new), NAMES))

    for version, accept in ((new, True), (old, False)):
        wanted = paragraphs(*resolved(write_docx(version), accept=True))
        assert paragraphs(*resolved(content, accept)) == wanted


# the worked example


@cache
def sample(stage):
    from tests.spoiling import replayed

    tree = replayed()["tree_of"](stage)
    plan = load_plan(MappingSource(tree))
    return Side(stage, plan, Copy(stage, DAY), tree.__getitem__)


@pytest.mark.parametrize(
    ("old", "new"),
    [("proposals", "draft-1"), ("draft-1", "draft-2"), ("draft-2", "final"), ("final", "published")],
)
def test_the_worked_example_from_stage_to_stage(old, new):
    """Each stage against the one before: found in seconds, with nothing lost, in pages and in Word."""
    started = time.process_time()
    found = redline_of(sample(old), sample(new))
    assert time.process_time() - started < 30
    assert found.changes

    content = write_docx(to_track(found, Versions(old, new)))
    assert paragraphs(*resolved(content, accept=True)) == plain(new)
    assert paragraphs(*resolved(content, accept=False)) == plain(old)
    assert write_site(to_read(found, Versions(old, new)))


@cache
def plain(stage):
    """The paragraphs of the full plan as Word has it at *stage*."""
    side = sample(stage)
    made = document(Wanted(KINDS[0]), side.plan, side.copy, side.read)
    return paragraphs(*resolved(write_docx(made), accept=True))
