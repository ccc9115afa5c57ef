"""The ways in which consultation tools write their exports: which rows are headings, and what each column seems to be.

Seen in exports of Microsoft Forms, SurveyMonkey and Decidim; of Citizen Space no source gives the headings, so its
columns are guessed by their words, as those of any other table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from unicodedata import category

from scp.model.column_map import Column, ColumnMap, DateOrder, ImportSource, Meaning, Role
from scp.model.consultation import Question, QuestionKind, Round
from scp.model.record import FIRST_YEAR, LAST_YEAR, SLUG
from scp.model.responses import Channel, Quote
from scp.problem import PlanError, Problem
from scp.repository.raw_table import THE_FILE, RawTable, Row

BY_HAND = "by-hand"
LONGEST_HEADING = 300
MOST_VALUES = 40
TEMPLATE = (
    "id", "received", "channel", "respondent", "organisation", "may be quoted", "group", "locality", "names to remove",
)  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """What stands above a column: in one row, or in two as SurveyMonkey writes it."""

    text: str
    choice: str = ""
    nth: int = 1

    @property
    def key(self) -> tuple[str, str, int]:
        return self.text, self.choice, self.nth


@dataclass(frozen=True)
class Shaped:
    """A table whose headings are told from its rows. A column without heading or cells has None."""

    layout: str
    headings: tuple[Heading | None, ...]
    rows: tuple[Row, ...]
    told: tuple[str, ...] = ()

    @cached_property
    def places(self) -> Mapping[tuple[str, str, int], int]:
        """Where each column stands, counted from 0."""
        return {each.key: place for place, each in enumerate(self.headings) if each}

    @cached_property
    def count(self) -> Counter[str]:
        """How many columns have each heading."""
        return Counter(each.text for each in self.headings if each)

    @cached_property
    def matrices(self) -> frozenset[str]:
        """The headings whose second row names what was each answered, and not choices that were ticked."""
        found = {
            each.text
            for each in self.headings
            if each
            and each.choice
            and self.count[each.text] > 1
            and not _is_other(each.choice)
            and any(cell.casefold() != each.choice.casefold() for cell in self.cells(each.key))
        }
        return frozenset(found)

    def cells(self, key: tuple[str, str, int]) -> Iterator[str]:
        """What stands in one column, cell by cell, where there is something."""
        number = self.places[key]
        yield from (row.cells[number] for row in self.rows if number < len(row.cells) and row.cells[number])


def shaped(table: RawTable) -> Shaped:
    """*table* with its headings; `PlanError` where it has none, or no rows."""
    rows = [row for row in table.rows if any(row.cells)]
    first, below = rows[0], rows[1:]
    width = max(len(row.cells) for row in rows)
    top = [_squeezed(cell) for cell in first.cells] + [""] * (width - len(first.cells))
    second = [""] * width
    layout = _layout(top)
    if layout == "surveymonkey":
        # Counted in all rows: the second is empty where one column holds each question.
        after = next((row for row in table.rows if row.number > first.number), None)
        if after is not None and below and after is below[0] and not after.cells[0]:
            second = [_squeezed(cell) for cell in after.cells] + [""] * (width - len(after.cells))
            below = below[1:]
            for place in range(1, width):
                if not top[place] and second[place]:
                    top[place] = top[place - 1]
    filled = [any(place < len(row.cells) and row.cells[place] for row in below) for place in range(width)]
    headings: list[Heading | None] = []
    counts: Counter[tuple[str, str]] = Counter()
    for place in range(width):
        if not top[place] and not filled[place]:
            headings.append(None)
            continue
        text = top[place] or f"column {place + 1}"
        counts[text, second[place]] += 1
        headings.append(Heading(text, second[place], counts[text, second[place]]))
    if sum(each is not None for each in headings) < 1 or not below:
        raise PlanError(
            [
                Problem(
                    THE_FILE,
                    "holds headings and no response below them",
                    "Export the responses again, or look at the file.",
                )
            ]
        )
    wide = tuple(
        replace(row, fault=row.fault or "has more cells than there are headings")
        if any(cell for place, cell in enumerate(row.cells) if headings[place] is None)
        else row
        for row in below
    )
    empty = sum(not any(row.cells) for row in table.rows if row.number > first.number)
    empty -= layout == "surveymonkey" and not any(second) and empty > 0
    told = (
        *table.told,
        *([f"{empty} empty {'row is' if empty == 1 else 'rows are'} not counted."] if empty > 0 else []),
    )
    return Shaped(layout, tuple(headings), wide, told)


def _squeezed(text: str) -> str:
    """A heading in one line and within bounds; nothing where none of its signs can be seen."""
    line = " ".join(text.split())[:LONGEST_HEADING].strip()
    return line if _is_seen(line) else ""


def _is_seen(text: str) -> bool:
    return any(category(sign)[0] not in "CZ" for sign in text)


def _layout(top: Sequence[str]) -> str:
    names = [each.casefold() for each in top]
    if names[:2] == ["respondent id", "collector id"]:
        return "surveymonkey"
    if names[:1] == ["id"] and {"start time", "completion time"} <= set(names):
        return "microsoft-forms"
    if "participatory_space/id" in names or "component/id" in names:
        return "decidim"
    if {"user status", "created at"} <= set(names) or {"session token", "ip hash"} & set(names):
        return "decidim-survey"
    if list(TEMPLATE[:4]) == names[:4]:
        return BY_HAND
    return "citizen-space" if any("response id" in each or "analyst" in each for each in names) else "other"


# which entry of the map a file belongs to


def fitting(maps: ColumnMap, headings: Iterable[Heading | None]) -> ImportSource | None:
    """The entry of the map that knows most of *headings*, if it knows the half of them."""
    keys = {each.key for each in headings if each}
    best = max(maps.sources, key=lambda each: len(keys & {one.key for one in each.columns}), default=None)
    if best is None or 2 * len(keys & {one.key for one in best.columns}) < len(keys):
        return None
    return best


def lacking(source: ImportSource, shape: Shaped, asked: Round | None) -> list[str]:
    """What the map must still say before *shape* can be imported, each as a sentence."""
    found = []
    keys = {each.key: each for each in shape.headings if each}
    known = {each.key for each in source.columns}
    questions = {each.id for each in asked.questions} if asked else set()
    found += [
        f"The column '{_named(each)}' of the file is not in the map." for key, each in keys.items() if key not in known
    ]
    found += [
        f"The column '{_named_column(each)}' of the map is not in the file."
        for each in source.columns
        if each.key not in keys
    ]
    for column in source.columns:
        name = _named_column(column)
        if column.role is None:
            found.append(f"'{name}' has no role yet.")
        if column.question and column.question not in questions:
            found.append(f"'{name}' answers '{column.question}', which is no question of the round.")
        if column.role is Role.CONSENT:
            found += [
                f"'{name}' does not say what '{each.cell}' lets be published: name, anonymous or no."
                for each in column.values
                if each.means is None
            ]
    for role in (Role.ID, Role.RECEIVED, Role.CONSENT, Role.RESPONDENT, Role.CHANNEL):
        if len(source.of(role)) > 1:
            found.append(f"{len(source.of(role))} columns have the role {role.value}; one can.")
    if not source.of(Role.ANSWER):
        found.append("No column is an answer.")
    received = [column for column in source.of(Role.RECEIVED) if column.key in keys]
    if received and source.dates is None:
        days = [cell for column in received for cell in shape.cells(column.key)]
        if any(NUMERIC.match(each) for each in days):
            found.append("`dates:` does not say whether the day or the month comes first, and the file leaves it open.")
    return found


def _named(heading: Heading) -> str:
    return f"{heading.text}: {heading.choice}" if heading.choice else heading.text


def _named_column(column: Column) -> str:
    return _named(Heading(column.heading, column.choice or ""))


# days

ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ].*)?", re.S)
NUMERIC = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?:[T ,].*)?$", re.S)
WORDED = re.compile(
    r"(?:[A-Za-z]+,? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})(?:[T ,].*)?$", re.S
)
WORDED_US = re.compile(r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})(?:[T ,].*)?$", re.S)
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


def read_day(text: str, order: DateOrder | None) -> date | None:
    """The day that *text* names; None where it names none, or none in this *order*."""
    text = text.strip()
    if match := ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := NUMERIC.fullmatch(text):
        if order is DateOrder.MONTH_FIRST:
            return _day(match[3], match[1], match[2])
        return _day(match[3], match[2], match[1]) if order is DateOrder.DAY_FIRST else None
    if match := WORDED.fullmatch(text):
        return _day(match[3], str(MONTHS.get(match[2][:3].lower(), 0)), match[1])
    if match := WORDED_US.fullmatch(text):
        return _day(match[3], str(MONTHS.get(match[1][:3].lower(), 0)), match[2])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def date_order(days: Iterable[str], asked: Round | None) -> tuple[DateOrder | None, str]:
    """Whether the day or the month comes first in all of *days*, and how that shows; None where it stays open."""
    numeric = [match for each in days if (match := NUMERIC.fullmatch(each.strip()))]
    if not numeric:
        return DateOrder.YEAR_FIRST, ""
    possible = [
        order
        for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
        if all(read_day(match[0], order) for match in numeric)
    ]
    if len(possible) == 1:
        return possible[0], f"Days are read {possible[0].words}: no other order gives a day in every row."
    if possible and asked and asked.opened and asked.closes:
        within = [
            order
            for order in possible
            if all(asked.opened <= found <= asked.closes for match in numeric if (found := read_day(match[0], order)))
        ]
        if len(within) == 1:
            return within[0], f"Days are read {within[0].words}: only so do all fall within the round."
    return None, ""


# guesses

ROLES = (
    (Role.PRIVATE, r"e-?mail|\btel(ephone)?\b|\bphone\b|mobile|post ?code|\baddress\b|\bip\b|ip_?hash|session|custom data|"
                   r"date of birth|\bd\.?o\.?b\b|\bage\b|gender|\bsex\b|ethnic|religion|disabilit|sexual|contact details|"
                   r"author/(id|url|uri)|national insurance|\bchi\b"),
    (Role.NAME_OR_ORGANISATION, r"name.{0,30}\bor\b.{0,30}organi[sz]ation"),
    (Role.RESPONDENT, r"individual or (an? |as an? |on behalf of an? )?organi[sz]ation|^respondent( type)?$"),
    (Role.CONSENT, r"permission|consent|publish (your|my|the)|may (we|be) (publish|quote)|quoted|happy for .* published"),
    (Role.ORGANISATION, r"(name of|which|your) (the )?organi[sz]ation|organi[sz]ation('s)? name|^organi[sz]ation$|on behalf of whom"),
    (Role.NAME, r"^name$|first name|last name|surname|forename|full name|your name|author/name|^names to remove$"),
    (Role.ID, r"^(response|respondent|submission)[ _-]?(id|ref(erence)?|number|no\.?)$|^id$|^uuid$|^reference$"),
    (Role.RECEIVED, r"^(completion time|end date|date submitted|submitted( at| on)?|submission date|created at|published_at|"
                    r"(date )?received( on)?|date)$"),
    (Role.CHANNEL, r"^(channel|how received)$"),
    (Role.LOCALITY, r"\blocalit(y|ies)\b|which area|where do you (live|stay)|part of .* (live|stay)|scope/name"),
    (Role.GROUP, r"(which|what).{0,20}\b(group|best describes you)|describes you|are you responding as|^group$"),
)  # fmt: skip
UNUSED = re.compile(
    r"^(start time|start date|last modified time|collector id|total points|quiz feedback|language|status|user status|"
    r"points - .*|feedback - .*|tags?|analyst.*|category/.*|taxonom.*|scope/id|participatory_space/.*|component/.*|state|"
    r"reference|answer/.*|answered_at|supports|votes.*|endorsements/.*|comments|attachments.*|followers|url|meeting_urls|"
    r"related_proposals|is_amend|original_proposal/.*|created_in_meeting|withdrawn.*|latitude|longitude|updated_at|version.*)$",
    re.IGNORECASE,
)
CONSENTS = (
    (Quote.NO, r"^no\b|do not (publish|quote)|don.t (publish|quote)|not .*publish"),
    (Quote.ANONYMOUS, r"anonym|without (my |your )?name|response only"),
    (Quote.NAME, r"\bname\b"),
    (Quote.ANONYMOUS, r"^yes\b|^i agree|^agree"),
)
STOP = frozenset(["a", "an", "and", "any", "are", "as", "be", "do", "does", "for", "have", "how", "i", "in", "is", "it", "of", "on", "or", "our", "please", "that", "the", "there", "this", "to", "us", "we", "what", "which", "with", "would", "you", "your", "tick", "all", "apply"])  # fmt: skip


@dataclass
class Proposal:
    """A map for a file that was not seen before, and the questions that the round does not have yet."""

    source: ImportSource
    questions: list[Question] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def refuse_personal_headings(shape: Shaped, is_personal: Callable[[str], bool]) -> None:
    """`PlanError` where a heading holds personal data: headings are shown, and kept in the plan."""
    found = [place for place, each in enumerate(shape.headings, 1) if each and is_personal(_named(each))]
    if found:
        raise PlanError(
            [
                Problem(
                    THE_FILE,
                    f"the heading of column {place} holds personal data, and headings are kept in the plan",
                    "Take them out of the first row. If the address is the team's own, write it under `contact:` in "
                    "plan.yaml.",
                )
                for place in found
            ]
        )


def propose(
    shape: Shaped,
    asked: Round | None,
    taken: Iterable[str],
    localities: Iterable[tuple[str, str]],
    is_personal: Callable[[str], bool],
) -> Proposal:
    """What *shape* seems to be. *localities* are pairs of id and name; *is_personal* finds personal data in a text."""
    made = Proposal(ImportSource(id=_free(shape.layout, taken), layout=shape.layout))
    guessed = [_guess(shape, each) for each in shape.headings if each]
    columns = []
    questions = {each.id: each for each in asked.questions} if asked else {}
    places = {place_name(text): pair[0] for pair in localities for text in pair}
    for heading, role in guessed:
        cells = list(shape.cells(heading.key))
        column = Column(heading=heading.text, choice=heading.choice or None, nth=heading.nth, role=role)
        if role is Role.ANSWER and shape.layout != "decidim":
            column = _answer(column, heading, shape, cells, questions, made)
        elif role in (Role.LOCALITY, Role.CONSENT, Role.GROUP, Role.RESPONDENT):
            column = _with_values(column, cells, places, is_personal)
        columns.append(column)
    source = made.source.replace(
        columns=tuple(columns), channel=Channel.PAPER if shape.layout == BY_HAND else Channel.ONLINE
    )
    received = [cell for column in source.of(Role.RECEIVED) for cell in shape.cells(column.key)]
    order, why = date_order(received, asked)
    if why:
        made.told.append(why)
    made.source = source.replace(dates=order if received else None)
    return made


def likely_names(shape: Shaped) -> Iterator[str]:
    """What stands in the columns that seem to hold names of persons."""
    for heading in shape.headings:
        if heading and _guess(shape, heading)[1] in (Role.NAME, Role.NAME_OR_ORGANISATION):
            yield from shape.cells(heading.key)


def _free(layout: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    return next(
        name for number in range(1, 1000) if (name := layout if number == 1 else f"{layout}-{number}") not in taken
    )


def _guess(shape: Shaped, heading: Heading) -> tuple[Heading, Role | None]:
    text = heading.text.casefold()
    if shape.layout == BY_HAND:
        if heading.text in TEMPLATE:
            return heading, {"may be quoted": Role.CONSENT, "names to remove": Role.NAME}.get(heading.text) or Role(
                heading.text
            )
        return heading, Role.ANSWER
    if shape.layout == "decidim":
        if re.fullmatch(r"title(/.*)?", text):
            return heading, Role.TITLE
        if re.fullmatch(r"body(/.*)?", text):
            return heading, Role.ANSWER
    if (
        shape.layout == "decidim-survey"
        and text == "session token"
        and not any(each and each.text == "ID" for each in shape.headings)
    ):
        return heading, Role.ID
    if UNUSED.match(text):
        return heading, Role.UNUSED
    for role, pattern in ROLES:
        if re.search(pattern, text):
            if role in (Role.ID, Role.RECEIVED) and any(_guess_of(pattern, each) for each in _before(shape, heading)):
                return heading, Role.UNUSED
            return heading, role
    if shape.layout in ("surveymonkey", "microsoft-forms", "decidim-survey"):
        return heading, Role.ANSWER
    is_question = (
        heading.text.endswith("?") or len(heading.text.split()) > 3 or re.match(r"^[Qq]?[0-9]+[.:)]", heading.text)
    )
    return heading, Role.ANSWER if is_question or (shape.layout == "other" and SLUG.fullmatch(heading.text)) else None


def _before(shape: Shaped, heading: Heading) -> Iterator[Heading]:
    for each in shape.headings:
        if each is heading:
            return
        if each:
            yield each


def _guess_of(pattern: str, heading: Heading) -> bool:
    return bool(re.search(pattern, heading.text.casefold()))


def _answer(
    column: Column,
    heading: Heading,
    shape: Shaped,
    cells: Sequence[str],
    questions: dict[str, Question],
    made: Proposal,
) -> Column:
    """*column* as an answer to a question of the round, or to a new one."""
    matrix = bool(heading.choice) and heading.text in shape.matrices
    other = bool(re.search(r"^other\b.*\(?(please|specify)", heading.choice or "", re.IGNORECASE))
    text = re.sub(r"^[Qq]?[0-9]+[.:)]\s*", "", heading.text)
    text = text if _is_seen(text) else heading.text
    if matrix and not other:
        text = f"{text}: {heading.choice}"
    several = bool(heading.choice) and not matrix and shape.count[heading.text] > 1
    question = _same_question(text, questions.values())
    if question is None:
        kind = QuestionKind.SEVERAL if several else QuestionKind.ONE if matrix else _kind(cells)
        choices = tuple(
            each.choice for each in shape.headings if each and each.text == heading.text and not _is_other(each.choice)
        )
        question = Question(
            id=_short(heading.choice if matrix else text, questions),
            text=text,
            kind=kind,
            choices=choices if several else (),
        )
        questions[question.id] = question
        made.questions.append(question)
    split = None
    if question.kind is QuestionKind.SEVERAL and not several:
        split = ";" if any(";" in cell for cell in cells) or shape.layout in ("microsoft-forms", BY_HAND) else ", "
    return column.replace(question=question.id, other="yes" if other else None, split=split)


def _is_other(choice: str) -> bool:
    return bool(re.match(r"other\b.*(please|specify)", choice, re.IGNORECASE))


def _kind(cells: Sequence[str]) -> QuestionKind:
    if cells and all(re.fullmatch("[0-9]|10", cell) for cell in cells):
        return QuestionKind.SCALE
    if cells and sum(cell.endswith(";") for cell in cells) * 2 > len(cells):
        return QuestionKind.SEVERAL
    distinct = len({cell.casefold() for cell in cells})
    if cells and distinct <= 12 and distinct * 3 <= len(cells) and all(len(cell) <= 60 for cell in cells):
        return QuestionKind.ONE
    return QuestionKind.TEXT


def _same_question(text: str, questions: Iterable[Question]) -> Question | None:
    wanted = _plain(text)
    matcher = SequenceMatcher(None, b=wanted)
    best, score = None, 0.9
    for each in questions:
        plain = _plain(each.text)
        if wanted in (each.id, plain):
            return each
        matcher.set_seq1(plain)
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > score and (likeness := matcher.ratio()) > score:
            best, score = each, likeness
    return best


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"^[Qq]?[0-9]+[.:)]\s*", "", text)).casefold().split())


def _short(text: str, taken: Iterable[str]) -> str:
    words = [word for word in re.findall("[a-z0-9]+", text.casefold()) if word not in STOP]
    base = "-".join(words[:3])[:40].strip("-") or "question"
    return next(
        name for number in range(1, 10_000) if (name := base if number == 1 else f"{base}-{number}") not in taken
    )


def _with_values(
    column: Column, cells: Sequence[str], places: Mapping[str, str], is_personal: Callable[[str], bool]
) -> Column:
    """*column* with the cells that several rows share, and what those mean where their words show it."""
    parts = Counter(
        part.strip()
        for cell in cells
        for part in (cell.split(";") if column.role is Role.GROUP else [cell])
        if part.strip()
    )
    values = []
    for cell, count in sorted(parts.items()):
        means = _means(column.role, cell, places)
        if means == cell:
            continue  # it is the id or name itself
        often = count > 1 and len(parts) <= MOST_VALUES
        if (
            (means or often or (column.role is Role.CONSENT and count > 1))
            and len(cell) <= 100
            and _is_seen(cell)
            and (means or column.role is not Role.LOCALITY or not any(sign.isdigit() for sign in cell))  # an address
            and not is_personal(cell)
        ):
            values.append(Meaning(cell=cell, means=means))
    split = ";" if column.role is Role.GROUP and any(";" in cell for cell in cells) else None
    return column.replace(values=tuple(values[:MOST_VALUES]), split=split)


def _means(role: Role | None, cell: str, places: Mapping[str, str]) -> str | None:
    text = cell.casefold()
    if role is Role.CONSENT:
        if text in {each.value for each in Quote}:
            return cell
        return next((quote.value for quote, pattern in CONSENTS if re.search(pattern, text)), None)
    if role is Role.RESPONDENT:
        if text in ("individual", "organisation"):
            return cell
        return (
            "organisation"
            if re.search(r"organi[sz]ation|group|behalf", text)
            else "individual"
            if "individual" in text or "myself" in text
            else None
        )
    if role is Role.LOCALITY:
        if place_name(cell) in places:
            return cell
        ending = {id for name, id in places.items() if name.endswith(f" {place_name(cell)}")}
        return ending.pop() if len(ending) == 1 and place_name(cell) else None
    return None


def place_name(text: str) -> str:
    """A locality's name or id as it is compared: without "the", "locality" and "area"."""
    return " ".join(word for word in _plain(text).split() if word not in ("the", "locality", "area"))
