"""The proof of what is new reads what folding has made of credits that it saw open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.property.mutate import mutate
from tests.security.tampering import noticed, unguarded

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

pytestmark = pytest.mark.tampered

_IDA = "account_id = ledger_test.id('ida')"
_PAY = (
    "SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('ida'), n)"
    " FROM generate_series(1, 3) AS n"
)
_FOLD = "SELECT ledger.fold_account(ledger_test.id('ida'))"
_ENTRY = f"UPDATE ledger_audit.transaction_entry SET {{}} WHERE {_IDA} AND account_version = {{}}"
_LAST = f"(SELECT max(account_version) FROM ledger_audit.transaction_entry WHERE {_IDA})"
_FORGED = (
    f"UPDATE ledger_audit.transaction_entry SET row_hash = sha256('x') WHERE {_IDA};"
    f"UPDATE ledger_private.account SET audit_hash = sha256('x') WHERE {_IDA}"
)
# What was folded is three credits of 1, 2 and 3, behind one of 4 that is proved.
_TAMPERINGS = {
    "another hash": (_FORGED, "audit_chain"),
    "a credit left out": (
        f"DELETE FROM ledger_audit.transaction_entry WHERE {_IDA} AND account_version = 3",
        "running_balances",
    ),
    "the last credit left out": (
        f"DELETE FROM ledger_audit.transaction_entry WHERE {_IDA} AND account_version = {_LAST}",
        "running_balances",
    ),
    "a range that is counted too short": (
        f"UPDATE ledger_private.account SET version = 3, balance = 7 WHERE {_IDA}",
        "audit_chain",
    ),
    "another amount": (
        _ENTRY.format("amount = 5, balance_after = balance_after + 3", 3),
        "entries_have_owners",
    ),
    "amounts exchanged": (
        _ENTRY.format("amount = 5 - amount", "3 OR amount = 3"),
        "entries_have_owners",
    ),
    "a running balance": (_ENTRY.format("balance_after = 5.5", 3), "running_balances"),
    "a transaction that is none": (
        _ENTRY.format("transaction_id = gen_random_uuid()", 3),
        "entries_have_owners",
    ),
    "not said to be folded": (_ENTRY.format("is_folded = false", 3), "entries_have_owners"),
    "an owner": (_ENTRY.format("user_id = user_id + 1", 3), "entries_have_owners"),
    "booked before the one before": (
        _ENTRY.format("created_at = created_at - interval '1 day'", 3),
        "running_balances",
    ),
}


def _prove(connection: psycopg.Connection[Any], limit: int = 10_000) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT v.is_ok, v.is_current, v.broken FROM ledger.verify_new(%s) AS v", (limit,)
    ).fetchone()
    assert row is not None
    return row


def _folded(connection: psycopg.Connection[Any], *, is_proved: bool) -> None:
    """Fold four credits whose transactions are proved; the first one's fold is, too."""
    connection.execute(_FOLD)
    assert _prove(connection) == (True, True, {})
    connection.execute(_PAY.encode())
    if is_proved:
        assert _prove(connection) == (True, True, {})
    connection.execute(_FOLD)


@pytest.mark.parametrize("name", _TAMPERINGS)
def test_a_wrong_fold_is_noticed(town: Database, name: str) -> None:
    """Though its transactions were proved before; and again, until it is right."""
    statement, check = _TAMPERINGS[name]
    with town.connect() as connection:
        _folded(connection, is_proved=True)
        unguarded(connection, statement)
        for _ in range(2):
            is_ok, _, broken = _prove(connection)
            assert not is_ok
            assert check in broken


@pytest.mark.parametrize("is_proved", [True, False])
def test_a_fold_that_seals_something_else_is_noticed(town: Database, is_proved: bool) -> None:  # noqa: FBT001
    """No trigger knows the hash of what it lets in: only the proof does."""
    mutate(town, "fold_credits", ("'' ORDER BY p.transaction_id\n", "'' ORDER BY p.amount DESC\n"))
    with town.connect() as connection:
        _folded(connection, is_proved=is_proved)
        assert _prove(connection)[0] is False
        assert set(_prove(connection)[2]) == {"audit_chain"}


def test_each_fold_is_read_once(town: Database) -> None:
    """What it costs is in proportion to what is new, and a part ends where a fold does."""
    with town.connect() as connection:
        _folded(connection, is_proved=True)

        def waiting(limit: int) -> tuple[Any, ...]:
            rows = connection.execute(
                "SELECT f.after_version, f.through_version, f.is_current"
                " FROM ledger_private.fold_ranges('{}', %s) AS f WHERE f.account_id ="
                " ledger_test.id('ida')",
                (limit,),
            )
            return tuple(rows.fetchall())

        assert waiting(10) == ((1, 4, True),)
        assert _prove(connection)[:2] == (True, True)
        assert waiting(10) == ()
        for _ in range(2):
            connection.execute(_PAY.encode())
            connection.execute(_FOLD)
        assert waiting(1) == ((4, 7, False),)
        # A proof of something is an event, too; the next ones pass over it.
        parts = [_prove(connection, 1)[:2] for _ in range(15)]
        assert parts[0] == (True, False)
        assert parts[-2:] == [(True, True), (True, True)]
        assert waiting(10) == ()


def test_who_no_longer_accumulates_is_proved_too(town: Database) -> None:
    """Paid, folded and switched off between two proofs."""
    with town.connect() as connection:
        _prove(connection)
        connection.execute(_PAY.encode())
        connection.execute(
            "SELECT ledger.update_account(ledger_test.id('ida'), p_accumulates => false)"
        )
        unguarded(
            connection,
            "UPDATE ledger_audit.transaction_entry SET row_hash = sha256('x') WHERE is_folded"
            f" AND {_IDA}",
        )
        assert "audit_chain" in _prove(connection)[2]


def test_a_fold_of_more_than_a_link_holds_is_several_links(town: Database) -> None:
    """In the order of booking all the same, and proved."""
    mutate(town, "fold_credits", ("OFFSET 1000000 - 1", "OFFSET 2 - 1"))
    with town.connect() as connection:
        _folded(connection, is_proved=True)
        rows = connection.execute(
            "SELECT e.amount::int, min(e.account_version) OVER (PARTITION BY e.row_hash)"
            f" FROM ledger_audit.transaction_entry AS e WHERE {_IDA} ORDER BY e.account_version"
        )
        assert rows.fetchall() == [(4, 1), (1, 2), (2, 2), (3, 4)]
        assert _prove(connection) == (True, True, {})
        assert noticed(connection) == {}
