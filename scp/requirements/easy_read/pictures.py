"""Rules on pictures: one to each point, the same for the same thing, told in words, and free to use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scp.model.easy_read import EasyReadPart, Point
from scp.problem import Location, Problem
from scp.requirements.easy_read.registry import Breach, Given, er_rule, told
from scp.requirements.words import count, listed, quoted

OWN = "pictogram:"
"""What the picture of a point begins with that is of the set which comes with scp."""
PLACEHOLDER = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|icon|logo|graphic|symbol|alt(?: text)?|tbc|todo|untitled)(?: \d+)?\.?",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp|tiff?)", re.IGNORECASE)


def pictures_of(given: Given) -> Iterator[tuple[EasyReadPart, Point]]:
    """Every point with a picture, those of translations too."""
    plan = given.text.plan
    return ((part, point) for part in (*plan.easy_read, *plan.translations) for point in part.points if point.picture)


def file_of(part: EasyReadPart, point: Point) -> str:
    """The path of the picture of *point* within the plan."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(part.path), point.picture))


@er_rule("er-pictures")
def pictures(given: Given) -> Iterator[Breach]:
    """Each point has a picture, and its file is there."""
    bare = [
        Problem(
            point.at,
            f"No picture stands beside {quoted(point.lines[0].text)}",
            "Begin the point with a picture: ![What it shows](pictures/home.svg)",
        )
        for point in given.text.points
        if not point.picture and point.lines and not _is_heading(given, point)
    ]
    yield from told("fail", bare, lambda number: f"{count(number, 'point')} have no picture")
    for part, point in pictures_of(given):
        path = file_of(part, point)
        if not point.picture.startswith((OWN, "http:", "https:")) and path not in given.text.plan.files:
            yield Breach(
                "fail", Problem(point.at, f"There is no picture {path}", "Put it there, or name one that is there.")
            )


def _is_heading(given: Given, point: Point) -> bool:
    return all(each.heading for each in given.text.sentences if each.point is point)


@er_rule("er-picture-consistent")
def same_picture(given: Given) -> Iterator[Breach]:
    """What is shown under one name is shown by one picture."""
    shown: dict[str, dict[str, Location]] = {}
    for part, point in pictures_of(given):
        if point.alt and not part.language:
            concept = " ".join(point.alt.lower().rstrip(".").split())
            shown.setdefault(concept, {}).setdefault(point.picture, point.at)
    for concept, files in shown.items():
        if len(files) > 1:
            first, second, *_ = files
            yield Breach(
                "warn",
                Problem(files[second], f"{quoted(concept)} is shown by {listed(files)}", f"Use {first} all through."),
            )


@er_rule("er-picture-alt")
def alternative(given: Given) -> Iterator[Breach]:
    """Each picture says what it shows, or is marked, by an empty text, as repeating the words."""
    mend = "Say what it shows in a few words, or leave the brackets empty where the words beside it say the same."
    found = [
        Problem(point.at, f'"{point.alt}" does not say what the picture shows', mend)
        for _, point in pictures_of(given)
        if PLACEHOLDER.fullmatch(point.alt.strip()) or FILE_NAME.fullmatch(point.alt.strip())
    ]
    yield from told("fail", found, lambda number: f"{count(number, 'picture')} do not say what they show")


@er_rule("er-picture-rights")
def rights(given: Given) -> Iterator[Breach]:
    """For each picture of the plan's own the ledger says where it is from and under which licence it is used."""
    ledger = given.text.plan.pictures
    missing: dict[str, Location] = {}
    for part, point in pictures_of(given):
        if point.picture.startswith(OWN):
            continue
        entry = ledger.of(file_of(part, point))
        if entry is None or not (entry.source or "").strip() or not (entry.licence or "").strip():
            missing.setdefault(point.picture, point.at)
    if missing:
        first = next(iter(missing))
        yield Breach(
            "fail",
            Problem(
                missing[first],
                f"Nothing says by what right {listed(missing, 12)} {'is' if len(missing) == 1 else 'are'} used",
                "Add to easy-read/pictures.yaml, for example: "
                f"`{{file: {first.rpartition('/')[2]}, shows: What it shows, source: Who made it, licence: CC0 1.0}}`.",
            ),
        )


LOGO = re.compile(
    r"easy[\s_-]*(?:to[\s_-]*)?read[\s_-]*(?:logo|mark)|(?:logo|mark)[\s_-]*easy[\s_-]*(?:to[\s_-]*)?read|inclusion[\s_-]*europe",
    re.IGNORECASE,
)


def logos(given: Given) -> tuple[Point, ...]:
    """The points that show the European easy-to-read logo, by the name, the words or the ledger of the picture."""
    named = {
        each.place
        for each in given.text.plan.pictures.pictures
        if LOGO.search(f"{each.shows} {each.source} {each.place}")
    }
    return tuple(
        point
        for _, point in pictures_of(given)
        if LOGO.search(f"{point.alt} {point.picture}") or point.picture.rpartition("/")[2] in named
    )
