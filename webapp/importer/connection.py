"""Hold the one connection of an import, and get it back when it is lost."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg import errors

from webapp.importer.closing import Closing

Answer = TypeVar("Answer")

# Waits in seconds before each new attempt to connect: long enough for a standby to take over.
RECONNECT_WAITS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0)
_CONFLICT_ATTEMPTS = 5
_CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


class ConnectionGivenUpError(Exception):
    """The database was lost and did not come back; the next run goes on where this one stopped."""


class Session(Closing):
    """Run calls on a connection that is replaced when it breaks.

    A call may run twice, so it must carry an idempotency key or change nothing when repeated.
    """

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[Any]],
        *,
        waits: Sequence[float] = RECONNECT_WAITS,
    ) -> None:
        """Connect. Raises psycopg.OperationalError when the database cannot be reached at first."""
        self._connect = connect
        self._waits = waits
        self._connection = connect()
        self.reconnections = 0

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def run(self, call: Callable[[psycopg.Connection[Any]], Answer]) -> Answer:
        """Return what the call returns; send it again after a lost connection or a lock conflict.

        Raises ConnectionGivenUpError when the database does not come back, or is lost anew at every
        attempt, and every psycopg.Error that another attempt would not change.
        """
        losses = conflicts = 0
        while True:
            try:
                return call(self._connection)
            except _CONFLICTS:
                conflicts += 1
                if conflicts == _CONFLICT_ATTEMPTS:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**conflicts))  # noqa: S311 - jitter
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                if not self._connection.closed:
                    raise
                losses += 1
                if losses > len(self._waits):
                    raise _given_up(error) from error
                self._reconnect(error)

    def _reconnect(self, loss: psycopg.Error) -> None:
        for wait in self._waits:
            time.sleep(wait)
            try:
                self._connection = self._connect()
            except psycopg.OperationalError as error:
                loss = error
            else:
                self.reconnections += 1
                return
        raise _given_up(loss) from loss


class DrySession(Session):
    """Run all calls in one transaction, which is rolled back at the end: nothing stays.

    The accounts that it posts to are locked until then.
    """

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        """Connect and begin. Raises psycopg.OperationalError as a Session does."""
        super().__init__(connect, waits=())
        self._connection.execute("BEGIN")

    def run(self, call: Callable[[psycopg.Connection[Any]], Answer]) -> Answer:
        """Return what the call returns; one that fails leaves the calls before it as they were."""

        def within(connection: psycopg.Connection[Any]) -> Answer:
            with connection.transaction():
                return call(connection)

        return super().run(within)


def _given_up(error: psycopg.Error) -> ConnectionGivenUpError:
    # libpq describes every address it tried, a line each; the first says enough.
    reason = str(error).strip().partition("\n")[0]
    return ConnectionGivenUpError(f"the database was lost and did not come back: {reason}")
