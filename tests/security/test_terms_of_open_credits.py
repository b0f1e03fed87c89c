"""Each term of the tables' guards of open credits stops an attack that nothing else stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.property.mutate import mutate

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

pytestmark = pytest.mark.tampered


class Term(NamedTuple):
    """A term, what takes it away, and an attack that it stops; one by name, or as a statement."""

    change: tuple[str, str]
    attack: str
    function: str = "open_credit_check"
    code: str = "LG904"
    before: str = ""


def _forge(change: str = "{}") -> str:
    return f"SELECT ledger_test.forge_credit('{change}')"


def _out(term: str) -> tuple[str, str]:
    return f"            AND {term}\n", ""


_OPEN = "SELECT ledger.open_account('{}', p_code => 'pot', p_accumulates => true)"
_POT = _forge('{"to": "pot"}')
_AGO = "now() - interval '1 minute'"
_COPY = """
    INSERT INTO ledger_audit.open_credit (account_id, transaction_id, user_id, created_at, amount)
    SELECT ledger_test.id('{}'), t.transaction_id, 0, t.created_at, t.amount
    FROM ledger_audit.transaction AS t WHERE {}
"""
_AT = f"SELECT ledger_test.forge_credit(jsonb_build_object({{}}, {_AGO}))"
# What folding would write, but the credit stays.
_HALF_FOLDED = """
    WITH o AS (
        SELECT o.*, a.version, a.audit_position, a.balance, a.updated_at
        FROM ledger_audit.open_credit AS o JOIN ledger_private.account AS a USING (account_id)
        WHERE o.account_id = ledger_test.id('ida')
    ),
    e AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id, created_at,
            amount, balance_after, entry_type, currency, row_hash, is_folded
        )
        SELECT o.version + 1, o.audit_position + 1, o.account_id, o.transaction_id, o.user_id,
            o.created_at, o.amount, o.balance + o.amount, 'CREDIT', 'USD', sha256('forged'), true
        FROM o
    )
    UPDATE ledger_private.account AS a
    SET balance = o.balance + o.amount, version = o.version + 1, updated_at = o.created_at,
        audit_position = o.audit_position + 1, audit_hash = sha256('forged')
    FROM o WHERE a.account_id = o.account_id
"""
_TERMS = {
    "the account accumulates": Term(("a.accumulates\n", "true\n"), _forge('{"to": "bob"}')),
    "the account is not closed": Term(
        _out("a.status <> 'CLOSED'"),
        _POT,
        before=_OPEN.format("USD") + "; SELECT ledger.close_account(ledger_test.id('pot'))",
    ),
    "the currency": Term(_out("a.currency = t.currency"), _POT, before=_OPEN.format("EUR")),
    "the owner": Term(_out("a.user_id = n.user_id"), _forge('{"user": 7}')),
    "the transaction is done": Term(_out("t.status = 'COMPLETED'"), _forge('{"status": "FAILED"}')),
    "the account is the payee": Term(
        _out("t.to_account_id = n.account_id"),
        _COPY.format("pot", "t.to_account_id = ledger_test.id('ida')"),
        before=_OPEN.format("USD"),
    ),
    "the transaction names no entry": Term(
        _out("t.to_account_version IS NULL"),
        _COPY.format("bob", "t.idempotency_key = 'first'"),
        before="SELECT ledger.update_account(ledger_test.id('bob'), p_accumulates => true)",
    ),
    "the amount": Term(_out("t.amount = n.amount"), _forge('{"kept": 6}')),
    "when it was made": Term(_out("t.created_at = n.created_at"), _AT.format("'created_at'")),
    "when it counts": Term(
        _out("t.effective_at = n.created_at"),
        "SELECT ledger_test.forge_credit(jsonb_build_object("
        f"'created_at', {_AGO}, 'kept_at', {_AGO}))",
    ),
    "no future": Term(
        _out("n.created_at <= clock_timestamp() + ledger_private.clock_tolerance()"),
        "open credit of the future",
    ),
    "not folded yet": Term(
        ("e.transaction_id = n.transaction_id AND e.is_folded", "false"),
        "open credit of what has an entry",
    ),
    "a transaction has its credit": Term(
        (
            "WHEN n.to_account_version IS NULL THEN (",
            "WHEN n.to_account_version IS NULL THEN n.transaction_id WHEN false THEN (",
        ),
        _forge('{"is_kept": false}'),
        function="transaction_check_entries",
        code="LG901",
    ),
    "what is folded is open no more": Term(
        ("CASE WHEN n.is_folded THEN (", "CASE WHEN false THEN ("),
        _HALF_FOLDED,
        function="transaction_entry_check",
        code="LG903",
    ),
}


@pytest.mark.parametrize("name", _TERMS)
def test_without_the_term_the_attack_goes_through(town: Database, name: str) -> None:
    """With it the code of its guard is told."""
    term = _TERMS[name]
    with town.connect() as connection:
        if term.before:
            connection.execute(term.before.encode())
        assert _tried(connection, term.attack) == term.code
        mutate(town, term.function, term.change)
        assert _tried(connection, term.attack) == "went through"


def test_a_right_one_goes_through(town: Database) -> None:
    """So what is refused is the change."""
    with town.connect() as connection:
        assert _tried(connection, _forge()) == "went through"


def _tried(connection: psycopg.Connection[tuple[str]], attack: str) -> str:
    row = connection.execute(
        "SELECT ledger_test.attack(session_user::text, true, coalesce(("
        "SELECT a.statement FROM ledger_test.attack_on_money AS a WHERE a.name = %s), %s))",
        (attack, attack),
    ).fetchone()
    assert row is not None
    return row[0]
