"""Figures that are drawn from the plan: what `chart:spend?by=kind` stands for, as blocks of text and a picture."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from markdown_it.token import Token

from scp.documents.document import BRAND, Picture
from scp.documents.drawing import WIDTH, Palette
from scp.documents.figure_kinds import CHARTS, MAPS, Kind, Missing
from scp.documents.nodes import Node
from scp.documents.words import Markdown, slug
from scp.model.plan import Plan
from scp.model.text import Section, is_figure, plain_text
from scp.problem import Location, Problem

EVERY: Mapping[str, Mapping[str, Kind]] = {"chart": CHARTS, "map": MAPS}
TABLE, BESIDE = "table", "beside"
SHORT = 60
OLD_NAME = {"map": "map:localities?table=beside"}
"""What templates called the map before there were charts."""


@dataclass(frozen=True)
class Figure:
    """The blocks of a figure, the picture that they show, and the *table* of its numbers with their source.

    There is no picture where there is nothing to draw or where the figure's name is wrong; the blocks then say so.
    """

    nodes: tuple[Node, ...]
    picture: Picture | None = field(default=None, repr=False)
    table: Markdown = field(default=Markdown(""), repr=False)


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a figure's name or options, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True)
class Wanted:
    """A figure that there is: its kind, name and options."""

    name: str
    kind: Kind
    options: Mapping[str, str]

    @property
    def file(self) -> str:
        """The name of its picture: the same for the same figure, whatever its numbers are."""
        drawn = {key: value for key, value in sorted(self.options.items()) if key != TABLE}
        whole = f"{self.name}?{drawn}"
        return f"figure-{slug(' '.join([self.name.replace(':', ' '), *drawn.values()]))}-{hashlib.sha256(whole.encode()).hexdigest()[:6]}.svg"


def figure(plan: Plan, link: str, alt: str = "", caption: str = "") -> Figure:
    """The figure to which *link* leads, with the words of its author before those made from the data."""
    wanted = read_link(plan, OLD_NAME.get(link, link))
    if isinstance(wanted, Wrong):
        return Figure((_box(f"A figure is missing here: {wanted.what}{'' if wanted.what.endswith('?') else '.'}"),))
    shown = wanted.kind.make(plan, wanted.options)
    if isinstance(shown, Missing):
        title = caption or shown.title
        return Figure((_box(f"There is no figure for “{title}”. {' '.join(shown.why)}"),))
    svg, height = shown.draw(shown.title, Palette.of(plan.record.theme.colour or BRAND))
    credit = f" {shown.credit}" if shown.credit else ""
    drawing = {
        "t": "figure",
        "path": f"pictures/{wanted.file}",
        "alt": alt.strip() or shown.alt,
        "caption": f"Figure: {(caption.strip() or shown.title).rstrip('.')}.{credit}",
        "width": 1.0,
        "size": [WIDTH, height],
    }
    beside = wanted.options.get(TABLE) == BESIDE
    told = [_text(shown.sentence), *map(_text, shown.missing[: len(shown.missing) == 1])]
    if len(shown.missing) > 1:
        told.append({"t": "ul", "items": [[_text(each)] for each in shown.missing]})
    table = Markdown("") if beside else Markdown(f"{shown.table}\n\n{shown.source}")
    return Figure((drawing, *told), Picture(wanted.file, svg.encode(), width=WIDTH), table)


def _text(words: str) -> Node:
    return {"t": "p", "c": [{"t": "text", "v": words}]}


def _box(words: str) -> Node:
    return {"t": "box", "c": [_text(words)]}


# names and options


def read_link(plan: Plan, link: str) -> Wanted | Wrong:
    """The figure that *link* names, with its options checked against *plan*."""
    scheme, _, rest = link.partition(":")
    name, _, query = rest.partition("?")
    kinds = EVERY.get(scheme.lower())
    if kinds is None:
        every = [f"{one}:{each}" for one, named in EVERY.items() for each in named]
        return Wrong(f"there is no figure called {_short(link)}{_near(link, every)}", f"The figures are {_or(every)}.")
    if name not in kinds:
        mend = f"The {scheme}s are {_or([*kinds])}." if len(kinds) > 1 else f"Write `{scheme}:{next(iter(kinds))}`."
        return Wrong(f"there is no {scheme} called {_short(name) or 'nothing'}{_near(name, kinds)}", mend)
    kind = kinds[name]
    known = [*kind.options, TABLE]
    options: dict[str, str] = {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return Wrong(f"the options of {scheme}:{name} are too many to be read", f"Its options are {_or(known)}.")
    for key, value in pairs:
        if key not in known:
            return Wrong(
                f"{scheme}:{name} has no option {_short(key)}{_near(key, known)}",
                f"Its options are {_or(known)}, written as in `{scheme}:{name}?{known[0]}=…`.",
            )
        if key in options:
            return Wrong(f"{scheme}:{name} has the option {key} twice", "Keep one of them.")
        may_be = [BESIDE] if key == TABLE else [*kind.options[key](plan)]
        if value not in may_be:
            listed = (
                f"It may be {_or(may_be[:12])}{' …' if len(may_be) > 12 else '.'}" if may_be else "The plan has none."
            )
            return Wrong(
                f"{scheme}:{name} has no {key} {_short(value) or 'without a name'}{_near(value, may_be)}", listed
            )
        options[key] = value
    lacking = [each for each in kind.needed if each not in options]
    if lacking:
        return Wrong(
            f"{scheme}:{name} does not say which: it lacks {lacking[0]}",
            f"Write it as in `{scheme}:{name}?{lacking[0]}={next(iter(kind.options[lacking[0]](plan)), '…')}`.",
        )
    return Wanted(f"{scheme}:{name}", kind, options)


def _near(given: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = difflib.get_close_matches(given[:SHORT], [*known], 1, 0.5)
    return f". Did you mean {near[0]}?" if near else ""


def _or(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


# in the text of a plan


def alone(inline: Token) -> Token | None:
    """The figure that is alone in its paragraph; None where the paragraph is anything else."""
    found = [child for child in inline.children or () if child.type == "image" and is_figure(child)]
    others = [
        child
        for child in inline.children or ()
        if child not in found and (child.content.strip() or child.type == "image")
    ]
    return found[0] if len(found) == 1 and not others else None


def wrong_figures(plan: Plan) -> Iterator[Problem]:
    """A problem for each figure in the plan's text that cannot be drawn as it is written."""
    easy = {each.section.path for each in plan.easy_read}
    for section in plan.sections:
        for before, inline in zip((None, *section.tokens), section.tokens, strict=False):
            if inline.type == "inline" and any(is_figure(child) for child in inline.children or ()):
                paragraph = before is not None and before.type == "paragraph_open"
                yield from _wrong(plan, section, inline, paragraph, section.path in easy)


def _wrong(plan: Plan, section: Section, inline: Token, paragraph: bool, easy: bool) -> Iterator[Problem]:
    line = (inline.map or [0])[0] + 1
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        if not is_figure(child):
            continue
        found = read_link(plan, link_of(child))
        at = Location(section.path, line)
        if isinstance(found, Wrong):
            yield Problem(at, found.what, found.mend, kind="plan-wrong-figure")
        elif easy:
            yield Problem(
                at,
                f"the figure {found.name} stands in an easy-read page, so only its words are printed",
                "Use a picture of easy-read/pictures.yaml there.",
                kind="plan-wrong-figure",
            )
        elif not paragraph or alone(inline) is None:
            yield Problem(
                at,
                f"the figure {found.name} does not stand alone in its paragraph, so only its words are printed",
                "Put an empty line before and after it.",
                kind="plan-wrong-figure",
            )


def link_of(picture: Token) -> str:
    """The link of a figure as its author wrote it."""
    return unquote(str(picture.attrs.get("src", "")))


def told(plan: Plan, picture: Token) -> Figure:
    """The figure that a picture of the plan's text stands for."""
    return figure(plan, link_of(picture), plain_text(picture), str(picture.attrs.get("title", "")))
