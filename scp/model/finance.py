"""What the authority intends to spend (s.39)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from scp.model.record import Money, Record, Refers, Slug, Text

KINDS = ("integrated", "set-aside", "reserves")


class FinanceLine(Record):
    """One row of `finance/lines.csv`: an amount for one year."""

    id: Slug = Field(description="A short name; the same name in each year of one line.")
    year: Text = Field(description="Financial year, for example 2027-28.")
    title: Text = Field(description="What the money is for.")
    kind: Text = Field(description="integrated, set-aside or reserves.")
    amount: Money = Field(description="Pounds.")
    care_group: Annotated[Slug, Refers("care-group")] | None = Field(
        default=None, description="Care group; none where it is for all."
    )
    locality: Annotated[Slug, Refers("locality")] | None = Field(
        default=None, description="Locality; none where it is for all."
    )
    service: Text | None = Field(default=None, description="health or social-care.")
    purpose: Text | None = Field(default=None, description="prevention, community, care-home, hospital or other.")
    tag: Text | None = Field(
        default=None, description="unplanned-admissions or delayed-discharge, where the line is spent on those."
    )


class Finance(Record):
    """All the lines, with their sums."""

    lines: tuple[FinanceLine, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(sorted({line.year for line in self.lines}))

    def total(
        self,
        year: str | None = None,
        kind: str | None = None,
        care_group: str | None = None,
        locality: str | None = None,
    ) -> Decimal:
        """Pounds in all the lines that fit."""
        return sum(
            (
                line.amount
                for line in self.lines
                if (year is None or line.year == year)
                and (kind is None or line.kind == kind)
                and (care_group is None or line.care_group == care_group)
                and (locality is None or line.locality == locality)
            ),
            Decimal(0),
        )
