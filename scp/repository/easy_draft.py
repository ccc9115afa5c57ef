"""A first draft of the easy-read summary, put together from the plan's own records.

Every point carries the note that it was assembled and what it sums up, so that it is marked until a person takes it
over. Numbers and names stand in it as references wherever there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from scp.model.plan import Plan, Term
from scp.model.stage import Stage
from scp.model.words import in_words
from scp.reference.pictograms import pictograms
from scp.repository.blanks import EASY_READ
from scp.repository.written import word

SHORT = 15
"""Words of the longest sentence that easy read may have (UK Government, accessible communication formats)."""
TITLES = {id: title for id, title, _ in EASY_READ}
REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[A-Z\"“‘{])")
QUOTE = re.compile(r"(?m)^>\s?")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
MARKED = re.compile(r"[*_`]+")
SPECIAL = re.compile(r"([\\*_\[\]<>`])")
BOLD = re.compile(r"\*\*[^*]+\*\*")
ANYBODY = ("person", "man", "woman", "group")
BLOCK = re.compile(r"\s*(?:#|\||```|~~~|<!--|!\[|\d+[.)]\s)")

Read = Callable[[str], bytes]


@dataclass
class _Draft:
    """The points of each part, and which hard words were explained."""

    plan: Plan
    read: Read
    explained: dict[str, Term] = field(default_factory=dict)

    def point(self, picture: str, lines: Sequence[str], *places: str) -> str:
        """One point: its note, its picture and its lines, each hard word in bold with its meaning after it."""
        said = list(lines)
        if bold := [each.strip("*") for line in lines for each in BOLD.findall(line)]:
            self.explained |= {
                each.term: each for each in self._known() if any(map(_pattern(each.term).fullmatch, bold))
            }
        else:
            said = [each for line in lines for each in self._with_meaning(line)]
        sums_up = f"; sums up: {', '.join(places)}" if places else ""
        return "\n".join([f"<!-- assembled{sums_up} -->", f"![](pictogram:{picture})", *said])

    def _with_meaning(self, line: str) -> Iterator[str]:
        found = ((each, _found(line, each.term)) for each in self._known())
        term, place = next(((each, place) for each, place in found if place), (None, None))
        if term is None or place is None:
            yield line
            return
        self.explained[term.term] = term
        yield f"{line[: place.start()]}**{place.group()}**{line[place.end() :]}"
        yield from SENTENCE.split(" ".join(str(term.easy).split()))

    def _known(self) -> list[Term]:
        """The terms with an easy meaning that were not explained yet, the longest first."""
        terms = (each for each in self.plan.glossary if each.easy and each.term not in self.explained)
        return sorted(terms, key=lambda each: -len(each.term))

    def text(self, path: str, anchor: str = "") -> list[str]:
        """The sentences of a file's running text up to its first heading, or of the part under one heading."""
        body = self.read(path).decode("utf-8", "replace")
        body = body.split("\n---", 1)[1].partition("\n")[2] if body.startswith("---") else body
        if anchor:
            body = next(
                (part for part in re.split(r"(?m)^## ", body) if f"{{#{anchor}}}" in part.split("\n", 1)[0]), ""
            )
            body = body.partition("\n")[2]
        return _sentences(body.split("\n## ", 1)[0] if not anchor else body)


def drafted(plan: Plan, read: Read) -> dict[str, bytes]:
    """The files of the parts of which nothing is written yet; a part that anybody has begun is left alone."""
    draft = _Draft(plan, read)
    written = {each.role or each.id for each in plan.easy_read if each.points}
    there = {each.role or each.id: each for each in plan.easy_read}
    files = {}
    for number, id in enumerate(TITLES, start=1):
        points = list(PARTS[id](draft))
        if id in written or not points:
            continue
        old = there.get(id)
        title = old.title if old else TITLES[id]
        head = f"---\ntitle: {word(title)}\nrole: {id}\n---\n"
        body = "\n\n".join(points)
        files[old.path if old else f"easy-read/{number * 10:03}-{id}.md"] = f"{head}\n{body}\n".encode()
    return files


def _sentences(body: str) -> list[str]:
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        lines = paragraph.strip().split("\n")
        if not lines[0] or BLOCK.match(lines[0]):
            continue
        items = [each for each in re.split(r"(?m)^\s*[-*+] ", "\n".join(lines)) if each.strip()]
        for item in items:
            words = FOOTNOTE.sub("", LINK.sub(r"\1", QUOTE.sub("", item)))
            found += [each for each in SENTENCE.split(" ".join(MARKED.sub("", words).split())) if each]
    return found


def _first(sentences: Sequence[str], most: int) -> list[str]:
    """The first sentence, whatever its length, and those next to it that are short enough."""
    following = [each for each in sentences[1:most] if len(each.split()) <= SHORT]
    return [*sentences[:1], *following]


def _plain(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(term)}s?(?![\w-])", re.IGNORECASE)


def _found(line: str, term: str) -> re.Match[str] | None:
    """Where *term* stands in *line*, but for what is a reference."""
    return _pattern(term).search(REFERENCE.sub(lambda match: " " * len(match.group()), line))


def _picture(text: str, otherwise: str) -> str:
    """The pictogram of which the longest word stands in *text*; a person as such only where nothing else does."""
    words = f" {' '.join(each.removesuffix('s') for each in re.findall(r'[a-z]+', text.lower()))} "
    found = [
        (name not in ANYBODY, len(each), name)
        for name, drawn in pictograms().items()
        for each in drawn.words
        if f" {' '.join(part.removesuffix('s') for part in each.lower().split())} " in words
    ]
    return max(found)[2] if found else otherwise


def _about(draft: _Draft) -> Iterator[str]:
    plan = draft.plan
    yield draft.point(
        "easy-read",
        ["This paper is about health and care in {{ authority.area }}.", "It is a summary of a longer plan."],
        "plan.yaml",
    )
    yield draft.point("plan", ["The longer plan is called {{ plan.title }}."], "plan.yaml")
    if plan.record.period.start and plan.end:
        yield draft.point(
            "calendar", ["The plan starts on {{ plan.start }}.", "It ends on {{ plan.end }}."], "plan.yaml"
        )
    yield draft.point(
        "board", ["{{ authority.name }} made the plan.", 'In this paper we say "we" for it.'], "plan.yaml"
    )
    yield draft.point(
        "partnership",
        ["It works with {{ authority.councils }}.", "It works with {{ authority.health-board }} too."],
        "plan.yaml",
    )
    yield draft.point(
        "read",
        ["Some words in this paper are in **bold**.", "We tell you what each bold word means."],
    )
    if plan.publication and plan.publication.url:
        yield draft.point(
            "website",
            ["You can read the full plan on the internet.", f"Go to <{plan.publication.url}>"],
            "publication.yaml",
        )


def _vision(draft: _Draft) -> Iterator[str]:
    section = draft.plan.role("vision")
    if section is None or not section.section.has_text:
        return
    sentences = draft.text(section.path)
    for number, start in enumerate(range(0, min(len(sentences), 6), 2)):
        lines = _first(sentences[start : start + 2], 2)
        yield draft.point("important" if not number else _picture(" ".join(lines), "home"), lines, section.path)


def _priorities(draft: _Draft) -> Iterator[str]:
    if not draft.plan.priorities:
        return
    yield draft.point(
        "tick",
        ["We have {{ priorities.count }} **priorities**.", "A priority is a thing we will do first."],
        "priorities.yaml",
    )
    for number, each in enumerate(draft.plan.priorities, start=1):
        lines = [f"{number}: {_plain(each.title)}."]
        if each.statement:
            lines += _first(SENTENCE.split(_plain(each.statement)), 2)
        text = " ".join([each.title, each.statement or ""])
        yield draft.point(_picture(text, "important"), lines, f"priorities.yaml#{each.id}")


def _people(draft: _Draft) -> Iterator[str]:
    for each in draft.plan.care_groups:
        lines = [f"{{{{ care-group.{each.id}.name }}}}"]
        if each.section.has_text:
            lines += _first(draft.text(each.path), 2)
        yield draft.point(_picture(each.name, "group"), lines, each.path)


def _localities(draft: _Draft) -> Iterator[str]:
    if not draft.plan.localities:
        return
    yield draft.point(
        "map",
        [
            "We split {{ authority.area }} into {{ localities.count }} **localities**.",
            "A locality is one part of the area.",
        ],
        *(each.path for each in draft.plan.localities),
    )
    for each in draft.plan.localities:
        lines = [f"{{{{ locality.{each.id}.name }}}} is one of them."]
        if each.population:
            lines.append(f"{{{{ locality.{each.id}.population }}}} people live there.")
        if each.introduction.has_text:
            lines += _first([one for one in draft.text(each.path) if ".population }}" not in one], 1)
        yield draft.point(_picture(" ".join(lines), "town"), lines, each.path)


def _money(draft: _Draft) -> Iterator[str]:
    finance = draft.plan.finance
    if not finance.lines:
        return
    first, last = finance.years[0], finance.years[-1]
    lines = [f"We plan to spend {{{{ finance.{first}.total }}}} in the first year."]
    if last != first:
        lines.append(f"In the last year it will be {{{{ finance.{last}.total }}}}.")
    yield draft.point("money", lines, "finance/lines.csv")
    spent = {each.id: finance.total(first, care_group=each.id) for each in draft.plan.care_groups}
    if any(spent.values()):
        most = max(spent, key=lambda id: (spent[id], id))
        yield draft.point(
            "numbers",
            [
                f"The most money is for this group: {{{{ care-group.{most}.name }}}}.",
                f"That is {{{{ finance.{first}.{most} }}}} in the first year.",
            ],
            "finance/lines.csv",
        )


def _have_your_say(draft: _Draft) -> Iterator[str]:
    round = draft.plan.round(Stage.DRAFT_2)
    if round is None or round.closes is None:
        yield draft.point(
            "ask", ["You can tell us what you think of the plan.", "Use the phone number or the e-mail at the end."]
        )
        return
    place = f"consultation/{round.name}/round.yaml"
    opened = [f"You can tell us from {in_words(round.opened)}."] if round.opened else []
    yield draft.point(
        "ask",
        ["We ask you what you think of the plan.", *opened, f"Tell us by {in_words(round.closes)}."],
        place,
    )
    for each in round.questions:
        if each.easy:
            yield draft.point("question", [_plain(each.easy)], place)


def _next(draft: _Draft) -> Iterator[str]:
    if draft.plan.record.period.start:
        yield draft.point("start", ["The plan starts on {{ plan.start }}."], "plan.yaml")
    yield draft.point(
        "check",
        ["Each year we will write a report.", "It will say what we did.", "It will say what we did not do."],
        "plan.yaml",
    )
    yield draft.point("change", ["We will look at the plan again in 3 years or before."], "plan.yaml")


def _contact(draft: _Draft) -> Iterator[str]:
    contact = draft.plan.record.contact
    if contact.phone:
        yield draft.point("phone", ["You can phone us.", "The number is {{ contact.phone }}."], "plan.yaml")
    if contact.email:
        yield draft.point("email", ["You can send an e-mail.", "The address is {{ contact.email }}."], "plan.yaml")
    if contact.post:
        yield draft.point("letter", ["You can write a letter.", "Send it to {{ contact.post }}."], "plan.yaml")
    offered = [
        each.format
        for each in (draft.plan.publication.formats if draft.plan.publication else ())
        if each.offered != "no"
    ]
    if offered:
        yield draft.point(
            "help",
            ["You can ask for this paper in other ways:", *(f"- {_plain(each)}" for each in offered)],
            "publication.yaml",
        )


def _words(draft: _Draft) -> Iterator[str]:
    for name in sorted(draft.explained, key=str.casefold):
        term = draft.explained[name]
        yield "\n".join(
            [
                "<!-- assembled; sums up: glossary.yaml -->",
                f"![](pictogram:{_picture(term.term, 'read')})",
                f"**{_plain(term.term[:1].upper() + term.term[1:])}**",
                *SENTENCE.split(_plain(str(term.easy))),
            ]
        )


PARTS: dict[str, Callable[[_Draft], Iterator[str]]] = {
    "about": _about,
    "vision": _vision,
    "priorities": _priorities,
    "people": _people,
    "localities": _localities,
    "money": _money,
    "have-your-say": _have_your_say,
    "next": _next,
    "contact": _contact,
    "words": _words,
}
