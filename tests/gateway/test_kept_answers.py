"""Answers kept in Redis: repeated for the same request of the same user, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
import redis

from tests.support.callers import Caller, code_of
from webapp import create_app
from webapp.config.gateway import Gateway
from webapp.config.sections import Cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config


@pytest.fixture
def kept(valkey: str) -> Iterator[redis.Redis]:
    """Return the Redis that answers are kept in, empty."""
    with redis.Redis.from_url(valkey) as client:
        client.flushall()
        yield client


@pytest.fixture
def app(config: Config, valkey: str, kept: redis.Redis) -> Iterator[Flask]:
    """Return the application with that Redis."""
    assert kept.ping()
    app = create_app(
        replace(config, cache=Cache(redis_url=valkey), gateway=Gateway(rate_limits=False))
    )
    yield app
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()


def break_ledger(database: Database) -> None:
    """Make every further posting fail, so that an answer can't come from the ledger."""
    with database.connect() as connection:
        for path in ("ledger.post_transfers", "ledger_gateway.post_gathered"):
            name = path.partition(".")[2]
            connection.execute(f"ALTER FUNCTION {path} RENAME TO {name}_away")


def test_a_repeated_request_is_answered_without_the_ledger(
    as_alice: Caller, funded: Row, shop: Row, database: Database, kept: redis.Redis
) -> None:
    """The same answer as the ledger's own replay, marked alike; kept for a day."""
    first = as_alice.transfer(funded, shop, "10.00", key="k1", metadata={"ü": "💶"})
    (name,) = cast("list[bytes]", kept.keys("zerosum:answer:*"))
    assert 86_000 < kept.ttl(name) <= 86_400
    break_ledger(database)
    again = as_alice.transfer(funded, shop, "10.00", key="k1", metadata={"ü": "💶"})
    assert again.status_code == 200
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert again.get_json() == first.get_json()
    assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_the_ledgers_replay_is_the_same_to_the_byte(
    as_alice: Caller, funded: Row, shop: Row, kept: redis.Redis
) -> None:
    """Whoever answers, nobody can tell."""
    as_alice.transfer(funded, shop, "10.00", key="k1", description="ünïcode")
    from_redis = as_alice.transfer(funded, shop, "10.00", key="k1", description="ünïcode")
    kept.flushall()
    from_ledger = as_alice.transfer(funded, shop, "10.00", key="k1", description="ünïcode")
    assert from_redis.data == from_ledger.data


def test_a_refusal_is_not_kept(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls, kept: redis.Redis
) -> None:
    """Its reason can pass: then the same request posts."""
    refused = as_alice.transfer(funded, shop, "500.00", key="k1")
    assert code_of(refused) == (422, "LG201")
    assert kept.keys("zerosum:answer:*") == []
    ledger.call("deposit", account_id=funded.account_id, amount="500")
    assert as_alice.transfer(funded, shop, "500.00", key="k1").status_code == 201


def test_what_is_not_recorded_is_not_kept(
    as_alice: Caller, funded: Row, shop: Row, kept: redis.Redis
) -> None:
    """A malformed request may be mended under its key."""
    as_alice.transfer(funded, shop, "0.001", key="k1")
    as_alice.transfer(funded, shop, "1e3", key="k1")
    assert kept.keys("zerosum:answer:*") == []
    assert as_alice.transfer(funded, shop, "1.00", key="k1").status_code == 201


def test_another_request_another_user_and_another_role_ask_the_ledger(
    as_alice: Caller,
    operator: Caller,
    caller: Callable[[str, int], Caller],
    funded: Row,
    shop: Row,
) -> None:
    """The ledger decides each."""
    first = as_alice.transfer(funded, shop, "10.00", key="k1").get_json()
    assert code_of(as_alice.transfer(funded, shop, "11.00", key="k1")) == (422, "LG301")
    other = operator.transfer(funded, shop, "10.00", key="k1").get_json()
    assert other["transaction_id"] != first["transaction_id"]
    assert caller("auditor", funded.user_id).transfer(
        funded, shop, "10.00", key="k1"
    ).status_code in {401, 403, 200}


@pytest.mark.parametrize("forgery", ["body", "seal", "other", "empty", "bytes"])
def test_what_this_service_did_not_write_is_not_told(
    as_alice: Caller,
    funded: Row,
    shop: Row,
    kept: redis.Redis,
    ledger: LedgerCalls,
    *,
    forgery: str,
) -> None:
    """Whoever can write to Redis can't make up an answer, nor pass one on to another key."""
    as_alice.transfer(funded, shop, "10.00", key="k1")
    (name,) = cast("list[bytes]", kept.keys("zerosum:answer:*"))
    value = cast("bytes", kept.get(name))
    forged = {
        "body": value.replace(b"10.00", b"99.00"),
        "seal": b"0" * 64 + value[64:],
        "other": value,
        "empty": b"",
        "bytes": b"\xff\x00",
    }[forgery]
    key = "k2" if forgery == "other" else "k1"
    kept.set(name.replace(b":k1", f":{key}".encode()), forged)
    answer = as_alice.transfer(funded, shop, "10.00", key=key)
    assert answer.status_code == (201 if forgery == "other" else 200)
    assert answer.get_json()["amount"] == "10.00"
    assert str(ledger.balance(funded.account_id)) == ("80.00" if forgery == "other" else "90.00")


def test_a_restored_database_is_asked_anew(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was told before the restore may be gone: the ledger executes again or replays."""
    from webapp.gateway import calls as ledger

    first = as_alice.transfer(funded, shop, "10.00", key="k1").get_json()
    monkeypatch.setattr(ledger, "history", lambda _: "another timeline")
    app.extensions["database"].connections_made += 1
    broken = app.extensions["answers"]
    monkeypatch.setattr(broken, "keep", lambda *_: None)
    again = as_alice.transfer(funded, shop, "10.00", key="k1")
    assert again.status_code == 200
    assert again.get_json()["transaction_id"] == first["transaction_id"]


def test_a_history_has_a_name_of_its_own(app: Flask, database: Database) -> None:
    """Server, timeline and database; two databases differ."""
    from webapp.gateway import calls as ledger

    name = ledger.history(app.extensions["database"])
    server, timeline, oid = name.split(".")
    assert server.isdigit()
    assert timeline == "00000001"
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchall()
    assert [(int(oid),)] == rows


def test_a_redis_that_goes_away_costs_nothing(
    config: Config, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """No Redis there at all: every answer is the ledger's."""
    away = replace(
        config, cache=Cache(redis_url="redis://127.0.0.1:1"), gateway=Gateway(rate_limits=False)
    )
    app = create_app(away)
    alice = Caller(app.test_client(), as_alice.token)
    assert alice.transfer(funded, shop, "1.00", key="k1").status_code == 201
    again = alice.transfer(funded, shop, "1.00", key="k1")
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()
