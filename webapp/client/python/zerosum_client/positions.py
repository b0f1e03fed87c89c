"""How far this client has come, so that a server with a standby never shows it less."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = "Zerosum-Position"
_LATEST = "latest"


class Place:
    """The position of the answers so far; none stands for the latest, and is always right."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._position: str | None = None
        self._changes = 0

    def sent(self) -> tuple[dict[str, str], int]:
        """Return the field to send, if any, and a mark to hand to `came`."""
        with self._lock:
            return ({HEADER: self._position} if self._position else {}), self._changes

    def came(self, headers: Mapping[str, str], mark: int) -> None:
        """Go on from an answer; of two that crossed, from the one that is further."""
        told = headers.get(HEADER.lower())
        if told is None:
            return
        with self._lock:
            is_first, self._changes = mark == self._changes, self._changes + 1
            if told == _LATEST:
                self._position = None
            elif is_first:
                self._position = told
            elif self._position is not None:
                self._position = _further(self._position, told)

    def lost(self) -> None:
        """Go on from the latest: nobody knows how far a write came."""
        with self._lock:
            self._position, self._changes = None, self._changes + 1


def _further(one: str, other: str) -> str | None:
    (history, _, far), (its_history, _, its) = one.partition("-"), other.partition("-")
    if history != its_history:
        return None
    return one if int(far, 16) >= int(its, 16) else other
