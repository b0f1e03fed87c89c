"""What each route is asked about: bodies and queries that name the objects of a town."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

ISSUER = "https://id.example.com"
PASSWORD = "four random common words"


def _pay(ids: dict[str, str]) -> dict[str, Any]:
    return {"from_account_id": ids["account_id"], "to_account_id": ids["shop"], "amount": "1.00"}


def _legs(ids: dict[str, str]) -> dict[str, Any]:
    return {
        "entries": [
            {"account_id": ids["account_id"], "entry_type": "DEBIT", "amount": "1.00"},
            {"account_id": ids["shop"], "entry_type": "CREDIT", "amount": "1.00"},
        ]
    }


BODIES: dict[str, Any] = {
    "transfers.create": _pay,
    "transfers.create_batch": lambda ids: {"transfers": [_pay(ids)], "atomic": True},
    "accounts.create": lambda _: {"currency": "USD"},
    "account_life.change": lambda _: {"name": "new"},
    "account_life.set_status": lambda _: {"status": "SUSPENDED"},
    "account_life.close": lambda ids: {"sweep_to_account_id": ids["shop"]},
    "account_life.merge": lambda ids: {"into_account_id": ids["empty"]},
    "assets.create": lambda _: {
        "currency": f"T{uuid4().hex[:12].upper()}",
        "minor_units": 6,
        "name": "Tide",
    },
    "categories.create": lambda _: {"path": f"c{uuid4().hex}"},
    "categories.move": lambda _: {"path": "nowhere", "new_path": f"c{uuid4().hex}"},
    "limits.set_of_account": lambda _: {"maximum": "50.00", "period": "day"},
    "limits.set_of_user": lambda _: {"maximum": "50.00", "period": "day", "currency": "USD"},
    "fraud.decide": lambda _: {"decision": "CLEARED", "reason": "known"},
    "fraud.set_rule": lambda _: {
        "feature": "amount",
        "comparison": ">=",
        "threshold": "500",
        "score": 1,
        "reason": "much",
    },
    "monitors.create": lambda ids: {"account_id": ids["account_id"], "threshold": "1.00"},
    "exports.create": lambda ids: {"account_id": ids["account_id"]},
    "freezes.create": lambda _: {"amount": "1.00", "reason": "order"},
    "transactions.create": _legs,
    "transactions.preview": _legs,
    "holds.create": lambda ids: {"account_id": ids["account_id"], "amount": "1.00"},
    "holds.capture": lambda ids: {"to_account_id": ids["shop"]},
    "holds.increment": lambda _: {"amount": "1.00"},
    "holds.extend": lambda _: {"expires_at": "2100-01-01T00:00:00Z"},
    "hold_groups.capture": lambda ids: {"to_account_id": ids["shop"]},
    "sessions.password": lambda _: {
        "current_password": "not the password",
        "new_password": "four random common words",
    },
    "api_keys.create": lambda ids: {"user_id": ids["user_id"], "name": "new"},
    "webhook_endpoints.create": lambda ids: {
        "url": "https://shop.example/hooks",
        "user_id": ids["user_id"],
    },
    "webhook_endpoints.change": lambda _: {"event_types": ["transaction.*"]},
    "webhook_endpoints.replay": lambda _: {"since": "2026-01-01T00:00:00Z"},
    "notifications.store": lambda _: {"email_events": ["money_in"]},
    "people.store": lambda _: {"name": "Ann"},
    "people.search": lambda _: {"email": "ann@example.com"},
    "periods.close": lambda _: {"through_on": "2001-01-31"},
    "periods.reopen": lambda _: {"from_on": "2001-01-01", "reason": "late"},
    "accounts_by_code.open_many": lambda _: {
        "accounts": [{"currency": "USD", "code": f"m-{uuid4()}"}]
    },
    "outside.deposit": lambda ids: {"account_id": ids["account_id"], "amount": "1.00"},
    "outside.withdraw": lambda ids: {"account_id": ids["account_id"], "amount": "1.00"},
    "role_permissions.grant": lambda _: {"role": "administrator", "permission": "manage"},
    "role_permissions.revoke": lambda _: {"role": "customer", "permission": "administer"},
    "user_proofs.link": lambda _: {"issuer": ISSUER, "subject": str(uuid4())},
    "user_proofs.unlink": lambda ids: {"issuer": ISSUER, "subject": ids["subject"]},
    "users.create": lambda _: {"username": f"u-{uuid4()}"},
    "users.set_password": lambda _: {"new_password": PASSWORD},
    "users.set_role": lambda _: {"role": "customer"},
    "users.set_status": lambda _: {"status": "ACTIVE"},
    "delegations.grant": lambda ids: {"user_id": ids["friend"], "kind": "viewer"},
    "delegations.revoke": lambda ids: {"user_id": ids["vera"]},
}
QUERIES = {
    "events.follow": "seconds=0",
    "holds.index": "account_id={account_id}",
    "transactions.index": "account_id={account_id}",
    "api_keys.index": "user_id={user_id}",
    "webhook_endpoints.index": "user_id={user_id}",
    "accounts_by_code.find": "code={code}",
    "hold_groups.index": "account_id={account_id}",
    "monitors.index": "account_id={account_id}",
    "exports.index": "account_id={account_id}",
    "limits.check": "amount=1.00",
    "seals.inclusion": "transaction_id={transaction_id}",
    "seals.consistency": "from_size=1",
    "reports.account_balances": "on=2026-01-31",
    "reports.balance_sheet": "from_on=2026-01-01&through_on=2026-01-31",
    "reports.income_statement": "from_on=2026-01-01&through_on=2026-01-31",
    "reports.trial_balance": "on=2026-01-31",
    "users.find": "username={username}",
}
