"""Every list of the ledger: what makes its rows, or the rule by which no page misses one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ledger_calls import LedgerCalls

_BY_FEED = "goes by positions of the feed, which are given after the commit"
_OF_ONE = "rows of one account, hold or transaction, made under its lock"
_IN_TURN = "made one after another, under one lock that is held until the commit"
_NEWEST = "the newest first: a page that was read held all that was committed by then"
_PICTURE = "a picture in the order of names or keys that whoever makes a row chooses, or of sums"
_WHOLE = "one page, which holds all of it"
_EMPTIED = "what is dealt with drops out: read again until nothing is left"

# Lists of which no page misses what is committed late, and why.
RULES = {
    "ledger.consume_events": _BY_FEED,
    "ledger.list_events": _BY_FEED,
    "ledger.list_transactions": f"{_BY_FEED}: tests/transactions/test_oldest_first.py",
    "ledger.get_statement": _OF_ONE,
    "ledger.list_audit_logs": _OF_ONE,
    "ledger.list_entries": _OF_ONE,
    "ledger.list_hold_events": _OF_ONE,
    "ledger.list_reversals": _OF_ONE,
    "ledger.list_transaction_entries": _OF_ONE,
    "ledger.read_export": "parts of one file, which is whole before any of it is read",
    "ledger.list_monitor_alerts": "those of one monitor, written under its lock",
    "ledger.list_incoming_transfers": _NEWEST,
    "ledger.list_outgoing_transfers": _NEWEST,
    "ledger.list_seal_heads": _NEWEST,
    "ledger.list_fraud_cases": _IN_TURN,
    "ledger.list_notifications": _IN_TURN,
    "ledger.list_periods": _IN_TURN,
    "ledger.list_verifications": _IN_TURN,
    "ledger.list_account_balances": _PICTURE,
    "ledger.list_assets": _PICTURE,
    "ledger.list_categories": _PICTURE,
    "ledger.list_category_balances": _PICTURE,
    "ledger.list_daily_totals": _PICTURE,
    "ledger.list_delegations": _PICTURE,
    "ledger.list_hold_groups": _PICTURE,
    "ledger.list_role_permissions": _PICTURE,
    "reporting.list_account_balances": _WHOLE,
    "reporting.list_daily_balances": _WHOLE,
    "ledger.list_cells": _WHOLE,
    "ledger.list_event_consumers": _WHOLE,
    "ledger.list_fraud_rules": _WHOLE,
    "ledger.list_seal_keys": _WHOLE,
    "ledger.list_webhook_attempts": _WHOLE,
    "ledger.list_worker_jobs": _WHOLE,
    "ledger.seal_events": _EMPTIED,
    "ledger.lease_notifications": _EMPTIED,
    "ledger.list_pending_transfers": _EMPTIED,
    "ledger.list_chat_secrets": _EMPTIED,
    "ledger.list_people": _EMPTIED,
    "ledger.list_webhook_secrets": _EMPTIED,
}


class Side(NamedTuple):
    """A user of its own with an account of its own, so that nobody waits for the other side."""

    user_id: int
    username: str
    account_id: Any
    endpoint_id: Any


class Made(NamedTuple):
    """A list, the key of its rows, what makes one, and over HTTP its address."""

    key: str
    make: Callable[[LedgerCalls, Side], object]
    path: str
    after: str = "after"
    asked: str = ""


def endpoint(ledger: LedgerCalls, user_id: int) -> Any:  # noqa: ANN401 - any row
    """Make an endpoint of a user."""
    return ledger.call(
        "create_webhook_endpoint", url="https://example.com/", key_id="k", wrapped_key=b"w" * 60,
        sealed=b"s" * 60, user_id=user_id, event_types=["user.*"],
    )  # fmt: skip


def _log_in(ledger: LedgerCalls, side: Side) -> None:
    ledger.connection.execute(
        "SELECT ledger_gateway.finish_login(%s, true, p_actor => jsonb_populate_record("
        """NULL::ledger.actor, '{"role": "gateway", "ip_address": "192.0.2.7"}'))""",
        [side.username],
    )


def _limit(ledger: LedgerCalls, side: Side) -> None:
    found = ledger.rows("list_limits", account_id=side.account_id)
    ledger.call(
        "set_limit", maximum=7, period="day", account_id=side.account_id,
        transaction_type=f"word{len(found)}",
    )  # fmt: skip


_turns = iter(range(1, 1000))

MADE = {
    "ledger.list_accounts": Made(
        "account_id", lambda ledger, side: ledger.account(user_id=side.user_id), "accounts"
    ),
    "ledger.list_api_keys": Made(
        "api_key_id",
        lambda ledger, side: ledger.call(
            "create_api_key", user_id=side.user_id, name=f"key {next(_turns)}"
        ),
        "",
    ),
    "ledger.list_auth_events": Made("event_id", _log_in, "auth-events", "before"),
    "ledger.list_exports": Made(
        "export_id",
        lambda ledger, side: ledger.call("create_export", account_id=side.account_id),
        "exports",
    ),
    "ledger.list_holds": Made(
        "hold_id",
        lambda ledger, side: ledger.call("hold_funds", account_id=side.account_id, amount=1),
        "holds",
    ),
    "ledger.list_limits": Made("limit_id", _limit, "", asked="owner"),
    "ledger.list_monitors": Made(
        "monitor_id",
        lambda ledger, side: ledger.call(
            "create_monitor", account_id=side.account_id, threshold=next(_turns)
        ),
        "monitors",
    ),
    "ledger.list_sessions": Made("session_id", _log_in, "", "before"),
    "ledger.list_users": Made(
        "user_id",
        lambda ledger, _: ledger.call("create_user", username=f"made{next(_turns)}"),
        "users",
    ),
    "ledger.list_webhook_deliveries": Made(
        "delivery_id",
        lambda ledger, side: ledger.call("ping_webhook_endpoint", endpoint_id=side.endpoint_id),
        "",
    ),
    "ledger.list_webhook_endpoints": Made(
        "endpoint_id", lambda ledger, side: endpoint(ledger, side.user_id), ""
    ),
}
