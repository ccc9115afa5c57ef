"""Whether the colours and the logo of a plan can be printed so that everybody can use the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scp.model.plan import Plan
from scp.model.theme import FOR_LETTERS, FOR_LINES, LARGEST_LOGO, LOGOS, WHITE, contrast, darkened
from scp.problem import Problem
from scp.repository.record import nearest

COLOUR, LOGO = "plan-theme-colour", "plan-theme-logo"


def theme_findings(plan: Plan, read: Callable[[str], bytes]) -> Iterator[Problem]:
    """A problem for each colour that stands out too little, and for a logo that cannot be printed or read out."""
    theme = plan.record.theme
    for key, colour, least, use in (
        ("colour", theme.colour, FOR_LETTERS, "white letters on it"),
        ("accent", theme.accent, FOR_LINES, "lines of it on white paper"),
    ):
        if colour and contrast(colour, WHITE) < least:
            shade = darkened(colour, least)
            yield Problem(
                theme.at_key(key),
                f"the {key} {colour} is too pale: {use} have a contrast of {_ratio(colour)} to 1, and {least:g} to 1 is "
                "needed",
                f"Write the nearest shade that is dark enough, `{key}: '{shade}'` ({_ratio(shade)} to 1). The documents "
                "take it until then.",
                kind=COLOUR,
            )
    if theme.logo is not None:
        yield from _logo(plan, read)


def _ratio(colour: str) -> str:
    """The contrast with white, rounded down, so that what fails never looks as if it passed."""
    return f"{int(contrast(colour, WHITE) * 100) / 100:.2f}"


def _logo(plan: Plan, read: Callable[[str], bytes]) -> Iterator[Problem]:
    logo = plan.record.theme.logo
    assert logo is not None
    if logo.file is None and logo.alt is None:
        return
    if logo.file is None:
        yield Problem(logo.at, "the logo names no file", "Write its path, as in `file: pictures/logo.svg`.", kind=LOGO)
        return
    if logo.file not in plan.files:
        near = nearest(logo.file, [each for each in plan.files if each.lower().endswith(LOGOS)], 1, 0.6)
        yield Problem(
            logo.at_key("file"),
            f"there is no picture {logo.file} in the plan, so no logo is printed"
            + (f". Did you mean {near[0]}?" if near else ""),
            "Put the file in the plan and write its path from plan.yaml, as in `file: pictures/logo.svg`.",
            kind=LOGO,
        )
    elif not logo.file.lower().endswith(LOGOS):
        yield Problem(
            logo.at_key("file"),
            f"{logo.file} is of a kind that is not printed as a logo",
            "Save it as SVG, PNG or JPEG.",
            kind=LOGO,
        )
    elif (size := len(read(logo.file))) > LARGEST_LOGO:
        yield Problem(
            logo.at_key("file"),
            f"{logo.file} is too large for a logo, which every page carries ({size / 1_000_000:.1f} MB), and is not printed",
            "Save it smaller: up to 1 MB.",
            kind=LOGO,
        )
    if logo.alt is None:
        yield Problem(
            logo.at,
            "the logo has no words for people who cannot see it",
            f'Say what it shows: `alt: "Logo of {plan.record.authority.name}"`. The documents say that until then.',
            kind=LOGO,
        )
