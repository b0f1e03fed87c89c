"""Where reads are asked, and what a client is told: an application on a real standby."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.replicas.pair import LONG, people
from tests.support.callers import code_of
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replicas.pair import Pair, People


@pytest.fixture
def tolerant(pair: Pair) -> Iterator[People]:
    """Give an application that shows answers of a minute ago to who has come no further."""
    with people(pair, ZEROSUM_READ_WAIT=LONG, ZEROSUM_READ_AGE="60") as made:
        yield made


def test_a_read_is_asked_of_the_standby(patient: People) -> None:
    """And says so: how far it was, and how old the answer may be."""
    balance, told = patient.balance(patient.payer, patient.source)
    assert balance == "1000.00"
    assert float(told["Zerosum-Replica-Age"]) < 60
    assert "-" in told["Zerosum-Position"]
    assert patient.counted() == {("standby", "reached"): 1}


def test_who_wrote_is_never_shown_less(pair: Pair, town: People) -> None:
    """With a position and without: while the standby replays nothing, the primary answers."""
    with pair.paused():
        position = town.pay()
        for headers in ({}, {"Zerosum_Position": position}, {"Zerosum_Position": "latest"}):
            town.app.extensions["replicas"].rest(0)
            balance, told = town.balance(town.payer, town.source, **headers)
            assert balance == "999.00"
            assert told["Zerosum-Position"] == "latest"
            assert "Zerosum-Replica-Age" not in told
    assert town.counted() == {("primary", "behind"): 3}
    pair.catch_up()
    town.app.extensions["replicas"].rest(0)
    balance, told = town.balance(town.payer, town.source, Zerosum_Position=position)
    assert balance == "999.00"
    assert "Zerosum-Replica-Age" in told


def test_another_session_is_told_how_old_its_answer_may_be(pair: Pair, tolerant: People) -> None:
    """Whoever says how far it has come need see no more, but nothing older than READ_AGE."""
    town, servers = tolerant, tolerant.app.extensions["replicas"]
    _, told = town.balance(town.payee, town.target)
    mine = {"Zerosum_Position": told["Zerosum-Position"]}
    with pair.paused():
        town.pay()
        old, seen = town.balance(town.payee, town.target, **mine)
        assert old == "0.00"
        assert 0 < float(seen["Zerosum-Replica-Age"]) <= servers.age_seconds
        servers.wait_seconds, servers.age_seconds = 0.1, 0.05
        wait_until(lambda: town.balance(town.payee, town.target, **mine)[0] == "1.00")
        assert town.balance(town.payee, town.target)[0] == "1.00"


def test_what_is_not_there_yet_is_asked_of_the_primary(pair: Pair, tolerant: People) -> None:
    """Somebody told of an account that was opened a moment ago finds it."""
    town = tolerant
    _, told = town.balance(town.payer, town.source)
    with pair.paused():
        opened = town.payee.send("POST", "/v1/accounts", {"currency": "USD"}).get_json()
        path = f"/v1/accounts/{opened['account_id']}"
        answer = town.payee.get(path, **{"Zerosum-Position": told["Zerosum-Position"]})
        assert answer.status_code == 200
    assert town.counted()["primary", "refused"] == 1


def test_what_is_no_position_is_refused(town: People) -> None:
    """By a code of its own, whatever way the request goes."""
    for path in ("balance", "entries"):
        for text in ("", "x", "-", f"{'0' * 16}-{'f' * 17}", f"{'0' * 17}-1", "1" * 5000):
            answer = town.payer.get(
                f"/v1/accounts/{town.source.account_id}/{path}", **{"Zerosum-Position": text}
            )
            assert code_of(answer) == (400, "WEB108"), (path, text)
