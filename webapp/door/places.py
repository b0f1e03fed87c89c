"""Places to work in: so many requests are worked on at once, and the others wait for a while."""

from collections.abc import Iterable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from flask import Flask

from webapp.config import Config
from webapp.door.bodies import Bodies, has_body
from webapp.gateway.screening import CROWDED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# These have places of their own: who looks after the server is to see it when it is crowded.
_OWN_LANE = frozenset({"/health/ready", "/metrics"})
_OWN_PLACES = 2
_NEEDS_NONE = "/health"


class Places:
    """So many places; taken by whoever has waited longest."""

    def __init__(self, number: int, seconds: float) -> None:
        """Let nobody wait longer than so many seconds."""
        self._seconds = seconds
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(number):
            self._free.put(None)

    def take(self) -> bool:
        """Take a place; False when none became free in time."""
        try:
            self._free.get(timeout=self._seconds)
        except Empty:
            return False
        return True

    def give(self) -> None:
        """Give a place back."""
        self._free.put(None)


class Place:
    """What one request holds of the places: one or none."""

    __slots__ = ("_places", "is_held")

    def __init__(self, places: Places) -> None:
        """Hold none yet."""
        self._places = places
        self.is_held = False

    def take(self) -> bool:
        """Take a place, say whether there was one in time."""
        self.is_held = self.is_held or self._places.take()
        return self.is_held

    def give(self) -> None:
        """Give it back, if it is held."""
        if self.is_held:
            self.is_held = False
            self._places.give()


class Door:
    """Let requests in: a place for each, and none for what waits for a body."""

    def __init__(self, application: "WSGIApplication", config: Config) -> None:
        """Stand in front of an application."""
        self._application = application
        self._bodies = Bodies(config.door)
        self._places = Places(config.server.threads, config.door.wait_seconds)
        self._own = Places(_OWN_PLACES, config.door.wait_seconds)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer in a place."""
        path: Any = environ.get("PATH_INFO")
        if path == _NEEDS_NONE and not has_body(environ):
            return self._application(environ, start_response)
        place = Place(self._own if path in _OWN_LANE else self._places)
        if has_body(environ):
            environ["wsgi.input"] = self._bodies.awaited(environ, place)
        try:
            if not place.take():
                environ[CROWDED] = True
            return self._application(environ, start_response)
        finally:
            place.give()


def init_app(app: Flask, config: Config) -> None:
    """Put the door in front of the application."""
    app.wsgi_app = Door(app.wsgi_app, config)  # type: ignore[method-assign]
