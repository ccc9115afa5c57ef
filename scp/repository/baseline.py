"""`registers/baseline.yaml`: its bytes, as `scp baseline` writes them."""

from __future__ import annotations

from scp.model.waivers import Baseline
from scp.repository.written import word

HEAD = """\
# What was owed when the plan was taken on. `scp check` fails only at what is not listed here; what
# is mended counts down. `scp baseline` writes here; please do not edit it.
"""

PLAIN = ("day", "total", "problem")
"""The keys whose values are days or numbers, and never in quotation marks."""


def baseline_file(baseline: Baseline) -> bytes:
    """The bytes of `registers/baseline.yaml` that say what *baseline* says."""
    values = baseline.model_dump(mode="json", exclude_none=True)
    findings = values.pop("findings")
    lines = [f"{key}: {_value(key, value)}" for key, value in values.items()]
    for each in findings:
        (first, value), *rest = each.items()
        lines += [f"  - {first}: {word(value)}", *(f"    {key}: {_value(key, each)}" for key, each in rest)]
    place = len(values)
    return (
        HEAD + "\n".join([*lines[:place], "findings:" + ("" if findings else " []"), *lines[place:]]) + "\n"
    ).encode()


def _value(key: str, value: object) -> str:
    return str(value) if key in PLAIN else word(str(value))
