"""What the straight way has found out about a request that it hands on to Flask.

None of it is done a second time: not the charge, not the posting, and the ids that the ledger
was told stay those of the request.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

_PLACE = "zerosum.handed"  # a client can only write HTTP_ variables


@dataclass(slots=True)
class Handed:
    """What was found out, as far as it came; `error` is what came of the last step."""

    began: float
    ids: tuple[Any, str]
    actor: Any = None
    identity: Any = None
    charged: Any = None
    error: Exception | None = None


def hand_on(environ: MutableMapping[str, Any], found: Handed) -> None:
    """Leave it for whoever answers the request."""
    environ[_PLACE] = found


def handed(environ: MutableMapping[str, Any]) -> Handed | None:
    """Return what was left, None for a request that came straight to Flask."""
    found: Handed | None = environ.get(_PLACE)
    return found
