"""What each figure shows: the numbers of the plan, and what they say in words.

The words are worked out and judge nothing: the largest and the smallest, how far something moved, how far from Scotland.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scp.documents import set_tables, tables
from scp.documents.charts import MOST_SERIES, Bars, Grid, Lines, plain, said
from scp.documents.drawing import Palette
from scp.documents.map import locality_map
from scp.documents.words import Markdown, escaped
from scp.model.accounts import FinancialStatements
from scp.model.finance import FinanceLine
from scp.model.locality import Locality
from scp.model.performance import Frequency, Indicator, Indicators, PerformanceReports, years_before
from scp.model.plan import Plan
from scp.model.words import in_words, pounds
from scp.reference import lists
from scp.reference.places import SCOTLAND, indicator_series

Options = Mapping[str, str]
Draw = Callable[[str, Palette], tuple[str, int]]
AGES = ("0 to 15", "16 to 64", "65 to 74", "75 to 84", "85 and over")
FIFTHS = ("Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth")
BY = ("care-group", "kind", "service", "purpose", "locality")
STYLES = ("grouped", "stacked")
ROWS = ("localities", "priorities")
KINDS = {
    "integrated": "Integrated budget",
    "set-aside": "Set aside for large hospital services",
    "reserves": "From reserves",
}
BEFORE = 5
LISTED = 10
ZERO = Decimal(0)
NOTHING = Markdown("")
OURS = Markdown("\n\nSource: the records of this plan, as they stand in this copy.\n\n")


@dataclass(frozen=True)
class Shown:
    """A figure that can be drawn. *missing* are sentences on what is not in it; *credit* must always stand with it."""

    title: str
    draw: Draw
    alt: str
    sentence: str
    table: Markdown
    source: Markdown
    missing: tuple[str, ...] = ()
    credit: str = ""


@dataclass(frozen=True)
class Missing:
    """A figure for which there is nothing to draw, and why, in sentences."""

    title: str
    why: tuple[str, ...]


# People


def population(plan: Plan, options: Options) -> Shown | Missing:
    """People by locality and age, or of one locality by age."""
    if "locality" in options:
        return _one_population(plan, _locality(plan, options))
    by_age = [(each, ages) for each in plan.localities if each.age_groups and (ages := each.age_groups.every)]
    if by_age:
        day = _days(each.age_groups.date for each, _ in by_age if each.age_groups and each.age_groups.date)
        title = f"People by locality and age{day}"
        rows, values = _fitted([(each.name, [Decimal(age) for age in ages]) for each, ages in by_age], 5, True)
        chart = Bars(rows, AGES, values, "", "People by age", True, True)
        told = _by_age_in_words(by_age)
        alt = f"Bar chart. {title}. " + _listed((each.name, f"{sum(ages):,}") for each, ages in by_age)
    else:
        counted = [(each.name, each.population) for each in plan.localities if each.population is not None]
        if not counted:
            return Missing("People by locality and age", _reasons(plan.localities, "population"))
        title = "People by locality"
        rows, values = _fitted([(name, [Decimal(people)]) for name, people in counted], 1, False)
        chart = Bars(rows, ("People",), values, "", "People")
        told = _most_and_fewest([(name, Decimal(people)) for name, people in counted], "people")
        alt = f"Bar chart. {title}. " + _listed((name, f"{people:,}") for name, people in counted)
    known = {each.id for each, _ in by_age} or {each.id for each in plan.localities if each.population is not None}
    without = [each for each in plan.localities if each.id not in known]
    return Shown(
        title,
        chart.draw,
        alt,
        told,
        tables.population(plan),
        tables.population_sources(plan),
        _reasons(without, "age_groups", "population"),
    )


def _one_population(plan: Plan, locality: Locality) -> Shown | Missing:
    title = f"People of {locality.name} by age"
    ages = locality.age_groups.every if locality.age_groups else ()
    if not ages or locality.age_groups is None:
        return Missing(title, _reasons([locality], "age_groups", "population"))
    day = locality.age_groups.date
    title += f", {in_words(day)}" if day else ""
    chart = Bars(AGES, ("People",), tuple((Decimal(each),) for each in ages), "", "People")
    alt = f"Bar chart. {title}. " + _listed((name, f"{many:,}") for name, many in zip(AGES, ages, strict=True))
    return Shown(
        title,
        chart.draw,
        alt,
        f"{locality.name} has {sum(ages):,} people by this count. {_older(ages)}",
        set_tables.locality_people(plan, locality),
        NOTHING,
    )


def _older(ages: Sequence[int]) -> str:
    older = sum(ages[2:])
    return f"{older:,} of them ({_share(older, sum(ages))}) are aged 65 or over, {ages[4]:,} of these 85 or over."


def _by_age_in_words(by_age: Sequence[tuple[Locality, Sequence[int]]]) -> str:
    if len(by_age) == 1:
        locality, ages = by_age[0]
        return f"{locality.name} has {sum(ages):,} people by this count. {_older(ages)}"
    told = _most_and_fewest([(each.name, Decimal(sum(ages))) for each, ages in by_age], "people")
    shares = sorted(
        ((Decimal(sum(ages[2:])) * 100 / sum(ages), each.name) for each, ages in by_age), key=lambda each: each[0]
    )
    (least, where), (most, there) = shares[0], shares[-1]
    if f"{least:.0f}" == f"{most:.0f}":
        return f"{told} In each of them {most:.0f}% are aged 65 or over."
    return (
        f"{told} The share aged 65 or over is largest in {there} ({most:.0f}%) and smallest in {where} ({least:.0f}%)."
    )


# Deprivation


def deprivation(plan: Plan, options: Options) -> Shown | Missing:
    """The share of people in each fifth of deprivation, by locality or in one."""
    chosen = [_locality(plan, options)] if "locality" in options else [*plan.localities]
    title = "People by fifth of deprivation"
    title += f" in {chosen[0].name}" if "locality" in options else " and locality"
    known = [
        (each, each.deprivation.fifths) for each in chosen if each.deprivation and len(each.deprivation.fifths) == 5
    ]
    if not known:
        return Missing(title, _reasons(chosen, "deprivation"))
    most = Bars.most_rows([each.name for each, _ in known], 5, True)
    rows = tuple(each.name for each, _ in known[:most])
    chart = Bars(rows, FIFTHS, tuple(fifths for _, fifths in known[:most]), "%", "Share of people", True, True)
    shares = [(each.name, fifths[0]) for each, fifths in known]
    if len(known) == 1:
        told = (
            f"In {known[0][0].name} {said(known[0][1][0], '%')} of people live in the most deprived fifth of Scotland's "
            f"neighbourhoods and {said(known[0][1][4], '%')} in the least deprived."
        )
    else:
        least, largest = min(shares, key=lambda each: each[1]), max(shares, key=lambda each: each[1])
        told = (
            f"The share of people who live in the most deprived fifth of Scotland's neighbourhoods is largest in "
            f"{largest[0]} ({said(largest[1], '%')}) and smallest in {least[0]} ({said(least[1], '%')})."
            if least[1] != largest[1]
            else f"In each locality {said(least[1], '%')} of people live in the most deprived fifth of Scotland's neighbourhoods."
        )
    missing = _reasons([each for each in chosen if each.id not in {one.id for one, _ in known}], "deprivation")
    if len(known) > most:
        missing = (*missing, f"The first {most} of {len(known)} localities are drawn.")
    alone = "locality" in options
    return Shown(
        title,
        chart.draw,
        f"Bar chart. {title}. In the most deprived fifth: " + _listed((name, said(v, "%")) for name, v in shares),
        told,
        set_tables.locality_deprivation(plan, chosen[0]) if alone else tables.deprivation(plan),
        NOTHING if alone else tables.deprivation_source(plan),
        missing,
    )


# Money


def spend(plan: Plan, options: Options) -> Shown | Missing:
    """What the finance lines say, by care group or another division, and by year."""
    by, year = options.get("by", BY[0]), options.get("year", "")
    words = {"care-group": "care group", "kind": "budget", "purpose": "where care is given"}.get(by, by)
    title = f"What we intend to spend, by {words}{f', {year}' if year else ''}"
    years = [each for each in plan.finance.years if not year or each == year]
    found = _spent(plan, by)
    if not found or not years:
        return Missing(title, ("No finance line is recorded.",))
    title += f", {years[0]} to {years[-1]}" if len(years) > 1 else "" if year else f", {years[0]}"
    amounts = [(name, [sums.get(each) for each in years]) for name, sums in found]
    drawn = years[-MOST_SERIES:]
    values: list[tuple[str, Sequence[Decimal]]] = [
        (name, [each or ZERO for each in row[-MOST_SERIES:]]) for name, row in amounts
    ]
    if options.get("style") == "stacked":
        if len(values) > MOST_SERIES:
            values = _largest(values, MOST_SERIES)
        turned = tuple(tuple(row[number] for _, row in values) for number in range(len(drawn)))
        chart = Bars(tuple(drawn), tuple(name for name, _ in values), turned, "£", "Pounds", True)
    else:
        rows, fitted = _fitted(values, len(drawn), False)
        chart = Bars(rows, tuple(drawn), fitted, "£", "Pounds", ordered=True)
    missing: tuple[str, ...] = ()
    if len(drawn) < len(years):
        missing = (f"The chart shows the last {len(drawn)} of {len(years)} years, the table all of them.",)
    alt = f"Bar chart. {title}. In {years[-1]}: " + _listed((name, pounds(row[-1] or ZERO)) for name, row in values)
    head = words[0].upper() + words[1:]
    return Shown(
        title,
        chart.draw,
        alt,
        _money_in_words(years, amounts),
        tables.money_table(head, years, amounts, "All spending"),
        Markdown("\n\nSource: the finance lines of this plan, as they stand in this copy.\n\n"),
        missing,
    )


def _spent(plan: Plan, by: str) -> list[tuple[str, dict[str, Decimal]]]:
    """The sums of the finance lines by year, for each value of *by*: those of the plan in its order, then what is shared."""
    names: dict[str, dict[str, str]] = {
        "care-group": {each.id: each.name for each in plan.care_groups},
        "locality": {each.id: each.name for each in plan.localities},
        "kind": KINDS,
        "service": set_tables.SERVICES,
        "purpose": {},
    }
    rest = {
        "care-group": "For more than one group",
        "locality": "For the whole area",
        "purpose": "Not sorted",
    }.get(by, "Not recorded")
    sums: dict[str, dict[str, Decimal]] = {}
    for line in plan.finance.lines:
        of_key = sums.setdefault(_key(line, by), {})
        of_key[line.year] = of_key.get(line.year, ZERO) + line.amount
    order = [
        *(each for each in names[by] if each in sums),
        *sorted(each for each in sums if each not in names[by] and each),
    ]
    named = [(names[by].get(key) or key.replace("-", " ").capitalize(), sums[key]) for key in order]
    return named + ([(rest, sums[""])] if "" in sums else [])


def _key(line: FinanceLine, by: str) -> str:
    return str(getattr(line, by.replace("-", "_")) or "")


def _money_in_words(years: Sequence[str], amounts: Sequence[tuple[str, Sequence[Decimal | None]]]) -> str:
    totals = [sum((row[n] or ZERO for _, row in amounts), ZERO) for n in range(len(years))]
    first, last = totals[0], totals[-1]
    if len(years) > 1:
        told = f"All spending is {pounds(first)} in {years[0]} and {pounds(last)} in {years[-1]}"
        if first != last:
            change = f" ({abs(last - first) * 100 / first:.1f}%)" if first > 0 else ""
            told += f", {pounds(abs(last - first))}{change} {'more' if last > first else 'less'}"
        told += "."
    else:
        told = f"All spending is {pounds(last)} in {years[-1]}."
    if len(amounts) > 1:
        name, row = max(amounts, key=lambda each: each[1][-1] or ZERO)
        most = row[-1] or ZERO
        share = f", {most * 100 / last:.1f}% of it" if last > 0 and most <= last else ""
        told += f" The largest part{f' in {years[-1]}' if len(years) > 1 else ''} is {name}: {pounds(most)}{share}."
    return told


def statement(plan: Plan, options: Options) -> Shown | Missing:
    """The annual financial statement of one year, by care group or by service (s39)."""
    year, by = options["year"], options.get("by", "care-group")
    title = f"Annual financial statement {year}, by {by.replace('-', ' ')}"
    found = set_tables.statement(plan, year)
    names = {each.id: each.name for each in plan.care_groups} if by == "care-group" else set_tables.SERVICES
    given = found.by_care_group if by == "care-group" else found.by_service
    amounts: list[tuple[str, Sequence[Decimal | None]]] = [
        (names.get(key, key), [amount]) for key, amount in given.items()
    ]
    rest = None if found.total is None else found.total - sum(given.values(), ZERO)
    if not amounts:
        return Missing(title, (f"The statement does not divide its total by {by.replace('-', ' ')}.",))
    if rest:
        amounts.append(("For more than one group" if by == "care-group" else "Not divided", [rest]))
    rows, values = _fitted([(name, [row[0] or ZERO]) for name, row in amounts], 1, False)
    source = f"Source: {found.title}{f', published on {in_words(found.published)}' if found.published else ''}."
    return Shown(
        title,
        Bars(rows, (year,), values, "£", "Pounds").draw,
        f"Bar chart. {title}. " + _listed((name, pounds(row[0] or ZERO)) for name, row in amounts),
        _money_in_words([year], amounts),
        set_tables.statement_groups(plan, year) if by == "care-group" else set_tables.statement_services(plan, year),
        Markdown(f"\n\n{escaped(source)}\n\n"),
    )


# Measures


def indicator(plan: Plan, options: Options) -> Shown | Missing:
    """A measure by year: six years, and Scotland beside it where its figures are known (SSI 2014/326 reg 3(a)(iii))."""
    found = next(each for each in plan.of(Indicators).indicators if each.id == options["id"])
    unit = "%" if found.unit == "%" else ""
    title = found.title
    last = options.get("to") or max(found.values, default="")
    years = [*years_before(last, BEFORE), last] if last[:4].isdigit() else []
    if not any(each in found.values for each in years):
        gaps = dict.fromkeys(each.because for each in found.gaps if each.because)
        return Missing(
            title,
            (f"No figure is recorded{f' up to {last}' if last else ''}.", *(f"{each.rstrip('.')}." for each in gaps)),
        )
    area = plan.record.authority.area
    own = tuple(found.values.get(each) for each in years)
    scotland, published = _scotland(found, years)
    series = [(area, own)] + ([("Scotland", scotland)] if any(each is not None for each in scotland) else [])
    goal = found.objective
    level = (f"Objective {goal.by or ''}".strip(), goal.value) if goal and goal.value is not None else None
    step = 2 if found.frequency is Frequency.EVERY_SECOND_YEAR else 1
    axis = found.unit if found.unit and found.unit != "%" else "Per cent" if unit else ""
    chart = Lines(tuple(years), tuple(series), unit, axis[:1].upper() + axis[1:], step, level)
    rows = [
        [year, *(said(v, unit) if (v := values[n]) is not None else "–" for _, values in series)]
        for n, year in enumerate(years)
    ]
    said_at = f", brought up to date on {in_words(found.updated)}" if found.updated else ""
    source = f"Source: {(found.source or 'not recorded').rstrip('.')}{said_at}."
    if published:
        source += f" Scotland, where the plan gives no figure: {published}."
    points = [(year, v) for year, v in zip(years, own, strict=True) if v is not None]
    return Shown(
        f"{title}, {years[0]} to {years[-1]}",
        chart.draw,
        f"Line chart. {title}. In {area}: " + _listed((year, said(v, unit)) for year, v in points),
        _trend_in_words(area, points, dict(zip(years, scotland, strict=True)), unit, found),
        tables.table(["Year", *(name for name, _ in series)], rows, range(1, len(series) + 1)),
        Markdown(f"\n\n{escaped(source)}\n\n"),
        tuple(_gaps(found, years)),
    )


def _scotland(found: Indicator, years: Sequence[str]) -> tuple[tuple[Decimal | None, ...], str]:
    """Scotland's values, those of the plan before those that ship with it, and the source of these where any is used."""
    given = {each.year: each.value for each in found.peers if each.area == "Scotland"}
    series = indicator_series(found.core or "", SCOTLAND)
    published = {year.replace("/", "-"): Decimal(str(value)) for year, value in series.points}
    values = tuple(given.get(year, published.get(year)) for year in years)
    used = any(year in published and year not in given for year in years)
    return values, series.source if used else ""


def _trend_in_words(
    area: str,
    points: Sequence[tuple[str, Decimal]],
    scotland: Mapping[str, Decimal | None],
    unit: str,
    found: Indicator,
) -> str:
    def apart(value: Decimal, other: Decimal) -> str:
        if value == other:
            return "the same as"
        far = f"{plain(abs(value - other))}{' percentage points' if unit == '%' else ''}"
        return f"{far} {'more' if value > other else 'less'} than"

    year, value = points[-1]
    told = f"In {year} it was {said(value, unit)} in {area}"
    if len(points) > 1:
        before, was = points[-2]
        told += f", {apart(value, was)} in {before} ({said(was, unit)})"
    other = scotland.get(year)
    if other is not None:
        told += f"{' and' if len(points) > 1 else ','} {apart(value, other)} in Scotland ({said(other, unit)})"
    told += "."
    if len(points) > 2:
        told += f" In {points[0][0]}, the first year shown with a figure, it was {said(points[0][1], unit)}."
    if found.objective and found.objective.value is not None:
        by = f" by {found.objective.by}" if found.objective.by else ""
        told += f" The objective is {said(found.objective.value, unit)}{by}."
    return told


def _gaps(found: Indicator, years: Sequence[str]) -> Iterable[str]:
    """Years without a figure by reason; a survey of every second year has none in between."""
    biennial = found.frequency is Frequency.EVERY_SECOND_YEAR
    reasons: dict[str, list[str]] = {}
    for year in years:
        if year in found.values or (found.since and year < found.since):
            continue
        gap = found.gap(year)
        if gap is None and biennial:
            continue
        reasons.setdefault((gap.because if gap else None) or "No reason is recorded", []).append(year)
    for reason, without in reasons.items():
        yield f"No figure for {', '.join(without)}: {reason.rstrip('.')}."


# Outcomes


def outcomes(plan: Plan, options: Options) -> Shown | Missing:
    """How many arrangements of each locality, or which priorities, serve each of the nine outcomes."""
    numbers = [each.number for each in lists.outcomes()]
    columns = tuple(str(each) for each in numbers)
    if options.get("rows", ROWS[0]) == "priorities":
        title = "Our priorities and the nine national outcomes"
        if not plan.priorities:
            return Missing(title, ("No priority is recorded.",))
        named = [(each.title, tuple(int(n in each.outcomes) for n in numbers)) for each in plan.priorities]
        counts = [sum(row[n] for _, row in named) for n in range(len(numbers))]
        told = _outcomes_in_words(numbers, counts, "priority", "priorities")
        cells: list[list[object]] = [[name, *("yes" if serves else "–" for serves in row)] for name, row in named]
        table, counted = tables.table(["Priority", *numbers], cells), False
    else:
        title = "Our localities and the nine national outcomes"
        if not plan.localities:
            return Missing(title, ("No locality is recorded.",))
        named = [
            (each.name, tuple(sum(1 for a in each.arrangements.values() if a.outcomes.get(n)) for n in numbers))
            for each in plan.localities
        ]
        counts = [sum(row[n] for _, row in named) for n in range(len(numbers))]
        told = _outcomes_in_words(numbers, counts, "arrangement", "arrangements")
        for name, row in named[:3] if any(counts) else ():
            none = [str(n) for n, count in zip(numbers, row, strict=True) if not count]
            if none and len(named) > 1:
                told += f" In {name} none serves outcome {_joined(none)}."
        cells = [[name, *(count or "–" for count in row)] for name, row in named]
        table, counted = tables.table(["Locality", *numbers], cells, range(1, len(numbers) + 1)), True
    fit = named[: Grid.ROOM]
    missing = (
        (f"The first {len(fit)} of {len(named)} rows are drawn, the table has all.",) if len(fit) < len(named) else ()
    )
    chart = Grid(tuple(n for n, _ in fit), columns, tuple(row for _, row in fit), "National outcome", counted)
    listed = _listed(
        (
            name,
            ", ".join(f"outcome {n}{f' ({c})' if counted else ''}" for n, c in zip(numbers, row, strict=True) if c)
            or "none",
        )
        for name, row in named
    )
    return Shown(title, chart.draw, f"Grid. {title}. {listed}", told, table, OURS, missing)


def _outcomes_in_words(numbers: Sequence[int], counts: Sequence[int], one: str, many: str) -> str:
    if not any(counts):
        return f"No {one} names an outcome that it serves."
    most, fewest = max(counts), min(counts)

    def outcome(count: int) -> str:
        found = [str(n) for n, each in zip(numbers, counts, strict=True) if each == count]
        return f"outcome {found[0]}" if len(found) == 1 else f"outcomes {_joined(found)}"

    def things(count: int) -> str:
        return f"{count} {one if count == 1 else many}"

    if most == fewest:
        return f"Each outcome is served by {things(most)}."
    lowest = f"no {one} serves {outcome(0)}" if fewest == 0 else f"fewest, {things(fewest)}, serve {outcome(fewest)}"
    return f"Most, {things(most)}, serve {outcome(most)}; {lowest}."


# The map


def localities(plan: Plan, options: Options) -> Shown | Missing:
    """The map of the area and its localities."""
    area = plan.record.authority.area
    drawn = locality_map(plan)
    if drawn is None:
        return Missing(f"Map of {area}", ("The register has no outline of this area.",))
    names = [each.name for each in plan.localities]
    told = f"{area} is divided into {len(names)} localities: {_joined(names)}."
    if len(names) < 2:
        told = f"The plan names one locality of {area}: {names[0]}." if names else "The plan names no locality yet."
    shown = dict(drawn.shown)
    rows = [[each.name, each.population, shown.get(each.name, "no boundary")] for each in plan.localities]
    reasons: dict[str, list[str]] = {}
    for name, reason in drawn.missing:
        reasons.setdefault(reason.rstrip("."), []).append(name)
    return Shown(
        f"The localities of {area}" if drawn.shown else f"The area of {area}",
        lambda title, palette: (drawn.svg, drawn.height),
        drawn.alt,
        told,
        tables.table(["Locality", "People", "On the map"], rows, [1]),
        tables.population_sources(plan),
        tuple(f"No boundary is available for {_joined(names)}: {reason}." for reason, names in reasons.items()),
        drawn.attribution,
    )


# Words and numbers


def _locality(plan: Plan, options: Options) -> Locality:
    return next(each for each in plan.localities if each.id == options["locality"])


def _reasons(localities: Iterable[Locality], *keys: str) -> tuple[str, ...]:
    """Why there is no figure, one sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for each in localities:
        told = next((each.not_available[key] for key in keys if key in each.not_available), "no figure is recorded")
        reasons.setdefault(told.rstrip("."), []).append(each.name)
    return tuple(f"Not available for {_joined(names)}: {reason}." for reason, names in reasons.items())


def _days(days: Iterable[object]) -> str:
    found = sorted({each for each in days}, key=str)
    return f", {in_words(found[0])}" if len(found) == 1 else ""  # type: ignore[arg-type]


def _share(part: int, whole: int) -> str:
    return f"{Decimal(part) * 100 / whole:.0f}%" if whole else "0%"


def _joined(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their values, as many as one can listen to."""
    found = [f"{name}: {value}" for name, value in pairs]
    more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
    return "; ".join(found[:LISTED]) + more + "."


def _most_and_fewest(found: Sequence[tuple[str, Decimal]], what: str) -> str:
    (least, few), (most, many) = (choose(found, key=lambda each: each[1]) for choose in (min, max))
    if len(found) == 1:
        return f"{most} has {many:,} {what}."
    if few == many:
        return f"Each has {many:,} {what}."
    return f"{most} has the most {what}, {many:,}, and {least} the fewest, {few:,}."


def _fitted(
    rows: Sequence[tuple[str, Sequence[Decimal]]], series: int, stacked: bool
) -> tuple[tuple[str, ...], tuple[tuple[Decimal, ...], ...]]:
    """Names and values of as many rows as have room: the largest, and the others together."""
    made = _largest(rows, Bars.most_rows([name for name, _ in rows], series, stacked))
    return tuple(name for name, _ in made), tuple(tuple(values) for _, values in made)


def _largest(rows: Sequence[tuple[str, Sequence[Decimal]]], most: int) -> list[tuple[str, Sequence[Decimal]]]:
    if len(rows) <= most:
        return [*rows]
    order = sorted(range(len(rows)), key=lambda each: -sum(abs(value) for value in rows[each][1]))
    kept = sorted(order[: most - 1])
    rest = [rows[each][1] for each in sorted(order[most - 1 :])]
    together = [sum(values, ZERO) for values in zip(*rest, strict=True)]
    return [*(rows[each] for each in kept), (f"The other {len(rest)} together", together)]


# Which there are


@dataclass(frozen=True)
class Kind:
    """One kind of figure, and its options: what each may be, in a plan. Those *needed* must be given."""

    make: Callable[[Plan, Options], Shown | Missing]
    options: Mapping[str, Callable[[Plan], Sequence[str]]]
    needed: tuple[str, ...] = ()


def _localities(plan: Plan) -> Sequence[str]:
    return [each.id for each in plan.localities]


def _indicators(plan: Plan) -> Sequence[str]:
    return [each.id for each in plan.of(Indicators).indicators]


def _indicator_years(plan: Plan) -> Sequence[str]:
    measured = {year for each in plan.of(Indicators).indicators for year in each.values}
    return sorted(measured | {each.year for each in plan.of(PerformanceReports).reports if each.year})


def _statements(plan: Plan) -> Sequence[str]:
    return [each.year or each.id for each in plan.of(FinancialStatements).financial_statements]


CHARTS: Mapping[str, Kind] = {
    "population": Kind(population, {"locality": _localities}),
    "deprivation": Kind(deprivation, {"locality": _localities}),
    "spend": Kind(
        spend, {"by": lambda plan: BY, "style": lambda plan: STYLES, "year": lambda plan: plan.finance.years}
    ),
    "statement": Kind(statement, {"year": _statements, "by": lambda plan: ("care-group", "service")}, needed=("year",)),
    "indicator": Kind(indicator, {"id": _indicators, "to": _indicator_years}, needed=("id",)),
    "outcomes": Kind(outcomes, {"rows": lambda plan: ROWS}),
}
MAPS: Mapping[str, Kind] = {"localities": Kind(localities, {})}
