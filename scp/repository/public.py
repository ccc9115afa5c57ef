"""The addresses that a plan itself says are public, read from files that may have faults elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scp.model.registers import PublicAddresses
from scp.problem import PlanError
from scp.repository.layout import PLAN, register
from scp.repository.record import decode, read_yaml


def public_in(read: Callable[[str], bytes]) -> tuple[list[str], list[str]]:
    """What stands under `contact:` in plan.yaml, and the addresses that are listed with a reason.

    *read* gives the content of a file, nothing where it is not there; of a file that cannot be read, nothing counts.
    """
    contact = _values(read, PLAN).get("contact")
    listed = _values(read, register(PublicAddresses.NAME).path).get("public_addresses")
    return (
        [each for each in contact.values() if isinstance(each, str)] if isinstance(contact, dict) else [],
        [
            each["address"]
            for each in (listed if isinstance(listed, list) else [])
            if isinstance(each, dict) and isinstance(each.get("address"), str) and each.get("reason")
        ],
    )


def _values(read: Callable[[str], bytes], path: str) -> dict[str, Any]:
    try:
        found = read_yaml(path, decode(path, read(path)))
    except PlanError:
        return {}
    return found if isinstance(found, dict) else {}
