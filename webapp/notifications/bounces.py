"""What came back: a delivery status notification (RFC 3464), and which mail it is about."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Part
from email.policy import compat32
from typing import NamedTuple
from uuid import UUID

_VERP = re.compile(r"\+([0-9a-f]{32})@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{24})@")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


class Bounce(NamedTuple):
    """A mail that came back for good."""

    status_code: str
    notification_id: UUID | None
    event_id: UUID | None = None
    digest: str | None = None


def read_bounce(raw: bytes) -> Bounce | None:
    """Return what a mail says came back; None for one that is no such thing, or only a delay."""
    mail = message_from_bytes(raw, policy=compat32)
    failed = [one for one in _recipients(mail) if _text(one, "Action").lower() == "failed"]
    statuses = [found[0] for one in failed if (found := _STATUS.search(_text(one, "Status")))]
    if not statuses:
        return None
    marked = _by_envelope(mail)
    if marked is not None:
        return Bounce(statuses[0], marked)
    for header in _returned(mail):
        told = _ID.fullmatch(_text(header, "X-Zerosum-Notification"))
        if told:
            return Bounce(statuses[0], UUID(told[0]))
        named = _MESSAGE_ID.search(_text(header, "Message-ID"))
        if named:
            return Bounce(statuses[0], None, UUID(named[1]), named[2])
    return Bounce(statuses[0], None)


def _by_envelope(mail: Part) -> UUID | None:
    """Return the id that stands in the address it came back to, or in the envelope's id."""
    for name in _RECIPIENTS:
        found = _VERP.search(_text(mail, name))
        if found:
            return UUID(found[1])
    for one in _fields(mail):
        told = _ID.search(_text(one, "Original-Envelope-Id"))
        if told:
            return UUID(told[0])
    return None


def _fields(mail: Part) -> Iterator[Part]:
    """Yield the groups of fields of a status: that of the mail first, then each recipient's."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            if isinstance(groups, list):
                yield from (one for one in groups if isinstance(one, Part))


def _recipients(mail: Part) -> list[Part]:
    return [one for one in _fields(mail) if one.get("Action") is not None]


def _returned(mail: Part) -> Iterator[Part]:
    """Yield the headers of what was sent, whole or in part."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list):
                yield from (one for one in inner if isinstance(one, Part))
        elif kind == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                yield message_from_bytes(text, policy=compat32)


def _text(part: Part, name: str) -> str:
    return str(part.get(name) or "").strip()
