"""Filters of lists, any of them together, find what a look at each item would find.

What a caller may see is its list without filters; a filter looks at nothing else. Whose an
account is and what it is called are taken from the list of accounts that the caller may see.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from tests.http.town import DAY, NOW, build, passes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.http.town import Item, Town
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls

_FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
_TIMES = [(NOW + n * DAY).isoformat().replace("+00:00", "Z") for n in (-3, -2, -1, 0, 1)]
_AMOUNTS = ["0", "1.00", "2", "2.50", "60", "1000"]
_PREFIXES = ["alice", "alice:e", "bob", "bob:shared", "fee:", "~", "world", "c", "%"]
_SIDES = ("account_id", "account_code", "account_code_prefix")
_OWNERS = ("user_id", "username")
_COMMON: dict[str, list[str]] = {
    "since": _TIMES,
    "until": _TIMES,
    "currency": ["USD", "EUR", "JPY"],
    "min_amount": _AMOUNTS,
    "max_amount": _AMOUNTS,
}
_DESCRIBED: dict[str, list[str]] = {
    "metadata": [json.dumps(one) for one in ({"order": {"id": 7}}, {"tag": None}, {"x": 1}, {})],
    "metadata_key": ["order", "tag", "id", "none"],
    "text": ["rent", "RENT OF", "é", "%", "_", "none"],
}
_EFFECT = {"effective_since": _TIMES, "effective_until": _TIMES}
_OWN: dict[str, dict[str, list[str]]] = {
    "/v1/accounts": {
        **_COMMON,
        **_DESCRIBED,
        "status": ["ACTIVE", "CLOSED"],
        "account_class": ["liability", "asset"],
        "code_prefix": _PREFIXES,
    },
    "/v1/transactions": {
        **_COMMON,
        **_DESCRIBED,
        **_EFFECT,
        "status": ["COMPLETED", "FAILED", "REVERSED"],
        "transaction_type": ["transfer", "transaction", "deposit"],
        "account_code_prefix": _PREFIXES,
    },
    "/v1/holds": {
        **_COMMON,
        **_DESCRIBED,
        "status": ["OPEN", "RELEASED"],
        "account_code_prefix": _PREFIXES,
    },
    "/v1/delegations": {
        "kind": ["viewer", "spender", "owner"],
        "since": _TIMES,
        "until": _TIMES,
        "currency": ["USD", "EUR"],
        "account_code_prefix": _PREFIXES,
    },
}


@pytest.fixture
def town(ledger: LedgerCalls, caller: Callable[[str, int], Caller], operator: Caller) -> Town:
    """Give the town."""
    return build(ledger, caller, operator)


def queries(town: Town, path: str, seen: dict[str, Item]) -> st.SearchStrategy[dict[str, str]]:
    """Draw up to four filters of a list, for somebody who sees these accounts."""
    choices = dict(_OWN[path])
    choices["user_id"] = [str(one) for one in (*town.users.values(), 0, 77)]
    choices["username"] = [*town.users, "nobody"]
    if path != "/v1/accounts":
        choices["account_id"] = sorted(seen)
        choices["account_code"] = sorted(one["code"] for one in seen.values() if one["code"])
    return st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=4).flatmap(
        lambda names: st.fixed_dictionaries({n: st.sampled_from(choices[n]) for n in names})
    )


def accounts_of(path: str, item: Item) -> set[str]:
    """Return the accounts that an item is about."""
    if path != "/v1/transactions":
        return {item["account_id"]}
    if item["status"] == "FAILED":
        return {item["from_account_id"]}
    return {item["from_account_id"], item["to_account_id"], *(item["leg_account_ids"] or [])}


class Naive:
    """What somebody sees, looked at item by item."""

    def __init__(self, town: Town, who: str, path: str) -> None:
        """Read all of it."""
        self.town, self.who, self.path = town, who, path
        self.accounts = {one["account_id"]: one for one in town.items(who, "/v1/accounts")}
        self.all = town.items(who, path)

    def finds(self, item: Item, query: dict[str, str]) -> bool:
        """Tell whether an item passes all filters."""
        return all(self._one(item, name, value, query) for name, value in query.items())

    def _one(self, item: Item, name: str, value: str, query: dict[str, str]) -> bool:
        if name == "code_prefix":
            return self._begins(item, value)
        if name not in {*_SIDES, *_OWNERS}:
            return passes(item, name, value)
        # One account has to be all that is asked of accounts.
        if self.path == "/v1/transactions":
            named = query.items()
            mine = {
                one
                for one, row in self.accounts.items()
                if all(self._called(row, *n) for n in named)
            }
            return bool(mine & accounts_of(self.path, item))
        row = self.accounts[item["account_id"]] if name in _SIDES else item
        return self._called(row, name, value)

    def _called(self, row: Item, name: str, value: str) -> bool:
        if name in _OWNERS:
            user_id = value if name == "user_id" else str(self.town.users.get(value, -1))
            own = str(self.town.users.get(self.who, user_id))
            return user_id == str(row["user_id"]) == own
        if name == "account_code_prefix":
            return self._begins(row, value)
        if name == "account_code":
            return bool(row["code"] == value)
        # What is no filter of accounts passes any.
        return name != "account_id" or bool(row["account_id"] == value)

    def _begins(self, row: Item, prefix: str) -> bool:
        own = f"~{self.town.users.get(self.who)}/{prefix}"
        return (row["code"] or "").startswith((prefix, own))


def _key(item: Item) -> tuple[Any, ...]:
    names = ("transaction_id", "hold_id", "account_id", "user_id")
    return tuple(item[name] for name in names if name in item)


@pytest.mark.parametrize("who", ["operator", "alice"])
@pytest.mark.parametrize("path", _OWN)
def test_filters_find_what_a_look_at_each_item_finds(town: Town, path: str, who: str) -> None:
    """Any combination, in both orders, in pages of several sizes."""
    naive = Naive(town, who, path)
    assert naive.all

    @_FEW
    @given(st.data())
    def check(data: st.DataObject) -> None:
        query = data.draw(queries(town, path, naive.accounts))
        if {"account_id", "account_code"} <= query.keys():
            del query["account_code"]
        if path == "/v1/delegations" and who != "operator":
            # Of its own account a customer is told with whom it is shared.
            query = {n: v for n, v in query.items() if n not in _SIDES[:2]}
        expected = [_key(one) for one in naive.all if naive.finds(one, query)]
        size = data.draw(st.sampled_from([1, 3, 500])) if len(expected) < 20 else 500
        found = [_key(one) for one in town.items(who, path, **query, limit=size)]
        assert sorted(map(str, found)) == sorted(map(str, expected)), query
        assert len(set(found)) == len(found)

    check()


def test_an_account_has_to_be_the_one_of_both_names(town: Town) -> None:
    """Its id and its code; a code that it once had is one."""
    main, euro = town.accounts["alice:main"], town.accounts["alice:euro"]
    town.ledger.call("rename_account", account_id=main.account_id, code="alice:first")
    both = {"account_id": main.account_id, "account_code": "alice:main"}
    assert town.items("operator", "/v1/holds", **both)
    response = town.callers["operator"].get(
        f"/v1/holds?account_id={euro.account_id}&account_code=alice:main"
    )
    assert response.get_json()["code"] == "LG001"


def test_a_prefix_of_more_than_a_thousand_accounts_is_a_filter_too(town: Town) -> None:
    """Then all transactions are looked at, not those of each account."""
    wanted = [{"currency": "USD", "code": f"fee:wide {number}"} for number in range(1001)]
    town.ledger.rows("open_accounts_json", accounts=Jsonb(wanted))
    path = "/v1/transactions"
    few = town.items("operator", path, account_code_prefix="fee:card")
    few += town.items("operator", path, account_code_prefix="fee:wire")
    wide = town.items("operator", path, account_code_prefix="fee:")
    assert {_key(one) for one in wide} == {_key(one) for one in few}
    assert wide
    accounts = town.items("operator", "/v1/accounts", code_prefix="fee:")
    assert len(accounts) == len(wanted) + 2
