"""Lists over accounts of which each has more than a page: nothing is left out, doubled or late."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.property.mutate import mutate

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_EACH = 40  # more than the least that is asked of an account at once


@pytest.fixture
def posted(ledger: LedgerCalls) -> list[UUID]:
    """Post between four accounts, most of it on two; return the ids in the order of posting."""
    owner = ledger.call("create_user", username="nora").user_id
    accounts = [ledger.account(f"nora:{n}", user_id=owner).account_id for n in range(4)]
    source = ledger.account("source", account_class="asset", min_balance=None).account_id
    chance = random.Random(7)
    first = [{"from_account_id": source, "to_account_id": one, "amount": 900} for one in accounts]
    found = [row.transaction_id for row in ledger.post(*first)]
    for turn in range(4 * _EACH):
        among = accounts if turn % 8 == 0 else accounts[: 2 if turn % 3 else 3]
        payer, payee = chance.sample(among, 2)
        (row,) = ledger.post(
            {"from_account_id": payer, "to_account_id": payee, "amount": 1 + turn % 2}
        )
        found.append(row.transaction_id)
    return found


def _walked(
    ledger: LedgerCalls, limit: int, *, is_ascending: bool, **filters: object
) -> list[UUID]:
    found: list[UUID] = []
    while True:
        page = ledger.rows(
            "list_transactions",
            username="nora",
            is_ascending=is_ascending,
            limit=limit,
            after=found[-1] if found else None,
            **filters,
        )
        found += [row.transaction_id for row in page]
        if len(page) < limit:
            return found


@pytest.mark.parametrize("limit", [7, 30, 1000])
def test_pages_are_the_whole_list(ledger: LedgerCalls, posted: list[UUID], limit: int) -> None:
    """Both ways, whatever the size of a page."""
    assert _walked(ledger, limit, is_ascending=True) == posted
    assert _walked(ledger, limit, is_ascending=False) == posted[::-1]


def test_without_its_edge_some_would_be_passed_over(
    ledger: LedgerCalls, posted: list[UUID], database: Database
) -> None:
    """What lies beyond the place where an account was cut off waits for the next call."""
    filters = {"min_amount": 2, "max_amount": 2}
    expected = posted[5::2]
    assert _walked(ledger, 30, is_ascending=True, **filters) == expected
    assert _walked(ledger, 30, is_ascending=False, **filters) == expected[::-1]
    edge = "WHERE e.event_position IS NULL OR t.event_position <= e.event_position;"
    mutate(database, "candidates_in_feed", (edge, ";"))
    assert _walked(ledger, 30, is_ascending=True, **filters) != expected
