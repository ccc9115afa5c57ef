"""Cut the good examples of requirements out of the worked example plan, so that they stay what a plan can hold.

`source/examples/` says for each requirement what to show; the comment at the head of each of its files says how.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from scp.model.care_group import CareGroup
from scp.model.consultation import Round
from scp.model.easy_read import EasyReadPart
from scp.model.locality import Locality
from scp.model.plan import NarrativeSection, PlanRecord
from scp.model.record import Record
from scp.model.register_table import REGISTERS
from scp.model.words import in_words

SAMPLE = Path(__file__).parents[2] / "sample-plan"
WIDTH = 76
"""Of a line, so that it fits a screen."""

MODELS: dict[str, type[Record]] = {each.path: each.model for each in REGISTERS} | {"plan.yaml": PlanRecord}
LATER = ("in-force", "review")
CHANGE = re.compile(r"^=== (.+)\n--- now\n((?:.*\n)+?)--- then\n((?:(?!=== ).*\n)*)", re.MULTILINE)
FOLDERS: dict[str, type[Record]] = {
    "narrative": NarrativeSection,
    "localities": Locality,
    "care-groups": CareGroup,
    "easy-read": EasyReadPart,
    "consultation": Round,
}
SENTENCE = re.compile(r"(?<=[.!?]) ")
FACT = re.compile(r"\{\{ *([a-z0-9-]+) *\}\}")
Given = Mapping[str, Any]


def cut(id: str, given: Given) -> dict[str, Any]:
    """The example that *given* of `source/examples/` describes: `words`, and `parts` as file and text.

    `ValueError` for what the worked example does not have.
    """
    try:
        return {
            "words": " ".join(given.get("words", "").split()),
            "parts": [[part["file"], part.get("text", "").rstrip() or _part(part)] for part in given.get("parts", ())],
        }
    except ValueError as error:
        raise ValueError(f"the example of {id}: {error}") from None


def _part(part: Given) -> str:
    path = part["file"]
    text = _text(path, part.get("later"))
    if path.endswith(".csv"):
        return _rows(text, part["keep"], part.get("years"))
    if path.endswith(".md"):
        _, head, body = text.split("---\n", 2)
        front = _yaml(path, head, part.get("keep", {}))
        return f"---\n{front}\n---\n\n{_body(body, part)}"
    return _yaml(path, text, part["keep"])


@cache
def _text(path: str, later: str | None) -> str:
    """The file of the worked example: of the published plan or, *later*, once it was in force or reviewed."""
    published = SAMPLE / path
    text = published.read_text(encoding="utf-8") if published.is_file() else ""
    for step in LATER[: LATER.index(later) + 1] if later else ():
        folder = SAMPLE / "history" / step
        if (folder / path).is_file():
            text = (folder / path).read_text(encoding="utf-8")
        for named, now, then in CHANGE.findall((folder / "then.txt").read_text(encoding="utf-8")):
            if named == path:
                if now not in text:
                    raise ValueError(f"history/{step}/then.txt changes words that {path} does not have")
                text = text.replace(now, then)
    if not text:
        raise ValueError(f"there is no {path}")
    return text


def _rows(text: str, ids: list[str], years: list[str] | None) -> str:
    """The header and the rows of *ids*, of each of the *years* where some are named."""
    header, *rows = csv.reader(io.StringIO(text))
    kept = [row for row in rows if row[0] in ids and (years is None or row[1] in years)]
    missing = set(ids) - {row[0] for row in kept}
    if missing:
        raise ValueError(f"there is no line {', '.join(sorted(missing))}")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *kept])
    return out.getvalue().rstrip()


def _yaml(path: str, text: str, keep: Any) -> str:
    yaml = _writer()
    model = MODELS.get(path) or FOLDERS[path.split("/")[0]]
    out = io.StringIO()
    yaml.dump(_plain(_kept(copy.deepcopy(_tree(text)), keep, model)), out)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))


@cache
def _tree(text: str) -> Any:
    return _writer().load(text)


def _writer() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDTH - 10  # a text in quotes runs over by a word
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _kept(node: Any, keep: Any, model: type[Record] | None) -> Any:
    """What *keep* names of *node*: keys of a mapping, entries of a list or the first so many; None keeps all.

    A mapping also keeps the keys that *model* cannot do without.
    """
    if keep is None:
        return node
    if isinstance(keep, int):
        del node[keep:]
        return node
    inner = keep if isinstance(keep, Mapping) else dict.fromkeys(keep)
    if isinstance(node, CommentedMap):
        needed = {name for name, field in model.model_fields.items() if field.is_required()} if model else set()
        _all_there(inner, node)
        for key in list(node):
            if key in inner:
                node[key] = _kept(node[key], inner[key], _inside(model, key))
            elif key not in needed:
                del node[key]
        return node
    if not isinstance(node, CommentedSeq):
        raise ValueError(f"nothing can be kept of '{node}'")
    found = {_name(each, number): each for number, each in reversed(list(enumerate(node, 1)))}
    _all_there(inner, found)
    node[:] = [each for each in node if any(each is found[name] for name in inner)]
    for name, wanted in inner.items():
        _kept(found[name], wanted, model)
    return node


def _all_there(wanted: Iterable[Any], known: Iterable[Any]) -> None:
    missing = [each for each in wanted if each not in known]
    if missing:
        raise ValueError(f"there is no {missing[0]} among {', '.join(map(str, known))}")


def _name(entry: Any, number: int) -> str | int:
    """By which an entry of a list is named: its id or its first word, a date as it is written."""
    if isinstance(entry, CommentedMap):
        return str(entry.get("id") or next(iter(entry.values())))
    return number


def _inside(model: type[Record] | None, key: Any) -> type[Record] | None:
    """The model of the records under *key*; the same where *model* is that of the values and keys are free."""
    field = model.model_fields.get(key) if model and isinstance(key, str) else None
    return next(_records(field.annotation), None) if field else model


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for each in get_args(annotation):
        yield from _records(each)


def _plain(node: Any) -> Any:
    """*node* without comments, with long texts left to be folded at our width; no key of several words is folded."""
    if isinstance(node, CommentedMap):
        made: Any = CommentedMap({key: _plain(value) for key, value in node.items()})
    elif isinstance(node, CommentedSeq):
        made = CommentedSeq(_plain(each) for each in node)
    elif isinstance(node, str):
        return _told_facts(str(node).rstrip()) if " " in node else node
    else:
        return node
    if node.fa.flow_style() and not any(" " in str(key) for key in node if isinstance(node, CommentedMap)):
        made.fa.set_flow_style()
    return made


def _body(body: str, part: Given) -> str:
    """The first words of *body* or, under their headings, of the sections that *part* names or has kept."""
    if part["file"].startswith("easy-read/"):
        return body.strip().split("\n\n")[0]
    keep = part.get("keep") or {}
    anchors = part.get("sections") or list((isinstance(keep, Mapping) and keep.get("arrangements")) or ())
    if not anchors:
        return _wrapped(SENTENCE.split(_first(body))[0])
    blocks = []
    for anchor in anchors:
        heading = rf"[^\n]*\{{#{re.escape(anchor)}\}}|{re.escape(anchor)}"
        found = re.search(rf"^(#+ (?:{heading}))$(.*?)(?=^#|\Z)", body, re.MULTILINE | re.DOTALL)
        if found is None:
            raise ValueError(f"{part['file']} has no heading '{anchor}'")
        told = _first(found[2])
        blocks.append(f"{found[1]}\n\n{_wrapped(told if len(anchors) == 1 else SENTENCE.split(told)[0])}")
    return "\n\n".join(blocks)


def _first(text: str) -> str:
    """The first paragraph of *text* that stands by itself, with facts in place of their names."""
    for paragraph in text.strip().split("\n\n"):
        told = _told_facts(" ".join(paragraph.split()))
        if not told.startswith(("#", "|", "!", "-", ">")) and "{{" not in told:
            return told
    raise ValueError(f"no paragraph stands by itself in '{text.strip()[:40]}'")


def _told_facts(text: str) -> str:
    return FACT.sub(lambda fact: _facts().get(fact[1], fact[0]), text)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


@cache
def _facts() -> dict[str, str]:
    """What the worked example says for the name of each fact that is a day, a bare number or a share."""
    given = YAML(typ="safe", pure=True).load((SAMPLE / "facts.yaml").read_text(encoding="utf-8"))["facts"]
    return {
        each["id"]: f"{_told(each['value'])}{each.get('unit', '')}" for each in given if each.get("unit", "%") == "%"
    }


def _told(value: Any) -> str:
    if isinstance(value, date):
        return in_words(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
