"""A balance of B pays for exactly floor(B / a) transfers of a, however many ask at once."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.concurrency.crowd import at_once, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_SPENDERS = 50


def test_fifty_spends_of_one_balance(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """By post_transfer, by batch and by withdrawal, all at the same moment."""
    for balance, amount in (("100", "7"), ("49.99", "5"), ("10", "10"), ("1", "1.01")):
        spender, shop = funded(2, balance)

        def spend(
            calls: LedgerCalls,
            number: int,
            spender: UUID = spender,
            shop: UUID = shop,
            amount: str = amount,
        ) -> str:
            pair = {"from_account_id": spender, "to_account_id": shop, "amount": amount}
            match number % 3:
                case 0:
                    return told(lambda: calls.call("post_transfer", **pair))[0]
                case 1:
                    row = calls.post(pair)[0]
                    return row.failure_code or "ok"
                case _:
                    return told(lambda: calls.call("withdraw", account_id=spender, amount=amount))[
                        0
                    ]

        outcome = Counter(at_once(database, _SPENDERS, spend))
        paid = int(Decimal(balance) // Decimal(amount))
        assert outcome == Counter({"ok": paid, "LG201": _SPENDERS - paid}) - Counter()
        assert ledger.balance(spender) == Decimal(balance) - paid * Decimal(amount)


def test_spends_spread_over_batches(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Forty batches of five spend a balance that pays for 77 of the 200."""
    spender, shop = funded(2, "77.50")
    pair = {"from_account_id": spender, "to_account_id": shop, "amount": "1"}

    def spend(calls: LedgerCalls, _: int) -> Counter[str]:
        return Counter(row.failure_code or "ok" for row in calls.post(*[pair] * 5))

    outcome = sum(at_once(database, 40, spend), Counter[str]())
    assert outcome == {"ok": 77, "LG201": 123}
    assert ledger.balance(spender) == Decimal("0.50")
