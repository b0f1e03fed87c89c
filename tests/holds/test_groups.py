"""Groups of holds over HTTP: shown with what they add up to, listed, and seen whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.support.callers import Caller, code_of
from tests.support.holds import expired_hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ledger_calls import LedgerCalls, Row


def _group(operator: Caller, *holds: tuple[Row, str]) -> str:
    """Place holds in one group and return its id."""
    group = None
    for account, amount in holds:
        body = {"account_id": str(account.account_id), "amount": amount, "group_id": group}
        answer = operator.post("/v1/holds", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        group = answer.get_json()["group_id"]
    return str(group)


def _shown(caller: Caller, path: str) -> dict[str, Any]:
    answer = caller.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.get_json()
    return document


def test_a_group_is_shown_with_its_sums(
    ledger: LedgerCalls, operator: Caller, alice: Row, funded: Row
) -> None:
    """By currency, and as its holds stand now."""
    euros = ledger.account(currency="EUR", user_id=alice.user_id)
    ledger.call("deposit", account_id=euros.account_id, amount="9.00")
    group = _group(operator, (funded, "10.00"), (funded, "5.00"), (euros, "2.00"))
    first = _shown(operator, f"/v1/holds?group_id={group}")["items"][0]["hold_id"]
    operator.post(f"/v1/holds/{first}/releases", {"amount": "10.00"})
    shown = _shown(operator, f"/v1/hold-groups/{group}")
    names = ("currency", "amount", "captured", "released", "remaining")
    assert (shown["holds"], shown["open_holds"]) == (3, 2)
    assert [tuple(total[name] for name in names) for total in shown["totals"]] == [
        ("EUR", "2.00", "0.00", "0.00", "2.00"),
        ("USD", "15.00", "0.00", "10.00", "5.00"),
    ]
    assert code_of(operator.get(f"/v1/hold-groups/{uuid4()}")) == (404, "LG007")


def test_groups_are_listed_page_by_page(operator: Caller, as_alice: Caller, funded: Row) -> None:
    """Each once, however many holds it has."""
    groups = [_group(operator, (funded, "1.00"), (funded, "1.00")) for _ in range(3)]
    for caller in (operator, as_alice):
        found, path = [], f"/v1/hold-groups?account_id={funded.account_id}&limit=2"
        cursor = ""
        while True:
            page = _shown(caller, path + cursor)
            found += [one["group_id"] for one in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert found == sorted(groups)
    assert len(_shown(as_alice, "/v1/hold-groups")["items"]) == 3


def test_a_group_is_not_shown_in_part(
    *,
    ledger: LedgerCalls,
    operator: Caller,
    caller: Callable[[str, int], Caller],
    alice: Row,
    funded: Row,
) -> None:
    """Sums would tell what the holds of an account not shared keep."""
    other = ledger.account(user_id=alice.user_id)
    ledger.call("deposit", account_id=other.account_id, amount="9.00")
    vera = ledger.call("create_user", username="vera")
    share = {"account_id": funded.account_id, "user_id": vera.user_id, "kind": "viewer"}
    ledger.call("delegate_account", **share)
    mixed = _group(operator, (funded, "1.00"), (other, "1.00"))
    whole = _group(operator, (funded, "1.00"))
    as_vera = caller("customer", vera.user_id)
    assert code_of(as_vera.get(f"/v1/hold-groups/{mixed}")) == (404, "LG007")
    listed = _shown(as_vera, f"/v1/hold-groups?account_id={funded.account_id}")["items"]
    assert [one["group_id"] for one in listed] == [whole]
    assert _shown(as_vera, f"/v1/hold-groups/{whole}")["holds"] == 1
    assert _shown(as_vera, "/v1/hold-groups")["items"] == []


def test_expired_holds_are_tidied_away(operator: Caller, funded: Row, ledger: LedgerCalls) -> None:
    """The answer is those that were; then there are none left."""
    operator.post("/v1/holds", {"account_id": str(funded.account_id), "amount": "1.00"})
    expired = expired_hold(ledger.connection, funded.account_id, 1)
    (tidied,) = tidied_away(operator)
    assert (tidied["hold_id"], tidied["status"]) == (str(expired), "EXPIRED")
    assert tidied_away(operator) == []


def tidied_away(operator: Caller) -> list[dict[str, Any]]:
    """Return what one call tidies away."""
    holds: list[dict[str, Any]] = operator.post("/v1/holds/expire", {}).get_json()["holds"]
    return holds
