"""E-mail by SMTP: the addresses come unsealed here, and nowhere else.

A message is handed over by MAIL, RCPT and DATA; only when the server has said that it waits for
the text is it committed that the message is under way, so what nobody can tell lies between there
and the server's answer to the text.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, localtime
from typing import Literal
from urllib.parse import unquote, urlsplit

from webapp.keys.sealing import Keyring, Sealed, UnreadableError
from webapp.notifications.channels import AwayError, Outcome
from webapp.notifications.outbox_calls import Message
from webapp.notifications.rendering import one_line, rendered

SECONDS = 30.0  # what each answer may take; the ledger waits ten minutes
_TAKEN, _FOR_GOOD = 2, 5  # the first digit of a code
_GO_ON = 354
_CLOSING = 421
_REFUSES = 400  # and above
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
# A Message-ID of ours is longer than a line is by habit, and some fold it badly.
_POLICY, _POLICY_UTF8 = SMTP.clone(max_line_length=200), SMTPUTF8.clone(max_line_length=200)
_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f<>()\[\],;:\\\"]{1,64}@[^@\s\x00-\x1f\x7f<>]{1,255}")
_ENHANCED = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(slots=True)
class Smtp:
    """A server that takes our mail. `bounces` is where what it cannot deliver comes back to."""

    url: str = field(repr=False)
    sender: str
    bounces: str
    ring: Keyring = field(repr=False)
    _server: smtplib.SMTP | None = field(default=None, init=False)

    def deliver(self, message: Message, begin: Callable[[], bool]) -> Outcome | None:
        """Hand a mail over. Raises AwayError."""
        try:
            person = self.ring.open(
                message.user_id,
                Sealed(message.key_id, message.wrapped_key, message.sealed, None),
            )
        except UnreadableError:
            return Outcome("later", None, "unreadable")
        address = wire_address(person.get("email") or "")
        if address is None:
            return Outcome("nobody")
        mail = composed(
            message, self.ring, sender=self.sender, address=address, name=person.get("name")
        )
        try:
            server = self._ready()
            refusal = self._envelope(server, message, address)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise AwayError(type(error).__name__) from error
        if refusal is not None:
            return refusal
        if not begin():
            self.close()  # the one way out of DATA
            return None
        return self._text(
            server, mail.as_bytes(policy=_POLICY if address.isascii() else _POLICY_UTF8)
        )

    def close(self) -> None:
        """Hang up."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _envelope(self, server: smtplib.SMTP, message: Message, address: str) -> Outcome | None:
        """Say from whom and to whom, and that the text comes; return what is against it."""
        if not address.isascii() and not server.has_extn("smtputf8"):
            return Outcome("refused", "5.6.7", "smtputf8")
        local, _, domain = self.bounces.rpartition("@")
        options = [] if address.isascii() else ["SMTPUTF8"]
        if server.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={message.notification_id}"]
        code, answer = server.mail(f"{local}+{message.notification_id.hex}@{domain}", options)
        # One who takes nothing from us: that is ours to mend, and no customer's.
        if code == _CLOSING or code // 100 == _FOR_GOOD:
            raise smtplib.SMTPResponseException(code, answer)
        word: Literal["refused", "no_address"] = "refused"
        if code < _REFUSES:
            code, answer = server.rcpt(address)
            # A policy says nothing about whether there is such an address.
            word = "refused" if status_of(code, answer).startswith("5.7") else "no_address"
        if code < _REFUSES:
            code, answer = server.docmd("DATA")
            word = "refused"
        if code == _GO_ON:
            return None
        server.rset()
        return _against(code, answer, word)

    def _text(self, server: smtplib.SMTP, text: bytes) -> Outcome:
        """Send the text, and tell what the server says of it; if it says nothing, nobody knows."""
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", text) + b".\r\n")
            code, answer = server.getreply()
        except (smtplib.SMTPException, OSError):
            self.close()
            return Outcome("unknown", None, "cut_off")
        if code // 100 == _TAKEN:
            return Outcome("sent", status_of(code, answer))
        if code < _REFUSES:
            self.close()
            return Outcome("unknown", None, "cut_off")
        return _against(code, answer, "refused")

    def _ready(self) -> smtplib.SMTP:
        """Return a connection that answers."""
        if self._server is not None:
            try:
                if self._server.noop()[0] // 100 == _TAKEN:
                    return self._server
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        self._server = connected(self.url)
        return self._server


def connected(url: str) -> smtplib.SMTP:
    """Return a connection: greeted, encrypted and logged in as the URL says."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        if parts.scheme == "smtp":
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _against(code: int, answer: bytes, word: Literal["refused", "no_address"]) -> Outcome:
    """Return what a server's no means: for good, or for now."""
    if code // 100 == _FOR_GOOD:
        return Outcome(word, status_of(code, answer), word)
    return Outcome("later", status_of(code, answer), "temporary")


def wire_address(text: str) -> str | None:
    """Return an address as SMTP names it; None for what is none."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address):
        return None
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None


def composed(
    message: Message, ring: Keyring, *, sender: str, address: str, name: str | None
) -> EmailMessage:
    """Return the mail, the same in all but its date each time it is made."""
    words = rendered(message.notification_type, message.facts)
    mail = EmailMessage(policy=_POLICY)
    mail["Subject"] = words.subject
    mail["From"] = sender
    local, _, domain = address.rpartition("@")
    try:
        mail["To"] = Address(one_line(name or ""), local, domain)
    except (ValueError, HeaderParseError, IndexError):
        mail["To"] = Address("", local, domain)
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = f"<{message_id(message, ring)}@{sender.rpartition('@')[2]}>"
    mail["X-Zerosum-Notification"] = str(message.notification_id)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.text)
    mail.add_alternative(words.html, subtype="html")
    return mail


def message_id(message: Message, ring: Keyring) -> str:
    """Return what names a mail: of its event, user and channel, whoever makes it and when.

    With a digest that only the keyring's holders make: nobody else can pretend that it came back.
    """
    return f"{message.event_id}.{ring.message_digest(message.event_id, message.user_id)}"


def status_of(code: int, answer: bytes) -> str:
    """Return the status of RFC 3463, or the code where there is none."""
    found = _ENHANCED.match(answer)
    return found[1].decode() if found else str(code)
