"""The report as the values of its JSON form."""

from __future__ import annotations

from typing import Any

from scp import __version__
from scp.finding import EasyRead, Finding, Report, Waived
from scp.model.plan import Plan


def report_json(report: Report, plan: Plan) -> dict[str, Any]:
    """The report as the values of its JSON form, the same each time for one plan, stage and day."""
    return {
        "schema": 1,
        "tool": "scplan",
        "version": __version__,
        "catalogue": report.catalogue,
        "plan": {"title": plan.title, "edition": plan.edition, "authority": plan.record.authority.code},
        "stage": str(plan.stage) if plan.stage else None,
        "for": str(report.stage),
        "as_of": report.day.isoformat(),
        "at": report.at or None,
        "selected": list(report.selected),
        "since": {"ref": report.since.ref, "already": report.since.already} if report.since else None,
        "findings": [{**finding_values(each), "in_baseline": report.in_baseline(each)} for each in report.findings],
        "waivers": [waiver_values(each) for each in report.waivers],
        "baseline": baseline_values(report),
        "not_yet": [waiting_values(report, id) for id in report.waiting if report.ids is None or id in report.ids],
        "requirements": {state.value: number for state, number in report.counts.items()},
        "easy_read": easy_read_values(report.easy_read) if report.easy_read else None,
        "local": {
            each.requirement.id: {
                "title": each.requirement.title,
                "source": each.requirement.source,
                "level": each.requirement.level.word,
                "state": each.state.value,
            }
            for each in report.local
        },
    }


def easy_read_values(easy_read: EasyRead) -> dict[str, Any]:
    """How the easy-read summary stands to its rules, which are not among the requirements, and that readers decide."""
    return {
        "rules": {
            each.requirement.id: {
                "rule": each.requirement.title,
                "state": each.state.name.lower(),
                "judged_by": each.kind,
                "held_by_people": each.people.isoformat() if each.people else None,
                "reason": each.reason or None,
            }
            for each in easy_read.rules
        },
        "counts": {state.name.lower(): number for state, number in easy_read.counts.items()},
        "readers_decide": easy_read.decide,
        "checked_by_people": easy_read.checked.isoformat() if easy_read.checked else None,
    }


def waiting_values(report: Report, id: str) -> dict[str, Any]:
    """A requirement whose stage has come and whose day has not: from which day it is judged, and why not before."""
    day = report.until.get(id)
    return {"requirement": id, "from": day.isoformat() if day else None, "why": report.reasons[id]}


def finding_values(finding: Finding) -> dict[str, Any]:
    """One finding, with where, what, how to mend it and how far its source was read."""
    return {
        "requirement": finding.id,
        "level": finding.level.word,
        "easy_read_level": finding.weight or None,
        "force": finding.force,
        "path": finding.problem.at.path,
        "line": finding.problem.at.line or None,
        "what": finding.problem.what,
        "mend": finding.problem.mend,
        "source": finding.source,
        "verification": finding.requirement.verification if finding.requirement else None,
        "caveat": finding.caveat or None,
        "fingerprint": finding.fingerprint,
    }


def waiver_values(waived: Waived) -> dict[str, Any]:
    """One waiver, what it does on the day, and the findings that it answers."""
    waiver = waived.waiver
    return {
        "requirement": waiver.id,
        "effect": waived.effect.value,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "start": waiver.start.isoformat() if waiver.start else None,
        "expires": waiver.expires.isoformat(),
        "path": waiver.at.path,
        "line": waiver.at.line or None,
        "findings": [finding_values(each) for each in waived.findings],
    }


def baseline_values(report: Report) -> dict[str, Any] | None:
    """The baseline, and how much of it is left; None where there is none."""
    drawn = report.baseline
    if not report.total:
        return None
    return {
        "day": drawn.day.isoformat() if drawn.day else None,
        "catalogue": drawn.catalogue,
        "stage": str(drawn.stage) if drawn.stage else None,
        "total": report.total,
        "left": report.left,
        "mended": report.total - report.left,
    }
