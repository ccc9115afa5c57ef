"""Text that did not change is not parsed again, and what is kept of it is never written over."""

from dataclasses import fields
from pathlib import Path

from markdown_it.token import Token

from scp.model.tokens import copied
from scp.repository import FolderSource, MappingSource, load_plan, narrative
from scp.repository.narrative import Parsed

SAMPLE = Path(__file__).parent.parent / "sample-plan"


def test_a_copied_token_is_the_token():
    """Every field of it, whatever version of the parser makes it."""
    token = Token("a", "b", 1, {"c": "d"}, [1, 2], 3, [Token("e", "", 0)], "f", "g", "h", {"i": "j"}, True, True)

    made = copied(token)

    assert made == token == token.copy()
    assert all(getattr(made, each.name) != each.default for each in fields(Token))
    assert copied(token, meta={}, content="k") == token.copy(meta={}, content="k")


def test_only_what_changed_is_parsed_again(monkeypatch):
    """A plan read with what was kept is the plan read afresh, be it that a section, a fact or nothing changed."""
    source = FolderSource(SAMPLE)
    files = {path: source.read(path) for path in source.paths()}
    parsed, read = Parsed(), narrative.read_markdown
    load_plan(MappingSource(files), parsed)
    asked = []
    monkeypatch.setattr(narrative, "read_markdown", lambda path, content: asked.append(path) or read(path, content))

    for path, old, new in (
        ("narrative/060-context.md", b"The Act also", b"That Act too"),
        ("facts.yaml", b"value: 112450", b"value: 112451"),
        ("glossary.yaml", b"", b""),
    ):
        files[path] = files[path].replace(old, new, 1)
        asked.clear()
        again = load_plan(MappingSource(files), parsed)
        assert asked == [path] * path.endswith(".md")
        assert _text(again) == _text(load_plan(MappingSource(files)))


def _text(plan):
    return [(each.place, [token.as_dict() for token in each.tokens]) for each in plan.sections], plan.problems
