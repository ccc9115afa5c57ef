"""The report as JUnit's XML: a test for each requirement, for pipelines that count tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from scp.finding import EasyRead, EasyReadState, Effect, Finding, Report, Requirement, State, Waived
from scp.model.words import in_words
from scp.requirements.catalogue import requirements
from scp.requirements.words import due_words

# What XML 1.0 cannot hold, not even escaped.
UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The report as XML: each requirement, and each kind of finding of our own, passes, fails or is skipped."""
    found: dict[str, list[Finding]] = {}
    for each in report.findings:
        found.setdefault(each.id, []).append(each)
    asked = [each for each in requirements() if report.ids is None or each.id in report.ids or each.id in found]
    waived = {each.waiver.id: each for each in report.waivers if each.effect is Effect.IN_USE}
    suite = ElementTree.Element("testsuite", name="scplan check", timestamp=f"{report.day.isoformat()}T00:00:00")
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in _properties(report):
        ElementTree.SubElement(properties, "property", name=name, value=_held(value))
    for duty in asked:
        case = ElementTree.SubElement(suite, "testcase", classname=duty.level.word, name=duty.id, time="0")
        _duty(case, report, duty, found.get(duty.id, []), waived.get(duty.id))
    for local in report.local:
        case = ElementTree.SubElement(suite, "testcase", classname="local", name=local.requirement.id, time="0")
        if local.state is State.NOT_DUE:
            _skipped(case, f"not due yet: due {due_words(local.requirement)}")
        else:
            _owed(case, report, found.get(local.requirement.id, []))
    known = {*(each.id for each in asked), *(each.requirement.id for each in report.local)}
    known |= {each.requirement.id for each in report.easy_read.rules} if report.easy_read else set()
    for id, findings in found.items():
        if id not in known:
            case = ElementTree.SubElement(suite, "testcase", classname=findings[0].level.word, name=id, time="0")
            _owed(case, report, findings)
    suites = [suite, *([_easy_read(report.easy_read, report, found)] if report.easy_read else [])]
    counts = {
        "tests": "testcase",
        "failures": "testcase/failure",
        "skipped": "testcase/skipped",
        "errors": "testcase/error",
    }
    for one in suites:
        for name, path in counts.items():
            one.set(name, str(len(one.findall(path))))
    whole = ElementTree.Element(
        "testsuites", {key: str(sum(int(one.get(key, "0")) for one in suites)) for key in counts}
    )
    whole.extend(suites)
    ElementTree.indent(whole, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(whole, "unicode") + "\n"


def _easy_read(easy_read: EasyRead, report: Report, found: Mapping[str, list[Finding]]) -> ElementTree.Element:
    """The rules of easy read as a suite of their own, so that they are counted apart; a warning does not fail."""
    suite = ElementTree.Element("testsuite", name="scplan easy-read", timestamp=f"{report.day.isoformat()}T00:00:00")
    properties = ElementTree.SubElement(suite, "properties")
    ElementTree.SubElement(properties, "property", name="readers decide", value=_held(easy_read.decide))
    for each in easy_read.rules:
        id = each.requirement.id
        if report.selected and id not in found:
            continue
        case = ElementTree.SubElement(suite, "testcase", classname="easy-read", name=id, time="0")
        if each.state in (EasyReadState.NO_MATTER, EasyReadState.WHEN_BUILT):
            _skipped(case, each.reason or each.state.words)
        else:
            _owed(case, report, found.get(id, []))
    return suite


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield "catalogue", report.catalogue
    yield "for", str(report.stage)
    if report.total:
        yield "baseline", f"{report.left} of {report.total} left"
    for each in report.waivers:
        yield f"waiver of {each.waiver.id}", f"{each.effect.value}; {_answered(each)}"


def _duty(
    case: ElementTree.Element, report: Report, duty: Requirement, findings: list[Finding], waived: Waived | None
) -> None:
    state, reason = report.states[duty.id], report.reasons.get(duty.id, "")
    if waived is not None:
        _skipped(case, _answered(waived))
    elif state is State.NOT_DUE:
        _skipped(case, f"not due yet: {reason or f'due {due_words(duty)}'}")
    elif state in (State.NOT_APPLICABLE, State.NO_RULE):
        _skipped(case, f"{state.words}{f': {reason}' if reason else ''}")
    else:
        _owed(case, report, findings)


def _owed(case: ElementTree.Element, report: Report, findings: list[Finding]) -> None:
    owed = [each for each in findings if _is_owed(each)]
    fresh = [each for each in owed if not report.in_baseline(each)]
    if fresh:
        failure = ElementTree.SubElement(
            case, "failure", type=fresh[0].level.word, message=_held(fresh[0].problem.what)
        )
        failure.text = _held("\n".join(_words(each) for each in fresh))
    elif owed:
        _skipped(case, f"in the baseline, and still owed: {owed[0].problem.what}")
    rest = [each for each in findings if not _is_owed(each) or report.in_baseline(each)]
    if rest:
        ElementTree.SubElement(case, "system-out").text = _held("\n".join(_words(each) for each in rest))


def _is_owed(finding: Finding) -> bool:
    return (
        not finding.problem.note
        and finding.weight != "warn"
        and (finding.requirement is None or finding.requirement.force != "may")
    )


def _words(finding: Finding) -> str:
    return "\n".join(filter(None, [str(finding.problem), finding.caveat and f"    {finding.caveat}"]))


def _skipped(case: ElementTree.Element, message: str) -> None:
    ElementTree.SubElement(case, "skipped", message=_held(message))


def _answered(waived: Waived) -> str:
    waiver = waived.waiver
    return f"waived until {in_words(waiver.expires)} by {waiver.owner}: {waiver.reason}"


def _held(text: str) -> str:
    return UNHELD.sub("�", text)
