"""Values as YAML text: a word in one line, a record or a list of them in several."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from scp.problem import PlanError
from scp.repository.record import read_yaml

ODD = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def word(value: str) -> str:
    """*value* in one line, in quotes only where it would otherwise be read as something else."""
    if value and value == value.strip() and not ODD.search(value) and _reads_as(value, value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return ODD.sub(lambda sign: f"\\u{ord(sign.group()):04x}", quoted)


def like(value: str, before: str) -> str:
    """*value* with the quotes that *before* has, where it has some."""
    if before.startswith("'"):
        return "'" + value.replace("'", "''") + "'"
    if before.startswith('"'):
        return json.dumps(value, ensure_ascii=False)
    return word(value)


def _reads_as(text: str, value: str) -> bool:
    try:
        return all(read_yaml("", each) == [value] for each in (f"- {text}\n", f"[{text}]\n"))
    except PlanError:
        return False


def block(value: Any, indent: int) -> str:
    """*value* (a mapping or a list) as lines of YAML, indented by *indent* spaces."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    text = io.StringIO()
    yaml.dump(_quoted(value), text)
    lines = text.getvalue().rstrip("\n").split("\n")
    lead = " " * indent
    return "".join(f"{lead}{line}\n" if line else "\n" for line in lines)


def _quoted(value: Any) -> Any:
    """The same value for ruamel: quotes where we would read something else, lists of words in brackets."""
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, Mapping):
        return {key: _quoted(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        items = CommentedSeq(_quoted(each) for each in value)
        if not any(isinstance(each, Mapping | list | tuple) for each in value):
            items.fa.set_flow_style()
        return items
    if isinstance(value, str) and word(value) != value:
        return DoubleQuotedScalarString(value)
    return value
