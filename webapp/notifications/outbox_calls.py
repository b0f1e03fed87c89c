"""What a worker asks the ledger for, and tells it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import args_row

if TYPE_CHECKING:
    from webapp.notifications.channels import Outcome

EVENTS = 200
MESSAGES = 50


class Message(NamedTuple):
    """What is to be sent: ledger.notification_message."""

    notification_id: UUID
    lease_id: UUID
    user_id: int
    event_id: UUID
    channel: str
    notification_type: str
    facts: str
    key_id: str
    wrapped_key: bytes
    sealed: bytes


_COLUMNS = ", ".join(Message._fields)


class Outbox:
    """The ledger as a worker sees it; each call is a transaction."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Take a connection over."""
        self._connection = connection

    def fan_out(self, channels: Sequence[str]) -> int:
        """Make messages of new events; return how many events there were."""
        row = self._connection.execute(
            "SELECT ledger.fan_out_notifications(%s, %s)", (list(channels), EVENTS)
        ).fetchone()
        return int(row[0]) if row else 0

    def lease(self, channels: Sequence[str]) -> list[Message]:
        """Take messages that are due."""
        with self._connection.cursor(row_factory=args_row(Message)) as cursor:
            return cursor.execute(
                f"SELECT {_COLUMNS} FROM ledger.lease_notifications(%s, %s)".encode(),  # noqa: S608 - names of our own
                (list(channels), MESSAGES),
            ).fetchall()

    def begin(self, message: Message) -> bool:
        """Commit that a message is handed over now; no when it is another worker's."""
        row = self._connection.execute(
            "SELECT ledger.begin_notification(%s, %s)", (message.notification_id, message.lease_id)
        ).fetchone()
        return row is not None and bool(row[0])

    def record(self, message: Message, outcome: "Outcome") -> None:
        """Write down what became of a message."""
        self._connection.execute(
            "SELECT FROM ledger.record_notification(%s, %s, %s, %s, %s)",
            (message.notification_id, message.lease_id, *outcome),
        )

    def release(self, message: Message) -> None:
        """Let go of a message, as if nothing had happened."""
        self._connection.execute(
            "SELECT FROM ledger.record_notification(%s, %s, 'released')",
            (message.notification_id, message.lease_id),
        )

    def prune(self) -> int:
        """Forget some messages that are long done with; return how many."""
        row = self._connection.execute("SELECT ledger.prune_notifications()").fetchone()
        return int(row[0]) if row else 0
