"""Figures: what is drawn from the plan, what it says in words, and what becomes of a wrong name."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from word_edits import Edits

from scp.commands.check import printed as judged
from scp.documents import drawing
from scp.documents.charts import Bars, Grid, Lines
from scp.documents.document import Copy
from scp.documents.drawing import PATTERNS, Palette, contrast, scale, wrapped
from scp.documents.figures import figure, wrong_figures
from scp.documents.kinds import KINDS, Wanted
from scp.documents.map import locality_map
from scp.documents.nodes import blocks, words
from scp.documents.redline import compare
from scp.documents.redline_pages import to_read, to_track
from scp.documents.render import document, render
from scp.documents.writers.docx import write_docx
from scp.documents.writers.html import write_site
from scp.documents.writers.pdf import write_pdf
from scp.repository import MappingSource, load_plan
from scp.repository.reword import CannotApply, reword
from scp.repository.word_review import read_review
from tests.redline_versions import NAMES, made
from tests.small import files

SVG = "{http://www.w3.org/2000/svg}"
COPY = Copy("Working copy", date(2026, 11, 21))
EAST = """---
name: East
population: 1000
population_source: National Records of Scotland
age_groups: {date: 2024-06-30, under_16: 150, from_16_to_64: 600, from_65_to_74: 120, from_75_to_84: 90, over_84: 40}
deprivation: {edition: SIMD 2020v2, fifths: [5, 15, 20, 25, 35]}
arrangements:
  carers: {care_groups: [carers], outcomes: {6: Breaks., 1: Rest.}, status: draft}
---
The east is by the sea.

## Support for carers {#carers}

A carers' centre opens in the town.
"""
WEST = (
    EAST.replace("East", "West")
    .replace("population: 1000", "population: 2000")
    .replace("under_16: 150", "under_16: 1150")
    .replace("fifths: [5, 15, 20, 25, 35]", "fifths: [30, 30, 20, 10, 10]")
    .replace("outcomes: {6: Breaks., 1: Rest.}, ", "")
)
LINES = """id,year,title,kind,amount,care_group,locality,service,purpose
breaks,2027-28,Breaks,integrated,120000,carers,east,social-care,prevention
breaks,2028-29,Breaks,integrated,150000,carers,east,social-care,prevention
wards,2027-28,Wards,set-aside,400000,,,health,hospital
wards,2028-29,Wards,set-aside,350000,,,health,hospital
"""
INDICATORS = """indicators:
  - id: delays
    title: Days of delay
    core: ni-19
    unit: days
    source: Public Health Scotland
    frequency: yearly
    updated: 2026-02-15
    values: {2014-15: 900, 2018-19: 640.67, 2019-20: 326.98, 2020-21: 257.79}
    gaps: [{first: 2016-17, last: 2017-18, because: Not copied yet}]
    peers: [{area: Scotland, year: 2020-21, value: 484.28}]
    objective: {by: 2029-30, value: 200}
  - id: helped
    title: People who were helped
    unit: "%"
    frequency: every-second-year
    values: {2019-20: 70, 2021-22: 75}
  - {id: nothing, title: Nothing yet, gaps: [{first: 2020-21, because: The survey begins in 2028}]}
"""
PRIORITIES = (
    "priorities:\n  - {id: home, title: Home first, outcomes: [2, 9]}\n  - {id: well, title: Well, outcomes: [1, 9]}\n"
)
STATEMENTS = """financial_statements:
  - {id: now, title: Annual financial statement 2027-28, year: 2027-28, plan: 2027-2030, published: 2027-03-11,
     total: 520000, by_care_group: {carers: 120000}, by_service: {health: 400000, social-care: 120000}}
"""
EVERY = (
    "chart:population",
    "chart:population?locality=east",
    "chart:deprivation",
    "chart:deprivation?locality=west",
    "chart:spend",
    "chart:spend?by=kind&style=stacked",
    "chart:spend?by=service&year=2027-28",
    "chart:spend?by=purpose",
    "chart:spend?by=locality",
    "chart:statement?year=2027-28",
    "chart:statement?year=2027-28&by=service",
    "chart:indicator?id=delays",
    "chart:indicator?id=helped",
    "chart:outcomes",
    "chart:outcomes?rows=priorities",
    "map:localities",
)


def content(vision="People live well.\n", **changes):
    return files(
        {
            "narrative/040-vision.md": f"---\ntitle: Our vision\nrole: vision\nstatus: draft\n---\n{vision}".encode(),
            "localities/east.md": EAST.encode(),
            "localities/west.md": WEST.encode(),
            "finance/lines.csv": LINES.encode(),
            "performance/indicators.yaml": INDICATORS.encode(),
            "priorities.yaml": PRIORITIES.encode(),
            "finance/statements.yaml": STATEMENTS.encode(),
            **{path: text.encode() for path, text in changes.items()},
        }
    )


def plan_with(vision="People live well.\n", **changes):
    return load_plan(MappingSource(content(vision, **changes)))


@pytest.fixture(scope="module")
def plan():
    return plan_with()


def said(made_figure):
    """The sentences below the picture."""
    told = []
    for node in made_figure.nodes:
        points = [item[0] for item in node["items"]] if node["t"] == "ul" else [node] if node["t"] == "p" else []
        told += [words(each["c"]) for each in points]
    return told


def texts(svg):
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


# what each kind shows


@pytest.mark.parametrize("link", EVERY)
def test_each_figure_has_all_that_it_must_have(plan, link):
    """Picture, words for it, caption, sentence, table and source; and the picture is sound SVG with text as text."""
    found = figure(plan, link)

    drawn = found.nodes[0]
    assert found.picture is not None and drawn["path"] == f"pictures/{found.picture.name}"
    assert drawn["alt"] and drawn["alt"].endswith(".") and "None" not in drawn["alt"]
    assert drawn["caption"].startswith("Figure: ")
    assert "Source: " in found.table.replace("\\", "") or "data licensed under" in drawn["caption"]
    assert len(said(found)[0]) > 20 and said(found)[0].endswith(".")
    assert re.search(r"\n\| .* \|\n\|---", found.table)
    root = ElementTree.fromstring(found.picture.content)
    assert [root.get("width"), root.get("height")] == [str(each) for each in drawn["size"]]
    assert (root.find(f"{SVG}title") is not None and texts(found.picture.content)) or link.startswith("map")
    assert b"<script" not in found.picture.content and b"style=" not in found.picture.content
    places = [float(value) for each in root.iter() for key, value in each.items() if key in ("x", "y", "width", "cx")]
    assert places and all(round(each, 1) == each for each in places)


def test_people_by_locality_and_age(plan):
    """Largest, smallest and the share of older people, by the figures by age."""
    found = figure(plan, "chart:population")

    assert said(found) == [
        "West has the most people, 2,000, and East the fewest, 1,000. The share aged 65 or over is largest in East (25%) and "
        "smallest in West (12%)."
    ]
    assert found.nodes[0]["alt"] == "Bar chart. People by locality and age, 30 June 2024. East: 1,000; West: 2,000."
    assert {"0 to 15", "85 and over", "East", "West", "People by age"} <= {*texts(found.picture.content)}


def test_deprivation_names_the_ends(plan):
    """The largest and the smallest share in the most deprived fifth."""
    assert "largest in West (30%) and smallest in East (5%)" in said(figure(plan, "chart:deprivation"))[0]
    assert said(figure(plan, "chart:deprivation?locality=east")) == [
        "In East 5% of people live in the most deprived fifth of Scotland's neighbourhoods and 35% in the least deprived."
    ]


def test_money_says_how_it_moves_and_what_is_largest(plan):
    """From the first year to the last, and the largest part; of one year there is no change to tell."""
    found = figure(plan, "chart:spend")

    assert said(found) == [
        "All spending is £520,000 in 2027-28 and £500,000 in 2028-29, £20,000 (3.8%) less. The largest part in 2028-29 is "
        "For more than one group: £350,000, 70.0% of it."
    ]
    assert "| Unpaid carers | £120,000 | £150,000 |" in found.table.replace("\\", "")
    assert said(figure(plan, "chart:spend?by=kind&year=2027-28")) == [
        "All spending is £520,000 in 2027-28. The largest part is Set aside for large hospital services: £400,000, 76.9% of it."
    ]


def test_a_trend_is_told_against_the_year_before_and_scotland(plan):
    """Six years to the last figure, Scotland beside them, the gaps with their reasons, and the objective."""
    found = figure(plan, "chart:indicator?id=delays")

    told, *gaps = said(found)
    assert told == (
        "In 2020-21 it was 257.79 in East Lothian, 69.19 less than in 2019-20 (326.98) and 226.49 less than in Scotland "
        "(484.28). In 2018-19, the first year shown with a figure, it was 640.67. The objective is 200 by 2029-30."
    )
    assert gaps == [
        "No figure for 2015-16: No reason is recorded.",
        "No figure for 2016-17, 2017-18: Not copied yet.",
    ]
    assert "| 2015\\-16 | – | 914\\.66 |" in found.table and "900" not in found.table
    assert "Public Health Scotland, brought up to date on 15 February 2026" in found.table.replace("\\", "")
    assert "January 2022" in found.table
    paths = re.findall(r'<path d="(M[^"]*)" fill="none"', found.picture.content.decode())
    assert [path.count("M") for path in paths if "L" in path] == [1, 1]


def test_a_survey_of_every_second_year_has_no_gap_in_between(plan):
    """Its points are joined over the year between them, and nothing is said of that year."""
    found = figure(plan, "chart:indicator?id=helped")

    assert said(found) == ["In 2021-22 it was 75% in East Lothian, 5 percentage points more than in 2019-20 (70%)."]
    assert re.search(r'<path d="M[^M"]*L[^M"]*" fill="none"', found.picture.content.decode())


def test_outcomes_are_counted(plan):
    """How many arrangements or priorities serve each outcome, and which serve none."""
    assert said(figure(plan, "chart:outcomes")) == [
        "Most, 1 arrangement, serve outcomes 1 and 6; no arrangement serves outcomes 2, 3, 4, 5, 7, 8 and 9. In East none "
        "serves outcome 2, 3, 4, 5, 7, 8 and 9. In West none serves outcome 1, 2, 3, 4, 5, 6, 7, 8 and 9."
    ]
    assert said(figure(plan, "chart:outcomes?rows=priorities"))[0].startswith("Most, 2 priorities, serve outcome 9; ")


def test_the_map_names_what_fits_and_numbers_the_rest():
    """A name stands in its locality where it has room there, and in a key with a number where it has none."""
    from scp.reference.authorities import all_authorities

    authority = next(each for each in all_authorities() if each.slug == "argyll-and-bute")
    parts = {
        f"localities/{each.slug}.md": f"---\nname: {each.name}\n---\nHere.\n".encode() for each in authority.localities
    }
    text = files()["plan.yaml"].replace(b"S37000010", authority.code.encode())
    plan = load_plan(
        MappingSource(files({"plan.yaml": text, "localities/east.md": None, "localities/west.md": None, **parts}))
    )

    drawn = locality_map(plan)

    assert drawn is not None and not drawn.missing
    assert {how.split()[0] for _, how in drawn.shown} <= {"by", "number"}
    shown = " ".join(texts(drawn.svg))
    assert all(name in shown for name, _ in drawn.shown)
    assert all(how.split()[1] in texts(drawn.svg) for _, how in drawn.shown if how.startswith("number"))


# what is missing, and what is wrong


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("chart:indicator?id=nothing", "No figure is recorded. The survey begins in 2028."),
        ("chart:population", "Not available for East and West: no figure is recorded."),
        ("chart:deprivation", "Not available for East and West: no figure is recorded."),
        ("chart:spend", "No finance line is recorded."),
        ("chart:outcomes?rows=priorities", "No priority is recorded."),
    ],
)
def test_what_is_missing_is_said_in_words(link, told):
    """No empty drawing stands for data that are not there."""
    bare = re.sub(r"(population|population_source|age_groups|deprivation): .*\n", "", EAST)
    plan = plan_with(
        **{
            "localities/east.md": bare,
            "localities/west.md": bare.replace("East", "West"),
            "finance/lines.csv": LINES.split("\n")[0] + "\n",
            "priorities.yaml": "priorities: []\n",
        }
    )

    found = figure(plan, link)

    assert found.picture is None and found.nodes[0]["t"] == "box"
    assert told in words(found.nodes[0]["c"][0]["c"])


def test_a_locality_without_figures_is_named():
    """It is left out of the drawing, and the reason is printed."""
    bare = re.sub(r"age_groups: .*\n", "not_available: {age_groups: The census is not out}\n", EAST)
    found = figure(plan_with(**{"localities/east.md": bare}), "chart:population")

    assert said(found)[1:] == ["Not available for East: The census is not out."]
    assert "East" not in texts(found.picture.content)


WRONG = [
    ("chart:spnd", "there is no chart called spnd. Did you mean spend?", "The charts are population, "),
    ("chart:", "there is no chart called nothing", "The charts are"),
    ("map:locality", "there is no map called locality. Did you mean localities?", "Write `map:localities`."),
    ("chart:indicator?id=delay", "chart:indicator has no id delay. Did you mean delays?", "It may be delays, "),
    ("chart:indicator", "chart:indicator does not say which: it lacks id", "`chart:indicator?id=delays`"),
    ("chart:spend?bye=kind", "chart:spend has no option bye. Did you mean by?", "Its options are by, style, year"),
    ("chart:spend?by=kinds", "chart:spend has no by kinds. Did you mean kind?", "It may be care-group, "),
    ("chart:spend?by=kind&by=kind", "chart:spend has the option by twice", "Keep one"),
    ("chart:spend?table=no", "chart:spend has no table no", "It may be beside."),
    ("chart:population?locality=north", "chart:population has no locality north", "It may be east or west."),
    ("chart:" + "x" * 5000, f"there is no chart called {'x' * 59}…", "The charts are"),
]


@pytest.mark.parametrize(("link", "what", "mend"), WRONG)
def test_a_wrong_figure_is_a_finding_and_a_note(link, what, mend):
    """With file, line, the nearest name and how to mend; the document prints a note in its place."""
    plan = plan_with(f"Words.\n\n![]({link})\n")

    (problem,) = wrong_figures(plan)
    assert problem in judged(plan, lambda path: b"").problems

    assert (problem.at.path, problem.at.line, problem.kind) == ("narrative/040-vision.md", 8, "plan-wrong-figure")
    assert problem.what == what and mend in problem.mend
    page = write_site(document(Wanted(KINDS[0]), plan, COPY, lambda path: b""))["vision.html"].decode()
    assert f"A figure is missing here: {what}" in unescape(page)


@pytest.mark.parametrize(
    "text",
    [
        "Words ![a chart](chart:spend) around it.",
        "![](chart:spend) ![](chart:population)",
        "## ![a chart](chart:spend)\n\nWords.",
        "| A |\n|---|\n| ![a](chart:spend) |\n",
    ],
)
def test_a_figure_that_is_not_alone_is_a_finding(text):
    """It has no room for its table there, and stays words."""
    plan = plan_with(text + "\n")

    found = [*wrong_figures(plan)]

    assert found and all("does not stand alone" in each.what for each in found)
    assert document(Wanted(KINDS[0]), plan, COPY, lambda path: b"")


def test_a_figure_is_no_missing_picture_and_needs_no_words_of_its_author():
    """Neither the loader nor the rule on descriptions of pictures takes it for a file."""
    plan = plan_with("![](chart:spend)\n\n![](map:localities)\n\n![](here.png)\n")

    assert [each.kind for each in plan.problems if "picture" in each.what] == ["plan-missing-picture"]
    assert not [*wrong_figures(plan)]


# in documents

TEXT = """Words before.

![](chart:spend?by=kind "Where the money is from")

![My own words](chart:indicator?id=delays)

- In a list:

  ![](chart:outcomes)

> ![](chart:deprivation)

Words after.
"""


@pytest.fixture(scope="module")
def printed():
    source = content(TEXT)
    return document(Wanted(KINDS[0]), load_plan(MappingSource(source)), COPY, source.__getitem__)


def test_words_of_the_author_go_first(printed):
    """A description and a caption that were written stand in place of those made from the data."""
    (vision,) = (
        made for chapter, made in zip(printed.chapters, blocks(printed), strict=True) if chapter.id == "vision"
    )
    first, second = (node for node in vision if node["t"] == "figure")

    assert first["caption"] == "Figure: Where the money is from." and first["alt"].startswith(
        "Bar chart. What we intend"
    )
    assert second["alt"] == "My own words" and second["caption"] == "Figure: Days of delay, 2015-16 to 2020-21."


def test_a_figure_on_the_web_keeps_its_room_and_its_table_has_a_name_of_its_own(printed):
    """Width and height are given, so nothing moves as it loads; no two tables have one name."""
    site = write_site(printed)
    page = site["vision.html"].decode()

    images = re.findall(r'<img src="([^"]*)" alt="[^"]+" width="720" height="(\d+)">', page)
    assert len(images) == 4 == page.count("<img ")
    for path, height in images:
        assert f'height="{height}"'.encode() in site[path]
    names = re.findall(r'aria-label="(Table [^"]*)"', page)
    assert len(names) == 4 == len(set(names))


def test_figures_in_pdf_word_and_workbook(printed):
    """Typst takes every drawing, Word has it as PNG with its description, and its numbers are a sheet."""
    from scp.documents.writers.xlsx import write_xlsx

    assert write_pdf(printed).startswith(b"%PDF")
    opened = docx.Document(BytesIO(write_docx(printed)))
    told = [
        each.get("descr")
        for each in opened.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert "My own words" in told and all(told)
    book = openpyxl.load_workbook(BytesIO(write_xlsx(printed)))
    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert {484.28, "Integrated budget"} <= cells


def test_same_bytes_wherever_it_is_built():
    """Nothing of the hour, the folder or the order of things stands in a figure."""
    one, other = (
        render(load_plan(MappingSource(source)), COPY, source.__getitem__, ["full-plan"], ("html",))
        for source in (content(TEXT), dict(reversed(content(TEXT).items())))
    )

    drawn = [path for path in one if "/pictures/figure-" in path]
    assert len(drawn) >= 8
    assert all(one[path] == other[path] for path in drawn)


def test_a_changed_chart_is_a_changed_picture_and_its_table_is_compared():
    """The redline shows both pictures, and marks the numbers that moved, on the web and in Word."""
    old, new = content(TEXT), content(TEXT, **{"finance/lines.csv": LINES.replace("400000", "450000")})
    versions = [made(old), made(new)]

    redline = compare(*versions)

    (change,) = [each for each in redline.changes if each.place == "narrative/040-vision.md"]
    assert "Set aside for large hospital services, 2027-28: £400,000 became £450,000" in change.details
    read, tracked = to_read(redline, NAMES), to_track(redline, NAMES)
    names = {each.name for each in read.pictures}
    assert sum(name.startswith("was-figure-chart-spend") for name in names) == 2
    assert write_site(read) and write_docx(tracked) and write_pdf(read)


def test_a_review_in_word_finds_its_section_around_a_figure(printed):
    """A copy with figures in it is read back: nothing was changed in it, and each section is found."""
    source = content(TEXT)
    plan = load_plan(MappingSource(source))

    review = read_review("copy.docx", write_docx(printed), plan.sections)

    assert not review.found and not review.missing and not review.counts


def test_a_change_beside_a_figure_can_be_made_and_one_within_it_cannot(printed):
    """The words of the author are changed in the file; those that are made from the records are left to people."""
    source = content(TEXT)
    plan = load_plan(MappingSource(source))
    edits = Edits(write_docx(printed), "A Reviewer")
    edits.replace(edits.paragraph("Words after"), "after", "behind")
    edits.replace(edits.paragraph("In 2020-21 it was"), "it was", "it had been")

    found = {each.passage: each for each in read_review("copy.docx", edits.content, plan.sections).found}
    within, beside = found["it was"], found["after"]

    assert {within.place, beside.place} == {"narrative/040-vision.md"}
    _, files_made = reword(source, plan, beside)
    text = files_made["narrative/040-vision.md"].decode()
    assert "Words behind." in text and "![My own words](chart:indicator?id=delays)" in text
    with pytest.raises(CannotApply, match="belongs to a figure, which is made from the plan's records"):
        reword(source, plan, within)


def test_the_old_name_of_the_map_still_works(plan):
    """Templates of one's own say `map`; another name prints a note and stops nothing."""
    assert figure(plan, "map").picture is not None
    assert figure(plan, "mop").picture is None


def test_the_shipped_templates_draw_what_belongs_in_them():
    """The full plan, the booklet, the statement and the report have figures, and none is drawn of what is missing."""
    reports = "reports:\n  - {id: report, title: Report, start: 2020-04-01, end: 2021-03-31}\n"
    source = content(**{"performance/reports.yaml": reports})
    names = ["full-plan", "locality-booklet", "financial-statement", "performance-report"]

    site = render(load_plan(MappingSource(source)), COPY, source.__getitem__, names, ("html",))

    found = sorted({(path.split("/")[0], path.split("/")[-1][7:-11]) for path in site if "/pictures/figure-" in path})
    assert found == [
        ("financial-statement-2027-28", "chart-statement-care-group-2027-28"),
        ("full-plan", "chart-deprivation"),
        ("full-plan", "chart-outcomes-localities"),
        ("full-plan", "chart-population"),
        ("full-plan", "chart-spend-care-group"),
        ("full-plan", "map-localities"),
        ("locality-booklet-east", "chart-deprivation-east"),
        ("locality-booklet-east", "chart-population-east"),
        ("locality-booklet-west", "chart-deprivation-west"),
        ("locality-booklet-west", "chart-population-west"),
        ("performance-report-2020-21", "chart-indicator-delays-2020-21"),
    ]
    assert not [path for path, page in site.items() if path.endswith(".html") and b"There is no figure for" in page]


# drawing


@pytest.mark.parametrize("colour", ["#12395b", "#ffee00", "#ffffff", "#000000", "#0b5a57", "#777777"])
def test_colours_can_be_told_apart(colour):
    """Shapes stand out from white by 3 to 1 with their lines, words by 4.5, and each fill but the first has a pattern."""
    palette = Palette.of(colour)

    assert contrast(palette.first, "#ffffff") >= 3 and contrast(palette.words, "#ffffff") >= 4.5
    assert contrast(drawing.INK, "#ffffff") >= 4.5 and contrast(drawing.SOFT, "#ffffff") >= 4.5
    assert {*drawing.SIGNS} == {*range(1, PATTERNS)}
    for ordered in (True, False):
        fills = [palette.fill(each, ordered) for each in range(PATTERNS)]
        assert len(set(fills)) == PATTERNS
    if contrast(colour, "#ffffff") >= 3:
        assert palette.first == colour


names = some.text(max_size=60)
amounts = some.one_of(
    some.none(),
    some.decimals(-(10**15), 10**15, allow_nan=False, places=2),
    some.just(Decimal(0)),
    some.just(Decimal(1)),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(svg, height):
    root = ElementTree.fromstring(svg)
    assert root.get("height") == str(height) and 0 < height <= 1200
    for each in root.iter():
        for key in ("x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r"):
            if key in each.attrib:
                value = float(each.attrib[key])
                assert -2000 < value < 2000
                assert value >= 0 or key not in ("width", "height", "r")
        assert not re.search("nan|inf|e[+-]?[0-9]", each.get("d", ""))


@QUICK
@given(some.data(), some.integers(1, 12), some.integers(1, 6), some.booleans(), some.sampled_from(["£", "%", ""]))
def test_any_bars_are_sound(data, rows, series, stacked, unit):
    """Whatever the names and numbers: well-formed, finite and on the page."""
    chart = Bars(
        tuple(data.draw(names) for _ in range(rows)),
        tuple(data.draw(names) for _ in range(series)),
        tuple(tuple(data.draw(amounts) for _ in range(series)) for _ in range(rows)),
        unit,
        data.draw(names),
        stacked,
    )
    sound(*chart.draw(data.draw(names), Palette.of("#12395b")))


@QUICK
@given(some.data(), some.integers(1, 12), some.integers(1, 2), some.sampled_from(["%", ""]), some.integers(1, 2))
def test_any_lines_are_sound(data, years, series, unit, step):
    """Whatever the names and numbers: well-formed, finite and on the page."""
    one = amounts.filter(lambda each: each is not None)
    lines = tuple(
        (data.draw(names), (*(data.draw(amounts) for _ in range(years - 1)), data.draw(one))) for _ in range(series)
    )
    level = data.draw(some.one_of(some.none(), some.tuples(names, one)))
    chart = Lines(tuple(f"{2010 + n}-{11 + n}" for n in range(years)), lines, unit, data.draw(names), step, level)
    sound(*chart.draw(data.draw(names), Palette.of("#ffffff")))


@QUICK
@given(some.data(), some.integers(0, 20), some.booleans())
def test_any_grid_is_sound(data, rows, counted):
    """Whatever the names and counts: well-formed, finite and on the page."""
    values = tuple(tuple(data.draw(some.integers(0, 10**6)) for _ in range(9)) for _ in range(rows))
    chart = Grid(tuple(data.draw(names) for _ in range(rows)), tuple("123456789"), values, "Outcome", counted)
    sound(*chart.draw(data.draw(names), Palette.of("#0b5a57")))


@QUICK
@given(some.lists(some.decimals(-(10**15), 10**15, allow_nan=False, places=15), max_size=6), some.booleans())
def test_a_scale_holds_its_values(values, from_zero):
    """Every value lies between its ends, and its steps are few."""
    made_scale = scale(values, 0, 100, from_zero)

    assert all(made_scale.low <= each <= made_scale.high for each in values)
    assert (
        2 <= len(made_scale.ticks) <= 8 and made_scale.at(made_scale.low) == 0 and made_scale.at(made_scale.high) == 100
    )


@QUICK
@given(some.text(max_size=300), some.floats(20, 400), some.integers(1, 3))
def test_words_are_cut_to_their_room(text, width, lines):
    """No more lines than there may be; only a single sign may be wider than the room."""
    found = wrapped(text, width, lines)

    assert len(found) <= lines and all(found)
    assert all(drawing.width_of(line) <= width or len(line) <= 2 for line in found)


@pytest.mark.parametrize("many", [40, 100])
def test_more_rows_than_fit_on_a_page_are_put_together(many):
    """The chart stays on one page; the table has them all."""
    head = LINES.split("\n")[0]
    lines = "\n".join(f"line-{n},2027-28,Line,integrated,{1000 + n},group-{n},,health,hospital" for n in range(many))
    groups = {f"care-groups/group-{n}.md": f"---\nname: Group {n}\nstatus: draft\n---\nText.\n" for n in range(many)}
    plan = plan_with(**{"finance/lines.csv": f"{head}\n{lines}\n", **groups})

    found = figure(plan, "chart:spend")

    assert found.nodes[0]["size"][1] < 950
    assert any(text.startswith("The other") for text in texts(found.picture.content))
    assert found.table.count("\n| Group") == many


def test_hostile_names_stay_words():
    """Markup in a name is printed as it stands, in the drawing, its description and its table."""
    bad = '<script>alert(1)</script> & "x"'
    plan = plan_with(**{"localities/east.md": EAST.replace("name: East", f"name: '{bad}'")})

    found = figure(plan, "chart:population")

    assert b"<script" not in found.picture.content and "&lt;script" in found.picture.content.decode()
    page = write_site(document(Wanted(KINDS[0]), plan, COPY, lambda path: b""))["our-localities.html"].decode()
    assert "<script" not in page and "<script>" in found.nodes[0]["alt"]
