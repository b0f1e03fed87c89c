"""kill -9 of a router, its cells, their workers and clients: no money is lost, none is doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from migrations.engine import deploy
from tests.crash.kills import connect, kill
from tests.crash.paying import ask
from tests.router.cells import Place, introduce, route
from tests.support.cluster import cluster_at
from tests.support.ledger_calls import LedgerCalls
from webapp.cells.comparing import differences
from webapp.cli.logins import ensure_logins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webapp.embedded import EmbeddedPostgres

pytestmark = pytest.mark.long

_DATABASE = "crashing"
_KILLS = int(os.environ.get("ZEROSUM_KILLS", "10"))
_CLIENTS = 2
_USERS = 12
_START = Decimal(1000)
_VICTIMS = ("router", "cell", "router backend", "cell backend", "worker", "client")


class Town:
    """Two cells, their router, and who works with them."""

    def __init__(self, servers: list[EmbeddedPostgres], home: Path) -> None:
        """Take over servers that run: two cells, then the router."""
        self.servers, self.home = servers, home
        self.places = [Place(server.url(_DATABASE)) for server in servers]
        self.accounts: list[str] = []
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def build(self) -> None:
        """Deploy, route, and open accounts with money through the router."""
        for server, place in zip(self.servers, self.places, strict=True):
            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {_DATABASE}")
            if place is not self.places[-1]:
                deploy(place.url)
                with psycopg.connect(place.url, autocommit=True) as connection:
                    ensure_logins(connection)
        introduce(self.places[:-1])
        route(self.places[-1], self.places[:-1])
        with psycopg.connect(self.url, autocommit=True) as connection:
            calls = LedgerCalls(connection)
            for number in range(_USERS):
                user = calls.call("create_user", username=f"user{number}")
                account = calls.account(user_id=user.user_id)
                calls.call("deposit", account_id=account.account_id, amount=_START)
                self.accounts.append(str(account.account_id))
            calls.call("set_account_status", account_id=self.accounts[-1], status="SUSPENDED")
        (self.home / "accounts").write_text("\n".join(self.accounts), encoding="ascii")

    @property
    def url(self) -> str:
        """Where clients connect."""
        return self.places[-1].as_login("ledger_dba")

    def start(self, name: str) -> None:
        """Start a worker or a client."""
        kind, number = name.split()
        environment = dict(os.environ)
        if kind == "worker":
            own, other = (
                self.places[n].as_login("ledger_dba") for n in (int(number), 1 - int(number))
            )
            environment |= {
                "ZEROSUM_DATABASE_URL": own,
                "ZEROSUM_CELLS": f"{1 - int(number)}={other}",
            }
            words = ["webapp.cli", "work", "--job", "cells", "--every", "0.2"]
        else:
            journal = self.home / f"journal{number}"
            words = [
                "tests.crash.paying",
                self.url,
                str(self.home / "accounts"),
                str(journal),
                number,
            ]
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *words], env=environment, stderr=subprocess.DEVNULL
        )

    def end(self, kinds: tuple[str, ...]) -> None:
        """Kill what was started."""
        for name, process in self.processes.items():
            if name.startswith(kinds):
                process.kill()
                process.wait()

    def strike(self, victim: str, chance: random.Random) -> None:
        """Kill -9 something, and bring it back."""
        if victim in {"worker", "client"}:
            name = f"{victim} {chance.randrange(2)}"
            self.processes[name].send_signal(signal.SIGKILL)
            self.processes[name].wait()
            self.start(name)
            return
        server = (
            self.servers[-1] if victim.startswith("router") else self.servers[chance.randrange(2)]
        )
        with suppress(IndexError, ProcessLookupError):
            kill(server, "backend" if victim.endswith("backend") else "postmaster")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Give two cells and a router, on three servers whose commits are on disk."""
    with ExitStack() as stack:
        servers = []
        for number in range(3):
            server = cluster_at(tmp_path / str(number))
            server._settings |= {
                "fsync": "on",
                "synchronous_commit": "on",
                "full_page_writes": "on",
            }
            servers.append(stack.enter_context(server))
        town = Town(servers, tmp_path)
        stack.callback(town.end, ("worker", "client"))
        town.build()
        yield town


def journal_of(town: Town) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Return what was asked for, by its keys, and what the clients were told of each."""
    asked: dict[str, dict[str, Any]] = {}
    told: dict[str, str] = {}
    for number in range(_CLIENTS):
        for line in (town.home / f"journal{number}").read_bytes().splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue  # the process was killed while it wrote
            if "asked" in said:
                kind = said["asked"]["kind"]
                for item in said["asked"]["items"]:
                    asked[item["key"]] = item | {"kind": "transfer" if kind == "batch" else kind}
            else:
                told |= said["told"]
    return asked, told


def final(connection: psycopg.Connection[Any], item: dict[str, Any]) -> str:
    """Ask again under the same key, until the answer is one that stays."""
    give_up = time.monotonic() + 240
    while True:
        with suppress(psycopg.OperationalError):
            (status,) = ask(connection, {"kind": item["kind"], "items": [item]})
            if status != "PENDING":
                return status
        assert time.monotonic() < give_up, item
        time.sleep(0.1)


def test_no_money_is_lost_or_doubled(town: Town) -> None:
    """Whatever is killed; then each balance is what the clients' own journals make of it."""
    for number in range(2):
        town.start(f"worker {number}")
        town.start(f"client {number}")
    chance = random.Random(7)
    for number in range(_KILLS):
        time.sleep(chance.uniform(0.3, 1.2))
        town.strike(_VICTIMS[number % len(_VICTIMS)], chance)
    time.sleep(1)
    town.end(("client",))
    asked, told = journal_of(town)
    acknowledged = {key for key, status in told.items() if status == "COMPLETED"}
    with connect(town.url) as connection:
        ended = {
            key: told[key]
            if key in acknowledged or told.get(key, "?").startswith("LG")
            else final(connection, item)
            for key, item in asked.items()
        }
        changed = {key for key in acknowledged if final(connection, asked[key]) != "COMPLETED"}
    assert changed == set(), "what was acknowledged has changed"
    expected = dict.fromkeys(town.accounts, _START)
    for key, item in asked.items():
        if ended[key] == "COMPLETED":
            if item["kind"] != "deposit":
                expected[item["payer"]] -= Decimal(item["amount"])
            if item["kind"] != "withdraw":
                expected[item["payee"]] += Decimal(item["amount"])
    _wait_until_settled(town)
    _compare(town, expected)
    said = f"{_KILLS} kills, {len(asked)} asked, {Counter(ended.values())}"
    print(f"{said}, {Counter(told.values())}")  # noqa: T201 - shown by pytest -rP


def _wait_until_settled(town: Town) -> None:
    give_up = time.monotonic() + 240
    while True:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(town.url, autocommit=True) as connection,
        ):
            if not connection.execute("SELECT FROM ledger.list_pending_transfers()").fetchall():
                return
        assert time.monotonic() < give_up
        time.sleep(0.2)


def _compare(town: Town, expected: dict[str, Decimal]) -> None:
    with psycopg.connect(town.url, autocommit=True) as router:
        found: dict[str, Decimal] = dict(
            router.execute(
                "SELECT a.account_id::text, a.balance"
                " FROM ledger.list_accounts(p_limit => 1000) AS a"
            ).fetchall()
        )
        broken = "SELECT v.name, v.detail FROM ledger.verify() AS v WHERE v.ok IS NOT TRUE"
        assert router.execute(broken).fetchall() == []
        owed = "SELECT coalesce(sum(c.balance), 0) FROM ledger.clearing_accounts AS c"
        assert router.execute(owed).fetchall() == [(0,)]
    assert {account: found[account] for account in expected} == expected
    here, there = (psycopg.connect(place.url, autocommit=True) for place in town.places[:2])
    with here, there:
        assert list(differences(here, 0, there, 1)) == list(differences(there, 1, here, 0)) == []
