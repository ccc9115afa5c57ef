"""What the law and its guidance ask, and what a plan still owes."""

from scp.requirements.catalogue import edition, nearest, requirement, requirements
from scp.requirements.check import GATES, Report, check, due_stage, gates, is_due, report_json
from scp.requirements.registry import all_rules
from scp.requirements.rules.review import Anchor, anchors, deadline

__all__ = [
    "GATES",
    "Anchor",
    "Report",
    "all_rules",
    "anchors",
    "check",
    "deadline",
    "due_stage",
    "edition",
    "gates",
    "is_due",
    "nearest",
    "report_json",
    "requirement",
    "requirements",
]
