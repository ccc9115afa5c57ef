"""Documents: what is printed, that sections cannot harm one another, and that the same plan gives the same bytes."""

import json
import re
from datetime import date
from io import BytesIO

import page
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scp.documents.document import Copy
from scp.documents.glyphs import missing, printable
from scp.documents.kinds import KINDS, chosen
from scp.documents.map import locality_map
from scp.documents.nodes import blocks
from scp.documents.nodes import words as words_of
from scp.documents.organised import localities_and_groups
from scp.documents.render import document, render
from scp.documents.words import escaped
from scp.model.locality import Status
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from scp.requirements.check import check
from tests.small import FILES, edited, files

COPY = Copy("Working copy", date(2026, 11, 21))
ALL = [kind.name for kind in KINDS if kind.subjects is None]


def made(content, names=("full-plan",), formats=("html",)):
    plan = load_plan(MappingSource(content))
    report = check(plan, day=COPY.day) if "compliance-statement" in names else None
    return render(plan, COPY, content.__getitem__, names, formats, report)


def words(html):
    body = html.decode().split("<main", 1)[1].split("</main>")[0].split('<nav class="previous-next"')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_each_section_is_printed_once():
    """Nothing that a person wrote is lost or printed twice in the full plan."""
    text = " ".join(
        words(content)
        for path, content in made(FILES).items()
        if path.startswith("full-plan/") and path.endswith(".html")
    )

    for sentence in (
        "People live well at home.",
        "There are 3,000 of us and 1,240 carers.",
        "The east is by the sea.",
        "A carers&#x27; centre opens in the town.",
        "The west has hills.",
        "A bus brings carers together.",
        "Carers look after somebody.",
    ):
        assert text.count(sentence.replace("&#x27;", "'")) == 1, sentence


BROKEN = {
    "fence": "```\nnever closed",
    "tilde fence": "~~~~ python\nnever closed",
    "comment": "<!-- never closed",
    "html": "<div><table><tr><td>",
    "footnote": "A note[^1].\n\n[^1]: The note\n\n    goes on",
    "link definition": "[carers]: https://example.org/wrong\n[the east]: https://example.org/wrong",
    "list": "1. one\n   - two\n      > three",
    "quote": "> never ended",
    "emphasis": "**never ended *at all",
    "table": "| a | b |\n|---|---|\n| 1 |",
    "heading": "# A level-1 heading\n\n###### deep",
    "marker": "\ue000section localities/west.md\ue000",
    "template": "{% raw %}{% for x in y %}",
    "reference": "[the east]",
    "heading without words": "##\n\n## \ud7fc\n\n## \u200b\n\n## ![a](b.png)\n\n## &#8203;",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_section_cannot_change_another(text):
    """What is left open in one section leaves every other section of every document as it was."""
    before = made(FILES)
    after = made(
        edited("care-groups/carers.md", "Carers look after somebody.", f"Carers look after somebody.\n\n{text}")
    )

    changed = {path for path in before if before[path] != after.get(path)} - {"manifest.json"}
    assert changed <= {"full-plan/care-group-carers.html"}
    assert set(after) == set(before)
    page_before, page_after = (words(each["full-plan/care-group-carers.html"]) for each in (before, after))
    assert page_before.split("Carers look after somebody.")[1].split("Arrangements in each locality")[1] in page_after


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_no_text_stops_the_pdf(text):
    """Whatever a section holds, a PDF comes out that says it is PDF/UA-1."""
    pdf = made(edited("care-groups/carers.md", "Carers look after somebody.", text), formats=("pdf",))["full-plan.pdf"]

    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "# H",
                "## H {#h}",
                "#### H4",
                "> # in quote",
                "- item",
                "  - nested",
                "5. five",
                "```",
                "    code",
                "| a | b |",
                "|---|---:|",
                "| 1 | 2 | 3 |",
                "[^1]",
                "[^1]: note\n    more",
                "![alt](x.png)",
                "![](http://e.org/x.png)",
                "[l](#nope)",
                "[x](javascript:alert(1))",
                "[e](../localities/east.md)",
                "<b>html</b>",
                "<!-- c -->",
                "*em* **strong** `code`",
                "***",
                "---",
                "\u202eRTL",
                "😀👍🏽",
                "عربي",
                "∑ ≤ 𝒳",
                "\x07",
                "&amp; &#0;",
                "#typst *bold* @ref <label> $x^2$",
                "\\",
                "",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=10,
).map("\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_any_markdown_is_printed_or_refused(text):
    """No Markdown makes the documents fail; what cannot be read is told as a fault of the plan."""
    content = files({"narrative/050-area.md": f"---\ntitle: Our area\n---\n{text}\n".encode("utf-8", "replace")})
    try:
        plan = load_plan(MappingSource(content))
    except PlanError:
        return

    out = render(plan, COPY, content.__getitem__, ("full-plan",))

    assert b"<script" not in out["full-plan/area.html"] and b'="javascript:' not in out["full-plan/area.html"]
    assert out["full-plan.pdf"].startswith(b"%PDF")


@given(st.text(max_size=60))
def test_plain_values_are_printed_as_they_are(text):
    """Every sign of a plain value is printed, whatever it means in Markdown."""
    from markdown_it import MarkdownIt

    from scp.model.text import plain_text

    clean = "".join(sign for sign in text if sign.isprintable() and sign != "\ue000")
    tokens = MarkdownIt("commonmark").parse(f"x{escaped(clean)}x")
    assert plain_text(tokens[1]) == f"x{' '.join(clean.split())}x" or clean != clean.strip() or "  " in clean


def test_hostile_values_stay_text():
    """Markdown, HTML and template code in a record are printed, never obeyed."""
    nasty = "**bold** <script>alert(1)</script> | {% x %} [a](javascript:b) \\ue000"
    content = edited("localities/east.md", "name: East", f"name: '{nasty}'")

    html = b"".join(value for path, value in made(content).items() if path.endswith(".html"))

    assert b"<script" not in html
    assert b"**bold** &lt;script&gt;alert(1)&lt;/script&gt; | {% x %} [a](javascript:b)" in html


def test_the_same_plan_gives_the_same_bytes():
    """Two builds of one plan agree in every file."""
    assert made(FILES, ALL, ("html", "pdf")) == made(FILES, ALL, ("html", "pdf"))


@pytest.mark.parametrize("name", ALL)
def test_pdf_is_tagged_and_titled(name):
    """Each PDF declares PDF/UA-1, passes the checker, and has a title, a language and a day."""
    pdf = made(FILES, (name,), ("pdf",))[f"{name}.pdf"]

    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.MarkInfo.Marked
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
            assert metadata["xmp:CreateDate"].startswith("2026-11-21")


def test_notes_still_to_write_are_visible():
    """A section with nothing but guidance says that it is still to write, and the guidance is not printed."""
    content = edited(
        "care-groups/carers.md", "Carers look after somebody.", "<!-- Say who carers are. 2014 Act s29 -->"
    )

    html = made(content)["full-plan/care-group-carers.html"].decode()

    assert "Still to write: Unpaid carers." in html
    assert "Say who carers are" not in html


def test_comments_reach_no_output():
    """Guidance notes are in no page and no PDF."""
    content = edited(
        "narrative/040-vision.md", "People live well at home.", "People <!-- SECRET --> live well.\n\n<!--\nSECRET\n-->"
    )

    assert all(b"SECRET" not in value for path, value in made(content).items() if path != "manifest.json")


def test_footnotes_stay_with_their_section():
    """Two sections may both have a note 1; each links to its own."""
    content = edited("care-groups/carers.md", "somebody.", "somebody[^1].\n\n[^1]: Carers note.")
    content["narrative/040-vision.md"] += b"\nMore[^1].\n\n[^1]: Vision note.\n"

    out = made(content)

    assert 'href="#fn-care-groups-carers-1"' in out["full-plan/care-group-carers.html"].decode()
    assert "Carers note." in words(out["full-plan/care-group-carers.html"])
    assert "Vision note." in words(out["full-plan/vision.html"])
    assert "Vision note." not in words(out["full-plan/care-group-carers.html"])


def test_links_between_files_become_links_between_pages():
    """A link to a file of the plan leads to its page and heading; a link to nothing is plain text."""
    content = edited(
        "care-groups/carers.md",
        "Carers look after somebody.",
        "See [the east](../localities/east.md#carers), [what](../narrative/040-vision.md#meaning) and [none](../localities/north.md).",
    )

    html = made(content)["full-plan/care-group-carers.html"].decode()

    assert '<a href="locality-east.html#localities-east-carers">the east</a>' in html
    assert '<a href="vision.html#meaning">what</a>' in html
    assert " and none." in html


def test_every_internal_link_leads_somewhere():
    """No page links to a page, an anchor or a file that was not made."""
    out = made(FILES, ALL, ("html", "pdf"))
    for path, content in out.items():
        if not path.endswith(".html"):
            continue
        html = content.decode()
        ids = set(re.findall(r' id="([^"]+)"', html))
        assert len(ids) == len(re.findall(r' id="([^"]+)"', html)), f"an id stands twice in {path}"
        for link in re.findall(r'(?:href|src)="([^"]+)"', html):
            target, _, anchor = link.partition("#")
            if not target:
                assert anchor in ids, (path, link)
                continue
            if re.match(r"[a-z]+:", target):
                continue
            parts = path.split("/")[:-1]
            for step in target.split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            assert "/".join(parts) in out, (path, link)


def test_a_sign_that_no_font_has_is_named():
    """An emoji is printed by its name, reported at its line, and never stops the PDF."""
    content = edited("care-groups/carers.md", "somebody.", "somebody.\nWell done 👍.")
    plan = load_plan(MappingSource(content))

    assert printable("👍 ≤ é") == "[thumbs up sign] ≤ é"
    assert [(each.at.path, each.at.line) for each in missing(plan)] == [("care-groups/carers.md", 6)]
    assert made(content, formats=("pdf",))["full-plan.pdf"]


def test_a_damaged_picture_is_named():
    """A picture that is no picture is a fault of the plan with the file's name."""
    content = edited("care-groups/carers.md", "somebody.", "somebody.\n\n![A chart](chart.png)")
    content["care-groups/chart.png"] = b"not a picture"

    with pytest.raises(PlanError, match=r"care-groups/chart\.png"):
        made(content, formats=("pdf",))


def test_map_of_known_and_unknown_localities():
    """Localities with a boundary are drawn; the others are named with the reason."""
    text = FILES["localities/east.md"]
    content = files({"localities/east.md": None, "localities/east-lothian-east.md": text})

    drawn = locality_map(load_plan(MappingSource(content)))

    assert drawn is not None and drawn.shown == (("East", "by name"),)
    assert [name for name, _ in drawn.missing] == ["West"]
    assert "East" in drawn.alt and drawn.svg.startswith("<svg")
    assert "NaN" not in drawn.svg and "nan" not in drawn.svg


def test_own_template_goes_first_and_stays_in_its_sandbox():
    """An authority's template is used; one that reaches for Python is refused in plain words."""
    own = files({"templates/full-plan.md.j2": b"# Ours\n\n{{ plan.title }}\n"})
    assert "full-plan/ours.html" in made(own)

    for bad in (
        b"{{ plan.record.parse_raw('x', content_type='pickle', allow_pickle=True) }}",
        b"{{ plan.record.parse_file('/etc/passwd') }}",
        b"{{ plan.record.model_dump() }}",
        b"{{ plan.narrative[0].section.tokens }}",
        b"{{ plan.replace }}",
        b"{{ 'x' * 10**9 }}",
        b"{{ 9**(9**9) }}",
        b"{{ 1 / 0 }}",
        b"{{ 'x'.center(10) }}",
        b"{{ '%999999999d' | format(1) }}",
        b"{{ range(9) }}",
        b"{{ lipsum() }}",
        b"{{ cycler.__init__ }}",
        b"{{ plan.__class__.__mro__ }}",
        b"{{ nothing }}",
        b"{% for %}",
        b"{% include 'none' %}",
        b"{{ ''.format.__globals__ }}",
    ):
        with pytest.raises(PlanError, match="template"):
            made(files({"templates/full-plan.md.j2": b"# X\n\n" + bad}))


def test_manifest_lists_what_went_in_and_came_out():
    """Every file read and every file made, with its hash."""
    out = made(FILES, ALL, ("html", "pdf"))
    manifest = json.loads(out["manifest.json"])

    assert set(manifest["inputs"]) == set(FILES)
    assert set(manifest["outputs"]) == set(out) - {"manifest.json"}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in manifest["outputs"].values())


def test_a_section_called_index_does_not_take_the_front_page():
    """The front page keeps its address whatever a section is called."""
    out = made(files({"narrative/050-index.md": b"---\ntitle: Index\n---\nWords.\n"}))

    assert "Words." in words(out["full-plan/index-2.html"])
    assert "Contents" in words(out["full-plan/index.html"])


def test_pictures_with_names_alike_stay_apart():
    """Two pictures whose plain names agree are both printed."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0,0L9,%d"/></svg>'
    content = edited("care-groups/carers.md", "somebody.", "somebody.\n\n![One](ward-3.svg)\n\n![Two](<ward 3.svg>)")
    content |= {"care-groups/ward-3.svg": svg % 1, "care-groups/ward 3.svg": svg % 2}

    out = made(content)

    assert {svg % 1, svg % 2} == {value for path, value in out.items() if path.startswith("full-plan/pictures/care")}


def test_a_picture_that_holds_a_program_is_refused():
    """An SVG file with a script is named and not published."""
    content = edited("care-groups/carers.md", "somebody.", "somebody.\n\n![One](a.svg)")
    content["care-groups/a.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    with pytest.raises(PlanError, match=r"care-groups/a\.svg"):
        made(content)


@pytest.mark.parametrize("link", ["ms-msdt:/id", "search-ms:x", "data:text/html,x", f"https://e.org/{'x' * 9000}"])
def test_links_that_start_programs_are_plain_text(link):
    """Only web, mail and telephone addresses become links, and none so long that a PDF refuses it."""
    out = made(edited("care-groups/carers.md", "somebody.", f"[somebody]({link})."), formats=("html", "pdf"))

    assert f'"{link}"' not in out["full-plan/care-group-carers.html"].decode()
    assert "somebody" in words(out["full-plan/care-group-carers.html"])
    assert out["full-plan.pdf"]


def test_a_picture_without_words_has_some():
    """A picture whose description cannot be printed is still described."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0,0L9,1"/></svg>'
    content = edited("care-groups/carers.md", "somebody.", "somebody.\n\n![\u200b](a.svg)\n\nx ![](a.svg)")
    content["care-groups/a.svg"] = svg

    assert made(content, formats=("pdf",))["full-plan.pdf"]


FIFE = (
    "City of Dunfermline",
    "Cowdenbeath",
    "Glenrothes",
    "Kirkcaldy",
    "Levenmouth",
    "North East Fife",
    "South West Fife",
)


def seven_localities():
    """The small plan with the localities of Fife, each with what the east has."""
    plan = load_plan(MappingSource(FILES))
    east = next(each for each in plan.localities if each.arrangements)
    return plan.replace(localities=tuple(east.replace(id=f"l{n}", name=name) for n, name in enumerate(FIFE)))


def test_what_is_arranged_where_tells_how_far_it_has_come():
    """With many localities each cell says to write, draft or done, with a link to each arrangement by its number."""
    plan = seven_localities()
    [(name, one)] = [*plan.localities[0].arrangements.items()]
    several = {name: one.replace(status=Status.DONE), f"{name}-2": one.replace(status=Status.DRAFT)}
    first, second, *others = plan.localities
    plan = plan.replace(
        localities=(first.replace(arrangements=several), second.replace(arrangements={}), *others),
    )

    row = next(line for line in localities_and_groups(plan).splitlines() if plan.care_groups[0].name in line)

    cells = [re.sub(r"\]\(<[^>]*>\)", "]", each.strip()) for each in row.strip("|").split("|")]
    assert cells[1:4] == ["draft: [1], [2]", "–", f"{one.status.words}: [1]"]


def test_a_wide_table_breaks_no_word_and_lets_no_heads_overlap():
    """Where the columns do not fit side by side, each gets its share by its longest word, the first one too."""
    plan = seven_localities()
    [wanted] = chosen(plan, ["full-plan"])
    made = document(wanted, plan, COPY, FILES.__getitem__)

    (table,) = [
        node
        for chapter in blocks(made)
        for node in chapter
        if node["t"] == "table" and len(node["head"]) == 8 and words_of(node["head"][1]) == FIFE[0]
    ]

    assert not table["turned"]
    for column, share in enumerate(table["widths"]):
        cells = [words_of(table["head"][column]), *(words_of(row[column]) for row in table["rows"])]
        assert share > max(len(word) for cell in cells for word in cell.split())
