"""Every route asked by every role about every kind of object, and compared with one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.access.asking import BODIES, ISSUER, PASSWORD, QUERIES
from tests.access.who_may import PUBLIC, TABLE
from tests.support.ledger_calls import beside
from webapp.access.passwords import hash_password
from webapp.application import NOUNS
from webapp.identity.auth import issue_token
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import LedgerCalls
    from webapp.config import Config
    from webapp.http.api import Operation

_HASH = hash_password(PASSWORD)
OPERATIONS = {o.name: o for noun in NOUNS for o in noun.routes.operations}
CUSTOMERS = ("ann", "owen", "spencer", "vera", "stan")
STAFF = ("service", "operator", "auditor", "administrator")
# What two answers may differ in: ids, times, and the words of the request told back.
_NAMES = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|[a-z_.]+-[a-z]+-(True|False)(/1)?|account-[0-9]+"
    r'|"user_id": *[0-9]+'
)
_MARKS = {401: "A", 403: "-", 404: "?"}


@dataclass
class Town:
    """Ann, three with whom she shares, a stranger, and staff."""

    client: FlaskClient
    config: Config
    ledger: LedgerCalls
    users: dict[str, int]

    def ask(self, who: str, operation: Operation, ids: dict[str, str], n: str) -> TestResponse:
        """Send a request about the objects of ``ids``."""
        path = re.sub(r"<\w+:(\w+)>", lambda match: ids[match[1]], operation.rule)
        body = BODIES.get(operation.name, lambda _: {})(ids) if operation.body else None
        role = who if who in STAFF else "customer"
        token = issue_token(self.config, self.users[who], role, timedelta(minutes=5))
        headers = {"Authorization": f"Bearer {token}", "If-Match": "*"}
        if operation.key.value != "none":
            headers["Idempotency-Key"] = f"{operation.name}-{n}"
        if operation.name in QUERIES:
            path += "?" + QUERIES[operation.name].format_map(ids)
        return self.client.open(path, method=operation.method, headers=headers, json=body)

    def objects(self) -> dict[str, str]:
        """Make an account of Ann's that is shared, and one of everything that hangs on it."""
        call, ann = self.ledger.call, self.users["ann"]
        account = self.ledger.account(user_id=ann).account_id
        group = beside(account)
        call("deposit", account_id=account, amount=100)
        for who, kind in (("owen", "owner"), ("spencer", "spender"), ("vera", "viewer")):
            call("delegate_account", account_id=account, user_id=self.users[who], kind=kind)
        shop = self.ledger.account().account_id
        paid = call("post_transfer", from_account_id=account, to_account_id=shop, amount=1)
        hold = call("hold_funds", account_id=account, amount=1, group_id=group)
        freeze = call("freeze_amount", account_id=account, amount=1, reason="court order")
        limit = call("set_limit", account_id=account, maximum=1000, period="day")
        monitor = call("create_monitor", account_id=account, threshold=1)
        asked = self.ask("ann", OPERATIONS["exports.create"], {"account_id": str(account)}, "0")
        call("write_exports")
        key = call("create_api_key", user_id=ann, name="key")
        endpoint = call(
            "create_webhook_endpoint",
            url="https://shop.example/",
            key_id="1",
            wrapped_key=b"k" * 60,
            sealed=b"s" * 100,
            user_id=ann,
        )
        ping = call("ping_webhook_endpoint", endpoint_id=endpoint.endpoint_id)
        subject = str(uuid4())
        call("link_identity", user_id=ann, issuer=ISSUER, subject=subject)
        _ = call("number_events"), call("seal_events")
        return {
            "account_id": str(account),
            "shop": str(shop),
            "empty": str(self.ledger.account(user_id=ann).account_id),
            "transaction_id": str(paid.transaction_id),
            "hold_id": str(hold.hold_id),
            "freeze_id": str(freeze.hold_id),
            "group_id": str(group),
            "limit_id": str(limit.limit_id),
            "export_id": asked.get_json()["export_id"],
            "monitor_id": str(monitor.monitor_id),
            "api_key_id": str(key.api_key_id),
            "endpoint_id": str(endpoint.endpoint_id),
            "delivery_id": str(ping.delivery_id),
            "user_id": str(ann),
            "friend": str(self.users["stan"]),
            "username": "ann",
            "code": str(self.ledger.call("get_account", account_id=account).code),
            "subject": subject,
            "currency": "USD",
            "rule_name": "dear",
        }

    def case(self, shop: str) -> str:
        """Let the payment of a customer be queued for review, and return its case."""
        self.ledger.call(
            "set_fraud_rule",
            rule_name="any",
            feature="amount",
            comparison=">",
            threshold=0,
            score=1,
            reason="any",
            action="review",
            direction="out",
        )
        payer = self.ledger.account(user_id=self.users["ann"]).account_id
        self.ledger.call("deposit", account_id=payer, amount=1)
        self.ledger.call("post_transfer", from_account_id=payer, to_account_id=shop, amount=1)
        check = "SELECT ledger.check_fraud(1000)"
        while self.ledger.connection.execute(check.encode()).fetchone() != (0,):
            pass
        (case,) = self.ledger.rows("list_fraud_cases", account_id=payer)
        return str(case.case_id)

    def session(self) -> str:
        """Log Ann in, and return her session."""
        self.ledger.call("set_password_hash", user_id=self.users["ann"], password_hash=_HASH)
        answer = self.client.post("/v1/auth/login", json={"username": "ann", "password": PASSWORD})
        return str(answer.get_json()["session_id"])


def nothing(ids: dict[str, str]) -> dict[str, str]:
    """Return ids of which those that are asked about do not exist."""
    asked = ("account_id", "transaction_id", "hold_id", "freeze_id", "group_id", "limit_id")
    more = ("case_id", "monitor_id", "export_id", "api_key_id", "endpoint_id")
    rest = ("empty", "session_id", "subject")
    texts = ("code", "username", "delivery_id")
    return (
        ids | {name: str(uuid4()) for name in (*asked, *more, *rest, *texts)} | {"user_id": "4711"}
    )


@pytest.fixture
def town(client: FlaskClient, config: Config, ledger: LedgerCalls) -> Town:
    """Give the people; each cell makes its own objects."""
    roles = dict.fromkeys(CUSTOMERS, "customer") | {role: role for role in STAFF}
    users = {
        name: ledger.call("create_user", username=name, role=role).user_id
        for name, role in roles.items()
    }
    return Town(client, config, ledger, users)


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """How often is another matter; personal data needs its keys."""
    monkeypatch.setenv("ZEROSUM_RATE_LIMITS", "off")
    keys = tmp_path / "keys"
    keys.write_text(new_line("index") + new_line("1"), encoding="ascii")
    monkeypatch.setenv("ZEROSUM_PERSONAL_KEYS", str(keys))


def names_something(operation: Operation) -> bool:
    """Say whether a request is about an object, in its address, query or body."""
    if "{" in QUERIES.get(operation.name, "") or "<" in operation.rule:
        return True
    probe = _Probe()
    BODIES.get(operation.name, lambda _: {})(probe)
    return probe.was_asked


class _Probe(dict[str, str]):
    was_asked = False

    def __missing__(self, key: str) -> str:
        self.was_asked = True
        return "x"


def answers_of(town: Town, operation: Operation) -> str:
    """Return the row of an operation as it is."""
    told: dict[tuple[str, bool], str] = {}
    kept = town.objects()

    def cell(who: str, *, exists: bool = True) -> str:
        # What is only read can be read by all; what is changed is each time new.
        ids = kept if operation.method == "GET" or not exists else town.objects()
        ids = ids | {"vera": str(town.users["vera"])}
        if "session_id" in operation.rule and exists:
            ids |= {"session_id": town.session()}
        if "case_id" in operation.rule and exists:
            ids |= {"case_id": town.case(ids["shop"])}
        if operation.name == "freezes.lift":
            ids["hold_id"] = ids["freeze_id"]
        answer = town.ask(who, operation, ids if exists else nothing(ids), f"{who}-{exists}")
        told[who, exists] = _NAMES.sub("?", answer.get_data(as_text=True))
        assert answer.status_code < 500, (who, told[who, exists])
        return _MARKS.get(answer.status_code, "+" if answer.status_code < 300 else "!")

    if not names_something(operation):
        return cell("ann") + " " + "".join(cell(who) for who in STAFF)
    row = " ".join(
        (
            "".join(cell(who) for who in CUSTOMERS) + cell("stan", exists=False),
            "".join(cell(who) for who in STAFF),
            "".join(cell(who, exists=False) for who in STAFF),
        )
    )
    assert told["stan", True] == told["stan", False], "what is another's is not like nothing"
    return row


@pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - PUBLIC))
def test_the_table_is_what_is(town: Town, name: str) -> None:
    """A route without a row fails, and so does a row that promises more or less."""
    assert answers_of(town, OPERATIONS[name]) == TABLE.get(name), name


def test_the_table_has_no_row_too_many() -> None:
    """And what asks for nobody is what is declared so."""
    assert TABLE.keys() == OPERATIONS.keys() - PUBLIC
    assert {o.name for o in OPERATIONS.values() if o.is_public} == PUBLIC


@pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - PUBLIC))
def test_nobody_is_let_in_without_a_name(client: FlaskClient, name: str) -> None:
    """No token, no answer, whatever is asked for; and what is no id names nothing."""
    operation = OPERATIONS[name]
    told = {"int": "1", "uuid": str(uuid4()), "asset": "EUR", "word": "dear"}
    path = re.sub(r"<(\w+):\w+>", lambda place: told[place[1]], operation.rule)
    assert client.open(path, method=operation.method, json={}).status_code == 401
    if "<" in operation.rule:
        path = re.sub(r"<\w+:\w+>", "x'--", operation.rule)
        assert client.open(path, method=operation.method, json={}).status_code == 404
