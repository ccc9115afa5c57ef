"""The full plan by priority, by care group or by outcome: what stands in which chapter, and the matrices between them.

Each arrangement of a locality is printed in one chapter, and named with a link in each other that it serves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scp.documents.heard import target
from scp.documents.tables import MOST_WITH_NAMES, money_table, table
from scp.documents.words import Markdown, escaped
from scp.model.care_group import CareGroup
from scp.model.locality import Arrangement, Locality
from scp.model.plan import Plan
from scp.model.priorities import Priority
from scp.model.theme import Organised
from scp.reference import lists

NOTHING = Markdown("")
NO, YES = "–", "yes"
OUTCOMES = {
    1: "healthier living",
    2: "independent living",
    3: "positive experiences",
    4: "quality of life",
    5: "fewer health inequalities",
    6: "support for carers",
    7: "people are safe",
    8: "an engaged workforce",
    9: "resources used well",
}
"""A few words for each national outcome, as plans head their chapters; its text in law stands below."""


@dataclass(frozen=True)
class Here:
    """What one locality arranges for one chapter: what is printed there, and what is printed in another."""

    locality: Locality
    own: tuple[Arrangement, ...]
    also: tuple[Arrangement, ...]


def outcome_title(plan: Plan, number: int) -> str:
    """The heading of the chapter on one national outcome."""
    return f"Outcome {number}: {OUTCOMES[number]}"


def arranged(plan: Plan, key: object) -> tuple[Here, ...]:
    """Each locality with what it arranges for the chapter on *key*: a priority's or care group's id, or an outcome."""
    return tuple(_here(plan, str(key)))


def arranged_elsewhere(plan: Plan) -> tuple[Here, ...]:
    """Each locality with the arrangements that serve no chapter, so that none is lost."""
    return tuple(_here(plan, ""))


def _here(plan: Plan, key: str) -> Iterator[Here]:
    for locality in plan.localities:
        served = [(each, serves(plan, locality, each)) for each in locality.arrangements.values() if each.section]
        own = tuple(each for each, keys in served if (keys[0] if keys else "") == key)
        also = tuple(each for each, keys in served if key in keys[1:])
        if own or also:
            yield Here(locality, own, also)


def serves(plan: Plan, locality: Locality, arrangement: Arrangement) -> tuple[str, ...]:
    """The chapters that an arrangement serves, the one in which it is printed first."""
    match plan.record.organised_by:
        case Organised.CARE_GROUP:
            return tuple(id for id in dict.fromkeys(arrangement.care_groups) if plan.care_group(id))
        case Organised.OUTCOME:
            numbers = sorted(arrangement.outcomes, key=lambda each: (not arrangement.outcomes[each], each))
            return tuple(map(str, numbers))
        case Organised.PRIORITY:
            found = [each for each in plan.priorities if not each.localities or locality.id in each.localities]
            nearest = sorted(found, key=lambda each: _shared(each, arrangement), reverse=True)
            first = [each.id for each in nearest[:1] if any(_shared(each, arrangement))]
            return (*first, *(each.id for each in nearest[1:] if any(_shared(each, arrangement)[:2])))
        case Organised.SECTIONS:
            return ()


def _shared(priority: Priority, arrangement: Arrangement) -> tuple[int, int, int]:
    """How many finance lines, care groups and outcomes an arrangement shares with a priority: they count in that order."""
    lines = len({*priority.lines} & {*arrangement.lines})
    groups = len({*priority.care_groups} & {*arrangement.care_groups})
    return lines, groups, len({*priority.outcomes} & {*arrangement.outcomes})


def arrangement_link(plan: Plan, arrangement: Arrangement) -> Markdown:
    """The title of an arrangement, as a link to where it is printed."""
    section = arrangement.section
    return Markdown(f"[{escaped(section.title)}]({target(plan, section.place)})") if section else NOTHING


def arrangements_of(plan: Plan, locality: Locality) -> Markdown:
    """Every arrangement of one locality, with a link to where it is set out, and whom it is for; empty without any."""
    rows = []
    for each in locality.arrangements.values():
        groups = [group.name for id in each.care_groups if (group := plan.care_group(id))]
        if each.section:
            rows.append([arrangement_link(plan, each), "; ".join(groups) or "everybody"])
    return table(["Arrangement", "For"], rows) if rows else NOTHING


def group_arrangements(plan: Plan, group: CareGroup) -> Markdown:
    """Where each locality sets out what it arranges for one group, as links; empty where none does."""
    rows: list[list[object]] = []
    for locality in plan.localities:
        found = [each for each in locality.arrangements.values() if group.id in each.care_groups and each.section]
        if found:
            rows.append([locality.name, Markdown("; ".join(arrangement_link(plan, each) for each in found))])
    return table(["Locality", "Arrangements"], rows) if rows else NOTHING


def has_contributions(plan: Plan) -> bool:
    """Whether any arrangement says how it contributes to a national outcome."""
    return any(
        how for locality in plan.localities for a in locality.arrangements.values() for how in a.outcomes.values()
    )


def priority_money(plan: Plan, priority: Priority) -> Markdown:
    """The finance lines that pay for one priority, by year; empty where it names none."""
    years = plan.finance.years
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for line in plan.finance.lines:
        if line.id in priority.lines:
            sums = found.setdefault((line.id, line.title), {})
            sums[line.year] = sums.get(line.year, Decimal(0)) + line.amount
    rows = [(title, [sums.get(year) for year in years]) for (_, title), sums in found.items()]
    return money_table("For what", years, rows, "All") if rows else NOTHING


def measures_of(plan: Plan, priorities: Sequence[Priority]) -> Markdown:
    """The measures of some priorities: where each stands and where it should be; empty where they have none."""
    known = {each.id: each for each in lists.core_indicators()}
    rows = []
    for each in (one for priority in priorities for one in priority.measures):
        core = known.get(each.indicator or "")
        kind = f"National indicator {core.number}" if core else "Local measure"
        rows.append(
            [core.text if core else each.title, kind, each.baseline or "not recorded", each.target or "still to write"]
        )
    unique = list(dict.fromkeys(map(tuple, rows)))
    return table(["Measure", "Kind", "Where we are", "Where we want to be"], unique) if unique else NOTHING


def priority_measures(plan: Plan, priority: Priority) -> Markdown:
    return measures_of(plan, [priority])


def group_measures(plan: Plan, group: CareGroup) -> Markdown:
    """The measures of the priorities that name one care group; empty where none does."""
    return measures_of(plan, [each for each in plan.priorities if group.id in each.care_groups])


def outcome_measures(plan: Plan, number: int) -> Markdown:
    """The measures of the priorities that serve one outcome; empty where there are none."""
    return measures_of(plan, [each for each in plan.priorities if number in each.outcomes])


def outcome_priorities(plan: Plan, number: int) -> Markdown:
    """The priorities that serve one outcome, with what will be different; empty where none does."""
    rows = [
        [priority_link(plan, each, f"{place}. {each.title}"), each.statement or each.story or "still to write"]
        for place, each in enumerate(plan.priorities, start=1)
        if number in each.outcomes
    ]
    return table(["Priority", "What will be different"], rows) if rows else NOTHING


def priority_link(plan: Plan, priority: Priority, said: str) -> Markdown:
    """Words that lead to where a priority is set out."""
    return Markdown(f"[{escaped(said)}]({target(plan, f'priorities.yaml#{priority.id}')})")


def group_link(plan: Plan, group: CareGroup) -> Markdown:
    """The name of a care group, as a link to its section."""
    return Markdown(f"[{escaped(group.name)}]({target(plan, group.section.place)})")


def outcome_link(plan: Plan, number: int) -> Markdown:
    """The number of an outcome, as a link to where the plan says how it is served."""
    return Markdown(f"[{number}]({target(plan, f'outcomes/{number}')})")


# The matrices: each names in its heads where its rows and columns are set out.


def _outcomes() -> list[int]:
    return [each.number for each in lists.outcomes()]


def priorities_and_outcomes(plan: Plan) -> Markdown:
    """Priority × national outcome."""
    rows = [
        [priority_link(plan, each, f"{place}. {each.title}"), *(YES if n in each.outcomes else NO for n in _outcomes())]
        for place, each in enumerate(plan.priorities, start=1)
    ]
    return table(["Priority", *(outcome_link(plan, n) for n in _outcomes())], rows)


def priorities_and_groups(plan: Plan) -> Markdown:
    """Care group × priority; a priority that names none is for all."""
    heads = [priority_link(plan, each, f"Priority {place}") for place, each in enumerate(plan.priorities, start=1)]
    rows = [
        [
            group_link(plan, group),
            *(YES if not p.care_groups or group.id in p.care_groups else NO for p in plan.priorities),
        ]
        for group in plan.care_groups
    ]
    return table(["Care group", *heads], rows)


def groups_and_outcomes(plan: Plan) -> Markdown:
    """Care group × national outcome: how many arrangements for the group contribute."""
    every = [each for locality in plan.localities for each in locality.arrangements.values()]
    rows = []
    for group in plan.care_groups:
        counts = [sum(1 for a in every if group.id in a.care_groups and a.outcomes.get(n)) for n in _outcomes()]
        rows.append([group_link(plan, group), *(count or NO for count in counts)])
    return table(["Care group", *(outcome_link(plan, n) for n in _outcomes())], rows, range(1, 10))


def localities_and_outcomes(plan: Plan) -> Markdown:
    """Locality × national outcome: how many arrangements contribute."""
    rows = []
    for locality in plan.localities:
        counts = [sum(1 for a in locality.arrangements.values() if a.outcomes.get(n)) for n in _outcomes()]
        link = Markdown(f"[{escaped(locality.name)}]({target(plan, locality.introduction.place)})")
        rows.append([link, *(count or NO for count in counts)])
    return table(["Locality", *(outcome_link(plan, n) for n in _outcomes())], rows, range(1, 10))


def localities_and_groups(plan: Plan) -> Markdown:
    """Care group × locality: links to the arrangements, by name while there is room, else by how far they have come."""
    counted = len(plan.localities) > MOST_WITH_NAMES
    rows = []
    for group in plan.care_groups:
        row: list[object] = [group_link(plan, group)]
        for locality in plan.localities:
            found = [a for a in locality.arrangements.values() if group.id in a.care_groups and a.section]
            status = locality.status_for(group.id)
            if not found or status is None:
                row.append("no arrangement" if not counted else NO)
            elif counted:
                row.append(Markdown(f"{escaped(status.words)}: {', '.join(_numbered(plan, found))}"))
            else:
                row.append(Markdown("; ".join(arrangement_link(plan, each) for each in found)))
        rows.append(row)
    return table(["Care group", *(each.name for each in plan.localities)], rows)


def _numbered(plan: Plan, found: Sequence[Arrangement]) -> Iterator[str]:
    """A link to each arrangement by its number, where there is no room for names."""
    for number, each in enumerate(found, start=1):
        if each.section:
            yield f"[{number}]({target(plan, each.section.place)})"
