"""Which file holds what: version 1 of the plan format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scp.model.consultation import Consultee, Consultees
from scp.model.easy_read import Picture, Pictures
from scp.model.plan import FactRecord, Facts, Glossary, Term
from scp.model.planning_group import PlanningGroup, Seat
from scp.model.priorities import Priorities, Priority
from scp.model.publication import FormatOffered, Publication
from scp.model.record import Record
from scp.model.registers import (
    Attestation,
    Attestations,
    Decision,
    Decisions,
    Function,
    Functions,
    InformationRequest,
    InformationRequests,
    LocalPlan,
    LocalPlans,
    PrincipleEntry,
    Principles,
    Review,
    Reviews,
    SharedService,
    SharedServices,
)
from scp.model.stage import StageRecord, Stages
from scp.model.waivers import Baseline, KnownFinding, Waiver, Waivers

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
    """One YAML file: the attribute of the plan that it fills, its model, and the list inside it."""

    name: str
    path: str
    attribute: str
    model: type[Record]
    items: str
    item: type[Record]
    title: str


REGISTERS = (
    Register("priorities", "priorities.yaml", "priorities", Priorities, "priorities", Priority, "Strategic priorities"),
    Register("facts", "facts.yaml", "facts", Facts, "facts", FactRecord, "Facts"),
    Register("glossary", "glossary.yaml", "glossary", Glossary, "terms", Term, "Glossary"),
    Register("pictures", "easy-read/pictures.yaml", "pictures", Pictures, "pictures", Picture, "Pictures"),
    Register(
        "planning-group",
        "registers/planning-group.yaml",
        "planning_group",
        PlanningGroup,
        "members",
        Seat,
        "Strategic planning group",
    ),
    Register(
        "consultees", "registers/consultees.yaml", "consultees", Consultees, "consultees", Consultee, "Consultees"
    ),
    Register(
        "functions", "registers/functions.yaml", "functions", Functions, "functions", Function, "Delegated functions"
    ),
    Register(
        "principles",
        "registers/principles.yaml",
        "principles",
        Principles,
        "principles",
        PrincipleEntry,
        "Delivery principles",
    ),
    Register(
        "local-plans",
        "registers/local-plans.yaml",
        "local_plans",
        LocalPlans,
        "local_plans",
        LocalPlan,
        "Other local plans",
    ),
    Register(
        "shared-services",
        "registers/shared-services.yaml",
        "shared_services",
        SharedServices,
        "shared_services",
        SharedService,
        "Shared services",
    ),
    Register(
        "information-requests",
        "registers/information-requests.yaml",
        "information_requests",
        InformationRequests,
        "information_requests",
        InformationRequest,
        "Information asked for",
    ),
    Register(
        "decisions",
        "registers/decisions.yaml",
        "decisions",
        Decisions,
        "decisions",
        Decision,
        "Decisions outside the plan",
    ),
    Register("reviews", "registers/reviews.yaml", "reviews", Reviews, "reviews", Review, "Reviews"),
    Register(
        "attestations",
        "registers/attestations.yaml",
        "attestations",
        Attestations,
        "attestations",
        Attestation,
        "Signed judgements",
    ),
    Register("waivers", "registers/waivers.yaml", "waivers", Waivers, "waivers", Waiver, "Waivers of guidance"),
    Register(
        "baseline", "registers/baseline.yaml", "baseline", Baseline, "findings", KnownFinding, "Findings taken on"
    ),
    Register("publication", "publication.yaml", "publication", Publication, "formats", FormatOffered, "Publication"),
    Register("stages", "stages.yaml", "stages", Stages, "stages", StageRecord, "Stages reached"),
)

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
