"""What is published, letter for letter: `make golden` rewrites it, and the difference is read like code."""

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.kinds import COMPLIANCE, KINDS, chosen
from scp.documents.redline import compare as compared
from scp.documents.redline_pages import to_read
from scp.documents.render import document, render
from scp.documents.writers.html import write_site
from scp.documents.writers.pdf import as_json
from scp.finding import Effect, Finding, Level, Report, State, Waived
from scp.model.stage import Stage
from scp.model.waivers import Waiver
from scp.problem import Location, Problem
from scp.reference import catalogue
from scp.repository import MappingSource, load_plan
from tests.small import FILES

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
DOCS = HERE.parent / "docs" / "reference"
COPY = Copy("Working copy", date(2026, 11, 21))


# The catalogue is long: of the compliance statement the pages that hold a bit of everything are kept.
KEPT = ("index.html", "summary.html", "how-the-plan-is-carried-out.html", "signatures.html")


def judged(plan):
    """A report with every state in it, the same whatever the rules say today."""
    states = {each.id: list(State)[number % len(State)] for number, each in enumerate(catalogue.entries())}
    reasons = {id: "for a reason" for id, state in states.items() if state in (State.NOT_APPLICABLE, State.WAIVED)}
    own = Finding("plan-test", Level.GUIDANCE, Problem(Location("facts.yaml", 2), "`value:` is wrong", "Mend `value:`"))
    return Report(Stage.FINAL, COPY.day, (own,), states, reasons)


def compliance(plan):
    """The compliance statement of a report made by hand."""
    id = next(each.id for each in catalogue.entries() if each.level == "guidance")
    waiver = Waiver(id=id, reason="We have | a *reason*", owner="Chief Officer", expires=date(2028, 3, 31))
    report = replace(judged(plan), waivers=(Waived(waiver, Effect.IN_USE),))
    made = render(plan, COPY, FILES.__getitem__, [COMPLIANCE], ("html",), report)
    return {f"{COMPLIANCE}/{name}": made[f"{COMPLIANCE}/{name}"].decode() for name in KEPT}


def golden():
    plan = load_plan(MappingSource(FILES))
    plain = [kind for kind in KINDS if kind.name != COMPLIANCE]
    out = {
        path: content.decode()
        for path, content in render(plan, COPY, FILES.__getitem__, [kind.name for kind in plain], ("html",)).items()
        if path.endswith(".html")
    }
    for wanted in chosen(plan, [kind.name for kind in plain]):
        made = as_json(document(wanted, plan, COPY, FILES.__getitem__))
        out[f"{wanted.name}.json"] = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    return out | compliance(plan) | redline()


def redline():
    """The redline of two small versions with each kind of change in them."""
    from tests.redline_versions import NAMES, both

    pages = write_site(to_read(compared(*both()), NAMES))
    return {f"redline/{path}": content.decode() for path, content in pages.items() if path.endswith(".html")}


def manual():
    sys.path.insert(0, str(DOCS))
    from pages import pages

    return pages()


def compare(folder, path, text):
    if os.environ.get("GOLDEN") == "rewrite":
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    assert (folder / path).read_text(encoding="utf-8") == text, (
        f"{folder.name}/{path} differs: run make golden and read the difference"
    )


@pytest.mark.parametrize("kind", [*(kind.name for kind in KINDS), "redline"])
def test_documents_are_the_golden_ones(kind):
    """`scp build` publishes what tests/golden/ keeps, page for page, and gives the PDF what it keeps."""
    for path, text in golden().items():
        name = path.split("/")[0].removesuffix(".json")
        if name == kind or name.startswith(f"{kind}-"):
            compare(GOLDEN, path, text)


def test_no_golden_page_is_left_over():
    """Every golden page is still made."""
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    made = {path for path in golden() if "/" in path or path.endswith(".json")}
    if os.environ.get("GOLDEN") == "rewrite":
        for path in kept - made:
            (GOLDEN / path).unlink()

    assert kept == made or os.environ.get("GOLDEN") == "rewrite"


@pytest.mark.parametrize("page", ["commands.md", "plan-files.md", "requirements.md", "plan.schema.json"])
def test_the_manual_says_what_the_code_does(page):
    """The reference pages are those that the code prints."""
    compare(DOCS, page, manual()[page])
