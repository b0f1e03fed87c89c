"""Two web processes and a standby that is always late: nobody misses what it wrote."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from typing import TYPE_CHECKING, NamedTuple

from tests.replicas.pair import Pair, application, people
from tests.support.ledger_calls import LedgerCalls
from tests.support.serving import granian
from tests.support.waiting import wait_until
from webapp.identity.auth import issue_token
from webapp.replicas.reading import Replicas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from webapp.config import Config
    from webapp.replicas.positions import Position

_ROUNDS = 1000
_CLIENTS = 8
_DELAY = "40ms"


class Tally(NamedTuple):
    """What came of a client's rounds."""

    stale: int
    of_standby: int


@contextmanager
def late(pair: Pair) -> Iterator[None]:
    """Let the standby replay each commit a moment late, so that who does not wait is wrong."""
    set_delay(pair, _DELAY)
    try:
        yield
    finally:
        set_delay(pair, "0")


def set_delay(pair: Pair, delay: str) -> None:
    """Set how late it is."""
    with pair.standby.connect() as session:
        session.execute(f"ALTER SYSTEM SET recovery_min_apply_delay = '{delay}'".encode())
        session.execute("SELECT pg_reload_conf()")


def test_who_wrote_by_one_process_reads_it_by_the_other(pair: Pair) -> None:
    """A thousand rounds, with the header and without, and no Redis: not one answer is stale."""
    with application(pair.environment) as (_, config), ExitStack() as servers, late(pair):
        ports = [
            servers.enter_context(granian(config, pair.primary, **_settings(pair))) for _ in "ab"
        ]
        for port in ports:
            wait_until(partial(ready, port))
        with ThreadPoolExecutor(_CLIENTS) as pool:
            tallies = list(
                pool.map(lambda number: rounds(pair, config, ports, number), range(_CLIENTS))
            )
    assert sum(tally.stale for tally in tallies) == 0
    assert sum(tally.of_standby for tally in tallies) > _ROUNDS // 2, tallies


def test_who_does_not_wait_is_wrong(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the rounds would notice."""
    with people(pair) as town:
        needed_by = Replicas.needed_by

        def careless(servers: Replicas, session: Position | None) -> Position:
            return needed_by(servers, session)._replace(lsn=0)

        monkeypatch.setattr(Replicas, "needed_by", careless)
        with pair.paused():
            town.pay()
            assert town.balance(town.payer, town.source)[0] == "1000.00"


def ready(port: int) -> bool:
    """Say whether a process has found the standby."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/health/ready")
    told = json.loads(connection.getresponse().read())
    connection.close()
    return bool(told["checks"]["standby"] == "ok")


def rounds(pair: Pair, config: Config, ports: Sequence[int], number: int) -> Tally:
    """Write by one process and read by the other, in turn; every other client sends positions."""
    with pair.primary.connect("ledger_dba") as session:
        ledger = LedgerCalls(session)
        user = ledger.call("create_user", username=f"user-{os.urandom(6).hex()}").user_id
        source, target = (ledger.account(user_id=user).account_id for _ in range(2))
        ledger.call("deposit", account_id=source, amount="100000.00")
    token = issue_token(config, user, "customer", timedelta(minutes=30))
    connections = [HTTPConnection("127.0.0.1", port, timeout=60) for port in ports]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    stale = of_standby = 0
    for round_ in range(1, _ROUNDS // _CLIENTS + 1):
        writer, reader = connections[round_ % 2], connections[1 - round_ % 2]
        body = {"from_account_id": str(source), "to_account_id": str(target), "amount": "1.00"}
        writer.request(
            "POST", "/v1/transfers", json.dumps(body), headers | {"Idempotency-Key": f"k{round_}"}
        )
        answer = writer.getresponse()
        assert answer.status == 201, answer.read()
        answer.read()
        position = answer.headers["Zerosum-Position"]
        sent = {"Zerosum-Position": position} if number % 2 else {}
        reader.request("GET", f"/v1/accounts/{target}/balance", headers=headers | sent)
        answer = reader.getresponse()
        told = json.loads(answer.read())
        stale += told["balance"] != f"{round_}.00"
        of_standby += "Zerosum-Replica-Age" in answer.headers
    for connection in connections:
        connection.close()
    return Tally(stale, of_standby)


def _settings(pair: Pair) -> dict[str, str]:
    """Settings of a process that would rather wait than ask the primary."""
    named = ("ZEROSUM_READ_DATABASE_URL", "ZEROSUM_RATE_LIMITS")
    return {name: pair.environment[name] for name in named} | {
        "ZEROSUM_READ_WAIT": "5000",
        "ZEROSUM_LOG": "off",
        "ZEROSUM_POOL_SIZE": "8",
    }
