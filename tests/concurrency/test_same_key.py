"""One key moves money once, however many send it at once, and always gets one answer."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.concurrency.crowd import at_once, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_SENDERS = 24
_SENT = ("transaction_id", "status", "failure_code", "failure_detail", "created_at", "to_balance")


def test_one_transfer_sent_by_many(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """The same request at once: one posting, and the first answer for everybody."""
    payer, payee = funded(2, "100")
    item = _item(payer, payee, "30", "once")

    rows = [row for got in at_once(database, _SENDERS, lambda c, _: c.post(item)) for row in got]

    assert len({tuple(str(getattr(row, name)) for name in _SENT) for row in rows}) == 1
    assert Counter(row.is_replay for row in rows) == {False: 1, True: _SENDERS - 1}
    assert ledger.balance(payer) == Decimal(70)


def test_a_refused_key_posts_once_when_its_reason_has_passed(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Each is refused by itself; then, of as many again, one posts and the others hear of it."""
    payer, payee = funded(2, "10")
    item = _item(payer, payee, "11", "later")

    refused = at_once(database, _SENDERS, lambda calls, _: calls.post(item)[0])
    ledger.call("deposit", account_id=payer, amount="100")
    posted = at_once(database, _SENDERS, lambda calls, _: calls.post(item)[0])

    assert len({row.transaction_id for row in refused}) == _SENDERS
    assert {(row.failure_code, row.is_replay) for row in refused} == {("LG201", False)}
    assert len({tuple(str(getattr(row, name)) for name in _SENT) for row in posted}) == 1
    assert Counter(row.is_replay for row in posted) == {False: 1, True: _SENDERS - 1}
    assert ledger.balance(payer) == Decimal(99)
    listed = ledger.rows("list_transactions", idempotency_key="later", limit=100)
    assert Counter(row.status for row in listed) == {"FAILED": _SENDERS, "COMPLETED": 1}


def test_a_refused_key_is_retried_while_the_money_comes(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Many retry until it posts, and one of them brings what was missing: it posts once."""
    payer, payee = funded(2, "10")
    item = _item(payer, payee, "11", "retried")

    def retry(calls: LedgerCalls, number: int) -> str:
        for turn in range(1000):
            if number == 0 and turn == 3:
                calls.call("deposit", account_id=payer, amount="100", idempotency_key="money")
            row = calls.post(item)[0]
            if row.status == "COMPLETED":
                return str(row.transaction_id)
        raise AssertionError("it never posted")

    assert len(set(at_once(database, 8, retry))) == 1
    assert ledger.balance(payer) == Decimal(99)


def test_one_key_with_several_requests(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Whoever comes first is posted and repeated; every other request gets LG301."""
    payer, payee = funded(2, "100")

    def send(calls: LedgerCalls, number: int) -> tuple[int, str]:
        amount = 1 + number % 3
        row = calls.post(_item(payer, payee, str(amount), "shared"))[0]
        return amount, row.failure_code or row.status

    outcome = Counter(at_once(database, _SENDERS, send))
    (winner,) = (amount for amount, code in outcome if code == "COMPLETED")
    assert outcome == {
        (amount, "COMPLETED" if amount == winner else "LG301"): _SENDERS // 3
        for amount in (1, 2, 3)
    }
    assert ledger.balance(payer) == Decimal(100 - winner)


def test_post_transfer_and_batches_share_keys(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """The raising function, batches and atomic batches with one key: one posting."""
    payer, payee = funded(2, "100")
    item = _item(payer, payee, "5", "mixed")

    def send(calls: LedgerCalls, number: int) -> Row:
        match number % 3:
            case 0:
                return calls.call("post_transfer", **item).transaction_id
            case 1:
                return calls.post(item, item)[1].transaction_id
            case _:
                return calls.post(item, atomic=True)[0].transaction_id

    assert len(set(at_once(database, _SENDERS, send))) == 1
    assert ledger.balance(payer) == Decimal(95)


def test_open_account_sent_by_many(database: Database) -> None:
    """The same opening under one key opens one account; another opening gets LG301."""

    def open_one(calls: LedgerCalls, number: int) -> tuple[str, Any]:
        name = "till" if number % 4 else "vault"
        return told(
            lambda: (
                calls.call(
                    "open_account", currency="USD", name=name, idempotency_key="one account"
                ).account_id
            )
        )

    outcome = Counter(at_once(database, _SENDERS, open_one))
    opened = [(code, found) for code, found in outcome if code == "ok"]
    assert len(opened) == 1
    assert outcome["LG301", None] == _SENDERS - outcome[opened[0]]
    assert outcome["LG301", None] in {_SENDERS // 4, _SENDERS * 3 // 4}


def test_an_opening_and_a_transfer_under_one_key(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """A key stands for one request, whatever function it was sent to."""
    payer, payee = funded(2, "1000")

    for turn in range(10):
        item = _item(payer, payee, "1", f"either {turn}")

        def send(calls: LedgerCalls, number: int, item: dict[str, Any] = item) -> str:
            if number % 2:
                return calls.post(item)[0].failure_code or "posted"
            key = item["idempotency_key"]
            opened = told(lambda: calls.call("open_account", currency="USD", idempotency_key=key))
            return "opened" if opened[0] == "ok" else opened[0]

        outcome = Counter(at_once(database, 6, send))
        assert set(outcome) in ({"posted", "LG301"}, {"opened", "LG301"})
        assert outcome["LG301"] == 3


def _item(payer: UUID, payee: UUID, amount: str, key: str) -> dict[str, Any]:
    return {
        "from_account_id": payer,
        "to_account_id": payee,
        "amount": amount,
        "idempotency_key": key,
    }
