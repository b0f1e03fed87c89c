"""Answers that a server gave, one to each operation: `make docs` records them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

FILE = "answers.json"


def answer_to(operation_id: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the answer that was recorded of an operation, None where there is none."""
    return _answers().get(operation_id)


@cache
def _answers() -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads(
        files("webapp.http.openapi").joinpath(FILE).read_text(encoding="utf-8")
    )
    return recorded
