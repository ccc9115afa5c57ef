"""The facts, sums and days of two plans that are not the same, each as "name: old became new"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from scp.documents.redline import Change, Kind
from scp.documents.words import NOT_AVAILABLE
from scp.model.plan import Plan
from scp.model.words import in_words, pounds

FINANCE = "finance/lines.csv"


def changed_values(old: Plan, new: Plan) -> tuple[Change, ...]:
    """What changed of the period, the facts and the money, in that order."""
    return (
        *_differences(_period(old), _period(new)),
        *_differences(_facts(old), _facts(new)),
        *_differences(_money(old), _money(new)),
    )


Values = Mapping[str, tuple[str, str]]
"""By place: the name of a value, and the value as it is printed."""


def _differences(old: Values, new: Values) -> Iterator[Change]:
    for place in dict.fromkeys((*new, *old)):
        name, after = new.get(place, ("", ""))
        was, before = old.get(place, ("", ""))
        if before == after:
            continue
        title = name or was
        if not before:
            yield Change(Kind.ADDED, title, place, "", f"{title}: {after} is new")
        elif not after:
            yield Change(Kind.REMOVED, title, place, "", f"{title}: {before} was taken out")
        else:
            yield Change(Kind.CHANGED, title, place, "", f"{title}: {before} became {after}")


def _period(plan: Plan) -> Values:
    def day(found: date | None) -> str:
        return in_words(found) if found else NOT_AVAILABLE

    return {
        "plan.yaml#start": ("First day of the plan", day(plan.record.period.start)),
        "plan.yaml#end": ("Last day of the plan", day(plan.end)),
    }


def _facts(plan: Plan) -> Values:
    return {f"facts.yaml#{each.id}": (each.label or each.id, each.printed) for each in plan.facts}


def _money(plan: Plan) -> Values:
    """All the money of each year, then each line of it."""
    finance = plan.finance
    found = {f"{FINANCE}#{year}": (f"All the money, {year}", pounds(finance.total(year))) for year in finance.years}
    amounts: dict[tuple[str, str], Decimal] = {}
    for line in finance.lines:
        # A line may be divided among care groups and localities: it is one sum here.
        key = (line.id, line.year)
        amounts[key] = amounts.get(key, Decimal(0)) + line.amount
        found[f"{FINANCE}#{line.id} {line.year}"] = (f"{line.title}, {line.year}", pounds(amounts[key]))
    return found
