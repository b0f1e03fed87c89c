"""What a mail looks like, how it is handed over, and what names of people cannot do."""

from __future__ import annotations

import json
import ssl
from typing import TYPE_CHECKING

import pytest

from tests.notifications.conftest import SENDER
from tests.notifications.mailing import PostOffice, message_to, post_office
from webapp.notifications.channels import AwayError
from webapp.notifications.rendering import TEMPLATES, rendered
from webapp.notifications.smtp import Smtp, composed, wire_address

if TYPE_CHECKING:
    from pathlib import Path

    from webapp.keys.sealing import Keyring


def test_tls_and_a_login(
    ring: Keyring, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """smtp:// asks for STARTTLS, believes only certificates that it knows, and logs in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with post_office(tls=context) as office:
        url = f"smtp://it%40bank:p%40ss@127.0.0.1:{office.port}"
        message = message_to(ring, "ada@home.example")
        with pytest.raises(AwayError, match="SSLCertVerificationError"):
            Smtp(url, SENDER, SENDER, ring).deliver(message, lambda: True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        channel = Smtp(url, SENDER, SENDER, ring)
        assert channel.deliver(message, lambda: True) is not None
        channel.close()
        assert office.logins == ["it@bank"]
        assert len(office.received) == 1
        with pytest.raises(AwayError, match=r"SMTPAuthenticationError|SMTPServerDisconnected"):
            Smtp(url.replace("p%40ss", "wrong"), SENDER, SENDER, ring).deliver(
                message, lambda: True
            )
    with post_office() as plain, pytest.raises(AwayError, match="SMTPNotSupportedError"):
        Smtp(plain.url.replace("+plain", ""), SENDER, SENDER, ring).deliver(message, lambda: True)
    assert "p%40ss" not in repr(channel)


def test_a_message_of_another_worker_is_left(ring: Keyring, office: PostOffice) -> None:
    """The conversation is broken off before its text."""
    channel = Smtp(office.url, SENDER, SENDER, ring)
    assert channel.deliver(message_to(ring, "ada@home.example"), lambda: False) is None
    assert office.received == []


_NAMES = [
    "<script>",
    "a\r\nBcc: eve@evil.example",
    "Jürgen Groß",
    "\u202eevil\u202c",
    '"x" <e@e>',
    "\u200f\u05e2\u05d3\u05d4",
]


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("kind", sorted({one.stem for one in TEMPLATES.glob("*.txt")} - {"base"}))
def test_names_of_people_stay_names(ring: Keyring, name: str, kind: str) -> None:
    """In every template: no header more, no mark-up, one line, no turned direction."""
    facts = {
        "occurred_at": "2026-01-31T12:00:00.000000Z",
        "amount": "1.00",
        "currency": "USD",
        "account_name": name,
        "account_code": name,
        "description": name,
        "user_agent": name,
        "ip_address": name,
    }
    message = message_to(ring, "ada@home.example")._replace(
        notification_type=kind, facts=json.dumps(facts)
    )
    mail = composed(message, ring, sender=SENDER, address="ada@home.example", name=name)
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "ada@home.example"
    assert len(mail["To"].addresses) == 1
    raw = mail.as_bytes()
    assert b"\nBcc:" not in raw
    assert b"\r\nbcc:" not in raw.lower().split(b"\r\n\r\n")[0]
    words = rendered(kind, message.facts)
    assert "<script>" not in words.html
    assert "\u202e" not in words.html + words.text + words.subject
    assert "\n" not in words.subject


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("ada@home.example", "ada@home.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("jürgen@home.example", "jürgen@home.example"),
        ("ada@home.example\r\nRCPT TO:<eve@evil.example>", None),
        ("ada@home.example>", None),
        ("a,b@home.example", None),
        ("", None),
        ("ada@" + "x" * 64 + ".example", None),
    ],
)
def test_addresses(text: str, wire: str | None) -> None:
    """As SMTP names them, and none that could say more than an address."""
    assert wire_address(text) == wire


def test_an_address_beyond_ascii(ring: Keyring, office: PostOffice) -> None:
    """A server that knows how takes it."""
    channel = Smtp(office.url, SENDER, SENDER, ring)
    outcome = channel.deliver(message_to(ring, "jürgen@bücher.example"), lambda: True)
    channel.close()
    assert outcome is not None
    assert outcome.outcome == "sent"
    assert office.received[0].address == "jürgen@xn--bcher-kva.example"
