"""The shape of a problem."""

from typing import NamedTuple


class Problem(NamedTuple):
    """What a code means to an HTTP client; the same words each time it occurs."""

    status: int
    name: str
    detail: str
    hint: str | None = None
