"""POST /v1/transfers: money moves once, or a document says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.application import BOTH_WAYS
from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = BOTH_WAYS


def test_a_transfer_moves_money_and_tells_where_to_find_it(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """201, the result, and a Location that leads to the transaction."""
    response = as_alice.transfer(
        *(funded, shop, "12.5"),
        key="rent-may",
        currency="USD",
        description="May 🏠",
        metadata={"invoice": "7"},
        effective_at="2026-05-01T00:00:00+02:00",
        transaction_type="transaction",
    )
    assert response.status_code == 201
    result = response.get_json()
    assert result["status"] == "COMPLETED"
    assert result["amount"] == "12.50"
    assert result["entries"][0]["balance_after"] == "87.50"
    assert result["effective_at"] == "2026-04-30T22:00:00Z"
    assert result["metadata"] == {"invoice": "7"}
    assert response.headers["Cache-Control"] == "no-store"
    assert str(ledger.balance(shop.account_id)) == "12.50"

    shown = as_alice.get(response.headers["Location"]).get_json()
    assert shown == result
    assert shown["idempotency_key"] == "rent-may"
    assert shown["transaction_type"] == "transaction"
    assert shown["user_id"] == str(funded.user_id)


def test_the_same_request_under_the_same_key_is_answered_again(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """200, marked as a replay, and no second movement; spelling does not count."""
    first = as_alice.transfer(funded, shop, "10", key="k1")
    second = as_alice.transfer(funded, shop, "10.00", key="k1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Location"] == first.headers["Location"]
    assert second.get_json() == first.get_json()
    assert str(ledger.balance(funded.account_id)) == "90.00"


def test_a_key_used_for_another_request_is_refused(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """LG301, and the money stays."""
    as_alice.transfer(funded, shop, "10", key="k1")
    assert code_of(as_alice.transfer(funded, shop, "11", key="k1")) == (422, "LG301")
    assert str(ledger.balance(funded.account_id)) == "90.00"


def test_a_refusal_is_recorded(as_alice: Caller, funded: Row, shop: Row) -> None:
    """With the values that refused it, at the address that the answer gives."""
    first = as_alice.transfer(funded, shop, "500.00", key="k1")
    assert code_of(first) == (422, "LG201")
    document = first.get_json()
    assert document["fields"]["needed"] == "500.00"
    assert document["fields"]["available"] == "100.00"
    recorded = as_alice.get(first.headers["Location"]).get_json()
    assert recorded["transaction_id"] == document["transaction_id"]
    assert (recorded["status"], recorded["failure_code"]) == ("FAILED", "LG201")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("NaN", (422, "LG101")),
        ("ten", (422, "LG101")),
        ("1e3", (422, "LG101")),
        ("\uff11\uff12", (422, "LG101")),
        ("1_000", (422, "LG101")),
        ("+1", (422, "LG101")),
        ("Infinity", (422, "LG102")),
        ("-Infinity", (422, "LG102")),
        ("-1.00", (422, "LG103")),
        ("0.00", (422, "LG104")),
        ("10.005", (422, "LG105")),
        ("9" * 21, (422, "LG106")),
        ("9" * 40, (422, "LG106")),
        ("9" * 41, (422, "LG101")),
    ],
)
def test_a_wrong_amount_has_a_code_of_its_own(
    as_alice: Caller, funded: Row, shop: Row, amount: str, expected: tuple[int, str]
) -> None:
    """And nothing is recorded under its key."""
    assert code_of(as_alice.transfer(funded, shop, amount, key="k1")) == expected
    assert as_alice.transfer(funded, shop, "1.00", key="k1").status_code == 201


def test_each_rule_about_accounts_has_a_code_of_its_own(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Same account, unknown, wrong currency, suspended, closed, above the ceiling."""
    euros = ledger.account(currency="EUR")
    suspended, closed = ledger.account(), ledger.account()
    ledger.call("set_account_status", account_id=suspended.account_id, status="SUSPENDED")
    ledger.call("set_account_status", account_id=closed.account_id, status="CLOSED")
    full = ledger.account(max_balance="5.00")
    unknown = shop._replace(account_id=uuid4())
    for target, expected in (
        (funded, (422, "LG107")),
        (unknown, (404, "LG001")),
        (euros, (422, "LG205")),
        (suspended, (422, "LG203")),
        (closed, (422, "LG204")),
        (full, (422, "LG202")),
    ):
        assert code_of(as_alice.transfer(funded, target, "10.00")) == expected
    assert code_of(as_alice.transfer(funded, shop, "1", currency="EUR")) == (422, "LG205")
    assert code_of(as_alice.transfer(funded, shop, "1", currency="XQX")) == (404, "LG003")
    assert code_of(as_alice.transfer(funded, shop, "1", expected_version=99)) == (409, "LG302")
    assert code_of(as_alice.transfer(funded, shop, "1", description="d" * 1001)) == (400, "LG109")
    assert code_of(as_alice.transfer(funded, shop, "1", transaction_type="No!")) == (400, "LG109")
    assert operator.transfer(funded, shop, "1", expected_version=1).status_code == 201


def test_a_conflict_of_versions_is_a_failed_precondition_for_who_set_one(
    as_alice: Caller, funded: Row, shop: Row
) -> None:
    """412 when If-Match was sent; 409 otherwise, as above."""
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "1.00",
        "expected_version": 99,
    }
    headers = {
        "Authorization": f"Bearer {as_alice.token}",
        "Idempotency-Key": "k1",
        "If-Match": '"99"',
    }
    refused = as_alice.client.post("/v1/transfers", json=body, headers=headers)
    assert code_of(refused) == (412, "LG302")


def test_a_customer_cannot_pay_from_an_account_of_another(
    as_alice: Caller, funded: Row, shop: Row
) -> None:
    """What is not Alice's looks like what is not there."""
    theirs = as_alice.transfer(shop, funded, "1.00")
    nobodys = as_alice.transfer(shop._replace(account_id=uuid4()), funded, "1.00")
    assert code_of(theirs) == code_of(nobodys) == (404, "LG001")
    assert theirs.get_json()["detail"] == nobodys.get_json()["detail"]
    assert theirs.get_json()["fields"].keys() == nobodys.get_json()["fields"].keys()


def test_a_customer_does_not_see_what_the_payee_holds(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """The payer learns its own balance; an operator both."""
    for caller, balances in ((as_alice, ["99.00", None]), (operator, ["98.00", "2.00"])):
        paid = caller.transfer(funded, shop, "1.00").get_json()
        assert [entry["balance_after"] for entry in paid["entries"]] == balances


def test_an_auditor_moves_no_money(auditor: Caller, funded: Row, shop: Row) -> None:
    """LG206 for a role without the right."""
    assert code_of(auditor.transfer(funded, shop, "1.00")) == (403, "LG206")


def test_sql_in_every_string_is_kept_as_text(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The statement never changes; the words are stored literally."""
    evil = """'; DROP SCHEMA ledger CASCADE; -- "),(\\ {} %s %(actor)s $1 \U0001f4a5"""
    response = as_alice.transfer(
        *(funded, shop, "1.00"),
        key="';DROP--\"\\)({}",
        description=evil,
        metadata={evil: [evil]},
    )
    assert response.status_code == 201
    shown = as_alice.get(response.headers["Location"]).get_json()
    assert shown["description"] == evil
    assert shown["metadata"] == {evil: [evil]}
    assert shown["idempotency_key"] == "';DROP--\"\\)({}"
    assert str(ledger.balance(shop.account_id)) == "1.00"


def test_the_audit_trail_says_who_asked_from_where(
    as_alice: Caller, funded: Row, shop: Row, database: Database
) -> None:
    """Actor, address, agent and request id of the HTTP request, and the web's login."""
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "1.00",
    }
    # The bytes of a mark that turns the direction of writing: one of them is not seen.
    agent = 'curl/8 (odd "agent", \\ é) \xe2\x80\xae'
    response = as_alice.client.post(
        "/v1/transfers",
        json=body,
        headers={
            "Authorization": f"Bearer {as_alice.token}",
            "Idempotency-Key": '"quoted-key"',
            "X-Request-ID": "trace-42",
            "User-Agent": agent,
        },
    )
    assert response.status_code == 201
    assert response.headers["X-Request-ID"] == "trace-42"
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT user_id, user_role, host(ip_address), user_agent, request_id, database_user"
            " FROM ledger.audit_logs WHERE transaction_id = %s",
            (response.get_json()["transaction_id"],),
        ).fetchall()
    assert len(rows) == 2
    seen = agent.replace("\x80", "?")
    expected = (funded.user_id, "customer", "127.0.0.1", seen, "trace-42", "ledger_web")
    assert rows == [expected, expected]
