"""Where YAML stopped, told as the slip that was made: which sign, at which character, and how to write the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

MERGE_MARK = re.compile(r"(<{7}|={7}|>{7})( |$)")
EMPTY_LIST = re.compile(r":\s*\[\s*\]\s*(#.*)?$")
NO_SPACE = re.compile(r"\s*(?:- )?([a-z_]+):([^\s:/].*)$")
LINE = re.compile(r"(?P<head>[ \t]*(?:- +)*(?:[^\s:'\"\[{#][^:]*:[ \t]+)?)(?P<value>.*?)[ \t]*$")
LONGEST_SHOWN = 100
PAIRS = {"[": "]", "{": "}"}
QUOTES = ("'", '"')


@dataclass(frozen=True)
class Slip:
    """What is wrong in a line (counted from 0), and how to mend it."""

    line: int
    what: str
    mend: str


@dataclass(frozen=True)
class _Mark:
    line: int
    column: int


@dataclass(frozen=True)
class _Stop:
    """Where YAML stopped: its words, the place, and the quotes and brackets on the way there."""

    lines: Sequence[str]
    problem: str
    context: str
    at: _Mark
    context_at: _Mark
    quoted: tuple[_Mark, _Mark] | None  # the last text in quotes: where it was opened, and just after its end
    opened: tuple[_Mark, ...]  # brackets that were opened and not closed

    @property
    def line(self) -> str:
        return self.lines[self.at.line] if self.at.line < len(self.lines) else ""

    @property
    def sign(self) -> str:
        return self.line[self.at.column : self.at.column + 1]


def slip_of(lines: Sequence[str], error: yaml.MarkedYAMLError, loader: Any) -> Slip:
    """The slip by which *loader* stopped with *error* in *lines*."""
    stop = _stop(lines, error, loader)
    for look in LOOKS:
        if found := look(stop):
            return found
    return Slip(
        stop.at.line,
        "holds something that cannot be read here" + (f" (character {stop.at.column + 1})" if stop.sign else ""),
        "Put text that holds quotes, colons or brackets in double quotes, and give the line as many spaces at the "
        "front as its neighbours.",
    )


def _stop(lines: Sequence[str], error: yaml.MarkedYAMLError, loader: Any) -> _Stop:
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)

    def mark(given: Any) -> _Mark:
        return _Mark(given.line, given.column) if given.line <= last else _Mark(last, len(lines[last].rstrip()))

    at: Any = error.problem_mark or error.context_mark
    context: Any = error.context_mark or at
    quoted, opened = _signs("\n".join(lines), (at.line, at.column), loader)
    return _Stop(lines, error.problem or "", error.context or "", mark(at), mark(context), quoted, opened)


def _signs(text: str, before: tuple[int, int], loader: Any) -> tuple[tuple[_Mark, _Mark] | None, tuple[_Mark, ...]]:
    """The last text in quotes, and the brackets not yet closed, of what stands *before* a line and column."""
    quoted = None
    opened: list[_Mark] = []
    try:
        for token in yaml.scan(text, Loader=loader):
            start, end = token.start_mark, token.end_mark
            if (start.line, start.column) >= before:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in QUOTES:
                quoted = _Mark(start.line, start.column), _Mark(end.line, end.column)
            elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(_Mark(start.line, start.column))
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                opened.pop()
    except yaml.YAMLError:
        return quoted, tuple(opened)
    return quoted, tuple(opened)


# how a line should be written


def in_quotes(text: str) -> str:
    """*text* as YAML takes it whole: in double quotes, or in single ones where it holds double ones."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"'


def _whole(line: str) -> str:
    """*line* with its value in quotes, without the spaces before it."""
    found = LINE.match(line)
    assert found
    head, value = found.group("head").lstrip(), found.group("value")
    if len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES:
        value = value[1:-1]
    if value[:1] in QUOTES and value.count(value[0]) == 1:
        value = value[1:]
    written = f"{head}{in_quotes(value)}"
    return written if len(written) <= LONGEST_SHOWN else f'{head}"…"'


def _put_whole(line: str, why: str = "") -> str:
    return f"Put the words in double quotes{why}: `{_whole(line)}`" + "."


def _named(sign: str) -> str:
    return {"'": "apostrophe (')", '"': 'quotation mark (")'}.get(sign, sign)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _spaces(number: int) -> str:
    return {0: "no space", 1: "1 space"}.get(number, f"{number} spaces")


# the slips, the surest first


def _seen(stop: _Stop) -> Slip | None:
    """A slip that shows itself in the line where YAML stopped, or just above it."""
    lines, at = stop.lines, stop.at.line
    for number in range(at, max(-1, at - 4), -1):
        line = lines[number]
        if MERGE_MARK.match(line):
            return Slip(
                number,
                "two people changed the same lines, and both versions stand here",
                "Keep what should stand, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>.",
            )
        found = LINE.match(line)
        if found and (found.group("value")[:1] in "“”„" or number == at) and ("“" in line or "”" in line):
            if found.group("value")[:1] not in QUOTES:
                return Slip(
                    number, "the quotes are curly ones, as Word makes them", 'Write straight ones: "like this".'
                )
        if number < at and EMPTY_LIST.search(line) and lines[number + 1].lstrip().startswith("- "):
            return Slip(
                number, "says that the list is empty ([]), and entries follow", "Take out the [] after the colon."
            )
        if found := NO_SPACE.match(line):
            return Slip(
                number, "there is no space after the colon", f"Write it as `{found.group(1)}: {found.group(2)}`."
            )
    return None


def _tab(stop: _Stop) -> Slip | None:
    front = re.match(r"[ \t]*", stop.line)
    if front and "\t" in front.group() and ("tab" in stop.problem or "cannot start" in stop.problem):
        return Slip(
            stop.at.line,
            f"a tab stands at the front of the line (character {front.group().index(chr(9)) + 1})",
            "Put spaces in its place, two for each step further in.",
        )
    return None


def _quote_never_closed(stop: _Stop) -> Slip | None:
    if "quoted scalar" not in stop.context or "escape" in stop.problem:
        return None
    opening = stop.context_at
    line = stop.lines[opening.line]
    sign = line[opening.column : opening.column + 1]
    rest = line[opening.column + 1 :]
    mend = _put_whole(line)
    if line[: opening.column].rstrip()[-1:] in ("[", ",", "{"):
        mend = "Close it with the same sign at the end of the text, before the comma or the bracket."
    elif re.match(r"[\w-]+:( |$)", rest) and line[: opening.column].strip() in ("", "-"):
        mend = f"Take it out: `{line[: opening.column].lstrip()}{_short(rest)}`."
    return Slip(
        opening.line, f"the {_named(sign)} at character {opening.column + 1} opens a text that is never closed", mend
    )


def _quote_closed_too_early(stop: _Stop) -> Slip | None:
    """More words after the sign that closed a text: an apostrophe within the text, as a rule."""
    if stop.quoted is None:
        return None
    opening, end = stop.quoted
    between = stop.line[end.column : stop.at.column] if end.line == stop.at.line else "\n"
    if between.strip() or end.line != stop.at.line or stop.sign in ("", "#", "]", "}") or stop.opened:
        return None
    sign = stop.lines[opening.line][opening.column]
    if end.line != opening.line:
        return Slip(
            opening.line,
            f"the {_named(sign)} at character {opening.column + 1} opens a text that ends only in a line further down, "
            f"at the {_named(sign)} before '{_short(stop.line[stop.at.column :])}'",
            _put_whole(stop.lines[opening.line]),
        )
    return Slip(
        opening.line,
        f"the {_named(sign)} at character {end.column} ends the text that the one at character {opening.column + 1} "
        f"begins, and more words follow: {_short(stop.line[stop.at.column :])}",
        _put_whole(stop.line) if sign == "'" else _put_other_quotes(stop.line),
    )


def _put_other_quotes(line: str) -> str:
    return f"Within double quotes write single ones, or put the whole in single quotes: `{_whole(line)}`."


def _bracket(stop: _Stop) -> Slip | None:
    """A bracket that is opened and not closed, or closes nothing, or a list in brackets that lacks a comma."""
    if stop.sign in ("]", "}") and not stop.opened:
        value = LINE.match(stop.line)
        begins = value is not None and len(value.group("head")) == stop.at.column
        return Slip(
            stop.at.line,
            f"the {stop.sign} at character {stop.at.column + 1} closes a bracket that was never opened",
            _put_whole(stop.line, " if it belongs to the text") if begins else "Take it out.",
        )
    if not stop.opened:
        return None
    opening = stop.opened[-1]
    line = stop.lines[opening.line]
    sign = line[opening.column]
    kind = "list" if sign == "[" else "record"
    if stop.at.line == opening.line and PAIRS[sign] in line[opening.column :] and stop.sign:
        return Slip(
            opening.line,
            f"within the {kind} in brackets something is wrong at character {stop.at.column + 1}, "
            f"by '{_short(line[stop.at.column :])}'",
            'Write a comma between two entries, and an entry that holds a comma, colon or quote in double quotes: `["one: first", two]`.'
            if sign == "["
            else "Write it as `{one: 1, two: 2}`, with a space after each colon and a comma between.",
        )
    example = f": `{line.strip()}{PAIRS[sign]}`" if len(line) < LONGEST_SHOWN and " #" not in line else ""
    words = sign == "[" and "," not in line and " " in line[opening.column :].strip()
    whole = f"; if it belongs to the text, put the words in double quotes: `{_whole(line)}`" if words else ""
    return Slip(
        opening.line,
        f"the {sign} at character {opening.column + 1} opens a {kind} that is not closed",
        f"Close it with {PAIRS[sign]}{example}{whole}.",
    )


def _second_colon(stop: _Stop) -> Slip | None:
    if "mapping values" not in stop.problem:
        return None
    found = LINE.match(stop.line)
    assert found
    if len(found.group("head")) <= stop.at.column and re.search(r"\S", found.group("head")):
        before = stop.line[len(found.group("head")) : stop.at.column]
        return Slip(
            stop.at.line,
            f"a second colon follows '{_short(before)}' (character {stop.at.column + 1}), and a line has one key only",
            _put_whole(stop.line),
        )
    above = _above(stop.lines, stop.at.line)
    if above is None:
        return None
    here, there = _indent(stop.line), _indent(stop.lines[above])
    if here > there:
        return Slip(
            stop.at.line,
            f"begins with {_spaces(here)}, and the line above it, which has a value already, with {there or 'none'}",
            "Give it as many spaces at the front as the line above; text that runs over several lines goes in double "
            "quotes as a whole.",
        )
    return Slip(
        above,
        f"'{_short(stop.lines[above].strip())}' has no colon",
        f"Write it as `{_short(stop.lines[above].strip())}: …`, or indent it if it carries on the text above.",
    )


def _no_colon(stop: _Stop) -> Slip | None:
    if "expected ':'" not in stop.problem:
        return None
    line = stop.lines[stop.context_at.line]
    return Slip(
        stop.context_at.line,
        f"'{_short(line.strip())}' has no colon that divides a key from its value",
        "Write it as `key: value`; a line that carries on the text above it begins with two spaces more.",
    )


def _first_sign(stop: _Stop) -> Slip | None:
    """A value that begins with a sign by which YAML means something."""
    words = ("cannot start", "comment or line break", "node content", "directive", "non-alphabetical")
    if not any(each in stop.problem or each in stop.context for each in words):
        return None
    found = LINE.match(stop.line)
    assert found
    start = len(found.group("head"))
    if "directive" in stop.context:
        start = stop.context_at.column
    elif not found.group("value") or stop.at.column > start + 1:
        start = stop.at.column
    sign = stop.line[start : start + 1]
    if not sign:
        return None
    return Slip(
        stop.at.line,
        f"no key or text may begin with {sign} (character {start + 1})",
        _put_whole(stop.line) if start and "directive" not in stop.context else "Take it out, or put it in quotes.",
    )


def _dash_after_colon(stop: _Stop) -> Slip | None:
    if "block sequence entries" not in stop.problem:
        return None
    return Slip(
        stop.at.line,
        f"a dash stands directly after the colon (character {stop.at.column + 1})",
        f"Write each entry in a line of its own below the key, `{_short(stop.line[stop.at.column :].strip())}`; "
        "if the dash belongs to the text, put the text in double quotes.",
    )


def _escape(stop: _Stop) -> Slip | None:
    if "escape" not in stop.problem:
        return None
    return Slip(
        stop.at.line,
        f"a backslash (\\) stands within double quotes (character {stop.line.rfind(chr(92), 0, stop.at.column + 1) + 1})",
        "Write it twice, or put the words in single quotes.",
    )


def _does_not_line_up(stop: _Stop) -> Slip | None:
    if not any(each in stop.problem for each in ("expected key", "block end", "'-' indicator", "document start")):
        return None
    at, line = stop.at.line, stop.line
    here = _indent(line)
    others = _open_indents(stop.lines, at)
    above = _above(stop.lines, at)
    if above is not None and line.lstrip().startswith("- ") and stop.lines[above].lstrip().startswith("- "):
        others = {_indent(stop.lines[above])}
    if others and here not in others:
        return Slip(
            at,
            f"begins with {_spaces(here)}, and the lines above it with {' or '.join(str(each or 'none') for each in sorted(others, reverse=True))}",
            "Give it as many spaces at the front as the lines that it belongs with.",
        )
    if line.lstrip().startswith("- "):
        return Slip(
            at,
            "begins with a dash, and the lines that it lines up with do not",
            "Put the entries of a list below their key, each with two spaces more at the front than the key.",
        )
    if "'-' indicator" in stop.problem:
        return Slip(
            at,
            "begins without a dash, and the lines that it lines up with have one",
            "Begin it with a dash and a space, or give it two spaces more if it belongs to the entry above.",
        )
    return Slip(
        at,
        "does not line up with the lines above it",
        "Give it as many spaces at the front as the lines that it belongs with.",
    )


def _above(lines: Sequence[str], at: int) -> int | None:
    """The line with something in it, other than a note, above line *at*."""
    return next(
        (each for each in range(at - 1, -1, -1) if lines[each].strip() and lines[each].lstrip()[0] != "#"), None
    )


def _open_indents(lines: Sequence[str], at: int) -> set[int]:
    """With how many spaces the lines begin that are still open above line *at*."""
    found: set[int] = set()
    for each in range(at - 1, -1, -1):
        if lines[each].strip() and not lines[each].lstrip().startswith("#"):
            indent = _indent(lines[each])
            if not found or indent < min(found):
                found.add(indent)
        if 0 in found:
            break
    return found


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else text[:57] + "…"


LOOKS: tuple[Callable[[_Stop], Slip | None], ...] = (
    _tab,
    _quote_never_closed,
    _quote_closed_too_early,
    _seen,
    _escape,
    _bracket,
    _second_colon,
    _no_colon,
    _dash_after_colon,
    _first_sign,
    _does_not_line_up,
)
