"""The application in granian, over a real socket: what a test client can't show."""

from __future__ import annotations

import json
import socket
from contextlib import closing, suppress
from datetime import timedelta
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.serving import granian, wait_for
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

RAW_REQUESTS = [
    b"POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
    b"GET /v1/accounts/%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/accounts?cursor=%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nX-Request-ID: \xff\xfe\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nX-Big: " + b"a" * 2**20 + b"\r\n\r\n",
    b"BREW /health HTTP/1.1\r\nHost: x\r\n\r\n",
    b"not http at all\r\n\r\n",
]


@pytest.fixture
def server(config: Config, database: Database) -> Iterator[int]:
    """Return the port of a granian worker on the test's database."""
    with granian(config, database) as port:
        yield port


def test_money_moves_over_a_real_connection(
    server: int, config: Config, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Posted, replayed, refused and shown on one kept connection; and the address is known."""
    token = issue_token(config, funded.user_id, "customer", timedelta(minutes=1))
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "25.00",
    }

    def post(connection: HTTPConnection, key: str) -> tuple[int, dict[str, Any], dict[str, str]]:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Request-ID": f"request-{key}",
        }
        connection.request("POST", "/v1/transfers", json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read()), dict(response.headers)

    with closing(HTTPConnection("127.0.0.1", server, timeout=20)) as connection:
        assert post(connection, '"k1"')[0] == 201
        status, replayed, headers = post(connection, "k1")
        assert (status, headers["idempotency-replayed"]) == (200, "true")
        assert replayed["entries"][0]["balance_after"] == "75.00"
        statuses = [post(connection, f"k{n}")[0] for n in range(2, 6)]
        assert statuses == [201, 201, 201, 422]
    assert str(ledger.balance(shop.account_id)) == "100.00"
    newest = ledger.rows("list_audit_logs", account_id=funded.account_id, limit=1)[0]
    assert str(newest.ip_address) == "127.0.0.1"
    assert newest.request_id == "request-k4"


def test_no_bytes_bring_about_a_500(server: int) -> None:
    """Refused with a status below 500, or cut off; and the next request is served."""
    for raw in RAW_REQUESTS:
        with socket.create_connection(("127.0.0.1", server), timeout=20) as peer:
            answer = b""
            # The server may cut the connection while the request is still being sent.
            with suppress(ConnectionError):
                peer.sendall(raw)
                answer = peer.recv(4096)
        if answer:
            assert b"200" <= answer[9:12] < b"500", (raw[:80], answer)
        wait_for(server)
