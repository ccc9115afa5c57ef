"""Whether what one record names is there: localities, functions, files, lists of the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from scp.model.assessments import BestValuePart
from scp.model.local_requirements import LocalRequirements
from scp.model.plan import Plan
from scp.model.priorities import Priorities
from scp.model.record import Names, Record, Refers
from scp.model.registers import RESIDENTS, CarerStrategyItem
from scp.model.roles import ROLES
from scp.problem import Location, Problem
from scp.reference import catalogue, easy_read, lists
from scp.repository.layout import LINES, REGISTERS
from scp.repository.record import nearest

KIND_FILES = {each.kind: each.path for each in REGISTERS} | {"finance-line": LINES, "commitment": Priorities.PATH}
WORDS = {
    "consultee-group": "prescribed group",
    "locality-consultee": "prescribed group of a locality",
    "local-plan-kind": "kind of plan",
    "carer-strategy-item": "item of a carer strategy",
    "best-value-part": "part of Best Value",
    "professional-register": "register or role of professionals",
    "proposal": "proposal of the review of 2019",
    "easy-read-rule": "easy-read rule",
}


@cache
def law_list(kind: str) -> frozenset[str]:
    """The ids of a fixed list of the law or of the catalogue."""
    match kind:
        case "seat":
            seats = {seat.id for seat in lists.planning_group_seats()}
            return frozenset({group.id for group in lists.planning_group_groups()} | seats)
        case "consultee-group":
            return frozenset(group.id for group in lists.consultee_groups())
        case "locality-consultee":
            return frozenset({RESIDENTS} | {group.id for group in lists.consultee_groups()})
        case "indicator":
            return frozenset(each.id for each in lists.core_indicators())
        case "msg-indicator":
            return frozenset(each.id for each in lists.msg_indicators())
        case "spend-category":
            return frozenset(each.id for each in lists.spend_categories() if each.id != lists.KEY_CARE_GROUPS)
        case "scrutiny-body":
            return frozenset(lists.scrutiny_bodies())
        case "pillar":
            return frozenset(each.id for each in lists.pillars())
        case "aim":
            return frozenset(each.id for each in lists.aims())
        case "principle":
            return frozenset(each.id for each in lists.principles())
        case "local-plan-kind":
            return frozenset(each.id for each in lists.local_plan_kinds())
        case "impact-assessment":
            return frozenset(each.id for each in lists.impact_assessments())
        case "carer-strategy-item":
            return frozenset(each.value for each in CarerStrategyItem)
        case "best-value-part":
            return frozenset(each.value for each in BestValuePart)
        case "professional-register":
            return frozenset(each.id for each in lists.professional_registers())
        case "proposal":
            return frozenset(each.id for each in catalogue.review_proposals())
        case "easy-read-rule":
            return frozenset(each.id for each in easy_read.rules() if each.kind != "program")
        case "role":
            return frozenset(each.id for each in ROLES)
        case "requirement":
            return frozenset(each.id for each in catalogue.entries())
        case "funding":
            return frozenset(["integrated", "set-aside"])
        case "register":
            return frozenset(each.name for each in REGISTERS)
    raise KeyError(kind)


def ids_of(plan: Plan) -> dict[str, set[str]]:
    """The ids that a record may refer to, by kind."""
    return {
        "locality": {each.id for each in plan.localities},
        "care-group": {each.id for each in plan.care_groups},
        "finance-line": {each.id for each in plan.finance.lines},
        "commitment": {each.id for priority in plan.priorities for each in priority.commitments},
        "partner": {each.code for each in plan.record.partners.bodies},
    } | {
        register.kind: {id for each in register.records(plan) if isinstance(id := getattr(each, "id", None), str)}
        for register in REGISTERS
    }


@cache
def markers(kind: type[Record], name: str) -> tuple[tuple[str, Refers | Names], ...]:
    """What a field's values (or, of a mapping, its keys) must name."""
    field = kind.model_fields[name]
    direct = [("value", each) for each in field.metadata if isinstance(each, Refers | Names)]
    annotation = field.annotation
    if get_origin(annotation) is dict:
        key, value = get_args(annotation)
        return tuple([("key", each) for each in _markers_in(key)] + [("value", each) for each in _markers_in(value)])
    return tuple(direct + [("value", each) for each in _markers_in(annotation)])


def _markers_in(annotation: Any) -> Iterator[Refers | Names]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return
    for each in get_args(annotation):
        if isinstance(each, Refers | Names):
            yield each
        else:
            yield from _markers_in(each)


Pointers = tuple[tuple[Record, str, str, Refers | Names], ...]


def pointers(plan: Plan) -> Pointers:
    """Everything in the plan that names something: (record, key, name, what it must name)."""
    found: list[tuple[Record, str, str, Refers | Names]] = []
    for record in records(plan):
        _pointers_in(record, found)
    return tuple(found)


def _pointers_in(record: Record, found: list[tuple[Record, str, str, Refers | Names]]) -> None:
    for key, marks, is_nested in _telling(type(record)):
        value = getattr(record, key)
        if value is None:
            continue
        for where, marker in marks:
            found.extend((record, key, name, marker) for name in _names(value, where))
        if is_nested:
            for each in (value,) if isinstance(value, Record) else value.values() if isinstance(value, dict) else value:
                if isinstance(each, Record):
                    _pointers_in(each, found)


@cache
def _telling(kind: type[Record]) -> tuple[tuple[str, tuple[tuple[str, Refers | Names], ...], bool], ...]:
    """The keys of a kind of record that name something or hold records that may: (key, marks, holds records)."""
    keys = [(name, markers(kind, name), _holds_records(field.annotation)) for name, field in kind.model_fields.items()]
    return tuple(each for each in keys if each[1] or each[2])


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Record)
    return any(_holds_records(each) for each in get_args(annotation))


def _names(value: Any, where: str) -> Iterable[str]:
    if value is None:
        return ()
    if isinstance(value, dict):
        return list(value) if where == "key" else list(value.values())
    return value if isinstance(value, tuple) else (value,)


def records(plan: Plan) -> Iterator[Record]:
    """Every record that a file of the plan holds, outermost first."""
    yield plan.record
    for nouns in (plan.narrative, plan.localities, plan.care_groups, plan.easy_read, plan.translations, plan.rounds):
        yield from nouns
    for kept in plan.replies.values():
        yield from kept.themes
    for register in REGISTERS:
        held = register.holder(plan)
        if isinstance(held, tuple):
            yield from held
        elif held is not None:
            yield held
    yield plan.finance


def check_names(plan: Plan, pointers: Pointers) -> Iterator[Problem]:
    """A problem for each word that is not of its fixed list; a judgement may also be signed for a local duty."""
    local = {each.id for each in plan.of(LocalRequirements).local_requirements}
    for owner, key, name, marker in pointers:
        if isinstance(marker, Names) and name not in law_list(marker.kind):
            if marker.kind == "requirement" and name in local:
                continue
            known = sorted(law_list(marker.kind))
            near = nearest(name, known, 1, 0.5)
            few = f" They are {', '.join(known)}." if len(known) <= 24 else ""
            yield Problem(
                owner.at_key(key),
                f"'{name}' is no {_word(marker.kind)}" + (f". Did you mean '{near[0]}'?" if near else ""),
                f"Write one of the list.{few}",
            )


def check_places(
    plan: Plan, pointers: Pointers, anchors: Mapping[str, set[str]], failed: set[str]
) -> Iterator[Problem]:
    """A problem for each record, file or section that is named and is not there.

    What lies in a file that could not be read (*failed*) is taken to be there.
    """
    ids = ids_of(plan)
    for path in failed:
        folder, _, rest = path.partition("/")
        if folder in ("localities", "care-groups"):
            ids["locality" if folder == "localities" else "care-group"].add(rest.removesuffix(".md"))
    unread = {kind for kind, path in KIND_FILES.items() if path in failed}
    for owner, key, name, marker in pointers:
        if not isinstance(marker, Refers):
            continue
        at = owner.at_key(key)
        if marker.kind == "place":
            yield from _place(plan, at, name, anchors, failed)
        elif marker.kind not in unread and name not in ids[marker.kind]:
            word = _word(marker.kind)
            near = nearest(name, ids[marker.kind], 1, 0.5)
            yield Problem(
                at,
                f"'{name}' is no {word} of this plan" + (f". Did you mean '{near[0]}'?" if near else ""),
                _where_to_add(plan, marker.kind, ids[marker.kind]),
            )


def _word(kind: str) -> str:
    return WORDS.get(kind, kind.replace("-", " "))


def _where_to_add(plan: Plan, kind: str, known: set[str]) -> str:
    there = f" There are {', '.join(sorted(known)[:12])}{' …' if len(known) > 12 else ''}." if known else ""
    if kind == "partner":
        there = f" They are {', '.join(f'{each.code} ({each.name})' for each in plan.record.partners.bodies)}."
    if kind in ("locality", "care-group"):
        return f"Make it with scplan add {kind}, or write the name of one that there is.{there}"
    if kind == "partner":
        return f"Write the code of a council or Health Board of plan.yaml.{there}"
    return f"Add it to {KIND_FILES[kind]}, or write the id of one that there is.{there}"


def _place(
    plan: Plan, at: Location, place: str, anchors: Mapping[str, set[str]], failed: set[str]
) -> Iterator[Problem]:
    path, _, anchor = place.partition("#")
    if path not in plan.files:
        near = nearest(path, plan.files, 1, 0.6)
        yield Problem(
            at,
            f"there is no file {path}" + (f". Did you mean {near[0]}?" if near else ""),
            "Put the file there, or write the path from the plan's folder.",
        )
    elif anchor and path not in failed and anchor not in anchors.get(path, set()):
        near = nearest(anchor, anchors.get(path, set()), 1, 0.5)
        yield Problem(
            at,
            f"{path} has no part called '{anchor}'" + (f". Did you mean '{near[0]}'?" if near else ""),
            f"Give the heading its short name, as in `## Title {{#{anchor}}}`, or leave #{anchor} out.",
        )
