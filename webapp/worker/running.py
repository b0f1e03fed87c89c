"""Run jobs side by side, each over a connection of its own, until they are told to stop."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import psycopg
import structlog

from webapp.events.bell import Bell, listen
from webapp.worker.job import Job
from webapp.worker.pulse import Pulse

Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]
Pause: TypeAlias = Callable[[], bool]

_log = structlog.get_logger()


def run_once(jobs: Sequence[Job], connect: Connect, stopped: threading.Event) -> None:
    """Do the work that there is, one job after the other."""
    for job in jobs:
        _attend(job, connect, stopped, idle=lambda: True, failed=lambda: True)


def run(jobs: Sequence[Job], connect: Connect, stopped: threading.Event, *, every: float) -> None:
    """Do the work of all jobs, turn after turn, until stopped; what a turn has begun it ends."""
    bells = {job.name: Bell(stopped) for job in jobs}
    threads = [
        threading.Thread(
            target=_attend,
            args=(job, connect, stopped),
            kwargs={
                "idle": lambda job=job: bells[job.name].wait(min(every, job.every or every)),
                "failed": lambda: stopped.wait(every),
            },
            name=job.name,
        )
        for job in jobs
    ]
    followers = [bells[job.name] for job in jobs if job.follows_events]
    if followers:
        arguments = (followers, connect, stopped)
        threads.append(threading.Thread(target=listen, args=arguments, kwargs={"every": every}))
    for thread in threads:
        thread.start()
    stopped.wait()
    for bell in bells.values():
        bell.ring()
    for thread in threads:
        thread.join()


def _attend(
    job: Job, connect: Connect, stopped: threading.Event, *, idle: Pause, failed: Pause
) -> None:
    """Take turns at a job, with a new connection whenever one has failed."""
    pulse = Pulse(job)
    while not stopped.is_set():
        try:
            with connect() as connection:
                pulse.tell(connection)
                while not stopped.is_set():
                    has_more = job.turn(connection, stopped)
                    pulse.done()
                    pulse.tell(connection)
                    if not has_more and idle():
                        return
        except psycopg.Error as error:
            pulse.failed(error)
            _log.warning("turn failed", job=job.name, sqlstate=error.sqlstate)
        except Exception as error:  # noqa: BLE001 - a fault of one job ends no other
            pulse.failed(error)
            # Its words are left out: they may hold what nobody is to read.
            _log.error("turn failed", job=job.name, error=type(error).__name__)
        if failed():
            return
