"""What people said of the second draft, what was decided, and the very words that changed because of it (s33(7))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from scp.documents.heard import heard_in, title_of
from scp.documents.redline import Part, Redline, changed_words
from scp.documents.redline_pages import NAME as REDLINE
from scp.documents.redline_pages import to_show
from scp.documents.tables import named
from scp.model.consultation import Effect
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
    """All of it: the entries, and whether there were two versions to compare."""

    round: str
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
    """What was said in the round on the second draft as it stands, theme by theme and view by view."""
    round = plan.round(Stage.DRAFT_2)
    if round is None:
        return SaidAndDid("", (), redline is not None)
    entries = [
        Entry(
            each.theme.title,
            each.theme.summary or each.theme.title,
            f"{each.responses:,} {'response' if each.responses == 1 else 'responses'}",
            each.quotes,
            DECIDED[each.theme.decision] if each.theme.decision else NOT_YET,
            each.theme.reason or "",
            _changed(plan, redline, each.theme.sections),
        )
        for each in heard_in(plan, round.name).themes
    ]
    for view in round.views:
        words = view.theme or "Other matters"
        entries.append(
            Entry(
                words[0].upper() + words[1:],
                view.view,
                named(plan, view.source),
                (),
                EFFECTS[view.effect] if view.effect else NOT_YET,
                view.answer or "",
                _changed(plan, redline, view.sections),
            )
        )
    return SaidAndDid(round.name, tuple(entries), redline is not None)


def addresses(plan: Plan, redline: Redline | None) -> dict[str, tuple[str, str]]:
    """Where in the redline each place stands that something is said to have changed: page and anchor by place."""
    found = {}
    for place in _places(plan) if redline else ():
        part = _part(plan, redline, place) if redline else None
        if part and part.address:
            page, _, anchor = part.address.partition("/")
            found[place] = (f"../{REDLINE}/{page}", anchor)
    return found


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
    round = plan.round(Stage.DRAFT_2)
    themes = plan.replies[round.name].themes if round and round.name in plan.replies else ()
    views = round.views if round else ()
    changed = (*(each.sections for each in themes), *(each.sections for each in views))
    return list(dict.fromkeys(place for places in changed for place in places))


def _words(plan: Plan, redline: Redline, place: str) -> list[dict[str, object]]:
    """The marked blocks of a section; of a record, those under the heading that names it."""
    found = changed_words(redline, place)
    if found:
        return found
    part = _part(plan, redline, place)
    return changed_words(redline.only(part), part.place) if part and not part.place else []


def _part(plan: Plan, redline: Redline, place: str) -> Part | None:
    """The section of the redline in which *place* stands: by its place or, for a record, by the title it has there."""
    parts = [each for each in redline.parts if each.mark != "moved-from"]
    own = [each for each in parts if each.place == place] or [
        each for each in parts if each.place and each.place.partition("#")[0] == place
    ]
    if own:
        return next((each for each in own if each.is_changed or each.mark), own[0])
    title = title_of(plan, place)
    return next((each for each in parts if not each.place and title != place and each.title.endswith(title)), None)
