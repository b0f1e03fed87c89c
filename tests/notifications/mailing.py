"""A real SMTP server that keeps what it is given, and can be unkind."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.support.ports import unused_port
from webapp.notifications.outbox_calls import Message

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from webapp.keys.sealing import Keyring


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that the server took."""

    sender: str
    address: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """The mail, read."""
        return message_from_bytes(self.raw, policy=default)

    @property
    def text(self) -> str:
        """The words of the mail."""
        return self.part("plain")

    @property
    def html(self) -> str:
        """The words of the mail in HTML."""
        return self.part("html")

    def part(self, kind: str) -> str:
        """Return one of the two."""
        body = self.mail.get_body((kind,))
        assert body is not None
        return str(body.get_content())


@dataclass
class PostOffice:
    """What came; an answer may be set for each step, by the address."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    to: Callable[[str], str | None] = lambda _: None
    text: Callable[[str], str | None] = lambda _: None
    sender: Callable[[str], str | None] = lambda _: None
    logins: list[str] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    pause: float = 0.0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"smtp+plain://127.0.0.1:{self.port}"

    async def handle_MAIL(self, *given: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        """Take a sender, or not."""
        _server, _session, envelope, address, options = given
        answer = self.sender(address)
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 2.1.0 fine"

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        """Take an address, or not."""
        _server, _session, envelope, address, options = given
        answer = self.to(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer or "250 2.1.5 fine"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        """Take a text, or not."""
        _server, _session, envelope = given
        address = envelope.rcpt_tos[0]
        answer = self.text(address)
        if answer is None:
            with self.arrived:
                self.received.append(Received(envelope.mail_from, address, envelope.content))
                self.arrived.notify_all()
        await asyncio.sleep(self.pause)
        return answer or "250 2.0.0 taken"


@contextmanager
def post_office(*, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """Run a server in a thread; with a context it demands STARTTLS and a login."""
    office = PostOffice()
    more: dict[str, Any] = {}
    if tls is not None:

        def check(*given: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's
            data = given[-1]
            office.logins.append(data.login.decode())
            return AuthResult(success=data.password == b"p@ss")

        more = {
            "tls_context": tls,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": check,
        }
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port or unused_port(),
        enable_SMTPUTF8=True,
        ready_timeout=60,
        **more,
    )
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def message_to(ring: Keyring, email: str) -> Message:
    """Return a message as a worker gets it."""
    sealed = ring.seal(7, {"email": email, "name": "Ada"})
    facts = {"amount": "1.00", "currency": "USD", "occurred_at": "2026-01-31T12:00:00.000000Z"}
    return Message(
        notification_id=uuid4(),
        lease_id=uuid4(),
        user_id=7,
        event_id=uuid4(),
        channel="email",
        notification_type="money_in",
        facts=json.dumps(facts),
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        sealed=sealed.sealed,
    )
