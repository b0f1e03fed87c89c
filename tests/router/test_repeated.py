"""Transfers from one cell to another that are asked for again, when something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from tests.router.test_across import broken

if TYPE_CHECKING:
    from tests.router.conftest import Routed


def test_the_first_answer_stands_whatever_became_of_the_payee(towns: Routed) -> None:
    """A suspended payee gets nothing new, and what it got is told under its key."""
    alice, grace = towns.account("alice"), towns.account("grace")
    key = str(uuid4())
    first = towns.transfer(alice, grace, 5, idempotency_key=key)
    towns.ledger.call("set_account_status", account_id=grace.account_id, status="SUSPENDED")
    again = towns.transfer(alice, grace, 5, idempotency_key=key)
    assert (again.status, again.transaction_id) == ("COMPLETED", first.transaction_id)
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.transfer(alice, grace, 5, idempotency_key=str(uuid4()))
    assert caught.value.sqlstate == "LG203"
    assert towns.ledger.balance(alice.account_id) == 95


def test_a_refused_payment_that_is_not_settled_is_pending(towns: Routed) -> None:
    """Nobody is told of a payment that was none; the same key then tells of the refusal."""
    carol, bob = towns.account("carol2"), towns.account("bob")
    full = towns.ledger.call(
        "open_account", currency="EUR", user_id=bob.user_id, max_balance=5, code=str(uuid4())
    )
    key = str(uuid4())
    with broken(towns.cells[0], "ledger.settle"):
        assert towns.transfer(carol, full, 6, idempotency_key=key).status == "PENDING"
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.transfer(carol, full, 6, idempotency_key=key)
    assert caught.value.sqlstate == "LG202"
    assert towns.ledger.balance(carol.account_id) == 100
