"""Asking a ledger whose clock was wrong what it refuses and what it sees."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.clocks import set_clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls

FIVE_YEARS = timedelta(days=5 * 365)
RIGHT = timedelta(0)


def refusal(act: Callable[[], object]) -> tuple[str | None, dict[str, Any]]:
    """Return the code and the values of the refusal of an act."""
    with pytest.raises(psycopg.Error) as caught:
        act()
    detail = json.loads(caught.value.diag.message_detail or "{}")
    return caught.value.sqlstate, detail


def repaired(ledger: LedgerCalls) -> list[UUID]:
    """Repair the times by a right clock; return the accounts."""
    set_clock(ledger.connection, RIGHT)
    rows = ledger.rows("repair_times", now=datetime.now(UTC), reason="the host's clock ran ahead")
    assert {row.action for row in rows} <= {"REPAIR"}
    return [row.account_id for row in rows]


def failing_checks(ledger: LedgerCalls) -> set[str]:
    """Return the names of the checks that fail."""
    return {row.name for row in ledger.rows("verify") if not row.ok}


def seconds_ahead(ledger: LedgerCalls) -> Decimal:
    """Return what the metric says."""
    rows = ledger.rows("metrics")
    ahead: Decimal = max(r.value for r in rows if r.name == "zerosum_ahead_of_clock_seconds")
    return ahead


def outcome(act: Callable[[], object]) -> str | None:
    """Return the code with which an act as a whole is refused, or None."""
    try:
        act()
    except psycopg.Error as error:
        return error.sqlstate
    return None
