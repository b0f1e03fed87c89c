"""Lists of monitors and of their alerts: what each filter finds, and who finds what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.monitors.watching import evaluate, watch
from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls

_MOMENT = timedelta(microseconds=1)


def test_monitors_are_found_by_what_they_watch(ledger: LedgerCalls) -> None:
    """By account, owner, currency and time."""
    users = {n: ledger.call("create_user", username=n).user_id for n in ("ann", "bert")}
    accounts = {
        code: ledger.account(code, currency, user_id=users[owner])
        for code, owner, currency in (
            ("ann:usd", "ann", "USD"),
            ("ann:eur", "ann", "EUR"),
            ("bert:usd", "bert", "USD"),
        )
    }
    made = {code: watch(ledger, account, "5") for code, account in accounts.items()}
    names = {monitor.monitor_id: code for code, monitor in made.items()}

    def found(**asked: Any) -> list[str]:  # noqa: ANN401
        return [names[row.monitor_id] for row in ledger.rows("list_monitors", **asked)]

    assert found() == [*accounts]
    assert found(is_ascending=False) == [*accounts][::-1]
    assert found(account_id=accounts["ann:eur"].account_id) == ["ann:eur"]
    assert found(account_code="bert:usd") == ["bert:usd"]
    assert found(user_id=users["ann"]) == found(username="ann") == ["ann:usd", "ann:eur"]
    assert found(user_id=users["bert"], username="ann") == []
    assert found(currency="USD") == ["ann:usd", "bert:usd"]
    second = made["ann:eur"].created_at
    assert found(since=second) == ["ann:eur", "bert:usd"]
    assert found(until=second) == ["ann:usd"]
    assert found(currency="JPY") == []


def test_a_user_finds_its_own_monitors_and_shared_ones(
    ledger: LedgerCalls, caller: Callable[[str, int], Caller]
) -> None:
    """A filter opens nothing to it."""
    users = {n: ledger.call("create_user", username=n).user_id for n in ("ann", "bert")}
    accounts = {n: ledger.account(n, user_id=user_id).account_id for n, user_id in users.items()}
    for account_id in accounts.values():
        ledger.call("create_monitor", account_id=account_id, threshold="5")
    bert = caller("customer", users["bert"])

    def found(query: str = "") -> list[str]:
        items = bert.get(f"/v1/monitors?{query}").get_json()["items"]
        return ["ann" if item["account_id"] == str(accounts["ann"]) else "bert" for item in items]

    of_ann = (f"user_id={users['ann']}", "username=ann")
    assert found() == ["bert"]
    assert [found(query) for query in of_ann] == [[], []]
    for query in (f"account_id={accounts['ann']}", "account_code=ann"):
        assert code_of(bert.get(f"/v1/monitors?{query}")) == (404, "LG001")
    ledger.call(
        "delegate_account", account_id=accounts["ann"], user_id=users["bert"], kind="viewer"
    )
    assert found() == ["ann", "bert"]
    assert found("sort=-created_at") == ["bert", "ann"]
    assert found(f"account_id={accounts['ann']}") == ["ann"]
    assert found(f"user_id={users['bert']}") == ["bert"]
    assert [found(query) for query in of_ann] == [[], []]


def test_alerts_are_found_by_balance_and_time(ledger: LedgerCalls) -> None:
    """The newest first, unless asked for the other way round."""
    account = ledger.account()
    ledger.call("deposit", account_id=account.account_id, amount="100")
    monitor = watch(ledger, account, "50")
    for amount in ("60", "70", "80"):
        ledger.call("withdraw", account_id=account.account_id, amount=amount)
        ledger.call("deposit", account_id=account.account_id, amount=amount)
        evaluate(ledger)
    its = {"monitor_id": monitor.monitor_id}
    rows = ledger.rows("list_monitor_alerts", **its)

    def found(**asked: Any) -> list[Decimal]:  # noqa: ANN401
        return [row.balance for row in ledger.rows("list_monitor_alerts", **its, **asked)]

    assert found() == [20, 30, 40]
    assert found(is_ascending=True) == [40, 30, 20]
    assert found(min_amount=30) == [30, 40]
    assert found(max_amount=30) == [20, 30]
    assert found(since=rows[1].fired_at) == [20, 30]
    assert found(until=rows[1].fired_at) == [40]
    assert found(since=rows[0].fired_at + _MOMENT) == []
