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
    threads = [
        threading.Thread(
            target=_attend, args=(job, connect, stopped, lambda: stopped.wait(every)), name=job.name
        )
        for job in jobs
    ]
    for thread in threads:
        thread.start()
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
        except Exception as error:  # noqa: BLE001 - a fault of one job ends no other
            # Its words are left out: they may hold what nobody is to read.
            _log.error("turn failed", job=job.name, error=type(error).__name__)
        if pause():
            return
