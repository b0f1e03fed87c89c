"""Server-sent events: one thread a stream, no connection while it waits, an end in sight."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, cast

import psycopg
from flask import Flask, Response, current_app, stream_with_context

from webapp import hosts
from webapp.config import Config
from webapp.events.bell import listen
from webapp.events.bodies import Place
from webapp.events.rows import EventRow, event_of
from webapp.gateway.stopping import is_stopping
from webapp.http.serialize import to_json
from webapp.identity.auth import authenticate
from webapp.problems.headers import sent
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor

Read: TypeAlias = Callable[[Place, Actor], list[EventRow]]

_ID = re.compile(r"([0-9]{1,18})@([0-9a-f-]{36})", re.ASCII)
_LOOKS = 2.0  # seconds after which a stream looks by itself, though nobody has rung
_BEATS = 15.0  # seconds of silence after which a comment tells that the stream is alive
_AFTERWARDS_MS = 1000  # a client connects again so long after the end
_OF_ONE_USER = 4  # a quarter of a process's streams, at least one


class Streams:
    """The open streams of this process, and what wakes them."""

    def __init__(self, config: Config) -> None:
        """Let a quarter of the threads be taken, so that the others go on answering."""
        self.at_most = max(1, config.server.threads // 4)
        self._url = config.web_database_url
        self._open: Counter[int] = Counter()
        self._changed = threading.Condition()
        self._rings = 0
        self._unheard = threading.Event()  # set when nobody is left who listens
        self._unheard.set()

    @contextmanager
    def place_for(self, user_id: int) -> Iterator[None]:
        """Hold a place for a stream of a user. Raises Refusal WEB908 when there is none."""
        with self._changed:
            if self._open.total() >= self.at_most or self._open[user_id] >= max(
                1, self.at_most // _OF_ONE_USER
            ):
                raise Refusal("WEB908", headers={"Retry-After": "5"})
            self._open[user_id] += 1
            if self._unheard.is_set():
                self._unheard = threading.Event()
                listening = threading.Thread(
                    target=self._listen, args=(self._unheard,), name="streams", daemon=True
                )
                listening.start()
        try:
            yield
        finally:
            with self._changed:
                self._open[user_id] -= 1
                if not self._open.total():
                    self._unheard.set()
                self._changed.notify_all()

    def ring(self) -> None:
        """Wake all streams."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def wait(self, rings: int, seconds: float) -> int:
        """Return how often it has rung, as soon as that is more than before, or after so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings != rings, seconds)
            return self._rings

    def _listen(self, unheard: threading.Event) -> None:
        """Listen over one connection for all streams, until the last one ends."""

        def connect() -> psycopg.Connection[Any]:
            return psycopg.connect(
                self._url,
                autocommit=True,
                application_name="zerosum events",
                **hosts.options(self._url, 5),
            )

        listen([self], connect, unheard, every=_LOOKS)


def init_app(app: Flask, config: Config) -> None:
    """Begin with no stream."""
    app.extensions["streams"] = Streams(config)


def stream(read: Read, place: Place, actor: Actor, seconds: int) -> Response:
    """Return what sends events as they come; the first page is read before anything is sent."""
    streams = cast("Streams", current_app.extensions["streams"])
    held = streams.place_for(actor.user_id or 0)
    held.__enter__()
    try:
        rows = read(place, actor)
        frames = stream_with_context(_frames(streams, read, rows, place, seconds))
        response = Response(frames, content_type="text/event-stream")
    except BaseException:
        held.__exit__(None, None, None)
        raise
    # Whoever goes away, or has had enough, gives the place back.
    response.call_on_close(lambda: held.__exit__(None, None, None))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _frames(
    streams: Streams, read: Read, rows: list[EventRow], place: Place, seconds: int
) -> Iterator[bytes]:
    now = time.monotonic()
    ends, beats, rings = now + seconds, now + _BEATS, 0
    yield b"retry: %d\n\n" % _AFTERWARDS_MS
    while True:
        for row in rows:
            place = str(row.event_position), row.feed_id
            beats = time.monotonic() + _BEATS
            yield _frame(row)
        if is_stopping() or (seconds and time.monotonic() >= ends):
            return
        if not rows:
            if not seconds:
                return
            rings = streams.wait(rings, min(_LOOKS, max(ends - time.monotonic(), 0)))
            if time.monotonic() > beats:
                beats = time.monotonic() + _BEATS
                yield b":\n\n"
        try:
            # A token may have run out, a right may have gone: nobody reads on by an old one.
            rows = read(place, authenticate())
        except (Refusal, psycopg.Error):
            return  # who connects again is told


def last_seen() -> Place | None:
    """Return the place that Last-Event-ID names, if it is sent. Raises Refusal WEB106."""
    text = sent("Last-Event-ID")
    if not text:
        return None
    found = _ID.fullmatch(text)
    if found is None:
        raise Refusal("WEB106", "the Last-Event-ID is none of this feed")
    return found[1], found[2]


def _frame(row: EventRow) -> bytes:
    place = b"id: %d@%s\n" % (row.event_position, row.feed_id.encode())
    if not row.event_type:
        return place + b"\n"  # so far there is nothing
    return b"%sevent: %s\ndata: %s\n\n" % (place, row.event_type.encode(), to_json(event_of(row)))
