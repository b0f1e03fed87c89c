"""Acts that a story of a sound ledger does not tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_UNGUARDED = "ALTER TABLE ledger_audit.act DISABLE TRIGGER act_10_refuse_change"
_AHEAD = "UPDATE ledger_private.account SET updated_at = clock_timestamp() + interval '1 hour'"
_WEB = (
    "p_actor => jsonb_populate_record(NULL::ledger.actor,"
    ' \'{"role": "gateway", "ip_address": "192.0.2.7"}\')'
)


def _types(ledger: LedgerCalls, of: str) -> list[str]:
    return [e.event_type for e in ledger.rows("list_events") if e.event_type.startswith(of)]


def test_a_fault_is_told_once(database: Database, ledger: LedgerCalls) -> None:
    """When a proof finds it, and not each time again."""
    ledger.account()
    with database.connect() as owner:
        owner.execute(_UNGUARDED)
        rewrite(owner, "ledger.verify_new", "interval '1 minute'", "interval '0'")
        for _ in range(3):
            proof = ledger.call("verify_new")
            assert proof.broken_guards != {}
        assert _types(ledger, "verification.") == ["verification.failed"]


def test_who_is_locked_out_is_told(database: Database, ledger: LedgerCalls) -> None:
    """From the fifth failure on."""
    ledger.call("create_user", username="alice")
    with database.connect("ledger_web") as web:
        for _ in range(5):
            web.execute(f"SELECT ledger_gateway.begin_login('alice', {_WEB})".encode())
            web.execute(f"SELECT ledger_gateway.finish_login('alice', false, {_WEB})".encode())
    types = _types(ledger, "login.")
    assert types == [*(["login.failed"] * 4), "login.locked"]


def test_a_repair_of_times_is_told(database: Database, ledger: LedgerCalls) -> None:
    """Of each account that was ahead of the clock."""
    account = ledger.account()
    with database.connect() as owner:
        owner.execute(b"ALTER TABLE ledger_private.account DISABLE TRIGGER USER")
        owner.execute(_AHEAD.encode())
        owner.execute(b"ALTER TABLE ledger_private.account ENABLE TRIGGER USER")
        row: Any = owner.execute("SELECT clock_timestamp()").fetchone()
        ledger.rows("repair_times", now=row[0], reason="the clock ran ahead")
    repaired = [e for e in ledger.rows("list_events") if e.event_type == "account.repaired"]
    assert [event.account_id for event in repaired] == [account.account_id]


def test_a_hold_that_notes_nothing_is_noticed(database: Database, ledger: LedgerCalls) -> None:
    """The planted fault: without its note a step leaves no event, which the story would miss."""
    account = ledger.account(min_balance="-Infinity")
    with database.connect() as owner:
        rewrite(
            owner,
            "ledger_private.change_hold",
            "PERFORM ledger_private.note_hold(",
            "PERFORM num_nulls(",
        )
    ledger.call("hold_funds", account_id=account.account_id, amount="4")
    assert _types(ledger, "hold.") == []
