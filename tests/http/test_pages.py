"""Every list is walked to its end: each item comes once, whatever is added meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.http.test_grammar import lists
from tests.http.town import DAY, NOW, build
from webapp.access.passwords import hash_password

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.http.town import Town
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls

# What tells items of a list apart.
_KEYS = (
    *(
        "alert_id",
        "case_id",
        "delivery_id",
        "export_id",
        "monitor_id",
        "endpoint_id",
        "transaction_id",
        "hold_id",
        "api_key_id",
        "session_id",
        "event_id",
        "limit_id",
    ),
    *("act_number", "account_position", "verification_number", "event_number", "group_id"),
    *("account_id", "user_id", "path", "permission", "role", "currency", "rolled_on"),
)
_LIMITS: list[dict[str, Any]] = [
    {"direction": direction, "measure": measure}
    for direction in ("out", "in")
    for measure in ("amount", "count")
]
_DAY = {"list_account_balances": {"on": "2029-01-31"}}


@pytest.fixture
def town(ledger: LedgerCalls, caller: Callable[[str, int], Caller], operator: Caller) -> Town:
    """Give a town with several items in every list."""
    town = build(ledger, caller, operator)
    main = town.accounts["alice:main"].account_id
    alice = town.users["alice"]
    operator_id = ledger.call("find_user", username="olga").user_id
    for number in range(4):
        add(town, number)
        ledger.call("verify_new", limit=5)
        ledger.call("close_period", through_on=f"2001-0{number + 1}-28", reason="done")
        ledger.call("create_api_key", user_id=alice, name=f"key {number}")
        ledger.call("set_limit", account_id=main, maximum="9000", period="day", **_LIMITS[number])
        endpoint = ledger.call(
            "create_webhook_endpoint",
            url="https://shop.example/",
            key_id="1",
            wrapped_key=b"k" * 60,
            sealed=b"s" * 100,
            user_id=operator_id,
        )
        for _ in range(4):
            ledger.call("ping_webhook_endpoint", endpoint_id=endpoint.endpoint_id)
        ledger.call("create_user", username=f"friend-{number}")
        friend = ledger.call("find_user", username=f"friend-{number}").user_id
        ledger.call("delegate_account", account_id=main, user_id=friend, kind="viewer")
        ledger.call("create_category", path=f"assets/number {number}")
        ledger.call(
            "update_account",
            account_id=[*town.accounts.values()][number].account_id,
            category=f"assets/number {number}",
        )
    return town


def add(town: Town, number: int) -> None:
    """Add to what grows every day."""
    main, other = town.accounts["alice:main"], town.accounts["fee:wire"]
    town.ledger.post(
        {
            "from_account_id": other.account_id,
            "to_account_id": main.account_id,
            "amount": "0.01",
            "description": f"more {number}",
        }
    )
    town.ledger.call("hold_funds", account_id=main.account_id, amount="0.01")
    town.ledger.account(user_id=town.users["alice"])


def _key(item: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    found = tuple((name, item[name]) for name in _KEYS if name in item)
    return found or tuple(sorted(item.items()))


def _address(town: Town, name: str) -> str:
    main = town.accounts["alice:main"].account_id
    places = {
        "<uuid:account_id>": main,
        "<int:user_id>": town.users["alice"],
        "<uuid:endpoint_id>": town.ledger.rows("list_webhook_endpoints")[0].endpoint_id,
        "<uuid:monitor_id>": _monitor(town),
        "<uuid:hold_id>": town.ledger.rows("list_holds", account_id=main)[0].hold_id,
        "<uuid:transaction_id>": town.ledger.rows(
            "list_transactions", transaction_type="deposit", account_id=main
        )[0].transaction_id,
    }
    rule = lists()[name].rule
    for place, value in places.items():
        rule = rule.replace(place, str(value))
    return rule


def _monitor(town: Town) -> UUID | None:
    found = town.ledger.rows("list_monitors")
    return found[0].monitor_id if found else None


def _move(town: Town, amount: str, **more: object) -> None:
    """Move an amount into an account, or out of it when it is negative."""
    main, other = (town.accounts[code].account_id for code in ("alice:main", "fee:wire"))
    payer, payee = (main, other) if amount[0] == "-" else (other, main)
    posting = {"from_account_id": payer, "to_account_id": payee, "amount": amount.lstrip("-")}
    town.ledger.post({**posting, **more})


def _until_done(town: Town, job: str) -> None:
    while town.ledger.call(job, limit=1000).r:
        pass


def _let_the_worker_see(town: Town, name: str) -> None:
    """Make what jobs of the worker list: alerts, sums by day, cases."""
    main = town.accounts["alice:main"].account_id
    if name in {"list_monitors", "list_monitor_alerts"}:
        balance = town.ledger.balance(main)
        for more in (0, 1000, 1001, 1002):
            town.ledger.call(
                "create_monitor", account_id=main, measure="balance", threshold=balance - more
            )
        for _ in range(3):
            for amount in ("-0.01", "0.01"):
                _move(town, amount)
        _until_done(town, "evaluate_monitors")
    if name == "list_daily_totals":
        for ago in range(4):
            _move(town, "0.01", effective_at=(NOW - ago * DAY).isoformat())
        _until_done(town, "roll_up")
    if name == "list_fraud_cases":
        rule = ("amount", ">", 0, 1, "It moved.", "review")
        names = ("feature", "comparison", "threshold", "score", "reason", "action")
        town.ledger.call("set_fraud_rule", rule_name="any", **dict(zip(names, rule, strict=True)))
        for _ in range(4):
            _move(town, "0.01")
        _until_done(town, "check_fraud")


def _prepare(town: Town, name: str) -> None:
    """Make several items where a list is about one thing."""
    main = town.accounts["alice:main"].account_id
    _let_the_worker_see(town, name)
    if name == "list_exports":
        for _ in range(4):
            town.ledger.call("create_export", account_id=main)
    if name == "list_hold_events":
        hold = town.ledger.rows("list_holds", account_id=main)[0]
        for _ in range(3):
            town.ledger.call("increment_hold", hold_id=hold.hold_id, amount="0.01")
    if name == "list_reversals":
        deposit = town.ledger.rows(
            "list_transactions", transaction_type="deposit", account_id=main
        )[0]
        for _ in range(3):
            town.ledger.call(
                "reverse_transaction", transaction_id=deposit.transaction_id, amount="0.01"
            )
    if name == "list_sessions":
        word = "four random common words"
        alice = town.users["alice"]
        town.ledger.call("set_password_hash", user_id=alice, password_hash=hash_password(word))
        login = {"username": "alice", "password": word}
        client = town.callers["operator"].client
        for _ in range(4):
            assert client.post("/v1/auth/login", json=login).status_code == 200


@pytest.mark.parametrize("name", lists())
def test_a_list_is_walked_to_its_end(town: Town, name: str) -> None:
    """In pages of one, two and three, from both ends; backwards is the other way round."""
    _prepare(town, name)
    path, more = _address(town, name), _DAY.get(name, {})
    if name == "list_api_keys":
        more = {"user_id": str(town.users["alice"])}
    caller = town.callers["operator"]
    query = lists()[name].query
    assert query is not None
    default = query.model_fields["sort"].default
    orders = [default, default.removeprefix("-") if default[0] == "-" else f"-{default}"]
    walks: list[list[tuple[tuple[str, Any], ...]]] = []
    for order in orders:
        whole = town.items("operator", path, sort=order, **more)
        assert len(whole) >= 3, name
        walks.append([_key(item) for item in whole])
        for size in (1, 2, 3):
            asked = {**more, "sort": order, "limit": size}
            seen: list[tuple[tuple[str, Any], ...]] = []
            while len(seen) < 12:
                body = caller.get(f"{path}?{urlencode(asked)}").get_json()
                assert len(body["items"]) <= size
                seen += [_key(item) for item in body["items"]]
                if body["next_cursor"] is None:
                    break
                asked["cursor"] = body["next_cursor"]
            assert seen == walks[-1][: len(seen)]
            assert len(set(seen)) == len(seen)
    assert walks[0] == walks[1][::-1]


@pytest.mark.parametrize(
    "name", ["list_transactions", "list_accounts", "list_holds", "list_entries", "list_audit_logs"]
)
@pytest.mark.parametrize("is_ascending", [True, False])
def test_pages_neither_skip_nor_repeat_while_rows_are_added(
    town: Town, name: str, *, is_ascending: bool
) -> None:
    """Between any two pages."""
    path = _address(town, name)
    order = "created_at" if is_ascending else "-created_at"
    before = [_key(item) for item in town.items("operator", path, sort=order)]
    seen: list[tuple[tuple[str, Any], ...]] = []
    asked: dict[str, Any] = {"sort": order, "limit": 3}
    for number in range(100):
        body = town.callers["operator"].get(f"{path}?{urlencode(asked)}").get_json()
        seen += [_key(item) for item in body["items"]]
        if body["next_cursor"] is None:
            break
        asked["cursor"] = body["next_cursor"]
        if number < 5:
            add(town, 10 + number)
    assert len(set(seen)) == len(seen)
    assert [one for one in seen if one in before] == before
    assert (len(seen) > len(before)) == is_ascending
