"""The servers the tests stand on answer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import redis

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


def test_valkey_answers(valkey: str) -> None:
    """Over the loopback interface."""
    with redis.Redis.from_url(valkey) as client:
        assert client.set("key", "value")
        assert client.get("key") == b"value"


def test_a_clone_has_the_rights_of_its_template(database: Database) -> None:
    """CREATE DATABASE leaves them out, so the rig copies them."""
    query = "SELECT has_database_privilege('public', current_database(), 'TEMP')"
    with database.connect("ledger_web") as connection:
        assert connection.execute(query).fetchone() == (False,)


def test_the_ledger_fixture_moves_money(ledger: LedgerCalls) -> None:
    """One by one and as a batch, and knows the balance."""
    alice, bob = ledger.account(), ledger.account()
    ledger.call("deposit", account_id=alice.account_id, amount=10)
    transfer = {"from_account_id": alice.account_id, "to_account_id": bob.account_id}
    results = ledger.post({**transfer, "amount": "4.00"}, {**transfer, "amount": "7.00"})
    assert [result.status for result in results] == ["COMPLETED", "FAILED"]
    assert ledger.balance(alice.account_id) == Decimal(6)
    assert ledger.balance(bob.account_id) == Decimal(4)
