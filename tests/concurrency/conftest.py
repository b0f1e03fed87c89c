"""What the concurrency tests start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls


@pytest.fixture
def funded(ledger: LedgerCalls) -> Callable[[int, str], list[UUID]]:
    """Give a function that opens so many accounts, each holding an amount of dollars."""

    def open_funded(count: int, amount: str) -> list[UUID]:
        ids: list[UUID] = [ledger.account().account_id for _ in range(count)]
        if amount != "0":
            for account_id in ids:
                ledger.call("deposit", account_id=account_id, amount=amount)
        return ids

    return open_funded


@pytest.fixture
def fees(ledger: LedgerCalls) -> UUID:
    """Give an account that accumulates."""
    account_id: UUID = ledger.account(accumulates=True).account_id
    return account_id
