"""An account ends when nothing still to come needs it, or another stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.holds import brief_hold, expired_hold
from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_POINTERS = f"""
    SELECT c.relname || '.' || a.attname
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN {TABLES}
        AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype)
        AND a.attname ~ '(account_ids?|counterparty_id)$'
"""
_HISTORY = "it says what was"
# What becomes of each thing that points to an account which is closed or merged away.
POINTERS = {
    **dict.fromkeys(
        (
            *("act.account_id", "audit_log.account_id", "feed_account.account_id"),
            *("monitor_alert.account_id", "transaction.to_account_id"),
            *("transaction.from_account_id", "transaction.leg_account_ids"),
            *("transaction_entry.account_id", "hold_event.account_id", "dated_entry.account_id"),
            *("fraud_observation.account_id", "fraud_observation.counterparty_id"),
            *("fraud_pair.account_id", "fraud_pair.counterparty_id", "fraud_account.account_id"),
            *("account_day.account_id", "account_month.account_id"),
            *("account_day_type.account_id", "fold_proof.account_id"),
        ),
        _HISTORY,
    ),
    "account.account_id": "the account itself",
    "account.merged_into_account_id": "the successor, which may be merged in its turn",
    "account_code.account_id": "codes lead to the successor",
    "api_key.account_ids": "a restriction: it lets through no account that it does not name",
    "clearing_account.account_id": "refused, LG905: it stands for another cell",
    "incoming_transfer.from_account_id": "an account of another cell",
    "incoming_transfer.to_account_id": "it says what was asked for; a successor is paid",
    "outgoing_transfer.from_account_id": "refused while one is pending, LG211",
    "outgoing_transfer.to_account_id": "an account of another cell",
    "delegation.account_id": "who shares a closed account can do nothing with it",
    "export.account_id": "the file of its entries is written and read all the same",
    "fraud_case.account_id": "a case is decided whatever became of the account",
    "hold.account_id": "refused while money is held: LG207",
    "hold.to_account_id": "refused, LG210, or captured to the successor",
    "monitor.account_id": "a closed account changes no more, so nothing fires",
    "notification.account_id": "a message tells what was; its accounts are shown as they are now",
    "open_credit.account_id": "folded before the account is closed",
    "usage_limit.account_id": "a limit of a closed account limits nothing",
    "webhook_delivery.account_ids": "a delivery goes out whatever became of the account",
    "webhook_endpoint.account_ids": "a filter: a closed account has no events any more",
}


def test_everything_that_points_to_an_account_has_an_answer(database: Database) -> None:
    """The columns come from the catalog: a new one is answered for here."""
    with database.connect() as session:
        there = {name for (name,) in session.execute(_POINTERS.encode())}
    assert there == set(POINTERS)


def _held_for(ledger: LedgerCalls) -> tuple[Row, Row, Row]:
    payer = ledger.account("payer", min_balance="-Infinity")
    payee = ledger.account("payee")
    hold = ledger.call(
        "hold_funds", account_id=payer.account_id, amount="9", to_account_id=payee.account_id
    )
    return payer, payee, hold


def test_a_payee_of_open_holds_is_not_closed(ledger: LedgerCalls) -> None:
    """LG210 names the holds; once they are released the account can be closed."""
    _, payee, hold = _held_for(ledger)
    for function, more in (
        ("close_account", {}),
        ("set_account_status", {"status": "CLOSED"}),
    ):
        with pytest.raises(psycopg.Error) as refused:
            ledger.call(function, account_id=payee.account_id, **more)
        assert refused.value.sqlstate == "LG210"
        assert str(hold.hold_id) in str(refused.value.diag.message_detail)
    ledger.call("release_hold", hold_id=hold.hold_id)
    assert ledger.call("close_account", account_id=payee.account_id).status == "CLOSED"


def test_an_expired_hold_awaits_nobody(ledger: LedgerCalls) -> None:
    """No door can capture it any more, so its payee is closed before anybody tidies up."""
    payer = ledger.account("payer", min_balance="-Infinity")
    payee, other = ledger.account("payee"), ledger.account("other")
    hold_id = expired_hold(ledger.connection, payer.account_id, 9, payee.account_id)
    # One that has not expired yet, as of the other, is awaited.
    brief_hold(ledger.connection, payer.account_id, 9, other.account_id, seconds=3600)
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("close_account", account_id=other.account_id)
    assert refused.value.sqlstate == "LG210"
    assert ledger.call("close_account", account_id=payee.account_id).status == "CLOSED"
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("capture_hold", hold_id=hold_id)
    assert refused.value.sqlstate == "LG221"
    _proved(ledger)


@pytest.mark.parametrize("door", ["capture_hold", "capture_group"])
def test_a_hold_is_captured_to_the_successor(ledger: LedgerCalls, door: str) -> None:
    """Through two mergers; a group as well as a hold."""
    _, payee, hold = _held_for(ledger)
    heirs = [ledger.account(f"heir {number}") for number in (1, 2)]
    before = payee
    for heir in heirs:
        ledger.call(
            "merge_accounts",
            from_account_id=before.account_id,
            into_account_id=heir.account_id,
        )
        before = heir
    of = {"hold_id": hold.hold_id} if door == "capture_hold" else {"group_id": hold.group_id}
    captured = ledger.call(door, **of)
    assert captured.to_account_id == heirs[-1].account_id
    _proved(ledger)


def test_a_payee_is_not_merged_into_who_pays(ledger: LedgerCalls) -> None:
    """The hold would pay the account itself, and no door could capture it."""
    payer, payee, _ = _held_for(ledger)
    with pytest.raises(psycopg.Error) as refused:
        ledger.call(
            "merge_accounts", from_account_id=payee.account_id, into_account_id=payer.account_id
        )
    assert refused.value.sqlstate == "LG210"


def test_a_payment_is_refunded_by_and_to_successors(ledger: LedgerCalls) -> None:
    """Part before the merger, the rest after it, and never more than there was."""
    payer = ledger.account("payer", min_balance="-Infinity")
    payee, heir, home = (ledger.account(name) for name in ("payee", "heir", "home"))
    paid = ledger.call(
        "post_transfer",
        from_account_id=payer.account_id,
        to_account_id=payee.account_id,
        amount="10",
    )
    ledger.call("reverse_transaction", transaction_id=paid.transaction_id, amount="4")
    for old, new in ((payee, heir), (payer, home)):
        if old is payer:
            ledger.call("set_account_bounds", account_id=home.account_id, min_balance="-Infinity")
        ledger.call(
            "merge_accounts", from_account_id=old.account_id, into_account_id=new.account_id
        )
    back = ledger.call("reverse_transaction", transaction_id=paid.transaction_id)
    assert (back.from_account_id, back.to_account_id) == (heir.account_id, home.account_id)
    assert back.amount == 6
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("reverse_transaction", transaction_id=paid.transaction_id, amount="1")
    assert refused.value.sqlstate == "LG224"
    _proved(ledger)


def test_a_merged_account_tells_where_it_went(ledger: LedgerCalls) -> None:
    """LG204 over a merged account names its successor; over a closed one it has none."""
    payer = ledger.account("payer", min_balance="-Infinity")
    old, heir, closed = (ledger.account(name) for name in ("old", "heir", "closed"))
    ledger.call("merge_accounts", from_account_id=old.account_id, into_account_id=heir.account_id)
    ledger.call("close_account", account_id=closed.account_id)
    told = {}
    for account in (old, closed):
        with pytest.raises(psycopg.Error) as refused:
            ledger.call(
                "post_transfer",
                from_account_id=payer.account_id,
                to_account_id=account.account_id,
                amount="1",
            )
        assert refused.value.sqlstate == "LG204"
        told[account.account_id] = str(refused.value.diag.message_detail)
    assert f'"merged_into_account_id": "{heir.account_id}"' in told[old.account_id]
    assert "merged_into" not in told[closed.account_id]


def _proved(ledger: LedgerCalls) -> None:
    broken: list[Any] = [row for row in ledger.rows("verify") if not row.ok]
    assert broken == []
