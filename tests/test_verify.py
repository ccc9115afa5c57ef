"""`scp verify DIR`: documents made once more, and which file differs from which input."""

import hashlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import jsonschema
import pikepdf
import pytest
from plan_fixture import complete_files
from small import FILES
from typer.testing import CliRunner

from scp.cli import app
from scp.commands.build import build
from scp.documents.document import Copy
from scp.documents.kinds import documents_of
from scp.documents.manifest import LIBRARIES, Options, read_manifest, schema
from scp.documents.render import FORMATS, render
from scp.documents.unpacked import unpacked
from scp.problem import PlanError
from scp.repository import MappingSource, load_plan
from tests.history_fixture import folded, git, open_gates, own_git, plan_root, reached, scp, write  # noqa: F401

SCHEMA = Path(__file__).parent.parent / "docs" / "manifest.schema.json"
ALL = ("full-plan", "glossary", "registers", "--format", "html,pdf,docx,xlsx")
PLAIN = ("full-plan", "glossary", "--format", "html")


def verify(folder, *more):
    """The exit status and the words of one verification."""
    done = CliRunner().invoke(app, ["verify", str(folder), *more])
    return done.exit_code, folded(done.output)


def looked(folder, *more):
    """The exit status, and what was found as JSON: its result, and the files that do not simply agree, by path."""
    done = CliRunner().invoke(app, ["verify", str(folder), "--json", *more])
    found = json.loads(done.stdout)
    return done.exit_code, found, {each["path"]: each for each in found["files"] if each["outcome"] != "same"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A plan without a history, and a build of it in every format."""
    root = tmp_path_factory.mktemp("made") / "plan"
    write(root, FILES)
    assert scp(root, "build", *ALL).exit_code == 0
    return root


@pytest.fixture
def copied(made, tmp_path):
    """The same, to be spoilt."""
    shutil.copytree(made, tmp_path / "copied")
    return tmp_path / "copied"


def listed(root, change):
    """Change the list of the build."""
    place = root / "build" / "manifest.json"
    kept = json.loads(place.read_text())
    change(kept)
    place.write_text(json.dumps(kept))


def relisted(root, path, content):
    """Put *content* in the place of a file, and its hash in the list: as a build elsewhere would have left it."""
    (root / "build" / path).write_bytes(content)
    listed(root, lambda kept: kept["outputs"].update({path: hashlib.sha256(content).hexdigest()}))


def flip(place):
    """Change one bit in the middle of a file."""
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(content)


# the same


def test_the_same_bytes_in_every_format(made):
    """A build that nobody touched is made again, byte for byte, wherever it lies."""
    status, found, others = looked(made / "build")

    assert (status, found["result"], others) == (0, "same", {})
    endings = {Path(each["path"]).suffix for each in found["files"]}
    assert {".html", ".css", ".ttf", ".pdf", ".docx", ".xlsx", ".json"} <= endings
    assert "The same bytes: all" in verify(made / "build")[1]


def test_a_build_of_a_saved_version_is_made_from_the_history(plan_root):  # noqa: F811
    """What was changed since in the folder is of no account, and nothing is written."""
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    (plan_root / "glossary.yaml").write_text("terms: [{term: Set aside, meaning: Money for hospitals.}]\n")
    (plan_root / "facts.yaml").unlink()
    before = git(plan_root, "status", "--porcelain", "--ignored")

    status, found, others = looked(plan_root / "build")

    assert (status, found["result"], others) == (0, "same", {})
    assert "in the plan's history" in found["made_again"]
    assert git(plan_root, "status", "--porcelain", "--ignored") == before


def test_a_stage_and_its_redline_are_made_again_as_they_were_asked_for(reached):  # noqa: F811
    """`--at` and `--since` are kept, and the copy of a stage is held against the history."""
    done = scp(reached, "build", "full-plan", "redline", "--format", "html", "--at", "draft-2", "--since", "draft-1")
    assert done.exit_code == 0, done.output
    write(reached, {"narrative/050-more.md": "---\ntitle: More\n---\nMore.\n"})
    assert scp(reached, "save").exit_code == 0

    assert looked(reached / "build")[1]["result"] == "same"

    listed(reached, lambda kept: kept["copy"].update(label="Published plan"))
    status, _, others = looked(reached / "build")
    assert status == 1
    assert others["manifest.json"]["why"][0] == "it says otherwise of: copy"


def test_the_day_that_was_given_is_kept(plan_root, monkeypatch):  # noqa: F811
    """A build under SOURCE_DATE_EPOCH is made again with its day, and one without is not given another."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert looked(plan_root / "build")[1]["result"] == "same"

    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert looked(plan_root / "build")[1]["result"] == "same"


# what differs


def test_a_flipped_bit_is_found_in_each_kind_of_file(copied):
    """Whatever is changed, missing or too much is named, and the rest is not."""
    build = copied / "build"
    fonts = sorted(build.glob("assets/*.ttf"))
    changed = [
        build / path
        for path in ("index.html", "full-plan/index.html", "assets/scp.css", "full-plan.pdf", "full-plan.docx")
    ] + [build / "registers.xlsx", fonts[0]]
    for place in changed:
        flip(place)
    (build / "glossary.pdf").unlink()
    (build / "glossary.docx").unlink()
    (build / "glossary.docx").symlink_to(build / "full-plan.docx")
    write(build, {"full-plan/notes.txt": "mine"})

    status, found, others = looked(build)

    assert (status, found["result"]) == (1, "differs")
    assert {place for place, each in others.items() if each["why"] == ["it was changed after it was made"]} == {
        place.relative_to(build).as_posix() for place in changed
    }
    assert others["glossary.pdf"]["outcome"] == "missing"
    assert others["glossary.docx"]["why"] == ["it is no ordinary file, or cannot be read"]
    assert others["full-plan/notes.txt"]["outcome"] == "extra"
    assert len(others) == len(changed) + 3
    status, words = verify(build, "--listed")
    assert status == 1
    assert f"Differs: {len(others)} of" in words


def test_an_input_that_changed_is_named_by_what_it_reached(copied):
    """Only documents that the input reached differ, and each names it; what is new or gone is named as such."""
    write(copied, {"glossary.yaml": "terms: [{term: Set aside, meaning: Money for hospitals.}]\n"})
    (copied / "care-groups" / "carers.md").write_text(FILES["care-groups/carers.md"].decode() + "\nMore.\n")

    status, found, others = looked(copied / "build")

    assert status == 1
    assert found["changed_inputs"] == ["care-groups/carers.md", "glossary.yaml"]
    assert others["glossary.docx"]["why"] == ["glossary.yaml is new"]
    assert others["full-plan/care-group-carers.html"]["inputs"] == ["care-groups/carers.md", "glossary.yaml"]
    assert "care-groups/carers.md has changed" in others["full-plan.pdf"]["why"]
    assert {tuple(each["inputs"]) for path, each in others.items() if path.startswith("registers")} == {
        ("glossary.yaml",)
    }
    assert "glossary.yaml is new" in verify(copied / "build")[1]


def test_changes_that_were_not_saved_need_the_same_files(plan_root):  # noqa: F811
    """A copy with unsaved changes is made again of the folder, as long as it holds what it held."""
    write(plan_root, {"facts.yaml": FILES["facts.yaml"] + b"# soon\n"})
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    assert looked(plan_root / "build")[1]["result"] == "same"

    write(plan_root, {"facts.yaml": FILES["facts.yaml"].replace(b"1240", b"1250")})
    status, found, others = looked(plan_root / "build")
    assert status == 1
    assert found["changed_inputs"] == ["facts.yaml"]
    assert others["full-plan/vision.html"]["inputs"] == ["facts.yaml"]
    assert "glossary/index.html" not in others


def test_a_version_that_the_history_lacks_is_said(plan_root):  # noqa: F811
    """Without the version the folder stands for it, and the words say that the history was not asked."""
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    listed(plan_root, lambda kept: kept["copy"].update(commit="0" * 40))
    status, words = verify(plan_root / "build")
    assert status == 1
    assert "Version 000000000000 could not be read from the plan's history" in words

    def redline(kept):
        kept["options"].update(documents=["redline"], since="--output=made")

    listed(plan_root, redline)
    assert verify(plan_root / "build")[0] == 2
    assert not (plan_root / "made").exists()

    shutil.rmtree(plan_root / ".git")
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    listed(plan_root, lambda kept: kept["copy"].update(commit="0" * 40))
    assert "not held against the history" in verify(plan_root / "build")[1]


# other versions of what makes it


def stored(content):
    """The same package, not compressed and in another order."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as fresh:
        for name in reversed(package.namelist()):
            fresh.writestr(zipfile.ZipInfo(name, (2001, 1, 1, 0, 0, 0)), package.read(name))
    return out.getvalue()


def repacked(content):
    """The same PDF, its streams not compressed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            preserve_pdfa=True,
            fix_metadata_version=False,
            static_id=True,
        )
    return out.getvalue()


def test_other_packing_is_told_from_other_content(copied):
    """Where a part is only packed otherwise the content is the same, and it is said what was compared."""
    build = copied / "build"
    for path in ("full-plan.docx", "registers.xlsx"):
        relisted(copied, path, stored((build / path).read_bytes()))
    listed(copied, lambda kept: kept["made_with"]["libraries"].update(typst="0.0.1", lxml=None))
    listed(copied, lambda kept: kept["made_with"].update(machine="pdp11"))

    status, found, others = looked(build)
    assert (status, found["result"]) == (0, "repacked")
    assert {path: each["outcome"] for path, each in others.items()} == {
        "full-plan.docx": "repacked",
        "registers.xlsx": "repacked",
    }
    assert "parts were compared" in others["full-plan.docx"]["unpacked"]
    assert "machine pdp11, here" in " ".join(found["made_with"])
    status, words = verify(build)
    assert status == 0
    assert "The same content, other packing: 2 of" in words
    assert "typst 0.0.1, here" in words

    with zipfile.ZipFile(build / "full-plan.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"sea", b"lea")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    relisted(copied, "full-plan.docx", out.getvalue())
    status, _, others = looked(build)
    assert status == 1
    assert others["full-plan.docx"]["unpacked"] == "its part word/document.xml differs"
    assert "lxml not installed, here" in others["full-plan.docx"]["why"][0]


def png(level, pixel=b"\x00"):
    """A picture of one grey line, compressed at *level*."""
    rows = zlib.compress(b"\x00" + pixel * 64, level)
    chunks = [(b"IHDR", bytes([0, 0, 0, 64, 0, 0, 0, 1, 8, 0, 0, 0, 0])), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in chunks
    )


def test_pdf_and_pictures_are_compared_unpacked(made, monkeypatch):
    """The objects of a PDF and the pixels of a picture, whatever compressed them."""
    content = (made / "build" / "full-plan.pdf").read_bytes()
    same = unpacked("x.pdf", repacked(content), repacked(content) + b"\n")
    assert same.same and "objects were compared" in same.how

    assert unpacked("x.png", png(1), png(9)).same and png(1) != png(9)
    assert not unpacked("x.png", png(1), png(9, b"\x01")).same
    inside = [BytesIO(), BytesIO()]
    for level, out in zip((1, 9), inside, strict=True):
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("word/media/image1.png", png(level))
    assert unpacked("x.docx", *(out.getvalue() for out in inside)).same

    monkeypatch.setattr("scp.documents.unpacked.find_spec", lambda name: None)
    assert unpacked("x.pdf", content, content).how.startswith("pikepdf is not installed")


@pytest.mark.parametrize("path", ["x.docx", "x.pdf", "x.png", "x.xlsx"])
def test_what_cannot_be_unpacked_is_no_same(made, path):
    """Damaged files, and small ones that would unpack into much, are held to differ and end soon."""
    ours = {
        "x.docx": (made / "build" / "full-plan.docx").read_bytes(),
        "x.xlsx": (made / "build" / "registers.xlsx").read_bytes(),
        "x.pdf": (made / "build" / "full-plan.pdf").read_bytes(),
        "x.png": png(9),
    }[path]
    for hostile in (b"", b"PK", b"%PDF-1.7\n%%EOF", ours[: len(ours) // 2], b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT"):
        assert not unpacked(path, hostile, ours).same

    if path == "x.docx":
        with zipfile.ZipFile(BytesIO(ours)) as package:
            names = package.namelist()
        bomb = BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
            for name in names:
                package.writestr(name, bytes(5_000_000))
        assert not unpacked(path, bomb.getvalue(), ours).same


# a list that is not ours


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda kept: kept.update(schema=1), "was written by another version of scplan"),
        (lambda kept: kept.update(tool="other"), "'tool' is not as scplan writes it"),
        (lambda kept: kept["outputs"].update({"../../etc/passwd": "0" * 64}), "is not as scplan writes it"),
        (lambda kept: kept["outputs"].update({"/etc/passwd": "0" * 64}), "is not as scplan writes it"),
        (lambda kept: kept["outputs"].update({"index.html": "yes"}), "'outputs.index.html' is not"),
        (lambda kept: kept["copy"].update(commit="--upload-pack=sh"), "'copy.commit' is not"),
        (lambda kept: kept["options"].update(formats=["exe"]), "There is no format 'exe'"),
        (lambda kept: kept["options"].update(documents=["nonsense"]), "There is no document 'nonsense'"),
        (lambda kept: kept.pop("inputs"), "'inputs' is not"),
    ],
)
def test_a_list_that_is_not_ours_is_told(copied, change, says):
    """The list may come from anybody: what is not as we write it is told, and nothing is made of it."""
    listed(copied, change)

    status, words = verify(copied / "build")
    assert status == 2
    assert says in words


def test_a_list_that_is_no_json_or_not_there(copied):
    """A damaged list, one that is nested without end, and none at all."""
    place = copied / "build" / "manifest.json"
    for content in (b"{", b"\xff", b"[" * 100_000, b"null"):
        place.write_bytes(content)
        assert verify(copied / "build")[0] == 2
    with pytest.raises(PlanError, match="larger than 50 MB"):
        read_manifest(b" " * 50_000_001, "manifest.json")
    place.unlink()
    assert "it is not there" in verify(copied / "build")[1]
    os.mkfifo(place)
    assert "it is no ordinary file" in verify(copied / "build")[1]
    assert verify(copied / "nowhere")[0] == 2


def test_a_hash_that_was_changed_in_the_list_and_a_list_written_otherwise(copied):
    """The file is ours and the list is not: it says so. White space alone is found too."""
    listed(copied, lambda kept: kept["outputs"].update({"index.html": "0" * 64}))
    assert looked(copied / "build")[2]["index.html"]["why"] == ["the list gives it another hash"]

    listed(copied, lambda kept: kept["outputs"].pop("index.html"))
    others = looked(copied / "build")[2]
    assert others["index.html"]["outcome"] == "extra" or "not listed" in others["index.html"]["why"][0]


def test_white_space_in_the_list_is_found(copied):
    """A list that says the same and is not written by us."""
    listed(copied, lambda kept: None)

    status, _, others = looked(copied / "build")
    assert status == 1
    assert others["manifest.json"]["why"] == ["it is not written as scplan does"]


# what reached a document


def test_the_inputs_of_each_document_are_all_that_reached_it():
    """Whatever file is changed, only documents that list it come out otherwise."""
    files = {path: text.encode() if isinstance(text, str) else text for path, text in complete_files().items()}
    files["facts.yaml"] = b"facts: [{id: carers-known, value: 1240}]\n"
    files["care-groups/carers.md"] += b"\nThere are {{ carers-known }} of them, and {{ finance.total }} for all.\n"
    day = Copy("Working copy", date(2027, 4, 1))

    def rendered(content):
        plan = load_plan(MappingSource(content))
        names = [each.name for each in documents_of(plan) if each.name != "compliance-statement"]
        out = render(plan, day, content.__getitem__, names, ("html",))
        return out, read_manifest(out.pop("manifest.json"), "")

    before, kept = rendered(files)
    told = 0
    for path, old, new in (
        ("priorities.yaml", b"title: ", b"title: Our "),
        ("facts.yaml", b"1240", b"1250"),
        ("finance/lines.csv", b"200000", b"300000"),
        ("localities/east.md", b"lies inland", b"lies by a hill"),
        ("registers/directions.yaml", b"title: ", b"title: The "),
        ("glossary.yaml", b"meaning: ", b"meaning: Our "),
    ):
        assert old in files[path], path
        after, now = rendered({**files, path: files[path].replace(old, new)})
        changed = {each for each in {*before, *after} if before.get(each) != after.get(each)}
        for each in changed:
            assert path in kept.inputs_of(each) | now.inputs_of(each), (path, each)
        assert changed, path
        told += len(changed)
    assert told > 30
    assert "glossary.yaml" not in kept.inputs_of("directions/index.html")


def test_a_shared_file_has_every_input(made):
    """The list of documents, the stylesheet and search are of all; a longer name is not taken for a shorter one."""
    kept = read_manifest((made / "build" / "manifest.json").read_bytes(), "")

    assert kept.inputs_of("index.html") == set(kept.inputs)
    assert kept.document_of("full-plan.pdf") == kept.document_of("full-plan/index.html") == "full-plan"
    assert kept.document_of("full-plan-b.pdf") is None


def test_a_plan_may_hold_files_with_any_name(tmp_path):
    """What an input is called is nobody's business but git's: it is listed, and opened under no name of the list."""
    odd = ("evidence/a:b.md", "c:d.txt", "evidence/back\\slash.txt", "evidence/tab\tand [brackets].txt")
    write(tmp_path / "plan", FILES | dict.fromkeys(odd, b"x"))
    assert scp(tmp_path / "plan", "build", "glossary", "--format", "html").exit_code == 0

    assert {*odd} < {*json.loads((tmp_path / "plan/build/manifest.json").read_text())["inputs"]}
    assert looked(tmp_path / "plan" / "build")[1]["result"] == "same"


def test_the_schema_of_the_manual_is_that_of_the_code(made):
    """`docs/manifest.schema.json` is what the code reads, and a build keeps to it."""
    if os.environ.get("GOLDEN") == "rewrite":
        SCHEMA.write_text(json.dumps(schema(), indent=1) + "\n")

    kept = json.loads(SCHEMA.read_text())
    assert kept == schema()
    jsonschema.Draft202012Validator.check_schema(kept)
    jsonschema.validate(json.loads((made / "build" / "manifest.json").read_text()), kept)
    assert set(json.loads((made / "build" / "manifest.json").read_text())["options"]["formats"]) <= set(FORMATS)


def test_the_two_verifications_name_one_another():
    """Whoever asks for help with one is told of the other."""
    assert "draft verify" in folded(CliRunner().invoke(app, ["verify", "--help"]).output)
    assert "verify DIR" in folded(CliRunner().invoke(app, ["draft", "verify", "--help"]).output)


# the same bytes everywhere

SHIFTED = """
import os, sys, time
os.umask(0o077)
real = time.time
time.time = lambda: real() + 86400 * 400
early = time.localtime
time.localtime = lambda *given: early(*(given or (time.time(),)))
from scp.entry import scplan
sys.argv = ["scplan", *sys.argv[1:]]
scplan()
"""


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_folders_two_days_and_two_surroundings_give_the_same_bytes(plan_root, tmp_path):  # noqa: F811
    """Neither the folder nor its order, the clock, its zone, the language, the seed of hashes nor permissions count."""
    other = tmp_path / "a longer name with ünusual letters" / "plan"
    other.mkdir(parents=True)
    for path in sorted(plan_root.rglob("*"), key=lambda each: each.as_posix()[::-1]):
        if path.is_file():
            place = other / path.relative_to(plan_root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
            place.chmod(path.stat().st_mode)
            os.utime(place, (10**9, 10**9))
    plain = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    runs = [
        (plan_root, ["-m", "scp"], {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}, plan_root),
        (other, ["-c", SHIFTED], {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77"}, "/"),
    ]
    for root, start, more, here in runs:
        command = [sys.executable, *start, "build", *ALL, "--plan", str(root)]
        environment = plain | more | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    one, two = (hashes(root / "build") for root in (plan_root, other))
    assert one == two and len(one) > 30


def test_all_that_a_build_can_be_asked_for_is_kept():
    """Whoever adds an option to `build`, or a library, decides whether the list of a build needs it."""
    here = {"plan", "output", "timings", "as_json", "large_print"}  # large print is kept as a format
    assert {*inspect.signature(build).parameters} - here == {*Options.model_fields} - {"day"}

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
    needed = {re.match("[A-Za-z0-9-.]+", each)[0].lower().replace(".", "-") for each in project["dependencies"]}
    shapeless = {"typer", "rich", "ruamel-yaml", "gitpython", "pydantic", "pyyaml", "openpyxl"}
    assert needed - shapeless <= {*LIBRARIES}


def test_a_name_that_is_no_text_is_told(copied):
    """A file may have a name that is no UTF-8; it is told as far as it can be, in words and as JSON."""
    (copied / "build").joinpath(os.fsdecode(b"a\xff.html")).write_text("x")

    status, words = verify(copied / "build")

    assert status == 1 and "extra a\N{REPLACEMENT CHARACTER}.html" in words
    assert r"a\udcff.html" in CliRunner().invoke(app, ["verify", str(copied / "build"), "--json"]).stdout


def test_a_list_of_many_inputs_and_documents(copied):
    """What changed is told by a dozen, and a list that names thousands is read in time that grows with it alone."""
    digest = "0" * 64

    def grown(kept):
        kept["inputs"] |= {f"narrative/x{number}.md": digest for number in range(20_000)}
        kept["documents"] |= {f"x{number}": None for number in range(3_000)}
        kept["outputs"] |= {f"x{number}.html": digest for number in range(20_000)}

    listed(copied, grown)
    (copied / "build" / "index.html").write_text("other")
    began = time.process_time()

    _, _, found = looked(copied / "build")

    assert time.process_time() - began < 30
    assert found["index.html"]["outcome"] == "differs"
    assert all(len(each["why"]) < 20 for each in found.values())


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept["copy"].update(notices=[{"words": "x"}] * 101),
        lambda kept: kept["copy"].update(label="x" * 5001),
        lambda kept: kept["options"].update(at="x" * 201),
        lambda kept: kept["options"].update(since="x" * 201),
    ],
)
def test_a_list_that_says_too_much(copied, change):
    """More than any build would say is no list of a build."""
    listed(copied, change)

    status, words = verify(copied / "build")

    assert status == 2 and "is not as scplan writes it" in words


def test_a_version_with_a_name_that_git_cannot_be_asked(plan_root):  # noqa: F811
    """The list may name anything as the older version, such as a sign that ends a program's words."""
    assert scp(plan_root, "build", *PLAIN).exit_code == 0
    listed(plan_root, lambda kept: kept["options"].update(since="\0", documents=["redline"]))

    status, words = verify(plan_root / "build")

    assert status == 2 and "There is no stage, tag or commit called" in words
