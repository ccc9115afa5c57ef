"""The plan as data: what its records and facts say, for programs to read."""

from __future__ import annotations

import json

from scp.documents.document import Copy
from scp.model.plan import Plan


def write_json(plan: Plan, copy: Copy) -> bytes:
    """The plan's own record and its facts as JSON, and which copy they are of."""
    values = {
        "copy": {"label": copy.label, "day": copy.day.isoformat(), "commit": copy.commit},
        "plan": plan.record.model_dump(mode="json", exclude_none=True),
        "facts": [each.model_dump(mode="json", exclude_none=True) for each in plan.facts],
    }
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
