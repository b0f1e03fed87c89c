"""The straight way and Flask's: one request to each, told apart by nothing.

Two customers with the same money ask for the same, one each way. Status, fields, body, log line,
metrics, budgets and what the ledger keeps are compared. What must differ is made equal first:
ids, keys, moments and durations; everything else counts.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest
from flask import Flask

from tests.http.ways import CASES, World, equal
from tests.support.callers import Caller
from webapp import create_app
from webapp.config import Config
from webapp.config.kinds import Budget
from webapp.gateway import answers
from webapp.identity.auth import issue_token
from webapp.straight import way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls
    from webapp.application import Application

# Series of time, of what the ledger says of itself, and of reading the metrics.
_UNEQUAL = re.compile(
    r"_sum\b|_created\b|_bucket\b|/metrics|process_|python_|zerosum_(pool|lock|verify|outbox|accounts)"
)


@pytest.fixture
def both(config: Config, ledger: LedgerCalls, database: Database) -> Iterator[tuple[World, World]]:
    """Return the world that asks the straight way, and the one that asks Flask."""
    few = Budget(3, 3000)
    gateway = config.gateway.model_copy(update={"money": few, "read": few, "crowd_factor": 50})
    app = cast("Application", create_app(replace(config, gateway=gateway)))
    foreign = str(ledger.account("foreign").account_id)
    worlds = []
    for number, straight in ((1, app.straight_way), (2, None)):
        user = ledger.call(
            "create_user",
            username=f"user-{number}",
            user_id=_six_digits(database, f"user-{number}"),
        ).user_id
        source = ledger.account(f"source-{number}", user_id=user)
        ledger.call("deposit", account_id=source.account_id, amount="100.00")
        target = ledger.account(f"target-{number}")
        token = issue_token(config, user, "customer", timedelta(minutes=5))
        worlds.append(
            World(
                app, straight, f"192.0.2.{number}", token, "", user,
                str(source.account_id), str(target.account_id), foreign,
                partial(_change, database, user),
            )
        )  # fmt: skip
    olga = ledger.call("create_user", username="olga", role="operator").user_id
    # Another server, so that the one to be compared has seen nobody yet.
    beside = create_app(config)
    operator = Caller(
        beside.test_client(), issue_token(config, olga, "operator", timedelta(minutes=5))
    )
    for world in worlds:
        made = operator.post("/v1/api-keys", {"user_id": str(world.user_id), "name": "till"})
        its = Caller(beside.test_client(), world.token)
        accepted = its.post(f"/v1/api-keys/{made.get_json()['api_key_id']}/accept", {})
        world.api_key = accepted.get_json()["secret"]
    yield worlds[0], worlds[1]
    for name in ("database", "gatherer_database"):
        app.extensions[name].close()
        beside.extensions[name].close()


def _six_digits(database: Database, username: str) -> int:
    """Return an id that a user of this name may have, as long as that of any other name."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT ledger_private.username_bucket(%s)", (username,)
        ).fetchone()
    assert row is not None
    return 25 * 4096 + int(row[0])


def _change(database: Database, user_id: int, how: str) -> None:
    statement = f"UPDATE ledger_private.app_user SET {how} WHERE user_id = {user_id}"
    with database.connect() as connection:
        connection.execute(statement.encode())


def counted(world: World) -> dict[str, float]:
    """Return what is counted so far; times apart."""
    world.app.straight_way = None
    text = world.app.test_client().get("/metrics").get_data(as_text=True)
    return {
        series: float(figure)
        for series, _, figure in (line.rpartition(" ") for line in text.splitlines())
        if series and not series.startswith("#") and not _UNEQUAL.search(series)
    }


@contextmanager
def asking_flask(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note each request that Flask is asked to answer."""
    asked = []
    inner = Flask.wsgi_app

    def noted(self: Flask, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:  # noqa: ANN401
        asked.append(environ["PATH_INFO"])
        return inner(self, environ, start_response)

    with monkeypatch.context() as patch:
        patch.setattr(Flask, "wsgi_app", noted)
        yield asked


def kept(world: World, database: Database, sent: list[TestResponse]) -> list[Any]:
    """Return what the ledger keeps of a world, and that its trail names the answers' ids."""
    with database.connect() as connection:
        rows = connection.execute(
            """
            SELECT t.status, t.idempotency_key, t.amount, t.description, t.metadata,
                   t.failure_code, t.effective_at < now()
            FROM ledger.transactions AS t WHERE t.user_id = %s
            ORDER BY t.created_at, t.idempotency_key
            """,
            (world.user_id,),
        ).fetchall()
        traced = connection.execute(
            "SELECT count(DISTINCT a.request_id) FROM ledger.audit_logs AS a"
            " WHERE a.request_id = ANY (%s)",
            ([answer.headers["X-Request-ID"] for answer in sent],),
        ).fetchall()
    return [*rows, *traced]


@pytest.mark.parametrize("name", CASES)
def test_nothing_tells_the_ways_apart(
    name: str,
    both: tuple[World, World],
    database: Database,
    *,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Status, fields and their order, body, log line, metrics, budgets, the ledger."""
    by_flask, requests = CASES[name]
    told = []
    for world in both:
        before = counted(world)
        capfd.readouterr()
        with asking_flask(monkeypatch) as asked:
            sent = [world.send(how) for how in requests]
        lines = capfd.readouterr().out
        after = counted(world)
        told.append(
            {
                "statuses": [answer.status for answer in sent],
                "fields": [
                    [(field, equal(text, world)) for field, text in answer.headers]
                    for answer in sent
                ],
                "bodies": [equal(answer.get_data(as_text=True), world) for answer in sent],
                "lines": [equal(line, world) for line in lines.splitlines()],
                "counted": {
                    series: figure - before.get(series, 0.0)
                    for series, figure in after.items()
                    if figure != before.get(series, 0.0)
                },
                "kept": kept(world, database, sent),
            }
        )
        if world.straight is not None:
            assert len(asked) == by_flask
    assert told[0] == told[1]
    assert len(lines.splitlines()) == len(requests)


@pytest.mark.parametrize(
    "change",
    [
        {"ZEROSUM_CORS_ORIGINS": "https://shop.example"},
        {"ZEROSUM_OTLP_URL": "http://127.0.0.1:9"},
        {"ZEROSUM_REDIS_URL": "redis://127.0.0.1:9"},
    ],
)
def test_what_only_flask_does_closes_the_straight_way(
    change: dict[str, str], app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Origins that share, spans, and answers kept elsewhere."""
    assert way_of(app, config, [], None) is not None
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    changed = Config.from_environment()
    answers.init_app(app, changed)
    assert way_of(app, changed, [], None) is None
