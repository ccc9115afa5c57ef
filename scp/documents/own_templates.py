"""The templates that ship, beside those that a plan has of its own: what differs, and since when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from scp import __version__
from scp.documents.kinds import KINDS
from scp.documents.templates import folder

ENDING = ".md.j2"
FOLDER = "templates"
KEPT = ".scp/templates"
"""Where a plan keeps what shipped when it copied a template, so that both sides' changes since can be told apart."""
HEAD = re.compile(r"\{# Copied from scplan (?P<version>\S{1,40}), sha256 (?P<hash>[0-9a-f]{64})\.[^\n]*?#\}\n")
INCLUDED = re.compile(r'\{% include "(_[a-z-]+)\.md\.j2" %\}')


@dataclass(frozen=True)
class Template:
    """One template: its name, what ships now, and the plan's own with what it was copied from, as far as is known."""

    name: str
    documents: tuple[str, ...]
    shipped: str
    own: str | None = None
    version: str = ""
    hash: str = ""
    then: str | None = None

    @property
    def path(self) -> str:
        """The plan's own."""
        return f"{FOLDER}/{self.name}{ENDING}"

    @property
    def kept(self) -> str:
        """What shipped when it was copied."""
        return f"{KEPT}/{self.name}{ENDING}"

    @property
    def differs(self) -> bool:
        """Whether the plan's own is another than what ships now."""
        return self.own is not None and self.own != self.shipped

    @property
    def is_changed(self) -> bool | None:
        """Whether the plan's own was changed since it was copied; None where it does not say from what."""
        return digest(self.own) != self.hash if self.own is not None and self.hash else None

    @property
    def is_renewed(self) -> bool | None:
        """Whether what ships changed since it was copied; None where the plan's own does not say from what."""
        return digest(self.shipped) != self.hash if self.own is not None and self.hash else None

    @property
    def words(self) -> str:
        """How the plan's own stands to what ships."""
        if self.own is None:
            return "ours"
        if self.is_changed is None:
            return "yours, from a version not known" if self.differs else "yours, the same as ours"
        return (
            f"yours, {'changed' if self.is_changed else 'as copied'}{'; ours changed since' if self.is_renewed else ''}"
        )

    @property
    def differences(self) -> tuple[str, ...]:
        """Lines of ours that yours lacks (-) and lines that only yours has (+)."""
        return _lines(self.shipped, self.own if self.own is not None else self.shipped)

    @property
    def of_the_plan(self) -> tuple[str, ...] | None:
        """What the plan changed since it copied; None where what shipped then is not at hand."""
        return None if self.then is None or self.own is None else _lines(self.then, self.own)

    @property
    def of_scp(self) -> tuple[str, ...] | None:
        """What scp changed since the plan copied; None where what shipped then is not at hand."""
        return None if self.then is None else _lines(self.then, self.shipped)


def templates(files: Mapping[str, str]) -> tuple[Template, ...]:
    """Every template that ships, in the order of their names; *files* are those of the plan, by path, as text."""
    shipped = {
        each.name.removesuffix(ENDING): each.read_text(encoding="utf-8") for each in sorted(folder().glob(f"*{ENDING}"))
    }
    return tuple(_template(name, shipped, files) for name in shipped)


def copied(template: Template) -> dict[str, str]:
    """The files of a copy: the template with a line that says of what it is one, and what ships beside it."""
    return {template.path: head(template.name, template.shipped) + template.shipped, template.kept: template.shipped}


def renewed(template: Template) -> dict[str, str]:
    """The files of a plan's own that now goes with what ships today."""
    own = template.own if template.own is not None else template.shipped
    return {template.path: head(template.name, template.shipped) + own, template.kept: template.shipped}


def head(name: str, shipped: str) -> str:
    """The first line of a copy."""
    return (
        f"{{# Copied from scplan {__version__}, sha256 {digest(shipped)}. Compare: scplan templates diff {name} #}}\n"
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _template(name: str, shipped: Mapping[str, str], files: Mapping[str, str]) -> Template:
    bare = Template(name, _documents(name, shipped), shipped[name])
    own = files.get(bare.path)
    if own is None:
        return bare
    own = own.replace("\r\n", "\n")
    found = HEAD.match(own)
    if found is None:
        return Template(name, bare.documents, bare.shipped, own)
    then = files.get(bare.kept, bare.shipped).replace("\r\n", "\n")
    known = then if digest(then) == found["hash"] else None
    if known is None and digest(bare.shipped) == found["hash"]:
        known = bare.shipped
    return Template(name, bare.documents, bare.shipped, own[found.end() :], found["version"], found["hash"], known)


def _documents(name: str, shipped: Mapping[str, str]) -> tuple[str, ...]:
    """The documents that a template is for: those whose template puts it in, where it is a part."""
    known = {each.name for each in KINDS}
    if name in known:
        return (name,)
    using = [each for each, text in shipped.items() if name in INCLUDED.findall(text)]
    return tuple(sorted({one for each in using for one in _documents(each, shipped)}))


def _lines(old: str, new: str) -> tuple[str, ...]:
    """The lines that differ, with three before and after them."""
    made = unified_diff(old.splitlines(), new.splitlines(), lineterm="")
    return tuple(list(made)[2:])
