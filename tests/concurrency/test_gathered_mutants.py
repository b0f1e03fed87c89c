"""With one safeguard of the gathered calls out, what it is there for goes wrong, visibly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.crowd import told
from tests.concurrency.gathering import (
    LANE_LOCKS,
    POSTING_LOCK,
    ask,
    forget,
    gather,
    lane_locks,
    until,
    waiting,
)
from tests.property.mutate import mutate
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from tests.support.databases import Database

    Funded = Callable[[int, str], list[UUID]]

_OTHER = "gathered_other"
_ONE_LANE = ("hashtextextended(concat_ws('|', session_user, p_lane), 0)", "7::bigint")
_OF_ONE_LOGIN = (" AND w.login = session_user", "")
_NOT_LATE = ("id_at(v_now - interval '10 s')", "id_at(v_now - interval '1 h')")
_CLEARS_EACH_TIME = ("random() < 0.01", "true")
_SAME_REQUEST = ("AND k.request_digest = ledger_private.request_digest(p_request, t.currency)", "")


@contextmanager
def _other_login(database: Database) -> Iterator[LedgerCalls]:
    with database.connect() as connection:
        connection.execute(f"CREATE ROLE {_OTHER} LOGIN IN ROLE ledger_operator".encode())
        try:
            with database.connect(_OTHER) as session:
                yield LedgerCalls(session)
        finally:
            connection.execute(f"DROP ROLE {_OTHER}".encode())


@pytest.mark.parametrize("faulty", [False, True])
def test_one_login_does_not_post_for_another(
    database: Database, ledger: LedgerCalls, funded: Funded, *, faulty: bool
) -> None:
    """Even when two lanes meet in one number: the audit would name the wrong login."""
    mutate(database, "lane_of", _ONE_LANE)
    if faulty:
        mutate(database, "take_waiting", _OF_ONE_LOGIN)
    payer, payee = funded(2, "100")
    forget(database, ledger, payer, payee, "0 s")
    with _other_login(database) as other:
        gather(other, payer, payee, "2", "own")
    named = ask(
        database,
        "SELECT array_agg(DISTINCT l.database_user ORDER BY l.database_user)"
        " FROM ledger.audit_logs AS l JOIN ledger.transactions AS t USING (transaction_id)"
        " WHERE t.idempotency_key = 'forgotten'",
    )
    assert named == ([_OTHER] if faulty else None)
    assert waiting(database) == (0 if faulty else 1)


def test_without_the_window_a_forgotten_request_is_posted(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """By whoever names a place in the queue from long ago."""
    mutate(database, "take_waiting", _NOT_LATE, _CLEARS_EACH_TIME)
    payer, payee = funded(2, "100")
    forget(database, ledger, payer, payee, "11 s")
    ledger.connection.execute(
        "SELECT ledger_gateway.post_queued('00000000-0000-7000-8000-000000000000',"
        " NULL::ledger.transfer_request)"
    )
    assert ledger.balance(payer) == Decimal(99)


def test_without_the_digest_a_request_gets_another_ones_answer(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """A key that was used for something else is no longer refused."""
    mutate(database, "recall_posted", _SAME_REQUEST)
    payer, payee = funded(2, "100")
    gather(ledger, payer, payee, "1", "key")
    assert told(lambda: gather(ledger, payer, payee, "50", "key"))[0] == "ok"
    assert ledger.balance(payer) == Decimal(99)


def test_without_leaving_the_lane_its_lock_stays_behind(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """A statement that ends early next in the lane keeps all others waiting until it logs off."""
    mutate(database, "leave_lane", ("l.pid = pg_backend_pid()", "false"))
    mutate(database, "post_queued", ("lock_timeout = '2s'", "lock_timeout = '60s'"))
    payer, payee = funded(2, "100")
    session = ledger.connection.info.backend_pid
    with ThreadPoolExecutor(1) as pool, database.connect() as stranger:
        stranger.execute(POSTING_LOCK)
        gathering = pool.submit(told, lambda: gather(ledger, payer, payee, "1", "key"))
        until(database, LANE_LOCKS, session)
        stranger.execute("SELECT pg_cancel_backend(%s)", (session,))
        assert gathering.result()[0] == "57014"
    assert lane_locks(database, ledger) == 1
