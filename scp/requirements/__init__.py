"""What the law and its guidance ask, and what a plan still owes."""

from scp.finding import Report
from scp.requirements.catalogue import edition, edition_in_words, nearest, requirement, requirements
from scp.requirements.check import GATES, check, due_stage, gates, is_due
from scp.requirements.registry import all_rules
from scp.requirements.reports.values import report_json
from scp.requirements.rules.review import Anchor, anchors, clock, deadline, own_anchor, review_due_before

__all__ = [
    "GATES",
    "Anchor",
    "Report",
    "all_rules",
    "anchors",
    "check",
    "clock",
    "deadline",
    "due_stage",
    "edition",
    "edition_in_words",
    "gates",
    "is_due",
    "nearest",
    "own_anchor",
    "report_json",
    "requirement",
    "requirements",
    "review_due_before",
]
