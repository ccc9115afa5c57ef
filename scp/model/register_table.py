"""Every register that a plan may have, described by its model."""

from typing import NamedTuple, get_args, get_origin

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
from scp.model.easy_read import EasyReadChecks, Looks, Pictures
from scp.model.local_requirements import LocalRequirements
from scp.model.plan import Facts, Glossary, Plan
from scp.model.planning_group import PlanningGroup
from scp.model.priorities import Priorities
from scp.model.publication import AccessibilityChecks, Publication
from scp.model.record import Record
from scp.model.register import RegisterFile
from scp.model.registers import (
    Attestations,
    Decisions,
    Functions,
    InformationRequests,
    LocalPlans,
    Minutes,
    Principles,
    PublicAddresses,
    Reviews,
    SharedServices,
)
from scp.model.stage import Stages
from scp.model.waivers import Baseline, Waivers


class Register(NamedTuple):
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
    names = sorted(model.model_fields, key=lambda name: name != attribute)  # its own name first, then in order
    items, item = next(found for name in names if (found := _list_of_records(model, name)))
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
    Minutes,
    Reviews,
    Attestations,
    Waivers,
    Baseline,
    Publication,
    AccessibilityChecks,
    Stages,
    EasyReadChecks,
    Looks,
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
    LocalRequirements,
    PublicAddresses,
)

REGISTERS = tuple(map(_described, _MODELS))


def register(name: str) -> Register:
    """The register called *name*; `KeyError` where there is none."""
    found = next((each for each in REGISTERS if each.name == name), None)
    if found is None:
        raise KeyError(name)
    return found
