"""`scp build`: which copy it says it made, from which version, and where it writes."""

import json
import re
import subprocess
import sys
from datetime import date

import pytest

from scp.model.words import in_words
from tests.history_fixture import open_gates, own_git, plan_root, reached, scp, write  # noqa: F401


def label(root):
    return json.loads((root / "build" / "manifest.json").read_text())["copy"]


def test_a_plan_without_history_is_a_working_copy(tmp_path):
    """Git is not needed to build."""
    from tests.small import FILES

    write(tmp_path / "plain", FILES)
    done = scp(tmp_path / "plain", "build")

    assert done.exit_code == 0, done.output
    assert label(tmp_path / "plain")["label"] == "Working copy, before the proposals"
    assert not label(tmp_path / "plain")["tree"]


def test_the_copy_of_a_stage_and_what_comes_after_it(reached):  # noqa: F811
    """At a stage the documents are that stage's; afterwards they are working copies, and claim no fingerprint."""
    assert scp(reached, "build", "--at", "draft-1").exit_code == 0
    at = label(reached)
    assert (at["label"], at["stage"]) == ("First draft, for the planning group", "draft-1")
    assert at["tree"].startswith("sha256:") and at["commit"]

    with (reached / "facts.yaml").open("a") as facts:
        facts.write("# more\n")
    done = scp(reached, "build")
    assert done.exit_code == 0, done.output
    after = label(reached)
    assert after["label"].startswith("Working copy, after the second draft of ")
    assert after["unsaved"] and not after["tree"] and not after["stage"]


def test_an_unknown_stage_is_told(reached):  # noqa: F811
    """A stage that was not reached is wrong usage."""
    done = scp(reached, "build", "--at", "final")

    assert done.exit_code == 2
    assert "final" in done.output


@pytest.mark.parametrize("arguments", [("nonsense",), ("--format", "doc"), ("full-plna",)])
def test_unknown_documents_and_formats(plan_root, arguments):  # noqa: F811
    """What there is not is named, with what there is."""
    done = scp(plan_root, "build", *arguments)

    assert done.exit_code == 2
    assert "There are" in done.output


def test_only_a_folder_of_ours_is_replaced(plan_root, tmp_path):  # noqa: F811
    """A folder with anything else in it is left alone; an earlier build is replaced as a whole."""
    other = tmp_path / "other"
    write(other, {"letter.txt": "keep me"})

    assert scp(plan_root, "build", "--output", str(other)).exit_code == 3
    assert (other / "letter.txt").read_text() == "keep me"
    assert scp(plan_root, "build", "--output", str(plan_root)).exit_code == 3

    assert scp(plan_root, "build", "full-plan", "proposals").exit_code == 0
    assert scp(plan_root, "build", "full-plan").exit_code == 0
    assert not (plan_root / "build" / "proposals").exists()
    write(plan_root / "build", {"full-plan/notes.txt": "mine"})
    assert scp(plan_root, "build", "full-plan").exit_code == 3
    assert (plan_root / "build" / "full-plan" / "notes.txt").read_text() == "mine"
    assert [each.name for each in plan_root.iterdir() if each.name.startswith(".build")] == []


def test_a_plan_that_cannot_be_read_leaves_the_last_build(plan_root):  # noqa: F811
    """Everything is made before anything is written."""
    assert scp(plan_root, "build").exit_code == 0
    before = {path: path.read_bytes() for path in (plan_root / "build").rglob("*") if path.is_file()}
    write(plan_root, {"facts.yaml": "facts: ["})

    assert scp(plan_root, "build").exit_code == 2
    assert {path: path.read_bytes() for path in (plan_root / "build").rglob("*") if path.is_file()} == before


def test_a_link_or_a_foreign_manifest_is_not_replaced(plan_root, tmp_path):  # noqa: F811
    """A folder that only looks like a build, and one behind a link, are left alone."""
    victim = tmp_path / "victim"
    write(victim, {"manifest.json": '{"name": "my web app"}', "thesis.txt": "keep me"})
    assert scp(plan_root, "build", "--output", str(victim)).exit_code == 3

    (plan_root / "build").symlink_to(victim)
    assert scp(plan_root, "build").exit_code in (2, 3)
    assert (victim / "thesis.txt").read_text() == "keep me"


def test_text_that_git_was_told_to_overlook_is_unsaved(reached):  # noqa: F811
    """A section hidden from git is no part of the stage, and the copy says so."""
    (reached / ".git" / "info").mkdir(exist_ok=True)
    (reached / ".git" / "info" / "exclude").write_text("narrative/999-*\n")
    write(reached, {"narrative/999-smuggled.md": "---\ntitle: Smuggled\n---\nNobody decided this.\n"})

    assert scp(reached, "build").exit_code == 0
    assert label(reached)["unsaved"] and not label(reached)["tree"]


def test_the_usual_formats_and_those_asked_for(plan_root):  # noqa: F811
    """A build makes web pages, PDF and Word; a workbook is made where it is asked for and there are tables."""
    done = scp(plan_root, "build", "full-plan", "easy-read")
    assert done.exit_code == 0, done.output
    made = {path.name for path in (plan_root / "build").iterdir()}
    assert {"full-plan.pdf", "full-plan.docx", "easy-read.docx", "full-plan"} <= made
    assert not any(name.endswith(".xlsx") for name in made)

    done = scp(plan_root, "build", "full-plan", "easy-read", "--format", "docx, xlsx")
    assert done.exit_code == 0, done.output
    made = {path.name for path in (plan_root / "build").iterdir()}
    assert made == {"full-plan.docx", "full-plan.xlsx", "easy-read.docx", "plan-tables.xlsx", "manifest.json"}
    assert "full-plan.xlsx" in done.output


def test_downloads_are_offered_on_the_pages(plan_root):  # noqa: F811
    """The first page of a document and the list of documents offer every other format, with its kind and size."""
    assert scp(plan_root, "build", "full-plan", "--format", "html,pdf,docx,txt,xlsx").exit_code == 0
    for page, folder in (("full-plan/index.html", "../"), ("index.html", "")):
        text = (plan_root / "build" / page).read_text()
        for ending, word in (("pdf", "PDF"), ("docx", "Word"), ("txt", "Plain text"), ("xlsx", "Excel")):
            assert re.search(rf'<a href="{re.escape(folder)}full-plan\.{ending}">[^<]+ \({word}, \d', text)


def test_nothing_to_make_is_told(plan_root):  # noqa: F811
    """A build without a format is told, and the last build stays."""
    assert scp(plan_root, "build", "full-plan", "--format", "docx").exit_code == 0

    done = scp(plan_root, "build", "--format", ",")
    assert done.exit_code == 2 and "No format was named" in done.output
    assert (plan_root / "build" / "full-plan.docx").exists()


def test_the_data_of_the_plan_are_made_once(plan_root):  # noqa: F811
    """The plan as JSON and as tables are made beside the documents, and named; easy read has no workbook of its own."""
    done = scp(plan_root, "build", "easy-read", "--format", "json,xlsx")
    assert done.exit_code == 0, done.output

    made = {path.name for path in (plan_root / "build").iterdir()}
    assert made == {"plan.json", "plan.schema.json", "plan-tables.xlsx", "manifest.json"}
    assert "plan.json" in done.output and "plan-tables.xlsx" in done.output and "manifest.json" not in done.output


def test_the_compliance_statement_of_a_fresh_plan_and_of_a_stage(tmp_path, reached):  # noqa: F811
    """The statement can be made at any time, and at a stage it judges as on the day of that stage."""
    from tests.small import FILES

    write(tmp_path / "plain", FILES)
    done = scp(tmp_path / "plain", "build", "compliance-statement")
    assert done.exit_code == 0, done.output
    summary = tmp_path / "plain" / "build" / "compliance-statement" / "summary.html"
    assert "judged as for the <strong>proposals</strong>" in summary.read_text()
    assert (tmp_path / "plain" / "build" / "compliance-statement.docx").exists()

    assert scp(reached, "build", "compliance-statement", "--at", "proposals", "--format", "html").exit_code == 0
    day = date.fromisoformat(label(reached)["day"])
    summary = reached / "build" / "compliance-statement" / "summary.html"
    assert f"judged as for the <strong>first draft</strong>, on {in_words(day)}" in summary.read_text()


def test_writers_are_imported_only_when_wanted(plan_root):  # noqa: F811
    """A build of web pages needs neither Typst nor the libraries for Word and Excel."""
    code = (
        "import sys; from scp.entry import scplan; sys.argv = ['scplan', 'build', 'full-plan', '--format', 'html']\n"
        "try:\n    scplan()\nexcept SystemExit as ended:\n    assert not ended.code\n"
        "print([name for name in ('typst', 'docx', 'xlsxwriter') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=plan_root, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_is_left_out_is_told(plan_root):  # noqa: F811
    """Where no document is named, each kind that is not made is told with the reason; as JSON each is an entry."""
    done = scp(plan_root, "build", "--format", "html")
    said = " ".join(done.output.split())

    assert done.exit_code == 0, done.output
    assert "Left out, not called for at this stage: " in said
    assert "Left out, nothing recorded: " in said

    told = json.loads(scp(plan_root, "build", "--format", "html", "--json").stdout)
    assert {"document", "reason", "more"} == {*told["left_out"][0]}
    assert all(each["document"] in said for each in told["left_out"])
    assert "full-plan/index.html" in told["files"] and told["folder"] == str(plan_root / "build")

    named = scp(plan_root, "build", "full-plan", "--format", "html", "--json")
    assert json.loads(named.stdout)["left_out"] == []
    assert "Left out" not in scp(plan_root, "build", "full-plan", "--format", "html").output


def test_what_each_document_took_is_told(plan_root):  # noqa: F811
    """`--timings` has a row for each document with its formats, then the steps; the result goes to the other stream."""
    done = scp(plan_root, "build", "full-plan", "glossary", "--format", "html,docx", "--timings")
    assert done.exit_code == 0, done.output
    head, *rows = done.stderr.splitlines()
    assert head.split() == ["Seconds", "text", "docx", "html"]
    assert [row.split()[0] for row in rows[:2]] == ["full-plan", "glossary"]
    assert all(len(row.split()) == 4 for row in rows[:2])
    assert re.match(r"In all \d+\.\d\d: starting \d", rows[2])
    assert "Seconds" not in done.stdout
    assert "Seconds" not in scp(plan_root, "build", "glossary", "--format", "html").output


def test_the_result_as_json(plan_root):  # noqa: F811
    """What was made and where; with `--timings` what it took, and without not."""
    done = scp(plan_root, "build", "full-plan", "--format", "html,docx", "--json", "--timings")
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)

    assert result["folder"] == str(plan_root / "build")
    assert {"full-plan.docx", "index.html", "manifest.json"} <= {*result["files"]}
    assert result["files"] == sorted(
        path.relative_to(plan_root / "build").as_posix() for path in (plan_root / "build").rglob("*") if path.is_file()
    )
    told = result["timings"]
    assert set(told["documents"]) == {"full-plan"}
    assert set(told["documents"]["full-plan"]) == {"text", "docx", "html"}
    assert told["total"] >= told["steps"]["making"] > 0
    assert "timings" not in json.loads(scp(plan_root, "build", "glossary", "--format", "html", "--json").stdout)


def test_the_first_fault_is_told_whichever_writer_ends_first(plan_root):  # noqa: F811
    """Files are made beside one another; of two damaged pictures that of the first document is told each time."""
    for path in ("narrative/040-vision.md", "localities/east.md"):
        text = (plan_root / path).read_text()
        write(plan_root, {path: f"{text}\n![A hill](../pictures/hill.svg)\n"})
    write(plan_root, {"pictures/hill.svg": "<svg", "build/keep": ""})
    (plan_root / "build" / "keep").unlink()

    told = {scp(plan_root, "build", "full-plan", "proposals", "--format", "pdf,docx").output for _ in range(3)}

    assert len(told) == 1
    assert "pictures/hill.svg" in told.pop()
    assert not any((plan_root / "build").iterdir())


def test_two_builds_of_a_plan_at_once(plan_root):  # noqa: F811
    """The one that ends last stays whole, and neither takes the other's files for somebody's."""
    assert scp(plan_root, "build", "proposals", "--format", "html").exit_code == 0
    names = ("full-plan", "glossary", "registers")
    start = [sys.executable, "-m", "scp", "build", "--format", "html,xlsx", "--plan", str(plan_root)]
    running = [subprocess.Popen([*start, name], stderr=subprocess.PIPE, stdout=subprocess.PIPE) for name in names]
    said = [each.communicate()[1] for each in running]

    assert [each.returncode for each in running] == [0, 0, 0], said
    manifest = json.loads((plan_root / "build" / "manifest.json").read_text())
    files = {
        path.relative_to(plan_root / "build").as_posix() for path in (plan_root / "build").rglob("*") if path.is_file()
    }
    assert {*manifest["outputs"], "manifest.json"} == files
    assert [each for each in manifest["documents"] if each in names]
    assert [each.name for each in plan_root.iterdir() if each.name.startswith(".build")] == []


def test_a_build_of_a_stage_says_what_came_after_it(reached):  # noqa: F811
    """The pages of an earlier stage name the plan that took its place, as the plan says now, not as it said then."""
    write(
        reached,
        {
            "publication.yaml": "superseded_by: {title: Plan 2030-2033, url: https://example.org/next, day: 2030-04-01}\n"
        },
    )

    assert scp(reached, "build", "--at", "proposals", "--format", "html", "--search").exit_code == 0

    for page in ("index.html", "full-plan/index.html", "search.html", "accessibility.html"):
        text = (reached / "build" / page).read_text()
        assert 'replaced on 1 April 2030. The plan in its place: <a href="https://example.org/next">' in text, page

    write(reached, {"publication.yaml": "superseded_by: [\n"})
    done = scp(reached, "build", "--at", "proposals", "--format", "html")
    assert done.exit_code == 0 and "cannot be read" in " ".join(done.output.split())
    assert "replaced" not in (reached / "build" / "index.html").read_text()
