"""Request ids and W3C traces: taken, made, returned, and found again in the audit trail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from psycopg import sql

from tests.support.waiting import wait_until
from webapp.observe.tracing import read_traceparent

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_TRACE, _PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_a_trace_goes_on_through_this_server(client: FlaskClient) -> None:
    """Same trace, a span of our own."""
    answer = client.get("/health", headers={"traceparent": f"00-{_TRACE}-{_PARENT}-01"})
    version, trace, span, flags = answer.headers["traceparent"].split("-")
    assert (version, trace, flags) == ("00", _TRACE, "01")
    assert span != _PARENT
    assert answer.headers["X-Request-ID"] == _TRACE


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "junk",
        f"ff-{_TRACE}-{_PARENT}-01",
        f"00-{'0' * 32}-{_PARENT}-01",
        f"00-{_TRACE}-{'0' * 16}-01",
        f"00-{_TRACE.upper()}-{_PARENT}-01",
        f"00-{_TRACE}-{_PARENT}-01-more",
        f"00-{_TRACE}-{_PARENT}",
    ],
)
def test_a_faulty_traceparent_starts_a_trace_of_its_own(header: str | None) -> None:
    """As the standard says: never an error."""
    trace = read_traceparent(header)
    assert trace.trace_id != _TRACE
    assert len(trace.trace_id) == 32
    assert trace.parent_id is None


def test_a_later_version_may_say_more() -> None:
    """What comes after the fields known today is left alone."""
    assert read_traceparent(f"01-{_TRACE}-{_PARENT}-01-more").trace_id == _TRACE


def test_the_audit_trail_keeps_the_trace_or_the_request_id(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The id of the request, and where none came the trace's."""
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "1.00",
    }
    for more in (
        {"Idempotency-Key": "a", "traceparent": f"00-{_TRACE}-{_PARENT}-01"},
        {"Idempotency-Key": "b", "X-Request-ID": "order-7"},
    ):
        posted = as_alice.client.post("/v1/transfers", json=body, headers={**headers, **more})
        assert posted.status_code == 201
    rows = ledger.rows("list_audit_logs", account_id=funded.account_id, limit=2)
    assert [row.request_id for row in rows] == ["order-7", _TRACE]


@pytest.fixture
def long_waits(database: Database) -> None:
    """Let the web's sessions, which are opened later, wait for a lock for long."""
    query = "ALTER ROLE ledger_web IN DATABASE {} SET lock_timeout = '60s'"
    with database.connect() as connection:
        connection.execute(sql.SQL(query).format(sql.Identifier(database.name)))


@pytest.mark.usefixtures("long_waits")
def test_the_database_calls_a_running_request_by_its_id(
    as_alice: Caller, funded: Row, shop: Row, database: Database
) -> None:
    """A request that waits for a lock is seen in pg_stat_activity, and its name goes with it."""
    seen = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'order-8'"
    with database.connect(autocommit=False) as holder, database.connect() as watcher:
        holder.execute("SELECT FROM ledger_private.account FOR UPDATE")
        with ThreadPoolExecutor(1) as clients:
            waiting = clients.submit(
                as_alice.client.post,
                "/v1/transfers",
                json={
                    "from_account_id": str(funded.account_id),
                    "to_account_id": str(shop.account_id),
                    "amount": "1.00",
                },
                headers={
                    "Authorization": f"Bearer {as_alice.token}",
                    "Idempotency-Key": "c",
                    "X-Request-ID": "order-8",
                },
            )
            wait_until(
                lambda: watcher.execute(seen).fetchone() == (1,),
                "nobody in the database is called order-8",
                seconds=20,
            )
            holder.rollback()
            assert waiting.result().status_code == 201
        assert watcher.execute(seen).fetchone() == (0,)
