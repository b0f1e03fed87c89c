"""What comes once comes once, and whatever a real server refuses is a problem of ours."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.serving import exchange, granian
from webapp.application import NOUNS
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

# Each a second time beside a good one, and the code it is refused with.
TWICE = {
    "Authorization": "WEB201",
    "Host": "WEB305",
    "Idempotency-Key": "WEB105",
    "X-Request-ID": "WEB305",
}
# No HTTP for the server itself: it answers without a body and ends the connection.
NO_HTTP = {
    "two lengths": b"POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    b"Content-Length: 3\r\n\r\n{}",
    "no request line": b"not http\r\n\r\n",
    "a length below nothing": b"POST /v1/transfers HTTP/1.1\r\nHost: x\r\n"
    b"Content-Length: -1\r\n\r\n",
    "more than 100 headers": b"GET /health HTTP/1.1\r\nHost: x\r\n"
    + b"".join(b"X-%d: a\r\n" % number for number in range(101))
    + b"\r\n",
}
OTHERS = {
    "a header of 40 KB": (b"GET /health HTTP/1.1\r\nHost: x\r\nX-Big: " + b"a" * 40_000, "WEB308"),
    "no Host": (b"GET /v1/accounts HTTP/1.1\r\nAccept: */*", "WEB305"),
    "a Host that is none": (b"GET /v1/accounts HTTP/1.1\r\nHost: a b", "WEB305"),
    "two slashes": (b"GET /v1//accounts HTTP/1.1\r\nHost: evil.example", "WEB301"),
    "a slash at the end": (b"GET /v1/accounts/ HTTP/1.1\r\nHost: evil.example", "WEB301"),
    "a method that is none": (b"BREW /health HTTP/1.1\r\nHost: x", "WEB302"),
    "too long": (b"GET /v1/accounts?code=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x", "WEB307"),
}


@pytest.fixture
def server(config: Config, database: Database) -> Iterator[int]:
    """Return the port of a granian worker on the test's database."""
    with granian(config, database) as port:
        yield port


def test_a_header_that_comes_twice_is_refused(
    server: int, config: Config, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """With a problem, and no money moves; the same value twice is twice too."""
    token = issue_token(config, funded.user_id, "customer", timedelta(minutes=1))
    body = json.dumps(
        {
            "from_account_id": str(funded.account_id),
            "to_account_id": str(shop.account_id),
            "amount": "1.00",
        }
    )
    good = {
        "Host": "x",
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": "k",
        "X-Request-ID": "r",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }

    def send(*more: tuple[str, str]) -> bytes:
        lines = [f"{name}: {value}" for name, value in [*good.items(), *more]]
        return "\r\n".join(["POST /v1/transfers HTTP/1.1", *lines, "", body]).encode()

    for name, code in TWICE.items():
        for value in (good[name], "other"):
            answer = exchange(server, send((name, value)))
            assert json.loads(answer.data)["code"] == code, (name, value)
    assert str(ledger.balance(shop.account_id)) == "0.00"
    # The server keeps the first media type, and one of two lengths that are equal.
    for name, value in (("Content-Type", "text/plain"), ("Content-Length", good["Content-Length"])):
        assert exchange(server, send((name, value))).status in {200, 201}
    assert str(ledger.balance(shop.account_id)) == "1.00"


def test_whatever_is_refused_is_a_problem(server: int) -> None:
    """Never a page, never another address to go to."""
    for what, (head, code) in OTHERS.items():
        answer = exchange(server, head + b"\r\n\r\n")
        assert json.loads(answer.data)["code"] == code, what
        assert b"evil.example" not in answer.data, what
    for what, raw in NO_HTTP.items():
        answer = exchange(server, raw)
        assert (answer.status in {400, 431}, answer.data) == (True, b""), what


def test_each_route_refuses_other_methods_and_media_with_a_problem(server: int) -> None:
    """405 with Allow at every address; 415 and 401 come from the route itself."""
    for noun in NOUNS:
        for operation in noun.routes.operations:
            path = _filled(operation.rule)
            answer = exchange(server, f"BREW {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert (answer.status, json.loads(answer.data)["code"]) == (405, "WEB302"), path
            if operation.is_public and operation.body is not None:
                head = (
                    f"{operation.method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"
                )
                refused = exchange(server, head.encode())
                assert json.loads(refused.data)["code"] in {"WEB304", "WEB401"}, path
            elif not operation.is_public:
                head = f"{operation.method} {path} HTTP/1.1\r\nHost: x\r\n\r\n"
                refused = exchange(server, head.encode())
                assert json.loads(refused.data)["code"] in {"WEB201", "WEB401"}, path


def _filled(rule: str) -> str:
    """Return an address that is like a rule."""
    for place in (part for part in rule.split("/") if part.startswith("<")):
        kind = place[1:].partition(":")[0]
        value = {
            "uuid": "0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e0f",
            "int": "7",
            "asset": "EUR",
            "word": "odd",
        }[kind]
        rule = rule.replace(place, value)
    return rule
