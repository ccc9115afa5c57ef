"""Localities: two or more, each with arrangements of its own, views, leaders and priorities (s29(3))."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scp.model.locality import Locality, LocalityGroup
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.text import Section
from scp.problem import Location, Problem
from scp.requirements.registry import When, rule
from scp.requirements.words import count, each_or_one, fill_in, listed

ALIKE = 0.85
FEWEST_WORDS = 5
FEWEST_OWN_WORDS = 3
FEWEST_TO_CONTAIN = 8
NAME, NUMBER = "…", "#"
BETWEEN_NAMES = frozenset({"and", "or", "the", "of", "in", "at"})
NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "half",
        "quarter",
    ]
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@rule("act-29-3-a-two-localities", where=("localities/",))
def two_or_more_localities(plan: Plan, when: When) -> Iterator[Problem]:
    """The area is divided into two or more localities; one that does not say where it is is a note."""
    if len(plan.localities) < 2:
        yield Problem(
            plan.localities[0].at if plan.localities else Location("localities"),
            f"The area is divided into {count(len(plan.localities), 'locality', 'localities')}; the Act asks for two "
            "or more",
            "Add one for each part of the area: scplan add locality NAME",
        )
    councils = plan.record.partners.councils
    if len(councils) > 1:
        for council in councils:
            alone = [each for each in plan.localities if each.council == council.code]
            if len(alone) == 1:
                yield Problem(
                    alone[0].at,
                    f"{alone[0].name} is the only locality in the area of {council.name}",
                    "The Act may be read as two localities for each council's area; take advice, and divide it "
                    "or keep the reason: scplan add locality NAME",
                    note=True,
                )
    yield from _without_boundary(plan, law=True)


@rule("guidance-refreshed-localities-boundaries", where=("localities/",))
def boundary_of_each_locality(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality says which places it is made of, or why that is not known."""
    yield from _without_boundary(plan, law=False)


def _without_boundary(plan: Plan, law: bool) -> Iterator[Problem]:
    """Each locality that does not say where it is: for the law a note, for the guidance one where a reason is given."""
    for locality in plan.localities:
        if locality.boundary is None:
            reason = locality.not_available.get("boundary")
            yield Problem(
                locality.at_key("not_available" if reason else "boundary"),
                f"{locality.name}: its boundary is not described ({reason})"
                if reason
                else f"{locality.name}: nothing says where it is",
                "Say which towns, wards or data zones it is made of. "
                + fill_in(locality, "boundary: The town and the villages around it"),
                note=law or reason is not None,
            )


@rule("act-29-3-b-separate-arrangements", where=("localities/",))
def each_locality_has_its_own_arrangements(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality has written arrangements, and they are not another locality's words."""
    for locality in plan.localities:
        if not locality.arrangements:
            yield Problem(
                locality.at_key("arrangements"),
                f"{locality.name} sets out no arrangements of its own",
                f"List them under `arrangements:`, for example `{_arrangement(plan)}`, with the text under a heading, "
                f"here `{_heading(plan)}`.",
            )
        elif not any(_text(each.section) for each in locality.arrangements.values()):
            yield Problem(
                locality.at_key("arrangements"),
                f"{locality.name}: none of its {count(len(locality.arrangements), 'arrangement')} is written yet",
                "Say for each what is arranged there: who provides it, where, what will change; and take its `status:` on "
                "from to-write.",
            )
    yield from _same_words(plan)
    yield from _left_out(plan)


def _arrangement(plan: Plan) -> str:
    """An arrangement as it may be written in this plan: of its first care group and function."""
    group = next((each.id for each in plan.care_groups), "")
    functions = next((f"functions: [{each.id}]" for each in plan.functions.functions), "")
    parts = [*([f"care_groups: [{group}]"] if group else []), *([functions] if functions else [])]
    return f"{group or 'care-at-home'}: {{{', '.join(parts)}}}"


def _heading(plan: Plan) -> str:
    group = next(iter(plan.care_groups), None)
    return f"## {group.name} {{#{group.id}}}" if group else "## Care at home {#care-at-home}"


def _text(section: Section | None) -> bool:
    return section is not None and section.is_written


def _left_out(plan: Plan) -> Iterator[Problem]:
    everywhere = {function for locality in plan.localities for function in locality.functions}
    for locality in plan.localities:
        missing = [each.id for each in plan.functions.functions if each.id in everywhere - locality.functions]
        if locality.arrangements and missing:
            yield Problem(
                locality.at_key("arrangements"),
                f"{locality.name} has no arrangements for {listed(missing)}, which another locality has",
                "Name the functions under the arrangement that carries them out here, or leave it so if nothing is "
                "done here.",
                note=True,
            )


Shingle = tuple[str, ...]


class _Words(NamedTuple):
    locality: Locality
    section: Section
    shingles: frozenset[Shingle]


def _same_words(plan: Plan) -> Iterator[Problem]:
    """Arrangements whose words are nearly all those of another locality's, the likest only.

    Names of places and numbers count as equal, so that a copy in which nothing else was changed is found. One whose
    words all stand in a longer text that adds to them is a note: the longer may well have grown from it.
    """
    texts = [
        (locality, each.section, WORD.findall(each.section.plain))
        for locality in plan.localities
        for each in locality.arrangements.values()
        if each.section is not None
    ]
    said = {word for *_, words in texts for word in words}
    names = _names(plan, said)
    signs = {word: _sign(word, names) for word in said}
    written = [
        _Words(locality, section, _shingles([signs[word] for word in words])) for locality, section, words in texts
    ]
    written = [each for each in written if each.shingles]
    noted: dict[Location, Problem] = {}
    for mine, others in _neighbours(written):
        likest, alike = None, 0.0
        for other in others:
            share = _alike(mine.shingles, other.shingles)
            if share >= ALIKE:
                likest, alike = (other, share) if share > alike else (likest, alike)
            elif _is_part(mine, other):
                noted.setdefault(mine.section.at, _no_words_of_its_own(mine, other))
            elif _is_part(other, mine):
                noted.setdefault(other.section.at, _no_words_of_its_own(other, mine))
        if likest is not None:
            yield Problem(
                mine.section.at,
                f"{mine.locality.name}, {mine.section.title}: the same words as in {_called(likest, mine)} "
                f"({int(alike * 100)}% alike), but for names of places and numbers",
                f"Say what is arranged in {mine.locality.name}: who provides it, where, what will change there.",
            )
    yield from noted.values()


def _neighbours(written: list[_Words]) -> Iterator[tuple[_Words, list[_Words]]]:
    """Each text with the earlier texts of other localities that may be like it or stand in it, in their order.

    Two texts that are alike share one of the rarest shingles of either, so only those are looked up: texts that have
    nothing but common phrases together are never compared.
    """
    known = Counter(shingle for each in written for shingle in each.shingles)
    holding: dict[Shingle, list[int]] = defaultdict(list)
    rarest: dict[Shingle, list[int]] = defaultdict(list)
    copies: dict[tuple[str, frozenset[Shingle]], int] = {}
    for number, mine in enumerate(written):
        in_order = sorted(mine.shingles, key=known.__getitem__)
        few = in_order[: int((1 - ALIKE) * len(in_order)) + 1]
        found = {other for shingle in few for other in holding[shingle]}
        found |= {other for shingle in in_order for other in rarest.get(shingle, ())}
        yield (
            mine,
            [written[other] for other in sorted(found) if written[other].locality is not mine.locality],
        )
        if copies.setdefault((mine.locality.id, mine.shingles), number) == number:
            for shingle in in_order:
                holding[shingle].append(number)
            rarest[in_order[0]].append(number)


def _names(plan: Plan, said: Iterable[str]) -> frozenset[str]:
    """The words, in small letters, that are names: those of the localities, and those *said* and never written small."""
    capital, small = set[str](), set[str]()
    for word in said:
        (capital if word[0].isupper() else small).add(word.casefold())
    places = [
        text
        for each in plan.localities
        for text in (each.name, *each.communities, *each.gp_clusters, *(area.name for area in each.community_planning))
    ]
    own = {word.casefold() for text in places for word in WORD.findall(text) if word[0].isupper()}
    return frozenset((capital - small) | own)


def _called(other: _Words, mine: _Words) -> str:
    title = other.section.title
    return other.locality.name + ("" if title == mine.section.title else f' ("{title}")')


def _no_words_of_its_own(part: _Words, whole: _Words) -> Problem:
    return Problem(
        part.section.at,
        f"{part.locality.name}, {part.section.title}: all its words stand in the longer text of "
        f"{_called(whole, part)} too",
        f"See that it says what is arranged in {part.locality.name}.",
        note=True,
    )


def _sign(word: str, names: frozenset[str]) -> str:
    """What stands for *word* when texts are compared: one sign for every name and one for every number."""
    folded = word.casefold()
    if folded in names:
        return NAME
    return NUMBER if folded in NUMBERS or any(sign.isdigit() for sign in word) else folded


def _shingles(signs: list[str]) -> frozenset[Shingle]:
    """Each three signs that follow one another, a run of names as one.

    A text of fewer than five words, or of hardly anything but names, has none.
    """
    words: list[str] = []
    for sign in signs:
        if words[-1:] != [NAME] or (sign != NAME and sign not in BETWEEN_NAMES):
            words.append(sign)
    if len(signs) < FEWEST_WORDS or sum(each not in (NAME, NUMBER) for each in words) < FEWEST_OWN_WORDS:
        return frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """How much of the longer text stands in the shorter; 0 where their lengths alone keep it below the limit."""
    small, large = sorted((len(one), len(other)))
    return len(one & other) / large if small >= ALIKE * large else 0.0


def _is_part(small: _Words, large: _Words) -> bool:
    """Whether all the words of *small*, if they are more than a phrase, stand in *large*."""
    return len(small.shingles) >= FEWEST_TO_CONTAIN - 2 and small.shingles <= large.shingles


@rule(
    "guidance-2015-4-6-locality-views",
    signs="account was taken of what people in each locality said",
    where=("localities/",),
)
def views_from_each_locality(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality has views, with whose they are, when, and what they changed."""
    bare = [each for each in plan.localities if not each.views]
    problems = [
        Problem(each.at_key("views"), f"{each.name}: no view of people there is recorded", _VIEW) for each in bare
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            bare[0].at_key("views"),
            f"No view of people is recorded for {count(len(bare), 'locality', 'localities')}: "
            f"{listed(each.name for each in bare)}",
            _VIEW,
        ),
    )
    for locality in plan.localities:
        for view in locality.views:
            missing = [key for key in ("source", "date", "view", "effect") if getattr(view, key) is None]
            if missing:
                yield Problem(view.at, f"{locality.name}: a view lacks {listed(missing)}", _VIEW)


_VIEW = (
    "Write in the locality's file, for example: `views: [{source: Community council meeting, date: 2026-09-12, "
    'view: "Buses do not fit clinic hours", effect: "Clinic hours move; see carers"}]`.'
)


@rule("guidance-2015-4-6-locality-leadership", where=("localities/",))
def leaders_of_each_locality(plan: Plan, when: When) -> Iterator[Problem]:
    """Each locality names its planning group, its leads and its members from the community, by post."""
    lacking = []
    for locality in plan.localities:
        group = locality.group
        missing = [
            word
            for word, there in (
                ("its planning group", group and group.name),
                ("a lead for health professionals", group and group.clinical_lead),
                ("a lead for social care", group and group.professional_lead),
                ("members from the community", group and group.community_members),
            )
            if not there
        ]
        if missing:
            lacking.append(
                Problem(
                    group.at if group and group.at.path else locality.at_key("group"),
                    f"{locality.name} does not name {listed(missing)}",
                    _how_to_name_group(group),
                )
            )
    yield from each_or_one(
        lacking,
        lambda: Problem(
            lacking[0].at,
            f"{count(len(lacking), 'locality', 'localities')} do not name their planning group, its leads or its "
            "members from the community",
            lacking[0].mend,
        ),
    )


def _how_to_name_group(group: LocalityGroup | None) -> str:
    if group is None or not group.at.path:
        return _GROUP
    return "Write posts, never names. " + fill_in(
        group,
        *([] if group.name else ["name: Locality planning group"]),
        *([] if group.clinical_lead else ["clinical_lead: GP cluster lead"]),
        *([] if group.professional_lead else ["professional_lead: Social work team manager"]),
        *([] if group.community_members else ["community_members: [Community council, Carers' group]"]),
        under="group",
    )


_GROUP = (
    "Write posts, never names: `group: {name: Locality planning group, clinical_lead: GP cluster lead, "
    "professional_lead: Social work team manager, community_members: [Community council, Carers' group]}`."
)


@rule("guidance-2015-6-2-reflects-localities", where=("localities/", Priorities))
def plan_takes_up_locality_priorities(plan: Plan, when: When) -> Iterator[Problem]:
    """What each locality wants first is taken up by a priority, or a reason is given."""
    bare = [each for each in plan.localities if not each.priorities]
    mend = (
        'List what the locality wants first: `priorities: [{title: "Care nearer home", priority: '
        f"{next((each.id for each in plan.priorities), '…')}}}]`, where `priority:` is an id of priorities.yaml; or "
        "`not_adopted:` with the reason."
    )
    problems = [
        Problem(each.at_key("priorities"), f"{each.name}: nothing says what the locality wants first", mend)
        for each in bare
    ]
    yield from each_or_one(
        problems,
        lambda: Problem(
            bare[0].at_key("priorities"),
            f"Nothing says what {count(len(bare), 'locality', 'localities')} want first: "
            f"{listed(each.name for each in bare)}",
            mend,
        ),
    )
    for locality in plan.localities:
        for wish in locality.priorities:
            if wish.priority is None and wish.not_adopted is None:
                yield Problem(
                    wish.at,
                    f'{locality.name}: the plan neither takes up "{wish.title}" nor says why not',
                    "Add `priority:` with one of priorities.yaml, or `not_adopted:` with the reason.",
                )
