"""Bring facts from a folder of gathered data into `source/`, as files that people can read.

Needs shapely 2.1 or later for the boundaries; nothing else in scp does.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scp.reference.pack import COLUMNS, FIGURES, METHODS, SOURCE, document, rows

OGL = "Open Government Licence v3.0"

DOCUMENTS = {
    "000": "Strategic Commissioning Plans Guidance (2015)",
    "001": "Ministerial Strategic Group, Review of Progress with Integration (2019)",
    "002": "East Lothian Council Cabinet report and response (2012)",
    "003": "Integration of Adult Health and Social Care in Scotland: Consultation on Proposals (2012), chapter 7",
    "004": "Joint Strategic Commissioning - A Definition (2012)",
}

# Where the gathered text names a document by its file: what an officer would call it.
WORDS: list[tuple[str, str]] = [
    (r"; seed 00\d_\w+\.txt(?=;|$)", ""),
    (r"not in the seed and must", "not in the review report and must"),
    (r"In the seed the meeting", "In the East Lothian report the meeting"),
    (r"The seed's Figure 2", "Figure 2 of the 2015 guidance"),
    (r"the seed's footnote leaves out", "the footnote of the 2015 guidance leaves out"),
    (r"the rest is from the seed", "the rest is from the 2015 guidance"),
    (r"in the regulations, not in the seed", "in the regulations, not in the 2015 guidance"),
    (r"match the seed's draft wording", "match the draft wording of the 2015 guidance"),
    (r"services are named in seed 000", "services are named in the 2015 guidance"),
    (r"prison care in seed 002", "prison care in the East Lothian response of 2012"),
    (r"Seed 000 calls", "The 2015 guidance calls"),
    (r"in seed 000 it means", "in the 2015 guidance it means"),
    (r"seed 000 (says|words)", r"the 2015 guidance \1"),
    (r"Seed 002 section 5", "Section 5 of the East Lothian report of 2012"),
    (r"the list in reference\.yaml", "the fixed lists"),
    (r"(in|from|with) reference\.yaml", r"\1 the fixed lists"),
    (r"easy-read-rules\.yaml", "the easy-read rules"),
    *((rf"[Ss]eed {number}(?:_\w+\.txt)?", title) for number, title in DOCUMENTS.items()),
]

# How a fact was checked: read in one of the documents above.
VERIFICATION = {"seed": "document"}

LISTS = {
    "national_outcomes": "outcomes",
    "integration_delivery_principles": "principles",
    "integration_models": "models",
    "statutory_stages": "stages",
    "planning_group_members": "planning_group",
    "prescribed_consultees": "consultees",
    "core_indicators_final": "core_indicators",
    "msg_indicators": "msg_indicators",
    "care_groups": "care_groups",
    "local_plans_to_link": "local_plans",
    "reform_pillars": "pillars",
    "core_aims": "aims",
    "commissioning_cycle": "cycle",
    "impact_assessments": "impact_assessments",
    "performance_report_contents": "performance_report",
}
IDS = {
    "reform_pillars": ["prevention", "local-integration", "workforce", "performance"],
    "core_aims": ["quality-and-consistency", "seamless-care", "effective-resources"],
}

# The two smallest sizes of SCOWL, which hold the commonest words, in British spelling.
SCOWL = ("english-words.10", "english-words.20", "british-words.10", "british-words.20")
SCOWL_HEAD = (
    "Words that are common in written English, one a line; plurals in -s are left out.",
    "Source: SCOWL (Spell Checker Oriented Word Lists), release 2020.12.07, sizes 10 and 20, English and British,",
    "  as Debian's package `scowl` brings them (/usr/share/dict/scowl).",
    "Licence: Copyright 2000-2018 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word",
    "  lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is",
    "  hereby granted without fee, provided that the above copyright notice appears in all copies and that both that",
    "  copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no",
    '  representations about the suitability of this array for any purpose. It is provided "as is" without express or',
    "  implied warranty. Sizes 10 and 20 also hold words of lists in the public domain (Moby, 12Dicts).",
    "Date: December 2020.",
)

EASY_READ_SOURCES = {
    "UKGOV": "UK Government, Accessible communication formats: easy read (a copy of 2020; the page as updated in June 2026)",
    "IE": "Inclusion Europe, Information for all: European standards for making information easy to read and understand",
    "MENCAP": "Mencap, Am I making myself clear?",
    "DUDLEY": "Dudley NHS speech and language therapy, Good practice guidelines (2013)",
    "CHANGE": "CHANGE, How to make information accessible (2016)",
    "NHSE": "NHS England, Guide to making information accessible for people with a learning disability (2018)",
    "SG2015": "Strategic Commissioning Plans Guidance (2015)",
    "SGER": "Scottish Government, Strategic plans: guidance - easy read version",
}

COUNCIL_LINES = "Public Health Scotland, profiles tool: council areas of 2019, generalised for maps of a page's size"
LOCALITY_LINES = (
    "Public Health Scotland, profiles tool: locality boundaries of about 2017, merged to the localities"
    " of 2023, generalised for maps of a page's size"
)
FULL_SIZE = 22_000  # characters of coordinates, for the localities of one authority


def gather(folder: Path) -> None:
    """Write every file of `source/` that comes from *folder*; files kept by hand are left alone."""
    domain, data = folder / "domain", folder / "data"
    _authorities(data)
    _localities(data)
    _councils(data / "population")
    _indicators(data / "indicators" / "core-suite-data-sheet-layout.csv")
    _boundaries(data / "boundaries")
    _lists(domain / "reference.yaml")
    _catalogue(domain / "requirements.yaml")
    _easy_read_rules(domain / "easy-read-rules.yaml")


def gather_words(folder: Path) -> None:
    """Write the list of everyday words from the lists of SCOWL that a package of the system put into *folder*."""
    known: set[str] = set()
    for name in SCOWL:
        lines = (folder / name).read_text(encoding="iso-8859-1").split()
        known |= {each for each in lines if re.fullmatch("[a-z]{2,}", each)}
    known = {each for each in known if not (each.endswith("s") and len(each) > 4 and each[:-1] in known)}
    text = "".join(f"# {line}\n" for line in SCOWL_HEAD) + "\n".join(sorted(known)) + "\n"
    (SOURCE / "easy-read-everyday.txt").write_text(text, encoding="utf-8")


def _authorities(data: Path) -> None:
    notes = {row["slug"]: row for row in rows(data / "localities.csv")}
    authorities = []
    for entry in _load(data / "integration-authorities.yaml")["authorities"]:
        localities = []
        for locality in entry.pop("localities"):
            row = notes[f"{entry['slug']}/{locality['slug']}"]
            if row["status"].startswith("withdrawn"):
                continue
            aliases = sorted({each for each in row["aliases"].split(";") if each})
            localities.append(
                {"slug": locality["slug"], "name": locality["name"]} | _given(aliases=aliases, note=row["note"])
            )
        established = entry.pop("established", None)
        entry["established"] = established.isoformat() if established else None
        authorities.append(entry | {"localities": localities})
    _write_yaml(
        "authorities.yaml",
        [
            "Integration authorities, their councils, health boards and current localities.",
            "Source: Public Health Scotland, profiles tool lookups of 4 August 2023 and 13 May 2024;"
            " legislation.gov.uk, SSI 2015/88 and SSI 2016/2 (`legal_name_source`);",
            "  westlothianhscp.org.uk and ijbwesternisles.scot (dates the boards were established).",
            f"Licence: {OGL}.",
            "Date: May 2024.",
            "`established` is the day the board was set up; the integration start day is not known for any.",
            "A legal name without `legal_name_source` follows the usual pattern and was not checked.",
        ],
        authorities,
    )


def _localities(data: Path) -> None:
    people = {row["slug"]: row for row in rows(data / "population" / "locality-population-2020-2021.csv")}
    simd = {row["slug"]: row for row in rows(data / "population" / "locality-simd2020v2.csv")}
    limited = {row["slug"]: row for row in rows(data / "population" / "locality-census2022-activity-limitation.csv")}
    holes = document("holes.yaml")["localities"]
    table = []
    for place in rows(data / "localities.csv"):
        if place["status"].startswith("withdrawn"):
            continue
        slug = place["slug"]
        authority, locality = slug.split("/")
        given = {
            "population": [people.get(slug, {}).get("all_ages_2021", "")],
            "age_bands": [
                people.get(slug, {}).get(f"age_{band}_2020", "")
                for band in ("0_15", "16_64", "65_74", "75_84", "85plus")
            ],
            "deprivation": [simd.get(slug, {}).get(f"pct_pop_simd_q{fifth}", "") for fifth in range(1, 6)],
            "activity_limitation": [
                limited.get(slug, {}).get(f"day_to_day_activities_{answer}", "")
                for answer in ("limited_a_lot", "limited_a_little", "not_limited")
            ],
        }
        row = {"authority": authority, "locality": locality, "method": people.get(slug, {}).get("method", "")}
        for field, values in given.items():
            empty = field in holes.get(authority, {})
            row |= {column: "" if empty else value for column, value in zip(COLUMNS[field], values, strict=True)}
        if not row["total"]:
            row["method"] = ""
        table.append(row)
    _write_csv(
        "localities.csv",
        [
            "Figures for each current locality; empty where none can be used, with the reason in holes.yaml.",
            *(
                f"{field} ({', '.join(COLUMNS[field])}), {day}: {publisher}"
                for field, (day, publisher) in FIGURES.items()
            ),
            f"Licence: {OGL}.",
            "Date: as above. q1 is the per cent of people in the most deprived fifth of Scotland's areas.",
            *(f"method {name}: {meaning}" for name, meaning in METHODS.items()),
        ],
        table,
    )


def _councils(folder: Path) -> None:
    _write_csv(
        "council-population.csv",
        [
            "Population of each council area by age.",
            "Source: National Records of Scotland, mid-year population estimates.",
            f"Licence: {OGL}.",
            "Date: 30 June 2022.",
        ],
        [
            {"code": row["council_code"], "area": row["council"], "total": row["all_ages"]}
            | {column: row[column.replace("85_plus", "85plus")] for column in COLUMNS["age_bands"]}
            for row in rows(folder / "council-population-mid2022.csv")
        ],
    )
    table = []
    for row in rows(folder / "council-simd2020v2-summary.csv"):
        entry = {"code": row["ltla24_code"], "area": row["council"]}
        entry |= {"overall_share": row["Proportion"], "overall_extent": row["Extent"]}
        for domain in ("Income", "Employment", "Education", "Health", "Crime", "Housing", "Access"):
            entry |= {
                f"{domain.lower()}_share": row[f"{domain}_Proportion"],
                f"{domain.lower()}_extent": row[f"{domain}_Extent"],
            }
        table.append(entry)
    _write_csv(
        "council-deprivation.csv",
        [
            "Deprivation in each council area, overall and by domain.",
            "Source: Scottish Government, Scottish Index of Multiple Deprivation 2020v2.",
            f"Licence: {OGL}.",
            "Date: 2020.",
            "share: share of the area's data zones that are among the most deprived tenth of Scotland.",
            "extent: a graded measure of how much of the area is deprived, as published.",
        ],
        table,
    )


def _indicators(path: Path) -> None:
    codes = {row["area"]: row["code"] for row in rows(SOURCE / "council-population.csv")}
    codes["Edinburgh"] = codes["City of Edinburgh"]
    codes["Western Isles"] = codes["Na h-Eileanan Siar"]
    codes["Scotland"] = "S92000003"
    table = [
        {
            "indicator": row["Indicator"].replace("NI", "ni-"),
            "code": codes[row["Partnership"]],
            "year": row["Year"],
            "value": row["Rate"],
        }
        for row in rows(path)
        if row["Rate"]
    ]
    table.sort(key=lambda row: (int(row["indicator"].removeprefix("ni-")), row["code"], row["year"]))
    _write_csv(
        "core-indicators.csv",
        [
            "Core indicators by council area (S92000003 is Scotland).",
            "Source: Improvement Service, Local Government Benchmarking Framework, release of January 2022.",
            f"Licence: {OGL}.",
            "Date: January 2022; year by row. Clackmannanshire and Stirling are apart, as published.",
        ],
        table,
    )


def _boundaries(folder: Path) -> None:
    shapely = import_module("shapely")
    holes, by_council = document("holes.yaml")["localities"], document("names.yaml")["localities_by_council"]
    drawn = {
        each["properties"]["slug"]: shapely.geometry.shape(each["geometry"])
        for each in _features(folder / "hscp-localities-2023-partial.geojson")
    }
    outlines = {
        each["properties"]["code"]: shapely.geometry.shape(each["geometry"])
        for each in _features(folder / "council-areas.geojson")
    }
    for authority in document("authorities.yaml"):
        slug = authority["slug"]
        known = [] if "boundary" in holes.get(slug, {}) else authority["localities"]
        shapes = _fit(shapely, [drawn[f"{slug}/{each['slug']}"] for each in known])
        features = [
            _feature(shapely, shape, kind="locality", slug=each["slug"], name=each["name"])
            for each, shape in zip(known, shapes, strict=True)
        ]
        for council in authority["councils"]:
            code = council["code"]
            mine = [
                shape
                for each, shape in zip(known, shapes, strict=True)
                if by_council.get(slug, {}).get(each["slug"], code) == code
            ]
            outline = shapely.union_all(mine) if mine else outlines[code]
            features.append(_feature(shapely, outline, kind="council", code=code, name=council["name"]))
        _write_features(slug, LOCALITY_LINES if known else COUNCIL_LINES, features)


def _write_features(slug: str, source: str, features: Sequence[Mapping[str, Any]]) -> None:
    """Write *features* one a line, so that a change to one shows as one."""
    metadata = {
        "source": source,
        "licence": OGL,
        "attribution": "Contains OS data © Crown copyright and database right.",
    }
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features]
    head = f'{{"type":"FeatureCollection","metadata":{json.dumps(metadata, ensure_ascii=False)},"features":['
    text = "\n".join([head, ",\n".join(lines), "]}", ""])
    (SOURCE / "boundaries" / f"{slug}.geojson").write_text(text, encoding="utf-8")


def _fit(shapely: Any, shapes: Sequence[Any]) -> list[Any]:
    """The *shapes*, simplified together so that neighbours still touch, small enough for a page."""
    result, tolerance = list(shapes), 0.0
    while sum(_size(shapely, each) for each in result) > FULL_SIZE:
        tolerance += 0.0005
        simpler = shapely.coverage_simplify(list(shapes), tolerance)
        result = [_without_specks(shapely, each, tolerance) for each in simpler]
    return result


def _size(shapely: Any, shape: Any) -> int:
    return len(json.dumps(_coordinates(shapely, shape), separators=(",", ":")))


def _without_specks(shapely: Any, shape: Any, tolerance: float) -> Any:
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    return shapely.geometry.MultiPolygon(
        [part for index, part in enumerate(parts) if not index or part.area > tolerance**2]
    )


def _feature(shapely: Any, shape: Any, **properties: str) -> dict[str, Any]:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    label = shapely.maximum_inscribed_circle(largest).coords[0]
    return {
        "type": "Feature",
        "properties": {**properties, "label": [round(each, 4) for each in label]},
        "geometry": {"type": "MultiPolygon", "coordinates": _coordinates(shapely, shape)},
    }


def _coordinates(shapely: Any, shape: Any) -> list[list[list[list[float]]]]:
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    return [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def _ring(ring: Any) -> list[list[float]]:
    points: list[list[float]] = []
    for x, y in ring.coords:
        point = [round(x, 4), round(y, 4)]
        if not points or points[-1] != point:
            points.append(point)
    return points


def _lists(path: Path) -> None:
    given = _load(path)
    lists = {}
    for key, name in LISTS.items():
        entry = {"source": "given with each"} | _in_words(given[key])
        if key in IDS:
            entry["items"] = [{"id": slug, "text": text} for slug, text in zip(IDS[key], entry["items"], strict=True)]
        lists[name] = entry
    _write_yaml(
        "lists.yaml",
        [
            "Fixed lists of the Act, its regulations and guidance.",
            "Source: given with each list; `verification` says how it was checked: primary (the enactment",
            "  was read), official-page, document (the document itself was read), secondary, not-verified.",
            f"Licence: {OGL}; legislation is Crown copyright.",
            "Date: November 2026.",
        ],
        lists,
    )


def _catalogue(path: Path) -> None:
    _write_yaml(
        "catalogue.yaml",
        [
            "What the Act, its regulations and guidance ask of a strategic plan and of those who make it.",
            "Source: given with each requirement; `verification` says how it was checked, as in lists.yaml.",
            f"Licence: {OGL}; legislation is Crown copyright. The summaries are a reading, not legal advice.",
            "Date: November 2026.",
            "Who can answer each, and its short source, are in needs.yaml.",
        ],
        _in_words(_load(path)),
    )


def _easy_read_rules(path: Path) -> None:
    _write_yaml(
        "easy-read-rules.yaml",
        [
            "Rules for the easy-read summary, counted apart from the catalogue: what each asks, how it is checked, with",
            "  which threshold, by whom (program, person or both) and how a breach is told (fail, warn or note).",
            "Source: given with each, by the short names below; `verification` says how it was checked, as in lists.yaml.",
            "Where sources differ the stricter or more usable threshold is set.",
            "Licence: Open Government Licence v3.0 for what is taken from government guidance; the words are scp's own.",
            "Date: November 2026.",
        ],
        {"sources": EASY_READ_SOURCES, "rules": _in_words(_load(path))},
    )


def _in_words(value: Any) -> Any:
    """The *value* with every document called by its title."""
    if isinstance(value, Mapping):
        return {
            key: VERIFICATION[each] if key == "verification" and each in VERIFICATION else _in_words(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_in_words(each) for each in value]
    if isinstance(value, str):
        for pattern, words in WORDS:
            value = re.sub(pattern, words, value)
    return value


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def _write_csv(name: str, head: Iterable[str], rows: Sequence[Mapping[str, str]]) -> None:
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in head)
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (SOURCE / name).write_text(text.getvalue(), encoding="utf-8")


def _write_yaml(name: str, head: Iterable[str], value: Any) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.allow_unicode = True
    yaml.width = 110
    text = io.StringIO()
    yaml.dump(value, text)
    lines = [f"# {line}" for line in head] + [line.rstrip() for line in text.getvalue().splitlines()]
    (SOURCE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
