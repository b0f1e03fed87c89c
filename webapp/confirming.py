"""Whether what was written is safe: PostgreSQL's own words, and what may be asked meanwhile."""

import re
import threading
from typing import Any

from psycopg import Connection
from psycopg.errors import Diagnostic

from webapp.lifeline import Lifeline, NotConfirmingError, UnconfirmedError

_CALLED = re.compile(r"\b(ledger\w*\.\w+)\(")
_READS = """
    SELECT coalesce(bool_and(p.provolatile <> 'v'), false)
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname || '.' || p.proname = ANY (%s)"""


class Confirming:
    """What the connections of one pool are told of their commits."""

    def __init__(self, lifeline: Lifeline) -> None:
        """Be told of nothing yet."""
        self._lifeline = lifeline
        self.called_off: set[int] = set()  # threads whose commit no longer waits for a standby
        self._reading: dict[str, bool] = {}

    def hear(self, notice: Diagnostic) -> None:
        """Take a notice, in the thread whose statement it is about.

        A commit whose wait for a standby is called off succeeds with a warning. Its words come
        in many languages, the name of the function that speaks them does not.
        """
        if notice.source_function == "SyncRepWaitForLSN":
            self.called_off.add(threading.get_ident())

    def require_commit(self) -> None:
        """Raise UnconfirmedError if the wait of this thread's commit was called off."""
        if threading.get_ident() in self.called_off:
            self.called_off.discard(threading.get_ident())
            self._lifeline.doubt()
            raise UnconfirmedError("the wait for a standby was called off")

    def require_reading(self, connection: Connection[Any], query: str) -> None:
        """Raise NotConfirmingError unless every function that a statement calls only reads.

        One that calls none of the ledger's asks PostgreSQL how it is, and may.
        """
        if query not in self._reading:
            called = sorted(set(_CALLED.findall(query)))
            self._reading[query] = not called or connection.execute(
                _READS, (called,)
            ).fetchone() == (True,)
        if not self._reading[query]:
            raise NotConfirmingError("no standby confirms what is written")
