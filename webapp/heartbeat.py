"""A question to the database, on a connection of its own, which may go unanswered."""

import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any, LiteralString

import psycopg

from webapp import hosts

STUCK_SECONDS = 3.0  # after which a question that nobody answers is asked anew

IS_THERE = "SELECT true"
# A commit of nothing, which is answered when all commits before it are safe.
IS_CONFIRMED = """
    VALUES (current_setting('transaction_read_only') = 'off' AND CASE
        WHEN current_setting('synchronous_standby_names') = '' THEN true
        ELSE pg_logical_emit_message(true, 'zerosum', '') IS NOT NULL
    END)"""
# Whether commits of this login have waited for a standby for some seconds.
IS_WAITED_FOR = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity AS a
        WHERE a.usename = current_user
            AND a.wait_event = 'SyncRep'
            AND a.query_start < clock_timestamp() - interval '1.5 s'
    )"""


class _Asked:
    """A question that was asked."""

    def __init__(self) -> None:
        self.at = time.monotonic()
        self.ended = threading.Event()
        self.is_answered = False


class Pulse:
    """One question at a time to the database, which may take as long as it likes.

    Where the URL asks for a host that takes writes, one that takes none any more is none.
    """

    def __init__(
        self, url: str, question: LiteralString = IS_THERE, *, is_patient: bool = False
    ) -> None:
        """Ask nothing yet. A patient one waits for its answer as long as the database is there."""
        self._url = url
        self._question = question
        self._is_patient = is_patient
        self._wants_writes = hosts.takes_writes(url)
        self._connection: psycopg.Connection[Any] | None = None
        self._lock = threading.Lock()
        self._asked: _Asked | None = None
        self.at: tuple[str, int] | None = None  # the host and port that answered last

    def is_felt(self, seconds: float) -> bool:
        """Ask, or wait on for what was asked; say whether the answer is yes, and in time."""
        with self._lock:
            asked = self._asked
            if asked is None or asked.ended.is_set():
                self._asked = asked = _Asked()
                threading.Thread(target=self._ask, args=(asked,), name="pulse", daemon=True).start()
            elif not self._is_patient and time.monotonic() - asked.at > STUCK_SECONDS:
                self.give_up()
        return asked.ended.wait(seconds) and asked.is_answered

    def give_up(self) -> None:
        """Wait no longer for what was asked."""
        if self._connection and self._asked and not self._asked.ended.is_set():
            cut(self._connection)

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._connection and self._asked and self._asked.ended.is_set():
                self._connection.close()
                self._connection = None

    def _ask(self, asked: _Asked) -> None:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = None
                self._connection = psycopg.connect(
                    self._url,
                    autocommit=True,
                    application_name="zerosum pulse",
                    **hosts.options(self._url, 2),
                )
            row = self._connection.execute(self._question).fetchone()
            if self._wants_writes and is_read_only(self._connection):
                self._connection.close()
                return
            self.at = self._connection.info.host, self._connection.info.port
            asked.is_answered = row == (True,)
        except psycopg.Error:
            if self._connection:
                self._connection.close()
        finally:
            asked.ended.set()


def is_read_only(connection: psycopg.Connection[Any]) -> bool:
    """Say whether the server of a connection takes no writes, as it has told by itself."""
    told = map(
        connection.pgconn.parameter_status, (b"in_hot_standby", b"default_transaction_read_only")
    )
    return b"on" in told


def cut(connection: psycopg.Connection[Any]) -> None:
    """End a connection that another thread waits on: it meets an error at once."""
    with (
        suppress(OSError, psycopg.Error),
        socket.socket(fileno=os.dup(connection.pgconn.socket)) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


def require_answer(connection: psycopg.Connection[Any], seconds: float) -> None:
    """Raise psycopg.OperationalError unless a connection answers in time, and can be written to."""
    timer = threading.Timer(seconds, cut, (connection,))
    timer.start()
    try:
        connection.execute(IS_THERE)
    finally:
        timer.cancel()
    if is_read_only(connection):
        raise psycopg.OperationalError("the server takes no writes any more")
