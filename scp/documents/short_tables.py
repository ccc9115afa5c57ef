"""What the plan on a page, the executive summary and the implementation plan print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from scp.documents.sentences import sentences
from scp.documents.tables import in_order, sentence, table
from scp.documents.words import Markdown
from scp.model.directions import Directions
from scp.model.performance import year_of
from scp.model.plan import Plan
from scp.model.priorities import Commitment, Priority
from scp.model.text import plain_text
from scp.model.words import in_words, pounds
from scp.reference import lists

NOTHING = Markdown("")
NO_DAY = "No day is set yet"


def vision(plan: Plan) -> str:
    """The first paragraph of the section on the vision; empty where there is none or it is not written."""
    found = plan.role("vision")
    if found is None or not found.section.is_written:
        return ""
    tokens = found.section.tokens
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and plain_text(token).strip():
            return " ".join(plain_text(token).split())
    return ""


def page_priorities(plan: Plan) -> Markdown:
    """Each priority in one row: the first sentence of what will be different, and its outcomes; empty without any."""
    return _priorities(plan, first=True)


def summed_priorities(plan: Plan) -> Markdown:
    """Each priority in one row: what will be different, and the outcomes that it serves; empty where there are none."""
    return _priorities(plan, first=False)


def _priorities(plan: Plan, first: bool) -> Markdown:
    rows = []
    for number, each in enumerate(plan.priorities, start=1):
        told = " ".join((each.statement or each.story or "").split())
        if first and told:
            told = sentences(told)[0]
        rows.append(
            [
                f"{number}. {each.title}",
                sentence(plan, told.strip()) if told else "still to write",
                ", ".join(str(one) for one in sorted(each.outcomes)) or "still to write",
            ]
        )
    return table(["Priority", "What will be different", "National outcomes"], rows) if rows else NOTHING


def all_money(plan: Plan) -> str:
    """What is intended to be spent in each year, in one sentence; empty where no line is recorded."""
    years = plan.finance.years
    if not years:
        return ""
    told = in_order([f"{pounds(plan.finance.total(year))} in {year}" for year in years])
    largest = _largest(plan)
    return f"We intend to spend {told}.{f' Most of it is for {largest}.' if largest else ''}"


def _largest(plan: Plan) -> str:
    """The care group on which more than half of the money is spent; empty where none is."""
    whole = plan.finance.total()
    return next((each.name for each in plan.care_groups if plan.finance.total(care_group=each.id) * 2 > whole), "")


def all_localities(plan: Plan) -> str:
    """The localities with their people, in one sentence; by name alone where no figure is published for any."""
    if all(each.population is None for each in plan.localities):
        names = in_order([each.name for each in plan.localities])
        return f"{names}." if names else ""
    told = [
        f"{each.name} ({each.population:,} people)"
        if each.population is not None
        else f"{each.name} (people: not available)"
        for each in plan.localities
    ]
    return f"{in_order(told)}." if told else ""


def locality_row(plan: Plan) -> Markdown:
    """What each locality is in a row: people, those of 65 and over, arrangements, the first thing that it wants."""
    rows: list[list[object]] = []
    for each in plan.localities:
        ages = each.age_groups
        older = [ages.from_65_to_74, ages.from_75_to_84, ages.over_84] if ages else [None]
        known = [count for count in older if count is not None]
        rows.append(
            [
                each.name,
                each.population,
                sum(known) if len(known) == 3 else None,
                sum(1 for a in each.arrangements.values() if a.section and a.section.is_written),
                each.priorities[0].title if each.priorities else "still to write",
            ]
        )
    heads = ["Locality", "People", "Aged 65 and over", "Arrangements", "What it wants first"]
    kept = [place for place in range(len(heads)) if any(row[place] is not None for row in rows)]
    numbers = [number for number, place in enumerate(kept) if place in (1, 2, 3)]
    made = table([heads[place] for place in kept], [[row[place] for place in kept] for row in rows], numbers)
    unknown = [heads[place].lower() for place in range(len(heads)) if place not in kept]
    return Markdown(f"{made}\n\nNot available: {in_order(unknown)}.\n\n") if unknown else made


def first_steps(plan: Plan) -> Markdown:
    """What is due in the first financial year of the plan; empty where nothing is."""
    start = plan.period.start
    if start is None:
        return NOTHING
    year = year_of(start)
    rows = [
        [in_words(each.by), each.text, each.owner or "not named yet"]
        for each in _by_day([each for _, each in _every(plan)])
        if each.by and year_of(each.by) <= year
    ]
    return table(["By", "We will", "Who answers for it"], rows) if rows else NOTHING


def aims(plan: Plan) -> Markdown:
    """Every measure of the priorities: where it stands and where it should be; empty where there are none."""
    known = {each.id: each.text for each in lists.core_indicators()}
    rows = [
        [known.get(each.indicator or "") or each.title, each.baseline, each.target or "still to write"]
        for priority in plan.priorities
        for each in priority.measures
    ]
    return table(["Measure", "Where we are", "Where we want to be"], rows) if rows else NOTHING


# The implementation plan


def implemented_by(plan: Plan, priority: Priority) -> Markdown:
    """Each commitment of one priority: who answers for it, by when, what it takes, and the direction that orders it."""
    rows = [
        [
            each.text,
            f"{each.owner or 'Nobody named yet'}, {f'by {in_words(each.by)}' if each.by else 'no day set yet'}",
            each.resource or "not recorded",
            _ordered(plan, each),
        ]
        for each in _by_day(priority.commitments)
    ]
    return table(["We will", "Who, and by when", "What it takes", "Direction"], rows) if rows else NOTHING


def _ordered(plan: Plan, found: Commitment) -> str:
    """The directions that put a commitment into action, or why there is none."""
    titles = [each.title for each in plan.of(Directions).directions if found.id in each.commitments]
    return "; ".join(titles) or (f"none: {found.no_direction}" if found.no_direction else "none recorded")


def milestones(plan: Plan, priority: Priority) -> Markdown:
    """What will be so by when, for one priority; empty where nothing is recorded."""
    ordered = sorted(priority.milestones, key=lambda each: each.by or date.max)
    rows = [[in_words(each.by) if each.by else "no day set yet", sentence(plan, each.text)] for each in ordered]
    return table(["By", "What will be so"], rows) if rows else NOTHING


def implementation_years(plan: Plan) -> tuple[str, ...]:
    """The financial years in which something is due, and then that no day is set, where that is so of any."""
    days = [each.by for _, each in _every(plan)]
    years = sorted({year_of(day) for day in days if day})
    return (*years, *([NO_DAY] if None in days else []))


def due_in(plan: Plan, year: str) -> Markdown:
    """Every commitment that is due in one financial year, in the order of its days."""
    titles = {each.id: priority.title for priority, each in _every(plan)}
    rows = [
        [in_words(each.by) if each.by else "–", each.text, each.owner or "not named yet", titles[each.id]]
        for each in _by_day([each for _, each in _every(plan)])
        if (year_of(each.by) if each.by else NO_DAY) == year
    ]
    return table(["By", "We will", "Who answers for it", "Priority"], rows)


def by_owner(plan: Plan) -> Markdown:
    """How many commitments each post answers for, and when its first and last are due."""
    found: dict[str, list[Commitment]] = {}
    for _, each in _every(plan):
        found.setdefault(each.owner or "", []).append(each)
    rows = []
    for owner in sorted(found, key=lambda each: (not each, each.casefold())):
        days = sorted(each.by for each in found[owner] if each.by)
        ends = [in_words(days[0]), in_words(days[-1])] if days else ["no day set yet", "no day set yet"]
        rows.append([owner or "Nobody named yet", len(found[owner]), *ends])
    return table(["Who answers", "Commitments", "First due", "Last due"], rows, [1]) if rows else NOTHING


def _every(plan: Plan) -> list[tuple[Priority, Commitment]]:
    return [(priority, each) for priority in plan.priorities for each in priority.commitments]


def _by_day(found: Sequence[Commitment]) -> list[Commitment]:
    return sorted(found, key=lambda each: each.by or date.max)
