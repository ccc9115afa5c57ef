"""The fixed lists of the Act, its regulations and guidance."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from scp.reference import store


class ListSource(NamedTuple):
    """Where a list is from and how it was checked."""

    source: str
    verification: str
    note: str | None


class Outcome(NamedTuple):
    """A national health and wellbeing outcome (SSI 2014/343)."""

    id: str
    number: int
    text: str


class Principle(NamedTuple):
    """The main purpose of integrated services, or a delivery principle (s31(1) of the 2014 Act)."""

    id: str
    provision: str
    text: str
    main_purpose: bool


class PlanningGroupGroup(NamedTuple):
    """A group that must have a member on the strategic planning group (SSI 2014/308 reg 2)."""

    id: str
    provision: str
    group: str
    area_test: str
    area_test_means: str


class PlanningGroupSeat(NamedTuple):
    """A seat on the strategic planning group besides those of the twelve groups (s32 of the 2014 Act)."""

    id: str
    provision: str
    when: str
    minimum: int
    note: str | None


class ProfessionalRegister(NamedTuple):
    """A register or role of health or social care professionals (SSI 2014/307 reg 2); *kind* is health or social-care."""

    id: str
    kind: str
    text: str


class ConsulteeGroup(NamedTuple):
    """A group that must be consulted on the second draft (SSI 2014/283)."""

    id: str
    group: str
    test: str
    test_means: str
    in_planning_group: bool


class CoreIndicator(NamedTuple):
    """One of the 23 core integration indicators; *survey* is one answered every second year."""

    id: str
    number: int
    text: str
    source: str
    reported: bool
    survey: bool


class GroupIndicator(NamedTuple):
    """One of the six indicators of the Ministerial Strategic Group; the ids are ours."""

    id: str
    text: str


class CareGroupKind(NamedTuple):
    """A care group that a plan is offered."""

    id: str
    name: str
    source: str


class LocalPlanKind(NamedTuple):
    """A kind of local plan that the strategic plan should link to."""

    id: str
    name: str


class Pillar(NamedTuple):
    """A pillar of public service reform (2015 guidance para 3.2)."""

    id: str
    text: str


class Aim(NamedTuple):
    """A core aim of integration (2015 guidance para 2.2)."""

    id: str
    text: str


class CycleStep(NamedTuple):
    """A step of the commissioning cycle, and what it holds."""

    id: str
    holds: str


class Model(NamedTuple):
    """A way to integrate (s1(4) of the 2014 Act), and who is then the integration authority (s59)."""

    id: str
    provision: str
    text: str
    integration_authority: str


class StatutoryStage(NamedTuple):
    """A stage of a plan's life: what is made then, whose views are sought (ss33, 35-37 of the 2014 Act)."""

    id: str
    provision: str
    made: str
    views_from: tuple[str, ...]
    period: str | None


class ImpactAssessment(NamedTuple):
    """An assessment of a plan's effects that a law asks for."""

    id: str
    provision: str
    needed: str
    publish: str


class SpendCategory(NamedTuple):
    """A matter on which the yearly report gives the amount spent (SSI 2014/326 reg 4(2))."""

    id: str
    provision: str
    text: str


class ReportContent(NamedTuple):
    """What the yearly report must hold (SSI 2014/326); *when* is given if it is not always needed."""

    id: str
    provision: str
    text: str
    when: str | None


@cache
def outcomes() -> tuple[Outcome, ...]:
    """The nine national outcomes, in order."""
    return tuple(Outcome(**each) for each in _items("outcomes"))


@cache
def principles() -> tuple[Principle, ...]:
    """The main purpose, then the twelve delivery principles in order."""
    purpose = _list("principles")["main_purpose"]
    rest = (Principle(**each, main_purpose=False) for each in _items("principles"))
    return (Principle(**purpose, main_purpose=True), *rest)


@cache
def models() -> tuple[Model, ...]:
    """The four integration models of the Act."""
    return tuple(Model(**each) for each in _items("models"))


@cache
def stages() -> tuple[StatutoryStage, ...]:
    """The stages of a plan's life, from proposals to review."""
    return tuple(
        StatutoryStage(each["id"], each["provision"], each["made"], tuple(each["views_from"]), each.get("period"))
        for each in _items("stages")
    )


@cache
def planning_group_groups() -> tuple[PlanningGroupGroup, ...]:
    """The twelve groups that each have a member on the strategic planning group."""
    tests = _list("planning_group")["area_tests"]
    return tuple(
        PlanningGroupGroup(**each, area_test_means=tests[each["area_test"]]) for each in _items("planning_group")
    )


@cache
def planning_group_seats() -> tuple[PlanningGroupSeat, ...]:
    """The other seats of the strategic planning group: nominees, locality representatives and others."""
    return tuple(
        PlanningGroupSeat(
            id=each["id"],
            provision=each["provision"],
            when=each["when"],
            minimum=each["minimum"] if isinstance(each["minimum"], int) else 1,
            note=None if isinstance(each["minimum"], int) else each["minimum"],
        )
        for each in _list("planning_group")["other_seats"]
    )


@cache
def professional_registers() -> tuple[ProfessionalRegister, ...]:
    """The registers and roles of health professionals and of social care professionals."""
    return tuple(ProfessionalRegister(**each) for each in _items("professional_registers"))


@cache
def consultee_groups() -> tuple[ConsulteeGroup, ...]:
    """The thirteen groups prescribed as consultees on the second draft."""
    tests = _list("consultees")["tests"]
    return tuple(
        ConsulteeGroup(
            id=each["id"],
            group=each["group"],
            test=each["test"],
            test_means=tests[each["test"]],
            in_planning_group=not each.get("not_in_planning_group", False),
        )
        for each in _items("consultees")
    )


@cache
def core_indicators() -> tuple[CoreIndicator, ...]:
    """The 23 core integration indicators, in order."""
    return tuple(
        CoreIndicator(
            id=each["id"],
            number=each["number"],
            text=each["text"],
            source=each["source"],
            reported=each["status"] == "reported",
            survey=each["source"] == "Health and Care Experience Survey",
        )
        for each in _items("core_indicators")
    )


@cache
def msg_indicators() -> tuple[GroupIndicator, ...]:
    """The six indicators that the Ministerial Strategic Group asked for."""
    return tuple(GroupIndicator(each["id"], each["text"]) for each in _items("msg_indicators"))


@cache
def care_groups() -> tuple[CareGroupKind, ...]:
    """The care groups that a plan is offered."""
    return tuple(CareGroupKind(each["id"], each["name"], each["from"]) for each in _items("care_groups"))


@cache
def local_plan_kinds() -> tuple[LocalPlanKind, ...]:
    """The kinds of local plan that the strategic plan should link to."""
    return tuple(LocalPlanKind(**each) for each in _items("local_plans"))


@cache
def pillars() -> tuple[Pillar, ...]:
    """The four pillars of public service reform."""
    return tuple(Pillar(**each) for each in _items("pillars"))


@cache
def aims() -> tuple[Aim, ...]:
    """The three core aims of integration."""
    return tuple(Aim(**each) for each in _items("aims"))


@cache
def cycle_steps() -> tuple[CycleStep, ...]:
    """The four steps of the commissioning cycle."""
    return tuple(CycleStep(**each) for each in _items("cycle"))


@cache
def impact_assessments() -> tuple[ImpactAssessment, ...]:
    """The assessments of a plan's effects that laws ask for."""
    return tuple(ImpactAssessment(**each) for each in _items("impact_assessments"))


@cache
def spend_categories() -> tuple[SpendCategory, ...]:
    """The matters on which the yearly report gives the amount spent."""
    return tuple(SpendCategory(**each) for each in _list("performance_report")["spend_categories"])


KEY_CARE_GROUPS = "spend-f"
"""The matter that cuts across the others: each key care group (reg 4(2)(f))."""


@cache
def scrutiny_bodies() -> tuple[str, ...]:
    """The bodies whose recommendations the yearly report lists (SSI 2014/326 reg 7)."""
    return tuple(_list("performance_report")["scrutiny_bodies"])


@cache
def report_contents() -> tuple[ReportContent, ...]:
    """What the yearly performance report must hold."""
    return tuple(
        ReportContent(each["id"], each["provision"], each["text"], each.get("when"))
        for each in _items("performance_report")
    )


def list_source(name: str) -> ListSource:
    """Where the list *name* is from: `outcomes`, `principles`, `planning_group` … as in the packed lists."""
    given = _list(name)
    return ListSource(given["source"], given["verification"], given.get("note"))


def list_names() -> tuple[str, ...]:
    """The names that `list_source` knows."""
    return tuple(_packed())


def _items(name: str) -> list[Mapping[str, Any]]:
    items: list[Mapping[str, Any]] = _list(name)["items"]
    return items


def _list(name: str) -> Mapping[str, Any]:
    given: Mapping[str, Any] = _packed()[name]
    return given


@cache
def _packed() -> Mapping[str, Any]:
    packed: Mapping[str, Any] = store.read("lists.json")
    return packed
