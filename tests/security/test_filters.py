"""A filter tells a customer nothing that its lists do not show: each is tried as a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.property.mutate import mutate
from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


class Scene(NamedTuple):
    """Alice, who asks, and Bob, who paid her and once shared an account with her."""

    alice: Caller
    auditor: Caller
    paid: str
    shared: Row


@pytest.fixture
def scene(
    ledger: LedgerCalls, caller: Callable[[str, int], Caller], alice: Row, funded: Row
) -> Scene:
    """Let Bob pay Alice out of an account with a telling code."""
    bob = ledger.call("create_user", username="bob").user_id
    secret = ledger.account("bob:secret", user_id=bob)
    shared = ledger.account("bob:shared", user_id=bob)
    ledger.call("deposit", account_id=secret.account_id, amount="50.00")
    (paid,) = ledger.post(
        {
            "from_account_id": secret.account_id,
            "to_account_id": funded.account_id,
            "amount": "5.00",
            "idempotency_key": "k1",
        }
    )
    ledger.call(
        "delegate_account", account_id=shared.account_id, user_id=alice.user_id, kind="viewer"
    )
    auditor = ledger.call("create_user", username="audra", role="auditor")
    return Scene(
        caller("customer", alice.user_id),
        caller("auditor", auditor.user_id),
        str(paid.transaction_id),
        shared,
    )


def found(caller: Caller, path: str) -> int:
    """Return how many items a question is answered with."""
    response = caller.get(path)
    assert response.status_code == 200, response.get_data(as_text=True)
    return len(response.get_json()["items"])


@pytest.mark.parametrize(
    "path", ["accounts", "transactions", "holds", "delegations", "hold-groups"]
)
def test_whether_a_name_is_taken_is_told_to_no_customer(scene: Scene, path: str) -> None:
    """Somebody else's and nobody's are answered alike."""
    for name in ("bob", "nobody", "root"):
        assert found(scene.alice, f"/v1/{path}?username={name}") == 0
    for name in ("bob", "nobody"):
        assert code_of(scene.alice.get(f"/v1/api-keys?username={name}")) == (403, "LG206")


@pytest.mark.parametrize("path", ["accounts", "transactions", "holds", "periods", "verifications"])
def test_staff_that_may_not_find_users_finds_nobodys_name(scene: Scene, path: str) -> None:
    """An auditor reads everything, names of users apart."""
    for name in ("bob", "nobody"):
        assert code_of(scene.auditor.get(f"/v1/{path}?username={name}")) == (403, "LG206")


def test_the_code_of_the_other_side_is_not_guessed_letter_by_letter(scene: Scene) -> None:
    """Alice sees the payment, and not from what account it came."""
    assert found(scene.alice, "/v1/transactions?account_code_prefix=alice") >= 1
    for prefix in ("b", "bob:s", "bob:secret"):
        assert found(scene.alice, f"/v1/transactions?account_code_prefix={prefix}") == 0
        path = f"/v1/transactions?idempotency_key=k1&account_code_prefix={prefix}"
        assert found(scene.alice, path) == 0
    for path in ("transactions", "holds", "delegations"):
        for code in ("bob:secret", "bob:none"):
            response = scene.alice.get(f"/v1/{path}?account_code={code}")
            assert code_of(response) == (404, "LG001")


def _share_has_ended(database: Database) -> None:
    with database.connect() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE ledger_private.delegation SET expires_at = clock_timestamp() - interval '1 s'"
        )


@pytest.mark.tampered
def test_a_share_that_has_ended_shows_no_code(scene: Scene, database: Database) -> None:
    """Though the delegation itself is listed; without its guard it would be guessed."""
    path = "/v1/delegations?account_code_prefix=bob:sh"
    assert found(scene.alice, path) == 1
    _share_has_ended(database)
    assert found(scene.alice, "/v1/delegations") == 1
    assert found(scene.alice, path) == 0
    expanded = scene.alice.get("/v1/delegations?expand=accounts").get_json()
    assert expanded["accounts"] == []
    guard = "AND ledger_private.account_right(a.account_id, a.user_id, p_actor) IS NOT NULL"
    mutate(database, "code_begins", (guard, ""))
    assert found(scene.alice, path) == 1


def test_expanding_brings_no_account_along_that_one_may_not_see(
    scene: Scene, funded: Row, database: Database
) -> None:
    """Of a payment its own side only; without the guard both."""
    path = "/v1/transactions?expand=accounts&transaction_type=transfer"
    body = scene.alice.get(path).get_json()
    assert [one["transaction_id"] for one in body["items"]] == [scene.paid]
    assert [one["account_id"] for one in body["accounts"]] == [str(funded.account_id)]
    guard = "AND ledger_private.account_right(a.account_id, a.user_id, v_actor) IS NOT NULL"
    mutate(database, "get_accounts", (guard, ""))
    assert len(scene.alice.get(path).get_json()["accounts"]) == 2


def test_without_its_guard_a_name_would_be_told(scene: Scene, database: Database) -> None:
    """The questions could be answered."""
    before = code_of(scene.auditor.get("/v1/accounts?username=bob"))
    assert before == (403, "LG206")
    guard = "PERFORM ledger_private.require_permission(p_actor, 'manage');"
    mutate(database, "listed_owner", (guard, "NULL;"))
    assert found(scene.auditor, "/v1/accounts?username=bob") == 2
