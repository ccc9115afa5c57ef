"""How the documents of a plan look: two colours and a logo."""

from enum import Enum

from pydantic import Field

from scp.model.record import Colour, Many, Place, Record, Text

WHITE = "#ffffff"
FOR_LETTERS = 4.5
FOR_LINES = 3.0
"""How far letters, and lines and marks, must stand out from what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""


def luminance(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white), as WCAG 2.2 reckons it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand out from each other: 1 not at all, 21 most (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def darkened(colour: str, least: float) -> str:
    """The nearest shade of *colour* that stands out from white by *least*: itself, where it does."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    for share in range(255, -1, -1):
        shade = "#" + "".join(f"{each * share // 255:02x}" for each in channels)
        if contrast(shade, WHITE) >= least:
            return shade
    raise ValueError(f"no shade stands out from white by {least}")


LOGOS = (".svg", ".png", ".jpg", ".jpeg")
LARGEST_LOGO = 1_000_000


class Logo(Record):
    """The mark of the authority: a picture of the plan, with what it shows in words."""

    file: Text | None = Field(default=None, description="The picture in the plan: SVG, PNG or JPEG, up to 1 MB.")
    alt: Text | None = Field(
        default=None, description="What it shows in words, for example `Logo of East Lothian Integration Joint Board`."
    )


class Fonts(Record):
    """Fonts of the authority's own, as files of the plan's `fonts/` folder."""

    text: Many[Place] = Field(
        default=(), description="The family in which text is set: its regular, bold, italic and bold italic files."
    )
    more: Many[Place] = Field(
        default=(), description="Fonts for scripts that the others do not have, for example Gurmukhi or Chinese."
    )


class Theme(Record):
    """How the documents look."""

    colour: Colour | None = Field(default=None, description="Main colour as #rrggbb, dark enough for white letters.")
    accent: Colour | None = Field(default=None, description="Colour of lines as #rrggbb, dark enough on white paper.")
    logo: Logo | None = Field(default=None, description="The logo, on covers and at the head of web pages.")
    fonts: Fonts = Field(default=Fonts.model_construct(), description="Fonts of the authority's own.")

    @property
    def main(self) -> str | None:
        """The main colour as documents take it: dark enough for white letters on it, and for letters of it on white."""
        return darkened(self.colour, FOR_LETTERS) if self.colour else None

    @property
    def lines(self) -> str | None:
        """The accent as documents take it: dark enough for lines on white."""
        return darkened(self.accent, FOR_LINES) if self.accent else None


class Organised(Enum):
    """What the chapters of the full plan follow."""

    SECTIONS = "sections"
    PRIORITY = "priority"
    CARE_GROUP = "care-group"
    OUTCOME = "outcome"
