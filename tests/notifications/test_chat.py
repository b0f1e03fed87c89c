"""The other channel: a webhook of a chat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.webhooks.receiving import Receiver, answering, hang, receiving
from webapp.cli import command
from webapp.keys.sealing import SealedSecret, add_key
from webapp.notifications.chat import Chat, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.notifications.mailing import PostOffice
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.keys.sealing import Keyring

    Calls = Callable[..., Row]
    Do = Callable[[], None]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a running chat."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def earn(  # noqa: PLR0917
    ledger: LedgerCalls, receiver: Receiver, person: Calls, prefer: Calls, till: Row, pay: Calls
) -> Do:
    """Return what has money come in for somebody who is told of it in both ways."""
    ada = person("ada")
    prefer(ada, "money_in", chat_events=["money_in"], chat_url=receiver.url("/T00/secret"))
    account = ledger.account(user_id=ada.user_id, name="<!channel> @here &Ü")
    return lambda: pay(till, account, "1.00")


def test_both_are_told_each_once(
    receiver: Receiver, office: PostOffice, earn: Do, tell: Do, ledger: LedgerCalls
) -> None:
    """The chat in the form of Slack, without mark-up that people could have put into a name."""
    earn()
    tell()
    tell()
    (one,) = receiver.of("/T00/secret")
    (mail,) = office.received
    assert one.event.keys() == {"text"}
    assert one.event["text"].startswith("Money in: 1.00 USD\n1.00 USD came in on &lt;!channel&gt;")
    assert "@here" not in one.event["text"]
    assert "Ü" in mail.text
    assert {row.state for row in ledger.rows("list_notifications")} == {"SENT"}


@pytest.mark.parametrize(
    ("status", "state"),
    [(500, "PENDING"), (429, "PENDING"), (404, "BOUNCED"), (302, "BOUNCED")],
)
def test_answers_of_a_chat(  # noqa: PLR0917
    receiver: Receiver, earn: Do, tell: Do, ledger: LedgerCalls, status: int, state: str
) -> None:
    """Tried again, or recorded as refused; no redirect is followed."""
    receiver.answers["/T00/secret"] = answering(status, Location="http://127.0.0.1:1/")
    earn()
    tell()
    (row,) = [one for one in ledger.rows("list_notifications") if one.channel == "chat"]
    assert (row.state, row.status_code) == (state, str(status))


def test_a_chat_that_is_away_and_one_that_does_not_answer(  # noqa: PLR0917
    receiver: Receiver,
    earn: Do,
    tell: Do,
    ledger: LedgerCalls,
    prefer: Calls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One is tried again; the other may have taken it, and is not."""
    monkeypatch.setattr("webapp.webhooks.sending.TOTAL_SECONDS", 3.0)
    receiver.answers["/T00/secret"] = hang
    earn()
    tell()
    user = ledger.call("find_user", username="ada")
    prefer(user, chat_events=["money_in"], chat_url="http://127.0.0.1:9/x")
    earn()
    tell()
    rows = ledger.rows("list_notifications", is_ascending=True)
    found = [(one.state, one.last_error) for one in rows if one.channel == "chat"]
    assert found == [("UNKNOWN", "timeout"), ("PENDING", "unreachable")]


def test_private_addresses_are_refused_when_sent_and_when_named(  # noqa: PLR0917
    receiver: Receiver,
    earn: Do,
    ledger: LedgerCalls,
    ring: Keyring,
    notifier: object,
    tell: Do,
    monkeypatch: pytest.MonkeyPatch,
    alice: Row,
) -> None:
    """A name may have led elsewhere before."""
    channels = notifier._channels  # type: ignore[attr-defined]
    monkeypatch.setitem(channels, "chat", Chat(ring, allow_private=False))
    earn()
    tell()
    (row,) = [one for one in ledger.rows("list_notifications") if one.channel == "chat"]
    assert (row.state, row.last_error) == ("PENDING", "address")
    assert receiver.received == []
    with pytest.raises(Exception, match="address_not_public"):
        ledger.call(
            "set_notification_preferences",
            user_id=alice.user_id,
            chat_origin="https://10.0.0.1",
            key_id="k",
            wrapped_key=bytes(60),
            sealed=bytes(28),
        )


@pytest.mark.usefixtures("earn")
def test_renewing_the_keys_renews_those_of_chats(
    keys_file: Path,
    ring: Keyring,
    database: Database,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was sealed under the old key opens under the new one."""
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url_as("ledger_dba"))
    add_key(keys_file, "2")
    done = CliRunner().invoke(command, ["person", "rotate"])
    assert done.output == "2 moved to the key 2\n", done.output
    new = type(ring).read(keys_file)
    with database.connect() as connection:
        row = connection.execute(
            "SELECT user_id, key_id, wrapped_key, sealed"
            " FROM ledger_private.notification_preference"
        ).fetchone()
    assert row is not None
    only_new = type(ring)({"2": new.keys["2"]}, new.index_key)
    assert only_new.open_secret(row[0], SealedSecret(*row[1:])) == receiver.url("/T00/secret")


def test_what_a_chat_is_sent() -> None:
    """One member, and none of the marks that call people together."""
    words = json.loads(said("<!here>", "@all & <http://evil|x>\n\n--\nwhy"))["text"]
    assert words == "&lt;!here&gt;\n@\u200ball &amp; &lt;http://evil|x&gt;"
