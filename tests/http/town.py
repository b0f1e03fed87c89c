"""A small town with something in every list, and what an item of it is to a filter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.seals.sealing import Sealer
from webapp.seals.signing import new_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

Item = dict[str, Any]
DAY = timedelta(days=1)
NOW = datetime.now(UTC).replace(microsecond=0)
WORDS = ("Rent of May", "rent", "Café", "100%", "under_score", None)
DOCUMENTS: tuple[dict[str, Any] | None, ...] = (
    {"order": {"id": 7}},
    {"order": {"id": 8}, "tag": None},
    {"tag": "x"},
    {},
    None,
)


@dataclass
class Town:
    """People, their accounts, and who asks."""

    ledger: LedgerCalls
    users: dict[str, int]
    accounts: dict[str, Row]
    callers: dict[str, Caller]

    def items(self, who: str, path: str, **query: object) -> list[Item]:
        """Return all items of a list, page by page."""
        found: list[Item] = []
        asked = {"limit": 500, **query}
        while True:
            response = self.callers[who].get(f"{path}?{urlencode(asked)}")
            assert response.status_code == 200, response.get_data(as_text=True)
            body = response.get_json()
            found += body["items"]
            if body["next_cursor"] is None:
                return found
            asked["cursor"] = body["next_cursor"]


def build(ledger: LedgerCalls, caller: Callable[[str, int], Caller], operator: Caller) -> Town:
    """Make the town."""
    users = {n: ledger.call("create_user", username=n).user_id for n in ("alice", "bob", "carl")}
    accounts: dict[str, Row] = {}
    plan = [
        ("alice:main", "alice", "USD"),
        ("alice:euro", "alice", "EUR"),
        ("bob:main", "bob", "USD"),
        ("bob:shared", "bob", "USD"),
        ("carl:main", "carl", "USD"),
        ("fee:card", None, "USD"),
        ("fee:wire", None, "USD"),
    ]
    for number, (code, owner, currency) in enumerate(plan):
        more = {"user_id": users[owner]} if owner else {}
        document = DOCUMENTS[number % len(DOCUMENTS)]
        if document is not None:
            more["metadata"] = document
        accounts[code] = ledger.account(
            code, currency, name=WORDS[number % len(WORDS)] or "none", **more
        )
        ledger.call("deposit", account_id=accounts[code].account_id, amount="50.00")
    share = {"account_id": accounts["bob:shared"].account_id, "user_id": users["alice"]}
    ledger.call("delegate_account", **share, kind="spender")
    ledger.call(
        "delegate_account",
        account_id=accounts["alice:main"].account_id,
        user_id=users["carl"],
        kind="viewer",
    )
    usd = [code for code, _, currency in plan if currency == "USD"]
    for number in range(30):
        source, target = usd[number % len(usd)], usd[(number * 3 + 1) % len(usd)]
        if source == target:
            continue
        ledger.post(
            {
                "from_account_id": accounts[source].account_id,
                "to_account_id": accounts[target].account_id,
                "amount": ("1.00", "2.50", "999.00")[number % 3],
                "transaction_type": ("transfer", "transaction")[number % 2],
                "description": WORDS[number % len(WORDS)],
                "metadata": DOCUMENTS[number % len(DOCUMENTS)],
                "effective_at": (NOW - (number % 4) * DAY).isoformat(),
                "idempotency_key": f"key-{number % 10}" if number < 10 else None,
            }
        )
    for number in range(12):
        ledger.call(
            "hold_funds",
            account_id=accounts[usd[number % len(usd)]].account_id,
            amount=("1.00", "2.00", "3.00")[number % 3],
            description=WORDS[number % len(WORDS)],
            metadata=DOCUMENTS[number % len(DOCUMENTS)] or {},
        )
    callers = {"operator": operator, **{n: caller("customer", u) for n, u in users.items()}}
    sealer = Sealer(ledger, new_key("bank.example"))
    for _ in range(4):
        sealer.sign(limit=2)
    return Town(ledger, users, accounts, callers)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _contains(whole: object, part: object) -> bool:
    """Tell whether a JSON document contains another, as PostgreSQL sees it, lists apart."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and _contains(whole[name], value) for name, value in part.items()
        )
    return whole == part


def _text(item: Item) -> str:
    return str((item["description"] if "description" in item else item.get("name")) or "").lower()


def _amount(item: Item) -> Decimal:
    amount = item.get("amount", item.get("balance"))
    return Decimal("NaN") if amount is None else Decimal(amount)


def _made(item: Item) -> datetime:
    return _moment(item.get("created_at") or item["granted_at"])


# What a filter on an item's own members lets pass; any other asks for one that is equal.
_FILTERS: dict[str, Callable[[Item, str], bool]] = {
    "min_amount": lambda item, value: _amount(item).compare(Decimal(value)) >= 0,
    "max_amount": lambda item, value: _amount(item).compare(Decimal(value)) <= 0,
    "since": lambda item, value: _made(item) >= _moment(value),
    "until": lambda item, value: _made(item) < _moment(value),
    "effective_since": lambda item, value: _moment(item["effective_at"]) >= _moment(value),
    "effective_until": lambda item, value: _moment(item["effective_at"]) < _moment(value),
    "metadata": lambda item, value: _contains(item["metadata"], json.loads(value)),
    "metadata_key": lambda item, value: value in (item["metadata"] or {}),
    "text": lambda item, value: value.lower() in _text(item),
}


def passes(item: Item, name: str, value: str) -> bool:
    """Tell whether an item passes a filter on its own members."""
    if name in {"min_amount", "max_amount"} and _amount(item).is_nan():
        return False
    return _FILTERS[name](item, value) if name in _FILTERS else str(item[name]) == value
