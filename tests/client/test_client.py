"""The Python client against the real server: typed rows, problems, pages, repeated requests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.ports import unused_port
from tests.support.serving import granian
from webapp.client import Client, LedgerError, UnknownOutcomeError
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config


@pytest.fixture
def client(config: Config, database: Database, ledger: LedgerCalls) -> Iterator[Client]:
    """Return an operator's client of a server that allows 20 writes a second."""
    user = ledger.call("create_user", username="olga", role="operator")
    token = issue_token(config, user.user_id, "operator", timedelta(minutes=5))
    with (
        granian(config, database, ZEROSUM_LOG="off", ZEROSUM_RATE_MONEY="1/1") as port,
        Client(f"http://127.0.0.1:{port}/", token) as client,
    ):
        yield client


def test_money_moves_and_is_found_again(client: Client, funded: Row, shop: Row) -> None:
    """Rows have the types of the server's own."""
    posted = client.transfer(
        funded.account_id, shop.account_id, "10.50", key="k1", description="💶"
    )
    again = client.transfer(funded.account_id, shop.account_id, "10.5", key="k1", description="💶")
    assert again == posted
    assert client.balance(funded.account_id).balance == "89.50"
    shown = client.transaction(str(posted.transaction_id))
    assert shown == posted
    assert [entry.amount for entry in shown.entries or ()] == ["10.50", "10.50"]
    assert shown.created_at.tzinfo is not None
    items = [
        {
            "from_account_id": funded.account_id,
            "to_account_id": shop.account_id,
            "amount": amount,
        }
        for amount in ("1.00", "500.00")
    ]
    assert [one.failure_code for one in client.transfers(items)] == [None, "LG201"]


def test_a_refusal_is_an_exception_with_its_code(client: Client, funded: Row, shop: Row) -> None:
    """And the values it speaks of."""
    with pytest.raises(LedgerError) as refused:
        client.transfer(funded.account_id, shop.account_id, "500.00")
    assert (refused.value.status, refused.value.code) == (422, "LG201")
    assert refused.value.fields["available"] == "100.00"
    with pytest.raises(LedgerError, match="account_not_found"):
        client.account(uuid4())


def test_lists_are_walked_page_by_page(client: Client, funded: Row, shop: Row) -> None:
    """And every write waits for its turn when there are too many."""
    for number in range(25):
        client.transfer(funded.account_id, shop.account_id, "0.10", description=str(number))
    entries = list(client.entries(funded.account_id, limit=4))
    assert [entry.description for entry in entries][:25] == [str(n) for n in range(24, -1, -1)]
    listed = client.transactions(account_id=funded.account_id, sort="created_at", limit=10)
    assert [one.description for one in listed][-25:] == [str(n) for n in range(25)]
    assert {one.account_id for one in client.accounts(limit=1)} >= {str(funded.account_id)}


def test_an_account_is_changed_as_it_was_read(client: Client) -> None:
    """412 once it has changed."""
    account = client.open_account("EUR", code="savings")
    changed = client.change_account(account, name="Savings")
    assert changed.name == "Savings"
    with pytest.raises(LedgerError) as refused:
        client.change_account(account, name="Other")
    assert (refused.value.status, refused.value.code) == (412, "LG302")


def test_no_answer_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was done is unknown, and the key is told."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    port = unused_port()
    with (
        Client(f"http://127.0.0.1:{port}", "token", seconds=1) as nobody,
        pytest.raises(UnknownOutcomeError, match="k1"),
    ):
        nobody.transfer(uuid4(), uuid4(), "1.00", key="k1")
