"""Whether the database answers: found out within a second, and told before anybody waits.

libpq waits for an answer as long as it takes, and a pool that cannot connect tries again after
longer and longer pauses. So a thread looks at what was asked. When nothing at all has come back
for a moment it asks something itself, on a connection of its own; when that is not answered
either, the database is away. What is under way is cut off then, what comes is refused at once,
and the database is tried four times a second until it is back.

It may also answer and confirm nothing: where every commit has to reach a standby, and none is
there, a commit waits without an end. Whoever has waited for some seconds is told that nobody knows
then, and nothing is written until a commit of nothing is confirmed. It goes on to be read.
"""

import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import psycopg

from webapp import hosts
from webapp.heartbeat import IS_CONFIRMED, IS_WAITED_FOR, Pulse, cut

_LOOKS = 0.2  # seconds between two looks
_QUIET_SECONDS = 0.3  # of silence, after which it is asked whether the database is there
CONFIRM_SECONDS = 5.0  # that a commit may wait for a standby

_log = logging.getLogger(__name__)


class AwayError(psycopg.OperationalError):
    """The database is away, and was not asked."""


class NotConfirmingError(AwayError):
    """No standby confirms what is written, and the database was not asked."""


class UnconfirmedError(psycopg.OperationalError):
    """No standby has confirmed what was asked: whether it was done, and lasts, nobody knows."""


class Member(Protocol):
    """Connections to the database, of which there may be several kinds."""

    running: dict[psycopg.Connection[Any], float]

    def states(self) -> dict[str, int]:
        """Tell how many are "waiting" for a connection."""

    def lose(self) -> None:
        """Turn them away: the database is away."""

    def renew(self) -> None:
        """Connect anew: the database is back, or there without anybody being connected."""


class Lifeline:
    """What is asked of one database, and whether it answers."""

    def __init__(
        self, url: str, *, seconds: float, confirm_seconds: float = CONFIRM_SECONDS
    ) -> None:
        """Take the database to be there. It may be silent for so many seconds."""
        self.is_away = False
        self.is_unconfirmed = False
        self.heard = 0.0
        self._url = url
        self._seconds = seconds
        self._confirm_seconds = confirm_seconds
        self._pulse = Pulse(url)
        self._confirmation = Pulse(url, IS_CONFIRMED, is_patient=True)
        self._waits = Pulse(url, IS_WAITED_FOR)
        self._unconfirmed_since = 0.0
        self._has_moved = False
        self._members: tuple[Member, ...] = ()
        self._lock = threading.Lock()
        self._looks_in_vain: Counter[Member] = Counter()
        self._hurried = threading.Event()

    @property
    def url(self) -> str:
        """The database's URL, with the host in front that was found to answer."""
        return hosts.first(self._url, *self._pulse.at) if self._pulse.at else self._url

    def join(self, member: Member) -> None:
        """Look after one more, in a thread that there is while there is any."""
        with self._lock:
            self._members = (*self._members, member)
            if len(self._members) == 1:
                threading.Thread(target=self._go_on, name="lifeline", daemon=True).start()

    def leave(self, member: Member) -> None:
        """Look after one less. May be called twice."""
        with self._lock:
            self._members = tuple(one for one in self._members if one is not member)
        self.hurry()

    def hurry(self) -> None:
        """Look now: something was lost."""
        self._hurried.set()

    def moved(self) -> None:
        """Connect anew: the host takes no writes any more, and there may be one that does."""
        self._has_moved = hosts.takes_writes(self._url)
        self.hurry()

    def doubt(self) -> None:
        """Let nothing be written until it is confirmed: something was done that may not last."""
        if not self.is_unconfirmed:
            _log.error("no standby confirms what is written: writes are refused until one does")
        self._unconfirmed_since = time.monotonic()
        self.is_unconfirmed = True

    def confirms(self) -> bool:
        """Say whether something written now would be confirmed, and in time."""
        return self._confirmation.is_felt(self._seconds)

    def _go_on(self) -> None:
        while True:
            is_hurried = self._hurried.wait(_LOOKS)
            self._hurried.clear()
            members = self._members
            if not members:
                for pulse in (self._pulse, self._confirmation, self._waits):
                    pulse.close()
                return
            if self._has_moved:
                self._has_moved = False
                self._renew(members)
            if self.is_away:
                self._look_whether_it_is_back(members)
            else:
                self._look(members, is_hurried=is_hurried)
                self._look_whether_it_confirms(members)

    def _look_whether_it_is_back(self, members: Iterable[Member]) -> None:
        if self._pulse.is_felt(self._seconds):
            self._renew(members)
            self.is_away = False

    def _renew(self, members: Iterable[Member]) -> None:
        for member in members:
            member.renew()

    def _look(self, members: Sequence[Member], *, is_hurried: bool) -> None:
        running = [at for member in members for at in list(member.running.values())]
        waiting = [member for member in members if member.states()["waiting"]]
        if not (running or waiting or is_hurried or self.is_unconfirmed):
            self._pulse.close()
            return
        now = time.monotonic()
        asked = min(running) if running and not waiting else self.heard
        if not is_hurried and now - max(self.heard, asked) < _QUIET_SECONDS:
            return
        is_felt = self._pulse.is_felt(self._seconds)
        if self.heard > now:
            return
        if is_felt:
            self._renew_those_in_vain(waiting)
        else:
            self._go_away(members)

    def _renew_those_in_vain(self, waiting: Iterable[Member]) -> None:
        """Connect anew those that have failed to, and pause before they try again."""
        vain = {member for member in waiting if member.states()["waiting"] and not member.running}
        self._looks_in_vain = Counter({one: self._looks_in_vain[one] + 1 for one in vain})
        for member, looks in list(self._looks_in_vain.items()):
            if looks > 1:  # the first connection of all takes a moment too
                member.renew()
                del self._looks_in_vain[member]

    def _look_whether_it_confirms(self, members: Sequence[Member]) -> None:
        if self.is_away:
            return
        late = time.monotonic() - self._confirm_seconds
        if not self.is_unconfirmed and any(
            at < late for member in members for at in list(member.running.values())
        ):
            if not self._waits.is_felt(self._seconds):
                return
            self.doubt()
        if self.is_unconfirmed:
            # And what had just not heard of it when it began.
            self._end(members, before=min(late, self._unconfirmed_since + 1))
            if self._confirmation.is_felt(self._seconds):
                _log.warning("what is written is confirmed again")
                self.is_unconfirmed = False

    def _end(self, members: Iterable[Member], before: float) -> None:
        """Cut off what has been under way since before a moment."""
        for member in members:
            for connection, at in list(member.running.items()):
                if at < before:
                    cut(connection)

    def _go_away(self, members: Iterable[Member]) -> None:
        self.is_away = True
        for member in members:
            member.lose()
        self._end(members, before=math.inf)
        self._confirmation.give_up()
        self._waits.give_up()
