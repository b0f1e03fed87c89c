"""A primary and its real standby, web servers on both, and people who write and read."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg

from tests.support.application import environment_of
from tests.support.callers import Caller
from tests.support.ledger_calls import LedgerCalls
from tests.support.standby import catch_up
from tests.support.waiting import wait_until
from webapp import create_app
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.support.databases import Database
    from tests.support.ledger_calls import Row

LONG = "10000"  # milliseconds that a read may wait for the standby at most


@dataclass(frozen=True, slots=True)
class Pair:
    """One database, and its standby's copy of it."""

    primary: Database
    standby: Database

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a web server on both."""
        return environment_of(self.primary) | {
            "ZEROSUM_READ_DATABASE_URL": self.standby.url_as("ledger_web"),
            "ZEROSUM_RATE_LIMITS": "off",
        }

    def catch_up(self) -> None:
        """Wait until the standby has all that was done by now."""
        catch_up(self.primary.cluster, self.standby.cluster)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let the standby replay nothing for a while."""
        self.catch_up()
        self.of_standby("SELECT pg_wal_replay_pause()")
        wait_until(lambda: self.of_standby("SELECT pg_get_wal_replay_pause_state()") == "paused")
        try:
            yield
        finally:
            self.of_standby("SELECT pg_wal_replay_resume()")

    def of_standby(self, query: str) -> Any:  # noqa: ANN401 - whatever it is
        """Return one value of the standby."""
        with self.standby.connect() as connection:
            row = connection.execute(query.encode()).fetchone()
            return row[0] if row else None


@dataclass(frozen=True, slots=True)
class People:
    """Someone who pays, and someone who is paid."""

    app: Flask
    payer: Caller
    payee: Caller
    source: Row
    target: Row

    def pay(self, amount: str = "1.00") -> str:
        """Pay, and return the position that is told."""
        answer = self.payer.transfer(self.source, self.target, amount)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return answer.headers["Zerosum-Position"]

    def balance(self, who: Caller, of: Row, **headers: str) -> tuple[str, dict[str, str]]:
        """Return a balance as it is told, and the fields beside it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = who.get(f"/v1/accounts/{of.account_id}/balance", **named)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()["balance"], dict(answer.headers)

    def counted(self) -> dict[tuple[str, str], float]:
        """Return how many reads were asked where, and why."""
        registry = self.app.extensions["metrics"].registry
        return {
            (sample.labels["place"], sample.labels["reason"]): sample.value
            for metric in registry.collect()
            for sample in metric.samples
            if sample.name == "zerosum_reads_total"
        }


@contextmanager
def application(settings: dict[str, str]) -> Iterator[tuple[Flask, Config]]:
    """Give an application with such settings, and let go of its connections."""
    config = Config.from_environment(settings)
    app = create_app(config)
    try:
        yield app, config
    finally:
        for name in ("database", "gatherer_database"):
            app.extensions[name].close()
        if "replicas" in app.extensions:
            app.extensions["replicas"].standby.close()


@contextmanager
def people(pair: Pair, *, follows: bool = True, **settings: str) -> Iterator[People]:
    """Give an application on both servers, of which one follows the other, and two people."""
    with application(pair.environment | settings) as (app, config):
        with pair.primary.connect("ledger_dba") as connection:
            ledger = LedgerCalls(connection)
            users, accounts = [], []
            for _ in range(2):
                user = ledger.call("create_user", username=f"user-{os.urandom(6).hex()}")
                accounts.append(ledger.account(user_id=user.user_id))
                users.append(user.user_id)
            ledger.call("deposit", account_id=accounts[0].account_id, amount="1000.00")
        if follows:
            pair.catch_up()
        tokens = [issue_token(config, user, "customer", timedelta(minutes=15)) for user in users]
        payer, payee = (Caller(app.test_client(), token) for token in tokens)
        states = app.extensions["replicas"].standby.states
        wait_until(lambda: states()["free"] > 0)
        yield People(app, payer, payee, *accounts)


def is_up(database: Database) -> bool:
    """Say whether a server lets anybody in."""
    try:
        database.connect(connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True
