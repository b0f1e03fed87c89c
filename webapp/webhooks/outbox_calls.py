"""What a worker asks the ledger for, and tells it."""

from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import args_row

EVENTS = 200
_ENDPOINTS = 100
_MESSAGES = 100


class Lease(NamedTuple):
    """An endpoint that this worker holds, with its sealed secrets: ledger.webhook_lease."""

    endpoint_id: UUID
    lease_id: UUID
    user_id: int
    url: str
    key_ids: list[str] | None
    wrapped_keys: list[bytes] | None
    sealed: list[bytes] | None


class Message(NamedTuple):
    """What is to be sent: ledger.webhook_message."""

    delivery_id: UUID
    account_ids: list[UUID]
    body: str


class Outbox:
    """The ledger as a worker sees it; each call is a transaction."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Take a connection over."""
        self._connection = connection

    def fan_out(self) -> int:
        """Make deliveries of new events; return how many events there were."""
        row = self._connection.execute(
            "SELECT ledger.fan_out_webhooks(p_limit => %s)", (EVENTS,)
        ).fetchone()
        return int(row[0]) if row else 0

    def leases(self) -> list[Lease]:
        """Take endpoints that something is due for."""
        with self._connection.cursor(row_factory=args_row(Lease)) as cursor:
            return cursor.execute(
                "SELECT endpoint_id, lease_id, user_id, url, key_ids, wrapped_keys, sealed"
                " FROM ledger.lease_webhook_endpoints(p_limit => %s)",
                (_ENDPOINTS,),
            ).fetchall()

    def messages(self, lease: Lease) -> list[Message]:
        """Return what is to be sent to an endpoint next, in the order of the feed."""
        with self._connection.cursor(row_factory=args_row(Message)) as cursor:
            return cursor.execute(
                "SELECT delivery_id, account_ids, body"
                " FROM ledger.next_webhook_messages(%s, %s, %s)",
                (lease.endpoint_id, lease.lease_id, _MESSAGES),
            ).fetchall()

    def record(self, attempts: str) -> None:
        """Write attempts down, a JSON array."""
        self._connection.execute(
            "SELECT count(*) FROM ledger.record_webhook_attempts(%s::jsonb)", (attempts,)
        )

    def release(self, lease: Lease) -> None:
        """Let go of an endpoint."""
        self._connection.execute(
            "SELECT ledger.release_webhook_endpoint(%s, %s)", (lease.endpoint_id, lease.lease_id)
        )
