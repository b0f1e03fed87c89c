"""A server that freezes: the worker's connections, and whoever listens, don't wait for the thaw."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.cluster import cluster_at
from tests.support.freezing import frozen, processes_of
from webapp.cli.calls import connect
from webapp.events import bell
from webapp.worker.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """Give a running PostgreSQL that may be frozen."""
    with cluster_at(tmp_path_factory.mktemp("frozen")) as running:
        yield running


def test_a_turn_of_the_worker_is_ended(cluster: EmbeddedPostgres) -> None:
    """Its statement meets an error while the server is still frozen; a slow one goes on."""
    ended = threading.Event()

    def turn() -> None:
        with watch.connecting(partial(connect, cluster.url()))() as connection:
            connection.execute("SELECT pg_sleep(8)")  # longer than two questions may take
            began.set()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(600)")
        ended.set()

    began = threading.Event()
    with Watch(cluster.url()) as watch, ThreadPoolExecutor(1) as pool:
        turned = pool.submit(turn)
        assert began.wait(60)
        with frozen(partial(processes_of, cluster)):
            assert ended.wait(60), "the worker waits for the thaw"
        turned.result()


def test_a_listener_connects_anew(
    cluster: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks after some silence, and is told nothing: nobody would ring any more."""
    monkeypatch.setattr(bell, "_QUIET_SECONDS", 1.0)
    monkeypatch.setattr(bell, "_ANSWER_SECONDS", 5.0)
    stopped, rung = threading.Event(), threading.Event()
    left: list[float] = []

    class Rung:
        def ring(self) -> None:
            rung.set()

    @contextmanager
    def connected() -> Iterator[psycopg.Connection[object]]:
        with connect(cluster.url()) as connection:
            try:
                yield connection
            except psycopg.OperationalError:
                left.append(time.monotonic())
                stopped.set()
                raise

    with ThreadPoolExecutor(1) as pool:
        listening = pool.submit(bell.listen, [Rung()], connected, stopped, every=0.1)
        assert rung.wait(60)
        time.sleep(2.5)  # an answer that comes is no reason to leave
        assert not left
        with frozen(partial(processes_of, cluster)):
            assert stopped.wait(60), "nobody notices"
        listening.result(60)
    assert left
