"""Whose events an endpoint gets, what of them, and who may manage whose endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver

    Endpoint = Callable[..., tuple[Row, str]]

_SECRETS = {"idempotency_key": "order-7", "metadata": {"secret": "of the payer"}}


def _types(receiver: Receiver, path: str) -> list[tuple[str, str]]:
    return [(one.event["type"], one.event["data"]["event_id"]) for one in receiver.of(path)]


@pytest.fixture
def people(ledger: LedgerCalls) -> dict[str, Any]:
    """Return Alice, who pays Bob, and Carol, whom Alice shares her account with."""
    users = {name: ledger.call("create_user", username=name) for name in ("alice", "bob", "carol")}
    accounts = {
        name: ledger.account(f"{name}:main", user_id=user.user_id) for name, user in users.items()
    }
    ledger.call("deposit", account_id=accounts["alice"].account_id, amount="100.00")
    ledger.call(
        "delegate_account",
        account_id=accounts["alice"].account_id,
        user_id=users["carol"].user_id,
        kind="viewer",
    )
    return {"users": users, "accounts": accounts}


def _pay(ledger: LedgerCalls, people: dict[str, Any], amount: str, **more: object) -> str:
    accounts = people["accounts"]
    (row,) = ledger.post(
        {
            "from_account_id": accounts["alice"].account_id,
            "to_account_id": accounts["bob"].account_id,
            "amount": amount,
            "currency": "USD",
            **more,
        }
    )
    return str(row.transaction_id)


def test_customers_hear_of_their_own_accounts_alone(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    people: dict[str, Any],
) -> None:
    """Who is paid is not told what only the payer may know, nor of what was refused."""
    for name, user in people["users"].items():
        endpoint(f"/{name}", user.user_id)
    endpoint("/house")
    paid = _pay(ledger, people, "10.00", **_SECRETS)
    refused = _pay(ledger, people, "1000.00")
    deliver()
    assert _types(receiver, "/alice") == [
        ("transaction.posted", paid),
        ("transaction.refused", refused),
    ]
    assert _types(receiver, "/bob") == [("transaction.posted", paid)]
    assert _types(receiver, "/carol") == []  # shared with her, not hers
    assert len(receiver.of("/house")) == 2
    house, bob = receiver.of("/house")[0].event["data"], receiver.of("/bob")[0].event["data"]
    assert house["transaction"]["metadata"] == _SECRETS["metadata"]
    assert house["transaction"]["idempotency_key"] == "order-7"
    assert [house["balances"][n]["balance"] for n in (0, 1)] == ["90.00", "10.00"]
    assert bob["transaction"]["metadata"] is bob["transaction"]["idempotency_key"] is None
    assert bob["transaction"]["from_account_version"] is None
    bobs = str(people["accounts"]["bob"].account_id)
    assert [one["account_id"] for one in bob["balances"]] == [bobs]


def test_a_suspended_owner_is_told_nothing(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    people: dict[str, Any],
) -> None:
    """Neither of what comes, nor of what was made for it before."""
    bob = people["users"]["bob"]
    row, _ = endpoint("/bob", bob.user_id)
    _pay(ledger, people, "1.00")
    ledger.call("fan_out_webhooks")
    ledger.call("set_user_status", user_id=bob.user_id, status="SUSPENDED")
    _pay(ledger, people, "2.00")
    deliver()
    assert receiver.received == []
    (delivery,) = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    assert (delivery.state, delivery.last_error) == ("DEAD", "hidden")


@pytest.mark.tampered
def test_a_planted_fault_is_noticed(  # noqa: PLR0917
    database: Database,
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    people: dict[str, Any],
) -> None:
    """Without its look at who owns the account, Carol would be told."""
    with database.connect() as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION ledger_private.sees_event("
            "p_event ledger.events, p_account_ids uuid[], p_reader ledger.actor)"
            " RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'"
        )
    bob = people["users"]["bob"]
    endpoint("/bob", bob.user_id)
    _pay(ledger, people, "1000.00")
    deliver()
    assert len(receiver.of("/bob")) == 1


def test_an_endpoint_gets_what_it_asks_for(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    people: dict[str, Any],
) -> None:
    """Types and prefixes, accounts, a user, a category and those below."""
    accounts, users = people["accounts"], people["users"]
    ledger.call("create_category", path="retail")
    ledger.call("create_category", path="retail/north")
    ledger.call(
        "set_account_category", account_id=accounts["bob"].account_id, category="retail/north"
    )
    endpoint("/posted", event_types=["transaction.posted"])
    endpoint("/transactions", event_types=["hold.placed", "transaction.*"])
    endpoint("/holds", event_types=["hold.*"])
    endpoint("/bob", account_ids=[accounts["bob"].account_id])
    endpoint("/carol", account_ids=[accounts["carol"].account_id])
    endpoint("/of-alice", of_user_id=users["alice"].user_id)
    endpoint("/of-carol", of_user_id=users["carol"].user_id)
    endpoint("/retail", category_path="retail")
    endpoint("/both", category_path="retail", of_user_id=users["carol"].user_id)
    _pay(ledger, people, "1.00")
    _pay(ledger, people, "1000.00")
    deliver()
    numbers = {
        path: len(receiver.of(path))
        for path in ("/posted", "/transactions", "/holds", "/bob", "/carol", "/of-alice")
    }
    assert numbers == {
        "/posted": 1,
        "/transactions": 2,
        "/holds": 0,
        "/bob": 2,
        "/carol": 0,
        "/of-alice": 2,
    }
    assert [len(receiver.of(path)) for path in ("/of-carol", "/retail", "/both")] == [0, 2, 0]


def test_the_log_only_grows(
    database: Database,
    ledger: LedgerCalls,
    endpoint: Endpoint,
    deliver: Callable[..., None],
) -> None:
    """Not even its owner's statement changes it."""
    row, _ = endpoint()
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    deliver()
    with database.connect() as connection:
        for statement in (
            "UPDATE ledger_audit.webhook_attempt SET response_code = 200",
            "DELETE FROM ledger_audit.webhook_attempt",
            "TRUNCATE ledger_audit.webhook_attempt",
        ):
            with pytest.raises(psycopg.Error) as refused:
                connection.execute(statement.encode())
            assert refused.value.sqlstate == "LG902"


def test_secrets_are_sealed_and_handed_to_the_worker_alone(
    database: Database, endpoint: Endpoint
) -> None:
    """Nothing that the database holds shows them, and the web's login may not ask for them."""
    _, secret = endpoint()
    with database.connect() as connection:
        row: Any = connection.execute(
            "SELECT s::text FROM ledger_private.webhook_secret AS s"
        ).fetchone()
    assert secret not in row[0]
    assert secret.removeprefix("whsec_").encode().hex() not in row[0]
    with database.connect("ledger_web") as web:
        for call in (
            "ledger.lease_webhook_endpoints()",
            "ledger.list_webhook_secrets()",
            "ledger.fan_out_webhooks()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(f"SELECT * FROM {call}".encode())


def test_acts_are_told_to_whom_they_concern(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    people: dict[str, Any],
) -> None:
    """What was done to Bob's account Bob hears, Alice does not; a disabled endpoint is an event."""
    users, accounts = people["users"], people["accounts"]
    endpoint("/alice", users["alice"].user_id, event_types=["account.*", "user.*"])
    endpoint("/bob", users["bob"].user_id, event_types=["account.*", "user.*"])
    endpoint("/house", event_types=["webhook_endpoint.*"])
    row, _ = endpoint("/other")
    bobs = accounts["bob"].account_id
    ledger.call("set_account_status", account_id=bobs, status="SUSPENDED", reason="asked for")
    ledger.call("set_user_role", user_id=users["bob"].user_id, role="customer")
    ledger.call("update_webhook_endpoint", endpoint_id=row.endpoint_id, status="DISABLED")
    deliver()
    told = [one.event for one in receiver.of("/bob")]
    assert "account.status_changed" in {one["type"] for one in told}
    assert {one["data"]["object"].get("account_id", str(bobs)) for one in told} == {str(bobs)}
    assert receiver.of("/alice") == []
    types = [one.event["type"] for one in receiver.of("/house")]
    assert "webhook_endpoint.disabled" in types
