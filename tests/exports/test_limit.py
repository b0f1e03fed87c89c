"""Twenty exports are twenty, also when two are asked for at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_ASK = """
    SELECT ledger.create_export(%s, p_actor => jsonb_populate_record(
        NULL::ledger.actor, jsonb_build_object('user_id', %s::bigint, 'role', 'customer')
    ))
"""
_BODY = "SELECT pg_get_functiondef('ledger.create_export'::regproc)"


def _asked_for_at_once(database: Database, ledger: LedgerCalls, seconds: float = 1) -> int:
    """Ask for nineteen, then for two while neither sees the other; return how many there are.

    The second has so long before the first commits.
    """
    user_id = ledger.call("create_user", username="ann").user_id
    account_id = ledger.account(user_id=user_id).account_id
    with database.connect("ledger_web") as first, database.connect("ledger_web") as second:
        for _ in range(19):
            first.execute(_ASK, (account_id, user_id))

        def ask() -> None:
            try:
                second.execute(_ASK, (account_id, user_id))
            except psycopg.DatabaseError as error:
                assert error.sqlstate == "LG356"  # noqa: PT017 - in a thread of its own

        other = threading.Thread(target=ask)
        with first.transaction():
            first.execute(_ASK, (account_id, user_id))
            other.start()
            other.join(seconds)
        other.join(30)
    return len(ledger.rows("list_exports"))


def test_two_at_once_are_counted(database: Database, ledger: LedgerCalls) -> None:
    """The second waits for the first, and is refused."""
    assert _asked_for_at_once(database, ledger) == 20


@pytest.mark.tampered
def test_without_the_lock_there_are_more(database: Database, ledger: LedgerCalls) -> None:
    """A planted fault: nobody waits."""
    with database.connect() as owner:
        row = owner.execute(_BODY).fetchone()
        assert row is not None
        assert row[0].count("FOR NO KEY UPDATE") == 1
        owner.execute(row[0].replace("FOR NO KEY UPDATE", "").encode())
    assert _asked_for_at_once(database, ledger, seconds=30) == 21
