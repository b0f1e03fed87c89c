"""The proof of what is new notices tampering there, and goes on from where it found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.security.tampering import unguarded

if TYPE_CHECKING:
    from tests.support.databases import Database

pytestmark = pytest.mark.tampered

_ALICE = "account_id = ledger_test.id('alice')"
_ENTRY = f"ledger_audit.transaction_entry SET {{}} WHERE {_ALICE} AND account_version = 5"
_NEWS = (
    "SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1)",
    (
        "SELECT ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('alice'), 2,"
        " p_effective_at => '2001-01-01')"
    ),
)
_TAMPERINGS = {
    "edit an amount": (f"UPDATE {_ENTRY.format('amount = 3')}", "transactions_balance"),
    "delete an entry": (
        f"DELETE FROM ledger_audit.transaction_entry WHERE {_ALICE} AND account_version = 5",
        "transactions_balance",
    ),
    "edit a running balance": (f"UPDATE {_ENTRY.format('balance_after = 3')}", "running_balances"),
    "backdate an entry": (f"UPDATE {_ENTRY.format('created_at = now() - interval $$1d$$')}", ""),
    "forget an effective date": (
        f"DELETE FROM ledger_private.dated_entry WHERE {_ALICE}",
        "dated_entries",
    ),
    "change a running total": (
        f"UPDATE ledger_private.dated_entry SET dated_total = 9 WHERE {_ALICE}",
        "dated_entries",
    ),
    "rewrite who did it": (
        f"UPDATE ledger_audit.transaction SET request_id = 'x' WHERE to_{_ALICE}",
        "audit_chain",
    ),
    "rewrite one hash": (f"UPDATE {_ENTRY.format('row_hash = sha256($$x$$)')}", "audit_chain"),
    "change a balance": (
        f"UPDATE ledger_private.account SET balance = balance + 1 WHERE {_ALICE}",
        "balances_equal_entries",
    ),
    "create money": (
        f"UPDATE ledger_private.account SET balance = balance + 1 WHERE {_ALICE}",
        "currencies_sum_to_zero",
    ),
}


def _prove(connection: psycopg.Connection[Any], limit: int = 10_000) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT v.is_ok, v.is_current, v.transactions, v.broken FROM ledger.verify_new(%s) AS v",
        (limit,),
    ).fetchone()
    assert row is not None
    return row


def _recent(connection: psycopg.Connection[Any]) -> dict[str, bool]:
    rows = connection.execute("SELECT v.name, v.ok FROM ledger.verify_recent() AS v").fetchall()
    return dict(rows)


@pytest.mark.parametrize("name", _TAMPERINGS)
def test_tampering_with_what_is_new_is_noticed(town: Database, name: str) -> None:
    """And is noticed again by the next proof, which begins at the same place."""
    statement, check = _TAMPERINGS[name]
    with town.connect() as connection:
        assert _prove(connection)[:2] == (True, True)
        for news in _NEWS:
            connection.execute(news.encode())
        assert _recent(connection) == {
            "recent_transactions": True,
            "last_verification": True,
            "last_guard_check": True,
        }
        unguarded(connection, statement)
        for _ in range(2):
            is_ok, _, transactions, broken = _prove(connection)
            assert (is_ok, transactions) == (False, 2)
            assert check in broken or (not check and broken)
        assert _recent(connection)["last_verification"] is False
        if check != "currencies_sum_to_zero":
            assert _recent(connection)["recent_transactions"] is False


def test_a_proof_is_made_in_parts(town: Database) -> None:
    """Each begins where the last one ended, until nothing is left."""
    with town.connect() as connection:
        known = _prove(connection)[2]
        for _ in range(5):
            connection.execute(_NEWS[0].encode())
        parts = []
        while True:
            is_ok, is_current, transactions, _ = _prove(connection, 2)
            parts.append(transactions)
            assert is_ok
            if is_current:
                break
        assert known > 0
        assert sum(parts) == 5
        assert max(parts) <= 2
        assert _prove(connection) == (True, True, 0, {})


def test_what_is_not_committed_yet_is_left_for_the_next_proof(town: Database) -> None:
    """It holds nothing back; once committed it is proved, though later ones were before."""
    with town.connect() as connection, town.connect() as slow:
        _prove(connection)
        with slow.transaction():
            slow.execute(_NEWS[0].encode())
            connection.execute("SELECT ledger.deposit(ledger_test.id('erika'), 1)")
            assert _prove(connection)[:3] == (True, True, 1)
        assert _prove(connection)[:3] == (True, True, 1)


def test_the_size_of_a_part_is_bounded(town: Database) -> None:
    """LG109 beyond that."""
    with town.connect() as connection, pytest.raises(psycopg.DatabaseError) as refused:
        _prove(connection, 0)
    assert refused.value.sqlstate == "LG109"
