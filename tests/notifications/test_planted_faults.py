"""Each guard of notifications can fail: without it, what it guards against happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.notifications.mailing import message_to
from webapp.notifications import rendering
from webapp.notifications.smtp import composed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.notifications.mailing import PostOffice
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.keys.sealing import Keyring

    Do = Callable[[], None]
    Calls = Callable[..., Row]


@pytest.fixture
def earn(ledger: LedgerCalls, person: Calls, prefer: Calls, till: Row, pay: Calls) -> Do:
    """Return what has money come in for somebody who is told of it."""
    ada = person("ada")
    prefer(ada, "money_in")
    account = ledger.account(user_id=ada.user_id)
    return lambda: pay(till, account, "1.00")


def _changed(database: Database, signature: str, old: str, new: str) -> None:
    """Put another text into a function's body."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT pg_get_functiondef(%s::regprocedure)", (signature,)
        ).fetchone()
        assert row is not None
        assert re.search(old, row[0])
        connection.execute(re.sub(old, new, row[0], count=1).encode())


def test_without_the_state_before_the_text_one_comes_twice(  # noqa: PLR0917
    database: Database,
    office: PostOffice,
    earn: Do,
    tell: Do,
    hurry: Do,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who dies while handing over would leave a message that looks untouched."""
    _changed(database, "ledger.begin_notification(uuid, uuid, ledger.actor)", "SENDING", "PENDING")
    monkeypatch.setattr("webapp.notifications.outbox_calls.Outbox.record", _killed)
    earn()
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            tell()
        hurry()
    assert len(office.received) == 2


def test_with_it_none_does(  # noqa: PLR0917
    office: PostOffice,
    earn: Do,
    tell: Do,
    hurry: Do,
    monkeypatch: pytest.MonkeyPatch,
    ledger: LedgerCalls,
) -> None:
    """The same death, and the message is nobody's until somebody looks."""
    monkeypatch.setattr("webapp.notifications.outbox_calls.Outbox.record", _killed)
    earn()
    with pytest.raises(KeyboardInterrupt):
        tell()
    hurry()
    tell()
    assert len(office.received) == 1
    (row,) = ledger.rows("list_notifications")
    assert (row.state, row.last_error) == ("UNKNOWN", "cut_off")


def test_without_asking_again_what_one_may_not_see_is_told(
    database: Database, ledger: LedgerCalls, office: PostOffice, earn: Do, tell: Do
) -> None:
    """Who was suspended meanwhile would be told of money."""
    _changed(
        database,
        "ledger_private.tells_notification(ledger_private.notification)",
        "= 'suspended'",
        "<> ''",
    )
    earn()
    ledger.call("fan_out_notifications")
    user = ledger.call("find_user", username="ada")
    ledger.call("set_user_status", user_id=user.user_id, status="SUSPENDED")
    tell()
    assert len(office.received) == 1


def test_without_the_list_of_bounces_a_dead_address_is_written_to(
    database: Database, office: PostOffice, earn: Do, tell: Do
) -> None:
    """Again and again."""
    _changed(database, "ledger_private.current_bounce(bigint)", "b.bounced_at", "NULL::timestamptz")
    asked: list[str] = []
    office.to = lambda address: asked.append(address) or "550 5.1.1 nobody"  # type: ignore[func-returns-value]
    for _ in range(2):
        earn()
        tell()
    assert len(asked) == 2


def test_without_cleaning_a_name_names_more(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library refuses a subject of two lines, and marks that turn directions get through."""
    monkeypatch.setattr(rendering, "one_line", lambda text: text)
    message = message_to(ring, "ada@home.example")._replace(
        facts='{"amount": "1\\nBcc: eve@evil.example", "description": "\\u202eevil"}'
    )
    assert "\u202e" in rendering.rendered("money_in", message.facts).html
    mail = composed(message, ring, sender="a@b.example", address="ada@home.example", name="Ada")
    assert mail["Bcc"] is None


def _killed(*_given: object) -> None:
    raise KeyboardInterrupt
