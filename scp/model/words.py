"""Days and money as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

# Not strftime, whose names follow the computer's language.
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_words(day: date) -> str:
    """A day as people write it: 1 April 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def pounds(amount: Decimal) -> str:
    """An amount as people read it: £178.2 million, £45,300."""
    sign = "-" if amount < 0 else ""
    if abs(amount) >= 1_000_000:
        return f"{sign}£{abs(amount) / 1_000_000:,.1f} million"
    return f"{sign}£{abs(amount):,.0f}"


def pounds_in_full(amount: Decimal) -> str:
    """An amount to the pound: £178,200,000."""
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.0f}"
