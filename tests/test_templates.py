"""`scp templates`: a plan's own templates beside those that ship, and what each side changed since."""

import json

import pytest
from small import small
from typer.testing import CliRunner

from scp import __version__
from scp.cli import app
from scp.documents import own_templates
from scp.documents.kinds import KINDS
from scp.documents.own_templates import copied, digest, renewed, templates
from scp.documents.templates import fill
from scp.problem import PlanError

RUNNER = CliRunner()


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A folder that is the root of a plan; the commands need no more of it."""
    (tmp_path / "plan.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def upgrade(monkeypatch, tmp_path_factory):
    """Ships other templates from now on: those given, beside the others as they are."""

    def done(**texts):
        fresh = tmp_path_factory.mktemp("shipped")
        for each in own_templates.folder().glob("*.md.j2"):
            (fresh / each.name).write_bytes(each.read_bytes())
        for name, text in texts.items():
            (fresh / f"{name.replace('_', '-')}.md.j2").write_text(text, encoding="utf-8")
        monkeypatch.setattr(own_templates, "folder", lambda: fresh)

    return done


def run(*arguments):
    return RUNNER.invoke(app, ["templates", *arguments])


def as_json(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def one(name, files):
    return next(each for each in templates(files) if each.name == name)


def test_every_template_is_for_a_document():
    """Each kind of document has its template, and each part is put into one at least."""
    found = templates({})

    assert {each.name for each in found if not each.name.startswith("_")} == {each.name for each in KINDS}
    assert all(each.documents for each in found)
    assert "full-plan" in one("_localities", {}).documents
    assert {each.words for each in found} == {"ours"}


def test_a_copy_says_of_what_it_is_one(bare):
    """Its first line holds version and hash, below it stands ours letter for letter, and .scp keeps ours too."""
    ours = one("full-plan", {}).shipped

    done = run("copy", "full-plan", "_money")

    assert done.exit_code == 0
    first, _, rest = (bare / "templates/full-plan.md.j2").read_text(encoding="utf-8").partition("\n")
    assert f"scplan {__version__}, sha256 {digest(ours)}." in first
    assert first.startswith("{#") and first.endswith("#}")
    assert rest == ours
    assert (bare / ".scp/templates/full-plan.md.j2").read_text(encoding="utf-8") == ours
    assert (bare / "templates/_money.md.j2").is_file()
    words = {each["template"]: each["differs"] for each in as_json("list") if each["path"]}
    assert words == {"_money": False, "full-plan": False}


def test_a_copy_never_writes_over_one(bare):
    """The plan's own stays; a dry run writes nothing."""
    assert "Would write" in run("copy", "glossary", "--dry-run").stdout
    assert not (bare / "templates").exists()

    run("copy", "glossary")
    (bare / "templates/glossary.md.j2").write_text("# Mine\n", encoding="utf-8")
    again = run("copy", "glossary")

    assert "would be written over" in again.stderr
    assert (bare / "templates/glossary.md.j2").read_text(encoding="utf-8") == "# Mine\n"


@pytest.mark.parametrize("arguments", [("copy", "glosary"), ("diff", "glosary")])
def test_a_template_that_is_not_there(bare, arguments):
    """The nearest name is offered."""
    assert "Did you mean 'glossary'?" in run(*arguments).stderr


def test_diff_of_one_that_the_plan_has_not(bare):
    """It says so, and without any the list is empty."""
    assert "no templates/glossary.md.j2" in run("diff", "glossary").stderr
    assert "no templates of its own" in run("diff").stdout
    assert as_json("diff") == []


def test_your_change_alone(bare):
    """What you changed is shown, ours did not change, and nothing is left to do."""
    run("copy", "glossary")
    path = bare / "templates/glossary.md.j2"
    path.write_text(
        path.read_text(encoding="utf-8").replace("These are the hard", "These are the long"), encoding="utf-8"
    )

    done = run("diff", "glossary")

    assert done.exit_code == 0
    assert "did not change since you copied" in done.stdout
    (found,) = as_json("diff")
    assert (found["changed_here"], found["changed_by_scp_since"]) == (True, False)
    assert [each for each in found["here"] if each[0] == "+"] == ["+These are the long words of the {{ plan.title }}."]
    assert found["by_scp"] == []


def test_both_changed(bare, upgrade):
    """After an upgrade each side's changes stand apart; --merged remembers that they were put together."""
    run("copy", "glossary")
    path = bare / "templates/glossary.md.j2"
    ours = one("glossary", {}).shipped
    path.write_text(
        path.read_text(encoding="utf-8").replace("These are the hard", "These are the long"), encoding="utf-8"
    )
    upgrade(glossary=ours.replace("# What the words mean", "# Words"))

    done = run("diff", "glossary")
    (found,) = as_json("diff", "glossary")

    assert done.exit_code == 1
    assert "What you changed since" in done.stdout and "What we changed since" in done.stdout
    assert [each for each in found["by_scp"] if each[0] in "+-"] == ["-# What the words mean", "+# Words"]
    assert [each for each in found["here"] if each[0] == "+"] == ["+These are the long words of the {{ plan.title }}."]
    assert "yours, changed; ours changed since" in run("list").stdout

    assert run("copy", "glossary", "--merged").exit_code == 0
    merged = run("diff", "glossary")

    assert merged.exit_code == 0
    assert "long words" in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("Copied from") == 1
    assert (bare / ".scp/templates/glossary.md.j2").read_text(encoding="utf-8").startswith("{# What the hard words")


def test_what_shipped_is_not_at_hand(bare, upgrade):
    """The hash still tells that ours changed; the two of today are compared, and it says that it cannot do more."""
    run("copy", "glossary")
    ours = one("glossary", {}).shipped
    (bare / ".scp/templates/glossary.md.j2").write_text("something else\n", encoding="utf-8")
    upgrade(glossary=ours + "More.\n")

    done = run("diff", "glossary")
    (found,) = as_json("diff")

    assert done.exit_code == 1
    assert "cannot be told apart" in " ".join(done.stdout.split())
    assert found["changed_by_scp_since"] is True
    assert found["here"] is None and found["by_scp"] is None
    assert "-More." in found["differences"]


def test_one_that_was_written_by_hand():
    """Nothing is claimed of where it came from."""
    found = one("glossary", {"templates/glossary.md.j2": "# Mine\n"})

    assert (found.is_changed, found.is_renewed, found.differs) == (None, None, True)
    assert found.words == "yours, from a version not known"


def test_ends_of_lines_are_no_change():
    """A copy that Windows wrote is the same as ours."""
    files = {path: text.replace("\n", "\r\n") for path, text in copied(one("full-plan", {})).items()}

    found = one("full-plan", files)

    assert (found.differs, found.is_changed, found.is_renewed) == (False, False, False)
    assert found.of_the_plan == ()


def test_a_merged_one_without_a_first_line_gets_one():
    """A template written by hand can be said to go with ours of today."""
    files = renewed(one("glossary", {"templates/glossary.md.j2": "# Mine\n"}))

    found = one("glossary", files)

    assert found.own == "# Mine\n"
    assert (found.is_changed, found.is_renewed) == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in principles %}" * 12 + "{% endfor %}" * 12,
        "{% macro a(n) %}{% if n %}{% if a(n - 1) %}{% endif %}{% if a(n - 1) %}{% endif %}{% endif %}{% endmacro %}{{ a(60) }}",
    ],
)
def test_a_template_that_would_not_end(body):
    """Loops in loops and calls of calls that print nothing come to an end, and the template is named."""
    plan = small()

    with pytest.raises(PlanError, match="steps") as error:
        fill("full-plan", plan, {"templates/full-plan.md.j2": body})

    assert error.value.problems[0].at.path == "templates/full-plan.md.j2"
