"""Workers and the database are killed while money moves: all that comes after the commit comes."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.analytics.adding import expected, said
from tests.crash.clients import Client
from tests.crash.jobs import crossings, wait_until_done, working
from tests.crash.kills import DATABASE, kill
from tests.fraud.town import DIFFERENCES
from tests.notifications.mailing import PostOffice, post_office
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until
from tests.webhooks.receiving import receiving
from webapp.keys.sealing import Keyring
from webapp.webhooks.signing import new_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.support.ledger_calls import Row
    from tests.webhooks.receiving import Receiver
    from webapp.embedded import EmbeddedPostgres

pytestmark = pytest.mark.long

_KILLS = int(os.environ.get("ZEROSUM_KILLS", "50"))
_TRANSFERS = 100 * _KILLS
_WORKERS = 2
_CLIENTS = 4
_CUSTOMERS = 12
_OF_THE_DATABASE = 0.2  # of the kills
_FEED = """
    SELECT e.event_position, e.event_id, e.event_type,
        ARRAY[e.from_account_id, e.to_account_id] AS account_ids
    FROM ledger.events AS e WHERE e.event_type LIKE 'transaction.%' ORDER BY e.event_position
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a receiver that keeps whatever comes."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Return an SMTP server that keeps whatever comes."""
    with post_office() as office:
        yield office


def test_everything_after_the_commit_comes(
    server: EmbeddedPostgres, receiver: Receiver, office: PostOffice, keys_file: Path
) -> None:
    """Webhooks at least once and in order, mails and crossings once, sums and features exact."""
    connect = partial(psycopg.connect, server.url(DATABASE), autocommit=True)
    url = server.url(DATABASE, "ledger_dba")
    with psycopg.connect(url, autocommit=True) as connection:
        ids, monitors = _prepare(LedgerCalls(connection), receiver, Keyring.read(keys_file))

    stop, chance = threading.Event(), random.Random()
    clients = [Client(url, number, ids, stop) for number in range(_CLIENTS)]
    mail = {"ZEROSUM_SMTP_URL": office.url, "ZEROSUM_MAIL_FROM": "ledger@bank.example"}
    with working(server, keys_file, _WORKERS, **mail) as workers:
        with ThreadPoolExecutor(_CLIENTS) as pool:
            running = [pool.submit(client.run) for client in clients]
            try:
                for done in range(_KILLS):
                    _wait_for(clients, done * _TRANSFERS // _KILLS)
                    time.sleep(chance.uniform(0, 1.5))
                    if chance.random() < _OF_THE_DATABASE:
                        kill(server, "postmaster")
                    else:
                        workers.kill(chance.randrange(_WORKERS))
                _wait_for(clients, _TRANSFERS)
            finally:
                stop.set()
            for future in running:
                future.result()
        wait_until_done(connect)
        workers.drain()

    posted = sum(len(client.journal) for client in clients)
    with connect() as owner:
        events: Any = owner.execute(_FEED).fetchall()
        assert len(events) == posted
        _compare_deliveries(receiver, events)
        mails = _compare_mails(owner, office, {str(e) for _, e, _, to in events if to[1] == ids[0]})
        assert said(owner) == expected(owner)
        assert owner.execute(DIFFERENCES).fetchall() == []
        for account_id, monitor in monitors.items():
            assert _fired(owner, monitor) == crossings(owner, account_id, 0)
        broken = owner.execute(
            "SELECT v.name, v.detail FROM ledger.verify() AS v WHERE v.ok IS NOT TRUE"
        ).fetchall()
        assert broken == []
    print(  # noqa: T201 - shown by pytest -rP
        f"{_KILLS} kills, {posted} transfers, {len(receiver.received)} requests, {mails}"
    )


def _prepare(
    calls: LedgerCalls, receiver: Receiver, ring: Keyring
) -> tuple[list[UUID], dict[UUID, Row]]:
    """Open customers' accounts, an endpoint that takes all transactions, and some monitors."""
    sealed = ring.seal_secret(0, new_secret())
    calls.call(
        "create_webhook_endpoint", url=receiver.url(), event_types=["transaction.*"], user_id=0,
        key_id=sealed.key_id, wrapped_key=sealed.wrapped_key, sealed=sealed.sealed,
        allows_private=True,
    )  # fmt: skip
    # What was booked before somebody first asked is told to nobody.
    calls.connection.execute("SELECT ledger.fan_out_notifications()")
    ids = []
    for number in range(_CUSTOMERS):
        user = calls.call("create_user", username=f"customer-{number}")
        account = calls.account(user_id=user.user_id, min_balance="-Infinity")
        ids.append(account.account_id)
        if number == 0:
            known = ring.seal(user.user_id, {"email": "ada@home.example"})
            calls.call(
                "store_person", user_id=user.user_id, key_id=known.key_id,
                wrapped_key=known.wrapped_key, sealed=known.sealed, email_index=known.email_index,
            )  # fmt: skip
            calls.call(
                "set_notification_preferences", user_id=user.user_id, email_events=["money_in"]
            )
    monitors = {
        account_id: calls.call(
            "create_monitor", account_id=account_id, threshold="0", measure="balance"
        )
        for account_id in ids[:3]
    }
    return ids, monitors


def _wait_for(clients: list[Client], acked: int) -> None:
    wait_until(
        lambda: sum(len(client.journal) for client in clients) >= acked, "the clients do not get on"
    )


def _compare_deliveries(receiver: Receiver, events: list[Any]) -> None:
    """Each event came; of each account first in the order of the feed."""
    came = list(dict.fromkeys(one.event["data"]["event_id"] for one in receiver.received))
    assert set(came) == {str(event_id) for _, event_id, _, _ in events}
    position = {str(event_id): place for place, event_id, _, _ in events}
    accounts = {str(event_id): account_ids for _, event_id, _, account_ids in events}
    by_account: dict[UUID, list[int]] = defaultdict(list)
    for event_id in came:
        for account_id in accounts[event_id]:
            by_account[account_id].append(position[event_id])
    assert all(places == sorted(places) for places in by_account.values())


def _compare_mails(
    owner: psycopg.Connection[Any], office: PostOffice, told: set[str]
) -> dict[str, int]:
    """One message an event; what is SENT came once, what is UNKNOWN at most once."""
    rows = owner.execute("SELECT n.event_id::text, n.state FROM ledger_private.notification AS n")
    states = {str(event_id): str(state) for event_id, state in rows.fetchall()}
    assert states.keys() == told
    assert set(states.values()) <= {"SENT", "UNKNOWN"}
    came = Counter(str(one.mail["Message-ID"]).strip().strip("<")[:36] for one in office.received)
    assert {came[event] for event, state in states.items() if state == "SENT"} == {1}
    assert max(came.values()) == 1
    return dict(Counter(states.values()))


def _fired(owner: psycopg.Connection[Any], monitor: Row) -> list[int]:
    rows = owner.execute(
        "SELECT a.value FROM ledger.list_monitor_alerts(p_monitor_id => %s, p_limit => 1000) AS a",
        (monitor.monitor_id,),
    ).fetchall()
    return [int(value) for (value,) in reversed(rows)]
