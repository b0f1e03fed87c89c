"""Every operation asked for the example of its document, where what it speaks of exists."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from tests.http.staging import DOORS, NEEDS
from tests.seals.sealing import Sealer
from tests.support.ledger_calls import beside
from webapp.access.passwords import hash_password
from webapp.http.openapi.examples import ACCOUNT, OTHER_ACCOUNT
from webapp.identity.auth import issue_token
from webapp.seals.signing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

METHODS = ("put", "post", "patch", "get", "delete")  # what is made, before what shows it
PASSWORD = "four random common words"
REPLAY = ".replay"

_JSON = "application/json"
_ADMINISTRATORS = {"add_asset", "grant_permission", "revoke_permission"}
# The document's own password is nobody's.
_LOGINS = {"log_in", "refresh_session", "change_password"}
# What is asked in the query, so that the answer speaks of what was made.
_DAY = {"on": "{today}"}
_MONTHS = {"from_on": "{today}", "through_on": "{today}"}
_QUERIES = {
    "list_accounts": {"code": "savings-{number}"},
    "list_holds": {"account_id": ACCOUNT},
    "list_exports": {"account_id": ACCOUNT},
    "list_monitors": {"account_id": ACCOUNT},
    "list_transactions": {"account_id": ACCOUNT},
    "list_api_keys": {"user_id": "{user_id}"},
    "list_webhook_endpoints": {"user_id": "{user_id}"},
    "find_account": {"code": "savings-{number}"},
    "find_user": {"username": "ann-{number}"},
    "check_limits": {"amount": "500.01"},
    "get_trial_balance": _DAY,
    "list_account_balances": _DAY,
    "get_balance_sheet": _MONTHS,
    "get_income_statement": _MONTHS,
    "prove_inclusion": {"transaction_id": "{transaction_id}"},
    "prove_consistency": {"from_size": "1"},
}


@dataclass
class Recorder:
    """Asks as a client would, each operation about things of its own."""

    app: Flask
    config: Config
    ledger: LedgerCalls
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answers(self) -> dict[str, TestResponse]:
        """Return the answer to each operation by its id, and to what was sent a second time."""
        document = self.app.test_client().get("/openapi.json").get_json()
        operations = [
            (path, method, operations[method])
            for method in METHODS
            for path, operations in document["paths"].items()
            if method in operations
        ]
        told: dict[str, TestResponse] = {}
        for path, method, operation in operations:
            name = operation["operationId"]
            ask = self._asking(path, method, operation)
            told[name] = next(ask)
            if {"200", "201"} <= operation["responses"].keys():
                told[name + REPLAY] = next(ask)
        return told

    def _asking(self, path: str, method: str, operation: dict[str, Any]) -> Iterator[TestResponse]:
        """Yield the answer, each time the same request is sent once more."""
        name = operation["operationId"]
        number = next(self._numbers)
        customer = self.ledger.call("create_user", username=f"ann-{number}")
        staged = self.stage(name, number, customer)
        role = "administrator" if name in _ADMINISTRATORS else "operator"
        user = self.ledger.call("create_user", username=f"olga-{number}", role=role)
        token = issue_token(self.config, user.user_id, role, timedelta(minutes=5))
        if name == "accept_api_key":  # nobody else may
            token = issue_token(self.config, customer.user_id, "customer", timedelta(minutes=5))
        body = operation.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("example")
        if name in _LOGINS:
            pair = self._logged_in(customer.user_id, number)
            token = pair["access_token"]
            body = {
                "log_in": {"username": f"ann-{number}", "password": PASSWORD},
                "change_password": {**body, "current_password": PASSWORD},
                "refresh_session": {"refresh_token": pair["refresh_token"]},
            }[name]
        query = _QUERIES.get(name, {})
        request = json.dumps([path, query, body])
        for place, value in staged.items():
            request = request.replace(place, value)
        url, query, body = json.loads(request)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"key-{number}"}
        client = self.app.test_client()
        if path.endswith("/person") and method != "put":  # it is kept over HTTP only
            client.put(url, json={"name": "Ada"}, headers=headers)
        while True:
            answer = client.open(
                url, method=method.upper(), query_string=query, json=body, headers=headers
            )
            answer.get_data()
            answer.close()  # a stream holds its request until then
            yield answer

    def _logged_in(self, user_id: int, number: int) -> dict[str, str]:
        """Return tokens of a customer, who gets a password."""
        secret = hash_password(PASSWORD)
        self.ledger.call("set_password_hash", user_id=user_id, password_hash=secret)
        login = {"username": f"ann-{number}", "password": PASSWORD}
        pair: dict[str, str] = self.app.test_client().post("/v1/auth/login", json=login).get_json()
        return pair

    def _case(self, sides: dict[str, UUID]) -> UUID:
        """Return the case of a payment that a rule queues for review."""
        self.ledger.call(
            "set_fraud_rule",
            rule_name="large",
            feature="amount",
            comparison=">=",
            threshold=30,
            score=50,
            reason="a large amount",
            action="freeze",
            direction="in",
        )
        self.ledger.call("post_transfer", **sides, amount="30.00")
        check = "SELECT ledger.check_fraud(1000)"
        while self.ledger.connection.execute(check.encode()).fetchone() != (0,):
            pass
        self.ledger.connection.execute("SELECT ledger.act_on_fraud_cases()")
        cases = self.ledger.rows("list_fraud_cases", account_id=sides["to_account_id"])
        case_id: UUID = cases[0].case_id
        return case_id

    def stage(self, name: str, number: int, customer: Row) -> dict[str, str]:
        """Return, by what stands in path and body, ids of things made for one operation."""
        call = self.ledger.call
        user_id = customer.user_id
        account, other = (
            self.ledger.account(f"{kind}-{number}", user_id=user_id, name=kind.capitalize())
            for kind in ("savings", "pocket")
        )
        for one in (account, other):
            call("deposit", account_id=one.account_id, amount="100.00")
        sides = {"from_account_id": account.account_id, "to_account_id": other.account_id}
        posted = call("post_transfer", **sides, amount="20.00", description="rent")
        friend = call("create_user", username=f"friend-{number}")
        group = beside(account.account_id)
        held = {"account_id": account.account_id, "amount": "5.00", "group_id": group}
        held |= {"to_account_id": other.account_id, "expires_at": "2029-01-01"}
        made = {"hold_id": uuid4(), "limit_id": uuid4(), "api_key_id": uuid4()}
        made["monitor_id"], made["export_id"] = uuid4(), uuid4()
        made |= {"endpoint_id": uuid4(), "delivery_id": uuid4()}
        if "session" in name:
            made["session_id"] = UUID(self._logged_in(user_id, number)["session_id"])
        if "seal" in name or name.startswith("prove_"):
            Sealer(self.ledger, new_key("bank.example")).seal()
        if "fraud_case" in name:
            made["case_id"] = self._case(sides)
        for need in NEEDS.get(name, ("hold",) if "hold" in name or "group" in name else ()):
            arguments = {
                "hold": held,
                "freeze": {"account_id": account.account_id, "amount": "5.00", "reason": "court"},
                "limit": {"account_id": account.account_id, "period": "day", "maximum": "500.00"},
                "monitor": {"account_id": account.account_id, "threshold": "50.00"},
                "export": {"account_id": account.account_id},
                "writing": {},
                "withdrawal": {"account_id": account.account_id, "amount": "40.00"},
                "evaluation": {},
                "rolling": {},
                "api_key": {"user_id": user_id, "name": "nightly payouts"},
                "endpoint": {
                    "url": "https://shop.example/hooks",
                    "key_id": "1",
                    "wrapped_key": b"k" * 60,
                    "sealed": b"s" * 100,
                    "user_id": user_id,
                },
                "ping": {"endpoint_id": made["endpoint_id"]},
                "attempt": {
                    "attempts": Jsonb(
                        [
                            {
                                "endpoint_id": str(made["endpoint_id"]),
                                "delivery_id": str(made["delivery_id"]),
                                "duration_ms": 120,
                                "response_code": 204,
                            }
                        ]
                    )
                },
                "reversal": {"transaction_id": posted.transaction_id, "amount": "5.00"},
                "delegation": {
                    "account_id": account.account_id,
                    "user_id": friend.user_id,
                    "kind": "viewer",
                },
                "category": {"path": "assets/liquid"},
                "placement": {"account_id": account.account_id, "category": "assets/liquid"},
            }[need]
            row = call(DOORS[need], **arguments)
            made |= {place: getattr(row, place) for place in made if hasattr(row, place)}
        return {
            ACCOUNT: str(account.account_id),
            OTHER_ACCOUNT: str(other.account_id),
            "{account_id}": str(account.account_id),
            "{transaction_id}": str(posted.transaction_id),
            "{rule_name}": "far_above_usual",
            "{currency}": "USD",
            "{today}": datetime.now(UTC).date().isoformat(),
            "{group_id}": str(group),
            '"user_id": "42"': f'"user_id": "{friend.user_id}"',
            "{user_id}": str(user_id),
            "{number}": str(number),
            **{"{" + place + "}": str(value) for place, value in made.items()},
        }
