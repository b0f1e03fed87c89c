"""Calling ledger.post_transfer_gathered from a test, and looking at its queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

LANE_LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = %s"
# Whoever posts for ledger_dba's calls waits for this lock first.
POSTING_LOCK = "SELECT pg_advisory_lock(hashtextextended('ledger_dba', 0) # 1)"


def gather(
    calls: LedgerCalls, payer: UUID, payee: UUID, amount: str, key: str, **fields: str
) -> Any:  # noqa: ANN401 - a named tuple
    """CALL the procedure; return what it gives back."""
    named = "".join(f", p_{name} => %s" for name in fields)
    row = calls.connection.execute(
        f"CALL ledger.post_transfer_gathered(%s, %s, %s, 'USD', %s{named})".encode(),
        (payer, payee, amount, key, *fields.values()),
    ).fetchone()
    assert row is not None
    assert row.transaction_id is not None
    return row


def waiting(database: Database) -> int:
    """Return how many requests are in the queue."""
    return int(ask(database, "SELECT count(*) FROM ledger_private.queued_request"))


def ask(database: Database, query: str, *values: object) -> Any:  # noqa: ANN401 - any one value
    """Return the one value that a superuser is told."""
    with database.connect() as connection:
        row = connection.execute(query.encode(), values).fetchone()
    assert row is not None
    return row[0]


def lane_locks(database: Database, calls: LedgerCalls) -> int:
    """Return how many advisory locks a session has."""
    return int(ask(database, LANE_LOCKS, calls.connection.info.backend_pid))


def until(database: Database, query: str, *values: object) -> Any:  # noqa: ANN401 - as ask
    """Ask until the answer is neither NULL, false nor 0; return it."""
    return wait_until(lambda: ask(database, query, *values), f"never true: {query}")


def forget(database: Database, calls: LedgerCalls, payer: UUID, payee: UUID, ago: str) -> None:
    """Leave a request for a transfer of 1 in the queue that was asked so long ago."""
    calls.connection.execute(
        "SELECT ledger_gateway.queue_transfer(ROW(%s, %s, 1, 'USD', 'forgotten', NULL, NULL, NULL,"
        " 'transfer', NULL)::ledger.transfer_request)",
        (payer, payee),
    )
    with database.connect() as connection:
        connection.execute(
            "UPDATE ledger_private.queued_request"
            " SET request_id = ledger_private.id_at(clock_timestamp() - %s::interval)",
            (ago,),
        )
