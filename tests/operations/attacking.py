"""Clients that mean no good: many connections that each hold something, and what came of them."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tests.support.serving import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

# Within which /health answers, whatever stands: two seconds are promised, a busy machine may take
# more. Whoever waits for a slow client waits longer, for a client is given more.
PROMISED_SECONDS = 20.0


def head(method: str, path: str, *fields: str) -> bytes:
    """Return the head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: x", *fields, "", ""]).encode()


def slow_body(path: str, *fields: str, length: int = 1000) -> bytes:
    """Return a request whose body has begun and will not come."""
    about = ("Content-Type: application/json", f"Content-Length: {length}", *fields)
    return head("POST", path, *about) + b'{"'


@contextmanager
def standing(
    port: int, data: bytes, number: int, *, trickle: bytes = b"", window: int = 0
) -> Iterator[list[socket.socket]]:
    """Hold so many connections that have sent `data`; some bytes follow on each now and then."""
    peers: list[socket.socket] = []
    ended = threading.Event()

    def go_on() -> None:
        while trickle and not ended.wait(0.3):
            for peer in peers:
                with suppress(OSError):
                    peer.send(trickle)

    dripping = threading.Thread(target=go_on)
    try:
        for _ in range(number):
            peer = socket.socket()
            if window:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            peer.settimeout(20)
            peer.connect(("127.0.0.1", port))
            peers.append(peer)
            peer.sendall(data)
        dripping.start()
        yield peers
    finally:
        ended.set()
        if dripping.ident:
            dripping.join()
        for peer in peers:
            peer.close()


def health_within(port: int, seconds: float = PROMISED_SECONDS) -> bool:
    """Say whether /health answers in time, asked several times."""
    return all(
        exchange(port, head("GET", "/health"), seconds=seconds).status == 200 for _ in range(5)
    )


def what_came(peer: socket.socket, seconds: float) -> bytes:
    """Return what the server sent before it ended the connection; fail when it does not end it."""
    came, deadline = b"", time.monotonic() + seconds
    while True:
        left = deadline - time.monotonic()
        assert left > 0, f"the connection still stands; so far there came {came!r}"
        peer.settimeout(left)
        try:
            data = peer.recv(65536)
        except TimeoutError:
            continue
        except ConnectionError:
            return came
        if not data:
            return came
        came += data
