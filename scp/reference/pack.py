"""Pack the facts of `source/`, which people read and mend, into `packed/`, which scp reads.

`python -m scp.reference.pack` packs; with `--import DIR` it first brings the facts of a folder of gathered
data into `source/`.
"""

import argparse
import csv
import fnmatch
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scp.reference.pack_examples import cut

HERE = Path(__file__).parent
SOURCE = HERE / "source"
PACKED = HERE / "packed"

EDITION = "2026-11"
NOT_VERIFIED = "(From general knowledge, not verified.)"
MODELS = {"body-corporate": "ijb", "lead-agency": "both"}
FIGURES = {
    "population": ("2021-06-30", "National Records of Scotland, small area population estimates, mid-2021"),
    "age_bands": ("2020-06-30", "National Records of Scotland, small area population estimates, mid-2020"),
    "deprivation": (
        "2020-06-30",
        "Scottish Government, Scottish Index of Multiple Deprivation 2020v2, with mid-2020 population",
    ),
    "activity_limitation": ("2022-03-20", "Scotland's Census 2022, National Records of Scotland"),
}
METHODS = {
    "phs-lookup-2021": "summed over the data zones of Public Health Scotland's lookup of November 2021",
    "boundary-overlay": "summed over the data zones whose centre lies in the locality (right for 99 in 100)",
    "mixed": "summed over the data zones of Public Health Scotland's lookup of November 2021,"
    " with a few placed by their centre",
}
BANDS = ("age_0_15", "age_16_64", "age_65_74", "age_75_84", "age_85_plus")
COLUMNS = {
    "population": ("total",),
    "age_bands": BANDS,
    "deprivation": ("q1", "q2", "q3", "q4", "q5"),
    "activity_limitation": ("limited_a_lot", "limited_a_little", "not_limited"),
}


def pack() -> dict[str, str]:
    """Every packed file, by its name under `packed/`, as `source/` now gives it."""
    packed = {
        "authorities.json": _dump(_authorities()),
        "lists.json": _dump(document("lists.yaml")),
        "places.json": _dump(_places()),
        "catalogue.json": _dump(_catalogue()),
        "examples.json": _dump(_examples()),
        "pictograms.json": _dump(_pictograms()),
        "easy-read-rules.json": _dump(document("easy-read-rules.yaml")),
        "easy-read-words.json": _dump(_easy_read_words()),
    }
    for path in sorted((SOURCE / "boundaries").glob("*.geojson")):
        packed[f"boundaries/{path.stem}.json"] = _dump(json.loads(path.read_text(encoding="utf-8")))
    return packed


def _pictograms() -> dict[str, Any]:
    """Each pictogram with its drawing, by name."""
    folder = SOURCE / "pictograms"
    return {
        each["name"]: {
            "shows": each["shows"],
            "words": list(each["words"]),
            "group": each["group"],
            "svg": (folder / f"{each['name']}.svg").read_text(encoding="utf-8"),
        }
        for each in document("pictograms/pictograms.yaml")["pictograms"]
    }


def main() -> None:
    """Pack, after bringing in the facts of the folder given with `--import`."""
    parser = argparse.ArgumentParser(description="Pack the facts that ship with scp.")
    parser.add_argument(
        "--import", dest="folder", type=Path, metavar="DIR", help="folder of gathered data to bring in first"
    )
    parser.add_argument(
        "--scowl", type=Path, metavar="DIR", help="folder of SCOWL's word lists, to make the everyday words from first"
    )
    given = parser.parse_args()
    if given.folder is not None or given.scowl is not None:
        from scp.reference.gather import gather, gather_words  # needs a library that packing does not

        if given.folder is not None:
            gather(given.folder)
        if given.scowl is not None:
            gather_words(given.scowl)
    packed = pack()
    for name, text in packed.items():
        path = PACKED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in PACKED.rglob("*.json"):
        if path.relative_to(PACKED).as_posix() not in packed:
            path.unlink()


def _authorities() -> dict[str, Any]:
    names, holes = document("names.yaml"), document("holes.yaml")
    published = {(row["authority"], row["locality"]): row for row in rows(SOURCE / "localities.csv")}
    authorities = []
    for entry in document("authorities.yaml"):
        slug = entry["slug"]
        authority = _authority(entry, names, holes["authorities"])
        by_council = names["localities_by_council"].get(slug, {})
        authority["localities"] = [
            {
                "slug": each["slug"],
                "name": each["name"],
                "also_known_as": each.get("aliases", []),
                "council": by_council.get(each["slug"], authority["councils"][0]["code"]),
                "note": each.get("note"),
                "not_available": holes["localities"].get(slug, {}),
                **_figures(published[slug, each["slug"]]),
            }
            for each in entry["localities"]
        ]
        authorities.append(authority)
    authorities.sort(key=lambda each: str(each["slug"]))
    figures = {field: {"day": day, "source": publisher} for field, (day, publisher) in FIGURES.items()}
    return {"authorities": authorities, "figures": figures, "methods": METHODS}


def _authority(entry: Mapping[str, Any], names: Mapping[str, Any], holes: Mapping[str, Any]) -> dict[str, Any]:
    """An authority without its localities."""
    slug, established = entry["slug"], entry["established"]
    order = _instrument(entry["legal_name_source"]) if "legal_name_source" in entry else None
    unknown = holes["everyone"] | holes.get(slug, {})
    return {
        "code": entry["code"],
        "slug": slug,
        "name": entry["name"],
        "legal_name": names["legal_names"].get(slug) or entry["legal_name"],
        "legal_name_source": order,
        "model": MODELS[entry["model"]],
        "councils": [
            {"code": each["code"], "area": each["name"], "name": names["councils"][each["code"]]}
            for each in entry["councils"]
        ],
        "health_board": entry["health_board"],
        "established": established,
        "established_source": names["established_sources"].get(slug, order) if established else None,
        "islands": slug in names["islands"],
        "islands_reason": names["islands"].get(slug),
        "also_known_as": names["also_known_as"].get(slug, []),
        "superseded_codes": entry.get("superseded_codes", []),
        "note": entry.get("note"),
        "not_available": {field: reason for field, reason in unknown.items() if not entry.get(field)},
    }


def _figures(row: Mapping[str, str]) -> dict[str, Any]:
    """The figures of a locality by field; None where the table is empty."""
    figures = {field: {column: _number(row[column]) for column in columns} for field, columns in COLUMNS.items()}
    known = {field: None if None in group.values() else group for field, group in figures.items()}
    return {**known, "method": row["method"] or None}


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return float(text) if "." in text else int(text)


def _places() -> dict[str, Any]:
    populations = {
        row["code"]: {"area": row["area"], "total": int(row["total"])} | {band: int(row[band]) for band in BANDS}
        for row in rows(SOURCE / "council-population.csv")
    }
    deprivation = {
        row["code"]: {key: float(value) for key, value in row.items() if key not in ("code", "area")}
        | {"area": row["area"]}
        for row in rows(SOURCE / "council-deprivation.csv")
    }
    series: dict[str, dict[str, dict[str, float]]] = {}
    for row in rows(SOURCE / "core-indicators.csv"):
        series.setdefault(row["indicator"], {}).setdefault(row["code"], {})[row["year"]] = float(row["value"])
    return {"populations": populations, "deprivation": deprivation, "indicators": series}


def _catalogue() -> dict[str, Any]:
    needs, catalogue = document("needs.yaml"), document("catalogue.yaml")
    days = _days([entry["id"] for entry in catalogue])
    entries = [entry | needs[entry["id"]] | days.get(entry["id"], {}) for entry in catalogue]
    return {"edition": EDITION, "entries": entries}


def _days(ids: list[str]) -> dict[str, dict[str, str]]:
    """From when and until when a requirement applies, by its id; `ValueError` for words that name none."""
    found: dict[str, dict[str, str]] = {}
    for each in document("applies.yaml"):
        days = {f"applies_{key}": each[key].isoformat() for key in ("from", "until") if key in each}
        basis = each["basis"] if each["verified"] else f"{each['basis']} {NOT_VERIFIED}"
        for pattern in each["ids"]:
            named = fnmatch.filter(ids, pattern)
            if not named:
                raise ValueError(f"applies.yaml: there is no requirement {pattern}")
            found |= {id: {**days, "basis": basis} for id in named}
    return found


def _examples() -> dict[str, dict[str, Any]]:
    """A good example for each requirement that has one, from every file of `source/examples/`."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((SOURCE / "examples").glob("*.yaml")):
        given = document(f"examples/{path.name}") or {}
        twice = sorted(found.keys() & given.keys())
        if twice:
            raise ValueError(f"{path.name} gives a second example for {twice[0]}")
        found |= {id: cut(id, each) for id, each in given.items()}
    return found


def _easy_read_words() -> dict[str, Any]:
    """The word lists of the easy-read rules; long lists as one string, which loads fastest."""
    lines = (SOURCE / "easy-read-everyday.txt").read_text(encoding="utf-8").splitlines()
    lists = {
        name: " ".join(each.split()) if isinstance(each, str) else each
        for name, each in document("easy-read-words.yaml").items()
    }
    return {**lists, "common": " ".join(line for line in lines if not line.startswith("#"))}


def _instrument(reference: str) -> str:
    series, year, number = reference.split("/")
    return f"{series.upper()} {year}/{number}"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a header, past the comments at its head."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def document(name: str) -> Any:
    """What a YAML file of `source/` says."""
    return YAML(typ="safe", pure=True).load((SOURCE / name).read_text(encoding="utf-8"))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()
