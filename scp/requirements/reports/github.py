"""The report as workflow commands, which GitHub shows beside the lines that they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from scp.finding import Effect, Finding, Level, Report
from scp.model.words import in_words

COMMANDS = {Level.LAW: "error", Level.GUIDANCE: "warning", Level.NOTE: "notice"}


def github(report: Report) -> Iterator[str]:
    """A line for each finding and each waiver in use; what is in the baseline is only a notice."""
    for each in report.findings:
        known = report.in_baseline(each)
        yield _line("notice" if known else COMMANDS[each.level], each, "In the baseline, and still owed. " * known)
    for waived in report.waivers:
        waiver = waived.waiver
        until = f"{in_words(waiver.expires)} by {waiver.owner}: {waiver.reason}"
        if waived.effect is Effect.IN_USE:
            for each in waived.findings:
                yield _line("notice", each, f"Waived until {until}. ")
        else:
            place = f"file={_property(waiver.at.path)},line={waiver.at.line},title={_property(waiver.id)}"
            yield f"::notice {place}::{_data(f'Waiver {waived.effect.value}, until {until}')}"
    if report.easy_read:
        yield f"::notice title=scplan::{_data(report.easy_read.in_words)}"
    if report.total:
        yield f"::notice title=scplan::{_data(f'{report.left} of {report.total} problems of the baseline are left')}"


def _line(command: str, finding: Finding, before: str) -> str:
    at = finding.problem.at
    properties = {
        "file": at.path,
        "line": str(at.line or ""),
        "title": f"{finding.id} ({finding.weight or finding.level.word})",
    }
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    lines = [f"{before}{finding.problem.what}", finding.problem.mend, finding.source, finding.caveat]
    return f"::{command} {given}::{_data(chr(10).join(filter(None, lines)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
