"""What monitors have told, and what they are to tell."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.ledger_calls import LedgerCalls, Row


def evaluate(ledger: LedgerCalls, limit: int = 1000) -> None:
    """Look at everything that is committed."""
    while ledger.call("evaluate_monitors", limit=limit).r:
        pass


def watch(ledger: LedgerCalls, account: Row, threshold: str, **more: Any) -> Any:  # noqa: ANN401
    """Create a monitor."""
    return ledger.call("create_monitor", account_id=account.account_id, threshold=threshold, **more)


def values(ledger: LedgerCalls, monitor: Row) -> list[int]:
    """Return the values at which a monitor fired, the oldest first."""
    rows = ledger.rows("list_monitor_alerts", monitor_id=monitor.monitor_id, limit=1000)
    return [int(row.value) for row in reversed(rows)]


def crossings(path: list[int], threshold: int) -> list[int]:
    """Return the values at which a path comes to be below the threshold."""
    return [now for before, now in itertools.pairwise(path) if now < threshold <= before]
