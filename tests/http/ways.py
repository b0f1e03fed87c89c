"""Requests that the straight way and Flask answer alike, and who sends them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from webapp.application import Application
    from webapp.straight import StraightWay

ROUTE = "/v1/transfers"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+\d\d:\d\d)")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HEX = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{16}\b")
_DURATION = re.compile(r'"duration_ms":[\d.]+')


@dataclass
class World:
    """A customer with money, and the address it asks from."""

    app: Application
    straight: StraightWay | None
    address: str
    token: str
    api_key: str
    user_id: int
    source: str
    target: str
    foreign: str
    change: Callable[[str], None]

    def send(self, how: dict[str, Any]) -> TestResponse:
        """Send one request; `how` says what is not as usual."""
        if "change" in how:
            self.change(how["change"])
        to = how.get("to", "transfer")
        headers = {"Authorization": f"Bearer {self.token}"}
        if to != "balance":
            headers |= {"Idempotency-Key": "k1", "Content-Type": "application/json"}
        headers |= {
            name: text.format(token=self.token, api_key=self.api_key)
            for name, text in how.get("headers", {}).items()
        }
        for name in how.get("without", ()):
            headers.pop(name)
        self.app.straight_way = self.straight
        return self.app.test_client().open(
            self._path(to, how.get("account", "@source")) + how.get("query", ""),
            method=how.get("method", "GET" if to == "balance" else "POST"),
            data=how.get("text", self._body(to, how)),
            headers=headers,
            base_url=how.get("scheme", "http") + "://localhost",
            environ_overrides={"REMOTE_ADDR": self.address} | how.get("environ", {}),
        )

    def _path(self, to: str, account: str) -> str:
        if to == "balance":
            return f"/v1/accounts/{self._named(account)}/balance"
        return ROUTE if to == "transfer" else f"{ROUTE}/batch"

    def _body(self, to: str, how: dict[str, Any]) -> str | None:
        if to == "balance":
            return None
        if to == "transfer":
            return json.dumps(self._transfer(how.get("body", {})))
        items = how.get("items", [{}, {"amount": "5.00"}])
        return json.dumps(
            {"transfers": [self._transfer(item) for item in items], **how.get("body", {})}
        )

    def _transfer(self, wanted: dict[str, Any]) -> dict[str, Any]:
        body = {"from_account_id": self.source, "to_account_id": self.target, "amount": "10.00"}
        return {**body, **{name: self._named(value) for name, value in wanted.items()}}

    def _named(self, value: Any) -> Any:  # noqa: ANN401 - of any member
        if isinstance(value, str) and value[:1] == "@":
            return getattr(self, value[1:])
        return value


def _headers(**fields: str) -> dict[str, Any]:
    return {"headers": {name.replace("_", "-"): text for name, text in fields.items()}}


# What may have become of a token that no process has seen yet: of its user, of all of that one's.
_GONE = {
    "of a suspended user": "status = 'SUSPENDED'",
    "of ended sessions": "sessions_ended_at = now() + interval '1 minute'",
}
_NOW_AN_AUDITOR = {"change": "role = 'auditor'"}

# Each: how many of the requests Flask answers when the straight way is open, and the requests.
_PLAIN: dict[str, Any] = {}
_BATCH: dict[str, Any] = {"to": "batch"}
_BALANCE: dict[str, Any] = {"to": "balance"}
CASES: dict[str, tuple[int, list[dict[str, Any]]]] = {
    "posted": (0, [_PLAIN]),
    "posted with everything": (
        0,
        [
            {
                "body": {
                    "amount": "12.5",
                    "currency": "USD",
                    "description": 'May 🏠 "\\\n',
                    "metadata": {"n": {"rate": "1.5", "list": [1, None, True]}},
                    "effective_at": "2026-05-01T00:00:00.25+02:00",
                    "transaction_type": "transaction",
                    "expected_version": 1,
                }
            }
        ],
    ),
    "replayed": (0, [_PLAIN, _PLAIN]),
    "another request under the key": (1, [_PLAIN, {"body": {"amount": "11.00"}}]),
    "too little money": (1, [{"body": {"amount": "500.00"}}]),
    "refused again": (2, [{"body": {"amount": "500.00"}}] * 2),
    "a stale version": (1, [{"body": {"expected_version": 7}}]),
    "an account of somebody else": (1, [{"body": {"from_account_id": "@foreign"}}]),
    "an unknown account": (
        1,
        [{"body": {"to_account_id": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}}],
    ),
    "to itself": (1, [{"body": {"to_account_id": "@source"}}]),
    "the other currency": (1, [{"body": {"currency": "EUR"}}]),
    "a request id": (0, [_headers(X_Request_ID="mine-1")]),
    "a request id that is refused": (0, [_headers(X_Request_ID="not mine")]),
    "a trace": (0, [_headers(traceparent=f"00-{'a1' * 16}-{'b2' * 8}-01")]),
    "a faulty trace": (0, [_headers(traceparent="00-0-0-01")]),
    "a trace of a refusal": (
        1,
        [_headers(traceparent=f"00-{'a1' * 16}-{'b2' * 8}-01") | {"body": {"amount": "500"}}],
    ),
    "a user agent": (0, [_headers(User_Agent="a" * 600)]),
    "an API key": (0, [_headers(X_API_Key="{api_key}") | {"without": ["Authorization"]}]),
    "a key and a token": (1, [_headers(X_API_Key="{api_key}")]),
    "an unknown API key": (
        1,
        [_headers(X_API_Key="zs_nobody") | {"without": ["Authorization"]}],
    ),
    "a known token": (0, [_PLAIN, _headers(Idempotency_Key="k2")]),
    "nobody": (1, [{"without": ["Authorization"]}]),
    "a token that is none": (1, [_headers(Authorization="Bearer a.b.c")]),
    "a token and more": (1, [_headers(Authorization="Bearer {token} more")]),
    "another scheme": (1, [_headers(Authorization="Basic {token}")]),
    "over TLS": (0, [{"scheme": "https"}]),
    "any format": (0, [_headers(Accept="*/*")]),
    "formats to weigh": (1, [_headers(Accept="text/html, application/json;q=0.5")]),
    "another format": (1, [_headers(Accept="text/html")]),
    "a charset": (1, [_headers(Content_Type="application/json; charset=utf-8")]),
    "another media type": (1, [_headers(Content_Type="text/plain")]),
    "packed": (1, [_headers(Content_Encoding="gzip")]),
    "too many headers": (1, [_headers(X_Long="x" * 33_000)]),
    "a query": (1, [{"query": "?a=1"}]),
    "no key": (1, [{"without": ["Idempotency-Key"]}]),
    "a faulty key": (1, [_headers(Idempotency_Key="k 1")]),
    "a quoted key": (0, [_PLAIN, _headers(Idempotency_Key='"k1"')]),
    "not JSON": (1, [{"text": "{"}]),
    "nothing": (1, [{"text": ""}]),
    "not UTF-8": (1, [{"text": b'{"amount": "\xff"}'}]),
    "a member twice": (1, [{"text": '{"amount": "1", "amount": "1"}'}]),
    "a fraction": (1, [{"body": {"amount": 1.5}}]),
    "a NUL": (1, [{"body": {"description": "a\0b"}}]),
    "an unknown member": (1, [{"body": {"colour": "red"}}]),
    "faulty values": (1, [{"body": {"amount": "ten", "currency": 7}}]),
    "a length that is none": (1, [{"environ": {"CONTENT_LENGTH": "ten"}}]),
    "a length beyond the end": (1, [{"environ": {"CONTENT_LENGTH": "4096"}}]),
    "too long": (1, [{"environ": {"CONTENT_LENGTH": str(2**24)}}]),
    "a budget used up": (1, [_PLAIN, _PLAIN, _PLAIN, _PLAIN]),
    **{
        f"{to['to']}, a token {name}": (2, [to | {"change": change}, to])
        for to in ({"to": "transfer"}, _BATCH, _BALANCE)
        for name, change in _GONE.items()
    },
    "a role that was changed": (1, [_NOW_AN_AUDITOR]),
    "a batch in a role that was changed": (1, [_BATCH | _NOW_AN_AUDITOR]),
    "a balance in a role that was changed": (0, [_BALANCE | _NOW_AN_AUDITOR]),
    "a batch": (0, [_BATCH]),
    "a batch again": (0, [_BATCH, _BATCH]),
    "a batch of one": (0, [_BATCH | {"items": [{}]}]),
    "a batch of none": (1, [_BATCH | {"items": []}]),
    "a batch with keys": (
        0,
        [_BATCH | {"items": [{"idempotency_key": "own"}, {"idempotency_key": "own"}]}],
    ),
    "a batch with refusals": (
        0,
        [_BATCH | {"items": [{"amount": "500"}, {}, {"from_account_id": "@foreign"}]}] * 2,
    ),
    "all or none": (0, [_BATCH | {"body": {"atomic": True}}]),
    "none": (1, [_BATCH | {"items": [{}, {"amount": "500"}], "body": {"atomic": True}}]),
    "a batch under too long a key": (1, [_BATCH | _headers(Idempotency_Key="k" * 255)]),
    "a batch without a key": (1, [_BATCH | {"without": ["Idempotency-Key"]}]),
    "a batch with a faulty item": (1, [_BATCH | {"items": [{}, {"amount": 1}]}]),
    "a batch that is not JSON": (1, [_BATCH | {"text": "["}]),
    "a batch with an API key": (
        0,
        [_BATCH | _headers(X_API_Key="{api_key}") | {"without": ["Authorization"]}],
    ),
    "a batch by nobody": (1, [_BATCH | {"without": ["Authorization"]}]),
    "batches beyond the budget": (1, [_BATCH] * 4),
    "a balance": (0, [_BALANCE]),
    "a balance after a transfer": (0, [_PLAIN, _BALANCE]),
    "a balance by an API key": (
        0,
        [_BALANCE | _headers(X_API_Key="{api_key}") | {"without": ["Authorization"]}],
    ),
    "a balance with a request id": (0, [_BALANCE | _headers(X_Request_ID="mine-1")]),
    "a balance with a media type": (0, [_BALANCE | _headers(Content_Type="text/plain")]),
    "a balance with a key": (0, [_BALANCE | _headers(Idempotency_Key="k1")]),
    "a balance over TLS": (0, [_BALANCE | {"scheme": "https"}]),
    "a balance with a body": (1, [_BALANCE | {"text": "{}"}]),
    "a fresh balance": (1, [_BALANCE | _headers(Cache_Control="no-cache")]),
    "a balance of a moment": (1, [_BALANCE | {"query": "?as_of=2026-01-01T00:00:00Z"}]),
    "a part of a balance": (1, [_BALANCE | {"query": "?fields=balance"}]),
    "a balance and more": (1, [_BALANCE | {"query": "?a=1"}]),
    "another format of a balance": (1, [_BALANCE | _headers(Accept="text/html")]),
    "a balance of somebody else": (1, [_BALANCE | {"account": "@foreign"}]),
    "a balance of no account": (
        1,
        [_BALANCE | {"account": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}],
    ),
    "a balance of no id": (1, [_BALANCE | {"account": "main"}]),
    "a balance to nobody": (1, [_BALANCE | {"without": ["Authorization"]}]),
    "the head of a balance": (1, [_BALANCE | {"method": "HEAD"}]),
    "a balance posted": (1, [_BALANCE | {"method": "POST"}]),
    "balances beyond the budget": (1, [_BALANCE] * 4),
}


def equal(text: str, world: World) -> str:
    """Return a text without what must differ."""
    for own, name in ((world.source, "source"), (world.target, "target")):
        text = text.replace(own, f"<{name}>")
    text = re.sub(rf'"(user_id|asked_by)":"{world.user_id}"', r'"\1":"<user>"', text)
    text = _DURATION.sub('"duration_ms":0', _MOMENT.sub("<moment>", _ID.sub("<id>", text)))
    given = "a1" * 16
    return _HEX.sub(lambda found: found[0] if found[0] == given else "<hex>", text)
