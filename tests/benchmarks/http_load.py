"""A lean HTTP load: kept connections, one request under way on each, answers only counted."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LENGTH = b"content-length: "


@dataclass
class Load:
    """What came of it: seconds each request took, and answers that were no success."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failed: int = 0
    hits: int = 0  # in the cache of balances

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, part: float) -> float:
        """Return the latency, in milliseconds, that this part of the requests did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000


@dataclass
class _Peer:
    connection: socket.socket
    sent_at: float = 0.0
    answer: bytes = b""


def load(port: int, make: Callable[[], bytes], *, clients: int, seconds: float) -> Load:
    """Keep so many requests under way for so long; each is made by `make`."""
    done = Load()
    began = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        peers = [_Peer(socket.create_connection(("127.0.0.1", port))) for _ in range(clients)]
        for peer in peers:
            peer.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(peer.connection, selectors.EVENT_READ, peer)
            _send(peer, make())
        under_way = clients
        while under_way:
            for key, _ in waiting.select(30):
                peer = key.data
                data = peer.connection.recv(1 << 18)
                assert data, "the server closed a connection"
                peer.answer += data
                if not _is_whole(peer.answer):
                    continue
                now = time.perf_counter()
                done.latencies.append(now - peer.sent_at)
                done.failed += not peer.answer.startswith(b"HTTP/1.1 20")
                done.hits += b"zerosum; hit" in peer.answer
                if now - began < seconds:
                    _send(peer, make())
                else:
                    under_way -= 1
        done.seconds = time.perf_counter() - began
        for peer in peers:
            peer.connection.close()
    return done


def _send(peer: _Peer, request: bytes) -> None:
    peer.answer = b""
    peer.sent_at = time.perf_counter()
    peer.connection.sendall(request)


def _is_whole(answer: bytes) -> bool:
    head, separator, body = answer.partition(b"\r\n\r\n")
    if not separator:
        return False
    place = head.lower().index(_LENGTH) + len(_LENGTH)
    return len(body) >= int(head[place:].partition(b"\r\n")[0])
