"""Run jobs side by side, each over a connection of its own, until they are told to stop."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import psycopg
import structlog

from webapp.worker.job import Job

Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]

_log = structlog.get_logger()


def run_once(jobs: Sequence[Job], connect: Connect, stopped: threading.Event) -> None:
    """Do the work that there is, one job after the other."""
    for job in jobs:
        _attend(job, connect, stopped, lambda: True)


def run(jobs: Sequence[Job], connect: Connect, stopped: threading.Event, *, every: float) -> None:
    """Do the work of all jobs, turn after turn, until stopped; what a turn has begun it ends."""
    wakes = {job.name: threading.Event() for job in jobs}

    def rest(job: Job) -> Callable[[], bool]:
        def pause() -> bool:
            wakes[job.name].wait(every)
            wakes[job.name].clear()
            return stopped.is_set()

        return pause

    threads = [
        threading.Thread(target=_attend, args=(job, connect, stopped, rest(job)), name=job.name)
        for job in jobs
    ]
    following = [wakes[job.name] for job in jobs if job.follows_events]
    if following:
        threads.append(
            threading.Thread(target=_listen, args=(following, connect, stopped), name="listening")
        )
    for thread in threads:
        thread.start()
    stopped.wait()
    for wake in wakes.values():
        wake.set()
    for thread in threads:
        thread.join()


def _attend(
    job: Job, connect: Connect, stopped: threading.Event, pause: Callable[[], bool]
) -> None:
    """Take turns at a job, with a new connection whenever one has failed."""
    while not stopped.is_set():
        try:
            with connect() as connection:
                while not stopped.is_set():
                    if not job.turn(connection, stopped) and pause():
                        return
        except psycopg.Error as error:
            _log.warning("turn failed", job=job.name, sqlstate=error.sqlstate)
        if pause():
            return


def _listen(wakes: Sequence[threading.Event], connect: Connect, stopped: threading.Event) -> None:
    """Wake those who follow the feed, as often as somebody numbers."""
    while not stopped.is_set():
        try:
            with connect() as connection:
                connection.execute("LISTEN ledger_events")
                while not stopped.is_set():
                    for _ in connection.notifies(timeout=1, stop_after=1):
                        for wake in wakes:
                            wake.set()
        except psycopg.Error as error:
            _log.warning("listening failed", sqlstate=error.sqlstate)
            stopped.wait(1)
