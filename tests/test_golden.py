"""What is published, letter for letter: `make golden` rewrites it, and the difference is read like code."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from scp.documents.document import Copy
from scp.documents.map import locality_map
from scp.documents.render import KINDS, document, render
from scp.documents.writers.pdf import as_json
from scp.repository import MappingSource, load_plan
from tests.small import FILES

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
DOCS = HERE.parent / "docs" / "reference"
COPY = Copy("Working copy", date(2026, 11, 21))


def golden():
    plan = load_plan(MappingSource(FILES))
    out = {
        path: content.decode()
        for path, content in render(plan, COPY, FILES.__getitem__, [kind.name for kind in KINDS], ("html",)).items()
        if path.endswith(".html")
    }
    drawn = locality_map(plan)
    for kind in KINDS:
        made = as_json(document(kind, plan, COPY, FILES.__getitem__), drawn)
        out[f"{kind.name}.json"] = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    return out


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


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_documents_are_the_golden_ones(kind):
    """`scp build` publishes what tests/golden/ keeps, page for page, and gives the PDF what it keeps."""
    for path, text in golden().items():
        if path.split("/")[0].removesuffix(".json") == kind:
            compare(GOLDEN, path, text)


def test_no_golden_page_is_left_over():
    """Every golden page is still made."""
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    made = {path for path in golden() if path != "index.html"}
    if os.environ.get("GOLDEN") == "rewrite":
        for path in kept - made:
            (GOLDEN / path).unlink()

    assert kept == made or os.environ.get("GOLDEN") == "rewrite"


@pytest.mark.parametrize("page", ["commands.md", "plan-files.md", "requirements.md"])
def test_the_manual_says_what_the_code_does(page):
    """The reference pages are those that the code prints."""
    compare(DOCS, page, manual()[page])
