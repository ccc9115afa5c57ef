"""What people said of the second draft, what was decided, and the very words that changed because of it (s33(7))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from scp.documents.heard import heard_in, title_of
from scp.documents.redline import Part, Redline, changed_words
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_pages import to_show
from scp.documents.tables import named
from scp.model.consultation import Effect, Round
from scp.model.plan import Plan
from scp.model.responses import Outcome
from scp.model.stage import Stage
from scp.model.text import bookmark


@dataclass(frozen=True)
class Changed:
    """A place that changed: its title, the place, and the key of its changed words.

    Whether it *stands* in the redline as a section, and whether any of its *words* changed.
    """

    title: str
    place: str
    key: str
    stands: bool
    words: bool


@dataclass(frozen=True)
class Entry:
    """One thing that people said: who and how many, some of their words, what was decided and why, and what changed."""

    title: str
    said: str
    who: str
    quotes: tuple[tuple[str, str], ...]
    decision: str
    reason: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class SaidAndDid:
    """All of it: the names of the rounds, the entries, and whether there were two versions to compare."""

    rounds: tuple[str, ...]
    entries: tuple[Entry, ...]
    compared: bool


DECIDED = {
    Outcome.ACCEPTED: "We agreed.",
    Outcome.IN_PART: "We agreed in part.",
    Outcome.NOT_ACCEPTED: "We did not agree.",
}
EFFECTS = {
    Effect.CHANGED: "We changed the plan.",
    Effect.PART: "We changed the plan in part.",
    Effect.NOT_CHANGED: "We did not change the plan.",
    Effect.OUT_OF_SCOPE: "It is outside this plan.",
}
NOT_YET = "This is not decided yet."


def said_and_did(plan: Plan, redline: Redline | None) -> SaidAndDid:
    """What was said in each round on the second draft that stands, theme by theme and view by view."""
    rounds = plan.rounds_on(Stage.DRAFT_2)
    entries = [entry for each in rounds for entry in _entries(plan, each, redline)]
    return SaidAndDid(tuple(each.name for each in rounds), tuple(entries), redline is not None)


def _entries(plan: Plan, round: Round, redline: Redline | None) -> Iterator[Entry]:
    for each in heard_in(plan, round.name).themes:
        yield Entry(
            each.theme.title,
            each.theme.summary or each.theme.title,
            f"{each.responses:,} {'response' if each.responses == 1 else 'responses'}",
            each.quotes,
            DECIDED[each.theme.decision] if each.theme.decision else NOT_YET,
            each.theme.reason or "",
            _changed(plan, redline, each.theme.sections),
        )
    for view in round.views:
        words = view.theme or "Other matters"
        yield Entry(
            words[0].upper() + words[1:],
            view.view,
            named(plan, view.source),
            (),
            EFFECTS[view.effect] if view.effect else NOT_YET,
            view.answer or "",
            _changed(plan, redline, view.sections),
        )


def addresses(plan: Plan, redline: Redline | None) -> dict[str, tuple[str, str]]:
    """Where in the redline each place stands that something is said to have changed: page and anchor by place."""
    found = {}
    for place in _places(plan) if redline else ():
        part = _part(plan, redline, place) if redline else None
        if part and part.address:
            page, _, anchor = _address(part, place).partition("/")
            found[place] = (f"../{REDLINE}/{page}", anchor)
    return found


def _address(part: Part, place: str) -> str:
    """The address of *place*: of its heading within the section, or else of the section."""
    page, anchor = part.address.partition("/")[0], place.partition("#")[2]
    inner = f"{page}/{anchor}"
    return inner if any(node["t"] == "h" and node.get("id") == inner for node in part.nodes) else part.address


def inserts(plan: Plan, redline: Redline | None) -> Mapping[str, Sequence[Token]]:
    """The changed words of each place, as what goes in at its key."""
    return {
        bookmark(place): [Token("scp_nodes", "", 0, meta={"nodes": to_show(words)})]
        for place in (_places(plan) if redline else ())
        if redline and (words := _words(plan, redline, place))
    }


def _changed(plan: Plan, redline: Redline | None, places: Sequence[str]) -> tuple[Changed, ...]:
    return tuple(
        Changed(
            title_of(plan, place),
            place,
            bookmark(place),
            bool(redline and _part(plan, redline, place)),
            bool(redline and _words(plan, redline, place)),
        )
        for place in places
    )


def _places(plan: Plan) -> list[str]:
    rounds = plan.rounds_on(Stage.DRAFT_2)
    themes = [theme for each in rounds if each.name in plan.replies for theme in plan.replies[each.name].themes]
    views = [view for each in rounds for view in each.views]
    changed = (*(each.sections for each in themes), *(each.sections for each in views))
    return list(dict.fromkeys(place for places in changed for place in places))


def _words(plan: Plan, redline: Redline, place: str) -> list[dict[str, object]]:
    """The marked blocks of a section; of a record, those under the heading that names it."""
    found = changed_words(redline, place)
    if found:
        return found
    part = _part(plan, redline, place)
    if part is None or (part.place and "#" not in place):
        return []
    return changed_words(redline.only(part, _under(part, _address(part, place))), part.place)


def _under(part: Part, address: str) -> Part:
    """*part* cut to what stands under its heading at *address*; the whole where that is the part's own."""
    starts = [n for n, node in enumerate(part.nodes) if node["t"] == "h"]
    first = next((n for n in starts if part.nodes[n].get("id") == address), None)
    if first is None or address == part.address:
        return part
    level = part.nodes[first]["level"]
    last = next((n for n in starts if n > first and part.nodes[n]["level"] <= level), len(part.nodes))
    return replace(part, nodes=part.nodes[first:last])


def _part(plan: Plan, redline: Redline, place: str) -> Part | None:
    """The section of the redline in which *place* stands: by its place or, for a record, by the title it has there."""
    parts = [each for each in redline.parts if each.mark != "moved-from"]
    own = [each for each in parts if each.place == place] or [
        each for each in parts if each.place and each.place.partition("#")[0] == place
    ]
    own = own or [each for each in parts if each.place and each.place == place.partition("#")[0]]
    if own:
        return next((each for each in own if each.is_changed or each.mark), own[0])
    title = title_of(plan, place)
    return next((each for each in parts if not each.place and title != place and each.title.endswith(title)), None)
