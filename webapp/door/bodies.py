"""Bodies on their way: so many at once, each for so long, and nobody's place is held meanwhile."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from flask import g, has_app_context

from webapp.config.door import Door
from webapp.gateway.browsers import fields_of
from webapp.gateway.proxies import network_of
from webapp.problems.refusals import Refusal
from webapp.shapes import numbers

ANSWER = "zerosum.answer"  # what sends an answer while the request is still being read

_PIECE = 64 * 2**10  # bytes, for each of which a body has a second more
_OF_ONE_ADDRESS = 4  # a quarter of the bodies
_LOOKS = 0.05  # seconds between two looks at who is slow, or overdue
_AT_ONCE_SECONDS = 0.05  # most bodies are there by then; who waits for longer gives its place back

Answer = Callable[[int, list[tuple[str, str]], bytes], None]


class _Place(Protocol):
    def take(self) -> bool: ...

    def give(self) -> None: ...


def has_body(environ: Mapping[str, Any]) -> bool:
    """Say whether a request announces a body."""
    return (environ.get("CONTENT_LENGTH") or "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


class Bodies:
    """The bodies that this process waits for, and a thread that looks after them."""

    def __init__(self, limits: Door) -> None:
        """Wait for none yet."""
        self._at_most = limits.bodies
        self._of_one = max(1, limits.bodies // _OF_ONE_ADDRESS)
        self.seconds = limits.body_seconds
        self._open: Counter[str] = Counter()
        self._number = 0
        self._since: dict[AwaitedBody, float] = {}
        self._lock = threading.Lock()
        self._is_watched = False

    def awaited(self, environ: dict[str, Any], place: _Place) -> "AwaitedBody":
        """Return what reads the body of a request."""
        return AwaitedBody(self, environ, place)

    @contextmanager
    def waiting_for(self, body: "AwaitedBody", network: str) -> Iterator[None]:
        """Count a body while it is waited for. Raises Refusal WEB909 when there are too many."""
        with self._lock:
            if self._number >= self._at_most or self._open[network] >= self._of_one:
                raise Refusal(
                    "WEB909", "too many bodies are on their way here", headers={"Retry-After": "1"}
                )
            self._number += 1
            self._open[network] += 1
            self._since[body] = time.monotonic()
            if not self._is_watched:
                self._is_watched = True
                threading.Thread(target=self._watch, name="bodies", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._number -= 1
                self._open[network] -= 1
                if not self._open[network]:
                    del self._open[network]
                del self._since[body]

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOKS)
            now = time.monotonic()
            overdue = []
            with self._lock:  # so that nobody's place goes who has gone on to work
                for body, since in self._since.items():
                    if now - since > _AT_ONCE_SECONDS:
                        body.place.give()
                    if body.overdue_at < now:
                        overdue.append(body)
            for body in overdue:
                body.give_up()


class AwaitedBody:
    """A body that may be slow to come."""

    def __init__(self, bodies: Bodies, environ: dict[str, Any], place: _Place) -> None:
        """Read what stands in the environment now, for a request that holds a place."""
        self._bodies = bodies
        self._environ = environ
        self._input = environ["wsgi.input"]
        self._answer: Answer | None = environ.get(ANSWER)
        self.place = place
        self._is_overdue = False
        self._refusal: Refusal | None = None
        self._request_id = ""
        self.overdue_at = 0.0

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, fewer at the end. Raises Refusal WEB309 and WEB909."""
        if self._refusal:
            raise self._refusal
        if not self.overdue_at:
            self.overdue_at = time.monotonic() + self._bodies.seconds
            self._request_id = g.get("request_id", "") if has_app_context() else ""
        pieces = []
        while size:
            wanted = _PIECE if size < 0 else min(size, _PIECE)
            try:
                piece = self._read_piece(wanted)
            except Refusal as refusal:
                self._refusal = refusal
                raise
            pieces.append(piece)
            self.overdue_at += len(piece) / _PIECE
            if len(piece) < wanted:
                break
            size -= wanted if size > 0 else 0
        return b"".join(pieces)

    def _read_piece(self, size: int) -> bytes:
        network = network_of(self._environ.get("REMOTE_ADDR"))
        with self._bodies.waiting_for(self, network):
            piece: bytes = self._input.read(size)
        if self._is_overdue:
            raise _overdue()
        if not self.place.take():
            raise Refusal("WEB909", headers={"Retry-After": "1"})
        return piece

    def readline(self, size: int = -1) -> bytes:
        """Return what is left: nobody reads a body of JSON by lines."""
        return self.read(size)

    def give_up(self) -> None:
        """Answer 408 while somebody still reads; what is answered later goes nowhere."""
        if self._is_overdue:
            return
        self._is_overdue = True
        if self._answer is None:
            return
        refusal = _overdue()
        body = numbers.dumps(refusal.document(self._request_id)).encode()
        fields = [
            ("Content-Type", "application/problem+json"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            *fields_of(self._environ["wsgi.url_scheme"]),
            *([("X-Request-ID", self._request_id)] if self._request_id else []),
        ]
        self._answer(refusal.http_status, fields, body)


def _overdue() -> Refusal:
    return Refusal("WEB309", headers={"Connection": "close"})
