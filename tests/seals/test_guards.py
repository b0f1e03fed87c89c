"""What was sealed is not changed by a stray statement, and none but the ledger's words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from tests.seals.sealing import Sealer
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def test_what_was_sealed_stays(database: Database, sealer: Sealer, paid: Row) -> None:
    """A superuser's statements on each table are refused; with its triggers off they are not."""
    sealer.seal()
    assert paid.status == "COMPLETED"
    with database.connect() as session:
        tables = session.execute(
            "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind = 'r'"
            f" AND c.relnamespace::regnamespace::text IN {TABLES} AND c.relname ~ '^seal'"
        ).fetchall()
        assert len(tables) == 6
        for (table,) in tables:
            statements = (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
            for statement in statements:
                with pytest.raises(psycopg.Error, match="LG902"):
                    session.execute(statement.encode())
            with session.transaction(force_rollback=True):
                session.execute("SET LOCAL session_replication_role = replica")
                with pytest.raises(psycopg.Error, match="LG902"):
                    session.execute(statements[0].encode())
            with session.transaction(force_rollback=True):
                session.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
                session.execute("SET LOCAL session_replication_role = replica")
                session.execute(statements[0].encode())


def test_a_head_says_what_the_seal_says(ledger: LedgerCalls, sealer: Sealer, paid: Row) -> None:
    """Another root, another size, a key that is not known: refused with LG109."""
    note = sealer.seal()
    size = sealer.read(note)[0]
    good = {"tree_size": size, "key_id": sealer.key.key_id, "note": note}
    assert ledger.call("keep_head", **good).note == note
    for wrong in (
        {"tree_size": size + 1},
        {"key_id": "00000000"},
        {"note": note.replace(f"\n{size}\n", f"\n{size + 1}\n")},
        {"note": note[1:]},
        {"note": note + "and more\n"},
        {"note": note.replace("\n\n\u2014 ", "\n\n\u2014 \u202e")},
        {"note": note.partition("\n\n")[0] + "\n\n" + "x" * 100},
        {"note": None},
    ):
        with pytest.raises(psycopg.Error, match="LG109"):
            ledger.call("keep_head", **good | wrong)
    names = ("a b", "a+b", "a\u202eb", "a\u200bb")
    for key_name, key in (*((name, bytes(32)) for name in names), ("a", b"short"), ("a", None)):
        with pytest.raises(psycopg.Error, match="LG109"):
            ledger.call("add_seal_key", key_name=key_name, public_key=key)
    assert str(paid.transaction_id) not in note


@pytest.mark.tampered
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ledger_audit.transaction SET description = 'gift'",
        "DELETE FROM ledger_audit.feed_event WHERE event_position > 3",
    ],
)
def test_nothing_is_sealed_on_top_of_other_rows(
    database: Database, ledger: LedgerCalls, sealer: Sealer, paid: Row, tampering: str
) -> None:
    """Whoever calls it, whether or not it has looked before."""
    sealer.seal()
    with database.connect() as session:
        session.execute("SET session_replication_role = replica")
        session.execute("ALTER TABLE ledger_audit.transaction DISABLE TRIGGER USER")
        session.execute("ALTER TABLE ledger_audit.feed_event DISABLE TRIGGER USER")
        session.execute(tampering.encode())
        if tampering.startswith("DELETE"):
            session.execute("ALTER TABLE ledger_audit.feed_pass DISABLE TRIGGER USER")
            session.execute("UPDATE ledger_audit.feed_pass SET last_position = 3")
    if tampering.startswith("UPDATE"):
        ledger.call(
            "post_transfer",
            from_account_id=paid.to_account_id,
            to_account_id=paid.from_account_id,
            amount="1",
        )
        ledger.call("number_events")
    with pytest.raises(psycopg.Error, match="LG910"):
        ledger.call("seal_events")
