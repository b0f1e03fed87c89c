"""Where consumers may begin, what they are called, and who may have one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.events.consuming import OPENED, consume, positions, post, refusal

if TYPE_CHECKING:
    from tests.events.consuming import Session
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def test_a_consumer_may_begin_where_a_reader_stands(
    ledger: LedgerCalls, accounts: tuple[Row, Row], workers: tuple[Session, Session]
) -> None:
    """A cursor of the feed; naming it again moves nothing."""
    post(ledger, accounts, 3)
    cursor = ledger.rows("list_events", limit=OPENED + 2)[-1]
    session = workers[0]
    create = "create_event_consumer(%s, %s, %s)"
    for position in (cursor.event_position, 0):
        session.execute(f"SELECT ledger.{create}".encode(), ("mail", position, cursor.feed_id))
    assert positions(consume(session, name="mail")) == [3]
    assert positions(consume(session)) == [1, 2, 3]
    assert refusal(session, create, "other", 9, cursor.feed_id) == "LG320"
    assert refusal(session, create, "other", 1, uuid4()) == "LG320"
    assert refusal(session, create, "other", 1, None) == "LG108"


def test_what_cannot_be_is_refused(
    ledger: LedgerCalls, accounts: tuple[Row, Row], workers: tuple[Session, Session]
) -> None:
    """Names, sizes, times; consumers that are not there any more."""
    post(ledger, accounts, 1)
    session = workers[0]
    for name in ("Books", "", "a b", "x" * 41, "1st", "book\n"):
        assert refusal(session, "create_event_consumer(%s)", name) == "LG109"
    assert refusal(session, "create_event_consumer(NULL)") == "LG108"
    for limit in (0, 1001, None):
        assert refusal(session, "consume_events('books', %s::integer)", limit) == "LG109"
    for lease in ("0", "25 hours", None, "-1 minute"):
        assert refusal(session, "consume_events('books', 1, %s::interval)", lease) == "LG109"
    assert refusal(session, "acknowledge_events('books', NULL)") == "LG108"
    events = consume(session)
    ledger.call("remove_event_consumer", name="books")
    assert refusal(session, "consume_events('books')") == "LG019"
    assert refusal(session, "acknowledge_events('books', %s)", events[0].lease_id) == "LG321"
    assert ledger.rows("list_event_consumers") == []


@pytest.mark.parametrize(
    "call",
    [
        "create_event_consumer('mine')",
        "list_event_consumers()",
        "consume_events('books')",
        "acknowledge_events('books', gen_random_uuid())",
        "remove_event_consumer('books')",
    ],
)
def test_the_login_of_the_web_app_reads_no_feed(
    database: Database, accounts: tuple[Row, Row], call: str
) -> None:
    """What happened to everybody's money is for a relay's login."""
    assert accounts
    with database.connect("ledger_web") as web:
        assert refusal(web, call) == "42501"
