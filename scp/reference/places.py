"""Boundaries, and figures by council area."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from scp.reference import store
from scp.reference.authorities import all_authorities

ATTRIBUTION = (
    "Contains Public Health Scotland, National Records of Scotland, Scottish Government and "
    "Improvement Service data licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)
SCOTLAND = "S92000003"

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of a locality or council area: polygons, each an outer ring and then its holes.

    *id* is a locality's slug or a council's code; points are degrees east and north.
    *label* is a point well inside the largest part.
    """

    id: str
    name: str
    label: Point
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The outlines of an authority's councils, and of its localities where they are known."""

    authority: str
    councils: tuple[Shape, ...]
    localities: tuple[Shape, ...]
    not_available: str | None
    source: str
    attribution: str = ATTRIBUTION


@dataclass(frozen=True, slots=True)
class CouncilPopulation:
    """How many people of each age live in a council area."""

    code: str
    area: str
    total: int
    age_0_15: int
    age_16_64: int
    age_65_74: int
    age_75_84: int
    age_85_plus: int
    day: date = date(2022, 6, 30)
    source: str = "National Records of Scotland, mid-year population estimates, mid-2022"


@dataclass(frozen=True, slots=True)
class CouncilDeprivation:
    """Deprivation in a council area (Scottish Index of Multiple Deprivation 2020v2).

    *share* is the share of its data zones that are among the most deprived tenth of Scotland; *extent* is a
    graded measure, as published. *domains* has both for income, employment, education, health, crime, housing
    and access.
    """

    code: str
    area: str
    share: float
    extent: float
    domains: Mapping[str, tuple[float, float]] = field(hash=False)
    source: str = "Scottish Government, Scottish Index of Multiple Deprivation 2020v2"


@dataclass(frozen=True, slots=True)
class Series:
    """The published values of a core indicator in an area, by year; *note* says why there are none."""

    indicator: str
    area: str
    points: tuple[tuple[str, float], ...]
    note: str | None = None
    source: str = "Improvement Service, Local Government Benchmarking Framework, January 2022"


@cache
def boundaries(authority_slug: str) -> Boundaries | None:
    """The outlines of the authority of that slug, if there is one."""
    authority = next((each for each in all_authorities() if each.slug == authority_slug), None)
    if authority is None:
        return None
    packed = store.read(f"boundaries/{authority_slug}.json")
    shapes = [(each["properties"]["kind"], _shape(each)) for each in packed["features"]]
    return Boundaries(
        authority=authority_slug,
        councils=tuple(shape for kind, shape in shapes if kind == "council"),
        localities=tuple(shape for kind, shape in shapes if kind == "locality"),
        not_available=authority.localities[0].not_available.get("boundary"),
        source=packed["metadata"]["source"],
    )


def council_population(code: str) -> CouncilPopulation | None:
    """The population of the council area of that code in mid-2022."""
    given = _packed()["populations"].get(code)
    return CouncilPopulation(code=code, **given) if given else None


def council_deprivation(code: str) -> CouncilDeprivation | None:
    """Deprivation in the council area of that code."""
    given = _packed()["deprivation"].get(code)
    if given is None:
        return None
    domains = sorted(
        key.removesuffix("_share") for key in given if key.endswith("_share") and not key.startswith("overall")
    )
    return CouncilDeprivation(
        code=code,
        area=given["area"],
        share=given["overall_share"],
        extent=given["overall_extent"],
        domains=MappingProxyType({each: (given[f"{each}_share"], given[f"{each}_extent"]) for each in domains}),
    )


def indicator_series(indicator: str, area: str) -> Series:
    """The values of *indicator* (`ni-2`) for the code of a council or Scotland, or for an authority."""
    authority = next((each for each in all_authorities() if area in (each.code, each.slug)), None)
    if authority is not None and len(authority.councils) > 1:
        apart = " and ".join(each.area for each in authority.councils)
        return Series(indicator, area, (), f"No combined figure published here: {apart} are given apart.")
    code = authority.councils[0].code if authority is not None else area
    values = _packed()["indicators"].get(indicator, {}).get(code, {})
    return Series(indicator, area, tuple(values.items()), None if values else "No figure published here.")


def indicators_with_figures() -> tuple[str, ...]:
    """The core indicators that have figures here, in order."""
    return tuple(sorted(_packed()["indicators"], key=lambda each: int(each.removeprefix("ni-"))))


@cache
def _packed() -> Mapping[str, Any]:
    packed: Mapping[str, Any] = store.read("places.json")
    return packed


def _shape(feature: Mapping[str, Any]) -> Shape:
    about = feature["properties"]
    return Shape(
        id=about["slug"] if about["kind"] == "locality" else about["code"],
        name=about["name"],
        label=_point(about["label"]),
        polygons=tuple(
            tuple(tuple(_point(each) for each in ring) for ring in part) for part in feature["geometry"]["coordinates"]
        ),
    )


def _point(pair: list[float]) -> Point:
    return (pair[0], pair[1])
