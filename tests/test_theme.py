"""The colours and the logo of a plan: that everybody can use what is made with them, on every document."""

import shutil
from base64 import b64encode
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from scp.documents.document import Copy
from scp.documents.kinds import Wanted, documents_of
from scp.documents.render import document, render
from scp.documents.site import assets
from scp.documents.writers.html import write_site
from scp.finding import Level
from scp.model.theme import WHITE, Theme, contrast, darkened
from scp.problem import PlanError
from scp.repository import FolderSource, load_plan
from scp.repository.theme import theme_findings
from scp.requirements.check import check

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="80" viewBox="0 0 240 80">'
    b'<circle cx="40" cy="40" r="34" fill="#0b5a60"/></svg>'
)
SAMPLE = Path(__file__).parent.parent / "sample-plan"
COPY = Copy("Working copy", date(2027, 3, 1))


@pytest.fixture(scope="module")
def sample():
    return load_plan(FolderSource(SAMPLE))


@pytest.fixture(scope="module")
def themed(sample):
    """Gives the sample with a theme and the files of its logo, and how its files are read."""

    def made(theme, **files):
        pictures = {f"pictures/{name.replace('_', '.')}": content for name, content in files.items()}
        record = sample.record.replace(theme=Theme.model_validate(theme))
        plan = sample.replace(record=record, files={**sample.files, **dict.fromkeys(pictures, "0" * 64)})
        return plan, lambda path: pictures[path] if path in pictures else (SAMPLE / path).read_bytes()

    return made


@pytest.fixture(scope="module")
def with_logo(themed):
    """The sample with two colours and a logo, and how its files are read."""
    logo = {"file": "pictures/logo.svg", "alt": "A tick in a circle"}
    return themed({"colour": "#0b5a60", "accent": "#b07a00", "logo": logo}, logo_svg=LOGO)


def test_contrast_is_that_of_wcag():
    """The ratios of WCAG 2.2: black on white 21, the greys on either side of 4.5, and no order of the two."""
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(WHITE, "#777777") == contrast("#777777", WHITE)


@pytest.mark.parametrize("least", [3.0, 4.5])
@pytest.mark.parametrize("colour", ["#ffffff", "#ffee00", "#0bb5c0", "#ff0000", "#777777"])
def test_the_nearest_shade_passes_and_the_one_before_does_not(colour, least):
    """A pale colour is darkened as far as needed and no further, without turning into another colour."""
    shade = darkened(colour, least)

    assert contrast(shade, WHITE) >= least
    assert darkened(shade, least) == shade
    assert contrast(shade, WHITE) < least + 0.15 or shade == colour
    before = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    after = [int(shade[start : start + 2], 16) for start in (1, 3, 5)]
    assert all(a <= b for a, b in zip(after, before, strict=True))


def test_a_colour_that_is_too_pale(tmp_path):
    """It is a finding of guidance at its line, with the ratio and the shade that would do, which documents take."""
    shutil.copytree(SAMPLE, tmp_path / "plan", ignore=shutil.ignore_patterns("history", "build"))
    record = tmp_path / "plan" / "plan.yaml"
    theme = 'theme:\n  colour: "#0bb5c0"\n  accent: "#e0a020"\n'
    record.write_text(
        record.read_text(encoding="utf-8").replace('theme: {colour: "#0b5a60"}\n', theme), encoding="utf-8"
    )
    plan = load_plan(FolderSource(tmp_path / "plan"))

    main, accent = (each for each in plan.problems if each.kind == "plan-theme-colour")
    found = [each for each in check(plan, day=date(2027, 3, 1)).findings if each.id == "plan-theme-colour"]

    line = record.read_text(encoding="utf-8").split("\n").index("theme:") + 1
    assert [str(main.at), str(accent.at)] == [f"plan.yaml:{line + 1}", f"plan.yaml:{line + 2}"]
    assert "2.50 to 1, and 4.5 to 1" in main.what
    assert "'#07838b'` (4.53 to 1)" in main.mend
    assert "2.27 to 1, and 3 to 1" in accent.what
    assert [each.level for each in found] == [Level.GUIDANCE, Level.GUIDANCE]
    assert plan.record.theme.main == "#07838b"
    assert contrast(plan.record.theme.lines, WHITE) >= 3


def test_colours_that_pass_are_no_finding_and_reach_the_pages(with_logo):
    """Both colours stand in the stylesheet as they were written."""
    plan, read = with_logo
    made = document(Wanted(documents_of(plan)[0].kind), plan, COPY, read)

    style = assets(made.colour, made.accent, made.fonts)["assets/scp.css"].decode()

    assert [*theme_findings(plan, read)] == []
    assert "--brand: #0b5a60; --accent: #b07a00;" in style


@pytest.mark.parametrize(
    ("logo", "files", "said"),
    [
        ({"alt": "x"}, {}, "names no file"),
        ({"file": "pictures/lgo.svg", "alt": "x"}, {"logo_svg": LOGO}, "Did you mean pictures/logo.svg?"),
        ({"file": "../outside.svg", "alt": "x"}, {}, "no picture ../outside.svg in the plan"),
        ({"file": "/etc/hostname", "alt": "x"}, {}, "no picture /etc/hostname in the plan"),
        ({"file": "pictures/logo.gif", "alt": "x"}, {"logo_gif": b"GIF89a"}, "of a kind"),
        ({"file": "pictures/logo.svg", "alt": "x"}, {"logo_svg": LOGO + b" " * 1_000_000}, "too large"),
    ],
)
def test_a_logo_that_cannot_be_printed(themed, logo, files, said):
    """It is a finding, and the documents are made without it."""
    plan, read = themed({"logo": logo}, **files)

    (problem,) = theme_findings(plan, read)

    assert said in problem.what
    assert problem.kind == "plan-theme-logo"
    assert document(documents_of(plan)[0], plan, COPY, read).logo is None


def test_a_logo_without_words(themed):
    """It is a finding; until it has words, the authority's name is read out."""
    plan, read = themed({"logo": {"file": "pictures/logo.svg"}}, logo_svg=LOGO)

    (problem,) = theme_findings(plan, read)

    assert "no words" in problem.what
    logo = document(documents_of(plan)[0], plan, COPY, read).logo
    assert logo.alt == "Logo of East Lothian Integration Joint Board"


def test_empty_keys_are_no_logo(themed):
    """A fresh plan has the keys of the logo with nothing after them, which is no finding."""
    plan, read = themed({"logo": {"file": None, "alt": None}})

    assert [*theme_findings(plan, read)] == []
    assert document(documents_of(plan)[0], plan, COPY, read).logo is None


def test_a_logo_that_holds_a_program(themed):
    """Opened by itself it would run what it holds, so nothing is made with it."""
    logo = {"file": "pictures/logo.svg", "alt": "x"}
    plan, read = themed({"logo": logo}, logo_svg=b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')

    with pytest.raises(PlanError, match="holds a program"):
        document(documents_of(plan)[0], plan, COPY, read)


def test_a_logo_that_is_damaged(themed):
    """The complaint names the file, whichever format is made."""
    logo = {"file": "pictures/logo.png", "alt": "x"}
    plan, read = themed({"logo": logo}, logo_png=b"no picture")

    for format in ("pdf", "docx"):
        with pytest.raises(PlanError, match=r"pictures/logo\.png"):
            render(plan, COPY, read, ["glossary"], [format])


def test_the_logo_is_on_covers_and_at_the_head_of_pages(with_logo):
    """A document with a cover and a paper carry it in each format, with its words once on each page."""
    plan, read = with_logo

    made = render(plan, COPY, read, ["easy-read", "glossary"])

    for name in ("easy-read", "glossary"):
        page = made[f"{name}/index.html"].decode()
        picture = next(path for path in made if path.startswith(f"{name}/pictures/pictures-logo-"))
        assert made[picture] == LOGO
        assert page.count('class="logo"') == 2
        assert page.count('alt="A tick in a circle"') == 1
        word = ZipFile(BytesIO(made[f"{name}.docx"])).read("word/document.xml").decode()
        assert 'descr="A tick in a circle"' in word
    assert 'src="easy-read/pictures/pictures-logo-' in made["index.html"].decode()
    with pikepdf.open(BytesIO(made["easy-read.pdf"])) as opened:
        said = [str(each["/Alt"]) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert "A tick in a circle" in said


def test_whom_to_ask_reaches_every_document(sample):
    """The contact block has its home in plan.yaml, and stands at the end of every document that can be made."""
    contact = sample.record.contact
    kinds = {each.kind.name: each for each in documents_of(sample) if each.kind.name not in ("you-said-we-did",)}
    kinds.pop("compliance-statement")

    for wanted in kinds.values():
        made = document(wanted, sample, COPY, FolderSource(SAMPLE).read)
        page = write_site(made)["index.html"].decode()

        assert [value for _, value in made.contact] == [contact.team, contact.phone, contact.email, contact.post]
        assert contact.phone in page.rpartition("<footer")[2].replace("&nbsp;", " ")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{}</svg>'


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format('<s:script xmlns:s="http://www.w3.org/2000/svg">x()</s:script>'),
        SVG.format('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>'),
        SVG.format('<a href="java&#115;cript:x()"><rect width="5" height="5"/></a>'),
        SVG.format('<a href="java&#9;script:x()"><rect width="5" height="5"/></a>'),
        SVG.format('<a><set attributeName="href" to="jav&#97;script:x()"/></a>'),
        '<!DOCTYPE s [<!ENTITY x "&#60;script>x()&#60;/script>">]>' + SVG.format("&x;"),
        '<?xml version="1.0" encoding="utf-7"?>' + SVG.format("+ADw-script+AD4-x()+ADw-/script+AD4-"),
        SVG.format("<script>x()</script>").encode("utf-16"),
        '<?xml-stylesheet type="text/xsl" href="x.xsl"?>' + SVG.format(""),
    ],
)
def test_a_program_is_seen_however_it_is_written(themed, drawing):
    """Under a prefix, as an entity, in another code: what a browser would run stays out."""
    content = drawing if isinstance(drawing, bytes) else drawing.encode()
    plan, read = themed({"logo": {"file": "pictures/logo.svg", "alt": "x"}}, logo_svg=content)

    with pytest.raises(PlanError, match="holds a program"):
        document(documents_of(plan)[0], plan, COPY, read)


@pytest.mark.parametrize(
    "drawing",
    [
        "<!-- <script> -->",
        "<metadata><m:x xmlns:m='http://example.org/m'/></metadata><text>How to stop javascript</text>",
        "<style>rect { fill: red }</style>",
    ],
)
def test_what_is_no_program(themed, drawing):
    """Comments, the notes of a drawing program and words about programs are left alone."""
    content = SVG.format(f"{drawing}<rect width='5' height='5'/>").encode()
    plan, read = themed({"logo": {"file": "pictures/logo.svg", "alt": "x"}}, logo_svg=content)

    assert document(documents_of(plan)[0], plan, COPY, read).logo.content == content


SWELLING = (
    "<!DOCTYPE s [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
WIDE_GIF = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;"


@pytest.mark.parametrize(
    "file, content, said",
    [
        ("logo.svg", (SWELLING + SVG.format("<text>&a9;</text>")).encode(), "cannot be printed"),
        ("logo.svg", b"\x1f\x8b" + b"\0" * 50, "cannot be printed"),
        ("logo.svg", b"no drawing", "cannot be printed"),
        ("logo.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "cannot be printed"),
        ("logo.png", WIDE_GIF, "65,535 by 65,535 dots"),
        (
            "logo.svg",
            SVG.format(
                f'<image width="9" height="9" href="data:image/gif;base64,{b64encode(WIDE_GIF).decode()}"/>'
            ).encode(),
            "65,535 by 65,535 dots",
        ),
    ],
)
def test_a_picture_that_would_swell(themed, file, content, said):
    """It is refused before anybody unpacks it, in every format."""
    plan, read = themed({"logo": {"file": f"pictures/{file}", "alt": "x"}}, **{file.replace(".", "_"): content})

    for format in ("html", "pdf", "docx"):
        with pytest.raises(PlanError, match=said):
            render(plan, COPY, read, ["glossary"], [format])


@pytest.mark.parametrize(
    "shape", ['width="1" height="99999"', 'width="99999" height="1"', 'viewBox="0 0 .001 1000000"']
)
def test_a_drawing_that_is_too_narrow_for_word(themed, shape):
    """As dots it would take more memory than there is; it is told, and nothing falls over."""
    content = f'<svg xmlns="http://www.w3.org/2000/svg" {shape}><rect width="1" height="9"/></svg>'.encode()
    plan, read = themed({"logo": {"file": "pictures/logo.svg", "alt": "x"}}, logo_svg=content)

    with pytest.raises(PlanError, match=r"pictures/logo\.svg"):
        render(plan, COPY, read, ["glossary"], ["docx"])


def test_a_drawing_without_a_size(themed):
    """Sizes that are no numbers are passed over."""
    content = b'<svg xmlns="http://www.w3.org/2000/svg" width="nan" height="inf" viewBox="0 0 inf nan"/>'
    plan, read = themed({"logo": {"file": "pictures/logo.svg", "alt": "x"}}, logo_svg=content)

    assert render(plan, COPY, read, ["glossary"], ["html"])
