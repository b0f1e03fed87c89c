"""Where a request is asked, and what its client is told of that.

    writes, logins, proofs of who asks       the primary
    the feed, and lists in its order         the primary, which gives positions first
    every other GET                          the standby, once it has come as far as it must

A client that sends no position is answered by all that was committed when it asked, so whoever
wrote, by whichever process, sees it. One that sends the position of its last answer spares the
question and may be shown, of what others wrote, what was there a moment ago: it is told how old.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Protocol, TypeVar

import psycopg
from flask import Flask, Response, current_app, g, request

from webapp.config import Config
from webapp.lifeline import Lifeline
from webapp.problems.headers import sent_in
from webapp.replicas.counting import Counts
from webapp.replicas.positions import HEADER, LATEST, position_of
from webapp.replicas.reading import Reading, Replicas
from webapp.replicas.standby import Standby
from webapp.web_login import begin

Made = TypeVar("Made")

AGE = "Zerosum-Replica-Age"


class Asked(Protocol):
    """What is to be known of a route."""

    @property
    def method(self) -> str:
        """GET, or what changes something."""

    @property
    def is_of_primary(self) -> bool:
        """Whether no standby can do it."""


def init_app(app: Flask, config: Config) -> None:
    """Connect to the standby where one is configured."""
    url = config.replicas.read_url
    if url is None:
        return
    standby = Standby(
        url,
        size=config.database.pool_size,
        prepare_threshold=config.database.prepare_threshold,
        wait_seconds=max(config.replicas.wait_milliseconds / 1000, 0.01),
        lifeline=Lifeline(url, seconds=config.database.away_seconds),
        is_traced=config.observe.otlp_url is not None,
        begin=begin,
    )
    standby.open()
    app.extensions["replicas"] = Replicas(
        app.extensions["database"],
        standby,
        Counts(app.extensions["metrics"].registry),
        wait_seconds=config.replicas.wait_milliseconds / 1000,
        age_seconds=config.replicas.age_seconds,
    )


def replicas() -> Replicas | None:
    """Return the servers of the application that is answering; None where there is no standby."""
    found: Replicas | None = current_app.extensions.get("replicas")
    return found


def placed(
    act: Callable[[], Made],
    operation: Asked,
) -> Callable[[], Made]:
    """Return how to call a view: it asks the right server, and its client learns of that."""
    servers = replicas()
    if servers is None:
        return act
    if operation.method != "GET":
        return partial(_written, servers, act)
    if operation.is_of_primary:
        servers.counts.count("primary", "route")
        return act
    return partial(_read, servers, act)


def _written(servers: Replicas, act: Callable[[], Made]) -> Made:
    made = act()
    # How far it is can be asked now that the commit has returned. If nobody can tell, the
    # client goes on from the latest.
    with suppress(psycopg.Error):
        g.position = str(servers.primary.sample().position)
    return made


def _read(servers: Replicas, act: Callable[[], Made]) -> Made:
    environ = g.get("environ")  # of a request that has not come to Flask
    sent = sent_in(request.environ if environ is None else environ, HEADER)
    g.place = Reading(servers, position_of(sent))
    return act()


def of_primary(ask: Callable[[], Made], reason: str) -> Made:
    """Return what `ask` returns, asked of the primary for some reason."""
    place: Reading | None = g.get("place")
    if place is not None:
        place.turn(reason)
    return ask()


def is_exact(snapshot: str) -> bool:
    """Say whether a snapshot, as text, tells what could be seen.

    A standby's does not name the transactions under way between its two ends.
    """
    place: Reading | None = g.get("place")
    if place is None or place.is_of_primary:
        return True
    first, _, rest = snapshot.partition(":")
    return first == rest.partition(":")[0]


def fields() -> list[tuple[str, str]]:
    """Return the fields that tell from where, and how old."""
    if replicas() is None:
        return []
    place: Reading | None = g.get("place")
    if place is None:
        return [(HEADER, g.get("position", LATEST))]
    told = [(HEADER, place.told)]
    age = place.age
    return told if age is None else [*told, (AGE, f"{age:.3f}")]


def add_fields(response: Response) -> Response:
    """Write the fields."""
    response.headers.update(fields())
    return response
