"""A web server whose database is read-only: it says so, reads, and refuses writes for certain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.replicas.pair import application
from tests.support.application import environment_of
from tests.support.callers import Caller, code_of
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from tests.replicas.pair import Pair, People


def test_a_read_only_server_says_so(pair: Pair) -> None:
    """It should get no traffic, reads with a token and with an API key, and writes nothing."""
    with pair.primary.connect("ledger_dba") as session:
        ledger = LedgerCalls(session)
        user = ledger.call("create_user", username="oscar", role="operator").user_id
        robot = ledger.call("create_user", username="robot", role="service").user_id
        key = ledger.call("create_api_key", user_id=robot, name="key").secret
        source, target = ledger.account("from"), ledger.account("to")
    pair.catch_up()
    with application(environment_of(pair.standby)) as (app, config):
        client = app.test_client()
        ready = client.get("/health/ready")
        assert code_of(ready) == (503, "WEB900")
        assert ready.get_json()["checks"]["database"] == "read-only"
        assert client.get("/health").status_code == 200
        by_token = Caller(client, issue_token(config, user, "operator", timedelta(minutes=5)))
        path = f"/v1/accounts/{source.account_id}"
        assert by_token.get(path).status_code == 200
        assert client.get(path, headers={"X-API-Key": key}).status_code == 200
        assert by_token.get("/v1/transactions?sort=created_at").status_code == 200
        assert by_token.get("/v1/events").status_code == 200
        refused = by_token.transfer(source, target, "1.00")
        assert code_of(refused) == (503, "WEB903")
        assert "nothing was done" in refused.get_json()["detail"]
        assert "unknown" not in refused.get_json()["hint"]


def test_without_a_standby_nothing_is_told(pair: Pair) -> None:
    """No field, no count, no more statements."""
    with application(environment_of(pair.primary)) as (app, _):
        ready = app.test_client().get("/health/ready")
        assert (
            ready.get_json()["checks"] | {"database": "ok", "standby": "off"}
            == (ready.get_json()["checks"])
        )
        assert "Zerosum-Position" not in ready.headers
        assert "zerosum_reads" not in app.extensions["metrics"].registry.named


def test_readiness_tells_of_the_standby(pair: Pair, town: People) -> None:
    """While it is behind, and before, without ceasing to be ready."""
    client = town.app.test_client()

    def told() -> str:
        return str(client.get("/health/ready").get_json()["checks"]["standby"])

    wait_until(lambda: told() == "ok")
    with pair.paused():
        town.pay()
        servers = town.app.extensions["replicas"]
        servers.age_seconds = 0.05
        assert told() == "behind"
