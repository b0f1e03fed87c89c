"""Workers that are killed anywhere: one mail each, and none twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.notifications.conftest import SENDER
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.notifications.mailing import PostOffice
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_KILLS = int(os.environ.get("ZEROSUM_KILLS", "6"))


@contextmanager
def _worker(
    database: Database, keys_file: Path, office: PostOffice
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", "--job", "notifications", "--every", "0.2"],
        env={
            **os.environ,
            "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba"),
            "ZEROSUM_PERSONAL_KEYS": str(keys_file),
            "ZEROSUM_SMTP_URL": office.url,
            "ZEROSUM_MAIL_FROM": SENDER,
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.long
def test_killed_workers_send_one_mail_each(  # noqa: PLR0917
    database: Database,
    ledger: LedgerCalls,
    office: PostOffice,
    person: Callable[..., Row],
    prefer: Callable[..., Row],
    till: Row,
    pay: Callable[..., Row],
    tell: Callable[[], None],
    hurry: Callable[[], None],
    keys_file: Path,
) -> None:
    """Two are killed again and again while they send.

    What is SENT came exactly once; what is UNKNOWN, of which two workers leave two a time at the
    most, came once or not at all; there is nothing else, and no event is without its message.
    """
    tell()
    ada = person("ada")
    prefer(ada, "money_in")
    account = ledger.account(user_id=ada.user_id)
    office.pause = 0.01  # most of a turn lies between the text and its answer
    posted: list[str] = []
    for _ in range(_KILLS):
        with (
            _worker(database, keys_file, office) as one,
            _worker(database, keys_file, office) as other,
        ):
            posted += [str(pay(till, account, "1.00").transaction_id) for _ in range(30)]
            before = len(office.received)
            wait_until(lambda: len(office.received) > before + random.randint(1, 15))  # noqa: B023
            for process in (one, other):
                process.send_signal(signal.SIGKILL)
                process.wait()
        hurry()
    with _worker(database, keys_file, office) as last:
        posted += [str(pay(till, account, "1.00").transaction_id) for _ in range(5)]
        wait_until(lambda: _unfinished(ledger, len(posted)) == 0)
        last.send_signal(signal.SIGTERM)
        assert last.wait(30) == 0
    rows = {str(row.event_id): row.state for row in ledger.rows("list_notifications", limit=1000)}
    assert rows.keys() == set(posted)
    mails = Counter(str(one.mail["Message-ID"]).strip().strip("<")[:36] for one in office.received)
    assert set(rows.values()) <= {"SENT", "UNKNOWN"}
    assert {mails[event] for event, state in rows.items() if state == "SENT"} == {1}
    unknown = [event for event, state in rows.items() if state == "UNKNOWN"]
    assert all(mails[event] <= 1 for event in unknown)
    assert len(unknown) <= 2 * _KILLS
    assert max(mails.values()) == 1
    came = sum(mails[event] for event in unknown)
    print(  # noqa: T201
        f"{2 * _KILLS} kills, {len(posted)} events, {len(office.received)} mails, none twice;"
        f" {len(unknown)} unknown, {came} of which came"
    )


def _unfinished(ledger: LedgerCalls, wanted: int) -> int:
    rows = ledger.rows("list_notifications", limit=1000)
    return wanted - sum(row.state in {"SENT", "UNKNOWN"} for row in rows)
