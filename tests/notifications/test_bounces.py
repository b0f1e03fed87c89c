"""What comes back after a server took it, piped to zerosum bounce."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from webapp.cli import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.notifications.mailing import PostOffice, Received
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_DSN = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not work.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
{envelope}
Final-Recipient: rfc822; ada@home.example
Action: {action}
Status: {status}

--b
Content-Type: {kind}

{returned}
--b--
"""


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what runs a command, which succeeds, and returns what it prints."""
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url_as("ledger_dba"))

    def call(*arguments: str, given: str = "") -> str:
        done = CliRunner().invoke(command, arguments, prog_name="zerosum", input=given)
        assert done.exit_code == 0, done.output
        return done.output

    return call


@pytest.fixture
def sent(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Callable[..., Row],
    prefer: Callable[..., Row],
    till: Row,
    pay: Callable[..., Row],
    tell: Callable[[], None],
) -> Callable[[], Received]:
    """Return what sends a mail, and returns it."""
    ada = person("ada")
    prefer(ada, "money_in")
    account = ledger.account(user_id=ada.user_id)

    def send() -> Received:
        pay(till, account, "1.00")
        tell()
        return office.received[-1]

    return send


def _came_back(one: Received, way: str, **more: str) -> str:
    """Return the status for a mail, which names it in one of the ways there are."""
    headers = one.raw.decode().partition("\r\n\r\n")[0].replace("\r\n", "\n").split("\n")
    own = [line for line in headers if not line.startswith("X-Zerosum")]
    told = {
        "to": one.sender if way == "verp" else "postmaster@bank.example",
        "envelope": "",
        "action": "failed",
        "status": "5.1.1",
        "kind": "text/rfc822-headers",
        "returned": "Subject: x",
    }
    if way == "envelope":
        told["envelope"] = f"Original-Envelope-Id: {one.mail['X-Zerosum-Notification']}\n"
    elif way == "header":
        told |= {"kind": "message/rfc822", "returned": "\n".join(headers) + "\n\nbody"}
    elif way == "message_id":
        told["returned"] = "\n".join(own)
    return _DSN.format(**{**told, **more})


@pytest.mark.parametrize("way", ["verp", "envelope", "header", "message_id"])
def test_it_is_found_in_each_way(
    sent: Callable[[], Received], run: Callable[..., str], ledger: LedgerCalls, way: str
) -> None:
    """And the address is not written to any more."""
    one = sent()
    assert "BOUNCED  5.1.1" in run("bounce", given=_came_back(one, way))
    assert "BOUNCED  5.1.1" in run("bounce", given=_came_back(one, way))
    (row,) = ledger.rows("list_notifications")
    assert (row.state, row.last_error, row.status_code) == ("BOUNCED", "address", "5.1.1")
    events = [e.event_type for e in ledger.rows("list_events")]
    assert events.count("notification.bounced") == 1
    sent()
    assert "bounced_before" in run("notification", "list", "ada", "--state", "DROPPED")
    assert run("notification", "clear", "ada") == "cleared\n"
    assert "PENDING" in run("notification", "retry", str(row.notification_id))


def test_one_that_ran_out_of_time_says_nothing_of_the_address(
    sent: Callable[[], Received], run: Callable[..., str], ledger: LedgerCalls
) -> None:
    """Status 4: the next mail goes."""
    run("bounce", given=_came_back(sent(), "verp", status="4.4.7"))
    sent()
    assert [row.state for row in ledger.rows("list_notifications")] == ["SENT", "BOUNCED"]


def _forged(one: Received) -> str:
    """Return the status for a Message-ID that has the event, which others know, and no digest."""
    digest = str(one.mail["Message-ID"]).partition(".")[2].partition("@")[0]
    return _came_back(one, "message_id").replace(digest, "0" * 24)


_OTHERS: dict[str, Callable[[Received], str]] = {
    "delayed": lambda one: _came_back(one, "verp", action="delayed", status="4.4.1"),
    "delivered": lambda one: _came_back(one, "verp", action="delivered", status="2.0.0"),
    "chatter": lambda _: "Subject: out of office\n\nback on Monday",
    "nothing": lambda _: "",
    "forged": _forged,
    "nameless": lambda one: _came_back(one, "none"),
    "unknown": lambda one: _came_back(one, "verp", to=f"x+{'0' * 32}@bank.example"),
}


@pytest.mark.parametrize("kind", _OTHERS)
def test_what_is_none_of_that_is_passed_over(
    sent: Callable[[], Received], run: Callable[..., str], ledger: LedgerCalls, kind: str
) -> None:
    """A delay, a report of success, chatter, a Message-ID that we never gave."""
    run("bounce", given=_OTHERS[kind](sent()))
    (row,) = ledger.rows("list_notifications")
    assert row.state == "SENT"
