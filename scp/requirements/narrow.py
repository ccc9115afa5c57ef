"""A report of fewer findings: those that somebody asked about, or those that were not there before."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from scp.finding import Finding, Level, Report, Requirement, Since
from scp.problem import misuse
from scp.requirements.catalogue import nearest, requirements

LEVELS = {each.word: each for each in Level}
OWN = (
    "plan-amount-without-source",
    "plan-broken-link",
    "plan-easy-read-assembled",
    "plan-easy-read-changed",
    "plan-easy-read-note",
    "plan-easy-read-unseen",
    "plan-loose-end",
    "plan-lost-text",
    "plan-missing-glyph",
    "plan-missing-picture",
    "plan-person-name",
    "plan-personal-data",
    "plan-picture-consent",
    "plan-picture-licence",
    "plan-picture-mixed",
    "plan-public-address-unused",
    "plan-raw-html",
    "plan-still-to-write",
    "plan-theme-colour",
    "plan-theme-logo",
    "plan-too-deep",
    "plan-unclosed-block",
    "plan-unusable-font",
    "plan-waiver-expired",
    "plan-waiver-too-long",
    "plan-waiver-unused",
    "plan-wrong-figure",
)
Picks = Callable[[str, Level, str], bool]


def selected(report: Report, patterns: Iterable[str], files: Iterable[str]) -> Report:
    """*report* with the findings that any of *patterns* picks: an id (with `*`), a level, a file or a folder.

    *files* are the paths of the plan; a pattern that names nothing is a mistake in usage.
    """
    patterns = tuple(dict.fromkeys(patterns))
    if not patterns:
        return report
    paths = {*files, *(each.problem.at.path for each in report.findings if each.problem.at.path)}
    kinds = {*OWN, *(each.requirement.id for each in report.local)}
    kinds |= {each.requirement.id for each in report.easy_read.rules} if report.easy_read else set()
    kinds |= {each.id for each in report.findings if each.requirement is None}
    duties = [_picks_duties(each, kinds) for each in patterns]
    places = [_picks_places(each, paths) for each in patterns]
    for pattern, *picks in zip(patterns, duties, places, strict=True):
        if not any(picks):
            raise _unknown(pattern, paths)
    wanted = [each for each in (*duties, *places) if each]

    def picked(finding: Finding) -> bool:
        return any(picks(finding.id, finding.level, finding.problem.at.path) for picks in wanted)

    waivers = tuple(
        replace(each, findings=tuple(filter(picked, each.findings)))
        for each in report.waivers
        if any(map(picked, each.findings)) or any(p(each.waiver.id, _level(each.waiver.id), "") for p in duties if p)
    )
    return replace(
        report,
        findings=tuple(filter(picked, report.findings)),
        waivers=waivers,
        selected=patterns,
        ids=frozenset(each.id for each in requirements() if any(p(each.id, each.level, "") for p in duties if p)),
    )


def since(report: Report, before: Report, ref: str) -> Report:
    """*report* with the findings that are not in *before*, the report on the plan as it was at *ref*."""
    known = {each.fingerprint for each in before.findings}
    new = tuple(each for each in report.findings if each.fingerprint not in known)
    return replace(report, findings=new, since=Since(ref, len(report.findings) - len(new)))


def _picks_duties(pattern: str, kinds: Iterable[str]) -> Picks | None:
    """What picks requirements by *pattern*, if it is a level or names any."""
    level = LEVELS.get(pattern)
    if level:
        return lambda id, own, path: own is level
    glob = re.sub(r"[\[?]", r"[\g<0>]", pattern)
    if "/" not in pattern and any(fnmatchcase(id, glob) for id in (*_by_id(), *kinds)):
        return lambda id, own, path: fnmatchcase(id, glob)
    return None


def _picks_places(pattern: str, paths: Iterable[str]) -> Picks | None:
    """What picks findings by their file, if *pattern* is one or is a folder."""
    place = pattern.removeprefix("./").rstrip("/")
    if place and any(path == place or path.startswith(f"{place}/") for path in paths):
        return lambda id, own, path: path == place or path.startswith(f"{place}/")
    return None


def _unknown(pattern: str, paths: Iterable[str]) -> Exception:
    family = f"{pattern.rstrip('-*')}-*"
    families = [family] if any(fnmatchcase(id, family) for id in _by_id()) else []
    near = families or ([] if "/" in pattern else nearest(pattern)[:3])
    near = near or difflib.get_close_matches(pattern, [*LEVELS, *OWN, *sorted(paths)], 3, 0.6)
    return misuse(
        f"--select {pattern} names no requirement, level, file or folder of the plan",
        f"Did you mean {' or '.join(near)}?"
        if near
        else "Write an id, as in act-29-3-b-separate-arrangements or act-33-*; law, guidance or note; or a path, "
        "as in localities/east.md.",
    )


def _by_id() -> Mapping[str, Requirement]:
    return {each.id: each for each in requirements()}


def _level(id: str) -> Level:
    return _by_id()[id].level
