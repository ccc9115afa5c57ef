"""The registers as tables: each that holds anything, with what its list shows, and nothing that could be markup."""

from datetime import date

from plan_fixture import complete_files, load

from scp.documents.document import Copy
from scp.documents.kept import kept
from scp.documents.render import render
from scp.model.register_table import REGISTERS

FUNCTIONS = "registers/functions.yaml"


def files(**changes):
    return {**complete_files(), **changes}


def test_each_register_that_holds_anything_has_a_table():
    plan = load(files())
    held = {each.path for each in REGISTERS if each.records(plan) and each.name not in ("pictures", "baseline")}
    assert {each.path for each in kept(plan)} == held
    assert len(held) > 20 and all(each.title and each.count for each in kept(plan))


def test_a_table_shows_lists_days_and_what_is_not_given():
    text = "functions:\n  - {id: dentistry, name: A | b <i>}\n  - {id: eyes, name: Eyes, funding: integrated}\n"
    plan = load({path: words for path, words in files().items() if path in ("plan.yaml",)} | {FUNCTIONS: text})
    (functions,) = kept(plan)
    assert functions.count == 2 and functions.path == FUNCTIONS
    assert "| Short name | Name | Delegated by | Funding |" in functions.table
    assert "| eyes | Eyes | – | integrated |" in functions.table
    assert "<i>" not in functions.table and "A | b" not in functions.table


def test_the_registers_are_a_document_in_every_format():
    content = {path: words.encode() for path, words in files().items()}
    made = render(
        load(files()),
        Copy("Working copy", date(2027, 3, 11)),
        content.__getitem__,
        ("registers",),
        ("html", "pdf", "docx", "xlsx"),
    )
    assert {"registers.pdf", "registers.docx", "registers.xlsx"} <= set(made)
    assert b"Delegated functions" in made["registers/index.html"]
