"""If-Match on accounts: a change is made only to the account that was read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

PATCH: dict[str, Any] = {"min_balance": "-10.00"}


def patch(caller: Caller, account: Row, body: object, **headers: str) -> TestResponse:
    """Change an account."""
    return caller.client.patch(
        f"/v1/accounts/{account.account_id}",
        json=body,
        headers={"Authorization": f"Bearer {caller.token}", **headers},
    )


def etag(caller: Caller, account: Row) -> str:
    """Return an account's ETag."""
    return str(caller.get(f"/v1/accounts/{account.account_id}").headers["ETag"])


def test_a_change_to_the_account_that_was_read_is_made(operator: Caller, funded: Row) -> None:
    """And answered with the new ETag, which is that of the next GET."""
    read = etag(operator, funded)
    changed = patch(operator, funded, PATCH, **{"If-Match": read})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == etag(operator, funded) != read
    again = patch(
        operator, funded, {"name": "x"}, **{"If-Match": f'"7", {changed.headers["ETag"]}'}
    )
    assert again.status_code == 200


@pytest.mark.parametrize("what", ["limits", "status", "posting", "name"])
def test_whatever_has_changed_meanwhile_stops_it(
    operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls, *, what: str
) -> None:
    """412 with what is there now; nothing is changed."""
    read = etag(operator, funded)
    account_id = funded.account_id
    if what == "limits":
        ledger.call("set_account_bounds", account_id=account_id, max_balance="5000")
    elif what == "status":
        ledger.call("set_account_status", account_id=account_id, status="SUSPENDED")
    elif what == "posting":
        ledger.post(
            {"from_account_id": account_id, "to_account_id": shop.account_id, "amount": "1"}
        )
    else:
        patch(operator, funded, {"name": "another"})
    refused = patch(operator, funded, PATCH, **{"If-Match": read})
    assert code_of(refused) == (412, "LG302")
    assert refused.get_json()["fields"]["account_id"] == str(account_id)
    assert operator.get(f"/v1/accounts/{account_id}").get_json()["min_balance"] == "0.00"


@pytest.mark.parametrize("tag", ['"999-00000000"', 'W/"1-00000000"', "1", '"x"', '""', ""])
def test_any_other_tag_matches_nothing(operator: Caller, funded: Row, tag: str) -> None:
    """Weak ones too, as RFC 9110 asks."""
    assert code_of(patch(operator, funded, PATCH, **{"If-Match": tag})) == (412, "LG302")


def test_a_star_asks_only_that_there_is_one(operator: Caller, funded: Row) -> None:
    """404 for none, whatever the tag."""
    assert patch(operator, funded, PATCH, **{"If-Match": "*"}).status_code == 200
    nobodys = funded._replace(account_id="01a20fb8-0365-7ff0-8a85-b8590c12b471")
    for tag in ("*", '"1"'):
        refused = patch(operator, nobodys, PATCH, **{"If-Match": tag})
        assert code_of(refused) == (404, "LG001")


def test_of_two_who_read_the_same_one_wins(app: Flask, operator: Caller, funded: Row) -> None:
    """At the same time, from two threads, over and over."""
    for number in range(10):
        read = etag(operator, funded)
        start = threading.Barrier(2)
        statuses: list[int] = []

        def change(name: str, tag: str, start: threading.Barrier, into: list[int]) -> None:
            start.wait()
            response = app.test_client().patch(
                f"/v1/accounts/{funded.account_id}",
                json={"name": name},
                headers={"Authorization": f"Bearer {operator.token}", "If-Match": tag},
            )
            into.append(response.status_code)

        threads = [
            threading.Thread(target=change, args=(f"{number}-{side}", read, start, statuses))
            for side in ("a", "b")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200, 412]
