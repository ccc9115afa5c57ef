"""Which file holds what: version 1 of the plan format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args, get_origin

from scp.model import (
    accounts,
    assessments,
    directions,
    engagement,
    framework,
    governance,
    locality_planning,
    market,
    needs,
    performance,
    self_evaluation,
)
from scp.model.consultation import Consultees
from scp.model.easy_read import EasyReadChecks, Pictures
from scp.model.plan import Facts, Glossary, Plan
from scp.model.planning_group import PlanningGroup
from scp.model.priorities import Priorities
from scp.model.publication import Publication
from scp.model.record import Record
from scp.model.register import RegisterFile
from scp.model.registers import (
    Attestations,
    Decisions,
    Functions,
    InformationRequests,
    LocalPlans,
    Principles,
    Reviews,
    SharedServices,
)
from scp.model.stage import Stages

PLAN = "plan.yaml"
STAGES = "stages.yaml"
LINES = "finance/lines.csv"
NARRATIVE = re.compile(r"narrative/(?:\d+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
EASY_READ = re.compile(r"easy-read/(?:\d+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
LOCALITY = re.compile(r"localities/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
CARE_GROUP = re.compile(r"care-groups/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
ROUND = re.compile(r"consultation/(proposals|draft-1|draft-2)/round\.yaml")


@dataclass(frozen=True)
class Register:
    """One YAML file: the attribute of the plan that it fills (none: see `Plan.of`), its model, and the list inside it."""

    name: str
    kind: str
    path: str
    attribute: str
    model: type[RegisterFile]
    items: str
    item: type[Record]
    title: str

    def holder(self, plan: Plan) -> RegisterFile | tuple[Record, ...] | None:
        """What *plan* has of it: the file as a record or, for the few that are read flat, its records."""
        if self.attribute:
            held: RegisterFile | tuple[Record, ...] | None = getattr(plan, self.attribute)
            return held
        return plan.of(self.model)

    def records(self, plan: Plan) -> tuple[Record, ...]:
        """Its records in *plan*, in the order of the file."""
        held = self.holder(plan)
        if isinstance(held, tuple):
            return held
        found: tuple[Record, ...] = getattr(held, self.items) if held is not None else ()
        return found


def _described(model: type[RegisterFile]) -> Register:
    attribute = model.NAME.replace("-", "_")
    items, item = next(found for name in model.model_fields if (found := _list_of_records(model, name)))
    return Register(
        model.NAME,
        model.KIND,
        model.PATH or f"registers/{model.NAME}.yaml",
        attribute if attribute in Plan.__dataclass_fields__ else "",
        model,
        items,
        item,
        model.TITLE,
    )


def _list_of_records(model: type[RegisterFile], name: str) -> tuple[str, type[Record]] | None:
    annotation = model.model_fields[name].annotation
    item = next(iter(get_args(annotation)), None) if get_origin(annotation) is tuple else None
    return (name, item) if isinstance(item, type) and issubclass(item, Record) else None


_MODELS: tuple[type[RegisterFile], ...] = (
    Priorities,
    Facts,
    Glossary,
    Pictures,
    PlanningGroup,
    Consultees,
    Functions,
    Principles,
    LocalPlans,
    SharedServices,
    InformationRequests,
    Decisions,
    Reviews,
    Attestations,
    Publication,
    Stages,
    EasyReadChecks,
    *directions.REGISTERS,
    *performance.REGISTERS,
    *accounts.REGISTERS,
    *assessments.REGISTERS,
    *engagement.REGISTERS,
    *locality_planning.REGISTERS,
    *governance.REGISTERS,
    *self_evaluation.REGISTERS,
    *needs.REGISTERS,
    *market.REGISTERS,
    *framework.REGISTERS,
)

REGISTERS = tuple(map(_described, _MODELS))

FOLDERS = {
    "narrative": (
        NARRATIVE,
        "Name it as in `narrative/040-vision.md`: a number for the order, then small letters and hyphens.",
    ),
    "localities": (LOCALITY, "Name it as in `localities/east.md`: small letters, digits and hyphens."),
    "care-groups": (CARE_GROUP, "Name it as in `care-groups/older-people.md`: small letters, digits and hyphens."),
    "easy-read": (EASY_READ, "Name it as in `easy-read/020-vision.md`; pictures go in `easy-read/pictures/`."),
    "consultation": (ROUND, "A round is `consultation/proposals/round.yaml`, `…/draft-1/…` or `…/draft-2/…`."),
}


def register(name: str) -> Register:
    """The register called *name*; `KeyError` where there is none."""
    return next(each for each in REGISTERS if each.name == name)
