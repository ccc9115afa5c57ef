"""The pictograms that ship keep to one style, and each has its words."""

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from ruamel.yaml import YAML

import scp.reference
from scp.reference.pictograms import ACCENT
from scp.repository import MappingSource, load_plan

FOLDER = Path(scp.reference.__file__).parent / "source" / "pictograms"
PICTURES = sorted(FOLDER.glob("*.svg"))
MANUAL = (Path(__file__).parent.parent / "docs/easy-read-pictures.md").read_text(encoding="utf-8").splitlines()
INDEX = YAML(typ="safe").load(FOLDER / "pictograms.yaml")["pictograms"]

SVG = "{http://www.w3.org/2000/svg}"
TINT, WHITE, INK = "#c2d6d7", "#fff", "#111"
ROOT = {
    "viewBox": "0 0 200 200",
    "fill": "none",
    "stroke": INK,
    "stroke-width": "5",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
SHAPES = {
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "line": {"x1", "y1", "x2", "y2"},
    "polyline": {"points"},
    "polygon": {"points"},
}
GROUPS = {
    "people": "People",
    "care": "Care and support",
    "health": "Health",
    "feelings": "Feelings",
    "places": "Places and travel",
    "taking-part": "Taking part",
    "organisations": "Organisations, money and work",
    "information": "Information",
    "time": "Time",
    "signs": "Signs",
}
PAINT = {"fill": {ACCENT, TINT, WHITE, INK}, "stroke": {"none"}}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

each_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)


@each_picture
def test_root_sets_one_stroke_and_nothing_else(picture):
    root = etree.parse(picture).getroot()
    assert root.tag == SVG + "svg"
    assert dict(root.attrib) == ROOT


@each_picture
def test_only_plain_shapes_in_the_four_colours(picture):
    shapes = list(etree.parse(picture).getroot().iterdescendants())
    assert shapes
    for shape in shapes:
        assert isinstance(shape.tag, str), f"a comment or an instruction at line {shape.sourceline}"
        name = shape.tag.removeprefix(SVG)
        assert name in SHAPES
        assert set(shape.attrib) <= SHAPES[name] | set(PAINT)
        assert not (shape.text or "").strip()
        for attribute, allowed in PAINT.items():
            assert shape.get(attribute) in {None, *allowed}


@each_picture
def test_every_coordinate_is_short_and_inside_the_square(picture):
    for shape in etree.parse(picture).getroot().iterdescendants():
        drawn = " ".join(value for key, value in shape.attrib.items() if key not in PAINT)
        for number in NUMBER.findall(drawn):
            assert 0 <= float(number) <= 200
            assert len(number.partition(".")[2]) <= 1


@each_picture
def test_small_and_plain_text(picture):
    content = picture.read_bytes()
    assert len(content) < 4096
    content.decode("ascii")


def test_every_picture_is_listed_once_and_every_name_has_its_picture():
    assert [each["name"] for each in INDEX if INDEX.count(each) > 1] == []
    assert sorted(each["name"] for each in INDEX) == [path.stem for path in PICTURES]


def test_what_is_shown_is_told_once_and_briefly():
    shown = [each["shows"] for each in INDEX]
    assert len(set(shown)) == len(shown)
    assert [each for each in shown if len(each.split()) > 8] == []


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["name"])
def test_entry_has_all_its_keys_and_words_to_find_it_by(entry):
    assert list(entry) == ["name", "shows", "words", "group"]
    assert all(isinstance(each, str) and each for each in [*entry["words"], entry["shows"], entry["group"]])
    assert len(set(entry["words"])) == len(entry["words"]) >= 1


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["name"])
def test_the_manual_lists_the_picture_and_what_readers_took_it_for(entry):
    name = entry["name"]
    shown = f'<img src="../scp/reference/source/pictograms/{name}.svg" width="64" alt="">'
    listed = MANUAL.index(f"| {shown} | `{name}` | {entry['shows']} | {', '.join(entry['words'])} |")
    named = [each for each in MANUAL if each.startswith(f"| `{name}` ")]

    assert max(at for at, each in enumerate(MANUAL[:listed]) if each.startswith("#")) == MANUAL.index(
        f"### {GROUPS[entry['group']]}"
    )
    assert [each.count(" | ") for each in named] == [3]


def test_the_manual_lists_no_picture_that_is_not_there():
    assert sum(each.startswith("| <img ") for each in MANUAL) == len(INDEX)
    assert sum(each.startswith("| `") for each in MANUAL) == len(INDEX)


def test_most_pictures_carry_the_accent_that_a_theme_replaces():
    without = [path.stem for path in PICTURES if f'fill="{ACCENT}"' not in path.read_text(encoding="ascii")]
    assert set(without) == {"feeling-happy", "feeling-sad", "feeling-unsure", "listen"}


def test_a_plan_names_a_pictogram_and_its_colour_is_the_themes():
    """`pictogram:home` is a picture of the document in the colour of the theme; a wrong name is told with the nearest."""
    from scp.documents.document import Copy
    from scp.documents.kinds import KINDS, Wanted
    from scp.documents.render import document
    from tests.small import FILES

    files = FILES | {
        "easy-read/020-vision.md": b"---\ntitle: What we want\n---\n![A house](pictogram:home)\nYou live at home.\n\n"
        b"![](pictogram:hopsital)\nYou get well.\n"
    }
    files["plan.yaml"] += b"theme: {colour: '#7a2709'}\n"
    source = MappingSource(files)
    plan = load_plan(source)
    made = document(
        Wanted(next(each for each in KINDS if each.name == "easy-read")), plan, Copy("", date(2026, 11, 1)), source.read
    )

    (home,) = (each.content for each in made.pictures if each.name == "pictogram-home.svg")
    assert b"#7a2709" in home and b"#dec9c2" in home and ACCENT.encode() not in home
    told = [each for each in plan.problems if each.kind == "plan-missing-picture"]
    assert [(str(each.at), "Did you mean 'hospital'?" in each.what) for each in told] == [
        ("easy-read/020-vision.md:7", True)
    ]
