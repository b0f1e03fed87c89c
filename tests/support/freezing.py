"""Machines that hang or die: every process of a server stands still for a while, or is killed."""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from webapp.embedded import EmbeddedPostgres


def processes_of(server: EmbeddedPostgres) -> list[psutil.Process]:
    """Return the postmaster and what it has begun."""
    postmaster = psutil.Process(server.pid)
    return [postmaster, *postmaster.children(recursive=True)]


def tell(processes: Iterable[psutil.Process], what: signal.Signals) -> None:
    """Send a signal to each of them that is still there."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(what)


@contextmanager
def frozen(processes: Callable[[], list[psutil.Process]]) -> Iterator[None]:
    """Stop every process of a server, the one that begins the others first; then let them go on."""
    try:
        for _ in range(2):  # who was begun before the first stood still is met the second time
            tell(processes(), signal.SIGSTOP)
        yield
    finally:
        tell(reversed(processes()), signal.SIGCONT)
