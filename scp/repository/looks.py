"""The register of points that somebody looked at, written anew as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from scp.model.easy_read import Look, Looks, Point
from scp.model.plan import Plan
from scp.repository.edit import entry

HEAD = """\
# Which points of the easy-read summary somebody looked at beside what they sum up, and when. A point whose source has
# changed since is a finding. Written by: scplan easy-read look
"""
LONGEST = 60


def looked_at(plan: Plan, points: Iterable[Point], day: date, post: str) -> dict[str, bytes]:
    """The register with a look at each of *points*; looks at words that are no longer there go."""
    there = [point for part in (*plan.easy_read, *plan.translations) for point in part.points]
    known = dict(plan.of(Looks).by_point)
    fresh = {(each.at.path, each.fingerprint): each for each in points}
    written: list[Mapping[str, Any]] = []
    for each in dict.fromkeys((point.at.path, point.fingerprint) for point in there):
        if each in fresh:
            written.append(_record(fresh[each], day, post))
        elif each in known:
            written.append(_kept(known[each]))
    text = "".join(entry(each, 2) for each in written)
    return {Looks.PATH: f"{HEAD}looked_at:{f'{chr(10)}{text}' if text else f' []{chr(10)}'}".encode()}


def _record(point: Point, day: date, post: str) -> dict[str, Any]:
    begins = point.begins
    begins = begins if len(begins) <= LONGEST else begins[:LONGEST].rsplit(" ", 1)[0] + " …"
    return {
        "part": point.at.path,
        "point": point.fingerprint,
        "begins": begins,
        "sums_up": dict(point.sums_up),
        "date": day,
        "by": post,
    }


def _kept(look: Look) -> dict[str, Any]:
    return look.model_dump(exclude_none=True)
