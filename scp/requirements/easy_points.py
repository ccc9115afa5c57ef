"""Points of the easy-read summary that do not stand as somebody left them."""

from __future__ import annotations

from collections.abc import Iterator

from scp.model.easy_read import EasyReadPart, Looks, Point, Standing, standing
from scp.model.plan import Plan
from scp.problem import Problem
from scp.requirements.words import count, listed, quoted

CHANGED, UNSEEN, ASSEMBLED = "plan-easy-read-changed", "plan-easy-read-unseen", "plan-easy-read-assembled"


def easy_points(plan: Plan) -> Iterator[Problem]:
    """A problem for each point whose source changed, and one for each file with points that nobody has looked at."""
    looks = plan.of(Looks)
    for part in (*plan.easy_read, *plan.translations):
        stand = [(each, *standing(each, looks)) for each in part.points]
        for point, how, changed in stand:
            if how is Standing.CHANGED:
                yield _changed(part, point, changed)
        for how in (Standing.ASSEMBLED, Standing.UNSEEN):
            points = [point for point, each, _ in stand if each is how]
            if points:
                yield _waiting(part, points, how)
        if part.language:
            yield from _out_of_step(plan, part)


def _changed(part: EasyReadPart, point: Point, places: tuple[str, ...]) -> Problem:
    what = "the English point" if part.language else listed(places)
    return Problem(
        point.at,
        f"{quoted(point.begins)} {'translates' if part.language else 'sums up'} {what}, which has changed since "
        "somebody looked",
        f"Read both. Change the point if it no longer holds, then: scplan easy-read look {point.at}",
        CHANGED,
    )


def _waiting(part: EasyReadPart, points: list[Point], how: Standing) -> Problem:
    number = count(len(points), "point")
    if how is Standing.ASSEMBLED:
        return Problem(
            points[0].at,
            f"{number} of {part.path} {'was' if len(points) == 1 else 'were'} put together by scp from the plan's records, "
            f"and nobody has taken {'it' if len(points) == 1 else 'them'} over; the first: {quoted(points[0].begins)}",
            f"Rewrite each as it should be said, then: scplan easy-read look {part.path}",
            ASSEMBLED,
        )
    return Problem(
        points[0].at,
        f"nobody has looked at {number} of {part.path} since {'it was' if len(points) == 1 else 'they were'} written; the "
        f"first: {quoted(points[0].begins)}",
        f"Read each beside what it sums up, then: scplan easy-read look {part.path}",
        UNSEEN,
        note=True,
    )


def _out_of_step(plan: Plan, part: EasyReadPart) -> Iterator[Problem]:
    name = part.path.rpartition("/")[2]
    english = next((each for each in plan.easy_read if each.path.rpartition("/")[2] == name), None)
    if english is None:
        yield Problem(
            part.section.at,
            f"there is no easy-read/{name} of which this is the translation",
            "Give both files the same name.",
            CHANGED,
        )
    elif len(english.points) != len(part.points):
        yield Problem(
            part.section.at,
            f"the translation has {count(len(part.points), 'point')} and the English {len(english.points)}",
            "Put the points in the same order, one for one.",
            CHANGED,
        )
