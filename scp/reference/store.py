"""Where the packed facts are read from."""

import json
from importlib.resources import files
from typing import Any


def read(name: str) -> Any:
    """The contents of the packed file *name*, such as `authorities.json`."""
    return json.loads(files("scp.reference").joinpath("packed", *name.split("/")).read_text(encoding="utf-8"))
