"""Closing the books while postings are in flight: each is in before, or refused after."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.crowd import at_once, told
from tests.security.tampering import rewrite
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database

_JUNE = "2024-06-30T12:00:00Z"
_SECONDS = 30
_BEHIND = """
    SELECT count(*) FROM ledger_audit.transaction AS t, ledger_private.period_act AS p
    WHERE t.status = 'COMPLETED' AND t.effective_at < '2024-07-01Z' AND t.created_at > p.created_at
"""


def _dated(accounts: list[UUID], moment: str = _JUNE) -> dict[str, object]:
    return {
        "from_account_id": accounts[0],
        "to_account_id": accounts[1],
        "amount": 1,
        "effective_at": moment,
    }


def _close(calls: LedgerCalls) -> str:
    return told(lambda: calls.call("close_period", through_on="2024-06-30"))[0]


def test_twenty_sessions_post_while_one_closes(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """What was answered with success lies in the period, and none of it came after the act."""
    accounts = funded(2, "1000")

    give_up = time.monotonic() + _SECONDS

    def close(calls: LedgerCalls) -> str:
        # On a busy machine the posters before it may take longer than it waits.
        while (code := _close(calls)) == "LG350" and time.monotonic() < give_up:
            pass
        return code

    def work(calls: LedgerCalls, number: int) -> Counter[str]:
        if number == 0:
            return Counter([close(calls)])
        return Counter(
            told(lambda: calls.call("post_transfer", **_dated(accounts)))[0] for _ in range(10)
        )

    closed, *posted = at_once(database, 21, work)
    assert closed == {"ok": 1}
    outcome = sum(posted, Counter())
    assert outcome.keys() <= {"ok", "LG250"}
    assert outcome.total() == 200
    entries = ledger.rows("get_statement", account_id=accounts[1], effective_at=_JUNE, limit=500)
    assert len(entries) == outcome["ok"]
    with database.connect() as connection:
        assert connection.execute(_BEHIND).fetchone() == (0,)


def _close_beside_a_posting(
    database: Database, accounts: list[UUID], seconds: float
) -> tuple[str, bool]:
    """Close while a session has posted and not committed; say how it went and if it waited."""
    answer: list[str] = []

    def close() -> None:
        with database.connect("ledger_dba") as connection:
            answer.append(_close(LedgerCalls(connection)))

    closer = threading.Thread(target=close)
    with database.connect("ledger_dba") as connection, connection.transaction():
        LedgerCalls(connection).call("post_transfer", **_dated(accounts))
        closer.start()
        closer.join(seconds)
        has_waited = not answer
    closer.join(_SECONDS)
    return answer[0], has_waited


def test_closing_waits_for_a_posting_in_flight(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Not for ever: then it says so, and changes nothing."""
    accounts = funded(2, "10")
    assert _close_beside_a_posting(database, accounts, _SECONDS) == ("LG350", False)
    assert _close_beside_a_posting(database, accounts, 1) == ("ok", True)


@pytest.mark.tampered
def test_without_its_lock_closing_does_not_wait(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """The test above could fail."""
    accounts = funded(2, "10")
    with database.connect() as connection:
        rewrite(
            connection,
            "ledger_private.lock_periods",
            "LOCK TABLE ledger_private.account IN EXCLUSIVE MODE;",
            "NULL;",
        )
    assert _close_beside_a_posting(database, accounts, _SECONDS) == ("ok", False)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_old_snapshot_cannot_post_into_a_period_closed_since(
    database: Database,
    ledger: LedgerCalls,
    funded: Callable[[int, str], list[UUID]],
    level: str,
) -> None:
    """It would not see the act; it fails to be repeated, and is then refused."""
    accounts = funded(2, "10")
    with database.connect(
        "ledger_dba", options=f"-cdefault_transaction_isolation={level.replace(' ', chr(92) + ' ')}"
    ) as old:
        calls = LedgerCalls(old)
        old.execute("BEGIN")
        old.execute("SELECT FROM ledger.accounts")
        ledger.call("close_period", through_on="2024-06-30")
        assert told(lambda: calls.call("post_transfer", **_dated(accounts)))[0] == "40001"
        old.execute("ROLLBACK")
        assert told(lambda: calls.call("post_transfer", **_dated(accounts)))[0] == "LG250"
