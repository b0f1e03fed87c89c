"""The processes that serve: started, looked after, and started again when they end.

One that ends is started again, at once the first time and then after longer and longer pauses,
while the others go on. The server ends when it is told to, and when no process of it could ever
begin to serve.
"""

import itertools
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from granian import _signals
from granian._granian import WorkerSignal
from granian.server import mp

from webapp.config import Config
from webapp.door.bodies import ANSWER
from webapp.door.connections import Watch
from webapp.failures import ZerosumError

_LIVED_WELL_SECONDS = 30.0  # whoever ends after that has ended for the first time
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_TOLD_AGAIN_SECONDS = 1.0
_BEGUN = "begun"  # a file: some process of this server has begun to serve

_log = logging.getLogger(__name__)


class Workers(mp.MPServer):
    """Granian's server, which does not give up."""

    def __init__(self, directory: Path, **settings: Any) -> None:  # noqa: ANN401 - granian's
        """Serve; the processes share a directory, and know by it whether one ever began."""
        super().__init__("webapp:create_app", **settings)
        self._directory = directory
        self._pauses: dict[int, float] = {}
        self._due: dict[int, float] = {}

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401
        """Start again what ends, until the server is told to end."""
        while True:
            self.main_loop_interrupt.wait(self._seconds_to_the_next())
            self.main_loop_interrupt.clear()
            if self.interrupt_signal:
                return
            while self.interrupt_children:
                self._note_end(self.interrupt_children.pop(0))
            for number in [number for number, at in self._due.items() if at <= time.monotonic()]:
                del self._due[number]
                self._respawn_workers([number], spawn_target, target_loader)
            if self.reload_signal:
                self._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]

    def _seconds_to_the_next(self) -> float | None:
        if not self._due:
            return None
        return max(0.0, min(self._due.values()) - time.monotonic())

    def _stop_workers(self) -> None:
        """End all of them: each is told again until it has ended, and killed when that takes long.

        One that just begins does not hear it the first time, and one that is ending hears it once.
        """
        give_up = time.monotonic() + (self.workers_kill_timeout or 0)
        workers: list[Any] = self.wrks
        while left := [worker for worker in workers if worker.is_alive()]:
            is_late = time.monotonic() > give_up
            for worker in left:
                if is_late:
                    _log.warning("process %d does not end, and is killed", worker.idx + 1)
                    worker.kill()
                else:
                    worker.terminate()
            left[0].join(_TOLD_AGAIN_SECONDS)
        self.wrks.clear()

    def _note_end(self, number: int) -> None:
        worker = self.wrks[number]
        code = worker.inner.exitcode or 0
        if code >= 0 and not (self._directory / _BEGUN).exists():
            self._stop_workers()
            raise ZerosumError("the web server cannot start: no process of it could begin to serve")
        pause = 0.0
        if time.monotonic() - worker.birth < _LIVED_WELL_SECONDS:
            pause = self._pauses.get(number, 0.0)
            self._pauses[number] = min(max(_FIRST_PAUSE, 2 * pause), _LONGEST_PAUSE)
        else:
            self._pauses[number] = _FIRST_PAUSE
        self._due[number] = time.monotonic() + pause
        if self.interrupt_signal:  # all of them end
            return
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        _log.warning(
            "process %d has ended with %s, in %.1f s another begins", number + 1, how, pause
        )


def follow(parent: int) -> None:
    """End this process when that one, its parent, has ended without a word."""
    while os.getppid() == parent:
        time.sleep(0.5)
    # To the thread that waits for it: a signal to the process might be this thread's to take.
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


def _end_with(server: int) -> None:
    """End this process after its server; who is told too early does not hear it, so again."""
    while True:
        follow(server)
        time.sleep(1.0)


def _hear_once() -> WorkerSignal:
    """Let a process end when it is told to; who told granian again would wait for it for ever."""
    end = WorkerSignal()
    times = itertools.count()

    def hear(*_: object) -> None:
        if next(times) == 0:  # one step, so that a signal during it is counted too
            end.set()

    _signals.set_main_signals(hear)  # type: ignore[no-untyped-call]
    return end


def begin(config: Config, directory: Path, count: Callable[[str], None]) -> None:
    """Get this process ready to serve; each connection that is ended is told to `count`.

    What granian makes of an application is given what answers a request that is still being
    read, and to end is heard once however often it is told: granian has no other place for either.
    """
    made: Any = vars(mp)["_wsgi_call_wrap"]

    def wrap(app: Any, options: Any, access_log: Any = None) -> Callable[..., int]:  # noqa: ANN401
        call = made(app, options, access_log)

        def answer(protocol: Any, environ: dict[str, Any]) -> int:  # noqa: ANN401 - granian's
            environ[ANSWER] = protocol.response_bytes
            return cast("int", call(protocol, environ))

        return answer

    vars(mp)["_wsgi_call_wrap"] = wrap
    vars(_signals)["set_sync_signals"] = _hear_once
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:  # whose port others want after it
        threading.Thread(target=_end_with, args=(server.pid,), name="server", daemon=True).start()
    Watch(config.door, config.server.port, count).start()
    (directory / _BEGUN).touch()
