"""Whoever is slow, or means to be, holds up nobody else: a real server, attacked."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.operations.attacking import (
    PROMISED_SECONDS,
    head,
    health_within,
    slow_body,
    standing,
    what_came,
)
from tests.operations.conftest import SECRET
from tests.support.serving import exchange
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.serving import Served
    from tests.support.ledger_calls import LedgerCalls

_QUICK = {
    "ZEROSUM_BODY_SECONDS": "2",
    "ZEROSUM_HEADER_SECONDS": "3",
    "ZEROSUM_READER_SECONDS": "3",
    "ZEROSUM_LOG": "off",
}
_PATIENT = {name: "120" if name.endswith("_SECONDS") else value for name, value in _QUICK.items()}
_LOGIN = "/v1/auth/login"
_BIG = head("GET", "/openapi.json") * 10
_CHUNKED = head("POST", _LOGIN, "Content-Type: application/json", "Transfer-Encoding: chunked")
_TOLD = ("bodies where", "bodies that", "chunks")
_ATTACKS = {
    "bodies without a token": (slow_body("/v1/transfers", "Idempotency-Key: k"), b""),
    "bodies where no token is needed": (slow_body(_LOGIN), b""),
    "bodies that trickle": (slow_body(_LOGIN), b" "),
    "chunks that trickle": (_CHUNKED + b"2\r\n{ \r\n", b"1\r\n \r\n"),
    "bodies that are waited for": (slow_body(_LOGIN, "Expect: 100-continue")[:-2], b""),
    "heads that do not end": (b"GET /v1/accounts HTTP/1.1\r\nHost: x\r\n", b""),
    "heads that trickle": (b"GET /v1/accounts HTTP/1.1\r\nHost: x\r\nX-A: ", b"a"),
    "idle connections": (b"", b""),
    "kept connections": (head("GET", "/health"), b""),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b""),
}


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    """Return a server of one process with short deadlines."""
    return serve(ZEROSUM_WORKERS="1", **_QUICK)


@pytest.fixture
def patient(serve: Callable[..., Served]) -> Served:
    """Return a server of one process that whoever waits for its clients would wait for long."""
    return serve(ZEROSUM_WORKERS="1", **_PATIENT)


def test_nobody_else_is_held_up(patient: Served) -> None:
    """A hundred of each at once, one kind after the other: /health and the rest still answer."""
    for kind, (data, trickle) in _ATTACKS.items():
        with standing(patient.port, data, 100, trickle=trickle):
            assert health_within(patient.port), kind
            other = exchange(patient.port, head("GET", "/v1/accounts"), seconds=PROMISED_SECONDS)
            assert other.status == 401, kind


def test_slow_clients_are_told_and_let_go(served: Served) -> None:
    """408 with a code where it was a body, and then the connection is ended, in all cases."""
    with ExitStack() as stack:
        peers = {
            kind: stack.enter_context(standing(served.port, data, 1, trickle=trickle))[0]
            for kind, (data, trickle) in _ATTACKS.items()
        }
        came = {kind: what_came(peer, seconds=90) for kind, peer in peers.items()}
    for kind, data in came.items():
        if kind.startswith(_TOLD):
            answer = data[data.index(b"HTTP/1.1 408") :]
            said = json.loads(answer.partition(b"\r\n\r\n")[2])
            assert (said["code"], said["status"]) == ("WEB309", 408), kind
            assert b"application/problem+json" in answer, kind
    counted = served.ask("GET", "/metrics").text
    assert 'zerosum_refusals_total{code="WEB309"} 4.0' in counted
    assert 'zerosum_connections_ended_total{reason="sends slowly"}' in counted


def test_whoever_has_no_token_is_answered_before_the_body(served: Served) -> None:
    """401 at once; nothing waits for what nobody will read."""
    with standing(served.port, slow_body("/v1/transfers", "Idempotency-Key: k"), 1) as (peer,):
        peer.settimeout(PROMISED_SECONDS)
        assert peer.recv(4096).startswith(b"HTTP/1.1 401")


def test_one_address_has_a_part_of_the_bodies(
    serve: Callable[..., Served], ledger: LedgerCalls
) -> None:
    """What is over it is refused at once with 503; without slow ones it is taken."""
    served = serve(ZEROSUM_WORKERS="1", ZEROSUM_BODIES="8", **_PATIENT)
    user = ledger.call("create_user", username="alice")
    config = Config.from_environment(
        {"ZEROSUM_DATABASE_URL": "postgresql://x", "ZEROSUM_JWT_SECRET": SECRET}
    )
    token = issue_token(config, user.user_id, "customer", timedelta(minutes=5))

    def post() -> tuple[int, str, str | None]:
        answer = served.ask(
            "POST", "/v1/transfers", {}, Authorization=f"Bearer {token}", Idempotency_Key="k"
        )
        return answer.status, answer.json()["code"], answer.headers.get("retry-after")

    def wait_for(status: int, otherwise: str) -> tuple[int, str, str | None]:
        give_up = time.monotonic() + 60
        while (told := post())[0] != status:
            assert time.monotonic() < give_up, otherwise
            time.sleep(0.1)
        return told

    with standing(served.port, slow_body(_LOGIN), 2):
        assert health_within(served.port)
        assert wait_for(503, "slow bodies do not count") == (503, "WEB909", "1")
    wait_for(422, "bodies that nobody sends any more still count")


def test_who_does_not_read_holds_nobody_up(patient: Served) -> None:
    """Big answers that nobody takes hold no thread."""
    with standing(patient.port, _BIG, 60, window=2048):
        assert health_within(patient.port)
        assert patient.ask("GET", "/openapi.json").status == 200


def test_who_does_not_read_is_let_go(served: Served) -> None:
    """Big answers nobody takes: their connections are ended."""
    with standing(served.port, _BIG, 60, window=2048) as peers:
        ended = [peer for peer in peers if _was_ended(peer)]
    assert len(ended) == 60


def _was_ended(peer: socket.socket) -> bool:
    """Say whether the server ends a connection, without reading from it."""
    peer.settimeout(60)
    try:
        while True:
            peer.send(b"x")  # refused once the connection is gone
            if peer.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                return True
    except TimeoutError:
        return False
    except OSError:
        return True


def test_thousands_of_pipelined_requests(patient: Served) -> None:
    """They are answered one after the other, and others in between."""
    with standing(patient.port, head("GET", "/health") * 5000, 8):
        assert health_within(patient.port)
        assert patient.ask("GET", "/v1/accounts").status == 401


def test_more_connections_than_there_are_places(serve: Callable[..., Served]) -> None:
    """Those that wait for nothing make room as soon as there are others."""
    served = serve(ZEROSUM_WORKERS="1", ZEROSUM_CONNECTIONS="64", **_QUICK)
    with standing(served.port, head("GET", "/health"), 200):
        assert served.ask("GET", "/health").status == 200
