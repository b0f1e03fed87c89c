"""What a channel is: a way to hand a message over.

A new one is a class with these members, a word in `ledger_private.notification`, and a line in
`webapp.worker.notifications`.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from webapp.notifications.outbox_calls import Message

Word = Literal["sent", "later", "unknown", "refused", "no_address", "nobody"]


class Outcome(NamedTuple):
    """What became of a message, as ledger.record_notification takes it."""

    outcome: Word
    status_code: str | None = None
    error: str | None = None


class AwayError(Exception):
    """The server cannot be reached, or takes nothing from us: all its messages wait."""


class Channel(Protocol):
    """A way to hand messages over, one at a time."""

    def deliver(self, message: Message, begin: Callable[[], bool]) -> Outcome | None:
        """Hand a message over, and tell what became of it. Raises AwayError.

        `begin` is called last before the point from which nobody can tell whether the message was
        taken, and commits that; when it answers no, the message is somebody else's: None.
        """

    def close(self) -> None:
        """Let go of connections; they are opened again when they are needed."""
