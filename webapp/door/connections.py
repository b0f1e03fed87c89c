"""Connections looked at from the kernel's side: which of them give nothing, and take nothing.

The library that speaks HTTP limits how long a head may take and nothing else. What the kernel
counts of each connection tells the rest, whoever holds it: bytes that came, bytes that were taken,
and when. A connection that is at fault is shut down; the library notices, and lets go of it.
"""

import logging
import os
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from webapp.config.door import Door

SENDS_SLOWLY, READS_SLOWLY, IS_IDLE, MAKES_ROOM = "sends slowly", "reads slowly", "idle", "room"

_FILES = Path("/proc/self/fd")
_LOOKS = 1.0  # seconds between two looks
_PIECE = 64 * 2**10  # bytes, for each of which a client has a second more to send
_LEAST_TAKEN = 2**10  # bytes a second
# Longer than the silence between two signs of life of a stream of events.
_QUIET_SECONDS = 25.0
_BRIEF_SECONDS = 1.0  # of quiet, where others want in
_FULL = 0.75  # of the connections

# struct tcp_info of Linux: unacked at 24, last_data_sent and last_data_recv at 44 and 52, bytes
# acknowledged and received at 120 and 128, bytes not sent at 144.
_INFO_BYTES = 148
_INFO = struct.Struct("=24xI16xI4xI64xQQ8xI")

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What the kernel tells of a connection: times are seconds ago."""

    pending: int
    sent: float
    received: float
    taken: int
    came: int


@dataclass(slots=True)
class Known:
    """What is remembered of a connection from one look to the next."""

    taken: int = 0
    came: int = 0
    sends_since: tuple[float, int] | None = None
    reads_since: tuple[float, int] | None = None
    quiet: float = 0.0
    answered_after: float | None = None


class Watch:
    """Looks at the connections of this process to one port of it."""

    def __init__(
        self, limits: Door, port: int, count: Callable[[str], None] = lambda _reason: None
    ) -> None:
        """Know none yet; each that is ended is told to `count`."""
        self._limits = limits
        self._port = port
        self._count = count
        self._known: dict[str, Known] = {}
        # A moment more than a body has, so that its answer comes first.
        self._send_seconds = max(limits.body_seconds, limits.header_seconds) + 1.0

    def start(self) -> None:
        """Look all the time, in a thread; where the kernel is another, not at all."""
        if sys.platform == "linux":
            threading.Thread(target=self._go_on, name="connections", daemon=True).start()

    def _go_on(self) -> None:
        while True:
            time.sleep(_LOOKS)
            try:
                self.look()
            except Exception:  # noqa: BLE001 - whatever it was, connections are looked at again
                _log.exception("connections cannot be looked at")

    def look(self) -> Counter[str]:
        """Look at all connections once, end those at fault, return why."""
        now = time.monotonic()
        known: dict[str, Known] = {}
        faults: dict[str, str] = {}
        for name, connection in _sockets():
            with closing(connection):
                if _port_of(connection) != self._port:
                    continue
                known[name] = about = self._known.get(name) or Known()
                reason = self.judge(about, _seen(connection), now)
                if reason:
                    faults[name] = reason
                    _end(connection, at_once=reason == READS_SLOWLY)
        self._known = known
        faults |= self._make_room({name for name in known if name not in faults})
        ended = Counter(faults.values())
        for reason in ended.elements():
            self._count(reason)
        if ended:
            told = ", ".join(f"{number} {reason}" for reason, number in sorted(ended.items()))
            _log.warning("connections ended: %s", told)
        return ended

    def judge(self, about: Known, seen: Seen, now: float) -> str | None:
        """Return what a connection is at fault for, None for nothing."""
        took, got = seen.taken - about.taken, seen.came - about.came
        about.taken, about.came, about.quiet = seen.taken, seen.came, 0.0
        if got:
            about.answered_after = None
        if took and about.answered_after is None and seen.sent < seen.received:
            about.answered_after = seen.received - seen.sent
        if took or not about.sends_since:
            about.sends_since = (now, seen.came)
        if seen.pending:
            return self._judge_reader(about, seen, now)
        about.reads_since = None
        if got:
            began, came = about.sends_since
            allowed = self._send_seconds + (seen.came - came) / _PIECE
            return SENDS_SLOWLY if now - began > allowed else None
        if seen.sent < seen.received or not seen.came:  # answered, and nothing asked since
            about.quiet = seen.sent
        if (about.answered_after or 0.0) >= self._limits.body_seconds:
            # Of its body nothing came, and it has been told so. Were it an answer that was long
            # in the making, a client loses nothing by it either.
            return SENDS_SLOWLY if about.quiet > _BRIEF_SECONDS else None
        return IS_IDLE if about.quiet > max(_QUIET_SECONDS, self._limits.header_seconds) else None

    def _judge_reader(self, about: Known, seen: Seen, now: float) -> str | None:
        if about.reads_since is None:
            about.reads_since = (now, seen.taken)
        began, taken = about.reads_since
        if now - began <= self._limits.reader_seconds:
            return None
        if seen.taken - taken < _LEAST_TAKEN * (now - began):
            return READS_SLOWLY
        about.reads_since = (now, seen.taken)
        return None

    def _make_room(self, names: Iterable[str]) -> dict[str, str]:
        """End the connections that have been quiet longest, while few places are left."""
        names = list(names)
        excess = len(names) - int(_FULL * self._limits.connections)
        if excess <= 0:
            return {}
        quiet = [name for name in names if self._known[name].quiet > _BRIEF_SECONDS]
        quiet.sort(key=lambda name: -self._known[name].quiet)
        chosen = set(quiet[:excess])
        for name, connection in _sockets():
            with closing(connection):
                if name in chosen and _port_of(connection) == self._port:
                    _end(connection)
        return dict.fromkeys(chosen, MAKES_ROOM)


def _sockets() -> Iterator[tuple[str, socket.socket]]:
    """Yield the sockets of this process, each as a second descriptor, and what names it."""
    for file in _FILES.iterdir():
        try:
            if str(file.readlink()).startswith("socket:"):
                again = os.dup(int(file.name))
                # What was closed and opened again meanwhile is another, and named so.
                yield str((_FILES / str(again)).readlink()), socket.socket(fileno=again)
        except OSError:
            continue  # closed meanwhile, or no socket any more


def _port_of(connection: socket.socket) -> int | None:
    """Return the port that a client has come to, None for what is no connection of a client."""
    if connection.type != socket.SOCK_STREAM or connection.family not in {
        socket.AF_INET,
        socket.AF_INET6,
    }:
        return None
    try:
        connection.getpeername()
        port: int = connection.getsockname()[1]
    except OSError:  # it listens, or is gone
        return None
    return port


def _seen(connection: socket.socket) -> Seen:
    told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO_BYTES)
    unacked, sent, received, taken, came, unsent = _INFO.unpack(told)
    return Seen(
        pending=unacked + unsent,
        sent=sent / 1000,
        received=received / 1000,
        taken=taken,
        came=came,
    )


def _end(connection: socket.socket, *, at_once: bool = False) -> None:
    """End a connection; what was not taken of an answer is dropped where it ends `at_once`."""
    try:
        if at_once:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
