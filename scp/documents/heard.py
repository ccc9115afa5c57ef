"""What came in a round, for documents: who took part, what was chosen and said, and what was decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from scp.documents.suppress import SMALL, hidden, with_totals
from scp.documents.tables import table
from scp.documents.words import TICK, Markdown, escaped
from scp.model.consultation import Question, QuestionKind
from scp.model.plan import Plan
from scp.model.register_table import REGISTERS
from scp.model.responses import Answer, Mark, Quote, Replies, Response, Theme
from scp.model.stage import Stage
from scp.model.text import Section
from scp.reference import lists

HIDDEN = "–"
NOT_SAID = "Not said"
MOST_QUOTES = 5
SCALE = re.compile("[0-9]{1,2}")


@dataclass(frozen=True)
class Said:
    """One theme as a document tells it: how many said it, some of their words, and what was decided."""

    theme: Theme
    responses: int
    answers: int
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heard:
    """What came in one round: how many responses, and its themes."""

    responses: int
    themes: tuple[Said, ...]


def heard_in(plan: Plan, name: str) -> Heard:
    """What came in the round called *name*."""
    replies = plan.replies.get(name, Replies(name))
    return Heard(len(replies.responses), tuple(_said(replies, each) for each in replies.themes))


def _said(replies: Replies, theme: Theme) -> Said:
    under = replies.under(theme.id)
    return Said(theme, len({each.id for each, _ in under}), len(under), tuple(_quotes(under)))


def _quotes(under: Sequence[tuple[Response, Answer]]) -> Iterator[tuple[str, str]]:
    """A few answers that may be quoted, with whose they are: an organisation that lets its name be given, or nobody's.

    Each is given once, and first those from which nothing had to be taken out. Nobody is told where a person lives
    beside that person's words.
    """
    found: dict[str, str] = {}
    quotable = [(each, answer) for each, answer in under if each.quote is not Quote.NO and answer.answer]
    for response, answer in sorted(quotable, key=lambda each: bool(each[1].withheld)):
        named = response.organisation if response.quote is Quote.NAME else ""
        found[answer.answer] = found.get(answer.answer) or named
    for words, whose in list(found.items())[:MOST_QUOTES]:
        yield words, whose or "somebody who answered"


def decisions(plan: Plan, name: str) -> Markdown:
    """Each theme of a round with how many said it, what was decided and why, and where the plan changed."""
    rows = [
        [
            each.theme.summary or each.theme.title,
            f"{each.responses:,}",
            f"{each.theme.decision.words.capitalize()}. {each.theme.reason or ''}".strip()
            if each.theme.decision
            else "not decided yet",
            "; ".join(title_of(plan, place) for place in each.theme.sections) or "–",
        ]
        for each in heard_in(plan, name).themes
    ]
    return table(["What people said", "Responses", "What we decided, and why", "What changed"], rows, [1])


def title_of(plan: Plan, place: str) -> str:
    """What a place of the plan is called: the title of its section or record, or the place itself."""
    path, _, id = place.partition("#")
    locality = next((each for each in plan.localities if each.path == path), None)
    section = next((each for each in plan.sections if each.place == place), None)
    if section:
        return f"{section.title} ({locality.name})" if locality and id else section.title
    file = next((each for each in plan.sections if each.place == path), None) if id else None
    if file and (heading := _heading(file, id)):
        return f"{heading} ({file.title})"
    for each in (*plan.localities, *plan.care_groups, *plan.narrative):
        if getattr(each, "path", "") == path and not id:
            return str(getattr(each, "title", None) or getattr(each, "name", None) or place)
    for register in REGISTERS:
        if register.path == path:
            found = next((each for each in register.records(plan) if id and getattr(each, "id", None) == id), None)
            names = (getattr(found, key, None) for key in ("title", "name", "service", "what", "text"))
            return str(next((each for each in names if each), None) or register.title)
    return place


def _heading(section: Section, anchor: str) -> str:
    """The words of the heading within *section* that has the short name *anchor*; empty where none has it."""
    pairs = zip(section.tokens, section.tokens[1:], strict=False)
    return next((words.content for each, words in pairs if each.meta.get("anchor") == anchor), "")


def target(plan: Plan, place: str) -> Markdown:
    """A place of the plan as what a link leads to."""
    return Markdown(f"<{quote(place, safe='/#-._~')}>")


@dataclass(frozen=True)
class Part:
    """Responses by group and locality, by their ids with "" for those who did not say; each row ends with its total, and
    the last row is that of everybody. *hidden* are the counts that are not shown."""

    groups: tuple[str, ...]
    localities: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    hidden: tuple[tuple[bool, ...], ...]

    @property
    def is_hidden(self) -> bool:
        """Whether no count at all may be shown."""
        return all(covered for covers in self.hidden for covered in covers)


def part_taken(plan: Plan, name: str) -> Part | None:
    """Who took part in a round, with the small numbers and what would give them away marked; None where nobody did."""
    replies = plan.replies.get(name)
    if replies is None or not replies.responses:
        return None
    counted = Counter((each.group, each.locality) for each in replies.responses)
    known = [each.id for each in lists.consultee_groups()]
    rows = [each for each in (*known, "") if any(group == each for group, _ in counted)]
    columns = [each for each in (*(each.id for each in plan.localities), "") if any(at == each for _, at in counted)]
    totals = with_totals([[counted[row, column] for column in columns] for row in rows])
    return Part(tuple(rows), tuple(columns), tuple(map(tuple, totals)), tuple(map(tuple, hidden(totals))))


def who_took_part(plan: Plan, name: str) -> Markdown:
    """Responses by group and locality, without small numbers and what would give them away; empty where none came."""
    part = part_taken(plan, name)
    if part is None:
        return Markdown("")
    if part.is_hidden:
        return Markdown("Too few responses came to say from which groups and localities.\n")
    groups = {each.id: each.group for each in lists.consultee_groups()}
    places = {each.id: each.name for each in plan.localities}
    heads = [*(places.get(each, NOT_SAID) for each in part.localities), "All"]
    names = [*(groups.get(each, NOT_SAID) for each in part.groups), "All"]
    cells = [
        [HIDDEN if covered else f"{count:,}" for count, covered in zip(line, covers, strict=True)]
        for line, covers in zip(part.counts, part.hidden, strict=True)
    ]
    made = table(
        ["Group", *heads],
        [[title, *line] for title, line in zip(names, cells, strict=True)],
        range(1, len(heads) + 1),
    )
    if not any(covered for covers in part.hidden for covered in covers):
        return made
    return Markdown(
        f"{made}\nA dash stands for fewer than {SMALL} responses, or for a number from which such a number could be worked "
        "out.\n"
    )


def how_they_came(plan: Plan, name: str) -> str:
    """By which ways responses came, in one sentence, without numbers where one is small; empty where none came."""
    replies = plan.replies.get(name)
    if replies is None or not replies.responses:
        return ""
    ways = Counter(each.channel.words for each in replies.responses)
    told = min(ways.values()) >= SMALL
    said = [f"{count:,} {words}" if told else words for words, count in ways.most_common()]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    total = len(replies.responses)
    return f"{total:,} {'response' if total == 1 else 'responses'} came: {listed}."


def counted_choices(plan: Plan, name: str) -> Iterator[tuple[Question, list[tuple[str, int]]]]:
    """Each question with given answers, and how often each answer was given.

    What few gave, and the question does not name, may be somebody's own words: it is counted and not repeated.
    """
    found = next((each for each in plan.rounds if each.name == name), None)
    replies = plan.replies.get(name)
    if found is None or replies is None:
        return
    for question in found.questions:
        if question.kind is QuestionKind.TEXT:
            continue
        counted = Counter(
            answer.answer
            for response in replies.responses
            for answer in response.answers
            if answer.question == question.id and answer.mark is Mark.CHOICE
        )
        others = [each for each in counted if each not in question.choices]
        if question.kind is QuestionKind.SCALE:
            others.sort(key=lambda each: (not each.isdecimal(), int(each) if each.isdecimal() else 0, each))
        named = [*question.choices, *others]
        if counted:
            known = (*question.choices, *(each for each in counted if counted[each] >= SMALL or SCALE.fullmatch(each)))
            rows = [(each, counted[each]) for each in named if each in known]
            if left := sum(count for each, count in counted.items() if each not in known):
                rows.append(("Other answers", left))
            yield question, rows


def choices(plan: Plan, name: str) -> Markdown:
    """The answers to each question with given answers, counted; empty where there is none."""
    return Markdown(
        "\n\n".join(
            table([question.text, "Answers"], [[each, f"{count:,}"] for each, count in rows], [1])
            for question, rows in counted_choices(plan, name)
        )
    )


def earlier_views(plan: Plan, name: str) -> str:
    """The name of the round before *name* that brought views; empty where none did."""
    order = _order(plan, name)
    earlier = [each for each in plan.rounds if each.views and (each.stage, each.number) < order]
    return max(earlier, key=lambda each: (each.stage, each.number)).name if earlier else ""


def _order(plan: Plan, name: str) -> tuple[Stage, int]:
    found = next(each for each in plan.rounds if each.name == name)
    return found.stage, found.number


def consultee_groups(plan: Plan) -> tuple[str, ...]:
    """The thirteen groups that must be asked (SSI 2014/283)."""
    return tuple(each.group for each in lists.consultee_groups())


def has_easy_questions(plan: Plan, name: str) -> bool:
    """Whether any question of a round is put in easy read too."""
    found = next((each for each in plan.rounds if each.name == name), None)
    return found is not None and any(each.easy for each in found.questions)


def tick(plan: Plan) -> Markdown:
    """A box to tick on paper."""
    return Markdown(TICK)


def blank(plan: Plan) -> Markdown:
    """A line to write on."""
    return Markdown(BLANK)


def form(plan: Plan, name: str, easy: bool = False) -> Markdown:
    """The questions of a round as a form to fill in on paper, or in easy read."""
    found = next((each for each in plan.rounds if each.name == name), None)
    lines = []
    for number, question in enumerate(found.questions if found else (), start=1):
        words = (question.easy if easy else None) or question.text
        lines += [f"### {escaped(f'{number}. {words}')}", ""]
        if question.kind is QuestionKind.SEVERAL:
            lines += ["Tick as many as you like.", ""]
        lines += [f"- {TICK} {escaped(each)}" for each in question.choices]
        lines += ["", *([BLANK] * (1 if question.choices else 4)), ""]
    return Markdown("\n".join(lines))


BLANK = "…………………………………………………………………………………………\n"
