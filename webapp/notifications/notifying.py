"""Tell users what they chose to be told of: a turn of the worker.

When a server is away all its messages wait, and it is asked again after a pause: nobody else is
told, and nothing counts as an attempt.
"""

import random
import threading
import time
from collections.abc import Mapping
from typing import Any

import psycopg
import structlog

from webapp.notifications.channels import AwayError, Channel
from webapp.notifications.outbox_calls import MESSAGES, Message, Outbox

_PAUSE = 5.0
_LONGEST_PAUSE = 60.0

_log = structlog.get_logger()


class Notifier:
    """The channels that a worker has, and until when each is let alone."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        """Take channels by the names that the ledger has for them."""
        self._channels = channels
        self._again: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    def turn(self, connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
        """Send what is due, so much at a time; tell whether more is left to do at once."""
        outbox = Outbox(connection)
        took = outbox.fan_out(list(self._channels))
        open_ = [name for name in self._channels if self._again.get(name, 0.0) <= time.monotonic()]
        messages = outbox.lease(open_) if open_ else []
        try:
            for message in messages:
                if stopped.is_set() or message.channel in self._pauses_now():
                    outbox.release(message)
                else:
                    self._deliver(outbox, message)
        finally:
            for channel in self._channels.values():
                channel.close()
        if not messages and not took:
            outbox.prune()
        return took > 0 or len(messages) == MESSAGES

    def _deliver(self, outbox: Outbox, message: Message) -> None:
        name = message.channel
        try:
            outcome = self._channels[name].deliver(message, lambda: outbox.begin(message))
        except AwayError as error:
            outbox.release(message)
            pause = self._pauses.get(name, _PAUSE / 2) * 2
            if name not in self._pauses:
                _log.warning("notifications wait", channel=name, error=str(error))
            self._pauses[name] = min(pause, _LONGEST_PAUSE)
            self._again[name] = time.monotonic() + self._pauses[name] * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
            return
        if self._pauses.pop(name, None) is not None:
            _log.info("notifications go on", channel=name)
        if outcome is not None:
            outbox.record(message, outcome)

    def _pauses_now(self) -> set[str]:
        now = time.monotonic()
        return {name for name, moment in self._again.items() if moment > now}
