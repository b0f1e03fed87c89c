"""How far a client has come: what Zerosum-Position says.

    1f0c5e9a2b7d4c38-5a3e0c10    a history of a database, and how far it was written
    latest                       as far as it is written when this is read

A position says nothing but that its sender may not be answered from before it. So nothing is
sealed: who sends a made-up one is answered from longer ago, or by the primary.
"""

import hashlib
import re
from typing import NamedTuple

from webapp.problems.refusals import Refusal

HEADER = "Zerosum-Position"
LATEST = "latest"
LONGEST = 33  # characters

_POSITION = re.compile(r"([0-9a-f]{16})-([0-9a-f]{1,16})", re.ASCII)


class Position(NamedTuple):
    """So many bytes were written in a history, which another server or timeline does not share."""

    history: str
    lsn: int

    def is_before(self, other: "Position") -> bool:
        """Say whether another position of the same history is no less far."""
        return self.history == other.history and self.lsn <= other.lsn

    def __str__(self) -> str:
        """Return it as it is sent."""
        return f"{self.history}-{self.lsn:x}"


def history_name(text: str) -> str:
    """Return the short name of a history."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def position_of(text: str | None) -> Position | None:
    """Return the position that a field holds; None for the latest, which no field asks for too.

    Raises Refusal WEB108 for what is none.
    """
    if text is None or text == LATEST:
        return None
    found = _POSITION.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise Refusal("WEB108")
    return Position(found[1], int(found[2], 16))
