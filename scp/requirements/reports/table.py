"""The report as CSV, for spreadsheets: no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io

from scp.finding import Finding, Level, Report, Requirement, State, Waived
from scp.problem import Location, Problem
from scp.requirements.catalogue import requirement
from scp.requirements.words import due_words

COLUMNS = (
    "requirement",
    "level",
    "state",
    "path",
    "line",
    "what",
    "mend",
    "title",
    "source",
    "due",
    "verification",
    "caveat",
    "waived_until",
    "waived_by",
    "waived_because",
    "fingerprint",
)
EASY = {"fail": "fails", "warn": "warns"}
"""How a breach of an easy-read rule is told."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(report: Report) -> str:
    """A row for each finding, those waived and those of the baseline marked, below a row of headings.

    Last come the requirements whose day has not come, with the reason; not among what is new since a version.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for each in report.findings:
        state = EASY.get(each.weight) or ("worth knowing" if each.level.word == "note" else "owed")
        rows.writerow(map(_cell, _row(each, f"{state}, in the baseline" if report.in_baseline(each) else state)))
    for waived in report.waivers:
        for each in waived.findings:
            rows.writerow(map(_cell, _row(each, "waived", waived)))
    for id in report.waiting if report.since is None else ():
        if report.ids is None or id in report.ids:
            rows.writerow(map(_cell, _waiting(requirement(id), report.reasons[id])))
    if report.easy_read and report.since is None:
        place = Problem(Location("easy-read"), report.easy_read.in_words)
        duty = next(each.requirement for each in report.easy_read.rules if each.requirement.id == "er-not-automatic")
        rows.writerow(map(_cell, _row(Finding(duty.id, Level.NOTE, place, duty), "worth knowing")))
    return out.getvalue()


def _waiting(duty: Requirement, why: str) -> tuple[str, ...]:
    place = Problem(Location(""), why)
    return _row(Finding(duty.id, duty.level, place, duty), State.NOT_DUE.words)


def _row(finding: Finding, state: str, waived: Waived | None = None) -> tuple[str, ...]:
    duty, problem = finding.requirement, finding.problem
    waiver = waived.waiver if waived else None
    return (
        finding.id,
        finding.level.word,
        state,
        problem.at.path,
        str(problem.at.line or ""),
        problem.what,
        problem.mend,
        duty.title if duty else "",
        finding.source,
        due_words(duty) if duty else "",
        duty.verification if duty else "",
        finding.caveat,
        waiver.expires.isoformat() if waiver else "",
        waiver.owner if waiver else "",
        waiver.reason if waiver else "",
        finding.fingerprint,
    )


def _cell(text: str) -> str:
    """*text* for a cell: with an apostrophe before it where a spreadsheet would reckon with it."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
