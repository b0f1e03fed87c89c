"""A monitor fires once for each crossing, on the account's own history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.monitors.watching import evaluate, values, watch

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def watched(ledger: LedgerCalls) -> Row:
    """Return an account that holds 100."""
    account = ledger.account("watched")
    ledger.call("deposit", account_id=account.account_id, amount="100")
    return account


def _move(ledger: LedgerCalls, account: Row, *amounts: int) -> None:
    for amount in amounts:
        ledger.call(
            "deposit" if amount > 0 else "withdraw",
            account_id=account.account_id,
            amount=str(abs(amount)),
        )


def test_each_crossing_fires_once(ledger: LedgerCalls, watched: Row) -> None:
    """Down, further down, up, down: two alerts, also when all came before anybody looked."""
    below = watch(ledger, watched, "50", measure="balance")
    above = watch(ledger, watched, "50", measure="balance", comparison="above")
    assert (below.is_fired, above.is_fired) == (False, True)
    _move(ledger, watched, -60, -10, 100, -100)
    evaluate(ledger)
    evaluate(ledger)
    assert values(ledger, below) == [40, 30]
    assert values(ledger, above) == [130]
    _move(ledger, watched, -1)
    evaluate(ledger)
    assert values(ledger, below) == [40, 30]
    _move(ledger, watched, 100)
    evaluate(ledger, 1)
    _move(ledger, watched, -100)
    evaluate(ledger, 1)
    assert values(ledger, below) == [40, 30, 29]
    assert values(ledger, above) == [130, 129]


def test_an_alert_names_its_event(ledger: LedgerCalls, watched: Row) -> None:
    """The position in the feed, the place in the account's chain, the moment."""
    monitor = watch(ledger, watched, "50")
    _move(ledger, watched, -60)
    evaluate(ledger)
    (alert,) = ledger.rows("list_monitor_alerts", monitor_id=monitor.monitor_id)
    events = {row.event_position: row for row in ledger.rows("list_events")}
    assert events[alert.event_position].from_account_id == watched.account_id
    assert alert.crossed_at == events[alert.event_position].created_at
    assert (alert.value, alert.balance, alert.threshold) == (40, 40, 50)


def test_what_holds_keep_is_not_available(ledger: LedgerCalls, watched: Row) -> None:
    """A hold crosses without an entry; its capture, which moves what was kept, does not."""
    available = watch(ledger, watched, "50")
    above = watch(ledger, watched, "45", comparison="above")
    held = watch(ledger, watched, "10", measure="held", comparison="above")
    balance = watch(ledger, watched, "50", measure="balance")
    hold = ledger.connection.execute(
        "SELECT h.* FROM ledger.hold_funds(%s, 60) AS h", (watched.account_id,)
    ).fetchone()
    assert hold is not None
    _move(ledger, watched, 1)
    evaluate(ledger)
    assert values(ledger, available) == [40]
    assert values(ledger, held) == [60]
    assert values(ledger, balance) == []
    shop = ledger.account("shop")
    ledger.call("capture_hold", hold_id=hold.hold_id, to_account_id=shop.account_id)
    evaluate(ledger)
    assert values(ledger, available) == [40]
    assert values(ledger, above) == []
    assert values(ledger, balance) == [41]
    (alert,) = ledger.rows("list_monitor_alerts", monitor_id=held.monitor_id)
    assert alert.event_position is None


def test_what_is_posted_together_is_seen_together(ledger: LedgerCalls, watched: Row) -> None:
    """A batch that goes down and comes back never was below for anybody."""
    monitor = watch(ledger, watched, "50", measure="balance")
    bank = ledger.account(min_balance="-Infinity")
    there = {"from_account_id": watched.account_id, "to_account_id": bank.account_id}
    back = {"from_account_id": bank.account_id, "to_account_id": watched.account_id}
    ledger.post({**there, "amount": "60"}, {**back, "amount": "60"}, atomic=True)
    evaluate(ledger, 1)
    assert values(ledger, monitor) == []
    ledger.post({**there, "amount": "60"}, {**back, "amount": "5"}, atomic=True)
    evaluate(ledger, 1)
    assert values(ledger, monitor) == [45]


def test_a_removed_monitor_is_silent(ledger: LedgerCalls, watched: Row) -> None:
    """Its alerts stay; it cannot be removed twice."""
    monitor = watch(ledger, watched, "50")
    _move(ledger, watched, -60)
    evaluate(ledger)
    ledger.call("remove_monitor", monitor_id=monitor.monitor_id)
    _move(ledger, watched, 60, -60)
    evaluate(ledger)
    assert values(ledger, monitor) == [40]
    assert ledger.rows("list_monitors") == []
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("remove_monitor", monitor_id=monitor.monitor_id)
    assert refused.value.sqlstate == "LG029"


def test_a_consumer_that_was_forgotten_loses_nothing(ledger: LedgerCalls, watched: Row) -> None:
    """What was looked at is known by the monitor itself."""
    monitor = watch(ledger, watched, "50", measure="balance")
    _move(ledger, watched, -60)
    ledger.call("remove_event_consumer", name="monitors")
    _move(ledger, watched, 60)
    evaluate(ledger)
    watch(ledger, ledger.account(), "1")
    _move(ledger, watched, -70)
    evaluate(ledger)
    assert values(ledger, monitor) == [40, 30]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"threshold": None}, "LG108"),
        ({"threshold": "NaN"}, "LG109"),
        ({"threshold": "0.001"}, "LG109"),
        ({"threshold": "1e20"}, "LG109"),
        ({"measure": "colour"}, "LG109"),
        ({"comparison": None}, "LG109"),
        ({"account_id": "00000000-0000-7000-8000-00000000ffff"}, "LG001"),
    ],
)
def test_what_is_no_monitor_is_refused(
    ledger: LedgerCalls, watched: Row, change: dict[str, Any], code: str
) -> None:
    """A threshold has the account's decimals."""
    asked = {"account_id": watched.account_id, "threshold": "1", **change}
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("create_monitor", **asked)
    assert refused.value.sqlstate == code


@pytest.mark.tampered
def test_alerts_are_written_once(database: Database, ledger: LedgerCalls, watched: Row) -> None:
    """Nobody changes or removes one."""
    monitor = watch(ledger, watched, "50")
    _move(ledger, watched, -60)
    evaluate(ledger)
    for change in ("UPDATE %s SET value = 0", "DELETE FROM %s", "TRUNCATE %s"):
        with database.connect() as owner, pytest.raises(psycopg.Error):
            owner.execute((change % "ledger_audit.monitor_alert").encode())
    assert values(ledger, monitor) == [40]
