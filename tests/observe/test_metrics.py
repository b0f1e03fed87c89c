"""What is counted: requests by route and status, postings by result, refusals by code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.application import BOTH_WAYS
from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = BOTH_WAYS


@pytest.fixture
def figure(client: FlaskClient) -> Callable[..., float]:
    """Return what reads one figure, 0 where it is not there yet."""

    def read(name: str, **labels: str) -> float:
        text = client.get("/metrics").get_data(as_text=True)
        wanted = ",".join(f'{key}="{labels[key]}"' for key in sorted(labels))
        series = f"{name}{{{wanted}}}" if labels else name
        found = re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    return read


def test_requests_are_counted_by_route_and_status(
    as_alice: Caller, funded: Row, figure: Callable[..., float]
) -> None:
    """By the rule, not by the address, and what matches no rule is one series."""
    for _ in range(3):
        as_alice.get(f"/v1/accounts/{funded.account_id}/balance")
    as_alice.get("/no/such/place")
    as_alice.get("/nor/this")
    rule = "/v1/accounts/<uuid:account_id>/balance"
    count = "zerosum_http_request_duration_seconds_count"
    assert figure(count, method="GET", route=rule, status="200") == 3
    assert figure(count, method="GET", route="none", status="404") == 2
    assert figure("zerosum_refusals_total", code="WEB301") == 2


def test_postings_amounts_and_refusals_are_counted_once(
    as_alice: Caller, funded: Row, shop: Row, figure: Callable[..., float]
) -> None:
    """A replay is no second posting; a refused item of a batch counts by its code."""
    as_alice.transfer(funded, shop, "10.00", key="a")
    as_alice.transfer(funded, shop, "10.00", key="a")
    as_alice.transfer(funded, shop, "1000.00")
    batch = [
        {"from_account_id": str(funded.account_id), "to_account_id": str(shop.account_id)}
        | {"amount": amount}
        for amount in ("1.00", "2.50", "900.00")
    ]
    as_alice.post("/v1/transfers/batch", {"transfers": batch})
    kind = {"transaction_type": "transfer"}
    assert figure("zerosum_postings_total", result="COMPLETED", **kind) == 3
    assert figure("zerosum_postings_total", result="REPLAYED", **kind) == 1
    assert figure("zerosum_postings_total", result="FAILED", **kind) == 1
    assert figure("zerosum_posted_amount_total", currency="USD") == 13.5
    assert figure("zerosum_refusals_total", code="LG201") == 2


def test_the_ledger_speaks_for_itself(funded: Row, figure: Callable[..., float]) -> None:
    """Balanced, up, and nobody waits."""
    assert funded.balance == 0
    assert figure("zerosum_ledger_up") == 1
    assert figure("zerosum_ledger_imbalance", currency="USD") == 0
    assert figure("zerosum_accounts", currency="USD") == 2
    assert figure("zerosum_lock_waits") == 0
    assert figure("zerosum_pool", state="open") >= 1


@pytest.mark.tampered
def test_an_imbalance_is_seen_and_the_server_gets_no_traffic(
    client: FlaskClient, database: Database, funded: Row, figure: Callable[..., float]
) -> None:
    """A superuser switched the triggers off and gave one account a cent."""
    with database.connect() as connection:
        connection.execute("ALTER TABLE ledger_private.account DISABLE TRIGGER ALL")
        connection.execute(
            "UPDATE ledger_private.account SET balance = balance + 0.01 WHERE account_id = %s",
            (funded.account_id,),
        )
    assert figure("zerosum_ledger_imbalance", currency="USD") == 0.01
    refused = client.get("/health/ready")
    assert code_of(refused) == (503, "WEB900")
    assert refused.get_json()["checks"]["ledger"] == "unbalanced"
    assert client.get("/health").status_code == 200


@pytest.mark.tampered
def test_a_broken_guard_is_told_and_the_server_keeps_its_traffic(
    client: FlaskClient, database: Database, ledger: LedgerCalls, figure: Callable[..., float]
) -> None:
    """What the worker found is in the metrics and in readiness, which stays ready."""
    with database.connect() as connection:
        connection.execute("GRANT SELECT ON ledger_private.account TO PUBLIC")
    ledger.call("verify_new")
    assert figure("zerosum_guards_broken") == 1
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.get_json()["checks"]["guards"] == "broken"


def test_events_without_a_position_have_an_age(
    ledger: LedgerCalls, funded: Row, shop: Row, figure: Callable[..., float]
) -> None:
    """From their commit until somebody reads the feed, or proves the books."""
    name = "zerosum_outbox_lag_seconds"
    # The page is kept for a moment; the ledger is asked itself.
    query = f"SELECT value > 0 FROM ledger.metrics() WHERE name = '{name}'"
    assert figure(name) > 0
    # A proof that found something to prove is an event, too, which the next one finds.
    proving = ("ledger.verify_new()", "ledger.verify_new()")
    for readings in (("ledger.list_events()",), proving):
        ledger.call(
            "post_transfer",
            from_account_id=funded.account_id,
            to_account_id=shop.account_id,
            amount="1.00",
        )
        assert ledger.connection.execute(query.encode()).fetchone() == (True,)
        for reading in readings:
            ledger.connection.execute(f"SELECT count(*) FROM {reading}".encode())
        assert ledger.connection.execute(query.encode()).fetchone() == (False,)


def test_others_than_this_machine_need_the_token(client: FlaskClient) -> None:
    """Without a token set, an address elsewhere is refused."""
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert code_of(answer) == (403, "WEB290")


def test_a_token_opens_the_metrics_and_nothing_else_does(client: FlaskClient) -> None:
    """Once it is set, this machine needs it too."""
    client.application.extensions["metrics_token"] = "m" * 32
    assert code_of(client.get("/metrics")) == (403, "WEB290")
    wrong = {"Authorization": "Bearer " + "x" * 32}
    assert code_of(client.get("/metrics", headers=wrong)) == (403, "WEB290")
    right = {"Authorization": "Bearer " + "m" * 32}
    answer = client.get("/metrics", headers=right, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"


def test_an_invented_method_makes_no_series(client: FlaskClient) -> None:
    """Labels come from lists of ours, so nobody can make series without end."""
    client.open("/health", method="BREW")
    assert "BREW" not in client.get("/metrics").get_data(as_text=True)
