"""For each stored function that keeps a key: calls that succeed, with every argument given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.idempotency.signatures import Value
    from tests.support.ledger_calls import LedgerCalls

_PAST, _SOON, _LATER = (
    "2020-02-01T12:00:00+00:00",
    "2098-01-01T12:00:00+00:00",
    ("2099-01-01T12:00:00+00:00"),
)
_DOCUMENT = '{"a": 1.5, "b": {"c": [10, 2]}}'
# A group carries the bucket of its first hold: that of the name alice is 02bd.
_GROUP, _NEW_GROUP = (f"01890000-0000-7000-8000-0000000{n}02bd" for n in (1, 2))
_FREE = {"p_description": "for you", "p_metadata": _DOCUMENT}
_DATED = {**_FREE, "p_effective_at": _PAST}
_SIDES = {"from_account_id": "{a}", "to_account_id": "{b}", "amount": "10", "currency": "USD"}
_TRANSFER = {**_SIDES, "description": "for you", "metadata": _DOCUMENT, "transaction_type": "gift"}
_FULL_TRANSFER = {**_TRANSFER, "effective_at": _PAST, "expected_version": "{version}"}
_ENTRIES = [
    {
        "account_id": "{a}",
        "entry_type": "DEBIT",
        "amount": "10",
        "kind": "fixed",
        "currency": "USD",
        "description": "all",
        "expected_version": "{version}",
    },
    {"account_id": "{b}", "entry_type": "CREDIT", "kind": "fraction", "share": "0.5"},
    {"account_id": "{c}", "entry_type": "CREDIT", "kind": "rest"},
]
_TRANSACTION = {
    "entries": _ENTRIES,
    "total": "10",
    "description": "shared",
    "metadata": _DOCUMENT,
    "effective_at": _PAST,
    "transaction_type": "split",
}
_HOLD = {
    "p_account_id": "{a}",
    "p_amount": "10",
    "p_to_account_id": "{b}",
    "p_expires_at": _SOON,
    "p_group_id": _NEW_GROUP,
    **_FREE,
}
_OUTSIDE = {"p_amount": "10", "p_currency": "USD", "p_outside_account_id": "{world}", **_DATED}


def _arguments(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"p_{name}": value for name, value in fields.items()}


SCENARIOS: dict[str, list[dict[str, Value]]] = {
    "capture_group": [{"p_group_id": _GROUP, **_FREE}],
    "capture_hold": [
        {
            "p_hold_id": "{hold}",
            "p_amount": "10",
            "p_is_final": "false",
            "p_to_account_id": "{b}",
            **_FREE,
        }
    ],
    "close_account": [{"p_account_id": "{c}", "p_sweep_to_account_id": "{a}", "p_reason": "moved"}],
    "deposit": [{"p_account_id": "{a}", **_OUTSIDE}],
    "extend_hold": [{"p_hold_id": "{hold}", "p_expires_at": _LATER}],
    "freeze_amount": [
        {"p_account_id": "{a}", "p_amount": "10", "p_reason": "court", "p_expires_at": _SOON}
    ],
    "hold_funds": [_HOLD | {"p_tolerance_amount": "2"}, _HOLD | {"p_tolerance_percent": "5"}],
    "increment_hold": [{"p_hold_id": "{hold}", "p_amount": "10"}],
    "merge_accounts": [
        {"p_from_account_id": "{c}", "p_into_account_id": "{a}", "p_reason": "moved"}
    ],
    "open_account": [
        {
            "p_currency": "USD",
            "p_user_id": "{alice}",
            "p_account_class": "liability",
            "p_code": "alice:credit",
            "p_name": "Credit",
            "p_min_balance": "-10",
            "p_max_balance": "1000",
            "p_metadata": _DOCUMENT,
        },
        {"p_currency": "USD", "p_accumulates": "true"},
    ],
    "post_gathered": [
        {"p_transfers": [transfer, {**_SIDES, "amount": "1"}], "p_actors": [{}, {}]}
        for transfer in (_TRANSFER, _FULL_TRANSFER)
    ]
    + [{"p_transfers": [_TRANSFER], "p_actors": [{}]}],
    "post_transaction": [_arguments(_TRANSACTION)],
    "post_transaction_json": [_arguments(_TRANSACTION)],
    "post_transactions": [{"p_transactions": [_TRANSACTION]}],
    "post_transactions_json": [{"p_transactions": [_TRANSACTION]}],
    # The short way, and the long one.
    "post_transfer": [_arguments(_TRANSFER), _arguments(_FULL_TRANSFER)],
    "post_transfer_gathered": [_arguments(_TRANSFER), _arguments(_FULL_TRANSFER)],
    "post_transfers": [{"p_transfers": [_TRANSFER]}, {"p_transfers": [_FULL_TRANSFER]}],
    "post_transfers_json": [{"p_transfers": [_TRANSFER]}, {"p_transfers": [_FULL_TRANSFER]}],
    "pay_out": [
        {
            "p_from_account_id": "{a}",
            "p_to_account_id": "{b}",
            "p_cell_number": "1",
            "p_amount": "10",
            "p_currency": "USD",
            **_FREE,
        }
    ],
    "release_group": [{"p_group_id": _GROUP}],
    "release_hold": [{"p_hold_id": "{hold}", "p_amount": "10"}],
    "reverse_transaction": [
        {
            "p_transaction_id": "{transaction}",
            "p_amount": "5",
            "p_reason": "back",
            "p_metadata": _DOCUMENT,
        }
    ],
    "transfer": [_arguments(_TRANSFER), _arguments(_FULL_TRANSFER)],
    "unfreeze_amount": [{"p_hold_id": "{freeze}", "p_amount": "10"}],
    "withdraw": [{"p_account_id": "{a}", **_OUTSIDE}],
}

# The same arguments, or some of them: the second call must not take the first one's answer.
TWINS = [
    ("increment_hold", "release_hold", {"p_hold_id": "{hold}", "p_amount": "10"}),
    ("release_hold", "capture_hold", {"p_hold_id": "{hold}", "p_amount": "10"}),
    ("unfreeze_amount", "release_hold", {"p_hold_id": "{freeze}", "p_amount": "10"}),
    ("release_group", "capture_group", {"p_group_id": _GROUP}),
    ("deposit", "withdraw", {"p_account_id": "{a}", "p_amount": "10"}),
    ("close_account", "merge_accounts", ("{c}", "{a}", "moved")),
]


def world(ledger: LedgerCalls) -> dict[str, str]:
    """Make what the calls are about; return its ids by the names used above."""
    alice = ledger.call("create_user", username="alice").user_id
    a, b, c = (ledger.account(f"alice:{n}", user_id=alice).account_id for n in range(3))
    for account in (a, c):
        ledger.call("deposit", account_id=account, amount="1000")
    transaction = ledger.call("post_transfer", from_account_id=a, to_account_id=b, amount="50")
    ledger.call("add_cell", cell_number=1)
    hold = {"account_id": a, "amount": "100", "to_account_id": b, "expires_at": _SOON}
    ledger.call("hold_funds", **hold, group_id=_GROUP)
    return {
        "alice": str(alice),
        "a": str(a),
        "b": str(b),
        "c": str(c),
        "hold": str(ledger.call("hold_funds", **hold).hold_id),
        "freeze": str(
            ledger.call("freeze_amount", account_id=a, amount="100", reason="court").hold_id
        ),
        "transaction": str(transaction.transaction_id),
        "version": str(transaction.from_account_version),
        "world": str(ledger.account("till", account_class="asset").account_id),
    }


def about(world: dict[str, str], value: Value) -> Value:
    """Return a scenario's arguments with the ids of a world."""
    if isinstance(value, dict):
        return {name: about(world, part) for name, part in value.items()}
    if isinstance(value, list):
        return [about(world, part) for part in value]
    return value if value.startswith('{"') else value.format(**world)


def keyed(arguments: dict[str, Value]) -> dict[str, Value]:
    """Return the arguments with the key, which items of a batch bear themselves."""
    batch = next((n for n in arguments if n in {"p_transfers", "p_transactions"}), None)
    if batch is None:
        return {**arguments, "p_idempotency_key": "k1"}
    items = [{**item, "idempotency_key": f"k{n}"} for n, item in enumerate(arguments[batch])]
    return {**arguments, batch: items}
