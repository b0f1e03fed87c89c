"""Handing mail over: what each answer of a server leads to, and what a mail looks like."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from tests.notifications.conftest import SENDER
from tests.notifications.mailing import PostOffice, post_office
from tests.support.ports import unused_port
from webapp.notifications.notifying import Notifier
from webapp.notifications.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.keys.sealing import Keyring

    Calls = Callable[..., Row]


@pytest.fixture
def ada(person: Calls, prefer: Calls, tell: Callable[[], None]) -> Row:
    """Return a user who is told of money that comes in."""
    tell()
    user = person("ada")
    prefer(user, "money_in")
    return user


@pytest.fixture
def earn(ledger: LedgerCalls, ada: Row, till: Row, pay: Calls) -> Callable[[], None]:
    """Return what has money come in."""
    account = ledger.account(user_id=ada.user_id)
    return lambda: pay(till, account, "1.00")


def _states(ledger: LedgerCalls) -> list[tuple[str, str | None, str | None]]:
    rows = ledger.rows("list_notifications", is_ascending=True)
    return [(row.state, row.last_error, row.status_code) for row in rows]


def test_a_mail_has_what_mail_needs(
    office: PostOffice, earn: Callable[[], None], tell: Callable[[], None], ledger: LedgerCalls
) -> None:
    """A name that is the same for every attempt, an envelope that tells what comes back."""
    earn()
    tell()
    (row,) = ledger.rows("list_notifications")
    (one,) = office.received
    assert one.sender == f"ledger+{row.notification_id.hex}@bank.example"
    assert str(one.mail["Message-ID"]).startswith(f"<{row.event_id}.")
    assert str(one.mail["X-Zerosum-Notification"]) == str(row.notification_id)
    assert one.mail["From"] == SENDER
    assert one.mail["Auto-Submitted"] == "auto-generated"
    assert one.mail.get_content_type() == "multipart/alternative"
    assert (row.state, row.status_code) == ("SENT", "2.0.0")


def test_what_is_put_off_is_tried_again_and_says_nothing(  # noqa: PLR0917
    office: PostOffice,
    earn: Callable[[], None],
    tell: Callable[[], None],
    hurry: Callable[[], None],
    ledger: LedgerCalls,
    database: Database,
) -> None:
    """At every step of the conversation; each pause is longer, and after three days it ends."""
    earn()
    office.to = lambda _: "450 4.2.1 not now"
    tell()
    assert _states(ledger) == [("PENDING", "temporary", "4.2.1")]
    (first,) = ledger.rows("list_notifications")
    pause = (first.next_attempt_at - first.created_at).total_seconds()
    assert 4 <= pause <= 10
    tell()
    assert ledger.rows("list_notifications")[0].attempts == 1
    office.to, office.text = (lambda _: None), (lambda _: "451 4.3.0 not now")
    hurry()
    tell()
    (second,) = ledger.rows("list_notifications")
    assert (second.state, second.attempts, second.status_code) == ("PENDING", 2, "4.3.0")
    office.text = lambda _: None
    hurry()
    tell()
    assert _states(ledger) == [("SENT", None, "2.0.0")]
    assert len(office.received) == 1
    earn()
    ledger.call("fan_out_notifications")
    with database.connect() as connection:
        connection.execute(
            "UPDATE ledger_private.notification SET expires_at = now() WHERE state = 'PENDING'"
        )
    tell()
    assert _states(ledger)[1] == ("DEAD", "expired", None)
    assert len(office.received) == 1


def test_an_address_that_is_none_is_not_written_to_again(  # noqa: PLR0917
    office: PostOffice,
    earn: Callable[[], None],
    tell: Callable[[], None],
    ledger: LedgerCalls,
    ada: Row,
    person: Calls,
) -> None:
    """Until it changes, or somebody clears it; the feed tells of it."""
    office.to = lambda _: "550 5.1.1 no such mailbox"
    earn()
    tell()
    office.to = lambda _: None
    earn()
    tell()
    assert _states(ledger) == [
        ("BOUNCED", "address", "5.1.1"),
        ("DROPPED", "bounced_before", None),
    ]
    assert ledger.call("get_notification_preferences", user_id=ada.user_id).bounced_at is not None
    (event,) = [e for e in ledger.rows("list_events") if e.event_type == "notification.bounced"]
    assert (event.object["status_code"], event.object["channel"]) == ("5.1.1", "email")
    assert "home.example" not in json.dumps(event.object)
    person.store(ada, {"email": "new@home.example"})  # type: ignore[attr-defined]
    earn()
    tell()
    assert [one.address for one in office.received] == ["new@home.example"]
    person.store(ada, {"email": "ada@home.example"})  # type: ignore[attr-defined]
    earn()
    tell()
    assert len(office.received) == 1
    assert ledger.call("clear_bounce", user_id=ada.user_id).bounced_at is None
    earn()
    tell()
    assert len(office.received) == 2


@pytest.mark.parametrize("answer", ["550 5.7.1 we do not relay", "554 5.6.0 what is that"])
def test_what_is_refused_for_other_reasons_says_nothing_of_the_address(
    office: PostOffice,
    earn: Callable[[], None],
    tell: Callable[[], None],
    ledger: LedgerCalls,
    answer: str,
) -> None:
    """It is recorded, can be sent again by hand, and the next mail goes."""
    if "relay" in answer:
        office.to = lambda _: answer
    else:
        office.text = lambda _: answer
    earn()
    tell()
    assert _states(ledger) == [("BOUNCED", "refused", answer.split()[1])]
    office.to = office.text = lambda _: None
    (row,) = ledger.rows("list_notifications")
    assert ledger.call("retry_notification", notification_id=row.notification_id).state == "PENDING"
    tell()
    assert _states(ledger) == [("SENT", None, "2.0.0")]


def test_a_server_that_is_away_is_waited_for(
    database: Database, ledger: LedgerCalls, ring: Keyring, earn: Callable[[], None], ada: Row
) -> None:
    """Nothing counts as an attempt, no connection is tried meanwhile; then all of it is sent."""
    assert ada
    port = unused_port()
    notifier = Notifier({"email": Smtp(f"smtp+plain://127.0.0.1:{port}", SENDER, SENDER, ring)})
    with database.connect("ledger_dba") as connection:
        for _ in range(3):
            earn()
            notifier.turn(connection, threading.Event())
        assert {(row.state, row.attempts) for row in ledger.rows("list_notifications")} == {
            ("PENDING", 0)
        }
        with post_office(port=port) as office:
            notifier.turn(connection, threading.Event())
            assert office.received == []
            notifier._again.clear()
            notifier.turn(connection, threading.Event())
            assert len(office.received) == 3


def test_a_sender_whom_the_server_refuses_is_ours_to_mend(
    office: PostOffice, earn: Callable[[], None], tell: Callable[[], None], ledger: LedgerCalls
) -> None:
    """No message is lost for it."""
    office.sender = lambda _: "553 5.7.1 who are you"
    earn()
    tell()
    assert _states(ledger) == [("PENDING", None, None)]


def test_what_was_cut_off_is_not_sent_again_by_itself(  # noqa: PLR0917
    office: PostOffice,
    earn: Callable[[], None],
    tell: Callable[[], None],
    hurry: Callable[[], None],
    ledger: LedgerCalls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server took it and its answer never came: nobody knows, and nobody gets it twice."""
    monkeypatch.setattr("webapp.notifications.smtp.SECONDS", 3.0)
    office.pause = 6.0
    earn()
    tell()
    hurry()
    tell()
    assert len(office.received) == 1
    assert _states(ledger) == [("UNKNOWN", "cut_off", None)]
