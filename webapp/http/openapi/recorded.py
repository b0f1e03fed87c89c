"""Answers that a server gave, one of each type: `make docs` records them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

FILE = "answers.json"


@cache
def recorded_answers() -> dict[str, Any]:
    """Return what was recorded, by the name of its type."""
    recorded: dict[str, Any] = json.loads(
        files("webapp.http.openapi").joinpath(FILE).read_text(encoding="utf-8")
    )
    return recorded
