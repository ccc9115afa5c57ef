"""The chain from need to result as a picture: a band for each priority, a column for each step."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from scp.model.trace import Link, Step, Trace

COLUMN, GAP, MARGIN = 152.0, 20.0, 16.0  # 1,560 in all: a screen of 1,600, or A3 across at 9 point
SIGNS, LINE, PAD = 23, 15.0, 7.0
MOST = 6
INK, EDGE, BAND, LOOSE = "#1a1a1a", "#4a5560", "#f1f5f8", "#ffffff"
FONT = "'Atkinson Hyperlegible', 'Noto Sans', Arial, sans-serif"
FORBIDDEN = dict.fromkeys(
    (
        *range(9),
        11,
        12,
        *range(14, 32),
        *range(127, 160),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xFFFE,
        0xFFFF,
    )
)


def trace_picture(trace: Trace, title: str) -> str:
    """The chain as SVG with text as text, the same bytes each time.

    What hangs on no priority stands in a last band with broken outlines; an empty step says so.
    """
    bands = [
        (priority, {step: [each for each in trace.of(step) if priority.id in each.priorities] for step in Step})
        for priority in trace.of(Step.PRIORITY)
    ]
    loose = {step: [each for each in trace.of(step) if each.is_orphan] for step in Step}
    width = 2 * MARGIN + len(Step) * COLUMN + (len(Step) - 1) * GAP
    body: list[str] = []
    top = 92.0
    for priority, found in bands:
        lines, height = _band(trace, found, top, width, priority)
        body += lines
        top += height + 14
    if any(loose.values()):
        body.append(_text(MARGIN, top + 14, "Hangs on no priority", bold=True))
        lines, height = _band(trace, loose, top + 24, width, None)
        body += lines
        top += height + 38
    heads = [_text(_left(step), 74, f"{step.many[0].upper()}{step.many[1:]}", bold=True) for step in Step]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {top:g}" width="{width:g}" height="{top:g}" '
        f'role="img" aria-labelledby="t d" font-family="{FONT}" font-size="12" fill="{INK}">',
        f"<title id='t'>{_clean(title)}</title>",
        f"<desc id='d'>{_clean(in_words(trace))}</desc>",
        f'<rect width="{width:g}" height="{top:g}" fill="#ffffff"/>',
        f'<text x="{MARGIN:g}" y="34" font-size="20" font-weight="bold">{_clean(title)}</text>',
        *heads,
        *body,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def in_words(trace: Trace) -> str:
    """What the picture shows, in sentences."""
    counts = ", ".join(f"{len(trace.of(step))} {step.many}" for step in Step)
    loose = len(trace.orphans)
    return (
        f"The chain from need to result: {counts}. "
        + ("Everything hangs on a priority." if not loose else f"{loose} of them hang on no priority.")
        + " Each band is a priority; from left to right it shows what belongs to it at each step."
    )


def _left(step: Step) -> float:
    return MARGIN + list(Step).index(step) * (COLUMN + GAP)


def _band(
    trace: Trace, found: dict[Step, list[Link]], top: float, width: float, priority: Link | None
) -> tuple[list[str], float]:
    """The boxes of one band, and its height."""
    columns = {step: list(_boxes(trace, step, found[step])) for step in Step}
    height = max((sum(_height(box) + PAD for box in boxes) for boxes in columns.values()), default=0.0) + 2 * PAD
    lines = []
    if priority:
        lines.append(
            f'<rect x="{MARGIN / 2:g}" y="{top:g}" width="{width - MARGIN:g}" height="{height:g}" rx="6" fill="{BAND}"/>'
        )
    for step, boxes in columns.items():
        left, y = _left(step), top + PAD
        if not boxes and priority:
            lines.append(_text(left + PAD, y + LINE, "none", italic=True))
        for box in boxes:
            tall = _height(box)
            broken = "" if priority else ' stroke-dasharray="5 4"'
            heavy = 2 if step is Step.PRIORITY else 1
            lines.append(
                f'<rect x="{left:g}" y="{y:g}" width="{COLUMN:g}" height="{tall:g}" rx="4" fill="{LOOSE}" '
                f'stroke="{EDGE}" stroke-width="{heavy}"{broken}/>'
            )
            for number, words in enumerate(box):
                lines.append(_text(left + PAD, y + PAD + LINE * (number + 0.75), words, bold=step is Step.PRIORITY))
            y += tall + PAD
        if priority and step is not Step.RESULT and boxes and columns[_after(step)]:
            lines.append(_arrow(left + COLUMN, top + PAD + LINE))
    return lines, height


def _after(step: Step) -> Step:
    steps = list(Step)
    return steps[steps.index(step) + 1]


def _boxes(trace: Trace, step: Step, links: Sequence[Link]) -> Iterator[list[str]]:
    """The words of each box; where all or very many belong to it, one box says so."""
    every = trace.of(step)
    if len(links) == len(every) > 2 and step in (Step.CARE_GROUP, Step.LOCALITY, Step.OUTCOME):
        yield textwrap.wrap(f"All {len(every)} {step.many}", SIGNS)
        return
    for link in links[: MOST if len(links) > MOST + 1 else None]:
        yield textwrap.wrap(link.name, SIGNS, max_lines=3, placeholder=" …") or [link.id]
    if len(links) > MOST + 1:
        yield textwrap.wrap(f"and {len(links) - MOST} more", SIGNS)


def _height(box: list[str]) -> float:
    return len(box) * LINE + 2 * PAD


def _arrow(x: float, y: float) -> str:
    end = x + GAP
    return (
        f'<path d="M{x + 3:g} {y:g}H{end - 4:g}m-5 -4l5 4l-5 4" fill="none" stroke="{EDGE}" stroke-width="1.5" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _text(x: float, y: float, words: str, bold: bool = False, italic: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    style = ' font-style="italic"' if italic else ""
    return f'<text x="{x:g}" y="{y:g}"{weight}{style}>{_clean(words)}</text>'


def _clean(words: str) -> str:
    """*words* as XML can hold them, without signs that turn the direction of writing."""
    return escape(words.translate(FORBIDDEN).encode("utf-8", "replace").decode())
