"""What workers of a consumer do, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

    Session = psycopg.Connection[Any]

# The accounts of the fixture were opened: acts, which come before what is posted.
OPENED = 2
_RUN_OUT = "UPDATE ledger_private.event_lease SET expires_at = clock_timestamp()"


def post(ledger: LedgerCalls, accounts: tuple[Row, Row], times: int) -> None:
    """Make so many events."""
    payer, payee = accounts
    for _ in range(times):
        ledger.call(
            "transfer",
            from_account_id=payer.account_id,
            to_account_id=payee.account_id,
            amount="1",
        )


def consume(session: Session, limit: int = 100, name: str = "books") -> list[Any]:
    """Take events."""
    return session.execute(
        "SELECT c.* FROM ledger.consume_events(%s, %s) AS c", (name, limit)
    ).fetchall()


def acknowledge(session: Session, events: list[Any], name: str = "books") -> None:
    """Say that they are done."""
    (lease_id,) = {event.lease_id for event in events}
    session.execute("SELECT ledger.acknowledge_events(%s, %s)", (name, lease_id))


def positions(events: list[Any]) -> list[int]:
    """Return which events these are, counted from the first behind the opening of accounts."""
    return [event.event_position - OPENED for event in events]


def refusal(session: Session, call: str, *values: object) -> str | None:
    """Return the code of a call that is refused."""
    with pytest.raises(psycopg.Error) as refused:
        session.execute(f"SELECT * FROM ledger.{call}".encode(), values)
    return refused.value.sqlstate


def run_out(database: Database) -> None:
    """Let time pass: what is leased may be taken by others."""
    with database.connect() as owner:
        owner.execute(_RUN_OUT)


def state(ledger: LedgerCalls) -> Any:  # noqa: ANN401 - a row
    """Return how far the consumer has come, counted like positions."""
    (row,) = ledger.rows("list_event_consumers")
    return row._replace(
        acknowledged_position=row.acknowledged_position - OPENED,
        taken_position=row.taken_position - OPENED,
    )
