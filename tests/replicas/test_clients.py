"""Our client keeps its position by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.replicas.pair import people
from tests.replicas.test_two_processes import ready
from tests.support.ledger_calls import LedgerCalls
from tests.support.serving import granian
from tests.support.waiting import wait_until
from webapp.identity.auth import issue_token
from zerosum_client import Client
from zerosum_client.positions import HEADER, Place

if TYPE_CHECKING:
    from tests.replicas.pair import Pair

_AT = "0123456789abcdef-"


def test_a_client_sends_how_far_it_has_come(pair: Pair) -> None:
    """It is shown what it wrote, and of others what was there when it last asked."""
    named = ("ZEROSUM_READ_DATABASE_URL", "ZEROSUM_RATE_LIMITS")
    settings = {name: pair.environment[name] for name in named} | {
        "ZEROSUM_READ_AGE": "60",
        "ZEROSUM_READ_WAIT": "2000",
    }
    with people(pair) as town, pair.primary.connect("ledger_dba") as session:
        config, ledger = town.app.extensions["config"], LedgerCalls(session)
        token = issue_token(config, town.source.user_id, "customer", timedelta(minutes=5))
        with granian(config, pair.primary, ZEROSUM_LOG="off", **settings) as port:
            wait_until(lambda: ready(port))
            with Client(f"http://127.0.0.1:{port}", token=token) as client:
                account = town.source.account_id
                assert str(client.get_balance(account).balance) == "1000.00"
                with pair.paused():
                    ledger.call("deposit", account_id=account, amount="5.00")
                    assert str(client.get_balance(account).balance) == "1000.00"
                    client.post_transfer(
                        from_account_id=account,
                        to_account_id=town.target.account_id,
                        amount="1.00",
                    )
                    assert str(client.get_balance(account).balance) == "1004.00"


@pytest.mark.parametrize(
    ("first", "second", "sent"),
    [
        (_AT + "f", _AT + "10", _AT + "10"),
        (_AT + "10", _AT + "f", _AT + "10"),
        ("latest", _AT + "10", None),
        (_AT + "10", "latest", None),
        (_AT + "10", "f" * 16 + "-20", None),
    ],
)
def test_of_answers_that_cross_the_further_one_counts(
    first: str, second: str, sent: str | None
) -> None:
    """And the latest where that can't be said."""
    place = Place()
    _, mark = place.sent()
    for told in (first, second):
        place.came({HEADER.lower(): told}, mark)
    assert place.sent()[0].get(HEADER) == sent


def test_a_write_without_an_answer_makes_it_the_latest() -> None:
    """Whatever came while it was under way."""
    place = Place()
    fields, mark = place.sent()
    assert fields == {}
    place.came({HEADER.lower(): _AT + "1"}, mark)
    _, mark = place.sent()
    place.lost()
    place.came({HEADER.lower(): _AT + "2"}, mark)
    assert place.sent()[0] == {}
