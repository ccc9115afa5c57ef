"""The report as SARIF 2.1.0, which code forges show beside the lines that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scp import __version__
from scp.finding import Finding, Level, Report, Waived
from scp.model.words import in_words
from scp.requirements.words import due_words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Level.LAW: "error", Level.GUIDANCE: "warning", Level.NOTE: "note"}
LINK = re.compile(r"\[(?=[^\]]*\]\()")


def sarif(report: Report) -> dict[str, Any]:
    """The report as one SARIF run, with a rule for each requirement found; paths from the plan's folder."""
    waived = [(each, waiver) for waiver in report.waivers for each in waiver.findings]
    found: dict[str, Finding] = {}
    for each in (*report.findings, *(finding for finding, _ in waived)):
        found.setdefault(each.id, each)
    numbers = {id: number for number, id in enumerate(found)}
    results = [
        *(_result(each, numbers, _baselined(report, each)) for each in report.findings),
        *(_result(each, numbers, _answered(waiver)) for each, waiver in waived),
    ]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "scplan",
                        "semanticVersion": __version__,
                        "rules": [_rule(each) for each in found.values()],
                    }
                },
                "originalUriBaseIds": {"PLAN": {"description": {"text": "The folder of the plan."}}},
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {
                    "catalogue": report.catalogue,
                    "for": str(report.stage),
                    "as_of": report.day.isoformat(),
                    "waivers": [
                        {
                            "requirement": each.waiver.id,
                            "effect": each.effect.value,
                            "expires": each.waiver.expires.isoformat(),
                            "owner": each.waiver.owner,
                            "reason": each.waiver.reason,
                        }
                        for each in report.waivers
                    ],
                    **({"easy_read": report.easy_read.in_words} if report.easy_read else {}),
                    **({"baseline": {"total": report.total, "left": report.left}} if report.total else {}),
                },
            }
        ],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    duty = finding.requirement
    if duty is None:
        words = "What no requirement asks, and a plan should mend all the same."
        return {
            "id": finding.id,
            "shortDescription": {"text": words},
            "defaultConfiguration": {"level": LEVELS[finding.level]},
            "properties": {"tags": [finding.level.word]},
        }
    trap = f" Often missed: {duty.trap}" if duty.trap else ""
    return {
        "id": duty.id,
        "shortDescription": {"text": f"{duty.title.rstrip('.')}."},
        "fullDescription": {"text": duty.source},
        "help": {"text": f"{duty.title.rstrip('.')}. {duty.short}, due {due_words(duty)}.{trap} {duty.caveat}".strip()},
        "defaultConfiguration": {"level": LEVELS[duty.level]},
        "properties": {
            "tags": [duty.level.word],
            "force": duty.force,
            "source": duty.short,
            "verification": duty.verification,
        },
    }


def _result(finding: Finding, numbers: Mapping[str, int], suppressed: str) -> dict[str, Any]:
    at = finding.problem.at
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(at.path, errors="replace"), "uriBaseId": "PLAN"}}
    if at.line:
        place["region"] = {"startLine": at.line}
    words = f"{_sentence(finding.problem.what)} {finding.problem.mend} {finding.caveat}"
    return {
        "ruleId": finding.id,
        "ruleIndex": numbers[finding.id],
        "level": LEVELS[finding.level],
        "message": {"text": _literal(" ".join(words.split()))},
        **({"locations": [{"physicalLocation": place}]} if at.path else {}),
        "partialFingerprints": {"scplan/v1": finding.fingerprint},
        **({"properties": {"easy_read_level": finding.weight}} if finding.weight else {}),
        "suppressions": [{"kind": "external", "status": "accepted", "justification": suppressed}] if suppressed else [],
    }


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _literal(text: str) -> str:
    """*text* so that no brace is taken for a placeholder and no bracket for a link (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


def _baselined(report: Report, finding: Finding) -> str:
    if not report.in_baseline(finding):
        return ""
    day = report.baseline.day
    return f"In the baseline{f' of {in_words(day)}' if day else ''}; it is still owed."


def _answered(waived: Waived) -> str:
    waiver = waived.waiver
    return f"Waived until {in_words(waiver.expires)} by {waiver.owner}: {waiver.reason}"
